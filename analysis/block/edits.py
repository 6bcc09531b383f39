"""Changes to the spec of a block: each returns a new one, and `plan_block` says what is wrong with it.

A phase is named, or counted from 0 where names are not its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from analysis.ask.days import read_weekday
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice
from analysis.block.spec import BlockSpec, Phase
from analysis.block.writing import PER_WEEK


def with_phase(spec: BlockSpec, phase: str | int, edit: Callable[[Phase], Phase]) -> BlockSpec:
    """Change a phase by a function of it; phases after it that had its days keep having them.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 1, {"mon": ("run_forever",)}), Phase("b", 1)))
    >>> with_phase(spec, "b", lambda phase: replace(phase, weeks=2)).weeks
    3
    """
    phases = list(spec.phase)
    place = _place(spec, phase)
    before, phases[place] = phases[place], edit(phases[place])
    # In a file these phases have no days of their own: that they follow is what a coach expects of them here too.
    for later in range(place + 1, len(phases)):
        if (phases[later].template, phases[later].suggest) != (before.template, before.suggest):
            break
        phases[later] = replace(phases[later], template=phases[place].template, suggest=phases[place].suggest)
    return replace(spec, phase=tuple(phases))


def _place(spec: BlockSpec, phase: str | int) -> int:
    names = [one.name for one in spec.phase]
    return phase if isinstance(phase, int) else names.index(check_choice("phase", phase, names))


def with_weeks(spec: BlockSpec, phase: str | int, weeks: int, *, longer: Phase | None = None) -> BlockSpec:
    """Give a phase more or fewer weeks; new ones are those of a longer phase that it was cut from, or like its last.

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

    def fitted(part: Any, other: Any) -> Any:
        made = {}
        for name in PER_WEEK:
            values, more = getattr(part, name, ()), getattr(other, name, ())
            more = more if more[: len(values)] == values else values
            if values:
                made[name] = (*values, *more[len(values) :], *more[-1:] * weeks)[:weeks]
        return replace(part, **made)

    def resized(own: Phase) -> Phase:
        before = longer.override if longer is not None else {}
        override = {name: fitted(part, before.get(name)) for name, part in own.override.items()}
        made: Phase = replace(fitted(own, longer), weeks=weeks, override=override)
        return made

    return with_phase(spec, phase, resized)


def with_volume(spec: BlockSpec, phase: str | int, factor: float, *, week: int | None = None) -> BlockSpec:
    """Set the factor of a week of a phase, counted from 1, or of all its weeks.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> [float(factor) for factor in with_volume(spec, "a", 0.6, week=2).phase[0].volume]
    [1.0, 0.6]
    """

    def changed(own: Phase) -> Phase:
        volume = list(own.volume or [Fraction(1)] * own.weeks)
        for number in range(own.weeks) if week is None else [week - 1]:
            # A slider gives 0.6000000000000001; four digits are more than anybody types.
            volume[number] = Fraction(repr(round(float(factor), 4)))
        return replace(own, volume=tuple(volume))

    return with_phase(spec, phase, changed)


def with_day(spec: BlockSpec, phase: str | int, weekday: str, routines: str | Iterable[str]) -> BlockSpec:
    """Set the routines of a weekday of a phase, none of them to take the day out.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2, {"tue": ("run_forever",)}),))
    >>> with_day(spec, "a", "Monday", "runners_world").phase[0].template
    {'mon': ('runners_world',), 'tue': ('run_forever',)}
    """
    day = read_weekday(weekday)
    names = (routines,) if isinstance(routines, str) else tuple(dict.fromkeys(routines))

    def changed(own: Phase) -> Phase:
        days = {**own.template, day: names}
        kept = {name: days[name] for name in WEEKDAYS if days.get(name)}
        # No days at all would stand for those of the phase before.
        return replace(own, template=kept or {day: ()}, keeps=False)

    return with_phase(spec, phase, changed)


def with_suggested(spec: BlockSpec, phase: str | int, days: int | tuple[str, ...]) -> BlockSpec:
    """Set on how many days of a phase, or on which, sessions are suggested beside those that it names.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2, {"mon": ("run_forever",)}),))
    >>> with_suggested(spec, "a", ("wed", "fri")).phase[0].suggest
    ('wed', 'fri')
    """
    return with_phase(spec, phase, lambda own: replace(own, suggest=days, keeps=False))


def with_words(spec: BlockSpec, phase: str | int, name: str, text: str) -> BlockSpec:
    """Set load, effort or variation of a phase for all of its weeks.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> with_words(spec, "a", "effort", "easy").phase[0].effort
    ('easy', 'easy')
    """
    words = " ".join(text.split())
    return with_phase(spec, phase, lambda own: replace(own, **{name: (words,) * own.weeks}))  # type: ignore[arg-type]


def with_phase_after(spec: BlockSpec, phase: str | int) -> BlockSpec:
    """Add a phase of one week behind another, like that one's first week.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 2),))
    >>> [own.name for own in with_phase_after(spec, "a").phase]
    ['a', 'phase 2']
    """
    place = _place(spec, phase)
    first = with_weeks(spec, place, 1).phase[place]
    new = replace(first, name=f"phase {len(spec.phase) + 1}", override={}, keeps=True)
    return replace(spec, phase=(*spec.phase[: place + 1], new, *spec.phase[place + 1 :]))


def with_run(spec: BlockSpec, weekday: str, kind: str) -> BlockSpec:
    """Set the run of a weekday, blank for none.

    Examples
    --------
    >>> import datetime
    >>> with_run(BlockSpec("x", datetime.date(2027, 1, 4), ()), "sun", "long").runs
    {'sun': 'long'}
    """
    runs = {**spec.runs, read_weekday(weekday): kind}
    return replace(spec, runs={day: runs[day] for day in WEEKDAYS if runs.get(day)})


def without_reasons(spec: BlockSpec) -> BlockSpec:
    """Leave out why days are skipped, which may be about an athlete's health.

    Examples
    --------
    >>> import datetime
    >>> from analysis.block.spec import Skip
    >>> day = datetime.date(2027, 1, 4)
    >>> without_reasons(BlockSpec("x", day, (), skip=(Skip(day, day, "flu"),))).skip[0].why
    ''
    """
    return replace(spec, skip=tuple(replace(skip, why="") for skip in spec.skip))
