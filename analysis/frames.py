"""Small things that every floor does with frames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def positions(known: Iterable[Any], wanted: Iterable[Any]) -> npt.NDArray[np.intp]:
    """Return the position of each wanted value among known ones, -1 where there is none.

    Examples
    --------
    >>> positions(["a", "b"], ["b", "c"]).tolist()
    [1, -1]
    """
    return np.asarray(pd.Index(known).get_indexer(pd.Index(wanted)), dtype=np.intp)


def in_order(frame: pd.DataFrame, column: str, wanted: Iterable[Any]) -> pd.DataFrame:
    """Return the rows whose value in a column is wanted, in the order wanted, else as they stand.

    Examples
    --------
    >>> in_order(pd.DataFrame({"a": ["x", "y", "z"]}), "a", ["z", "x"])["a"].tolist()
    ['z', 'x']
    """
    order = positions(wanted, frame[column])
    return frame.iloc[np.argsort(order, kind="stable")[np.count_nonzero(order < 0) :]].reset_index(drop=True)


def strings(values: Iterable[str]) -> pd.Index[str]:
    """Return an index of texts, also when there are none.

    Examples
    --------
    >>> len(strings([]))
    0
    """
    return pd.Index(list(values), dtype="str")


def harmless(cell: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3"), harmless("+ two"), harmless("Hip thrust")
    ("'=1+1", '-3', "'+ two", 'Hip thrust')
    """
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    return cell if re.fullmatch(r"[+-]?[0-9.]+( to [+-]?[0-9.]+)?", cell) else f"'{cell}"


def csv_text(frame: pd.DataFrame) -> str:
    r"""Write a frame as CSV text: line feeds, no index, blanks for missing values, numbers without needless digits.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"a": [1.0, 0.5, None], "b": [True, False, True]}))
    'a,b\n1,true\n0.5,false\n,true\n'
    """
    worded = frame.copy(deep=False)
    for name in frame.columns:
        if pd.api.types.is_bool_dtype(frame[name].dtype):
            worded[name] = frame[name].map({True: "true", False: "false"})
        elif not pd.api.types.is_numeric_dtype(frame[name].dtype):
            worded[name] = frame[name].map(harmless, na_action="ignore")
    text: str = worded.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return text
