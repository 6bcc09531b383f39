"""A week of any mix of routines: volume, frequency, minutes, and strength sets against dose bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.bands import Bands
from analysis.ask.counting import Counting
from analysis.ask.phases import check_phases
from analysis.ask.tempo import SECONDS_PER_REP, tempo, tempo_words
from analysis.ask.week import check_week
from analysis.base.frames import positions, strings
from analysis.library.labels import add_words, week_words
from analysis.library.library import Library
from analysis.library.terms import COUNTED, PHASES
from analysis.volume.amounts import SETS, TENSION, Floats
from analysis.volume.minutes import session_minutes
from analysis.volume.product import label_frame, session_sets
from analysis.volume.weights import Weights, weights_of
from analysis.week.bands import band_reason, band_status, dose_bands


def week_volume(library: Library, week: Mapping[str, int], weights: Weights, pace: tuple[float, float]) -> Floats:
    """Add up the sessions of a week: quantity x end x phase x label."""
    sessions = np.zeros((1, len(library.routines)))
    sessions[0, positions(library.routines["routine_id"], list(week))] = list(week.values())
    sets = sessions @ session_sets(library, weights, pace)
    return (sets @ weights)[..., 0, :]


def weekly_volume(
    library: Library,
    sessions: Mapping[str, int],
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    goal: str | None = None,
    bands: Bands | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Add up a week.

    Parameters
    ----------
    library : Library
    sessions : mapping of routine_id to number of sessions
    by, counting, phases, seconds_per_rep
        See `routine_volume`.
    goal, bands
        See `dose_bands`; bands are held against sets of the strength phase only, as they are printed (`band_status`).

    Returns
    -------
    DataFrame
        One row per muscle_id (muscle_group, ...) x phase, zeros included, no total rows: sets_*, reps_*, tension_s_*
        (seconds), ``counting``, ``tempo`` and ``week``, the sessions in words. With a goal or bands also ``goal``
        and, on strength rows of banded labels, band_low, band_high, ``status`` (below, in, above, or depends where the
        interval straddles a limit), ``reason``, reference_id and
        seen.

    Raises
    ------
    ArgumentError
        If a name, number or band is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = weekly_volume(load_library(), {"runners_world": 1, "run_forever": 3}, by="group")
    >>> week.loc[week["muscle_group"] == "hip_abductors", ["phase", "sets_min", "sets_max"]].values.tolist()
    [['mobility', 0.0, 0.0], ['activation', 29.0, 29.0], ['strength', 1.5, 1.5], ['cooldown', 0.0, 0.0]]
    """
    weights = weights_of(library, by=by, counting=counting)
    week = check_week(library, sessions)
    kept = check_phases(phases)
    volume = week_volume(library, week, weights, tempo(seconds_per_rep))
    volume = volume[:, :, [PHASES.index(phase) for phase in kept]].swapaxes(-1, -2)  # rows run by label, then phase
    frame = label_frame(
        volume,
        {weights.column: weights.labels, "phase": strings(kept)},
        counting=weights.counting,
        tempo=tempo_words(seconds_per_rep),
        week=week_words(library, week),
    )
    frame = add_words(library, frame, weights.column)
    if goal is None and not bands:
        return frame
    banded = dose_bands(library, by=by, goal=goal, bands=bands)
    frame = frame.assign(goal=goal or "custom")
    frame = frame.merge(banded.drop(columns="finding"), how="left", on=weights.column)
    held = (frame["phase"] == "strength") & frame["band_low"].notna()
    columns = ("sets_min", "sets_max", "band_low", "band_high", "reference_id", "seen")
    statuses: list[str | None] = []
    reasons: list[str | None] = []
    for one, low, high, *band in zip(held, *(frame[name] for name in columns), strict=True):
        statuses.append(band_status(low, high, *band[:2]) if one else None)
        reasons.append(band_reason(statuses[-1], *band) if statuses[-1] else None)
    frame["status"], frame["reason"] = statuses, reasons
    blank = ["band_low", "band_high", "reference_id", "seen"]
    frame[blank] = frame[blank].where(held)
    return frame


def weekly_summary(
    library: Library,
    sessions: Mapping[str, int],
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    goal: str | None = None,
    bands: Bands | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Sum up a week muscle by muscle: strength beside activation, days, and the dose band with its reason.

    Parameters
    ----------
    library : Library
    sessions, by, counting, phases, goal, bands, seconds_per_rep
        See `weekly_volume`; ``by`` is muscle or group. Phases left out count as nothing.

    Returns
    -------
    DataFrame
        One row per muscle_id or muscle_group: strength_sets_*, activation_sets_*, days_min, days_max (days with at
        least one weighted counted set, each session on a day of its own, at most 7), mobility_minutes_* (one side),
        band_low, band_high, ``status``, ``reason`` and reference_id (empty text without a band). Activation never
        changes a status. Of the whole week, the same in every row: goal, counting, ``phases``, tempo, week (in words),
        sessions, week_minutes_*.

    Raises
    ------
    ArgumentError
        If a name, number or band is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = weekly_summary(load_library(), {"runners_world": 1, "run_forever": 3}, goal="strength")
    >>> week.loc[week["muscle_group"] == "calves", ["strength_sets_min", "status", "days_min"]].values.tolist()
    [[3.0, 'in', 1]]
    """
    banded = dose_bands(library, by=by, goal=goal, bands=bands)
    week = check_week(library, sessions)
    weights = weights_of(library, by=by, counting=counting)
    banded = banded.set_index(weights.column)
    kept = check_phases(phases)
    left_out = [number for number, phase in enumerate(PHASES) if phase not in kept]
    volume = week_volume(library, week, weights, tempo(seconds_per_rep))
    volume[:, :, left_out] = 0.0
    place = {phase: number for number, phase in enumerate(PHASES)}
    frame = pd.DataFrame({weights.column: weights.labels.array})
    for end, name in enumerate(("min", "max")):
        frame[f"strength_sets_{name}"] = volume[SETS, end, place["strength"]]
        frame[f"activation_sets_{name}"] = volume[SETS, end, place["activation"]]
        still = volume[TENSION, end][[place["mobility"], place["cooldown"]]]
        frame[f"mobility_minutes_{name}"] = still.sum(axis=0) / 60
    each = (session_sets(library, weights) @ weights)[SETS]
    each = each[:, [place[phase] for phase in COUNTED if phase in kept]].sum(axis=1)  # end x routine x label
    counts = np.array([week.get(str(one), 0) for one in library.routines["routine_id"]])
    for end, name in enumerate(("min", "max")):
        frame[f"days_{name}"] = np.minimum(7, counts @ (each[end].round(9) >= 1))
    held = banded.reindex(frame[weights.column] if "strength" in kept else [None] * len(frame)).reset_index(drop=True)
    frame[["band_low", "band_high"]] = held[["band_low", "band_high"]].astype(float)
    statuses, reasons = [], []
    sets = zip(frame["strength_sets_min"], frame["strength_sets_max"], strict=True)
    limits = zip(*(held[name] for name in ("band_low", "band_high", "reference_id", "seen")), strict=True)
    for ends, (bottom, top, reference, seen) in zip(sets, limits, strict=True):
        status = "" if pd.isna(bottom) else band_status(*ends, bottom, top)
        statuses.append(status)
        reasons.append(band_reason(status, bottom, top, reference, seen) if status else "")
    frame["status"], frame["reason"] = statuses, reasons
    frame["reference_id"] = held["reference_id"].fillna("")
    order = ["strength_sets", "activation_sets", "mobility_minutes", "days"]
    columns = [f"{part}_{name}" for part in order for name in ("min", "max")]
    columns = [weights.column, *columns, "band_low", "band_high", "status", "reason", "reference_id"]
    frame = add_words(library, frame[columns], weights.column)
    minutes = weekly_minutes(library, week, seconds_per_rep=seconds_per_rep)
    return frame.assign(
        goal=goal or ("custom" if bands else ""),
        counting=weights.counting,
        phases=" + ".join(kept),
        tempo=tempo_words(seconds_per_rep),
        week=week_words(library, week),
        sessions=int(minutes["sessions"].sum()),
        week_minutes_min=minutes["week_minutes_min"].sum(),
        week_minutes_max=minutes["week_minutes_max"].sum(),
    )


def weekly_minutes(library: Library, sessions: Mapping[str, int], **times: Any) -> pd.DataFrame:
    """Say how long the sessions of a week take.

    Parameters
    ----------
    library : Library
    sessions : mapping of routine_id to number of sessions
    **times
        Tempo and rests, see `session_minutes`.

    Returns
    -------
    DataFrame
        One row per routine: sessions, minutes_* of one session, week_minutes_* of all of its sessions.

    Raises
    ------
    ArgumentError
        If a name or number is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = weekly_minutes(load_library(), {"runners_world": 1, "run_forever": 3})
    >>> week[["week_minutes_min", "week_minutes_max"]].sum().round().tolist()
    [62.0, 90.0]
    """
    week = {routine: count for routine, count in check_week(library, sessions).items() if count}
    frame = session_minutes(library, routines=week, **times)
    frame.insert(2, "sessions", [week[str(one)] for one in frame["routine_id"]])
    for end in ("min", "max"):
        frame[f"week_minutes_{end}"] = frame["sessions"] * frame[f"minutes_{end}"]
    return frame
