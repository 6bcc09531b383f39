"""The small questions: whole routines mixed, one change, short time, and what to do instead.

Also of suggest/small_questions/mix.py, suggest/routine_rows.py, suggest/small_questions/substitute.py,
suggest/small_questions/rewritten_routine.py, suggest/small_questions/trim.py, suggest/small_questions/week_edits.py,
suggest/small_questions/what_if.py.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    coverage,
    load_library,
    routine_volume,
    session_minutes,
    substitute,
    suggest_mix,
    suggest_week,
    trim,
    weekly_volume,
    what_if,
)
from analysis.base.said import Said
from analysis.cli.main import main
from analysis.library.additions import add_sheet_texts
from analysis.suggest import say_change, substitute_routine
from analysis.suggest.routine_rows import routine_rows, rows_text, with_rows
from analysis.week import weekly_minutes
from tests.shared import ROUTINES, WEEK

SAME = ["section", "phase", "exercise_id", "sets_min", "sets_max", "reps_min", "reps_max", "work_s_min", "work_s_max"]


SAME += ["hold_s_min", "hold_s_max", "per", "load_kind", "circuit", "notes"]


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_routine_as_rows_and_back_is_the_same(library: Library, routine: str) -> None:
    more = with_rows(library, {"again": routine_rows(library, routine)}, {"again": routine})
    first, second = (
        more.prescriptions.query("routine_id == @name")[SAME].reset_index(drop=True) for name in (routine, "again")
    )
    assert first.equals(second)


@pytest.mark.slow
def test_every_mix_is_ranked_as_counting_each_week_says(library: Library) -> None:
    bands = {"glute_med": (6, 9), "calves": 4}
    found = suggest_mix(library, bands=bands, sessions=3, best=100)
    mixes = [mix for count in (1, 2, 3) for mix in itertools.combinations_with_replacement(ROUTINES, count)]
    assert len(found) == len(mixes)
    keys = []
    for row in found.itertuples():
        week = {name: int(count) for name, count in (pair.split("=") for pair in row.mix.split())}
        strength = [weekly_volume(library, week, by=by).query("kind == 'strength'") for by in ("muscle", "group")]
        med = strength[0].loc[strength[0]["muscle_id"] == "glute_med", "sets_min"].sum()
        calves = strength[1].loc[strength[1]["muscle_group"] == "calves", "sets_min"].sum()
        assert row.missing_sets == pytest.approx(max(0, 6 - med) + max(0, 4 - calves))
        assert row.above_sets == pytest.approx(max(0, med - 9))
        minutes = weekly_minutes(library, week)["week_minutes_max"].sum()
        assert row.minutes_max == pytest.approx(minutes)
        lines = coverage(library, week)
        assert row.uncovered.count(",") <= (~lines["covered"]).sum() * 2
        keys.append((round(row.missing_sets, 9), round(row.above_sets, 9), round(minutes, 9), row.sessions))
    assert keys == sorted(keys)


def test_a_mix_leaves_out_what_cannot_be_done(library: Library) -> None:
    found = suggest_mix(library, bands={"quads": 4}, sessions=2, equipment=["mini_band", "long_band", "mat"])
    assert not found["mix"].str.contains("runners_world").any()
    with pytest.raises(ArgumentError, match="no routine is left"):
        suggest_mix(library, bands={"quads": 4}, minutes=5)


def test_what_if_adds_up(library: Library) -> None:
    change = what_if(library, WEEK, add={"standing_calf_raise": 3})
    before, after = change.minutes.set_index("when")[["minutes_min", "minutes_max", "sets_min"]].to_numpy()
    assert (after[2] - before[2], change.volume["difference_min"].tolist()) == (3, [3])
    # 3 sets of 20 repetitions of 3 s, 2 rests of 30 s and one of 10 s; 12 of 2 s and rests of 20 s at the least
    assert (after[:2] - before[:2]) * 60 == pytest.approx([3 * 12 * 2 + 50, 3 * 20 * 3 + 70])
    assert weekly_minutes(change.library, change.week)["week_minutes_max"].sum() == pytest.approx(after[1])


def test_what_if_drops_a_routine_an_exercise_or_some_sets(library: Library) -> None:
    assert what_if(library, WEEK, drop="run_forever").week == {"runners_world": 1, "run_forever": 2}
    gone = what_if(library, WEEK, drop="Hip thrust")
    assert "hip_thrust" not in set(gone.library.prescriptions.query("routine_id in @gone.week")["exercise_id"])
    some = what_if(library, WEEK, drop={"lateral_band_walk": 3})
    assert some.volume.set_index("muscle_group")["difference_max"].to_dict() == {
        "glute_max": -1.5,
        "hip_abductors": -3,
    }
    back = what_if(library, {"run_forever": 1}, drop="wall_abs", add={"wall_abs": "2 x 10 per side"})
    assert back.volume.groupby("muscle_group")["difference_max"].sum().eq(0).all()


def test_what_if_says_what_is_newly_covered(library: Library) -> None:
    said = say_change(what_if(library, WEEK, add=["pogo_hop", "nordic_hamstring_lower"], drop="bear_plank_row"))
    assert "Now covered: Hamstrings, knee bending; Plyometric; Heavy work." in said
    assert "No longer covered: Trunk, rotation; Pull." in said
    hops = what_if(library, WEEK, add="pogo_hop").volume
    assert hops.empty  # hops give landings, no sets


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"add": {"standing_calf_rise": 3}}, "did you mean standing_calf_raise"),
        ({"drop": "goblet_squat"}, "drop: not in the week"),
        ({"drop": {"hip_thrust": 9}}, "more sets than the week has"),
        ({"drop": {"run_forever": 4}}, "not in the week so often"),
        ({"add": {"goblet_squat": "3 x"}}, "dose of goblet_squat"),
        ({"add": {"goblet_squat": 99}}, "a whole number from 1 to 20"),
        ({"add": "goblet_squat", "to": "fit_and_well"}, "to: not in the week"),
        ({}, "nothing is changed"),
    ],
)
def test_changes_that_cannot_be(library: Library, how: dict[str, object], says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        what_if(library, WEEK, **how)  # type: ignore[arg-type]
    assert says in str(caught.value)


@pytest.mark.parametrize("routine", ROUTINES)
@pytest.mark.parametrize("minutes", [1, 5, 10, 15, 25, 60])
def test_a_trimmed_routine_fits_and_says_its_time(library: Library, routine: str, minutes: float) -> None:
    short = trim(library, routine, minutes=minutes)
    taken = session_minutes(short.library, routines=[short.routine_id])[["minutes_min", "minutes_max"]].to_numpy()[0]
    assert taken == pytest.approx(short.minutes.iloc[1, 1:].to_numpy(dtype=float))
    assert short.fits == (taken[1] <= minutes)
    table = short.table
    assert (table["after_max"] <= table["before_max"]).all()
    assert ((table["after_max"] < table["before_max"]) == table["why"].notna()).all()
    if not short.fits:
        assert table["after_max"].sum() == 1


def test_what_goes_first_when_time_is_short(library: Library) -> None:
    table = trim(library, "runners_world", minutes=15).table.set_index("exercise_id")
    strength = table[table["phase"] == "strength"]
    assert (strength["after_max"] == 2).all()  # sets go before exercises
    assert (table.loc[table["phase"] == "activation", "after_max"] == 0).all()
    longer = trim(library, "runners_world", minutes=30).table
    assert set(longer.loc[longer["after_max"] == 0, "phase"]) <= {"cooldown"}


CIRCUITS = """section,phase,rounds,exercise,dose,equipment,notes
Main,strength,3,Push-up,10,,
Main,strength,3,Clamshell,10 per side,,
Main,strength,2,Glute bridge,12,,
Main,strength,2,Dead bug,8 per side,,
"""


@pytest.mark.parametrize("minutes", [3, 5, 8, 11])
def test_circuits_that_come_together_are_timed_as_one(library: Library, minutes: float) -> None:
    short = trim(add_sheet_texts(library, {"two circuits": CIRCUITS}), "two_circuits", minutes=minutes)
    taken = session_minutes(short.library, routines=[short.routine_id])[["minutes_min", "minutes_max"]].to_numpy()[0]
    assert taken == pytest.approx(short.minutes.iloc[1, 1:].to_numpy(dtype=float))


def test_a_circuit_that_is_split_is_told(library: Library) -> None:
    more = add_sheet_texts(library, {"two circuits": CIRCUITS})
    one = what_if(more, {"two_circuits": 1}, drop={"push_up": 1})
    assert one.change == "1 set of Push-up less (Push-up and Clamshell no longer in one circuit)"
    assert "circuit" not in what_if(more, {"two_circuits": 1}, drop={"push_up": 1, "clamshell": 1}).change


def test_nothing_that_goes_first_comes_back_before_what_goes_later(library: Library) -> None:
    for minutes in range(2, 34):
        table = trim(library, "runners_world", minutes=minutes).table.set_index("exercise_id")
        strength = table[table["phase"] == "strength"]
        if (strength["after_max"] < 2).any():
            assert (table.loc[table["phase"] != "strength", "after_max"] == 0).all()
        # What goes because little else does its work is not said to be done by the rest.
        assert not strength["why"].eq("the rest works most of its muscles").all()


@pytest.mark.slow
def test_what_needs_a_band_is_replaced_where_there_is_none(library: Library) -> None:
    new = substitute_routine(library, "run_forever", equipment="none")
    banded = {"Lateral band walk", "Band monster walk", "Standing fire hydrant"}
    assert banded < set(new.table["exercise"])
    assert set(new.table.loc[new.table["exercise"].isin(banded), "missing"]) == {"mini band"}
    assert "band" not in new.sheet
    kept = substitute_routine(library, "run_forever", equipment="mini_band")
    assert not banded & set(kept.table["exercise"])
    assert kept.sheet.count("mini_band") == 3


def test_a_lift_comes_before_a_drill_of_it_and_a_mix_out_of_reach_is_told(library: Library, capsys: Any) -> None:
    likest = substitute(library, "barbell_romanian_deadlift", equipment="none")["exercise_id"].tolist()
    assert likest.index("single_leg_romanian_deadlift") < likest.index("hip_hinge_drill")
    assert main(["mix", "--bands", "calves=4", "--sessions", "2"]) == 1
    assert "No mix reaches the targets: Calves 0 of 4 at best." in capsys.readouterr().out


def test_a_substitute_needs_what_there_is_and_says_what_is_lost(library: Library) -> None:
    for exercise in library.exercises["exercise_id"]:
        ranked = substitute(library, exercise, equipment=["mat"], best=100)
        needed = library.exercise_equipment.query("need == 'required'").set_index("exercise_id")["equipment_id"]
        assert not set(ranked["exercise_id"]) & set(needed.index) - {exercise}
        assert exercise not in set(ranked["exercise_id"])
        assert ranked["likeness"].is_monotonic_decreasing
    first = substitute(library, "Hip thrust", equipment=["mat"]).iloc[0]
    assert (first["exercise_id"], first["same_pattern"], first["lost"]) == ("glute_bridge", True, "the weight")
    rows = substitute(library, "side_plank_knee_drive", equipment=[]).set_index("exercise_id")
    assert rows.loc["side_plank", "lost"] == "adductors 0.5"
    with pytest.raises(ArgumentError, match="did you mean hip_thrust"):
        substitute(library, "hip trust")


@pytest.mark.parametrize("routine", ROUTINES)
@pytest.mark.parametrize("own", [[], ["mat"], ["mini_band", "mat"], ["dumbbell", "bench"]])
def test_a_rewritten_routine_can_be_done(library: Library, routine: str, own: list[str]) -> None:
    new = substitute_routine(library, routine, equipment=own)
    rows = new.library.prescription_equipment.query("routine_id == @new.routine_id")
    assert set(rows["equipment_id"]) <= set(own)
    done = new.library.prescriptions.query("routine_id == @new.routine_id")
    before = library.prescriptions.query("routine_id == @routine")
    assert len(done) == len(before) - new.table["instead"].isna().sum()
    assert done["exercise_id"].is_unique
    sets = [frame.groupby("phase")["sets_max"].sum().to_dict() for frame in (before, done)]
    assert sets[0] == sets[1] or new.table["instead"].isna().any()


def test_a_routine_that_needs_nothing_more_stays(library: Library) -> None:
    everything = library.equipment["equipment_id"]
    for routine in ROUTINES:
        new = substitute_routine(library, routine, equipment=everything)
        assert new.table.empty
        volumes = [
            routine_volume(new.library, by="muscle", routines=[name])["sets_max"].tolist()
            for name in (routine, new.routine_id)
        ]
        assert volumes[0] == volumes[1]


def test_the_commands_write_sheets_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short, new = tmp_path / "short.csv", tmp_path / "new.csv"
    assert main(["trim", "runners_world", "--minutes", "15", "--out", str(short)]) == 0
    assert main(["substitute", "runners_world", "--equipment", "mat", "--out", str(new)]) == 0
    assert main(["trim", "runners_world", "--minutes", "2"]) == 0
    assert len(load_library(extra=[short, new]).routines) == 5
    assert main(["mix", "--bands", "quads=4", "--format", "csv", "--best", "1"]) == 0
    assert "runners_world=2," in capsys.readouterr().out


def test_rows_of_a_circuit_share_their_rounds(library: Library) -> None:
    text = rows_text(routine_rows(library, "runners_world"))
    assert "Strength Set A,strength,3,Hip Thrust,10,,,," in text  # equipment as coded stays blank
    assert add_routine(library).routines.shape == library.routines.shape


def test_small_answers_show_themselves_and_lead_on(library: Library, tmp_path: Path) -> None:
    short, new = (
        trim(library, "run_forever", minutes=12),
        substitute_routine(library, "run_forever", equipment=["wall"]),
    )
    change = what_if(library, WEEK, drop="hip_thrust")
    assert repr(change) == "WeekChange: Hip thrust left out; next: .say() .volume .minutes .library"
    for result in (short, new, change):
        assert len(repr(result)) < 120
        assert isinstance(result.say(), Said)
        assert result._repr_html_().startswith("<table")
    for made in (short, new):
        more = add_routine(library, made.export(tmp_path / f"{made.routine_id}.csv"))
        assert more.routines["routine_id"].iloc[-1] == made.routine_id
        # A sheet does not say who wrote it: read back, it is the coach's own.
        same = [each.prescriptions.drop(columns="source_id") for each in (more, made.library)]
        assert same[0].equals(same[1])


@pytest.mark.parametrize("command", ["substitute", "what-if runners_world=1 --add", "what-if runners_world=1 --drop"])
def test_two_exercises_where_one_is_meant_are_said(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "hip_thrust, plank"]) == 2
    assert "'hip_thrust, plank'" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["runs", "minutes"])
def test_a_day_under_two_spellings_is_said(library: Library, name: str) -> None:
    typed = {"runs": {"mon": "easy", "Monday": "long"}, "minutes": {"mon": 20, "Monday": 40}}[name]
    with pytest.raises(ArgumentError, match=f"{name}: given twice: 'mon'"):
        suggest_week(library, bands={"calves": 4}, days=["mon"], **{name: typed})
