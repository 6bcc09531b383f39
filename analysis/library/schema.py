"""The one schema: datapackage.json, read into what every column is and may hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.errors import FileError
from analysis.base.files import read_text
from analysis.base.text import clip, one_of

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


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def read_schemas(folder: Path) -> dict[str, TableSchema]:
    """Read the schema of every table of a data folder from its datapackage.json, by table name."""
    path = folder / "datapackage.json"
    try:
        package = json.loads(read_text(path))
        json.dumps(package, ensure_ascii=False).encode("utf-8")  # half a character cannot be written anywhere
        resources = package["resources"]
        names = [resource["name"] for resource in resources]
        if len(set(names)) < len(names):
            raise ValueError("a resource stands twice")
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
        raise FileError(
            f"{path.as_posix()}: not a data package this project can read: {clip(repr(error), 160)[1:-1]}"
        ) from None
    return schemas


NEEDED = (
    "sources",
    "routines",
    "sections",
    "section_words",
    "movement_patterns",
    "exercises",
    "aliases",
    "muscle_groups",
    "muscles",
    "exercise_muscles",
    "statements",
    "equipment",
    "exercise_equipment",
    "prescription_notes",
    "variations",
    "progressions",
    "cautions",
    "references",
    "targets",
    "emg",
    "coverage_lines",
    "coverage_exercises",
    "prescriptions",
    "prescription_equipment",
    "volume",
    "at_a_glance",
)
"""Tables that the package works with, besides the sheets."""


def _check_package(schemas: Mapping[str, TableSchema]) -> None:
    """Refuse a package that does not fit together; ``ValueError`` says where."""
    missing = [name for name in NEEDED if name not in schemas]
    if missing:
        raise ValueError(f"no table {missing[0]}")
    for schema in schemas.values():
        if not all(isinstance(text, str) for text in (schema.name, schema.path, schema.title, schema.description)):
            raise ValueError(f"name, path, title or description of {schema.name}")
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
            if not key.fields or len(key.fields) != len(key.reference):
                raise ValueError(f"a foreign key of {schema.name} is blank or of two lengths")
            if not set(key.reference) <= set(schemas[key.table].columns):
                raise ValueError(f"a foreign key of {schema.name} names no column of {key.table}")
        for one in schema.fields:
            texts = (one.name, one.type, one.description, one.unit, one.pattern)
            if not all(isinstance(text, str) for text in texts) or not one.name:
                raise ValueError(f"name, description, unit or pattern of {schema.name}.{one.name}")
            if one.type not in _DTYPES or not all(isinstance(value, str) for value in one.enum):
                raise ValueError(f"type or allowed values of {schema.name}.{one.name}")
            limits = (one.minimum, one.maximum)
            if any(isinstance(limit, bool) or not isinstance(limit, (int, float, type(None))) for limit in limits):
                raise ValueError(f"limits of {schema.name}.{one.name}")
            re.compile(one.pattern)
