"""The report on a file: cells that are not plain, rows left out; and the frame of a log."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.base.errors import Finding
from analysis.base.text import clip, listing, plural

MOST_REMARKS = 5
"""Remarks on cells that a screen shows before it only counts them."""


ADVICE = "; if you know it: "


LEFT_BLANK = "left blank"
"""Ending of a remark on a cell that cannot be read."""


READ_AS = "read as|cannot be read|is not"
"""Words that follow the text of a cell in a remark."""


_NOTE = re.compile(
    r"(?:sheet (?:[\w ]+|'.*?'|\".*?\"), )?(?:line|row)s? "
    r"(?P<at>[\d, and]*\d(?P<more> more)?): (?P<column>[\w ,-]+): (?:['\"]|a cell )"
)


class Reading(NamedTuple):
    """The reading of a cell of a set: its value, a remark for the report, and the unit, if the cell has one.

    A remark without a value means a cell that cannot be read: it is left blank and named, and its set counts.
    """

    value: float | None = None
    remark: str = ""
    unit: str = ""


def unreadable(text: str, becomes: str = LEFT_BLANK) -> Reading:
    """Return the reading of a cell that cannot be read.

    Examples
    --------
    >>> unreadable("hard").remark
    "'hard' cannot be read; left blank"
    """
    return Reading(remark=f"{clip(text)} cannot be read; {becomes}")


@dataclass
class Remarks:
    """Remarks on the cells of a file or sheet, each once, with its rows.

    Attributes
    ----------
    row_word : str
        Word for a row in messages.
    rows : mapping of str to list of int
        Row numbers by remark.
    blank : set of str
        Remarks on cells that cannot be read.
    """

    row_word: str = "line"
    rows: dict[str, list[int]] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)

    def add(self, column: str, cell: Reading, row: int) -> None:
        """Add the remark on a cell, if it has one."""
        if cell.remark:
            remark = f"{column}: {cell.remark}" if column else cell.remark
            self.rows.setdefault(remark, []).append(row)
            if cell.value is None:
                self.blank.add(remark)

    def unread(self) -> list[tuple[int, str]]:
        """Return the cells that cannot be read, by row."""
        return [(row, remark) for remark in self.rows if remark in self.blank for row in self.rows[remark]]

    def notes(self) -> list[str]:
        """Return the remarks as notes, those on unreadable cells first, each with its first rows.

        Examples
        --------
        >>> remarks = Remarks()
        >>> for row in (2, 3, 7, 9):
        ...     remarks.add("weight", Reading(20.0, "'20 kg' read as 20 kg"), row)
        >>> remarks.add("weight", Reading(0.0, "'BW' read as bodyweight"), 4)
        >>> remarks.add("rpe", unreadable("hard"), 5)
        >>> for note in remarks.notes():
        ...     print(note)
        line 5: rpe: 'hard' cannot be read; left blank
        lines 2, 3, 7 and 1 more: weight: '20 kg' read as 20 kg
        line 4: weight: 'BW' read as bodyweight
        """
        ordered = sorted(self.rows.items(), key=lambda item: item[0] not in self.blank)
        return [f"{self.row_word}{'s' * (len(rows) > 1)} {_first(rows)}: {remark}" for remark, rows in ordered]


def _first(rows: Sequence[int]) -> str:
    """Return the first three rows in words, and how many more there are."""
    more = len(rows) - 3
    shown = [str(row) for row in rows[:3]]
    return f"{', '.join(shown)} and {more} more" if more > 0 else listing(shown)


def shown_notes(notes: Sequence[str]) -> list[str]:
    """Return the notes that a screen shows: the first few on cells, then how many more per column.

    Examples
    --------
    >>> shown_notes([*(f"line {line}: rpe: 'x{line}' cannot be read; left blank" for line in range(2, 8)), "no reps"])[
    ...     4:
    ... ]
    ["line 6: rpe: 'x6' cannot be read; left blank", '1 more cell: 1 of rpe', 'no reps']
    """
    # The report may have been saved, so its notes are plain texts: how they begin shows which are on cells.
    cells = [(note, match) for note in notes if (match := _NOTE.match(note))]
    hidden = {note for note, _ in cells[MOST_REMARKS:]}
    more: Counter[str] = Counter()
    for _, match in cells[MOST_REMARKS:]:
        figures = re.findall(r"\d+", match["at"])
        more[match["column"]] += len(figures) if match["more"] is None else len(figures) - 1 + int(figures[-1])
    shown = [note for note in notes if note not in hidden]
    if more:
        each = listing([f"{count} of {column}" for column, count in more.items()])
        after = shown.index(cells[MOST_REMARKS - 1][0]) + 1
        shown.insert(after, f"{plural(more.total(), 'more cell')}: {each}")
    return shown


SET_TYPES = ("normal", "warmup", "dropset", "failure")


NUMBERS = ("weight_kg", "assistance_kg", "reps", "work_s", "distance_m", "rpe", "superset")


COLUMNS = (
    *("athlete", "date", "start", "workout", "exercise_name", "exercise_run", "set_index", "set_type"),
    *NUMBERS,
    "line",
)


BROKEN = "broken row"


NO_SET = "no set done"
"""Rows that are left out: those that cannot be read, and those in which no work was done."""


SHOWN = 20
"""Broken rows named in a report before the rest are only counted."""


@dataclass
class Account:
    """The account of a file that is read: what was read and what was not.

    Attributes
    ----------
    row_word : str
        Word for a row of the file in messages.
    most : int
        Maximum of broken rows to name; the rest are only counted.
    broken : list of (int, str)
        The first broken rows, and the fault of each.
    broken_count : int
    left_out : mapping of str to int
        Rows that are left out, by reason.
    units : mapping of str to str
        Units of weights and distances, and their sources.
    notes : list of str
    unread : list of (int, str)
        Rows with a cell that cannot be read, and the remark.
    """

    row_word: str = "line"
    most: int = SHOWN
    broken: list[tuple[int, str]] = field(default_factory=list)
    broken_count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    units: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)

    def add_broken(self, row: int, what: str) -> None:
        """Keep a broken row to name it, if it is one of the first."""
        insort(self.broken, (row, what))
        del self.broken[self.most :]

    def findings(self, file: str) -> list[Finding]:
        """Return the faults that a strict reader refuses: broken rows, and cells that cannot be read."""
        key = "line" if self.row_word == "line" else "row"
        return [Finding(what, file=file, **{key: row}) for row, what in sorted([*self.broken, *self.unread])]  # type: ignore[arg-type]

    def report(self, path: Path, dialect: str, encoding: str, *, rows: int, read: int, sets: int) -> dict[str, Any]:
        """Return the report: rows_in_file always equals rows_read plus all rows left out."""
        left_out = {**self.left_out, BROKEN: self.broken_count}
        return {
            "file": path.name,
            "dialect": dialect,
            **({"encoding": encoding} if encoding else {}),
            "rows_in_file": rows,
            "rows_read": read,
            "sets": sets,
            "units": self.units,
            "left_out": {reason: left_out[reason] for reason in sorted(left_out) if left_out[reason]},
            "broken": [f"{self.row_word} {row}: {what}" for row, what in self.broken[:SHOWN]],
            "notes": self.notes,
        }


def sheet_words(*titles: str) -> str:
    """Return the titles of sheets in words.

    Examples
    --------
    >>> sheet_words("May"), sheet_words("May", "June")
    ("sheet 'May'", "sheets 'May' and 'June'")
    """
    return f"sheet{'s' * (len(titles) > 1)} {listing(list(map(clip, titles)))}"


def joined_report(reports: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the reports of several sheets as one; a note on one sheet names it."""
    each = list(reports.values())
    told: dict[str, list[str]] = {}
    for title, report in reports.items():
        for note in report["notes"]:
            told.setdefault(note, []).append(title)
    left_out: Counter[str] = sum((Counter(report["left_out"]) for report in each), Counter())
    units: dict[str, dict[str, None]] = {}
    for what, unit in [said for report in each for said in report["units"].items()]:
        units.setdefault(what, {})[unit] = None
    counts = ("rows_in_file", "rows_read", "sets")
    return {
        **each[0],
        "dialect": listing(list(dict.fromkeys(report["dialect"] for report in each))),
        **{name: sum(report[name] for report in each) for name in counts},
        "units": {what: ", ".join(said) for what, said in units.items() if said},
        "left_out": dict(sorted(left_out.items())),
        "broken": [line for report in each for line in report["broken"]][:SHOWN],
        "notes": [
            note if len(titles) == len(reports) or note.startswith("sheet") else f"{sheet_words(*titles)}: {note}"
            for note, titles in told.items()
        ],
        "sheets": [{"sheet": title, **{name: report[name] for name in counts}} for title, report in reports.items()],
    }


def log_frame(rows: Sequence[Mapping[str, Any]], athlete: str) -> pd.DataFrame:
    """Return a log made of rows, sorted by time; missing fields are blank."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    start = frame["start"].astype("datetime64[s]")
    frame = frame.assign(start=start, date=start.dt.normalize(), athlete=athlete)
    frame["set_type"] = pd.Categorical(frame["set_type"].fillna(SET_TYPES[0]), list(SET_TYPES))
    for name in ("athlete", "workout", "exercise_name"):
        frame[name] = frame[name].astype("str").astype("category")
    frame = frame.astype(
        {**dict.fromkeys(NUMBERS, float), **dict.fromkeys(["exercise_run", "set_index", "line"], np.int32)}
    )
    # Stable: sets of the same moment keep the order of their file.
    ordered: pd.DataFrame = frame.sort_values("start", kind="stable", ignore_index=True)
    return ordered
