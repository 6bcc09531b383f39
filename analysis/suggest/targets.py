"""Targets of a week: weekly strength sets of muscles, groups and lines, read and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.ask.bands import Bands, read_bands
from analysis.ask.counting import Counting
from analysis.ask.kinds import COUNT
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import positions
from analysis.library.labels import id_rows, labels
from analysis.library.library import Library
from analysis.suggest.candidates import Candidate
from analysis.suggest.exact_numbers import exact
from analysis.volume.amounts import SETS, Floats, Ints
from analysis.volume.product import session_amounts
from analysis.volume.weight_matrix import weights_of
from analysis.week.goal_work import exercises_of, lines_of


@dataclass(frozen=True)
class Target:
    """A target of weekly strength sets for a muscle, group or line: at least ``low``, at most ``high`` (None: open).

    A line of a goal counts whole sets of its exercises, for its kinds of work; ``spread`` says whether it takes two
    days. A ``soft`` target is reached only where possible.
    """

    by: str
    label: str
    name: str
    low: Fraction
    high: Fraction | None
    exercises: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    spread: bool = True
    soft: bool = False


MAIN_LINES = ("knee_dominant", "hip_dominant", "calf_straight", "calf_bent")
"""Lines of a goal that a week has on two days if there are two; small lines can be on any day (custom)."""


SMALL_LINES = ("single_leg", "trunk")
"""Lines of a goal that a week has besides the main lines."""


def read_targets(library: Library, bands: Bands | None) -> tuple[Target, ...]:
    """Return the targets of the bands; at least one band is required.

    Raises
    ------
    ArgumentError
        If a label is unknown or given twice, or a band is not allowed.
    """
    if bands is None or (isinstance(bands, Mapping) and not bands):
        raise ArgumentError(Finding("bands: none", allowed='at least one, such as bands={"calves": 4}, or a goal'))
    muscles, groups = labels(library, "muscle_id"), labels(library, "muscle_group")
    # An id shared by a muscle and its group means the muscle: it is the only muscle of the group, or the finer target.
    # Names are read as groups first, as everywhere.
    return tuple(
        Target(
            by="muscle" if label.key in muscles else "group",
            label=label.key,
            name={**groups, **muscles}[label.key],
            low=exact(low),
            high=None if high is None else exact(high),
        )
        for label, (low, high) in read_bands(library, bands).items()
    )


def line_targets(library: Library, goal: str) -> tuple[Target, ...]:
    """Return the targets of a goal for a week, the main lines first."""
    lines = {row["line"]: row for row in lines_of(library, goal).to_dict("records")}
    return tuple(
        Target(
            by="line",
            label=line,
            name=lines[line]["name"],
            low=exact(float(lines[line]["low"])),
            high=None,
            exercises=frozenset(exercises_of(library, lines[line])),
            kinds=tuple(lines[line]["kinds"].split("+")),
            spread=line in MAIN_LINES,
        )
        for line in (*MAIN_LINES, *SMALL_LINES)
    )


def on_line(candidate: Candidate, target: Target) -> bool:
    """Return whether the sets of an exercise count for a line of a goal."""
    return candidate.exercise_id in target.exercises and candidate.kind in target.kinds


def counted_sets(
    library: Library,
    routines: Iterable[str],
    targets: Iterable[Target],
    counting: Counting,
    count: Sequence[str] = COUNT,
) -> Floats:
    """Return the counted sets of a session of each routine for each target: end x routine x target."""
    row = id_rows(library, "routine_id", routines)
    # Separate products for muscles and groups: a group counts its most-worked muscle, so it is no sum of muscles.
    sets = {}
    for by in ("muscle", "group"):
        weights = weights_of(library, by=by, counting=counting)
        volume = (session_amounts(library, weights) @ weights)[SETS]  # end x part x routine x label
        sets[by] = weights.labels, volume[:, weights.parts_of(kinds=count)].sum(axis=1)[:, row]
    columns = []
    for target in targets:
        if target.by == "line":
            columns.append(_line_sets(library, row, target))
            continue
        names, volume = sets[target.by]
        columns.append(volume[:, :, int(positions(names, [target.label])[0])])
    return np.stack(columns, axis=2) if columns else np.zeros((2, len(row), 0))


def _line_sets(library: Library, routines: Ints, target: Target) -> Floats:
    """Return the sum of sets of a line's exercises: end x routine."""
    rows = library.prescriptions
    counts = (rows["exercise_id"].isin(target.exercises) & rows["kind"].isin(target.kinds)).to_numpy()
    at = id_rows(library, "routine_id", rows["routine_id"])
    ends = (rows[name].to_numpy(dtype=float) * counts for name in ("sets_min", "sets_max"))
    added: Floats = np.array([np.bincount(at, end, len(library.routines)) for end in ends])[:, routines]
    return added
