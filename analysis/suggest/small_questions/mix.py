"""The best weeks of whole routines, found by counting every mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.kinds import read_count
from analysis.ask.numbers import read_minutes, read_number
from analysis.ask.rests import TypedRest
from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import texts_or_missing
from analysis.base.text import listing, number, printed, spans
from analysis.compare.equipment import equipment_fit
from analysis.library.labels import week_words
from analysis.library.library import Library
from analysis.suggest.targets import counted_sets, read_targets
from analysis.volume.amounts import Floats, Ints
from analysis.volume.minutes import session_minutes
from analysis.week.checklist import coverage

MOST_MIXES = 5_000_000
"""Most mixes counted in one question."""


NONE = -1
"""Filler in place of a routine, where a mix has fewer sessions than others."""


@checked
def suggest_mix(
    library: Library,
    *,
    bands: Mapping[str, Any],
    sessions: int = 4,
    routines: Iterable[str] | None = None,
    minutes: float | None = None,
    equipment: Iterable[str] | None = None,
    best: int = 10,
    counting: Counting = "fractional",
    count: str | Iterable[str] | None = None,
    rest: TypedRest = None,
) -> pd.DataFrame:
    """Rank weeks of whole routines, including the coach's own, by how close they come to weekly targets.

    Every mix is counted, so the ranking is exact. Routines that do not fit the minutes or the equipment are left out.

    Parameters
    ----------
    library : Library
    bands : mapping of muscle or group to sets
        As for `suggest_week`: strength sets a week.
    sessions : int
        Most sessions a week (1 to 7).
    routines : iterable of str, optional
        Routines to mix; default all.
    minutes : float, optional
        Longest session, compared with the longest estimate.
    equipment : iterable of str, optional
        Equipment the athlete has; default everything.
    best : int
        Number of mixes to return.
    counting
        See `routine_volume`.
    count : {"strength", "light"} or both, optional
        Kinds of work that targets count; default strength only.
    rest : seconds, range or mapping, optional
        See `session_minutes`.

    Returns
    -------
    DataFrame
        One row per mix, the best first: rank, mix (``runners_world=2 run_forever=1``), week (in words), sessions,
        minutes_min and minutes_max (of the week), missing_sets (lower estimate of sets below the targets, summed over
        them), above_sets (upper estimate of sets above them), lacks (in words) and uncovered (lines of the checklist).
        Sorted by fewest missing sets, fewest above, least minutes, fewest sessions, then library order.

    Raises
    ------
    ArgumentError
        If an argument is unknown or not allowed, no routine is left, or there are too many mixes.

    Examples
    --------
    >>> from analysis import load_library
    >>> best = suggest_mix(load_library(), bands={"glute_max": 9, "quads": 8}, sessions=2)
    >>> best[["mix", "missing_sets", "lacks"]].head(1).values.tolist()
    [['runners_world=2', 2.0, 'Quads 6 of 8']]
    """
    targets, kinds = read_targets(library, bands), read_count(count)
    most = int(read_number("sessions", sessions, 1, 7, whole=True))
    shown = int(read_number("best", best, 1, 1000, whole=True))
    times = session_minutes(library, routines=read_routines(library, routines), rest=rest)
    asked = _possible(library, times, minutes, equipment)
    mixes = _mixes(len(asked), most)
    taken = times.set_index("routine_id").loc[asked, ["minutes_min", "minutes_max"]].to_numpy()
    # Figures are rounded as printed, to keep 4 of 4 sets from falling just short.
    low, high = (printed(_added(mixes, sets)) for sets in counted_sets(library, asked, targets, counting, kinds))
    lows = printed([float(target.low) for target in targets])
    highs = printed([np.inf if target.high is None else float(target.high) for target in targets])
    missing = np.maximum(0.0, lows - low).sum(axis=1)
    above = np.maximum(0.0, high - highs).sum(axis=1)
    order = _best((missing, above, _added(mixes, taken[:, 1]), (mixes != NONE).sum(axis=1)), shown)
    rows = []
    for rank, chosen in enumerate(order, 1):
        members = mixes[chosen][mixes[chosen] != NONE].tolist()
        week = {asked[member]: members.count(member) for member in dict.fromkeys(members)}
        lacks = [
            f"{target.name} {number(have)} of {number(float(target.low))}"
            for target, have, least in zip(targets, low[chosen], lows, strict=True)
            if have < least
        ]
        lines = coverage(library, week)
        open_lines = lines.loc[~lines["covered"], "name"].tolist()
        # In the form the command line takes a week, ready to paste there.
        mix = " ".join(f"{name}={count}" for name, count in week.items())
        figures = (len(members), *taken[members].sum(axis=0), missing[chosen], above[chosen])
        rows.append((rank, mix, week_words(library, week), *figures, listing(lacks), listing(open_lines)))
    names = ["rank", "mix", "week", "sessions", "minutes_min", "minutes_max", "missing_sets", "above_sets", "lacks"]
    frame = pd.DataFrame(rows, columns=[*names, "uncovered"])
    return frame.assign(**{name: texts_or_missing(frame[name]) for name in ("lacks", "uncovered")})


def mix_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of `suggest_mix` in words."""
    lacks, open_lines = frame["lacks"].fillna("nothing"), frame["uncovered"].fillna("")
    minutes = spans(frame, "minutes")
    return pd.DataFrame({"week": frame["mix"], "minutes": minutes, "lacks": lacks, "not covered": open_lines})


def _possible(
    library: Library, times: pd.DataFrame, minutes: float | None, equipment: Iterable[str] | None
) -> list[str]:
    # Drop routines before making mixes: the number of mixes grows with a power of the number of routines.
    limit = np.inf if minutes is None else read_minutes(minutes)
    asked = times.loc[times["minutes_max"] <= limit, "routine_id"].tolist()
    if equipment is not None and asked:
        fit = equipment_fit(library, equipment, routines=asked)
        lost = set(fit.loc[fit["effect"] == "lost", "routine_id"])
        asked = [name for name in asked if name not in lost]
    if not asked:
        raise ArgumentError("no routine is left: each takes longer than the minutes, or needs what is not there")
    return asked


def _mixes(routines: int, most: int) -> Ints:
    """Return every mix of up to ``most`` sessions: mix x session, each a routine's index, padded with `NONE`."""
    mixes = [np.arange(routines)[:, None]]
    for _ in range(1, most):
        # Each mix is extended by its last routine and by every later one, so none is listed twice.
        before = mixes[-1]
        more = routines - before[:, -1]
        if more.sum() + sum(map(len, mixes)) > MOST_MIXES:
            allowed = "fewer sessions, or fewer routines"
            raise ArgumentError(Finding("too many mixes to look at", value=f"{routines} routines", allowed=allowed))
        parent = np.repeat(np.arange(len(before)), more)
        following = before[parent, -1] + np.arange(len(parent)) - np.repeat(np.cumsum(more) - more, more)
        mixes.append(np.column_stack([before[parent], following]))
    filled = [np.pad(some, ((0, 0), (0, most - some.shape[1])), constant_values=NONE) for some in mixes]
    return np.concatenate(filled)


def _added(mixes: Ints, each: Floats) -> Floats:
    """Sum the values of the routines of every mix; `NONE` picks the last row, of zeros."""
    total: Floats = np.concatenate([each, np.zeros_like(each[:1])])[mixes].sum(axis=1)
    return total


def _best(keys: tuple[Floats | Ints, ...], most: int) -> Ints:
    """Return the indices of the smallest rows, by one key after the other, then by order."""
    rounded = [np.round(key, 9) for key in keys]
    # Sort only rows whose first key is no worse than that of the last row returned: usually a few of millions.
    last = min(most, len(rounded[0])) - 1
    kept = np.flatnonzero(rounded[0] <= np.partition(rounded[0], last)[last])
    order = np.lexsort([key[kept] for key in reversed(rounded)])
    return np.asarray(kept[order[:most]], dtype=np.intp)
