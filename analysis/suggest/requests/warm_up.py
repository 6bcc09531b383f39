"""The warm-up of an athlete's sessions."""

from __future__ import annotations

from collections.abc import Collection

from analysis.ask.equipment import usable
from analysis.library.library import Library
from analysis.suggest.requests.training_days import Day

LIGHT_DAY = 15
"""Sessions open with one exercise if none is longer than this many minutes (custom)."""


LONG_DAY = 40
"""Running sessions open with foot work as well if none is shorter than this many minutes (custom)."""


OPENER, HIPS = "worlds_greatest_stretch", ("lateral_band_walk", "glute_bridge")
"""The first warm-up exercise, and the choices for the hips: the first that the equipment allows (custom)."""


FEET = "toe_yoga"
"""The foot exercise: in the warm-up, it takes no room from the work of a long session (custom)."""


def usual_warm_up(
    library: Library,
    equipment: tuple[str, ...] | None,
    days: Collection[Day],
    named: Collection[str],
    *,
    running: bool,
) -> list[str]:
    """Return the default warm-up exercises, without those named elsewhere; foot work is for running only."""
    have = usable(library, equipment)
    needs = library.coding.usual
    hips = [each for each in HIPS if all(item in have for item, required in needs.get(each, ()) if required)]
    short = all(day.minutes is not None and day.minutes <= LIGHT_DAY for day in days)
    feet = running and all(day.minutes is None or day.minutes >= LONG_DAY for day in days)
    opening = [*([] if short else [OPENER]), *hips[:1], *([FEET] if feet else [])]
    return [each for each in opening if each not in named]
