"""Rests that follow the work: after sets, rounds and sections, and the time before the first barbell set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.ask.rests import ALL, Rest
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import DEMANDS, KINDS, PHASES, RESTED
from analysis.volume.amounts import PER, Flags, Floats, Ints, amounts_of, rows_of

FEW = 3
"""Most repetitions of a strength set that gets the longest rest."""


@dataclass(frozen=True)
class Rests:
    """Seconds of rest (ours): to change sides, between exercises, between rounds or sets, between sections.

    The first four pace published circuits, warm-ups and mobility. Other sets and rounds rest by kind of work
    (``coding/conventions``), or as ``typed``: for `ALL` of them, or by kind.
    """

    switch_s: float = 3.0
    between_exercises_s: float = 10.0
    between_rounds_s: float = 20.0
    between_sections_s: float = 30.0
    typed: Rest = ()


USUAL_RESTS = Rests()


@dataclass(frozen=True)
class Work:
    """Entries of sessions with what rests depend on; arrays of least and most x entries, or one value per entry.

    Attributes
    ----------
    set_s : array
        Seconds of a set, including both sides and the change between them.
    asked : array
        Seconds of rest that the work needs; NaN for the usual pace.
    alone : array
        The same for a set without a partner: while one side works, the other rests.
    typed : array of bool
        Whether the rest was typed: then it is used as it is.
    published : array of bool
        Whether a source prescribes the entry, not a coach.
    barbell : array of bool
        Whether a barbell is lifted.
    """

    set_s: Floats
    asked: Floats
    alone: Floats
    typed: Flags
    published: Flags
    barbell: Flags

    def take(self, entries: Any) -> Work:
        """Return some of the entries."""
        return Work(**{name: values[..., entries] for name, values in vars(self).items()})

    def resting(self, entries: Flags, ends: tuple[float, float] | Floats) -> Work:
        """Return the work with a rest typed for some entries: a single rest, or one for each entry."""
        asked = np.where(entries, np.reshape(ends, (2, -1)), self.asked)
        return replace(self, asked=asked, alone=np.where(entries, asked, self.alone), typed=self.typed | entries)


@dataclass(frozen=True)
class Places:
    """Number of each entry's session, section and circuit; entries that belong together are consecutive."""

    session: Ints
    section: Ints
    circuit: Ints

    def take(self, entries: Ints | Flags) -> Places:
        """Return some of the entries."""
        return Places(*(numbers[entries] for numbers in vars(self).values()))


def places_of(session: Any, section: Any, circuit: Any) -> Places:
    """Assign numbers to sessions, sections and circuits.

    Examples
    --------
    >>> session = np.array(["a", "a"], dtype=object)
    >>> places_of(session, session, np.array([1, 2], dtype=object)).circuit.tolist()
    [0, 1]
    """
    # A new session begins a section, and a new section a circuit.
    begins = np.zeros((3, len(session)), dtype=bool)
    begins[0, 1:] = session[1:] != session[:-1]
    begins[1, 1:] = begins[0, 1:] | (section[1:] != section[:-1])
    begins[2, 1:] = begins[1, 1:] | (circuit[1:] != circuit[:-1])
    return Places(*begins.cumsum(axis=1))


@kept_on_library
def prescribed_places(library: Library) -> Places:
    """Assign numbers to the sessions, sections and circuits of a library's prescriptions."""
    rows = rows_of(library)
    return places_of(rows.routine, rows.section, rows.circuit)


@kept_on_library
def conventions_of(library: Library) -> dict[str, float]:
    """Return the figures of ``coding/conventions`` by their ids."""
    table = library.conventions
    return dict(zip(table["convention_id"].tolist(), table["value"].tolist(), strict=True))


def asked_rests(library: Library, typed: Rest = ()) -> dict[str, tuple[float, float]]:
    """Return the rest that each kind of work needs, least and most seconds, as coded or as typed."""
    coded = conventions_of(library)
    return {name: (coded[f"rest_{name}_min"], coded[f"rest_{name}_max"]) for name in RESTED} | dict(typed)


@kept_on_library
def work_of(library: Library, seconds_per_rep: tuple[float, float], rests: Rests = USUAL_RESTS) -> Work:
    """Time one set of each prescription, and find the rest that it needs."""
    rows, set_s = rows_of(library), amounts_of(library, seconds_per_rep).set_s
    alternates = library.exercises["alternates"].to_numpy(dtype=bool)[rows.exercise]
    of_side = rows.per == PER.index("side")
    # The seconds under tension are of one side, and of both directions: only sides double them here.
    sides = np.where(of_side, 2.0, 1.0)
    # One leg after the other takes a change of sides per set; alternating legs change within a repetition.
    switch = rests.switch_s * ((rows.per != PER.index("both")) & ~alternates)
    strong, springy, mobile = (rows.kind == KINDS.index(kind) for kind in ("strength", "jumps", "mobility"))
    heavy = rows.demand == DEMANDS.index("heavy")
    few = strong & (rows.reps[1] <= FEW)  # NaN, where a set is timed, isn't few
    still = np.asarray(library.exercises["mode"].array == "isometric", dtype=bool)[rows.exercise]
    which = np.select(
        [springy & heavy, springy, heavy & still, few],
        [RESTED.index(name) for name in ("high_jumps", "low_jumps", "heavy_isometric", "few_reps")],
        rows.demand,
    )
    coded = asked_rests(library, rests.typed)
    # A warm-up keeps the usual pace, except for strength work or jumps in it.
    follows = strong | springy | ((rows.phase == PHASES.index("strength")) & ~mobile)
    asked = np.where(follows, np.array([coded[name] for name in RESTED]).T[:, which], np.nan)
    # While one side works the other rests, if all of a side comes first.
    by_side = of_side & ~alternates
    floor = conventions_of(library)["rest_side_least"]
    alone = np.where(by_side, np.maximum(floor, asked - set_s), asked)
    work = Work(
        set_s=set_s * sides + switch,
        asked=asked,
        alone=alone,
        typed=np.zeros_like(of_side),
        published=~rows.own,
        barbell=rows.barbell & follows,
    )
    if (everywhere := dict(rests.typed).get(ALL)) is not None:
        # A rest typed for a kind of work takes precedence over a rest typed for all.
        rest = ~np.isin(which, [RESTED.index(name) for name, _ in rests.typed if name != ALL])
        work = work.resting(follows & rest, everywhere)
    # The row's own rest takes precedence over both.
    if (rested := ~np.isnan(rows.rest_s[0])).any():
        work = work.resting(rested, rows.rest_s)
    if (timed := ~np.isnan(rows.every_s)).any():
        # The rest is the time left until the next set starts: ten sets every minute take ten minutes.
        every = np.where(timed, np.fmax(rows.every_s, work.set_s), work.set_s)
        work = replace(work, set_s=every).resting(timed, (0.0, 0.0))
    return work


def rest_seconds(library: Library, places: Places, sets: Floats, work: Work, rests: Rests = USUAL_RESTS) -> Floats:
    """Time the rests of sessions, and the set-up and ramp-up before the first barbell lift.

    Parameters
    ----------
    library : Library
    places : Places
    sets : array, least and most x entries
    work : Work
    rests : Rests

    Returns
    -------
    array
        Seconds, in the shape of ``sets``; those of a circuit are at its last entry.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> sets = library.prescriptions[["sets_min", "sets_max"]].to_numpy(dtype=float).T
    >>> rest_seconds(library, prescribed_places(library), sets, work_of(library, (2.0, 4.0)))[0, -6:].tolist()
    [30.0, 30.0, 30.0, 30.0, 30.0, 20.0]
    """
    seconds = np.zeros_like(sets)
    for end, counts in enumerate(sets):
        there = counts > 0  # entries without a set at this end have no rests
        if there.any():
            every = there.all()  # usually all have some, and none need be left out
            here, stands = (work, places) if every else (work.take(there), places.take(there))
            timed = _rests(stands, counts[there], here, end, rests)
            first = np.unique(stands.session[here.barbell], return_index=True)[1]
            timed[np.flatnonzero(here.barbell)[first]] += barbell_seconds(library)[end]
            seconds[end, there] = timed
    return seconds


def barbell_seconds(library: Library) -> tuple[float, float]:
    """Return the seconds of set-up and ramp-up before a session's first barbell lift: they add minutes, not sets."""
    coded = conventions_of(library)
    return coded["set_up"] + coded["ramp_up_min"], coded["set_up"] + coded["ramp_up_max"]


def paced_by_work(circuit: Ints, work: Work) -> Flags:
    """Return which entries rest by kind of work: all but warm-ups, mobility and the circuits of a source."""
    straight = np.bincount(circuit)[circuit] == 1
    follows: Flags = ~np.isnan(work.asked[0]) & (work.typed | ~work.published | straight)
    return follows


def _rests(places: Places, sets: Floats, work: Work, end: int, rests: Rests) -> Floats:
    """Time the rests at one end, circuit by circuit; a straight set is a circuit of its own."""
    last = np.append(places.circuit[1:] != places.circuit[:-1], True)
    circuit = last.cumsum() - last
    follows = paced_by_work(circuit, work)
    after = np.where(follows, work.alone[end], np.nan)[last]
    total = sets[last] * np.where(np.isnan(after), rests.between_rounds_s, after)
    several = np.bincount(circuit) > 1
    if several.any():
        members = np.flatnonzero(several[circuit])
        number = (several.cumsum() - 1)[circuit[members]]  # circuits of several entries, numbered on their own
        total[several], after[several] = _rounds(
            number, sets[members], follows[members], work.take(members), end, rests
        )
    # The last round is followed by the rest before the next exercise or section; at the end there is none.
    session, section = (numbers[last] for numbers in (places.session, places.section))
    ends_session, ends_section = (np.append(numbers[1:] != numbers[:-1], True) for numbers in (session, section))
    next_s = np.where(np.isnan(after), rests.between_exercises_s, after)
    next_s = np.where(ends_section, np.where(ends_session, 0.0, rests.between_sections_s), next_s)
    seconds = np.zeros(len(sets))
    seconds[last] = total + next_s - np.where(np.isnan(after), rests.between_rounds_s, after)
    return seconds


def _rounds(circuit: Ints, sets: Floats, follows: Flags, work: Work, end: int, rests: Rests) -> tuple[Floats, Floats]:
    """Time the rests of circuits of several entries, with the rest after their last round, NaN at the usual pace."""
    total, after = np.zeros(circuit[-1] + 1), np.full(circuit[-1] + 1, np.nan)
    before = 0.0
    # Partners with unequal sets: an exercise whose sets are done drops out, so rounds are timed count by count.
    for most in np.unique(sets):
        present = sets >= most
        members = np.bincount(circuit, present)
        asked = after_round(circuit, present, follows, work, end, rests)
        after = np.where(members > 0, asked, after)
        usual = np.where(np.isnan(asked), rests.between_rounds_s, asked)
        total += np.where(members > 0, (most - before) * (usual + (members - 1) * rests.between_exercises_s), 0.0)
        before = most
    return total, after


def after_round(circuit: Ints, present: Flags, follows: Flags, work: Work, end: int, rests: Rests) -> Floats:
    """Return the rest after a round of each circuit, by its most demanding member; NaN for the usual pace."""
    chosen, set_s, asked = present & follows, work.set_s[end] * present, work.asked[end]
    starts = np.flatnonzero(np.diff(circuit, prepend=-1))
    rank = np.where(chosen, np.where(work.typed, np.inf, work.asked.sum(axis=0)), -np.inf)
    top = np.maximum.reduceat(rank, starts)[circuit]
    # The partners' work is rest.
    partners = np.bincount(circuit, set_s)[circuit] - set_s
    shared = np.where(work.typed, asked, np.maximum(rests.between_rounds_s, asked - partners))
    rest = np.where(np.bincount(circuit, present)[circuit] > 1, shared, work.alone[end])
    longest = np.maximum.reduceat(np.where(chosen & (rank == top), rest, -np.inf), starts)
    return np.where(np.isfinite(longest), longest, np.nan)
