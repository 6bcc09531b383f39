"""Which session of a block was done on which day: by its exercises, on its day or another one of its week."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import pandas as pd

from analysis.block.plan import BlockPlan
from analysis.library.terms import COUNTED

DONE, MOVED, BEGUN, MISSED, TO_COME = "done", "moved", "begun", "missed", "to come"


STATES = (DONE, MOVED, BEGUN, MISSED, TO_COME)


ENOUGH = 0.5
"""Part of a session's exercises that must be in the log for the session to count as done (ours)."""


Sets = dict[datetime.date, dict[str, int]]
"""Sets of exercises by day."""


@dataclass(frozen=True)
class Session:
    """A session of a block: its day, its number in it, and its exercises with their least and most sets.

    ``exercises`` are those that give counted sets, or all where none does; ``others`` are the rest of it.
    """

    date: datetime.date
    week: str
    number: int
    routine_id: str
    exercises: Mapping[str, tuple[int, int]]
    others: frozenset[str] = frozenset()


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
    >>> [(one.date.isoformat(), len(one.exercises), one.exercises["wall_abs"]) for one in planned_sessions(plan)]
    [('2027-01-04', 6, (2, 2))]
    """
    names = ["date", "session", "exercise_id", "phase", "sets_min", "sets_max"]
    rows: dict[tuple[pd.Timestamp, int], list[tuple[str, str, int, int]]] = {}
    for date, number, *row in zip(*(block.prescriptions[name].tolist() for name in names), strict=True):
        rows.setdefault((date, number), []).append((row[0], row[1], int(row[2]), int(row[3])))
    found = []
    names = ["date", "week", "session", "routine_id"]
    for date, week, number, routine in zip(*(block.sessions[name].tolist() for name in names), strict=True):
        every = rows.get((date, number), [])
        own = [row for row in every if row[1] in COUNTED] or every
        sets: dict[str, tuple[int, int]] = {}
        for exercise, _, low, high in own:
            before = sets.get(exercise, (0, 0))
            sets[exercise] = (before[0] + low, before[1] + high)
        others = frozenset(row[0] for row in every) - set(sets)
        found.append(Session(date.date(), week, number, routine, sets, others))
    return found


def assign(
    sessions: Sequence[Session], logged: Sets, last: datetime.date, sided: Set[str] = frozenset()
) -> tuple[list[Outcome], Sets]:
    """Find for each session the day on which it was done; and what of the log belongs to none.

    Of all sessions and days of a week the pair comes first of which most exercises agree, then that of the session's
    own day, then the nearest; it takes as many sets as were planned, and the rest is looked at again. Of a session that
    no day has enough of, what stands on its own day makes it begun. The other side of ``sided`` exercises makes no
    session of another day.
    """
    left = {day: dict(sets) for day, sets in logged.items()}
    found: dict[int, Outcome] = {}

    def of_day(day: datetime.date) -> list[Session]:
        moved = {place for place, outcome in found.items() if outcome.done_on == day}
        return [one for place, one in enumerate(sessions) if one.date == day or place in moved]

    while True:
        pairs = [
            (-_part(one, sets), day != one.date, abs((day - one.date).days), place, day)
            for place, one in enumerate(sessions)
            if place not in found
            for day, sets in left.items()
            if day.isocalendar()[:2] == one.date.isocalendar()[:2] and _part(one, sets) >= ENOUGH
            if day == one.date or _is_another(one, sets, logged[day], of_day(day), sided)
        ]
        if not pairs:
            break
        _, moved, _, place, day = min(pairs)
        found[place] = _take(sessions[place], day, MOVED if moved else DONE, left[day])
    for place, one in enumerate(sessions):
        if place not in found and _part(one, left.get(one.date, {})) > 0:
            found[place] = _take(one, one.date, BEGUN, left[one.date])
    for place, outcome in found.items():
        for exercise in sessions[place].others if outcome.done_on is not None else ():
            left[outcome.done_on].pop(exercise, None)  # type: ignore[index]
    gone = [Outcome(MISSED if one.date <= last else TO_COME) for one in sessions]
    return [found.get(place, gone[place]) for place in range(len(sessions))], left


def _part(session: Session, sets: Mapping[str, int]) -> float:
    return sum(one in sets for one in session.exercises) / len(session.exercises)


def _is_another(
    session: Session,
    left: Mapping[str, int],
    logged: Mapping[str, int],
    of_day: Sequence[Session],
    sided: Set[str],
) -> bool:
    """Say whether what is left of a day is another session, not the other side of what the day has already.

    Where a side seems to be logged alone, only exercises of both sides tell, each with all its sets.
    """
    if not any(is_twice(logged[exercise], planned_sets(of_day, exercise)) for exercise in sided & set(left)):
        return True
    both = [exercise for exercise in session.exercises if exercise not in sided]
    again = sum(left.get(exercise, 0) >= session.exercises[exercise][0] for exercise in both)
    return bool(both) and again >= ENOUGH * len(both)


def planned_sets(sessions: Sequence[Session], exercise: str) -> tuple[int, int]:
    """Add up the least and the most sets of an exercise in some sessions."""
    least, most = zip(*((0, 0), *(one.exercises.get(exercise, (0, 0)) for one in sessions)), strict=True)
    return sum(least), sum(most)


def is_twice(sets: int, planned: tuple[int, int]) -> bool:
    """Say whether sets are twice what was planned: more than its most, and from twice its least to twice its most.

    Examples
    --------
    >>> is_twice(6, (3, 3)), is_twice(5, (3, 3)), is_twice(4, (2, 4))
    (True, False, False)
    """
    least, most = planned
    return most < sets and 2 * least <= sets <= 2 * most


def _take(session: Session, day: datetime.date, state: str, left: dict[str, int]) -> Outcome:
    """Give a session what was logged of its exercises on a day, as many sets as were planned."""
    mine = [one for one in session.exercises if one in left]
    sets = 0
    for exercise in mine:
        some = min(left[exercise], session.exercises[exercise][1])
        sets += some
        left[exercise] -= some
        if not left[exercise]:
            del left[exercise]
    return Outcome(state, day, len(mine), sets)


def session_frame(athlete: str, sessions: Sequence[Session], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Put sessions and what became of them in rows."""
    rows = [
        (
            athlete,
            one.date.isoformat(),
            one.week,
            one.number,
            one.routine_id,
            outcome.state,
            outcome.done_on.isoformat() if outcome.done_on else "",
            len(one.exercises),
            outcome.exercises,
            *(sum(sets[end] for sets in one.exercises.values()) for end in (0, 1)),
            outcome.sets,
        )
        for one, outcome in zip(sessions, outcomes, strict=True)
    ]
    names = ["athlete", "date", "week", "session", "routine_id", "state", "done_on", "exercises_planned"]
    return pd.DataFrame(rows, columns=[*names, "exercises_done", "sets_planned_min", "sets_planned_max", "sets_done"])
