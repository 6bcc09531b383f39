"""Cells of an export as values: numbers, times of a set, and days in whatever language the app was set to."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Years that a log may be of."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)", re.ASCII)
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
Parts = tuple[int, str, int, int, int, int]
"""Year, name of the month, day, hour, minute and second."""


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
    """Read the time of a set: seconds, or a clock.

    Examples
    --------
    >>> seconds("45", comma=False), seconds("0:32:06", comma=False), seconds("1:30", comma=False)
    (45.0, 1926.0, 90.0)
    """
    clock = _CLOCK.fullmatch(text.strip())
    if clock is None:
        return number(text, comma=comma)
    hours, minutes, rest = (float(part or 0) for part in clock.groups())
    return 3600 * hours + 60 * minutes + rest


def moment(text: str) -> datetime.datetime | Parts | None:
    """Read when a workout began; with the name of the month left open where it stands in words.

    Examples
    --------
    >>> moment("2025-03-28 17:29:00"), moment("28 mars 2025, 17:29")
    (datetime.datetime(2025, 3, 28, 17, 29), (2025, 'mars', 28, 17, 29, 0))
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
}
"""Words that stand in a date beside the month."""


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
    """Read the moments of a file, None for what is none, in one language; with what is to be told of that.

    Examples
    --------
    >>> moments(["28 mars 2025, 17:29", "soon"])
    ([datetime.datetime(2025, 3, 28, 17, 29), None], '')
    """
    read = [moment(text) for text in texts]
    known, said = months({one[1] for one in read if isinstance(one, tuple)})
    found = []
    for one in read:
        if isinstance(one, tuple):
            year, month, *rest = one
            one = _day(year, known[month], *rest) if month in known else None
        found.append(one)
    return found, said
