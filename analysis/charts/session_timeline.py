"""The session on a time line."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.colors import GREY, QUIET, routine_colors
from analysis.base.text import span
from analysis.charts.canvas import Canvas, drawing, needs
from analysis.charts.tints import light
from analysis.volume.conventions import minutes_words

FILLS = {
    "mobility": (0.25, "\\\\"),
    "activation": (0.35, None),
    "mixed": (0.35, "//--"),
    "strength": (1.0, None),
    "cooldown": (0.12, "xxx"),
}
"""Tint and hatch of each phase."""


NAME_WIDTH = 16
"""Characters of a line of the name of a routine."""


SHIFTS = {"min": 0.0, "max": 0.42}
"""How far below its place the bar of each end stands: the quickest session above the slowest."""


@checked
def plot_timeline(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw sessions section by section: every routine once at its quickest and once at its slowest.

    Parameters
    ----------
    frame : DataFrame
        What ``session_minutes(library, by="section")`` returns. The rest after a section belongs to it.
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
    >>> plot_timeline(session_minutes(load_library(), by="section")).get_xlabel()
    'minutes'
    """
    columns = ["routine_id", "routine", "section", "phase", "minutes_min", "conventions"]
    needs(frame, columns, 'session_minutes(by="section")')
    sessions = {str(routine): sections for routine, sections in frame.groupby("routine_id", sort=False)}
    colors = routine_colors(list(sessions))
    whole = frame.groupby("routine_id", sort=False)[["minutes_min", "minutes_max"]].sum()
    longest = float(whole["minutes_max"].max())
    names = [textwrap.fill(str(sections["routine"].iloc[0]), NAME_WIDTH) for sections in sessions.values()]
    heights = [0.95 + 0.17 * ((len(sections) + 1) // 2) for sections in sessions.values()]
    with drawing(ax, height=2.2 + sum(heights)) as canvas:
        axes = canvas.ax
        # What the names leave of the width, at 5.4 points a character of theirs and 4.2 of the list of sections.
        widest_name = max(len(line) for name in names for line in name.split("\n"))
        characters = int((canvas.figure.get_figwidth() * 72 - 24 - 5.4 * widest_name) / 4.2)
        row, ticks = 0.0, []
        for routine, sections in sessions.items():
            for end in SHIFTS:
                _bar(canvas, row, sections, end, colors[routine], longest)
            ticks.append(row + 0.21)  # between the two bars
            words = [f"{number} {section}" for number, section in enumerate(sections["section"], 1)]
            words = words if len(sections) > 1 else sections["section"].tolist()
            # The sections are named below their bars, by the numbers in them.
            lines = textwrap.wrap(", ".join(words), characters)
            canvas.note("\n".join(lines), (0, row + 0.72), (1, 0), va="top", fontsize=7.2, color=QUIET)
            row += 1.25 + 0.26 * len(lines)
        axes.set_yticks(ticks, names)
        axes.set_ylim(row - 0.3, -0.4)
        axes.set_xlim(0, longest * 1.17)  # room for the minutes behind the longest bar
        axes.set_xlabel("minutes")
        fills = [(phase, *FILLS[phase]) for phase in FILLS if (frame["phase"] == phase).any()]
        keys = [Patch(fc=light(GREY, tint), ec=GREY, hatch=hatch, label=phase) for phase, tint, hatch in fills]
        canvas.legend(keys, ncols=4)
        slowest = str(whole["minutes_max"].idxmax())
        minutes = span(*whole.loc[slowest], dash="–")
        canvas.title(f"{sessions[slowest]['routine'].iloc[0]} takes longest: {minutes} min")
        canvas.caption(
            "Upper bar: quickest; lower bar: slowest, by tempo and by ranges of repetitions, sets and holds. "
            f"{minutes_words(str(frame['conventions'].iloc[0]))} The rests are ours."
        )
    return axes


def _bar(canvas: Canvas, row: float, sections: pd.DataFrame, end: str, color: str, longest: float) -> None:
    """Draw a session from its first section to its last, and write the minutes behind it."""
    axes, row = canvas.ax, row + SHIFTS[end]
    minutes = sections[f"minutes_{end}"].to_numpy()
    starts = np.concatenate([[0.0], np.cumsum(minutes)[:-1]])
    plate = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85, "boxstyle": "round"}
    look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": 7.5, "bbox": plate}
    for number, (start, length, phase) in enumerate(zip(starts, minutes, sections["phase"], strict=True), 1):
        tint, hatch = FILLS[phase]
        fill: dict[str, Any] = {"color": light(color, tint), "edgecolor": color, "hatch": hatch, "linewidth": 0.8}
        axes.barh(row, length, 0.36, left=start, **fill)
        # A white line parts sections of one phase, which have one fill.
        axes.vlines(start, row - 0.18, row + 0.18, color="white", linewidth=1.6)
        if len(sections) > 1 and length > 0.035 * longest:  # a shorter part has no room for its number
            axes.text(start + length / 2, row, str(number), **look)
    total = sections[f"minutes_{end}"].sum()
    canvas.note(f"{span(total, total)} min", (total, row), (4, 0), fontsize=8)
