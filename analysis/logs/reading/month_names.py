"""Names of months in 37 languages: which language the words of a file are in, and which months they mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


LANGUAGES = (
    *("en", "es", "pt", "de", "fr", "it", "nl", "pl", "ru", "uk", "tr", "cs", "sk", "hu", "ro", "sv", "da", "nb", "nn"),
    *("fi", "el", "bg", "hr", "sr", "sl", "lt", "lv", "et", "ca", "eu", "gl", "id", "ms", "vi", "he", "is", "af"),
)
"""Languages with known month names, from the Unicode locale data."""


@lru_cache(maxsize=1024)  # workouts of one month ask for the same word
def folded(word: str) -> str:
    """Return the folded name of a month: no capitals, accents or dots.

    Examples
    --------
    >>> folded("Févr.")
    'fevr'
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if char.isalpha() and not unicodedata.combining(char))


@cache
def months_of(language: str) -> Mapping[str, int]:
    """Return month numbers by folded name in a language, long and short names."""
    from babel import Locale

    locale = Locale(language)
    names = {}
    # Within a date a month takes another ending in some languages: "28 marca", but "marzec".
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in locale.months[context][width].items():
                names[folded(name)] = month
    if language == "en":
        names |= {"sept": 9}
    return names


def months(words: Iterable[str]) -> tuple[dict[str, int], str]:
    """Return the months that the words of a file mean, in the language that knows most of them.

    Also return a note if two languages know as many and disagree on the months; the first language listed is used.

    Examples
    --------
    >>> months(["mars", "avr", "aout"])
    ({'aout': 8, 'avr': 4, 'mars': 3}, '')
    >>> months(["listopad"])
    ({'listopad': 11}, "names of months read in the language 'pl', not in 'hr'")
    """
    wanted = sorted(set(words))
    # Skipped for most files: loading the names of 37 languages takes a second.
    if all(word in ENGLISH for word in wanted):
        return {word: ENGLISH.index(word) + 1 for word in wanted}, ""
    read = {language: _read(months_of(language), wanted) for language in LANGUAGES}
    most = max(map(len, read.values()))
    best = [language for language, known in read.items() if len(known) == most]
    others = [language for language in best[1:] if read[language] != read[best[0]]]
    note = f"names of months read in the language '{best[0]}', not in '{others[0]}'" if most and others else ""
    return read[best[0]], note


def is_month(word: str) -> bool:
    """Return whether a word is the name of a month in one of the languages.

    Examples
    --------
    >>> is_month("Januar"), is_month("Anna")
    (True, False)
    """
    plain = folded(word)
    return any(plain in months_of(language) for language in LANGUAGES)


def _read(known: Mapping[str, int], words: Iterable[str]) -> dict[str, int]:
    """Return words as months: by name, or by a unique abbreviation or beginning."""
    read = {}
    for word in words:
        like = {month for name, month in known.items() if name.startswith(word) or word.startswith(name)}
        like = like if len(word) > 2 else set()  # two letters begin too many names
        month = known.get(word) or (like.pop() if len(like) == 1 else None)
        if month is not None:
            read[word] = month
    return read
