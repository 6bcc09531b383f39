"""Strength work around runs: on random weeks the days that are chosen keep what the policy asks for."""

from __future__ import annotations

import itertools
import random

import pytest

from analysis.base.calendar import WEEKDAYS
from analysis.library.terms import HARD_RUNS, POLICIES, RUNS
from analysis.week.around_runs import choose_days, spared_days, way_of


def random_runs(seed: int) -> tuple[dict[str, str], int, str]:
    """Return the runs of a week, how many sessions it asks for, and a policy."""
    dice = random.Random(seed)
    runs = {day: dice.choice(RUNS) for day in WEEKDAYS if dice.random() < 0.6}
    return runs, dice.randint(1, 5), dice.choice(POLICIES)


def leg_days_of(count: int, runs: dict[str, str], strength: str) -> list[str]:
    """Return the leg days of the days that are chosen."""
    chosen = choose_days(count, runs, strength=strength)
    return [day for day, why in spared_days(chosen, runs, strength).items() if not why]


def broken(legs: list[str], runs: dict[str, str], way: str) -> list[str]:
    """Name the days with leg work that a policy forbids, counted by hours on a line of three weeks."""
    hours = {24 * (7 * week + WEEKDAYS.index(day)): day for week in range(3) for day in legs}
    hard = [
        24 * (7 * week + WEEKDAYS.index(day)) for week in range(3) for day in WEEKDAYS if runs.get(day) in HARD_RUNS
    ]
    wrong = [day for day in legs if runs.get(day) == "race"]
    if way != "own":
        wrong += [day for at, day in hours.items() if runs.get(day) == "off" or at + 24 in hard]
        wrong += [day for at, day in hours.items() if at + 24 in hours]
    if way == "separate":
        wrong += [day for at, day in hours.items() if at in hard]
    if way == "aside":
        wrong += [day for day in legs if runs.get(day) == "long"]
    return wrong


@pytest.mark.parametrize("seed", [*range(25), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(25, 200))])
def test_leg_days_of_random_weeks_keep_their_policy(seed: int) -> None:
    runs, count, strength = random_runs(seed)
    chosen = choose_days(count, runs, strength=strength)
    assert len(chosen) == min(count, sum(runs.get(day) != "race" for day in WEEKDAYS))
    way = way_of(count, runs, strength)
    spared = spared_days(chosen, runs, strength)
    legs = [day for day, why in spared.items() if not why]
    assert not broken(legs, runs, way)
    if strength == "auto" and len(legs) < min(count, 2):  # two leg days are enough: no way has them
        assert len(leg_days_of(count, runs, "separate")) < min(count, 2)
    # No other days could have carried more leg work.
    free = [day for day in WEEKDAYS if not broken([day], runs, way)]
    sets_of_days = itertools.chain.from_iterable(itertools.combinations(free, size) for size in range(len(free) + 1))
    most = max(len(days) for days in sets_of_days if not broken(list(days), runs, way))
    assert len(legs) == min(most, len(chosen))


@pytest.mark.parametrize(
    ("days", "runs", "strength", "legs"),
    [
        ("mon wed fri", {}, "auto", "mon wed fri"),
        ("tue thu", {"tue": "intervals"}, "auto", "tue thu"),  # both days cannot be kept apart, so they are stacked
        ("tue thu", {"tue": "intervals"}, "separate", "thu"),
        ("wed fri", {"tue": "hills", "sun": "long"}, "auto", "wed fri"),
        ("sat mon", {"sun": "race"}, "own", "mon sat"),  # the coach's way, but for the race's own day
        ("sun mon", {"sun": "race"}, "own", "mon"),
        ("mon thu", {"mon": "off"}, "stack", "thu"),
        ("tue thu sun", {"tue": "hard", "sun": "long"}, "auto", "tue thu"),  # two days will do without the long run's
        ("tue sun", {"tue": "hard", "sun": "long"}, "auto", "tue"),  # nobody lifts after a long run
        ("sun", {"tue": "hard", "sun": "long"}, "auto", "sun"),  # unless there is no other day
        ("mon wed thu", {"thu": "tempo"}, "auto", "mon thu"),
    ],
)
def test_named_days(days: str, runs: dict[str, str], strength: str, legs: str) -> None:
    spared = spared_days(days.split(), runs, strength)
    assert [day for day, why in spared.items() if not why] == legs.split()


def test_leg_work_that_stays_keeps_the_days_beside_it_light() -> None:
    assert spared_days(["tue", "thu"], {}, legs_on=["wed"]) == {
        "tue": "less than 48 h before leg work on Wed",
        "thu": "less than 48 h after leg work on Wed",
    }


def test_leg_work_that_stays_counts_as_a_leg_day() -> None:
    runs = {"tue": "intervals", "sun": "long"}
    # With typed leg work on Wednesday one more day is enough, and there is one apart from both runs.
    assert choose_days(3, runs, {"wed"}, legs_on=["wed"]) == ("tue", "thu", "fri")
    spared = spared_days(["tue", "fri", "sun"], runs, legs_on=["wed"])
    assert [day for day, why in spared.items() if not why] == ["fri"]


@pytest.mark.parametrize("seeds", [range(25), pytest.param(range(25, 200), marks=pytest.mark.slow)], ids=["25", "200"])
def test_days_beside_leg_work_that_stays_keep_the_policy(seeds: range) -> None:
    for seed in seeds:
        runs, count, strength = random_runs(seed)
        dice = random.Random(seed + 1000)
        stays = [day for day in WEEKDAYS if dice.random() < 0.25]
        chosen = choose_days(count, runs, stays, strength, stays)
        legs = [day for day, why in spared_days(chosen, runs, strength, stays).items() if not why]
        way = way_of(len({*chosen} - {*stays}), runs, strength, stays)
        # What is typed may break a rule of its own; what is suggested beside it breaks none.
        assert not {*broken([*stays, *legs], runs, way)} & {*legs} - {*stays}, seed
