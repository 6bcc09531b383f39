"""Which app wrote an export: known by the words of its header, never by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.names import fold

POUND_KG = 0.45359237
METRES = {"km": 1000.0, "m": 1.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}
KILOGRAMS = {"kg": 1.0, "lb": POUND_KG}
UNITS = {
    **dict.fromkeys(("kg", "kgs", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), "km"),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), "m"),
    **dict.fromkeys(("mi", "mile", "miles"), "mi"),
    **dict.fromkeys(("ft", "feet", "foot"), "ft"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yd"),
}
"""Units as exports write them, folded."""
HEVY = ("title", "start time", "exercise title", "set index", "set type")
STRONG = ("date", "workout name", "exercise name", "set order")
FITNOTES = ("date", "exercise", "category")


@dataclass(frozen=True)
class Dialect:
    """How an export is laid out: where its columns stand, and its units.

    Attributes
    ----------
    name : str
        ``hevy``, ``strong S0`` to ``strong S4``, ``strong 2018`` or ``fitnotes``.
    columns : mapping of str to int
        Place of what a set has: start, workout, exercise, order (set order or index), kind (set type), weight,
        weight_unit, reps, distance, distance_unit, seconds, rpe, superset.
    weight_unit, distance_unit : str or None
        For the whole file; blank where each row has its own, None where the file does not say.
    """

    name: str
    columns: Mapping[str, int]
    weight_unit: str | None
    distance_unit: str | None


def dialect_of(header: Sequence[str]) -> Dialect | None:
    """Tell the dialect by a header; None for one that is not known.

    Examples
    --------
    >>> dialect_of(["Date", "Exercise", "Category", "Weight (kgs)", "Reps", "Distance", "Distance Unit", "Time"]).name
    'fitnotes'
    """
    heads = [fold(cell) for cell in header]
    if set(HEVY) <= set(heads):
        return _hevy(heads)
    if set(STRONG) <= set(heads):
        return _strong(heads)
    if set(FITNOTES) <= set(heads):
        return _fitnotes(heads)
    return None


def _places(heads: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    return {part: heads.index(name) for part, name in names.items() if name in heads}


def _with_unit(heads: Sequence[str], what: str) -> tuple[int, str | None] | None:
    """Find a column such as ``weight kg``: its place and the unit in its head."""
    for place, head in enumerate(heads):
        first, _, unit = head.partition(" ")
        if first == what and (not unit or unit in UNITS):
            return place, UNITS.get(unit)
    return None


def _measured(heads: Sequence[str], columns: dict[str, int], bare: Mapping[str, str]) -> dict[str, str | None]:
    """Find weight and distance: a unit in the head, a column of units, or a column that is called as its unit."""
    units: dict[str, str | None] = {}
    for what, alone in bare.items():
        found = _with_unit(heads, what)
        if found is not None:
            columns[what], units[what] = found
        else:
            named = [place for place, head in enumerate(heads) if UNITS.get(head) in alone.split()]
            units[what] = UNITS[heads[named[0]]] if named else None
            columns |= {what: named[0]} if named else {}
        if f"{what} unit" in heads:
            columns[f"{what}_unit"] = heads.index(f"{what} unit")
            units[what] = ""
    return units


MEASURES = {"weight": "kg lb", "distance": "km m mi"}


def _hevy(heads: Sequence[str]) -> Dialect:
    names = {"start": "start time", "workout": "title", "exercise": "exercise title", "order": "set index"}
    names |= {"kind": "set type", "reps": "reps", "seconds": "duration seconds", "rpe": "rpe"}
    columns = _places(heads, {**names, "superset": "superset id", "end": "end time"})
    units = _measured(heads, columns, MEASURES)
    return Dialect("hevy", columns, units["weight"], units["distance"])


def _strong(heads: Sequence[str]) -> Dialect:
    names = {"start": "date", "workout": "workout name", "exercise": "exercise name", "order": "set order"}
    names |= {"reps": "reps", "seconds": "seconds", "rpe": "rpe"}
    columns = _places(heads, names)
    columns["kind"] = columns["order"]
    bare = not any(head.split(" ")[0] == "weight" for head in heads)
    units = _measured(heads, columns, MEASURES)
    if bare:
        name = "strong 2018"
    elif "workout" in heads:  # its number
        name = "strong S3"
    elif "weight unit" in heads:
        name = "strong S2" if {"workout duration", "duration"} & set(heads) else "strong S4"
    else:
        name = "strong S1" if "duration" in heads else "strong S0"
    return Dialect(name, columns, units["weight"], units["distance"])


def _fitnotes(heads: Sequence[str]) -> Dialect:
    names = {"start": "date", "exercise": "exercise", "reps": "reps", "seconds": "time"}
    columns = _places(heads, names)
    units = _measured(heads, columns, MEASURES)
    return Dialect("fitnotes", columns, units["weight"], units["distance"])
