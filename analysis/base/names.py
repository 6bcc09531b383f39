"""Names as people type them: folded for look-up, made into ids, and the nearest one to a misspelt one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable


def fold(name: str) -> str:
    """Fold a name so that capitals, accents, spaces and punctuation do not matter.

    Examples
    --------
    >>> fold("  World’s GREATEST  stretch ")
    'worlds greatest stretch'
    >>> fold("Single-leg RDL to March") == fold("single leg rdl to march")
    True
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’`´]", "", plain)).split())


def snake(name: str) -> str:
    """Make an id of a name: lower case, words joined by underscores.

    Examples
    --------
    >>> snake("My Routine (März)")
    'my_routine_marz'
    """
    return fold(name).replace(" ", "_")


def nearest(name: str, known: Iterable[str], *, most: int = 3, cutoff: float = 0.55) -> list[str]:
    """Return the known names that look most like a name, best first.

    Examples
    --------
    >>> nearest("glute medd", ["glute_med", "glute_max", "quads"], most=1)
    ['glute_med']
    """
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    close = difflib.get_close_matches(fold(name[:80]), by_fold, n=most, cutoff=cutoff)
    return [by_fold[key] for key in close]
