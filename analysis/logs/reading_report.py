"""What was read of a file and what was left out, and the frame that a log is."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.errors import Finding

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
class Account:
    """What is to be told of a file that is read.

    Attributes
    ----------
    place : str
        What a row of the file is called.
    most : int
        Broken rows that are named; others are only counted.
    broken : list of (int, str)
        The first of them, and what is wrong with each.
    broken_count : int
    left_out : mapping of str to int
        Rows that are left out, by reason.
    units : mapping of str to str
        In which units weights and distances are, and who says so.
    notes : list of str
    unread : list of (int, str)
        Rows with a cell that cannot be read, and what it says.
    """

    place: str = "line"
    most: int = SHOWN
    broken: list[tuple[int, str]] = field(default_factory=list)
    broken_count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    units: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)

    def add_broken(self, row: int, what: str) -> None:
        """Name a broken row, if it is one of the first."""
        insort(self.broken, (row, what))
        del self.broken[self.most :]

    def findings(self, file: str) -> list[Finding]:
        """Return what a strict reader refuses: broken rows, and cells that cannot be read."""
        key = "line" if self.place == "line" else "row"
        return [Finding(what, file=file, **{key: row}) for row, what in sorted([*self.broken, *self.unread])]  # type: ignore[arg-type]

    def report(self, path: Path, dialect: str, encoding: str, *, rows: int, read: int, sets: int) -> dict[str, Any]:
        """Put together what is told: rows_in_file is always rows_read and all that is left out."""
        left_out = {**self.left_out, BROKEN: self.broken_count}
        return {
            "file": path.name,
            "dialect": dialect,
            **({"encoding": encoding} if encoding else {}),
            "rows_in_file": rows,
            "rows_read": read,
            "sets": sets,
            "units": self.units,
            "left_out": {reason: left_out[reason] for reason in sorted(left_out) if left_out[reason]},
            "broken": [f"{self.place} {row}: {what}" for row, what in self.broken[:SHOWN]],
            "notes": self.notes,
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
    # Stable: sets of one moment stay in the order of their file.
    ordered: pd.DataFrame = frame.sort_values("start", kind="stable", ignore_index=True)
    return ordered
