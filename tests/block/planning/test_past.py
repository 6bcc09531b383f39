"""What lies before today: as it was exported, whatever changes in the block; nothing lost, nothing twice."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import ArgumentError, BlockPlan, FileError, Library, plan_block
from analysis.base.csv_text import csv_text, marked
from analysis.block import session_cards
from analysis.block.planning.past import PLANNED
from analysis.charts import plot_block_calendar
from analysis.files.calendar_file import calendar_bytes
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
    """Return what stands before a day and from it on; a file has ten digits of a number."""
    before: list[list[Any]] = []
    after: list[list[Any]] = []
    for name in FRAMES:
        frame: pd.DataFrame = getattr(plan, name).drop(columns=["number", "session"], errors="ignore")
        cells = frame.astype(object).where(frame.notna(), None)
        cells = cells.map(lambda cell: round(cell, 6) if isinstance(cell, float) else cell)
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
    assert "B" in drawn  # a routine that no phase has any more is drawn as well
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


BEFORE = """section,exercise,dose,equipment,load,rest,notes,link
Main,A1 Goblet squat,3 x 8-12,dumbbell,10 kg,60 s,slowly,https://example.org/squat
Main,A2 Push-up,3 x 10,,,60 s,,
End,Leg curl,2 x 8,machine,,,8-12,
"""
LIKE_THIS = {
    "another dose, rest and note": BEFORE.replace("3 x 8-12", "5 x 3")
    .replace("60 s", "3 min")
    .replace("slowly", "fast"),
    "another section and link": BEFORE.replace("End,", "Coda,").replace("squat\n", "new\n"),
    "other items and no superset": BEFORE.replace("dumbbell", "kettlebell").replace("A1 ", "").replace("A2 ", ""),
    "another order": "\n".join([*BEFORE.splitlines()[:1], *BEFORE.splitlines()[:0:-1], ""]),
    "another exercise in its place": BEFORE.replace("Goblet squat", "Split squat"),
    "all but gone": "exercise,dose\nHip thrust,3 x 8\n",
}


@pytest.mark.parametrize("now", LIKE_THIS.values(), ids=LIKE_THIS)
def test_a_past_session_stays_as_it_was_exported(library: Library, tmp_path: Path, now: str) -> None:
    first = {"name": "base", "weeks": 1, "mon": "s", "effort": "easy"}
    phases = [first, {"name": "build", "weeks": 2, "mon": "s", "thu": "s"}]
    block: dict[str, Any] = {"name": "Spring", "start": "2027-01-04", "phase": phases, "runs": {"mon": "easy"}}
    today = "2027-01-13"  # in the second week, between its sessions
    before = plan_block(add_sheet_texts(library, {"s": BEFORE}), block)
    calendar = tmp_path / "block.ics"
    calendar.write_bytes(calendar_bytes(before, calendar, runs=True))
    block = {**block, "name": "Summer", "rest": "4 min", "strength": "own", "runs": {"mon": "tempo"}}
    block["phase"] = [{**phases[0], "load": "99 kg"}, {**phases[1], "name": "more", "effort": "RPE 10"}]
    more = add_sheet_texts(library, {"s": now})
    after = plan_block(more, block, today=today, earlier=exported(before, tmp_path))
    for name in ("sessions", "prescriptions", "rows"):
        old, new = (getattr(plan, name)[lambda frame: frame["date"] < today] for plan in (before, after))
        pd.testing.assert_frame_equal(new, old)
    count = int((before.prescriptions["date"] < today).sum())
    columns = ["section", "circuit", "notes", "equipment", "caution", "link"]
    pd.testing.assert_frame_equal(after.printed[columns][:count], before.printed[columns][:count])
    old_cards, new_cards = (
        cards[cards["last_date"] < "2027-01-11"].drop(columns="block") for cards in map(session_cards, (before, after))
    )
    pd.testing.assert_frame_equal(new_cards[:3], old_cards)
    assert len(old_cards) == 3
    # Its events keep their id, their words and their number.
    events = calendar.read_bytes().replace(b"\r\n ", b"").split(b"BEGIN:VEVENT")[1:]
    kept = calendar_bytes(after, calendar).replace(b"\r\n ", b"")
    early = [
        event.partition(b"END:VEVENT")[0] for event in events if re.search(rb"DTSTART[^:]*:20270(10|11[0-2])", event)
    ]
    assert len(early) == 4
    assert all(event in kept for event in early)
    # And once more, from what has been exported now.
    again = plan_block(more, block, today="2027-01-14", earlier=exported(after, tmp_path))
    for name in ("sessions", "prescriptions", "printed", "rows", "grid", "units"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(after, name))


def test_a_grid_has_a_routine_once_with_the_rows_of_the_past_in_their_place(library: Library, tmp_path: Path) -> None:
    block = {"name": "Spring", "start": "2027-01-04", "phase": [{"name": "base", "weeks": 2, "mon": "s", "thu": "t"}]}
    other = {"t": "exercise,dose\nPlank,2 x 30 s\n"}
    before = plan_block(add_sheet_texts(library, {"s": BEFORE, **other}), block)
    now = add_sheet_texts(library, {"s": BEFORE.replace("Push-up", "Pull-up"), **other})
    rows = plan_block(now, block, today="2027-01-11", earlier=exported(before, tmp_path)).card_grid.rows
    told = [(row.routine_id, row.position, row.exercise_id, row.texts("dose")) for row in rows]
    assert told == [
        ("s", 1, "goblet_squat", ["3 x 8-12, rest 60 s"] * 2),
        ("s", 2, "pull_up", ["", "3 x 10, rest 60 s"]),
        ("s", 2, "push_up", ["3 x 10, rest 60 s", ""]),
        ("s", 3, "leg_curl", ["2 x 8"] * 2),
        ("t", 1, "front_plank", ["2 x 30 s"] * 2),
    ]
