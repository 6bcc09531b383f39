"""Equipment by routine: what is needed, what helps, and whether the source says so."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import GREY, INK, routine_colors
from analysis.base.text import inline, listing
from analysis.charts.bars import dark, light, mark_key
from analysis.charts.canvas import PHONE, drawing, needs, source_words

NEEDED, HELPS, BASIS = "o", "D", "s"
"""Markers: of an item that some exercise needs, of one that only helps, and of the fills in the legend."""


@checked
def plot_equipment(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw equipment by routine: in how many exercises an item is needed, or helps.

    Parameters
    ----------
    frame : DataFrame
        What `equipment_use` returns.
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
    >>> from analysis.compare import equipment_use
    >>> plot_equipment(equipment_use(load_library())).get_xticklabels()[1].get_text()
    "Runner's World"
    """
    needs(frame, ["routine_id", "routine", "label", "required", "optional", "stated"], "equipment_use")
    names = frame.drop_duplicates("routine_id").set_index("routine_id")["routine"]
    # Items that no routine uses are no row.
    used = frame[frame.groupby("label")["exercises"].transform("sum") > 0]
    labels = list(dict.fromkeys(used["label"]))
    colors = routine_colors(list(names.index))
    with drawing(ax, width=max(PHONE, 1.6 + 1.1 * len(names)), height=2.3 + 0.5 * len(labels)) as canvas:
        axes = canvas.ax
        for row in used[used["exercises"] > 0].to_dict("records"):
            cell = list(names.index).index(row["routine_id"]), labels.index(row["label"])
            color, ink = colors[row["routine_id"]], INK
            fill: Any = light(color) if row["stated"] else "white"
            # Full when the source says it of all exercises, pale when of some, empty when it is inferred.
            if row["stated"] == row["exercises"]:
                fill, ink = color, "white" if dark(color) else INK
            marker, area = (NEEDED, 330) if row["required"] else (HELPS, 230)
            axes.scatter(*cell, area, marker=marker, color=[fill], edgecolors=color, linewidths=1.6, zorder=3)
            text = "+".join(str(row[need]) for need in ("required", "optional") if row[need])
            look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontweight": "bold", "zorder": 4}
            axes.text(*cell, text, color=ink, fontsize=9 if len(text) == 1 else 7.5, **look)
        canvas.heads([textwrap.fill(name, 15) for name in names])
        canvas.rows(labels)
        axes.set_xlim(-0.6, len(names) - 0.4)
        axes.grid(visible=True, axis="both")
        keys = (
            (NEEDED, "white", "some exercise needs it"),
            (HELPS, "white", "helps, can be done without"),
            (BASIS, GREY, "the source says so"),
            (BASIS, light(GREY), "the source says so of some"),
            (BASIS, "white", "we infer it"),
        )
        canvas.legend([mark_key(label, marker, face, 8) for marker, face, label in keys], ncols=2, below=True)
        required = used[used["required"] > 0]
        items = {name: required.loc[required["routine"] == name, "label"].map(inline).tolist() for name in names}
        # The first of several with equally few is named.
        fewest = min(items, key=lambda name: len(items[name]))
        canvas.title(f"{fewest} needs least: {listing(items[fewest]) or 'nothing'}")
        canvas.caption(
            "The number counts exercises; 2+3: two need the item, three are helped by it. "
            f"What the source does not say we infer from the movement. {source_words(frame)}"
        )
    return axes
