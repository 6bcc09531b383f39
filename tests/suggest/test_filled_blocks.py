"""Suggested sessions in blocks keep the rules that the checks hold typed ones against.

Modules: suggest/filled_blocks.py, suggest/requests/training_days.py.
"""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest

from analysis import Library, check_block, plan_block
from analysis.base.calendar import WEEKDAYS

pytest.importorskip("highspy")

AROUND = ("before-hard-run", "run-day", "leg-days", "race")


def random_block(seed: int) -> dict[str, Any]:
    """Return a block whose sessions are typed and suggested, with runs, and mostly a race near its end."""
    dice = random.Random(seed)
    kinds = ("easy", "long", "tempo", "intervals", "hills", "off")
    runs = {day: dice.choice(kinds) for day in WEEKDAYS if dice.random() < 0.5}
    typed = dict.fromkeys(dice.sample(WEEKDAYS, dice.randint(0, 2)), "own_legs")
    phases = [
        {"name": "base", "weeks": 2, "suggest": dice.randint(1, 3), **typed},
        {"name": "taper", "weeks": 2, "volume": [0.6, 0.5]} | ({"suggest": 2} if dice.random() < 0.5 else {}),
        {"name": "after", "weeks": 1},
    ]
    day = datetime.date(2027, 1, 25) + datetime.timedelta(days=dice.randint(0, 6))
    race = {"date": day.isoformat(), "distance": dice.choice(["marathon", "half", "10 km"]), "priority": "A"}
    return {
        "name": "x",
        "start": "2027-01-04",
        "minutes": 20,
        "equipment": ["dumbbell"],
        "runs": runs,
        "race": [race] if dice.random() < 0.8 else [],
        "sheets": {"own_legs": "exercise,dose,load\nGoblet squat,3 x 5,80 %\n"},
        "strength": dice.choice(["auto", "separate", "stack"]),
        "phase": phases,
    }


@pytest.mark.slow
def test_what_is_suggested_raises_no_finding_about_runs_and_races(library: Library) -> None:
    for seed in range(40):
        block = random_block(seed)
        plan = plan_block(library, block)
        found = check_block(plan)
        found = found[found["check"].isin(AROUND) & (found["severity"] != "info")]
        typed = plan.sessions.loc[plan.sessions["routine_id"] == "own_legs", "date"]
        # Typed sessions are found, never moved; on their days, and on the day after each of them, they may be why.
        blamed = set(typed) | set(typed + datetime.timedelta(days=1))
        assert found[~found["date"].isin(blamed)].empty, (seed, found[["date", "message"]].values.tolist())
        assert set(typed.dt.day_of_week) <= {WEEKDAYS.index(day) for day in block["phase"][0] if day in WEEKDAYS}


def test_the_week_of_a_marathon_has_sessions_of_its_own(library: Library) -> None:
    race = {"date": "2027-01-31", "distance": "marathon"}
    phases = [{"name": "build", "weeks": 2, "suggest": 1}, {"name": "taper", "weeks": 2, "volume": [0.6, 0.5]}]
    block = {"name": "x", "start": "2027-01-04", "minutes": 15, "equipment": [], "phase": phases}
    plan = plan_block(library, {**block, "race": [race]})
    assert [(phase.name, phase.weeks) for phase in plan.spec.phase] == [("build", 2), ("taper", 1), ("taper", 1)]
    assert plan.spec.phase[0].template == plan.spec.phase[1].template  # the taper keeps the week, with fewer sets
    last = plan.prescriptions[plan.prescriptions["date"] >= "2027-01-25"]
    legs = {"squat", "lunge", "step", "hinge", "bridge", "calf_raise", "plyometric"}
    strong = last[last["kind"].isin(["strength", "jumps"])]
    assert len(last)
    assert not set(library.exercises.set_index("exercise_id").loc[strong["exercise_id"], "movement_pattern"]) & legs


def test_a_suggested_week_fits_the_minutes_of_all_phases_that_keep_it(library: Library) -> None:
    # With a load what is light becomes moderate and rests longer, and more repetitions take longer.
    phases = [
        {"name": "base", "weeks": 1, "suggest": 1},
        {"name": "build", "weeks": 2, "load": "20 kg", "reps_step": 2},
    ]
    block = {"name": "x", "start": "2027-01-04", "minutes": 25, "equipment": ["gym"], "phase": phases}
    plan = plan_block(library, block)
    assert plan.spec.phase[0].template == plan.spec.phase[1].template
    assert plan.sessions["minutes_max"].max() <= 25


@pytest.mark.slow
def test_leg_work_keeps_away_from_the_runs_and_legs_of_the_next_phase(library: Library) -> None:
    hard = {"name": "b", "weeks": 1, "suggest": ["mon", "thu"], "runs": {"mon": "tempo"}}
    block = {"name": "x", "start": "2027-01-04", "minutes": 15, "equipment": ["dumbbell"]}
    phases = [{"name": "a", "weeks": 1, "suggest": ["wed", "sun"]}, hard]
    found = check_block(plan_block(library, {**block, "phase": phases}))
    assert found[(found["check"] == "before-hard-run") & (found["severity"] == "warning")].empty
    legs = {"exercise_id": library.exercises.query("movement_pattern in ('squat', 'hinge')")["exercise_id"]}
    rows = plan_block(library, {**block, "phase": [phases[0], hard | {"runs": {}}]}).prescriptions
    days = set(rows.loc[rows["exercise_id"].isin(legs["exercise_id"]), "date"].dt.day)
    assert not {10, 11} <= days, "leg work on a Sunday and on the Monday after it"


@pytest.mark.slow
def test_a_deload_that_is_suggested_has_nothing_new(library: Library) -> None:
    phases = [{"name": "base", "weeks": 2, "suggest": 2}, {"name": "deload", "weeks": 1, "volume": 0.6, "suggest": 1}]
    block = {"name": "x", "start": "2027-01-04", "minutes": 25, "equipment": ["dumbbell"], "phase": phases}
    rows = plan_block(library, block).prescriptions
    strong = rows[rows["kind"] == "strength"].groupby("block_phase")["exercise_id"].agg(set)
    assert strong["deload"] <= strong["base"]
