"""Routine sheets as coaches save them, with any separator, byte order mark, capitals and trailing blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.base.csv_text import read_rows
from analysis.base.errors import DoseError, Finding
from analysis.base.files import CONTROL, read_text
from analysis.base.names import fold, nearest, snake
from analysis.base.text import clip
from analysis.library.dose import LIMITS, Dose
from analysis.library.notation import parse_dose
from analysis.library.schema import TableSchema
from analysis.library.table_checks import QUOTES, Table, check_header, check_rows
from analysis.library.terms import PHASE_NAMES

MOST_ROWS = 400
"""Exercises that one sheet may hold; a longer file is some other table."""


NO_EQUIPMENT = "none"
"""What a sheet says when an exercise needs nothing; a blank cell means as coded for the exercise."""


KEPT = "kept as typed"
"""What becomes of a column that sheets do not have."""


_ROUNDS = re.compile(r"([0-9]{1,3})(?:\.0)?(?:\s*(?:[-\u2010-\u2015\u2212]|to)\s*([0-9]{1,3}))?", re.IGNORECASE)


_SEP = re.compile(r'\A"?sep=."?\r?\n?', re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One exercise of a sheet: what it says, with the dose read.

    Attributes
    ----------
    row : int
        Row of the spreadsheet.
    circuit : int
        Entries of one number are done back to back, round after round.
    dose : Dose or None
        With the rounds of the circuit as its sets. None when it cannot be read.
    typed : str
        The dose as it stands.
    equipment : tuple of (str, bool) or None
        Item as typed and whether it is required; empty for ``none``, None when the cell is blank.
    load, effort : str
        As typed.
    more : tuple of (str, str, str)
        Of each column that is none of a sheet's: its head, the cell, and what is told of it.
    """

    row: int
    section: str
    phase: str | None
    circuit: int
    exercise: str
    dose: Dose | None
    typed: str
    equipment: tuple[tuple[str, bool], ...] | None
    notes: str
    load: str = ""
    effort: str = ""
    more: tuple[tuple[str, str, str], ...] = ()


def read_sheet(path: Path, schema: TableSchema, *, name: str = "") -> tuple[list[Entry], list[Finding]]:
    """Read a sheet into entries, with everything wrong with it.

    Raises
    ------
    FileError
        If the file cannot be read as CSV text at all.
    """
    return parse_sheet(read_text(path), schema, file=name or path.name)


def parse_sheet(text: str, schema: TableSchema, *, file: str) -> tuple[list[Entry], list[Finding]]:
    """Read the text of a sheet, see `read_sheet`."""
    text = _SEP.sub("\n", text)  # a spreadsheet's own first line, its row kept for counting
    first_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=lambda mark: len({snake(c) for c in first_line.split(mark)} & set(schema.columns)))
    rows = read_rows(text, file, delimiter=delimiter)
    if not rows:
        return [], [Finding("empty file", file, allowed=f"a header: {', '.join(schema.columns)}")]
    # Spreadsheets save whatever somebody once touched: blank columns on the right are no columns.
    heads = [" ".join(cell.split()) for cell in rows[0][1]]
    while heads and not snake(heads[-1]):
        heads.pop()
    header = [snake(head) for head in heads]
    findings = check_header(header, schema, file)
    if findings:
        return [], findings
    if len(rows) - 1 > MOST_ROWS:
        return [], [
            Finding("too many rows for a routine", file, value=str(len(rows) - 1), allowed=f"up to {MOST_ROWS}")
        ]
    if len(rows) == 1:
        return [], [Finding("no exercise in it", file, allowed="one row per exercise below the header")]
    trimmed, findings = [], []
    unknown = {at: head for at, head in enumerate(heads) if header[at] not in schema.columns}
    # A column that is missing is a blank one on the right.
    header += [name for name in schema.columns if name not in header]
    phase = header.index("phase")
    for row, cells in rows[1:]:
        kept = [" ".join(cell.split()) for cell in cells]
        if any(kept[len(heads) :]):
            findings.append(Finding(f"{len(kept)} cells where the header has {len(heads)}", file, row, allowed=QUOTES))
            continue
        kept = (kept + [""] * len(header))[: len(header)]
        for at, head in unknown.items():
            if CONTROL.search(kept[at]):
                findings.append(Finding("a character that cannot be printed", file, row, head, kept[at]))
        kept[phase] = PHASE_NAMES.find(kept[phase]) or fold(kept[phase]).replace(" ", "") or kept[phase]
        trimmed.append((row, kept))
    # From here a sheet is a table like any other; what its schema does not know is told beside it.
    table, more = check_rows(header, trimmed, schema, file)
    entries, most = _entries(table)
    _keep_unknown(entries, dict(trimmed), unknown, schema)
    return entries, sorted(findings + more + most, key=lambda finding: finding.row or 0)


def _keep_unknown(
    entries: list[Entry], cells_of: Mapping[int, list[str]], unknown: Mapping[int, str], schema: TableSchema
) -> None:
    """Add to each entry its cells of columns that sheets do not have, each with what is told of it."""
    for at, head in unknown.items():
        near = "".join(f"; did you mean {name}?" for name in nearest(head, schema.columns, most=1))
        filled = any(cells[at] for cells in cells_of.values())
        for number, entry in enumerate(entries):
            text = cells_of[entry.row][at]
            # A head with nothing below it is told once, on every row it might have been meant for.
            if text or (head and not filled):
                column = clip(head)[1:-1] or f"column {_letters(at)}"
                why = f"unknown column, {KEPT}{near}" if head else f"{column} has no head, {KEPT}"
                entries[number] = replace(entry, more=(*entry.more, (column, text, why)))


def _letters(at: int) -> str:
    """Name a column as spreadsheets do.

    >>> _letters(2), _letters(27)
    ('C', 'AB')
    """
    return (_letters(at // 26 - 1) if at > 25 else "") + chr(ord("A") + at % 26)


def _entries(table: Table) -> tuple[list[Entry], list[Finding]]:
    entries: list[Entry] = []
    findings: list[Finding] = []
    circuit = 0
    before: tuple[str, str] | None = None
    for row, cells in zip(table.rows, zip(*table.columns.values(), strict=True), strict=True):
        cell = {name: str(value or "") for name, value in zip(table.columns, cells, strict=True)}
        # Rows of a section that name the same rounds are one circuit; a row without rounds is by itself.
        here = (cell["section"], cell["rounds"]) if cell["rounds"] else None
        circuit += here is None or here != before
        before = here
        try:
            rounds = _rounds(cell["rounds"])
        except ValueError as error:
            findings.append(Finding("not allowed", table.file, row, "rounds", cell["rounds"], str(error)))
            rounds = None
        dose, wrong = _dose(table.file, row, cell["dose"], cell["rounds"], rounds)
        findings += wrong
        entries.append(
            Entry(
                row=row,
                section=cell["section"],
                phase=cell["phase"] or None,
                circuit=circuit,
                exercise=cell["exercise"],
                dose=dose,
                typed=cell["dose"],
                equipment=_equipment(cell["equipment"]),
                notes=cell["notes"],
                load=cell["load"],
                effort=cell["effort"],
            )
        )
    return entries, findings


def _dose(
    file: str, row: int, text: str, rounds_text: str, rounds: tuple[int, int] | None
) -> tuple[Dose | None, list[Finding]]:
    """Read a dose and give it the sets of its circuit; a blank one is reported with the other cells of its row."""
    if not text:
        return None, []
    try:
        dose = parse_dose(text)
    except DoseError as error:
        return None, [Finding(str(error), file, row, "dose")]
    # "AMRAP" by itself is one set, and in a circuit one a round.
    if rounds_text and dose.sets_min is not None and not (dose.open == "all" and dose.sets_max == 1):
        what = f"sets stand in the dose and in rounds ({rounds_text})"
        return None, [Finding(what, file, row, "dose", text, "one of the two")]
    if rounds is not None:
        dose = replace(dose, sets_min=rounds[0], sets_max=rounds[1])
    return dose, []


def _equipment(text: str) -> tuple[tuple[str, bool], ...] | None:
    if not text or text.casefold() == NO_EQUIPMENT:
        return () if text else None
    items = [item.strip() for item in text.split("+")]
    return tuple((item.rstrip("?").strip(), not item.endswith("?")) for item in items)


def _rounds(text: str) -> tuple[int, int] | None:
    """Read the rounds of a circuit; ``ValueError`` says what is allowed."""
    if not text:
        return None
    match = _ROUNDS.fullmatch(text)
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    least, most = LIMITS["sets"]
    if not least <= low <= high <= most:
        raise ValueError(f"a whole number or a range such as 2-3, {least} to {most}")
    return low, high
