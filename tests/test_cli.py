"""The command line: what it prints, writes and refuses, with which exit code."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.report import report_tables

Write = Callable[..., Path]
ROW = "Main,strength,,Hip thrust,2-3 x 8-12,bench+dumbbell,"


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        "compare",
        "compare runners_world run_forever",
        "compare runners_world run_forever --explain",
        "compare --by muscle --counting total --phases strength",
        "compare --by pattern",
        "compare --by equipment",
        "compare --own mini_band,mat",
        "compare --own none",
        "weekly --bands glute_max=4-10 quads=2 run_forever=2",
        "weekly Run_Forever=1",
        "compare --counting primary=1,secondary=0.25",
        "weekly runners_world=1 run_forever=3",
        "weekly runners_world --goal strength --by muscle",
        "weekly run_forever=5 --bands glute_max=4-10 hamstrings=4",
        "weekly runners_world=1 run_forever=3 --coverage",
        "weekly runners_world=1 --phases strength --goal size",
        "exercises",
        "exercises --muscle glute_med --equipment mini_band --source fit_and_well",
        "exercises --muscle Chest --source fit_and_well",
        "check",
        "build",
    ],
)
def test_commands_fit_the_terminal(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if "Chest" in command:
        command = command.replace("Chest", "pecs")
    assert main(command.split()) == 0
    captured = capsys.readouterr()
    assert captured.out
    assert captured.err == ""
    assert max(len(line) for line in captured.out.splitlines()) <= 80


@pytest.mark.parametrize(
    "command", ["compare", "weekly runners_world=1 run_forever=3 --goal size", "exercises --muscle quads"]
)
def test_formats_agree(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = {}
    for kind in ("csv", "json", "markdown"):
        assert main([*command.split(), "--format", kind]) == 0
        out[kind] = capsys.readouterr().out
    table = pd.read_csv(io.StringIO(out["csv"]))
    records = json.loads(out["json"])
    assert list(records[0]) == list(table)
    assert len(records) == len(table)
    assert out["markdown"].startswith("| ")


def test_the_csv_of_a_week_is_the_tidy_frame(capsys: pytest.CaptureFixture[str]) -> None:
    main(["weekly", "runners_world=1", "run_forever=3", "--format", "csv"])
    week = pd.read_csv(io.StringIO(capsys.readouterr().out)).set_index(["muscle_group", "phase"])
    assert week.loc[("hip_abductors", "activation"), ["sets_min", "sets_max"]].tolist() == [29, 29]
    assert week.loc[("glute_max", "strength"), "sets_min"] == 9


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "csv", "json", "md", "xlsx"])
@pytest.mark.parametrize("command", ["compare", "weekly runners_world=1 run_forever=3 --goal strength"])
def test_out_writes_by_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, suffix: str) -> None:
    path = tmp_path / "new folder" / f"out.{suffix}"
    assert main([*command.split(), "--out", str(path)]) == 0
    assert path.stat().st_size > 500
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"wrote {path}\n"


def test_a_sheet_of_your_own_on_every_command(sheet: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = ["--with", str(sheet(ROW))]
    for command in (
        "compare mine run_forever",
        "compare mine run_forever --explain",
        "weekly mine=2",
        "exercises --source mine",
    ):
        assert main([*command.split(), *own]) == 0
        captured = capsys.readouterr()
        assert "Mine" in captured.out
    assert main(["weekly", "mine=2", "--format", "csv", *own]) == 0
    week = pd.read_csv(io.StringIO(capsys.readouterr().out)).set_index(["muscle_group", "phase"])
    assert week.loc[("glute_max", "strength"), ["sets_min", "sets_max"]].tolist() == [4, 6]
    assert main(["report", "--out", str(tmp_path / "out"), *own]) == 0
    assert "mine" in (tmp_path / "out" / "comparison.csv").read_text(encoding="utf-8")


def test_choices_are_reported_beside_the_answer(sheet: Write, capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", "mine", "--with", str(sheet("A,,,Monster walk,10,,"))])
    assert capsys.readouterr().err.splitlines() == [
        "chosen: mine 1: phase strength (section 'A' is not known)",
        "chosen: mine 1: dose 1 set (neither rounds nor sets are given)",
        "chosen: mine: equipment of 1 exercises as coded; check shows it",
    ]


def test_report_prints_and_writes_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], library: object
) -> None:
    out = tmp_path / "out"
    assert main(["report", "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "Runner's World" in text
    assert "hip abductors" in text
    tables = report_tables(library, {"run_forever": 1})
    charts = {"comparison.png", "comparison.svg", "weekly.png", "weekly.svg"}
    assert {path.name for path in out.iterdir()} == {f"{name}.csv" for name in tables} | charts
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert main(["report", "--out", str(out)]) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_check_says_no_with_exit_code_1(sheet: Write, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(sheet("A,,,Hip trust,10,,"))]) == 1
    assert "did you mean Hip thrust" in capsys.readouterr().err
    assert main(["check", str(sheet(ROW))]) == 0
    assert "good" in capsys.readouterr().out
    (data / "tidy/volume.csv").write_text("x\n", encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 1
    capsys.readouterr()
    assert main(["build", "--data", str(data)]) == 0
    assert capsys.readouterr().out == "wrote volume.csv\n"
    assert main(["check", "--data", str(data)]) == 0


REFUSED = [
    ("compare runners_wrld", "did you mean runners_world"),
    ("compare --phases strenght", "did you mean strength"),
    ("compare --counting fractoinal", "did you mean fractional"),
    ("compare --counting secondary=half", "from 0 to 1"),
    ("compare --counting secondary=7", "from 0 to 1"),
    ("compare --explain", "--explain needs two routines"),
    ("compare fit_and_well fit_and_well --explain", "--explain needs two routines"),
    ("compare runners_world run_forever --explain --out x.png", "--explain writes tables"),
    ("compare --own dumbell", "did you mean dumbbell"),
    ("compare --own mat --out x.png", "--own writes a table of its own"),
    ("compare --out x.gif", "unknown kind of file"),
    ("compare --out folder", "unknown kind of file"),
    ("compare --with none.csv", "none.csv: cannot be read: No such file"),
    ("compare --with none.xlsx", "a sheet is a CSV file"),
    ("compare --data nowhere", "nowhere/datapackage.json: cannot be read"),
    ("compare --by muscel", "invalid choice"),
    ("weekly", "name the sessions of the week"),
    ("weekly runners_world=", "whole number"),
    ("weekly runners_world=one", "whole number"),
    ("weekly runners_world=1.5", "whole number"),
    ("weekly runners_world=99", "0 to 21"),
    ("weekly runners_world=0", "without a session"),
    ("weekly runners_world=1 runners_world=2", "named twice"),
    ("weekly walking=1", "unknown routine"),
    ("weekly run_forever=1 --bands glute_max=few", "low or low-high"),
    ("weekly run_forever=1 --bands glute_max=9-3", "the smaller first"),
    ("weekly run_forever=1 --bands glute_med=1-3", "unknown muscle group"),
    ("weekly run_forever=1 --goal speed", "invalid choice"),
    ("exercises --muscle glute_mad", "did you mean glute_med"),
    ("exercises --equipment ketlebell", "unknown equipment"),
    ("exercises --source run_forevr", "did you mean run_forever"),
    ("exercises --out x.png", "unknown kind of file"),
    ("check none.csv", "cannot be read"),
    ("build --data nowhere", "cannot be read"),
    ("report walking=1", "unknown routine"),
    ("reprot", "invalid choice"),
]


@pytest.mark.parametrize(("command", "words"), REFUSED)
def test_bad_input_gets_one_message_and_exit_code_2(
    command: str, words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(command.split())
    except SystemExit as stop:  # argparse
        code = int(stop.code or 0)
    assert code == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_real_process(tmp_path: Path) -> None:
    good = run("compare", cwd=tmp_path)
    assert (good.returncode, good.stderr) == (0, "")
    assert "Hip abductors" in good.stdout
    bad = run("compare", "nope", cwd=tmp_path)
    assert bad.returncode == 2
    assert bad.stderr.startswith("error: unknown routine: 'nope'; allowed: fit_and_well, runners_world, run_forever")
    assert run("--help", cwd=tmp_path).returncode == 0


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "analysis", "compare", "--by", "muscle", "--format", "csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("mine")
    assert main(["report", "--out", str(tmp_path / "out")]) == 2
    assert "it is a file, not a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"
