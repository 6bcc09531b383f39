"""A week: the number of sessions of each routine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.ask.numbers import as_number
from analysis.ask.routines import read_routine, routine_named
from analysis.base.choices import labelled, refused, split_names, texts
from analysis.base.errors import ArgumentError
from analysis.library.library import Library

MOST_SESSIONS = 21
"""Most sessions of a routine in a week."""


Week = Mapping[str, Any] | Iterable[str]
"""A week as typed: routine to number of sessions, or texts such as ``run_forever=3`` or ``run_forever``."""


def read_week(library: Library, week: Week) -> dict[str, int]:
    """Return the sessions of a week by routine; a routine without a number is done once.

    Raises
    ------
    ArgumentError
        If a routine is unknown or repeated, a number is not whole from 0 to 21, or the week is empty.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_week(load_library(), {"Run forever": 3}), read_week(load_library(), ["runners_world", "run_forever=3"])
    ({'run_forever': 3}, {'runners_world': 1, 'run_forever': 3})
    """
    week = labelled(week)
    if isinstance(week, Mapping):
        typed = list(week.items())
    else:
        listed = texts("a week is a mapping of routine to sessions", week)

        def known(text: str) -> str | None:
            # Without its count: the text after a comma is the next routine.
            return routine_named(library, re.sub(r"=[^=,;+]*$", "", text))

        parts = [part.partition("=") for text in listed for part in split_names(text, known)]
        typed = [(name, count if equals else 1) for name, equals, count in parts]
    # A routine may have 0 sessions, left in a coach's list; a week of only zeros is empty.
    times: dict[str, int] = {}
    for routine, count in typed:
        name = read_routine(library, routine)
        number = as_number(count)
        if not 0 <= number <= MOST_SESSIONS or number != int(number):
            allowed = f"a whole number of sessions, 0 to {MOST_SESSIONS}"
            raise refused(f"sessions of {routine}", count, allowed)
        if name in times:
            raise refused("a routine named twice in the week", name)
        times[name] = int(number)
    if not any(times.values()):
        raise ArgumentError("a week without a session; name at least one routine, such as runners_world=1")
    return times
