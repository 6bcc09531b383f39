"""A log counted by other engines: the same answer to the last digit, and nothing collected before the count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ArgumentError, Library, load_library, log_frequency, log_volume, match_exercises

pytestmark = pytest.mark.slow

LIBRARY = load_library()
NAMES = ["Hip Thrust (Barbell)", "Clamshell", "Bench Press", "Front plank", "World's greatest stretch"]
QUANTITIES = ["sets", "warmup_sets", "reps", "work_s"]
ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {}


def engine(name: str) -> Callable[[Callable[[pd.DataFrame], Any]], Callable[[pd.DataFrame], Any]]:
    return lambda make: ENGINES.setdefault(name, make)


@engine("polars")
def in_polars(log: pd.DataFrame) -> Any:
    return pytest.importorskip("polars", reason="needs polars: the extra engines").from_pandas(log)


@engine("polars, lazy")
def in_lazy_polars(log: pd.DataFrame) -> Any:
    return in_polars(log).lazy()


@engine("pyarrow")
def in_pyarrow(log: pd.DataFrame) -> Any:
    return pytest.importorskip("pyarrow", reason="needs pyarrow: the extra engines").Table.from_pandas(log)


@engine("duckdb")
def in_duckdb(log: pd.DataFrame) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb: the extra engines")
    return duckdb.connect().from_df(log)


@st.composite
def logs(draw: st.DrawFn) -> pd.DataFrame:
    size = draw(st.integers(1, 60))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    day = np.datetime64("2024-12-20", "s") + rng.integers(0, 40, size) * np.timedelta64(1, "D")
    log = pd.DataFrame(
        {
            "athlete": rng.choice(["anna", "Ben", "Çem", "zoë"], size),
            "date": day,
            "exercise_name": rng.choice(NAMES, size),
            "set_type": rng.choice(["normal", "warmup", "dropset", "failure"], size),
            "reps": np.where(rng.random(size) < 0.3, np.nan, rng.integers(0, 30, size)),
            "work_s": np.where(rng.random(size) < 0.5, np.nan, rng.integers(0, 4, size) * 12.345),
            "distance_m": np.where(rng.random(size) < 0.8, np.nan, rng.integers(0, 2, size) * 400.0),
        }
    )
    log["reps"] = log["reps"].mask(rng.random(size) < 0.2, 0)
    if draw(st.booleans()):
        log["athlete"] = log["athlete"].astype("category")
        log["exercise_name"] = log["exercise_name"].astype("category")
    return log.drop(columns=draw(st.sampled_from([[], ["set_type"], ["reps", "work_s"], ["distance_m"]])))


def check_alike(log: pd.DataFrame, other: Any, by: str) -> None:
    sides = pd.DataFrame({"exercise_name": ["Clamshell"], "exercise_id": [""], "sides": ["apart"]})
    for window, matches in (("week", None), ("7 days", None), ("week", sides)):
        how: dict[str, Any] = {"by": by, "window": window, "quantities": QUANTITIES, "matches": matches}
        ours, theirs = (log_volume(one, LIBRARY, **how).astype({"athlete": "str"}) for one in (log, other))
        pd.testing.assert_frame_equal(theirs, ours, check_exact=True)  # pandas also knows athletes without a set
    ours, theirs = (log_frequency(one, LIBRARY, by=by).astype({"athlete": "str"}) for one in (log, other))
    pd.testing.assert_frame_equal(theirs, ours)
    pd.testing.assert_frame_equal(match_exercises(other, LIBRARY), match_exercises(log, LIBRARY))


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=15, deadline=None)
@given(log=logs(), by=st.sampled_from(["muscle", "group"]))
def test_every_engine_gives_the_answer_of_pandas(name: str, log: pd.DataFrame, by: str) -> None:
    check_alike(log, ENGINES[name](log), by)


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_no_log_is_said(name: str, library: Library) -> None:
    log = pd.DataFrame({"athlete": ["a"], "date": pd.to_datetime(["2027-01-04"]), "exercise_name": ["Plank"]})
    with pytest.raises(ArgumentError, match="no column exercise_name"):
        log_volume(ENGINES[name](log.drop(columns="exercise_name")), library)
    with pytest.raises(ArgumentError, match="a row without athlete"):
        log_volume(ENGINES[name](log.assign(athlete=pd.Series([None], dtype="str"))), library)


def test_a_lazy_frame_is_counted_and_only_the_counts_are_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    polars = pytest.importorskip("polars", reason="needs polars: the extra engines")
    size = 5000
    log = pd.DataFrame({"athlete": "a", "date": pd.Timestamp("2027-01-04"), "exercise_name": "Clamshell"}, range(size))
    lazy, collect, rows = polars.from_pandas(log).lazy(), polars.LazyFrame.collect, []

    def watched(frame: Any, *args: Any, **how: Any) -> Any:
        found = collect(frame, *args, **how)
        rows.append(len(found))
        return found

    monkeypatch.setattr(polars.LazyFrame, "collect", watched)
    assert log_volume(lazy, LIBRARY)["sets_logged"].iloc[0] == size
    assert rows == [1]


def test_something_else_is_no_log(library: Library) -> None:
    with pytest.raises(ArgumentError, match="not a log: 'list'"):
        log_volume([1, 2], library)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark: the extra spark")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    try:
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    except Exception as error:  # whatever a machine without Java makes Spark raise
        pytest.skip(f"needs Java, which PySpark runs on: {type(error).__name__}")
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("by", ["muscle", "group"])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_spark_gives_the_answer_of_pandas(spark: Any, seed: int, by: str) -> None:
    rng = np.random.default_rng(seed)
    size = 300
    log = pd.DataFrame(
        {
            "athlete": rng.choice(["anna", "ben"], size),
            "date": np.datetime64("2024-12-20", "s") + rng.integers(0, 40, size) * np.timedelta64(1, "D"),
            "exercise_name": rng.choice(NAMES, size),
            "set_type": rng.choice(["normal", "warmup"], size),
            "reps": rng.integers(0, 30, size).astype(float),
            "work_s": rng.random(size) * 100,
        }
    )
    rows = [(athlete, day.to_pydatetime(), *rest) for athlete, day, *rest in log.itertuples(index=False)]
    kinds = "athlete string, date timestamp, exercise_name string, set_type string, reps double, work_s double"
    check_alike(log, spark.createDataFrame(rows, kinds), by)
