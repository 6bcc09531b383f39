"""A block on one page of A4: the card grid, the sets of each week, and what deserves a second thought."""

from __future__ import annotations

import textwrap

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis.base.colors import QUIET
from analysis.base.text import shortened
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import say_block, say_findings
from analysis.charts.block_grid import GRID_WORDS, draw_grid, grid_height
from analysis.charts.block_weeks import WEEKS_WORDS, draw_weeks
from analysis.charts.canvas import STYLE, Canvas
from analysis.charts.week_columns import EFFORT
from analysis.volume.conventions import PROMISE

A4 = (8.27, 11.69)


MARGIN, WEEKS_HEIGHT, LINE = 0.5, 1.75, 0.105
"""Inches."""


SMALL, CHARACTER = 6.3, 0.56
"""Points, and parts of them that a character is wide."""


SMALLEST_ROW, MOST_LINES = 0.12, 17
"""Inches of a row of the grid below which only what is scaled is drawn, and lines of findings that take its place."""


PART_WORDS = " Exercises of sections that stay as published are left out here."


def plot_block_summary(plan: BlockPlan, findings: pd.DataFrame) -> Figure:
    """Draw a block on a page of A4: grid, sets of each week, findings; nothing hangs on colour.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    findings : DataFrame
        Of `check_block`. Those that do not fit on the page are counted.

    Returns
    -------
    Figure

    Raises
    ------
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> len(plot_block_summary(plan, check_block(plan)).axes)
    2
    """
    check_plan(plan, sessions=True)
    with plt.style.context(["default", STYLE, {"figure.constrained_layout.use": False}]):
        figure = plt.figure(figsize=A4, layout="none")
        width, height = A4[0] - 2 * MARGIN, A4[1]
        top = height - MARGIN
        head = textwrap.wrap(say_block(plan), int(width * 72 / (CHARACTER * SMALL)))
        figure.text(
            MARGIN / A4[0], top / height, shortened(plan.spec.name, 60), fontsize=14, fontweight="bold", va="top"
        )
        top -= 0.32 + _write(figure, head, top - 0.32)
        said = [
            textwrap.wrap(one, int(width * 72 / (CHARACTER * SMALL)), subsequent_indent="   ")
            for one in say_findings(plan, findings)
        ]
        # The grid takes what the findings leave, and the findings at least a quarter of the page.
        phases = None
        left = top - MARGIN - WEEKS_HEIGHT - 1.35
        needed = min(sum(map(len, said)) + 1, MOST_LINES) * LINE
        rows = grid_height(plan)
        if (left - needed) / rows < SMALLEST_ROW:  # what stays as published is left to the card grid of its own
            phases = plan.spec.scale
            rows = grid_height(plan, phases)
        row = min(0.165, (left - needed) / rows)
        high = rows * row
        grid = figure.add_axes((MARGIN / A4[0], (top - high) / height, width / A4[0], high / height))
        draw_grid(Canvas(grid, own=False), plan, min(7.0, row * 72 * 0.68), phases)
        top -= high + 0.08
        top -= (
            _write(
                figure,
                textwrap.wrap(GRID_WORDS + PART_WORDS * (phases is not None), int(width * 72 / (CHARACTER * SMALL))),
                top,
            )
            + 0.22
        )
        weeks = figure.add_axes(
            ((MARGIN + 0.4) / A4[0], (top - WEEKS_HEIGHT) / height, (width - 0.4) / A4[0], WEEKS_HEIGHT / height)
        )
        keys = draw_weeks(Canvas(weeks, own=False), plan)
        weeks.tick_params(labelsize=6)
        weeks.set_ylabel("whole sets a week", fontsize=6.5)
        weeks.legend(handles=keys, loc="lower right", bbox_to_anchor=(1, 1.0), ncols=4, fontsize=6.5)
        top -= WEEKS_HEIGHT + 0.35
        top -= (
            _write(
                figure, textwrap.wrap(f"{WEEKS_WORDS} {EFFORT} {PROMISE}", int(width * 72 / (CHARACTER * SMALL))), top
            )
            + 0.14
        )
        figure.text(MARGIN / A4[0], top / height, "Worth a second thought", fontsize=9, fontweight="bold", va="top")
        top -= 0.2
        room = int((top - MARGIN * 0.6) / LINE) - len(said[-1])
        kept: list[str] = []
        for number, lines in enumerate(said[:-1]):
            more = len(said) - 1 - number
            if len(kept) + len(lines) + (more > 1) > room:
                kept.append(f"and {more} more; findings.csv holds them all.")
                break
            kept += lines
        _write(figure, kept + said[-1], top, color="black")
    return figure


def _write(figure: Figure, lines: list[str], top: float, color: str = QUIET) -> float:
    """Write lines from the left margin and return the inches they take."""
    for number, line in enumerate(lines):
        y = (top - number * LINE) / A4[1]
        figure.text(MARGIN / A4[0], y, line, fontsize=SMALL, color=color, va="top")
    return LINE * len(lines)
