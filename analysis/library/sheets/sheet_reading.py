"""Read routine sheets as coaches keep them: each row with its dose, and a sheet of a week split by day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.base.errors import ArgumentError, DoseError, Finding
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import clip, one_of
from analysis.library.coding import Coding
from analysis.library.doses.dose import LIMITS, Dose, range_text
from analysis.library.doses.notation import parse_dose
from analysis.library.doses.rest_text import read_rest_text
from analysis.library.sheets.found_tables import Told, first_heads
from analysis.library.sheets.sheet_doses import SheetRow, row_dose, sets_text
from analysis.library.sheets.sheet_files import Grid, read_grids, split_tab, text_grid
from analysis.library.sheets.sheet_heads import is_head
from analysis.library.sheets.sheet_order import read_day
from analysis.library.sheets.sheet_tables import TableReader
from analysis.library.terms import PHASE_NAMES, PHASES

MOST_ROWS = 400
"""Maximum rows of a sheet; a longer file is some other table."""


CARRIED = {"heading": "the heading says", "above": "in the row above"}
"""Words for the source of rounds not given in the row itself."""


@dataclass(frozen=True)
class Sheet:
    """A routine read from a sheet.

    Attributes
    ----------
    day : str
        End of the routine's name if the sheet has several routines; blank for a single one.
    weekday : str
        Blank if none is given.
    rows : list of SheetRow
    findings : list of Finding
        All errors.
    told : list of (int or None, str)
        Assumptions about the whole sheet: a row, and a sentence.
    """

    day: str = ""
    weekday: str = ""
    rows: list[SheetRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    told: Told = field(default_factory=list)


def read_sheet(path: Path, coding: Coding, *, tab: str = "", name: str = "") -> list[Sheet]:
    """Return the routines of a file: one, or one per day.

    Parameters
    ----------
    path : Path
    coding : Coding
        Look-ups for exercises and sections.
    tab : str
        Name of a sheet of a spreadsheet; blank for the first sheet with a routine.
    name : str
        Name of the file in messages.

    Raises
    ------
    FileError
        If the file cannot be read at all.
    """
    file = name or path.name
    grids = [grid for grid in read_grids(path, is_head, tab=tab) if grid.rows]
    tables = [grid for grid in grids if first_heads(grid.rows)]
    days = len(tables) > 1 and all(read_day(grid.title) for grid in tables)
    if len(tables) > 1 and not days:
        others = one_of(f"{path.name}#{grid.title}" for grid in tables[1:])
        told = (None, f"read from the sheet {clip(tables[0].title)}; others by their names: {others}")
        tables = [replace(tables[0], told=(*tables[0].told, told))]
    return _sheets(tables or grids[:1], coding, file, days=days)


def file_as_text(sheet: str | Path) -> str:
    """Return a sheet as CSV text, from a text file or a spreadsheet such as ``plan.xlsx#Thursday``.

    Raises
    ------
    FileError
        If the file cannot be read at all.
    """
    path, tab = split_tab(sheet)
    grids = [grid for grid in read_grids(path, is_head, tab=tab) if grid.rows]
    rows = dict(next((grid for grid in grids if first_heads(grid.rows)), grids[0] if grids else Grid("", [])).rows)
    text = io.StringIO()
    # Blank lines are kept, so findings have the same row numbers as the spreadsheet.
    csv.writer(text, lineterminator="\n").writerows(rows.get(row, []) for row in range(1, max(rows, default=0) + 1))
    return text.getvalue()


def parse_sheet(text: str, coding: Coding, *, file: str) -> list[Sheet]:
    """Return the routines in the text of a sheet, see `read_sheet`."""
    return _sheets([text_grid(text, file, is_head)], coding, file)


def _sheets(grids: Sequence[Grid], coding: Coding, file: str, *, days: bool = False) -> list[Sheet]:
    if sum(len(grid.rows) for grid in grids) - 1 > MOST_ROWS:
        count = str(sum(len(grid.rows) for grid in grids) - 1)
        return [
            Sheet(findings=[Finding("too many rows for a routine", file, value=count, allowed=f"up to {MOST_ROWS}")])
        ]
    reader = TableReader(coding, file)
    for grid in grids or [Grid("", [])]:
        day = read_day(grid.title) if days else None
        reader.day = day.name if day else ""
        reader.read(grid)
    if not reader.rows and not reader.findings:
        return [Sheet(findings=[Finding("no exercise in it", file, allowed="one row per exercise below the header")])]
    findings = reader.findings + _fill(reader.rows, coding, file)
    sheets = []
    names = list(dict.fromkeys(row.day for row in reader.rows)) or [""]
    for name in names:
        circuits: dict[int, int] = {}  # numbered from 1 in each routine
        own = [row for row in reader.rows if row.day == name]
        for row in own:
            row.circuit = circuits.setdefault(row.circuit, len(circuits) + 1)
        # The day of a one-day sheet doesn't become part of the routine's name.
        sheets.append(Sheet(name if len(names) > 1 else "", reader.weekdays.get(name, ""), own))
    # Findings and assumptions about the whole file are added to its first routine.
    sheets[0].findings.extend(sorted(findings, key=lambda finding: finding.row or 0))
    sheets[0].told.extend(reader.told)
    return sheets


def _fill(rows: Sequence[SheetRow], coding: Coding, file: str) -> list[Finding]:
    """Read the dose and phase of each row, number the circuits, and return the findings."""
    findings: list[Finding] = []
    circuit = 0
    before: tuple[object, ...] | None = None
    ended = False  # a row with its own sets ends the rounds of the row above
    for row, group in zip(rows, _groups(rows), strict=True):
        ended = ended and row.carried == "above"
        findings += _read_dose(row, file, ended=ended)
        ended = ended or (row.carried == "above" and not row.in_rounds)
        # Rows with the same letter, or with the same rounds in a section, form a circuit; other rows don't.
        together = group or (row.rounds if row.in_rounds else "")
        here = (row.table, row.day, row.section, together) if together else None
        circuit += here is None or here != before
        before = here
        row.circuit, row.superset = circuit, "".join(row.order or ()) if group else ""
        if row.phase:
            typed, row.phase = row.phase, PHASE_NAMES.find(row.phase) or coding.words.get(fold(row.phase), "")
            if not row.phase:
                near = tuple(nearest(typed, PHASES, most=1))
                findings.append(Finding("not allowed", file, row.row, "phase", typed, one_of(PHASES), near))
        if not row.exercise:
            findings.append(Finding("blank", file, row.row, "exercise", "", "the name of an exercise"))
    return findings


def _groups(rows: Sequence[SheetRow]) -> list[str]:
    """Return the superset of each row; a single number or letter counts only if a neighbouring row has the same."""
    groups = []
    for at, row in enumerate(rows):
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(rows)]
        alike = any(
            (rows[other].order, rows[other].day, rows[other].section) == (row.order, row.day, row.section)
            for other in beside
        )
        groups.append(f"superset {row.order.group}" if row.order and (row.order.place or alike) else "")
    return groups


def _read_dose(row: SheetRow, file: str, *, ended: bool) -> list[Finding]:
    """Read a row's dose, add its circuit's sets and return the findings; ``ended``: no rounds from the row above."""
    findings: list[Finding] = []
    row.in_rounds = bool(row.rounds and not row.carried)
    rounds: tuple[int, int] | None = None
    try:
        rounds = _rounds(row.rounds)
    except ValueError as error:
        if not row.carried:
            findings.append(Finding("not allowed", file, row.row, "rounds", row.rounds, str(error)))
    column = next((name for name in ("dose", "reps", "time", "sets") if name in row.cells), "dose")
    remarks: list[str] = []
    try:
        row.typed, column, remarks = row_dose(row.cells, row.units)
        if not row.typed:
            return [*findings, Finding("blank", file, row.row, "dose", "", "such as 3 x 10, or 30 s")]
        dose = parse_dose(row.typed)
        # "AMRAP" alone is one set, or one set per round of a circuit.
        own_sets = dose.sets_min is not None and not (dose.open == "all" and dose.sets_max == 1)
        if own_sets and row.in_rounds:
            what = f"sets in the dose and in rounds ({row.rounds})"
            return [*findings, Finding(what, file, row.row, "dose", row.typed, "one of the two")]
        if rounds and not own_sets and not ended:
            dose = replace(dose, sets_min=rounds[0], sets_max=rounds[1])
            row.in_rounds = True
            if row.carried:
                remarks.append(f"{row.rounds} rounds, as {CARRIED[row.carried]}")
        column = "rest"
        row.dose = _with_beside(dose, row, remarks)
    except DoseError as error:
        findings.append(Finding(str(error), file, row.row, column))
    except ArgumentError as error:
        findings.append(replace(error.finding, file=file, row=row.row, column=column))
    finally:
        row.more[:0] = [("dose", row.typed, text) for text in remarks]
    return findings


def _with_beside(dose: Dose, row: SheetRow, told: list[str]) -> Dose:
    """Return a dose with rest and tempo from their columns, in dose notation; the dose's own values win.

    Words such as "as needed" are kept; an unreadable rest with numbers is an error, as in a dose.
    """
    for column in ("rest", "tempo"):
        text = row.text(column)
        if not text:
            continue
        names = ("rest_s_min", "rest_s_max") if column == "rest" else ("tempo",)
        said = [getattr(dose, name) for name in names]
        assumed: list[str] = []
        try:
            if column == "rest":
                ends, assumed = read_rest_text("not allowed", text)
                read: list[Any] = [*ends]
            else:
                read = [parse_dose(f"1, tempo {text}").tempo]
        except (ArgumentError, DoseError):
            if column == "rest" and re.search(r"\d", text):
                raise
            told.append(f"{column} {text}: kept as typed, not counted")
            continue
        if said[0] is None:
            dose = replace(dose, **dict(zip(names, read, strict=True)))
            told += assumed
        elif said != read:
            shown = said[0] if column == "tempo" else f"{range_text(*said)} s"
            told.append(f"{column}: the dose says {shown}, the column {text}; the dose is taken")
    return dose


def _rounds(text: str) -> tuple[int, int] | None:
    """Return the rounds of a circuit; ``ValueError`` says what is allowed."""
    if not text:
        return None
    first, _, last = sets_text(text).partition("-")
    low, high = (int(first), int(last or first)) if first else (0, 0)
    least, most = LIMITS["sets"]
    if not least <= low <= high <= most:
        raise ValueError(f"a whole number or a range such as 2-3, {least} to {most}")
    return low, high
