"""Left and right logged as sets of their own: told, and counted as one set where that is said.

Also of logs/counts.py, logs/log_arrays.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import BlockPlan, Library, add_routine, compare_to_block, log_volume, match_exercises, plan_block
from analysis.cli.main import main
from analysis.logs import exercise_progress, log_frequency, say_log
from analysis.logs.sides import sides_apart

HEAD = "Date,Exercise,Category,Weight,Weight Unit,Reps\n"


SHEET = "exercise,dose\nStep-up,{} x 10 per side\nHip thrust,3 x 10\n"


BLOCK = 'name = "x"\nstart = 2027-01-04\n[[phase]]\nname = "base"\nweeks = 1\nmon = "legs"\n'


APART = {"exercise_name": ["Step Up"], "exercise_id": [""], "sides": ["apart"]}


def logged(*sets: tuple[str, str, int], day: str = "2027-01-04") -> pd.DataFrame:
    rows = [(athlete, pd.Timestamp(day), name, 10) for athlete, name, count in sets for _ in range(count)]
    return pd.DataFrame(rows, columns=["athlete", "date", "exercise_name", "reps"])


def planned(library: Library, folder: Path, sets: str = "3", **keys: Any) -> BlockPlan:
    path = folder / "legs.csv"
    path.write_text(SHEET.format(sets), encoding="utf-8")
    phase = {"name": "base", "weeks": 1, **dict.fromkeys(["mon", "wed"] if keys else ["mon"], "legs")}
    return plan_block(add_routine(library, path), {"name": "x", "start": "2027-01-04", "phase": [phase], **keys})


def test_left_and_right_count_as_one_set_wherever_sets_are_counted(library: Library, tmp_path: Path) -> None:
    plan = planned(library, tmp_path)
    log = logged(("anna", "Step Up", 6), ("anna", "Hip Thrust", 3))
    (tmp_path / "matches.csv").write_text("exercise_name,exercise_id,sides\nStep up,,apart\n", encoding="utf-8")
    for matches in (tmp_path / "matches.csv", pd.DataFrame(APART), sides_apart(log, library)):
        volume = log_volume(log, library, by="muscle", matches=matches, quantities=["sets", "reps"])
        assert volume.query("muscle_id == 'quads'")[["sets", "reps"]].values.tolist()[0] == [3, 30]  # of one side
        assert set(volume["sets_logged"]) == set(volume["sets_matched"]) == {6}
        assert match_exercises(log, library, matches).set_index("exercise_name")["sets"].to_dict() == {
            "Hip Thrust": 3,
            "Step Up": 3,
        }
        found = compare_to_block(plan, log, matches=matches)
        assert found.adherence[["sets_done", "sets_unplanned"]].values.tolist() == [[6, 0]]
        assert (set(found.volume["status"]), found.notes) == ({"in"}, ())
        assert exercise_progress(log, library, matches=matches)["sets"].tolist() == [3, 3]
    assert log_frequency(logged(("anna", "Step Up", 1)), library, by="muscle", matches=pd.DataFrame(APART)).empty
    assert len(log_frequency(logged(("anna", "Step Up", 2)), library, by="muscle", matches=pd.DataFrame(APART)))


def test_one_side_more_is_a_set_that_was_begun(library: Library) -> None:
    volume = log_volume(logged(("anna", "Step Up", 3)), library, by="muscle", matches=pd.DataFrame(APART))
    assert volume.query("muscle_id == 'quads'")[["sets", "sets_logged"]].values.tolist() == [[1.5, 2]]


def test_it_holds_for_those_of_whom_it_is_said(library: Library) -> None:
    log = logged(("anna", "Step Up", 4), ("ben", "Step Up", 4), ("ben", "Side plank", 4))
    only = sides_apart(log, library, athletes=["anna"])
    volume = log_volume(log, library, by="muscle", matches=only).query("muscle_id == 'quads'")
    assert volume.set_index("athlete")["sets"].to_dict() == {"anna": 2, "ben": 4}
    together = pd.DataFrame({**APART, "sides": ["together"]})
    assert sides_apart(log, library, together)[["exercise_name", "sides", "athlete"]].values.tolist() == [
        ["Step Up", "together", ""],
        ["Side plank", "apart", "ben"],
    ]


NOTES = {
    "twice": ("3", 6, {}, "Step-up (6 sets where 3 per side were planned)"),
    "once": ("3", 3, {}, ""),
    "more, but not twice": ("3", 5, {}, ""),
    "more than twice": ("3", 7, {}, ""),
    "twice the least and not more than the most": ("2-4", 4, {}, ""),
    "twice as it can be": ("2-4", 7, {}, "Step-up (7 sets where 4 per side were planned)"),
    "two sessions of a day": ("3", 6, {"move": [{"from": "2027-01-06", "to": "2027-01-04"}]}, ""),
}


@pytest.mark.parametrize("case", list(NOTES))
def test_twice_the_planned_sets_per_side_are_told(library: Library, tmp_path: Path, case: str) -> None:
    sets, done, keys, told = NOTES[case]
    plan = planned(library, tmp_path, sets, **keys)
    (note,) = compare_to_block(plan, logged(("anna", "Step Up", done), ("anna", "Hip Thrust", 6))).notes or ("",)
    assert told in note
    assert bool(note) == bool(told)
    assert "Hip thrust" not in note  # both legs at once


TWO_SIDES = "exercise,dose\nStep ups,3 x 10 per side\nSide plank,2 x 30 s per side\nHip thrust,3 x 10\n"


ONE_DAY = {
    "other side": ("2027-01-04", (6, 4, 3), ["done"], [8, 5], True),
    "other side, and a set more": ("2027-01-04", (6, 4, 4), ["done"], [8, 6], True),
    "other side, another day": ("2027-01-05", (6, 4, 3), ["moved"], [8, 5], True),
    "two sessions": ("2027-01-04", (6, 4, 6), ["done", "moved"], [16, 0], False),
}


@pytest.mark.parametrize("case", list(ONE_DAY))
def test_the_other_side_is_no_session_of_another_day(library: Library, tmp_path: Path, case: str) -> None:
    day, (steps, planks, thrusts), states, sets, told = ONE_DAY[case]
    (tmp_path / "legs.csv").write_text(TWO_SIDES, encoding="utf-8")
    phase = {"name": "base", "weeks": 2, "mon": "legs", "thu": "legs"}
    spec = {"name": "x", "start": "2027-01-04", "phase": [phase]}
    plan = plan_block(add_routine(library, tmp_path / "legs.csv"), spec)
    log = logged(("anna", "Step Up", steps), ("anna", "Side plank", planks), ("anna", "Hip Thrust", thrusts), day=day)
    found = compare_to_block(plan, log, until="2027-01-12")
    assert found.sessions["state"].tolist()[: len(states)] == states
    assert set(found.sessions["state"].tolist()[len(states) :]) == {"missed", "to come"}
    assert found.adherence[["sets_done", "sets_unplanned"]].values.tolist() == [sets]
    assert found.adherence["due"].tolist() == [3]
    assert bool(found.notes) == told


@pytest.mark.slow
def test_the_command_counts_the_sides_of_those_who_log_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "2027-01-04,Step Up,Legs,10,kg,10\n" * 6 + "2027-01-04,Hip Thrust,Legs,60,kg,10\n" * 3
    for name in ("anna", "ben"):
        Path(f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
    Path("legs.csv").write_text(SHEET.format(3), encoding="utf-8")
    Path("block.toml").write_text(BLOCK, encoding="utf-8")
    for options, done in (
        ("anna.csv ben.csv", [6, 6]),
        ("anna.csv ben.csv --sides", [3, 3]),
        ("--sides anna.csv ben.csv", [3, 3]),
        ("anna.csv ben.csv --sides ben.csv", [6, 3]),
        ("ben.csv --sides anna.csv", [3, 6]),
    ):
        command = f"log {options} --names --block block.toml --with legs.csv --out out"
        assert main(command.split()) == 0
        said = " ".join(capsys.readouterr().out.split())
        progress = pd.read_csv("out/progress.csv").query("exercise_name == 'Step Up'")
        assert dict(zip(progress["athlete"], progress["sets"], strict=True)) == dict(
            zip(["anna", "ben"], done, strict=True)
        )
        report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
        assert report["sets"] == sum(done) + 6
        assert len(report.get("notes", [])) == done.count(6)
        assert ("count as one set" in said) == (3 in done)
        assert said.count("seems to log left and right as sets of their own: Step-up (6 sets") == done.count(6)


SIDED = ["Step Up Left", "Step Up (L)", "Step Up - Left", "Left Step Up", "step up left leg", "Step Up (Dumbbell) L"]


@pytest.mark.parametrize("name", SIDED)
def test_a_name_that_says_its_side_is_the_exercise_and_each_two_are_one(library: Library, name: str) -> None:
    log = logged(("anna", name, 3), ("anna", "Step Up Right", 3))
    volume = log_volume(log, library, by="muscle").query("muscle_id == 'quads'")
    assert volume[["sets", "sets_matched", "sets_logged"]].values.tolist() == [[3, 3, 3]]
    matched = match_exercises(log, library)
    assert set(matched["exercise_id"]) == {"step_up"}
    assert set(matched["how"]) == {"side in the name"}
    assert "left and right, where the name says the side: " in say_log([], matched)


def test_a_side_in_the_name_of_an_exercise_of_both_is_another_exercise(library: Library) -> None:
    table = match_exercises(logged(("anna", "Hip Thrust Left", 2), ("anna", "Left", 1)), library)
    assert table["exercise_id"].isna().all()


def test_named_sides_are_planned_sets_done(library: Library, tmp_path: Path) -> None:
    log = logged(("anna", "Step Up Left", 3), ("anna", "Step Up Right", 4), ("anna", "Hip Thrust", 3))
    done = compare_to_block(planned(library, tmp_path), log)
    assert done.adherence[["sets_done", "sets_unplanned"]].values.tolist() == [[6, 1]]
    assert done.notes == ()
    assert done.unplanned["exercise_name"].tolist() == ["Step-up, left and right"]


def test_what_is_planned_and_done_shows_itself_and_leads_on(library: Library, tmp_path: Path) -> None:
    done = compare_to_block(planned(library, tmp_path), logged(("anna", "Step Up", 3), ("anna", "Hip Thrust", 3)))
    assert repr(done).startswith(
        "PlannedAndDone: 1 athlete, 1 of 1 session that were due done, 2027-01-04 to 2027-01-10;"
    )
    assert done._repr_html_().count("<tr") == 2
    assert str(done.say()).startswith("anna, until 2027-01-04: 1 of 1 session that were due (100 %)")
    assert [draw().figure is not None for draw in (done.plot, done.plot_sessions, done.plot_squad)] == [True] * 3
    assert done.squad_weeks()["part"].tolist() == [1.0]
