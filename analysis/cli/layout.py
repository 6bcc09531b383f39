"""Tables and paragraphs laid out for a terminal, no wider than it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pandas as pd

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
    from tabulate import tabulate

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
    parts = []
    for panel in panels or [[0]]:
        part = cells.iloc[:, panel]
        table = tabulate(
            part.values.tolist(),
            list(part.columns),
            tablefmt="simple",
            disable_numparse=True,  # "3.0" stays "3.0": numbers were written as they should be read
            maxcolwidths=cap,
            maxheadercolwidths=cap - 2,
        )
        parts.append("\n".join(line.rstrip() for line in table.splitlines()))
    return "\n\n".join(parts)


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
