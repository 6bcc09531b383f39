"""Everything that can be wrong with the data or a sheet, found and reported at once."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from analysis.base.arguments import checked
from analysis.base.errors import DataError, FileError, Finding
from analysis.base.files import holds, read_text
from analysis.library.library import data_folder
from analysis.library.loading import add_routine, load_library
from analysis.library.prescriptions import choices_text
from analysis.library.schema import read_schemas
from analysis.library.table_checks import check_foreign_keys, read_table
from analysis.tidy.build import PACKAGE, SUMS, built_texts

REBUILD = "run python -m analysis build"


@checked
def check_data(folder: str | Path | None = None) -> list[Finding]:
    """Check a data folder: every table against the schema, the rules between tables, and tidy against its sources.

    Parameters
    ----------
    folder : path, optional
        A data folder; default the shipped one.

    Returns
    -------
    list of Finding
        Empty when all is well.

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
    # What cannot be built is wrong in its sheets or coding, and comparing it with tidy would only repeat that.
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
    findings += check_foreign_keys(tables)  # of the generated tables too, by which others may join them
    stale = [name for name, text in texts.items() if not holds(root / name, text)]
    changed = [finding for finding in _changed(root / SUMS, texts[SUMS]) if finding.file not in stale]
    # Sums and hashes of a file that was edited are wrong with it: the file alone is told.
    told = [name for name in stale if not (changed and name in (PACKAGE, SUMS))]
    findings += [Finding("not what the sheets and coding make", name, allowed=REBUILD) for name in told] + changed
    return findings


def _changed(path: Path, text: str) -> list[Finding]:
    """Name the files whose checksum is another than at the last build."""
    try:
        before = set(read_text(path).splitlines())
    except FileError:
        return []
    names = [line.split(maxsplit=1)[1] for line in text.splitlines() if line not in before]
    return [Finding("changed since the last build", name, allowed=REBUILD) for name in names]


def check_frictionless(folder: str | Path | None = None) -> list[Finding] | None:
    """Hold a data folder against the Frictionless library; None when that is not installed.

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
    except Exception as exception:  # the library lets some errors of odd packages through
        return [Finding(f"not readable by the Frictionless tools: {exception!r}", "datapackage.json")]
    findings = [Finding(error.message, "datapackage.json") for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "row_number", None)
            findings.append(Finding(error.message, task.place, row, getattr(error, "field_name", "") or ""))
    return findings


@checked
def check_sheet(sheet: str | Path, folder: str | Path | None = None) -> tuple[list[Finding], list[str]]:
    """Check a sheet of your own.

    Parameters
    ----------
    sheet : path
        A CSV file in the format of ``data/sheets``.
    folder : path, optional
        A data folder; default the shipped one.

    Returns
    -------
    list of Finding, list of str
        What is wrong, and, when nothing is, what was chosen where the sheet says nothing.

    Raises
    ------
    FileError
        If the file cannot be read at all.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "mine.csv"
    >>> header = "section,phase,rounds,exercise,dose,equipment,notes"
    >>> _ = path.write_text(f"{header}\\nMain,strength,3,Hip trust,8-12,bench,\\n")
    >>> findings, chosen = check_sheet(path)
    >>> findings[0].row, findings[0].column, findings[0].near[0]
    (2, 'exercise', 'Hip thrust')
    """
    library = load_library(folder)
    try:
        more = add_routine(library, sheet)
    except DataError as error:
        return list(error.findings), []
    return [], choices_text(more.choices.iloc[len(library.choices) :])
