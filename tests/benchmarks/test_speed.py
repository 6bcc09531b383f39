"""How long the main questions take, each beside the same work in plain pandas in the same run: make bench."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import (
    check_block,
    compare_routines,
    export_block,
    load_library,
    plan_block,
    routine_volume,
    weekly_volume,
)
from analysis.library.library import Library
from tests.benchmarks import plain
from tests.benchmarks.conftest import BIG
from tests.benchmarks.measures import measure, measure_process, peak
from tests.shared import BASE

Frames = tuple[pd.DataFrame, pd.DataFrame]


WEEK = {"runners_world": 1, "run_forever": 3}


SIZES = [(100, 30), (300, 30), (BIG, 30), (300, 10), (300, 100)]


SHEETS = [10, 100, BIG]


STREPROGEN = """
import sys
import streprogen
for _ in sys.stdin:
    plan = streprogen.Program("Block", duration=12)
    for day, exercises in enumerate((5, 14, 6)):
        with plan.Day(str(day)):
            for number in range(exercises):
                plan.DynamicExercise(f"exercise {day} {number}", start_weight=20)
    plan.render()
    print("done", flush=True)
"""
"""A program for each line it reads; in a process of its own, for it loads ortools, beside which HiGHS does not load."""


COLD = """
from tests.benchmarks import plain
print(plain.comparison(*plain.read()).to_string())
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def frames() -> Frames:
    return plain.read()


@pytest.mark.benchmark(group="volume of the 25 rows")
class TestVolume:
    def test_ours(self, benchmark: Any, library: Library) -> None:
        measure(benchmark, lambda: routine_volume(library, by="muscle"))

    def test_plain(self, benchmark: Any, frames: Frames) -> None:
        measure(benchmark, lambda: plain.volume(*frames))


@pytest.mark.benchmark(group="a week of the 25 rows")
class TestWeek:
    def test_ours(self, benchmark: Any, library: Library) -> None:
        measure(benchmark, lambda: weekly_volume(library, WEEK))

    def test_plain(self, benchmark: Any, frames: Frames) -> None:
        measure(benchmark, lambda: plain.week(*frames, WEEK))


@pytest.mark.benchmark(group="comparison of the 3 routines")
class TestComparison:
    def test_ours(self, benchmark: Any, library: Library) -> None:
        measure(benchmark, lambda: compare_routines(library))

    def test_plain(self, benchmark: Any, frames: Frames) -> None:
        measure(benchmark, lambda: plain.comparison(*frames))


DAYS = {"mon": "runners_world", "wed": "fit_and_well", "fri": "run_forever"}


def block(weeks: int, **more: Any) -> dict[str, Any]:
    """Make a block of three sessions a week, 25 exercises in all, with a lighter week in four."""
    phase = {"name": "base", "weeks": weeks, "volume": ([0.9, 1.0, 1.1, 0.6] * 6)[:weeks], **DAYS}
    return {"name": "Block", "start": "2027-01-04", "phase": [phase], **more}


def planned(library: Library, weeks: int) -> pd.DataFrame:
    return plan_block(library, block(weeks)).volume


@pytest.mark.benchmark(group="a block of 24 weeks, volume included")
class TestBlock:
    def test_ours(self, benchmark: Any, library: Library) -> None:
        measure(benchmark, lambda: planned(library, 24))

    def test_plain(self, benchmark: Any, frames: Frames) -> None:
        factors = dict(enumerate([0.9, 1.0, 1.1, 0.6] * 6))
        measure(benchmark, lambda: plain.block(*frames, factors, DAYS))


CHECKED = {"goal": "strength", "minutes": 40, "race": "2027-06-20", "runs": {"tue": "hard", "sun": "long"}}


@pytest.mark.benchmark(group="checks of a block of 24 weeks")
@pytest.mark.parametrize("with_goal", [True, False], ids=["goal", "no goal"])
def test_checks(benchmark: Any, library: Library, with_goal: bool) -> None:
    benchmark.group += ", every check asked" if with_goal else ""
    more = {**CHECKED, "equipment": ["mini_band", "mat"]} if with_goal else {}
    plan = plan_block(library, block(24, **more))
    measure(benchmark, lambda: check_block(replace(plan)))


@pytest.mark.benchmark(group="25 exercises x 12 weeks, beside streprogen")
class TestProgram:
    def test_ours(self, benchmark: Any, library: Library) -> None:
        measure(benchmark, lambda: planned(library, 12))

    def test_streprogen(self, benchmark: Any) -> None:
        if find_spec("streprogen") is None:
            pytest.skip("streprogen is not installed; make bench installs it")
        command = [sys.executable, "-W", "ignore", "-c", STREPROGEN]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
            assert peer.stdin is not None
            assert peer.stdout is not None
            ask, answer = peer.stdin, peer.stdout

            def program() -> None:
                print(file=ask, flush=True)
                assert answer.readline() == "done\n"

            program()  # it has loaded what it needs
            benchmark(program)
            ask.close()


@pytest.mark.benchmark(group="all files of a block of 8 weeks")
def test_block_files(benchmark: Any, library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, BASE)
    findings = check_block(plan)
    benchmark.extra_info["peak MiB"] = peak(lambda: export_block(plan, findings, tmp_path))
    benchmark.pedantic(lambda: export_block(plan, findings, tmp_path), rounds=5)


@pytest.mark.parametrize(("routines", "exercises"), SIZES)
class TestSizes:
    """Comparison of libraries of several sizes: all that is made of the prescriptions is made anew each time.

    What a set of an exercise counts for each muscle is there already, as it is for plain pandas.
    """

    @staticmethod
    def group(benchmark: Any, routines: int, exercises: int) -> None:
        benchmark.group = f"comparison of {routines} routines x {exercises} exercises"

    def test_ours(self, benchmark: Any, many: Callable[..., Library], routines: int, exercises: int) -> None:
        self.group(benchmark, routines, exercises)
        library = many(routines, exercises)
        measure(benchmark, lambda: compare_routines(replace(library)))

    def test_plain(
        self, benchmark: Any, many: Callable[..., Library], frames: Frames, routines: int, exercises: int
    ) -> None:
        self.group(benchmark, routines, exercises)
        rows = many(routines, exercises).prescriptions
        measure(benchmark, lambda: plain.comparison(rows, frames[1]))


@pytest.mark.benchmark(group="loading the library")
class TestLoading:
    def test_ours(self, benchmark: Any) -> None:
        measure(benchmark, load_library)

    def test_plain(self, benchmark: Any) -> None:
        measure(benchmark, plain.read)


@pytest.mark.parametrize("count", [1, *SHEETS])
def test_loading_sheets(benchmark: Any, sheets: Callable[..., list[Path]], count: int) -> None:
    benchmark.group = f"loading with {count} {'sheet' if count == 1 else 'sheets'} of 30 exercises"
    paths = sheets(count, 30)
    measure(benchmark, lambda: load_library(extra=paths))


@pytest.mark.benchmark(group="import analysis, beside import pandas")
class TestImport:
    def test_ours(self, benchmark: Any) -> None:
        measure_process(benchmark, "-c", "import analysis")

    def test_plain(self, benchmark: Any) -> None:
        measure_process(benchmark, "-c", "import pandas")


@pytest.mark.benchmark(group="python -m analysis compare, from cold")
class TestCold:
    def test_ours(self, benchmark: Any) -> None:
        measure_process(benchmark, "-m", "analysis", "compare")

    def test_plain(self, benchmark: Any) -> None:
        measure_process(benchmark, "-c", COLD)


@pytest.mark.benchmark(group="python -m analysis report, from cold")
def test_report(benchmark: Any, tmp_path: Path) -> None:
    measure_process(benchmark, "-m", "analysis", "report", "--out", str(tmp_path))
