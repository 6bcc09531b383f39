"""Changes to the spec of a block: each function returns a new spec; `plan_block` finds what is wrong with it.

A phase is given by name, or by its number from 0 where names repeat.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from analysis.ask.days import read_weekday, read_weekdays
from analysis.ask.numbers import read_factor, read_number
from analysis.ask.runs import read_run
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice
from analysis.block.specs.phase_changes import WORDS
from analysis.block.specs.spec import MOST_WEEKS, BlockSpec, Phase, Race
from analysis.block.specs.spec_writing import PER_WEEK

WEEK = ("template", "suggest", "cycle")
"""Fields that a phase takes over when it keeps the week of the phase before."""


@checked
def with_phase(spec: BlockSpec, phase: str | int, edit: Callable[[Phase], Phase]) -> BlockSpec:
    """Return the spec with a function applied to a phase; later phases that shared its days still do.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 1, {"mon": ("run_forever",)}), Phase("b", 1)))
    >>> with_phase(spec, "b", lambda phase: replace(phase, weeks=2)).weeks
    3
    """
    phases = list(spec.phase)
    index = _place(spec, phase)
    phases[index] = edit(phases[index])
    # In a file these phases have no days of their own, so a coach expects them to follow here too.
    for later in range(index + 1, len(phases)):
        if not phases[later].keeps:
            break
        phases[later] = replace(phases[later], **{name: getattr(phases[index], name) for name in WEEK})
    return replace(spec, phase=tuple(phases))


def _place(spec: BlockSpec, phase: str | int) -> int:
    names = [known.name for known in spec.phase]
    if isinstance(phase, int):
        return int(read_number("phase", phase, 0, len(names) - 1, whole=True))
    return names.index(check_choice("phase", phase, names))


@checked
def with_weeks(spec: BlockSpec, phase: str | int, weeks: int, *, longer: Phase | None = None) -> BlockSpec:
    """Return the spec with more or fewer weeks in a phase; new weeks follow ``longer``, or repeat the last one.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2, volume=(Fraction(1), Fraction(1, 2))),))
    >>> [float(factor) for factor in with_weeks(spec, "a", 3).phase[0].volume]
    [1.0, 0.5, 0.5]
    >>> cut = with_weeks(spec, "a", 1)
    >>> [float(factor) for factor in with_weeks(cut, "a", 2, longer=spec.phase[0]).phase[0].volume]
    [1.0, 0.5]
    """
    weeks = int(read_number("weeks", weeks, 1, MOST_WEEKS, whole=True))

    def fitted(part: Any, other: Any) -> Any:
        made = {}
        for name in PER_WEEK:
            values, more = getattr(part, name, ()), getattr(other, name, ())
            more = more if more[: len(values)] == values else values
            if values:
                made[name] = (*values, *more[len(values) :], *more[-1:] * weeks)[:weeks]
        return replace(part, **made)

    def resized(old: Phase) -> Phase:
        before = longer.override if longer is not None else {}
        override = {name: fitted(part, before.get(name)) for name, part in old.override.items()}
        made: Phase = replace(fitted(old, longer), weeks=weeks, override=override)
        return made

    return with_phase(spec, phase, resized)


@checked
def with_volume(spec: BlockSpec, phase: str | int, factor: float, *, week: int | None = None) -> BlockSpec:
    """Return the spec with a new factor for a week of a phase, counted from 1, or for all its weeks.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> [float(factor) for factor in with_volume(spec, "a", 0.6, week=2).phase[0].volume]
    [1.0, 0.6]
    """
    # A slider returns 0.6000000000000001; four digits are more than anybody types.
    share = Fraction(repr(round(float(read_factor("volume", factor, 0, 5)), 4)))

    def changed(old: Phase) -> Phase:
        volume = list(old.volume or [Fraction(1)] * old.weeks)
        last = None if week is None else int(read_number("week", week, 1, old.weeks, whole=True))
        for number in range(old.weeks) if last is None else [last - 1]:
            volume[number] = share
        return replace(old, volume=tuple(volume))

    return with_phase(spec, phase, changed)


@checked
def with_day(spec: BlockSpec, phase: str | int, weekday: str, routines: str | Iterable[str]) -> BlockSpec:
    """Return the spec with the routines of a weekday of a phase replaced; no routines remove the day.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2, {"tue": ("run_forever",)}),))
    >>> with_day(spec, "a", "Monday", "runners_world").phase[0].template
    {'mon': ('runners_world',), 'tue': ('run_forever',)}
    """
    day = read_weekday(weekday)
    names = (routines,) if isinstance(routines, str) else tuple(dict.fromkeys(routines))

    def changed(old: Phase) -> Phase:
        left = () if old.cycle is None else tuple(other for other in old.cycle.days if other != day)
        days = {**old.template, day: names} if left or old.cycle is None else {**old.fixed, day: names}
        kept = {name: days[name] for name in WEEKDAYS if days.get(name)}
        # No days at all would mean those of the phase before.
        cycle = replace(old.cycle, days=left) if old.cycle is not None and left else None
        return replace(old, template=kept or {day: ()}, cycle=cycle, keeps=False)

    return with_phase(spec, phase, changed)


@checked
def with_suggested(spec: BlockSpec, phase: str | int, days: int | tuple[str, ...]) -> BlockSpec:
    """Return the spec with how many, or which, days of a phase get suggested sessions besides the named ones.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2, {"mon": ("run_forever",)}),))
    >>> with_suggested(spec, "a", ("wed", "fri")).phase[0].suggest
    ('wed', 'fri')
    """
    if isinstance(days, int):
        asked: int | tuple[str, ...] = int(read_number("days", days, 0, 7, whole=True))
    else:
        asked = tuple(read_weekdays(days))
    return with_phase(spec, phase, lambda old: replace(old, suggest=asked, keeps=False))


@checked
def with_words(spec: BlockSpec, phase: str | int, name: str, text: str) -> BlockSpec:
    """Return the spec with the load, effort or variation of a phase set for all of its weeks.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> with_words(spec, "a", "effort", "easy").phase[0].effort
    ('easy', 'easy')
    """
    name, words = check_choice("words", name, WORDS), " ".join(text.split())
    return with_phase(spec, phase, lambda old: replace(old, **{name: (words,) * old.weeks}))  # type: ignore[arg-type]


@checked
def with_phase_after(spec: BlockSpec, phase: str | int) -> BlockSpec:
    """Return the spec with a one-week phase added after another, like the first week of that one.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> [phase.name for phase in with_phase_after(spec, "a").phase]
    ['a', 'phase 2']
    """
    index = _place(spec, phase)
    first = with_weeks(spec, index, 1).phase[index]
    new = replace(first, name=f"phase {len(spec.phase) + 1}", override={}, keeps=True)
    return replace(spec, phase=(*spec.phase[: index + 1], new, *spec.phase[index + 1 :]))


@checked
def with_race(spec: BlockSpec, day: datetime.date | None) -> BlockSpec:
    """Return the spec with the first race on another day, or removed; other races stay.

    Examples
    --------
    >>> with_race(BlockSpec("x", datetime.date(2027, 1, 4), ()), datetime.date(2027, 3, 7)).race[0].priority
    'A'
    """
    first = replace(spec.race[0], date=day) if day and spec.race else Race(day) if day else None
    return replace(spec, race=(*([first] if first else []), *spec.race[1:]))


@checked
def with_run(spec: BlockSpec, weekday: str, kind: str, *, phase: str | int | None = None) -> BlockSpec:
    """Return the spec with a weekday's run set (blank: none), in the block, or in a phase, which then has its own runs.

    Examples
    --------
    >>> import datetime
    >>> with_run(BlockSpec("x", datetime.date(2027, 1, 4), ()), "sun", "long").runs
    {'sun': 'long'}
    """
    before = spec.runs if phase is None else spec.runs_of(spec.phase[_place(spec, phase)])
    runs = {**before, read_weekday(weekday): read_run(kind) if kind else ""}
    kept = {day: runs[day] for day in WEEKDAYS if runs.get(day)}
    return replace(spec, runs=kept) if phase is None else with_phase(spec, phase, lambda old: replace(old, runs=kept))


@checked
def with_own_runs(spec: BlockSpec, phase: str | int, *, own: bool) -> BlockSpec:
    """Return the spec with runs of its own for a phase, at first those of the block, or without them.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 1),), runs={"sun": "long"})
    >>> made = with_own_runs(spec, "a", own=True)
    >>> made.phase[0].runs, with_own_runs(made, "a", own=False) == spec
    ({'sun': 'long'}, True)
    """
    return with_phase(spec, phase, lambda old: replace(old, runs=dict(spec.runs_of(old)) if own else None))


def blank_block(routine: str, start: datetime.date) -> BlockSpec:
    """Return a block to start from: four weeks with a routine on Mondays, everything else left open.

    Examples
    --------
    >>> blank_block("run_forever", datetime.date(2027, 1, 4))
    BlockSpec: New block, from 2027-01-04; base 4 weeks; next: plan_block(library, spec)
    """
    return BlockSpec("New block", start, (Phase("base", 4, {"mon": (routine,)}),))


@checked
def without_reasons(spec: BlockSpec) -> BlockSpec:
    """Return the spec without the reasons for days off, which may be about an athlete's health.

    Examples
    --------
    >>> import datetime
    >>> from analysis.block.specs.spec import Skip
    >>> day = datetime.date(2027, 1, 4)
    >>> without_reasons(BlockSpec("x", day, (), skip=(Skip(day, day, "flu"),))).skip[0].why
    ''
    """
    return replace(spec, skip=tuple(replace(skip, why="") for skip in spec.skip))
