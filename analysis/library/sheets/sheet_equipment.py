"""Read the equipment of a sheet's row: items as typed, loads typed with them, and unknown items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from analysis.base.errors import DoseError, Finding
from analysis.base.names import fold
from analysis.base.text import clip, one_of
from analysis.library.coding import Coding
from analysis.library.demand import is_load
from analysis.library.doses.dose_tokens import known_words, word_lists
from analysis.library.doses.notation import parse_dose
from analysis.library.equipment_words import GYM
from analysis.library.name_words import words_of
from analysis.library.sheets.sheet_doses import SheetRow
from analysis.library.sheets.sheet_tables import KEPT
from analysis.library.table_checks import QUOTES

Items = Sequence[tuple[str, bool]]
"""Items of equipment, each with whether it is required."""


def read_items(entry: SheetRow, coding: Coding, file: str) -> tuple[list[tuple[str, bool]], list[Finding], SheetRow]:
    """Return an entry's items, the findings, and the entry with loads moved to its load and unknown items noted."""
    items: dict[str, bool] = {}
    findings = []
    loads = []
    for typed, required in entry.equipment or ():
        item, load = _item_and_load(typed, coding)
        if item in items:
            findings.append(Finding("equipment named twice", file, entry.row, "equipment", typed))
        elif item:
            items[item] = required
            loads += [load] * bool(load)
        else:
            near = coding.item_names.near(typed)
            if fold(typed) in GYM:
                allowed = "the items of this exercise; a gym is what an athlete has"
                findings.append(Finding("no item", file, entry.row, "equipment", typed, allowed))
                continue
            if is_other_item(typed, near):
                entry = replace(entry, more=[*entry.more, ("sheet", typed, other_item(typed))])
                continue
            allowed = QUOTES if fold(typed).startswith("hold") else one_of(coding.items)
            findings.append(Finding("unknown equipment", file, entry.row, "equipment", typed, allowed, near))
    load = entry.text("load") or " + ".join(loads)
    return list(items.items()), findings, replace(entry, cells={**entry.cells, "load": load})


def is_other_item(typed: str, near: Sequence[str]) -> bool:
    """Return whether a text is an unknown item: not misspelt, and not part of a dose cut off at an unquoted comma."""
    words, items = fold(typed).split(), {**word_lists()["equipment"], **word_lists()["band"]}
    pieces = known_words() - items.keys()  # words of doses that are not equipment
    return not near and bool(words) and all(word.isalpha() and word not in pieces for word in words)


def other_item(typed: str) -> str:
    """Return the note on an unknown item."""
    return f"I don't know the equipment {clip(typed)}: {KEPT}, not checked against what an athlete has"


def _item_and_load(typed: str, coding: Coding) -> tuple[str, str]:
    """Split an item from the load before it, such as "2 x 10 kg DB" or "red band"; blank if unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> _item_and_load("2 x 10kg DBs", load_library().coding), _item_and_load("mini band", load_library().coding)
    (('dumbbell', '2 x 10 kg dbs'), ('mini_band', ''))
    """
    if item := coding.item_names.find(typed):
        return item, ""
    with suppress(DoseError):
        load = parse_dose(f"1, {typed}").load
        words = typed.split()
        items = (coding.item_names.find(" ".join(words[start:])) for start in range(1, len(words)))
        return (next(filter(None, items), ""), load) if load else ("", "")
    return "", ""


def load_of(entry: SheetRow) -> str:
    """Return the load of a row from its column or its dose, blank if neither gives one."""
    return entry.text("load") or (entry.dose and entry.dose.load) or ""


def said_beside(load: str, items: Items) -> list[str]:
    """Return words beside a name that may decide which exercise it means: items, then the load."""
    loaded = "weighted" if is_load(load) else "bodyweight" if load else ""
    return [*(item for item, _ in items), *_items_of(load), *filter(None, [loaded])]


def _items_of(load: str) -> list[str]:
    """Return the free weights that a load mentions or implies.

    Examples
    --------
    >>> _items_of("2 x 14 kg"), _items_of("12 kg kb"), _items_of("80 % 1RM"), _items_of("20 kg")
    (['dumbbell'], ['kettlebell'], ['barbell'], [])
    """
    named = sorted(words_of(load) & {"dumbbell", "kettlebell", "barbell"})
    pair = ["dumbbell"] * bool(re.match(r"2\s*[x×]|.*per hand", load))
    return named or pair or ["barbell"] * ("%" in load and "bodyweight" not in load)
