"""Routines side by side, muscle by muscle."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.colors import routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.text import span
from analysis.charts.bars import marked, set_bars, turning, turning_words
from analysis.charts.canvas import INSIDE, drawing, needs, page_of
from analysis.charts.letters import NOTE, broken
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.volume.conventions import TINTS, counted_shortly, minutes_of

BAR_PARTS = {"strength_sets_min": "strength", "light_sets_min": "light", "sets_min": "low", "sets_max": "high"}
"""Columns of a comparison, and what `set_bars` calls them."""


MOST_ROUTINES = 4
"""Bars of a label that are told apart at a glance; further routines stand on further pages."""


BAR, GAP = 0.17, 0.12
"""Inches of a bar with its figure behind it, and between the bars of two labels."""


@checked
def plot_comparison(
    frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, page: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw routines side by side: sets per session, strength in full colour, light work pale, ranges as whiskers.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns. Labels that no routine works are left out; zeros of the others are written.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
    page : int
        Four routines stand on a page, which are counted from 1; the note counts the others.
    ax : Axes, optional
        Where to draw; default a new figure in phone portrait size.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty, or has no such page.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> [label.get_text() for label in ax.get_yticklabels()][0]
    'Glute max'
    """
    needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "light_sets_min"], "compare_routines")
    turns = turning(frame, sensitivity)
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))  # a routine has one colour on all pages
    routines, left_out = page_of(list(colors), MOST_ROUTINES, page, "routines")
    frame = frame[frame["routine_id"].isin(routines)]
    shown = worked(frame)
    labels = list(dict.fromkeys(shown["label"]))
    if not labels:
        raise ArgumentError("no routine has a counted set to draw")
    row_inches = BAR * len(routines) + GAP
    bar = BAR / row_inches  # as part of a row
    with drawing(ax, height=1.8 + 0.21 * len(routines) + row_inches * len(labels)) as canvas:
        for turn, routine in enumerate(routines):
            sets = shown[shown["routine_id"] == routine].set_index("label").reindex(labels).rename(columns=BAR_PARTS)
            # The bars of a label stand around its row, the first routine on top.
            rows = np.arange(len(labels)) + (turn - (len(routines) - 1) / 2) * bar
            set_bars(canvas, rows, sets, colors[routine], (bar * 0.82, bar), points=NOTE)
        canvas.rows(marked(labels, turns))
        canvas.ax.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.16)  # room for the figures behind the bars
        canvas.ax.set_xticks([])  # the figures stand behind the bars
        # Each row repeats what is of the whole routine: its name, sets and minutes.
        first = frame.drop_duplicates("routine_id")
        canvas.legend(
            [Patch(color=colors[row["routine_id"]], label=_legend_words(row)) for _, row in first.iterrows()], ncols=1
        )
        canvas.title(say_leader(frame), f"Sets per session{counted_shortly(frame)}; {TINTS}")
        ranges = " Lines: ranges." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        canvas.caption(f"{ranges}{turning_words(labels, turns)}{left_out}".strip())
    return canvas.ax


def _legend_words(row: pd.Series) -> str:
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    words = f"{row['routine']}, {sets} sets, {minutes_of(row, dash='–')}"
    return broken(words, INSIDE - 0.5, NOTE)
