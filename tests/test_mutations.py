"""Shipped files changed at random: either the same result, or a finding that names a file, and never a crash.

``make fuzz`` runs thousands of them and prints how each was met.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, event, given, settings, strategies as st

from analysis import (
    AnalysisError,
    DataError,
    Library,
    compare_routines,
    coverage,
    equipment_fit,
    load_library,
    session_minutes,
    weekly_summary,
)
from analysis.base.errors import Finding
from analysis.library.schema import data_folder
from analysis.tidy import check_data

FILES = sorted(path for path in data_folder().rglob("*") if path.is_file() and path.name != "README.md")


NASTY = [
    *("", " ", "0", "-1", "1e9", "nan", "inf", "9" * 40, "3 x 10", "12-8", "=1+1", "<script>", "../x", "'", '"', "\0"),
    *(
        "\x1b",
        "é",
        "\u202e",
        "\ufeff",
        "\n",
        "\r\n",
        ",",
        ";",
        "primary",
        "strength",
        "glute_max",
        "hip_thrust",
        "true",
    ),
]
"""What takes the place of a cell, or comes between two bytes."""


KINDS = ["byte", "cut", "insert", "truncate", "retype", "double", "drop", "swap", "cell", "borrow"]


@dataclass(frozen=True)
class Mutation:
    """A change to a file; places wrap around, so that any numbers fit any file."""

    name: str
    kind: str
    place: int
    row: int
    other: int
    column: int
    nasty: str
    byte: int

    def apply(self, raw: bytes) -> bytes:
        place = self.place % len(raw)
        before, after = raw[:place], raw[place:]
        nasty = self.nasty.encode()
        if self.kind == "byte":
            return before + bytes([self.byte]) + after[1:]
        if self.kind == "cut":
            return before + after[1 + self.byte % 60 :]
        if self.kind == "insert":
            return before + nasty + after
        if self.kind == "truncate":
            return before
        if self.kind == "retype":
            others = [raw.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + raw, raw.replace(b",", b";"), raw + b"\n,,\n"]
            return others[self.byte % len(others)]
        lines = raw.splitlines(keepends=True)
        row, other = self.row % len(lines), self.other % len(lines)
        if self.kind == "double":
            lines.insert(other, lines[row])
        elif self.kind == "drop":
            lines.pop(row)
        elif self.kind == "swap":
            lines[row], lines[other] = lines[other], lines[row]
        else:
            cells, donors = (lines[one].rstrip(b"\n").split(b",") for one in (row, other))
            donor = donors[self.column % len(donors)]
            cells[self.column % len(cells)] = nasty if self.kind == "cell" else donor
            lines[row] = b",".join(cells) + b"\n"
        return b"".join(lines)


numbers = st.integers(0, 10_000)


mutations = st.builds(
    Mutation,
    name=st.sampled_from([path.relative_to(data_folder()).as_posix() for path in FILES]),
    kind=st.sampled_from(KINDS),
    place=st.integers(0, 100_000),
    row=numbers,
    other=numbers,
    column=numbers,
    nasty=st.sampled_from(NASTY),
    byte=st.integers(0, 255),
)


def result(library: Library) -> dict[str, pd.DataFrame]:
    """Answer the main questions, by name."""
    first = str(library.routines["routine_id"].iloc[0])
    return {
        "comparison": compare_routines(library),
        "week": weekly_summary(library, {first: 2}, goal="strength"),
        "coverage": coverage(library, {first: 1}),
        "minutes": session_minutes(library),
        "equipment": equipment_fit(library, ["mat"]),
    }


def ordered(frame: pd.DataFrame) -> bool:
    pairs = [(name, f"{name[:-3]}max") for name in frame if name.endswith("_min")]
    return not any((frame[low] > frame[high]).any() for low, high in pairs)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path_factory.mktemp("data") / "data"))


@cache
def shipped() -> dict[str, str]:
    return {name: frame.to_csv() for name, frame in result(load_library()).items()}


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutation=mutations)
def test_the_same_result_or_a_named_finding(spoilt: Path, mutation: Mutation) -> None:
    path = spoilt / mutation.name
    before = path.read_bytes()
    path.write_bytes(mutation.apply(before))
    try:
        met = _meet(spoilt, mutation.apply(before) == before)
    finally:
        path.write_bytes(before)
    event(f"{met}")
    event(f"{mutation.kind}: {met}")


def _meet(folder: Path, same: bool) -> str:
    """Say how a folder with a changed file is met; an error of any other family is a failure."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    answers = {}
    try:
        answers = result(load_library(folder))
        assert all(ordered(frame) for frame in answers.values())
        findings = check_data(folder)
    except DataError as error:
        findings = list(error.findings)
    except AnalysisError as error:
        file = next((name for name in names if name.rpartition("/")[2] in str(error)), "")
        findings = [Finding(str(error), file)]
    assert {finding.file for finding in findings} <= names, findings
    if findings and not answers:
        return "a finding that names file and row" if findings[0].row else "a finding that names the file"
    if findings:
        return "well formed, and named as changed since the last build"
    assert same or {name: frame.to_csv() for name, frame in answers.items()} == shipped()
    return "the same result"
