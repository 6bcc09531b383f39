"""Time off in a block: which sessions are made up for and when, and the way back.

Days here are training days of the template: all sessions of a day go together.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.ask.loads import BACK_WORDS
from analysis.ask.races import race_rule
from analysis.base.text import listing
from analysis.block.planning.repetition_steps import AGAIN
from analysis.block.specs.spec import BlockSpec
from analysis.library.library import Library, kept_on_library
from analysis.week.around_runs import HOURS, leg_exercises, why_spared

Day = datetime.date


LATER = 7
"""Most days by which a session is moved (custom)."""


RACE_WEEK = 7
"""Days up to a race, race day included, into and out of which nothing is moved (custom)."""


HALF_FROM = 2
"""Weeks off after which the first week back has half the sets (custom)."""


START_LOWER = "after more than a week off: start lower"
"""Note where the coach decides how much less there is to do."""


@dataclass(frozen=True)
class WayBack:
    """The first day back with work to lower, the whole weeks of the time off, and the last day before it."""

    first: Day
    weeks: int
    last_before: Day

    @property
    def last(self) -> Day:
        """The last day with less to do: the first day itself, or a week of days later."""
        return self.first + datetime.timedelta(days=6 if self.weeks >= HALF_FROM else 0)

    def say(self) -> str:
        """Return the rule of the way back in words.

        Examples
        --------
        >>> WayBack(Day(2027, 2, 1), 1, Day(2027, 1, 22)).say()
        'after a week off: no heavier than before, one set less'
        >>> WayBack(Day(2027, 2, 1), 3, Day(2027, 1, 8)).say()
        'after 3 weeks off: half the sets and landings, 85-90 % of the load'
        """
        if self.weeks < HALF_FROM:
            return "after a week off: no heavier than before, one set less"
        again = "the phase starts again with " if self.weeks >= AGAIN else ""
        return f"after {self.weeks} weeks off: {again}half the sets and landings, {BACK_WORDS} of the load"


def ways_back(
    start: Day, held: Iterable[Day], lost: Collection[Day], strong: Collection[Day], jumps: Collection[Day] = ()
) -> list[WayBack]:
    """Find the ways back: after whole weeks without a session, at least one of them skipped.

    A block may begin with time off, counted from its start. Days lost before the start are no time off. The way back
    begins on the first of the ``strong`` days, or after two or more weeks off on the first of these and ``jumps``.

    Examples
    --------
    >>> mondays = [Day(2027, 1, 4) + datetime.timedelta(weeks=week) for week in range(6)]
    >>> (back,) = ways_back(mondays[0], [*mondays[:2], *mondays[4:]], mondays[2:4], mondays[5:])
    >>> back.first.isoformat(), back.weeks
    ('2027-02-08', 2)
    """
    days = [start - datetime.timedelta(days=1), *sorted(set(held))]
    backs: dict[Day, WayBack] = {}
    for last, first in itertools.pairwise(days):
        weeks = ((first - last).days - 1) // 7
        if not weeks or not any(max(last, start) <= day < first for day in lost):
            continue
        lower = {*strong, *jumps} if weeks >= HALF_FROM else strong
        if day := min((day for day in lower if day >= first), default=None):
            # If two end in the same session, with only warm-ups in between, the longer one counts.
            backs[day] = max(backs.get(day, WayBack(day, 0, last)), WayBack(day, weeks, last), key=_weeks_off)
    return list(backs.values())


def _weeks_off(back: WayBack) -> int:
    return back.weeks


def done_on(spec: BlockSpec, library: Library, days: Mapping[Day, str]) -> dict[Day, Day]:
    """Map each training day of the template to the day it is done on, or would be if it were not skipped.

    Parameters
    ----------
    spec : BlockSpec
    library : Library
        For the custom rules around races.
    days : mapping of day to {"legs", "strength", "light"}
        The training days, and the heaviest work of each.

    Notes
    -----
    With ``missed = "shift"`` a skipped session is made up for at most seven days later, and sessions after it in the
    same week may move along. No week gets more days than its template has, so nothing is doubled; the order stays; the
    week up to a race stays as it is; leg work goes where the policy allows it and keeps a day between. Light days, such
    as warm-ups, neither move nor are made up for. The best solution loses least, then puts least leg work on hard days,
    then moves least. Sessions that don't fit stay lost.
    """
    typed = {move.source: move.target for move in spec.move}
    done = {day: typed.get(day, day) for day in sorted(days)}
    if spec.missed != "shift":
        return done
    strong = {day: date for day, date in done.items() if days[day] != "light"}
    legs = {day: work == "legs" for day, work in days.items()}
    lost = {day for day, date in strong.items() if date >= spec.start and spec.skip_on(date)}
    weeks = sorted({(done[day] - spec.monday).days // 7 for day in lost})
    # Consecutive weeks with time off are solved together, so sessions can move from one to the next.
    for _, run in itertools.groupby(enumerate(weeks), key=lambda pair: pair[1] - pair[0]):
        near = [week for _, week in run]
        first = spec.monday + datetime.timedelta(weeks=near[0])
        end = spec.monday + datetime.timedelta(weeks=near[-1] + 1)
        strong |= _Shift(spec, library, legs, strong, lost, first, end).best()
    return done | strong


def why_not_made_up(spec: BlockSpec, library: Library, lost: Sequence[tuple[Day, str]]) -> str:
    """Return why lost sessions, given by day and routine, find no day in the week after, in words."""
    work = routine_work(library)
    # In this order, so that leg work decides where a day has several sessions.
    order = sorted(lost, key=lambda session: work.get(session[1]) == "legs")
    # The past may have a routine that no longer exists.
    strong = {day: work[routine] == "legs" for day, routine in order if work.get(routine, "light") != "light"}
    if not strong:
        return "Warm-ups are not made up for."
    why: dict[str, None] = {}
    for day, legs in strong.items():
        shift = _Shift(spec, library, {day: legs}, {day: day}, [day], day, day + datetime.timedelta(days=1))
        for later in range(LATER + 1):
            why[shift.why_not(day, day + datetime.timedelta(days=later))] = None
    reasons = listing(sorted(why, key=NO_ROOM.__eq__), "or")
    return f"Nothing fits in the {LATER} days after {'it' if len(lost) == 1 else 'them'}: each is {reasons}."


NO_ROOM = "too near other sessions"


@kept_on_library
def routine_work(library: Library) -> dict[str, str]:
    """Return the heaviest work of every routine: for the legs, other strength work, or light.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_work(load_library())
    {'fit_and_well': 'light', 'runners_world': 'legs', 'run_forever': 'light'}
    """
    rows = library.prescriptions[library.prescriptions["kind"] == "strength"]
    legs = set(rows.loc[rows["exercise_id"].isin(leg_exercises(library)), "routine_id"])
    strong = set(rows["routine_id"])
    names = library.routines["routine_id"]
    return {name: "legs" if name in legs else "strength" if name in strong else "light" for name in names}


class _Shift:
    """The ways to make up for lost sessions in some weeks in a row."""

    def __init__(
        self,
        spec: BlockSpec,
        library: Library,
        legs: Mapping[Day, bool],
        done: Mapping[Day, Day],
        lost: Collection[Day],
        first: Day,
        end: Day,
    ) -> None:
        self.spec, self.library, self.legs, self.lost, self.done = spec, library, legs, lost, done
        self.days = sorted((day for day, date in done.items() if first <= date < end), key=lambda day: done[day])
        others = [(date, day) for day, date in done.items() if not first <= date < end]
        before = [(date, day) for date, day in others if date < first and day not in lost]
        self.after = sorted((date, day) for date, day in others if date >= end and day not in lost)
        self.last = max((date for date, _ in before), default=first - datetime.timedelta(days=8))
        self.last_legs = max((date for date, day in before if legs[day]), default=self.last)
        self.most = {week: len(list(same)) for week, same in itertools.groupby(self._weeks(self.days))}
        self.typed = {move.source for move in spec.move}

    def _weeks(self, days: Iterable[Day]) -> Iterator[int]:
        return ((self.done[day] - self.spec.monday).days // 7 for day in days)

    def best(self) -> dict[Day, Day]:
        """Return the best day for each training day; lost sessions are left out."""

        @cache
        def rest(place: int, last: Day, last_legs: Day, held: int) -> tuple[tuple[int, ...], tuple[Day | None, ...]]:
            """Return cost and dates of the best solution from a position on, after the sessions before it."""
            if place == len(self.days):
                return (0, 0, 0, 0), ()
            day = self.days[place]
            ways: list[tuple[tuple[int, ...], tuple[Day | None, ...]]] = []
            for date in self._dates(day):
                here = held if self._week(date) == self._week(last) else 0
                if here >= self.most.get(self._week(date), 0) or not self._keeps_clear(place, date, last, last_legs):
                    continue
                legs = date if self.legs[day] else last_legs
                cost, dates = rest(place + 1, date, legs, here + 1)
                moved = (date - self.done[day]).days
                hard = self._hard(date) if self.legs[day] and moved > 0 else 0
                mine = (0, hard, int(moved > 0 and day not in self.lost), moved)
                ways.append((_added(cost, mine), (date, *dates)))
            if day in self.lost:
                cost, dates = rest(place + 1, last, last_legs, held)
                ways.append((_added(cost, (2 if self.legs[day] else 1, 0, 0, 0)), (None, *dates)))
            # Without a solution here the sessions before must go elsewhere.
            return min(ways, key=lambda way: (way[0], str(way[1]))) if ways else ((99 * len(self.days),) * 4, ())

        _, dates = rest(0, self.last, self.last_legs, 0)
        if len(dates) < len(self.days):
            return {}
        return {day: date for day, date in zip(self.days, dates, strict=True) if date is not None}

    def _hard(self, date: Day) -> int:
        """Return how badly a day suits leg work: 0, 1 on the day of a hard run, 2 on the day of a long one."""
        return bool(self._spared(date, "separate")) + (self.spec.run_on(date) == "long")

    def _week(self, date: Day) -> int:
        return (date - self.spec.monday).days // 7

    def _dates(self, day: Day) -> Iterator[Day]:
        """Yield the days on which a training day may be done: its own, or up to a week later."""
        own = self.done[day]
        if day not in self.lost:
            yield own
        if day in self.typed or self._race_week(own):
            return
        for later in range(1, LATER + 1):
            date = own + datetime.timedelta(days=later)
            if date >= self.spec.end or self.spec.skip_on(date) or self._race_week(date):
                continue
            # A session that wasn't missed may make room, but not on the day of a hard run.
            strength = "separate" if self.spec.strength == "auto" and day not in self.lost else self.spec.strength
            if not self._spared(date, strength) or not (self.legs[day] or self.spec.run_on(date) == "off"):
                yield date

    def why_not(self, day: Day, date: Day) -> str:
        """Return why a lost session can't be done on another day, in words."""
        if date >= self.spec.end:
            return "after the block"
        if self.spec.skip_on(date):
            return "skipped as well"
        if self._race_week(day) or self._race_week(date) or any(self._races(date)):
            return "too near a race"
        return self._spared(date, self.spec.strength) or NO_ROOM

    def _spared(self, date: Day, strength: str) -> str:
        """Return why a day is kept free of leg work: its run, the run of the day after, or a race."""
        run, after = (self.spec.run_on(date + datetime.timedelta(days=ahead)) for ahead in range(2))
        return why_spared(run, after, strength) or next((race for race in map(str, self._races(date))), "")

    def _races(self, date: Day) -> Iterator[Any]:
        """Yield the races that leg work on a day would be too near to."""
        for race in self.spec.race:
            rule, ahead = race_rule(self.library.races, race.km, race.priority), (race.date - date).days
            if -rule["recovery_min"] <= ahead < rule["heavy_legs_min"]:
                yield race.date

    def _race_week(self, date: Day) -> bool:
        return any(0 <= (race.date - date).days < RACE_WEEK for race in self.spec.race)

    def _keeps_clear(self, place: int, date: Day, last: Day, last_legs: Day) -> bool:
        """Return whether a date keeps the order, and leg work apart; two sessions left as typed may stay together."""
        day = self.days[place]
        typed = date == self.done[day]
        as_typed = {self.done[other] for other in self.days[:place]} if typed else set()
        if date <= last and last not in as_typed:
            return False
        next_day = next((other for other, _ in self.after), None)
        next_legs = next((other for other, home in self.after if self.legs[home]), None)
        if not typed and next_day is not None and date >= next_day:
            return False
        if not self.legs[day]:
            return True
        apart = HOURS["legs_apart"]
        near = (date - last_legs).days * 24 < apart and last_legs not in as_typed
        return not near and (typed or next_legs is None or (next_legs - date).days * 24 >= apart)


def _added(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(first, second, strict=True))
