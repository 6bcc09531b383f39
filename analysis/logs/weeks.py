"""Weeks of a log: days with a muscle, weeks without a set, a squad and its plan, and how load and effort go."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.logs.confirmed import Matches, read_matches
from analysis.logs.matching import working_sets
from analysis.logs.muscle_volume import GIVEN, counts_and_weights
from analysis.logs.sides import whole_sets
from analysis.logs.tally import DAY, MONDAY, WEEK, begins, by_cell, from_codes, mondays, weeks_of


@checked
def log_frequency(
    log: Any,
    library: Library,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    matches: Matches | None = None,
) -> pd.DataFrame:
    """Count on how many days of a week a muscle or group gets at least one (weighted) set, warm-ups left out.

    Parameters
    ----------
    log, library, by, counting, matches
        See `log_volume`.

    Returns
    -------
    DataFrame
        One row per athlete x week x muscle_id or muscle_group with such a day: label, days.

    Raises
    ------
    ArgumentError
        As `log_volume`.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.to_datetime(["2026-11-16", "2026-11-18"])})
    >>> log["exercise_name"] = "Hip Thrust (Barbell)"
    >>> log_frequency(log, load_library())[["muscle_group", "days"]].values.tolist()[0]
    ['glute_max', 2]
    """
    counts, weights = counts_and_weights(library, log, by, counting, matches, step=DAY, quantities=["sets"])
    weeks = (counts.period + MONDAY) // WEEK
    first = begins(counts.athlete, weeks)
    # A day counts for a label that has a whole set on it; halves of two exercises are one, but for the dust of floats.
    days = [((amounts[0] @ weights.matrix).round(9) >= 1).astype(int) for _, amounts in counts.chunks()]
    whole = np.concatenate(days)
    sums = np.add.reduceat(whole, first) if len(first) else whole
    cell, label = np.nonzero(sums)
    frame = pd.DataFrame(by_cell(counts.athletes, counts.athlete[first], weeks[first], cell))
    shown = labels(library, weights.column)
    frame[weights.column] = from_codes(label, weights.names)
    frame["label"] = from_codes(label, [shown[name] for name in weights.names])
    return frame.assign(days=sums[cell, label])


@checked
def fill_weeks(volume: pd.DataFrame) -> pd.DataFrame:
    """Add the weeks and labels that a volume of a log has no row for, as zeros: gaps are weeks too.

    Parameters
    ----------
    volume : DataFrame
        Of `log_volume` by weeks.

    Returns
    -------
    DataFrame
        One row per athlete x week, from the athlete's first week to the last, x label that somebody works, or every
        one where nobody works any.

    Raises
    ------
    ArgumentError
        If it is another frame.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.logs.muscle_volume import log_volume
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.to_datetime(["2026-11-16", "2026-12-02"])})
    >>> log["exercise_name"] = "Hip Thrust (Barbell)"
    >>> filled = fill_weeks(log_volume(log, load_library()))
    >>> filled.loc[filled["muscle_group"] == "glute_max", ["week", "sets"]].values.tolist()
    [['2026-W47', 1.0], ['2026-W48', 0.0], ['2026-W49', 1.0]]
    """
    columns = list(volume.columns) if isinstance(volume, pd.DataFrame) else []
    column = next((name for name in ("muscle_id", "muscle_group") if name in columns), None)
    if column is None or "week" not in columns:
        raise ArgumentError("not a weekly volume of a log; allowed: what log_volume returns for weeks")
    if volume.empty:
        return volume
    monday = mondays(volume["week"])
    worked = volume[volume[[name for name in GIVEN if name in volume.columns]].any(axis=1)]
    # Where nobody works any there is nothing to choose by, and all labels stay.
    worked = volume if worked.empty else worked
    used = worked[[column, "label"]].drop_duplicates(column).sort_values(column)
    ends = monday.groupby(volume["athlete"], observed=True).agg(["min", "max"])
    weeks = [(athlete, weeks_of(pd.date_range(start, end, freq="7D"))) for athlete, start, end in ends.itertuples()]
    # Every week with every label, in the order that volumes have.
    grid = pd.DataFrame(weeks, columns=["athlete", "week"]).explode("week").merge(used, how="cross")
    keys = ["athlete", "week", column]
    whole, plain = (rows.astype(dict.fromkeys(keys, "str")) for rows in (grid, volume))
    whole = whole.merge(plain.drop(columns="label"), how="left", on=keys)
    numbers = [name for name in (*GIVEN, "sets_matched", "sets_logged") if name in volume.columns]
    # What the whole week says stands in each of its rows; only weeks that were added have none, and get zeros.
    for name in ("sets_matched", "sets_logged"):
        whole[name] = whole[name].fillna(whole.groupby(["athlete", "week"])[name].transform("max"))
    whole[numbers] = whole[numbers].fillna(0)
    whole["counting"] = volume["counting"].iloc[0]
    return whole.astype({"sets_matched": int, "sets_logged": int})


@checked
def squad_weeks(volume: pd.DataFrame) -> pd.DataFrame:
    """Add a block's volume up to one figure per athlete and week: which share of the planned sets was done.

    Parameters
    ----------
    volume : DataFrame
        ``PlannedAndDone.volume``.

    Returns
    -------
    DataFrame
        One row per athlete x week: planned_min, planned_max, done (sets over all labels, each not above what was
        planned for it), due, ``part`` (done of planned_min; blank where nothing is planned) and counting.

    Raises
    ------
    ArgumentError
        If it is another frame.

    Examples
    --------
    >>> rows = [["A", "2027-W01", 4.0, 6.0, 9.0, True], ["A", "2027-W01", 4.0, 4.0, 2.0, True]]
    >>> columns = ["athlete", "week", "planned_min", "planned_max", "done", "due"]
    >>> squad_weeks(pd.DataFrame(rows, columns=columns))[["done", "part"]].values.tolist()
    [[8.0, 0.75]]
    """
    wanted = {"athlete", "week", "planned_min", "planned_max", "done", "due"}
    if not wanted <= set(volume.columns):
        raise ArgumentError("not the volume of a block and a log; give what compare_to_block returns")
    kept = volume.assign(enough=volume[["done", "planned_min"]].min(axis=1))
    # More than planned for one muscle makes up for no other: each is cut off at its own most, or at its least.
    kept["done"] = kept[["done", "planned_max"]].min(axis=1)
    columns = ["planned_min", "planned_max", "done", "enough"]
    sums = kept.groupby(["athlete", "week"]).agg({**dict.fromkeys(columns, "sum"), "due": "all"}).reset_index()
    part = sums["enough"] / sums["planned_min"].where(sums["planned_min"] > 0)
    counting = str(volume["counting"].iloc[0]) if "counting" in volume and len(volume) else ""
    return sums.drop(columns="enough").assign(part=part.round(4), counting=counting)


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
    frame = working_sets(log, library, matches, NUMBERS)
    frame["week"] = weeks_of(pd.DatetimeIndex(frame["date"]))
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
    of_best = best[["exercise_id", "weight_kg", "reps", "work_s", "e1rm_kg"]]
    of_best = of_best.rename(columns={name: f"best_{name}" for name in NUMBERS[:3]})
    table = grouped.size().to_frame("sets").join(of_best)
    table = table.assign(rpe_min=grouped["rpe"].min(), rpe_max=grouped["rpe"].max()).reset_index()
    table["sets"] = whole_sets(table, read_matches(library, matches).sides)
    table.insert(3, "exercise_id", table.pop("exercise_id"))
    return table.assign(formula=EPLEY)
