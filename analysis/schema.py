"""The one schema: datapackage.json read into checks, and tables read against it with all findings of a file at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import FileError, Finding, one_of
from analysis.files import read_rows, read_text
from analysis.names import nearest

Value = str | int | float | bool | None
_TRUTH = {"true": True, "false": False}
_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}


@dataclass(frozen=True)
class Field:
    """A column as datapackage.json describes it."""

    name: str
    type: str
    description: str
    unit: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""

    def parse(self, text: str) -> Value:
        """Turn the text of a cell into a value; ``ValueError`` says what is allowed."""
        if text == "":
            if self.required:
                raise ValueError("a value; blank is not")
            return None
        value: Value = text
        if self.type == "integer":
            if not re.fullmatch(r"-?[0-9]{1,9}", text):
                raise ValueError("a whole number")
            value = int(text)
        elif self.type == "number":
            if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
                raise ValueError("a number such as 2 or 2.5")
            value = float(text)
        elif self.type == "boolean":
            if text not in _TRUTH:
                raise ValueError("true or false")
            value = _TRUTH[text]
        if self.enum and text not in self.enum:
            raise ValueError(one_of(self.enum))
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise ValueError(f"text of the form {self.pattern}")
        if isinstance(value, (int, float)):
            if self.minimum is not None and value < self.minimum:
                raise ValueError(f"{self.minimum:g} or more")
            if self.maximum is not None and value > self.maximum:
                raise ValueError(f"{self.maximum:g} or less")
        return value


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must stand in columns of another table."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """A table as datapackage.json describes it."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def layer(self) -> str:
        """Folder of the table: sheets, coding or tidy."""
        return self.path.split("/")[0]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [one.name for one in self.fields]

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
        """Make a frame of lists of values, with the types of the schema."""
        data = {}
        for one in self.fields:
            values = columns[one.name]
            dtype = _DTYPES[one.type]
            if dtype == "Int64" and one.required:
                dtype = "int64"
            data[one.name] = pd.array(list(values), dtype=dtype)  # type: ignore[call-overload]
        return pd.DataFrame(data, columns=self.columns)


@dataclass
class Table:
    """The rows of a file that its schema accepts, as columns of values, each row with its number in the spreadsheet."""

    schema: TableSchema
    file: str
    rows: list[int]
    columns: dict[str, list[Value]]
    _keys: dict[tuple[str, ...], dict[tuple[Value, ...], int]] = field(default_factory=dict)

    def keys(self, fields: tuple[str, ...]) -> dict[tuple[Value, ...], int]:
        """Values of some columns, each with the spreadsheet row where it first stands."""
        if fields not in self._keys:
            found: dict[tuple[Value, ...], int] = {}
            for row, key in zip(self.rows, zip(*(self.columns[name] for name in fields), strict=True), strict=True):
                found.setdefault(key, row)
            self._keys[fields] = found
        return self._keys[fields]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table as a frame with the types of the schema."""
        return self.schema.frame(self.columns)


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def read_schemas(folder: Path) -> dict[str, TableSchema]:
    """Read the schema of every table of a data folder from its datapackage.json, by table name."""
    path = folder / "datapackage.json"
    try:
        names = [resource["name"] for resource in json.loads(read_text(path))["resources"]]
        if len(set(names)) < len(names):
            raise ValueError("a resource stands twice")
        resources = json.loads(read_text(path))["resources"]
        schemas = {}
        for resource in resources:
            schema = resource["schema"]
            fields = []
            for one in schema["fields"]:
                rules = dict(one.get("constraints", {}))
                rules["enum"] = tuple(rules.get("enum", ()))
                fields.append(Field(one["name"], one["type"], one["description"], one.get("unit", ""), **rules))
            keys = tuple(
                ForeignKey(
                    _tuple(key["fields"]),
                    key["reference"]["resource"] or resource["name"],
                    _tuple(key["reference"]["fields"]),
                )
                for key in schema.get("foreignKeys", [])
            )
            primary = _tuple(schema.get("primaryKey", []))
            schemas[resource["name"]] = TableSchema(
                resource["name"],
                resource["path"],
                resource["title"],
                resource["description"],
                tuple(fields),
                primary,
                keys,
            )
        _check_package(schemas)
    except FileError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, re.error) as error:
        raise FileError(f"{path.as_posix()}: not a data package this project can read: {error!r}") from None
    return schemas


NEEDED = tuple(
    ["sources", "routines", "sections", "section_words", "movement_patterns", "exercises", "aliases", "muscle_groups", "muscles", "exercise_muscles", "statements", "equipment", "exercise_equipment", "prescription_notes", "variations", "references", "targets", "emg", "coverage_lines", "coverage_exercises", "prescriptions", "prescription_equipment", "volume", "at_a_glance"]
)
"""Tables that the package works with, besides the sheets."""


def _check_package(schemas: Mapping[str, TableSchema]) -> None:
    """Refuse a package that does not fit together; ``ValueError`` says where."""
    missing = [name for name in NEEDED if name not in schemas]
    if missing:
        raise ValueError(f"no table {missing[0]}")
    for schema in schemas.values():
        if not re.fullmatch(r"(sheets|coding|tidy)/[A-Za-z0-9_-]+\.csv", schema.path):
            raise ValueError(f"{schema.path!r} is not a CSV file in sheets, coding or tidy")
        if (schema.name in NEEDED) == (schema.layer == "sheets"):
            raise ValueError(f"{schema.path} is not the place of {schema.name}")
        if len(set(schema.columns)) < len(schema.columns):
            raise ValueError(f"{schema.name} has a column twice")
        keys = [schema.primary_key, *(key.fields for key in schema.foreign_keys)]
        if not {name for key in keys for name in key} <= set(schema.columns):
            raise ValueError(f"a key of {schema.name} names no column of it")
        for key in schema.foreign_keys:
            if not set(key.reference) <= set(schemas[key.table].columns):
                raise ValueError(f"a foreign key of {schema.name} names no column of {key.table}")
        for one in schema.fields:
            if one.type not in _DTYPES or not all(isinstance(value, str) for value in one.enum):
                raise ValueError(f"type or allowed values of {schema.name}.{one.name}")
            if not all(isinstance(limit, (int, float, type(None))) for limit in (one.minimum, one.maximum)):
                raise ValueError(f"limits of {schema.name}.{one.name}")
            re.compile(one.pattern)


def check_header(header: Sequence[str], schema: TableSchema, file: str) -> list[Finding]:
    """Hold a header against a schema: missing, unknown and doubled columns."""
    allowed = one_of(schema.columns, most=30)
    findings = []
    for name in dict.fromkeys(header):
        if name not in schema.columns:
            near = tuple(nearest(name, schema.columns, most=1))
            findings.append(Finding("unknown column", file, 1, value=name, allowed=allowed, near=near))
        elif list(header).count(name) > 1:
            findings.append(Finding("the column stands more than once", file, 1, name))
    findings += [Finding("the column is missing", file, 1, name) for name in schema.columns if name not in header]
    return findings


def check_rows(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], schema: TableSchema, file: str
) -> tuple[Table, list[Finding]]:
    """Parse rows of text cells, whose header is known to be right, into a table, with every finding."""
    findings: list[Finding] = []
    numbers: list[int] = []
    columns: dict[str, list[Value]] = {name: [] for name in schema.columns}
    plan = [(one, header.index(one.name), columns[one.name], dict[str, Value]()) for one in schema.fields]
    for row, cells in rows:
        if len(cells) != len(header):
            findings.append(
                Finding(f"{len(cells)} cells where the header has {len(header)}", file, row, allowed=QUOTES)
            )
            continue
        numbers.append(row)
        for one, place, values, known in plan:
            text = cells[place]
            if text not in known:
                try:
                    known[text] = one.parse(text)
                except ValueError as error:
                    near = tuple(nearest(text, one.enum, most=1)) if text else ()
                    what = "not allowed" if text else "blank"
                    findings.append(Finding(what, file, row, one.name, text, str(error), near))
                    values.append(None)
                    continue
            values.append(known[text])
    table = Table(schema, file, numbers, columns)
    return table, findings + _check_keys(table) + _check_ranges(table)


QUOTES = "as many cells as the header has; a cell with a comma in it stands in double quotes"


def _check_keys(table: Table) -> list[Finding]:
    findings = []
    unique = [(one.name,) for one in table.schema.fields if one.unique]
    for fields in [table.schema.primary_key, *unique]:
        if not fields:
            continue
        first = table.keys(fields)
        for row, key in zip(table.rows, zip(*(table.columns[name] for name in fields), strict=True), strict=True):
            if first[key] != row:
                text = ", ".join("" if part is None else str(part) for part in key)
                findings.append(
                    Finding(f"stands already in row {first[key]}", table.file, row, " + ".join(fields), text)
                )
    return findings


def _check_ranges(table: Table) -> list[Finding]:
    findings = []
    for name in table.schema.columns:
        other = "high" if name == "low" else f"{name[:-4]}_max" if name.endswith("_min") else ""
        if other not in table.columns:
            continue
        for row, low, high in zip(table.rows, table.columns[name], table.columns[other], strict=True):
            if (low is None) != (high is None) and name != "low":
                findings.append(Finding(f"{name} and {other} are given together or not at all", table.file, row, name))
            elif isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
                findings.append(Finding("the smaller number comes first", table.file, row, name, f"{low:g}-{high:g}"))
    return findings


def check_foreign_keys(tables: Mapping[str, Table]) -> list[Finding]:
    """Find every value that should stand in another table and does not, with the nearest that does."""
    findings = []
    for table in tables.values():
        for key in table.schema.foreign_keys:
            if key.table not in tables:
                continue
            known = tables[key.table].keys(key.reference)
            for value, row in table.keys(key.fields).items():
                if value in known or all(part is None for part in value):
                    continue
                text = ", ".join(str(part) for part in value)
                options = [", ".join(str(part) for part in one) for one in known]
                near = tuple(nearest(text, options, most=1))
                allowed = one_of(options, most=6)
                column = " + ".join(key.fields)
                findings.append(Finding(f"not in {key.table}", table.file, row, column, text, allowed, near))
    return findings


def read_table(path: Path, schema: TableSchema, *, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file against its schema.

    Returns
    -------
    Table, list of Finding
        The rows, and everything wrong with them. When the header is wrong the table is empty.

    Raises
    ------
    FileError
        If the file cannot be read as CSV text at all.
    """
    file = name or path.as_posix()
    rows = read_rows(read_text(path), file)
    empty = Table(schema, file, [], {column: [] for column in schema.columns})
    if not rows:
        return empty, [Finding("empty file", file, allowed=f"a header: {one_of(schema.columns, most=30)}")]
    header = rows[0][1]
    findings = check_header(header, schema, file)
    return (empty, findings) if findings else check_rows(header, rows[1:], schema, file)
