"""Sets that are typed into one cell."""

from __future__ import annotations

import pytest

from analysis.logs.reading.typed_sets import typed_sets

CELLS = {
    "3x8": "8|8|8",
    "3 sets of 12": "12|12|12",
    "2x8, 1x6": "8|8|6",
    "3 x 30 s": "30 s|30 s|30 s",
    "3x8 per side": "8 per side|8 per side|8 per side",
    "2x8 60 kg": "60 kg: 8|60 kg: 8",
    "2 × 8 × 60kg": "60kg: 8|60kg: 8",
    "8x60kg": "60kg: 8",
    "8 @ 60": "60: 8",
    "60kg x 8 @8.5": "60kg: 8 @8.5",
    "60x8, 62,5x6": "60: 8|62.5: 6",
    "62,5x8": "62.5: 8",
    "60x10,65x8": "60: 10|65: 8",
    "60x8 60x7": "60: 8|60: 7",
    "60 kg: 8, 7": "60 kg: 8|60 kg: 7",
    "60 kg 2x8": "60 kg: 8|60 kg: 8",
    "60 kg x 8 x 2": "60 kg: 8|60 kg: 8",
    "8x62,5kg, 8x65kg": "62.5kg: 8|65kg: 8",
    "BW x 8": "bw: 8",
    "BW+5 x 5": "bw+5: 5",
    "2x5 @ RPE 8": "5 @8|5 @8",
    "2x5 @ 70%": "70%: 5|70%: 5",
    "8, 6 rep x 100, 120 kilogram": "100 kilogram: 8|120 kilogram: 6",
}


@pytest.mark.parametrize("cell", CELLS)
def test_sets_are_read_as_people_type_them(cell: str) -> None:
    shown = [f"{load and load + ': '}{reps}{effort and ' @' + effort}" for load, reps, effort in typed_sets(cell)]
    assert "|".join(shown) == CELLS[cell]


def test_where_the_load_stands_first_small_ones_are_loads_too() -> None:
    assert typed_sets("5x10", weight_first=True) == [("5", "10", "")]
    assert len(typed_sets("5x10")) == 5


def test_a_cell_for_one_set_has_no_number_of_sets() -> None:
    assert typed_sets("5x100", one_set=True) == [("100", "5", "")]
    assert len(typed_sets("5x100")) == 5
    assert typed_sets("8x60", one_set=True) == [("60", "8", "")]
    assert len(typed_sets("3x8", one_set=True)) == 3


@pytest.mark.parametrize(
    "cell", ["8", "8-10", "8:10", "1:30", "max", "x", "8x60", "3x8, 10", "60 kg x 8 kg", "2 x 3 x 4 x 5", ""]
)
def test_what_is_no_list_of_sets_is_left_as_it_is(cell: str) -> None:
    assert typed_sets(cell) == []
