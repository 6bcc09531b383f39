"""Checks of a block: for each one a block that triggers it, and one that just does not.

Also of block/card_grid.py, block/comparison.py, block/edits.py, block/athlete_form.py, block/grid_words.py,
block/plan.py, block/timing_checks.py, block/exercise_checks.py, block/check_facts.py, block/goal_studies.py,
block/sentences.py, ask/races.py and ask/athlete.py.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis import ArgumentError, DataError, Library, add_routine, check_block, load_library, plan_block, say_block
from analysis.base.calendar import WEEKDAYS
from analysis.block import findings_digest, say_findings
from analysis.block.checks import SEVERITIES
from analysis.block.specs.spec import CHECKS
from analysis.charts import plot_block_calendar
from analysis.library.additions import add_sheet_texts
from analysis.library.terms import POLICIES, RUNS
from analysis.week.around_runs import choose_days, spared_days

Write = Callable[..., Path]


ONCE = {"mon": "runners_world"}


TWICE = {"mon": "runners_world", "thu": "runners_world"}


OWNED = ["mini_band", "dumbbell", "bench", "mat"]


def block(*phases: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "Spring", "start": "2027-01-04", "phase": list(phases), **more}


def weeks(count: int, volume: Any = 1, **more: Any) -> dict[str, Any]:
    return {"name": "base", "weeks": count, "volume": volume, **(more or ONCE)}


# check, a block that triggers it, the week and words of its finding, and one that just does not.
CASES: list[tuple[str, dict[str, Any], str, str, dict[str, Any]]] = [
    (
        "equipment",
        block(weeks(1), equipment=["mini_band", "dumbbell", "mat"]),
        "2027-W01",
        "Hip thrust in Runner's World: can't be done without bench or couch (inferred)",
        block(weeks(1), equipment=OWNED),
    ),
    (
        "minutes",
        block(weeks(1), minutes=34),
        "2027-W01",
        "Mon takes 26.4-34.4 min by our estimate, over your limit of 34",
        block(weeks(1), minutes=34.4),
    ),
    (
        "avoid",
        block(weeks(1, mon="jumpy"), avoid="jumps", sheets={"jumpy": "exercise,dose\nPogo hop,3 x 10\n"}),
        "2027-W01",
        "Pogo hop in Jumpy is on the list to avoid (jumps)",
        block(weeks(1, mon="jumpy"), avoid="overhead", sheets={"jumpy": "exercise,dose\nPogo hop,3 x 10\n"}),
    ),
    (
        "below-band",
        block(weeks(1), bands={"chest": [3.5, 6]}),
        "2027-W01",
        "Chest: 3 sets, below 3.5-6 strength sets a week",
        block(weeks(1), bands={"chest": [3, 6]}),
    ),
    (
        "goal",
        block(weeks(1), goal="running"),
        "2027-W01",
        "Knee-dominant lifts: 3 a week; aim for 4 or more sets",
        block(weeks(1), goal="size"),
    ),
    (
        "before-hard-run",
        block(weeks(1), runs={"tue": "hard"}),
        "2027-W01",
        "6 sets for the legs on the day before a hard run (Tue)",  # hip thrusts and lunges, three each
        block(weeks(1), runs={"mon": "hard", "tue": "easy", "wed": "long"}),
    ),
    (
        "run-day",
        block(weeks(1), runs={"mon": "tempo"}, strength="separate"),
        "2027-W01",
        "6 sets for the legs on the day of a tempo run (Mon): keep them on another day",
        block(weeks(1), runs={"mon": "steady"}, strength="separate"),
    ),
    (
        "leg-days",
        block(weeks(1, mon="runners_world", tue="runners_world", load="5RM", override={"hip_thrust": {"reps": 5}})),
        "2027-W01",
        "Heavy leg work on Mon and on Tue: 48 h between them are better",
        block(weeks(1, mon="runners_world", wed="runners_world", load="5RM", override={"hip_thrust": {"reps": 5}})),
    ),
    (
        "race",
        block(weeks(2), race="2027-01-11"),
        "2027-W02",
        "12 sets of strength work on the day of the half marathon (Mon): only warm-ups in the last 2 days",
        block(weeks(2), race="2027-01-17"),  # six days after the Monday; leg work ends five to seven days before
    ),
    (
        "load",
        block(weeks(1, override={"hip_thrust": {"load": "104 %"}}, **ONCE)),
        "2027-W01",
        "Hip thrust: 104 % goes over the maximum",
        block(weeks(1, override={"hip_thrust": {"load": "100 %", "reps": 1}}, **ONCE), maxima={"hip_thrust": "80 kg"}),
    ),
    (
        "level",
        block(weeks(1, mon="jumpy"), level="new", sheets={"jumpy": "exercise,dose\nPogo hop,3 x 21\n"}),
        "2027-W01",
        "63 landings in a session; 60 or fewer for someone new to lifting",
        block(weeks(1, mon="jumpy"), level="new", sheets={"jumpy": "exercise,dose\nPogo hop,3 x 20\n"}),
    ),
    (
        "after-break",
        block(weeks(4, [1, 1, 1, 0.6]), skip=[{"from": "2027-01-11", "to": "2027-01-24"}], way_back="own"),
        "2027-W04",
        "7 strength sets in the first week back after 2 weeks off, 12 in a usual week before: start with 6 or fewer",
        block(weeks(4, [1, 1, 1, 0.5]), skip=[{"from": "2027-01-11", "to": "2027-01-24"}]),
    ),
    (
        "ramp",
        block(weeks(2, [1, 1.4])),
        "2027-W02",
        "Strength sets jump by 50 %: from 12 (the most in the 3 weeks before) to 18",
        block(weeks(2, [1, 1.3])),
    ),
    (
        "coverage",
        block(weeks(1)),
        "",
        "Trunk, side: not in the block",
        block(weeks(1, mon=["runners_world", "fit_and_well"])),
    ),
    (
        "above-band",
        block(weeks(1), bands={"glute_max": [1, 4]}),
        "2027-W01",
        "Glute max: 6 sets, above 1-4 strength sets a week",
        block(weeks(1), bands={"glute_max": [1, 6]}),
    ),
    (
        "allocation",
        block(weeks(1, 0.5)),
        "2027-W01",
        "All that is scaled: rounded to 8 sets (target 9)",
        block(weeks(1, 2 / 3)),
    ),
    ("no-deload", block(weeks(9)), "2027-W01", "9 weeks in a row without a lighter one", block(weeks(8))),
    ("too-short", block(weeks(9)), "", "The block is 9 weeks long", block(weeks(10))),
    (
        "race-taper",
        block(weeks(4, [1, 1, 0.6, 0.9]), race="2027-01-31"),
        "2027-W04",
        "11 strength sets in the last seven days before the half marathon, 12 in the fullest week before that",
        block(weeks(4, [1, 1, 0.6, 0.5]), race="2027-01-31"),
    ),
    (
        "frequency",
        block(weeks(1), goal="strength"),
        "2027-W01",
        "Strength work on 1 day a week; gains take 2 or more, one day maintains",
        block(weeks(1, **TWICE), goal="strength"),
    ),
    (
        "progress",
        block(weeks(1, **ONCE, progress={"hip_thrust": {"load": "40 kg", "step": "5 kg"}})),
        "",
        "Hip thrust: a step of 5 kg is 12.5 % of 40 kg; 2-10 % is usual",
        block(weeks(1, **ONCE, progress={"hip_thrust": {"load": "40 kg", "step": "4 kg"}})),
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("check", "triggers", "week", "words", "just_not"), CASES, ids=[case[0] for case in CASES])
def test_each_check_has_its_limit(
    library: Library, check: str, triggers: Any, week: str, words: str, just_not: Any
) -> None:
    found = check_block(plan_block(library, triggers))
    own = found[found["check"] == check]
    assert any(words in message for message in own["message"]), own["message"].tolist()
    assert week in own["week"].fillna("").tolist()
    assert set(own["severity"]) == {SEVERITIES[check]}
    assert (own["reference_id"] != "").all()
    known = {*library.references["reference_id"], "custom"}
    assert set(own["reference_id"]) <= known
    other = check_block(plan_block(library, just_not))
    same = other[other["check"] == check]
    # Lines of the checklist stay open whatever the shipped routines: there it is the one line that goes.
    assert not any(words in message for message in same["message"]) if check == "coverage" else same.empty


def test_who_is_new_to_lifting_is_told_two_days_before_a_hard_run(library: Library) -> None:
    spec = block(weeks(1), runs={"wed": "hills"})
    told = {level: check_block(plan_block(library, {**spec, "level": level})) for level in ("new", "some")}
    checks = {
        level: found.loc[found["check"] == "before-hard-run", "severity"].tolist() for level, found in told.items()
    }
    assert checks == {"new": ["info"], "some": []}
    with pytest.raises(DataError, match=r"unknown avoid: 'squats'"):
        plan_block(library, {**spec, "avoid": ["squats"]})


def test_every_check_has_a_case() -> None:
    assert sorted(case[0] for case in CASES) == sorted(CHECKS)


def test_checks_are_left_out_where_the_block_or_the_call_says_so(library: Library) -> None:
    plan = plan_block(library, block(weeks(1), ignore=["coverage"]))
    assert set(check_block(plan)["check"]) == {"too-short"}
    assert check_block(plan, ignore=["too-short"]).empty
    with pytest.raises(ArgumentError, match="did you mean too-short"):
        check_block(plan, ignore=["too-shrt"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limits", "check"),
    [
        ({"before": 0}, "race"),
        ({"after": 0}, "race"),
        ({"back": 1.0}, "after-break"),
        ({"ramp": 0.5}, "ramp"),
        ({"off": 0.6}, "allocation"),
        ({"shortest": 2}, "too-short"),
        ({"longest": 12}, "no-deload"),
        ({"taper": 1.6}, "race-taper"),
        ({"days": 1}, "frequency"),
    ],
)
def test_limits_are_arguments(library: Library, limits: dict[str, float], check: str) -> None:
    spec = block(weeks(10, [1, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4]), goal="strength", race="2027-03-14")
    spec = spec if check != "too-short" else block(weeks(3), goal="strength")
    if check == "race":
        spec |= {"race": "2027-02-02" if "before" in limits else "2027-01-30"}  # the day after a Monday, or two before
    if check == "after-break":
        spec = block(weeks(4), skip=[{"from": "2027-01-11", "to": "2027-01-24"}], way_back="own")
    spec = spec if check != "allocation" else block(weeks(1, 0.5))
    plan = plan_block(library, spec)
    assert check in set(check_block(plan)["check"])
    assert check not in set(check_block(plan, **limits)["check"])


def test_a_deload_is_measured_against_the_weeks_before_it(library: Library) -> None:
    for part, finds in ((0.7, False), (0.85, True)):
        plan = plan_block(library, block(weeks(12, [1, 1, 1, 1, 1, 1, part, 1, 1, 1, 1, 1])))
        assert ("no-deload" in set(check_block(plan)["check"])) == finds
    plan = plan_block(library, block(weeks(12, [1, 1, 1, 1, 1, 1, 0.8, 1, 1, 1, 1, 1])))
    assert "no-deload" not in set(check_block(plan, deload=0.85)["check"])


def test_the_taper_is_counted_in_days_back_from_the_race(library: Library) -> None:
    after = block(weeks(4, [1, 0.5, 0.5, 1], wed="runners_world"), race="2027-01-25")
    assert "race-taper" not in set(check_block(plan_block(library, after))["check"])
    before = block(weeks(4, [1, 0.5, 1, 0.5], wed="runners_world"), race="2027-01-25")
    found = check_block(plan_block(library, before))
    assert found.loc[found["check"] == "race-taper", "week"].tolist() == ["2027-W04"]


@pytest.mark.parametrize(
    ("weekday", "finds"),
    [
        ("thu", "6 sets for the legs 3 days before the half marathon (Thu): leg work ends 5-7 days before"),
        ("fri", "12 sets of strength work 2 days before the half marathon (Fri): only warm-ups in the last 2 days"),
        ("sat", "12 sets of strength work 1 day before the half marathon (Sat): only warm-ups in the last 2 days"),
        ("sun", "12 sets of strength work on the day of the half marathon (Sun): only warm-ups in the last 2 days"),
        ("mon", "6 sets for the legs 1 day after the half marathon (Mon): none for 5-7 days after"),
        ("tue", "6 sets for the legs 2 days after the half marathon (Tue): none for 5-7 days after"),
    ],
)
def test_strength_around_a_race_is_told_and_a_warm_up_is_not(library: Library, weekday: str, finds: str) -> None:
    race = {"race": "2027-01-10", "runs": {"sun": "long"}}
    found = check_block(plan_block(library, block(weeks(2, **{weekday: "runners_world"}), **race)))
    around = found[found["check"].isin(["race", "before-hard-run"])]
    if weekday == "sat":  # of the two Saturdays one is before the race and one before a long run
        assert around["check"].tolist() == ["race", "before-hard-run"]
        around = around[around["check"] == "race"]
    # The session of the other week is too near the race as well, before it or after it, but for two weekdays.
    assert finds in around["message"].tolist()
    assert set(around["severity"]) <= {"warning"}
    for days in ({"name": "w", "weeks": 2, weekday: "run_forever"}, weeks(2, 0, **{weekday: "runners_world"})):
        light = check_block(plan_block(library, block(days, **race)))
        assert not {"race", "before-hard-run"} & set(light["check"])
    moved = {weekday: "runners_world"}
    left_out = check_block(plan_block(library, block(weeks(2, **moved), **race, ignore=["race"])))
    assert "race" not in set(left_out["check"])


def test_the_calendar_does_not_ask_for_strength_work_around_a_race(library: Library) -> None:
    ax = plot_block_calendar(plan_block(library, block(weeks(2), race="2027-01-10")))
    figure = ax.get_figure(root=True)
    said = " ".join(figure.get_supxlabel().split())
    assert said.endswith("Before a race: 2 days of warm-ups alone.")


def test_the_first_week_back_may_hold_what_the_time_off_allows(library: Library) -> None:
    def told(volume: list[float], first: str, last: str) -> list[str]:
        plan = plan_block(library, block(weeks(5, volume), skip=[{"from": first, "to": last}], way_back="own"))
        found = check_block(plan)
        return list(found.loc[found["check"] == "after-break", "week"])

    assert told([1, 1, 1, 1, 1], "2027-01-11", "2027-01-17") == []
    assert told([1, 1, 1.2, 1, 1], "2027-01-11", "2027-01-17") == ["2027-W03"]
    assert told([1, 1, 1, 1, 1], "2027-01-11", "2027-01-31") == ["2027-W05"]
    assert told([1, 0, 0, 1, 1], "2027-01-12", "2027-01-17") == []  # a rest that was planned is no time off
    assert told([1, 1, 1, 1, 1], "2027-01-04", "2027-01-17") == []  # there is nothing to come back from

    assert told([1, 1, 0.45, 1, 1], "2027-01-25", "2027-01-31") == []  # a deload is not the athlete's level
    assert told([1, 1, 0.45, 1.2, 1.2], "2027-01-25", "2027-01-31") == ["2027-W05"]


@pytest.mark.parametrize(
    ("days", "first", "last", "volume", "finds"),
    [
        (("mon", "thu"), "2027-01-14", "2027-02-01", 1, ""),  # one session of a usual week of two
        (
            ("mon", "thu"),
            "2027-01-14",
            "2027-02-01",
            [1, 1, 1, 1, 1.2, 1],
            "15 strength sets in the first week back after 3 weeks off, 24 in a usual week before: start with 12",
        ),
        (("mon", "fri"), "2027-01-12", "2027-01-28", 1, ""),
        (
            ("mon", "fri", "sat"),
            "2027-01-12",
            "2027-01-28",
            1,
            "24 strength sets in the first week back after 2 weeks off, 36 in a usual week before: start with 18",
        ),
        (
            ("mon",),
            "2027-01-11",
            "2027-02-01",
            1,
            "12 strength sets in the first week back after 4 weeks off, 12 in a usual week before: start the phase",
        ),
    ],
)
def test_time_off_is_counted_in_days_between_sessions(
    library: Library, days: tuple[str, ...], first: str, last: str, volume: Any, finds: str
) -> None:
    week = dict.fromkeys(days, "runners_world")
    skip = [{"from": first, "to": last}]
    found = check_block(plan_block(library, block(weeks(6, volume, **week), skip=skip, way_back="own")))
    told = found.loc[found["check"] == "after-break", "message"].tolist()
    assert len(told) == bool(finds)
    assert all(message.startswith(finds) for message in told)


@pytest.mark.parametrize("start", ["2027-01-06", "2027-01-10"])
def test_a_first_week_that_is_cut_short_is_not_judged_as_a_whole_one(library: Library, start: str) -> None:
    def told(**more: Any) -> set[tuple[str, str]]:
        plan = plan_block(library, block(weeks(4, **TWICE), bands={"glute_max": [10, 30]}, goal="strength", **more))
        found = check_block(plan, ignore=["above-band"])
        found = found[
            found["check"].isin(["below-band", "ramp", "frequency"])
            & found["muscle_group"].fillna("").isin(["", "glute_max"])
        ]
        return set(zip(found["check"], found["week"], strict=True))

    assert told(start=start) == set()
    assert told(start=start, skip=[{"from": "2027-01-11", "to": "2027-01-17"}]) == set()
    assert told(skip=[{"from": "2027-01-04"}]) == {
        ("below-band", "2027-W01"),
        ("frequency", "2027-W01"),
    }
    rising = check_block(plan_block(library, block(weeks(4, [1, 1, 1.4, 1], **TWICE), start=start)))
    assert rising.loc[rising["check"] == "ramp", "week"].tolist() == ["2027-W03"]
    whole = check_block(plan_block(library, block(weeks(2, [1, 1.4], thu="runners_world"), start="2027-01-06")))
    assert "ramp" in set(whole["check"])  # week 1 has lost nothing


@pytest.mark.parametrize(
    ("race", "start", "finds"),
    [
        (
            "2027-01-05",
            "2027-01-06",
            ["6 sets for the legs 1 day after the half marathon (Wed): none for 5-7 days after"],
        ),
        (
            "2027-01-01",
            "2027-01-06",
            ["6 sets for the legs 5 days after the half marathon (Wed): none for 5-7 days after"],
        ),
        ("2026-12-31", "2027-01-06", []),
    ],
)
def test_a_race_may_come_just_before_the_start(library: Library, race: str, start: str, finds: list[str]) -> None:
    plan = plan_block(library, block(weeks(2, wed="runners_world"), start=start, race=race))
    found = check_block(plan)
    assert found.loc[found["check"] == "race", "message"].tolist() == finds
    plot_block_calendar(plan)
    early = (datetime.date.fromisoformat(start) - datetime.timedelta(days=15)).isoformat()
    with pytest.raises(DataError, match="race: outside the block"):
        plan_block(library, block(weeks(2), start=start, race=early))


def test_a_race_before_the_start_does_not_make_its_week_a_race_week(library: Library) -> None:
    suggested = block(weeks(3, suggest=2), start="2027-01-06", goal="strength", minutes=30)
    plan, after = (plan_block(library, suggested | race) for race in ({}, {"race": "2027-01-05"}))
    assert after.spec.sheets == plan.spec.sheets


def test_coming_back_from_a_deload_is_no_ramp(library: Library) -> None:
    assert "ramp" not in set(check_block(plan_block(library, block(weeks(4, [1, 0.5, 0.5, 1.2]))))["check"])
    assert "ramp" in set(check_block(plan_block(library, block(weeks(4, [1, 0.5, 0.5, 1.4]))))["check"])
    slow = plan_block(library, block(weeks(6, [1, 0.4, 0.4, 0.4, 0.4, 1])))
    found = check_block(slow)
    assert found.loc[found["check"] == "ramp", "week"].tolist() == ["2027-W06"]  # too long ago to count
    late = plan_block(library, block(weeks(2, mon="run_forever"), {**weeks(2), "name": "late"}))
    assert "12 strength sets after none in the weeks before" in check_block(late)["message"].tolist()


def test_a_session_that_is_moved_into_a_week_counts_for_its_ramp(library: Library) -> None:
    move = [{"from": "2027-01-18", "to": "2027-01-26"}]
    found = check_block(plan_block(library, block(weeks(4), move=move)))
    assert found.loc[found["check"] == "ramp", "week"].tolist() == ["2027-W04"]


def test_a_warm_up_before_a_run_triggers_nothing(library: Library) -> None:
    days = dict.fromkeys(["mon", "tue", "wed", "sat"], "run_forever")
    runs = {"tue": "hard", "wed": "easy", "sun": "long"}
    more = {"minutes": 15, "equipment": ["mat"]}
    plan = plan_block(library, block(weeks(24, tue="run_forever", wed="run_forever"), runs=runs, **more))
    assert check_block(plan).empty
    plan = plan_block(library, block(weeks(24, **days), runs=runs, race="2027-06-20"))
    assert check_block(plan).empty
    assert say_findings(plan, check_block(plan)).startswith("No check found anything.")


@pytest.mark.parametrize(
    ("asked", "checks"),
    [
        ({"goal": "running"}, {"goal", "frequency"}),
        ({"goal": "strength"}, {"goal", "frequency"}),
        ({"goal": "size"}, {"below-band"}),
        ({"bands": {"glute_max": 4}}, {"below-band"}),
        ({"bands": {"glute_max": 4}, "count": ["strength", "light"]}, set()),
        ({}, set()),
    ],
)
def test_light_work_alone_falls_short_of_what_is_asked(library: Library, asked: Any, checks: set[str]) -> None:
    found = check_block(plan_block(library, block(weeks(3, mon="run_forever", wed="run_forever"), **asked)))
    assert set(found["check"]) == checks
    for check in checks:  # in every week: without a set before it none is a lighter one
        assert found.loc[found["check"] == check, "week"].nunique() == 3


@pytest.mark.parametrize(
    ("race", "starts"),
    [
        ({"date": "2027-01-31"}, ["Hip thrust starts 6 days before the race: nothing new in the last 14"]),
        ({"date": "2027-02-08"}, ["Hip thrust starts 14 days before the race: nothing new in the last 14"]),
        ({"date": "2027-02-09"}, []),
        ({"date": "2027-01-31", "priority": "B"}, []),
    ],
)
def test_nothing_new_starts_just_before_an_a_race(library: Library, sheet: Write, race: Any, starts: list[str]) -> None:
    # Light work may start; what the block begins with is known.
    one = (
        "A,strength,,Goblet squat,3 x 8,,",
        "A,strength,,Hip thrust,3 x 8,,",
        "A,strength,,Clamshell,3 x 8 per side,,",
    )
    library = add_routine(add_routine(library, sheet(one[0], name="old.csv")), sheet(*one, name="new.csv"))
    phases = [weeks(3, mon="old"), weeks(3, mon="new")]
    found = check_block(plan_block(library, block(*phases, race=[race])))
    assert [text for text in found["message"] if "starts" in text] == starts


def test_warm_ups_do_not_hide_or_feed_a_band(library: Library) -> None:
    spec = block(weeks(6, mon="runners_world", tue="run_forever", thu="run_forever"), goal="strength")
    found = check_block(plan_block(library, spec))
    alone = check_block(plan_block(library, block(weeks(6), goal="strength")))
    for check in ("below-band", "above-band"):
        columns = ["week", "muscle_group", "value_min", "message"]
        assert found.loc[found["check"] == check, columns].to_numpy().tolist() == (
            alone.loc[alone["check"] == check, columns].to_numpy().tolist()
        )


def test_a_range_across_a_limit_is_said_as_perhaps(library: Library, sheet: Write) -> None:
    mine = add_routine(library, sheet("A,strength,,Hip thrust,2-4 x 8,,"))
    found = check_block(plan_block(mine, block(weeks(1, mon="mine"), bands={"glute_max": [3, 3]})))
    said = {check: found.loc[found["check"] == check, "message"].tolist() for check in ("below-band", "above-band")}
    assert said["below-band"] == ["Glute max: 2-4 sets, perhaps below 3-3 strength sets a week"]
    assert said["above-band"] == ["Glute max: 2-4 sets, perhaps above 3-3 strength sets a week"]


def test_after_more_than_a_week_off_the_plan_says_to_start_lower(library: Library) -> None:
    for last, note in (("2027-01-11", True), ("2027-01-10", False)):
        skip = [{"from": "2027-01-08", "to": last, "why": "flu"}]
        plan = plan_block(library, block(weeks(4), skip=skip, way_back="own"))
        assert plan.sessions["note"].notna().any() == note
        assert ("start lower" in say_block(plan)) == note
    words = (
        plan_block(library, block(weeks(4), skip=[{"from": "2027-01-08", "to": "2027-01-20"}], way_back="own"))
        .sessions["note"]
        .dropna()
    )
    assert [word for word in words if word] == ["after more than a week off: start lower"]


def test_the_digest_says_once_what_holds_of_several_weeks(library: Library) -> None:
    plan = plan_block(library, block(weeks(6, [1, 1.2, 1, 1.2, 1, 1.2]), bands={"chest": [4, 6], "quads": [4, 6]}))
    digest = findings_digest(plan, check_block(plan, ignore=["coverage", "allocation", "too-short"]))
    assert digest[["check", "weeks", "message"]].to_numpy().tolist() == [
        ["below-band", "weeks 1, 3 and 5", "Quads and chest: 3 sets, below 4-6 strength sets a week"]
    ]


def test_nothing_is_called_safe_or_green(library: Library) -> None:
    plan = plan_block(library, block(weeks(4, [1, 2, 0.2, 1]), goal="size", minutes=20, equipment=[]))
    text = f"{say_findings(plan, check_block(plan))} {say_block(plan)}".lower()
    assert "doesn't mean the plan is safe" in text
    assert not {"green", "optimal", "prevent", "perfect"} & set(text.replace(",", " ").replace(".", " ").split())


def test_errors_stand_first(library: Library) -> None:
    plan = plan_block(load_library(), block(weeks(9), minutes=20, equipment=[], goal="strength"))
    severities = list(dict.fromkeys(check_block(plan)["severity"]))
    assert severities == ["error", "warning", "info"]


def test_checks_to_ignore_may_stand_in_one_text(library: Library) -> None:
    plan = plan_block(library, block(weeks(4, [1, 1.5, 1, 1])))
    assert set(check_block(plan)["check"]) >= {"ramp", "coverage"}
    assert check_block(plan, ignore="Ramp, coverage").equals(check_block(plan, ignore=["ramp", "coverage"]))


OTHERS = [check for check in CHECKS if check not in ("before-hard-run", "run-day", "leg-days")]
"""Checks that are not about the days of leg work."""


def random_week(seed: int) -> tuple[dict[str, str], int, str]:
    """Return the runs of a week, how many sessions it asks for, and a policy."""
    dice = random.Random(seed)
    runs = {day: dice.choice(RUNS) for day in WEEKDAYS if dice.random() < 0.6}
    return runs, dice.randint(1, 4), dice.choice(POLICIES)


@pytest.mark.parametrize("seeds", [range(25), pytest.param(range(25, 200), marks=pytest.mark.slow)], ids=["25", "200"])
def test_days_that_the_policy_chooses_are_days_that_no_check_finds(library: Library, seeds: Iterable[int]) -> None:
    """Heavy leg work on the days that random weeks have for it raises none of the findings about runs and days."""
    source = add_sheet_texts(library, {"s": "exercise,dose,load\nBack squat,3 x 5,80 %\n"})
    for seed in seeds:
        runs, count, strength = random_week(seed)
        chosen = choose_days(count, runs, strength=strength)
        legs = [day for day, why in spared_days(chosen, runs, strength).items() if not why]
        if not legs:
            continue
        days = dict.fromkeys(legs, "s")
        own = {"runs": runs, "strength": strength, "ignore": OTHERS}
        found = check_block(plan_block(source, block(weeks(2, **days), **own)))
        about = found[found["severity"] == "warning"]
        assert about.empty, (seed, runs, legs, about["message"].tolist())


LIFTS = (
    "exercise,dose\nBack squat,5 x 5 @ 80 %\nHip thrust,6 x 8 @ 40 kg\nGoblet squat,6 x 8 @ 20 kg\nDrop jump,3 x 5\n"
)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        # A weekly race is one done as training; what is moved onto a race, and a race that is skipped, are told.
        (
            {"runs": {"tue": "race"}},
            [
                "12 sets of strength work 1 day before the race (Mon): only warm-ups that day and the day before",
                "6 sets for the legs 2 days after the race (Thu): none for 2 days after",
            ],
        ),
        ({"runs": {"tue": "race"}, "strength": "own"}, []),
        (
            {"race": "2027-01-17", "skip": [{"from": "2027-01-17"}]},
            ["The half marathon (2027-01-17) is on a day that is skipped: move one of the two"],
        ),
        (
            {"runs": {"sat": "race"}, "move": [{"from": "2027-01-06", "to": "2027-01-09"}]},
            ["The session of 2027-01-06 is moved onto the day of a race (2027-01-09)"],
        ),
    ],
)
def test_races_are_seen_wherever_they_come_from(library: Library, more: dict[str, Any], says: list[str]) -> None:
    plan = plan_block(library, block(weeks(2, mon="runners_world", wed="run_forever", thu="runners_world"), **more))
    found = check_block(plan)
    told = set(found.loc[found["check"].isin(["race", "before-hard-run", "run-day"]), "message"])
    assert set(says) <= told
    assert says or not told


def test_loads_and_levels_are_held_against_what_can_be_done(library: Library) -> None:
    def says(**more: Any) -> list[str]:
        found = check_block(plan_block(library, block(weeks(1, mon="own"), sheets={"own": LIFTS}, **more)))
        return found.loc[found["check"].isin(["load", "level", "leg-days"]), "message"].tolist()

    assert says() == [] == says(level="trained")
    assert says(level="some") == ["Drop jump in Own: high jumps are for those used to jumping"]
    assert says(level="new") == [
        "Back squat in Own: heavy work for someone new to lifting",
        "Drop jump in Own: high jumps are for those used to jumping",
        "17 strength sets in a session; 16 or fewer for someone new to lifting",
    ]
    assert says(maxima={"hip_thrust": "32 kg"}) == ["Hip thrust: 40 kg is 125 % of the maximum"]
    assert says(maxima={"hip_thrust": "70.5 lb"}) == ["Hip thrust: 40 kg is 125.1 % of the maximum"]
    assert says(maxima={"hip_thrust": "45 kg"}) == [
        "Hip thrust: 8 repetitions at 40 kg; by our estimate 87 % or less can be done so often"
    ]


def test_long_days_are_one_line(library: Library) -> None:
    plan = plan_block(library, block(weeks(2, mon="runners_world", wed="runners_world", fri="run_forever"), minutes=30))
    digest = findings_digest(plan, check_block(plan))
    line = "Mon and Wed take 26.4-34.4 min by our estimate, over your limit of 30"
    assert digest.loc[digest["check"] == "minutes", ["weeks", "message"]].values.tolist() == [["every week", line]]
