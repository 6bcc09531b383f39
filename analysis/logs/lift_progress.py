"""Progress in load and effort: what a log has of each exercise, week by week."""

from __future__ import annotations

import pandas as pd

from analysis.base.arguments import checked
from analysis.library.library import Library
from analysis.logs.confirmed_matches import Matches, read_matches
from analysis.logs.matching import working_sets
from analysis.logs.maxima import FORMULA, once_kg
from analysis.logs.sides import whole_sets
from analysis.logs.tally import weeks_of

NUMBERS = ("weight_kg", "reps", "work_s", "rpe")


@checked
def exercise_progress(log: pd.DataFrame, library: Library, *, matches: Matches | None = None) -> pd.DataFrame:
    """Return load and effort per exercise, week by week.

    Parameters
    ----------
    log : DataFrame
        From `read_log` or `read_logs`; warm-ups are left out.
    library : Library
    matches
        See `match_exercises`.

    Returns
    -------
    DataFrame
        One row per athlete x week x exercise_name: exercise_id (blank if unknown), sets, the best set (the heaviest,
        then the most repetitions, then the longest): best_weight_kg, best_reps, best_work_s; e1rm_kg (the highest
        estimated maximum of sets that allow one, see `estimated_maxima`: a lift with a load, up to 8
        repetitions at RPE 8 or more; else blank), rpe_min and rpe_max (blank if not logged), and ``formula``.

    Raises
    ------
    ArgumentError
        If the log is not a log.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame(
    ...     {"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "exercise_name": "Hip Thrust"}, [0, 1]
    ... )
    >>> log = log.assign(weight_kg=[60.0, 70.0], reps=[12, 3], rpe=9.0)
    >>> progress = exercise_progress(log, load_library())
    >>> progress[["best_weight_kg", "best_reps", "e1rm_kg"]].values.tolist()
    [[70.0, 3.0, 79.3]]
    """
    frame = working_sets(log, library, matches, NUMBERS)
    frame["week"] = weeks_of(pd.DatetimeIndex(frame["date"]))
    frame["e1rm_kg"] = once_kg(frame, library).round(1)
    order = ["weight_kg", "reps", "work_s"]
    keys = ["athlete", "week", "exercise_name"]
    # The order of these columns defines `best`: the first row of each week and exercise is kept.
    ranked = frame.sort_values(order, ascending=False, kind="stable", na_position="last")
    best = ranked.drop_duplicates(keys).set_index(keys)
    grouped = frame.groupby(keys, sort=True)
    of_best = best[["exercise_id", "weight_kg", "reps", "work_s"]]
    of_best = of_best.rename(columns={name: f"best_{name}" for name in NUMBERS[:3]})
    table = grouped.size().to_frame("sets").join(of_best)
    maxima = {"e1rm_kg": grouped["e1rm_kg"].max(), "rpe_min": grouped["rpe"].min(), "rpe_max": grouped["rpe"].max()}
    table = table.assign(**maxima).reset_index()
    table["sets"] = whole_sets(table, read_matches(library, matches).sides)
    table.insert(3, "exercise_id", table.pop("exercise_id"))
    return table.assign(formula=FORMULA)
