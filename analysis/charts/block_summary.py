"""A block as A4 pages: a summary with the sets of each week, the findings, and the card grid."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import INK, QUIET
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import say_block, say_findings
from analysis.charts.block_grid import GRID_COUNTED, grid_note, grid_pages
from analysis.charts.block_weeks import WEEKS_COUNTED, weeks_of_pages, weeks_rows_of
from analysis.charts.canvas import A4, check_page, paper, size_of, style
from analysis.charts.letters import LABEL, NOTE, TITLE, Line, wrapped
from analysis.charts.painted_table import LEAD, Page, Painter, Row, height_of, paged, tall, words_row
from analysis.volume.sentences import PROMISE

MARGIN = 0.5
"""Inches."""


@checked
def plot_block_summary(plan: BlockPlan, findings: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw a block to print: sets of each week, all findings, card grid; readable without colour.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`.
    findings : DataFrame
        From `check_block`.
    page : int
        Number of the page among `block_summary_pages`, from 1.
    ax : Axes, optional
        Where to draw, and then the size of the page; default a new A4 figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the plan is not a plan, or has no session or no such page.

    Examples
    --------
    >>> from analysis import check_block, load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> block_summary_pages(plan, check_block(plan))
    2
    >>> plot_block_summary(plan, check_block(plan)).texts[0].get_text()
    'Spring'
    """
    width, height = A4 if ax is None else size_of(ax)
    pages = _pages(plan, findings, width, height)
    check_page(page, len(pages))
    columns, rows = pages[page - 1]
    with style():
        sheet = paper(ax, width, height)
        # The margins are part of the axes, in columns of the page.
        inner = width - 2 * MARGIN
        painter = Painter(sheet, inner, columns)
        sheet.set_xlim(-MARGIN / painter.unit, columns + MARGIN / painter.unit)
        sheet.set_ylim(height, 0)
        painter.paint(rows, MARGIN)
        foot = wrapped(f"{plan.spec.name}, page {page} of {len(pages)}. {PROMISE}", inner, NOTE, QUIET)
        painter.write(0, height - MARGIN - tall(foot), foot)
    return sheet


@checked
def block_summary_pages(plan: BlockPlan, findings: pd.DataFrame, *, ax: Axes | None = None) -> int:
    """Return the number of pages of `plot_block_summary`."""
    return len(_pages(plan, findings, *(A4 if ax is None else size_of(ax))))


def _pages(plan: BlockPlan, findings: pd.DataFrame, width: float, height: float) -> list[Page]:
    """Return the pages: the summary, its weeks, the findings, the card grid."""
    check_plan(plan, sessions=True)
    inner = width - 2 * MARGIN
    foot = 3 * NOTE * LEAD / 72
    room = height - 2 * MARGIN - foot

    def words(text: str, color: str = INK) -> Row:
        return words_row(wrapped(text, inner, NOTE, color))

    top = [words_row(wrapped(plan.spec.name, inner, TITLE, weight="bold")), words(say_block(plan)), Row(0.1)]
    top.append(words_row(wrapped(WEEKS_COUNTED, inner, LABEL, QUIET)))
    weeks = [(len(part), weeks_rows_of(plan, part, inner)) for part in weeks_of_pages(plan, inner)]
    weeks[0][1][:0] = top
    # Findings continue on the last page of the weeks if there is room, and the card grid on the last page of findings.
    lines = [words(line) for line in say_findings(plan, findings, most=None).splitlines() if line.strip()]
    head = words_row([Line("Worth a second thought", LABEL, weight="bold")], 0.1)
    columns, rows = weeks.pop()
    first, *more = paged([(head, lines)], room, begun=room - height_of(rows))
    pages = [*weeks, (columns, [*rows, *first]), *((columns, part) for part in more)]
    title = words_row(wrapped(f"{GRID_COUNTED}. {grid_note(plan)}", inner, NOTE, QUIET), 0.14)
    left = room - title.height - height_of(pages[-1][1])
    grid = grid_pages(plan, inner, room - title.height, (columns, left))
    if grid[0][0] == columns:
        pages[-1][1].extend([title, *grid[0][1]] if grid[0][1] else [])
        del grid[0]
    return [*pages, *((columns, [title, *own]) for columns, own in grid)]
