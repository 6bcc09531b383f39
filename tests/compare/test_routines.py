"""Comparison: totals, shares, differences that add up, equipment, similarity, sensitivity.

Also of ask/bands.py, ask/counting.py, ask/equipment.py, ask/exercises.py, ask/phases.py, ask/rests.py,
ask/routines.py, ask/tempo.py, ask/week.py, compare/alike.py, compare/difference.py, compare/equipment.py,
compare/exercises.py, compare/ways_of_counting.py, compare/sentences.py, compare/tables.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    compare_routines,
    equipment_fit,
    explain_difference,
    find_exercises,
    routine_volume,
    say_comparison,
    say_difference,
    sensitivity,
    session_minutes,
)
from analysis.compare import (
    lost_volume,
    routine_similarity,
    say_equipment,
    say_leader,
    say_sensitivity,
    say_shared,
    say_similarity,
    shared_exercises,
)
from tests.shared import ROUTINES

Write = Callable[..., Path]


RANGES = [
    "A,activation,,Monster walk,2-3 x 10,,",
    "A,strength,,Hip thrust,3-5 x 8-12,,",
    "A,strength,,Bear plank row,1-4 x 8 per side,,",
]


@pytest.fixture
def ranged(library: Library, sheet: Write) -> Library:
    """The library with a routine whose sets are ranges."""
    return add_routine(library, sheet(*RANGES))


@pytest.mark.parametrize("by", ["muscle", "group", "pattern", "equipment"])
def test_a_comparison_agrees_with_volume_and_minutes(ranged: Library, by: str) -> None:
    table = compare_routines(ranged, by=by)
    column = table.columns[0]
    volume = routine_volume(ranged, by=by)
    for end in ("min", "max"):
        sums = volume.groupby(["routine_id", column])[f"sets_{end}"].sum()
        strength = volume[volume["kind"] == "strength"].groupby(["routine_id", column])[f"sets_{end}"].sum()
        keys = list(zip(table["routine_id"], table[column], strict=True))
        assert table[f"sets_{end}"].tolist() == [sums[key] for key in keys]
        assert table[f"strength_sets_{end}"].tolist() == [strength[key] for key in keys]
        parts = table[f"strength_sets_{end}"] + table[f"light_sets_{end}"]
        assert parts.tolist() == table[f"sets_{end}"].tolist()
    minutes = session_minutes(ranged).set_index("routine_id")["minutes_max"]
    assert table["minutes_max"].tolist() == minutes[table["routine_id"]].tolist()


def test_totals_and_shares_with_ranges(ranged: Library) -> None:
    table = compare_routines(ranged, ["mine"]).set_index("muscle_group")
    assert table[["routine_sets_min", "routine_sets_max"]].iloc[0].tolist() == [6, 12]
    glutes = table.loc["glute_max"]  # walk 0.5, hip thrust 1: 1 + 3 of 6, 1.5 + 5 of 12
    assert glutes[["sets_min", "sets_max"]].tolist() == [4, 6.5]
    assert glutes[["share_min", "share_max"]].tolist() == pytest.approx([6.5 / 12, 4 / 6])


def test_mobility_minutes(library: Library) -> None:
    table = compare_routines(library, ["runners_world"]).set_index("muscle_group")
    assert table.loc["glute_max", ["mobility_minutes_min", "mobility_minutes_max"]].tolist() == [1.25, 1.25]
    assert table["conventions"].iloc[0] == "2-4 s a repetition, rests 3/10/20/30 s"


def test_sensitivity_tries_four_ways_to_count(library: Library) -> None:
    ways = sensitivity(library)[["counting", "secondary_weight", "kinds"]].drop_duplicates()
    assert ways.to_numpy().tolist() == [
        ["fractional", 0.5, "strength + light"],
        ["direct", 0.0, "strength + light"],
        ["total", 1.0, "strength + light"],
        ["fractional", 0.5, "strength"],
    ]


def test_a_leader_is_clearly_ahead(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,strength,,Hip thrust,3-8 x 5,,"))
    text = say_leader(compare_routines(more, ["mine", "run_forever"]))
    # The ranges of the glutes overlap.
    assert text.startswith("Run forever has the most sets for 7 of 8 muscle groups (too close to call on 1)")
    copied = add_routine(library, sheet("A,activation,,Wall abs,2 x 10,,", name="b.csv"))
    copied = add_routine(copied, sheet("A,activation,,Wall abs,2 x 10,,", name="c.csv"))
    assert say_leader(compare_routines(copied, ["b", "c"])).startswith("No routine clearly leads")


def test_similarity_follows_counting_and_phases(library: Library) -> None:
    pair = ["fit_and_well", "run_forever"]
    usual = routine_similarity(library, pair, by="muscle")["similarity_min"].iloc[0]
    assert routine_similarity(library, pair, counting="direct", by="muscle")["similarity_min"].iloc[0] != usual
    assert np.isnan(routine_similarity(library, pair, phases=["strength"], by="muscle")["similarity_min"].iloc[0])


def test_only_some_phases(library: Library) -> None:
    table = compare_routines(library, ["runners_world"], phases=["strength"]).set_index("muscle_group")
    assert table.loc["glute_max", ["sets_min", "strength_sets_min", "light_sets_min", "routine_sets_min"]].tolist() == [
        9,
        6,
        3,
        18,
    ]
    assert set(table["phases"]) == {"strength"}


@pytest.mark.slow
@pytest.mark.parametrize("by", ["muscle", "group", "pattern", "equipment"])
@pytest.mark.parametrize("pair", list(permutations([*ROUTINES, "mine"], 2)), ids="-".join)
def test_a_difference_is_the_sum_of_its_exercises(ranged: Library, pair: tuple[str, str], by: str) -> None:
    rows = explain_difference(ranged, *pair, by=by)
    column = rows.columns[0]
    table = compare_routines(ranged, pair, by=by).set_index(["routine_id", column])
    for label, part in rows.groupby(column, sort=False):
        low = table.loc[(pair[0], label), "sets_min"] - table.loc[(pair[1], label), "sets_max"]
        high = table.loc[(pair[0], label), "sets_max"] - table.loc[(pair[1], label), "sets_min"]
        assert (part["sets_min"].sum(), part["sets_max"].sum()) == (low, high)
        assert part[["difference_min", "difference_max"]].drop_duplicates().to_numpy().tolist() == [[low, high]]
    worked = table.groupby(column)["sets_max"].sum()
    assert set(rows[column]) == set(worked[worked > 0].index)
    assert (rows.loc[rows["routine_id"] == pair[0], "sets_min"] >= 0).all()
    assert (rows.loc[rows["routine_id"] == pair[1], "sets_max"] <= 0).all()


def test_the_largest_difference_comes_first(library: Library) -> None:
    rows = explain_difference(library, "runners_world", "run_forever")
    sizes = rows.drop_duplicates("muscle_group")["difference_min"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)
    both = rows.query("muscle_group == 'hip_abductors'")
    assert set(both["routine_id"]) == {"runners_world", "run_forever"}
    assert both["difference_min"].iloc[0] == -3.5  # 6.5 sets against 10


def test_shared_exercises(library: Library, sheet: Write) -> None:
    rows = shared_exercises(library)
    assert rows[["exercise_id", "routine_id", "position"]].to_numpy().tolist() == [
        ["lateral_band_walk", "fit_and_well", 4],
        ["lateral_band_walk", "run_forever", 1],
        ["reverse_lunge_knee_drive", "fit_and_well", 5],
        ["reverse_lunge_knee_drive", "runners_world", 9],
        ["standing_fire_hydrant", "runners_world", 5],
        ["standing_fire_hydrant", "run_forever", 5],
    ]
    assert shared_exercises(library, ["runners_world"]).empty
    twice = add_routine(library, sheet("A,,,Hip CARs,5,,", "A,,,Hip CARs,6,,"))
    assert shared_exercises(twice, ["mine", "run_forever"]).empty
    assert say_shared(shared_exercises(library, ["runners_world"])) == "The routines share no exercise."


def test_equipment(library: Library) -> None:
    lost = lost_volume(library, ["dumbbell", "bench", "mat"]).set_index(["routine_id", "muscle_group"])
    assert lost.loc[("runners_world", "hip_abductors"), "lost_sets_min"] == 5  # the banded circuit
    assert lost.loc[("fit_and_well", "hip_abductors"), ["sets_min", "lost_sets_min"]].tolist() == [8, 3]
    with_long_band = equipment_fit(library, ["long_band"], routines=["fit_and_well"])
    assert set(with_long_band["effect"]) == {"done", "without optional"}  # it serves as a mini band
    thrust = equipment_fit(library, []).query("exercise_id == 'hip_thrust'").iloc[0]
    assert (thrust["missing"], thrust["effect"], thrust["basis"]) == ("bench", "lost", "inferred")
    everything = list(library.equipment["equipment_id"])
    assert lost_volume(library, everything).empty
    assert set(equipment_fit(library, everything)["effect"]) == {"done"}
    assert say_equipment(library, everything).endswith("all of Fit&Well, Runner's World and Run forever can be done.")
    assert "With no equipment, none of the routines can be done whole." in say_equipment(library, [])


def test_similarity_is_symmetric_and_1_with_itself(library: Library, sheet: Write) -> None:
    names = library.prescriptions.query("routine_id == 'run_forever'")
    rows = [f"A,activation,,{row.published_name},4 x 5,," for row in names.itertuples()]
    more = add_routine(library, sheet(*rows))
    pairs = routine_similarity(more, ["run_forever", "mine", "runners_world"], by="muscle").set_index(
        ["first_id", "second_id"]
    )
    assert pairs.loc[("run_forever", "mine"), "similarity_min"] == pytest.approx(1)
    back = routine_similarity(more, ["runners_world", "run_forever"], by="muscle")["similarity_min"].iloc[0]
    assert pairs.loc[("run_forever", "runners_world"), "similarity_min"] == pytest.approx(back)


def test_similarity_of_a_routine_without_counted_sets_is_blank(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,,,Hip CARs,10,,"))
    pairs = routine_similarity(more, ["mine", "run_forever"], by="muscle")
    assert np.isnan(pairs["similarity_min"].iloc[0])
    assert say_similarity(pairs).startswith("There are no two routines")


def test_the_order_for_hip_abductors_turns_when_light_work_is_left_out(library: Library) -> None:
    rows = sensitivity(library).query("muscle_group == 'hip_abductors'")
    assert set(rows["survives"]) == {"no"}
    ranks = rows.set_index(["counting", "kinds", "routine_id"])["rank_min"].sort_index()
    assert ranks["fractional", "strength + light"].to_dict() == {
        "fit_and_well": 2,
        "runners_world": 3,
        "run_forever": 1,
    }
    assert ranks["fractional", "strength"].to_dict() == {"fit_and_well": 2, "runners_world": 1, "run_forever": 2}
    chest = sensitivity(library).query("muscle_group == 'chest'")
    assert set(chest["survives"]) == {"yes"}


def test_overlapping_ranges_leave_the_order_open(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,strength,,Hip thrust,11-15 x 5,,"))
    rows = sensitivity(more, ["mine", "runners_world"]).query("muscle_group == 'glute_max'")
    default = rows.iloc[:2].set_index("routine_id")
    assert default.loc["mine", ["rank_min", "rank_max"]].tolist() == [1, 2]
    assert default.loc["runners_world", ["rank_min", "rank_max"]].tolist() == [1, 2]
    assert set(rows["survives"]) == {"depends"}
    assert "it could go either way for glute max" in say_sensitivity(sensitivity(more, ["mine", "runners_world"]))


def test_sentences_follow_the_figures(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,strength,,Hip thrust,30-40 s,,", "A,strength,,Floor press in 90-90,2 x 5,,"))
    text = say_comparison(compare_routines(more, ["mine", "run_forever"]))
    assert text.startswith("Mine has 3 counted sets in ")
    assert "only Run forever trains hip abductors" in text
    assert say_difference(explain_difference(more, "mine", "run_forever")).startswith(
        "The largest difference is in hip abductors, 10 sets more in Run forever: Lateral band walk -2"
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("runners_world", "runners_world", "not from itself"),
        ("runners_world", "run_forevr", "did you mean run_forever"),
        ("Run forever, Fit&Well", "runners_world", "unknown routine"),
    ],
)
def test_refuses_wrong_pairs(library: Library, first: str, second: str, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        explain_difference(library, first, second)


def test_refuses_unknown_equipment(library: Library) -> None:
    with pytest.raises(ArgumentError, match="did you mean dumbbell"):
        equipment_fit(library, ["dumbell"])


def test_routines_may_be_named_in_words(library: Library) -> None:
    assert set(compare_routines(library, ["Runner's World", "Fit&Well"])["routine_id"]) == {
        "runners_world",
        "fit_and_well",
    }


def test_exercises_by_muscle_equipment_and_source(library: Library) -> None:
    found = find_exercises(library, muscle="hip_abductors")
    assert found["role"].tolist() == sorted(
        found["role"], key=["primary", "secondary", "stabilizer", "stretched"].index
    )
    assert len(find_exercises(library, muscle="Glute max", origin="sources")) == 15
    ours = find_exercises(library, muscle="Glute max", origin="ours")
    assert len(find_exercises(library, muscle="Glute max")) == 15 + len(ours) > 25
    steps = find_exercises(library, equipment="Step or kerb", origin="sources")
    assert steps["exercise_id"].tolist() == ["eccentric_heel_tap"]
    assert steps["easier"].tolist() == ["Lateral step-down"]
    assert len(find_exercises(library, routine="fit_and_well")) == 5
    assert find_exercises(library, muscle="pecs", routine="fit_and_well").empty
    with pytest.raises(ArgumentError, match="did you mean glute_med"):
        find_exercises(library, muscle="glute_medd")


def test_measured_activity_stands_beside_the_role(library: Library) -> None:
    rows = find_exercises(library, muscle="glute_med").set_index("exercise_id")
    assert rows.loc["lateral_band_walk", "emg"].startswith("lateral band walk, stance leg: 52 % (youdas_2013); ")
    plank = rows.loc["side_plank", "emg"]
    assert "103 % (boren_2011, quoted by others; a relative: the top leg lifts as well)" in plank
    assert "side bridge: 74 % (ijspt_2014, quoted by others)" in plank
    assert rows.loc[["side_plank_knee_drive", "quadruped_hip_cars"], "emg"].isna().all()
    assert rows.loc["quadruped_hip_cars", "variations"].startswith("regression: Weight on the fists")


def test_iterables_that_can_be_read_once_are_enough(library: Library) -> None:
    listed = say_equipment(library, ["mini_band", "mat"], routines=["run_forever"])
    assert say_equipment(library, iter(["mini_band", "mat"]), routines=iter(["run_forever"])) == listed
    assert len(lost_volume(library, iter(["mat"]), routines=iter(["run_forever"]))) > 0
    assert find_exercises(library, equipment="none")["exercise_id"].isin(["hip_thrust", "wall_abs"]).sum() == 0


def test_a_comparison_needs_a_routine(library: Library) -> None:
    with pytest.raises(ArgumentError, match="no routine is named"):
        compare_routines(library, [])


@pytest.mark.parametrize("say", [say_comparison, say_leader])
def test_two_comparisons_in_one_frame_are_refused(library: Library, say: Callable[..., str]) -> None:
    both = pd.concat([compare_routines(library, phases=phases) for phases in (None, ["strength"])])
    with pytest.raises(ArgumentError, match="two rows of a label and a routine; give what compare_routines returns"):
        say(both)
