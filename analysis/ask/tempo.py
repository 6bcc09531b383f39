"""The time of a repetition, in seconds or as a range."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.ask.numbers import SECONDS, ends_of
from analysis.base.errors import ArgumentError, Finding

SECONDS_PER_REP = (2.0, 4.0)
"""Time of a repetition in seconds unless the exercise has its own (acsm_2009)."""


def read_tempo(seconds_per_rep: float | str | Sequence[float]) -> tuple[float, float]:
    """Read a tempo: seconds a repetition, one number or a range.

    Raises
    ------
    ArgumentError
        If it is not one or two numbers from 0.1 to 60, the smaller first.

    Examples
    --------
    >>> read_tempo(3), read_tempo("2-4 s")
    ((3.0, 3.0), (2.0, 4.0))
    """
    ends = [end or 0.0 for end in ends_of(seconds_per_rep, SECONDS)]
    # One number is a range of width 0, like everything here.
    low, high = (ends * 2)[:2] if len(ends) in (1, 2) else (0.0, 0.0)
    if not 0.1 <= low <= high <= 60:
        allowed = "seconds from 0.1 to 60, or a range of them"
        raise ArgumentError(Finding("time of a repetition", value=str(seconds_per_rep), allowed=allowed))
    return low, high


def tempo_words(seconds_per_rep: float | str | Sequence[float]) -> str:
    """Write a tempo as it is stamped on results.

    Examples
    --------
    >>> tempo_words((2, 4)), tempo_words(3)
    ('2-4 s a repetition', '3 s a repetition')
    """
    return f"{'-'.join(f'{end:g}' for end in dict.fromkeys(read_tempo(seconds_per_rep)))} s a repetition"
