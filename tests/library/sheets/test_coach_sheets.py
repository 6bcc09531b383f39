"""Sheets as coaches keep them: titles, heads of their own, supersets by letter, weeks in one sheet, spreadsheets.

Also of library/sheets/sheet_doses.py, library/sheets/sheet_files.py, library/sheets/found_tables.py,
library/sheets/sheet_heads.py, library/sheets/sheet_lines.py, library/sheets/sheet_order.py,
library/sheets/sheet_tables.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from analysis import DataError, FileError, Library, add_routine, plan_block
from analysis.library.additions import add_sheet_texts
from analysis.tidy import check_sheet

Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a spreadsheet of sheets, each a list of rows, and merge some of its cells."""

    def write(*merged: str, name: str = "plan.xlsx", formats: dict[str, str] | None = None, **sheets: Any) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            tab = workbook.create_sheet(title.replace("_", " "))
            for row in rows:
                tab.append(row)
            for cells in merged:
                tab.merge_cells(cells)
            for cell, form in (formats or {}).items():
                tab[cell].number_format = form
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


def read(library: Library, text: str) -> list[tuple[Any, ...]]:
    """Read a sheet and return exercise, dose and circuit of its rows."""
    rows = add_sheet_texts(library, {"mine": text}).prescriptions.iloc[len(library.prescriptions) :]
    return list(rows[["exercise_id", "dose", "circuit"]].itertuples(index=False, name=None))


def told(library: Library, text: str) -> list[str]:
    """Return what is told of a sheet beyond phases and equipment."""
    choices = add_sheet_texts(library, {"mine": text}).choices.iloc[len(library.choices) :]
    return choices.loc[~choices["column"].isin(["phase", "equipment"]), "why"].tolist()


HIP, SIDE, STEP = "hip_thrust", "side_plank", "step_up"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Movement;Sets;Reps\nHip thrust;3;8-12\n", [(HIP, "3 x 8-12", 1)]),
        ("Exercise,Sets x Reps\nHip thrust,3x8\n", [(HIP, "3 x 8", 1)]),
        ("Volume\tName\n3 x 8\tHip thrust\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,No. of sets,Reps/side\nStep up,3 sets,10.0\n", [(STEP, "3 x 10 per side", 1)]),
        ("Exercise,Sets,Reps (each leg)\nStep up,2 to 3,10\n", [(STEP, "2-3 x 10 per side", 1)]),
        ("Name,Sets,Reps,Time\nPlank,2,,45\nHip thrust,3,8,\n", [("front_plank", "2 x 45 s", 1), (HIP, "3 x 8", 2)]),
        ("Exercise,Sets,Time (s)\nSide plank,2,30 each\n", [(SIDE, "2 x 30 per side", 1)]),
        ("Exercise,Sets,Duration (sec)\nPlank,2,30-45\n", [("front_plank", "2 x 30-45 s", 1)]),
        ("Exercise,Sets,Time\nPlank,2,0:45\n", [("front_plank", "2 x 45 s", 1)]),
        ("Name,Reps,Per side\nStep up,10,yes\nHip thrust,8,no\n", [(STEP, "1 x 10 per side", 1), (HIP, "1 x 8", 2)]),
        ("Exercise,Reps,Hold (s),Sets\nHip thrust,5,3,2\n", [(HIP, "2 x 5, hold 3 s", 1)]),
        ("Exercise,Reps x Sets\nHip thrust,10 x 3\n", [(HIP, "3 x 10", 1)]),
        ("Exercise,Sets,Reps\nHip thrust,3,3 x 8\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,Sets,Reps\nHip thrust,3,AMRAP\n", [(HIP, "3 x ?", 1)]),
        ("Exercise,Week 1,Week 2\nHip thrust,3 x 8,4 x 8\n", [(HIP, "3 x 8", 1)]),
        ("Hip thrust 3 x 8\n- Side plank: 2 x 30 s per side\n", [(HIP, "3 x 8", 1), (SIDE, "2 x 30 s per side", 2)]),
        ("Exercise,Sets,Reps\nHip thrust 3 x 8,,\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,How many,How often\nHip thrust,3 x 8,daily\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,No. Sets,Rep(s)\nHip thrust,3,8\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,Sets,Reps\nStep up,3,x 10 each\nHip thrust,3,10x\n",
         [(STEP, "3 x 10 per side", 1), (HIP, "3 x 10", 2)]),
        ("Exercise,Sets,Min reps,Max reps\nHip thrust,3,8,12\n", [(HIP, "3 x 8-12", 1)]),
        ("Exercise,Sets,Reps,Sets,Reps\n,Week 1,,Week 2,\nHip thrust,3,8,4,8\n", [(HIP, "3 x 8", 1)]),
        ("My circuit\nRepeat x 3 with 90s rest\nHip thrust 8\nPlank 30 s\nRest well\n",
         [(HIP, "3 x 8", 1), ("front_plank", "3 x 30 s", 1)]),
        ("Exercise,Total sets,Reps/Time (s)\nHip thrust,3,8\n", [(HIP, "3 x 8", 1)]),
        ("Exercise,Set 1,Set 2,Set 3\nHip thrust,8 @ 20kg,6 @ 25kg,6 @ 25kg\n", [(HIP, "3 x 6-8", 1)]),
        ("Hip thrust,3x8 @ 20kg,on the bench\nPlank,2 x 30s,\n", [(HIP, "3 x 8", 1), ("front_plank", "2 x 30 s", 2)]),
        ("What,Sets,Reps\nHip thrust,3,8\nStep up,2,8 each\n", [(HIP, "3 x 8", 1), (STEP, "2 x 8 per side", 2)]),
        ("Exercise,Sets,Reps,Notes\nSide plank,3,0:30,\"slow, each side\"\n", [(SIDE, "3 x 30 s per side", 1)]),
        ("Exercise,Sets,Reps\nStep up,2-3,max\nHip thrust,3,to failure\n",
         [(STEP, "2-3 x ? per side", 1), (HIP, "3 x ?", 2)]),
    ],
)  # fmt: skip
def test_sets_and_amounts_stand_in_the_columns_that_coaches_have(
    library: Library, text: str, rows: list[tuple[Any, ...]]
) -> None:
    assert read(library, text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Exercise,Sets,Reps\nA1. Hip thrust,3,8\nA2) Side plank,3,30 s\nB1: Step up,2,8\nB2 Plank,2,30 s\n",
        "Exercise,Sets,Reps\n1a Hip thrust,3,8\n1b - Side plank,3,30 s\n2a. Step up,2,8\n(2b) Plank,2,30 s\n",
        "Exercise,Sets,Reps\n[A1] Hip thrust,3,8\nA2/ Side plank,3,30 s\nB - Step up,2,8\nB – Plank,2,30 s\n",
        "Order,Exercise,Sets,Reps\nA1,Hip thrust,3,8\nA2,Side plank,3,30 s\nB1,Step up,2,8\nB2,Plank,2,30 s\n",
        "Superset,Exercise,Sets,Reps\nA,Hip thrust,3,8\nA,Side plank,3,30 s\nB,Step up,2,8\nB,Plank,2,30 s\n",
        "#,Exercise,Sets,Reps\n1.1,Hip thrust,3,8\n1.2,Side plank,3,30 s\n2.1,Step up,2,8\n2.2,Plank,2,30 s\n",
        "section,rounds,exercise,dose\nA1,3,Hip thrust,8\nA2,3,Side plank,30 s\nB1,2,Step up,8\nB2,2,Plank,30 s\n",
        ",Exercise,Sets,Reps\nA1,Hip thrust,3,8\nA2,Side plank,3,30 s\nB1,Step up,2,8\nB2,Plank,2,30 s\n",
        "Exercise,Reps\nSuperset A (3 rounds)\nHip thrust,8\nSide plank,30 s\nCircuit B x2\nStep up,8\nPlank,30 s\n",
        "Section,Rounds,Exercise,Dose\nMain,3,Hip thrust,8\n,,Side plank,30 s\nCore,2,Step up,8\n,,Plank,30 s\n",
    ],
)  # fmt: skip
def test_supersets_by_letter_number_heading_or_rounds(library: Library, text: str) -> None:
    doses = ["3 x 8", "3 x 30 s", "2 x 8", "2 x 30 s"]
    found = read(library, text)
    assert [row[0] for row in found] == [HIP, SIDE, STEP, "front_plank"]
    assert [row[1:] for row in found] == list(zip(doses, [1, 1, 2, 2], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        ",Exercise,Sets,Reps\n1,Hip thrust,3,8\n2,Plank,3,30 s\n",
        "#,Exercise,Sets,Reps\n1,Hip thrust,3,8\n2,Plank,3,30 s\n",
        "Exercise,Sets,Reps\n1. Hip thrust,3,8\n2. Plank,3,30 s\n",
        "Block,Exercise,Sets,Reps\nMain,Hip thrust,3,8\nMain,Plank,3,30 s\n",
        "section,exercise,dose\nA,Hip thrust,3 x 8\nA,Plank,3 x 30 s\n",
    ],
)
def test_numbers_that_only_count_make_no_superset(library: Library, text: str) -> None:
    assert read(library, text) == [(HIP, "3 x 8", 1), ("front_plank", "3 x 30 s", 2)]


def test_a_factor_keeps_what_partners_of_a_superset_differ_by(library: Library) -> None:
    sheet = "exercise,dose\nA1 Hip thrust,4 x 8\nA2 Plank,2 x 30 s\nStep up,2 x 8\n"
    more = add_sheet_texts(library, {"mine": sheet})
    block = {"name": "x", "start": "2027-01-04"}
    phase = {"name": "a", "weeks": 3, "volume": [1, 0.5, 1.5], "mon": "mine"}
    rows = plan_block(more, {**block, "phase": [phase]}).prescriptions
    sets = rows.pivot_table(index="week", columns="exercise_id", values="sets_max", sort=False)
    assert sets[[HIP, "front_plank"]].to_numpy().tolist() == [[4, 2], [2, 1], [6, 4]]


def test_titles_notes_totals_and_blank_rows_are_no_exercises(library: Library) -> None:
    text = (
        "Winter block - strength A,,,\n,,,\nCoach: Ann,,v2,\nExercise,Sets,Reps,Notes\nWarm-up,,,\nMonster walk,2,10,\n"
        ",,,\nMAIN LIFTS:,,,\nHip thrust,3,8,heavy\n,,,rest well\nTotal,5,,\n"
    )
    more = add_sheet_texts(library, {"mine": text})
    rows = more.prescriptions.iloc[len(library.prescriptions) :]
    assert rows[["section", "phase", "locator"]].to_numpy().tolist() == [
        ["Warm-up", "activation", "row 6"],
        ["MAIN LIFTS", "strength", "row 9"],
    ]
    assert told(library, text) == [
        "'Winter block - strength A' is above the table: not read",
        "'Coach: Ann v2' is above the table: not read",
        "'rest well' is a note on its own: not read",
        "'Total' left out: a total",
    ]


def test_a_dose_goes_before_the_columns_beside_it(library: Library) -> None:
    heads = "Exercise,Sets x Reps,Load,RPE,Tempo,Rest"
    rows = (
        'Hip thrust,"3 x 8 @ 20 kg, rest 60 s, tempo 3-1-1",25 kg,7,2-0-2,90\nHip thrust,3 x 8 rest 60 s,,7,slow,60\n'
    )
    more = add_sheet_texts(library, {"mine": f"{heads}\n{rows}Push up,3 x AMRAP,,9,,\n"}).prescriptions.tail(3)
    assert more["load"].fillna("").tolist() == ["20 kg", "", ""]
    assert more["effort"].tolist() == ["RPE 7", "RPE 7", "AMRAP, RPE 9"]
    assert more["tempo"].fillna("").tolist() == ["3-1-1", "slow", ""]
    assert more["rest_s_min"].fillna(0).tolist() == [60, 60, 0]
    assert told(library, f"{heads}\n{rows}") == [
        "load: the dose says 20 kg, the column 25 kg; the dose is taken",
        "rest: the dose says 60 s, the column 90; the dose is taken",
        "tempo: the dose says 3-1-1, the column 2-0-2; the dose is taken",
    ]


def test_parts_of_a_session_may_stand_above_their_heads_and_say_their_rounds(library: Library) -> None:
    text = "My plan,\nWarm up,\nExercise,Reps\nHip thrust,8\nCircuit 1 - 3 rounds,\nStep up,8 each\nPlank,30 s\n"
    rows = add_sheet_texts(library, {"mine": text}).prescriptions.tail(3)
    assert rows[["section", "phase", "dose"]].to_numpy().tolist() == [
        ["Warm up", "activation", "1 x 8"],
        ["Circuit 1", "strength", "3 x 8 per side"],
        ["Circuit 1", "strength", "3 x 30 s"],
    ]


def test_a_line_with_an_exercise_and_a_dose_that_cannot_be_read_is_no_heading(library: Library) -> None:
    with pytest.raises(DataError, match="row 2, column dose: cannot read the dose '3x15 straight, 3x15 bent'"):
        read(library, "Hip thrust 3x8\nCalf raises 3x15 straight, 3x15 bent\nPlank 3x45s\n")


def test_later_weeks_are_kept_and_told_once(library: Library) -> None:
    text = "Exercise,Week 1,Week 2 (deload)\nHip thrust,3 x 8,2 x 8\n"
    assert told(library, text) == ["a later week, kept as typed: what changes from week to week belongs in a block"]


def test_equipment_may_stand_with_its_load_in_the_name_or_be_of_a_kind_that_nobody_knows(library: Library) -> None:
    text = "Exercise,Sets,Reps,Kit\nStep up,3,8 each,2 x 10kg DB\nGoblet squat (KB),3,8,\nHip thrust,3,8,sandbag\n"
    more = add_sheet_texts(library, {"mine": text})
    items = more.prescription_equipment.query("routine_id == 'mine'").groupby("position")["equipment_id"].agg(list)
    assert items.to_dict() == {1: ["dumbbell"], 2: ["kettlebell"]}
    assert (
        more.prescriptions["load"].iloc[-3] == "2 x 10 kg dbs" or more.prescriptions["load"].iloc[-3] == "2 x 10 kg db"
    )
    assert told(library, text)[-1] == (
        "I don't know the equipment 'sandbag': kept as typed, not checked against what an athlete has"
    )


DAYS = [
    "section,exercise,dose\nDay 1 - Monday,Hip thrust,3 x 8\nDay 2 - Thursday,Plank,2 x 30 s\n",
    "Day,Exercise,Sets,Reps\nMon,Hip thrust,3,8\nThu,Plank,2,30 s\n",
    "MONDAY,,\nExercise,Sets,Reps\nHip thrust,3,8\n,,\nTHURSDAY,,\nExercise,Sets,Reps\nPlank,2,30 s\n",
    "Monday,,,,Thursday,,\nExercise,Sets,Reps,,Exercise,Sets,Reps\nHip thrust,3,8,,Plank,2,30 s\n",
    "MONDAY\nHIP THRUST 3 X 8\n\nTHURSDAY\nPLANK 2 X 30S\n",
    "Exercise,Mon,Thu\nHip thrust,3 x 8,\nPlank,,2 x 30 s\n",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_week_in_one_sheet_is_a_routine_for_each_day(library: Library, text: str) -> None:
    more = add_sheet_texts(library, {"mine": text})
    rows = more.prescriptions.iloc[len(library.prescriptions) :]
    assert rows[["routine_id", "position", "exercise_id", "dose", "circuit"]].to_numpy().tolist() == [
        ["mine_monday", 1, HIP, "3 x 8", 1],
        ["mine_thursday", 1, "front_plank", "2 x 30 s", 1],
    ]
    assert 'for Thursday; in a block: thu = "mine_thursday"' in told(library, text)


def test_one_day_is_a_routine_like_any_other(library: Library) -> None:
    more = add_sheet_texts(library, {"mine": "Day,Exercise,Dose\nMon,Hip thrust,3 x 8\n,Plank,2 x 30 s\n"})
    assert more.routines["routine_id"].iloc[-1] == "mine"


def test_units_of_heads_go_with_the_cells(library: Library) -> None:
    heads = "Exercise,Sets,Reps,Load (kg),%1RM,RPE,RIR,Rest (s),Tempo,Comment,Cue"
    text = f"{heads}\nHip thrust,3,8,40,80,7-8,2,90,3-1-1,a,b\n"
    row = add_sheet_texts(library, {"mine": text}).prescriptions.iloc[-1]
    assert row[["load", "effort", "notes"]].tolist() == ["40 kg, 80 %", "RPE 7-8, 2 RIR", "a, b"]
    assert row[["dose", "tempo", "rest_s_min", "rest_s_max"]].tolist() == ["3 x 8", "3-1-1", 90, 90]


@pytest.mark.parametrize(("cell", "load"), [("12kg", "12kg"), ("75", "75 %"), ("light band", "light band")])
def test_an_intensity_is_a_load_where_it_says_so(library: Library, cell: str, load: str) -> None:
    head = "Intensity (%)" if cell == "75" else "Load/RPE"
    row = add_sheet_texts(library, {"mine": f"Exercise,Dose,{head}\nHip thrust,3 x 8,{cell}\n"}).prescriptions.iloc[-1]
    assert row["load"] == load


@pytest.mark.parametrize(
    ("rest", "ends"),
    [
        (":45", [45, 45]),
        ("0", [0, 0]),
        ("90", [90, 90]),
        ("2", [120, 120]),
        ("1:30", [90, 90]),
        ("2-3 min", [120, 180]),
        ("60-90", [60, 90]),
        ("~90s rest", [90, 90]),
        ('"1,5 min"', [90, 90]),
        ("no rest", [0, 0]),
    ],
)
def test_rests_are_read_with_or_without_a_unit(library: Library, rest: str, ends: list[int]) -> None:
    text = f"Exercise,Sets,Reps,Rest\nHip thrust,3,8,{rest}\nPlank,2,30 s,as needed\n"
    rows = add_sheet_texts(library, {"mine": text}).prescriptions.tail(2)
    assert rows[["rest_s_min", "rest_s_max"]].iloc[0].tolist() == ends
    assert rows["rest_s_min"].isna().tolist() == [False, True]
    assert "rest as needed: kept as typed, not counted" in told(library, text)


@pytest.mark.parametrize("cell", ["-2 min", "90 sek", "2 h", "60 s @ 20 kg"])
def test_a_rest_with_figures_that_cannot_be_read_is_an_error_with_its_place(library: Library, cell: str) -> None:
    with pytest.raises(DataError) as error:
        add_sheet_texts(library, {"mine": f"Exercise,Dose,Rest\nHip thrust,3 x 8,{cell}\n"})
    assert f"row 2, column rest: not allowed: '{cell}'; allowed: seconds from 0 to 3600, such as 90" in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Exercise,Sets,Reps\nHip thrust,3,4 x 8\n", "column reps: 3 sets, but the repetitions say 4 x 8"),
        ("Exercise,Sets,Reps\nHip thrust,many,8\n", "sets 'many': not a number"),
        ("Exercise,Sets,Time\nPlank,3,2\n", "column time: 2 of what"),
        ("Exercise,Sets,Reps\nHip thrust,3,\n", "column sets: 3 sets of what"),
        ("Exercise,Sets,Time\nSide plank,3,30/30\n", "column time: .*3 x 30 s/30 s"),
        ("Exercise,Rounds,Sets,Reps\nHip thrust,2,3,8\n", "sets in the dose and in rounds"),
        ("Exercise,Sets,Reps\n,3,8\n", "column exercise: blank"),
        ("Exercise,Sets,Reps\nHip thrusst,3,8\n", "did you mean Hip thrust"),
    ],
)
def test_what_contradicts_itself_is_refused(library: Library, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        read(library, text)


TABLE = [["Exercise", "Sets", "Reps"], ["Hip thrust", 3, 8]]


def test_a_spreadsheet_is_read_as_it_is(library: Library, book: Book) -> None:
    rows = [
        ["Strength A", None, None, None, None],
        [],
        ["Block", "Exercise", "Sets", "Reps", "Load"],
        ["Main", "Hip thrust", 3, 10.0, 0.8],
        [None, "Plank", "2", datetime.time(0, 45), "BW "],
    ]
    more = add_routine(library, book("A1:E1", "A4:A5", A=rows, formats={"E4": "0%"}))
    made = more.prescriptions.iloc[len(library.prescriptions) :]
    assert made[["section", "load"]].to_numpy().tolist() == [["Main", "80 %"], ["Main", "BW"]]
    assert made["dose"].iloc[0] == "3 x 10"
    why = more.choices["why"].tolist()
    assert "merged cells: 'Main' read for rows 4 to 5" in why
    assert "0:45:00 read as minutes and seconds: 45 s" in why


def test_a_day_in_the_place_of_a_range_is_refused(library: Library, book: Book) -> None:
    rows = [["Exercise", "Sets", "Reps"], ["Hip thrust", 3, datetime.datetime(2026, 12, 10)]]
    with pytest.raises(
        DataError, match="has made a date of what was typed: '10 December 2026'; allowed: the column form"
    ):
        add_routine(library, book(A=rows))


def test_sheets_of_a_spreadsheet_by_name(library: Library, book: Book) -> None:
    path = book(Notes=[["hello"]], Strength_A=TABLE, Strength_B=[TABLE[0], ["Plank", 2, "30 s"]])
    more = add_routine(library, path)
    assert more.routines["routine_id"].iloc[-1] == "plan"
    assert (
        "read from the sheet 'Strength A'; others by their names: plan.xlsx#Strength B" in more.choices["why"].tolist()
    )
    more = add_routine(library, path, f"{path}#strength b")
    assert more.prescriptions[["routine_id", "exercise_id"]].tail(2).to_numpy().tolist() == [
        ["plan", HIP],
        ["plan_strength_b", "front_plank"],
    ]
    with pytest.raises(FileError, match=r"no sheet 'Strength C'; allowed: .*did you mean Strength A"):
        add_routine(library, f"{path}#Strength C")


def test_sheets_named_by_days_are_a_week(library: Library, book: Book) -> None:
    more = add_routine(library, book(Monday=TABLE, Notes=[["x"]], Thu=TABLE))
    assert more.routines["routine_id"].tolist()[-2:] == ["plan_monday", "plan_thursday"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings_are_read_and_what_was_assumed_is_told(library: Library, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes("Exercise;Sets;Reps;Notes\nHip thrust;3;8;très lent\n".encode(encoding))
    more = add_routine(library, path)
    assert more.prescriptions["notes"].iloc[-1] == "très lent"
    says = {"utf-16": "read as UTF-16 text", "cp1252": "not UTF-8, read as Windows-1252: line 2 is"}
    found = [why for why in more.choices["why"].iloc[len(library.choices) :] if "read as" in why]
    assert len(found) == (encoding in says)
    assert all(why.startswith(says[encoding]) for why in found)


def test_check_shows_every_row_as_it_was_understood(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Exercise,Sets,Reps,Rest\nA1 Hip thrusts,3,8,60 s\nA2 Plank,3,40,\nDragon,3,8,\n", encoding="utf-8")
    checked = check_sheet(path)
    assert checked.rows.drop(columns="routine").to_numpy().tolist() == [
        [2, "Hip thrust", "3 sets of 8", "A1", "60 s", ""],
        [3, "Plank = Front plank", "3 sets of 40", "A2", "", "a question, below"],
        [4, "Dragon: not known", "3 x 8", "", "", ""],
    ]
    assert [len(checked.findings), len(checked.questions)] == [1, 1]
    skipped = check_sheet(path, skip_unknown=True)
    assert skipped.findings == []
    assert "row 4: left out, not known: 'Dragon'; 1 of 3 rows, 3 of 9 sets" in skipped.assumed
