"""A row of a sheet, and its cells joined into one dose text: sets, repetitions or a time, sides, holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.base.errors import DoseError
from analysis.library.doses.dose import Dose
from analysis.library.doses.dose_quantities import FEW_SECONDS, clock_seconds
from analysis.library.doses.notation import parse_dose
from analysis.library.equipment_words import item_parts, says_nothing_needed
from analysis.library.sheets.sheet_order import Order

Cells = dict[str, str]
"""Texts, or units, of the cells of a row by column; without blank cells."""


_NUMBER = re.compile(r"(\d+(?:\s*(?:[-\u2010-\u2015\u2212]|to)\s*\d+)?)(?:\.0+)?", re.IGNORECASE)
_SETS = re.compile(
    r"(?:[x×]\s*)?(\d+)(?:\.0+)?(?:\s*(?:[-\u2010-\u2015\u2212]|to)\s*(\d+))?\s*(?:[x×]|sets?|rounds?)?\.?", re.I
)
_SWAPPED = re.compile(r"(.+?)\s*(?:[x×*]|reps? x|times)\s*(\d+(?:\s*-\s*\d+)?)(?:\s*sets?)?", re.IGNORECASE)
_YES = re.compile(r"y|yes|x|✓|✔|true|1|each|ea|per|both|l\s?[/+&]\s?r|r\s?[/+&]\s?l|2|(?:each|per)\s.*|.*\beach", re.I)
_NO = re.compile(r"n|no|false|0|-|both legs|both together|together|bilateral", re.IGNORECASE)
_SIDE_NOTED = re.compile(r"(?:^|[,;.]|\s-)\s*((?:each|per|both) (?:side|leg|arm)s?)\s*(?=$|[,;.])", re.IGNORECASE)
_UNITS = {"s": " s", "min": " min", "m": " m", "side": " per side"}


@dataclass
class SheetRow:
    """A row with an exercise: first as typed, then with its dose and its position in the session.

    Attributes
    ----------
    row : int
        Row of the spreadsheet.
    day, section, exercise : str
        Day and section continue from the rows above.
    phase : str
        As typed, later a known phase or blank.
    order : Order or None
        Superset and position in it.
    rounds : str
    carried : {"", "heading", "above"}
        Source of rounds not given in the row itself; they apply only to a dose without sets.
    cells, units : mapping
        Texts of the other cells that are not blank, by column, and the units in their heads.
    more : list of (str, str, str)
        Assumptions, and cells kept in unknown columns: head, cell text and note.
    table : int
        Row number of the heads.
    dose : Dose or None
        With the rounds of the circuit as its sets; None if it cannot be read.
    typed : str
        The dose as typed, joined from several cells if needed.
    in_rounds : bool
        Whether the sets are rounds of a circuit.
    circuit : int
        Rows with the same number are done back to back, round after round.
    superset : str
        Letter and position as typed, such as ``A1``.
    """

    row: int
    day: str
    section: str
    phase: str
    exercise: str
    order: Order | None
    rounds: str
    carried: str
    cells: Cells
    units: Cells
    more: list[tuple[str, str, str]]
    table: int
    dose: Dose | None = None
    typed: str = ""
    in_rounds: bool = False
    circuit: int = 0
    superset: str = ""

    def text(self, column: str) -> str:
        """Return the text of a cell, blank if there is none."""
        return self.cells.get(column, "")

    @property
    def equipment(self) -> tuple[tuple[str, bool], ...] | None:
        """Items as typed and whether each is required; empty for ``none``, None if the cell is blank."""
        text = self.text("equipment")
        if not text or says_nothing_needed(text):
            return () if text else None
        return tuple((item.rstrip("? "), not item.endswith("?")) for item in item_parts(text))


def sets_text(text: str) -> str:
    """Return a cell of sets or rounds as a number or range; blank if it is neither.

    Examples
    --------
    >>> sets_text("3"), sets_text("2 to 3 sets"), sets_text("x3"), sets_text("3.0"), sets_text("AMRAP")
    ('3', '2-3', '3', '3', '')
    """
    match = _SETS.fullmatch(text)
    return "-".join(part for part in match.groups() if part) if match else ""


def one_each(sets: Sequence[str]) -> Cells:
    """Return one dose and one load joined from a cell for each set.

    Examples
    --------
    >>> one_each(["8 @ 50kg", "6 @ 60kg"]), one_each(["10", "10"])
    ({'dose': '2 x 8, 6', 'load': '50kg, 60kg'}, {'dose': '2 x 10'})
    """
    amounts, loads = zip(*((part.strip() for part in f"{text}@".split("@")[:2]) for text in sets), strict=True)
    amount = amounts[0] if len(set(amounts)) == 1 else ", ".join(amounts)
    load = ", ".join(dict.fromkeys(filter(None, loads)))
    return {"dose": f"{len(sets)} x {amount}"} | ({"load": load} if load else {})


def row_dose(cells: Cells, units: Cells) -> tuple[str, str, list[str]]:
    """Return the dose text joined from a row's cells, the column to name in an error, and the assumptions made.

    Raises
    ------
    DoseError
        If cells contradict each other, or a cell has two possible meanings.

    Examples
    --------
    >>> row_dose({"sets": "3", "reps": "10 each"}, {}), row_dose({"sets": "2", "time": "45"}, {"time": "s"})
    (('3 x 10 each', 'reps', []), ('2 x 45 s', 'time', []))
    """
    remarks: list[str] = []
    column = next((name for name in ("dose", "reversed", "reps", "time", "hold", "distance") if name in cells), "")
    sets = cells.get("sets", "")
    if not column:
        if sets_text(sets):
            raise DoseError(f"{sets} sets of what? Type repetitions or a time, such as 3 x 10")
        return (sets, "sets", remarks) if sets else ("", "dose", remarks)
    text = _amount(column, cells, units, remarks)
    if column == "reversed":
        swapped = _SWAPPED.fullmatch(text)
        text = f"{swapped[2]} x {swapped[1]}" if swapped else text
    if column == "reps" and "time" in cells and (time := _amount("time", cells, units, remarks)) != text:
        remarks.append(f"reps and a time are given: reps counted, the time ({time}) kept as typed")
    if column in ("dose", "reps") and "hold" in cells and "hold" not in text:
        text += f", hold {_amount('hold', cells, units, remarks)}"
    side, note = cells.get("side", ""), _SIDE_NOTED.search(cells.get("notes", ""))
    if note and not side and not _has_side(text):
        remarks.append(f"{note[1]}, as the notes say")
        side = note[1]
    if side:
        if _YES.fullmatch(side) and not _has_side(text):
            text = re.sub(r"(, hold .*)?$", lambda rest: f" per side{rest[0]}", text, count=1)
        elif not _YES.fullmatch(side) and not _NO.fullmatch(side):
            remarks.append(f"side {side}: kept as typed")
    return (_with_sets(sets, text), column, remarks) if sets else (text, column, remarks)


def _amount(column: str, cells: Cells, units: Cells, told: list[str]) -> str:
    """Return a cell with its unit: clock times in seconds, bare numbers in the unit of their head."""
    text, unit = cells[column], units.get(column, "")
    seconds = clock_seconds(text)
    if seconds is not None:
        told.append(f"{text} read as minutes and seconds: {seconds} s")
        return f"{seconds} s"
    if column in ("time", "hold") and (pair := re.fullmatch(r"(\d+)\s*/\s*(\d+)", text)):
        return f"{pair[1]} s/{pair[2]} s"
    if column == "reps":
        text = re.sub(r"^[x×]\s*(?=\d)|(?<=\d)\s*[x×]$", "", text, flags=re.IGNORECASE)
    number = _NUMBER.fullmatch(text)
    if not number:
        return text if unit != "side" or _has_side(text) else f"{text} per side"
    bare = number[1]
    if column in ("time", "hold") and not unit:
        if max(map(int, re.findall(r"\d+", bare))) <= FEW_SECONDS and column == "time":
            raise DoseError(f"{bare} of what? Type {bare} min or {bare} s")
        told.append(f"{bare} read as seconds")
        unit = "s"
    if column == "distance" and not unit:
        told.append(f"{bare} read as metres")
        unit = "m"
    return bare + _UNITS.get(unit, "")


def _with_sets(sets: str, text: str) -> str:
    """Return an amount with its sets in front, unless it includes the same number of sets."""
    count = sets_text(sets)
    if not count:
        raise DoseError(f"sets {sets!r}: not a number; type a number or a range such as 2-3")
    try:
        own = parse_dose(text)
    except DoseError:
        return f"{count} x {text}"  # the error will show the joined text
    if own.sets_min is None or (own.open == "all" and own.sets_max == 1):
        return f"{count} x {text}"
    low, _, high = count.partition("-")
    if (own.sets_min, own.sets_max) != (int(low), int(high or low)):
        raise DoseError(f"{sets} sets, but the repetitions say {text}: one of the two")
    return text


def _has_side(text: str) -> bool:
    return bool(re.search(r"side|leg|arm|each|\bea\b|/|\be/?s\b|\bp/?s\b|direction|l\s?[+&]\s?r", text, re.IGNORECASE))
