"""Diaries: tables without a day column, whose day is in a row above them or in the sheet title."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.base.head_rows import HEAD_ROWS
from analysis.base.names import fold
from analysis.logs.reading.dates import moments
from analysis.logs.reading.recognition import dialect_of

DAY = "date"


def dated(rows: Sequence[Sequence[str]], title: str = "") -> tuple[list[list[str]], int] | None:
    """Return a diary with the day in front of each set, other rows blanked, and the number of remarks.

    A remark is a row of one text that is not a day. None if a table has a day column, or there is no day at all.

    Examples
    --------
    >>> diary = [["18 May 2026"], ["Exercise", "Reps"], ["Squat", "8"], ["easy"], ["20 May 2026"], ["Squat", "6"]]
    >>> dated(diary)[0][1:3], dated(diary)[0][-1], dated(diary)[1]
    ([['date', 'Exercise', 'Reps'], ['18 May 2026', 'Squat', '8']], ['20 May 2026', 'Squat', '6'], 1)
    """
    filled = [[text for text in row if text.strip()] for row in rows]
    head = head_of(rows)
    if head is None:
        return None
    day = title if _is_day(title) else ""
    days, remarks = int(day != ""), 0
    told: list[list[str]] = []
    for at, row in enumerate(rows):
        alone = len(filled[at]) == 1
        if alone and _is_day(filled[at][0]):
            day, days = filled[at][0], days + 1
        remarks += alone and at > head and not _is_day(filled[at][0])
        again = at > head and list(map(fold, row)) == list(map(fold, rows[head]))
        no_set = at < head or len(filled[at]) < 2 or again
        told.append([] if no_set else [DAY if at == head else day, *row])
    return (told, remarks) if days else None


def head_of(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the header row of a table that lacks only a day; None if none of the first rows is one."""
    heads = (at for at, row in enumerate(rows[: 2 * HEAD_ROWS]) if dialect_of([DAY, *row]))
    head = next(heads, None)
    return None if head is None or dialect_of(rows[head]) else head


def _is_day(text: str) -> bool:
    return moments([text], "day-first").values[0] is not None
