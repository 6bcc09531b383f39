"""Heads of logs in whatever language: which column is meant, and in which unit its cells are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.base.names import fold
from analysis.logs.head_words import HEADS, TIMES, UNITS

_PATTERNS = frozenset(["yyyy mm dd", "dd mm yyyy", "mm dd yyyy", "h mm", "hh mm", "1 10", "0 10", "optional"])
"""What may stand behind a head and says how its cells are written."""


_SET = re.compile(r"(?:set|satz|serie|セット|세트|组) ?(\d{1,2})(?: (.+))?")


class Head(NamedTuple):
    """What a head means.

    Attributes
    ----------
    part : str
        What its cells say, see `HEADS`; blank where it is not known.
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


_UNIT = {fold(word): unit for word, unit in UNITS.items()}
_TIME = {fold(word): unit for word, unit in TIMES.items()}
# English words come first: the Danish "Dato" is nobody's in English, but "Data", "Tempo" and "Set" may be of several.
_WORDS: dict[str, Head] = {}
for _part, _languages in HEADS.items():
    for _language, _words in _languages.items():
        for _rank, _word in enumerate(_words.split(", ")):
            _WORDS.setdefault(fold(_word), Head(_part, "", _rank, "" if _language == "en" else _language))


def unit_of(word: str) -> str:
    """Return the unit of weights or distances that a word means, blank for none.

    Examples
    --------
    >>> unit_of("Lbs."), unit_of("公斤"), unit_of("stone")
    ('lb', 'kg', '')
    """
    return _UNIT.get(fold(word), "")


@lru_cache(maxsize=1024)
def meant(head: str) -> Head:
    """Say what a head means, whatever its language, capitals and accents, with a unit behind it or in brackets.

    Examples
    --------
    >>> meant("Exercise Name").part, meant("Gewicht (kg)")[:2], meant("Répétitions").part, meant("重量").language
    ('exercise', ('weight', 'kg'), 'reps', 'zh')
    >>> meant("Set 2 (KG)")[:2], meant("Set 2 (KG)").nth, meant("Tempo used").part
    (('weight', 'kg'), 2, '')
    """
    folded = fold(head)
    if numbered := _SET.fullmatch(folded):
        of_set = meant(numbered[2]) if numbered[2] else _WORDS["reps"]
        unit = _UNIT.get(numbered[2] or "", "")
        of_set = Head("weight", unit) if unit in ("kg", "lb") else of_set
        return of_set._replace(nth=int(numbered[1])) if of_set.part else Head()
    if folded in _WORDS:
        return _WORDS[folded]
    words = folded.split()
    for cut in range(len(words) - 1, 0, -1):
        known, behind = _WORDS.get(" ".join(words[:cut])), " ".join(words[cut:]).removeprefix("in ")
        if known and (behind in _PATTERNS or behind in _TIME or behind in _UNIT):
            unit = (_UNIT if known.part in ("weight", "distance") else _TIME).get(behind, "")
            return known._replace(unit=unit)
    return Head()
