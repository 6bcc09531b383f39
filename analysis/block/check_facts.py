"""Facts about a plan that checks use: strength sets by week, weeks off, and the sessions that count."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.races import PRIORITIES
from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.frames import positions
from analysis.base.text import number, plural, span
from analysis.block.plan import BlockPlan
from analysis.block.planning.repetition_steps import RECENT, lighter_weeks
from analysis.block.planning.time_off import ways_back
from analysis.block.specs.spec import Race
from analysis.volume.amounts import Floats
from analysis.volume.contacts import contacts_of
from analysis.week.around_runs import leg_exercises

Row = dict[str, Any]
"""A finding: column to value."""


SETS_ENDS = ("sets_min", "sets_max")
CONTACTS_ENDS = ("contacts_min", "contacts_max")


@dataclass(frozen=True)
class Limits:
    """Limits of the checks; `check_block` explains each of them."""

    before: int | None = None
    after: int | None = None
    back: float = 0.5
    ramp: float = 0.30
    off: float = 0.10
    deload: float = 0.70
    longest: int = 8
    shortest: int = 10
    taper: float = 0.59
    new: int = 14
    days: int = 2
    least_step: float = 0.02
    most_step: float = 0.10


class Facts:
    """A plan as checks see it; each fact is computed once, when a check needs it."""

    def __init__(self, plan: BlockPlan) -> None:
        self.plan = plan
        self.weeks = plan.weeks

    @cached_property
    def strength(self) -> Floats:
        """Planned strength sets: least and most x weeks."""
        return self._weekly(self.strong, SETS_ENDS)

    @cached_property
    def days(self) -> npt.NDArray[np.intp]:
        """Number of days with strength work in each week."""
        done = self.strong[self.strong["sets_max"] > 0].drop_duplicates("date")
        return np.bincount(positions(self.weeks, done["week"]), minlength=len(self.weeks))

    @cached_property
    def asked(self) -> Floats:
        """Target strength sets, before any day is skipped or moved."""
        return self._weekly(self._strong_units, ("asked_min", "asked_max"))

    @cached_property
    def given(self) -> Floats:
        """Strength sets in whole units, before any day is skipped or moved."""
        return self._weekly(self._strong_units, ("given_min", "given_max"))

    @cached_property
    def _strong_units(self) -> pd.DataFrame:
        return self.plan.units[self.plan.units["kind"] == "strength"]

    def _weekly(self, rows: pd.DataFrame, ends: Sequence[str]) -> Floats:
        week = positions(self.weeks, rows["week"])
        return np.array([np.bincount(week, rows[name].to_numpy(dtype=float), len(self.weeks)) for name in ends])

    @cached_property
    def strong(self) -> pd.DataFrame:
        """Prescriptions of strength work, in any section."""
        rows = self.plan.prescriptions
        return rows[(rows["kind"] == "strength").to_numpy()]

    @cached_property
    def legs(self) -> pd.DataFrame:
        """Prescriptions of strength work for the legs."""
        return self.strong[self.strong["exercise_id"].isin(leg_exercises(self.plan.source))]

    @cached_property
    def jumps(self) -> pd.DataFrame:
        """Prescriptions of jumps, each row with all of its landings."""
        jumps = (self.plan.prescriptions["kind"] == "jumps").to_numpy()
        # Unknown landings count as none.
        contacts = np.nan_to_num(contacts_of(self.plan.library)[:, jumps])
        return self.plan.prescriptions[jumps].assign(**dict(zip(CONTACTS_ENDS, contacts, strict=True)))

    @cached_property
    def contacts(self) -> Floats:
        """Planned landings: least and most x weeks."""
        return self._weekly(self.jumps, CONTACTS_ENDS)

    @cached_property
    def away(self) -> set[str]:
        """Weeks with every session skipped."""
        rows = self.plan.allocation
        return set(rows.loc[(rows["planned_max"] == 0) & (rows["lost_max"] > 0), "week"])

    @cached_property
    def lighter(self) -> set[str]:
        """Weeks that are lighter than the weeks before them, such as deloads."""
        lighter = zip(*(lighter_weeks(sets[1].tolist()) for sets in (self.asked, self.strength)), strict=True)
        return {week for week, ways in zip(self.weeks, lighter, strict=True) if any(ways)}

    @cached_property
    def before_race(self) -> set[str]:
        """Weeks that end with a race, or begin right after one."""
        return {week_of(race.date + datetime.timedelta(days=days)) for race in self.plan.spec.race for days in (0, 7)}

    @cached_property
    def weekly_races(self) -> list[Race]:
        """Races of the weekly runs, which have no date of their own: run as training, so priority C."""
        spec = self.plan.spec
        days = [spec.monday + datetime.timedelta(days=day) for day in range(7 * spec.weeks)]
        if spec.strength == "own":
            return []
        open_days = [day for day in days if not spec.race_on(day) and not spec.skip_on(day)]
        return [Race(day, priority=PRIORITIES[-1]) for day in open_days if spec.run_on(day) == "race"]

    @cached_property
    def lost(self) -> pd.DataFrame:
        """Sessions with strength work that are skipped, or planned before the block starts."""
        plan = self.plan
        strong = self._strong_units["routine_id"]
        return plan.lost[plan.lost["routine_id"].isin(strong) & (plan.lost["sets_max"] > 0)]

    @cached_property
    def cut(self) -> set[str]:
        """Week 1, if the block begins after some of its sessions."""
        return set(self.lost.loc[self.lost["date"] < pd.Timestamp(self.plan.spec.start), "week"])

    @cached_property
    def on_the_way_back(self) -> dict[int, slice]:
        """Weeks in which the block itself eases back from time off, each with the weeks before the time off."""
        spec = self.plan.spec
        if spec.way_back != "lower":
            return {}
        held, lost = (self.plan.sessions["date"].dt.date.tolist(), self.plan.lost["date"].dt.date.tolist())
        weeks: dict[int, slice] = {}
        strong, jumps = (set(rows.loc[rows["sets_max"] > 0, "date"].dt.date) for rows in (self.strong, self.jumps))
        for back in ways_back(spec.start, held, lost, strong, jumps):
            first, last = ((day - spec.monday).days // 7 for day in (back.first, back.last_before))
            before = slice(max(0, last + 1 - RECENT), max(0, last + 1))
            weeks |= dict.fromkeys(range(first, first + (RECENT + 1 if before.stop else 2)), before)
        return weeks

    @cached_property
    def counting(self) -> npt.NDArray[np.bool_]:
        """Which sessions are checked: all except warm-ups, the sessions without strength sets on the day of a run."""
        strong = set(zip(self.strong["date"].tolist(), self.strong["session"].tolist(), strict=True))
        columns = (self.plan.sessions[name].tolist() for name in ("date", "session", "run"))
        looked_at = [
            pd.isna(run) or run == "off" or (date, number) in strong for date, number, run in zip(*columns, strict=True)
        ]
        return np.array(looked_at, bool)

    @cached_property
    def looked_at(self) -> pd.DataFrame:
        """Prescriptions of the sessions that are checked."""
        rows, sessions = self.plan.prescriptions, self.plan.sessions
        if self.counting.all():
            return rows
        names = ["date", "session"]
        order = pd.MultiIndex.from_frame(sessions[names])
        return rows[self.counting[positions(order, pd.MultiIndex.from_frame(rows[names]))]]


def sums(frame: pd.DataFrame, keys: Sequence[str], amounts: Sequence[str]) -> dict[Any, list[float]]:
    """Add amounts up by key, in order of first appearance; for a few hundred rows much faster than a groupby.

    Examples
    --------
    >>> sums(pd.DataFrame({"day": ["mon", "tue", "mon"], "sets": [1, 2, 3]}), ["day"], ["sets"])
    {('mon',): [4], ('tue',): [2]}
    """
    added: dict[Any, list[float]] = {}
    values = zip(*(frame[name].tolist() for name in amounts), strict=True)
    for key, more in zip(zip(*(frame[name].tolist() for name in keys), strict=True), values, strict=True):
        added[key] = [one + other for one, other in zip(added.get(key, [0] * len(more)), more, strict=True)]
    return added


def by_day(rows: pd.DataFrame, amounts: Sequence[str] = SETS_ENDS) -> Iterator[tuple[Row, datetime.date, list[float]]]:
    """Yield for each day a finding about it, the day itself, and both ends of the sums of the amounts."""
    for (week, date), ends in sums(rows, ("week", "date"), amounts).items():
        yield {"week": week, "date": date, **figures(ends, 0)}, date.date(), ends


def weekday(day: datetime.date) -> str:
    """Return the weekday of a day.

    Examples
    --------
    >>> weekday(datetime.date(2027, 1, 4))
    'Mon'
    """
    return WEEKDAYS[day.weekday()].capitalize()


def figures(ends: Any, limit: float) -> Row:
    """Return the figures of a finding: both ends and the limit."""
    return {"value_min": float(min(ends)), "value_max": float(max(ends)), "limit": float(limit)}


def sets_words(ends: Sequence[float], word: str = "set") -> str:
    """Return a number of sets in words.

    Examples
    --------
    >>> sets_words([1, 1]), sets_words([2, 3], "strength set")
    ('1 set', '2-3 strength sets')
    """
    low, high = ends
    return plural(low, word) if number(low) == number(high) else f"{span(low, high)} {word}s"


def between(ends: Any) -> str:
    """Return both ends as a range in words."""
    return span(float(ends[0]), float(ends[1]))
