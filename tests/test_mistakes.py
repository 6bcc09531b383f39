"""Mistakes of every kind get one clear message each, and change nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.base.errors import SHOWN
from analysis.cli.main import main
from tests.mistakes import MISTAKES, OLD, SLOW, set_up

LONGEST_LINE = 700
"""Characters that a line of a message may have."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in SLOW)) for name in MISTAKES])
def test_a_mistake_gets_one_clear_message_and_changes_nothing(
    name: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mistake = MISTAKES[name]
    monkeypatch.chdir(tmp_path)
    set_up(mistake, tmp_path, request.getfixturevalue("data") if mistake.spoil else tmp_path)
    before = contents(tmp_path)
    assert main(mistake.command.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    message = said.err[said.err.index("error: ") :]
    missing = [word for word in mistake.words if word not in message]
    assert not missing, message
    assert len(message.splitlines()) <= 3 * SHOWN + 1  # a dose takes a line for the text and one for the caret
    assert max(map(len, message.splitlines())) <= LONGEST_LINE
    assert contents(tmp_path) == before


def test_the_table_has_every_kind() -> None:
    assert len(MISTAKES) >= 80


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have such files")
def test_files_that_are_no_ordinary_files_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for suffix in ("csv", "xlsx", "toml"):
        os.mkfifo(f"pipe.{suffix}")
    Path("loop.csv").symlink_to("loop.csv")
    for command, words in {
        "compare --with pipe.csv": "pipe.csv: cannot be read: not an ordinary file",
        "compare --out pipe.csv": "pipe.csv: cannot be written: not an ordinary file",
        "log pipe.csv": "pipe.csv: cannot be read: not an ordinary file",
        "log pipe.xlsx": "pipe.xlsx: cannot be read: not an ordinary file",
        "log /dev/zero": "/dev/zero: cannot be read: not an ordinary file",
        "block pipe.toml": "pipe.toml: cannot be read: not an ordinary file",
        "compare --with loop.csv": "loop.csv: cannot be read",
        "compare --with loop.csv --out x.csv": "loop.csv: cannot be found",
        "compare --out loop.csv": "loop.csv: cannot be found",
    }.items():
        assert main(command.split()) == 2
        assert words in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["loop.csv", "pipe.csv", "pipe.toml", "pipe.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="file modes and links are those of POSIX systems")
def test_a_link_is_followed_and_a_mode_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.json").write_bytes(OLD)
    Path("mine.json").chmod(0o600)
    Path("link.json").symlink_to("mine.json")
    assert main(["exercises", "--out", "link.json"]) == 0
    assert Path("link.json").is_symlink()
    assert Path("mine.json").read_bytes().startswith(b"[")
    assert Path("mine.json").stat().st_mode & 0o777 == 0o600
