"""Files: the same bytes every time, whole or not at all, read back by another library.

Also of files/destinations.py, files/figure_files.py, files/routine_workbooks.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader

from analysis import (
    ArgumentError,
    FileError,
    Library,
    add_routine,
    check_block,
    compare_routines,
    export_figure,
    export_table,
    goal_lines,
    plan_block,
    plot_comparison,
    plot_routine_panels,
    sensitivity,
    weekly_summary,
    weekly_volume,
)
from analysis.base.files import write_text
from analysis.files import export_block_workbook, export_comparison, export_week
from tests.shared import HALF

Write = Callable[..., Path]


SUFFIXES = [".png", ".svg", ".pdf"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_figures_are_the_same_bytes_and_say_what_they_are(library: Library, tmp_path: Path, suffix: str) -> None:
    table = compare_routines(library)
    marks = sensitivity(library)
    drawn = [plot_comparison(table, sensitivity=marks) for _ in range(2)]
    paths = [export_figure(ax, tmp_path / f"{name}{suffix}") for ax, name in zip(drawn, "ab", strict=True)]
    first, second = (path.read_bytes() for path in paths)
    assert first == second
    if suffix == ".png":
        with Image.open(tmp_path / "a.png") as image:
            assert image.size == (1080, 2502)
            assert str(image.info["Title"]).startswith("Runner's World has the most sets")
            assert "†" in str(image.info["Description"])
            assert "Software" not in image.info
    elif suffix == ".svg":
        assert b"has the most sets" in first
        assert b"<dc:date>" not in first
    else:
        assert b"CreationDate" not in first


def test_a_figure_is_drawn_once_and_given_back_as_it_came(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ax = plot_comparison(compare_routines(library))
    figure: Any = ax.get_figure(root=True)
    before = figure.dpi, figure.get_layout_engine(), figure.get_size_inches().tolist()
    draws: list[int] = []
    draw = Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda self, renderer: (draws.append(1), draw(self, renderer)))
    first = export_figure(ax, tmp_path / "first.png").read_bytes()
    assert len(draws) == 1
    assert (figure.dpi, figure.get_layout_engine(), figure.get_size_inches().tolist()) == before
    assert export_figure(ax, tmp_path / "second.png").read_bytes() == first


def test_sizes(library: Library, tmp_path: Path) -> None:
    ax = plot_comparison(compare_routines(library))
    for size, pixels in {"phone": (1080, 2502), "wide": (1920, 2502), "a4": (1654, 2502)}.items():
        with Image.open(export_figure(ax, tmp_path / f"{size}.png", size=size)) as image:
            assert image.size == pixels  # with as many rows it keeps its height
    flat = plot_routine_panels(compare_routines(library))
    with Image.open(export_figure(flat, tmp_path / "flat.png", size="wide")) as image:
        assert image.size == (1920, 1080)
    assert ax.figure.get_size_inches().tolist() == pytest.approx([5.4, 12.51])
    with pytest.raises(ArgumentError, match="did you mean phone"):
        export_figure(ax, tmp_path / "x.png", size="phon")


def test_tables_read_back(library: Library, tmp_path: Path) -> None:
    frame = weekly_volume(library, {"runners_world": 1}, goal="size")
    csv = pd.read_csv(export_table(frame, tmp_path / "week.csv"))
    assert csv["sets_min"].tolist() == frame["sets_min"].tolist()
    assert list(csv) == list(frame)
    records = json.loads(export_table(frame, tmp_path / "week.json").read_text(encoding="utf-8"))
    assert records[0]["muscle_group"] == "glute_max"
    assert records[0]["status"] is None
    book = openpyxl.load_workbook(export_table(frame, tmp_path / "week.xlsx"))
    sheet = book["table"]
    assert [cell.value for cell in sheet[1]] == list(frame)
    assert sheet.freeze_panes == "B2"
    column = list(frame).index("sets_min")
    assert [row[column].value for row in sheet.iter_rows(min_row=2)] == frame["sets_min"].tolist()
    text = export_table(frame.head(2), tmp_path / "week.md").read_text(encoding="utf-8")
    assert text.startswith("| muscle_group")


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md", ".xlsx"])
def test_tables_are_the_same_bytes(library: Library, tmp_path: Path, suffix: str) -> None:
    frame = compare_routines(library)
    first = export_table(frame, tmp_path / f"a{suffix}").read_bytes()
    assert first == export_table(frame, tmp_path / f"b{suffix}").read_bytes()


def test_a_spreadsheet_runs_no_formula_of_a_cell(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["=1+1", "+1", "-1", "@x", "http://x.y"], "=head": [1, 2, 3, 4, 5]})
    sheet = openpyxl.load_workbook(export_table(frame, tmp_path / "a.xlsx"))["table"]
    assert {cell.data_type for row in sheet.iter_rows(max_col=1) for cell in row} == {"s"}
    assert sheet["B1"].data_type == "s"


@pytest.mark.parametrize("name", ["a.gif", "a", "a.PNGG", ".png"])
def test_unknown_kinds_are_refused(library: Library, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="allowed"):
        export_figure(plot_comparison(compare_routines(library)), tmp_path / name)
    with pytest.raises(FileError, match="allowed"):
        export_table(compare_routines(library), tmp_path / name)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
def test_a_failed_rename_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*_: object) -> None:
        raise error

    path = tmp_path / "old.txt"
    path.write_text("old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileError, match=r"old\.txt: cannot be written: "):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["old.txt"]


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(FileError, match="it is a folder"):
        write_text(tmp_path / "a.csv", "x")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        write_text(tmp_path / "file" / "a.csv", "x")


@pytest.mark.skipif(os.name == "nt", reason="file modes are those of POSIX systems")
def test_files_get_the_usual_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "usual.txt").write_text("x")
    write_text(tmp_path / "a.txt", "x")
    monkeypatch.setattr(os, "umask", lambda _: 0o777)  # as some systems answer, whatever modes they give
    write_text(tmp_path / "b.txt", "x")
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1


def test_a_comparison_as_a_spreadsheet(library: Library, tmp_path: Path) -> None:
    path = export_comparison(compare_routines(library), tmp_path / "compare.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["comparison", "rows", "conventions"]
    sheet = book["comparison"]
    assert sheet["A1"].value.startswith("Runner's World has the most sets for 11 of 16 muscle groups")
    assert "Runner's World 26–34 min" in sheet["A2"].value
    assert [cell.value for cell in sheet[4]][:4] == ["muscle group", "Fit&Well", "Runner's World", "Run forever"]
    assert [cell.value for cell in sheet[5]][:4] == ["Glute max", 5.5, 13, 6]
    assert [cell.alignment.horizontal for cell in sheet[4]][:4] == ["left", "right", "right", "right"]
    assert sheet["C5"].number_format == sheet["C6"].number_format == "0.0"  # 13 and 6.5 end at one place
    assert sheet["D5"].number_format == "0"
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    heads = [cell.value for cell in book["rows"][1]]
    assert heads[:5] == ["label", "routine", "sets", "strength sets", "light sets"]
    assert {"minutes, least", "minutes, most"} <= set(heads)
    assert not [head for head in heads if "_" in head]
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {str(each).split(":")[0] for each in sheet.merged_cells.ranges} == {"A1", "A2", "A3"}
    assert sheet["A3"].value.startswith("Source: the routines as published")
    assert len(book["rows"]["A"]) == 1 + 57
    assert path.read_bytes() == export_comparison(compare_routines(library), tmp_path / "again.xlsx").read_bytes()
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert chart.count("<c:ser>") == 3
    assert "'comparison'!$C$5:$C$20" in chart.replace("comparison!", "'comparison'!")


def test_a_week_as_a_spreadsheet(library: Library, tmp_path: Path) -> None:
    week = {"runners_world": 1, "run_forever": 3}
    summary, volume = (make(library, week, goal="size") for make in (weekly_summary, weekly_volume))
    path = export_week(summary, volume, tmp_path / "week.xlsx")
    book = openpyxl.load_workbook(path)
    rows = {row[0]: row for row in book["week"].iter_rows(min_row=5, values_only=True) if row[0]}
    heads = [cell.value for cell in book["week"][4] if cell.value]
    assert book["week"]["A1"].value == "A week: Runner's World once and Run forever three times"
    assert rows["Hip abductors"][1:3] == (1.5, 35)
    assert not [head for head in heads if head.endswith(", most")]  # nothing of this week is a range
    assert rows["Calves"][heads.index("status")] == "below"
    assert rows["Calves"][heads.index("aim")] == 10
    assert "4 or more strength sets a week, aim 10" in rows["Calves"][heads.index("reason")]
    lines = goal_lines(library, week, "running")
    beside = openpyxl.load_workbook(export_week(summary, volume, tmp_path / "goal.xlsx", goal=lines))["goal"]
    assert [cell.value for cell in beside["A"]][1:] == lines["name"].tolist()
    assert {cell.value for cell in beside["E"]} >= {"ACSM 2026", "ours"}
    notes = [cell.value for cell in book["conventions"]["A"]]
    assert any("0.5 for a secondary" in note for note in notes)
    with zipfile.ZipFile(path) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert 'grouping val="stacked"' in chart
    assert "Runner&apos;s World once" in chart or "Runner's World once" in chart


def test_a_spreadsheet_of_a_week_shows_gaps_phases_and_days_as_ranges(
    library: Library, sheet: Write, tmp_path: Path
) -> None:
    def heads_and_rows(summary: pd.DataFrame) -> tuple[list[str], int]:
        path = export_week(summary, weekly_volume(library, {"fit_and_well": 1}), tmp_path / "week.xlsx")
        page = openpyxl.load_workbook(path)["week"]
        return [str(cell.value) for cell in page[4]], sum(
            1 for row in page.iter_rows(min_row=5, max_col=1) if row[0].value
        )

    summary = weekly_summary(library, {"fit_and_well": 1}, goal="size")
    heads, rows = heads_and_rows(summary)
    assert rows == summary["status"].notna().sum() == 16
    assert "days, most" not in heads
    more = add_routine(library, sheet("A,strength,,Side plank with knee drive,1-2 x 10,,"))
    ranged = weekly_summary(more, {"mine": 1}, phases=["strength"])
    assert "days, most" in heads_and_rows(ranged)[0]
    assert ranged["light_sets_max"].max() == 0
    assert set(ranged["phases"]) == {"strength"}


def test_only_spreadsheets_are_written_as_such(library: Library, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"allowed: \.xlsx"):
        export_comparison(compare_routines(library), tmp_path / "compare.csv")


@pytest.mark.slow
def test_an_office_prints_whole_pages(library: Library, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-calc)")
    week = {"runners_world": 1, "run_forever": 3}
    plan = plan_block(library, HALF)
    export_comparison(compare_routines(library), tmp_path / "compare.xlsx")
    export_week(weekly_summary(library, week), weekly_volume(library, week), tmp_path / "week.xlsx")
    export_block_workbook(plan, check_block(plan), tmp_path / "block.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    books = [str(path) for path in tmp_path.glob("*.xlsx")]
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *books]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = {
        path.stem: [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
        for path in tmp_path.glob("*.pdf")
    }
    assert {name: len(pages) for name, pages in printed.items()} == {"compare": 3, "week": 3, "block": 19}
    for name, whole in {
        "compare": ["but fewer for hip abductors, hamstrings and lower back.", "Run forever 12–19 min.", "Arms"],
        "week": [
            "A week: Runner's World once and Run forever three times",
            "light work adds most to",
            "Arms",
            "strength",
        ],
    }.items():
        assert not [words for words in whole if words not in printed[name][0]], name
    # The grid, the sessions, and then every week of the prescriptions on a page of its own.
    days = plan.sessions.groupby("week", sort=False)["date"].agg(lambda dates: set(dates.dt.strftime("%Y-%m-%d")))
    weeks = [page for page in printed["block"] if " prescriptions " in page[:40]]
    for page, dates in zip(weeks, days, strict=True):
        assert set(re.findall(r"20\d\d-\d\d-\d\d", page)) == dates
    assert not re.search(r"template_date|routine_id|exercise_id|sets_min", " ".join(map(str, printed.values())))
    # A day or a figure that is cut is hashes: the days of the template are, in their hidden columns, and nothing else.
    cut = {name: " ".join(pages).count("###") for name, pages in printed.items()}
    assert cut == {"compare": 0, "week": 0, "block": len(plan.sessions) + len(plan.prescriptions)}
