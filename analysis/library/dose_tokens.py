"""The text of a dose as numbers, words and marks, and a place in it that moves on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, NoReturn

from analysis.base.errors import DoseError
from analysis.base.text import clip
from analysis.library.typed_words import typed_words

EXAMPLE = "3 x 8-12 per side, hold 2 s"


# Letters and marks that look like others or mean the same, each for one character so that places stay.
_SAME = str.maketrans(
    "×✕✖⨯*хсеоармт‐‑‒–—―−’‘′`´“”″„≈∼[]{}|•·\u200b\ufeff", "xxxxxxceoapmt-------'''''\"\"\"\"~~()();;;  "
)


# Abbreviations with a mark in them come before the marks; a slash after "w" is "with".
_TOKEN = re.compile(
    r"""
    (?P<clock>(?:\d{1,2}|(?<=\dx)|(?<=\sx)|(?<![a-z)])):\d{2}(?::\d{2})?(?!\d))
    | (?P<number>\d+(?:\.\d+|,\d(?=\s?(?:kg|lb|%)))?)
    | (?P<word>(?<![a-z])(?:[ep]/[slaw](?![a-z]) | [ep]\.[slaw]\.? (?![a-z]) | [lr]\ ?[/+&]\ ?[lr](?![a-z])
                          | f/b(?![a-z]) | w/o(?![a-z]) | w/) | [a-z]+ | %)
    | (?P<mark>''|["'] | [-,;:./()+@~?&=\#])
    | (?P<strange>\S)
    """,
    re.VERBOSE,
)


# "3-5" typed into a spreadsheet comes out as 3 May, in the way of its language, or with the time of day.
_DATE = re.compile(
    r"\s*((?=.*\d{4})\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ t]\d\d?:\d\d(?::\d\d(?:\.0+)?)?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:2[4-9]|3\d))\s*"
)
_NAMED_DATE = re.compile(r"\s*(\d{1,2}[.\-/]\s?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}[.\-/]\d{1,4})\s*")


# Marks that say what words do.
_MARKS: dict[str, dict[str, str]] = {
    "unit": {'"': "time 1", "'": "time 60", "#": "lb 1", "%": "% 1"},
    "between": dict.fromkeys(",;.():/@&-", ""),
    "with": {"@": ""},
    "as many": {"?": ""},
    "about": {"~": ""},
}


LOOSE_LISTS = frozenset(
    ["place", "timeless rest", "as many", "repetition", "run together", "number", "left", "right", "with"]
)
"""Lists of words that may be parts of other words as well."""


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, Mapping[str, str]]:
    """Return the lists of words and marks that doses are written in, each word with what it means."""
    lists = {name.removeprefix("dose "): words for name, words in typed_words().items() if name.startswith("dose ")}
    return {name: {**words, **_MARKS.get(name, {})} for name, words in lists.items()}


@lru_cache(maxsize=1)
def _lists_of() -> dict[str, frozenset[str]]:
    """Return the lists that each word is of: looked up once for a token, which is then asked many times."""
    of: dict[str, set[str]] = {}
    for name, words in word_lists().items():
        for word in words:
            of.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in of.items()}


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the words that are never taken apart."""
    return frozenset(word for name, words in word_lists().items() if name not in LOOSE_LISTS for word in words)


class Token(NamedTuple):
    """A piece of the text, in small letters, where it starts and ends, and the lists it is a word of."""

    kind: str
    text: str
    start: int
    end: int
    lists: frozenset[str]


def _plain(text: str) -> str:
    """Return a text in small letters of ASCII where they look so, as long as it was."""
    plain = []
    for c in text:
        same = unicodedata.normalize("NFKC", c).casefold()
        plain.append(same if len(same) == 1 else c)
    return "".join(plain).translate(_SAME)


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    # Words that are read in a run with others, such as "perside" or "xamrap".
    return re.compile("|".join(sorted(word_lists()["run together"], key=len, reverse=True)))


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[str]:
    return re.compile(f"(?:{_run().pattern})+")


class Cursor:
    """Tokens of a dose text, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.plain, self.lists = text, _plain(text), word_lists()
        self.tokens: list[Token] = []
        self.at = 0
        if _DATE.fullmatch(self.plain[:40]) and len(text) <= 40:
            blanks = len(text) - len(text.lstrip())
            self.fail(blanks, "this is a date", "8-12; or 12, 10, 8 for one number a set")
        for match in _TOKEN.finditer(self.plain):
            if match.lastgroup == "strange":
                self.fail(match.start(), "cannot read this")
            self._add(str(match.lastgroup), match.group(), match.start())

    def _add(self, kind: str, text: str, place: int) -> None:
        if kind == "mark" and text == "''":
            text = '"'
        if kind == "word":
            text = re.sub(r"[\s.]", "", text)
            if text in self.lists["number"]:
                kind, text = "number", self.lists["number"][text]
            elif text not in known_words() and len(text) < 60 and _runs().fullmatch(text):
                for match in _run().finditer(text):
                    self._append("word", match.group(), place + match.start())
                return
        self._append(kind, text, place)

    def _append(self, kind: str, text: str, place: int) -> None:
        self.tokens.append(Token(kind, text, place, place + len(text), _lists_of().get(text, frozenset())))

    def fail(self, place: int, why: str, instead: str = EXAMPLE) -> NoReturn:
        """Refuse the text: show it with a caret under a place, say why, and what to write."""
        start = max(0, place - 30)
        shown = "".join(c if c.isprintable() else " " for c in self.text[start : start + 60])
        message = f"cannot read the dose {clip(self.text)}\n  {shown}\n  {' ' * (place - start)}^ {why}"
        if _DATE.fullmatch(self.plain[:40]) or _NAMED_DATE.fullmatch(self.plain[:40]):
            message += "\n  a spreadsheet may have turned a range into a date: format the column as text"
        raise DoseError(f"{message}\n  for example: {instead}")

    @property
    def place(self) -> int:
        """Where the next token starts, or the text ends."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.text.rstrip())

    def peek(self, ahead: int = 0) -> str:
        """Return the text of a token to come, blank behind the last."""
        at = self.at + ahead
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, ahead: int = 0) -> str:
        """Return the kind of a token to come, blank behind the last."""
        at = self.at + ahead
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def is_number(self, ahead: int = 0) -> bool:
        """Tell whether a token to come is a number or a clock."""
        return self.kind(ahead) in ("number", "clock")

    def is_of(self, *lists: str, ahead: int = 0) -> bool:
        """Tell whether a token to come is a word of one of some lists."""
        at = self.at + ahead
        return 0 <= at < len(self.tokens) and not self.tokens[at].lists.isdisjoint(lists)

    def glued(self, ahead: int = 0) -> bool:
        """Tell whether a token to come follows the one before without a blank."""
        at = self.at + ahead
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def take(self, *phrases: str) -> str:
        """Move on over the first of some phrases that stands next and return it, else a blank."""
        text = self.peek()
        for phrase in phrases:
            if phrase == text:
                self.at += 1
                return phrase
            if " " in phrase and phrase.startswith(text):
                words = phrase.split()
                if all(self.peek(ahead) == word for ahead, word in enumerate(words)):
                    self.at += len(words)
                    return phrase
        return ""

    def take_of(self, *lists: str) -> str:
        """Move on over a word of one of some lists and return it, else a blank."""
        if not self.is_of(*lists):
            return ""
        self.at += 1
        return self.peek(-1)

    def skip(self, *phrases: str) -> None:
        """Move on over words that say nothing here."""
        while self.take(*phrases):
            pass

    def passed(self, start: int) -> str:
        """Return the words that were moved over."""
        return " ".join(token.text for token in self.tokens[start : self.at])
