"""A training log as volume: sets per week and muscle, by the counting of everything else."""

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
    >>> log["exercise_name"] = ["Hip Thrust (Barbell)", "Hip Thrust (Barbell)", "Green thing"]
    >>> volume = log_volume(log, load_library())
    >>> volume[["week", "muscle_group", "sets", "sets_matched", "sets_logged"]].values.tolist()[0]
    ['2026-W47', 'glute_max', 2.0, 2, 3]
    """
    rolling = check_choice("window", window, ["week", "7 days"]) != "week"
    asked = list(dict.fromkeys(check_choice("quantity", name, GIVEN) for name in texts("quantities", quantities)))
    if not asked:
        raise ArgumentError(Finding("quantities", value="none", allowed=", ".join(GIVEN)))
    # Sets are counted whatever is asked: they say how much of the log the volume covers.
    counted = [name for name in QUANTITIES if name in {"sets", *(GIVEN[name] for name in asked)}]
    step = DAY if rolling else WEEK
    counts, weights = counts_and_weights(library, log, by, counting, matches, step=step, quantities=counted)
    which = [counted.index(GIVEN[name]) for name in asked]
    parts = []
    for start, product, of_week, of_known in (_rolling if rolling else _weekly)(counts, weights, which):
        there = np.asarray(product.any(axis=0))
        there[~there.any(axis=1)] = True  # weeks in which no muscle got anything are told, as zeros
        cell, label = np.nonzero(there)
        part = {"cell": (cell + start).astype(np.int32), "label": label.astype(np.int8)}
        for name, amounts in zip(asked, product, strict=True):
            part[name] = amounts[there] / (1000 if name == "work_s" else 1)
        # Half a set, of one side only, is a set that was begun.
        part["sets_matched"], part["sets_logged"] = (
            np.ceil(sets).astype(np.int32)[cell] for sets in (of_known, of_week)
        )
        parts.append(part)
    athletes, athlete, period = counts.athletes, counts.athlete.astype(np.int32), counts.period
    del counts  # the rows of a long log take as much memory again
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
    """What a set of each exercise of a log counts: exercise x label, and 1 for those that are known."""

    column: str
    names: list[str]
    matrix: Floats
    known: Floats
    counting: str


def counts_and_weights(
    library: Library, log: Any, by: str, counting: Counting, matches: Matches | None, **how: Any
) -> tuple[Counts, LogWeights]:
    """Count a log, see `count`, and weigh its exercises: what is not known, or gives no sets, by zeros."""
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
    """Multiply the counts of weeks by the weights, some thousand cells at a time."""
    sets = counts.quantities.index("sets")
    for cells, amounts in counts.chunks():
        product = np.stack([amounts[number] @ weights.matrix for number in which])
        yield cells.start, product, amounts[sets].sum(axis=1), amounts[sets] @ weights.known


def _rolling(counts: Counts, weights: LogWeights, which: Sequence[int]) -> Weighed:
    """Add up the seven days that end with each day."""
    _, products, totals, covered = zip(*_weekly(counts, weights, which), strict=True)
    product = np.concatenate(products, axis=1)
    # Athletes one after the other, each a long time apart: the first of seven days is found by one search in all, and
    # is never before the athlete's own first.
    order = counts.athlete * (1 << 32) + counts.period
    first = np.searchsorted(order, order - (ROLLING - 1))
    first = np.maximum(first, np.searchsorted(counts.athlete, counts.athlete))
    last = np.arange(1, len(order) + 1)

    def over(values: Floats) -> Floats:
        # Sums up to each day: what lies between two days is the difference of theirs.
        sums = np.concatenate([np.zeros_like(values[..., :1, :]), np.cumsum(values, axis=-2)], axis=-2)
        rolled: Floats = sums[..., last, :] - sums[..., first, :]
        return rolled

    logged, matched = (over(np.concatenate(sets)[:, None])[:, 0] for sets in (totals, covered))
    yield 0, over(product), logged, matched
