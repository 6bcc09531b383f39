"""Every CSV opens rightly in a spreadsheet program by a double click, and sums of a pivot table are right."""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import Library, add_routine, plan_block, routine_volume
from analysis.base.csv_text import csv_text, marked
from analysis.library.schema import data_folder, read_schemas
from analysis.page.report import report_tables
from analysis.suggest import trim
from analysis.volume import prescription_volume
from tests.shared import HALF, HEADER, WEEK

FILES = sorted(path.relative_to(data_folder()).as_posix() for path in data_folder().glob("*/*.csv"))

# What Excel takes for a date, a time, a fraction or a formula although it is text; ISO dates are dates.
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
MISREAD = re.compile(
    r"[=+@\t\r].*|-\D.*|\d{1,4}\s?[-/]\s?\d{1,4}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d{2}.*|\d+e\d+"
    rf"|{MONTH}[ -]?\d{{1,4}}|\d{{1,2}}[ -]?{MONTH}",
    re.IGNORECASE,
)


def misread(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    return [cell for row in rows[1:] for cell in row if MISREAD.fullmatch(cell)]


@pytest.mark.parametrize("cell", ["8-12", "3/4", "=1+1", "-x", "Mar 3", "2 May", "10:30", "1e5", "1.2.26"])
def test_what_a_spreadsheet_misreads(cell: str) -> None:
    assert misread(f"head\n{cell}\n") == [cell]


@pytest.mark.parametrize("cell", ["2027-01-04", "2027-W01", "3 x 8-12", "8 to 12", "-3", "0.5", "Marching"])
def test_what_it_does_not(cell: str) -> None:
    assert misread(f"head\n{cell}\n") == []


@pytest.mark.parametrize("name", FILES)
def test_shipped_tables_hold_nothing_that_is_misread(name: str) -> None:
    raw = (data_folder() / name).read_bytes()
    text = raw.decode("utf-8-sig")
    # Without the mark Excel reads letters beyond ASCII as others; where there are none it is not needed.
    assert raw.startswith(b"\xef\xbb\xbf") == (not text.isascii())
    assert misread(text) == []


def test_tables_that_leave_hold_nothing_that_is_misread(library: Library) -> None:
    plan = plan_block(library, HALF)
    tables = {**report_tables(library, WEEK), "grid": plan.grid, "prescriptions": plan.prescriptions}
    for name, table in tables.items():
        assert misread(csv_text(table)) == [], name


def test_ranges_alone_in_a_cell_are_spelt_out_and_read_again(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEADER}\nMain,strength,2-3,Hip thrust,8-12,bench,\n", encoding="utf-8")
    short = trim(add_routine(library, path), "mine", minutes=40)
    short.export(tmp_path / "short.csv")
    text = (tmp_path / "short.csv").read_text(encoding="utf-8-sig")
    assert misread(text) == []
    rows = add_routine(library, tmp_path / "short.csv").prescriptions.tail(1)
    assert rows[["sets_min", "sets_max", "reps_min", "reps_max"]].to_numpy().tolist() == [[2, 3, 8, 12]]


def test_letters_beyond_ascii_get_a_mark() -> None:
    assert marked(csv_text(pd.DataFrame({"a": ["Kniebeuge für alle"]}))).startswith("\ufeff")
    assert marked(csv_text(pd.DataFrame({"a": ["Squat"]}))) == "a\nSquat\n"


@pytest.mark.parametrize("counting", ["fractional", "direct", "total"])
def test_a_pivot_by_group_is_the_rule(library: Library, tmp_path: Path, counting: str) -> None:
    """For the three routines and one of a coach's own: the sum over rows is what the product counts."""
    path = tmp_path / "mine.csv"
    rows = "Warm-up,,,Monster walk,2-3 x 10-12,,\nMain,strength,3,Hip thrust,8-12,bench,\n"
    rows += "Main,,,Copenhagen plank,2 x 20 s per side,,\nMain,,,Pogo hop,3 x 20,,\nMain,,,A-skip,2 x 20 s per side,,\n"
    path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    more = add_routine(library, path)
    amounts = ["sets_min", "sets_max", "reps_min", "reps_max", "tension_s_min", "tension_s_max"]
    keys = ["routine_id", "muscle_group", "phase", "kind"]
    pivot = prescription_volume(more, counting=counting).pivot_table(index=keys, values=amounts, aggfunc="sum")
    expected = routine_volume(more, by="group", counting=counting).set_index(keys)[amounts]
    pd.testing.assert_frame_equal(
        pivot[amounts].reindex(expected.index, fill_value=0.0), expected, check_dtype=False, check_index_type=False
    )


def test_a_pivot_of_muscles_is_not(library: Library) -> None:
    by_muscle = prescription_volume(library, by="muscle").groupby(["routine_id", "muscle_group"])["sets_min"].sum()
    by_group = prescription_volume(library).groupby(["routine_id", "muscle_group"])["sets_min"].sum()
    key = ("fit_and_well", "hip_abductors")
    assert (by_muscle[key], by_group[key]) == (14, 8)  # 14: glute med 8 and glute min 6 of the same sets


@pytest.mark.slow
def test_an_office_reads_every_cell_as_it_is_meant(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-calc)")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    kinds = {one.path: {field.name: field.type for field in one.fields} for one in read_schemas(data_folder()).values()}
    # Without a window it guesses no encoding; all it would make a date, a fraction or a formula of it does here.
    how = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    command = [office, home, "--headless", how, "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    paths = [str(data_folder() / name) for name in FILES]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=300)
    for name in FILES:
        text = (data_folder() / name).read_text(encoding="utf-8-sig")
        typed = list(csv.reader(io.StringIO(text, newline="")))
        sheet = openpyxl.load_workbook(tmp_path / f"{Path(name).stem}.xlsx").worksheets[0]
        opened = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(typed[0]), max_row=len(typed))]
        assert opened[0] == typed[0], name
        for row, cells in enumerate(opened[1:], 1):
            for head, cell, meant in zip(typed[0], cells, typed[row], strict=True):
                where = (name, row, head, cell, meant)
                kind = kinds[name][head]
                if meant == "":
                    assert cell is None, where
                elif kind in ("integer", "number"):
                    assert (type(cell) in (int, float), cell) == (True, float(meant)), where
                elif kind == "boolean":
                    assert cell is (meant == "true"), where
                else:
                    assert (str(cell)[:10] if isinstance(cell, datetime.datetime) else str(cell)) == meant, where
