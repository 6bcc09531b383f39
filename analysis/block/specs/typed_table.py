"""Tables of a block's file or mapping, read value by value; mistakes are noted with their line and key."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from analysis.ask.days import read_date
from analysis.ask.numbers import read_factor, read_minutes, read_number, read_range
from analysis.base.choices import check_choice, labelled, split_names
from analysis.base.errors import ArgumentError, DataError, Finding, raise_all
from analysis.base.files import CONTROL
from analysis.base.names import fold
from analysis.base.nearest_names import nearest
from analysis.base.text import one_of
from analysis.block.specs.spec import Origin, Range
from analysis.block.specs.toml_lines import FIRST, toml_lines
from analysis.library.doses.dose import LIMITS

Path = tuple[str | int, ...]


Value = TypeVar("Value")


Reader = Callable[[str], str] | None
"""Function that finds the key for another spelling; None if keys have no other spellings."""


LONGEST_TEXT = 500
"""Most characters of a name, a load or an effort: what fits on a card and in a cell."""


MOST_FINDINGS = 100
"""Mistakes after which reading stops."""


@dataclass
class Notes:
    """The mistakes in a block, each with its line and key."""

    origin: Origin
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """Line of each key, computed only if something is wrong."""
        return toml_lines(self.origin.text)

    def wrong(self, path: Path, what: str, value: object = None, allowed: str = "", near: Iterable[str] = ()) -> None:
        """Note a mistake at a key; a key that isn't in the file has the line of its table."""
        typed = None if value is None else shown(value)
        self.found(Finding(what, value=typed, allowed=allowed, near=tuple(near)), path)

    def found(self, finding: Finding, path: Path) -> None:
        """Note a mistake that another reader has found in the value of a key."""
        above = (path[:end] for end in range(len(path), 0, -1))
        line = next((self.lines[part] for part in above if part in self.lines), None)
        key = ".".join(part if isinstance(part, str) else f"{part + 1}" for part in path)
        if finding.row is not None and (first := self.lines.get((*path, FIRST))):  # a row of a sheet within the text
            line = first + finding.row - 1
            finding = replace(finding, row=None)
        finding = replace(finding, file=self.origin.file, line=line, key=key)
        # A list of one value per week may have the same mistake in every week.
        if finding not in self.findings:
            self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            raise DataError(self.findings)

    def check(self) -> None:
        """Raise all mistakes, in the order of the file.

        Raises
        ------
        DataError
        """
        raise_all(sorted(self.findings, key=lambda finding: finding.line or 0))


class Table:
    """A table of keys and values. Every method notes mistakes in a value and goes on without it.

    ``read`` finds the key for another spelling, such as ``mon`` for ``Monday``. ``named`` means that the keys are names
    rather than the table's own. ``is_table`` tells whether it is a table, and ``good`` whether all of its keys are also
    known.
    """

    def __init__(
        self,
        notes: Notes,
        path: Path,
        typed: object,
        allowed: Iterable[str],
        read: Reader = None,
        *,
        named: bool = False,
    ) -> None:
        self.notes, self.path = notes, path
        self.typed_as: dict[str, str] = {}
        self.cells: dict[str, Any] = {}
        known = list(allowed)
        typed = labelled(typed)
        self.is_table = self.good = isinstance(typed, Mapping)
        if not isinstance(typed, Mapping):
            notes.wrong(path, "not a table of keys", typed, one_of(known, most=30))
            return
        folded = {fold(str(name)): name for name in known}
        for key, value in typed.items():
            if value is None and not named:
                continue  # TOML has no such value: in a mapping it means a missing key
            name = key if key in known else folded.get(fold(str(key)), str(key))
            near: Iterable[str] = ()
            what = "unknown key"
            if name not in known and read is not None:
                try:
                    name = read(name)
                except ArgumentError as error:
                    near, what = error.finding.near, error.finding.what if named else what
            if name in self.cells:
                notes.wrong((*path, str(key)), "a key given twice", key)
            elif name in known:
                self.cells[name], self.typed_as[name] = plain(value), str(key)
            else:
                self.good = False
                # The table's own keys first: "weks" is nearer to "weeks" than to a Wednesday.
                near = nearest(str(key), known, most=1) or near
                notes.wrong((*path, str(key)), what, key, one_of(known, most=30), near)

    def __contains__(self, key: str) -> bool:
        return key in self.cells

    def wrong(self, key: str, what: str, value: object = None, allowed: str = "", near: Iterable[str] = ()) -> None:
        """Note a mistake at a key of this table, or for a blank key at the table itself."""
        self.notes.wrong((*self.path, self.typed_as.get(key, key)) if key else self.path, what, value, allowed, near)

    def ask(self, key: str, read: Callable[..., Value], *typed: Any, **more: Any) -> Value | None:
        """Read a value with a reader shared with function arguments, None where it is refused."""
        try:
            return read(*typed, **more)
        except ArgumentError as error:
            finding = error.finding
            what = finding.what.removeprefix(f"{key}: ")  # the finding has the key already
            self.wrong(key, "not allowed" if what == key else what, finding.value, finding.allowed, finding.near)
            return None

    def need(self, keys: Iterable[str], why: str) -> None:
        """Note missing keys, if this is a table at all."""
        for key in keys if self.is_table else ():
            if key not in self.cells:
                self.wrong(key, "missing", allowed=why)

    def one(self, read: Callable[..., Value | None], key: str, *more: Any) -> Value | None:
        """Read the value of a key with one of the methods below, None where it is missing or wrong."""
        return read(key, self.cells[key], *more) if key in self.cells else None

    def table(self, key: str, allowed: Iterable[str], read: Reader = None, *, named: bool = False) -> Table:
        """Return the table of a key, an empty table where it is missing."""
        path, typed = (*self.path, self.typed_as.get(key, key)), self.cells.get(key, {})
        return Table(self.notes, path, typed, allowed, read, named=named)

    def tables(self, key: str, allowed: Iterable[str], read: Reader = None) -> Iterator[Table]:
        """Yield the tables of a key in double brackets."""
        for number, typed in enumerate(self.items(key, self.cells.get(key, []))):
            yield Table(self.notes, (*self.path, self.typed_as.get(key, key), number), typed, allowed, read)

    def items(self, key: str, value: object) -> list[Any]:
        """Return the items of a list."""
        if isinstance(value, (list, tuple)):
            return list(value)
        if isinstance(value, (set, frozenset)):
            return sorted(value, key=str)  # a set has no order, and the plan must have one
        if key in ("phase", "race", "skip", "move") and isinstance(value, Mapping):
            self.wrong(key, f"[{key}] in single brackets", None, f"[[{key}]]")
        else:
            self.wrong(key, "not a list", value, "values in square brackets")
        return []

    def choice(self, key: str, value: object, what: str, known: Iterable[str]) -> str | None:
        """Return a word from a list of known words."""
        return self.ask(key, check_choice, what, value, known)

    def names(
        self,
        key: str,
        value: object,
        what: str,
        read: Callable[[object], str],
        split: Callable[[str], list[str]] = split_names,
    ) -> tuple[str, ...]:
        """Read a list of names, or a text with several names; note repeats."""
        names: list[str] = []
        # A single name needs no brackets, and is read like a list.
        typed = [value] if isinstance(value, str) else self.items(key, value)
        for item in (part for text in typed for part in (split(text) if isinstance(text, str) else [text])):
            name = self.ask(key, read, item)
            if name in names:
                self.wrong(key, f"a {what} named twice", name, f"each {what} once")
            elif name is not None:
                names.append(name)
        return tuple(names)

    def choices(self, key: str, value: object, what: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return words from a list of known words, without repeats."""
        options = list(known)
        return self.names(key, value, what, lambda item: check_choice(what, item, options))

    def text(self, key: str, value: object) -> str:
        """Return a text on one line."""
        if not isinstance(value, str):
            self.wrong(key, "not a text", value, "words in double quotes")
            return ""
        if CONTROL.search(value):
            self.wrong(key, "control characters in a text", value, "letters, digits, signs and spaces")
        if len(value) > LONGEST_TEXT:
            self.wrong(key, f"a text of {len(value)} characters", value, f"up to {LONGEST_TEXT}")
        return " ".join(value.split())

    def title(self, key: str, value: object) -> str:
        """Return a text that is not blank."""
        text = self.text(key, value)
        if not text and isinstance(value, str):
            self.wrong(key, "blank", allowed="a name")
        return text

    def date(self, key: str, value: object) -> datetime.date | None:
        """Return a day."""
        return self.ask(key, read_date, value, what=key)

    def minutes(self, key: str, value: object) -> float | None:
        """Return how long the longest day may be."""
        return self.ask(key, read_minutes, value, what=key)

    def whole(self, key: str, value: object, low: int, high: int) -> int | None:
        """Return a whole number within limits."""
        number = self.ask(key, read_number, key, value, low, high, whole=True)
        return None if number is None else int(number)

    def number(self, key: str, value: object, low: float, high: float) -> Fraction | None:
        """Return a number within limits, exactly as typed: 0.1 is a tenth."""
        return self.ask(key, read_factor, key, value, low, high)

    def span(self, key: str, value: object, part: str) -> Range | None:
        """Return a whole number or a pair of them as a range, within the limits of a dose."""
        low, high = LIMITS[part]
        allowed = f"a whole number from {low} to {high}, or [least, most]"
        ends = self.ask(key, read_range, key, value, low, high, allowed=allowed, whole=True)
        return None if ends is None else (int(ends[0]), int(ends[1]))

    def weekly(
        self, key: str, value: object, weeks: int, read: Callable[..., Value | None], *more: Any
    ) -> tuple[Value | None, ...]:
        """Read one value for all weeks, or a list of one per week."""
        values = list(value) if isinstance(value, (list, tuple)) else [value] * weeks
        if len(values) != weeks:
            self.wrong(key, f"{len(values)} entries for {weeks} weeks", values, f"one entry, or {weeks}")
            values = values[:1] * weeks
        return tuple(read(key, typed, *more) for typed in values)


def plain(value: Any) -> Any:
    """Return numbers and arrays of numpy as Python's own.

    Examples
    --------
    >>> plain([1, 2])
    [1, 2]
    """
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    value = labelled(value)
    return value.tolist() if hasattr(value, "tolist") else value


def shown(value: object) -> str:
    """Return a value as it was typed, as far as it can be written.

    Examples
    --------
    >>> shown([8, 10])
    '[8, 10]'
    """
    try:
        return str(value)
    except ValueError:  # a whole number with thousands of digits
        return "a number of too many digits"
