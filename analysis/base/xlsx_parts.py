"""Spreadsheets (xlsx): unpacked within limits, signed with a digest of their content, and read sheet by sheet."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.base.errors import FileError
from analysis.base.files import LARGEST, read_bytes, shown_path

MOST_UNPACKED, MOST_TAGS, MOST_PARTS, MOST_SHEETS = 30_000_000, 1_500_000, 2000, 200
"""Most unpacked bytes, tags, files and sheets of a spreadsheet: three sessions a day for a year need a third."""


OTHER_TAGS = 5
"""Weight of a tag in a style or shared text, which takes longer to read than a tag in a sheet."""


LONGEST_TEXT = 32_767
"""Most characters in a cell."""


MOST_ROWS, MOST_COLUMNS = 20_000, 50
"""Most rows and columns of a sheet to read: a cell far out would add all the blank cells before it."""


CHUNK = 1 << 16


CALCULATED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)(?=<v>[^<])")
"""A formula that is followed by its calculated value."""


ABOUT = "docProps/custom.xml"
"""File with the digest of the rest, in a spreadsheet written by this package."""


Parts = Mapping[str, bytes]
"""The XML files of a spreadsheet by name."""


Rows = Sequence[Sequence[Any]]


def is_spreadsheet(path: Path) -> bool:
    """Return whether a file is a spreadsheet, by its content; by its name if it is broken or too large.

    Examples
    --------
    >>> is_spreadsheet(Path("no/such/file.xlsx"))
    False
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"
        if not packed or path.suffix.lower() == ".xlsx" or path.stat().st_size > LARGEST:
            return packed and path.suffix.lower() == ".xlsx"
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def unpack(path: Path, content: bytes | None = None) -> Parts:
    """Return the unpacked XML files of a spreadsheet, without trusting the sizes in its directory.

    Raises
    ------
    FileError
        If the file cannot be read or is too large, packed or unpacked.
    zipfile.BadZipFile
        If it is not a spreadsheet, or is broken.
    """
    name = shown_path(path)
    raw = read_bytes(path) if content is None else content
    parts: dict[str, bytes] = {}
    size = tags = 0
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if len(packed.infolist()) > MOST_PARTS:
            raise FileError(f"{name}: {len(packed.infolist())} files in it; allowed: up to {MOST_PARTS}")
        # A few kilobytes can unpack to terabytes: count sizes while unpacking, and trust no stated size.
        for info in packed.infolist():
            weight = 1 if "worksheets/" in info.filename else OTHER_TAGS
            if not info.filename.endswith((".xml", ".rels")):
                continue  # pictures
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
                raise zipfile.BadZipFile("packed in a way that spreadsheets are not")
            chunks = []
            try:
                with packed.open(info) as part:
                    # Piece by piece: at once, a file would be unpacked whole before its size is checked.
                    while chunk := part.read(CHUNK):
                        size += len(chunk)
                        tags += weight * chunk.count(b"<")
                        for count, most, what in ((size, MOST_UNPACKED, "bytes"), (tags, MOST_TAGS, "tags")):
                            if count > most:
                                size_words = f"more than {most:,} {what} when unpacked"
                                raise FileError(f"{name}: too large: {size_words}; allowed: the spreadsheet of a block")
                        chunks.append(chunk)
            except (zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
                if isinstance(error, FileError):
                    raise
                raise zipfile.BadZipFile(str(error)) from None
            parts[info.filename] = b"".join(chunks)
            if b"<!DOCTYPE" in parts[info.filename]:  # no program writes one, and its entities can grow without end
                raise zipfile.BadZipFile("a document type")
    if parts.get("xl/workbook.xml", b"").count(b"<sheet ") > MOST_SHEETS:
        raise FileError(f"{name}: too large: more than {MOST_SHEETS} sheets")
    return parts


def digest(parts: Parts) -> str:
    """Return a digest of the content of a spreadsheet, without the file that has the digest."""
    content = hashlib.sha256()
    for name in sorted(set(parts) - {ABOUT}):
        content.update(f"{name}\0{len(parts[name])}\0".encode())
        content.update(parts[name])
    return content.hexdigest()


def signed(content: bytes, placeholder: str) -> bytes:
    """Return a spreadsheet with its digest in place of the placeholder, to detect later edits."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {info.filename: packed.read(info) for info in packed.infolist()}
        # The digest leaves out the file it goes into, so adding it does not change it.
        mark = digest(parts).encode()
        for info in packed.infolist():
            part = parts[info.filename]
            part = part.replace(placeholder.encode(), mark) if info.filename == ABOUT else part
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
"""Merged cells, by their first and last cell."""


Corners = tuple[int, int, int, int]
"""First row and column and last row and column, counted from 0."""


def sheet_rows(parts: Parts) -> dict[str, Rows]:
    """Return the cells of every sheet by its title; see `sheets_of`."""
    return {title: rows for title, rows, _ in sheets_of(parts)}


def sheets_of(parts: Parts) -> Iterator[tuple[str, list[list[Any]], list[Corners]]]:
    """Yield the title of each sheet, its cells, and its merged cells.

    Numbers, texts and dates are values, times and percentages are as shown; of merged cells only the first has a value.
    A formula is its value when the file was saved, or its text if it was never calculated.

    Raises
    ------
    Exception
        Any error that openpyxl raises on a broken spreadsheet.
    """
    from openpyxl import load_workbook

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as clean:
        for name, part in parts.items():
            clean.writestr(name, CALCULATED.sub(b"", part))
    read: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on dates out of bounds: cell readers report values they cannot read
        book = load_workbook(packed, read_only=True, keep_links=False)
        for sheet in book.worksheets:
            path = sheet._worksheet_path
            if path in read:  # many sheets can share a file
                continue
            read.add(path)
            rows: list[list[Any]] = []
            before: Any = None
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):  # ignores its stated size
                # Rows missing from the file are all the same object, and there can be very many.
                rows.append(rows[-1] if row is before else [_shown(cell) for cell in row])
                before = row
            merged = [
                (int(top) - 1, _place(left), int(bottom) - 1, _place(right))
                for left, top, right, bottom in MERGED.findall(parts.get(path.lstrip("/"), b""))
            ]
            yield sheet.title, rows, merged
        book.close()


def _place(letters: bytes) -> int:
    """Return the index of a column from its letters.

    >>> _place(b"A"), _place(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = 26 * place + letter - ord("A") + 1
    return place - 1


def _shown(cell: Any) -> Any:
    """Return the value of a cell; times and percentages as shown, to tell 1:30 from 1:30:00."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{round(100 * value, 2):g} %"
    if isinstance(value, str):
        value = value[:LONGEST_TEXT]
    if isinstance(value, datetime.time):
        value = datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        clock = f"{minutes // 60}:{minutes % 60:02d}"
        return f"{clock}:{seconds:02d}" if "s" in str(cell.number_format).casefold() else clock
    return getattr(value, "text", value) if cell.data_type == "f" else value
