"""A block held against a log: what was planned and done, which sessions stood when, and what came on top."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import printed
from analysis.block.plan import BlockPlan, check_plan
from analysis.library.labels import add_words
from analysis.library.terms import COUNTED
from analysis.logs.log_arrays import check_log, days_of, without_undone
from analysis.logs.matching import Matches, exercise_ids, read_sides
from analysis.logs.muscle_volume import log_volume
from analysis.logs.sessions_done import DONE, MOVED, STATES, TO_COME, Sets, assign, planned_sessions, session_frame
from analysis.logs.sides import logged_twice, sided_exercises, whole_sets


@dataclass(frozen=True, eq=False)
class PlannedAndDone:
    """A block and what was done of it.

    Attributes
    ----------
    volume : DataFrame
        One row per athlete x week of the block x muscle_id or muscle_group: planned_min, planned_max (counted sets, of
        activation and strength), done (sets logged, by the same weights, planned or not), difference_min,
        difference_max (done less planned), ``status`` (below, in or above what was planned; blank while the week is
        not over), due (whether it is: none of its sessions is to come), sets_matched, sets_logged and counting. An
        exercise that a sheet prescribes as mobility or cooldown, although it gives sets, is not planned but done.
    sessions : DataFrame
        One row per athlete x session of the block: date, week, session (its number in the day), routine_id, routine,
        state (done, moved, begun, missed, to come), done_on (blank where missed), exercises_planned, exercises_done,
        sets_planned_min, sets_planned_max and sets_done (of its exercises, as many as were planned).
    unplanned : DataFrame
        One row per athlete x day x exercise_name that was logged in the weeks of the block and belongs to no session:
        exercise_id (blank where unknown), sets (those beyond what was planned, too).
    adherence : DataFrame
        One row per athlete: until (the last day that is over; sessions after it are to come), sessions due, done,
        moved, begun, missed and to_come, ``adherence`` (done or moved, as part of those that were due; blank where none
        was), sets_planned_min, sets_planned_max and sets_done of due sessions, sets_unplanned, sets_matched and
        sets_logged.
    span : (date, date)
        The first day of the block, and the day after its last.
    notes : tuple of str
        What is to be looked at: left and right that seem to be logged as sets of their own.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-05")}, index=range(4))
    >>> log["exercise_name"] = ["Lateral band walk", "Wall abs", "Band monster walk", "Bench press"]
    >>> found = compare_to_block(plan, log, until="2027-01-10")
    >>> found.sessions[["date", "state", "exercises_done"]].values.tolist()
    [['2027-01-04', 'moved', 3], ['2027-01-07', 'missed', 0]]
    """

    volume: pd.DataFrame
    sessions: pd.DataFrame
    unplanned: pd.DataFrame
    adherence: pd.DataFrame
    span: tuple[datetime.date, datetime.date]
    notes: tuple[str, ...] = ()


@checked
def compare_to_block(
    block: BlockPlan,
    log: pd.DataFrame,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    matches: Matches | None = None,
    until: str | datetime.date | None = None,
) -> PlannedAndDone:
    """Hold a log against a block, athlete by athlete.

    A session is done when at least half of its exercises (those with counted sets) were logged on its day, moved when
    they were on another day of the same ISO week, begun when fewer were. What is logged belongs to one session, of
    several the one that it is most of; more sets than planned come on top. What was missed is told, never made up.

    Parameters
    ----------
    block : BlockPlan
        Of `plan_block`.
    log : DataFrame
        Of `read_log` or `read_logs`; warm-ups are left out.
    by : {"muscle", "group"}
    counting, matches
        See `log_volume`.
    until : date, optional
        The last day that is over; what was logged after it counts nowhere. Default the last day that each athlete
        logged.

    Returns
    -------
    PlannedAndDone

    Raises
    ------
    ArgumentError
        If the block is no plan or the log no log.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": [], "date": pd.to_datetime([]), "exercise_name": []})
    >>> compare_to_block(plan, log).adherence.empty
    True
    """
    check_plan(block)
    check_log(log)
    owner = log["athlete"]
    known = owner.cat.categories if isinstance(owner.dtype, pd.CategoricalDtype) else owner.unique()
    athletes = sorted(map(str, known))
    log = without_undone(log)
    day = _day(until)
    if day is not None:
        log = log[days_of(log["date"]) <= np.datetime64(day)]
    sets = _working_sets(block, log, matches)
    spec = block.spec
    inside = sets[(sets["date"] >= spec.start) & (sets["date"] < spec.end)]
    planned = planned_sessions(block)
    sided = sided_exercises(block)
    logged = sets.groupby("athlete")["date"].max().to_dict()
    last = {athlete: day or logged.get(athlete, datetime.date.min) for athlete in athletes}
    done, unplanned = [session_frame("", [], [])], [inside[:0]]
    notes: list[str] = []
    for athlete in athletes:
        own = inside[inside["athlete"] == athlete]
        outcomes, left = assign(planned, _by_day(own), last[athlete], sided)
        notes += logged_twice(block, athlete, list(zip(planned, outcomes, strict=True)), _by_day(own))
        done.append(session_frame(athlete, planned, outcomes))
        unplanned.append(_left_over(own, left))
    sessions = add_words(block.source, pd.concat(done, ignore_index=True), "routine_id")
    more = pd.concat(unplanned, ignore_index=True)[["athlete", "date", "exercise_name", "exercise_id", "sets"]]
    more["date"] = [when.isoformat() for when in more["date"]]
    since = log[days_of(log["date"]) >= np.datetime64(spec.start)]  # week 1 of a block may start in mid-week
    volume = _volume(block, since, sessions, last, {"by": by, "counting": counting}, matches)
    adherence = _adherence(sessions, more, volume, last)
    return PlannedAndDone(volume, sessions, more, adherence, (spec.start, spec.end), tuple(notes))


def _left_over(own: pd.DataFrame, left: Sets) -> pd.DataFrame:
    """Return the sets that belong to no session, row by row; of unknown exercises all."""
    sets = []
    for when, exercise, count in zip(own["date"], own["exercise_id"], own["sets"], strict=True):
        rest = left.get(when, {})
        some = int(count) if not exercise else min(int(count), rest.get(exercise, 0))
        if exercise in rest:
            rest[exercise] -= some
        sets.append(some)
    more = own.assign(sets=sets)
    kept: pd.DataFrame = more[more["sets"] > 0]
    return kept


def _by_day(own: pd.DataFrame) -> Sets:
    """Add the sets of matched exercises up by day."""
    found: Sets = {}
    for day, exercise, sets in zip(own["date"], own["exercise_id"], own["sets"], strict=True):
        if exercise:
            there = found.setdefault(day, {})
            there[exercise] = there.get(exercise, 0) + int(sets)
    return found


def _working_sets(block: BlockPlan, log: pd.DataFrame, matches: Matches | None) -> pd.DataFrame:
    """Count the sets that are no warm-ups by athlete, day and exercise, with what the library calls it."""
    kept = log[log["set_type"] != "warmup"] if "set_type" in log.columns else log
    frame = pd.DataFrame(
        {
            "athlete": kept["athlete"].astype("str"),
            "date": pd.Series(days_of(kept["date"]).astype(object), index=kept.index, dtype=object),
            "exercise_name": kept["exercise_name"].astype("str"),
        }
    )
    counted = frame.groupby(["athlete", "date", "exercise_name"]).size().rename("sets").reset_index()
    counted["sets"] = whole_sets(counted, read_sides(block.source, matches))
    known = exercise_ids(block.source, counted["exercise_name"].unique(), matches)
    return counted.assign(exercise_id=counted["exercise_name"].map(known).astype("str"))


def _day(until: str | datetime.date | None) -> datetime.date | None:
    if isinstance(until, datetime.datetime) and not pd.isna(until):
        return until.date()
    if until is None or (isinstance(until, datetime.date) and not pd.isna(until)):
        return until
    try:
        return datetime.date.fromisoformat(str(until))
    except ValueError:
        raise ArgumentError(Finding("until", value=str(until), allowed="a day such as 2027-01-31")) from None


def _volume(
    block: BlockPlan,
    log: pd.DataFrame,
    sessions: pd.DataFrame,
    last: Mapping[str, datetime.date],
    how: dict[str, Any],
    matches: Matches | None,
) -> pd.DataFrame:
    """Put planned and logged sets side by side, athlete x week x label."""
    planned = block.volume_by(**how)
    column = "muscle_id" if how["by"] == "muscle" else "muscle_group"
    planned = planned[planned["phase"].isin(COUNTED)]
    keys = ["week", column]
    ends = {f"planned_{end}": f"sets_{end}" for end in ("min", "max")}
    sums = planned.groupby(keys, sort=False)[list(ends.values())].sum().rename(columns={v: k for k, v in ends.items()})
    sums = sums.reset_index()
    whole = pd.DataFrame({"athlete": pd.Series(list(last), dtype="str")}).merge(sums, how="cross")
    done = log_volume(log, block.source, **how, matches=matches, quantities=["sets"])
    done = done.astype({"athlete": "str", "week": "str", column: "str"})
    weeks = done[["athlete", "week", "sets_matched", "sets_logged"]].drop_duplicates(["athlete", "week"])
    whole = whole.merge(
        done[["athlete", *keys, "sets"]].rename(columns={"sets": "done"}), how="left", on=["athlete", *keys]
    )
    whole = whole.merge(weeks, how="left", on=["athlete", "week"]).fillna(
        {"done": 0, "sets_matched": 0, "sets_logged": 0}
    )
    for end in ("min", "max"):
        other = "max" if end == "min" else "min"
        whole[f"difference_{end}"] = whole["done"] - whole[f"planned_{other}"]
    sets, least, most = (printed(whole[name]) for name in ("done", "planned_min", "planned_max"))
    whole["status"] = (sets < least).map({True: "below", False: "in"}).astype("str").mask(sets > most, "above")
    open_weeks = sessions.loc[sessions["state"] == TO_COME, ["athlete", "week"]]
    to_come = set(open_weeks.itertuples(index=False, name=None))
    sundays = {week: datetime.date.fromisocalendar(int(week[:4]), int(week[6:]), 7) for week in block.weeks}
    held = set(sessions["week"])
    whole["due"] = [
        (athlete, week) not in to_come if week in held else sundays[week] <= last[athlete]
        for athlete, week in zip(whole["athlete"], whole["week"], strict=True)
    ]
    whole["status"] = whole["status"].where(whole["due"], "")
    whole["counting"] = planned["counting"].iloc[0] if len(planned) else str(how["counting"])
    return add_words(block.source, whole.astype({"sets_matched": int, "sets_logged": int}), column)


def _adherence(
    sessions: pd.DataFrame, unplanned: pd.DataFrame, volume: pd.DataFrame, last: Mapping[str, datetime.date]
) -> pd.DataFrame:
    rows = []
    weeks = volume.drop_duplicates(["athlete", "week"])
    for athlete, until in last.items():
        own = sessions[sessions["athlete"] == athlete]
        counts = {state.replace(" ", "_"): int((own["state"] == state).sum()) for state in STATES}
        due = own[own["state"] != TO_COME]
        sums = due[["sets_planned_min", "sets_planned_max", "sets_done"]].sum()
        mine = weeks[weeks["athlete"] == athlete]
        part = (counts[DONE] + counts[MOVED]) / len(due) if len(due) else float("nan")
        more = int(unplanned.loc[unplanned["athlete"] == athlete, "sets"].sum())
        logged = {name: int(mine[name].sum()) for name in ("sets_matched", "sets_logged")}
        whose = {"athlete": athlete, "until": until.isoformat(), "due": len(due), **counts, "adherence": part}
        rows.append({**whose, **sums, "sets_unplanned": more, **logged})
    names = ["athlete", "until", "due", *(state.replace(" ", "_") for state in STATES), "adherence"]
    names += ["sets_planned_min", "sets_planned_max"]
    return pd.DataFrame(rows, columns=[*names, "sets_done", "sets_unplanned", "sets_matched", "sets_logged"])
