"""How exercises progress from week to week: up the range first, then by the coach's own step of load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.ask.loads import with_steps, with_weight
from analysis.ask.races import PRIORITIES
from analysis.base.calendar import week_of
from analysis.block.planning.next_steps import NextSteps
from analysis.block.planning.repetition_steps import AGAIN, amounts_after, lighter_weeks
from analysis.block.planning.template_week import STATED, Flags, Published, TemplateWeek
from analysis.block.planning.time_off import WayBack
from analysis.block.specs.spec import BlockSpec, Phase, Progress
from analysis.library.library import Library
from analysis.volume.amounts import Floats, Ints

TWICE = 2
"""Sessions in a row at the top of a range before load is added (custom)."""


STEP = {"reps": 1, "work_s": 5}
"""Repetitions and seconds of a step up the range, unless the phase has its own."""


LOADS = ("load", STATED[0])
"""Words of a row that contain its load."""


@dataclass
class Climb:
    """How far an exercise has progressed: steps up its range, and steps of load.

    Attributes
    ----------
    progress : Progress
    rung, loads : int
        Steps since the range last started from its low end, and how often the load has grown.
    at_top : int
        Sessions in a row at the top of the range.
    away : int
        Weeks in a row without the exercise; -1 before its first week.
    """

    progress: Progress
    rung: int = 0
    loads: int = 0
    at_top: int = 0
    away: int = -1

    def week(self, sessions: int, top: int, *, lighter: bool) -> None:
        """Advance to a week with so many sessions; ``top`` is the last rung.

        A lighter week, such as a deload, keeps load and range, and counts for nothing. After weeks away the exercise
        resumes one rung lower, after `AGAIN` of them from the start.

        Examples
        --------
        >>> climb, weeks = Climb(Progress(load="40 kg", step="2 kg")), []
        >>> for sessions in [1, 1, 1, 1, 0, 1, 1, 1]:
        ...     climb.week(sessions, top=1, lighter=False)
        ...     weeks.append((climb.rung, climb.loads))
        >>> weeks
        [(0, 0), (1, 0), (1, 0), (0, 1), (0, 1), (0, 1), (1, 1), (1, 1)]
        """
        if not sessions:
            self.away += self.away >= 0
            return
        if self.away > 0:
            again = self.away >= AGAIN
            self.rung, self.loads, self.at_top = (0, 0, 0) if again else (max(0, self.rung - 1), self.loads, 0)
        elif self.away == 0 and not lighter:
            if self.rung < top:
                self.rung += 1
            elif self.at_top >= TWICE and self.progress.step:  # without a step the coach types the next form
                self.rung, self.loads, self.at_top = 0, self.loads + 1, 0
        self.away = 0
        if self.rung >= top and not lighter:
            self.at_top += sessions


def weeks_back(spec: BlockSpec, backs: Iterable[WayBack]) -> list[bool]:
    """Return whether each week is on the way back from time off."""
    back = {week_of(day) for way in backs for day in (way.first, way.last)}
    return [week in back for week in spec.iso_weeks]


def light_weeks(spec: BlockSpec, phases: Sequence[Phase], back: Sequence[bool]) -> list[bool]:
    """Return whether load waits in each week: lighter by its factor, of an A race, or back from time off."""
    lighter = lighter_weeks([float(factor) for phase in phases for factor in phase.volume])
    races = {week_of(race.date) for race in spec.race if race.priority == PRIORITIES[0]}
    return [any(why) or week in races for *why, week in zip(lighter, back, spec.iso_weeks, strict=True)]


@dataclass
class Going:
    """The exercises that progress through a block: ``climbs`` has those with a progress so far.

    A progress continues through later phases until one gives the exercise a new progress, or overrides its figures.
    ``lighter`` marks the block's lighter weeks, such as deloads, and ``back`` weeks back from time off.
    """

    library: Library
    spec: BlockSpec
    lighter: Sequence[bool]
    back: Sequence[bool]
    climbs: dict[str, Climb] = field(default_factory=dict)

    def phase(
        self, published: Published, phase: Phase, template: TemplateWeek, given: Ints, held: Flags, first: int
    ) -> dict[str, Floats]:
        """Advance through a phase that starts in week ``first``; return the amounts of its weeks.

        The words of the template get the loads of each week, and the next steps.
        """
        fixed = [name for name, own in phase.override.items() if own.reps or own.seconds or own.load]
        self.climbs = {name: climb for name, climb in self.climbs.items() if name not in fixed}
        self.climbs |= {name: Climb(progress) for name, progress in phase.progress.items()}
        back = self.back[first : first + phase.weeks]
        amounts = template.stepped(phase, template.steps(published, given, held, back))
        exercise = published.exercise[template.row]
        done = held[:, template.session] & (given[:, 1] > 0)  # weeks x entries
        lighter = np.array(self.lighter[first : first + phase.weeks], dtype=bool)
        next_steps = NextSteps(self.library, self.spec.equipment, published, template, phase)
        for name in dict.fromkeys(exercise.tolist()) if self.climbs or self.spec.maxima else ():
            named = np.flatnonzero(exercise == name)
            if climb := self.climbs.get(name):
                _climb(climb, phase, template, amounts, (done[:, named].sum(axis=1), lighter), named)
                next_steps.typed(named, climb.progress.step)
            if maximum := self.spec.maxima.get(name):
                for words in LOADS:
                    texts = template.words[words]
                    for week in range(phase.weeks):
                        texts[week, named] = [with_weight(text, maximum) for text in texts[week, named].tolist()]
        template.words["next"] = next_steps.texts(amounts, given, done & ~lighter[:, None])
        return amounts


def _climb(
    climb: Climb,
    phase: Phase,
    template: TemplateWeek,
    amounts: dict[str, Floats],
    weeks: tuple[Ints, Flags],
    named: Ints,
) -> None:
    """Advance an exercise through the weeks of a phase; ``weeks`` are its sessions, and which weeks are lighter."""
    progress = climb.progress
    part, ends, step = ("reps", progress.reps, phase.reps_step)
    if np.isnan(template.amounts["reps"][0, named]).all():
        part, ends, step = ("work_s", progress.seconds, phase.seconds_step)
    step = step or STEP[part]
    published = template.amounts[part][:, named]
    whole = np.where(np.isnan(published), published, np.array(ends)[:, None]) if ends else published
    top = int(np.nan_to_num(np.ceil((whole[1] - whole[0]) / step)).max())
    amounts[part] = np.array(amounts[part])  # until now all weeks may share one row
    for week, (sessions, lighter) in enumerate(zip(*(values.tolist() for values in weeks), strict=True)):
        climb.week(sessions, top, lighter=lighter)
        amounts[part][:, week, named] = amounts_after(whole, step, climb.rung)
        if progress.load:
            for words in LOADS:
                template.words[words][week, named] = with_steps(progress.load, progress.step, climb.loads)
