"""Bars of sets, the same in every chart, and lanes of bars side by side: strength in full colour, light work pale."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from analysis.base.colors import GREY, QUIET, RULE
from analysis.base.errors import ArgumentError
from analysis.base.text import span
from analysis.charts.canvas import INSIDE, Canvas, needs
from analysis.charts.letters import LABEL, NOTE, joined, text_width, wrapped
from analysis.charts.tints import ink, light
from analysis.library.labels import id_column
from analysis.library.terms import COUNTED_KINDS


def kind_sums(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the sets of each label by kind of work: strength_min, strength_max, light_min, light_max.

    Examples
    --------
    >>> columns = {"label": ["Quads"], "kind": ["strength"], "sets_min": [2.0], "sets_max": [3.0]}
    >>> kind_sums(pd.DataFrame(columns)).iloc[0].to_dict()
    {'strength_min': 2.0, 'strength_max': 3.0, 'light_min': 0.0, 'light_max': 0.0}
    """
    # A kind of work may occur in several phases, or in none: then it has 0 sets.
    sums = frame.groupby(["label", "kind"], sort=False)[["sets_min", "sets_max"]].sum().unstack(fill_value=0.0)
    ends = {(kind, end): sums.get((f"sets_{end}", kind), 0.0) for kind in COUNTED_KINDS for end in ("min", "max")}
    sets = pd.DataFrame({f"{kind}_{end}": values for (kind, end), values in ends.items()}, index=sums.index)
    return sets.loc[list(dict.fromkeys(frame["label"]))]


def bars_of(sets: pd.DataFrame, kinds: Collection[str] = COUNTED_KINDS) -> pd.DataFrame:
    """Return the `set_bars` columns for some kinds of work in `kind_sums`: lower ends, and both ends of their sum."""
    bars = {kind: sets[f"{kind}_min"] if kind in kinds else 0.0 for kind in COUNTED_KINDS}
    low, high = (sets[[f"{kind}_{end}" for kind in kinds]].sum(axis="columns") for end in ("min", "max"))
    return pd.DataFrame(bars, index=sets.index).assign(low=low, high=high)


def set_bars(
    canvas: Canvas,
    rows: Any,
    sets: pd.DataFrame,
    color: str,
    heights: tuple[float, float],
    *,
    left: float = 0.0,
    points: float = 0.0,
) -> None:
    """Draw a bar of sets in each row, with a whisker for a range.

    Parameters
    ----------
    canvas : Canvas
    rows : array
        Positions of the bars.
    sets : DataFrame
        ``strength`` and ``light``, the lower ends, and ``low`` and ``high`` for their sum.
    color : str
    heights : tuple of float
        Height of a bar, and 1.5 times the length of a whisker's ends.
    left : float
        Position of zero.
    points : float
        Font size of the sets written behind the bars; 0 for none.
    """
    strength, lighter, low, high = (sets[name].to_numpy(dtype=float) for name in (*COUNTED_KINDS, "low", "high"))
    axes, (bar, whisker) = canvas.ax, heights
    # Edges in the bar's own colour: both kinds begin and end alike, and the pale bar is visible on white.
    look: dict[str, Any] = {"edgecolor": color, "linewidth": 0.8}
    axes.barh(rows, strength, bar, left=left, color=color, **look)
    axes.barh(rows, lighter, bar, left=strength + left, color=[light(color)], **look)
    ranged = high > low
    # A whisker goes from the lower end, where the bars end, to the upper end; single figures have none.
    ranged_rows, ends = rows[ranged], (low[ranged] + left, high[ranged] + left)
    axes.hlines(ranged_rows, *ends, color="black", linewidth=1.2)
    for end in ends:
        axes.vlines(end, ranged_rows - whisker / 3, ranged_rows + whisker / 3, color="black", linewidth=1.2)
    for row, least, most in zip(rows, low, high, strict=True) if points else ():
        canvas.note(span(least, most, dash="–"), (left + most, row), (4, 0), fontsize=points, color=QUIET)


def mark_key(label: str, marker: str, face: Any, size: float) -> Line2D:
    """Return the legend entry of a grey mark with its size in points."""
    look: dict[str, Any] = {"marker": marker, "linestyle": "", "markersize": size, "markerfacecolor": face}
    return Line2D([], [], color=GREY, label=label, **look)


MARKS = {"no": "†", "depends": "‡"}
"""Marks of labels whose ranking of routines depends on the counting, or is left open by ranges."""


MEANINGS = {
    "†": "the order turns with the counting.",
    "‡": "ranges leave it open.",
}


def turning(frame: pd.DataFrame, sensitivity: pd.DataFrame | None) -> dict[str, str]:
    """Return the marks of labels in `sensitivity` whose ranking of routines is not settled.

    Raises
    ------
    ArgumentError
        If it is about other routines than the frame, or about another kind of label.
    """
    if sensitivity is None:
        return {}
    needs(sensitivity, ["label", "survives", "routine_id"], "sensitivity")
    if set(sensitivity["routine_id"]) != set(frame["routine_id"]) or id_column(sensitivity) != id_column(frame):
        raise ArgumentError("sensitivity is of other routines, or by something else, than what is drawn")
    # "depends" is as unsettled as "no": ranges leave open which routine is ahead.
    unsettled = sensitivity[sensitivity["survives"] != "yes"]
    return {label: MARKS[answer] for label, answer in zip(unsettled["label"], unsettled["survives"], strict=True)}


def marked(labels: Sequence[str], turns: Mapping[str, str]) -> list[str]:
    """Return the labels with a mark if their ranking is not settled."""
    return [f"{label} {turns[label]}" if label in turns else label for label in labels]


def turning_words(labels: Sequence[str], turns: Mapping[str, str]) -> str:
    """Return the explanation of the labels' marks, for a caption."""
    used = {turns[label] for label in labels if label in turns}
    # In the order of the meanings, regardless of the order of the labels.
    return "".join(f" {mark}: {MEANINGS[mark]}" for mark in MEANINGS if mark in used)


MOST_LANES = 3
"""Maximum lanes side by side on a page; the note counts the rest."""


ROW, LABELS_WIDE = 0.32, 1.45
"""Inches of a row, and of the row labels."""


def draw_lanes(
    canvas: Canvas, panels: Mapping[str, pd.DataFrame], labels: Sequence[str], colors: Mapping[str, str]
) -> None:
    """Draw one lane of bars per panel, side by side on one axis.

    One axis, not one per panel, so that the chart fits into given axes and all bars share one scale; each
    lane has its own zero.
    """
    most = max(1.0, max(float(sets["high"].max()) for sets in panels.values()))
    figures = [
        span(*ends, dash="–") for sets in panels.values() for ends in zip(sets["low"], sets["high"], strict=True)
    ]
    widest = max(text_width(figure, NOTE, "normal") for figure in figures) + 0.15
    # The figures behind the longest bar end before the next zero.
    lane = most / (1 - min(0.7, widest * len(panels) / (INSIDE - LABELS_WIDE)))
    for turn, (name, sets) in enumerate(panels.items()):
        filled = sets.reindex(list(labels)).fillna(0.0)
        canvas.ax.axvline(turn * lane, color=RULE, linewidth=0.9, zorder=0.8)
        set_bars(canvas, np.arange(len(labels)), filled, colors[name], (0.62, 0.6), left=turn * lane, points=NOTE)
    canvas.ax.set_xticks([])  # the figures are behind the bars
    canvas.ax.spines["bottom"].set_visible(False)
    canvas.rows(labels)
    canvas.ax.set_xlim(0, lane * len(panels))


def lane_heads(canvas: Canvas, heads: Sequence[tuple[str, str, str]]) -> None:
    """Write each panel's head: its name in the colour of its bars, and a note on it."""
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
