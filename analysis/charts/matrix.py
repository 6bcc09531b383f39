"""Tables as pictures: routine by muscle, exercise by muscle, equipment by routine, and the coverage checklist."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.colors import GREY, INK, PALE, QUIET, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.text import inline, listing, shortened, span
from analysis.charts.canvas import PHONE, dark, drawing, light, marked, needs, source_words, turning, turning_words
from analysis.library.labels import worked
from analysis.volume.conventions import counting_words
from analysis.week.tables import covered_by

SIZES = {"primary": 62.0, "secondary": 30.0, "stabilizer": 5.0}
"""Area of the mark of each role, in square points; stretched muscles get a dash."""


READING = " ?"
"""Behind the name of an exercise whose identity is our reading."""


def plot_heatmap(frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw routine by muscle: the more counted sets the darker, hatched where activation alone gives them.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns. Cells read all sets and, in brackets, those of strength sections.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
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
    >>> from analysis import compare_routines, load_library
    >>> ax = plot_heatmap(compare_routines(load_library()))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['Fit&Well', "Runner's World", 'Run forever']
    """
    needs(frame, ["routine_id", "routine", "label", "strength_sets_max"], "compare_routines")
    turns = turning(frame, sensitivity)
    shown = worked(frame)
    if shown.empty:
        raise ArgumentError("no routine has a counted set to draw")
    rows, routines = list(dict.fromkeys(shown["label"])), list(dict.fromkeys(frame["routine_id"]))
    names = list(dict.fromkeys(zip(frame["routine_id"], frame["routine"], strict=True)))
    place = {label: number for number, label in enumerate(rows)}
    values = np.zeros((len(rows), len(routines)))
    with drawing(ax, width=max(PHONE, 1.6 + 1.0 * len(routines)), height=max(6.75, 2.0 + 0.29 * len(rows))) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        top = max(1.0, float(shown["sets_max"].max()))
        for _, row in shown.iterrows():
            at, across = place[row["label"]], routines.index(row["routine_id"])
            values[at, across] = (row["sets_min"] + row["sets_max"]) / 2
            text = span(row["sets_min"], row["sets_max"], dash="–")
            if row["strength_sets_max"] > 0:
                text += f" ({span(row['strength_sets_min'], row['strength_sets_max'], dash='–')})"
            elif row["sets_max"] > 0:
                axes.bar(
                    across, 0.94, 0.96, at - 0.47, fill=False, edgecolor="#9db3c4", hatch="////", linewidth=0, zorder=1
                )
            dark = values[at, across] > 0.55 * top
            axes.text(
                across,
                at,
                text,
                ha="center",
                va="center_baseline",
                fontsize=9,
                color="white" if dark else INK,
                zorder=3,
                bbox=None
                if dark or row["strength_sets_max"] > 0
                else {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.8},
            )
        axes.imshow(values, cmap="Blues", vmin=0, vmax=top * 1.15, aspect="auto", zorder=0.5)
        axes.set_xticks(range(len(routines)), [textwrap.fill(name, 15) for _, name in names])
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(rows)), marked(rows, turns))
        axes.set_xticks(np.arange(len(routines) - 1) + 0.5, minor=True)
        axes.set_yticks(np.arange(len(rows) - 1) + 0.5, minor=True)
        axes.grid(visible=True, which="minor", axis="both", color="white", linewidth=2)
        axes.tick_params(which="minor", length=0)
        most = shown.sort_values("sets_min", ascending=False, kind="stable").iloc[0]
        sets = span(most["sets_min"], most["sets_max"], dash="–")
        canvas.title(f"Most sets: {most['routine']} for {inline(most['label'])} ({sets})")
        words = "Counted sets per session; in brackets those of strength sections; hatched: activation alone."
        words = f"{words} {counting_words(frame)}{turning_words(rows, turns)}"
        canvas.caption(f"{words} No source states load or effort. {source_words(frame)}")
    return axes


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
    needs(
        frame,
        ["routine_id", "routine", "position", "published_name", "label", "role", "basis", "dose"],
        "exercise_matrix",
    )
    muscles = list(dict.fromkeys(frame.sort_values("muscle_order", kind="stable")["label"]))
    column = {label: number for number, label in enumerate(muscles)}
    routines = list(dict.fromkeys(frame["routine_id"]))
    colors = routine_colors(routines)
    texts: list[str] = []
    with drawing(
        ax,
        width=6.6,
        height=2.6 + 0.235 * (frame[["routine_id", "position"]].drop_duplicates().shape[0] + 1.6 * len(routines)),
    ) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        heads = []
        for routine in routines:
            own = frame[frame["routine_id"] == routine]
            heads.append(len(texts))
            texts.append(shortened(str(own["routine"].iloc[0]), 40))
            for _, rows in own.groupby("position", sort=False):
                first = rows.iloc[0]
                at = len(texts)
                counts = first["phase"] in ("activation", "strength")
                color = colors[routine] if counts else "#8b959e"
                mark = READING if first["identity"] == "our reading" else ""
                texts.append(shortened(first["published_name"], 40) + mark)
                axes.axhline(at, color="#eef1f4", linewidth=0.8, zorder=0.2)
                for _, row in rows.iterrows():
                    x = column[row["label"]]
                    fill = {"named": color, "group_word": light(color, 0.4), "inferred": "white"}[row["basis"]]
                    if row["role"] == "stretched":
                        style = {"named": "-", "group_word": "-", "inferred": (0, (1, 1))}[row["basis"]]
                        axes.plot([x - 0.36, x + 0.36], [at, at], color=color, linewidth=2.2, linestyle=style, zorder=2)
                    else:
                        axes.scatter(
                            x, at, SIZES[row["role"]], color=[fill], edgecolors=color, linewidths=1.0, zorder=3
                        )
                axes.annotate(
                    first["dose"],
                    (1, at),
                    (3, 0),
                    xycoords=axes.get_yaxis_transform(),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=6.8,
                    color=QUIET,
                    annotation_clip=False,
                )
        axes.set_yticks(range(len(texts)), texts, fontsize=7.4)
        for head, routine in zip(heads, routines, strict=True):
            label = axes.get_yticklabels()[head]
            label.set_fontweight("bold")
            label.set_color(colors[routine])
            label.set_fontsize(8.5)
        axes.set_xticks(range(len(muscles)), muscles, rotation=90, fontsize=7.4)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.7, len(muscles) - 0.3)
        axes.set_ylim(len(texts) - 0.4, -0.6)
        axes.spines["bottom"].set_visible(False)
        basis = frame["basis"].value_counts()
        named, wider = (int(basis.get(one, 0)) for one in ("named", "group_word"))
        canvas.title(f"The sources name the muscle in {named} of {len(frame)} places, and use a wider word in {wider}")
        marks = [
            Line2D(
                [], [], color=GREY, marker="o", linestyle="", markersize=np.sqrt(size), markerfacecolor=GREY, label=role
            )
            for role, size in SIZES.items()
        ]
        fills = [
            Line2D([], [], color=GREY, marker="o", linestyle="", markersize=7, markerfacecolor=face, label=name)
            for name, face in (
                ("named by the source", GREY),
                ("a wider word", light(GREY, 0.4)),
                ("our reading", "white"),
            )
        ]
        stretched = Line2D([], [], color=GREY, linewidth=2.2, label="stretched")
        canvas.legend([*marks, stretched, *fills], ncols=4, below=True)
        canvas.caption(
            "Grey rows count no sets (mobility, cooldown). A ? behind a name: which movement is meant is our reading. "
            f"Roles are our coding, each with its reason. {source_words(frame)}"
        )
    return axes


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
    routines = list(dict.fromkeys(frame["routine_id"]))
    names = [frame.loc[frame["routine_id"] == one, "routine"].iloc[0] for one in routines]
    used = frame[frame.groupby("label")["exercises"].transform("sum") > 0]
    rows = list(dict.fromkeys(used["label"]))
    colors = routine_colors(routines)
    with drawing(ax, width=max(PHONE, 1.6 + 1.1 * len(routines)), height=2.3 + 0.5 * len(rows)) as canvas:
        axes = canvas.ax
        for _, row in used.iterrows():
            if not row["exercises"]:
                continue
            at, across = rows.index(row["label"]), routines.index(row["routine_id"])
            color = colors[row["routine_id"]]
            whole, some = row["stated"] == row["exercises"], row["stated"] > 0
            fill, ink = (color, "white" if dark(color) else INK) if whole else (light(color) if some else "white", INK)
            mark, area = ("o", 330) if row["required"] else ("D", 230)
            axes.scatter(across, at, area, marker=mark, color=[fill], edgecolors=color, linewidths=1.6, zorder=3)
            text = "+".join(str(row[need]) for need in ("required", "optional") if row[need])
            look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontweight": "bold", "zorder": 4}
            axes.text(across, at, text, color=ink, fontsize=9 if len(text) == 1 else 7.5, **look)
        axes.set_xticks(range(len(routines)), [textwrap.fill(name, 15) for name in names])
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xlim(-0.6, len(routines) - 0.4)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.grid(visible=True, axis="both")
        axes.spines["bottom"].set_visible(False)
        looks = (
            ("o", "white", "some exercise needs it"),
            ("D", "white", "helps, can be done without"),
            ("s", GREY, "the source says so"),
            ("s", light(GREY), "the source says so of some"),
            ("s", "white", "we infer it"),
        )
        keys = [
            Line2D([], [], color=GREY, marker=mark, linestyle="", markersize=8, markerfacecolor=face, label=label)
            for mark, face, label in looks
        ]
        canvas.legend(keys, ncols=2, below=True)
        need = {
            name: used[(used["routine"] == name) & used["required"].gt(0)]["label"].map(inline).tolist()
            for name in names
        }
        fewest = min(need, key=lambda name: len(need[name]))
        canvas.title(f"{fewest} needs least: {listing(need[fewest]) or 'nothing'}")
        canvas.caption(
            "The number counts exercises; 2+3: two need the item, three are helped by it. "
            f"What the source does not say we infer from the movement. {source_words(frame)}"
        )
    return axes


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
    13
    """
    needs(frame, ["line_id", "name", "covered", "exercise", "load_kind", "sets_min"], "coverage")
    covering = covered_by(frame, dash="–")
    lines = list(covering)
    texts = [textwrap.fill(text, 50) for text in covering.values()]
    heights = np.array([0.13 + 0.135 * (text.count("\n") + 1) for text in texts])
    tops = np.concatenate([[0.0], np.cumsum(heights)])
    with drawing(ax, height=1.6 + float(tops[-1])) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        middle = (tops[:-1] + tops[1:]) / 2
        for at, text, edge in zip(middle, texts, tops[1:], strict=True):
            covered = text != "nothing"
            axes.scatter(
                0.03, at, 60, marker="s", color=[GREY if covered else "white"], edgecolors=GREY, linewidths=1.3
            )
            axes.text(
                0.08,
                at,
                text,
                va="center",
                fontsize=7.6,
                color=INK if covered else QUIET,
                fontweight="normal" if covered else "bold",
            )
            axes.axhline(edge, color=PALE, linewidth=0.7)
        axes.set_yticks(middle, lines, fontsize=8.4)
        axes.set_ylim(tops[-1], 0)
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        each = frame.drop_duplicates("line_id")
        canvas.title(f"{int(each['covered'].sum())} of {len(each)} kinds of work are in the week")
        canvas.caption(
            "In brackets the kind of load (inferred from equipment; no source states how much), sets a week and phase. "
            "An empty square: nothing in the week covers it. The checklist is ours."
        )
    return axes
