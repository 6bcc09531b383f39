"""The spreadsheet of a block as an athlete has filled it in, row by row, and which session a row is of."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.base.head_rows import Table, find_tables
from analysis.base.xlsx_parts import Rows
from analysis.block.form import FORMS, LEFT_OVER, SESSIONS, TEMPLATE
from analysis.logs.dates import days


@dataclass(frozen=True)
class FormRow:
    """A row of a sheet that was filled in.

    Attributes
    ----------
    line : int
        Number of the row in its sheet.
    cells : mapping of str to object
        By the heads of the form.
    date, template : date or None
        Of its session, as it is shown and in the template.
    routine : str
        Id of the routine, or its name where no id is there.
    nth : int
        Which one it is of the rows of that date, routine, number and exercise.
    """

    line: int
    cells: Mapping[str, Any]
    date: datetime.date | None
    template: datetime.date | None
    routine: str
    nth: int

    @property
    def home(self) -> tuple[datetime.date | None, str] | None:
        """What tells the session from all others, wherever it has moved to."""
        return (self.template, self.routine) if self.template else None

    @property
    def shown(self) -> tuple[datetime.date | None, str, int]:
        """What tells the session from others of the same file."""
        return (self.date, self.routine, self.nth)

    def text(self, head: str) -> str:
        """Return what stands in a cell as a text, blank for nothing."""
        return cell_text(self.cells.get(head))


@dataclass(frozen=True)
class FilledForm:
    """The sheets of the spreadsheet of a block, each as found and row by row."""

    tables: Mapping[str, Table]
    rows: Mapping[str, list[FormRow]]
    notes: list[str]

    def sessions(self) -> Callable[[FormRow], FormRow | None]:
        """Return what finds the row of its session for a row of the prescriptions."""
        homes = {row.home: row for row in self.rows[SESSIONS] if row.home}
        shown = {row.shown: row for row in self.rows[SESSIONS]}

        def session(row: FormRow) -> FormRow | None:
            # The day in the template and the routine stay when a session moves: they are looked for first.
            if row.home and homes:
                return homes.get(row.home)
            # A row that an athlete has doubled is of the session of the first one.
            return shown.get(row.shown) or shown.get((row.date, row.routine, 1))

        return session


def cell_text(cell: Any) -> str:
    """Return the text of a cell of a spreadsheet.

    Examples
    --------
    >>> cell_text(3.0), cell_text(None), cell_text(True), cell_text(datetime.datetime(2027, 1, 4))
    ('3', '', 'yes', '2027-01-04')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def filled_form(sheets: Mapping[str, Rows]) -> FilledForm:
    """Read the sheets of the spreadsheet of a block."""
    tables = find_tables(sheets, FORMS)
    ids = {
        cell_text(row.get("session")): cell_text(row["routine_id"])
        for table in tables.values()
        for _, row in table.rows
        if cell_text(row.get("routine_id"))
    }
    rows, notes = {}, []
    for title, table in tables.items():
        if title != LEFT_OVER:
            notes += table.notes
        rows[title], note = _rows(table, ids)
        notes += [f"sheet {title}: {note}"] if note else []
    return FilledForm(tables, rows, notes)


def _rows(table: Table, ids: Mapping[str, str]) -> tuple[list[FormRow], str]:
    """Return the rows of a sheet, and what is to be told of their dates."""
    nothing = [None] * len(table.rows)
    dates, note = days([row.get("date") for _, row in table.rows], nothing)
    templates, _ = days([row.get(TEMPLATE) for _, row in table.rows], nothing)
    counts: Counter[tuple[Any, ...]] = Counter()
    rows = []
    for (line, cells), date, template in zip(table.rows, dates, templates, strict=True):
        label = cell_text(cells.get("session"))
        routine = cell_text(cells.get("routine_id")) or ids.get(label, label)
        alike = (date, routine, cell_text(cells.get("number")), cell_text(cells.get("exercise")))
        # The same exercise may stand twice in a session, and a routine twice on a day: told apart by their order.
        counts[alike] += 1
        rows.append(FormRow(line, cells, date, template, routine, counts[alike]))
    return rows, note
