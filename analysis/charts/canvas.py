"""Shared parts of all charts: style, placement of title, legend and caption, and rows, columns and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from analysis.base.colors import QUIET
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import needs_columns
from analysis.base.text import plural
from analysis.charts.letters import LABEL, NOTE, TITLE, broken

STYLE = Path(__file__).with_name("style.mplstyle")


PHONE = 5.4
"""Width of a phone portrait in inches; 1080 pixels at 200 per inch."""


INSIDE = 5.2
"""Inches of it that axes without labels of their own have."""


A4 = (8.27, 11.69)
"""Inches of a sheet of paper."""


EDGE = 0.02
"""Left edge of text, as a share of the width."""


@dataclass
class Canvas:
    """Axes to draw on; title, legend and caption span the width of our own figure, else that of the axes."""

    ax: Axes
    alone: bool
    above: float = 6.0
    """Points already used above the axes, below the title."""

    @property
    def figure(self) -> Figure:
        """The figure of the axes."""
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise ArgumentError("the axes belong to no figure")
        return figure

    @property
    def inches(self) -> float:
        """Width to draw on: of the figure, or of given axes."""
        return self.figure.get_figwidth() * (1 if self.alone else self.ax.get_position().width)

    def _fitted(self, text: str, points: float, weight: str = "normal") -> str:
        """Return a text broken into lines of that width; in tiny axes, of three inches."""
        inches = max(3.0, self.inches * (0.96 if self.alone else 0.8))
        return broken(text, inches, points, weight)

    def title(self, text: str, counted: str = "") -> None:
        """Write the chart's message, a sentence computed from its figures, and below it what is counted."""
        if counted:
            lines = self._fitted(counted, LABEL)
            look: dict[str, Any] = {"xycoords": self._left_edge, "va": "bottom", "fontsize": LABEL, "color": QUIET}
            look["gid"] = "counted"
            self.note(lines, (EDGE if self.alone else 0, 1), (0, self.above), **look)
            self.above += 1.3 * LABEL * (lines.count("\n") + 1) + 4
        finding = self._fitted(text, TITLE, "bold")
        if self.alone:
            self.figure.suptitle(finding, x=EDGE, ha="left", fontsize=TITLE, fontweight="bold")
        else:
            self.ax.set_title(finding, pad=self.above)

    @property
    def _left_edge(self) -> Any:
        """Left edge for text, as a fraction of the figure, so words line up with the title."""
        if not self.alone:
            return self.ax.transAxes
        return blended_transform_factory(self.figure.transFigure, self.ax.transAxes)

    def caption(self, text: str) -> None:
        """Write a note of at most twenty words under the chart."""
        if self.alone:
            self.figure.supxlabel(self._fitted(text, NOTE), x=EDGE, ha="left", fontsize=NOTE, color=QUIET)
        else:  # 44 points leave room for the ticks and the axis label
            look: dict[str, Any] = {"xycoords": "axes fraction", "va": "top", "fontsize": NOTE, "color": QUIET}
            self.note(self._fitted(text, NOTE), (0, 0), (0, -44), **look)

    def fit(self, inches: float) -> None:
        """Set the height of our own figure to fit axes this many inches high, with title and note around them."""
        if self.alone:
            title, note = self.figure.get_suptitle(), self.figure.get_supxlabel()
            points = sum(1.25 * size * (text.count("\n") + 1) for text, size in ((title, TITLE), (note, NOTE)) if text)
            self.figure.set_figheight(inches + (points + self.above) / 72 + 0.4)

    def legend(self, keys: Sequence[Artist], *, ncols: int = 1, below: bool = False) -> None:
        """Place a legend just above or below the axes, from the left edge of the figure or of given axes."""
        place = EDGE if self.alone else 0, -0.04 if below else 1.0
        look: dict[str, Any] = {"bbox_to_anchor": place, "bbox_transform": self._left_edge, "borderpad": 0.0}
        look |= {"loc": "upper left" if below else "lower left", "borderaxespad": 0.4}
        self.ax.legend(handles=list(keys), ncols=ncols, columnspacing=1.4, handlelength=1.4, **look)
        if not below:
            # A line of ten-point letters takes 15 points; the title goes above the legend.
            lines = sum(str(key.get_label()).count("\n") + 1 for key in keys)
            self.above += 15 * -(-lines // ncols) + 4

    def note(self, text: str, at: tuple[Any, Any], points: tuple[float, float], **look: Any) -> None:
        """Write a text at an offset in points from a position on the axes."""
        self.ax.annotate(text, at, points, textcoords="offset points", **{"va": "center_baseline", **look})

    def beside(self, text: str, row: float, points: float, **look: Any) -> None:
        """Write a text in a row, this many points to the right of the axes."""
        look = {"xycoords": self.ax.get_yaxis_transform(), "annotation_clip": False, **look}
        self.note(text, (1, row), (points, 0), **look)

    def rows(self, labels: Sequence[str], **look: Any) -> None:
        """Label the rows, the first one on top."""
        self.ax.set_yticks(range(len(labels)), list(labels), **look)
        self.ax.set_ylim(len(labels) - 0.4, -0.6)  # reversed: row 0 is at the top

    def blank(self, width: float, height: float) -> None:
        """Turn the axes into a blank sheet, of this width and height, measured from its upper left."""
        self.ax.set_axis_off()
        self.ax.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])

    def heads(self, names: Sequence[str], *, shift: float = 0.0, **look: Any) -> None:
        """Label the columns of a table without an axis: above it, with no line below."""
        self.ax.set_xticks([column + shift for column in range(len(names))], list(names), **look)
        # Where a reader looks first: above a table, not below it.
        self.ax.xaxis.tick_top()
        self.ax.spines["bottom"].set_visible(False)


@contextmanager
def drawing(ax: Axes | None, *, width: float = PHONE, height: float | None = None) -> Iterator[Canvas]:
    """Yield a canvas in the project's style; a new figure only if ``ax`` is None."""
    with plt.style.context(["default", STYLE]):
        if ax is not None:
            figure: Any = ax.get_figure(root=True)
            # Constrained layout makes room for row labels and title; tables of weeks make their own.
            if height is not None and figure.get_layout_engine() is None and figure.axes == [ax]:
                figure.set_layout_engine("constrained")
            yield Canvas(ax, alone=False)
            return
        _, made = plt.subplots(figsize=(width, height or 6.75), gridspec_kw={"left": EDGE, "right": 1 - EDGE})
        # Jupyter's backend turns interactive mode on when it loads, which is here: the style must not turn it off.
        interactive = plt.isinteractive()
        yield Canvas(made, alone=True)
    if interactive:
        plt.ion()


def needs(frame: pd.DataFrame, columns: Sequence[str], maker: str) -> None:
    """Refuse a frame without the needed columns or without rows.

    Raises
    ------
    ArgumentError
        With the name of the function that makes the frame.
    """
    needs_columns(frame, columns, maker, "draw")
    if frame.empty:
        raise ArgumentError(f"the frame has no rows; draw what {maker} returns")


def page_of(names: Sequence[str], most: int, page: int, noun: str) -> tuple[list[str], str]:
    """Return the names on a page, counted from 1, and words for the rest.

    Raises
    ------
    ArgumentError
        If there is no such page.

    Examples
    --------
    >>> page_of(["a", "b", "c"], 2, 2, "routine")
    (['c'], ' 2 more routines not drawn.')
    """
    pages = max(1, -(-len(names) // most))
    check_page(page, pages)
    shown = list(names[(page - 1) * most : page * most])
    more = len(names) - len(shown)
    return shown, f" {plural(more, f'more {noun}')} not drawn." if more else ""


def check_page(page: int, pages: int) -> None:
    """Refuse a page that does not exist.

    Raises
    ------
    ArgumentError
    """
    if not isinstance(page, Integral) or page not in range(1, pages + 1):
        allowed = f"a whole number from 1 to {pages}" if pages > 1 else "1"
        raise ArgumentError(Finding("no such page", value=str(page), allowed=allowed))


def size_of(ax: Axes) -> tuple[float, float]:
    """Return the width and height of axes in inches."""
    figure: Any = ax.get_figure(root=True)
    box = ax.get_position()
    return figure.get_figwidth() * box.width, figure.get_figheight() * box.height


def width_of(ax: Axes | None) -> float:
    """Return the chart width in inches: of the given axes, else of a new figure."""
    return INSIDE if ax is None else size_of(ax)[0]


@contextmanager
def style() -> Iterator[None]:
    """Apply the project's style without a layout engine, since a sheet of paper has no axis labels."""
    with plt.style.context(["default", STYLE, {"figure.constrained_layout.use": False}]):
        yield


def paper(ax: Axes | None, width: float, height: float) -> Axes:
    """Return a sheet of paper without numbered axes: its own figure, or the given axes."""
    if ax is None:
        ax = plt.figure(figsize=(width, height), layout="none").add_axes((0, 0, 1, 1))
    # No frame, ticks or grid: the axes only carry text and shapes.
    ax.set_axis_off()
    return ax
