"""Records of an export, which may be broken anywhere: each with its line, its cells and what is wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from analysis.base.text import clip
from analysis.logs.columns import KNOWN, fits
from analysis.logs.dates import moment
from analysis.logs.dialects import Dialect
from analysis.logs.lines import LONGEST_LINE, split_line

LONGEST_RECORD = 200
"""Lines of a record, at most: more is no note that somebody typed."""


MOST_DELIMITERS = 20
"""Delimiters in one name that is not quoted, at most."""


LONGEST_MOMENT = 100


OPEN_QUOTE = "a quote is not closed"


class Record(NamedTuple):
    """A record of an export: its first line, its cells, what is wrong with it (blank: nothing), how it was repaired."""

    line: int
    cells: Sequence[str]
    wrong: str = ""
    repaired: str = ""


@dataclass
class Batch:
    """Records of some lines.

    Attributes
    ----------
    lines : list of int
        First lines of the records that can be read.
    rows : list of sequence of str
        Their cells.
    broken, repaired : list of (int, str)
        First lines of those that cannot be, and of those that were repaired, and why or how.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    repaired: list[tuple[int, str]] = field(default_factory=list)

    def add(self, *records: Record) -> None:
        """Add records that were looked at by themselves."""
        for record in records:
            if record.wrong:
                self.broken.append((record.line, record.wrong))
                continue
            self.lines.append(record.line)
            self.rows.append(record.cells)
            if record.repaired:
                self.repaired.append((record.line, record.repaired))

    def drop_blank(self, start: int) -> None:
        """Drop rows of delimiters alone; where a day stands in each row, as nearly always, none is looked at."""
        if not all(map(itemgetter(start), self.rows)):
            filled = [at for at, row in enumerate(self.rows) if any(cell.strip() for cell in row)]
            self.lines, self.rows = [self.lines[at] for at in filled], [self.rows[at] for at in filled]


_moment = lru_cache(maxsize=256)(moment)  # rows of one workout ask for the same one again and again


@dataclass(frozen=True)
class Layout:
    """How the rows of an export stand in its lines.

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
        """Places of the cells that are read; a line break can stand in others, which are remarks."""
        dialect = self.dialect
        own = [column for column in dialect.columns.values() if column < dialect.width]
        of_sets = [column for each in dialect.of_sets for column in each.values()]
        return {*own, *of_sets, *(() if dialect.clock is None else (dialect.clock,))}

    @cached_property
    def fits(self) -> Mapping[int, Callable[[str], bool]]:
        """What says of a text whether it belongs in a cell, by the places of cells of which that can be said.

        It tells where a name with commas ends; but not beside cells that may hold several sets.
        """
        columns = {} if self.dialect.spreads else self.dialect.columns
        return {column: partial(fits, part) for part, column in columns.items() if part.split(" ")[0] in KNOWN}

    def cells(self, text: str) -> list[str]:
        """Split a record into cells; ``csv.Error`` says that it cannot be."""
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
        """Split a record and say what is wrong with it."""
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
            # A quote that stands in a text is no harm; one that opens a cell which is read swallows what follows.
            alone = text.rstrip("\r\n").split(self.delimiter)
            broken = any(
                column >= len(alone) or cells[column] not in (alone[column], alone[column].strip('"'))
                for column in self.read
            )
        return Record(line, cells, OPEN_QUOTE if broken else "")

    def fitted(self, line: int, cells: Sequence[str], *, one_line: bool = True) -> Record:
        """Make a record of cells, which may be more than the header has."""
        if len(cells) == self.dialect.width:
            return Record(line, cells)
        mended = self.mended(cells) if one_line else None
        wrong = f"{len(cells)} cells where the header has {self.dialect.width}"
        return Record(line, cells, wrong) if mended is None else Record(line, *mended)

    def mended(self, cells: Sequence[str]) -> tuple[list[str], str, str] | None:
        """Join the cells of a name, or of a remark at the end, that has delimiters and no quotes; None if neither.

        That can be told only if nothing but cells of a known kind stand left of the name: to its right they are
        fixed in number, and what they hold says where the name ends.
        """
        width, name = self.dialect.width, self.dialect.columns["exercise"]
        more, last = len(cells) - width, width - 1
        if not 0 < more <= MOST_DELIMITERS or not set(range(name)) <= set(self.fits):
            return None
        what = f"with '{self.delimiter}' that is not in quotes"
        # A cell behind the name that is not read could take some of its delimiters, and nothing says how many.
        free = name + 1 < last and not {name + 1} & {*self.read, *self.fits}  # such as a category, which may have some
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
        """Add records that stand on a line each; blank lines are passed over."""
        try:
            rows = [] if self.whole else list(csv.reader(lines, delimiter=self.delimiter))
        except csv.Error:
            rows = []
        alone, width = len(rows) == len(lines), self.dialect.width
        if alone and set(map(len, rows)) == {width}:  # as nearly always: then no line is looked at by itself
            batch.lines += range(first, first + len(lines))
            batch.rows += rows
            return
        for at, line in enumerate(lines):
            if line.strip():
                split = alone and len(rows[at]) == width
                batch.add(Record(first + at, rows[at]) if split else self.record(first + at, line))


def records(blocks: Iterable[tuple[int, Sequence[str]]], layout: Layout) -> Iterator[Batch]:
    """Join lines to records and split these into cells, a block of lines at a time.

    A quote that is not closed would swallow all that follows: where a later line begins a row, the open record ends
    before it. Lines between a record that is broken so and the next row are part of it.
    """
    opened: list[tuple[int, str]] = []
    lost = False
    for first, lines in blocks:
        batch = Batch()
        # In a line with an odd number of quotes one stays open, or is closed; the last 1 ends a run of other lines.
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
    """End a record whose quote was not closed: its first line may be a row all the same, with a quote in a text."""
    first, *rest = opened
    record = layout.record(*first)
    if record.wrong:
        yield Record(first[0], record.cells, OPEN_QUOTE)
        return
    yield record
    yield from (layout.record(number, line) for number, line in rest if line.strip())
