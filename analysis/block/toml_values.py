"""Values of a block's spec checked one by one, each thing that is wrong with its line and key."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from analysis.base.errors import DataError, Finding
from analysis.base.files import CONTROL
from analysis.base.names import nearest
from analysis.base.text import one_of
from analysis.block.spec import Range
from analysis.library.library import Library
from analysis.library.notation import LIMITS

LONGEST_TEXT = 500
"""Characters of a name, a load or an effort: what a card and a cell can hold."""


DEEPEST = 10
"""Parts that a key may have, joined by dots: reading one takes time with the square of them."""


MOST_FINDINGS = 100
"""Things that are wrong before what follows is not looked at."""


def deep_key(text: str) -> int | None:
    """Return the line of the first key of a TOML text that has too many parts, None where there is none.

    Examples
    --------
    >>> text = "effort = 'Brace. Hinge. Drive. Squeeze. Lower. Pause. Breathe. Reset. Repeat. Rest. Done. Go.'"
    >>> deep_key(text), deep_key(f"{text}\\n{'.'.join('a' * 20)} = 1")
    (None, 2)
    """
    bare = _TEXTS.sub(lambda text: "_" + "\n" * text[0].count("\n"), text)
    found = _DEEP.search(bare)
    return None if found is None else bare.count("\n", 0, found.start()) + 1


_TEXTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\'|\Z)'
    r'|"(?:[^"\\\n]|\\[^\n])*+"?|\'[^\'\n]*+\'?|#[^\n]*+',
    re.DOTALL,
)
"""Texts and remarks; what is not closed goes on to the end, so that nothing is read twice."""


_DEEP = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{DEEPEST}}}")


def toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line of every key of a TOML text, by its path; a table has the line of its header.

    Examples
    --------
    >>> toml_lines("name = 'x'\\n[[phase]]\\nweeks = 3\\n")
    {('name',): 1, ('phase',): 2, ('phase', 0): 2, ('phase', 0, 'weeks'): 3}
    """
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    open_, quotes = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if quotes:  # within a text of several lines
            _, closed, line = line.partition(quotes)
            quotes = "" if closed else quotes
            continue
        bare = _QUOTED.sub(lambda text: text[0] if text[0] in ('"' * 3, "'" * 3) else "_" * len(text[0]), line)
        if started := re.search("\"{3}|'{3}", bare.partition("#")[0]):
            quotes = started[0]
        bare = re.split("\"{3}|'{3}|#", bare)[0]
        if open_ > 0:
            open_ += _opened(bare)
        elif header := _HEADER.match(line):
            here = ()
            parts = _parts(header[2])
            for place, part in enumerate(parts):
                here = (*here, part)
                if header[1] and place == len(parts) - 1:
                    counts[here] = counts.get(here, -1) + 1
                    found.setdefault(here, number)
                if here in counts:
                    here = (*here, counts[here])
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            path = here
            for part in _parts(key[1]):
                path = (*path, part)
                found.setdefault(path, number)
            open_ = _opened(bare.partition("=")[2])
    return found


_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"


_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"


_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")


_HEADER = re.compile(rf"[ \t]*\[(\[?)[ \t]*({_NAME})[ \t]*\]")


_QUOTED = re.compile(r"\"{3}(?:\\.|[^\\])*?\"{3}|'{3}.*?'{3}|\"{3}|'{3}|\"(?:\\.|[^\"\\])*\"|'[^']*'")
"""Texts on one line, and the beginning of one of several lines."""


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, name)]


def _opened(text: str) -> int:
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")


def plain(value: Any) -> Any:
    """Return numbers and arrays of numpy as those of Python.

    Examples
    --------
    >>> plain([1, 2])
    [1, 2]
    """
    return value.tolist() if hasattr(value, "tolist") else value


def shown(value: object) -> str:
    """Write a value as it was typed, as far as it can be written.

    Examples
    --------
    >>> shown([8, 10])
    '[8, 10]'
    """
    try:
        return str(value)
    except ValueError:  # a whole number of thousands of digits
        return "a number of too many digits"


class Reader:
    """Values of a mapping checked one by one; everything wrong with them is collected, up to ``MOST_FINDINGS``."""

    def __init__(self, library: Library, file: str, text: str) -> None:
        self.library = library
        self.file = file
        self.lines = toml_lines(text)
        self.findings: list[Finding] = []

    def wrong(
        self, path: Sequence[str | int], what: str, value: object = None, allowed: str = "", near: Iterable[str] = ()
    ) -> None:
        """Note something wrong at a key."""
        line = next(
            (self.lines[tuple(path[:end])] for end in range(len(path), 0, -1) if tuple(path[:end]) in self.lines), None
        )
        words = ".".join(f"{part}" if isinstance(part, str) else f"{part + 1}" for part in path)
        text = None if value is None else shown(value)
        finding = Finding(what, self.file, value=text, allowed=allowed, near=tuple(near), line=line, key=words)
        if finding not in self.findings:
            self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            raise DataError(self.findings)

    def keys(self, mapping: object, path: Sequence[str | int], allowed: Iterable[str]) -> dict[str, Any]:
        """Return a table with string keys; unknown keys are wrong."""
        known = list(allowed)
        if not isinstance(mapping, Mapping):
            self.wrong(path, "not a table of keys", mapping, one_of(known, most=30))
            return {}
        kept = {}
        for key, value in mapping.items():
            if key in known:
                kept[str(key)] = value
            else:
                day = str(key)[:3].casefold()
                near = [day] if day in known else nearest(str(key), known, most=1)
                self.wrong([*path, str(key)], "unknown key", key, one_of(known, most=30), near)
        return kept

    def choice(self, value: object, path: Sequence[str | int], what: str, known: Iterable[str]) -> str | None:
        """Return a name if it is known."""
        options = list(known)
        if isinstance(value, str) and value in options:
            return value
        near = nearest(shown(value), options, most=1)
        self.wrong(path, f"unknown {what}" if isinstance(value, str) else f"not a {what}", value, one_of(options), near)
        return None

    def text(self, value: object, path: Sequence[str | int]) -> str:
        """Return a text on one line."""
        if isinstance(value, str):
            if CONTROL.search(value):
                self.wrong(path, "control characters in a text", value, "letters, digits, signs and spaces")
            if len(value) > LONGEST_TEXT:
                self.wrong(path, f"a text of {len(value)} characters", value, f"up to {LONGEST_TEXT}")
            return " ".join(value.split())
        self.wrong(path, "not a text", value, "words in double quotes")
        return ""

    def date(self, value: object, path: Sequence[str | int]) -> datetime.date | None:
        """Return a day of a date or ISO text."""
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = datetime.date.fromisoformat(value)
        if isinstance(value, datetime.date) and 1900 <= value.year <= 3100:
            return value
        self.wrong(path, "not a date", value, "a day such as 2027-01-04")
        return None

    def whole(self, value: object, path: Sequence[str | int], low: int, high: int) -> int | None:
        """Return a whole number within limits."""
        value = plain(value)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}")
        return None

    def number(self, value: object, path: Sequence[str | int], low: float, high: float) -> Fraction | None:
        """Return a number within limits, exactly as typed."""
        value = plain(value)
        if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool) and low <= value <= high:
            return value if isinstance(value, Fraction) else Fraction(repr(value))
        self.wrong(path, "not allowed", value, f"a number from {low:g} to {high:g}")
        return None

    def span(self, value: object, path: Sequence[str | int], part: str) -> Range | None:
        """Read a whole number or a pair of them, within the limits of a dose."""
        low, high = LIMITS[part]
        value = plain(value)
        ends: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value, value]
        whole = all(isinstance(end, int) and not isinstance(end, bool) and low <= end <= high for end in ends)
        if len(ends) == 2 and whole and ends[0] <= ends[1]:
            return ends[0], ends[1]
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}, or [least, most]")
        return None

    def items(self, value: object, path: Sequence[str | int]) -> list[Any]:
        """Return the items of a list."""
        value = plain(value)
        if isinstance(value, (list, tuple)):
            return list(value)
        name = str(path[-1])
        tables = name in ("phase", "skip", "move") and isinstance(value, Mapping)
        what = f"[{name}] in single brackets" if tables else "not a list"
        self.wrong(path, what, None if tables else value, f"[[{name}]]" if tables else "values in square brackets")
        return []

    def weekly(self, value: object, path: Sequence[str | int], weeks: int) -> list[Any]:
        """Return one value per week of one value, or of a list of one per week."""
        value = plain(value)
        if not isinstance(value, (list, tuple)):
            return [value] * weeks
        if len(value) != weeks:
            self.wrong(path, f"{len(value)} entries for {weeks} weeks", list(value), f"one entry, or {weeks}")
            return [value[0] if value else None] * weeks if value else []
        return list(value)
