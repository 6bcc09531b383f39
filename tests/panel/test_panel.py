"""The panel without a browser: its controls moved by hand, its text loaded and written, its sheets and files.

Also of panel/controls.py, panel/views.py, panel/widgets.py.
"""

from __future__ import annotations

import datetime
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis import ArgumentError, BlockPanel, Library, check_block, load_library, plan_block, read_block
from analysis.block import block_mapping, block_toml, parse_block
from analysis.block.specs.spec import Move, Skip
from analysis.cli.blocks import EXAMPLE
from analysis.panel.controls import only_typed
from tests.shared import BASE, HALF, HEADER, SKIP, WARM_UPS

FULL = {
    **HALF,
    **SKIP,
    "equipment": [],
    "minutes": 37.5,
    "bands": {"calves": 4, "quads": [2, 5.5]},
    "scale": ["activation", "strength"],
    "move": [{"from": "2027-01-06", "to": "2027-01-07"}],
    "ignore": ["ramp"],
}


SPECS = {"base": BASE, "warm-ups": WARM_UPS, "half": HALF, "full": FULL}


@pytest.fixture
def panel(library: Library, tmp_path: Path) -> BlockPanel:
    return BlockPanel(library, {**HALF, **SKIP}, out=tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_a_spec_typed_by_hand_is_written_back(library: Library, name: str) -> None:
    spec = read_block(library, SPECS[name])
    assert parse_block(library, block_toml(spec)) == spec
    assert read_block(library, block_mapping(spec)) == spec
    panel = BlockPanel(library, SPECS[name])
    assert panel.spec == spec
    assert parse_block(library, panel.text) == spec
    panel.load(block_toml(read_block(library, BASE)))
    panel.load(panel.text)
    panel.load(block_toml(spec))
    assert panel.spec == spec
    assert panel.message == ""


def test_controls_show_the_spec(panel: BlockPanel) -> None:
    shown = panel.controls
    assert (shown.name.value, shown.start.value, shown.race.value) == (
        "Spring half",
        datetime.date(2027, 1, 4),
        datetime.date(2027, 3, 28),
    )
    assert [label for label, _ in shown.which.options] == ["1. build", "2. deload", "3. peak", "4. taper"]
    assert [one.value for one in shown.each_week.children] == [0.8, 1.0, 1.2]
    assert shown.first["fri"].value == ("run_forever",)
    assert shown.then["fri"].value == ("runners_world",)
    assert {day: one.value for day, one in shown.run.items() if one.value} == HALF["runs"]
    assert shown.equipment["mini_band"].value
    assert not shown.equipment["towel"].value
    assert shown.minutes.value == 60


@pytest.mark.slow
def test_every_control_changes_the_spec_and_the_plan(panel: BlockPanel) -> None:
    moves: list[tuple[Any, Any, Any]] = [
        (panel.controls.name, "Autumn", lambda spec: spec.name),
        (panel.controls.weeks, 5, lambda spec: spec.phase[0].weeks),
        (panel.controls.each_week.children[1], 0.65, lambda spec: float(spec.phase[0].volume[1])),
        (panel.controls.race, None, lambda spec: spec.race or None),
        (panel.controls.phase_name, "base", lambda spec: spec.phase[0].name),
        (panel.controls.effort, "easy", lambda spec: spec.phase[0].effort[4]),
        (panel.controls.load, "10 kg", lambda spec: spec.phase[0].load[0]),
        (panel.controls.first["tue"], ("fit_and_well",), lambda spec: spec.phase[0].template["tue"]),
        (panel.controls.run["sat"], "easy", lambda spec: spec.runs["sat"]),
        (panel.controls.goal, "size", lambda spec: spec.goal),
        (panel.controls.minutes, 0, lambda spec: spec.minutes or 0),
    ]
    for control, value, part in moves:
        control.value = value
        assert part(panel.spec) == value, control
        assert panel.message == ""
        assert parse_block(panel.library, panel.text) == panel.spec
        assert panel._file.value == panel.text
        assert panel.plan.spec == panel.spec
    assert "<b>Autumn: 44 strength sets" in panel._chart.value
    assert "<td colspan='5'>base</td>" in panel._grid.value
    assert "Autumn: 14 weeks" in panel._findings.value
    panel.controls.equipment_known.value = False
    assert panel.spec.equipment is None
    panel.controls.equipment_known.value = True
    panel.controls.equipment["bench"].value = True
    assert panel.spec.equipment == ("bench",)
    panel.controls.band["calves"].value = "4-6"
    assert panel.spec.bands == {"calves": (4.0, 6.0)}
    panel.controls.all_weeks.click()
    assert {float(one) for one in panel.spec.phase[0].volume} == {0.8}
    panel.controls.start.value = datetime.date(2027, 1, 12)
    assert panel.spec.monday == datetime.date(2027, 1, 11)


def test_what_is_planned_is_what_the_functions_plan(panel: BlockPanel) -> None:
    panel.controls.weeks.value = 4
    plan = plan_block(panel.library, panel.spec)
    assert plan.prescriptions.equals(panel.plan.prescriptions)
    assert check_block(plan).equals(panel.findings)
    assert "Spring half: 13 weeks" in repr(panel)


@pytest.mark.slow
def test_phases_are_chosen_added_and_removed(library: Library) -> None:
    panel = BlockPanel(library, HALF)
    shown = panel.controls
    shown.which.value = 2
    assert (shown.phase_name.value, shown.weeks.value) == ("peak", 6)
    assert shown.first["fri"].value == ("fit_and_well",)
    panel.controls.race.value = None
    shown.weeks.value = 5
    assert [one.weeks for one in panel.spec.phase] == [3, 1, 5, 2]
    shown.first["wed"].value = ("run_forever",)
    # The taper had the days of the peak, and keeps having them.
    assert [one.template["wed"] for one in panel.spec.phase] == [*[("runners_world",)] * 2, *[("run_forever",)] * 2]
    shown.add.click()
    assert [one.name for one in panel.spec.phase] == ["build", "deload", "peak", "phase 5", "taper"]
    assert shown.phase_name.value == "phase 5"  # which is moved next
    shown.weeks.value = 2
    assert [one.weeks for one in panel.spec.phase] == [3, 1, 5, 2, 2]
    shown.which.value = 0
    for _ in range(5):
        shown.drop.click()
    assert [one.name for one in panel.spec.phase] == ["taper"]
    assert "at least one phase" in panel.message


def test_what_cannot_be_planned_is_said_and_nothing_is_lost(panel: BlockPanel) -> None:
    before, grid = panel.spec, panel._grid.value
    panel.controls.race.value = datetime.date(2030, 1, 1)
    assert "key race: outside the block" in panel.message
    assert (panel.spec, panel._grid.value) == (before, grid)
    assert "outside the block" in panel._said.value
    assert panel.write() == []
    assert not panel.out.exists()
    panel.controls.race.value = datetime.date(2027, 3, 21)  # mended
    assert panel.message == ""
    panel.controls.band["calves"].value = "many"
    assert "band of Calves" in panel.message or "band of calves" in panel.message
    panel.load("name = ")
    assert "not TOML" in panel.message
    panel.load("name = 'x'\nstart = 2027-01-04\n[[phase]]\nname = 'a'\nweeks = 2\nmon = 'runners_wrld'")
    assert "line 6, key phase.1.mon: unknown routine: 'runners_wrld'" in panel.message
    assert [race.date for race in panel.spec.race] == [datetime.date(2027, 3, 21)]


def test_controls_show_what_was_moved_also_when_it_cannot_be_planned(library: Library) -> None:
    phases = [{"name": "a", "weeks": 4, "mon": "runners_world"}, {"name": "b", "weeks": 4}]
    panel = BlockPanel(library, {"name": "B", "start": "2027-01-04", "race": "2027-02-28", "phase": phases})
    shown = panel.controls
    shown.which.value = 1
    shown.weeks.value = 2
    assert panel.wrong
    assert len(shown.each_week.children) == 2
    shown.drop.click()
    assert [label for label, _ in shown.which.options] == ["1. a"]
    shown.weeks.value = 3
    shown.name.value = " "
    shown.which.value = 0
    assert shown.name.value == ""
    shown.name.value = "B again"
    shown.race.value = None
    assert not panel.wrong
    assert (panel.spec.name, panel.spec.weeks) == ("B again", 3)


def test_days_that_are_all_cleared_are_not_those_of_the_phase_before(panel: BlockPanel) -> None:
    shown = panel.controls
    shown.which.value = 2
    for day in ("wed", "fri"):
        shown.first[day].value = ()
    assert "no weekday has a routine" in panel.message
    shown.first["sun"].value = ("run_forever",)
    assert panel.spec.phase[2].template == {"sun": ("run_forever",)}


@pytest.mark.slow
def test_a_slider_that_is_pushed_too_far_and_back_loses_nothing(library: Library) -> None:
    panel = BlockPanel(library, {**HALF, "phase": HALF["phase"][:1], "race": "2027-01-06"})
    before = panel.spec
    for weeks in (1, 2, 5, 3):
        panel.controls.weeks.value = weeks
        assert panel.spec.weeks == weeks
    assert panel.spec == before


@pytest.mark.slow
def test_nothing_is_written_over_a_field_that_cannot_be_read(panel: BlockPanel) -> None:
    panel.controls.band["quads"].value = "3-5"
    panel.controls.band["calves"].value = "many"
    assert panel.write() == []
    assert "Nothing is written until this is mended. band of calves: 'many'" in panel.message
    panel.controls.weeks.value = 4
    assert panel.controls.band["calves"].value == "many"  # it is still there to be mended
    panel.controls.race.value = None
    panel.controls.band["calves"].value = ""
    panel.controls.weeks.value = 3
    assert not panel.wrong
    assert panel.spec.bands == {"quads": (3.0, 5.0)}


SMALL = {
    "name": "Small",
    "start": "2027-01-04",
    "phase": [{"name": "base", "weeks": 2, "mon": "fit_and_well"}],
    "skip": [{"from": "2027-01-11", "why": "flu"}],
}


@pytest.mark.slow
def test_reasons_are_in_the_files_only_when_asked_for_and_a_coachs_file_is_kept(
    library: Library, tmp_path: Path
) -> None:
    panel = BlockPanel(library, SMALL, out=tmp_path / "out")
    panel.out.mkdir()
    (panel.out / "block.toml").write_text("# my own words\nname = 'mine'\n", encoding="utf-8")
    written = panel.write()
    assert (panel.out / "block-kept-1.toml").read_text(encoding="utf-8").startswith("# my own words")
    assert "block-kept-1.toml is a copy" in panel.message
    assert not [path for path in written if b"flu" in path.read_bytes()]
    assert "flu" not in repr(panel)
    panel._remarks.value = True
    panel._at.value = "6:30"
    panel.write()
    assert 'why = "flu"' in (panel.out / "block.toml").read_text(encoding="utf-8")
    assert sorted(path.name for path in panel.out.glob("*kept*")) == ["block-kept-1.toml"]
    assert b"T063000" in (panel.out / "block.ics").read_bytes()
    panel._at.value = "early"
    assert panel.write() == []
    assert "not a time of day" in panel.message


def test_the_data_folder_is_not_written_to(library: Library, data: Path) -> None:
    panel = BlockPanel(load_library(data), WARM_UPS, out=data / "tidy")
    before = {path: path.read_bytes() for path in data.rglob("*.*")}
    assert panel.write() == []
    assert "is in the data folder" in panel.message
    assert {path: path.read_bytes() for path in data.rglob("*.*")} == before


@pytest.mark.slow
def test_text_that_is_being_typed_stays(panel: BlockPanel) -> None:
    panel._file.value = "name = 'half typed"
    assert "not TOML" in panel.message
    panel.controls.weeks.value = 5
    panel._load.click()
    assert "not TOML" in panel.message
    assert panel._file.value == "name = 'half typed"
    panel._file.value = block_toml(read_block(panel.library, BASE))  # planned when the field is left
    assert panel.spec.name == "Winter base"
    assert panel._file.value == panel.text


def uploaded(panel: BlockPanel, name: str, content: bytes) -> None:
    """Hand a file over as the browser does."""
    one = {"name": name, "type": "text/csv", "size": len(content), "content": memoryview(content)}
    panel._upload.value = ({**one, "last_modified": datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)},)


GOOD = f"{HEADER}\nMain,,,Hip thrust,2-4 x 8-12,,\n".encode()


BAD = f"{HEADER}\nMain,strength,,Hip thrusst,3 x 8,,\n".encode()


@pytest.mark.slow
def test_a_sheet_is_uploaded_replaced_and_refused(panel: BlockPanel) -> None:
    uploaded(panel, "../../My sheet.csv", GOOD)
    assert "my_sheet is in the lists" in panel._said.value
    assert "my_sheet, row 2: assumed strength: " in panel._said.value
    assert ("My sheet", ("my_sheet",)) in panel.controls.first["mon"].options
    panel.controls.first["mon"].value = ("my_sheet",)
    assert panel.plan.prescriptions["routine_id"].iloc[0] == "my_sheet"
    before = panel.spec
    for name, content, says in (
        ("other.csv", BAD, "unknown exercise"),
        ("other.csv", GOOD.decode().encode("utf-16")[:-1], "UTF-16"),
        ("other.xlsx", GOOD, "a spreadsheet that cannot be read"),
        ("other.csv", b"", "other.csv"),
        ("run_forever.csv", GOOD, "run_forever"),
        ("...csv", GOOD, "no letter"),
        ("x" * 300 + ".csv", BAD, "unknown exercise"),
        ("my sheet.csv", BAD, "Hip thrusst"),
    ):
        uploaded(panel, name, content)
        assert says in panel.message, name
        assert str(Path("/tmp")) not in panel.message
        assert panel.spec == before
    panel.controls.race.value = None
    panel.controls.weeks.value = 2
    assert panel.message == ""
    override = 'name = "x"\nstart = 2027-01-04\n[[phase]]\nname = "a"\nweeks = 2\nmon = "my_sheet"\n'
    panel.load(f"{override}[phase.override.hip_thrust]\nreps = 5")
    before = panel.spec
    uploaded(panel, "My sheet.csv", GOOD.replace(b"Hip thrust", b"Wall abs"))  # the block could not be planned
    assert "hip_thrust" in panel.message
    assert panel.spec == before
    assert panel.plan.source is panel.library
    uploaded(panel, "My sheet.csv", GOOD.replace(b"2-4 x", b"5 x"))
    assert panel.library.prescriptions.iloc[-1][["routine_id", "sets_max"]].tolist() == ["my_sheet", 5]
    written = panel.write()
    names = [path.relative_to(panel.out).as_posix() for path in written]
    assert names[:2] == ["block.toml", "sheets/my_sheet.csv"]
    assert panel.message == f"Wrote {len(names)} files to {panel.out.as_posix()}/."
    assert not panel.wrong
    assert (panel.out / "sheets" / "my_sheet.csv").read_bytes() == GOOD.replace(b"2-4 x", b"5 x")
    assert parse_block(panel.library, (panel.out / "block.toml").read_text(encoding="utf-8")) == panel.spec
    for name in ("block.xlsx", "block.ics", "cards.pdf", "weeks.png", "summary.pdf"):
        assert name in names
        assert f"<li>{name}</li>" in panel._links.outputs[0]["data"]["text/html"]  # outside of the notebook's folder
    assert all(path.is_file() for path in written)


def test_a_place_that_cannot_be_written_to_is_said(library: Library, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    panel = BlockPanel(library, WARM_UPS, out=tmp_path / "out")
    assert panel.write() == []
    assert "cannot be written" in panel.message
    assert (tmp_path / "out").read_text() == "a file"


def test_without_a_kernel_the_card_grid_is_shown(panel: BlockPanel) -> None:
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "<table" in bundle["text/html"]
    assert "Hip thrust" in bundle["text/html"]
    assert bundle["text/plain"].startswith("BlockPanel: Spring half: 12 weeks")


def test_names_are_text_in_what_is_shown(library: Library) -> None:
    phase = {"name": "<b>&", "weeks": 1, "effort": "<script>alert(1)</script>", "mon": "runners_world"}
    panel = BlockPanel(library, {"name": "<img src=x>", "start": "2027-01-04", "phase": [phase]})
    shown = panel._grid.value + panel._chart.value + panel._findings.value
    assert "<script" not in shown
    assert "<img src=x>" not in shown
    assert "&lt;script&gt;" in shown


def test_without_ipywidgets_it_says_how_to_get_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(ArgumentError, match="needs ipywidgets, which is not installed"):
        BlockPanel(library, BASE)


@pytest.mark.slow
def test_whatever_is_moved_the_text_is_the_spec(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.panel.panel.chart_image", lambda plan: "")  # drawn elsewhere
    panel = BlockPanel(library, {**BASE, "equipment": [], "ignore": ["ramp"]})
    uploaded(panel, "mine.csv", GOOD)
    draw = random.Random(7)
    moved = 0
    for _ in range(60):
        shown = panel.controls
        sliders = [shown.weeks, shown.minutes, *shown.each_week.children]
        lists = [shown.which, shown.goal, *shown.run.values(), *shown.first.values(), *shown.then.values()]
        kind = draw.randrange(6)
        if kind == 0:
            one = draw.choice(sliders)
            steps = round((one.max - one.min) / one.step)
            one.value = type(one.value)(round(one.min + one.step * draw.randrange(steps + 1), 4))
        elif kind in (1, 2):
            one = draw.choice(lists)
            one.value = draw.choice([value for _, value in one.options])
        elif kind == 3:
            draw.choice([shown.equipment_known, *shown.equipment.values()]).value = draw.random() < 0.5
        elif kind == 4:
            one = draw.choice(list(shown.band.values()))
            for text in (draw.choice(["6-2", "x", "-1"]), draw.choice(["", "2", "2-6"])):
                one.value = text
        else:
            draw.choice([shown.add, shown.drop, shown.all_weeks]).click()
        moved += not panel.wrong
        assert parse_block(panel.library, panel.text) == panel.spec
        assert panel.plan.spec == panel.spec
    assert moved > 40


def test_a_phase_is_filled_with_suggested_sessions_and_emptied_again(library: Library) -> None:
    phases = [{"name": "a", "weeks": 1, "tue": "run_forever"}, {"name": "b", "weeks": 1}]
    block = {"name": "x", "start": "2027-01-04", "bands": {"calves": 4}, "equipment": ["mat"], "phase": phases}
    panel = BlockPanel(library, block)
    controls = panel.controls
    controls.suggest.value = 2
    assert panel.message == ""
    assert panel.plan.sessions.groupby("week").size().tolist() == [3, 3]  # the phase after it goes along
    assert controls.first["thu"].value or controls.first["mon"].value
    assert "suggest = 2" in panel.text
    assert "suggested_" not in panel.text
    controls.suggest.value = 0
    assert panel.plan.sessions["routine_id"].tolist() == ["run_forever"] * 2
    controls.band["calves"].value = ""
    controls.suggest.value = 2
    assert panel.message == ""  # sessions worth doing need no target


DAY = datetime.date


@pytest.mark.slow
def test_days_off_and_moved_days_are_rows_to_add_to_and_take_from(panel: BlockPanel) -> None:
    off, moved = panel.controls.skip, panel.controls.move
    assert [row.values for row in off.rows] == [(DAY(2027, 2, 1), DAY(2027, 2, 9), "flu")]
    assert moved.rows == []
    off.add.click()
    assert len(panel.spec.skip) == 1, "a row that says nothing yet changes nothing"
    off.rows[1].first.value = DAY(2027, 3, 1)
    assert panel.spec.skip[1:] == (Skip(DAY(2027, 3, 1), DAY(2027, 3, 1), ""),)
    assert off.rows[1].last.value == DAY(2027, 3, 1)
    off.rows[1].last.value = DAY(2027, 3, 3)
    off.rows[1].text.value = " work "
    assert panel.spec.skip[1] == Skip(DAY(2027, 3, 1), DAY(2027, 3, 3), "work")
    moved.add.click()
    moved.rows[0].first.value = DAY(2027, 1, 4)
    assert panel.spec.move == ()
    moved.rows[0].last.value = DAY(2027, 1, 5)
    assert panel.spec.move == (Move(DAY(2027, 1, 4), DAY(2027, 1, 5)),)
    assert panel.message == ""
    moved.rows[0].first.value = DAY(2027, 1, 5)
    assert "no session on that day" in panel.message
    assert panel.spec.move[0].source == DAY(2027, 1, 4), "the last good plan stays"
    moved.rows[0].children[0].children[-1].click()
    off.rows[0].children[0].children[-1].click()
    assert (len(panel.spec.skip), panel.spec.move, panel.message) == (1, (), "")
    assert parse_block(panel.library, panel.text) == panel.spec


@pytest.mark.slow
def test_a_phase_may_have_runs_of_its_own(panel: BlockPanel) -> None:
    shown = panel.controls
    shown.which.value = 1
    assert (shown.own_runs.value, shown.own_runs.description) == (
        False,
        f"{panel.spec.phase[1].name} has runs of its own",
    )
    before = dict(panel.spec.runs)
    shown.own_runs.value = True
    shown.run["sun"].value = "race"
    assert panel.spec.runs == before
    assert panel.spec.phase[1].runs == {**before, "sun": "race"}
    shown.which.value = 0
    assert (shown.own_runs.value, shown.run["sun"].value) == (False, before["sun"])
    shown.run["sun"].value = "easy"
    assert panel.spec.runs["sun"] == "easy"
    shown.which.value = 1
    assert shown.run["sun"].value == "race"
    shown.own_runs.value = False
    assert panel.spec.phase[1].runs is None


@pytest.mark.slow
def test_remarks_and_what_has_no_control_stay_in_the_text(library: Library, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    panel = BlockPanel(library, tmp_path / "mine.toml", out=tmp_path / "out")
    assert panel.text == panel._file.value == text
    panel.controls.minutes.value = 55
    panel.controls.week[0].value = 0.9
    lines = set(text.splitlines()) - set(panel.text.splitlines())
    assert len(lines) <= 2
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in panel.text.splitlines() if line.startswith("#")
    ]
    panel.load(panel.text.replace("minutes = 55", "minutes = 50  # her lunch"))
    panel.controls.name.value = "Autumn"
    assert "minutes = 50  # her lunch" in panel.text
    for key in ("sheets", "override", "maxima"):
        assert key in only_typed()


def test_a_new_block_puts_the_other_one_aside(panel: BlockPanel) -> None:
    before = panel.text
    panel._new.click()
    assert (panel.spec.name, panel.spec.start, panel.spec.skip, panel.spec.race) == (
        "New block",
        DAY(2027, 1, 4),
        (),
        (),
    )
    assert panel.message == ""
    assert panel._new.description == "Back to Spring half"
    panel.controls.name.value = "Ben"
    panel._new.click()
    assert panel.text == before
    assert panel._new.description == "Back to Ben"
    panel._new.click()
    assert panel.spec.name == "Ben"
