"""What a command answers: tables and sentences laid out for a terminal, no wider than it is, or one file."""

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
"""Exit codes: done; done and the answer is no; bad input."""


def give_table(
    frame: pd.DataFrame,
    words: pd.DataFrame,
    sentences: Sequence[str],
    options: argparse.Namespace,
    more: Sequence[pd.DataFrame] = (),
    answer: str = "",
) -> int:
    """Print or write a table: the tidy frame as csv and json, words as a table and markdown.

    On a screen the answer comes first, then the tables, then what they rest on.
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
    """Set a text in bold where a terminal can and may: it is one, and ``NO_COLOR`` is not set.

    Examples
    --------
    >>> bold("Most sets for the glutes")  # no terminal reads this
    'Most sets for the glutes'
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def draw(frame: pd.DataFrame, out: str, chart: str) -> int:
    """Draw a chart into a file."""
    show_nothing()
    from analysis import charts
    from analysis.files.figure_files import export_figure

    export_figure(getattr(charts, chart)(frame), out)
    return tell_written(out)


def show_nothing() -> None:
    """Draw into files only, whatever backend the caller has set."""
    os.environ["MPLBACKEND"] = "agg"


def tell_written(out: str | Path) -> int:
    """Say which file was written."""
    print(f"wrote {out}", file=sys.stderr)
    return DONE


def tell_folder(
    written: Sequence[Path], folder: str, others: Iterable[Path], what: str, notes: Iterable[str] = ()
) -> None:
    """Say how many files were written to a folder, and which ones there are of something else."""
    home = Path(folder).as_posix()
    print(f"wrote {len(written)} files to {home}/", *notes, sep="\n", file=sys.stderr)
    if left := [path.as_posix() for path in others]:
        names = left[0] if len(left) == 1 else listing([path.removeprefix(f"{home}/") for path in left])
        say = f"{names} is of {what}; delete it"
        print(say if len(left) == 1 else f"in {home}/ {len(left)} are of {what}; delete them: {names}", file=sys.stderr)


WIDTH = 80


GAP = 2
"""Blanks between two columns."""


NARROWEST = 16
"""Characters below which a column is not wrapped further; then the table goes on in another panel."""


def text_table(frame: pd.DataFrame, *, width: int = WIDTH) -> str:
    """Write a frame of words as a plain table, in as many panels as the width needs; the first column leads each.

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
    # The widest cap with which the table fits: long cells are wrapped before a second panel is opened.
    caps = range(max(natural, default=0), NARROWEST, -1)
    cap = next((cap for cap in caps if sum(min(cap, wide) + GAP for wide in natural) - GAP <= width), NARROWEST)
    widths = [min(cap, wide) for wide in natural]
    panels: list[list[int]] = []
    room = 0
    for column in range(1, len(widths)):
        if not panels or widths[column] + GAP > room:
            panels.append([0])  # the first column says what a row is, so it leads every panel
            room = width - widths[0]
        panels[-1].append(column)
        room -= widths[column] + GAP
    parts = [cells.iloc[:, panel] for panel in panels or [[0]]]
    # What a later panel says nothing of is not repeated there.
    parts[1:] = [part[(part.iloc[:, 1:] != "").any(axis=1)] for part in parts[1:]]
    return "\n\n".join(_panel(part, cap) for part in parts)


def _panel(cells: pd.DataFrame, cap: int) -> str:
    """Write columns beside one another, with a line below the heads; what is longer than the cap is wrapped."""
    # Written here: a package that lays out tables takes longer to load than all that a comparison needs of ours.
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
    """Return how many columns of a terminal a text takes: wide letters two, marks on a letter none.

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
    """Break paragraphs into lines; a blank paragraph is a blank line.

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
