"""The form that athletes fill in, in the spreadsheet of a block: its sheets, column by column.

Defined once, for the spreadsheet's writer and its reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.base.head_rows import Form


@dataclass(frozen=True)
class Column:
    """A column of the form.

    Attributes
    ----------
    head : str
    width : float
        In characters.
    words : str or None
        Words that identify the head when somebody has changed it; None where the column is not read back.
    takes : mapping
        Spreadsheet rule for cells that the athlete fills in; empty where nothing is filled in.
    hint : str
        Hint shown when such a cell is selected.
    """

    head: str
    width: float
    words: str | None = None
    takes: Mapping[str, Any] = field(default_factory=dict)
    hint: str = ""


SESSIONS, PRESCRIPTIONS, LEFT_OVER = "sessions", "prescriptions", "not carried over"
"""Names of the sheets; the last one lists entries of rows that no longer exist."""


TEMPLATE = "template_date"
"""The day of a session in the template: it stays when the session moves; with the routine it is the session's key."""


DONE = {"yes", "y", "true", "✓", "✔"}
"""Ways of ticking a session, besides `partly` and `no`."""


_TICK = {"validate": "list", "source": ["yes", "partly", "no"]}
_DAY = {"validate": "date", "criteria": ">=", "value": datetime.date(1970, 1, 1)}
_EFFORT = {"validate": "list", "source": list(range(1, 11))}
_SORENESS = {"validate": "list", "source": list(range(11))}
_SHORT = {"validate": "length", "criteria": "<=", "value": 500}
_REMARK = "Anything your coach should know, in up to 500 characters."
_REMARKS = "remark remarks comment comments note notes"


def _from_0(most: int, kind: str = "integer") -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": 0, "maximum": most}


SHEETS: dict[str, tuple[Column, ...]] = {
    SESSIONS: (
        Column("date", 12, "date"),
        *(Column("day", 6), Column("week", 7), Column("phase", 16)),
        Column("session", 20, "session workout"),
        *(Column("minutes", 10), Column("run that day", 9), Column("note", 20)),
        Column("done", 9, "done completed finished yes no", _TICK, "yes, partly or no."),
        Column("done on", 12, "on when date day", _DAY, "The day, such as 2027-01-04, when it was another one."),
        Column(
            "effort, 1-10", 12, "effort rpe", _EFFORT, "The whole session: 1 is very easy, 10 the hardest there is."
        ),
        Column("load", 18, "load weight", _SHORT, "What you used, in your words, in up to 500 characters."),
        Column("soreness, 0-10", 15, "soreness sore", _SORENESS, "On the day after: 0 is none."),
        Column("remark", 34, _REMARKS, _SHORT, _REMARK),
        *(Column(TEMPLATE, 13, "template"), Column("routine_id", 14, "routine")),
    ),
    PRESCRIPTIONS: (
        *(Column("date", 12, "date"), Column("week", 7), Column("session", 18, "session workout")),
        Column("number", 9, "number nr no"),
        *(Column("exercise", 38, "exercise exercises movement"), Column("phase", 11), Column("dose", 30, "dose")),
        *(Column("load", 16), Column("effort", 27), Column("variation", 22), Column("link", 34)),
        Column("sets done", 8, "sets set", _from_0(20), "A whole number of sets, 0 to 20."),
        Column(
            *("reps or s done", 11, "reps rep repetitions seconds secs", _from_0(3600)),
            "Repetitions or seconds of a set, one side's.",
        ),
        Column(
            *("load used, kg", 11, "load weight used kg kgs kilograms lb lbs pounds", _from_0(500, "decimal")),
            "Kilograms, 0 to 500.",
        ),
        Column("effort, 1-10", 12, "effort rpe", _EFFORT, "1 is very easy, 10 the hardest there is."),
        Column("remark", 28, _REMARKS, _SHORT, _REMARK),
        *(Column(TEMPLATE, 13, "template"), Column("routine_id", 14, "routine"), Column("exercise_id", 30, "id")),
    ),
    LEFT_OVER: (
        *(Column("date", 12, ""), Column("session", 20, ""), Column("exercise", 34, ""), Column("column", 16, "")),
        *(Column("text", 44, ""), Column("sheet", 14, ""), Column("number", 8, ""), Column(TEMPLATE, 13, "")),
        *(Column("routine_id", 14, ""), Column("exercise_id", 30, "")),
    ),
}
"""Sheets that are read back, their columns in order."""


FILLED: dict[str, dict[str, Column]] = {
    title: {column.head: column for column in SHEETS[title] if column.takes} for title in (SESSIONS, PRESCRIPTIONS)
}
"""Columns that an athlete fills in, sheet by sheet."""


def _most(column: Column) -> int | None:
    """Return the largest number that a cell accepts, None where it accepts no number."""
    # A list of numbers to choose from goes up, so its last entry is the largest; a list of words (yes, no) has none.
    largest = column.takes.get("maximum", [None, *column.takes.get("source", ())][-1])
    return largest if isinstance(largest, int) else None


LIMITS = {head: most for head, column in FILLED[PRESCRIPTIONS].items() if (most := _most(column)) is not None}
"""Columns of the prescriptions with numbers, and the largest number of each."""


FORMS = tuple(
    Form(
        title,
        {column.head: frozenset(column.words.split()) for column in columns if column.words is not None},
        filled=FILLED.get(title, {}),
        planned=[column.head for column in columns if column.words is None],
    )
    for title, columns in SHEETS.items()
)
"""Sheets as the reader recognizes them."""


def columns(title: str) -> list[tuple[str, float]]:
    """Return the heads and widths of a sheet, in order.

    Examples
    --------
    >>> columns("sessions")[:2]
    [('date', 12), ('day', 6)]
    """
    return [(column.head, column.width) for column in SHEETS[title]]
