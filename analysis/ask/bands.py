"""Dose bands as they are typed: the least weekly sets, or the least and the most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.base.errors import ArgumentError, Finding

Bands = Mapping[str, Any]


def check_band(label: str, own: Any) -> tuple[float, float | None]:
    """Return the least and most weekly sets of a band, of which None leaves the most open.

    Raises
    ------
    ArgumentError
        If it is not two numbers, the smaller first.

    Examples
    --------
    >>> check_band("calves", (4, None))
    (4.0, None)
    """
    try:
        low, high = float(own[0]), None if own[1] is None else float(own[1])
        good = len(own) == 2 and not isinstance(own, str)
        good = good and 0 <= low <= 200 and (high is None or low <= high <= 200)
    except (TypeError, ValueError, LookupError):
        good = False
    if not good:
        allowed = "two numbers of sets from 0 to 200, the smaller first"
        raise ArgumentError(Finding(f"band of {label}", value=_typed(own), allowed=allowed))
    return low, high


def _typed(own: Any) -> str:
    try:
        return "-".join(f"{end:g}" for end in own if end is not None)
    except (TypeError, ValueError):
        return str(own)


def parse_band(label: str, text: str) -> tuple[float, float | None]:
    """Read a band as it is typed: the least sets a week, or the least and the most.

    Raises
    ------
    ArgumentError
        If it is neither.

    Examples
    --------
    >>> parse_band("glute_max", "4-10"), parse_band("calves", "4")
    ((4.0, 10.0), (4.0, None))
    """
    low, dash, high = text.replace("–", "-").strip().partition("-")
    try:
        return float(low), float(high) if dash else None
    except ValueError:
        allowed = "low or low-high, such as glute_max=4-10"
        raise ArgumentError(Finding(f"band of {label}", value=text, allowed=allowed)) from None


def band_text(band: tuple[float, float | None]) -> str:
    """Write a band as `parse_band` reads it.

    Examples
    --------
    >>> band_text((4.0, 10.0)), band_text((4.0, None))
    ('4-10', '4')
    """
    return "-".join(f"{end:.10g}" for end in band if end is not None)
