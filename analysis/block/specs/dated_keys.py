"""Read the dated keys of a block: races, skipped days and moved sessions, within the block's weeks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.ask.races import PRIORITIES, read_distance
from analysis.base.calendar import WEEKDAYS
from analysis.block.specs.spec import MOST_WEEKS, Move, Phase, Race, Skip, monday_of
from analysis.block.specs.typed_table import Table
from analysis.library.library import Library

FIRST, LAST = datetime.date(1969, 12, 29), datetime.date(2999, 12, 31)
"""Days on which a block may start; the first is the Monday of the week in which 1970 begins."""


@dataclass
class DayReader:
    """The days of a block, as far as they are known; each day that is read must be among them."""

    start: datetime.date | None
    monday: datetime.date | None
    end: datetime.date | None

    def read(self, table: Table, key: str, first: datetime.date | None) -> datetime.date | None:
        """Read a day that is not before a first day and not after the block."""
        day = table.one(table.date, key)
        if day and first and self.end and not first <= day <= self.end:
            table.wrong(key, "outside the block", day, f"{first} to {self.end}")
            return None
        return day


def days_of_block(block: Table, start: datetime.date | None, phases: Sequence[Phase]) -> DayReader:
    """Return the days of a block; its end is open if weeks of a phase are wrong, and then no day is too late."""
    monday = monday_of(start) if start else None
    weeks = sum(phase.weeks for phase in phases)
    if weeks > MOST_WEEKS:
        block.wrong("phase", "too many weeks", weeks, f"up to {MOST_WEEKS}")
    keys = [finding.key.casefold() for finding in block.notes.findings]
    sure = 0 < weeks <= MOST_WEEKS and not any(key.endswith(".weeks") for key in keys)
    return DayReader(start, monday, monday + datetime.timedelta(days=7 * weeks - 1) if monday and sure else None)


def read_races(library: Library, block: Table, days: DayReader) -> tuple[Race, ...]:
    """Read the races: a day alone is an A race of unknown distance."""
    # Recovery days are no days for heavy leg work: a race shortly before the start concerns the first weeks.
    after = datetime.timedelta(days=int(library.races["recovery_max"].max()))
    first = max(days.start, FIRST + after) - after if days.start else None
    typed = block.cells.get("race", ())
    if not isinstance(typed, (list, tuple, Mapping)):
        day = days.read(block, "race", first)
        return (Race(day),) if day else ()
    races: list[Race] = []
    for row in block.tables("race", ("date", "distance", "priority")):
        row.need(["date"], "the day of the race")
        day = days.read(row, "date", first)
        distance = str(row.cells.get("distance", ""))
        if distance:
            row.ask("distance", read_distance, distance)
        priority = row.one(row.choice, "priority", "priority", PRIORITIES) or "A"
        if day and any(day == race.date for race in races):
            row.wrong("date", "a race given twice", day)
        elif day:
            races.append(Race(day, distance, priority))
    return tuple(sorted(races, key=lambda race: race.date))


def read_skips(block: Table, days: DayReader) -> tuple[Skip, ...]:
    """Read the skipped days: first and last day, and why."""
    skips = []
    for row in block.tables("skip", ("from", "to", "why")):
        row.need(["from"], "the first day that is skipped")
        first = days.read(row, "from", days.monday)
        last = days.read(row, "to", days.monday) if "to" in row else first
        why = row.one(row.text, "why") or ""
        if first and last and first > last:
            row.wrong("to", "before the first day", last, f"{first} or later")
        elif first and last:
            skips.append(Skip(first, last, why))
    return tuple(skips)


def read_moves(block: Table, days: DayReader, phases: Sequence[Phase]) -> tuple[Move, ...]:
    """Read the moved sessions: from a day with sessions to another day of the block."""
    moves: list[Move] = []
    # While a phase or a sheet has mistakes, the phase and the sessions of a day are unknown.
    sure = days.end and not any(re.match("phase|sheets", note.key, re.IGNORECASE) for note in block.notes.findings)
    weeks = [phase for phase in phases for _ in range(phase.weeks)]
    for row in block.tables("move", ("from", "to")):
        row.need(("from", "to"), "a move has a day from which and a day to which")
        source, target = days.read(row, "from", days.monday), days.read(row, "to", days.start)
        if not source or not target:
            continue
        if any(source == move.source for move in moves):
            row.wrong("from", "moved twice", source)
        if sure and days.monday:
            phase = weeks[(source - days.monday).days // 7]
            # The days of suggested sessions are known once these are filled in, and the block is read again.
            if not phase.suggest and not phase.template.get(WEEKDAYS[source.weekday()]):
                row.wrong("from", "no session on that day", source, "a day of the week with a routine")
        moves.append(Move(source, target))
    return tuple(moves)
