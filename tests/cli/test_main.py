"""The command line: what it prints, writes and refuses, with which exit code.

Also of cli/options.py, cli/answers.py, cli/routines.py, cli/weeks.py, cli/blocks.py,
cli/logs.py, cli/suggestions.py, cli/data.py.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import load_library, plan_block
from analysis.cli.main import main

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


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "compare",
        "compare runners_world run_forever",
        "compare runners_world run_forever --explain",
        "compare --by muscle --counting total --phases strength",
        "compare --by pattern",
        "compare --by equipment",
        "compare --equipment mini_band mat",
        "compare --equipment none",
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
        "exercises --muscle pecs --source fit_and_well",
        "check",
        "build --data data",
    ],
)
def test_commands_fit_the_terminal(
    command: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(data.parent)
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
    week = pd.read_csv(io.StringIO(capsys.readouterr().out)).set_index(["muscle_group", "phase", "kind"])
    assert week.loc[("hip_abductors", "activation", "light"), ["sets_min", "sets_max"]].tolist() == [
        35,
        35,
    ]  # 5 and 3 x 10
    assert week.loc[("glute_max", "strength", "strength"), "sets_min"] == 6


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "csv", "json", "md", "xlsx"])
@pytest.mark.parametrize("command", ["compare", "weekly runners_world=1 run_forever=3 --goal size"])
def test_out_writes_by_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, suffix: str) -> None:
    path = tmp_path / "new folder" / f"out.{suffix}"
    assert main([*command.split(), "--out", str(path)]) == 0
    assert path.stat().st_size > 500
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"wrote {path}\n"


@pytest.mark.slow
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
    week = pd.read_csv(io.StringIO(capsys.readouterr().out)).set_index(["muscle_group", "phase", "kind"])
    assert week.loc[("glute_max", "strength", "strength"), ["sets_min", "sets_max"]].tolist() == [4, 6]
    assert main(["report", "--out", str(tmp_path / "out"), *own]) == 0
    assert "mine" in (tmp_path / "out" / "comparison.csv").read_text(encoding="utf-8")


def test_choices_are_reported_beside_the_answer(sheet: Write, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["A,Monster walk,10,a", ",,,", "A,Plank,3 x 60,b"]
    path = sheet(*rows, header="section,exercise,dose,Foo")
    phase = "assumed strength: no phase given"
    question = "mine, row 4: 60 reps of Plank: did you mean 60 s? Then type 3 x 60 s"
    doubts = [
        "mine, row 2: assumed 1 set: neither rounds nor sets are given",
        "mine, rows 2, 4: Foo: unknown column, kept as typed",
        question,
    ]
    main(["compare", "mine", "--with", str(path)])
    assert capsys.readouterr().err.splitlines() == [
        f"mine, rows 2, 4: {phase}",
        *doubts,
        "mine: equipment as usual for 2 exercises; check shows it",
    ]
    assert main(["check", str(path)]) == 0
    out = capsys.readouterr().out
    assert all(f"  {line.removeprefix('mine, ')}\n" in out for line in doubts[1:])
    assert "  equipment as usual: Band monster walk mini_band; Front plank mat? (?:\n    optional)\n" in out
    table = out[: out.index("Questions:")]
    assert [line.split() for line in table.splitlines() if line[:1].isdigit()] == [
        ["2", "Monster", "walk", "=", "Band", "monster", "walk", "1", "set", "of", "10", "1", "set", "assumed"],
        ["4", "Plank", "=", "Front", "plank", "3", "sets", "of", "60", "a", "question,", "below"],
    ]
    assert out.endswith("mine.csv: good, with 1 question\n")


@pytest.mark.slow
def test_report_prints_and_writes_everything(report: Path) -> None:
    text = report.with_suffix(".txt").read_text(encoding="utf-8")
    assert "Runner's World" in text
    assert "hip abductors" in text
    tables = "at_a_glance comparison differences shared_exercises similarity sensitivity session_minutes routine_volume"
    tables += " weekly_volume weekly_summary weekly_minutes coverage goal_lines weeks"
    drawn = "panels weekly body coverage matrix"
    pairs = ["fit_and_well_runners_world", "fit_and_well_run_forever", "runners_world_run_forever"]
    drawn = " ".join([drawn, *(f"difference_{pair}" for pair in pairs)])
    charts = {f"{name}.png" for name in drawn.split()}
    written = {path.name for path in report.iterdir()}
    assert written == {f"{name}.csv" for name in tables.split()} | charts | {"index.html"}


@pytest.mark.slow
def test_the_report_is_the_same_in_another_process(tmp_path: Path, report: Path) -> None:
    assert run("report", "--out", "out", cwd=tmp_path).returncode == 0
    files = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path / "out", report)]
    assert files[0] == files[1]


def test_check_says_no_with_exit_code_1(sheet: Write, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(sheet("A,,,Hip trust,10,,"))]) == 1
    told = capsys.readouterr()
    assert "did you mean Hip thrust" in told.out
    assert told.out.endswith("mine.csv: not good: 1 error\n")
    assert not told.err
    assert main(["check", str(sheet(ROW))]) == 0
    assert "good" in capsys.readouterr().out
    (data / "tidy/volume.csv").write_text("x\n", encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 1
    capsys.readouterr()
    assert main(["build", "--data", str(data)]) == 0
    assert capsys.readouterr().out == "wrote volume.csv\n"
    assert main(["check", "--data", str(data)]) == 0


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


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("compare --phases strength", r"Glute max +0 +9 \(6\) +0"),
        ("compare --counting direct", r"Glute max +4 +11 \(6\) +2"),
        ("compare --by muscle", r"Glute med +8 +6\.5 \(1\.5\) +10"),
        ("weekly runners_world=1 --counting direct", r"Hip rotators +0 +0 +0"),
        ("weekly runners_world=1 --phases activation", r"muscle group +strength +light +days\n"),
        ("weekly runners_world=1 run_forever=3 --goal size", r"Hip abductors +1\.5 +35 +4 +0\.8 +4\+, aim 10 +below\n"),
        (
            "compare --equipment mini_band mat",
            r"Floor press in 90-90 +3 +no, without +dumbbell \(inferred\)",
        ),
        ("compare runners_world run_forever --explain", r"Calves +\+1\.5 +\+1\.5 +Squat to heel raise"),
    ],
)
def test_options_change_the_figures(command: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == 0
    assert re.search(line, capsys.readouterr().out)


@pytest.mark.slow
def test_a_log_is_held_against_what_was_planned_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block, log = tmp_path / "block.toml", tmp_path / "anna.csv"
    phase = 'name = "x"\nstart = 2027-01-04\n[[phase]]\nname = "base"\nweeks = 2\n{} = "run_forever"\n'
    block.write_text(phase.format("mon"), encoding="utf-8")
    plan_block(load_library(), block).export(tmp_path / "then")
    block.write_text(phase.format("fri"), encoding="utf-8")
    names = ["Lateral band walk", "Wall abs", "Band monster walk"]
    log.write_text("date,exercise,reps\n" + "".join(f"2027-01-04,{name},10\n" for name in names), encoding="utf-8")
    said = []
    for more in ([], ["--planned", str(tmp_path / "then")]):
        assert main(["log", str(log), "--block", str(block), "--until", "2027-01-10", *more]) == 0
        said.append(" ".join(capsys.readouterr().out.split()))
    assert ["1 of them moved" in words for words in said] == [True, False]
    assert all("1 of 1 session that were due" in words for words in said)


def test_a_report_whose_reader_goes_away_is_written_all_the_same(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "analysis", "report"], stdout=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait() == 0
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("count", [2, 4, 6])
def test_many_routines_fit_the_terminal(count: int, sheet: Write, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = [str(sheet(ROW, name=f"a rather long name {number}.csv")) for number in range(count)]
    own = [part for path in sheets for part in ("--with", path)]
    assert main(["compare", *own]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 80


def test_an_answer_of_no_stays_no_when_the_reader_goes_away(sheet: Write, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "analysis", "check", str(sheet("A,,,Nope,10,,"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_answer_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "analysis", "compare"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "error: the answer cannot be written: No space left on device\n"


def test_a_missing_sheet_does_not_hide_what_is_wrong_with_another(
    sheet: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(sheet("A,,,Nope,10,,")), "missing.csv"]) == 2
    told = capsys.readouterr()
    assert "unknown exercise" in told.out
    assert "missing.csv: cannot be read" in told.err


def test_a_name_with_signs_of_mathematics_is_drawn_as_it_is(sheet: Write, tmp_path: Path) -> None:
    path = sheet(ROW, name="$\\frac$.csv")
    assert main(["compare", "--with", str(path), "--out", str(tmp_path / "x.png")]) == 0


@pytest.mark.slow
def test_settings_of_the_user_do_not_change_a_chart(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nlines.linewidth: 9\n")
    assert run("compare", "--out", "a.png", cwd=tmp_path).returncode == 0
    (tmp_path / "matplotlibrc").unlink()
    assert run("compare", "--out", "b.png", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
