"""How sets and minutes are counted, in sentences."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from analysis.base.text import span
from analysis.library.terms import PHASES

PROMISE = "A planning aid for healthy adults; no diagnosis, and no promise of performance or freedom from injury."


UNSAID = "None of the three published sources gives kilograms, a percentage or repetitions in reserve."


def said_minutes(row: pd.Series[Any], *, dash: str = "-") -> str:
    """Return the minutes of a row of `compare_routines`; they are of the whole session, whatever phases count."""
    whole = row["phases"] == " + ".join(PHASES)
    return f"{span(row['minutes_min'], row['minutes_max'], digits=0, dash=dash)} min{'' if whole else ', all phases'}"


COUNTS = {
    "fractional": "A set counts 1 for a primary muscle and 0.5 for a secondary one",
    "direct": "A set counts 1 for a primary muscle and 0 for a secondary one",
    "total": "A set counts 1 for a primary and for a secondary muscle",
    "every set once": "Every set counts once",
}


def counting_words(frame: pd.DataFrame) -> str:
    """Return how a frame counts, in words, from its stamped conventions.

    Examples
    --------
    >>> counting_words(pd.DataFrame({"muscle_group": ["quads"], "counting": ["direct"]}))
    'A set counts 1 for a primary muscle and 0 for a secondary one; a group counts its most-worked muscle, set by
    set. Work per side is one set.'
    """
    counting = "fractional" if frame.empty else str(frame["counting"].iloc[0])  # a block without a session
    how = COUNTS.get(counting, f"A set counts by role: {counting}")
    group = "; a group counts its most-worked muscle, set by set" if "muscle_group" in frame else ""
    return f"{how}{group}. Work per side is one set."


SHORTLY = {
    "fractional": "",
    "direct": ", of primary muscles only",
    "total": ", secondary muscles in full",
    "every set once": "",
}


def counted_shortly(frame: pd.DataFrame) -> str:
    """Return how a frame counts, in a few words: only unusual counting, and phases if not all are counted.

    Examples
    --------
    >>> counted_shortly(pd.DataFrame({"counting": ["direct"], "phases": ["strength"]}))
    ', of primary muscles only, strength phase only'
    """
    counting = str(frame["counting"].iloc[0])
    phases = str(frame["phases"].iloc[0]) if "phases" in frame else " + ".join(PHASES)
    only = f", {phases} phase{'s' if '+' in phases else ''} only"
    return SHORTLY.get(counting, ", by weights of your own") + ("" if phases == " + ".join(PHASES) else only)


TINTS = "full colour: strength, pale: light work"
"""Legend of the two tints of a bar."""


def minutes_words(conventions: str) -> str:
    """Return how minutes were estimated, in words, from the ``conventions`` that `session_minutes` stamps.

    Examples
    --------
    >>> minutes_words("2-4 s a repetition, rests 3/10/20/30 s")
    'Minutes: 2-4 s a repetition unless an exercise has its own; rests of 3 s to switch sides, 10 s between
    exercises, 20 s between rounds or sets, 30 s between sections.'
    >>> minutes_words("2-4 s a repetition, rests 3/10/20/30 s, after sets 60-90 s")[-53:]
    'after straight sets and supersets, in seconds: 60-90.'
    """
    pace, _, rests = conventions.partition(", rests ")
    times, _, more = rests.partition(" s")
    switch, exercises, rounds, sections = times.split("/")
    by_section = " (some sections their own)" if more.endswith("some by section") else ""
    # Rests that follow the work come last, if there are any.
    _, _, sets = more.removesuffix(", some by section").partition(", after sets ")
    by_work = f"; after straight sets and supersets, in seconds: {sets.removesuffix(' s')}" if sets else ""
    return (
        f"Minutes: {pace} unless an exercise has its own; rests of {switch} s to switch sides, {exercises} s between "
        f"exercises, {rounds} s between rounds or sets{by_section}, {sections} s between sections{by_work}."
    )


def conventions(frame: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Return how a frame counts, how any minutes were estimated, and that none of its rows has a load, in words."""
    minutes = f" {minutes_words(str(frame['conventions'].iloc[0]))}" if "conventions" in frame else ""
    stated = any(re.search(r"\d", text) for name in ("load", "effort") for text in rows[name].dropna())
    return f"{counting_words(frame)}{minutes}{'' if stated else f' {UNSAID}'}"
