"""Exports of training apps read as they are: one tidy row per set, and a report of what was read and left out."""

from __future__ import annotations

import csv
import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, FileError, Finding, NoLogError, raise_all
from analysis.base.files import check_ordinary, shown_path
from analysis.base.names import fold
from analysis.base.text import clip
from analysis.base.xlsx_parts import is_spreadsheet
from analysis.logs.columns import LIMITS, Columns, Export, fits
from analysis.logs.dialects import KILOGRAMS, METRES, UNITS, Dialect, dialect_of
from analysis.logs.filled_form import read_filled_block
from analysis.logs.lines import delimiter_of, encoding_of, quoted_whole, read_lines, split_line, split_whole
from analysis.logs.reading_report import COLUMNS, Account, Reading, Remarks
from analysis.logs.records import Layout, records
from analysis.logs.set_rows import tidy

KNOWN = ("start", *LIMITS)
"""Columns of which can be said whether a text belongs there."""


@checked
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
    shown = shown_path(file)
    encoding = encoding_of(file)
    dialect, layout, rest = _header(read_lines(file, encoding), shown)
    account, repaired = Account(), Remarks()
    columns = Columns(dialect.columns)
    for batch in records(rest, layout):
        columns.add(batch.lines, batch.rows)
        account.broken_count += len(batch.broken)
        for line, what in batch.broken:
            account.add_broken(line, what)
        for line, what in batch.repaired:
            repaired.add("", Reading(0.0, what), line)
    count = len(columns.lines) + account.broken_count
    frame = tidy(Export(shown, dialect, columns, layout.delimiter != ",", given), account)
    findings = account.findings(shown)
    if strict:
        raise_all(findings)
    if account.broken_count == count > 0:
        raise FileError(f"no row can be read; {findings[0]}")
    account.notes += repaired.notes()
    owner = pd.Categorical.from_codes([0] * len(frame), pd.Index([name], dtype="str"))
    frame = frame.assign(athlete=owner)[list(COLUMNS)]
    rows = {"rows": count, "read": len(frame), "sets": len(frame)}
    frame.attrs["report"] = account.report(file, dialect.name, encoding, **rows)
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


Blocks = Iterator[tuple[int, list[str]]]


def _header(blocks: Blocks, shown: str) -> tuple[Dialect, Layout, Blocks]:
    """Read the header: the dialect, how rows stand in lines, and the lines that follow."""
    heads = ((number, lines, at) for number, lines in blocks for at, line in enumerate(lines) if _is_head(line))
    number, lines, head = next(heads, (0, [], 0))
    if not lines:
        raise FileError(f"{shown}: empty")
    first, following = lines[head], lines[head + 1 :]
    delimiter = delimiter_of(first)
    try:
        # An old Strong quotes its lines as a whole, where a name or remark has the delimiter; the header may have none.
        whole = any(quoted_whole(line, delimiter) for line in (first, *following[:50]))
        header = split_whole(first, delimiter) if whole else split_line(first, delimiter)
    except csv.Error as error:
        raise FileError(f"{shown}: {error}") from None
    dialect = dialect_of(header)
    if dialect is None:
        allowed = "an export of Hevy, Strong or FitNotes in English, or the spreadsheet of a block"
        raise NoLogError(f"{shown}, line 1: no export that is known: {clip(first.strip())}; allowed: {allowed}")
    # Of these cells a text can be seen not to belong there, which tells where a name with commas ends.
    at = dialect.columns
    known = {at[part]: functools.partial(fits, part) for part in at if part.split(" ")[0] in KNOWN}
    layout = Layout(delimiter, len(header), tuple(at.values()), at["start"], at["exercise"], whole, known)
    return dialect, layout, itertools.chain([(number + head + 1, following)], blocks)


def _is_head(line: str) -> bool:
    """Say whether a line may be the header: neither blank nor the mark by which Excel is told the delimiter."""
    return line.strip() != "" and not line.casefold().startswith("sep=")
