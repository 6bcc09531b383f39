"""What a dose means for its exercise, and what its words and the sheet's columns become in the prescriptions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis import DataError, Library
from analysis.library.additions import add_sheet_texts
from analysis.library.doses.dose_words import dose_words


def row_of(library: Library, exercise: str, dose: str, **cells: str) -> tuple[dict[str, Any], list[str]]:
    """Return the prescription of a sheet of one row, without what is blank, and what was told of its dose."""
    heads, values = ["exercise", "dose", *cells], [exercise, dose, *cells.values()]
    sheet = "\n".join(",".join(f'"{text}"' for text in line) for line in (heads, values))
    more = add_sheet_texts(library, {"mine": sheet})
    row = more.prescriptions.iloc[-1]
    told = more.choices[(more.choices["routine_id"] == "mine") & (more.choices["column"] == "dose")]
    return {name: value for name, value in row.items() if not pd.isna(value)}, told["why"].tolist()


@pytest.mark.parametrize(
    ("exercise", "typed", "dose", "told"),
    [
        ("Goblet squat", "3 x 10 each", "3 x 10", "each is left out: Goblet squat works both sides at once"),
        ("Lateral band walk", "3 x 10 each", "3 x 10 per direction", "each means each direction"),
        ("Side plank with knee drive", "3 x 10 each", "3 x 10 per side", "each means each side"),
        ("Side plank with knee drive", "3 x 20 steps", "3 x 10 per side", "20 steps are 10 a side"),
        ("Side plank with knee drive", "3 x 6+6", "3 x 6 per side", "the two numbers are one for each side"),
        ("Plank", "2 x 1m", "2 x 60 s", "m is minutes: Front plank is held"),
        ("Lateral band walk", "2 x 20m", "2 x 20 m", ""),
        ("Push-up", "3 x AMRAP", "3 x ?", "as many as possible: minutes as for 2-4 x 6-12"),
        ("Side plank", "3 x AMRAP", "3 x ? per side", "as many as possible: minutes as for 2-3 x 20-40 s per side"),
        (
            "Side plank",
            "2 x max hold, RPE 8",
            "2 x ? per side",
            "as many as possible: minutes as for 2-3 x 20-40 s per side",
        ),
        ("Mountain climber", "3 x 30 s", "3 x 30 s", ""),
        ("Single-leg curl (machine)", "3 x 10 each leg", "3 x 10 per side", ""),
        (
            "Glute bridge hold",
            "3 x 30",
            "3 x 30",
            "30 reps of Glute bridge hold: did you mean 30 s? Then type 3 x 30 s",
        ),
        ("Plank", "10 x 10 s", "1 x 10, hold 10 s", "one set of 10 holds"),
        ("Box jump", "4 x 3", "4 x 3", ""),
        ("Push-up", "10 x 3", "10 x 3", "10 x 3 of Push-up: did you mean 3 x 10? Then type 3 x 10"),
    ],
)
def test_the_exercise_settles_what_the_words_leave_open(
    library: Library, exercise: str, typed: str, dose: str, told: str
) -> None:
    row, choices = row_of(library, exercise, typed)
    assert (row["dose"], choices) == (dose, [told] if told else [])


def test_two_numbers_with_a_plus_need_an_exercise_of_one_side(library: Library) -> None:
    with pytest.raises(DataError, match=r"row 2, column dose: two numbers with a plus.*Goblet squat works both sides"):
        row_of(library, "Goblet squat", "3 x 12+12")


def test_what_stands_beside_a_dose_has_columns_of_its_own(library: Library) -> None:
    row, told = row_of(library, "Goblet squat", "3 x 8 @ 20 kg, RPE 8, tempo 3-1-1, rest 2-3 min")
    beside = {name: row[name] for name in ("load", "effort", "tempo", "rest_s_min", "rest_s_max", "dose", "demand")}
    assert beside == {
        "load": "20 kg",
        "effort": "RPE 8",
        "tempo": "3-1-1",
        "rest_s_min": 120,
        "rest_s_max": 180,
        "dose": "3 x 8",
        "demand": "heavy",
    }
    assert not told
    assert dose_words(row_of(library, "Hip thrust", "12,10,8, rest 1 min")[0] | blanks()) == (
        "3 sets of 8-12, each set 12, 10, 8, rest 60 s"
    )


def blanks() -> dict[str, Any]:
    """Blank columns of a row that `row_of` leaves out."""
    return dict.fromkeys(
        [*(f"{part}_{end}" for part in ("work_s", "hold_s", "distance_m") for end in ("min", "max")), "open", "every_s"]
    ) | {"tempo": None}


def test_of_the_dose_and_a_column_the_dose_is_taken_and_a_difference_told(library: Library) -> None:
    assert row_of(library, "Goblet squat", "3 x 8", load="20 kg", effort="RPE 8")[0]["load"] == "20 kg"
    row, told = row_of(library, "Goblet squat", "3 x 8 @ 20 kg", load="20kg")
    assert (row["load"], told) == ("20 kg", [])
    row, told = row_of(library, "Goblet squat", "3 x 8 @ 20 kg", load="25 kg")
    assert (row["load"], told) == ("20 kg", ["load: the dose says 20 kg, the column 25 kg; the dose is taken"])


def test_open_sets_by_themselves_take_the_rounds_of_their_circuit(library: Library) -> None:
    row, _ = row_of(library, "Push-up", "AMRAP", rounds="3")
    assert (row["dose"], row["sets_min"], row["open"], row["effort"]) == ("3 x ?", 3, "all", "AMRAP")
