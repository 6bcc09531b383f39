"""Names as people type them: folded for look-up, in the singular, and turned into ids."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


class _Spaced(dict[int, str]):
    """What stands for each character of a folded name: letters and digits for themselves, a space for all others."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if chr(code).isalnum() else " "
        return self[code]


_SPACED = _Spaced(dict.fromkeys(map(ord, "'’`´"), ""))  # an apostrophe parts no words


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return a name folded: without regard to capitals, accents, spaces and punctuation.

    Examples
    --------
    >>> fold("  World’s GREATEST  stretch ")
    'worlds greatest stretch'
    >>> fold("Single-leg RDL to March") == fold("single leg rdl to march")
    True
    """
    plain = name.casefold().replace("&", " and ")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.translate(_SPACED).split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set.

    Examples
    --------
    >>> sorted(word_set("rest break off"))
    ['break', 'off', 'rest']
    """
    return frozenset(text.split())


def snake(name: str) -> str:
    """Return an id made from a name: lower case, words joined by underscores.

    Examples
    --------
    >>> snake("My Routine (März)")
    'my_routine_marz'
    """
    return fold(name).replace(" ", "_")


def singular(folded: str) -> str:
    """Return a folded name with every word in the singular, to match ``calves`` and ``calf``.

    Examples
    --------
    >>> singular("calves"), singular("hip thrusts"), singular("bench presses"), singular("gastrocnemius")
    ('calf', 'hip thrust', 'bench press', 'gastrocnemius')
    """
    return " ".join(_singular(word) for word in folded.split())


def joined(folded: str) -> str:
    """Return a folded name as one word without plurals: coaches type ``minibands`` and ``dumb bell``.

    Examples
    --------
    >>> joined("mini bands"), joined("minibands")
    ('miniband', 'miniband')
    """
    return singular(folded).replace(" ", "")


def _singular(word: str) -> str:
    for ending, instead in (("ves", "f"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ies", "y")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    # "Press", "pelvis" and "soleus" are not plurals.
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) and len(word) > 2 else word
