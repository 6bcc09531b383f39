"""Why two routines differ, exercise by exercise."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.base.colors import INK, QUIET, routine_colors
from analysis.base.text import inline, number, shortened, signed, span
from analysis.charts.canvas import (
    HATCH,
    drawing,
    light,
    needs,
    phase_keys,
    source_words,
)
from analysis.volume.conventions import counting_words


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
