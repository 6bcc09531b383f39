"""Letters: the three sizes of all charts, how wide a text is, and lines that fit into a width."""

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
    """A line of words and how it looks, its size in points; in a PDF it leads to its ``url``, if it has one."""

    text: str
    size: float
    color: str = INK
    weight: str = "normal"
    url: str = ""


@lru_cache(maxsize=2048)
def _letter_width(letter: str, weight: str) -> float:
    """Return how wide a letter is, as part of its size."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    # At 72 dots an inch a dot is a point, and the font counts in 64ths of it.
    font.set_size(100, 72)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # it is drawn as a box
        font.set_text(letter)
    return float(font.get_width_height()[0] / 64 / 100)


def text_width(text: str, points: float, weight: str) -> float:
    """Return how many inches a text takes; a little more, since letters are measured one by one."""
    return sum(_letter_width(letter, weight) + 0.02 for letter in text) * points / 72


def broken(text: str, inches: float, points: float, weight: str = "normal") -> str:
    """Break a text into lines of a width, as one text, see `wrapped`."""
    return joined(wrapped(text, inches, points, weight=weight))


def joined(lines: Iterable[Line]) -> str:
    """Join lines to one text."""
    return "\n".join(line.text for line in lines)


def wrapped(text: str, inches: float, points: float, color: str = INK, weight: str = "normal") -> list[Line]:
    """Break a text into lines that fit into a width, within a word only where there is no other way.

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
        # A word longer than a whole line is broken wherever it has to be.
        while text_width(line, points, weight) > inches and len(line) > 1:
            fits = len(line) - 1
            while fits > 1 and text_width(line[:fits], points, weight) > inches:
                fits -= 1
            lines.append(line[:fits])
            line = line[fits:]
    return [Line(part, points, color, weight) for part in (*lines, line) if part]
