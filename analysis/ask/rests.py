"""Rests in seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.ask.numbers import SECONDS, as_number, read_range
from analysis.base.choices import check_choice, once, split_names
from analysis.base.errors import ArgumentError, Finding
from analysis.library.terms import RESTED

ALL = "all"
"""In place of a kind of work: the rest after all of them."""


Rest = tuple[tuple[str, tuple[float, float]], ...]
"""Rests as typed: kinds of work, or all of them, with least and most seconds."""


TypedRest = float | str | Sequence[float] | Mapping[str, Any] | None
"""A rest as it may be typed."""


LONGEST_REST = 3600
"""Seconds."""


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
    if not 0 <= seconds <= LONGEST_REST:
        raise ArgumentError(Finding(name, value=str(value), allowed=f"seconds from 0 to {LONGEST_REST}"))
    return seconds


def read_rests(typed: TypedRest) -> Rest:
    """Read the rest after sets and rounds: one for all work, or by what the work asks; nothing for None.

    Raises
    ------
    ArgumentError
        If one is no time from 0 to 3600 s, in seconds or minutes, or a kind of work is unknown.

    Examples
    --------
    >>> read_rests("60-90 s"), read_rests("heavy=3 min"), read_rests(None)
    ((('all', (60.0, 90.0)),), (('heavy', (180.0, 180.0)),), ())
    """
    if typed is None:
        return ()
    pairs: list[tuple[str, Any]]
    if isinstance(typed, str) and "=" in typed:
        pairs = [(name, ends) for name, _, ends in (part.partition("=") for part in split_names(typed))]
    else:
        pairs = list(typed.items()) if isinstance(typed, Mapping) else [(ALL, typed)]
    named = [(check_choice("rest after", name, [*RESTED, ALL]), ends) for name, ends in pairs]
    return tuple(
        (name, read_ends("rest" if name == ALL else f"rest after {name}", ends))
        for name, ends in once("rest after", named).items()
    )


def read_ends(what: str, typed: Any) -> tuple[float, float]:
    """Read a rest of seconds or minutes, one number or a range.

    Raises
    ------
    ArgumentError
        If it is none from 0 to 3600 s, the smaller number first.

    Examples
    --------
    >>> read_ends("rest", 90), read_ends("rest", "2-3 min")
    ((90.0, 90.0), (120.0, 180.0))
    """
    factor = 60 if isinstance(typed, str) and "m" in typed.casefold() else 1
    allowed = f"seconds from 0 to {LONGEST_REST}, such as 90, 60-90 or 3 min"
    unit = "s|sec|seconds|min|mins|minutes"
    low, high = read_range(what, typed, 0, LONGEST_REST / factor, allowed=allowed, unit=unit)
    return low * factor, high * factor


def rest_words(rest: Mapping[str, tuple[float, float]]) -> str:
    """Write rests as they are stamped on results.

    Examples
    --------
    >>> rest_words({"light": (30, 30), "heavy": (120, 180)}), rest_words({"all": (60, 90)})
    ('light 30, heavy 120-180', '60-90')
    """
    spans = {name: "-".join(f"{end:g}" for end in dict.fromkeys(ends)) for name, ends in rest.items()}
    return ", ".join(f"{'' if name == ALL else name.replace('_', ' ')} {span}".strip() for name, span in spans.items())
