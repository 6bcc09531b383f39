"""What kind of set a row is: warm-up, drop set, to failure, or none at all."""

from __future__ import annotations

import numpy as np

from analysis.base.names import fold
from analysis.logs.cells import number
from analysis.logs.columns import Codes, Columns
from analysis.logs.dialects import Dialect
from analysis.logs.reading_report import SET_TYPES, Reading, unreadable

_KINDS = {
    "normal": "normal, working, work, working set, work set, regular, standard, straight, Arbeitssatz, travail, "
    "normale, trabajo, 正常, 正式组",
    "warmup": "warmup, w, warm up, warm-up set, Aufwärmen, Aufwärmsatz, échauffement, calentamiento, riscaldamento, "
    "aquecimento, 热身, 热身组",
    "dropset": "dropset, d, drop, drop set, Dropsatz, Drop-Satz, dégressive, série dégressive, descendente, "
    "递减, 递减组",
    "failure": "failure, f, to failure, Versagen, Muskelversagen, échec, fallo, al fallo, 力竭",
    "rest timer": "rest timer, rest, Ruhe-Timer, Pausentimer, Pausen-Timer, minuteur de repos, repos, "
    "temporizador de descanso, descanso, 休息计时器, 休息",
    "note": "note, Notiz, nota, 备注, 笔记",
}
KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split(", ")}
"""Kinds of rows as exports write them, folded."""


_TRUE = frozenset(map(fold, ("true", "yes", "1", "x", "w", "warmup", "ja", "oui", "sí", "wahr", "vrai", "是")))


NO_SETS = ("rest timer", "note")


def kinds_of(columns: Columns, dialect: Dialect) -> tuple[Codes, list[Reading]]:
    """Return the kind of each row, as places in the set types, then in what is no set; and the cells that say it."""
    kinds = np.zeros(len(columns.lines), dtype=np.int32)
    cells: list[Reading] = []
    if "kind" in columns.positions:
        cells = [_kind(text, strict=dialect.is_strong) for text in columns.texts["kind"]]
        kinds = columns.values("kind", [int(cell.value or 0) for cell in cells], np.int32)
    if "warmup" in columns.positions:
        warm = columns.values("warmup", [fold(text) in _TRUE for text in columns.texts["warmup"]], bool)
        kinds = np.where(warm, np.int32(SET_TYPES.index("warmup")), kinds)
    return kinds, cells


def _kind(text: str, *, strict: bool) -> Reading:
    """Read the kind of a set; a number is that of a normal set, and so are words with one, but in exports of Strong."""
    plain = fold(text)
    kind = KINDS.get(plain)
    if kind is None:
        numbered = (
            plain.isdecimal() or number(text, comma=False) is not None or (not strict and any(map(str.isdigit, plain)))
        )
        if plain and not numbered:
            return unreadable(text, f"counted as {SET_TYPES[0]}")
    return Reading([*SET_TYPES, *NO_SETS].index(kind or SET_TYPES[0]))
