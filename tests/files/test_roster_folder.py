"""A squad's blocks planned and written: a folder for each athlete by initials, and one overview.

Also of suggest/rosters/roster_blocks.py, suggest/rosters/roster_plan.py, suggest/rosters/roster_sentences.py and
files/roster_page.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis import DataError, FileError, Library, plan_block
from analysis.base.csv_text import csv_text
from analysis.cli.main import main
from analysis.files import earlier_folders, export_roster, roster_folder, taken_initials
from analysis.files.roster_page import roster_page
from analysis.suggest import SquadPlan, plan_roster
from tests.shared import ROOT

BLOCK: dict[str, Any] = {
    "name": "Spring",
    "start": "2027-01-04",
    "phase": [
        {
            "name": "base",
            "weeks": 3,
            "mon": "run_forever",
            "wed": "runners_world",
            "override": {"hip_thrust": {"sets": 4}, "squat_heel_raise": {"load": "20 kg"}},
        },
        {"name": "easy", "weeks": 1, "volume": 0.6},
    ],
}


ROWS = [
    ["Ann Bo", "", "", "", ""],
    ["Al Bart", "mini band, mat, wall, step", "Tue Sat", "", ""],
    ["Cy Day", "none", "Fri", "15", ""],
    ["Di Egg", "", "", "", "2027-01-11 to 2027-01-17 (Tenerife)"],
    ["Ed Fir", "", "", "", ""],
]


@pytest.fixture(scope="module")
def squad(library: Library) -> SquadPlan:
    return plan_roster(library, BLOCK, pd.DataFrame(ROWS, columns=["name", "equipment", "days", "minutes", "skip"]))


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Leave the pictures out, which take seconds, and list what would be drawn."""
    drawn: list[int] = []

    def draw(plan: Any, findings: pd.DataFrame) -> dict[str, bytes]:
        drawn.append(id(plan))
        return {"grid.csv": b"grid", "as_planned.csv": csv_text(plan.rows).encode(), "cards.pdf": b"%PDF"}

    monkeypatch.setattr(roster_folder, "drawn_files", draw)
    return drawn


def test_what_the_block_skips_is_nobodys_own_time_away(library: Library) -> None:
    rows = pd.DataFrame({"name": ["Ann Bo", "Di Egg"], "skip": ["", "2027-01-11 to 2027-01-17"]})
    table = plan_roster(library, BLOCK | {"skip": [{"from": "2027-01-06"}]}, rows).overview
    assert table["lost_sessions"].tolist() == [0, 2]


def test_blank_cells_inherit_and_others_replace(library: Library, squad: SquadPlan) -> None:
    own = plan_block(library, BLOCK)
    ann, al, cy, di, ed = squad.athletes
    assert ann.plan.grid.equals(own.grid)
    assert ed.plan is ann.plan, "equal blocks are planned and drawn once"
    table = squad.overview.set_index("athlete")
    assert table["days"].to_dict() == {"AB2": "mon wed", "AB": "tue sat", "CD": "fri", "DE": "mon wed", "EF": "mon wed"}
    assert table.loc["AB", "other_days"] == "Mon → Tue, Wed → Sat"
    assert table.loc["CD", "left_out"] == "Wed: Runner's World"
    assert (table.loc["DE", "away"], table.loc["DE", "lost_sessions"]) == ("2027-01-11 to 2027-01-17", 2)
    assert "hip thrust → glute bridge (no bench or couch)" in table.loc["AB", "replaced"]
    assert table.loc["AB", "told"] == "what you typed for hip thrust is dropped with it"
    assert (al.plan.prescriptions["exercise_id"] != "hip_thrust").all()
    assert cy.spec.minutes == 15
    assert table["missing"].isna().all()
    assert not di.plan.sessions["week"].eq("2027-W02").any()
    days = squad.sessions.query("athlete == 'AB' and block_phase == 'base'")
    assert days[["weekday", "routine"]].values.tolist() == [
        ["tue", "Run forever"],
        ["sat", "Runner's World, adapted"],
    ]


def test_a_rewritten_routine_keeps_the_pace_of_its_source(squad: SquadPlan) -> None:
    minutes = [each.plan.sessions.groupby("routine_id")["minutes_max"].max() for each in squad.athletes[:2]]
    assert abs(minutes[0]["runners_world"] - minutes[1]["runners_world_rewritten"]) < 6


def test_what_cannot_be_planned_names_its_row(library: Library) -> None:
    suggested = {**BLOCK, "bands": {"calves": 3}, "phase": [{"name": "a", "weeks": 1, "suggest": ["mon"]}]}
    roster = pd.DataFrame({"name": ["Ann Bo", "Cy Day"], "equipment": ["", "none"], "minutes": ["", "1"]})
    with pytest.raises(DataError, match=r"roster, row 3: the block of CD cannot be planned: "):
        plan_roster(library, suggested, roster)


def test_a_folder_for_each_by_initials_and_no_name_anywhere(
    squad: SquadPlan, tmp_path: Path, undrawn: list[int]
) -> None:
    files = export_roster(squad, tmp_path, at="06:30")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["AB", "AB2", "CD", "DE", "EF"]
    assert [path.name for path in files[:3]] == ["overview.html", "overview.xlsx", "findings.csv"]
    assert len(undrawn) == 4
    for path in files:
        book = openpyxl.load_workbook(path) if path.suffix == ".xlsx" else None
        cells = [cell.value for sheet in book for row in sheet for cell in row] if book else [path.read_text("utf-8")]
        text = " ".join(map(str, cells))
        assert not re.search("Ann|Bart|Cy Day|Tenerife", text), path
    assert re.search(r"X-WR-CALNAME:Spring.*AB2", (tmp_path / "AB2" / "block.ics").read_text())
    assert openpyxl.load_workbook(tmp_path / "CD" / "block.xlsx")["grid"]["A1"].value == "Spring, CD"
    book = openpyxl.load_workbook(tmp_path / "overview.xlsx")
    assert book.sheetnames == ["athletes", "days", "instead", "findings"]
    assert [cell.value for cell in book["athletes"]["A"]] == ["athlete", "AB2", "AB", "CD", "DE", "EF"]
    before = {path: path.read_bytes() for path in files}
    assert export_roster(squad, tmp_path, at="06:30") == files
    assert {path: path.read_bytes() for path in files} == before


def test_the_block_of_an_athlete_is_a_block_like_any(
    library: Library, squad: SquadPlan, tmp_path: Path, undrawn: list[int]
) -> None:
    export_roster(squad, tmp_path)
    for each in squad.athletes:
        plan = plan_block(library, tmp_path / each.athlete.initials / "block.toml")
        assert plan.spec.name == f"Spring, {each.athlete.initials}"
        assert plan.grid["dose"].tolist() == each.plan.grid["dose"].tolist()
        assert plan.sessions["date"].tolist() == each.plan.sessions["date"].tolist()


def test_names_and_remarks_stand_there_when_they_are_asked_for(
    squad: SquadPlan, tmp_path: Path, undrawn: list[int]
) -> None:
    export_roster(squad, tmp_path, names=True, remarks=True)
    assert "Ann Bo" in {path.name for path in tmp_path.iterdir()}
    assert "Ann Bo" in (tmp_path / "overview.html").read_text("utf-8")
    assert "Tenerife" in (tmp_path / "Di Egg" / "block.toml").read_text("utf-8")
    assert taken_initials(tmp_path) == {}, "names are nobody's initials"


def test_nobody_gets_the_folder_of_another(
    library: Library, squad: SquadPlan, tmp_path: Path, undrawn: list[int]
) -> None:
    export_roster(squad, tmp_path)
    fewer = pd.DataFrame({"name": ["Ada Bell", "Ann Bo", "Cy Day"]})
    with pytest.raises(FileError, match="AB: holds the block of another athlete"):
        export_roster(plan_roster(library, BLOCK, fewer), tmp_path)
    later = plan_roster(library, BLOCK, fewer, taken=taken_initials(tmp_path))
    assert [each.athlete.initials for each in later.athletes] == ["AB3", "AB2", "CD"]
    files = export_roster(later, tmp_path)
    assert [path.name for path in roster_folder.of_nobody(files, tmp_path)] == ["AB", "DE", "EF"]


def test_what_is_past_stays_when_the_block_changes(library: Library, tmp_path: Path, undrawn: list[int]) -> None:
    frame = pd.DataFrame({"name": ["Ann Bo", "Cy Day"], "days": ["", "Tue Sat"]})
    squad = plan_roster(library, BLOCK, frame)
    export_roster(squad, tmp_path)
    later = {**BLOCK, "phase": [{"name": "base", "weeks": 4, "mon": "fit_and_well"}]}
    changed = plan_roster(library, later, frame, today="2027-01-18", earlier=earlier_folders(tmp_path))
    for before, now in zip(squad.athletes, changed.athletes, strict=True):
        past, kept = (one.plan.sessions.query("date < '2027-01-18'") for one in (before, now))
        assert kept[["date", "routine_id"]].values.tolist() == past[["date", "routine_id"]].values.tolist()
        assert set(now.plan.sessions.query("date >= '2027-01-18'")["routine_id"]) == {"fit_and_well"}


def test_nothing_is_written_when_one_file_cannot_be(squad: SquadPlan, tmp_path: Path, undrawn: list[int]) -> None:
    (tmp_path / "EF").write_text("not a folder")
    with pytest.raises(FileError, match="EF"):
        export_roster(squad, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["EF"]
    with pytest.raises(FileError, match="data folder"):
        export_roster(squad, ROOT / "data")


class Page(HTMLParser):
    """Counts the rows of the tables of a page, and lists what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.loads = 0, [""][:0]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"
        self.loads += [str(value) for name, value in attributes if name in ("src", "href")]


def test_the_page_says_who_trains_when(squad: SquadPlan) -> None:
    text = roster_page(squad)
    page = Page()
    page.feed(text)
    assert (page.rows, page.loads) == (4, [])  # both phases have the same days, and so have three athletes
    assert "<th>AB2, DE, EF</th><td data-day='Mon'>Run forever</td>" in text  # which a phone shows beside it
    assert "<h1>Spring: 5 athletes, 4 weeks from 2027-01-04</h1>" in text
    assert "<p>To fix: CD.</p>" in text
    assert "Alike in the roster: AB2 in row 2 and AB in row 3." in text
    assert "Alike in" not in roster_page(roster_folder.called_by_name(squad))
    assert "<th>CD</th>" in text
    assert "<h3>AB2 and EF</h3><p>8 sessions, on Mon and Wed; longest day" in text


def test_the_command_plans_writes_and_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, undrawn: list[int]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "name = 'Spring'\nstart = 2027-01-04\n[[phase]]\nname = 'a'\nweeks = 2\nmon = 'run_forever'\n"
    Path("block.toml").write_text(text)
    Path("squad.csv").write_text("name,equipment,minutes,Phone\nAnn Bo,,,1\nCy Day,none,12,2\n")
    run: Callable[..., int] = lambda *more: main(["block", "block.toml", "--roster", "squad.csv", *more])  # noqa: E731
    assert run() == 0
    said = capsys.readouterr()
    assert said.out.startswith("To fix: CD.\nExercises replaced: CD.\n\nathlete")
    assert "\n- Fix: Mon takes" in said.out
    assert "squad.csv: not read: Phone" in said.err
    assert run("--out", "squad") == 0
    assert "wrote 15 files to squad/" in capsys.readouterr().err
    assert run("--check", "--names") == 1
    assert capsys.readouterr().out.startswith("Ann Bo:\n")
    Path("squad.csv").write_text("name,equipment\nAnn Bo,mini bnad\n")
    assert run("--out", "other") == 2
    assert "squad.csv, row 2, column equipment: unknown equipment: 'mini bnad'" in capsys.readouterr().err
    assert not Path("other").exists()
    assert main(["block", "block.toml", "--names"]) == 2
