"""Known names by any of their spellings, and the nearest of them to a misspelt one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from analysis.base.names import fold, joined, singular

WHOLE, WORD = 72, 80
"""Least similarity (0 to 100) of two names, and of two words, to suggest one for the other (ours)."""


class Names(dict[str, str]):
    """Known names: the id for any spelling of a name, and the nearest ids for a misspelt name.

    Maps each folded name to its id. If two ids share a name, the first one counts.

    Parameters
    ----------
    known : iterable of (str, str)
        Names and their ids; ids count as names too if they are listed.

    Examples
    --------
    >>> muscles = Names([("Calves", "calves"), ("Glute max", "glute_max")])
    >>> muscles.find("CALF"), muscles.find("glutemax"), muscles.find("gluteus"), muscles.near("glut max")
    ('calves', 'glute_max', None, ('glute_max',))
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.shown: dict[str, str] = {}
        for name, key in known:
            self.add(name, key)

    def add(self, name: str, key: str) -> str:
        """Add a name, unless it already has an id; return its id."""
        folded = fold(name)
        self.shown.setdefault(folded, name)
        return self.setdefault(folded, key)

    @cached_property
    def _singulars(self) -> dict[str, str]:
        return self._forms(singular)

    @cached_property
    def _joined(self) -> dict[str, str]:
        return self._forms(joined)

    def _forms(self, form: Callable[[str], str]) -> dict[str, str]:
        ids: dict[str, set[str]] = {}
        for folded, key in self.items():
            ids.setdefault(form(folded), set()).add(key)
        # A form shared by two ids identifies neither.
        return {form: keys.pop() for form, keys in ids.items() if len(keys) == 1}

    def find(self, name: object) -> str | None:
        """Return the id of a name; None if it is unknown."""
        folded = fold(str(name))
        return self.get(folded) or self._singulars.get(singular(folded)) or self._joined.get(joined(folded))

    def near(self, name: object, *, most: int = 3) -> tuple[str, ...]:
        """Return the ids with the most similar names, best first; empty if none is near."""
        close = nearest(str(name), self.shown.values(), most=4 * most)  # an id may have several names
        return tuple(dict.fromkeys(self[fold(known)] for known in close))[:most]


ANOTHER = 40
"""Least similarity (0 to 100) of two words in longer names for one to be a typo of the other (ours)."""


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known names similar to a name, best first: typos, and parts of a longer name.

    Examples
    --------
    >>> nearest("glute medd", ["glute_med", "quads"]), nearest("RDL", ["Nordic curl", "Single-leg RDL to march"])
    (['glute_med'], ['Single-leg RDL to march'])
    >>> nearest("Flying squirrel", ["Side plank", "Lying leg curl", "Squat"])
    []
    """
    from rapidfuzz import fuzz  # imported only for a misspelt name, as it would slow down every start

    typed = fold(name[:80])
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)

    def alike(word: str, other: str, *, alone: bool) -> float:
        # Three letters match too much: "SUP" is not in "get up", nor "all" in "wall abs".
        short = max(len(word), len(other)) <= 3 or (alone and len(word) <= 3)
        return 100.0 * (word == other) if short else fuzz.ratio(word, other)

    def held(words: list[str], by: list[str]) -> float:
        """Return how well the words match words of the other name."""
        likeness = [max(alike(word, other, alone=len(words) == 1) for other in by) for word in words]
        return sum(likeness) / len(likeness) if min(likeness) >= WORD else 0.0

    def likeness(candidate: str) -> float:
        # Two letters match too many words to compare word by word.
        whole = fuzz.ratio(typed, candidate)
        words, others = typed.split(), candidate.split()
        # Similar as a whole, a name may differ in a word: "runner's world" is no typo of "runner's pose". A different
        # letter or number can be a typo: "Strength C" may well be "Strength A".
        apart = [fuzz.ratio(*pair) for pair in zip(words, others, strict=False) if max(map(len, pair)) > 2]
        if len(words) == len(others) and min(apart, default=100) < ANOTHER:
            whole = 0.0
        if len(typed) < 3 or not words or not others:
            return whole if whole >= WHOLE else 0.0
        # Part of a name ranks below a typo in a whole name, and higher the less is missing.
        part = max(held(words, others), held(others, words)) - 10 - abs(len(words) - len(others))
        return max(whole if whole >= WHOLE else 0.0, part)

    ranked = sorted(((likeness(candidate), candidate) for candidate in by_fold), key=lambda pair: -pair[0])
    return [by_fold[candidate] for alike, candidate in ranked[:most] if alike > 0]
