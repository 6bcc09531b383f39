"""Read lines with an exercise and its dose in one text, such as "Hip thrust 3 x 8"."""

from __future__ import annotations

import re

from analysis.base.errors import DoseError
from analysis.library.coding import Coding
from analysis.library.doses.notation import parse_dose
from analysis.library.exercise_names import ExerciseNames
from analysis.library.sheets.sheet_order import heading_rounds, is_together, part_name, read_day

REPEAT = re.compile(r"(?:repeat|perform|complete|do)\b", re.IGNORECASE)
"""Start of a line that gives the rounds of the rows below."""


_LINE = re.compile(r"[\s,;:–—-]+(?=\d|hold|amrap|max\b|x\s?\d)", re.IGNORECASE)
_BULLET = re.compile(r"^[-*•·–]\s+")


def split_line(text: str, names: ExerciseNames | None = None) -> tuple[str, str]:
    """Split a name from the dose after it; an unreadable dose is blank unless the name is known.

    Examples
    --------
    >>> split_line("Hip thrust 3 x 8"), split_line("90/90 switch: 2 x 8 each leg"), split_line("Plank")
    (('Hip thrust', '3 x 8'), ('90/90 switch', '2 x 8 each leg'), ('Plank', ''))
    """
    for match in _LINE.finditer(text[:200]):
        try:
            parse_dose(text[match.end() :])
        except DoseError:
            continue
        if match.start():
            return text[: match.start()], text[match.end() :]
    for match in _LINE.finditer(text[:200]) if names else ():
        behind = text[match.end() :]
        if match.start() and names and re.match(r"\d+\s*[x×]\s*\d", behind) and names.find(text[: match.start()]):
            return text[: match.start()], text[match.end() :]
    return text, ""


def without_heads(rows: list[tuple[int, list[str]]], coding: Coding) -> list[tuple[int, list[str]]]:
    """Return a table made of lines such as "Hip thrust 3 x 8"; empty if most aren't an exercise with a dose.

    Examples
    --------
    >>> from analysis import load_library
    >>> without_heads([(1, ["- Hip thrust 3 x 8, RPE 8"])], load_library().coding)
    [(0, ['exercise', 'dose', 'notes']), (1, ['Hip thrust', '3 x 8, RPE 8', ''])]
    """
    made: list[tuple[int, list[str]]] = [(0, ["exercise", "dose", "notes"])]
    known = dosed = 0
    for row, cells in rows:
        filled = [cell for cell in cells if cell]
        text, behind = _BULLET.sub("", ", ".join(filled)), ""
        if not split_line(text)[1] and len(filled) > 2 and is_dose(filled[1]):  # a remark after the dose
            text, behind = _BULLET.sub("", ", ".join(filled[:2])), ", ".join(filled[2:])
        bare, rounds = heading_rounds(text)
        opens = read_day(text) or (rounds and (REPEAT.match(bare) or coding.section_word(bare) or is_together(bare)))
        name, dose = (text, "") if opens else split_line(text, coding.names)
        dosed += bool(dose)
        known += bool(dose and (coding.names.find(name) or coding.names.find(part_name(name)[1])))
        made.append((row, [name, dose, behind]))
    return made if known and 2 * known >= dosed else []


def is_dose(text: str) -> bool:
    """Return whether a text is a dose with sets."""
    try:
        return parse_dose(text).sets_min is not None
    except DoseError:
        return False
