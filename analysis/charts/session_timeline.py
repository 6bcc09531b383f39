"""Sessions on a timeline."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import QUIET, routine_colors
from analysis.base.text import span
from analysis.charts.canvas import drawing, needs, width_of
from analysis.charts.letters import LABEL, NOTE, wrapped
from analysis.charts.tints import ink, letters_on, light

TINTS = {"mobility": 0.12, "cooldown": 0.12, "activation": 0.35, "mixed": 0.6, "strength": 1.0}
"""Tint of each phase: fuller for harder work."""


HEAD, BAR, LINE = 0.28, 0.26, 0.18
"""Inches of a routine name, of a bar, and of a line of section names."""


@checked
def plot_timeline(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw sessions section by section, a bar for each routine at its slowest, its sections named below it.

    Parameters
    ----------
    frame : DataFrame
        The frame from ``session_minutes(library, by="section")``. The rest after a section belongs to it.
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
    >>> from analysis import load_library, session_minutes
    >>> plot_timeline(session_minutes(load_library(), by="section")).texts[0].get_text()
    'Fit&Well, 11–20 min'
    """
    columns = ["routine_id", "routine", "section", "phase", "minutes_min", "conventions"]
    needs(frame, columns, 'session_minutes(by="section")')
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    whole = frame.groupby("routine_id", sort=False)[["minutes_min", "minutes_max"]].sum()
    width = width_of(ax)
    sections = {str(routine): rows for routine, rows in frame.groupby("routine_id", sort=False)}
    names = {routine: wrapped(_section_words(rows), width, NOTE) for routine, rows in sections.items()}
    heads = {}
    for routine, rows in sections.items():
        minutes = span(*whole.loc[routine], digits=0, dash="–")
        heads[routine] = wrapped(f"{rows['routine'].iloc[0]}, {minutes} min", width, LABEL, weight="bold")
    inches = HEAD * sum(len(lines) - 1 for lines in heads.values())
    inches += sum(HEAD + BAR + LINE * (len(lines) + 1.2) for lines in names.values())
    with drawing(ax, height=1.6 + inches) as canvas:
        axes = canvas.ax
        canvas.blank(float(whole["minutes_max"].max()), inches)
        down = 0.0
        for routine, rows in sections.items():
            for line in heads[routine]:
                look: dict[str, Any] = {"fontsize": LABEL, "fontweight": "bold", "color": ink(colors[routine])}
                axes.text(0, down + HEAD / 2, line.text, va="center_baseline", **look)
                down += HEAD
            down -= HEAD  # the row of the bar includes the last line of the header
            _bar(axes, down + HEAD + BAR / 2, rows, colors[routine], width)
            for number, line in enumerate(names[routine]):
                at = down + HEAD + BAR + LINE * (number + 0.2)
                axes.text(0, at, line.text, va="top", fontsize=NOTE, color=QUIET)
            down += HEAD + BAR + LINE * (len(names[routine]) + 1.2)
        slowest = str(whole["minutes_max"].idxmax())
        minutes = span(*whole.loc[slowest], digits=0, dash="–")
        title = f"{sections[slowest]['routine'].iloc[0]} takes longest: {minutes} min"
        canvas.title(title, "Minutes section by section; the fuller the colour, the harder the work")
        canvas.caption("Bars: the slowest session. In brackets: quickest to slowest, with rests, which are ours.")
    return axes


def _section_words(rows: pd.DataFrame) -> str:
    """Return the sections with their minutes in words, numbered if there are several."""
    ends = zip(rows["section"], rows["minutes_min"], rows["minutes_max"], strict=True)
    words = [f"{section} ({span(low, high, digits=0, dash='–')})" for section, low, high in ends]
    return ", ".join(f"{number} {word}" for number, word in enumerate(words, 1)) if len(words) > 1 else words[0]


def _bar(axes: Axes, middle: float, rows: pd.DataFrame, color: str, width: float) -> None:
    """Draw a session from its first section to its last, each with its number if there is room."""
    minutes = rows["minutes_max"].to_numpy()
    # A section starts where those before it end, at the slowest.
    starts = np.concatenate([[0.0], np.cumsum(minutes)[:-1]])
    for number, (start, length, phase) in enumerate(zip(starts, minutes, rows["phase"], strict=True), 1):
        fill = light(color, TINTS[phase])
        axes.barh(middle, length, BAR, left=start, color=[fill], edgecolor="white", linewidth=1.4)
        # Minutes to inches; narrower than 0.2 a number would touch the edges.
        if len(rows) > 1 and length / axes.get_xlim()[1] * width > 0.2:
            look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": NOTE}
            axes.text(start + length / 2, middle, str(number), color=letters_on(fill), **look)
