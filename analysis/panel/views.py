"""What the panel shows beside the card grid: the chart of the weeks, what was found, and links to files."""

from __future__ import annotations

import base64
import gc
import html
import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.base.text import spans
from analysis.block.plan import BlockPlan
from analysis.block.sentences import say_block, say_findings
from analysis.library.terms import COUNTED_KINDS

KEYS = """const own = (event) => event.target.setAttribute('data-lm-suppress-shortcuts', 'true');
const listen = () => element.isConnected
  ? element.closest('.block-panel').addEventListener('focusin', own)
  : requestAnimationFrame(listen);
listen();"""
"""Keys pressed in a list or on a button of the panel are its own: without this JupyterLab takes them as commands."""


LOOK = (Path(__file__).parent / "panel.css").read_text(encoding="utf-8")
"""How the panel is laid out."""


INCHES, HIGH, DOTS = 8.2, 1.1, 96
"""Width of the chart and height of its bars in inches, and pixels an inch."""


def displayed(data: dict[str, str]) -> dict[str, Any]:
    """Return what an output of Jupyter shows, by kind, as the output keeps it."""
    return {"output_type": "display_data", "metadata": {}, "data": data}


def file_links(files: list[Path], home: Path) -> dict[str, str]:
    """List files with links that Jupyter follows; those outside of the folder of the notebook by name alone.

    Examples
    --------
    >>> file_links([Path("block/grid.csv")], Path("block"))["text/html"]
    "<ul style='columns: 3'><li><a href='block/grid.csv'>grid.csv</a></li></ul>"
    """
    items = []
    for path in files:
        name = html.escape(path.relative_to(home).as_posix())
        try:
            near = Path(os.path.relpath(path))
        except ValueError:  # on another drive
            near = path.resolve()
        # Jupyter serves nothing above the folder that it was started in: a link there would lead nowhere.
        inside = not near.is_absolute() and ".." not in near.parts
        items.append(f"<li><a href='{quote(near.as_posix())}'>{name}</a></li>" if inside else f"<li>{name}</li>")
    return {"text/plain": "", "text/html": f"<ul style='columns: 3'>{''.join(items)}</ul>"}


@contextmanager
def no_pause() -> Iterator[None]:
    """Let the collection of garbage wait: in a long-lived kernel one round of it takes longer than a redraw may."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def chart_image(plan: BlockPlan) -> str:
    """Draw the sets of each week as images of HTML, one for as many weeks as fit, the figures as the words for them.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> chart_image(plan).partition("<img ")[2].partition(" src=")[0]
    "alt='Sets a week, strength + light: 12 + 12, 12 + 12'"
    """
    from analysis.charts.block_weeks import WEEKS_COUNTED, weeks_of_pages, weeks_title

    if plan.sessions.empty:
        return "<p>The block has no session.</p>"
    pictures = "".join(_picture(plan, weeks) for weeks in weeks_of_pages(plan, INCHES))
    title = f"<b>{html.escape(weeks_title(plan))}</b>"
    return f"<figure style='margin: 0'>{title}<figcaption>{WEEKS_COUNTED}</figcaption>{pictures}</figure>"


def _picture(plan: BlockPlan, weeks: range) -> str:
    """Draw some weeks."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.charts.block_weeks import weeks_rows_of
    from analysis.charts.canvas import style
    from analysis.charts.painted_table import Painter, height_of

    columns = (spans(plan.summary, f"{kind}_sets")[weeks.start : weeks.stop] for kind in COUNTED_KINDS)
    figures = ", ".join(" + ".join(week) for week in zip(*columns, strict=True))
    rows = weeks_rows_of(plan, weeks, INCHES, HIGH)
    height = height_of(rows)
    with style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # it is drawn as a box
        figure = Figure(figsize=(INCHES, height), dpi=DOTS)  # of its own canvas: nothing is shown, nothing is kept
        painter = Painter(figure.add_axes((0, 0, 1, 1)), INCHES, len(weeks))
        painter.ax.set_ylim(height, 0)
        painter.paint(rows)
        canvas: Any = FigureCanvasAgg(figure)
        drawing = io.BytesIO()
        canvas.print_png(drawing, pil_kwargs={"compress_level": 1})
    # In the page itself: a notebook that is sent on keeps its pictures.
    data = base64.b64encode(drawing.getvalue()).decode()
    words = html.escape(f"Sets a week, strength + light: {figures}", quote=True)
    width = int(INCHES * DOTS)
    return f"<img alt='{words}' src='data:image/png;base64,{data}' style='width: 100%; max-width: {width}px'>"


def findings_list(plan: BlockPlan, findings: pd.DataFrame) -> str:
    """Write what the block comes to and what was found as HTML."""
    lines = (html.escape(line) for line in say_findings(plan, findings).splitlines())
    items = "".join(f"<li>{line[2:]}</li>" if line.startswith("- ") else f"</ul><b>{line}</b><ul>" for line in lines)
    return f"<div style='line-height: 1.4'><p>{html.escape(say_block(plan))}</p><ul>{items}</ul></div>"
