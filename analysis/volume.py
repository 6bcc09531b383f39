"""Volume is a matrix product, sets (anything x exercise) @ weights (exercise x muscle), and is made here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.counting import (
    BY,
    LOADS,
    QUANTITIES,
    SECONDS_PER_REP,
    STILL,
    Counted,
    Counting,
    Floats,
    Ints,
    Weighting,
    check_phases,
    check_routines,
    counted,
    tempo,
    tempo_words,
    weighting,
)
from analysis.errors import check_choice
from analysis.frames import positions, strings
from analysis.library import Library
from analysis.prescriptions import COUNTED, PHASES
from analysis.words import add_words

KEYS = ["routine_id", "position", "exercise_id", "phase"]
"""Columns that say of what prescription and in which phase a row is."""


def multiply(amounts: Floats, weights: Weighting) -> Floats:
    """Turn amounts into volume: the one place where sets become muscle volume.

    Parameters
    ----------
    amounts : array, 6 x ... x 4 x rows of the weights
        In the order of ``QUANTITIES`` and of ``PHASES``.
    weights : Weighting
        Of ``weighting``.

    Returns
    -------
    array, 6 x ... x 4 x labels
    """
    volume = np.empty((*amounts.shape[:-1], len(weights.labels)))
    for place, phase in enumerate(PHASES):
        for end, matrix in enumerate(weights.of(phase)):
            volume[end::2, ..., place, :] = amounts[end::2, ..., place, :] @ matrix
    return volume


def session_amounts(
    library: Library, weights: Weighting, seconds_per_rep: tuple[float, float], *, loads: bool = False
) -> Floats:
    """Add up the amounts of one session: 6 x routines (x kinds of load) x 4 phases x rows of the weights."""
    numbers = counted(library, seconds_per_rep)
    lead = (numbers.routine, *((numbers.load,) if loads else ()))
    return add_amounts(numbers, weights, lead, (len(library.routines), *((len(LOADS),) if loads else ())))


def add_amounts(numbers: Counted, weights: Weighting, lead: tuple[Ints, ...], shape: tuple[int, ...]) -> Floats:
    """Add amounts up by whatever leads, such as a week: 6 x the shape of it x 4 phases x rows of the weights."""
    shape = (*shape, len(PHASES), len(weights.active[0]))
    place = np.ravel_multi_index((*lead, numbers.phase, weights.row), shape)
    added = [np.bincount(place, one, int(np.prod(shape))) for one in numbers.amounts]
    return np.array(added, dtype=float).reshape(len(QUANTITIES), *shape)


def weights(library: Library, *, by: str = "muscle", counting: Counting = "fractional") -> pd.DataFrame:
    """Return the weight matrix of activation and strength work.

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
    >>> weights(load_library()).loc["hip_thrust", ["glute_max", "hamstrings", "quads"]].to_dict()
    {'glute_max': 1.0, 'hamstrings': 0.5, 'quads': 0.0}
    """
    check_choice("by", by, [name for name in BY if name != "equipment"])
    found = weighting(library, by=by, counting=counting)
    exercises = pd.Index(library.exercises["exercise_id"], name="exercise_id")
    return pd.DataFrame(found.active[0].copy(), index=exercises, columns=found.labels)


def label_frame(volume: Floats, labels: Mapping[str, pd.Index], **stamps: str) -> pd.DataFrame:
    """Make a tidy frame of a volume array, one row per combination of labels in the order of its axes, and stamps."""
    shape = tuple(len(index) for index in labels.values())
    columns: dict[str, object] = {}
    for axis, (name, index) in enumerate(labels.items()):
        inner = int(np.prod(shape[axis + 1 :]))
        columns[name] = index.array.take(np.tile(np.repeat(np.arange(shape[axis]), inner), int(np.prod(shape[:axis]))))
    flat = volume.reshape(len(QUANTITIES), -1)
    columns |= dict(zip(QUANTITIES, flat, strict=True))
    columns |= stamps
    return pd.DataFrame(columns)


def routine_volume(
    library: Library,
    *,
    by: str = "muscle",
    counting: Counting = "fractional",
    routines: Iterable[str] | None = None,
    phases: Iterable[str] | None = None,
    by_load: bool = False,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Add up what one session of each routine gives each muscle.

    Parameters
    ----------
    library : Library
    by : {"muscle", "group", "pattern", "equipment"}
        A group counts its most-worked muscle, exercise by exercise. Patterns and equipment count every set once; an
        optional item counts from none to all of the sets, and ``none`` stands for work without any item.
    counting : {"fractional", "direct", "total"} or mapping of role to weight
        See `weights`.
    routines, phases : iterable of str, optional
        Which ones; default all.
    by_load : bool
        Also tell kinds of load apart (``load_kind``: external, band, bodyweight).
    seconds_per_rep : float or pair
        Time of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).

    Returns
    -------
    DataFrame
        One row per routine x muscle_id (muscle_group, movement_pattern or equipment_id) x phase (x load_kind), zeros
        included, with sets_*, reps_* and tension_s_* (seconds) as ends of intervals, ``counting`` and ``tempo``.
        Sets are those of activation and strength; mobility and cooldown give seconds of their primary and stretched
        muscles and 0 sets. Repetitions and seconds are one side's; both directions count. Tension = sets x
        (repetitions x (seconds per repetition + hold), or the timed seconds).

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> volume = routine_volume(load_library(), by="group", phases=["strength"], routines=["runners_world"])
    >>> volume.loc[volume["sets_max"] >= 6, ["muscle_group", "sets_min", "sets_max"]].to_dict("records")
    [{'muscle_group': 'glute_max', 'sets_min': 9.0, 'sets_max': 9.0}, {'muscle_group': 'quads', 'sets_min': 6.0,
    'sets_max': 6.0}]
    """
    found = weighting(library, by=by, counting=counting)
    volume = multiply(session_amounts(library, found, tempo(seconds_per_rep), loads=by_load), found)
    names = strings(library.routines["routine_id"])
    if routines is not None:
        asked = check_routines(library, routines)
        volume = volume[:, positions(names, asked)]
        names = strings(asked)
    kept = check_phases(phases)
    if phases is not None:
        volume = volume[..., [PHASES.index(phase) for phase in kept], :]
    labels = {"routine_id": names, found.column: found.labels, "phase": strings(kept)}
    volume = np.swapaxes(volume, -1, -2)
    if by_load:
        volume = np.moveaxis(volume, 2, -1)
        labels["load_kind"] = strings(LOADS)
    return label_frame(volume, labels, counting=found.counting, tempo=tempo_words(seconds_per_rep))


def prescription_volume(
    library: Library, *, counting: Counting = "fractional", seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP
) -> pd.DataFrame:
    """Say what each prescription gives each muscle in one session, with the role and where the claim comes from.

    Parameters
    ----------
    library : Library
    counting, seconds_per_rep
        See `routine_volume`.

    Returns
    -------
    DataFrame
        One row per prescription x muscle, the columns of ``data/tidy/volume.csv``, ``counting`` and ``tempo``.
        ``basis``: ``named`` (the source names the muscle for this exercise), ``group_word`` (only a wider word) or
        ``inferred`` (ours).

    Raises
    ------
    ArgumentError
        If ``counting`` or ``seconds_per_rep`` is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> prescription_volume(load_library())["basis"].value_counts().to_dict()
    {'inferred': 91, 'group_word': 71, 'named': 5}
    """
    found = weighting(library, by="muscle", counting=counting)
    numbers = counted(library, tempo(seconds_per_rep))
    rows = library.prescriptions[KEYS].copy()
    rows["row"] = np.arange(len(rows))
    frame = rows.merge(library.exercise_muscles, on="exercise_id", sort=False)
    muscle = positions(library.muscles["muscle_id"], frame["muscle_id"])
    frame["muscle_group"] = library.muscles["muscle_group"].array.take(muscle)
    said = library.statements[["routine_id", "position", "muscle_id", "level"]]
    frame["basis"] = frame.merge(said, how="left", on=["routine_id", "position", "muscle_id"])["level"].fillna(
        "inferred"
    )
    exercise = numbers.exercise[frame["row"]]
    still = ~frame["phase"].isin(COUNTED).to_numpy()
    frame["weight"] = np.where(still, found.still[0][exercise, muscle], found.active[0][exercise, muscle])
    for name, amounts in zip(QUANTITIES, numbers.amounts, strict=True):
        frame[name] = amounts[frame["row"]] * frame["weight"]
    frame["counting"] = found.counting
    frame["tempo"] = tempo_words(seconds_per_rep)
    role = positions(list(STILL), frame["role"])
    frame = frame.iloc[np.lexsort((muscle, role, frame["row"]))]
    return frame[[*library.schemas["volume"].columns, "counting", "tempo"]].reset_index(drop=True)


def contributions(library: Library, found: Weighting, rows: Sequence[int] | np.ndarray) -> pd.DataFrame:
    """List the counted sets that prescriptions give each label: one row per prescription and label with any."""
    place = np.asarray(rows, dtype=np.intp)
    numbers = counted(library)
    ends = [numbers.amounts[end][place, None] * found.active[end][found.row[place]] for end in (0, 1)]
    which, label = np.nonzero(ends[1])
    frame = library.prescriptions[KEYS].iloc[place[which]].reset_index(drop=True)
    frame.insert(0, found.column, found.labels.array.take(label))
    frame = add_words(library, frame, found.column, "routine_id", "exercise_id")
    return frame.assign(place=label, sets_min=ends[0][which, label], sets_max=ends[1][which, label])
