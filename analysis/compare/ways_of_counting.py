"""Test whether the ranking of routines changes with the counting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.ask.counting import COUNTINGS
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import strings
from analysis.library.labels import add_words, id_rows
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.amounts import SETS
from analysis.volume.product import session_amounts
from analysis.volume.weight_matrix import weights_of

SCENARIOS = [
    *((counting, COUNTED_KINDS) for counting in ("fractional", "direct", "total")),
    ("fractional", ("strength",)),
]
"""Ways to count that `sensitivity` tries, the default first."""


@checked
def sensitivity(library: Library, routines: Iterable[str] | None = None, *, by: str = "group") -> pd.DataFrame:
    """Return the ranking of routines per muscle under several ways to count.

    A secondary muscle counts 0.5, 0 or 1 sets, or light work is left out.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to rank; default all.
    by : {"muscle", "group"}

    Returns
    -------
    DataFrame
        One row per label x scenario x routine: ``counting``, ``secondary_weight``, ``kinds``, sets_*, rank_min and
        rank_max (1 has the most sets; routines with equal sets share the better rank; a range of ranks means that
        intervals overlap), and ``survives``, per label: ``no`` if two routines swap places between scenarios,
        ``depends`` if overlapping intervals leave it open, else ``yes`` (a difference may shrink to a tie).

    Raises
    ------
    ArgumentError
        If a name is unknown, or ``by`` is another grouping, whose volume does not depend on the counting.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = sensitivity(load_library())
    >>> rows.loc[rows["survives"] == "no", "muscle_group"].unique().tolist()
    ['glute_max', 'hip_abductors', 'trunk_side']
    """
    by = check_choice("by", by, ["muscle", "group"])
    asked = read_routines(library, routines)
    chosen = id_rows(library, "routine_id", asked)
    ends = []
    for counting, kinds in SCENARIOS:
        weights = weights_of(library, by=by, counting=counting)
        volume = session_amounts(library, weights)[..., chosen, :] @ weights
        ends.append(volume[SETS][:, weights.parts_of(kinds=kinds)].sum(axis=1))
    low, high = np.array(ends).swapaxes(0, 1)  # scenario x routine x label
    # Intervals are compared at both ends: surely more even in the worst case, perhaps more in the best case.
    surely = low[:, :, None] > high[:, None]  # scenario x routine x other x label: more at any value in the ranges
    perhaps = (high[:, :, None] > low[:, None]) & ~np.eye(len(asked), dtype=bool)[:, :, None]
    # The ranking changes for a label if each of two routines is surely ahead in some scenario.
    ever = surely.any(axis=0)
    turns = (ever & ever.swapaxes(0, 1)).any(axis=(0, 1))
    # Without a change, overlapping ranges may still allow one.
    unsure = (perhaps & perhaps.swapaxes(1, 2)).any(axis=(0, 1, 2))
    survives = np.where(turns, "no", np.where(unsure, "depends", "yes"))
    figures = {
        "sets_min": low,
        "sets_max": high,
        "rank_min": 1 + surely.sum(axis=1),
        "rank_max": 1 + perhaps.sum(axis=1),
    }
    label, scenario, routine = np.indices((len(weights.labels), len(SCENARIOS), len(asked))).reshape(3, -1)
    frame = pd.DataFrame(
        {
            weights.column: weights.labels.array.take(label),
            "counting": strings(counting for counting, _ in SCENARIOS).take(scenario),
            "secondary_weight": np.array([COUNTINGS[counting]["secondary"] for counting, _ in SCENARIOS])[scenario],
            "kinds": strings(" + ".join(kinds) for _, kinds in SCENARIOS).take(scenario),
            "routine_id": strings(asked).take(routine),
            **{name: values[scenario, routine, label] for name, values in figures.items()},
            "survives": strings(survives.tolist()).take(label),
        }
    )
    return add_words(library, frame, weights.column, "routine_id")
