"""What an athlete is used to, and is to avoid."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import check_choice, read_names
from analysis.base.names import Names
from analysis.library.library import Library

LEVELS = ("new", "some", "trained")
"""What an athlete is used to in strength work."""


HARD_SETS = {"new": 16, "some": 20, "trained": 24}
"""Sets of strength work in a session by the athlete's level, at most (custom)."""


LANDINGS = {"new": 60, "some": 120, "trained": 120}
"""Landings of a session by the athlete's level, at most (custom)."""


AVOID = ("jumps", "deep_knee", "overhead", "balance")
"""What an athlete may have to avoid."""


_ALSO = {
    "jumps": ("jump", "jumping", "hops", "hopping", "plyometrics"),
    "deep_knee": ("deep knee", "deep knees", "knee", "knees", "deep squats"),
    "overhead": ("shoulder", "shoulders"),
    "balance": ("single leg balance",),
}
"""What coaches also call it: the part that hurts stands for what loads it most."""


_AVOID = Names([(word, word) for word in AVOID] + [(also, word) for word, names in _ALSO.items() for also in names])


NEW_TO_IT = ("balance",)
"""What is left out for who is new to strength work, beside all that is heavy and all but low jumps (custom)."""


def read_level(level: object) -> str | None:
    """Read what an athlete is used to; None where nobody says.

    Raises
    ------
    ArgumentError
        If it is none of `LEVELS`.

    Examples
    --------
    >>> read_level("new"), read_level(None)
    ('new', None)
    """
    return None if level is None else check_choice("level", level, LEVELS)


def read_avoid(avoid: str | Iterable[str] | None) -> tuple[str, ...]:
    """Read what an athlete is to avoid, each once, in the order of `AVOID`.

    Raises
    ------
    ArgumentError
        If one is none of `AVOID`.

    Examples
    --------
    >>> read_avoid("overhead, deep knee"), read_avoid(None)
    (('deep_knee', 'overhead'), ())
    """
    chosen = read_names("avoid", avoid, _AVOID, AVOID) if avoid else []
    return tuple(word for word in AVOID if word in chosen)


def barred(library: Library, level: str | None, avoid: str | Iterable[str]) -> frozenset[str]:
    """Exercises this athlete shouldn't do; without a level, only those to avoid.

    Who is new to strength work does nothing heavy, no jumps but the lowest, and nothing that asks for balance on one
    leg.

    Raises
    ------
    ArgumentError
        If the level or something to avoid is unknown.

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
    if level == "new":  # the lowest kind of jumps, and nothing heavy
        springy = table["mode"] == "plyometric"
        out |= set(table.loc[(table["demand"] == "heavy") | (springy & (table["demand"] != "light")), "exercise_id"])
    elif level == "some":  # jumps of the high kind are for who has jumped
        out |= set(table.loc[(table["mode"] == "plyometric") & (table["demand"] == "heavy"), "exercise_id"])
    return frozenset(out)
