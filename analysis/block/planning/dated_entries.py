"""The sessions of a block with their days, and every exercise of each as an entry with its sets and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from analysis.block.planning.template_week import Texts
from analysis.volume.amounts import Floats, Ints

REST = ("rest_s_min", "rest_s_max", "every_s")
OF_SHEET = ("section", "circuit", "load_kind", "source_id", "tempo", "open", "each_set", "notes", "remark", *REST)
"""Columns of a sheet besides its figures that the list of planned rows keeps."""


OF_SESSION = ("note", "run", "block_phase", "when")
"""Words of a session that the list of planned rows keeps."""


DECIDED = ("demand", "kind")
"""Demand and kind, decided from a row's load, effort and repetitions; rows of the past keep theirs."""


Days = npt.NDArray[np.datetime64]


@dataclass
class Sessions:
    """The sessions of all template weeks as arrays: their days, and whether they are done.

    ``day`` is the day of the template, ``date`` the day on which the session is done, ``skip`` why it is skipped, or
    None, ``note`` a remark, and ``run`` the run of the day. Those of the ``past`` keep their ``block_phase``,
    ``when`` they were done, and both ends of their ``minutes``; for others these are blank, and come from the block.
    """

    day: Days
    date: Days
    routine: Texts
    skip: npt.NDArray[np.object_]
    note: Texts
    run: Texts
    past: npt.NDArray[np.bool_]
    block_phase: Texts
    when: Texts
    minutes: Floats

    @property
    def gone(self) -> npt.NDArray[np.bool_]:
        """Whether each session is skipped."""
        return np.array([skip is not None for skip in self.skip], dtype=bool)


@dataclass
class Entries:
    """Every exercise of every session, one entry each, in the order of weeks.

    ``row`` is its prescription, ``session`` and ``week`` (of the template) its position; ``published``, ``asked`` and
    ``given`` are sets, least and most x entries like the ``amounts``. The ``words`` are the coach's words, the row's
    printed details, and for the past demand and kind.
    """

    row: Ints
    session: Ints
    week: Ints
    published: Ints
    asked: Floats
    given: Ints
    amounts: dict[str, Floats]
    words: dict[str, Texts]


Columns = TypeVar("Columns", Sessions, Entries)


def joined(parts: Sequence[Columns]) -> Columns:
    """Concatenate sessions, or entries."""
    return _column_by_column(parts, lambda columns: np.concatenate(columns, axis=-1))


def taken(columns: Columns, places: Ints) -> Columns:
    """Select some of the sessions, or of the entries."""
    return _column_by_column([columns], lambda column: column[0][..., places])


def _column_by_column(parts: Sequence[Columns], change: Callable[[list[Any]], Any]) -> Columns:
    columns: dict[str, Any] = {}
    for name, first in vars(parts[0]).items():
        held = [getattr(part, name) for part in parts]
        tables = {key: change([table[key] for table in held]) for key in first} if isinstance(first, dict) else None
        columns[name] = change(held) if tables is None else tables
    return type(parts[0])(**columns)
