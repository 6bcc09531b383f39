"""Read several numbers in a dose: one per set, one per side, or parts of a set."""

from __future__ import annotations

from itertools import pairwise

from analysis.library.doses.dose import range_text
from analysis.library.doses.dose_amounts import Amounts
from analysis.library.doses.dose_quantities import Measure
from analysis.library.doses.dose_sides import PAIR, PLUS

LEAST_WORK = 20
"""From this number before a slash on, the two numbers may be seconds of work and rest."""


LONGEST_BEAT = 5
"""Numbers joined by dashes may be a tempo up to this size; larger ones are one per set."""


LIST_MARKS = (",", "/", "+", "-")


Items = list[tuple[int, int]]
"""Minimum and maximum of each number."""


class Series(Amounts):
    """Reads several numbers into ``parts``."""

    def series(self) -> bool:
        """Read ``12, 10, 8``: one number per set; ``10/10``: one per side; ``2+2+2``: parts of a set."""
        items, mark, timed, after = self._items()
        sets = self.parts.get("sets", (0, 0))[1]
        if self.amount or len(items) < 2 or (len(items) == 2 and not (mark in "/+" or (mark == "," and sets == 2))):
            return False
        start, bracket = self.place, self.before == "("
        low, other = items[0][0], items[1][0]
        if timed and mark in "/+" and len(items) == 2:
            if timed == len(items) or self.is_of("rest", "hold", ahead=after):
                return False  # 20 s/10 s, 10 / 60 s rest
            self.fail(start, "each side, or work and rest?", f"{low} s per side; or {low} s, rest {other} s")
        self.at += after
        self.skip("reps", "rep", "repetitions")
        if mark == "+" and len(items) > 2:
            self.parts["each_set"] = _written(items, mark)
            self.told.append(f"clusters {self.parts['each_set']}")
            return self.keep_amount(Measure(*_ends(items, mark), "reps", "", start))
        if mark in "/+" and len(items) == 2:
            if items[0] != items[1]:
                why, instead = "two amounts: of one exercise there is one in a row", "3 x 10"
                if mark == "/":
                    works = low >= LEAST_WORK
                    why = "a range, or work and rest?" if works else "a range, or one number a side?"
                    second = f"{low} s, rest {other} s" if works else "8 per side"
                    instead = f"{range_text(*sorted((low, other)))}; or {second}"
                self.fail(start, why, instead)
            if bracket or (low >= 20 and self.is_of("times")):
                self.fail(start, "one number a side, or two parts?", f"{low} per side; or {2 * low} reps")
            self.told.append(PAIR if mark == "/" else PLUS)
            if "per" in self.parts or (self.peek() != ")" and self.sides()):
                self.fail(start, "did not expect this: two numbers and each side", f"{low} per side")
            self.parts["per"] = "side"
            return self.keep("reps", Measure(*items[0], "reps", "", start))
        return self._one_each(items, mark, start, "time" if timed else "reps")

    def _one_each(self, items: Items, mark: str, place: int, unit: str) -> bool:
        """Keep one amount per set."""
        lows = [low for low, _ in items]
        least, sets = self.parts.get("sets", (len(items), len(items)))
        steps = {(b > a) - (b < a) for a, b in pairwise(lows)}
        if mark == "-" and len(steps) > 1 and (min(lows) <= LONGEST_BEAT or {1, -1} <= steps):
            self.fail(place, "one number a set, or a tempo?", "12, 10, 8; or 3 x 8, tempo 3-1-1")
        if not least == sets == len(items):
            self.fail(place, f"{len(items)} numbers for {sets} sets", "3 x 10; or 12, 10, 8")
        if "sets" not in self.parts:
            self.keep("sets", Measure(sets, sets, "sets", "", place))
        if len(set(items)) > 1:
            self.parts["each_set"] = _written(items, mark)
            self.told.append("one number a set")
        self.factor = None
        return self.keep_amount(Measure(*_ends(items, mark), unit, "", place))

    def _items(self) -> tuple[Items, str, int, int]:
        """Look ahead for numbers joined by one mark; return them, the mark, how many are times, and the tokens used."""
        items: Items = []
        mark, timed, at, back = "", 0, 0, 0
        while self._is_count(at):
            low = high = int(self.peek(at))
            at += 1
            dashed = self.peek(at) == "-" and self._is_count(at + 1)
            if dashed and mark in ("", "-") and (items or (self.peek(at + 2) == "-" and self._is_count(at + 3))):
                mark = "-"
            elif dashed:
                high = int(self.peek(at + 1))
                at += 2
            # A number with its own unit, such as a load, doesn't belong to the list; nor does a tempo.
            unit = self.unit(at)
            foreign = unit not in ("", "reps", "time") or (self.peek(at) == "-" and mark not in ("", "-"))
            mixed = unit == "time" and mark == "," and timed < len(items)
            if foreign or mixed or (self.is_of("times", ahead=at) and mark in ",-") or self._is_reserve(at):
                return (items if mark == "," else []), mark, timed, back
            items.append((low, high))
            timed += unit == "time"
            at += unit == "time"
            back = at
            following = self.peek(at)
            if following not in LIST_MARKS or mark not in ("", following) or not self._is_count(at + 1):
                break
            mark = following
            at += 1
        return items, mark, timed, at

    def _is_reserve(self, at: int) -> bool:
        at += self.is_of("repetition", ahead=at)
        return self.peek(at) in ("in", "left", "short", "shy") and self.peek(at + 1) != "each"

    def _is_count(self, ahead: int) -> bool:
        return self.peek(ahead).isdigit() and len(self.peek(ahead)) <= 6

    def each_set(self) -> bool:
        """Read ``each set 12, 10, 8`` and ``clusters 2+2+2``, which `Dose` writes after their range."""
        start = self.place
        if not self.take("each set", "clusters"):
            return False
        self.skip(":")
        items, mark, _, after = self._items()
        sets = self.parts.get("sets", (0, 0))[1]
        if mark == "," and self.amount and sets and len(items) > sets:
            self.fail(start, f"{len(items)} numbers for {sets} sets", "12, 10, 8")
        if not items or _ends(items, mark) != self.parts.get(self.amount) or not (mark == "+" or len(items) == sets):
            self.fail(start, "the numbers do not fit the sets and repetitions", "12, 10, 8")
        self.at += after
        self.parts["each_set"] = _written(items, mark)
        return True


def _ends(items: Items, mark: str) -> tuple[int, int]:
    """Return the minimum and maximum of several numbers; parts of a set are summed."""
    least, most = (sum, sum) if mark == "+" else (min, max)
    return least(low for low, _ in items), most(high for _, high in items)


def _written(items: Items, mark: str) -> str:
    return ("+" if mark == "+" else ", ").join(range_text(*ends) for ends in items)
