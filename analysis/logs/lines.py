"""Lines of an export that may be broken anywhere: its encoding, its delimiter, its records, each with its line."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.base.errors import FileError
from analysis.base.files import HEAD, spreadsheet_in
from analysis.base.text import clip
from analysis.logs.cells import moment

DELIMITERS = ",;\t"


LONGEST_LINE, MOST_LINES = 100_000, 200
"""Characters of a line and lines of a record, at most: more is no note that somebody typed."""


MOST_DELIMITERS = 20
"""Delimiters in one name that is not quoted, at most."""


LONGEST_MOMENT = 100


BLOCK = 1 << 16


BATCH = 500
"""Records that are split at once."""


ARCHIVES = {b"PK\x03\x04": "a zip archive; unpack it first", b"\x1f\x8b": "packed with gzip; unpack it first"}


class Record(NamedTuple):
    """A record of an export: its first line, its cells, what is wrong with it (blank: nothing), how it was repaired."""

    line: int
    cells: Sequence[str]
    wrong: str = ""
    repaired: str = ""


def encoding_of(path: Path) -> str:
    """Find the encoding of a text file without holding it: by its mark, its zeros, else UTF-8 or Windows-1252.

    Raises
    ------
    FileError
        If it cannot be read, or is packed.
    """
    name = clip(path.as_posix(), 120)[1:-1]
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if sheet := spreadsheet_in(path, head):
                raise FileError(f"{name}: {sheet}; save it as xlsx or CSV")
            for magic, what in ARCHIVES.items():
                if head.startswith(magic):
                    raise FileError(f"{name}: {what}")
            for mark, encoding in (
                (codecs.BOM_UTF8, "utf-8-sig"),
                (codecs.BOM_UTF16_LE, "utf-16"),
                (codecs.BOM_UTF16_BE, "utf-16"),
            ):
                if head.startswith(mark):
                    return encoding
            zeros = [head[place::2].count(0) for place in (0, 1)]
            if max(zeros) > len(head) // 4 and min(zeros) < len(head) // 16:
                return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
            return _eight_bits(file, head)
    except OSError as error:
        raise FileError(f"{name}: cannot be read: {error.strerror}") from None


def _eight_bits(file: io.BufferedReader, head: bytes) -> str:
    """Tell UTF-8, of which some bytes may be broken, from Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wide = broken = 0
    block = head
    while block:
        text = decoder.decode(block)
        if not text.isascii():
            bad = text.count("\ufffd")
            broken += bad
            wide += len(text) - len(text.encode("ascii", "ignore")) - bad
        block = file.read(BLOCK)
    return "utf-8" if wide >= broken else "cp1252"


def read_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers; of a line that is too long only what tells it is so."""
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 2):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith(("\n", "\r")):
                while (more := file.readline(BLOCK)) and not more.endswith(("\n", "\r")):
                    pass
            yield number, line


def delimiter_of(header: str) -> str:
    """Return the delimiter that stands most often in a header, outside quotes.

    Examples
    --------
    >>> delimiter_of('Date;Exercise Name;"Weight, each";Reps')
    ';'
    """
    outside = "".join(header.split('"')[::2]) or header
    if not any(one in outside for one in DELIMITERS):
        outside = header
    return max(DELIMITERS, key=lambda one: (outside.count(one), -DELIMITERS.index(one)))


def split_line(line: str, delimiter: str) -> list[str]:
    """Split one record into cells.

    Examples
    --------
    >>> split_line('1;"a;b"', ";")
    ['1', 'a;b']
    """
    return next(csv.reader([line], delimiter=delimiter), [])


def split_whole(line: str, delimiter: str) -> list[str]:
    """Split one record that is quoted as a whole, its own quotes doubled; another one as it is.

    Examples
    --------
    >>> split_whole('"2018-01-01;""Legs; heavy"";5"', ";"), split_whole('"a";"b"', ";")
    (['2018-01-01', 'Legs; heavy', '5'], ['a', 'b'])
    """
    return split_line(_inner(line) or line, delimiter)


def _inner(line: str) -> str:
    """Return what stands in the quotes of a line that is quoted as a whole, blank for another one."""
    text = line.rstrip("\r\n")
    whole = len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', "")
    return text[1:-1].replace('""', '"') if whole else ""


def quoted_whole(line: str, delimiter: str) -> bool:
    """Say whether a line is one quoted text with delimiters in it.

    Examples
    --------
    >>> quoted_whole('"2018-01-01;""Legs"";5"', ";"), quoted_whole('"a";"b"', ";")
    (True, False)
    """
    return delimiter in _inner(line)


@lru_cache(maxsize=256)
def _is_moment(text: str) -> bool:
    """Say whether a text is a day or time; rows of one workout ask this again and again."""
    return moment(text) is not None


@dataclass(frozen=True)
class Layout:
    """How the rows of an export stand in its lines.

    Attributes
    ----------
    delimiter : str
    width : int
        Cells of a row.
    read : tuple of int
        Places of the cells that are read; a line break can stand in others, which are remarks.
    start, exercise : int
        Places of the time of the workout and of the exercise: a line that has both begins a row.
    whole : bool
        Whether lines are quoted as a whole.
    fits : mapping of int to callable
        Places of cells of which can be said whether a text belongs there.
    """

    delimiter: str
    width: int
    read: tuple[int, ...]
    start: int
    exercise: int
    whole: bool
    fits: Mapping[int, Callable[[str], bool]] = field(default_factory=dict)

    def cells(self, text: str) -> list[str]:
        """Split a record into cells; ``csv.Error`` says that it cannot be."""
        return split_whole(text, self.delimiter) if self.whole else split_line(text, self.delimiter)

    def begins(self, line: str) -> bool:
        """Say whether a line begins a row."""
        try:
            cells = self.cells(line) if self.delimiter in line else []
        except csv.Error:
            return False
        there = len(cells) > max(self.start, self.exercise) and cells[self.exercise].strip() != ""
        return there and _is_moment(cells[self.start][:LONGEST_MOMENT])

    def record(self, line: int, text: str) -> Record:
        """Split a record and say what is wrong with it."""
        if len(text) > LONGEST_LINE:
            return Record(line, (), f"longer than {LONGEST_LINE:,} characters")
        try:
            cells = self.cells(text)
        except csv.Error:
            return Record(line, (), OPEN_QUOTE)
        if len(cells) != self.width:
            mended = self.mended(cells) if "\n" not in text.rstrip() else None
            wrong = f"{len(cells)} cells where the header has {self.width}"
            return Record(line, cells, wrong) if mended is None else Record(line, *mended)
        broken = any("\n" in cells[place] or "\r" in cells[place] for place in self.read)
        if text.count('"') % 2 and not broken:
            # A quote that stands in a text is no harm; one that opens a cell which is read swallows what follows.
            alone = text.rstrip("\r\n").split(self.delimiter)
            broken = any(place >= len(alone) or cells[place] != alone[place].strip('"') for place in self.read)
        return Record(line, cells, OPEN_QUOTE if broken else "")

    def mended(self, cells: Sequence[str]) -> tuple[list[str], str, str] | None:
        """Join the cells of a name, or of a remark at the end, that has delimiters and no quotes; None if neither.

        That can be told only if nothing but cells of a known kind stand left of the name: to its right they are
        fixed in number, and what they hold says where the name ends.
        """
        more, name, last = len(cells) - self.width, self.exercise, self.width - 1
        if not 0 < more <= MOST_DELIMITERS or not set(range(name)) <= set(self.fits):
            return None
        what = f"with '{self.delimiter}' that is not in quotes"
        free = name + 1 < last and not {name + 1} & {*self.read, *self.fits}  # such as a category, which may have some
        for commas in range(more, -1, -1):
            end = name + commas + 1
            whole = [*cells[:name], self.delimiter.join(cells[name:end]), *cells[end:]]
            if commas < more and last not in self.fits:
                whole[last:] = [self.delimiter.join(whole[last:])]
            fits = len(whole) == self.width and all(fit(whole[place]) for place, fit in self.fits.items())
            if fits and whole[name].strip():
                several = "; several splits fit, the longest name is taken" if commas and free else ""
                told = (
                    f"a name {what}: {clip(whole[name])} read as the name{several}"
                    if commas
                    else f"a remark {what}, repaired"
                )
                return whole, "", told
        return None

    def batch(self, rows: Sequence[tuple[int, str]]) -> Iterator[Record]:
        """Split records that stand on a line each."""
        try:
            reader = csv.reader([text for _, text in rows], delimiter=self.delimiter)
            split = [] if self.whole else list(reader)
        except csv.Error:
            split = []
        if len(split) != len(rows):
            split = [[]] * len(rows)
        for (line, text), cells in zip(rows, split, strict=True):
            yield Record(line, cells) if len(cells) == self.width else self.record(line, text)


OPEN_QUOTE = "a quote is not closed"


def records(lines: Iterator[tuple[int, str]], layout: Layout) -> Iterator[Record]:
    """Join lines to records and split these into cells; blank lines are passed over.

    A quote that is not closed would swallow all that follows: where a later line begins a row, the open record ends
    before it. Lines between a record that is broken so and the next row are part of it.
    """
    batch: list[tuple[int, str]] = []
    opened: list[tuple[int, str]] = []
    lost = False
    for number, line in lines:
        odd = line.count('"') % 2 == 1
        if opened:
            begins = layout.begins(line)
            if not begins and len(opened) < MOST_LINES:
                opened.append((number, line))
                if odd:
                    yield from layout.batch(batch)
                    batch = []
                    yield layout.record(opened[0][0], "".join(part for _, part in opened))
                    opened = []
                continue
            yield from layout.batch(batch)
            batch = []
            yield from _ended(opened, layout)
            opened, lost = [], not begins
        if lost:
            lost = not layout.begins(line)
        if lost or not line.strip():
            continue
        if odd:
            opened = [(number, line)]
            continue
        batch.append((number, line))
        if len(batch) >= BATCH:
            yield from layout.batch(batch)
            batch = []
    yield from layout.batch(batch)
    if opened:
        yield from _ended(opened, layout)


def _ended(opened: Sequence[tuple[int, str]], layout: Layout) -> Iterator[Record]:
    """End a record whose quote was not closed: its first line may be a row all the same, with a quote in a text."""
    first, *rest = opened
    record = layout.record(*first)
    if record.wrong:
        yield Record(first[0], record.cells, OPEN_QUOTE)
        return
    yield record
    yield from (layout.record(number, line) for number, line in rest if line.strip())
