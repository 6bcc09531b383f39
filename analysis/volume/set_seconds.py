"""The repetitions and seconds of a set: by its tempo, distance, numbers set by set, or the exercise's usual dose.

`amounts` adds up from these the time under tension of a prescription.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Texts = npt.NDArray[np.object_]


ENDS = ("min", "max")

QUICK_BEAT = 1
"""Seconds of an X in a tempo, as fast as possible (custom)."""


SECONDS_PER_M = {"": (0.8, 2.0), "drill": (0.3, 0.6), "plyometric": (0.3, 0.6), "cardio": (0.2, 0.4)}
"""Seconds of a metre: walked with a load or in lunges, in a drill or in jumps, run (custom)."""


OPEN_REPS = (8, 12)
"""Repetitions that time an open set of an exercise without a usual dose (custom)."""


_BEATS = re.compile(r"(?:\d+|X)(?:-(?:\d+|X)){2,3}", re.IGNORECASE)
_PART = re.compile(r"(\d+)(?:-(\d+))? s (down|up)")


@lru_cache(maxsize=1024)
def tempo_seconds(tempo: str, pace: tuple[float, float]) -> tuple[float, float]:
    """Time a repetition by a tempo; a part that the tempo leaves out takes half of the pace.

    Examples
    --------
    >>> tempo_seconds("3-0-X-1", (2, 4)), tempo_seconds("3 s down", (2, 4)), tempo_seconds("slow", (2, 4))
    ((5.0, 5.0), (4.0, 5.0), (2.0, 4.0))
    """
    if beats := _BEATS.search(tempo):
        seconds = float(sum(QUICK_BEAT if beat in "xX" else int(beat) for beat in beats[0].split("-")))
        return seconds, seconds
    parts = {part: (float(low), float(high or low)) for low, high, part in _PART.findall(tempo)}
    if not parts:
        return float(pace[0]), float(pace[1])
    halves = [parts.get(part, (pace[0] / 2, pace[1] / 2)) for part in ("down", "up")]
    return float(halves[0][0] + halves[1][0]), float(halves[0][1] + halves[1][1])


def rep_seconds(tempo: Texts, exercise: Ints, exercises: pd.DataFrame, pace: tuple[float, float]) -> Floats:
    """Time a repetition of each row: by its tempo, else its exercise's, else the general pace; end x row."""
    # An exercise whose speed matters (a slow lowering) keeps its own tempo, whatever the general pace.
    own = np.array([exercises[f"seconds_per_rep_{end}"].to_numpy(dtype=float) for end in ENDS])
    seconds = np.where(np.isnan(own), np.reshape(pace, (2, 1)), own)[:, exercise]
    for row in np.flatnonzero(tempo != "").tolist():
        seconds[:, row] = tempo_seconds(tempo[row], (seconds[0, row], seconds[1, row]))
    return seconds


def way_seconds(metres: Floats, exercise: Ints, exercises: pd.DataFrame) -> Floats:
    """Time the distance of a set of each row, 0 where there is none; end x row."""
    if np.isnan(metres).all():
        return np.zeros_like(metres)
    paces = np.array([SECONDS_PER_M.get(mode, SECONDS_PER_M[""]) for mode in exercises["mode"]])
    seconds: Floats = np.nan_to_num(metres * paces[exercise].T)
    return seconds


@lru_cache(maxsize=1024)
def listed_amounts(each_set: str) -> tuple[tuple[float, float], ...]:
    """Return the amount of each set, least and most; empty for clusters, whose sets are alike.

    Examples
    --------
    >>> listed_amounts("12, 8-10, 8"), listed_amounts("2+2+2")
    (((12.0, 12.0), (8.0, 10.0), (8.0, 8.0)), ())
    """
    if "+" in each_set:
        return ()
    pairs = (item.partition("-") for item in each_set.split(","))
    return tuple((float(low), float(high or low)) for low, _, high in pairs)


def listed_sums(each_set: str, sets: Floats, amounts: Floats) -> Floats | None:
    """Add up the amounts of a row with one number per set, least and most.

    If a block has changed the row's sets or amounts, the numbers no longer apply: None.

    Examples
    --------
    >>> listed_sums("12, 10, 8", np.array([3, 3]), np.array([8, 12])).tolist()
    [30.0, 30.0]
    >>> listed_sums("12, 10, 8", np.array([2, 2]), np.array([8, 12]))
    """
    items = listed_amounts(each_set)
    if not items or (sets != len(items)).any():
        return None
    lows, highs = zip(*items, strict=True)
    return np.array([sum(lows), sum(highs)]) if amounts.tolist() == [min(lows), max(highs)] else None


def usual_seconds(usual: object, rep: Sequence[float]) -> tuple[float, float]:
    """Time an open set as one set of the exercise's usual dose, or of `OPEN_REPS` if it has none.

    Examples
    --------
    >>> usual_seconds("2-3 x 5-10 per side, hold 2 s", (2.0, 4.0)), usual_seconds(None, (2.0, 4.0))
    ((20.0, 60.0), (16.0, 48.0))
    """
    dose = parse_dose(usual) if isinstance(usual, str) else Dose(reps_min=OPEN_REPS[0], reps_max=OPEN_REPS[1])
    if dose.work_s_min and dose.work_s_max:
        return float(dose.work_s_min), float(dose.work_s_max)
    reps = dose.reps_min or OPEN_REPS[0], dose.reps_max or OPEN_REPS[1]
    holds = dose.hold_s_min or 0, dose.hold_s_max or 0
    return reps[0] * (rep[0] + holds[0]), reps[1] * (rep[1] + holds[1])
