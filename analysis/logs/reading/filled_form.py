"""The spreadsheet of a block, filled in by an athlete, read as a log of completed sets."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.errors import DoseError, FileError, NoLogError, raise_all
from analysis.base.files import shown_path
from analysis.base.names import fold
from analysis.base.text import clip, one_of, plural
from analysis.base.xlsx_parts import MOST_ROWS, Rows
from analysis.block.athlete_form import DONE, LEFT_OVER, LIMITS, PRESCRIPTIONS, SESSIONS
from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose
from analysis.logs.reading.cells import reading
from analysis.logs.reading.dates import days
from analysis.logs.reading.form_rows import FilledForm, FormRow, filled_form
from analysis.logs.reading.reading_report import (
    LEFT_BLANK,
    NO_SET,
    SET_TYPES,
    Account,
    Reading,
    Remarks,
    log_frame,
    unreadable,
)
from analysis.logs.reading.several_sets import EACH
from analysis.logs.reading.unit_sizes import KILOGRAMS

NOT_FILLED = "not filled in"


CLOCK = re.compile(r"(\d{1,3}):(\d\d):00", re.ASCII)


SETS_TYPED = re.compile(r"(\d{1,3})(?:\.0)?\s*(?:x|sets?|sets? done|(?:/|of|out of)\s*\d{1,3})?", re.ASCII)


Units = dict[str, set[str]]
"""Units of loads, and where each unit comes from."""


def read_filled_block(path: Path, sheets: Mapping[str, Rows], *, athlete: str, strict: bool) -> pd.DataFrame:
    """Return a log of what an athlete typed into the spreadsheet of a block, see `read_log`.

    If a session is ticked "yes", its rows without figures count as prescribed, at the low end, with a note. A cell
    that cannot be read is left blank and named, and its set counts.
    """
    name = shown_path(path)
    form = _form(sheets, name)
    of_sessions, of_rows = Remarks(f"sheet {SESSIONS}, row"), Remarks(f"sheet {PRESCRIPTIONS}, row")
    account = Account(of_rows.row_word, MOST_ROWS)
    done_on = _days_done(form.rows[SESSIONS], of_sessions)
    heads = fold(form.tables[PRESCRIPTIONS].heads.get("load used, kg", ""))
    unit = "lb" if {"lb", "lbs", "pounds"} & set(heads.split()) else "kg"
    units: Units = {}
    sets: list[dict[str, Any]] = []
    begun: set[int] = set()
    read = assumed = 0
    session_of = form.sessions()
    for row in form.rows[PRESCRIPTIONS]:
        session = session_of(row)
        filled = any(row.text(head) for head in LIMITS)
        # A ticked session needs no figures; figures in a row count whether the session is ticked or not.
        whole = not filled and session is not None and _tick(session) == "yes"
        if not whole and not filled:
            account.left_out[NOT_FILLED] += 1
            continue
        try:
            start = datetime.datetime.combine(_day(row, session, done_on), datetime.time())
            done = _sets(row, of_rows, units, whole=whole, unit=unit)
        except ValueError as error:
            account.broken_count += 1
            account.add_broken(row.line, str(error))
            continue
        if not done:
            account.left_out[NO_SET] += 1
            continue
        read += 1
        assumed += not row.text("sets done")
        sets += [{**each, "start": start} for each in done]
        begun |= {session.line} if session is not None else set()
    account.unread = [*of_sessions.unread(), *of_rows.unread()]
    if strict:
        raise_all(account.findings(name))
    taken = f"rows that do not say how many sets were done, taken as prescribed, at the least: {assumed}"
    account.notes = [taken] if assumed else []
    account.notes += [*_unclear(form.rows[SESSIONS], begun), *form.notes, *of_sessions.notes(), *of_rows.notes()]
    if left := len(form.rows[LEFT_OVER]):
        account.notes.append(f"sheet {LEFT_OVER}: {plural(left, 'cell')} of rows that are no more, not counted")
    if units:
        weights = [f"{unit} ({' and '.join(sorted(sources))})" for unit, sources in sorted(units.items())]
        account.units = {"weights": ", ".join(weights)}
    frame = log_frame(sets, athlete)
    counts = {"rows": len(form.rows[PRESCRIPTIONS]), "read": read, "sets": len(frame)}
    frame.attrs["report"] = account.report(path, "block spreadsheet", "", **counts)
    return frame


def _form(sheets: Mapping[str, Rows], name: str) -> FilledForm:
    """Return a form that has the minimum a log needs."""
    form = filled_form(sheets)
    table = form.tables[PRESCRIPTIONS]
    if not table.title or not table.rows:
        others = one_of(clip(other.title) for other in form.tables.values() if other.title)
        more = f"; only {others}" if others else ""
        raise NoLogError(f"{name}: no spreadsheet of a block: no sheet {PRESCRIPTIONS} with its columns{more}")
    if not {"exercise", "exercise_id"} & set(table.heads):
        there = one_of(clip(head) for head in [*table.heads.values(), *table.others])
        raise FileError(f"{name}: sheet {PRESCRIPTIONS}: no column 'exercise'; there are {there}")
    return form


def _tick(session: FormRow) -> str:
    """Return the tick of a session: yes, partly, no, blank, or the text typed instead."""
    tick = session.text("done").casefold()
    words = {tick, fold(tick)}
    known = {"yes": DONE, "partly": {"partly", "partially"}, "no": {"no", "n", "false"}}
    return next((state for state, ways in known.items() if words & ways), tick)


def _unclear(sessions: list[FormRow], begun: set[int]) -> list[str]:
    """Return the sessions whose tick leaves open which sets were done."""
    ticks = [(row, _tick(row)) for row in sessions]
    partly = sum(tick == "partly" and row.line not in begun for row, tick in ticks)
    unknown = [
        f"sheet {SESSIONS}, row {row.line}: done: {clip(row.text('done'))}; allowed: yes, partly or no; not counted"
        for row, tick in ticks
        if tick not in ("", "yes", "partly", "no")
    ]
    notes = [f"sessions ticked 'partly' without figures, not counted: {partly}"] if partly else []
    return [*notes, *unknown[:5], *([f"{len(unknown) - 5} more of these"] if len(unknown) > 5 else [])]


def _days_done(sessions: list[FormRow], remarks: Remarks) -> dict[int, datetime.date]:
    """Return the days of sessions done on another day than planned, by row."""
    read, note = days([row.cells.get("done on") for row in sessions], [row.date or row.template for row in sessions])
    for row, day in zip(sessions, read, strict=True):
        text = row.text("done on")
        if note and text:
            remarks.add("done on", Reading(0.0, note), row.line)
        if text and day is None:
            remarks.add("done on", unreadable(text), row.line)
        elif day is not None and not text.startswith(day.isoformat()):
            remarks.add("done on", Reading(0.0, f"{clip(text)} read as {day}"), row.line)
    return {row.line: day for row, day in zip(sessions, read, strict=True) if day is not None}


def _day(row: FormRow, session: FormRow | None, done_on: Mapping[int, datetime.date]) -> datetime.date:
    """Return the day of a row: as typed, else as planned."""
    day = row.date or row.template
    if session is not None:
        day = done_on.get(session.line) or day or session.date
    if day is None:
        allowed = "a day such as 2027-01-04, of the years 1970 to 2100"
        raise ValueError(f"date: {clip(row.text('date'))}; allowed: {allowed}")
    return day


def _sets(row: FormRow, remarks: Remarks, units: Units, *, whole: bool, unit: str) -> list[dict[str, Any]]:
    """Return the sets of a row; ``ValueError`` says why the row is not a set."""

    def value(head: str, cell: Reading) -> float | None:
        remarks.add(head, cell, row.line)
        return cell.value

    exercise = row.text("exercise") or row.text("exercise_id")
    if not exercise:
        raise ValueError("exercise: blank; allowed: a name")
    dose = _dose(row.text("dose"), value)
    count, counted = _count(row.text("sets done"))
    others = any(row.text(head) for head in LIMITS if head != "sets done")
    # A row with an effort or a load was done: then it has as many sets as prescribed.
    if counted.remark.endswith(LEFT_BLANK) and not others:
        raise ValueError(f"sets done: {clip(row.text('sets done'))}; allowed: a whole number from 0 to 20")
    value("sets done", counted)
    # The column header covers seconds and repetitions; the dose or the cell settles which.
    text = row.text("reps or s done")
    timed, done = _amount(text, dose)
    # 10,10,9 lists a figure per set, unless another number of sets was done.
    each = [float(figure) for figure in re.findall(r"\d+", text)] if EACH.fullmatch(text) else []
    if each and count in (None, len(each)) and max(each) <= LIMITS["reps or s done"]:
        count, done = len(each), Reading(max(each), f"{clip(text)} read as {len(each)} sets")
    else:
        each = []
    amount = value("reps or s done", done)
    if count is None:
        count = (dose and dose.sets_min) or 1
    if not count or amount == 0:
        return []
    if whole and dose is not None:
        amount = dose.work_s_min if timed else dose.reps_min
    load = _load(row.text("load used, kg"), unit)
    if load.value:
        units.setdefault(load.unit or unit, set()).add("from the cells" if load.unit else "from the header")
    number = SETS_TYPED.fullmatch(row.text("number"))
    done_set = {
        "workout": row.text("session") or row.routine,
        "exercise_name": exercise,
        "exercise_run": int(number[1]) if number else 1,
        "weight_kg": value("load used, kg", load),
        "reps": None if timed else amount,
        "work_s": amount if timed else None,
        "rpe": value("effort, 1-10", reading("rpe", row.text("effort, 1-10"), limits=(0, 10))),
        "set_type": SET_TYPES[0],
        "line": row.line,
    }
    part = "work_s" if timed else "reps"
    amounts: list[float | None] = [*filter(None, each)] or [amount] * count
    return [{**done_set, part: amount, "set_index": index} for index, amount in enumerate(amounts, 1)]


def _dose(text: str, value: Callable[[str, Reading], float | None]) -> Dose | None:
    """Return the prescribed dose, None for a blank."""
    try:
        return parse_dose(text) if text else None
    except DoseError:
        value("dose", unreadable(text))
        return None


def _count(text: str) -> tuple[int | None, Reading]:
    """Return the number of sets done (None: as prescribed), and the reading for remarks."""
    plain = text.casefold()
    match = SETS_TYPED.fullmatch(plain)
    if match is not None and int(match[1]) <= LIMITS["sets done"]:
        sets = int(match[1])
        return sets, Reading(sets, "" if plain.isdecimal() else f"{clip(text)} read as {sets}")
    if plain in ("no", "none"):
        return 0, Reading(0)
    if plain in DONE or plain in ("all", "done"):
        return None, Reading(0, f"{clip(text)} read as prescribed")
    return None, unreadable(text) if text else Reading()


def _amount(text: str, dose: Dose | None) -> tuple[bool, Reading]:
    """Return whether a set is timed, by its dose or by the text typed, and its repetitions or seconds."""
    timed = dose is not None and dose.work_s_min is not None
    limits = (0, LIMITS["reps or s done"])
    # A cell that doesn't fit its dose is read the other way: 45 s of a squat were held.
    kinds = ("seconds", "reps") if timed else ("reps", "seconds")
    first, second = (reading(kind, text, limits=limits) for kind in kinds)
    clock = CLOCK.fullmatch(text)
    if clock is not None and first.value != 0:
        # A spreadsheet reads 0:45 as hours and minutes: the reading nearer to the dose counts.
        minutes = 60 * int(clock[1]) + int(clock[2])
        near = dose.work_s_min if dose is not None and dose.work_s_min else 60
        meant = min((minutes * 60, minutes), key=lambda seconds: abs(math.log(seconds / near)))
        return True, Reading(float(meant), f"{clip(text)} read as {meant} s")
    if first.value is None and second.value is not None:
        return not timed, second
    return timed, first


def _load(text: str, unit: str) -> Reading:
    """Return a load in kilograms, from its own unit or the header's."""
    typed = reading("weight", text)
    if typed.value is None:
        return typed
    kilograms = round(typed.value * KILOGRAMS[typed.unit or unit], 4)
    if not 0 <= kilograms <= LIMITS["load used, kg"]:
        return Reading(remark=f"{clip(text)} is not from 0 to {LIMITS['load used, kg']} kg; {LEFT_BLANK}")
    return Reading(kilograms, typed.remark, typed.unit)
