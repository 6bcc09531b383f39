"""The two blocks to start from are ones that a good coach would hand out: block/example.toml and its marathon."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import Library, check_block, plan_block
from analysis.cli.blocks import EXAMPLE, EXAMPLES, MARATHON


@pytest.mark.parametrize("path", EXAMPLES.values(), ids=list(EXAMPLES))
def test_nothing_is_found_in_an_example_and_nothing_is_switched_off(library: Library, path: Path) -> None:
    plan = plan_block(library, path)
    assert not plan.spec.ignore
    assert not {"suggest", "ignore"} & {line.partition(" ")[0] for line in path.read_text().splitlines()}
    assert check_block(plan)["message"].tolist() == []


@pytest.mark.parametrize(
    ("path", "deloads", "taper"),
    [(EXAMPLE, [4, 8], [11, 12]), (MARATHON, [4, 8, 12], [14, 15])],
    ids=["half", "marathon"],
)
def test_a_deload_and_a_taper_cut_sets_and_keep_the_load(
    library: Library, path: Path, deloads: list[int], taper: list[int]
) -> None:
    plan = plan_block(library, path)
    sets = plan.summary.set_index("number")["strength_sets_max"]
    most = sets.max()
    assert all(sets[week] <= 0.7 * most for week in deloads)
    assert all(0.41 <= 1 - sets[week] / most <= 0.60 for week in taper)
    rows = plan.prescriptions.assign(number=plan.prescriptions["week"].map(plan.weeks.index) + 1)
    loads = rows.dropna(subset="load").groupby(["exercise_id", "number"])["load"].first().unstack()
    for week in [*deloads, *taper]:
        same = loads[[week - 1, week]].dropna()
        assert len(same) >= 2
        assert (same[week] == same[week - 1]).all()
    assert loads.iloc[:, -3].ne(loads.iloc[:, 0]).any(), "loads grow over the block"
    # What is heavy is never one set.
    heavy = rows[(rows["demand"] == "heavy") & rows["exercise_id"].isin(["back_squat", "goblet_squat", "hip_thrust"])]
    assert heavy["sets_min"].min() == 2
