"""Exports of training apps, small and synthetic, with every quirk of the real ones; and a block's own spreadsheet.

Also of logs/reading/reading_report.py.
"""

from __future__ import annotations

import datetime
import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis import ArgumentError, DataError, FileError, Library, check_block, match_exercises, plan_block
from analysis.files import export_block_workbook
from analysis.logs.reading.read import read_log
from analysis.logs.reading.reading_report import COLUMNS
from analysis.logs.sentences import say_log
from tests.shared import heads

Read = Callable[..., pd.DataFrame]


DAY = "2026-05-20 07:30:00"


HEVY = ["title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes"]


HEVY += ["set_index", "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe"]


S0 = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes"


S2 = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes"


S2 += ";Workout Notes;Workout Duration"


S3 = '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE"'


S3 += ';"Distance (meters)";"Seconds";"Notes";"Workout Notes"'


BROKEN = ["20.5.;Legs;Squat;1;1;kg;5;;;;;;;", "DAY;Legs;Squat;1;80;kg", "DAY;Legs;;1;80;kg;5;;;;;;;"]


BROKEN += ["DAY;Legs;Squat;X;80;kg;5;;;;;;;", 'DAY;A;B;1;8;kg;5;;;;;"a;;']


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a text as a file; all that is in it is read or said to be left out."""

    def one(*lines: str, encoding: str = "utf-8", end: str = "\n", **options: Any) -> pd.DataFrame:
        path = tmp_path / "anna.csv"
        path.write_bytes((end.join(lines) + end).encode(encoding))
        log = read_log(path, **options)
        report = log.attrs["report"]
        assert report["rows_in_file"] == report["rows_read"] + sum(report["left_out"].values())
        assert (report["rows_read"], report["sets"], list(log.columns)) == (len(log), len(log), list(COLUMNS))
        return log

    return one


def hevy_head(weight: str = "kg", distance: str = "km") -> str:
    return '"' + '","'.join(HEVY).replace("_kg", f"_{weight}").replace("_km", f"_{distance}") + '"'


def hevy(start: str, exercise: str = "Hip Thrust (Barbell)", order: int = 0, **cells: Any) -> str:
    """Row of an export; nobody ended the workout for a day."""
    has = dict.fromkeys(HEVY, "") | {"start_time": start, "end_time": "29 Mar 2025, 17:55", "set_type": "normal"}
    has |= {"exercise_title": exercise, "set_index": str(order)}
    short = {"weight": "weight_kg", "distance": "distance_km", "seconds": "duration_seconds", "kind": "set_type"}
    return ",".join(f'"{cell}"' for cell in {**has, **{short.get(at, at): cells[at] for at in cells}}.values())


def shown(log: pd.DataFrame) -> list[str]:
    """Line, kind, weight, repetitions, effort, metres and seconds of each set, a point for a blank."""
    rows = log[["line", "set_type", "weight_kg", "reps", "rpe", "distance_m", "work_s"]].to_numpy(dtype=object)
    return [" ".join("." if pd.isna(one) else f"{one:.7g}" if one != str(one) else one for one in row) for row in rows]


def test_hevy_has_a_row_for_each_set_of_whatever_kind(read: Read) -> None:
    march, earlier = "28 Mar 2025, 17:29", "8 Mar 2025, 09:00"
    notes = {"exercise_notes": 'a line\n\nafter \\n a ""blank"" one \U0001f4aa', "superset_id": 0}
    log = read(
        hevy_head(),
        hevy("30 Mar 2025, 08:05", "Treadmill", distance=5, seconds=1800, rpe=8.5, title="Run \U0001f3c3"),
        hevy(march, kind="warmup", weight=60, reps=10),
        hevy(march, order=1, weight=122.47, reps=5, **notes),  # of three lines
        hevy(march, order=2, kind="dropset", weight=80, reps=12),
        hevy(march, order=3, kind="failure", weight=80, reps=3),
        hevy(earlier, "Plank", seconds=60),
        hevy(earlier, "Suitcase Carry", weight=20, distance=0.04),
        hevy(earlier, "Weighted Plank", weight=10, seconds=30),
        hevy(earlier, "Push Up", reps=20),
        hevy(earlier, "Deadlift (Barbell)", weight=200),
    )
    found = ["9 normal . . . . 60", "10 normal 20 . . 40 .", "11 normal 10 . . . 30", "12 normal . 20 . . ."]
    found += ["13 normal 200 . . . .", "3 warmup 60 10 . . .", "4 normal 122.47 5 . . .", "7 dropset 80 12 . . ."]
    assert shown(log) == [*found, "8 failure 80 3 . . .", "2 normal . . 8.5 5000 1800"]  # newest last
    assert log["exercise_run"].tolist() == [1, 2, 3, 4, 5, 1, 1, 1, 1, 1]
    assert log["set_index"].tolist() == [1, 1, 1, 1, 1, 1, 2, 3, 4, 1]
    assert (log["superset"].dropna().tolist(), log["workout"].iloc[-1]) == ([0], "Run \U0001f3c3")
    assert log[["date", "start"]].iloc[5].tolist() == [pd.Timestamp("2025-03-28"), pd.Timestamp("2025-03-28 17:29")]


def test_hevy_has_pounds_and_miles_apart(read: Read) -> None:
    both = hevy("28 Mar 2025, 17:29", weight=225, distance=1)
    assert shown(read(hevy_head("lbs", "miles"), both)) == ["2 normal 102.0583 . . 1609.344 ."]
    assert shown(read(hevy_head("lbs", "km"), both)) == ["2 normal 102.0583 . . 1000 ."]


MONTHS = {
    "French": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "German": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "Spanish": "ene feb mar abr may jun jul ago sept oct nov dic",
    "Spanish, short": "ene feb mar abr may jun jul ago sep oct nov dic",
    "Russian": "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "Russian, short": "янв. фев. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "Japanese": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}


DAYS = ["2025年3月28日 17:29", "28. März 2025, 17:29", "28 de mar. de 2025, 17:29", "28 мар. 2025 г., 17:29"]


DAYS += ["Mar 28, 2025, 5:29 PM", "28 mars 2025, 17:29", "28 mars 2025 à 17:29"]


@pytest.mark.parametrize("language", list(MONTHS))
def test_months_are_read_in_the_language_of_the_user(read: Read, language: str) -> None:
    days = [f"{day} {name} 2025, 17:29" for day, name in enumerate(MONTHS[language].split(), 13)]
    log = read(hevy_head(), *(hevy(day, reps=5) for day in days))
    assert log["start"].tolist() == [pd.Timestamp(2025, month, 12 + month, 17, 29) for month in range(1, 13)]


@pytest.mark.parametrize("start", DAYS)
def test_days_are_read_in_the_order_of_the_language(read: Read, start: str) -> None:
    assert read(hevy_head(), hevy(start, reps=5))["start"].tolist() == [pd.Timestamp("2025-03-28 17:29")]


def test_an_exercise_can_stand_twice_in_a_workout_and_duplicates_stay(read: Read) -> None:
    thrust = functools.partial(hevy, "28 Mar 2025, 17:29", weight=80, reps=5)
    plank = hevy("28 Mar 2025, 17:29", "Plank", seconds=30)
    log = read(hevy_head(), thrust(), thrust(order=1), plank, thrust(), thrust(), plank, plank)
    assert log["exercise_run"].tolist() == [1, 1, 2, 3, 4, 5, 6]  # an index that restarts is a run of its own
    assert log["set_index"].tolist() == [1, 2, 1, 1, 1, 1, 1]
    other = read(hevy_head(), thrust(), thrust(order=1, title="Evening"))
    assert other["exercise_run"].tolist() == other["set_index"].tolist() == [1, 1]


def test_weights_of_assisted_exercises_are_no_load(read: Read) -> None:
    weights = {"Pull Up (Assisted)": 20, "Chin Up": -15, "Unassisted Pull Up": 5}
    log = read(hevy_head(), *(hevy("28 Mar 2025, 17:29", name, weight=given) for name, given in weights.items()))
    assert log["weight_kg"].fillna(0).tolist() == [0, 0, 5]
    assert log["assistance_kg"].fillna(0).tolist() == [20, 15, 0]


def test_a_weight_without_a_unit_is_blank_and_told(read: Read) -> None:
    log = read(S2, f"{DAY};Legs;Squat;1;20;;8;;300;;;;;1h")
    assert (shown(log), len(log.attrs["report"]["notes"])) == (["2 normal . 8 . . ."], 2)


def test_strong_0_asks_for_units_only_when_a_weight_is_there(read: Read) -> None:
    assert shown(read(S0, f'{DAY},"Legs","Plank",1,0,0,0,60,"",""'))[0].endswith(". . . 60")
    rows = [S0, f"{DAY},Legs,Squat,1,74.99999999999999,5,0,0,,", f"{DAY},Legs,Squat,2,,12,0.0,0,,"]
    with pytest.raises(ArgumentError, match=r"anna\.csv.*kg or lb"):
        read(*rows)
    assert shown(read(*rows, units="kg")) == ["2 normal 75 5 . . .", "3 normal . 12 . . ."]  # without dust
    assert read(*rows, units="lb")["weight_kg"][0] == pytest.approx(34.0194, abs=1e-4)
    assert read(S0).attrs["report"]["rows_in_file"] == 0
    assert shown(read(f"{S0},RPE", f"{DAY},Legs,Squat,1,,5,0,0,,,7.5")) == ["2 normal . 5 7.5 . ."]


EXPORTS = {
    "strong S1": """
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
DAY,Legs,1h 43m,Squat,W,60,5,0,0,,,8 -> 2 warmup 60 5 8 . .
DAY,Legs,38min,Squat,1,60,5,0,0,,, -> 3 normal 60 5 . . .

DAY,"Legs",264h 1m,"Squat",D,60,5,0,0,"a ""slow"" one",, -> 5 dropset 60 5 . . .
DAY,Legs,5520,Squat,F,60,5,0,0,,,10 -> 6 failure 60 5 10 . .
DAY,Legs,0s,Squat,Rest Timer,0,0,0,180,,,
DAY,Legs,,Squat,Note,0,0,0,0,a note,,
DAY,Legs,-3m,Plank,1,,0,0,45.5,,, -> 9 normal . . . . 45.5
""",
    "strong S2": f"""
{S2}
DAY;Legs;Squat;1;82,5;kg;5;8,5;;;0;"deep;

and ""slow"" one";"good day";1h 43m -> 2 normal 82.5 5 8.5 . .
DAY;Legs;Squat;Rest Timer;;;;;;;120;;;38min
DAY;Legs;Squat;2;100;lbs;5;;0,0;;0;;;264h 1m -> 6 normal 45.3592 5 . . .
DAY;Legs;Squat;Note;;;;;;;;fine;;38min
DAY;Legs;Row Erg;1;;;0;;2,5;km;540,5;;;38min -> 8 normal . . . 2500 540.5
DAY;Legs;Row Erg;2;20;;8;;300;;;;;38min -> 9 normal 20 8 . . .
""",
    "strong S3": f"""
{S3}
"1";"DAY";"Legs";"949260";"Squat";"W";"40.0";"10";"";"";"";"";"" -> 2 warmup 40 10 . . .
"1";"DAY";"Legs";"949260";"Squat";"1";"82.5";"5";"9";"";"";"a
b";"" -> 3 normal 82.5 5 9 . .
"1";"DAY";"Legs";"949260";"Squat";"Rest Timer";"";"";"";"";"120.0";"";""
"1";"DAY";"Legs";"949260";"Squat";"Note";"";"";"";"";"";"fine";""
"1";"DAY";"Legs";"949260";"Run";"1";"";"";"";"400";"95.5";"";"" -> 7 normal . . . 400 95.5
""",
    "strong S4": """
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;Workout Notes
DAY;Run;Running;1;;;0;3,1;mi.;1500;; -> 2 normal . . . 4988.966 1500
DAY;Run;Squat;1;135;lbs;5;0;;0;; -> 3 normal 61.235 5 . . .
""",
    "strong 2018": """
"Date;Workout Name;Exercise Name;Set Order;lbs;Reps;Distance;Seconds;Notes;Workout Notes"
"DAY;""Legs; heavy"";Squat;1;135;5;0;0;;" -> 2 normal 61.235 5 . . .
"DAY;Legs;Squat;D;95;8;0;0;;" -> 3 dropset 43.0913 8 . . .
""",
    "fitnotes": """
Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2026-05-20,Squat,Legs,100.0,kgs,5,,,,easy -> 2 normal 100 5 . . .
2026-05-20,Squat,Legs,225.0,lbs,5,,,, -> 3 normal 102.0583 5 . . .
2026-05-20,Running,Cardio,,,,5.0,km,0:32:06, -> 4 normal . . . 5000 1926
""",
}


@pytest.mark.parametrize("dialect", list(EXPORTS))
def test_exports_of_every_dialect_are_read(read: Read, dialect: str) -> None:
    lines = [line.partition(" -> ") for line in EXPORTS[dialect].replace("DAY", DAY).strip().split("\n")]
    log = read(*(line for line, _, _ in lines), units="kg")  # where a row does not say
    assert shown(log) == [wanted for _, _, wanted in lines if wanted]
    report = log.attrs["report"]
    assert (report["dialect"], set(log["date"])) == (dialect, {pd.Timestamp("2026-05-20")})
    assert report["left_out"] == ({"note": 1, "rest timer": 1} if "Rest Timer" in EXPORTS[dialect] else {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_whatever_it_is_saved_as_the_sets_are_the_same(read: Read, encoding: str, end: str) -> None:
    row = f"{DAY};Día;Überzüge;1;82,5;kg;5;;;;;;;1h"
    log = read("", S2, row, "", row, "", encoding=encoding, end=end)
    assert shown(log) == ["3 normal 82.5 5 . . .", "5 normal 82.5 5 . . ."]
    assert (set(log["workout"]), set(log["exercise_name"])) == ({"Día"}, {"Überzüge"})


@pytest.mark.parametrize("row", BROKEN)
def test_a_broken_row_is_named_with_its_line_and_the_rest_is_read(read: Read, row: str) -> None:
    row, good = row.replace("DAY", DAY), f"{DAY};Legs;Squat;1;80;kg;5;;;;;;;"
    log = read(S2, good, row, good)
    assert log["line"].tolist() == [2, 4]
    assert log.attrs["report"]["left_out"] == {"broken row": 1}
    assert [said[:7] for said in log.attrs["report"]["broken"]] == ["line 3:"]
    with pytest.raises(DataError, match=r"anna\.csv, line 3: "):
        read(S2, good, row, good, strict=True)
    with pytest.raises(FileError, match="line 2"):
        read(S2, row)


CELLS = {
    "weight 20 kg": ("20 . . . .", "read as 20 kg"),
    "weight 45lb": ("20.4117 . . . .", "read as 45 lb"),
    "weight BW": (". . . . .", "read as bodyweight"),
    "weight heavy": (". . . . .", "'heavy' cannot be read; left blank"),
    "weight 1e9": (". . . . .", "'1e9' is not from -2000 to 2000; left blank"),
    "rpe RPE 8": (". . 8 . .", "read as 8"),
    "rpe 7-8": (". . 7 . .", "read as 7, the lower end"),
    "rpe 11": (". . . . .", "'11' is not from 0 to 10; left blank"),
    "reps 12 reps": (". 12 . . .", "read as 12 repetitions"),
    "reps many": (". . . . .", "'many' cannot be read; left blank"),
    "reps -5": (". . . . .", "'-5' is not from 0 to 1000; left blank"),
    "seconds 12:00:30 AM": (". . . . 30", "read as 30 s"),
    "seconds 1:01:05 am": (". . . . 3665", "read as 3665 s"),
    "seconds 45 s": (". . . . 45", "read as 45 s"),
    "distance 400 m": (". . . 400 .", "read as 400 m"),
    "distance far": (". . . . .", "'far' cannot be read; left blank"),
    "superset_id first": (". . . . .", "'first' cannot be read; left blank"),
    "kind giant": (". . . . .", "'giant' cannot be read; counted as normal"),
}
"""Cells of Hevy as people and spreadsheets write them: the set that each makes, and what is told."""


@pytest.mark.parametrize("cell", list(CELLS))
def test_a_set_counts_whatever_stands_in_one_of_its_cells(read: Read, cell: str) -> None:
    name, _, text = cell.partition(" ")
    good, row = hevy("28 Mar 2025, 17:29", reps=5), hevy("28 Mar 2025, 17:29", order=1, **{name: text})
    log = read(hevy_head(), good, row)
    wanted, told = CELLS[cell]
    assert shown(log) == ["2 normal . 5 . . .", f"3 normal {wanted}"]
    notes = [note for note in log.attrs["report"]["notes"] if note.startswith("line 3: ")]
    name = name.removesuffix("_id")
    assert (len(notes), notes[0].startswith(f"line 3: {name}: "), notes[0].endswith(told)) == (1, True, True)
    if "cannot" in told or "is not" in told:
        with pytest.raises(DataError, match=rf"anna\.csv, line 3: {name}: "):
            read(hevy_head(), good, row, strict=True)
    else:
        assert len(read(hevy_head(), good, row, strict=True)) == 2


def test_what_cannot_be_read_is_told_before_what_can(read: Read, library: Library) -> None:
    cells = [f"{kg} kg" for kg in range(20, 30)] + ["heavy"]
    log = read(hevy_head(), *(hevy("28 Mar 2025, 17:29", order=at, weight=cell) for at, cell in enumerate(cells)))
    notes = log.attrs["report"]["notes"]
    assert (log["weight_kg"].sum(), log.attrs["report"]["units"]) == (245, {"weights": "kg (from the cells)"})
    assert [note.split(":")[0] for note in notes[1:]] == [
        "line 12",
        *(f"line {line}" for line in range(2, 12)),
    ]
    mixed = read(FITNOTES, *(f"{DAY[:10]},Squat,Legs,{cell},5,,,," for cell in ("80,kg", "80 kg,")))
    assert mixed.attrs["report"]["units"] == {"weights": "kg (row by row and from the cells)"}
    said = say_log([log.attrs["report"]], match_exercises(log, library))
    assert "line 5: weight: '23 kg' read as 23 kg; 6 more cells: 6 of weight." in said


FITNOTES = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"


IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance (km),Distance (miles),Time,Notes,Kind"


TWO_COLUMNS = {
    ",135,8,,,": "61.235 8 . . .",
    "60,,8,,,": "60 8 . . .",
    "0,135,8,,,": "61.235 8 . . .",
    "60,0,8,,,": "60 8 . . .",
    "60,132,8,5,3.1,": "60 8 . 5000 .",
    ",,,,3.1,0:30:00": ". . . 4988.966 1800",
    "60,135,8,,,": "60 8 . . . weight: two columns that differ; the first counts",
    ",,,5,5,": ". . . 5000 . distance: two columns that differ; the first counts",
}
"""Kilograms, pounds, repetitions, kilometres, miles and time; the set, and what is told."""


@pytest.mark.parametrize("cells", list(TWO_COLUMNS))
def test_of_two_columns_of_a_quantity_the_one_that_is_filled_counts(read: Read, cells: str) -> None:
    log = read(IOS, f"2026-05-20,Hip Thrust,Legs,{cells},,wr")
    wanted = TWO_COLUMNS[cells].split(" weight: ")[0].split(" distance: ")[0]
    assert shown(log) == [f"2 normal {wanted}"]
    told = TWO_COLUMNS[cells][len(wanted) + 1 :]
    assert log.attrs["report"]["notes"] == ([f"line 2: {told}"] if told else [])


def test_two_columns_of_a_quantity_in_any_export(read: Read) -> None:
    head = hevy_head().replace('"rpe"', '"rpe","weight_lbs","reps"')
    rows = [hevy("28 Mar 2025, 17:29", order=at, weight="" if at else 20) for at in range(2)]
    assert shown(read(head, f'{rows[0]},"",5', f"{rows[1]},45,6")) == [
        "2 normal 20 5 . . .",
        "3 normal 20.4117 6 . . .",
    ]
    strong = f"{S0.replace('Weight', 'Weight (kg),Weight (lbs)')}"
    assert shown(read(strong, f"{DAY},Legs,Squat,1,,135,5,0,0,,")) == ["2 normal 61.235 5 . . ."]
    bare = S0.replace("Weight", "Weight,Weight (lbs)")
    assert shown(read(bare, f"{DAY},Legs,Squat,1,,135,5,0,0,,")) == ["2 normal 61.235 5 . . ."]
    with pytest.raises(ArgumentError, match="does not say in which unit"):
        read(bare, f"{DAY},Legs,Squat,1,60,,5,0,0,,")


COMMAS = {
    "Press (Each Side, Bells),Shoulders,8.0,kgs,5,,,,": "Press (Each Side, Bells)",
    "Press, Bells, Seated,Shoulders,8.0,kgs,5,,,,slow": "Press, Bells, Seated",
    "Press, 5,,8.0,kgs,5,,,,": "Press, 5",
    "Press,Shoulders,8.0,kgs,5,,,,slow, then fast": "Press",
    "Press, Bells,Shoulders,8.0,kgs,5,,,,slow, then, fast": "Press, Bells",
    "Plank, left,Core,,,,,,0:00:30,": "Plank, left",
}
"""Rows of FitNotes in which a name or a comment has commas and no quotes; the name."""


@pytest.mark.parametrize("row", list(COMMAS))
def test_a_comma_in_a_name_splits_no_set(read: Read, row: str) -> None:
    good = "2026-05-20,Squat,Legs,100,kgs,5,,,,"
    log = read(FITNOTES, good, f"2026-05-20,{row}", good)
    assert log["exercise_name"].tolist() == ["Squat", COMMAS[row], "Squat"]
    assert shown(log)[1] in ("3 normal 8 5 . . .", "3 normal . . . . 30")
    (note,) = log.attrs["report"]["notes"]
    name = f"line 3: a name with ',' that is not in quotes: '{COMMAS[row]}' read as the name; several splits fit"
    remark = "line 3: a remark with ',' that is not in quotes, repaired"
    assert note.startswith(name if "," in COMMAS[row] else remark)


@pytest.mark.parametrize(
    "row",
    [
        "20th,Press, Bells,Shoulders,8.0,kgs,5,,,,",
        "2026-05-20,Press, Bells,Shoulders,heavy,kgs,5,,,,",
        "2026-05-20,Press, Bells,Shoulders,8.0,stone,5,,,,",
        "2026-05-20,,,Shoulders,8.0,stone,5,,,,",
        "2026-05-20" + "," * 50_000,
    ],
)
def test_a_row_that_fits_nowhere_is_broken(read: Read, row: str) -> None:
    log = read(FITNOTES, "2026-05-20,Squat,Legs,100,kgs,5,,,,", row)
    assert (len(log), log.attrs["report"]["left_out"]) == (1, {"broken row": 1})


def test_what_stands_left_of_a_name_may_have_the_comma(read: Read) -> None:
    row = f"{DAY},Legs, heavy,Squat,1,60,8,0,0,,"  # of the workout or of the exercise: nobody can tell
    assert len(read(S0, f"{DAY},Legs,Squat,1,60,8,0,0,,", row, units="kg")) == 1


NOTHING = {
    "reps=0": "", "reps=0,weight=60": "", "seconds=0": "", "reps=0,seconds=0": "", "distance=0": "",
    "reps=0,seconds=30": ". . . . 30", "reps=0,distance=1": ". . . 1000 .", "weight=60": "60 . . . .", "": ". . . . .",
    "reps=many,seconds=0": ". . . . .",
}  # fmt: skip
"""Cells of Hevy, and the set that they make, blank for none."""


@pytest.mark.parametrize("cells", list(NOTHING))
def test_nothing_done_is_no_set_and_nothing_said_is_one(read: Read, cells: str) -> None:
    row = hevy("28 Mar 2025, 17:29", order=1, **dict(pair.split("=") for pair in cells.split(",") if pair))
    log = read(hevy_head(), hevy("28 Mar 2025, 17:29", reps=5), row)
    wanted = NOTHING[cells]
    assert shown(log)[1:] == [f"3 normal {wanted}"] * bool(wanted)
    assert log.attrs["report"]["left_out"] == ({} if wanted else {"no set done": 1})
    unsaid = [note for note in log.attrs["report"]["notes"] if note.endswith("counted as sets: 1")]
    assert bool(unsaid) == (wanted in ("60 . . . .", ". . . . ."))


def test_zeros_that_strong_writes_everywhere_say_nothing(read: Read) -> None:
    rows = [f"{DAY},Legs,Squat,1,60,0,0,0,,", f"{DAY},Legs,Squat,2,60,,0,0,,", f"{DAY},Legs,Plank,1,0,0,0,30,,"]
    log = read(S0, *rows, units="kg")
    assert shown(log) == ["3 normal 60 . . . .", "4 normal . . . . 30"]
    assert log.attrs["report"]["left_out"] == {"no set done": 1}


def test_the_units_that_are_used_are_told(read: Read) -> None:
    row = f"{DAY},Run,Run,1,60,5,3,0,,"
    for given, metres in {"km": 3000, "mi": 4828.032, "Metres": 3}.items():
        log = read(S0, row, units="kg", distances=given)
        assert log["distance_m"].tolist() == [metres]
    assert log.attrs["report"]["units"] == {"weights": "kg (as you said)", "distances": "m (as you said)"}
    blank = read(S0, row, units="lb").attrs["report"]
    assert blank["units"] == {"weights": "lb (as you said)"}
    assert blank["notes"][0].startswith("distances without a unit, left blank: 1; if you know it: distances km, m")
    rows = [f"{DAY};Legs;Squat;1;80;{unit};5;;;;;;;" for unit in ("kg", "lbs", "")]
    assert read(S2, *rows, units="kg").attrs["report"]["units"] == {
        "weights": "kg (as you said), kg and lb (row by row)"
    }
    both = read(hevy_head(), hevy("28 Mar 2025, 17:29", weight=60, distance=1), units="lb", distances="km")
    assert both.attrs["report"]["units"] == {"weights": "kg (from the header)", "distances": "km (from the header)"}
    assert both.attrs["report"]["notes"] == ["the file says itself that weights are in kg; lb is not used"]
    with pytest.raises(ArgumentError, match="unknown distances: 'furlongs'; allowed: km"):
        read(S0, row, units="kg", distances="furlongs")


Fill = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]


ROW = "prescriptions"


FILLED_IN: dict[str, dict[object, tuple[str, object]]] = {
    "load used, kg": {
        "20 kg": ("weight_kg", 20.0), "45 lb": ("weight_kg", 20.4117), "BW": ("weight_kg", 0.0), 20: ("weight_kg", 20),
        "20,5": ("weight_kg", 20.5), "20-25 kg": ("weight_kg", 20.0), "red band": ("weight_kg", None),
        "-": ("weight_kg", None), -1: ("weight_kg", None), "600 kg": ("weight_kg", None),
        datetime.datetime(2027, 5, 8): ("weight_kg", None), "=A1": ("weight_kg", None),
    },
    "effort, 1-10": {
        "RPE 8": ("rpe", 8.0), "7-8": ("rpe", 7.0), "8/10": ("rpe", 8.0), "7,5": ("rpe", 7.5), "hard": ("rpe", None),
        11: ("rpe", None), True: ("rpe", None), datetime.datetime(2027, 7, 8): ("rpe", None),
    },
    "reps or s done": {
        "8-12": ("reps", 8.0), "10 reps": ("reps", 10.0), "10 each side": ("reps", 10.0), "30 s": ("work_s", 30.0),
        datetime.time(0, 0, 30): ("work_s", 30.0), datetime.time(0, 45): ("work_s", 45.0), "1:30": ("work_s", 90.0),
        "many": ("reps", None), -3: ("reps", None), datetime.datetime(2027, 10, 8): ("reps", None),
    },
    "remark": {"knee": ("reps", None)},
    "dose": {"many": ("reps", None), None: ("reps", None), "2 x 30 s": ("work_s", None)},
    "date": {"29.12.2026": ("date", pd.Timestamp("2026-12-29")), "4.1.2027": ("date", pd.Timestamp("2027-01-04")),
             46386: ("date", pd.Timestamp("2026-12-30")), "?": ("date", pd.Timestamp("2027-01-04"))},
    "exercise": {None: ("exercise_name", "lateral_band_walk")},
    "number": {"?": ("exercise_run", 1), None: ("exercise_run", 1)},
}  # fmt: skip
"""What may be typed, or become of a cell, and what is read of it: the sets count whatever it is."""


@pytest.fixture(scope="module")
def fill(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Type into the spreadsheet of a block of two Mondays, by sheet, row and head, and read it; each has 6 rows."""
    spec = {"name": "x", "start": "2027-01-04", "phase": [{"name": "base", "weeks": 2, "mon": "run_forever"}]}
    plan, path = plan_block(library, spec), tmp_path_factory.mktemp("block") / "bea.xlsx"
    content = export_block_workbook(plan, check_block(plan), path).read_bytes()

    def one(cells: dict[tuple[str, int, str], object], **options: Any) -> tuple[pd.DataFrame, dict[str, Any]]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        for (sheet, row, head), value in cells.items():
            book[sheet].cell(row, heads(book[sheet]).index(head) + 1).value = value
        book.save(path)
        log = read_log(path, **options)
        report = log.attrs["report"]
        assert report["rows_in_file"] == report["rows_read"] + sum(report["left_out"].values()) == 12
        assert (list(log.columns), report["sets"]) == (list(COLUMNS), len(log))
        return log, report

    return one


def test_figures_that_an_athlete_typed_into_a_block_are_sets(fill: Fill) -> None:
    log, report = fill({})
    assert (len(log), report["left_out"]) == (0, {"not filled in": 12})
    done = {"sets done": 3, "reps or s done": 12, "load used, kg": "7,5", "effort, 1-10": 8}
    cells = {(ROW, 2, head): value for head, value in done.items()}
    cells |= {(ROW, 3, "effort, 1-10"): 6, (ROW, 4, "sets done"): 0, ("sessions", 2, "done"): "yes"}
    log, report = fill({**cells, ("sessions", 2, "done on"): pd.Timestamp("2027-01-06")})
    assert report["left_out"] == {"no set done": 1, "not filled in": 6}
    assert any(
        note.endswith("at the least: 4") for note in report["notes"]
    )  # ticked: three rows, and one of effort alone
    assert set(log["date"]) == {pd.Timestamp("2027-01-06")}
    log = log.iloc[:5]
    assert log["exercise_name"].tolist() == ["Lateral band walk"] * 3 + ["Wall abs"] * 2
    assert log["set_index"].tolist() == [1, 2, 3, 1, 2]
    assert shown(log) == ["2 normal 7.5 12 8 . ."] * 3 + ["3 normal . . 6 . ."] * 2  # as many sets as prescribed


def test_a_session_that_is_ticked_counts_as_prescribed_and_that_is_told(fill: Fill) -> None:
    log, report = fill({("sessions", 3, "done"): "Yes ", ("sessions", 2, "done"): "partly"})
    assert set(log["date"]) == {pd.Timestamp("2027-01-11")}
    assert (len(log), report["left_out"]) == (12, {"not filled in": 6})
    assert log.loc[log["exercise_name"] == "Band monster walk", "reps"].tolist() == [15, 15]
    assert report["notes"][0].endswith("at the least: 6")
    assert report["notes"][1] == "sessions ticked 'partly' without figures, not counted: 1"
    assert fill({("sessions", 2, "done"): "ja"})[1]["notes"][0].startswith(
        "sheet sessions, row 2: done: 'ja'; allowed: yes"
    )


@pytest.mark.parametrize("head", list(FILLED_IN))
def test_a_set_counts_whatever_its_other_cells_say(fill: Fill, head: str) -> None:
    rows = dict(enumerate(FILLED_IN[head], 2))
    cells: dict[tuple[str, int, str], object] = {(ROW, row, "sets done"): 2 for row in rows}
    log, report = fill(cells | {(ROW, row, head): value for row, value in rows.items()}, athlete="cleo")
    assert sorted(log["line"]) == sorted([*rows, *rows])
    assert set(log["athlete"]) == {"cleo"}
    for row, (value, (column, expected)) in zip(rows, FILLED_IN[head].items(), strict=True):
        found = log.loc[log["line"] == row, column].iloc[0]
        assert found == expected or (expected is None and pd.isna(found)), (value, found)
        plain = type(value) is int and expected is not None
        quiet = plain or value in (None, "-", "20,5", "7,5", "knee", "2 x 30 s") or column in ("date", "exercise_run")
        if not quiet and expected is None:
            assert [note for note in report["notes"] if note.endswith("left blank") and f"row {row}: {head}: " in note]
    read = [note for note in report["notes"] if f": {head}: " in note and " read as " in note]
    assert bool(read) == (head in ("load used, kg", "effort, 1-10", "reps or s done"))


def test_units_of_a_form_are_told_and_a_screen_shows_the_first_remarks(library: Library, fill: Fill) -> None:
    loads = [20, "20 kg", "45 lb", *(f"{kg} kg" for kg in range(21, 30))]
    cells: dict[tuple[str, int, str], object] = {(ROW, row, "load used, kg"): load for row, load in enumerate(loads, 2)}
    log, report = fill(cells)
    assert report["units"] == {"weights": "kg (from the cells and from the header), lb (from the cells)"}
    assert sum(" read as " in note for note in report["notes"]) == 11
    said = say_log([report], match_exercises(log, library))
    assert "row 7: load used, kg: '23 kg' read as 23 kg; 6 more cells: 6 of load used, kg" in said


def test_a_row_of_which_nothing_can_be_read_is_named(fill: Fill) -> None:
    bad = dict(enumerate(["pain", 2.5, -1, 30], 2))
    counts = {"3 sets": 3, "2x": 2, "3/4": 3, "all": 2, "no": 0, 0: 0, 3.0: 3}
    cells: dict[tuple[str, int, str], object] = {(ROW, row, "sets done"): count for row, count in bad.items()}
    cells |= {(ROW, row, "sets done"): count for row, count in enumerate(counts, 6)}
    log, report = fill(cells)
    assert [int((log["line"] == row).sum()) for row in range(6, 13)] == list(counts.values())
    assert report["left_out"] == {"broken row": 4, "no set done": 2, "not filled in": 1}
    first = "sheet prescriptions, row 2: sets done: 'pain'; allowed: a whole number from 0 to 20"
    assert (report["broken"][0], len(report["broken"])) == (first, 4)
    with pytest.raises(DataError, match=r"bea\.xlsx, row 2: "):
        fill(cells, strict=True)
    log, report = fill(
        cells | {(ROW, row, "effort, 1-10"): 6 for row in bad}
    )  # it was done, and as often as prescribed
    assert set(bad) <= set(log["line"])
    assert any("'pain' cannot be read; left blank" in note for note in report["notes"])
    with pytest.raises(DataError, match=r"row 3: load used, kg: 'red band' cannot be read"):
        fill({(ROW, 3, "sets done"): 2, (ROW, 3, "load used, kg"): "red band"}, strict=True)
    assert len(fill({(ROW, 3, "sets done"): 3, (ROW, 3, "reps or s done"): 0})[0]) == 0


def test_a_figure_for_each_set_of_a_block_is_read_as_in_a_table(fill: Fill) -> None:
    log, report = fill({(ROW, 3, "reps or s done"): "10,10,9", (ROW, 4, "reps or s done"): "8, 6"})
    assert log["reps"].tolist() == [10, 10, 9, 8, 6]
    assert log["set_index"].tolist() == [1, 2, 3, 1, 2]
    assert any("read as 3 sets" in note for note in report["notes"])
    log, report = fill({(ROW, 3, "reps or s done"): "10,10,9", (ROW, 3, "sets done"): 2})
    assert log["reps"].isna().tolist() == [True, True]
    assert any("'10,10,9' cannot be read" in note for note in report["notes"])


@pytest.mark.parametrize("text", ["29.12.2026", "29/12/26", "2026-12-29", "29.12.", "29 Dec", "Dec 29, 2026", 46385,
                                  datetime.date(2026, 12, 29)])  # fmt: skip
def test_the_day_done_is_read_as_it_is_typed(fill: Fill, text: object) -> None:
    log, report = fill({(ROW, 2, "sets done"): 2, ("sessions", 2, "done on"): text})
    assert set(log["date"]) == {pd.Timestamp("2026-12-29")}
    told = any("done on" in note for note in report["notes"])
    assert told == (isinstance(text, str) and text != "2026-12-29")


def test_a_day_that_cannot_be_read_is_told(fill: Fill) -> None:
    log, report = fill({(ROW, 2, "sets done"): 2, ("sessions", 2, "done on"): "some day"})
    assert set(log["date"]) == {pd.Timestamp("2027-01-04")}
    assert "sheet sessions, row 2: done on: 'some day' cannot be read; left blank" in report["notes"]
