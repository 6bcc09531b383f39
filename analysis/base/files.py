"""Reading files with clear errors, and writing them whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from analysis.base.errors import AnalysisError, ArgumentError, FileError, Finding
from analysis.base.text import clip

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which no table needs and which could control a terminal."""


KEPT = "-kept-"
"""Part of the name of a kept copy of an earlier file, before its number."""


LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file to read whole."""


HEAD = 4096
"""Number of first bytes used to detect the type of a file."""


@contextlib.contextmanager
def in_one_line(path: Path, what: str = "cannot be read") -> Iterator[None]:
    """Raise the system's errors on a file as a one-line error that names it.

    Examples
    --------
    >>> with in_one_line(Path("block.toml"), "cannot be written"):
    ...     raise PermissionError(13, "Permission denied")
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: block.toml: cannot be written: Permission denied
    """
    try:
        yield
    except AnalysisError:  # already a clear error
        raise
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {what}: {error.strerror or type(error).__name__}") from None
    except RuntimeError:
        raise FileError(f"{shown_path(path)}: {what}: links lead round in a circle") from None
    except ValueError:  # a NUL in the name
        raise FileError(f"{shown_path(path)}: not a file name") from None


def spreadsheet_in(path: Path, head: bytes) -> str:
    """Return the type of an unsupported spreadsheet from a file's first bytes; blank for none.

    Examples
    --------
    >>> spreadsheet_in(Path("block.ods"), b"PK"), spreadsheet_in(Path("anna.csv"), b"Date,")
    ('an OpenDocument spreadsheet (.ods)', '')
    """
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel spreadsheet (.xls)"
    if not head.startswith(b"PK"):
        return ""
    if path.suffix.lower() == ".ods" or b"opendocument.spreadsheet" in head:
        return "an OpenDocument spreadsheet (.ods)"
    return "a Numbers spreadsheet" if path.suffix.lower() == ".numbers" or b".iwa" in head else ""


def shown_path(path: Path) -> str:
    """Return a path as text on one line.

    Examples
    --------
    >>> shown_path(Path("a/b.csv"))
    'a/b.csv'
    """
    return clip(path.as_posix(), 120)[1:-1]


def check_ordinary(path: Path) -> None:
    """Refuse a path to something other than an ordinary file: a pipe or a device may never end.

    Raises
    ------
    FileError

    Examples
    --------
    >>> check_ordinary(Path("no/such/file"))
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return  # reading the path reports the error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileError(f"{shown_path(path)}: cannot be read: not an ordinary file")


def read_bytes(path: Path, *, most: int = LARGEST) -> bytes:
    """Return the bytes of a file of limited size.

    Raises
    ------
    FileError
        If it is missing, a folder, not an ordinary file, unreadable, or larger than ``most``.

    Examples
    --------
    >>> read_bytes(Path("no/such/file.xlsx"))
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: no/such/file.xlsx: cannot be read: No such file or directory
    """
    check_ordinary(path)
    with in_one_line(path), path.open("rb") as file:
        # Reading allocates a buffer of the requested size, so check the file's stated size first.
        raw = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
        size = max(len(raw), os.fstat(file.fileno()).st_size)
    if size > most:
        raise FileError(f"{shown_path(path)}: too large: {size} bytes; allowed: up to {most}")
    return raw


def read_text(path: Path, *, instead: str = "save it as CSV", most: int = LARGEST) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark; ``instead`` is advice for a spreadsheet.

    Raises
    ------
    FileError
        If it cannot be read, see `read_bytes`, or is not UTF-8 text.

    Examples
    --------
    >>> read_text(Path("no/such/file.csv"))
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: no/such/file.csv: cannot be read: No such file or directory
    """
    name, raw = shown_path(path), read_bytes(path, most=most)
    csv_file = path.suffix.lower() == ".csv"
    how = "save it as 'CSV UTF-8' from the spreadsheet" if csv_file else "save it as UTF-8 text"
    # Spreadsheet programs save each of these formats by default somewhere, so each error says what to save instead.
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(f"{name}: UTF-16 text; {how}")
    if what := spreadsheet_in(path, raw[:HEAD]):
        raise FileError(f"{name}: {what}; {instead}")
    if b"\0" in raw:
        raise FileError(f"{name}: not a text file (NUL byte at {raw.index(0)}); {how}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileError(f"{name}: not UTF-8 text (line {line}); {how}") from None


def paths_of(what: str, typed: object) -> list[Path]:
    """Return paths as a list, given as one path, several, or None for none.

    Raises
    ------
    ArgumentError
        If the value is anything else.

    Examples
    --------
    >>> [path.name for path in paths_of("keep", "week.csv")], paths_of("keep", None)
    (['week.csv'], [])
    """
    several = [] if typed is None else [typed] if isinstance(typed, (str, PurePath)) else typed
    paths: list[Any] = list(several) if isinstance(several, Iterable) else [several]
    if not all(isinstance(path, (str, PurePath)) for path in paths):
        raise ArgumentError(Finding(f"{what}: not a path", value=str(typed), allowed="a path, or a list of paths"))
    return [Path(path) for path in paths]


def real(path: Path) -> Path:
    """Return the real path, with links followed.

    Raises
    ------
    FileError
        If links form a loop, or the current folder is gone.

    Examples
    --------
    >>> real(Path("/tmp/../tmp")) == real(Path("/tmp"))
    True
    """
    with in_one_line(path, "cannot be found"):
        return path.resolve()


def there(path: Path) -> bool:
    """Return whether a file or folder exists at a path, links followed.

    Raises
    ------
    FileError
        If the path cannot be the name of a file.

    Examples
    --------
    >>> there(Path("no/such/file"))
    False
    """
    with in_one_line(path):
        return path.exists()


def kept_copy_of(path: Path) -> Path | None:
    """Return the original file of a kept copy; None if the path is no kept copy or the original is gone.

    Examples
    --------
    >>> kept_copy_of(Path("no/such/block-kept-1.xlsx")) is None
    True
    """
    stem, kept, number = path.stem.rpartition(KEPT)
    if not (kept and stem and number.isdecimal()):
        return None
    original = path.with_name(f"{stem}{path.suffix}")
    return original if there(original) else None


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, unless it exists.

    Raises
    ------
    FileError
        If it cannot be made; names a file that is in the way.

    Examples
    --------
    >>> import tempfile
    >>> make_folder(Path(tempfile.mkdtemp()) / "out" / "charts")
    """
    with in_one_line(folder, "cannot be written to"):
        if blocked := next((part for part in (folder, *folder.parents) if part.is_file()), None):
            raise FileError(f"{shown_path(blocked)}: cannot be written to: it is a file, not a folder")
        folder.mkdir(parents=True, exist_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a temporary file, then renamed; an old file stays until then.

    Links are followed, and a replaced file keeps its mode.

    Raises
    ------
    FileError
        If the folder cannot be made or written to, or the path is not an ordinary file.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "new folder" / "a.txt"
    >>> write_bytes(target, b"whole")
    >>> target.read_text()
    'whole'
    """
    name = shown_path(path)
    with in_one_line(path, "cannot be written"):
        if path.is_dir():
            raise FileError(f"{name}: cannot be written: it is a folder")
        if path.exists() and not path.is_file():
            raise FileError(f"{name}: cannot be written: not an ordinary file")
        make_folder(path.parent)
        target = real(path)
        before = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        mode = 0o666 if before is None else before  # the umask limits the mode of a new file
        # In the same folder, to make renaming atomic: a reader sees either the old file or the new one.
        beside = target.parent / f".{target.stem[:40]}-{secrets.token_hex(8)}{target.suffix}"
        try:
            with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(content)
            if before is not None:
                beside.chmod(before)
            beside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)  # missing once renamed


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all, with line feeds unchanged; see `write_bytes`.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> write_text(target, "x\\n")
    >>> target.read_bytes()
    b'x\\n'
    """
    write_bytes(path, text.encode("utf-8"))


def holds(path: Path, text: str | bytes) -> bool:
    """Return whether a file's content equals a text or bytes; False if it is missing, a folder or unreadable.

    Examples
    --------
    >>> holds(Path("no/such/file"), "")
    False
    """
    # Read no more than the expected content: a larger file is different.
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        return read_bytes(path, most=len(content)) == content
    except FileError:
        return False
