"""Numbers, minutes and ranges as typed: as numbers, or as text with or without a unit."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.choices import refused, unboxed

MINUTES, SECONDS = "min|mins|minute|minutes", "s|sec|secs|second|seconds"
"""Typed forms of the units of time."""


LONGEST_DAY = 240
"""Most minutes of training on a day (custom)."""


_RANGE = re.compile(r"\s*([0-9.]+)\s*(?:(?:-|–|—|\bto\b)\s*([0-9.]+)\s*)?", re.IGNORECASE)


def as_number(typed: Any, unit: str = "") -> float:
    """Return a value as a number; NaN if it is not a number, such as a truth value.

    Examples
    --------
    >>> as_number("4"), as_number(np.int64(4)), as_number("25 min", "min|minutes"), as_number("four")
    (4.0, 4.0, 25.0, nan)
    """
    typed = unboxed(typed)
    # True equals 1 in Python, but nobody means one session by it; bytes are not decoded text.
    if isinstance(typed, (bool, np.bool_, bytes, bytearray, np.ndarray)):
        return math.nan
    if isinstance(typed, str):
        typed = re.sub(rf"\s*({unit})\.?\s*$", "", typed, flags=re.IGNORECASE) if unit else typed
        # Match digits: float() would accept "nan", "1e3" and "1_000" too.
        typed = typed if re.fullmatch(r"\s*[-+]?[0-9]*\.?[0-9]+\s*", typed) else math.nan
    try:
        return float(typed)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def ends_of(typed: Any, unit: str = "") -> tuple[float | None, ...]:
    """Return the ends of a number, a range or a pair as typed; None in a pair is an open end.

    Other values have no ends, or NaN as an end.

    Examples
    --------
    >>> ends_of(4), ends_of("4-8"), ends_of([4, None]), ends_of("2 to 4 s", "s"), ends_of("some")
    ((4.0,), (4.0, 8.0), (4.0, None), (2.0, 4.0), (nan,))
    """
    typed = unboxed(typed)
    if isinstance(typed, str):
        bare = re.sub(rf"({unit})\.?\s*$", "", typed, flags=re.IGNORECASE) if unit else typed
        match = _RANGE.fullmatch(bare)
        return tuple(as_number(end) for end in match.groups() if end is not None) if match else (math.nan,)
    if isinstance(typed, (list, tuple, np.ndarray)):
        # In a frame NaN is an open end; a word that is not a number must not become an open end.
        return tuple(None if pd.api.types.is_scalar(end) and pd.isna(end) else as_number(end) for end in typed)
    return (as_number(typed),)


def read_range(
    what: str, typed: Any, least: float, most: float, *, allowed: str, unit: str = "", whole: bool = False
) -> tuple[float, float]:
    """Return both ends of a range within limits; one number is a range of width 0.

    Raises
    ------
    ArgumentError
        With the allowed values.

    Examples
    --------
    >>> read_range("tempo", "2-4 s", 0.1, 60, allowed="seconds", unit="s")
    (2.0, 4.0)
    """
    ends = [math.nan if end is None else end for end in ends_of(typed, unit)]
    low, high = (ends * 2)[:2] if len(ends) in (1, 2) else (math.nan, math.nan)
    if not least <= low <= high <= most or (whole and (low % 1 or high % 1)):
        raise refused(what, typed, allowed)
    return low, high


def read_number(what: str, typed: Any, low: float, high: float, *, whole: bool = False, unit: str = "") -> float:
    """Return a number within limits, given as a number or as text.

    Raises
    ------
    ArgumentError
        With the allowed values.

    Examples
    --------
    >>> read_number("minutes", 25, 1, 240), read_number("sets", "4", 1, 20, whole=True)
    (25.0, 4.0)
    """
    number = as_number(typed, unit)
    if not low <= number <= high or (whole and number != int(number)):
        kind = "whole number" if whole else "number"
        raise refused(what, typed, f"a {kind} from {low:g} to {high:g}")
    return number


def read_factor(what: str, typed: Any, low: float, high: float) -> Fraction:
    """Return a factor within limits, exactly as typed: 0.1 is a tenth, and so is ``"10 %"``.

    Raises
    ------
    ArgumentError
        With the allowed values.

    Examples
    --------
    >>> read_factor("volume", 0.1, 0, 5), read_factor("volume", "80 %", 0, 5)
    (Fraction(1, 10), Fraction(4, 5))
    """
    share = isinstance(typed, str) and "%" in typed
    factor = as_number(typed, "%") / (100 if share else 1)
    if not low <= factor <= high:
        raise refused(what, typed, f"a number from {low:g} to {high:g}")
    return typed if isinstance(typed, Fraction) else Fraction(repr(factor))


def read_minutes(typed: Any, *, what: str = "minutes") -> float:
    """Return the minutes allowed for a session: ``25``, ``"25"`` or ``"25 min"``.

    Raises
    ------
    ArgumentError
        If it is not a number from 1 to 240.

    Examples
    --------
    >>> read_minutes("25 min")
    25.0
    """
    return read_number(what, typed, 1, LONGEST_DAY, unit=MINUTES)
