"""Which session of a block was done on which day: by its exercises, on its day or another one of its week."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.block.plan import BlockPlan
from analysis.prescriptions import COUNTED

DONE, MOVED, MISSED, TO_COME = "done", "moved", "missed", "to come"
STATES = (DONE, MOVED, MISSED, TO_COME)
ENOUGH = 0.5
"""Part of a session's exercises that must be in the log for the session to count as done (ours)."""
Sets = dict[datetime.date, dict[str, int]]
"""Sets of exercises by day."""


@dataclass(frozen=True)
class Session:
    """A session of a block: its day, and the exercises that give counted sets, or all where none does."""

    date: datetime.date
    week: str
    routine_id: str
    exercises: tuple[str, ...]
    sets_min: int
    sets_max: int


@dataclass(frozen=True)
class Outcome:
    """What became of a session: its state, the day on which it was done, its exercises and sets that were."""

    state: str
    done_on: datetime.date | None = None
    exercises: int = 0
    sets: int = 0


def planned_sessions(block: BlockPlan) -> list[Session]:
    """List the sessions of a block.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [(one.date.isoformat(), len(one.exercises), one.sets_min) for one in planned_sessions(plan)]
    [('2027-01-04', 6, 12)]
    """
    names = ["date", "routine_id", "exercise_id", "phase", "sets_min", "sets_max"]
    rows: dict[tuple[str, str], list[tuple[str, str, int, int]]] = {}
    for date, routine, *row in zip(*(block.prescriptions[name].tolist() for name in names), strict=True):
        rows.setdefault((date, routine), []).append((row[0], row[1], int(row[2]), int(row[3])))
    found = []
    for date, week, routine in zip(
        *(block.sessions[name].tolist() for name in ("date", "week", "routine_id")), strict=True
    ):
        every = rows.get((date, routine), [])
        own = [row for row in every if row[1] in COUNTED] or every
        exercises = tuple(dict.fromkeys(row[0] for row in own))
        sets = sum(row[2] for row in own), sum(row[3] for row in own)
        found.append(Session(datetime.date.fromisoformat(date), week, routine, exercises, *sets))
    return found


def assign(sessions: Sequence[Session], logged: Sets, last: datetime.date) -> tuple[list[Outcome], Sets]:
    """Find for each session the day on which it was done; and what of the log belongs to none.

    A session of which enough was logged on its own day is done; else the nearest day of its ISO week is looked for that
    has enough which belongs to no other session.
    """
    left = {day: dict(sets) for day, sets in logged.items()}
    found: dict[int, Outcome] = {}
    for place, one in enumerate(sessions):
        if _part(one, logged.get(one.date, {})) >= ENOUGH:
            found[place] = _take(one, one.date, DONE, logged[one.date], left[one.date])
    for place, one in enumerate(sessions):
        if place in found:
            continue
        days = [day for day in left if day.isocalendar()[:2] == one.date.isocalendar()[:2] and day != one.date]
        day = _nearest(one.date, [day for day in days if _part(one, left[day]) >= ENOUGH])
        if day is None:
            found[place] = Outcome(MISSED if one.date <= last else TO_COME)
        else:
            found[place] = _take(one, day, MOVED, left[day], left[day])
    return [found[place] for place in range(len(sessions))], left


def _nearest(day: datetime.date, others: Iterable[datetime.date]) -> datetime.date | None:
    return min(others, key=lambda other: (abs((other - day).days), other), default=None)


def _part(session: Session, sets: Mapping[str, int]) -> float:
    return sum(one in sets for one in session.exercises) / len(session.exercises) if session.exercises else 0.0


def _take(session: Session, day: datetime.date, state: str, logged: Mapping[str, int], left: dict[str, int]) -> Outcome:
    """Give a session what was logged of its exercises on a day, as far as no other session has it."""
    mine = [one for one in session.exercises if one in logged]
    return Outcome(state, day, len(mine), sum(left.pop(one, 0) for one in mine))


def session_frame(athlete: str, sessions: Sequence[Session], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Put sessions and what became of them in rows."""
    rows = [
        (
            athlete,
            one.date.isoformat(),
            one.week,
            one.routine_id,
            outcome.state,
            outcome.done_on.isoformat() if outcome.done_on else "",
            len(one.exercises),
            outcome.exercises,
            one.sets_min,
            one.sets_max,
            outcome.sets,
        )
        for one, outcome in zip(sessions, outcomes, strict=True)
    ]
    names = ["athlete", "date", "week", "routine_id", "state", "done_on", "exercises_planned", "exercises_done"]
    return pd.DataFrame(rows, columns=[*names, "sets_planned_min", "sets_planned_max", "sets_done"])
