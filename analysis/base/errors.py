"""One family of errors, each saying what is wrong, where, with which value, and what would be allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.base.text import clip

SHOWN = 5
"""Findings that a message shows before it only counts the rest."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong in one place.

    Attributes
    ----------
    what : str
        What is wrong.
    file : str
        File or argument; blank when there is none.
    row : int or None
        Row of the spreadsheet, the header being row 1.
    column : str
        Column name; blank when the whole row is meant.
    value : str or None
        The value as it stands.
    allowed : str
        What may stand there, or what to do.
    near : tuple of str
        The nearest known names.
    line : int or None
        Line of a text file that is no table.
    key : str
        Key of such a file, with the tables it stands in.

    Examples
    --------
    >>> print(Finding("no such phase", "mine.csv", 4, "phase", "strenght", "strength", ("strength",)))
    mine.csv, row 4, column phase: no such phase: 'strenght'; allowed: strength; did you mean strength?
    """

    what: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None
    allowed: str = ""
    near: tuple[str, ...] = ()
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        parts = (
            clip(self.file, 120)[1:-1],
            f"row {self.row}" if self.row is not None else "",
            f"line {self.line}" if self.line is not None else "",
            f"column {self.column}" if self.column else "",
            f"key {clip(self.key)[1:-1]}" if self.key else "",
        )
        where = ", ".join(filter(None, parts))
        text = f"{where}: {self.what}" if where else self.what
        if self.value is not None:
            text += f": {clip(self.value)}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.near:
            text += f"; did you mean {' or '.join(self.near)}?"
        return text


class AnalysisError(ValueError):
    """Base of everything this package raises about what it was given.

    Examples
    --------
    >>> issubclass(AnalysisError, ValueError)
    True
    """


class DoseError(AnalysisError):
    """A dose that cannot be read or is out of bounds.

    Examples
    --------
    >>> issubclass(DoseError, AnalysisError)
    True
    """


class FileError(AnalysisError):
    """A file that cannot be found, read or written.

    Examples
    --------
    >>> issubclass(FileError, AnalysisError)
    True
    """


class NoLogError(FileError):
    """A file that can be read and is no training log.

    Examples
    --------
    >>> issubclass(NoLogError, FileError)
    True
    """


class ArgumentError(AnalysisError):
    """An argument that is not allowed; unknown names come with the nearest known ones.

    Examples
    --------
    >>> issubclass(ArgumentError, AnalysisError)
    True
    """

    @property
    def finding(self) -> Finding:
        """What is wrong with it."""
        where = self.args[0]
        return where if isinstance(where, Finding) else Finding(str(where))


class DataError(AnalysisError):
    """Findings in data files, all of them, of which the message shows the first few.

    Parameters
    ----------
    findings : sequence of Finding
        What was found, at least one.

    Examples
    --------
    >>> print(DataError([Finding("blank", "a.csv", row) for row in range(2, 9)]))
    a.csv, row 2: blank
    a.csv, row 3: blank
    a.csv, row 4: blank
    a.csv, row 5: blank
    a.csv, row 6: blank
    and 2 more
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        # A sheet pasted into the wrong columns has hundreds: the first few tell what happened.
        more = len(self.findings) - SHOWN
        lines = [str(finding) for finding in self.findings[:SHOWN]]
        super().__init__("\n".join(lines + ([f"and {more} more"] if more > 0 else [])))


def raise_all(findings: Sequence[Finding]) -> None:
    """Raise what was found, if anything was.

    Raises
    ------
    DataError

    Examples
    --------
    >>> raise_all([])
    """
    if findings:
        raise DataError(findings)


def import_failure(error: ImportError, module: str, needs: str, install: str) -> str:
    """Say why an optional package cannot be used: it is not there, or it is and does not load.

    Examples
    --------
    >>> error = ModuleNotFoundError("No module named 'highspy'", name="highspy")
    >>> import_failure(error, "highspy", "suggesting weeks needs HiGHS", "pip install highspy")
    'suggesting weeks needs HiGHS, which is not installed; install it with: pip install highspy'
    >>> import_failure(ImportError("undefined symbol: run"), "highspy", "suggesting weeks needs HiGHS", "")
    'suggesting weeks needs HiGHS, which is installed but does not load: undefined symbol: run'
    """
    # The name tells whether it is the package itself that is missing, or something that it needs in turn.
    if isinstance(error, ModuleNotFoundError) and error.name == module:
        return f"{needs}, which is not installed; install it with: {install}"
    return f"{needs}, which is installed but does not load: {error}"
