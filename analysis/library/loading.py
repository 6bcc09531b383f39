"""The library loaded from its files, the routines of a coach's own sheets among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import DataError, FileError, Finding
from analysis.base.names import fold, snake
from analysis.library.coding import Coding
from analysis.library.coding_rules import check_coding
from analysis.library.library import Library, data_folder
from analysis.library.prescriptions import CHOICES, Routine, prescribe
from analysis.library.schema import TableSchema, read_schemas
from analysis.library.sheets import Entry, parse_sheet, read_sheet
from analysis.library.tables import Table, check_foreign_keys, read_table

LONGEST_NAME = 60
"""Characters that the name of a routine may have."""


HEADINGS = ("muscle", "muscle group", "movement", "equipment", "label", "counted sets", "minutes")
"""Heads of tables that have a column per routine: no routine can be named so."""


@checked
def load_library(folder: str | Path | None = None, *, extra: str | Path | Iterable[str | Path] = ()) -> Library:
    """Read and check the coding and the sheets, and make the prescriptions of them.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.
    extra : path or iterable of paths
        Sheets of your own, in the format of ``data/sheets``. The routine_id is the file's stem in lower snake case.

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
    >>> load_library()
    Library(3 routines, 25 prescriptions, 22 exercises and 48 more to suggest)
    """
    root = Path(folder) if folder is not None else data_folder()
    schemas = read_schemas(root)
    findings = _missing_columns(root, schemas)
    _raise(findings)
    tables: dict[str, Table] = {}
    for name, schema in schemas.items():
        if schema.layer == "coding":
            tables[name], found = read_table(root / schema.path, schema, name=schema.path)
            findings += found
    _raise(findings or check_foreign_keys(tables))
    coding = Coding(tables)
    findings = coding.clashes + check_coding(tables)
    short_names = zip(tables["routines"].rows, tables["routines"].columns["short_name"], strict=True)
    for number, short in short_names:
        if fold(str(short)) in HEADINGS:
            findings.append(Finding("a heading of tables", "coding/routines.csv", number, "short_name", str(short)))
    if not tables["routines"].rows:
        findings.append(Finding("no routine in it", "coding/routines.csv", allowed="at least one row"))
    made = []
    for row in tables["routines"].frame.itertuples():
        sheet = schemas.get(str(row.routine_id))
        if sheet is None:
            findings.append(
                Finding("no sheet of this name in datapackage.json", "coding/routines.csv", value=str(row.routine_id))
            )
            continue
        entries, found = read_sheet(root / sheet.path, sheet, name=sheet.path)
        routine = prescribe(
            entries,
            coding,
            routine_id=str(row.routine_id),
            source_id=str(row.source_id),
            locator_word=str(row.locator_word),
            file=sheet.path,
        )
        findings += found + routine.findings
        made.append(routine)
    _raise(findings)
    prescriptions = Table(schemas["prescriptions"], "tidy/prescriptions.csv", *_columns(made, "prescriptions", schemas))
    _raise(check_foreign_keys({**tables, "prescriptions": prescriptions}))
    library = Library(
        folder=root,
        **{name: table.frame for name, table in tables.items()},
        prescriptions=prescriptions.frame,
        prescription_equipment=_frame(made, "prescription_equipment", schemas),
        choices=_choices(made),
        schemas=schemas,
        coding=coding,
    )
    sheets = [extra] if isinstance(extra, (str, Path)) else list(extra or ())
    return add_routine(library, *sheets) if sheets else library


@checked
def add_routine(library: Library, *sheets: str | Path) -> Library:
    """Return a library that also holds the routine of each sheet.

    Parameters
    ----------
    library : Library
        It stays as it is.
    *sheets : path
        CSV files in the format of ``data/sheets``.

    Returns
    -------
    Library
        With the routines' rows at the end of ``routines``, ``prescriptions``, ``prescription_equipment`` and
        ``choices``.

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
    >>> _ = path.write_text(
    ...     "section,phase,rounds,exercise,dose,equipment,notes\\n,activation,,Monster walk,2-3 x 10,,\\n"
    ... )
    >>> more = add_routine(load_library(), path)
    >>> more.prescriptions[["routine_id", "exercise_id", "sets_min", "sets_max"]].tail(1).to_dict("records")
    [{'routine_id': 'long_run_primer', 'exercise_id': 'band_monster_walk', 'sets_min': 2, 'sets_max': 3}]
    """
    return _with_entries(library, [_read_own(library, path) for path in map(Path, sheets)])


def add_sheet_texts(library: Library, texts: Mapping[str, str]) -> Library:
    """Return a library that also holds routines whose sheets are text, by name: made here, never saved.

    Raises
    ------
    DataError
        As `add_routine`.

    Examples
    --------
    >>> sheet = "section,phase,rounds,exercise,dose,equipment,notes\\n,strength,,Hip thrust,3 x 10,,\\n"
    >>> add_sheet_texts(load_library(), {"mine": sheet})
    Library(4 routines, 26 prescriptions, 22 exercises and 48 more to suggest)
    """
    schema = sheet_schema(library.schemas)
    return _with_entries(
        library, [(name, f"{name}.csv", *parse_sheet(text, schema, file=f"{name}.csv")) for name, text in texts.items()]
    )


def _with_entries(library: Library, sheets: Iterable[tuple[str, str, list[Entry], list[Finding]]]) -> Library:
    """Add routines of their stems, files, entries and what is wrong with them so far."""
    known = set(library.routines["routine_id"])
    findings: list[Finding] = []
    rows, made = [], []
    for stem, file, entries, found in sheets:
        row, routine, more = _own_routine(library, stem, file, entries, known)
        known.add(row["routine_id"])
        findings += sorted(found + more, key=lambda finding: finding.row or 0)
        rows.append(row)
        made.append(routine)
    _raise(findings)
    equipment = _frame(made, "prescription_equipment", library.schemas)
    return replace(
        library,
        routines=_append(library.routines, pd.DataFrame(rows).astype("str")),
        prescriptions=_append(library.prescriptions, _frame(made, "prescriptions", library.schemas)),
        prescription_equipment=_append(library.prescription_equipment, equipment),
        choices=_append(library.choices, _choices(made)),
    )


def _read_own(library: Library, path: Path) -> tuple[str, str, list[Entry], list[Finding]]:
    """Read a sheet of one's own: stem and name of the file, entries, and what is wrong with its text."""
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise FileError(f"{path.as_posix()}: a sheet is a CSV file; save it as 'CSV UTF-8' from the spreadsheet")
    return path.stem, path.name, *read_sheet(path, sheet_schema(library.schemas))


def _own_routine(
    library: Library, stem: str, file: str, entries: list[Entry], known: set[str]
) -> tuple[dict[str, str], Routine, list[Finding]]:
    """Make a routine of a sheet of one's own: its row of ``routines``, what it prescribes, and what is wrong."""
    routine_id = snake(stem)
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
    made = prescribe(entries, library.coding, routine_id=routine_id, source_id="own", locator_word="row", file=file)
    words = stem.replace("_", " ").strip()
    name = words[:1].upper() + words[1:]
    row = {"routine_id": routine_id, "name": name, "short_name": name, "source_id": "own"}
    row |= {"locator_word": "row", "description": f"From the sheet {file}."}
    return row, made, findings + made.findings


def sheet_schema(schemas: Mapping[str, TableSchema]) -> TableSchema:
    """Return the schema of a sheet; all sheets have the same."""
    return next(one for one in schemas.values() if one.layer == "sheets")


def _append(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, rows], ignore_index=True) if len(rows) else frame


def _columns(
    made: list[Routine], table: str, schemas: dict[str, TableSchema]
) -> tuple[list[int], dict[str, list[Any]]]:
    rows = [
        row for routine in made for row in (routine.prescriptions if table == "prescriptions" else routine.equipment)
    ]
    return list(range(2, len(rows) + 2)), {name: [row[name] for row in rows] for name in schemas[table].columns}


def _frame(made: list[Routine], table: str, schemas: dict[str, TableSchema]) -> pd.DataFrame:
    return schemas[table].frame(_columns(made, table, schemas)[1])


def _choices(made: list[Routine]) -> pd.DataFrame:
    rows = [choice for routine in made for choice in routine.choices]
    return pd.DataFrame(rows, columns=CHOICES)


def _missing_columns(root: Path, schemas: Mapping[str, TableSchema]) -> list[Finding]:
    """Find tables and columns that the package works with and another data folder lacks; it may have more."""
    if root.resolve() == data_folder().resolve():
        return []
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
