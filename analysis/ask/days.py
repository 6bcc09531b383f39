"""Weekdays and dates."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any

import pandas as pd

from analysis.base.calendar import DAY_NAMES, WEEKDAYS
from analysis.base.choices import read_name, read_names, unboxed
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import Names

_DAYS = Names(
    [(name[:letters], day) for name, day in zip(DAY_NAMES, WEEKDAYS, strict=True) for letters in range(3, 10)]
    + [("weds", "wed")]
)


def read_weekday(typed: object, where: str = "") -> str:
    """Return the short name of a weekday: ``Monday``, ``MON`` and ``mon`` are ``mon``.

    Raises
    ------
    ArgumentError
        If it is none, with the nearest.

    Examples
    --------
    >>> read_weekday("Thursday"), read_weekday("TUES"), read_weekday("mondays")
    ('thu', 'tue', 'mon')
    """
    return read_name(f"weekday in {where}" if where else "weekday", typed, _DAYS, WEEKDAYS)


def read_weekdays(typed: object, where: str = "") -> list[str]:
    """Return the short names of weekdays, each once, in the order of the week.

    Raises
    ------
    ArgumentError
        If one is no weekday, with the nearest.

    Examples
    --------
    >>> read_weekdays(["Wed", "monday"]), read_weekdays("mon, wed")
    (['mon', 'wed'], ['mon', 'wed'])
    """
    what = f"weekday in {where}" if where else "weekday"
    return sorted(read_names(what, typed, _DAYS, WEEKDAYS), key=WEEKDAYS.index)


def read_date(typed: Any, *, what: str = "date") -> datetime.date:
    """Return the day of a date: of Python, NumPy or pandas, or a text such as ``2027-01-04``.

    Raises
    ------
    ArgumentError
        If it is none.

    Examples
    --------
    >>> read_date("2027-01-04"), read_date(pd.Timestamp("2027-01-04 18:30"))
    (datetime.date(2027, 1, 4), datetime.date(2027, 1, 4))
    """
    day: Any = unboxed(typed)
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        # A text is read by the standard library: pandas would take much else for a day, "1" and "now" too.
        if isinstance(day, str):
            day = datetime.date.fromisoformat(day.strip())
        elif type(day).__name__ == "datetime64":
            day = pd.Timestamp(day)
    day = day.date() if isinstance(day, datetime.datetime) and not pd.isna(day) else day
    if not isinstance(day, datetime.date) or pd.isna(day) or not 1900 <= day.year <= 3100:
        raise ArgumentError(Finding(f"{what}: not a date", value=str(typed), allowed="a day such as 2027-01-04"))
    return day
