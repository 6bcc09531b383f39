"""Cells of an export become tidy rows, one per set; rows that are not sets are counted, broken ones reported."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.base.text import clip, listing
from analysis.logs.reading.cells import number
from analysis.logs.reading.columns import (
    LIMITS,
    Codes,
    Columns,
    Export,
    Mask,
    Quantity,
    Values,
    read_quantity,
    units_used,
)
from analysis.logs.reading.dates import ORDERS, moments, order_of
from analysis.logs.reading.reading_report import ADVICE, NO_SET, SET_TYPES, Account, Reading, Remarks, unreadable
from analysis.logs.reading.unit_sizes import MEASURED, METRES
from analysis.logs.reading.workouts import (
    NO_SETS,
    Owners,
    athletes_of,
    kinds_of,
    left_undone,
    runs,
    sets_of_rows,
    workout_starts,
)
from analysis.logs.tally import nothing_done

MOST_HEADS = 5
"""Columns named before the rest are only counted."""


AMOUNTS = ("reps", "seconds", "distance")
"""Quantities that show how much was done in a set."""


WORDS = {"weight": "weights", "reps": "repetitions"}


OPTIONS = {
    "weight": "units kg or lb (--units kg|lb)",
    "dates": "dates day-first or month-first (--dates day-first|month-first)",
    "distance": f"distances {', '.join(METRES)} (--distances {'|'.join(METRES)})",
}


ALLOWED = {
    "kind": "a number, normal, warmup, dropset, failure, W, D, F, Rest Timer or Note",
    "start": "a day with its year, such as 2026-05-20, of 1970 to 2100",
    "exercise": "a name",
    "athlete": "a name",
}


def tidy(export: Export, account: Account) -> pd.DataFrame:
    """Return the tidy rows of an export, and account for the others.

    A row without a day or an exercise is broken. Any other cell that cannot be read is left blank and reported,
    and its set counts.
    """
    columns, remarks = export.columns, Remarks(account.row_word)
    kinds, kind_cells = kinds_of(columns, export.dialect)
    stamps = _stamps(export, account)
    owners, athletes = athletes_of(columns)
    # In Strong the kind of set also marks rows that are not sets: an unknown word leaves open which they are.
    wrong = _faults(columns, kind_cells if export.dialect.is_strong else [], stamps, owners)
    no_set = kinds >= len(SET_TYPES)
    broken = np.logical_or.reduce(list(wrong.values())) & ~no_set
    _name_broken(columns, wrong, broken, account)
    kept = ~broken & ~no_set
    counts, about_counts = sets_of_rows(columns, stamps, owners, kept, remarks, export.shown)
    starts = workout_starts(export.dialect, columns, stamps, owners)
    figures, keep = _figures(export, kept, (owners, starts, stamps, counts), account, remarks)
    order, _ = _plain_numbers(columns, "order")  # may have words, such as the set type
    superset, superset_cells = _plain_numbers(columns, "superset")
    for name, cells in {"kind": kind_cells, "superset": superset_cells}.items():
        if cells:
            columns.tell(remarks, name, name, cells, kept)
    account.left_out |= {what: columns.rows(kinds == at) for at, what in enumerate(NO_SETS, len(SET_TYPES))}
    account.notes += filter(None, [about_counts, *remarks.notes(), *_unknown_heads(export.dialect.unknown)])
    account.unread += remarks.unread()
    exercise, workout = (_names(columns, part, keep) for part in ("exercise", "workout"))
    kind, start, owner = kinds[keep], starts[keep], owners[keep]
    # Sets counted by one row continue the numbers of the one before.
    numbered = np.where(counts[keep] > 1, np.nan, order[keep])
    # A workout of the same name and time is another one if the athlete differs.
    of_athlete = owner.astype(np.int64) * len(workout.categories) + workout.codes
    run, index = runs(start, of_athlete, exercise.codes, numbered, kind == SET_TYPES.index("warmup"))
    return pd.DataFrame(
        {
            "athlete": pd.Categorical.from_codes(owner, pd.Index(athletes or [export.athlete], dtype="str")),
            "date": stamps[keep].astype("datetime64[D]").astype("datetime64[s]"),
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
        },
        copy=False,
    )


def _faults(columns: Columns, kinds: Sequence[Reading], stamps: Any, owners: Owners) -> dict[str, Mask]:
    """Return where rows lack what a set needs, by column; ``kinds`` are the kinds of sets that must be known."""
    unknown = {"kind": columns.values("kind", [cell.value is None for cell in kinds], bool)} if kinds else {}
    unnamed = columns.values("exercise", [not text.strip() for text in columns.texts["exercise"]], bool)
    return {**unknown, "start": np.isnat(stamps), "exercise": unnamed, "athlete": owners < 0}


def _stamps(export: Export, account: Account) -> Any:
    """Return the times of the sets; raise if the order of day and month stays open."""
    usual, why = _usual_order(export.dialect.language)
    if settled := order_of(export.beside):
        usual, why = settled, "as other sheets have it"
    read = moments(export.columns.texts["start"], *((export.dates,) if export.dates else (usual, why)))
    if len(read.open_days) > 1 and not export.dates:
        rows = [f"{day!r} in line {line}" for day, line in _first_lines(export, read.open_days).items()]
        contrary = f"some days have the day first, others the month: {listing(rows)}"
        raise ArgumentError(Finding(contrary, file=export.shown, allowed=OPTIONS["dates"]))
    if len(read.open_days) == 1:
        either = "no day in the file says whether the day or the month comes first"
        raise ArgumentError(
            Finding(
                either, file=export.shown.partition(", sheet ")[0], value=read.open_days[0], allowed=OPTIONS["dates"]
            )
        )
    account.notes += [read.note] if read.note else []
    # pandas converts a list of moments in a tenth of the time that NumPy alone takes.
    return export.columns.values("start", pd.DatetimeIndex(read.values).to_numpy("datetime64[s]"), "datetime64[s]")


def _first_lines(export: Export, days: Sequence[str]) -> dict[str, int]:
    """Return the first line of each day."""
    codes, lines = export.columns.codes["start"], export.columns.lines
    of_days = {" ".join(text.split()): code for text, code in export.columns.texts["start"].items()}
    return {day: int(lines[np.argmax(codes == of_days[day])]) for day in days}


def _usual_order(language: str) -> tuple[str | None, str]:
    """Return day-first or month-first, guessed for a non-English export, and why."""
    return (ORDERS[0], f"as where heads are in the language '{language}'") if language.isalpha() else (None, "")


def _unknown_heads(heads: Sequence[str]) -> list[str]:
    """Return a note on columns that are not read, because their headers are unknown."""
    more = f" and {len(heads) - MOST_HEADS} more" if len(heads) > MOST_HEADS else ""
    return [f"columns that are not read: {', '.join(clip(head) for head in heads[:MOST_HEADS])}{more}"] if heads else []


def _figures(
    export: Export, kept: Mask, when: tuple[Owners, Any, Any, Codes], account: Account, remarks: Remarks
) -> tuple[dict[str, Values], npt.NDArray[np.intp]]:
    """Return the figures of the rows that are sets, by athlete and time, and which rows these are.

    ``when`` has each row's athlete, workout start, time of the set, and number of sets.
    """
    owners, starts, stamps, counts = when
    quantities = {what: read_quantity(export, what, kept, remarks) for what in LIMITS}
    nothing = kept & (_nothing_done(quantities, export) | (counts == 0) | left_undone(export.columns))
    keep = np.flatnonzero(kept & ~nothing)
    account.left_out[NO_SET] = export.columns.rows(nothing, without=keep)
    keep = np.repeat(keep, counts[keep])
    keep = keep[np.lexsort((stamps[keep], starts[keep], owners[keep]))]
    account.notes += _about_units(export, quantities, keep)
    columns, width = export.columns, export.dialect.width
    empty = (name for name, column in columns.positions.items() if column >= width and not any(columns.texts[name]))
    missing = WORDS.keys() - columns.positions.keys() | {*empty}
    account.notes += [f"no column of {what}" for name, what in WORDS.items() if name in missing]
    if unknown := int(np.logical_and.reduce([~(quantities[what].figures[keep] > 0) for what in AMOUNTS]).sum()):
        account.notes.append(f"sets without repetitions, time or distance, counted as sets: {unknown}")
    units = {what: units_used(name, quantities[name], keep) for name, what in MEASURED.items()}
    account.units |= {what: unit for what, unit in units.items() if unit}
    figures = {what: quantity.values[keep] for what, quantity in quantities.items()}
    # Conversion from pounds and miles leaves rounding errors below a tenth of a gram and a millimetre.
    figures |= {what: np.round(figures[what], digits) for what, digits in (("weight", 4), ("distance", 3))}
    return figures, keep


def _nothing_done(quantities: Mapping[str, Quantity], export: Export) -> Mask:
    """Return a mask of the rows that are not sets.

    Strong and Fitbod write 0 for times and distances that don't apply, so there only 0 repetitions count.
    """
    amounts = [quantities[what] for what in AMOUNTS]
    speaking = amounts[:1] if export.dialect.is_strong or export.dialect.name == "fitbod" else amounts
    something = [(amount.figures > 0) | amount.unread for amount in amounts]
    return np.asarray(nothing_done([amount.figures == 0 for amount in speaking], something))


def _about_units(export: Export, quantities: Mapping[str, Quantity], keep: npt.NDArray[np.intp]) -> list[str]:
    """Return notes on figures left without a unit, and on given units that the file contradicts.

    Weights without a unit raise an error, unless the file has a unit column with some blanks.
    """
    notes = []
    for name, what in MEASURED.items():
        quantity, unit = quantities[name], export.units.get(name)
        there = np.abs(quantity.figures[keep]) > 0
        unknown = int((there & np.isnan(quantity.values[keep])).sum())
        if unknown and name == "weight" and "weight unit" not in export.columns.positions:
            unsaid = "the file does not say in which unit weights are"
            raise ArgumentError(Finding(unsaid, file=export.shown, allowed=OPTIONS[name]))
        if unknown:
            notes.append(f"{what} without a unit, left blank: {unknown}{ADVICE}{OPTIONS[name]}")
        head = export.dialect.units.get(name)
        if unit and head and head != unit:
            notes.append(f"the file says itself that {what} are in {head}; {unit} is not used")
    return notes


def _loads(kilograms: Values, exercise: pd.Categorical) -> dict[str, Values]:
    """Return loads and assistance: what an assisted exercise takes off is no load; some apps write it below 0."""
    named = np.array(["assisted" in fold(name).split() for name in exercise.categories], dtype=bool)
    assists = named[exercise.codes] | (kilograms < 0)
    return {
        "weight_kg": _blank_zero(np.where(assists, np.nan, kilograms)),
        "assistance_kg": _blank_zero(np.where(assists, np.abs(kilograms), np.nan)),
    }


def _blank_zero(values: Values) -> Values:
    """Return values with zeros blanked: exports write 0 if a quantity doesn't apply."""
    return np.where(values == 0, np.nan, values)


def _names(columns: Columns, part: str, keep: npt.NDArray[Any]) -> pd.Categorical:
    """Return the names of a column by row, in alphabetical order, equal texts as one; blank without the column."""
    there = part in columns.positions
    texts = [" ".join(text.split()) for text in columns.texts[part]] if there else []
    names = pd.Categorical(texts or [""])
    codes = names.codes[columns.codes[part][keep] if there else np.zeros_like(keep)]
    return pd.Categorical.from_codes(codes, names.categories.astype("str")).remove_unused_categories()


def _plain_numbers(columns: Columns, name: str) -> tuple[Values, list[Reading]]:
    """Return a column of plain numbers or letters, blank if missing, and the readings of its cells."""
    if name not in columns.positions:
        return np.full(len(columns.lines), np.nan), []
    cells = [_plain_number(text) for text in columns.texts[name]]
    return columns.figures(name, cells), cells


def _plain_number(text: str) -> Reading:
    """Return a number, or the letter of a superset with its number: A1 and A2 belong together."""
    value, plain = number(text, comma=False), text.strip().upper()
    if value is None and plain[:1].isascii() and plain[:1].isalpha() and plain[1:].isdecimal() | (len(plain) == 1):
        return Reading(float(ord(plain[0]) - ord("A")))
    return Reading(value) if value is not None or not plain else unreadable(text)


def _name_broken(columns: Columns, wrong: Mapping[str, Mask], broken: Mask, account: Account) -> None:
    """Count the broken rows, and name the first fault of each of the first rows."""
    account.broken_count += columns.rows(broken)
    # A row that holds several sets is broken once.
    _, first = np.unique(columns.lines[broken], return_index=True)
    for row in np.flatnonzero(broken)[first][: account.most]:
        name = next(name for name, mask in wrong.items() if mask[row])
        text = next(itertools.islice(columns.texts[name], columns.codes[name][row], None))
        account.add_broken(int(columns.lines[row]), f"{name}: {clip(text)}; allowed: {ALLOWED[name]}")
