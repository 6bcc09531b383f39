"""Where files are written: paths with the right suffix, folders written whole or not at all, and files left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.base.errors import FileError
from analysis.base.files import KEPT, make_folder, paths_of, real, there, write_bytes
from analysis.library.library import Library

PHONE, WATCH = ".liftlogplan", ".fit"
"""File suffixes of plans for the phone and workouts for a watch."""


def target_of(path: str | Path, what: str, suffixes: Sequence[str]) -> Path:
    """Return a path, checked to end in one of some suffixes.

    Raises
    ------
    FileError

    Examples
    --------
    >>> target_of("out/compare.txt", "table", [".csv", ".xlsx"])
    Traceback (most recent call last):
        ...
    analysis.base.errors.FileError: out/compare.txt: unknown kind of table; allowed: .csv, .xlsx
    """
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        raise FileError(f"{target.as_posix()}: unknown kind of {what}; allowed: {', '.join(suffixes)}")
    return target


def check_place(home: Path, library: Library) -> None:
    """Refuse an output folder inside the data that are read, or at the path of a file.

    Raises
    ------
    FileError
    """
    # Links are resolved on both sides: another path to the data is the data too.
    data = real(library.folder)
    if real(home) == data or data in real(home).parents:
        raise FileError(f"{home.as_posix()}: is in the data folder that is read; allowed: another place to write to")
    if there(home) and not home.is_dir():
        raise FileError(f"{home.as_posix()}: cannot be written to: it is a file, not a folder")
    if home.suffix.lower() in FILE_KINDS and not there(home):
        named = home.with_suffix("").as_posix()
        raise FileError(f"{home.as_posix()}: several files are written, into a folder; allowed: such as {named}/")


FILE_KINDS = (".csv", ".xlsx", ".json", ".md", ".txt", ".html", ".png", ".svg", ".pdf", ".toml")
"""Suffixes that nobody gives a folder."""


def write_together(
    files: Mapping[Path, bytes], home: Path, library: Library, *, keep: Iterable[str | Path] = ()
) -> None:
    """Write files that belong together; if one cannot be written, none is.

    Raises
    ------
    FileError
        If a path is blocked, a file must be kept, or the folder is that of the data that are read.
    """
    kept = {real(path) for path in paths_of("keep", keep)}
    check_place(home, library)
    # All paths are checked before the first file is written.
    for path in files:
        if real(path) in kept:
            raise FileError(f"{path.as_posix()}: was read, and would be replaced; allowed: another folder to write to")
        if there(path) and not path.is_file():
            raise FileError(f"{path.as_posix()}: cannot be written: not an ordinary file")
        folder = path.parent
        if there(folder) and not folder.is_dir():
            raise FileError(f"{folder.as_posix()}: cannot be written to: it is a file, not a folder")
        if folder.is_symlink() and not folder.exists():
            raise FileError(f"{folder.as_posix()}: cannot be written to: it is a link that leads nowhere")
    make_folder(home)
    for path, content in sorted(files.items(), key=lambda file: KEPT not in file[0].stem):  # copies come first
        write_bytes(path, content)


def left_over(candidates: Iterable[Path], written: Iterable[Path]) -> list[Path]:
    """Return existing files that were not written now: they belong to something else.

    Examples
    --------
    >>> left_over([Path("no/such/file")], [])
    []
    """
    now = set(written)
    return [path for path in candidates if path.is_file() and path not in now]
