"""Plans for the phone, held against a schema of the fields that are used and against the prescriptions."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from analysis import Library, add_routine, plan_block
from analysis.files import export_phone_plan
from analysis.files.device_sessions import block_workouts, routine_workouts
from analysis.files.phone_file import about_phone, block_plan_bytes, plan_bytes


def closed(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


TEXT, TRUTH = {"type": "string"}, {"type": "boolean"}
COUNT = {"type": "integer", "minimum": 1, "maximum": 200}
SECONDS = {"type": "string", "pattern": "^PT[0-9]{1,4}S$"}
REST = closed(minRest=SECONDS, maxRest=SECONDS, failureRest=SECONDS)
METRES = closed(value={"type": "string", "pattern": "^[0-9]+$"}, unit={"const": "metre"})
TARGET = {"oneOf": [closed(type={"const": "time"}, value=SECONDS), closed(type={"const": "distance"}, value=METRES)]}
TRACKED = {f"track{what}": TRUTH for what in ("Duration", "Distance", "Resistance", "Incline", "Weight", "Steps")}
WEIGHTED = closed(
    type={"const": "WeightedExerciseBlueprint"},
    name=TEXT,
    notes=TEXT,
    link=TEXT,
    plannedSets={"type": "array", "items": closed(reps=closed(min=COUNT, max=COUNT)), "minItems": 1},
    restBetweenSets=REST,
    supersetWithNext=TRUTH,
    resistance={"enum": ["external", "bodyweight", "none"]},
    progression={"type": "array", "maxItems": 0},
)
TIMED = closed(
    type={"const": "CardioExerciseBlueprint"},
    name=TEXT,
    notes=TEXT,
    link=TEXT,
    sets={"type": "array", "items": closed(target=TARGET, **TRACKED, restBetweenSets=REST), "minItems": 1},
)
EXERCISES = {"type": "array", "items": {"oneOf": [WEIGHTED, TIMED]}, "minItems": 1}
SESSION = closed(version={"const": 6}, name=TEXT, notes=TEXT, exercises=EXERCISES)
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PLAN = closed(version={"const": 3}, name=TEXT, lastEdited=DAY, sessions={"type": "array", "items": SESSION})
"""The fields of LiftLog's plan files that are written here, as its documents describe them."""

SHEET = """section,rounds,exercise,dose
Main,3,Split squat,8-10 per side
Main,3,Side plank,20-30 s per side
Main,3,Glute bridge,10
Main,2,Push-up,AMRAP
Main,,Back squat,"12, 10, 8, 60 kg, rest 2-3 min"
Main,,Kettlebell swing,5 x 10 every 60 s
Main,,Farmer's carry,2-3 x 20 m
"""


@pytest.fixture(scope="module")
def coached(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("sheet") / "coached.csv"
    path.write_text(SHEET, encoding="utf-8")
    return add_routine(library, path)


def read(content: bytes) -> dict[str, Any]:
    plan = json.loads(content)
    jsonschema.validate(plan, PLAN)
    return dict(plan)


def test_a_routine_on_the_phone_is_what_is_prescribed(coached: Library, tmp_path: Path) -> None:
    plan = read(export_phone_plan(coached, tmp_path / "all.liftlogplan").read_bytes())
    names = coached.exercises.set_index("exercise_id")["name"]
    for session, (_, rows) in zip(
        plan["sessions"], coached.prescriptions.groupby("routine_id", sort=False), strict=True
    ):
        assert [one["name"] for one in session["exercises"]] == names[rows["exercise_id"]].tolist()
        for one, row in zip(session["exercises"], rows.to_dict("records"), strict=True):
            sets = one.get("plannedSets", one.get("sets"))
            assert len(sets) == row["sets_min"]
            if not pd.isna(row["reps_min"]):
                ends = {end for each in sets for end in each["reps"].values()}
                assert (min(ends), max(ends)) == (row["reps_min"], row["reps_max"])  # a range stays one
            elif not pd.isna(row["work_s_min"]):
                assert {each["target"]["value"] for each in sets} == {f"PT{row['work_s_min']}S"}
            assert (f"each {row['per']}" in one["notes"]) == (row["per"] != "both")


def test_supersets_rests_and_open_sets_are_kept(coached: Library) -> None:
    (session,) = read(plan_bytes("x", "2027-01-04", routine_workouts(coached, ["coached"])))["sessions"]
    split, plank, bridge, push, squat, swing, carry = session["exercises"]
    assert [one["supersetWithNext"] for one in (split, bridge, push, squat)] == [True, False, False, False]
    assert plank["notes"].endswith("each side, back to back with the next one")
    assert [each["reps"]["max"] for each in squat["plannedSets"]] == [12, 10, 8]
    assert squat["restBetweenSets"] == {"minRest": "PT120S", "maxRest": "PT180S", "failureRest": "PT180S"}
    assert (split["restBetweenSets"]["minRest"], push["plannedSets"][0]["reps"]) == ("PT10S", {"min": 1, "max": 99})
    assert (len(push["plannedSets"]), "60 kg" in squat["notes"], "every 60 s" in swing["notes"]) == (2, True, True)
    assert carry["sets"][0]["target"] == {"type": "distance", "value": {"value": "20", "unit": "metre"}}


def test_what_the_format_has_no_place_for_is_told(coached: Library) -> None:
    noted, lost = about_phone(routine_workouts(coached, ["coached"]))
    for what in (
        "sides (2 exercises)", "ranges of times and distances (1)", "ranges of sets (1)",
        "sets of as many as possible (1)", "sets on the minute (1)",
    ):  # fmt: skip
        assert what in noted
    assert lost.endswith("back to back: Side plank")
    assert about_phone(routine_workouts(coached, ["fit_and_well"]))[0].startswith(
        "on the phone only the notes say: sides (5 exercises), holds (2);"
    )


def test_blocks_fit_the_schema_with_each_different_session_once(coached: Library) -> None:
    routines = coached.routines["routine_id"].tolist()
    for seed in range(5):
        chance = random.Random(seed)
        days = {day: chance.sample(routines, 2) for day in ("mon", "thu")}
        phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, chance.choice([1, 1.3])], **days}
        plan = plan_block(coached, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
        workouts = block_workouts(plan)
        content = block_plan_bytes(plan, workouts)
        made = read(content)
        assert content == block_plan_bytes(plan, workouts)
        assert (made["name"], made["lastEdited"]) == ("Spring", "2027-01-04")
        assert [session["name"] for session in made["sessions"]] == [workout.name for workout in workouts]
        dates = [
            date for session in made["sessions"] for date in session["notes"].split(": ")[1].rstrip(".").split(", ")
        ]
        assert sorted(dates) == sorted(plan.sessions["date"].dt.strftime("%Y-%m-%d"))


def test_a_block_without_a_session_is_an_empty_plan(library: Library, tmp_path: Path) -> None:
    week_off = [{"from": "2027-01-04", "to": "2027-01-10"}]
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    plan = plan_block(library, {"name": "Off", "start": "2027-01-04", "phase": [phase], "skip": week_off})
    path = export_phone_plan(plan, tmp_path / "off.liftlogplan")
    assert json.loads(path.read_text(encoding="utf-8"))["sessions"] == []
