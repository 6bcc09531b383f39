"""How exercises go on: block/planning/progression.py and block/planning/next_steps.py, with loads as ask/loads.py reads
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from analysis import DataError, Library, check_block, plan_block
from analysis.base.frames import with_blanks
from analysis.block import block_mapping, read_block, session_cards

SHEET = """exercise,dose,load
Hip thrust,3 x 8,
Goblet squat,3 x 6,70-75 %
Split squat,2 x 8 per side,
Side plank,2 x 40-60 s per side,
Band walk,2 x 10 per side,
"""


def block(progress: Mapping[str, Any], *later: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a block of a phase of three weeks, a lighter one, and others."""
    days = dict.fromkeys(("mon", "thu"), "own")
    phases = [
        {"name": "build", "weeks": 3, **days, "progress": progress},
        {"name": "deload", "weeks": 1, "volume": 0.6},
    ]
    return {"name": "Own", "start": "2027-01-04", "sheets": {"own": SHEET}, "phase": [*phases, *later], **more}


def weeks_of(library: Library, exercise: str, typed: Mapping[str, Any], *columns: str) -> list[str]:
    """Return columns of an exercise of the grid, week by week."""
    grid = with_blanks(plan_block(library, typed).grid)
    rows = grid.loc[grid["exercise_id"] == exercise, list(columns)]
    return [" | ".join(filter(None, row)) for row in rows.itertuples(index=False)]


THRUST = {"hip_thrust": {"reps": [8, 10], "load": "40 kg", "step": "2 kg"}}


def test_the_range_fills_then_the_load_grows_and_a_deload_keeps_it(library: Library) -> None:
    told = weeks_of(library, "hip_thrust", block(THRUST, {"name": "peak", "weeks": 4}), "dose", "load", "next")
    assert told == [
        "3 x 8-10 | 40 kg",
        "3 x 9-10 | 40 kg",
        "3 x 10 | 40 kg | 3 x 10 reached: add 2 kg",
        "2 x 10 | 40 kg",  # lighter: fewer sets, the same load, nothing to decide
        "3 x 8-10 | 42 kg",
        "3 x 9-10 | 42 kg",
        "3 x 10 | 42 kg | 3 x 10 reached: add 2 kg",
        "3 x 8-10 | 44 kg",
    ]
    pair = {"hip_thrust": THRUST["hip_thrust"] | {"load": "2 x 20 kg"}}
    third = weeks_of(library, "hip_thrust", block(pair), "load", "next")[2]
    assert third == "2 x 20 kg | 3 x 10 reached: add 2 kg each"


@pytest.mark.parametrize(
    ("later", "more", "loads"),
    [
        pytest.param(
            {}, {"skip": [{"from": "2027-02-15", "to": "2027-02-21"}]}, ["42", "42", "", "42", "42"], id="off"
        ),
        pytest.param({"mon": "own"}, {}, ["42", "42", "42", "42", "44"], id="two sessions, however many weeks"),
        pytest.param({"override": {"hip_thrust": {"load": "30 kg"}}}, {}, ["30"] * 5, id="an override ends it"),
        pytest.param({"reps_step": 2}, {}, ["42", "42", "44", "44", "46"], id="a faster climb"),
        pytest.param(
            {"progress": {"hip_thrust": {"load": "60-65 kg", "step": "2,5 kg", "reps": 4}}},
            {},
            ["60-65", "62.5-67.5", "65-70", "67.5-72.5", "70-75"],
            id="another one, of a point, in a range of loads",
        ),
    ],
)
def test_how_the_load_goes_on(library: Library, later: dict[str, Any], more: dict[str, Any], loads: list[str]) -> None:
    typed = block(THRUST, {"name": "peak", "weeks": 5, **later}, **more)
    told = weeks_of(library, "hip_thrust", typed, "load")[4:]
    assert told == [f"{load} kg" * bool(load) for load in loads]


@pytest.mark.parametrize(
    ("exercise", "progress", "told"),
    [
        ("split_squat", {"reps": 8}, "go on to rear-foot-elevated split squat"),
        ("split_squat", {"reps": 8, "load": "10 kg"}, "add the smallest plate (2-10 %)"),
        ("lateral_band_walk", {"reps": 10}, "take a stronger band"),
        ("side_plank", {"seconds": [45, 60]}, "go on to side plank with knee drive"),
    ],
)
def test_without_a_step_the_next_one_is_of_the_kind_of_work(
    library: Library, exercise: str, progress: dict[str, Any], told: str
) -> None:
    plan = plan_block(library, block({exercise: progress}))
    rows = plan.prescriptions[plan.prescriptions["exercise_id"] == exercise]
    assert rows["next"].iloc[0].partition(" reached: ")[2] == told
    cards = session_cards(plan).set_index("exercise_id")
    assert told in cards.loc[exercise, "next"].iloc[0], "the card says so too"


def test_a_share_of_a_typed_maximum_has_its_kilograms(library: Library) -> None:
    typed = block({}, maxima={"Goblet squat": "80-90 kg"})
    assert set(weeks_of(library, "goblet_squat", typed, "load")) == {"70-75 % (56-67.5 kg)"}
    assert set(weeks_of(library, "goblet_squat", block({}), "load")) == {"70-75 %"}, "no maximum, no kilograms"
    steps = block({"goblet_squat": {"reps": 6, "load": "70 %", "step": "2.5 %"}}, maxima={"goblet_squat": "80 kg"})
    assert weeks_of(library, "goblet_squat", steps, "load")[1] == "72.5 % (58 kg)"


@pytest.mark.parametrize(
    ("progress", "more", "told"),
    [
        ({"hip_thrust": {"load": "40 kg", "step": "2 lb"}}, {}, "a step in lb, of a load in kg"),
        ({"hip_thrust": {"load": "heavy", "step": "2 kg"}}, {}, "load without figures: 'heavy'"),
        ({"hip_thrust": {"reps": 8, "seconds": 30}}, {}, "the exercise is given in reps"),
        ({"hip_trust": {"reps": 8}}, {}, "did you mean hip_thrust"),
        ({}, {"maxima": {"hip_thrust": 80}}, "maximum without figures: '80'"),
        ({}, {"maxima": {"hip_thrust": "-80 kg"}}, "maximum without figures: '-80 kg'"),
        ({}, {"maxima": {"hip_thrust": "1e5 kg"}}, "maximum without figures: '1e5 kg'"),
        ({}, {"maxima": {"hip_thrust": "70 %"}}, "key maxima.hip_thrust"),
    ],
)
def test_what_cannot_be_read_is_named(
    library: Library, progress: dict[str, Any], more: dict[str, Any], told: str
) -> None:
    with pytest.raises(DataError, match=told):
        read_block(library, block(progress, **more))
    both = block(THRUST)
    both["phase"][0]["override"] = {"hip_thrust": {"reps": 8}}
    with pytest.raises(DataError, match=r"phase\.1\.progress\.hip_thrust\.reps: reps in override and in progress"):
        read_block(library, both)


def test_a_step_that_is_small_for_its_load_is_told(library: Library) -> None:
    found = check_block(plan_block(library, block({"hip_thrust": {"load": "70 %", "step": "1 %"}})))
    told = found.loc[found["check"] == "progress", "message"].tolist()
    assert told == ["Hip thrust: a step of 1 % is 1.4 % of 70 %; 2-10 % is usual"]


def test_it_is_written_as_it_is_read(library: Library) -> None:
    typed = block(THRUST, maxima={"hip_thrust": "80 kg"})
    spec = read_block(library, typed)
    written = block_mapping(spec)
    assert (written["phase"][0]["progress"], written["maxima"]) == (THRUST, typed["maxima"])
    assert read_block(library, spec) == spec
