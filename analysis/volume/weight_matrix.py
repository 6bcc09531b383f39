"""What a set counts for each muscle: exercise x muscle, by role and phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting, read_counting
from analysis.ask.muscles import Label
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import positions
from analysis.library.equipment_words import NO_EQUIPMENT
from analysis.library.labels import id_rows
from analysis.library.library import Library, kept_on_library, kept_with_tables
from analysis.library.terms import KINDS, PHASES
from analysis.volume.amounts import ENDS, Amounts, Floats, Ints, amounts_of

# A stretch adds time to its stretched muscle as to a primary one; muscles it strengthens by the way get none.
STILL = {"primary": 1.0, "secondary": 0.0, "stabilizer": 0.0, "stretched": 1.0}
"""Weights of mobility, drills and cardio, which add time and no sets."""
STILL_KINDS = ("mobility", "drill", "cardio")
BY = {"muscle": "muscle_id", "group": "muscle_group", "pattern": "movement_pattern", "equipment": "equipment_id"}
"""What volume can be added up by, and the column of its labels."""
ALONE = 2**18
"""Most multiplications in a single thread."""
ONCE = "every set once"
"""Name of the counting for movements and equipment: without roles."""


@dataclass(frozen=True)
class Weights:
    """Weights that turn sets into volume: ``volume = sets @ weights``.

    ``active`` and ``still`` are end x row x label, for work with sets and for work that only adds time. The ends differ
    only where equipment is optional. A row is an exercise, or for equipment a combination of items; ``row`` has the row
    of each prescription, and ``parts`` the pairs of phase and kind.
    """

    counting: str
    column: str
    labels: pd.Index
    row: Ints
    parts: tuple[tuple[str, str], ...]
    active: Floats
    still: Floats

    __array_ufunc__ = None  # makes NumPy leave the product to __rmatmul__

    def __rmatmul__(self, sets: Floats) -> Floats:
        """Turn sets, or repetitions or seconds, into volume: for plans the only code that does, for logs `tally` does.

        ``sets`` is quantity x end x part x anything x used row; the result is quantity x end x part x anything x
        label. "Anything" is a routine, a week, or a week of a block.
        """
        # OpenBLAS splits a larger product among threads, which wait for one another longer than they work.
        most = max(1, ALONE // max(1, self.matrix[0, :1].size))
        starts = range(0, max(1, sets.shape[-2]), most)
        volume = np.empty((*sets.shape[:-1], len(self.labels)))
        for start in starts:
            np.matmul(sets[..., start : start + most, :], self.matrix, out=volume[..., start : start + most, :])
        return volume

    @cached_property
    def used(self) -> Ints:
        """Rows with at least one prescription: a library knows many more exercises than its routines use."""
        return np.flatnonzero(np.bincount(self.row))

    @cached_property
    def used_row(self) -> Ints:
        """Index of each prescription's row among the used rows."""
        return np.searchsorted(self.used, self.row)

    @cached_property
    def matrix(self) -> Floats:
        """End x part x used row x label: one slice per part, so the product needs no look-up by kind."""
        slices = np.array([self.of(kind)[:, self.used] for _, kind in self.parts])
        # The shape is explicit for a block without a session, which has no parts.
        matrix = slices.reshape(len(self.parts), len(ENDS), len(self.used), len(self.labels)).swapaxes(0, 1)
        matrix.flags.writeable = False  # cached, like the weights that it is made of
        return matrix

    def of(self, kind: str) -> Floats:
        """Return the weights of a kind of work: end x row x label."""
        return self.still if kind in STILL_KINDS else self.active

    def parts_of(self, *, phases: Iterable[str] = PHASES, kinds: Iterable[str] = KINDS) -> list[int]:
        """Return the indices of the parts with some phases and kinds."""
        kept = set(phases), set(kinds)
        return [part for part, (phase, kind) in enumerate(self.parts) if phase in kept[0] and kind in kept[1]]

    def of_amounts(self, amounts: Amounts) -> Weights:
        """Return the same weights for other prescriptions of the same exercises, such as those of a block."""
        return replace(self, row=amounts.exercise, parts=amounts.parts)


def weights_of(library: Library, *, by: str, counting: Counting, also: Iterable[Label] = ()) -> Weights:
    """Return the weights for counting volume; ``also`` names muscles or groups that get a label of their own."""
    by = check_choice("by", by, BY)
    name, roles = read_counting(counting)
    return _weights(library, by, name, tuple(roles.items()), tuple(also))


@kept_on_library
def _weights(
    library: Library, by: str, counting: str, roles: tuple[tuple[str, float], ...], also: tuple[Label, ...]
) -> Weights:
    column = BY[by]
    amounts = amounts_of(library)
    row = amounts.exercise  # the weights have a row per exercise, shared by its prescriptions
    if by == "equipment":
        return _equipment_weights(library)
    if by == "pattern":
        # Each exercise is one movement: its weight is 1 there, whatever the role of a muscle.
        known = library.movement_patterns[column]
        patterns = library.exercises[column]
        labels = pd.Index(known[known.isin(patterns.iloc[np.unique(row)])], name=column)
        each = (patterns.to_numpy()[:, None] == labels.to_numpy()).astype(float)
        return Weights(ONCE, column, labels, row, amounts.parts, *_both_ends(np.array([each, each])))
    labels, most = _muscle_weights(library, by, roles, also)
    return Weights(counting, column, labels, row, amounts.parts, *_both_ends(most))


@kept_with_tables("exercises", "exercise_muscles", "muscles", "muscle_groups")
def _muscle_weights(
    library: Library, by: str, roles: tuple[tuple[str, float], ...], also: tuple[Label, ...]
) -> tuple[pd.Index, Floats]:
    """Return each muscle's or group's weights, for work with sets and for time only: way x exercise x label."""
    table = library.muscles if by == "muscle" else library.muscle_groups
    wanted = [*(Label(by, key) for key in table[BY[by]]), *also]
    ids = {kind: library.muscles[BY[kind]].to_numpy() for kind in ("muscle", "group")}
    members = [ids[label.by] == label.key for label in wanted]  # a muscle is a group of one
    each = _role_weights(library, [dict(roles), STILL])
    # The largest weight among each label's muscles, never their sum: a band walk is one set for the abductors.
    most = np.stack([each[:, :, muscles].max(axis=2, initial=0.0) for muscles in members], axis=2)
    return pd.Index([label.key for label in wanted], name=BY[by]), most


def _both_ends(ways: Floats) -> Floats:
    """Repeat each way of weighing for both ends, which are the same: way x end x row x label."""
    return np.broadcast_to(ways[:, None], (len(ways), len(ENDS), *ways.shape[1:]))


def _role_weights(library: Library, weights: Sequence[Mapping[str, float]]) -> Floats:
    """Return the weight of each muscle's role, for each way of weighing: way x exercise x muscle."""
    exercise, muscle, role, roles = _coded_roles(library)
    # A muscle without a role has weight 0.
    matrices = np.zeros((len(weights), len(library.exercises), len(library.muscles)))
    matrices[:, exercise, muscle] = np.array([[weight[name] for name in roles] for weight in weights])[:, role]
    return matrices


@kept_with_tables("exercises", "exercise_muscles", "muscles")
def _coded_roles(library: Library) -> tuple[Ints, Ints, Ints, list[str]]:
    """Return the indices of exercise, muscle and role of each row of ``exercise_muscles``, and the roles."""
    table = library.exercise_muscles
    role, roles = table["role"].array.factorize()
    exercise = id_rows(library, "exercise_id", table["exercise_id"])
    return exercise, id_rows(library, "muscle_id", table["muscle_id"]), role, roles.tolist()


def _equipment_weights(library: Library) -> Weights:
    """Weigh a set 1 for each required item; optional items count at the upper end only."""
    # Equipment depends on the prescription, not on the exercise: one source may name a bench, another not.
    keys = ["routine_id", "position"]
    table = library.prescription_equipment
    items = pd.Index([*used_equipment(library), NO_EQUIPMENT], name="equipment_id")
    prescription = positions(
        pd.MultiIndex.from_frame(library.prescriptions[keys]), pd.MultiIndex.from_frame(table[keys])
    )
    low, high = np.zeros((2, len(library.prescriptions), len(items)))
    required = (table["need"] == "required").to_numpy()
    item = positions(items, table["equipment_id"])
    high[prescription, item] = 1.0
    low[prescription[required], item[required]] = 1.0
    # "None" is certain if nothing is even optional, and possible if nothing is required.
    high[:, -1] = 1.0 - low.max(axis=1, initial=0.0)
    low[:, -1] = 1.0 - high[:, :-1].max(axis=1, initial=0.0)
    # Many prescriptions need the same items: one row for each combination keeps the product small.
    combinations, row = np.unique(np.concatenate([low, high], axis=1), axis=0, return_inverse=True)
    both_ends = np.stack(np.split(combinations, 2, axis=1))
    return Weights(ONCE, "equipment_id", items, row.ravel(), amounts_of(library).parts, both_ends, both_ends)


def used_equipment(library: Library) -> list[str]:
    """Return the items that some routine of the library uses; exercises outside its routines may need more."""
    known = library.equipment["equipment_id"]
    return known[known.isin(library.prescription_equipment["equipment_id"])].tolist()


@checked
def weights(library: Library, *, by: str = "group", counting: Counting = "fractional") -> pd.DataFrame:
    """Return the weight matrix of strength and light work, and of jumps.

    Parameters
    ----------
    library : Library
    by : {"muscle", "group", "pattern"}
        A group's weight is the maximum over its muscles, never their sum.
    counting : {"fractional", "direct", "total"} or mapping of role to weight
        ``fractional``: primary 1, secondary 0.5, else 0 (pelland_2025); ``direct``: primary 1, else 0; ``total``:
        primary and secondary 1, else 0. Roles that a mapping leaves out count as in ``fractional``.

    Returns
    -------
    DataFrame
        exercise x muscle: one row per exercise_id, one column per muscle_id, muscle_group or movement_pattern.

    Raises
    ------
    ArgumentError
        If ``by`` or ``counting`` is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> weights(load_library(), by="muscle").loc["hip_thrust", ["glute_max", "hamstrings", "quads"]].to_dict()
    {'glute_max': 1.0, 'hamstrings': 0.0, 'quads': 0.0}
    """
    by = check_choice("by", by, [name for name in BY if name != "equipment"])
    matrix = weights_of(library, by=by, counting=counting)
    exercises = pd.Index(library.exercises["exercise_id"], name="exercise_id")
    return pd.DataFrame(matrix.active[0].copy(), index=exercises, columns=matrix.labels)
