"""Add a coach's own exercises and sheets to a library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import Finding, raise_all
from analysis.base.names import fold, snake
from analysis.base.text import clip
from analysis.library.coding_files import HEADINGS
from analysis.library.library import Library
from analysis.library.links import links_frame
from analysis.library.own_exercise_files import Described, read_descriptions
from analysis.library.own_exercises import (
    GROUP_WORD,
    ROLES,
    Additions,
    additions_of,
    with_additions,
)
from analysis.library.prescriptions import prescribe, tidy_columns
from analysis.library.sheets.found_tables import Told
from analysis.library.sheets.sheet_choices import Choice, choices_frame
from analysis.library.sheets.sheet_files import split_tab
from analysis.library.sheets.sheet_reading import Sheet, parse_sheet, read_sheet

LONGEST_NAME = 60
"""Maximum characters in a routine's name."""


def add_exercises(library: Library, *files: str | Path) -> Library:
    """Return a library with a coach's own exercises, and more names for exercises it already has.

    Parameters
    ----------
    library : Library
        Not changed.
    *files : path
        CSV files or spreadsheets with the columns exercise, also (other names), works, assists, steadies, pattern,
        equipment, sides (one or both), demand, kind, usual_dose, seconds_per_rep and link; only exercise and one of
        works, also and link are required. Separate list items with ``+`` or ``;``.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With every error in the files.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.library.loading import load_library
    >>> path = Path(tempfile.mkdtemp()) / "exercises.csv"
    >>> _ = path.write_text("exercise,also,works\\nSled push,,quads+glute max\\nHip thrust,Booty lift,\\n")
    >>> more = add_exercises(load_library(), path)
    >>> more.coding.names.find("booty lift"), more.exercises.iloc[-1][["name", "origin"]].tolist()
    ('hip_thrust', ['Sled push', 'own'])
    """
    described = [one for file in files for one in read_descriptions(Path(file))]
    made = additions_of(library.coding, described)
    raise_all(made.findings)
    told = [Choice(file, 0, row, "sheet", "", why) for file, row, why in made.told]
    return _append(_with_exercises(library, made), choices=choices_frame(told))


def _with_exercises(library: Library, made: Additions) -> Library:
    links = [(exercise, None, None, link) for exercise, link in made.links.items()]
    library = _append(library, links=links_frame(links))
    if not made.rows:
        return library
    coding = with_additions(library.coding, made)
    frames: dict[str, Any] = {name: coding.tables[name].frame for name in made.rows}
    return replace(library, coding=coding, **frames)


@checked
def add_routine(library: Library, *sheets: str | Path, skip_unknown: bool = False) -> Library:
    """Return a library with the routine of each sheet added, or one routine per day of a sheet.

    Parameters
    ----------
    library : Library
        Not changed.
    *sheets : path
        CSV files or spreadsheets (``plan.xlsx``, or ``plan.xlsx#Thursday`` for a named sheet). The routine_id is the
        file's stem in lower snake case, followed by the day if the sheet has several days.
    skip_unknown : bool
        Whether to skip and report rows with an unknown exercise instead of raising an error.

    Returns
    -------
    Library
        With the routines' rows at the end of ``routines``, ``prescriptions``, ``prescription_equipment``,
        ``choices`` and ``links``, and the exercises that the sheets describe themselves.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With every error in the sheets, including a routine name that already exists.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.library.loading import load_library
    >>> path = Path(tempfile.mkdtemp()) / "Long run primer.csv"
    >>> _ = path.write_text("Movement;Sets;Reps\\nMonster walk;2-3;10\\n")
    >>> more = add_routine(load_library(), path)
    >>> more.prescriptions[["routine_id", "exercise_id", "sets_min", "sets_max"]].tail(1).to_dict("records")
    [{'routine_id': 'long_run_primer', 'exercise_id': 'band_monster_walk', 'sets_min': 2, 'sets_max': 3}]
    """
    read = [read_own_sheet(library, sheet) for sheet in sheets]
    more, findings = with_sheets(library, read, skip_unknown=skip_unknown)
    raise_all(findings)
    return more


def add_sheet_texts(library: Library, texts: Mapping[str, str]) -> Library:
    """Return a library with routines added from sheet texts, given by name; nothing is saved.

    Raises
    ------
    DataError
        As `add_routine`.

    Examples
    --------
    >>> from analysis.library.loading import load_library
    >>> sheet = "section,phase,rounds,exercise,dose,equipment,notes\\n,strength,,Hip thrust,3 x 10,,\\n"
    >>> add_sheet_texts(load_library(), {"mine": sheet})  # doctest: +ELLIPSIS
    Library: 4 routines, 26 prescriptions, 22 exercises and ... more to suggest
    """
    read = [
        OwnSheet(name, f"{name}.csv", parse_sheet(text, library.coding, file=f"{name}.csv"))
        for name, text in texts.items()
    ]
    more, findings = with_sheets(library, read)
    raise_all(findings)
    return more


class OwnSheet(NamedTuple):
    """A file's stem and name, and the sheets read from it."""

    stem: str
    file: str
    sheets: list[Sheet]


def with_sheets(
    library: Library, read: Iterable[OwnSheet], *, skip_unknown: bool = False
) -> tuple[Library, list[Finding]]:
    """Return the library with all readable routines of the sheets added, and the findings."""
    known = set(library.routines["routine_id"])  # grows with each sheet: two sheets with the same stem clash too
    findings: list[Finding] = []
    rows, made = [], []
    for stem, file, sheets in read:
        library, told, wrong = _with_described(library, sheets, file)
        for number, sheet in enumerate(sheets):
            row, unnamed = _routine_row(f"{stem} {sheet.day}".strip(), file, known)
            known.add(row["routine_id"])
            about = {"routine_id": row["routine_id"], "source_id": "own", "locator_word": "row", "file": file}
            routine = prescribe(sheet.rows, library.coding, skip_unknown=skip_unknown, **about)
            notes = [*sheet.told, *(told if number == 0 else [])]
            if sheet.day and sheet.weekday:
                why = f'for {sheet.weekday.capitalize()}; in a block: {sheet.weekday[:3]} = "{row["routine_id"]}"'
                notes.append((sheet.rows[0].row, why))
            told_first = [Choice(row["routine_id"], 0, where or 1, "sheet", "", sentence) for where, sentence in notes]
            routine.choices[:0] = told_first
            findings += sorted([*sheet.findings, *wrong, *unnamed, *routine.findings], key=lambda each: each.row or 0)
            wrong = []
            rows.append(row)
            made.append(routine)
    tidy = {
        name: library.schemas[name].frame(tidy_columns(made, library.schemas[name]))
        for name in ("prescriptions", "prescription_equipment")
    }
    more = _append(
        library,
        routines=pd.DataFrame(rows).astype("str"),
        **tidy,
        choices=choices_frame(choice for routine in made for choice in routine.choices),
        links=links_frame(link for routine in made for link in routine.links),
        statements=_wide_words(library, tidy["prescriptions"]),
    )
    return more, findings


def _with_described(library: Library, sheets: list[Sheet], file: str) -> tuple[Library, Told, list[Finding]]:
    """Add the exercises that sheets describe themselves, and note each one."""
    described: dict[str, Described] = {}
    for row in (row for sheet in sheets for row in sheet.rows):
        name = fold(row.exercise)
        if row.text("works") and name not in described:
            per = row.dose.per if row.dose else None
            own = {column: row.text(column) for column in (*ROLES, "pattern")}
            described[name] = Described(file, row.row, {"exercise": row.exercise, **own}, sides=per or "")
    made = additions_of(library.coding, list(described.values()))
    told: Told = [
        (one.row, f"{clip(one.text('exercise'))} is your own: {_roles_said(one)}") for one in described.values()
    ]
    return _with_exercises(library, made), told + [(row, text) for _, row, text in made.told], made.findings


def _roles_said(one: Described) -> str:
    return "; ".join(f"{name} {one.text(name)}" for name in ROLES if one.text(name))


def _wide_words(library: Library, prescriptions: pd.DataFrame) -> pd.DataFrame:
    """Return statements for own exercises: the muscles behind a word that covers a whole group."""
    table = library.exercise_muscles[library.exercise_muscles["reason"].str.startswith(GROUP_WORD)]
    rows = prescriptions[["routine_id", "position", "exercise_id", "locator"]].merge(
        table[["exercise_id", "muscle_id", "reason"]], on="exercise_id"
    )
    words = rows["reason"].str.removeprefix(GROUP_WORD).str.strip(" .")
    rows = rows.assign(level="group_word", source_word=words, said_of="exercise", note=None)
    return library.schemas["statements"].frame({str(name): rows[name].tolist() for name in library.statements})


def read_own_sheet(library: Library, sheet: str | Path) -> OwnSheet:
    """Read a coach's own sheet."""
    path, tab = split_tab(sheet)
    stem = f"{path.stem} {tab}".strip()
    return OwnSheet(stem, path.name, read_sheet(path, library.coding, tab=tab))


def _routine_row(stem: str, file: str, known: set[str]) -> tuple[dict[str, str], list[Finding]]:
    """Return a sheet's row of ``routines``, and findings about its name."""
    routine_id = snake(stem)
    # The file's name becomes the routine's name, which appears on cards, in charts and in written files.
    findings: list[Finding] = []
    if not file.isprintable() or file != file.encode("utf-8", "replace").decode("utf-8"):
        allowed = "letters, digits, spaces and dashes"
        findings.append(Finding("the file's name is not plain text", value=file, allowed=allowed))
    if len(stem) > LONGEST_NAME:
        allowed = f"up to {LONGEST_NAME} characters"
        findings.append(Finding("the file's name, which names the routine, is too long", value=stem, allowed=allowed))
    if fold(stem) in HEADINGS:
        findings.append(Finding("the file's name is a heading of tables", file, allowed="another file name"))
    if not routine_id:
        findings.append(Finding("the file's name has no letter or digit to name the routine by", file))
    elif routine_id in known:
        findings.append(
            Finding("a routine of this name is there already", file, value=routine_id, allowed="another file name")
        )
    words = stem.replace("_", " ").strip()
    name = re.sub(r" [a-z]$", lambda last: last[0].upper(), words[:1].upper() + words[1:])  # strength_a: Strength A
    row = {"routine_id": routine_id, "name": name, "short_name": name, "source_id": "own"}
    return row | {"locator_word": "row", "description": f"From the sheet {file}."}, findings


def _append(library: Library, **more: pd.DataFrame) -> Library:
    """Return a library with rows appended to some of its frames."""
    frames = {
        name: pd.concat([getattr(library, name), rows], ignore_index=True) for name, rows in more.items() if len(rows)
    }
    return replace(library, **frames)
