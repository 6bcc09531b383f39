"""Text measurement: the three font sizes of all charts, text widths, and lines that fit into a width."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from analysis.base.colors import INK

TITLE, LABEL, NOTE = 14.0, 12.0, 10.0
"""Points of a title, of labels and of notes: at 5.4 inches on a phone of 390 pixels a point is a pixel."""


@dataclass(frozen=True)
class Line:
    """A line of text with its style and size in points; in a PDF it links to its ``url``, if it has one."""

    text: str
    size: float
    color: str = INK
    weight: str = "normal"
    url: str = ""


@lru_cache(maxsize=2048)
def _letter_width(letter: str, weight: str) -> float:
    """Return the width of a letter, as a share of its font size."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    # At 72 dots per inch a dot is a point, and the font counts in 64ths of a dot.
    font.set_size(100, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # drawn as a box
        font.set_text(letter)
    return float(font.get_width_height()[0] / 64 / 100)


def text_width(text: str, points: float, weight: str) -> float:
    """Return the width of a text in inches; slightly too wide, since letters are measured one by one."""
    return sum(_letter_width(letter, weight) + 0.02 for letter in text) * points / 72


def broken(text: str, inches: float, points: float, weight: str = "normal") -> str:
    """Return a text broken into lines of a width, as one text, see `wrapped`."""
    return joined(wrapped(text, inches, points, weight=weight))


def joined(lines: Iterable[Line]) -> str:
    """Return lines joined into one text."""
    return "\n".join(line.text for line in lines)


def wrapped(text: str, inches: float, points: float, color: str = INK, weight: str = "normal") -> list[Line]:
    """Return a text as lines that fit into a width, broken within a word only if necessary.

    Examples
    --------
    >>> [line.text for line in wrapped("Reverse lunge to knee drive", 1.0, 10)]
    ['Reverse', 'lunge to knee', 'drive']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if text_width(longer, points, weight) <= inches:
            line = longer
            continue
        lines += [line] * bool(line)
        line = word
        # A word longer than a whole line is broken at any letter.
        while text_width(line, points, weight) > inches and len(line) > 1:
            fits = len(line) - 1
            while fits > 1 and text_width(line[:fits], points, weight) > inches:
                fits -= 1
            lines.append(line[:fits])
            line = line[fits:]
    return [Line(part, points, color, weight) for part in (*lines, line) if part]
