"""Small things that every room does with frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError


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
    # What is not wanted has -1, is sorted to the front, and is cut off there.
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


def texts_or_missing(values: Iterable[str | None]) -> Any:
    """Return an array of texts in which a blank one is missing.

    Examples
    --------
    >>> texts_or_missing(["a", ""]).tolist()
    ['a', nan]
    """
    return pd.array([value or None for value in values], dtype="str")


def needs_columns(frame: pd.DataFrame, columns: Iterable[str], maker: str, use: str = "give") -> None:
    """Refuse a frame that lacks columns, naming the function whose frame is wanted.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> needs_columns(pd.DataFrame({"week": []}), ["week"], "weekly_volume")
    """
    # Another frame is told by what it lacks, since frames carry no name of their maker.
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ArgumentError(f"the frame has no column {', '.join(missing)}; {use} what {maker} returns")
