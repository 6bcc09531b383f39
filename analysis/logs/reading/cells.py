"""Cells of a set as values, as apps write them and as people type them: figures and times."""

from __future__ import annotations

import math
import re

from analysis.base.text import clip
from analysis.logs.reading.heads import meaning, unit_of
from analysis.logs.reading.reading_report import LEFT_BLANK, Reading, unreadable
from analysis.logs.reading.unit_sizes import KILOGRAMS, MEASURED, METRES

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
"""Thousands separators, recognized by a decimal point behind them."""


_HALF = re.compile(r"(?<=\d)\s?½")


_CLOCK = re.compile(
    r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)(?:\s*([ap])\.?\s?m\.?|\s*(?:minutes?|mins?\.?))?", re.ASCII | re.I
)


_FIGURE = r"\d+(?:\.\d+|,\d{1,2}(?!\d))?"


_PLAIN_CLOCK = re.compile(r"[\d:.]+", re.ASCII)


_SECONDS = r"seconds?|secs?\.?|sek(?:unden?)?\.?|s\.?|\""


_TIME_IN_WORDS = re.compile(
    rf"(?:({_FIGURE})\s*(?:hours?|hrs?|h)\.?)?\s*(?:({_FIGURE})\s*(?:minutes?|mins?\.?|m|'))?\s*"
    rf"(?:({_FIGURE})\s*(?(2)(?:{_SECONDS})?|(?:{_SECONDS})))?(?:\s*hold)?",
    re.ASCII,
)


_SPAN = re.compile(rf"(\D*)(\d+:\d\d|{_FIGURE})\s*(?:-|to|/)\s*(\d+:\d\d|{_FIGURE})(\D.*)?", re.ASCII)


_DASHES = re.compile("[\u2010-\u2015\u2212]")


_EACH = re.compile(
    r"\s*\(?(?:(?:per|/|each|ea\.?|a|pro|je|par|por)\s*(?:side|leg|arm|direction|seite|bein|côté|cote|jambe|bras|lado|pierna"
    r"|brazo|lato|gamba|kant|been|sida|ben)s?|each|ea\.?|e/s)\)?$"
)
"""Words for one side; each side is counted alone, so they change nothing."""


_HAND = re.compile(r"\s*\(?(?:(?:per|/|each|ea\.?)\s*(?:hand|arm|dumbbell|db|kettlebell|kb)s?|each|ea\.?)\)?$")
"""Words for the weight of one dumbbell; "per side" may describe a bar, whose weight is more than both."""


_TWO = re.compile(r"^2\s*[x×*]\s*(?=\d)")
"""Two dumbbells of a weight: the load is that of one dumbbell."""


_UNIT = "[a-z\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+\\.?"
"""A word behind a figure, in any script."""


_SIDE = re.compile(r"(?<![a-z])(?:left|right|l|r)(?![a-z])")


_ABOUT = re.compile(r"^~\s*|(?<=\d)\s*\+(?!\s*\d)")
"""Marks for "about" and "or more"."""


BESIDE = {"weight": (_ABOUT, _TWO, _HAND), "rpe": (_ABOUT,)} | dict.fromkeys(
    ("reps", "seconds"), (_ABOUT, _EACH, _SIDE)
)
"""Marks and words beside a figure that change nothing."""


FIGURES = {
    "weight": re.compile(
        rf"(?:@|b(?:ody[ -]?)?w(?:eight)?(?=\s*[+-]))?\s*(?P<figure>[+-]?\s*{_FIGURE})\s*(?P<unit>{_UNIT}|#)?",
        re.ASCII,
    ),
    "reps": re.compile(rf"x?\s*(?P<figure>{_FIGURE})\s*(?:x|reps?\.?|repetitions?|times|steps?)?", re.ASCII),
    "distance": re.compile(rf"(?P<figure>{_FIGURE})\s*(?P<unit>{_UNIT})", re.ASCII),
    "rpe": re.compile(rf"(?:@|rpe|effort|[ :])*(?P<figure>{_FIGURE})\s*(?:rpe|(?:/|(?:out )?of)\s*10)?", re.ASCII),
}
"""A figure and the words that may accompany it."""


BLANKS = {"", "-", "--", "n/a"}


SHOWN_AS = {"seconds": "s", "reps": "repetitions"}


def number(text: str, *, comma: bool) -> float | None:
    """Return a number, None if it isn't one. A comma is decimal where ``comma`` says so, or in ``82,5``.

    Examples
    --------
    >>> number("74.99999999999999", comma=False), number("82,5", comma=True), number("1,000", comma=False)
    (75.0, 82.5, None)
    """
    plain = text.strip()
    # 82,5 is a decimal in any file; 1,000 may be a thousand, and is a decimal only where commas are decimal.
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if "," in plain and (comma or re.fullmatch(r"-?\d+,\d{1,2}", plain)):
        plain = plain.replace(",", ".", 1)
    return round(float(plain), 6) if _NUMBER.fullmatch(plain) else None


def seconds(text: str, *, comma: bool) -> float | None:
    """Return the time of a set in seconds: from seconds, a clock time, or a time in words.

    A spreadsheet shows half a minute as "12:00:30 AM"; a clock time of two parts is minutes and seconds, whatever
    the spreadsheet made of it.

    Examples
    --------
    >>> [seconds(text, comma=False) for text in ("45", "0:32:06", "1:30", "12:00:30 AM", "1 min 30 s")]
    [45.0, 1926.0, 90.0, 30.0, 90.0]
    """
    plain = text.strip()
    clock = _CLOCK.fullmatch(plain)
    if clock is not None:
        hours, minutes, rest, half = clock.groups()
        first, second = (float(part or 0) for part in (hours, minutes))
        if half and hours is None:
            second = second % 12 + 12 * (half in "pP")  # 12:30 AM was typed as 0:30
        elif half:
            first %= 12  # nobody holds for half a day
        return 3600 * first + 60 * second + float(rest)
    words = _TIME_IN_WORDS.fullmatch(plain.casefold())
    if words is None or not any(words.groups()):
        return number(text, comma=comma)
    parts = [float((part or "0").replace(",", ".")) for part in words.groups()]
    return 3600 * parts[0] + 60 * parts[1] + parts[2]


def reading(
    what: str, text: str, *, comma: bool = True, limits: tuple[float, float] = (-math.inf, math.inf)
) -> Reading:
    """Return the value of a cell of a set as an app writes it or a person types it.

    A range yields its lower end; bodyweight is a load of 0; a dash is blank.

    Parameters
    ----------
    what : {"weight", "reps", "seconds", "distance", "rpe"}
    text : str
    comma : bool
        Whether a comma is decimal in a cell that holds only a number.
    limits : (float, float)
        Allowed range of the value.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading("weight", "20"), reading("weight", "45 lb")
    (Reading(value=20.0, remark='', unit=''), Reading(value=45.0, remark="'45 lb' read as 45 lb", unit='lb'))
    >>> reading("weight", "BW").value, reading("rpe", "7-8").value, reading("rpe", "RPE 8").value
    (0.0, 7.0, 8.0)
    >>> reading("rpe", "hard").remark, reading("rpe", "80", limits=(0, 10)).remark
    ("'hard' cannot be read; left blank", "'80' is not from 0 to 10; left blank")
    """
    plain = _HALF.sub(".5", _DASHES.sub("-", " ".join(text.casefold().split())))
    if plain in BLANKS:
        return Reading()
    # A plain figure, as nearly all cells have, needs no remark; any other reading says what the cell was read as.
    value, unit, end = number(plain, comma=comma), "", ""
    plainly = value is not None or (what == "seconds" and _PLAIN_CLOCK.fullmatch(plain) is not None)
    two = value is None and _TWO.match(plain) is not None
    if value is None:
        for beside in BESIDE.get(what, ()):
            plain = beside.sub("", plain).strip()
        value, unit = _typed(what, plain)
    if value is None and (span := _SPAN.fullmatch(plain)):
        before, low, high, after = (part or "" for part in span.groups())
        (value, unit), (most, _) = (_typed(what, f"{before}{figure}{after}") for figure in (low, high))
        # 8/10 is one figure of effort, and 20/25 kg may be a load for each hand: neither is a range.
        if most is None or (value is not None and most < value) or ("/" in plain and what in MEASURED):
            value = None
        end = ", the lower end" if most != value else ""
    shown = clip(" ".join(text.split()))
    if value is None:
        return unreadable(" ".join(text.split()))
    if not limits[0] <= value <= limits[1]:
        return Reading(remark=f"{shown} is not from {limits[0]:g} to {limits[1]:g}; {LEFT_BLANK}")
    words = meaning("bodyweight", plain) or f"{value:g} {unit or SHOWN_AS.get(what, '')}".strip()
    words += " each" * (what == "weight" and two)
    return Reading(value, "" if plainly else f"{shown} read as {words}{end}", unit)


def _typed(what: str, plain: str) -> tuple[float | None, str]:
    """Return a figure with the words beside it, and its unit; no value if the text is not a figure."""
    if what == "seconds":
        return seconds(plain, comma=True), ""
    if what == "weight" and meaning("bodyweight", plain):
        return 0.0, ""
    match = FIGURES[what].fullmatch(plain)
    if match is None:
        return None, ""
    typed = match.groupdict().get("unit") or ""
    unit = "lb" if typed == "#" else unit_of(typed)
    wrong = typed and unit not in (KILOGRAMS if what == "weight" else METRES)
    return (None, "") if wrong else (number(match["figure"].replace(" ", ""), comma=True), unit)
