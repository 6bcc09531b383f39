"""What checks look at in a plan: strength sets by week, the weeks off, and the sessions that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.frames import positions
from analysis.base.text import number, plural, span
from analysis.block.plan import BlockPlan
from analysis.volume.amounts import ENDS, Floats

Row = dict[str, Any]
"""A finding, column by column."""


SETS_ENDS = ("sets_min", "sets_max")


@dataclass(frozen=True)
class Limits:
    """What checks hold a block against; `check_block` says what each is."""

    before: int = 1
    after: int = 2
    back: float = 0.5
    ramp: float = 0.30
    off: float = 0.10
    deload: float = 0.70
    longest: int = 8
    shortest: int = 6
    taper: float = 0.80
    days: int = 2


class Facts:
    """A plan as checks see it; each fact is found once, when a check asks for it."""

    def __init__(self, plan: BlockPlan) -> None:
        self.plan = plan
        self.weeks = plan.weeks

    @cached_property
    def strength(self) -> Floats:
        """Strength sets that are planned: least and most x weeks."""
        sets: Floats = self.plan.summary[["strength_sets_min", "strength_sets_max"]].to_numpy().T
        return sets

    @cached_property
    def asked(self) -> Floats:
        """Strength sets as asked, before any day is skipped or moved."""
        return self._units("asked")

    @cached_property
    def given(self) -> Floats:
        """Strength sets as given in whole units, before any day is skipped or moved."""
        return self._units("given")

    def _units(self, name: str) -> Floats:
        units = self.plan.units[self.plan.units["phase"] == "strength"]
        week = positions(self.weeks, units["week"])
        return np.array([np.bincount(week, units[f"{name}_{end}"], len(self.weeks)) for end in ENDS])

    @cached_property
    def strong(self) -> pd.DataFrame:
        """Prescriptions in strength sections."""
        rows = self.plan.prescriptions
        return rows[(rows["phase"] == "strength").to_numpy()]

    @cached_property
    def away(self) -> set[str]:
        """Weeks of which skipped days leave nothing."""
        rows = self.plan.allocation
        return set(rows.loc[(rows["planned_max"] == 0) & (rows["lost_max"] > 0), "week"])

    @cached_property
    def lost(self) -> pd.DataFrame:
        """Sessions with strength work that are skipped, or planned before the block starts."""
        plan = self.plan
        strong = plan.units.loc[plan.units["phase"] == "strength", "routine_id"]
        return plan.lost[plan.lost["routine_id"].isin(strong) & (plan.lost["sets_max"] > 0)]

    @cached_property
    def cut(self) -> set[str]:
        """Week 1, where the block begins after some of its sessions."""
        return set(self.lost.loc[self.lost["date"] < pd.Timestamp(self.plan.spec.start), "week"])

    @cached_property
    def counting(self) -> npt.NDArray[np.bool_]:
        """Which sessions are looked at: all but those without strength sets on the day of a run, the warm-ups."""
        strong = set(zip(self.strong["date"].tolist(), self.strong["session"].tolist(), strict=True))
        columns = (self.plan.sessions[name].tolist() for name in ("date", "session", "run"))
        looked_at = [pd.isna(run) or (date, number) in strong for date, number, run in zip(*columns, strict=True)]
        return np.array(looked_at, bool)

    @cached_property
    def looked_at(self) -> pd.DataFrame:
        """Prescriptions of the sessions that are looked at."""
        rows, sessions = self.plan.prescriptions, self.plan.sessions
        if self.counting.all():
            return rows
        names = ["date", "session"]
        order = pd.MultiIndex.from_frame(sessions[names])
        return rows[self.counting[positions(order, pd.MultiIndex.from_frame(rows[names]))]]


def sums(frame: pd.DataFrame, keys: Sequence[str], amounts: Sequence[str]) -> dict[Any, list[float]]:
    """Add amounts up by keys, in the order in which these come; for some hundred rows much faster than a groupby.

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


def figures(ends: Any, limit: float) -> Row:
    """Return what a finding is about in figures: both ends, and what they are held against."""
    return {"value_min": float(min(ends)), "value_max": float(max(ends)), "limit": float(limit)}


def sets_words(ends: Sequence[float], word: str = "set") -> str:
    """Write a number of sets.

    Examples
    --------
    >>> sets_words([1, 1]), sets_words([2, 3], "strength set")
    ('1 set', '2-3 strength sets')
    """
    low, high = ends
    return plural(low, word) if number(low) == number(high) else f"{span(low, high)} {word}s"


def between(ends: Any) -> str:
    """Write both ends as a range."""
    return span(float(ends[0]), float(ends[1]))
