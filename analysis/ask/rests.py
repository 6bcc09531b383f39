"""Rests in seconds."""

from __future__ import annotations

from analysis.ask.numbers import SECONDS, as_number
from analysis.base.errors import ArgumentError, Finding


def read_rest(name: str, value: float | str) -> float:
    """Read a rest: ``20``, ``"20"`` or ``"20 s"``.

    Raises
    ------
    ArgumentError
        If it is not a number of seconds from 0 to 3600.

    Examples
    --------
    >>> read_rest("between_rounds_s", "20 s")
    20.0
    """
    seconds = as_number(value, SECONDS)
    if not 0 <= seconds <= 3600:
        raise ArgumentError(Finding(name, value=str(value), allowed="seconds from 0 to 3600"))
    return seconds
