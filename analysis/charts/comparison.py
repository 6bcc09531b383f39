"""Routines side by side."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.charts.base import (
    HATCH,
    LEGEND_WIDTH,
    drawing,
    light,
    marked,
    needs,
    phase_keys,
    source_words,
    stacked,
    turning,
    turning_words,
    whiskers,
)
from analysis.colors import INK, QUIET, routine_colors
from analysis.errors import ArgumentError
from analysis.prescriptions import COUNTED
from analysis.sentences import say_leader, signed
from analysis.words import counting_words, inline, minutes_of, minutes_words, number, shortened, span, worked


def plot_comparison(frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw routines side by side: counted sets per session, strength solid, activation hatched, ranges as whiskers.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns. Labels that no routine works are left out; zeros of the others are written.
    sensitivity : DataFrame, optional
        What `sensitivity` returns for the same routines: labels whose order turns with the counting get a mark.
    ax : Axes, optional
        Where to draw; default a new figure in phone portrait size.

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
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> ax.get_xlabel()
    'sets per session'
    """
    needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "activation_sets_min"], "compare_routines")
    turns = turning(frame, sensitivity)
    routines = list(dict.fromkeys(frame["routine_id"]))
    names = dict(zip(frame["routine_id"], frame["routine"], strict=True))
    colors = routine_colors(routines)
    shown = worked(frame)
    rows = list(dict.fromkeys(shown["label"]))
    if not rows:
        raise ArgumentError("no routine has a counted set to draw")
    height = 0.88 / len(routines)
    legend = {one: textwrap.fill(f"{names[one]}, {_of(frame, one)}", LEGEND_WIDTH) for one in routines}
    tall = len(routines) > 3 or any("\n" in text for text in legend.values())
    legend_rows = sum(text.count("\n") + 1 for text in legend.values()) + 2 if tall else 3
    inches = 1.8 + 0.2 * legend_rows + len(rows) * max(0.26, 0.095 * len(routines))
    with drawing(ax, height=max(6.75, inches)) as canvas:
        axes = canvas.ax
        for turn, routine in enumerate(routines):
            part = shown[shown["routine_id"] == routine].set_index("label").reindex(rows)
            place = np.arange(len(rows)) + (turn - (len(routines) - 1) / 2) * height
            stacked(axes, place, part["strength_sets_min"], part["activation_sets_min"], colors[routine], height * 0.82)
            whiskers(axes, place, part["sets_min"], part["sets_max"], height)
            for at, low, high in zip(place, part["sets_min"], part["sets_max"], strict=True):
                text = span(low, high, dash="–")
                axes.annotate(
                    text,
                    (high, at),
                    (3, 0),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=6.2,
                    color=QUIET,
                )
        axes.set_yticks(range(len(rows)), marked(rows, turns))
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.12)
        axes.set_xlabel("sets per session")
        keys = [Patch(color=colors[one], label=text) for one, text in legend.items()]
        canvas.legend([*keys, *phase_keys(shown)], ncols=1 if tall else 2)
        canvas.title(say_leader(frame))
        ranges = " A range is drawn as a whisker." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        kept = [phase for phase in COUNTED if phase in str(frame["phases"].iloc[0])]
        caption = f"Counted sets of {' and '.join(kept)}. {counting_words(frame)}{ranges}{turning_words(rows, turns)}"
        canvas.caption(
            f"{caption} {minutes_words(str(frame['conventions'].iloc[0]))} No source states load or effort. "
            f"Roles of muscles are partly ours. {source_words(frame)}"
        )
    return axes


def _of(frame: pd.DataFrame, routine: str) -> str:
    row = frame[frame["routine_id"] == routine].iloc[0]
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    return f"{sets} sets, {minutes_of(row, dash='–')}"


def plot_difference(frame: pd.DataFrame, *, ax: Axes | None = None, most: int = 8) -> Axes:
    """Draw why two routines differ: what each exercise of either side gives, and the difference they add up to.

    Parameters
    ----------
    frame : DataFrame
        What `explain_difference` returns. The first routine's exercises stand to the right of zero, the second's to the
        left; the diamond is the difference, a line through it its range. Ranges of single exercises are drawn at their
        wider end.
    ax : Axes, optional
        Where to draw; default a new figure.
    most : int
        Labels that are drawn, the largest difference first and the largest of either direction among them; the
        caption counts the rest.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty.

    Examples
    --------
    >>> from analysis import explain_difference, load_library
    >>> ax = plot_difference(explain_difference(load_library(), "runners_world", "run_forever"))
    >>> ax.get_yticklabels()[0].get_text()
    'Glute max'
    """
    needs(frame, ["label", "exercise", "routine_id", "difference_min", "first", "second"], "explain_difference")
    each = frame.drop_duplicates("label").set_index("label")
    labels = list(each.index)
    shown = labels[:most]
    for way in (each["difference_min"] > 0, each["difference_max"] < 0):  # the largest of either direction is drawn
        largest = list(each.index[way])[:1]
        shown = shown if set(largest) <= set(shown) else [*shown[:-1], *largest]
    routines = [str(frame["first_id"].iloc[0]), str(frame["second_id"].iloc[0])]
    names = [str(frame["first"].iloc[0]), str(frame["second"].iloc[0])]
    short = [textwrap.fill(name, 24) for name in names]
    colors = routine_colors(routines)
    with drawing(ax, height=max(6.75, 2.2 + 0.72 * len(shown))) as canvas:
        axes = canvas.ax
        # Points that are left beside the row labels, at 4 points a character of the small text.
        beside_labels = 24 + 5.4 * max(map(len, shown)) if canvas.own else 0
        characters = int((canvas.inches * 72 - beside_labels) / 4)
        for place, label in enumerate(shown):
            part = frame[frame["label"] == label]
            for turn, routine in enumerate(routines):
                own = part[part["routine_id"] == routine]
                end = own["sets_max"] if turn == 0 else own["sets_min"]
                starts = end.cumsum() - end
                for size, start, phase in zip(end, starts, own["phase"], strict=True):
                    color = colors[routine]
                    fill, hatch = (color, None) if phase == "strength" else (light(color), HATCH)
                    axes.barh(place, size, 0.4, left=start, color=fill, edgecolor="white", linewidth=1.2)
                    axes.barh(place, size, 0.4, left=start, fill=False, edgecolor=color, hatch=hatch, linewidth=0)
                if len(own):
                    texts = [
                        f"{_short(one)} {span(*sorted((abs(low), abs(high))), dash='–')}"
                        for one, low, high in zip(own["exercise"], own["sets_min"], own["sets_max"], strict=True)
                    ]
                    words = f"{'+' if turn == 0 else '−'} {_few(texts, characters)}"
                    axes.annotate(
                        words,
                        (0, place),
                        (2, -17 - 9.5 * turn * bool((part["routine_id"] == routines[0]).any())),
                        xycoords=axes.get_yaxis_transform(),
                        textcoords="offset points",
                        va="center",
                        fontsize=7,
                        color=QUIET,
                    )
            low, high = part["difference_min"].iloc[0], part["difference_max"].iloc[0]
            axes.hlines(place, low, high, color="black", linewidth=1.2, zorder=3)
            ends = sorted({low, high})
            axes.plot(ends, [place] * len(ends), "D", color="black", markersize=4.5, zorder=4)
            axes.annotate(
                _signed(part.iloc[0]),
                (1, place),
                (4, 0),
                xycoords=axes.get_yaxis_transform(),
                textcoords="offset points",
                va="center_baseline",
                fontsize=9,
                fontweight="bold",
                annotation_clip=False,
            )
        axes.axvline(0, color=INK, linewidth=0.9)
        axes.set_yticks(range(len(shown)), shown)
        axes.set_ylim(len(shown) - 0.15, -0.5)
        axes.set_xlabel("sets of the whole block" if "of" in frame else "sets per session")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(lambda value, _: number(abs(value)))
        keys: list[Artist] = [Patch(color=colors[one], label=name) for one, name in zip(routines, short, strict=True)]
        keys += [
            *phase_keys(),
            Line2D([], [], color="black", marker="D", linestyle="", markersize=4.5, label="difference"),
        ]
        canvas.legend(keys, ncols=3)
        canvas.title(_difference_title(frame.iloc[0], names))
        left_out = [f"{inline(label)} {_signed(each.loc[label])}" for label in labels if label not in shown]
        more = f" Not drawn: {', '.join(left_out)}." if left_out else ""
        ranged = (frame["sets_max"] > frame["sets_min"]).any()
        wider = " Parts of ranges are drawn at their wider end." if ranged else ""
        words = f"Each part of a bar is an exercise: {names[0]} to the right, {names[1]} to the left.{wider}{more}"
        canvas.caption(f"{words} {counting_words(frame)} No source states load or effort. {source_words(frame)}")
    return axes


def _signed(row: pd.Series) -> str:
    return signed(row["difference_min"], row["difference_max"]).replace("-", "−")


def _difference_title(row: pd.Series, names: list[str]) -> str:
    low, high = row["difference_min"], row["difference_max"]
    if low <= 0 <= high:
        return f"{names[0]} and {names[1]} differ most in {inline(row['label'])}, by {_signed(row)} sets"
    more, fewer = names if low > 0 else names[::-1]
    size = span(*sorted((abs(low), abs(high))), dash="–")
    return f"{more} gives {inline(row['label'])} {size} {'set' if size == '1' else 'sets'} more than {fewer}"


def _short(name: str) -> str:
    """Shorten the name of an exercise to what tells it apart."""
    return shortened(name, 24)


def _few(texts: list[str], characters: int) -> str:
    """Join as many texts as fit, and count the rest."""
    for kept in range(len(texts), 0, -1):
        more = len(texts) - kept
        text = ", ".join(texts[:kept]) + (f" and {more} more" if more else "")
        if len(text) <= characters:
            return text
    return f"{len(texts)} exercises"
