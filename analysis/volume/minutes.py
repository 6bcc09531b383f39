"""The minutes of a session, as an interval, from the prescriptions and a few stated rests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.rests import ALL, TypedRest, read_ends, read_rest, read_rests, rest_words
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo, tempo_words
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import in_order
from analysis.library.labels import add_words, id_rows
from analysis.library.library import Library, kept_on_library
from analysis.volume.amounts import ENDS, Floats, Ints, rows_of
from analysis.volume.rests import (
    USUAL_RESTS,
    Rests,
    Work,
    asked_rests,
    paced_by_work,
    prescribed_places,
    rest_seconds,
    work_of,
)


@checked
def exercise_seconds(
    library: Library, *, seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP, switch_s: float = 3.0
) -> pd.DataFrame:
    """Time each prescription: all sets, both sides or directions, changes of side; without rests.

    Parameters
    ----------
    library : Library
    seconds_per_rep : float or pair
        Seconds of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).
    switch_s : float
        Seconds to change sides, once per set (ours); none where sides alternate.

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
    rests = Rests(switch_s=read_rest("switch_s", switch_s))
    work = rows_of(library).sets * work_of(library, read_tempo(seconds_per_rep), rests).set_s
    return frame.assign(seconds_min=work[0], seconds_max=work[1])


def seconds_with_rests(library: Library, work: Work, rests: Rests = USUAL_RESTS) -> Floats:
    """Time each prescription with the rests in it and after it: least and most seconds x prescriptions."""
    sets = rows_of(library).sets
    return sets * work.set_s + rest_seconds(library, prescribed_places(library), sets, work, rests)


def routine_minutes(library: Library, work: Work, rests: Rests = USUAL_RESTS) -> Floats:
    """Time a session of each routine: least and most minutes x routines."""
    # Prescriptions are timed first and then added up, not the other way round: a rest depends on what follows.
    seconds = seconds_with_rests(library, work, rests)
    return np.array([np.bincount(rows_of(library).routine, end, len(library.routines)) for end in seconds]) / 60


@kept_on_library
def minutes_of(library: Library, seconds_per_rep: tuple[float, float], rests: Rests = USUAL_RESTS) -> Floats:
    """Time a session of each routine from its rows: least and most minutes x routines."""
    return routine_minutes(library, work_of(library, seconds_per_rep, rests), rests)


@checked
def session_minutes(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "routine",
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
    switch_s: float = 3.0,
    between_exercises_s: float = 10.0,
    between_rounds_s: float = 20.0,
    between_sections_s: float = 30.0,
    rest: TypedRest = None,
    rest_by_section: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Estimate the minutes of a session of each routine.

    Rests follow the work. Each straight set, except a section's last, is followed by its row's rest; a round of a
    coach's superset by the rest of its most demanding member, minus the time of its partners. Circuits of a source,
    warm-ups and mobility go on after 10 s between exercises and 20 s between rounds.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Ids of routines; default all.
    by : {"routine", "section"}
        One row per routine, or one per section with the rest that follows it.
    seconds_per_rep : float or pair
        Seconds of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).
    switch_s, between_exercises_s, between_rounds_s, between_sections_s : float
        Seconds to change sides, between sections, and, where nothing else sets the pace, between exercises and between
        rounds or sets (ours).
    rest : seconds, range or mapping, optional
        Rest after sets and rounds, as typed: ``90``, ``"60-90 s"`` or ``"3 min"`` for all work except warm-ups and
        mobility, or by kind of work, such as ``{"heavy": "3 min"}``. A number is in seconds; a text is read as in a
        sheet, where ``"2"`` is 2 minutes. Default: as in ``coding/conventions``.
    rest_by_section : mapping of section to seconds or range, optional
        Rest after the sets and rounds of a section.

    Returns
    -------
    DataFrame
        One row per routine (and section, with its ``phase``, or mixed): routine_id, routine, minutes_min,
        minutes_max, and ``conventions``: the tempo, the rests to switch sides / between exercises / rounds / sections,
        and the rests by kind of work if any apply. Per-side work takes its time twice.

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
    by = check_choice("by", by, ["routine", "section"])
    asked = read_routines(library, routines)
    pace = read_tempo(seconds_per_rep)
    rests = Rests(
        read_rest("switch_s", switch_s),
        read_rest("between_exercises_s", between_exercises_s),
        read_rest("between_rounds_s", between_rounds_s),
        read_rest("between_sections_s", between_sections_s),
        read_rests(rest),
    )
    work = _with_sections(library, work_of(library, pace, rests), rest_by_section)
    added = _by_section(library, work, rests) if by == "section" else _by_routine(library, work, rests)
    stated = timed_by(library, id_rows(library, "routine_id", asked), pace, rests, work)
    stated += ", some by section" if rest_by_section else ""
    return add_words(library, in_order(added, "routine_id", asked), "routine_id").assign(conventions=stated)


def timed_by(library: Library, chosen: Ints, pace: tuple[float, float], rests: Rests, work: Work) -> str:
    """Return the conventions of minutes for stamping results, with rests that follow the work only if any do."""
    usual = f"{tempo_words(pace)}, rests {'/'.join(f'{rest:g}' for rest in astuple(rests)[:4])} s"
    stands = np.isin(rows_of(library).routine, chosen)
    if not (stands & paced_by_work(prescribed_places(library).circuit, work)).any():
        return usual
    typed = dict(rests.typed)
    return f"{usual}, after sets {rest_words(typed if ALL in typed else asked_rests(library, rests.typed))} s"


def _with_sections(library: Library, work: Work, rest_by_section: Mapping[str, Any] | None) -> Work:
    """Return the work with the sections' own rests."""
    if rest_by_section is not None and not isinstance(rest_by_section, Mapping):
        allowed = 'such as {"Strength": 60}'
        raise ArgumentError(Finding("rest_by_section", value=str(rest_by_section), allowed=allowed))
    section = library.prescriptions["section"]
    for name, typed in (rest_by_section or {}).items():
        named = check_choice("section", name, list(section.dropna().unique()))
        work = work.resting((section == named).to_numpy(), read_ends(f"rest_by_section {name}", typed))
    return work


def _by_routine(library: Library, work: Work, rests: Rests) -> pd.DataFrame:
    """Estimate the minutes of routines."""
    low, high = routine_minutes(library, work, rests)
    return pd.DataFrame({"routine_id": library.routines["routine_id"].array, "minutes_min": low, "minutes_max": high})


def _by_section(library: Library, work: Work, rests: Rests) -> pd.DataFrame:
    """Estimate the minutes of sections, each with its phase, or "mixed"."""
    rows = library.prescriptions
    # A section is a run of rows: the same heading may occur again later in the session.
    run = pd.Series(prescribed_places(library).section)
    phases = rows["phase"].groupby(run)
    frame = pd.DataFrame({"routine_id": rows["routine_id"], "run": run, "section": rows["section"].fillna("")})
    frame["phase"] = phases.transform("first").where(phases.transform("nunique") == 1, "mixed")
    minutes = [f"minutes_{end}" for end in ENDS]
    frame[minutes] = seconds_with_rests(library, work, rests).T
    added = frame.groupby(["routine_id", "run", "section", "phase"], sort=False)[minutes].sum().reset_index()
    return added.drop(columns="run").assign(**{name: added[name] / 60 for name in minutes})
