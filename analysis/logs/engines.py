"""Logs in another engine: counted there in whole numbers, and only the counts come back."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.errors import ArgumentError, Finding, import_failure
from analysis.logs.tally import AMOUNTS, MONDAY, NEEDED, QUANTITIES, WEEK, Counts, from_entries, nothing_done

ALLOWED = "a frame of pandas, Polars (also lazy), PyArrow, DuckDB or PySpark"


NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"


ZONED = (
    "days, or times without a zone; in a session in the athletes' time zone, cast date to timestamp (DuckDB) "
    "or timestamp_ntz (Spark)"
)


SPARK = (
    "PySpark does not say that it supports pandas 3. Counting a log was tested with PySpark 4.3.0 and pandas 3.1.1: "
    "Spark counts, and only the counts become a frame of pandas."
)


HOW = 'python -m pip install ".[engines]"'


def count_elsewhere(log: Any, *, step: int, quantities: Sequence[str]) -> Counts:
    """Count a log in its own engine, without collecting its rows.

    Parameters
    ----------
    log : frame
        A frame of Polars (eager or lazy), PyArrow, DuckDB, PySpark, or any engine that narwhals supports.
    step, quantities
        See `count`.

    Raises
    ------
    ArgumentError
        If it is not a frame, a column is missing, a row has no athlete, date or exercise, or its engine drops
        the time zone of its times (DuckDB, Spark): the local day is lost then.
    """
    try:
        import narwhals as nw
    except ImportError as error:
        needs = "a log that is no frame of pandas needs narwhals"
        raise ArgumentError(import_failure(error, "narwhals", needs, HOW)) from None
    try:
        frame: Any = nw.from_native(log)
    except TypeError:
        raise ArgumentError(Finding("not a log", value=type(log).__name__, allowed=ALLOWED)) from None
    # Lazy: nothing is read until the whole count is planned.
    frame = frame.lazy() if isinstance(frame, nw.DataFrame) else frame
    columns = frame.collect_schema()
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise ArgumentError(Finding(f"not a log: no column {missing[0]}", allowed=", ".join(NEEDED)))
    _check_date(nw, columns["date"], frame.implementation)
    frame = _without_undone(nw, frame, columns)
    counted = _entries(nw, frame, columns, step, quantities)
    for name, column in (("athlete", "athlete"), ("date", "period"), ("exercise_name", "exercise_name")):
        if counted[column].isna().any():
            raise ArgumentError(Finding(f"a row without {name}", allowed="one in each row"))
    athlete, athletes = pd.factorize(counted["athlete"].astype("str"), sort=True)
    exercise, exercises = pd.factorize(counted["exercise_name"].astype("str"), sort=True)
    period = counted["period"].to_numpy(dtype=np.int64)
    entries = {"athlete": athlete, "period": period, "exercise": exercise}
    entries |= {name: counted[name].to_numpy(dtype=np.int64) for name in quantities}
    # Engines return groups in any order; counts are sorted by athlete, period and exercise.
    order = np.lexsort((entries["exercise"], entries["period"], entries["athlete"]))
    ordered = {name: amounts[order] for name, amounts in entries.items()}
    return from_entries(athletes.tolist(), exercises.tolist(), ordered, quantities)


def loads_elsewhere(log: Any, names: Sequence[str]) -> dict[str, float]:
    """Return the share of loaded sets per exercise name, counted in the log's engine; empty if it has no loads."""
    import narwhals as nw

    frame: Any = nw.from_native(log)
    frame = frame.lazy() if isinstance(frame, nw.DataFrame) else frame
    columns = frame.collect_schema()
    if "weight_kg" not in columns:
        return {}
    load = _numbers(nw, columns, "weight_kg")
    loaded = nw.when(_filled(nw, (load > 0) & load.is_finite())).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
    rows = frame.select(nw.col("exercise_name").cast(nw.String), loaded.alias("loaded"))
    rows = rows.filter(nw.col("exercise_name").is_in(list(names)))
    counted = rows.group_by("exercise_name").agg(nw.len().alias("n"), nw.col("loaded").sum())
    # Spark's own pandas frame does not support pandas 3 yet; Arrow's does.
    table = counted.collect("pyarrow" if frame.implementation.is_spark_like() else "pandas").to_pandas()
    return dict(zip(table["exercise_name"].astype("str"), table["loaded"] / table["n"], strict=True))


def _check_date(nw: Any, kind: Any, engine: Any) -> None:
    """Refuse a column that is not a day, and times whose zone is the engine session's, not the data's."""
    if kind not in (nw.Date, nw.Datetime):
        raise ArgumentError(Finding("column date", value=str(kind), allowed="days or times"))
    keeps_zones = engine.is_polars() or engine.is_pyarrow() or engine.is_pandas_like()
    if kind == nw.Datetime and kind.time_zone and not keeps_zones:
        what = f"column date: times with a zone, which {engine.value} does not keep, so the local day is not known"
        raise ArgumentError(Finding(what, value=str(kind), allowed=ZONED))


def _without_undone(nw: Any, frame: Any, columns: Any) -> Any:
    """Return the frame without the rows in which no work was done, as `without_undone` does."""
    amounts = [_numbers(nw, columns, name) for name in AMOUNTS if name in columns]
    if not amounts:
        return frame
    something = [_filled(nw, (amount > 0) & amount.is_finite()) for amount in amounts]  # NaN is above 0 in some engines
    return frame.filter(~nothing_done([_filled(nw, amount == 0) for amount in amounts], something))


def _numbers(nw: Any, columns: Any, name: str) -> Any:
    """Return amounts as numbers, even if stored as texts, as `numbers_of` does."""
    column = nw.col(name)
    if columns[name] == nw.String:
        column = column.str.strip_chars()
        column = nw.when(column.str.contains(NUMBER)).then(column)
    return column.cast(nw.Float64)


def _entries(nw: Any, frame: Any, columns: Any, step: int, quantities: Sequence[str]) -> pd.DataFrame:
    """Count by athlete, period and exercise in the engine, and collect the counts."""
    date = nw.col("date")
    if getattr(columns["date"], "time_zone", None):
        date = date.dt.replace_time_zone(None)  # the local day: a cast alone would return the UTC day
    days = _days(nw, date.cast(nw.Datetime("us")))
    made = [
        nw.col("athlete").cast(nw.String).alias("athlete"),
        nw.col("exercise_name").cast(nw.String).alias("exercise_name"),
        ((days + MONDAY) // WEEK if step == WEEK else days).alias("period"),
    ]
    warm = nw.col("set_type").cast(nw.String) == "warmup" if "set_type" in columns else nw.lit(value=False)
    made.append(nw.when(warm).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64).alias("warmup_sets"))
    for name, column, factor in (("reps", "reps", 1.0), ("work_ms", "work_s", 1000.0)):
        if name in quantities:
            value = _numbers(nw, columns, column) if column in columns else nw.lit(0.0)
            # Whole numbers have the same sum in every order and on every machine.
            whole = (value * factor + 0.5).floor().cast(nw.Int64)
            zero = nw.lit(0).cast(nw.Int64)
            there = (~value.is_null()) & value.is_finite() if column in columns else nw.lit(value=True)
            made.append(nw.when(there & ~_filled(nw, warm)).then(whole).otherwise(zero).alias(name))
    keys = ["athlete", "period", "exercise_name"]
    sums = [nw.col(name).sum() for name in quantities if name in QUANTITIES[2:]]
    counted = frame.select(*made).group_by(*keys).agg(nw.len().alias("n"), nw.col("warmup_sets").sum(), *sums)
    # Spark's own pandas frame does not support pandas 3 yet; Arrow's does.
    spark = frame.implementation.is_spark_like()
    if spark:
        _tell_of_spark()
    entries: pd.DataFrame = counted.collect("pyarrow" if spark else "pandas").to_pandas()
    return entries.assign(sets=entries["n"] - entries["warmup_sets"])


@cache
def _tell_of_spark() -> None:
    """Warn once per process which versions were tested; Spark's toPandas would warn on every call, and say less."""
    warnings.warn(SPARK, stacklevel=2)


def _days(nw: Any, date: Any) -> Any:
    """Return days since 1970, by the leap-year rule: every engine knows the year and the day of the year."""
    # Days up to a year: 365 each, and one more for every leap year before it since 1970.
    year = date.dt.year().cast(nw.Int64)
    leaps = (year - 1969) // 4 - (year - 1901) // 100 + (year - 1601) // 400
    return (year - 1970) * 365 + leaps + date.dt.ordinal_day().cast(nw.Int64) - 1


def _filled(nw: Any, warm: Any) -> Any:
    """Return a condition that is false where it is unknown."""
    return nw.when(warm).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
