"""Read the phases of a block: weeks, days, factors and turns, and through `phase_changes` their exercises."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from analysis.ask.days import day_parts, read_weekday
from analysis.ask.numbers import as_number
from analysis.ask.routines import read_routine, routine_named
from analysis.ask.runs import read_run
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import split_names
from analysis.base.errors import ArgumentError
from analysis.base.names import snake
from analysis.block.specs.phase_changes import (
    KINDS,
    WORDS,
    Template,
    read_overrides,
    read_progress,
    read_words,
    week_rows,
)
from analysis.block.specs.spec import MOST_WEEKS, Cycle, Override, Phase
from analysis.block.specs.typed_table import Table
from analysis.library.doses.dose import LIMITS
from analysis.library.library import Library

KEYS = (
    *("name", "weeks", "volume", *WORDS, "reps_step", "seconds_step", "override", "progress", "suggest", "runs"),
    *("cycle", "days", "every", *WEEKDAYS),
)
"""Keys of a phase."""


def read_phases(
    library: Library, block: Table, scale: Sequence[str], unread: Collection[str] = ()
) -> tuple[Phase, ...]:
    """Read the phases of a block; a phase without days and suggestions has the week of the phase before.

    ``unread`` names sheets that cannot be read: their routines, and the exercises of a week with a mistake, are not
    looked up, so each mistake is reported once.
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
        week = _Week(template, suggest, cycle, keeps, sure=not suggest and not doubtful)
        phases.append(_phase(library, table, weeks, week, scale))
    return tuple(phases)


class _Week(NamedTuple):
    """The week of a phase: routines by weekday, suggested days, turns, and whether it repeats the phase before.

    ``sure`` means that all its exercises are known: none are suggested, and nothing about the week is wrong.
    """

    template: Template
    suggest: int | tuple[str, ...]
    cycle: Cycle | None
    keeps: bool
    sure: bool


def _phase(library: Library, table: Table, weeks: int | None, week: _Week, scale: Sequence[str]) -> Phase:
    """Read the rest of a phase, besides its week."""
    template, suggest, cycle, keeps, sure = week
    # A phase without weeks is as long as its longest list, so one mistake isn't reported as five.
    lists = [len(value) for value in table.cells.values() if isinstance(value, list)]
    count = weeks or max([1, *lists])
    overrides = read_overrides(library, table, template, count, sure=sure) if "override" in table else {}
    phase = Phase(
        name=table.one(table.title, "name") or "",
        weeks=count,
        template=template,
        volume=_volume(table, count),
        override=overrides,
        progress=read_progress(library, table, template, overrides, sure=sure) if "progress" in table else {},
        suggest=suggest,
        cycle=cycle,
        runs=read_runs(table),
        keeps=keeps,
        reps_step=table.one(table.whole, "reps_step", 0, 60) or 0,
        seconds_step=table.one(table.whole, "seconds_step", 0, 60) or 0,
        **read_words(table, count),
    )
    for text in phase.variation:
        if text:
            table.choice("variation", text, "kind of variation", KINDS)
    # Hardly any phase comes near the limits of a dose; only then look up which exercise does.
    typed = [override.sets[1] for override in phase.override.values() if override.sets]
    sets = max(phase.volume, default=1) * max([int(library.prescriptions["sets_max"].max()), *typed])
    if sets > LIMITS["sets"][1]:
        rows = week_rows(library, template)
        _check_sets(table, phase, rows[rows["phase"].isin(scale)])
    return phase


def read_runs(table: Table) -> dict[str, str] | None:
    """Read the run of each weekday, in the order of the week; None where a block or a phase has none typed."""
    if "runs" not in table:
        return None
    runs = table.table("runs", WEEKDAYS, read_weekday, named=True)
    kinds = {day: runs.ask(day, read_run, runs.cells[day]) for day in WEEKDAYS if day in runs}
    return {day: kind for day, kind in kinds.items() if kind}


def _routines(library: Library, table: Table, day: str, unread: Collection[str]) -> tuple[str, ...]:
    """Read the routines of a weekday, a single name or a list."""
    # A routine's name may contain a comma; any other text with a comma is several names.
    split = partial(split_names, known=partial(routine_named, library))
    return table.names(day, table.cells[day], "routine", partial(_routine, library, unread), split)


def _routine(library: Library, unread: Collection[str], typed: Any) -> str:
    """Read a routine; keep it as typed if its sheet, or a day of its sheet, cannot be read."""
    try:
        return read_routine(library, typed)
    except ArgumentError:
        if any(snake(str(typed)).startswith(snake(name)) for name in unread):
            return str(typed)
        raise


def _cycle(library: Library, table: Table, typed: Template, unread: Collection[str]) -> Cycle | None:
    """Read routines that take turns, and their days: a list of weekdays, or every so many days."""
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
    # The same routine may come more than once in a turn, so this is not a list of names.
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
    """Put all routines that take turns on each day of the turns."""
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


def _check_sets(table: Table, phase: Phase, rows: pd.DataFrame) -> None:
    """Note a factor that takes a dose beyond its limits."""
    factor, most = max(phase.volume, default=Fraction(1)), LIMITS["sets"][1]
    for exercise, published in zip(rows["exercise_id"], rows["sets_max"], strict=True):
        instead = phase.override.get(exercise, Override()).sets
        sets = math.ceil(factor * int(instead[1] if instead else published))
        if factor > 1 and sets > most:
            what = f"{exercise} would come to {sets} sets"
            table.wrong("volume", what, float(factor), f"a factor that stays within {most} sets")
            return
