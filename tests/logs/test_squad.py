"""Logs of several athletes: a unit for each file, files that cannot be read, and folders.

Also of base/athlete_names.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import ArgumentError, FileError, read_logs
from analysis.cli.main import main
from tests.shared import FITNOTES, ROW, STRONG

SETS = STRONG + ROW


KG = {"weights": "kg (as you said)"}


LB = {"weights": "lb (as you said)"}


@pytest.fixture
def squad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two exports that do not say their unit, and one that does."""
    monkeypatch.chdir(tmp_path)
    for name, content in {"anna": SETS, "ben": SETS, "cleo": FITNOTES}.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    "units",
    [
        {"": "kg", "ben.csv": "lb"},
        {"": "kg", "ben": "pounds"},
        {"anna.csv": "kg", "./ben.csv": "lbs"},
    ],
    ids=["name", "stem", "paths"],
)
def test_each_file_has_its_own_unit(squad: Path, units: dict[str, str]) -> None:
    log = read_logs([squad / "anna.csv", squad / "ben.csv", squad / "cleo.csv"], units)
    assert log.groupby("athlete", observed=True)["weight_kg"].first().round(2).tolist() == [60, 27.22, 60]
    used = [report["units"] for report in log.attrs["reports"]]
    assert used == [KG, LB, {"weights": "kg (row by row)"}]


@pytest.mark.parametrize(
    ("units", "says"),
    [
        ({"bens.csv": "lb"}, r"units: none of the files: 'bens\.csv'; allowed: .*did you mean .*ben\.csv"),
        ({"ben.csv": "stone"}, "unknown units: 'stone'; allowed: kg, lb"),
        ("stone", "unknown units: 'stone'"),
    ],
)
def test_units_for_nothing_are_refused(squad: Path, units: dict[str, str], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        read_logs(squad, units)


def test_a_unit_for_one_of_two_files_of_a_name_needs_its_folder(squad: Path) -> None:
    files = [squad / folder / "ben.csv" for folder in ("first", "second")]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(SETS)
    with pytest.raises(ArgumentError, match=r"several files of this name: 'ben\.csv'"):
        read_logs(files, {"": "kg", "ben.csv": "lb"})
    log = read_logs(files, {"": "kg", "second/ben.csv": "lb"})
    assert [report["units"] for report in log.attrs["reports"]] == [KG, LB]


@pytest.mark.parametrize(
    "command",
    [
        "log anna.csv ben.csv --units kg ben.csv=lb",
        "log anna.csv ben.csv --units kg --units ben.csv=lb",
        "log --units kg ben.csv=lb anna.csv ben.csv",
        "log . --units kg ben=lb",
    ],
)
def test_the_command_takes_a_unit_for_each_file_and_says_it(
    squad: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command.split(), "--distances", "km", "ben.csv=mi", "--names", "--out", "out"]) == 0
    reports = json.loads(Path("out/report.json").read_text(encoding="utf-8"))["files"]
    assert [report["units"] for report in reports[:2]] == [KG, LB]
    said = " ".join(capsys.readouterr().out.split())
    assert "ben: ben.csv (strong S0): 1 of 1 row read; weights in lb (as you said)." in said


def test_a_file_that_cannot_be_read_stops_no_other(squad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {"blank.csv": b"", "dan.csv": SETS, "table.csv": b"x,y\n1,2\n", "zip.csv": b"PK\x03\x04" + bytes(100)}
    for name, content in bad.items():
        (squad / name).write_bytes(content)
    named = ["anna.csv", "ben.csv", *bad, "gone.csv", "cleo.csv"]
    assert main(["log", *named, "--units", "anna.csv=kg", "ben.csv=kg", "--out", "out"]) == 2
    said = capsys.readouterr()
    assert [line.split(":")[1].split(",")[0].strip() for line in said.err.splitlines()[:5]] == [*bad, "gone.csv"]
    assert said.err.count("error: ") == 5
    assert "A: file 1 (strong S0): 1 of 1 row read" in " ".join(said.out.split())
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in report["files"]] == ["file 1", "file 2", "file 8"]
    assert [text.split(":")[0].split(",")[0] for text in report["unread"]] == [f"file {at}" for at in range(3, 8)]
    assert not any(name in Path("out/report.json").read_text(encoding="utf-8") for name in (*bad, "x,y"))
    with pytest.warns(UserWarning, match=r"blank\.csv: empty"):
        log = read_logs(["anna.csv", "blank.csv"], "kg")
    assert list(log["athlete"].cat.categories) == ["anna"]  # of the others nothing is known, not even that they rested
    assert log.attrs["unread"] == ["blank.csv: empty"]
    with pytest.raises(FileError, match=r"blank\.csv: empty"):
        read_logs(["anna.csv", "blank.csv"], "kg", strict=True)


def test_where_no_file_can_be_read_nothing_is_written(squad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(7):
        (squad / f"blank_{number}.csv").write_bytes(b"")
    names = [f"blank_{number}.csv" for number in range(7)]
    assert main(["log", *names, "--out", "out"]) == 2
    said = capsys.readouterr()
    assert (said.out, Path("out").exists()) == ("", False)
    assert said.err.splitlines()[:1] == ["error: blank_0.csv: empty"]
    assert said.err.splitlines()[-1] == "and 2 more files"


def test_what_looks_like_a_log_in_a_folder_is_not_passed_over(squad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (squad / "cara.ods").write_bytes(b"PK\x03\x04" + bytes(200))
    (squad / "emil.csv.gz").write_bytes(b"\x1f\x8b" + bytes(200))
    (squad / "dora.csv").write_bytes(b"Datum,Gewicht\n2026-05-20 18:05:00,60\n")
    (squad / "gina").write_bytes((squad / "anna.csv").read_bytes())
    (squad / "volume.csv").write_bytes(b"athlete,date\nanna,2026-05-20\n")
    assert main(["log", ".", "--units", "kg", "--names"]) == 2
    said = capsys.readouterr()
    assert all(f"error: {name}" in said.err for name in ("cara.ods", "emil.csv.gz", "dora.csv"))
    assert "passed over, no exports: volume.csv\n" in said.err
    assert "gina: gina (strong S0): 1 of 1 row" in " ".join(said.out.split())


def test_of_a_folder_the_exports_are_read(squad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (squad / "matches.csv").write_bytes(b"exercise_name,exercise_id\n")
    (squad / "notes.md").write_bytes(b"none")
    (squad / ".hidden.csv").write_bytes(b"")
    with pytest.warns(UserWarning, match=r"matches\.csv: no export, passed over"):
        log = read_logs(str(squad), "kg")
    assert list(log["athlete"].cat.categories) == ["anna", "ben", "cleo"]
    assert log.attrs["passed_over"] == ["matches.csv"]
    assert main(["log", ".", "--units", "kg", "--out", "out"]) == 0
    assert "passed over, no exports: matches.csv\n" in capsys.readouterr().err
    assert json.loads(Path("out/report.json").read_text(encoding="utf-8"))["passed_over"] == ["file 4"]
    (squad / "empty").mkdir()
    with pytest.raises(FileError, match="empty: cannot be read: a folder without exports"):
        read_logs("empty")
    (squad / "empty" / "table.csv").write_bytes(b"x,y\n1,2\n")
    with pytest.raises(FileError, match=r"empty.table\.csv, line 1: no log"):
        read_logs("empty")


def test_the_logs_of_a_folder_are_not_written_over(squad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("anna.csv").rename("sets.csv")
    assert main(["log", ".", "--units", "kg", "--out", "."]) == 2
    assert "sets.csv: was read, and would be replaced" in capsys.readouterr().err


@pytest.mark.parametrize("given", [None, 3, {"anna.csv": "kg"}, pd.DataFrame({"file": ["anna.csv"]})])
def test_what_is_no_path_is_said_in_one_line(given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^not files: .*; allowed: a path, or a list of paths$"):
        read_logs(given)
