"""Names of exercises as bags of words: however a coach or an app writes a name, it comes to the same words."""

from __future__ import annotations

import re

from analysis.base.names import fold, singular
from analysis.library.typed_words import typed_words

LABEL = re.compile(
    r"\s*#?(?:[A-Za-z]?\d{1,2}[A-Za-z]?\s*[.):\-–—]+\s+|[A-Za-z]?\d{1,2}[A-Za-z]?[.)]\s*|[A-Za-z]\d{1,2}\s+"
    r"|\d{1,2}[A-Za-z]\s+|[A-Za-z]\s*[.):\-–—]+\s+)(?=\S)"
)
"""What stands before a name to number it: "A1 ", "1) ", "1. ", "B2 - ", "1a "."""


_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(
    r"(?<![\w./-])(?:\d+[x×])?\d+(?:[.,]\d+)?(?:-\d+)?\s?"
    r"(?:k|km|m|min|mins|minutes?|s|secs?|seconds?|in|inch|inches|cm|kg|kgs|lbs?|rounds|yds?|miles?)\b|\d+\s?[\"”″]|(?<![\w-])(?:\d{1,2}\s?)?[x×]\s?\d{1,3}\b",
    re.IGNORECASE,
)
"""How long, how far, how high or how heavy, where it stands in a name."""


def without_label(name: str) -> str:
    """Take the letter or number off that stands before a name; another name stays.

    Examples
    --------
    >>> [without_label(name) for name in ("A1) Hip thrust", "1. Hip thrust", "B2 - Step ups", "1-leg RDL", "A-skip")]
    ['Hip thrust', 'Hip thrust', 'Step ups', '1-leg RDL', 'A-skip']
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
        # Of two words that belong together: a third may join what two have come to.
        pair = lists["phrase"].get(f"{joined[-1]} {word}") if joined else None
        if pair is None:
            joined.append(word)
        else:
            joined[-1:] = pair.split()
    return frozenset(joined)
