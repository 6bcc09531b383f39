"""One family of errors, each with the problem, its position, the value, and the allowed values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.base.text import clip

SHOWN = 5
"""Findings that a message shows; the rest are only counted."""


@dataclass(frozen=True)
class Finding:
    """A single problem in a file or argument.

    Attributes
    ----------
    what : str
        The problem.
    file : str
        File or argument; blank if there is none.
    row : int or None
        Row of the spreadsheet; the header is row 1.
    column : str
        Column name; blank for the whole row.
    value : str or None
        The value as given.
    allowed : str
        The allowed values, or what to do.
    near : tuple of str
        Nearest known names.
    line : int or None
        Line of a text file that is not a table.
    key : str
        Key in such a file, with the tables around it.

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
    """Base class of all errors about this package's input.

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
    """A readable file that is not a training log.

    Examples
    --------
    >>> issubclass(NoLogError, FileError)
    True
    """


class ArgumentError(AnalysisError):
    """An argument that is not allowed; for unknown names, with the nearest known ones.

    Examples
    --------
    >>> issubclass(ArgumentError, AnalysisError)
    True
    """

    @property
    def finding(self) -> Finding:
        """The problem with the argument."""
        where = self.args[0]
        return where if isinstance(where, Finding) else Finding(str(where))


class DataError(AnalysisError):
    """All findings in data files; the message shows the first few.

    Parameters
    ----------
    findings : sequence of Finding
        At least one finding.

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
        # A sheet pasted into the wrong columns has hundreds: the first few show what happened.
        more = len(self.findings) - SHOWN
        lines = [str(finding) for finding in self.findings[:SHOWN]]
        super().__init__("\n".join(lines + ([f"and {more} more"] if more > 0 else [])))


def raise_all(findings: Sequence[Finding]) -> None:
    """Raise an error with the findings, if there are any.

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
    """Return why an optional package cannot be used: it is not installed, or does not load.

    Examples
    --------
    >>> error = ModuleNotFoundError("No module named 'highspy'", name="highspy")
    >>> import_failure(error, "highspy", "suggesting weeks needs HiGHS", "pip install highspy")
    'suggesting weeks needs HiGHS, which is not installed; install it with: pip install highspy'
    >>> import_failure(ImportError("undefined symbol: run"), "highspy", "suggesting weeks needs HiGHS", "")
    'suggesting weeks needs HiGHS, which is installed but does not load: undefined symbol: run'
    """
    # The name tells whether the package itself is missing or one of its dependencies.
    if isinstance(error, ModuleNotFoundError) and error.name == module:
        return f"{needs}, which is not installed; install it with: {install}"
    return f"{needs}, which is installed but does not load: {error}"
