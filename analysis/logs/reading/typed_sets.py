"""Sets as people type them into one cell: number of sets, repetitions, load and effort."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.logs.reading.cells import reading
from analysis.logs.reading.heads import meaning

MOST_SETS = 20
"""Maximum sets in a row; more is no row of a log."""


LIKELY_SETS = 10
"""Of two bare numbers the first is the number of sets, but above this it is a load: ``60x8``."""


MOST_REPS = 30
"""Of two bare numbers the second is the number of repetitions, but above this it may be a load: ``5x100``."""


_PARTS = re.compile(
    r"\s*(?:[,;|&\n]|\+(?=\s)|\bthen\b|\band\b|\bund\b)\s*|(?<=\d)\s+(?=\d+(?:[.,]\d+)?(?:kgs?|lbs?)?x\d)"
)


_FIELDS = re.compile(
    r"\s*(?:(?<=[\d\s])|(?<=kg)|(?<=lb)|(?<=s)|(?<=bw))(x)\s*|\s*(@|:(?=\s)|\bsets? of\b|\bat\b|\bà\b|\bmit\b)\s*"
    r"|(?<=[\dgbs])(\s+)(?=(?:[+-]?\d+(?:[.,]\d+)?\s*(?:kgs?|lbs?)|bw)\b|\d+\s?x)"
)


_EFFORT = re.compile(r"\s*(?:@\s*(?:rpe\s*)?|\brpe\s*)(\d(?:[.,]5)?|10)$")


_LISTS = re.compile(r"([\d, ]+)reps? x ([\d., ]+)([a-z]+)")
"""Repetitions of all sets, then their loads, as TrainHeroic writes them."""


_FIGURE = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


Typed = tuple[str, str, str]
"""Load, repetitions or time, and effort of a set, each as typed, blank if missing."""


@lru_cache(maxsize=4096)
def typed_sets(text: str, *, weight_first: bool = False, one_set: bool = False) -> Sequence[Typed]:
    """Return the sets typed in a cell; none if it is a plain figure, or cannot be read as sets.

    Of two numbers the one with a unit is the load. Without a unit the first is the number of sets, unless it is above
    `LIKELY_SETS` or ``weight_first`` puts loads first; a number after @ is a load, up to 10 an effort.
    In a cell for ``one_set`` a number too large for repetitions is the load: ``5x100``.

    Examples
    --------
    >>> typed_sets("3x8 60 kg"), typed_sets("60x8, 62,5x6")
    ([('60 kg', '8', ''), ('60 kg', '8', ''), ('60 kg', '8', '')], [('60', '8', ''), ('62.5', '6', '')])
    >>> typed_sets("8x60kg @8"), typed_sets("60 kg: 8, 7"), typed_sets("8-10")
    ([('60kg', '8', '8')], [('60 kg', '8', ''), ('60 kg', '7', '')], [])
    """
    plain = re.sub(r",\s*(?=rpe)", " ", text.casefold().replace("×", "x").replace("*", "x").strip())
    if lists := _LISTS.fullmatch(plain):
        reps, loads = (re.split(r",\s*", lists[at].strip()) for at in (1, 2))
        return [(f"{load} {lists[3]}", count, "") for load, count in zip(loads, reps, strict=False)] * (
            len(reps) == len(loads)
        )
    # A comma separates sets, or is decimal if that yields no sets.
    for whole in (plain, re.sub(r"(?<=\d),(?=\d)", ".", plain)):
        if sets := _sets_of([_read(part, weight_first=weight_first, one_set=one_set) for part in _PARTS.split(whole)]):
            return sets
    return []


def _sets_of(parts: Sequence[tuple[int, Typed] | None]) -> list[Typed]:
    """Return the sets in the parts of a cell; a load carries over to bare repetitions; none if the parts disagree."""
    sets: list[Typed] = []
    above, several = "", False
    for part in parts:
        if part is None:
            return []
        count, (load, reps, effort) = part
        # All have a load, their own or the one before; or none has, and all state the number of sets, or none does.
        if sets and (bool(load or (above and not count)) != bool(above) or (not above and bool(count) != several)):
            return []
        several = count > 0
        above = load or above
        sets += [(above, reps, effort)] * (count or 1)
    alone = len(parts) == 1 and parts[0] is not None and not parts[0][0]
    return [] if alone else sets


def _read(part: str, *, weight_first: bool, one_set: bool) -> tuple[int, Typed] | None:
    """Return a part of a cell: the number of sets, 0 for bare repetitions, and the load, repetitions and effort."""
    effort = _EFFORT.search(part)
    plain = part[: effort.start()] if effort else part
    pieces = _FIELDS.split(plain)
    fields, marks = pieces[::4], ["".join(filter(None, pieces[at + 1 : at + 4])) for at in range(0, len(pieces) - 1, 4)]
    fields = [field.strip() for field in fields]
    at = [number for number, field in enumerate(fields) if _is_load(field)]
    bare = all(map(_FIGURE.fullmatch, fields))
    if not at and len(fields) > 1 and _FIGURE.fullmatch(fields[0]):
        first = float(fields[0].replace(",", "."))
        if weight_first or (bare and (first > LIKELY_SETS or not first.is_integer())):
            at = [0]
        elif bare and ("@" in marks or len(fields) > 2):
            at = [len(fields) - 1]
    if not at and bare and len(fields) == 2 and float(fields[1].replace(",", ".")) > MOST_REPS:
        if one_set:
            at = [1]
        elif float(fields[0].replace(",", ".")) > 5:
            return None  # 8x60: 60 may be repetitions or a load
    if len(at) > 1 or len(fields) > 3 or not any(map(str.isdigit, plain)):
        return None
    load = fields.pop(at[0]) if at else ""
    if load and len(fields) == 2 and at == [0] and marks[0] == "x":
        fields.reverse()  # 60 kg x 8 x 3, but 60 kg 3x8
    *count, reps = fields or [""]
    sets = int(count[0]) if count and count[0].isdecimal() else 1
    if len(count) > 1 or (count and not count[0].isdecimal()) or not 0 < sets <= MOST_SETS or not reps:
        return None
    said = effort[1] if effort else ""
    return (sets if load or count else 0), (load, reps, said)


def _is_load(field: str) -> bool:
    """Return whether a text alone is a load: a figure with a unit of weight or a per cent, or bodyweight."""
    read = reading("weight", field)
    known = read.unit or meaning("bodyweight", field) or field[:1] in "+b"
    return field.endswith("%") or (read.value is not None and bool(known))
