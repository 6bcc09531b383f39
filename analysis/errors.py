"""One family of errors, each saying what is wrong, where, with which value, and what would be allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.names import fold, nearest

SHOWN = 5
"""Findings that a message shows before it only counts the rest."""


def clip(value: object, width: int = 60) -> str:
    """Show a value on one line: control characters replaced, the middle left out when it is long.

    Examples
    --------
    >>> clip("a" * 100, 12)
    "'aaaaaa...aaa'"
    """
    text = "".join(c if c.isprintable() else "�" for c in str(value)[: 4 * width])
    if len(str(value)) > width:
        text = f"{text[: width // 2]}...{str(value)[-(width // 4) :]}"
        text = "".join(c if c.isprintable() else "�" for c in text)
    return f"'{text}'"


def one_of(names: Iterable[str], *, most: int = 12) -> str:
    """List what is allowed, cut after ``most`` names.

    Examples
    --------
    >>> one_of(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    listed = list(names)
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {more} more" if more > 0 else "")


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
        place = ", ".join(
            part
            for part in (
                clip(self.file, 120)[1:-1],
                f"row {self.row}" if self.row is not None else "",
                f"line {self.line}" if self.line is not None else "",
                f"column {self.column}" if self.column else "",
                f"key {clip(self.key)[1:-1]}" if self.key else "",
            )
            if part
        )
        text = f"{place}: {self.what}" if place else self.what
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
        more = len(self.findings) - SHOWN
        lines = [str(finding) for finding in self.findings[:SHOWN]]
        super().__init__("\n".join(lines + ([f"and {more} more"] if more > 0 else [])))


def check_named(what: str, value: str, names: Mapping[str, str]) -> str:
    """Return the id that a value is or names, whatever its capitals, accents and punctuation.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> check_named("muscle", "Glute med", {"glute_med": "Glute med"})
    'glute_med'
    """
    ids = {fold(name): key for key, name in names.items()} | {fold(key): key for key in names}
    return ids.get(fold(str(value))) or check_choice(what, str(value), names)


def texts(what: str, given: Iterable[str] | None) -> list[str]:
    """Return names that were given one by one, alone as a text, or not at all (None).

    Raises
    ------
    ArgumentError
        If something else was given.

    Examples
    --------
    >>> texts("equipment", "mat"), texts("equipment", ("mat", "wall")), texts("equipment", None)
    (['mat'], ['mat', 'wall'], [])
    """
    if given is None:
        return []
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    for name in names:
        if not isinstance(name, str):
            raise ArgumentError(Finding(f"{what}: not a name", value=str(name), allowed="a text, or a list of texts"))
    return names


def check_choice(what: str, value: str, allowed: Iterable[str]) -> str:
    """Return a value if it is allowed.

    Raises
    ------
    ArgumentError
        With the value, what is allowed and the nearest match.

    Examples
    --------
    >>> check_choice("phase", "strength", ["activation", "strength"])
    'strength'
    """
    known = list(allowed)
    if value not in known:
        near = tuple(nearest(str(value), known))
        raise ArgumentError(Finding(f"unknown {what}", value=str(value), allowed=one_of(known), near=near))
    return value


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
    if isinstance(error, ModuleNotFoundError) and error.name == module:
        return f"{needs}, which is not installed; install it with: {install}"
    return f"{needs}, which is installed but does not load: {error}"
