"""The wheel in an environment of its own, with no checkout beside it, on machines that lack the usual things."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis import Library, check_block, compare_to_block, log_volume, plan_block
from analysis.logs.weeks import log_frequency
from tests.shared import BOUND

ROOT = Path(__file__).resolve().parent.parent


VERSIONS = ["3.11", "3.12", "3.13", "3.14"]


OFFLINE = """
import socket

def refuse(*_, **__):
    raise OSError("this machine has no network")

socket.socket.connect = socket.getaddrinfo = refuse
"""


UNUSUAL: dict[str, dict[str, str | None]] = {
    "as it is": {},
    "ASCII only": {"LC_ALL": "C", "LANG": "C"},
    "no HOME": {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "MPLCONFIGDIR": None},
    "a HOME that is not there": {"HOME": "/nowhere", "MPLCONFIGDIR": None},
    "no network": {"PYTHONPATH": "offline"},
    "a screen asked for": {"MPLBACKEND": "qtagg", "DISPLAY": None},
}


def command_of(version: str) -> str | None:
    """The interpreter of a version, where the machine has one."""
    for name in (f"python{version}", sys.executable):
        if shutil.which(name):
            code = "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2], sep='|')"
            env = {**os.environ, "PYENV_VERSION": version}
            done = subprocess.run([name, "-c", code], capture_output=True, text=True, env=env, check=False)
            path, _, found = done.stdout.strip().partition("|")
            if found == version:
                return path
    return None


@pytest.fixture(scope="module", params=VERSIONS)
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel."""
    interpreter = command_of(request.param)
    if interpreter is None:
        pytest.skip(f"no Python {request.param} on this machine")
    environment = tmp_path_factory.mktemp("machine") / "an environment é"
    subprocess.run([interpreter, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
    return python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with uv and pipx, which run a command of a wheel without an installation."""
    folder = tmp_path_factory.mktemp("runners")
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), "uv", "pipx"], check=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", [["uv", "tool", "run", "--from"], ["pipx", "run", "--spec"]], ids=["uv", "pipx"])
def test_one_line_runs_it_from_the_wheel_in_a_fresh_home(
    command: list[str], wheel: Path, runners: Path, tmp_path: Path
) -> None:
    fresh = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(runners), "UV_CACHE_DIR": str(tmp_path / "cache")}
    since = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command, str(wheel), "runner-strength", "compare"],
        capture_output=True,
        cwd=tmp_path,
        env=fresh,
        check=False,
    )
    print(f"{time.perf_counter() - since:.1f} s")
    assert done.returncode == 0, done.stderr
    assert done.stdout == run(Path(sys.executable), "compare", cwd=tmp_path, change={"PYTHONPATH": str(ROOT)}).stdout


def run(
    python: Path,
    *arguments: str,
    cwd: Path,
    change: Mapping[str, str | None] | None = None,
    before: list[str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **(change or {})}
    command = [*(before or []), str(python), "-m", "analysis", *arguments]
    kept = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(command, capture_output=True, cwd=cwd, env=kept, check=False)


@pytest.mark.slow
def test_the_wheel_carries_the_data_and_works_anywhere(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "a folder with ü"
    (home / "offline").mkdir(parents=True)
    (home / "offline" / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    code = "import analysis; print(analysis.load_library().folder)"
    where = subprocess.run(
        [str(installed), "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=home
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)
    checked = run(installed, "check", cwd=home)
    assert checked.returncode == 0, checked.stderr
    answers, files = {}, {}
    for name, change in UNUSUAL.items():
        out = home / f"out, {name}"
        compared = run(installed, "compare", cwd=home, change=change)
        reported = run(installed, "report", "--out", out.name, cwd=home, change=change)
        assert (compared.returncode, reported.returncode) == (0, 0), (name, compared.stderr, reported.stderr)
        assert b"Traceback" not in compared.stderr + reported.stderr
        answers[name] = compared.stdout
        files[name] = {path.name: path.read_bytes() for path in out.iterdir()}
    usual = answers.pop("as it is"), files.pop("as it is")
    assert len(usual[1]) > 20
    for name, answer in answers.items():
        assert answer == usual[0], name
        assert files[name] == usual[1], name


@pytest.mark.slow
@pytest.mark.skipif(BOUND is None, reason="this user may write anywhere, and no setpriv takes that away")
def test_works_where_its_own_folder_may_not_be_written(installed: Path, tmp_path: Path) -> None:
    (package,) = (installed.parent.parent / "lib").glob("python*/site-packages/analysis")
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]
    for cache in package.rglob("__pycache__"):
        shutil.rmtree(cache)
    modes = {path: path.stat().st_mode for path in folders if path.exists()}
    try:
        for path in modes:
            path.chmod(0o555)
        done = run(installed, "weekly", "run_forever=2", "--out", "week.xlsx", cwd=tmp_path, before=BOUND)
        refused = run(installed, "build", cwd=tmp_path, before=BOUND)
        assert not list(package.rglob("__pycache__"))
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "week.xlsx").stat().st_size > 5_000
    assert refused.returncode == 0  # nothing differs, so nothing is written


@pytest.mark.slow
@pytest.mark.skipif(not ROOT.as_posix().isascii(), reason="numpy itself does not load from such a folder then")
def test_a_terminal_without_accents_gets_a_plain_answer(tmp_path: Path) -> None:
    home = tmp_path / "ü"
    home.mkdir()
    change = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    usual = run(Path(sys.executable), "exercises", "--format", "csv", cwd=home, change={"PYTHONPATH": str(ROOT)})
    plain = run(Path(sys.executable), "exercises", "--format", "csv", cwd=home, change=change)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout == usual.stdout.decode().encode("ascii", "replace")
    assert run(Path(sys.executable), "compare", "--out", "x.png", cwd=home, change=change).returncode == 0
    assert (home / "x.png").exists()


def test_nothing_is_counted_at_places_that_only_64_bits_can_hold(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build of 32 bits refuses int64 as places; here it is played by another type of 64 bits, told by its letter."""
    counted = np.bincount

    def narrow(places: Any, *more: Any, **named: Any) -> Any:
        if np.asarray(places).dtype.char == np.dtype(wide).char:
            raise TypeError("Cannot cast array data from dtype('int64') to dtype('int32')")
        return counted(places, *more, **named)

    wide = np.longlong if np.dtype(np.intp).char != "q" else np.dtype("l").type
    block = {"name": "x", "start": "2027-01-04", "race": "2027-01-31", "goal": "strength"}
    phase = {"name": "base", "weeks": 4, "volume": [1, 1.5, 0.6, 1], "reps_step": 1, "mon": "runners_world"}
    life = {"skip": [{"from": "2027-01-11"}], "move": [{"from": "2027-01-18", "to": "2027-01-19"}]}
    log = pd.DataFrame({"athlete": [f"{one}" for one in range(10)], "reps": 8.0})
    log["date"] = pd.to_datetime(["2027-01-04", "1971-01-04"] * 5)
    log["exercise_name"] = ["Hip thrust", *(f"Lift {one}" for one in range(9))]
    monkeypatch.setattr(np, "int64", wide)
    monkeypatch.setattr(np, "bincount", narrow)
    plan = plan_block(library, block | life | {"phase": [phase]})
    assert len(plan.sessions) == len(plan.summary) - 1
    assert not check_block(plan).empty
    quantities = ["sets", "reps"]
    volume = log_volume(log, library, quantities=quantities)
    assert volume["reps"].max() == 8  # counted on a grid, and by sorting where the grid would be empty
    assert log_volume(log, library, window="7 days", quantities=quantities)["reps"].max() == 8
    assert log_frequency(log, library)["days"].max() == 1
    assert compare_to_block(plan, log).adherence["due"].sum() > 0
