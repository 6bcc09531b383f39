"""A log counted by other engines: the same answer to the last digit, and nothing collected before the count."""

from __future__ import annotations

import datetime
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from analysis import ArgumentError, Library, load_library, log_volume, match_exercises
from analysis.logs import log_frequency

pytestmark = pytest.mark.slow


LIBRARY = load_library()


NAMES = ["Hip Thrust (Barbell)", "Clamshell", "Flying Squirrel", "Front plank", "World's greatest stretch"]


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
    return duckdb.from_df(log)  # of a connection that stays open


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
@settings(max_examples=15)
@given(log=logs(), by=st.sampled_from(["muscle", "group"]))
def test_every_engine_gives_the_answer_of_pandas(name: str, log: pd.DataFrame, by: str) -> None:
    check_alike(log, ENGINES[name](log), by)


@pytest.mark.parametrize("name", ENGINES)
def test_amounts_that_are_texts_are_read_alike(name: str) -> None:
    reps = ["0", "8", None, "5", " 0 ", "many", "1e1", "0.0"]
    log = pd.DataFrame({"athlete": "a", "date": pd.Timestamp("2027-01-04"), "exercise_name": "Clamshell", "reps": reps})
    log["work_s"] = pd.Series([None] * 7 + ["30"], dtype="str")
    log = log.astype({"reps": "str"})
    assert log_volume(log, LIBRARY)["sets_logged"].iloc[0] == 6
    check_alike(log, ENGINES[name](log), "group")


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


COLUMNS = ["athlete", "date", "exercise_name"]


ZONES = ["Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin", "UTC"]


SUNDAY = datetime.datetime(2027, 3, 28, tzinfo=datetime.UTC)
"""The clocks of Berlin change, and everywhere a week ends within a day."""


EDGES = st.integers(-36 * 3600, 36 * 3600)


Zoned = list[datetime.datetime]


def zoned_log(times: Zoned) -> pd.DataFrame:
    return pd.DataFrame({"athlete": "anna", "date": pd.Series(times), "exercise_name": "Clamshell"})


def in_arrow_types(times: Zoned, unit: str = "us") -> pd.DataFrame:
    pyarrow = pytest.importorskip("pyarrow", reason="needs pyarrow: the extra engines")
    zone = str(times[0].tzinfo).removeprefix("UTC") or "UTC"  # "UTC+09:00" is "+09:00" in Arrow
    kind = pd.ArrowDtype(pyarrow.timestamp(unit, zone))
    log = zoned_log(times)
    return log.assign(date=log["date"].astype(kind))


ZONED: dict[str, Callable[[Zoned], Any]] = {
    "pandas": zoned_log,
    "pandas, objects": lambda times: zoned_log(times).astype({"date": object}),
    "pandas, Arrow types": in_arrow_types,
    "pandas, Arrow types, seconds": lambda times: in_arrow_types(times, "s"),
    "pandas, Arrow types, nanoseconds": lambda times: in_arrow_types(times, "ns"),
    "polars": lambda times: in_polars(zoned_log(times)),
    "polars, lazy": lambda times: in_lazy_polars(zoned_log(times)),
    "pyarrow": lambda times: in_pyarrow(zoned_log(times)),
}


def check_local_days(log: Any, times: Zoned) -> None:
    """Hold weeks and days against those that Python's own calendar gives where the times were."""
    days = Counter(time.date() for time in times)
    weeks: Counter[str] = Counter()
    for day, sets in days.items():
        weeks["{}-W{:02}".format(*day.isocalendar())] += sets
    volume = log_volume(log, LIBRARY).drop_duplicates("week")
    assert dict(zip(volume["week"], volume["sets_logged"], strict=True)) == weeks
    rolling = log_volume(log, LIBRARY, window="7 days")
    assert set(pd.to_datetime(rolling["date"]).dt.date) == set(days)


@pytest.mark.parametrize("name", ZONED)
@settings(max_examples=25)
@given(offsets=st.lists(EDGES, min_size=1, max_size=8), zone=st.sampled_from(ZONES))
def test_times_with_a_zone_count_on_the_local_day(name: str, offsets: list[int], zone: str) -> None:
    times = [(SUNDAY + datetime.timedelta(seconds=one)).astimezone(ZoneInfo(zone)) for one in offsets]
    check_local_days(ZONED[name](times), times)


@pytest.mark.parametrize("name", [name for name in ZONED if "polars" not in name])  # which knows named zones only
@pytest.mark.parametrize("hours", [9, -3.5])
def test_times_with_an_offset_count_on_the_local_day(name: str, hours: float) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    times = [datetime.datetime(2027, 1, 4, 0, 30, tzinfo=zone), datetime.datetime(2027, 1, 10, 23, 30, tzinfo=zone)]
    check_local_days(ZONED[name](times), times)


@pytest.mark.parametrize("session", ["UTC", "America/New_York", "Asia/Tokyo"])
@settings(max_examples=5)
@given(offsets=st.lists(EDGES, min_size=1, max_size=8), zone=st.sampled_from(ZONES))
def test_duckdb_keeps_no_zone_and_that_is_said(session: str, offsets: list[int], zone: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs duckdb: the extra engines")
    times = [(SUNDAY + datetime.timedelta(seconds=one)).astimezone(ZoneInfo(zone)) for one in offsets]
    log = zoned_log(times)
    connection = duckdb.connect()
    connection.execute(f"set TimeZone = '{session}'")
    for work in (log_volume, log_frequency, match_exercises):
        with pytest.raises(ArgumentError, match=r"zone, which duckdb does not keep.*cast date to timestamp"):
            work(connection.from_df(log), LIBRARY)
    connection.execute(f"set TimeZone = '{zone}'")
    cast = connection.query("select * replace (cast(date as timestamp) as date) from log")
    check_local_days(cast, times)


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
    kinds = "athlete string, date timestamp_ntz, exercise_name string, set_type string, reps double, work_s double"
    check_alike(log, spark.createDataFrame(rows, kinds), by)


@pytest.mark.filterwarnings("ignore")
def test_users_of_spark_are_told_once_what_was_tested(spark: Any) -> None:
    from analysis.logs import engines

    log = spark.createDataFrame([("anna", datetime.date(2027, 1, 4), "Clamshell")], COLUMNS)
    engines._tell_of_spark.cache_clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            log_volume(log, LIBRARY)
            match_exercises(log, LIBRARY)
    told = [str(one.message) for one in caught if "pandas" in str(one.message)]
    assert told == [engines.SPARK]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_spark_keeps_no_zone_and_that_is_said(spark: Any, zone: str) -> None:
    hours = [6.5, 7 * 24 - 4]
    monday = datetime.datetime(2027, 1, 4, tzinfo=ZoneInfo(zone))
    times = [monday + datetime.timedelta(hours=one) for one in hours]
    log = spark.createDataFrame([("anna", time, "Clamshell") for time in times], COLUMNS)
    with pytest.raises(ArgumentError, match=r"zone, which pyspark does not keep.*timestamp_ntz"):
        log_volume(log, LIBRARY)
    before = spark.conf.get("spark.sql.session.timeZone")
    spark.conf.set("spark.sql.session.timeZone", zone)
    try:
        check_local_days(log.withColumn("date", log["date"].cast("timestamp_ntz")), times)
    finally:
        spark.conf.set("spark.sql.session.timeZone", before)
