"""Small multiples on one axis: the same rows again for every routine, or for every mix of a week."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import WEEK_COLOR, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.frames import in_order, positions
from analysis.base.text import inline, listing, span
from analysis.charts.bars import kind_keys, marked, set_bars, turning, turning_words
from analysis.charts.canvas import PHONE, Canvas, drawing, needs, page_of
from analysis.charts.comparison_bars import BAR_PARTS
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.conventions import UNSAID, counting_words, minutes_of, minutes_words

UPPER = ("back", "shoulders", "chest", "arms")
"""Groups that the short list of rows draws as one, by their most-worked member."""


SHORT = ("glute_max", "hip_abductors", "quads", "hamstrings", "calves", "adductors", "trunk_front", "trunk_side")
"""Groups of the short list of rows, before the upper body."""


MOST_ROUTINES, MOST_WEEKS = 5, 4
"""Panels that stand side by side on a page; the caption counts the rest."""


def short_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep nine rows of a frame by muscle group: eight groups of hip, leg and trunk, and the upper body as one.

    The upper body is drawn by the group of it that gets most sets, since its groups share exercises and do not add up.
    """
    panel = "routine_id" if "routine_id" in frame else "week"
    upper = frame[frame["muscle_group"].isin(UPPER)]
    sums = upper.groupby([panel, "muscle_group"], sort=False)["sets_max"].sum()
    # In each panel the group with most sets stands for all.
    most = sums.groupby(level=0, sort=False).idxmax()  # pairs of panel and group
    drawn = pd.MultiIndex.from_frame(upper[[panel, "muscle_group"]]).isin(list(most))
    # Not added up: a press counts for chest, shoulders and arms, and would count three times.
    upper = upper[drawn].assign(muscle_group="upper_body", label="Upper body")
    rows = pd.concat([in_order(frame, "muscle_group", SHORT), upper])
    order = positions([*SHORT, "upper_body"], rows["muscle_group"])
    return rows.iloc[np.lexsort((pd.factorize(rows[panel])[0], order))].reset_index(drop=True)


def _not_drawn(frame: pd.DataFrame) -> str:
    """Name the groups that get sets and are not among the short rows."""
    rest = worked(frame[~frame["muscle_group"].isin([*SHORT, *UPPER])])
    names = [inline(label) for label in dict.fromkeys(rest["label"])]
    return f" Not drawn: {listing(names)}." if names else ""


def _draw(
    canvas: Canvas, panels: Mapping[str, pd.DataFrame], labels: Sequence[str], colors: Mapping[str, str], unit: str
) -> None:
    """Draw one lane of bars per panel side by side on one axis.

    One axis and not one per panel, so that the chart fits into axes that are given, and all bars have one scale; each
    lane has a zero and ticks of its own.
    """
    axes = canvas.ax
    most = max(1.0, max(float(sets["high"].max()) for sets in panels.values()))
    lane = most * 1.42  # the figures behind the longest bar stand before the next zero
    for turn, (name, sets) in enumerate(panels.items()):
        zero = turn * lane
        axes.axvline(zero, color="#9aa7b2", linewidth=0.9, zorder=0.8)
        filled = sets.reindex(list(labels)).fillna(0.0)
        set_bars(canvas, np.arange(len(labels)), filled, colors[name], (0.62, 0.6), left=zero, points=8)
    # The least round step with at most four ticks in a lane.
    steps = (1, 2, 4, 5, *(c * 10**p for p in range(1, 7) for c in (1, 2, 5)))
    marks = np.arange(0, most + 1e-9, next(step for step in steps if most / step <= 3.5))
    # Each lane has the same ticks, counted from its own zero.
    ticks = np.add.outer(np.arange(len(panels)) * lane, marks).ravel()
    axes.set_xticks(ticks, [f"{mark:g}" for mark in marks] * len(panels))
    canvas.rows(labels)
    axes.set_xlim(0, lane * len(panels))
    axes.set_xlabel(unit, loc="left")


def _heads(canvas: Canvas, texts: Sequence[str], width: int) -> None:
    """Write the heads of the panels, and the two phases below the axis on the right, across from its unit."""
    tallest = 0
    for turn, text in enumerate(texts):
        lines = "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, width))
        look = {"xycoords": "axes fraction", "va": "bottom", "fontsize": 8.5, "linespacing": 1.25}
        canvas.note(lines, (turn / len(texts), 1), (0, 6), **look)
        tallest = max(tallest, lines.count("\n") + 1)
    canvas.above += 8.5 * 1.5 * tallest  # a line and the space between lines
    spaces = {"ncols": 2, "fontsize": 8.5, "columnspacing": 1.2, "handlelength": 1.4}
    canvas.ax.legend(handles=kind_keys(), loc="upper right", bbox_to_anchor=(1, -0.055), **spaces)


@checked
def plot_routine_panels(
    frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, page: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw one panel per routine: nine rows of muscle groups, strength solid, light work hatched, zeros visible.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns by group.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
    page : int
        Five routines stand on a page, which are counted from 1; the caption counts the others.
    ax : Axes, optional
        Where to draw; default a new figure.

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
    >>> ax = plot_routine_panels(compare_routines(load_library()))
    >>> [label.get_text() for label in ax.get_yticklabels()][-1]
    'Upper body'
    """
    columns = ["muscle_group", "routine_id", "routine", "label", "strength_sets_min", "minutes_min"]
    needs(frame, columns, "compare_routines")
    marks = turning(frame, sensitivity)
    # A routine has one colour on all pages.
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    routines, left_out = page_of(list(colors), MOST_ROUTINES, page, "routines")
    frame = frame[frame["routine_id"].isin(routines)]
    short = short_rows(frame)
    heads, panels = [], {}
    for routine in routines:
        sets = short[short["routine_id"] == routine].set_index("label").rename(columns=BAR_PARTS)
        first = sets.iloc[0]
        counted = span(first["routine_sets_min"], first["routine_sets_max"], dash="–")
        heads.append(f"{first['routine']}\n{counted} sets\n{minutes_of(first, dash='–')}")
        panels[routine] = sets[list(BAR_PARTS.values())]
    labels = list(dict.fromkeys(short["label"]))
    with drawing(ax, width=max(PHONE, 1.5 + 1.3 * len(routines)), height=5.4) as canvas:
        _draw(canvas, panels, labels, colors, "counted sets per session")
        canvas.rows(marked(labels, marks))
        _heads(canvas, heads, 20)
        canvas.title(say_leader(short))
        words = f"{counting_words(frame)} Upper body: its most-worked group.{turning_words(labels, marks)}"
        words += f"{_not_drawn(frame)}{left_out}"
        words += f" {minutes_words(str(frame['conventions'].iloc[0]))}"
        canvas.caption(f"{words} {UNSAID}")
    return canvas.ax


@checked
def plot_week_mixes(frame: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw several weeks side by side: nine rows of muscle groups, strength solid, light work hatched.

    Parameters
    ----------
    frame : DataFrame
        What `weekly_volume` returns by group for several weeks, one below the other (``pandas.concat``).
    page : int
        Four weeks stand on a page, which are counted from 1; the caption counts the others.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty, has a week twice, or no such page.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis import load_library, weekly_volume
    >>> library = load_library()
    >>> mixes = [{"runners_world": 1}, {"runners_world": 1, "run_forever": 3}]
    >>> ax = plot_week_mixes(pd.concat([weekly_volume(library, mix) for mix in mixes]))
    >>> ax.get_xlabel()
    'counted sets a week'
    """
    needs(frame, ["muscle_group", "label", "phase", "kind", "sets_min", "week"], "weekly_volume")
    if frame.duplicated(["week", "muscle_group", "phase", "kind"]).any():
        raise ArgumentError("the same week stands twice in the frame; draw each mix once")
    weeks, left_out = page_of(list(dict.fromkeys(frame["week"])), MOST_WEEKS, page, "weeks")
    frame = frame[frame["week"].isin(weeks)]
    short = short_rows(frame)
    labels = list(dict.fromkeys(short["label"]))
    panels = {}
    for week in weeks:
        week_rows = short[short["week"] == week]
        low, high = (
            week_rows.pivot_table(index="label", columns="kind", values=end, aggfunc="sum", sort=False).reindex(
                index=labels, columns=list(COUNTED_KINDS), fill_value=0.0
            )
            for end in ("sets_min", "sets_max")
        )
        panels[week] = low.assign(low=low.sum(axis="columns"), high=high.sum(axis="columns"))
    with drawing(ax, width=max(PHONE, 1.5 + 1.3 * len(weeks)), height=5.6) as canvas:
        _draw(canvas, panels, labels, dict.fromkeys(weeks, WEEK_COLOR), "counted sets a week")
        _heads(canvas, weeks, 21)
        low, high = (pd.DataFrame({week: sets[end] for week, sets in panels.items()}) for end in ("low", "high"))
        spread = max(labels, key=lambda label: float(np.ptp(high.loc[label])))
        counts = [span(*ends, dash="–") for ends in zip(low.loc[spread], high.loc[spread], strict=True)]
        canvas.title(f"Most change from week to week: {inline(spread)}, {' / '.join(counts)} sets")
        words = f"{counting_words(frame)} Upper body: its most-worked group."
        words += f"{_not_drawn(frame[frame['kind'].isin(COUNTED_KINDS)])}{left_out}"
        canvas.caption(f"{words} {UNSAID}")
    return canvas.ax
