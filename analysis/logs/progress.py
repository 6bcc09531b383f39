"""Load and effort over the weeks of a log, exercise by exercise, where the log has them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.library.library import Library
from analysis.logs.confirmed import Matches, read_matches
from analysis.logs.labels import weeks_of
from analysis.logs.log_arrays import check_log, codes_of, days_of, without_undone
from analysis.logs.matching import exercise_ids
from analysis.logs.sides import whole_sets

EPLEY = "Epley: kg x (1 + repetitions / 30), of sets of 1 to 12; a rule of thumb"
"""How the repetition maximum is estimated; 1 repetition is itself."""


MOST_REPS = 12


NUMBERS = ("weight_kg", "reps", "work_s", "rpe")


@checked
def exercise_progress(log: pd.DataFrame, library: Library, *, matches: Matches | None = None) -> pd.DataFrame:
    """Say how load and effort go from week to week.

    Parameters
    ----------
    log : DataFrame
        Of `read_log` or `read_logs`; warm-ups are left out.
    library : Library
    matches
        See `match_exercises`.

    Returns
    -------
    DataFrame
        One row per athlete x week x exercise_name: exercise_id (blank where unknown), sets, the best set (the highest
        estimated maximum, else the heaviest, else the most repetitions, else the longest): best_weight_kg, best_reps,
        best_work_s; e1rm_kg (blank where no set has load and up to 12 repetitions), rpe_min and rpe_max (blank where
        nobody says), and ``formula``.

    Raises
    ------
    ArgumentError
        If the log is no log.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame(
    ...     {"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "exercise_name": "Hip Thrust"}, [0, 1]
    ... )
    >>> log = log.assign(weight_kg=[60.0, 70.0], reps=[12, 3])
    >>> progress = exercise_progress(log, load_library())
    >>> progress[["best_weight_kg", "best_reps", "e1rm_kg"]].values.tolist()
    [[60.0, 12.0, 84.0]]
    """
    check_log(log)
    log = without_undone(log)
    kept = log[log["set_type"] != "warmup"] if "set_type" in log.columns else log
    frame = pd.DataFrame({name: kept[name].astype("str") for name in ("athlete", "exercise_name")})
    for name in ("athlete", "exercise_name"):
        codes_of(kept[name], name)  # each row has one, or it is said
    frame.insert(1, "week", weeks_of(pd.DatetimeIndex(days_of(kept["date"]))))
    for name in NUMBERS:
        frame[name] = kept[name].astype(float) if name in kept.columns else np.nan
    counts = (frame["reps"] >= 1) & (frame["reps"] <= MOST_REPS) & (frame["weight_kg"] > 0)
    estimate = frame["weight_kg"] * np.where(frame["reps"] == 1, 1.0, 1 + frame["reps"] / 30)
    # Beyond 12 repetitions the rule says little of strength, and without a load nothing.
    frame["e1rm_kg"] = estimate.where(counts).round(1)
    order = ["e1rm_kg", "weight_kg", "reps", "work_s"]
    keys = ["athlete", "week", "exercise_name"]
    # The order of these columns is what `best` means: the first row of each week and exercise is kept.
    ranked = frame.sort_values(order, ascending=False, kind="stable", na_position="last")
    best = ranked.drop_duplicates(keys).set_index(keys)
    grouped = frame.groupby(keys, sort=True)
    sums = pd.DataFrame(
        {
            "sets": grouped.size(),
            "best_weight_kg": best["weight_kg"],
            "best_reps": best["reps"],
            "best_work_s": best["work_s"],
            "e1rm_kg": best["e1rm_kg"],
            "rpe_min": grouped["rpe"].min(),
            "rpe_max": grouped["rpe"].max(),
        }
    )
    table = sums.rename_axis(keys).reset_index()
    confirmed = read_matches(library, matches)
    table["sets"] = whole_sets(table, confirmed.sides)
    known = exercise_ids(library, table["exercise_name"].unique(), confirmed)
    table.insert(3, "exercise_id", table["exercise_name"].map(known).astype("str"))
    return table.assign(formula=EPLEY)
