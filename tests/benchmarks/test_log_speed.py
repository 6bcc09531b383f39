"""How long logs take, each beside the same question in pandas, Polars and DuckDB on the same frame in the same run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import Library, load_library, log_volume, read_log
from tests.benchmarks import frames
from tests.benchmarks.measures import peak

Log = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def small(library: Library) -> Log:
    return frames.random_log(library, 100_000, 20, 104), frames.weight_table(library)


@pytest.fixture(scope="module")
def large(library: Library) -> Log:
    return frames.random_log(library, 10_000_000, 2000, 104), frames.weight_table(library)


def measure(benchmark: Any, work: Callable[[], object], rounds: int, rival: str = "") -> None:
    if rival:
        benchmark.extra_info["rival"] = rival
    else:
        benchmark.extra_info["peak MiB"] = peak(work)
    benchmark.pedantic(work, rounds=rounds, warmup_rounds=rounds > 1)


def in_polars(question: Callable[[Any, Any], Any], log: Log) -> Callable[[], Any]:
    tables = frames.polars_frames(*log)
    return lambda: question(*tables)


def in_duckdb(question: str, log: Log) -> Callable[[], Any]:
    connection = frames.duckdb_tables(*log)
    return lambda: frames.duckdb_query(connection, question)


RIVALS: dict[str, Callable[[Log], Callable[[], Any]]] = {
    "merge and groupby": lambda log: lambda: frames.plain(*log),
    "Polars, one join": lambda log: in_polars(frames.polars_join, log),
    "Polars, count first": lambda log: in_polars(frames.polars_count, log),
    "DuckDB, one join": lambda log: in_duckdb(frames.DUCK_JOIN, log),
    "DuckDB, count first": lambda log: in_duckdb(frames.DUCK_COUNT, log),
}


def check_alike(library: Library, log: Log, work: Callable[[], Any]) -> None:
    found = work()
    sums = float(found["weight" if "weight" in list(found.columns) else "sets"].sum())
    assert sums == pytest.approx(float(log_volume(log[0], library, by="muscle")["sets"].sum()))


@pytest.mark.benchmark(group="weekly sets per muscle, 100,000 sets of 20 athletes x 104 weeks, 60 exercises each")
class TestSmall:
    def test_ours(self, benchmark: Any, library: Library, small: Log) -> None:
        measure(benchmark, lambda: log_volume(small[0], library, by="muscle", quantities=["sets"]), 50)

    @pytest.mark.parametrize("rival", RIVALS)
    def test_rival(self, benchmark: Any, library: Library, small: Log, rival: str) -> None:
        work = RIVALS[rival](small)
        check_alike(library, small, work)
        measure(benchmark, work, 15, rival)


@pytest.mark.benchmark(group="weekly sets per muscle, 10 million sets of 2,000 athletes x 104 weeks, 60 exercises each")
class TestLarge:
    def test_ours(self, benchmark: Any, library: Library, large: Log) -> None:
        measure(benchmark, lambda: log_volume(large[0], library, by="muscle", quantities=["sets"]), 7)

    @pytest.mark.parametrize("rival", RIVALS)
    def test_rival(self, benchmark: Any, library: Library, large: Log, rival: str) -> None:
        work = RIVALS[rival](large)
        measure(benchmark, work, 1 if rival.startswith("merge") else 3, rival)


@pytest.mark.benchmark(group="10 million sets of 2,000 athletes x 104 weeks, every exercise of the library each")
def test_every_exercise(benchmark: Any, library: Library) -> None:
    # No log is so: the worst case, counted by sorting.
    log = frames.random_log(library, 10_000_000, 2000, 104, own=len(library.exercises))
    measure(benchmark, lambda: log_volume(log, library, by="muscle", quantities=["sets"]), 3)


@pytest.mark.benchmark(group="10 million sets of 200,000 athletes, in 5 of 104 weeks each")
def test_sparse(benchmark: Any, library: Library) -> None:
    log = frames.random_log(library, 10_000_000, 200_000, 104, active=5)
    measure(benchmark, lambda: log_volume(log, library, by="muscle", quantities=["sets"]), 3)
    size = log.memory_usage(index=False, deep=True).sum() / 2**20
    benchmark.extra_info["peak MiB"] = f"{benchmark.extra_info['peak MiB']} of {size:.0f}"
    assert float(str(benchmark.extra_info["peak MiB"]).split()[0]) <= 3 * size


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    path = tmp_path_factory.mktemp("log") / "hevy.csv"
    log = frames.random_log(library, 100_000, 1, 1040)
    day = log["date"].dt.strftime("%-d %b %Y, 18:30")
    rows = {"title": "Workout", "start_time": day, "end_time": day, "description": "", "exercise_title": ""}
    rows |= {"superset_id": "", "exercise_notes": "well done", "set_index": 0, "set_type": "normal"}
    rows |= {"weight_kg": range(100_000), "reps": 8, "distance_km": "", "duration_seconds": "", "rpe": 8.5}
    table = pd.DataFrame(rows).assign(exercise_title=log["exercise_name"].astype("str"))
    table["weight_kg"] = table["weight_kg"] % 400 / 4
    table.to_csv(path, index=False, quoting=2)
    return path


@pytest.mark.benchmark(group="reading an export of Hevy, 100,000 rows")
class TestReading:
    def test_ours(self, benchmark: Any, export: Path) -> None:
        measure(benchmark, lambda: read_log(export), 10)

    def test_plain(self, benchmark: Any, export: Path) -> None:
        def work() -> pd.DataFrame:
            frame = pd.read_csv(export)
            return frame.assign(start=pd.to_datetime(frame["start_time"], format="%d %b %Y, %H:%M"))

        measure(benchmark, work, 10, "read_csv and to_datetime")


SIZES = {100_000: 20, 10_000_000: 2000, 100_000_000: 20_000}
"""Sets, and of how many athletes."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Callable[[int], Path]:
    """Give a Parquet file of a log of so many sets."""
    folder = tmp_path_factory.mktemp("parquet")

    def path(size: int) -> Path:
        file = folder / f"{size}.parquet"
        if not file.exists():
            plain = dict.fromkeys(["athlete", "exercise_name", "set_type"], "str")
            rest, parts = size, []
            while rest > 0:
                rows = min(rest, 10_000_000)
                parts.append(frames.random_log(library, rows, SIZES[size], 104, seed=rest))
                rest -= rows
            pd.concat(parts).astype(plain).to_parquet(file, index=False)
        return file

    return path


ENGINES = [(engine, size) for engine in ("Polars, lazy", "DuckDB") for size in SIZES]
ENGINES += [("Spark, 2 cores", size) for size in list(SIZES)[:2]]


@pytest.mark.filterwarnings("ignore:PySpark")
@pytest.mark.parametrize(("engine", "size"), ENGINES)
def test_engines(benchmark: Any, library: Library, stored: Callable[[int], Path], engine: str, size: int) -> None:
    file = str(stored(size))
    if engine == "Polars, lazy":
        polars = pytest.importorskip("polars", reason="needs polars: the extra engines")
        work = lambda: log_volume(polars.scan_parquet(file), library, quantities=["sets"])  # noqa: E731
    elif engine == "DuckDB":
        duckdb = pytest.importorskip("duckdb", reason="needs duckdb: the extra engines")
        work = lambda: log_volume(duckdb.connect().read_parquet(file), library, quantities=["sets"])  # noqa: E731
    else:
        sql = pytest.importorskip("pyspark.sql", reason="needs pyspark: the extra spark")
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.driver.memory", "6g").config("spark.driver.maxResultSize", "4g")
        session = builder.config("spark.sql.execution.arrow.pyspark.enabled", "true").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        work = lambda: log_volume(session.read.parquet(file), library, quantities=["sets"])  # noqa: E731
    benchmark.group = f"a Parquet file of {size:,} sets, {engine}"
    benchmark.pedantic(work, rounds=3 if size <= 100_000 else 1, warmup_rounds=int(size <= 100_000))
