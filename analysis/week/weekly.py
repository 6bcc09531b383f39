"""A week of any mix of routines: volume, frequency, minutes, contacts, and the sets that count against bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.bands import Bands, beside, read_bands
from analysis.ask.counting import Counting
from analysis.ask.kinds import read_count
from analysis.ask.phases import read_phases
from analysis.ask.rests import TypedRest
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo, tempo_words
from analysis.ask.week import Week, read_week
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import LabelAxes
from analysis.library.labels import add_words, id_rows, week_words, worded
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.amounts import SETS, TENSION, Floats
from analysis.volume.contacts import week_contacts
from analysis.volume.minutes import session_minutes
from analysis.volume.product import PARTS, label_frame, session_amounts
from analysis.volume.weight_matrix import BY, Weights, weights_of
from analysis.week.band_status import BAND_COLUMNS, GOALS, dose_bands, hold_against


@dataclass(frozen=True)
class _Week:
    """A week and its options, checked, and its volume: quantity x end x part x label."""

    sessions: dict[str, int]
    weights: Weights
    phases: list[str]
    goal: str | None
    count: tuple[str, ...]
    volume: Floats
    stamps: dict[str, str]

    @classmethod
    def read(
        cls,
        library: Library,
        week: Week,
        by: str,
        counting: Counting,
        phases: Iterable[str] | None,
        goal: str | None,
        bands: Bands | None,
        count: str | Iterable[str] | None,
        seconds_per_rep: float | Sequence[float],
    ) -> _Week:
        """Check the options, and add up the week."""
        by = check_choice("by", by, BY)
        own = read_bands(library, bands, by=by)
        if goal is not None or own:
            check_choice("by", by, ["muscle", "group"])  # a movement or an item of equipment has no band
        weights = weights_of(library, by=by, counting=counting, also=beside(own, by))
        sessions = read_week(library, week)
        stamps = {
            "counting": weights.counting,
            "tempo": tempo_words(seconds_per_rep),
            "week": week_words(library, sessions),
        }
        volume = week_volume(library, sessions, weights, read_tempo(seconds_per_rep))
        held_to = check_choice("goal", goal, GOALS) if goal is not None else "custom" if own else None
        return cls(sessions, weights, read_phases(phases), held_to, read_count(count), volume, stamps)

    def sets(self, *kinds: str) -> Floats:
        """Return the sum of sets of some kinds of work in the chosen phases: end x label."""
        added: Floats = self.volume[SETS][:, self.weights.parts_of(phases=self.phases, kinds=kinds)].sum(axis=1)
        return added

    @property
    def judged(self) -> bool:
        """Whether bands apply: not if the strength phase is left out."""
        return "strength" in self.phases


def week_volume(library: Library, week: Mapping[str, int], weights: Weights, pace: tuple[float, float]) -> Floats:
    """Add up the sessions of a week: quantity x end x part x label."""
    times = np.zeros((1, len(library.routines)))
    times[0, id_rows(library, "routine_id", list(week))] = list(week.values())
    # Sessions are added up before the product, so a week costs no more than one session.
    sets = times @ session_amounts(library, weights, pace)  # quantity x end x part x one week x exercise
    return (sets @ weights)[..., 0, :]


@checked
def weekly_volume(
    library: Library,
    week: Week,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    goal: str | None = None,
    bands: Bands | None = None,
    count: str | Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> pd.DataFrame:
    """Add up the sessions of a week, by muscle, phase and kind of work.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
    by, counting, phases, seconds_per_rep
        See `routine_volume`.
    goal, bands
        See `dose_bands`; they are compared with the sets that ``count`` names, as they are printed (`band_status`).
    count : {"strength", "light"} or both, optional
        Kinds of work that are compared with bands, in any section; default strength alone.

    Returns
    -------
    DataFrame
        One row per muscle_id (muscle_group, ...) x phase x kind, of the pairs that occur in the library, zeros
        included, no total rows: sets_*, reps_*, tension_s_* (seconds), ``counting``, ``tempo`` and ``week``, the
        sessions in words. With a goal or bands also ``goal`` and, of banded labels, on rows of the kinds that count,
        band_low, band_high, band_aim, ``status`` (of their sum: below, in, above, or depends where the interval
        straddles a limit), ``reason``, reference_id and seen.

    Raises
    ------
    ArgumentError
        If a name, number or band is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = weekly_volume(load_library(), {"runners_world": 1, "run_forever": 3}, by="group")
    >>> hips = week[week["muscle_group"] == "hip_abductors"]
    >>> hips.loc[hips["sets_max"] > 0, ["phase", "kind", "sets_min", "sets_max"]].values.tolist()
    [['activation', 'light', 35.0, 35.0], ['strength', 'strength', 1.5, 1.5]]
    """
    counted = _Week.read(library, week, by, counting, phases, goal, bands, count, seconds_per_rep)
    kept = counted.weights.parts_of(phases=counted.phases)
    volume = counted.volume[:, :, kept].swapaxes(-1, -2)  # rows run by label, then part
    column = counted.weights.column
    labels = worded(library, column, counted.weights.labels)
    axes: LabelAxes = {(column, "label"): labels, PARTS: [counted.weights.parts[part] for part in kept]}
    frame = label_frame(volume, axes, **counted.stamps)
    if counted.goal is None:
        return frame
    # Kinds that don't count are shown without a band and a status. All counted rows of a label share its band.
    judged = frame[column].where(frame["kind"].isin(counted.count) & counted.judged)
    banded = dose_bands(library, by=by, goal=goal, bands=bands)
    low, high = counted.sets(*counted.count).repeat(len(kept), axis=1)
    held = hold_against(banded, judged, low, high, counted.count)
    frame["goal"] = counted.goal
    columns = [*BAND_COLUMNS[:-1], "status", "reason"]
    return pd.concat([frame, held[columns]], axis="columns")


@checked
def weekly_summary(
    library: Library,
    week: Week,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
    goal: str | None = None,
    bands: Bands | None = None,
    count: str | Iterable[str] | None = None,
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
    rest: TypedRest = None,
) -> pd.DataFrame:
    """Summarize a week muscle by muscle: strength and light work, days, and the dose band with its reason.

    Parameters
    ----------
    library : Library
    week, by, counting, phases, goal, bands, count, seconds_per_rep
        See `weekly_volume`; ``by`` is muscle or group. Phases left out count as nothing.
    rest : seconds, range or mapping, optional
        See `session_minutes`.

    Returns
    -------
    DataFrame
        One row per muscle_id or muscle_group: strength_sets_* and light_sets_* (by kind, in any section),
        days_min, days_max (days with at least one weighted counted set, each session on a day of its own, at most 7),
        mobility_minutes_* (one side), band_low, band_high, band_aim, ``status``, ``reason`` and reference_id (blank
        without a band, as all are for running and strength: see `goal_lines`). Light work changes a status only where
        it counts. For the whole week, the same in every row:
        jump_contacts_* (landings; see `contacts_of`), goal, ``count``, counting, ``phases``, tempo, week (in words),
        sessions, week_minutes_*, ``conventions`` (of the minutes, see `session_minutes`).

    Raises
    ------
    ArgumentError
        If a name, number or band is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = weekly_summary(load_library(), {"runners_world": 1, "run_forever": 3}, bands={"quads": (1, 4)})
    >>> week.loc[week["muscle_group"] == "quads", ["strength_sets_min", "light_sets_min", "status"]].values.tolist()
    [[3.0, 11.0, 'in']]
    """
    by = check_choice("by", by, ["muscle", "group"])
    counted = _Week.read(library, week, by, counting, phases, goal, bands, count, seconds_per_rep)
    column = counted.weights.column
    frame = pd.DataFrame({column: counted.weights.labels.array})
    # The rows are the same for any options: phases that are left out count as nothing.
    mobility = counted.weights.parts_of(phases=counted.phases, kinds=["mobility"])
    parts = {
        "strength_sets": counted.sets("strength"),
        "light_sets": counted.sets("light"),
        "mobility_minutes": counted.volume[TENSION][:, mobility].sum(axis=1) / 60,
        "days": _days(library, counted),
    }
    for part, ends in parts.items():
        frame[f"{part}_min"], frame[f"{part}_max"] = ends
    labels = frame[column] if counted.judged else [None] * len(frame)
    banded = dose_bands(library, by=by, goal=goal, bands=bands)
    low, high = counted.sets(*counted.count)
    held = hold_against(banded, labels, low, high, counted.count)
    columns = ["band_low", "band_high", "band_aim", "status", "reason", "reference_id"]
    frame = add_words(library, pd.concat([frame, held[columns]], axis="columns"), column)
    # Minutes are of whole sessions: nobody skips the warm-up to look at the strength sets.
    minutes = weekly_minutes(library, counted.sessions, seconds_per_rep=seconds_per_rep, rest=rest)
    landings = week_contacts(library, counted.sessions, counted.phases)
    return frame.assign(
        jump_contacts_min=landings[0],
        jump_contacts_max=landings[1],
        goal=counted.goal,
        count=" + ".join(counted.count),
        counting=counted.stamps["counting"],
        phases=" + ".join(counted.phases),
        tempo=counted.stamps["tempo"],
        week=counted.stamps["week"],
        sessions=int(minutes["sessions"].sum()),
        week_minutes_min=minutes["week_minutes_min"].sum(),
        week_minutes_max=minutes["week_minutes_max"].sum(),
        conventions=minutes["conventions"].iloc[0],
    )


def _days(library: Library, week: _Week) -> Floats:
    """Count the days with at least one counted set for a label: least and most x label, at most seven."""
    counted = week.weights.parts_of(phases=week.phases, kinds=COUNTED_KINDS)
    # Tempo doesn't change sets, so every session is counted at the usual one.
    volume = session_amounts(library, week.weights) @ week.weights
    each = volume[SETS][:, counted].sum(axis=1)  # end x routine x label
    times = np.array([week.sessions.get(str(routine), 0) for routine in library.routines["routine_id"]])
    # Sums of weights such as 0.1 fall a hair short of a whole set.
    days: Floats = np.minimum(7, times @ (each.round(9) >= 1))
    return days


@checked
def weekly_minutes(library: Library, week: Week, **times: Any) -> pd.DataFrame:
    """Return the minutes of a week's sessions.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
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
    done = {routine: count for routine, count in read_week(library, week).items() if count}
    frame = session_minutes(library, routines=list(done), **times)
    frame.insert(2, "sessions", [done[str(routine)] for routine in frame["routine_id"]])
    for end in ("min", "max"):
        frame[f"week_minutes_{end}"] = frame["sessions"] * frame[f"minutes_{end}"]
    return frame
