"""Routines side by side, by muscle or by equipment, in one chart or a panel each; and mixes of a week."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.colors import WEEK_COLOR, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.frames import in_order, positions
from analysis.base.text import inline, listing, plural, span
from analysis.charts.bars import (
    MOST_LANES,
    ROW,
    bars_of,
    draw_lanes,
    kind_sums,
    lane_heads,
    marked,
    set_bars,
    turning,
    turning_words,
)
from analysis.charts.canvas import INSIDE, drawing, needs, page_of
from analysis.charts.letters import NOTE, broken
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.volume.sentences import TINTS, counted_shortly, said_minutes

BAR_PARTS = {"strength_sets_min": "strength", "light_sets_min": "light", "sets_min": "low", "sets_max": "high"}
"""Columns of a comparison, with their `set_bars` names."""


MOST_ROUTINES = 4
"""Bars of a label that can be told apart at a glance; further routines go on further pages."""


BAR, GAP = 0.17, 0.12
"""Inches of a bar with its figure behind it, and of the gap between the bars of two labels."""


@checked
def plot_comparison(
    frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, page: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw routines side by side: sets per session, strength in full colour, light work pale, ranges as whiskers.

    Parameters
    ----------
    frame : DataFrame
        The frame from `compare_routines`. Labels that no routine works are left out; zeros of the others are written.
    sensitivity : DataFrame, optional
        The frame from `sensitivity` for the same routines: labels whose ranking depends on the counting get a mark.
    page : int
        Page to draw, from 1; four routines a page; the note counts the others.
    ax : Axes, optional
        Where to draw; default a new figure in phone portrait size.

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
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> [label.get_text() for label in ax.get_yticklabels()][0]
    'Glute max'
    """
    needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "light_sets_min"], "compare_routines")
    turns = turning(frame, sensitivity)
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))  # a routine has one colour on all pages
    routines, left_out = page_of(list(colors), MOST_ROUTINES, page, "routine")
    frame = frame[frame["routine_id"].isin(routines)]
    shown = worked(frame)
    labels = list(dict.fromkeys(shown["label"]))
    if not labels:
        raise ArgumentError("no routine has a counted set to draw")
    row_inches = BAR * len(routines) + GAP
    bar = BAR / row_inches  # as a share of a row
    with drawing(ax, height=1.8 + 0.21 * len(routines) + row_inches * len(labels)) as canvas:
        for turn, routine in enumerate(routines):
            sets = shown[shown["routine_id"] == routine].set_index("label").reindex(labels).rename(columns=BAR_PARTS)
            # The bars of a label are centered on its row, the first routine on top.
            rows = np.arange(len(labels)) + (turn - (len(routines) - 1) / 2) * bar
            set_bars(canvas, rows, sets, colors[routine], (bar * 0.82, bar), points=NOTE)
        canvas.rows(marked(labels, turns))
        canvas.ax.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.16)  # room for the figures behind the bars
        canvas.ax.set_xticks([])  # the figures are behind the bars
        # Each row repeats the routine's own facts: its name, sets and minutes.
        first = frame.drop_duplicates("routine_id")
        canvas.legend(
            [Patch(color=colors[row["routine_id"]], label=_legend_words(row)) for _, row in first.iterrows()], ncols=1
        )
        canvas.title(say_leader(frame), f"Sets per session{counted_shortly(frame)}; {TINTS}")
        ranges = " Lines: ranges." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        canvas.caption(f"{ranges}{turning_words(labels, turns)}{left_out}".strip())
    return canvas.ax


def _legend_words(row: pd.Series) -> str:
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    words = f"{row['routine']}, {sets} sets, {said_minutes(row, dash='–')}"
    return broken(words, INSIDE - 0.5, NOTE)


UPPER = ("back", "shoulders", "chest", "arms")
"""Groups that the short list of rows draws as one, by the most-worked of them."""


SHORT = ("glute_max", "hip_abductors", "quads", "hamstrings", "calves", "adductors", "trunk_front", "trunk_side")
"""Groups of the short list of rows, before the upper body."""


LETTERS = "ABC"
"""Letters for weeks, since their routines are too long for a header."""


def short_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return nine rows of a frame by muscle group: eight groups of hip, leg and trunk, and the upper body as one.

    The upper body is represented by its group with most sets, since its groups share exercises and don't add up.
    """
    panel = "routine_id" if "routine_id" in frame else "week"
    upper = frame[frame["muscle_group"].isin(UPPER)]
    sums = upper.groupby([panel, "muscle_group"], sort=False)["sets_max"].sum()
    # In each panel the group with most sets represents all.
    most = sums.groupby(level=0, sort=False).idxmax()  # pairs of panel and group
    drawn = pd.MultiIndex.from_frame(upper[[panel, "muscle_group"]]).isin(list(most))
    # No sum: a press counts for chest, shoulders and arms, and would count three times.
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
        The frame from `compare_routines` by group.
    sensitivity : DataFrame, optional
        The frame from `sensitivity` for the same routines: labels whose ranking depends on the counting get a mark.
    page : int
        Page to draw, from 1; three routines a page; the note counts the others.
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
    routines, left_out = page_of(list(colors), MOST_LANES, page, "routine")
    frame = frame[frame["routine_id"].isin(routines)]
    short = short_rows(frame)
    heads, panels = [], {}
    for routine in routines:
        sets = short[short["routine_id"] == routine].set_index("label").rename(columns=BAR_PARTS)
        first = sets.iloc[0]
        counted = span(first["routine_sets_min"], first["routine_sets_max"], dash="–")
        told = f"{counted} sets\n{said_minutes(first, dash='–')}"
        heads.append((str(first["routine"]), told, colors[routine]))
        panels[routine] = sets[list(BAR_PARTS.values())]
    labels = list(dict.fromkeys(short["label"]))
    with drawing(ax, height=2.3 + ROW * len(labels)) as canvas:
        draw_lanes(canvas, panels, labels, colors)
        canvas.rows(marked(labels, marks))
        lane_heads(canvas, heads)
        canvas.title(say_leader(short, which="these"), f"Sets per session{counted_shortly(frame)}; {TINTS}")
        canvas.caption(f"Upper body: its most-worked group.{turning_words(labels, marks)}{left_out}")
    return canvas.ax


@checked
def plot_week_mixes(frame: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw several weeks side by side: nine rows of muscle groups, strength in full colour, light work pale.

    Parameters
    ----------
    frame : DataFrame
        The frame from `weekly_volume` by group for several weeks, one below the other (``pandas.concat``).
    page : int
        Page to draw, from 1; three weeks a page; the note counts the others.
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
        raise ArgumentError("the same week appears twice in the frame; draw each mix once")
    weeks, left_out = page_of(list(dict.fromkeys(frame["week"])), MOST_LANES, page, "week")
    frame = frame[frame["week"].isin(weeks)]
    short = short_rows(frame)
    labels = list(dict.fromkeys(short["label"]))
    sums = {week: kind_sums(short[short["week"] == week]) for week in weeks}
    panels = {week: bars_of(sets.reindex(labels, fill_value=0.0)) for week, sets in sums.items()}
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


@checked
def plot_equipment(frame: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw equipment by routine: the number of exercises that need an item, or can use it.

    Parameters
    ----------
    frame : DataFrame
        The frame from `equipment_use`.
    page : int
        Page to draw, from 1; three routines a page; the note counts the others.
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
    >>> from analysis import load_library
    >>> from analysis.compare import equipment_use
    >>> plot_equipment(equipment_use(load_library())).get_yticklabels()[0].get_text()
    'Mini band'
    """
    needs(frame, ["routine_id", "routine", "label", "required", "optional", "stated"], "equipment_use")
    # Items that no routine uses get no row.
    used = frame[frame.groupby("label")["exercises"].transform("sum") > 0]
    labels = list(dict.fromkeys(used["label"]))
    colors = routine_colors(list(dict.fromkeys(frame["routine_id"])))
    routines, left_out = page_of(list(colors), MOST_LANES, page, "routine")
    names = frame.drop_duplicates("routine_id").set_index("routine_id")["routine"]
    needed = used[used["required"] > 0].groupby("routine", sort=False)["label"].agg(list)
    lanes, heads = {}, []
    for routine in routines:
        own = used[used["routine_id"] == routine].set_index("label")
        counts = pd.DataFrame({"strength": own["required"], "light": own["optional"]}).astype(float)
        lanes[routine] = counts.assign(low=counts.sum(axis="columns"), high=counts.sum(axis="columns"))
        heads.append((names[routine], f"needs {plural(len(needed.get(names[routine], [])), 'item')}", colors[routine]))
    with drawing(ax, height=2.4 + ROW * len(labels)) as canvas:
        draw_lanes(canvas, lanes, labels, colors)
        lane_heads(canvas, heads)
        items = {name: [inline(label) for label in needed.get(name, [])] for name in names}
        # The first of several with equally few is named.
        fewest = min(items, key=lambda name: len(items[name]))
        counted = "Exercises; full colour: need the item, pale: can do without it"
        canvas.title(f"{fewest} needs least: {listing(items[fewest]) or 'nothing'}", counted)
        canvas.caption(f"What the source does not say we infer from the movement.{left_out}")
    return canvas.ax
