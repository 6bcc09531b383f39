"""What rows of sets are: their set type, the number of sets in each, and their workout and exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.logs.reading.cells import number
from analysis.logs.reading.columns import Codes, Columns, Mask, Values
from analysis.logs.reading.dialects import PLAIN, Dialect
from analysis.logs.reading.heads import meaning
from analysis.logs.reading.reading_report import SET_TYPES, Reading, Remarks, unreadable
from analysis.logs.reading.typed_sets import MOST_SETS

TOTALS = "row of totals"


NO_SETS = ("rest timer", "note", TOTALS)


Owners = npt.NDArray[np.int8] | npt.NDArray[np.int32]
"""Owner of each row: a byte per row for a log of one athlete."""


def kinds_of(columns: Columns, dialect: Dialect) -> tuple[Codes, list[Reading]]:
    """Return each row's set type, as an index into the set types, then the non-sets; and the readings behind it."""
    kinds = np.zeros(len(columns.lines), dtype=np.int32)
    cells: list[Reading] = []
    if "kind" in columns.positions:
        cells = [_kind(text, strict=dialect.is_strong) for text in columns.texts["kind"]]
        kinds = columns.values("kind", [int(cell.value or 0) for cell in cells], np.int32)
    if "type" in columns.positions:
        types = [meaning("set", text) if text.strip() else SET_TYPES[0] for text in columns.texts["type"]]
        if all(types):  # else the column is about something else, such as lift or run
            of_types = columns.values("type", [[*SET_TYPES, *NO_SETS].index(kind) for kind in types], np.int32)
            kinds = np.where(kinds == 0, of_types, kinds)
    if dialect.name == PLAIN:
        for part in ("exercise", "start"):
            total = columns.values(part, [meaning("total", text) != "" for text in columns.texts[part]], bool)
            kinds = np.where(total, np.int32(len(SET_TYPES) + NO_SETS.index(TOTALS)), kinds)
    if "warmup" in columns.positions:
        warm = columns.values("warmup", [meaning("yes", text) != "" for text in columns.texts["warmup"]], bool)
        kinds = np.where(warm, np.int32(SET_TYPES.index("warmup")), kinds)
    return kinds, cells


def left_undone(columns: Columns) -> Mask:
    """Return a mask of rows that a column marks as not done, or skipped; other words in it mean nothing."""
    undone = np.zeros(len(columns.lines), dtype=bool)
    for part, subject in {"done": "no", "skipped": "yes"}.items():
        texts = list(columns.texts.get(part, ()))
        if texts and all(not text.strip() or meaning("yes", text) or meaning("no", text) for text in texts):
            undone |= columns.values(part, [meaning(subject, text) != "" for text in texts], bool)
    return undone


def _kind(text: str, *, strict: bool) -> Reading:
    """Return a set type; a number means a normal set, and so, except in Strong, do words with a number."""
    plain = fold(text)
    kind = meaning("set", text) or ("" if strict else meaning("set", plain.rstrip("0123456789")))  # W1, Warm-up 2
    plain_number = plain.isdecimal() or number(text, comma=False) is not None
    if plain and not (kind or (plain_number if strict else any(map(str.isdigit, plain)))):
        return unreadable(text, f"counted as {SET_TYPES[0]}")
    return Reading([*SET_TYPES, *NO_SETS].index(kind or SET_TYPES[0]))


def athletes_of(columns: Columns) -> tuple[Owners, list[str]]:
    """Return each row's athlete, as an index into the names in alphabetical order, and the names.

    Indexes are all 0, without names, if the file names no athlete, and -1 in rows without a name. Capitals and spaces
    make no other athlete: the first spelling counts.
    """
    parts = [part for part in ("athlete", "athlete 2") if any(map(str.strip, columns.texts.get(part, ())))]
    if not parts:
        return np.zeros(len(columns.lines), dtype=np.int8), []
    texts = [list(columns.texts[part]) for part in parts]
    codes = np.stack([columns.codes[part] for part in parts])
    each, first, index = np.unique(codes, axis=1, return_index=True, return_inverse=True)
    written = [" ".join(" ".join(map(list.__getitem__, texts, pair)).split()) for pair in each.T.tolist()]
    names: dict[str, str] = {}
    for at in np.argsort(first).tolist():
        names.setdefault(written[at].casefold(), written[at])
    names.pop("", None)
    ordered = sorted(names.values())
    places = {key: ordered.index(name) for key, name in names.items()}
    return np.array([places.get(name.casefold(), -1) for name in written], dtype=np.int32)[index.ravel()], ordered


def workout_starts(dialect: Dialect, columns: Columns, stamps: Any, owners: Owners) -> Any:
    """Return the start of each row's workout.

    Hevy and Strong write it into each row. Others write the time of each set, or a day: then a workout is the rows of
    one athlete and session if the file numbers them, else those of one day and name.
    """
    if dialect.is_strong or dialect.name == "hevy":
        return stamps
    days = stamps.astype("datetime64[D]").astype(np.int64)
    part = next((part for part in ("session", "workout") if part in columns.positions), None)
    names = columns.codes[part].astype(np.int64) if part else np.zeros(len(days), dtype=np.int64)
    if owners.any():
        names += owners.astype(np.int64) * (names.max(initial=0) + 1)
    keys = names if part == "session" else days * (names.max(initial=0) + 1) + names
    _, group = np.unique(keys, return_inverse=True)
    first = np.full(group.max(initial=-1) + 1, np.iinfo(np.int64).max)
    times = stamps.astype(np.int64)
    known = ~np.isnat(stamps)
    np.minimum.at(first, group[known], times[known])
    return np.where(known, first[group].astype("datetime64[s]"), stamps)


def sets_of_rows(
    columns: Columns, stamps: Any, owners: Owners, kept: Mask, remarks: Remarks, shown: str
) -> tuple[Codes, str]:
    """Return the number of sets in each row, and a note on how the column was read.

    If rows of one exercise on a day have 1, 2, 3, each is one set and this is its number. Below an ambiguous header
    (``Set``) the cells settle it; if they disagree, an error asks for a clear header.
    """
    ones = np.ones(len(columns.lines), dtype=np.int32)
    if "sets" not in columns.positions:
        return ones, ""
    cells = [_count(text) for text in columns.texts["sets"]]
    counts = columns.values("sets", [1 if cell.value is None else int(cell.value) for cell in cells], np.int32)
    days = stamps[kept].astype("datetime64[D]").astype(np.int64)
    numbers, many = _numbers_or_many(counts[kept], (owners[kept], days, columns.codes["exercise"][kept]))
    if columns.positions["sets"] == columns.positions.get("order"):
        if min(numbers, many) * FEW >= max(numbers, many, 1):
            either = "column 'set': the number of each set in some rows, how many sets in others"
            raise ArgumentError(Finding(either, file=shown, allowed="a head 'set number' or 'sets'"))
        return (counts, "the column 'set' is read as how many sets") if many > numbers else (ones, "")
    if numbers and not many:
        return ones, "sets count up from 1 within each exercise: read as the number of the set"
    columns.tell(remarks, "sets", "sets", cells, kept)
    return counts, ""


FEW = 10
"""How many times more exercises must support a column's meaning than contradict it; fewer leave it open."""


def _numbers_or_many(counts: Codes, keys: Sequence[npt.NDArray[Any]]) -> tuple[int, int]:
    """Return how many exercises of a day have rows that count up from 1, and how many surely have a number of sets."""
    cells = np.zeros(len(counts), dtype=np.int64)
    for key in keys:
        first = int(key.min(initial=0))
        cells = cells * (int(key.max(initial=0)) - first + 1) + (key - first)
    group = pd.factorize(cells)[0]
    size = int(group.max(initial=-1)) + 1
    rows = np.bincount(group, minlength=size)
    distinct = np.bincount(pd.unique(group * 1000 + counts) // 1000, minlength=size)
    least, most = np.full(size, 1000), np.zeros(size, dtype=np.int64)
    np.minimum.at(least, group, counts)
    np.maximum.at(most, group, counts)
    count_up = (most > least) & (least <= 1) & (distinct == most - least + 1)
    return int(count_up.sum()), int((~count_up & (most > 1) & ((rows == 1) | (rows > distinct))).sum())


def _count(text: str) -> Reading:
    """Return the number of sets in a row; 1 if it has none."""
    plain = text.casefold().removesuffix("sets").removesuffix("set").removesuffix("x").strip()
    if plain in ("", "-"):
        return Reading(1.0)
    value = number(plain, comma=True)
    if value is None or not value.is_integer() or not 0 <= value <= MOST_SETS:
        return unreadable(text, "counted as 1")
    return Reading(value)


def runs(start: Any, workout: Codes, exercise: Codes, order: Values, warm_up: Mask) -> tuple[Codes, Codes]:
    """Return exercise numbers within each workout, and set numbers within each exercise.

    An exercise starts anew after another one, if its order doesn't continue, or with a warm-up after
    working sets without an order.
    """
    size = len(start)
    rows = np.arange(size)
    new_workout = np.ones(size, dtype=bool)
    new_workout[1:] = (start[1:] != start[:-1]) | (workout[1:] != workout[:-1])
    new = new_workout.copy()
    new[1:] |= exercise[1:] != exercise[:-1]
    new[1:] |= warm_up[1:] & ~warm_up[:-1] & np.isnan(order[1:])
    # Rows without an order are skipped: a number continues from the last ordered row of the same run.
    numbered = np.maximum.accumulate(np.where(np.isnan(order), -1, rows))
    last, run_so_far = numbered[:-1], np.cumsum(new)
    new[1:] |= (last >= 0) & (run_so_far[last] == run_so_far[1:]) & (order[1:] <= order[last])
    index = rows - np.maximum.accumulate(np.where(new, rows, 0)) + 1
    total = np.cumsum(new)
    run = total - np.maximum.accumulate(np.where(new_workout, total - 1, 0))
    return run.astype(np.int32), index.astype(np.int32)
