"""Names of exercises as coaches and apps write them, each with the exercise that it stands for.

Also of library/name_words.py, library/typed_words.py.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis import Library
from analysis.library.exercise_names import DOUBT, EQUIPMENT, SIDE
from analysis.library.name_words import words_of

STYLES = {
    "hip_thrust": ["A1 Hip thrust", "1) Hip thrust", "1. Hip thrust", "1a Hip thrust", "A1) Hip thrust", "HIP-THRUSTS"],
    "step_up": ["B2 - Step ups", "Step-ups", "Stepups", "DB Step Up", "Step Up (Dumbbell)", "Step up - left leg"],
    "front_plank": ["(A1) Plank", "[B2] Plank", "A1/ Plank", "C – Plank", "1 - Plank", "3g. Plank", "Plank x 3"],
    "side_plank": ["Side plank (L/R)", "Side plank L/R", "Left side plank", "Planks, side"],
    "push_up": ["Press ups", "Press-ups", "Pushups", "Push Up (Weighted)", "BW push-ups", "Tempo push-up"],
    "dumbbell_romanian_deadlift": ["DB RDL", "DB RDLs", "Dumbbell RDLs", "Romanian Deadlifts (Dumbbells)"],
    "single_leg_romanian_deadlift": ["SL RDL", "1-leg RDL", "Single-leg RDLs", "RDL (single leg)", "One legged RDL"],
    "a_skip": ["A skip", "A-skips", "A skip drill"],
    "split_squat": ["Dumbbell split squats", "Split squats (KB)"],
    "rear_foot_elevated_split_squat": ["RFESS (contralateral KB)"],
    "box_jump": ["Box jumps 20in", 'Box jump 24"'],
    "cycling": ["Bike 20 min", "10 min bike"],
    "spanish_squat": ["Spanish squat iso hold"],
    "clamshell": ["Side lying clamshell with red band"],
    "pogo_hop": ["Pogo hops (double leg)"],
    "banded_glute_bridge": ["Glute bridge w/ band around knees"],
    "back_squat": ["Pause squat (barbell)"],
    "isometric_split_squat": ["Split squat iso"],
    "single_leg_hip_thrust": ["Single leg hip thrust off bench"],
    "band_row": ["Row with resistance band", "Banded rows"],
}


@pytest.mark.parametrize(("exercise", "name"), [(key, name) for key, names in STYLES.items() for name in names])
def test_names_are_read_in_the_styles_of_coaches_and_apps(library: Library, exercise: str, name: str) -> None:
    assert library.coding.names.find(name) == exercise


STRANGERS = [
    "",
    "()",
    "Raise",
    "Iso lateral raise",
    "A1",
    "Windshield Wipers",
    "Push up row",
    "Plank (TRX)",
    "Left",
    "90",
]


@pytest.mark.parametrize("name", [*STRANGERS, "Banded push-up", "Left plank", "Cable lateral lunge", "Machine plank"])
def test_a_word_that_makes_another_exercise_is_never_left_out(library: Library, name: str) -> None:
    found = library.coding.names.find(name)
    assert found is None


def test_every_name_of_the_table_is_the_exercise_that_it_was_read_as_by_hand(library: Library) -> None:
    rows = csv.reader((Path(__file__).parent / "coach_names.csv").read_text(encoding="utf-8").splitlines()[1:])
    read = library.coding.names.find
    wrong = [(name, exercise, found) for name, exercise in rows if (found := read(name)) != exercise]
    assert not wrong


def test_how_a_name_is_known_is_said(library: Library) -> None:
    read = library.coding.names.read
    names = ["hip thrusts", "Barbell hip thrust", "Step-up (R)", "Squat"]
    hows = [reading.how for name in names if (reading := read(name))]
    assert hows == ["name", EQUIPMENT, SIDE, DOUBT]


def test_what_stands_beside_a_name_settles_a_doubt_and_nothing_else(library: Library) -> None:
    read = library.coding.names.read
    beside = {"Squat": "bodyweight", "Step-up": "weighted", "Split squat": "dumbbell", "Good morning": "band"}
    found = [reading.exercise_id for name, word in beside.items() if (reading := read(name, [word]))]
    assert found == ["bodyweight_squat", "step_up", "split_squat", "band_good_morning"]


def test_no_name_stands_for_another_exercise_in_another_order_of_words(library: Library) -> None:
    names = library.coding.names
    wrong = {}
    for folded, exercise in names.items():
        shown = names.shown[folded]
        turned = " ".join(reversed(shown.replace("[", " ").replace("]", " ").split()))
        if words_of(turned) == words_of(shown) and names.find(turned) not in (exercise, None):
            wrong[shown] = names.find(turned)
    assert not wrong
