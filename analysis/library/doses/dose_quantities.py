"""Read the numbers of a dose with their units: ranges, times, distances and loads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.base.errors import DoseError
from analysis.library.doses.dose import AMOUNTS, LIMITS, check_limits
from analysis.library.doses.dose_tokens import Cursor, word_lists

NO_UNIT = ("", 0.0)


FEW_SECONDS = 5
"""A number up to this without a unit in a "Time" column may mean minutes, so it is queried."""


_CLOCK = re.compile(r"(\d{0,2}):(\d{2})(?::(\d{2}))?")


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    """Return the words that may follow a number: each with its kind of quantity and its factor to the base unit."""
    split = {word: means.split() for word, means in word_lists()["unit"].items()}
    return {word: (kind, float(factor)) for word, (kind, factor) in split.items()}


class Measure(NamedTuple):
    """A number or range with its unit; times are in seconds, distances in metres.

    ``unit`` is the kind of quantity, blank for a plain number; ``word`` is the unit as typed.
    """

    low: float
    high: float
    unit: str
    word: str
    start: int

    @property
    def text(self) -> str:
        """The range as text, or one number if both ends are equal."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"

    @property
    def whole(self) -> tuple[int, int]:
        """Both ends as whole numbers."""
        return round(self.low), round(self.high)


class Quantities(Cursor):
    """Reads numbers with their units."""

    parts: dict[str, Any]
    told: list[str]

    def unit(self, ahead: int = 0) -> str:
        """Return the kind of quantity if a token ahead is a unit, or a blank."""
        return _units().get(self.peek(ahead), NO_UNIT)[0]

    def number(self, what: str = "a number") -> float:
        """Read a number."""
        if self.kind() not in ("number", "word") or not self.peek()[:1].isdigit():
            self.fail(self.place, f"expected {what}" + ("" if self.peek() else ", but the text ends"))
        text = self.peek()
        if len(text.partition(".")[0]) > 6:  # before conversion: thousands of digits would be slow
            largest = max(most for _, most in LIMITS.values())
            self.fail(self.place, f"too large a number; the largest allowed is {largest}")
        self.at += 1
        return float(text[:12].replace(",", "."))

    def measure(self, what: str = "a number") -> Measure:
        """Read a number or a range and the unit after it."""
        start = self.place
        low, unit, word = self._end(what)
        high, first = low, self.at
        # "3 sets - 10 reps" is not a range.
        if self.peek() in ("-", "to", "or") and self.is_number(1) and unit not in ("sets", "reps"):
            self.at += 1
            high, second, last = self._end(what)
            if not second and unit:
                self.fail(self.place, "expected s or min", "30-45 s" if unit == "time" else "8-12")
            if unit and second != unit:
                self.fail(self.tokens[first].start, "did not expect this", "8-12")
            if second and not unit:  # the unit after a range applies to both ends
                if self.tokens[self.at - 1].text != last or self._compound:
                    self.fail(self.tokens[self.at - 2].start, "did not expect this", "60-90 s")
                low *= _units()[last][1]
            unit, word = second, last
        return Measure(low, high, unit, word, start)

    def _end(self, what: str) -> tuple[float, str, str]:
        """Read one end of a range: its size in base units, its kind of quantity and its unit as typed."""
        self._compound = False
        if self.kind() == "clock":
            return self._clock(), "time", ":"
        size = self.number(what)
        if self.peek() == "-" and self.glued() and self.kind(1) == "word" and self.unit(1) == "time":
            self.at += 1  # 30-second
        word = self.peek()
        if self.is_of("no unit"):
            why, _, instead = self.lists["no unit"][word].rpartition(": ")
            self.fail(self.place, why, instead)
        if word == "m" and self.kind(1) == "number" and self.glued(1):
            return self._minutes_and_seconds(size)  # "1m30" and "1m30s" are minutes: no digits follow metres
        ahead = self.kind(1) == "number" or self.peek(1) in (":", "=")
        kind, factor = _units().get(word, NO_UNIT)
        if not kind or (word in ("rpe", "rir") and ahead and self.parts.keys().isdisjoint(AMOUNTS)):
            return size, "", ""  # "8 RIR 2" is 8 repetitions with 2 in reserve
        if kind == "bw" and size.is_integer():
            return size, "", ""  # ten repetitions at bodyweight, not ten times bodyweight
        if kind == "time" and factor == 60:
            return self._minutes_and_seconds(size)
        self.at += 1
        if kind == "distance" and factor < 1:
            metres = round(size * factor)
            self.told.append(f"{size:g} {word} are {metres} m")
            return metres, kind, word
        return size * factor, kind, word

    def _minutes_and_seconds(self, size: float) -> tuple[float, str, str]:
        word = self.peek()
        self.at += 1
        if self.kind() == "number":  # 1 min 30 s, 1'30", 1min30
            unit = _units().get(self.peek(1), NO_UNIT)
            bare = self.glued() and len(self.peek()) == 2 and self.peek(1) not in ("-", "x", "to")
            if unit == ("time", 1) or (bare and unit[0] == ""):
                seconds = self.number("seconds")
                self.at += unit == ("time", 1)
                self._compound = True
                return 60 * size + seconds, "time", word
        return 60 * size, "time", word

    def _clock(self) -> float:
        first, *rest = self.peek().split(":")
        parts = [int(first or 0), *map(int, rest)]
        text, start = self.peek(), self.place
        self.at += 1
        if len(parts) == 3 and parts[2] == 0:  # 0:30 in the cell of a spreadsheet is 30 minutes after midnight
            parts.pop()
            self.told.append(f"{text} is {parts[0]} min {parts[1]} s")
        elif len(parts) == 3:
            parts = [60 * parts[0] + parts[1], parts[2]]
        if parts[-1] > 59 and not text.startswith(":"):
            self.fail(start, "seconds of a clock time go up to 59", f"{parts[-1]} s")
        if parts[0] >= 15 and parts[1]:  # 30:30 or 20:10
            self.fail(start, "minutes and seconds, or work and rest?", f"{parts[0]} s, rest {parts[1]} s")
        return 60.0 * parts[0] + parts[1]

    def whole(self, part: str, measure: Measure) -> tuple[int, int]:
        """Return a measure as whole numbers within the limits of its part."""
        if measure.low % 1 or measure.high % 1:
            self.fail(measure.start, "only whole numbers are read")
        try:
            check_limits(part, *measure.whole)
        except DoseError as error:
            self.fail(measure.start, str(error))
        return measure.whole


def clock_seconds(text: str) -> int | None:
    """Return the seconds of a clock time, read as min:s although spreadsheets store h:min; None if it isn't one.

    Examples
    --------
    >>> clock_seconds("0:30"), clock_seconds("1:30:00"), clock_seconds("0:00:45"), clock_seconds("0:01:00")
    (30, 90, 45, 60)
    >>> clock_seconds("10-12")
    """
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    first, second, third = (int(part or 0) for part in match.groups())
    # With seconds, or with no hours and few minutes, it is a full clock time; else a spreadsheet has added ":00".
    whole = match[3] and (third or (not first and second <= FEW_SECONDS))
    return 3600 * first + 60 * second + third if whole else 60 * first + second
