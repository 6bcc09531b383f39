"""Decide the demand and kind of work of a row: first by its own text, then by its section."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.library.terms import MOBILE

HEAVY_SHARE, SUBMAXIMAL_SHARE = 80, 40
"""Percent of 1RM from which a load is heavy, and below which it is light (llanos_lagos_2024)."""


FEW_REPS, HARD_REPS, MANY_REPS = 6, 8, 20
"""Heavy up to the first with a load or effort, up to the second near failure; light above the third (custom)."""


HARD_RPE, HARD_RIR = 8, 2
"""Near failure: this RPE or higher, or this many repetitions in reserve or fewer (custom)."""


_RANGE = r"(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?))?\s*"
_SHARE = re.compile(_RANGE + r"%(?!\s*(?:of\s+)?(?:bw|body))", re.IGNORECASE)
_MAXIMUM = re.compile(_RANGE + r"-?RM\b", re.IGNORECASE)
_RATING = re.compile(r"RPE\s*:?\s*" + _RANGE + "|" + _RANGE + r"RPE", re.IGNORECASE)
_RESERVE = re.compile(r"RIR\s*:?\s*" + _RANGE + "|" + _RANGE + r"(?:RIR|(?:reps?\s+)?in\s+reserve)", re.IGNORECASE)
_FAILURE = re.compile(r"failure|\bmax|all[ -]out|amrap", re.IGNORECASE)
_UNLOADED = re.compile(r"|.*\b(bands?|body\s?-?weight|bw|none|no|unloaded|without)\b.*|0", re.IGNORECASE)
_EASY = re.compile(r"|.*\b(easy|light|relaxed|gentle)\b.*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def demand(
    usual: str | None,
    *,
    phase: str = "strength",
    load_kind: str = "bodyweight",
    load: str = "",
    effort: str = "",
    reps: tuple[float, float] | None = None,
    weighted: bool = False,
) -> str:
    """Return the demand of a row: light, moderate or heavy.

    Parameters
    ----------
    usual : str or None
        Demand of the exercise at its usual dose; moderate if none is coded.
    phase, load_kind : str
        Of the row.
    load, effort : str
        As typed. The harder end of a range counts.
    reps : pair, optional
        Minimum and maximum repetitions per set; None for timed work.
    weighted : bool
        Whether the sheet lists a weight in the exercise's equipment.

    Examples
    --------
    >>> demand("moderate", load_kind="external", load="2 x 10 kg", reps=(6, 6))
    'heavy'
    >>> demand("heavy", load_kind="external", reps=(10, 10)), demand("heavy", reps=(10, 10))
    ('moderate', 'heavy')
    >>> demand("light", load_kind="band", load="heavy band", reps=(5, 5)), demand("light", load="10 kg", reps=(12, 15))
    ('light', 'moderate')
    """
    usual = usual or "moderate"
    loaded = weighted or is_load(load)
    if usual == "light":  # floor work and bands: a weight makes it strength work, but no number makes it heavy
        return "moderate" if loaded and phase == "strength" else "light"
    if share := _SHARE.search(load):
        most = _most(share)
        return "heavy" if most >= HEAVY_SHARE else "moderate" if most >= SUBMAXIMAL_SHARE else "light"
    if maximum := _MAXIMUM.search(load):
        return "heavy" if float(maximum[1]) <= HARD_REPS else "moderate"
    least, most = reps or (0.0, float("inf"))
    near_failure = is_near_failure(effort)
    if (most <= FEW_REPS and (is_load(load) or is_effort(effort))) or (near_failure and most <= HARD_REPS):
        return "heavy"
    # A Nordic or a pull-up is heavy at any number of repetitions; a barbell you can lift ten times is not.
    if usual == "heavy" and (least <= HARD_REPS or (load_kind == "bodyweight" and not loaded)):
        return "heavy"
    return "light" if least > MANY_REPS and not near_failure else "moderate"


def kind(
    mode: str, demand: str, *, phase: str = "strength", load: str = "", effort: str = "", weighted: bool = False
) -> str:
    """Return the kind of work of a row: strength, light, jumps, drill, mobility or cardio.

    Parameters
    ----------
    mode : str
        Of the exercise.
    demand : str
        Of the row, see `demand`.
    phase, load, effort, weighted
        See `demand`.

    Examples
    --------
    >>> kind("dynamic", "moderate", phase="activation"), kind("dynamic", "moderate", phase="activation", load="8 kg")
    ('light', 'strength')
    >>> kind("dynamic", "light"), kind("plyometric", "light"), kind("stretch", "light")
    ('light', 'jumps', 'mobility')
    """
    if mode == "plyometric":
        return "jumps"
    if mode in (*MOBILE, "drill", "cardio"):
        return "mobility" if mode in MOBILE else mode
    # Before or after a run, unloaded work is preparation; heavy or loaded work keeps its kind.
    stated = demand == "heavy" or weighted or is_load(load) or is_effort(effort)
    if phase in ("mobility", "cooldown") and (demand == "light" or not stated):
        return "mobility"
    return "light" if demand == "light" or (phase == "activation" and not stated) else "strength"


def is_load(text: str) -> bool:
    """Return whether a text gives a load; a band or bodyweight doesn't count.

    Examples
    --------
    >>> is_load("12 kg"), is_load("blue band"), is_load("bodyweight + 5 kg"), is_load("")
    (True, False, True, False)
    """
    return bool(re.search(r"\d\s*(?:kg\b|lbs?\b|st\b|%)", text, re.IGNORECASE)) or not _UNLOADED.fullmatch(text.strip())


def is_effort(text: str) -> bool:
    """Return whether a text gives an effort; easy doesn't count.

    Examples
    --------
    >>> is_effort("RPE 7"), is_effort("easy"), is_effort("")
    (True, False, False)
    """
    return not _EASY.fullmatch(text.strip())


def is_near_failure(text: str) -> bool:
    """Return whether an effort ends near failure.

    Examples
    --------
    >>> is_near_failure("RPE 7-8"), is_near_failure("3 reps in reserve"), is_near_failure("2 RIR")
    (True, False, True)
    """
    if rating := _RATING.search(text):
        return _most(rating) >= HARD_RPE
    if reserve := _RESERVE.search(text):
        return min(float(end.replace(",", ".")) for end in reserve.groups() if end) <= HARD_RIR
    return bool(_FAILURE.search(text))


def in_reserve(text: str) -> tuple[float, float] | None:
    """Return the minimum and maximum repetitions in reserve of an effort; None if the text gives none.

    Examples
    --------
    >>> in_reserve("RPE 7-8"), in_reserve("3 in reserve"), in_reserve("easy")
    ((2.0, 3.0), (3.0, 3.0), None)
    """
    rating, reserve = _RATING.search(text), _RESERVE.search(text)
    ends = [float(end.replace(",", ".")) for match in (rating or reserve,) if match for end in match.groups() if end]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    return (10 - high, 10 - low) if rating else (low, high)


def _most(match: re.Match[str]) -> float:
    return max(float(end.replace(",", ".")) for end in match.groups() if end)
