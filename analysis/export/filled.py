"""What an athlete has typed into the spreadsheet of a block: read, and carried over into the next one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import FileError, clip
from analysis.export.pages import FILLED, Entries, row_key
from analysis.export.workbook import CREATED
from analysis.files import there
from analysis.spreadsheet import named_rows

ABOUT = "docProps/core.xml"
"""Where a spreadsheet says when it was saved."""
KEPT = "-kept-"
"""In the name of a copy, before its number."""


@dataclass(frozen=True)
class Filled:
    """A spreadsheet that stands where another one is to be written.

    ``content`` are its bytes (None when there is none), ``touched`` says whether anything was saved since it was
    written, or cannot be told, and ``entries`` holds by sheet and row what was typed into cells to fill in.
    """

    content: bytes | None = None
    touched: bool = False
    entries: Entries = field(default_factory=dict)


def read_filled(path: Path) -> Filled:
    """Read what has been typed into a spreadsheet of a block.

    Raises
    ------
    FileError
        If something stands there that cannot be read at all.

    Examples
    --------
    >>> read_filled(Path("no/such/block.xlsx")).touched
    False
    """
    if not there(path):
        return Filled()
    name = clip(path.as_posix(), 120)[1:-1]
    if not path.is_file():
        raise FileError(f"{name}: cannot be written: not an ordinary file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{name}: cannot be read: {error.strerror}") from None
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sheets = {sheet.title.strip().casefold(): list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except Exception:  # whatever a file that is no spreadsheet makes the reader raise: it is kept as it is
        return Filled(content, touched=True)
    return Filled(content, not _as_written(content), {name: _entries(sheets.get(name, []), name) for name in FILLED})


def _as_written(content: bytes) -> bool:
    """Say whether nobody has saved a spreadsheet since it was written: every program notes when it saves."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        about = (
            packed.read("docProps/core.xml").decode("utf-8", "replace")
            if "docProps/core.xml" in packed.namelist()
            else ""
        )
    saved = re.search(r"<dcterms:modified[^>]*>([^<]*)<", about)
    return saved is not None and saved[1] == f"{CREATED.isoformat()}Z"


def _entries(rows: Sequence[Sequence[Any]], name: str) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return what was typed into a sheet, by the row's date, routine and number, and by its head."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    counts: dict[tuple[str, ...], int] = {}
    for _, named in named_rows(rows, ["date", "routine_id"]):
        key = row_key(named, counts)
        typed = {head: named[head] for head in FILLED[name] if named.get(head) is not None and str(named[head]).strip()}
        if typed:
            found[key] = typed
    return found


def kept_copy(path: Path, content: bytes) -> Path:
    """Return where a copy of a file is kept: beside it, under the next free number, or where it is kept already.

    Examples
    --------
    >>> kept_copy(Path("no/such/block.xlsx"), b"").name
    'block-kept-1.xlsx'
    """
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}{KEPT}{number}{path.suffix}")
        if not there(copy) or (copy.is_file() and copy.read_bytes() == content):
            return copy
        number += 1
