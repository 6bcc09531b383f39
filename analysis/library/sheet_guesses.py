"""Heads that no list knows, told by the cells below them."""

from __future__ import annotations

from collections.abc import Callable

from analysis.base.errors import DoseError
from analysis.library.exercise_names import ExerciseNames
from analysis.library.notation import parse_dose
from analysis.library.sheet_heads import DOSED, Heads, read_heads

Rows = list[tuple[int, list[str]]]


def with_told_heads(rows: Rows, names: ExerciseNames, first: int) -> tuple[Rows, str]:
    """Return rows whose heads have the one that is missing, and its text; as they were, where no column is like it.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = [(1, ["Exercise", "How many"]), (2, ["Plank", "2 x 30 s"]), (3, ["Hip thrust", "3 x 8"])]
    >>> with_told_heads(rows, load_library().coding.names, 40)
    ([(1, ['Exercise', 'dose']), (2, ['Plank', '2 x 30 s']), (3, ['Hip thrust', '3 x 8'])], 'How many')
    """
    for at, (row, cells) in enumerate(rows[:first]):
        heads = read_heads(row, cells)
        dosed = any(name in heads.columns for name in DOSED)
        if dosed == ("exercise" in heads.columns):
            continue
        missing, fits = ("exercise", lambda text: names.find(text) is not None) if dosed else ("dose", _is_dose)
        column = _column(heads, rows[at + 1 :], fits)
        if column is not None:
            changed = [missing if place == column else cell for place, cell in enumerate(cells)]
            return [*rows[:at], (row, changed), *rows[at + 1 :]], cells[column]
    return rows, ""


def _column(heads: Heads, rows: Rows, fits: Callable[[str], bool]) -> int | None:
    """Return the first column without a known head in which most cells fit."""
    known = {place for places in heads.columns.values() for place, _ in places}
    for place in range(len(heads.texts)):
        cells = [cells[place] for _, cells in rows if place < len(cells) and cells[place]]
        if place not in known and 2 * sum(map(fits, cells)) > len(cells):
            return place
    return None


def _is_dose(text: str) -> bool:
    try:
        dose = parse_dose(text)
    except DoseError:
        return False
    return not text.isdigit() and dose.sets_min is not None
