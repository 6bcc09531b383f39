"""Rows with more than one set, or with day and time in separate cells: each set becomes its own row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from analysis.logs.reading.cells import BLANKS
from analysis.logs.reading.dialects import FIGURES, PLAIN, Dialect
from analysis.logs.reading.heads import meaning
from analysis.logs.reading.records import Batch
from analysis.logs.reading.typed_sets import Typed, typed_sets

_HELD = re.compile(
    r"\d[\d.,:\s-]*(?:s|secs?|seconds?|sek|sekunden|secondes|segundos|min|mins|minutes?|秒)\b\.?.*", re.IGNORECASE
)
"""A time typed in the repetitions column."""


_FAR = re.compile(r"\d[\d.,]*\s*(?:k?m|metres|meters?|yds?|yards?|ft)\.?", re.IGNORECASE)
"""A distance typed in the repetitions column."""


_CLOCK = re.compile(r"(?:0?0:)?(?:0?[0-5]:[0-5]\d|\d\d:00)")
"""A clock time in the repetitions column that can only be a time: 8:10 may be a range."""


EACH = re.compile(r"\d+(?:(?:\s*[,/;+-]\s*|\s+)\d+){2,}|\d+(?:\s*,\s*\d+)")


def spread(batch: Batch, dialect: Dialect) -> tuple[list[int], Sequence[Sequence[str]]]:
    """Return the lines and cells of records, a row for each set, with the day and the time in one cell.

    Examples
    --------
    >>> from analysis.logs.reading.recognition import dialect_of
    >>> log = dialect_of(["Date", "Time", "Exercise", "Reps", "Sec"])
    >>> spread(Batch([2], [["20.5.26", "18:05", "Squat", "2x8", ""]]), log)[1][1]
    ['20.5.26 18:05', '18:05', 'Squat', '8', '', '']
    >>> spread(Batch([3], [["21.5.26", "", "Squat", "8, 7, 6", ""]]), log)[0]
    [3, 3, 3]
    """
    if dialect.clock is None and not dialect.spreads:
        return batch.lines, batch.rows
    behind = [""] * (max(dialect.columns.values()) + 1 - dialect.width)
    rows: list[list[str]] = [[*cells, *behind] for cells in batch.rows]
    if dialect.clock is not None:
        _join_clocks(rows, dialect.columns["start"], dialect.clock)
    places = dialect.columns
    reps, sets, timed = (places.get(part) for part in ("reps", "sets", "reps unit"))
    loads = None if sets is None else places.get("weight")
    if not dialect.of_sets and (reps is None or (timed is None and _are_plain(rows, reps, loads))):
        return batch.lines, rows
    # Without a repetitions column, the sets column has whole sets: 3x8.
    typed = sets if reps is not None and reps >= dialect.width else None
    lines: list[int] = []
    spread_rows: list[Sequence[str]] = []
    for line, cells in zip(batch.lines, rows, strict=True):
        if dialect.of_sets or reps is None:
            each = _of_columns(cells, dialect)
        else:
            if typed is not None and not cells[typed].strip().isdecimal():
                cells[reps], cells[typed] = cells[typed], ""
            if timed is not None and meaning("time", cells[timed]):
                cells[reps] = f"{cells[reps]} {cells[timed]}"
            each = _of_repetitions(cells, reps, dialect)
        lines += [line] * len(each)
        spread_rows += each
    return lines, spread_rows


def _join_clocks(rows: Sequence[list[str]], start: int, clock: int) -> None:
    """Append the time of day of each row to its day."""
    for cells in rows:
        if ":" not in cells[start]:
            day, time = cells[start].strip(), cells[clock].strip()
            cells[start] = time if day and time.startswith(day) else f"{day} {time}".strip()


def _are_plain(rows: Sequence[Sequence[str]], reps: int, loads: int | None) -> bool:
    """Return whether each row is one set, with a plain number of repetitions and one load, as nearly all are."""
    alone = all(map(str.isdecimal, map(itemgetter(reps), rows)))
    return alone and (loads is None or not set("/;,") & set("".join(map(itemgetter(loads), rows))))


def fill_down(batch: Batch, dialect: Dialect, above: dict[str, str]) -> int:
    """Fill rows of a plain table without a day from the row above (typed or merged once); return how many.

    A row with work but no exercise takes the exercise above, too. ``above`` is kept from batch to batch.

    Examples
    --------
    >>> from analysis.logs.reading.recognition import dialect_of
    >>> batch = Batch([2, 3, 4], [["20.5.26", "Squat", "8"], ["", "", "6"], ["", "Plank", ""]])
    >>> fill_down(batch, dialect_of(["Date", "Exercise", "Reps"]), {}), batch.rows[1:]
    (2, [['20.5.26', 'Squat', '6'], ['20.5.26', 'Plank', '']])
    """
    if dialect.name != PLAIN:
        return 0
    start, exercise = (dialect.columns[part] for part in ("start", "exercise"))
    figures = {
        column for part, column in dialect.columns.items() if part.split()[0] in FIGURES and column < dialect.width
    }
    figures |= {column for one in dialect.of_sets for column in one.values()}
    filled = 0
    rows = list(enumerate(batch.rows))
    if all(map(str.strip, map(itemgetter(start), batch.rows))):
        rows = rows[-1:]  # a day in each row, as nearly always: only the last row matters to the next batch
    for number, cells in rows:
        day = cells[start]
        if day != above.get("day") and meaning("total", day):
            continue
        if day.strip() or not above.get("day"):
            above |= {"day": day, "exercise": cells[exercise]}
            continue
        done = any(cells[column].strip() for column in figures)
        name = cells[exercise] if cells[exercise].strip() or not done else above["exercise"]
        above["exercise"] = name
        if name.strip():
            row = list(cells)
            row[start], row[exercise] = above["day"], name
            batch.rows[number] = row
            filled += 1
    return filled


def fill_athletes(batch: Batch, dialect: Dialect, above: dict[str, str]) -> int:
    """Fill rows of a plain table without an athlete from the row above (typed or merged once); return how many.

    Examples
    --------
    >>> from analysis.logs.reading.recognition import dialect_of
    >>> batch = Batch([2, 3], [["Anna", "20.5.26", "Squat", "8"], ["", "20.5.26", "Squat", "6"]])
    >>> fill_athletes(batch, dialect_of(["Athlete", "Date", "Exercise", "Reps"]), {}), batch.rows[1][0]
    (1, 'Anna')
    """
    places = {name: dialect.columns[name] for name in dialect.columns_of("athlete")}
    if dialect.name != PLAIN or not places:
        return 0
    filled = 0
    for number, cells in enumerate(batch.rows):
        if any(cells[column].strip() for column in places.values()):
            above |= {name: cells[column] for name, column in places.items()}
        elif places.keys() <= above.keys():
            row = list(cells)
            for name, column in places.items():
                row[column] = above[name]
            batch.rows[number] = row
            filled += 1
    return filled


def _of_columns(cells: list[str], dialect: Dialect) -> list[Sequence[str]]:
    """Return a row for each set with its own columns; one without repetitions if none is filled."""
    behind = {part: column for part, column in dialect.columns.items() if column >= dialect.width}
    # A weight alone is the plan for a set that was not done.
    done = [
        one
        for one in dialect.of_sets
        if any(cells[column].strip() not in BLANKS for part, column in one.items() if part != "weight")
    ]
    reps = behind.get("reps")
    if not done and reps is not None:
        cells[reps] = "0"
    rows: list[Sequence[str]] = [] if done else [cells]
    for one in done:
        row = list(cells)
        for part, column in one.items():
            row[behind[part]] = cells[column]
        rows += [row] if reps is None or row[reps].isdecimal() else _of_repetitions(row, reps, dialect, one_set=True)
    return rows


_LIST = re.compile(r"\s*[/;]\s*|,\s+")


def _listed(cells: Sequence[str], places: Sequence[int | None], sets: int) -> dict[int, list[str]]:
    """Return the figures of each set, by index of the cells that list one figure per set: ``60, 65, 70``."""
    lists = {column: _LIST.split(cells[column].strip()) for column in places if column is not None}
    return {column: figures for column, figures in lists.items() if 1 < len(figures) == sets and all(figures)}


def _of_repetitions(cells: list[str], place: int, dialect: Dialect, *, one_set: bool = False) -> list[Sequence[str]]:
    """Return a row for each set in a cell: ``3x10``, ``3x8 60 kg``, or repetitions per set (``12, 10, 8``)."""
    parts = ("sets", "seconds", "weight", "rpe", "distance")
    sets, seconds, weight, rpe, distance = (dialect.columns.get(part) for part in parts)
    text = cells[place].strip()
    if seconds is None or not text or (text.isdecimal() and (sets is None or not cells[sets])):
        return [cells]
    if (_HELD.fullmatch(text) or _CLOCK.fullmatch(text)) and not cells[seconds].strip():
        cells[seconds], cells[place] = text, ""
        return [cells]
    if distance is not None and _FAR.fullmatch(text) and not cells[distance].strip():
        cells[distance], cells[place] = text, ""
        return [cells]
    if EACH.fullmatch(text):
        typed: Sequence[Typed] = [("", count, "") for count in re.findall(r"\d+", text)]
    elif text.isdecimal():
        many = cells[sets].strip() if sets is not None else ""
        typed = [("", text, "")] * int(many) if many.isdecimal() and _listed(cells, [weight], int(many)) else []
    else:
        typed = typed_sets(text, weight_first=dialect.weight_first, one_set=one_set)
    loaded = any(load for load, _, _ in typed)
    if not typed or (loaded and (weight is None or cells[weight].strip() not in BLANKS)):
        return [cells]
    rows: list[Sequence[str]] = []
    beside = {} if loaded else _listed(cells, [weight, rpe], len(typed))
    for nth, (load, count, effort) in enumerate(typed):
        row = list(cells)
        for at, figures in beside.items():
            row[at] = figures[nth]
        row[place], row[seconds] = ("", count) if _HELD.fullmatch(count) else (count, cells[seconds])
        if distance is not None and _FAR.fullmatch(count):
            row[place], row[distance] = "", count
        if load and weight is not None:
            row[weight] = load
        if effort and rpe is not None:
            row[rpe] = effort
        if sets is not None and len(typed) > 1:
            row[sets] = ""  # the repetitions cell has the number of sets
        rows.append(row)
    return rows
