"""Charts of marks: every exercise by muscle, equipment by routine, and the checklist of a week."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.arguments import checked
from analysis.base.colors import GREY, INK, PALE, QUIET, routine_colors
from analysis.base.text import inline, listing, shortened
from analysis.charts.bars import mark_key
from analysis.charts.canvas import PHONE, drawing, needs
from analysis.charts.tints import letters_on, light
from analysis.library.terms import COUNTED_KINDS
from analysis.week.tables import covered_by

SIZES = {"primary": 62.0, "secondary": 30.0, "stabilizer": 5.0}
"""Area of the mark of each role, in square points; stretched muscles get a dash."""


READING = " ?"
"""Behind the name of an exercise whose identity is our reading."""


NOT_COUNTED = "#8b959e"
"""Colour of rows that count no sets."""


@checked
def plot_matrix(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw every exercise by muscle: the role by size, where the claim comes from by fill, the dose at the end.

    Parameters
    ----------
    frame : DataFrame
        What `exercise_matrix` returns. Rows that count no sets are grey.
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
    # Muscles stand in the order of the library, not in that in which they come up.
    muscles = list(dict.fromkeys(frame.sort_values("muscle_order", kind="stable")["label"]))
    column = {label: number for number, label in enumerate(muscles)}
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    exercises = len(frame.drop_duplicates(["routine_id", "position"]))
    texts: list[str] = []
    heads: dict[int, str] = {}
    with drawing(ax, width=6.6, height=2.6 + 0.235 * (exercises + 1.6 * len(colors))) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        for routine, routine_rows in frame.groupby("routine_id", sort=False):
            # A routine's name is a row of its own above its exercises; it is set in its colour below.
            heads[len(texts)] = colors[str(routine)]
            texts.append(shortened(str(routine_rows["routine"].iloc[0]), 40))
            for _, muscle_rows in routine_rows.groupby("position", sort=False):
                first = muscle_rows.iloc[0]
                # What counts no sets is grey, whatever routine it is of.
                color = colors[str(routine)] if first["kind"] in COUNTED_KINDS else NOT_COUNTED
                axes.axhline(len(texts), color="#eef1f4", linewidth=0.8, zorder=0.2)
                for label, role, basis in muscle_rows[["label", "role", "basis"]].itertuples(index=False):
                    _mark(axes, column[label], len(texts), role, basis, color)
                canvas.beside(first["dose"], len(texts), 3, fontsize=6.8, color=QUIET)
                doubt = READING if first["identity"] == "our reading" else ""
                texts.append(shortened(first["published_name"], 40) + doubt)
        canvas.rows(texts, fontsize=7.4)
        for row, color in heads.items():
            axes.get_yticklabels()[row].set(fontweight="bold", color=color, fontsize=8.5)
        canvas.heads(muscles, rotation=90, fontsize=7.4)
        axes.set_xlim(-0.7, len(muscles) - 0.3)
        named, wider = (int((frame["basis"] == basis).sum()) for basis in ("named", "group_word"))
        canvas.title(f"The sources name the muscle in {named} of {len(frame)} places, and use a wider word in {wider}")
        # A marker is measured by its width, and the roles by their area.
        roles = [mark_key(role, "o", GREY, np.sqrt(area)) for role, area in SIZES.items()]
        fills = {"named by the source": GREY, "a wider word": light(GREY, 0.4), "our reading": "white"}
        stretched = Line2D([], [], color=GREY, linewidth=2.2, label="stretched")
        bases = [mark_key(name, "o", face, 7) for name, face in fills.items()]
        canvas.legend([*roles, stretched, *bases], ncols=4, below=True)
        canvas.caption(
            "Grey rows count no sets (mobility, cooldown). A ? behind a name: which movement is meant is our reading. "
            "Roles are our coding, each with its reason."
        )
    return axes


def _mark(axes: Axes, column: int, row: int, role: str, basis: str, color: str) -> None:
    """Draw the role of a muscle by size, and where the claim comes from by fill; a stretch is a dash."""
    if role == "stretched":
        style = (0, (1, 1)) if basis == "inferred" else "-"
        axes.plot([column - 0.36, column + 0.36], [row, row], color=color, linewidth=2.2, linestyle=style, zorder=2)
    else:
        fill = {"named": color, "group_word": light(color, 0.4), "inferred": "white"}[basis]
        axes.scatter(column, row, SIZES[role], color=[fill], edgecolors=color, linewidths=1.0, zorder=3)


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
                fill, ink = color, letters_on(color)
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
            "What the source does not say we infer from the movement."
        )
    return axes


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
    18
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
            "In brackets the kind of load (inferred from equipment; no source gives kilograms), sets a week and kind. "
            "An empty square: nothing in the week covers it. The checklist is ours."
        )
    return axes
