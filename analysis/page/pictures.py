"""The charts of the page: drawn without their words, which stand around them as text of the page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.files.figure_files import saving

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    """Take a chart apart into its drawing and its words; the figure is used up by it."""
    figure: Any = ax.get_figure(root=True)
    counted = next((text for text in ax.texts if text.get_gid() == "counted"), None)
    words = [figure._suptitle, counted, figure._supxlabel]
    texts = [" ".join(text.get_text().split()) if text is not None else "" for text in words]
    figure.draw_without_rendering()
    freed = sum(text.get_window_extent().height for text in words if text is not None) / figure.dpi
    for text in filter(None, words):
        text.set(visible=False, in_layout=False)
    figure.set_figheight(figure.get_figheight() - freed)
    drawing = io.StringIO()
    with saving():
        figure.savefig(drawing, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return Picture(_bare(drawing.getvalue(), name, texts[0]), *texts)


def _bare(svg: str, name: str, title: str) -> str:
    """Leave of an SVG file what an HTML page needs: no digits that no screen shows, no names that nothing refers to."""
    body = _LONG.sub(r"\1", svg[svg.index("<svg") :])
    body = body.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    used = set(re.findall(r"#([\w-]+)", body))
    body = _ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", body)
    body = re.sub(r'(url\(|xlink:href=")#', rf"\1#{name}-", body)
    # As wide as its place on the page allows.
    box = re.search(r'viewBox="[^"]*"', body)
    label = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    head = f'<svg {box[0] if box else ""} role="img" aria-label="{label}" xmlns:xlink="http://www.w3.org/1999/xlink">'
    return head + " ".join(body[body.index(">") + 1 :].split())
