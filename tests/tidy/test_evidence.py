"""What the coding rests on: references that are used and resolve, roles by one rule, figures where they were measured.

Also of data/coding/references.csv, exercise_muscles.csv, emg.csv, progressions.csv, coverage_lines.csv.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import Library, find_exercises
from analysis.library.schema import data_folder

ROOT = Path(__file__).parents[2]
CODING = data_folder() / "coding"
ID = re.compile(r"\b[a-z]+(?:_[a-z]+)*_(?:19|20)\d\d[a-z]?\b")
DEMANDS = ["light", "moderate", "heavy"]


def texts() -> dict[str, str]:
    """Everything that may cite: coding, code, notebooks and documents."""
    paths = [path for path in CODING.glob("*.csv") if path.name != "references.csv"]
    paths += [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "analysis").rglob("*.j2")]
    paths += [*(ROOT / "notebooks").glob("*.ipynb"), ROOT / "README.md", data_folder() / "README.md"]
    return {path.name: path.read_text(encoding="utf-8-sig") for path in paths}


def test_a_reference_is_used_or_it_goes(library: Library) -> None:
    text = " ".join(texts().values())
    for reference, citation in library.references[["reference_id", "citation"]].itertuples(index=False):
        name, year = citation.split()[0], reference[-5:].strip("_abc")
        assert re.search(rf"\b{reference}\b", text) or f"{name} et al. {year}" in text, reference


def test_what_is_cited_is_a_reference(library: Library) -> None:
    known = set(library.references["reference_id"])
    for name, text in texts().items():
        if not name.endswith(".ipynb"):
            assert set(ID.findall(text)) <= known, name


def test_references_say_what_was_read(library: Library) -> None:
    assert set(library.references["seen"]) <= {"abstract", "full text", "quoted by others"}
    assert library.references["doi"].dropna().str.fullmatch(r"10\.\d{4,5}/\S+").all()
    assert library.references["doi"].dropna().str.lower().is_unique


def test_a_reason_says_what_it_rests_on(library: Library) -> None:
    reasons = library.exercise_muscles["reason"]
    assert not reasons.str.match(r"(?i)(as|like) (in|the|other)\b").any()
    rows = library.exercise_muscles.set_index(["exercise_id", "muscle_id"])
    for key, role, cited in (
        (("lateral_band_walk", "tfl"), "stabilizer", "selkowitz_2013"),
        (("lateral_tap_out", "glute_max"), "secondary", "selkowitz_2013"),
        (("step_up", "glute_med"), "primary", "macaskill_2014"),
        (("reverse_lunge_knee_drive", "glute_med"), "secondary", "hoogenboom_2024"),
        (("hip_thrust", "hamstrings"), "stabilizer", "plotkin_2023"),
        (("single_leg_romanian_deadlift", "glute_med"), "primary", "collings_2023"),
        (("bird_dog", "glute_max"), "primary", "ijspt_2014"),
        (("front_plank", "obliques"), "secondary", "calatayud_2017"),
        (("side_plank", "erector_spinae"), "secondary", "calatayud_2017"),
    ):
        assert rows.loc[key, "role"] == role, key
        assert cited in rows.loc[key, "reason"], key


def test_one_situation_has_one_role(library: Library) -> None:
    rows = library.exercise_muscles.merge(library.exercises[["exercise_id", "movement_pattern"]], on="exercise_id")
    bent = rows["movement_pattern"].isin(["squat", "lunge", "step", "bridge"]) & (rows["muscle_id"] == "hamstrings")
    # The knees are nearly straight: another situation.
    long_levers = ["long_lever_bridge_hold", "single_leg_long_lever_bridge", "reverse_plank"]
    straight = rows["exercise_id"].isin(long_levers)
    assert set(rows.loc[bent & ~straight, "role"]) == {"stabilizer"}
    lifted = rows["reason"].str.contains("no load but", regex=False)
    assert set(rows.loc[lifted, "role"]) == {"stabilizer"}
    assert set(rows.loc[lifted, "exercise_id"]) >= {"dead_bug", "wall_abs", "side_plank_knee_drive", "a_skip"}
    split = rows[(rows["movement_pattern"] == "lunge") & (rows["muscle_id"] == "glute_med")]
    assert set(split["role"]) == {"secondary"}


def test_muscles_that_work_against_each_other_are_told_apart(library: Library) -> None:
    groups = library.muscles.set_index("muscle_id")["muscle_group"]
    assert groups["tibialis_anterior"] != groups["ankle_stabilizers"]
    assert groups["serratus"] != groups["front_delts"] == groups["lateral_delts"]
    patterns = library.exercises.set_index("exercise_id")["movement_pattern"]
    assert patterns["toe_raise"] == "shin"
    roles = library.exercise_muscles.set_index(["exercise_id", "muscle_id"])["role"]
    assert {roles.get((name, "foot_muscles")) for name in patterns[patterns == "foot"].index} == {"primary"}


@pytest.mark.parametrize("exercise", ["bird_dog", "side_plank", "single_leg_glute_bridge", "lateral_step_down"])
def test_measured_activity_hangs_on_what_was_measured(library: Library, exercise: str) -> None:
    assert exercise in set(library.emg["exercise_id"])
    relatives = library.emg.loc[library.emg["difference"].notna(), "exercise_as_studied"]
    assert {"back squat (10RM)", "side plank with abduction", "lateral step-up"} <= set(relatives)
    assert "side_plank_knee_drive" not in set(library.emg["exercise_id"])
    shown = find_exercises(library, muscle="quads").set_index("exercise_id")["emg"]
    assert "a relative: a barbell on the back instead of a weight in front" in shown["goblet_squat"]


def test_no_harder_form_demands_less(library: Library) -> None:
    demand = library.exercises.set_index("exercise_id")["demand"].dropna().map(DEMANDS.index)
    links: pd.DataFrame = library.progressions
    assert (links["exercise_id"].map(demand) <= links["harder_id"].map(demand)).all()


def test_what_ticks_a_line_does_that_work(library: Library) -> None:
    ticks = set(library.coverage_exercises[["line_id", "exercise_id"]].itertuples(index=False, name=None))
    for pair in (
        ("single_leg", "pelvic_drop"),
        ("single_leg", "standing_band_march"),
        ("single_leg", "single_leg_glute_bridge"),
        ("adductor", "side_plank_knee_drive"),
        ("calf_bent_knee", "single_leg_glute_bridge_calf_raise"),
        ("calf_straight_knee", "toe_raise"),
    ):
        assert pair not in ticks
    assert {"squat", "hip_flexors", "shin", "foot", "heavy"} <= {line for line, _ in ticks}


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        *(("squat", "squat"), ("lunge", "squat"), ("lunge", "single_leg"), ("step", "squat"), ("step", "single_leg")),
        *(("knee_flexion", "knee_flexion_hamstring"), ("push", "push"), ("pull", "pull")),
    ],
)
def test_a_movement_ticks_its_line(library: Library, pattern: str, line: str) -> None:
    ticks = library.coverage_exercises.groupby("line_id")["exercise_id"].agg(set)
    assert set(library.exercises.loc[library.exercises["movement_pattern"] == pattern, "exercise_id"]) <= ticks[line]


def test_what_needs_a_weight_is_no_light_work(library: Library) -> None:
    weights = set(library.equipment.loc[library.equipment["load_kind"] == "external", "equipment_id"])
    needed = library.exercise_equipment[library.exercise_equipment["need"] == "required"]
    weighted = set(needed.loc[needed["equipment_id"].isin(weights - {"medicine_ball"}), "exercise_id"])
    rows = library.exercises[library.exercises["exercise_id"].isin(weighted)]
    most = rows["usual_dose"].str.extract(r"(\d+)(?! s| m)(?: per \w+)?$")[0].astype("float")
    assert set(rows.loc[most <= 15, "demand"]) == {"moderate", "heavy"}


def test_heavy_lifts_have_sets_below_six_repetitions(library: Library) -> None:
    least = library.exercises.set_index("exercise_id")["usual_dose"].str.extract(r"x (\d+)")[0].astype("float")
    assert (least[["hip_thrust", "rear_foot_elevated_split_squat", "nordic_hamstring_lower", "pull_up"]] < 6).all()
