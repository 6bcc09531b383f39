"""Read a coach's exercises.csv: each exercise as typed, with its file and row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.base.errors import DataError, Finding
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import one_of
from analysis.library.sheets.sheet_files import read_grids
from analysis.library.typed_words import typed_words

_NAMES = re.compile(r"\s*[+;]\s*")


@dataclass(frozen=True)
class Described:
    """An exercise as a coach describes it: texts by column, with their file and row."""

    file: str
    row: int
    texts: Mapping[str, str]
    sides: str = ""

    def text(self, column: str) -> str:
        """Return the text of a column, blank if there is none."""
        return self.texts.get(column, "")

    def names(self) -> list[str]:
        """Return all names of the exercise, the one in the exercise column first."""
        also = _NAMES.split(self.text("also")) if self.text("also") else []
        return [self.text("exercise"), *filter(None, also)]


def read_descriptions(path: Path) -> list[Described]:
    """Read a coach's exercises.csv, or the first sheet of a spreadsheet.

    Raises
    ------
    FileError
        If the file cannot be read at all.
    DataError
        If its heads are not those of an exercises file.
    """
    heads: dict[int, str] = {}
    described: list[Described] = []
    first: tuple[int, list[str]] = (1, [])
    columns = typed_words()["exercise_head"]
    for grid in read_grids(path, lambda text: fold(text) in columns)[:1]:
        for row, cells in grid.rows:
            first = first if first[1] else (row, cells)
            columns_there = {at: columns[fold(cell)] for at, cell in enumerate(cells) if fold(cell) in columns}
            if not heads:
                heads = columns_there if "exercise" in columns_there.values() and len(columns_there) > 1 else {}
                continue
            texts = {heads[at]: cell for at, cell in enumerate(cells) if cell and at in heads}
            described.append(Described(path.name, row, texts))
    if not heads:
        row, cells = first
        unknown = [cell for cell in cells if cell and fold(cell) not in columns]
        known = list(dict.fromkeys(columns.values()))
        what = "no heads of a file of exercises"
        near = tuple(nearest(unknown[0], known, most=1)) if unknown else ()
        allowed = f"exercise, and works or also; more: {one_of(known[3:], most=20)}"
        raise DataError([Finding(what, path.name, row, value=", ".join(cells), allowed=allowed, near=near)])
    return described
