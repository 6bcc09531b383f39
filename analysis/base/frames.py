"""Small helpers for frames that every room uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError

T = TypeVar("T")


def positions(known: Iterable[Any], wanted: Iterable[Any]) -> npt.NDArray[np.intp]:
    """Return the position of each wanted value among the known ones, -1 if it is not there.

    Examples
    --------
    >>> positions(["a", "b"], pd.Series(["b", "c", "b"])).tolist()
    [1, -1, 1]
    """
    return looked_up({value: place for place, value in enumerate(_listed(known))}, wanted)


def looked_up(places: Mapping[Any, int], wanted: Iterable[Any]) -> npt.NDArray[np.intp]:
    """Return the position of each wanted value in a mapping, -1 if it is not there.

    Examples
    --------
    >>> looked_up({"a": 0, "b": 1}, ["b", "c"]).tolist()
    [1, -1]
    """
    if isinstance(wanted, pd.Series):  # look up each distinct value once
        code, values = wanted.array.factorize()
        found: npt.NDArray[np.intp] = np.append(looked_up(places, values), -1)[code]
        return found
    # For a few values a mapping is many times faster than a pandas index, which has to be made first.
    wanted = _listed(wanted)
    return np.fromiter(map(places.get, wanted, repeat(-1)), np.intp, len(wanted))


def _listed(values: Iterable[Any]) -> list[Any]:
    """Return values as a list; an array's own conversion is many times faster than one value at a time."""
    listed: list[Any] = values.tolist() if hasattr(values, "tolist") else list(values)
    return listed


class _MadeOnce:
    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, holder: object, owner: object = None) -> pd.DataFrame:
        held: pd.DataFrame | Callable[[], pd.DataFrame] = vars(holder)[self.name]
        frame = vars(holder)[self.name] = held() if callable(held) else held
        return frame

    def __set__(self, holder: object, held: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        vars(holder)[self.name] = held


def frames_when_asked(holder: type[T]) -> type[T]:
    """Let the frame fields of a dataclass also take functions that make the frame on first use.

    Few questions need all frames of a library or a plan, and making them takes longer than answering.
    """
    for field in fields(cast("Any", holder)):
        if field.type == "pd.DataFrame":
            setattr(holder, field.name, _MadeOnce(field.name))
    return holder


LabelAxes = Mapping[str | tuple[str, ...], Iterable[str | tuple[str, ...]]]
"""Label columns and their labels; columns that go together have tuples as labels."""


def labelled_frame(axes: LabelAxes, values: Mapping[str, npt.NDArray[np.float64]], **stamps: str) -> pd.DataFrame:
    """Return a tidy frame of values along axes: a row for each combination of labels, in order.

    Examples
    --------
    >>> axes = {"routine": ["a", "b"], ("phase", "kind"): [("strength", "light")]}
    >>> labelled_frame(axes, {"sets": np.array([[1.0], [2.0]])}, by="us").values.tolist()
    [['a', 'strength', 'light', 1.0, 'us'], ['b', 'strength', 'light', 2.0, 'us']]
    """
    names = tuple(name if isinstance(name, tuple) else (name,) for name in axes)
    labels = tuple(
        tuple(axis) if isinstance(name, tuple) else tuple((label,) for label in axis) for name, axis in axes.items()
    )
    before, after = _label_columns(names, labels, tuple(stamps.items()))
    # Copying texts is quick, as they never change; without a copy, changing one frame would change the next.
    columns: dict[str, Any] = {name: column.copy() for name, column in before.items()}
    columns |= {name: array.flatten() for name, array in values.items()}
    columns |= {name: column.copy() for name, column in after.items()}
    return pd.DataFrame(columns, copy=False)


@lru_cache(maxsize=16)
def _label_columns(
    names: tuple[tuple[str, ...], ...],
    labels: tuple[tuple[tuple[str, ...], ...], ...],
    stamps: tuple[tuple[str, str], ...],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the text columns: most of the work for a small frame, and usually the same again."""
    # Take labels by position instead of repeating text: a frame of 300 routines has 20,000 rows.
    shape = tuple(map(len, labels))
    cells = [np.broadcast_to(cell, shape).ravel() for cell in np.ix_(*map(np.arange, shape))]
    before = {
        name: strings(label[place] for label in axis).array.take(cell)
        for together, axis, cell in zip(names, labels, cells, strict=True)
        for place, name in enumerate(together)
    }
    every = np.zeros(len(cells[0]), dtype=np.intp)
    return before, {name: strings([text]).array.take(every) for name, text in stamps}


def in_order(frame: pd.DataFrame, column: str, wanted: Iterable[Any]) -> pd.DataFrame:
    """Return the rows with a wanted value in a column, in wanted order; rows with the same value keep their order.

    Examples
    --------
    >>> in_order(pd.DataFrame({"a": ["x", "y", "z"]}), "a", ["z", "x"])["a"].tolist()
    ['z', 'x']
    """
    # Unwanted rows have -1: they sort to the front and are cut off there.
    order = positions(wanted, frame[column])
    return frame.iloc[np.argsort(order, kind="stable")[np.count_nonzero(order < 0) :]].reset_index(drop=True)


def strings(values: Iterable[str]) -> pd.Index[str]:
    """Return an index of texts, even if empty.

    Examples
    --------
    >>> len(strings([]))
    0
    """
    return pd.Index(list(values), dtype="str")


def texts_or_missing(values: Iterable[str | None]) -> Any:
    """Return an array of texts with blanks as missing values.

    Examples
    --------
    >>> texts_or_missing(["a", ""]).tolist()
    ['a', nan]
    """
    return pd.array([value or None for value in values], dtype="str")


def with_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with missing texts as blanks, ready to write or compare.

    Examples
    --------
    >>> with_blanks(pd.DataFrame({"load": ["20 kg", None], "reps": [8, None]})).values.tolist()
    [['20 kg', 8.0], ['', nan]]
    """
    return frame.fillna(dict.fromkeys(map(str, frame.select_dtypes("str")), ""))


def needs_columns(frame: pd.DataFrame, columns: Iterable[str], maker: str, use: str = "give") -> None:
    """Refuse a frame that lacks columns, naming the function that makes the expected frame.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> needs_columns(pd.DataFrame({"week": []}), ["week"], "weekly_volume")
    """
    # A wrong frame is recognized by its missing columns, since frames do not carry the name of their function.
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ArgumentError(f"the frame has no column {', '.join(missing)}; {use} what {maker} returns")
