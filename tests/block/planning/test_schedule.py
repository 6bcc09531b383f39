"""Blocks: specs read with every finding at once, and weeks whose whole sets come as near their target as they can.

Also of block/planning/whole_sets.py, block/specs/phase_changes.py, block/specs/phase_reading.py,
block/planning/plan_frames.py, block/planning/planned_work.py, block/planning/dated_entries.py,
block/specs/spec_reading.py, block/specs/dated_keys.py, block/specs/spec.py, block/planning/row_demands.py,
block/planning/repetition_steps.py, block/planning/template_week.py, block/specs/toml_lines.py,
block/specs/typed_table.py, block/specs/spec_writing.py.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis import (
    AnalysisError,
    ArgumentError,
    BlockSpec,
    DataError,
    FileError,
    Library,
    add_routine,
    check_block,
    compare_to_block,
    fill_suggested,
    plan_block,
    say_block,
    weekly_volume,
)
from analysis.base.calendar import week_of
from analysis.block import block_mapping, edits, session_cards, with_day
from analysis.block.planning.schedule import plan_spec
from analysis.block.planning.whole_sets import allocate
from analysis.block.specs.spec import Phase
from analysis.block.specs.spec_reading import read_block
from analysis.cli.blocks import EXAMPLE
from analysis.files import export_block_calendar, export_block_workbook
from analysis.files.block_folder import without_remarks

WEEK = {"mon": "runners_world", "tue": "run_forever", "thu": "run_forever"}


def block(*phases: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "Spring", "start": "2027-01-04", "phase": list(phases), **more}


def phase(count: int = 1, **more: Any) -> dict[str, Any]:
    return {"name": "base", "weeks": count, **WEEK, **more}


@given(
    units=st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4)), min_size=1, max_size=4), tenths=st.integers(0, 16)
)
def test_no_other_whole_units_come_nearer(units: list[tuple[int, int]], tenths: int) -> None:
    sizes, published = zip(*units, strict=True)
    factor = Fraction(tenths, 10)
    target = factor * sum(size * count for size, count in units)

    def apart(counts: Sequence[int]) -> Fraction:
        return abs(sum(size * count for size, count in zip(sizes, counts, strict=True)) - target)

    choices = [range(9) if count else [0] for count in published]
    assert apart(allocate(sizes, published, factor)) == min(apart(counts) for counts in itertools.product(*choices))


def test_factor_1_is_the_week_of_the_comparison(library: Library) -> None:
    plan = plan_block(library, block(phase(2)))
    week = weekly_volume(library, {"runners_world": 1, "run_forever": 2}, by="group")
    volume = plan.volume_by(by="group")
    for name in plan.weeks:
        own = volume[volume["week"] == name]
        for column in ("muscle_group", "phase", "sets_min", "sets_max", "reps_max", "tension_s_min"):
            assert own[column].tolist() == week[column].tolist()


@given(factors=st.lists(st.integers(3, 15), min_size=1, max_size=4))
def test_partners_of_a_superset_keep_the_same_rounds(library: Library, factors: list[int]) -> None:
    plan = plan_block(library, block(phase(len(factors), volume=[one / 10 for one in factors])))
    rows = plan.library.prescriptions
    assert rows.groupby(["routine_id", "circuit"])["sets_max"].nunique().eq(1).all()
    warm_up = plan.prescriptions[plan.prescriptions["routine_id"] == "run_forever"]
    assert set(warm_up["sets_max"]) == {2}  # only the strength sections are scaled
    assert plan.allocation["deviation_max"].abs().max() <= 1


def test_skipped_days_are_lost_and_never_made_up(library: Library) -> None:
    skip = [{"from": "2027-01-11", "to": "2027-01-12", "why": "travel"}]
    plan = plan_block(library, block(phase(3), skip=skip))
    rows = plan.allocation
    assert rows["lost_min"].tolist() == [0, 36, 0]
    assert ((rows["planned_min"] + rows["lost_min"]) == rows["given_min"]).all()
    lost = plan.lost[["date", "routine_id", "why", "sets_min"]].astype({"date": "str"})
    assert lost.to_numpy().tolist() == [
        ["2027-01-11", "runners_world", "travel", 24],
        ["2027-01-12", "run_forever", "travel", 12],
    ]
    assert len(plan.sessions) == 7


def test_a_moved_session_counts_in_the_week_it_is_done(library: Library) -> None:
    plan = plan_block(library, block(phase(2), move=[{"from": "2027-01-04", "to": "2027-01-16"}]))
    assert plan.allocation["planned_min"].tolist() == [24, 72]
    last = plan.sessions.astype({"date": "str"}).iloc[-1]
    assert last[["date", "week", "routine_id", "weekday"]].tolist() == [
        "2027-01-16",
        "2027-W02",
        "runners_world",
        "sat",
    ]


def test_the_year_boundary_and_the_order_in_the_file_do_not_matter(library: Library) -> None:
    spring = plan_block(library, block(phase(3, volume=[0.7, 1, 1.3])))
    turned = dict(reversed(phase(3, volume=[0.7, 1, 1.3]).items()))
    winter = plan_block(library, block(turned, start="2026-12-21"))
    assert winter.weeks == ["2026-W52", "2026-W53", "2027-W01"]
    kept = ["routine_id", "position", "sets_min", "sets_max"]
    assert winter.prescriptions[kept].equals(spring.prescriptions[kept])


def test_repetitions_step_up_their_range_and_stay_at_its_top(library: Library) -> None:
    own = {"hip_thrust": {"sets": 4, "reps": [8, 10], "load": "20 kg"}}
    plan = plan_block(library, block(phase(5, reps_step=1, effort="3 reps in reserve", override=own)))
    rows = plan.prescriptions[plan.prescriptions["exercise_id"] == "hip_thrust"]
    assert rows[["reps_min", "reps_max"]].to_numpy().tolist() == [[8, 10], [9, 10], [10, 10], [10, 10], [10, 10]]
    assert rows["next"].fillna("").tolist() == [""] * 2 + ["4 x 10 reached: add the smallest plate (2-10 %)"] * 3
    assert set(rows["sets_min"]) == {4}
    assert set(rows["load"]) == {"20 kg"}
    press = plan.prescriptions[plan.prescriptions["exercise_id"] == "floor_press_90_90"]
    assert set(press["sets_min"]) == {4}  # the partner in its superset keeps the same rounds
    assert set(press["effort"]) == {"3 reps in reserve"}


REST = {"name": "a", "weeks": 3, "mon": "run_forever", "thu": "run_forever"}
"""All of its work is activation."""


@pytest.mark.parametrize("factor", [0, 0.02])
def test_a_session_without_work_is_none(library: Library, tmp_path: Path, factor: float) -> None:
    both = {"scale": ["strength", "activation"], "skip": [{"from": "2027-01-14"}]}
    plan = plan_block(library, block({**REST, "volume": [1, factor, 1]}, **both))
    assert plan.sessions["week"].tolist() == ["2027-W01", "2027-W01", "2027-W03", "2027-W03"]
    assert plan.lost.empty
    assert plan.summary["sessions"].tolist() == [2, 0, 2]
    assert plan.sessions["minutes_min"].min() > 0
    assert session_cards(plan)["sessions"].unique().tolist() == [4]
    assert export_block_calendar(plan, tmp_path / "a.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4
    book = openpyxl.load_workbook(export_block_workbook(plan, check_block(plan), tmp_path / "a.xlsx"))
    assert book["sessions"].max_row == 1 + 4
    log = plan.prescriptions[["date", "exercise_id"]].assign(
        athlete="anna", date=pd.to_datetime(plan.prescriptions["date"])
    )
    found = compare_to_block(plan, log.rename(columns={"exercise_id": "exercise_name"}), until="2027-01-24")
    assert found.adherence[["due", "done", "missed"]].to_numpy().tolist() == [[4, 4, 0]]
    # A factor of 0 asks for nothing; what rounding takes away is told.
    assert pd.notna(plan.allocation["dropped"].iloc[1]) == (factor > 0)
    assert ("left without a set" in " ".join(check_block(plan)["message"])) == (factor > 0)


def test_no_session_stands_before_the_start(library: Library, tmp_path: Path) -> None:
    week = {"name": "a", "weeks": 3, "mon": "run_forever", "wed": "run_forever", "thu": "runners_world"}
    whole = plan_block(library, block(week, start="2026-12-28"))
    plan = plan_block(library, block(week, start="2026-12-30"))
    assert plan.weeks == whole.weeks == ["2026-W53", "2027-W01", "2027-W02"]
    assert plan.prescriptions.equals(
        whole.prescriptions[whole.prescriptions["date"] >= "2026-12-30"].reset_index(drop=True)
    )
    assert (plan.allocation["planned_min"] + plan.allocation["lost_min"]).equals(whole.allocation["given_min"])
    assert without_remarks(plan).lost.astype({"date": "str"}).to_numpy().tolist() == [
        ["2026-12-28", "2026-W53", "run_forever", "before the start", 12, 12]
    ]
    said = say_block(plan)
    assert "3 weeks from 2026-12-30, 8 sessions" in said
    assert "1 session of week 1 is left out, with 12 sets: before the start on 2026-12-30." in said
    assert "skipped" not in said
    assert "ramp" not in set(check_block(plan)["check"])
    assert read_block(library, block_mapping(plan.spec)) == plan.spec
    text = export_block_calendar(plan, tmp_path / "a.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20261230" in text
    assert "20261228" not in text
    log = pd.DataFrame({"athlete": "anna", "date": pd.to_datetime(["2026-12-28", "2026-12-30"])})
    found = compare_to_block(plan, log.assign(exercise_name="Wall abs"), until="2027-01-17")
    assert found.span[0] == datetime.date(2026, 12, 30)
    assert found.adherence[["due", "sets_unplanned"]].to_numpy().tolist() == [[8, 0]]
    assert found.volume.loc[found.volume["week"] == "2026-W53", "done"].max() == 1


def test_what_stands_before_the_start_may_be_moved_after_it(library: Library) -> None:
    late = {"start": "2026-12-30", "move": [{"from": "2026-12-28", "to": "2026-12-31"}]}
    plan = plan_block(library, block({"name": "a", "weeks": 1, "mon": "run_forever"}, **late))
    assert plan.sessions["date"].tolist() == [pd.Timestamp("2026-12-31")]
    for move in ({"from": "2026-12-28", "to": "2026-12-29"}, {"from": "2026-12-27", "to": "2026-12-31"}):
        with pytest.raises(DataError, match="outside the block"):
            plan_block(library, block({"name": "a", "weeks": 1, "mon": "run_forever"}, **late | {"move": [move]}))


WIDE = {"override": {"hip_thrust": {"reps": [10, 20]}}}
STEPS = {"name": "a", "weeks": 6, "mon": "runners_world", "thu": "runners_world", "reps_step": 1, **WIDE}


ONCE = {key: value for key, value in STEPS.items() if key != "thu"}


def off(first: str, last: str = "") -> dict[str, str]:
    return {"from": f"2027-{first}", "to": f"2027-{last or first}"}


@pytest.mark.parametrize(
    ("phases", "more", "right"),
    [
        pytest.param([ONCE], {"skip": [off("01-18", "01-31")]}, "10 11 10 11", id="two weeks off"),
        pytest.param([ONCE], {"skip": [off("01-25", "01-31")]}, "10 11 12 11 12", id="a week off"),
        pytest.param([ONCE], {"skip": [off("01-11", "01-17")]}, "10 10 11 12 13", id="never under the published"),
        pytest.param([STEPS], {"skip": [off("01-14", "01-20")]}, "10 10 11 11 12 12 13 13 14 14", id="midweek"),
        pytest.param([ONCE], {"skip": [off("01-04", "01-17")]}, "10 11 12 13", id="off as the phase begins"),
        pytest.param([ONCE], {"skip": [off("01-18"), off("02-01")]}, "10 11 10 10", id="off twice"),
        pytest.param(
            [{**ONCE, "weeks": 3}, {**ONCE, "weeks": 2}],
            {"skip": [off("01-18", "01-31")]},
            "10 11 10",
            id="steps start anew",
        ),
        pytest.param([STEPS], {"skip": [off("01-21")]}, "10 10 11 11 12 13 13 14 14 15 15", id="one of two skipped"),
        pytest.param([ONCE], {"move": [{"from": "2027-01-11", "to": "2027-01-18"}]}, "10 11 12 13 14 15", id="moved"),
        pytest.param([STEPS], {"start": "2027-01-06"}, "10 11 11 12 12 13 13 14 14 15 15", id="begun on a Wednesday"),
        pytest.param([ONCE], {"start": "2027-01-06"}, "10 11 12 13 14", id="first in the second week"),
        pytest.param([{**ONCE, "volume": [1, 1, 1, 0, 1, 1]}], {}, "10 11 12 11 12", id="a week of factor 0"),
        pytest.param([{**ONCE, "reps_step": 2}], {"skip": [off("01-25")]}, "10 12 14 12 14", id="steps of two"),
        pytest.param(
            [{**ONCE, "override": {"hip_thrust": {"reps": [8, 10]}}}],
            {"skip": [off("02-01")]},
            "8 9 10 10 10",
            id="a range that closes",
        ),
    ],
)
def test_steps_count_the_weeks_in_which_the_session_stands(
    library: Library, phases: list[Mapping[str, Any]], more: Mapping[str, Any], right: str
) -> None:
    rows = plan_block(library, block(*phases, **more)).prescriptions
    rows = rows[rows["exercise_id"] == "hip_thrust"]
    assert rows["reps_min"].astype("str").tolist() == right.split()


def test_steps_of_seconds_go_the_same_way_and_each_routine_its_own(library: Library) -> None:
    days = {"name": "a", "weeks": 5, "mon": "runners_world", "wed": "run_forever", "reps_step": 1, "seconds_step": 5}
    days["override"] = {"lateral_tap_out": {"seconds": [30, 45]}, "eccentric_heel_tap": {"reps": [8, 12]}}
    plan = plan_block(library, block(days, scale=["activation"], skip=[off("01-18")]))
    rows = plan.prescriptions.set_index("exercise_id")
    assert rows.loc["lateral_tap_out", "work_s_min"].tolist() == [30, 35, 30, 35]
    assert rows.loc["worlds_greatest_stretch", "work_s_min"].tolist() == [30] * 4
    assert rows.loc["eccentric_heel_tap", "reps_min"].tolist() == [8, 9, 10, 11, 12]


def test_what_is_dropped_is_said(library: Library) -> None:
    plan = plan_block(library, block({"name": "rest", "weeks": 1, "volume": 0, "mon": "runners_world"}))
    assert "hip_thrust" in plan.allocation["dropped"].iloc[0]
    assert "hip_thrust" not in set(plan.prescriptions["exercise_id"])


def test_minutes_are_those_of_the_session(library: Library) -> None:
    plan = plan_block(library, block(phase()))
    assert plan.sessions[["minutes_min", "minutes_max"]].iloc[0].round(1).tolist() == [26.4, 34.4]


def test_weeks_have_their_year() -> None:
    assert week_of(datetime.date(2027, 1, 3)) == "2026-W53"


# Lines of a spec, and what must be said of them.
MISTAKES = [
    (
        ["name = 'x'", "start = 2027-01-04", "phse = 3"],
        ["line 3, key phse: unknown key: 'phse'", "did you mean phase?", "key phase: missing"],
    ),
    (
        ["name = 'x'", "start = 2027-01-04", "[[phase]]", "name = 'a'", "weeks = 'two'", "mon = 'run_forever'"],
        ["line 5, key phase.1.weeks: not allowed: 'two'; allowed: a whole number from 1 to 52"],
    ),
    (
        [
            *("name = 'x'", "start = 2027-01-04", "[[phase]]", "name = 'a'", "weeks = 2", "volume = [1, 1, 1]"),
            "mon = 'run_forevr'",
        ],
        [
            "line 6, key phase.1.volume: 3 entries for 2 weeks",
            "line 7, key phase.1.mon: unknown routine: 'run_forevr'",
            "did you mean run_forever?",
        ],
    ),
    (
        [
            *("name = 'x'", "start = 2027-01-04", "race = 2028-01-04", "equipment = ['mini_bnd']", "[runs]"),
            *("tue = 'hrd'", "[bands]", "glute_mx = [1, 2]", "[[phase]]", "name = 'a'", "weeks = 2"),
            "mon = 'run_forever'",
        ],
        [
            "line 3, key race: outside the block: '2028-01-04'; allowed: 2026-12-21 to 2027-01-17",
            "line 4, key equipment: unknown equipment: 'mini_bnd'",
            "line 6, key runs.tue: unknown kind of run: 'hrd'",
            "line 8, key bands.glute_mx: unknown muscle or group: 'glute_mx'",
        ],
    ),
    (
        [
            *("name = 'x'", "start = 'soon'", "[[phase]]", "name = 'a'", "weeks = 2", "[phase.override.hip_thrst]"),
            "sets = 2",
        ],
        [
            "line 2, key start: not a date: 'soon'",
            "line 3, key phase.1: no weekday has a routine",
            "line 6, key phase.1.override.hip_thrst: unknown exercise",
        ],
    ),
]


@pytest.mark.parametrize(("lines", "says"), MISTAKES)
def test_everything_wrong_with_a_spec_is_named_with_line_and_key(
    library: Library, tmp_path: Path, lines: list[str], says: list[str]
) -> None:
    path = tmp_path / "block.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_block(library, path)
    said = "\n".join(map(str, caught.value.findings))
    assert [words for words in says if words not in said] == [], said


def test_a_file_that_is_not_toml_is_refused(library: Library, tmp_path: Path) -> None:
    (tmp_path / "block.toml").write_text("name = \n", encoding="utf-8")
    with pytest.raises(FileError, match=r"block.toml: not TOML: .*line 1"):
        read_block(library, tmp_path / "block.toml")


DAYS = st.integers(0, 20).map(lambda day: (datetime.date(2027, 1, 4) + datetime.timedelta(days=day)).isoformat())


@hypothesis.settings(max_examples=40)
@given(
    factors=st.lists(st.integers(0, 16), min_size=3, max_size=3),
    skipped=st.lists(DAYS, max_size=3),
    moved=st.dictionaries(st.sampled_from(["2027-01-04", "2027-01-12", "2027-01-21"]), DAYS, max_size=3),
)
def test_planned_and_lost_are_given(
    library: Library, factors: list[int], skipped: list[str], moved: dict[str, str]
) -> None:
    spec = block(
        phase(3, volume=[one / 10 for one in factors]),
        skip=[{"from": day} for day in skipped],
        move=[{"from": source, "to": target} for source, target in moved.items()],
    )
    plan = plan_block(library, spec)
    rows, counted_rows = plan.allocation, plan.prescriptions["kind"].isin(["light", "strength"])
    for end in ("min", "max"):
        planned = rows[f"given_{end}"] - rows[f"lost_{end}"] + rows[f"moved_{end}"]
        assert planned.tolist() == rows[f"planned_{end}"].tolist()
        done = plan.prescriptions[counted_rows].groupby("week")[f"sets_{end}"].sum()
        assert done.reindex(plan.weeks, fill_value=0).tolist() == rows[f"planned_{end}"].tolist()
        assert rows[f"moved_{end}"].sum() == 0
        assert plan.lost[f"sets_{end}"].sum() == rows[f"lost_{end}"].sum()
    assert len(plan.sessions) + len(plan.lost) == 9
    assert not set(plan.sessions["date"].astype("str")) & set(skipped)


SPOILS = ["", "0", "-1", "[]", "[[phase]]", '"run_forever"', "inf", "2027-02-30", "{ a = 1 }", "true", '"\\u0000"', "x"]


@pytest.mark.slow
@given(line=st.integers(0, 120), place=st.floats(0, 1), token=st.sampled_from(SPOILS), whole=st.booleans())
@hypothesis.settings(max_examples=150)
def test_a_spoilt_file_is_planned_or_named(
    library: Library, line: int, place: float, token: str, whole: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    old = lines[line % len(lines)]
    key, equals, _ = old.partition("=")
    cut = int(place * len(old))
    lines[line % len(lines)] = f"{key}{equals} {token}" if whole else old[:cut] + token + old[cut:]
    path = tmp_path_factory.getbasetemp() / "spoilt.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    said = ""
    try:
        check_block(plan_block(library, path))
    except AnalysisError as error:
        said = str(error)
    assert not said or "spoilt.toml" in said


def test_units_of_many_sizes_are_given_at_once() -> None:
    sizes = [1, 2, 3, 4, 5, 6, 7, 8]
    given_units = allocate(sizes, [3] * 8, Fraction("0.85"))
    assert sum(size * count for size, count in zip(sizes, given_units, strict=True)) == 92  # of 91.8


def test_a_range_may_lose_its_lower_end_and_says_so(library: Library, sheet: Callable[..., Path]) -> None:
    mine = add_routine(library, sheet("A,strength,,Hip thrust,1-3 x 8-12,,", "A,strength,,Squat to heel raise,1 x 8,,"))
    plan = plan_block(mine, block({"name": "a", "weeks": 1, "volume": 0.5, "mon": "mine"}))
    assert plan.grid["dose"].fillna("").tolist() == ["1-2 x 8-12", ""]
    assert plan.allocation["dropped"].tolist() == ["squat_heel_raise"]
    mine = add_routine(library, sheet("A,strength,,Hip thrust,1-3 x 8-12,,", name="other.csv"))
    plan = plan_block(mine, block({"name": "a", "weeks": 1, "volume": 0.5, "mon": "other"}))
    assert plan.grid["dose"].tolist() == ["0-1 x 8-12"]


def test_what_is_left_without_a_set_is_named_with_routine_and_day(library: Library) -> None:
    plan = plan_block(library, block(phase(1, volume=0.3, thu="runners_world")))
    found = check_block(plan)
    said = found.loc[found["check"] == "allocation", "message"].tolist()
    assert "Bear plank row in Runner's World (Thu): left without a set" in said
    cell = plan.grid[plan.grid["exercise_id"] == "bear_plank_row"]
    assert cell["dose"].tolist() == ["mon 1 x 10 per side; thu none"]


def test_partners_that_are_mobility_keep_the_rounds_of_their_circuit(
    library: Library, sheet: Callable[..., Path]
) -> None:
    rows = ("A,,3,Bear plank row,10,,", "A,,3,Quadruped hip CARs,5,,", "A,,3,Hip thrust,10,,")
    plan = plan_block(
        add_routine(library, sheet(*rows)), block({"name": "a", "weeks": 1, "volume": 0.6, "mon": "mine"})
    )
    assert set(plan.prescriptions["phase"]) == {"mobility", "strength"}
    assert set(plan.prescriptions["sets_max"]) == {2}


def test_a_kind_of_variation_is_what_the_sources_offer(library: Library) -> None:
    plan = plan_block(library, block({"name": "a", "weeks": 1, "variation": "progression", "mon": "fit_and_well"}))
    said = plan.grid.loc[plan.grid["variation"].notna(), ["exercise_id", "variation"]].to_numpy().tolist()
    assert said == [["reverse_lunge_knee_drive", "Finish on the toes and hold the balance there"]]


def test_an_exercise_in_two_forms_is_overridden_where_it_applies(library: Library) -> None:
    days = {"mon": ["runners_world", "run_forever"], "override": {"standing_fire_hydrant": {"reps": 9}}}
    plan = plan_block(library, block({"name": "a", "weeks": 1, **days}))
    doses = plan.grid.loc[plan.grid["exercise_id"] == "standing_fire_hydrant", "dose"].tolist()
    assert sorted(doses) == ["2 x 30 s per side", "2 x 9 per side"]


def test_what_is_moved_and_then_skipped_is_lost_where_it_would_have_been(library: Library) -> None:
    more = {"move": [{"from": "2027-01-04", "to": "2027-01-12"}], "skip": [{"from": "2027-01-12"}]}
    plan = plan_block(library, block({"name": "a", "weeks": 2, "mon": "runners_world"}, **more))
    assert plan.allocation[["lost_min", "moved_min", "planned_min"]].to_numpy().tolist() == [[0, -24, 0], [24, 24, 24]]
    assert plan.lost["week"].tolist() == ["2027-W02"]


def test_the_grid_counts_sessions_not_days(library: Library) -> None:
    move = [{"from": "2027-01-04", "to": "2027-01-05"}]
    plan = plan_block(
        library, block({"name": "a", "weeks": 1, "mon": "runners_world", "tue": "runners_world"}, move=move)
    )
    assert set(plan.grid["sessions"]) == {2}


def test_words_of_a_warm_up_phase_are_for_its_exercises_and_an_idle_factor_is_said(library: Library) -> None:
    plan = plan_block(library, block({"name": "a", "weeks": 1, "volume": 0.5, "effort": "easy", "mon": "run_forever"}))
    assert set(plan.prescriptions["effort"]) == {"easy"}
    assert "Volume and steps of a change nothing" in say_block(plan)
    assert plan.summary["asked_part"].isna().all()


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (['name = """', "[[phase]]", "weeks = 99", '"""', "start = 2027-01-04", "minuts = 3"], 6),
        (["name = 'a\u2028b'", "start = 2027-01-04", "minuts = 3"], 3),
        (["equipment = [", "  'mat',", "]", "runs . tue = 'fast'"], 4),
    ],
)
def test_lines_are_those_of_an_editor(library: Library, tmp_path: Path, lines: list[str], line: int) -> None:
    (tmp_path / "block.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_block(library, tmp_path / "block.toml")
    assert line in {finding.line for finding in caught.value.findings}


@pytest.mark.parametrize("source", [None, 5, ["a"], BlockSpec("x", datetime.date(2027, 1, 4), None)])  # type: ignore[arg-type]
def test_what_is_no_block_is_refused(library: Library, source: Any) -> None:
    with pytest.raises(ArgumentError, match=r"BlockSpec"):
        plan_block(library, source)


def test_numbers_of_numpy_are_numbers(library: Library) -> None:
    factors = np.array([0.8, 1.0])
    plan = plan_block(library, block(phase(2, volume=factors, weeks=np.int64(2)), minutes=np.float64(60)))
    assert plan.summary["factor"].tolist() == [0.8, 1.0]


@pytest.mark.slow
def test_results_show_themselves_and_the_next_steps(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, block(phase(2), bands={"calves": 3}))
    assert repr(plan).startswith("BlockPlan: Spring, 2 weeks from 2027-01-04, 6 sessions; next: .check() .say()")
    assert len(repr(plan)) < 200
    assert "Hip thrust" in plan._repr_html_()
    assert plan.check(shortest=2).equals(check_block(plan, shortest=2))
    assert plan.say() == say_block(plan)
    assert plan.plot_grid().get_figure() is not None
    assert plan.plot_weeks().get_figure() is not None
    assert plan.plot_calendar().get_figure() is not None
    assert plan.export(tmp_path / "block")[0].name == "grid.csv"
    compared = plan.compare(plan_block(library, block(phase(2, volume=0.5), name="Half")))
    assert repr(compared).startswith("BlockComparison: Spring against Half; next: .say()")
    assert str(compared.say()).split(":")[0] in compared._repr_html_()
    assert repr(plan.spec) == "BlockSpec: Spring, from 2027-01-04; base 2 weeks; next: plan_block(library, spec)"


def test_a_spec_that_waits_for_suggestions_is_not_planned(library: Library) -> None:
    spec = read_block(library, block({"name": "a", "weeks": 1, "suggest": 2}, bands={"calves": 3}))
    with pytest.raises(ArgumentError, match="phase 'a' waits for suggested sessions; give what fill_suggested returns"):
        plan_spec(library, spec)
    with pytest.raises(ArgumentError, match="not read yet"):
        plan_spec(library, replace(spec, phase=(Phase("a", 2, {"mon": ("run_forever",)}),)))


def test_what_is_typed_again_is_asked_again_and_what_is_kept_is_kept(library: Library) -> None:
    again = {"name": "b", "weeks": 1, "suggest": 2}
    spec = read_block(library, block({**again, "name": "a"}, again, {"name": "c", "weeks": 1}, bands={"calves": 3}))
    assert [own.keeps for own in spec.phase] == [False, False, True]
    assert [own.get("suggest") for own in block_mapping(spec)["phase"]] == [2, 2, None]


def test_overrides_of_suggested_sessions_are_checked_when_these_are_there(library: Library) -> None:
    asked = {"name": "a", "weeks": 1, "suggest": ["mon"], "override": {"hip_thrust": {"sets": 2}}}
    spec = read_block(library, block(asked, bands={"calves": 3}, equipment=["mat"], minutes=20))
    with pytest.raises(DataError, match=r"phase\.1\.override\.hip_thrust: unknown key"):
        fill_suggested(library, spec)


SMALL = {"name": "Spring", "start": "2027-01-04", "phase": [{"name": "a", "weeks": 2, "mon": "run_forever"}]}


def test_none_in_a_mapping_is_not_given(library: Library) -> None:
    spec = read_block(library, {**SMALL, "equipment": None, "goal": None, "minutes": None})
    assert (spec.equipment, spec.goal, spec.minutes) == (None, None, None)
    with pytest.raises(DataError, match="start: missing"):
        read_block(library, {**SMALL, "start": None})


def test_keys_are_read_in_any_case_and_the_nearest_is_the_tables_own(library: Library) -> None:
    phase = {"name": "a", "Weeks ": 2, "MON": "run_forever"}
    assert read_block(library, {**SMALL, "phase": [phase]}) == read_block(library, SMALL)
    with pytest.raises(DataError, match=r"did you mean weeks\?"):
        read_block(library, {**SMALL, "phase": [{"name": "a", "weks": 2, "mon": "run_forever"}]})


def test_days_and_routines_of_a_phase_may_stand_in_one_text(library: Library) -> None:
    def phase(**cells: object) -> Phase:
        return read_block(library, {**SMALL, "phase": [{"name": "a", "weeks": 2, **cells}]}).phase[0]

    assert phase(suggest="mon, Wed").suggest == ("mon", "wed")
    assert phase(suggest="mon").suggest == ("mon",)
    assert phase(suggest="3").suggest == 3
    assert phase(mon="runners_world, run_forever").template == {"mon": ("runners_world", "run_forever")}


def test_a_phase_that_types_the_days_of_the_one_before_keeps_them(library: Library) -> None:
    rows = [{"name": name, "weeks": 1, "mon": "run_forever"} for name in ("a", "b")]
    spec = read_block(library, {**SMALL, "phase": [*rows, {"name": "c", "weeks": 1}]})
    assert block_mapping(spec)["phase"] == [*rows, {"name": "c", "weeks": 1}]
    assert [list(phase.template) for phase in with_day(spec, "a", "tue", "run_forever").phase] == [
        ["mon", "tue"],
        ["mon"],
        ["mon"],
    ]
    assert [list(phase.template) for phase in with_day(spec, "b", "tue", "run_forever").phase] == [
        ["mon"],
        ["mon", "tue"],
        ["mon", "tue"],
    ]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda spec: edits.with_volume(spec, "a", 0.5, week=0), "week: '0'; allowed: a whole number from 1 to 2"),
        (lambda spec: edits.with_volume(spec, "a", 0.5, week=3), "week: '3'"),
        (lambda spec: edits.with_volume(spec, "a", "abc"), "volume: 'abc'; allowed: a number from 0 to 5"),
        (lambda spec: edits.with_volume(spec, "a", float("nan")), "volume: 'nan'"),
        (lambda spec: edits.with_words(spec, "a", "efort", "x"), "did you mean effort"),
        (lambda spec: edits.with_words(spec, "a", "weeks", "x"), "unknown words: 'weeks'"),
        (lambda spec: edits.with_weeks(spec, "a", 0), "weeks: '0'; allowed: a whole number from 1 to 52"),
        (lambda spec: edits.with_weeks(spec, 9, 1), "phase: '9'; allowed: a whole number from 0 to 0"),
        (lambda spec: edits.with_run(spec, "sun", "Longg"), "did you mean long"),
        (lambda spec: edits.with_suggested(spec, "a", 8), "days: '8'"),
    ],
)
def test_edits_refuse_what_a_block_refuses(library: Library, edit: Callable[[BlockSpec], BlockSpec], told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        edit(read_block(library, SMALL))


def test_an_override_is_of_one_exercise(library: Library) -> None:
    phase = {"name": "a", "weeks": 1, "mon": "run_forever", "override": {"Wall abs, plank": {"sets": 4}}}
    with pytest.raises(DataError, match="unknown exercise: 'Wall abs, plank'"):
        read_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
