"""Words of logs in whatever language, of `words.csv`: which column a head means, and in which unit its cells are."""

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
"""Words by subject, meaning and language, the surest first; of a word that stands twice the first row counts.

Subjects are heads of columns, words beside a head (``planned`` for what was not done yet, ``done`` and ``side``, which
change nothing), units of weights and distances, units of times, patterns (what may stand behind a head and says how its
cells are written), kinds of sets, words for yes, for bodyweight and for a row of totals, and words in titles of sheets
that are nobody's name. Cells below a head that is ``not read`` are remarks and figures that are no part of a set;
``activity`` heads lists of runs and rides, which hold no sets, and ``athlete``, ``first name`` and ``last name`` tables
of several people. A ``set`` may be the number of one or how many, a ``result`` a load or whole sets, and a ``type`` a
kind of set: the other heads or the cells tell.
"""


_A_SET = r"(?:set|satz|serie|sarja|sett|sæt|s|セット|세트|组)"


_SETS = (re.compile(rf"{_A_SET} ?(\d{{1,2}})(?: (.+))?"), re.compile(rf"(\D+?) ?(?:{_A_SET} ?)?(\d{{1,2}})"))
"""Heads of the figures of one of several sets of a row: ``Set 2``, ``Set 2 kg`` and ``Reps 2``."""


OF_A_SET = ("reps", "seconds", "rpe", "weight", "distance")
"""What the columns of one set of a row may say."""


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Head(NamedTuple):
    """What a head, or another word, means.

    Attributes
    ----------
    part : str
        What its cells say, see `WORDS`; blank where it is not known.
    unit : str
        Of its cells; blank where the head has none.
    rank : int
        Place of its words among those for this part: of two heads the one with the lower rank is surer.
    language : str
        Blank for English.
    nth : int
        Which set of the row its cells are of; 0 where a row is one set.
    """

    part: str = ""
    unit: str = ""
    rank: int = 0
    language: str = ""
    nth: int = 0


@cache
def known_words() -> Mapping[str, Mapping[str, Head]]:
    """Return what words mean, by subject and folded word.

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
    """Return what a word means for a subject, blank for one that is not known."""
    return known_words()[subject].get(fold(word), Head()).part


def is_no_name(word: str) -> bool:
    """Say whether a word of the title of a sheet is one of training or of days: the sheet is called after nobody then.

    Examples
    --------
    >>> is_no_name("Legs"), is_no_name("Woche"), is_no_name("Anna")
    (True, True, False)
    """
    return meaning("sheet", word) != ""


def unit_of(word: str) -> str:
    """Return the unit of weights or distances that a word means, blank for none.

    Examples
    --------
    >>> unit_of("Lbs."), unit_of("公斤"), unit_of("stone")
    ('lb', 'kg', '')
    """
    return meaning("unit", word)


@lru_cache(maxsize=1024)
def meant(head: str) -> Head:
    """Return what a head means, whatever its language, capitals and accents, with a unit behind it or in brackets.

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
    """Return what the figures of one of several sets of a row are; None where a head is none of these."""
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
    """Return heads that stand in two rows as one: sets above what is said of each, or units below; none if they do not.

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
