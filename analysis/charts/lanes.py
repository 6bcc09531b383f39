"""Lanes of bars side by side on one scale: the same rows again for every routine, or for every mix of a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.colors import QUIET, RULE
from analysis.base.text import span
from analysis.charts.bars import set_bars
from analysis.charts.canvas import INSIDE, Canvas
from analysis.charts.letters import LABEL, NOTE, joined, text_width, wrapped
from analysis.charts.tints import ink

MOST_LANES = 3
"""Lanes that stand side by side on a page; the note counts the rest."""


ROW, LABELS_WIDE = 0.32, 1.45
"""Inches of a row, and of the labels of the rows."""


def draw_lanes(
    canvas: Canvas, panels: Mapping[str, pd.DataFrame], labels: Sequence[str], colors: Mapping[str, str]
) -> None:
    """Draw one lane of bars per panel side by side on one axis.

    One axis and not one per panel, so that the chart fits into axes that are given, and all bars have one scale; each
    lane has a zero of its own.
    """
    most = max(1.0, max(float(sets["high"].max()) for sets in panels.values()))
    figures = [
        span(*ends, dash="–") for sets in panels.values() for ends in zip(sets["low"], sets["high"], strict=True)
    ]
    widest = max(text_width(figure, NOTE, "normal") for figure in figures) + 0.15
    # The figures behind the longest bar stand before the next zero.
    lane = most / (1 - min(0.7, widest * len(panels) / (INSIDE - LABELS_WIDE)))
    for turn, (name, sets) in enumerate(panels.items()):
        filled = sets.reindex(list(labels)).fillna(0.0)
        canvas.ax.axvline(turn * lane, color=RULE, linewidth=0.9, zorder=0.8)
        set_bars(canvas, np.arange(len(labels)), filled, colors[name], (0.62, 0.6), left=turn * lane, points=NOTE)
    canvas.ax.set_xticks([])  # the figures stand behind the bars
    canvas.ax.spines["bottom"].set_visible(False)
    canvas.rows(labels)
    canvas.ax.set_xlim(0, lane * len(panels))


def lane_heads(canvas: Canvas, heads: Sequence[tuple[str, str, str]]) -> None:
    """Write the head of each panel, a name in the colour of its bars, and what is told of it."""
    inches = (INSIDE - LABELS_WIDE) / len(heads) - 0.1
    told = [[line for part in more.split("\n") for line in wrapped(part, inches, NOTE)] for _, more, _ in heads]
    named = [wrapped(name, inches, LABEL, weight="bold") for name, _, _ in heads]
    rows = 1.35 * NOTE * max(map(len, told))
    for turn, ((_, _, color), name, more) in enumerate(zip(heads, named, told, strict=True)):
        place: dict[str, Any] = {"xycoords": "axes fraction", "at": (turn / len(heads), 1)}
        texts = [joined(name), joined(more)]
        bold: dict[str, Any] = {"fontsize": LABEL, "fontweight": "bold", "color": ink(color), "va": "bottom"}
        canvas.note(texts[0], points=(0, 8 + rows), **place, **bold)
        canvas.note(texts[1], points=(0, 4 + rows), **place, va="top", fontsize=NOTE, color=QUIET)
    canvas.above += rows + 1.35 * LABEL * max(map(len, named)) + 8
