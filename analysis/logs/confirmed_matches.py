"""Exercise matches that a coach has confirmed, in a file, a frame or a mapping: read once, all errors reported."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.base.csv_text import read_rows
from analysis.base.errors import ArgumentError, FileError, Finding, raise_all
from analysis.base.files import read_text, shown_path
from analysis.base.names import fold
from analysis.library.library import Library

LEFT_OUT = "left out"


NOT_OURS = "none"
"""Entry in place of an exercise_id for an exercise that must not count."""


APART, TOGETHER = "apart", "together"
"""How left and right may be logged: as separate sets, or (by default) as one set."""


class Line(NamedTuple):
    """A line of a coach's confirmed matches."""

    row: int
    name: str
    exercise: str
    sides: str = ""
    athlete: str = ""


@dataclass(frozen=True)
class Confirmed:
    """A coach's confirmed matches, read once.

    Attributes
    ----------
    exercises : mapping of str to str
        exercise_id, or ``none``, by folded name.
    sides : set of (str, str)
        Athlete (blank for all) and folded name whose left and right sides are separate sets.
    lines : tuple of Line
    loaded : mapping of str to bool
        Whether most sets of an ambiguous name have a load, by folded name; empty where unknown.
    """

    exercises: Mapping[str, str]
    sides: Set[tuple[str, str]]
    lines: tuple[Line, ...]
    loaded: Mapping[str, bool] = field(default_factory=dict)


Matches = str | Path | pd.DataFrame | Mapping[str, str] | Confirmed


def read_matches(library: Library, matches: Matches | None) -> Confirmed:
    """Read a coach's confirmed matches; lines without an exercise confirm no match.

    Raises
    ------
    FileError, DataError, ArgumentError
        If they cannot be read, have an unknown exercise or sides, or give a name two exercises.

    Examples
    --------
    >>> from analysis import load_library
    >>> matches = pd.DataFrame({"exercise_name": ["Step Up"], "exercise_id": [""], "sides": ["apart"]})
    >>> read_matches(load_library(), matches).sides
    {('', 'step up')}
    """
    if isinstance(matches, Confirmed):
        return matches
    file, lines = match_lines(matches)
    exercises: dict[str, str] = {}
    findings = []
    for line in lines:
        if fold(line.sides) not in ("", APART, TOGETHER):
            allowed = f"{APART}, {TOGETHER}, or nothing"
            findings.append(Finding("unknown sides", file, line.row, "sides", line.sides, allowed))
        typed, name = line.exercise.strip(), fold(line.name)
        if not typed:
            continue
        exercise = NOT_OURS if fold(typed) == NOT_OURS else library.coding.names.find(typed)
        if exercise is None:
            near = library.coding.names.near(typed)
            allowed = f"an exercise_id of the library, {NOT_OURS}, or nothing"
            findings.append(Finding("unknown exercise", file, line.row, "exercise_id", typed, allowed, near))
        elif exercises.setdefault(name, exercise) != exercise:
            what = f"the name already means {exercises[name]}"
            findings.append(Finding(what, file, line.row, "exercise_name", line.name, "each name once"))
    raise_all(findings)
    sides = {(line.athlete.strip(), fold(line.name)) for line in lines if fold(line.sides) == APART}
    return Confirmed(exercises, sides, tuple(lines))


COLUMNS = ("exercise_name", "exercise_id", "sides", "athlete")


def match_lines(matches: Matches | None) -> tuple[str, list[Line]]:
    """Return a coach's confirmed matches, line by line, and the name of the file."""
    if matches is None:
        return "", []
    if isinstance(matches, (str, Path)):
        path = Path(matches)
        file = shown_path(path)
        return file, _rows(path, file)
    if isinstance(matches, pd.DataFrame):
        if not set(COLUMNS[:2]) <= set(matches.columns):
            raise ArgumentError("matches: no columns exercise_name and exercise_id")
        texts = matches.reindex(columns=list(COLUMNS)).astype(object).fillna("").astype(str)
        if "how" in matches.columns:  # the frame of match_exercises is accepted unchanged
            texts["exercise_id"] = texts["exercise_id"].mask(matches["how"] == LEFT_OUT, NOT_OURS)
        return "", [Line(row, *cells) for row, cells in enumerate(texts.to_numpy().tolist(), 2)]
    if isinstance(matches, Mapping):
        return "", [_confirmed(row, name, exercise) for row, (name, exercise) in enumerate(matches.items(), 2)]
    allowed = "a CSV file, a frame with exercise_name and exercise_id, or a mapping"
    raise ArgumentError(Finding("matches", value=str(matches), allowed=allowed))


def _confirmed(row: int, name: Any, exercise: Any) -> Line:
    """Return a line of a mapping, in which None and NaN leave a name open."""
    exercise = "" if pd.api.types.is_scalar(exercise) and pd.isna(exercise) else exercise
    for text in (name, exercise):
        if not isinstance(text, str):
            raise ArgumentError(
                Finding("matches: not a name", value=str(text), allowed="texts, exercise_name to exercise_id")
            )
    return Line(row, name, exercise)


def _rows(path: Path, file: str) -> list[Line]:
    """Read the columns of a file of matches; a spreadsheet may have saved it with semicolons."""
    text = read_text(path).removeprefix("\ufeff")
    # A spreadsheet program in a language with decimal commas separates cells by semicolons.
    head = text.partition("\n")[0]
    rows = read_rows(text, file, delimiter=";" if head.count(";") > head.count(",") else ",")
    heads = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if not set(COLUMNS[:2]) <= set(heads):
        raise FileError(f"{file}: no columns exercise_name and exercise_id in its first row")
    columns = [heads.index(name) if name in heads else -1 for name in COLUMNS]
    # Rows may be shorter than the header, since a spreadsheet drops blank ends; their last cell is always blank.
    filled = [(line, [*cells, *[""] * (len(heads) + 1)]) for line, cells in rows[1:] if any(cells)]
    return [Line(line, *(cells[column].removeprefix("'") for column in columns)) for line, cells in filled]
