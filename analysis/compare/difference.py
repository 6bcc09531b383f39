"""Explain why two routines differ, exercise by exercise."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.phases import read_phases
from analysis.ask.routines import read_routine
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, Finding
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.volume.product import contributions
from analysis.volume.weight_matrix import weights_of


@checked
def explain_difference(
    library: Library,
    first: str,
    second: str,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return the difference between two routines, exercise by exercise.

    Parameters
    ----------
    library : Library
    first, second : str
        Routine ids. Sets of ``first`` are positive, sets of ``second`` negative.
    by, counting
        See `routine_volume`.
    phases : iterable of str, optional
        Phases whose sets count; default all.

    Returns
    -------
    DataFrame
        One row per label x exercise of either routine that gives it sets: routine_id, position, exercise_id, phase,
        kind, sets_* (signed, of this exercise) and difference_* (first minus second, of the label). The sets of a
        label's rows add up to its difference exactly. Largest difference first; labels that neither routine works are
        left out.

    Raises
    ------
    ArgumentError
        If a name is unknown, or both routines are the same.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = explain_difference(load_library(), "runners_world", "run_forever")
    >>> rows.loc[rows["muscle_group"] == "calves", ["exercise_id", "sets_min", "difference_min"]].values.tolist()
    [['squat_heel_raise', 1.5, 1.5]]
    """
    asked = [read_routine(library, routine) for routine in (first, second)]
    if asked[0] == asked[1]:
        raise ArgumentError(Finding("a routine differs from another one, not from itself", value=first))
    second = asked[1]
    weights = weights_of(library, by=by, counting=counting)
    rows = library.prescriptions
    wanted = rows["routine_id"].isin(asked) & rows["phase"].isin(read_phases(phases))
    # A label's sets are the sum of sets x weight over exercises, so each exercise has an exact share: there is no
    # remainder to allocate, and the shares add up to the difference.
    frame = contributions(library, weights, np.flatnonzero(wanted))
    # Sets of the second routine are negative; an exercise in both has a row for each, to show what cancels out.
    frame = set_against(frame, (frame["routine_id"] == second).to_numpy())
    names = labels(library, "routine_id")
    pair = {"first_id": asked[0], "first": names[asked[0]], "second_id": second, "second": names[second]}
    return frame.assign(**pair, counting=weights.counting)


def set_against(frame: pd.DataFrame, minus: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return `contributions` with negative sets in the ``minus`` rows and the difference of each label.

    The largest difference comes first; within a label, the positive rows, then by size.
    """
    # Negating an interval swaps its ends: the negated upper end becomes the lower end.
    low, high = frame["sets_min"].to_numpy(), frame["sets_max"].to_numpy()
    frame = frame.assign(sets_min=np.where(minus, -high, low), sets_max=np.where(minus, -low, high))
    # A label's difference is the sum of its signed rows at each end: intervals add end by end.
    sums = frame.groupby("label_order")[["sets_min", "sets_max"]].transform("sum")
    frame["difference_min"], frame["difference_max"] = sums["sets_min"], sums["sets_max"]
    # Labels are sorted by the midpoint of their difference, which isn't shown: a range may include 0.
    size = (frame["difference_min"] + frame["difference_max"]).abs()
    frame = frame.assign(size=-size, minus=minus, most=-frame[["sets_min", "sets_max"]].abs().max(axis=1))
    frame = frame.sort_values(["size", "label_order", "minus", "most", "position"], kind="stable")
    return frame.drop(columns=["label_order", "size", "minus", "most"]).reset_index(drop=True)
