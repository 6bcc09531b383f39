"""Every exercise by muscle, with a mark for each role."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.arguments import checked
from analysis.base.colors import BAND, GREY, routine_colors
from analysis.charts.bars import mark_key
from analysis.charts.canvas import drawing, needs
from analysis.charts.letters import NOTE, broken
from analysis.charts.tints import ink, light
from analysis.library.terms import COUNTED_KINDS

SIZES = {"primary": 56.0, "secondary": 26.0, "stabilizer": 5.0}
"""Mark area for each role, in square points; stretched muscles get a dash."""


READING = " ?"
"""Mark after an exercise name whose identity is our reading."""


NOT_COUNTED = "#8b959e"
"""Colour of rows that count no sets."""


NAMES_WIDE = 1.65
"""Inches of the names of exercises."""


@checked
def plot_matrix(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw every exercise by muscle: role by mark size, source of the claim by fill, the dose at the end.

    Parameters
    ----------
    frame : DataFrame
        The frame from `exercise_matrix`. Rows that count no sets are grey.
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
    >>> from analysis import load_library
    >>> from analysis.compare import exercise_matrix
    >>> ax = plot_matrix(exercise_matrix(load_library()))
    >>> len([label for label in ax.get_yticklabels() if label.get_text()])
    28
    """
    columns = ["routine_id", "routine", "position", "published_name", "label", "role", "basis", "dose"]
    needs(frame, columns, "exercise_matrix")
    # Muscles are in the order of the library, not in order of appearance.
    muscles = list(dict.fromkeys(frame.sort_values("muscle_order", kind="stable")["label"]))
    column = {label: number for number, label in enumerate(muscles)}
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    exercises = len(frame.drop_duplicates(["routine_id", "position"]))
    names: list[str] = []
    heads: dict[int, str] = {}
    marks: list[tuple[int, int, str, str, str]] = []
    with drawing(ax, height=3.2 + 0.4 * (exercises + len(colors))) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        for routine, routine_rows in frame.groupby("routine_id", sort=False):
            # A routine's name has its own row above its exercises; its colour is set below.
            heads[len(names)] = ink(colors[str(routine)])
            names.append(broken(str(routine_rows["routine"].iloc[0]), NAMES_WIDE, NOTE, "bold"))
            for _, muscle_rows in routine_rows.groupby("position", sort=False):
                first = muscle_rows.iloc[0]
                # Exercises that count no sets are grey, whatever their routine.
                color = colors[str(routine)] if first["kind"] in COUNTED_KINDS else NOT_COUNTED
                axes.axhline(len(names), color=BAND, linewidth=0.8, zorder=0.2)
                played = muscle_rows[["label", "role", "basis"]].itertuples(index=False, name=None)
                marks += [(column[label], len(names), role, basis, color) for label, role, basis in played]
                doubt = READING if first["identity"] == "our reading" else ""
                names.append(broken(f"{first['published_name']}{doubt}", NAMES_WIDE, NOTE))
        _draw(axes, marks)
        canvas.rows(names, fontsize=NOTE, linespacing=1.1)
        for row, color in heads.items():
            axes.get_yticklabels()[row].set(fontweight="bold", color=color)
        canvas.heads(muscles, rotation=90, fontsize=NOTE)
        axes.set_xlim(-0.7, len(muscles) - 0.3)
        named, wider = (int((frame["basis"] == basis).sum()) for basis in ("named", "group_word"))
        canvas.title(f"The sources name the muscle in {named} of {len(frame)} places, and use a wider word in {wider}")
        # A marker is measured by its width, a role by its area.
        roles = [mark_key(role, "o", GREY, np.sqrt(area)) for role, area in SIZES.items()]
        fills = {"named by the source": GREY, "a wider word": light(GREY, 0.4), "our reading": "white"}
        stretched = Line2D([], [], color=GREY, linewidth=2.2, label="stretched")
        bases = [mark_key(name, "o", face, 7) for name, face in fills.items()]
        canvas.legend([*roles, stretched, *bases], ncols=3, below=True)
        canvas.caption("Grey rows count no sets. A ? behind a name: which movement is meant is our reading.")
    return axes


def _draw(axes: Axes, marks: list[tuple[int, int, str, str, str]]) -> None:
    """Draw each muscle's role by mark size, and the source of the claim by fill; a stretch is a dash."""
    dots = []
    for column, row, role, basis, color in marks:
        if role == "stretched":
            style = (0, (1, 1)) if basis == "inferred" else "-"
            axes.plot([column - 0.36, column + 0.36], [row, row], color=color, linewidth=2.2, linestyle=style, zorder=2)
        else:
            fill = {"named": color, "group_word": light(color, 0.4), "inferred": "white"}[basis]
            dots.append((column, row, SIZES[role], fill, color))
    if dots:  # all at once takes a tenth of the time of one by one
        columns, rows, sizes, fills, edges = zip(*dots, strict=True)
        axes.scatter(columns, rows, sizes, facecolors=fills, edgecolors=edges, linewidths=1.0, zorder=3)
