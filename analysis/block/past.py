"""What lies before today in a block that was exported before: its sessions stay as they were, whatever changes.

The frame ``rows`` of a plan lists every row of every session. `read_past` reads it back from an export, `with_past`
puts what is before today in place of what the changed block says of those days.
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
from analysis.block.card_grid import AMOUNTS
from analysis.block.plan_frames import OF_SHEET, REST, Entries, Sessions, joined, taken
from analysis.block.spec import BlockSpec, Skip
from analysis.library.library import Library
from analysis.volume.amounts import ENDS, Ints

PLANNED = "as_planned.csv"
"""The file of an export that the next one reads what lies before today from."""


DAYS = ("template_date", "date")
ROW = ("routine_id", "position", "exercise_id", "phase", "per")
SETS = tuple(f"{name}_{end}" for name in ("published", "asked", "given") for end in ENDS)
FIGURES = tuple(f"{name}_{end}" for name in AMOUNTS for end in ENDS)
LARGEST = 20_000_000
"""Bytes of the list that is read: some sixty a row, of a year of three sessions a day."""


PASSED = "before today"
"""Why a session is lost that a change has put before today, though it was to come after."""


@dataclass(frozen=True)
class Past:
    """Today, and the rows of an earlier plan."""

    today: datetime.date
    rows: pd.DataFrame


def read_past(folder: str | Path, today: datetime.date) -> Past | None:
    """Read what an export into a folder has planned, None where there was none.

    Raises
    ------
    FileError
        If what is there cannot be read as such a list.

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
        for name in (*SETS, *FIGURES, "position", *(name for name in REST if name in rows)):
            rows[name] = pd.to_numeric(rows[name])
        # An apostrophe keeps a spreadsheet from taking a text for a formula.
        for name in rows.columns.difference([*DAYS, *SETS, *FIGURES, "position", *REST]):
            rows[name] = rows[name].str.replace(r"^'(?=[=+\-@])", "", regex=True).astype(object)
        rows[list(SETS)] = rows[list(SETS)].astype(float)
        rows[["lost", "note", "run", *ROW]] = rows[["lost", "note", "run", *ROW]]
        _check_whole(text, rows)
    except (ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:200]
        allowed = "the file as it was exported, or none and no today"
        raise FileError(f"{path.as_posix()}: cannot be read as an earlier plan: {reason}; allowed: {allowed}") from None
    return Past(today, rows)


def _check_whole(text: str, rows: pd.DataFrame) -> None:
    """Refuse a list that was cut off, or has cells that no export writes.

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
    """Put what was planned before today in place of what a changed block says of these days.

    A session that stood there stays, with its figures and words, done or lost. One that has moved behind today since
    stays where it was, and is not there again. One that was to come and has moved before today is lost, and says why.
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
    stood_then = by_session[["lost", "note", "run"]].last().reset_index()
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
    """Make sessions of those of an earlier plan; why one was lost is told as far as the block still says it."""
    dates = zip(rows["date"].dt.date, rows["lost"], strict=True)
    skips = [(spec.skip_on(day) or Skip(day, day, "")) if lost else None for day, lost in dates]
    routine, note, run = (rows[name].to_numpy(dtype=object) for name in ("routine_id", "note", "run"))
    day, date = (rows[name].to_numpy().astype("datetime64[D]") for name in DAYS)
    return Sessions(day, date, routine, np.array(skips, dtype=object), note, run)


def _earlier(old: pd.DataFrame, row: Ints, session: Ints, week: Ints, now: Entries) -> Entries:
    """Make entries of the rows of an earlier plan, with the columns of those of now."""
    return Entries(
        row=row,
        session=session,
        week=week,
        published=_ends(old, "published").astype(np.intp),
        asked=_ends(old, "asked"),
        given=_ends(old, "given").astype(np.intp),
        amounts={part: _ends(old, part) for part in now.amounts},
        words={name: old[name].to_numpy(dtype=object) if name in old else _blank(len(old)) for name in now.words},
    )


def _blank(count: int) -> Any:
    return np.full(count, "", dtype=object)


def _ends(rows: pd.DataFrame, name: str) -> Any:
    return np.array([rows[f"{name}_{end}"].to_numpy(dtype=float) for end in ENDS])


def _rows_of(source: Library, old: pd.DataFrame) -> tuple[Library, Ints]:
    """Find the prescription of each row; rows and routines that are no more are added as they were.

    Raises
    ------
    FileError
        If an exercise is no more, without which nothing can be counted.
    """
    known = set(source.exercises["exercise_id"])
    if unknown := next((name for name in old["exercise_id"] if name not in known), None):
        raise FileError(f"{PLANNED}: exercise {unknown} is not in the library now; allowed: give its sheet again")
    table = source.prescriptions
    keys = ("routine_id", "position", "exercise_id")
    place = {key: number for number, key in enumerate(zip(*(table[name].tolist() for name in keys), strict=True))}
    asked: list[tuple[Any, ...]] = list(zip(*(old[name].tolist() for name in (*keys, "phase", "per")), strict=True))
    missing = {each[:3]: each for each in asked if each[:3] not in place}
    # What the sheet said beside the figures; earlier exports do not have it.
    said = old.reindex(columns=list(OF_SHEET)).to_dict("records")
    sheet = {each[:3]: _of_sheet(table, cells) for each, cells in zip(asked, said, strict=True)}
    if missing:
        # They stand behind the rows that the sheet has now, each as a superset of its own.
        last = table.groupby("routine_id")["position"].max().to_dict()
        rows: list[dict[Any, Any]] = []
        for key, (routine, _, exercise, phase, per) in missing.items():
            last[routine] = last.get(routine, 0) + 1
            row = _row(table, routine, last[routine], exercise) | sheet[key]
            rows.append(row | {"phase": phase, "per": per})
        added = pd.DataFrame({name: [row[name] for row in rows] for name in table}).astype(table.dtypes)
        place |= {key: len(table) + number for number, key in enumerate(missing)}
        routines = source.routines
        names = dict.fromkeys(key[0] for key in missing if key[0] not in set(routines["routine_id"]))
        if names:
            words = ("routine_id", "name", "short_name")
            like = [{**routines.iloc[-1].to_dict(), **dict.fromkeys(words, name)} for name in names]
            routines = pd.concat([routines, pd.DataFrame(like).astype(routines.dtypes)], ignore_index=True)
        source = replace(source, prescriptions=pd.concat([table, added], ignore_index=True), routines=routines)
    return source, np.array([place[each[:3]] for each in asked], dtype=np.intp)


def _of_sheet(table: pd.DataFrame, cells: dict[Any, Any]) -> dict[str, Any]:
    """Return what a cell of an earlier export says of its sheet, as the table of rows holds it."""
    there_is = {name: cell for name, cell in cells.items() if pd.notna(cell) and cell != ""}
    return {name: cell if pd.api.types.is_string_dtype(table[name]) else int(cell) for name, cell in there_is.items()}


def _row(table: pd.DataFrame, routine: str, position: int, exercise: str) -> dict[str, Any]:
    """Make a prescription of a row that is no more: like another of its exercise if there is one, without its words."""
    same = table[table["exercise_id"] == exercise]
    like: dict[Any, Any] = (same if len(same) else table).iloc[0].to_dict()
    said = ("open", "each_set", "every_s", "tempo", "rest_s_min", "rest_s_max", "notes", "remark", "load", "effort")
    circuit = int(table["circuit"].max()) + position
    own = {"routine_id": routine, "position": position, "exercise_id": exercise, "circuit": circuit}
    return {**like, **dict.fromkeys(said), **own}
