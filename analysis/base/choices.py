"""A value held against what is allowed, with the nearest match when it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold, nearest
from analysis.base.text import one_of


def check_named(what: str, value: str, names: Mapping[str, str]) -> str:
    """Return the id that a value is or names, whatever its capitals, accents and punctuation.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> check_named("muscle", "Glute med", {"glute_med": "Glute med"})
    'glute_med'
    """
    ids = {fold(name): key for key, name in names.items()} | {fold(key): key for key in names}
    return ids.get(fold(str(value))) or check_choice(what, str(value), names)


def texts(what: str, given: Iterable[str] | None) -> list[str]:
    """Return names that were given one by one, alone as a text, or not at all (None).

    Raises
    ------
    ArgumentError
        If something else was given.

    Examples
    --------
    >>> texts("equipment", "mat"), texts("equipment", ("mat", "wall")), texts("equipment", None)
    (['mat'], ['mat', 'wall'], [])
    """
    if given is None:
        return []
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    for name in names:
        if not isinstance(name, str):
            raise ArgumentError(Finding(f"{what}: not a name", value=str(name), allowed="a text, or a list of texts"))
    return names


def check_choice(what: str, value: str, allowed: Iterable[str]) -> str:
    """Return a value if it is allowed.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> check_choice("phase", "strength", ["activation", "strength"])
    'strength'
    """
    known = list(allowed)
    if value not in known:
        near = tuple(nearest(str(value), known))
        raise ArgumentError(Finding(f"unknown {what}", value=str(value), allowed=one_of(known), near=near))
    return value
