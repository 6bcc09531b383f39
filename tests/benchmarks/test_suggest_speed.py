"""How long suggestions take: weeks over the whole library, mixes of many routines, and the small questions."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from analysis import Library, load_library, session_minutes, substitute, suggest_mix, suggest_week, trim, what_if
from analysis.suggest import substitute_routine
from tests.benchmarks import plain
from tests.benchmarks.measures import measure, measure_process

GROUPS = ["glute_max", "hip_abductors", "adductors", "quads", "hamstrings", "calves", "trunk_front", "trunk_side"]
GROUPS += ["back", "chest", "shoulders", "lower_back"]
WEEK = {"runners_world": 1, "run_forever": 3}
LOWS = {"hip_abductors": 8, "hamstrings": 4, "calves": 3}
ONE = (
    "from tests.benchmarks.test_suggest_speed import CASES; from analysis import load_library, suggest_week; "
    "library = load_library(); [suggest_week(library, **asked) for asked in CASES]"
)


def case(number: int) -> dict[str, Any]:
    """Ask for eight targets over the whole library on three days, each time other ones."""
    chosen = [GROUPS[(number * 5 + place * (1 + number % 3)) % len(GROUPS)] for place in range(16)]
    bands: dict[str, Any] = {}
    for place, group in enumerate(dict.fromkeys(chosen + GROUPS)):
        low = 2 + (number * 3 + place * 5) % 7
        bands[group] = (low, low + 4) if (number + place) % 4 == 0 else low
        if len(bands) == 8:
            break
    asked: dict[str, Any] = {"bands": bands, "least": "minutes", "days": 3, "minutes": (20, 25, 30, 45)[number % 4]}
    if number % 5 == 1:
        asked["runs"] = {"tue": "hard", "sun": "long"}
    if number % 5 == 2:
        asked["cover"] = ["plyometric", "single_leg", "calf_bent_knee"]
    if number % 5 == 3:
        asked["minutes"] = [asked["minutes"], 15, asked["minutes"] + 10]
    if number % 5 == 4:
        asked["fixed"] = {"thu": "runners_world"}
    return asked


CASES = [case(number) for number in range(20)]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.mark.benchmark(group="suggest_week, 3 days, 8 bands, whole library: 20 cases")
def test_suggest_week(benchmark: Any, library: Library) -> None:
    weeks = [suggest_week(library, **asked) for asked in CASES]
    assert all(week.proven or week.fits is False for week in weeks)
    turns = itertools.cycle(CASES)
    benchmark.pedantic(lambda: suggest_week(library, **next(turns)), rounds=2 * len(CASES))


@pytest.mark.benchmark(group="suggest_week, all 20 cases in a process of its own")
def test_suggest_week_from_cold(benchmark: Any) -> None:
    measure_process(benchmark, "-c", ONE)


@pytest.mark.benchmark(group="suggest_mix, 60 routines, up to 4 sessions")
def test_suggest_mix(benchmark: Any, many: Callable[[int, int], Library]) -> None:
    library = many(57, 10)
    measure(benchmark, lambda: suggest_mix(library, bands=LOWS))


@pytest.mark.benchmark(group="suggest_mix, 60 routines, up to 4 sessions")
def test_suggest_mix_plain(benchmark: Any, many: Callable[[int, int], Library]) -> None:
    library = many(57, 10)
    frames = library.prescriptions, plain.read()[1], session_minutes(library)
    found = plain.mix(*frames, LOWS, 4)
    ours = suggest_mix(library, bands=LOWS)
    assert (found["missing"].iloc[0], found["minutes_max"].iloc[0]) == pytest.approx(
        (ours["missing_sets"].iloc[0], ours["minutes_max"].iloc[0])
    )
    benchmark.pedantic(lambda: plain.mix(*frames, LOWS, 4), rounds=2)


@pytest.mark.benchmark(group="what_if")
def test_what_if(benchmark: Any, library: Library) -> None:
    measure(benchmark, lambda: what_if(library, WEEK, add={"standing_calf_raise": 3}))


@pytest.mark.benchmark(group="trim")
def test_trim(benchmark: Any, library: Library) -> None:
    measure(benchmark, lambda: trim(library, "runners_world", minutes=15))


@pytest.mark.benchmark(group="substitute")
def test_substitute(benchmark: Any, library: Library) -> None:
    measure(benchmark, lambda: substitute(library, "hip_thrust", equipment=["mat"]))


@pytest.mark.benchmark(group="substitute_routine")
def test_substitute_routine(benchmark: Any, library: Library) -> None:
    measure(benchmark, lambda: substitute_routine(library, "runners_world", equipment=["mini_band", "mat"]))
