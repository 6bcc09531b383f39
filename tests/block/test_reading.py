"""Blocks read: sheets that stand in the file, or beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis import DataError, Library, plan_block
from analysis.block import block_toml, parse_block, read_block

SHEET = "exercise,dose\nHip thrust,3 x 8-12\nGoblet squat,3 x 8\n"


def with_sheets(**sheets: str) -> dict[str, Any]:
    """Return a block of sheets of its own."""
    phase = {"name": "base", "weeks": 2, "mon": list(sheets)}
    return {"name": "Own", "start": "2027-01-04", "sheets": sheets, "phase": [phase]}


def test_a_sheet_stands_in_the_block_or_beside_its_file(library: Library, tmp_path: Path) -> None:
    (tmp_path / "my sheet.csv").write_text(SHEET.replace(",", ";"), encoding="utf-8")
    text = block_toml(read_block(library, with_sheets(here=SHEET)))
    (tmp_path / "block.toml").write_text(text.replace('here = """', 'beside = "my sheet.csv"\nhere = """'))
    spec = read_block(library, tmp_path / "block.toml")
    assert spec.sheets == {"beside": SHEET, "here": SHEET}
    assert parse_block(library, text) == read_block(library, with_sheets(here=SHEET))
    plan = plan_block(library, with_sheets(here=SHEET))
    assert plan.grid["exercise"].unique().tolist() == ["Hip thrust", "Goblet squat"]
    assert "here" not in set(library.routines["routine_id"]), "the library stays as it is"


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        ({"here": SHEET.replace("Goblet squat", "Goblet squid")}, "row 3.*key sheets.here: unknown exercise"),
        ({"here": "none.csv"}, "key sheets.here: .*none.csv: cannot be read"),
        ({"runners_world": SHEET}, "key sheets.runners_world: a routine of this name is there already"),
        ({"here": ""}, "key sheets.here: not a sheet"),
    ],
)
def test_what_is_wrong_with_a_sheet_has_its_key_and_row(library: Library, sheets: dict[str, str], told: str) -> None:
    with pytest.raises(DataError, match=f"(?s){told}"):
        read_block(library, with_sheets(**sheets))
