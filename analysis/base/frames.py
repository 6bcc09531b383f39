"""Small things that every room does with frames."""

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
    """Return the position of each wanted value among known ones, -1 where there is none.

    Examples
    --------
    >>> positions(["a", "b"], pd.Series(["b", "c", "b"])).tolist()
    [1, -1, 1]
    """
    return looked_up({value: place for place, value in enumerate(_listed(known))}, wanted)


def looked_up(places: Mapping[Any, int], wanted: Iterable[Any]) -> npt.NDArray[np.intp]:
    """Return the position of each wanted value, -1 where there is none.

    Examples
    --------
    >>> looked_up({"a": 0, "b": 1}, ["b", "c"]).tolist()
    [1, -1]
    """
    if isinstance(wanted, pd.Series):  # each of its values is looked up once
        code, values = wanted.array.factorize()
        found: npt.NDArray[np.intp] = np.append(looked_up(places, values), -1)[code]
        return found
    # A mapping answers for a few values many times faster than an index of pandas, which has to be made first.
    wanted = _listed(wanted)
    return np.fromiter(map(places.get, wanted, repeat(-1)), np.intp, len(wanted))


def _listed(values: Iterable[Any]) -> list[Any]:
    """Put values in a list; an array puts its own there many times faster than one by one."""
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
    """Let the fields of a dataclass that are frames take functions too, which make them when they are first asked for.

    Few questions need all frames of a library or a plan, and to make them takes longer than to answer.
    """
    for field in fields(cast("Any", holder)):
        if field.type == "pd.DataFrame":
            setattr(holder, field.name, _MadeOnce(field.name))
    return holder


LabelAxes = Mapping[str | tuple[str, ...], Iterable[str | tuple[str, ...]]]
"""Columns of labels, and what stands in them: several columns that go together are labelled by tuples."""


def labelled_frame(axes: LabelAxes, values: Mapping[str, npt.NDArray[np.float64]], **stamps: str) -> pd.DataFrame:
    """Make a tidy frame of values that lie along axes: a row for each combination of labels, in their order.

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
    # A copy of texts is quick, for they never change; without it who changed one frame would change the next.
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
    """Make the columns of texts, which is most of the work of a small frame, and mostly the same again."""
    # Labels are taken by position rather than repeated as text: a frame of 300 routines has 20,000 rows.
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


def with_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose missing texts are blank, as painters show and writers compare them.

    Examples
    --------
    >>> with_blanks(pd.DataFrame({"load": ["20 kg", None], "reps": [8, None]})).values.tolist()
    [['20 kg', 8.0], ['', nan]]
    """
    return frame.fillna(dict.fromkeys(map(str, frame.select_dtypes("str")), ""))


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
