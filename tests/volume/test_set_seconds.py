"""Repetitions, seconds and minutes of tempos, distances, open sets, one number a set, and sets every minute."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import Library, compare_routines, plan_block, session_minutes
from analysis.library.additions import add_sheet_texts
from analysis.volume.amounts import REPS, SETS, TENSION, amounts_of
from analysis.volume.contacts import contacts_of


def with_rows(library: Library, *rows: str) -> Library:
    """Return a library with a routine of these rows of exercise and dose."""
    return add_sheet_texts(library, {"mine": "\n".join(["exercise,dose", *rows])})


def amounts(library: Library, row: str) -> list[list[float]]:
    """Return the least and most sets, repetitions and seconds of a routine of one row."""
    values = amounts_of(with_rows(library, row)).values
    ends: list[list[float]] = values[:, :, -1].tolist()
    return ends


def minutes(library: Library, *rows: str) -> tuple[float, float]:
    """Return the least and most minutes of a routine of these rows."""
    ends = session_minutes(with_rows(library, *rows), routines=["mine"])[["minutes_min", "minutes_max"]]
    low, high = ends.to_numpy()[0].tolist()
    return low, high


@pytest.mark.parametrize(
    ("row", "sets", "reps", "seconds"),
    [
        ('Hip thrust,"12, 10, 8"', [3, 3], [30, 30], [60, 120]),
        ('Hip thrust,"8-10, 6-8, 6"', [3, 3], [20, 24], [40, 96]),
        ('Plank,"40 s, 30 s, 20 s"', [3, 3], [0, 0], [90, 90]),
        ("Hip thrust,3 x 8 tempo 3-1-1", [3, 3], [24, 24], [120, 120]),
        ("Hip thrust,3 x 8 tempo 3-0-X-1", [3, 3], [24, 24], [120, 120]),
        ('Hip thrust,"3 x 8, 3s lower"', [3, 3], [24, 24], [96, 120]),
        ("Hip thrust,3 x 8 slow", [3, 3], [24, 24], [48, 96]),
        ("Hip thrust,3x(2+2+2)", [3, 3], [18, 18], [36, 72]),
        ("Push-up,3 x AMRAP", [3, 3], [0, 0], [0, 0]),
        ("Push-up,3x5+", [3, 3], [15, 15], [30, 60]),
        ("Lateral band walk,4 x 20 m each way", [4, 4], [0, 0], [128, 320]),
    ],
)
def test_amounts(library: Library, row: str, sets: list[int], reps: list[int], seconds: list[int]) -> None:
    ends = amounts(library, row)
    assert (ends[SETS], ends[REPS], ends[TENSION]) == (sets, reps, seconds)


def test_open_sets_take_the_time_of_the_usual_dose_and_spoil_no_sum(library: Library) -> None:
    assert minutes(library, "Push-up,3 x AMRAP") == minutes(library, "Push-up,3 x 6-12")
    table = compare_routines(with_rows(library, "Push-up,3 x AMRAP", "Hip thrust,3 x 10"), ["mine"])
    assert not table.select_dtypes("number").isna().any(axis=None)
    assert table["routine_sets_min"].iloc[0] == 6
    assert (table["open_sets_min"].iloc[0], table["open_sets_max"].iloc[0]) == (3, 3)


def test_a_rest_of_the_dose_goes_before_the_one_the_work_asks_for(library: Library) -> None:
    # Three sets of 20-40 s with two rests between them.
    assert minutes(library, 'Hip thrust,"3 x 10, rest 30 s"') == (2.0, 3.0)
    assert minutes(library, "Hip thrust,3 x 10") == (3.0, 5.0)


def test_ten_sets_every_minute_take_ten_minutes(library: Library) -> None:
    assert minutes(library, "Hip thrust,EMOM 10 min: 5 reps") == (10.0, 10.0)


def test_bounds_of_metres_have_contacts_and_open_jumps_are_unknown(library: Library) -> None:
    more = with_rows(library, "Bounding,3 x 20 m", "Pogo hop,3 x AMRAP")
    assert contacts_of(more)[:, -2].tolist() == [24, 36]
    assert np.isnan(contacts_of(more)[:, -1]).all()


def test_a_block_keeps_what_stands_beside_a_dose(library: Library) -> None:
    rows = ['Hip thrust,"12, 10, 8, rest 60 s"', "Push-up,3 x AMRAP", "Lateral band walk,4 x 20 m", "Hip thrust,3x5+"]
    phase = {"name": "base", "weeks": 2, "volume": [1, 0.7], "mon": "mine"}
    plan = plan_block(with_rows(library, *rows), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    cells = plan.grid.groupby(["position", "week"])["dose"].first().tolist()
    assert cells == [
        "3 x 8-12, each set 12, 10, 8, rest 60 s",
        "2 x 8-12, rest 60 s",
        "3 x ?",
        "2 x ?",
        "4 x 20 m",
        "3 x 20 m",
        "3 x 5, last set as many as possible",
        "2 x 5, last set as many as possible",
    ]
