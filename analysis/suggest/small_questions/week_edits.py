"""Adding routines or exercises to the sessions of a week, or dropping them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.ask.exercises import read_exercise
from analysis.ask.numbers import as_number, read_number
from analysis.ask.routines import routine_named
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.ask.week import MOST_SESSIONS
from analysis.base.choices import once, texts
from analysis.base.errors import ArgumentError, DoseError, Finding
from analysis.base.names import snake
from analysis.base.text import listing, one_of, plural, span
from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import COUNTED
from analysis.suggest.candidates import amount_of, candidates, phase_of
from analysis.suggest.routine_rows import Row, routine_rows, with_rows

Amount = int | str | None
"""Sets, sessions or a dose; None for the usual amount."""


Wanted = str | Iterable[str] | Mapping[str, Amount]
"""Routines and exercises to add or drop: names, with or without amounts."""


Sessions = list[tuple[str, tuple[Row, ...]]]
"""The sessions of a week, each with its original routine."""


LAST = 400
"""Circuit number of an added entry: its own, after those of any sheet."""


def read_wanted(library: Library, wish: str, typed: Wanted) -> dict[str, Amount]:
    """Return the routines and exercises to add or drop: typed names, with the amount of each.

    Raises
    ------
    ArgumentError
        If a name is unknown, or two names mean the same routine or exercise.
    """
    # Each text has one name: after "=" there may be a dose, which has commas too.
    listed = typed.items() if isinstance(typed, Mapping) else (part.partition("=")[::2] for part in texts(wish, typed))
    pairs: list[tuple[str, Amount]] = list(listed)
    keys = [routine_named(library, name) or read_exercise(library, name, wish) for name, _ in pairs]
    once(wish, zip(keys, pairs, strict=True))
    return {name: None if isinstance(amount, str) and not amount else amount for name, amount in pairs}


def _count(what: str, amount: Amount, default: int, most: int) -> int:
    return default if amount is None else int(read_number(what, amount, 1, most, whole=True))


def drop_from(library: Library, sessions: Sessions, name: str, amount: Amount) -> tuple[Sessions, str]:
    """Return the sessions of a week without a routine or an exercise, and the change in words."""
    routine = routine_named(library, name)
    if routine is None:
        exercise = read_exercise(library, name, "drop")
        return _without_exercise(library, sessions, exercise, name, amount)
    of_routine = [number for number, (routine_id, _) in enumerate(sessions) if routine_id == routine]
    count = _count(f"sessions of {name} less", amount, 1, MOST_SESSIONS)
    if len(of_routine) < count:
        raise ArgumentError(Finding("not in the week so often", value=name, allowed=plural(len(of_routine), "session")))
    kept = [session for number, session in enumerate(sessions) if number not in of_routine[-count:]]
    return kept, f"{plural(count, 'session')} of {labels(library, 'routine_id')[routine]} less"


def _without_exercise(
    library: Library, sessions: Sessions, exercise: str, name: str, amount: Amount
) -> tuple[Sessions, str]:
    """Return the sessions of a week with fewer sets of an exercise, last sets first, and the change in words."""
    most = sum(row.sets[1] for _, rows in sessions for row in rows if row.exercise_id == exercise)
    if not most:
        there = dict.fromkeys(row.exercise_id for _, rows in sessions for row in rows)
        raise ArgumentError(Finding("drop: not in the week", value=name, allowed=one_of(there)))
    less = _count(f"sets of {name} less", amount, most, 400)
    if less > most:
        raise ArgumentError(Finding("drop: more sets than the week has", value=str(less), allowed=f"up to {most}"))
    shown = labels(library, "exercise_id")[exercise]
    words = f"{shown} left out" if less == most else f"{plural(less, 'set')} of {shown} less"
    # From the end of the week: an athlete who does less skips the last sets.
    kept: Sessions = []
    for routine, rows in reversed(sessions):
        left = []
        for row in reversed(rows):
            if row.exercise_id == exercise:
                low, high = row.sets
                out = min(less, high)
                less -= out
                row = replace(row, sets=(min(low, high - out), high - out))
            left.append(row)
        kept.append((routine, tuple(row for row in reversed(left) if row.sets[1])))
    return kept[::-1], words


def split_circuits(sessions: Sessions) -> list[str]:
    """Return in words which exercises are no longer done back to back, as their sets differ."""
    words = {}
    for _, rows in sessions:
        for circuit in {row.circuit for row in rows}:
            # Partners with different rounds cannot be done back to back.
            members = [row for row in rows if row.circuit == circuit]
            if len({row.sets for row in members}) > 1:
                words[f"{listing([row.name for row in members])} no longer in one circuit"] = True
    return list(words)


def add_to(library: Library, sessions: Sessions, name: str, amount: Amount, to: str | None) -> tuple[Sessions, str]:
    """Return the sessions of a week with a routine or an exercise added, and the change in words."""
    routine = routine_named(library, name)
    if routine is None:
        exercise = read_exercise(library, name, "add")
        return _with_exercise(library, sessions, exercise, _dose(library, exercise, name, amount), to)
    count = _count(f"sessions of {name} more", amount, 1, MOST_SESSIONS)
    more = [(routine, routine_rows(library, routine))] * count
    return sessions + more, f"{plural(count, 'session')} of {labels(library, 'routine_id')[routine]} more"


def _with_exercise(
    library: Library, sessions: Sessions, exercise: str, dose: Dose, to: str | None
) -> tuple[Sessions, str]:
    """Add an exercise at the end of a session's work: in the named routine, else the first with strength work."""
    week = dict.fromkeys(routine for routine, _ in sessions)
    wanted = None if to is None else routine_named(library, to)
    if to is not None and wanted not in week:
        raise ArgumentError(Finding("to: not in the week", value=to, allowed=listing(list(week))))
    numbers = [number for number, (routine, rows) in enumerate(sessions) if rows and wanted in (None, routine)]
    if not numbers:
        raise ArgumentError("nothing is left of the week to add to")
    strong = [number for number in numbers if any(row.phase == "strength" for row in sessions[number][1])]
    number = (strong or numbers)[0]
    routine, rows = sessions[number]
    # Before a cooldown, in the section of the entry before it.
    end = max((number for number, row in enumerate(rows, 1) if row.phase in COUNTED), default=len(rows))
    shown, sets = labels(library, "exercise_id")[exercise], (dose.sets_min or 1, dose.sets_max or 1)
    phase = phase_of(library.coding.exercises[exercise]["mode"])
    new = Row(0, rows[end - 1].section, phase, LAST + len(rows), exercise, shown, sets, amount_of(dose), "")
    longer = (routine, (*rows[:end], new, *rows[end:]))
    words = f"{span(*sets)} {'set' if sets == (1, 1) else 'sets'} of {shown} more"
    return [*sessions[:number], longer, *sessions[number + 1 :]], words


def _dose(library: Library, exercise: str, name: str, amount: Amount) -> Dose:
    """Return the dose of an added exercise: as typed, or the usual dose with the requested number of sets."""
    if isinstance(amount, str) and math.isnan(as_number(amount)):
        try:
            dose = parse_dose(amount)
        except DoseError as error:
            raise ArgumentError(Finding(f"add: dose of {name}: {error}")) from None
        return dose if dose.sets_min is not None else replace(dose, sets_min=1, sets_max=1)
    candidate = candidates(library, SECONDS_PER_REP).get(exercise)
    if candidate is None:
        raise ArgumentError(Finding("add: no usual dose", value=name, allowed="a dose, such as 3 x 10"))
    if amount is None:
        return candidate.dose
    count = _count(f"sets of {name} more", amount, 1, 20)
    return replace(candidate.dose, sets_min=count, sets_max=count)


def as_week(library: Library, sessions: Sessions) -> tuple[Library, dict[str, int]]:
    """Return a library and week with sessions as routines; unchanged sessions keep their routine."""
    names: dict[tuple[Row, ...], str] = {routine_rows(library, routine): routine for routine in dict(sessions)}
    new: dict[str, tuple[Row, ...]] = {}
    origins: dict[str, str] = {}
    week: dict[str, int] = {}
    known = set(library.routines["routine_id"])
    for routine, rows in sessions:
        if rows not in names:
            # A changed session becomes its own routine; two sessions with the same change share a routine.
            count = 1 + sum(name.startswith(f"{routine}_changed") for name in {*new, *known})
            names[rows] = snake(f"{routine} changed {count}")
            new[names[rows]], origins[names[rows]] = rows, routine
        week[names[rows]] = week.get(names[rows], 0) + 1
    return with_rows(library, new, origins), week
