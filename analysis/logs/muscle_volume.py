"""A training log as volume: sets per week and muscle, by the counting of everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import positions
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.logs.counts import count
from analysis.logs.labels import by_cell, from_codes
from analysis.logs.matching import Matches, exercise_ids, read_matches, sides_joined
from analysis.logs.tally import DAY, QUANTITIES, WEEK, Counts
from analysis.suggest.candidates import phase_of
from analysis.volume.amounts import Floats
from analysis.volume.weights import weights_of

GIVEN = {"sets": "sets", "warmup_sets": "warmup_sets", "reps": "reps", "work_s": "work_ms"}
"""Columns of a volume, and what they are counted as."""


ROLLING = 7


@checked
def log_volume(
    log: Any,
    library: Library,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    window: str = "week",
    matches: Matches | None = None,
    quantities: Sequence[str] = ("sets", "warmup_sets"),
) -> pd.DataFrame:
    """Add up a training log by athlete, week and muscle or group.

    First the sets of every exercise are counted in whole numbers, then they are multiplied by the weights of the
    exercises, as a routine's are. A logged set counts once, whatever its length; drop and failure sets among them,
    warm-ups apart. Stretches and mobility give no sets. A row that says 0 of repetitions, seconds and metres is no set;
    one that says nothing of them is a set of unknown length.

    Parameters
    ----------
    log : DataFrame
        Of `read_log` or `read_logs`: athlete, date, exercise_name and, where there, set_type, reps, work_s and
        distance_m. A frame or lazy frame of Polars, PyArrow, DuckDB or PySpark is counted by its engine (extra
        ``engines``), and only the counts leave it. Times with a zone count on the day they had there; DuckDB and
        Spark keep no zone with them, and such a column is refused.
    library : Library
    by : {"muscle", "group"}
    counting
        See `routine_volume`.
    window : {"week", "7 days"}
        ISO weeks; or for each day with a set the seven days that end with it.
    matches
        See `match_exercises`.
    quantities : sequence of {"sets", "warmup_sets", "reps", "work_s"}
        What is added up; repetitions, and seconds of timed sets, are those of sets that are no warm-ups.

    Returns
    -------
    DataFrame
        One row per athlete x week (``2027-W01``; ``date`` for seven days) x muscle_id or muscle_group that gets
        anything; weeks in which none does have a row of zeros for each. Columns: label, the quantities,
        sets_matched and sets_logged (of the week, warm-ups not among them: how many sets the volume covers) and
        ``counting``.

    Raises
    ------
    ArgumentError
        If a column is missing or an argument is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8}, index=range(3))
    >>> log["exercise_name"] = ["Hip Thrust (Barbell)", "Hip Thrust (Barbell)", "Bench Press"]
    >>> volume = log_volume(log, load_library())
    >>> volume[["week", "muscle_group", "sets", "sets_matched", "sets_logged"]].values.tolist()[0]
    ['2026-W47', 'glute_max', 2.0, 2, 3]
    """
    window = check_choice("window", window, ["week", "7 days"])
    asked = list(dict.fromkeys(check_choice("quantity", str(one), GIVEN) for one in quantities))
    if not asked:
        raise ArgumentError(Finding("quantities", value="none", allowed=", ".join(GIVEN)))
    rolling = window != "week"
    counted = [name for name in QUANTITIES if name in {"sets", *(GIVEN[one] for one in asked)}]
    counts = count(log, step=DAY if rolling else WEEK, quantities=counted)
    confirmed = read_matches(library, matches)
    counts = sides_joined(counts, library, confirmed)
    column, names, weights, known, stamp = log_weights(library, counts, by, counting, confirmed)
    which = [counted.index(GIVEN[one]) for one in asked]
    sets_at = counted.index("sets")
    size = len(counts.athlete)
    rolled = _rolling(counts, weights, known) if rolling else None
    parts: dict[str, list[Any]] = {name: [] for name in ("cell", "place", *asked)}
    logged, matched = np.zeros(size), np.zeros(size)
    for part, block in counts.chunks() if rolled is None else [(slice(0, size), np.zeros(0))]:
        if rolled is None:
            logged[part], matched[part] = block[sets_at].sum(axis=1), block[sets_at][:, known].sum(axis=1)
            product = np.stack([block[one] @ weights for one in which])
        else:
            product, logged, matched = rolled[0][which], *rolled[1:]
        there = np.asarray(product.any(axis=0))
        there[~there.any(axis=1)] = True
        cell, place = np.nonzero(there)
        parts["cell"].append((cell + part.start).astype(np.int32))
        parts["place"].append(place.astype(np.int8))
        for one, values in zip(asked, product, strict=True):
            parts[one].append(values[there] / (1000 if one == "work_s" else 1))
    athletes, cells = counts.athletes, (counts.athlete.astype(np.int32), counts.period)
    del counts
    cell, place = (_joined(parts.pop(name), kind) for name, kind in (("cell", np.int32), ("place", np.int8)))
    shown = labels(library, column)
    return pd.DataFrame(
        {
            **by_cell(athletes, *cells, cell, rolling=rolling),
            column: from_codes(place, names),
            "label": from_codes(place, [shown[one] for one in names]),
            **{one: _joined(parts.pop(one), np.float64) for one in asked},
            "sets_matched": np.ceil(matched).astype(np.int32)[cell],  # of one side only: a set that was begun
            "sets_logged": np.ceil(logged).astype(np.int32)[cell],
            "counting": from_codes(np.zeros(len(cell), dtype=np.int8), [stamp]),
        },
        copy=False,
    )


def _joined(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def log_weights(
    library: Library, counts: Counts, by: str, counting: Counting, matches: Matches | None
) -> tuple[str, list[str], Floats, npt.NDArray[np.bool_], str]:
    """Return the weights of the exercises of a log, and which of them are matched."""
    by = check_choice("by", by, ["muscle", "group"])
    weight = weights_of(library, by=by, counting=counting)
    ids = list(exercise_ids(library, counts.exercises, matches).values())
    known = np.array([bool(one) for one in ids], dtype=bool)
    rows = positions(library.exercises["exercise_id"], ids)
    gives = np.array(
        [bool(one) and phase_of(library.coding.exercises[one]["mode"]) != "mobility" for one in ids], dtype=bool
    )
    weights = np.where(gives[:, None], weight.active[0][rows], 0.0) if len(ids) else np.zeros((0, len(weight.labels)))
    return weight.column, list(weight.labels), weights, known, weight.counting


def _rolling(counts: Counts, weights: Floats, known: npt.NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Add up the seven days that end with each day: quantity x cell x label, and logged and matched sets by cell."""
    days = np.concatenate([block @ weights for _, block in counts.chunks()], axis=1) if len(counts.athlete) else None
    if days is None:
        return np.zeros((len(counts.quantities), 0, weights.shape[1])), np.zeros(0), np.zeros(0)
    sets = counts.quantities.index("sets")
    totals = np.concatenate([block[sets].sum(axis=1) for _, block in counts.chunks()])
    covered = np.concatenate([block[sets][:, known].sum(axis=1) for _, block in counts.chunks()])
    order = counts.athlete * (1 << 32) + counts.period
    first = np.searchsorted(order, order - (ROLLING - 1))
    first = np.maximum(first, np.searchsorted(counts.athlete, counts.athlete))
    last = np.arange(1, len(order) + 1)

    def over(values: Floats) -> Floats:
        sums = np.concatenate([np.zeros_like(values[..., :1, :]), np.cumsum(values, axis=-2)], axis=-2)
        rolled: Floats = sums[..., last, :] - sums[..., first, :]
        return rolled

    return over(days), over(totals[:, None])[:, 0], over(covered[:, None])[:, 0]
