"""What a week is to add up to: weekly strength sets of muscles and groups, read and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.ask.bands import Bands, read_bands
from analysis.ask.counting import Counting
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import positions
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import PHASES
from analysis.suggest.exact_numbers import exact
from analysis.volume.amounts import SETS, Floats
from analysis.volume.product import session_amounts
from analysis.volume.weights import weights_of


@dataclass(frozen=True)
class Target:
    """Weekly strength sets of a muscle or group: at least ``low``, at most ``high``, which None leaves open."""

    by: str
    label: str
    name: str
    low: Fraction
    high: Fraction | None


def read_targets(library: Library, bands: Bands) -> tuple[Target, ...]:
    """Read what a week is asked to add up to, at least one band.

    Raises
    ------
    ArgumentError
        If a label is unknown or given twice, or a band is not allowed.
    """
    if bands is None or (isinstance(bands, Mapping) and not bands):
        raise ArgumentError(
            Finding("bands are a mapping of muscle or group to sets a week", value=str(bands), allowed="at least one")
        )
    muscles, groups = labels(library, "muscle_id"), labels(library, "muscle_group")
    # An id that a muscle shares with its group stands for the muscle: it is the only one of the group, or the finer
    # question. Names are read as groups first, as everywhere.
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


def strength_sets(library: Library, routines: Iterable[str], targets: Iterable[Target], counting: Counting) -> Floats:
    """Return the strength sets that a session of each routine gives each target: end x routine x target."""
    row = positions(library.routines["routine_id"], routines)
    # One product for muscles and one for groups; a group counts its most-worked muscle, so it is no sum of the other.
    sets = {}
    for by in ("muscle", "group"):
        weights = weights_of(library, by=by, counting=counting)
        volume = (session_amounts(library, weights) @ weights)[SETS]  # end x phase x routine x label
        sets[by] = weights.labels, volume[:, PHASES.index("strength"), row]
    columns = []
    for target in targets:
        names, volume = sets[target.by]
        columns.append(volume[:, :, int(positions(names, [target.label])[0])])
    return np.stack(columns, axis=2)
