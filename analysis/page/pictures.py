"""The charts of the page: drawn without text, which the page sets around them."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.files.figure_files import laid_out, saving

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

_LONG = re.compile(r"(\d+\.\d{2})\d+")


_ID = re.compile(r' id="([^"]*)"')


@dataclass(frozen=True)
class Picture:
    """A chart of the page: its drawing, and in words its finding, what is counted in it, and its note."""

    svg: str
    title: str
    counted: str
    note: str


def picture(ax: Axes, name: str) -> Picture:
    """Return a chart split into its drawing and its words; the words are hidden in the figure from then on."""
    figure: Any = ax.get_figure(root=True)
    counted = next((text for text in ax.texts if text.get_gid() == "counted"), None)
    words = [figure._suptitle, counted, figure._supxlabel]
    texts = [" ".join(text.get_text().split()) if text is not None else "" for text in words]
    drawing = io.StringIO()
    with saving(), laid_out(figure):
        across, *heights = _between(figure, words)
        for text in filter(None, words):
            text.set_visible(False)
        figure.savefig(drawing, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    box = " ".join(f"{72 * inches:.1f}" for inches in (0, heights[0], across, heights[1] - heights[0]))
    return Picture(_bare(drawing.getvalue(), name, texts[0], box), *texts)


def _between(figure: Figure, words: list[Text | None]) -> tuple[float, float, float]:
    """Return a figure's width, and the top and bottom of its drawing between its words and its note, in inches."""
    across, high = figure.get_size_inches()
    title, counted, note = (text.get_window_extent() if text is not None else None for text in words)
    top = max((high - extent.y0 / figure.dpi for extent in (title, counted) if extent is not None), default=0.0)
    return across, top, high - note.y1 / figure.dpi if note is not None else high


def _bare(svg: str, name: str, title: str, box: str) -> str:
    """Return an SVG file reduced for an HTML page: no decimals that no screen shows, no unreferenced ids."""
    body = _LONG.sub(r"\1", svg[svg.index("<svg") :])
    body = body.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    used = set(re.findall(r"#([\w-]+)", body))
    body = _ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", body)
    body = re.sub(r'(url\(|xlink:href=")#', rf"\1#{name}-", body)
    # As wide as its container on the page allows.
    label = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    head = f'<svg viewBox="{box}" role="img" aria-label="{label}" xmlns:xlink="http://www.w3.org/1999/xlink">'
    return head + " ".join(body[body.index(">") + 1 :].split())
