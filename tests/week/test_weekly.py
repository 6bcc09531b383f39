"""A week: bands, days, minutes, coverage.

Also of week/checklist.py, week/sentences.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis import (
    ArgumentError,
    Library,
    add_routine,
    coverage,
    dose_bands,
    say_week,
    weekly_summary,
    weekly_volume,
)
from analysis.volume.contacts import contacts_of, week_contacts
from analysis.week import say_coverage, weekly_minutes
from analysis.week.band_status import band_status

Write = Callable[..., Path]


WEEK = {"runners_world": 1, "run_forever": 3}


PAIRS = [
    ("mobility", "mobility"),
    ("activation", "light"),
    ("strength", "strength"),
    ("strength", "light"),
    ("cooldown", "mobility"),
]
"""Pairs of phase and kind that occur in the three routines."""


def test_a_week_has_one_row_per_group_phase_and_kind_and_no_totals(library: Library) -> None:
    week = weekly_volume(library, WEEK)
    assert len(week) == len(library.muscle_groups) * len(PAIRS)
    assert not week.duplicated(["muscle_group", "phase", "kind"]).any()
    assert week[["phase", "kind"]].drop_duplicates().apply(tuple, axis="columns").tolist() == PAIRS
    assert set(week["week"]) == {"Runner's World once and Run forever three times"}


def test_bands_are_held_against_strength_sets_only(library: Library) -> None:
    week = weekly_volume(library, WEEK, goal="size")
    assert (
        week.loc[week["kind"] != "strength", ["band_low", "band_high", "status", "reference_id"]].isna().all(axis=None)
    )
    status = week[week["kind"] == "strength"].set_index("muscle_group")["status"]
    assert status[["glute_max", "hip_abductors", "calves", "hip_rotators"]].tolist() == [
        "in",
        "below",
        "below",
        "below",
    ]
    more = weekly_volume(library, {**WEEK, "run_forever": 9}, goal="size")  # warm-ups change no status
    assert (
        more.loc[more["kind"] == "strength", "status"].tolist()
        == week.loc[week["kind"] == "strength", "status"].tolist()
    )


def test_warm_ups_alone_fill_no_band(library: Library) -> None:
    week = weekly_summary(library, {"run_forever": 7}, goal="size")
    assert set(week["status"].dropna()) == {"below"}
    assert week.loc[week["status"].isna(), "muscle_group"].tolist() == [
        "ankle",
        "shin",
        "foot",
    ]  # no exercise of the routines can fill it


@pytest.mark.parametrize(
    ("sets", "band", "status"),
    [
        ((0, 0), (1, 4), "below"),
        ((0.5, 0.5), (1, 4), "below"),
        ((1, 1), (1, 4), "in"),
        ((1, 4), (1, 4), "in"),
        ((4.5, 4.5), (1, 4), "above"),
        ((0.5, 1), (1, 4), "depends"),
        ((4, 4.5), (1, 4), "depends"),
        ((0, 9), (1, 4), "depends"),
        ((3, 99), (3, np.nan), "in"),
        ((2, 3), (3, np.nan), "depends"),
    ],
)
def test_status(sets: tuple[float, float], band: tuple[float, float], status: str) -> None:
    assert band_status(*sets, *band) == status


def test_ranges_straddle_a_limit(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,strength,,Hip thrust,3-5 x 8,,"))
    row = weekly_summary(more, {"mine": 1}, goal="size").set_index("muscle_group").loc["glute_max"]
    assert row["status"] == "depends"
    limit = "4 or more strength sets a week, aim 10"
    assert row["reason"] == f"on both sides of a limit of {limit}"


def test_size_has_two_marks_and_no_ceiling(library: Library, sheet: Write) -> None:
    bands = dose_bands(library, goal="size")
    assert bands[["band_low", "band_high", "band_aim"]].drop_duplicates().fillna(0).to_numpy().tolist() == [[4, 0, 10]]
    more = add_routine(library, sheet("A,strength,,Hip thrust,20 x 8,,"))
    week = weekly_summary(more, {"mine": 2}, goal="size").set_index("muscle_group")
    assert week.loc["glute_max", ["strength_sets_min", "status"]].tolist() == [40, "in"]
    assert "above" not in set(week["status"].dropna())


def test_bands_of_your_own(library: Library) -> None:
    week = weekly_summary(library, WEEK, bands={"glute_max": (4, 10), "hamstrings": (4, None)}).set_index(
        "muscle_group"
    )
    assert week["status"].replace("", np.nan).dropna().to_dict() == {"glute_max": "in", "hamstrings": "below"}
    assert week.loc["hamstrings", "reason"] == "below 4 or more strength sets a week"
    both = dose_bands(library, goal="size", bands={"quads": (2, 3)}).set_index("muscle_group")
    assert both.loc["quads", ["band_low", "band_high"]].tolist() == [2, 3]
    assert both.loc["calves", ["band_low", "band_aim", "reference_id"]].tolist() == [4, 10, "pelland_2025"]
    muscles = weekly_summary(library, WEEK, by="muscle", bands={"glute_med": (1, 2)}).set_index("muscle_id")
    assert muscles.loc["glute_med", "status"] == "in"


def test_days_are_those_with_a_whole_counted_set(library: Library, sheet: Write) -> None:
    days = weekly_summary(library, WEEK).set_index("muscle_group")["days_min"]
    assert days[["glute_max", "quads", "calves", "chest"]].tolist() == [4, 4, 1, 1]
    assert days["hip_rotators"] == 4  # exactly one set a session
    more = add_routine(library, sheet("A,strength,,Hip thrust,1 x 8,,", "A,strength,,Squat to heel raise,1-3 x 8,,"))
    days = weekly_summary(more, {"mine": 2}).set_index("muscle_group")
    assert days.loc["hamstrings", ["days_min", "days_max"]].tolist() == [0, 0]  # half a set is none
    assert days.loc["adductors", ["days_min", "days_max"]].tolist() == [0, 2]
    assert weekly_summary(library, {"run_forever": 14})["days_max"].max() == 7


def test_minutes_of_a_week(library: Library) -> None:
    minutes = weekly_minutes(library, WEEK).set_index("routine_id")
    assert minutes["sessions"].to_dict() == WEEK
    assert (minutes["week_minutes_max"] == minutes["sessions"] * minutes["minutes_max"]).all()


def test_coverage_of_all_three(library: Library) -> None:
    lines = coverage(library, {"fit_and_well": 1, "runners_world": 1, "run_forever": 1})
    assert lines["line_id"].nunique() == 18
    # Heel raises on two legs and a hinge in a warm-up are light work, which ticks neither line.
    open_lines = ["calf_straight_knee", "calf_bent_knee", "hip_hinge", "knee_flexion_hamstring", "adductor"]
    open_lines += ["hip_flexors", "shin", "foot", "plyometric", "heavy"]
    assert lines.loc[~lines["covered"], "line_id"].tolist() == open_lines
    assert lines.query("line_id == 'single_leg'")["routine_id"].tolist() == ["runners_world"]
    blank = lines.loc[~lines["covered"], ["exercise_id", "exercise", "routine_id", "routine", "load_kind", "sets_min"]]
    assert blank.isna().all(axis=None)


def test_coverage_counts_weekly_sets_and_not_mobility(library: Library, sheet: Write) -> None:
    lines = coverage(library, {"run_forever": 3}).set_index("line_id")
    assert lines.loc["trunk_front", ["sets_min", "load_kind", "kind"]].tolist() == [6, "bodyweight", "light"]
    assert not lines.loc["hip_hinge", "covered"]
    more = add_routine(library, sheet("A,mobility,,Hip thrust,10,,", "A,mobility,,Single-leg RDL to march,10,,"))
    assert not coverage(more, {"mine": 1})["covered"].any()
    assert say_coverage(coverage(more, {"mine": 1})).startswith("0 of 18 kinds of work")


HEAD = "section,exercise,dose,equipment,load,effort"
KINDS_OF_WEEKS = {
    # rows of a session, strength and light sets of glute max, contacts, and its status for size with either count
    "light": (["Strength,Lateral band walk,4 x 10 per direction,,,"], (0, 2, 0), "below", "below"),
    "light, more": (["Strength,Glute bridge,4 x 15,,,"], (0, 4, 0), "below", "in"),
    "jumps": (["Strength,Pogo hop,6 x 20,,,", "Main,Single-leg hop,3 x 6 per side,,,"], (0, 0, 156), "below", "below"),
    "heavy": (["Warm-up,Goblet squat,4 x 5,,24 kg,RPE 8"], (4, 0, 0), "in", "in"),
    "drills": (["Main,A-skip,4 x 20 s,,,"], (0, 0, 0), "below", "below"),
}


@pytest.mark.parametrize("kind", KINDS_OF_WEEKS)
def test_verdicts_hang_on_the_kind_of_work_and_not_on_its_section(library: Library, sheet: Write, kind: str) -> None:
    rows, figures, strength, both = KINDS_OF_WEEKS[kind]
    more = add_routine(library, sheet(*rows, header=HEAD))
    for count, status in ((None, strength), (["strength", "light"], both)):
        week = weekly_summary(more, {"mine": 1}, goal="size", count=count).set_index("muscle_group").loc["glute_max"]
        found = week[["strength_sets_max", "light_sets_max", "jump_contacts_max"]].tolist()
        assert (tuple(found), week["status"]) == (figures, status)


def test_a_kind_that_stands_in_two_sections_is_held_against_a_band_as_a_whole(library: Library, sheet: Write) -> None:
    rows = ["Warm-up,Goblet squat,2 x 5,,24 kg,", "Main,Goblet squat,2 x 5,,24 kg,"]
    week = weekly_volume(add_routine(library, sheet(*rows, header=HEAD)), {"mine": 1}, bands={"quads": (4, 4)})
    held = week[week["status"].notna()]
    assert held[["phase", "sets_max", "status"]].to_numpy().tolist() == [
        ["activation", 2, "in"],
        ["strength", 2, "in"],
    ]


def test_landings_by_hand(library: Library, sheet: Write) -> None:
    rows = ["A,Pogo hop,2-3 x 15-20", "A,Pogo hop,2 x 30 s", "A,Single-leg hop,3 x 5 per side", "A,Low box jump,3 x 4"]
    more = add_routine(library, sheet(*rows, header="section,exercise,dose"))
    contacts = contacts_of(more)[:, -4:].T.tolist()
    # 2 x 15 to 3 x 20; 60 s at 1.8 to 2.4 a second; 15 a side; one each, as the step down is no landing
    assert contacts == [[30, 60], [108, 144], [30, 30], [12, 12]]
    summary = weekly_summary(more, {"mine": 2, "run_forever": 1})
    assert summary[["jump_contacts_min", "jump_contacts_max"]].iloc[0].tolist() == [2 * 180, 2 * 246]
    assert "Jumps: 360-492 contacts." in say_week(summary)
    unknown = replace(more, contacts=more.contacts[more.contacts["exercise_id"] != "pogo_hop"])
    assert week_contacts(unknown, {"mine": 1})[0] == 72  # what is known at the least
    assert np.isnan(week_contacts(unknown, {"mine": 1})[1])  # and never 0


def test_a_week_in_words(library: Library) -> None:
    text = say_week(weekly_summary(library, {"run_forever": 2}))
    assert text.startswith("Run forever twice: 2 sessions, 24-37 min. No strength sets; light work adds most to")
    assert "band" not in text


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ({}, "without a session"),
        ({"run_forever": 0}, "without a session"),
        ({"run_forever": -1}, "whole number of sessions"),
        ({"run_forever": 22}, "whole number of sessions"),
        ({"run_forever": 1.5}, "whole number of sessions"),
        ({"run_forever": True}, "whole number of sessions"),
        ({"run_forever": "three"}, "whole number of sessions"),
        ({"run_fore": 1}, "did you mean run_forever"),
        (3, "mapping"),
    ],
)
def test_refuses_what_is_no_week(library: Library, week: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        weekly_volume(library, week)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"goal": "strenght"}, "did you mean strength"),
        ({"bands": {"glute_mx": (1, 2)}}, "did you mean glute_max"),
        ({"bands": {"glutes": (1, 2)}}, "several muscle groups.*glute_max or hip_abductors"),
        ({"bands": {"glute_max": (4, 1)}}, "the smaller first"),
        ({"bands": {"glute_max": (-1, 1)}}, "the smaller first"),
        ({"bands": {"glute_max": "many"}}, "the smaller first"),
        ({"bands": {"glute_max": (1, 2, 3)}}, "the smaller first"),
        ({"by": "pattern", "goal": "strength"}, "muscle, group"),
    ],
)
def test_refuses_wrong_bands(library: Library, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        weekly_volume(library, WEEK, **options)


def test_mobility_minutes_of_a_week(library: Library) -> None:
    week = weekly_summary(library, {"runners_world": 2}).set_index("muscle_group")
    # 90-90 stretch 30 s, world's greatest stretch 30 s, windshield wiper 15 s of cooldown, one side, twice a week
    assert week.loc["glute_max", ["mobility_minutes_min", "mobility_minutes_max"]].tolist() == [2.5, 2.5]
    assert week["sessions"].iloc[0] == 2


def test_a_status_comes_with_its_reason_and_reference(library: Library) -> None:
    week = weekly_volume(library, WEEK, goal="size")
    held = week[week["status"].notna()]
    assert held["reason"].str.contains("4 or more strength sets a week, aim 10", regex=False).all()
    assert set(held["reference_id"]) == {"pelland_2025"}
    assert set(held["seen"]) == {"quoted by others"}


def test_bands_by_name(library: Library) -> None:
    assert dose_bands(library, bands={"Glute max": (1, 2), "TRUNK front": (1, None)})["muscle_group"].tolist() == [
        "glute_max",
        "trunk_front",
    ]


def test_what_was_assumed_is_stamped(library: Library) -> None:
    assert set(weekly_volume(library, WEEK, seconds_per_rep=3)["tempo"]) == {"3 s a repetition"}
