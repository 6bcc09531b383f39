"""Files read with a clear word on what is wrong with them, and written whole or not at all."""

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
"""Characters that no table needs, and by which the text of a file could steer a terminal."""


KEPT = "-kept-"
"""In the name of a copy of what stood there, before its number."""


LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file that is read whole."""


HEAD = 4096
"""First bytes of a file, by which it is told what it is."""


@contextlib.contextmanager
def in_one_line(path: Path, what: str = "cannot be read") -> Iterator[None]:
    """Say what the system says of a file in one line that names it.

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
    except AnalysisError:  # says it already
        raise
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {what}: {error.strerror or type(error).__name__}") from None
    except RuntimeError:
        raise FileError(f"{shown_path(path)}: {what}: links lead round in a circle") from None
    except ValueError:  # a NUL in the name
        raise FileError(f"{shown_path(path)}: not a file name") from None


def spreadsheet_in(path: Path, head: bytes) -> str:
    """Say which spreadsheet that is not read stands in a file, by its first bytes; blank for none.

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
    """Show a path on one line.

    Examples
    --------
    >>> shown_path(Path("a/b.csv"))
    'a/b.csv'
    """
    return clip(path.as_posix(), 120)[1:-1]


def check_ordinary(path: Path) -> None:
    """Refuse what is there but no ordinary file: a pipe or a device may never end.

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
        return  # what is wrong with the path is said where it is read
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileError(f"{shown_path(path)}: cannot be read: not an ordinary file")


def read_bytes(path: Path, *, most: int = LARGEST) -> bytes:
    """Read a file that is not too large.

    Raises
    ------
    FileError
        If it is missing, a folder, no ordinary file, unreadable, or larger than ``most``.

    Examples
    --------
    >>> read_bytes(Path("no/such/file.xlsx"))
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: no/such/file.xlsx: cannot be read: No such file or directory
    """
    check_ordinary(path)
    with in_one_line(path), path.open("rb") as file:
        # A buffer is made for all that is asked for: what a file says of its size is asked first.
        raw = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
        size = max(len(raw), os.fstat(file.fileno()).st_size)
    if size > most:
        raise FileError(f"{shown_path(path)}: too large: {size} bytes; allowed: up to {most}")
    return raw


def read_text(path: Path, *, instead: str = "save it as CSV", most: int = LARGEST) -> str:
    """Read a UTF-8 text file, with or without a byte order mark; ``instead`` says what to do with a spreadsheet.

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
    # Each of these is what a spreadsheet program saves by default somewhere, so each is told what to save instead.
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
    """Return the paths that were given: one, several, or none (None).

    Raises
    ------
    ArgumentError
        If something else was given.

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
    """Return where a path leads, links followed.

    Raises
    ------
    FileError
        If links lead round in a circle, or the current folder is gone.

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
        If the path is no name of a file at all.

    Examples
    --------
    >>> there(Path("no/such/file"))
    False
    """
    with in_one_line(path):
        return path.exists()


def kept_copy_of(path: Path) -> Path | None:
    """Return the file that a path is a kept copy of, None where it is none or that file is gone.

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
    """Make a folder, and those above it, unless it is there.

    Raises
    ------
    FileError
        If it cannot be made; a file that stands in its place is named.

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
    """Write a file whole or not at all: beside its place, then renamed; what stood there before stays until then.

    A link is followed, and the mode of a file that is replaced is kept.

    Raises
    ------
    FileError
        If the folder cannot be made or written to, or something that is no ordinary file stands there.

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
        mode = 0o666 if before is None else before  # of a new file the system takes away what it does not allow
        # In the same folder, so that the renaming is one step of the file system: a reader sees the old or the new.
        beside = target.parent / f".{target.stem[:40]}-{secrets.token_hex(8)}{target.suffix}"
        try:
            with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(content)
            if before is not None:
                beside.chmod(before)
            beside.replace(target)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)  # as it is where it was renamed


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file whole or not at all, with line feeds as they stand, see `write_bytes`.

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
    """Return whether a file holds exactly a text or some bytes; no when it is missing, a folder or unreadable.

    Examples
    --------
    >>> holds(Path("no/such/file"), "")
    False
    """
    # No more is read than what it should hold: a larger file is another one.
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        return read_bytes(path, most=len(content)) == content
    except FileError:
        return False
