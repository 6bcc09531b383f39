"""Read superset labels such as A1 and A2, rounds in a heading, and days with their own routines."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.base.names import snake
from analysis.library.name_words import LABEL

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Order(NamedTuple):
    """The superset of a row and the position in it; blank position for a single number or letter."""

    group: str
    place: str = ""


_PLACED = re.compile(r"([a-z])\s?[.-]?\s?(\d{1,2})|(\d{1,2})\s?[.-]?\s?([a-f])|(\d{1,2})\.(\d{1,2})", re.IGNORECASE)
_KINDS = r"(?:super\s?-?sets?|ss|tri\s?-?sets?|giant\s?-?sets?|circuits?|complex|block|group|pair|station|order)"
_GROUP = re.compile(rf"{_KINDS}?\s*[:#-]?\s*([a-z]|\d{{1,2}}|i{{1,3}}|iv)", re.IGNORECASE)
_OUTER = re.compile(r"^[(\[]?\s*|\s*[).:\]-]*$")


def read_order(text: str) -> Order | None:
    """Return the superset and position in a cell such as A1; None if the cell is something else.

    Examples
    --------
    >>> read_order("A1"), read_order("1b)"), read_order("B"), read_order("Superset 2"), read_order("Main")
    (Order(group='A', place='1'), Order(group='1', place='B'), Order(group='B', place=''), Order(group='2', place=''),
    None)
    """
    bare = _OUTER.sub("", text)
    if placed := _PLACED.fullmatch(bare):
        group, letter = (part.upper() for part in placed.groups() if part)
        return Order(group, letter)
    alone = _GROUP.fullmatch(bare)
    return Order(alone[1].upper()) if alone else None


def part_name(name: str) -> tuple[Order | None, str]:
    """Split the letter or number before an exercise from its name.

    Examples
    --------
    >>> part_name("(A1) Hip thrust"), part_name("1b Side plank"), part_name("3 - Plank")
    ((Order(group='A', place='1'), 'Hip thrust'), (Order(group='1', place='B'), 'Side plank'),
    (Order(group='3', place=''), 'Plank'))
    >>> part_name("A-skip"), part_name("90/90 hip switch"), part_name("T spine rotation")
    ((None, 'A-skip'), (None, '90/90 hip switch'), (None, 'T spine rotation'))
    """
    match = LABEL.match(name)
    if not match:
        return None, name
    group, *letters = (part.upper() for part in match.groups() if part)
    return Order(group, "".join(letters)), name[match.end() :]


_TOGETHER = re.compile(r"(?:super\s?-?sets?|tri\s?-?sets?|giant\s?-?sets?|circuits?|complex|pair)\b", re.IGNORECASE)
# "Circuit 1 - 3 rounds" is circuit 1: spaces around a dash mean a range only after a bracket.
_RANGE = r"\d{1,2}(?:[-–]\d{1,2}|(?<=\(\d)\s?[-–]\s?\d{1,2})?"
_ROUNDS = re.compile(
    rf"\(?\s*(?:[x×]\s?({_RANGE})(?:\s?(?:rounds?|sets?|times))?"
    rf"|(?<![\d.-])({_RANGE})\s?(?:[x×](?!\s?\d)|rounds?|sets?|times)(?:\s+(?:of|each))?)\s*\)?",
    re.IGNORECASE,
)


def heading_rounds(text: str) -> tuple[str, str]:
    """Split the rounds from a heading.

    Examples
    --------
    >>> heading_rounds("Circuit (3 rounds)"), heading_rounds("Superset A x 2-3"), heading_rounds("Circuit 1 - 2 rounds")
    (('Circuit', '3'), ('Superset A', '2-3'), ('Circuit 1', '2'))
    """
    match = _ROUNDS.search(text)
    if not match:
        return text, ""
    left = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()).strip(" -–—:,")
    return " ".join(left.split()), (match[1] or match[2]).replace(" ", "")


def is_together(text: str) -> bool:
    """Return whether a heading means that the exercises below are done back to back.

    Examples
    --------
    >>> is_together("Superset A"), is_together("Circuit"), is_together("Core"), is_together("Block B")
    (True, True, False, False)
    """
    return bool(_TOGETHER.match(text.strip()))


class Day(NamedTuple):
    """A day of a sheet: the end of its routine's name, its weekday if given, and the rest of the text."""

    name: str
    weekday: str
    rest: str


_DAYS = "|".join(f"{day[:3]}(?:{day[3:]})?" for day in WEEKDAYS if day not in ("tuesday", "thursday"))
_DAYS += "|tue(?:s|sday)?|thu(?:r|rs|rsday)?"
_DAY = re.compile(
    r"(?:(?:week|wk)\s*(?P<week>\d{1,2})(?:\s*[-–—:,/|]\s*|\s+|$))?"
    r"(?:(?:training\s+|gym\s+|strength\s+)?(?P<kind>day|session|workout)\s*#?(?P<number>[a-z]|\d{1,2}|one|two|three|four|five|six)\b)?"
    rf"[\s:,/|(–—-]*(?:(?P<weekday>{_DAYS})s?\b\)?(?=\s*(?:$|[-–—:,./|(&+])|(?<=day)\s))?",
    re.IGNORECASE,
)


def read_day(text: str) -> Day | None:
    """Return the day that a heading starts; None if it is another heading.

    Examples
    --------
    >>> read_day("Day 1 - Monday"), read_day("SESSION B"), read_day("Thu: lower body")
    (Day(name='monday', weekday='monday', rest=''), Day(name='session_b', weekday='', rest=''),
    Day(name='thursday', weekday='thursday', rest='lower body'))
    >>> read_day("Main"), read_day("Sun salutation"), read_day("Week 2 Day 1").name
    (None, None, 'week_2_day_1')
    """
    match = _DAY.match(text.strip())
    if not match or not match.group().strip(" -:,"):
        return None
    short = (match["weekday"] or "").casefold()[:3]
    weekday = next((day for day in WEEKDAYS if short and day.startswith(short)), "")
    parts = [f"week {match['week']}" if match["week"] else ""]
    parts.append(weekday or (f"{match['kind']} {match['number']}" if match["kind"] else ""))
    rest = text.strip()[match.end() :].strip(" -–—:,./|()")
    return Day(snake(" ".join(parts)), weekday, rest)
