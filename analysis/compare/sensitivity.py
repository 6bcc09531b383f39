"""Whether the order of routines holds under other counting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.ask.counting import COUNTINGS
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import positions, strings
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.amounts import SETS
from analysis.volume.product import session_amounts
from analysis.volume.weights import weights_of

SCENARIOS = [
    *((counting, COUNTED_KINDS) for counting in ("fractional", "direct", "total")),
    ("fractional", ("strength",)),
]
"""Ways to count that `sensitivity` tries, the default first."""


@checked
def sensitivity(library: Library, routines: Iterable[str] | None = None, *, by: str = "group") -> pd.DataFrame:
    """Ask whether the order of the routines for a muscle holds under other ways to count.

    A secondary muscle counts 0.5, 0 or 1, or light work is left out.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Which ones; default all.
    by : {"muscle", "group"}

    Returns
    -------
    DataFrame
        One row per label x scenario x routine: ``counting``, ``secondary_weight``, ``kinds``, sets_*, rank_min and
        rank_max (1 is the most; routines with equal sets share the better rank; a range of ranks means that intervals
        overlap), and ``survives``, of the label: ``no`` when two routines change places from one scenario to another,
        ``depends`` when overlapping intervals leave that open, else ``yes`` (a difference may shrink to a tie).

    Raises
    ------
    ArgumentError
        If a name is unknown, or volume by ``by`` does not hang on the counting.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = sensitivity(load_library())
    >>> rows.loc[rows["survives"] == "no", "muscle_group"].unique().tolist()
    ['glute_max', 'hip_abductors', 'trunk_side']
    """
    by = check_choice("by", by, ["muscle", "group"])
    asked = read_routines(library, routines)
    chosen = positions(library.routines["routine_id"], asked)
    parts = []
    ahead, open_ = [], []
    for counting, kinds in SCENARIOS:
        weights = weights_of(library, by=by, counting=counting)
        volume = session_amounts(library, weights)[..., chosen, :] @ weights
        low, high = volume[SETS][:, weights.places(kinds=kinds)].sum(axis=1)  # routine x label
        # Intervals are compared at both ends: surely more is more even at the worst, perhaps more is more at the best.
        surely = low[:, None] > high[None]  # routine x other x label: more, whatever the ranges come to
        perhaps = (high[:, None] > low[None]) & ~np.eye(len(asked), dtype=bool)[:, :, None]
        ahead.append(surely)
        open_.append(perhaps & perhaps.swapaxes(0, 1))
        part = pd.DataFrame(
            {
                weights.column: weights.labels.array.take(np.repeat(np.arange(len(weights.labels)), len(asked))),
                "counting": counting,
                "secondary_weight": COUNTINGS[counting]["secondary"],
                "kinds": " + ".join(kinds),
                "routine_id": strings(asked).take(np.tile(np.arange(len(asked)), len(weights.labels))),
                "sets_min": low.T.ravel(),
                "sets_max": high.T.ravel(),
                "rank_min": 1 + surely.sum(axis=0).T.ravel(),
                "rank_max": 1 + perhaps.sum(axis=0).T.ravel(),
            }
        )
        parts.append(part)
    # The order turns for a label when each of two routines is surely ahead of the other in some scenario.
    ever = np.any(ahead, axis=0)
    turns = (ever & ever.swapaxes(0, 1)).any(axis=(0, 1))
    # Where none turns but ranges overlap, other numbers within the ranges might turn it.
    unsure = np.any(open_, axis=0).any(axis=(0, 1))
    answers = np.where(turns, "no", np.where(unsure, "depends", "yes")).repeat(len(asked))
    survives = strings(answers.tolist())
    # Scenario by scenario they were made, label by label they are read.
    frame = pd.concat([part.assign(survives=survives, order=np.arange(len(part)) // len(asked)) for part in parts])
    frame = frame.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)
    return add_words(library, frame, weights.column, "routine_id")
