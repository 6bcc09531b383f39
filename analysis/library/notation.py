"""The dose notation: text such as ``3 x 8-12 per side, hold 2 s`` to a `Dose` and back.

Examples
--------
>>> str(parse_dose("3 sets of 8 to 12 each leg"))
'3 x 8-12 per side'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NoReturn

from analysis.base.errors import DoseError
from analysis.base.text import clip
from analysis.library.dose import LIMITS, Dose, check_limits

EXAMPLE = "3 x 8-12 per side, hold 2 s"


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
            check_limits(part, *amount)
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
    Dose(sets_min=2, sets_max=2, reps_min=10, reps_max=12, hold_s_min=3, hold_s_max=5, per='side')
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
    parts: dict[str, Any] = {}

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
