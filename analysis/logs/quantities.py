"""Figures of an export: the cells of each quantity as numbers, weights in kilograms and distances in metres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from analysis.base.names import fold
from analysis.base.text import listing
from analysis.logs.cells import Reading, moment, number, reading, seconds
from analysis.logs.columns import Codes, Columns
from analysis.logs.dialects import KILOGRAMS, METRES, UNITS, Dialect

LIMITS = {
    "weight": (-2000.0, 2000.0),
    "reps": (0.0, 1000.0),
    "seconds": (0.0, 86400.0),
    "distance": (0.0, 1e6),
    "rpe": (0.0, 10.0),
}
"""What a cell may say, in the units of the file."""


SIZES: Mapping[str, Mapping[str, float]] = {"weight": KILOGRAMS, "distance": METRES}


SOURCES = ("as you said", "from the header", "row by row", "from the cells")
"""Who says in which unit a figure is; the later, the stronger."""


NEAR, NEAR_AT_LEAST = 0.01, 0.25
"""Two columns of a quantity agree when they are so near, as a part or in kilograms or metres: apps round."""


Values = npt.NDArray[np.float64]


Mask = npt.NDArray[np.bool_]


Small = npt.NDArray[np.int8]


@dataclass
class Remarks:
    """What is to be told of cells, and on which lines: of those that cannot be read, and of those that could."""

    unread: dict[str, list[int]] = field(default_factory=dict)
    read: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, each: Sequence[Reading], codes: Codes, columns: Columns, kept: Mask) -> None:
        """Add the remarks on a column, of the rows that are kept."""
        flags = np.array([*(cell.remark != "" for cell in each), False])[codes] & kept
        for row in np.flatnonzero(flags).tolist():
            cell = each[codes[row]]
            remarks = self.unread if cell.value is None else self.read
            remarks.setdefault(f"{what}: {cell.remark}", []).append(columns.lines[row])


@dataclass
class Quantity:
    """A quantity, row by row.

    Attributes
    ----------
    values : array
        In kilograms or metres where there are units; NaN where the file says nothing, or not in which unit.
    figures : array
        As they stand.
    unread : array of bool
        Where something stands that cannot be read.
    unit, source : array
        Places in `SIZES` and `SOURCES`; -1 for none.
    """

    values: Values
    figures: Values
    unread: Mask
    unit: Small
    source: Small


def read_quantity(
    columns: Columns, dialect: Dialect, what: str, comma: bool, given: str | None, kept: Mask, remarks: Remarks
) -> Quantity:
    """Read the columns of a quantity; of several the first that says something counts, and differences are told."""
    size = len(columns.lines)
    blank, none = np.full(size, np.nan), np.full(size, -1, dtype=np.int8)
    whole = Quantity(blank, blank, np.zeros(size, dtype=bool), none, none)
    parts = dialect.columns_of(what)
    for part in parts:
        codes = columns.of(part)
        each = [_cell(what, text, comma) for text in columns.texts[part]]
        remarks.add(what, each, codes, columns, kept)
        figures = np.array([*(np.nan if cell.value is None else cell.value for cell in each), np.nan])[codes]
        unread = np.array([*(cell.value is None and cell.remark != "" for cell in each), False])[codes]
        values, unit, source = figures, none, none
        if what in SIZES:
            unit, source = _units(columns, dialect, part, [cell.unit for cell in each], given, alone=len(parts) == 1)
            values = np.where(figures == 0, 0.0, np.array([*SIZES[what].values(), np.nan])[unit] * figures)
        if part == what:
            whole = Quantity(values, figures, unread, unit, source)
            continue
        free = np.isnan(whole.figures) | (whole.figures == 0)
        differ = ~free & (figures != 0) & ~np.isnan(values)
        differ &= ~np.isclose(whole.values, values, rtol=NEAR, atol=NEAR_AT_LEAST)
        two = [Reading(), Reading(0.0, "two columns that differ; the first counts")]
        remarks.add(what, two, differ.astype(np.int32), columns, kept)
        taken = free & ~np.isnan(figures)
        for name, new in {"values": values, "figures": figures, "unit": unit, "source": source}.items():
            setattr(whole, name, np.where(taken, new, getattr(whole, name)))
        whole.unread |= unread
    return whole


def _cell(what: str, text: str, comma: bool) -> Reading:
    """Read a cell, most of which hold a plain figure."""
    value = (seconds if what == "seconds" and ":" in text else number)(text, comma=comma)
    low, high = LIMITS[what]
    plain = value is not None and low <= value <= high and text.strip()[-1:].isdigit()
    return Reading(value) if plain else reading(what, text, comma=comma, limits=LIMITS[what])


def fits(part: str, text: str) -> bool:
    """Say whether a text can stand in a column of days, figures or units.

    Examples
    --------
    >>> fits("weight 2", "135"), fits("weight unit", "kgs"), fits("weight", "Shoulders"), fits("reps", "")
    (True, True, False, True)
    """
    if part == "start":
        return moment(text) is not None
    if part.endswith("unit"):
        return not text.strip() or fold(text) in UNITS
    return _cell(part.partition(" ")[0], text, comma=False).remark == "" or not text.strip()


def _units(
    columns: Columns, dialect: Dialect, part: str, cells: Sequence[str], given: str | None, *, alone: bool
) -> tuple[Small, Small]:
    """Return the unit of each row and who says it."""
    what = part.partition(" ")[0]
    names = [*SIZES[what]]
    size = len(columns.lines)
    everywhere = np.zeros(size, dtype=np.int32)
    said: dict[int, tuple[Sequence[str], Codes]] = {
        0: ([given or ""], everywhere),
        1: ([dialect.units[part]], everywhere),
    }
    rows = f"{what} unit"
    if rows in columns.places and (alone or not dialect.units[part]):
        said[2] = [UNITS.get(fold(text), "") for text in columns.texts[rows]], columns.of(rows)
    said[3] = cells, columns.of(part)
    unit, source = np.full(size, -1, dtype=np.int8), np.full(size, -1, dtype=np.int8)
    for place, (units, codes) in said.items():
        known = np.array([*(names.index(one) if one in names else -1 for one in units), -1], dtype=np.int8)[codes]
        unit, source = np.where(known >= 0, known, unit), np.where(known >= 0, np.int8(place), source)
    return unit, source


def units_used(what: str, quantity: Quantity, rows: npt.NDArray[np.intp]) -> str:
    """Say in which units the figures of some rows are, and who says so; blank where there are none.

    Examples
    --------
    >>> places = np.array([0, 1, 0], dtype=np.int8)
    >>> weights = Quantity(np.ones(3), np.array([5.0, 5.0, 0.0]), np.zeros(3, dtype=bool), places, places + np.int8(1))
    >>> units_used("weight", weights, np.arange(3))
    'kg (from the header), lb (row by row)'
    """
    names = [*SIZES[what]]
    there = rows[(np.nan_to_num(quantity.figures[rows]) != 0) & (quantity.unit[rows] >= 0)]
    counts = np.bincount(quantity.source[there] * len(names) + quantity.unit[there])
    pairs = [divmod(int(pair), len(names)) for pair in np.flatnonzero(counts)]
    if len({unit for _, unit in pairs}) == 1:
        return f"{names[pairs[0][1]]} ({listing([SOURCES[source] for source, _ in pairs])})"
    by_source = {source: [names[unit] for who, unit in pairs if who == source] for source, _ in pairs}
    return ", ".join(f"{listing(units)} ({SOURCES[source]})" for source, units in by_source.items())
