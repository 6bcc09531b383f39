"""One-repetition maxima estimated from a log as ranges, only where the log allows it."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.days import read_date
from analysis.ask.loads import (
    EPLEY,
    FAR,
    FEW_REPS,
    MOST_REPS as MOST_REPS,
    NEAR,
    POUND_KG,
    in_plates,
    unit_lifted,
)
from analysis.base.arguments import checked
from analysis.base.frames import strings
from analysis.base.text import number, span
from analysis.library.labels import labels
from analysis.library.library import Library, kept_on_library
from analysis.logs.confirmed_matches import Matches
from analysis.logs.matching import working_sets

WEEKS, LEAST_RPE = 6, 8
"""Limits of sets used for an estimate: recent weeks, few repetitions, near failure (2 in reserve or fewer)."""


FORMULA = f"Epley: kg x (1 + repetitions and reserve / {EPLEY})"


ESTIMATE, AT_LEAST = "estimate", "at least"


NUMBERS = ("weight_kg", "reps", "rpe")
"""Columns that a set adds about a maximum."""


@checked
def estimated_maxima(
    log: pd.DataFrame,
    library: Library,
    *,
    on: Any = None,
    weeks: int = WEEKS,
    matches: Matches | None = None,
) -> pd.DataFrame:
    """Estimate athletes' one-repetition maxima, as ranges, from the sets of a log that allow it.

    Parameters
    ----------
    log : DataFrame
        From `read_log` or `read_logs`; warm-ups are left out.
    library : Library
    on : day, optional
        The last day of the weeks; default each athlete's last logged day. Later sets are left out.
    weeks : int
        Maximum age of a set in weeks (6).
    matches
        See `match_exercises`.

    Returns
    -------
    DataFrame
        One row per athlete x exercise_id: exercise, kind (``estimate``, or ``at least`` where no set allows one),
        max_kg_min and max_kg_max (missing for ``at least``), the set behind the range: date, weight_kg,
        reps, rpe; sets (how many count), why (what an estimate lacks; else blank) and formula.

    Raises
    ------
    ArgumentError
        If the log is not a log, or the day not a day.

    Notes
    -----
    Estimates come from sets of up to 8 repetitions at RPE 8 or more, with the repetitions in reserve added: Epley's
    formula, give or take 5 % up to 5 repetitions and 10 % above (custom). The highest estimate counts. Any other set
    sets a minimum: the low end of what its repetitions, up to 8, come to. Single-leg, calf, bodyweight and
    assisted work has no estimate: the scale of the gym doesn't show the load lifted.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "exercise_name": ["Back squat"]})
    >>> log = log.assign(weight_kg=60.0, reps=5.0, rpe=9.0)
    >>> estimated_maxima(log, load_library())[["kind", "max_kg_min", "max_kg_max"]].round(1).values.tolist()
    [['estimate', 68.4, 75.6]]
    """
    frame = working_sets(log, library, matches, NUMBERS)
    frame = _ranges(frame, library, None if on is None else read_date(on, what="day"), weeks)
    # Estimates first, then the highest low end; ties keep the order of the log.
    frame = frame.sort_values(["why", "max_kg_min"], ascending=[True, False], kind="stable", key=_blank_first)
    keys = ["athlete", "exercise_id"]
    counts = frame[frame["kind"] == ESTIMATE].groupby(keys).size()
    best = frame.drop_duplicates(keys).sort_values(keys, kind="stable").reset_index(drop=True)
    sets = counts.reindex(pd.MultiIndex.from_frame(best[keys]), fill_value=0).to_numpy()
    names = labels(library, "exercise_id")
    best.insert(2, "exercise", strings([names[exercise] for exercise in best["exercise_id"]]))
    return best.assign(sets=sets, formula=FORMULA)[[*COLUMNS]]


def once_words(row: Any) -> str:
    """Return a one-repetition maximum in words, in the unit lifted."""
    low, high, unit = row["max_kg_min"], row["max_kg_max"], unit_lifted(row["weight_kg"])
    if row["kind"] != ESTIMATE:
        return f"at least {in_plates(low, low, unit)} once"
    size = POUND_KG if unit == "lb" else 1
    return f"{span(low / size, high / size, digits=0)} {unit} once"


def set_words(row: Any) -> str:
    """Return the set behind an estimate in words, in the unit lifted."""
    kg = row["weight_kg"]
    unit = unit_lifted(kg)
    lifted = in_plates(kg, kg, unit) if unit == "lb" else f"{number(kg)} kg"
    effort = "" if pd.isna(row["rpe"]) else f" at RPE {number(row['rpe'])}"
    return f"{lifted} x {number(row['reps'])}{effort} on {row['date'].date()}"


COLUMNS = (
    *("athlete", "exercise_id", "exercise", "kind", "max_kg_min", "max_kg_max", "date", "weight_kg", "reps", "rpe"),
    *("sets", "why", "formula"),
)


def _blank_first(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a sort key that puts rows without a missing requirement first."""
    return column.ne("") if column.name == "why" else column


def _ranges(frame: pd.DataFrame, library: Library, on: datetime.date | None, weeks: int) -> pd.DataFrame:
    """Return the sets that tell something about a maximum, each with its range and why it allows no estimate."""
    last = frame.groupby("athlete")["date"].transform("max") if on is None else pd.Timestamp(on)
    frame = frame.assign(last=last)
    lifted = frame["exercise_id"].isin(lifts(library)) & (frame["weight_kg"] > 0) & (frame["reps"] >= 1)
    frame = frame[lifted & (frame["date"] <= frame["last"])]
    old = (frame["last"] - frame["date"]).dt.days >= 7 * weeks
    reasons = {
        f"older than {weeks} weeks": old,
        f"more than {MOST_REPS} repetitions": frame["reps"] > MOST_REPS,
        "nobody says how hard it was": frame["rpe"].isna(),
        "more than 2 in reserve": frame["rpe"] < LEAST_RPE,
    }
    why = np.select([*reasons.values()], [*reasons], default="")
    counts = why == ""
    few = np.minimum(frame["reps"], MOST_REPS)
    reps = np.where(counts, frame["reps"] + (10 - frame["rpe"]), few)
    middle = _epley(frame["weight_kg"], reps)
    part = np.where(few <= FEW_REPS, NEAR, FAR)
    low = np.maximum(middle * (1 - part), frame["weight_kg"])  # a load lifted is a minimum
    return frame.assign(
        kind=np.where(counts, ESTIMATE, AT_LEAST),
        max_kg_min=low,
        max_kg_max=np.where(counts, middle * (1 + part), np.nan),
        why=why,
    )


def once_kg(frame: pd.DataFrame, library: Library) -> pd.Series[float]:
    """Return each set's one-repetition maximum, the middle of its range; missing where the set allows none."""
    lifted = frame["exercise_id"].isin(lifts(library)) & (frame["weight_kg"] > 0)
    counts = lifted & frame["reps"].between(1, MOST_REPS) & (frame["rpe"] >= LEAST_RPE)
    return _epley(frame["weight_kg"], frame["reps"] + (10 - frame["rpe"])).where(counts)


def _epley(weight: pd.Series[float], reps: Any) -> pd.Series[float]:
    return weight * np.where(reps == 1, 1.0, 1 + reps / EPLEY)


@kept_on_library
def lifts(library: Library) -> frozenset[str]:
    """Return the exercises whose load is the weight lifted: weights on both sides at once, no calf or light work.

    Examples
    --------
    >>> from analysis import load_library
    >>> known = lifts(load_library())
    >>> sorted(
    ...     {"back_squat", "hip_thrust", "pull_up", "assisted_dip", "split_squat", "loaded_standing_calf_raise"} & known
    ... )
    ['back_squat', 'hip_thrust']
    """
    items = library.equipment.loc[library.equipment["load_kind"] == "external", "equipment_id"]
    needs = library.exercise_equipment[library.exercise_equipment["equipment_id"].isin(items)]
    exercises = library.exercises
    required = exercises["exercise_id"].isin(needs.loc[needs["need"] == "required", "exercise_id"])
    # Bridges and squats can do without a weight; dips and push-ups carry the body first.
    carried = exercises["exercise_id"].isin(needs["exercise_id"]) & exercises["movement_pattern"].isin(CARRIED)
    meant = (
        (required | carried)
        & (exercises["laterality"] == "bilateral")
        & (exercises["mode"] == "dynamic")
        & (exercises["demand"] != "light")
        & (exercises["movement_pattern"] != "calf_raise")
        & ~exercises["exercise_id"].str.startswith("assisted")
        & ~exercises["usual_dose"].fillna("").str.contains(r"\d (?:s|m)\b")  # carries and sleds
    )
    return frozenset(exercises.loc[meant, "exercise_id"])


CARRIED = ("bridge", "squat")
