"""Sets counted in whole numbers, cell by cell of athlete and period, and what these are called in a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Whole = npt.NDArray[np.int64]


Floats = npt.NDArray[np.float64]


NEEDED = ("athlete", "date", "exercise_name")


QUANTITIES = ("sets", "warmup_sets", "reps", "work_ms")
"""What is counted, in whole numbers: sets that are no warm-ups, warm-ups, and of the former repetitions and time."""


AMOUNTS = ("reps", "work_s", "distance_m")
"""What says how much was done in a set."""


WEEK, DAY = 7, 1


MONDAY = 3
"""Days from the Monday before it to 1 January 1970, which was a Thursday."""


CHUNK = 1 << 12
"""Cells that are multiplied at once."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Sets of each exercise in each period of each athlete that has any, as entries, cell after cell.

    Attributes
    ----------
    athletes, exercises : sequence of str
    athlete, period : array
        One per cell, in order: place of the athlete; weeks (from Monday 29 December 1969) or days since 1970.
    quantities : tuple of str
    ends : array
        Where the entries of each cell begin, and the last ones end.
    exercise : array
        Place of the exercise of each entry.
    entries : mapping of str to array
        Amounts of each entry.
    parts : array, optional
        What a set counts, athlete x exercise: a half where left and right are logged apart.
    """

    athletes: Sequence[str]
    exercises: Sequence[str]
    athlete: Whole
    period: Whole
    quantities: tuple[str, ...]
    ends: Whole
    exercise: Whole
    entries: Mapping[str, npt.NDArray[Any]]
    parts: Floats | None = None

    def chunks(self) -> Iterator[tuple[slice, Floats]]:
        """Yield runs of cells with their amounts, as floats: quantity x cell x exercise; of no cells one run too."""
        # Counts are whole and small; as floats of every exercise they would take many times the memory of the log.
        for start in range(0, max(1, len(self.athlete)), CHUNK):
            cells = slice(start, min(start + CHUNK, len(self.athlete)))
            ends = self.ends[cells.start : cells.stop + 1]
            entries = slice(ends[0], ends[-1])
            cell = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
            amounts = np.zeros((len(self.quantities), len(ends) - 1, len(self.exercises)))
            for number, name in enumerate(self.quantities):
                amounts[number, cell, self.exercise[entries]] = self.entries[name][entries]
            if self.parts is not None:
                amounts *= self.parts[self.athlete[cells]]
            yield cells, amounts

    def halved(self, apart: npt.NDArray[np.bool_]) -> Counts:
        """Return counts in which two sets are one, left and right, where ``apart`` (athlete x exercise) says so."""
        return replace(self, parts=np.where(apart, 0.5, 1.0)) if apart.any() else self

    def of_exercises(self) -> Floats:
        """Add the amounts of each exercise up: quantity x exercise."""
        sums: Floats = sum(amounts.sum(axis=1) for _, amounts in self.chunks())
        return sums


PLACES = ("athlete", "period", "exercise")
"""Where an entry belongs."""


def from_entries(
    athletes: Sequence[str], exercises: Sequence[str], entries: Mapping[str, Whole], quantities: Sequence[str]
) -> Counts:
    """Make counts of entries, with their places, in order of athlete, period and exercise."""
    athlete, period, exercise = (entries[name] for name in PLACES)
    first = begins(athlete, period)
    cells = athlete[first], period[first]
    return Counts(athletes, exercises, *cells, tuple(quantities), np.append(first, len(athlete)), exercise, entries)


def begins(athlete: Whole, period: Whole) -> Whole:
    """Return the rows at which another athlete or period begins, in rows that are in order of both."""
    return np.flatnonzero((np.diff(athlete, prepend=-1) != 0) | (np.diff(period, prepend=0) != 0))


def nothing_done(zero: Sequence[Any], something: Sequence[Any]) -> Any:
    """Mark rows that are no sets: some amount is 0, and none is above 0; arrays, or conditions of another engine.

    Of rows that say nothing of amounts, what was done is not known, and they are sets.
    """
    return reduce(or_, zero) & ~reduce(or_, something)


def from_codes(codes: npt.NDArray[Any], names: Sequence[str]) -> Any:
    """Make a column of categories."""
    # As few bytes a row as pandas itself would take: a volume has millions of rows.
    size = np.int8 if len(names) < 128 else np.int16 if len(names) < 1 << 15 else np.int32
    dtype = pd.CategoricalDtype(pd.Index(list(names), dtype="str"))
    return pd.Categorical.from_codes(codes.astype(size, copy=False), dtype=dtype, validate=False)


def by_cell(
    athletes: Sequence[str], athlete: npt.NDArray[Any], period: Whole, cell: Any, *, rolling: bool = False
) -> dict[str, Any]:
    """Make the columns that say which athlete and week, or day, a row is of."""
    owner = from_codes(athlete[cell], athletes)
    if rolling:
        return {"athlete": owner, "date": period[cell].astype("datetime64[D]").astype("datetime64[s]")}
    weeks, week = np.unique(period, return_inverse=True)
    mondays_of = pd.DatetimeIndex((weeks * WEEK - MONDAY).astype("datetime64[D]"))
    return {"athlete": owner, "week": from_codes(week.astype(np.int16)[cell], weeks_of(mondays_of))}


def mondays(weeks: pd.Series) -> pd.Series:
    """Return the Mondays of ISO weeks such as ``2027-W01``."""
    days: pd.Series = pd.to_datetime(weeks.astype("str") + "-1", format="%G-W%V-%u")
    return days


def weeks_of(days: pd.DatetimeIndex) -> list[str]:
    """Return the ISO weeks of days.

    Examples
    --------
    >>> weeks_of(pd.DatetimeIndex(["2027-01-03", "2027-01-04"]))
    ['2026-W53', '2027-W01']
    """
    calendar = days.isocalendar()  # three times as fast as strftime
    return [f"{year}-W{week:02d}" for year, week in zip(calendar["year"], calendar["week"], strict=True)]
