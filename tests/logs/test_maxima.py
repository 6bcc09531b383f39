"""Maxima from a log as ranges, and loads proposed for a block: logs/maxima.py and logs/proposals.py."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import Library, compare_to_block, plan_block
from analysis.logs import estimated_maxima, propose_loads
from analysis.logs.maxima import LEAST_RPE, MOST_REPS, WEEKS

SHEET = "exercise,dose,load,effort\nHip thrust,3 x 8-10,,\nBack squat,3 x 5,80 %,\nGoblet squat,3 x 6-8,,RPE 8\n"


def log_of(*sets: tuple[str, str, float, float, float | None], athlete: str = "anna") -> pd.DataFrame:
    """Return a log of sets: day, exercise, kilograms, repetitions and RPE."""
    names = ("date", "exercise_name", "weight_kg", "reps", "rpe")
    frame = pd.DataFrame([dict(zip(names, one, strict=True)) for one in sets]).assign(athlete=athlete)
    return frame.astype({"date": "datetime64[s]", "rpe": float, "weight_kg": float, "reps": float})


@pytest.mark.parametrize(
    ("one", "kind", "low", "high", "why"),
    [
        # 100 kg x (1 + (5 + 2) / 30) = 123.3, give or take 5 %; 8 repetitions: 133.3, give or take 10 %
        pytest.param(("2027-01-04", "Back squat", 100, 5, 8), "estimate", 117.2, 129.5, "", id="five"),
        pytest.param(("2027-01-04", "Back squat", 100, 8, 8), "estimate", 120.0, 146.7, "", id="eight"),
        pytest.param(("2027-01-04", "Back squat", 100, 1, 10), "estimate", 100.0, 105.0, "", id="a single"),
        pytest.param(
            ("2027-01-04", "Back squat", 100, 5, None), "at least", 110.8, None, "nobody says", id="no effort"
        ),
        pytest.param(("2027-01-04", "Back squat", 100, 5, 7.5), "at least", 110.8, None, "in reserve", id="easy"),
        pytest.param(("2027-01-04", "Back squat", 100, 9, 9), "at least", 114.0, None, "more than 8 rep", id="nine"),
        pytest.param(("2026-11-23", "Back squat", 100, 5, 9), "at least", 110.8, None, "older", id="six weeks old"),
        pytest.param(("2026-11-24", "Back squat", 100, 5, 9), "estimate", 114.0, 126.0, "", id="just in time"),
    ],
)
def test_what_a_set_says_of_the_maximum(
    library: Library, one: Any, kind: str, low: float, high: float | None, why: str
) -> None:
    row = estimated_maxima(log_of(one), library, on="2027-01-04").iloc[0]
    assert (row["kind"], round(row["max_kg_min"], 1)) == (kind, low)
    assert pd.isna(row["max_kg_max"]) if high is None else round(row["max_kg_max"], 1) == high
    assert why in row["why"]


@pytest.mark.parametrize(
    "name", ["Pull-up", "Split squat", "Single-leg calf raise", "Assisted dip", "Push-up", "Nonsense"]
)
def test_some_work_has_no_maximum(library: Library, name: str) -> None:
    assert estimated_maxima(log_of(("2027-01-04", name, 20, 5, 9)), library).empty


def test_the_weeks_end_with_the_last_day_of_each_athlete(library: Library) -> None:
    old = log_of(("2026-06-01", "Back squat", 90, 5, 9), athlete="ben")
    log = pd.concat([log_of(("2027-01-04", "Back squat", 100, 5, 9)), old], ignore_index=True)
    assert estimated_maxima(log, library)["kind"].tolist() == ["estimate"] * 2
    assert estimated_maxima(log, library, on="2027-01-04")["kind"].tolist() == ["estimate", "at least"]


def test_the_rules_are_those_of_the_table(library: Library) -> None:
    table = library.conventions.set_index("convention_id")["value"]
    held = [table[f"maximum_{name}"] for name in ("reps", "rpe", "weeks")]
    assert held == [MOST_REPS, LEAST_RPE, WEEKS]


TOP = [("2027-01-04", "Hip thrust", 40, 10, 9)] * 3 + [("2027-01-07", "Hip thrust", 40, 10, 8)] * 3


@pytest.mark.parametrize(
    ("sets", "proposed", "why"),
    [
        pytest.param(TOP, "42 kg", "reached twice with 1 or more in reserve: add 2 kg", id="both at the top"),
        pytest.param(TOP[3:], "40 kg", "reached once", id="one session"),
        pytest.param(TOP[:-1], "40 kg", "not yet: 2 sets of 10 on 2027-01-07", id="a set short"),
        pytest.param([*TOP[:-1], (*TOP[-1][:3], 9, 9)], "40 kg", "not yet: 3 sets of 9-10", id="a repetition short"),
        pytest.param(
            [*TOP[:-1], (*TOP[-1][:4], 9.5)], "40 kg", "0.5 in reserve (RPE 9.5), not the 1 asked for", id="too hard"
        ),
        pytest.param([*TOP[:-1], (*TOP[-1][:4], None)], "40 kg", "nobody says how hard", id="effort missing"),
        pytest.param(
            [(day, "Hip thrust", 61.23, reps, rpe) for day, _, _, reps, rpe in TOP], "63 kg (139 lb)", "twice", id="lb"
        ),
        pytest.param([("2027-01-07", "Back squat", 61.23, 5, 9)], "123-136 lb", "135 lb x 5 at RPE 9", id="in lb"),
        pytest.param([("2027-01-07", "Back squat", 80, 5, 9)], "73-80.5 kg", "91-101 kg once; 80 % of it", id="share"),
        pytest.param([("2027-01-07", "Goblet squat", 30, 6, 9)], "25-32 kg", "with 2 in reserve", id="by effort"),
        pytest.param([("2027-01-07", "Goblet squat", 30, 6, None)], "", "no estimate: nobody says", id="a lower bound"),
    ],
)
def test_a_load_is_proposed_with_its_reason(library: Library, sets: Any, proposed: str, why: str) -> None:
    progress = {"hip_thrust": {"load": "40 kg", "step": "2 kg"}}
    phase = {"name": "base", "weeks": 4, "mon": "own", "thu": "own", "progress": progress}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "sheets": {"own": SHEET}, "phase": [phase]})
    (row,) = propose_loads(log_of(*sets), plan).to_dict("records")
    assert (row["proposed"], row["date"]) == (proposed, pd.Timestamp("2027-01-11"))
    assert why in row["why"]


def test_a_load_for_each_hand_is_proposed_for_each_hand(library: Library) -> None:
    progress = {"hip_thrust": {"load": "2 x 40 kg", "step": "2 kg"}}
    phase = {"name": "base", "weeks": 4, "mon": "own", "thu": "own", "progress": progress}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "sheets": {"own": SHEET}, "phase": [phase]})
    assert propose_loads(log_of(*TOP), plan)["proposed"].tolist() == ["2 x 42 kg"]


@pytest.mark.parametrize(("weight", "told"), [(92, True), (40, False), (60, False)])
def test_loads_that_look_like_pounds_are_told(library: Library, weight: int, told: bool) -> None:
    progress = {"hip_thrust": {"load": "40 kg", "step": "2 kg"}}
    phase = {"name": "base", "weeks": 4, "mon": "own", "thu": "own", "progress": progress}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "sheets": {"own": SHEET}, "phase": [phase]})
    notes = compare_to_block(plan, log_of(("2027-01-04", "Hip thrust", weight, 10, 7))).notes
    assert any("about 2.3 times those planned: check that they are kilograms" in note for note in notes) == told


@pytest.mark.parametrize(
    ("effort", "proposed"),
    [("3 in reserve", "40 kg"), ("RPE 7-9", "42 kg"), ("0-1 in reserve", "42 kg"), ("", "42 kg")],
)
def test_a_step_needs_the_reserve_that_the_block_asks_for(library: Library, effort: str, proposed: str) -> None:
    progress = {"hip_thrust": {"load": "40 kg", "step": "2 kg"}}
    phase = {"name": "base", "weeks": 4, "mon": "own", "thu": "own", "effort": effort, "progress": progress}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "sheets": {"own": SHEET}, "phase": [phase]})
    (row,) = propose_loads(log_of(*TOP), plan).to_dict("records")
    assert row["proposed"] == proposed
    assert ("with 1 in reserve (RPE 9), not the 3 asked for: no step" in row["why"]) == (proposed == "40 kg")
