"""How long sessions take: times of sheets worked out by hand, and the table of conventions that the code holds to.

Also of ask/rests.py, volume/minutes.py.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import (
    ArgumentError,
    Library,
    compare_routines,
    plan_block,
    session_minutes,
    suggest_mix,
    trim,
    weekly_summary,
    what_if,
)
from analysis.ask import athlete, loads, tempo
from analysis.ask.counting import COUNTINGS
from analysis.ask.rests import LONGEST_REST, read_ends, read_rests
from analysis.block import timing_checks
from analysis.block.check_facts import Limits
from analysis.block.planning import next_steps, progression, repetition_steps, time_off
from analysis.cli.main import main
from analysis.library import demand
from analysis.library.additions import add_sheet_texts
from analysis.library.doses import dose_sides, notation
from analysis.logs import maxima, proposals, sessions_done
from analysis.suggest import session_sheets
from analysis.suggest.requests import request
from analysis.suggest.requests.warm_up import LIGHT_DAY, LONG_DAY
from analysis.suggest.small_questions.substitute import LIGHTER, LIKE, PROFILE_PART, UNLIKE
from analysis.suggest.small_questions.trim import MOST_MISSED
from analysis.suggest.solving import session_lines, session_model, session_search, superset_pairs
from analysis.volume import exercise_seconds, set_seconds
from analysis.volume.amounts import ENDS
from analysis.volume.rests import FEW, Rests, Work, places_of, rest_seconds
from analysis.volume.sentences import minutes_words
from analysis.week import around_runs

HEAD = "section,phase,rounds,exercise,dose,load\n"


def seconds(library: Library, rows: str, **options: Any) -> list[float]:
    """Least and most seconds of a sheet of rows, which are parted by a bar."""
    more = add_sheet_texts(library, {"mine": HEAD + rows.replace("|", "\n") + "\n"})
    taken = session_minutes(more, routines=["mine"], **options)[["minutes_min", "minutes_max"]]
    return (taken.to_numpy()[0] * 60).round(3).tolist()


# A repetition takes 2-4 s, a change of sides 3 s; what is multiplied first is sets x a set, what is added the rests.
BY_HAND = {
    "a straight set of moderate work": (",,,Goblet squat,3 x 6-8,", 3 * 12 + 2 * 60, 3 * 32 + 2 * 90),
    "the last set before another exercise rests too": (
        ",,,Goblet squat,3 x 6-8,|,,,Push-up,3 x 8,",
        3 * 12 + 3 * 60 + 3 * 16 + 2 * 60,
        3 * 32 + 3 * 90 + 3 * 32 + 2 * 90,
    ),
    "the last set before another section has the rest between sections": (
        "A,,,Goblet squat,3 x 6-8,|B,,,Push-up,3 x 8,",
        3 * 12 + 2 * 60 + 30 + 3 * 16 + 2 * 60,
        3 * 32 + 2 * 90 + 30 + 3 * 32 + 2 * 90,
    ),
    "light work": (",,,Band row,3 x 12,", 3 * 24 + 2 * 20, 3 * 48 + 2 * 30),
    "light work per side": (",,,Clamshell,2 x 12 per side,", 2 * 51 + 30, 2 * 99 + 30),
    "the other side's time is rest": (
        ",,,Split squat,3 x 8 per side,",
        3 * 35 + 2 * (60 - 16),
        3 * 67 + 2 * (90 - 32),
    ),
    "never less than 30 s per side": (
        ",,,Split squat,2 x 12 per side,",
        2 * 51 + (60 - 24),
        2 * 99 + (90 - 48),
    ),
    "30 s at least": (",,,Suitcase carry,2 x 40 s per side,", 2 * 83 + 30, 2 * 83 + (90 - 40)),
    "sides that alternate rest together": (",,,Bird dog,2 x 8 per side,", 2 * 48 + 20, 2 * 80 + 30),
    "out and back": (",,,Lateral band walk,2 x 10 per direction,", 2 * 33 + 20, 2 * 53 + 30),
    "a light hold": (",,,Front plank,3 x 30 s,", 3 * 30 + 2 * 20, 3 * 30 + 2 * 30),
    "a heavy hold": (",,,Copenhagen plank,3 x 20 s per side,", 3 * 43 + 2 * (60 - 20), 3 * 43 + 2 * (120 - 20)),
    "low jumps": (",,,Pogo hop,3 x 20,", 3 * 10 + 2 * 30, 3 * 14 + 2 * 60),
    "high jumps": (",,,Single-leg hop,2 x 8 per side,", 2 * 12.6 + (60 - 4.8), 2 * 19 + (120 - 8)),
    "jumps in a warm-up": ("Warm-up,activation,,Pogo hop,3 x 20,", 3 * 10 + 2 * 30, 3 * 14 + 2 * 60),
    "heavy work": (",,,Pull-up,3 x 5,", 3 * 10 + 2 * 120, 3 * 20 + 2 * 180),
    "a load makes six repetitions heavy": (",,,Goblet squat,3 x 6,24 kg", 3 * 12 + 2 * 120, 3 * 24 + 2 * 180),
    "three repetitions": (",,,Pull-up,4 x 3,", 4 * 6 + 3 * 180, 4 * 12 + 3 * 300),
    "two to four are not three or fewer": (",,,Pull-up,4 x 2-4,", 4 * 4 + 3 * 120, 4 * 16 + 3 * 180),
    "a superset: the longer need of two alike": (
        ",,3,Split squat,8 per side,|,,3,Push-up,10,",
        3 * (35 + 20 + 10) + 2 * (60 - 20),
        3 * (67 + 40 + 10) + 2 * (90 - 40),
    ),
    "its last round before another exercise rests too": (
        ",,3,Split squat,8 per side,|,,3,Push-up,10,|,,,Band row,1 x 10,",
        3 * (35 + 20 + 10) + 3 * (60 - 20) + 20,
        3 * (67 + 40 + 10) + 3 * (90 - 40) + 40,
    ),
    "its most demanding member": (
        ",,3,Pull-up,5,|,,3,Clamshell,12 per side,",
        3 * (10 + 51 + 10) + 2 * (120 - 51),
        3 * (20 + 99 + 10) + 2 * (180 - 99),
    ),
    "20 s at least": (
        ",,3,Band row,12,|,,3,Front plank,30 s,",
        3 * (24 + 30 + 10) + 2 * 20,
        3 * (48 + 30 + 10) + 2 * 20,
    ),
    "three in a circuit": (
        ",,2,Pull-up,5,|,,2,Push-up,10,|,,2,Band row,10,",
        2 * (10 + 20 + 20 + 2 * 10) + (120 - 40),
        2 * (20 + 40 + 40 + 2 * 10) + (180 - 80),
    ),
    "a warm-up goes on sooner": (
        "Warm-up,activation,,Clamshell,2 x 10 per side,|Warm-up,activation,,Bird dog,1 x 8 per side,|"
        "Strength,,,Goblet squat,3 x 8,",
        2 * 43 + 20 + 10 + 48 + 30 + 3 * 16 + 2 * 60,
        2 * 83 + 20 + 10 + 80 + 30 + 3 * 32 + 2 * 90,
    ),
    "a circuit as a warm-up": (
        "Warm-up,activation,2,Clamshell,10 per side,|Warm-up,activation,2,Push-up,8,",
        2 * (43 + 16 + 10) + 20,
        2 * (83 + 32 + 10) + 20,
    ),
    "loaded work in a warm-up": (
        "Warm-up,activation,,Split squat,3 x 6 per side,2 x 10 kg",
        3 * 27 + 2 * (120 - 12),
        3 * 51 + 2 * (180 - 24),
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_times_by_hand(library: Library, case: str) -> None:
    rows, low, high = BY_HAND[case]
    assert seconds(library, rows) == [round(low, 3), round(high, 3)]


REPLACED: list[tuple[str, dict[str, Any], float, float]] = [
    (",,,Goblet squat,3 x 6-8,", {"rest": 90}, 3 * 12 + 2 * 90, 3 * 32 + 2 * 90),
    (",,,Split squat,3 x 8 per side,", {"rest": "60-90 s"}, 3 * 35 + 2 * 60, 3 * 67 + 2 * 90),
    (",,3,Pull-up,5,|,,3,Clamshell,12 per side,", {"rest": "1 min"}, 3 * 71 + 2 * 60, 3 * 129 + 2 * 60),
    (",,,Goblet squat,3 x 6-8,", {"rest": {"moderate": (120, 150)}}, 3 * 12 + 2 * 120, 3 * 32 + 2 * 150),
    (",,,Split squat,3 x 8 per side,", {"rest": {"moderate": 100}}, 3 * 35 + 2 * 84, 3 * 67 + 2 * 68),
    ("Warm-up,activation,,Clamshell,2 x 10 per side,", {"rest": 90}, 2 * 43 + 20, 2 * 83 + 20),
    (
        "A,,,Push-up,2 x 8,|B,,,Push-up,2 x 8,",
        {"rest_by_section": {"B": 15}},
        32 + 60 + 30 + 32 + 15,
        64 + 90 + 30 + 64 + 15,
    ),
    (",,,Push-up,2 x 8,", {"seconds_per_rep": 3}, 2 * 24 + 60, 2 * 24 + 90),
]


@pytest.mark.parametrize(("rows", "options", "low", "high"), REPLACED)
def test_rests_that_are_typed(library: Library, rows: str, options: dict[str, Any], low: float, high: float) -> None:
    assert seconds(library, rows, **options) == [low, high]


def test_a_published_circuit_keeps_its_pace_until_a_rest_is_typed(library: Library) -> None:
    usual = session_minutes(library).set_index("routine_id")[["minutes_min", "minutes_max"]]
    assert usual.round(1).to_numpy().tolist() == [[11.5, 19.7], [26.4, 34.4], [11.9, 18.6]]
    typed = session_minutes(library, rest=60).set_index("routine_id")[["minutes_min", "minutes_max"]]
    # Three pairs of strength work, two rests in each, 40 s more; warm-ups stay.
    assert ((typed - usual) * 60).round(6).to_numpy().tolist() == [[0, 0], [240, 240], [0, 0]]


def test_partners_with_unequal_sets(library: Library) -> None:
    # Heavy work of 40 s with two sets, moderate of 30 s with four: two rounds together, then two sets alone.
    work = Work(
        set_s=np.array([[40.0, 30.0]] * 2),
        asked=np.array([[120.0, 60.0], [180.0, 90.0]]),
        alone=np.array([[120.0, 60.0], [180.0, 90.0]]),
        typed=np.zeros(2, dtype=bool),
        published=np.zeros(2, dtype=bool),
        barbell=np.zeros(2, dtype=bool),
    )
    same = np.array(["", ""], dtype=object)
    sets = np.array([[2.0, 4.0]] * 2)
    rests = rest_seconds(library, places_of(same, same, same), sets, work).sum(axis=1)
    assert rests.tolist() == [2 * 10 + 2 * (120 - 30) + 60, 2 * 10 + 2 * (180 - 30) + 90]
    # One that may have no set leaves the other alone at that end.
    rests = rest_seconds(library, places_of(same, same, same), np.array([[0.0, 2.0], [2.0, 2.0]]), work).sum(axis=1)
    assert rests.tolist() == [60, 2 * 10 + 180 - 30]


def test_ramp_up_sets_stand_before_the_first_barbell_lift_of_a_session(library: Library) -> None:
    rows = "A,,,Push-up,2 x 8,\nA,,,Hip thrust,3 x 8,\nB,,,Goblet squat,3 x 8,\n"
    more = add_sheet_texts(library, {"mine": HEAD + rows})
    without = session_minutes(more).set_index("routine_id")
    lifted = pd.DataFrame({"routine_id": "mine", "position": [2, 3], "equipment_id": "barbell", "need": "required"})
    table = pd.concat([more.prescription_equipment, lifted.assign(basis="stated")], ignore_index=True)
    heavier = replace(more, prescription_equipment=table)
    taken = session_minutes(heavier).set_index("routine_id")
    more_s = (taken[["minutes_min", "minutes_max"]] - without[["minutes_min", "minutes_max"]]) * 60
    assert more_s.loc["mine"].round(6).tolist() == [60 + 180, 60 + 300]
    assert more_s.drop("mine").abs().max(axis=None) == 0
    block = {"name": "B", "start": "2027-01-04", "phase": [{"name": "a", "weeks": 1, "mon": "mine", "thu": "mine"}]}
    plans = [plan_block(each, block).sessions["minutes_max"] for each in (more, heavier)]
    assert ((plans[1] - plans[0]) * 60).round(6).tolist() == [360, 360]


def test_a_block_replaces_the_rests(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": HEAD + ",,,Goblet squat,3 x 6-8,\n"})
    block = {"name": "B", "start": "2027-01-04", "phase": [{"name": "a", "weeks": 1, "mon": "mine"}]}
    typed = ((None, (156, 276)), (90, (216, 276)), ("2-3 min", (276, 456)), ({"moderate": [30, 40]}, (96, 176)))
    for rest, ends in typed:
        plan = plan_block(more, {**block, "rest": rest})
        taken = plan.sessions[["minutes_min", "minutes_max"]].to_numpy()[0] * 60
        assert tuple(taken.round(6)) == ends, rest
        assert plan_block(more, plan.spec).sessions.equals(plan.sessions)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", "seconds from 0 to 3600"),
        (-1, "seconds from 0 to 3600"),
        ((90, 60), "seconds from 0 to 3600"),
        ({"hevy": 90}, "did you mean heavy"),
        ({"heavy": "long"}, "rest after heavy"),
        ("heavy=3 min, heavy=90", "given twice: 'heavy'"),
        ("light", "seconds from 0 to 3600"),
        (True, "seconds from 0 to 3600"),
    ],
)
def test_rests_that_are_refused(library: Library, typed: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        session_minutes(library, rest=typed)


TAKE_REST: dict[str, Callable[..., Any]] = {
    "session_minutes": lambda library, **how: session_minutes(library, routines=["mine"], **how)["minutes_max"][0],
    "compare_routines": lambda library, **how: compare_routines(library, ["mine"], **how)["minutes_max"][0],
    "weekly_summary": lambda library, **how: weekly_summary(library, {"mine": 1}, **how)["week_minutes_max"][0],
    "trim": lambda library, **how: trim(library, "mine", minutes=60, **how).minutes["minutes_max"][1],
    "what_if": lambda library, **how: what_if(library, ["mine"], add="fit_and_well", **how).minutes["minutes_max"][0],
    "suggest_mix": lambda library, **how: suggest_mix(
        library, bands={"quads": 3}, routines=["mine"], sessions=1, **how
    )["minutes_max"][0],
}


@pytest.mark.parametrize("function", TAKE_REST)
def test_a_typed_rest_is_read_wherever_minutes_are_told(library: Library, function: str) -> None:
    more, take = add_sheet_texts(library, {"mine": HEAD + ",,,Goblet squat,3 x 6-8,\n"}), TAKE_REST[function]
    # Three sets of 8 at 4 s, and two rests: of moderate work, or as typed.
    assert take(more) == pytest.approx((3 * 32 + 2 * 90) / 60)
    for rest in (120, "2 min", {"moderate": 120}, "moderate=2 min, heavy=5 min"):
        assert take(more, rest=rest) == pytest.approx((3 * 32 + 2 * 120) / 60)
    with pytest.raises(ArgumentError, match="did you mean heavy"):
        take(more, rest={"hevy": 90})


@pytest.mark.parametrize("command", ["compare mine", "weekly mine", "trim mine --minutes 60"])
def test_a_rest_is_typed_on_the_command_line(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + ",,,Goblet squat,3 x 8,\n,,,Band row,3 x 10,\n", encoding="utf-8")
    common = [*command.split(), "--with", str(tmp_path / "mine.csv"), "--rest"]
    assert main([*common, "moderate=3 min,light=0"]) == 0
    # 3 x (16 + 180) + 3 x 20 + 0, and the slowest: 10.8-12.6 min, told in whole minutes but of a saving
    assert re.search(r"10\.8-12\.6|\b11-13\b", capsys.readouterr().out)
    assert main([*common, "soon"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("error: rest: 'soon'; allowed: seconds")


def test_what_is_typed_for_a_kind_of_work_goes_before_what_is_typed_for_all(library: Library) -> None:
    rows = ",,,Hip thrust,2 x 5,80 %|,,,Goblet squat,2 x 8,"
    assert seconds(library, rows, rest="heavy=3 min, all=60")[0] == 2 * 10 + 2 * 180 + 2 * 16 + 60


def test_rests_are_read_in_seconds_and_minutes() -> None:
    assert [read_ends("rest", typed) for typed in (90, "90", "1-2 min", [60, 90], "30 s")] == [
        (90, 90),
        (90, 90),
        (60, 120),
        (60, 90),
        (30, 30),
    ]
    assert read_rests({"Heavy": 180, "low jumps": "30-60"}) == (("heavy", (180, 180)), ("low_jumps", (30, 60)))


def test_what_follows_the_work_is_said_where_it_holds(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": HEAD + ",,,Goblet squat,3 x 6-8,\n"})
    stamps = [
        session_minutes(more, routines=routines, **options)["conventions"].iloc[0]
        for routines, options in ((["runners_world"], {}), (["mine"], {}), (["mine"], {"rest": "1-2 min"}))
    ]
    assert stamps[0] == "2-4 s a repetition, rests 3/10/20/30 s"
    assert stamps[1].startswith("2-4 s a repetition, rests 3/10/20/30 s, after sets light 20-30, moderate 60-90, heavy")
    assert stamps[2] == "2-4 s a repetition, rests 3/10/20/30 s, after sets 60-120 s"
    said = [minutes_words(stamp) for stamp in stamps]
    assert said[0].endswith("30 s between sections.")
    assert "few reps 180-300, low jumps 30-60, high jumps 60-120, heavy isometric 60-120." in said[1]
    assert said[2].endswith("after straight sets and supersets, in seconds: 60-120.")


def default(function: Any, name: str) -> Any:
    return inspect.signature(function).parameters[name].default


def in_code() -> dict[str, float]:
    """Every figure of the table that stands in the code as well: as a constant, or as the default of an argument."""
    limits, rests = Limits(), Rests()
    figures = {f"seconds_per_rep_{end}": tempo.SECONDS_PER_REP[place] for place, end in enumerate(("min", "max"))}
    figures |= {name.removesuffix("_s"): value for name, value in vars(rests).items() if name != "typed"}
    figures |= {f"check_{name}": value for name, value in vars(limits).items() if value is not None}
    return figures | {
        "longest_rest": LONGEST_REST,
        "few_reps": FEW,
        "weight_secondary": COUNTINGS["fractional"]["secondary"],
        "heavy_share": demand.HEAVY_SHARE,
        "submaximal_share": demand.SUBMAXIMAL_SHARE,
        "heavy_reps": demand.FEW_REPS,
        "hard_reps": demand.HARD_REPS,
        "many_reps": demand.MANY_REPS,
        "hard_rpe": demand.HARD_RPE,
        "hard_rir": demand.HARD_RIR,
        "recent_weeks": repetition_steps.RECENT,
        "lighter_week": repetition_steps.LIGHTER,
        "start_again_weeks": repetition_steps.AGAIN,
        "slow_repetition": timing_checks.SLOW,
        "half_weeks": time_off.HALF_FROM,
        "shifted_days": time_off.LATER,
        "session_sets_of_a_muscle": request.MOST_SETS,
        "session_exercises": request.MOST_EXERCISES,
        "target_days": request.LEAST_DAYS,
        "suggested_days": default(request.SuggestRequest, "days"),
        "suggested_minutes": default(request.SuggestRequest, "minutes"),
        "trimmed_minutes": default(trim, "minutes"),
        "trim_missed": MOST_MISSED,
        "substitute_profile": PROFILE_PART,
        "substitute_unlike": UNLIKE,
        "substitute_lighter": LIGHTER,
        "substitute_least": LIKE,
        "quick_beat": set_seconds.QUICK_BEAT,
        **{f"seconds_per_m_{end}": value for end, value in zip(ENDS, set_seconds.SECONDS_PER_M[""], strict=True)},
        **{
            f"seconds_per_m_{name}_{end}": value
            for name, mode in (("jumped", "drill"), ("jumped", "plyometric"), ("run", "cardio"))
            for end, value in zip(ENDS, set_seconds.SECONDS_PER_M[mode], strict=True)
        },
        **{f"open_reps_{end}": value for end, value in zip(ENDS, set_seconds.OPEN_REPS, strict=True)},
        "alternating_reps": dose_sides.ALTERNATING,
        "longest_counted_hold": notation.LONGEST_HOLD,
        "fewest_counted_holds": notation.FEWEST_HOLDS,
        **{f"hours_{name}": hours for name, hours in around_runs.HOURS.items()},
        "session_done": sessions_done.ENOUGH,
        "maximum_reps": maxima.MOST_REPS,
        "maximum_rpe": maxima.LEAST_RPE,
        "maximum_weeks": maxima.WEEKS,
    }


def in_blocks() -> dict[str, float]:
    """Every figure of the table that stands in the code of blocks: loads, steps, levels."""
    return {
        **both_ends("back_load", loads.BACK),
        "sessions_at_top": progression.TWICE,
        "step_reps": progression.STEP["reps"],
        "step_seconds": progression.STEP["work_s"],
        "longest_progress_hold": next_steps.LONGEST_HOLD,
        "race_week_days": time_off.RACE_WEEK,
        **{f"landings_{level}": most for level, most in athlete.LANDINGS.items()},
        **{f"hard_sets_{level}": most for level, most in athlete.HARD_SETS.items()},
        "maximum_few_reps": loads.FEW_REPS,
        "maximum_near": loads.NEAR,
        "maximum_far": loads.FAR,
        "step_reserve": proposals.LEAST_RESERVE,
        "load_half_kg": 1 / loads.HALF,
    }


def in_suggestions() -> dict[str, float]:
    """Every figure of the table that stands in the code of suggestions."""
    figures: dict[str, float] = {}
    for level, ends in session_model.MAIN_SETS.items():
        figures |= both_ends(f"main_sets_{level}", ends)
    return figures | {
        **both_ends("small_sets", session_model.SMALL_SETS),
        **both_ends("target_sets", session_model.TARGET_SETS),
        **both_ends("short_exercises", session_model.SHORT_EXERCISES),
        "short_session": session_model.SHORT_SESSION,
        "session_exercises_min": session_model.LEAST_EXERCISES,
        "main_line_days": session_model.MAIN_DAYS,
        "turns_saving": superset_pairs.LEAST_SAVED,
        **{f"points_{name}": points for name, points in request.WEIGHTS.items()},
        "most_leg_sets": session_search.MOST_LEG_SETS,
        "light_day": LIGHT_DAY,
        "long_day": LONG_DAY,
        "unloaded_reps": session_lines.FEW_REPS,
        **{f"reserve_{level}": left for level, left in session_sheets.IN_RESERVE.items()},
        "reserve_heavy": session_sheets.HEAVY_RESERVE,
        "reserve_race": session_sheets.RACE_RESERVE,
        "small_exercise_days": session_model.SMALL_DAYS,
        "race_sessions": session_model.RACE_SESSIONS,
        "race_exercises": session_model.RACE_EXERCISES,
        "upper_lifts": session_model.UPPER_LIFTS,
        "near_steps": session_lines.NEAR_STEPS,
        "enough_leg_days": around_runs.ENOUGH,
        "quick_day": session_search.QUICK,
        "loaded_liking": session_lines.LOADS["external"],
        "banded_liking": session_lines.LOADS["band"],
    }


def both_ends(name: str, ends: tuple[float, float]) -> dict[str, float]:
    return {f"{name}_{end}": value for end, value in zip(ENDS, ends, strict=True)}


def test_every_figure_of_the_code_is_that_of_the_table(library: Library) -> None:
    table = library.conventions.set_index("convention_id")["value"].to_dict()
    read = {name for name in table if name.startswith(("rest_", "ramp_up_", "set_up"))}
    assert {
        name: value for name, value in table.items() if name not in read
    } == in_code() | in_blocks() | in_suggestions()
    # What is read from the table is no less there: a changed figure changes the times.
    slower = library.conventions.assign(value=library.conventions["value"] + 1)
    assert seconds(replace(library, conventions=slower), ",,,Goblet squat,3 x 6-8,") == [158, 278]


def test_arguments_have_the_figures_of_the_table(library: Library) -> None:
    for name, value in vars(Rests()).items():
        if name != "typed":
            assert default(session_minutes, name) == value
    assert default(exercise_seconds, "switch_s") == Rests().switch_s
    table = library.conventions
    assert (table["reference_id"].isna() == (table["seen"] == "custom")).all()
