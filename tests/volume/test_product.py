"""Volume: the figures per session, an independent count of them, and the laws they obey.

Also of volume/amounts.py, volume/contacts.py, volume/sentences.py, volume/minutes.py, volume/weight_matrix.py.
"""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    compare_routines,
    load_library,
    routine_volume,
    session_minutes,
    weekly_volume,
    weights,
)
from analysis.ask.counting import read_counting
from analysis.ask.tempo import read_tempo
from analysis.library.additions import add_sheet_texts
from analysis.library.schema import data_folder
from analysis.library.terms import COUNTED_KINDS, PHASES
from analysis.volume import prescription_volume
from analysis.volume.amounts import AMOUNTS
from analysis.volume.sentences import UNSAID, conventions
from tests.shared import HEADER, ROUTINES

# Fractional counted sets per session, and those of strength work.
PER_SESSION = {
    "fit_and_well": {
        "glute_max": (5.5, 0),  # bridge 2, lunge 2, half of 3 band walks
        "hip_abductors": (8, 0),  # side plank 3, band walk 3, half of bridge 2 and lunge 2
        "quads": (2, 0),
        "calves": (1, 0),  # half of the bridge's heel raise, lying
        "lower_back": (1.5, 0),  # half of 3 side planks
    },
    "runners_world": {
        "glute_max": (13, 6),  # light: squat 2, squat 3, half of 2 hydrants and 2 tap outs; strength: thrust, lunge
        "hip_abductors": (6.5, 1.5),
        "quads": (8, 3),
        "hip_flexors": (1.5, 0),
        "calves": (1.5, 0),  # half of 3 raises on two legs after the squat
        "trunk_front": (4.5, 1.5),
        "chest": (3, 3),
        "back": (3, 3),
        "shoulders": (4.5, 3),
        "shoulder_blades": (1.5, 0),
    },
    "run_forever": {
        "glute_max": (6, 0),  # RDL 2, half of 2 each: side step, monster walk, hydrant, heel tap
        "hip_abductors": (10, 0),  # 2 each: side step, hydrant, monster walk, heel tap, RDL
        "quads": (2, 0),
        "hamstrings": (2, 0),
        "trunk_front": (2, 0),
    },
}


ZERO = {
    "fit_and_well": ["hamstrings", "trunk_front", "chest", "back"],
    "runners_world": ["hamstrings", "shin", "foot"],
    "run_forever": ["hip_flexors", "calves", "chest", "back"],
}


@pytest.mark.parametrize("routine", ROUTINES)
def test_sets_per_session(library: Library, routine: str) -> None:
    volume = routine_volume(library, by="group", routines=[routine])
    volume = volume.groupby(["muscle_group", "kind"])["sets_min"].sum().unstack(fill_value=0.0)
    volume = volume.reindex(columns=list(COUNTED_KINDS), fill_value=0.0)
    expected = PER_SESSION[routine] | dict.fromkeys(ZERO.get(routine, []), (0, 0))
    for group, (counted, strength) in expected.items():
        assert volume.loc[group].sum() == counted, group
        assert volume.loc[group, "strength"] == strength, group


def test_glute_med_as_a_muscle(library: Library) -> None:
    volume = routine_volume(library, by="muscle").query("muscle_id == 'glute_med'")
    assert volume.groupby("routine_id")["sets_max"].sum().to_dict() == {
        "fit_and_well": 8,
        "runners_world": 6.5,
        "run_forever": 10,
    }


def read(name: str) -> list[dict[str, str]]:
    with (data_folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def independent(counting: dict[str, float], *, group: bool) -> dict[tuple[str, ...], list[float]]:
    """Count from the tidy CSV files with loops alone."""
    roles = defaultdict(dict)
    for row in read("coding/exercise_muscles.csv"):
        roles[row["exercise_id"]][row["muscle_id"]] = row["role"]
    group_of = {row["muscle_id"]: row["muscle_group"] for row in read("coding/muscles.csv")}
    own = {
        row["exercise_id"]: (row["seconds_per_rep_min"], row["seconds_per_rep_max"])
        for row in read("coding/exercises.csv")
    }
    total: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0] * 6)
    for row in read("tidy/prescriptions.csv"):
        still = row["kind"] in ("mobility", "drill")
        rule = {"primary": 1, "stretched": 1} if still else counting
        shares: dict[str, float] = defaultdict(float)
        for muscle, role in roles[row["exercise_id"]].items():
            label = group_of[muscle] if group else muscle
            shares[label] = max(shares[label], rule.get(role, 0))
        both_ways = 2 if row["per"] == "direction" else 1
        for end, name in enumerate(("min", "max")):
            sets = int(row[f"sets_{name}"])
            reps = sets * int(row[f"reps_{name}"] or 0) * both_ways
            pace = float(own[row["exercise_id"]][end] or (2, 4)[end]) + float(row[f"hold_s_{name}"] or 0)
            seconds = reps * pace or sets * int(row[f"work_s_{name}"] or 0) * both_ways
            for label, share in shares.items():
                cell = total[row["routine_id"], label, row["phase"], row["kind"]]
                cell[end] += sets * share if row["kind"] in ("strength", "light") else 0
                cell[2 + end] += reps * share
                cell[4 + end] += seconds * share
    return total


COUNTS = {
    "fractional": {"primary": 1.0, "secondary": 0.5},
    "direct": {"primary": 1.0},
    "total": {"primary": 1.0, "secondary": 1.0},
}


@pytest.mark.parametrize("by", ["muscle", "group"])
@pytest.mark.parametrize("counting", COUNTS)
def test_every_figure_against_an_independent_count(library: Library, by: str, counting: str) -> None:
    expected = independent(COUNTS[counting], group=by == "group")
    volume = routine_volume(library, by=by, counting=counting)
    labels = volume.columns[1]
    for row in volume.to_dict("records"):
        assert [row[name] for name in AMOUNTS] == expected[row["routine_id"], row[labels], row["phase"], row["kind"]], (
            row
        )
    assert set(expected) <= set(volume[["routine_id", labels, "phase", "kind"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("by", ["muscle", "group"])
def test_every_figure_of_a_week_against_an_independent_count(library: Library, by: str) -> None:
    expected = independent(COUNTS["fractional"], group=by == "group")
    week = {"runners_world": 1, "run_forever": 3, "fit_and_well": 2}
    for row in weekly_volume(library, week, by=by).to_dict("records"):
        parts = [
            np.array(expected[routine, row[f"muscle_{'id' if by == 'muscle' else 'group'}"], row["phase"], row["kind"]])
            * n
            for routine, n in week.items()
        ]
        assert [row[name] for name in AMOUNTS] == sum(parts).tolist()


def test_prescription_volume_adds_up_to_routine_volume(library: Library) -> None:
    summed = (
        prescription_volume(library, by="muscle").groupby(["routine_id", "muscle_id", "phase", "kind"])[AMOUNTS].sum()
    )
    volume = routine_volume(library, by="muscle").set_index(["routine_id", "muscle_id", "phase", "kind"])[AMOUNTS]
    pd.testing.assert_frame_equal(
        volume[(volume > 0).any(axis=1)].sort_index(), summed[(summed > 0).any(axis=1)].sort_index()
    )


def test_kinds_of_load_add_up(library: Library) -> None:
    split = (
        routine_volume(library, by="muscle", by_load=True)
        .groupby(["routine_id", "muscle_id", "phase", "kind"], sort=False)[AMOUNTS]
        .sum()
    )
    whole = routine_volume(library, by="muscle").set_index(["routine_id", "muscle_id", "phase", "kind"])[AMOUNTS]
    pd.testing.assert_frame_equal(split, whole)
    loads = routine_volume(library, by="group", by_load=True, routines=["runners_world"], phases=["strength"])
    chest = loads.query("muscle_group == 'chest'").groupby("load_kind", sort=False)["sets_min"].sum()
    assert chest.to_dict() == {"external": 3, "band": 0, "bodyweight": 0}


def test_patterns_and_equipment_count_every_set_once(library: Library) -> None:
    patterns = routine_volume(library, by="pattern").groupby("routine_id", sort=False)["sets_min"].sum()
    assert patterns.to_dict() == {"fit_and_well": 10, "runners_world": 24, "run_forever": 12}
    items = routine_volume(library, by="equipment", routines=["run_forever"], phases=["activation"]).set_index(
        "equipment_id"
    )
    assert items.loc["long_band", ["sets_min", "sets_max"]].tolist() == [0, 6]  # optional: from none to all
    assert items.loc["step", ["sets_min", "sets_max"]].tolist() == [2, 2]
    assert items.loc["none", ["sets_min", "sets_max"]].tolist() == [2, 8]


def test_a_walk_each_direction_gives_both_directions_to_a_hip(library: Library) -> None:
    row = (
        prescription_volume(library)
        .query("routine_id == 'fit_and_well' and position == 4 and muscle_id == 'glute_med'")
        .iloc[0]
    )
    assert (row["sets_min"], row["reps_min"], row["tension_s_min"], row["tension_s_max"]) == (3, 30, 45, 75)


def test_the_banded_squat_counts_one_side(library: Library) -> None:
    row = (
        prescription_volume(library)
        .query("routine_id == 'runners_world' and position == 6 and muscle_id == 'quads'")
        .iloc[0]
    )
    assert (row["sets_min"], row["reps_min"], row["tension_s_min"]) == (2, 0, 60)


def test_mobility_gives_minutes_and_no_sets(library: Library) -> None:
    volume = routine_volume(library, by="muscle", routines=["runners_world"])
    worked = volume.groupby(["muscle_id", "phase"])[["sets_max", "tension_s_min"]].sum()
    assert worked.loc[("adductors", "mobility")].tolist() == [0, 60]
    assert worked.loc[("hamstrings", "cooldown")].tolist() == [0, 15]


@pytest.mark.parametrize("seconds", [3, (3, 3), [3.0]])
def test_minutes_of_runners_world(library: Library, seconds: Any) -> None:
    usual = session_minutes(library, routines=["runners_world"]).iloc[0]
    assert (round(usual["minutes_min"] + 1e-9, 1), round(usual["minutes_max"] + 1e-9, 1)) == (26.4, 34.4)
    middle = session_minutes(library, routines=["runners_world"], seconds_per_rep=seconds).iloc[0]
    assert middle["minutes_min"] == middle["minutes_max"] == 30.35


def test_rests_are_arguments(library: Library) -> None:
    none = {"switch_s": 0, "between_exercises_s": 0, "between_rounds_s": 0, "between_sections_s": 0}
    bare = session_minutes(library, routines=["run_forever"], seconds_per_rep=1, **none)["minutes_min"].iloc[0]
    # 20 + 20 + 30 x 1.5 + 16 x 4 + 24 + 16 repetitions a side, the walk's own 1.5 s for 20 steps, both sides
    assert bare == pytest.approx(2 * (20 * 1.5 + 20 + 30 * 1.5 + 16 * 4 + 24 + 16) / 60)
    longer = session_minutes(library, routines=["runners_world"], rest_by_section={"Strength Set A": 80})
    usual = session_minutes(library, routines=["runners_world"])
    assert (longer["minutes_min"] - usual["minutes_min"]).iloc[0] == pytest.approx(2)  # two rests, 60 s more each


def test_sections_add_up_to_the_session(library: Library) -> None:
    parts = session_minutes(library, by="section").groupby("routine_id", sort=False)["minutes_max"].sum()
    whole = session_minutes(library).set_index("routine_id")["minutes_max"]
    np.testing.assert_allclose(parts, whole)


# Laws, on any routines.
names = [row["name"] for row in read("coding/exercises.csv")]


phases = st.sampled_from(["", *PHASES])


amounts = st.tuples(
    st.integers(1, 6), st.integers(0, 3), st.integers(1, 30), st.integers(0, 30), st.sampled_from(["", " s"])
)


@st.composite
def sheet_rows(draw: st.DrawFn) -> list[str]:
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        sets, more_sets, reps, more_reps, unit = draw(amounts)
        per = draw(st.sampled_from(["", " per side", " per direction"]))
        dose = f"{sets}-{sets + more_sets} x {reps}-{reps + more_reps}{unit}{per}"
        rows.append(f"{draw(st.sampled_from('AB'))},{draw(phases)},,{draw(st.sampled_from(names))},{dose},,")
    return rows


BASE = load_library()


def with_rows(rows: list[str]) -> Library:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return add_routine(BASE, path)


def drawn(rows: list[str], **options: Any) -> pd.DataFrame:
    return routine_volume(with_rows(rows), routines=["drawn"], **{"by": "muscle", **options})


laws = settings(max_examples=40)


@pytest.mark.slow
@laws
@given(sheet_rows(), st.permutations(range(8)))
def test_row_order_does_not_matter(rows: list[str], order: list[int]) -> None:
    shuffled = [rows[place] for place in order if place < len(rows)]
    pd.testing.assert_frame_equal(drawn(rows), drawn(shuffled))


@pytest.mark.slow
@laws
@given(sheet_rows(), sheet_rows())
def test_volume_adds_over_rows(rows: list[str], more: list[str]) -> None:
    keys = ["muscle_id", "phase", "kind"]
    whole, first, second = (drawn(part).set_index(keys)[AMOUNTS] for part in (rows + more, rows, more))
    # Pairs of phase and kind that only one of the sheets has are of it alone.
    apart = first.reindex(whole.index, fill_value=0.0) + second.reindex(whole.index, fill_value=0.0)
    pd.testing.assert_frame_equal(whole, apart)


@laws
@given(sheet_rows(), st.integers(1, 5), st.integers(1, 5))
def test_a_week_scales_with_its_sessions(rows: list[str], mine: int, others: int) -> None:
    library = with_rows(rows)
    week = weekly_volume(library, {"drawn": mine, "run_forever": others})[AMOUNTS]
    once = [weekly_volume(library, {routine: 1})[AMOUNTS] for routine in ("drawn", "run_forever")]
    pd.testing.assert_frame_equal(week, mine * once[0] + others * once[1])


@laws
@given(sheet_rows())
def test_intervals_are_in_order_and_a_group_is_at_most_the_sum_of_its_muscles(rows: list[str]) -> None:
    library = with_rows(rows)
    muscles = routine_volume(library, by="muscle", routines=["drawn"]).merge(
        library.muscles[["muscle_id", "muscle_group"]]
    )
    groups = routine_volume(library, routines=["drawn"], by="group").set_index(["muscle_group", "phase", "kind"])[
        AMOUNTS
    ]
    keys = ["muscle_group", "phase", "kind"]
    sums = muscles.groupby(keys)[AMOUNTS].sum().reindex(groups.index)
    most = muscles.groupby(keys)[AMOUNTS].max().reindex(groups.index)
    assert (groups <= sums).all(axis=None)
    assert (groups >= most).all(axis=None)
    for quantity in ("sets", "reps", "tension_s"):
        assert (groups[f"{quantity}_min"] <= groups[f"{quantity}_max"]).all()


@pytest.mark.slow
@laws
@given(sheet_rows())
def test_weight_0_equals_direct_and_weight_1_equals_total(rows: list[str]) -> None:
    for weight, name in ((0, "direct"), (1, "total")):
        custom = drawn(rows, counting={"secondary": weight})
        pd.testing.assert_frame_equal(custom[AMOUNTS], drawn(rows, counting=name)[AMOUNTS])


@laws
@given(sheet_rows())
def test_the_matrix_product_is_what_it_says(rows: list[str]) -> None:
    library = with_rows(rows)
    own = library.prescriptions.query("routine_id == 'drawn'")
    own = own[own["kind"].isin(COUNTED_KINDS)]
    sets = own.groupby("exercise_id")["sets_min"].sum().reindex(library.exercises["exercise_id"], fill_value=0)
    product = sets.to_numpy(dtype=float) @ weights(library, by="muscle").to_numpy()
    volume = routine_volume(library, by="muscle", routines=["drawn"]).groupby("muscle_id", sort=False)["sets_min"].sum()
    assert product.tolist() == volume.tolist()


def test_a_group_is_the_maximum_of_its_members(library: Library) -> None:
    groups = weights(library, by="group")
    assert groups.loc["lateral_band_walk", "hip_abductors"] == 1
    assert groups.loc["bear_plank_row", "shoulders"] == 0.5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "musle"}, "did you mean muscle"),
        ({"counting": "fraction"}, "did you mean fractional"),
        ({"counting": {"helper": 1}}, "unknown role"),
        ({"counting": {"secondary": 2}}, "from 0 to 1"),
        ({"counting": {"secondary": "half"}}, "from 0 to 1"),
        ({"routines": ["runners_wrld"]}, "did you mean runners_world"),
        ({"phases": ["strenght"]}, "did you mean strength"),
        ({"seconds_per_rep": 0}, "seconds from 0.1 to 60"),
        ({"seconds_per_rep": (4, 2)}, "seconds from 0.1 to 60"),
        ({"seconds_per_rep": "fast"}, "seconds from 0.1 to 60"),
        ({"seconds_per_rep": (1, 2, 3)}, "seconds from 0.1 to 60"),
    ],
)
def test_refuses_unknown_names_and_numbers(library: Library, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        routine_volume(library, **options)


def test_what_was_assumed_is_stamped(library: Library) -> None:
    assert set(routine_volume(library, by="muscle", counting={"secondary": 0.25})["counting"]) == {
        "primary 1, secondary 0.25, stabilizer 0, stretched 0"
    }
    assert read_counting("direct")[1]["secondary"] == 0
    assert read_tempo((2, 4)) == (2, 4)
    assert session_minutes(library, seconds_per_rep=3)["conventions"].iloc[0] == "3 s a repetition, rests 3/10/20/30 s"


def test_nothing_is_changed_in_place(library: Library) -> None:
    before = library.prescriptions.copy(deep=True)
    frame = routine_volume(library, by="muscle")
    frame["sets_min"] = -1.0
    matrix = weights(library, by="muscle")
    matrix.iloc[:] = 9
    assert routine_volume(library, by="muscle")["sets_min"].min() == 0
    assert weights(library, by="muscle").max(axis=None) == 1
    pd.testing.assert_frame_equal(library.prescriptions, before)


def test_a_plan_that_states_loads_is_not_said_to_have_none(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": "exercise,dose\nHip thrust,3 x 8 @ 20 kg\n"})
    for routine, said in (("run_forever", True), ("mine", False)):
        rows = more.prescriptions[more.prescriptions["routine_id"] == routine]
        assert conventions(compare_routines(more, [routine]), rows).endswith(UNSAID) == said
