"""A roster read, and what a block becomes for each athlete in it: typed as coaches type it, and wrongly.

Also of block/specs/athlete_spec.py and block/specs/roster_heads.py.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import DataError, FileError, Library
from analysis.block import read_block
from analysis.block.specs.athlete_spec import spec_of
from analysis.block.specs.roster import Athlete, Roster, mark_of, read_roster
from analysis.block.specs.spec import Skip

DAY = datetime.date


def roster(library: Library, tmp_path: Path, *rows: str, header: str = "name,equipment,days,minutes,skip") -> Roster:
    path = tmp_path / "squad.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_roster(library, path)


def test_a_roster_is_read_as_coaches_type_it(library: Library, tmp_path: Path) -> None:
    header = "Runner;Kit;Trains on;Longest day;Holidays;Phone"
    rows = [
        "Ann Bo;Mini bands & mat;Tue/Thursday, sat;40 min;2027-02-01 to 2027-02-07 (Tenerife), 2027-3-1;07",
        "Al Bart;none;;;;",
        ";;;;;",
        "Cy;-;-;-;-;",
    ]
    read = roster(library, tmp_path, *rows, header=header)
    ann, al, cy = read.athletes
    assert (ann.initials, ann.row, ann.equipment, ann.days) == ("AB2", 2, ("mini_band", "mat"), ("tue", "thu", "sat"))
    skips = Skip(DAY(2027, 2, 1), DAY(2027, 2, 7), "Tenerife"), Skip(DAY(2027, 3, 1), DAY(2027, 3, 1), "")
    assert (ann.minutes, ann.skip) == (40, skips)
    assert (al.initials, al.equipment, al.days, al.minutes, al.skip) == ("AB", (), None, None, ())
    assert (cy.initials, cy.row, cy.equipment, cy.days, cy.minutes, cy.skip) == ("C", 5, (), None, None, ())
    assert read.unread == ("Phone",)
    grouped = roster(library, tmp_path, "Sprinters,", ",Ann Bo", header="Group,Name")
    assert [one.initials for one in grouped.athletes] == ["AB"]
    assert grouped.unread == ("Group", "row 2 (Sprinters)")
    assert "Ann" not in repr(read)


def test_a_spreadsheet_and_a_frame_are_read_alike(library: Library, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["What this is"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Winter")
    for row in (["Squad", None], ["Name", "Skip", "Minutes"], ["Ann Bo", DAY(2027, 2, 1), 35]):
        sheet.append(row)
    book.save(tmp_path / "squad.xlsx")
    (ann,) = read_roster(library, tmp_path / "squad.xlsx").athletes
    frame = pd.DataFrame({"name": ["Ann Bo"], "skip": [pd.Timestamp(2027, 2, 1)], "minutes": [35.0], "days": [None]})
    (same,) = read_roster(library, frame).athletes
    assert ann == Athlete("AB", 3, "Ann Bo", minutes=35, skip=(Skip(DAY(2027, 2, 1), DAY(2027, 2, 1), ""),))
    assert (same.skip, same.minutes, same.days) == (ann.skip, 35, None)
    listed = pd.DataFrame({"name": ["Ann Bo"], "days": [["fri", "mon"]], "equipment": [[]]})
    assert (read_roster(library, listed).athletes[0].days, read_roster(library, listed).athletes[0].equipment) == (
        ("mon", "fri"),
        (),
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "Ann Bo,mini bnad,,,",
            "squad.csv, row 2, column equipment: unknown equipment: 'mini bnad'.*did you mean mini_band",
        ),
        ("Ann Bo,none + mat,,,", "row 2, column equipment: equipment: none beside items: 'none, mat'"),
        (
            "Ann Bo,,Mon Wednsday,,",
            "column days: unknown weekday: 'Wednsday'; allowed: mon, tue.*did you mean wed",
        ),
        ("Ann Bo,,3,,", "column days: unknown weekday: '3'"),
        ("Ann Bo,,none,,", "row 2, column days: no day to train on: 'none'; allowed: weekdays.*blank for those of the"),
        ("Ann Bo,,Mon Monday,,", "column days: a weekday named twice: 'mon'; allowed: each weekday once"),
        ("Notes: Ann is away,,,,", "column name: not a name: 'Notes: Ann is away'.*a remark stands in a column"),
        ("Ann Bo,,,an hour,", "column minutes: not allowed: 'an hour'; allowed: a number from 1 to 240"),
        ("Ann Bo,,,,01/02/2027", "column skip: not a date: '01/02/2027'; allowed: a day such as 2027-02-01, or"),
        ("Ann Bo,,,,2027-02-30", "column skip: not a date: '2027-02-30'"),
        ("Ann Bo,,,,2027-02-07 to 2027-02-01", "the last day is before the first"),
        ("Ann Bo,mat, towel,Mon,45,2027-01-04", "row 2: 6 cells where the header has 5.*double quotes"),
        (",mat,,,", "row 2, column name: blank"),
        ("...,,,,", "column name: not a name"),
        ("Ann Bo,,,,\nann bo,,,,", "row 3, column name: a name given twice: 'ann bo'"),
        ("", "squad.csv: no athlete in it"),
    ],
)
def test_what_is_wrong_in_a_row_is_named(library: Library, tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        roster(library, tmp_path, row)


def test_everything_wrong_is_told_at_once_and_heads_are_not_guessed(library: Library, tmp_path: Path) -> None:
    with pytest.raises(DataError) as wrong:
        roster(library, tmp_path, 'Ann,"mini bnad, matt",Mo,,', "Cy,,,zero,")
    assert [(finding.row, finding.column) for finding in wrong.value.findings] == [
        *[(2, "equipment")] * 2,
        (2, "days"),
        (3, "minutes"),
    ]
    with pytest.raises(DataError, match=r"row 1: unknown column: 'equipmnt'.*did you mean equipment"):
        roster(library, tmp_path, "Ann,mat", header="name,equipmnt")
    with pytest.raises(
        DataError, match=r"no heads of a roster: 'nmae, days'; allowed: name, and any of.*did you mean name"
    ):
        roster(library, tmp_path, "Ann,Mon", header="nmae,days")
    with pytest.raises(DataError, match="a second column for the same: 'days'"):
        roster(library, tmp_path, "Ann,Mon,Tue", header="name,days,training days")
    with pytest.raises(FileError, match=r"none.csv: cannot be read"):
        read_roster(library, tmp_path / "none.csv")


def test_initials_stay_with_who_has_them(library: Library) -> None:
    frame = pd.DataFrame({"name": ["Ann Bo", "Al Bart", "Ada Bell"]})
    taken = {mark_of("Ann Bo"): "AB", mark_of("Somebody who left"): "AB2"}
    read = read_roster(library, frame, taken=taken)
    assert {athlete.name: athlete.initials for athlete in read.athletes} == {
        "Ann Bo": "AB",
        "Ada Bell": "AB3",
        "Al Bart": "AB4",
    }


BLOCK = {
    "name": "Spring",
    "start": "2027-01-04",
    "minutes": 60,
    "goal": "running",
    "phase": [
        {"name": "build", "weeks": 2, "mon": "run_forever", "wed": "runners_world", "fri": "fit_and_well"},
        {"name": "easy", "weeks": 1},
        {"name": "found", "weeks": 2, "sat": "fit_and_well", "suggest": ["mon", "thu"]},
        {"name": "counted", "weeks": 1, "wed": "run_forever", "suggest": 2},
    ],
    "skip": [{"from": "2027-01-04"}],
    "move": [{"from": "2027-01-11", "to": "2027-01-12"}, {"from": "2027-01-13", "to": "2027-01-14"}],
}


def test_the_nth_day_of_a_week_is_the_athletes_nth(library: Library) -> None:
    spec = read_block(library, BLOCK)
    made = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("mon", "thu", "sun")))
    assert [dict(phase.template) for phase in made.spec.phase] == [
        *[{"mon": ("run_forever",), "thu": ("runners_world",), "sun": ("fit_and_well",)}] * 2,
        {"sun": ("fit_and_well",)},
        {"mon": ("run_forever",)},
    ]
    assert [phase.suggest for phase in made.spec.phase] == [0, 0, ("mon", "thu"), ("thu", "sun")]
    # The one is onto a day that the athlete has not, the other of a day.
    left_out = [
        f"the move from {days} is left out: other days"
        for days in ("2027-01-11 to 2027-01-12", "2027-01-13 to 2027-01-14")
    ]
    assert (made.spec.move, made.told) == ((), left_out)
    has_it = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("mon", "tue", "wed", "fri")))
    assert [move.source for move in has_it.spec.move] == [DAY(2027, 1, 11)]
    few = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("tue",)))
    assert [day for day in few.days if day[0] == "build"] == [
        ("build", "mon", "tue", ("run_forever",)),
        ("build", "wed", "", ("runners_world",)),
        ("build", "fri", "", ("fit_and_well",)),
    ]
    assert read_block(library, made.spec) == made.spec


def test_who_has_all_days_of_a_block_keeps_them(library: Library) -> None:
    phase = {"name": "a", "weeks": 2, "wed": "runners_world", "fri": "fit_and_well"}
    spec = read_block(library, {"name": "x", "start": "2027-01-04", "phase": [phase]})
    made = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("mon", "tue", "wed", "fri")))
    assert dict(made.spec.phase[0].template) == {"wed": ("runners_world",), "fri": ("fit_and_well",)}


def test_warm_ups_stay_before_their_runs(library: Library) -> None:
    days = {
        "tue": "run_forever",
        "wed": "runners_world",
        "fri": "fit_and_well",
        "sun": ["run_forever", "runners_world"],
    }
    block = {"name": "x", "start": "2027-01-04", "runs": {"tue": "hard", "sun": "long"}}
    spec = read_block(library, {**block, "phase": [{"name": "a", "weeks": 2, **days}]})
    made = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=("tue", "thu")), {"run_forever", "fit_and_well"})
    assert dict(made.spec.phase[0].template) == {"tue": ("run_forever", "runners_world"), "thu": ("fit_and_well",)}
    assert [day[1:3] for day in made.days] == [("wed", "tue"), ("fri", "thu"), ("sun", "")]


@pytest.mark.parametrize(
    ("cycle", "days", "turns", "template"),
    [
        ({"days": ["mon", "wed"], "fri": "fit_and_well"}, "tue thu sat", "tue thu", {"sat": ("fit_and_well",)}),
        ({"days": ["mon", "wed", "fri"]}, "tue", "tue", {}),
        ({"every": 3}, "tue fri", "tue fri", {}),
    ],
)
def test_turns_go_by_the_athletes_days(
    library: Library, cycle: dict[str, object], days: str, turns: str, template: dict[str, tuple[str, ...]]
) -> None:
    phase = {"name": "a", "weeks": 2, "cycle": ["run_forever", "runners_world"], **cycle}
    spec = read_block(library, {**BLOCK, "phase": [phase, {"name": "b", "weeks": 1}], "move": []})
    made = spec_of(spec, Athlete("AB", 2, "Ann Bo", days=tuple(days.split()))).spec
    for own in made.phase:
        assert own.cycle is not None
        assert (own.cycle.days, own.cycle.every, own.fixed) == (tuple(turns.split()), 0, template)
    assert read_block(library, made) == made


def test_blank_cells_leave_the_block_as_it_is(library: Library) -> None:
    spec = read_block(library, BLOCK)
    assert spec_of(spec, Athlete("AB", 2, "Ann Bo")).spec == spec
    away = (Skip(DAY(2026, 12, 20), DAY(2027, 1, 5), "x"), Skip(DAY(2027, 8, 1), DAY(2027, 8, 9), ""))
    made = spec_of(spec, Athlete("AB", 2, "Ann Bo", equipment=(), minutes=30, skip=away))
    assert (made.spec.equipment, made.spec.minutes) == ((), 30)
    assert made.spec.skip == (*spec.skip, Skip(DAY(2027, 1, 4), DAY(2027, 1, 5), "x"))
    assert made.told == ["away 2027-08-01 to 2027-08-09, outside the block"]
