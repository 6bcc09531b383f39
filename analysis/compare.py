"""Routines side by side: what they give muscle by muscle, what they share, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.counting import SECONDS_PER_REP, Counting, Floats, check_phases, check_routines, tempo, weighting
from analysis.duration import session_minutes
from analysis.frames import in_order, positions, strings
from analysis.library import Library
from analysis.prescriptions import COUNTED, PHASES
from analysis.volume import multiply, session_amounts
from analysis.words import add_words, labels


def compare_routines(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Put routines side by side, muscle by muscle (or group, movement pattern, equipment).

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Which ones; default all.
    by, counting, seconds_per_rep
        See `routine_volume`.
    phases : iterable of str, optional
        Phases whose sets and minutes count; default all.

    Returns
    -------
    DataFrame
        One row per label x routine, zeros included, ids and words (``label``, ``routine``): sets_* (activation and
        strength together), strength_sets_*, activation_sets_*, share_* (sets of the label over the routine's counted
        sets, computed with all ranges at their lower and at their upper ends; the shares of labels add up to more
        than 1 because a set works several muscles), mobility_minutes_* (mobility and cooldown, one side), and,
        repeated on every row of a routine, routine_sets_* (its counted sets) and minutes_* (of the whole session);
        ``counting`` and ``phases``.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> table = compare_routines(load_library(), ["fit_and_well", "runners_world"], by="group")
    >>> table.loc[
    ...     table["muscle_group"] == "hip_abductors", ["routine_id", "sets_min", "activation_sets_min"]
    ... ].values.tolist()
    [['fit_and_well', 8.0, 8.0], ['runners_world', 6.5, 5.0]]
    """
    asked = check_routines(library, routines)
    kept = check_phases(phases)
    found = weighting(library, by=by, counting=counting)
    amounts = session_amounts(library, found, tempo(seconds_per_rep))
    place = positions(library.routines["routine_id"], asked)
    amounts = amounts[:, place]
    volume = multiply(amounts, found)
    chosen = {name: [PHASES.index(phase) for phase in kept if phase in group] for name, group in _PARTS.items()}
    totals = amounts[:2][:, :, chosen["sets"]].sum(axis=(2, 3))
    columns: dict[str, Floats] = {}
    for end, name in enumerate(("min", "max")):
        for part, of in chosen.items():
            columns[f"{part}_{name}"] = volume[end][:, of].sum(axis=1)
        with np.errstate(invalid="ignore"):
            columns[f"share_{name}"] = columns[f"sets_{name}"] / totals[end][:, None]
        columns[f"mobility_minutes_{name}"] = (
            volume[4 + end][:, [PHASES.index(p) for p in kept if p not in COUNTED]].sum(axis=1) / 60
        )
    shares = np.sort(np.nan_to_num([columns["share_min"], columns["share_max"]]), axis=0)
    columns["share_min"], columns["share_max"] = shares[0], shares[1]
    shape = (len(asked), len(found.labels))
    for name, total in zip(("min", "max"), totals, strict=True):
        columns[f"routine_sets_{name}"] = np.broadcast_to(total[:, None], shape)
    session = (
        session_minutes(library, routines=asked, seconds_per_rep=seconds_per_rep).set_index("routine_id").reindex(asked)
    )
    for name in ("min", "max"):
        columns[f"minutes_{name}"] = np.broadcast_to(session[f"minutes_{name}"].to_numpy()[:, None], shape)
    order = [f"{part}_{name}" for part in _ORDER for name in ("min", "max")]
    frame = pd.DataFrame({name: np.asarray(columns[name]).T.ravel() for name in order})
    frame.insert(0, found.column, found.labels.array.take(np.repeat(np.arange(shape[1]), shape[0])))
    frame.insert(1, "routine_id", strings(asked).take(np.tile(np.arange(shape[0]), shape[1])))
    frame = add_words(library, frame, found.column, "routine_id")
    rests = session["conventions"].iloc[0] if len(session) else ""
    return frame.assign(counting=found.counting, phases=" + ".join(kept), conventions=rests)


_PARTS = {"sets": COUNTED, "strength_sets": ("strength",), "activation_sets": ("activation",)}
_ORDER = ["sets", "strength_sets", "activation_sets", "share", "mobility_minutes", "routine_sets", "minutes"]


def shared_exercises(library: Library, routines: Iterable[str] | None = None) -> pd.DataFrame:
    """List the exercises that stand in more than one routine.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Which ones; default all.

    Returns
    -------
    DataFrame
        One row per shared exercise x prescription: exercise_id, routine_id, position, published_name, phase, dose.

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
    asked = check_routines(library, routines)
    rows = library.prescriptions[library.prescriptions["routine_id"].isin(asked)]
    several = rows.groupby("exercise_id")["routine_id"].nunique()
    frame = rows[rows["exercise_id"].isin(several[several > 1].index)]
    frame = in_order(frame, "exercise_id", rows["exercise_id"].unique())
    frame = frame[["exercise_id", "routine_id", "position", "published_name", "phase", "dose"]]
    return add_words(library, frame, "exercise_id", "routine_id")


def routine_similarity(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "muscle",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Compare the profiles of routines: 1 when they spread their sets alike, 0 when they share no muscle.

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Which ones; default all.
    by, counting, phases
        See `compare_routines`.

    Returns
    -------
    DataFrame
        One row per pair: first_id, first, second_id, second, similarity_min, similarity_max: the cosine of the two
        vectors of counted sets per label, computed with all ranges at their lower and at their upper ends; blank
        when a routine has no counted set.

    Raises
    ------
    ArgumentError
        If a name is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_similarity(load_library()).round(2)[["first_id", "second_id", "similarity_min"]].values.tolist()
    [['fit_and_well', 'runners_world', 0.7], ['fit_and_well', 'run_forever', 0.89], ['runners_world', 'run_forever',
    0.73]]
    """
    asked = check_routines(library, routines)
    found = weighting(library, by=by, counting=counting)
    place = positions(library.routines["routine_id"], asked)
    kept = [PHASES.index(phase) for phase in check_phases(phases)]
    volume = multiply(session_amounts(library, found, SECONDS_PER_REP)[:, place], found)[:2][:, :, kept].sum(axis=2)
    names = labels(library, "routine_id")
    rows = []
    for one, two in combinations(range(len(asked)), 2):
        ends = []
        for profile in volume:
            length = np.linalg.norm(profile[one]) * np.linalg.norm(profile[two])
            ends.append(float(profile[one] @ profile[two] / length) if length else np.nan)
        pair = (asked[one], names[asked[one]], asked[two], names[asked[two]])
        rows.append((*pair, min(ends), max(ends), found.counting))
    columns = ["first_id", "first", "second_id", "second", "similarity_min", "similarity_max", "counting"]
    return pd.DataFrame(rows, columns=columns)
