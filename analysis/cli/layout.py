"""Tables and paragraphs laid out for a terminal, no wider than it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pandas as pd

WIDTH = 80


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
    cap = next(
        (cap for cap in range(max(natural, default=0), NARROWEST, -1) if _total(natural, cap) <= width), NARROWEST
    )
    widths = [min(cap, one) for one in natural]
    panels: list[list[int]] = []
    room = 0
    for place in range(1, len(widths)):
        if not panels or widths[place] + 2 > room:
            panels.append([0])
            room = width - widths[0]
        panels[-1].append(place)
        room -= widths[place] + 2
    parts = []
    for panel in panels or [[0]]:
        part = cells.iloc[:, panel]
        table = tabulate(
            part.values.tolist(),
            list(part.columns),
            tablefmt="simple",
            disable_numparse=True,
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


def _total(widths: list[int], cap: int) -> int:
    return sum(min(cap, one) for one in widths) + 2 * (len(widths) - 1)
