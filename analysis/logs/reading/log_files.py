"""Opening logs: find the header, recognize the dialect, and yield the rest as records; text or spreadsheet."""

from __future__ import annotations

import csv
import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.base.errors import FileError, NoLogError
from analysis.base.files import shown_path
from analysis.base.head_rows import HEAD_ROWS
from analysis.base.names import fold
from analysis.base.text import clip, listing
from analysis.base.xlsx_parts import MOST_ROWS, Rows, sheet_rows, unpack
from analysis.logs.reading.dates import LAST_SERIAL, SERIAL
from analysis.logs.reading.dialects import Dialect
from analysis.logs.reading.diaries import dated, head_of
from analysis.logs.reading.heads import meant
from analysis.logs.reading.lines import (
    LOGGED,
    SECTION,
    delimiter_of,
    encoding_of,
    in_logs,
    quoted_whole,
    read_lines,
    split_line,
)
from analysis.logs.reading.reading_report import sheet_words
from analysis.logs.reading.recognition import recognized
from analysis.logs.reading.records import Batch, Layout, records

TABLE = "a table with the columns date, exercise, weight, unit, reps"


LOGS = f"an export of Hevy, Strong, FitNotes, Fitbod, StrongLifts or LiftLog, the spreadsheet of a block, or {TABLE}"
"""File types that can be read as a log."""


LOOKED_AT = 50
"""Rows checked to recognize the layout of a file."""


@dataclass(frozen=True)
class Opened:
    """A log whose header has been read.

    Attributes
    ----------
    dialect : Dialect
    batches : iterable of Batch
        The records below the header.
    comma : bool
        Whether a comma in a cell may be decimal: true unless commas separate the cells.
    encoding : str
        Blank for a spreadsheet.
    row_word : str
        Word for a row in messages.
    notes : list of str
    sheet : str
        Title of the sheet, if several sheets of a spreadsheet are logs.
    """

    dialect: Dialect
    batches: Iterable[Batch]
    comma: bool
    encoding: str = ""
    row_word: str = "line"
    notes: Sequence[str] = ()
    sheet: str = ""


def open_text(file: Path) -> Opened:
    """Open a log in a text file.

    Raises
    ------
    FileError
        If it cannot be read, or is not a log (`NoLogError`).
    """
    shown, encoding = shown_path(file), encoding_of(file)
    first = next(unparted := read_lines(file, encoding))
    blocks: Iterator[tuple[int, list[str]]] = itertools.chain([first], unparted)
    if parted := first[1][:1] and first[1][0].startswith(SECTION):
        of_log = in_logs()
        blocks = ((number, [line if of_log(line) else "" for line in lines]) for number, lines in blocks)
    number, lines = next(((number, lines) for number, lines in blocks if any(map(_is_head, lines))), (0, []))
    if not lines:
        raise FileError(f"{shown}: empty")
    while len(lines) <= HEAD_ROWS + LOOKED_AT and (more := next(blocks, None)):
        lines = [*lines, *more[1]]
    heads = [at for at, line in enumerate(lines) if _is_head(line)][:HEAD_ROWS]
    # A title may have been typed above the header.
    for at in heads:
        dialect, delimiter, whole = _told(lines, at, shown)
        if dialect is not None:
            break
    else:
        at = heads[0]
        if diary := _diary(number, lines, blocks, encoding):
            return diary
        delimiter, whole = _marks(lines, at)
        raise no_log(shown, f", line {number + at}", lines[at], split_line(lines[at], delimiter, whole=whole))
    layout = Layout(dialect, delimiter, whole)
    following = itertools.chain([(number + at + dialect.head_rows, lines[at + dialect.head_rows :])], blocks)
    notes = [ONE_SECTION] if parted else []
    return Opened(dialect, records(following, layout), delimiter != ",", encoding, notes=notes)


MOST_BLOCKS = 100
"""Maximum blocks of lines of a diary: nobody types more."""


def _diary(
    number: int, lines: Sequence[str], blocks: Iterable[tuple[int, Sequence[str]]], encoding: str
) -> Opened | None:
    """Open a text in which days come above their tables; None for any other text. The first line has a number."""
    delimiter = delimiter_of("".join(lines[: HEAD_ROWS + LOOKED_AT]))
    try:
        if head_of([split_line(line, delimiter) for line in lines[:LOOKED_AT]]) is None:
            return None
        more = (line for _, block in itertools.islice(blocks, MOST_BLOCKS) for line in block)
        every = ["\n"] * (number - 1) + [*lines, *more]
        rows, remarks = dated([split_line(line, delimiter) for line in every]) or ([], 0)
    except csv.Error:
        return None
    if (head := _head_row(rows)) is None:
        return None
    return Opened(head[1], [_batch(rows, *head)], delimiter != ",", encoding, notes=_remarks(remarks))


def _remarks(count: int) -> list[str]:
    return [f"rows of one text, taken as remarks: {count}"] if count else []


ONE_SECTION = f"only the section {LOGGED} is read"


def _told(lines: Sequence[str], at: int, shown: str) -> tuple[Dialect | None, str, bool]:
    """Return the dialect of one line as a header, with the delimiter, and whether lines are quoted as a whole."""
    delimiter, whole = _marks(lines, at)
    below = (line for line in lines[at + 1 : at + 1 + LOOKED_AT] if line.strip() and line.count('"') % 2 == 0)
    try:
        header = split_line(lines[at], delimiter, whole=whole)
        dialect = recognized(header, (split_line(line, delimiter, whole=whole) for line in below))
    except csv.Error as error:
        raise FileError(f"{shown}: {error}") from None
    return dialect, delimiter, whole


def _marks(lines: Sequence[str], at: int) -> tuple[str, bool]:
    """Return the delimiter of a header, and whether its lines are quoted as a whole.

    An old Strong quotes whole lines if a name or remark has the delimiter in it; the header may be unquoted.
    """
    delimiter = delimiter_of(lines[at])
    return delimiter, any(quoted_whole(line, delimiter) for line in lines[at : at + 1 + LOOKED_AT])


def _is_head(line: str) -> bool:
    """Return whether a line may be the header: neither blank nor the line that tells Excel the delimiter."""
    return line.strip() != "" and not line.casefold().startswith("sep=")


def no_log(shown: str, where: str, line: str, header: Sequence[str]) -> NoLogError:
    """Return an error that says why a file is not a log, by its first line."""
    parts = {meant(cell).part for cell in header}
    if "activity" in parts:
        return NoLogError(f"{shown}{where}: a list of activities, as Garmin exports it, has no sets; allowed: {LOGS}")
    return NoLogError(f"{shown}{where}: no log that is known: {clip(line.strip())}; allowed: {LOGS}")


def sheets_of(file: Path) -> dict[str, Rows]:
    """Return the sheets of a spreadsheet, row by row.

    Raises
    ------
    FileError
        If it cannot be read.
    """
    try:
        return sheet_rows(unpack(file))
    except FileError:
        raise
    except Exception:  # a broken spreadsheet can make its reader raise anything
        raise FileError(f"{shown_path(file)}: a spreadsheet that cannot be read") from None


PLANS = {"plan", "planned", "planning", "program", "programme", "template", "example", "vorlage", "beispiel", "muster"}
"""Words in titles of sheets without completed sets, where other sheets have them."""


def open_sheets(file: Path, sheets: Mapping[str, Rows], wrong: str) -> list[Opened]:
    """Open the sheets of a spreadsheet that are logs; ``wrong`` says why it is not a filled-in block.

    Raises
    ------
    FileError
        If none of its sheets is a log (`NoLogError`), or one has too many rows.
    """
    shown = shown_path(file)
    sheets = {title: _parted(rows) for title, rows in sheets.items()}
    remarks = 0
    if not any(map(_head_row, sheets.values())):
        diaries = {title: dated(list(map(_texts, rows)), title) for title, rows in sheets.items()}
        sheets = {title: diary[0] if (diary := diaries[title]) else rows for title, rows in sheets.items()}
        remarks = sum(diary[1] for diary in diaries.values() if diary)
    heads = {title: head for title, rows in sheets.items() if (head := _head_row(rows)) is not None}
    done = [title for title in heads if not PLANS & set(fold(title).split())] or list(heads)
    if not done:
        heads_of = (_texts(cells) for rows in sheets.values() for cells in rows[:HEAD_ROWS])
        first = next(filter(None, heads_of), [])
        if "activity" in {meant(head).part for head in first}:
            raise no_log(shown, "", "", first)
        raise NoLogError(f"{wrong}; nor a log: allowed: {LOGS}")
    others = [title for title in sheets if title not in done and any(any(row) for row in sheets[title])]
    notes = [f"{NOT_READ}: {listing(list(map(clip, others)))}"] if others else []
    notes += _remarks(remarks)
    opened = []
    for title in done:
        (at, dialect), rows = heads[title], sheets[title]
        if len(rows) >= MOST_ROWS:
            raise FileError(f"{shown}, {sheet_words(title)}: more than {MOST_ROWS:,} rows; save it as CSV")
        sheet, row_word = (title, f"{sheet_words(title)}, row") if len(done) > 1 else ("", "row")
        opened.append(Opened(dialect, [_batch(rows, at, dialect)], True, "", row_word, notes, sheet))
        notes = []
    return opened


def _parted(rows: Rows) -> Rows:
    """Return a sheet with the rows of other sections than the logs blanked, if it is a backup in sections."""
    if not rows or not "".join(_texts(rows[0])[:1]).startswith(SECTION):
        return rows
    of_log = in_logs()
    return [row if of_log("".join(_texts(row)[:1])) else [] for row in rows]


NOT_READ = "sheets that are not read"


def _head_row(rows: Rows) -> tuple[int, Dialect] | None:
    """Return the index of a sheet's header row, and its dialect; None if no row is a log header."""
    for at, cells in itertools.islice(((at, cells) for at, cells in enumerate(rows) if any(cells)), HEAD_ROWS):
        header = _texts(cells)
        below = rows[at + 1 : at + 1 + LOOKED_AT]
        dialect = recognized(header, (_texts(row, len(header)) for row in below if any(row)))
        if dialect is not None:
            return at, dialect
    return None


def _texts(cells: Sequence[Any], width: int = 0, day: int = -1) -> list[str]:
    """Return the texts of cells, as many as ``width``, or more if filled cells follow."""
    texts = [_text(cell, day=at == day) for at, cell in enumerate(cells)]
    filled = max((at for at, text in enumerate(texts, 1) if text.strip()), default=0)
    return [*texts[: max(filled, width)], *[""] * (width - len(texts))]


def _batch(rows: Rows, head: int, dialect: Dialect) -> Batch:
    """Return the rows of a sheet below its header; a sheet made from comma-separated text may have extra cells."""
    batch, layout = Batch(), Layout(dialect, ",")
    first = head + dialect.head_rows
    for number, row in enumerate(rows[first:], first + 1):
        texts = _texts(row, dialect.width, dialect.columns["start"])
        if any(text.strip() for text in texts):
            batch.add(layout.fitted(number, texts))
    return batch


def _text(cell: Any, *, day: bool = False) -> str:
    """Return the text of a cell as an export would write it; with ``day`` a figure is a spreadsheet's day number.

    Examples
    --------
    >>> _text(8.0), _text(62.5), _text(datetime.datetime(2026, 5, 20, 18, 5)), _text(46162.75, day=True), _text(True)
    ('8', '62.5', '2026-05-20 18:05:00', '2026-05-20 18:00:00', 'true')
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    if day and isinstance(cell, (int, float)) and 0 < cell < LAST_SERIAL:
        cell = datetime.datetime.combine(SERIAL, datetime.time()) + datetime.timedelta(seconds=round(86400 * cell))
    if day and isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()  # the time of day may be in the next column
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return "" if cell is None else str(cell)
