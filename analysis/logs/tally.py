"""Sets counted in whole numbers: cells of athlete and period, and what each exercise has in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import numpy.typing as npt

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
    """Sets of each exercise in each period of each athlete that has any.

    Attributes
    ----------
    athletes, exercises : sequence of str
    athlete, period : array
        One per cell, in order: place of the athlete; weeks (from Monday 29 December 1969) or days since 1970.
    quantities : tuple of str
    block : callable
        Takes a run of cells and returns their amounts in whole numbers, as floats: quantity x cell x exercise.
    """

    athletes: Sequence[str]
    exercises: Sequence[str]
    athlete: Whole
    period: Whole
    quantities: tuple[str, ...]
    block: Callable[[slice], Floats]

    def chunks(self) -> Iterator[tuple[slice, Floats]]:
        """Yield runs of cells with their amounts: quantity x cell x exercise."""
        for start in range(0, len(self.athlete), CHUNK):
            part = slice(start, min(start + CHUNK, len(self.athlete)))
            yield part, self.block(part)

    def halved(self, apart: npt.NDArray[np.bool_]) -> Counts:
        """Return counts in which two sets are one, left and right, where ``apart`` (athlete x exercise) says so."""
        if not apart.any():
            return self
        parts = np.where(apart, 0.5, 1.0)
        return replace(self, block=lambda cells: self.block(cells) * parts[self.athlete[cells]])

    def of_exercises(self) -> Floats:
        """Add the amounts of each exercise up: quantity x exercise."""
        sums = np.zeros((len(self.quantities), len(self.exercises)))
        for _, block in self.chunks():
            sums += block.sum(axis=1)
        return sums


ENTRY = ("athlete", "period", "exercise", *QUANTITIES)


def from_entries(
    athletes: Sequence[str], exercises: Sequence[str], found: Mapping[str, Whole], quantities: Sequence[str]
) -> Counts:
    """Make counts of entries in order of athlete, period and exercise: one for each of them that has any."""
    athlete, period, exercise = (found[name] for name in ENTRY[:3])
    new = np.ones(len(athlete), dtype=bool)
    new[1:] = (athlete[1:] != athlete[:-1]) | (period[1:] != period[:-1])
    entry = np.cumsum(new) - 1

    def block(part: slice) -> Floats:
        low, high = np.searchsorted(entry, [part.start, part.stop])
        amounts = np.zeros((len(quantities), part.stop - part.start, len(exercises)))
        for place, name in enumerate(quantities):
            amounts[place, entry[low:high] - part.start, exercise[low:high]] = found[name][low:high]
        return amounts

    return Counts(athletes, exercises, athlete[new], period[new], tuple(quantities), block)


def nothing_done(zero: Sequence[Any], something: Sequence[Any]) -> Any:
    """Mark rows that are no sets: some amount is 0, and none is above 0; arrays, or conditions of another engine.

    Of rows that say nothing of amounts, what was done is not known, and they are sets.
    """
    return reduce(or_, zero) & ~reduce(or_, something)
