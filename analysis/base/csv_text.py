"""Frames written as CSV text that no spreadsheet runs as formulas."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd


def harmless(cell: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3"), harmless("+ two"), harmless("Hip thrust")
    ("'=1+1", '-3', "'+ two", 'Hip thrust')
    """
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    # A range of negative numbers is no formula, and an apostrophe would make a text of it.
    return cell if re.fullmatch(r"[+-]?[0-9.]+( to [+-]?[0-9.]+)?", cell) else f"'{cell}"


def csv_text(frame: pd.DataFrame) -> str:
    r"""Write a frame as CSV text: line feeds, no index, blanks for missing values, numbers without needless digits.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"a": [1.0, 0.5, None], "b": [True, False, True]}))
    'a,b\n1,true\n0.5,false\n,true\n'
    """
    worded = frame.copy(deep=False)
    # Ten digits print every half and quarter as typed, and no machine's last bit: the same bytes everywhere.
    for name in frame.columns:
        if pd.api.types.is_bool_dtype(frame[name].dtype):
            worded[name] = frame[name].map({True: "true", False: "false"})
        elif not pd.api.types.is_numeric_dtype(frame[name].dtype):
            worded[name] = frame[name].map(harmless, na_action="ignore")
    text: str = worded.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return text
