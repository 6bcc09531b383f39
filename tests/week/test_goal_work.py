"""Lines of a goal: what studies did or we ask, beside weeks that were counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import ArgumentError, Library, add_routine, dose_bands, goal_lines, plan_block, weekly_summary
from analysis.block import goal_weeks
from analysis.block.goal_studies import goal_weeks_table
from analysis.week import say_goal_lines
from analysis.week.goal_work import LINE_GOALS, goal_table
from tests.shared import WEEK

Write = Callable[..., Path]


HEADER = "section,phase,exercise,dose,load"


LIGHT = ("A,strength,Lateral band walk,3 x 12 per direction,", "A,strength,Wall abs,3 x 10,")


HEAVY = (
    "A,strength,Goblet squat,3 x 6,20 kg",
    "A,strength,Hip thrust,3 x 8,60 kg",
    "A,strength,Split squat,2 x 8 per side,10 kg",
    "A,strength,Single-leg calf raise,2 x 8 per side,",
    "A,strength,Bent-knee calf raise,2 x 10 per side,",
)


def lines(library: Library, path: Path, times: int = 1, goal: str = "running", **more: Any) -> pd.DataFrame:
    return goal_lines(add_routine(library, path), {"mine": times}, goal, **more).set_index("line")


def test_a_week_of_heavy_work_is_counted_line_by_line(library: Library, sheet: Write) -> None:
    held = lines(library, sheet(*HEAVY, header=HEADER), 2, weeks=12)
    # Twice: squat 3 and split squat 2 for the knee, the split squat again on one leg, all of it hard leg sets.
    expected: dict[str, tuple[float, str]] = {
        "sessions": (2, "in"),
        "weeks": (12, "in"),
        "knee_dominant": (10, "in"),
        "hip_dominant": (6, "in"),
        "single_leg": (4, "in"),
        "calf_straight": (4, "in"),
        "calf_bent": (4, "in"),
        "leg_sets": (24, "above"),
        "jumps": (0, "below"),
        "trunk": (0, "below"),
    }
    for end in ("has_min", "has_max"):
        assert held[end].to_dict() == {line: has for line, (has, _) in expected.items()}
    assert held["status"].to_dict() == {line: status for line, (_, status) in expected.items()}


def test_light_work_fills_the_line_of_the_trunk_alone(library: Library, sheet: Write) -> None:
    for held in (
        goal_lines(library, {"run_forever": 3}, "running").set_index("line"),
        lines(library, sheet(*LIGHT, header=HEADER)),
    ):
        assert held.drop(index=["trunk", "weeks"])["has_max"].sum() == 0
        assert set(held.drop(index="weeks")["status"]) == {"below", "in"}
        assert held.loc["trunk", "status"] == "in"


def test_loaded_work_is_seen_wherever_it_stands(library: Library, sheet: Write) -> None:
    held = lines(library, sheet("Warm-up,activation,Split squat,3 x 6 per side,2 x 12 kg", header=HEADER))
    assert held.loc[["sessions", "knee_dominant", "single_leg"], "has_min"].tolist() == [1, 3, 3]
    unloaded = lines(library, sheet("Warm-up,activation,Split squat,3 x 8 per side,", header=HEADER))
    assert unloaded.loc["knee_dominant", "has_max"] == 0
    counted = lines(library, sheet("Warm-up,activation,Split squat,3 x 8 per side,", header=HEADER), count=["light"])
    assert counted.loc["knee_dominant", "has_max"] == 3


def test_ranges_stay_ranges(library: Library, sheet: Write) -> None:
    held = lines(library, sheet("A,strength,Goblet squat,3-5 x 6,20 kg", header=HEADER))
    assert held.loc["knee_dominant", ["has_min", "has_max", "status"]].tolist() == [3, 5, "depends"]


@pytest.mark.parametrize("goal", LINE_GOALS)
def test_every_line_says_what_it_rests_on(library: Library, goal: str) -> None:
    held = goal_lines(library, WEEK, goal)
    assert held.columns[:7].tolist() == ["line", "name", "asked", "has_min", "has_max", "status", "reference_id"]
    assert set(held["reference_id"]) <= {*library.references["reference_id"], "custom"}
    ours = held["reference_id"] == "custom"
    assert (held.loc[ours, "seen"] == "custom").all()
    assert held.loc[ours, "finding"].str.startswith("Ours").all()
    assert held.loc[~ours, ["seen", "locator", "finding"]].notna().all(axis=None)
    assert held.loc[held["line"] == "weeks", "status"].isna().all()  # a week does not say how many follow


def test_targets_name_patterns_and_lines_that_are_there(library: Library) -> None:
    known = {
        "patterns": set(library.movement_patterns["movement_pattern"]),
        "cover": set(library.coverage_lines["line_id"]),
        "kinds": {"strength", "light", "jumps"},
    }
    for column, allowed in known.items():
        for joined in library.targets[column].dropna():
            assert set(joined.split("+")) <= allowed
    # Whatever a finding names in passing is a reference too.
    for words in library.targets["finding"].str.findall(r"\b[a-z_]+_20\d\d\b"):
        assert set(words) <= set(library.references["reference_id"])
    assert (library.targets["seen"] == "custom").tolist() == library.targets["reference_id"].isna().tolist()


@pytest.mark.parametrize("goal", LINE_GOALS)
def test_these_goals_have_no_band_per_muscle(library: Library, goal: str) -> None:
    assert dose_bands(library, goal=goal).empty
    summary = weekly_summary(library, WEEK, goal=goal)
    assert summary[["status", "reason", "band_low"]].isna().all(axis=None)
    both = weekly_summary(library, WEEK, goal=goal, bands={"quads": (1, 2)})
    assert both["status"].dropna().tolist() == ["above"]  # a coach's own bands stay


def test_lines_in_words(library: Library) -> None:
    held = goal_lines(library, WEEK, "running")
    table = goal_table(held)
    assert table.columns.tolist() == ["goal running", "asked", "the week", "status", "source"]
    assert table.iloc[2].tolist() == ["Knee-dominant lifts", "4 or more sets", "3", "below", "ACSM 2026"]
    said = say_goal_lines(held)
    assert said.startswith("For running the week meets 3 of 9 lines: it is short of sessions with strength work (1 of")
    with pytest.raises(ArgumentError, match="did you mean running"):
        goal_lines(library, WEEK, "runing")
    with pytest.raises(ArgumentError, match="allowed: running, strength"):
        goal_lines(library, WEEK, "size")


def test_the_weeks_of_a_block_are_set_beside_their_goal(library: Library, sheet: Write) -> None:
    mine = add_routine(library, sheet(*HEAVY, header=HEADER))
    phases = [
        {"name": "a", "weeks": 2, "mon": "mine", "thu": "mine"},
        {"name": "b", "weeks": 1, "mon": "run_forever"},
    ]
    plan = plan_block(mine, {"name": "x", "start": "2027-01-04", "goal": "running", "phase": phases})
    held = goal_weeks(plan).set_index(["line", "week"])
    assert held.loc["sessions", "has_min"].tolist() == [2, 2, 0]
    assert held.loc["knee_dominant", "has_min"].tolist() == [10, 10, 0]
    assert held.loc["weeks", "status"].tolist() == ["below"] * 3
    table = goal_weeks_table(plan).set_index("goal running")
    assert table.loc["Knee-dominant lifts", ["asked", "in a week", "weeks short"]].tolist() == [
        "4 or more sets",
        "0-10",
        "1",
    ]
    sized = plan_block(mine, {"name": "x", "start": "2027-01-04", "goal": "size", "phase": phases})
    with pytest.raises(ArgumentError, match="no lines"):
        goal_weeks(sized)
