"""Routines side by side: the bars of each muscle."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.colors import routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.text import span
from analysis.charts.bars import PHASES, marked, phase_keys, set_bars, turning, turning_words
from analysis.charts.canvas import drawing, needs, source_words
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.library.terms import COUNTED
from analysis.volume.conventions import counting_words, minutes_of, minutes_words

LEGEND_WIDTH = 48
"""Characters of a legend entry that fit beside the phases at phone width."""


SETS = {"strength_sets_min": "strength", "activation_sets_min": "activation", "sets_min": "low", "sets_max": "high"}
"""Columns of a comparison, and what `set_bars` calls them."""


@checked
def plot_comparison(frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw routines side by side: counted sets per session, strength solid, activation hatched, ranges as whiskers.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns. Labels that no routine works are left out; zeros of the others are written.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
    ax : Axes, optional
        Where to draw; default a new figure in phone portrait size.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> ax.get_xlabel()
    'sets per session'
    """
    needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "activation_sets_min"], "compare_routines")
    turns = turning(frame, sensitivity)
    # Each row repeats what is of the whole routine: its name, sets and minutes.
    first = frame.drop_duplicates("routine_id").set_index("routine_id")
    routines = list(first.index)
    colors = routine_colors(routines)
    shown = worked(frame)
    labels = list(dict.fromkeys(shown["label"]))
    if not labels:
        raise ArgumentError("no routine has a counted set to draw")
    height = 0.88 / len(routines)  # what the bars of a label take of its row; the rest keeps the labels apart
    legend = {str(routine): textwrap.fill(_legend_words(row), LEGEND_WIDTH) for routine, row in first.iterrows()}
    # Many or long names go below each other, else two beside two.
    tall = len(routines) > 3 or any("\n" in text for text in legend.values())
    legend_rows = sum(text.count("\n") + 1 for text in legend.values()) + 2 if tall else 3
    # Title and caption, the legend, then rows that grow with the bars in them.
    inches = 1.8 + 0.2 * legend_rows + len(labels) * max(0.26, 0.095 * len(routines))
    with drawing(ax, height=max(6.75, inches)) as canvas:
        for turn, routine in enumerate(routines):
            sets = shown[shown["routine_id"] == routine].set_index("label").reindex(labels).rename(columns=SETS)
            # The bars of a label stand around its row, the first routine on top.
            rows = np.arange(len(labels)) + (turn - (len(routines) - 1) / 2) * height
            set_bars(canvas, rows, sets, colors[routine], (height * 0.82, height), points=6.2)
        canvas.rows(marked(labels, turns))
        canvas.ax.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.12)  # room for the figures behind the bars
        canvas.ax.set_xlabel("sets per session")
        keys = [Patch(color=colors[routine], label=text) for routine, text in legend.items()]
        phases = [phase for phase in PHASES if (shown[f"{phase}_sets_max"] > 0).any()]
        canvas.legend([*keys, *phase_keys(phases)], ncols=1 if tall else 2)
        canvas.title(say_leader(frame))
        ranges = " A range is drawn as a whisker." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        # What was not counted is not named: the frame may be of one phase.
        kept = [phase for phase in COUNTED if phase in str(frame["phases"].iloc[0])]
        caption = f"Counted sets of {' and '.join(kept)}. {counting_words(frame)}{ranges}{turning_words(labels, turns)}"
        canvas.caption(
            f"{caption} {minutes_words(str(frame['conventions'].iloc[0]))} No source states load or effort. "
            f"Roles of muscles are partly ours. {source_words(frame)}"
        )
    return canvas.ax


def _legend_words(row: pd.Series) -> str:
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    return f"{row['routine']}, {sets} sets, {minutes_of(row, dash='–')}"
