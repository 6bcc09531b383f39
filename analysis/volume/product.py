"""Volume is a matrix product, sets (anything x exercise) @ weights (exercise x muscle), computed here for all plans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.phases import read_phases
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo, tempo_words
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import LabelAxes, labelled_frame, positions
from analysis.library.labels import add_words, id_rows, labels, needed_items
from analysis.library.library import Library
from analysis.volume.amounts import AMOUNTS, LOADS, SETS, Amounts, Floats, Ints, amounts_of
from analysis.volume.weight_matrix import STILL, Weights, weights_of

KEYS = ["routine_id", "position", "exercise_id", "phase", "kind"]
"""Columns that identify a row's prescription and part: its phase and its kind."""


PARTS = ("phase", "kind")
"""Columns of the parts of a session."""


NAMES = {"routine": "routine_id", "exercise": "exercise_id", "muscle": "muscle_id", "group": "muscle_group"}
"""Columns of names, each with its column of ids."""


def session_amounts(
    library: Library, weights: Weights, seconds_per_rep: tuple[float, float] = SECONDS_PER_REP
) -> Floats:
    """Add up a session of each routine: quantity x end x part x routine x used row of the weights."""
    amounts = amounts_of(library, seconds_per_rep)
    # Here "anything" of the product is a routine.
    return add_up(amounts, weights, amounts.routine, len(library.routines))


def add_up(amounts: Amounts, weights: Weights, anything: Ints, count: int) -> Floats:
    """Add up the amounts of prescriptions by anything, such as their week.

    Parameters
    ----------
    amounts : Amounts
    weights : Weights
        Weights that know the row of each prescription.
    anything : array of int
        Index, below ``count``, of the item that each prescription belongs to.
    count : int

    Returns
    -------
    array
        Quantity x end x part x anything x used row, ready for `Weights`.
    """
    shape = (len(amounts.parts), count, len(weights.used))
    cell = np.ravel_multi_index((amounts.part, anything, weights.used_row), shape)
    *axes, _ = amounts.values.shape
    # Most cells stay empty: untouched zeros cost next to nothing.
    sums = np.zeros((math.prod(axes), math.prod(shape)))
    for added, values in zip(sums, amounts.values.reshape(len(sums), -1), strict=True):
        # Prescriptions may share a cell (an exercise that comes twice in a routine): an assignment would keep the last.
        np.add.at(added, cell, values)
    return sums.reshape(*axes, *shape)


def label_frame(volume: Floats, axes: LabelAxes, **stamps: str) -> pd.DataFrame:
    """Return volume as a tidy frame: quantity x end x the axes named, one row per combination in their order."""
    return labelled_frame(axes, dict(zip(AMOUNTS, volume.reshape(len(AMOUNTS), -1), strict=True)), **stamps)


@checked
def routine_volume(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    by_load: bool = False,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Add up the sets, repetitions and tension of each muscle in one session of each routine.

    Parameters
    ----------
    library : Library
    routines, phases : iterable of str, optional
        Ids to include; default all.
    by : {"muscle", "group", "pattern", "equipment"}
        A group counts its most-worked muscle, exercise by exercise. Patterns and equipment count every set once; an
        optional item counts from none to all of the sets, and ``none`` is work without any item.
    counting : {"fractional", "direct", "total"} or mapping of role to weight
        See `weights`.
    by_load : bool
        Also separate kinds of load (``load_kind``: external, band, bodyweight).
    seconds_per_rep : float or pair
        Seconds of a repetition where the exercise has none of its own; 2-4 s (acsm_2009).

    Returns
    -------
    DataFrame
        One row per routine x muscle_id (muscle_group, movement_pattern or equipment_id) x phase x kind (x load_kind),
        of the pairs of phase and kind that occur in the library, zeros included, with sets_*, reps_* and tension_s_*
        (seconds) as ends of intervals, ``counting`` and ``tempo``. Sets are of strength and light work, in any section;
        jumps have none, and mobility and drills add seconds to their primary and stretched muscles.
        Repetitions and seconds are one side's; both directions count. Tension = sets x (repetitions x (seconds per
        repetition + hold), or the timed seconds).

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> volume = routine_volume(load_library(), by="group", phases=["strength"], routines=["runners_world"])
    >>> volume.loc[volume["sets_max"] >= 4, ["muscle_group", "kind", "sets_min", "sets_max"]].to_dict("records")
    [{'muscle_group': 'glute_max', 'kind': 'strength', 'sets_min': 6.0, 'sets_max': 6.0}]
    """
    weights = weights_of(library, by=by, counting=counting)
    pace = read_tempo(seconds_per_rep)
    asked, kept = read_routines(library, routines), read_phases(phases)
    names = library.routines["routine_id"]
    if by_load:
        # A routine's rows are split by kind of load: "anything" is then a pair of the two.
        amounts = amounts_of(library, pace)
        pair = amounts.routine * len(LOADS) + positions(LOADS, library.prescriptions["load_kind"])
        sets = add_up(amounts, weights, pair, len(names) * len(LOADS))
    else:
        sets = session_amounts(library, weights, pace)
    volume = sets @ weights  # the one idea of this project: quantity x end x part x anything x label
    # Split the pair of routine and load again: quantity x end x part x routine x load x label.
    volume = volume.reshape(*volume.shape[:3], len(names), -1, len(weights.labels))
    kept_parts = weights.parts_of(phases=kept)
    if phases is not None:
        # The product covers all parts and routines, whose arrays are cached; unwanted ones are left out here.
        volume = volume[:, :, kept_parts]
    if routines is not None:
        volume = volume[:, :, :, positions(names, asked)]
    volume = volume.transpose(0, 1, 3, 5, 2, 4)  # rows run by routine, label, part, load
    axes: LabelAxes = {
        "routine_id": asked,
        weights.column: weights.labels,
        PARTS: [weights.parts[part] for part in kept_parts],
        **({"load_kind": LOADS} if by_load else {}),
    }
    return label_frame(volume, axes, counting=weights.counting, tempo=tempo_words(seconds_per_rep))


@checked
def prescription_volume(
    library: Library,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Return each prescription's volume per muscle in one session, with the muscle's role and the basis of the claim.

    Parameters
    ----------
    library : Library
    by : {"muscle", "group"}
        A group has the row of its most-worked muscle, so sums over rows are right.
    counting, seconds_per_rep
        See `routine_volume`.

    Returns
    -------
    DataFrame
        One row per prescription x muscle, or x muscle group: the columns of ``data/tidy/volume.csv``, ``counting`` and
        ``tempo``.
        ``basis``: ``named`` (the source names the muscle for this exercise), ``group_word`` (only a wider word) or
        ``inferred`` (ours).

    Raises
    ------
    ArgumentError
        If ``by``, ``counting`` or ``seconds_per_rep`` is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> prescription_volume(load_library(), by="muscle")["basis"].value_counts().to_dict()
    {'group_word': 111, 'inferred': 53, 'named': 5}
    """
    by = check_choice("by", by, ["muscle", "group"])
    weights = weights_of(library, by="muscle", counting=counting)
    amounts = amounts_of(library, read_tempo(seconds_per_rep))
    rows = library.prescriptions[[*KEYS, "section", "dose"]].copy()
    rows["row"] = np.arange(len(rows))
    frame = rows.merge(library.exercise_muscles, on="exercise_id", sort=False)
    muscle = id_rows(library, "muscle_id", frame["muscle_id"])
    frame["muscle_group"] = library.muscles["muscle_group"].array.take(muscle)
    for name, column in NAMES.items():
        frame[name] = frame[column].map(labels(library, column))
    needed = needed_items(library)
    frame["equipment"] = [needed.get(key, "none") for key in zip(frame["routine_id"], frame["position"], strict=True)]
    stated = library.statements[["routine_id", "position", "muscle_id", "level"]]
    frame["basis"] = frame.merge(stated, how="left", on=["routine_id", "position", "muscle_id"])["level"].fillna(
        "inferred"
    )
    # Muscle by muscle, nothing is added up: each row is one product of an amount and a weight.
    frame["weight"] = weights.matrix[0, amounts.part[frame["row"]], weights.used_row[frame["row"]], muscle]
    for name, values in zip(AMOUNTS, amounts.values.reshape(len(AMOUNTS), -1), strict=True):
        frame[name] = values[frame["row"]] * frame["weight"]
    frame["counting"] = weights.counting
    frame["tempo"] = tempo_words(seconds_per_rep)
    # Within a prescription primary muscles come first, then in the order of the table of muscles.
    role = positions(list(STILL), frame["role"])
    frame = frame.iloc[np.lexsort((muscle, role, frame["row"]))]
    if by == "group":  # a group takes the row of its first muscle with the largest weight, never the sum
        most = frame.sort_values("weight", ascending=False, kind="stable").drop_duplicates(["row", "muscle_group"])
        frame = frame.loc[frame.index.isin(most.index)]
    return frame[[*library.schemas["volume"].columns, "counting", "tempo"]].reset_index(drop=True)


def contributions(library: Library, weights: Weights, rows: Sequence[int] | np.ndarray) -> pd.DataFrame:
    """List the counted sets of prescriptions by label: one row per prescription and label with any sets."""
    prescription = np.asarray(rows, dtype=np.intp)
    sets = amounts_of(library).values[SETS]
    # Only exercises with sets matter here, so the weights are those of the kinds whose sets count.
    low, high = sets[:, prescription, None] * weights.active[:, weights.row[prescription]]  # prescription x label
    which, label = np.nonzero(high)  # 0 at the upper end means 0 at the lower end
    frame = library.prescriptions[KEYS].iloc[prescription[which]].reset_index(drop=True)
    frame.insert(0, weights.column, weights.labels.array.take(label))
    frame = add_words(library, frame, weights.column, "routine_id", "exercise_id")
    return frame.assign(label_order=label, sets_min=low[which, label], sets_max=high[which, label])
