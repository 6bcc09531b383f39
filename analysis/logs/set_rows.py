"""Cells of an export become tidy rows, one per set; what is no set is counted, what is broken is told."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.base.text import clip
from analysis.logs.cells import ADVICE, MEASURED, Reading, moments, number, remark_notes
from analysis.logs.columns import Codes, Columns
from analysis.logs.dialects import METRES, Dialect
from analysis.logs.quantities import LIMITS, Quantity, Remarks, Values, read_quantity, units_used
from analysis.logs.reading_report import NO_SET, SET_TYPES, SHOWN, Broken, Told
from analysis.logs.tally import nothing_done

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


AMOUNTS = ("reps", "seconds", "distance")
"""What says how much was done in a set."""


def tidy(
    columns: Columns, dialect: Dialect, comma: bool, given: Mapping[str, str | None], shown: str, broken: Broken
) -> tuple[pd.DataFrame, Told]:
    """Make tidy rows of columns, and say what is told of them; broken rows are added to those that are known.

    A row without a day or an exercise is broken. Of anything else a cell that cannot be read is left blank and told,
    and its set counts.
    """
    size = len(columns.lines)
    wrong: dict[str, npt.NDArray[np.bool_]] = {}
    kinds, kind_cells = _kinds(columns)
    if kind_cells and dialect.columns["kind"] == dialect.columns.get("order"):
        # This cell also says which rows are no sets: of a word that is not known nobody can tell.
        wrong["kind"] = np.array([*(cell.value is None for cell in kind_cells), False])[columns.of("kind")]
    starts, said = moments(columns.texts["start"])
    stamps = np.array([*starts, None], dtype="datetime64[s]")[columns.of("start")]
    wrong["start"] = np.isnat(stamps)
    names = columns.each("exercise", lambda text: " ".join(text.split()))
    wrong["exercise"] = np.array([*(not name for name in names), False])[columns.of("exercise")]
    no_set = kinds >= len(SET_TYPES)
    bad = np.logical_or.reduce([mask & ~no_set for mask in wrong.values()])
    broken.count += int(bad.sum())
    _name_broken(columns, wrong, bad, broken)
    kept = ~bad & ~no_set
    remarks = Remarks()
    of = {what: read_quantity(columns, dialect, what, comma, given.get(what), kept, remarks) for what in LIMITS}
    order, _ = _numbers(columns, "order")  # words may stand there, such as the kind of set
    superset, superset_cells = _numbers(columns, "superset")
    for name, cells in {"kind": kind_cells, "superset": superset_cells}.items():
        if cells:
            remarks.add(name, cells, columns.of(name), columns, kept)
    nothing = kept & _nothing_done(of, dialect)
    left_out = {what: int((kinds == len(SET_TYPES) + place).sum()) for place, what in enumerate(NO_SETS)}
    left_out[NO_SET] = int(nothing.sum())
    keep = np.flatnonzero(kept & ~nothing)
    keep = keep[np.argsort(stamps[keep], kind="stable")]
    kilograms = np.round(of["weight"].values[keep], 4)
    metres = _blank_zero(np.round(of["distance"].values[keep], 3))
    reps, seconds, rpe = (_blank_zero(of[what].values[keep]) for what in ("reps", "seconds", "rpe"))
    notes = [said] if said else []
    notes += _about_units(columns, dialect, of, given, keep, shown)
    notes += [f"no column of {what}" for name, what in WORDS.items() if name not in columns.places]
    if unknown := int(np.logical_and.reduce([~(of[what].figures[keep] > 0) for what in AMOUNTS]).sum()):
        notes.append(f"sets without repetitions, time or distance, counted as sets: {unknown}")
    notes += [*remark_notes(remarks.unread), *remark_notes(remarks.read)]
    unread = [(line, remark) for remark, lines in remarks.unread.items() for line in lines]
    units = {what: units_used(name, of[name], keep) for name, what in MEASURED.items()}
    del of  # an export can be most of the memory there is
    exercise = _category(columns.of("exercise")[keep], names)
    assists = np.array([*("assisted" in fold(name).split() for name in exercise.categories), False])[exercise.codes]
    assists = assists | (kilograms < 0)
    titles = columns.each("workout", lambda text: " ".join(text.split())) if "workout" in columns.places else [""]
    places = columns.of("workout") if "workout" in columns.places else np.zeros(size, dtype=np.int32)
    workout = _category(places[keep], titles)
    begin = stamps[keep]
    run, index = _runs(begin, workout.codes, exercise.codes, order[keep], kinds[keep] == WARM_UP)
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
            "reps": reps,
            "work_s": seconds,
            "distance_m": metres,
            "rpe": rpe,
            "superset": superset[keep],
            "line": np.frombuffer(columns.lines, dtype=np.int32)[keep] if size else np.zeros(0, dtype=np.int32),
        }
    )
    return frame, Told(left_out, notes, {what: unit for what, unit in units.items() if unit}, unread)


def _nothing_done(of: Mapping[str, Quantity], dialect: Dialect) -> npt.NDArray[np.bool_]:
    """Mark rows that are no sets.

    Strong writes 0 for times and distances that do not apply, so there only repetitions of 0 say something.
    """
    amounts = [of[what] for what in AMOUNTS]
    speak = amounts[:1] if dialect.name.startswith("strong") else amounts
    something = [(one.figures > 0) | one.unread for one in amounts]
    return np.asarray(nothing_done([one.figures == 0 for one in speak], something))


def _about_units(
    columns: Columns,
    dialect: Dialect,
    of: Mapping[str, Quantity],
    given: Mapping[str, str | None],
    keep: npt.NDArray[np.intp],
    shown: str,
) -> list[str]:
    """Say which figures are left without a unit, and which units are given that the file says otherwise.

    Weights without a unit are asked for, unless the file has a column of units in which some are blank.
    """
    notes = []
    for name, what in MEASURED.items():
        quantity, unit = of[name], given.get(name)
        there = np.nan_to_num(quantity.figures[keep]) != 0
        unknown = int((there & np.isnan(quantity.values[keep])).sum())
        option = OPTIONS[name]
        if unknown and name == "weight" and "weight unit" not in columns.places:
            what = f"{dialect.name} does not say in which unit weights are"
            raise ArgumentError(Finding(what, file=shown, allowed=option))
        if unknown:
            notes.append(f"{what} without a unit, left blank: {unknown}{ADVICE}{option}")
        head = dialect.units.get(name)
        if unit and head and head != unit:
            notes.append(f"the file says itself that {what} are in {head}; {unit} is not used")
    return notes


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


def _kinds(columns: Columns) -> tuple[Codes, list[Reading]]:
    """Return the kind of each row, as places in the set types, then in what is no set; and the cells that say it."""
    if "kind" not in columns.places:
        return np.zeros(len(columns.lines), dtype=np.int32), []
    options = [*SET_TYPES, *NO_SETS]
    cells = []
    for text in columns.texts["kind"]:
        plain = fold(text)
        numbered = not plain or plain.isdecimal() or number(text, comma=False) is not None
        kind = SET_TYPES[0] if numbered else KINDS.get(plain)
        unknown = Reading(remark=f"{clip(text)} cannot be read; counted as {SET_TYPES[0]}")
        cells.append(unknown if kind is None else Reading(options.index(kind)))
    each = [*(int(cell.value or 0) for cell in cells), 0]
    return np.array(each, dtype=np.int32)[columns.of("kind")], cells


def _numbers(columns: Columns, name: str) -> tuple[Values, list[Reading]]:
    """Return a column of plain numbers, blank where there is none, and the cells that say them."""
    if name not in columns.places:
        return np.full(len(columns.lines), np.nan), []
    cells = []
    for text in columns.texts[name]:
        value = number(text, comma=False)
        unread = value is None and text.strip() != ""
        cells.append(Reading(value, f"{clip(text)} cannot be read; left blank" if unread else ""))
    values = np.array([*(np.nan if cell.value is None else cell.value for cell in cells), np.nan])
    return values[columns.of(name)], cells


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


OPTIONS = {
    "weight": "units kg or lb (--units kg|lb)",
    "distance": f"distances {', '.join(METRES)} (--distances {'|'.join(METRES)})",
}


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
        broken.add(columns.lines[row], f"{name}: {clip(text)}; allowed: {ALLOWED[name]}", 0)
