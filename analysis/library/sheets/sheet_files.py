"""Read coaches' files as rows of texts: CSV in any encoding and with any separator, or sheets of a spreadsheet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.base.csv_text import read_rows
from analysis.base.errors import FileError
from analysis.base.files import HEAD, read_bytes, shown_path, spreadsheet_in
from analysis.base.nearest_names import nearest
from analysis.base.text import clip, one_of
from analysis.base.xlsx_parts import Corners, sheets_of, unpack

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""Supported file endings."""


SEPARATORS = ",;\t"


FIRST_LINES = 40
"""Lines searched for heads to find the separator."""


_SEP = re.compile(r'\A"?sep=."?\r?\n?', re.IGNORECASE)


class DayCell(str):
    """A cell that the spreadsheet has turned into a date."""


@dataclass(frozen=True)
class Grid:
    """The rows of a text file, or of one sheet of a spreadsheet.

    Attributes
    ----------
    title : str
        Name of the sheet; blank for a text file.
    rows : list of (int, list of str)
        Rows that are not blank, each with its number in the spreadsheet.
    told : list of (int or None, str)
        Assumptions: a row, and a sentence.
    """

    title: str
    rows: list[tuple[int, list[str]]]
    told: tuple[tuple[int | None, str], ...] = ()


def split_tab(name: str | Path) -> tuple[Path, str]:
    """Split a path from the name of a spreadsheet's sheet, as in ``plan.xlsx#Thursday``.

    Examples
    --------
    >>> split_tab("plan.xlsx#Week 2"), split_tab("plan.csv")
    ((PosixPath('plan.xlsx'), 'Week 2'), (PosixPath('plan.csv'), ''))
    """
    path, mark, tab = str(name).rpartition("#")
    is_tab = mark and path.casefold().endswith((".xlsx", ".xlsm"))
    return (Path(path), tab) if is_tab else (Path(name), "")


def read_grids(path: Path, is_head: Callable[[str], bool], *, tab: str = "") -> list[Grid]:
    """Return the grids of a file: one for a text file, one per sheet of a spreadsheet, or only the named sheet.

    Parameters
    ----------
    path : Path
    is_head : callable
        Whether a text is a head of the expected table; heads decide the separator.
    tab : str
        Name of a sheet of a spreadsheet.

    Raises
    ------
    FileError
        If the file cannot be read, or has no sheet of that name.
    """
    name = shown_path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise FileError(f"{name}: a sheet is a spreadsheet (.xlsx) or a text file (.csv); save it as one of these")
    raw = read_bytes(path)
    if what := spreadsheet_in(path, raw[:HEAD]):
        raise FileError(f"{name}: {what}; save it as .xlsx or CSV")
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        try:
            # Broken files can raise any exception.
            grids = [_sheet_grid(*sheet) for sheet in sheets_of(unpack(path, raw))]
        except FileError:
            raise
        except Exception:
            raise FileError(f"{name}: a spreadsheet that cannot be read; save it again, or as CSV") from None
        if not tab:
            return grids
        titles = {grid.title.casefold(): grid for grid in grids}
        if tab.strip().casefold() not in titles:
            near = "".join(f"; did you mean {title}?" for title in nearest(tab, [grid.title for grid in grids], most=1))
            there = one_of(clip(grid.title) for grid in grids)
            raise FileError(f"{name}: no sheet {clip(tab)}; allowed: {there}{near}")
        return [titles[tab.strip().casefold()]]
    text, told = _decoded(raw, name)
    return [replace(text_grid(text, path.name, is_head), told=told)]


def text_grid(text: str, file: str, is_head: Callable[[str], bool]) -> Grid:
    """Split the text of a file into rows, using the separator that yields the most heads.

    Raises
    ------
    FileError
        If the text is not CSV.
    """
    text = _SEP.sub("\n", text)  # a line that spreadsheets write first; its row still counts
    lines = text[:100_000].splitlines()[:FIRST_LINES]

    def heads(mark: str) -> int:
        return max(
            (len({c for cell in line.split(mark) if is_head(c := cell.strip(' "'))}) for line in lines), default=0
        )

    rows = read_rows(text, file, delimiter=max(SEPARATORS, key=heads))
    return Grid("", [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in rows])


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[tuple[int | None, str], ...]]:
    """Return bytes decoded as text, and a note on the encoding if it isn't UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return raw.decode("utf-16"), ((None, "read as UTF-16 text"),)
        except UnicodeDecodeError:
            raise FileError(f"{name}: broken UTF-16 text; save it as 'CSV UTF-8' from the spreadsheet") from None
    if b"\0" in raw:
        how = "save it as 'CSV UTF-8' from the spreadsheet"
        raise FileError(f"{name}: not a text file (NUL byte at {raw.index(0)}); {how}")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise FileError(f"{name}: not UTF-8 text (line {line}); save it as 'CSV UTF-8' from the spreadsheet") from None
    shown = clip(" ".join(text.splitlines()[line - 1].split()), 40)
    return text, ((None, f"not UTF-8, read as Windows-1252: line {line} is {shown}"),)


def _sheet_grid(title: str, cells: Sequence[Sequence[Any]], merged: Iterable[Corners]) -> Grid:
    """Return the cells of a sheet as texts, with merged cells filled down."""
    rows = [[_cell_text(cell) for cell in row] for row in cells]
    told: list[tuple[int | None, str]] = []
    for top, left, bottom, _ in sorted(merged):
        bottom = min(bottom, len(rows) - 1)
        # A title merged across columns stays one cell; a cell merged down rows applies to each row.
        if bottom <= top or left >= len(rows[top]) or not rows[top][left]:
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
        told.append((top + 1, f"merged cells: {clip(rows[top][left])} read for rows {top + 1} to {bottom + 1}"))
    return Grid(title, [(number, row) for number, row in enumerate(rows, 1) if any(row)], tuple(told))


def _cell_text(value: Any) -> str:
    r"""Return a cell as displayed.

    >>> _cell_text(10.0), _cell_text(2.5), _cell_text(None), _cell_text("a\xa0 b ")
    ('10', '2.5', '', 'a b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime.datetime):
        return DayCell(f"{value:%d %B %Y}")
    return " ".join(str(value).split())
