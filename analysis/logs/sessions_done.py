"""Which session of a block was done on which day, with tables of weekly sets and of adherence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.text import printed
from analysis.block.plan import BlockPlan
from analysis.library.labels import add_words
from analysis.library.terms import COUNTED_KINDS
from analysis.logs.muscle_volume import log_volume

DONE, MOVED, BEGUN, MISSED, TO_COME = "done", "moved", "begun", "missed", "to come"


STATES = (DONE, MOVED, BEGUN, MISSED, TO_COME)


ENOUGH = 0.5
"""Share of a session's exercises that must be in the log for the session to count as done (ours)."""


Sets = dict[pd.Timestamp, dict[str, int]]
"""Sets of exercises by day."""


@dataclass(frozen=True)
class Session:
    """A session of a block: its day, its number that day, and its exercises with their least and most sets.

    ``exercises`` are those with counted sets, or all if none has any; ``others`` are the rest.
    """

    date: pd.Timestamp
    week: str
    number: int
    routine_id: str
    exercises: Mapping[str, tuple[int, int]]
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """The outcome of a session: its state, the day it was done, and the exercises and sets done."""

    state: str
    done_on: pd.Timestamp | None = None
    exercises: int = 0
    sets: int = 0


def planned_sessions(block: BlockPlan) -> list[Session]:
    """Return the sessions of a block.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> (session,) = planned_sessions(plan)
    >>> session.date, len(session.exercises), session.exercises["wall_abs"]
    (Timestamp('2027-01-04 00:00:00'), 6, (2, 2))
    """
    columns = ["exercise_id", "kind", "sets_min", "sets_max"]
    rows = {key: part[columns] for key, part in block.prescriptions.groupby(["date", "session"])}
    sessions = []
    for row in block.sessions[["date", "week", "session", "routine_id"]].to_dict("records"):
        every = rows[row["date"], row["session"]]
        counted = every[every["kind"] != "mobility"]
        counted = every if counted.empty else counted  # a session of mobility alone is matched by all its exercises
        sums = counted.groupby("exercise_id", sort=False)[["sets_min", "sets_max"]].sum()
        sets = {exercise: (int(low), int(high)) for exercise, low, high in sums.itertuples(name=None)}
        others = frozenset(every["exercise_id"]) - set(sets)
        day = pd.Timestamp(row["date"])
        sessions.append(Session(day, row["week"], int(row["session"]), row["routine_id"], sets, others))
    return sessions


def assign(
    sessions: Sequence[Session], logged: Sets, last: pd.Timestamp, sided: Set[str] = frozenset()
) -> tuple[list[Outcome], Sets]:
    """Return the day on which each session was done, and the logged sets outside any session.

    Of all sessions and days of a week, the pair with most matching exercises comes first, then the session's own
    day, then the nearest; it takes as many sets as planned, and the rest is matched again. If no day has enough of
    a session, the sets on its own day make it begun. The other side of ``sided`` exercises makes no
    session of another day.
    """
    left = {day: dict(sets) for day, sets in logged.items()}
    outcomes: dict[int, Outcome] = {}

    def of_day(day: pd.Timestamp) -> list[Session]:
        moved = {index for index, outcome in outcomes.items() if outcome.done_on == day}
        return [session for index, session in enumerate(sessions) if session.date == day or index in moved]

    while True:
        # The sort key is the rule: most exercises, own day, nearest day; then the indexes break ties.
        pairs = [
            (-_part(session, sets), day != session.date, abs((day - session.date).days), index, day)
            for index, session in enumerate(sessions)
            if index not in outcomes
            for day, sets in left.items()
            if day.isocalendar()[:2] == session.date.isocalendar()[:2] and _part(session, sets) >= ENOUGH
            if day == session.date or _is_another(session, sets, logged[day], of_day(day), sided)
        ]
        if not pairs:
            break
        _, moved, _, index, day = min(pairs)
        outcomes[index] = _take(sessions[index], day, MOVED if moved else DONE, left[day])
    for index, session in enumerate(sessions):
        if index not in outcomes and _part(session, left.get(session.date, {})) > 0:
            outcomes[index] = _take(session, session.date, BEGUN, left[session.date])
    # Warm-ups and stretches of a completed session are part of it, not extra.
    for index, outcome in outcomes.items():
        for exercise in sessions[index].others if outcome.done_on is not None else ():
            left[outcome.done_on].pop(exercise, None)  # type: ignore[index]
    gone = [Outcome(MISSED if session.date <= last else TO_COME) for session in sessions]
    return [outcomes.get(index, gone[index]) for index in range(len(sessions))], left


def _part(session: Session, sets: Mapping[str, int]) -> float:
    return sum(exercise in sets for exercise in session.exercises) / len(session.exercises)


def _is_another(
    session: Session, left: Mapping[str, int], logged: Mapping[str, int], of_day: Sequence[Session], sided: Set[str]
) -> bool:
    """Return whether a day's remaining sets are another session, not the other side of sets already matched.

    If a side seems to be logged alone, only two-sided exercises count as evidence, each with all its sets.
    """
    if not any(is_twice(logged[exercise], planned_sets(of_day, exercise)) for exercise in sided & set(left)):
        return True
    both = [exercise for exercise in session.exercises if exercise not in sided]
    again = sum(left.get(exercise, 0) >= session.exercises[exercise][0] for exercise in both)
    return bool(both) and again >= ENOUGH * len(both)


def planned_sets(sessions: Sequence[Session], exercise: str) -> tuple[int, int]:
    """Return the least and the most sets of an exercise in some sessions."""
    least, most = zip(*((0, 0), *(session.exercises.get(exercise, (0, 0)) for session in sessions)), strict=True)
    return sum(least), sum(most)


def is_twice(sets: int, planned: tuple[int, int]) -> bool:
    """Return whether sets are twice the plan: more than its most, and from twice its least to twice its most.

    Examples
    --------
    >>> is_twice(6, (3, 3)), is_twice(5, (3, 3)), is_twice(4, (2, 4))
    (True, False, False)
    """
    least, most = planned
    return most < sets and 2 * least <= sets <= 2 * most


def _take(session: Session, day: pd.Timestamp, state: str, left: dict[str, int]) -> Outcome:
    """Return a session's outcome with its logged sets of a day, up to the planned number."""
    taken = {name: min(left[name], most) for name, (_, most) in session.exercises.items() if name in left}
    for exercise, sets in taken.items():
        left[exercise] -= sets
        if not left[exercise]:
            del left[exercise]
    return Outcome(state, day, len(taken), sum(taken.values()))


SESSION_COLUMNS = (
    *("athlete", "date", "week", "session", "routine_id", "state", "done_on", "exercises_planned", "exercises_done"),
    *("sets_planned_min", "sets_planned_max", "sets_done"),
)


DATE = "datetime64[s]"
"""Dtype of days in frames, to the second as in logs."""


def session_table(done: Iterable[tuple[str, Session, Outcome]]) -> pd.DataFrame:
    """Return the outcomes of sessions as a frame, a row for each athlete and session."""
    rows = []
    for athlete, session, outcome in done:
        planned = (sum(sets[end] for sets in session.exercises.values()) for end in (0, 1))
        where = (athlete, session.date, session.week, session.number, session.routine_id)
        counts = (len(session.exercises), outcome.exercises, *planned, outcome.sets)
        rows.append((*where, outcome.state, outcome.done_on, *counts))
    frame = pd.DataFrame(rows, columns=list(SESSION_COLUMNS))
    return frame.astype({**dict.fromkeys(["athlete", "week", "state"], "str"), "date": DATE, "done_on": DATE})


def done_volume(
    block: BlockPlan, log: pd.DataFrame, sessions: pd.DataFrame, last: Mapping[str, pd.Timestamp], how: dict[str, Any]
) -> pd.DataFrame:
    """Return planned and logged sets side by side, athlete x week x label."""
    column = "muscle_id" if how["by"] == "muscle" else "muscle_group"
    keys, logged = ["week", column], ["sets_matched", "sets_logged"]
    planned = block.volume_by(by=how["by"], counting=how["counting"])
    planned = planned[planned["kind"].isin(COUNTED_KINDS)]
    sums = planned.groupby(keys, sort=False)[["sets_min", "sets_max"]].sum().reset_index()
    sums = sums.rename(columns={"sets_min": "planned_min", "sets_max": "planned_max"})
    whole = pd.DataFrame({"athlete": pd.Series(list(last), dtype="str")}).merge(sums, how="cross")
    done = log_volume(log, block.source, **how, quantities=["sets"])
    done = done.astype(dict.fromkeys(["athlete", *keys], "str")).rename(columns={"sets": "done"})
    # A week with sets has its set counts in every row, including labels without volume.
    weeks = done[["athlete", "week", *logged]].drop_duplicates(["athlete", "week"])
    whole = whole.merge(done[["athlete", *keys, "done"]], how="left", on=["athlete", *keys])
    whole = whole.merge(weeks, how="left", on=["athlete", "week"]).fillna(dict.fromkeys(["done", *logged], 0))
    # The least difference is the one to the most planned.
    whole["difference_min"] = whole["done"] - whole["planned_max"]
    whole["difference_max"] = whole["done"] - whole["planned_min"]
    # Compared as printed: 4 of 4 as printed is not below.
    sets, least, most = (printed(whole[name]) for name in ("done", "planned_min", "planned_max"))
    status = np.select([sets < least, sets > most], ["below", "above"], "in")
    whole["status"] = pd.Series(status, index=whole.index, dtype="str")
    whole["due"] = _due(block, whole, sessions, last)
    whole["status"] = whole["status"].where(whole["due"])
    whole["counting"] = planned["counting"].iloc[0] if len(planned) else str(how["counting"])
    return add_words(block.source, whole.astype(dict.fromkeys(logged, int)), column)


def _due(block: BlockPlan, rows: pd.DataFrame, sessions: pd.DataFrame, last: Mapping[str, pd.Timestamp]) -> list[bool]:
    """Return which weeks are over, by athlete: no session is to come, or, without sessions, its Sunday is past."""
    open_weeks = sessions.loc[sessions["state"] == TO_COME, ["athlete", "week"]]
    to_come = set(open_weeks.itertuples(index=False, name=None))
    sundays = {week: pd.Timestamp.fromisocalendar(int(week[:4]), int(week[6:]), 7) for week in block.weeks}
    with_sessions = set(sessions["week"])
    return [
        (athlete, week) not in to_come if week in with_sessions else sundays[week] <= last[athlete]
        for athlete, week in zip(rows["athlete"], rows["week"], strict=True)
    ]


def adherence(
    sessions: pd.DataFrame, unplanned: pd.DataFrame, volume: pd.DataFrame, last: Mapping[str, pd.Timestamp]
) -> pd.DataFrame:
    """Return for each athlete the sessions due, those done, and extra sets."""
    table = pd.DataFrame({"until": pd.Series(last, dtype=DATE)}).rename_axis("athlete")
    due = sessions[sessions["state"] != TO_COME].groupby("athlete")
    table["due"] = due.size()
    states = pd.crosstab(sessions["athlete"], sessions["state"]).reindex(columns=list(STATES))
    table = table.join(states.rename(columns=lambda state: state.replace(" ", "_")))
    weeks = volume.drop_duplicates(["athlete", "week"]).groupby("athlete")[["sets_matched", "sets_logged"]].sum()
    table = table.join(due[["sets_planned_min", "sets_planned_max", "sets_done"]].sum())
    table = table.join(unplanned.groupby("athlete")["sets"].sum().rename("sets_unplanned")).join(weeks)
    counts = [name for name in table.columns if name != "until"]
    table = table.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, int))
    # Nothing done of nothing due is no adherence, neither 0 nor 100 %.
    part = (table[DONE] + table[MOVED]) / table["due"].where(table["due"] > 0)
    table.insert(list(table.columns).index("sets_planned_min"), "adherence", part)
    return table.reset_index()
