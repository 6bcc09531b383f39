"""Small multiples on one axis: the same rows again for every routine, or for every mix of a week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import WEEK_COLOR, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.frames import in_order, positions
from analysis.base.text import inline, listing, span
from analysis.charts.bars import marked, turning, turning_words
from analysis.charts.canvas import drawing, needs, page_of
from analysis.charts.comparison_bars import BAR_PARTS
from analysis.charts.lanes import MOST_LANES, ROW, draw_lanes, lane_heads
from analysis.compare.sentences import say_leader
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.conventions import TINTS, counted_shortly, minutes_of

UPPER = ("back", "shoulders", "chest", "arms")
"""Groups that the short list of rows draws as one, by their most-worked member."""


SHORT = ("glute_max", "hip_abductors", "quads", "hamstrings", "calves", "adductors", "trunk_front", "trunk_side")
"""Groups of the short list of rows, before the upper body."""


LETTERS = "ABC"
"""Weeks by letter, since what they hold is too long for a head."""


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


@checked
def plot_routine_panels(
    frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, page: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw one panel per routine: nine rows of muscle groups, strength in full colour, light work pale, zeros written.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns by group.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
    page : int
        Three routines stand on a page, which are counted from 1; the note counts the others.
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
    routines, left_out = page_of(list(colors), MOST_LANES, page, "routines")
    frame = frame[frame["routine_id"].isin(routines)]
    short = short_rows(frame)
    heads, panels = [], {}
    for routine in routines:
        sets = short[short["routine_id"] == routine].set_index("label").rename(columns=BAR_PARTS)
        first = sets.iloc[0]
        counted = span(first["routine_sets_min"], first["routine_sets_max"], dash="–")
        told = f"{counted} sets\n{minutes_of(first, dash='–')}"
        heads.append((str(first["routine"]), told, colors[routine]))
        panels[routine] = sets[list(BAR_PARTS.values())]
    labels = list(dict.fromkeys(short["label"]))
    with drawing(ax, height=2.3 + ROW * len(labels)) as canvas:
        draw_lanes(canvas, panels, labels, colors)
        canvas.rows(marked(labels, marks))
        lane_heads(canvas, heads)
        canvas.title(say_leader(short), f"Sets per session{counted_shortly(frame)}; {TINTS}")
        canvas.caption(f"Upper body: its most-worked group.{turning_words(labels, marks)}{left_out}")
    return canvas.ax


@checked
def plot_week_mixes(frame: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw several weeks side by side: nine rows of muscle groups, strength in full colour, light work pale.

    Parameters
    ----------
    frame : DataFrame
        What `weekly_volume` returns by group for several weeks, one below the other (``pandas.concat``).
    page : int
        Three weeks stand on a page, which are counted from 1; the note counts the others.
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
    >>> [text.get_text() for text in ax.texts if text.get_text().startswith("Week")]
    ['Week A', 'Week B']
    """
    needs(frame, ["muscle_group", "label", "phase", "kind", "sets_min", "week"], "weekly_volume")
    if frame.duplicated(["week", "muscle_group", "phase", "kind"]).any():
        raise ArgumentError("the same week stands twice in the frame; draw each mix once")
    weeks, left_out = page_of(list(dict.fromkeys(frame["week"])), MOST_LANES, page, "weeks")
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
    with drawing(ax, height=2.9 + ROW * len(labels)) as canvas:
        draw_lanes(canvas, panels, labels, dict.fromkeys(weeks, WEEK_COLOR))
        lane_heads(canvas, [(f"Week {letter}", week, WEEK_COLOR) for letter, week in zip(LETTERS, weeks, strict=False)])
        low, high = (pd.DataFrame({week: sets[end] for week, sets in panels.items()}) for end in ("low", "high"))
        spread = max(labels, key=lambda label: float(np.ptp(high.loc[label])))
        counts = [span(*ends, dash="–") for ends in zip(low.loc[spread], high.loc[spread], strict=True)]
        canvas.title(
            f"The weeks differ most in {inline(spread)}: {listing(counts)} sets",
            f"Sets a week{counted_shortly(frame)}; {TINTS}",
        )
        canvas.caption(f"Upper body: its most-worked group.{left_out}")
    return canvas.ax
