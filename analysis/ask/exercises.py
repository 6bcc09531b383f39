"""Exercises by id, name or alias."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.ask.routines import routine_named
from analysis.base.choices import read_name, read_names, refused
from analysis.library.library import Library


def read_exercises(library: Library, names: Iterable[str], where: str = "") -> tuple[str, ...]:
    """Return exercise ids for ids, names or aliases, each once; ``where`` is the argument that names them.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_exercises(load_library(), ["Hip thrusts", "plank"])
    ('hip_thrust', 'front_plank')
    """
    what = f"exercise in {where}" if where else "exercise"
    return tuple(read_names(what, names, library.coding.names, "a name of the library"))


def read_exercise(library: Library, name: str, where: str = "") -> str:
    """Return the exercise id for an id, name or alias; ``where`` is the argument that names it.

    Raises
    ------
    ArgumentError
        If it is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_exercise(load_library(), "Hip thrusts")
    'hip_thrust'
    """
    what = f"exercise in {where}" if where else "exercise"
    if isinstance(name, str) and not library.coding.names.find(name) and (routine := routine_named(library, name)):
        raise refused(f"{what}: a routine", name, f"one exercise; substitute_routine rewrites {routine}")
    return read_name(what, name, library.coding.names, "a name of the library")
