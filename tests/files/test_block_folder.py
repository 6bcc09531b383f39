"""Blocks as they are used: examples of real use, compared, drawn, written, and on the command line.

Also of files/log_folder.py, files/block_folder.py, files/suggestion_folder.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from analysis import (
    ArgumentError,
    FileError,
    Library,
    check_block,
    compare_blocks,
    explain_difference,
    export_block,
    plan_block,
    plot_difference,
    read_block,
    weekly_volume,
)
from analysis.block.specs.spec import BlockSpec, Phase
from analysis.charts import (
    block_grid_pages,
    plot_block_calendar,
    plot_block_grid,
    plot_block_heatmap,
    plot_block_summary,
    plot_block_weeks,
)
from analysis.charts.canvas import A4
from analysis.cli.blocks import EXAMPLE
from analysis.cli.main import main
from analysis.files.destinations import write_together
from tests.shared import BASE, HALF, SKIP, WARM_UPS

Write = Callable[..., Path]


FILES = ["grid", "sessions", "prescriptions", "volume", "allocation", "deviation", "lost", "findings", "as_planned"]


PICTURES = ["grid.png", "weeks.png", "heatmap.png", "calendar.png"]


WRITTEN = [*(f"{name}.csv" for name in FILES), *PICTURES, "summary.pdf", "block.xlsx", "block.ics", "cards.pdf"]


DEVICES = ["block.liftlogplan", "watch/01-fit_and_well.fit", "watch/02-runners_world.fit", "watch/workouts.csv"]
"""Of a block of two routines that stay the same."""


PAGED = [
    f"{name}-{page + 1}.png"
    for name, pages in {"grid": 4, "heatmap": 2, "calendar": 2}.items()
    for page in range(pages)
]
"""Pictures of a block of twelve weeks that one page does not do for."""


CARDS = {"01-run_forever-base_deload_1_strength_deload_2_peak_tap": 1} | {
    f"{number:02}-strength_{sheet}-{phase}": 2
    for number, (phase, sheet) in enumerate(
        [
            *itertools.product(["base", "deload_1", "strength", "deload_2", "peak", "taper"], "ab"),
            ("race_week", "a"),
        ],
        start=2,
    )
}
"""How many pictures each card has."""


def pictures(cards: dict[str, int]) -> list[str]:
    return [
        f"cards/{name}-{page}.png" if pages > 1 else f"cards/{name}.png"
        for name, pages in cards.items()
        for page in range(1, pages + 1)
    ]


CHARTS = (plot_block_grid, plot_block_heatmap, plot_block_weeks, plot_block_calendar)


@pytest.mark.parametrize("spec", [BASE, WARM_UPS, HALF], ids=["base", "warm-ups", "half marathon"])
def test_the_sums_of_a_real_block_agree(library: Library, spec: dict[str, Any]) -> None:
    plan = plan_block(library, {**spec, **(SKIP if spec is HALF else {})})
    counted = plan.prescriptions["kind"].isin(["light", "strength"])
    for end in ("min", "max"):
        by_week = plan.prescriptions[counted].groupby("week")[f"sets_{end}"].sum().reindex(plan.weeks, fill_value=0)
        assert by_week.tolist() == plan.allocation[f"planned_{end}"].tolist()
        lost = plan.allocation["planned_" + end] + plan.allocation["lost_" + end] - plan.allocation["moved_" + end]
        assert lost.tolist() == plan.allocation["given_" + end].tolist()
        # Every weekly sum is the sum over the sessions, muscle by muscle, by another way.
        roles = library.exercise_muscles.assign(
            weight=library.exercise_muscles["role"].map({"primary": 1, "secondary": 0.5})
        )
        joined = plan.prescriptions[counted].merge(roles, on="exercise_id")
        joined["weighted"] = joined[f"sets_{end}"] * joined["weight"].fillna(0)
        by_muscle = joined.groupby(["week", "muscle_id"])["weighted"].sum()
        ours = plan.volume.groupby(["week", "muscle_id"])[f"sets_{end}"].sum()
        assert (ours[ours > 0] == by_muscle[by_muscle > 0].reindex(ours[ours > 0].index)).all()


def test_the_base_block_is_lighter_in_week_4_and_keeps_its_warm_up(library: Library) -> None:
    plan = plan_block(library, BASE)
    both = plan.summary["strength_sets_min"] + plan.summary["light_sets_min"]
    assert both.tolist() == [12 + sets for sets in (28, 32, 36, 22, 32, 36, 40, 40)]  # with the warm-up
    assert "no-deload" not in set(check_block(plan)["check"])
    thrust = plan.grid[plan.grid["exercise_id"] == "hip_thrust"].set_index("week")
    assert thrust.loc["2026-W52", ["dose", "effort", "load"]].fillna("").tolist() == ["2 x 10", "easy", ""]
    assert thrust.loc["2027-W03", "dose"].endswith("x 13-15")
    assert thrust.loc["2027-W03", "load"] == "as before"


def test_the_half_marathon_block_changes_its_split_and_tapers(library: Library) -> None:
    plan = plan_block(library, HALF)
    days = plan.sessions.drop_duplicates(["block_phase", "weekday", "routine_id"])
    split = days.groupby("block_phase")["routine_id"].agg(set).to_dict()
    assert split["build"] == {"run_forever", "runners_world"}
    assert split["taper"] == {"runners_world", "fit_and_well"}
    assert plan.summary["race"].iloc[-1] == "sun"
    assert not {"race-taper", "too-short", "no-deload"} & set(check_block(plan)["check"])


def test_half_a_year_of_warm_ups_is_no_strength(library: Library) -> None:
    plan = plan_block(library, WARM_UPS)
    assert set(plan.summary["strength_sets_min"]) == {12}
    assert set(plan.summary["strength_days"]) == {1}
    assert len(plan.sessions) == 96
    assert plan.weeks[8:10] == ["2026-W53", "2027-W01"]


def test_a_spec_as_an_object_is_the_file(library: Library) -> None:
    spec = read_block(library, EXAMPLE)
    assert isinstance(spec, BlockSpec)
    assert read_block(library, spec) == spec
    one = BlockSpec("Own", spec.start, (Phase("base", 2, {"mon": ("run_forever",)}), Phase("more", 1)))
    assert plan_block(library, one).sessions["routine_id"].tolist() == ["run_forever"] * 3


@pytest.mark.parametrize("by", ["muscle", "group", "pattern"])
def test_the_deviation_is_given_less_asked(library: Library, by: str) -> None:
    plan = plan_block(library, BASE)
    rows = plan.deviation(by=by)
    volume = plan.volume_by(by=by)
    column = rows.columns[1]
    given = volume.groupby(["week", column], sort=False)["sets_min"].sum().to_numpy()
    assert np.allclose(rows["given_min"], given)
    assert np.allclose(rows["asked_min"] + rows["deviation_min"], rows["given_min"])
    full = rows[rows["week"] == "2026-W51"]
    assert not full["deviation_min"].any()  # factor 1


def test_two_blocks_are_explained_by_exercises_that_add_up(library: Library) -> None:
    first, second = plan_block(library, BASE), plan_block(library, {**BASE, "phase": BASE["phase"][:2]})
    compared = compare_blocks(first, second)
    sums = compared.explanation.groupby("muscle_group")[["sets_min", "difference_min"]].agg(
        {"sets_min": "sum", "difference_min": "first"}
    )
    assert (sums["sets_min"] == sums["difference_min"]).all()
    by_week = compared.volume.groupby("muscle_group")["difference_min"].sum()
    assert (by_week[sums.index] == sums["difference_min"]).all()
    assert compared.weeks["second_week"].isna().tolist() == [False] * 4 + [True] * 4
    assert set(compared.sessions["number"]) == {5, 6, 7, 8}
    assert any(word.startswith("Sets of the whole block") for word in words(plot_difference(compared.explanation)))
    same = compare_blocks(first, first)
    assert same.sessions.empty
    assert not same.volume[["difference_min", "difference_max"]].to_numpy().any()


def test_a_block_of_one_session_each_is_the_difference_of_the_routines(library: Library) -> None:
    plans = [
        plan_block(library, {"name": name, "start": "2027-01-04", "phase": [{"name": "one", "weeks": 1, "mon": name}]})
        for name in ("runners_world", "run_forever")
    ]
    ours = compare_blocks(*plans).explanation.drop_duplicates("muscle_group").set_index("muscle_group")
    theirs = explain_difference(library, "runners_world", "run_forever").drop_duplicates("muscle_group")
    theirs = theirs.set_index("muscle_group")
    differs = theirs.loc[theirs["difference_min"] != 0, "difference_min"]
    assert ours["difference_min"].to_dict() == differs.to_dict()  # what is the same in both is left out


def words(ax: Axes) -> list[str]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def test_the_grid_shows_sets_and_what_a_set_holds(library: Library) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    pages = [words(plot_block_grid(plan, page=page)) for page in range(1, block_grid_pages(plan) + 1)]
    written = {word for page in pages for word in page}
    assert {"Hip thrust", "Load: 20 kg (weeks 1–2); 22 kg (week 3)", "3 × 8–10", "Wed Fri"} <= written
    assert {"Off: flu (week 5)", "Start lower (week 6)", "Race Sun (week 12)"} <= written
    assert "Effort: 3 repetitions in reserve (weeks 1–3)" in written
    assert any(word.startswith("2/1") for word in written)
    assert [page.count("build") for page in pages] == [1] * len(pages)


def test_the_heat_map_marks_both_sides_of_a_band(library: Library) -> None:
    phase = {"name": "base", "weeks": 1, "mon": ["runners_world", "run_forever"]}
    spec = {"name": "x", "start": "2027-01-04", "bands": {"glute_max": [1, 4], "calves": [4, 6]}, "phase": [phase]}
    ax = plot_block_heatmap(plan_block(library, spec))
    bars = [bar for bar in ax.patches if bar.get_zorder() == 4]
    assert len(bars) == 2
    told = " ".join(" ".join(words(ax)).split())
    assert "below the band" in told
    assert "1 muscle group falls short in some week" in told
    assert "6" in words(ax)  # of glute max


def test_the_calendar_has_every_session_and_run(library: Library) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    written = [word for page in (1, 2) for word in words(plot_block_calendar(plan, page=page))]
    assert written.count("Runner's") == (plan.sessions["routine_id"] == "runners_world").sum()
    assert written.count("RACE") == 1
    assert written.count("long") == 12 - 1 - 1  # not in the race's week, nor while off
    assert written.count("off: flu") == 2  # once in each week


def test_the_summary_is_pages_of_a4(library: Library) -> None:
    plan = plan_block(library, {**HALF, **SKIP})
    ax = plot_block_summary(plan, check_block(plan))
    figure = ax.get_figure(root=True)
    assert figure is not None
    assert tuple(figure.get_size_inches()) == A4
    text = " ".join(one.get_text() for one in ax.texts)
    assert "Worth a second thought" in text
    assert "doesn't mean the plan is safe" in text


@pytest.mark.parametrize("chart", CHARTS)
def test_what_is_no_plan_is_refused(chart: Callable[..., Axes], library: Library) -> None:
    with pytest.raises(ArgumentError, match="plan_block"):
        chart(weekly_volume(library, {"run_forever": 1}))


SMALL = {
    "name": "Small",
    "start": "2027-01-04",
    "phase": [{"name": "base", "weeks": 2, "mon": "fit_and_well", "fri": "runners_world"}],
}


@pytest.mark.slow
def test_the_example_has_all_files(example: Path) -> None:
    files = [path.relative_to(example).as_posix() for path in example.rglob("*") if path.is_file()]
    tables = [name for name in WRITTEN if name not in PICTURES]
    devices = [name for name in files if name.startswith("watch/") or name == "block.liftlogplan"]
    workouts = pd.read_csv(example / "watch" / "workouts.csv")["file"].tolist()
    assert sorted(devices) == sorted([f"watch/{name}" for name in [*workouts, "workouts.csv"]] + [DEVICES[0]])
    assert sorted(set(files) - {*devices}) == sorted([*tables, "goal_lines.csv", "weeks.png", *PAGED, *pictures(CARDS)])


@pytest.mark.slow
def test_all_files_are_written_the_same_twice_and_inputs_are_kept(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, SMALL)
    findings = check_block(plan)
    written = export_block(plan, findings, tmp_path / "one")
    cards = pictures({"01-fit_and_well-base": 2, "02-runners_world-base": 3})
    assert [path.relative_to(tmp_path / "one").as_posix() for path in written] == [*WRITTEN, *cards, *DEVICES]
    before = {path: path.read_bytes() for path in written}
    again = export_block(plan_block(library, SMALL), findings, tmp_path / "two")
    assert [path.read_bytes() for path in again] == list(before.values())
    with pytest.raises(FileError, match="would be replaced"):
        export_block(plan, findings, tmp_path / "one", keep=[tmp_path / "one" / "grid.csv"])
    assert {path: path.read_bytes() for path in written} == before
    columns = pd.read_csv(tmp_path / "one" / "sessions.csv").columns[:6].tolist()
    assert columns == ["date", "week", "block_phase", "routine_id", "minutes_min", "minutes_max"]


@pytest.mark.slow
def test_the_command_writes_prints_and_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["block", "--example"]) == 0
    text = capsys.readouterr().out
    (tmp_path / "block.toml").write_text(text, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(
        "section,phase,rounds,exercise,dose,equipment,notes\nA,strength,,Hip thrust,2-4 x 8,,\n", encoding="utf-8"
    )
    block, out = str(tmp_path / "block.toml"), str(tmp_path / "out")
    assert main(["block", block]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith("Spring half ")  # the card grid comes first
    assert "12 weeks from 2027-01-04" in said.out
    short = 'name = "x"\nstart = 2027-01-04\n[[phase]]\nname = "base"\nweeks = 1\nmon = "fit_and_well"\n'
    (tmp_path / "short.toml").write_text(short, encoding="utf-8")
    assert main(["block", str(tmp_path / "short.toml"), "--out", out]) == 0
    assert sorted(path.name for path in Path(out).iterdir()) == sorted([*WRITTEN, "cards", "watch", DEVICES[0]])
    (tmp_path / "short.toml").write_text(short.replace('"base"', '"another"'), encoding="utf-8")
    capsys.readouterr()
    assert main(["block", str(tmp_path / "short.toml"), "--out", out]) == 0
    assert "delete them: cards/01-fit_and_well-base-1.png and" in capsys.readouterr().err
    assert main(["block", block, "--check"]) == 0
    assert "Spring half:" not in capsys.readouterr().out
    (tmp_path / "block.toml").write_text(text.replace("minutes = 60", "minutes = 20"), encoding="utf-8")
    assert main(["block", block, "--check"]) == 1
    assert main(["block", block]) == 0
    (tmp_path / "block.toml").write_text(text.replace('"run_forever"', '"mine"'), encoding="utf-8")
    assert main(["block", block, "--with", str(tmp_path / "mine.csv")]) == 0
    capsys.readouterr()
    assert main(["block", block]) == 2
    assert "key phase.1.tue: unknown routine: 'mine'" in capsys.readouterr().err


def test_one_file_to_keep_needs_no_list(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, SMALL)
    kept = tmp_path / "grid.csv"
    kept.write_text("typed\n", encoding="utf-8")
    with pytest.raises(FileError, match="was read"):
        write_together({kept: b"new"}, tmp_path, plan.source, keep=str(kept))
    with pytest.raises(ArgumentError, match="keep: not a path: '3'"):
        write_together({kept: b"new"}, tmp_path, plan.source, keep=3)  # type: ignore[arg-type]
    assert kept.read_text(encoding="utf-8") == "typed\n"
