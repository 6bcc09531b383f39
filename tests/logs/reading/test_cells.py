"""Cells of a log as apps write them and as people type them.

Also of logs/reading/columns.py, logs/reading/dates.py, logs/reading/dialects.py, logs/reading/unit_sizes.py,
logs/reading/filled_form.py, logs/reading/form_rows.py, logs/reading/lines.py, logs/reading/month_names.py,
logs/reading/reading_report.py, logs/reading/records.py, logs/sentences.py, logs/reading/set_rows.py, logs/tally.py.
"""

from __future__ import annotations

import datetime
import re

import pytest

from analysis.logs.reading.cells import reading
from analysis.logs.reading.dates import moments
from analysis.logs.reading.reading_report import Remarks, shown_notes, unreadable

READ = {
    ("weight", 20.0, ""): ["20", "20.0", "20,0", "@ 20", "20-25", "20–25", "20+", "~20", "20 (each)", "2x20"],
    ("weight", 20.0, "kg"): ["20 kg", "20kg", "20 Kilograms", "20 kgs.", "20,0 kg", "20-25 kg", "@20kg",
                             "20 kg each", "20 kg per hand", "20kg ea", "20 kilos", "20-25 kg each",
                             "2x20kg", "2 x 20 kg", "2 × 20 kg each"],
    ("weight", 45.0, "lb"): ["45 lb", "45lbs", "45 pounds", "45#"],
    ("weight", 0.0, ""): ["BW", "bodyweight", "Body-weight", "0"],
    ("weight", 10.0, ""): ["BW+10", "bw + 10"],
    ("weight", -10.0, "kg"): ["BW-10 kg", "-10 kg"],
    ("weight", 5.0, "kg"): ["bodyweight + 5 kg", "Body weight +5kg"],
    ("weight", None, ""): ["heavy", "red band", "3 x 20 kg", "2 x", "20 kg per side", "20/25", "20 km", "1,000 kg",
                           "29.12.2026", "nan"],
    ("rpe", 8.0, ""): ["8", "RPE 8", "rpe8", "8 RPE", "@8", "@ RPE 8", "RPE: 8", "8/10", "8 out of 10", "8-9/10",
                       "~8", "8+"],
    ("rpe", 7.0, ""): ["7-8", "7–8", "7 to 8", "RPE 7-8", "7 - 8 RPE", "7/8"],
    ("rpe", None, ""): ["hard", "10-7", "7-8-9", "11", "2 RIR", "-1"],
    ("reps", 10.0, ""): ["10", "10 reps", "x10", "10x", "10 each side", "10/leg", "10 ea", "10-12", "10 to 12 reps",
                         "10 (each side)", "10/10", "10 L/10 R", "L10/R10", "10 left / 10 right", "10+"],
    ("reps", None, ""): ["AMRAP", "10 Oct", "3x10", "10/8", "30 s", "10,10,8"],
    ("seconds", 30.0, ""): ["30", "30 s", "30sec", "0:30", "12:00:30 AM", "12:30 AM", "0:00:30\u202fa.m.", "30-45 s",
                            "30 sek", "30 Sekunden", "30 s hold", "30/30 s", "12:00:30 PM"],
    ("seconds", 90.0, ""): ["1:30", "1 min 30 s", "1m30s", "1.5 min", "12:01:30 AM", "90 s per side", "1:30-1:45",
                            "1:30 min", "1 min 30", "1m 30", "1m30"],
    ("seconds", 60.0, ""): ["1m", "1 min", "1m hold"],
    ("seconds", 750.0, ""): ["12:30 PM"],
    ("seconds", None, ""): ["1 min 30 5", "1 s 30", "hold", "s"],
    ("seconds", 3723.0, ""): ["1:02:03", "1:02:03 AM", "1 h 2 min 3 s"],
    ("distance", 5.0, "km"): ["5 km", "5km"],
    ("distance", None, ""): ["5 kg", "far"],
}  # fmt: skip


@pytest.mark.parametrize(("what", "value", "unit"), list(READ))
def test_cells_are_read_as_people_type_them(what: str, value: float | None, unit: str) -> None:
    limits = {"rpe": (0.0, 10.0)}.get(what, (-1e6, 1e6))
    for text in READ[what, value, unit]:
        found = reading(what, text, limits=limits)
        assert (found.value, found.unit) == (value, unit), text
        plain = text.replace(".", "").replace(",", "").replace(":", "").isdecimal()
        assert bool(found.remark) == (value is None or not plain), text
        assert found.remark.startswith("'") or not found.remark


def test_blanks_say_nothing() -> None:
    assert {reading(what, text) for what in ("weight", "reps", "rpe") for text in ("", " ", "-", "–", "n/a")} == {
        (None, "", "")
    }


@pytest.mark.parametrize("text", ["29.12.2026", "29. 12. 2026", "29/12/2026", "29-12-26", "2026/12/29", "2026-12-29",
                                  "Tue 29 Dec 2026", "29th of December 2026", "Dec 29, 2026", "29. Dezember 2026",
                                  "29 décembre 2026", "12/29/2026"])  # fmt: skip
def test_days_are_read_as_people_type_them(text: str) -> None:
    assert moments([text]).values == [datetime.datetime(2026, 12, 29)]


@pytest.mark.parametrize("zone", ["", "Z", ":30.250Z", " UTC", " GMT", "+05:30", "-0530", " UTC+05:30", ":30-05:00"])
@pytest.mark.parametrize("day", ["2026-12-29T18:05", "29 Dec 2026, 18:05", "29.12.2026 18:05"])
def test_a_time_is_taken_as_written_and_its_zone_is_told(day: str, zone: str) -> None:
    (when,), note, _ = moments([day + zone])
    assert (when and when.replace(second=0)) == datetime.datetime(2026, 12, 29, 18, 5)
    assert note == ("time zones are passed over: days and times as they are written" if zone else "")


def test_the_days_of_a_file_settle_which_number_is_the_month() -> None:
    def days(*texts: str) -> list[str]:
        found, said, _ = moments(texts)
        return [*("" if one is None else one.date().isoformat() for one in found), said]

    assert days("20/05/2026", "03/06/2026") == ["2026-05-20", "2026-06-03", ""]
    assert days("05/20/2026", "06/03/2026")[1:] == [
        "2026-06-03",
        "days such as '05/20/2026' read as month, day, year",
    ]
    assert days("03/06/2026")[1].endswith("read as day, month, year; no day in the file settles it")
    assert days("03.06.2026") == ["2026-06-03", ""]
    assert days("99/99/2026", "31.02.2026", "0.5.2026", "29.12.") == ["", "", "", "", ""]


def test_remarks_are_told_once_and_not_without_end() -> None:
    told = []
    for place, column, words in (("row", "rpe", range(2, 9)), ("line", "reps", ["many"])):
        remarks = Remarks(place)
        for word in words:
            for row in [word] * 4 if isinstance(word, int) else [3]:
                remarks.add(column, unreadable(str(word)), row)
        told += remarks.notes()
    assert told[0] == "rows 2, 2, 2 and 1 more: rpe: '2' cannot be read; left blank"
    assert (len(told), told[-2][-41:]) == (8, "more: rpe: '8' cannot be read; left blank")
    unnamed = [re.sub(r"'.*'", "a cell", note) for note in told]
    assert shown_notes(unnamed)[5:] == ["9 more cells: 8 of rpe and 1 of reps"]
    shown = shown_notes([*told, "no column of weights"])
    assert shown == [*told[:5], "9 more cells: 8 of rpe and 1 of reps", "no column of weights"]
