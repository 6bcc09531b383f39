"""Exports of training apps read as they are: one tidy row per set, and a report of what was read and left out."""

from __future__ import annotations

import csv
import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, DataError, FileError, Finding, NoLogError
from analysis.base.files import check_ordinary
from analysis.base.head_rows import is_spreadsheet
from analysis.base.names import fold
from analysis.base.text import clip
from analysis.logs.block_spreadsheet import read_filled_block
from analysis.logs.cells import remark_notes
from analysis.logs.columns import Columns
from analysis.logs.dialects import KILOGRAMS, METRES, UNITS, Dialect, dialect_of
from analysis.logs.lines import (
    Layout,
    delimiter_of,
    encoding_of,
    quoted_whole,
    read_lines,
    records,
    split_line,
    split_whole,
)
from analysis.logs.quantities import LIMITS, fits
from analysis.logs.reading_report import BROKEN, COLUMNS, Broken, report
from analysis.logs.set_rows import tidy

KNOWN = ("start", *LIMITS)
"""Columns of which can be said whether a text belongs there."""


def read_log(
    path: str | Path,
    units: str | None = None,
    *,
    distances: str | None = None,
    athlete: str | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Read an export of Hevy, Strong or FitNotes, or the spreadsheet of a block that an athlete has filled in.

    The dialect is told by the file. Warm-up, drop and failure sets are kept and marked; rest timers and notes are no
    sets; duplicates stay. Remarks are not read.

    Parameters
    ----------
    path : str or Path
    units : {"kg", "lb"}, optional
        Of weights, for exports that do not say (Strong S0 and S1, and blank cells of others).
    distances : {"km", "m", "mi", "ft", "yd"}, optional
        Of distances, likewise; those without a unit are left blank, which is told.
    athlete : str, optional
        Whose log it is; default the file's stem.
    strict : bool
        Raise at broken rows in place of leaving them out, and at cells that cannot be read in place of leaving these
        blank.

    Returns
    -------
    DataFrame
        One row per set, by time: athlete, date (of the workout), start, workout, exercise_name (as written),
        exercise_run (the how-manieth exercise of the workout: the same one can stand twice), set_index (in that run,
        from 1), set_type (normal, warmup, dropset, failure), weight_kg, assistance_kg (of assisted exercises, whose
        weight is no load), reps, work_s (seconds), distance_m, rpe, superset (of the workout) and line (of the file);
        blank where the log says nothing. ``attrs["report"]`` says what was read: see `log_report`.

    Raises
    ------
    FileError
        If the file cannot be read, is no export that is known (`NoLogError`), or no row of it can be read.
    ArgumentError
        If the file does not say its unit and none is given.
    DataError
        If ``strict`` and a row is broken, or a cell cannot be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> text = "Date,Exercise,Category,Weight,Weight Unit,Reps\\n2026-05-20,Hip Thrust,Legs,100,kg,5\\n"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "anna.csv"
    ...     _ = path.write_text(text)
    ...     log = read_log(path)
    >>> log[["athlete", "exercise_name", "set_type", "weight_kg", "reps"]].values.tolist()
    [['anna', 'Hip Thrust', 'normal', 100.0, 5.0]]
    """
    file = log_path(path)
    given = {"weight": unit_named("units", units, KILOGRAMS), "distance": unit_named("distances", distances, METRES)}
    check_ordinary(file)
    name = file.stem if athlete is None else str(athlete)
    if is_spreadsheet(file):
        return read_filled_block(file, athlete=name, strict=strict)
    shown = clip(file.as_posix(), 120)[1:-1]
    encoding = encoding_of(file)
    lines = ((number, line.replace("\x00", "")) for number, line in read_lines(file, encoding))
    dialect, layout, rest = _header(lines, shown)
    columns = Columns(dialect.columns)
    broken = Broken()
    repaired: dict[str, list[int]] = {}
    count = 0
    batches = records(rest, layout)
    while batch := list(itertools.islice(batches, 2000)):
        count += len(batch)
        sound = [record for record in batch if not record.wrong]
        for record in (record for record in batch if record.wrong):
            broken.add(record.line, record.wrong)
        for record in (record for record in sound if record.repaired):
            repaired.setdefault(record.repaired, []).append(record.line)
        columns.add(sound)
    frame, told = tidy(columns, dialect, layout.delimiter != ",", given, shown, broken)
    if broken.count == count > 0 or (strict and (broken.count or told.unread)):
        findings = [Finding(what, file=shown, line=line) for line, what in sorted([*broken.first, *told.unread])]
        raise DataError(findings) if strict else FileError(f"no row can be read; {findings[0]}")
    left_out = {**told.left_out, BROKEN: broken.count}
    notes = told.notes
    notes += remark_notes(repaired)
    owner = pd.Categorical.from_codes([0] * len(frame), pd.Index([name], dtype="str"))
    frame = frame.assign(athlete=owner)[list(COLUMNS)]
    rows = (count, len(frame), len(frame))
    frame.attrs["report"] = report(file, dialect.name, encoding, *rows, left_out, broken.first, notes, units=told.units)
    return frame


def unit_named(what: str, unit: str | None, allowed: Iterable[str]) -> str | None:
    """Return a unit as it is called here.

    Raises
    ------
    ArgumentError
        If it is none of those that are allowed.

    Examples
    --------
    >>> unit_named("units", "Pounds", KILOGRAMS), unit_named("distances", None, METRES)
    ('lb', None)
    """
    return None if unit is None else check_choice(what, UNITS.get(fold(str(unit)), str(unit)), allowed)


def log_path(path: object) -> Path:
    """Return the path of a log.

    Raises
    ------
    ArgumentError
        If it is none.

    Examples
    --------
    >>> log_path("anna.csv").stem
    'anna'
    """
    if not isinstance(path, (str, Path)):
        raise ArgumentError(Finding("not a file", value=str(path), allowed="the path of an export"))
    return Path(path)


def _header(lines: Iterator[tuple[int, str]], shown: str) -> tuple[Dialect, Layout, Iterator[tuple[int, str]]]:
    """Read the header: the dialect, how rows stand in lines, and the lines that follow."""
    first = next((line for _, line in lines if line.strip() and not line.casefold().startswith("sep=")), None)
    if first is None:
        raise FileError(f"{shown}: empty")
    following = list(itertools.islice(lines, 50))
    delimiter = delimiter_of(first)
    try:
        whole = any(quoted_whole(line, delimiter) for line in (first, *(line for _, line in following)))
        header = split_whole(first, delimiter) if whole else split_line(first, delimiter)
    except csv.Error as error:
        raise FileError(f"{shown}: {error}") from None
    dialect = dialect_of(header)
    if dialect is None:
        allowed = "an export of Hevy, Strong or FitNotes in English, or the spreadsheet of a block"
        raise NoLogError(f"{shown}, line 1: no export that is known: {clip(first.strip())}; allowed: {allowed}")
    places = dialect.columns
    known = {place: functools.partial(fits, part) for part, place in places.items() if part.split(" ")[0] in KNOWN}
    read = tuple(places.values())
    layout = Layout(delimiter, len(header), read, places["start"], places["exercise"], whole, known)
    return dialect, layout, itertools.chain(following, lines)
