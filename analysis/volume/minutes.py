"""How long a session takes, as an interval, from the prescriptions and a few stated rests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.rests import read_rest
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo, tempo_words
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import in_order
from analysis.library.labels import add_words
from analysis.library.library import Library, kept_on_library
from analysis.volume.amounts import ENDS, TENSION, Floats, amounts_of

Objects = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rests:
    """Seconds of rest (ours): to change sides, between exercises, between rounds or sets, between sections.

    ``between_rounds_s`` may be one number for each prescription.
    """

    switch_s: float = 3.0
    between_exercises_s: float = 10.0
    between_rounds_s: float | Floats = 20.0
    between_sections_s: float = 30.0


USUAL_RESTS = Rests()


@dataclass(frozen=True)
class Ends:
    """Whether an entry of a session is the last of its session, of its section, and of its circuit."""

    session: Flags
    section: Flags
    circuit: Flags


@checked
def exercise_seconds(
    library: Library, *, seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP, switch_s: float = 3.0
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
    work = _work(library, read_tempo(seconds_per_rep), read_rest("switch_s", switch_s))
    return frame.assign(seconds_min=work[0], seconds_max=work[1])


def _work(library: Library, seconds_per_rep: tuple[float, float], switch_s: float) -> Floats:
    """Time each prescription without rests: least and most seconds x prescriptions."""
    amounts, per = amounts_of(library, seconds_per_rep), library.prescriptions["per"].to_numpy()
    alternates = library.exercises["alternates"].to_numpy(dtype=bool)[amounts.exercise]
    # The seconds under tension are one side's, and both directions' already: only sides double them here.
    sides = np.where(per == "side", 2.0, 1.0)
    # Who works one leg after the other stops once a set to change; who alternates changes within a repetition.
    switch = switch_s * ((per != "both") & ~alternates)
    work: Floats = amounts.values[TENSION] * sides + _sets(library) * switch
    return work


def _sets(library: Library) -> Floats:
    return np.array([library.prescriptions[f"sets_{end}"].to_numpy(dtype=float) for end in ENDS])


def seconds_with_rests(
    library: Library, seconds_per_rep: tuple[float, float] = SECONDS_PER_REP, rests: Rests = USUAL_RESTS
) -> Floats:
    """Time each prescription with the rests in it and after it: least and most seconds x prescriptions."""
    work = _work(library, seconds_per_rep, rests.switch_s)
    return work + rest_seconds(prescribed_ends(library), _sets(library), rests)


@kept_on_library
def prescribed_ends(library: Library) -> Ends:
    """Say which prescriptions end a session, a section, a circuit."""
    rows = library.prescriptions
    section = rows["section"].fillna("").to_numpy()
    return ends_of(rows["routine_id"].to_numpy(), section, rows["circuit"].to_numpy())


def ends_of(routine: Objects, section: Objects, circuit: Objects) -> Ends:
    """Say which entries end what they belong to; those that belong together follow one another.

    Examples
    --------
    >>> session = np.array(["a", "a"], dtype=object)
    >>> ends_of(session, session, np.array([1, 2], dtype=object)).section.tolist()
    [False, True]
    """
    # The last entry of all ends everything; each before it ends what the next one does not belong to.
    sessions, sections, circuits = np.ones((3, len(routine)), dtype=bool)
    sessions[:-1] = routine[:-1] != routine[1:]
    sections[:-1] = sessions[:-1] | (section[:-1] != section[1:])
    circuits[:-1] = sections[:-1] | (circuit[:-1] != circuit[1:])
    return Ends(sessions, sections, circuits)


def rest_seconds(ends: Ends, sets: Floats, rests: Rests = USUAL_RESTS) -> Floats:
    """Time the rests in and after each entry of sessions.

    Parameters
    ----------
    ends : Ends
    sets : array, least and most x entries
    rests : Rests

    Returns
    -------
    array
        Seconds, in the shape of ``sets``.

    Examples
    --------
    >>> session = np.array(["a", "a"], dtype=object)
    >>> rest_seconds(ends_of(session, session, np.array([1, 2], dtype=object)), np.array([[3.0, 2.0]])).tolist()
    [[50.0, 20.0]]
    """
    # After the last exercise of a session nobody waits.
    before_next = np.where(ends.section, rests.between_sections_s, rests.between_exercises_s) * ~ends.session
    # In a circuit the next exercise follows every set. The last exercise of a circuit, and every straight one, has
    # the rest between rounds or sets after all its sets but the last.
    last_of_round = (sets - 1) * rests.between_rounds_s + before_next
    return np.where(ends.circuit, last_of_round, sets * rests.between_exercises_s)


@checked
def session_minutes(
    library: Library,
    *,
    by: str = "routine",
    routines: Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
    switch_s: float = 3.0,
    between_exercises_s: float = 10.0,
    between_rounds_s: float = 20.0,
    between_sections_s: float = 30.0,
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
    by = check_choice("by", by, ["routine", "section"])
    asked = read_routines(library, routines)
    rests = Rests(
        read_rest("switch_s", switch_s),
        read_rest("between_exercises_s", between_exercises_s),
        read_rest("between_rounds_s", between_rounds_s),
        read_rest("between_sections_s", between_sections_s),
    )
    stated = "/".join(f"{rest:g}" for rest in astuple(rests))
    if rest_by_section:
        rests = replace(rests, between_rounds_s=_rounds_by_section(library, rest_by_section, rests))
    taken = seconds_with_rests(library, read_tempo(seconds_per_rep), rests)
    # Every prescription is timed and then left out, rather than the other way round: a rest hangs on what follows.
    added = _by_section(library, taken) if by == "section" else _by_routine(library, taken)
    added = in_order(added, "routine_id", asked)
    return add_words(library, added, "routine_id").assign(
        conventions=f"{tempo_words(seconds_per_rep)}, rests {stated} s{', some by section' if rest_by_section else ''}"
    )


def _rounds_by_section(library: Library, rest_by_section: Mapping[str, float], rests: Rests) -> Floats:
    """Return the rest between rounds or sets of each prescription, where some sections have their own."""
    if not isinstance(rest_by_section, Mapping):
        allowed = 'such as {"Strength": 60}'
        raise ArgumentError(Finding("rest_by_section", value=str(rest_by_section), allowed=allowed))
    section = library.prescriptions["section"]
    rounds = np.full(len(section), rests.between_rounds_s)
    for name, seconds in rest_by_section.items():
        named = check_choice("section", name, list(section.dropna().unique()))
        rounds[section == named] = read_rest(f"rest_by_section {name}", seconds)
    return rounds


def _by_routine(library: Library, taken: Floats) -> pd.DataFrame:
    """Add the seconds of prescriptions up to minutes of routines."""
    routine, ids = amounts_of(library).routine, library.routines["routine_id"]
    minutes = {
        f"minutes_{end}": np.bincount(routine, seconds, len(ids)) / 60 for end, seconds in zip(ENDS, taken, strict=True)
    }
    return pd.DataFrame({"routine_id": ids.array, **minutes})


def _by_section(library: Library, taken: Floats) -> pd.DataFrame:
    """Add the seconds of prescriptions up to minutes of sections, each with its phase, or "mixed"."""
    rows = library.prescriptions
    # A section is a run of rows: the same heading may come back later in the session.
    run = pd.Series(np.concatenate([[0], np.cumsum(prescribed_ends(library).section)[:-1]]))
    phases = rows["phase"].groupby(run)
    frame = pd.DataFrame({"routine_id": rows["routine_id"], "run": run, "section": rows["section"].fillna("")})
    frame["phase"] = phases.transform("first").where(phases.transform("nunique") == 1, "mixed")
    minutes = [f"minutes_{end}" for end in ENDS]
    frame[minutes] = taken.T
    added = frame.groupby(["routine_id", "run", "section", "phase"], sort=False)[minutes].sum().reset_index()
    return added.drop(columns="run").assign(**{name: added[name] / 60 for name in minutes})
