"""Columns of an export while it is read: each text stored once, cells as numbers, figures in kilograms and metres."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.base.text import listing
from analysis.logs.reading.cells import number, reading, seconds
from analysis.logs.reading.dates import moment
from analysis.logs.reading.dialects import Dialect
from analysis.logs.reading.heads import unit_of
from analysis.logs.reading.reading_report import Reading, Remarks
from analysis.logs.reading.unit_sizes import KILOGRAMS, METRES

Codes = npt.NDArray[np.int32]


Mask = npt.NDArray[np.bool_]


class Words(dict[str, int]):
    """Texts numbered in order of appearance."""

    def __missing__(self, text: str) -> int:
        """Assign the next number to a new text."""
        number = self[text] = len(self)
        return number


class Columns:
    """The cells of an export as numbers of texts: 4 bytes a cell, however often a text occurs.

    A text is parsed once, however many rows have it; a column of values looks up the value of each text.
    """

    def __init__(self, positions: Mapping[str, int]) -> None:
        self.positions = positions
        self.texts = {name: Words() for name in positions}
        self._batches: dict[str, list[Codes]] = {name: [] for name in positions}
        self._lines: list[Codes] = []

    def add(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Add rows, with the line number of each."""
        if not rows:
            return
        self._lines.append(np.fromiter(lines, np.int32, len(lines)))
        # Transposed once, so that each column is looked up in one go, without a Python step per cell.
        cells = list(zip(*rows, strict=True))
        for name, position in self.positions.items():
            column, number_of = cells[position], self.texts[name].__getitem__
            # One text in all rows, as in a column that the athlete does not use, is looked up once.
            alike = column[0] == column[-1] and column.count(column[0]) == len(rows)
            numbers = np.empty(len(rows), dtype=np.int32)
            numbers[:] = number_of(column[0]) if alike else np.fromiter(map(number_of, column), np.int32, len(rows))
            self._batches[name].append(numbers)

    @cached_property
    def lines(self) -> Codes:
        """Line numbers of the rows; like the other columns, read it only after all rows are added."""
        return _joined(self._lines)

    @cached_property
    def codes(self) -> Mapping[str, Codes]:
        """Numbers of the texts of the cells, by column."""
        return {name: _joined(self._batches.pop(name)) for name in self.positions}

    def rows(self, sets: Mask, *, without: npt.NDArray[np.intp] | None = None) -> int:
        """Count the rows of the file that some sets come from, except rows that other sets come from too."""
        lines = np.unique(self.lines[sets])
        # For most reasons no row is left out, and then all the others need not be compared with it.
        return len(lines if without is None or not len(lines) else np.setdiff1d(lines, self.lines[without]))

    def values(self, name: str, of_texts: Sequence[Any] | npt.NDArray[Any], dtype: Any) -> npt.NDArray[Any]:
        """Return a column of values, given the value of each of its texts."""
        values, codes = np.array(of_texts, dtype=dtype), self.codes[name]
        return np.full(len(codes), values[0]) if len(values) == 1 else values[codes]

    def figures(self, name: str, cells: Sequence[Reading]) -> npt.NDArray[np.float64]:
        """Return a column of figures, NaN where a cell has none."""
        return self.values(name, [np.nan if cell.value is None else cell.value for cell in cells], float)

    def tell(self, remarks: Remarks, what: str, name: str, cells: Sequence[Reading], kept: Mask) -> None:
        """Add the remarks on a column, for the rows that are kept."""
        remarked = self.values(name, [cell.remark != "" for cell in cells], bool) & kept
        codes, lines = self.codes[name], self.lines
        # If a row holds several sets, a remark on a cell is added once.
        for code, line in dict.fromkeys(zip(codes[remarked].tolist(), lines[remarked].tolist(), strict=True)):
            remarks.add(what, cells[code], line)


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
        Whether a comma in a cell may be decimal: true unless commas separate the cells.
    units : mapping of str to str or None
        Units of weights and distances that the caller passed.
    dates : {"day-first", "month-first"} or None
        Whether its days start with the day or the month, if the caller passed that.
    athlete : str
        The athlete, if the log doesn't name one.
    beside : collection of str
        Days of all sheets of its workbook: they may settle whether the day or the month comes first.
    """

    shown: str
    dialect: Dialect
    columns: Columns
    comma: bool
    units: Mapping[str, str | None]
    dates: str | None
    athlete: str
    beside: Collection[str] = ()


def _joined(parts: list[Codes]) -> Codes:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])


LIMITS = {
    "weight": (-2000.0, 2000.0),
    "reps": (0.0, 1000.0),
    "seconds": (0.0, 86400.0),
    "distance": (0.0, 1e6),
    "rpe": (0.0, 10.0),
}
"""Allowed ranges of cells, in the units of the file."""


KNOWN = ("start", *LIMITS)
"""Columns for which it can be checked whether a text belongs there."""


SIZES: Mapping[str, Mapping[str, float]] = {"weight": KILOGRAMS, "distance": METRES}


SECONDS = {"min": 60.0, "h": 3600.0}
"""Seconds in the other units of time that a header may name."""


SOURCES = ("as you said", "from the header", "row by row", "from the cells")
"""Sources of the unit of a figure, from weakest to strongest."""


NEAR, NEAR_AT_LEAST = 0.01, 0.25
"""Two columns of a quantity agree within this share, or these kilograms or metres: apps round."""


Values = npt.NDArray[np.float64]


Small = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Quantity:
    """A quantity, row by row.

    Attributes
    ----------
    values : array
        In kilograms or metres where units exist; NaN where the file has no figure or no unit for it.
    figures : array
        As written in the file.
    unread : array of bool
        Where a cell has contents that cannot be read.
    said : array
        Unit and its source, as an index into `SOURCES` x `SIZES` flattened; -1 for none.
    """

    values: Values
    figures: Values
    unread: Mask
    said: Small


def read_quantity(export: Export, what: str, kept: Mask, remarks: Remarks) -> Quantity:
    """Return a quantity from its columns; the first column with a figure counts, and differences get a remark."""
    parts = export.dialect.columns_of(what)
    quantity = _blank(len(export.columns.lines))
    for part in parts:
        column = _read_column(export, part, kept, remarks, alone=len(parts) == 1)
        if part == what:
            quantity = column
            continue
        # Apps write 0 into the column that they don't use.
        free = np.isnan(quantity.figures) | (quantity.figures == 0)
        near = np.isclose(quantity.values, column.values, rtol=NEAR, atol=NEAR_AT_LEAST)
        differ = ~free & ~near & (column.figures != 0) & ~np.isnan(column.values) & kept
        for row in export.columns.lines[differ].tolist():
            remarks.add(what, Reading(0.0, "two columns that differ; the first counts"), row)
        taken = free & ~np.isnan(column.figures)
        merged = {
            name: np.where(taken, getattr(column, name), getattr(quantity, name))
            for name in ("values", "figures", "said")
        }
        quantity = Quantity(unread=quantity.unread | column.unread, **merged)
    return quantity


def _blank(size: int) -> Quantity:
    nothing = np.full(size, np.nan)
    return Quantity(nothing, nothing, np.zeros(size, dtype=bool), np.full(size, -1, dtype=np.int8))


def _read_column(export: Export, part: str, kept: Mask, remarks: Remarks, *, alone: bool) -> Quantity:
    """Return one column of a quantity; ``alone`` marks it as the only one."""
    what, columns = part.partition(" ")[0], export.columns
    cells = [_cell(what, text, export.comma) for text in columns.texts[part]]
    columns.tell(remarks, what, part, cells, kept)
    figures = columns.figures(part, cells)
    unread = columns.values(part, [cell.value is None and cell.remark != "" for cell in cells], bool)
    if what not in SIZES:
        if size := SECONDS.get(export.dialect.units.get(part, "")):
            # A clock time names its own units: 1:30 below "Time (min)" is a minute and a half.
            bare = columns.values(
                part, [number(text, comma=export.comma) is not None for text in columns.texts[part]], bool
            )
            figures = np.where(bare, size * figures, figures)
        return Quantity(figures, figures, unread, np.full(len(figures), -1, dtype=np.int8))
    said = _units(export, part, [cell.unit for cell in cells], alone=alone)
    # A figure without a unit (index -1, the last) is unknown, but zero is zero in every unit.
    sizes = np.array([*[*SIZES[what].values()] * len(SOURCES), np.nan])
    return Quantity(np.where(figures == 0, 0.0, sizes[said] * figures), figures, unread, said)


def _cell(what: str, text: str, comma: bool) -> Reading:
    """Return the reading of a cell; most cells hold a plain figure."""
    value = (seconds if what == "seconds" and ":" in text else number)(text, comma=comma)
    low, high = LIMITS[what]
    plain = value is not None and low <= value <= high and text.strip()[-1:].isdigit()
    return Reading(value) if plain else reading(what, text, comma=comma, limits=LIMITS[what])


def fits(part: str, text: str) -> bool:
    """Return whether a text fits a column of days, figures or units.

    Examples
    --------
    >>> fits("weight 2", "135"), fits("weight unit", "kgs"), fits("weight", "Shoulders"), fits("reps", "")
    (True, True, False, True)
    """
    if part == "start":
        return moment(text) is not None
    if part.endswith("unit"):
        return not text.strip() or unit_of(text) != ""
    return _cell(part.partition(" ")[0], text, comma=False).remark == "" or not text.strip()


def _units(export: Export, part: str, of_cells: Sequence[str], *, alone: bool) -> Small:
    """Return the unit of each row and its source."""
    what, columns, head = part.partition(" ")[0], export.columns, export.dialect.units[part]
    names, beside = [*SIZES[what]], f"{what} unit"
    sources: list[Any] = [  # in the order of SOURCES: later sources are stronger
        np.int8(_place(export.units.get(what), names)),
        np.int8(_place(head, names)),
        np.int8(-1),
        columns.values(part, [_place(unit, names) for unit in of_cells], np.int8),
    ]
    if beside in columns.positions and (alone or not head):
        sources[2] = columns.values(beside, [_place(unit_of(text), names) for text in columns.texts[beside]], np.int8)
    said = np.full(len(columns.lines), -1, dtype=np.int8)
    for source, units in enumerate(sources):
        said = np.where(units >= 0, np.int8(source * len(names)) + units, said)
    return said


def _place(unit: str | None, names: Sequence[str]) -> int:
    return names.index(unit) if unit in names else -1


def units_used(what: str, quantity: Quantity, rows: npt.NDArray[np.intp]) -> str:
    """Return the units of the figures in some rows, with their sources, in words; blank where there are none.

    Examples
    --------
    >>> said = np.array([2, 5, 2], dtype=np.int8)
    >>> weights = Quantity(np.ones(3), np.array([5.0, 5.0, 0.0]), np.zeros(3, dtype=bool), said)
    >>> units_used("weight", weights, np.arange(3))
    'kg (from the header), lb (row by row)'
    """
    names = [*SIZES[what]]
    there = (np.abs(quantity.figures[rows]) > 0) & (quantity.said[rows] >= 0)
    pairs = [divmod(said, len(names)) for said in np.flatnonzero(np.bincount(quantity.said[rows][there])).tolist()]
    if len({unit for _, unit in pairs}) == 1:
        return f"{names[pairs[0][1]]} ({listing([SOURCES[source] for source, _ in pairs])})"
    by_source = {source: [names[unit] for who, unit in pairs if who == source] for source, _ in pairs}
    return ", ".join(f"{listing(units)} ({SOURCES[source]})" for source, units in by_source.items())
