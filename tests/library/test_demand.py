"""The rules of demand and kind, row by row: what is said decides, where it stands is only the default."""

import pytest

from analysis import load_library
from analysis.library.additions import add_sheet_texts
from analysis.library.demand import demand, is_load, is_near_failure, kind
from analysis.library.terms import DEMANDS, KINDS

HEAD = "section,exercise,dose,equipment,load,effort\n"

# What a row of a sheet comes to; each line is one sentence of the rules.
ROWS = {
    # heavy: 80 % or more, few repetitions with a load or effort, near failure at 8 or fewer, or few can do more than 8
    "Strength,Goblet squat,3 x 10,,80 %,": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 10,,75-85 % 1RM,": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 10,,79 %,": ("moderate", "strength"),
    "Strength,Goblet squat,3 x 10,,39 %,": ("light", "light"),
    "Strength,Goblet squat,3 x 5,,5RM,": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 10,,10RM,": ("moderate", "strength"),
    "Strength,Goblet squat,3 x 6,,20 kg,": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 6-8,,20 kg,": ("moderate", "strength"),
    "Strength,Goblet squat,3 x 6,,,3 in reserve": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 6,,,": ("moderate", "strength"),
    "Strength,Goblet squat,3 x 8,,,RPE 8": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 8,,,RPE 7": ("moderate", "strength"),
    "Strength,Goblet squat,3 x 8,,,2 RIR": ("heavy", "strength"),
    "Strength,Goblet squat,3 x 8-10,,,2 RIR": ("moderate", "strength"),
    "Strength,Nordic hamstring lower,3 x 4,,,": ("heavy", "strength"),
    "Warm-up,Nordic hamstring lower,1 x 4,,,": ("heavy", "strength"),
    "Strength,Pull-up,3 x 10,,,": ("heavy", "strength"),
    # heavy by exercise only at the repetitions it is made for
    "Strength,Bulgarian split squat,3 x 6-8 per side,,,": ("heavy", "strength"),
    "Strength,Bulgarian split squat,3 x 12 per side,,,": ("moderate", "strength"),
    # moderate: loaded, or one leg carries the body; more than 20 repetitions are light
    "Strength,Single-leg calf raise,3 x 15 per side,,,": ("moderate", "strength"),
    "Strength,Single-leg calf raise,3 x 25 per side,,,": ("light", "light"),
    "Strength,Standing calf raise,3 x 15,,,": ("light", "light"),
    "Strength,Standing calf raise,3 x 15,dumbbell,,": ("moderate", "strength"),
    "Strength,Standing calf raise,3 x 15,,2 x 12 kg,": ("moderate", "strength"),
    "Strength,Standing calf raise,3 x 15,dumbbell?,,": ("light", "light"),
    # bands and floor work stay light, whatever stands beside them
    "Strength,Lateral band walk,3 x 5 per direction,,heavy band,RPE 9": ("light", "light"),
    "Strength,Dead bug,3 x 6 per side,,,RPE 8": ("light", "light"),
    # in a warm-up what nobody loads is light, what is loaded is seen
    "Warm-up,Split squat,3 x 6 per side,,2 x 20 kg,": ("heavy", "strength"),
    "Warm-up,Split squat,3 x 6 per side,dumbbell,,": ("moderate", "strength"),
    "Warm-up,Split squat,2 x 8 per side,,,": ("moderate", "light"),
    "Warm-up,Split squat,2 x 8 per side,,,easy": ("moderate", "light"),
    "Warm-up,Slow eccentric heel taps,2 x 8 per side,,,": ("moderate", "light"),
    "Warm-up,Clamshell,2 x 15 per side,,,": ("light", "light"),
    "Prehab,Copenhagen plank,2 x 15 s per side,,,": ("heavy", "strength"),
    "Prehab,Short-lever Copenhagen plank,2 x 20 s per side,,,": ("moderate", "strength"),
    "Cooldown,Glute bridge,1 x 15,,,": ("light", "mobility"),
    "Cooldown,Nordic hamstring lower,2 x 4,,,": ("heavy", "strength"),
    # jumps, drills and mobility by mode, wherever they stand
    "Warm-up,Pogo hop,2 x 20,,,": ("light", "jumps"),
    "Strength,Single-leg hop,2 x 6 per side,,,": ("heavy", "jumps"),
    "Strength,A-skip,2 x 20 s,,,": ("light", "drill"),
    "Strength,Hip CARs,5 per side,,,": ("light", "mobility"),
}


@pytest.fixture(scope="module")
def rows():
    library = add_sheet_texts(load_library(), {"mine": HEAD + "\n".join(ROWS) + "\n"})
    frame = library.prescriptions
    return frame[frame["routine_id"] == "mine"].reset_index(drop=True)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=list(ROWS))
def test_a_row_demands_what_it_says(rows, number):
    row = rows.iloc[number]
    assert (row["demand"], row["kind"]) == list(ROWS.values())[number]


def test_load_and_effort_are_kept_as_typed(rows):
    assert rows.loc[1, "load"] == "75-85 % 1RM"
    assert rows.loc[6, "effort"] != rows.loc[6, "effort"]  # not said is missing, never ""


def test_published_warm_ups_are_light_and_a_workout_is_both():
    rows = load_library().prescriptions
    kinds = rows.groupby(["routine_id", "kind"])["sets_max"].sum().to_dict()
    counted = {key: sets for key, sets in kinds.items() if key[1] != "mobility"}
    assert counted == {
        ("fit_and_well", "light"): 10,
        ("run_forever", "light"): 12,
        ("runners_world", "light"): 12,
        ("runners_world", "strength"): 12,
    }


def test_answers_are_of_the_lists():
    made = {
        demand(usual, reps=(8, 8), phase=phase) for usual in (*DEMANDS, None) for phase in ("activation", "strength")
    }
    assert made == set(DEMANDS)
    modes = ("dynamic", "isometric", "plyometric", "drill", "mobility", "stretch", "cardio")
    assert {kind(mode, step) for mode in modes for step in DEMANDS} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("40 kg", True),
        ("12-14 kg each hand", True),
        ("80 %", True),
        ("medium dumbbells", True),
        ("bodyweight + 5 kg", True),
        ("bodyweight", False),
        ("BW", False),
        ("long band", False),
        ("0", False),
        ("", False),
    ],
)
def test_a_load_is_told_from_none(text, stated):
    assert is_load(text) is stated


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("RPE 8", True),
        ("RPE 7.5", False),
        ("8-9 RPE", True),
        ("RIR 2", True),
        ("2-3 reps in reserve", True),
        ("3 in reserve", False),
        ("to failure", True),
        ("hard", False),
        ("", False),
    ],
)
def test_near_failure_is_read_from_ratings_and_reserves(text, near):
    assert is_near_failure(text) is near
