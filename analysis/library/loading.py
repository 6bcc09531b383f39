"""Load the library from its files."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.base.arguments import checked
from analysis.base.errors import Finding, raise_all
from analysis.base.files import paths_of
from analysis.library.coding import Coding
from analysis.library.coding_files import read_coding
from analysis.library.library import Library
from analysis.library.prescriptions import Prescribed, prescribe, tidy_columns
from analysis.library.schema import TableSchema, data_folder, read_schemas
from analysis.library.sheets.sheet_choices import choices_frame
from analysis.library.sheets.sheet_reading import read_sheet
from analysis.library.statements import make_statements
from analysis.library.table_checks import Table, check_foreign_keys


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector, which would scan thousands of cells repeatedly and free none."""
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
    """Read and check the coding and the sheets, and turn them into prescriptions.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.
    extra : path or iterable of paths
        Sheets of your own, see `add_routine`.
    exercises : path or iterable of paths
        Files with your own exercises and other names for known ones, see `add_exercises`.
    skip_unknown : bool
        Whether to skip and report sheet rows with an unknown exercise instead of raising an error.

    Returns
    -------
    Library
        The tables as frames.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With every error in the tables or sheets: file, row, column, value, what is allowed, the nearest match.

    Examples
    --------
    >>> load_library()  # doctest: +ELLIPSIS
    Library: 3 routines, 25 prescriptions, 22 exercises and ... more to suggest
    """
    root = Path(folder) if folder is not None else data_folder()
    schemas = read_schemas(root)
    # Three rounds, each on valid results of the one before; each round reports all its errors at once.
    read = read_coding(root, schemas)
    tables, coding = read.tables, read.coding
    made, findings = _read_sheets(root, schemas, coding)
    raise_all(read.findings + findings)
    columns = tidy_columns(made, schemas["prescriptions"])
    rows = list(range(2, len(columns["position"]) + 2))
    prescriptions = Table(schemas["prescriptions"], "tidy/prescriptions.csv", rows, columns)
    # Statements and notes refer to single prescriptions, which exist only now.
    statements, findings = make_statements(tables, prescriptions, schemas["statements"])
    raise_all(findings + check_foreign_keys({**tables, "prescriptions": prescriptions}, known_before=tables))
    equipment = schemas["prescription_equipment"]
    every = {**tables, "statements": statements, "prescriptions": prescriptions}
    frames: dict[str, Any] = {name: table.own_frame for name, table in every.items()}
    library = Library(
        folder=root,
        **frames,
        prescription_equipment=equipment.frame(tidy_columns(made, equipment)),
        choices=choices_frame(choice for routine in made for choice in routine.choices),
        schemas=schemas,
        coding=coding,
    )
    # Few starts have a coach's own files, so the code that adds them is loaded here.
    if own := paths_of("exercises", exercises):
        from analysis.library.additions import add_exercises

        library = add_exercises(library, *own)
    if sheets := paths_of("extra", extra):
        from analysis.library.additions import add_routine

        library = add_routine(library, *sheets, skip_unknown=skip_unknown)
    return library


def _read_sheets(
    root: Path, schemas: Mapping[str, TableSchema], coding: Coding
) -> tuple[list[Prescribed], list[Finding]]:
    """Return the prescriptions of each routine's sheet, and all findings."""
    sheets: list[Prescribed] = []
    findings: list[Finding] = []
    for row in coding.tables["routines"].records():
        routine_id = row["routine_id"]
        if routine_id not in schemas:
            what = "no sheet of this name in datapackage.json"
            findings.append(Finding(what, "coding/routines.csv", value=routine_id))
            continue
        sheet = schemas[routine_id]
        about = {name: row[name] for name in ("routine_id", "source_id", "locator_word")}
        for read in read_sheet(root / sheet.path, coding, name=sheet.path):
            sheets.append(prescribe(read.rows, coding, file=sheet.path, **about))
            findings += read.findings + sheets[-1].findings
    return sheets, findings
