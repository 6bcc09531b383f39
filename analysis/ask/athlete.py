"""What an athlete is used to, and is to avoid."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import check_choice, read_names
from analysis.base.names import Names

LEVELS = ("new", "some", "trained")
"""What an athlete is used to in strength work."""


AVOID = ("jumps", "deep_knee", "overhead")
"""What an athlete may have to avoid."""


_AVOID = Names([(word, word) for word in AVOID] + [("deep knee", "deep_knee"), ("deep knees", "deep_knee")])


def read_level(level: object) -> str | None:
    """Read what an athlete is used to; None where nobody says.

    Raises
    ------
    ArgumentError
        If it is none of `LEVELS`.

    Examples
    --------
    >>> read_level("new"), read_level(None)
    ('new', None)
    """
    return None if level is None else check_choice("level", level, LEVELS)


def read_avoid(avoid: str | Iterable[str] | None) -> tuple[str, ...]:
    """Read what an athlete is to avoid, each once, in the order of `AVOID`.

    Raises
    ------
    ArgumentError
        If one is none of `AVOID`.

    Examples
    --------
    >>> read_avoid("overhead, deep knee"), read_avoid(None)
    (('deep_knee', 'overhead'), ())
    """
    chosen = read_names("avoid", avoid, _AVOID, AVOID) if avoid else []
    return tuple(word for word in AVOID if word in chosen)
