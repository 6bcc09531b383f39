"""Read datapackage.json, the only schema: the type and the allowed values of every column."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.errors import FileError
from analysis.base.files import read_text
from analysis.base.text import clip, one_of

Value = str | int | float | bool | None


# Pattern, parser and allowed text of each type. Patterns list the digits of numbers, since float() also accepts
# "1e3", "inf" and "1_000".
_READ: dict[str, tuple[str, Callable[[str], Value], str]] = {
    "string": (r"(?s:.*)", str, "text"),
    "integer": (r"-?[0-9]{1,9}", int, "a whole number"),
    "number": (r"-?[0-9]{1,9}(\.[0-9]{1,9})?", float, "a number such as 2 or 2.5"),
    "boolean": (r"true|false", lambda text: text == "true", "true or false"),
}


# Made once: pandas looks up a type name again for every column, half the time it takes to make a frame.
_DTYPES = {
    "string": pd.StringDtype(na_value=np.nan),
    "integer": pd.Int64Dtype(),
    "number": np.dtype("float64"),
    "boolean": np.dtype("bool"),
}


_WHOLE = np.dtype("int64")
"""Type of whole numbers that are never blank."""


def data_folder() -> Path:
    """Return the folder of the shipped data: inside the installed package, or beside it in a checkout.

    Examples
    --------
    >>> (data_folder() / "datapackage.json").exists()
    True
    """
    here = Path(__file__).resolve().parents[1]
    installed = here / "data"
    return installed if installed.is_dir() else here.parent / "data"


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

    @cached_property
    def free(self) -> bool:
        """Whether any text is allowed as it is."""
        return self.type == "string" and not self.enum and not self.pattern

    def parse(self, text: str) -> Value:
        """Return the text of a cell as a value; ``ValueError`` says what is allowed."""
        if text == "":
            if self.required:
                raise ValueError("a value; blank is not")
            return None
        form, read, allowed = _READ[self.type]
        if not re.fullmatch(form, text):
            raise ValueError(allowed)
        value = read(text)
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
    """Columns whose values must exist in columns of another table."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, eq=False)
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
        return [column.name for column in self.fields]

    def frame(self, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
        """Return a frame made of lists of values, with the types of the schema."""
        data = {}
        for column in self.fields:
            dtype: Any = _WHOLE if column.type == "integer" and column.required else _DTYPES[column.type]
            data[column.name] = pd.array(columns[column.name], dtype=dtype)
        return pd.DataFrame(data, copy=False)  # the arrays were made for it


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def read_schemas(folder: Path) -> dict[str, TableSchema]:
    """Return the schemas in a data folder's datapackage.json, by table name."""
    path = folder / "datapackage.json"
    text = read_text(path)
    try:
        return dict(_schemas(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, re.error) as error:
        why = clip(repr(error), 160)[1:-1]
        raise FileError(f"{path.as_posix()}: not a data package this project can read: {why}") from None


@lru_cache(maxsize=4)
def _schemas(text: str) -> dict[str, TableSchema]:
    """Return the schemas of a datapackage.json; the same text is parsed once."""
    schemas: dict[str, TableSchema] = {}
    for resource in json.loads(text)["resources"]:
        schema = _schema(resource)
        if schemas.setdefault(schema.name, schema) is not schema:
            raise ValueError(f"the resource {schema.name} appears twice")
    _check_keys(schemas)
    return schemas


def _schema(resource: dict[str, Any]) -> TableSchema:
    name, path, schema = resource["name"], resource["path"], resource["schema"]
    if not re.fullmatch(r"(sheets|coding|tidy)/[A-Za-z0-9_-]+\.csv", path):  # files are read and written there
        raise ValueError(f"{path!r} is not a CSV file in sheets, coding or tidy")
    fields = []
    for column in schema["fields"]:
        rules = {**column.get("constraints", {})}
        rules["enum"] = tuple(rules.get("enum", ()))
        re.compile(rules.get("pattern", ""))
        if column["type"] not in _DTYPES:
            raise ValueError(f"type {column['type']} of {name}.{column['name']}")
        fields.append(Field(column["name"], column["type"], column["description"], column.get("unit", ""), **rules))
    keys = tuple(
        # A blank resource is the table itself.
        ForeignKey(_tuple(key["fields"]), key["reference"]["resource"] or name, _tuple(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", [])
    )
    about = resource["title"], resource["description"]
    return TableSchema(name, path, *about, tuple(fields), _tuple(schema.get("primaryKey", [])), keys)


def _check_keys(schemas: Mapping[str, TableSchema]) -> None:
    """Raise ``ValueError`` for a key that names a missing column."""
    for schema in schemas.values():
        for fields in (schema.primary_key, *(key.fields for key in schema.foreign_keys)):
            if not set(fields) <= set(schema.columns):
                raise ValueError(f"a key of {schema.name} names no column of it")
        for key in schema.foreign_keys:
            if not set(key.reference) <= set(schemas[key.table].columns):
                raise ValueError(f"a foreign key of {schema.name} names no column of {key.table}")
