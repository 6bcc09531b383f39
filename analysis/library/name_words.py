"""Reduce names of exercises to sets of words: spellings by coaches and apps give the same words."""

from __future__ import annotations

import re

from analysis.base.names import fold, singular
from analysis.library.typed_words import typed_words

LABEL = re.compile(
    r"\s*[(\[#]?(?:([a-z])(\d{1,2})|(\d{1,2})([a-h])"
    r"|(?:([a-z])|(\d{1,2}))(?=\s?(?:[.):\]](?:\s|[^\W\d])|[-–—/]\s)))"
    r"\s?(?:[.):\]/]+|[-–—](?=\s)|(?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
"""Label before a name, by its letters and numbers: "A1 ", "(A1) ", "1) ", "1. ", "B2 - ", "1a "."""


_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(
    r"(?<![\w./-])(?:\d+[x×])?\d+(?:[.,]\d+)?(?:-\d+)?\s?"
    r"(?:k|km|m|min|mins|minutes?|s|secs?|seconds?|in|inch|inches|cm|kg|kgs|lbs?|rounds|yds?|miles?)\b|\d+\s?[\"”″]|(?<![\w-])(?:\d{1,2}\s?)?[x×]\s?\d{1,3}\b",
    re.IGNORECASE,
)
"""Time, distance, height or weight in a name."""


def without_label(name: str) -> str:
    """Return a name without the letter or number that labels it.

    Examples
    --------
    >>> [
    ...     without_label(name)
    ...     for name in ("A1) Hip thrust", "[B2] Plank", "C – Plank", "1. Plank", "1-leg RDL", "A-skip")
    ... ]
    ['Hip thrust', 'Plank', 'Plank', 'Plank', '1-leg RDL', 'A-skip']
    """
    match = LABEL.match(name)
    return name[match.end() :] if match else name


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name: singular, abbreviations spelt out, in no order, without fillers.

    Examples
    --------
    >>> sorted(words_of("SL RDLs (DB)")), words_of("Press-ups") == words_of("push up")
    (['1leg', 'deadlift', 'dumbbell', 'romanian'], True)
    >>> words_of("Squat (Barbell)") == words_of("BB squats")
    True
    """
    lists = typed_words()
    words: list[str] = []
    bare = _AMOUNT.sub(" ", name) if _DIGIT.search(name) else name
    for word in singular(fold(bare)).split():
        words += lists["abbreviation"].get(word, word).split()
    joined: list[str] = []
    for word in words:
        if word in lists["filler"]:
            continue
        # Two words that belong together are joined; a third may join the result.
        pair = lists["phrase"].get(f"{joined[-1]} {word}") if joined else None
        if pair is None:
            joined.append(word)
        else:
            joined[-1:] = pair.split()
    return frozenset(joined)
