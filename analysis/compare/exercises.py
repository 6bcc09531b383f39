"""Find exercises of the library by muscle, equipment and source, and list them by muscle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.ask.equipment import read_equipment
from analysis.ask.muscles import Label, read_labels
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import in_order, positions, texts_or_missing
from analysis.base.text import span
from analysis.library.labels import add_words, id_rows, labels
from analysis.library.library import Library
from analysis.library.terms import ORIGINS
from analysis.volume.product import prescription_volume
from analysis.volume.weight_matrix import BY

ROLES = ("primary", "secondary", "stabilizer", "stretched")


@checked
def find_exercises(
    library: Library,
    muscle: str | Iterable[str] | None = None,
    *,
    equipment: str | Iterable[str] | None = None,
    routine: str | Iterable[str] | None = None,
    origin: str | None = None,
) -> pd.DataFrame:
    """Return exercises of the library, filtered by muscle, equipment, routine and origin.

    Parameters
    ----------
    library : Library
    muscle : str or iterable of str, optional
        Muscles or muscle groups, by id or name; only exercises that use one of them in any role, primary first.
    equipment : str or iterable of str, optional
        Equipment by id or name: only exercises prescribed or coded with one of the items; ``none``: only exercises
        that need no equipment.
    routine : str or iterable of str, optional
        Only exercises of these routines.
    origin : {"sources", "ours", "own"}, optional
        Only exercises that a source prescribes, only our additions for suggestions, or only the coach's own.

    Returns
    -------
    DataFrame
        One row per exercise: exercise_id, exercise, movement_pattern, mode, usual_dose and demand (ours), origin,
        identity, cue, variations (from the sources), easier and harder (exercises, ours), primary, secondary,
        stabilizer and stretched (muscles in words), equipment and routines (in words, with the position in the
        routine), and with ``muscle`` also its ``role``, the ``reason`` and, as evidence, ``emg``: measured activity
        in percent of a maximal contraction.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> find_exercises(load_library(), muscle="calves")[["exercise_id", "role"]].head(2).values.tolist()
    [['standing_calf_raise', 'primary'], ['single_leg_calf_raise', 'primary']]
    """
    frame, roles, uses = _catalogue(library)
    if origin is not None:
        frame = frame[frame["origin"] == check_choice("origin", origin, ORIGINS)]
    if equipment is not None:
        asked = read_equipment(library, equipment)
        # No equipment means exercises without required items: optional ones can stay at home.
        wanted = uses["equipment_id"].isin(asked) if asked else uses["need"] == "required"
        frame = frame[frame["exercise_id"].isin(uses.loc[wanted, "exercise_id"]) == bool(asked)]
    if routine is not None:
        rows = library.prescriptions
        wanted = rows["routine_id"].isin(read_routines(library, routine))
        frame = frame[frame["exercise_id"].isin(rows.loc[wanted, "exercise_id"])]
    if muscle is not None:
        frame = _by_role(library, frame, roles, read_labels(library, muscle, by="muscle"))
    return frame.reset_index(drop=True)


def _catalogue(library: Library) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return every exercise in words, the roles of muscles, and the equipment used with each exercise."""
    about = ["exercise_id", "name", "movement_pattern", "mode", "usual_dose", "demand", "origin", "identity", "cue"]
    frame = library.exercises[about].rename(columns={"name": "exercise"})
    muscles = labels(library, "muscle_id")
    roles = library.exercise_muscles.assign(
        muscle=library.exercise_muscles["muscle_id"].map(muscles),
        order=positions(list(muscles), library.exercise_muscles["muscle_id"]),
    ).sort_values("order", kind="stable")
    rows = library.prescriptions
    keys = ["routine_id", "position"]
    used = rows[[*keys, "exercise_id"]].merge(library.prescription_equipment, on=keys)
    # Prescribed items come before coded items: the source decides what is optional.
    uses = pd.concat([used, library.exercise_equipment]).drop_duplicates(["exercise_id", "equipment_id"])
    items = uses["equipment_id"].map(labels(library, "equipment_id"))
    items += uses["need"].map({"optional": " (optional)", "required": ""})
    places = rows["routine_id"].map(labels(library, "routine_id")) + " " + rows["position"].astype("str")
    forms, links = library.variations, library.progressions
    names = labels(library, "exercise_id")

    def joined(words: pd.Series[str], exercises: pd.Series[str], mark: str = ", ", none: str | None = None) -> Any:
        """Return the joined words of each exercise, missing if it has none."""
        of = words.groupby(exercises).agg(mark.join)
        return texts_or_missing(of.get(exercise, none) for exercise in frame["exercise_id"])

    for role in ROLES:
        of_role = roles[roles["role"] == role]
        frame[role] = joined(of_role["muscle"], of_role["exercise_id"])
    frame["equipment"] = joined(items, uses["exercise_id"], none="none")
    frame["routines"] = joined(places, rows["exercise_id"])
    frame["variations"] = joined(forms["kind"] + ": " + forms["variation"], forms["exercise_id"], "; ")
    # A link leads from the easier exercise to the harder one.
    frame["easier"] = joined(links["exercise_id"].map(names), links["harder_id"])
    frame["harder"] = joined(links["harder_id"].map(names), links["exercise_id"])
    return frame, roles, uses


def _by_role(library: Library, frame: pd.DataFrame, roles: pd.DataFrame, labels: list[Label]) -> pd.DataFrame:
    """Return the exercises that use one of the muscles, or a muscle of the groups, in any role, primary first."""
    table = library.muscles
    members = [name for label in labels for name in table.loc[table[BY[label.by]] == label.key, "muscle_id"]]
    of_role = roles[roles["muscle_id"].isin(members)].assign(rank=lambda table: table["role"].map(ROLES.index))
    # Of several muscles, the one with the strongest role counts.
    of_role = of_role.sort_values(["rank", "order"], kind="stable").drop_duplicates("exercise_id")
    frame = frame.merge(of_role[["exercise_id", "role", "reason", "rank"]], on="exercise_id")
    frame = frame.sort_values("rank", kind="stable").drop(columns="rank")
    words = _emg_words(library, members)
    return frame.assign(emg=texts_or_missing(words.get(exercise) for exercise in frame["exercise_id"]))


def _emg_words(library: Library, muscles: list[str]) -> dict[str, str]:
    """Return the measured activity of some muscles in words, by exercise."""
    rows = library.emg[library.emg["muscle_id"].isin(muscles)]
    words: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        # Only values quoted by others need a remark, not the authors' own.
        quoted = ", quoted by others" if row["seen"] == "quoted by others" else ""
        quoted += "" if pd.isna(row["difference"]) else f"; a relative: {row['difference']}"
        where = "" if row["side_or_condition"] == "not told apart" else f", {row['side_or_condition']}"
        activity = span(row["mvic_pct_min"], row["mvic_pct_max"])
        text = f"{row['exercise_as_studied']}{where}: {activity} % ({row['reference_id']}{quoted})"
        words.setdefault(row["exercise_id"], []).append(text)
    return {exercise: "; ".join(texts) for exercise, texts in words.items()}


@checked
def exercise_matrix(library: Library, routines: Iterable[str] | None = None) -> pd.DataFrame:
    """Return every exercise of the routines by muscle, with the dose and the basis of each claim.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to include; default all.

    Returns
    -------
    DataFrame
        One row per prescription x muscle: routine_id, routine, position, published_name, phase, identity (clear, or our
        reading of the name), dose, muscle_id, label, muscle_order, role, basis (named, group_word, inferred).

    Raises
    ------
    ArgumentError
        If a routine is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> exercise_matrix(load_library(), ["run_forever"]).loc[0, ["published_name", "dose", "label", "role"]].to_list()
    ['Banded Side Steps', '2 × 10 /side', 'Glute med', 'primary']
    """
    asked = read_routines(library, routines)
    frame = prescription_volume(library, by="muscle")[
        ["routine_id", "position", "exercise_id", "phase", "muscle_id", "role", "basis"]
    ]
    rows = library.prescriptions[["routine_id", "position", "kind", "published_name", "dose"]]
    identity = library.exercises[["exercise_id", "identity"]]
    frame = frame.merge(rows, on=["routine_id", "position"]).merge(identity, on="exercise_id")
    frame["dose"] = (
        frame["dose"]
        .str.replace(" x ", " × ")
        .str.replace(" per ", " /")
        .str.replace(r"(\d)-(\d)", r"\1–\2", regex=True)
    )
    frame["muscle_order"] = id_rows(library, "muscle_id", frame["muscle_id"])
    frame = in_order(frame.sort_values("position", kind="stable"), "routine_id", asked)
    return add_words(library, frame, "routine_id", "muscle_id")
