"""Values of a block's spec checked one by one, each thing that is wrong with its line and key."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from analysis.block.spec import Range
from analysis.errors import Finding, one_of
from analysis.library import Library
from analysis.names import nearest
from analysis.notation import LIMITS


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
    open_ = 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'", lambda quoted: "_" * len(quoted[0]), line).partition("#")[0]
        if open_ > 0:
            open_ += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
            continue
        if header := re.match(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]", line):
            here = ()
            parts = [part.strip().strip("\"'") for part in header[2].split(".")]
            for place, part in enumerate(parts):
                here = (*here, part)
                if header[1] and place == len(parts) - 1:
                    counts[here] = counts.get(here, -1) + 1
                    found.setdefault(here, number)
                if here in counts:
                    here = (*here, counts[here])
            found.setdefault(here, number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            path = here
            for part in key[1].split("."):
                path = (*path, part.strip("\"'"))
                found.setdefault(path, number)
            value = bare.partition("=")[2]
            open_ = value.count("[") + value.count("{") - value.count("]") - value.count("}")
    return found


class Reader:
    """Values of a mapping checked one by one; everything wrong with them is collected."""

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
        text = None if value is None else str(value)
        self.findings.append(
            Finding(what, self.file, value=text, allowed=allowed, near=tuple(near), line=line, key=words)
        )

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
                self.wrong(
                    [*path, str(key)], "unknown key", key, one_of(known, most=30), nearest(str(key), known, most=1)
                )
        return kept

    def choice(self, value: object, path: Sequence[str | int], what: str, known: Iterable[str]) -> str | None:
        """Return a name if it is known."""
        options = list(known)
        if isinstance(value, str) and value in options:
            return value
        near = nearest(str(value), options, most=1)
        self.wrong(path, f"unknown {what}" if isinstance(value, str) else f"not a {what}", value, one_of(options), near)
        return None

    def text(self, value: object, path: Sequence[str | int]) -> str:
        """Return a text on one line."""
        if isinstance(value, str):
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
        if isinstance(value, datetime.date) and 1970 <= value.year <= 2999:
            return value
        self.wrong(path, "not a date", value, "a day such as 2027-01-04")
        return None

    def whole(self, value: object, path: Sequence[str | int], low: int, high: int) -> int | None:
        """Return a whole number within limits."""
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}")
        return None

    def number(self, value: object, path: Sequence[str | int], low: float, high: float) -> Fraction | None:
        """Return a number within limits, exactly as typed."""
        if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool) and low <= value <= high:
            return value if isinstance(value, Fraction) else Fraction(repr(value))
        self.wrong(path, "not allowed", value, f"a number from {low:g} to {high:g}")
        return None

    def span(self, value: object, path: Sequence[str | int], part: str) -> Range | None:
        """Read a whole number or a pair of them, within the limits of a dose."""
        low, high = LIMITS[part]
        ends: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value, value]
        whole = all(isinstance(end, int) and not isinstance(end, bool) and low <= end <= high for end in ends)
        if len(ends) == 2 and whole and ends[0] <= ends[1]:
            return ends[0], ends[1]
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}, or [least, most]")
        return None

    def items(self, value: object, path: Sequence[str | int]) -> list[Any]:
        """Return the items of a list."""
        if isinstance(value, (list, tuple)):
            return list(value)
        self.wrong(path, "not a list", value, "values in square brackets")
        return []

    def weekly(self, value: object, path: Sequence[str | int], weeks: int) -> list[Any]:
        """Return one value per week of one value, or of a list of one per week."""
        if not isinstance(value, (list, tuple)):
            return [value] * weeks
        if len(value) != weeks:
            self.wrong(path, f"{len(value)} entries for {weeks} weeks", list(value), f"one entry, or {weeks}")
            return [value[0] if value else None] * weeks if value else []
        return list(value)
