"""The spreadsheet of a block that comes back filled in: read whatever became of it, and carried over."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis import BlockPlan, FileError, Library, check_block, compare_to_block, plan_block
from analysis.base.xlsx_parts import MOST_PARTS, MOST_SHEETS
from analysis.block.athlete_form import LEFT_OVER, PRESCRIPTIONS, SESSIONS, TEMPLATE
from analysis.cli.main import main
from analysis.files.block_workbook import workbook_bytes, workbook_files
from analysis.files.carried_entries import read_filled
from analysis.logs.reading.read import read_log

DAYS = {"mon": "run_forever", "thu": "run_forever"}


SPEC = {"name": "x", "start": "2027-01-04", "phase": [{"name": "base", "weeks": 2, "load": "18 kg", **DAYS}]}


MONDAY, THURSDAY, WEDNESDAY = "2027-01-04", "2027-01-07", "2027-01-06"


Change = Callable[[Any], object]


def block(library: Library, moves: Mapping[str, str] | None = None, **days: str) -> BlockPlan:
    """A block of two weeks with moved days, or with other days in its template."""
    move = [{"from": source, "to": target} for source, target in (moves or {}).items()]
    phase = {"name": "base", "weeks": 2, "load": "18 kg", **(days or DAYS)}
    return plan_block(library, {**SPEC, "phase": [phase], "move": move})


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[1]]


def put(sheet: Any, row: int, head: str, value: object) -> None:
    sheet.cell(row, heads(sheet).index(head) + 1).value = value


def saved(content: bytes, *changes: Change) -> bytes:
    """What a spreadsheet is after changes by somebody."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for change in changes:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def fill(book: Any) -> None:
    """Fill in all sessions but the last one, row by row, and two cells of the first session."""
    sheet = book[PRESCRIPTIONS]
    for row in range(2, sheet.max_row - 5):
        put(sheet, row, "sets done", 2)
        put(sheet, row, "load used, kg", 10)
    put(book[SESSIONS], 2, "done", "yes")
    put(book[SESSIONS], 2, "remark", "tired")


@pytest.fixture(scope="module")
def written(library: Library) -> bytes:
    plan = block(library)
    return workbook_bytes(plan, check_block(plan))


@pytest.fixture(scope="module")
def filled(written: bytes) -> bytes:
    return saved(written, fill)


def carried(plan: BlockPlan, path: Path) -> list[str]:
    """Write the spreadsheet of a plan where another one is; what is told of it."""
    files, told = workbook_files(plan, check_block(plan), path)
    for place, content in reversed(files.items()):
        place.write_bytes(content)
    return told


def sets(path: Path) -> dict[str, int]:
    """Sets of a log by day."""
    log = read_log(path)
    return dict(sorted(Counter(str(day)[:10] for day in log["date"]).items()))


@pytest.mark.slow
def test_entries_follow_a_session_that_moves(library: Library, filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "block.xlsx"
    path.write_bytes(filled)
    assert sets(path) == {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}
    told = carried(block(library, {MONDAY: WEDNESDAY}), path)
    assert told == [
        "kept block-kept-1.xlsx: block.xlsx as somebody had saved it",
        "block.xlsx: 38 cells carried over, 14 of them to another day",
    ]
    assert sets(path) == {WEDNESDAY: 12, THURSDAY: 12, "2027-01-11": 12}
    assert carried(block(library, {MONDAY: WEDNESDAY}), path) == []  # the same again: nothing to tell, nothing kept
    for moves, expected in [
        ({MONDAY: "2027-01-16"}, {THURSDAY: 12, "2027-01-11": 12, "2027-01-16": 12}),  # into another week
        ({MONDAY: THURSDAY}, {THURSDAY: 24, "2027-01-11": 12}),  # beside another session of the routine
        ({MONDAY: THURSDAY, THURSDAY: MONDAY}, {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}),  # changed about
        ({MONDAY: "2027-01-08", THURSDAY: "2027-01-08", "2027-01-11": "2027-01-08"}, {"2027-01-08": 36}),
        ({}, {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}),
    ]:
        (told,) = carried(block(library, moves), path)
        assert told.startswith("block.xlsx: 38 cells carried over"), moves
        assert sets(path) == expected
    rows = openpyxl.load_workbook(path)[PRESCRIPTIONS]
    assert [rows.cell(row, heads(rows).index("sets done") + 1).value for row in (2, 19, 20)] == [2, 2, None]
    assert [one.name for one in tmp_path.glob("*-kept-*")] == ["block-kept-1.xlsx"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["tue", "thu"], {"2027-01-05": 12, THURSDAY: 12, "2027-01-12": 12}),
        (["tue", "fri"], {"2027-01-05": 12, "2027-01-08": 12, "2027-01-12": 12}),
        (["mon", "sun"], {MONDAY: 12, "2027-01-10": 12, "2027-01-11": 12}),
        (["mon", "wed", "thu"], {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}),
    ],
)
def test_entries_follow_a_session_to_another_day_of_the_template(
    library: Library, filled: bytes, tmp_path: Path, days: list[str], expected: dict[str, int]
) -> None:
    path = tmp_path / "block.xlsx"
    path.write_bytes(filled)
    carried(block(library, **dict.fromkeys(days, "run_forever")), path)
    assert sets(path) == expected
    moved = {"2027-01-05": "2027-01-09"} if "tue" in days else {MONDAY: "2027-01-09"}  # and a move on top of it
    carried(block(library, moved, **dict.fromkeys(days, "run_forever")), path)
    assert sum(sets(path).values()) == 36
    assert sets(path)["2027-01-09"] == 12


def test_what_has_no_row_is_listed_until_it_has_one_again(library: Library, filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "block.xlsx"
    path.write_bytes(filled)
    told = carried(block(library, thu="run_forever"), path)
    assert told[1].startswith(
        "block.xlsx: 12 cells carried over; 26 cells without a row now, in the sheet 'not carried over': "
        "2027-01-04, Run forever: done 'yes'; 2027-01-04, Run forever: remark 'tired'; "
        "2027-01-04, Run forever, Lateral band walk: load used, kg '10'; "
    )
    assert told[1].endswith("; 21 more")
    sheet = openpyxl.load_workbook(path)[LEFT_OVER]
    rows = [[cell.value for cell in row][:5] for row in sheet.iter_rows(min_row=2)]
    assert [row[2:] for row in rows[:3]] == [[None, "done", "yes"], [None, "remark", "tired"],
                                             ["Lateral band walk", "load used, kg", 10]]  # fmt: skip
    assert {str(row[0])[:10] for row in rows} == {MONDAY, "2027-01-11"}
    assert len(rows) == 26
    assert sets(path) == {THURSDAY: 12}
    assert (
        "sheet not carried over: 26 cells of rows that are no more, not counted"
        in read_log(path).attrs["report"]["notes"]
    )
    before = path.read_bytes()
    assert carried(block(library, thu="run_forever"), path) == []
    assert path.read_bytes() == before
    assert carried(block(library, fri="run_forever"), path) != []  # they stay listed
    assert sets(path) == {"2027-01-08": 12}
    carried(block(library), path)
    assert sets(path) == {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}
    assert LEFT_OVER not in openpyxl.load_workbook(path).sheetnames
    carried(block(library, mon="runners_world", thu="run_forever"), path)  # another routine is another session
    assert sets(path) == {THURSDAY: 12}


def test_exercises_are_found_where_they_are_now(library: Library, sheet: Callable[..., Path], tmp_path: Path) -> None:
    from analysis import add_routine

    first = ["A,strength,,Hip thrust,3 x 8,,", "A,strength,,Wall abs,2 x 8,,", "A,strength,,Hip thrust,1 x 20,,"]
    plan = plan_block(
        add_routine(library, sheet(*first)), {**SPEC, "phase": [{"name": "a", "weeks": 1, "mon": "mine"}]}
    )
    path = tmp_path / "block.xlsx"
    content = workbook_bytes(plan, check_block(plan))

    def note(book: Any) -> None:
        for row in (2, 3, 4):
            put(book[PRESCRIPTIONS], row, "sets done", row)

    path.write_bytes(saved(content, note))
    again = ["A,strength,,Hip thrust,3 x 8,,", "A,strength,,Calf raise,2 x 8,,", "A,strength,,Wall abs,2 x 8,,"]
    later = plan_block(
        add_routine(library, sheet(*again)), {**SPEC, "phase": [{"name": "a", "weeks": 1, "mon": "mine"}]}
    )
    told = carried(later, path)
    assert told[1] == (
        "block.xlsx: 2 cells carried over; 1 cell without a row now, in the sheet 'not carried over': "
        "2027-01-04, Mine, Hip thrust: sets done '4'"
    )
    rows = openpyxl.load_workbook(path)[PRESCRIPTIONS]
    assert [rows.cell(row, heads(rows).index("sets done") + 1).value for row in (2, 3, 4)] == [2, None, 3]


@pytest.mark.slow
@pytest.mark.parametrize("many", [2, 3])
@pytest.mark.parametrize("keys", [True, False])
def test_sessions_of_one_routine_on_one_day_are_read_apart(
    library: Library, tmp_path: Path, many: int, keys: bool
) -> None:
    moves = dict.fromkeys([MONDAY, "2027-01-11"][: many - 1], THURSDAY)
    plan = block(library, moves)
    content = workbook_bytes(plan, check_block(plan))
    for ticked in range(1, many + 1):

        def tick(book: Any, ticked: int = ticked) -> None:
            for row in range(2, 2 + ticked):
                put(book[SESSIONS], row, "done", "yes")
            for sheet in () if keys else (SESSIONS, PRESCRIPTIONS):
                book[sheet].delete_cols(heads(book[sheet]).index(TEMPLATE) + 1)

        (tmp_path / "anna.xlsx").write_bytes(saved(content, tick))
        log = read_log(tmp_path / "anna.xlsx")
        assert len(log) == 12 * ticked
        found = compare_to_block(plan, log, until=THURSDAY).sessions
        found = found[found["date"] == THURSDAY]
        assert found["sets_planned_min"].tolist() == [12] * many
        assert found["sets_done"].tolist() == [12] * ticked + [0] * (many - ticked)
        assert found["state"].tolist() == ["done"] * ticked + ["missed"] * (many - ticked)


def test_entries_of_sessions_of_one_day_stay_apart(library: Library, tmp_path: Path) -> None:
    plan = block(library, {MONDAY: THURSDAY})
    path = tmp_path / "block.xlsx"

    def remark(book: Any) -> None:
        put(book[SESSIONS], 2, "remark", "of Monday")
        put(book[SESSIONS], 3, "remark", "of Thursday")
        put(book[PRESCRIPTIONS], 8, "sets done", 1)

    path.write_bytes(saved(workbook_bytes(plan, check_block(plan)), remark))
    carried(block(library), path)
    sessions = openpyxl.load_workbook(path)[SESSIONS]
    at = heads(sessions).index("remark") + 1
    assert [sessions.cell(row, at).value for row in (2, 3)] == ["of Monday", "of Thursday"]
    assert sets(path) == {THURSDAY: 1}


def renamed(sheet: str, **names: str | None) -> Change:
    def change(book: Any) -> None:
        for old, new in names.items():
            put(book[sheet], 1, old.replace("_", " ") if old not in heads(book[sheet]) else old, new)

    return change


def gone(*columns: str, sheets: tuple[str, ...] = (SESSIONS, PRESCRIPTIONS)) -> Change:
    def change(book: Any) -> None:
        for sheet in sheets:
            for head in columns:
                if head in heads(book[sheet]):
                    book[sheet].delete_cols(heads(book[sheet]).index(head) + 1)

    return change


def days_as(pattern: str) -> Change:
    """Dates that became texts."""

    def change(book: Any) -> None:
        for sheet in (book[SESSIONS], book[PRESCRIPTIONS]):
            for head in ("date", TEMPLATE):
                for row in range(2, sheet.max_row + 1):
                    cell = sheet.cell(row, heads(sheet).index(head) + 1)
                    cell.value, cell.number_format = cell.value.strftime(pattern), "General"

    return change


def backwards(book: Any) -> None:
    for sheet in (book[SESSIONS], book[PRESCRIPTIONS]):
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value


def load_as(head: str | None) -> Change:
    return lambda book: put(book[PRESCRIPTIONS], 1, "load used, kg", head)


RETURNED: dict[str, tuple[Change, str]] = {
    "done?": (renamed(SESSIONS, done="done?"), ""),
    "Done (yes/no)": (renamed(SESSIONS, done="Done (yes/no)"), "sheet sessions: 'Done (yes/no)' read as 'done'"),
    "no routine_id": (gone("routine_id"), "sheet prescriptions: no column 'routine_id'"),
    "no routine_id in one": (gone("routine_id", sheets=(PRESCRIPTIONS,)), "prescriptions: no column 'routine_id'"),
    "no key at all": (gone("routine_id", TEMPLATE, "exercise_id"), "no column 'template_date', 'routine_id'"),
    "no session": (gone("session"), "sheet sessions: no column 'session'"),
    "no date": (gone("date"), "sheet sessions: no column 'date'"),
    "another word for date": (renamed(PRESCRIPTIONS, date="Datum"), "sheet prescriptions: column 'Datum' is not read"),
    "load (kg)": (load_as("load (kg)"), "sheet prescriptions: 'load (kg)' read as 'load used, kg'"),
    "load": (load_as("load"), "sheet prescriptions: 'load' read as 'load used, kg'"),
    "kg": (load_as("KG"), "sheet prescriptions: 'KG' read as 'load used, kg'"),
    "weight": (load_as("Weight"), "sheet prescriptions: 'Weight' read as 'load used, kg'"),
    "Sets": (renamed(PRESCRIPTIONS, sets_done="Sets"), "sheet prescriptions: 'Sets' read as 'sets done'"),
    "no exercise": (gone("exercise"), "sheet prescriptions: no column 'exercise'"),
    "no exercise_id": (gone("exercise_id"), "sheet prescriptions: no column 'exercise_id'"),
    "no dose": (gone("dose"), "sheet prescriptions: no column 'dose'"),
    "another title": (lambda book: setattr(book[PRESCRIPTIONS], "title", "my training"),
                      "sheet 'my training' read as prescriptions"),
    "a copy": (lambda book: setattr(book[SESSIONS], "title", "Sessions (2)"), "sheet 'Sessions (2)' read as sessions"),
    "other sheets gone": (lambda book: [book.remove(book[name]) for name in ("grid", "findings")], ""),
    "backwards": (backwards, ""),
    "a column more": (lambda book: [book[PRESCRIPTIONS].insert_cols(2), put(book[PRESCRIPTIONS], 1, "date", "date"),
                                    setattr(book[PRESCRIPTIONS]["B1"], "value", "pain")],
                      "sheet prescriptions: column 'pain' is not read"),
    "a line above": (lambda book: book[PRESCRIPTIONS].insert_rows(1, 2), ""),
    "days in German": (days_as("%d.%m.%Y"), ""),
    "days in ISO": (days_as("%Y-%m-%d"), ""),
    "days in words": (days_as("%d %b %Y"), ""),
    "days in American": (days_as("%m/%d/%Y"), "read as month, day, year"),
    "days of two figures": (days_as("%d/%m/%y"), ""),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", list(RETURNED))
def test_a_changed_form_is_read_and_told(library: Library, filled: bytes, tmp_path: Path, name: str) -> None:
    change, note = RETURNED[name]
    path = tmp_path / "block.xlsx"
    path.write_bytes(saved(filled, change))
    log = read_log(path)
    notes = log.attrs["report"]["notes"]
    assert (len(log), log["weight_kg"].sum()) == (36, 360), notes
    assert sets(path) == {MONDAY: 12, THURSDAY: 12, "2027-01-11": 12}
    said = [one for one in notes if not one.startswith("rows that do not say")]
    assert any(note in one for one in said) if note else said == []
    told = carried(block(library, {MONDAY: WEDNESDAY}), path)
    assert "38 cells carried over" in told[1]
    assert sets(path) == {WEDNESDAY: 12, THURSDAY: 12, "2027-01-11": 12}


MISSING: dict[str, tuple[Change, int, int, str]] = {
    "no load": (gone("load used, kg"), 36, 0, "sheet prescriptions: no column 'load used, kg'"),
    "a word that is not known": (load_as("Gewicht"), 36, 0, "sheet prescriptions: column 'Gewicht' is not read"),
    "no tick": (gone("done"), 36, 360, "sheet sessions: no column 'done'"),
    "no sessions": (lambda book: book.remove(book[SESSIONS]), 36, 360, "no sheet sessions"),
    "pounds": (load_as("load used, lb"), 36, 163, "sheet prescriptions: 'load used, lb' read as 'load used, kg'"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(MISSING))
def test_what_is_missing_is_named_and_the_rest_is_read(filled: bytes, tmp_path: Path, name: str) -> None:
    change, count, load, note = MISSING[name]
    path = tmp_path / "anna.xlsx"
    path.write_bytes(saved(filled, change))
    log = read_log(path)
    assert (len(log), int(log["weight_kg"].sum())) == (count, load)
    assert note in log.attrs["report"]["notes"]
    for lost, says in {
        "exercises": (gone("exercise", "exercise_id"), "no column 'exercise'; there are 'date', 'session'"),
        "prescriptions": (lambda book: book.remove(book[PRESCRIPTIONS]), "no sheet prescriptions .* only 'sessions'"),
    }.values():
        path.write_bytes(saved(filled, lost))
        with pytest.raises(FileError, match=says):
            read_log(path)


def test_a_file_is_kept_when_anything_in_it_has_changed(library: Library, written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "block.xlsx"
    later = block(library, {MONDAY: WEDNESDAY})
    path.write_bytes(written)
    assert carried(later, path) == []  # as it was written
    assert [one.name for one in tmp_path.iterdir()] == ["block.xlsx"]
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        parts = {info.filename: packed.read(info) for info in packed.infolist()}
    full = saved(written, fill)
    with zipfile.ZipFile(io.BytesIO(full)) as packed:
        changed = {info.filename: packed.read(info) for info in packed.infolist()}
    changed |= {name: parts[name] for name in ("docProps/core.xml", "docProps/custom.xml")}  # as openpyxl 3.1.0 does
    for new in (changed, {name: part for name, part in changed.items() if name != "docProps/custom.xml"}):
        with zipfile.ZipFile(path, "w") as packed:
            for name, part in new.items():
                packed.writestr(name, part)
        before = path.read_bytes()
        told = carried(later, path)
        assert told[1] == "block.xlsx: 38 cells carried over, 14 of them to another day"
        assert any(copy.read_bytes() == before for copy in tmp_path.glob("*-kept-*"))


SHEET = "xl/worksheets/sheet3.xml"


def packed(content: bytes, method: int = zipfile.ZIP_DEFLATED, **changed: bytes) -> bytes:
    """A spreadsheet with other parts, named by their stems."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", method) as new:
        for info in old.infolist():
            new.writestr(info.filename, changed.pop(Path(info.filename).stem, old.read(info)))
        for name, part in changed.items():
            new.writestr(f"xl/{name}.xml", part)
    return made.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """A spreadsheet of which the directory says that the sheet unpacks to other than it does."""
    raw = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        local = archive.getinfo(SHEET).header_offset
    central = content.rindex(SHEET.encode()) - 46
    raw[local + 22 : local + 26] = raw[central + 24 : central + 28] = struct.pack("<L", size)
    return bytes(raw)


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def many_sheets(content: bytes) -> bytes:
    book = part_of(content, "xl/workbook.xml")
    more = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (one, one) for one in range(100, 400))
    return packed(content, workbook=book.replace(b"</sheets>", more + b"</sheets>"))


def far_out(content: bytes) -> bytes:
    sheet = part_of(content, SHEET)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return packed(content, sheet3=sheet.replace(b"</sheetData>", far))


XML = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


LAUGHS = b"<!DOCTYPE x [<!ENTITY a '" + b"x" * 1000 + b"'>]><worksheet>" + b"&a;" * 1000 + b"</worksheet>"


BOMBS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "many bytes": (lambda content: packed(content, sheet3=b" " * 200_000_000), "too large: more than 30,000,000 bytes"),
    "a lie": (lambda content: lying(packed(content, sheet3=b" " * 200_000_000), 100), "cannot be read"),
    "a greater lie": (lambda content: lying(content, 2**31), ""),
    "many tags": (lambda content: packed(content, sheet3=XML + b"<a>" * 2_000_000), "more than 1,500,000 tags"),
    "many texts": (lambda content: packed(content, sharedStrings=b"<sst>" + b"<si/>" * 400_000), "1,500,000 tags"),
    "many parts": (lambda content: packed(content, **{f"p{one}": b"" for one in range(MOST_PARTS)}), "files in it"),
    "many sheets": (many_sheets, f"more than {MOST_SHEETS} sheets"),
    "texts without end": (lambda content: packed(content, sheet3=LAUGHS), "cannot be read"),
    "another packing": (lambda content: packed(content, zipfile.ZIP_BZIP2), "cannot be read"),
    "a cell far out": (far_out, ""),
    "a zip in it": (lambda content: packed(content, inner=packed(content, x=b" " * 50_000_000)), ""),
    "cut": (lambda content: content[:-200], "cannot be read"),
    "cut short": (lambda content: content[:1000], "cannot be read"),
    "a wrong byte": (lambda content: content[:3000] + b"x" + content[3001:], "cannot be read"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(BOMBS))
def test_a_spreadsheet_is_read_within_limits(filled: bytes, tmp_path: Path, name: str) -> None:
    make, says = BOMBS[name]
    path = tmp_path / "block.xlsx"
    path.write_bytes(make(filled))
    tracemalloc.start()
    began = time.monotonic()
    messages = []
    for read in (lambda: len(read_log(path)), lambda: read_filled(path).notes):
        try:
            messages.append(str(read()))
        except FileError as error:
            messages.append(str(error))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 20
    assert peak < 200e6
    if says:
        assert all(says in message for message in messages), messages
    else:
        assert messages[0] == "36"


def test_the_command_refuses_a_bomb_and_writes_nothing(
    filled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    bomb = BOMBS["many bytes"][0](filled)
    Path("out/block.xlsx").write_bytes(bomb)
    Path("block.toml").write_text('name="n"\nstart=2027-01-04\n[[phase]]\nname="p"\nweeks=1\nmon="run_forever"\n')
    assert main(["block", "block.toml", "--out", "out"]) == 2
    assert "out/block.xlsx: too large" in capsys.readouterr().err
    assert [one.name for one in Path("out").iterdir()] == ["block.xlsx"]
    assert Path("out/block.xlsx").read_bytes() == bomb


def test_a_formula_is_what_it_came_to(filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "anna.xlsx"

    def formula(book: Any) -> None:
        put(book[PRESCRIPTIONS], 2, "load used, kg", "=2*6")
        put(book[PRESCRIPTIONS], 3, "load used, kg", "=2*7")

    content = saved(filled, formula)
    sheet = part_of(content, SHEET).replace(b"<f>2*6</f><v></v>", b"<f>2*6</f><v>12</v>")
    sheet = sheet.replace(b"<f>2*6</f><v />", b"<f>2*6</f><v>12</v>").replace(b"<f>2*6</f><v/>", b"<f>2*6</f><v>12</v>")
    path.write_bytes(packed(content, sheet3=sheet))
    log = read_log(path)
    assert log.loc[log["line"] == 2, "weight_kg"].tolist() == [12, 12]
    assert log.loc[log["line"] == 3, "weight_kg"].isna().all()
    assert any("row 3: load used, kg: '=2*7' cannot be read" in note for note in log.attrs["report"]["notes"])


def test_whatever_is_done_to_a_form_it_is_read_or_refused(filled: bytes, tmp_path: Path) -> None:
    path = tmp_path / "block.xlsx"
    odd = [None, "", " ", "x" * 40_000, "=A1", "#REF!", -1, 1e300, float("inf"), True, "\u200f", "'", pd.Timestamp(0)]

    def spoil(book: Any) -> None:
        for sheet in (book[SESSIONS], book[PRESCRIPTIONS]):
            for number, row in enumerate(sheet.iter_rows(min_row=2)):
                for place, cell in enumerate(row):
                    cell.value = odd[(number * 7 + place) % len(odd)]

    path.write_bytes(saved(filled, spoil))
    log = read_log(path)
    assert log["weight_kg"].dropna().between(0, 500).all()
    assert max(map(len, log.attrs["report"]["notes"])) < 400
    assert read_filled(path).touched
