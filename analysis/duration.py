"""How long a session takes, as an interval, from the prescriptions and a few stated rests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.counting import SECONDS_PER_REP, Floats, check_routines, counted, tempo, tempo_words
from analysis.errors import ArgumentError, Finding, check_choice
from analysis.frames import in_order
from analysis.library import Library
from analysis.words import add_words

Objects = npt.NDArray[np.object_]
SWITCH_S = 3.0
BETWEEN_EXERCISES_S = 10.0
BETWEEN_ROUNDS_S = 20.0
BETWEEN_SECTIONS_S = 30.0


def exercise_seconds(
    library: Library, *, seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP, switch_s: float = SWITCH_S
) -> pd.DataFrame:
    """Time each prescription: all sets, both sides or directions, changes of side; rests are left out.

    Parameters
    ----------
    library : Library
    seconds_per_rep : float or pair
        Time of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).
    switch_s : float
        Seconds to change sides once a set (ours); none where sides alternate.

    Returns
    -------
    DataFrame
        One row per prescription: routine_id, position, section, circuit, sets_*, seconds_min, seconds_max.

    Raises
    ------
    ArgumentError
        If a time is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> exercise_seconds(load_library()).loc[0, ["seconds_min", "seconds_max"]].to_list()
    [103.0, 213.0]
    """
    frame = library.prescriptions[["routine_id", "position", "section", "circuit", "sets_min", "sets_max"]].copy()
    work = _work(library, tempo(seconds_per_rep), _seconds("switch_s", switch_s))
    return frame.assign(seconds_min=work[0], seconds_max=work[1])


def _work(library: Library, seconds_per_rep: tuple[float, float], switch_s: float) -> Floats:
    """Time each prescription without rests: least and most seconds x prescriptions."""
    rows = library.prescriptions
    numbers = counted(library, seconds_per_rep)
    alternates = library.exercises["alternates"].to_numpy(dtype=bool)[numbers.exercise]
    per = rows["per"].to_numpy()
    # The seconds under tension are one side's, and both directions' already: only sides double them here.
    sides = np.where(per == "side", 2.0, 1.0)
    switch = switch_s * ((per != "both") & ~alternates)
    work: Floats = numbers.amounts[4:] * sides + _sets(library) * switch
    return work


def _sets(library: Library) -> Floats:
    return np.array([library.prescriptions[f"sets_{end}"].to_numpy(dtype=float) for end in ("min", "max")])


def seconds_with_rests(
    library: Library,
    *,
    seconds_per_rep: tuple[float, float] = SECONDS_PER_REP,
    switch_s: float = SWITCH_S,
    between_exercises_s: float = BETWEEN_EXERCISES_S,
    between_rounds_s: float | Floats = BETWEEN_ROUNDS_S,
    between_sections_s: float = BETWEEN_SECTIONS_S,
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Time each prescription with the rests in it and after it; ``between_rounds_s`` may be one number for each.

    Returns
    -------
    array, 2 x prescriptions
        Least and most seconds.
    array of bool
        Whether a prescription is the last of its section.
    """
    rows = library.prescriptions
    routine, circuit = rows["routine_id"].to_numpy(), rows["circuit"].to_numpy()
    section = rows["section"].fillna("").to_numpy()
    rests, section_ends = rest_seconds(
        routine,
        section,
        circuit,
        _sets(library),
        between_exercises_s=between_exercises_s,
        between_rounds_s=between_rounds_s,
        between_sections_s=between_sections_s,
    )
    return _work(library, seconds_per_rep, switch_s) + rests, section_ends


def rest_seconds(
    routine: Objects,
    section: Objects,
    circuit: Objects,
    sets: Floats,
    *,
    between_exercises_s: float = BETWEEN_EXERCISES_S,
    between_rounds_s: float | Floats = BETWEEN_ROUNDS_S,
    between_sections_s: float = BETWEEN_SECTIONS_S,
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Time the rests in and after each entry of sessions, in their order.

    Parameters
    ----------
    routine, section, circuit : array
        What each entry belongs to; entries of one stand together.
    sets : array, ends x entries

    Returns
    -------
    array, ends x entries, and array of bool
        Seconds of rest, and whether an entry is the last of its section.

    Examples
    --------
    >>> one = np.array(["a", "a"], dtype=object)
    >>> rest_seconds(one, one, np.array([1, 2], dtype=object), np.array([[3.0, 2.0]]))[0].tolist()
    [[50.0, 20.0]]
    """
    ends = np.ones(len(routine), dtype=bool)
    last, section_ends, circuit_ends = ends.copy(), ends.copy(), ends.copy()
    last[:-1] = routine[:-1] != routine[1:]
    section_ends[:-1] = last[:-1] | (section[:-1] != section[1:])
    circuit_ends[:-1] = section_ends[:-1] | (circuit[:-1] != circuit[1:])
    after = np.where(last, 0.0, np.where(section_ends, between_sections_s, between_exercises_s))
    rests = np.where(circuit_ends, (sets - 1) * between_rounds_s + after, sets * between_exercises_s)
    return rests, section_ends


def session_minutes(
    library: Library,
    *,
    by: str = "routine",
    routines: Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
    switch_s: float = SWITCH_S,
    between_exercises_s: float = BETWEEN_EXERCISES_S,
    between_rounds_s: float = BETWEEN_ROUNDS_S,
    between_sections_s: float = BETWEEN_SECTIONS_S,
    rest_by_section: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Estimate the minutes of a session of each routine.

    Parameters
    ----------
    library : Library
    by : {"routine", "section"}
        One row per routine, or one per section with the rest that follows it.
    routines : iterable of str, optional
        Which ones; default all.
    seconds_per_rep : float or pair
        Time of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).
    switch_s, between_exercises_s, between_rounds_s, between_sections_s : float
        Seconds to change sides, between exercises, between rounds or sets, between sections (ours).
    rest_by_section : mapping of section to seconds, optional
        Rest between rounds or sets in a section, in place of ``between_rounds_s``.

    Returns
    -------
    DataFrame
        One row per routine (and section, with its ``phase``, or mixed): routine_id, routine, minutes_min,
        minutes_max, and ``conventions``: the tempo and the rests to switch sides / between exercises / rounds /
        sections. Per-side work takes its time twice.

    Raises
    ------
    ArgumentError
        If a name is unknown or a time is negative.

    Examples
    --------
    >>> from analysis import load_library
    >>> session_minutes(load_library(), routines=["runners_world"]).round(1).to_dict("records")
    [{'routine_id': 'runners_world', 'routine': "Runner's World", 'minutes_min': 26.4, 'minutes_max': 34.4,
      'conventions': '2-4 s a repetition, rests 3/10/20/30 s'}]
    """
    check_choice("by", by, ["routine", "section"])
    frame = library.prescriptions[["routine_id", "section"]].copy()
    rounds = np.full(len(frame), _seconds("between_rounds_s", between_rounds_s))
    sections = list(frame["section"].dropna().unique())
    for section, seconds in (rest_by_section or {}).items():
        check_choice("section", section, sections)
        rounds[frame["section"] == section] = _seconds(f"rest_by_section {section}", seconds)
    exercises_s = _seconds("between_exercises_s", between_exercises_s)
    sections_s = _seconds("between_sections_s", between_sections_s)
    taken, section_ends = seconds_with_rests(
        library,
        seconds_per_rep=tempo(seconds_per_rep),
        switch_s=_seconds("switch_s", switch_s),
        between_exercises_s=exercises_s,
        between_rounds_s=rounds,
        between_sections_s=sections_s,
    )
    frame["seconds_min"], frame["seconds_max"] = taken
    keys = ["routine_id"]
    if by == "section":
        frame["section"] = frame["section"].fillna("")
        frame["part"] = np.concatenate([[0], np.cumsum(section_ends)[:-1]])
        phases = library.prescriptions["phase"].groupby(frame["part"])
        frame["phase"] = phases.transform("first").where(phases.transform("nunique") == 1, "mixed")
        keys += ["part", "section", "phase"]
    asked = check_routines(library, routines)
    added = frame.groupby(keys, sort=False)[["seconds_min", "seconds_max"]].sum().reset_index()
    for end in ("min", "max"):
        added[f"minutes_{end}"] = added.pop(f"seconds_{end}") / 60
    added = in_order(added, "routine_id", asked)
    rests_s = (float(switch_s), exercises_s, float(between_rounds_s), sections_s)
    stated = "/".join(f"{rest:g}" for rest in rests_s)
    added = added.drop(columns="part", errors="ignore")
    return add_words(library, added, "routine_id").assign(
        conventions=f"{tempo_words(seconds_per_rep)}, rests {stated} s{', some by section' if rest_by_section else ''}"
    )


def _seconds(name: str, value: float) -> float:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ArgumentError(Finding(name, value=str(value), allowed="seconds from 0 to 3600"))
    return seconds
