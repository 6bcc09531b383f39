"""The prescriptions of a library in numbers: counted sets, repetitions and seconds under tension."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.frames import positions
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import COUNTED_KINDS, KINDS, PHASES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
# The axes in front of every array of volume: which quantity, which end of its interval. Behind them stands the part
# (a phase and a kind of work) and then what the product is of: anything x exercise times exercise x muscle.
ENDS = ("min", "max")
QUANTITIES = ("sets", "reps", "tension_s")
SETS, REPS, TENSION = range(3)
"""Places of the quantities on their axis."""
AMOUNTS = [f"{quantity}_{end}" for quantity in QUANTITIES for end in ENDS]
"""Columns of a tidy frame of volume, as the two axes run."""
LOADS = ("external", "band", "bodyweight")


@dataclass(frozen=True)
class Amounts:
    """The prescriptions of a library in numbers, one session each.

    ``routine``, ``part``, ``load`` and ``exercise`` index the ids, one per prescription; ``parts`` are the pairs of
    phase and kind that occur. ``values`` is quantity x end x prescription: counted sets, repetitions and seconds under
    tension of one side. ``set_s`` is end x prescription: the seconds of one set.
    """

    routine: Ints
    part: Ints
    parts: tuple[tuple[str, str], ...]
    load: Ints
    exercise: Ints
    values: Floats
    set_s: Floats


@kept_on_library
def amounts_of(library: Library, seconds_per_rep: tuple[float, float] = SECONDS_PER_REP) -> Amounts:
    """Put the prescriptions of a library in numbers, by counting conventions 2 to 5 (see ``data/README.md``)."""
    rows, exercises = library.prescriptions, library.exercises
    exercise = positions(exercises["exercise_id"], rows["exercise_id"])
    kind = positions(KINDS, rows["kind"])
    pairs, part = np.unique(positions(PHASES, rows["phase"]) * len(KINDS) + kind, return_inverse=True)
    # Out and back: a walk "each direction" works a hip both ways, so one set holds the repetitions of both.
    directions = np.where(rows["per"] == "direction", 2.0, 1.0)
    of_counted_kind = np.isin(kind, [KINDS.index(name) for name in COUNTED_KINDS])
    values, set_s = (np.empty((*axes, len(ENDS), len(rows))) for axes in ((len(QUANTITIES),), ()))
    # Lower ends are made of lower ends alone and upper of upper: all amounts grow with each of their parts.
    for end, (name, usual) in enumerate(zip(ENDS, seconds_per_rep, strict=True)):
        sets, reps, work_s, hold_s = (
            rows[f"{part}_{name}"].to_numpy(dtype=float, na_value=0.0) for part in ("sets", "reps", "work_s", "hold_s")
        )
        # An exercise whose speed matters (a slow lowering) has its own tempo, and keeps it whatever is asked.
        tempo_s = exercises[f"seconds_per_rep_{name}"].fillna(usual).to_numpy()[exercise]
        # A stretch is no set for the muscle it stretches, and a hop is a contact.
        values[SETS, end] = sets * of_counted_kind
        values[REPS, end] = sets * reps * directions
        # A row is given in repetitions or in seconds, never both: what is blank was read as 0.
        set_s[end] = np.where(reps > 0, reps * (tempo_s + hold_s), work_s) * directions
        values[TENSION, end] = sets * set_s[end]
    routine = positions(library.routines["routine_id"], rows["routine_id"])
    parts = tuple((PHASES[pair // len(KINDS)], KINDS[pair % len(KINDS)]) for pair in pairs)
    return Amounts(routine, part, parts, positions(LOADS, rows["load_kind"]), exercise, values, set_s)
