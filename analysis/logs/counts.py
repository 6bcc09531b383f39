"""Sets of a log counted in whole numbers: athlete, week and exercise, where the log is and before anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError, Finding
from analysis.logs.tally import (
    AMOUNTS,
    ENTRY,
    MONDAY,
    NEEDED,
    QUANTITIES,
    WEEK,
    Counts,
    Floats,
    Whole,
    from_entries,
    nothing_done,
)

DENSE = 4
"""A grid of so many cells for each row is counted as a whole; a thinner one is sorted."""


ROWS = 1 << 19
"""Rows that are put in numbers at once."""


def is_pandas(log: Any) -> bool:
    """Say whether a log is a pandas frame."""
    return isinstance(log, pd.DataFrame)


def count(log: Any, *, step: int = WEEK, quantities: Sequence[str] = QUANTITIES[:2]) -> Counts:
    """Count a log.

    Parameters
    ----------
    log : DataFrame
        With athlete, date, exercise_name and, where there, set_type, reps and work_s; or a frame of another engine.
    step : {7, 1}
        Weeks or days.
    quantities : sequence of str
        Which of `QUANTITIES`.

    Raises
    ------
    ArgumentError
        If a column is missing, or a row has no athlete, date or exercise.
    """
    if not is_pandas(log):
        from analysis.logs.engines import count_elsewhere

        return count_elsewhere(log, step=step, quantities=quantities)
    _check_columns(log.columns)
    log = without_undone(log)
    athlete, athletes = codes_of(log["athlete"], "athlete")
    exercise, exercises = codes_of(log["exercise_name"], "exercise_name")
    key = _periods(log["date"], step)  # and more is added to it in place: a log can be most of the memory there is
    if not len(log):
        return from_entries(athletes, exercises, {name: np.zeros(0, dtype=np.int64) for name in ENTRY}, quantities)
    first = int(key.min())
    span = int(key.max()) - first + 1
    for start in range(0, len(key), ROWS):
        part = slice(start, start + ROWS)
        key[part] += athlete[part].astype(np.int64) * span - first
        key[part] *= len(exercises)
        key[part] += exercise[part]
    size = len(athletes) * span * len(exercises)
    if size <= max(DENSE * len(log), 1 << 20):
        return _grid(athletes, exercises, (first, span), key, size, log, quantities)
    return _sorted(athletes, exercises, (first, span), key, log, quantities)


def _grid(
    athletes: Sequence[str],
    exercises: Sequence[str],
    periods: tuple[int, int],
    key: Whole,
    size: int,
    log: pd.DataFrame,
    quantities: Sequence[str],
) -> Counts:
    """Count on the grid of athletes, periods and exercises."""
    first, span = periods
    shape = (-1, len(exercises))
    warm = _warm(log)
    every = _tally(key, size).reshape(shape)
    grids: dict[str, npt.NDArray[Any]] = {"sets": every}
    if warm.any():
        grids["warmup_sets"] = _tally(key[warm], size).reshape(shape)
    for name in QUANTITIES[2:]:
        if name in quantities:
            values = np.where(warm, 0.0, _whole(log, name))
            grids[name] = np.bincount(np.asarray(key, dtype=np.intp), values, size).reshape(shape)
    used = np.flatnonzero(every.any(axis=1))
    athlete, period = np.divmod(used, span)

    def block(part: slice) -> Floats:
        cells: Any = used[part]
        if len(cells) and cells[-1] - cells[0] + 1 == len(cells):
            cells = slice(cells[0], cells[-1] + 1)
        found = np.zeros((len(quantities), part.stop - part.start, len(exercises)))
        for place, name in enumerate(quantities):
            if name in grids:
                found[place] = grids[name][cells]
            if name == "sets" and "warmup_sets" in grids:
                found[place] -= grids["warmup_sets"][cells]
        return found

    return Counts(athletes, exercises, athlete, period + first, tuple(quantities), block)


def _tally(key: Whole, size: int) -> npt.NDArray[np.uint32]:
    """Count how often each number stands in a row, in half the memory that bincount takes."""
    found = np.zeros(size, dtype=np.uint32)
    np.add.at(found, key, np.uint32(1))
    return found


def _sorted(
    athletes: Sequence[str],
    exercises: Sequence[str],
    periods: tuple[int, int],
    key: Whole,
    log: pd.DataFrame,
    quantities: Sequence[str],
) -> Counts:
    """Count by sorting, where most of the grid would be empty."""
    first, span = periods
    wide = len(exercises)
    warm = _warm(log)
    values = {name: np.where(warm, 0.0, _whole(log, name)) for name in QUANTITIES[2:] if name in quantities}
    key *= 2
    key += warm
    if values:
        order = np.argsort(key, kind="stable")
        key = key[order]
        values = {name: one[order] for name, one in values.items()}
    else:
        key.sort()
    begins = [_changes(key, start, 2 * wide) for start in range(0, len(key), ROWS)]
    rows = np.concatenate([*begins, [len(key)]])
    athlete, period = np.divmod(key[rows[:-1]] // (2 * wide), span)

    def block(part: slice) -> Floats:
        low, high = rows[part.start], rows[part.stop]
        exercise = key[low:high] // 2 % wide
        cell = np.repeat(np.arange(part.stop - part.start), np.diff(rows[part.start : part.stop + 1]))
        at, size = np.asarray(cell * wide + exercise, dtype=np.intp), (part.stop - part.start) * wide
        is_warm = (key[low:high] & 1).astype(bool)
        found = []
        for name in quantities:
            one = {"sets": ~is_warm, "warmup_sets": is_warm}.get(name)
            weights = values[name][low:high] if one is None else one
            found.append(np.bincount(at, weights, size).reshape(-1, wide))
        return np.stack(found)

    return Counts(athletes, exercises, athlete, period + first, tuple(quantities), block)


def _changes(key: Whole, start: int, wide: int) -> Whole:
    """Return the rows of a run at which another cell begins."""
    cells = key[max(0, start - 1) : start + ROWS] // wide
    changes = np.flatnonzero(cells[1:] != cells[:-1]) + max(0, start - 1) + 1
    return np.concatenate([[0], changes]) if start == 0 else changes


def check_log(log: object) -> None:
    """Refuse what is no log in a frame of pandas.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> check_log("anna.csv")
    Traceback (most recent call last):
        ...
    analysis.base.errors.ArgumentError: not a log: 'str'; allowed: what read_log returns
    """
    if not isinstance(log, pd.DataFrame) or not set(NEEDED) <= set(log.columns):
        raise ArgumentError(Finding("not a log", value=type(log).__name__, allowed="what read_log returns"))


def without_undone(log: pd.DataFrame) -> pd.DataFrame:
    """Return a log without the rows in which nothing was done.

    Examples
    --------
    >>> without_undone(pd.DataFrame({"reps": [8, 0, 0, None], "work_s": [None, None, 30, None]}))["reps"].tolist()
    [8.0, 0.0, nan]
    """
    amounts = [numbers_of(log[name]) for name in AMOUNTS if name in log.columns]
    if not any((values == 0).any() for values in amounts):
        return log  # as most logs are
    done: pd.DataFrame = log[
        ~nothing_done([one == 0 for one in amounts], [(one > 0) & (one < np.inf) for one in amounts])
    ]
    return done


def numbers_of(column: pd.Series) -> Floats:
    """Return amounts as numbers, also where they are texts; what is no number is blank.

    Examples
    --------
    >>> numbers_of(pd.Series(["0", "8", None, "many"])).tolist()
    [0.0, 8.0, nan, nan]
    """
    known = column if pd.api.types.is_numeric_dtype(column.dtype) else pd.to_numeric(column, errors="coerce")
    return known.to_numpy(dtype=float, na_value=np.nan)


def count_names(log: Any) -> tuple[list[str], Whole]:
    """Count the sets of each exercise of a log, warm-ups among them."""
    if is_pandas(log):
        _check_columns(log.columns, ["exercise_name"])
        log = without_undone(log)
        codes, names = codes_of(log["exercise_name"], "exercise_name")
        sets = np.bincount(codes, minlength=len(names)).astype(np.int64)
    else:
        counts = count(log)
        names, sets = counts.exercises, counts.of_exercises().sum(axis=0).astype(np.int64)
    used = np.flatnonzero(sets)  # categories may be there that no row has
    return [names[int(place)] for place in used], sets[used]


def _check_columns(columns: Any, needed: Sequence[str] = NEEDED) -> None:
    missing = [name for name in needed if name not in list(columns)]
    if missing:
        shown = ", ".join(map(str, list(columns)[:12]))
        raise ArgumentError(Finding(f"not a log: no column {missing[0]}", value=shown, allowed=", ".join(NEEDED)))


def codes_of(column: pd.Series, name: str) -> tuple[npt.NDArray[Any], Sequence[str]]:
    """Return the place of each name in the order of the alphabet, and the names."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype("category")
    codes = column.cat.codes.to_numpy()
    if len(codes) and codes.min() < 0:
        raise ArgumentError(
            Finding(f"a row without {name}", row=int(np.argmin(codes)) + 1, allowed="a text in each row")
        )
    names = [str(one) for one in column.cat.categories]
    if names != sorted(set(names)):
        known = sorted(set(names))
        place = {name: number for number, name in enumerate(known)}
        codes = np.array([*(place[one] for one in names), 0], dtype=np.int32)[codes]
        names = known
    return codes, names


def days_of(dates: pd.Series) -> npt.NDArray[np.datetime64]:
    """Return days as they stand: of times the local day, whatever the time zone.

    Raises
    ------
    ArgumentError
        If they are no days, or one is missing.

    Examples
    --------
    >>> days_of(pd.Series(["2027-01-04"])).tolist()
    [datetime.date(2027, 1, 4)]
    """
    try:
        if pd.api.types.is_datetime64_any_dtype(dates.dtype):
            if getattr(dates.dt, "tz", None) is not None:  # of NumPy or of Arrow, whose arrays are in UTC
                dates = dates.dt.tz_localize(None)
        else:
            if pd.api.types.is_numeric_dtype(dates.dtype) and len(dates):
                raise ValueError
            dates = pd.to_datetime(dates.astype("str").str.slice(0, 10), format="%Y-%m-%d")
        days = dates.to_numpy(dtype="datetime64[D]")
    except (TypeError, ValueError):
        allowed = "days, or texts such as 2027-01-04"
        raise ArgumentError(Finding("column date", value=str(dates.dtype), allowed=allowed)) from None
    if np.isnat(days).any():
        row = int(np.isnat(days).argmax()) + 1
        raise ArgumentError(Finding("a row without date", row=row, allowed="a day in each row"))
    return days


def _periods(dates: pd.Series, step: int) -> Whole:
    """Return weeks or days since 1970."""
    days = days_of(dates).view(np.int64)
    if step == WEEK:
        days += MONDAY
        days //= WEEK
    return days


def _warm(log: pd.DataFrame) -> npt.NDArray[np.bool_]:
    if "set_type" not in log.columns:
        return np.zeros(len(log), dtype=bool)
    kind = log["set_type"]
    if isinstance(kind.dtype, pd.CategoricalDtype):
        place = np.flatnonzero(kind.cat.categories == "warmup")
        return np.asarray(kind.cat.codes.to_numpy() == (place[0] if len(place) else -2))
    return np.asarray((kind == "warmup").to_numpy(dtype=bool, na_value=False))


def _whole(log: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    """Return repetitions, or milliseconds of the time of a set, as whole numbers; 0 where there are none."""
    column, factor = ("work_s", 1000.0) if name == "work_ms" else ("reps", 1.0)
    if column not in log.columns:
        return np.zeros(len(log))
    values = numbers_of(log[column])
    whole: npt.NDArray[np.float64] = np.floor(np.where(np.isfinite(values), values, 0.0) * factor + 0.5)
    return whole
