"""A squad's roster: each athlete's equipment, training days and time off, and the block for each of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from analysis.ask.days import DATE, day_parts, read_date, read_weekday, read_weekdays
from analysis.ask.equipment import read_equipment
from analysis.ask.numbers import read_minutes
from analysis.base.arguments import checked
from analysis.base.athlete_names import initials
from analysis.base.errors import ArgumentError, DataError, Finding, raise_all
from analysis.base.files import CONTROL
from analysis.base.names import fold
from analysis.block.specs.roster_heads import read_heads, roster_rows
from analysis.block.specs.spec import Skip
from analysis.library.equipment_words import item_parts, says_nothing_needed
from analysis.library.library import Library
from analysis.library.table_checks import QUOTES

MOST_ATHLETES = 200
"""Most athletes of a roster."""


LONGEST_NAME = 80
"""Most characters of an athlete's name."""


_PERIOD = re.compile(
    rf"(?P<first>{DATE})(?:\s*(?:to|until|till|\.\.+|–|—|-|/)\s*(?P<last>{DATE}))?\s*(?:\((?P<why>.*)\))?",
    re.IGNORECASE,
)
_PERIODS = "a day such as 2027-02-01, or 2027-02-01 to 2027-02-07; more of them behind a semicolon"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Athlete:
    """An athlete of a roster: what differs from the block, None where a cell is blank.

    Attributes
    ----------
    initials : str
        What they are called; numbered where initials clash.
    row : int
        Row of the roster.
    name : str
        As typed.
    equipment : tuple of str or None
        What they have, as ids; empty for nothing.
    days : tuple of str or None
        Training days, in the order of the week.
    minutes : float or None
        Longest day.
    skip : tuple of Skip
        Days away, besides the days that the block skips.
    """

    initials: str
    row: int
    name: str = field(repr=False)
    equipment: tuple[str, ...] | None = None
    days: tuple[str, ...] | None = None
    minutes: float | None = None
    skip: tuple[Skip, ...] = ()


@dataclass(frozen=True)
class Roster:
    """The athletes of a roster in its order, and its columns and rows that are not read."""

    athletes: tuple[Athlete, ...]
    unread: tuple[str, ...] = ()


@checked
def read_roster(
    library: Library, roster: str | Path | pd.DataFrame, *, taken: Mapping[str, str] | None = None
) -> Roster:
    """Read a roster: a row for each athlete; a blank cell means as in the block.

    Parameters
    ----------
    library : Library
        Its equipment is what the roster can name.
    roster : path or DataFrame
        A CSV file or a spreadsheet (``squad.xlsx``, ``squad.xlsx#Winter``) with the columns name, equipment (``mini
        band, mat``; ``none``), days (``Tue Thu Sat``), minutes (of the longest day) and skip (``2027-02-01 to
        2027-02-07; 2027-03-01``, with a reason in brackets); only name is needed.
    taken : mapping of str to str, optional
        Initials that athletes keep, by their `mark_of`: when the roster changes, no athlete gets another's.

    Returns
    -------
    Roster

    Raises
    ------
    FileError
        If the file cannot be read at all.
    DataError
        With every mistake in it: file, row, column, value, what is allowed, the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> table = pd.DataFrame(
    ...     {"Name": ["Ann Bo", "Cy Day"], "Kit": ["mat + mini bands", "none"], "Days": ["", "Tue/Fri"]}
    ... )
    >>> for athlete in read_roster(load_library(), table).athletes:
    ...     print(athlete.initials, athlete.equipment, athlete.days)
    AB ('mat', 'mini_band') None
    CD () ('tue', 'fri')
    """
    file, rows = roster_rows(roster)
    heads, head_row, width, unread = read_heads(file, rows)
    reader = _Reader(library, file)
    found = []
    passed_over = []
    for row, cells in rows:
        if row > head_row and any(cells[width:]):
            what = f"{len(cells)} cells where the header has {width}"
            reader.findings.append(Finding(what, file, row, allowed=QUOTES))
            continue  # cells in the wrong columns would be reported twice
        texts = {column: cells[at] for column, at in heads.items() if at < len(cells) and cells[at]}
        if row > head_row and texts:
            found.append((row, texts))
        elif row > head_row and any(cells):  # such as a heading in a column without meaning
            passed_over.append(f"row {row} ({', '.join(filter(None, cells))})")
    if not found and not reader.findings:
        reader.findings.append(Finding("no athlete in it", file, allowed="one row per athlete below the heads"))
    if len(found) > MOST_ATHLETES:
        what, allowed = "too many athletes", f"up to {MOST_ATHLETES}"
        raise DataError([Finding(what, file, value=str(len(found)), allowed=allowed)])
    named = [reader.name(row, texts) for row, texts in found]
    read = [reader.cells(row, texts) for row, texts in found]
    raise_all(reader.findings)
    kept = dict(taken or {})
    own = {name: kept.pop(mark_of(name)) for name in named if mark_of(name) in kept}
    short = initials(named, {**kept, **own})
    athletes = [
        Athlete(short[name], row, name, **cells) for name, (row, _), cells in zip(named, found, read, strict=True)
    ]
    return Roster(tuple(athletes), (*unread, *passed_over))


def mark_of(name: str) -> str:
    """Return a mark that identifies an athlete without the name: a part of its digest.

    Examples
    --------
    >>> mark_of("Ann Bo") == mark_of(" ann  BO "), len(mark_of("Ann Bo"))
    (True, 8)
    """
    return hashlib.sha256(fold(name).encode()).hexdigest()[:8]


class _Reader:
    """Reads the cells of a roster; a mistake is noted, and reading goes on with the next cell."""

    def __init__(self, library: Library, file: str) -> None:
        self.library, self.file = library, file
        self.findings: list[Finding] = []
        self.names: set[str] = set()

    def wrong(self, row: int, column: str, what: str, value: str, allowed: str, near: tuple[str, ...] = ()) -> None:
        """Note a mistake in a cell, or in a part of it."""
        self.findings.append(Finding(what, self.file, row, column, value, allowed, near))

    def name(self, row: int, texts: Mapping[str, str]) -> str:
        """Read a name, which no other athlete may have."""
        name = texts.get("name", "")
        what = ""
        if not name:
            what, allowed = "blank", "the name of the athlete"
        elif CONTROL.search(name) or ":" in name or not any(letter.isalnum() for letter in name):
            what, allowed = "not a name", "letters, digits and spaces; a remark stands in a column of its own"
        elif len(name) > LONGEST_NAME:
            what, allowed = "a name too long", f"up to {LONGEST_NAME} characters"
        elif fold(name) in self.names:
            what, allowed = "a name given twice", "each athlete in one row; tell two of a name apart, such as Ann Bo 2"
        if what:
            self.wrong(row, "name", what, name, allowed)
        self.names.add(fold(name))
        return name

    def cells(self, row: int, texts: Mapping[str, str]) -> dict[str, Any]:
        """Read the other cells, by column."""
        readers: dict[str, Callable[[int, str], Any]] = {"equipment": self.equipment, "days": self.days}
        if not says_nothing_needed(texts.get("minutes", "")):
            readers["minutes"] = self.minutes
        if not says_nothing_needed(texts.get("skip", "")):
            readers["skip"] = self.skip
        return {column: read(row, texts[column]) for column, read in readers.items() if column in texts}

    def each(
        self, row: int, column: str, parts: Iterable[str], read: Callable[[str], Value], allowed: str = ""
    ) -> list[Value]:
        """Read the parts of a cell one by one, to report every mistake in it."""
        values = []
        for part in parts:
            try:
                values.append(read(part))
            except ArgumentError as error:
                remarks = error.finding
                what = remarks.what if remarks.what != column else "not allowed"
                self.wrong(row, column, what, remarks.value or part, allowed or remarks.allowed, remarks.near)
        return values

    def equipment(self, row: int, text: str) -> tuple[str, ...]:
        """Read an athlete's equipment."""
        if says_nothing_needed(text):
            return ()
        # Item by item first, so every unknown item is reported.
        parts = item_parts(text)
        known = self.each(row, "equipment", parts, lambda part: read_equipment(self.library, [part]))
        whole = [text] if len(known) == len(parts) else []
        items = self.each(row, "equipment", whole, lambda _: read_equipment(self.library, text))
        return tuple(item for named in items for item in named)

    def days(self, row: int, text: str) -> tuple[str, ...] | None:
        """Read an athlete's training days, None for a dash: as in the block."""
        if re.fullmatch(r"[-–—]+|n/?a", text, re.IGNORECASE):
            return None
        allowed = "weekdays such as Mon Wed Fri"
        if says_nothing_needed(text):
            instead = f"{allowed}; blank for those of the block; no row for who pauses"
            self.wrong(row, "days", "no day to train on", text, instead)
            return None
        parts = day_parts(text)
        known = self.each(row, "days", parts, read_weekday)
        days = self.each(row, "days", [text] if len(known) == len(parts) else [], read_weekdays)
        return tuple(day for named in days for day in named)

    def minutes(self, row: int, text: str) -> float | None:
        """Read the limit of the longest day."""
        return next(iter(self.each(row, "minutes", [text], read_minutes)), None)

    def skip(self, row: int, text: str) -> tuple[Skip, ...]:
        """Read when an athlete is away."""
        parts = [part.strip() for part in re.split(r"[;\n]|,(?=\s*\d)", text) if part.strip()]
        return tuple(self.each(row, "skip", parts, _period, _PERIODS))


def _period(text: str) -> Skip:
    """Return a day, or a period from one day to another, with a reason in brackets.

    Examples
    --------
    >>> _period("2027-02-01 to 2027-02-07 (travel)").last, _period("1 Feb 2027").last
    (datetime.date(2027, 2, 7), datetime.date(2027, 2, 1))
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ArgumentError(Finding("not a date"))
    first = read_date(match["first"])
    last = read_date(match["last"]) if match["last"] else first
    if last < first:
        raise ArgumentError(Finding("the last day is before the first"))
    return Skip(first, last, " ".join((match["why"] or "").split())[:200])
