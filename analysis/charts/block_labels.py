"""Labels that every chart of a block shares: phases, dates, runs, and events such as days off."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import with_blanks
from analysis.base.text import plural
from analysis.block.plan import BlockPlan

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


Value = TypeVar("Value")


def stretches(values: Iterable[Value]) -> list[tuple[Value, int, int]]:
    """Return each value with its start and its length, for consecutive weeks of the same value.

    Examples
    --------
    >>> stretches(["easy", "easy", "hard"])
    [('easy', 0, 2), ('hard', 2, 1)]
    """
    start, runs = 0, []
    for value, run in groupby(values):
        length = len(list(run))
        runs.append((value, start, length))
        start += length
    return runs


def phases_of(plan: BlockPlan) -> list[tuple[str, int, int, int]]:
    """Return each phase's name, number, first week and length; consecutive phases may share a name."""
    phase = zip(plan.summary["block_phase"], plan.spec.phase_of_week, strict=True)
    return [(name, number, start, length) for (name, number), start, length in stretches(phase)]


def days_of(plan: BlockPlan, routine: str) -> list[list[str]]:
    """Return the weekdays on which a routine is done in each week, Monday first."""
    sessions = plan.sessions[plan.sessions["routine_id"] == routine]
    done = set(zip(sessions["week"], sessions["weekday"], strict=True))
    return [[day for day in WEEKDAYS if (week, day) in done] for week in plan.weeks]


def events_of(plan: BlockPlan) -> dict[str, list[str]]:
    """Return the events that change the plan of each week: days off, the way back, the race."""
    # A week may lose sessions for several reasons; each reason is listed once.
    off: list[list[str]] = [[] for _ in plan.weeks]
    for week, why in with_blanks(plan.lost[["week", "why"]].drop_duplicates()).itertuples(index=False):
        off[plan.weeks.index(week)].append(why or "off")
    # The only note on a session is that it comes after more than a week off.
    back = set(plan.sessions.loc[plan.sessions["note"].notna(), "week"])
    return {
        "off": [", ".join(reasons) if reasons in ([], ["off"]) else f"off: {', '.join(reasons)}" for reasons in off],
        "back": ["start lower" if week in back else "" for week in plan.weeks],
        "race": [f"race {day.title()}" if day else "" for day in plan.summary["race"].fillna("")],
    }


def day_words(day: datetime.date) -> str:
    """Return a day as text, without its year.

    Examples
    --------
    >>> day_words(datetime.date(2027, 1, 4))
    '4 Jan'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"  # not strftime: it would use the machine's language


def mondays_of(plan: BlockPlan) -> list[datetime.date]:
    """Return the Monday of each week."""
    return [plan.spec.monday + datetime.timedelta(weeks=week) for week in range(len(plan.weeks))]


def period(plan: BlockPlan) -> str:
    """Return a block's length in weeks, and its first and last day, in words."""
    start = plan.spec.start
    # The end of a block is the day after its last day.
    end = plan.spec.end - datetime.timedelta(days=1)
    first = day_words(start) if start.year == end.year else f"{day_words(start)} {start.year}"
    return f"{plural(len(plan.weeks), 'week')}, {first} to {day_words(end)} {end.year}"
