"""The block of one athlete of a roster: their equipment, minutes and days off, and its sessions on their days."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.base.calendar import WEEKDAYS
from analysis.block.specs.roster import Athlete
from analysis.block.specs.spec import BlockSpec, Cycle, Move, Phase, Skip


@dataclass(frozen=True)
class AthleteSpec:
    """The block of one athlete, and what had to change for them.

    Attributes
    ----------
    spec : BlockSpec
    days : list of (str, str, str, tuple of str)
        Phase, weekday of the template, the athlete's weekday (blank: no day left) and the routines.
    told : list of str
        What the athlete's block leaves out or changes, in sentences.
    """

    spec: BlockSpec
    days: list[tuple[str, str, str, tuple[str, ...]]]
    told: list[str]


def spec_of(spec: BlockSpec, athlete: Athlete, warm_ups: Collection[str] = ()) -> AthleteSpec:
    """Apply an athlete's equipment, minutes, days off and days; the nth day of a week moves to the athlete's nth day.

    A day with only ``warm_ups``, before a run, doesn't count: it stays with its run.

    Examples
    --------
    >>> from analysis.block.specs.spec import Phase
    >>> phase = Phase("base", 4, {"mon": ("run_forever",), "wed": ("runners_world",), "fri": ("run_forever",)})
    >>> spec = BlockSpec("Spring", datetime.date(2027, 1, 4), (phase,))
    >>> made = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("tue", "wed")))
    >>> made.spec.phase[0].template, made.days[2]
    ({'tue': ('run_forever',), 'wed': ('runners_world',)}, ('base', 'fri', '', ('run_forever',)))
    """
    notes: list[str] = []
    changed = {name: getattr(athlete, name) for name in ("equipment", "minutes") if getattr(athlete, name) is not None}
    made = replace(spec, **changed, skip=(*spec.skip, *_within(spec, athlete.skip, notes)))
    if athlete.days is None:
        return AthleteSpec(made, [], notes)
    days: list[tuple[str, str, str, tuple[str, ...]]] = []
    phases = []
    for phase in spec.phase:
        stay, own = _parted(spec, phase, warm_ups)
        moved = _on_days(own, athlete.days)
        days += [(phase.name, day, moved.get(day, ""), own.template.get(day, ())) for day in _days_of(own)]
        phases.append(_beside(_with_days(own, moved, athlete.days), stay))
        if phase.cycle is not None and phase.cycle.every:
            turns = " ".join(day.capitalize() for day in phases[-1].cycle.days) if phases[-1].cycle else "no day"
            notes.append(f"what is every {phase.cycle.every} days in {phase.name} is on {turns}")
    return AthleteSpec(
        replace(made, phase=tuple(phases), move=_moves(spec, athlete.days, warm_ups, notes)), days, notes
    )


def _parted(spec: BlockSpec, phase: Phase, warm_ups: Collection[str]) -> tuple[dict[str, tuple[str, ...]], Phase]:
    """Return the run days with only warm-ups, and the phase without them."""
    runs = spec.runs_of(phase)
    stay = {
        day: names
        for day, names in phase.template.items()
        if names and runs.get(day, "off") != "off" and set(names) <= set(warm_ups)
    }
    return stay, replace(phase, template={day: names for day, names in phase.template.items() if day not in stay})


def _beside(phase: Phase, stay: Mapping[str, tuple[str, ...]]) -> Phase:
    """Put warm-ups back on their days, before any other routines of the day."""
    template = {day: (*stay.get(day, ()), *phase.template.get(day, ())) for day in WEEKDAYS}
    return replace(phase, template={day: names for day, names in template.items() if names})


def _days_of(phase: Phase) -> list[str]:
    """Return the days of a phase that have a session, named or suggested."""
    others = (*(phase.suggest if isinstance(phase.suggest, tuple) else ()), *(phase.cycle.days if phase.cycle else ()))
    return [day for day in WEEKDAYS if phase.fixed.get(day) or day in others]


def _on_days(phase: Phase, days: Sequence[str]) -> dict[str, str]:
    """Map days of a phase to the athlete's days, while these last; unchanged if the athlete has them all."""
    own = _days_of(phase)
    return dict(zip(own, own if set(own) <= set(days) else days, strict=False))


def _with_days(phase: Phase, moved: Mapping[str, str], days: Sequence[str]) -> Phase:
    template = {moved[day]: phase.template[day] for day in moved if phase.template.get(day)}
    if phase.cycle is not None:
        # Turns every so many days become turns on the athlete's days.
        free = [day for day in days if day not in template] if phase.cycle.every else []
        turns = (*(moved[day] for day in phase.cycle.days if day in moved), *free)
        template |= dict.fromkeys(free, tuple(dict.fromkeys(phase.cycle.routines)))
        ordered = {day: template[day] for day in WEEKDAYS if day in template}
        return replace(phase, template=ordered, cycle=Cycle(phase.cycle.routines, turns) if turns else None)
    if isinstance(phase.suggest, tuple):
        return replace(phase, template=template, suggest=tuple(moved[day] for day in phase.suggest if day in moved))
    free = [day for day in days if day not in template]
    return replace(phase, template=template, suggest=tuple(free[: phase.suggest]) if phase.suggest else 0)


def _moves(spec: BlockSpec, days: Sequence[str], warm_ups: Collection[str], told: list[str]) -> tuple[Move, ...]:
    """Keep moves whose day is unchanged and whose target day the athlete has; a warm-up moves with its run."""
    phases = [phase for phase in spec.phase for _ in range(phase.weeks)]
    kept = []
    for move in spec.move:
        day = WEEKDAYS[move.source.weekday()]
        stay, own = _parted(spec, phases[(move.source - spec.monday).days // 7], warm_ups)
        same = _on_days(own, days).get(day) == day and WEEKDAYS[move.target.weekday()] in days
        if day in stay or same:
            kept.append(move)
        else:
            told.append(f"the move from {move.source} to {move.target} is left out: other days")
    return tuple(kept)


def _within(spec: BlockSpec, skips: Iterable[Skip], told: list[str]) -> list[Skip]:
    """Cut days off to the block, and leave out those outside it."""
    last = spec.end - datetime.timedelta(days=1)
    kept = []
    for skip in skips:
        if skip.last < spec.monday or skip.first > last:
            days = f"{skip.first}" + f" to {skip.last}" * (skip.last > skip.first)
            told.append(f"away {days}, outside the block")
        else:
            kept.append(Skip(max(skip.first, spec.monday), min(skip.last, last), skip.why))
    return kept
