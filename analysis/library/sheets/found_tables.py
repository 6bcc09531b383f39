"""Find the tables of a sheet by their heads, and infer unknown heads from the cells below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from analysis.base.nearest_names import nearest
from analysis.base.text import clip
from analysis.library.coding import Coding
from analysis.library.exercise_names import ExerciseNames
from analysis.library.sheets.sheet_heads import DOSED, HEAD_ROWS, Heads, known_columns, read_heads
from analysis.library.sheets.sheet_lines import is_dose, without_heads
from analysis.library.sheets.sheet_order import read_day

Rows = list[tuple[int, list[str]]]
Told = list[tuple[int | None, str]]
"""Assumptions about a sheet: a row, or None for the whole sheet, and a sentence."""


def tables_of_sheet(rows: Rows, coding: Coding) -> Iterator[tuple[Rows, Told]]:
    """Yield the tables of a grid with their assumptions; a table without rows if heads are missing."""
    for part in by_days(rows) or _side_by_side(rows):
        told: Told = []
        if first_heads(part) is None:
            part, why = with_told_heads(part, coding.names)
            told = [(heads.row, why)] if (heads := first_heads(part)) else []
        if first_heads(part) is None:
            # Heads without a dose mean a table with a missing column.
            some = any(read_heads(row, cells).known > 1 for row, cells in part[:HEAD_ROWS])
            part = [] if some else without_heads(part, coding)
            told = [(None, "no heads: each line read as an exercise and its dose")]
        yield part, told


def first_heads(rows: Rows) -> Heads | None:
    """Return the first row of heads of a sheet."""
    for row, cells in rows[:HEAD_ROWS]:
        if (heads := read_heads(row, cells)).enough:
            return heads
    return None


def with_told_heads(rows: Rows, names: ExerciseNames) -> tuple[Rows, str]:
    """Return rows with the missing head added, and a note; unchanged if no column fits it.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = [(1, ["Exercise", "How many"]), (2, ["Plank", "2 x 30 s"]), (3, ["Hip thrust", "3 x 8"])]
    >>> read, told = with_told_heads(rows, load_library().coding.names)
    >>> read[0], told
    ((1, ['Exercise', 'dose']), "'How many' read as dose, by what is below it")
    """
    for at, (row, cells) in enumerate(rows[:HEAD_ROWS]):
        heads = read_heads(row, cells)
        dosed = bool(DOSED & heads.columns.keys())
        if dosed == ("exercise" in heads.columns):
            continue
        missing, fits = ("exercise", lambda text: names.find(text) is not None) if dosed else ("dose", is_dose)
        column = _column(heads, rows[at + 1 :], fits)
        if column is not None:
            changed = [missing if number == column else cell for number, cell in enumerate(cells)]
            told = f"{clip(cells[column])} read as {missing}, by what is below it"
            return [*rows[:at], (row, changed), *rows[at + 1 :]], told
    return rows, ""


def by_days(rows: Rows) -> list[Rows]:
    """Split a table with one dose column per day into one table per day; empty without such columns.

    Examples
    --------
    >>> by_days([(1, ["Exercise", "Mon", "Thu"]), (2, ["Plank", "2 x 30 s", ""]), (3, ["Dip", "", "2 x 5"])])
    [[(1, ['Mon', '', '']), (1, ['Exercise', 'dose', '']), (2, ['Plank', '2 x 30 s', ''])],
    [(1, ['Thu', '', '']), (1, ['Exercise', '', 'dose']), (3, ['Dip', '', '2 x 5'])]]
    """
    for at, (row, cells) in enumerate(rows[:HEAD_ROWS]):
        heads = read_heads(row, cells)
        if "exercise" not in heads.columns:
            continue
        days = [column for column, text in heads.unknown.items() if read_day(text)]
        if DOSED & heads.columns.keys() or len(days) < 2:
            return []
        tables = []
        for day in days:
            others = set(days) - {day}
            title = [cells[day] if column == 0 else "" for column in range(len(cells))]
            changed = [
                "dose" if column == day else "" if column in others else cell for column, cell in enumerate(cells)
            ]
            below = [
                (number, ["" if column in others else cell for column, cell in enumerate(texts)])
                for number, texts in rows[at + 1 :]
                if day < len(texts) and texts[day]
            ]
            tables.append([(row, title), (row, changed), *below])
        return tables
    return []


def _column(heads: Heads, rows: Rows, fits: Callable[[str], bool]) -> int | None:
    """Return the first column where most cells fit and the head is neither known nor misspelt."""
    known = {column for places in heads.columns.values() for column, _ in places}
    for column in range(len(heads.texts)):
        cells = [cells[column] for _, cells in rows if column < len(cells) and cells[column]]
        if (
            column not in known
            and not nearest(heads.texts[column], known_columns())
            and 2 * sum(map(fits, cells)) > len(cells)
        ):
            return column
    return None


def _side_by_side(rows: Rows) -> Iterator[Rows]:
    """Split tables placed side by side, such as days: the exercise head appears once in each."""
    heads = first_heads(rows)
    texts = heads.texts if heads else ()
    spelt = [at for at, text in enumerate(texts) if read_heads(0, [text]).columns.keys() == {"exercise"}]
    alike = [at for at in spelt if texts[at].casefold() == texts[spelt[0]].casefold()]
    parts = [texts[start:end] for start, end in pairwise([*alike, len(texts)])]
    if len(parts) < 2 or not all(DOSED & read_heads(0, part).columns.keys() for part in parts):
        yield rows
        return
    lead = alike[0] - next(at for at, text in enumerate(texts) if text)
    starts = [0, *(at - lead for at in alike[1:])]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        part = [(row, [*[""] * start, *cells[start:end]]) for row, cells in rows]
        yield [(row, cells) for row, cells in part if any(cells)]
