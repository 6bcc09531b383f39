"""Weekdays and dates."""

from __future__ import annotations

import contextlib
import datetime
import re
from typing import Any

import pandas as pd

from analysis.base.calendar import DAY_NAMES, WEEKDAYS
from analysis.base.choices import read_name, refused, texts, unboxed
from analysis.base.nearest_names import Names

_DAYS = Names(
    [(name[:letters], day) for name, day in zip(DAY_NAMES, WEEKDAYS, strict=True) for letters in range(3, 10)]
    + [("weds", "wed")]
)


ONCE = "each weekday once"
"""Allowed values in the error on a repeated weekday."""


DATE = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[.]? [A-Za-z]{3,9}[.]? [0-9]{4}"
"""Forms of a typed date: 2027-02-01, or 1 Feb 2027."""


_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)


_BETWEEN = re.compile(r"[\s,;+&/.]+|\band\b", re.IGNORECASE)


def read_weekday(typed: object, where: str = "") -> str:
    """Return the short name of a weekday: ``Monday``, ``MON`` and ``mon`` are ``mon``.

    Raises
    ------
    ArgumentError
        If it is not a weekday, with the nearest match.

    Examples
    --------
    >>> read_weekday("Thursday"), read_weekday("TUES"), read_weekday("mondays")
    ('thu', 'tue', 'mon')
    """
    return read_name(f"weekday in {where}" if where else "weekday", typed, _DAYS, WEEKDAYS)


def day_parts(text: str) -> list[str]:
    """Split a text with several weekdays, whatever separates them.

    Examples
    --------
    >>> day_parts("Tue Thu, Sat"), day_parts("Tue/Fri"), day_parts("Tuesday and Friday"), day_parts("")
    (['Tue', 'Thu', 'Sat'], ['Tue', 'Fri'], ['Tuesday', 'Friday'], [''])
    """
    return [part for part in _BETWEEN.split(text) if part] or [text]


def read_weekdays(typed: object, where: str = "") -> list[str]:
    """Return the short names of weekdays, in the order of the week.

    Raises
    ------
    ArgumentError
        If a name is no weekday, with the nearest match, or is repeated: two sessions that day, or a typo?

    Examples
    --------
    >>> read_weekdays(["Wed", "monday"]), read_weekdays("mon, wed"), read_weekdays("Wed & Mon")
    (['mon', 'wed'], ['mon', 'wed'], ['mon', 'wed'])
    """
    what = f"weekday in {where}" if where else "weekday"
    days = [read_weekday(part, where) for text in texts(what, typed) for part in day_parts(text)]
    if twice := next((day for day in days if days.count(day) > 1), ""):
        raise refused(f"{where}: a weekday named twice" if where else "a weekday named twice", twice, ONCE)
    return sorted(days, key=WEEKDAYS.index)


def read_date(typed: Any, *, what: str = "") -> datetime.date:
    """Return the day of a Python, NumPy or pandas date, or of a text such as ``2027-01-04`` or ``4 Jan 2027``.

    Raises
    ------
    ArgumentError
        If it is not a date.

    Examples
    --------
    >>> read_date("2027-01-04"), read_date("4 Jan 2027"), read_date(pd.Timestamp("2027-01-04 18:30"))
    (datetime.date(2027, 1, 4), datetime.date(2027, 1, 4), datetime.date(2027, 1, 4))
    """
    day: Any = unboxed(typed)
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        if isinstance(day, str):
            day = _written(day.strip())
        elif type(day).__name__ == "datetime64":
            day = pd.Timestamp(day)
    day = day.date() if isinstance(day, datetime.datetime) and not pd.isna(day) else day
    if not isinstance(day, datetime.date) or pd.isna(day) or not 1900 <= day.year <= 3100:
        raise refused(f"{what}: not a date" if what else "not a date", typed, "a day such as 2027-01-04")
    return day


def _written(text: str) -> datetime.date:
    """Return a date typed out in full: other readers accept "1", "now", or a week for its Monday."""
    if not re.fullmatch(DATE, text):
        raise ValueError(text)
    if text[:4].isdecimal():
        year, month, day = map(int, text.split("-"))
    else:
        first, name, last = text.replace(".", " ").casefold().split()
        month = next((number for number, known in enumerate(_MONTHS, 1) if known.startswith(name)), 0)
        day, year = int(first), int(last)
    return datetime.date(year, month, day)
