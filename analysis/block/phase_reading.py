"""The phases of a block read: their weeks, days, factors, the coach's words, and what they override."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import pandas as pd

from analysis.ask.days import day_parts, read_weekday
from analysis.ask.exercises import read_exercise
from analysis.ask.loads import read_load
from analysis.ask.numbers import as_number
from analysis.ask.routines import read_routine, routine_named
from analysis.ask.runs import read_run
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import split_names
from analysis.base.errors import ArgumentError
from analysis.base.names import nearest, snake
from analysis.base.text import one_of
from analysis.block.spec import MOST_WEEKS, Cycle, Override, Phase, Progress
from analysis.block.typed_table import Table
from analysis.library.dose import LIMITS
from analysis.library.library import Library

WORDS = ("effort", "load", "variation")


KEYS = (
    *("name", "weeks", "volume", *WORDS, "reps_step", "seconds_step", "override", "progress", "suggest", "runs"),
    *("cycle", "days", "every", *WEEKDAYS),
)
"""Keys of a phase."""


KINDS = ("regression", "progression")
"""Kinds of variation that a phase may ask for."""


GIVEN = {"reps": "reps_min", "seconds": "work_s_min", "metres": "distance_m_min"}
"""What an amount may be given in, and where it stands."""


AMOUNTS = {"sets": "sets", "reps": "reps", "seconds": "work_s", "hold": "hold_s"}
"""Keys of an override, and what they are called in the tables."""


Template = Mapping[str, tuple[str, ...]]


def read_phases(
    library: Library, block: Table, scale: Sequence[str], unread: Collection[str] = ()
) -> tuple[Phase, ...]:
    """Read the phases of a block; one without days and suggestions has the week of the phase before.

    ``unread`` names sheets that cannot be read: their routines, and the exercises of a week that is wrong itself, are
    not looked for, so that one mistake is told once.
    """
    phases: list[Phase] = []
    template: Template = {}
    suggest: int | tuple[str, ...] = 0
    cycle: Cycle | None = None
    doubtful = bool(unread)
    if block.cells.get("phase") == []:
        block.wrong("phase", "no phase", allowed="at least one, with its weeks")
    for table in block.tables("phase", KEYS, read_weekday):
        if not table.is_table:
            doubtful = True
            continue
        table.need(("name", "weeks"), "a phase has a name and weeks")
        weeks = table.one(table.whole, "weeks", 1, MOST_WEEKS)
        told = len(block.notes.findings)
        days = {day: _routines(library, table, day, unread) for day in WEEKDAYS if day in table}
        asked, turns = _suggest(table), _cycle(library, table, days, unread)
        keeps = not days and not asked and "cycle" not in table
        if not keeps:
            template, suggest, cycle = _with_turns(days, turns), asked, turns
            doubtful = bool(unread)
        doubtful |= len(block.notes.findings) > told or not table.good
        if not any(template.values()) and not suggest and not doubtful:
            empty = next(iter(days), "")
            table.wrong(empty, "no weekday has a routine", allowed=f"{', '.join(WEEKDAYS)}, each with its routines")
        sure = not suggest and not doubtful
        # Without its weeks a phase is as long as its longest list, so that one mistake is not told as five.
        lists = [len(value) for value in table.cells.values() if isinstance(value, list)]
        count = weeks or max([1, *lists])
        overrides = _overrides(library, table, template, count, sure=sure) if "override" in table else {}
        phase = Phase(
            name=table.one(table.title, "name") or "",
            weeks=count,
            template=template,
            volume=_volume(table, count),
            override=overrides,
            progress=_progress(library, table, template, overrides, sure=sure) if "progress" in table else {},
            suggest=suggest,
            cycle=cycle,
            runs=read_runs(table),
            keeps=keeps,
            reps_step=table.one(table.whole, "reps_step", 0, 60) or 0,
            seconds_step=table.one(table.whole, "seconds_step", 0, 60) or 0,
            **_words(table, count),
        )
        for text in phase.variation:
            if text:
                table.choice("variation", text, "kind of variation", KINDS)
        # Nearly no phase comes near the limits of a dose; only then is it looked up which exercise does.
        typed = [override.sets[1] for override in phase.override.values() if override.sets]
        sets = max(phase.volume, default=1) * max([int(library.prescriptions["sets_max"].max()), *typed])
        if sets > LIMITS["sets"][1]:
            rows = _rows(library, template)
            _check_sets(table, phase, rows[rows["phase"].isin(scale)])
        phases.append(phase)
    return tuple(phases)


def read_runs(table: Table) -> dict[str, str] | None:
    """Read which run is on which weekday, in the order of the week; None where a block or a phase does not say."""
    if "runs" not in table:
        return None
    runs = table.table("runs", WEEKDAYS, read_weekday, named=True)
    kinds = {day: runs.ask(day, read_run, runs.cells[day]) for day in WEEKDAYS if day in runs}
    return {day: kind for day, kind in kinds.items() if kind}


def _rows(library: Library, template: Template) -> pd.DataFrame:
    """Return the prescriptions of the routines of a week."""
    rows = library.prescriptions
    return rows[rows["routine_id"].isin({routine for names in template.values() for routine in names})]


def _routines(library: Library, table: Table, day: str, unread: Collection[str]) -> tuple[str, ...]:
    """Read the routines of a weekday, one or a list of them."""
    # A routine's name may have a comma of its own; any other text with one holds several names.
    split = partial(split_names, known=partial(routine_named, library))
    return table.names(day, table.cells[day], "routine", partial(_routine, library, unread), split)


def _routine(library: Library, unread: Collection[str], typed: Any) -> str:
    """Read a routine; one of a sheet that cannot be read, or of a day of it, stays as typed."""
    try:
        return read_routine(library, typed)
    except ArgumentError:
        if any(snake(str(typed)).startswith(snake(name)) for name in unread):
            return str(typed)
        raise


def _cycle(library: Library, table: Table, typed: Template, unread: Collection[str]) -> Cycle | None:
    """Read routines that take turns, and on which days: a list of weekdays, or every so many days."""
    if "cycle" not in table:
        for key in ("days", "every"):
            if key in table:
                table.wrong(key, "without a cycle", allowed='the routines that take turns, as cycle = ["a", "b"]')
        return None
    value = table.cells["cycle"]
    items = split_names(value) if isinstance(value, str) else table.items("cycle", value)
    if value in ([], ()) or items == [""]:
        table.wrong("cycle", "no routine", allowed='the routines that take turns, as cycle = ["a", "b"]')
        return None
    # The same routine may come more than once in a turn, so this is no list of names.
    read = [table.ask("cycle", _routine, library, unread, item) for item in items]
    routines = tuple(name for name in read if name is not None)
    days = table.names("days", table.cells["days"], "weekday", read_weekday, day_parts) if "days" in table else ()
    every = table.one(table.whole, "every", 1, 14) or 0
    if "days" in table and "every" in table:
        table.wrong("every", "days and every, which contradict each other", allowed="one of the two")
    elif "days" not in table and "every" not in table:
        table.wrong("cycle", "needs its days", allowed='one of days = ["mon", "thu"] and every = 3')
    elif table.cells.get("days") in ([], ()):
        table.wrong("days", "no weekday", allowed='the days of the cycle, as days = ["mon", "thu"]')
    elif "suggest" in table:
        table.wrong("suggest", "beside a cycle", allowed="one of the two in a phase")
    for day in typed:
        if not ("days" in table and every) and (every or day in days):
            table.wrong(day, "a day of the cycle", allowed="a day that the cycle does not have")
    return Cycle(routines, tuple(sorted(days, key=WEEKDAYS.index)), every) if routines and (days or every) else None


def _with_turns(days: Template, cycle: Cycle | None) -> Template:
    """Put all routines that take turns on each of their days."""
    if cycle is None:
        return days
    turns = dict.fromkeys(WEEKDAYS if cycle.every else cycle.days, tuple(dict.fromkeys(cycle.routines)))
    return {day: {**turns, **days}[day] for day in WEEKDAYS if day in turns or day in days}


def _suggest(table: Table) -> int | tuple[str, ...]:
    """Read on how many days sessions are suggested (true: 3), or on which."""
    typed = table.cells.get("suggest", False)
    if isinstance(typed, bool):
        return 3 * typed
    if typed in ([], ()):
        table.wrong("suggest", "no weekday", allowed="true, on how many days (1 to 7), or a list of weekdays")
        return 0
    days = as_number(typed)
    if isinstance(typed, (list, str)) and math.isnan(days):
        return table.names("suggest", typed, "weekday", read_weekday, day_parts)
    if days in range(1, 8):
        return int(days)
    table.wrong("suggest", "not a number of days", typed, "true, on how many days (1 to 7), or a list of weekdays")
    return 0


def _volume(table: Table, weeks: int) -> tuple[Fraction, ...]:
    factors = table.weekly("volume", table.cells.get("volume", 1), weeks, table.number, 0, 5)
    return tuple(factor or Fraction(0) for factor in factors)


def _words(table: Table, weeks: int, *, all_of_them: bool = True) -> dict[str, Any]:
    """Read the coach's words, week by week; in an override only those that are typed replace the phase's."""
    names = WORDS if all_of_them else [name for name in WORDS if name in table]
    return {name: table.weekly(name, table.cells.get(name, ""), weeks, table.text) for name in names}


def _overrides(library: Library, phase: Table, template: Template, weeks: int, *, sure: bool) -> dict[str, Override]:
    """Read what replaces the published figures of exercises.

    Unless it is ``sure`` which exercises the phase has, every one may be named: which of them are in the suggested
    sessions is seen when the block is read with them.
    """
    rows = _rows(library, template)
    table = _by_exercise(library, phase, "override", rows, sure=sure)
    overrides = {}
    for exercise in table.cells:
        own = table.table(exercise, (*AMOUNTS, *WORDS))
        amounts: dict[str, Any] = {name: own.one(own.span, name, part) for name, part in AMOUNTS.items()}
        overrides[exercise] = Override(**amounts, **_words(own, weeks, all_of_them=False))
        if sure:
            _check_override(library, own, exercise, rows[rows["exercise_id"] == exercise], overrides[exercise])
    sets = {exercise: override.sets for exercise, override in overrides.items() if override.sets is not None}
    for _, circuit in rows[rows["exercise_id"].isin(sets)].groupby(["routine_id", "circuit"], sort=False):
        first, *others = dict.fromkeys(circuit["exercise_id"])
        for other in others:
            if sets[other] != sets[first]:
                what = f"a partner of {first} in its superset, which has other sets"
                partner = Table(table.notes, (*table.path, other), {}, ())
                partner.wrong("sets", what, sets[other], "the same rounds for both, or in one of them")
    return overrides


def _by_exercise(library: Library, phase: Table, key: str, rows: pd.DataFrame, *, sure: bool) -> Table:
    """Return a table with a key for each exercise, by its id or name."""
    known = dict.fromkeys(rows["exercise_id"] if sure else library.exercises["exercise_id"])
    return phase.table(key, known, lambda name: read_exercise(library, name), named=True)


def _progress(
    library: Library, phase: Table, template: Template, overrides: Mapping[str, Override], *, sure: bool
) -> dict[str, Progress]:
    """Read how exercises go on; what an override of the same phase fixes cannot go on as well."""
    rows = _rows(library, template)
    table = _by_exercise(library, phase, "progress", rows, sure=sure)
    made = {}
    for exercise in table.cells:
        own = table.table(exercise, ("reps", "seconds", "load", "step"))
        reps, seconds = (own.one(own.span, name, AMOUNTS[name]) for name in ("reps", "seconds"))
        load, step = (own.one(own.text, name) or "" for name in ("load", "step"))
        if reps and seconds:
            own.wrong("seconds", "repetitions and seconds of one exercise", allowed="one of the two")
        if step and (more := own.ask("step", read_load, "step", step)):
            start = own.ask("load", read_load, "load", load) if load else more
            if start and start.unit != more.unit:
                own.wrong("step", f"a step in {more.unit}, of a load in {start.unit}", step, f"a step in {start.unit}")
        if sure:
            _check_override(library, own, exercise, rows[rows["exercise_id"] == exercise], Override())
        fixed = overrides.get(exercise, Override())
        for name, twice in (("reps", fixed.reps), ("seconds", fixed.seconds), ("load", fixed.load)):
            if twice:
                key = name if name in own else ""
                own.wrong(key, f"{name} stand in override and in progress", allowed="one of the two")
        made[exercise] = Progress(reps, seconds, load, step)
    return made


def _check_override(library: Library, own: Table, exercise: str, rows: pd.DataFrame, override: Override) -> None:
    """Note amounts that an exercise does not have, and variations that nobody offers."""
    for name, other in (("reps", "seconds"), ("seconds", "reps")):
        if name in own and rows[f"{AMOUNTS[name]}_min"].isna().all():
            given = next((word for word, part in GIVEN.items() if rows[part].notna().any()), "as many as possible")
            own.wrong(name, f"the exercise is given in {given}", allowed=other if given == other else "other sets")
    if "hold" in own and rows["reps_min"].isna().all():
        timed = rows["work_s_min"].notna().any()
        what = "the exercise is timed" if timed else "the exercise has none"
        own.wrong("hold", f"a hold is of a repetition, and {what}", allowed="seconds" if timed else "other sets")
    offered = library.variations[library.variations["exercise_id"] == exercise]
    for text in override.variation:
        if text and text not in [*offered["variation"], *offered["kind"]]:
            options = [*dict.fromkeys(offered["kind"]), *offered["variation"]] or ["none is known of this exercise"]
            own.wrong("variation", "unknown variation", text, one_of(options), nearest(text, options, most=1))


def _check_sets(table: Table, phase: Phase, rows: pd.DataFrame) -> None:
    """Note a factor that leads out of the limits of a dose."""
    factor, most = max(phase.volume, default=Fraction(1)), LIMITS["sets"][1]
    for exercise, published in zip(rows["exercise_id"], rows["sets_max"], strict=True):
        instead = phase.override.get(exercise, Override()).sets
        sets = math.ceil(factor * int(instead[1] if instead else published))
        if factor > 1 and sets > most:
            what = f"{exercise} would come to {sets} sets"
            table.wrong("volume", what, float(factor), f"a factor that stays within {most} sets")
            return
