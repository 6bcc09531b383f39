"""Read the side or direction of a dose from the words and abbreviations that coaches use."""

from __future__ import annotations

import re

from analysis.library.doses.dose_beside import Beside
from analysis.library.doses.dose_quantities import Measure

EACH = "each means each side"
"""Remark for "each" on its own: it means nothing for an exercise that works both legs."""


PAIR = "equal numbers are one for each side"
"""Remark for 10/10."""


PLUS = "the two numbers are one for each side"
"""Remark for 12+12, which may also mean two exercises or a drop set."""


ALTERNATING = 16
"""From this many alternating repetitions on, the number is the total; fewer may be per side (ours)."""


EACH_OF = ("set", "sets", "rep", "reps", "round", "exercise", "drill", "movement")
"""Words after an "each" that doesn't refer to sides."""


BOTH = (("left", "right", "side"), ("right", "left", "side"), ("forward", "back", "direction"))
_OF_SIDE = (
    r"(\d{1,3})\s*(s|secs?|seconds?|\")?\s*(?:reps?\s*)?(?:(?:on|to)\s+(?:the\s+)?)?"
    r"(r|l|right|left|fwd|forwards?|backwards?|back|cw|ccw|clockwise|anticlockwise|counterclockwise)\b"
)
_LABELLED = re.compile(rf"{_OF_SIDE}\s*(?:[/,+&;]|and)?\s*{_OF_SIDE}")


class Sides(Beside):
    """Reads the side or direction of a dose into ``parts``."""

    each_alone: bool = False
    alternating: int | None = None

    def sides(self) -> bool:
        """Read ``per side``, ``each leg``, ``/arm``, ``e/s``, ``L/R``, ``forward and back``; ``each`` alone."""
        place, start = self.place, self.at
        per = self._side_words()
        if not per:
            self.at = start
            return False
        if "per" in self.parts and not (self.each_alone and self.parts["per"] == per):
            self.fail(place, "did not expect this: the sides are given already", "3 x 10 per side")
        self.parts["per"] = per
        return True

    def _side_words(self) -> str:
        self.each_alone = False
        # Unambiguous words first, then those that need their neighbours: e/s, left and right, each leg; "each" alone
        # comes last, since "each set" and "each round" don't refer to sides.
        if short := self.take_of("short side"):
            self.take_of("side")
            return self.lists["short side"][short]
        for first, second, per in BOTH:
            start = self.at
            if self.take_of(first):
                self.take("/", "+", "&", "and")
                if self.take_of(second):
                    return per
            self.at = start
        self.take("on", "in", "for", "to")
        self.take("/", "@")
        each = self.take("per", "each", "ea", "e", "p", "every", "either", "both", "a")
        if each in ("e", "p"):
            self.take("/")
        if each == "ea":
            self.take(".")
        if self.take_of("direction"):
            return "direction" if each or self.peek(-2) == "/" else ""
        single = len(self.peek()) == 1
        if self.is_of("side") and (each or self.peek(-1) == "/") and not (single and each not in ("e", "p", "")):
            self.at += 1
            return "side"
        if each in ("each", "ea") and self.peek() not in (*EACH_OF, "hand"):
            self.each_alone = True
            self.told.append(EACH)
            return "side"
        return ""

    def labelled(self) -> bool:
        """Read ``10 R / 10 L``, ``5 forward, 5 back``."""
        match = _LABELLED.match(self.plain, self.place)
        if not match or self.kind() != "number":
            return False
        first, second = match[3], match[6]
        both = {word[0] for word in (first, second)}
        if both not in ({"r", "l"}, {"f", "b"}, {"c"}, {"a", "c"}) or first == second:
            return False
        if (match[1], match[2]) != (match[4], match[5]):
            self.fail(match.start(4), "the sides differ: write them in two rows", "8 per side")
        # The pattern matches characters, the grammar reads tokens: move to the first token after the match.
        while self.at < len(self.tokens) and self.place < match.end():
            self.at += 1
        self.parts["per"] = "side" if both == {"r", "l"} else "direction"
        count = int(match[1])
        return self.keep("work_s" if match[2] else "reps", Measure(count, count, "", "", match.start()))

    def alternates(self) -> bool:
        """Read ``alternating``, ``alt legs``: sides alternate."""
        start = self.place
        if not self.take("alternating", "alternate", "alternates", "alt", "alternately"):
            return False
        self.take(".")
        self.take_of("side")
        self.alternating = start
        return True
