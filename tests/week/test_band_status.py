"""A status never contradicts the figures that are read beside it, whatever the weights and the bands.

Also of week/tables.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings, strategies as st

from analysis import (
    BlockPlan,
    Library,
    check_block,
    compare_to_block,
    dose_bands,
    plan_block,
    suggest_mix,
    weekly_summary,
    weekly_volume,
)
from analysis.base.text import number, printed, span
from analysis.charts import plot_block_heatmap
from analysis.files import export_week
from analysis.week.band_status import band_status
from analysis.week.tables import week_table

WEIGHTS = st.fixed_dictionaries(
    {role: st.integers(0, 1000).map(lambda one: one / 1000) for role in ("primary", "secondary")}
)


LIMIT = st.integers(0, 20_000).map(lambda one: one / 1000)


BAND = st.tuples(LIMIT, LIMIT | st.none()).map(lambda one: one if one[1] is None else tuple(sorted(one)))


BANDS = st.dictionaries(st.sampled_from(["glute_max", "quads", "calves", "adductors"]), BAND, min_size=1)


WEEK = {"runners_world": 1, "run_forever": 1}


FEW = settings(max_examples=20)


BELOW, ABOVE = "below", "above"


def ends(text: str) -> tuple[float, float]:
    """Read an interval as it is printed: 3, 3-4 or 3+."""
    low, dash, high = text.replace(" or more", "+").rstrip("+").partition("-")
    return float(low), float(high) if dash else np.inf if "+" in text or "more" in text else float(low)


def status_of(sets: tuple[float, float], band: tuple[float, float]) -> str:
    if sets[1] < band[0]:
        return BELOW
    if sets[0] > band[1]:
        return ABOVE
    return "in" if band[0] <= sets[0] and sets[1] <= band[1] else "depends"


@given(figure=st.floats(-500, 500) | st.integers(-(10**6), 10**6).map(lambda one: one / 1000))
@example(figure=-0.25)
def test_figures_are_rounded_in_one_way(figure: float) -> None:
    assert printed(figure) == float(number(figure))
    assert printed(-figure) == -printed(figure)


@given(thousandths=st.integers(-(10**6), 10**6), digits=st.integers(0, 3))
def test_halves_are_rounded_away_from_zero(thousandths: int, digits: int) -> None:
    exact = (Decimal(thousandths) / 1000).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Decimal(number(thousandths / 1000, digits)) == exact


@pytest.mark.parametrize(
    ("sets", "band", "status"),
    [
        ((0.999, 0.999), (1, 4), "in"),
        ((4.02, 4.02), (1, 4), "in"),
        ((3 * 0.1, 3 * 0.1), (0.1, 0.3), "in"),
        ((3.25, 3.25), (1, 3.25), "in"),
        ((3.94, 3.94), (4, 8), BELOW),
        ((3.96, 4.04), (4, 4), "in"),
        ((4.06, 5), (1, 4), ABOVE),
        ((3, 4.06), (1, 4), "depends"),
    ],
)
def test_status_and_print_come_from_one_rounding(
    sets: tuple[float, float], band: tuple[float, float], status: str
) -> None:
    assert band_status(*sets, *band) == status


@FEW
@given(weights=WEIGHTS, bands=BANDS)
def test_a_week_says_what_it_prints(
    library: Library, weights: dict[str, float], bands: dict[str, tuple[float, float]]
) -> None:
    summary = weekly_summary(library, WEEK, counting=weights, bands=bands)
    table = week_table(summary)
    held = table[table["status"] != ""]
    assert len(held) == len(bands)
    for sets, band, status in zip(held["strength"], held["band"], held["status"], strict=True):
        assert status == status_of(ends(sets), ends(band))
    frame = weekly_volume(library, WEEK, counting=weights, bands=bands).dropna(subset=["status"])
    assert frame["status"].tolist() == summary["status"].dropna().tolist()
    for low, high, status, reason in frame[["sets_min", "sets_max", "status", "reason"]].itertuples(index=False):
        limits = re.search(r"[\d.]+(-[\d.]+| or more)", reason)
        assert limits is not None
        assert status == status_of(ends(span(low, high)), ends(limits[0]))


@pytest.mark.slow
@FEW
@given(bands=BANDS)
@example(bands={"calves": (3.04, None), "quads": (0.0, 5.96)})
def test_findings_of_a_block_say_what_they_print(
    library: Library, plan: BlockPlan, bands: dict[str, tuple[float, float]]
) -> None:
    held = replace(plan, spec=replace(plan.spec, bands=bands))
    found = check_block(held)
    told = set()
    for check, week, group, message in found.loc[
        found["check"].isin(["below-band", "above-band"]), ["check", "week", "muscle_group", "message"]
    ].itertuples(index=False):
        said = re.search(r": ([\d.-]+) sets?, (perhaps )?(below|above) ([\d.]+(?:-[\d.]+| or more)) ", message)
        assert said is not None, message
        status = status_of(ends(said[1]), ends(said[4]))
        assert status == ("depends" if said[2] else said[3])
        assert check == f"{said[3]}-band"
        told.add((week, group))
    volume = plan.volume_by()
    volume = volume[(volume["kind"] == "strength") & volume["muscle_group"].isin(list(bands))]
    limits = dose_bands(library, bands=bands).set_index("muscle_group")
    for week, group, low, high in volume[["week", "muscle_group", "sets_min", "sets_max"]].itertuples(index=False):
        bottom, top = limits.loc[group, "band_low"], limits.loc[group, "band_high"]
        band = float(number(bottom)), np.inf if np.isnan(top) else float(number(top))
        assert (status_of(ends(span(low, high)), band) == "in") == ((week, group) not in told)


@FEW
@given(weights=WEIGHTS, bands=BANDS)
def test_mixes_lack_what_they_print(
    library: Library, weights: dict[str, float], bands: dict[str, tuple[float, float]]
) -> None:
    asked = {group: low if high is None else (low, high) for group, (low, high) in bands.items() if low}
    if not asked:
        return
    for missing, lacks in suggest_mix(library, bands=asked, sessions=2, best=3, counting=weights)[
        ["missing_sets", "lacks"]
    ].itertuples(index=False):
        pairs = re.findall(r"([\d.]+) of ([\d.]+)", lacks if pd.notna(lacks) else "")
        assert all(float(have) < float(want) for have, want in pairs)
        assert round(sum(float(want) - float(have) for have, want in pairs), 6) == round(missing, 6)


@pytest.mark.slow
@FEW
@given(weights=WEIGHTS, logged=st.lists(st.integers(0, 4), min_size=9, max_size=9))
def test_planned_and_done_say_what_they_print(
    library: Library, plan: BlockPlan, weights: dict[str, float], logged: list[int]
) -> None:
    rows = plan.prescriptions[plan.prescriptions["kind"].isin(["light", "strength"])]
    names = [name for name, sets in zip(rows["exercise_id"], logged, strict=False) for _ in range(sets)]
    log = pd.DataFrame(
        {"athlete": "anna", "date": pd.Timestamp("2027-01-04"), "exercise_name": names or ["Bench press"]}
    )
    volume = compare_to_block(plan, log, counting=weights, until="2027-02-28").volume
    for done, low, high, status in volume[["done", "planned_min", "planned_max", "status"]].itertuples(index=False):
        assert status == status_of(ends(span(done, done)), ends(span(low, high)))


def test_the_spreadsheet_of_a_week_shows_the_figures_that_were_held(library: Library, tmp_path: Path) -> None:
    own: dict[str, Any] = {
        "counting": {"primary": 0.333, "secondary": 0.1},
        "bands": {"chest": (1, 3), "quads": (1, 1.4)},
    }
    week = {"runners_world": 1}
    path = export_week(weekly_summary(library, week, **own), weekly_volume(library, week, **own), tmp_path / "a.xlsx")
    head, *rows = list(openpyxl.load_workbook(path)["week"].values)[3:]
    table = pd.DataFrame(rows, columns=list(head)).dropna(subset=["status"]).set_index("muscle")
    assert table.loc["Chest", ["strength", "band from", "status"]].tolist() == [1, 1, "in"]  # 0.999 sets
    assert table.loc["Quads", ["strength", "band from", "status"]].tolist() == [1, 1, "in"]


def test_the_heat_map_marks_what_a_finding_tells(library: Library) -> None:
    phase = {"name": "a", "weeks": 1, "mon": "runners_world"}
    for low, marks in ((3.04, 0), (3.06, 1)):  # 3 sets: printed 3 and 3.1
        block = {"name": "x", "start": "2027-01-04", "bands": {"chest": [low, 9]}, "phase": [phase]}
        plan = plan_block(library, block)
        ax = plot_block_heatmap(plan)
        assert len([bar for bar in ax.patches if bar.get_zorder() == 4]) == marks
        assert ("below-band" in set(check_block(plan)["check"])) == bool(marks)


@pytest.fixture(scope="module")
def plan(library: Library) -> BlockPlan:
    phase = {"name": "a", "weeks": 2, "volume": [1, 0.8], "mon": "runners_world", "thu": "run_forever"}
    return plan_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
