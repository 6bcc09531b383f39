"""The checklist of a week: the exercises that cover each kind of work, or none."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import GREY, QUIET
from analysis.base.text import few
from analysis.charts.canvas import drawing, needs, width_of
from analysis.charts.letters import LABEL, NOTE, wrapped
from analysis.week.sentences import bracketed
from analysis.week.tables import NOTHING, covered_by

HEAD, LINE, INDENT = 0.27, 0.17, 0.3
"""Inches of a name in the list, of a line with its exercises, and of the box before both."""


@checked
def plot_coverage(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the checklist of a week: missing kinds of work first, then what covers the others.

    Parameters
    ----------
    frame : DataFrame
        The frame from `coverage`.
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
    >>> [text.get_text() for text in ax.texts][:2]
    ['Calf raise, straight knee', 'Calf raise, bent knee']
    """
    needs(frame, ["line_id", "name", "covered", "exercise", "load_kind", "sets_min"], "coverage")
    covering = covered_by(frame, dash="–")
    missing = [name for name, text in covering.items() if text == NOTHING]
    width = width_of(ax)
    # Missing work first: that is what a coach changes.
    texts = {name: [] if name in missing else wrapped(covering[name], width - INDENT, NOTE) for name in covering}
    order = [*missing, *(name for name in covering if name not in missing)]
    inches = sum(HEAD + LINE * len(texts[name]) for name in order)
    with drawing(ax, height=1.7 + inches) as canvas:
        axes = canvas.ax
        canvas.blank(width, inches)
        down = 0.0
        for name in order:
            fill = "white" if name in missing else GREY
            axes.scatter(0.1, down + HEAD / 2, 60, marker="s", color=[fill], edgecolors=GREY, linewidths=1.3)
            weight = "bold" if name in missing else "normal"
            axes.text(INDENT, down + HEAD / 2, name, va="center_baseline", fontsize=LABEL, fontweight=weight)
            for number, line in enumerate(texts[name]):
                axes.text(INDENT, down + HEAD + LINE * number, line.text, va="top", fontsize=NOTE, color=QUIET)
            down += HEAD + LINE * len(texts[name])
        named = [bracketed(name) for name in missing]
        title = f"The week lacks {few(named, 4)}" if named else "The week has every kind of work"
        canvas.title(title, f"{len(order) - len(missing)} of {len(order)} kinds of work are in the week")
        canvas.caption("In brackets: load, sets a week, kind of work. The checklist is ours.")
    return canvas.ax
