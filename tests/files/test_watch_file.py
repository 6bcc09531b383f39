"""Workouts for a watch, decoded again by Garmin's kit and held against the prescriptions they are made of.

Also of files/device_sessions.py.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import ArgumentError, BlockPlan, Library, add_routine, plan_block
from analysis.files import export_watch_workouts, watch_file
from analysis.files.block_folder import device_files, device_notes
from analysis.files.device_sessions import Workout, block_workouts, routine_workouts
from analysis.files.watch_file import fit_bytes, watch_exercises
from analysis.volume.rests import barbell_seconds, prescribed_places, rest_seconds, work_of

kit = pytest.importorskip("garmin_fit_sdk")

SHEET = """section,rounds,exercise,dose
Main,,Back squat,"12, 10, 8, rest 2 min"
Main,,Hip thrust,3 x 8-12 @ RPE 8
Main,3,Split squat,8 per side
Main,3,Side plank,20-30 s per side
Main,2,Push-up,AMRAP
Main,,Pogo hop,2 x 20 s
Main,,Kettlebell swing,5 x 10 every 60 s
Main,,Farmer's carry,2-3 x 20 m
Main,,Chin-up,"5, 5, 5+"
"""


@pytest.fixture(scope="module")
def coached(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library with a coach's sheet of every kind of dose."""
    path = tmp_path_factory.mktemp("sheet") / "coached.csv"
    path.write_text(SHEET, encoding="utf-8")
    return add_routine(library, path)


def decoded(content: bytes) -> tuple[str, list[dict[str, Any]]]:
    """Read a file again; its name, and its steps in their order."""
    assert kit.Decoder(kit.Stream.from_byte_array(bytearray(content))).check_integrity()
    messages, errors = kit.Decoder(kit.Stream.from_byte_array(bytearray(content))).read()
    (about,), (made,) = messages["workout_mesgs"], messages["file_id_mesgs"]
    steps = messages["workout_step_mesgs"]
    assert errors == []
    assert (made["type"], about["sport"], about["sub_sport"]) == ("workout", "training", "strength_training")
    assert f"{made['time_created']:%Y-%m-%d}" == "2026-01-01"
    assert about["num_valid_steps"] == len(steps)
    assert [step["message_index"] for step in steps] == [*range(len(steps))]
    return about["wkt_name"], steps


def done(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Go through the steps as a watch does: what a repeat names so often as it says."""
    flat: list[list[dict[str, Any]]] = []
    for step in steps:
        if step["duration_type"] == "repeat_until_steps_cmplt":
            block = [one for part in flat[step["duration_step"] :] for one in part]
            del flat[step["duration_step"] + 1 :]
            flat[step["duration_step"]] = block * step["repeat_steps"]
            flat += [[] for _ in range(step["message_index"] + 1 - len(flat))]
        else:
            flat.append([step])
    return (one for part in flat for one in part)


def wanted(library: Library, rows: pd.DataFrame, circuits: pd.Series[int]) -> list[tuple[str, str, float]]:
    """Return name, measure and amount of each step of work, round by round, straight from the prescriptions."""
    exercises = library.exercises.set_index("exercise_id")[["name", "alternates"]].to_dict("index")
    found: list[tuple[str, str, float]] = []
    each = zip(circuits.tolist(), rows.astype(object).to_dict("records"), strict=True)
    for _, members in itertools.groupby(each, key=lambda pair: pair[0]):
        sets = [(max(1, row["sets_min"]) if row["sets_max"] else 0, row) for _, row in members]
        for nth in range(max(count for count, _ in sets)):
            for count, row in sets:
                found += steps_of(row, exercises[row["exercise_id"]], nth, count) if count > nth else []
    return found


def steps_of(row: dict[Any, Any], exercise: Any, nth: int, count: int) -> list[tuple[str, str, float]]:
    said = {name: row.get(name) for name in ("each_set", "open", "every_s")}
    said = {name: value for name, value in said.items() if not pd.isna(value)}
    if "every_s" in said:
        return [(exercise["name"], "time", said["every_s"])]
    if said.get("open") == "last" and nth == count - 1:
        return [(exercise["name"], "open", 0)]
    if not pd.isna(row["reps_min"]):
        each = [int(text) for text in said["each_set"].split(", ")] if "each_set" in said else []
        return [(exercise["name"], "reps", each[nth] if len(each) == count else row["reps_min"])]
    amounts = {"time": row["work_s_min"], "distance": row["distance_m_min"]}
    measure, amount = next(((name, value) for name, value in amounts.items() if not pd.isna(value)), ("open", 0))
    if row["per"] == "both" or measure == "open":
        return [(exercise["name"], measure, amount)]
    return (
        [(exercise["name"], measure, amount * 2)]
        if exercise["alternates"]
        else [(exercise["name"], measure, amount)] * 2
    )


def least_rests(made: Library) -> pd.Series[float]:
    """Add up the least rests of each session, as its estimate has them; the barbell's first lifts are none."""
    least, most = made.prescriptions[["sets_min", "sets_max"]].to_numpy(dtype=float).T
    sets = np.where(most > 0, np.maximum(least, 1), 0)
    timed = work_of(made, (2.0, 4.0))
    seconds = rest_seconds(made, prescribed_places(made), np.array([sets, sets]), timed)[0]
    routine = made.prescriptions["routine_id"]
    ramp = pd.Series(timed.barbell).groupby(routine.to_numpy()).any() * barbell_seconds(made)[0]
    return pd.Series(seconds).groupby(routine.to_numpy()).sum() - ramp


def held_against(library: Library, workout: Workout, rows: pd.DataFrame, circuits: pd.Series[int], rest: float) -> None:
    """Hold a workout against the prescriptions of a session: its work, its notes and its rests."""
    content = fit_bytes(workout, watch_exercises(library))
    name, steps = decoded(content)
    assert (name, content) == (workout.name, fit_bytes(workout, watch_exercises(library)))
    work = [step for step in done(steps) if step["intensity"] == "active"]
    shown = [
        (step["wkt_step_name"].split(": ")[0], step["duration_type"], step.get(f"duration_{step['duration_type']}", 0))
        for step in work
    ]
    assert shown == wanted(library, rows, circuits)
    sides = {row["exercise_id"]: row["per"] for row in rows.to_dict("records")}
    names = library.exercises.set_index("name")["exercise_id"]
    for step in work:
        per = sides[names[step["wkt_step_name"].split(": ")[0]]]
        assert (f"each {per}" in step["notes"]) == (per != "both")
    # Rests add up to those of the session estimate, but that a repeat always ends with its own.
    surplus = sum(max(0, part.after[0] - part.then[0]) for part in workout.parts if part.rounds > 1)
    rests = sum(step["duration_time"] for step in done(steps) if step["intensity"] == "rest")
    assert rests == pytest.approx(rest + surplus, abs=len(workout.parts))


def planned(library: Library, seed: int) -> BlockPlan:
    """Plan a block of chance."""
    chance = random.Random(seed)
    routines = library.routines["routine_id"].tolist()
    phases = [
        {
            "name": f"phase {number}",
            "weeks": 2,
            "volume": [chance.choice([0.5, 0.8, 1.0, 1.2, 1.5]) for _ in range(2)],
            "effort": chance.choice(["RPE 7", ""]),
            "reps_step": chance.randint(0, 1),
            "seconds_step": chance.choice([0, 5]),
            **{day: chance.sample(routines, chance.randint(1, 2)) for day in chance.sample(["mon", "wed", "sat"], 2)},
        }
        for number in range(1 if seed < 10 else 2)
    ]
    return plan_block(library, {"name": f"block {seed}", "start": "2027-01-04", "phase": phases})


def hold_block(library: Library, seed: int) -> None:
    plan = planned(library, seed)
    workouts = block_workouts(plan)
    assert sum(len(workout.dates) for workout in workouts) == len(plan.sessions)
    assert len({workout.name for workout in workouts}) == len(workouts)
    made, rests = plan.library, least_rests(plan.library)
    for workout in workouts:
        first = (plan.sessions["date"] == workout.dates[0]) & (plan.sessions["routine_id"] == workout.routine_id)
        session = made.routines["routine_id"].iloc[int(np.flatnonzero(first)[0])]
        there = (made.prescriptions["routine_id"] == session).to_numpy()
        more = made.prescriptions.loc[there, ["each_set", "open", "every_s"]].to_numpy()
        rows = plan.prescriptions[there].assign(**dict(zip(["each_set", "open", "every_s"], more.T, strict=True)))
        held_against(library, workout, rows, made.prescriptions["circuit"][there], rests[session])


@pytest.mark.parametrize("routine", ["fit_and_well", "runners_world", "run_forever", "coached"])
def test_a_routine_on_the_watch_is_what_is_prescribed(coached: Library, routine: str) -> None:
    (workout,) = routine_workouts(coached, [routine])
    rows = coached.prescriptions[coached.prescriptions["routine_id"] == routine]
    held_against(coached, workout, rows, rows["circuit"], least_rests(coached)[routine])


@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(10, 110), marks=pytest.mark.slow)])
def test_blocks_on_the_watch_are_what_is_planned(coached: Library, seeds: range) -> None:
    for seed in seeds:
        hold_block(coached, seed)


def test_every_exercise_has_a_category_that_the_kit_knows(library: Library) -> None:
    types = kit.Profile["types"]
    categories = set(types["exercise_category"].values()) - {"unknown"}
    table = library.watch_exercises
    assert table["exercise_id"].tolist() == library.exercises["exercise_id"].tolist()
    for row in table.itertuples():
        assert row.category in categories
        assert pd.isna(row.name) == (row.basis == "none")
        assert pd.isna(row.name) or row.name in types[f"{row.category}_exercise_name"].values()


def test_a_block_tells_which_workout_is_for_which_day(library: Library, tmp_path: Path) -> None:
    phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1], "mon": "runners_world", "wed": "run_forever"}
    plan = plan_block(library, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    written = export_watch_workouts(plan, tmp_path)
    assert [path.name for path in written] == [
        "01-runners_world.fit", "02-run_forever.fit", "03-runners_world.fit", "workouts.csv"
    ]  # fmt: skip
    table = pd.read_csv(written[-1])
    assert table["workout"].tolist() == ["Runner's World, week 1", "Run forever", "Runner's World, weeks 2-3"]
    assert table["dates"].tolist()[2] == "2027-01-11, 2027-01-18"


def test_without_the_kit_a_line_says_what_is_not_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_file, "find_spec", lambda name: None)
    with pytest.raises(ArgumentError, match=r"need Garmin's kit .*\[watch\]"):
        export_watch_workouts(library, tmp_path)
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    plan = plan_block(library, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    assert list(device_files(plan)) == ["block.liftlogplan"]
    assert device_notes(plan)[0].startswith("no workouts for a watch were written: ")


def test_an_exercise_of_the_coach_has_its_name_and_is_told(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("exercise,dose,works\nSled shove,3 x 10,quads\n", encoding="utf-8")
    own = add_routine(library, path)
    (workout,) = routine_workouts(own, ["mine"])
    _, steps = decoded(fit_bytes(workout, watch_exercises(own)))
    assert (steps[0]["wkt_step_name"], steps[0]["exercise_category"]) == ("Sled shove", "unknown")
    assert watch_file.about_watch(own, [workout]) == [
        "the watch shows 1 exercise by name alone, in none of its categories: Sled shove"
    ]
