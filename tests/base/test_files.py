"""Exports that are killed, refused or run out of space: the old file or the new one stands, whole.

Also of base/calendar.py, base/choices.py, base/colors.py, base/csv_text.py, base/errors.py, base/frames.py,
base/head_rows.py, base/names.py, base/text.py, base/xlsx_parts.py.
"""

from __future__ import annotations

import multiprocessing
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import Library, check_block, compare_routines, export_figure, export_table, plan_block, plot_comparison
from analysis.base.files import write_bytes
from analysis.files import export_block_calendar, export_block_workbook, export_comparison
from tests.shared import BOUND

OLD = b"what stood here before"


SUFFIXES = ["png", "svg", "pdf", "csv", "json", "md", "xlsx"]


KILLS = 50


CALENDAR = "block.ics"


LARGE = 8 * 2**20


LIMIT = 600
"""Bytes after which writing fails in these tests; every export is longer."""


LIMITED = f"""
import resource, sys
from analysis.cli.main import main

command, *places = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))
print(*[main([*command.split(), "--out", place]) for place in places])
"""
"""Runs a command for each place to write to, and prints the exit codes."""


posix_only = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals are those of POSIX systems")


def left(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def limited(command: str, places: list[str], folder: Path) -> tuple[list[str], list[str]]:
    """Run a command in a process that can write little; return its exit codes and its messages, place by place."""
    run = [sys.executable, "-B", "-c", LIMITED, command, *places]
    done = subprocess.run(run, capture_output=True, text=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split(), done.stderr.splitlines()


@pytest.mark.slow
@posix_only
@pytest.mark.parametrize("command", ["compare", "weekly runners_world=2 --goal size"])
def test_a_write_that_fails_leaves_the_old_file(command: str, tmp_path: Path) -> None:
    names = [f"old.{suffix}" for suffix in SUFFIXES]
    for name in names:
        (tmp_path / name).write_bytes(OLD)
    codes, said = limited(command, names, tmp_path)
    assert codes == ["2"] * len(names)
    assert said == [f"error: {name}: cannot be written: File too large" for name in names]
    assert left(tmp_path) == dict.fromkeys(names, OLD)


@pytest.mark.slow
@posix_only
def test_a_report_that_fails_leaves_whole_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "comparison.csv").write_bytes(OLD)
    codes, said = limited("report", ["out"], tmp_path)
    assert codes == ["2"]
    assert "cannot be written: File too large" in said[-1]
    assert left(out)["comparison.csv"] == OLD
    assert not [name for name in left(out) if name.startswith(".")]


@pytest.mark.slow
@pytest.mark.skipif(BOUND is None, reason="this user may write anywhere, and no setpriv takes that away")
@pytest.mark.parametrize(
    "command", ["compare --out locked/old.csv", "compare --out locked/new/x.png", "report --out locked"]
)
def test_a_folder_that_may_not_be_written_is_said(command: str, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "old.csv").write_bytes(OLD)
    locked.chmod(0o555)
    try:
        done = subprocess.run(
            [*(BOUND or []), sys.executable, "-m", "analysis", *command.split()],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
    finally:
        locked.chmod(0o755)
    assert done.returncode == 2
    assert done.stderr.startswith("error: locked")
    assert "Permission denied" in done.stderr
    assert left(locked) == {"old.csv": OLD}


@pytest.mark.skipif(BOUND is None, reason="this user may read anything, and no setpriv takes that away")
def test_a_sheet_that_may_not_be_read_is_said(sheet: Callable[..., Path], tmp_path: Path) -> None:
    path = sheet("A,,,Hip thrust,10,,")
    path.chmod(0)
    command = [*(BOUND or []), sys.executable, "-m", "analysis", "compare", "--with", path.name]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (2, "error: mine.csv: cannot be read: Permission denied\n")


def _write(library: Library, folder: Path, routines: list[str]) -> None:
    table = compare_routines(library, routines)
    export_table(table, folder / "table.csv")
    export_comparison(table, folder / "book.xlsx")
    export_figure(plot_comparison(table), folder / "chart.svg")
    phase = {"name": "base", "weeks": 2, "mon": routines[0]}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    export_block_workbook(plan, check_block(plan), folder / "block.xlsx")
    export_block_calendar(plan, folder / CALENDAR)
    write_bytes(folder / "large.bin", routines[0].encode() * LARGE)  # long enough to be killed in the middle


def _write_on(library: Library, folder: Path, started: object) -> None:
    started.set()  # type: ignore[attr-defined]
    while True:
        for routines in (["runners_world"], ["run_forever", "fit_and_well"]):
            _write(library, folder, routines)


@posix_only
@pytest.mark.slow
def test_killed_at_any_moment_the_old_or_the_new_file_stands_whole(library: Library, tmp_path: Path) -> None:
    whole: dict[str, set[bytes]] = {}
    for routines in (["runners_world"], ["run_forever", "fit_and_well"]):
        _write(library, tmp_path / "whole", routines)
        for name, content in left(tmp_path / "whole").items():
            whole.setdefault(name, set()).add(content)
    assert {len(contents) for contents in whole.values()} == {2}
    del whole[CALENDAR]  # it holds what was published before: another one every time
    folder = tmp_path / "killed"
    _write(library, folder, ["runners_world"])
    moments = random.Random(7)
    fork = multiprocessing.get_context("fork")
    halves = 0
    for kill in range(KILLS):
        started = fork.Event()
        writer = fork.Process(target=_write_on, args=(library, folder, started))
        writer.start()
        assert started.wait(60)
        time.sleep(moments.uniform(0, 1.0))
        # Every other kill falls at any moment, the others while a file is being written.
        while kill % 2 and not any(path.name.startswith(".") for path in folder.iterdir()):
            assert writer.is_alive()
        writer.kill()
        writer.join()
        found = left(folder)
        for name in whole:
            assert found[name] in whole[name], name  # whole, and of one of the two tables
        events = found.pop(CALENDAR).split(b"BEGIN:VEVENT")
        assert len(events) in (3, 5)  # the sessions of one plan, or also those of the other
        assert events[-1].endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
        for name in set(found) - set(whole):
            assert name.startswith(".")  # what was being written beside; the kill left no chance to remove it
            halves += 1
            (folder / name).unlink()
    assert halves  # the kills did fall into the middle of writing
