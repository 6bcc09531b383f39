"""Training level of an athlete, and the demands they should avoid."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import check_choice, read_names
from analysis.base.nearest_names import Names
from analysis.library.library import Library

LEVELS = ("new", "some", "trained")
"""Levels of an athlete's experience with strength work."""


HARD_SETS = {"new": 16, "some": 20, "trained": 24}
"""Most strength sets in a session, by the athlete's level (custom)."""


LANDINGS = {"new": 60, "some": 120, "trained": 120}
"""Most landings in a session, by the athlete's level (custom)."""


AVOID = ("jumps", "deep_knee", "overhead", "balance")
"""Demands that an athlete may have to avoid."""


_ALSO = {
    "jumps": ("jump", "jumping", "hops", "hopping", "plyometrics"),
    "deep_knee": ("deep knee", "deep knees", "knee", "knees", "deep squats"),
    "overhead": ("shoulder", "shoulders"),
    "balance": ("single leg balance",),
}
"""Other words coaches use: a painful body part means the demand that loads it most."""


_AVOID = Names([(word, word) for word in AVOID] + [(also, word) for word, names in _ALSO.items() for also in names])


NEW_TO_IT = ("balance",)
"""Demands left out for athletes new to strength work, besides heavy exercises and all except low jumps (custom)."""


def read_level(level: object) -> str | None:
    """Return an athlete's level; None if not given.

    Raises
    ------
    ArgumentError
        If it is not one of `LEVELS`.

    Examples
    --------
    >>> read_level("new"), read_level(None)
    ('new', None)
    """
    return None if level is None else check_choice("level", level, LEVELS)


def read_avoid(avoid: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the demands an athlete should avoid, each once, in the order of `AVOID`.

    Raises
    ------
    ArgumentError
        If a demand is not one of `AVOID`.

    Examples
    --------
    >>> read_avoid("overhead, deep knee"), read_avoid(None)
    (('deep_knee', 'overhead'), ())
    """
    chosen = read_names("avoid", avoid, _AVOID, AVOID) if avoid else []
    return tuple(word for word in AVOID if word in chosen)


def barred(library: Library, level: str | None, avoid: str | Iterable[str]) -> frozenset[str]:
    """Return the exercises this athlete shouldn't do; without a level, only those to avoid.

    Athletes new to strength work do no heavy exercises, only the lowest jumps, and no balance on one leg.

    Raises
    ------
    ArgumentError
        If the level or a demand to avoid is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> out = barred(load_library(), "new", ["overhead"])
    >>> [name in out for name in ("back_squat", "single_leg_rdl_to_march", "goblet_squat", "pogo_hop")]
    [True, True, False, False]
    """
    level, chosen = read_level(level), read_avoid(avoid)
    table = library.exercises
    without = {*chosen, *(NEW_TO_IT if level == "new" else ())}
    out = set(library.avoid.loc[library.avoid["avoid"].isin(without), "exercise_id"])
    if "jumps" in chosen:
        out |= set(table.loc[table["mode"] == "plyometric", "exercise_id"])
    if level == "new":  # only the lowest jumps, and nothing heavy
        springy = table["mode"] == "plyometric"
        out |= set(table.loc[(table["demand"] == "heavy") | (springy & (table["demand"] != "light")), "exercise_id"])
    elif level == "some":  # high jumps need experience with jumping
        out |= set(table.loc[(table["mode"] == "plyometric") & (table["demand"] == "heavy"), "exercise_id"])
    return frozenset(out)
