"""Sets of a log counted in whole numbers by athlete, week and exercise, in the log's own engine before all else.

Every athlete, period and exercise is a cell of one grid, and the cell's number encodes all three. A well-filled grid
is counted as a whole, if need be with each athlete's own exercises alone; a sparse one, as for many athletes who logged
for a few weeks each, is counted by sorting the numbers and counting run by run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.names import fold
from analysis.logs.log_arrays import (
    check_columns,
    codes_of,
    days_of,
    numbers_of,
    warm_ups,
    whole_amounts,
    without_undone,
)
from analysis.logs.tally import MONDAY, PLACES, QUANTITIES, WEEK, Counts, Whole, from_entries

DENSE, SMALL = 4, 1 << 20
"""A grid of up to so many cells per row, or in all, is counted as a whole; a sparser one is sorted."""


ROWS = 1 << 19
"""Rows converted to numbers at once: arrays of this size stay in the processor's cache."""


class Grid(NamedTuple):
    """Athletes, periods from the first to the last, and exercises: three axes, the last one innermost."""

    athletes: int
    first: int
    periods: int
    exercises: int

    @property
    def size(self) -> int:
        """Total number of cells."""
        return self.athletes * self.periods * self.exercises

    def places(self, cells: Whole) -> tuple[Whole, Whole, Whole]:
        """Return athlete, period and exercise of each cell."""
        row, exercise = np.divmod(cells, self.exercises)
        athlete, period = np.divmod(row, self.periods)
        return athlete, period + self.first, exercise


Entries = dict[str, npt.NDArray[Any]]
"""Amounts per cell, by quantity."""


def count(log: Any, *, step: int = WEEK, quantities: Sequence[str] = QUANTITIES[:2]) -> Counts:
    """Count a log.

    Parameters
    ----------
    log : DataFrame
        With athlete, date, exercise_name and, if present, set_type, reps and work_s; or a frame of another engine.
    step : {7, 1}
        Period in days: a week or a day.
    quantities : sequence of str
        Which of `QUANTITIES`.

    Raises
    ------
    ArgumentError
        If a column is missing, or a row has no athlete, date or exercise.
    """
    if not isinstance(log, pd.DataFrame):
        from analysis.logs.engines import count_elsewhere

        return count_elsewhere(log, step=step, quantities=quantities)
    check_columns(log.columns)
    log = without_undone(log)
    athlete, athletes = codes_of(log["athlete"], "athlete")
    exercise, exercises = codes_of(log["exercise_name"], "exercise_name")
    period = _periods(log["date"], step)
    if not len(log):
        nothing = np.zeros(0, dtype=np.int64)
        return from_entries(athletes, exercises, dict.fromkeys((*PLACES, *QUANTITIES), nothing), quantities)
    first = int(period.min())
    grid = Grid(len(athletes), first, int(period.max()) - first + 1, len(exercises))
    most = max(DENSE * len(log), SMALL)
    own: Whole | None = None
    if grid.size > most and len(athletes) * len(exercises) <= len(log):
        own, exercise = _own_exercises(athlete, exercise, (len(athletes), len(exercises)))
        grid = grid._replace(exercises=own.shape[1])
    cells = _cells(grid, athlete, period, exercise)
    warm = warm_ups(log)
    amounts = {name: np.where(warm, 0.0, whole_amounts(log, name)) for name in QUANTITIES[2:] if name in quantities}
    if grid.size <= most:
        cells, entries = _on_grid(grid.size, cells, warm, amounts)
    else:
        cells, entries = _by_sorting(cells, warm, amounts)
    places = dict(zip(PLACES, grid.places(cells), strict=True))
    if own is not None:
        places["exercise"] = own[places["athlete"], places["exercise"]]
    return from_entries(athletes, exercises, places | entries, quantities)


def _periods(dates: pd.Series, step: int) -> Whole:
    """Return weeks or days since 1970, by `step`."""
    days = days_of(dates).view(np.int64)
    if step == WEEK:
        days += MONDAY
        days //= WEEK
    return days


def _own_exercises(
    athlete: npt.NDArray[Any], exercise: npt.NDArray[Any], shape: tuple[int, int]
) -> tuple[Whole, npt.NDArray[np.int32]]:
    """Return the exercises that each athlete does, numbered in their order: athlete x number; and each row's number.

    A squad does many exercises, each athlete a few of them: so numbered they fill a grid better.
    """
    pair = athlete.astype(np.int32) * shape[1] + exercise
    does = np.zeros(shape, dtype=bool)
    does.ravel()[pair] = True
    number = np.cumsum(does, axis=1, dtype=np.int32) - 1
    # Stable: exercises of an athlete come first, in their order.
    own = np.argsort(~does, axis=1, kind="stable")[:, : int(number.max()) + 1]
    return own, number.ravel()[pair]


def _cells(grid: Grid, athlete: npt.NDArray[Any], period: Whole, exercise: npt.NDArray[Any]) -> Whole:
    """Return the cell number of each row, written over the periods: a log can fill most of the memory."""
    for start in range(0, len(period), ROWS):
        part = slice(start, start + ROWS)
        period[part] += athlete[part].astype(np.int64) * grid.periods - grid.first
        period[part] *= grid.exercises
        period[part] += exercise[part]
    return period


def _on_grid(size: int, cells: Whole, warm: npt.NDArray[np.bool_], amounts: Entries) -> tuple[Whole, Entries]:
    """Count on the whole grid; return its cells that have a set, and their amounts."""
    table = np.zeros(size, dtype=np.uint32)  # half the memory of bincount
    np.add.at(table, cells, np.uint32(1))
    used = np.flatnonzero(table != 0)  # three times as fast on booleans as on numbers
    every = table[used]
    # Warm-ups are counted in the same table: a second one may not fit in memory.
    table[used] = 0
    np.add.at(table, cells[warm], np.uint32(1))
    warmups = table[used]
    entries: Entries = {"sets": every - warmups, "warmup_sets": warmups}
    index = np.asarray(cells, dtype=np.intp)  # the index type that a 32-bit machine supports
    entries |= {name: np.bincount(index, values, size)[used] for name, values in amounts.items()}
    return used.astype(np.int64), entries


def _by_sorting(cells: Whole, warm: npt.NDArray[np.bool_], amounts: Entries) -> tuple[Whole, Entries]:
    """Count by sorting, where most of the grid would be empty; return the cells that have a set, and their amounts."""
    # Twice the number, plus 1 for a warm-up: one sort groups the sets of a cell, warm-ups last.
    cells *= 2
    cells += warm
    if cells.max() <= np.iinfo(np.int32).max:
        cells = cells.astype(np.int32)  # sorted in two thirds of the time
    if amounts:
        order = np.argsort(cells, kind="stable")
        cells = cells[order]
        amounts = {name: values[order] for name, values in amounts.items()}
    else:
        cells.sort()
    begins = np.concatenate([_changes(cells, start) for start in range(0, len(cells), ROWS)])
    every = np.diff(begins, append=len(cells))
    odd = np.bitwise_and(cells, 1, dtype=np.uint8, casting="unsafe")  # one byte each, not eight
    warmups = np.add.reduceat(odd, begins, dtype=np.int64)
    entries: Entries = {"sets": every - warmups, "warmup_sets": warmups}
    entries |= {name: np.add.reduceat(values, begins) for name, values in amounts.items()}
    return cells[begins].astype(np.int64) // 2, entries


def _changes(cells: Whole, start: int) -> Whole:
    """Return the rows of a part of sorted cells at which a new cell begins."""
    part = cells[start : start + ROWS] // 2
    before = cells[start - 1] // 2 if start else -1
    return np.flatnonzero(np.diff(part, prepend=before)) + start


def count_names(log: Any) -> tuple[list[str], Whole]:
    """Count the sets of each exercise of a log, warm-ups included."""
    if isinstance(log, pd.DataFrame):
        check_columns(log.columns, ["exercise_name"])
        log = without_undone(log)
        codes, names = codes_of(log["exercise_name"], "exercise_name")
        sets = np.bincount(codes, minlength=len(names)).astype(np.int64)
    else:
        counts = count(log)
        names, sets = counts.exercises, counts.of_exercises().sum(axis=0).astype(np.int64)
    used = np.flatnonzero(sets)  # a categorical may have unused categories
    return [names[number] for number in used.tolist()], sets[used]


def loaded_names(log: Any, names: Sequence[str]) -> dict[str, bool]:
    """Return whether at least half the sets of each folded name have a load; empty if the log has no loads."""
    if not isinstance(log, pd.DataFrame):
        from analysis.logs.engines import loads_elsewhere

        shares = loads_elsewhere(log, names)
    elif "weight_kg" not in log.columns:
        return {}
    else:
        rows = log["exercise_name"].isin(names).to_numpy()
        loads = numbers_of(log.loc[rows, "weight_kg"]) > 0
        of_names = pd.Series(loads).groupby(log.loc[rows, "exercise_name"].astype("str").to_numpy())
        shares = {str(name): float(share) for name, share in of_names.mean().items()}
    return {fold(name): bool(shares[name] >= 1 / 2) for name in names if name in shares}
