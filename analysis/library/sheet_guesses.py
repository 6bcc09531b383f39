"""Heads that no list knows, told by the cells below them."""

from __future__ import annotations

from collections.abc import Callable

from analysis.base.names import nearest
from analysis.base.text import clip
from analysis.library.exercise_names import ExerciseNames
from analysis.library.sheet_heads import DOSED, Heads, known_columns, read_heads
from analysis.library.sheet_lines import is_dose
from analysis.library.sheet_order import read_day

Rows = list[tuple[int, list[str]]]


def with_told_heads(rows: Rows, names: ExerciseNames, first: int) -> tuple[Rows, str]:
    """Return rows whose heads have the one that is missing, and what is told; as they were, where no column is like it.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = [(1, ["Exercise", "How many"]), (2, ["Plank", "2 x 30 s"]), (3, ["Hip thrust", "3 x 8"])]
    >>> read, told = with_told_heads(rows, load_library().coding.names, 40)
    >>> read[0], told
    ((1, ['Exercise', 'dose']), "'How many' read as dose, by what is below it")
    """
    for at, (row, cells) in enumerate(rows[:first]):
        heads = read_heads(row, cells)
        dosed = bool(DOSED & heads.columns.keys())
        if dosed == ("exercise" in heads.columns):
            continue
        missing, fits = ("exercise", lambda text: names.find(text) is not None) if dosed else ("dose", is_dose)
        column = _column(heads, rows[at + 1 :], fits)
        if column is not None:
            changed = [missing if place == column else cell for place, cell in enumerate(cells)]
            told = f"{clip(cells[column])} read as {missing}, by what is below it"
            return [*rows[:at], (row, changed), *rows[at + 1 :]], told
    return rows, ""


def by_days(rows: Rows, first: int) -> list[Rows]:
    """Part a table with a column of doses for each day into one table for each; none where it has no such columns.

    Examples
    --------
    >>> by_days([(1, ["Exercise", "Mon", "Thu"]), (2, ["Plank", "2 x 30 s", ""]), (3, ["Dip", "", "2 x 5"])], 40)
    [[(1, ['Mon', '', '']), (1, ['Exercise', 'dose', '']), (2, ['Plank', '2 x 30 s', ''])],
    [(1, ['Thu', '', '']), (1, ['Exercise', '', 'dose']), (3, ['Dip', '', '2 x 5'])]]
    """
    for at, (row, cells) in enumerate(rows[:first]):
        heads = read_heads(row, cells)
        if "exercise" not in heads.columns:
            continue
        days = [place for place, text in heads.unknown.items() if read_day(text)]
        if DOSED & heads.columns.keys() or len(days) < 2:
            return []
        tables = []
        for day in days:
            others = set(days) - {day}
            title = [cells[day] if place == 0 else "" for place in range(len(cells))]
            changed = ["dose" if place == day else "" if place in others else cell for place, cell in enumerate(cells)]
            below = [
                (number, ["" if place in others else cell for place, cell in enumerate(texts)])
                for number, texts in rows[at + 1 :]
                if day < len(texts) and texts[day]
            ]
            tables.append([(row, title), (row, changed), *below])
        return tables
    return []


def _column(heads: Heads, rows: Rows, fits: Callable[[str], bool]) -> int | None:
    """Return the first column without a known or misspelt head in which most cells fit."""
    known = {place for places in heads.columns.values() for place, _ in places}
    for place in range(len(heads.texts)):
        cells = [cells[place] for _, cells in rows if place < len(cells) and cells[place]]
        if (
            place not in known
            and not nearest(heads.texts[place], known_columns())
            and 2 * sum(map(fits, cells)) > len(cells)
        ):
            return place
    return None
