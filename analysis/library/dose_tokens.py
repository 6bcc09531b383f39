"""The text of a dose as numbers, words and marks, and a place in it that moves on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple, NoReturn

from analysis.base.errors import DoseError
from analysis.base.names import word_set
from analysis.base.text import clip

EXAMPLE = "3 x 8-12 per side, hold 2 s"


_SAID = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_SAID.split())}


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
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"\s*")


# "3-5" typed into a spreadsheet comes out as 3 May, in the way of its language, or with the time of day.
_DATE = re.compile(
    r"\s*((?=.*\d{4})\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ t]\d\d?:\d\d(?::\d\d(?:\.0+)?)?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:2[4-9]|3\d))\s*"
)
_NAMED_DATE = re.compile(r"\s*(\d{1,2}[.\-/]\s?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}[.\-/]\d{1,4})\s*")


class Token(NamedTuple):
    """A piece of the text, in small letters, and where it starts and ends."""

    kind: str
    text: str
    start: int
    end: int


# Words that are read in a run with others, such as "perside" or "xamrap".
_RUN = word_set(
    "x sets set of repetitions repetition reps rep per each side leg arm direction hold to seconds second secs "
    "sec minutes minute mins min amrap as max rest rounds kg lbs rpe rir bw"
)


def _plain(text: str) -> str:
    """Return a text in small letters of ASCII where they look so, as long as it was."""
    plain = []
    for c in text:
        same = unicodedata.normalize("NFKC", c).casefold()
        plain.append(same if len(same) == 1 else c)
    return "".join(plain).translate(_SAME)


@lru_cache(maxsize=1)
def _run() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Compiled when words are first written without a blank between them: that takes a while.
    words = "|".join(sorted(_RUN, key=len, reverse=True))
    return re.compile(f"(?:{words})+"), re.compile(words)


class Cursor:
    """Tokens of a dose text, read from left to right."""

    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.text, self.plain = text, _plain(text)
        self.tokens: list[Token] = []
        self.at = 0
        if _DATE.fullmatch(self.plain[:40]) and len(text) <= 40:
            self.fail(_end(self.plain, 0), "this is a date", "8-12; or 12, 10, 8 for one number a set")
        place = _end(self.plain, 0)
        while place < len(text):
            match = _TOKEN.match(self.plain, place)
            if not match:
                self.fail(place, "cannot read this")
            self._add(str(match.lastgroup), match.group(), place, known)
            place = _end(self.plain, match.end())

    def _add(self, kind: str, text: str, place: int, known: frozenset[str]) -> None:
        if kind == "mark" and text == "''":
            text = '"'
        if kind == "word":
            text = re.sub(r"[\s.]", "", text)
            if text in _NUMBERS:
                kind, text = "number", _NUMBERS[text]
            elif text not in known and len(text) < 60 and _run()[0].fullmatch(text):
                for match in _run()[1].finditer(text):
                    start, end = place + match.start(), place + match.end()
                    self.tokens.append(Token("word", match.group(), start, end))
                return
        self.tokens.append(Token(kind, text, place, place + len(text)))

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

    def glued(self, ahead: int = 0) -> bool:
        """Tell whether a token to come follows the one before without a blank."""
        at = self.at + ahead
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def take(self, *texts: str) -> bool:
        """Move on if the next tokens are these."""
        if all(self.peek(ahead) == text for ahead, text in enumerate(texts)):
            self.at += len(texts)
            return True
        return False

    def take_any(self, texts: frozenset[str] | set[str] | dict[str, str]) -> str:
        """Move on if the next token is one of these, and return it, else a blank."""
        text = self.peek()
        if text and text in texts:
            self.at += 1
            return text
        return ""


def _end(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place
