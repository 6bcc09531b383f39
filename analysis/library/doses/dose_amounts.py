"""Read the amounts of a dose: sets, repetitions, times, distances, open sets and sets every minute."""

from __future__ import annotations

from analysis.library.doses.dose import AMOUNTS, EVERY_S, range_text
from analysis.library.doses.dose_quantities import Measure
from analysis.library.doses.dose_sides import Sides

PARTS_OF_AMOUNT = {"": "reps", "reps": "reps", "time": "work_s", "distance": "distance_m"}


LEAST_ALONE = 6
"""From this number on, a number before a final x means repetitions: 10x."""


class Amounts(Sides):
    """Reads sets and amounts into ``parts``."""

    before: str = ""
    """Mark before the clause: a bracket, a slash, or @ for any word that means "with"."""
    factor: Measure | None = None
    """The sets, if only an x marks them as sets."""
    opened: bool = False
    minutes: Measure | None = None
    """Total time of sets at a fixed interval."""

    @property
    def amount(self) -> str:
        """The part that gives the amount; blank until one is read."""
        return next((part for part in AMOUNTS if part in self.parts), "")

    # Sets

    def sets(self, measure: Measure) -> bool:
        """Keep a number of sets marked by a word."""
        if self.factor and not self.amount:  # 10 x 3 sets
            reps, self.factor = self.factor, None
            del self.parts["sets"]
            self.keep("reps", reps)
        if not ("each_set" in self.parts and measure.whole == self.parts.get("sets")):
            self.keep("sets", measure)
        self.skip("of", "x", ":", "-", "@", "=", "for")
        return True

    def multiplied(self, measure: Measure) -> bool:
        """Read the number after ``3 x``."""
        start, times = self.place, self.peek()
        self.at += 1
        alone = self.at == len(self.tokens) or self.peek() in ("each", "ea", "per", "/", "e/s", "p/s", ",")
        alone = alone and not self.parts and measure.low >= LEAST_ALONE  # "3 x" may mean sets
        if alone or (times == "times" and not self.is_number()):
            return self.keep_amount(measure)  # 10 x each side, three times
        if self.amount or self.opened or self.before == "@":  # two dumbbells: 3 x 10 with 2 x 16 kg
            weight = self.measure("a weight")
            if weight.unit not in ("kg", "lb"):
                why = "a second dose: write it in a row of its own" if self.before != "@" else "did not expect this"
                self.fail(start, why, "3 x 10 @ 2 x 16 kg; or 12, 10, 8 for one number a set")
            return self.loaded(weight, f"{measure.low:g} x ")
        if "sets" in self.parts:  # three factors: 3 x 5 x 10 s hold, 3 x 10 x 20 kg
            self.keep_amount(measure)
            third = self.measure("a hold or a load")
            if third.unit in ("kg", "lb", "%", "rm"):
                return self.loaded(third)
            if third.unit != "time":
                self.fail(start, "did not expect this: a third number needs a unit", "3 x 10 @ 20 kg")
            return self.timed(third) or self.holding("hold", third)
        self.factor = measure
        return self.keep("sets", measure)

    def times_after(self) -> bool:
        """Read ``x 3`` after an amount as sets, ``x 10`` on its own as repetitions."""
        start = self.place
        if not self.take_of("times"):
            return False
        measure = self.measure("repetitions or a time" if not self.parts else "sets")
        if measure.unit in ("kg", "lb", "%", "rm") and self.amount:
            return self.loaded(measure)
        if measure.unit == "time" and self.amount == "reps":
            if measure.word == "s" and "sets" not in self.parts and not self.is_of("hold"):
                instead = f"{measure.low:g} x {self.parts['reps'][1]}; or 1 x 10, hold {measure.low:g} s"
                self.fail(start, "sets, or a hold?", instead)
            return self.timed(measure) or self.holding("hold", measure)
        if measure.unit == "sets":
            return self.sets(measure)
        if measure.unit == "reps" and not self.amount:  # hold 5 s x 10 reps
            return self.keep_amount(measure)
        if not self.parts and not self.opened:
            return self.keep_amount(measure)
        if measure.unit or "sets" in self.parts:
            self.fail(start, "did not expect this", "3 x 10")
        if not self.amount:
            self.factor = measure
        return self.keep("sets", measure)

    def named(self) -> bool:
        """Read ``sets: 3``, ``reps: 10``, ``twice``."""
        start = self.place
        if word := self.take("once", "twice", "thrice"):
            count = ["once", "twice", "thrice"].index(word) + 1
            return self.sets(Measure(count, count, "sets", "", start))
        if self.take("tabata"):
            self.told.append("tabata: eight times 20 s with 10 s of rest")
            self.parts |= {"rest_s": (10, 10), "sets": (8, 8)}
            return self.keep("work_s", Measure(20, 20, "time", "s", self.place))
        kind = self.unit()
        if kind not in ("sets", "reps") or not (self.peek(1) in (":", "=") or self.kind(1) == "number"):
            return False
        self.at += 1
        self.skip(":", "=")
        measure = self.measure()
        return self.sets(measure) if kind == "sets" else self.keep_amount(measure)

    # Amounts

    def keep_amount(self, measure: Measure) -> bool:
        """Keep repetitions, a time or a distance, and a plus directly after it."""
        if measure.unit not in PARTS_OF_AMOUNT:  # x 20 kg
            self.fail(measure.start, "expected repetitions or a time", "3 x 10 @ 20 kg")
        part = PARTS_OF_AMOUNT[measure.unit]
        ends = self.whole(part, measure)
        if self.amount:
            self._second(part, ends, measure)
        else:
            self.keep(part, measure)
        if self.peek() == "+" and self.is_of("equipment", "band", ahead=1):
            self.at += 1  # 10 + band
        elif self.peek() == "+" and self.kind(1) != "number":
            self.at += 1
            self.skip("reps", "rep")
            self.parts["open"] = "last"
            self.told.append("the last set is of as many as possible")
        return True

    def _second(self, part: str, ends: tuple[int, int], measure: Measure) -> None:
        """Read a second amount as one side's share of the first: 20 (10 each side)."""
        first = self.parts.get(part, (0, 0))
        doubled = part == self.amount and "per" in self.parts and ends == (2 * first[0], 2 * first[1])
        if doubled and self.take("total", "in total", "in all"):
            return  # 6 each leg (12 total)
        if part == self.amount and "per" not in self.parts and self.sides():
            if first == (2 * ends[0], 2 * ends[1]):
                self.parts[part] = ends
                self.told.append(f"{range_text(*first)} in all, {range_text(*ends)} a side")
                return
            if first == ends:
                return
        why = "work, hold or rest?" if measure.unit == "time" else "two amounts: of one exercise there is one in a row"
        instead = "3 x 30 s, rest 15 s" if measure.unit == "time" else "3 x 10, or 12, 10, 8 for one number a set"
        self.fail(measure.start, why, instead)

    def is_work(self) -> bool:
        """Return whether ``on`` or ``work`` follows: 30 s on; not 10 on each side."""
        sides = ("each", "the", "either", "both", "l", "r", "left", "right")
        return self.is_of("work") and self.peek(1) not in sides

    def time(self, measure: Measure) -> bool:
        """Read a time by the words around it: hold, rest, part of the tempo, work or total time."""
        if self.timed(measure):
            return True
        every = self.parts.get("every_s")
        if every and not self.minutes and measure.low >= 2 * every:
            self.minutes = measure
            return True
        if self.is_work():
            self.at += 1
        elif self.amount == "work_s" and self.before == "/":
            if measure.whole == self.parts["work_s"]:
                instead = f"{measure.low:g} s per side; or {measure.low:g} s, rest {measure.low:g} s"
                self.fail(measure.start, "each side, or work and rest?", instead)
            self.told.append("the second time is rest")
            return self.keep("rest_s", measure)
        return self.keep_amount(measure)

    # Open sets

    def open(self) -> bool:
        """Read ``AMRAP``, ``max reps``, ``as many as possible``, ``to failure``; ``last set`` limits it to that set."""
        start, last = self.at, bool(self.take("last set", "last"))
        self.skip(*((":", "=", "is", "as") if last and self.peek(1) != "many" else ()))
        if not (text := self._as_many()):
            self.at = start
            return False
        start = self.at
        self.skip("on", "in", "for", "the")
        if self.take("last set"):
            last = True
        else:
            self.at = start
            self.at += self.peek() == "in" and self.kind(1) == "number"  # AMRAP in 60 s
        if last:
            self.parts["open"] = "last"
            if text != "AMRAP":
                self.add("effort", f"last set {text}")
            return True
        if self.opened and text == "?":
            self.fail(self.place, "did not expect this", "3 x AMRAP")
        self.opened = True
        if text != "?":
            self.add("effort", text)
        self.at += self.peek() == "(" and self.peek(1) == "-"
        if self.peek() == "-" and self.kind(1) == "number":  # AMRAP -2
            self.at += 1
            self.rated("rir", self.measure("repetitions in reserve"))
        elif self.kind() == "number" and self.peek(1) not in ("-", "to") and not self.unit(1):
            self.fail(self.place, "repetitions, or minutes?", "AMRAP; or 60 s, AMRAP")
        return True

    def _as_many(self) -> str:
        """Read words for "as many as possible" and return their canonical form, or a blank."""
        if word := self.take_of("as many"):
            return "?" if word == "?" else "AMRAP"
        if self.take("as many"):
            self.skip("reps", "rep", "repetitions")
            return "AMRAP" if self.take("as possible") else ""
        if self.peek() in ("max", "maximum") and self.peek(1) != "effort":
            self.at += 1
            if self.is_number():
                self.fail(self.place, "at most, or as many as possible?", "8-10; or AMRAP")
            if self.take_of("hold"):
                return "max hold"
            self.skip("reps", "rep", "repetitions", "number")
            return "AMRAP"
        return self.failing()

    # Sets every minute

    def every(self) -> bool:
        """Read ``EMOM 10 min: 5 reps``, ``E2MOM``, ``every 90 s for 9 min``, ``every minute``."""
        start = self.place
        seconds = 60.0
        if self.peek() == "e" and self.kind(1) == "number" and self.peek(2) == "mom":
            self.at += 1
            seconds = 60 * self.number()
            self.at += 1
        elif self.peek() == "every" and (self.is_number(1) or self.peek(1) in ("minute", "min")):
            self.at += 1
            if not self.take("minute", "min"):
                measure = self.measure()
                if measure.unit != "time" or measure.low != measure.high:
                    self.fail(measure.start, "expected s or min", "10 x 5, every 60 s")
                seconds = measure.low
            if self.take("on the"):
                self.take("minute", "min")
        elif not self.take("emom"):
            return False
        least, most = EVERY_S
        if "every_s" in self.parts or not least <= seconds <= most or seconds % 1:
            self.fail(start, f"a set every {least} to {most} s, said once", "10 x 5, every 60 s")
        self.parts["every_s"] = int(seconds)
        # 10 min EMOM: the time read as work is the total time.
        if self.amount == "work_s" and self.parts["work_s"][0] >= 2 * seconds:
            low, high = self.parts.pop("work_s")
            self.minutes = Measure(low, high, "time", "", start)
        self.skip("for", ":", "-", "of")
        self.at += self.peek() == "x" and self.unit(2) == "time"  # EMOM x 6 min
        if self.kind() == "number" and not self.peek(1) and "sets" in self.parts and not self.amount:
            self.fail(self.place, "minutes, or repetitions?", "10 x 5, every 60 s")
        if self.kind() == "number" and self.peek(1) in (":", ",", ";", "") and "sets" not in self.parts:
            count = self.number()
            self.minutes = Measure(60 * count, 60 * count, "time", "", start)
        return True

    def sets_of_minutes(self) -> None:
        """Count the sets that fit the total minutes."""
        if not self.minutes or "every_s" not in self.parts:
            return
        low, high = (end / self.parts["every_s"] for end in (self.minutes.low, self.minutes.high))
        if "sets" in self.parts:
            if (low, high) != self.parts["sets"]:
                self.fail(self.minutes.start, "the sets do not fit the minutes", "10 x 5, every 60 s")
            return
        if low % 1 or high % 1:
            self.fail(self.minutes.start, "the minutes are no whole number of sets", "10 x 5, every 60 s")
        self.keep("sets", self.minutes._replace(low=low, high=high))
        self.told.append(f"{range_text(int(low), int(high))} sets, one every {self.parts['every_s']} s")
