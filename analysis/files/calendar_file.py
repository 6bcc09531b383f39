"""A block as a calendar that updates an earlier import, and never duplicates it."""

from __future__ import annotations

import datetime
import math
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import read_text, there, write_bytes
from analysis.base.frames import with_blanks
from analysis.base.text import span
from analysis.block.card_grid import WORDS, doses_said
from analysis.block.plan import BlockPlan, check_plan
from analysis.files.destinations import target_of
from analysis.library.labels import labels
from analysis.library.terms import RUNS
from analysis.week.around_runs import HOURS, NAMES

PRODUCT = "-//runner-strength-routines//block//EN"


SPACE = uuid.uuid5(uuid.NAMESPACE_OID, PRODUCT)
"""Namespace of the event ids."""


STAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""A fixed time stamp: the same plan gives the same bytes, and SEQUENCE shows which version is newer."""


Event = Any
"""An event of the calendar library, whose property types are unions."""


LARGEST, MOST_LINES = 3_000_000, 100_000
"""Maximum bytes and lines of a calendar to read; a year of three sessions a day has a quarter of both."""


STEP = 5
"""Session ends are rounded up to multiples of this many minutes."""


RUN_MINUTES = {kind: {"easy": 45, "long": 120, "race": 180}.get(kind, 60) for kind in RUNS}
"""Minutes for a run in a calendar with times, since a block has no duration of runs (ours)."""


CANCELLED, FREE, BUSY = "CANCELLED", "TRANSPARENT", "OPAQUE"


PUBLISHED = "X-BLOCK-PUBLISHED-AS"
"""Property with the name under which a block was first published, from which its event ids are made."""


@checked
def export_block_calendar(plan: BlockPlan, path: str | Path, *, at: str | None = None, runs: bool = False) -> Path:
    """Write the sessions of a block as a calendar (iCalendar, RFC 5545), whole or not at all.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    path : path
        Ending in .ics. An existing calendar of this project counts as published before: a session that
        changed since gets a higher SEQUENCE, one dropped or skipped becomes CANCELLED, and unchanged sessions
        stay the same byte for byte. So a new import updates the calendar and duplicates nothing.
    at : str, optional
        Time of day, such as ``"06:30"``: sessions then begin at that local time wherever the calendar is read, the
        second one of a day when the first ends. Default: sessions take the whole day and block no time.
    runs : bool
        Whether to include the block's runs and races, in the order of the day: warm-up, run, strength. With a
        time of day a run takes `RUN_MINUTES`, and work due hours after it begins that much later, or straight
        after it if the day would be over by then.

    Returns
    -------
    Path

    Raises
    ------
    FileError
        If the suffix is not .ics, the file cannot be written, or the existing file is no calendar of this project.
    ArgumentError
        If the plan is not a plan, or the time cannot be read.

    Notes
    -----
    An event is identified by the name under which the block was first published here, its template day and its
    routine; so a block may be renamed, and blocks in the same calendar need different names. Times have no
    zone; a calendar that doesn't support this reads them in its own zone. Programs that keep cancelled events show
    "Cancelled" before the name. Reasons for days off and other remarks are left out.

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
    write_bytes(target, calendar_bytes(plan, target, at=at, runs=runs))
    return target


def calendar_bytes(plan: BlockPlan, path: Path, *, at: str | None = None, runs: bool = False) -> bytes:
    """Return the bytes that `export_block_calendar` writes."""
    from icalendar import Calendar

    check_plan(plan)
    name, before = _published(path)
    name = name or plan.spec.name
    time = time_of_day(at)
    # Past events stay as published, even if names or times have changed since.
    events = [old for old in before.values() if _is_past(old, plan.spec.today)]
    past = {str(old["UID"]) for old in events}
    for event in _events(plan, name, time, runs=runs):
        old = before.pop(str(event["UID"]), None)
        if str(event["UID"]) in past:
            continue
        if old is not None:
            # With the old event's number the new event differs only if the session does.
            event["SEQUENCE"] = old["SEQUENCE"]
            if event.to_ical() != old.to_ical():
                event["SEQUENCE"] = type(old["SEQUENCE"])(old["SEQUENCE"] + 1)
        events.append(event)
    for old in before.values():  # events without a session now
        if str(old["UID"]) in past:
            continue
        if str(old["STATUS"]) != CANCELLED:
            # The word "Cancelled" is for programs that ignore the status.
            gone = {"STATUS": CANCELLED, "TRANSP": FREE, "SUMMARY": f"Cancelled: {old['SUMMARY']}"}
            for key, value in {"SEQUENCE": old["SEQUENCE"] + 1, **gone}.items():
                old[key] = type(old[key])(value)
        events.append(old)
    calendar: Any = Calendar()
    heads = {"version": "2.0", "prodid": PRODUCT, "calscale": "GREGORIAN", "x-wr-calname": plan.spec.name}
    for key, content in {**heads, PUBLISHED: name}.items():
        calendar.add(key, content)
    # Stable, so that a day keeps its order: warm-up, run, strength, then cancelled events.
    for event in sorted(events, key=lambda event: event["DTSTART"].to_ical()):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def time_of_day(at: object) -> datetime.time | None:
    """Return the start time of sessions; None if they take the whole day.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> time_of_day("6:30")
    datetime.time(6, 30)
    """
    if at is None:
        return None
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(at).strip())
    if match is None:
        raise ArgumentError(Finding("not a time of day", value=str(at), allowed="hours and minutes, such as 06:30"))
    return datetime.time(int(match[1]), int(match[2]))


def _published(path: Path) -> tuple[str, dict[str, Event]]:
    """Return the name under which a calendar was first published, and its events by id."""
    from icalendar import Calendar

    if not there(path):
        return "", {}
    name = path.as_posix()
    allowed = "a calendar that was written here before, or another place to write to"
    # Check the size first: a parser is slow on a huge file.
    text = read_text(path, most=LARGEST)
    if text.count("\n") > MOST_LINES:
        raise FileError(f"{name}: too large: more than {MOST_LINES:,} lines; allowed: {allowed}")
    try:
        calendar: Any = Calendar.from_ical(text)
        if str(calendar.get("PRODID", "")) != PRODUCT:
            raise FileError(f"{name}: is another calendar, and would be replaced; allowed: {allowed}")
        events: dict[str, Event] = {}
        for event in calendar.walk("VEVENT"):
            if fault := _fault(event):
                raise ValueError(fault)
            known = events.get(str(event["UID"]))
            if known is None or event["SEQUENCE"] > known["SEQUENCE"]:  # the newer version of an event
                events[str(event["UID"])] = event
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise FileError(f"{name}: cannot be read as a calendar: {reason}; allowed: {allowed}") from None
    return str(calendar.get(PUBLISHED, "")), events


NEEDED = ("UID", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP")


def _is_past(event: Event, today: datetime.date | None) -> bool:
    """Return whether an event is before the block's ``today``, if it has one."""
    return today is not None and f"{event['DTSTART'].dt:%Y-%m-%d}" < today.isoformat()


def _fault(event: Event) -> str:
    """Return the fault of an event that was read, blank for none."""
    if event.errors:
        return "; ".join(str(part) for error in event.errors for part in error if part)
    if missing := [name for name in NEEDED if name not in event]:
        return f"an event without {missing[0]}"
    if twice := [name for name in event if isinstance(event[name], list)]:
        return f"an event with two {twice[0]}"
    if not isinstance(event["SEQUENCE"], int) or not 0 <= event["SEQUENCE"] < 2**31 - 1:
        return "an event without a whole SEQUENCE"
    return "an event in a time zone" if getattr(event["DTSTART"].dt, "tzinfo", None) is not None else ""


@dataclass(frozen=True)
class Item:
    """An entry of a day: its key for the event id, its words, and its order relative to the day's run.

    ``minutes`` is its duration, ``hours`` how long after the run it begins, if possible.
    """

    key: str
    summary: str
    lines: list[str]
    minutes: float
    hours: int = 0


def _events(plan: BlockPlan, name: str, time: datetime.time | None, *, runs: bool) -> list[Event]:
    """Return an event for each session, and if requested for each run, in the order of the day."""
    import icalendar

    events = []
    for date, items in sorted(_days(plan, name, runs=runs).items()):
        for item, (start, end) in zip(items, _times(date, items, time), strict=True):
            event: Event = icalendar.Event()
            words = {"summary": item.summary, "description": "\n".join(item.lines)}
            event_id = {"uid": str(uuid.uuid5(SPACE, item.key)), "dtstamp": STAMP}
            state = {"status": "CONFIRMED", "sequence": 0}
            times = {"dtstart": start, "dtend": end, "transp": FREE if time is None else BUSY}
            for field, value in {**event_id, **words, **state, **times}.items():
                event.add(field, value)
            events.append(event)
    return events


def _times(
    date: datetime.date, items: Sequence[Item], time: datetime.time | None
) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield the start and end of each entry of a day: all day, or one after the other from a given time."""
    if time is None:
        for _ in items:
            yield date, date + datetime.timedelta(days=1)
        return
    first = then = datetime.datetime.combine(date, time)
    for item in items:
        later = then + datetime.timedelta(hours=item.hours)
        # Never on the next day: an entry that doesn't fit comes straight after the run, or at the given time.
        start = next((moment for moment in (later, then) if moment.date() == date), first)
        # An end of 7:03 looks like a promise; calendars round to five minutes.
        then = start + datetime.timedelta(minutes=STEP * max(1, math.ceil(item.minutes / STEP)))
        yield start, then


def _days(plan: BlockPlan, name: str, *, runs: bool) -> dict[datetime.date, list[Item]]:
    """Return each day's entries in order: warm-ups, the run if requested, then strength work."""
    spec = plan.spec
    days: dict[datetime.date, list[Item]] = {}
    before: dict[datetime.date, int] = {}  # number of sessions before the run
    for session, item in zip(with_blanks(plan.sessions).to_dict("records"), _sessions(plan, name), strict=True):
        date = session["date"].date()
        hours = HOURS["after_run"] if runs and " h later" in session["when"] else 0
        days.setdefault(date, []).append(replace(item, hours=hours))
        before[date] = before.get(date, 0) + session["when"].startswith("before")
    if runs:
        for number in range((spec.end - spec.monday).days):
            date = spec.monday + datetime.timedelta(days=number)
            kind = spec.run_on(date)
            if kind in ("", "off") or spec.skip_on(date):
                continue
            race = spec.race_on(date)
            words = NAMES[kind] if race is None else ", ".join(filter(None, ("race", race.distance, race.priority)))
            run = Item(f"{name}|{date}|run", f"{words[0].upper()}{words[1:]}", [f"{spec.name}."], RUN_MINUTES[kind])
            days.setdefault(date, []).insert(before.get(date, 0), run)
    return days


def _sessions(plan: BlockPlan, name: str) -> Iterator[Item]:
    """Yield each session with its words, in order."""
    names = labels(plan.source, "routine_id")
    number = {week: count for count, week in enumerate(plan.weeks, 1)}
    sessions = with_blanks(plan.sessions).to_dict("records")
    for session, exercises in zip(sessions, _exercises(plan), strict=True):
        minutes = f"{span(session['minutes_min'], session['minutes_max'], digits=0)} min by our estimate"
        week = f"week {number[session['week']]} of {len(number)}"
        notes = [f"{text[0].upper()}{text[1:]}." for text in (session["when"], session["note"]) if text]
        lines = [f"{plan.spec.name}: {session['block_phase']}, {week}; {minutes}.", *notes, *exercises]
        # The template day identifies an event: it stays when the session moves.
        key = f"{name}|{session['template_date'].date()}|{session['routine_id']}"
        yield Item(key, names[session["routine_id"]], lines, session["minutes_max"])


def _exercises(plan: BlockPlan) -> list[list[str]]:
    """Return the exercises of each session, one per line, with the coach's load and effort."""
    rows: Any = with_blanks(plan.prescriptions)
    names = labels(plan.source, "exercise_id")
    sessions = plan.library.routines["routine_id"].tolist()
    lines: dict[str, list[str]] = {session: [] for session in sessions}
    columns = (rows[name].tolist() for name in ("position", "exercise_id", *WORDS))
    session_of = plan.library.prescriptions["routine_id"].tolist()
    told = zip(session_of, doses_said(rows), plan.printed["link"].fillna(""), *columns, strict=True)
    for session, dose, link, position, exercise, *words in told:
        said = ", ".join([dose, *filter(None, words)])
        # After a space and at the end, where a calendar recognizes it as a link.
        lines[session].append(f"{position}. {names[exercise]}: {said}{f' – {link}' if link else ''}")
    return list(lines.values())
