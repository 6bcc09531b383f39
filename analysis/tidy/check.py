"""Check the data or a sheet and report all errors at once."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import DataError, FileError, Finding
from analysis.base.files import holds, read_text
from analysis.base.names import fold, singular, snake
from analysis.base.text import span
from analysis.library.additions import OwnSheet, read_own_sheet, with_sheets
from analysis.library.doses.dose_words import dose_words
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.loading import load_library
from analysis.library.schema import data_folder, read_schemas
from analysis.library.sheets.sheet_choices import AS_USUAL, ONE_SET, choices_text, is_question
from analysis.library.table_checks import check_foreign_keys, read_table
from analysis.library.terms import OWN
from analysis.tidy.build import PACKAGE, SUMS, built_texts

REBUILD = "run python -m analysis build"


@checked
def check_data(folder: str | Path | None = None) -> list[Finding]:
    """Return the findings for a data folder: schema of every table, rules between tables, and outdated tidy files.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.

    Returns
    -------
    list of Finding
        Empty if there are no errors.

    Raises
    ------
    FileError
        If a file cannot be read at all.

    Examples
    --------
    >>> check_data()
    []
    """
    root = Path(folder) if folder is not None else data_folder()
    # If the build fails, the error is in sheets or coding; comparing with tidy would only repeat it.
    try:
        texts = built_texts(root)
    except DataError as error:
        return list(error.findings)
    findings: list[Finding] = []
    tables = {}
    schemas = read_schemas(root)
    for name, schema in schemas.items():
        if schema.layer == "tidy":
            tables[name], wrong = read_table(root / schema.path, schema, name=schema.path)
            findings += wrong
        elif schema.layer == "coding":
            tables[name], _ = read_table(root / schema.path, schema, name=schema.path)
    findings += check_foreign_keys(tables)  # generated tables too, since users may join them by these keys
    stale = [name for name, text in texts.items() if not holds(root / name, text)]
    changed = [finding for finding in _changed(root / SUMS, texts[SUMS]) if finding.file not in stale]
    # An edited file also makes sums and hashes wrong: report only the file.
    told = [name for name in stale if not (changed and name in (PACKAGE, SUMS))]
    findings += [Finding("not what the sheets and coding make", name, allowed=REBUILD) for name in told] + changed
    return findings


def _changed(path: Path, text: str) -> list[Finding]:
    """Return a finding for each file whose checksum has changed since the last build."""
    try:
        before = set(read_text(path).splitlines())
    except FileError:
        return []
    names = [line.split(maxsplit=1)[1] for line in text.splitlines() if line not in before]
    return [Finding("changed since the last build", name, allowed=REBUILD) for name in names]


def check_frictionless(folder: str | Path | None = None) -> list[Finding] | None:
    """Return the findings of the Frictionless library for a data folder; None if it isn't installed.

    Examples
    --------
    >>> check_frictionless() in ([], None)
    True
    """
    if importlib.util.find_spec("frictionless") is None:
        return None
    from frictionless import FrictionlessException, Package

    root = Path(folder) if folder is not None else data_folder()
    try:
        report = Package(str(root / "datapackage.json")).validate()
    except FrictionlessException as exception:
        return [Finding(str(exception), "datapackage.json")]
    except Exception as exception:  # the library leaves some errors of unusual packages unwrapped
        return [Finding(f"not readable by the Frictionless tools: {exception!r}", "datapackage.json")]
    findings = [Finding(error.message, "datapackage.json") for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "row_number", None)
            findings.append(Finding(error.message, task.place, row, getattr(error, "field_name", "") or ""))
    return findings


@dataclass(frozen=True)
class CheckedSheet:
    """A coach's own sheet as it was read.

    Attributes
    ----------
    findings : list of Finding
        All errors; empty if there are none.
    rows : DataFrame
        Each row as it was read: routine, row, exercise, dose, superset, rest, assumed.
    questions, assumed : list of str
        Doses used as typed that are probably not meant, and choices for blank cells.
    """

    findings: list[Finding]
    rows: pd.DataFrame
    questions: list[str]
    assumed: list[str]


@checked
def check_sheet(
    sheet: str | Path,
    folder: str | Path | None = None,
    *,
    exercises: str | Path | Iterable[str | Path] = (),
    skip_unknown: bool = False,
) -> CheckedSheet:
    """Return the findings, rows, questions and assumptions for a sheet of your own.

    Parameters
    ----------
    sheet : path
        See `add_routine`.
    folder : path, optional
        A data folder; default the shipped one.
    exercises, skip_unknown
        See `load_library`.

    Returns
    -------
    CheckedSheet

    Raises
    ------
    FileError
        If the file cannot be read at all.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "mine.csv"
    >>> _ = path.write_text("exercise,sets,reps\\nHip thrust,3,8-12\\nHip trust,3,8\\n")
    >>> checked = check_sheet(path)
    >>> checked.findings[0].row, checked.findings[0].column, checked.findings[0].near[0]
    (3, 'exercise', 'Hip thrust')
    >>> checked.rows[["row", "exercise", "dose"]].values.tolist()
    [[2, 'Hip thrust', '3 sets of 8-12'], [3, 'Hip trust: not known', '3 x 8']]
    """
    library = load_library(folder, exercises=exercises)
    read = read_own_sheet(library, sheet)
    more, findings = with_sheets(library, [read], skip_unknown=skip_unknown)
    choices = more.choices.iloc[len(library.choices) :]
    rows = understood_rows(more, read, choices)
    # Assumptions about doses are in the rows; equipment is one line.
    coded = choices[choices["column"] == "equipment"]
    names = coded["why"].str.removeprefix(AS_USUAL)
    items = dict.fromkeys(f"{name} {chosen}" for name, chosen in zip(names, coded["chosen"], strict=True))
    equipment = [f"equipment as usual: {'; '.join(items)} (?: optional)"] if items else []
    lines = [
        [line.removeprefix(f"{read.stem}, ") for line in choices_text(part)]
        for part in (choices[is_question(choices)], choices[~choices["column"].isin(["dose", "equipment"])])
    ]
    return CheckedSheet(findings, rows, lines[0], lines[1] + equipment)


def understood_rows(library: Library, read: OwnSheet, choices: pd.DataFrame) -> pd.DataFrame:
    """Return each row of a sheet as it was read, including unusable rows."""
    made = {(row["routine_id"], row["locator"]): row for row in library.prescriptions.to_dict("records")}
    doses = choices[choices["column"] == "dose"]
    names = labels(library, "exercise_id")
    rows = []
    for part in read.sheets:
        routine = snake(f"{read.stem} {part.day}")
        partners = Counter(entry.circuit for entry in part.rows)
        for entry in part.rows:
            row = made.get((routine, f"row {entry.row}"))
            told = doses.loc[(doses["routine_id"] == routine) & (doses["row"] == entry.row)]
            words = [
                "a question, below" if asked else f"{one} assumed" if one == ONE_SET else why
                for one, why, asked in zip(told["chosen"], told["why"], is_question(told), strict=True)
            ]
            together = entry.superset or f"circuit {entry.circuit}" * (partners[entry.circuit] > 1)
            rows.append(
                {
                    "routine": routine,
                    "row": entry.row,
                    "exercise": _understood(library, entry.exercise, names, row),
                    "dose": entry.typed if row is None else _dose(row),
                    "superset": together,
                    "rest": entry.text("rest") if row is None or pd.isna(row["rest_s_min"]) else _rest(row),
                    "assumed": "; ".join(words),
                }
            )
    return pd.DataFrame(rows, columns=["routine", "row", "exercise", "dose", "superset", "rest", "assumed"])


def _dose(row: Mapping[Hashable, Any]) -> str:
    beside = [str(row[name]) for name in ("load", "effort") if not pd.isna(row[name]) and row[name] != "AMRAP"]
    return ", ".join([dose_words({**row, "rest_s_min": None}), *beside])


def _rest(row: Mapping[Hashable, Any]) -> str:
    return f"{span(row['rest_s_min'], row['rest_s_max'])} s"


def _understood(library: Library, typed: str, names: Mapping[str, str], row: Mapping[Hashable, Any] | None) -> str:
    """Return the known name of an exercise, with the typed name in front if it differs."""
    key = row["exercise_id"] if row else library.coding.names.find(typed)
    if key is None:
        return f"{typed}: not known"
    name = names[key]
    own = " (your own)" if library.coding.exercises[key]["origin"] == OWN else ""
    return f"{name}{own}" if singular(fold(name)) == singular(fold(typed)) else f"{typed} = {name}{own}"
