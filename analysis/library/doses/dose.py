"""The dose of an exercise: its parts, their limits and its notation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from analysis.base.errors import DoseError
from analysis.base.text import clip

LIMITS = {
    "sets": (1, 20),
    "reps": (1, 200),
    "work_s": (1, 3600),
    "hold_s": (1, 3600),
    "distance_m": (1, 5000),
    "rest_s": (0, 3600),
}
"""Minimum and maximum whole number of each part."""


EVERY_S = (10, 3600)
"""Minimum and maximum seconds from the start of one set to the start of the next."""


WORDS = {
    "sets": "sets",
    "reps": "repetitions",
    "work_s": "seconds",
    "hold_s": "seconds of hold",
    "distance_m": "metres",
    "rest_s": "seconds of rest",
    "every_s": "seconds from set to set",
}


AMOUNTS = ("reps", "work_s", "distance_m")
"""A dose has exactly one of these, or none if all its sets are open."""


BESIDE = ("every_s", "load", "effort", "tempo", "rest_s_min", "rest_s_max", "each_set")
"""Parts written after the core of the dose."""


def range_text(low: int | None, high: int | None) -> str:
    """Return a range as text, or one number if both ends are equal."""
    return f"{low}" if low == high else f"{low}-{high}"


@dataclass(frozen=True, repr=False)
class Dose:
    """The dose of an exercise. Parts that the text leaves out are None.

    Attributes
    ----------
    sets_min, sets_max : int or None
        Sets, 1-20.
    reps_min, reps_max : int or None
        Repetitions per set, 1-200; None for sets by time or distance and for open sets.
    work_s_min, work_s_max : int or None
        Timed work per set in seconds, 1-3600.
    hold_s_min, hold_s_max : int or None
        Hold in each repetition in seconds, 1-3600.
    per : {"side", "direction"} or None
        What the repetitions, seconds or metres count for; None: both sides together.
    open : {"all", "last"} or None
        Sets of as many repetitions as possible: all sets, or only the last, whose repetitions are then a minimum.
    every_s : int or None
        Seconds from the start of one set to the start of the next.
    load, effort, tempo : str or None
        As `parse_dose` writes them: ``20 kg``, ``80 % 1RM``, ``bodyweight``; ``RPE 7-8``, ``RIR 2``, ``to failure``;
        ``3-1-1``, ``3 s down``.
    rest_s_min, rest_s_max : int or None
        Rest after a set in seconds, 0-3600.
    each_set : str or None
        The amount of each set if the sets differ, such as ``12, 10, 8``; for clusters, which are the same in every set,
        the repetitions of each part, such as ``2+2+2``.
    remark : str or None
        Assumptions made in reading the text. Ignored when doses are compared.
    distance_m_min, distance_m_max : int or None
        Distance per set in metres, 1-5000.

    Raises
    ------
    DoseError
        If a part is outside its limits, reversed or missing one end, or unless exactly one of repetitions, time and
        distance is given.

    Examples
    --------
    >>> str(Dose(sets_min=2, sets_max=2, reps_min=10, reps_max=12, per="side", load="20 kg"))
    '2 x 10-12 per side, 20 kg'
    """

    sets_min: int | None = None
    sets_max: int | None = None
    reps_min: int | None = None
    reps_max: int | None = None
    work_s_min: int | None = None
    work_s_max: int | None = None
    hold_s_min: int | None = None
    hold_s_max: int | None = None
    per: str | None = None
    open: str | None = None
    every_s: int | None = None
    load: str | None = None
    effort: str | None = None
    tempo: str | None = None
    rest_s_min: int | None = None
    rest_s_max: int | None = None
    each_set: str | None = None
    remark: str | None = field(default=None, compare=False)
    distance_m_min: int | None = None
    distance_m_max: int | None = None

    def __post_init__(self) -> None:
        for part in LIMITS:
            low, high = getattr(self, f"{part}_min"), getattr(self, f"{part}_max")
            if (low is None) != (high is None):
                raise DoseError(f"{WORDS[part]}: give both ends of the range or neither")
            if low is not None:
                low, high = _whole(part, low), _whole(part, high)
                check_limits(part, low, high)
                # Turn numpy numbers into Python ones: a dose then looks the same whatever its source.
                object.__setattr__(self, f"{part}_min", low)
                object.__setattr__(self, f"{part}_max", high)
        if self.every_s is not None:
            least, most = EVERY_S
            if not least <= _whole("every_s", self.every_s) <= most:
                raise DoseError(f"{self.every_s} {WORDS['every_s']}; allowed: {least} to {most}")
        if self.open not in (None, "all", "last"):
            raise DoseError(f"open {clip(self.open)}; allowed: all, last")
        given = sum(getattr(self, f"{part}_min") is not None for part in AMOUNTS)
        if given != (self.open != "all"):
            raise DoseError("give either repetitions, a time or a distance; open sets have none of them")
        if self.per not in (None, "side", "direction"):
            raise DoseError(f"per {clip(self.per)}; allowed: side, direction")

    @property
    def core(self) -> str:
        """Sets, amount, sides and hold, without the parts in `BESIDE`."""
        text = "" if self.sets_min is None else f"{range_text(self.sets_min, self.sets_max)} x "
        if self.open == "all":
            text += "?"
        elif self.reps_min is not None:
            text += range_text(self.reps_min, self.reps_max)
        elif self.work_s_min is not None:
            text += f"{range_text(self.work_s_min, self.work_s_max)} s"
        else:
            text += f"{range_text(self.distance_m_min, self.distance_m_max)} m"
        text += "+" * (self.open == "last")
        if self.per is not None:
            text += f" per {self.per}"
        if self.hold_s_min is not None:
            text += f", hold {range_text(self.hold_s_min, self.hold_s_max)} s"
        return text

    def __repr__(self) -> str:
        # A dose uses four or five of its twenty fields.
        return f"Dose({', '.join(f'{name}={value!r}' for name, value in vars(self).items() if value is not None)})"

    def __str__(self) -> str:
        parts = [self.core]
        if self.each_set is not None:
            parts.append(f"{'clusters' if '+' in self.each_set else 'each set'} {self.each_set}")
        if self.every_s is not None:
            parts.append(f"every {self.every_s} s")
        parts += [text for text in (self.load, self.effort) if text is not None]
        if self.tempo is not None:
            parts.append(f"tempo {self.tempo}")
        if self.rest_s_min is not None:
            parts.append(f"rest {range_text(self.rest_s_min, self.rest_s_max)} s")
        return ", ".join(parts)


def dose_of(parts: Mapping[str, Any]) -> Dose:
    """Return a dose from its parts; numeric parts have both ends: ``{"sets": (3, 3), "reps": (8, 12)}``."""
    values: dict[str, Any] = {}
    for part, value in parts.items():
        if part in LIMITS:
            values[f"{part}_min"], values[f"{part}_max"] = value
        else:
            values[part] = value
    return Dose(**values)


def _whole(part: str, number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, Integral):
        raise DoseError(f"{WORDS[part]}: {clip(number)} is not a whole number")
    return int(number)


def check_limits(part: str, low: int, high: int) -> None:
    """Raise `DoseError` for a range outside the limits of its part, or with the larger number first."""
    least, most = LIMITS[part]
    for number in (low, high):
        if not least <= number <= most:
            raise DoseError(f"{number} {WORDS[part]}; allowed: {least} to {most}")
    if low > high:
        raise DoseError(f"{low}-{high} {WORDS[part]}: the smaller number comes first, as in {high}-{low}")
