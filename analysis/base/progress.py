"""A bar for work that takes more than two seconds, on a terminal only: in a file or a notebook it would be noise."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import TypeVar

Item = TypeVar("Item")


AFTER = 2.0
"""Seconds after which a bar is shown."""


def counted(items: Collection[Item], unit: str) -> Iterable[Item]:
    """Go through items, with a bar on the terminal of standard error while it takes long.

    Examples
    --------
    >>> list(counted(["a", "b"], "file"))
    ['a', 'b']
    """
    from tqdm import tqdm

    # With None tqdm asks whether it writes to a terminal; some programs have no standard error at all.
    silent = True if len(items) < 2 or sys.__stderr__ is None else None
    bar: Iterable[Item] = tqdm(items, disable=silent, file=sys.__stderr__, unit=unit, leave=False, delay=AFTER)
    return bar
