"""Cells of an export become tidy rows, one per set; what is no set is counted, what is broken is told."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import ArgumentError, Finding, clip
from analysis.logs.cells import moments, number, seconds
from analysis.logs.columns import Codes, Columns
from analysis.logs.dialects import KILOGRAMS, METRES, UNITS, Dialect
from analysis.logs.report import SET_TYPES, SHOWN, Broken
from analysis.names import fold

KINDS = {
    **{name: name for name in SET_TYPES},
    "w": "warmup",
    "warm up": "warmup",
    "d": "dropset",
    "drop": "dropset",
    "drop set": "dropset",
    "f": "failure",
    "rest timer": "rest timer",
    "note": "note",
}
"""Kinds of rows as exports write them, folded."""
NO_SETS = ("rest timer", "note")
WARM_UP = SET_TYPES.index("warmup")
LIMITS = {
    "weight": (-2000.0, 2000.0),
    "reps": (0.0, 1000.0),
    "seconds": (0.0, 86400.0),
    "distance": (0.0, 1e6),
    "rpe": (0.0, 10.0),
}
"""What a cell may hold, in the units of the file."""
Values = npt.NDArray[np.float64]


def _numbers(
    columns: Columns, name: str, read: Callable[[str], float | None], wrong: dict[str, npt.NDArray[np.bool_]]
) -> Values:
    """Read a column of numbers: blank is NaN; what is no number or out of limits is marked as wrong."""
    if name not in columns.places:
        return np.full(len(columns.lines), np.nan)
    low, high = LIMITS[name]
    values, bad = [], []
    for text in columns.texts[name]:
        value = read(text) if text.strip() else np.nan
        bad.append(value is None or not (np.isnan(value) or low <= value <= high))
        values.append(np.nan if value is None else value)
    codes = columns.of(name)
    wrong[name] = np.array([*bad, False])[codes]
    return np.array([*values, np.nan])[codes]


def _unit(columns: Columns, name: str, given: str | None, sizes: Mapping[str, float]) -> Values:
    """Return what a number of a column is in kilograms or metres, row by row; NaN where nobody says."""
    if f"{name}_unit" not in columns.places:
        return np.full(len(columns.lines), sizes.get(given or "", np.nan))
    each = columns.each(
        f"{name}_unit", lambda text: sizes.get(UNITS.get(fold(text), ""), np.nan) if fold(text) else np.nan
    )
    found = np.array([*each, np.nan])[columns.of(f"{name}_unit")]
    return np.where(np.isnan(found), sizes.get(given or "", np.nan), found)


def tidy(
    columns: Columns, dialect: Dialect, comma: bool, unit: str | None, shown: str, broken: Broken
) -> tuple[pd.DataFrame, Counter[str], list[str]]:
    """Make tidy rows of columns; with what is left out and what is to be told. What is broken is added to the rest."""
    size = len(columns.lines)
    wrong: dict[str, npt.NDArray[np.bool_]] = {}
    kinds = _kinds(columns, wrong)
    starts, said = moments(columns.texts["start"])
    stamps = np.array([*starts, None], dtype="datetime64[s]")[columns.of("start")]
    wrong["start"] = np.isnat(stamps)
    names = columns.each("exercise", lambda text: " ".join(text.split()))
    wrong["exercise"] = np.array([*(not name for name in names), False])[columns.of("exercise")]
    of = {
        name: _numbers(columns, name, lambda text, read=read: read(text, comma=comma), wrong)  # type: ignore[misc]
        for name, read in {
            "weight": number,
            "reps": number,
            "distance": number,
            "rpe": number,
            "seconds": seconds,
        }.items()
    }
    no_set = np.isin(kinds, [len(SET_TYPES) + place for place in range(len(NO_SETS))])
    bad = np.logical_or.reduce([mask & ~no_set for mask in wrong.values()]) if size else np.zeros(0, dtype=bool)
    broken.count += int(bad.sum())
    _name_broken(columns, wrong, bad, broken)
    left_out = Counter({what: int((kinds == len(SET_TYPES) + place).sum()) for place, what in enumerate(NO_SETS)})
    keep = np.flatnonzero(~bad & ~no_set)
    keep = keep[np.argsort(stamps[keep], kind="stable")]
    loaded = np.nan_to_num(of["weight"][keep]) != 0
    given = dialect.weight_unit or (None if dialect.weight_unit else unit)
    if dialect.weight_unit is None and unit is None and loaded.any():
        allowed = "units kg or lb (--units kg|lb)"
        raise ArgumentError(
            Finding(f"{dialect.name} does not say in which unit weights are", file=shown, allowed=allowed)
        )
    kilograms = _unit(columns, "weight", given, KILOGRAMS)[keep] * of["weight"][keep]
    kilograms = np.where(loaded, np.round(kilograms, 4), of["weight"][keep])
    notes = [said] if said else []
    if unit is not None and dialect.weight_unit and dialect.weight_unit != unit:
        notes.append(f"the file says itself that weights are in {dialect.weight_unit}; {unit} is not used")
    notes += [f"no column of {what}" for name, what in WORDS.items() if name not in columns.places]
    if unknown := int((loaded & np.isnan(kilograms)).sum()):
        notes.append(f"weights without a unit, left blank: {unknown}")
    moved = np.where(of["distance"] == 0, np.nan, of["distance"])[keep]
    metres = np.round(moved * _unit(columns, "distance", dialect.distance_unit, METRES)[keep], 3)
    if unknown := int((~np.isnan(moved) & np.isnan(metres)).sum()):
        notes.append(f"distances without a unit, left blank: {unknown}")
    exercise = _category(columns.of("exercise")[keep], names)
    assists = np.array([*("assisted" in fold(name).split() for name in exercise.categories), False])[exercise.codes]
    assists = assists | (kilograms < 0)
    titles = columns.each("workout", lambda text: " ".join(text.split())) if "workout" in columns.places else [""]
    places = columns.of("workout") if "workout" in columns.places else np.zeros(size, dtype=np.int32)
    workout = _category(places[keep], titles)
    begin = stamps[keep]
    run, index = _runs(begin, workout.codes, exercise.codes, _orders(columns)[keep], kinds[keep] == WARM_UP)
    frame = pd.DataFrame(
        {
            "date": begin.astype("datetime64[D]").astype("datetime64[s]"),
            "start": begin,
            "workout": workout,
            "exercise_name": exercise,
            "exercise_run": run,
            "set_index": index,
            "set_type": pd.Categorical.from_codes(kinds[keep], pd.Index(SET_TYPES, dtype="str")),
            "weight_kg": _blank_zero(np.where(assists, np.nan, kilograms)),
            "assistance_kg": _blank_zero(np.where(assists, np.abs(kilograms), np.nan)),
            "reps": _blank_zero(of["reps"][keep]),
            "work_s": _blank_zero(of["seconds"][keep]),
            "distance_m": metres,
            "rpe": _blank_zero(of["rpe"][keep]),
            "superset": _supersets(columns)[keep],
            "line": np.frombuffer(columns.lines, dtype=np.int32)[keep] if size else np.zeros(0, dtype=np.int32),
        }
    )
    return frame, +left_out, notes


def _blank_zero(values: Values) -> Values:
    """Blank zeros: exports write 0 for what does not apply."""
    return np.where(values == 0, np.nan, values)


def _category(codes: Codes, names: Sequence[str]) -> Any:
    """Make categories of names, those of one text as one, in the order of the alphabet."""
    known = sorted(set(names)) or [""]
    place = {name: number for number, name in enumerate(known)}
    to = np.array([*(place[name] for name in names), 0], dtype=np.int32)
    used = np.unique(to[codes])
    again = np.zeros(len(known), dtype=np.int32)
    again[used] = np.arange(len(used))
    return pd.Categorical.from_codes(again[to[codes]], pd.Index([known[one] for one in used], dtype="str"))


def _kinds(columns: Columns, wrong: dict[str, npt.NDArray[np.bool_]]) -> Codes:
    """Return the kind of each row: places in the set types, then in what is no set."""
    if "kind" not in columns.places:
        return np.zeros(len(columns.lines), dtype=np.int32)
    options = [*SET_TYPES, *NO_SETS]
    each, bad = [], []
    for text in columns.texts["kind"]:
        plain = fold(text)
        kind = "normal" if plain.isdecimal() or number(text, comma=False) is not None else KINDS.get(plain)
        bad.append(kind is None)
        each.append(options.index(kind or "normal"))
    codes = columns.of("kind")
    wrong["kind"] = np.array([*bad, False])[codes]
    return np.array([*each, 0], dtype=np.int32)[codes]


def _orders(columns: Columns) -> Values:
    if "order" not in columns.places:
        return np.full(len(columns.lines), np.nan)
    each = columns.each("order", lambda text: value if (value := number(text, comma=False)) is not None else np.nan)
    return np.array([*each, np.nan])[columns.of("order")]


def _supersets(columns: Columns) -> Values:
    if "superset" not in columns.places:
        return np.full(len(columns.lines), np.nan)
    each = columns.each("superset", lambda text: value if (value := number(text, comma=False)) is not None else np.nan)
    return np.array([*each, np.nan])[columns.of("superset")]


def _runs(
    start: Any, workout: Codes, exercise: Codes, order: Values, warm_up: npt.NDArray[np.bool_]
) -> tuple[Codes, Codes]:
    """Return numbers of the exercises of each workout, one after the other, and of the sets of each.

    An exercise begins anew where another one stood between, where its order does not go on, or with a warm-up after
    sets that are none and without an order.
    """
    size = len(start)
    if not size:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    new_workout = np.ones(size, dtype=bool)
    new_workout[1:] = (start[1:] != start[:-1]) | (workout[1:] != workout[:-1])
    new = new_workout.copy()
    new[1:] |= exercise[1:] != exercise[:-1]
    new[1:] |= warm_up[1:] & ~warm_up[:-1] & np.isnan(order[1:])
    numbered = np.maximum.accumulate(np.where(np.isnan(order), -1, np.arange(size)))
    last, here = numbered[:-1], np.cumsum(new)
    new[1:] |= (last >= 0) & (here[last] == here[1:]) & (order[1:] <= order[last])
    rows = np.arange(size)
    index = rows - np.maximum.accumulate(np.where(new, rows, 0)) + 1
    total = np.cumsum(new)
    run = total - np.maximum.accumulate(np.where(new_workout, total - 1, 0))
    return run.astype(np.int32), index.astype(np.int32)


WORDS = {"weight": "weights", "reps": "repetitions"}
ALLOWED = {
    "kind": "a number, normal, warmup, dropset, failure, W, D, F, Rest Timer or Note",
    "start": "a day and time of the years 1970 to 2100",
    "exercise": "a name",
}


def _name_broken(
    columns: Columns, wrong: Mapping[str, npt.NDArray[np.bool_]], bad: npt.NDArray[np.bool_], broken: Broken
) -> None:
    """Say of the first broken rows the first thing that is wrong with each."""
    for row in np.flatnonzero(bad)[:SHOWN]:
        name = next(one for one, mask in wrong.items() if mask[row])
        code = columns.codes[name][row]
        text = next(itertools.islice(columns.texts[name], code, None))
        allowed = ALLOWED.get(name) or "{:g} to {:g}".format(*LIMITS[name])
        broken.add(columns.lines[row], f"{name}: {clip(text)}; allowed: {allowed}", 0)
