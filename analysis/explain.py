"""Why two routines differ, exercise by exercise, and whether the order of routines holds under other counting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.counting import (
    COUNTINGS,
    SECONDS_PER_REP,
    Counting,
    check_phases,
    check_routines,
    weighting,
)
from analysis.errors import ArgumentError, Finding, check_choice
from analysis.frames import positions, strings
from analysis.library import Library
from analysis.prescriptions import COUNTED, PHASES
from analysis.volume import contributions, multiply, session_amounts
from analysis.words import add_words, labels


def explain_difference(
    library: Library,
    first: str,
    second: str,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Explain the difference of two routines, exercise by exercise.

    Parameters
    ----------
    library : Library
    first, second : str
        Routine ids. What ``first`` gives counts up, what ``second`` gives counts down.
    by, counting
        See `routine_volume`.
    phases : iterable of str, optional
        Phases whose sets count; default activation and strength.

    Returns
    -------
    DataFrame
        One row per label x exercise of either routine that gives it sets: routine_id, position, exercise_id, phase,
        sets_* (signed, of this exercise) and difference_* (first less second, of the label). The sets of a label's
        rows add up to its difference exactly. Largest difference first; labels that neither routine works are left out.

    Raises
    ------
    ArgumentError
        If a name is unknown, or both routines are the same.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = explain_difference(load_library(), "runners_world", "run_forever")
    >>> rows.loc[rows["muscle_group"] == "calves", ["exercise_id", "sets_min", "difference_min"]].values.tolist()
    [['squat_heel_raise', 3.0, 3.0]]
    """
    asked = check_routines(library, [first, second])
    if len(asked) == 1:
        raise ArgumentError(Finding("a routine differs from another one, not from itself", value=first))
    second = asked[1]
    kept = [phase for phase in check_phases(phases) if phase in COUNTED]
    found = weighting(library, by=by, counting=counting)
    rows = library.prescriptions
    wanted = rows["routine_id"].isin(asked) & rows["phase"].isin(kept)
    frame = contributions(library, found, np.flatnonzero(wanted))
    frame = set_against(frame, (frame["routine_id"] == second).to_numpy())
    names = labels(library, "routine_id")
    pair = {"first_id": asked[0], "first": names[asked[0]], "second_id": second, "second": names[second]}
    return frame.assign(**pair, counting=found.counting)


def set_against(frame: pd.DataFrame, minus: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Count the rows of `contributions` that stand on the other side down, and add each label's difference up.

    The largest difference comes first, and in it what gives more, from the largest.
    """
    low, high = frame["sets_min"].to_numpy(), frame["sets_max"].to_numpy()
    frame = frame.assign(sets_min=np.where(minus, -high, low), sets_max=np.where(minus, -low, high))
    sums = frame.groupby("place")[["sets_min", "sets_max"]].transform("sum")
    frame["difference_min"], frame["difference_max"] = sums["sets_min"], sums["sets_max"]
    size = (frame["difference_min"] + frame["difference_max"]).abs()
    frame = frame.assign(size=-size, minus=minus, most=-frame[["sets_min", "sets_max"]].abs().max(axis=1))
    frame = frame.sort_values(["size", "place", "minus", "most", "position"], kind="stable")
    return frame.drop(columns=["place", "size", "minus", "most"]).reset_index(drop=True)


SCENARIOS = [("fractional", COUNTED), ("direct", COUNTED), ("total", COUNTED), ("fractional", ("strength",))]
"""Ways to count that `sensitivity` tries, the default first."""


def sensitivity(library: Library, routines: Iterable[str] | None = None, *, by: str = "group") -> pd.DataFrame:
    """Ask whether the order of the routines for a muscle holds under other ways to count.

    A secondary muscle counts 0.5, 0 or 1, or activation sets are left out.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Which ones; default all.
    by : {"muscle", "group"}

    Returns
    -------
    DataFrame
        One row per label x scenario x routine: ``counting``, ``secondary_weight``, ``phases``, sets_*, rank_min and
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
    ['glute_max', 'hip_abductors', 'hamstrings', 'trunk_side']
    """
    check_choice("by", by, ["muscle", "group"])
    asked = check_routines(library, routines)
    place = positions(library.routines["routine_id"], asked)
    parts = []
    ahead, open_ = [], []
    for counting, phases in SCENARIOS:
        found = weighting(library, by=by, counting=counting)
        volume = multiply(session_amounts(library, found, SECONDS_PER_REP)[:, place], found)
        low, high = volume[:2][:, :, [PHASES.index(phase) for phase in phases]].sum(axis=2)
        surely = low[:, None] > high[None]  # routine x other x label: more, whatever the ranges come to
        perhaps = (high[:, None] > low[None]) & ~np.eye(len(asked), dtype=bool)[:, :, None]
        ahead.append(surely)
        open_.append(perhaps & perhaps.swapaxes(0, 1))
        part = pd.DataFrame(
            {
                found.column: found.labels.array.take(np.repeat(np.arange(len(found.labels)), len(asked))),
                "counting": counting,
                "secondary_weight": COUNTINGS[counting]["secondary"],
                "phases": " + ".join(phases),
                "routine_id": strings(asked).take(np.tile(np.arange(len(asked)), len(found.labels))),
                "sets_min": low.T.ravel(),
                "sets_max": high.T.ravel(),
                "rank_min": 1 + surely.sum(axis=0).T.ravel(),
                "rank_max": 1 + perhaps.sum(axis=0).T.ravel(),
            }
        )
        parts.append(part)
    ever = np.any(ahead, axis=0)
    turns = (ever & ever.swapaxes(0, 1)).any(axis=(0, 1))
    unsure = np.any(open_, axis=0).any(axis=(0, 1))
    answers = np.where(turns, "no", np.where(unsure, "depends", "yes")).repeat(len(asked))
    survives = strings(answers.tolist())
    frame = pd.concat([part.assign(survives=survives, order=np.arange(len(part)) // len(asked)) for part in parts])
    frame = frame.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)
    return add_words(library, frame, found.column, "routine_id")
