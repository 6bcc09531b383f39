"""A progress bar for work of more than two seconds, only on a terminal: in a file or a notebook it would be noise."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import TypeVar

Item = TypeVar("Item")


AFTER = 2.0
"""Seconds after which the bar appears."""


def counted(items: Collection[Item], unit: str) -> Iterable[Item]:
    """Return items to iterate over, with a bar on the standard error terminal if it takes long.

    Examples
    --------
    >>> list(counted(["a", "b"], "file"))
    ['a', 'b']
    """
    terminal = sys.__stderr__  # None in some programs
    if len(items) < 2 or terminal is None or not terminal.isatty():
        return items
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        """A bar without a monitor thread: Python in a browser has no threads."""

        monitor_interval = 0

    bar: Iterable[Item] = Bar(items, file=terminal, unit=unit, leave=False, delay=AFTER)
    return bar
