"""A sheet of weeks to draw on: columns of weeks behind columns of words, with phases, dates and events."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from analysis.base.colors import INK, QUIET
from analysis.base.text import plural, shortened
from analysis.block.plan import BlockPlan
from analysis.charts.canvas import Canvas

MOST_LINES = 3
"""Lines that the words of a coach are broken into."""


EFFORT = "Load and effort are the coach's own words; no source states them."


class Sheet:
    """Columns of weeks to the right of columns of words, row below row; a week is one unit wide."""

    def __init__(self, canvas: Canvas, plan: BlockPlan, words: Sequence[float], size: float) -> None:
        self.ax = canvas.ax
        self.plan = plan
        self.size = size
        self.weeks = len(plan.weeks)
        self.inch = self.weeks / max(0.5, canvas.inches * (0.96 if canvas.own else 1.0) - sum(words))
        self.left = [-sum(words[place:]) * self.inch for place in range(len(words))]
        self.row = 0.0
        self.ax.grid(visible=False)
        self.ax.set_xlim(self.left[0], self.weeks)
        self.ax.set_xticks([])
        self.ax.set_yticks([])
        self.ax.spines["bottom"].set_visible(False)

    def text(self, x: float, text: str, **look: Any) -> None:
        """Write into the row that is being drawn."""
        look = {"ha": "left", "va": "center_baseline", "fontsize": self.size, **look}
        self.ax.text(x, self.row + 0.5, text, **look)

    def characters(self, units: float, size: float | None = None) -> int:
        """Return how many characters fit into a width."""
        return max(1, int(units / self.inch * 72 / (0.58 * (size or self.size))))

    def fitted(self, text: str, units: float) -> tuple[str, float]:
        """Return a text and its size that fit into a width: first smaller, then shortened."""
        text = shortened(text, self.characters(units, 0.68 * self.size))
        return text, min(0.93 * self.size, units / self.inch * 72 / (0.58 * max(1, len(text))))

    def merged(self, texts: Sequence[str], name: str = "", **look: Any) -> None:
        """Draw a row of one text a week, equal ones that follow one another as one."""
        if not any(texts):
            return
        if name:
            self.text(self.left[0], name, color=QUIET, fontsize=self.size * 0.93)
        runs = [(text, len(list(run))) for text, run in groupby(texts)]
        lines = [self.broken(text, length - 0.12) if text else [] for text, length in runs]
        high = 0.25 + 0.75 * max(map(len, lines))
        at = 0
        for (text, length), parts in zip(runs, lines, strict=True):
            if text:
                box = Rectangle((at + 0.04, self.row + 0.08), length - 0.08, high - 0.16, color="#eef1f4", linewidth=0)
                self.ax.add_patch(box)
                for line, part in enumerate(parts):
                    fits, size = self.fitted(part, length - 0.12)
                    down = (line - (len(parts) - 1) / 2) * 0.75 + high / 2
                    words = {"ha": "center", "va": "center_baseline", "fontsize": size, "color": INK, **look}
                    self.ax.text(at + length / 2, self.row + down, fits, **words)
            at += length
        self.row += high

    def broken(self, text: str, units: float) -> list[str]:
        """Break a text into up to three lines for a width."""
        lines = textwrap.wrap(text, max(4, self.characters(units, 0.8 * self.size)), break_long_words=False)
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]

    def head(self, *, runs: bool) -> None:
        """Draw phases, runs, weeks and what stands in the way of them."""
        plan = self.plan
        at = 0
        for name, run in groupby(zip(plan.summary["block_phase"], plan.spec.phase_of_week, strict=True)):
            length = len(list(run))
            shade = "#44505a" if name[1] % 2 else "#8b959e"
            self.ax.add_patch(Rectangle((at + 0.06, self.row + 0.86), length - 0.12, 0.14, color=shade, linewidth=0))
            fits = shortened(name[0], self.characters(length, 0.72 * self.size))
            size = min(self.size, 0.96 * length / self.inch * 72 / (0.66 * len(fits)))
            self.text(at + length / 2, fits, ha="center", fontweight="bold", color=shade, fontsize=size)
            at += length
        self.row += 1.15
        if runs:
            self.merged(runs_of(plan), "runs a week")
        for what, texts in events_of(plan).items():
            self.merged(texts, what, fontweight="bold")
        self.text(self.left[0], "week", color=QUIET, fontsize=self.size * 0.93)
        thin = 1 + (self.weeks > 30)
        for week in range(0, self.weeks, thin):
            self.text(week + 0.5, str(week + 1), ha="center", fontweight="bold")
        self.row += 1
        mondays = [plan.spec.monday + datetime.timedelta(weeks=week) for week in range(self.weeks)]
        texts = [day_words(day) for day in mondays]
        room = min(fitting(self, text) for text in texts) / (0.68 * self.size)
        step = 1 if room > 1 else int(np.ceil(1 / room)) + 1
        texts = [text if week % step == 0 else "" for week, text in enumerate(texts)]
        size = 0.85 * self.size if step > 1 else min(fitting(self, text) for text in texts)
        self.numbers("from Monday", texts, fontsize=size)

    def numbers(self, name: str, texts: Sequence[str], **look: Any) -> None:
        """Draw a row of short texts, one a week."""
        self.text(self.left[0], name, color=QUIET, fontsize=self.size * 0.93)
        for week, text in enumerate(texts):
            self.text(week + 0.5, text, ha="center", **{"color": QUIET, "fontsize": fitting(self, text), **look})
        self.row += 1

    def line(self, color: str = "#c9d1d8", width: float = 0.7) -> None:
        """Draw a line under the last row."""
        self.ax.plot([self.left[0], self.weeks], [self.row] * 2, color=color, linewidth=width, zorder=0.5)

    def close(self) -> None:
        """Take as much height as was drawn."""
        self.ax.set_ylim(self.row + 0.1, 0)


def fitting(sheet: Sheet, text: str) -> float:
    """Return a size of words at which a text stays within a week."""
    lines = text.split("\n")
    return min(sheet.size, 0.86 / sheet.inch * 72 / (0.62 * max(1, *map(len, lines))))


def runs_of(plan: BlockPlan) -> list[str]:
    """Count the runs of each week by kind."""
    kinds = list(plan.spec.runs.values())
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds)))
    return [counts] * len(plan.weeks)


def events_of(plan: BlockPlan) -> dict[str, list[str]]:
    """Name what stands beside the plan of each week: days off, the way back, the race."""
    off: list[list[str]] = [[] for _ in plan.weeks]
    for week, why in plan.lost[["week", "why"]].drop_duplicates().itertuples(index=False):
        off[plan.weeks.index(week)].append(why or "off")
    back = set(plan.sessions.loc[plan.sessions["note"] != "", "week"])
    return {
        "sessions skipped": [", ".join(one) for one in off],
        "after a break: start lower": ["●" if week in back else "" for week in plan.weeks],
        "race": [str(day) for day in plan.summary["race"]],
    }


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: datetime.date) -> str:
    """Write a day of a year that is known.

    Examples
    --------
    >>> day_words(datetime.date(2027, 1, 4))
    '4 Jan'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def period(plan: BlockPlan) -> str:
    """Say how many weeks a block has, and from when to when."""
    start = plan.spec.start
    end = plan.spec.end - datetime.timedelta(days=1)
    first = day_words(start) if start.year == end.year else f"{day_words(start)} {start.year}"
    return f"{plural(len(plan.weeks), 'week')}, {first} to {day_words(end)} {end.year}"
