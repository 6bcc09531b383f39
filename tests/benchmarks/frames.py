"""The weekly volume of a log as anyone would write it: merge and group in pandas, join or count in other engines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis import Library
from analysis.library.terms import UNCOUNTED_MODES
from analysis.volume.weight_matrix import weights_of

WEIGHTS = ["exercise_name", "muscle_id", "weight"]


OWN = 60
"""Exercises that an athlete does: logs of 36 people have 59 different names each on average, and 393 together."""


def random_log(
    library: Library,
    rows: int,
    athletes: int,
    weeks: int,
    *,
    own: int = OWN,
    active: int | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Make a log of so many sets, three of an exercise in a row; ``active`` weeks of an athlete, default all."""
    rng = np.random.default_rng(seed)
    names = pd.Index(library.exercises["name"], dtype="str")
    runs = -(-rows // 3)

    def thrice(values: Any) -> Any:
        return np.repeat(values, 3)[:rows]

    athlete = rng.integers(0, athletes, runs)
    first = (athlete * 7919) % (weeks - active) if active else 0
    day = first * 7 + rng.integers(0, 7 * (active or weeks), runs)
    # An athlete's exercises stand in a row of the shuffled library, where another athlete's may begin anywhere.
    exercise = rng.permutation(len(names))[(athlete * 37 + rng.integers(0, own, runs)) % len(names)]
    kind = (rng.random(rows) < 0.1).astype(np.int8)
    of_athletes = pd.Index([f"a{one:06d}" for one in range(athletes)])
    return pd.DataFrame(
        {
            "athlete": pd.Categorical.from_codes(thrice(athlete.astype(np.int32)), of_athletes),
            "date": np.datetime64("2024-01-01", "s") + thrice(day).astype("timedelta64[D]"),
            "exercise_name": pd.Categorical.from_codes(thrice(exercise.astype(np.int16)), names),
            "set_type": pd.Categorical.from_codes(kind, pd.Index(["normal", "warmup"], dtype="str")),
        }
    )


def weight_table(library: Library) -> pd.DataFrame:
    """Return what a set of each exercise counts for each muscle, by the name of the exercise, without zeros."""
    found = weights_of(library, by="muscle", counting="fractional")
    still = library.exercises["mode"].isin(UNCOUNTED_MODES).to_numpy()
    matrix = np.where(still[:, None], 0.0, found.active[0])
    exercise, muscle = np.nonzero(matrix)
    names = library.exercises["name"].to_numpy()[exercise]
    return pd.DataFrame(
        dict(zip(WEIGHTS, (names, np.array(found.labels)[muscle], matrix[exercise, muscle]), strict=True))
    )


def plain(log: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Merge and group."""
    log = log[log["set_type"] != "warmup"]
    joined = log.assign(week=log["date"].dt.to_period("W").dt.start_time).merge(weights, on="exercise_name")
    return joined.groupby(["athlete", "week", "muscle_id"], observed=True)["weight"].sum().reset_index()


def polars_frames(log: pd.DataFrame, weights: pd.DataFrame) -> tuple[Any, Any]:
    """Put a log and weights into Polars; the exercises of both are one Enum."""
    import polars as pl

    names = pl.Enum(list(log["exercise_name"].cat.categories))
    frame = pl.from_pandas(log).with_columns(pl.col("exercise_name").cast(pl.String).cast(names))
    return frame, pl.from_pandas(weights).with_columns(pl.col("exercise_name").cast(names))


def polars_join(log: Any, weights: Any) -> Any:
    """Join and group in one query."""
    import polars as pl

    return (
        log.lazy()
        .filter(pl.col("set_type") != "warmup")
        .with_columns(week=pl.col("date").dt.truncate("1w"))
        .join(weights.lazy(), on="exercise_name")
        .group_by("athlete", "week", "muscle_id")
        .agg(pl.col("weight").sum())
        .collect()
    )


def polars_count(log: Any, weights: Any) -> Any:
    """Count the sets of each exercise first, and join the counts."""
    import polars as pl

    counts = (
        log.lazy()
        .filter(pl.col("set_type") != "warmup")
        .group_by("athlete", pl.col("date").dt.truncate("1w").alias("week"), "exercise_name")
        .agg(n=pl.len())
    )
    joined = counts.join(weights.lazy(), on="exercise_name")
    sums = joined.group_by("athlete", "week", "muscle_id").agg((pl.col("n") * pl.col("weight")).sum().alias("sets"))
    return sums.collect()


DUCK_JOIN = """
select athlete, date_trunc('week', date) as week, muscle_id, sum(weight) as sets
from log join weights using (exercise_name) where set_type <> 'warmup' group by all
"""
DUCK_COUNT = """
with counts as (
    select athlete, date_trunc('week', date) as week, exercise_name, count(*) as n
    from log where set_type <> 'warmup' group by all
)
select athlete, week, muscle_id, sum(n * weight) as sets from counts join weights using (exercise_name) group by all
"""


def duckdb_tables(log: pd.DataFrame, weights: pd.DataFrame) -> Any:
    """Put a log and weights into DuckDB, categories as ENUMs."""
    import duckdb

    connection = duckdb.connect()
    connection.register("log_frame", log)
    connection.register("weight_frame", weights)
    connection.execute("create table log as select * from log_frame")
    connection.execute("create table weights as select * from weight_frame")
    return connection


def duckdb_query(connection: Any, query: str) -> pd.DataFrame:
    """Ask, and take the answer as a frame."""
    frame: pd.DataFrame = connection.execute(query).df()
    return frame
