"""A block's text brought up to date: what did not change stays as it was typed."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis import BlockSpec, Library
from analysis.block import block_toml, edits, parse_block
from analysis.block.specs.file_text import kept_text
from analysis.block.specs.spec import Move, Skip

DAY = datetime.date


TEXT = """# For Anna, after her exams
name = "Spring"   # first try
start = 2027-01-04
Goal = "running"
rest = 60  # she is in a hurry

[Runs] # from her running coach
Sunday = "long"

[[phase]]
name = "build"
weeks = 2
volume = [0.8, 1.0]   # slowly
monday = "runners_world"
fri = ["run_forever", 'fit_and_well']
[phase.override."Hip thrust"]  # her bench is low
sets = 4

# a week off work
[[phase]]
name = "easy"
weeks = 1

[[skip]]
from = 2027-01-11 # half term
why = "travel"
"""


def changed(library: Library, edit: Callable[[BlockSpec], BlockSpec], text: str = TEXT) -> list[str]:
    """Return the lines that an edit takes away and adds."""
    spec = edit(parse_block(library, text))
    kept = kept_text(library, text, spec)
    assert parse_block(library, kept) == spec
    lines = difflib.ndiff(text.splitlines(), kept.splitlines())
    return [line.rstrip() for line in lines if line[0] in "+-" and line[2:].strip()]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda spec: spec, []),
        (lambda spec: replace(spec, name="X"), ['- name = "Spring"   # first try', '+ name = "X"   # first try']),
        (lambda spec: replace(spec, minutes=40.0), ["+ minutes = 40"]),
        (lambda spec: replace(spec, goal=None), ['- Goal = "running"']),
        (
            lambda spec: edits.with_volume(spec, "build", 1.2, week=2),
            ["- volume = [0.8, 1.0]   # slowly", "+ volume = [0.8, 1.2]   # slowly"],
        ),
        (lambda spec: edits.with_day(spec, "build", "fri", ()), ["- fri = [\"run_forever\", 'fit_and_well']"]),
        (lambda spec: edits.with_run(spec, "sun", "easy"), ['- Sunday = "long"', '+ Sunday = "easy"']),
        (lambda spec: edits.with_run(spec, "tue", "hard"), ['+ tue = "hard"']),
        (lambda spec: edits.with_weeks(spec, "easy", 2), ["- weeks = 1", "+ weeks = 2"]),
        (
            lambda spec: replace(spec, skip=(*spec.skip, Skip(DAY(2027, 1, 18), DAY(2027, 1, 20), ""))),
            ["+ [[skip]]", "+ from = 2027-01-18", "+ to = 2027-01-20"],
        ),
        (
            lambda spec: replace(spec, move=(Move(DAY(2027, 1, 4), DAY(2027, 1, 5)),)),
            ["+ [[move]]", "+ from = 2027-01-04", "+ to = 2027-01-05"],
        ),
    ],
)
def test_only_lines_whose_values_changed_differ(
    library: Library, edit: Callable[[BlockSpec], BlockSpec], lines: list[str]
) -> None:
    assert changed(library, edit) == lines


def test_phases_that_come_and_go_leave_the_others_as_they_were(library: Library) -> None:
    added = changed(library, lambda spec: edits.with_phase_after(spec, "build"))
    assert not [line for line in added if line.startswith("-")]
    gone = changed(library, lambda spec: replace(spec, phase=spec.phase[:1]))
    assert not [line for line in gone if line.startswith("+")]
    named = changed(
        library, lambda spec: edits.with_phase(spec, "build", lambda phase: replace(phase, name="build, more"))
    )
    assert named == ['- name = "build"', '+ name = "build, more"']


def test_what_is_no_block_is_written_anew(library: Library) -> None:
    spec = parse_block(library, TEXT)
    assert kept_text(library, "name = ", spec) == kept_text(library, "", spec) == block_toml(spec)
