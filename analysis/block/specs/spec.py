"""The spec of a block: phases of weeks with a weekly template, and the settings around them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from analysis.ask.kinds import COUNT
from analysis.ask.races import read_distance
from analysis.ask.rests import Rest
from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.shown import show
from analysis.base.text import plural

MOST_WEEKS = 52


FIX = ("equipment", "minutes", "avoid")
LOOK_AT = (
    *("race", "before-hard-run", "run-day", "leg-days", "load", "level", "after-break", "ramp"),
    *("goal", "below-band", "coverage"),
)
GOOD_TO_KNOW = ("race-taper", "no-deload", "frequency", "progress", "too-short", "above-band", "allocation")
CHECKS = (*FIX, *LOOK_AT, *GOOD_TO_KNOW)
"""Ids of the checks of `check_block`: errors, warnings, then notes; in each, what matters most first."""


Range = tuple[int, int]


BEFORE_START = "before the start"
"""Reason for leaving out sessions of week 1 on the days before the block starts."""


@dataclass(frozen=True)
class Override:
    """Figures that replace an exercise's published ones in a phase, and the coach's words about it."""

    sets: Range | None = None
    reps: Range | None = None
    seconds: Range | None = None
    hold: Range | None = None
    load: tuple[str, ...] = ()
    effort: tuple[str, ...] = ()
    variation: tuple[str, ...] = ()


@dataclass(frozen=True)
class Progress:
    """How an exercise progresses: up its range first, then by the coach's own step of load, from the range's low end.

    A blank range means the sheet's. It continues through the phases that follow, see `progression`.
    """

    reps: Range | None = None
    seconds: Range | None = None
    load: str = ""
    step: str = ""


@dataclass(frozen=True)
class Cycle:
    """Routines that take turns: on named days of the week, or every so many days."""

    routines: tuple[str, ...]
    days: tuple[str, ...] = ()
    every: int = 0

    def sessions(self, weeks: int, first: int = 0) -> list[list[tuple[int, str]]]:
        """Return weekday number and routine of each week's sessions; turns begin on or after weekday ``first``.

        Examples
        --------
        >>> Cycle(("a", "b"), ("mon", "wed", "fri")).sessions(2)
        [[(0, 'a'), (2, 'b'), (4, 'a')], [(0, 'b'), (2, 'a'), (4, 'b')]]
        >>> Cycle(("a", "b"), every=3).sessions(2, first=2)
        [[(2, 'a'), (5, 'b')], [(1, 'a'), (4, 'b')]]
        """
        last = len(WEEKDAYS) * weeks
        # Days are counted through all weeks from 0, so turns go on from week to week.
        in_turn = range(first, last, self.every or 1)
        days = [day for day in in_turn if self.every or WEEKDAYS[day % 7] in self.days]
        sessions: list[list[tuple[int, str]]] = [[] for _ in range(weeks)]
        for turn, day in enumerate(days):
            sessions[day // 7].append((day % 7, self.routines[turn % len(self.routines)]))
        return sessions


@dataclass(frozen=True)
class Phase:
    """Some weeks with the same weekly template: weekday to routines; without a template the one before stays.

    ``volume``, ``effort``, ``load`` and ``variation`` have one entry a week; left blank, `read_block` fills them.
    ``suggest`` is on how many days, or on which, sessions are suggested; `fill_suggested` puts them into the template.
    ``cycle`` has routines that take turns; the template lists all of them on each of their days, and `sessions` picks
    the right one. ``keeps`` marks a week taken over from the phase before, with its suggested sessions. ``runs``
    replaces the block's runs; None keeps them.
    """

    name: str
    weeks: int
    template: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    volume: tuple[Fraction, ...] = ()
    effort: tuple[str, ...] = ()
    load: tuple[str, ...] = ()
    variation: tuple[str, ...] = ()
    reps_step: int = 0
    seconds_step: int = 0
    override: Mapping[str, Override] = field(default_factory=dict)
    progress: Mapping[str, Progress] = field(default_factory=dict)
    suggest: int | tuple[str, ...] = 0
    runs: Mapping[str, str] | None = None
    cycle: Cycle | None = None
    keeps: bool = field(default=False, compare=False)

    @property
    def fixed(self) -> Mapping[str, tuple[str, ...]]:
        """The template without the days of the cycle."""
        taken = () if self.cycle is None else WEEKDAYS if self.cycle.every else self.cycle.days
        return {day: names for day, names in self.template.items() if day not in taken}

    def sessions(self, first: int = 0) -> list[list[tuple[int, str]]]:
        """Return weekday number and routine of each week's sessions; a cycle begins on or after weekday ``first``."""
        fixed = [(day, name) for day, weekday in enumerate(WEEKDAYS) for name in self.fixed.get(weekday, ())]
        # Sorted by day alone, and stable: on the same day fixed sessions come first, in the order typed.
        turns = [[]] * self.weeks if self.cycle is None else self.cycle.sessions(self.weeks, first)
        return [sorted([*fixed, *of_week], key=lambda session: session[0]) for of_week in turns]


@dataclass(frozen=True)
class Skip:
    """Days off, both ends included."""

    first: datetime.date
    last: datetime.date
    why: str


@dataclass(frozen=True)
class Move:
    """The sessions of one day done on another."""

    source: datetime.date
    target: datetime.date


@dataclass(frozen=True)
class Race:
    """A race: its day, its distance as typed (blank: half a marathon), and A, B or C for how much it matters."""

    date: datetime.date
    distance: str = ""
    priority: str = "A"

    @property
    def km(self) -> float:
        """Distance of the race: half a marathon if none is typed."""
        return read_distance(self.distance or "half")


@dataclass(frozen=True)
class Origin:
    """The file that a block was read from and its text, so later mistakes can be reported with their line."""

    file: str = ""
    text: str = ""


@dataclass(frozen=True)
class BlockSpec:
    """A block as typed; `read_block` makes it from a file or a mapping with the same keys.

    Week 1 is the ISO week of ``start``; no session is before that day. ``sheets`` has the sheets of suggested
    sessions by routine_id; `fill_suggested` adds them.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> base = Phase("base", 4, {"mon": ("runners_world",)})
    >>> plan = plan_block(load_library(), BlockSpec("Spring", datetime.date(2027, 1, 4), (base,)))
    >>> len(plan.sessions)
    4
    """

    name: str
    start: datetime.date
    phase: tuple[Phase, ...]
    race: tuple[Race, ...] = ()
    goal: str | None = None
    bands: Mapping[str, tuple[float, float | None]] = field(default_factory=dict)
    equipment: tuple[str, ...] | None = None
    minutes: float | None = None
    rest: Rest = ()
    scale: tuple[str, ...] = ("strength",)
    count: tuple[str, ...] = COUNT
    runs: Mapping[str, str] = field(default_factory=dict)
    strength: str = "auto"
    missed: str = "drop"
    way_back: str = "lower"
    today: datetime.date | None = None
    level: str | None = None
    avoid: tuple[str, ...] = ()
    skip: tuple[Skip, ...] = ()
    move: tuple[Move, ...] = ()
    ignore: tuple[str, ...] = ()
    maxima: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = field(default=Origin(), compare=False, repr=False)

    def __repr__(self) -> str:
        phases = ", ".join(f"{phase.name} {plural(phase.weeks, 'week')}" for phase in self.phase)
        return f"BlockSpec: {self.name}, from {self.start}; {phases}; next: plan_block(library, spec)"

    def _repr_html_(self) -> str:
        """Return the phases of the block as HTML for Jupyter: weeks, volume and days."""
        rows = [
            {
                "phase": phase.name,
                "weeks": phase.weeks,
                "volume": ", ".join(f"{float(part):g}" for part in dict.fromkeys(phase.volume)),
                "days": ", ".join(f"{day.capitalize()} {' + '.join(names)}" for day, names in phase.template.items()),
            }
            for phase in self.phase
        ]
        return show(repr(self), pd.DataFrame(rows))._repr_html_()

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return sum(phase.weeks for phase in self.phase)

    @property
    def monday(self) -> datetime.date:
        """The Monday of week 1, on or before the start."""
        return monday_of(self.start)

    @property
    def end(self) -> datetime.date:
        """The day after the last, a Monday."""
        return self.monday + datetime.timedelta(weeks=self.weeks)

    @property
    def iso_weeks(self) -> list[str]:
        """The ISO weeks, such as 2027-W01."""
        return [week_of(self.monday + datetime.timedelta(weeks=week)) for week in range(self.weeks)]

    @property
    def phase_of_week(self) -> list[int]:
        """Phase number of each week, from 0."""
        return [number for number, phase in enumerate(self.phase) for _ in range(phase.weeks)]

    def runs_of(self, phase: Phase) -> Mapping[str, str]:
        """Return the runs of a week of a phase: its own, or the block's."""
        return self.runs if phase.runs is None else phase.runs

    def race_on(self, day: datetime.date) -> Race | None:
        """Return the dated race on a day, None if there is none."""
        return next((race for race in self.race if race.date == day), None)

    def run_on(self, day: datetime.date) -> str:
        """Return the kind of run on a day, off, or blank; before and after the block only races are known."""
        if self.race_on(day):
            return "race"
        week = (day - self.monday).days // 7
        if not 0 <= week < self.weeks:
            return ""
        return self.runs_of(self.phase[self.phase_of_week[week]]).get(WEEKDAYS[day.weekday()], "")

    def skip_on(self, day: datetime.date) -> Skip | None:
        """Return the days off that a day belongs to; before the start every day is off."""
        if day < self.start and day >= self.monday:
            return Skip(self.monday, self.start - datetime.timedelta(days=1), BEFORE_START)
        return next((skip for skip in self.skip if skip.first <= day <= skip.last), None)


def monday_of(day: datetime.date) -> datetime.date:
    """Return the Monday of a day's week.

    Examples
    --------
    >>> monday_of(datetime.date(2027, 1, 3)).isoformat()
    '2026-12-28'
    """
    return day - datetime.timedelta(days=day.weekday())
