"""The panel's views beside the card grid: the chart of the weeks, the findings, and links to files."""

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
"""Keys pressed in the panel stay there: without this, JupyterLab takes keys in lists and on buttons as commands."""


LOOK = (Path(__file__).parent / "panel.css").read_text(encoding="utf-8")
"""Layout of the panel."""


INCHES, HIGH, DOTS = 8.2, 1.1, 96
"""Width of the chart and height of its bars in inches, and pixels per inch."""


def displayed(data: dict[str, str]) -> dict[str, Any]:
    """Return the content of a Jupyter output, by MIME type, in the output's own format."""
    return {"output_type": "display_data", "metadata": {}, "data": data}


def file_links(files: list[Path], home: Path) -> dict[str, str]:
    """Return a list of files with links that Jupyter follows; files outside the notebook's folder have names only.

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
        # Jupyter serves nothing above the folder it was started in: a link there would be dead.
        inside = not near.is_absolute() and ".." not in near.parts
        items.append(f"<li><a href='{quote(near.as_posix())}'>{name}</a></li>" if inside else f"<li>{name}</li>")
    return {"text/plain": "", "text/html": f"<ul style='columns: 3'>{''.join(items)}</ul>"}


@contextmanager
def no_pause() -> Iterator[None]:
    """Pause garbage collection: in a long-lived kernel one run takes longer than a redraw may."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def chart_image(plan: BlockPlan) -> str:
    """Return the weekly sets as HTML images, one for as many weeks as fit, with the figures as alternative text.

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
    """Return an image of some weeks."""
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
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # drawn as a box
        figure = Figure(figsize=(INCHES, height), dpi=DOTS)  # with its own canvas: never shown or kept by pyplot
        painter = Painter(figure.add_axes((0, 0, 1, 1)), INCHES, len(weeks))
        painter.ax.set_ylim(height, 0)
        painter.paint(rows)
        canvas: Any = FigureCanvasAgg(figure)
        drawing = io.BytesIO()
        canvas.print_png(drawing, pil_kwargs={"compress_level": 1})
    # Embedded in the page: a notebook that is sent on keeps its pictures.
    data = base64.b64encode(drawing.getvalue()).decode()
    words = html.escape(f"Sets a week, strength + light: {figures}", quote=True)
    width = int(INCHES * DOTS)
    return f"<img alt='{words}' src='data:image/png;base64,{data}' style='width: 100%; max-width: {width}px'>"


def findings_list(plan: BlockPlan, findings: pd.DataFrame) -> str:
    """Return the block's summary and findings as HTML."""
    lines = (html.escape(line) for line in say_findings(plan, findings).splitlines())
    items = "".join(f"<li>{line[2:]}</li>" if line.startswith("- ") else f"</ul><b>{line}</b><ul>" for line in lines)
    return f"<div style='line-height: 1.4'><p>{html.escape(say_block(plan))}</p><ul>{items}</ul></div>"
