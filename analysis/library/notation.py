"""The dose notation: text such as ``3 x 8-12 per side, hold 2 s`` to a `Dose` and back.

Examples
--------
>>> str(parse_dose("3 sets of 8 to 12 each leg"))
'3 x 8-12 per side'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from typing import NoReturn

from analysis.base.errors import DoseError
from analysis.base.text import clip

EXAMPLE = "3 x 8-12 per side, hold 2 s"


LIMITS = {"sets": (1, 20), "reps": (1, 200), "work_s": (1, 3600), "hold_s": (1, 3600)}
"""Smallest and largest whole number of each part."""


_WORDS = {"sets": "sets", "reps": "repetitions", "work_s": "seconds", "hold_s": "seconds of hold"}


_TOKEN = re.compile(r"[0-9]+|[a-z]+|[×*]|[-\u2010-\u2015\u2212]|[,/]", re.IGNORECASE)


_SKIP = re.compile(r"\s*")


_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212") | {"to"}


_TIMES = frozenset({"x", "×", "*"})


_SETS = frozenset({"set", "sets"})


_REPS = frozenset({"rep", "reps", "repetition", "repetitions"})


_SECONDS = frozenset({"s", "sec", "secs", "second", "seconds"})


_MINUTES = frozenset({"min", "mins", "minute", "minutes"})


_SIDES = {"side": "side", "leg": "side", "arm": "side", "direction": "direction"}


_KNOWN = {"x", "of", "to", "per", "each", "hold", *_SETS, *_REPS, *_SECONDS, *_MINUTES, *_SIDES}


_WORD = "|".join(sorted(_KNOWN, key=len, reverse=True))
"""Text for a pattern, compiled when words are first written without a blank between them: that takes a while."""


# "3-5" typed into a spreadsheet comes out as 3 May, in the way of its language.
_DATE = re.compile(
    r"\s*(\d{1,2}[.\-/]\s?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}[.\-/]\d{1,4}|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})\s*"
)


Range = tuple[int, int]


def _range_text(low: int | None, high: int | None) -> str:
    return f"{low}" if low == high else f"{low}-{high}"


@dataclass(frozen=True)
class Dose:
    """What to do of an exercise. Parts that the text leaves out are None.

    Attributes
    ----------
    sets_min, sets_max : int or None
        Sets, 1-20.
    reps_min, reps_max : int or None
        Repetitions a set, 1-200; None when timed.
    work_s_min, work_s_max : int or None
        Timed work a set in seconds, 1-3600; None when in repetitions.
    hold_s_min, hold_s_max : int or None
        Hold in each repetition in seconds, 1-3600.
    per : {"side", "direction"} or None
        What repetitions and seconds are for; None: both sides together.

    Raises
    ------
    DoseError
        If a part is out of its limits, reversed or half given, or if not exactly one of repetitions and time is given.

    Examples
    --------
    >>> str(Dose(sets_min=2, sets_max=2, reps_min=10, reps_max=12, per="side"))
    '2 x 10-12 per side'
    """

    sets_min: int | None = None
    sets_max: int | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    work_s_min: int | None = None
    work_s_max: int | None = None
    hold_s_min: int | None = None
    hold_s_max: int | None = None
    per: str | None = None

    def __post_init__(self) -> None:
        for part in LIMITS:
            low, high = getattr(self, f"{part}_min"), getattr(self, f"{part}_max")
            if (low is None) != (high is None):
                raise DoseError(f"{_WORDS[part]}: give both ends of the range or neither")
            if low is not None:
                low, high = _whole(part, low), _whole(part, high)
                _check_limits(part, low, high)
                # Numbers of numpy become those of Python, so that a dose is written the same wherever it came from.
                object.__setattr__(self, f"{part}_min", low)
                object.__setattr__(self, f"{part}_max", high)
        if (self.reps_min is None) == (self.work_s_min is None):
            raise DoseError("give either repetitions or a time")
        if self.per not in (None, "side", "direction"):
            raise DoseError(f"per {clip(self.per)}; allowed: side, direction")

    def __str__(self) -> str:
        text = "" if self.sets_min is None else f"{_range_text(self.sets_min, self.sets_max)} x "
        if self.reps_min is not None:
            text += _range_text(self.reps_min, self.reps_max)
        else:
            text += f"{_range_text(self.work_s_min, self.work_s_max)} s"
        if self.per is not None:
            text += f" per {self.per}"
        if self.hold_s_min is not None:
            text += f", hold {_range_text(self.hold_s_min, self.hold_s_max)} s"
        return text


def _whole(part: str, number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, Integral):
        raise DoseError(f"{_WORDS[part]}: {clip(number)} is not a whole number")
    return int(number)


def _check_limits(part: str, low: int, high: int) -> None:
    least, most = LIMITS[part]
    for number in (low, high):
        if not least <= number <= most:
            raise DoseError(f"{number} {_WORDS[part]}; allowed: {least} to {most}")
    if low > high:
        raise DoseError(f"{low}-{high} {_WORDS[part]}: the smaller number comes first, as in {high}-{low}")


def _words(text: str, place: int) -> list[tuple[str, int]]:
    """Split a run of letters that is made of known words, such as ``perside``; anything else stays whole."""
    if text in _KNOWN or not re.fullmatch(f"(?:{_WORD})+", text):
        return [(text, place)]
    return [(match.group(), place + match.start()) for match in re.finditer(_WORD, text)]


class _Reader:
    """Tokens of a dose text, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, int]] = []
        place = _end(_SKIP, text, 0)
        while place < len(text):
            match = _TOKEN.match(text, place)
            if not match:
                fraction = text[place] == "." and text[:place][-1:].isdigit()
                self.fail(place, "only whole numbers are read" if fraction else "cannot read this")
            self.tokens += _words(match.group().casefold(), place)
            place = _end(_SKIP, text, match.end())
        self.at = 0

    def fail(self, place: int, why: str) -> NoReturn:
        start = max(0, place - 30)
        shown = "".join(c if c.isprintable() else " " for c in self.text[start : start + 60])
        message = f"cannot read the dose {clip(self.text)}\n  {shown}\n  {' ' * (place - start)}^ {why}"
        if _DATE.fullmatch(self.text[:40]):
            message += "\n  a spreadsheet may have turned a range into a date: format the column as text"
        raise DoseError(f"{message}\n  for example: {EXAMPLE}")

    @property
    def place(self) -> int:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else len(self.text.rstrip())

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead][0] if self.at + ahead < len(self.tokens) else ""

    def take(self, *allowed: frozenset[str] | set[str]) -> bool:
        if any(self.peek() in words for words in allowed):
            self.at += 1
            return True
        return False

    def number(self, what: str) -> int:
        token = self.peek()
        if not token[:1].isdigit():
            self.fail(self.place, f"expected {what}" if token else f"expected {what}, but the text ends")
        if len(token) > 6:  # before it is a number: thousands of digits take their time
            self.fail(
                self.place, f"too large a number; the largest allowed is {max(most for _, most in LIMITS.values())}"
            )
        self.at += 1
        return int(token)

    def numbers(self, what: str) -> tuple[Range, bool]:
        """Read a number or a range, and say which it was."""
        low = self.number(what)
        return ((low, self.number(what)), True) if self.take(_DASHES) else ((low, low), False)

    def checked(self, part: str, amount: Range, place: int) -> Range:
        try:
            _check_limits(part, *amount)
        except DoseError as error:
            self.fail(place, str(error))
        return amount

    def span(self, amount: Range, ranged: bool) -> Range | None:
        """Read the rest of a time after its first number or range; None if no unit follows."""
        if ranged:
            unit = 1 if self.take(_SECONDS) else 60 if self.take(_MINUTES) else 0
            return (unit * amount[0], unit * amount[1]) if unit else None
        first = self.duration(amount[0])
        if first is None or not self.take(_DASHES):
            return None if first is None else (first, first)
        second = self.duration(self.number("a time"))
        if second is None:
            self.fail(self.place, "expected s or min")
        return first, second

    def duration(self, number: int) -> int | None:
        """Read the unit of a number, and the seconds that may follow minutes; None if no unit follows."""
        if self.take(_SECONDS):
            return number
        if not self.take(_MINUTES):
            return None
        if self.peek().isdigit() and self.peek(1) in _SECONDS:  # 1 min 30 s
            number = 60 * number + self.number("seconds")
            self.at += 1
            return number
        return 60 * number


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def parse_dose(text: str) -> Dose:
    """Read a dose: ``[SETS x] REPS|TIME [reps] [per|each side|leg|arm|direction] [, hold TIME]``.

    Ranges are written ``10-15`` or ``10 to 15``, the multiplication ``x``, ``×``, ``*`` or ``sets of``, times
    ``30 s``, ``2 min`` or ``1 min 30 s``; capitals and spaces do not matter. ``per leg`` and ``per arm`` read as
    ``per side``.

    Parameters
    ----------
    text : str
        The dose as typed.

    Returns
    -------
    Dose
        With None for every part that the text leaves out; ``str`` of it is the canonical notation, which reads back
        as the same dose.

    Raises
    ------
    DoseError
        A ``ValueError`` that shows the text, a caret under the place, and an example.

    Examples
    --------
    >>> parse_dose("2 sets of 10 to 12 each leg, hold 3-5 sec")
    Dose(sets_min=2, sets_max=2, reps_min=10, reps_max=12, work_s_min=None, work_s_max=None, hold_s_min=3,
    hold_s_max=5, per='side')
    >>> str(parse_dose("2 × 1 min 30 s"))
    '2 x 90 s'
    >>> parse_dose("3 x ten")
    Traceback (most recent call last):
        ...
    analysis.base.errors.DoseError: cannot read the dose '3 x ten'
      3 x ten
          ^ expected repetitions or a time
      for example: 3 x 8-12 per side, hold 2 s
    """
    if not isinstance(text, str):
        raise DoseError(f"a dose is a text, not {clip(text)}; for example: {EXAMPLE}")
    return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Dose:
    # Kept: the same few doses stand in every sheet, and are read again with every library.
    reader = _Reader(text)
    parts: dict[str, int | None] = {}

    def keep(part: str, amount: Range, place: int) -> None:
        parts[f"{part}_min"], parts[f"{part}_max"] = reader.checked(part, amount, place)

    start = reader.place
    # The first number is of sets or of repetitions: what follows it tells.
    amount, ranged = reader.numbers("a number")
    if reader.take(_SETS):
        if not reader.take(_TIMES, {"of"}):
            reader.fail(reader.place, "expected x or of")
        keep("sets", amount, start)
    elif reader.take(_TIMES):
        keep("sets", amount, start)
    if "sets_min" in parts:
        start = reader.place
        amount, ranged = reader.numbers("repetitions or a time")
    seconds = reader.span(amount, ranged)  # with a unit behind it the number is a time
    if seconds is not None:
        keep("work_s", seconds, start)
    else:
        keep("reps", amount, start)
        reader.take(_REPS)
    per = None
    if reader.take({"per", "each", "/"}):
        per = _SIDES.get(reader.peek())
        if per is None:
            reader.fail(reader.place, "expected side, leg, arm or direction")
        reader.at += 1
    comma = reader.take({","})
    if reader.take({"hold"}):
        start = reader.place
        hold = reader.span(*reader.numbers("a time"))
        if hold is None:
            reader.fail(reader.place, "expected s or min")
        keep("hold_s", hold, start)
    elif comma:
        reader.fail(reader.place, "expected hold and a time")
    if reader.peek():
        reader.fail(reader.place, "did not expect this")
    return Dose(**parts, per=per)
