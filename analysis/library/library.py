"""The library: the validated tables as frames."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, cast

import numpy as np
import pandas as pd

from analysis.base.frames import frames_when_asked
from analysis.base.shown import show
from analysis.library.coding import Coding
from analysis.library.schema import TableSchema

LINKS = ["exercise_id", "routine_id", "position", "link"]
"""Columns of the frame with a coach's own links."""


SHOWN_ROUTINES = 20
"""Maximum routines shown for a library in Jupyter."""


@frames_when_asked
@dataclass(frozen=True, eq=False)
class Library:
    """The tables of the data package as frames, and the choices made for gaps in the sheets.

    Every table of ``data/coding`` is an attribute, and so are ``prescriptions`` and ``prescription_equipment``, made
    from the sheets in memory. ``data/DICTIONARY.md`` describes the columns. Treat the frames as read-only.

    Attributes
    ----------
    folder : Path
        Folder of the data.
    choices : DataFrame
        One row per choice: routine_id, position, row (of the spreadsheet), column, chosen, why; including doses that
        don't seem to fit their exercise and cells of unknown columns, both kept as typed.
    links : DataFrame
        One row per link from the coach: exercise_id, routine_id and position (blank: everywhere the exercise is used),
        link.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> library.prescriptions.groupby("routine_id", sort=False).size().to_dict()
    {'fit_and_well': 5, 'runners_world': 14, 'run_forever': 6}
    """

    folder: Path
    sources: pd.DataFrame
    routines: pd.DataFrame
    sections: pd.DataFrame
    section_words: pd.DataFrame
    typed_words: pd.DataFrame
    movement_patterns: pd.DataFrame
    exercises: pd.DataFrame
    aliases: pd.DataFrame
    muscle_groups: pd.DataFrame
    muscles: pd.DataFrame
    exercise_muscles: pd.DataFrame
    word_muscles: pd.DataFrame
    source_words: pd.DataFrame
    statements: pd.DataFrame
    equipment: pd.DataFrame
    exercise_equipment: pd.DataFrame
    prescription_notes: pd.DataFrame
    variations: pd.DataFrame
    progressions: pd.DataFrame
    cautions: pd.DataFrame
    references: pd.DataFrame
    targets: pd.DataFrame
    races: pd.DataFrame
    conventions: pd.DataFrame
    emg: pd.DataFrame
    contacts: pd.DataFrame
    watch_exercises: pd.DataFrame
    avoid: pd.DataFrame
    coverage_lines: pd.DataFrame
    coverage_exercises: pd.DataFrame
    prescriptions: pd.DataFrame
    prescription_equipment: pd.DataFrame
    choices: pd.DataFrame
    schemas: dict[str, TableSchema] = field(repr=False)
    coding: Coding = field(repr=False)
    links: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=LINKS))
    kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    # Results that depend only on some tables are passed on to libraries derived from this one.
    shared: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        used = self.prescriptions["exercise_id"].nunique()
        more = len(self.exercises) - used
        counts = f"{len(self.prescriptions)} prescriptions, {used} exercises"
        return f"Library: {len(self.routines)} routines, {counts}{f' and {more} more to suggest' if more else ''}"

    def _repr_html_(self) -> str:
        """Return the HTML for Jupyter: the counts and the first `SHOWN_ROUTINES` routines."""
        exercises = self.prescriptions.groupby("routine_id").size()
        routines = self.routines[["routine_id", "name"]].head(SHOWN_ROUTINES)
        table = routines.assign(exercises=routines["routine_id"].map(exercises).fillna(0).astype(int))
        more = len(self.routines) - len(table)
        return show(repr(self), table, *([f"and {more} more"] if more else []))._repr_html_()


P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def kept_on_library(make: Callable[Concatenate[Library, P], T]) -> Callable[Concatenate[Library, P], T]:
    """Cache a function's results on its library: computed once per set of arguments, freed with the library.

    Cached arrays are read-only, since a change would reach every later caller.
    """
    signature = inspect.signature(make)
    usual = tuple(parameter.default for parameter in signature.parameters.values())[1:]

    def kept(library: Library, /, *arguments: P.args, **named: P.kwargs) -> T:
        # Defaults are filled in so equal calls share one result; binding every call would be slower.
        given: tuple[Any, ...] = arguments
        if named:
            bound = signature.bind(library, *arguments, **named)
            bound.apply_defaults()
            given = bound.args[1:]
        key = (make, *given, *usual[len(given) :])
        if key not in library.kept:
            library.kept[key] = made = make(library, *arguments, **named)
            _close(made)
        return cast("T", library.kept[key])

    return wraps(make)(kept)


def kept_with_tables(
    *tables: str,
) -> Callable[[Callable[[Library, *Ts], T]], Callable[[Library, *Ts], T]]:
    """Cache results that depend only on some tables for every library with these tables: another sheet changes none."""

    def keep(make: Callable[[Library, *Ts], T]) -> Callable[[Library, *Ts], T]:
        def kept(library: Library, *arguments: *Ts) -> T:
            frames = [getattr(library, table) for table in tables]
            key = (make, *arguments, *map(id, frames))
            if key not in library.shared:
                made = make(library, *arguments)
                _close(made)
                # The frames are kept too: otherwise another frame could get the same id.
                library.shared[key] = made, frames
            return cast("T", library.shared[key][0])

        return wraps(make)(kept)

    return keep


def keep_on_library(library: Library, function: Callable[[Library], T], made: T) -> None:
    """Store the result of a cached function that was computed in a faster way."""
    library.kept[inspect.unwrap(function),] = made
    _close(made)


def _close(made: object) -> None:
    """Make arrays read-only: the object itself, its fields, and values of mappings in its fields."""
    fields = [made, *(made if isinstance(made, tuple) else vars(made).values() if hasattr(made, "__dict__") else ())]
    fields += [value for field in fields if isinstance(field, dict) for value in field.values()]
    for array in fields:
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
