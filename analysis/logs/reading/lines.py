"""Lines of an export: its encoding, its delimiter, and how a line is split into cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.base.errors import FileError
from analysis.base.files import HEAD, in_one_line, shown_path, spreadsheet_in

DELIMITERS = ",;\t|"


LONGEST_LINE = 100_000
"""Maximum characters of a line: a longer one is no note that a person typed."""


BLOCK = 1 << 15


MOST_LINES = 1000
"""Characters read at once, and lines passed on at once: many short lines take more memory than their text."""


SECTION = "###"


LOGGED = "EXERCISE LOGS"
"""How a backup of Jefit marks its sections, and the title of the one that is read."""


ARCHIVES = {b"PK\x03\x04": "a zip archive; unpack it first", b"\x1f\x8b": "packed with gzip; unpack it first"}


MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Encodings recognized by the first bytes of a file."""


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file read in parts: by its mark, its zeros, else UTF-8 or Windows-1252.

    Raises
    ------
    FileError
        If it cannot be read, or is compressed.
    """
    name = shown_path(path)
    with in_one_line(path), path.open("rb") as file:
        head = file.read(HEAD)
        if sheet := spreadsheet_in(path, head):
            raise FileError(f"{name}: {sheet}; save it as xlsx or CSV")
        if packed := next((what for magic, what in ARCHIVES.items() if head.startswith(magic)), ""):
            raise FileError(f"{name}: {packed}")
        if marked := next((encoding for mark, encoding in MARKS.items() if head.startswith(mark)), ""):
            return marked
        # ASCII text in UTF-16 alternates zeros and letters, so one half of the bytes is nearly all zeros.
        zeros = [head[start::2].count(0) for start in (0, 1)]
        if max(zeros) > len(head) // 4 and min(zeros) < len(head) // 16:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return _eight_bits(file, head)


def _eight_bits(file: io.BufferedReader, head: bytes) -> str:
    """Return UTF-8, even with a few broken bytes, or Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    wide = broken = 0
    block = head
    while block:
        text = decoder.decode(block)
        if not text.isascii():
            bad = text.count("\ufffd")
            broken += bad
            wide += len(text) - len(text.encode("ascii", "ignore")) - bad
        block = file.read(BLOCK)
    return "utf-8" if wide >= broken else "cp1252"


def read_lines(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Yield a file's lines, some hundred at a time, with the number of the first; overlong lines are cut.

    Passing single lines would take longer than all the work done with them afterwards.
    """
    with path.open("r", encoding=encoding, errors="replace", newline="") as file:
        number, rest = 1, ""
        while block := file.read(BLOCK):
            lines = io.StringIO(rest + block.replace("\x00", ""), newline="").readlines()
            # The last line may continue in the next block, if only by the "\n" of "\r\n". Of an overlong line only
            # enough to recognize it is kept: a file of one line may be larger than the memory.
            rest = lines.pop()[: LONGEST_LINE + 2] if lines else ""
            for start in range(0, len(lines), MOST_LINES):
                yield number + start, lines[start : start + MOST_LINES]
            number += len(lines)
        yield number, [rest] if rest else []


def delimiter_of(header: str) -> str:
    """Return the delimiter that occurs most often in a header, outside quotes.

    Examples
    --------
    >>> delimiter_of('Date;Exercise Name;"Weight, each";Reps')
    ';'
    """
    outside = "".join(header.split('"')[::2])
    counted = outside if set(outside) & set(DELIMITERS) else header
    return max(DELIMITERS, key=lambda mark: (counted.count(mark), -DELIMITERS.index(mark)))


def split_line(line: str, delimiter: str, *, whole: bool = False) -> list[str]:
    """Return the cells of a record; where lines are quoted as a ``whole``, their own quotes are doubled.

    Examples
    --------
    >>> split_line('1;"a;b"', ";"), split_line('"2018-01-01;""Legs; heavy"";5"', ";", whole=True)
    (['1', 'a;b'], ['2018-01-01', 'Legs; heavy', '5'])
    """
    return next(csv.reader([(_inner(line) if whole else "") or line], delimiter=delimiter), [])


def _inner(line: str) -> str:
    """Return the text inside the quotes of a line that is quoted as a whole, blank for any other line."""
    text = line.rstrip("\r\n")
    whole = len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', "")
    return text[1:-1].replace('""', '"') if whole else ""


def quoted_whole(line: str, delimiter: str) -> bool:
    """Return whether a line is a single quoted text with delimiters in it.

    Examples
    --------
    >>> quoted_whole('"2018-01-01;""Legs"";5"', ";"), quoted_whole('"a";"b"', ";")
    (True, False)
    """
    return delimiter in _inner(line)


def in_logs() -> Callable[[str], bool]:
    """Return a function that tells, line by line, whether a Jefit backup is within its section of logs.

    Examples
    --------
    >>> list(map(in_logs(), ["### SETTING ###", "1,F", "### EXERCISE LOGS ###", "logs,mydate,ename", "### NOTES ###"]))
    [False, False, False, True, False]
    """
    inside = False

    def of_log(line: str) -> bool:
        nonlocal inside
        marked = line.startswith(SECTION)
        inside = LOGGED in line if marked else inside
        return inside and not marked

    return of_log
