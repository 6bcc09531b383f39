"""Substitutes: exercises ranked by muscles and movement pattern, and whole routines rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.athlete import barred
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.exercises import read_exercise
from analysis.ask.numbers import read_number
from analysis.ask.routines import read_routine
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.frames import needs_columns, positions, texts_or_missing
from analysis.base.said import Said
from analysis.base.text import inline, listing, number, plural
from analysis.library.equipment_words import NO_EQUIPMENT
from analysis.library.labels import add_words, labels
from analysis.library.library import Library
from analysis.library.terms import DEMANDS
from analysis.suggest.candidates import amount_of, candidates, phase_of
from analysis.suggest.owned_equipment import equipment_text, usable_text
from analysis.suggest.sheet_rows import MadeRoutine, Row, free_name, routine_rows, rows_text
from analysis.volume.amounts import Floats
from analysis.volume.weights import weights_of

PROFILE_PART = 0.75
"""Share of the muscles in the likeness; the rest is the movement pattern (ours)."""


UNLIKE = 0.75
"""Factor on the likeness of a hold in place of a movement, and of a more demanding exercise (ours)."""


LIGHTER = 0.8
"""Factor on the likeness of light work in place of strength work: a drill of a lift trains no strength (ours)."""


NOT_FOR_THEM = "not for this athlete"
"""Reason for an exercise that the level or ``avoid`` rules out."""


LOADS_SAID = {"external": "the weight", "band": "the band's pull"}


LIKE = 0.25
"""Likeness below which an exercise is no substitute (ours)."""


COLUMNS = ["rank", "exercise_id", "likeness", "profile", "same_pattern", "lost", "gained", "equipment", "usual_dose"]


@checked
def substitute(
    library: Library,
    exercise: str,
    *,
    equipment: Iterable[str] | None = None,
    best: int = 5,
    level: str | None = None,
    avoid: str | Iterable[str] = (),
) -> pd.DataFrame:
    """Rank the substitutes for an exercise that an athlete has the equipment for.

    Parameters
    ----------
    library : Library
    exercise : str
        Id or name.
    equipment : iterable of str, optional
        Equipment the athlete has; default everything except gym-only items.
    best : int
        Most substitutes to return.
    level : {"new", "some", "trained"}, optional
        Training experience of the athlete: unsuitable exercises are left out, as in a suggested week.
    avoid : iterable of {"jumps", "deep_knee", "overhead", "balance"}
        Demands the athlete should avoid.

    Returns
    -------
    DataFrame
        One row per exercise, most alike first: rank, exercise_id, exercise, likeness (0 to 1: 0.75 profile and 0.25
        pattern, reduced for a hold in place of a movement, for a more demanding exercise, and for light work in place
        of strength work; ours), profile (work for the same muscles as a share of the work of either), same_pattern,
        lost and gained (in words: a kind of load, and parts of a set that muscles get less or more), equipment (needed,
        in words) and usual_dose.
        Stretches replace stretches, strength work strength work, jumps jumps and drills drills.

    Raises
    ------
    ArgumentError
        If a name is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> substitute(load_library(), "hip_thrust", equipment=["mat"])[["exercise", "lost"]].head(1).values.tolist()
    [['Glute bridge', 'the weight']]
    """
    wanted = read_exercise(library, exercise, "substitute")
    shown = int(read_number("best", best, 1, 100, whole=True))
    # Without a list of equipment, assume everything except gym-only items.
    have = usable(library, None if equipment is None else tuple(read_equipment(library, equipment)))
    return _ranked(library, wanted, have, barred(library, level, avoid)).head(shown)


def _ranked(library: Library, exercise: str, have: frozenset[str], out: frozenset[str]) -> pd.DataFrame:
    """Rank all exercises like one, without exercises that need missing equipment or do not suit the athlete."""
    table = library.exercises
    row = int(positions(table["exercise_id"], [exercise])[0])
    mode, demand = str(table["mode"].iloc[row]), DEMANDS.index(table["demand"].fillna("moderate").iloc[row])
    kind = phase_of(mode)
    weights = weights_of(library, by="muscle", counting="fractional")
    # Compare stretches by the muscles they stretch, strength work by the muscles it trains.
    matrix = weights.of("mobility" if kind == "mobility" else "strength")[0]
    work, pattern = matrix[row], table["movement_pattern"].iloc[row]
    names, items = labels(library, "muscle_id"), labels(library, "equipment_id")
    muscles = [inline(names[muscle]) for muscle in weights.labels]
    # The loads an exercise can have with all equipment; those a substitute cannot have are listed as lost.
    loads = _loads(library, exercise, frozenset(library.equipment["equipment_id"]))
    rows = []
    for other in candidates(library, SECONDS_PER_REP).values():
        if other.exercise_id in (exercise, *out) or _like(other.mode) != _like(mode) or not other.needs <= have:
            continue
        others = matrix[other.row]
        # Shared work as a share of the work of either: 1 for the same muscles in the same parts, 0 for none in common.
        either = float(np.maximum(work, others).sum())
        profile = float(np.minimum(work, others).sum()) / either if either else 0.0
        same = other.pattern == pattern
        likeness = PROFILE_PART * profile + (1 - PROFILE_PART) * same
        likeness *= UNLIKE ** ((other.mode == "isometric") != (mode == "isometric"))
        likeness *= UNLIKE ** (DEMANDS.index(other.demand) > demand)
        likeness *= LIGHTER ** (other.demand == DEMANDS[0] and demand > 0)
        if profile > 0 and likeness >= LIKE:
            gone = loads - _loads(library, other.exercise_id, have)
            lost = [*(words for load, words in LOADS_SAID.items() if load in gone), _less(work, others, muscles)]
            needs = listing([inline(items[item]) for item in items if item in other.needs]) or "none"
            figures = likeness, profile, same, "; ".join(filter(None, lost)), _less(others, work, muscles)
            apart = abs(DEMANDS.index(other.demand) - demand)
            rows.append((other.exercise_id, *figures, needs, str(other.dose), apart))
    frame = pd.DataFrame(rows, columns=[*COLUMNS[1:], "apart"]).round({"likeness": 4, "profile": 4})
    # Round before sorting: among exercises that read as equal, the nearest in demand comes first, then library order.
    frame = frame.sort_values(["likeness", "apart"], ascending=[False, True], kind="stable", ignore_index=True)
    frame = frame.drop(columns="apart")
    for name in ("lost", "gained"):  # blank becomes a missing value
        frame[name] = texts_or_missing(frame[name])
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return add_words(library, frame, "exercise_id")


def _like(mode: str) -> str:
    """Return the kind of exercise a mode can replace: strength, mobility, or else the mode itself."""
    phase = phase_of(mode)
    return mode if phase == "activation" else phase


def _less(work: Floats, other: Floats, muscles: list[str]) -> str:
    """Return in words which muscles get less from a set of another exercise, and how much of a set."""
    less = zip(muscles, work - other, strict=True)
    return listing([f"{muscle} {number(part)}" for muscle, part in less if part > 0])


def _loads(library: Library, exercise: str, have: frozenset[str]) -> set[str]:
    """Return the kinds of load an exercise can have with the equipment there is."""
    coding = library.coding
    items = [item for item, _ in coding.usual.get(exercise, ()) if item in have]
    return {kind for item in items if (kind := coding.items[item]["load_kind"])}


@dataclass(frozen=True, eq=False)
class RewrittenRoutine(MadeRoutine):
    """A routine rewritten for an athlete's equipment.

    Attributes
    ----------
    routine_id : str
        Id of the rewritten routine: ``runners_world_rewritten``.
    sheet : str
        The rewritten routine as a sheet.
    library : Library
        Library with the rewritten routine.
    table : DataFrame
        One row per entry that needs equipment the athlete does not have: position, exercise_id, exercise, missing (in
        words), instead_id, instead (missing value without a substitute: the entry is left out), lost, gained.

    Examples
    --------
    >>> from analysis import load_library
    >>> new = substitute_routine(load_library(), "runners_world", equipment=["mini_band", "mat"])
    >>> new
    RewrittenRoutine: runners_world_rewritten, 3 entries changed; next: .say() .table .sheet .library
    >>> new.table[["exercise", "instead"]].values.tolist()[0]
    ['Hip thrust', 'Glute bridge']
    """

    def say(self) -> Said:
        """Return in sentences the exercises replaced and left out."""
        return say_rewritten(self)

    def __repr__(self) -> str:
        entries = f"{len(self.table)} {'entry' if len(self.table) == 1 else 'entries'}"
        return f"RewrittenRoutine: {self.routine_id}, {entries} changed; next: .say() .table .sheet .library"

    def _repr_html_(self) -> str:
        shown = self.table[["exercise", "missing", "instead", "lost", "gained"]]
        return shown.to_html(index=False, na_rep="") + self.say()._repr_html_()


@checked
def substitute_routine(
    library: Library,
    routine: str,
    *,
    equipment: Iterable[str],
    level: str | None = None,
    avoid: str | Iterable[str] = (),
) -> RewrittenRoutine:
    """Rewrite a routine for an athlete: replace exercises they lack equipment for or should not do, set for set.

    A substitute keeps the sets and rounds, has its own usual repetitions or seconds, and is not already in the routine.

    Parameters
    ----------
    library : Library
    routine : str
        A routine_id or name.
    equipment : iterable of str
        Equipment the athlete has, or ``none``.
    level, avoid
        See `substitute`.

    Returns
    -------
    RewrittenRoutine

    Raises
    ------
    ArgumentError
        If a name is unknown, or no exercise of the routine can be done or replaced.

    Examples
    --------
    >>> from analysis import load_library
    >>> substitute_routine(load_library(), "run_forever", equipment=["long_band", "step", "wall"]).table.empty
    True
    """
    routine_id = read_routine(library, routine)
    owned = tuple(read_equipment(library, equipment))
    have = usable(library, owned)
    out = barred(library, level, avoid)
    rows = routine_rows(library, routine_id)
    taken = {row.exercise_id for row in rows}
    kept: list[Row] = []
    changes = []
    for row in rows:
        missing = _missing(library, row, have)
        if not missing and row.exercise_id not in out:
            kept.append(_with_own_equipment(library, row, owned))
            continue
        instead, told = _instead(library, row, missing, taken, owned, out)
        changes.append(told)
        if instead is not None:
            taken.add(instead.exercise_id)  # use no substitute twice
            kept.append(instead)
    columns = ["position", "exercise_id", "missing", "instead_id", "instead", "lost", "gained"]
    return RewrittenRoutine(
        routine_id=free_name(library, f"{routine_id}_rewritten"),
        sheet=rows_text(kept),
        source=library,
        origin=routine_id,
        table=add_words(library, pd.DataFrame(changes, columns=columns).astype({"instead": "str"}), "exercise_id"),
    )


def _missing(library: Library, row: Row, have: frozenset[str]) -> list[str]:
    """Return the missing equipment of an entry, as its sheet says, else as the exercise is coded."""
    items = [item for item in row.equipment.split(" + ") if item != NO_EQUIPMENT and not item.endswith("?")]
    return [item for item in items if item not in have] or _needed(library, row, have)


def _with_own_equipment(library: Library, row: Row, owned: tuple[str, ...]) -> Row:
    """Return an entry with only owned items or their stand-ins; optional items may be missing."""
    text = usable_text(library, row.equipment.split(" + "), owned)
    if row.load and text == NO_EQUIPMENT:  # loaded with another item than the sheet's
        text = equipment_text(library, row.exercise_id, owned)
    return replace(row, equipment=text, coded=row.coded and text == row.equipment)


def _instead(
    library: Library, row: Row, missing: list[str], taken: set[str], owned: tuple[str, ...], out: frozenset[str]
) -> tuple[Row | None, tuple[Any, ...]]:
    """Return the substitute of an entry, if there is one, and the change as a row of the table."""
    names = labels(library, "equipment_id")
    change = row.position, row.exercise_id, listing([inline(names[item]) for item in missing]) or NOT_FOR_THEM
    ranked = _ranked(library, row.exercise_id, usable(library, owned), out)
    ranked = ranked[~ranked["exercise_id"].isin(taken)]
    if ranked.empty:
        return None, (*change, None, None, "all of it", None)
    instead, shown, lost, gained = ranked[["exercise_id", "exercise", "lost", "gained"]].iloc[0]
    new = replace(
        row,
        notes="",
        link="",
        load="",
        effort="",
        coded=False,
        exercise_id=instead,
        name=shown,
        amount=amount_of(candidates(library, SECONDS_PER_REP)[instead].dose),
        equipment=equipment_text(library, instead, owned),
    )
    return new, (*change, instead, shown, lost, gained)


def _needed(library: Library, row: Row, have: frozenset[str]) -> list[str]:
    """Return the missing items an exercise requires even though the entry calls them optional, such as a band.

    An entry without a load that does not name the item is done without it, as its sheet says.
    """
    coded = [item for item, required in library.coding.usual.get(row.exercise_id, ()) if required]
    # Items in the sheet can replace coded ones, such as a long band for a mini band.
    named = usable(library, tuple(item.rstrip("?") for item in row.equipment.split(" + ") if item != NO_EQUIPMENT))
    gone = [item for item in coded if item not in have]
    return gone if row.load or set(gone) & named else []


@checked
def say_substitutes(library: Library, exercise: str, ranked: pd.DataFrame) -> Said:
    """Return a sentence on the substitutes for an exercise, best first, and what each loses.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> say_substitutes(library, "hip_thrust", substitute(library, "hip_thrust", equipment=["mat"], best=1))
    Instead of hip thrust: glute bridge (loses the weight).
    """
    needs_columns(ranked, ["exercise", "lost"], "substitute")
    wanted = read_exercise(library, exercise, "substitute")
    name = inline(labels(library, "exercise_id")[wanted])
    if ranked.empty:
        return Said(f"Nothing in the library with that equipment is like {name}.")
    words = [
        f"{inline(other)} ({f'loses {lost}' if pd.notna(lost) else 'nothing lost'})"
        for other, lost in zip(ranked["exercise"], ranked["lost"], strict=True)
    ]
    return Said(f"Instead of {name}: {'; '.join(words)}.")


@checked
def say_rewritten(new: RewrittenRoutine) -> Said:
    """Return sentences on the exercises replaced in a routine, and those left out.

    Examples
    --------
    >>> from analysis import load_library
    >>> say_rewritten(substitute_routine(load_library(), "run_forever", equipment=["long_band", "wall"]))
    1 exercise replaced: slow eccentric heel tap (needs step or kerb) by reverse lunge to knee drive, which loses glute
    med 0.5.
    """
    if new.table.empty:
        return Said("Everything can be done with what is there.")
    columns = ("exercise", "missing", "instead", "lost")
    swapped, out = [], []
    for exercise, needs, instead, lost in zip(*(new.table[name] for name in columns), strict=True):
        if pd.notna(instead):
            loses = f", which loses {lost}" if pd.notna(lost) else ""
            why = needs if needs == NOT_FOR_THEM else f"needs {needs}"
            swapped.append(f"{inline(exercise)} ({why}) by {inline(instead)}{loses}")
        else:
            out.append(inline(exercise))
    parts = [f"{plural(len(swapped), 'exercise')} replaced: {'; '.join(swapped)}."] if swapped else []
    parts += [f"Nothing is like {listing(out)}: left out."] if out else []
    return Said(" ".join(parts))
