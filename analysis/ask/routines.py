"""Routines by id or name."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import check_choice, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold, snake
from analysis.base.text import one_of
from analysis.library.library import Library


def routine_named(library: Library, name: str) -> str | None:
    """Return the routine_id for an id or a name, None when no routine is called so.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_named(load_library(), "Run forever"), routine_named(load_library(), "hip_thrust")
    ('run_forever', None)
    """
    names = {
        fold(name): key for key, name in zip(library.routines["routine_id"], library.routines["name"], strict=True)
    }
    return {**names, **{fold(key): key for key in names.values()}}.get(fold(str(name)))


def check_routines(library: Library, routines: Iterable[str] | None) -> list[str]:
    """Return the routine ids asked for, each once, in the order asked; names such as ``Run forever`` are read too."""
    known = library.routines["routine_id"].tolist()
    if routines is None:
        return known
    asked = texts("routines", routines)
    if not asked:
        raise ArgumentError(Finding("no routine is named", allowed=one_of(known)))
    if not set(asked) <= set(known):
        names = {fold(name): key for key, name in zip(known, library.routines["name"], strict=True)}
        asked = [name if name in known else names.get(fold(name)) or snake(name) or name for name in asked]
        asked = [check_choice("routine", name, known) for name in asked]
    return list(dict.fromkeys(asked))
