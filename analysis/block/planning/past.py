"""The past of a block that was exported before: sessions before today stay as they were, whatever changes.

A plan's frame ``rows`` lists every row of every session. `read_past` reads it back from an export, `with_past`
replaces the changed block's plan for days before today with these rows.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import read_text, there
from analysis.block.card_grid import AMOUNTS, WORDS
from analysis.block.planning.dated_entries import (
    DECIDED,
    OF_SESSION,
    OF_SHEET,
    REST,
    Entries,
    Sessions,
    joined,
    taken,
)
from analysis.block.planning.template_week import BESIDE, STATED
from analysis.block.specs.spec import BlockSpec, Skip
from analysis.library.library import Library
from analysis.volume.amounts import ENDS, Ints

PLANNED = "as_planned.csv"
"""The file of an export from which the next export reads the days before today."""


DAYS = ("template_date", "date")
ROW = ("routine_id", "position", "exercise_id", "phase", "per")
SETS = tuple(f"{name}_{end}" for name in ("published", "asked", "given") for end in ENDS)
FIGURES = tuple(f"{name}_{end}" for name in (*AMOUNTS, "minutes") for end in ENDS)
NUMBERS = (*SETS, *FIGURES, "position", "circuit", *REST)
LARGEST = 20_000_000
"""Largest file in bytes: a row takes about 300, so it fits a year of three sessions a day."""


PASSED = "before today"
"""Reason for losing an upcoming session that a change has moved before today."""


@dataclass(frozen=True)
class Past:
    """Today's date, and the rows of an earlier plan."""

    today: datetime.date
    rows: pd.DataFrame


def read_past(folder: str | Path, today: datetime.date) -> Past | None:
    """Read the rows that an earlier export into a folder planned, None if there was none.

    Raises
    ------
    FileError
        If the file cannot be read as such a list.

    Examples
    --------
    >>> read_past("no/such/folder", datetime.date(2027, 2, 1)) is None
    True
    """
    path = Path(folder) / PLANNED
    if not there(path):
        return None
    text = read_text(path, most=LARGEST).removeprefix("\ufeff")
    try:
        rows = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        for name in DAYS:
            rows[name] = pd.to_datetime(rows[name], format="%Y-%m-%d")
        for name in NUMBERS:
            rows[name] = pd.to_numeric(rows[name])
        # Undo the quoting that keeps a spreadsheet from taking a text for a formula or a date.
        for name in rows.columns.difference([*DAYS, *NUMBERS]):
            plain = rows[name].str.replace(r"^'(?=[=+\-@])", "", regex=True)
            rows[name] = plain.str.replace(r"^([0-9.]+) to ([0-9.]+)$", r"\1-\2", regex=True).astype(object)
        rows[list(SETS)] = rows[list(SETS)].astype(float)
        _ = rows[["lost", "routine", *ROW, *OF_SHEET, *OF_SESSION, *WORDS, *BESIDE, *STATED, *DECIDED]]
        _check_whole(text, rows)
    except (ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        allowed = "the file as it was exported, or none and no today"
        raise FileError(f"{path.as_posix()}: cannot be read as an earlier plan: {reason}; allowed: {allowed}") from None
    return Past(today, rows)


def _check_whole(text: str, rows: pd.DataFrame) -> None:
    """Refuse a list that is cut off, or has cells that no export writes.

    Raises
    ------
    ValueError
        With the first row that is wrong.
    """
    if rows.empty or not text.endswith("\n"):
        raise ValueError("it was cut off")
    blank = rows[[*DAYS, *SETS]].isna().any(axis="columns")
    blank |= (rows[["routine_id", "exercise_id"]] == "").any(axis="columns")
    turned = rows["given_min"].gt(rows["given_max"]) | rows[[*SETS]].lt(0).any(axis="columns")
    for wrong, what in ((blank, "a cell is blank"), (turned, "sets that no plan has")):
        if wrong.any():
            raise ValueError(f"row {int(np.flatnonzero(wrong)[0]) + 2}: {what}")


def with_past(
    spec: BlockSpec, source: Library, sessions: Sessions, entries: Entries, past: Past
) -> tuple[Library, Sessions, Entries]:
    """Replace a changed block's plan for the days before today with what was planned then.

    A session planned then stays, with its figures and words, done or lost. A session that a change has moved past today
    stays where it was, and doesn't come again. An upcoming session that a change has moved before today is lost, with a
    reason.
    """
    end, today = np.datetime64(spec.end), np.datetime64(past.today)
    rows = past.rows
    dates = rows["date"].to_numpy().astype("datetime64[D]")
    homes = rows["template_date"].to_numpy().astype("datetime64[D]")
    keys = list(zip(homes.tolist(), rows["routine_id"].tolist(), strict=True))
    early = dates[(dates < np.datetime64(spec.monday)) & (dates < today)]
    if early.size:
        what = "a start after days that were exported before"
        raise ArgumentError(Finding(what, value=spec.start.isoformat(), allowed=f"{early.min()} or earlier"))
    inside = (dates >= np.datetime64(spec.monday)) & (homes >= np.datetime64(spec.monday)) & (homes < end)
    before = (dates < today) & inside
    stood = {key for key, kept in zip(keys, before.tolist(), strict=True) if kept}
    to_come = {key for key, later in zip(keys, (dates >= today).tolist(), strict=True) if later}
    own = list(zip(sessions.day.tolist(), sessions.routine.tolist(), strict=True))
    passed = (sessions.date < today) & np.array([key in to_come for key in own], dtype=bool)
    stays = ((sessions.date >= today) & np.array([key not in stood for key in own], dtype=bool)) | passed
    if not before.any() and stays.all():
        return source, sessions, entries
    old = rows[before]
    source, row = _rows_of(source, old)
    # Sessions of the past are numbered in the order of the list.
    by_session = old.groupby([*DAYS, "routine_id"], sort=False)
    stood_then = by_session[["lost", *OF_SESSION, "minutes_min", "minutes_max"]].last().reset_index()
    kept = np.flatnonzero(stays)
    number = np.full(len(stays), -1)
    number[kept] = len(stood_then) + np.arange(len(kept))
    late: Any = Skip(past.today, past.today, PASSED)
    skip = np.where(passed & ~sessions.gone, late, sessions.skip)
    made = joined([_stood(spec, stood_then), taken(replace(sessions, skip=skip), kept)])
    here = np.flatnonzero(number[entries.session] >= 0)
    week = (homes[before] - np.datetime64(spec.monday)).astype(np.intp) // 7
    earlier = _earlier(old, row, np.asarray(by_session.ngroup(), dtype=np.intp), week, entries)
    later = taken(replace(entries, session=number[entries.session]), here)
    return source, made, joined([earlier, later])


def _stood(spec: BlockSpec, rows: pd.DataFrame) -> Sessions:
    """Rebuild the sessions of the earlier plan; a lost one keeps its reason only if the block still gives it."""
    dates = zip(rows["date"].dt.date, rows["lost"], strict=True)
    skips = [(spec.skip_on(day) or Skip(day, day, "")) if lost else None for day, lost in dates]
    words = {name: rows[name].to_numpy(dtype=object) for name in OF_SESSION}
    day, date = (rows[name].to_numpy().astype("datetime64[D]") for name in DAYS)
    return Sessions(
        day=day,
        date=date,
        routine=rows["routine_id"].to_numpy(dtype=object),
        skip=np.array(skips, dtype=object),
        past=np.ones(len(rows), dtype=bool),
        minutes=_ends(rows, "minutes"),
        **words,
    )


def _earlier(old: pd.DataFrame, row: Ints, session: Ints, week: Ints, now: Entries) -> Entries:
    """Make entries from the rows of an earlier plan, with the columns of today's entries."""
    return Entries(
        row=row,
        session=session,
        week=week,
        published=_ends(old, "published").astype(np.intp),
        asked=_ends(old, "asked"),
        given=_ends(old, "given").astype(np.intp),
        amounts={part: _ends(old, part) for part in now.amounts},
        words={name: old[name].to_numpy(dtype=object) for name in now.words},
    )


def _ends(rows: pd.DataFrame, name: str) -> Any:
    return np.array([rows[f"{name}_{end}"].to_numpy(dtype=float) for end in ENDS])


def _rows_of(source: Library, old: pd.DataFrame) -> tuple[Library, Ints]:
    """Find the prescription of each row; rows that a sheet has changed or dropped are added as they were.

    Raises
    ------
    FileError
        If an exercise no longer exists, so nothing can be counted.
    """
    known = set(source.exercises["exercise_id"])
    if unknown := next((name for name in old["exercise_id"] if name not in known), None):
        raise FileError(f"{PLANNED}: exercise {unknown} is not in the library now; allowed: give its sheet again")
    table = source.prescriptions
    asked = _said_of_rows(old)
    row_of = {key: number for number, key in enumerate(_said_of_rows(table))}
    first = {key: number for number, key in reversed([*enumerate(asked)]) if key not in row_of}
    if first:
        row_of |= {key: len(table) + number for number, key in enumerate(first)}
        gone = old.iloc[list(first.values())]
        like = gone.assign(**{f"sets_{end}": gone[f"published_{end}"] for end in ENDS}).replace("", None)
        added = pd.DataFrame({name: like[name].array if name in like else None for name in table}, index=like.index)
        prescriptions = pd.concat([table, added.astype(table.dtypes)], ignore_index=True)
        new = gone[~gone["routine_id"].isin(source.routines["routine_id"])].drop_duplicates("routine_id")
        names = new.assign(name=new["routine"], short_name=new["routine"]).reindex(columns=list(source.routines))
        routines = pd.concat([source.routines, names.astype(source.routines.dtypes)], ignore_index=True)
        source = replace(source, prescriptions=prescriptions, routines=routines)
    return source, np.array([row_of[key] for key in asked], dtype=np.intp)


def _said_of_rows(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return a sheet's cells for each row, except figures, loads and effort, which each session has of its own."""
    columns = (rows[name].astype(object) for name in (*ROW, *OF_SHEET))
    return list(zip(*(column.where(column.notna(), "").tolist() for column in columns), strict=True))
