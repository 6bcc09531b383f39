"""Read the coding tables of a data folder and check that they have what the package needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.base.errors import Finding, raise_all
from analysis.base.files import read_text
from analysis.base.names import fold
from analysis.library.coding import Coding
from analysis.library.coding_rules import check_coding
from analysis.library.schema import TableSchema, data_folder, read_schemas
from analysis.library.table_checks import Table, check_foreign_keys, parse_table

HEADINGS = ("muscle", "muscle group", "movement", "equipment", "label", "counted sets", "minutes")
"""Headings used by tables with one column per routine: no routine may have such a name."""


@dataclass(frozen=True)
class ReadCoding:
    """The coding tables, their look-ups, and findings from rules that no schema can express."""

    tables: Mapping[str, Table]
    coding: Coding
    findings: list[Finding]


def read_coding(root: Path, schemas: Mapping[str, TableSchema]) -> ReadCoding:
    """Read the coding tables of a data folder; unchanged files are parsed once.

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With all missing columns, or all invalid cells, or all foreign keys without a target.
    """
    raise_all(_missing_columns(root, schemas))
    # Statements are derived from the other tables.
    read = [schema for name, schema in schemas.items() if schema.layer == "coding" and name != "statements"]
    return _read(tuple(read), tuple(read_text(root / schema.path) for schema in read))


@lru_cache(maxsize=4)
def _read(schemas: tuple[TableSchema, ...], texts: tuple[str, ...]) -> ReadCoding:
    tables, findings = {}, []
    for schema, text in zip(schemas, texts, strict=True):
        tables[schema.name], wrong = parse_table(text, schema, schema.path)
        findings += wrong
    # Foreign keys are checked only if every cell is valid.
    raise_all(findings or check_foreign_keys(tables))
    coding = Coding(tables)
    return ReadCoding(tables, coding, coding.clashes + check_coding(tables) + _check_routines(tables["routines"]))


def _missing_columns(root: Path, schemas: Mapping[str, TableSchema]) -> list[Finding]:
    """Find tables and columns that the package needs and a custom data folder lacks; extra ones are allowed."""
    if root.resolve() == data_folder().resolve():
        return []  # the shipped folder is the standard for the others
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


def _check_routines(table: Table) -> list[Finding]:
    if not table.rows:
        return [Finding("no routine in it", table.file, allowed="at least one row")]
    names = zip(table.rows, table.columns["short_name"], strict=True)
    return [
        Finding("a heading of tables", table.file, row, "short_name", str(name))
        for row, name in names
        if fold(str(name)) in HEADINGS
    ]


def sheet_schema(schemas: Mapping[str, TableSchema]) -> TableSchema:
    """Return the schema that all sheets share."""
    return next(schema for schema in schemas.values() if schema.layer == "sheets")
