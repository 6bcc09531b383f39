"""Which app wrote an export: known by the words of its header, never by the name of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.base.names import fold

POUND_KG = 0.45359237


METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}


KILOGRAMS = {"kg": 1.0, "lb": POUND_KG}


MEASURED = {"weight": "weights", "distance": "distances"}
"""What has units."""


UNITS = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("ft", "feet", "foot"), "ft"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yd"),
}
"""Units as exports write them, folded."""


TELLING = {
    "hevy": {"title", "start time", "exercise title", "set index", "set type"},
    "strong": {"date", "workout name", "exercise name", "set order"},
    "fitnotes": {"date", "exercise", "category"},
}
"""Heads that tell an app; others may be added or moved from one of its releases to the next."""


STRONG = {"start": "date", "workout": "workout name", "exercise": "exercise name"}
HEVY = {"start": "start time", "workout": "title", "exercise": "exercise title", "end": "end time"}
TEXTS = {
    "hevy": {**HEVY, "order": "set index", "kind": "set type", "superset": "superset id"},
    "strong": {**STRONG, "order": "set order", "kind": "set order"},
    "fitnotes": {"start": "date", "exercise": "exercise"},
}
NUMBERS = {
    "hevy": {"reps": "reps", "seconds": "duration seconds", "rpe": "rpe"},
    "strong": {"reps": "reps", "seconds": "seconds", "rpe": "rpe"},
    "fitnotes": {"reps": "reps", "seconds": "time"},
}
"""Heads of the texts and figures of a set, app by app."""


MEASURES = {"weight": ("kg", "lb"), "distance": ("km", "m", "mi")}
"""What has units, and the units that may be all that a head says."""


@dataclass(frozen=True)
class Dialect:
    """How an export is laid out: where its columns stand, and its units.

    Attributes
    ----------
    name : str
        ``hevy``, ``strong S0`` to ``strong S4``, ``strong 2018`` or ``fitnotes``.
    columns : mapping of str to int
        Place of what a set has: start, workout, exercise, order (set order or index), kind (set type), weight,
        weight unit, reps, distance, distance unit, seconds, rpe, superset. A second column of a quantity is called
        ``weight 2``.
    units : mapping of str to str
        Unit in the head of each column of weights and distances, blank where the head has none.
    """

    name: str
    columns: Mapping[str, int]
    units: Mapping[str, str]

    def columns_of(self, quantity: str) -> list[str]:
        """Return the names of the columns of a quantity, from the left."""
        return [name for name in self.columns if name == quantity or re.fullmatch(rf"{quantity} \d+", name)]


def dialect_of(header: Sequence[str]) -> Dialect | None:
    """Tell the dialect by a header; None for one that is not known.

    Examples
    --------
    >>> dialect_of(["Date", "Exercise", "Category", "Weight (kgs)", "Reps", "Distance", "Distance Unit", "Time"]).name
    'fitnotes'
    """
    heads = [fold(cell) for cell in header]
    app = next((app for app, telling in TELLING.items() if telling <= set(heads)), None)
    name = _release(heads) if app == "strong" else app
    return _layout(name, heads, TEXTS[app], NUMBERS[app]) if app and name else None


def _numbered(what: str, positions: Sequence[int]) -> dict[str, int]:
    """Name the columns of one quantity: the first is called as it, the others have a number."""
    return {what if number == 1 else f"{what} {number}": position for number, position in enumerate(positions, 1)}


def _layout(name: str, heads: Sequence[str], texts: Mapping[str, str], numbers: Mapping[str, str]) -> Dialect:
    """Find the columns by their heads; of a quantity there may be several, such as kilograms beside pounds."""
    columns = {part: heads.index(head) for part, head in texts.items() if head in heads}
    units: dict[str, str] = {}
    for part, head in numbers.items():
        columns |= _numbered(part, [at for at, name in enumerate(heads) if name == head])
    for part, alone in MEASURES.items():
        # The unit stands in the head, in a column of its own, or is all that the head says.
        split = [head.partition(" ") for head in heads]
        positions = {
            at: unit for at, (first, _, unit) in enumerate(split) if first == part and (not unit or unit in UNITS)
        }
        positions = positions or {at: head for at, head in enumerate(heads) if UNITS.get(head) in alone}
        named = _numbered(part, list(positions))
        columns |= named
        units |= {name: UNITS.get(positions[at], "") for name, at in named.items()}
        if f"{part} unit" in heads:
            columns[f"{part} unit"] = heads.index(f"{part} unit")
    return Dialect(name, columns, units)


def _release(heads: Sequence[str]) -> str:
    """Tell the releases of Strong apart: none says its version, but columns came and went."""
    # With them came and went what a row says of its unit.
    if not any(head.split(" ")[0] == "weight" for head in heads):
        return "strong 2018"
    if "workout" in heads:  # its number
        return "strong S3"
    if "weight unit" in heads:
        return "strong S2" if {"workout duration", "duration"} & set(heads) else "strong S4"
    return "strong S1" if "duration" in heads else "strong S0"
