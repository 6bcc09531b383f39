"""Print the answer of a command as tables and sentences that fit the terminal, or write it to a file."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from analysis.base.csv_text import csv_text
from analysis.base.text import listing
from analysis.files.table_files import export_table, json_text, markdown_text

DONE, NO, BAD = 0, 1, 2
"""Exit codes: done; done with the answer no; bad input."""


def give_table(
    frame: pd.DataFrame,
    words: pd.DataFrame,
    sentences: Sequence[str],
    options: argparse.Namespace,
    more: Sequence[pd.DataFrame] = (),
    answer: str = "",
) -> int:
    """Print or write a table: the tidy frame as CSV or JSON, ``words`` as a text table or Markdown.

    On screen the answer comes first, then the tables, then the sentences. Returns the exit code.
    """
    if options.out is not None:
        export_table(words if Path(options.out).suffix.lower() == ".md" else frame, options.out)
        return tell_written(options.out)
    if options.format == "table":
        first = [bold(filled([answer]))] if answer else []
        print("\n\n".join([*first, *map(text_table, [words, *more]), *([filled(sentences)] if sentences else [])]))
    else:
        text = {"csv": csv_text, "json": json_text, "markdown": markdown_text}[options.format]
        print(text(words if options.format == "markdown" else frame), end="")
    return DONE


def bold(text: str) -> str:
    """Return a text in bold if the output is a terminal and ``NO_COLOR`` is not set.

    Examples
    --------
    >>> bold("Most sets for the glutes")  # no terminal reads this
    'Most sets for the glutes'
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def draw(frame: pd.DataFrame, out: str, chart: str) -> int:
    """Draw a chart to a file and return the exit code."""
    show_nothing()
    from analysis import charts
    from analysis.files.figure_files import export_figure

    export_figure(getattr(charts, chart)(frame), out)
    return tell_written(out)


def show_nothing() -> None:
    """Make matplotlib draw only to files, whatever backend is set."""
    os.environ["MPLBACKEND"] = "agg"


def tell_written(out: str | Path) -> int:
    """Print the name of the written file and return the exit code."""
    print(f"wrote {out}", file=sys.stderr)
    return DONE


def tell_folder(
    written: Sequence[Path], folder: str, others: Iterable[Path], what: str, notes: Iterable[str] = ()
) -> None:
    """Print how many files were written to a folder, and which older files there belong to something else."""
    home = Path(folder).as_posix()
    print(f"wrote {len(written)} files to {home}/", *notes, sep="\n", file=sys.stderr)
    if left := [path.as_posix() for path in others]:
        names = left[0] if len(left) == 1 else listing([path.removeprefix(f"{home}/") for path in left])
        say = f"{names} is of {what}; delete it"
        print(say if len(left) == 1 else f"in {home}/ {len(left)} are of {what}; delete them: {names}", file=sys.stderr)


WIDTH = 80


GAP = 2
"""Spaces between two columns."""


NARROWEST = 16
"""Minimum width of a wrapped column in characters; below that the table continues in another panel."""


def text_table(frame: pd.DataFrame, *, width: int = WIDTH) -> str:
    """Return a frame of words as a text table, split into panels to fit the width; each repeats the first column.

    Examples
    --------
    >>> print(text_table(pd.DataFrame({"muscle": ["Quads", "Calves"], "sets": ["8", "3"]})))
    muscle    sets
    --------  ------
    Quads     8
    Calves    3
    """
    cells = frame.astype("str").map(lambda text: " ".join(text.split()))
    natural = [max([len(str(name)) + 2, *cells[name].str.len()]) for name in frame]
    # The largest cap that fits the table: long cells are wrapped before a second panel starts.
    caps = range(max(natural, default=0), NARROWEST, -1)
    cap = next((cap for cap in caps if sum(min(cap, wide) + GAP for wide in natural) - GAP <= width), NARROWEST)
    widths = [min(cap, wide) for wide in natural]
    panels: list[list[int]] = []
    room = 0
    for column in range(1, len(widths)):
        if not panels or widths[column] + GAP > room:
            panels.append([0])  # the first column names the row, so every panel repeats it
            room = width - widths[0]
        panels[-1].append(column)
        room -= widths[column] + GAP
    parts = [cells.iloc[:, panel] for panel in panels or [[0]]]
    # Later panels leave out rows that are blank there.
    parts[1:] = [part[(part.iloc[:, 1:] != "").any(axis=1)] for part in parts[1:]]
    return "\n\n".join(_panel(part, cap) for part in parts)


def _panel(cells: pd.DataFrame, cap: int) -> str:
    """Return columns side by side, with a line below the heads and cells longer than the cap wrapped."""
    # A table package would take longer to load than all our modules for a comparison.
    heads = [textwrap.wrap(str(name), cap - 2) or [""] for name in cells]
    rows = [[textwrap.wrap(cell, cap) or [""] for cell in row] for row in cells.values.tolist()]
    widths = [
        max([2 + max(map(columns_of, head)), *(columns_of(line) for cell in column for line in cell)])
        for head, *column in zip(heads, *rows, strict=True)
    ]
    rule = [["-" * width] for width in widths]
    lines = []
    for row in (heads, rule, *rows):
        for texts in zip_longest(*row, fillvalue=""):
            padded = (text + " " * (width - columns_of(text)) for text, width in zip(texts, widths, strict=True))
            lines.append((" " * GAP).join(padded).rstrip())
    return "\n".join(lines)


def columns_of(text: str) -> int:
    """Return the width of a text in terminal columns: wide letters take two, combining marks none.

    Examples
    --------
    >>> columns_of("Quads"), columns_of("深蹲"), columns_of("e\u0301")
    (5, 4, 1)
    """
    if text.isascii():
        return len(text)
    wide = (2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return sum(width for letter, width in zip(text, wide, strict=True) if not unicodedata.combining(letter))


def filled(paragraphs: Iterable[str], *, width: int = WIDTH) -> str:
    """Return paragraphs wrapped into lines; a blank paragraph is a blank line.

    Examples
    --------
    >>> print(filled(["one two three", "", "four"], width=9))
    one two
    three
    <BLANKLINE>
    four
    """
    lines = [line for text in paragraphs for line in (textwrap.wrap(text, width, break_on_hyphens=False) or [""])]
    return "\n".join(lines)
