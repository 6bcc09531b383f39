"""Sessions worth doing, read as a coach reads them.

Modules: suggest/requests/warm_up.py, suggest/solving/session_conflict.py, suggest/solving/session_lines.py,
suggest/solving/session_model.py, suggest/solving/superset_pairs.py, suggest/solving/session_search.py,
suggest/solving/week_lines.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from analysis import (
    ArgumentError,
    Library,
    SuggestedWeek,
    goal_lines,
    plan_block,
    session_minutes,
    substitute,
    suggest_week,
)
from analysis.ask.athlete import AVOID, LEVELS, barred
from analysis.library.terms import DEMANDS
from analysis.suggest import certificate, substitute_routine
from analysis.suggest.candidates import TRUNK_PATTERNS
from analysis.suggest.requests.request import SuggestRequest
from analysis.suggest.requests.request_reading import read_request
from analysis.suggest.solving.problem import pose
from analysis.suggest.solving.rule_words import rules_of
from analysis.suggest.solving.session_conflict import no_room
from analysis.suggest.solving.session_lines import best_of_line, liked_most, lines_of_week
from analysis.suggest.solving.session_model import sets_of
from analysis.suggest.solving.superset_pairs import in_turns
from analysis.suggest.targets import MAIN_LINES
from analysis.suggest.week_answer import answer
from tests.suggest.athletes import least_week

pytest.importorskip("highspy")

GYM = ["barbell", "dumbbell", "bench", "machine", "mat", "step", "box", "mini_band", "pull_up_bar", "wall"]


NEEDS: dict[str, dict[str, Any]] = {
    "mini band, 2 x 20": {"days": 2, "minutes": 20, "equipment": ["mini_band"]},
    "nothing, 2 x 15": {"days": 2, "minutes": 15, "equipment": []},
    "dumbbells, 3 x 30": {"days": 3, "minutes": 30, "equipment": ["dumbbell"]},
    "full gym, 2 x 45": {"days": 2, "minutes": 45, "equipment": GYM},
    "4 days, hard Tue, long Sun": {
        "days": 4,
        "minutes": 30,
        "equipment": ["dumbbell", "bench", "mini_band", "step"],
        "runs": {"tue": "hard", "sun": "long"},
    },
    "new to it": {"days": 2, "minutes": 30, "equipment": ["dumbbell"], "level": "new"},
    "avoids jumps and deep knees": {
        "days": 2,
        "minutes": 30,
        "equipment": ["dumbbell", "mini_band", "step"],
        "avoid": ["jumps", "deep_knee"],
    },
    "typed target": {"days": 2, "minutes": 30, "equipment": ["mini_band", "mat"], "bands": {"glute_med": 8}},
    "typed top": {"days": 3, "minutes": 25, "equipment": ["mini_band"], "bands": {"calves": (4, 6)}},
    "bench and barbell": {"days": 2, "minutes": 40, "equipment": ["bench", "barbell"]},
    "marathon taper, 1 x 20": {
        "days": 1,
        "minutes": 20,
        "equipment": ["dumbbell"],
        "race": "sun",
        "known": ["goblet_squat", "dumbbell_romanian_deadlift", "bent_knee_calf_raise"],
    },
    "size, 3 x 50": {"days": 3, "minutes": 50, "goal": "size"},
    "trained, 5 x 60": {"days": 5, "minutes": 60, "level": "trained"},
    "keeps a routine": {"days": ["mon", "fri"], "minutes": 25, "equipment": GYM, "fixed": {"wed": "runners_world"}},
}
"""What coaches need, as they would ask for it."""


QUICK = ("mini band, 2 x 20", "nothing, 2 x 15")


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name not in QUICK)) for name in NEEDS])
def test_sessions_are_what_a_coach_would_give(library: Library, name: str) -> None:
    asked = NEEDS[name]
    week = suggest_week(library, **asked)
    assert week.fits
    assert week.proven
    is_a_week(library, week, asked)
    for routine, rows in week.plan.groupby("routine_id", sort=False):
        is_a_session(week, str(routine), rows)


def is_a_week(library: Library, week: SuggestedWeek, asked: dict[str, Any]) -> None:
    taken = session_minutes(week.library, routines=list(week.sheets)).set_index("routine_id")["minutes_max"]
    assert (taken <= asked["minutes"]).all()  # by the model that times every session, pairs among it
    if asked["minutes"] <= 30:
        assert (taken >= 0.8 * asked["minutes"]).all() or "race" in asked  # a race week is small
    assert len(week.sheets) == (asked["days"] if isinstance(asked["days"], int) else len(asked["days"]))
    # Every main line for which there is something is on two days where there are two, with one lift or two siblings.
    lines = week.lines.set_index("line")
    days = min(2, len(week.sessions))
    possible = lines.loc[list(MAIN_LINES)]
    # Three exercises a session are six places for eight, and a typed top comes before all.
    tight = asked["minutes"] <= 15 or "calves" in asked.get("bands", {})
    assert (possible["days"] >= (1 if tight else days)).all()
    assert possible["exercises"].str.contains(" and ").sum() <= 1 + (asked.get("level") == "new")
    # Planks are light: what of the trunk counts as strength work is in rows and presses, and these are varied.
    held = week.targets[~week.targets["target"].str.startswith("trunk")]
    assert (held["status"] == "in").all()
    if asked.get("equipment"):
        items = week.library.prescription_equipment.query("routine_id in @week.sheets.keys()")
        assert set(items["equipment_id"]) & set(asked["equipment"])
    out = barred(library, asked.get("level", "some"), asked.get("avoid", ()))
    assert not out & set(week.plan["exercise_id"])


def is_a_session(week: SuggestedWeek, routine: str, rows: Any) -> None:
    work = rows[rows["section"] != "Warm-up"]
    limit = week.minutes.set_index("routine_id").loc[routine, "limit"]
    assert (2 if limit <= 15 else 3) <= len(work) <= (3 if limit <= 15 else 7)
    assert rows["section"].iloc[0] == "Warm-up"
    assert rows["exercise_id"].is_unique
    assert work["sets_min"].between(2, 5).all()  # never one set of anything
    assert rows["section"].tolist() == sorted(rows["section"], key=["Warm-up", "Hops and jumps", "Strength"].index)
    done = week.library.prescriptions.query("routine_id == @routine and kind == 'strength'")
    assert done["sets_min"].sum() <= 24
    # Straight sets: heavy before moderate before light, the trunk last.
    table = week.library.exercises.set_index("exercise_id")
    alone = work[(work["section"] == "Strength") & work["superset"].isna()]
    trunk = table.loc[alone["exercise_id"], "movement_pattern"].isin(TRUNK_PATTERNS).tolist()
    assert trunk == sorted(trunk)
    pairs = work.dropna(subset="superset")
    done_on = week.plan[week.plan["section"] != "Warm-up"].groupby("exercise_id")["routine_id"].nunique()
    patterns = table.loc[done_on.index, "movement_pattern"]
    assert (done_on[patterns.isin(("push", "pull", *TRUNK_PATTERNS))] <= 2).all()  # the small lines are varied
    # No two planks, and no tired trunk under a squat, a hinge or anything heavy.
    assert not set(rows["exercise_id"]) >= {"front_plank", "plank_shoulder_tap"}
    assert not set(rows["exercise_id"]) >= {"side_plank_knee_drive", "copenhagen_plank_short"}
    for _, both in pairs.groupby(pairs["superset"].str[0]):
        trunk, *_ = sorted(
            table.loc[both["exercise_id"], "movement_pattern"], key=lambda name: name not in TRUNK_PATTERNS
        )
        lifts = set(table.loc[both["exercise_id"], "movement_pattern"]) & {"squat", "lunge", "step", "hinge", "bridge"}
        assert not (trunk in TRUNK_PATTERNS and lifts)
    assert pairs["superset"].tolist() == [f"{letter}{place}" for letter in "ABC"[: len(pairs) // 2] for place in (1, 2)]


@pytest.mark.parametrize(
    ("equipment", "push", "pull"),
    [
        ("gym", ["dumbbell_bench_press", "dumbbell_overhead_press"], ["lat_pulldown", "seated_cable_row"]),
        ("dumbbell", ["dumbbell_overhead_press", "dumbbell_floor_press"], ["one_arm_dumbbell_row"]),
        ("barbell, bench", ["overhead_press", "bench_press"], ["bent_over_row"]),
        ("machine", ["machine_chest_press"], ["machine_row"]),
    ],
)
def test_push_and_pull_are_standard_lifts_where_there_is_something_to_lift(
    library: Library, equipment: str, push: list[str], pull: list[str]
) -> None:
    problem = pose(library, read_request(library, SuggestRequest(equipment=equipment)))
    lines = lines_of_week(library, problem)
    for line, names in (("push", push), ("pull", pull)):
        best = [problem.pool[each].exercise_id for each in best_of_line(problem, lines, line, 2)]
        assert best[: len(names)] == names
    # Small muscles have two sets and no more; no odd move on the floor comes unasked.
    small = [number for number, each in enumerate(problem.pool) if each.exercise_id in ("toe_raise", "toe_yoga")]
    assert [sets_of(problem, lines, each) for each in small] == [(2, 2)] * 2
    odd = {"floor_press_90_90", "bear_plank_row", "side_plank_knee_drive", "bear_plank_to_high_plank"}
    assert not odd & {each.exercise_id for each in problem.pool}


@pytest.mark.parametrize(
    ("asked", "line", "best"),
    [
        ({"equipment": ["step"]}, "knee_dominant", "step_up"),
        ({"equipment": ["pull_up_bar"]}, "pull", "pull_up"),
        ({"equipment": ["suspension_trainer"]}, "pull", "inverted_row"),
        ({"equipment": ["bench", "mat"], "level": "new"}, "hip_dominant", "long_lever_bridge_hold"),
        ({"equipment": ["gym"], "level": "new"}, "trunk_front", "dead_bug"),
        ({"equipment": ["gym"], "level": "new"}, "trunk_rotation", "pallof_press"),
        ({"equipment": ["bench"], "level": "new"}, "push", "incline_push_up"),
        ({"equipment": [], "level": "new"}, "push", "kneeling_push_up"),
        ({"equipment": [], "level": "some"}, "push", "push_up"),
        ({"equipment": ["towel"]}, "foot", "toe_yoga"),
        ({"equipment": ["kettlebell"]}, "hip_dominant", "kettlebell_deadlift"),
    ],
)
def test_what_an_athlete_has_and_is_used_to_decides_what_is_liked_most(
    library: Library, asked: dict[str, Any], line: str, best: str
) -> None:
    problem = pose(library, read_request(library, SuggestRequest(**asked)))
    lines = lines_of_week(library, problem)
    (likest,) = liked_most(problem, lines, lines.members[line], 1)
    assert problem.pool[likest].exercise_id == best


def test_sets_leave_repetitions_in_reserve_and_a_kettlebell_is_called_so(library: Library) -> None:
    week = suggest_week(library, days=1, minutes=20, equipment=["kettlebell"], include=["dumbbell_overhead_press"])
    rows = week.library.prescriptions.query("routine_id in @week.sheets.keys()")
    counted = (rows["kind"] == "strength") & rows["reps_max"].notna()  # a hold or a carry has none
    assert set(rows.loc[counted, "effort"]) == {"3 in reserve"}
    assert rows.loc[~counted, "effort"].isna().all()
    assert "Kettlebell overhead press" in set(week.plan["exercise"])
    # What is moderate stays so: near failure, few repetitions would be heavy work and rest as long.
    asked = {"days": 1, "minutes": 40, "equipment": "gym", "level": "trained"}
    work = suggest_week(library, **asked).library.prescriptions.query("section == 'Strength' and effort != ''")
    usual = library.exercises.set_index("exercise_id")["demand"]
    assert (work["demand"] == work["exercise_id"].map(usual)).all()


def test_no_two_barbells_and_no_bare_feet_beside_a_loaded_lift_are_done_in_turns(library: Library) -> None:
    problem = pose(library, read_request(library, SuggestRequest(equipment="gym")))
    names = {each.exercise_id: number for number, each in enumerate(problem.pool)}
    four = [names[name] for name in ("back_squat", "overhead_press", "toe_yoga", "dumbbell_overhead_press")]
    squat, bar, toes, dumbbell = four
    pairs = {frozenset(pair) for pair in in_turns(library, problem, lines_of_week(library, problem), sorted(four))}
    assert {frozenset({squat, dumbbell}), frozenset({toes, dumbbell})} <= pairs
    assert not {frozenset({squat, bar}), frozenset({squat, toes})} & pairs


@pytest.mark.slow
def test_presses_and_rows_of_a_week_stay_within_one_of_each_other(library: Library) -> None:
    week = suggest_week(library, days=4, minutes=30, equipment=["dumbbell", "bench", "mat"], level="trained")
    patterns = library.exercises.set_index("exercise_id")["movement_pattern"]
    times = week.plan["exercise_id"].map(patterns).value_counts()
    assert abs(times["push"] - times["pull"]) <= 1


def test_feet_warm_up_in_long_sessions_for_running(library: Library) -> None:
    def opening(**asked: Any) -> tuple[str, ...]:
        return read_request(library, SuggestRequest(equipment=["mini_band"], **asked)).warm_up

    assert opening(minutes=45) == ("worlds_greatest_stretch", "lateral_band_walk", "toe_yoga")
    assert opening(minutes=45, goal="strength") == opening(minutes=30) == opening(minutes=45, prefer=["toe_yoga"])
    assert opening(minutes=30, prefer=["lateral_band_walk"]) == ("worlds_greatest_stretch",)


@pytest.mark.slow
def test_a_lift_of_one_day_has_four_sets_before_small_lines_have_three(library: Library) -> None:
    runs = {"tue": "intervals", "thu": "easy", "sat": "easy", "sun": "long"}
    kit = ["dumbbell", "mini_band", "mat", "bench", "step"]
    week = suggest_week(library, days=["mon", "thu"], minutes=45, equipment=kit, runs=runs)
    lifts = week.lines.set_index("line").loc[list(MAIN_LINES)]
    assert (lifts["days"].tolist(), lifts["sets"].tolist()) == ([1] * 4, [4] * 4)


def test_the_week_of_a_race_is_small_and_says_why(library: Library) -> None:
    kit = ["dumbbell", "bench", "mini_band", "mat"]
    week = suggest_week(library, days=["mon", "wed", "fri"], minutes=30, equipment=kit, race="sun")
    assert {day for day, _ in week.sessions} == {"mon", "wed"}  # Friday is for a warm-up
    work = week.plan[week.plan["section"] != "Warm-up"]
    assert (work.groupby("routine_id").size() <= 4).all()
    assert (work["sets_min"] == 2).all()
    said = week.say()
    assert "A race week is held back so that the legs are fresh: at most 2 sessions of 4 exercises" in said
    assert "no jumps from Thu, warm-ups alone from Fri" in said
    assert "Not in it: bent-knee calf raises" in said
    assert "cheapest" not in said


def test_a_band_that_is_all_there_is_works_and_asks_for_no_load(library: Library) -> None:
    week = suggest_week(library, days=2, minutes=20, equipment=["mini_band"])
    work = week.plan[week.plan["section"] != "Warm-up"]
    # The trunk comes before the band, which warms up; with more minutes it is in the work as well.
    assert {"front_plank", "side_plank"} & set(work["exercise_id"])
    assert set(week.plan["exercise_id"]) - set(work["exercise_id"]) >= {"lateral_band_walk"}
    longer = suggest_week(library, days=2, minutes=25, equipment=["mini_band"]).plan
    assert "band_monster_walk" in set(longer["exercise_id"])
    assert "Add the loads" not in week.say(prices=False)
    assert "Add the loads" in suggest_week(library, days=1, minutes=15, equipment="dumbbell").say(prices=False)


@pytest.mark.slow
def test_a_week_for_running_fills_its_lines(library: Library) -> None:
    week = suggest_week(library, **NEEDS["dumbbells, 3 x 30"])
    held = goal_lines(week.library, week.week, "running").set_index("line")["status"]
    assert set(held[[*MAIN_LINES, "jumps", "trunk", "single_leg", "sessions"]]) == {"in"}
    assert week.missing.empty
    assert "Not in it" not in week.say()


@pytest.mark.slow
def test_what_is_missing_comes_with_the_cheapest_change(library: Library) -> None:
    asked = {"days": 2, "minutes": 30, "equipment": ["dumbbell"], "avoid": ["deep_knee"]}
    week = suggest_week(library, **asked)
    assert week.missing.values.tolist() == [["knee_dominant", "Knee-dominant lifts", "step or kerb"]]
    more = suggest_week(library, **{**asked, "equipment": ["dumbbell", "step"]})
    assert "knee_dominant" not in set(more.missing["line"])
    week = suggest_week(library, **NEEDS["mini band, 2 x 20"])
    longer = suggest_week(library, **{**NEEDS["mini band, 2 x 20"], "minutes": 25})
    brought = set(week.missing.query("change == '5 min more a day'")["line"])
    assert brought == set(week.missing["line"]) - set(longer.missing["line"])
    assert "(5 min more a day)" in week.say()
    assert [row["line"] for row in certificate(week)["answer"]["missing"]] == week.missing["line"].tolist()


@pytest.mark.slow
def test_a_block_gets_whole_sessions_and_keeps_its_lifts(library: Library) -> None:
    block = {"name": "x", "start": "2027-01-04", "minutes": 30, "equipment": ["dumbbell"]}
    plan = plan_block(library, {**block, "phase": [{"name": "base", "weeks": 4, "suggest": 3}]})
    weeks = plan.prescriptions.groupby("week")["exercise_id"].agg(tuple)
    assert (len(weeks), weeks.nunique()) == (4, 1)
    assert plan.sessions["minutes_max"].between(24, 30).all()


@pytest.mark.slow
def test_a_typed_target_that_leaves_no_room_is_answered_or_told(library: Library) -> None:
    # Eight calf raises, with their rests, are the whole session: there is no third exercise in it.
    week = suggest_week(library, days=1, minutes=20, equipment=[], bands={"calves": 8})
    assert (week.fits, week._crowded, week.wishes) == (True, True, ())
    assert week.say().startswith("Your targets leave no room for whole sessions")
    none = suggest_week(library, days=1, minutes=5, equipment=[], bands={"chest": 40})
    assert "Nothing fits" in none.say()
    said = suggest_week(library, days=1, minutes=4).say()
    assert said == (
        "No session worth doing fits. One rule alone is why: no day longer than 4 min. This helps: 5 min a day."
    )


NO_ROOM: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a short day": ({"days": 1, "minutes": 4, "equipment": []}, {"minutes"}),
    "too few exercises": ({"days": 1, "minutes": 30, "equipment": [], "most_exercises": 2}, {"most_exercises"}),
    "what stays fills the day": (
        {"days": ["mon"], "minutes": 36, "fixed": {"mon": "runners_world"}, "equipment": ["mat"]},
        {"minutes", "days", "fixed:mon:runners_world"},
    ),
    "a race, and no kit": ({"days": ["fri"], "minutes": 5, "race": "sat", "equipment": []}, {"minutes", "near"}),
}
"""Questions that no session fits, and rules that may be among those that exclude each other."""


@pytest.mark.slow
@pytest.mark.parametrize("name", NO_ROOM)
def test_what_leaves_no_room_is_named_and_what_helps_does(library: Library, name: str) -> None:
    asked, among = NO_ROOM[name]
    question = read_request(library, SuggestRequest(**asked))
    why, rules = no_room(library, question), rules_of(library, question)

    def fits(changed: Any) -> bool:
        return bool(answer(library, changed).sheets)

    named = [rule for rule in rules if rule.words in why.rules]
    others = [rule for rule in rules if rule not in named]
    alone = question  # all that is not named is lifted, and still nothing fits
    for rule in others:
        alone = rule.without(alone)
    assert not fits(alone)
    assert among & {rule.rule for rule in named}
    for rule in named:  # without any of them it does
        assert fits(rule.without(alone))
    assert why.changes
    assert all(fits(changed) for _, changed in why.changes)


def test_sessions_are_named_as_a_coach_would_or_as_is_typed(library: Library) -> None:
    week = suggest_week(library, days=["tue"], minutes=15, equipment=[], names={"tue": "Legs first"}, warm_up=[])
    assert list(week.sheets) == ["legs_first"]
    assert week.sessions == [("tue", "legs_first")]
    assert "Tuesday: legs first (" in week.say(prices=False)
    assert set(week.plan["section"]) == {"Strength"}
    assert repr(week) == "SuggestedWeek: 1 session, proven; next: .say() .plan .minutes .export(folder)"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"level": "pro"}, "level"),
        ({"avoid": ["jumpz"]}, "did you mean jumps"),
        ({"names": {"mon": "!"}}, "names"),
        ({"names": {"sun": "Legs"}, "days": ["mon"]}, "a day without a suggested session: 'sun'; allowed: mon"),
        ({"weights": {"third_sett": 2}}, "did you mean third_set"),
        ({"weights": {"third_set": -1}}, "weights: third_set"),
        ({"least": "sets"}, "least"),
        ({"strength": "never"}, "strength"),
        ({"goal": "runing"}, "did you mean running"),
    ],
)
def test_what_cannot_be_read_is_told(library: Library, typed: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        suggest_week(library, **typed)


@pytest.mark.parametrize("level", LEVELS)
def test_what_a_level_means_holds_with_and_without_avoiding(library: Library, level: str) -> None:
    table = library.exercises.set_index("exercise_id")
    balance = set(library.avoid.loc[library.avoid["avoid"] == "balance", "exercise_id"])
    for avoid in ((), *((word,) for word in AVOID), AVOID):
        request = SuggestRequest(equipment=GYM, level=level, avoid=avoid)
        problem = pose(library, read_request(library, request))
        done = {each.exercise_id for each in problem.pool}
        assert not done & barred(library, level, avoid)
        assert not done & barred(library, None, avoid)
        jumps = [each for each in problem.pool if each.kind == "jumps"]
        demands = {"new": {"light"}, "some": {"light", "moderate"}}.get(level, set(DEMANDS))
        assert {each.demand for each in jumps} <= demands
        lines = lines_of_week(library, problem)
        sets = [sets_of(problem, lines, each)[1] for each in lines.main]
        assert max(sets) == {"new": 3, "some": 4, "trained": 5}[level]
        if level == "new":
            assert not done & balance
            assert "heavy" not in set(table.loc[list(done), "demand"])
            # Two legs before one, wherever there is both.
            for line in MAIN_LINES:
                likest = liked_most(problem, lines, lines.members[line], 1)
                both = any(
                    table.loc[problem.pool[each].exercise_id, "laterality"] == "bilateral"
                    for each in lines.members[line]
                )
                assert not both or table.loc[problem.pool[likest[0]].exercise_id, "laterality"] == "bilateral"


def test_what_is_avoided_or_too_much_is_out_everywhere(library: Library) -> None:
    out = barred(library, "new", ["overhead", "deep_knee"])
    assert {"back_squat", "goblet_squat", "pull_up", "dumbbell_overhead_press", "nordic_hamstring_lower"} <= out
    assert not {"step_up", "push_up", "dumbbell_romanian_deadlift", "pogo_hop"} & out
    assert "countermovement_jump" in barred(library, None, "jumps")
    likest = substitute(library, "back_squat", avoid="deep_knee", level="new")["exercise_id"]
    assert not barred(library, "new", "deep_knee") & set(likest)
    new = substitute_routine(
        library, "runners_world", equipment=["mini_band", "dumbbell", "mat", "bench"], avoid="deep_knee"
    )
    assert {"Banded squat", "Reverse lunge to knee drive"} <= set(new.table["exercise"])
    assert "(not for this athlete)" in new.say()


def test_the_least_minutes_are_there_for_the_asking(library: Library) -> None:
    week = least_week(library, bands={"chest": 4}, days=2, minutes=10, equipment=[])
    assert (week.seconds, week.wishes, len(week.lines)) == (372, (), 0)
