"""Sheets of a coach's own: what is taken in stride, what is chosen, and what is refused.

Also of library/additions.py, library/loading.py, library/prescriptions.py, library/sheets/sheet_choices.py,
library/sheets/sheet_equipment.py, library/sheets/sheet_doubts.py.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import (
    DataError,
    FileError,
    Library,
    add_routine,
    load_library,
    parse_dose,
    routine_volume,
    session_minutes,
)
from analysis.library.sheets.sheet_choices import choices_text
from tests.shared import HEADER

Write = Callable[..., Path]


def test_what_is_heavy_by_exercise_alone_is_told(library: Library, sheet: Write) -> None:
    sheets = "A,strength,,Pull-up,3 x 5,,", "A,strength,,Goblet squat,3 x 8,,"
    choices = add_routine(library, sheet(*sheets)).choices
    told = choices_text(choices[choices["column"] == "demand"])
    assert told == ["mine, row 2: assumed heavy: by exercise, no load given"]


ROW = "Main,strength,3,Hip thrust,8-12,bench+dumbbell,heavy"


def added(library: Library, path: Path) -> list[dict[str, object]]:
    rows = add_routine(library, path).prescriptions.iloc[len(library.prescriptions) :]
    return list(rows.astype(object).where(rows.notna(), None).to_dict("records"))


def variants(text: str) -> dict[str, bytes]:
    return {
        "plain": text.encode(),
        "semicolons": text.replace(",", ";").encode(),
        "tabs": text.replace(",", "\t").encode(),
        "byte order mark": b"\xef\xbb\xbf" + text.encode(),
        "carriage returns": text.replace("\n", "\r\n").encode(),
        "old carriage returns": text.replace("\n", "\r").encode(),
        "no last line feed": text.rstrip("\n").encode(),
        "trailing blank rows": text.encode() + b",,,,,,\n\n,,,,,,\n",
        "trailing blank columns": "".join(f"{line},,\n" for line in text.splitlines()).encode(),
        "short rows": text.replace(",heavy", "").encode(),
        "capitals and spaces in the header": text.replace(
            HEADER, "Section, PHASE,Rounds ,Exercise,Dose,Equipment,Notes"
        ).encode(),
        "columns in another order": b"dose,exercise,rounds,section,phase,notes,equipment\n"
        + b"8-12,Hip thrust,3,Main,strength,heavy,bench+dumbbell\n",
        "capitals in cells": text.replace("strength", "Strength").replace("Hip thrust", "HIP  THRUST").encode(),
        "accents": text.replace("Hip thrust", "Híp thrüst").encode(),
        "punctuation": text.replace("Hip thrust", "hip-thrust.").encode(),
        "an exercise id": text.replace("Hip thrust", "hip_thrust").encode(),
        "spaces around": text.replace("8-12", "  8 - 12 ").replace("bench+dumbbell", " bench + dumbbell ").encode(),
        "equipment names": text.replace("bench+dumbbell", "Bench or couch+Dumbbells").encode(),
        "sets in the dose": text.replace(",3,Hip thrust,8-12", ",,Hip thrust,3 x 8-12").encode(),
        "separator line": b"sep=;\r\n" + text.replace(",", ";").encode(),
        "rounds with a decimal": text.replace(",3,", ",3.0,").encode(),
        "quotes": text.replace("Hip thrust", '"Hip thrust"').encode(),
    }


@pytest.mark.parametrize("variant", variants(""))
def test_a_sheet_from_any_spreadsheet_reads_alike(library: Library, tmp_path: Path, variant: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(variants(f"{HEADER}\n{ROW}\n")[variant])
    (row,) = added(library, path)
    assert (row["exercise_id"], row["sets_min"], row["sets_max"], row["reps_min"], row["reps_max"]) == (
        "hip_thrust",
        3,
        3,
        8,
        12,
    )
    assert (row["phase"], row["load_kind"], row["source_id"]) == ("strength", "external", "own")
    assert row["locator"] == ("row 3" if variant == "separator line" else "row 2")


def test_an_added_routine_has_everything_the_three_have(library: Library, sheet: Write) -> None:
    more = load_library(
        extra=[
            sheet(
                "A,activation,,Monster walk,2-3 x 10-12 per side,,",
                "B,,2,Hip thrust,10,,",
                "B,,2,Bear plank row,8 per side,,",
            )
        ]
    )
    assert more.routines.iloc[-1].tolist()[:4] == ["mine", "Mine", "Mine", "own"]
    volume = routine_volume(more, by="muscle", routines=["mine"])
    volume = volume.set_index(["muscle_id", "phase", "kind"])
    assert volume.loc[
        ("glute_med", "activation", "light"), ["sets_min", "sets_max", "reps_min", "reps_max"]
    ].tolist() == [
        2,
        3,
        20,
        36,
    ]
    assert volume.loc[("glute_max", "strength", "strength"), "sets_min"] == 2
    minutes = session_minutes(more, routines=["mine"])
    # walk: 2 x 20 x 1.5 s + 20 s rest, then 30 s; circuit: 2 x (20 + 10 + 32 + 3) s + 60 s less the other 20 s
    assert minutes["minutes_min"].round(4).tolist() == [round((60 + 20 + 30 + 130 + 40) / 60, 4)]
    assert len(library.routines) == 3


@pytest.mark.parametrize(
    ("row", "phase"),
    [
        ("Main,,,Hip thrust,10,,", "strength"),
        ("Glute activation B,,,Hip thrust,10,,", "activation"),
        ("Pre-run drills,,,Hip thrust,10,,", "activation"),
        ("Stretch and cooldown,,,Hip thrust,10,,", "cooldown"),
        ("Strength warm-up,,,Hip thrust,10,,", "activation"),
        ("Warm-up strength,,,Hip thrust,10,,", "strength"),
        ("Stretching and activation,,,Hip thrust,10,,", "activation"),
        ("Warm-up (no stretching),,,Hip thrust,10,,", "activation"),
        (",,,Hip thrust,10,,", "strength"),
        ("Cool-down,,,Hip thrust,10,,", "cooldown"),
        ("WARM UP,,,Monster walk,10,,", "activation"),
        ("Main,,,Hip CARs,10,,", "mobility"),
        ("Warm-up,,,Hip CARs,10,,", "mobility"),
        ("Main,,,Half-kneeling adductor stretch,30 s per side,,", "mobility"),
        ("Cooldown,,,Half-kneeling adductor stretch,30 s per side,,", "cooldown"),
        ("Main,activation,,Hip thrust,10,,", "activation"),
        ("Main,Cool-down,,Hip thrust,10,,", "cooldown"),
        ("Main,strength,,Hip CARs,10,,", "strength"),
    ],
)
def test_a_blank_phase_is_chosen_and_reported(library: Library, sheet: Write, row: str, phase: str) -> None:
    more = add_routine(library, sheet(row))
    assert more.prescriptions["phase"].iloc[-1] == phase
    chosen = more.choices.query("routine_id == 'mine' and column == 'phase'")
    assert chosen["chosen"].tolist() == ([] if row.split(",")[1] else [phase])


def test_of_section_words_that_end_together_the_longest_decides(data: Path, sheet: Write) -> None:
    words = data / "coding" / "section_words.csv"
    words.write_text(words.read_text(encoding="utf-8") + "Light strength,activation,Ours.\n", encoding="utf-8")
    more = load_library(data, extra=sheet("Light strength,,,Hip thrust,10,,"))
    assert more.prescriptions["phase"].iloc[-1] == "activation"


def test_one_set_where_nothing_is_said_and_it_is_reported(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,,,Hip thrust,10,bench,"))
    assert more.prescriptions["sets_max"].iloc[-1] == 1
    assert "1 set" in more.choices.query("routine_id == 'mine'")["chosen"].tolist()


def test_blank_equipment_is_as_coded_and_marked_inferred(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("A,,,Hip thrust,10,,", "A,,,Hip thrust,10,mat?,", "A,,,Hip thrust,10,None,"))
    mine = more.prescription_equipment.query("routine_id == 'mine'")
    assert mine[["position", "equipment_id", "need", "basis"]].to_numpy().tolist() == [
        [1, "bench", "required", "inferred"],
        [1, "dumbbell", "optional", "inferred"],
        [2, "mat", "optional", "stated"],
    ]
    assert more.prescriptions["load_kind"].tolist()[-3:] == ["external", "bodyweight", "bodyweight"]


def test_an_exercise_and_a_dose_are_enough(library: Library, sheet: Write) -> None:
    full = add_routine(library, sheet("A,,,Hip thrust,3 x 8-12,,", "A,,,Plank,2 x 30 s,mat,", name="full.csv"))
    bare = add_routine(library, sheet("3 x 8-12,Hip thrust", "2 x 30 s,Plank", name="full.csv", header="Dose,EXERCISE"))
    told = bare.choices.query("routine_id == 'full'")
    assert set(told["column"]) == {"phase", "equipment"}
    columns = ["phase", "exercise_id", "dose", "circuit", "load_kind"]
    assert bare.prescriptions[columns].equals(full.prescriptions[columns])
    assert bare.prescriptions["section"].isna().tolist()[-2:] == [True, True]


def test_unknown_columns_are_kept_and_told(library: Library, sheet: Write) -> None:
    header = "Colour,exercise,equpment,dose,,Coach,blank"
    more = add_routine(library, sheet("red,Hip thrust,bench,10,,A,", ",Plank,,30 s,,B,", header=header))
    kept = more.choices[~more.choices["column"].isin(["phase", "dose", "equipment"])]
    assert kept[["row", "column", "chosen"]].to_numpy().tolist() == [
        [2, "Colour", "red"],
        [2, "equpment", "bench"],
        [2, "Coach", "A"],
        [3, "Coach", "B"],
    ]
    assert kept["why"].unique().tolist() == [
        "unknown column, kept as typed",
        "unknown column, kept as typed; did you mean equipment?",
    ]


def test_a_column_without_a_head_is_named_by_its_letter(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("Hip thrust,10,easy,", "Plank,30 s,,B", header="exercise,dose,,Coach"))
    told = choices_text(more.choices[more.choices["column"] == "column C"])
    assert told == ["mine, row 2: column C has no head, kept as typed"]


ASKED = "{} of {}: did you mean {}? Then type {}"


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (",Plank,3 x 60", ("60 reps", "Plank", "60 s", "3 x 60 s")),
        (",Plank,3 x 60 s", ()),
        (",Plank,3 x 60 reps", ()),
        (",Plank,3 x 2 min", ()),
        (",Plank,\"5, hold 10 s\"", ()),
        ("3,Plank,45-60", ("45-60 reps", "Plank", "45-60 s", "45-60 s")),
        (",Plank,2 x 20 per side", ("20 reps per side", "Plank", "20 s in all", "2 x 20 s")),
        (",Copenhagen plank,2 x 20 each leg",
         ("20 reps per side", "Copenhagen plank", "20 s per side", "2 x 20 s per side")),
        (",Adductor squeeze,20", ("20 reps", "Adductor squeeze", "20 s", "20 s")),
        (",Half-kneeling adductor stretch,30 per side",
         ("30 reps per side", "Half-kneeling adductor stretch", "30 s per side", "30 s per side")),
        (",Side plank,2 x 30 s", ("30 s", "Side plank", "30 s per side", "2 x 30 s per side")),
        (",Side plank,2 x 20", ("20 reps", "Side plank", "20 s per side", "2 x 20 s per side")),
        (",Side plank,2 x 20 reps", ("20 reps", "Side plank", "20 reps per side", "2 x 20 per side")),
        ("2-3,Step ups,\"8-10, hold 2 s\"", ("8-10 reps", "Step ups", "8-10 reps per side", "8-10 per side, hold 2 s")),
        (",Dead bugs,3 x 10", ("10 reps", "Dead bugs", "10 reps per side", "3 x 10 per side")),
        (",A-skip,3 x 20 s", ()),
        (",Step ups,3 x 10 per leg", ()),
        (",Side plank,2 x 30 s per direction", ()),
        (",Hip thrust,3 x 10 per side",
         ("10 reps per side", "Hip thrust", "10 reps in all, or Single-leg hip thrust", "3 x 10")),
        (",Hip thrust,3 x 10 per direction",
         ("10 reps per direction", "Hip thrust", "10 reps in all, or Single-leg hip thrust", "3 x 10")),
        (",Standing calf raise,3 x 12-15 each leg",
         ("12-15 reps per side", "Standing calf raise", "12-15 reps in all, or Single-leg calf raise", "3 x 12-15")),
        (",Lateral band walk,3 x 10 per direction", ()),
        (",Lateral band walk,3 x 10",
         ("10 reps", "Lateral band walk", "10 reps per direction", "3 x 10 per direction")),
        (",Lateral band walk,3 x 10 each leg",
         ("10 reps per side", "Lateral band walk", "10 reps per direction", "3 x 10 per direction")),
        (",Monster walk,3 x 10 per side", ()),
        (",Monster walk,3 x 10", ()),
        (",Hip thrust,3 x 10", ()),
        (",Pogo hops,3 x 20", ()),
    ],
)  # fmt: skip
def test_a_dose_that_hardly_fits_its_exercise_is_asked_about_and_taken_as_typed(
    library: Library, sheet: Write, row: str, asked: tuple[str, ...]
) -> None:
    more = add_routine(library, sheet(row, header="rounds,exercise,dose"))
    told = more.choices[(more.choices["routine_id"] == "mine") & (more.choices["column"] == "dose")]
    told = told[told["chosen"] != "1 set"]
    questions = [ASKED.format(*asked)] if asked else []
    assert told["why"].tolist() == questions
    assert choices_text(told) == [f"mine, row 2: {question}" for question in questions]
    assert (told["row"] == 2).all()
    typed = parse_dose(next(csv.reader([row]))[2])
    made = more.prescriptions.iloc[-1]
    assert made["per"] == (typed.per or "both")
    assert (made["reps_max"] if typed.reps_max else made["work_s_max"]) == (typed.reps_max or typed.work_s_max)


def test_published_routines_are_asked_nothing(library: Library) -> None:
    assert set(library.choices["column"]) == {"phase", "equipment"}


def test_rounds_may_be_a_range_and_make_circuits(library: Library, sheet: Write) -> None:
    rows = [
        "A,,2-3,Hip thrust,10,,",
        "A,,2-3,Banded squat,10,,",
        "A,,3,Monster walk,10,,",
        "B,,3,Monster walk,10,,",
        "B,,,Hip thrust,2 x 5,,",
    ]
    found = added(library, sheet(*rows))
    assert [row["circuit"] for row in found] == [1, 1, 2, 3, 4]
    assert [(row["sets_min"], row["sets_max"]) for row in found] == [(2, 3), (2, 3), (3, 3), (3, 3), (2, 2)]


@pytest.mark.parametrize(
    ("name", "routine"), [("My Routine.csv", "my_routine"), ("Übung 1.CSV", "ubung_1"), ("a--b.csv", "a_b")]
)
def test_the_file_name_is_the_routine(library: Library, sheet: Write, name: str, routine: str) -> None:
    assert add_routine(library, sheet(ROW, name=name)).routines["routine_id"].iloc[-1] == routine


def test_two_sheets_of_one_name_are_refused(sheet: Write) -> None:
    with pytest.raises(DataError, match="there already"):
        load_library(extra=[sheet(ROW), sheet(ROW)])


def test_refuses_a_missing_file_a_folder_and_another_kind(library: Library, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        add_routine(library, tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileError, match="cannot be read"):
        add_routine(library, tmp_path / "folder.csv")
    with pytest.raises(FileError, match="a sheet is a spreadsheet"):
        add_routine(library, tmp_path / "mine.docx")


def test_names_that_look_like_code_stay_text(library: Library, sheet: Write) -> None:
    more = add_routine(library, sheet("=1+1,,,Hip thrust,10,,<script>alert(1)</script>"))
    assert more.prescriptions["section"].iloc[-1] == "=1+1"


def test_a_published_sheet_under_another_name_counts_alike(library: Library, tmp_path: Path) -> None:
    for routine in ("runners_world", "run_forever"):
        copy = tmp_path / f"copy of {routine}.csv"
        copy.write_bytes((library.folder / "sheets" / f"{routine}.csv").read_bytes())
        more = add_routine(library, copy)
        volume = routine_volume(more, by="group", routines=[routine, f"copy_of_{routine}"]).drop(columns="routine_id")
        half = len(volume) // 2
        assert volume.iloc[:half].to_dict("list") == volume.iloc[half:].to_dict("list")
