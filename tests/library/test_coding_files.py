"""The coding is read once as long as its files say the same, and what is made of it belongs to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import DataError, load_library


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_same_files_are_read_once(data: Path) -> None:
    assert load_library(data).coding is load_library(data).coding


def test_a_file_that_was_edited_is_read_again(data: Path) -> None:
    before = load_library(data)
    edit(data / "coding" / "exercises.csv", ",Hip thrust,", ",Hip thruster,")
    after = load_library(data)
    assert after.coding is not before.coding
    assert (before.coding.exercises["hip_thrust"]["name"], after.coding.exercises["hip_thrust"]["name"]) == (
        "Hip thrust",
        "Hip thruster",
    )


def test_what_was_wrong_and_is_mended_is_right(data: Path) -> None:
    path = data / "coding" / "exercises.csv"
    edit(path, ",Hip thrust,bridge,", ",Hip thrust,no_pattern,")
    for _ in range(2):  # an error is not kept either
        with pytest.raises(DataError, match="no_pattern"):
            load_library(data)
    edit(path, "no_pattern", "bridge")
    assert len(load_library(data).routines) == 3


def test_a_frame_that_is_changed_is_of_that_library_alone() -> None:
    spoilt, sound = load_library(), load_library()
    spoilt.muscles.loc[0, "name"] = "spoilt"
    assert spoilt.muscles.loc[0, "name"] == "spoilt"
    assert sound.muscles.loc[0, "name"] == load_library().muscles.loc[0, "name"] != "spoilt"
