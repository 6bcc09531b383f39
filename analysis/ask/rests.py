"""Rests in seconds."""

from __future__ import annotations

from analysis.base.errors import ArgumentError, Finding


def rest_of(name: str, value: float) -> float:
    """Read a rest.

    Raises
    ------
    ArgumentError
        If it is not a number of seconds from 0 to 3600.

    Examples
    --------
    >>> rest_of("between_rounds_s", "20")
    20.0
    """
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ArgumentError(Finding(name, value=str(value), allowed="seconds from 0 to 3600"))
    return seconds
