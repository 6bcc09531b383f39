"""Logs of several athletes: a unit for each file, files that cannot be read, and folders.

Also of base/athlete_names.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import ArgumentError, FileError, read_log, read_logs
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


TEAMS = {
    "a column": ("Date,Athlete,Exercise,Reps", "2026-05-20,{name},Squat,8"),
    "two columns": ("First name;Surname;Date;Exercise;Reps", "{first};{last};2026-05-20;Squat;8"),
    "a name beside an exercise": ("Name,Date,Exercise,Reps", "{name},2026-05-20,Squat,8"),
    "another language": ("Spielerin;Datum;Übung;Wdh.", "{name};2026-05-20;Squat;8"),
}


@pytest.mark.parametrize("kind", TEAMS)
def test_a_file_of_several_athletes_is_read_as_a_file_for_each(squad: Path, kind: str) -> None:
    head, row = TEAMS[kind]
    people = ["Anna Berg", "Ben Cole", "anna  berg", "Anna Berg"]
    cells = [dict(zip(("first", "last"), name.rsplit(maxsplit=1), strict=True), name=name) for name in people]
    (squad / "team.csv").write_text("\n".join([head, *(row.format(**one) for one in cells)]), encoding="utf-8")
    log = read_log(squad / "team.csv")
    assert log.groupby("athlete", observed=False)["line"].agg(list).to_dict() == {
        "Anna Berg": [2, 4, 5],
        "Ben Cole": [3],
    }
    assert log["set_index"].tolist() == [1, 2, 3, 1]
    both = read_logs([squad / "team.csv", squad / "anna.csv"], "kg", names=False)
    assert list(both["athlete"].cat.categories) == ["A", "AB", "BC"]
    assert [report.get("athletes", report.get("athlete")) for report in both.attrs["reports"]] == [["AB", "BC"], "A"]


def test_workouts_of_several_athletes_are_apart(squad: Path) -> None:
    rows = ["Anna,2026-05-20 18:00,Squat,8", "Ben,2026-05-20 07:00,Squat,8", ",2026-05-20 07:05,Row,8"]
    (squad / "team.csv").write_text("\n".join(["Player,Date,Exercise,Reps", ",2026-05-20,Row,8", *rows]))
    log = read_log(squad / "team.csv")
    assert log[["athlete", "exercise_name", "exercise_run"]].values.tolist() == [
        ["Anna", "Squat", 1],
        ["Ben", "Squat", 1],
        ["Ben", "Row", 2],
    ]
    assert log["start"].dt.hour.tolist() == [18, 7, 7]
    report = log.attrs["report"]
    assert report["broken"] == ["line 2: athlete: ''; allowed: a name"]
    assert "rows without an athlete are of the one above: 1" in report["notes"]
    with pytest.raises(ArgumentError, match=r"athlete: a log of several: 'Cleo'; allowed: none; .*Anna and Ben"):
        read_log(squad / "team.csv", athlete="Cleo")
    (squad / "one.csv").write_text("Client,Date,Exercise,Reps\nAnna,2026-05-20,Squat,8\n")
    assert [set(read_log(squad / "one.csv", athlete=name)["athlete"]) for name in (None, "A")] == [{"Anna"}, {"A"}]
    (squad / "nobody.csv").write_text("Client,Date,Exercise,Reps\n,2026-05-20,Squat,8\n")
    assert set(read_log(squad / "nobody.csv")["athlete"]) == {"nobody"}


def test_a_log_that_was_saved_is_read_again(squad: Path) -> None:
    log = read_logs(squad, "kg")
    log.to_csv(squad / "saved.csv", index=False)
    again = read_log(squad / "saved.csv")
    columns = ["athlete", "date", "start", "exercise_name", "set_index", "set_type", "weight_kg", "reps"]
    pd.testing.assert_frame_equal(again[columns], log[columns])


def test_the_command_keeps_the_athletes_of_one_file_apart_and_their_names_out(
    squad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["Anna Berg,2026-05-20,Squat,8 kg?", "Ben Cole,2026-05-20,Squat,8", ",soon,Squat,8"]
    (squad / "team.csv").write_text("\n".join(["Athlete,Date,Exercise,Reps", *rows]))
    assert main(["log", "team.csv", "--out", "out"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "file 1 (plain table): 2 of 3 rows read; left out: 1 broken row; 2 athletes." in said
    assert pd.read_csv("out/sets.csv")["athlete"].tolist() == ["AB", "BC"]
    written = "".join(path.read_text(encoding="utf-8") for path in Path("out").iterdir())
    assert not any(word in said + written for word in ("Anna", "Berg", "Ben ", "Cole", "team"))
    assert main(["log", "team.csv", "--names"]) == 0
    assert "Ben Cole" in capsys.readouterr().out


@pytest.mark.parametrize("given", [None, 3, {"anna.csv": "kg"}, pd.DataFrame({"file": ["anna.csv"]})])
def test_what_is_no_path_is_said_in_one_line(given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^not files: .*; allowed: a path, or a list of paths$"):
        read_logs(given)


def test_the_kept_copy_of_a_file_in_a_folder_is_nobodys_log(squad: Path) -> None:
    (squad / "anna-kept-1.csv").write_bytes(SETS)
    (squad / "dora-kept-1.csv").write_bytes(SETS)  # of nothing that stands there
    with pytest.warns(UserWarning, match=r"anna-kept-1\.csv: no export, passed over"):
        log = read_logs(str(squad), "kg", names=True)
    assert list(log["athlete"].cat.categories) == ["anna", "ben", "cleo", "dora-kept-1"]
    assert log.attrs["passed_over"] == ["anna-kept-1.csv"]
