"""Small multiples on one axis: the same rows again for every routine, or for every mix of a week."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.colors import QUIET, WEEK_COLOR, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.frames import in_order, positions
from analysis.base.text import inline, listing, span
from analysis.charts.canvas import (
    Canvas,
    drawing,
    marked,
    needs,
    phase_keys,
    source_words,
    stacked,
    turning,
    turning_words,
    whiskers,
)
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.library.terms import COUNTED
from analysis.volume.conventions import counting_words, minutes_of, minutes_words

UPPER = ("back", "shoulders", "chest", "arms")
"""Groups that the short list of rows draws as one, by their most-worked member."""


SHORT = ("glute_max", "hip_abductors", "quads", "hamstrings", "calves", "adductors", "trunk_front", "trunk_side")
"""Groups of the short list of rows, before the upper body."""


MOST_ROUTINES, MOST_WEEKS = 5, 4
"""Panels that stand side by side; the caption counts the rest."""


def short_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep nine rows of a frame by muscle group: eight groups of hip, leg and trunk, and the upper body as one.

    The upper body is drawn by the group of it that gets most sets, since its groups share exercises and do not add up.
    """
    panel = "routine_id" if "routine_id" in frame else "week"
    upper = frame[frame["muscle_group"].isin(UPPER)]
    sums = upper.groupby([panel, "muscle_group"], sort=False)["sets_max"].sum()
    most = sums.groupby(level=0, sort=False).idxmax()  # pairs of panel and group
    drawn = pd.MultiIndex.from_frame(upper[[panel, "muscle_group"]]).isin(list(most))
    upper = upper[drawn].assign(muscle_group="upper_body", label="Upper body")
    rows = pd.concat([in_order(frame, "muscle_group", SHORT), upper])
    order = positions([*SHORT, "upper_body"], rows["muscle_group"])
    return rows.iloc[np.lexsort((pd.factorize(rows[panel])[0], order))].reset_index(drop=True)


def _not_drawn(frame: pd.DataFrame) -> str:
    """Name the groups that get sets and are not among the short rows."""
    rest = worked(frame[~frame["muscle_group"].isin([*SHORT, *UPPER])])
    names = [inline(label) for label in dict.fromkeys(rest["label"])]
    return f" Not drawn: {listing(names)}." if names else ""


def _draw(canvas: Canvas, panels: Mapping[str, pd.DataFrame], rows: Sequence[str], colors: Mapping[str, str]) -> None:
    """Draw one lane of bars per panel side by side on one axis, each with a zero and a scale of its own."""
    axes = canvas.ax
    most = max(1.0, max(float(part["high"].max()) for part in panels.values()))
    lane = most * 1.42
    place = np.arange(len(rows))
    for turn, (name, part) in enumerate(panels.items()):
        zero = turn * lane
        part = part.reindex(list(rows)).fillna(0.0)
        axes.axvline(zero, color="#9aa7b2", linewidth=0.9, zorder=0.8)
        stacked(axes, place, part["strength"], part["activation"], colors[name], 0.62, left=zero)
        whiskers(axes, place, part["low"] + zero, part["high"] + zero, 0.6)
        for at, low, high in zip(place, part["low"], part["high"], strict=True):
            axes.annotate(
                span(low, high, dash="–"),
                (zero + high, at),
                (3, 0),
                textcoords="offset points",
                va="center_baseline",
                fontsize=8,
                color=QUIET,
            )
    step = next(one for one in (1, 2, 4, 5, *(c * 10**p for p in range(1, 7) for c in (1, 2, 5))) if most / one <= 3.5)
    marks = np.arange(0, most + 1e-9, step)
    ticks = [(turn * lane + mark, f"{mark:g}") for turn in range(len(panels)) for mark in marks]
    axes.set_xticks([at for at, _ in ticks], [text for _, text in ticks])
    axes.set_yticks(place, list(rows))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, lane * len(panels))


def _heads(canvas: Canvas, texts: Sequence[str], width: int) -> None:
    count = len(texts)
    tallest = 0
    for turn, text in enumerate(texts):
        lines = "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, width))
        canvas.ax.annotate(
            lines,
            (turn / count, 1),
            (0, 6),
            xycoords="axes fraction",
            textcoords="offset points",
            va="bottom",
            fontsize=8.5,
            linespacing=1.25,
        )
        tallest = max(tallest, lines.count("\n") + 1)
    canvas.above += 8.5 * 1.5 * tallest


def _key(canvas: Canvas, unit: str) -> None:
    """Write the unit below the axis on the left, and the two phases on the right."""
    canvas.ax.set_xlabel(unit, loc="left")
    canvas.ax.legend(
        handles=phase_keys(),
        loc="upper right",
        bbox_to_anchor=(1, -0.055),
        ncols=2,
        fontsize=8.5,
        columnspacing=1.2,
        handlelength=1.4,
    )


def plot_routine_panels(
    frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, ax: Axes | None = None
) -> Axes:
    """Draw one panel per routine: nine rows of muscle groups, strength solid, activation hatched, zeros visible.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns by group, of up to five routines; the caption counts more.
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
    >>> ax = plot_routine_panels(compare_routines(load_library()))
    >>> [label.get_text() for label in ax.get_yticklabels()][-1]
    'Upper body'
    """
    needs(
        frame,
        ["muscle_group", "routine_id", "routine", "label", "strength_sets_min", "minutes_min"],
        "compare_routines",
    )
    marks = turning(frame, sensitivity)
    routines = list(dict.fromkeys(frame["routine_id"]))
    left_out = f" {len(routines) - MOST_ROUTINES} more routines are not drawn." if routines[MOST_ROUTINES:] else ""
    routines = routines[:MOST_ROUTINES]
    frame = frame[frame["routine_id"].isin(routines)]
    short = short_rows(frame)
    heads, panels = [], {}
    for routine in routines:
        own = short[short["routine_id"] == routine].set_index("label")
        first = own.iloc[0]
        sets = span(first["routine_sets_min"], first["routine_sets_max"], dash="–")
        heads.append(f"{first['routine']}\n{sets} sets\n{minutes_of(first, dash='–')}")
        panels[routine] = pd.DataFrame(
            {
                "strength": own["strength_sets_min"],
                "activation": own["activation_sets_min"],
                "low": own["sets_min"],
                "high": own["sets_max"],
            }
        )
    rows = list(dict.fromkeys(short["label"]))
    with drawing(ax, width=max(5.4, 1.5 + 1.3 * len(routines)), height=5.4) as canvas:
        _draw(canvas, panels, rows, routine_colors(routines))
        canvas.ax.set_yticks(range(len(rows)), marked(rows, marks))
        _heads(canvas, heads, 20)
        _key(canvas, "counted sets per session")
        canvas.title(say_leader(short))
        words = f"{counting_words(frame)} Upper body: its most-worked group.{turning_words(rows, marks)}"
        words += f"{_not_drawn(frame)}{left_out}"
        words += f" {minutes_words(str(frame['conventions'].iloc[0]))}"
        canvas.caption(f"{words} No source states load or effort. {source_words(frame)}")
    return canvas.ax


def plot_week_mixes(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw several weeks side by side: nine rows of muscle groups, strength solid, activation hatched.

    Parameters
    ----------
    frame : DataFrame
        What `weekly_volume` returns by group for several weeks, one below the other (``pandas.concat``); up to four
        are drawn.
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
    >>> import pandas as pd
    >>> from analysis import load_library, weekly_volume
    >>> library = load_library()
    >>> mixes = [{"runners_world": 1}, {"runners_world": 1, "run_forever": 3}]
    >>> ax = plot_week_mixes(pd.concat([weekly_volume(library, mix) for mix in mixes]))
    >>> ax.get_xlabel()
    'counted sets a week'
    """
    needs(frame, ["muscle_group", "label", "phase", "sets_min", "week"], "weekly_volume")
    if frame.duplicated(["week", "muscle_group", "phase"]).any():
        raise ArgumentError("the same week stands twice in the frame; draw each mix once")
    weeks = list(dict.fromkeys(frame["week"]))
    left_out = f" {len(weeks) - MOST_WEEKS} more weeks are not drawn." if weeks[MOST_WEEKS:] else ""
    weeks = weeks[:MOST_WEEKS]
    frame = frame[frame["week"].isin(weeks)]
    short = short_rows(frame)
    panels = {}
    for week in weeks:
        own = short[short["week"] == week]
        by = {phase: own[own["phase"] == phase].set_index("label") for phase in ("strength", "activation")}
        panels[week] = pd.DataFrame(
            {
                "strength": by["strength"]["sets_min"],
                "activation": by["activation"]["sets_min"],
                "low": by["strength"]["sets_min"] + by["activation"]["sets_min"],
                "high": by["strength"]["sets_max"] + by["activation"]["sets_max"],
            }
        )
    rows = list(dict.fromkeys(short["label"]))
    with drawing(ax, width=max(5.4, 1.5 + 1.3 * len(weeks)), height=5.6) as canvas:
        _draw(canvas, panels, rows, dict.fromkeys(weeks, WEEK_COLOR))
        _heads(canvas, weeks, 21)
        _key(canvas, "counted sets a week")
        most = {
            label: [span(*ends, dash="–") for ends in zip(*(_ends(panels, label, weeks)), strict=True)]
            for label in rows
        }
        spread = max(rows, key=lambda label: float(np.ptp(_ends(panels, label, weeks)[1])))
        canvas.title(f"Most change from week to week: {inline(spread)}, {' / '.join(most[spread])} sets")
        words = f"{counting_words(frame)} Upper body: its most-worked group."
        words += f"{_not_drawn(frame[frame['phase'].isin(COUNTED)])}{left_out}"
        canvas.caption(f"{words} No source states load or effort.")
    return canvas.ax


def _ends(panels: Mapping[str, pd.DataFrame], label: str, weeks: Sequence[str]) -> tuple[list[float], list[float]]:
    return tuple([float(panels[week][end][label]) for week in weeks] for end in ("low", "high"))  # type: ignore[return-value]
