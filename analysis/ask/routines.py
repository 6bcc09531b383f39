"""Routines by id or name."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_name, read_names
from analysis.base.errors import ArgumentError, Finding
from analysis.base.nearest_names import Names
from analysis.base.text import one_of
from analysis.library.labels import id_places
from analysis.library.library import Library, kept_on_library


@kept_on_library
def routine_names(library: Library) -> Names:
    """Return the names of the routines."""
    table = library.routines
    ids = table["routine_id"]  # first, so no routine's name can hide another routine's id
    return Names(pair for names in (ids, table["name"], table["short_name"]) for pair in zip(names, ids, strict=True))


def routine_named(library: Library, name: str) -> str | None:
    """Return the routine_id for an id or a name; None if no routine has it.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_named(load_library(), "Run forever"), routine_named(load_library(), "hip_thrust")
    ('run_forever', None)
    """
    return routine_names(library).find(name)


def read_routine(library: Library, routine: str) -> str:
    """Return the routine_id for an id or a name.

    Raises
    ------
    ArgumentError
        If it is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_routine(load_library(), "Runner's World")
    'runners_world'
    """
    names = routine_names(library)
    return read_name("routine", routine, names, dict.fromkeys(names.values()))


def read_routines(library: Library, routines: Iterable[str] | None) -> list[str]:
    """Return the routine ids for ids or names, each once, in the order given; None means all.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match, or there are no names.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_routines(load_library(), "Run Forever"), read_routines(load_library(), ["RUNNERS_WORLD", "Fit&Well"])
    (['run_forever'], ['runners_world', 'fit_and_well'])
    """
    known = list(id_places(library, "routine_id"))
    if routines is None:
        return known
    asked = read_names("routine", routines, routine_names(library), known)
    if not asked:
        raise ArgumentError(Finding("no routine is named", allowed=one_of(known)))
    return asked
