"""Files: the same bytes every time, whole or not at all, read back by another library."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from PIL import Image

from analysis import (
    ArgumentError,
    FileError,
    Library,
    compare_routines,
    export_figure,
    export_table,
    plot_comparison,
    weekly_volume,
)
from analysis.files import write_text, writing

SUFFIXES = [".png", ".svg", ".pdf"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_figures_are_the_same_bytes_and_say_what_they_are(library: Library, tmp_path: Path, suffix: str) -> None:
    table = compare_routines(library)
    first = export_figure(plot_comparison(table), tmp_path / f"a{suffix}").read_bytes()
    second = export_figure(plot_comparison(table), tmp_path / f"b{suffix}").read_bytes()
    assert first == second
    if suffix == ".png":
        with Image.open(tmp_path / "a.png") as image:
            assert image.size == (1080, 1350)
            assert str(image.info["Title"]).startswith("Runner's World gives most sets")
            assert "Counted sets" in str(image.info["Description"])
            assert "Software" not in image.info
    elif suffix == ".svg":
        assert b"gives most sets" in first
        assert b"<dc:date>" not in first
    else:
        assert b"CreationDate" not in first


def test_sizes(library: Library, tmp_path: Path) -> None:
    ax = plot_comparison(compare_routines(library))
    with Image.open(export_figure(ax, tmp_path / "wide.png", size="wide")) as image:
        assert image.size == (1920, 1080)
    assert ax.figure.get_size_inches().tolist() == [5.4, 6.75]
    with pytest.raises(ArgumentError, match="did you mean phone"):
        export_figure(ax, tmp_path / "x.png", size="fone")


def test_tables_read_back(library: Library, tmp_path: Path) -> None:
    frame = weekly_volume(library, {"runners_world": 1}, goal="strength")
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
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == frame["sets_min"].tolist()
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


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_text("old")
    with contextlib.suppress(RuntimeError), writing(path) as beside:
        beside.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["old.txt"]


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
def test_files_get_the_usual_mode(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "x")
    (tmp_path / "b.txt").write_text("x")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode
