"""Logs of any app and language by their heads: each file of a table, as text and as a spreadsheet.

Also of logs/reading/dialects.py, logs/reading/diaries.py, logs/reading/log_files.py, logs/reading/recognition.py,
logs/reading/several_sets.py, logs/reading/workouts.py.
"""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis import ArgumentError, DataError, FileError
from analysis.logs.reading.heads import WORDS, meant
from analysis.logs.reading.lines import delimiter_of
from analysis.logs.reading.read import read_log
from analysis.logs.reading.several_logs import read_logs

DAY = "2026-05-20 18:05:00"
S1 = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
STRONGLIFTS = "Date (yyyy/mm/dd),Workout,Workout Name,Body Weight (KG),Exercise,Sets×Reps,Reps,Duration (hours),"
STRONGLIFTS += "Start Time (h:mm),Notes,Set 1 (Reps),Set 1 (KG),Set 2 (Reps), Set 2 (KG),Set 3 (Reps), Set 3 (KG)"
FITBOD = "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier"

LOGS: dict[str, tuple[str, str]] = {
    "German, of a spreadsheet": (
        "Datum;Workout-Name;Dauer;Name der Übung;Reihenfolge festlegen;Gewicht (kg);Wiederh.;Entfernung;Sekunden;"
        'Notizen;Workout-Notizen;RPE\n20.05.2026 18:05;A;45m;Squat;1;82,5;8;0;0;"gut; tief";;8,5\n'
        "20.05.2026 18:05;A;45m;Squat;Ruhe-Timer;0;0;0;120;;;",
        "strong S1: 18:05 Squat normal 82.5 8 . . 8.5",
    ),
    "French": (
        "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
        f'Notes d\'entraînement,RPE\n{DAY},A,30m,Squat,D,"62,5",8,0,0,,,',
        "strong S1: 18:05 Squat dropset 62.5 8 . . .",
    ),
    "Chinese": (
        "日期,锻炼名称,时长,运动名称,设置顺序,重量,次,距离,秒,备注,锻炼备注,RPE\n" + DAY + ",A,30m,Squat,1,60,8,0,0,,,",
        "strong S1: 18:05 Squat normal 60 8 . . .",
    ),
    "a language nobody knows": (
        f"Päivä,Harjoitus,Kesto,Liike,Sarja,Paino,Toistot,Matka,Sekunnit,Muistiin,Muuta,RPE\n{DAY},A,30m,Squat,W,60,8,0,0,,,7",
        "strong S1: 18:05 Squat warmup 60 8 . . 7",
    ),
    "Chinese, plain": (
        "日期,动作,重量 (公斤),次数,组数\n2026年5月20日,Squat,60,8,2",
        "plain table: 00:00 Squat normal 60 8 . . . x2",
    ),
    "twelve hours": (
        f"{S1}\n5/20/2026 6:05:00 PM,A,30m,Squat,F,60,8,0,0,,,",
        "strong S1: 18:05 Squat failure 60 8 . . .",
    ),
    "in words": (
        'Exercise,Reps,kg,Date\nSquat,8,60,"May 20, 2026 at 6:05 PM"',
        "plain table: 18:05 Squat normal 60 8 . . .",
    ),
    "a time zone": ("timestamp,movement,load,unit,reps\n2026-05-20T18:05:00Z,Squat,100,lbs,8",
                    "plain table: 18:05 Squat normal 45.3592 8 . . ."),
    "day and time apart": (
        "Datum;Uhrzeit;Übung;Satz;Wdh.;Gewicht (kg);RPE\n20.05.2026;18:05;Squat;1;8;60;9½\n"
        "20.05.2026;18:09;Squat;2;8;60;8",
        "plain table: 18:05 Squat normal 60 8 . . 9.5 | 18:05 Squat normal 60 8 . . 8",
    ),
    "below a title": (
        "My log,,,\n,,,\nDate,Lift,Reps,Weight (kg)\n20 May 2026,Squat,8,60",
        "plain table: 00:00 Squat normal 60 8 . . .",
    ),
    "sets in a column": (
        "exercise,date,sets,reps,kg\nSquat,2026-05-20,3 sets,8,60",
        "plain table: 00:00 Squat normal 60 8 . . . x3",
    ),
    "numbers of sets": (
        "date,exercise,sets,reps,kg\n2026-05-20,Squat,1,8,60\n2026-05-20,Squat,2,8,60\n2026-05-20,Row,1,8,60",
        "plain table: 00:00 Squat normal 60 8 . . . x2 | 00:00 Row normal 60 8 . . .",
    ),
    "several sets in a cell": (
        'date,exercise,reps,kg,sets\n2026-05-20,Squat,2x8,60,\n2026-05-20,Row,"9, 8",60,2\n2026-05-20,Plank,2 x 30 s,,',
        "plain table: 00:00 Squat normal 60 8 . . . x2 | 00:00 Row normal 60 9 . . . | 00:00 Row normal 60 8 . . . | "
        "00:00 Plank normal . . 30 . . x2",
    ),
    "a time below repetitions": (
        "date,exercise,reps\n2026-05-20,Plank,30 s per side",
        "plain table: 00:00 Plank normal . . 30 . .",
    ),
    "clocks below repetitions": (
        "date,exercise,reps\n2026-05-20,Plank,1:30\n2026-05-20,Plank,0:45\n2026-05-20,Row,8:10",
        "plain table: 00:00 Plank normal . . 90 . . | 00:00 Plank normal . . 45 . . | 00:00 Row normal . . . . .",
    ),
    "minutes": ("Date,Exercise,Time (min),km\n2026-05-20,Run,32.5,5\n2026-05-20,Plank,1:30,",
                "plain table: 00:00 Run normal . . 1950 5000 . | 00:00 Plank normal . . 90 . ."),
    "kinds of sets": (
        "date,exercise,set type,lb,reps,superset\n2026-05-20,Squat,Warm-up,100,8,A1\n"
        "2026-05-20,Squat,To failure,100,5,",
        "plain table: 00:00 Squat warmup 45.3592 8 . . . | 00:00 Squat failure 45.3592 5 . . .",
    ),
    "Fitbod": (
        f"{FITBOD}\n{DAY} +0000,Squat, 8,40.0,0.0,0.0,0.0,0.0,true,, 1.0\n"
        "2026-05-20 18:25:00 +0000,Plank,0,0,60,0,0,0,false,,1\n"
        "2026-05-20 18:30:00 +0000,Squat,0,60,0,0,0,0,false,,1",
        "fitbod: 18:05 Squat warmup 40 8 . . . | 18:05 Plank normal . . 60 . . | left out 1",
    ),
    "StrongLifts": (
        f"{STRONGLIFTS}\n2026/05/20,1,A,83,Squat,5/5/-,10,0.5,6:05 PM,,5,55,5,55,0,55\n"
        "2026/05/20,1,A,83,Row,-,0,0.5,6:05 PM,,,,,,,",
        "stronglifts: 18:05 Squat normal 55 5 . . . x2 | left out 1",
    ),
    "LiftLog": (
        "SessionId,Timestamp,Exercise,Weight,WeightUnit,Reps,TargetReps,Notes\nb5,2026-05-20T18:09:39,Row,60,kg,8,8,\n"
        "b5,2026-05-20T18:05:00,Squat,60,kg,12,12,",
        "liftlog: 18:05 Squat normal 60 12 . . . | 18:05 Row normal 60 8 . . .",
    ),
    "a count below Set": (
        "Dato;Øvelse;Sett;Reps;Vekt (kg)\n2026-05-20;Squat;3;8;60\n2026-05-20;Row;2;8;40",
        "plain table: 00:00 Squat normal 60 8 . . . x3 | 00:00 Row normal 40 8 . . . x2",
    ),
    "a number below Set": (
        "date,time,exercise,set,reps,kg\n2026-05-20,18:05,Squat,1,8,60\n2026-05-20,18:05,Row,1,8,40\n"
        "2026-05-20,18:05,Squat,2,8,60",
        "plain table: 18:05 Squat normal 60 8 . . . x2 | 18:05 Row normal 40 8 . . .",
    ),
    "whole sets in a cell": (
        'date,exercise,result\n2026-05-20,Squat,"60x8, 60x8"\n2026-05-20,Row,3x5 @ 40 kg\n2026-05-20,Dip,BW+10 x 6 @8',
        "plain table: 00:00 Squat normal 60 8 . . . x2 | 00:00 Row normal 40 5 . . . x3 | 00:00 Dip normal 10 6 . . 8",
    ),
    "whole sets below sets": (
        "Datum;Übung;Sätze\n2026-05-20;Squat;3x8 60 kg\n2026-05-20;Plank;2x45s",
        "plain table: 00:00 Squat normal 60 8 . . . x3 | 00:00 Plank normal . . 45 . . x2",
    ),
    "columns of whole sets": (
        "Date,Exercise,Set 1,Set 2,Set 3\n2026-05-20,Squat,60x8,62.5x6,-\n2026-05-20,Row,BW x 8,,",
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Squat normal 62.5 6 . . . | 00:00 Row normal . 8 . . .",
    ),
    "columns numbered behind": (
        "Date;Exercise;Reps 1;kg 1;Reps 2;kg 2\n2026-05-20;Squat;8;60;6;62,5",
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Squat normal 62.5 6 . . .",
    ),
    "planned and done": (
        "Date,Exercise,Target Reps,Actual Reps,Planned kg,Weight Used (kg),Type\n2026-05-20,Squat,8,7,60,55,Warm-up",
        "plain table: 00:00 Squat warmup 55 7 . . .",
    ),
    "left and right": (
        "Date,Exercise,kg,Reps Left,Reps Right,Type\n2026-05-20,Squat,10,8,8,Lift",
        "plain table: 00:00 Squat normal 10 8 . . .",
    ),
    "TrainHeroic": (
        'WorkoutTitle,ScheduledDate,ExerciseTitle,ExerciseData\nA,2026-05-20,Squat,"8, 6 rep x 60, 62.5 kilogram"',
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Squat normal 62.5 6 . . .",
    ),
    "Jefit": (
        "### SETTING ###\nrow_id,gender\n1,F\n\n### EXERCISE LOGS ###\nlogs,mydate,ename\n"
        '"60x10,5x10",2026-05-20,Squat\n\n### NOTES ###\nrow_id,mynote\n1,hard',
        "plain table: 00:00 Squat normal 60 10 . . . | 00:00 Squat normal 5 10 . . .",
    ),
    "GymBook": (
        "Date;Exercise;Repetitions / Time;Unit;Resistance;Unit\n2026-05-20;Squat;8;;60;kg\n2026-05-20;Plank;45;s;;",
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Plank normal . . 45 . .",
    ),
    "a figure for each set in several cells": (
        'date,exercise,kg,sets,reps,rpe\n2026-05-20,Squat,"60, 65",,"8, 6",7/8\n2026-05-20,Row,40/45,2,8,7',
        "plain table: 00:00 Squat normal 60 8 . . 7 | 00:00 Squat normal 65 6 . . 8 | 00:00 Row normal 40 8 . . 7 | "
        "00:00 Row normal 45 8 . . 7",
    ),
    "sets marked W1": (
        "date|exercise|set|kg|reps\n20-May-26|Squat|W1|40|8\n20260520|Squat|1|60|8\nWed 20 May 26|Squat|2|60|8",
        "plain table: 00:00 Squat warmup 40 8 . . . | 00:00 Squat normal 60 8 . . . x2",
    ),
    "heads in two rows": (
        "Date,Exercise,Set 1,,Set 2,\n,,kg,reps,kg,reps\n2026-05-20,Squat,60,8,62.5,6",
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Squat normal 62.5 6 . . .",
    ),
    "units below the heads": (
        "Date,Exercise,Weight,Reps\n,,(lb),\n2026-05-20,Squat,100,8",
        "plain table: 00:00 Squat normal 45.3592 8 . . .",
    ),
    "what each set is, in brackets": (
        "Date;Exercise;Set 1 (kg x reps);Set 2 (kg x reps)\n2026-05-20;Squat;60 x 8;5 x 10\n2026-05-20;Row;24 x 40 m;",
        "plain table: 00:00 Squat normal 60 8 . . . | 00:00 Squat normal 5 10 . . . | 00:00 Row normal 24 . . 40 .",
    ),
    "what was not done": (
        "date,exercise,reps,completed\n2026-05-20,Squat,8,yes\n2026-05-20,Squat,8,FALSE\n2026-05-20,Row,8 8 8,",
        "plain table: 00:00 Squat normal . 8 . . . | 00:00 Row normal . 8 . . . x3 | left out 1",
    ),
    "a day above its table": (
        "Diary,,,\n2026-05-20,,,\nExercise,Sets,Reps,kg\nSquat,2,8,60\neasy,,,\n\nExercise,Sets,Reps,kg\nRow,1,8,40",
        "plain table: 00:00 Squat normal 60 8 . . . x2 | 00:00 Row normal 40 8 . . .",
    ),
    "rows of totals": (
        "date,exercise,kg,reps\n2026-05-20,Squat,60,8\n,Total,,8\nGrand total,,,8",
        "plain table: 00:00 Squat normal 60 8 . . .",
    ),
    "nothing below the heads": ("date,exercise,weight,unit,reps", "plain table: "),
}  # fmt: skip
"""A log of each kind; its dialect, and of its sets the time, exercise, kind, kg, repetitions, seconds, metres, RPE."""


def workbook(path: Path, text: str) -> Path:
    """Save a text as a spreadsheet in which figures and ISO days are what they say."""
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(text), delimiter=delimiter_of(text.splitlines()[0])):
        book.active.append([cell_of(cell) for cell in row])
    book.save(path)
    return path


def book_of(path: Path, sheets: dict[str, str]) -> Path:
    """Save texts as the sheets of a spreadsheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, text in sheets.items():
        sheet = book.create_sheet(title)
        for row in csv.reader(io.StringIO(text)):
            sheet.append([cell_of(cell) for cell in row])
    book.save(path)
    return path


def cell_of(text: str) -> Any:
    for kind in (float, datetime.datetime.fromisoformat):
        try:
            value = kind(text)
        except ValueError:
            continue
        return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value
    return text


def shown(log: pd.DataFrame) -> str:
    told: list[str] = []
    for row in log[
        ["start", "exercise_name", "set_type", "weight_kg", "reps", "work_s", "distance_m", "rpe"]
    ].itertuples():
        cells = [f"{row.start:%H:%M}", row.exercise_name, row.set_type, *row[4:]]
        told.append(
            " ".join("." if pd.isna(cell) else cell if isinstance(cell, str) else f"{cell:.7g}" for cell in cells)
        )
    runs = [(line, told.count(line)) for line in dict.fromkeys(told)]
    report = log.attrs["report"]
    assert report["rows_in_file"] == report["rows_read"] + sum(report["left_out"].values())
    left = sum(count for why, count in report["left_out"].items() if why == "no set done")
    lines = [f"{line} x{times}" if times > 1 else line for line, times in runs] + [f"left out {left}"] * bool(left)
    return f"{report['dialect']}: {' | '.join(lines)}"


@pytest.mark.parametrize("name", LOGS)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_log_of_whatever_app_and_language_is_read_by_its_heads(name: str, suffix: str, tmp_path: Path) -> None:
    text, wanted = LOGS[name]
    path = tmp_path / f"anna{suffix}"
    if suffix == ".xlsx":
        workbook(path, text)
    else:
        path.write_text(text + "\n", encoding="utf-8")
    log = read_log(path, "kg")
    assert shown(log) == wanted
    assert set(log["date"]) <= {pd.Timestamp("2026-05-20")}


REFUSED = {
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2026-05-20 07:01:22,false,Run,5,412,00:31:40":
        "a list of activities, as Garmin exports it, has no sets; allowed: .* date, exercise, weight, unit, reps",
    "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien\nLaufen,2026-05-20,false,Lauf,5,412": "list of activities",
    "date,exercise\n2026-05-20,Squat": "no log that is known",
    "date,exercise_id,exercise,reps_min\n2026-05-20,squat,Squat,8": "no log that is known",
    "a,b,c\n1,2,3": "no log that is known: 'a,b,c'; allowed: .* date, exercise, weight, unit, reps",
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_log_is_refused_and_told_what_a_log_is(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    for path in (tmp_path / "x.csv", workbook(tmp_path / "x.xlsx", text)):
        csv_only = path.suffix == ".csv"
        wanted = REFUSED[text] if csv_only else REFUSED[text].split(":")[0].replace("no log that is known", "nor a log")
        with pytest.raises(FileError, match=wanted) as refused:
            read_log(path)
        assert len(str(refused.value)) < 600


def test_which_number_is_the_month_is_asked_like_units(tmp_path: Path) -> None:
    either, settled = tmp_path / "anna.csv", tmp_path / "ben.csv"
    either.write_text("Date,Exercise,Weight (kg),Reps\n03/06/2026,Squat,60,8\n04/06/2026,Squat,60,8\n")
    settled.write_text("Date,Exercise,Weight (kg),Reps\n03/06/2026,Squat,60,8\n20/06/2026,Squat,60,8\n")
    with pytest.raises(
        ArgumentError, match=r"anna\.csv: no day in the file says .*'03/06/2026'; allowed: dates day-first"
    ):
        read_log(either)
    for order, day in {"day-first": "2026-06-03", "Month first": "2026-03-06"}.items():
        log = read_log(either, dates=order)
        assert str(log["date"][0].date()) == day
        assert log.attrs["report"]["notes"][0].endswith("as you said")
    assert str(read_log(settled, dates="month-first")["date"][0].date()) == "2026-06-03"  # the file knows better
    mixed = "Date,Exercise,Weight (kg),Reps\n03/06/2026,Squat,60,8\n20/06/2026,Squat,60,8\n06/21/2026,Squat,60,8\n"
    either.write_text(mixed)
    wanted = r"some days .*: '20/06/2026' in line 3 and '06/21/2026' in line 4; allowed: dates day-first"
    with pytest.raises(ArgumentError, match=wanted):
        read_log(either)
    for order, days in {"day-first": ["03", "20", "21"], "month-first": ["06", "20", "21"]}.items():
        log = read_log(either, dates=order)
        assert log["date"].dt.strftime("%d").tolist() == days
        assert "the others as" in log.attrs["report"]["notes"][0]
    told = read_log(settled, dates="month-first").attrs["report"]["notes"]
    assert told == [
        "days such as '20/06/2026' read as day, month, year, not month-first: in that order they are no days"
    ]
    either.write_text("Datum;Übung;Wdh.;kg\n03/06/2026;Squat;8;60\n")
    assert str(read_log(either)["date"][0].date()) == "2026-06-03"  # as in Germany
    assert len(read_logs([either, settled], dates={"": "day-first"})) == 3
    with pytest.raises(ArgumentError, match="unknown dates: 'yearly'; allowed: day-first, month-first"):
        read_log(either, dates="yearly")


def test_what_is_typed_once_goes_on_below(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    rows = ["2026-05-20,Squat,60,8", ",,60,6", ",Plank,,", ",,,", "soon,Squat,60,5", ",Squat,60,4", "2026-05-21,,60,3"]
    path.write_text("\n".join(["Date,Exercise,Weight (kg),Reps", *rows]))
    log = read_log(path)
    assert log[["line", "exercise_name"]].values.tolist() == [[2, "Squat"], [3, "Squat"], [4, "Plank"]]
    assert set(log["date"].astype("str")) == {"2026-05-20"}
    report = log.attrs["report"]
    assert "rows without a day, or without an exercise too, are of those above: 3" in report["notes"]
    assert [line.partition(":")[0] for line in report["broken"]] == [f"line {line}" for line in (6, 7, 8)]
    heads = "title,start_time,exercise_title,set_index,set_type,weight_kg,reps"
    hevy = f'{heads}\nA,"5 Jan 2027, 18:03",Squat,0,normal,20,8\n'
    path.write_text(f"{hevy}A,,Squat,1,normal,20,8\n")  # an app writes every row in full
    assert len(read_log(path)) == 1


def test_columns_that_are_not_read_are_told(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    path.write_text("date,exercise,reps,mood,weight,notes\n2026-05-20,Squat,8,good,60 kg,x\n")
    assert read_log(path).attrs["report"]["notes"] == [
        "line 2: weight: '60 kg' read as 60 kg",
        "columns that are not read: 'mood'",
    ]


MONTHS = {
    "Notes": "Sleep well",
    "May": "date,exercise,reps,kg\n2026-05-20,Squat,8,60\n2026-05-20,Squat,many,60\nsoon,Squat,8,60",
    "June": "My June\nExercise,Date,kg,Reps,Mood\nSquat,2026-06-01,62,8,good\nRow,2026-05-20,40,0\nRow,2026-05-20,40,8",
    "Plan": "date,exercise,reps\n2026-07-01,Squat,8",
}


def test_all_sheets_of_a_spreadsheet_that_are_logs_are_read(tmp_path: Path) -> None:
    path = book_of(tmp_path / "anna.xlsx", MONTHS)
    log = read_log(path)
    assert log[["exercise_name", "line"]].values.tolist() == [["Squat", 2], ["Squat", 3], ["Row", 5], ["Squat", 3]]
    report = log.attrs["report"]
    assert report["sheets"] == [
        {"sheet": "May", "rows_in_file": 3, "rows_read": 2, "sets": 2},
        {"sheet": "June", "rows_in_file": 3, "rows_read": 2, "sets": 2},
    ]
    assert (report["rows_in_file"], report["left_out"]) == (6, {"broken row": 1, "no set done": 1})
    assert report["broken"][0].startswith("sheet 'May', row 4: start: 'soon'; allowed")
    assert sorted(report["notes"]) == [
        "days that are in several sheets, counted in each: 1",
        "sheet 'June': columns that are not read: 'Mood'",
        "sheet 'May', row 3: reps: 'many' cannot be read; left blank",
        "sheet 'May': sets without repetitions, time or distance, counted as sets: 1",
        "sheets that are not read: 'Notes' and 'Plan'",
    ]
    with pytest.raises(DataError, match=r"anna\.xlsx, sheet 'May', row 3: reps: 'many'(.|\n)*row 4: start: 'soon'"):
        read_log(path, strict=True)
    hidden = read_logs([path], names=False).attrs["reports"][0]
    assert not any(word in str(hidden) for word in ("May", "June", "Plan", "Notes", "anna", "many"))
    assert "sheet 1, row 3: reps: a cell cannot be read; left blank" in hidden["notes"]


def test_a_head_that_may_mean_both_is_asked_where_the_cells_do_not_agree(tmp_path: Path) -> None:
    path = tmp_path / "anna.csv"
    path.write_text("date,exercise,set,reps,kg\n2026-05-20,A,1,8,60\n2026-05-20,A,2,8,60\n2026-05-20,B,3,8,60\n")
    with pytest.raises(ArgumentError, match=r"anna\.csv: column 'set': the number .*; allowed: a head 'set number' or"):
        read_log(path)


def test_sheets_called_as_people_are_of_an_athlete_each(tmp_path: Path) -> None:
    sheet = "date,exercise,reps,kg\n2026-05-20,Squat,8,60"
    names = {
        ("Anna", "Ben Kahn"): 2,
        ("Push", "Pull"): 1,
        ("April", "June"): 1,
        ("Anna 1", "Anna 2"): 1,
        ("Squat", "Anna"): 1,
        ("Woche", "Oberkörper"): 1,
    }
    for titles, athletes in names.items():
        path = book_of(tmp_path / "squad.xlsx", dict.fromkeys(titles, sheet))
        assert read_log(path)["athlete"].nunique() == athletes, titles
        assert read_log(path, athlete="Eva")["athlete"].unique().tolist() == ["Eva"]
    path = book_of(tmp_path / "squad.xlsx", {"Anna": sheet, "Ben": sheet})
    assert any(
        "'Anna' and 'Ben' are read as an athlete each" in note for note in read_log(path).attrs["report"]["notes"]
    )
    assert "Anna" not in str(read_logs([path], names=False).attrs["reports"])


def test_days_of_one_sheet_settle_those_of_the_others(tmp_path: Path) -> None:
    sheet = "date,exercise,reps,kg\n{},Squat,8,60"
    path = book_of(tmp_path / "anna.xlsx", {"Week 1": sheet.format("03/04/2026"), "Week 2": sheet.format("04/15/2026")})
    log = read_log(path)
    assert log["date"].dt.month.tolist() == [3, 4]
    assert any(note.endswith("as other sheets have it") for note in log.attrs["report"]["notes"])
    book_of(path, {"Week 1": sheet.format("03/04/2026"), "Week 2": sheet.format("05/04/2026")})
    with pytest.raises(ArgumentError, match=r"anna\.xlsx: no day in the file says"):
        read_log(path)


def test_a_sheet_may_be_called_as_its_day(tmp_path: Path) -> None:
    sheet = "Exercise,Sets,Reps,kg\nSquat,2,8,60"
    log = read_log(book_of(tmp_path / "anna.xlsx", {"18.05.2026": sheet, "2026-05-20": sheet, "Notes": "a,b"}))
    assert log["date"].dt.day.tolist() == [18, 18, 20, 20]
    assert log["athlete"].unique().tolist() == ["anna"]


def test_no_word_means_two_things_in_one_language() -> None:
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for subject, language in {(row["subject"], row["language"]) for row in rows}:
        same = [row["words"] for row in rows if (row["subject"], row["language"]) == (subject, language)]
        words = ", ".join(same).split(", ")
        assert len(words) == len({word.casefold() for word in words}), (subject, language)
    english = [row for row in rows if (row["subject"], row["language"]) == ("head", "en")]
    for part, word in [(row["meaning"], word) for row in english for word in row["words"].split(", ")]:
        assert meant(word).part == part
