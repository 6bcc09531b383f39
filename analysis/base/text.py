"""Numbers, ranges and lists of words as readable text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np


def clip(value: object, width: int = 60) -> str:
    """Return a value on one line: control characters replaced, the middle of a long value left out.

    Examples
    --------
    >>> clip("a" * 100, 12)
    "'aaaaaa...aaa'"
    """
    # A value may be a whole file: use only the part that fits, and let no character move a terminal's cursor.
    text = "".join(c if c.isprintable() else "�" for c in str(value)[: 4 * width])
    if len(str(value)) > width:
        text = f"{text[: width // 2]}...{str(value)[-(width // 4) :]}"
        text = "".join(c if c.isprintable() else "�" for c in text)
    return f"'{text}'"


def one_of(names: Iterable[str], *, most: int = 12) -> str:
    """Return a list of allowed names as text, cut after ``most`` names.

    Examples
    --------
    >>> one_of(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    listed = list(names)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {more} more" if more > 0 else "")


def signed(low: float, high: float) -> str:
    """Return an interval as text, with the sign of each end.

    Examples
    --------
    >>> signed(3, 3), signed(-2, -1), signed(0, 0)
    ('+3', '-2 to -1', '0')
    """
    ends = [f"+{number(end)}" if end > 0 else number(end) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def number(value: float, digits: int = 1) -> str:
    """Return a number as text without needless digits, halves rounded away from zero.

    Examples
    --------
    >>> number(8.0), number(6.5), number(-1.25, 2)
    ('8', '6.5', '-1.25')
    """
    return _number(float(value), digits)


@lru_cache(maxsize=4096)
def _number(value: float, digits: int) -> str:
    text = f"{printed(value, digits):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text  # -0.04 rounds to 0, which has no sign


def printed(figures: Any, digits: int = 1) -> Any:
    """Return figures rounded as `number` prints them, to compare with a limit the figure that is read.

    Examples
    --------
    >>> printed(np.array([0.999, 3 * 0.1, 2.25, -0.25])).tolist()
    [1.0, 0.3, 2.3, -0.3]
    """
    # NumPy rounds halves to even, and floats are slightly off: a half must round the same in every table and chart.
    scale = 10**digits
    rounded = np.round(np.round(np.abs(figures), 9) * scale, 8)  # digits after the ninth are noise
    return np.copysign(np.floor(rounded + 0.5) / scale, figures)


def percent(part: float) -> str:
    """Return a share as whole percent; only all of it is 100 % and only none is 0 %.

    Examples
    --------
    >>> percent(0.125), percent(1623 / 1624), percent(0.001), percent(1)
    ('13 %', '99 %', '1 %', '100 %')
    """
    return f"{number(100 * part, 0) if part in (0, 1) else number(min(99, max(1, 100 * part)), 0)} %"


def span(low: float, high: float, *, digits: int = 1, dash: str = "-") -> str:
    """Return an interval as text; one number if both ends are the same.

    Examples
    --------
    >>> span(4, 4), span(26.35, 34.35), span(2, 3, dash="–")
    ('4', '26.4-34.4', '2–3')
    >>> span(-3, -1)
    '-3 to -1'
    """
    first, last = number(low, digits), number(high, digits)
    if first == last:
        return first
    return f"{first} to {last}" if first.startswith("-") else f"{first}{dash}{last}"


def spans(frame: Any, name: str, *, digits: int = 1) -> list[str]:
    """Return the intervals of a frame's columns ``name_min`` and ``name_max`` as texts.

    Examples
    --------
    >>> import pandas as pd
    >>> spans(pd.DataFrame({"sets_min": [2, 3], "sets_max": [3, 3]}), "sets")
    ['2-3', '3']
    """
    return [span(*ends, digits=digits) for ends in zip(frame[f"{name}_min"], frame[f"{name}_max"], strict=True)]


def listing(words: Sequence[str], last: str = "and") -> str:
    """Return words joined with commas and a last ``and``, or another word.

    Examples
    --------
    >>> listing(["quads", "calves", "adductors"]), listing(["quads", "calves"], "or")
    ('quads, calves and adductors', 'quads or calves')
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def few(words: Sequence[str], most: int) -> str:
    """Return the first words joined, and the number of the rest.

    Examples
    --------
    >>> few(["quads", "calves"], 2), few(["quads", "calves", "chest", "back"], 2)
    ('quads and calves', 'quads, calves and 2 more')
    """
    more = len(words) - most
    return listing([*words[:most], *([f"{more} more"] if more > 0 else [])])


def inline(name: str) -> str:
    """Return a name for use within a sentence: lower-case first letter except in abbreviations, no comma.

    Examples
    --------
    >>> inline("Trunk, side"), inline("TFL")
    ('trunk side', 'TFL')
    """
    plain = name.replace(",", "")  # a comma would read as the next item of a list
    return plain if plain[1:2].isupper() else plain[:1].lower() + plain[1:]


def shortened(text: str, width: int) -> str:
    """Return a text cut to a width, between words if possible, with a mark for the cut.

    Examples
    --------
    >>> shortened("Reverse lunge to knee drive", 24), shortened("x" * 9, 6)
    ('Reverse lunge to knee…', 'xxxxx…')
    """
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head and text[width - 1] != ' ' else head.rstrip()}…"


def plural(count: float, word: str) -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> plural(1, "set"), plural(2.5, "set")
    ('1 set', '2.5 sets')
    """
    text = number(count)
    return f"{text} {word}{'' if text == '1' else 's'}"
