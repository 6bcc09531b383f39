"""Compare routines side by side, muscle by muscle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.phases import read_phases
from analysis.ask.rests import TypedRest, read_rests
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo
from analysis.base.arguments import checked
from analysis.base.frames import LabelAxes, labelled_frame
from analysis.library.labels import id_rows, worded
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.amounts import ENDS, SETS, TENSION, Amounts, Floats, amounts_of, open_sets
from analysis.volume.contacts import routine_contacts
from analysis.volume.minutes import minutes_of, timed_by
from analysis.volume.product import add_up
from analysis.volume.rests import Rests, work_of
from analysis.volume.weight_matrix import weights_of


@checked
def compare_routines(
    library: Library,
    routines: Iterable[str] | None = None,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
    rest: TypedRest = None,
) -> pd.DataFrame:
    """Return routines side by side, muscle by muscle (or group, movement pattern, equipment).

    Parameters
    ----------
    library : Library
    routines : iterable of str, optional
        Routines to compare; default all.
    by, counting, seconds_per_rep
        See `routine_volume`.
    phases : iterable of str, optional
        Phases whose sets and minutes count; default all.
    rest : seconds, range or mapping, optional
        See `session_minutes`.

    Returns
    -------
    DataFrame
        One row per label x routine, zeros included, ids and words (``label``, ``routine``): sets_* (strength and
        light together), strength_sets_*, light_sets_* (by kind, in any phase), share_* (sets of the label over
        the routine's counted sets, computed with all ranges at their lower and at their upper ends; the shares of
        labels add up to more than 1 because a set works several muscles), mobility_minutes_* (one side), and,
        repeated on every row of a routine, routine_sets_* (its counted sets), open_sets_* (its counted sets of as
        many repetitions as possible, with unknown repetitions and seconds), jump_contacts_* (landings) and minutes_*
        (of the whole session); ``counting`` and ``phases``.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> table = compare_routines(load_library(), ["fit_and_well", "runners_world"], by="group")
    >>> table.loc[
    ...     table["muscle_group"] == "hip_abductors", ["routine_id", "sets_min", "light_sets_min"]
    ... ].values.tolist()
    [['fit_and_well', 8.0, 8.0], ['runners_world', 6.5, 5.0]]
    """
    asked, kept, pace = read_routines(library, routines), tuple(read_phases(phases)), read_tempo(seconds_per_rep)
    amounts = _compared(amounts_of(library, pace).by_kind(KINDS, kept))
    weights = replace(weights_of(library, by=by, counting=counting), parts=amounts.parts)
    chosen = id_rows(library, "routine_id", asked)
    sets = add_up(amounts, weights, amounts.routine, len(library.routines))
    if routines is not None:  # all routines need no selection, and a copy takes time
        sets = sets[..., chosen, :]
    # End x kind x routine x label: the values below are sums of this array.
    strength, light, mobility = (sets @ weights).swapaxes(0, 1)
    # A set works several muscles, so a routine's sets are counted by exercise, before the product with the weights.
    routine_sets = sets[:, :2].sum(axis=(1, 3))[..., None]
    # A mobility routine has no sets, so its shares are 0.
    with np.errstate(invalid="ignore"):
        share = np.nan_to_num((strength + light) / routine_sets)
    rests = Rests(typed=read_rests(rest))
    work = work_of(library, pace, rests)
    # In column order; each array is end x routine x label, with a single label for values of the whole routine.
    figures = {
        "sets": strength + light,
        "strength_sets": strength,
        "light_sets": light,
        # A share is computed at the lower and at the upper ends; which is larger depends on the other labels.
        "share": np.array([share.min(axis=0), share.max(axis=0)]),
        "mobility_minutes": mobility / 60,
        "routine_sets": routine_sets,
        "open_sets": open_sets(library, kept)[:, chosen, None],
        "jump_contacts": routine_contacts(library, kept)[:, chosen, None],
        "minutes": minutes_of(library, pace, rests)[:, chosen, None],
    }

    # One row per label and routine, sorted by label: the routines to compare are in neighbouring rows.
    axes: LabelAxes = {
        (weights.column, "label"): worded(library, weights.column, weights.labels),
        ("routine_id", "routine"): worded(library, "routine_id", asked),
    }
    columns = _columns(figures, (len(weights.labels), len(asked)))
    stamps = {"counting": weights.counting, "phases": " + ".join(kept)}
    return labelled_frame(axes, columns, **stamps, conventions=timed_by(library, chosen, pace, rests, work))


def _compared(amounts: Amounts) -> Amounts:
    """Return one quantity per kind: sets for strength and light work, seconds for mobility."""
    mobile = amounts.part == KINDS.index("mobility")
    return replace(amounts, values=np.where(mobile, amounts.values[TENSION], amounts.values[SETS]))


def _columns(figures: Mapping[str, Floats], shape: tuple[int, int]) -> dict[str, Floats]:
    """Return one column, label x routine, per end of a figure; values of a whole routine are repeated."""
    return {
        f"{name}_{end}": np.broadcast_to(values.T, shape)
        for name, ends in figures.items()
        for end, values in zip(ENDS, ends, strict=True)
    }


KINDS = (*COUNTED_KINDS, "mobility")
"""Kinds of work compared by label: strength, light and mobility."""
