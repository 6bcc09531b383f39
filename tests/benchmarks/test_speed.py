"""How long the main questions take, each beside the same work as a plain pandas merge and groupby: make bench."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import compare_routines, load_library, routine_volume, weekly_volume
from analysis.library import Library, data_folder
from analysis.prescriptions import COUNTED

ROLE = {"primary": 1.0, "secondary": 0.5}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def plain() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = pd.read_csv(data_folder() / "tidy/prescriptions.csv")
    roles = pd.read_csv(data_folder() / "coding/exercise_muscles.csv")
    return rows, roles.assign(weight=roles["role"].map(ROLE).fillna(0.0))


def merged(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    joined = rows[rows["phase"].isin(COUNTED)].merge(roles, on="exercise_id")
    joined["sets"] = joined["sets_min"] * joined["weight"]
    return joined.groupby(["routine_id", "muscle_id", "phase"], as_index=False)["sets"].sum()


@pytest.mark.benchmark(group="volume of the three routines")
def test_routine_volume(benchmark: pytest.FixtureRequest, library: Library) -> None:
    benchmark(routine_volume, library)


@pytest.mark.benchmark(group="volume of the three routines")
def test_plain_pandas(benchmark: pytest.FixtureRequest, plain: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    benchmark(merged, *plain)


@pytest.mark.benchmark(group="a week")
def test_weekly_volume(benchmark: pytest.FixtureRequest, library: Library) -> None:
    benchmark(weekly_volume, library, {"runners_world": 1, "run_forever": 3})


@pytest.mark.benchmark(group="a week")
def test_plain_pandas_week(benchmark: pytest.FixtureRequest, plain: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    week = {"runners_world": 1, "run_forever": 3}

    def count(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
        added = merged(rows, roles)
        added["sets"] *= added["routine_id"].map(week).fillna(0)
        return added.groupby(["muscle_id", "phase"], as_index=False)["sets"].sum()

    benchmark(count, *plain)


@pytest.mark.benchmark(group="comparison")
def test_compare_routines(benchmark: pytest.FixtureRequest, library: Library) -> None:
    benchmark(compare_routines, library)


@pytest.mark.benchmark(group="loading")
def test_load_library(benchmark: pytest.FixtureRequest) -> None:
    benchmark(load_library)
