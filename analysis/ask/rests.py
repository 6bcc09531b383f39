"""Rests in seconds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.ask.numbers import as_number, read_range
from analysis.base.choices import check_choice, labelled, once, refused, split_names, unboxed
from analysis.library.doses.dose import LIMITS
from analysis.library.doses.rest_text import RESTS, read_rest_text
from analysis.library.terms import RESTED

ALL = "all"
"""Key for the rest after all kinds of work."""


Rest = tuple[tuple[str, tuple[float, float]], ...]
"""Rests as read: kinds of work, or all of them, with least and most seconds."""


TypedRest = float | str | Sequence[float] | Mapping[str, Any] | None
"""Accepted forms of a typed rest."""


LONGEST_REST = LIMITS["rest_s"][1]
"""Longest rest, in seconds."""


def read_rest(name: str, value: float | str) -> float:
    """Return a rest in seconds: ``20``, ``"20"``, ``"20 s"`` or ``"1 min"``.

    Raises
    ------
    ArgumentError
        If it is not a time from 0 to 3600 s.

    Examples
    --------
    >>> read_rest("between_rounds_s", "20 s"), read_rest("switch_s", "3")
    (20.0, 3.0)
    """
    # The argument's name has the unit, so a bare number means seconds, also as text.
    seconds = as_number(value)
    low, high = read_ends(name, value if math.isnan(seconds) else seconds)
    if low != high:
        raise refused(name, value, "one time, such as 20 s")
    return low


def read_rests(typed: TypedRest) -> Rest:
    """Return the rest after sets and rounds: the same for all work, or by kind of work; empty for None.

    Raises
    ------
    ArgumentError
        If a rest is not a time from 0 to 3600 s, in seconds or minutes, or a kind of work is unknown.

    Examples
    --------
    >>> read_rests("60-90 s"), read_rests("heavy=3 min"), read_rests(None)
    ((('all', (60.0, 90.0)),), (('heavy', (180.0, 180.0)),), ())
    """
    typed = labelled(typed)
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
    """Return both ends of a rest, a time or a range: numbers are seconds, texts are read as in a sheet and a dose.

    In a text a number below ten without a unit means minutes; see `read_rest_text`.

    Raises
    ------
    ArgumentError
        If it is not a time from 0 to 3600 s, the smaller number first.

    Examples
    --------
    >>> read_ends("rest", 90), read_ends("rest", "2-3 min"), read_ends("rest", "1:30")
    ((90.0, 90.0), (120.0, 180.0), (90.0, 90.0))
    >>> read_ends("rest", 2), read_ends("rest", "2")
    ((2.0, 2.0), (120.0, 120.0))
    """
    typed = unboxed(typed)
    if isinstance(typed, str):
        (low, high), _ = read_rest_text(what, typed)
        return float(low), float(high)
    if isinstance(typed, (list, tuple)):
        typed = [read_rest_text(what, end)[0][0] if isinstance(end, str) else end for end in typed]
    return read_range(what, typed, 0, LONGEST_REST, allowed=RESTS)


def rest_words(rest: Mapping[str, tuple[float, float]]) -> str:
    """Return rests as the text stamped on results.

    Examples
    --------
    >>> rest_words({"light": (30, 30), "heavy": (120, 180)}), rest_words({"all": (60, 90)})
    ('light 30, heavy 120-180', '60-90')
    """
    spans = {name: "-".join(f"{end:g}" for end in dict.fromkeys(ends)) for name, ends in rest.items()}
    return ", ".join(f"{'' if name == ALL else name.replace('_', ' ')} {span}".strip() for name, span in spans.items())
