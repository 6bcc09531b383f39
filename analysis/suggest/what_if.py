"""What if: what one change does to the sets, the minutes and the coverage of a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.exercises import read_exercises
from analysis.ask.routines import routine_named
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.ask.week import MOST_SESSIONS, read_week
from analysis.base.arguments import checked
from analysis.base.choices import check_choice, texts
from analysis.base.errors import ArgumentError, DoseError, Finding
from analysis.base.names import snake
from analysis.base.text import listing, one_of, plural, signed, span
from analysis.library.labels import id_column, labels
from analysis.library.library import Library
from analysis.library.notation import Dose, parse_dose
from analysis.library.terms import COUNTED
from analysis.suggest.candidates import amount_of, candidates, phase_of
from analysis.suggest.request import read_number
from analysis.suggest.sheet_rows import Row, routine_rows, with_rows
from analysis.volume.minutes import session_minutes
from analysis.week.weekly import weekly_volume

Wanted = str | Iterable[str] | Mapping[str, int | str]


ENDS = ("min", "max")


LAST = 400
"""Circuit of an entry that is added: its own."""


@dataclass(frozen=True, eq=False)
class WeekChange:
    """A week before and after a change.

    Attributes
    ----------
    change : str
        What is changed, in words.
    volume : DataFrame
        One row per muscle_id or muscle_group x phase (activation, strength) whose sets change: before_min, before_max,
        after_min, after_max, difference_min, difference_max (sets a week), counting.
    minutes : DataFrame
        Two rows, before and after: minutes_min, minutes_max, sets_min, sets_max (counted sets of the week).
    coverage : DataFrame
        One row per line of the checklist that is covered only before or only after: line_id, name, before, after.
    library : Library
        With the changed sessions in it.
    week : dict of int
        The changed week, by routine of that library.

    Examples
    --------
    >>> from analysis import load_library
    >>> change = what_if(load_library(), {"runners_world": 1}, add={"standing_calf_raise": 3})
    >>> change.volume[["muscle_group", "difference_max"]].values.tolist()
    [['calves', 3.0]]
    """

    change: str
    volume: pd.DataFrame
    minutes: pd.DataFrame
    coverage: pd.DataFrame
    library: Library
    week: dict[str, int]


@checked
def what_if(
    library: Library,
    week: Mapping[str, int],
    *,
    add: Wanted = (),
    drop: Wanted = (),
    to: str | None = None,
    by: str = "group",
    counting: Counting = "fractional",
) -> WeekChange:
    """Say what a change does to a week: exercises or routines more or less.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
    add : name, names, or mapping of name to a number or dose
        Routines, with how many sessions more (default 1), and exercises, with how many sets a week more (default as
        usual) in their usual dose, or with a dose such as ``"3 x 10"``; they stand at the end of one session.
    drop : name, names, or mapping of name to number
        Routines, with how many sessions less, and exercises, with how many sets a week less, the last ones first
        (default all of them).
    to : str, optional
        The routine of the week that gets what is added; default the first one with strength sets, else the first.
    by : {"muscle", "group"}
    counting
        See `routine_volume`.

    Returns
    -------
    WeekChange

    Raises
    ------
    ArgumentError
        If a name is unknown, something that is to be dropped is not there, or nothing is left.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_change(what_if(load_library(), {"runners_world": 1}, add={"standing_calf_raise": 3})))
    3 sets of Standing calf raise more: +3 sets and +2 to +3.8 min a week (26.4-34.4 before, 28.4-38.2 after). Sets by
    muscle: Calves +3 strength.
    """
    before = read_week(library, week)
    rows = {routine: routine_rows(library, routine) for routine in before}
    sessions = [(routine, rows[routine]) for routine, count in before.items() for _ in range(count)]
    words = []
    for name, amount in _wanted(drop).items():
        sessions, said = _dropped(library, sessions, name, amount)
        words.append(said)
    for name, amount in _wanted(add).items():
        sessions, said = _added(library, sessions, name, amount, to)
        words.append(said)
    if not words:
        raise ArgumentError("nothing is changed; name what to add or to drop")
    if not any(entries for _, entries in sessions):
        raise ArgumentError("nothing is left of the week")
    if split := _split(sessions):
        words[-1] += f" ({'; '.join(split)})"
    changed, after = _as_week(library, [one for one in sessions if one[1]])
    return WeekChange(
        change=listing(words),
        volume=_difference(changed, before, after, by, counting),
        minutes=_totals(changed, before, after),
        coverage=_covered(changed, before, after),
        library=changed,
        week=after,
    )


Sessions = list[tuple[str, tuple[Row, ...]]]


def _wanted(given: Wanted) -> dict[str, int | str | None]:
    if isinstance(given, Mapping):
        return {name: None if amount == "" else amount for name, amount in given.items()}
    return dict.fromkeys(texts("add and drop", given))


def _count(what: str, amount: int | str | None, default: int, most: int) -> int:
    return default if amount is None else int(read_number(what, amount, 1, most, whole=True))


def _exercise(library: Library, name: str, what: str) -> tuple[str, str]:
    (exercise,) = read_exercises(library, [name], what)
    return exercise, labels(library, "exercise_id")[exercise]


def _dropped(library: Library, sessions: Sessions, name: str, amount: int | str | None) -> tuple[Sessions, str]:
    routine = routine_named(library, name)
    if routine is not None:
        held = [place for place, (one, _) in enumerate(sessions) if one == routine]
        count = _count(f"sessions of {name} less", amount, 1, MOST_SESSIONS)
        if len(held) < count:
            raise ArgumentError(Finding("not in the week so often", value=name, allowed=plural(len(held), "session")))
        out = set(held[len(held) - count :])
        words = f"{plural(count, 'session')} of {labels(library, 'routine_id')[routine]} less"
        return [one for place, one in enumerate(sessions) if place not in out], words
    exercise, shown = _exercise(library, name, "drop")
    places = [
        (place, entry)
        for place, (_, rows) in enumerate(sessions)
        for entry, row in enumerate(rows)
        if row.exercise_id == exercise
    ]
    if not places:
        there = dict.fromkeys(row.exercise_id for _, rows in sessions for row in rows)
        raise ArgumentError(Finding("drop: not in the week", value=name, allowed=one_of(there)))
    changed = [list(rows) for _, rows in sessions]
    most = sum(changed[place][entry].sets[1] for place, entry in places)
    left = _count(f"sets of {name} less", amount, most, 400)
    if left > most:
        raise ArgumentError(Finding("drop: more sets than the week has", value=str(left), allowed=f"up to {most}"))
    words = f"{shown} left out" if left == most else f"{plural(left, 'set')} of {shown} less"
    for place, entry in reversed(places):
        low, high = changed[place][entry].sets
        less = min(left, high)
        left -= less
        changed[place][entry] = replace(changed[place][entry], sets=(max(0, min(low, high - less)), high - less))
    kept = [tuple(row for row in rows if row.sets[1]) for rows in changed]
    return [(routine_id, rows) for (routine_id, _), rows in zip(sessions, kept, strict=True)], words


def _split(sessions: Sessions) -> list[str]:
    """Say which exercises are no longer done back to back, since their sets differ."""
    found = {}
    for _, rows in sessions:
        for circuit in {row.circuit for row in rows}:
            members = [row for row in rows if row.circuit == circuit]
            if len({row.sets for row in members}) > 1:
                found[f"{listing([row.name for row in members])} no longer in one circuit"] = True
    return list(found)


def _added(
    library: Library, sessions: Sessions, name: str, amount: int | str | None, to: str | None
) -> tuple[Sessions, str]:
    routine = routine_named(library, name)
    if routine is not None:
        count = _count(f"sessions of {name} more", amount, 1, MOST_SESSIONS)
        more = [(routine, routine_rows(library, routine))] * count
        return sessions + more, f"{plural(count, 'session')} of {labels(library, 'routine_id')[routine]} more"
    exercise, shown = _exercise(library, name, "add")
    dose = _dose(library, exercise, name, amount)
    if to is not None and routine_named(library, to) not in {one for one, _ in sessions}:
        allowed = listing(list(dict.fromkeys(one for one, _ in sessions)))
        raise ArgumentError(Finding("to: not in the week", value=to, allowed=allowed))
    wanted = routine_named(library, to) if to is not None else None
    places = [place for place, (one, rows) in enumerate(sessions) if rows and wanted in (None, one)]
    if not places:
        raise ArgumentError("nothing is left of the week to add to")
    strong = [place for place in places if any(row.phase == "strength" for row in sessions[place][1])]
    place = (strong or places)[0]
    routine_id, rows = sessions[place]
    end = max((number for number, row in enumerate(rows, 1) if row.phase in COUNTED), default=len(rows))
    sets = (dose.sets_min or 1, dose.sets_max or 1)
    phase = phase_of(library.coding.exercises[exercise]["mode"])
    section = rows[end - 1].section
    new = Row(0, section, phase, LAST + len(rows), exercise, shown, sets, amount_of(dose), "")
    sessions = list(sessions)
    sessions[place] = (routine_id, (*rows[:end], new, *rows[end:]))
    return sessions, f"{span(*sets)} {'set' if sets == (1, 1) else 'sets'} of {shown} more"


def _dose(library: Library, exercise: str, name: str, amount: int | str | None) -> Dose:
    if isinstance(amount, str):
        try:
            dose = parse_dose(amount)
        except DoseError as error:
            raise ArgumentError(Finding(f"add: dose of {name}: {error}")) from None
        return dose if dose.sets_min is not None else replace(dose, sets_min=1, sets_max=1)
    usual = {one.exercise_id: one.dose for one in candidates(library, SECONDS_PER_REP)}.get(exercise)
    if usual is None:
        raise ArgumentError(Finding("add: no usual dose", value=name, allowed="a dose, such as 3 x 10"))
    if amount is None:
        return usual
    count = int(read_number(f"sets of {name} more", amount, 1, 20, whole=True))
    return replace(usual, sets_min=count, sets_max=count)


def _as_week(library: Library, sessions: Sessions) -> tuple[Library, dict[str, int]]:
    """Make routines of sessions, those that are unchanged under their own name."""
    names: dict[tuple[Row, ...], str] = {routine_rows(library, one): one for one in dict(sessions)}
    new: dict[str, list[Row]] = {}
    week: dict[str, int] = {}
    known = set(library.routines["routine_id"])
    for routine, rows in sessions:
        if rows not in names:
            count = 1 + sum(name.startswith(f"{routine}_changed") for name in {*new, *known})
            names[rows] = snake(f"{routine} changed {count}")
            new[names[rows]] = list(rows)
        week[names[rows]] = week.get(names[rows], 0) + 1
    return with_rows(library, new), week


def _totals(library: Library, before: Mapping[str, int], after: Mapping[str, int]) -> pd.DataFrame:
    taken = session_minutes(library)
    rows = library.prescriptions
    own = rows[rows["phase"].isin(COUNTED).to_numpy()]
    found = []
    for when, week in (("before", before), ("after", after)):
        times = taken["routine_id"].map(week).fillna(0)
        each = own["routine_id"].map(week).fillna(0)
        found.append(
            {"when": when, **{f"minutes_{end}": float((taken[f"minutes_{end}"] * times).sum()) for end in ENDS}}
        )
        found[-1] |= {f"sets_{end}": float((own[f"sets_{end}"] * each).sum()) for end in ENDS}
    return pd.DataFrame(found)


def _difference(
    library: Library, before: Mapping[str, int], after: Mapping[str, int], by: str, counting: Counting
) -> pd.DataFrame:
    how: dict[str, Any] = {"by": check_choice("by", by, ["muscle", "group"]), "counting": counting, "phases": COUNTED}
    first, second = weekly_volume(library, before, **how), weekly_volume(library, after, **how)
    frame = first[[id_column(first), "label", "phase", "counting"]].copy()
    for name, volume in (("before", first), ("after", second)):
        frame[f"{name}_min"], frame[f"{name}_max"] = volume["sets_min"], volume["sets_max"]
    for end in ENDS:
        frame[f"difference_{end}"] = frame[f"after_{end}"] - frame[f"before_{end}"]
    differs = np.abs(frame[["difference_min", "difference_max"]].to_numpy()).max(axis=1) > 0
    changed: pd.DataFrame = frame[differs].reset_index(drop=True)
    return changed


def _covered(library: Library, before: Mapping[str, int], after: Mapping[str, int]) -> pd.DataFrame:
    rows, table = library.prescriptions, library.coverage_exercises
    frame = library.coverage_lines[["line_id", "name"]].copy()
    for when, week in (("before", before), ("after", after)):
        done = rows.loc[rows["routine_id"].isin(list(week)) & rows["phase"].isin(COUNTED), "exercise_id"]
        frame[when] = frame["line_id"].isin(table.loc[table["exercise_id"].isin(done), "line_id"])
    differs: pd.DataFrame = frame[(frame["before"] != frame["after"]).to_numpy()].reset_index(drop=True)
    return differs


@checked
def say_change(change: WeekChange) -> str:
    """Say what a change does to a week.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_change(what_if(load_library(), {"runners_world": 1}, drop="Hip thrust")))  # doctest: +ELLIPSIS
    Hip thrust left out: -3 sets...
    """
    before, after = change.minutes.to_dict("records")
    differ = {
        name: signed(*sorted(after[f"{name}_{end}"] - before[f"{name}_{end}"] for end in ENDS))
        for name in ("sets", "minutes")
    }
    spans = [span(row["minutes_min"], row["minutes_max"]) for row in (before, after)]
    what = f"{differ['sets']} sets and {differ['minutes']} min a week ({spans[0]} before, {spans[1]} after)"
    parts = [f"{change.change}: {what}."]
    columns = (change.volume[name].tolist() for name in ("label", "phase", "difference_min", "difference_max"))
    said = [f"{label} {signed(low, high)} {phase}" for label, phase, low, high in zip(*columns, strict=True)]
    parts += [f"Sets by muscle: {'; '.join(said)}."] if said else ["No muscle has more or fewer sets."]
    for words, lines in (("Now covered", change.coverage["after"]), ("No longer covered", change.coverage["before"])):
        names = change.coverage.loc[lines.astype(bool), "name"].tolist()
        parts += [f"{words}: {'; '.join(names)}."] if names else []
    return " ".join(parts)
