"""The columns of a pandas log as arrays: athletes, days, exercises and amounts, whatever their dtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError, Finding
from analysis.logs.tally import AMOUNTS, NEEDED, Floats, nothing_done


def check_log(log: object) -> None:
    """Refuse anything but a log in a pandas frame.

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
    check_columns(log.columns)


def without_undone(log: pd.DataFrame) -> pd.DataFrame:
    """Return a log without the rows in which no work was done.

    Examples
    --------
    >>> without_undone(pd.DataFrame({"reps": [8, 0, 0, None], "work_s": [None, None, 30, None]}))["reps"].tolist()
    [8.0, 0.0, nan]
    """
    amounts = [numbers_of(log[name]) for name in AMOUNTS if name in log.columns]
    if not any((values == 0).any() for values in amounts):
        return log  # as most logs are
    something = [(values > 0) & (values < np.inf) for values in amounts]
    done: pd.DataFrame = log[~nothing_done([values == 0 for values in amounts], something)]
    return done


def numbers_of(column: pd.Series) -> Floats:
    """Return amounts as numbers, even if stored as texts; anything else is blank.

    Examples
    --------
    >>> numbers_of(pd.Series(["0", "8", None, "many"])).tolist()
    [0.0, 8.0, nan, nan]
    """
    known = column if pd.api.types.is_numeric_dtype(column.dtype) else pd.to_numeric(column, errors="coerce")
    return known.to_numpy(dtype=float, na_value=np.nan)


def check_columns(columns: Any, needed: Sequence[str] = NEEDED) -> None:
    """Refuse a frame without the columns of a log.

    Raises
    ------
    ArgumentError
    """
    missing = [name for name in needed if name not in list(columns)]
    if missing:
        shown = ", ".join(map(str, list(columns)[:12]))
        raise ArgumentError(Finding(f"not a log: no column {missing[0]}", value=shown, allowed=", ".join(NEEDED)))
    names = [str(name) for name in columns]
    if len(set(names)) < len(names):
        twice = next(name for number, name in enumerate(names) if name in names[:number])
        raise ArgumentError(Finding("not a log: a column that appears twice", value=twice, allowed="each column once"))


def codes_of(column: pd.Series, name: str) -> tuple[npt.NDArray[Any], Sequence[str]]:
    """Return each name's index in alphabetical order, and the names."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype("category")
    codes = column.cat.codes.to_numpy()
    if len(codes) and codes.min() < 0:
        row = int(np.argmin(codes)) + 1
        raise ArgumentError(Finding(f"a row without {name}", row=row, allowed="a text in each row"))
    names = [str(name) for name in column.cat.categories.tolist()]
    ordered = sorted(set(names))
    if names != ordered:  # categories not in alphabetical order, or 1 beside "1"
        position = {name: number for number, name in enumerate(ordered)}
        codes = np.array([position[name] for name in names], dtype=np.int32)[codes]
    return codes, ordered


def days_of(dates: pd.Series) -> npt.NDArray[np.datetime64]:
    """Return days as written: the local day of a time, whatever its time zone.

    Raises
    ------
    ArgumentError
        If they are not days, or one is missing.

    Examples
    --------
    >>> days_of(pd.Series(["2027-01-04"])).tolist()
    [datetime.date(2027, 1, 4)]
    """
    try:
        if pd.api.types.is_datetime64_any_dtype(dates.dtype):
            if getattr(dates.dt, "tz", None) is not None:  # NumPy or Arrow dtype, whose arrays are in UTC
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


def warm_ups(log: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return a mask of the warm-up sets.

    Examples
    --------
    >>> warm_ups(pd.DataFrame({"set_type": ["warmup", "normal"]})).tolist()
    [True, False]
    """
    if "set_type" not in log.columns:
        return np.zeros(len(log), dtype=bool)
    return np.asarray((log["set_type"] == "warmup").to_numpy(dtype=bool, na_value=False))


def whole_amounts(log: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    """Return repetitions, or milliseconds of the time of a set, as whole numbers; 0 where missing.

    Examples
    --------
    >>> whole_amounts(pd.DataFrame({"work_s": [30.25, np.nan]}), "work_ms").tolist()
    [30250.0, 0.0]
    """
    column, factor = ("work_s", 1000.0) if name == "work_ms" else ("reps", 1.0)
    if column not in log.columns:
        return np.zeros(len(log))
    values = numbers_of(log[column])
    whole: npt.NDArray[np.float64] = np.floor(np.where(np.isfinite(values), values, 0.0) * factor + 0.5)
    return whole
