"""The card grid of a block, as a coach writes it on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import QUIET, routine_colors
from analysis.base.text import number, plural
from analysis.block.card_grid import WORDS, GridRow
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import weeks_said
from analysis.charts.block_labels import days_of, events_of
from analysis.charts.letters import LABEL, NOTE, Line, text_width, wrapped
from analysis.charts.painted_table import (
    Page,
    Painter,
    Row,
    boxes_row,
    columns_of,
    height_of,
    paged,
    plot_page,
    room_of,
    stacked,
    tall,
    texts_row,
    weeks_rows,
    words_row,
)
from analysis.charts.tints import ink, light
from analysis.volume.sentences import TINTS


@checked
def plot_block_grid(plan: BlockPlan, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw the card grid: every exercise with its sets week by week, and the coach's load and effort.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`. Reps are next to the exercise name if they stay the same, else in the cells; consecutive
        weeks with the same dose share a cell. Sets that differ between the days of a week are written as
        ``3/2``, in the order of the days.
    page : int
        Number of the page among `block_grid_pages`, from 1.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the plan is not a plan, or has no session or no such page.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.2, 0.6], "mon": "runners_world"}
    >>> ax = plot_block_grid(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> [text.get_text() for text in ax.texts if text.get_text().startswith("Hip")]
    ['Hip thrust']
    """
    check_plan(plan, sessions=True)
    pages = grid_pages(plan, *room_of(ax))
    return plot_page(pages, page, ax, title=grid_title(plan), counted=GRID_COUNTED, caption=grid_note(plan))


@checked
def block_grid_pages(plan: BlockPlan, *, ax: Axes | None = None) -> int:
    """Return the number of pages of `plot_block_grid`.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 25, "mon": "runners_world"}
    >>> block_grid_pages(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    2
    """
    check_plan(plan, sessions=True)
    return len(grid_pages(plan, *room_of(ax)))


GRID_COUNTED = f"Sets in a session, × reps where they change; {TINTS}"


def grid_note(plan: BlockPlan) -> str:
    """Return the note on how to read the cells, for the types of cells that are used."""
    rows = plan.card_grid.rows
    turns = " 2/1: the days of the week in order." * any("/" in text for row in rows for text in _cells(row)[1])
    return f"Dates are Mondays.{turns}{' No cell: not done.' * any(not all(row.done) for row in rows)}"


def grid_title(plan: BlockPlan) -> str:
    """Return the title: how many exercises change over the block."""
    rows = [row for row in plan.card_grid.rows if any(row.done)]
    changing = sum(len({tuple(cell) for cell in row.cells if cell}) > 1 for row in rows)
    if changing in (0, len(rows)):
        same = "change" if changing else "stay the same"
        return f"{plan.spec.name}: all {plural(len(rows), 'exercise')} {same} over {plural(len(plan.weeks), 'week')}"
    return f"{plan.spec.name}: {changing} of {len(rows)} exercises change, the others stay the same"


def grid_pages(plan: BlockPlan, width: float, room: float, begun: tuple[float, float] = (0, 0)) -> list[Page]:
    """Return the pages for a width and height in inches.

    If a page is ``begun``, with columns and inches left, the first page of as many columns goes on it, even if blank.
    """
    grid = plan.card_grid
    colors = routine_colors(list(dict.fromkeys(row.routine_id for row in grid.rows)))
    pages: list[Page] = []
    texts = [text for row in grid.rows for text in _cells(row)[1]]
    for weeks in columns_of(len(plan.weeks), width, texts):
        unit = width / len(weeks)
        phases, numbers, dates = weeks_rows(plan, weeks, unit)
        told = _head(plan, weeks, width)
        head = [phases, numbers, dates, *told]
        groups = []
        for (routine, name), exercises in groupby(grid.rows, key=lambda row: (row.routine_id, row.routine)):
            days = [" ".join(days).title() for days in days_of(plan, routine)]
            title = words_row(wrapped(name, width, LABEL, ink(colors[routine]), "bold"), 0.14)
            # Exercises not done in these weeks have no row on this page.
            done = [row for row in exercises if any(row.done[weeks.start : weeks.stop])]
            rows = [_exercise(plan, row, days, weeks, width, colors[routine]) for row in done]
            groups.append((stacked(title, boxes_row(days[weeks.start : weeks.stop], unit, "#eef1f4", "normal")), rows))
        goes_on = not pages and len(weeks) == begun[0]  # below a chart of the same weeks
        below = [Row(0.06), numbers, *told] if goes_on else head
        shared = paged(groups, room - height_of(head), begun=begun[1] - height_of(below) if goes_on else None)
        heads = [below, *[head] * (len(shared) - 1)]
        pages += [(len(weeks), [*own, *rows] if rows else []) for own, rows in zip(heads, shared, strict=True)]
    return pages


def _over_weeks(texts: Sequence[str], weeks: range) -> str:
    """Return the words of some weeks: once if all weeks with a text share it."""
    lines: dict[str, list[int]] = {}
    for week in weeks:
        if texts[week]:
            lines.setdefault(texts[week], []).append(week + 1)
    if len(lines) == 1 and sum(map(len, lines.values())) == len(weeks):
        return next(iter(lines))
    return "; ".join(f"{text} ({weeks_said([], numbers).replace('-', '–')})" for text, numbers in lines.items())


def _head(plan: BlockPlan, weeks: range, width: float) -> list[Row]:
    """Return the rows above all exercises: volume, days off and race, and the coach's words for whole weeks."""
    asked = plan.summary["asked_part"].tolist()
    parts = [[Line("" if np.isnan(asked[week]) else number(100 * asked[week], 0), NOTE)] for week in weeks]
    rows = [words_row([Line("Volume, % of original", NOTE, QUIET)], 0.08), texts_row(parts), Row(0.05)]
    own = {name.capitalize(): texts for name, texts in plan.card_grid.common.items()}
    said = [_over_weeks(texts, weeks) for texts in events_of(plan).values()]
    said = [text[:1].upper() + text[1:] for text in said]
    said += [f"{name}: {text}" for name, texts in own.items() if (text := _over_weeks(texts, weeks))]
    return [*rows, *(words_row(wrapped(text, width, NOTE)) for text in said if text)]


def _cells(row: GridRow) -> tuple[str, list[str]]:
    """Return the constant part of an exercise's sets, and week by week its sets and the part that changes."""
    doses = {(amount, rest) for cell in row.cells for _, amount, rest in cell}
    rests = {rest for _, rest in doses}
    texts = []
    for cell in row.cells:
        each_day = [sets for sets, _, _ in cell]
        sets = "/".join(each_day if len(set(each_day)) > 1 else each_day[:1])
        holds = dict.fromkeys(amount.lstrip("×") + rest * (len(rests) > 1) for _, amount, rest in cell)
        texts.append(f"{sets} × {'/'.join(holds)}" if len(doses) > 1 and cell else sets)
    same = "".join(*doses).lstrip("×") if len(doses) == 1 else "".join(rests) if len(rests) == 1 else ""
    return same.replace("/", " per ").strip(" ,"), texts


def _exercise(plan: BlockPlan, row: GridRow, days: Sequence[str], weeks: range, width: float, color: str) -> Row:
    """Return the row of an exercise: its name and the constant part of its sets, the coach's words, and its weeks."""
    weight = "bold" if row.phase == "strength" else "normal"
    same, texts = _cells(row)
    name = wrapped(row.exercise, width, LABEL, weight=weight)
    # Sets that stay the same in all weeks of the routine are written once, without cells.
    steady = len({text for text, on in zip(texts, days, strict=True) if on}) == 1
    if steady:
        sets = next(filter(None, texts))
        same = f"{sets} {same}" if "×" in sets else f"{sets} × {same}"
    # The constant part is behind the name, or below it if it doesn't fit.
    behind = text_width(name[-1].text, LABEL, weight) + 0.12
    beside = behind + text_width(same, NOTE, weight) <= width
    about = [] if beside else wrapped(same, width, NOTE)
    for words in WORDS:
        text = _over_weeks(plan.card_grid.own_words(row, words), weeks)
        about += wrapped(f"{words.capitalize()}: {text}", width, NOTE, QUIET) if text else []

    def paint(painter: Painter, top: float) -> None:
        painter.write(0, top, [*name, *about])
        if beside:
            line = top + tall(name[:-1]) + (LABEL - NOTE) * 1.02 / 72
            painter.write(behind / painter.unit, line, [Line(same, NOTE)])

    lines = Row(tall([*name, *about]) + 0.02, paint)
    shade = color if row.phase == "strength" else light(color)
    return lines if steady else stacked(lines, boxes_row(texts[weeks.start : weeks.stop], width / len(weeks), shade))
