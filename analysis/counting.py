"""How a set counts: roles, phases, sides and tempo as numbers, with the conventions as arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import ArgumentError, Finding, check_choice, one_of, texts
from analysis.frames import positions
from analysis.library import Library
from analysis.names import fold, snake
from analysis.prescriptions import COUNTED, PHASES
from analysis.sheets import NO_EQUIPMENT

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Counting = str | Mapping[str, float]
COUNTINGS: dict[str, dict[str, float]] = {
    "fractional": {"primary": 1.0, "secondary": 0.5, "stabilizer": 0.0, "stretched": 0.0},
    "direct": {"primary": 1.0, "secondary": 0.0, "stabilizer": 0.0, "stretched": 0.0},
    "total": {"primary": 1.0, "secondary": 1.0, "stabilizer": 0.0, "stretched": 0.0},
}
"""What a set counts for a muscle by its role. ``fractional`` as in pelland_2025."""
STILL = {"primary": 1.0, "secondary": 0.0, "stabilizer": 0.0, "stretched": 1.0}
"""Weights of mobility and cooldown, which give time and no sets."""
QUANTITIES = ["sets_min", "sets_max", "reps_min", "reps_max", "tension_s_min", "tension_s_max"]
SECONDS_PER_REP = (2.0, 4.0)
"""Time of a repetition in seconds unless the exercise has its own (acsm_2009)."""
BY = {"muscle": "muscle_id", "group": "muscle_group", "pattern": "movement_pattern", "equipment": "equipment_id"}
"""What volume can be added up by, and the column that holds it."""


def counting_roles(counting: Counting) -> tuple[str, dict[str, float]]:
    """Read a counting: its name as stamped on results, and the weight of each role.

    Raises
    ------
    ArgumentError
        If the name or a role is unknown, or a weight is not between 0 and 1.

    Examples
    --------
    >>> counting_roles({"secondary": 0.25})[0]
    'primary 1, secondary 0.25, stabilizer 0, stretched 0'
    """
    if isinstance(counting, str):
        return counting, COUNTINGS[check_choice("counting", counting, COUNTINGS)]
    if not isinstance(counting, Mapping):
        raise ArgumentError(Finding("unknown counting", value=str(counting), allowed=one_of(COUNTINGS)))
    roles = dict(COUNTINGS["fractional"])
    for role, weight in counting.items():
        check_choice("role", role, roles)
        if isinstance(weight, bool) or not isinstance(weight, (int, float, np.number)) or not 0 <= weight <= 1:
            raise ArgumentError(Finding(f"weight of {role}", value=str(weight), allowed="a number from 0 to 1"))
        roles[role] = float(weight)
    return ", ".join(f"{role} {weight:g}" for role, weight in roles.items()), roles


def tempo(seconds_per_rep: float | Sequence[float]) -> tuple[float, float]:
    """Read a tempo: one number of seconds a repetition, or a range.

    Raises
    ------
    ArgumentError
        If it is not one or two numbers from 0.1 to 60, the smaller first.

    Examples
    --------
    >>> tempo(3)
    (3.0, 3.0)
    """
    try:
        pair = tuple(float(one) for one in np.atleast_1d(np.asarray(seconds_per_rep, dtype=float)))
    except (TypeError, ValueError):
        pair = ()
    low, high = (pair * 2)[:2] if len(pair) in (1, 2) else (0.0, 0.0)
    if not 0.1 <= low <= high <= 60:
        allowed = "seconds from 0.1 to 60, or a range of them"
        raise ArgumentError(Finding("time of a repetition", value=str(seconds_per_rep), allowed=allowed))
    return low, high


def tempo_words(seconds_per_rep: float | Sequence[float]) -> str:
    """Write a tempo as it is stamped on results.

    Examples
    --------
    >>> tempo_words((2, 4)), tempo_words(3)
    ('2-4 s a repetition', '3 s a repetition')
    """
    return f"{'-'.join(f'{end:g}' for end in dict.fromkeys(tempo(seconds_per_rep)))} s a repetition"


@dataclass(frozen=True)
class Counted:
    """The prescriptions of a library in numbers.

    ``routine``, ``phase``, ``load`` and ``exercise`` index the ids, one per prescription; ``amounts`` is 6 x
    prescriptions in the order of ``QUANTITIES``: counted sets, repetitions and seconds under tension of one side, per
    session.
    """

    routine: Ints
    phase: Ints
    load: Ints
    exercise: Ints
    amounts: Floats


LOADS = ("external", "band", "bodyweight")


@lru_cache(maxsize=16)
def counted(library: Library, seconds_per_rep: tuple[float, float] = SECONDS_PER_REP) -> Counted:
    """Put the prescriptions of a library in numbers, by counting conventions 2 to 5 (see ``data/README.md``)."""
    rows = library.prescriptions
    exercises = library.exercises
    exercise = positions(exercises["exercise_id"], rows["exercise_id"])
    phase = positions(PHASES, rows["phase"])
    directions = np.where(rows["per"] == "direction", 2.0, 1.0)
    is_counted = np.isin(phase, [PHASES.index(name) for name in COUNTED])
    amounts = []
    tensions = []
    for end, general in zip(("min", "max"), seconds_per_rep, strict=True):
        part = {
            name: rows[f"{name}_{end}"].to_numpy(dtype=float, na_value=0.0)
            for name in ("sets", "reps", "work_s", "hold_s")
        }
        own = exercises[f"seconds_per_rep_{end}"].fillna(general).to_numpy()[exercise]
        reps = part["sets"] * part["reps"] * directions
        seconds = np.where(part["reps"] > 0, reps * (own + part["hold_s"]), part["sets"] * part["work_s"] * directions)
        amounts += [part["sets"] * is_counted, reps]
        tensions.append(seconds)
    return Counted(
        routine=positions(library.routines["routine_id"], rows["routine_id"]),
        phase=phase,
        load=positions(LOADS, rows["load_kind"]),
        exercise=exercise,
        amounts=np.array([amounts[0], amounts[2], amounts[1], amounts[3], *tensions]),
    )


@lru_cache(maxsize=16)
def _roles(library: Library) -> tuple[Ints, Ints, tuple[str, ...]]:
    table = library.exercise_muscles
    exercise = positions(library.exercises["exercise_id"], table["exercise_id"])
    muscle = positions(library.muscles["muscle_id"], table["muscle_id"])
    return exercise, muscle, tuple(table["role"])


@dataclass(frozen=True)
class Weighting:
    """Weights by which amounts become volume.

    ``row`` says for each prescription which row of the matrices is its own. ``active`` holds in activation and
    strength, ``still`` in mobility and cooldown; each is a pair of matrices (row x label) for the two ends of an
    interval, which differ only where equipment is optional.
    """

    counting: str
    column: str
    labels: pd.Index
    row: Ints
    active: tuple[Floats, Floats]
    still: tuple[Floats, Floats]

    def of(self, phase: str) -> tuple[Floats, Floats]:
        """Return the pair of matrices that holds in a phase."""
        return self.active if phase in COUNTED else self.still


@lru_cache(maxsize=64)
def _weighting(library: Library, by: str, counting: str, roles: tuple[tuple[str, float], ...]) -> Weighting:
    column = BY[by]
    rows = counted(library).exercise
    if by == "equipment":
        items, ends = _equipment_weights(library)
        return Weighting("every set once", column, items, np.arange(len(rows)), ends, ends)
    if by == "pattern":
        used = library.exercises[column].isin(library.exercises[column].iloc[np.unique(rows)])
        known = library.movement_patterns[column]
        patterns = pd.Index(known[known.isin(library.exercises.loc[used, column])], name=column)
        each = np.zeros((len(library.exercises), len(patterns)))
        each[used, positions(patterns, library.exercises.loc[used, column])] = 1.0
        return Weighting("every set once", column, patterns, rows, (each, each), (each, each))
    exercise, muscle, role = _roles(library)
    matrices = []
    for weights in (dict(roles), STILL):
        matrix = np.zeros((len(library.exercises), len(library.muscles)))
        matrix[exercise, muscle] = [weights[one] for one in role]
        matrices.append(matrix)
    labels = pd.Index(library.muscles["muscle_id"], name=column)
    if by == "group":
        labels = pd.Index(library.muscle_groups["muscle_group"], name=column)
        group = positions(labels, library.muscles["muscle_group"])
        members = [np.flatnonzero(group == one) for one in range(len(labels))]
        matrices = [np.stack([_most(matrix[:, own]) for own in members], axis=1) for matrix in matrices]
    active, still = matrices
    return Weighting(counting, column, labels, rows, (active, active), (still, still))


def _most(matrix: Floats) -> Floats:
    return np.asarray(matrix.max(axis=1, initial=0.0), dtype=float)


def _equipment_weights(library: Library) -> tuple[pd.Index, tuple[Floats, Floats]]:
    keys = ["routine_id", "position"]
    table = library.prescription_equipment
    items = pd.Index([*used_equipment(library), NO_EQUIPMENT], name="equipment_id")
    place = positions(pd.MultiIndex.from_frame(library.prescriptions[keys]), pd.MultiIndex.from_frame(table[keys]))
    high = np.zeros((len(library.prescriptions), len(items)))
    low = high.copy()
    required = (table["need"] == "required").to_numpy()
    item = positions(items, table["equipment_id"])
    high[place, item] = 1.0
    low[place[required], item[required]] = 1.0
    high[:, -1] = 1.0 - low.max(axis=1, initial=0.0)
    low[:, -1] = 1.0 - high[:, :-1].max(axis=1, initial=0.0)
    return items, (low, high)


def used_equipment(library: Library) -> list[str]:
    """Return the items that some routine of the library uses; exercises that none prescribes may know more."""
    known = library.equipment["equipment_id"]
    return known[known.isin(library.prescription_equipment["equipment_id"])].tolist()


def weighting(library: Library, *, by: str, counting: Counting) -> Weighting:
    """Return the weights that volume is counted by."""
    check_choice("by", by, BY)
    name, roles = counting_roles(counting)
    return _weighting(library, by, name, tuple(roles.items()))


def check_phases(phases: Iterable[str] | None) -> list[str]:
    """Return the phases asked for, in their order; None means all."""
    if phases is None:
        return list(PHASES)
    asked = texts("phases", phases)
    for phase in asked:
        check_choice("phase", phase, PHASES)
    return [phase for phase in PHASES if phase in asked]


def routine_named(library: Library, name: str) -> str | None:
    """Return the routine_id for an id or a name, None when no routine is called so.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_named(load_library(), "Run forever"), routine_named(load_library(), "hip_thrust")
    ('run_forever', None)
    """
    names = {
        fold(name): key for key, name in zip(library.routines["routine_id"], library.routines["name"], strict=True)
    }
    return {**names, **{fold(key): key for key in names.values()}}.get(fold(str(name)))


def check_routines(library: Library, routines: Iterable[str] | None) -> list[str]:
    """Return the routine ids asked for, each once, in the order asked; names such as ``Run forever`` are read too."""
    known = library.routines["routine_id"].tolist()
    if routines is None:
        return known
    asked = texts("routines", routines)
    if not asked:
        raise ArgumentError(Finding("no routine is named", allowed=one_of(known)))
    if not set(asked) <= set(known):
        names = {fold(name): key for key, name in zip(known, library.routines["name"], strict=True)}
        asked = [name if name in known else names.get(fold(name)) or snake(name) or name for name in asked]
    return list(dict.fromkeys(check_choice("routine", name, known) for name in asked))
