"""Tempo: the time of a repetition in seconds, as a number or a range."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.ask.numbers import SECONDS, read_range

SECONDS_PER_REP = (2.0, 4.0)
"""Time of a repetition in seconds unless the exercise has its own (acsm_2009)."""


def read_tempo(seconds_per_rep: float | str | Sequence[float]) -> tuple[float, float]:
    """Return both ends of a tempo: seconds per repetition, one number or a range.

    Raises
    ------
    ArgumentError
        If it is not one or two numbers from 0.1 to 60, the smaller first.

    Examples
    --------
    >>> read_tempo(3), read_tempo("2-4 s")
    ((3.0, 3.0), (2.0, 4.0))
    """
    allowed = "seconds from 0.1 to 60, or a range of them"
    return read_range("time of a repetition", seconds_per_rep, 0.1, 60, allowed=allowed, unit=SECONDS)


def tempo_words(seconds_per_rep: float | str | Sequence[float]) -> str:
    """Return a tempo as the text stamped on results.

    Examples
    --------
    >>> tempo_words((2, 4)), tempo_words(3)
    ('2-4 s a repetition', '3 s a repetition')
    """
    return f"{'-'.join(f'{end:g}' for end in dict.fromkeys(read_tempo(seconds_per_rep)))} s a repetition"
