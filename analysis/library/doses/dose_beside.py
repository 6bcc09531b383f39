"""Read the parts beside the amount: load, effort, tempo, rest and holds."""

from __future__ import annotations

from typing import Any

from analysis.library.doses.dose import range_text
from analysis.library.doses.dose_quantities import Measure, Quantities

PER_CENT = "per cent are of the one-repetition maximum"
"""Remark for a percentage without a reference."""


LEAST_SECONDS = 10
"""A rest below this without a unit is in minutes."""


class Beside(Quantities):
    """Reads the parts beside the amount into ``parts``; several texts of the same part are joined."""

    parts: dict[str, Any]
    hold_word: str = ""
    ran: bool = False
    """Whether a word says the amount is run: percentages then refer to speed."""

    def keep(self, part: str, measure: Measure) -> bool:
        """Keep a range as a part of the dose."""
        if part in self.parts:
            said = part.removesuffix("_s").replace("_", " ")
            self.fail(measure.start, f"did not expect this: {said} is given already")
        self.parts[part] = self.whole(part, measure)
        return True

    def add(self, part: str, text: str) -> bool:
        """Add a text to a part of the dose."""
        said = self.parts.get(part)
        if said and text in said.split(", "):
            self.fail(self.place, f"did not expect this: {text} is said twice", "3 x 8, RPE 8")
        self.parts[part] = f"{said}, {text}" if said else text
        return True

    # Rest

    def rest(self) -> bool:
        """Read ``rest 60-90 s``, ``2 min rest`` (see `timed`), ``no rest``."""
        start = self.place
        if self.take("no rest", "without rest", "w/o rest"):
            return self.keep("rest_s", Measure(0, 0, "time", "s", start))
        if self._timeless_rest():
            return True
        if self.peek() in ("off", "between") or not self.take_of("rest"):
            return False
        self.skip(":", "=", "of", "for", "periods", "period", "interval", "time", ".")
        if self.take("none"):
            return self.keep("rest_s", Measure(0, 0, "time", "s", start))
        if self.take_of("about"):
            self.told.append("about is left out")
        if not self.is_number():
            self.fail(self.place, "how long is the rest?", "3 x 10, rest 60 s")
        measure = self.measure("a time")
        if measure.unit and measure.unit != "time":
            self.fail(measure.start, "seconds or minutes of rest?", "rest 90 s, or rest 2 min")
        if not measure.unit:
            factor, unit = (60, "min") if 0 < measure.high < LEAST_SECONDS else (1, "s")
            self.told.append(f"rest {measure.text} read as {measure.text} {unit}")
            measure = measure._replace(low=factor * measure.low, high=factor * measure.high)
        self._between()
        return self.keep("rest_s", measure)

    def _timeless_rest(self) -> bool:
        """Read ``walk back``, ``full recovery``: a kind of rest without a time; ignored before a time."""
        start = self.at
        if not self.take_of("timeless rest"):
            return False
        back, rest = self.take("back", "down"), self.take_of("rest")
        if (back or rest) and not self.is_number():
            self.told.append(f"{self.passed(start)}: a rest of no stated time")
            return True
        self.at = self.at - 1 if rest else start
        return False

    def _between(self) -> None:
        """Skip ``between sets``, after a rest."""
        self.skip("between", "after", "in", "b/w", "each", "the")
        self.at += self.unit() == "sets"

    # Holds and tempo

    def hold(self) -> bool:
        """Read ``hold 2 s``, ``pause for 2 s``; ``2 s hold`` is a time, see `timed`."""
        if not (word := self.take_of("hold", "pause")):
            return False
        self.skip(":", "=", "of", "for")
        if not self.is_number():
            if word in self.lists["hold"] and "work_s" in self.parts:
                return True  # 30 s per side hold
            self.fail(self.place, "how long is it held?", "3 x 10, hold 2 s")
        measure = self.measure("a time")
        if word == "holding" and measure.unit in ("kg", "lb"):
            return self.loaded(measure)
        if measure.unit != "time":
            self.fail(self.place, "expected s or min", "3 x 10, hold 2 s")
        return self.holding(word, measure)

    def holding(self, word: str, measure: Measure) -> bool:
        """Keep the time of a hold."""
        self.hold_word = word
        start = self.at
        while self.take_of("place"):
            pass
        if start < self.at and not self.is_of("top", ahead=-1):
            self.at = start  # not a position: "in each direction"
        elif start < self.at:
            self.told.append(f"held {self.passed(start)}")
        if self.peek() in ("per", "each", "every") and self.peek(1) in ("rep", "repetition"):
            self.at += 2
        return self.keep("hold_s", measure)

    def timed(self, measure: Measure) -> bool:
        """Read a time as a hold, tempo or rest by the words after it; return False if they don't tell."""
        start = self.at
        self.skip("of", "the", "a", "slow", "controlled")
        word = self.peek()
        if self.is_of("hold", "pause", "rest") and self._is_of_the_next():
            self.at = start
            return False
        if self.take_of("hold", "pause"):
            return self.holding(word, measure)
        if self.take_of("part of rep"):
            self.skip("phase", "phases")
            return self.add(
                "tempo", f"{range_text(*self.whole('hold_s', measure))} s {self.lists['part of rep'][word]}"
            )
        if self.take_of("rest"):
            self._between()
            return self.keep("rest_s", measure)
        self.at = start
        return False

    def _is_of_the_next(self) -> bool:
        """Return whether a word belongs to the time after it: ``30 s rest 15 s``, not ``30 s rest 3 s lowering``."""
        start, told, rest = self.at, len(self.told), self.is_of("rest")
        self.at += 1
        self.skip(":", "=", "of", "for")
        if not self.is_number():
            self.at = start
            return False
        measure = self.measure()
        named = self.is_of("hold", "pause", "rest", "work", "part of rep")
        multiplied = self.peek() == "x"
        self.at = start
        del self.told[told:]
        return not named and (measure.unit == "time" or (rest and not measure.unit and not multiplied))

    def tempo(self) -> bool:
        """Read ``tempo 3-1-1``, ``tempo 3010``, ``slow``."""
        if self.take("tempo"):
            self.skip(":", "=", "of", "at", "@")
            if not self.is_of("speed") and not self.beats(named=True):
                time = self.kind() == "number" and self.unit(1) == "time"
                if not time and not (self.kind(1) == "mark" and self.kind(2) == "number"):  # tempo 3 s down
                    self.fail(self.place, "seconds down, held and up?", "3 x 8, tempo 3-1-1")
            return True
        start = self.at
        while self.take_of("speed") or (start < self.at and self.is_of("speed", ahead=1) and self.take("and")):
            pass
        if not (said := self.passed(start)):
            return False
        if part := self.take_of("part of rep"):
            said += {"down": " lowering", "up": " lifting"}[self.lists["part of rep"][part]]
        self.skip("tempo", "reps", "speed")
        return self.add("tempo", said)

    def beats(self, named: bool = False) -> bool:
        """Keep the beats of a tempo, if there are any."""
        if beats := self._beats(named):
            self.skip("tempo")
        return bool(beats) and self.add("tempo", "-".join(beats))

    def _beats(self, named: bool) -> list[str]:
        """Read the beats of a tempo, digits or x; return an empty list if it isn't a tempo."""
        dashes = "-/:" if named else "-"
        beats, at = [self.peek()], 1
        while self.peek(at) and self.peek(at) in dashes and self._is_beat(at + 1):
            beats.append(self.peek(at + 1))
            at += 2
        if self._is_beat(0) and len(beats) in (3, 4):
            self.at += at
            return [beat.upper() for beat in beats]
        # Without dashes: 3010, 30X1; three digits only with the word tempo.
        text, at = self.peek(), 1
        while self.peek(at) and self.glued(at) and self.kind(at) in ("number", "word") and len(text) < 4:
            text += self.peek(at)
            at += 1
        # 10x3 is not a tempo.
        digits = text.isdigit() or (text[2:3] == "x" and text.count("x") == 1 and (named or text[3:] in ("0", "1")))
        ended = named or not self.unit(at) or self.unit(at) in ("rpe", "rir")
        if ended and digits and len(text) in ((3, 4) if named else (4,)):
            self.at += at
            return list(text.upper())
        return []

    def _is_beat(self, ahead: int) -> bool:
        text = self.peek(ahead)
        return text == "x" or (text.isdigit() and int(text[:3]) <= 10)

    # Effort

    def effort(self) -> bool:
        """Read ``RPE 7-8``, ``2 RIR`` (see `rated`), ``2 in reserve``, ``to failure``, ``easy``."""
        if word := self.take("rpe", "rir"):
            self.skip(":", "=", "of", "@")
            measure = self.measure("a number")
            if measure.unit:
                self.fail(measure.start, f"expected a number of {word.upper()}", "3 x 8, RPE 8")
            return self.rated(word, measure)
        if self.take("leave", "leaving"):
            measure = self.measure("repetitions in reserve")
            self.skip("reps", "rep")
            self.reserve()
            return self.rated("rir", measure)
        if self.take("max effort", "maximal effort", "all out"):
            return self.add("effort", "max effort")
        if word := self.take_of("effort"):
            if self.peek() in ("to", "-") and self.is_of("effort", ahead=1):
                word = f"{word} to {self.peek(1)}"
                self.at += 2
            self.skip("effort", "pace", "intensity")
            return self.add("effort", word)
        return False

    def reserve(self) -> bool:
        """Skip ``in reserve``, ``in the tank``, ``short of failure``."""
        kept = ("in reserve", "in the tank", "in tank")
        return bool(self.take(*kept, *(f"left {words}" for words in kept), "short of failure", "shy of failure"))

    def rated(self, scale: str, measure: Measure) -> bool:
        """Keep a rating of effort, or repetitions in reserve."""
        least, most = (1, 10) if scale == "rpe" else (0, 10)
        if not least <= measure.low <= measure.high <= most or (2 * measure.low) % 1 or (2 * measure.high) % 1:
            self.fail(measure.start, f"{scale.upper()} goes from {least} to {most}", f"3 x 8, {scale.upper()} 2")
        return self.add("effort", f"{scale.upper()} {measure.text}")

    def failing(self) -> str:
        """Read ``to failure`` with a word before it, such as technical or near; return a blank for other words."""
        start = self.at
        self.take("to", "till", "until")
        near = self.take_of("near failure")
        if word := self.take_of("failure"):
            return f"near {word}" if near == "near" else f"to {f'{near} ' * bool(near)}{word}"
        self.at = start
        return ""

    # Load

    def load(self) -> bool:
        """Read ``bodyweight + 10 kg``, ``red band``, ``2 x 16 kg``; a weight alone is a quantity, see `loaded`."""
        if self.take("bw", "bodyweight", "body weight"):
            self.skip("only")
            sign = self.take("+", "-", "plus")
            if not sign:
                return self.add("load", "bodyweight")
            measure = self.measure("a weight")
            if measure.unit not in ("kg", "lb"):
                self.fail(measure.start, "kilograms or pounds?", "bodyweight + 10 kg")
            return self.add("load", f"bodyweight {'-' if sign == '-' else '+'} {measure.text} {measure.unit}")
        if self.take("no weight", "unweighted", "unloaded"):
            return self.add("load", "bodyweight")
        start = self.at
        while self.take_of("band"):
            pass
        if self.take_of("equipment"):
            return self.add("load", self.passed(start))
        self.at = start
        return False

    def loaded(self, measure: Measure, times: str = "") -> bool:
        """Keep a load: a weight, a percentage of 1RM or bodyweight, or a repetition maximum."""
        if measure.low > measure.high:
            self.fail(measure.start, "the smaller number comes first", "3 x 8 @ 70-75 %")
        if measure.unit == "rm":
            self.skip("load", "weight")
            return self.add("load", f"{measure.text}RM")
        if measure.unit == "bw":
            return self.loaded(measure._replace(low=100 * measure.low, high=100 * measure.high, unit="%"), "bw")
        if measure.unit == "%":
            # For running, a percentage means speed unless it names its reference: a sled, 20 m @ 70 % 1RM.
            said_of = {"rm", "bw", "bodyweight", "body"} & {self.peek(), self.peek(1)}
            run = (self.ran or "distance_m" in self.parts) and not said_of
            if self.take("effort", "max effort") or run:
                return self.add("effort", f"{measure.text} % effort")
            self.skip("of")
            if times or self.take("bw", "bodyweight", "body weight"):
                return self.add("load", f"{measure.text} % bodyweight")
            self.skip("of", "the", "your")
            if not self.take("1 rm", "rm", "max", "maximum", "1rm"):
                self.told.append(PER_CENT)
            return self.add("load", f"{measure.text} % 1RM")
        text = f"{times}{measure.text} {measure.unit}"
        if thing := self.take_of("equipment"):
            text += f" {thing}"
        if self.peek() in ("per", "each", "ea", "/", "a", "e/s", "es", "in"):
            start = self.at
            self.skip("per", "each", "ea", "/", "a", "in")
            if self.take("hand", "hands", "db", "dumbbell"):
                return self.add("load", f"{text} per hand")
            instead = f"3 x 10 per side, {text}; or {text} per hand"
            self.fail(self.tokens[start].start, "each side, or each hand?", instead)
        return self.add("load", text)
