"""Cells of a log as values, as apps write them and as people type them: figures, times of a set, and days.

What a cell says of a set is read by `reading`, when a workout was by `moments`; both say what is to be told.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from analysis.base.names import fold
from analysis.base.text import clip, listing, plural
from analysis.logs.dialects import KILOGRAMS, METRES, UNITS

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Years that a log may be of."""


LAST_MONTH, LAST_DAY = 12, 31


_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


_CLOCK = re.compile(
    r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)(?:\s*([ap])\.?\s?m\.?|\s*(?:minutes?|mins?\.?))?", re.ASCII | re.I
)


_FIGURES_OF_A_DAY = re.compile(
    r"\D*?(?:(\d{4})([./-]) ?(\d{1,2})\2 ?(\d{1,2})|(\d{1,2})([./-]) ?(\d{1,2})\6 ?(\d{4}|\d{2}))\D*", re.ASCII
)


_FIGURE = r"\d+(?:\.\d+|,\d{1,2}(?!\d))?"


_PLAIN_CLOCK = re.compile(r"[\d:.]+", re.ASCII)


_SECONDS = r"seconds?|secs?\.?|sek(?:unden?)?\.?|s\.?|\""


_TIME_IN_WORDS = re.compile(
    rf"(?:({_FIGURE})\s*(?:hours?|hrs?|h)\.?)?\s*(?:({_FIGURE})\s*(?:minutes?|mins?\.?|m))?\s*"
    rf"(?:({_FIGURE})\s*(?(2)(?:{_SECONDS})?|(?:{_SECONDS})))?(?:\s*hold)?",
    re.ASCII,
)


_SPAN = re.compile(rf"(\D*)(\d+:\d\d|{_FIGURE})\s*(?:-|to|/)\s*(\d+:\d\d|{_FIGURE})(\D.*)?", re.ASCII)


_DASHES = re.compile("[\u2010-\u2015\u2212]")


_EACH = re.compile(r"\s*\(?(?:(?:per|/|each|ea\.?|a)\s*(?:side|leg|arm|direction)s?|each|ea\.?|e/s)\)?$")
"""A side is counted alone, so these words change nothing."""


_HAND = re.compile(r"\s*\(?(?:(?:per|/|each|ea\.?)\s*(?:hand|arm|dumbbell|db|kettlebell|kb)s?|each|ea\.?)\)?$")
"""A weight is that of a dumbbell; per side may be said of a bar, whose weight is more than both."""


_SIDE = re.compile(r"(?<![a-z])(?:left|right|l|r)(?![a-z])")


_ABOUT = re.compile(r"^~\s*|(?<=\d)\s*\+(?!\s*\d)")
"""About so much, or so much and more."""


BESIDE = {"weight": (_ABOUT, _HAND), "rpe": (_ABOUT,)} | dict.fromkeys(("reps", "seconds"), (_ABOUT, _EACH, _SIDE))
"""What may stand beside a figure and changes nothing."""


FIGURES = {
    "weight": re.compile(
        rf"(?:@|b(?:ody[ -]?)?w(?:eight)?(?=\s*[+-]))?\s*(?P<figure>[+-]?\s*{_FIGURE})\s*(?P<unit>[a-z]+\.?|#)?",
        re.ASCII,
    ),
    "reps": re.compile(rf"x?\s*(?P<figure>{_FIGURE})\s*(?:x|reps?\.?|repetitions?|times)?", re.ASCII),
    "distance": re.compile(rf"(?P<figure>{_FIGURE})\s*(?P<unit>[a-z]+\.?)", re.ASCII),
    "rpe": re.compile(rf"(?:@|rpe|effort|[ :])*(?P<figure>{_FIGURE})\s*(?:rpe|(?:/|(?:out )?of)\s*10)?", re.ASCII),
}
"""A figure and the words that may stand beside it."""


BODYWEIGHT = {"bw", "b w", "bodyweight", "body weight", "own weight", "own bodyweight", "no weight", "unloaded"}


MEASURED = {"weight": "weights", "distance": "distances"}
"""What has units."""


BLANKS = {"", "-", "--", "n/a"}


SHOWN_AS = {"seconds": "s", "reps": "repetitions"}


MOST_REMARKS = 5
"""Remarks on cells that a screen shows before it only counts them."""


ADVICE = "; if you know it: "


LEFT_BLANK = "left blank"
"""How a remark on a cell that cannot be read ends."""


READ_AS = "read as|cannot be read|is not"
"""What follows the text of a cell in a remark."""


_NOTE = re.compile(
    r"(?:sheet [\w ]+, )?(?:line|row)s? (?P<at>[\d, and]*\d(?P<more> more)?): (?P<column>[\w ,-]+): (?:['\"]|a cell )"
)


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?", re.ASCII)


_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?[\s\u202f\u00a0]*([ap]\.?\s?m\.?)?", re.ASCII | re.IGNORECASE)


_AFTERNOON = re.compile("下午|晚上|午後|오후")


_NUMBERED = re.compile(r"(\d{1,2})\s*[月월]")


_EASTERN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")


ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


LANGUAGES = (
    *("en", "es", "pt", "de", "fr", "it", "nl", "pl", "ru", "uk", "tr", "cs", "sk", "hu", "ro", "sv", "da", "nb", "nn"),
    *("fi", "el", "bg", "hr", "sr", "sl", "lt", "lv", "et", "ca", "eu", "gl", "id", "ms", "vi", "he", "is", "af"),
)
"""Languages whose names of months are known, from the Unicode locale data."""


Parts = tuple[int, str | int, int, int, int, int]
"""Year, month (its name, or the second of two numbers, which may be the day), day, hour, minute and second."""


def number(text: str, *, comma: bool) -> float | None:
    """Read a number; None for what is none. A comma is a decimal one where ``comma`` says so, or in ``82,5``.

    Examples
    --------
    >>> number("74.99999999999999", comma=False), number("82,5", comma=True), number("1,000", comma=False)
    (75.0, 82.5, None)
    """
    plain = text.strip()
    if "," in plain and (comma or re.fullmatch(r"-?\d+,\d{1,2}", plain)):
        plain = plain.replace(",", ".", 1)
    return round(float(plain), 6) if _NUMBER.fullmatch(plain) else None


def seconds(text: str, *, comma: bool) -> float | None:
    """Read the time of a set: seconds, a clock, or a time in words.

    A spreadsheet shows half a minute as "12:00:30 AM"; a clock of two parts is minutes and seconds, whatever the
    spreadsheet took it for.

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


class Reading(NamedTuple):
    """What a cell says of a set: a value, what is to be told of it, and the unit, where one stands in the cell.

    A remark without a value is a cell that cannot be read: it is left blank and named, and its set counts.
    """

    value: float | None = None
    remark: str = ""
    unit: str = ""


def reading(
    what: str, text: str, *, comma: bool = True, limits: tuple[float, float] = (-math.inf, math.inf)
) -> Reading:
    """Read a cell of a set as an app writes it or a person types it.

    Of a range the lower end is taken; bodyweight is a load of 0; a dash is a blank.

    Parameters
    ----------
    what : {"weight", "reps", "seconds", "distance", "rpe"}
    text : str
    comma : bool
        Whether a comma is a decimal one in a cell that holds a number alone.
    limits : (float, float)
        What a value may be.

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
    plain = _DASHES.sub("-", " ".join(text.casefold().split()))
    if plain in BLANKS:
        return Reading()
    value, unit, end = number(plain, comma=comma), "", ""
    plainly = value is not None or (what == "seconds" and _PLAIN_CLOCK.fullmatch(plain) is not None)
    if value is None:
        for beside in BESIDE.get(what, ()):
            plain = beside.sub("", plain).strip()
        value, unit = _typed(what, plain)
    span = _SPAN.fullmatch(plain) if value is None else None
    if span is not None:
        before, low, high, after = (part or "" for part in span.groups())
        (value, unit), (most, _) = (_typed(what, f"{before}{one}{after}") for one in (low, high))
        if value is not None and (most is None or most < value or ("/" in plain and what in MEASURED)):
            value = None
        end = ", the lower end" if most != value else ""
    shown = clip(" ".join(text.split()))
    if value is None:
        return Reading(remark=f"{shown} cannot be read; {LEFT_BLANK}")
    if not limits[0] <= value <= limits[1]:
        return Reading(remark=f"{shown} is not from {limits[0]:g} to {limits[1]:g}; {LEFT_BLANK}")
    words = "bodyweight" if fold(plain) in BODYWEIGHT else f"{value:g} {unit or SHOWN_AS.get(what, '')}".strip()
    return Reading(value, "" if plainly else f"{shown} read as {words}{end}", unit)


def _typed(what: str, plain: str) -> tuple[float | None, str]:
    """Read one figure with the words beside it, and its unit; without a value for what is none."""
    if what == "seconds":
        return seconds(plain, comma=True), ""
    if what == "weight" and fold(plain) in BODYWEIGHT:
        return 0.0, ""
    found = FIGURES[what].fullmatch(plain)
    if found is None:
        return None, ""
    unit = found.groupdict().get("unit") or ""
    known = "lb" if unit == "#" else UNITS.get(fold(unit), "")
    wrong = unit and known not in (KILOGRAMS if what == "weight" else METRES)
    return (None, "") if wrong else (number(found["figure"].replace(" ", ""), comma=True), known)


def remark_notes(remarks: Mapping[str, Sequence[int]], *, place: str = "line") -> list[str]:
    """Tell the remarks on cells, each once, with the first places at which it stands.

    Examples
    --------
    >>> remarks = {"weight: '20 kg' read as 20 kg": [2, 3, 7, 9], "weight: 'BW' read as bodyweight": [4]}
    >>> for note in remark_notes({**remarks, "rpe: 'hard' cannot be read; left blank": [5]}):
    ...     print(note)
    lines 2, 3, 7 and 1 more: weight: '20 kg' read as 20 kg
    line 4: weight: 'BW' read as bodyweight
    line 5: rpe: 'hard' cannot be read; left blank
    """
    told = []
    for remark, at in remarks.items():
        first = [str(one) for one in at[:3]]
        more = len(at) - len(first)
        first = [", ".join(first), f"{more} more"] if more > 0 else [", ".join(first[:-1]), first[-1]]
        told.append(f"{place}{'s' * (len(at) > 1)} {' and '.join(filter(None, first))}: {remark}")
    return told


def shown_notes(notes: Sequence[str]) -> list[str]:
    """Return the notes on a file that a screen shows: of those on cells the first few, then how many of each column.

    Examples
    --------
    >>> shown_notes([*(f"line {line}: rpe: 'x{line}' cannot be read; left blank" for line in range(2, 8)), "no reps"])[
    ...     4:
    ... ]
    ["line 6: rpe: 'x6' cannot be read; left blank", '1 more cell: 1 of rpe', 'no reps']
    """
    cells = [(note, match) for note in notes if (match := _NOTE.match(note))]
    hidden = {note for note, _ in cells[MOST_REMARKS:]}
    more: Counter[str] = Counter()
    for _, match in cells[MOST_REMARKS:]:
        figures = re.findall(r"\d+", match["at"])
        more[match["column"]] += len(figures) if match["more"] is None else len(figures) - 1 + int(figures[-1])
    shown = [note for note in notes if note not in hidden]
    if more:
        each = listing([f"{count} of {column}" for column, count in more.items()])
        place = shown.index(cells[MOST_REMARKS - 1][0]) + 1
        shown.insert(place, f"{plural(more.total(), 'more cell')}: {each}")
    return shown


def moment(text: str) -> datetime.datetime | Parts | None:
    """Read when a workout began; what the month is stays open where it is a word, or one of two numbers.

    Examples
    --------
    >>> moment("2025-03-28 17:29:00"), moment("28 mars 2025, 17:29"), moment("29.12.2026")
    (datetime.datetime(2025, 3, 28, 17, 29), (2025, 'mars', 28, 17, 29, 0), (2026, 12, 29, 0, 0, 0))
    """
    plain = text.strip()
    iso = _ISO.fullmatch(plain)
    if iso is not None:
        return _day(*(int(part or 0) for part in iso.groups()))
    time = _TIME.search(plain)
    hour, minute, second = (int(part or 0) for part in time.groups()[:3]) if time else (0, 0, 0)
    if time and time[4]:
        hour = hour % 12 + 12 * (time[4][0] in "pP")
    if _AFTERNOON.search(plain):
        hour = hour % 12 + 12
    rest = plain if time is None else f"{plain[: time.start()]} {plain[time.end() :]}"
    figures = _FIGURES_OF_A_DAY.fullmatch(rest)
    if figures is not None and figures[1]:
        return _day(int(figures[1]), int(figures[3]), int(figures[4]), hour, minute, second)
    if figures is not None:
        year = int(figures[8]) + 2000 * (len(figures[8]) == 2)
        return year, int(figures[7]), int(figures[5]), hour, minute, second
    eastern = _EASTERN.search(rest)
    if eastern is not None:
        return _day(*(int(part) for part in eastern.groups()), hour, minute, second)
    numbered = _NUMBERED.search(rest)
    if numbered is not None:
        rest = f"{rest[: numbered.start()]} {rest[numbered.end() :]}"
    years, days = re.findall(r"(?<!\d)\d{4}(?!\d)", rest), re.findall(r"(?<!\d)\d{1,2}(?!\d)", rest)
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if folded(word) not in FILLERS]
    if numbered is not None and len(years) == 1 and len(days) == 1:
        return _day(int(years[0]), int(numbered[1]), int(days[0]), hour, minute, second)
    if len(years) == 1 and len(days) == 1 and len(words) == 1:
        return int(years[0]), folded(words[0]), int(days[0]), hour, minute, second
    return None


FILLERS = {
    "de",
    "del",
    "г",
    "р",
    "год",
    "року",
    "kl",
    "at",
    "um",
    "à",
    "a",
    "alle",
    "ore",
    "om",
    "в",
    "о",
    "года",
    "m",
    "d",
    "y",
    "of",
    *("st", "nd", "rd", "th"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
"""Words that stand in a date beside the month."""


def _day_of_a_year(first: int, second: int) -> bool:
    """Say whether two numbers can be a day and a month, in either order."""
    return 0 < min(first, second) <= LAST_MONTH and max(first, second) <= LAST_DAY


def _day(year: int, month: int, day: int, *time: int) -> datetime.datetime | None:
    hour, minute, second = (*time, 0, 0, 0)[:3]
    try:
        found = datetime.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None


def folded(word: str) -> str:
    """Fold the name of a month: no capitals, accents or dots.

    Examples
    --------
    >>> folded("Févr.")
    'fevr'
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if char.isalpha() and not unicodedata.combining(char))


@cache
def months_of(language: str) -> Mapping[str, int]:
    """Return the numbers of the months by their folded names in a language, long and short."""
    from babel import Locale

    locale = Locale(language)
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in locale.months[context][width].items():
                names[folded(name)] = month
    if language == "en":
        names |= {"sept": 9}
    return names


def months(words: Iterable[str]) -> tuple[dict[str, int], str]:
    """Say which months the words of a file are, in the language that knows most of them.

    With what is to be told: that two languages know as many and mean different months; the first in the list is taken.

    Examples
    --------
    >>> months(["mars", "avr", "aout"])
    ({'aout': 8, 'avr': 4, 'mars': 3}, '')
    >>> months(["listopad"])
    ({'listopad': 11}, "names of months read in the language 'pl', not in 'hr'")
    """
    wanted = sorted(set(words))
    if all(word in ENGLISH for word in wanted):
        return {word: ENGLISH.index(word) + 1 for word in wanted}, ""
    read = {language: _read(months_of(language), wanted) for language in LANGUAGES}
    most = max(map(len, read.values()))
    best = [language for language, known in read.items() if len(known) == most]
    others = [language for language in best[1:] if read[language] != read[best[0]]]
    said = f"names of months read in the language '{best[0]}', not in '{others[0]}'" if most and others else ""
    return read[best[0]], said


def _read(known: Mapping[str, int], words: Iterable[str]) -> dict[str, int]:
    """Read words as months: by their names, or what only one of them is short for or begins with."""
    found = {}
    for word in words:
        like = {month for name, month in known.items() if name.startswith(word) or word.startswith(name)}
        like = like if len(word) > 2 else set()
        month = known.get(word) or (like.pop() if len(like) == 1 else None)
        if month is not None:
            found[word] = month
    return found


def moments(texts: Iterable[str]) -> tuple[list[datetime.datetime | None], str]:
    """Read the moments of a file, None for what is none, in one language and order; with what is to be told of that.

    Of two numbers the first is the day, unless that cannot be in some day of the file and the other way can in all.

    Examples
    --------
    >>> moments(["28 mars 2025, 17:29", "soon"])
    ([datetime.datetime(2025, 3, 28, 17, 29), None], '')
    >>> moments(["05/20/2026", "06/03/2026"])[1]
    "days such as '05/20/2026' read as month, day, year"
    """
    written = list(texts)
    read = [moment(text) for text in written]
    known, said = months({part[1] for part in read if isinstance(part, tuple) and isinstance(part[1], str)})
    numbers = {
        " ".join(text.split()): (part[2], part[1])
        for text, part in zip(written, read, strict=True)
        if isinstance(part, tuple) and isinstance(part[1], int) and _day_of_a_year(part[2], part[1])
    }
    turned = [text for text, (_, second) in numbers.items() if second > LAST_MONTH]
    settled = any(first > LAST_MONTH for first, _ in numbers.values())
    month_first = bool(turned) and not settled
    unsettled = [text for text, (first, second) in numbers.items() if first != second and "." not in text]
    notes = [said] if said else []
    if turned:
        notes.append(f"days such as {clip(turned[0])} read as month, day, year")
    elif unsettled and not settled:
        notes.append(f"days such as {clip(unsettled[0])} read as day, month, year; no day in the file settles it")
    found = []
    for part in read:
        if isinstance(part, tuple):
            year, month, day, *rest = part
            if isinstance(month, int):
                number_of = (day, month) if month_first or month > LAST_MONTH else (month, day)
                part = _day(year, *number_of, *rest)
            else:
                part = _day(year, known[month], day, *rest) if month in known else None
        found.append(part)
    return found, "; ".join(notes)


def days(cells: Sequence[Any], near: Sequence[datetime.date | None]) -> tuple[list[datetime.date | None], str]:
    """Read the days of a column of a spreadsheet, None for what is none; with what is to be told of it.

    A text without a year is of the year in which it comes nearest to the day beside it.

    Examples
    --------
    >>> planned = datetime.date(2026, 12, 28)
    >>> found, said = days([datetime.datetime(2026, 12, 29), "29.12.2026", "2.1.", "soon"], [planned] * 4)
    >>> [str(day) for day in found]
    ['2026-12-29', '2026-12-29', '2027-01-02', 'None']
    """
    texts = ["" if isinstance(cell, (datetime.date, int, float)) or cell is None else str(cell) for cell in cells]
    read, said = moments(texts)
    found: list[datetime.date | None] = []
    for cell, text, moment_read, beside in zip(cells, texts, read, near, strict=True):
        day = moment_read.date() if moment_read is not None else None
        if isinstance(cell, datetime.date):
            day = cell.date() if isinstance(cell, datetime.datetime) else cell
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and FIRST_SERIAL <= cell < LAST_SERIAL:
            day = SERIAL + datetime.timedelta(days=int(cell))
        elif text.strip() and day is None and beside is not None:
            years = [beside.year + more for more in (-1, 0, 1)]
            mark = "/" if "/" in text else "." if "." in text.rstrip(".") else " "
            near_days = moments([f"{text.strip().rstrip('./')}{mark}{year}" for year in years])[0]
            day = min((one.date() for one in near_days if one), key=lambda one: abs(one - beside), default=None)
        found.append(day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None)
    return found, said


SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet that shows a day as a number."""


FIRST_SERIAL, LAST_SERIAL = ((datetime.date(year, 1, 1) - SERIAL).days for year in (FIRST_YEAR, LAST_YEAR + 1))
