"""What lies before today: as it was exported, whatever changes in the block; nothing lost, nothing twice."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import ArgumentError, BlockPlan, FileError, Library, plan_block
from analysis.base.csv_text import csv_text, marked
from analysis.block.past import PLANNED
from analysis.charts import plot_block_calendar
from analysis.library.additions import add_sheet_texts

SHEET = "exercise,dose\nGoblet squat,{} x 8-12\nPush-up,3 x 10\n"


@pytest.fixture(scope="module")
def mine(library: Library) -> Library:
    return add_sheet_texts(library, {"a": SHEET.format(4), "b": SHEET.format(2)})


BLOCK: dict[str, Any] = {
    "name": "Spring",
    "start": "2027-01-04",
    "skip": [{"from": "2027-01-14", "why": "flu"}],
    "phase": [
        {
            "name": "base",
            "weeks": 4,
            "reps_step": 1,
            "volume": [1, 0.8, 1, 1.2],
            "load": "=20 kg",
            "mon": "a",
            "thu": "b",
        }
    ],
}


def exported(plan: BlockPlan, folder: Path) -> Path:
    (folder / PLANNED).write_text(marked(csv_text(plan.rows)), encoding="utf-8")
    return folder


def changed(**phase: Any) -> dict[str, Any]:
    other = copy.deepcopy(BLOCK)
    for day in ("mon", "thu"):
        other["phase"][0].pop(day, None)
    other["phase"][0] |= phase
    return other


FRAMES = ("sessions", "prescriptions", "lost")


def parts(plan: BlockPlan, today: str) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return what stands before a day and from it on."""
    before: list[list[Any]] = []
    after: list[list[Any]] = []
    for name in FRAMES:
        frame: pd.DataFrame = getattr(plan, name).drop(columns=["number", "session"], errors="ignore")
        cells = frame.astype(object).where(frame.notna(), None)
        before.append(cells[frame["date"] < today].values.tolist())
        after.append(cells[frame["date"] >= today].values.tolist())
    return before, after


@pytest.mark.parametrize("today", ["2027-01-04", "2027-01-12", "2027-01-15", "2027-01-26", "2027-02-20"])
def test_an_unchanged_block_stays_the_same_plan(mine: Library, tmp_path: Path, today: str) -> None:
    plan = plan_block(mine, BLOCK)
    again = plan_block(mine, BLOCK, today=today, earlier=exported(plan, tmp_path))
    for name in (*FRAMES, "allocation", "units", "volume", "summary", "rows", "grid"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(plan, name))


def test_what_changes_changes_from_today_on(mine: Library, tmp_path: Path) -> None:
    plan, other = plan_block(mine, BLOCK), changed(tue="a", fri="b", volume=0.5, load="30 kg")
    today = "2027-01-19"
    new = plan_block(mine, other, today=today, earlier=exported(plan, tmp_path))
    assert parts(new, today)[0] == parts(plan, today)[0]
    assert parts(new, today)[1] == parts(plan_block(mine, other), today)[1]
    totals = new.allocation.sum(numeric_only=True)
    assert totals["planned_max"] + totals["lost_max"] == totals["given_max"]
    # And once more: what has become past in the meantime is that of the last export.
    last = plan_block(mine, BLOCK, today="2027-01-25", earlier=exported(new, tmp_path))
    assert parts(last, "2027-01-25")[0] == parts(new, "2027-01-25")[0]


def test_a_sheet_that_is_another_now_or_gone_leaves_the_past_alone(
    mine: Library, library: Library, tmp_path: Path
) -> None:
    plan = plan_block(mine, BLOCK)
    folder = exported(plan, tmp_path)
    rewritten = add_sheet_texts(library, {"a": "exercise,dose\nLeg curl,3 x 10\n"})
    new = plan_block(rewritten, changed(mon="a", thu="runners_world"), today="2027-01-18", earlier=folder)
    columns = ["date", "routine_id", "exercise_id", "sets_max", "reps_min", "load"]
    old = plan.prescriptions[plan.prescriptions["date"] < "2027-01-18"]
    now = new.prescriptions[new.prescriptions["date"] < "2027-01-18"]
    assert now[columns].values.tolist() == old[columns].values.tolist()
    assert new.volume_by(by="group")["sets_max"].sum() > 0
    assert new.grid["exercise"].notna().all()
    drawn = {text.get_text() for text in plot_block_calendar(new).texts}
    assert "b" in drawn  # a routine that no phase has any more is drawn as well
    again = plan_block(
        rewritten, changed(mon="a", thu="runners_world"), today="2027-01-18", earlier=exported(new, tmp_path)
    )
    pd.testing.assert_frame_equal(again.prescriptions, new.prescriptions)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: text.splitlines()[0] + "\n", "cut off"),
        (lambda text: text[: len(text) // 2], "cut off|blank|cannot be read"),
        (lambda text: text.replace(",b,", ",,", 1), "row [0-9]+: a cell is blank"),
    ],
)
def test_a_broken_list_of_the_past_is_refused(mine: Library, tmp_path: Path, spoil: Any, says: str) -> None:
    path = exported(plan_block(mine, BLOCK), tmp_path) / PLANNED
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(FileError, match=says):
        plan_block(mine, BLOCK, today="2027-01-18", earlier=tmp_path)


def test_a_block_does_not_start_after_what_was_exported(mine: Library, tmp_path: Path) -> None:
    folder = exported(plan_block(mine, BLOCK), tmp_path)
    with pytest.raises(ArgumentError, match="a start after days that were exported"):
        plan_block(mine, {**BLOCK, "start": "2027-01-11"}, today="2027-01-18", earlier=folder)


def test_what_moves_over_today_stands_once(mine: Library, tmp_path: Path) -> None:
    folder = exported(plan_block(mine, BLOCK), tmp_path)
    behind = plan_block(
        mine, BLOCK | {"move": [{"from": "2027-01-18", "to": "2027-01-20"}]}, today="2027-01-19", earlier=folder
    )
    assert behind.sessions["template_date"].dt.strftime("%m-%d").tolist().count("01-18") == 1
    before = plan_block(
        mine, BLOCK | {"move": [{"from": "2027-01-21", "to": "2027-01-18"}]}, today="2027-01-19", earlier=folder
    )
    assert before.lost["why"].tolist() == ["flu", "before today"]
    assert len(before.sessions) + len(before.lost) == 8


def test_a_list_that_is_none_is_told(mine: Library, tmp_path: Path) -> None:
    (tmp_path / PLANNED).write_text("date,sets\nsoon,3\n", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be read as an earlier plan"):
        plan_block(mine, BLOCK, today="2027-01-19", earlier=tmp_path)
    assert len(plan_block(mine, BLOCK, today="2027-01-19", earlier=tmp_path / "none").sessions) == 7


def test_a_row_that_is_no_more_keeps_what_its_sheet_said_of_it(library: Library, tmp_path: Path) -> None:
    sheet = "section,phase,exercise,dose,rest,notes\nMain,strength,Goblet squat,3 x 8,2 min,\n"
    more = f"{sheet}End,strength,Leg curl,2 x 8,60 s,slowly\n"
    block = {"name": "Spring", "start": "2027-01-04", "phase": [{"name": "base", "weeks": 2, "mon": "s"}]}
    folder = exported(plan_block(add_sheet_texts(library, {"s": more}), block), tmp_path)
    now = plan_block(add_sheet_texts(library, {"s": sheet}), block, today="2027-01-11", earlier=folder)
    columns = ["section", "rest_s_min", "rest_s_max", "notes"]
    old = now.prescriptions.merge(now.source.prescriptions, on=["routine_id", "position", "exercise_id"])
    (row,) = now.source.prescriptions.query("routine_id == 's' and exercise_id != 'goblet_squat'")[columns].to_numpy()
    assert (len(old), row.tolist()) == (3, ["End", 60, 60, "slowly"])
