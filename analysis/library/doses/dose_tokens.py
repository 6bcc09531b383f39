"""Split the text of a dose into numbers, words and marks, and read them from left to right."""

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


# Letters and marks that look alike or mean the same, one character for one to keep positions.
_SAME = str.maketrans(
    "×✕✖⨯*хсеоармт‐‑‒–—―−’‘′`´“”″„≈∼[]{}|•·\u200b\ufeff", "xxxxxxceoapmt-------'''''\"\"\"\"~~()();;;  "
)


# Abbreviations that contain a mark come before single marks; a slash after "w" means "with".
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


# A spreadsheet turns "3-5" into 3 May, in its own language's format or with a time of day.
_DATE = re.compile(
    r"\s*((?=.*\d{4})\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ t]\d\d?:\d\d(?::\d\d(?:\.0+)?)?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:2[4-9]|3\d))\s*"
)
_NAMED_DATE = re.compile(r"\s*(\d{1,2}[.\-/]\s?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}[.\-/]\d{1,4})\s*")


# Marks that mean the same as words.
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
"""Lists of words that may also be parts of other words."""


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, Mapping[str, str]]:
    """Return the lists of words and marks used in doses, each word with its meaning."""
    lists = {name.removeprefix("dose "): words for name, words in typed_words().items() if name.startswith("dose ")}
    return {name: {**words, **_MARKS.get(name, {})} for name, words in lists.items()}


@lru_cache(maxsize=1)
def _lists_of() -> dict[str, frozenset[str]]:
    """Return the lists that contain each word, to look them up only once per token."""
    of: dict[str, set[str]] = {}
    for name, words in word_lists().items():
        for word in words:
            of.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in of.items()}


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the words that are never split."""
    return frozenset(word for name, words in word_lists().items() if name not in LOOSE_LISTS for word in words)


class Token(NamedTuple):
    """A piece of the text in lower case, its start and end, and the word lists that contain it."""

    kind: str
    text: str
    start: int
    end: int
    lists: frozenset[str]


def _plain(text: str) -> str:
    """Return a text in lower case, look-alike characters as ASCII, with its length unchanged."""
    plain = []
    for c in text:
        same = unicodedata.normalize("NFKC", c).casefold()
        plain.append(same if len(same) == 1 else c)
    return "".join(plain).translate(_SAME)


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    # Words that may be typed together, such as "perside" or "xamrap".
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
        """Raise `DoseError` with the text, a caret under a position, the reason and an example."""
        start = max(0, place - 30)
        shown = "".join(c if c.isprintable() else " " for c in self.text[start : start + 60])
        message = f"cannot read the dose {clip(self.text)}\n  {shown}\n  {' ' * (place - start)}^ {why}"
        if _DATE.fullmatch(self.plain[:40]) or _NAMED_DATE.fullmatch(self.plain[:40]):
            message += "\n  a spreadsheet may have turned a range into a date: format the column as text"
        raise DoseError(f"{message}\n  for example: {instead}")

    @property
    def place(self) -> int:
        """Start of the next token, or the end of the text."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.text.rstrip())

    def peek(self, ahead: int = 0) -> str:
        """Return the text of a token ahead; blank after the last."""
        at = self.at + ahead
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, ahead: int = 0) -> str:
        """Return the kind of a token ahead; blank after the last."""
        at = self.at + ahead
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def is_number(self, ahead: int = 0) -> bool:
        """Return whether a token ahead is a number or a clock time."""
        return self.kind(ahead) in ("number", "clock")

    def is_of(self, *lists: str, ahead: int = 0) -> bool:
        """Return whether a token ahead is in one of the given word lists."""
        at = self.at + ahead
        return 0 <= at < len(self.tokens) and not self.tokens[at].lists.isdisjoint(lists)

    def glued(self, ahead: int = 0) -> bool:
        """Return whether a token ahead follows the previous token without a space."""
        at = self.at + ahead
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def take(self, *phrases: str) -> str:
        """Move past the first of the phrases that comes next and return it, or a blank."""
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
        """Move past a word from the given lists and return it, or a blank."""
        if not self.is_of(*lists):
            return ""
        self.at += 1
        return self.peek(-1)

    def skip(self, *phrases: str) -> None:
        """Move past words that add nothing here."""
        while self.take(*phrases):
            pass

    def passed(self, start: int) -> str:
        """Return the words from a start position to the current one."""
        return " ".join(token.text for token in self.tokens[start : self.at])
