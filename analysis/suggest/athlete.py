"""What an athlete is used to and is to avoid, and how their sessions open."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from analysis.ask.equipment import usable
from analysis.base.choices import check_choice, split_names, texts
from analysis.library.library import Library
from analysis.suggest.training_days import Day

LEVELS = ("new", "some", "trained")
"""What an athlete is used to."""


AVOID = ("jumps", "deep_knee", "overhead")
"""What an athlete may have to avoid."""


LIGHT_DAY = 15
"""Minutes up to which a session opens with one exercise (custom)."""


OPENER, HIPS = "worlds_greatest_stretch", ("lateral_band_walk", "glute_bridge")
"""What opens a session, and what wakes the hips: the first that the equipment allows (custom)."""


def barred(library: Library, level: str | None, avoid: str | Iterable[str]) -> frozenset[str]:
    """Return the exercises that are none for an athlete; without a level all are that need not be avoided.

    Raises
    ------
    ArgumentError
        If the level or something to avoid is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> out = barred(load_library(), "new", ["overhead"])
    >>> [name in out for name in ("back_squat", "dumbbell_overhead_press", "goblet_squat")]
    [True, True, False]
    """
    level = None if level is None else check_choice("level", level, LEVELS)
    chosen = [check_choice("avoid", each, AVOID) for text in texts("avoid", avoid) for each in split_names(text)]
    table = library.exercises
    out = set(library.avoid.loc[library.avoid["avoid"].isin(chosen), "exercise_id"])
    if "jumps" in chosen:
        out |= set(table.loc[table["mode"] == "plyometric", "exercise_id"])
    if level == "new":
        out |= set(table.loc[table["demand"] == "heavy", "exercise_id"])
    elif level == "some":  # jumps of the high kind are for who has jumped
        out |= set(table.loc[(table["mode"] == "plyometric") & (table["demand"] == "heavy"), "exercise_id"])
    return frozenset(out)


def usual_warm_up(
    library: Library, equipment: tuple[str, ...] | None, days: Collection[Day], named: Collection[str]
) -> list[str]:
    """Return the exercises that open sessions unless others are named."""
    have = usable(library, equipment)
    needs = library.coding.usual
    hips = [each for each in HIPS if all(item in have for item, required in needs.get(each, ()) if required)]
    short = any(day.minutes is not None and day.minutes <= LIGHT_DAY for day in days)
    return [each for each in ([] if short else [OPENER]) + hips[:1] if each not in named]
