"""A week: how often each routine is done."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.ask.routines import check_routines
from analysis.base.errors import ArgumentError, Finding
from analysis.library.library import Library

MOST_SESSIONS = 21
"""Sessions of one routine that a week may hold."""


def check_week(library: Library, sessions: Mapping[str, int]) -> dict[str, int]:
    """Return the sessions of a week by routine.

    Raises
    ------
    ArgumentError
        If a routine is unknown, a number is not whole from 0 to 21, or the week is empty.

    Examples
    --------
    >>> from analysis import load_library
    >>> check_week(load_library(), {"run_forever": 3})
    {'run_forever': 3}
    """
    allowed = f"a whole number of sessions, 0 to {MOST_SESSIONS}"
    if not isinstance(sessions, Mapping):
        raise ArgumentError(Finding("a week is a mapping of routine to sessions", value=str(sessions)))
    week: dict[str, int] = {}
    for routine, count in sessions.items():
        (name,) = check_routines(library, [routine])
        whole = isinstance(count, (int, np.integer)) and not isinstance(count, bool)
        if not whole or not 0 <= count <= MOST_SESSIONS:
            raise ArgumentError(Finding(f"sessions of {routine}", value=str(count), allowed=allowed))
        if name in week:
            raise ArgumentError(Finding("a routine named twice in the week", value=name))
        week[name] = int(count)
    if not any(week.values()):
        raise ArgumentError("a week without a session; name at least one routine, such as runners_world=1")
    return week
