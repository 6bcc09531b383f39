"""What was read of a file and what was left out, and the frame that a log is."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

SET_TYPES = ("normal", "warmup", "dropset", "failure")


NUMBERS = ("weight_kg", "assistance_kg", "reps", "work_s", "distance_m", "rpe", "superset")


COLUMNS = (
    *("athlete", "date", "start", "workout", "exercise_name", "exercise_run", "set_index", "set_type"),
    *NUMBERS,
    "line",
)


BROKEN = "broken row"


NO_SET = "no set done"
"""Rows that are left out: those that cannot be read, and those in which nothing was done."""


SHOWN = 20
"""Broken rows that a report names before it only counts them."""


@dataclass
class Broken:
    """Broken rows: how many there are, and what is wrong with the first of them."""

    count: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, what: str, count: int = 1) -> None:
        """Add a broken row, or with a count of 0 what is wrong with one that is counted already."""
        self.count += count
        insort(self.first, (line, what))
        del self.first[SHOWN:]


@dataclass(frozen=True)
class Told:
    """What is to be told of a file.

    Attributes
    ----------
    left_out : mapping of str to int
        Rows that are left out, by reason.
    notes : list of str
    units : mapping of str to str
        In which units weights and distances are, and who says so.
    unread : list of (int, str)
        Lines with a cell that cannot be read, and what it says.
    """

    left_out: Mapping[str, int]
    notes: list[str]
    units: Mapping[str, str]
    unread: list[tuple[int, str]]


def report(
    path: Path,
    dialect: str,
    encoding: str,
    rows: int,
    read: int,
    sets: int,
    left_out: Mapping[str, int],
    broken: Sequence[tuple[int, str]],
    notes: Sequence[str],
    *,
    place: str = "line",
    units: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Put together what is to be told of a file: rows_in_file is always rows_read and all that is left out."""
    return {
        "file": path.name,
        "dialect": dialect,
        **({"encoding": encoding} if encoding else {}),
        "rows_in_file": rows,
        "rows_read": read,
        "sets": sets,
        "units": dict(units or {}),
        "left_out": {reason: left_out[reason] for reason in sorted(left_out) if left_out[reason]},
        "broken": [f"{place} {line}: {what}" for line, what in broken[:SHOWN]],
        "notes": list(notes),
    }


def log_frame(rows: Sequence[Mapping[str, Any]], athlete: str) -> pd.DataFrame:
    """Make a log of rows, by time; what they do not say is blank."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    start = frame["start"].astype("datetime64[s]")
    frame = frame.assign(start=start, date=start.dt.normalize(), athlete=athlete)
    frame["set_type"] = pd.Categorical(frame["set_type"].fillna(SET_TYPES[0]), list(SET_TYPES))
    for name in ("athlete", "workout", "exercise_name"):
        frame[name] = frame[name].astype("str").astype("category")
    frame = frame.astype(
        {**dict.fromkeys(NUMBERS, float), **dict.fromkeys(["exercise_run", "set_index", "line"], np.int32)}
    )
    ordered: pd.DataFrame = frame.sort_values("start", kind="stable", ignore_index=True)
    return ordered
