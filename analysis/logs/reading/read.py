"""Exports of training apps read unchanged: one tidy row per set, and a report of what was read and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, FileError, Finding, NoLogError, raise_all
from analysis.base.files import check_ordinary, shown_path
from analysis.base.names import fold
from analysis.base.text import few
from analysis.base.xlsx_parts import is_spreadsheet
from analysis.logs.reading.columns import Columns, Export
from analysis.logs.reading.dates import ORDERS
from analysis.logs.reading.filled_form import read_filled_block
from analysis.logs.reading.heads import is_no_name, unit_of
from analysis.logs.reading.log_files import TABLE, Opened, open_sheets, open_text, sheets_of
from analysis.logs.reading.month_names import is_month
from analysis.logs.reading.reading_report import BROKEN, Account, Reading, Remarks, joined_report, sheet_words
from analysis.logs.reading.set_rows import tidy
from analysis.logs.reading.several_sets import fill_athletes, fill_down, spread
from analysis.logs.reading.unit_sizes import KILOGRAMS, METRES


@checked
def read_log(
    path: str | Path,
    units: str | None = None,
    *,
    distances: str | None = None,
    dates: str | None = None,
    athlete: str | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Return the log in an export of a training app, a plain table of sets, or the filled-in spreadsheet of a block.

    The headers identify the dialect, in any language: Hevy, Strong, FitNotes, Fitbod, StrongLifts and
    LiftLog; or a plain table with the columns date, exercise, weight, unit and reps, in any order, with a row for each
    set or a column of sets. The file may be CSV, or xlsx, with all its log sheets read (except those named plan,
    program, template or example if other sheets are logs). Warm-up, drop and failure sets are kept and marked; rest
    timers and notes are not sets; duplicates stay. Remarks are not read.

    Parameters
    ----------
    path : str or Path
    units : {"kg", "lb"}, optional
        Unit of weights, for exports without one (Strong S0 and S1, and blank cells of others).
    distances : {"km", "m", "mi", "ft", "yd"}, optional
        Unit of distances, likewise; without a unit they are left blank, with a note.
    dates : {"day-first", "month-first"}, optional
        Order of days such as 03/06/2026, if no day of the file settles it.
    athlete : str, optional
        Name of the athlete; default from a column (athlete, player, client, user, or first and last name), which
        may name several, or from sheet titles that are names of people, else the file's stem.
    strict : bool
        Raise on broken rows instead of leaving them out, and on cells that cannot be read instead of leaving them
        blank.

    Returns
    -------
    DataFrame
        One row per set, by athlete and time: athlete, date (of the workout), start, workout, exercise_name (as
        written), exercise_run (number of the exercise in the workout: an exercise can come up twice), set_index (in
        that run, from 1), set_type (normal, warmup, dropset, failure), weight_kg, assistance_kg (of assisted exercises,
        whose weight is no load), reps, work_s (seconds), distance_m, rpe, superset (of the workout) and line (of the
        file, or row of its sheet); blank if the log has no value. ``attrs["report"]`` says what was read.

    Raises
    ------
    FileError
        If the file cannot be read, is not a known export (`NoLogError`), or has no row that can be read.
    ArgumentError
        If the file doesn't state its unit, or the order of day and month, and the caller doesn't either; if it has
        several athletes and the caller names one.
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
    given = {"weight": named("units", units), "distance": named("distances", distances)}
    order = named("dates", dates)
    check_ordinary(file)
    name = file.stem if athlete is None else str(athlete)
    # A spreadsheet is first tried as a filled-in block, and only then as tables of sets.
    tables = [open_text(file)] if not is_spreadsheet(file) else []
    if not tables:
        sheets = sheets_of(file)
        try:
            return read_filled_block(file, sheets, athlete=name, strict=strict)
        except NoLogError as error:
            tables = open_sheets(file, sheets, str(error))
    findings: list[Finding] = []
    frames, reports = [], {}
    # All sheets are split into columns before any is read: a day such as 03/04 may be settled by any of them.
    cells = [_columns(opened) for opened in tables]
    beside = [text for sheet in cells for text in sheet.columns.texts["start"]] if len(cells) > 1 else []
    people = athlete is None and named_by_athletes(tables, [sheet.columns for sheet in cells])
    for opened, sheet in zip(tables, cells, strict=True):
        shown = f"{shown_path(file)}, {sheet_words(opened.sheet)}" if opened.sheet else shown_path(file)
        account, count = sheet.account, sheet.count
        whose = " ".join(opened.sheet.split()) if people else name
        frame = tidy(Export(shown, opened.dialect, sheet.columns, opened.comma, given, order, whose, beside), account)
        account.notes += [*sheet.repaired.notes(), *opened.notes]
        findings += account.findings(shown)
        read = frame["line"].nunique() if opened.dialect.spreads else len(frame)
        rows = {"rows": count, "read": read, "sets": len(frame)}
        reports[opened.sheet] = account.report(file, opened.dialect.name, opened.encoding, **rows)
        frames.append(frame)
    if strict:
        raise_all(findings)
    frame, report = _joined(frames, reports, people)
    if report["left_out"].get(BROKEN, 0) == report["rows_in_file"] > 0:
        raise FileError(f"no row can be read; {findings[0]}; else make {TABLE}")
    if athlete is not None:
        frame["athlete"] = _renamed(frame["athlete"], name, shown_path(file))
    frame.attrs["report"] = report
    return frame


def _joined(
    frames: Sequence[pd.DataFrame], reports: Mapping[str, dict[str, Any]], people: bool
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return the sheets of a workbook as one log with one report; ``people`` means that each sheet is an athlete's."""
    if len(frames) == 1:
        return frames[0], next(iter(reports.values()))
    report = joined_report(reports)
    days = pd.concat([frame[["athlete", "date"]].drop_duplicates().astype({"athlete": "str"}) for frame in frames])
    if twice := int(days.duplicated().sum()):
        report["notes"].append(f"days that are in several sheets, counted in each: {twice}")
    if people:
        report["notes"].append(f"{sheet_words(*reports)} are read as an athlete each; {ONE_PERSON}")
    return by_athlete(frames, ["athlete", "workout", "exercise_name"]), report


def by_athlete(frames: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
    """Return logs as one, sorted by athlete and time; ``names`` are the columns of names."""
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    for name in names:
        whole[name] = whole[name].astype("str").astype("category")
    # Stable: sets of the same moment keep the order of their file.
    ordered: pd.DataFrame = whole.sort_values(["athlete", "start"], kind="stable", ignore_index=True)
    return ordered


@dataclass(frozen=True)
class _Cells:
    """The cells of a log, the remarks on them so far, and the number of its rows, broken ones too."""

    columns: Columns
    account: Account
    repaired: Remarks
    count: int


def _columns(opened: Opened) -> _Cells:
    """Read the records of an opened log into columns."""
    account, repaired = Account(row_word=opened.row_word), Remarks(opened.row_word)
    columns, count = Columns(opened.dialect.columns), 0
    above: dict[str, str] = {}
    filled = named = 0
    for batch in opened.batches:
        batch.drop_blank(opened.dialect.columns["start"])
        named += fill_athletes(batch, opened.dialect, above)
        filled += fill_down(batch, opened.dialect, above)
        columns.add(*spread(batch, opened.dialect))
        count += len(batch.lines) + len(batch.broken)
        account.broken_count += len(batch.broken)
        for line, what in batch.broken:
            account.add_broken(line, what)
        for line, what in batch.repaired:
            repaired.add("", Reading(0.0, what), line)
    if filled:
        account.notes.append(f"rows without a day, or without an exercise too, are of those above: {filled}")
    if named:
        account.notes.append(f"rows without an athlete are of the one above: {named}")
    return _Cells(columns, account, repaired, count)


def _renamed(owners: pd.Series, name: str, shown: str) -> pd.Series:
    """Return the one athlete of a log under the name that the caller passed."""
    there = list(owners.cat.categories)
    if len(there) > 1:
        many = Finding("athlete: a log of several", file=shown, value=name, allowed=f"none; there are {few(there, 5)}")
        raise ArgumentError(many)
    return owners.cat.rename_categories([name])


ONE_PERSON = "sheets whose titles have a number, a month or a word of training are of one"


def named_by_athletes(tables: Sequence[Opened], columns: Sequence[Columns]) -> bool:
    """Return whether sheets are named after people: not after a number, day, exercise or word of training."""
    titles = [fold(opened.sheet) for opened in tables]
    if len(titles) < 2 or any("athlete" in opened.dialect.columns for opened in tables):
        return False
    exercises = {word for cells in columns for text in cells.texts["exercise"] for word in fold(text).split()}
    words = {word for title in titles for word in title.split()}
    digits = any(map(str.isdigit, "".join(titles)))
    return all(titles) and not (digits or words & exercises or any(map(is_no_name, words)) or any(map(is_month, words)))


SAID: Mapping[str, Iterable[str]] = {"units": KILOGRAMS, "distances": METRES, "dates": ORDERS}
"""Values that a caller may pass if the file doesn't state them."""


def named(what: str, said: str | None) -> str | None:
    """Return the standard name of a unit, or of the order of day and month.

    Raises
    ------
    ArgumentError
        If it is not an allowed value.

    Examples
    --------
    >>> named("units", "Pounds"), named("dates", "Month first"), named("distances", None)
    ('lb', 'month-first', None)
    """
    if said is None:
        return None
    words = "-".join(str(said).casefold().replace("_", " ").replace("-", " ").split())
    return check_choice(what, words if what == "dates" else unit_of(str(said)) or str(said), SAID[what])


def log_path(path: object) -> Path:
    """Return the path of a log.

    Raises
    ------
    ArgumentError
        If it is not a path.

    Examples
    --------
    >>> log_path("anna.csv").stem
    'anna'
    """
    if not isinstance(path, (str, Path)):
        raise ArgumentError(Finding("not a file", value=str(path), allowed="the path of an export"))
    return Path(path)
