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
    terminal = sys.__stderr__  # some programs have none at all
    if len(items) < 2 or terminal is None or not terminal.isatty():
        return items
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[misc]
        """A bar that starts no thread to watch over it: a browser's Python has none."""

        monitor_interval = 0

    bar: Iterable[Item] = Bar(items, file=terminal, unit=unit, leave=False, delay=AFTER)
    return bar
