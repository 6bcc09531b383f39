"""The card grid: exercise by week with dose, load and effort, as a coach writes it on the wall."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import positions
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.notation import Dose

KEYS = ["routine_id", "position", "exercise_id", "phase"]


AMOUNTS = ("reps", "work_s", "hold_s")


NONE = "none"
"""In place of a dose that whole units leave out on some day."""


BLANK = "–"
"""In place of a word that a session lacks where another one of the week has it."""


WRITTEN = ("dose", "load", "effort", "variation")


def card_grid(
    library: Library,
    prescriptions: pd.DataFrame,
    units: pd.DataFrame,
    dropped: pd.DataFrame,
    weeks: pd.DataFrame,
    *,
    written: Callable[..., str] | None = None,
) -> pd.DataFrame:
    """Lay the prescriptions of a block out as exercise x week; `BlockPlan` describes it.

    ``written`` puts the eight ends of a dose and what they are per into words; default `dose_text`.
    """
    rows = library.prescriptions
    order = pd.MultiIndex.from_frame(rows[["routine_id", "position"]])
    row = positions(order, pd.MultiIndex.from_frame(prescriptions[["routine_id", "position"]]))
    used = used_rows(library, units)
    week = positions(weeks["week"], prescriptions["week"])
    cells: dict[tuple[int, int], dict[str, dict[str, list[datetime.date]]]] = {}
    sessions: dict[tuple[int, int], int] = {}
    amounts = whole_numbers(prescriptions, ("sets", *AMOUNTS))
    doses = [(written or dose_text)(*one) for one in zip(*amounts, prescriptions["per"], strict=True)]
    columns = (doses, *(prescriptions[name] for name in WRITTEN[1:]))
    at: Any
    words: Any
    for at, number, date, *words in zip(row, week, prescriptions["date"], *columns, strict=True):
        cell = cells.setdefault((int(at), int(number)), {name: {} for name in WRITTEN})
        sessions[int(at), int(number)] = sessions.get((int(at), int(number)), 0) + 1
        for name, text in zip(WRITTEN, words, strict=True):
            cell[name].setdefault(text, []).append(date)
    places = positions(order, pd.MultiIndex.from_frame(dropped[["routine_id", "position"]]))
    for at, number, date in zip(places, positions(weeks["week"], dropped["week"]), dropped["date"], strict=True):
        if (int(at), int(number)) in cells:
            cells[int(at), int(number)]["dose"].setdefault(NONE, []).append(date)
    found = [cells.get((int(at), number), {}) for at in used for number in range(len(weeks))]
    counts = [sessions.get((int(at), number), 0) for at in used for number in range(len(weeks))]
    frame = rows[KEYS].take(np.repeat(used, len(weeks))).reset_index(drop=True)
    for name in ("week", "block_phase"):
        frame[name] = weeks[name].array.take(np.tile(np.arange(len(weeks)), len(used)))
    frame["sessions"] = counts
    for name in WRITTEN:
        frame[name] = pd.array([_joined(one.get(name, {})) for one in found], dtype="str")
    return add_words(library, frame, "routine_id", "exercise_id")


def used_rows(library: Library, units: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Return which prescriptions of a library the units of a block are of, in the library's order."""
    order = pd.MultiIndex.from_frame(library.prescriptions[["routine_id", "position"]])
    return np.unique(positions(order, pd.MultiIndex.from_frame(units[["routine_id", "position"]])))


def whole_numbers(frame: pd.DataFrame, parts: Iterable[str]) -> list[list[int | None]]:
    """Return both ends of amounts, column by column, None where an amount does not apply.

    Examples
    --------
    >>> whole_numbers(pd.DataFrame({"reps_min": pd.array([8, None]), "reps_max": pd.array([12, None])}), ["reps"])
    [[8, None], [12, None]]
    """
    columns = (frame[f"{part}_{end}"].astype(object) for part in parts for end in ("min", "max"))
    return [[None if value is pd.NA else int(value) for value in column] for column in columns]


def dose_text(*amounts: Any) -> str:
    """Write eight ends and what they are per in the notation of sheets; of a range of sets the lower end may be 0.

    Examples
    --------
    >>> dose_text(3, 3, 8, 12, None, None, None, None, "side")
    '3 x 8-12 per side'
    """
    return _dose_text(*amounts)


@lru_cache(maxsize=4096)
def _dose_text(low: int | None, high: int | None, *rest: Any) -> str:
    *ends, per = rest
    names = (f"{part}_{end}" for part in AMOUNTS for end in ("min", "max"))
    dose: dict[str, Any] = dict(zip(names, ends, strict=True))
    sets = "" if low is None else f"{low} x " if low == high else f"{low}-{high} x "
    return sets + str(Dose(**dose, per=None if per == "both" else per))


def _joined(texts: dict[str, list[datetime.date]]) -> str:
    """Join the texts of a week's sessions: one where they agree, each with its days where they do not."""
    if len(texts) < 2:
        return "".join(texts)
    return "; ".join(f"{_days(dates)} {text or BLANK}" for text, dates in sorted(texts.items(), key=_first))


def _first(text: tuple[str, list[datetime.date]]) -> datetime.date:
    return min(text[1])


def _days(dates: list[datetime.date]) -> str:
    days = {WEEKDAYS[one.weekday()] for one in dates}
    return "+".join(day for day in WEEKDAYS if day in days)
