"""Values checked against the allowed ones, with the nearest match for a wrong value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from numbers import Number
from typing import Any, TypeVar

import numpy as np

from analysis.base.arguments import described
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.base.nearest_names import Names, nearest
from analysis.base.text import one_of

T = TypeVar("T")


def unboxed(typed: Any) -> Any:
    """Return the value in an array without axes, as NumPy makes of a single value; other objects as they are.

    Examples
    --------
    >>> unboxed(np.array("mat")), unboxed(["mat"])
    (np.str_('mat'), ['mat'])
    """
    return typed[()] if isinstance(typed, np.ndarray) and not typed.ndim else typed


def labelled(typed: Any) -> Any:
    """Return a Series labelled by names as a mapping; other objects as they are."""
    # Tell by attributes: a frame has columns, and a Series of names has numbers for labels.
    series = hasattr(typed, "to_dict") and hasattr(typed, "index") and not hasattr(typed, "columns")
    return typed.to_dict() if series and all(isinstance(label, str) for label in typed.index) else typed


_SCALARS = (str, bytes, Number, np.generic, datetime.date, type(None))


def refused(what: str, typed: object, allowed: str = "", near: Iterable[str] = ()) -> ArgumentError:
    """Return the error for a forbidden value, which it shows if a number, a text or a list of these, else its type.

    Examples
    --------
    >>> print(refused("minutes", "long", "a number")), print(refused("minutes", {"mon": 25}, "a number"))
    minutes: 'long'; allowed: a number
    minutes: a mapping; allowed: a number
    (None, None)
    """
    items = typed if isinstance(typed, (list, tuple, set, frozenset)) else [typed]
    if not all(isinstance(item, _SCALARS) for item in items):
        return ArgumentError(Finding(f"{what}: {described(typed)}", allowed=allowed, near=tuple(near)))
    try:
        value = str(typed)
    except ValueError:
        value = "a number of too many digits"
    return ArgumentError(Finding(what, value=value, allowed=allowed, near=tuple(near)))


def texts(what: str, given: object) -> list[str]:
    """Return names as a list, given as several texts, as one text, or as None for none.

    Raises
    ------
    ArgumentError
        If the value is anything else, such as a mapping or a frame.

    Examples
    --------
    >>> texts("equipment", "mat"), texts("equipment", ("mat", "wall")), texts("equipment", None)
    (['mat'], ['mat', 'wall'], [])
    """
    if given is None:
        return []
    given = unboxed(given)
    # Iterating over a mapping or a frame gives its keys, which nobody means, and bytes are not decoded text.
    several = isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping))
    several = several and not hasattr(given, "columns")
    names: list[Any] = list(given) if several else [given]  # type: ignore[call-overload]
    for name in names:
        if not isinstance(name, str):
            raise refused(f"{what}: not a name", name, "a text, or a list of texts")
    # A set has no order, and the same question must have the same answer.
    return sorted(names) if isinstance(given, (set, frozenset)) else names


def read_name(what: str, typed: object, known: Names, allowed: str | Iterable[str]) -> str:
    """Return the id of a name; ``allowed`` is the allowed names, in words or as a list.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> read_name("muscle", "Glute med", Names([("Glute med", "glute_med")]), ["glute_med"])
    'glute_med'
    """
    key = known.find(typed) if isinstance(typed, str) else None
    if key is None:
        words = allowed if isinstance(allowed, str) else one_of(allowed)
        if not isinstance(typed, str):
            raise refused(f"{what}: not a name", typed, words)
        raise refused(f"unknown {what}", typed, words, known.near(typed))
    return key


def read_names(what: str, typed: object, known: Names, allowed: str | Iterable[str]) -> list[str]:
    """Return the ids of names, each once; one text may have several names, separated by ``,``, ``;`` or ``+``.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> known = Names([("Mat", "mat"), ("Wall", "wall")])
    >>> read_names("item", "mat + wall", known, known), read_names("item", ["WALL", "mats", "wall"], known, known)
    (['mat', 'wall'], ['wall', 'mat'])
    """
    listed = allowed if isinstance(allowed, str) else list(allowed)
    parts = [part for text in texts(what, typed) for part in split_names(text, known.find)]
    return list(dict.fromkeys(read_name(what, part, known, listed) for part in parts))


def split_names(text: str, known: Callable[[str], object] = lambda name: None) -> list[str]:
    """Split a text with several names; a ``known`` name keeps its own commas.

    Examples
    --------
    >>> split_names("mat, mini band + wall"), split_names(" ")
    (['mat', 'mini band', 'wall'], [' '])
    >>> split_names("Trunk, front; Push", lambda name: name == "Trunk, front")
    ['Trunk, front', 'Push']
    """
    if known(text):
        return [text]
    # In "run_forever=+3" the sign belongs to the number.
    cuts = [-1, *(mark.start() for mark in re.finditer(r"[,;]|(?<!=)\+", text)), len(text)]
    names, start = [], 0
    while start < len(cuts) - 1:
        # Longest first, so "Trunk, front" is not read as "Trunk"; no name has more than two commas.
        longer = [end for end in (start + 3, start + 2) if end < len(cuts)]
        end = next((end for end in longer if known(text[cuts[start] + 1 : cuts[end]].strip())), start + 1)
        names.append(text[cuts[start] + 1 : cuts[end]].strip())
        start = end
    return [name for name in names if name] or [text]


def names_of(names: Mapping[str, str]) -> Names:
    """Return the ids of a mapping as known by the ids themselves and by their names.

    Examples
    --------
    >>> names_of({"glute_med": "Gluteus medius"}).find("gluteus medius")
    'glute_med'
    """
    return Names([*((key, key) for key in names), *((name, key) for key, name in names.items())])


def check_choice(what: str, value: object, allowed: Iterable[str]) -> str:
    """Return the allowed word that a value matches, ignoring case and punctuation.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> check_choice("phase", "Strength", ["activation", "strength"])
    'strength'
    """
    known = list(allowed)
    if isinstance(value, str):
        if value in known:
            return value
        words = Names((word, word) for word in known)
        # A single-letter mark must be exact: A+ is none of A, B and C.
        if (found := words.find(value)) and (len(fold(value)) > 1 or len(value.strip()) == 1):
            return found
    raise refused(f"unknown {what}", value, one_of(known), nearest(value, known) if isinstance(value, str) else ())


def once(what: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return pairs as a dict, refusing a repeated name, such as two spellings, where a value would be lost.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> once("runs", [("mon", "easy"), ("sun", "long")])
    {'mon': 'easy', 'sun': 'long'}
    """
    values: dict[str, T] = {}
    for name, value in pairs:
        if name in values:
            raise ArgumentError(Finding(f"{what}: given twice", value=name))
        values[name] = value
    return values
