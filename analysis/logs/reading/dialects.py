"""Dialects of logs: what each app is known by, and which columns and units the log of an app has."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PLAIN = "plain table"
"""Dialect of a log that no known app wrote: the one layout that we document."""


APPS = Path(__file__).with_name("apps.csv")
"""Headers that identify an app, which may add or move others between releases; and the columns, from the left, of
the releases of Strong, for headers in an unknown language."""


@cache
def apps(known_by: str) -> Mapping[str, Sequence[str]]:
    """Return the columns that identify apps, by ``heads`` (header names) or by ``places`` (positions).

    Examples
    --------
    >>> apps("heads")["fitnotes"]
    ['date', 'exercise', 'category']
    """
    with APPS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["known_by"] == known_by]
    return {row["app"]: row["columns"].split(", ") for row in rows}


FIGURES = ("weight", "reps", "sets", "dose", "result", "distance", "seconds", "time", "duration", "rpe")
"""Columns of work done; a log needs at least one."""


@dataclass(frozen=True)
class Dialect:
    """Layout of a log: the positions of its columns, and its units.

    Attributes
    ----------
    name : str
        ``hevy``, ``strong S0`` to ``strong S4``, ``strong 2018``, ``fitnotes``, ``fitbod``, ``liftlog``,
        ``stronglifts`` or ``plain table``.
    columns : mapping of str to int
        Position of each field of a set: athlete (if the file has several), start, workout, exercise, order (set order
        or index), kind (set type), weight, weight unit, reps, distance, distance unit, seconds, rpe, superset. A second
        column of a quantity, or of a name, is called ``weight 2``.
    units : mapping of str to str
        Unit in the header of each column of weights, distances and times, blank where the header has none.
    width : int
        Number of cells in a row.
    clock : int or None
        Position of the time of day, if it has its own column beside the day.
    of_sets : sequence of mapping of str to int
        Positions of the figures of each set, where a row has several.
    language : str
        Language of the headers; blank for English.
    weight_first : bool
        Whether 5x10 in a set cell is weight x repetitions, as its header says.
    head_rows : int
        Number of header rows.
    unknown : sequence of str
        Headers without a known meaning.
    """

    name: str
    columns: Mapping[str, int]
    units: Mapping[str, str]
    width: int = 0
    clock: int | None = None
    of_sets: Sequence[Mapping[str, int]] = ()
    language: str = ""
    weight_first: bool = False
    head_rows: int = 1
    unknown: Sequence[str] = field(default=())

    def columns_of(self, quantity: str) -> list[str]:
        """Return the names of the columns of a quantity, from the left."""
        return [name for name in self.columns if name == quantity or re.fullmatch(rf"{quantity} \d+", name)]

    @property
    def is_strong(self) -> bool:
        """Whether Strong wrote it, whose releases differ."""
        return self.name.startswith("strong ")

    @property
    def spreads(self) -> bool:
        """Whether a row can hold several sets."""
        return bool(self.of_sets) or self.name == PLAIN
