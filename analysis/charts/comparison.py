"""Routines side by side: the bars of each muscle."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.colors import QUIET, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.text import span
from analysis.charts.canvas import (
    LEGEND_WIDTH,
    drawing,
    marked,
    needs,
    phase_keys,
    source_words,
    stacked,
    turning,
    turning_words,
    whiskers,
)
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.library.terms import COUNTED
from analysis.volume.conventions import counting_words, minutes_of, minutes_words


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
    routines = list(dict.fromkeys(frame["routine_id"]))
    names = dict(zip(frame["routine_id"], frame["routine"], strict=True))
    colors = routine_colors(routines)
    shown = worked(frame)
    rows = list(dict.fromkeys(shown["label"]))
    if not rows:
        raise ArgumentError("no routine has a counted set to draw")
    height = 0.88 / len(routines)
    legend = {one: textwrap.fill(f"{names[one]}, {_of(frame, one)}", LEGEND_WIDTH) for one in routines}
    tall = len(routines) > 3 or any("\n" in text for text in legend.values())
    legend_rows = sum(text.count("\n") + 1 for text in legend.values()) + 2 if tall else 3
    inches = 1.8 + 0.2 * legend_rows + len(rows) * max(0.26, 0.095 * len(routines))
    with drawing(ax, height=max(6.75, inches)) as canvas:
        axes = canvas.ax
        for turn, routine in enumerate(routines):
            part = shown[shown["routine_id"] == routine].set_index("label").reindex(rows)
            place = np.arange(len(rows)) + (turn - (len(routines) - 1) / 2) * height
            stacked(axes, place, part["strength_sets_min"], part["activation_sets_min"], colors[routine], height * 0.82)
            whiskers(axes, place, part["sets_min"], part["sets_max"], height)
            for at, low, high in zip(place, part["sets_min"], part["sets_max"], strict=True):
                text = span(low, high, dash="–")
                axes.annotate(
                    text,
                    (high, at),
                    (3, 0),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=6.2,
                    color=QUIET,
                )
        axes.set_yticks(range(len(rows)), marked(rows, turns))
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.12)
        axes.set_xlabel("sets per session")
        keys = [Patch(color=colors[one], label=text) for one, text in legend.items()]
        canvas.legend([*keys, *phase_keys(shown)], ncols=1 if tall else 2)
        canvas.title(say_leader(frame))
        ranges = " A range is drawn as a whisker." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        kept = [phase for phase in COUNTED if phase in str(frame["phases"].iloc[0])]
        caption = f"Counted sets of {' and '.join(kept)}. {counting_words(frame)}{ranges}{turning_words(rows, turns)}"
        canvas.caption(
            f"{caption} {minutes_words(str(frame['conventions'].iloc[0]))} No source states load or effort. "
            f"Roles of muscles are partly ours. {source_words(frame)}"
        )
    return axes


def _of(frame: pd.DataFrame, routine: str) -> str:
    row = frame[frame["routine_id"] == routine].iloc[0]
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    return f"{sets} sets, {minutes_of(row, dash='–')}"
