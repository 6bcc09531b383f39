"""The spreadsheet of a block, read back by openpyxl: what the coach reads and the athlete fills in.

Also of files/block_workbook_grid.py, files/block_workbook_look.py, files/block_workbook_volume.py.
"""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis import BlockPlan, Library, add_routine, check_block, export_block, plan_block
from analysis.block import findings_digest
from analysis.files import export_block_workbook
from analysis.files.block_workbook_look import FILLED
from analysis.files.block_workbook_volume import LEFT
from tests.shared import HALF, SKIP, heads

SHEETS = ["grid", "sessions", "prescriptions", "weekly volume", "goal", "findings", "conventions"]


FORMULA = "=1+1"


def written(plan: BlockPlan, folder: Path) -> Any:
    return openpyxl.load_workbook(export_block_workbook(plan, check_block(plan), folder / "block.xlsx"))


@pytest.fixture(scope="module")
def plan(library: Library) -> BlockPlan:
    return plan_block(library, {**HALF, **SKIP})


@pytest.fixture(scope="module")
def book(plan: BlockPlan, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(plan, tmp_path_factory.mktemp("book"))


def column(sheet: Any, head: str) -> list[Any]:
    at = heads(sheet).index(head) + 1
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


def test_the_grid_comes_first_and_holds_every_exercise_and_week(plan: BlockPlan, book: Any) -> None:
    assert book.sheetnames == SHEETS
    sheet = book["grid"]
    assert sheet["A1"].value == "Spring half"
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    weeks = [sheet.cell(rows["week"], 3 + week).value for week in range(12)]
    assert weeks == list(range(1, 13))
    assert sheet.cell(rows["from Monday"], 3).value.date() == datetime.date(2027, 1, 4)
    thrust = [sheet.cell(rows["Hip thrust"], 3 + week).value for week in range(12)]
    assert thrust[:4] == ["3 x 8-10".replace("-", "–"), "3 x 8–10", "4 x 8–10", "2 x 10"]
    assert thrust[4] is None  # skipped
    walk = [sheet.cell(rows["Band monster walk"], 2 + week).value for week in range(6)]
    assert walk == ["15/side", 2, 2, 2, 2, None]
    # Below each exercise stand its own words; a sheet has some too, such as the colour of a band.
    load = next(row for row in range(rows["Hip thrust"], sheet.max_row) if sheet.cell(row, 1).value == "    load")
    assert [sheet.cell(load, 3 + week).value for week in (0, 2)] == ["20 kg", "22 kg"]
    assert sheet.cell(rows["effort"], 3).value == "3 repetitions in reserve"
    names = set(plan.grid["exercise"])
    assert names <= set(rows)


def test_sessions_and_prescriptions_have_a_row_each(plan: BlockPlan, book: Any) -> None:
    sessions = book["sessions"]
    assert column(sessions, "date") == plan.sessions["date"].tolist()
    assert column(sessions, "routine_id") == plan.sessions["routine_id"].tolist()
    assert column(sessions, "minutes")[0] == "12-19"
    rows = book["prescriptions"]
    assert column(rows, "exercise_id") == plan.prescriptions["exercise_id"].tolist()
    assert column(rows, "number") == plan.prescriptions["position"].tolist()
    at = column(rows, "exercise_id").index("hip_thrust")
    assert column(rows, "dose")[at] == "3 sets of 8-10"
    assert column(rows, "load")[at] == "20 kg"
    assert "variation" not in heads(rows)  # nothing is said of it


def rules(sheet: Any) -> dict[str, Any]:
    """What cells take, by the head of their column."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = list(rule.sqref.ranges)
        assert (area.min_row, area.max_row) == (2, sheet.max_row)
        found[heads(sheet)[area.min_col - 1]] = rule
    return found


def test_what_is_filled_in_is_validated(book: Any) -> None:
    for name in ("sessions", "prescriptions"):
        found = rules(book[name])
        assert list(found) == list(FILLED[name])
        assert all(set(column(book[name], head)) == {None} for head in found)
        assert all(rule.showErrorMessage and rule.prompt for rule in found.values())
    found = rules(book["sessions"])
    assert found["done"].formula1 == '"yes,partly,no"'
    assert found["effort, 1-10"].formula1 == '"1,2,3,4,5,6,7,8,9,10"'
    assert found["soreness, 0-10"].formula1.startswith('"0,1,')
    assert found["done on"].type == "date"


def test_heads_stay_in_sight_and_on_paper(book: Any) -> None:
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.title == "prescriptions"
        assert sheet.oddFooter.right.text == "&P of &N"
    for name in ("sessions", "prescriptions", "findings"):
        assert book[name].freeze_panes is not None
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].auto_filter.ref is not None
    # Each week of the prescriptions has a page; a program that fits pages to a width overlooks breaks.
    rows = book["prescriptions"]
    weeks = [row[1].value for row in rows.iter_rows(min_row=2)]
    breaks = [place + 2 for place in range(len(weeks) - 1) if weeks[place] != weeks[place + 1]]
    assert [each.id for each in rows.row_breaks.brk] == breaks
    assert len(breaks) == len(set(weeks)) - 1 == 10
    assert 50 <= rows.page_setup.scale <= 100
    for sheet in (book["sessions"], rows):
        # Hidden columns that follow one another are told as one.
        hidden = [each for each in sheet.column_dimensions.values() if each.hidden]
        names = {str(sheet.cell(1, place).value) for each in hidden for place in range(each.min, each.max + 1)}
        assert names == {str(cell.value) for cell in sheet[1]} & {"template_date", "routine_id", "exercise_id"}
    assert book["sessions"].freeze_panes == "F2"
    assert book["grid"].freeze_panes[0] == "C"


def test_weekly_volume_is_that_of_the_plan_with_bands_and_a_chart(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, {**HALF, **SKIP, "goal": "size"})
    sheet = written(plan, tmp_path)["weekly volume"]
    rows = {sheet.cell(row, 1).value: row for row in range(sheet.max_row, 0, -1)}
    top = rows["strength sets"]
    volume = plan.volume_by(by="group").query("kind == 'strength'")
    wide = volume.pivot_table(index="label", columns="week", values="sets_min", aggfunc="sum")[plan.weeks]
    found = 0
    for row in range(top + 1, rows["light sets"] - 2):
        label = sheet.cell(row, 1).value
        assert [sheet.cell(row, 5 + week).value for week in range(12)] == wide.loc[label].tolist()
        assert [sheet.cell(row, mark).value for mark in (2, 3, 4)] == [4, None, 10]  # goal size: no upper end
        found += 1
    assert found >= 12
    (chart,) = sheet._charts
    assert sum(len(part.series) for part in chart._charts) == 4  # strength, light, band from, aim
    picked = sheet["B1"].value
    assert picked == wide.sum(axis="columns").idxmax()
    cached = openpyxl.load_workbook(io.BytesIO(_bytes(plan)), data_only=True)["weekly volume"]
    strength = rows["strength"]
    assert [cached.cell(strength, 5 + week).value for week in range(12)] == wide.loc[picked].tolist()
    assert str(sheet.cell(strength, 5).value).startswith("=INDEX(")
    (rule,) = [one for one in sheet.data_validations.dataValidation if "B1" in str(one.sqref)]
    first, last = rule.formula1.replace("$A$", "").replace("=", "").split(":")
    assert (int(first), int(last)) == (top + 1, top + found)


def _bytes(plan: BlockPlan) -> bytes:
    from analysis.files.block_workbook import workbook_bytes

    return workbook_bytes(plan, check_block(plan))


def test_ranges_have_their_upper_ends_apart(library: Library, sheet: Callable[..., Path], tmp_path: Path) -> None:
    mine = add_routine(library, sheet("A,strength,,Hip thrust,2-4 x 8-12,,"))
    phase = {"name": "base", "weeks": 2, "mon": "mine"}
    spec = {"name": "x", "start": "2027-01-04", "bands": {"glute_max": [1, 3]}, "phase": [phase]}
    found = written(plan_block(mine, spec), tmp_path)["weekly volume"]
    words = [found.cell(row, 1).value for row in range(1, found.max_row + 1)]
    assert "strength sets, lower ends" in words
    at = words.index("strength sets, upper ends") + 2
    assert [found.cell(at, column).value for column in (1, 5)] == ["Glute max", 4]
    (chart,) = found._charts
    assert sum(len(part.series) for part in chart._charts) == 6
    fixed = written(plan_block(library, {**spec, "phase": [{**phase, "mon": "runners_world"}]}), tmp_path)
    words = [cell.value for cell in fixed["weekly volume"]["A"]]
    assert not [word for word in words if word and "upper" in str(word)]


def test_findings_and_conventions_are_there(plan: BlockPlan, book: Any) -> None:
    digest = findings_digest(plan, check_block(plan))
    assert column(book["findings"], "finding")[: len(digest)] == digest["message"].tolist()
    said = " ".join(str(cell.value) for cell in book["conventions"]["A"])
    for words in ("Yellow cells", "0.5 for a secondary", "or what the source says", "clinician", "no promise"):
        assert words in said


@pytest.mark.slow
def test_text_is_never_a_formula_and_reasons_stay_at_home(library: Library, tmp_path: Path) -> None:
    words = {"effort": "@SUM(A1)", "load": FORMULA}
    phase = {"name": "+ two", "weeks": 2, "mon": "runners_world", **words}
    skip = [{"from": "2027-01-11", "why": "a very private flu"}]
    plan = plan_block(library, {"name": FORMULA, "start": "2027-01-04", "skip": skip, "phase": [phase]})
    found = export_block(plan, check_block(plan), tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "block.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells} >= {FORMULA, "@SUM(A1)", "+ two"}
    assert {cell.data_type for cell in cells if cell.value in (FORMULA, "@SUM(A1)", "+ two")} == {"s"}
    formulas = {str(cell.value)[:8] for cell in cells if cell.data_type == "f"}
    assert formulas == {"=COUNTIF", "=INDEX($"}
    assert [path for path in found if b"private" in _plain(path)] == []
    told = export_block(plan, check_block(plan), tmp_path / "told", remarks=True)
    assert {path.name for path in told if b"private" in _plain(path)} == {"lost.csv", "block.xlsx"}


def _plain(path: Path) -> bytes:
    """What a file says, unpacked where it is packed."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def typed(path: Path, name: str, head: str, value: object, row: int = 2) -> None:
    """Type into a cell and save, as an athlete does."""
    book = openpyxl.load_workbook(path)
    book[name].cell(row, heads(book[name]).index(head) + 1).value = value
    book.save(path)


def read(path: Path, name: str, head: str) -> list[Any]:
    return column(openpyxl.load_workbook(path)[name], head)


def test_what_an_athlete_typed_is_carried_over_and_the_file_kept(library: Library, tmp_path: Path) -> None:
    spec = {"name": "x", "start": "2027-01-04", "phase": [{"name": "base", "weeks": 3, "mon": "run_forever"}]}
    plan = plan_block(library, spec)
    path = export_block_workbook(plan, check_block(plan), tmp_path / "block.xlsx")
    content = path.read_bytes()
    typed(path, "sessions", "done", "yes", row=3)
    typed(path, "sessions", "done on", datetime.date(2027, 1, 12), row=3)
    typed(path, "sessions", "remark", FORMULA, row=3)
    typed(path, "prescriptions", "load used, kg", 12.5, row=8)
    saved = path.read_bytes()

    later = plan_block(library, {**spec, "phase": [{**spec["phase"][0], "weeks": 4}], "name": "y"})
    export_block_workbook(later, check_block(later), path)
    assert (tmp_path / "block-kept-1.xlsx").read_bytes() == saved
    assert read(path, "sessions", "done") == [None, "yes", None, None]
    assert read(path, "sessions", "done on")[1].date() == datetime.date(2027, 1, 12)
    book = openpyxl.load_workbook(path)
    at = heads(book["sessions"]).index("remark") + 1
    assert (book["sessions"].cell(3, at).value, book["sessions"].cell(3, at).data_type) == (FORMULA, "s")
    assert [one for one in read(path, "prescriptions", "load used, kg") if one] == [12.5]
    count = openpyxl.load_workbook(path, data_only=True)["grid"]
    assert [row[1].value for row in count.iter_rows() if str(row[0].value).startswith("sessions done")] == [1]

    # Written again: the same bytes, and nothing more is kept.
    again = path.read_bytes()
    export_block_workbook(later, check_block(later), path)
    assert path.read_bytes() == again
    assert sorted(one.name for one in tmp_path.iterdir()) == ["block-kept-1.xlsx", "block.xlsx"]

    # A session with entries is dropped: its entries stay in a copy.
    short = plan_block(library, {**spec, "phase": [{**spec["phase"][0], "weeks": 1}]})
    export_block_workbook(short, check_block(short), path)
    assert (tmp_path / "block-kept-2.xlsx").read_bytes() == again
    assert path.read_bytes() != content


@pytest.mark.slow
@pytest.mark.parametrize("spoil", ["cut", "locked", "renamed", "foreign", "noted"])
def test_what_cannot_be_told_from_a_filled_in_file_is_kept(library: Library, tmp_path: Path, spoil: str) -> None:
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    path = export_block_workbook(plan, check_block(plan), tmp_path / "block.xlsx")
    typed(path, "sessions", "remark", "tired")
    book = openpyxl.load_workbook(path)
    if spoil == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif spoil == "locked":
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    elif spoil == "renamed":
        book["sessions"].insert_rows(1)
        book["sessions"].title = "Sessions "
        book.save(path)
    elif spoil == "foreign":
        openpyxl.Workbook().save(path)
    else:
        book["grid"]["T3"] = "a note"
        book.save(path)
    before = path.read_bytes()
    export_block_workbook(plan, check_block(plan), path)
    assert (tmp_path / "block-kept-1.xlsx").read_bytes() == before
    carried = spoil in ("renamed", "noted")
    assert read(path, "sessions", "remark") == ["tired" if carried else None]


def test_a_block_without_a_session_has_a_spreadsheet_too(library: Library, tmp_path: Path) -> None:
    phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    skip = [{"from": "2027-01-04"}]
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "skip": skip, "phase": [phase]})
    book = written(plan, tmp_path)
    assert book.sheetnames == [name for name in SHEETS if name != "goal"]
    assert book["sessions"].max_row == 1


@pytest.mark.slow
def test_an_office_opens_it_and_counts_the_same(library: Library, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-calc)")
    plan = plan_block(library, {**HALF, **SKIP, "bands": {"quads": [2, 7]}})
    path = export_block_workbook(plan, check_block(plan), tmp_path / "block.xlsx")
    book = openpyxl.load_workbook(path)
    book["weekly volume"]["B1"] = "Quads"  # picked by a coach; saving drops what was calculated before
    book["sessions"].cell(2, heads(book["sessions"]).index("done") + 1).value = "yes"
    book.save(path)
    command = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "back"), str(path)], check=True, timeout=180)
    calculated = pd.read_excel(tmp_path / "back" / "block.xlsx", sheet_name=None, header=None)
    assert list(calculated) == SHEETS
    volume = calculated["weekly volume"]
    first = {str(label): row for row, label in reversed(list(enumerate(volume[0])))}
    weeks = slice(LEFT, LEFT + len(plan.weeks))
    assert volume.iloc[first["strength"], weeks].tolist() == volume.iloc[first["Quads"], weeks].tolist()
    assert volume.iloc[first["strength"], weeks].sum() > 0
    assert volume.iloc[[first["band from"], first["band to"]], LEFT].tolist() == [2, 7]
    grid = calculated["grid"]
    (count,) = grid.loc[grid[0].astype(str).str.startswith("sessions done"), 1].tolist()
    assert count == 1
