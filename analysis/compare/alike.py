"""Find shared exercises and measure how similarly routines spread their sets."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.phases import read_phases
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.frames import in_order
from analysis.library.labels import add_words, id_rows, labels
from analysis.library.library import Library
from analysis.volume.amounts import SETS
from analysis.volume.product import session_amounts
from analysis.volume.weight_matrix import weights_of


@checked
def shared_exercises(library: Library, routines: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the exercises that appear in more than one routine.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to compare; default all.

    Returns
    -------
    DataFrame
        One row per shared exercise x prescription: exercise_id, routine_id, position, published_name, phase, kind,
        dose.

    Raises
    ------
    ArgumentError
        If a routine is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> shared_exercises(load_library())["exercise_id"].unique().tolist()
    ['lateral_band_walk', 'reverse_lunge_knee_drive', 'standing_fire_hydrant']
    """
    asked = read_routines(library, routines)
    columns = ["exercise_id", "routine_id", "position", "published_name", "phase", "kind", "dose"]
    rows = library.prescriptions.loc[library.prescriptions["routine_id"].isin(asked), columns]
    # Of routines, not of rows: an exercise twice in one routine isn't shared.
    exercises = rows.drop_duplicates(["routine_id", "exercise_id"])["exercise_id"]
    frame = rows[rows["exercise_id"].isin(exercises[exercises.duplicated()])]
    frame = in_order(frame, "exercise_id", exercises.unique())
    return add_words(library, frame, "exercise_id", "routine_id")


@checked
def routine_similarity(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return the similarity of routines: 1 if they spread their sets alike, 0 if they share no muscle.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to compare; default all.
    by, counting, phases
        See `compare_routines`.

    Returns
    -------
    DataFrame
        One row per pair: first_id, first, second_id, second, similarity_min, similarity_max: the cosine of the two
        vectors of counted sets per label, computed with all ranges at their lower and at their upper ends; blank
        if a routine has no counted sets.

    Raises
    ------
    ArgumentError
        If a name is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_similarity(load_library(), by="muscle").round(2)[
    ...     ["first_id", "second_id", "similarity_min"]
    ... ].values.tolist()
    [['fit_and_well', 'runners_world', 0.73], ['fit_and_well', 'run_forever', 0.91], ['runners_world', 'run_forever',
    0.72]]
    """
    asked = read_routines(library, routines)
    weights = weights_of(library, by=by, counting=counting)
    # The angle between two profiles, not their distance: twice the same sets is still similarity 1.
    chosen = id_rows(library, "routine_id", asked)
    volume = session_amounts(library, weights)[..., chosen, :] @ weights
    profiles = volume[SETS][:, weights.parts_of(phases=read_phases(phases))].sum(axis=1)  # end x routine x label
    names = labels(library, "routine_id")
    rows = []
    for here, there in combinations(range(len(asked)), 2):
        ends = []
        for profile in profiles:
            # A routine without counted sets has no profile to compare.
            length = np.linalg.norm(profile[here]) * np.linalg.norm(profile[there])
            ends.append(float(profile[here] @ profile[there] / length) if length else np.nan)
        pair = (asked[here], names[asked[here]], asked[there], names[asked[there]])
        rows.append((*pair, min(ends), max(ends), weights.counting))
    columns = ["first_id", "first", "second_id", "second", "similarity_min", "similarity_max", "counting"]
    return pd.DataFrame(rows, columns=columns)
