"""The calendar of a block, read back by another library's parser: what an athlete's calendar makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest

from analysis import ArgumentError, BlockPlan, FileError, Library, add_routine, plan_block
from analysis.files import export_block_calendar
from tests.shared import HALF

SPEC: dict[str, Any] = {
    "name": "Spring",
    "start": "2027-01-04",
    "phase": [{"name": "base", "weeks": 3, "mon": "run_forever", "thu": ["run_forever", "runners_world"]}],
}


def events(path: Path) -> list[Any]:
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    return list(calendar.walk("VEVENT"))


def by_uid(path: Path) -> dict[str, Any]:
    found = {str(one["UID"]): one for one in events(path)}
    assert len(found) == len(events(path))  # nothing is there twice
    return found


def planned(library: Library, **changed: Any) -> BlockPlan:
    return plan_block(library, {**SPEC, **changed})


def published(library: Library, path: Path, **changed: Any) -> dict[str, Any]:
    return by_uid(export_block_calendar(planned(library, **changed), path))


def test_an_event_is_a_session_with_its_exercises(library: Library, tmp_path: Path) -> None:
    plan = plan_block(library, HALF)
    found = events(export_block_calendar(plan, tmp_path / "block.ics"))
    assert len(found) == len(plan.sessions)
    dates = sorted(one["DTSTART"].dt.isoformat() for one in found)
    assert dates == plan.sessions["date"].astype("str").tolist()
    names = library.exercises.set_index("exercise_id")["name"]
    for event in found:
        day = event["DTSTART"].dt
        assert type(day) is datetime.date
        assert event["DTEND"].dt == day + datetime.timedelta(days=1)  # exclusive
        assert event["TRANSP"] == "TRANSPARENT"
        assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    (event,) = [
        one for one in found if one["DTSTART"].dt.isoformat() == "2027-01-20" and one["SUMMARY"] == "Runner's World"
    ]
    said = str(event["DESCRIPTION"]).split("\n")
    assert said[0] == "Spring half: build, week 3 of 12; 29-39 min by our estimate."
    own = plan.prescriptions[plan.prescriptions["date"] == "2027-01-20"]
    assert [line.partition(". ")[2].partition(":")[0] for line in said[1:]] == names[own["exercise_id"]].tolist()
    assert "7. Hip thrust: 4 sets of 8-10, 22 kg, 3 repetitions in reserve" in said
    assert "1. Dynamic glute stretch in 90-90: 1 set of 30 s each side" in said


def test_runs_stand_in_the_order_of_the_day_if_they_are_asked_for(library: Library, tmp_path: Path) -> None:
    plan = plan_block(
        library,
        {
            "name": "Spring",
            "start": "2027-01-05",
            "race": [{"date": "2027-01-17", "distance": "10 km", "priority": "B"}],
            "runs": {"mon": "easy", "thu": "intervals", "fri": "off", "sun": "long"},
            "skip": [{"from": "2027-01-10"}],
            "phase": [{"name": "base", "weeks": 2, "mon": "run_forever", "thu": ["runners_world", "run_forever"]}],
        },
    )
    found = events(export_block_calendar(plan, tmp_path / "a.ics", at="07:00", runs=True))
    said = [(one["DTSTART"].dt.strftime("%d %H:%M"), str(one["SUMMARY"])) for one in found]
    assert said == [
        ("07 07:00", "Run forever"),
        ("07 07:20", "Intervals"),
        ("07 11:20", "Runner's World"),  # three hours after the run
        ("11 07:00", "Run forever"),
        ("11 07:20", "Easy run"),
        ("14 07:00", "Run forever"),
        ("14 07:20", "Intervals"),
        ("14 11:20", "Runner's World"),
        ("17 07:00", "Race, 10 km, B"),
    ]
    assert "After the intervals: 3 h later, better 6 h, or straight after it." in found[2]["DESCRIPTION"]
    all_day = events(export_block_calendar(plan, tmp_path / "b.ics", runs=True))
    assert [str(one["SUMMARY"]) for one in all_day] == [name for _, name in said]
    late = events(export_block_calendar(plan, tmp_path / "c.ics", at="20:00", runs=True))
    assert (
        late[2]["DTSTART"].dt == late[1]["DTEND"].dt
    )  # straight after the run: the day is over before three hours are
    without = events(export_block_calendar(plan, tmp_path / "d.ics"))
    assert len(without) == len(plan.sessions)


def test_a_time_of_day_is_that_of_the_reader(library: Library, tmp_path: Path) -> None:
    path = export_block_calendar(planned(library), tmp_path / "block.ics", at="6:30")
    assert b"DTSTART:20270104T063000\r\n" in path.read_bytes()  # neither Z nor a zone
    assert b"TZID" not in path.read_bytes()
    first, second = [one for one in events(path) if one["DTSTART"].dt.date() == datetime.date(2027, 1, 7)]
    assert first["DTEND"].dt == second["DTSTART"].dt  # one after the other
    sessions = planned(library).sessions
    minutes = sessions.loc[sessions["date"] == "2027-01-07", "minutes_max"].tolist()
    lasts = [(one["DTEND"].dt - one["DTSTART"].dt).seconds / 60 for one in (first, second)]
    assert all(most <= long < most + 5 for most, long in zip(minutes, lasts, strict=True))
    assert first["TRANSP"] == "OPAQUE"
    late = events(export_block_calendar(planned(library), tmp_path / "late.ics", at="23:50"))
    assert [one["DTSTART"].dt.date().isoformat() for one in late] == planned(library).sessions["date"].astype(
        "str"
    ).tolist()
    for wrong in ("25:00", "6.30", "6:5", "noon", "", "٠٦:٣٠"):
        with pytest.raises(ArgumentError, match="not a time of day"):
            export_block_calendar(planned(library), path, at=wrong)


def test_the_same_plan_gives_the_same_bytes_and_another_only_what_changed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "block.ics"
    before = published(library, path)
    content = path.read_bytes()
    published(library, path)
    assert path.read_bytes() == content
    effort = {"hip_thrust": {"load": ["", "20 kg", ""]}}
    after = published(library, path, phase=[{**SPEC["phase"][0], "override": effort}])
    assert after.keys() == before.keys()
    changed = [one for uid, one in after.items() if one.to_ical() != before[uid].to_ical()]
    (event,) = changed  # the one session that got a load
    assert event["DTSTART"].dt == datetime.date(2027, 1, 14)
    assert event["SEQUENCE"] == 1
    assert "20 kg" in event["DESCRIPTION"]
    again = published(library, path)
    assert [one["SEQUENCE"] for one in again.values() if one["SEQUENCE"]] == [2]


def test_dropped_and_skipped_sessions_are_cancelled_once_and_come_back(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "block.ics"
    before = published(library, path)
    skip = [{"from": "2027-01-11", "to": "2027-01-12", "why": "a very private flu"}]
    after = published(library, path, skip=skip)
    gone = [one for one in after.values() if one["STATUS"] == "CANCELLED"]
    assert [one["DTSTART"].dt.isoformat() for one in gone] == ["2027-01-11"]
    assert [one["SEQUENCE"] for one in gone] == [1]
    assert [str(one["SUMMARY"]) for one in gone] == ["Cancelled: Run forever"]
    assert [str(one["TRANSP"]) for one in gone] == ["TRANSPARENT"]
    assert after.keys() == before.keys()
    content = path.read_bytes()
    assert b"flu" not in content
    published(library, path, skip=skip)
    assert path.read_bytes() == content
    (back,) = [one for one in published(library, path).values() if one["SEQUENCE"]]
    assert (back["STATUS"], back["SEQUENCE"]) == ("CONFIRMED", 2)
    shorter = published(library, path, phase=[{**SPEC["phase"][0], "weeks": 1}])
    assert [one["STATUS"] for one in shorter.values()].count("CANCELLED") == 6


def test_a_moved_session_is_the_same_event_on_another_day(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "block.ics"
    before = published(library, path)
    after = published(library, path, move=[{"from": "2027-01-04", "to": "2027-01-05"}])
    assert after.keys() == before.keys()
    (uid,) = [uid for uid, one in after.items() if one["SEQUENCE"]]
    assert (before[uid]["DTSTART"].dt.day, after[uid]["DTSTART"].dt.day) == (4, 5)


def test_a_block_may_be_renamed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "block.ics"
    before = published(library, path)
    after = published(library, path, name="Summer")
    assert after.keys() == before.keys()
    assert {one["SEQUENCE"] for one in after.values()} == {1}
    assert after.keys() != published(library, tmp_path / "new.ics", name="Summer").keys()
    assert published(library, path, name="Autumn").keys() == before.keys()


HARD = "Größe; 10 kg, then\\n 🏋️ " + "ä" * 60 + " 東京 مرحبا," * 9
"""Words with everything that a calendar has to escape, and that must not be broken in the middle of a character."""


def test_text_is_escaped_and_folded_between_characters(library: Library, tmp_path: Path) -> None:
    phase = {"name": "base; weeks, \\ ", "weeks": 1, "effort": HARD, "mon": "runners_world"}
    plan = planned(library, name=HARD[:60], phase=[phase])
    content = export_block_calendar(plan, tmp_path / "block.ics").read_bytes()
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
        assert b"\n" not in line
    (event,) = events(tmp_path / "block.ics")
    assert f"Hip thrust: 3 sets of 10, {' '.join(HARD.split())}" in event["DESCRIPTION"]
    assert event["DESCRIPTION"].startswith(" ".join(HARD[:60].split()))


ONE = (
    "BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20270104\r\nSTATUS:CONFIRMED\r\nSEQUENCE:1\r\nSUMMARY:x\r\nTRANSP:OPAQUE\r\n"
    "END:VEVENT\r\n"
)


OURS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//runner-strength-routines//block//EN\r\n{}END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "cannot be read as a calendar"),
        ("hello", "cannot be read as a calendar"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"BEGIN:VCALENDAR\0", "NUL"),
        (OURS.format(ONE)[:150], "cannot be read as a calendar"),
        (OURS.format(ONE).replace("runner-strength", "another"), "is another calendar"),
        (OURS.format(ONE.replace("UID:x\r\n", "")), "without UID"),
        (OURS.format(ONE.replace("SEQUENCE:1", "SEQUENCE:soon")), "SEQUENCE"),
        (OURS.format(ONE.replace("SEQUENCE:1", "SEQUENCE:-3")), "SEQUENCE"),
        (OURS.format(ONE.replace("STATUS", "STATUS:TENTATIVE\r\nSTATUS")), "two STATUS"),
        (OURS.format(ONE.replace("DTSTART:", "DTSTART;TZID=Europe/Berlin:")), "cannot be read as a calendar"),
        (OURS.format(ONE.replace("20270104", "Monday")), "cannot be read as a calendar"),
    ],
)
def test_what_is_no_calendar_of_ours_is_kept(library: Library, tmp_path: Path, content: Any, says: str) -> None:
    path = tmp_path / "block.ics"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = path.read_bytes()
    with pytest.raises(FileError, match=says) as caught:
        export_block_calendar(planned(library), path)
    assert "block.ics" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_other_suffixes_are_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"allowed: \.ics"):
        export_block_calendar(planned(library), tmp_path / "block.txt")


def test_a_routine_of_ones_own_is_in_it(library: Library, sheet: Callable[..., Path], tmp_path: Path) -> None:
    mine = add_routine(library, sheet("A,strength,,Hip thrust,2-4 x 8-12,,"))
    phase = {"name": "base", "weeks": 1, "mon": "mine"}
    (event,) = events(export_block_calendar(planned(mine, phase=[phase]), tmp_path / "block.ics"))
    assert event["SUMMARY"] == "Mine"
    assert "1. Hip thrust: 2-4 sets of 8-12" in event["DESCRIPTION"]
