"""A sheet of paper to write on, measured in inches from its upper left corner: what has no axis of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts.canvas import INSIDE, STYLE
from analysis.charts.letters import Line

A4 = (8.27, 11.69)


@dataclass(frozen=True)
class Paper:
    """Axes that are a sheet of paper: places are inches from the left and from the top."""

    ax: Axes
    width: float
    height: float

    def write(self, x: float, y: float, line: Line, **look: Any) -> None:
        """Write a line, its top at a height."""
        words = {"va": "top", "fontsize": line.size, "color": line.color, "fontweight": line.weight}
        self.ax.text(x / self.width, 1 - y / self.height, line.text, transform=self.ax.transAxes, **{**words, **look})

    def column(self, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write lines below each other; a line is as high as its letters, times the leading."""
        for line in lines:
            self.write(x, y, line)
            y += line.size * leading / 72

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Fill a part of the paper, to its very edge."""
        look: dict[str, Any] = {"color": color, "linewidth": 0, "transform": self.ax.transAxes, "clip_on": False}
        self.ax.add_patch(Rectangle(*self._parts(x, y, width, height), **look))

    def _parts(self, x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], float, float]:
        """Return the lower left corner, width and height of a place as parts of the paper, where up is more."""
        corner = x / self.width, 1 - (y + height) / self.height
        return corner, width / self.width, height / self.height


def size_of(ax: Axes) -> tuple[float, float]:
    """Return how many inches axes are wide and high."""
    figure: Any = ax.get_figure(root=True)
    box = ax.get_position()
    return figure.get_figwidth() * box.width, figure.get_figheight() * box.height


def width_of(ax: Axes | None) -> float:
    """Return how many inches a chart has across: of given axes, or of a figure of its own."""
    return INSIDE if ax is None else size_of(ax)[0]


@contextmanager
def style() -> Iterator[None]:
    """Write in the project's style; nothing makes room for axes, since a paper has none."""
    with plt.style.context(["default", STYLE, {"figure.constrained_layout.use": False}]):
        yield


def paper(ax: Axes | None, width: float, height: float) -> Paper:
    """Return a sheet of paper: a figure of its own, or the axes that are given."""
    if ax is None:
        ax = plt.figure(figsize=(width, height), layout="none").add_axes((0, 0, 1, 1))
    # No frame, ticks or grid: the axes only carry what is written.
    ax.set_axis_off()
    return Paper(ax, width, height)
