"""Exercises of a coach's own, in a sheet or in their exercises.csv, in every feature.

Also of library/own_exercise_files.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import (
    DataError,
    Library,
    add_routine,
    compare_routines,
    coverage,
    find_exercises,
    load_library,
    plan_block,
    routine_volume,
    substitute,
    weekly_volume,
)
from analysis.library.additions import add_exercises, add_sheet_texts
from analysis.library.sheets.sheet_choices import choices_brief
from analysis.tidy import check_sheet
from analysis.volume.product import prescription_volume

SLED = "exercise,dose,works,assists,pattern\nSled shove,4 x 20,quads+glute max,calves;hamstrings,squat\n"


def own(tmp_path: Path, *rows: str, header: str = "exercise,also,works") -> Path:
    path = tmp_path / "exercises.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_sheet_may_describe_its_exercises(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": SLED})
    row = more.exercises.iloc[-1]
    assert row[["exercise_id", "name", "movement_pattern", "origin"]].tolist() == [
        "sled_shove",
        "Sled shove",
        "squat",
        "own",
    ]
    volume = routine_volume(more, by="muscle", routines=["mine"]).groupby("muscle_id")["sets_max"].sum()
    assert volume[["quads", "glute_max", "gastrocnemius", "hamstrings", "soleus"]].tolist() == [4, 4, 2, 2, 0]
    rows = prescription_volume(more).query("routine_id == 'mine'").set_index("muscle_id")["basis"]
    assert rows[["quads", "gastrocnemius"]].tolist() == ["inferred", "group_word"]
    assert "'Sled shove' is your own: works quads+glute max; assists calves;hamstrings" in more.choices["why"].tolist()
    lines = coverage(more, {"mine": 1})
    assert lines.loc[lines["covered"], "line_id"].tolist() == ["squat"]


def test_a_file_of_exercises_works_in_every_feature(library: Library, tmp_path: Path) -> None:
    header = "Exercise;Also;Works;Assists;Equipment;Sides;Demand;Kind;Usual dose;Pattern"
    rows = [
        "Wolf squat;Werewolf squat + Lycan dip;quads;glutes;dumbbell?;one;heavy;;2-3 x 5-8 per side;Squat",
        "Hip thrust;Booty lift;;;;;;;;",
    ]
    path = own(tmp_path, *rows, header=header)
    sheet = tmp_path / "mine.csv"
    sheet.write_text("exercise,dose\nWerewolf squats,3 x 6 each leg\nBooty lift,3 x 8\n", encoding="utf-8")
    more = load_library(extra=sheet, exercises=path)
    assert more.prescriptions["exercise_id"].tolist()[-2:] == ["wolf_squat", "hip_thrust"]
    assert not more.choices["why"].iloc[len(library.choices) :].str.contains("did you mean").any()
    assert "mine" in compare_routines(more, ["mine", "run_forever"]).to_string()
    assert len(weekly_volume(more, {"mine": 2}))
    phase = {"name": "a", "weeks": 2, "mon": "mine", "override": {"Lycan dip": {"sets": 4}}}
    plan = plan_block(more, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    assert plan.prescriptions["sets_max"].max() == 4
    found = find_exercises(more, muscle="quads", origin="own")
    assert found["exercise_id"].tolist() == ["wolf_squat"]
    assert substitute(more, "wolf squat") is not None
    assert check_sheet(sheet, exercises=path).rows["exercise"].tolist() == [
        "Werewolf squats = Wolf squat (your own)",
        "Booty lift = Hip thrust",
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Wolf squat,,", "row 2, column works: nothing about it: 'Wolf squat'"),
        ("Wolf squat,,quadz", "row 2, column works: unknown muscle: 'quadz'.*did you mean quads"),
        ("Hip thrust,plank,", "names of several exercises: Front plank and Hip thrust"),
        (",x,quads", "column exercise: blank"),
    ],
)
def test_what_is_wrong_in_a_file_of_exercises_is_named(library: Library, tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(DataError, match=f"exercises.csv, {says}" if says.startswith("row") else says):
        add_exercises(library, own(tmp_path, row))


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("sides", "three", "allowed: one, both"),
        ("demand", "hevy", "did you mean heavy"),
        ("kind", "strenth", "did you mean strength"),
        ("equipment", "dumbell rack", "unknown equipment"),
        ("usual_dose", "3 x ten of", "column usual_dose"),
        ("usual_dose", "10", "no sets in it"),
        ("seconds_per_rep", "fast", "seconds such as 3 or 2-4"),
    ],
)
def test_cells_of_a_file_of_exercises_keep_the_rules(
    library: Library, tmp_path: Path, column: str, cell: str, says: str
) -> None:
    with pytest.raises(DataError, match=says):
        add_exercises(library, own(tmp_path, f"Wolf squat,quads,{cell}", header=f"exercise,works,{column}"))


def test_other_names_that_are_known_already_are_told_and_doubtful_ones_mean_what_the_coach_says(tmp_path: Path) -> None:
    rows = ["Back squat,Squat,", "Wolf squat,Pistol squat + Wolfy,quads", "Hip thrust,Bridge thrust + Hip thrusts,"]
    more = load_library(exercises=own(tmp_path, *rows))
    find = more.coding.names.find
    names = ("Squats", "Pistol squat", "Wolfy", "Bridge thrust")
    assert [find(name) for name in names] == ["back_squat", "pistol_squat", "wolf_squat", "hip_thrust"]
    told = more.choices.loc[more.choices["routine_id"] == "exercises.csv", "why"].tolist()
    assert told[-2:] == [
        "'Pistol squat' is known already and stays Pistol squat",
        "'Hip thrusts' is known already and stays Hip thrust",
    ]


def test_equipment_of_ones_own_that_nobody_knows_is_told(library: Library, tmp_path: Path) -> None:
    more = add_exercises(library, own(tmp_path, "Wolf squat,quads,sandbag", header="exercise,works,equipment"))
    assert "I don't know the equipment 'sandbag'" in more.choices["why"].iloc[-1]


def test_notes_on_own_exercises_are_only_counted_where_another_question_is_asked(
    library: Library, tmp_path: Path
) -> None:
    path = own(tmp_path, "Wolf squat,,quads", "Wolf walk,,glutes")
    more = add_sheet_texts(add_exercises(library, path), {"mine": "exercise,dose\nWolf squat,3 x 8\n"})
    added = more.choices.iloc[len(library.choices) :]
    assert choices_brief(added[added["column"] == "sheet"]) == [
        "exercises.csv: 3 notes on your own exercises; check --exercises shows them"
    ]


def test_a_file_without_its_heads_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no heads of a file of exercises: 'excercise, wroks'.*did you mean exercise"):
        add_exercises(library, own(tmp_path, "Wolf squat,quads", header="excercise,wroks"))


def test_what_a_coach_says_of_an_exercise_goes_before_the_library(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": "exercise,dose,works\nHip thrust,3 x 8,quads\n"})
    volume = routine_volume(more, by="muscle", routines=["mine"]).groupby("muscle_id")["sets_max"].sum()
    assert volume[["quads", "glute_max"]].tolist() == [3, 0]
    assert "Hip thrust: your own muscles, not the library's" in more.choices["why"].tolist()
    assert library.coding.names.find("Hip thrust") == "hip_thrust"


def test_unknown_rows_are_left_out_when_asked(library: Library, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("exercise,dose\nDragon waltz,3 x 6\nHip thrust,3 x 8\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"your exercises.csv .--exercises exercises.csv.*Dragon waltz,,MUSCLES"):
        add_routine(library, sheet)
    more = add_routine(library, sheet, skip_unknown=True)
    assert more.prescriptions["locator"].iloc[-1] == "row 3"
    assert "left out, not known: 'Dragon waltz'; 1 of 2 rows, 3 of 6 sets" in more.choices["why"].tolist()
    sheet.write_text("exercise,dose\nDragon waltz,3 x 6\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown exercise"):
        add_routine(library, sheet, skip_unknown=True)
