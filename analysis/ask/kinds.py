"""Kinds of work that targets count."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_names
from analysis.base.nearest_names import Names
from analysis.library.terms import COUNTED_KINDS

COUNT = ("strength",)
"""Kinds of work that targets count, unless a coach counts light work too."""


_NAMES = Names((kind, kind) for kind in COUNTED_KINDS)


def read_count(count: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the kinds of work that count for bands and targets.

    Raises
    ------
    ArgumentError
        If a name is not a kind of work with counted sets.

    Examples
    --------
    >>> read_count(None), read_count("light, strength"), read_count(["light"])
    (('strength',), ('strength', 'light'), ('light',))
    """
    asked = read_names("count", count, _NAMES, COUNTED_KINDS) if count else COUNT
    return tuple(kind for kind in COUNTED_KINDS if kind in asked)
