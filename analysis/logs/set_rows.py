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
from analysis.logs.cells import number
from analysis.logs.columns import LIMITS, Codes, Columns, Export, Mask, Quantity, Values, read_quantity, units_used
from analysis.logs.dates import moments
from analysis.logs.dialects import MEASURED, METRES
from analysis.logs.reading_report import ADVICE, NO_SET, SET_TYPES, Account, Reading, Remarks, unreadable
from analysis.logs.tally import nothing_done

KINDS = {
    **{name: name for name in SET_TYPES},
    "w": "warmup",
    "warm up": "warmup",
    "f": "failure",
    "rest timer": "rest timer",
    "note": "note",
    **dict.fromkeys(["d", "drop", "drop set"], "dropset"),
}
"""Kinds of rows as exports write them, folded."""


NO_SETS = ("rest timer", "note")


AMOUNTS = ("reps", "seconds", "distance")
"""What says how much was done in a set."""


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


def tidy(export: Export, account: Account) -> pd.DataFrame:
    """Make tidy rows of an export, and account for the others.

    A row without a day or an exercise is broken. Of anything else a cell that cannot be read is left blank and told,
    and its set counts.
    """
    columns, remarks = export.columns, Remarks()
    kinds, kind_cells = _kinds(columns)
    starts, note = moments(columns.texts["start"])
    account.notes += [note] if note else []
    stamps = columns.values("start", starts, "datetime64[s]")
    exercises = [_spaced(text) for text in columns.texts["exercise"]]
    wrong = {"start": np.isnat(stamps), "exercise": columns.values("exercise", [not name for name in exercises], bool)}
    if kind_cells and export.dialect.columns["kind"] == export.dialect.columns.get("order"):
        # This cell also says which rows are no sets: of a word that is not known nobody can tell.
        wrong = {"kind": columns.values("kind", [cell.value is None for cell in kind_cells], bool), **wrong}
    no_set = kinds >= len(SET_TYPES)
    broken = np.logical_or.reduce([mask & ~no_set for mask in wrong.values()])
    _name_broken(columns, wrong, broken, account)
    kept = ~broken & ~no_set
    figures, keep = _figures(export, kept, stamps, account, remarks)
    order, _ = _plain_numbers(columns, "order")  # words may stand there, such as the kind of set
    superset, superset_cells = _plain_numbers(columns, "superset")
    for name, cells in {"kind": kind_cells, "superset": superset_cells}.items():
        if cells:
            columns.tell(remarks, name, name, cells, kept)
    account.left_out |= {what: int((kinds == at).sum()) for at, what in enumerate(NO_SETS, len(SET_TYPES))}
    account.notes += remarks.notes()
    account.unread += remarks.unread()
    exercise = _category(columns.codes["exercise"][keep], exercises)
    titled = "workout" in columns.positions
    titles = [_spaced(text) for text in columns.texts["workout"]] if titled else [""]
    workout = _category(columns.codes["workout"][keep] if titled else np.zeros_like(keep), titles)
    kind, start = kinds[keep], stamps[keep]
    run, index = _runs(start, workout.codes, exercise.codes, order[keep], kind == SET_TYPES.index("warmup"))
    return pd.DataFrame(
        {
            "date": start.astype("datetime64[D]").astype("datetime64[s]"),
            "start": start,
            "workout": workout,
            "exercise_name": exercise,
            "exercise_run": run,
            "set_index": index,
            "set_type": pd.Categorical.from_codes(kind, pd.Index(SET_TYPES, dtype="str")),
            **_loads(figures["weight"], exercise),
            "reps": _blank_zero(figures["reps"]),
            "work_s": _blank_zero(figures["seconds"]),
            "distance_m": _blank_zero(figures["distance"]),
            "rpe": _blank_zero(figures["rpe"]),
            "superset": superset[keep],
            "line": columns.lines[keep],
        }
    )


def _figures(
    export: Export, kept: Mask, stamps: Any, account: Account, remarks: Remarks
) -> tuple[dict[str, Values], npt.NDArray[np.intp]]:
    """Read the quantities; return their figures of the rows that are sets, by time, and which rows these are."""
    quantities = {what: read_quantity(export, what, kept, remarks) for what in LIMITS}
    nothing = kept & _nothing_done(quantities, export)
    account.left_out[NO_SET] = int(nothing.sum())
    keep = np.flatnonzero(kept & ~nothing)
    keep = keep[np.argsort(stamps[keep], kind="stable")]
    account.notes += _about_units(export, quantities, keep)
    account.notes += [f"no column of {what}" for name, what in WORDS.items() if name not in export.columns.positions]
    if unknown := int(np.logical_and.reduce([~(quantities[what].figures[keep] > 0) for what in AMOUNTS]).sum()):
        account.notes.append(f"sets without repetitions, time or distance, counted as sets: {unknown}")
    units = {what: units_used(name, quantities[name], keep) for name, what in MEASURED.items()}
    account.units |= {what: unit for what, unit in units.items() if unit}
    figures = {what: quantity.values[keep] for what, quantity in quantities.items()}
    # Pounds and miles leave dust behind the tenth of a gram and the millimetre.
    figures |= {what: np.round(figures[what], digits) for what, digits in (("weight", 4), ("distance", 3))}
    return figures, keep


def _nothing_done(quantities: Mapping[str, Quantity], export: Export) -> Mask:
    """Mark rows that are no sets.

    Strong writes 0 for times and distances that do not apply, so there only repetitions of 0 say something.
    """
    amounts = [quantities[what] for what in AMOUNTS]
    speaking = amounts[:1] if export.dialect.name.startswith("strong") else amounts
    something = [(amount.figures > 0) | amount.unread for amount in amounts]
    return np.asarray(nothing_done([amount.figures == 0 for amount in speaking], something))


def _about_units(export: Export, quantities: Mapping[str, Quantity], keep: npt.NDArray[np.intp]) -> list[str]:
    """Say which figures are left without a unit, and which units are given that the file says otherwise.

    Weights without a unit are asked for, unless the file has a column of units in which some are blank.
    """
    notes = []
    for name, what in MEASURED.items():
        quantity, unit = quantities[name], export.units.get(name)
        there = np.nan_to_num(quantity.figures[keep]) != 0
        unknown = int((there & np.isnan(quantity.values[keep])).sum())
        if unknown and name == "weight" and "weight unit" not in export.columns.positions:
            unsaid = f"{export.dialect.name} does not say in which unit weights are"
            raise ArgumentError(Finding(unsaid, file=export.shown, allowed=OPTIONS[name]))
        if unknown:
            notes.append(f"{what} without a unit, left blank: {unknown}{ADVICE}{OPTIONS[name]}")
        head = export.dialect.units.get(name)
        if unit and head and head != unit:
            notes.append(f"the file says itself that {what} are in {head}; {unit} is not used")
    return notes


def _loads(kilograms: Values, exercise: pd.Categorical) -> dict[str, Values]:
    """Part loads from assistance: what an assisted exercise takes off is no load, and some apps write it below 0."""
    named = np.array(["assisted" in fold(name).split() for name in exercise.categories], dtype=bool)
    assists = named[exercise.codes] | (kilograms < 0)
    return {
        "weight_kg": _blank_zero(np.where(assists, np.nan, kilograms)),
        "assistance_kg": _blank_zero(np.where(assists, np.abs(kilograms), np.nan)),
    }


def _blank_zero(values: Values) -> Values:
    """Blank zeros: exports write 0 for what does not apply."""
    return np.where(values == 0, np.nan, values)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _category(codes: npt.NDArray[Any], names: Sequence[str]) -> pd.Categorical:
    """Make categories of names, those of one text as one, in the order of the alphabet."""
    texts = pd.Categorical(list(names) or [""])
    return pd.Categorical.from_codes(texts.codes[codes], texts.categories.astype("str")).remove_unused_categories()


def _kinds(columns: Columns) -> tuple[Codes, list[Reading]]:
    """Return the kind of each row, as places in the set types, then in what is no set; and the cells that say it."""
    if "kind" not in columns.positions:
        return np.zeros(len(columns.lines), dtype=np.int32), []
    options = [*SET_TYPES, *NO_SETS]
    cells = []
    for text in columns.texts["kind"]:
        plain = fold(text)
        numbered = not plain or plain.isdecimal() or number(text, comma=False) is not None
        kind = SET_TYPES[0] if numbered else KINDS.get(plain)
        unknown = unreadable(text, f"counted as {SET_TYPES[0]}")
        cells.append(unknown if kind is None else Reading(options.index(kind)))
    return columns.values("kind", [int(cell.value or 0) for cell in cells], np.int32), cells


def _plain_numbers(columns: Columns, name: str) -> tuple[Values, list[Reading]]:
    """Return a column of plain numbers, blank where there is none, and the cells that say them."""
    if name not in columns.positions:
        return np.full(len(columns.lines), np.nan), []
    cells = [
        Reading(value) if (value := number(text, comma=False)) is not None or not text.strip() else unreadable(text)
        for text in columns.texts[name]
    ]
    return columns.figures(name, cells), cells


def _runs(start: Any, workout: Codes, exercise: Codes, order: Values, warm_up: Mask) -> tuple[Codes, Codes]:
    """Return numbers of the exercises of each workout, one after the other, and of the sets of each.

    An exercise begins anew where another one stood between, where its order does not go on, or with a warm-up after
    sets that are none and without an order.
    """
    size = len(start)
    rows = np.arange(size)
    new_workout = np.ones(size, dtype=bool)
    new_workout[1:] = (start[1:] != start[:-1]) | (workout[1:] != workout[:-1])
    new = new_workout.copy()
    new[1:] |= exercise[1:] != exercise[:-1]
    new[1:] |= warm_up[1:] & ~warm_up[:-1] & np.isnan(order[1:])
    # Rows without an order are passed over: a number goes on from the last one of the same run that has one.
    numbered = np.maximum.accumulate(np.where(np.isnan(order), -1, rows))
    last, run_so_far = numbered[:-1], np.cumsum(new)
    new[1:] |= (last >= 0) & (run_so_far[last] == run_so_far[1:]) & (order[1:] <= order[last])
    index = rows - np.maximum.accumulate(np.where(new, rows, 0)) + 1
    total = np.cumsum(new)
    run = total - np.maximum.accumulate(np.where(new_workout, total - 1, 0))
    return run.astype(np.int32), index.astype(np.int32)


def _name_broken(columns: Columns, wrong: Mapping[str, Mask], broken: Mask, account: Account) -> None:
    """Count the broken rows, and say of the first of them the first thing that is wrong with each."""
    account.broken_count += int(broken.sum())
    for row in np.flatnonzero(broken)[: account.most]:
        name = next(name for name, mask in wrong.items() if mask[row])
        text = next(itertools.islice(columns.texts[name], columns.codes[name][row], None))
        account.add_broken(int(columns.lines[row]), f"{name}: {clip(text)}; allowed: {ALLOWED[name]}")
