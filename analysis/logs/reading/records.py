"""Records of an export, which may be broken anywhere: each with its line, its cells and its fault."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from analysis.base.text import clip
from analysis.logs.reading.columns import KNOWN, fits
from analysis.logs.reading.dates import moment
from analysis.logs.reading.dialects import Dialect
from analysis.logs.reading.lines import LONGEST_LINE, split_line

LONGEST_RECORD = 200
"""Maximum lines of a record: a longer one is no note that a person typed."""


MOST_DELIMITERS = 20
"""Maximum delimiters in an unquoted name."""


LONGEST_MOMENT = 100


OPEN_QUOTE = "a quote is not closed"


class Record(NamedTuple):
    """A record of an export: its first line, its cells, its fault (blank for none), and how it was repaired."""

    line: int
    cells: Sequence[str]
    wrong: str = ""
    repaired: str = ""


@dataclass
class Batch:
    """The records of some lines.

    Attributes
    ----------
    lines : list of int
        First lines of the records that can be read.
    rows : list of sequence of str
        Their cells.
    broken, repaired : list of (int, str)
        First lines of the records that cannot be read, and of those repaired, and why or how.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    repaired: list[tuple[int, str]] = field(default_factory=list)

    def add(self, *records: Record) -> None:
        """Add records that were checked one by one."""
        for record in records:
            if record.wrong:
                self.broken.append((record.line, record.wrong))
                continue
            self.lines.append(record.line)
            self.rows.append(record.cells)
            if record.repaired:
                self.repaired.append((record.line, record.repaired))

    def drop_blank(self, start: int) -> None:
        """Drop rows of delimiters alone; if every row has a day, as nearly always, no row is checked."""
        if not all(map(itemgetter(start), self.rows)):
            filled = [at for at, row in enumerate(self.rows) if any(cell.strip() for cell in row)]
            self.lines, self.rows = [self.lines[at] for at in filled], [self.rows[at] for at in filled]


_moment = lru_cache(maxsize=256)(moment)  # rows of one workout share a moment


@dataclass(frozen=True)
class Layout:
    """How the rows of an export are laid out in lines.

    Attributes
    ----------
    dialect : Dialect
    delimiter : str
    whole : bool
        Whether lines are quoted as a whole.
    """

    dialect: Dialect
    delimiter: str
    whole: bool = False

    @cached_property
    def read(self) -> set[int]:
        """Indexes of the cells that are read; the others are remarks and may have line breaks."""
        dialect = self.dialect
        own = [column for column in dialect.columns.values() if column < dialect.width]
        of_sets = [column for each in dialect.of_sets for column in each.values()]
        return {*own, *of_sets, *(() if dialect.clock is None else (dialect.clock,))}

    @cached_property
    def fits(self) -> Mapping[int, Callable[[str], bool]]:
        """Checks whether a text belongs in a cell, by index of the cells that can be checked.

        They show where a name with commas ends; but not beside cells that may hold several sets.
        """
        columns = {} if self.dialect.spreads else self.dialect.columns
        return {column: partial(fits, part) for part, column in columns.items() if part.split(" ")[0] in KNOWN}

    def cells(self, text: str) -> list[str]:
        """Return a record as cells; raise ``csv.Error`` if it cannot be split."""
        return split_line(text, self.delimiter, whole=self.whole)

    def begins(self, line: str) -> bool:
        """Return whether a line begins a row."""
        try:
            cells = self.cells(line) if self.delimiter in line else []
        except csv.Error:
            return False
        start, exercise = (self.dialect.columns[part] for part in ("start", "exercise"))
        there = len(cells) > max(start, exercise) and cells[exercise].strip() != ""
        return there and _moment(cells[start][:LONGEST_MOMENT]) is not None

    def record(self, line: int, text: str) -> Record:
        """Return a record split into cells, with its fault."""
        if len(text) > LONGEST_LINE:
            return Record(line, (), f"longer than {LONGEST_LINE:,} characters")
        try:
            cells = self.cells(text)
        except csv.Error:
            return Record(line, (), OPEN_QUOTE)
        if len(cells) != self.dialect.width:
            return self.fitted(line, cells, one_line="\n" not in text.rstrip())
        broken = any("\n" in cells[column] or "\r" in cells[column] for column in self.read)
        if text.count('"') % 2 and not broken:
            # A quote inside a text does no harm; one that opens a cell that is read swallows what follows.
            alone = text.rstrip("\r\n").split(self.delimiter)
            broken = any(
                column >= len(alone) or cells[column] not in (alone[column], alone[column].strip('"'))
                for column in self.read
            )
        return Record(line, cells, OPEN_QUOTE if broken else "")

    def fitted(self, line: int, cells: Sequence[str], *, one_line: bool = True) -> Record:
        """Return a record of cells, of which there may be more than in the header."""
        if len(cells) == self.dialect.width:
            return Record(line, cells)
        mended = self.mended(cells) if one_line else None
        wrong = f"{len(cells)} cells where the header has {self.dialect.width}"
        return Record(line, cells, wrong) if mended is None else Record(line, *mended)

    def mended(self, cells: Sequence[str]) -> tuple[list[str], str, str] | None:
        """Return cells with an unquoted name, or final remark, joined across its delimiters; None if neither fits.

        This needs cells of a known kind only to the left of the name: the cells to its right are
        fixed in number, and their contents show where the name ends.
        """
        width, name = self.dialect.width, self.dialect.columns["exercise"]
        more, last = len(cells) - width, width - 1
        if not 0 < more <= MOST_DELIMITERS or not set(range(name)) <= set(self.fits):
            return None
        what = f"with '{self.delimiter}' that is not in quotes"
        # An unread cell behind the name could take some of its delimiters, and nothing shows how many.
        free = name + 1 < last and not {name + 1} & {*self.read, *self.fits}  # a category, say, may have some
        # The longest name first: names have commas more often than remarks do.
        for commas in range(more, -1, -1):
            end = name + commas + 1
            whole = [*cells[:name], self.delimiter.join(cells[name:end]), *cells[end:]]
            if commas < more and last not in self.fits:
                whole[last:] = [self.delimiter.join(whole[last:])]
            belongs = len(whole) == width and all(fit(whole[column]) for column, fit in self.fits.items())
            if belongs and whole[name].strip():
                if not commas:
                    return whole, "", f"a remark {what}, repaired"
                several = "; several splits fit, the longest name is taken" if free else ""
                return whole, "", f"a name {what}: {clip(whole[name])} read as the name{several}"
        return None

    def add_plain(self, batch: Batch, first: int, lines: Sequence[str]) -> None:
        """Add records of one line each; blank lines are skipped."""
        try:
            rows = [] if self.whole else list(csv.reader(lines, delimiter=self.delimiter))
        except csv.Error:
            rows = []
        alone, width = len(rows) == len(lines), self.dialect.width
        if alone and set(map(len, rows)) == {width}:  # as nearly always: then no line is checked by itself
            batch.lines += range(first, first + len(lines))
            batch.rows += rows
            return
        for at, line in enumerate(lines):
            if line.strip():
                split = alone and len(rows[at]) == width
                batch.add(Record(first + at, rows[at]) if split else self.record(first + at, line))


def records(blocks: Iterable[tuple[int, Sequence[str]]], layout: Layout) -> Iterator[Batch]:
    """Yield records joined from lines and split into cells, a block of lines at a time.

    An unclosed quote would swallow everything after it: if a later line begins a row, the open record ends
    before that line. Lines between such a broken record and the next row are part of it.
    """
    opened: list[tuple[int, str]] = []
    lost = False
    for first, lines in blocks:
        batch = Batch()
        # A line with an odd number of quotes opens or closes one; the last 1 ends a run of other lines.
        odd = [line.count('"') % 2 for line in lines] + [1]
        at = 0
        while at < len(lines):
            line = lines[at]
            if opened and len(opened) < LONGEST_RECORD and not layout.begins(line):
                opened.append((first + at, line))
                if odd[at]:
                    batch.add(layout.record(opened[0][0], "".join(part for _, part in opened)))
                    opened = []
            elif opened:
                batch.add(*_ended(opened, layout))
                opened, lost = [], True
                continue  # with the same line, which may begin a row
            elif lost and not layout.begins(line):
                pass
            elif odd[at]:
                opened, lost = [(first + at, line)], False
            else:
                end = odd.index(1, at)
                layout.add_plain(batch, first + at, lines[at:end])
                at, lost = end, False
                continue
            at += 1
        yield batch
    if opened:
        batch = Batch()
        batch.add(*_ended(opened, layout))
        yield batch


def _ended(opened: Sequence[tuple[int, str]], layout: Layout) -> Iterator[Record]:
    """Yield a record whose quote was not closed: its first line may still be a row, with a quote in a text."""
    first, *rest = opened
    record = layout.record(*first)
    if record.wrong:
        yield Record(first[0], record.cells, OPEN_QUOTE)
        return
    yield record
    yield from (layout.record(number, line) for number, line in rest if line.strip())
