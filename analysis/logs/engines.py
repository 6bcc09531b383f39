"""Logs that stand in another engine: counted there, in whole numbers, and only the counts come back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError, Finding
from analysis.logs.counts import AMOUNTS, ENTRY, MONDAY, NEEDED, QUANTITIES, WEEK, Counts, from_entries

ALLOWED = "a frame of pandas, Polars (also lazy), PyArrow, DuckDB or PySpark"
HOW = 'python -m pip install ".[engines]"'


def count_elsewhere(log: Any, *, step: int, quantities: Sequence[str]) -> Counts:
    """Count a log in the engine that it stands in; nothing is collected before.

    Parameters
    ----------
    log : frame
        Of Polars (eager or lazy), PyArrow, DuckDB, PySpark, or another one that narwhals knows.
    step, quantities
        See `count`.

    Raises
    ------
    ArgumentError
        If it is no frame, a column is missing, or a row has no athlete, date or exercise.
    """
    try:
        import narwhals as nw
    except ModuleNotFoundError:
        raise ArgumentError(f"a log that is no frame of pandas needs narwhals; {HOW}") from None
    try:
        frame: Any = nw.from_native(log)
    except TypeError:
        raise ArgumentError(Finding("not a log", value=type(log).__name__, allowed=ALLOWED)) from None
    frame = frame.lazy() if isinstance(frame, nw.DataFrame) else frame
    columns = frame.collect_schema()
    if "date" in columns and not columns["date"].is_temporal():
        raise ArgumentError(Finding("column date", value=str(columns["date"]), allowed="days or times"))
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ArgumentError(Finding(f"not a log: no column {missing[0]}", allowed=", ".join(NEEDED)))
    frame = _without_undone(nw, frame, columns)
    entries = _entries(nw, frame, columns, step, quantities)
    _check_blanks(entries)
    athletes, athlete = _places(entries["athlete"])
    exercises, exercise = _places(entries["exercise_name"])
    period = entries["period"].to_numpy(dtype=np.int64)
    found = {"athlete": athlete, "period": period, "exercise": exercise}
    found |= {name: entries[name].to_numpy(dtype=np.int64) for name in quantities}
    order = np.lexsort((found["exercise"], found["period"], found["athlete"]))
    return from_entries(athletes, exercises, {name: found[name][order] for name in ENTRY if name in found}, quantities)


def _without_undone(nw: Any, frame: Any, columns: Any) -> Any:
    """Leave out the rows in which nothing was done, as `without_undone` does."""
    amounts = [nw.col(name).cast(nw.Float64) for name in AMOUNTS if name in columns and columns[name].is_numeric()]
    if not amounts:
        return frame
    zero = reduce(or_, (_filled(nw, one == 0) for one in amounts))
    more = reduce(or_, (_filled(nw, (one > 0) & one.is_finite()) for one in amounts))  # NaN is above 0 in some engines
    return frame.filter(~zero | more)


def _entries(nw: Any, frame: Any, columns: Any, step: int, quantities: Sequence[str]) -> pd.DataFrame:
    """Count athlete, period and exercise in the engine, and collect that."""
    days = _days(nw, nw.col("date").cast(nw.Datetime("us")))
    made = [
        nw.col("athlete").cast(nw.String).alias("athlete"),
        nw.col("exercise_name").cast(nw.String).alias("exercise_name"),
        ((days + MONDAY) // WEEK if step == WEEK else days).alias("period"),
    ]
    warm = nw.col("set_type").cast(nw.String) == "warmup" if "set_type" in columns else nw.lit(value=False)
    made.append(nw.when(warm).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64).alias("warmup_sets"))
    for name, column, factor in (("reps", "reps", 1.0), ("work_ms", "work_s", 1000.0)):
        if name in quantities:
            value = nw.col(column).cast(nw.Float64) if column in columns else nw.lit(0.0)
            whole = (value * factor + 0.5).floor().cast(nw.Int64)
            zero = nw.lit(0).cast(nw.Int64)
            there = (~nw.col(column).is_null()) & value.is_finite() if column in columns else nw.lit(value=True)
            made.append(nw.when(there & ~_filled(nw, warm)).then(whole).otherwise(zero).alias(name))
    keys = ["athlete", "period", "exercise_name"]
    sums = [nw.col(name).sum() for name in quantities if name in QUANTITIES[2:]]
    counted = frame.select(*made).group_by(*keys).agg(nw.len().alias("n"), nw.col("warmup_sets").sum(), *sums)
    found: pd.DataFrame = counted.collect("pandas").to_native()
    return found.assign(sets=found["n"] - found["warmup_sets"])


def _days(nw: Any, date: Any) -> Any:
    """Return days since 1970, by the rule of leap years: every engine knows the year and the day in it."""
    year = date.dt.year().cast(nw.Int64)
    leaps = (year - 1969) // 4 - (year - 1901) // 100 + (year - 1601) // 400
    return (year - 1970) * 365 + leaps + date.dt.ordinal_day().cast(nw.Int64) - 1


def _filled(nw: Any, warm: Any) -> Any:
    """Return a condition that is false where it is not known."""
    return nw.when(warm).then(nw.lit(value=True)).otherwise(nw.lit(value=False))


def _check_blanks(entries: pd.DataFrame) -> None:
    for name, column in (("athlete", "athlete"), ("date", "period"), ("exercise_name", "exercise_name")):
        if entries[column].isna().any():
            raise ArgumentError(Finding(f"a row without {name}", allowed="one in each row"))


def _places(column: pd.Series) -> tuple[list[str], Any]:
    """Return names in the order of the alphabet, and the place of each cell among them."""
    place, names = pd.factorize(column)
    known = sorted(map(str, names))
    to = {name: number for number, name in enumerate(known)}
    return known, np.array([*(to[str(name)] for name in names), 0], dtype=np.int64)[place]
