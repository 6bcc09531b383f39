"""Find which exercises an athlete's equipment allows, and the volume lost with the others."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.frames import in_order, texts_or_missing
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.volume.amounts import SETS, amounts_of
from analysis.volume.product import KEYS, contributions
from analysis.volume.weight_matrix import used_equipment, weights_of


@checked
def equipment_fit(library: Library, equipment: Iterable[str], *, routines: Iterable[str] | None = None) -> pd.DataFrame:
    """Return which exercises an athlete's equipment allows.

    Parameters
    ----------
    library : Library
    equipment : iterable of str
        Equipment ids or names, or ``none``. An item also counts as the item it replaces: a long band as a mini band.
    routines : iterable of str, optional
        Routines to check; default all.

    Returns
    -------
    DataFrame
        One row per prescription: routine_id, position, exercise_id, phase, sets_* (counted), ``missing`` (ids joined
        by +) and ``effect``: ``done``, ``without optional`` (an optional item is missing) or ``lost`` (a required item
        is).

    Raises
    ------
    ArgumentError
        If an item or routine is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> fit = equipment_fit(load_library(), ["mini_band", "mat", "step", "wall"])
    >>> fit.loc[fit["effect"] == "lost", "exercise_id"].tolist()
    ['hip_thrust', 'floor_press_90_90', 'bear_plank_row']
    """
    asked = read_routines(library, routines)
    have = usable(library, tuple(read_equipment(library, equipment)))
    table = library.prescription_equipment
    table = table[~table["equipment_id"].isin(have)]  # only missing items matter
    missing: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
    names = ["routine_id", "position", "need", "equipment_id", "basis"]
    for routine, position, *item in zip(*(table[name].tolist() for name in names), strict=True):
        missing.setdefault((routine, position), []).append(tuple(item))
    frame = library.prescriptions[KEYS].copy()
    frame["sets_min"], frame["sets_max"] = amounts_of(library).values[SETS]
    items = [missing.get(key, []) for key in zip(frame["routine_id"].tolist(), frame["position"].tolist(), strict=True)]
    lost = [any(need == "required" for need, _, _ in needs) for needs in items]
    # If a required item is missing, only required items are shown.
    shown = [
        [part for part in needs if part[0] == "required" or not gone] for needs, gone in zip(items, lost, strict=True)
    ]
    frame["missing"] = texts_or_missing(" + ".join(item for _, item, _ in needs) for needs in shown)
    basis = ["stated" if all(basis == "stated" for _, _, basis in needs) else "inferred" for needs in shown]
    frame["basis"] = texts_or_missing(word if items else "" for word, items in zip(basis, shown, strict=True))
    frame["effect"] = np.where(lost, "lost", np.where(frame["missing"].isna(), "done", "without optional"))
    return add_words(library, in_order(frame, "routine_id", asked), "routine_id", "exercise_id")


@checked
def lost_volume(
    library: Library,
    equipment: Iterable[str],
    *,
    routines: Iterable[str] | None = None,
    by: str = "group",
    counting: Counting = "fractional",
) -> pd.DataFrame:
    """Return the volume lost with the exercises that the equipment doesn't allow.

    Parameters
    ----------
    library : Library
    equipment, routines
        See `equipment_fit`.
    by, counting
        See `routine_volume`.

    Returns
    -------
    DataFrame
        One row per routine x label that loses sets: sets_* of the routine, lost_sets_*.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> lost = lost_volume(load_library(), ["mini_band", "bench", "step", "wall"])
    >>> lost.loc[lost["lost_sets_max"] == lost["sets_max"], ["routine_id", "muscle_group"]].values.tolist()
    [['runners_world', 'back'], ['runners_world', 'chest'], ['runners_world', 'arms']]
    """
    asked = read_routines(library, routines)
    fit = equipment_fit(library, equipment, routines=asked)
    weights = weights_of(library, by=by, counting=counting)
    frame = contributions(library, weights, np.arange(len(library.prescriptions)))
    frame = frame.merge(fit[["routine_id", "position", "effect"]], on=["routine_id", "position"])
    lost = frame["effect"] == "lost"
    for end in ("min", "max"):
        frame[f"lost_sets_{end}"] = frame[f"sets_{end}"].where(lost, 0.0)
    sums = frame.groupby(["routine_id", "label_order", weights.column], sort=False)[
        ["sets_min", "sets_max", "lost_sets_min", "lost_sets_max"]
    ].sum()
    # Labels without a loss are left out; often only a few remain.
    sums = (
        sums[sums["lost_sets_max"] > 0]
        .reset_index()
        .sort_values("label_order", kind="stable")
        .drop(columns="label_order")
    )
    return add_words(library, in_order(sums, "routine_id", asked), weights.column, "routine_id").assign(
        counting=weights.counting
    )


@checked
def equipment_use(library: Library, routines: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the number of exercises that use each item, by routine.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to count; default all.

    Returns
    -------
    DataFrame
        One row per routine x item used anywhere in the library, zeros included: exercises (that use it), required and
        optional (of these), stated (exercises whose sheet names it; for the others it is inferred).

    Raises
    ------
    ArgumentError
        If a routine is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> use = equipment_use(load_library(), ["run_forever"]).set_index("equipment_id")
    >>> use.loc[["long_band", "step"], ["exercises", "required", "stated"]].values.tolist()
    [[3, 0, 3], [1, 1, 0]]
    """
    asked = read_routines(library, routines)
    table = library.prescription_equipment
    table = table.assign(exercises=1, required=table["need"] == "required", stated=table["basis"] == "stated")
    counts = table.groupby(["routine_id", "equipment_id"])[["exercises", "required", "stated"]].sum()
    # Items that a routine doesn't use get a 0, to compare routines side by side.
    keys = pd.MultiIndex.from_product([asked, used_equipment(library)], names=["routine_id", "equipment_id"])
    frame = counts.reindex(keys, fill_value=0).astype("int64").reset_index()
    frame.insert(4, "optional", frame["exercises"] - frame["required"])
    return add_words(library, frame, "routine_id", "equipment_id")
