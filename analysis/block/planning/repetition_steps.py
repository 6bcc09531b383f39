"""Steps of repetitions and seconds from week to week, and which weeks are lighter than those before them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

from analysis.volume.amounts import Floats, Ints


def steps_taken(stands: Iterable[bool], back: Iterable[bool] = ()) -> list[int]:
    """Count the steps that a session has taken by each week of a phase, from the weeks that have the session.

    The first week has none. Every further week with the session takes one; a week without it (skipped, before the block
    starts, no sets left) takes none. The first week back goes one step back, to the value before the last one done, but
    never below the published one; from there the steps go on. A week that is ``back`` from time off takes none either,
    even if the time off leaves no week without the session.

    Examples
    --------
    >>> [8 + steps for steps in steps_taken([True, True, True, True, False, False, True, True, True])]
    [8, 9, 10, 11, 11, 11, 10, 11, 12]
    >>> steps_taken([True, True, True, True], back=[False, False, True, False])
    [0, 1, 1, 2]
    """
    # -1: the first week with the session makes it 0, the published figures.
    taken: list[int] = []
    steps, away = -1, False
    for here, is_back in itertools.zip_longest(stands, back, fillvalue=False):
        if here:
            steps = max(0, steps - 1) if away else max(0, steps) if is_back else steps + 1
        away = not here and steps >= 0  # before the first week there is nothing to come back from
        taken.append(max(0, steps))
    return taken


def amounts_after(ends: Floats, step: int, steps: int | Ints) -> Floats:
    """Return both ends after some steps: the range narrows from below, and never exceeds its top.

    Examples
    --------
    >>> [amounts_after(np.array([8.0, 10.0]), 1, steps)[0].item() for steps in range(4)]
    [8.0, 9.0, 10.0, 10.0]
    """
    low, high = ends
    return np.array([np.minimum(low + steps * step, high), high])


AGAIN = 4
"""Weeks off after which a phase starts again (custom)."""


LIGHTER, RECENT = 0.7, 3
"""A week at this part or less of the highest of this many weeks before it is lighter, such as a deload."""


def lighter_weeks(sets: Sequence[float], part: float = LIGHTER) -> list[bool]:
    """Return whether each week is lighter than the highest of the weeks just before it.

    Examples
    --------
    >>> lighter_weeks([18, 18, 12, 18, 14])
    [False, False, True, False, False]
    """
    most = [max(sets[max(0, week - RECENT) : week], default=0) for week in range(len(sets))]
    # Among weeks without a set no week is lighter.
    return [before > 0 and own <= part * before + 1e-9 for own, before in zip(sets, most, strict=True)]
