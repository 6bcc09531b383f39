"""A table painted on axes: columns of words, then a column for each week of a block, row below row."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from analysis.base.colors import INK, QUIET
from analysis.base.text import shortened
from analysis.block.plan import BlockPlan
from analysis.charts.block_labels import day_words, events_of, mondays_of, phases_of, runs_of, stretches
from analysis.charts.canvas import Canvas

MOST_LINES = 3
"""Lines that the words of a coach are broken into."""


WIDE = 0.58
"""Width of an average letter of DejaVu Sans, as part of its size."""


CENTER: dict[str, Any] = {"ha": "center", "va": "center_baseline"}


class PaintedTable:
    """Rows of a table, painted from the top; the unit of width is a week, that of height a row.

    The columns of words stand to the left of zero, so that week ``w`` (from 0) is the stretch from ``w`` to ``w + 1``.
    """

    def __init__(self, canvas: Canvas, plan: BlockPlan, words: Sequence[float], size: float) -> None:
        self.ax = canvas.ax
        self.plan = plan
        self.size = size
        self.weeks = len(plan.weeks)
        # Weeks an inch: what the columns of words (in inches) leave of the width is shared by the weeks.
        self.inch = self.weeks / max(0.5, canvas.inches * (0.96 if canvas.alone else 1.0) - sum(words))
        self.left = [-sum(words[column:]) * self.inch for column in range(len(words))]
        self.row = 0.0
        self.ax.grid(visible=False)
        self.ax.set_xlim(self.left[0], self.weeks)
        self.ax.set_xticks([])
        self.ax.set_yticks([])
        self.ax.spines["bottom"].set_visible(False)

    def text(self, x: float, text: str, **look: Any) -> None:
        """Write into the row that is being painted."""
        look = {"ha": "left", "va": "center_baseline", "fontsize": self.size, **look}
        self.ax.text(x, self.row + 0.5, text, **look)

    def name(self, text: str) -> None:
        """Name the row, in the first column."""
        self.text(self.left[0], text, color=QUIET, fontsize=self.size * 0.93)

    def box(self, x: float, y: float, width: float, height: float, color: Any, **look: Any) -> None:
        """Fill a part of the row that is being painted."""
        self.ax.add_patch(Rectangle((x, self.row + y), width, height, color=color, linewidth=0, **look))

    def characters(self, units: float, size: float) -> int:
        """Return how many characters fit into a width."""
        return max(1, int(units / self.inch * 72 / (WIDE * size)))

    def fitted(self, text: str, units: float) -> tuple[str, float]:
        """Return a text and its size that fit into a width: first smaller, then shortened."""
        # Below two thirds of its size a text is hard to read, so from there on it is cut.
        text = shortened(text, self.characters(units, 0.68 * self.size))
        return text, min(0.93 * self.size, units / self.inch * 72 / (WIDE * max(1, len(text))))

    def fitting(self, text: str) -> float:
        """Return a size of words at which a text stays within a week."""
        longest = max(1, *map(len, text.split("\n")))
        return min(self.size, 0.86 / self.inch * 72 / (0.62 * longest))

    def merged(self, texts: Sequence[str], name: str = "", **look: Any) -> None:
        """Paint a row of one text a week, equal ones that follow one another as one; none when all are blank."""
        if not any(texts):
            return
        if name:
            self.name(name)
        runs = [(self.broken(text, length - 0.12), start, length) for text, start, length in stretches(texts) if text]
        height = 0.25 + 0.75 * max(len(lines) for lines, _, _ in runs)
        for lines, start, length in runs:
            self.box(start + 0.04, 0.08, length - 0.08, height - 0.16, "#eef1f4")
            for number, line in enumerate(lines):
                fits, size = self.fitted(line, length - 0.12)
                down = (number - (len(lines) - 1) / 2) * 0.75 + height / 2  # the lines stand around the middle
                words = {**CENTER, "fontsize": size, "color": INK, **look}
                self.ax.text(start + length / 2, self.row + down, fits, **words)
        self.row += height

    def broken(self, text: str, units: float) -> list[str]:
        """Break a text into up to three lines for a width."""
        lines = textwrap.wrap(text, max(4, self.characters(units, 0.8 * self.size)), break_long_words=False)
        # The last line takes the rest, and is made smaller or cut to fit.
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]

    def head(self, *, runs: bool) -> None:
        """Paint phases, runs, weeks and what stands in the way of them."""
        for phase, number, start, length in phases_of(self.plan):
            shade = "#44505a" if number % 2 else "#8b959e"  # neighbours differ, also in black and white
            self.box(start + 0.06, 0.86, length - 0.12, 0.14, shade)
            fits = shortened(phase, self.characters(length, 0.72 * self.size))
            size = min(self.size, 0.96 * length / self.inch * 72 / (0.66 * len(fits)))
            self.text(start + length / 2, fits, ha="center", fontweight="bold", color=shade, fontsize=size)
        self.row += 1.15
        if runs:
            self.merged(runs_of(self.plan), "runs a week")
        for event, texts in events_of(self.plan).items():
            self.merged(texts, event, fontweight="bold")
        self.name("week")
        # Above thirty weeks every second number has to do.
        for week in range(0, self.weeks, 1 + (self.weeks > 30)):
            self.text(week + 0.5, str(week + 1), ha="center", fontweight="bold")
        self.row += 1
        days = [day_words(day) for day in mondays_of(self.plan)]
        # Days that would be too small to read are left out by turns, and the others are larger then.
        room = min(map(self.fitting, days)) / (0.68 * self.size)
        step = 1 if room > 1 else int(np.ceil(1 / room)) + 1
        size = 0.85 * self.size if step > 1 else min(map(self.fitting, days))
        self.numbers("from Monday", [day if week % step == 0 else "" for week, day in enumerate(days)], fontsize=size)

    def numbers(self, name: str, texts: Sequence[str], **look: Any) -> None:
        """Paint a row of short texts, one a week."""
        self.name(name)
        for week, text in enumerate(texts):
            self.text(week + 0.5, text, ha="center", **{"color": QUIET, "fontsize": self.fitting(text), **look})
        self.row += 1

    def line(self, color: str = "#c9d1d8", width: float = 0.7) -> None:
        """Draw a line under the last row."""
        self.ax.plot([self.left[0], self.weeks], [self.row] * 2, color=color, linewidth=width, zorder=0.5)

    def close(self) -> None:
        """Take as much height as was painted; rows count downwards."""
        self.ax.set_ylim(self.row + 0.1, 0)
