"""A training log as volume: sets per week and muscle, counted like all other volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.choices import check_choice, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.library.labels import id_rows, labels
from analysis.library.library import Library
from analysis.library.terms import UNCOUNTED_MODES
from analysis.logs.confirmed_matches import Matches
from analysis.logs.counts import count
from analysis.logs.matching import exercise_ids, read_log_matches, sides_joined
from analysis.logs.tally import DAY, QUANTITIES, WEEK, Counts, by_cell, from_codes
from analysis.volume.amounts import Floats
from analysis.volume.weight_matrix import weights_of

GIVEN = {"sets": "sets", "warmup_sets": "warmup_sets", "reps": "reps", "work_s": "work_ms"}
"""Columns of a volume, and the name of each quantity."""


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
    """Return the volume of a training log by athlete, week and muscle or group.

    First the sets of every exercise are counted in whole numbers, then multiplied by the exercise weights, as for a
    routine. A logged set counts once, whatever its length, including drop and failure sets; warm-ups count
    separately. Stretches and mobility add no sets. A row whose repetitions, seconds and metres are 0 is not a set; one
    without any of them is a set of unknown length.

    Parameters
    ----------
    log : DataFrame
        From `read_log` or `read_logs`: athlete, date, exercise_name and, if present, set_type, reps, work_s and
        distance_m. A frame or lazy frame of Polars, PyArrow, DuckDB or PySpark is counted in its engine (extra
        ``engines``), and only the counts leave it. Times with a zone count on their local day; DuckDB and
        Spark drop the zone, so such a column is refused.
    library : Library
    by : {"muscle", "group"}
    counting
        See `routine_volume`.
    window : {"week", "7 days"}
        ISO weeks; or, for each day with a set, the seven days that end with it.
    matches
        See `match_exercises`.
    quantities : sequence of {"sets", "warmup_sets", "reps", "work_s"}
        Quantities to add up; repetitions, and seconds of timed sets, exclude warm-ups.

    Returns
    -------
    DataFrame
        One row per athlete x week (``2027-W01``; ``date`` for seven days) x muscle_id or muscle_group with any
        volume; weeks without any have a row of zeros for each. Columns: label, the quantities,
        sets_matched and sets_logged (of the week, without warm-ups: how many sets the volume covers) and
        ``counting``.

    Raises
    ------
    ArgumentError
        If a column is missing or an argument is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8}, index=range(3))
    >>> log["exercise_name"] = ["Hip Thrust (Barbell)", "Hip Thrust (Barbell)", "Green thing"]
    >>> volume = log_volume(log, load_library())
    >>> volume[["week", "muscle_group", "sets", "sets_matched", "sets_logged"]].values.tolist()[0]
    ['2026-W47', 'glute_max', 2.0, 2, 3]
    """
    rolling = check_choice("window", window, ["week", "7 days"]) != "week"
    asked = list(dict.fromkeys(check_choice("quantity", name, GIVEN) for name in texts("quantities", quantities)))
    if not asked:
        raise ArgumentError(Finding("quantities", value="none", allowed=", ".join(GIVEN)))
    # Sets are always counted: they show how much of the log the volume covers.
    counted = [name for name in QUANTITIES if name in {"sets", *(GIVEN[name] for name in asked)}]
    step = DAY if rolling else WEEK
    counts, weights = counts_and_weights(library, log, by, counting, matches, step=step, quantities=counted)
    which = [counted.index(GIVEN[name]) for name in asked]
    parts = []
    for start, product, of_week, of_known in (_rolling if rolling else _weekly)(counts, weights, which):
        there = np.asarray(product.any(axis=0))
        there[~there.any(axis=1)] = True  # weeks without volume stay, as zeros
        used = np.flatnonzero(there)  # numbered across both axes: many times as fast as by axis
        cell, label = np.divmod(used, there.shape[1])
        part = {"cell": (cell + start).astype(np.int32), "label": label.astype(np.int8)}
        for name, amounts in zip(asked, product, strict=True):
            part[name] = amounts.take(used) / (1000 if name == "work_s" else 1)
        # Half a set, of one side only, counts as a set begun.
        part["sets_matched"], part["sets_logged"] = (
            np.ceil(sets).astype(np.int32)[cell] for sets in (of_known, of_week)
        )
        parts.append(part)
    athletes, athlete, period = counts.athletes, counts.athlete.astype(np.int32), counts.period
    del counts  # the rows of a long log take as much memory again as the log
    columns = {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}
    cell, label = columns.pop("cell"), columns.pop("label")
    shown = labels(library, weights.column)
    return pd.DataFrame(
        {
            **by_cell(athletes, athlete, period, cell, rolling=rolling),
            weights.column: from_codes(label, weights.names),
            "label": from_codes(label, [shown[name] for name in weights.names]),
            **columns,
            "counting": from_codes(np.zeros(len(cell), dtype=np.int8), [weights.counting]),
        },
        copy=False,
    )


class LogWeights(NamedTuple):
    """Weights of a set of each exercise of a log: exercise x label, and 1 for known exercises."""

    column: str
    names: list[str]
    matrix: Floats
    known: Floats
    counting: str


def counts_and_weights(
    library: Library, log: Any, by: str, counting: Counting, matches: Matches | None, **how: Any
) -> tuple[Counts, LogWeights]:
    """Return the counts of a log, see `count`, and weights: zeros for exercises that are unknown or add no sets."""
    counts = count(log, **how)
    confirmed = read_log_matches(library, log, counts.exercises, matches)
    weights = weights_of(library, by=check_choice("by", by, ["muscle", "group"]), counting=counting)
    ids = list(exercise_ids(library, counts.exercises, confirmed).values())
    gives = [bool(name) and library.coding.exercises[name]["mode"] not in UNCOUNTED_MODES for name in ids]
    matrix = np.zeros((len(ids), len(weights.labels)))
    rows = id_rows(library, "exercise_id", [name for name, some in zip(ids, gives, strict=True) if some])
    matrix[np.array(gives, dtype=bool)] = weights.active[0][rows]
    known = np.array([name != "" for name in ids], dtype=float)
    weighed = LogWeights(weights.column, list(weights.labels), matrix, known, weights.counting)
    return sides_joined(counts, library, confirmed), weighed


Weighed = Iterator[tuple[int, Floats, Floats, Floats]]
"""The first of some cells; quantity x cell x label; and the sets of each cell, all and those of known exercises."""


def _weekly(counts: Counts, weights: LogWeights, which: Sequence[int]) -> Weighed:
    """Return weekly counts multiplied by the weights, some thousand cells at a time."""
    sets = counts.quantities.index("sets")
    # Two columns more count the sets of known exercises and all sets, whatever they work.
    columns = np.column_stack([weights.matrix, weights.known, np.ones_like(weights.known)])
    for cells, product in counts.weighed(columns):
        yield cells.start, product[which, :, :-2], product[sets, :, -1], product[sets, :, -2]


def _rolling(counts: Counts, weights: LogWeights, which: Sequence[int]) -> Weighed:
    """Return the sums of the seven days that end with each day."""
    _, products, totals, covered = zip(*_weekly(counts, weights, which), strict=True)
    product = np.concatenate(products, axis=1)
    # Athletes are placed one after the other, far apart in time: one search finds the first of seven days for all, and
    # it is never before the athlete's own first day.
    order = counts.athlete * (1 << 32) + counts.period
    first = np.searchsorted(order, order - (ROLLING - 1))
    first = np.maximum(first, np.searchsorted(counts.athlete, counts.athlete))
    last = np.arange(1, len(order) + 1)

    def over(values: Floats) -> Floats:
        # Cumulative sums: the volume between two days is the difference of theirs.
        sums = np.concatenate([np.zeros_like(values[..., :1, :]), np.cumsum(values, axis=-2)], axis=-2)
        rolled: Floats = sums[..., last, :] - sums[..., first, :]
        return rolled

    logged, matched = (over(np.concatenate(sets)[:, None])[:, 0] for sets in (totals, covered))
    yield 0, over(product), logged, matched
