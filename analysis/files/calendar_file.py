"""A block as a calendar that updates what was imported before, and never doubles it."""

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
"""In which the ids of events are made."""


STAMP = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""A fixed time of writing: the same plan gives the same bytes, and SEQUENCE says which version is newer."""


Event = Any
"""An event of the library, whose types are a union for every property."""


LARGEST, MOST_LINES = 3_000_000, 100_000
"""Bytes and lines of a calendar that is read; a year of three sessions a day has a quarter of both."""


STEP = 5
"""Minutes that the end of a session is rounded up to."""


RUN_MINUTES = {kind: {"easy": 45, "long": 120, "race": 180}.get(kind, 60) for kind in RUNS}
"""Minutes that a run is given in a calendar with times, since a block does not say how long it is (ours)."""


CANCELLED, FREE, BUSY = "CANCELLED", "TRANSPARENT", "OPAQUE"


PUBLISHED = "X-BLOCK-PUBLISHED-AS"
"""Holds the name under which a block was first published, from which the ids of its events are made."""


@checked
def export_block_calendar(plan: BlockPlan, path: str | Path, *, at: str | None = None, runs: bool = False) -> Path:
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
    runs : bool
        Whether the runs and races of the block are in it too, in the order of the day: warm-up, run, strength. With a
        time of day a run has the time in `RUN_MINUTES`, and what comes hours after it begins so much later, or straight
        after it where the day is over by then.

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
    write_bytes(target, calendar_bytes(plan, target, at=at, runs=runs))
    return target


def calendar_bytes(plan: BlockPlan, path: Path, *, at: str | None = None, runs: bool = False) -> bytes:
    """Return what `export_block_calendar` writes."""
    from icalendar import Calendar

    check_plan(plan)
    name, before = _published(path)
    name = name or plan.spec.name
    time = time_of_day(at)
    # What is past stays as it was published, whatever is called or timed otherwise now.
    events = [old for old in before.values() if _is_past(old, plan.spec.today)]
    past = {str(old["UID"]) for old in events}
    for event in _events(plan, name, time, runs=runs):
        old = before.pop(str(event["UID"]), None)
        if str(event["UID"]) in past:
            continue
        if old is not None:
            # With the number of the old one a new event differs only where the session does.
            event["SEQUENCE"] = old["SEQUENCE"]
            if event.to_ical() != old.to_ical():
                event["SEQUENCE"] = type(old["SEQUENCE"])(old["SEQUENCE"] + 1)
        events.append(event)
    for old in before.values():  # what has no session any more
        if str(old["UID"]) in past:
            continue
        if str(old["STATUS"]) != CANCELLED:
            # The words are for programs that do not look at the status.
            gone = {"STATUS": CANCELLED, "TRANSP": FREE, "SUMMARY": f"Cancelled: {old['SUMMARY']}"}
            for key, value in {"SEQUENCE": old["SEQUENCE"] + 1, **gone}.items():
                old[key] = type(old[key])(value)
        events.append(old)
    calendar: Any = Calendar()
    heads = {"version": "2.0", "prodid": PRODUCT, "calscale": "GREGORIAN", "x-wr-calname": plan.spec.name}
    for key, content in {**heads, PUBLISHED: name}.items():
        calendar.add(key, content)
    # Stable, so that a day keeps its order: warm-up, run, strength, then what is cancelled.
    for event in sorted(events, key=lambda event: event["DTSTART"].to_ical()):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def time_of_day(at: object) -> datetime.time | None:
    """Read at what time sessions begin; None where they take the whole day.

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
    """Return the name that the calendar at a path was first published under, and its events by their ids."""
    from icalendar import Calendar

    if not there(path):
        return "", {}
    name = path.as_posix()
    allowed = "a calendar that was written here before, or another place to write to"
    # The size is looked at first: a parser takes its time over what is huge.
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
    """Return whether an event lies before today, where a block has one."""
    return today is not None and f"{event['DTSTART'].dt:%Y-%m-%d}" < today.isoformat()


def _fault(event: Event) -> str:
    """Say what is wrong with an event that was read, blank for nothing."""
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
    """What stands on a day: its key for an event's id, its words, and how it goes with the run of the day.

    ``minutes`` is how long it takes, ``hours`` how long after the run it begins, if it may.
    """

    key: str
    summary: str
    lines: list[str]
    minutes: float
    hours: int = 0


def _events(plan: BlockPlan, name: str, time: datetime.time | None, *, runs: bool) -> list[Event]:
    """Make an event of each session, and if asked of each run, in the order in which a day is done."""
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
    """Yield from when to when each thing on a day lasts: all day, or one after the other from a time on."""
    if time is None:
        for _ in items:
            yield date, date + datetime.timedelta(days=1)
        return
    first = then = datetime.datetime.combine(date, time)
    for item in items:
        later = then + datetime.timedelta(hours=item.hours)
        # Never on the day after: what does not fit comes straight after the run, or at the time itself.
        start = next((moment for moment in (later, then) if moment.date() == date), first)
        # An end of 7:03 looks like a promise; calendars round to five minutes.
        then = start + datetime.timedelta(minutes=STEP * max(1, math.ceil(item.minutes / STEP)))
        yield start, then


def _days(plan: BlockPlan, name: str, *, runs: bool) -> dict[datetime.date, list[Item]]:
    """Put what stands on each day in its order: warm-ups, the run if it is asked for, then strength work."""
    spec = plan.spec
    days: dict[datetime.date, list[Item]] = {}
    before: dict[datetime.date, int] = {}  # how many sessions come before the run
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
    """Yield each session with its words, in their order."""
    names = labels(plan.source, "routine_id")
    number = {week: count for count, week in enumerate(plan.weeks, 1)}
    sessions = with_blanks(plan.sessions).to_dict("records")
    for session, exercises in zip(sessions, _exercises(plan), strict=True):
        minutes = f"{span(session['minutes_min'], session['minutes_max'], digits=0)} min by our estimate"
        week = f"week {number[session['week']]} of {len(number)}"
        notes = [f"{text[0].upper()}{text[1:]}." for text in (session["when"], session["note"]) if text]
        lines = [f"{plan.spec.name}: {session['block_phase']}, {week}; {minutes}.", *notes, *exercises]
        # The day in the template tells an event: it stays when the session moves.
        key = f"{name}|{session['template_date'].date()}|{session['routine_id']}"
        yield Item(key, names[session["routine_id"]], lines, session["minutes_max"])


def _exercises(plan: BlockPlan) -> list[list[str]]:
    """Write the exercises of each session, one a line, with the coach's load and effort."""
    rows: Any = with_blanks(plan.prescriptions)
    names = labels(plan.source, "exercise_id")
    sessions = plan.library.routines["routine_id"].tolist()
    lines: dict[str, list[str]] = {session: [] for session in sessions}
    columns = (rows[name].tolist() for name in ("position", "exercise_id", *WORDS))
    session_of = plan.library.prescriptions["routine_id"].tolist()
    told = zip(session_of, doses_said(rows), plan.printed["link"].fillna(""), *columns, strict=True)
    for session, dose, link, position, exercise, *words in told:
        said = ", ".join([dose, *filter(None, words)])
        # Behind a space and at the end, where a calendar knows it for a link.
        lines[session].append(f"{position}. {names[exercise]}: {said}{f' – {link}' if link else ''}")
    return list(lines.values())
