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


TYPO = f'[sheets]\nown = """{SHEET.replace("Goblet squat", "Goblet squid")}"""\n'
GOES_ON = '[phase.progress.hip_thrust]\nload = "40 kg"\n[phase.override.bear_plank_row]\nsets = 4\n'


@pytest.mark.parametrize(
    ("sheets", "phase", "told"),
    [
        ("", "cycle = []", "line 7, key phase.1.cycle: no routine"),
        ("", 'cycle = []\ndays = ["mon"]', "line 7, key phase.1.cycle: no routine"),
        ("", 'cycle = ["run_forever"]\ndays = []', "line 8, key phase.1.days: no weekday"),
        ("", 'cycle = ["run_forever"]\ndays = ["mon"]\nevery = 2', "line 9, key phase.1.every: days and every, which"),
        ("", 'every = 2\nmon = "run_forever"', "line 7, key phase.1.every: without a cycle"),
        ("", "suggest = []", "line 7, key phase.1.suggest: no weekday"),
        (
            '[[race]]\ndate = 2027-01-09\npriority = "A+"\n',
            'mon = "run_forever"',
            "line 5, key race.1.priority: unknown priority: 'A+'; allowed: A, B, C",
        ),
        ("", "mon = []", "line 7, key phase.1.mon: no weekday has a routine"),
        # One typo is one line: what follows from it is not told as well.
        ("", f'mon = "runers_world"\n{GOES_ON}', "line 7, key phase.1.mon: unknown routine: 'runers_world'"),
        ("", f'mo = "runners_world"\n{GOES_ON}', "line 7, key phase.1.mo: unknown key"),
        ("", f'mon = "runers_world"\n[[phase]]\nname = "b"\nweeks = 1\n{GOES_ON}', "line 7, key phase.1.mon: unknown"),
        ("", 'mon = "runers_world"\n[[move]]\nfrom = 2027-01-05\nto = 2027-01-06', "line 7, key phase.1.mon: unknown"),
        (TYPO, f'mon = "own"\n{GOES_ON}', "line 6, column exercise, key sheets.own: unknown exercise"),
        (TYPO, 'cycle = ["own", "own_monday"]\nevery = 2', "line 6, column exercise, key sheets.own: unknown"),
        ("", 'mon = "run_forever"\n[[race]]\ndistance = 10', "line 8, key race.1.date: missing"),
        ('[sheets]\nown = "none.csv"', f'mon = "own"\n{GOES_ON}', "line 4, key sheets.own: none.csv: cannot be read"),
        (TYPO.replace("Hip", '"Hip'), 'mon = "own"', "line 4, key sheets.own: row 2: not readable as CSV: a quotation"),
    ],
)
def test_one_mistake_is_told_in_one_line_that_names_its_key(
    library: Library, sheets: str, phase: str, told: str
) -> None:
    text = f'name = "Spring"\nstart = 2027-01-04\n{sheets}\n[[phase]]\nname = "base"\nweeks = 2\n{phase}\n'
    with pytest.raises(DataError) as error:
        parse_block(library, text)
    (finding,) = error.value.findings
    assert str(finding).startswith(f"block.toml, {told}")
