"""Rows painted below each other, in inches, and the pages that they fill: content that doesn't fit is never shrunk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from analysis.base.colors import INK, QUIET
from analysis.block.plan import BlockPlan
from analysis.charts.block_labels import MONTHS, mondays_of, phases_of, stretches
from analysis.charts.canvas import INSIDE, check_page, drawing, size_of
from analysis.charts.letters import LABEL, NOTE, Line, text_width, wrapped
from analysis.charts.tints import Color, letters_on

LEAD = 1.3
"""Line height, as a multiple of the font size."""


PAGE = 9.6
"""Maximum inches of rows on a page; with a title it fills the screen of a phone."""


TITLES = 1.0
"""Inches of given axes for title and note."""


LEAST, AROUND = 0.36, 0.055
"""Inches of the narrowest week column, which a month name needs, and of the padding around words in it."""


class Painter:
    """Axes to paint rows on: inches from the top down, columns across; left of the columns, positions are negative."""

    def __init__(self, ax: Axes, width: float, columns: float, names: float = 0.0) -> None:
        self.ax = ax
        self.unit = (width - names) / columns
        self.left = -names / self.unit
        ax.set_axis_off()
        ax.set_xlim(self.left, columns)

    def write(self, x: float, y: float, lines: Sequence[Line], **look: Any) -> None:
        """Write lines below each other, the top of the first at a height."""
        for line in lines:
            words = {"fontsize": line.size, "color": line.color, "fontweight": line.weight, "in_layout": False, **look}
            self.ax.text(x, y + 1.02 * line.size / 72, line.text, url=line.url or None, **words)
            y += line.size * LEAD / 72

    def paint(self, rows: Iterable[Row], top: float = 0.0) -> float:
        """Paint rows below each other from a height on, and return the height where they end."""
        for row in rows:
            row.paint(self, top)
            top += row.height
        return top

    def box(self, x: float, y: float, width: float, height: float, color: Any, **look: Any) -> None:
        """Fill a part of the page."""
        self.shape(Rectangle((x, y), width, height, color=color, linewidth=0, **look))

    def shape(self, patch: Patch) -> None:
        """Add a shape to a page with fixed limits: measuring each for limits takes a tenth of the drawing time."""
        self.ax.add_artist(patch)


@dataclass(frozen=True)
class Row:
    """A function that paints at a height, and the inches that the row takes."""

    height: float
    paint: Callable[[Painter, float], object] = lambda painter, top: None


Page = tuple[float, Sequence[Row]]
"""Number of columns of a page, and its rows."""


def tall(lines: Iterable[Line]) -> float:
    """Return the height in inches of lines below each other."""
    return sum(line.size * LEAD / 72 for line in lines)


def height_of(rows: Iterable[Row]) -> float:
    """Return the height in inches of rows below each other."""
    return sum(row.height for row in rows)


def words_row(lines: Sequence[Line], space: float = 0.0) -> Row:
    """Return a row of text lines from the left edge on, with some space above it."""
    return Row(tall(lines) + space, lambda painter, top: painter.write(painter.left, top + space, lines))


def stacked(*rows: Row) -> Row:
    """Return several rows as one, which stays on one page."""
    return Row(height_of(rows), lambda painter, top: painter.paint(rows, top))


def boxes_row(texts: Sequence[str], unit: float, fill: Color, weight: str = "bold") -> Row:
    """Return a row with a box per column; equal consecutive texts share a box, and blank ones have none."""
    boxes = [
        (wrapped(text, length * unit - 0.05, NOTE, letters_on(fill), weight), start, length)
        for text, start, length in stretches(texts)
        if text
    ]
    height = max((tall(lines) for lines, _, _ in boxes), default=0.0) + 0.04

    def paint(painter: Painter, top: float) -> None:
        for lines, start, length in boxes:
            painter.box(start + 0.03, top, length - 0.06, height, fill)
            painter.write(start + length / 2, top + (height - tall(lines)) / 2, lines, ha="center")

    return Row(height + 0.05, paint)


def texts_row(texts: Sequence[Sequence[Line]]) -> Row:
    """Return a row of text centered in each column."""

    def paint(painter: Painter, top: float) -> None:
        for column, lines in enumerate(texts):
            painter.write(column + 0.5, top, lines, ha="center")

    return Row(max(map(tall, texts), default=0.0), paint)


Flag = tuple[str, int, int, str]
"""A text, its first column, its number of columns, and its colour."""


def flags_row(flags: Sequence[Flag], unit: float, columns: int, *, bars: bool = False, weight: str = "bold") -> Row:
    """Return a row of texts that may be wider than their columns: they move to further lines instead of overlapping.

    With ``bars`` each has a line below it in its colour, as long as its columns.
    """
    taken: list[list[tuple[float, float]]] = []  # intervals used on each line, the lowest first
    found, placed = [], []
    for text, start, _, color in reversed(flags):  # so that a long one rises, and later ones stay at their bars
        lines = wrapped(text, unit * columns, NOTE, color, weight)
        wide = max((text_width(line.text, NOTE, weight) for line in lines), default=0.0) / unit
        at = start + 0.03
        found.append((max(0.0, min(at, columns - wide)), at, wide, lines))
    # A text that the right edge pushes away from its bar rises too.
    for x, _, wide, lines in sorted(found, key=lambda flag: flag[0] < flag[1]):
        ends = x - 0.12 / unit, x + wide
        level = 0
        while any(low < ends[1] and ends[0] < high for line in taken[level : level + len(lines)] for low, high in line):
            level += 1
        taken += [[] for _ in range(level + len(lines) - len(taken))]
        for line in taken[level : level + len(lines)]:
            line.append(ends)
        placed.append((x, level, lines))
    step = NOTE * LEAD / 72
    high = len(taken) * step

    def paint(painter: Painter, top: float) -> None:
        for x, level, lines in placed:
            painter.write(x, top + high - (level + len(lines)) * step, lines)
        for _, start, length, color in flags if bars else ():
            painter.box(start + 0.03, top + high + 0.01, length - 0.06, 0.06, color)

    return Row(high + (0.11 if bars else 0), paint)


def weeks_rows(plan: BlockPlan, weeks: range, unit: float) -> list[Row]:
    """Return the header of week columns: phases, numbers, and the day and month of each Monday."""
    colors = (INK, QUIET)  # neighbours differ, even in black and white
    flags = []
    for name, number, start, length in phases_of(plan):
        first, end = max(start, weeks.start), min(start + length, weeks.stop)
        if first < end:
            flags.append((name, first - weeks.start, end - first, colors[number % 2]))
    days = [mondays_of(plan)[week] for week in weeks]
    numbers = [[Line(str(week + 1), LABEL, weight="bold")] for week in weeks]
    dates = [[Line(str(day.day), NOTE, QUIET), Line(MONTHS[day.month - 1], NOTE, QUIET)] for day in days]
    return [flags_row(flags, unit, len(weeks), bars=True), texts_row(numbers), texts_row(dates)]


def columns_of(weeks: int, room: float, words: Iterable[str], weight: str = "bold") -> list[range]:
    """Return the weeks of each page, split evenly so that all words fit into their columns.

    Examples
    --------
    >>> columns_of(25, 5.2, ["10"]), columns_of(12, 5.2, ["0.5–47.5"])
    ([range(0, 13), range(13, 25)], [range(0, 6), range(6, 12)])
    """
    widest = max((text_width(word, NOTE, weight) for text in set(words) for word in text.split(" ")), default=0.0)
    most = max(1, int(room / max(LEAST, widest + AROUND)))
    pages = -(-weeks // most)
    each = -(-weeks // pages)
    return [range(start, min(start + each, weeks)) for start in range(0, weeks, each)]


def paged(
    groups: Sequence[tuple[Row, Sequence[Row]]], room: float, *, whole: bool = False, begun: float | None = None
) -> list[list[Row]]:
    """Return rows split into as few pages as needed, about equally full; a group's header repeats where it continues.

    With ``whole``, a group that fits on a page never starts on a page where it doesn't end. With ``begun``, the first
    page has only that much room left, and may get no rows.

    Examples
    --------
    >>> [len(page) for page in paged([(Row(1), [Row(2), Row(2)]), (Row(1), [Row(2), Row(2)])], 8)]
    [3, 3]
    >>> [len(page) for page in paged([(Row(1), [Row(2), Row(2)])], 0.5)]  # no row fits: each has a page
    [2, 2]
    >>> [len(page) for page in paged([(Row(1), [Row(2), Row(2)])], 8, begun=3.5)]
    [2, 2]
    """
    pages = _filled(groups, room, whole, begun)
    # With less room than the tallest row and its header, each row gets its own page.
    least = max((head.height + row.height for head, rows in groups for row in rows), default=0.0)
    while room - 0.2 >= least and len(fuller := _filled(groups, room - 0.2, whole, begun)) == len(pages) > 1:
        pages, room = fuller, room - 0.2
    return pages


def _filled(
    groups: Sequence[tuple[Row, Sequence[Row]]], room: float, whole: bool, left: float | None
) -> list[list[Row]]:
    pages: list[list[Row]] = [] if left is None else [[]]
    left = left or 0.0
    for head, rows in groups:
        begun = False
        if whole and left < head.height + height_of(rows) <= room:
            left = 0.0
        for row in rows:
            if left < row.height + (0 if begun else head.height):
                pages.append([])
                left, begun = room, False
            for part in (row,) if begun else (head, row):
                pages[-1].append(part)
                left -= part.height
            begun = True
    return pages


def room_of(ax: Axes | None) -> tuple[float, float]:
    """Return the maximum width and height in inches of a page's rows: on a phone, or on given axes below a title."""
    if ax is None:
        return INSIDE - 0.04, PAGE
    width, height = size_of(ax)
    return width, max(1.5, height - TITLES)


def plot_page(
    pages: Sequence[Page],
    page: int,
    ax: Axes | None,
    *,
    title: str,
    counted: str,
    caption: str,
    names: float = 0.0,
    numbered: bool = True,
) -> Axes:
    """Draw one of several pages under its title, and fit the height of the figure to its rows."""
    check_page(page, len(pages))
    columns, rows = pages[page - 1]
    where = f"; page {page} of {len(pages)}" if numbered and len(pages) > 1 else ""
    with drawing(ax) as canvas:
        canvas.title(title, f"{counted}{where}")
        canvas.caption(caption)
        end = Painter(canvas.ax, room_of(ax)[0], columns, names).paint(rows)
        if not canvas.alone:
            canvas.figure.draw_without_rendering()  # this makes room for the title
            end = max(end, size_of(canvas.ax)[1])  # to keep inches true to scale
        canvas.ax.set_ylim(end, 0)
        canvas.fit(end)
    return canvas.ax
