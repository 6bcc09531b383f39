"""Convert the dose notation, such as ``3 x 8-12 per side, hold 2 s``, to a `Dose` and back.

A dose has clauses in any order, each at most once, separated by commas, brackets, ``with``, ``at`` or blanks::

    dose     = clause {clause}
    clause   = sets | amount | sides | hold | every | load | effort | tempo | rest
    sets     = NUMBER ("x" | "sets" ["of" | "x"]) | "x" NUMBER ["sets"]
    amount   = NUMBER ["reps"] ["+"] | TIME | DISTANCE | open | series | pair | clusters
    open     = "AMRAP" | "max" | "to failure" | "?"         as many as possible
    series   = NUMBER "," NUMBER "," NUMBER ...              one number per set
    pair     = NUMBER "/" NUMBER, equal                      one number per side
    clusters = NUMBER "+" NUMBER "+" NUMBER ...              parts of a set
    sides    = ("per" | "each") ("side" | "leg" | "arm" | "direction" ...) and their abbreviations
    hold     = "hold" TIME | TIME "hold"
    every    = "every" TIME | "EMOM" TIME

Every NUMBER may be a range. Numbers and units are read in ``dose_quantities``, sides in ``dose_sides``, and load,
effort, tempo, rest and holds in ``dose_beside``.

Examples
--------
>>> str(parse_dose("3 sets of 8 to 12 each leg @ RPE 8"))
'3 x 8-12 per side, RPE 8'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from analysis.base.errors import DoseError
from analysis.base.text import clip
from analysis.library.doses.dose import Dose, dose_of
from analysis.library.doses.dose_series import Series
from analysis.library.doses.dose_sides import ALTERNATING
from analysis.library.doses.dose_tokens import EXAMPLE

LONGEST_HOLD, FEWEST_HOLDS = 10, 5
"""Holds of at most this many seconds, repeated at least this often, are one set (ours)."""


class DoseReader(Series):
    """Reads a dose clause by clause and combines the clauses."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.parts, self.told = {}, []
        self.in_all = -1  # position of a word that makes the amount a total
        # The order matters: of clauses with the same beginning, the longer comes first.
        self.clauses: tuple[Callable[[], bool], ...] = (
            *(self.every, self.each_set, self.open, self.tempo_behind, self.about, self.numbers, self.times_after),
            *(self.sides, self.alternates, self.all_of_it, self.rest, self.hold, self.tempo, self.load, self.effort),
            *(self.added_load, self.named, self.runs),
        )

    def read(self) -> Dose:
        """Read the whole text."""
        while self.separated():
            if not any(clause() for clause in self.clauses):
                self.fail(self.place, self.why_not())
        return self.dose()

    def separated(self) -> bool:
        """Move to the next clause; return False at the end."""
        self.before = ""
        while self.is_of("between") and not (self.peek() == "-" and self.is_stray()):
            if self.peek() == "/" and self.sides():
                continue
            if self.is_of("with"):
                self.before = "@"
            elif self.peek() in ("/", "(") and not self.before:
                self.before = self.peek()
            self.at += 1
        if self.at == len(self.tokens) and self.before in ("@", "/"):
            self.fail(self.place, "expected a load, an effort or a side, but the text ends")
        return self.at < len(self.tokens)

    def is_stray(self) -> bool:
        """Return whether a dash does not separate clauses; before a number it does only after a word and a blank."""
        return self.kind(1) != "word" and not (self.kind(-1) == "word" and self.kind(1) and not self.glued())

    def why_not(self) -> str:
        """Return why the next word cannot be read."""
        word, more = self.peek(), self.peek(1)
        if self.is_of("week"):
            return "one dose a row: what changes from week to week belongs in a block"
        if self.is_of("often") or (word in ("a", "per") and self.is_of("often", ahead=1)):
            return "how often belongs in the week, not in the dose"
        if word == "as":
            return "say how many, or AMRAP"
        if self.is_of("no unit"):
            return self.lists["no unit"][word].rpartition(": ")[0]
        if word == "per":
            return f"per {clip(more)[1:-1]}? Expected side, leg, arm or direction" if more else "expected a side"
        if not (self.amount or self.opened or "hold_s" in self.parts):
            return "expected repetitions or a time" if self.parts else "expected a number"
        return "did not expect this"

    # Clauses that begin with a number: the unit decides

    def numbers(self) -> bool:
        """Read a number with its unit, or several."""
        if not self.is_number():
            return False
        if self.before != "@" and (self.labelled() or self.series()):
            return True
        measure = self.measure()
        unit = measure.unit
        if unit == "sets":
            return self.sets(measure)
        if unit == "time":
            return self.time(measure)
        if unit in ("rir", "rpe"):
            return self.rated(unit, measure)
        if unit in ("", "reps") and self.reserve():
            return self.rated("rir", measure)
        if unit == "rm" and not self.amount and not self.opened and "sets" in self.parts:  # 3 x 8RM
            self.keep_amount(measure._replace(unit="reps"))
            return self.loaded(measure)
        if unit in ("kg", "lb", "%", "rm", "bw"):
            if not self.amount and self.is_of("times"):
                self.fail(measure.start, "the load comes behind the repetitions", "3 x 10 @ 20 kg")
            return self.loaded(measure)
        if not unit and self.is_of("times"):
            return self.multiplied(measure)
        if not unit and self.before == "@":
            typed = f"{measure.low:g}"
            self.fail(measure.start, "kilograms, per cent or RPE?", f"3 x 5 @ {typed} kg; or {typed} %")
        if not unit and (self.peek() == "off" or self.is_work()):
            self.told.append("times are taken in seconds")
            return self.time(measure._replace(unit="time"))
        return self.keep_amount(measure)

    def tempo_behind(self) -> bool:
        """Read a tempo after the amount without the word tempo, or with the word after it."""
        if _TEMPO.match(self.plain, self.place):
            return self.beats(named=True)
        return bool(self.amount) and self.kind() in ("number", "word") and self.beats()

    def added_load(self) -> bool:
        """Read ``+ 20 kg``."""
        if self.peek() != "+" or self.kind(1) != "number":
            return False
        self.at += 1
        measure = self.measure()
        if measure.unit not in ("kg", "lb"):
            self.fail(measure.start, "two amounts: of one exercise there is one in a row", "3 x 10")
        return self.loaded(measure, "+")

    # Small words

    def about(self) -> bool:
        """Read ``~10``, ``10ish``."""
        if self.amount and self.take("ish"):
            self.told.append("about is left out")
            return True
        if not self.take_of("about"):
            return False
        self.told.append("about is left out")
        return self.is_number()

    def all_of_it(self) -> bool:
        """Read ``20 total``."""
        start = self.place
        if not self.take("total", "in total", "in all", "altogether"):
            return False
        self.in_all = start
        return True

    def runs(self) -> bool:
        """Skip the type of run after a distance or time: ``100 m strides``."""
        ran = bool(self.amount and self.take_of("run"))
        self.ran = self.ran or ran
        return ran or bool(self.amount == "reps" and self.take("reps", "ground", "contacts"))

    # The whole

    def dose(self) -> Dose:
        """Return the dose made of all clauses."""
        self.sets_of_minutes()
        if not self.amount and not self.opened:
            self.holds()
        if self.opened and not self.amount:
            self.parts["open"] = "all"
            self.parts.setdefault("sets", (1, 1))
        if self.alternating is not None:
            self.halves(self.alternating)
        if self.in_all >= 0 and "per" not in self.parts:
            self.fail(self.in_all, "in all sets, or on both sides?", "3 x 10 per side")
        try:
            return dose_of({**self.parts, "remark": "; ".join(dict.fromkeys(self.told)) or None})
        except DoseError as error:
            self.fail(self.place, str(error))

    def holds(self) -> None:
        """Read a hold as the amount: short counted holds are repetitions, other holds are timed work."""
        many = self.factor is not None and self.factor.low >= FEWEST_HOLDS
        if "hold_s" not in self.parts or not (many or self.hold_word in self.lists["hold"]):
            start = self.place
            self.fail(start, "expected repetitions or a time, but the text ends" if self.parts else "expected a number")
        if self.factor and many and self.parts["hold_s"][1] <= LONGEST_HOLD:
            del self.parts["sets"]
            self.keep("reps", self.factor)
            self.told.append(f"one set of {self.parts['reps'][1]} holds")
        else:
            self.parts["work_s"] = self.parts.pop("hold_s")

    def halves(self, place: int) -> None:
        """Halve an alternating amount to get it per side, unless it is given per side."""
        if "per" in self.parts or not self.amount:
            return
        low, high = self.parts[self.amount]
        if low % 2 or high % 2 or (self.amount == "reps" and low < ALTERNATING):
            half = f"{low // 2} or {low} a side?" if low % 2 == 0 else f"{low} a side?"
            self.fail(place, half, f"{low} per side")
        unit = {"reps": "", "work_s": " s", "distance_m": " m"}[self.amount]
        self.told.append(f"{high}{unit} in all, one side after the other")
        self.parts[self.amount] = low // 2, high // 2
        self.parts["per"] = "side"


def parse_dose(text: str) -> Dose:
    """Return a dose read as coaches write it; the notation is at the top of this module.

    Ranges are written ``10-15`` or ``10 to 15``, the multiplication ``x``, ``×``, ``*`` or ``sets of``, times
    ``30 s``, ``0:30``, ``2 min`` or ``1 min 30 s``; capitals and spaces do not matter. ``per leg``, ``each``, ``e/s``
    and ``L/R`` read as ``per side``.

    Parameters
    ----------
    text : str
        The dose as typed.

    Returns
    -------
    Dose
        None for every part that the text leaves out; ``remark`` lists assumptions. ``str`` gives the canonical
        notation, which reads back as the same dose.

    Raises
    ------
    DoseError
        A ``ValueError`` that shows the text, a caret under the error, and what to write instead.

    Examples
    --------
    >>> parse_dose("2 sets of 10 to 12 each leg, hold 3-5 sec")
    Dose(sets_min=2, sets_max=2, reps_min=10, reps_max=12, hold_s_min=3, hold_s_max=5, per='side')
    >>> str(parse_dose("3x8/8 @ 70-75%, 90s rest"))
    '3 x 8 per side, 70-75 % 1RM, rest 90 s'
    >>> parse_dose("3 x few")
    Traceback (most recent call last):
        ...
    analysis.base.errors.DoseError: cannot read the dose '3 x few'
      3 x few
          ^ expected repetitions or a time
      for example: 3 x 8-12 per side, hold 2 s
    """
    if not isinstance(text, str):
        raise DoseError(f"a dose is a text, not {clip(text)}; for example: {EXAMPLE}")
    return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Dose:
    # Cached: the same few doses appear in every sheet and are read again with every library.
    if plain := _PLAIN.fullmatch(text):
        low, high, first, last, unit, per, hold, held = plain.groups()
        part = {None: "reps", " s": "work_s", " m": "distance_m"}[unit]
        ends = {"sets": (low, high), part: (first, last), "hold_s": (hold, held)}
        parts = {name: (int(least), int(most or least)) for name, (least, most) in ends.items() if least is not None}
        with suppress(DoseError):  # the reader shows the position
            return dose_of({**parts, "per": per})
    text = text.rstrip("*! ")  # footnote marks
    if _SEVERAL.fullmatch(text):  # 2 x 8, 1 x 12 is 8, 8, 12
        text = _SEVERAL_SETS.sub(lambda found: ", ".join([found[2]] * int(found[1])), text)
        text = f"{text.count(',') + 1} x {text}"
    elif _BLANKS.fullmatch(text) and text.split() == sorted(text.split(), key=int, reverse=True):  # 12 10 8
        text = ", ".join(text.split())
    elif opened := _LAST_OPEN.fullmatch(text):  # 8, 8, AMRAP
        text = f"{opened[1]}, {opened[2]}, {opened[2]}+"
    return DoseReader(text).read()


_TEMPO = re.compile(r"[\dx]{1,2}(?:\s?[-/:]\s?[\dx]{1,2}){2,3}\s*tempo\b|[\dx]{3,4}\s*tempo\b")
_BLANKS = re.compile(r"\d{1,3}(?: +\d{1,3}){2,}")
_LAST_OPEN = re.compile(r"((?:\d{1,3}\s*[,/]\s*)*\d{1,3})\s*[,/]\s*(\d{1,3})\s*[,/]\s*(?:amrap|max|failure)", re.I)


_SEVERAL = re.compile(r"\d\s?x\s?\d{1,3}(?:,\s*\d\s?x\s?\d{1,3})+", re.IGNORECASE)
_SEVERAL_SETS = re.compile(r"(\d)\s?x\s?(\d{1,3})", re.IGNORECASE)


# The form of the shipped doses and of `Dose` itself: every library reads a hundred of them.
_PLAIN = re.compile(
    r"(?:([0-9]{1,2})(?:-([0-9]{1,2}))? x )?([0-9]{1,4})(?:-([0-9]{1,4}))?( s| m)?(?: per (side|direction))?"
    r"(?:, hold ([0-9]{1,4})(?:-([0-9]{1,4}))? s)?"
)
