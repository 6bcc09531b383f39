"""The card grid of a block, as a coach writes it on the wall, and the whole block on one page of A4."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import INK, QUIET, routine_colors
from analysis.base.text import shortened
from analysis.block.card_grid import WORDS, GridRow
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import say_block, say_findings
from analysis.charts.block_labels import EFFORT, days_of, period
from analysis.charts.block_weeks import WEEKS_WORDS, draw_weeks
from analysis.charts.canvas import PHONE, Canvas, drawing
from analysis.charts.letters import Line
from analysis.charts.painted_table import CENTER, PaintedTable
from analysis.charts.paper import A4, Paper, paper, size_of, style
from analysis.volume.conventions import PROMISE


@checked
def plot_block_grid(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw the card grid: every exercise with its sets week by week, and the coach's load and effort.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`. Reps are next to the exercise name where they stay the same, else in the cells. Sets that
        differ between the days of a week are written as ``3/2``, in the order of the days.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.2, 0.6], "mon": "runners_world"}
    >>> ax = plot_block_grid(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> [text.get_text() for text in ax.texts if text.get_text().startswith("Hip")]
    ['Hip thrust']
    """
    check_plan(plan, sessions=True)
    height = 1.5 + 0.205 * grid_height(plan)
    with drawing(ax, width=max(PHONE, 3.1 + 0.3 * len(plan.weeks)), height=height) as canvas:
        draw_grid(canvas, plan, 7.0 if canvas.alone else 6.2)
        canvas.title(f"{plan.spec.name}: what to do in {period(plan)}")
        canvas.caption(f"{GRID_WORDS} {EFFORT}")
    return canvas.ax


GRID_WORDS = (
    "Numbers are sets (rounds of a circuit) in a session; reps are next to the exercise name, or under the "
    "sets where they change; 2/1: the days of the week in order. An empty cell: not done in that week."
)


def _rows(plan: BlockPlan, phases: Sequence[str] | None) -> list[GridRow]:
    """Return the rows of the card grid, all or those of some phases of routines."""
    return [row for row in plan.card_grid.rows if phases is None or row.phase in phases]


def grid_height(plan: BlockPlan, phases: Sequence[str] | None = None) -> float:
    """Return how many lines high the card grid is, of all or some phases of routines."""
    rows = _rows(plan, phases)
    changing = sum(row.changes for row in rows)
    own_words = sum(any(any(row.texts(name)) for row in rows) for name in WORDS)
    routines = {row.routine_id for row in rows}
    # The head takes about six lines; a routine its name and some space; an exercise that changes a second, lower line.
    return len(rows) + 0.7 * changing + 1.3 * len(routines) + 6 + own_words


def draw_grid(canvas: Canvas, plan: BlockPlan, size: float, phases: Sequence[str] | None = None) -> None:
    """Draw the card grid in letters of a size, of all or some phases of routines."""
    rows, grid = _rows(plan, phases), plan.card_grid
    table = PaintedTable(canvas, plan, (1.85 * size / 7, 1.15 * size / 7), size)  # inches, for letters of 7 points
    table.head(runs=False)
    asked = plan.summary["asked_part"]
    table.numbers("volume, % of original", ["" if np.isnan(part) else f"{100 * part:.3g}" for part in asked])
    for name, texts in grid.common.items():
        table.merged(texts, name)
    colors = routine_colors(list(dict.fromkeys(row.routine_id for row in rows)))
    for (routine, title), exercises in groupby(rows, key=lambda row: (row.routine_id, row.routine)):
        table.row += 0.3
        table.box(table.left[0], 0.2, 0.09 * table.inch, 0.6, colors[routine])
        name, letters = table.fitted(title, -table.left[0] - 0.2 * table.inch)
        table.text(table.left[0] + 0.13 * table.inch, name, fontweight="bold", fontsize=letters)
        top = table.row
        table.merged(["+".join(days) for days in days_of(plan, routine)])
        table.row = max(table.row, top + 1)  # days that are broken into lines make the row higher, never lower
        table.line(width=1.0)
        for row in exercises:
            _exercise(table, row)
            for name in WORDS:
                table.merged(grid.own_words(row, name), f"    {name}")
            table.line("#eef1f4")
    table.close()


def _exercise(table: PaintedTable, row: GridRow) -> None:
    """Draw a row: the exercise, what a set holds where it stays the same, and the sets of each week."""
    doses = {(amount, rest) for cell in row.cells for _, amount, rest in cell}
    rests = {rest for _, rest in doses}
    strong = row.phase == "strength"
    color, weight = (INK, "bold") if strong else (QUIET, "normal")
    name, size = table.fitted(row.exercise, table.left[1] - table.left[0])
    table.text(table.left[0], name, color=color, fontsize=size)
    # What every set holds stands once, in the second column: the whole dose, or what is left of it when amounts change.
    same = "".join(next(iter(doses))) if len(doses) == 1 else next(iter(rests)) if len(rests) == 1 else ""
    if same:
        size = min(0.93 * table.size, -table.left[1] / table.inch * 72 / (0.56 * len(same)))
        table.text(-0.1, same, ha="right", color=QUIET, fontsize=size)
    for week, cell in enumerate(row.cells):
        if not cell:
            continue
        each_day = [sets for sets, _, _ in cell]
        sets = each_day[0] if len(set(each_day)) == 1 else "/".join(each_day)
        table.text(week + 0.5, sets, ha="center", color=color, fontweight=weight, fontsize=table.fitting(sets))
        if len(doses) > 1:
            holds = dict.fromkeys(amount + ("" if len(rests) == 1 else rest) for _, amount, rest in cell)
            below = "/".join(holds)
            # A second line in the row, 0.7 of a row further down.
            look = {**CENTER, "fontsize": 0.93 * table.fitting(below), "color": QUIET}
            table.ax.text(week + 0.5, table.row + 1.2, below, **look)
    table.row += 1.7 if len(doses) > 1 else 1


MARGIN, WEEKS_HEIGHT, LINE = 0.5, 1.75, 0.105
"""Inches."""


SMALL, CHARACTER = 6.3, 0.56
"""Points, and parts of them that a character is wide."""


SMALLEST_ROW, MOST_LINES = 0.12, 17
"""Inches of a row of the grid below which only what is scaled is drawn, and lines of findings that take its place."""


PART_WORDS = " Exercises of sections that stay as published are left out here."


@checked
def plot_block_summary(plan: BlockPlan, findings: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a block on a page of A4: grid, sets of each week, findings; nothing hangs on colour.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`. Those that do not fit on the page are counted.
    ax : Axes, optional
        Where to draw, which is the size of the page then; default a new figure.

    Returns
    -------
    Axes
        The page; the grid and the weeks are ``child_axes`` of it.

    Raises
    ------
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> len(plot_block_summary(plan, check_block(plan)).child_axes)
    2
    """
    check_plan(plan, sessions=True)
    with style():
        page = paper(ax, *(A4 if ax is None else size_of(ax)))
        top = MARGIN
        page.write(MARGIN, top, Line(shortened(plan.spec.name, 60), 14, weight="bold"))
        top += 0.32
        top += _write(page, _wrapped(page, say_block(plan)), top)
        findings_lines = [_wrapped(page, line, "   ") for line in say_findings(plan, findings, most=None).splitlines()]
        top, phases = _draw_grid(page, plan, top, sum(map(len, findings_lines)))
        top += _write(page, _wrapped(page, GRID_WORDS + PART_WORDS * (phases is not None)), top) + 0.22
        # A little to the right of the margin: the numbers of its axis stand there.
        weeks = page.inset(MARGIN + 0.4, top, page.width - 2 * MARGIN - 0.4, WEEKS_HEIGHT)
        keys = draw_weeks(Canvas(weeks, alone=False), plan)
        weeks.tick_params(labelsize=6)
        weeks.set_ylabel("whole sets a week", fontsize=6.5)
        weeks.legend(handles=keys, loc="lower right", bbox_to_anchor=(1, 1.0), ncols=4, fontsize=6.5)
        top += WEEKS_HEIGHT + 0.35
        top += _write(page, _wrapped(page, f"{WEEKS_WORDS} {EFFORT} {PROMISE}"), top) + 0.14
        page.write(MARGIN, top, Line("Worth a second thought", 9, weight="bold"))
        top += 0.2
        _write(page, _kept(findings_lines, int((page.height - top - MARGIN * 0.6) / LINE)), top, color="black")
    return page.ax


def _draw_grid(page: Paper, plan: BlockPlan, top: float, lines: int) -> tuple[float, Sequence[str] | None]:
    """Draw the card grid; return where it ends, and the phases that it was cut down to, if it was.

    The grid takes what the findings leave, and the findings at least a quarter of the page.
    """
    left = page.height - top - MARGIN - WEEKS_HEIGHT - 1.35 - min(lines + 1, MOST_LINES) * LINE
    phases = None
    if left / grid_height(plan) < SMALLEST_ROW:  # what stays as published is left to the card grid of its own
        phases = plan.spec.scale
    rows = grid_height(plan, phases)
    row = min(0.165, left / rows)
    grid = page.inset(MARGIN, top, page.width - 2 * MARGIN, rows * row)
    draw_grid(Canvas(grid, alone=False), plan, min(7.0, row * 72 * 0.68), phases)  # letters of two thirds of a row
    return top + rows * row + 0.08, phases


def _kept(findings: list[list[str]], room: int) -> list[str]:
    """Return as many findings as have room, whole ones, and the last line of all, which always has it."""
    kept: list[str] = []
    for number, lines in enumerate(findings[:-1]):
        more = len(findings) - 1 - number
        # One line more is kept free for the count, unless this finding is the last.
        if len(kept) + len(lines) + (more > 1) > room - len(findings[-1]):
            kept.append(f"and {more} more; findings.csv holds them all.")
            break
        kept += lines
    return kept + findings[-1]


def _wrapped(page: Paper, text: str, indent: str = "") -> list[str]:
    """Break a text into lines as wide as the page between its margins."""
    width = int((page.width - 2 * MARGIN) * 72 / (CHARACTER * SMALL))
    return textwrap.wrap(text, width, subsequent_indent=indent)


def _write(page: Paper, lines: list[str], top: float, color: str = QUIET) -> float:
    """Write lines from the left margin and return the inches they take."""
    page.column(MARGIN, top, [Line(line, SMALL, color) for line in lines], LINE * 72 / SMALL)
    return LINE * len(lines)
