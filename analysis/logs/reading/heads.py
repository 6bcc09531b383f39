"""Words of logs in any language, from `words.csv`: which column a header means, and the unit of its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from analysis.base.names import fold

WORDS = Path(__file__).with_name("words.csv")
"""Words by subject, meaning and language, the surest first; if a word occurs twice, the first row counts.

Subjects are column headers, words beside a header (``planned`` for work still to do, ``done`` and ``side``, which
change nothing), units of weights and distances, units of times, patterns (a suffix of a header that shows how its
cells are written), set types, words for yes, for bodyweight and for a row of totals, and words in sheet titles
that are not a person's name. Cells below a ``not read`` header are remarks and figures that are no part of a set;
``activity`` heads lists of runs and rides, which have no sets; ``athlete``, ``first name`` and ``last name`` head
tables of several people. A ``set`` may be a set number or a number of sets, a ``result`` a load or whole sets, a
``type`` a set type: the other headers or the cells settle it.
"""


_A_SET = r"(?:set|satz|serie|sarja|sett|sæt|s|セット|세트|组)"


_SETS = (re.compile(rf"{_A_SET} ?(\d{{1,2}})(?: (.+))?"), re.compile(rf"(\D+?) ?(?:{_A_SET} ?)?(\d{{1,2}})"))
"""Headers of the figures of one of several sets in a row: ``Set 2``, ``Set 2 kg`` and ``Reps 2``."""


OF_A_SET = ("reps", "seconds", "rpe", "weight", "distance")
"""Fields that the columns of one set of a row may have."""


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Head(NamedTuple):
    """Meaning of a header, or of another word.

    Attributes
    ----------
    part : str
        Field of its cells, see `WORDS`; blank where unknown.
    unit : str
        Unit of its cells; blank where the header has none.
    rank : int
        Rank of its words among those for this part: of two headers the one with the lower rank is surer.
    language : str
        Language of the word; blank for English.
    nth : int
        Set of the row that its cells belong to; 0 if a row is one set.
    """

    part: str = ""
    unit: str = ""
    rank: int = 0
    language: str = ""
    nth: int = 0


@cache
def known_words() -> Mapping[str, Mapping[str, Head]]:
    """Return the meanings of words, by subject and folded word.

    Examples
    --------
    >>> known_words()["time"]["stunden"].part, "自重" in known_words()["bodyweight"]
    ('h', True)
    """
    known: dict[str, dict[str, Head]] = {}
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            language = "" if row["language"] == "en" else row["language"]
            for rank, word in enumerate(row["words"].split(", ")):
                known.setdefault(row["subject"], {}).setdefault(fold(word), Head(row["meaning"], "", rank, language))
    return known


def meaning(subject: str, word: str) -> str:
    """Return the meaning of a word within a subject, blank if unknown."""
    return known_words()[subject].get(fold(word), Head()).part


def is_no_name(word: str) -> bool:
    """Return whether a word of a sheet title is about training or days, so that the sheet isn't named after a person.

    Examples
    --------
    >>> is_no_name("Legs"), is_no_name("Woche"), is_no_name("Anna")
    (True, True, False)
    """
    return meaning("sheet", word) != ""


def unit_of(word: str) -> str:
    """Return the unit of weight or distance that a word means, blank for none.

    Examples
    --------
    >>> unit_of("Lbs."), unit_of("公斤"), unit_of("stone")
    ('lb', 'kg', '')
    """
    return meaning("unit", word)


@lru_cache(maxsize=1024)
def meant(head: str) -> Head:
    """Return the meaning of a header in any language, with any capitals, accents, and unit behind it or in brackets.

    Examples
    --------
    >>> meant("Exercise Name").part, meant("Gewicht (kg)")[:2], meant("Répétitions").part, meant("重量").language
    ('exercise', ('weight', 'kg'), 'reps', 'zh')
    >>> meant("Set 2 (KG)")[:2], meant("Set 2 (KG)").nth, meant("Tempo used").part
    (('weight', 'kg'), 2, '')
    """
    folded, heads = fold(_HUMP.sub(" ", head)), known_words()["head"]
    if folded in heads:
        return heads[folded]
    if numbered := _of_one_set(folded):
        return numbered
    words = folded.split()
    for beside, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if len(words) > 1 else ():
        said = meaning("beside", beside)
        if said and meant(" ".join(rest)).part:
            return meant(" ".join(rest)) if said != "planned" else Head("not read")
    for cut in range(len(words) - 1, 0, -1):
        known, behind = heads.get(" ".join(words[:cut])), " ".join(words[cut:]).removeprefix("in ")
        if known and any(meaning(subject, behind) for subject in ("pattern", "time", "unit")):
            return known._replace(unit=meaning("unit" if known.part in ("weight", "distance") else "time", behind))
    return Head()


def _of_one_set(folded: str) -> Head | None:
    """Return the meaning of a header for one of several sets in a row; None for any other header."""
    if match := _SETS[0].fullmatch(folded):
        nth, what = match[1], match[2]
    elif match := _SETS[1].fullmatch(folded):
        nth, what = match[2], match[1]
    else:
        return None
    unit = unit_of(what or "")
    head = Head("weight", unit) if unit in ("kg", "lb") else meant(what or "reps")
    part = {"time": "seconds", "dose": "reps", "result": "reps"}.get(head.part, head.part)
    return head._replace(part=part, nth=int(nth)) if part in OF_A_SET else None


def in_two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return a two-row header as one row: set numbers above fields, or units below names; empty if it isn't one.

    Examples
    --------
    >>> in_two_rows(["Date", "Exercise", "Set 1", "", "Set 2"], ["", "", "kg", "reps", "reps"])
    ['Date', 'Exercise', 'Set 1 kg', 'Set 1 reps', 'Set 2 reps']
    >>> in_two_rows(["Date", "Weight"], ["", "(kg)"]), in_two_rows(["Date", "Weight"], ["2026-05-20", "60"])
    (['Date', 'Weight (kg)'], [])
    """
    filled = [text for text in lower if text.strip()]
    units = filled != [] and all(unit_of(text) or meaning("time", text) for text in filled)
    sets = sum(meant(text).nth > 0 for text in upper) > 1 and any(meant(text).part or unit_of(text) for text in filled)
    if not units and not sets:
        return []
    heads, above = [], ""
    for head, below in zip_longest(upper, lower, fillvalue=""):
        above = head if head.strip() or not below.strip() else above
        heads.append(f"{above if meant(above).nth else head} {below}".strip())
    return heads
