"""Find the rows and the columns of a roster: a file's or a frame's, below whatever stands above its heads."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.errors import ArgumentError, DataError, Finding, raise_all
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import clip, one_of
from analysis.library.sheets.sheet_files import read_grids, split_tab

COLUMNS = {
    "name": "name, athlete, athlete name, full name, runner, who",
    "equipment": "equipment, kit, gear, has, owns",
    "days": "days, day, training days, weekdays, trains on, trains",
    "minutes": "minutes, mins, min, longest day, time, minutes a day, minutes per session",
    "skip": "skip, skips, holiday, holidays, away, off, days off, dates off, unavailable",
}
"""Columns of a roster, and coaches' words for them, folded."""


Rows = list[tuple[int, list[str]]]


HEAD_ROWS = 20
"""Number of rows that are searched for the heads of a roster."""


_COLUMN = {word: column for column, words in COLUMNS.items() for word in words.split(", ")}


def roster_rows(roster: object) -> tuple[str, Rows]:
    """Return the rows of a roster as texts with their numbers, and the roster's name."""
    if isinstance(roster, pd.DataFrame):
        rows = [list(roster.columns), *roster.astype(object).to_numpy().tolist()]
        return "roster", [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    if not isinstance(roster, (str, Path)):
        allowed = "a CSV file, a spreadsheet or a DataFrame"
        raise ArgumentError(Finding("not a roster", value=str(roster), allowed=allowed))
    path, tab = split_tab(roster)
    grids = [grid for grid in read_grids(path, lambda text: fold(text) in _COLUMN, tab=tab) if grid.rows]
    if not grids:
        raise DataError([Finding("empty file", path.name, allowed=f"heads: {one_of(COLUMNS)}")])
    # A spreadsheet may begin with a sheet of remarks: the first sheet with the head is the roster.
    return path.name, next((grid.rows for grid in grids if _head_row(grid.rows)), grids[0].rows)


def _text(cell: Any) -> str:
    """Return a cell of a frame as the text that a sheet would have."""
    if isinstance(cell, (list, tuple, set, frozenset)):
        return ", ".join(map(_text, sorted(cell) if isinstance(cell, (set, frozenset)) else cell)) or "none"
    if pd.isna(cell):
        return ""
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m-%d}"
    return f"{cell:g}" if isinstance(cell, float) else " ".join(str(cell).split())


def _head_row(rows: Rows) -> tuple[int, list[str]] | None:
    """Return the first row with a head for names."""
    return next(((row, cells) for row, cells in rows[:HEAD_ROWS] if "name" in map(_COLUMN.get, map(fold, cells))), None)


def read_heads(file: str, rows: Rows) -> tuple[dict[str, int], int, int, tuple[str, ...]]:
    """Return the position of each column, the row of the heads and their number, and the heads without meaning."""
    found = _head_row(rows)
    if found is None:
        row, cells = rows[0] if rows else (1, [])
        near = next((near for cell in cells if (near := nearest(cell, COLUMNS, most=1))), [])
        what, value = "no heads of a roster", ", ".join(filter(None, cells))
        allowed = f"name, and any of {one_of([*COLUMNS][1:])}"
        raise DataError([Finding(what, file, row, value=value, allowed=allowed, near=tuple(near))])
    head_row, texts = found
    heads: dict[str, int] = {}
    unread, findings = [], []
    for at, text in enumerate(texts):
        column = _COLUMN.get(fold(text))
        if column in heads:
            findings.append(Finding("a second column for the same", file, head_row, text, column))
        elif column:
            heads[column] = at
        elif near := nearest(text, COLUMNS, most=1) if text else []:
            # A misspelt head must not be passed over: an athlete would be planned without that column.
            findings.append(Finding("unknown column", file, head_row, "", text, one_of(COLUMNS), tuple(near)))
        elif text:
            unread.append(clip(text)[1:-1])
    raise_all(findings)
    return heads, head_row, len(texts), tuple(unread)
