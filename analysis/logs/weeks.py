"""Weeks of a log: days per muscle, weeks without a set, a squad's adherence, and progress in load and effort."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.base.frames import needs_columns
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.logs.confirmed_matches import Matches
from analysis.logs.muscle_volume import GIVEN, counts_and_weights
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
    """Count the days per week on which a muscle or group gets at least one (weighted) set, warm-ups left out.

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
    # A day counts for a label with a whole set; halves of two exercises add up to one, within rounding errors.
    days = [(product[0].round(9) >= 1).astype(int) for _, product in counts.weighed(weights.matrix)]
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
    """Add the weeks and labels missing from a log's volume, as zeros: gaps are weeks too.

    Parameters
    ----------
    volume : DataFrame
        From `log_volume` by weeks.

    Returns
    -------
    DataFrame
        One row per athlete x week, from the athlete's first week to the last, x label that any athlete works, or every
        label if nobody works any.

    Raises
    ------
    ArgumentError
        If it is any other frame.

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
    # If nobody works any label, there is nothing to choose by, and all labels stay.
    worked = volume if worked.empty else worked
    used = worked[[column, "label"]].drop_duplicates(column).sort_values(column)
    ends = monday.groupby(volume["athlete"], observed=True).agg(["min", "max"])
    weeks = [(athlete, weeks_of(pd.date_range(start, end, freq="7D"))) for athlete, start, end in ends.itertuples()]
    # Every week with every label, in the usual order of a volume.
    grid = pd.DataFrame(weeks, columns=["athlete", "week"]).explode("week").merge(used, how="cross")
    keys = ["athlete", "week", column]
    whole, plain = (rows.astype(dict.fromkeys(keys, "str")) for rows in (grid, volume))
    whole = whole.merge(plain.drop(columns="label"), how="left", on=keys)
    numbers = [name for name in (*GIVEN, "sets_matched", "sets_logged") if name in volume.columns]
    # Figures of the whole week are in each of its rows; only added weeks have none, and get zeros.
    for name in ("sets_matched", "sets_logged"):
        whole[name] = whole[name].fillna(whole.groupby(["athlete", "week"])[name].transform("max"))
    whole[numbers] = whole[numbers].fillna(0)
    whole["counting"] = volume["counting"].iloc[0]
    return whole.astype({"sets_matched": int, "sets_logged": int})


@checked
def squad_weeks(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the share of planned sets done in due sessions of a block, one figure per athlete and week.

    Parameters
    ----------
    sessions : DataFrame
        ``PlannedAndDone.sessions``.

    Returns
    -------
    DataFrame
        One row per athlete x week, from the first session to the last: planned_min, planned_max (sets of due
        sessions), done (sets of their exercises, each up to the planned number), missed (sets short of
        planned_min, session by session), ``part`` (share of planned_min not missed; blank if no session was due)
        and due (whether a session was).

    Raises
    ------
    ArgumentError
        If it is any other frame.

    Examples
    --------
    >>> rows = [["A", "2027-W01", "done", 4, 6, 5], ["A", "2027-W01", "begun", 4, 4, 2]]
    >>> columns = ["athlete", "week", "state", "sets_planned_min", "sets_planned_max", "sets_done"]
    >>> squad_weeks(pd.DataFrame(rows, columns=columns))[["planned_min", "done", "missed", "part"]].values.tolist()
    [[8.0, 7.0, 2.0, 0.75]]
    """
    needs_columns(sessions, ["athlete", "week", "state", *SQUAD_SETS], "compare_to_block")
    due = sessions["state"] != "to come"
    sets = sessions[[*SQUAD_SETS]].where(due, 0).rename(columns=SQUAD_SETS)
    sets["missed"] = (sets["planned_min"] - sets["done"]).clip(lower=0)
    frame = pd.concat([sessions[["athlete", "week"]], sets, due.astype(int).rename("due")], axis=1)
    table = frame.groupby(["athlete", "week"]).agg({**dict.fromkeys(sets.columns, "sum"), "due": "max"})
    if len(table):  # a week without a session is a week of the block, too
        days = mondays(frame["week"])
        weeks = weeks_of(pd.date_range(days.min(), days.max(), freq="7D"))
        every = pd.MultiIndex.from_product([sorted(set(frame["athlete"])), weeks], names=["athlete", "week"])
        table = table.reindex(every, fill_value=0)
    part = 1 - table["missed"] / table["planned_min"].where(table["planned_min"] > 0)
    table.insert(list(table.columns).index("due"), "part", part.round(4))
    return table.astype({"due": bool}).reset_index()


SQUAD_SETS = {"sets_planned_min": "planned_min", "sets_planned_max": "planned_max", "sets_done": "done"}
"""Sets of sessions, and their weekly column names."""
