"""Cells of an export while it is read: every text once, and a number for each cell."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.logs.lines import Record

Codes = npt.NDArray[np.int32]


class Words(dict[str, int]):
    """Texts by number, in the order in which they were met."""

    def __missing__(self, text: str) -> int:
        """Give a new text the next number."""
        number = self[text] = len(self)
        return number


class Columns:
    """The cells of an export as numbers of texts: 4 bytes a cell, however often a text stands there."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self.places = places
        self.texts = {name: Words() for name in places}
        self.codes = {name: array("i") for name in places}
        self.lines = array("i")

    def add(self, batch: Sequence[Record]) -> None:
        """Add records."""
        self.lines.extend([one.line for one in batch])
        for name, place in self.places.items():
            self.codes[name].extend(map(self.texts[name].__getitem__, [one.cells[place] for one in batch]))

    def each(self, name: str, read: Callable[[str], Any]) -> list[Any]:
        """Read every text of a column once."""
        return [read(text) for text in self.texts[name]]

    def of(self, name: str) -> Codes:
        """Return the numbers of the texts of a column."""
        return np.frombuffer(self.codes[name], dtype=np.int32) if len(self.lines) else np.zeros(0, dtype=np.int32)
