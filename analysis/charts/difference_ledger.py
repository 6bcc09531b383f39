"""Why two routines or blocks differ: a ledger of exercises, with a column for each side."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.ask.numbers import read_number
from analysis.base.arguments import checked
from analysis.base.colors import QUIET, RULE, routine_colors
from analysis.base.text import few, inline, span
from analysis.charts.canvas import INSIDE, Canvas, drawing, needs, width_of
from analysis.charts.letters import LABEL, NOTE, joined, wrapped
from analysis.charts.tints import ink, light
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import TINTS, counted_shortly

NAMES_WIDE, COLUMN_WIDE = 0.42, 0.29
"""Shares of the width: the exercise names, and each side's bars with the figures behind them."""


LINE = 0.2
"""Inches between lines."""


@checked
def plot_difference(frame: pd.DataFrame, *, most: int = 3, ax: Axes | None = None) -> Axes:
    """Draw why two routines differ: the sets of each exercise on both sides, under the totals of each label.

    Parameters
    ----------
    frame : DataFrame
        The frame from `explain_difference`, or the explanation of `compare_blocks`, whose sets are one block's
        surplus over the other. An exercise on both sides has one line; a bar ends at the lower end of a range, and the
        range is written behind it.
    most : int
        Number of labels to draw, the largest difference first, including the largest in either direction; the note
        names the rest.
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
    >>> [text.get_text() for text in ax.texts][1:5]
    ['Run forever', 'Glute max', '13', '6']
    """
    needs(frame, ["label", "exercise", "routine_id", "kind", "difference_min", "first", "second"], "explain_difference")
    each = frame.drop_duplicates("label").set_index("label")
    labels = list(each.index)
    shown = labels[: int(read_number("most", most, 1, 1000, whole=True))]
    for way in (each["difference_min"] > 0, each["difference_max"] < 0):  # the largest in either direction is drawn
        largest = list(each.index[way])[:1]
        shown = shown if set(largest) <= set(shown) else [*shown[:-1], *largest]
    width = width_of(ax)
    parts = _parts(frame[frame["label"].isin(shown)])
    names = {name: wrapped(name, NAMES_WIDE * width - 0.1, NOTE) for name in dict.fromkeys(parts["exercise"])}
    exercises = {label: list(dict.fromkeys(parts.loc[parts["label"] == label, "exercise"])) for label in shown}
    rows = sum(2.1 + sum(len(names[name]) for name in own) for own in exercises.values())
    with drawing(ax, height=2.0 + LINE * rows) as canvas:
        ledger = _Ledger(canvas, frame.iloc[0], parts, rows)
        for label in shown:
            ledger.head(label)
            for name in exercises[label]:
                ledger.entry(label, name, [line.text for line in names[name]])
        ledger.draw_bars()
        counted = "Sets of the whole block that one has more" if ledger.net else "Sets per session"
        canvas.title(_title(frame.iloc[0], each.loc[shown[0]]), f"{counted}{counted_shortly(frame)}; {TINTS}")
        rest = [inline(label) for label in labels if label not in shown]
        canvas.caption(f"They differ in {few(rest, 6)} too." if rest else "They differ in nothing else.")
    return canvas.ax


def _parts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row per label, exercise, side and kind of work, with the sets of both sides as positive numbers."""
    ends = frame[["sets_min", "sets_max"]].abs()
    sizes = frame.assign(low=ends.min(axis="columns"), high=ends.max(axis="columns"))
    return sizes.groupby(["label", "exercise", "routine_id", "kind"], sort=False, as_index=False)[["low", "high"]].sum()


class _Ledger:
    """The axes of a ledger: shares of the width across, lines down."""

    def __init__(self, canvas: Canvas, pair: pd.Series, parts: pd.DataFrame, rows: float) -> None:
        self.ax, self.parts, self.row = canvas.ax, parts, -0.3
        self.bars: list[tuple[Any, ...]] = []
        self.sides = [str(pair["first_id"]), str(pair["second_id"])]
        self.net = "of" in pair  # two blocks: the surplus of one, not the sets of each
        self.starts = [NAMES_WIDE, NAMES_WIDE + COLUMN_WIDE]
        self.colors = routine_colors(self.sides)
        # The longest bar leaves room for a range behind it.
        self.scale = 0.6 * COLUMN_WIDE / max(1.0, float(self._sums(parts, ["label", "exercise", "routine_id"]).max()))
        pairs = zip(self.sides, (pair["first"], pair["second"]), strict=True)
        heads = {side: wrapped(str(name), COLUMN_WIDE * INSIDE - 0.1, LABEL, weight="bold") for side, name in pairs}
        canvas.blank(1, rows)
        self.ax.set_ylim(rows - 0.5, -0.9 - 1.05 * max(map(len, heads.values())))
        for start, (side, lines) in zip(self.starts, heads.items(), strict=True):
            self._text(start, -0.6, joined(lines), va="bottom", color=ink(self.colors[side]))

    @staticmethod
    def _sums(parts: pd.DataFrame, by: list[str]) -> pd.Series:
        return parts.groupby(by, sort=False)["low"].sum()

    def _text(self, x: float, y: float, text: str, **look: Any) -> None:
        look = {"fontsize": LABEL, "fontweight": "bold", "va": "center_baseline", **look}
        self.ax.text(x, y, text, **look)

    def head(self, label: str) -> None:
        """Write a label above a line, with the total of each side."""
        self.row += 0.8
        self._text(0, self.row, label)
        own = self.parts[self.parts["label"] == label]
        for start, side in zip(self.starts, self.sides, strict=True):
            ends = own.loc[own["routine_id"] == side, ["low", "high"]].sum()
            total = f"+{span(*ends, dash='–')}" * bool(ends.any()) if self.net else span(*ends, dash="–")
            self._text(start, self.row, total, color=ink(self.colors[side]))
        self.ax.plot([0, 1], [self.row + 0.7] * 2, color=RULE, linewidth=0.9)
        self.row += 1.3

    def entry(self, label: str, exercise: str, lines: list[str]) -> None:
        """Write an exercise and draw its sets on each side: strength first, then light work."""
        middle = self.row + (len(lines) - 1) / 2
        self._text(0, middle, "\n".join(lines), fontsize=NOTE, fontweight="normal")
        own = self.parts[(self.parts["label"] == label) & (self.parts["exercise"] == exercise)]
        for start, side in zip(self.starts, self.sides, strict=True):
            given = own[own["routine_id"] == side].set_index("kind")
            if given.empty:
                continue
            color, end = self.colors[side], start
            for kind in given.index.intersection(list(COUNTED_KINDS)):
                fill = color if kind == "strength" else light(color)
                size = self.scale * given.loc[kind, "low"]
                self.bars.append((middle, size, end, fill, color))
                end += size
            sets = span(given["low"].sum(), given["high"].sum(), dash="–")
            self._text(end + 0.01, middle, sets, fontsize=NOTE, fontweight="normal", color=QUIET)
        self.row += len(lines)

    def draw_bars(self) -> None:
        """Draw the bars of all entries at once, which takes a fifth of the time."""
        rows, sizes, starts, fills, edges = zip(*self.bars, strict=True)
        self.ax.barh(rows, sizes, 0.62, left=starts, color=fills, edgecolor=edges, linewidth=0.8)


def _title(pair: pd.Series, row: pd.Series) -> str:
    low, high = row["difference_min"], row["difference_max"]
    names = [str(pair["first"]), str(pair["second"])]
    # If the range includes zero, neither side has more.
    if low <= 0 <= high:
        return f"{names[0]} and {names[1]} are closest to call for {inline(str(row.name))}"
    more, fewer = names if low > 0 else names[::-1]
    size = span(*sorted((abs(low), abs(high))), dash="–")
    return f"{more} gives {inline(str(row.name))} {size} {'set' if size == '1' else 'sets'} more than {fewer}"
