"""Entries that an athlete typed into a block's spreadsheet: read, and carried over into the next one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from analysis.base.errors import FileError
from analysis.base.files import KEPT, holds, read_bytes, shown_path, there
from analysis.base.text import clip, plural
from analysis.base.xlsx_parts import ABOUT, digest, sheet_rows, unpack
from analysis.block.athlete_form import FILLED, LEFT_OVER, PRESCRIPTIONS, SESSIONS
from analysis.block.plan import BlockPlan
from analysis.library.labels import labels
from analysis.logs.reading.form_rows import FilledForm, FormRow, cell_text, filled_form

SHOWN = 5
"""Entries without a row named in a message before the rest are only counted."""


@dataclass(frozen=True)
class Typed:
    """Typed cells of a row, by header, and the key of its session within the file."""

    sheet: str
    cells: Mapping[str, Any]
    row: FormRow
    session: tuple[Any, ...]

    @property
    def exercise(self) -> str:
        """The exercise as written in the sheet, blank for a whole session."""
        return self.row.text("exercise")

    def say(self) -> str:
        """Return the first cell in words, with its session and exercise."""
        head, value = next(iter(self.cells.items()))
        what = f", {self.exercise}" if self.exercise else ""
        who = f"{self.row.date or self.row.template or 'no day'}, {self.row.text('session') or self.row.routine}"
        return f"{who}{what}: {head} {clip(cell_text(value))}"

    def order(self) -> tuple[Any, ...]:
        """Return the sort key for entries without a row."""
        number = self.row.text("number")
        day, sheet = self.row.date or self.row.template or datetime.date.max, list(FILLED).index(self.sheet)
        return (day, self.row.routine, sheet, int(number) if number.isdecimal() else 0, self.exercise, *self.cells)


@dataclass(frozen=True)
class Filled:
    """An existing spreadsheet that is about to be replaced.

    Attributes
    ----------
    content : bytes or None
        None if there is no file.
    touched : bool
        Whether the file was saved since it was written, or this cannot be determined.
    typed : sequence of Typed
        Entries in the cells to fill in.
    left : sequence of Typed
        Entries that had no row already when the spreadsheet was written.
    sessions : mapping of tuple to FormRow
        Its sessions, in order, by the key that tells them apart.
    notes : sequence of str
        Notes for the coach.
    """

    content: bytes | None = None
    touched: bool = False
    typed: Sequence[Typed] = ()
    left: Sequence[Typed] = ()
    sessions: Mapping[tuple[Any, ...], FormRow] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Carried:
    """Typed entries, placed in the rows of another plan.

    Attributes
    ----------
    cells : mapping
        By sheet, row index in the plan, and header.
    left : sequence of Typed
        Entries without a row, cell by cell.
    count, moved : int
        Number of cells carried over, and how many of them to another day.
    lost : bool
        Whether an entry that had a row before has none now.
    """

    cells: Mapping[str, Mapping[int, Mapping[str, Any]]] = field(default_factory=dict)
    left: Sequence[Typed] = ()
    count: int = 0
    moved: int = 0
    lost: bool = False

    def say(self) -> str:
        """Return how many entries were carried over, and which were not, in words."""
        if not self.count and not self.left:
            return "nothing had been filled in"
        moved = f", {self.moved} of them to another day" if self.moved else ""
        text = f"{plural(self.count, 'cell')} carried over{moved}"
        if self.left:
            shown = [typed.say() for typed in self.left[:SHOWN]]
            more = len(self.left) - len(shown)
            shown += [f"{more} more"] if more else []
            many = plural(len(self.left), "cell")
            text += f"; {many} without a row now, in the sheet '{LEFT_OVER}': {'; '.join(shown)}"
        return text


def read_filled(path: Path) -> Filled:
    """Read the entries of a block's spreadsheet.

    Raises
    ------
    FileError
        If a file exists that cannot be read at all, or is too large.

    Examples
    --------
    >>> read_filled(Path("no/such/block.xlsx")).touched
    False
    """
    if not there(path):
        return Filled()
    if not path.is_file():
        raise FileError(f"{shown_path(path)}: cannot be written: not an ordinary file")
    content = read_bytes(path)
    try:
        parts = unpack(path, content)
        form = filled_form(sheet_rows(parts))
    except FileError:
        raise
    except Exception:  # a file that is no spreadsheet can make the reader raise anything: it is kept unchanged
        return Filled(content, touched=True, notes=["it cannot be read as a spreadsheet, so nothing is carried over"])
    sessions = {row.home or row.shown: row for row in form.rows[SESSIONS]}
    touched = digest(parts) not in parts.get(ABOUT, b"").decode("utf-8", "replace")
    typed, left = list(_typed(form, sessions)), list(_left(form, sessions))
    return Filled(content, touched, typed, left, sessions, form.notes)


def _typed(form: FilledForm, sessions: dict[tuple[Any, ...], FormRow]) -> Iterator[Typed]:
    """Yield the rows with entries; sessions known only from their exercises are added."""
    session_of = form.sessions()
    for sheet in (SESSIONS, PRESCRIPTIONS):
        for row in form.rows[sheet]:
            session_row = row if sheet == SESSIONS else session_of(row) or row
            key = session_row.home or session_row.shown
            sessions.setdefault(key, session_row)
            cells = {head: _value(row.cells[head]) for head in FILLED[sheet] if row.text(head)}
            if cells:
                yield Typed(sheet, cells, row, key)


def _left(form: FilledForm, sessions: dict[tuple[Any, ...], FormRow]) -> Iterator[Typed]:
    """Yield the entries without a row, from the sheet that lists them."""
    for row in form.rows[LEFT_OVER]:
        sheet, head = row.text("sheet"), row.text("column")
        if head in FILLED.get(sheet, {}) and row.text("text"):
            key = row.home or (row.date, row.routine, 1)
            sessions.setdefault(key, row)  # its session may come back
            yield Typed(sheet, {head: _value(row.cells["text"])}, row, key)


def _value(cell: Any) -> Any:
    """Return a cell's value to write again: figures and days unchanged, else the text."""
    plain = isinstance(cell, (int, float, datetime.date)) and not isinstance(cell, bool)
    return cell if plain else str(cell) if isinstance(cell, str) else cell_text(cell)


def carry(before: Filled, plan: BlockPlan) -> Carried:
    """Return entries placed in the rows of a plan.

    A session is the same if its template day and its routine are. If its template day is gone, its entries go to
    the nearest new session of its routine in the same week. In a session, exercises match by name, then by number.
    """
    sessions = _same_sessions(before, plan)
    dates = [day.date() for day in plan.sessions["date"]]
    exercises = _exercises(plan)
    ids = {words: key for key, words in labels(plan.source, "exercise_id").items()}
    cells: dict[str, dict[int, dict[str, Any]]] = {SESSIONS: {}, PRESCRIPTIONS: {}}
    count = moved = 0
    waiting = [*before.typed, *before.left]
    for exact in (True, False):  # exercises with an unchanged number come first
        rest = []
        for typed in waiting:
            session = sessions.get(typed.session)
            rows = [] if session is None else [session]
            if typed.sheet == PRESCRIPTIONS and session is not None:
                exercise = typed.row.text("exercise_id") or ids.get(typed.exercise, typed.exercise)
                rows = [
                    row
                    for row, number, other in exercises[session]
                    if (exercise in (other, "") and number == typed.row.text("number"))
                    or (not exact and exercise == other)
                ]
            # Two entries for one cell: the second has no row, and is listed.
            free = [row for row in rows if not set(typed.cells) & set(cells[typed.sheet].get(row, {}))]
            if not free or session is None:
                rest.append(typed)
                continue
            cells[typed.sheet].setdefault(free[0], {}).update(typed.cells)
            count += len(typed.cells)
            moved += len(typed.cells) * (typed.row.date not in (None, dates[session]))
        waiting = rest
    left = [replace(typed, cells={head: value}) for typed in waiting for head, value in typed.cells.items()]
    # Entries without a row before have lost nothing now.
    had_a_row = set(map(id, before.typed))
    lost = any(id(typed) in had_a_row for typed in waiting)
    return Carried(cells, sorted(left, key=Typed.order), count, moved, lost)


def _exercises(plan: BlockPlan) -> list[list[tuple[int, str, str]]]:
    """Return the rows of each session: index in the prescriptions, number and exercise."""
    keys = zip(plan.sessions["date"], plan.sessions["session"], strict=True)
    session_of = {key: session for session, key in enumerate(keys)}
    exercises: list[list[tuple[int, str, str]]] = [[] for _ in session_of]
    columns = (plan.prescriptions[name].tolist() for name in ("date", "session", "position", "exercise_id"))
    for row, (date, number, position, exercise) in enumerate(zip(*columns, strict=True)):
        exercises[session_of[date, number]].append((row, str(position), exercise))
    return exercises


def _same_sessions(before: Filled, plan: BlockPlan) -> dict[tuple[Any, ...], int]:
    """Return the index in a plan for each session of a spreadsheet that is in the plan."""
    planned = plan.sessions["routine_id"].tolist()
    homes, dates = ([day.date() for day in plan.sessions[name]] for name in ("template_date", "date"))
    ids = {words: key for key, words in labels(plan.source, "routine_id").items()}
    rows = [(key, row, ids.get(row.routine, row.routine)) for key, row in before.sessions.items()]
    same: dict[tuple[Any, ...], int] = {}
    free = set(range(len(planned)))

    def take(key: tuple[Any, ...], sessions: Iterable[int]) -> None:
        """Assign a row the first of some sessions that no other row has, unless it has one."""
        session = next((number for number in sessions if number in free), None) if key not in same else None
        if session is not None:
            same[key] = session
            free.discard(session)

    # The template day first; a file without it still has the displayed days.
    for days, unknown in ((homes, False), (homes, True), (dates, True)):
        on: dict[tuple[datetime.date | None, str], list[int]] = {}
        for session, day_and_routine in enumerate(zip(days, planned, strict=True)):
            on.setdefault(day_and_routine, []).append(session)
        for key, row, routine in rows:
            if unknown == (row.template is None):
                take(key, on.get((row.date if unknown else row.template, routine), []))
    # Remaining entries go to the nearest new session of their routine in the same week, the nearest of all first.
    near = sorted(
        (abs((homes[session] - day).days), order, session, key)
        for order, (key, row, routine) in enumerate(rows)
        if key not in same and (day := row.template or row.date) is not None
        for session in free
        if planned[session] == routine and homes[session].isocalendar()[:2] == day.isocalendar()[:2]
    )
    for _, _, session, key in near:
        take(key, [session])
    return same


def kept_copy(path: Path, content: bytes) -> Path:
    """Return the path for a copy of a file: beside it, under the next free number, or an existing copy's path.

    Examples
    --------
    >>> kept_copy(Path("no/such/block.xlsx"), b"").name
    'block-kept-1.xlsx'
    """
    copies = (path.with_name(f"{path.stem}{KEPT}{number}{path.suffix}") for number in count(1))
    return next(copy for copy in copies if not there(copy) or holds(copy, content))
