"""The session on a time line."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.colors import GREY, QUIET, routine_colors
from analysis.base.text import span
from analysis.charts.canvas import HATCH, drawing, light, needs, source_words
from analysis.volume.conventions import minutes_words

FILLS = {
    "mobility": (0.25, "\\\\"),
    "activation": (0.35, HATCH),
    "mixed": (0.35, "//--"),
    "strength": (1.0, None),
    "cooldown": (0.12, "xxx"),
}
"""Tint and hatch of each phase."""


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
    needs(
        frame,
        ["routine_id", "routine", "section", "phase", "minutes_min", "conventions"],
        'session_minutes(by="section")',
    )
    routines = list(dict.fromkeys(frame["routine_id"]))
    colors = routine_colors(routines)
    whole = frame.groupby("routine_id", sort=False)[["minutes_min", "minutes_max"]].sum()
    longest = float(whole["minutes_max"].max())
    rows = {routine: frame[frame["routine_id"] == routine].reset_index(drop=True) for routine in routines}
    with drawing(ax, height=2.2 + sum(0.95 + 0.17 * ((len(own) + 1) // 2) for own in rows.values())) as canvas:
        axes = canvas.ax
        at = 0.0
        longest_name = max(
            len(line) for own in rows.values() for line in textwrap.wrap(str(own["routine"].iloc[0]), 16)
        )
        characters = int((canvas.figure.get_figwidth() * 72 - 24 - 5.4 * longest_name) / 4.2)
        ticks, names = [], []
        for routine, own in rows.items():
            for end, shift in (("min", 0.0), ("max", 0.42)):
                starts = np.concatenate([[0.0], np.cumsum(own[f"minutes_{end}"])[:-1]])
                for number, (start, minutes, phase) in enumerate(
                    zip(starts, own[f"minutes_{end}"], own["phase"], strict=True), 1
                ):
                    tint, hatch = FILLS[phase]
                    color = colors[routine]
                    axes.barh(
                        at + shift,
                        minutes,
                        0.36,
                        left=start,
                        color=light(color, tint),
                        edgecolor=color,
                        hatch=hatch,
                        linewidth=0.8,
                    )
                    axes.vlines(start, at + shift - 0.18, at + shift + 0.18, color="white", linewidth=1.6)
                    if len(own) > 1 and minutes > 0.035 * longest:
                        axes.text(
                            start + minutes / 2,
                            at + shift,
                            str(number),
                            ha="center",
                            va="center_baseline",
                            fontsize=7.5,
                            bbox={
                                "facecolor": "white",
                                "edgecolor": "none",
                                "pad": 0.8,
                                "alpha": 0.85,
                                "boxstyle": "round",
                            },
                        )
                axes.annotate(
                    f"{span(own[f'minutes_{end}'].sum(), own[f'minutes_{end}'].sum())} min",
                    (own[f"minutes_{end}"].sum(), at + shift),
                    (4, 0),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=8,
                )
            ticks.append(at + 0.21)
            names.append(textwrap.fill(str(own["routine"].iloc[0]), 16))
            words = (
                [f"{number} {section}" for number, section in enumerate(own["section"], 1)]
                if len(own) > 1
                else [str(own["section"].iloc[0])]
            )
            lines = textwrap.wrap(", ".join(words), characters)
            axes.annotate(
                "\n".join(lines),
                (0, at + 0.72),
                (1, 0),
                textcoords="offset points",
                va="top",
                fontsize=7.2,
                color=QUIET,
            )
            at += 1.25 + 0.26 * len(lines)
        axes.set_yticks(ticks, names)
        axes.set_ylim(at - 0.3, -0.4)
        axes.set_xlim(0, longest * 1.17)
        axes.set_xlabel("minutes")
        keys = [
            Patch(facecolor=light(GREY, tint), edgecolor=GREY, hatch=hatch, label=phase)
            for phase, (tint, hatch) in FILLS.items()
            if (frame["phase"] == phase).any()
        ]
        canvas.legend(keys, ncols=4)
        longest_id = str(whole["minutes_max"].idxmax())
        total = whole.loc[longest_id]
        canvas.title(f"{rows[longest_id]['routine'].iloc[0]} takes longest: {span(*total, dash='–')} min")
        canvas.caption(
            "Upper bar: quickest; lower bar: slowest, by tempo and by ranges of repetitions, sets and holds. "
            f"{minutes_words(str(frame['conventions'].iloc[0]))} The rests are ours. {source_words(frame)}"
        )
    return axes
