"""When a workout took place: days and times as apps write them in 37 languages, and as people type them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from analysis.base.text import clip
from analysis.logs.reading.month_names import folded, months

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Plausible years of a log."""


LAST_MONTH, LAST_DAY = 12, 31


_FIGURES_OF_A_DAY = re.compile(
    r"\D*?(?:(\d{4})([./-]) ?(\d{1,2})\2 ?(\d{1,2})|(\d{1,2})([./-]) ?(\d{1,2})\6 ?(\d{4}|\d{2}))\D*", re.ASCII
)


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?", re.ASCII)


_NAMED = re.compile(r"([0-9]{1,2}) ([^\W\d_\u3000-\uffff]{3,})\.? ([0-9]{4})(?:,? ([0-9]{1,2}):([0-9]{2}))?")
"""A day with the name of its month, and a time, as Hevy writes it; neighbours of a word in the far East say more."""


_ZONE = re.compile(r"(?<=\d)(?:\.\d+)?\s?(?:Z|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2}|UTC|GMT)$", re.ASCII)
"""Time zone marks: the day and the time are taken as written."""


def _zoned(text: str) -> bool:
    """Return whether a text has a time and its zone."""
    plain = text.strip()
    # Nearly all end in the figures of a clock or year, with no sign before them: they need no search.
    bare = plain[-1:].isdigit() and not {"+", "-"} & {*plain[-6:-4]}
    return ":" in text and not bare and _ZONE.search(plain) is not None


_TIME = re.compile(
    r"(\d{1,2})\s?(?:[:h]|\.(?=\d\d\s*(?:[ap]\.?\s?m|uhr)))\s?(\d{2})(?::(\d{2})(?:\.\d+)?)?[\s\u202f\u00a0]*([ap]\.?\s?m\.?)?",
    re.ASCII | re.IGNORECASE,
)


_AFTERNOON = re.compile("下午|晚上|午後|오후")


_NUMBERED = re.compile(r"(\d{1,2})\s*[月월]")


_SHORT_YEAR = re.compile(r"(?:[^\W\d_]+\W+)?(\d{1,2})[ ./-]+[^\W\d_]{3,}\.?[ ./-]+'?(\d{2})")
"""A day with a month name and a two-digit year: 19-May-26."""


_UNPARTED = re.compile(r"(\d{4})(\d{2})(\d{2})")


_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")


Parts = tuple[int, str | int, int, int, int, int]
"""Year, month (its name, or the second of two numbers, which may be the day), day, hour, minute and second."""


def moment(text: str) -> datetime.datetime | Parts | None:
    """Return when a workout began; the month stays open if it is a word, or one of two ambiguous numbers.

    Examples
    --------
    >>> moment("2025-03-28 17:29:00"), moment("28 mars 2025, 17:29"), moment("29.12.2026")
    (datetime.datetime(2025, 3, 28, 17, 29), (2025, 'mars', 28, 17, 29, 0), (2026, 12, 29, 0, 0, 0))
    """
    plain = text.strip()
    if (named := _NAMED.fullmatch(plain)) and (word := folded(named[2])) not in FILLERS:
        return int(named[3]), word, int(named[1]), int(named[4] or 0), int(named[5] or 0), 0
    if ":" in plain:
        plain = _ZONE.sub("", plain)
    if iso := _ISO.fullmatch(plain):
        return _day(*(int(part or 0) for part in iso.groups()))
    if unparted := _UNPARTED.fullmatch(plain):
        return _day(*map(int, unparted.groups()))
    time = _TIME.search(plain)
    clock = _clock(plain, time)
    rest = plain if time is None else f"{plain[: time.start()]} {plain[time.end() :]}"
    if figures := _FIGURES_OF_A_DAY.fullmatch(rest):
        if figures[1]:
            return _day(int(figures[1]), int(figures[3]), int(figures[4]), *clock)
        # Only the other days of the file can settle which of two numbers is the month.
        year = int(figures[8]) + 2000 * (len(figures[8]) == 2)
        return year, int(figures[7]), int(figures[5]), *clock
    if eastern := _EASTERN.search(rest):
        return _day(*(int(part) for part in eastern.groups()), *clock)
    numbered = _NUMBERED.search(rest)
    if numbered is not None:
        rest = f"{rest[: numbered.start()]} {rest[numbered.end() :]}"
    years, days = re.findall(r"(?<!\d)\d{4}(?!\d)", rest), re.findall(r"(?<!\d)\d{1,2}(?!\d)", rest)
    if not years and (short := _SHORT_YEAR.fullmatch(rest.strip())):
        years, days = [f"20{short[2]}"], [short[1]]
    if len(years) != 1 or len(days) != 1:
        return None
    if numbered is not None:
        return _day(int(years[0]), int(numbered[1]), int(days[0]), *clock)
    words = [word for word in map(folded, re.findall(r"[^\W\d_]+", rest)) if word not in FILLERS]
    if len(words) == 2 and rest[0].isalpha():
        del words[0]  # the day of the week, in any language
    return (int(years[0]), words[0], int(days[0]), *clock) if len(words) == 1 else None


def _clock(plain: str, time: re.Match[str] | None) -> tuple[int, int, int]:
    """Return hour, minute and second, after noon where a mark or a word says so."""
    hour, minute, second = (int(part or 0) for part in time.groups()[:3]) if time else (0, 0, 0)
    if time and time[4]:
        hour = hour % 12 + 12 * (time[4][0] in "pP")
    if _AFTERNOON.search(plain):
        hour = hour % 12 + 12
    return hour, minute, second


_WORDS = """
de del г р год года року kl at um à a alle ore om в о m d y of st nd rd th uhr h le las the
mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday
"""


FILLERS = frozenset(_WORDS.split())
"""Words beside the month in a date."""


def _day(year: int, month: int, day: int, *clock: int) -> datetime.datetime | None:
    """Return a moment in a plausible year, None if the numbers are not a date."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        when = datetime.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    return when if FIRST_YEAR <= year <= LAST_YEAR else None


ORDERS = ("day-first", "month-first")
"""Which of two numbers comes first in a day such as 03/06/2026, as callers write it."""


class Moments(NamedTuple):
    """The moments of a file, None if not a moment; a note for the reader; and days that leave the order open.

    Such a day is ambiguous with no other day to settle it, or one of two days that are each valid in one order only.
    """

    values: list[datetime.datetime | None]
    note: str = ""
    open_days: tuple[str, ...] = ()


def moments(texts: Iterable[str], order: str | None = None, why: str = "as you said") -> Moments:
    """Return the moments of a file, read in one language and one order.

    The first of two numbers is the day, unless that is impossible for some day of the file and month first fits all.
    If no day of the file settles it, or two contradict each other, ``order`` does, and ``why`` names its source.

    Examples
    --------
    >>> moments(["28 mars 2025, 17:29", "soon"]).values
    [datetime.datetime(2025, 3, 28, 17, 29), None]
    >>> moments(["05/20/2026", "06/03/2026"]).note
    "days such as '05/20/2026' read as month, day, year"
    >>> moments(["03/06/2026"]).open_days, str(moments(["03/06/2026"], "month-first").values[0])
    (('03/06/2026',), '2026-03-06 00:00:00')
    >>> moments(["05/20/2026", "20/05/2026"]).open_days
    ('20/05/2026', '05/20/2026')
    """
    written = list(texts)
    read = [moment(text) for text in written]
    known, language_note = months({part[1] for part in read if isinstance(part, tuple) and isinstance(part[1], str)})
    month_first, note, open_days = _order(_numbers(written, read), order, why)
    settled = [_settled(part, known, month_first) if isinstance(part, tuple) else part for part in read]
    zone = "time zones are passed over: days and times as they are written" if any(map(_zoned, written)) else ""
    return Moments(settled, "; ".join(filter(None, [language_note, note, zone])), open_days)


def order_of(texts: Iterable[str]) -> str | None:
    """Return the order that the days settle; None if no day does, or two contradict each other.

    Examples
    --------
    >>> order_of(["03/06/2026", "05/20/2026"]), order_of(["03/06/2026"])
    ('month-first', None)
    """
    written = list(texts)
    pairs = _numbers(written, map(moment, written)).values()
    orders = {ORDERS[second > LAST_MONTH] for first, second in pairs if max(first, second) > LAST_MONTH}
    return orders.pop() if len(orders) == 1 else None


def _numbers(written: Iterable[str], read: Iterable[datetime.datetime | Parts | None]) -> dict[str, tuple[int, int]]:
    """Return the two numbers that are day and month in unknown order, by the texts that have them."""
    return {
        " ".join(text.split()): (part[2], part[1])
        for text, part in zip(written, read, strict=True)
        if isinstance(part, tuple) and isinstance(part[1], int)
    }


def _order(numbers: Mapping[str, tuple[int, int]], order: str | None, why: str) -> tuple[bool, str, tuple[str, ...]]:
    """Return whether the file's days start with the month, a note for the reader, and days that leave it open."""
    # A text that is no day in either order, such as 31/31, settles nothing.
    pairs = {text: pair for text, pair in numbers.items() if 0 < min(pair) <= LAST_MONTH and max(pair) <= LAST_DAY}
    month_first = [text for text, (_, second) in pairs.items() if second > LAST_MONTH]
    day_first = [text for text, (first, _) in pairs.items() if first > LAST_MONTH]
    said = order == ORDERS[1]
    if month_first and day_first:
        against = day_first[0] if said else month_first[0]
        note = f"days such as {clip(against)} read as {_WRITTEN[not said]}, the others as {_WRITTEN[said]}"
        return said, f"{note}; {why}" if order else note, (day_first[0], month_first[0])
    if month_first or day_first:
        turned = bool(month_first)
        overruled = f", not {order}: in that order they are no days" if order and said != turned else ""
        shown = clip((month_first or day_first)[0])
        note = f"days such as {shown} read as {_WRITTEN[turned]}{overruled}" if turned or overruled else ""
        return turned, note, ()
    # No country that puts the month first separates day and month by dots.
    open_days = [text for text, (first, second) in pairs.items() if first != second and "." not in text]
    if not open_days:
        return False, "", ()
    note = f"days such as {clip(open_days[0])} read as {_WRITTEN[said]}"
    return said, f"{note}; {why if order else 'no day in the file settles it'}", () if order else (open_days[0],)


_WRITTEN = {False: "day, month, year", True: "month, day, year"}
"""Reading of days in words, by whether the month comes first."""


def _settled(part: Parts, known: Mapping[str, int], month_first: bool) -> datetime.datetime | None:
    """Return the moment, now that the language and the order of the file are known."""
    year, month, day, *clock = part
    if isinstance(month, str):
        return _day(year, known[month], day, *clock) if month in known else None
    # A single day in the opposite order to the rest of its file can still be read.
    turned = day <= LAST_MONTH if month_first else month > LAST_MONTH
    month, day = (day, month) if turned else (month, day)
    return _day(year, month, day, *clock)


def days(cells: Sequence[Any], near: Sequence[datetime.date | None]) -> tuple[list[datetime.date | None], str]:
    """Return the days of a spreadsheet column, None if not a day; with a note on how they were read.

    A text without a year gets the year that brings it nearest to the day beside it.

    Examples
    --------
    >>> planned = datetime.date(2026, 12, 28)
    >>> read, note = days([datetime.datetime(2026, 12, 29), "29.12.2026", "2.1.", "soon"], [planned] * 4)
    >>> [str(day) for day in read]
    ['2026-12-29', '2026-12-29', '2027-01-02', 'None']
    """
    texts = ["" if isinstance(cell, (datetime.date, int, float)) or cell is None else str(cell) for cell in cells]
    read, note, _ = moments(texts)
    read_days = (_day_of(*row) for row in zip(cells, texts, read, near, strict=True))
    return [day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None for day in read_days], note


def _day_of(cell: Any, text: str, when: datetime.datetime | None, beside: datetime.date | None) -> datetime.date | None:
    """Return the day in a spreadsheet cell of any type."""
    if isinstance(cell, datetime.date):
        return cell.date() if isinstance(cell, datetime.datetime) else cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return SERIAL + datetime.timedelta(days=int(cell)) if 0 < cell < LAST_SERIAL else None
    if when is not None:
        return when.date()
    if not text.strip() or beside is None:
        return None
    # Without a year: this text's separator is put before a year too, so that the same rule reads its order.
    mark = "/" if "/" in text else "." if "." in text.rstrip(".") else " "
    years = [beside.year + more for more in (-1, 0, 1)]
    near = moments([f"{text.strip().rstrip('./')}{mark}{year}" for year in years]).values
    return min((day.date() for day in near if day), key=lambda day: abs(day - beside), default=None)


SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet that stores days as numbers."""


LAST_SERIAL = (datetime.date(LAST_YEAR + 1, 1, 1) - SERIAL).days
