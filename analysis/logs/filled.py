"""The spreadsheet of a block as an athlete has filled it in, read as a log."""

from __future__ import annotations

import datetime
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import DataError, DoseError, FileError, Finding, clip
from analysis.logs.cells import FIRST_YEAR, LAST_YEAR
from analysis.logs.report import BROKEN, SET_TYPES, log_frame, report
from analysis.notation import Dose, parse_dose
from analysis.spreadsheet import named_rows

SHEET, SESSIONS = "prescriptions", "sessions"
NOT_FILLED = "not filled in"
NO_SET = "no set done"
MOST_BYTES = 200_000_000
"""Bytes that a spreadsheet may unpack to."""
LIMITS = {"sets done": 20, "reps or s done": 3600, "load used, kg": 500, "effort, 1-10": 10}
Rows = list[tuple[int, dict[str, Any]]]


def is_spreadsheet(path: Path) -> bool:
    """Say whether a file is a spreadsheet, by what is in it."""
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read_filled_block(path: Path, *, athlete: str, strict: bool) -> pd.DataFrame:
    """Read what an athlete has typed into the spreadsheet of a block, see `read_log`.

    Rows without figures of a session that is ticked "yes" count as prescribed, at the least; that is told.
    """
    name = clip(path.as_posix(), 120)[1:-1]
    sheets = _sheets(path, name)
    days, ticked = _sessions(sheets[SESSIONS])
    rows = sheets[SHEET]
    left_out: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    found: list[dict[str, Any]] = []
    read = assumed = 0
    for line, named in rows:
        figures = any(_there(named.get(head)) for head in LIMITS)
        whole = not figures and ticked.get(_key(named)) == "yes"
        if not whole and not figures:
            left_out[NOT_FILLED] += 1
            continue
        try:
            sets = _sets(named, days, whole=whole)
        except (ValueError, DoseError) as error:
            broken.append((line, str(error)))
            continue
        if not sets:
            left_out[NO_SET] += 1
            continue
        read += 1
        assumed += not _there(named.get("sets done"))
        found += [{**one, "line": line, "set_index": place} for place, one in enumerate(sets, 1)]
    if broken and strict:
        raise DataError([Finding(what, file=name, row=line) for line, what in broken])
    if broken:
        left_out[BROKEN] = len(broken)
    taken = f"rows that do not say how many sets were done, taken as prescribed, at the least: {assumed}"
    notes = [taken] if assumed else []
    notes += _unclear(sheets[SESSIONS], {(str(one["start"])[:10], str(one["workout"])) for one in found})
    frame = log_frame(found, athlete)
    frame.attrs["report"] = report(
        path, "block spreadsheet", "", len(rows), read, len(frame), left_out, broken, notes, place=f"sheet {SHEET}, row"
    )
    return frame


def _unclear(rows: Rows, with_sets: set[tuple[str, str]]) -> list[str]:
    """Say which sessions are ticked in a way that says nothing of their sets."""
    partly = 0
    unknown = []
    for line, named in rows:
        tick = str(named.get("done") or "").strip()
        session = str(named.get("session") or named.get("routine_id") or "")
        day = _day(named.get("done on")) or _key(named)[0]
        if tick.casefold() == "partly":
            partly += (str(day), session) not in with_sets
        elif tick and tick.casefold() not in ("yes", "no"):
            unknown.append(f"sheet {SESSIONS}, row {line}: done: {clip(tick)}; allowed: yes, partly or no; not counted")
    said = [f"sessions ticked 'partly' without figures, not counted: {partly}"] if partly else []
    return [*said, *unknown[:5], *([f"{len(unknown) - 5} more of these"] if len(unknown) > 5 else [])]


def _sheets(path: Path, name: str) -> dict[str, Rows]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
                raise FileError(f"{name}: more than {MOST_BYTES // 10**6} MB when unpacked")
        book = load_workbook(path, read_only=True, data_only=True)
        needed = {SESSIONS: ["date", "routine_id", "done"], SHEET: ["date", "routine_id", "exercise", "dose"]}
        titles = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
        found = {
            one: list(named_rows(list(titles[one].iter_rows(values_only=True)), heads)) if one in titles else []
            for one, heads in needed.items()
        }
        book.close()
    except FileError:
        raise
    except Exception:  # whatever a broken spreadsheet makes its reader raise
        raise FileError(f"{name}: a spreadsheet that cannot be read") from None
    if not found[SHEET]:
        raise FileError(f"{name}: no spreadsheet of a block: no sheet {SHEET} with its columns")
    return found


def _there(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _key(named: Mapping[str, Any]) -> tuple[str, str]:
    return str(named.get("date"))[:10], str(named.get("routine_id"))


def _day(cell: Any) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    try:
        return datetime.date.fromisoformat(str(cell).strip()[:10])
    except ValueError:
        return None


def _sessions(rows: Rows) -> tuple[dict[tuple[str, str], Any], dict[tuple[str, str], str]]:
    """Return what was typed as the day on which a session was done, where that was another one, and what was ticked."""
    days = {_key(named): named["done on"] for _, named in rows if _there(named.get("done on"))}
    return days, {_key(named): str(named.get("done") or "").strip().casefold() for _, named in rows}


def _sets(named: Mapping[str, Any], days: Mapping[tuple[str, str], Any], *, whole: bool) -> list[dict[str, Any]]:
    """Return the sets of a row; ``ValueError`` says what is wrong with it."""
    what, typed = "date", named.get("date")
    if _key(named) in days:
        what, typed = f"done on, in sheet {SESSIONS}", days[_key(named)]
    day = _day(typed)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{what}: {clip(typed)}; allowed: a day such as 2027-01-04, of the years 1970 to 2100")
    exercise = " ".join(str(named.get("exercise") or "").split())
    if not exercise:
        raise ValueError("exercise: blank; allowed: a name")
    dose = parse_dose(str(named.get("dose") or ""))
    values = {head: _number(head, named.get(head)) for head in LIMITS}
    count = values["sets done"]
    if count is None:
        count = 0 if values["reps or s done"] == 0 else dose.sets_min or 1
    if count != int(count):
        raise ValueError(f"sets done: {clip(count)}; allowed: a whole number")
    timed, amount = _amount(dose, values["reps or s done"], whole=whole)
    start = datetime.datetime(day.year, day.month, day.day)
    one = {
        "start": start,
        "workout": str(named.get("session") or named.get("routine_id") or ""),
        "exercise_name": exercise,
        "exercise_run": int(_number("number", named.get("number")) or 1),
        "weight_kg": values["load used, kg"],
        "reps": None if timed else amount,
        "work_s": amount if timed else None,
        "rpe": values["effort, 1-10"],
        "set_type": SET_TYPES[0],
    }
    return [one] * int(count)


def _amount(dose: Dose, typed: float | None, *, whole: bool) -> tuple[bool, float | None]:
    """Return whether a set is timed, and its repetitions or seconds: as typed, or the least that is prescribed."""
    timed = dose.work_s_min is not None
    least = dose.work_s_min if timed else dose.reps_min
    return timed, typed if typed is not None or not whole else least


def _number(head: str, cell: Any) -> float | None:
    if not _there(cell):
        return None
    most = LIMITS.get(head, 1000)
    try:
        value = float("nan") if isinstance(cell, bool) else float(str(cell).strip().replace(",", "."))
    except ValueError:
        value = float("nan")
    if not 0 <= value <= most:
        raise ValueError(f"{head}: {clip(cell)}; allowed: a number from 0 to {most}")
    return value
