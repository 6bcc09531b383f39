"""How the sessions of an athlete open."""

from __future__ import annotations

from collections.abc import Collection

from analysis.ask.equipment import usable
from analysis.library.library import Library
from analysis.suggest.training_days import Day

LIGHT_DAY = 15
"""Minutes up to which sessions open with one exercise, where none is longer (custom)."""


LONG_DAY = 40
"""Minutes from which on sessions for running open with work for the feet as well, where none is shorter (custom)."""


OPENER, HIPS = "worlds_greatest_stretch", ("lateral_band_walk", "glute_bridge")
"""What opens a session, and what wakes the hips: the first that the equipment allows (custom)."""


FEET = "toe_yoga"
"""What wakes the feet: so it takes no place of the work of a long session (custom)."""


def usual_warm_up(
    library: Library,
    equipment: tuple[str, ...] | None,
    days: Collection[Day],
    named: Collection[str],
    *,
    running: bool,
) -> list[str]:
    """Return the exercises that open sessions unless others are named; feet are worked for running alone."""
    have = usable(library, equipment)
    needs = library.coding.usual
    hips = [each for each in HIPS if all(item in have for item, required in needs.get(each, ()) if required)]
    short = all(day.minutes is not None and day.minutes <= LIGHT_DAY for day in days)
    feet = running and all(day.minutes is None or day.minutes >= LONG_DAY for day in days)
    opening = [*([] if short else [OPENER]), *hips[:1], *([FEET] if feet else [])]
    return [each for each in opening if each not in named]
