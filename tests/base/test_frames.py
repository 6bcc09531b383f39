"""What is missing in a frame is missing, and never a blank text."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis import (
    Library,
    check_block,
    find_exercises,
    match_exercises,
    plan_block,
    substitute,
    suggest_mix,
    weekly_volume,
)
from analysis.block.card_grid import WORDS
from analysis.compare.equipment import equipment_fit
from analysis.suggest import plan_roster
from analysis.week.band_status import dose_bands
from tests.shared import WEEK

PHASE = {"name": "base", "weeks": 3, "mon": "runners_world", "wed": "run_forever"}
BLOCK = {
    "name": "Spring",
    "start": "2027-01-04",
    "bands": {"calves": 9},
    "minutes": 20,
    "equipment": ["mat"],
    "runs": {"mon": "easy"},
    "phase": [PHASE],
    "skip": [{"from": "2027-01-11", "to": "2027-01-17"}],
}


def log_of(names: list[str]) -> pd.DataFrame:
    columns = {"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8, "exercise_name": names}
    return pd.DataFrame(columns, index=range(len(names)))


FRAMES: dict[str, tuple[Callable[[Library], pd.DataFrame], list[str]]] = {
    "check_block": (
        lambda library: check_block(plan_block(library, BLOCK)),
        ["week", "routine_id", "exercise_id", "muscle_group"],
    ),
    "plan.sessions": (lambda library: plan_block(library, BLOCK).sessions, ["run", "note"]),
    "plan.prescriptions": (lambda library: plan_block(library, BLOCK).prescriptions, ["beside", *WORDS]),
    "plan.grid": (lambda library: plan_block(library, BLOCK).grid, ["dose", *WORDS]),
    "plan.allocation": (lambda library: plan_block(library, BLOCK).allocation, ["dropped"]),
    "plan.rows": (lambda library: plan_block(library, BLOCK).rows, [*WORDS, "lost", "note", "run", "stated load"]),
    "plan.lost": (lambda library: plan_block(library, BLOCK).lost, ["why"]),
    "plan.summary": (lambda library: plan_block(library, BLOCK).summary, ["race"]),
    "substitute": (lambda library: substitute(library, "hip_thrust", best=9), ["lost", "gained"]),
    "suggest_mix": (lambda library: suggest_mix(library, bands={"quads": 2}, sessions=1), ["lacks"]),
    "squad.overview": (
        lambda library: plan_roster(library, BLOCK, pd.DataFrame({"name": ["Ann Bo"]})).overview,
        ["other_days", "left_out", "away", "told"],
    ),
    "match_exercises": (
        lambda library: match_exercises(log_of(["Hip thrust", "Squat with Bands", "Zzz"]), library),
        ["exercise_id", "how", "suggestion_1", "suggestion_2", "suggestion_3"],
    ),
    "match_exercises, all known": (
        lambda library: match_exercises(log_of(["Hip thrust"]), library),
        ["suggestion_1", "suggestion_2", "suggestion_3"],
    ),
    "dose_bands": (lambda library: dose_bands(library, goal="size", bands={"calves": 4}), ["seen"]),
    "dose_bands, typed": (lambda library: dose_bands(library, bands={"calves": 4}), ["seen"]),
    "weekly_volume": (lambda library: weekly_volume(library, WEEK, bands={"calves": 4}), ["seen", "status", "reason"]),
    "equipment_fit": (lambda library: equipment_fit(library, "mat"), ["missing", "basis"]),
    "find_exercises": (
        lambda library: find_exercises(library, muscle="hamstrings"),
        ["primary", "secondary", "stabilizer", "stretched", "routines", "variations", "easier", "harder", "emg"],
    ),
}


@pytest.mark.parametrize("name", FRAMES)
def test_what_is_missing_is_no_blank_text(library: Library, name: str) -> None:
    make, blank = FRAMES[name]
    frame = make(library)
    texts = frame.select_dtypes("str")
    assert not (texts == "").to_numpy().any()
    # Each of these has a missing cell here, and is a column of texts even where all of it is missing.
    assert {column for column in texts if texts[column].isna().any()} >= set(blank)
