"""The prescriptions of a library in numbers: counted sets, repetitions and seconds under tension."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.frames import positions
from analysis.library.labels import id_rows
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import COUNTED_KINDS, DEMANDS, KINDS, PHASES
from analysis.volume.set_seconds import listed_sums, rep_seconds, usual_seconds, way_seconds

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
# First axes of every array of volume: quantity, then end of its interval. Then come the part (a phase and a kind of
# work) and the axes of the product: anything x exercise times exercise x muscle.
ENDS = ("min", "max")
QUANTITIES = ("sets", "reps", "tension_s")
SETS, REPS, TENSION = range(3)
"""Index of each quantity on its axis."""
AMOUNTS = [f"{quantity}_{end}" for quantity in QUANTITIES for end in ENDS]
"""Columns of a tidy frame of volume, in the order of the two axes."""
LOADS = ("external", "band", "bodyweight")
BARBELL = "barbell"
"""Equipment that is loaded step by step, with ramp-up sets before its first lift."""
PER = ("both", "side", "direction")
"""What repetitions and seconds count for."""
OPEN = ("all", "last")
"""Which sets have as many repetitions as possible."""


@dataclass(frozen=True)
class Rows:
    """The prescriptions of a library as arrays: reading columns of text is the slow part of most computations.

    ``routine`` and ``exercise`` index the ids, ``phase``, ``kind``, ``demand``, ``per`` and ``open`` the words of
    `PHASES`, `KINDS`, `DEMANDS`, `PER` and `OPEN`, -1 where blank; ``section`` and ``circuit`` are numbers: adjacent
    rows of a routine with the same number belong together; ``own`` marks a coach's prescriptions, ``barbell`` those
    that need one. These have one value per prescription; ``sets``, ``reps``, ``work_s``, ``hold_s``, ``distance_m`` and
    ``rest_s`` are end x prescription, NaN where blank; so is ``every_s``, which has one end; ``tempo`` and ``each_set``
    are texts.
    """

    routine: Ints
    exercise: Ints
    phase: Ints
    kind: Ints
    demand: Ints
    per: Ints
    open: Ints
    section: Ints
    circuit: Ints
    own: Flags
    barbell: Flags
    sets: Floats
    reps: Floats
    work_s: Floats
    hold_s: Floats
    distance_m: Floats
    rest_s: Floats
    every_s: Floats
    tempo: Texts
    each_set: Texts

    def take(self, rows: Ints, **changed: npt.NDArray[Any]) -> Rows:
        """Return some of the rows, with some arrays replaced."""
        return Rows(
            **{name: values[..., rows] for name, values in vars(self).items() if name not in changed}, **changed
        )


@kept_on_library
def rows_of(library: Library) -> Rows:
    """Return the prescriptions of a library as arrays."""
    rows = library.prescriptions

    def ends(name: str) -> Floats:
        return np.array([rows[f"{name}_{end}"].array.to_numpy(dtype=float, na_value=np.nan) for end in ENDS])

    def texts(name: str) -> Texts:
        # These columns are mostly empty, which is quick to check.
        silent = rows[name].array.isna().all()
        return np.full(len(rows), "", dtype=object) if silent else rows[name].fillna("").to_numpy(dtype=object)

    routine = id_rows(library, "routine_id", rows["routine_id"])
    words = {"phase": PHASES, "kind": KINDS, "demand": DEMANDS, "per": PER, "open": OPEN}
    arrays: dict[str, Any] = {name: positions(known, rows[name]) for name, known in words.items()}
    arrays |= {name: ends(name) for name in ("sets", "reps", "work_s", "hold_s", "distance_m", "rest_s")}
    arrays |= {name: texts(name) for name in ("tempo", "each_set")}
    return Rows(
        routine=routine,
        exercise=id_rows(library, "exercise_id", rows["exercise_id"]),
        section=rows["section"].array.factorize()[0],
        circuit=rows["circuit"].to_numpy(dtype=np.intp),
        own=np.asarray(rows["source_id"].array == "own", dtype=bool),
        barbell=_need_barbell(library, routine),
        every_s=rows["every_s"].to_numpy(dtype=float, na_value=np.nan),
        **arrays,
    )


def _need_barbell(library: Library, routine: Ints) -> Flags:
    """Return which prescriptions need a barbell."""
    table, position = library.prescription_equipment, library.prescriptions["position"].to_numpy()
    row = np.flatnonzero((table["equipment_id"].array == BARBELL) & (table["need"].array == "required"))
    needed = np.zeros((len(library.routines), position.max(initial=0) + 1), dtype=bool)
    of = id_rows(library, "routine_id", table["routine_id"].array.take(row))
    needed[of, table["position"].to_numpy()[row]] = True
    need: Flags = needed[routine, position]
    return need


@dataclass(frozen=True)
class Amounts:
    """The prescriptions of a library in numbers, for one session each.

    ``routine``, ``part`` and ``exercise`` index the ids, one per prescription; ``parts`` are the pairs of
    phase and kind that occur. ``values`` is quantity x end x prescription: counted sets, repetitions and seconds under
    tension of one side. ``set_s`` is end x prescription: the seconds of one set, on average where sets differ; for an
    open set the seconds of the usual dose.
    """

    routine: Ints
    part: Ints
    parts: tuple[tuple[str, str], ...]
    exercise: Ints
    values: Floats
    set_s: Floats

    def stand_in(self, phases: Iterable[str]) -> Flags:
        """Return which prescriptions are in some phases."""
        wanted = set(phases)
        return np.array([phase in wanted for phase, _ in self.parts], dtype=bool)[self.part]

    def by_kind(self, kinds: Sequence[str], phases: Iterable[str]) -> Amounts:
        """Return the amounts of some kinds, a part per kind over the given phases together; all others are 0."""
        kept = set(phases)
        part = np.array([kinds.index(kind) if kind in kinds else 0 for _, kind in self.parts], dtype=np.intp)
        counts = np.array([kind in kinds and phase in kept for phase, kind in self.parts], dtype=float)
        parts = tuple(("", kind) for kind in kinds)
        return replace(self, part=part[self.part], parts=parts, values=self.values * counts[self.part])


@kept_on_library
def amounts_of(library: Library, seconds_per_rep: tuple[float, float] = SECONDS_PER_REP) -> Amounts:
    """Return the prescriptions of a library in numbers, by counting conventions 2 to 5 (see ``data/README.md``)."""
    rows, exercises = rows_of(library), library.exercises
    pair = rows.phase * len(KINDS) + rows.kind
    pairs = np.flatnonzero(np.bincount(pair))
    # Out and back: a walk "each direction" works a hip both ways, so one set has the repetitions of both.
    directions = np.where(rows.per == PER.index("direction"), 2.0, 1.0)
    # A stretch is no set for the muscle that it stretches, and a hop is a contact.
    counts = np.isin(rows.kind, [KINDS.index(name) for name in COUNTED_KINDS])
    rep_s = rep_seconds(rows.tempo, rows.exercise, exercises, seconds_per_rep)
    # Lower ends come from lower ends alone, and upper from upper: all amounts grow with each of their parts. A row is
    # in repetitions, seconds or metres, never two of them: blank amounts are 0 here.
    reps, work_s, hold_s = (np.nan_to_num(ends) for ends in (rows.reps, rows.work_s, rows.hold_s))
    way_s = way_seconds(rows.distance_m, rows.exercise, exercises)
    set_s = np.where(reps > 0, reps * (rep_s + hold_s), work_s + way_s) * directions
    values = np.array([rows.sets * counts, rows.sets * reps * directions, rows.sets * set_s])
    for row in np.flatnonzero(rows.each_set != "").tolist():
        _put_exact_sums(rows, row, values, set_s, (rep_s + hold_s) * directions)
    # Open sets add no repetitions and seconds, which are unknown; they take their time all the same.
    for row in np.flatnonzero(rows.open == OPEN.index("all")).tolist():
        usual = exercises["usual_dose"].iloc[int(rows.exercise[row])]
        set_s[:, row] = np.array(usual_seconds(usual, rep_s[:, row].tolist())) * directions[row]
    parts = tuple((PHASES[pair // len(KINDS)], KINDS[pair % len(KINDS)]) for pair in pairs.tolist())
    return Amounts(rows.routine, np.searchsorted(pairs, pair), parts, rows.exercise, values, set_s)


@kept_on_library
def open_sets(library: Library, phases: tuple[str, ...] = PHASES) -> Floats:
    """Count the sets of as many repetitions as possible in a session of each routine: end x routine."""
    amounts, opened = amounts_of(library), rows_of(library).open
    sets = amounts.values[SETS] * amounts.stand_in(phases)
    # If only the last set is open, it counts as one.
    counted = np.where(opened == OPEN.index("all"), sets, np.minimum(sets, 1) * (opened == OPEN.index("last")))
    count = len(library.routines)
    return np.array([np.bincount(amounts.routine, ends, count) for ends in counted])


def _put_exact_sums(rows: Rows, row: int, values: Floats, set_s: Floats, rep_s: Floats) -> None:
    """Write the exact sums of a row with a number for every set into the arrays."""
    timed = bool(np.isnan(rows.reps[0, row]))
    amounts = (rows.work_s if timed else rows.reps)[:, row]
    if (sums := listed_sums(rows.each_set[row], rows.sets[:, row], amounts)) is None:
        return
    # A second of work is a second of tension; both directions count, which ``rep_s`` includes already.
    both = 2.0 if rows.per[row] == PER.index("direction") else 1.0
    values[REPS, :, row] = 0 if timed else sums * both
    values[TENSION, :, row] = sums * (both if timed else rep_s[:, row])
    set_s[:, row] = values[TENSION, :, row] / rows.sets[:, row]
