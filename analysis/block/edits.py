"""Changes to the spec of a block; every function returns a new spec."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from analysis.base.calendar import WEEKDAYS
from analysis.block.spec import BlockSpec, Override, Phase
from analysis.block.writing import PER_WEEK


def with_phase(spec: BlockSpec, place: int, phase: Phase) -> BlockSpec:
    """Put a phase in the place of another; phases that had its days before keep having them.

    Examples
    --------
    >>> import datetime
    >>> spec = BlockSpec("x", datetime.date(2027, 1, 4), (Phase("a", 1, {"mon": ("run_forever",)}), Phase("b", 1)))
    >>> with_phase(spec, 1, Phase("c", 2)).weeks
    3
    """
    phases = list(spec.phase)
    before = phases[place].template, phases[place].suggest
    phases[place] = phase
    for later in range(place + 1, len(phases)):
        if (phases[later].template, phases[later].suggest) != before:
            break
        phases[later] = replace(phases[later], template=phase.template, suggest=phase.suggest)
    return replace(spec, phase=tuple(phases))


def resized(phase: Phase, weeks: int, *, longer: Phase | None = None) -> Phase:
    """Give a phase more or fewer weeks.

    New ones are those of a longer phase that it was cut from, or like its last one.

    Examples
    --------
    >>> first = Phase("a", 2, volume=(Fraction(1), Fraction(1, 2)))
    >>> [float(one) for one in resized(first, 3).volume]
    [1.0, 0.5, 0.5]
    >>> [float(one) for one in resized(resized(first, 1), 2, longer=first).volume]
    [1.0, 0.5]
    """

    def fitted(part: Any, other: Any) -> Any:
        made = {}
        for name in PER_WEEK:
            own, more = getattr(part, name, ()), getattr(other, name, ())
            more = more if more[: len(own)] == own else own
            if own:
                made[name] = (*own, *more[len(own) :], *more[-1:] * weeks)[:weeks]
        return replace(part, **made)

    before = longer.override if longer is not None else {}
    override: dict[str, Override] = {name: fitted(own, before.get(name)) for name, own in phase.override.items()}
    made: Phase = fitted(phase, longer)
    return replace(made, weeks=weeks, override=override)


def with_volume(phase: Phase, week: int, factor: float) -> Phase:
    """Set the factor of a week of a phase, counted from 0.

    Examples
    --------
    >>> [float(one) for one in with_volume(Phase("a", 2), 1, 0.6).volume]
    [1.0, 0.6]
    """
    volume = list(phase.volume or [Fraction(1)] * phase.weeks)
    volume[week] = Fraction(repr(round(factor, 4)))
    return replace(phase, volume=tuple(volume))


def with_day(phase: Phase, weekday: str, routines: Sequence[str]) -> Phase:
    """Set the routines of a weekday of a phase.

    Examples
    --------
    >>> with_day(Phase("a", 2, {"tue": ("run_forever",)}), "mon", ["runners_world"]).template
    {'mon': ('runners_world',), 'tue': ('run_forever',)}
    """
    days = {**phase.template, weekday: tuple(dict.fromkeys(routines))}
    kept = {day: days[day] for day in WEEKDAYS if days.get(day)}
    # No days at all would stand for those of the phase before.
    return replace(phase, template=kept or {weekday: ()}, keeps=False)


def with_suggested(phase: Phase, suggest: int | tuple[str, ...]) -> Phase:
    """Set on how many days of a phase, or on which, sessions are suggested beside those that it names.

    Examples
    --------
    >>> with_suggested(Phase("a", 2, {"mon": ("run_forever",)}), ("wed", "fri")).suggest
    ('wed', 'fri')
    """
    return replace(phase, suggest=suggest, keeps=False)


def with_run(spec: BlockSpec, weekday: str, kind: str) -> BlockSpec:
    """Set the run of a weekday, blank for none.

    Examples
    --------
    >>> import datetime
    >>> with_run(BlockSpec("x", datetime.date(2027, 1, 4), ()), "sun", "long").runs
    {'sun': 'long'}
    """
    runs = {**spec.runs, weekday: kind}
    return replace(spec, runs={day: runs[day] for day in WEEKDAYS if runs.get(day)})


def with_words(phase: Phase, name: str, text: str) -> Phase:
    """Set load or effort of a phase for all of its weeks.

    Examples
    --------
    >>> with_words(Phase("a", 2), "effort", "easy").effort
    ('easy', 'easy')
    """
    said: dict[str, Any] = {name: (" ".join(text.split()),) * phase.weeks}
    return replace(phase, **said)


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
