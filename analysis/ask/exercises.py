"""Exercises by id, name or alias."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold, nearest
from analysis.library.library import Library


def check_exercises(library: Library, names: Iterable[str], what: str) -> tuple[str, ...]:
    """Return exercise ids for ids or names, each once.

    Raises
    ------
    ArgumentError
        If one is unknown, with the nearest match.
    """
    found = []
    for name in texts(what, names):
        exercise = library.coding.names.get(fold(name))
        if exercise is None:
            near = nearest(name, library.coding.shown.values(), cutoff=0.5)
            shown = tuple(dict.fromkeys(library.coding.names[fold(one)] for one in near))
            raise ArgumentError(
                Finding(f"{what}: unknown exercise", value=name, allowed="a name of the library", near=shown)
            )
        found.append(exercise)
    return tuple(dict.fromkeys(found))
