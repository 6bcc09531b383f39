"""Routines side by side, muscle by muscle, and why two of them differ, exercise by exercise."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.ask.numbers import read_number
from analysis.base.arguments import checked
from analysis.base.colors import INK, QUIET, routine_colors
from analysis.base.errors import ArgumentError
from analysis.base.text import inline, number, shortened, signed, span
from analysis.charts.bars import HATCH, kind_keys, light, marked, set_bars, turning, turning_words
from analysis.charts.canvas import Canvas, drawing, needs, source_words
from analysis.compare.sentences import say_leader
from analysis.library.labels import worked
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.conventions import UNSAID, counting_words, minutes_of, minutes_words

LEGEND_WIDTH = 48
"""Characters of a legend entry that fit beside the phases at phone width."""


BAR_PARTS = {"strength_sets_min": "strength", "light_sets_min": "light", "sets_min": "low", "sets_max": "high"}
"""Columns of a comparison, and what `set_bars` calls them."""


@checked
def plot_comparison(frame: pd.DataFrame, *, sensitivity: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw routines side by side: counted sets per session, strength solid, light work hatched, ranges as whiskers.

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
    needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "light_sets_min"], "compare_routines")
    turns = turning(frame, sensitivity)
    # Each row repeats what is of the whole routine: its name, sets and minutes.
    first = frame.drop_duplicates("routine_id").set_index("routine_id")
    routines = list(first.index)
    colors = routine_colors(routines)
    shown = worked(frame)
    labels = list(dict.fromkeys(shown["label"]))
    if not labels:
        raise ArgumentError("no routine has a counted set to draw")
    height = 0.88 / len(routines)  # what the bars of a label take of its row; the rest keeps the labels apart
    legend = {str(routine): textwrap.fill(_legend_words(row), LEGEND_WIDTH) for routine, row in first.iterrows()}
    # Many or long names go below each other, else two beside two.
    tall = len(routines) > 3 or any("\n" in text for text in legend.values())
    legend_rows = sum(text.count("\n") + 1 for text in legend.values()) + 2 if tall else 3
    # Title and caption, the legend, then rows that grow with the bars in them.
    inches = 1.8 + 0.2 * legend_rows + len(labels) * max(0.26, 0.095 * len(routines))
    with drawing(ax, height=max(6.75, inches)) as canvas:
        for turn, routine in enumerate(routines):
            sets = shown[shown["routine_id"] == routine].set_index("label").reindex(labels).rename(columns=BAR_PARTS)
            # The bars of a label stand around its row, the first routine on top.
            rows = np.arange(len(labels)) + (turn - (len(routines) - 1) / 2) * height
            set_bars(canvas, rows, sets, colors[routine], (height * 0.82, height), points=6.2)
        canvas.rows(marked(labels, turns))
        canvas.ax.set_xlim(0, max(1.0, float(shown["sets_max"].max())) * 1.12)  # room for the figures behind the bars
        canvas.ax.set_xlabel("sets per session")
        keys = [Patch(color=colors[routine], label=text) for routine, text in legend.items()]
        kinds = [kind for kind in COUNTED_KINDS if (shown[f"{kind}_sets_max"] > 0).any()]
        canvas.legend([*keys, *kind_keys(kinds)], ncols=1 if tall else 2)
        canvas.title(say_leader(frame))
        ranges = " A range is drawn as a whisker." if (shown["sets_max"] > shown["sets_min"]).any() else ""
        # What was not counted is not named: the frame may be of one phase.
        caption = (
            f"Counted sets of {' and '.join(kinds)} work. {counting_words(frame)}{ranges}{turning_words(labels, turns)}"
        )
        canvas.caption(
            f"{caption} {minutes_words(str(frame['conventions'].iloc[0]))} {UNSAID} "
            f"Roles of muscles are partly ours. {source_words(frame)}"
        )
    return canvas.ax


def _legend_words(row: pd.Series) -> str:
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    return f"{row['routine']}, {sets} sets, {minutes_of(row, dash='–')}"


IDS, NAMES = ("first_id", "second_id"), ("first", "second")
"""Columns of the routine to the right of zero, and of the one to its left."""


@checked
def plot_difference(frame: pd.DataFrame, *, most: int = 8, ax: Axes | None = None) -> Axes:
    """Draw why two routines differ: what each exercise of either side gives, and the difference they add up to.

    Parameters
    ----------
    frame : DataFrame
        What `explain_difference` returns. The first routine's exercises stand to the right of zero, the second's to the
        left; the diamond is the difference, a line through it its range. Ranges of single exercises are drawn at their
        wider end.
    most : int
        Labels that are drawn, the largest difference first and the largest of either direction among them; the
        caption counts the rest.
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
    >>> from analysis import explain_difference, load_library
    >>> ax = plot_difference(explain_difference(load_library(), "runners_world", "run_forever"))
    >>> ax.get_yticklabels()[0].get_text()
    'Glute max'
    """
    needs(frame, ["label", "exercise", "routine_id", "difference_min", "first", "second"], "explain_difference")
    each = frame.drop_duplicates("label").set_index("label")
    labels = list(each.index)
    shown = labels[: int(read_number("most", most, 1, 1000, whole=True))]
    for way in (each["difference_min"] > 0, each["difference_max"] < 0):  # the largest of either direction is drawn
        largest = list(each.index[way])[:1]
        shown = shown if set(largest) <= set(shown) else [*shown[:-1], *largest]
    routines, names = ([str(frame[name].iloc[0]) for name in pair] for pair in (IDS, NAMES))
    colors, pairs = routine_colors(routines), list(zip(routines, names, strict=True))
    with drawing(ax, height=max(6.75, 2.2 + 0.72 * len(shown))) as canvas:
        axes = canvas.ax
        # Points that are left beside the row labels, at 4 points a character of the small text.
        beside_labels = 24 + 5.4 * max(map(len, shown)) if canvas.alone else 0
        characters = int((canvas.inches * 72 - beside_labels) / 4)
        for row, label in enumerate(shown):
            parts = frame[frame["label"] == label]
            lines = 0
            for routine, sign in zip(routines, "+−", strict=True):
                exercises = parts[parts["routine_id"] == routine]
                # Sets of the second routine are negative, so its wider end is the lower one.
                _blocks(axes, row, exercises, "max" if sign == "+" else "min", colors[routine])
                if len(exercises):
                    words = f"{sign} {_few(exercises, characters)}"
                    # 17 points below the bar, and 9.5 more where the other routine has a line already.
                    look: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "va": "center", "fontsize": 7}
                    canvas.note(words, (0, row), (2, -17 - 9.5 * lines), color=QUIET, **look)
                    lines += 1
            _diamond(canvas, row, each.loc[label])
        axes.axvline(0, color=INK, linewidth=0.9)
        axes.set_yticks(range(len(shown)), shown)
        axes.set_ylim(len(shown) - 0.15, -0.5)  # the last row has its words below it
        axes.set_xlabel("sets of the whole block" if "of" in frame else "sets per session")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        # To the left of zero stand sets too, not less than none.
        axes.xaxis.set_major_formatter(lambda value, _: number(abs(value)))
        keys = [Patch(color=colors[routine], label=textwrap.fill(name, 24)) for routine, name in pairs]
        diamond = Line2D([], [], color="black", marker="D", linestyle="", markersize=4.5, label="difference")
        canvas.legend([*keys, *kind_keys(), diamond], ncols=3)
        canvas.title(_title(frame.iloc[0], names))
        left_out = [f"{inline(label)} {_signed(each.loc[label])}" for label in labels if label not in shown]
        more = f" Not drawn: {', '.join(left_out)}." if left_out else ""
        ranged = (frame["sets_max"] > frame["sets_min"]).any()
        wider = " Parts of ranges are drawn at their wider end." if ranged else ""
        words = f"Each part of a bar is an exercise: {names[0]} to the right, {names[1]} to the left.{wider}{more}"
        canvas.caption(f"{words} {counting_words(frame)} {UNSAID} {source_words(frame)}")
    return axes


def _blocks(axes: Axes, row: int, exercises: pd.DataFrame, end: str, color: str) -> None:
    """Draw the sets of each exercise one behind the other, to either side of zero."""
    sets = exercises[f"sets_{end}"]
    for size, start, kind in zip(sets, sets.cumsum() - sets, exercises["kind"], strict=True):
        fill, hatch = (color, None) if kind == "strength" else (light(color), HATCH)
        # Twice: a hatch takes the colour of the edge, and the edge between blocks is white.
        axes.barh(row, size, 0.4, left=start, color=fill, edgecolor="white", linewidth=1.2)
        axes.barh(row, size, 0.4, left=start, fill=False, edgecolor=color, hatch=hatch, linewidth=0)


def _diamond(canvas: Canvas, row: int, difference: pd.Series) -> None:
    """Mark what the sets of both sides add up to, its range as a line, and write it at the right edge."""
    low, high = difference["difference_min"], difference["difference_max"]
    canvas.ax.hlines(row, low, high, color="black", linewidth=1.2, zorder=3)
    # A point is one diamond, not two that lie on each other.
    ends = sorted({low, high})
    canvas.ax.plot(ends, [row] * len(ends), "D", color="black", markersize=4.5, zorder=4)
    canvas.beside(_signed(difference), row, 4, fontsize=9, fontweight="bold")


def _signed(row: pd.Series) -> str:
    return signed(row["difference_min"], row["difference_max"]).replace("-", "−")


def _title(row: pd.Series, names: list[str]) -> str:
    low, high = row["difference_min"], row["difference_max"]
    # Where the range holds zero nobody gives more.
    if low <= 0 <= high:
        return f"{names[0]} and {names[1]} differ most in {inline(row['label'])}, by {_signed(row)} sets"
    more, fewer = names if low > 0 else names[::-1]
    size = span(*sorted((abs(low), abs(high))), dash="–")
    return f"{more} gives {inline(row['label'])} {size} {'set' if size == '1' else 'sets'} more than {fewer}"


def _few(exercises: pd.DataFrame, characters: int) -> str:
    """Join as many exercises as fit, and count the rest."""
    ends = zip(exercises["sets_min"].abs(), exercises["sets_max"].abs(), strict=True)
    counts = [span(min(pair), max(pair), dash="–") for pair in ends]
    texts = [f"{shortened(name, 24)} {count}" for name, count in zip(exercises["exercise"], counts, strict=True)]
    # The longest list that fits, from all of them down.
    for kept in range(len(texts), 0, -1):
        more = len(texts) - kept
        text = ", ".join(texts[:kept]) + (f" and {more} more" if more else "")
        if len(text) <= characters:
            return text
    return f"{len(texts)} exercises"
