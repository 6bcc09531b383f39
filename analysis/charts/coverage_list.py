"""The coverage checklist of a week: what is in it for a runner, and what is missing."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import GREY, INK, PALE, QUIET
from analysis.charts.canvas import drawing, needs
from analysis.week.tables import covered_by


@checked
def plot_coverage(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the coverage checklist of a week: what covers each line, with which kind of load, or nothing.

    Parameters
    ----------
    frame : DataFrame
        What `coverage` returns.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty.

    Examples
    --------
    >>> from analysis import coverage, load_library
    >>> ax = plot_coverage(coverage(load_library(), {"runners_world": 1}))
    >>> len(ax.get_yticklabels())
    13
    """
    needs(frame, ["line_id", "name", "covered", "exercise", "load_kind", "sets_min"], "coverage")
    covering = covered_by(frame, dash="–")
    texts = [textwrap.fill(text, 50) for text in covering.values()]
    # Rows are as high as their lines need, in inches: a line of 7.6 points, and space around them.
    edges = np.concatenate([[0.0], np.cumsum([0.13 + 0.135 * (text.count("\n") + 1) for text in texts])])
    with drawing(ax, height=1.6 + float(edges[-1])) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        # A line of the list stands in the middle of its row, the rule at its lower edge.
        middle = (edges[:-1] + edges[1:]) / 2
        for row, text, edge in zip(middle, texts, edges[1:], strict=True):
            fill, color, weight = ("white", QUIET, "bold") if text == "nothing" else (GREY, INK, "normal")
            axes.scatter(0.03, row, 60, marker="s", color=[fill], edgecolors=GREY, linewidths=1.3)
            axes.text(0.08, row, text, va="center", fontsize=7.6, color=color, fontweight=weight)
            axes.axhline(edge, color=PALE, linewidth=0.7)
        axes.set_yticks(middle, list(covering), fontsize=8.4)
        axes.set_ylim(edges[-1], 0)
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        # A line that several exercises cover has several rows.
        each = frame.drop_duplicates("line_id")
        canvas.title(f"{int(each['covered'].sum())} of {len(each)} kinds of work are in the week")
        canvas.caption(
            "In brackets the kind of load (inferred from equipment; no source states how much), sets a week and phase. "
            "An empty square: nothing in the week covers it. The checklist is ours."
        )
    return axes
