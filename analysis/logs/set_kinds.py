"""What kind of set a row is: warm-up, drop set, to failure, or none at all."""

from __future__ import annotations

import numpy as np

from analysis.base.names import fold
from analysis.logs.cells import number
from analysis.logs.columns import Codes, Columns
from analysis.logs.dialects import Dialect
from analysis.logs.heads import meaning
from analysis.logs.reading_report import SET_TYPES, Reading, unreadable

NO_SETS = ("rest timer", "note")


def kinds_of(columns: Columns, dialect: Dialect) -> tuple[Codes, list[Reading]]:
    """Return the kind of each row, as places in the set types, then in what is no set; and the cells that say it."""
    kinds = np.zeros(len(columns.lines), dtype=np.int32)
    cells: list[Reading] = []
    if "kind" in columns.positions:
        cells = [_kind(text, strict=dialect.is_strong) for text in columns.texts["kind"]]
        kinds = columns.values("kind", [int(cell.value or 0) for cell in cells], np.int32)
    if "warmup" in columns.positions:
        warm = columns.values("warmup", [meaning("yes", text) != "" for text in columns.texts["warmup"]], bool)
        kinds = np.where(warm, np.int32(SET_TYPES.index("warmup")), kinds)
    return kinds, cells


def _kind(text: str, *, strict: bool) -> Reading:
    """Read the kind of a set; a number is that of a normal set, and so are words with one, but in exports of Strong."""
    kind, plain = meaning("set", text), fold(text)
    plain_number = plain.isdecimal() or number(text, comma=False) is not None
    if plain and not (kind or (plain_number if strict else any(map(str.isdigit, plain)))):
        return unreadable(text, f"counted as {SET_TYPES[0]}")
    return Reading([*SET_TYPES, *NO_SETS].index(kind or SET_TYPES[0]))
