"""Tables held against their schema, with every finding of a file at once."""

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
from analysis.base.names import nearest
from analysis.base.text import one_of
from analysis.library.schema import TableSchema, Value


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
        if fields not in self._keys:  # several tables refer to the same keys
            values = list(zip(*(self.columns[name] for name in fields), strict=True))
            first = dict(zip(values, self.rows, strict=True))
            if len(first) < len(values):  # some stand in several rows: the first of them counts
                first = dict(zip(reversed(values), reversed(self.rows), strict=True))
                first = {key: first[key] for key in dict.fromkeys(values)}
            self._keys[fields] = first
        return self._keys[fields]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table as a frame with the types of the schema."""
        return self.schema.frame(self.columns)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows, each with its values by their columns."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in zip(*self.columns.values(), strict=True)]

    def own_frame(self) -> pd.DataFrame:
        """Return the frame for one library: a table may be kept for several."""
        return self.frame.copy(deep=False)


MOST_COLUMNS = 100
"""Columns beyond which a file is some other table."""


def check_header(header: Sequence[str], schema: TableSchema, file: str) -> list[Finding]:
    """Hold a header against a schema: missing, unknown and doubled columns."""
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
    """Parse rows of text cells, whose header is known to be right, into a table, with every finding."""
    findings: list[Finding] = []
    kept: list[tuple[int, list[str]]] = []
    for row, cells in rows:
        if len(cells) == len(header):
            kept.append((row, cells))
        else:
            what = f"{len(cells)} cells where the header has {len(header)}"
            findings.append(Finding(what, file, row, allowed=QUOTES))
    columns: dict[str, list[Value]] = {}
    # Column by column, which is quicker than cell by cell.
    texts_of = list(zip(*(cells for _, cells in kept), strict=True)) or [()] * len(header)
    for column in schema.fields:
        texts = texts_of[header.index(column.name)]
        if column.free and not (column.required and "" in texts) and "".join(texts).isprintable():
            columns[column.name] = [text or None for text in texts]
            continue
        # Most columns hold a few texts over and over: each is parsed once.
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
        # Whatever stands in a later row than its first does stands twice.
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
    """Find every value that should stand in another table and does not, with the nearest that does.

    What stands in tables that were ``known_before``, and refers to them, was checked before.
    """
    findings = []
    for table in tables.values():
        for key in table.schema.foreign_keys:
            if key.table not in tables or (table.schema.name in known_before and key.table in known_before):
                continue
            known = tables[key.table].keys(key.reference)
            for value, row in table.keys(key.fields).items():
                # A blank key refers to nothing, which is allowed where the column may be blank.
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
    """Refuse rows that lead back to themselves; each link is a row's own key and the one that it leads to."""
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
        # The circle is told from its first row in the file, so that it is the same whichever way it was found.
        at = circle.index(start)
        text = " > ".join(str(key) for key in [*circle[at:-1], *circle[:at], start])
        return [Finding("leads back to itself", table.file, row, column, text, instead)]
    return []


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
    return parse_table(read_text(path), schema, name or path.as_posix())


def parse_table(text: str, schema: TableSchema, file: str) -> tuple[Table, list[Finding]]:
    """Parse the text of a CSV file against its schema, see `read_table`."""
    rows = read_rows(text, file)
    empty = Table(schema, file, [], {column: [] for column in schema.columns})
    if not rows:
        return empty, [Finding("empty file", file, allowed=f"a header: {one_of(schema.columns, most=30)}")]
    header = rows[0][1]
    findings = check_header(header, schema, file)
    return (empty, findings) if findings else check_rows(header, rows[1:], schema, file)
