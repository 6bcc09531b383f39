"""Exercises by id, name or alias."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_names
from analysis.library.library import Library


def read_exercises(library: Library, names: Iterable[str], where: str = "") -> tuple[str, ...]:
    """Return exercise ids for ids, names or aliases, each once; ``where`` says in which wish they are named.

    Raises
    ------
    ArgumentError
        If one is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_exercises(load_library(), ["Hip thrusts", "plank"])
    ('hip_thrust', 'front_plank')
    """
    what = f"exercise in {where}" if where else "exercise"
    return tuple(read_names(what, names, library.coding.names, "a name of the library"))
