"""Cells of an export while it is read: every text once, and a number for each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.logs.dialects import Dialect
from analysis.logs.remarks import Reading, Remarks

Codes = npt.NDArray[np.int32]


Mask = npt.NDArray[np.bool_]


class Words(dict[str, int]):
    """Texts by number, in the order in which they were met."""

    def __missing__(self, text: str) -> int:
        """Give a new text the next number."""
        number = self[text] = len(self)
        return number


class Columns:
    """The cells of an export as numbers of texts: 4 bytes a cell, however often a text stands there.

    A text is read once, however many rows have it, and a column of values is the values of its texts by number.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self.places = places
        self.texts = {name: Words() for name in places}
        self._batches: dict[str, list[Codes]] = {name: [] for name in places}
        self._lines: list[Codes] = []

    def add(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Add rows, with the line of each."""
        if not rows:
            return
        self._lines.append(np.array(lines, dtype=np.int32))
        # Turned over once, so that each column is looked up in one go, without a step in Python for each cell.
        cells = list(zip(*rows, strict=True))
        for name, place in self.places.items():
            numbers = map(self.texts[name].__getitem__, cells[place])
            self._batches[name].append(np.fromiter(numbers, np.int32, len(rows)))

    @cached_property
    def lines(self) -> Codes:
        """Lines of the rows; to be asked for when all rows are there, as the rest."""
        return _joined(self._lines)

    @cached_property
    def codes(self) -> Mapping[str, Codes]:
        """Numbers of the texts of the cells, by column."""
        return {name: _joined(self._batches.pop(name)) for name in self.places}

    def values(self, name: str, of_texts: Sequence[Any], dtype: Any) -> npt.NDArray[Any]:
        """Return a column of values, given that of each of its texts."""
        return np.array(of_texts, dtype=dtype)[self.codes[name]]

    def figures(self, name: str, cells: Sequence[Reading]) -> npt.NDArray[np.float64]:
        """Return a column of figures, NaN where a cell says none."""
        return self.values(name, [np.nan if cell.value is None else cell.value for cell in cells], float)

    def tell(self, remarks: Remarks, what: str, name: str, cells: Sequence[Reading], kept: Mask) -> None:
        """Add what is told of a column, of the rows that are kept."""
        told = self.values(name, [cell.remark != "" for cell in cells], bool) & kept
        for row in np.flatnonzero(told).tolist():
            remarks.add(what, cells[self.codes[name][row]], int(self.lines[row]))


@dataclass(frozen=True)
class Export:
    """An export while it is read.

    Attributes
    ----------
    shown : str
        Its path, in messages.
    dialect : Dialect
    columns : Columns
    comma : bool
        Whether a comma in a cell may be a decimal one: it is not what parts the cells.
    units : mapping of str to str or None
        Units of weights and distances that somebody said.
    """

    shown: str
    dialect: Dialect
    columns: Columns
    comma: bool
    units: Mapping[str, str | None]


def _joined(parts: list[Codes]) -> Codes:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])
