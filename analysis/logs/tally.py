"""Sets counted in whole numbers, by cell of athlete and period, and the column names of the counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import compress
from operator import or_
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Whole = npt.NDArray[np.int64]


Floats = npt.NDArray[np.float64]


NEEDED = ("athlete", "date", "exercise_name")


QUANTITIES = ("sets", "warmup_sets", "reps", "work_ms")
"""Counted quantities, in whole numbers: working sets, warm-ups, and the working sets' repetitions and time."""


AMOUNTS = ("reps", "work_s", "distance_m")
"""Quantities that show how much was done in a set."""


WEEK, DAY = 7, 1


MONDAY = 3
"""Days from the preceding Monday to 1 January 1970, a Thursday."""


CHUNK = 1 << 12
"""Cells multiplied at once."""


FEW = 1 / 16
"""Below this share of all exercises in a cell, entries are added up by label: a product would be of zeros mostly."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Sets of each exercise per athlete and period, as entries, cell after cell.

    Attributes
    ----------
    athletes, exercises : sequence of str
    athlete, period : array
        One per cell, in order: index of the athlete; weeks (from Monday 29 December 1969) or days since 1970.
    quantities : tuple of str
    ends : array
        Start of each cell's entries, and the end of the last.
    exercise : array
        Index of the exercise of each entry.
    entries : mapping of str to array
        Amounts of each entry.
    parts : array, optional
        Weight of a set, athlete x exercise: a half where left and right are logged apart.
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

    def weighed(self, matrix: Floats) -> Iterator[tuple[slice, Floats]]:
        """Yield runs of cells with their amounts times a matrix, exercise x label: quantity x cell x label.

        Without cells there is one run too.
        """
        few = len(self.exercise) < FEW * len(self.athlete) * len(self.exercises)
        columns = np.ascontiguousarray(matrix.T)
        for start in range(0, max(1, len(self.athlete)), CHUNK):
            cells = slice(start, min(start + CHUNK, len(self.athlete)))
            ends, exercise, amounts = self._amounts(cells)
            if few:
                sums = [np.add.reduceat(amounts * column[exercise], ends[:-1], axis=1) for column in columns]
                yield cells, np.stack(sums, axis=-1)
            else:
                # As floats of every exercise, all cells at once would take many times the memory of the log.
                full = np.zeros((len(amounts), len(ends) - 1, len(self.exercises)))
                full[:, np.repeat(np.arange(len(ends) - 1), np.diff(ends)), exercise] = amounts
                yield cells, full @ matrix

    def _amounts(self, cells: slice) -> tuple[Whole, Whole, Floats]:
        """Return the ends of some cells' entries, the exercise of each entry, and its amounts: quantity x entry."""
        ends = self.ends[cells.start : cells.stop + 1]
        entries = slice(ends[0], ends[-1])
        exercise = self.exercise[entries]
        amounts = np.array([self.entries[name][entries] for name in self.quantities], dtype=float)
        if self.parts is not None:
            amounts *= self.parts[np.repeat(self.athlete[cells], np.diff(ends)), exercise]
        return ends - ends[0], exercise, amounts

    def halved(self, apart: npt.NDArray[np.bool_]) -> Counts:
        """Return counts with every two sets, left and right, as one, where ``apart`` (athlete x exercise) is true."""
        return replace(self, parts=np.where(apart, 0.5, 1.0)) if apart.any() else self

    def of_exercises(self) -> Floats:
        """Return the amounts of each exercise: quantity x exercise."""
        _, exercise, amounts = self._amounts(slice(0, len(self.athlete)))
        index = exercise.astype(np.intp, copy=False)  # the index type that a 32-bit machine supports
        return np.array([np.bincount(index, row, len(self.exercises)) for row in amounts])


PLACES = ("athlete", "period", "exercise")
"""Indexes of an entry."""


def from_entries(
    athletes: Sequence[str], exercises: Sequence[str], entries: Mapping[str, Whole], quantities: Sequence[str]
) -> Counts:
    """Return counts made of entries and their indexes, in order of athlete, period and exercise.

    Only exercises that occur are kept: sums are then added up alike, to the last digit, in any engine and dtype.
    """
    athlete, period, exercise = (entries[name] for name in PLACES)
    occurs = np.zeros(len(exercises), dtype=bool)
    occurs[exercise] = True
    if not occurs.all():  # a categorical may have unused categories
        exercise = (np.cumsum(occurs) - 1)[exercise]
        exercises = list(compress(exercises, occurs))
    first = begins(athlete, period)
    cells = athlete[first], period[first]
    return Counts(athletes, exercises, *cells, tuple(quantities), np.append(first, len(athlete)), exercise, entries)


def begins(athlete: Whole, period: Whole) -> Whole:
    """Return the rows at which a new athlete or period begins, in rows sorted by both."""
    return np.flatnonzero((np.diff(athlete, prepend=-1) != 0) | (np.diff(period, prepend=0) != 0))


def nothing_done(zero: Sequence[Any], something: Sequence[Any]) -> Any:
    """Return a mask of rows that are not sets: an amount is 0, none is above 0; arrays, or another engine's conditions.

    Rows without any amounts are sets: the work done is unknown.
    """
    return reduce(or_, zero) & ~reduce(or_, something)


def from_codes(codes: npt.NDArray[Any], names: Sequence[str]) -> Any:
    """Return a column of categories."""
    # As few bytes per row as pandas itself would take: a volume has millions of rows.
    size = np.int8 if len(names) < 128 else np.int16 if len(names) < 1 << 15 else np.int32
    dtype = pd.CategoricalDtype(pd.Index(list(names), dtype="str"))
    return pd.Categorical.from_codes(codes.astype(size, copy=False), dtype=dtype, validate=False)


def by_cell(
    athletes: Sequence[str], athlete: npt.NDArray[Any], period: Whole, cell: Any, *, rolling: bool = False
) -> dict[str, Any]:
    """Return the columns of each row's athlete and week, or day."""
    owner = from_codes(athlete[cell], athletes)
    if rolling:
        return {"athlete": owner, "date": period[cell].astype("datetime64[D]").astype("datetime64[s]")}
    week, weeks = pd.factorize(period, sort=True)
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
    calendar = map(datetime.date.isocalendar, days.date)  # of few days ten times as fast as in pandas
    return [f"{year}-W{week:02d}" for year, week, _ in calendar]
