"""What the panel shows: the card grid as a table, the sets of each week as a chart, and what was found."""

from __future__ import annotations

import base64
import html
import io
import warnings
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.base.text import span
from analysis.block.card_grid import WRITTEN, used_rows
from analysis.block.grid_cells import common_words, row_words, week_cells
from analysis.block.plan import BlockPlan
from analysis.block.sentences import say_block, say_findings
from analysis.library.labels import labels

LOOK = """<style>
.block-grid { border-collapse: collapse; font-size: 12px; line-height: 1.35; white-space: nowrap; }
.block-grid th, .block-grid td { padding: 2px 4px; text-align: center; border: 0; border-bottom: 1px solid #dde3e8; }
.block-grid th[scope=row] { text-align: left; font-weight: normal; position: sticky; left: 0;
  background: var(--jp-layout-color0, white); }
.block-grid .head th { text-align: left; font-weight: bold; border-bottom: 2px solid #8b959e; padding-top: 8px; }
.block-grid .strong th, .block-grid .strong td { font-weight: bold; }
.block-grid caption { text-align: left; }
.block-wide { overflow-x: auto; max-width: 100%; }
</style>"""


SIZE, DOTS = (8.2, 3.0), 96
"""Inches of the chart, and pixels an inch."""


WIDTH = int(SIZE[0] * DOTS)


def grid_table(plan: BlockPlan) -> str:
    """Write the card grid as a table of HTML: exercise x week, what stays the same behind the exercise.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> table = grid_table(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> "<th scope='row'>Hip thrust</th><td>10</td><td>3</td><td>3</td>" in table
    True
    """
    cells = week_cells(plan)
    rows = [
        _row("", "phase", plan.summary["block_phase"], "strong"),
        _row("", "week", plan.summary["number"], "strong"),
    ]
    common = {name: common_words(plan, name) for name in WRITTEN[1:]}
    rows += [_row(name, "", texts) for name, texts in common.items() if any(texts)]
    own = _own_words(plan, common)
    exercises = plan.source.prescriptions.take(used_rows(plan.source, plan.units))
    names, routines = labels(plan.source, "exercise_id"), labels(plan.source, "routine_id")
    before = ""
    for routine, position, exercise, phase in zip(
        *(exercises[name].tolist() for name in ("routine_id", "position", "exercise_id", "phase")), strict=True
    ):
        if routine != before:
            head = f"<th colspan='{len(plan.weeks) + 2}' scope='rowgroup'>{html.escape(routines[routine])}</th>"
            rows.append(f"<tr class='head'>{head}</tr>")
            before = routine
        about, texts = row_words(cells.get((routine, position), []))
        rows.append(_row(names[exercise], about, texts, "strong" if phase == "strength" else "", alike=False))
        for name in WRITTEN[1:]:
            said = [", ".join(own.get((routine, position, week, name), ())) for week in plan.weeks]
            rows += [_row(f"\u2003{name}", "", said)] * any(said)
    caption = "Sets (rounds of a circuit) in a session; what one set holds stands behind the exercise."
    table = f"<table class='block-grid'><caption>{caption}</caption>{''.join(rows)}</table>"
    return f"{LOOK}<div class='block-wide' tabindex='0' role='region' aria-label='Card grid'>{table}</div>"


def _own_words(plan: BlockPlan, common: dict[str, list[str]]) -> dict[tuple[str, int, str, str], dict[str, None]]:
    """Return what is said of an exercise in a week and not of the whole week: load, effort and variation."""
    shared = {
        (week, name): text for name, texts in common.items() for week, text in zip(plan.weeks, texts, strict=True)
    }
    found: dict[tuple[str, int, str, str], dict[str, None]] = {}
    columns = (plan.prescriptions[name].tolist() for name in ("routine_id", "position", "week", *WRITTEN[1:]))
    for routine, position, week, *words in zip(*columns, strict=True):
        for name, text in zip(WRITTEN[1:], words, strict=True):
            if text and text != shared[week, name]:
                found.setdefault((routine, position, week, name), {})[text] = None
    return found


def _row(head: str, hold: str, cells: Iterable[object], kind: str = "", *, alike: bool = True) -> str:
    """Write a row; cells that follow one another and are alike are one."""
    texts = [html.escape(str(cell)) for cell in cells]
    runs = [(text, len(list(run))) for text, run in groupby(texts)] if alike else [(text, 1) for text in texts]
    wide = "".join(f"<td colspan='{length}'>{text}</td>" if length > 1 else f"<td>{text}</td>" for text, length in runs)
    return f"<tr class='{kind}'><th scope='row'>{html.escape(head)}</th><td>{html.escape(hold)}</td>{wide}</tr>"


def chart_image(plan: BlockPlan) -> str:
    """Draw the sets of each week as an image of HTML, its figures as the words for it.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> chart_image(plan).partition("<img ")[2].partition(" src=")[0]
    "alt='Whole sets a week, strength + activation: 18 + 6, 18 + 6'"
    """
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.charts.block_weeks import draw_weeks, weeks_caption, weeks_title
    from analysis.charts.canvas import STYLE, Canvas

    weeks = plan.summary
    parts = (zip(weeks[f"{one}_sets_min"], weeks[f"{one}_sets_max"], strict=True) for one in ("strength", "activation"))
    figures = ", ".join(f"{span(*strength)} + {span(*activation)}" for strength, activation in zip(*parts, strict=True))
    if plan.sessions.empty:
        return "<p>The block has no session.</p>"
    style: list[Any] = ["default", STYLE, {"figure.constrained_layout.use": False}]
    with plt.style.context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # it is drawn as a box
        figure = Figure(figsize=SIZE, dpi=DOTS)  # of its own canvas: nothing is shown, and pyplot keeps nothing
        drawn = Canvas(figure.add_axes((0.06, 0.16, 0.93, 0.72)), own=False)
        drawn.legend(draw_weeks(drawn, plan), ncols=4)
        canvas: Any = FigureCanvasAgg(figure)
        drawing = io.BytesIO()
        canvas.print_png(drawing, pil_kwargs={"compress_level": 1})
    data = base64.b64encode(drawing.getvalue()).decode()
    words = html.escape(f"Whole sets a week, strength + activation: {figures}", quote=True)
    picture = f"<img alt='{words}' src='data:image/png;base64,{data}' style='width: 100%; max-width: {WIDTH}px'>"
    title, caption = html.escape(weeks_title(plan)), html.escape(weeks_caption(plan))
    below = f"<figcaption style='font-size: 12px; line-height: 1.35'>{caption}</figcaption>"
    return f"<figure style='margin: 0'><b>{title}</b>{picture}{below}</figure>"


def findings_list(plan: BlockPlan, findings: pd.DataFrame) -> str:
    """Write what the block comes to and what was found as HTML."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in say_findings(plan, findings))
    return f"<div style='line-height: 1.4'><p>{html.escape(say_block(plan))}</p><ul>{items}</ul></div>"
