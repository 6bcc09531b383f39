"""Races as typed: their distance and priority."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.ask.numbers import as_number
from analysis.base.choices import refused
from analysis.base.names import fold

DISTANCES = {"marathon": 42.195, "half": 21.0975, "half marathon": 21.0975, "ultra": 50.0}
"""Named distances, in kilometres."""


PRIORITIES = ("A", "B", "C")
"""A: the race that the block leads up to; B and C: races on the way."""


KM_PER_MILE = 1.609344


def read_distance(typed: Any) -> float:
    """Return the kilometres of a race, typed as a name, a number, or with a unit.

    Raises
    ------
    ArgumentError
        If it is none of these, or not a race distance.

    Examples
    --------
    >>> read_distance("Half marathon"), read_distance("10k"), read_distance(5), read_distance("5000 m")
    (21.0975, 10.0, 5.0, 5.0)
    """
    named = DISTANCES.get(fold(str(typed)))
    unit = re.search(r"(km|k|miles|mile|mi|m)\s*$", str(typed).lower())
    km = as_number(typed, "km|k|miles|mile|mi|m") if named is None else named
    if named is None and unit:
        km *= 0.001 if unit[1] == "m" else KM_PER_MILE if unit[1].startswith("mi") else 1
    if not 0.1 <= km <= 500:
        allowed = f"{', '.join(DISTANCES)}, or kilometres such as 10 or 10 km"
        raise refused("distance", typed, allowed)
    return km


def race_rule(races: pd.DataFrame, km: float, priority: str) -> dict[Any, Any]:
    """Return the custom rule around a race: the row for its priority with the longest distance it reaches.

    Examples
    --------
    >>> from analysis import load_library
    >>> race_rule(load_library().races, 21.1, "A")["name"]
    'half marathon'
    """
    rows = races[(races["priority"] == priority) & (races["km_from"] <= km)]
    return dict(rows.sort_values("km_from").to_dict("records")[-1])


def race_windows(rule: Mapping[Any, Any]) -> dict[str, tuple[int, int]]:
    """Return the first and last day, from race day, without each kind of work; ``recovery`` is without leg work.

    Examples
    --------
    >>> from analysis import load_library
    >>> race_windows(race_rule(load_library().races, 42.2, "A"))
    {'strength': (-3, 0), 'legs': (-6, 0), 'jumps': (-4, 0), 'recovery': (1, 10)}
    """
    legs, jumps = (1 - int(rule[f"{work}_min"]) for work in ("heavy_legs", "jumps"))
    return {
        "strength": (-int(rule["warm_ups"]), 0),
        "legs": (min(legs, 0), 0),
        "jumps": (min(jumps, 0), 0),
        "recovery": (1, int(rule["recovery_min"])),
    }
