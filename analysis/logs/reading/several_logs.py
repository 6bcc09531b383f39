"""Logs of several athletes read together, shown by initials unless names are requested."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.base.athlete_names import initials as initials
from analysis.base.errors import SHOWN, AnalysisError, ArgumentError, FileError, Finding, NoLogError
from analysis.base.files import in_one_line, kept_copy_of, shown_path
from analysis.base.nearest_names import nearest
from analysis.base.progress_bar import counted
from analysis.base.text import clip, one_of
from analysis.logs.reading.dates import moments
from analysis.logs.reading.log_files import LOGS, NOT_READ
from analysis.logs.reading.read import by_athlete, log_path, named, read_log
from analysis.logs.reading.reading_report import READ_AS

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx")


PACKED = (".ods", ".xls", ".numbers", ".gz", ".zip", ".7z")
"""File suffixes of exports: other files in a folder are ignored."""


Paths = str | Path | Iterable[str | Path]


Units = str | Mapping[str, str]
"""One unit for all files, or one per file; a blank file name covers all the others."""


def read_logs(
    paths: Paths,
    units: Units | None = None,
    *,
    distances: Units | None = None,
    dates: Units | None = None,
    names: bool = True,
    strict: bool = False,
) -> pd.DataFrame:
    """Read the logs of several athletes, one file each or all in one; a terminal shows a progress bar.

    Athletes get their names from a column (athlete, player, client, user, or first and last name), else from the
    file name. A file that cannot be read doesn't stop the others; a warning names it.

    Parameters
    ----------
    paths : path or iterable of path
        Files, and folders whose exports are read. Files with the same name in different folders belong to different
        athletes, who are then named by folder and file.
    units, distances, dates : str or mapping of file to str, optional
        See `read_log`. Name a file by its path, its name, or its name without the suffix; ``""`` covers all others.
    names : bool
        Show athletes by name; else by initials, with no file names and no cell contents in reports.
    strict : bool
        Raise on a file that cannot be read; see also `read_log`.

    Returns
    -------
    DataFrame
        As from `read_log`, plus a column ``file``; ``attrs["reports"]`` has the report of each file read,
        ``attrs["unread"]`` says why the others could not be read, and ``attrs["passed_over"]`` lists files in folders
        that are not exports.

    Raises
    ------
    FileError, ArgumentError, DataError
        As `read_log`, if no file can be read; if a file is named twice, or units are given for a file not among them.

    Examples
    --------
    >>> read_logs(["no such.csv"])
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: no such.csv: cannot be read: No such file or directory
    """
    given = {"units": units, "distances": distances, "dates": dates}
    log, unread, passed = read_squad(paths, given, names=names, strict=strict)
    for message in [*unread, *(f"{file.as_posix()}: no export, passed over" for file in passed)]:
        warnings.warn(message, stacklevel=2)
    return log


def read_squad(
    paths: Paths, given: Mapping[str, Units | None], *, names: bool, strict: bool
) -> tuple[pd.DataFrame, list[str], list[Path]]:
    """Return the logs of several athletes, see `read_logs`; with the faults of unread files, and files passed over.

    ``given`` has the units, distances and dates that the caller passed.
    """
    files = log_files(paths)
    of_each = {what: of_files(what, said, files) for what, said in given.items()}
    read, errors, passed = _read_each(files, of_each, strict=strict)
    unread = [str(error) for error in errors.values()]
    if not read:
        every = [*unread, *map(str, passed.values())]
        more = [f"and {len(every) - SHOWN} more files"] if len(every) > SHOWN else []
        raise FileError("\n".join([*every[:SHOWN], *more]))
    called = {file: [file.stem] for file in files if file not in passed}
    called |= {file: list(frame["athlete"].cat.categories) for file, frame in read.items()}
    shown = _athletes(called, names=names)
    # An athlete without a set is among the athletes, unless nothing is known of the file.
    everyone = sorted({name for file in read for name in shown[file].values()})
    kind = pd.CategoricalDtype(pd.Index(everyone, dtype="str"))
    numbers = {file: number for number, file in enumerate(files, 1)}
    reports, frames = [], []
    for file, frame in read.items():
        owners = [*shown[file].values()]
        whose = {"athlete": owners[0]} if len(owners) == 1 else {"athletes": owners}
        report = {**whose, **frame.attrs.pop("report")}
        if not names:
            report["file"] = f"file {numbers[file]}"
            titles = [sheet["sheet"] for sheet in report.get("sheets", [])]
            for part in ("broken", "notes"):
                report[part] = [_without_names(text, file, numbers[file], titles) for text in report[part]]
            if titles:
                report["sheets"] = [{**one, "sheet": at} for at, one in enumerate(report["sheets"], 1)]
        reports.append(report)
        owner = frame["athlete"].cat.rename_categories(shown[file]).astype(kind)
        frames.append(frame.assign(athlete=owner, file=file.as_posix()))
    whole = by_athlete(frames, ["workout", "exercise_name"])
    over = [file.name if names else f"file {numbers[file]}" for file in passed]
    hidden = [_without_names(str(error), file, numbers[file]) for file, error in errors.items()]
    whole.attrs |= {"reports": reports, "unread": unread if names else hidden, "passed_over": over}
    return whole, unread, list(passed)


Errors = dict[Path, AnalysisError]


def _read_each(
    files: Mapping[Path, bool], given: Mapping[str, Mapping[Path, str | None]], *, strict: bool
) -> tuple[dict[Path, pd.DataFrame], Errors, Errors]:
    """Read files one by one; also return those that failed, and those in folders that are not exports."""
    read: dict[Path, pd.DataFrame] = {}
    unread: Errors = {}
    passed: Errors = {}
    for file, in_folder in counted(files.items(), "file"):
        if in_folder and (original := kept_copy_of(file)):  # its original holds the same sets
            passed[file] = NoLogError(f"{shown_path(file)}: a kept copy of {original.name}")
            continue
        try:
            read[file] = read_log(file, **{what: said[file] for what, said in given.items()}, strict=strict)
        except AnalysisError as error:
            # A folder may hold unrelated files; one with days in it is more likely a log of an unknown app.
            harmless = isinstance(error, NoLogError) and in_folder and not _has_days(file)
            if not harmless and (strict or len(files) == 1):
                raise
            (passed if harmless else unread)[file] = error
    return read, unread, passed


def log_files(paths: Paths) -> dict[Path, bool]:
    """Return the log files, those of a folder by name, and whether each comes from a folder that was named.

    Raises
    ------
    ArgumentError, FileError
        If there are no files, or a file is named twice.

    Examples
    --------
    >>> [(file.name, in_folder) for file, in_folder in log_files(["anna.csv", "ben.csv"]).items()]
    [('anna.csv', False), ('ben.csv', False)]
    """
    if isinstance(paths, (Mapping, pd.DataFrame)) or not isinstance(paths, (str, Path, Iterable)):
        raise ArgumentError(Finding("not files", value=type(paths).__name__, allowed="a path, or a list of paths"))
    files: list[tuple[Path, bool]] = []
    for path in [paths] if isinstance(paths, (str, Path)) else paths:
        place = log_path(path)
        files += [(file, True) for file in _exports_in(place)] if place.is_dir() else [(place, False)]
    if not files:
        raise ArgumentError(Finding("no file is named", allowed=LOGS))
    seen: set[Path] = set()
    for file, _ in files:
        if file.resolve() in seen:
            raise ArgumentError(Finding("a file named twice", value=file.as_posix(), allowed="each file once"))
        seen.add(file.resolve())
    return dict(files)


def _exports_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be exports: no hidden files, no lock files of a spreadsheet program."""
    with in_one_line(folder):
        files = [file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith((".", "~$"))]
    # A spreadsheet or an archive may be a log in a form that cannot be read: it is not passed over silently.
    likely = [file for file in files if file.suffix.casefold() in (*SUFFIXES, *PACKED, "")]
    if not any(file.suffix.casefold() in SUFFIXES for file in likely):
        raise FileError(
            f"{shown_path(folder)}: cannot be read: a folder without exports; allowed: {', '.join(SUFFIXES)} in it"
        )
    return likely


def _has_days(file: Path) -> bool:
    """Return whether the first row below the header has a day in it, as logs have, and is none of our tables."""
    try:
        with file.open(encoding="utf-8-sig") as text:
            heads, first = (text.readline(5000).replace('"', "") for _ in range(2))
    except (OSError, ValueError):
        return file.suffix.casefold() in SUFFIXES
    ours = {"athlete", "routine_id", "exercise_id"} & set(re.split(r"[;,\t]", heads.strip()))
    cells = [cell.strip() for cell in re.split(r"[;,\t]", first) if cell.strip()]
    return not ours and any(day is not None for day in moments(cells).values)


def of_files(what: str, units: Units | None, files: Iterable[Path]) -> dict[Path, str | None]:
    """Return the unit given for each file, or whether its dates start with the day or the month.

    Raises
    ------
    ArgumentError
        If the unit is unknown, or a name matches no file, or several.

    Examples
    --------
    >>> list(of_files("units", {"": "kg", "b.csv": "lbs"}, [Path("a.csv"), Path("squad/b.csv")]).values())
    ['kg', 'lb']
    """
    given = units if isinstance(units, Mapping) else {"": units}
    said = {str(name): named(what, unit) for name, unit in given.items()}
    of_file: dict[Path, str | None] = dict.fromkeys(files, said.pop("", None))
    for name, unit in said.items():
        # A path is one file; a bare name may match several files in different folders.
        exact = [file for file in of_file if file.resolve() == Path(name).resolve()]
        same = exact or [file for file in of_file if name in (file.name, file.stem)]
        if len(same) != 1:
            wrong = f"{what}: {'several files of this name' if same else 'none of the files'}"
            paths = [file.as_posix() for file in same or of_file]
            near = () if same else tuple(nearest(name, [file.name for file in of_file]))
            raise ArgumentError(Finding(wrong, value=name, allowed=one_of(paths), near=near))
        of_file[same[0]] = unit
    return of_file


def _athletes(called: Mapping[Path, Sequence[str]], *, names: bool) -> dict[Path, dict[str, str]]:
    """Return the athletes of each file by the names it uses; a clash of file names adds the folder.

    Without ``names`` they get initials.
    """
    # Two files with one name are two people until somebody says otherwise; one name in two tables is one person.
    alone = {file for file, owners in called.items() if list(owners) == [file.stem]}
    stems = Counter(file.stem for file in alone)
    full = {
        file: {name: f"{file.parent.name} {name}" if file in alone and stems[name] > 1 else name for name in owners}
        for file, owners in called.items()
    }
    short = {} if names else initials(name for owners in full.values() for name in owners.values())
    return {file: {name: short.get(owner, owner) for name, owner in full[file].items()} for file in full}


def _without_names(text: str, file: Path, number: int, sheets: Sequence[str] = ()) -> str:
    """Remove the names of the file and its sheets, and cell contents, from a message."""
    plain = text.replace(shown_path(file), f"file {number}")
    for at, title in enumerate(sheets, 1):
        plain = plain.replace(clip(title), str(at))
    plain = re.sub(rf"({NOT_READ}): .*", r"\1", plain)
    return re.sub(rf"'.*' ({READ_AS})", r"a cell \1", re.sub(r": '.*'(; allowed)", r"\1", plain))
