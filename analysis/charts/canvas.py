"""What all charts share: the style, colours and hatches, and where title, legend and caption go."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.transforms import blended_transform_factory

from analysis.base.colors import GREY, INK, PALE, QUIET
from analysis.base.errors import ArgumentError
from analysis.library.labels import id_column

STYLE = Path(__file__).with_name("style.mplstyle")


PHONE = 5.4
"""Width of a phone portrait in inches; 200 pixels an inch make 1080."""


HATCH = "/////"
"""Activation is hatched and strength is solid, everywhere."""


LEGEND_WIDTH = 48
"""Characters of a legend entry that fit beside the phases at phone width."""


@dataclass
class Canvas:
    """Axes to draw on; title, legend and caption take the width of a figure of our own, else that of the axes."""

    ax: Axes
    own: bool
    above: float = 6.0
    """Points above given axes that are taken, below their title."""

    @property
    def figure(self) -> Figure:
        """The figure of the axes."""
        figure = self.ax.get_figure(root=True)
        if figure is None:
            raise ArgumentError("the axes belong to no figure")
        return figure

    @property
    def inches(self) -> float:
        """Width that is ours: of the figure, or of given axes."""
        return self.figure.get_figwidth() * (1 if self.own else self.ax.get_position().width)

    def _characters(self, size: float) -> int:
        return max(24, int(self.inches * (0.96 if self.own else 1) * 72 / (0.61 * size)))

    def title(self, text: str) -> None:
        """Write what the chart shows, in a sentence computed from its figures."""
        size = plt.rcParams["axes.titlesize"]
        lines = textwrap.fill(text, self._characters(size))
        if self.own:
            self.figure.suptitle(lines, x=0.02, ha="left", fontsize=size, fontweight="bold")
        else:
            self.ax.set_title(lines, pad=self.above)

    def caption(self, text: str) -> None:
        """Write what is counted, by which conventions, from which sources."""
        size = 7.0
        lines = textwrap.fill(text, int(self._characters(size) * 1.08))
        if self.own:
            self.figure.supxlabel(lines, x=0.02, ha="left", fontsize=size, color=QUIET)
        else:
            self.ax.annotate(
                lines,
                (0, 0),
                (0, -44),
                xycoords="axes fraction",
                textcoords="offset points",
                va="top",
                fontsize=size,
                color=QUIET,
            )

    def legend(self, keys: Sequence[Artist], *, ncols: int, below: bool = False) -> None:
        """Put the legend just above or below the axes, from the left edge of the figure; inside given axes."""
        if not self.own:
            if below:
                self.ax.legend(handles=list(keys), loc="upper left", bbox_to_anchor=(0, -0.1), fontsize=8)
                return
            lines = sum(str(key.get_label()).count("\n") + 1 for key in keys)
            self.above += 13.5 * max(1, -(-lines // ncols)) + 8
            self.ax.legend(handles=list(keys), loc="lower left", bbox_to_anchor=(0, 1.0), ncols=ncols, fontsize=9)
            return
        place = blended_transform_factory(self.figure.transFigure, self.ax.transAxes)
        self.ax.legend(
            handles=list(keys),
            loc="upper left" if below else "lower left",
            bbox_to_anchor=(0.01, -0.01 if below else 1.0),
            bbox_transform=place,
            ncols=ncols,
            columnspacing=1.4,
            handlelength=1.4,
            fontsize=8 if below else 9,
        )


@contextmanager
def drawing(ax: Axes | None, *, width: float = PHONE, height: float = 6.75) -> Iterator[Canvas]:
    """Give a canvas in the project's style; a new figure only when ``ax`` is None."""
    with plt.style.context(["default", STYLE]):
        if ax is not None:
            yield Canvas(ax, own=False)
            return
        _, made = plt.subplots(figsize=(width, height))
        # Jupyter's backend turns interactive mode on when it loads, which is now: the style must not turn it off again.
        interactive = plt.isinteractive()
        yield Canvas(made, own=True)
    if interactive:
        plt.ion()


def light(color: str, share: float = 0.35) -> tuple[float, float, float]:
    """Return a paler tint of a colour."""
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(color))
    return red, green, blue


def dark(color: str) -> bool:
    """Say whether white text reads better on a colour than dark text."""
    red, green, blue = to_rgb(color)
    return 0.3 * red + 0.59 * green + 0.11 * blue < 0.5


def stacked(ax: Axes, place: Any, strength: Any, activation: Any, color: str, height: float, left: float = 0.0) -> None:
    """Draw bars of the lower ends: strength solid, activation hatched and a little thinner beside it."""
    start = np.asarray(strength, dtype=float) + left
    thin = height * 0.78
    ax.barh(place, strength, height, left=left, color=color, edgecolor=color, linewidth=0.6)
    ax.barh(place, activation, thin, left=start, color=light(color), edgecolor=color, hatch=HATCH, linewidth=0.6)


def whiskers(ax: Axes, place: Any, low: Any, high: Any, height: float) -> None:
    """Draw each interval that is wider than a point as a line with end marks."""
    wide = np.asarray(high) > np.asarray(low)
    place, low, high = (np.asarray(one, dtype=float)[wide] for one in (place, low, high))
    ax.hlines(place, low, high, color="black", linewidth=1.2)
    for ends in (low, high):
        ax.vlines(ends, place - height / 3, place + height / 3, color="black", linewidth=1.2)


def beside(ax: Axes, head: str, texts: Sequence[str], points: float, align: str, color: str = INK) -> None:
    """Write a column of text, one per row, at a distance in points to the right of the axes."""
    for row, text in enumerate([head, *texts], -1):
        ax.annotate(
            text,
            (1, row if row >= 0 else -0.9),
            (points, 0),
            xycoords=ax.get_yaxis_transform(),
            textcoords="offset points",
            ha=align,
            va="center_baseline",
            fontsize=8 if row >= 0 else 7.5,
            color=color if row >= 0 else QUIET,
            annotation_clip=False,
        )


def phase_keys(frame: pd.DataFrame | None = None) -> list[Patch]:
    """Return the legend entries of the two phases that count sets, or of those that a comparison has any of."""
    keys = {
        "strength": Patch(facecolor=GREY, label="strength"),
        "activation": Patch(facecolor=PALE, edgecolor=GREY, hatch=HATCH, label="activation"),
    }
    return [key for phase, key in keys.items() if frame is None or (frame[f"{phase}_sets_max"] > 0).any()]


def source_words(frame: pd.DataFrame) -> str:
    """Name the routines that a frame is about, which are the sources of its doses."""
    return f"Source of the doses: {', '.join(dict.fromkeys(frame['routine']))}."


MARKS = {"no": "†", "depends": "‡"}
"""Behind a label for which the order of the routines turns with the way of counting, or ranges leave it open."""


MEANINGS = {
    "†": "The order of the routines turns when secondary muscles or activation count otherwise.",
    "‡": "Ranges leave the order of the routines open.",
}


def turning(frame: pd.DataFrame, sensitivity: pd.DataFrame | None) -> dict[str, str]:
    """Return the mark of each label of `sensitivity` for which the order of the routines is not settled.

    Raises
    ------
    ArgumentError
        If it was asked of other routines than the frame holds, or by something else.
    """
    if sensitivity is None:
        return {}
    needs(sensitivity, ["label", "survives", "routine_id"], "sensitivity")
    if set(sensitivity["routine_id"]) != set(frame["routine_id"]) or id_column(sensitivity) != id_column(frame):
        raise ArgumentError("sensitivity is of other routines, or by something else, than what is drawn")
    unsettled = sensitivity[sensitivity["survives"] != "yes"]
    return {label: MARKS[answer] for label, answer in zip(unsettled["label"], unsettled["survives"], strict=True)}


def marked(labels: Sequence[str], turns: Mapping[str, str]) -> list[str]:
    """Mark the labels for which the order is not settled."""
    return [f"{label} {turns[label]}" if label in turns else label for label in labels]


def turning_words(labels: Sequence[str], turns: Mapping[str, str]) -> str:
    """Explain in a caption the marks that labels have."""
    found = {turns[label] for label in labels if label in turns}
    return "".join(f" {mark} {MEANINGS[mark]}" for mark in MEANINGS if mark in found)


def needs(frame: pd.DataFrame, columns: Sequence[str], maker: str) -> None:
    """Refuse a frame that lacks columns or rows.

    Raises
    ------
    ArgumentError
        Naming the function whose frame is wanted.
    """
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ArgumentError(f"the frame has no column {', '.join(missing)}; draw what {maker} returns")
    if frame.empty:
        raise ArgumentError(f"the frame has no rows; draw what {maker} returns")
