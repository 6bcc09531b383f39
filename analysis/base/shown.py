"""Sentences and tables in readable form, in Jupyter and in a terminal."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.said import Said
from analysis.base.text import number, span


class Shown:
    """Sentences and tables, one below the other, displayed by Jupyter and the terminal."""

    def __init__(self, parts: list[Said | pd.DataFrame]) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        return "\n\n".join(
            part if isinstance(part, str) else part.to_string(index=False) if len(part) else "none"
            for part in self.parts
        )

    def _repr_html_(self) -> str:
        return "".join(_table(part) if isinstance(part, pd.DataFrame) else part._repr_html_() for part in self.parts)


def show(*things: object, digits: int = 1) -> Shown:
    """Show sentences and tables as a cell's output: words for heads, joined ranges, blanks for missing values.

    Parameters
    ----------
    *things : str, DataFrame or Series
        Shown one below the other. An index that only numbers the rows of a frame is left out.
    digits : int
        Digits after the decimal point.

    Returns
    -------
    Shown
        Displayed if it is the last line of a cell.

    Examples
    --------
    >>> show("Two routines.", pd.DataFrame({"routine_id": ["a"], "sets_min": [2.0], "sets_max": [3.5]}))
    Two routines.
    <BLANKLINE>
    routine id  sets
             a 2–3.5
    """
    return Shown([_worded(thing, digits) for thing in things])


def _worded(thing: object, digits: int) -> Said | pd.DataFrame:
    """Return a table with all cells as text, and a sentence as it is."""
    if isinstance(thing, pd.Series):
        thing = thing.to_frame(str(thing.name) if thing.name is not None else "")
    if not isinstance(thing, pd.DataFrame):
        return Said(thing)
    index = thing.index
    if not (index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)):
        thing = thing.reset_index(names=[name or "" for name in index.names])
    columns: dict[str, list[str]] = {}
    for name in map(str, thing.columns):
        upper = f"{name[:-4]}_max"
        if name.endswith("_min") and upper in thing:
            pairs = zip(thing[name], thing[upper], strict=True)
            columns[name[:-4]] = [
                "" if pd.isna(low) else span(low, high, digits=digits, dash="–") for low, high in pairs
            ]
        elif not (name.endswith("_max") and f"{name[:-4]}_min" in thing):
            columns[name] = [_text(value, digits) for value in thing[name]]
    # A lower end without an upper end reads "at least".
    heads = {name: f"{name.removesuffix('_min')}, at least" if name.endswith("_min") else name for name in columns}
    heads = {name: head.replace("_", " ") for name, head in heads.items()}
    return pd.DataFrame(columns, dtype="str").rename(columns=heads)


def _text(value: Any, digits: int) -> str:
    if isinstance(value, (bool, np.bool)):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(each, digits) for each in value)
    if pd.isna(value):
        return ""
    if isinstance(value, (int, float, np.number)):
        return number(float(value), digits)
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _table(frame: pd.DataFrame) -> str:
    """Return a table as HTML: numbers right-aligned, words left-aligned."""
    if frame.empty:
        return "<p>none</p>"
    right = {name: bool(frame[name].str.fullmatch(r"[\d.+−–-]*").all()) for name in frame}
    cells = [(name, f"text-align: {'right' if right[name] else 'left'}; vertical-align: top") for name in frame]
    head = "".join(f'<th style="{look}">{escape(str(name))}</th>' for name, look in cells)
    rows = "".join(
        f"<tr>{''.join(f'<td style={chr(34)}{look}{chr(34)}>{escape(row[name])}</td>' for name, look in cells)}</tr>"
        for row in frame.to_dict("records")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
