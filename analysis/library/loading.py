"""The library loaded from its files, the routines of a coach's own sheets among them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import DataError, Finding
from analysis.base.files import paths_of
from analysis.base.names import fold, snake
from analysis.base.text import clip
from analysis.library.coding import Coding
from analysis.library.coding_rules import check_coding
from analysis.library.library import Library, data_folder
from analysis.library.own_exercises import (
    GROUP_WORD,
    Additions,
    Described,
    additions_of,
    read_descriptions,
    with_additions,
)
from analysis.library.prescriptions import CHOICES, Prescribed, prescribe
from analysis.library.schema import TableSchema, read_schemas
from analysis.library.sheet_files import split_tab
from analysis.library.sheet_tables import Told
from analysis.library.sheets import Sheet, parse_sheet, read_sheet
from analysis.library.statements import make_statements
from analysis.library.table_checks import Table, check_foreign_keys, read_table

LONGEST_NAME = 60
"""Characters that the name of a routine may have."""


HEADINGS = ("muscle", "muscle group", "movement", "equipment", "label", "counted sets", "minutes")
"""Heads of tables that have a column per routine: no routine can be named so."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector wait: it would go through thousands of cells again and again, and all of them stay."""
    waits = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waits:
            gc.enable()


@checked
@_uncollected()
def load_library(
    folder: str | Path | None = None,
    *,
    extra: str | Path | Iterable[str | Path] = (),
    exercises: str | Path | Iterable[str | Path] = (),
    skip_unknown: bool = False,
) -> Library:
    """Read and check the coding and the sheets, and make the prescriptions of them.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.
    extra : path or iterable of paths
        Sheets of your own, see `add_routine`.
    exercises : path or iterable of paths
        Files of exercises of your own, and of other names for known ones, see `add_exercises`.
    skip_unknown : bool
        Whether rows of sheets whose exercise is not known are left out, and told, instead of being an error.

    Returns
    -------
    Library
        The tables as frames.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With everything wrong in the tables or sheets: file, row, column, value, what is allowed, the nearest match.

    Examples
    --------
    >>> load_library()  # doctest: +ELLIPSIS
    Library(3 routines, 25 prescriptions, 22 exercises and ... more to suggest)
    """
    root = Path(folder) if folder is not None else data_folder()
    schemas = read_schemas(root)
    # Four rounds, each of which needs the one before to be right: what is wrong in a round is told all at once.
    _raise(_missing_columns(root, schemas))
    tables, findings = _read_coding(root, schemas)
    _raise(findings or check_foreign_keys(tables))
    coding = Coding(tables)
    made, findings = _read_sheets(root, schemas, coding)
    _raise(coding.clashes + check_coding(tables) + _check_routines(tables["routines"]) + findings)
    prescriptions = Table(schemas["prescriptions"], "tidy/prescriptions.csv", *_columns(made, "prescriptions", schemas))
    # Statements and notes are about single prescriptions, which are there only now.
    statements, findings = make_statements(tables, prescriptions, schemas["statements"])
    _raise(findings + check_foreign_keys({**tables, "prescriptions": prescriptions}, known_before=tables))
    # They become frames when they are asked for.
    frames: dict[str, Any] = {**tables, "statements": statements, "prescriptions": prescriptions}
    library = Library(
        folder=root,
        **frames,
        prescription_equipment=_frame(made, "prescription_equipment", schemas),
        choices=_choices(made),
        schemas=schemas,
        coding=coding,
    )
    if own := paths_of("exercises", exercises):
        library = add_exercises(library, *own)
    sheets = paths_of("extra", extra)
    return add_routine(library, *sheets, skip_unknown=skip_unknown) if sheets else library


def _read_coding(root: Path, schemas: Mapping[str, TableSchema]) -> tuple[dict[str, Table], list[Finding]]:
    tables, findings = {}, []
    for name, schema in schemas.items():
        if schema.layer == "coding" and name != "statements":  # they are made of the other tables
            tables[name], wrong = read_table(root / schema.path, schema, name=schema.path)
            findings += wrong
    return tables, findings


def _read_sheets(
    root: Path, schemas: Mapping[str, TableSchema], coding: Coding
) -> tuple[list[Prescribed], list[Finding]]:
    """Read the sheet of each routine, with everything wrong in them."""
    made: list[Prescribed] = []
    findings: list[Finding] = []
    for row in coding.tables["routines"].frame.to_dict("records"):
        routine_id = row["routine_id"]
        if routine_id not in schemas:
            what = "no sheet of this name in datapackage.json"
            findings.append(Finding(what, "coding/routines.csv", value=routine_id))
            continue
        sheet = schemas[routine_id]
        about = {name: row[name] for name in ("routine_id", "source_id", "locator_word")}
        for read in read_sheet(root / sheet.path, coding, name=sheet.path):
            made.append(prescribe(read.entries, coding, file=sheet.path, **about))
            findings += read.findings + made[-1].findings
    return made, findings


def _check_routines(table: Table) -> list[Finding]:
    if not table.rows:
        return [Finding("no routine in it", table.file, allowed="at least one row")]
    names = zip(table.rows, table.columns["short_name"], strict=True)
    return [
        Finding("a heading of tables", table.file, row, "short_name", str(name))
        for row, name in names
        if fold(str(name)) in HEADINGS
    ]


def add_exercises(library: Library, *files: str | Path) -> Library:
    """Return a library that also knows exercises of a coach's own, and other names for those that it knows.

    Parameters
    ----------
    library : Library
        It stays as it is.
    *files : path
        CSV files or spreadsheets with the columns exercise, also (other names), works, assists, steadies, pattern,
        equipment, sides (one or both), demand, kind, usual_dose, seconds_per_rep and link; only exercise and one of
        works and also are needed. Lists are joined by ``+`` or ``;``.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With everything wrong in the files.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "exercises.csv"
    >>> _ = path.write_text("exercise,also,works\\nSled push,,quads+glute max\\nHip thrust,Booty lift,\\n")
    >>> more = add_exercises(load_library(), path)
    >>> more.coding.names.find("booty lift"), more.exercises.iloc[-1][["name", "origin"]].tolist()
    ('hip_thrust', ['Sled push', 'own'])
    """
    described = [one for file in files for one in read_descriptions(Path(file))]
    made = additions_of(library.coding, described)
    _raise(made.findings)
    told = [
        {"routine_id": file, "position": 0, "row": row, "column": "sheet", "chosen": "", "why": why}
        for file, row, why in made.told
    ]
    more = _with_exercises(library, made)
    return replace(more, choices=_append(more.choices, pd.DataFrame(told, columns=CHOICES)))


def _with_exercises(library: Library, made: Additions) -> Library:
    if not made.rows:
        return library
    coding = with_additions(library.coding, made)
    frames: dict[str, Any] = {name: coding.tables[name].frame for name in made.rows}
    return replace(library, coding=coding, **frames)


@checked
def add_routine(library: Library, *sheets: str | Path, skip_unknown: bool = False) -> Library:
    """Return a library that also holds the routine of each sheet, or one for each of its days.

    Parameters
    ----------
    library : Library
        It stays as it is.
    *sheets : path
        CSV files or spreadsheets (``plan.xlsx``, or ``plan.xlsx#Thursday`` for a sheet by its name). The routine_id is
        the file's stem in lower snake case, with the day behind it where the sheet holds several.
    skip_unknown : bool
        Whether rows whose exercise is not known are left out, and told, instead of being an error.

    Returns
    -------
    Library
        With the routines' rows at the end of ``routines``, ``prescriptions``, ``prescription_equipment`` and
        ``choices``, and the exercises that a sheet itself describes.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With everything wrong in the sheets, or when a routine of the same name is there already.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "Long run primer.csv"
    >>> _ = path.write_text("Movement;Sets;Reps\\nMonster walk;2-3;10\\n")
    >>> more = add_routine(load_library(), path)
    >>> more.prescriptions[["routine_id", "exercise_id", "sets_min", "sets_max"]].tail(1).to_dict("records")
    [{'routine_id': 'long_run_primer', 'exercise_id': 'band_monster_walk', 'sets_min': 2, 'sets_max': 3}]
    """
    read = [read_own_sheet(library, sheet) for sheet in sheets]
    more, findings = with_sheets(library, read, skip_unknown=skip_unknown)
    _raise(findings)
    return more


def add_sheet_texts(library: Library, texts: Mapping[str, str]) -> Library:
    """Return a library that also holds routines whose sheets are text, by name: made here, never saved.

    Raises
    ------
    DataError
        As `add_routine`.

    Examples
    --------
    >>> sheet = "section,phase,rounds,exercise,dose,equipment,notes\\n,strength,,Hip thrust,3 x 10,,\\n"
    >>> add_sheet_texts(load_library(), {"mine": sheet})  # doctest: +ELLIPSIS
    Library(4 routines, 26 prescriptions, 22 exercises and ... more to suggest)
    """
    read = [
        OwnSheet(name, f"{name}.csv", parse_sheet(text, library.coding, file=f"{name}.csv"))
        for name, text in texts.items()
    ]
    more, findings = with_sheets(library, read)
    _raise(findings)
    return more


class OwnSheet(NamedTuple):
    """The stem and name of a file, and the routines read from it."""

    stem: str
    file: str
    sheets: list[Sheet]


def with_sheets(
    library: Library, read: Iterable[OwnSheet], *, skip_unknown: bool = False
) -> tuple[Library, list[Finding]]:
    """Add the routines of sheets, as far as they can be read, and return what is wrong with them."""
    known = set(library.routines["routine_id"])  # grows with each sheet: two of one stem clash too
    findings: list[Finding] = []
    rows, made = [], []
    for stem, file, sheets in read:
        library, told, wrong = _with_described(library, sheets, file)
        for number, sheet in enumerate(sheets):
            row, more = _routine_row(f"{stem} {sheet.day}".strip(), file, known)
            known.add(row["routine_id"])
            about = {"routine_id": row["routine_id"], "source_id": "own", "locator_word": "row", "file": file}
            routine = prescribe(sheet.entries, library.coding, skip_unknown=skip_unknown, **about)
            notes = [*sheet.told, *(told if number == 0 else [])]
            if sheet.day and sheet.weekday:
                why = f'for {sheet.weekday.capitalize()}; in a block: {sheet.weekday[:3]} = "{row["routine_id"]}"'
                notes.append((sheet.entries[0].row, why))
            whole: dict[str, Any] = {"routine_id": row["routine_id"], "position": 0, "column": "sheet", "chosen": ""}
            routine.choices[:0] = [{**whole, "row": where or 1, "why": sentence} for where, sentence in notes]
            findings += sorted([*sheet.findings, *wrong, *more, *routine.findings], key=lambda each: each.row or 0)
            wrong = []
            rows.append(row)
            made.append(routine)
    equipment = _frame(made, "prescription_equipment", library.schemas)
    prescriptions = _frame(made, "prescriptions", library.schemas)
    more_library = replace(
        library,
        routines=_append(library.routines, pd.DataFrame(rows).astype("str")),
        prescriptions=_append(library.prescriptions, prescriptions),
        prescription_equipment=_append(library.prescription_equipment, equipment),
        choices=_append(library.choices, _choices(made)),
        statements=_append(library.statements, _wide_words(library, prescriptions)),
    )
    return more_library, findings


def _with_described(library: Library, sheets: list[Sheet], file: str) -> tuple[Library, Told, list[Finding]]:
    """Add the exercises that sheets themselves describe, and say so."""
    described: dict[str, Described] = {}
    for entry in (entry for sheet in sheets for entry in sheet.entries):
        name = fold(entry.exercise)
        if entry.own.get("works") and name not in described:
            per = entry.dose.per if entry.dose else None
            described[name] = Described(file, entry.row, {"exercise": entry.exercise, **entry.own}, sides=per or "")
    made = additions_of(library.coding, list(described.values()))
    told: Told = [
        (one.row, f"{clip(one.text('exercise'))} is your own: {_roles_said(one)}") for one in described.values()
    ]
    return _with_exercises(library, made), told + [(row, text) for _, row, text in made.told], made.findings


def _roles_said(one: Described) -> str:
    return "; ".join(f"{name} {one.text(name)}" for name in ("works", "assists", "steadies") if one.text(name))


def _wide_words(library: Library, prescriptions: pd.DataFrame) -> pd.DataFrame:
    """State for the coach's own exercises which muscles a wider word stands for."""
    table = library.exercise_muscles[library.exercise_muscles["reason"].str.startswith(GROUP_WORD)]
    rows = prescriptions[["routine_id", "position", "exercise_id", "locator"]].merge(
        table[["exercise_id", "muscle_id", "reason"]], on="exercise_id"
    )
    words = rows["reason"].str.removeprefix(GROUP_WORD).str.strip(" .")
    rows = rows.assign(level="group_word", source_word=words, said_of="exercise", note=None)
    return library.schemas["statements"].frame({str(name): rows[name].tolist() for name in library.statements})


def read_own_sheet(library: Library, sheet: str | Path) -> OwnSheet:
    """Read a sheet of one's own: stem and name of the file, and its routines."""
    path, tab = split_tab(sheet)
    stem = f"{path.stem} {tab}".strip()
    return OwnSheet(stem, path.name, read_sheet(path, library.coding, tab=tab))


def _routine_row(stem: str, file: str, known: set[str]) -> tuple[dict[str, str], list[Finding]]:
    """Make the row of ``routines`` of a sheet of one's own, and find what is wrong with its name."""
    routine_id = snake(stem)
    # The file's name becomes the routine's, and so stands on cards, in charts and in the files that are written.
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
    name = words[:1].upper() + words[1:]
    row = {"routine_id": routine_id, "name": name, "short_name": name, "source_id": "own"}
    return row | {"locator_word": "row", "description": f"From the sheet {file}."}, findings


def sheet_schema(schemas: Mapping[str, TableSchema]) -> TableSchema:
    """Return the schema of a sheet; all sheets have the same."""
    return next(schema for schema in schemas.values() if schema.layer == "sheets")


def _append(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, rows], ignore_index=True) if len(rows) else frame


def _columns(
    made: list[Prescribed], table: str, schemas: dict[str, TableSchema]
) -> tuple[list[int], dict[str, list[Any]]]:
    rows = [
        row for routine in made for row in (routine.prescriptions if table == "prescriptions" else routine.equipment)
    ]
    return list(range(2, len(rows) + 2)), {name: [row[name] for row in rows] for name in schemas[table].columns}


def _frame(made: list[Prescribed], table: str, schemas: dict[str, TableSchema]) -> pd.DataFrame:
    return schemas[table].frame(_columns(made, table, schemas)[1])


def _choices(made: list[Prescribed]) -> pd.DataFrame:
    rows = [choice for routine in made for choice in routine.choices]
    return pd.DataFrame(rows, columns=CHOICES)


def _missing_columns(root: Path, schemas: Mapping[str, TableSchema]) -> list[Finding]:
    """Find tables and columns that the package works with and another data folder lacks; it may have more."""
    if root.resolve() == data_folder().resolve():
        return []  # the shipped folder is what the others are held against
    shipped = read_schemas(data_folder())
    sheet = sheet_schema(shipped)
    findings: list[Finding] = []
    needed = {name: schema for name, schema in shipped.items() if schema.layer != "sheets"}
    findings += [Finding(f"no table {name}", "datapackage.json") for name in needed if name not in schemas]
    for name, schema in schemas.items():
        columns = sheet.columns if schema.layer == "sheets" else needed[name].columns if name in needed else []
        lacking = [column for column in columns if column not in schema.columns]
        findings += [Finding(f"no column {column} in table {name}", "datapackage.json") for column in lacking]
    return findings


def _raise(findings: list[Finding]) -> None:
    if findings:
        raise DataError(findings)
