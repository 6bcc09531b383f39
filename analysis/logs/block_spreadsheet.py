"""The spreadsheet of a block as an athlete has filled it in: its rows, and what was done of them as a log."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.errors import DataError, DoseError, FileError, Finding, NoLogError
from analysis.base.files import shown_path
from analysis.base.head_rows import Parts, Table, find_tables, sheet_rows, unpack
from analysis.base.names import fold
from analysis.base.text import clip, one_of, plural
from analysis.block.form import DONE, FORMS, LEFT_OVER, LIMITS, PRESCRIPTIONS, SESSIONS, TEMPLATE
from analysis.library.notation import Dose, parse_dose
from analysis.logs.cells import LEFT_BLANK, Reading, days, reading, remark_notes
from analysis.logs.dialects import KILOGRAMS
from analysis.logs.reading_report import BROKEN, SET_TYPES, log_frame, report

NOT_FILLED = "not filled in"


NO_SET = "no set done"


CLOCK = re.compile(r"(\d{1,3}):(\d\d):00", re.ASCII)


SETS = re.compile(r"(\d{1,3})(?:\.0)?\s*(?:x|sets?|sets? done|(?:/|of|out of)\s*\d{1,3})?", re.ASCII)


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


def filled_form(parts: Parts) -> FilledForm:
    """Read the sheets of the spreadsheet of a block.

    Raises
    ------
    Exception
        Whatever a broken spreadsheet makes its reader raise.
    """
    tables = find_tables(sheet_rows(parts), FORMS)
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
        rows[title], said = _rows(table, ids)
        notes += [f"sheet {title}: {said}"] if said else []
    return FilledForm(tables, rows, notes)


def _rows(table: Table, ids: Mapping[str, str]) -> tuple[list[FormRow], str]:
    nothing = [None] * len(table.rows)
    dates, said = days([row.get("date") for _, row in table.rows], nothing)
    templates, _ = days([row.get(TEMPLATE) for _, row in table.rows], nothing)
    counts: Counter[tuple[Any, ...]] = Counter()
    made = []
    for (line, cells), date, template in zip(table.rows, dates, templates, strict=True):
        label = cell_text(cells.get("session"))
        routine = cell_text(cells.get("routine_id")) or ids.get(label, label)
        alike = (date, routine, cell_text(cells.get("number")), cell_text(cells.get("exercise")))
        counts[alike] += 1
        made.append(FormRow(line, cells, date, template, routine, counts[alike]))
    return made, said


def read_filled_block(path: Path, *, athlete: str, strict: bool) -> pd.DataFrame:
    """Read what an athlete has typed into the spreadsheet of a block, see `read_log`.

    Rows without figures of a session that is ticked "yes" count as prescribed, at the least; that is told. A cell that
    cannot be read is left blank and named, and its set counts.
    """
    name = shown_path(path)
    form = _form(path, name)
    sessions, days_done = form.sessions(), _Remarks(f"sheet {SESSIONS}, row")
    done_on = _days_done(form.rows[SESSIONS], days_done)
    left_out: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    remarks = _Remarks(f"sheet {PRESCRIPTIONS}, row")
    found: list[dict[str, Any]] = []
    begun: set[int] = set()
    read = assumed = 0
    pounds = bool(
        {"lb", "lbs", "pounds"} & set(fold(form.tables[PRESCRIPTIONS].heads.get("load used, kg", "")).split())
    )
    for row in form.rows[PRESCRIPTIONS]:
        session = sessions(row)
        figures = [head for head in LIMITS if row.text(head)]
        whole = not figures and session is not None and _tick(session) == "yes"
        if not whole and not figures:
            left_out[NOT_FILLED] += 1
            continue
        try:
            day = _day(row, session, done_on)
            sets = _sets(row, remarks, whole=whole, unit="lb" if pounds else "kg")
        except ValueError as error:
            broken.append((row.line, str(error)))
            continue
        if not sets:
            left_out[NO_SET] += 1
            continue
        read += 1
        assumed += not row.text("sets done")
        start = datetime.datetime(day.year, day.month, day.day)
        found += [{**one, "start": start, "line": row.line, "set_index": place} for place, one in enumerate(sets, 1)]
        begun |= {session.line} if session is not None else set()
    unread = [(line, what) for told in (days_done, remarks) for line, what in told.unread()]
    if strict and (broken or unread):
        raise DataError([Finding(what, file=name, row=line) for line, what in sorted([*broken, *unread])])
    if broken:
        left_out[BROKEN] = len(broken)
    taken = f"rows that do not say how many sets were done, taken as prescribed, at the least: {assumed}"
    notes = [taken] if assumed else []
    notes += [*_unclear(form.rows[SESSIONS], begun), *form.notes, *days_done.notes(), *remarks.notes()]
    if left := len(form.rows[LEFT_OVER]):
        notes.append(f"sheet {LEFT_OVER}: {plural(left, 'cell')} of rows that are no more, not counted")
    frame = log_frame(found, athlete)
    rows = len(form.rows[PRESCRIPTIONS])
    told = (path, "block spreadsheet", "", rows, read, len(frame), left_out, broken, notes)
    units = [f"{unit} ({' and '.join(sorted(sources))})" for unit, sources in sorted(remarks.units.items())]
    frame.attrs["report"] = report(
        *told, place=f"sheet {PRESCRIPTIONS}, row", units={"weights": ", ".join(units)} if units else {}
    )
    return frame


class _Remarks:
    """What is told of cells, by the rows that they are in."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.lines: dict[str, list[int]] = {}
        self.units: dict[str, set[str]] = {}

    def add(self, row: FormRow, head: str, found: Reading) -> float | None:
        """Note the remark on a cell, and return its value."""
        if found.value and found.unit:
            unit, _, source = found.unit.partition(" ")
            self.units.setdefault(unit, set()).add(source)
        if found.remark:
            self.lines.setdefault(f"{head}: {found.remark}", []).append(row.line)
        return found.value

    def unread(self) -> list[tuple[int, str]]:
        """Return the cells that are left blank."""
        return [(line, what) for what, lines in self.lines.items() if what.endswith(LEFT_BLANK) for line in lines]

    def notes(self) -> list[str]:
        return remark_notes(self.lines, place=self.place)


def _form(path: Path, name: str) -> FilledForm:
    """Read a form that holds what a log needs at the least."""
    try:
        form = filled_form(unpack(path))
    except FileError:
        raise
    except Exception:  # whatever a broken spreadsheet makes its reader raise
        raise FileError(f"{name}: a spreadsheet that cannot be read") from None
    table = form.tables[PRESCRIPTIONS]
    if not table.title or not table.rows:
        found = one_of(clip(other.title) for other in form.tables.values() if other.title)
        more = f"; only {found}" if found else ""
        raise NoLogError(f"{name}: no spreadsheet of a block: no sheet {PRESCRIPTIONS} with its columns{more}")
    if not {"exercise", "exercise_id"} & set(table.heads):
        there = one_of(clip(head) for head in [*table.heads.values(), *table.others])
        raise FileError(f"{name}: sheet {PRESCRIPTIONS}: no column 'exercise'; there are {there}")
    return form


def _tick(session: FormRow) -> str:
    """Return what a session is ticked with: yes, partly, no, blank, or what it says instead."""
    tick = session.text("done").casefold()
    words = {tick, fold(tick)}
    known = {"yes": DONE, "partly": {"partly", "partially"}, "no": {"no", "n", "false"}}
    return next((state for state, ways in known.items() if words & ways), tick)


def _unclear(sessions: list[FormRow], begun: set[int]) -> list[str]:
    """Say which sessions are ticked in a way that says nothing of their sets."""
    ticks = [(row, _tick(row)) for row in sessions]
    partly = sum(tick == "partly" and row.line not in begun for row, tick in ticks)
    unknown = [
        f"sheet {SESSIONS}, row {row.line}: done: {clip(row.text('done'))}; allowed: yes, partly or no; not counted"
        for row, tick in ticks
        if tick not in ("", "yes", "partly", "no")
    ]
    said = [f"sessions ticked 'partly' without figures, not counted: {partly}"] if partly else []
    return [*said, *unknown[:5], *([f"{len(unknown) - 5} more of these"] if len(unknown) > 5 else [])]


def _days_done(sessions: list[FormRow], remarks: _Remarks) -> dict[int, datetime.date]:
    """Return the days on which sessions were done, by row, where that was another day than planned."""
    found, said = days([row.cells.get("done on") for row in sessions], [row.date or row.template for row in sessions])
    if said:
        remarks.lines[f"done on: {said}"] = [row.line for row in sessions if row.text("done on")]
    for row, day in zip(sessions, found, strict=True):
        text = row.text("done on")
        if text and day is None:
            remarks.add(row, "done on", Reading(remark=f"{clip(text)} cannot be read; {LEFT_BLANK}"))
        elif day is not None and not text.startswith(day.isoformat()):
            remarks.add(row, "done on", Reading(remark=f"{clip(text)} read as {day}"))
    return {row.line: day for row, day in zip(sessions, found, strict=True) if day is not None}


def _day(row: FormRow, session: FormRow | None, done_on: Mapping[int, datetime.date]) -> datetime.date:
    """Return the day on which a row was done: as typed, else as planned."""
    day = row.date or row.template
    if session is not None:
        day = done_on.get(session.line) or day or session.date
    if day is None:
        raise ValueError(
            f"date: {clip(row.text('date'))}; allowed: a day such as 2027-01-04, of the years 1970 to 2100"
        )
    return day


def _sets(row: FormRow, remarks: _Remarks, *, whole: bool, unit: str) -> list[dict[str, Any]]:
    """Return the sets of a row; ``ValueError`` says why it is none."""
    exercise = row.text("exercise") or row.text("exercise_id")
    if not exercise:
        raise ValueError("exercise: blank; allowed: a name")
    dose = _dose(row, remarks)
    count, counted = _count(row.text("sets done"))
    if (
        count is None
        and counted.remark.endswith(LEFT_BLANK)
        and not any(row.text(head) for head in LIMITS if head != "sets done")
    ):
        raise ValueError(f"sets done: {clip(row.text('sets done'))}; allowed: a whole number from 0 to 20")
    remarks.add(row, "sets done", counted)
    timed, done = _amount(row.text("reps or s done"), dose)
    amount = remarks.add(row, "reps or s done", done)
    if count is None:
        count = (dose and dose.sets_min) or 1
    if not count or amount == 0:
        return []
    if whole and dose is not None:
        amount = dose.work_s_min if timed else dose.reps_min
    number = SETS.fullmatch(row.text("number"))
    one = {
        "workout": row.text("session") or row.routine,
        "exercise_name": exercise,
        "exercise_run": int(number[1]) if number else 1,
        "weight_kg": remarks.add(row, "load used, kg", _load(row.text("load used, kg"), unit)),
        "reps": None if timed else amount,
        "work_s": amount if timed else None,
        "rpe": remarks.add(row, "effort, 1-10", reading("rpe", row.text("effort, 1-10"), limits=(0, 10))),
        "set_type": SET_TYPES[0],
    }
    return [one] * count


def _dose(row: FormRow, remarks: _Remarks) -> Dose | None:
    """Return the dose that was prescribed, None where none stands there."""
    text = row.text("dose")
    try:
        return parse_dose(text) if text else None
    except DoseError:
        remarks.add(row, "dose", Reading(remark=f"{clip(text)} cannot be read; {LEFT_BLANK}"))
        return None


def _count(text: str) -> tuple[int | None, Reading]:
    """Return how many sets were done, None for as many as prescribed, and what is to be told."""
    plain = text.casefold()
    found = SETS.fullmatch(plain)
    if found is not None and int(found[1]) <= LIMITS["sets done"]:
        sets = int(found[1])
        return sets, Reading(sets, "" if plain.isdecimal() else f"{clip(text)} read as {sets}")
    if plain in ("no", "none"):
        return 0, Reading(0)
    if plain in DONE or plain in ("all", "done"):
        return None, Reading(0, f"{clip(text)} read as prescribed")
    return None, Reading(remark=f"{clip(text)} cannot be read; {LEFT_BLANK}" if text else "")


def _amount(text: str, dose: Dose | None) -> tuple[bool, Reading]:
    """Return whether a set is timed, by its dose or by what was typed, and its repetitions or seconds."""
    timed = dose is not None and dose.work_s_min is not None
    limits = (0, LIMITS["reps or s done"])
    kinds = ("seconds", "reps") if timed else ("reps", "seconds")
    found = [reading(kind, text, limits=limits) for kind in kinds]
    clock = CLOCK.fullmatch(text)
    if clock is not None and found[0].value != 0:
        # A spreadsheet takes 0:45 for hours and minutes: what comes nearer to the dose was meant.
        minutes = 60 * int(clock[1]) + int(clock[2])
        near = dose.work_s_min if dose is not None and dose.work_s_min else 60
        meant = min((minutes * 60, minutes), key=lambda seconds: abs(math.log(seconds / near)))
        return True, Reading(float(meant), f"{clip(text)} read as {meant} s")
    if found[0].value is None and found[1].value is not None:
        return not timed, found[1]
    return timed, found[0]


def _load(text: str, unit: str) -> Reading:
    """Return a load in kilograms."""
    found = reading("weight", text)
    if found.value is None:
        return found
    kilograms = round(found.value * KILOGRAMS[found.unit or unit], 4)
    if not 0 <= kilograms <= LIMITS["load used, kg"]:
        return Reading(remark=f"{clip(text)} is not from 0 to {LIMITS['load used, kg']} kg; {LEFT_BLANK}")
    return Reading(kilograms, found.remark, f"{found.unit} from the cells" if found.unit else f"{unit} from the header")
