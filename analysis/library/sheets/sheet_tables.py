"""Read each row of a table of a sheet, with its section, day and superset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.base.errors import DoseError, Finding
from analysis.base.files import CONTROL
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import clip
from analysis.library.coding import Coding
from analysis.library.doses.notation import parse_dose
from analysis.library.sheets.found_tables import Told, tables_of_sheet
from analysis.library.sheets.sheet_doses import Cells, SheetRow, one_each
from analysis.library.sheets.sheet_files import DayCell, Grid
from analysis.library.sheets.sheet_heads import (
    DOSED,
    JOINED,
    NO_HEAD,
    Heads,
    known_columns,
    no_heads,
    read_heads,
    wrong_heads,
)
from analysis.library.sheets.sheet_lines import REPEAT, split_line
from analysis.library.sheets.sheet_order import Order, heading_rounds, is_together, part_name, read_day, read_order
from analysis.library.table_checks import MOST_COLUMNS, QUOTES, UNPRINTED
from analysis.library.terms import PHASE_NAMES, PHASES

KEPT = "kept as typed"
"""Note on the cells of an unknown column."""


NOTHING = re.compile(r"[-–—/.]+|n/?a|nil|none", re.IGNORECASE)
_TOTAL = re.compile(r"(sub-?\s?|grand\s)?totals?\b|sum\b", re.IGNORECASE)

_WEEK = re.compile(r"(?:week|wk|block|phase)\b", re.IGNORECASE)

_NOTE = re.compile(r"[:+]\s|,\s.*,\s|.{60}")
"""Text that is unlikely in a name of an exercise: a list or a long sentence."""


@dataclass
class TableReader:
    """Reads the rows of a grid from top to bottom and keeps track of section, day and superset."""

    coding: Coding
    file: str
    day: str = ""
    section: str = ""
    phase: str = ""
    rounds: str = ""
    carried: str = ""
    order: Order | None = None
    heads: Heads | None = None
    rows: list[SheetRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    told: Told = field(default_factory=list)
    weekdays: dict[str, str] = field(default_factory=dict)

    def read(self, grid: Grid) -> None:
        """Read all rows of a grid."""
        self.told += grid.told
        for rows, told in tables_of_sheet(grid.rows, self.coding):
            if not rows:
                self.findings += no_heads(grid.rows, self.file)
                return
            self.told += told
            self.heads, self.section, self.order, self.rounds = None, "", None, ""
            for row, cells in rows:
                self._take(row, cells)

    def _take(self, row: int, cells: Sequence[str]) -> None:
        heads = read_heads(row, cells)
        if heads.enough and heads.known > 1:
            # A repeated group of columns belongs to a later week; a single repeated column is ambiguous.
            if len(heads.twice) == 1 or len(heads.texts) > MOST_COLUMNS:
                self.findings += wrong_heads(heads, self.file)
            self.heads = heads
            return
        filled = [(at, cell) for at, cell in enumerate(cells) if cell]
        if self.heads is None:
            self._title(row, [cell for _, cell in filled])
            return
        if any(at >= len(self.heads.texts) for at, _ in filled):
            what = f"{len(cells)} cells where the header has {len(self.heads.texts)}"
            self.findings.append(Finding(what, self.file, row, allowed=QUOTES))
            return
        strange = [(at, cell) for at, cell in filled if CONTROL.search(cell)]
        for at, cell in strange:
            self.findings.append(Finding(UNPRINTED, self.file, row, self.heads.texts[at], cell))
        if strange:
            return
        places = {at: column for column, ats in self.heads.columns.items() for at, _ in ats}
        if len(filled) == 1 and self._heading(row, filled[0][1], places.get(filled[0][0], ""), filled[0][0]):
            return
        if any(_TOTAL.match(cell) for _, cell in filled[:2]):
            self._tell(row, filled[0][1], "left out: a total")
        else:
            self._row(row, cells)

    def _tell(self, row: int, text: str, what: str) -> bool:
        """Note how a text was handled and return True."""
        self.told.append((row, f"{clip(text)} {what}"))
        return True

    def _title(self, row: int, texts: Sequence[str]) -> None:
        """Read a line above the heads: start a day or section, note anything else as not read."""
        for text in texts:
            if CONTROL.search(text):
                self.findings.append(Finding(UNPRINTED, self.file, row, value=text))
        if len(texts) == 1 and self._new_day(texts[0]):
            return
        bare, rounds = heading_rounds(texts[0]) if texts else ("", "")
        if len(texts) == 1 and fold(bare) in self.coding.words:  # a section above its heads
            self.section, self.rounds, self.carried = bare, rounds, "heading"
            return
        self._tell(row, " ".join(texts), "is above the table: not read")

    def _new_day(self, text: str) -> bool:
        day = read_day(text)
        if day is None:
            return False
        if day.name != self.day:
            self.phase, self.rounds, self.order = "", "", None
        self.day, self.section = day.name, day.rest
        if day.weekday:
            self.weekdays[day.name] = day.weekday
        return True

    def _heading(self, row: int, text: str, column: str, at: int) -> bool:
        """Read a one-cell row as a day, section, superset or note; return False if it is an exercise."""
        if column in DOSED or column in ("rounds", "works"):
            return False
        if column == "notes" and at:
            return self._tell(row, text, "is a note on its own: not read")
        if _TOTAL.match(text):
            return self._tell(row, text, "left out: a total")
        if self._new_day(text):
            return True
        if re.match(r"rest\b", text, re.IGNORECASE):
            return self._tell(row, text, "is a note on its own: not read")
        name, dose = split_line(part_name(text)[1], self.coding.names)
        if dose and self.coding.names.find(name):
            return False
        bare, rounds = heading_rounds(text)
        known = self.coding.section_word(bare)
        # A single word that isn't an exercise is a section; several words may be a misspelt exercise.
        opens = known or rounds or is_together(bare) or text.endswith(":")
        names = self.coding.names
        if column == "exercise" and not opens and (dose or names.find(name) or (" " in name and names.near(name))):
            return False
        self.rounds, self.carried, self.phase, self.order = rounds, "heading", "", None
        if REPEAT.match(bare):
            self._tell(row, text, f"read as {rounds or 1} rounds")
        elif is_together(bare):
            order = read_order(bare)
            before = self.rows[-1] if self.rows else None
            opening = self.coding.words.get(self.coding.section_word(self.section), "strength") != "strength"
            if before and before.section == self.section and before.order is None and opening:
                self.section = bare  # the warm-up above is over
            self.order = Order(f"{order.group if order else ''} of row {row}", "1")
        else:
            self.section = bare.rstrip(":") or self.section
        if not known and not rounds and not is_together(bare):
            self._tell(row, text, "has no dose: read as a section")
        return True

    def _row(self, row: int, texts: Sequence[str]) -> None:
        heads = self.heads
        assert heads is not None
        cells, units = self._cells(row, texts, heads)
        name = cells.pop("exercise", "")
        figures = any(re.search(r"\d", text) for text in cells.values() if not _WEEK.match(text))
        below = row == heads.row + 1 and not figures
        if not name and (below or not DOSED & cells.keys()):
            self._tell(row, " ".join(filter(None, texts)), "has no exercise and no dose: not read")
            return
        more = _more(heads, texts)
        order = self._place(cells, units, more)
        if rounds := cells.pop("rounds", ""):
            self.rounds, self.carried = rounds, "above"
        phase = cells.pop("phase", "")
        if phase and "section" not in heads.columns and not (self._is_phase(phase) or nearest(phase, PHASES)):
            self.section, self.phase, phase = phase, "", ""  # the coach's name of a section
        self.phase = phase or self.phase
        if name and not DOSED & cells.keys() and _NOTE.search(name) and not split_line(name)[1]:
            self._tell(row, name, "has no dose: not read")
            return
        if name and fold(name) not in self.coding.names:
            named, name = part_name(name)
            order = order or named
            if not DOSED & cells.keys():
                name, dose = split_line(name, self.coding.names)
                cells |= {"dose": dose} if dose else {}
        above = self.day, self.section, self.phase
        turns = (rounds, "") if rounds else (self.rounds, self.carried)
        self.rows.append(SheetRow(row, *above, name, order, *turns, cells, units, more, heads.row))

    def _is_phase(self, text: str) -> bool:
        return bool(PHASE_NAMES.find(text) or fold(text) in self.coding.words)

    def _cells(self, row: int, texts: Sequence[str], heads: Heads) -> tuple[Cells, Cells]:
        """Return the cells that are not blank and their units; cells of joined columns are combined."""
        cells: Cells = {}
        units: Cells = {}
        for head, places in heads.columns.items():
            for at, unit in places:
                column, text = head, texts[at] if at < len(texts) else ""
                if head in ("set dose", "reps ends"):
                    continue
                # "None" in a rest column means no rest.
                said = column == "equipment" or (column == "rest" and text.casefold() == "none")
                if not text or (NOTHING.fullmatch(text) and not said):
                    continue
                if isinstance(text, DayCell) and column in (*DOSED, "rounds", "rest", "exercise"):
                    what = "the spreadsheet has made a date of what was typed"
                    how = "the column formatted as text, and typed again"
                    self.findings.append(Finding(what, self.file, row, heads.texts[at], text, how))
                text = _in_unit(text, unit) if column in JOINED or column in ("intensity", "rest") else text
                if column == "week dose":
                    if "dose" in cells or (DOSED - {"week dose"}) & heads.columns.keys():
                        continue
                    column = "dose"
                elif column == "intensity":
                    column = "load" if _says_load(text) else "effort"
                cells[column] = f"{cells[column]}, {text}" if column in JOINED and column in cells else text
                units[column] = unit
        each, ends = (
            [texts[at] for at, _ in heads.columns.get(column, ()) if at < len(texts) and texts[at]]
            for column in ("set dose", "reps ends")
        )
        if ends and "reps" not in cells:
            cells["reps"] = "-".join(dict.fromkeys(ends))
        if each and not any(name in cells for name in ("dose", "reps", "time")):
            cells |= one_each(each)
            cells.pop("sets", None)
        return cells, units

    def _place(self, cells: Cells, units: Cells, more: list[tuple[str, str, str]]) -> Order | None:
        """Take the day, section and superset of a row from its cells; a blank cell continues the row above."""
        if units.get("section") == NO_HEAD and cells["section"].rstrip(".)").isdecimal():
            del cells["section"]  # numbered rows
        week, day, section, order = (cells.pop(name, "") for name in ("week", "day", "section", "order"))
        if day or week:
            text = " ".join(filter(None, [f"Week {week.split()[-1]}" if week else "", day]))
            if not self._new_day(text) and not self._new_day(f"Day {text}"):
                more.append(("day", text, f"not a day, {KEPT}"))
        found = read_order(order)
        if order and found is None:
            if section or "section" in (self.heads.columns if self.heads else ()):
                more.append(("order", order, f"no letter or number of a superset, {KEPT}"))
            else:
                section = order
        if section:
            # "A1" and "Superset A" in a section column are supersets; "A" alone is a section.
            letter = read_order(section)
            if letter and (letter.place or is_together(section)):
                self.section, self.rounds, self.order = letter.group, "", None
                return found or Order(letter.group, letter.place or "1")
            bare, rounds = heading_rounds(section)
            if read_day(section):
                self._new_day(section)
            elif bare != self.section:
                self.section, self.phase, self.order = bare, "", None
                self.rounds, self.carried = rounds, "heading"
            elif not rounds:
                self.rounds = self.phase = ""  # section typed in every row: a blank beside it means blank
        return found or self.order


def _more(heads: Heads, texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the cells of a row under unknown heads, each with a note."""
    more = []
    first = not (DOSED - {"week dose"}) & heads.columns.keys()
    weeks = {at: heads.texts[at] for at, _ in heads.columns.get("week dose", ())[first:]}
    for at, head in sorted((heads.unknown | weeks).items()):
        text = texts[at] if at < len(texts) else ""
        if text:
            if head.casefold() in known_columns():
                more.append((clip(head)[1:-1], text, f"a second column of this name, {KEPT}"))
                continue
            near = "".join(f"; did you mean {name}?" for name in nearest(head, known_columns(), most=1)) if head else ""
            column = clip(head)[1:-1] if head else f"column {letters(at)}"
            why = f"unknown column, {KEPT}{near}" if head else f"{column} has no head, {KEPT}"
            if at in weeks:
                why = f"a later week, {KEPT}: what changes from week to week belongs in a block"
            more.append((column, text, why))
    return more


def letters(at: int) -> str:
    """Return the letters of a column, as in a spreadsheet.

    Examples
    --------
    >>> letters(2), letters(27)
    ('C', 'AB')
    """
    return (letters(at // 26 - 1) if at > 25 else "") + chr(ord("A") + at % 26)


def _says_load(text: str) -> bool:
    try:
        return parse_dose(f"1, {text}").load is not None
    except DoseError:
        return "%" in text or re.search(r"\d\s*(?:kg|lb)", text) is not None


def _in_unit(text: str, unit: str) -> str:
    """Return a bare number with the unit of its head after it, or before it for RPE."""
    if not unit or not re.fullmatch(r"\d+(?:[.,]\d+)?(?:\s*(?:[-–]|to)\s*\d+(?:[.,]\d+)?)?", text):
        return text
    if unit == "RPE":
        return f"RPE {text}"
    if unit == "%" and re.fullmatch(r"0[.,]\d+|1(?:[.,]0+)?", text):
        text = f"{round(100 * float(text.replace(',', '.')), 1):g}"
    return f"{text} {unit}"
