"""The spreadsheet of a block as an athlete filled it in, row by row, with the session of each row."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.base.head_rows import Table, find_tables
from analysis.base.xlsx_parts import Rows
from analysis.block.athlete_form import FORMS, LEFT_OVER, SESSIONS, TEMPLATE
from analysis.logs.reading.dates import days


@dataclass(frozen=True)
class FormRow:
    """A row of a filled-in sheet.

    Attributes
    ----------
    line : int
        Row number in its sheet.
    cells : mapping of str to object
        Cells by header of the form.
    date, template : date or None
        Day of its session, as displayed and in the template.
    routine : str
        Id of the routine, or its name if the row has no id.
    nth : int
        Ordinal among the rows with the same date, routine, number and exercise.
    """

    line: int
    cells: Mapping[str, Any]
    date: datetime.date | None
    template: datetime.date | None
    routine: str
    nth: int

    @property
    def home(self) -> tuple[datetime.date | None, str] | None:
        """Key that identifies the session, wherever it has moved to."""
        return (self.template, self.routine) if self.template else None

    @property
    def shown(self) -> tuple[datetime.date | None, str, int]:
        """Key that identifies the session within its file."""
        return (self.date, self.routine, self.nth)

    def text(self, head: str) -> str:
        """Return the text of a cell, blank if it is empty."""
        return cell_text(self.cells.get(head))


@dataclass(frozen=True)
class FilledForm:
    """The sheets of the spreadsheet of a block, as found and row by row."""

    tables: Mapping[str, Table]
    rows: Mapping[str, list[FormRow]]
    notes: list[str]

    def sessions(self) -> Callable[[FormRow], FormRow | None]:
        """Return a function that finds the session row of a prescription row."""
        homes = {row.home: row for row in self.rows[SESSIONS] if row.home}
        shown = {row.shown: row for row in self.rows[SESSIONS]}

        def session(row: FormRow) -> FormRow | None:
            # A moved session keeps its template day and routine, so that key is tried first.
            if row.home and homes:
                return homes.get(row.home)
            # A row that an athlete duplicated belongs to the session of the first copy.
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
    """Return the sheets of a block's spreadsheet as a form."""
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
    """Return the rows of a sheet, and a note on their dates."""
    nothing = [None] * len(table.rows)
    dates, note = days([row.get("date") for _, row in table.rows], nothing)
    templates, _ = days([row.get(TEMPLATE) for _, row in table.rows], nothing)
    counts: Counter[tuple[Any, ...]] = Counter()
    rows = []
    for (line, cells), date, template in zip(table.rows, dates, templates, strict=True):
        label = cell_text(cells.get("session"))
        routine = cell_text(cells.get("routine_id")) or ids.get(label, label)
        alike = (date, routine, cell_text(cells.get("number")), cell_text(cells.get("exercise")))
        # An exercise may occur twice in a session, and a routine twice on a day: their order tells them apart.
        counts[alike] += 1
        rows.append(FormRow(line, cells, date, template, routine, counts[alike]))
    return rows, note
