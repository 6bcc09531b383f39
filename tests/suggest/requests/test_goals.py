"""Weeks suggested for a goal: its main lines on two days, what cannot be filled is told."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from analysis import ArgumentError, Library, goal_lines, plan_block
from analysis.ask.races import race_rule, read_distance
from analysis.block import BlockSpec, block_mapping, read_block
from analysis.block.check_facts import Facts
from analysis.block.edits import with_race
from analysis.suggest.targets import MAIN_LINES
from tests.suggest.athletes import least_week

pytest.importorskip("highspy")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("goal", "equipment"),
    [("running", None), ("running", []), ("strength", ["dumbbell", "mat"]), ("strength", None)],
)
def test_a_week_for_a_goal_holds_its_main_lines_on_two_days(library: Library, goal: str, equipment: Any) -> None:
    week = least_week(library, goal=goal, days=2, minutes=40, equipment=equipment)
    held = goal_lines(week.library, week.week, goal).set_index("line")
    filled = [*MAIN_LINES, "single_leg", "trunk", "sessions"]
    assert set(held.loc[filled, "status"]) == {"in"}
    days = week.targets.set_index("target")["days"]
    assert (days[list(MAIN_LINES)] == 2).all()
    assert (held.loc["jumps", "has_max"] > 0) == (goal == "running")
    # Never one set of a lift, and no band of a muscle is asked for.
    assert week.plan.loc[week.plan["phase"] == "strength", "sets_min"].min() >= 2
    assert set(week.targets["by"]) == {"line"}


def test_what_nothing_can_fill_is_left_out_and_told(library: Library) -> None:
    week = least_week(library, goal="running", days=2, minutes=30, race="sat", known=["goblet_squat"])
    assert week.fits
    assert {target.label for target in week.question.targets} == {"knee_dominant", "trunk"}
    assert "Left out: hip-dominant lifts, straight-knee calf raises" in week.say(prices=False)
    assert "Jump" not in " ".join(week.plan["exercise"])
    size = least_week(library, goal="size", days=3, minutes=60)
    assert size.fits
    assert "Left out: hip rotators" in size.say(prices=False)
    with pytest.raises(ArgumentError, match="bands: none"):
        least_week(library, days=2)
    with pytest.raises(ArgumentError, match="did you mean running"):
        least_week(library, goal="runing")


def test_own_bands_stand_beside_the_lines(library: Library) -> None:
    week = least_week(library, goal="running", bands={"chest": 4}, days=2, minutes=40)
    assert week.targets.set_index("target").loc["chest", ["by", "sets_min"]].tolist() == ["group", 4]


def test_a_block_for_running_is_filled_with_its_lines(library: Library) -> None:
    phases = [{"name": "base", "weeks": 2, "suggest": 2}]
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "goal": "running", "minutes": 40, "phase": phases})
    found = plan.check(ignore=["too-short", "coverage"])
    assert not {"goal", "frequency"} & set(found["check"])


@pytest.mark.parametrize(
    ("typed", "km"),
    [("marathon", 42.195), ("Half", 21.0975), ("10k", 10), (5, 5), ("5000 m", 5), ("10 miles", 16.09344)],
)
def test_distances_as_typed(typed: Any, km: float) -> None:
    assert read_distance(typed) == pytest.approx(km)


@pytest.mark.parametrize("typed", ["far", 0, "1000 km", True, "10 parsecs"])
def test_no_distance_of_a_race(typed: Any) -> None:
    with pytest.raises(ArgumentError, match="distance: "):
        read_distance(typed)


def test_races_are_read_written_and_ruled_by_distance_and_priority(library: Library) -> None:
    races = [
        {"date": datetime.date(2027, 1, 9), "distance": "10 km", "priority": "C"},
        {"date": datetime.date(2027, 1, 16), "distance": "10 km", "priority": "A"},
        {"date": datetime.date(2027, 1, 24), "distance": "marathon", "priority": "A"},
    ]
    phases = [{"name": "base", "weeks": 3, "mon": "runners_world"}]
    spec = read_block(library, {"name": "x", "start": "2027-01-04", "race": races, "phase": phases})
    assert [spec.run_on(race["date"]) for race in races] == ["race"] * 3
    assert block_mapping(spec)["race"] == races
    assert read_block(library, spec).race == spec.race
    facts = Facts(plan_block(library, spec))
    rules = [race_rule(facts.plan.source.races, race.km, race.priority) for race in spec.race]
    assert [rule["race_id"] for rule in rules] == ["any_c", "short_a", "marathon_a"]
    assert [rule["heavy_legs_min"] for rule in rules] == [3, 4, 7]
    alone: BlockSpec = with_race(spec, None)
    assert [race.date for race in alone.race] == [race["date"] for race in races[1:]]
    plain = read_block(library, {"name": "x", "start": "2027-01-04", "race": "2027-01-24", "phase": phases})
    assert plain.race[0].km == 21.0975
    assert block_mapping(plain)["race"] == datetime.date(2027, 1, 24)
