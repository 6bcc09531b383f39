"""Check tables against their schema and report all findings of a file at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.csv_text import read_rows
from analysis.base.errors import Finding
from analysis.base.files import CONTROL, read_text
from analysis.base.nearest_names import nearest
from analysis.base.text import one_of
from analysis.library.schema import TableSchema, Value


@dataclass
class Table:
    """The rows of a file that its schema accepts, as columns of values with each row's spreadsheet number."""

    schema: TableSchema
    file: str
    rows: list[int]
    columns: dict[str, list[Value]]
    _keys: dict[tuple[str, ...], dict[tuple[Value, ...], int]] = field(default_factory=dict)

    def keys(self, fields: tuple[str, ...]) -> dict[tuple[Value, ...], int]:
        """Return the values of some columns, each with the first spreadsheet row that has it."""
        if fields not in self._keys:  # several tables refer to the same keys
            values = list(zip(*(self.columns[name] for name in fields), strict=True))
            first = dict(zip(values, self.rows, strict=True))
            if len(first) < len(values):  # for repeated values the first row counts
                first = dict(zip(reversed(values), reversed(self.rows), strict=True))
                first = {key: first[key] for key in dict.fromkeys(values)}
            self._keys[fields] = first
        return self._keys[fields]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table as a frame with the types of the schema."""
        return self.schema.frame(self.columns)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows, each as a mapping of column to value."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in zip(*self.columns.values(), strict=True)]

    def own_frame(self) -> pd.DataFrame:
        """Return a copy of the frame for one library, since several may share the table."""
        return self.frame.copy(deep=False)


MOST_COLUMNS = 100
"""Maximum columns; a file with more is some other table."""


def check_header(header: Sequence[str], schema: TableSchema, file: str) -> list[Finding]:
    """Return the missing, unknown and repeated columns of a header."""
    allowed = one_of(schema.columns, most=30)
    findings = [Finding("the column is missing", file, 1, name) for name in schema.columns if name not in header]
    if len(header) > MOST_COLUMNS:
        return [Finding("too many columns", file, 1, value=str(len(header)), allowed=allowed)]
    for name in dict.fromkeys(header):
        if name not in schema.columns:
            near = tuple(nearest(name, schema.columns, most=1))
            findings.append(Finding("unknown column", file, 1, value=name, allowed=allowed, near=near))
        elif list(header).count(name) > 1:
            findings.append(Finding("the column appears twice", file, 1, name))
    return findings


def check_rows(
    header: Sequence[str], rows: Iterable[tuple[int, list[str]]], schema: TableSchema, file: str
) -> tuple[Table, list[Finding]]:
    """Return rows of text cells under a valid header as a table, and all findings."""
    findings: list[Finding] = []
    kept: list[tuple[int, list[str]]] = []
    for row, cells in rows:
        if len(cells) == len(header):
            kept.append((row, cells))
        else:
            what = f"{len(cells)} cells where the header has {len(header)}"
            findings.append(Finding(what, file, row, allowed=QUOTES))
    columns: dict[str, list[Value]] = {}
    # By column, which is faster than by cell.
    texts_of = list(zip(*(cells for _, cells in kept), strict=True)) or [()] * len(header)
    for column in schema.fields:
        texts = texts_of[header.index(column.name)]
        if column.free and not (column.required and "" in texts) and "".join(texts).isprintable():
            columns[column.name] = [text or None for text in texts]
            continue
        # Most columns repeat a few texts: each text is parsed once.
        values: dict[str, Value] = {}
        wrong: dict[str, Finding] = {}
        for text in dict.fromkeys(texts):
            try:
                values[text] = column.parse(text)
            except ValueError as error:
                near = tuple(nearest(text, column.enum, most=1)) if text else ()
                what = "not allowed" if text else "blank"
                wrong[text] = Finding(what, file, None, column.name, text, str(error), near)
            if not text.isprintable() and CONTROL.search(text):
                wrong[text] = Finding(UNPRINTED, file, None, column.name, text)
        if wrong:
            texts_of_rows = zip((row for row, _ in kept), texts, strict=True)
            findings += [replace(wrong[text], row=row) for row, text in texts_of_rows if text in wrong]
        columns[column.name] = (
            [None if text in wrong else values[text] for text in texts] if wrong else [*map(values.__getitem__, texts)]
        )
    findings.sort(key=lambda finding: finding.row or 0)
    table = Table(schema, file, [row for row, _ in kept], columns)
    return table, findings + _check_keys(table) + _check_ranges(table)


UNPRINTED = "a character that cannot be printed"
QUOTES = "as many cells as the header has; put a cell with a comma in it in double quotes"


def _check_keys(table: Table) -> list[Finding]:
    findings = []
    unique = [(column.name,) for column in table.schema.fields if column.unique]
    for fields in [table.schema.primary_key, *unique]:
        if not fields:
            continue
        first = table.keys(fields)
        if len(first) == len(table.rows):
            continue
        # A key in a later row than its first is a duplicate.
        for row, key in zip(table.rows, zip(*(table.columns[name] for name in fields), strict=True), strict=True):
            if first[key] != row:
                text = ", ".join("" if part is None else str(part) for part in key)
                findings.append(Finding(f"already in row {first[key]}", table.file, row, " + ".join(fields), text))
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


def check_foreign_keys(tables: Mapping[str, Table], known_before: Collection[str] = ()) -> list[Finding]:
    """Find every foreign key without a match in its table, with the nearest match.

    Keys between tables in ``known_before`` have already been checked.
    """
    findings = []
    for table in tables.values():
        for key in table.schema.foreign_keys:
            if key.table not in tables or (table.schema.name in known_before and key.table in known_before):
                continue
            known = tables[key.table].keys(key.reference)
            for value, row in table.keys(key.fields).items():
                # A blank key refers to no row, which is allowed if the column may be blank.
                if value in known or all(part is None for part in value):
                    continue
                text = ", ".join(str(part) for part in value)
                options = [", ".join(str(part) for part in values) for values in known]
                near = tuple(nearest(text, options, most=1))
                allowed = one_of(options, most=6)
                column = " + ".join(key.fields)
                findings.append(Finding(f"not in {key.table}", table.file, row, column, text, allowed, near))
            if key.table == table.schema.name and len(key.fields) == 1:
                links = list(zip(table.columns[key.reference[0]], table.columns[key.fields[0]], strict=True))
                findings += check_circles(table, key.fields[0], links, "a blank at one of them")
    return findings


def check_circles(table: Table, column: str, links: Iterable[tuple[Value, Value]], instead: str) -> list[Finding]:
    """Find a circle of rows; each link is a row's own key and the key it leads to."""
    order = TopologicalSorter[Any]()
    leads = [(start, end) for start, end in links if end is not None]
    for start, end in leads:
        order.add(end, start)
    try:
        order.prepare()
    except CycleError as error:
        circle = error.args[1]
        steps = set(pairwise(circle))
        row, start = next((row, link[0]) for row, link in zip(table.rows, links, strict=True) if link in steps)
        # The circle starts at its first row in the file, so the message is always the same.
        at = circle.index(start)
        text = " > ".join(str(key) for key in [*circle[at:-1], *circle[:at], start])
        return [Finding("leads back to itself", table.file, row, column, text, instead)]
    return []


def read_table(path: Path, schema: TableSchema, *, name: str = "") -> tuple[Table, list[Finding]]:
    """Read a CSV file and check it against its schema.

    Returns
    -------
    Table, list of Finding
        The rows and all findings. The table is empty if the header is wrong.

    Raises
    ------
    FileError
        If the file cannot be read as CSV text at all.
    """
    return parse_table(read_text(path), schema, name or path.as_posix())


def parse_table(text: str, schema: TableSchema, file: str) -> tuple[Table, list[Finding]]:
    """Parse the text of a CSV file and check it against its schema, see `read_table`."""
    rows = read_rows(text, file)
    empty = Table(schema, file, [], {column: [] for column in schema.columns})
    if not rows:
        return empty, [Finding("empty file", file, allowed=f"a header: {one_of(schema.columns, most=30)}")]
    header = rows[0][1]
    findings = check_header(header, schema, file)
    return (empty, findings) if findings else check_rows(header, rows[1:], schema, file)
