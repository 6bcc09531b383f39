"""Planned against done: sessions, sets, what came on top, load and effort, a squad, and the files of the command.

Also of logs/sentences.py, logs/sessions_done.py, logs/synthetic.py, logs/weeks.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import (
    ArgumentError,
    BlockPlan,
    FileError,
    Library,
    add_routine,
    compare_to_block,
    fill_weeks,
    log_volume,
    match_exercises,
    plan_block,
    read_log,
    read_logs,
)
from analysis.charts import plot_planned_done, plot_progress, plot_sessions_done, plot_squad
from analysis.cli.main import main
from analysis.logs import (
    exercise_progress,
    initials,
    log_frequency,
    say_planned_done,
    squad_weeks,
    write_synthetic_logs,
)
from tests.shared import HEADER

BLOCK = """
name = "Spring"
start = 2027-01-04
[[phase]]
name = "build"
weeks = 3
mon = "runners_world"
thu = "run_forever"
"""


@pytest.fixture(scope="module")
def plan(library: Library) -> BlockPlan:
    phase = {"name": "build", "weeks": 3, "mon": "runners_world", "thu": "run_forever"}
    return plan_block(library, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})


def rows_of(plan: BlockPlan, routine: str, day: str, *, athlete: str = "anna", part: float = 1.0) -> pd.DataFrame:
    """A log of the first session of a routine, all of it or its first exercises, set by set."""
    rows = plan.prescriptions.query("routine_id == @routine and kind in ['light', 'strength']")
    rows = rows[rows["date"] == rows["date"].iloc[0]]
    rows = rows.head(round(part * len(rows)))
    names = plan.source.exercises.set_index("exercise_id")["name"]
    shown = [names[one] for one, sets in zip(rows["exercise_id"], rows["sets_min"], strict=True) for _ in range(sets)]
    return pd.DataFrame({"athlete": athlete, "date": pd.Timestamp(day), "exercise_name": shown})


def states(found: Any) -> list[str]:
    return found.sessions["state"].tolist()


def test_a_block_done_as_planned(plan: BlockPlan) -> None:
    days = list(zip(plan.sessions["routine_id"], plan.sessions["date"], strict=True))
    log = pd.concat([rows_of(plan, routine, day) for routine, day in days], ignore_index=True)
    found = compare_to_block(plan, log, until="2027-01-24")
    assert set(states(found)) == {"done"}
    volume = found.volume
    assert (volume["done"] == volume["planned_min"]).all()
    assert (volume["status"] == "in").all()
    assert (volume["sets_matched"] == volume["sets_logged"]).all()
    assert volume["due"].all()
    assert found.unplanned.empty
    row = found.adherence.iloc[0]
    assert (row["adherence"], row["sets_done"], row["sets_unplanned"]) == (1, row["sets_planned_min"], 0)
    planned = plan.volume_by().query("kind in ['light', 'strength']").groupby("week")["sets_min"].sum()
    assert volume.groupby("week")["planned_min"].sum().to_dict() == planned.to_dict()


def test_a_session_is_moved_within_its_week_and_belongs_to_one_only(plan: BlockPlan) -> None:
    moved = rows_of(plan, "runners_world", "2027-01-06")  # Wednesday in place of Monday
    found = compare_to_block(plan, moved, until="2027-01-24")
    assert states(found) == ["moved", "missed", "missed", "missed", "missed", "missed"]
    assert found.sessions["done_on"].iloc[0] == pd.Timestamp("2027-01-06")
    assert found.unplanned.empty
    other_week = rows_of(plan, "runners_world", "2027-01-17")  # Sunday of week 2: of that week's session
    assert states(compare_to_block(plan, other_week, until="2027-01-24"))[2] == "moved"
    twice = pd.concat([rows_of(plan, "runners_world", "2027-01-04"), moved], ignore_index=True)
    found = compare_to_block(plan, twice, until="2027-01-24")
    assert states(found)[0] == "done"
    assert set(found.unplanned["date"]) == {pd.Timestamp("2027-01-06")}  # done once more, and told as such


def test_half_of_the_exercises_make_a_session(plan: BlockPlan) -> None:
    for part, state in ((0.5, "done"), (0.34, "begun")):
        log = rows_of(plan, "run_forever", "2027-01-07", part=part)
        assert states(compare_to_block(plan, log, until="2027-01-24"))[1] == state


def test_sessions_after_the_last_day_are_to_come(plan: BlockPlan) -> None:
    log = rows_of(plan, "runners_world", "2027-01-11")
    found = compare_to_block(plan, log)
    assert found.adherence["until"].tolist() == [pd.Timestamp("2027-01-11")]
    assert states(found) == ["missed", "missed", "done", "to come", "to come", "to come"]
    assert found.adherence["due"].iloc[0] == 3
    assert found.volume.groupby("week")["due"].first().tolist() == [True, False, False]


def test_what_is_logged_after_the_last_day_counts_nowhere(plan: BlockPlan) -> None:
    days = zip(plan.sessions["routine_id"], plan.sessions["date"], strict=True)
    log = pd.concat([rows_of(plan, routine, day) for routine, day in days], ignore_index=True)
    found = compare_to_block(plan, log, until=pd.Timestamp("2027-01-08"))
    assert states(found) == ["done", "done", "to come", "to come", "to come", "to come"]
    assert (found.adherence["due"].item(), found.adherence["done"].item()) == (2, 2)
    assert found.volume.query("not due")["done"].sum() == 0
    assert found.volume.query("not due")["status"].isna().all()
    nobody = compare_to_block(plan, log, until="2020-01-01")
    assert (set(states(nobody)), nobody.adherence["due"].item()) == ({"to come"}, 0)
    assert say_planned_done(nobody).startswith("Nothing of the block was due: it goes from 2027-01-04 to 2027-01-24")


def test_each_athlete_has_a_last_day_of_their_own(plan: BlockPlan) -> None:
    logs = [rows_of(plan, "runners_world", "2027-01-04"), rows_of(plan, "run_forever", "2027-01-21", athlete="ben")]
    found = compare_to_block(plan, pd.concat(logs, ignore_index=True)).adherence.set_index("athlete")
    assert found["due"].to_dict() == {"anna": 1, "ben": 6}


def test_sessions_of_one_day_share_what_was_planned_for_both(library: Library) -> None:
    phase = {"name": "one", "weeks": 1, "mon": ["run_forever", "runners_world"]}
    plan = plan_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    log = pd.concat([rows_of(plan, name, "2027-01-04") for name in ("run_forever", "runners_world")], ignore_index=True)
    stretch = log.iloc[:1].assign(exercise_name="World's greatest stretch")  # prescribed, although it gives no set
    found = compare_to_block(plan, pd.concat([log, stretch], ignore_index=True))
    assert found.sessions["sets_done"].tolist() == found.sessions["sets_planned_min"].tolist()
    assert found.unplanned.empty


@pytest.mark.parametrize("many", [2, 3])
def test_sessions_of_one_routine_on_one_day_are_told_apart(library: Library, many: int) -> None:
    days = ["mon", "wed", "fri"][:many]
    moves = [{"from": f"2027-01-{4 + 2 * place:02d}", "to": "2027-01-10"} for place in range(many)]
    phase = {"name": "base", "weeks": 2, "volume": [1, 0.6], **dict.fromkeys(days, "run_forever")}
    moves.append({"from": "2027-01-11", "to": "2027-01-10"})  # of the lighter week
    spec = {"name": "x", "start": "2027-01-04", "scale": ["activation", "strength"]}
    plan = plan_block(library, {**spec, "move": moves, "phase": [phase]})
    assert plan.sessions.loc[plan.sessions["date"] == "2027-01-10", "session"].tolist() == [*range(1, many + 2)]
    assert not plan.sessions.duplicated(["date", "session"]).any()
    sums = plan.prescriptions.groupby(["date", "session"])["sets_max"].sum()["2027-01-10"]
    assert sums.tolist()[:-1] == [12] * many
    light = int(sums.iloc[-1])
    assert light < 9
    log = rows_of(plan, "run_forever", "2027-01-10")  # all of them
    assert len(log) == 12 * many + light
    names = ["session", "state", "sets_planned_min", "sets_done"]
    found = compare_to_block(plan, log, until="2027-01-10")
    both = found.sessions.loc[found.sessions["date"] == "2027-01-10", names].values.tolist()
    assert both == [*([one, "done", 12, 12] for one in range(1, many + 1)), [many + 1, "done", light, light]]
    assert found.unplanned.empty
    alone = plan_block(library, {**spec, "phase": [{**phase, "volume": 1}]})
    found = compare_to_block(plan, rows_of(alone, "run_forever", "2027-01-10"), until="2027-01-10")
    assert states(found).count("done") == 1
    assert found.adherence["sets_done"].tolist() == [12]


def test_what_is_logged_belongs_to_the_session_that_it_is_most_of(library: Library, tmp_path: Path) -> None:
    rows = {"aa": ["Hip thrust", "Front plank"], "bb": ["Hip thrust", "Front plank", "Clamshell"]}
    for name, exercises in rows.items():
        lines = [f",strength,,{exercise},3 x 30 s,," for exercise in exercises]
        (tmp_path / f"{name}.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    more = add_routine(library, tmp_path / "aa.csv", tmp_path / "bb.csv")
    plan = plan_block(
        more, {"name": "x", "start": "2027-01-04", "phase": [{"name": "a", "weeks": 1, "mon": "aa", "thu": "bb"}]}
    )
    log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-07"), "exercise_name": rows["aa"] * 3})
    found = compare_to_block(plan, log, until="2027-01-10").sessions
    assert found["state"].tolist() == ["moved", "missed"]  # on Thursday, but it is Monday's
    extra = pd.concat([log, log], ignore_index=True)
    twice = compare_to_block(plan, extra, until="2027-01-10")
    assert twice.sessions["sets_done"].tolist() == [6, 6]  # what is left is most of the other one


def test_an_athlete_without_a_set_stays_in_the_squad(plan: BlockPlan, tmp_path: Path) -> None:
    first, *_ = write_synthetic_logs(tmp_path, plan)
    (tmp_path / "ben.csv").write_text("Date,Exercise,Category,Weight,Weight Unit,Reps\n", encoding="utf-8")
    found = compare_to_block(plan, read_logs([first, tmp_path / "ben.csv"]), until="2027-01-24").adherence
    assert found["athlete"].tolist() == ["anna_example", "ben"]
    assert found["missed"].tolist()[1] == 6


def test_files_of_one_name_are_of_two_athletes_and_none_is_read_twice(plan: BlockPlan, tmp_path: Path) -> None:
    paths = []
    for folder in ("ann", "bo"):
        first, *_ = write_synthetic_logs(tmp_path / folder, plan)
        paths.append(first.rename(first.with_name("log.csv")))
    assert list(read_logs(paths)["athlete"].cat.categories) == ["ann log", "bo log"]
    with pytest.raises(ArgumentError, match="a file named twice"):
        read_logs([paths[0], tmp_path / "bo" / ".." / "ann" / "log.csv"])


def test_days_are_taken_as_they_stand(plan: BlockPlan) -> None:
    log = rows_of(plan, "runners_world", "2027-01-04")
    plain = compare_to_block(plan, log, until="2027-01-24")
    aware = log.assign(date=log["date"].dt.tz_localize("Europe/Berlin"))
    texts = log.assign(date="2027-01-04")
    for other in (aware, texts):
        found = compare_to_block(plan, other, until="2027-01-24")
        pd.testing.assert_frame_equal(found.volume, plain.volume)
        assert exercise_progress(other, plan.source)["week"].unique().tolist() == ["2027-W01"]
    for wrong in (20270104, "2027", "13/01/2027", "soon", None):
        for ask in (log_volume, exercise_progress):
            with pytest.raises(ArgumentError, match="date"):
                ask(log.assign(date=wrong), plan.source)


AMOUNTS = {"reps": [8, 0, 0, 0, None, None], "work_s": [None, None, 30, 0, 0, None], "distance_m": [None] * 6}
"""Repetitions and seconds of six rows, of which the second, fourth and fifth say that nothing was done."""


@pytest.mark.parametrize("kind", ["float", "Float64", "object"])
def test_rows_in_which_nothing_was_done_are_no_sets_anywhere(plan: BlockPlan, kind: str) -> None:
    log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-04")}, index=range(6))
    log = log.assign(
        exercise_name="Hip thrust", **{name: pd.Series(values, dtype=kind) for name, values in AMOUNTS.items()}
    )
    volume = log_volume(log, plan.source, quantities=["sets", "reps", "work_s"]).query("muscle_group == 'glute_max'")
    assert volume[["sets", "reps", "work_s", "sets_logged"]].values.tolist() == [[3, 8, 30, 3]]
    assert log_frequency(log.iloc[[1, 3, 4]], plan.source).empty
    assert match_exercises(log, plan.source)["sets"].tolist() == [3]
    assert exercise_progress(log, plan.source)["sets"].tolist() == [3]
    assert compare_to_block(plan, log, until="2027-01-24").adherence["sets_logged"].tolist() == [3]


def test_what_comes_on_top_is_listed_and_warm_ups_count_nothing(plan: BlockPlan) -> None:
    log = rows_of(plan, "runners_world", "2027-01-04").assign(set_type="normal")
    more = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-05"), "set_type": ["normal", "warmup"]})
    more["exercise_name"] = ["Flying Squirrel", "Nordic curl"]
    before = pd.DataFrame({"athlete": "anna", "date": [pd.Timestamp("2026-12-01")], "exercise_name": ["Nordic curl"]})
    found = compare_to_block(plan, pd.concat([log, more, before], ignore_index=True), until="2027-01-24")
    assert found.unplanned[["exercise_name", "exercise_id", "sets"]].values.tolist() == [["Flying Squirrel", "", 1]]
    week = found.volume.query("week == '2027-W01'").iloc[0]
    assert week["sets_logged"] - week["sets_matched"] == 1
    assert (found.volume.query("week == '2027-W02'")["done"] == 0).all()  # gaps are zero weeks


def test_a_squad_is_told_apart_by_initials(plan: BlockPlan, tmp_path: Path) -> None:
    paths = write_synthetic_logs(tmp_path, plan)
    again = write_synthetic_logs(tmp_path / "again", plan)
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in again]
    log = read_logs(paths, names=False)
    assert list(log["athlete"].cat.categories) == ["AE", "BE", "CS"]
    assert [one["dialect"] for one in log.attrs["reports"]] == ["hevy", "strong S2", "fitnotes"]
    found = compare_to_block(plan, log)
    each = [compare_to_block(plan, read_log(path)) for path in paths]
    for one, (_, own) in zip(each, found.sessions.groupby("athlete"), strict=True):
        assert one.sessions["state"].tolist() == own["state"].tolist()
    volume = log_volume(log, plan.source, quantities=["sets"])
    assert found.volume["done"].sum() == pytest.approx(volume["sets"].sum())
    said = say_planned_done(found)
    assert all(f"{athlete}, until " in said for athlete in ("AE", "BE", "CS"))
    weeks = squad_weeks(found.sessions)
    assert weeks["part"].between(0, 1).all()
    axes = [plot_squad(weeks), plot_sessions_done(found.sessions), plot_planned_done(found.volume, athlete="BE")]
    assert all(ax.get_figure() is not None for ax in axes)
    with pytest.raises(ArgumentError, match="did you mean AE"):
        plot_planned_done(found.volume, athlete="AEE")


def test_only_weeks_with_something_due_are_drawn() -> None:
    days = pd.date_range("2027-01-04", periods=10, freq="7D")
    sessions = pd.DataFrame({"athlete": "A", "week": [f"{day:%G-W%V}" for day in days], "state": "to come"})
    sessions = sessions.assign(sets_planned_min=4, sets_planned_max=6, sets_done=0).drop(index=[1])
    sessions.loc[[2, 4], ["state", "sets_done"]] = [["done", 5], ["missed", 0]]
    ax = plot_squad(squad_weeks(sessions))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["3", "4", "5"]
    assert "4 of 8" in [text.get_text() for text in ax.texts]


def test_initials_are_told_apart() -> None:
    assert initials(["Ann Bo", "ann.bo", "Ann_Bo", "é", "..."]) == {
        "...": "X",
        "Ann Bo": "AB",
        "ann.bo": "AB2",
        "Ann_Bo": "AB3",
        "é": "X2",
    }


def test_load_and_effort_by_week(library: Library) -> None:
    log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-04")}, index=range(5))
    log["exercise_name"] = ["Hip Thrust"] * 4 + ["Front plank"]
    log = log.assign(weight_kg=[60, 70, 100, 20, None], reps=[12, 3, 15, 10, None], work_s=[None] * 4 + [45])
    log = log.assign(rpe=[8, 9, None, None, None], set_type=["normal"] * 3 + ["warmup", "normal"])
    found = exercise_progress(log, library).set_index("exercise_name")
    thrust, plank = found.loc["Hip Thrust"], found.loc["Front plank"]
    # An estimate only of up to 8 repetitions near failure: 70 kg x (1 + (3 + 1) / 30).
    assert (thrust["sets"], thrust["best_weight_kg"], thrust["e1rm_kg"]) == (3, 100, 79.3)
    assert (thrust["rpe_min"], thrust["rpe_max"], thrust["exercise_id"]) == (8, 9, "hip_thrust")
    assert pd.isna(plank["e1rm_kg"])
    assert plank["best_work_s"] == 45
    assert "45 s" in [text.get_text() for text in plot_progress(found.reset_index(), "Front plank").texts]
    one = log.iloc[[0, 4]].assign(weight_kg=60, reps=1.0)
    kinds = [one.assign(rpe=rpe, exercise_name=name) for rpe in (10, 7, None) for name in ("Hip Thrust", "Calf raise")]
    found = [exercise_progress(kind, library)["e1rm_kg"].dropna().tolist() for kind in kinds]
    assert found == [[60], [], [], [], [], []]


def test_what_is_no_block_or_log_is_said(plan: BlockPlan) -> None:
    log = rows_of(plan, "run_forever", "2027-01-07")
    with pytest.raises(ArgumentError, match=r"first a plan, from plan_block\(\); a text was given"):
        compare_to_block("block.toml", log)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="not a log"):
        compare_to_block(plan, log.drop(columns="date"))
    with pytest.raises(ArgumentError, match="until: not a date: 'soon'; allowed: a day"):
        compare_to_block(plan, log, until="soon")
    with pytest.raises(ArgumentError, match="until: not a date: 'NaT'"):
        compare_to_block(plan, log, until=pd.NaT)
    muscles = compare_to_block(plan, log, until=" 2027-01-10 ", by="Muscle").volume
    pd.testing.assert_frame_equal(muscles, compare_to_block(plan, log, until="2027-01-10", by="muscle").volume)
    assert compare_to_block(plan, log.iloc[:0]).sessions.empty


# The command.


@pytest.mark.slow
def test_the_command_writes_what_it_read(
    plan: BlockPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    logs = [path.name for path in write_synthetic_logs(tmp_path, plan)]
    Path("block.toml").write_text(BLOCK, encoding="utf-8")
    assert main(["log", *logs, "--block", "block.toml", "--out", "out"]) == 0
    said = capsys.readouterr()
    assert "Green Thing by Porch" in " ".join(said.out.split())
    names = {path.name for path in Path("out").iterdir()}
    assert {"sets.csv", "weekly_volume.csv", "unmatched.csv", "report.json", "planned_versus_done.csv"} < names
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    sets = pd.read_csv("out/sets.csv")
    assert sum(one["rows_read"] for one in report["files"]) == len(sets) == report["sets"]
    for one in report["files"]:
        assert one["rows_in_file"] == one["rows_read"] + sum(one["left_out"].values())
    texts = [path for path in Path("out").iterdir() if path.suffix in (".csv", ".json")]
    written = "".join(path.read_text(encoding="utf-8") for path in texts)
    assert "anna" not in written + said.out  # initials, unless names are asked for
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    assert main(["log", *logs, "--block", "block.toml", "--out", "out"]) == 0
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before

    # What is not matched is confirmed in the file that was written, and counted.
    matches = pd.read_csv("out/unmatched.csv", keep_default_na=False)
    matches["exercise_id"] = "pull_up"
    matches.to_csv("matches.csv", index=False)
    assert main(["log", *logs, "--matches", "matches.csv", "--names", "--out", "out2"]) == 0
    assert pd.read_csv("out2/unmatched.csv").empty
    volumes = [pd.read_csv(f"{name}/weekly_volume.csv") for name in ("out", "out2")]
    more = volumes[1].query("muscle_group == 'back'")["sets"].sum()
    assert more - volumes[0].query("muscle_group == 'back'")["sets"].sum() == matches["sets"].sum()
    assert "anna_example" in set(volumes[1]["athlete"])


def test_inputs_are_never_written_over(
    plan: BlockPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    first, *_ = write_synthetic_logs(tmp_path, plan)
    first.rename("sets.csv")
    before = Path("sets.csv").read_bytes()
    assert main(["log", "sets.csv", "--out", "."]) == 2
    assert "was read, and would be replaced" in capsys.readouterr().err
    assert Path("sets.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name == "report.json"] == []


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="no file is named"):
        read_logs([])
    with pytest.raises(FileError, match="cannot be read"):
        read_logs([tmp_path / "a.csv", tmp_path / "b.csv"])
    with pytest.raises(ArgumentError, match="read_log: first a path; a number was given"):
        read_log(3)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="not a file: '3'"):
        read_logs([3])  # type: ignore[list-item]
    with pytest.raises(ArgumentError, match="fill_weeks: first a frame; nothing was given"):
        fill_weeks(None)  # type: ignore[arg-type]


def test_what_somebody_has_filled_in_is_not_written_over(
    plan: BlockPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    logs = [path.name for path in write_synthetic_logs(tmp_path, plan)]
    assert main(["log", *logs, "--out", "out"]) == 0
    filled = pd.read_csv("out/unmatched.csv", keep_default_na=False).assign(exercise_id="pull_up")
    filled.to_csv("out/unmatched.csv", index=False)
    before = Path("out/unmatched.csv").read_bytes()
    capsys.readouterr()
    assert main(["log", *logs, "--out", "out"]) == 2
    assert "out/unmatched.csv: has exercises filled in" in capsys.readouterr().err
    assert Path("out/unmatched.csv").read_bytes() == before
    assert main(["log", *logs, "--matches", "out/unmatched.csv", "--out", "out2"]) == 0


def test_several_exercises_of_one_id_are_not_drawn_as_one(library: Library) -> None:
    log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-04"), "reps": 5, "weight_kg": [60, 100]})
    log["exercise_name"] = ["Hip Thrust (Barbell)", "Hip Thrust (Smith Machine)"]
    found = exercise_progress(log, library)
    with pytest.raises(ArgumentError, match=r"several exercises .* allowed: Hip Thrust \(Barbell\), Hip Thrust"):
        plot_progress(found, "hip_thrust")
    assert "60 kg × 5" in [text.get_text() for text in plot_progress(found, "Hip Thrust (Barbell)").texts]
