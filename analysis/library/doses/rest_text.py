"""Read a rest typed in a sheet, a block, Python or on the command line, in the notation of doses."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.base.errors import ArgumentError, DoseError, Finding
from analysis.library.doses.dose import LIMITS
from analysis.library.doses.dose_quantities import clock_seconds
from analysis.library.doses.notation import parse_dose

RESTS = f"seconds from 0 to {LIMITS['rest_s'][1]}, such as 90, 60-90 or 3 min, the smaller first"
"""Allowed values of a rest."""


_NONE = re.compile(r"none|no rest|without rest", re.IGNORECASE)
_AROUND = re.compile(
    r"^rest\b[:=]?\s*|(?:~|about|around|approx(?:\.|imately)?|ca\.?|up to|at least|[≥≤<>])\s*(?=\d)|\s*\brest$", re.I
)
"""Words around the numbers of a rest."""


def read_rest_text(what: str, text: str) -> tuple[tuple[int, int], list[str]]:
    """Return the minimum and maximum seconds of a rest, and the assumptions made.

    A number without a unit is in seconds, below ten in minutes: nobody rests 2 s, and coaches write "2" for 2 min.

    Raises
    ------
    ArgumentError
        If the text is not a time from 0 to 3600 s.

    Examples
    --------
    >>> [read_rest_text("rest", typed)[0] for typed in ("60-90", "1 min 30 s", "1:30", "no rest")]
    [(60, 90), (90, 90), (90, 90), (0, 0)]
    >>> read_rest_text("rest", "2")
    ((120, 120), ['rest 2 read as 2 min'])
    """
    typed = text.strip()
    if _NONE.fullmatch(typed):
        return (0, 0), []
    rest = []
    if (plain := re.sub(r"(?<=\d),(?=\d)", ".", _AROUND.sub("", typed))) != typed:
        rest.append(f"rest {typed} read as {plain}")
    if (seconds := clock_seconds(plain)) is not None:
        rest.append(f"rest {plain} read as minutes and seconds: {seconds} s")
        plain = f"{seconds} s"
    once = parse_dose("1")
    try:
        dose = parse_dose(f"1, rest {plain}")
    except DoseError:
        dose = once
    low, high = dose.rest_s_min, dose.rest_s_max
    # A text with more than a rest, such as a load, is refused: the load would be lost.
    if low is None or high is None or replace(dose, rest_s_min=None, rest_s_max=None) != once:
        raise ArgumentError(Finding(what, value=text, allowed=RESTS))
    return (low, high), [*rest, *filter(None, [dose.remark])]
