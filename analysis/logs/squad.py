"""Several athletes at once: their logs together, by initials unless names are asked for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import ArgumentError, Finding, texts
from analysis.logs.cells import READ_AS
from analysis.logs.read import log_path, read_log


def read_logs(
    paths: Iterable[str | Path], units: str | None = None, *, names: bool = True, strict: bool = False
) -> pd.DataFrame:
    """Read the logs of several athletes, each named as its file; a bar shows how far it is, on a terminal.

    Parameters
    ----------
    paths : iterable of path
        Files of the same name in different folders are of different athletes, called by folder and name.
    units, strict
        See `read_log`.
    names : bool
        Names of files as athletes; else their initials, and reports name no file and quote no cell.

    Returns
    -------
    DataFrame
        As of `read_log`, with a column ``file``; ``attrs["reports"]`` has the report of each file.

    Raises
    ------
    FileError, ArgumentError, DataError
        As `read_log`; and if a file is named twice.

    Examples
    --------
    >>> read_logs(["no such.csv"])
    Traceback (most recent call last):
        ...
    analysis.errors.FileError: no such.csv: cannot be read: No such file or directory
    """
    from tqdm import tqdm

    files = [log_path(one) for one in ([paths] if isinstance(paths, (str, Path)) else paths)]
    if not files:
        raise ArgumentError(Finding("no file is named", allowed="exports of Hevy, Strong or FitNotes"))
    seen: set[Path] = set()
    for file in files:
        if file.resolve() in seen:
            raise ArgumentError(Finding("a file named twice", value=file.as_posix(), allowed="each file once"))
        seen.add(file.resolve())
    stems = [file.stem for file in files]
    owners = [f"{file.parent.name} {file.stem}" if stems.count(file.stem) > 1 else file.stem for file in files]
    shown = dict(zip(owners, owners, strict=True)) if names else initials(owners)
    frames, reports = [], []
    disabled = True if len(files) < 2 or sys.__stderr__ is None else None  # None: on a terminal only
    for place, file in enumerate(tqdm(files, disable=disabled, file=sys.__stderr__, unit="file", leave=False)):
        frame = read_log(file, units, athlete=shown[owners[place]], strict=strict)
        told = {"athlete": shown[owners[place]], **frame.attrs.pop("report")}
        reports.append(told if names else _without_names(told, place))
        frames.append(frame.assign(file=place))
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    for name in ("workout", "exercise_name"):
        whole[name] = whole[name].astype("str").astype("category")
    athletes = pd.CategoricalDtype(pd.Index(sorted(set(shown.values())), dtype="str"))  # also those without a set
    whole["athlete"] = whole["athlete"].astype("str").astype(athletes)
    whole["file"] = [files[place].as_posix() for place in whole["file"]]
    whole = whole.sort_values(["athlete", "start"], kind="stable", ignore_index=True)
    whole.attrs["reports"] = reports
    return whole


def _without_names(told: dict[str, Any], place: int) -> dict[str, Any]:
    """Take the name of the file, and what stands in its cells, out of a report."""
    broken = [re.sub(r": '.*'(; allowed)", r"\1", one) for one in told["broken"]]
    notes = [re.sub(rf"'.*' ({READ_AS})", r"a cell \1", one) for one in told["notes"]]
    return {**told, "file": f"file {place + 1}", "broken": broken, "notes": notes}


def initials(names: Iterable[str]) -> dict[str, str]:
    """Return initials by name; those that would be alike get a number, in the order of the alphabet.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    dict of str

    Raises
    ------
    ArgumentError
        If a name is no text.

    Examples
    --------
    >>> initials(["Anna Berg", "ben_cole", "anders b"])
    {'anders b': 'AB', 'Anna Berg': 'AB2', 'ben_cole': 'BC'}
    """
    found: dict[str, str] = {}
    for name in sorted(set(texts("names", names)), key=lambda one: (one.casefold(), one)):
        words = name.replace("_", " ").replace("-", " ").replace(".", " ").split()
        short = "".join(word[0] for word in words if word[0].isalnum()).upper()[:3]
        short = (
            "X" if not short or short == "".join(words).upper() else short
        )  # a name of letters alone would be all told
        free, number = short, 1
        while free in found.values():
            number += 1
            free = f"{short}{number}"
        found[name] = free
    return found


def squad_weeks(volume: pd.DataFrame) -> pd.DataFrame:
    """Add a block's volume up to one figure per athlete and week: which part of the planned sets was done.

    Parameters
    ----------
    volume : DataFrame
        ``PlannedAndDone.volume``.

    Returns
    -------
    DataFrame
        One row per athlete x week: planned_min, planned_max, done (sets over all labels, each not above what was
        planned for it), due, ``part`` (done of planned_min; blank where nothing is planned) and counting.

    Raises
    ------
    ArgumentError
        If it is another frame.

    Examples
    --------
    >>> rows = [["A", "2027-W01", 4.0, 6.0, 9.0, True], ["A", "2027-W01", 4.0, 4.0, 2.0, True]]
    >>> columns = ["athlete", "week", "planned_min", "planned_max", "done", "due"]
    >>> squad_weeks(pd.DataFrame(rows, columns=columns))[["done", "part"]].values.tolist()
    [[8.0, 0.75]]
    """
    wanted = {"athlete", "week", "planned_min", "planned_max", "done", "due"}
    if not isinstance(volume, pd.DataFrame) or not wanted <= set(volume.columns):
        raise ArgumentError("not the volume of a block and a log; give what compare_to_block returns")
    kept = volume.assign(enough=volume[["done", "planned_min"]].min(axis=1))
    kept["done"] = kept[["done", "planned_max"]].min(axis=1)
    columns = ["planned_min", "planned_max", "done", "enough"]
    sums = (
        kept.groupby(["athlete", "week"], sort=True).agg({**dict.fromkeys(columns, "sum"), "due": "all"}).reset_index()
    )
    part = sums["enough"] / sums["planned_min"].where(sums["planned_min"] > 0)
    return sums.drop(columns="enough").assign(part=part.round(4), counting=_counting(volume))


def _counting(volume: pd.DataFrame) -> str:
    return str(volume["counting"].iloc[0]) if "counting" in volume and len(volume) else ""
