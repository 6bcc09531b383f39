"""A block as a calendar that updates what was imported before, and never doubles it."""

from __future__ import annotations

import datetime
import math
import uuid
from pathlib import Path
from typing import Any

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import read_text, there, write_bytes
from analysis.base.text import span
from analysis.block.card_grid import AMOUNTS, whole_numbers
from analysis.block.plan import BlockPlan, check_plan
from analysis.files.targets import target_of
from analysis.library.dose_words import dose_said
from analysis.library.labels import labels

PRODUCT = "-//runner-strength-routines//block//EN"


SPACE = uuid.uuid5(uuid.NAMESPACE_OID, PRODUCT)
"""In which the ids of events are made."""


STAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""A fixed time of writing: the same plan gives the same bytes, and SEQUENCE says which version is newer."""


Event = Any
"""An event of the library, whose types are a union for every property."""


LARGEST, MOST_LINES = 3_000_000, 100_000
"""Bytes and lines of a calendar that is read; a year of three sessions a day has a quarter of both."""


STEP = 5
"""Minutes that the end of a session is rounded up to."""


CANCELLED, FREE, BUSY = "CANCELLED", "TRANSPARENT", "OPAQUE"


PUBLISHED = "X-BLOCK-PUBLISHED-AS"
"""Holds the name under which a block was first published, from which the ids of its events are made."""


@checked
def export_block_calendar(plan: BlockPlan, path: str | Path, *, at: str | None = None) -> Path:
    """Write the sessions of a block as a calendar (iCalendar, RFC 5545), whole or not at all.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    path : path
        Ending in .ics. A calendar of this project that stands there is what was published before: a session that
        changed since has its SEQUENCE raised, one that is dropped or skipped becomes CANCELLED, and what did not change
        stays the same byte for byte. So importing again updates a calendar and doubles nothing.
    at : str, optional
        Time of day, such as ``"06:30"``: sessions then begin at that time of whatever place the calendar is read in, a
        second one of the day when the first one ends. Default: sessions take the whole day and block no time.

    Returns
    -------
    Path

    Raises
    ------
    FileError
        If the suffix is another one, the file cannot be written, or what stands there is no calendar of this project.
    ArgumentError
        If it is no plan, or the time cannot be read.

    Notes
    -----
    An event is told by the name under which the block was first published here, the day of the template and the
    routine; so a block may be renamed, and blocks that go into the same calendar need different names. Times have no
    zone; a calendar that knows no such times reads them in its own. Programs that keep cancelled events show them with
    "Cancelled" before the name. Reasons of skipped days and other remarks are not in it.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> target = export_block_calendar(plan, Path(tempfile.mkdtemp()) / "block.ics")
    >>> target.read_text().count("BEGIN:VEVENT")
    4
    """
    target = target_of(path, "calendar", [".ics"])
    write_bytes(target, calendar_bytes(plan, target, at=at))
    return target


def calendar_bytes(plan: BlockPlan, path: Path, *, at: str | None = None) -> bytes:
    """Return what `export_block_calendar` writes."""
    from icalendar import Calendar

    check_plan(plan)
    name, before = _published(path)
    name = name or plan.spec.name
    time = None if at is None else _time(at)
    events: list[Event] = []
    for event in _events(plan, name, time):
        old = before.pop(str(event["UID"]), None)
        if old is not None:
            event["SEQUENCE"] = old["SEQUENCE"]
            if event.to_ical() != old.to_ical():
                event["SEQUENCE"] = type(old["SEQUENCE"])(old["SEQUENCE"] + 1)
        events.append(event)
    for old in before.values():
        if str(old["STATUS"]) != CANCELLED:
            for key, value in (
                ("SEQUENCE", old["SEQUENCE"] + 1),
                ("STATUS", CANCELLED),
                ("TRANSP", FREE),
                ("SUMMARY", f"Cancelled: {old['SUMMARY']}"),  # for programs that do not look at the status
            ):
                old[key] = type(old[key])(value)
        events.append(old)
    calendar: Any = Calendar()
    for key, content in (
        ("version", "2.0"),
        ("prodid", PRODUCT),
        ("calscale", "GREGORIAN"),
        ("x-wr-calname", plan.spec.name),
        (PUBLISHED, name),
    ):
        calendar.add(key, content)
    for event in sorted(events, key=lambda one: (one["DTSTART"].to_ical(), str(one["UID"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _time(at: object) -> datetime.time:
    try:
        hour, minute = str(at).strip().split(":")
        if not (hour.isascii() and minute.isascii() and hour.isdigit() and len(minute) == 2):
            raise ValueError
        return datetime.time(int(hour), int(minute))
    except ValueError:
        raise ArgumentError(
            Finding("not a time of day", value=str(at), allowed="hours and minutes, such as 06:30")
        ) from None


def _published(path: Path) -> tuple[str, dict[str, Event]]:
    """Return the name that the calendar at a path was first published under, and its events by their ids."""
    from icalendar import Calendar

    if not there(path):
        return "", {}
    name = path.as_posix()
    allowed = "a calendar that was written here before, or another place to write to"
    text = read_text(path, most=LARGEST)
    if text.count("\n") > MOST_LINES:
        raise FileError(f"{name}: too large: more than {MOST_LINES:,} lines; allowed: {allowed}")
    try:
        calendar: Any = Calendar.from_ical(text)
        if str(calendar.get("PRODID", "")) != PRODUCT:
            raise FileError(f"{name}: is another calendar, and would be replaced; allowed: {allowed}")
        found: dict[str, Event] = {}
        for event in calendar.walk("VEVENT"):
            if event.errors:
                raise ValueError("; ".join(str(part) for one in event.errors for part in one if part))
            missing = [one for one in NEEDED if one not in event]
            twice = [one for one in event if isinstance(event[one], list)]
            if missing or twice:
                raise ValueError(f"an event without {missing[0]}" if missing else f"an event with two {twice[0]}")
            if not isinstance(event["SEQUENCE"], int) or not 0 <= event["SEQUENCE"] < 2**31 - 1:
                raise ValueError("an event without a whole SEQUENCE")
            if getattr(event["DTSTART"].dt, "tzinfo", None) is not None:
                raise ValueError("an event in a time zone")
            known = found.get(str(event["UID"]))
            if known is None or event["SEQUENCE"] > known["SEQUENCE"]:
                found[str(event["UID"])] = event
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise FileError(f"{name}: cannot be read as a calendar: {reason}; allowed: {allowed}") from None
    return str(calendar.get(PUBLISHED, "")), found


NEEDED = ("UID", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP")


def _events(plan: BlockPlan, name: str, time: datetime.time | None) -> list[Event]:
    """Make an event of each session, in their order."""
    import icalendar

    sessions = plan.sessions
    names = labels(plan.source, "routine_id")
    said = _said(plan)
    number = {week: place for place, week in enumerate(plan.weeks, 1)}
    ends: dict[datetime.date, datetime.datetime] = {}
    events = []
    for place, row in enumerate(sessions.to_dict("records")):
        minutes = f"{span(row['minutes_min'], row['minutes_max'], digits=0)} min by our estimate"
        week = f"week {number[row['week']]} of {len(number)}"
        lines = [f"{plan.spec.name}: {row['block_phase']}, {week}; {minutes}.", *said[place]]
        if row["note"]:
            lines.insert(1, f"{row['note'][0].upper()}{row['note'][1:]}.")
        event: Event = icalendar.Event()
        key = f"{name}|{row['template_date'].date()}|{row['routine_id']}"
        event.add("uid", str(uuid.uuid5(SPACE, key)))
        event.add("dtstamp", STAMP)
        event.add("summary", names[row["routine_id"]])
        event.add("description", "\n".join(lines))
        event.add("status", "CONFIRMED")
        event.add("sequence", 0)
        date = row["date"].date()
        start: datetime.date = date
        end: datetime.date = date + datetime.timedelta(days=1)
        if time is not None:
            start = ends.get(date, datetime.datetime.combine(date, time))
            if start.date() != date:  # never on the day after
                start = datetime.datetime.combine(date, time)
            long = STEP * max(1, math.ceil(row["minutes_max"] / STEP))
            end = ends[date] = start + datetime.timedelta(minutes=long)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("transp", FREE if time is None else BUSY)
        events.append(event)
    return events


def _said(plan: BlockPlan) -> list[list[str]]:
    """Say the exercises of each session, one a line, with the coach's load and effort."""
    rows: Any = plan.prescriptions
    names = labels(plan.source, "exercise_id")
    place_of = plan.library.routines["routine_id"].tolist()
    at = {name: place for place, name in enumerate(place_of)}
    lines: list[list[str]] = [[] for _ in place_of]
    amounts = whole_numbers(rows, ("sets", *AMOUNTS))
    words = (rows[name].tolist() for name in ("load", "effort", "variation"))
    sessions = plan.library.prescriptions["routine_id"].tolist()
    for session, position, exercise, dose, *own in zip(
        sessions,
        rows["position"].tolist(),
        rows["exercise_id"].tolist(),
        [dose_said(*one) for one in zip(*amounts, rows["per"], strict=True)],
        *words,
        strict=True,
    ):
        text = ", ".join([dose, *(word for word in own if word)])
        lines[at[session]].append(f"{position}. {names[exercise]}: {text}")
    return lines
