"""The card grid in the spreadsheet of a block, as a coach writes it on the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.block.card_grid import WORDS, GridRow
from analysis.block.plan import BlockPlan
from analysis.block.sentences import say_block
from analysis.charts.block_labels import days_of, mondays_of, phases_of
from analysis.files.block_workbook_look import LINE, Pages

WEEKS_ON_A_PAGE = 16


LEFT = 2
"""Column of the first week, behind the exercise and the constant part of its sets."""


CELLS = (
    "Cells are sets (rounds of a circuit) in a session, with reps where these change; reps that stay the same are in "
    "the second column. 2/1: the days of the week in order."
)


def write_grid(pages: Pages, done: str) -> None:
    """Write the card grid; ``done`` is the column in the sheet of sessions that the athlete ticks."""
    plan, grid = pages.plan, pages.plan.card_grid
    words = {**grid.common, "race": [str(day) for day in plan.summary["race"].fillna("")]}
    longest = max((len(text) for row in grid.rows for text in row.words()[1]), default=1)
    width = max(7.5, min(13, longest + 1))
    top = 5 + sum(any(texts) for texts in words.values())  # name, phases and three rows of figures, then the words
    sheet = pages.page("grid", [34, 17, *[width] * pages.weeks], top=top, left=LEFT)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(-(-pages.weeks // WEEKS_ON_A_PAGE), 0)
    sheet.write(0, 0, plan.spec.name, pages.look(bold=True, font_size=16))
    sheet.set_row(0, 26)
    row = _head(pages, sheet, words, width)
    for (routine, name), exercises in groupby(grid.rows, key=lambda row: (row.routine_id, row.routine)):
        _routine(pages, sheet, row, name, routine)
        row += 1
        for exercise in exercises:
            _exercise(pages, sheet, row, exercise)
            words = {f"    {name}": grid.own_words(exercise, name) for name in WORDS}
            row = _words(pages, sheet, row + 1, words, width, pages.look(align="center", text_wrap=True))
    sheet.write(row + 1, 0, f"sessions done, of {len(plan.sessions)}", pages.quiet())
    counted = f'=COUNTIF(sessions!${done}$2:${done}${len(plan.sessions) + 1},"yes")'
    # The result is stored beside the formula, for viewers that don't calculate.
    typed = [str(cells.get("done")).casefold() for cells in pages.typed.get("sessions", {}).values()]
    sheet.write_formula(row + 1, 1, counted, pages.look(bold=True, align="left"), typed.count("yes"))
    sheet.write_column(row + 2, 0, (say_block(plan), CELLS, _source(plan)), pages.quiet(font_size=9))


def _source(plan: BlockPlan) -> str:
    """Return the publications of a block's routines in words."""
    routines = plan.source.routines
    used = routines.loc[routines["routine_id"].isin(plan.sessions["routine_id"].unique()), "source_id"]
    sources = plan.source.sources.set_index("source_id").loc[used.drop_duplicates(), ["publisher", "title"]].fillna("")
    names = [f"{publisher}{f' ({title})' if title else ''}" for publisher, title in sources.itertuples(index=False)]
    return f"Source: {'; '.join(names)}." if names else ""


def _head(pages: Pages, sheet: Any, words: Mapping[str, Sequence[str]], width: float) -> int:
    """Write phases, weeks, targets, and words that a whole week shares; return the next row."""
    plan = pages.plan
    for name, number, start, length in phases_of(plan):
        look = pages.look(bold=True, align="center", bottom=2, bg_color="#E3E8EC" if number % 2 else "#F1F4F6")
        pages.across(sheet, 1, LEFT + start, length, name, look)
    asked = [None if pd.isna(part) else round(100 * part, 1) for part in plan.summary["asked_part"]]
    heads: list[tuple[str, Sequence[Any], Any]] = [
        ("week", range(1, pages.weeks + 1), pages.look(bold=True, align="center")),
        ("from Monday", mondays_of(plan), pages.quiet(align="center", num_format="d mmm")),
        ("volume, % of original", asked, pages.quiet(align="center")),
    ]
    for row, (name, values, look) in enumerate(heads, 2):
        sheet.write(row, 0, name, pages.quiet())
        sheet.write_row(row, LEFT, values, look)
    look = pages.look(align="center", text_wrap=True, bg_color="#F7F8F9")
    return _words(pages, sheet, 2 + len(heads), words, width, look)


def _words(pages: Pages, sheet: Any, row: int, words: Mapping[str, Sequence[str]], width: float, look: Any) -> int:
    """Write rows of words, merging equal words of consecutive weeks and skipping blank rows; return the next row."""
    for name, texts in words.items():
        if any(texts):
            sheet.write(row, 0, name, pages.quiet())
            pages.merged(sheet, row, LEFT, texts, width, look)
            row += 1
    return row


def _routine(pages: Pages, sheet: Any, row: int, name: str, routine: str) -> None:
    """Write the header of a routine with its days."""
    sheet.set_row(row, 22)
    sheet.write(row, 0, name, pages.look(bold=True, font_size=12, bottom=1))
    sheet.write(row, 1, "per set", pages.quiet(bottom=1))
    days = [" ".join(each) for each in days_of(pages.plan, routine)]
    sheet.write_row(row, LEFT, days, pages.quiet(align="center", bottom=1, font_size=9))


def _exercise(pages: Pages, sheet: Any, row: int, exercise: GridRow) -> None:
    """Write an exercise: the constant part of its sets, and the sets of each week."""
    about, texts = exercise.words()
    strong: dict[str, Any] = {"bold": True} if exercise.phase == "strength" else {"font_color": "#5F6F7D"}
    sheet.write(row, 0, exercise.exercise, pages.look(**LINE, **strong))
    sheet.write(row, 1, about, pages.quiet(**LINE))
    values = [int(text) if text.isdigit() else text for text in texts]  # numbers can be added up
    sheet.write_row(row, LEFT, values, pages.look(align="center", text_wrap=True, **LINE, **strong))
