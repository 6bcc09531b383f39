"""A block on one page of A4: the card grid, the sets of each week, and what deserves a second thought."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import QUIET
from analysis.base.text import shortened
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import say_block, say_findings
from analysis.charts.block_grid import GRID_WORDS, draw_grid, grid_height
from analysis.charts.block_labels import EFFORT
from analysis.charts.block_weeks import WEEKS_WORDS, draw_weeks
from analysis.charts.canvas import Canvas
from analysis.charts.paper import A4, Line, Paper, paper, size_of, style
from analysis.volume.conventions import PROMISE

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
        findings_lines = [_wrapped(page, line, "   ") for line in say_findings(plan, findings).splitlines()]
        top, phases = _draw_grid(page, plan, top, sum(map(len, findings_lines)))
        top += _write(page, _wrapped(page, GRID_WORDS + PART_WORDS * (phases is not None)), top) + 0.22
        # A little to the right of the margin: the numbers of its axis stand there.
        weeks = page.inset(MARGIN + 0.4, top, page.width - 2 * MARGIN - 0.4, WEEKS_HEIGHT)
        keys = draw_weeks(Canvas(weeks, own=False), plan)
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
    draw_grid(Canvas(grid, own=False), plan, min(7.0, row * 72 * 0.68), phases)  # letters of two thirds of a row
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
