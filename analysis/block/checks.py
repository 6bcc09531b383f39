"""What deserves a second thought in a block: a linter that finds and explains, and never calls a plan safe."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.bands import beside, read_bands
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.frames import positions
from analysis.base.text import inline, listing, number, plural, printed, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.spec import CHECKS, RECENT, lighter_weeks
from analysis.compare.equipment import equipment_fit
from analysis.library.labels import labels
from analysis.library.terms import COUNTED, HARD_RUNS
from analysis.volume.amounts import Floats
from analysis.week.bands import band_reason, band_status, dose_bands

SEVERITIES = {
    **dict.fromkeys(CHECKS[:2], "error"),
    **dict.fromkeys(CHECKS[2:9], "warning"),
    **dict.fromkeys(CHECKS[9:], "info"),
}
"""Severity of each check."""


REFERENCES = {
    "before-hard-run": "doma_2013",
    "no-deload": "rogerson_2024",
    "too-short": "blagrove_2018",
    "race-taper": "bosquet_2007",
    "frequency": "who_2020",
}
"""What a check stands on; bands bring their own reference, the others are custom."""


COLUMNS = ["check", "severity", "week", "date", "routine_id", "exercise_id", "muscle_group"]


AGAIN = 4
"""After so many weeks off a phase starts again (custom)."""


LEG_REGIONS = ("hip", "thigh", "lower leg")


Row = dict[str, Any]


@checked
def check_block(
    plan: BlockPlan,
    *,
    ignore: Iterable[str] = (),
    before: int = 1,
    after: int = 2,
    back: float = 0.5,
    ramp: float = 0.30,
    off: float = 0.10,
    deload: float = 0.70,
    longest: int = 8,
    shortest: int = 6,
    taper: float = 0.80,
    days: int = 2,
) -> pd.DataFrame:
    """Find what deserves a second thought in a block.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`.
    ignore : iterable of str
        Ids of checks to leave out, beside those that the block itself ignores.
    before, after : int
        ``race``: on so many days before a race, on its day and on so many days after it strength sets are told
        (custom).
    back : float
        ``after-break``: after two weeks off or more, the first week back may hold this part of the strength sets of
        the highest of the three weeks before, sessions skipped in them included; after one week off, as many (custom).
        Weeks off are seven days each between two sessions.
    ramp : float
        ``ramp``: by what part strength sets may rise from one week to the next, as asked and in whole sets (custom).
        What counts is the highest of the three weeks before, so that a deload makes no ramp.
    off : float
        ``allocation``: by what part whole units may be off what was asked, in total or, from a whole set on, for a
        muscle group (custom).
    deload, longest
        ``no-deload``: a week at this part or less of the highest of the three before it is a deload; more weeks than
        ``longest`` on end without one are told (lifters' custom, rogerson_2024).
    shortest : int
        ``too-short``: weeks of a block (blagrove_2018, whose studies mostly ran longer).
    taper : float
        ``race-taper``: the last two times seven days to a race are told when they are not each under this part of the
        highest (extrapolated to strength sets from bosquet_2007).
    days : int
        ``frequency``: days a week with strength sets, for goal strength only (who_2020).

    Returns
    -------
    DataFrame
        One row per finding: check, severity (error, warning, info), week, date, routine_id, exercise_id and
        muscle_group (blank where they do not apply), value_min, value_max and limit (in the check's own unit: minutes,
        sets, days, weeks, or parts of 1), message, and reference_id, or ``custom`` where it stands on none. Errors
        first, then in the order of checks and weeks. No finding does not mean that a plan is safe.

    Raises
    ------
    ArgumentError
        If a check is unknown or a limit is not a number of at least 0.

    Notes
    -----
    For now ``race``, ``after-break`` and ``before-hard-run`` look only at sections of phase strength, so that an
    activation routine is not seen; a rule by demand comes later. A week 1 that loses sessions because the block starts
    after them is not held to the low end of a band or to ``frequency``, and is no base for ``ramp``.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [1, 1.5, 1, 1], "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "minutes": 40, "phase": [phase]})
    >>> found = check_block(plan, ignore=["coverage"])
    >>> found[["check", "severity", "week"]].values.tolist()
    [['minutes', 'error', '2027-W02'], ['ramp', 'warning', '2027-W02'], ['too-short', 'info', '']]
    """
    check_plan(plan)
    named = [ignore] if isinstance(ignore, str) else ignore
    left_out = {check_choice("check", one, CHECKS) for one in named} | set(plan.spec.ignore)
    limits = {"before": before, "after": after, "back": back, "ramp": ramp, "off": off, "deload": deload}
    for name, limit in {**limits, "longest": longest, "shortest": shortest, "taper": taper, "days": days}.items():
        if isinstance(limit, bool) or not isinstance(limit, (int, float)) or not limit >= 0:
            raise ArgumentError(Finding(f"limit {name}", value=str(limit), allowed="a number of at least 0"))
    strength = plan.summary[["strength_sets_min", "strength_sets_max"]].to_numpy().T
    asked, away, lost = _units_of(plan, "asked"), _weeks_away(plan), _lost_strength(plan)
    cut = set(
        lost.loc[lost["date"] < pd.Timestamp(plan.spec.start), "week"]
    )  # week 1, begun after some of its sessions
    bands = {} if {"below-band", "above-band"} <= left_out else _bands(plan, away, cut)
    asks: dict[str, Callable[[], list[Row]]] = {
        "equipment": lambda: _equipment(plan),
        "minutes": lambda: _minutes(plan),
        "below-band": lambda: bands["below"],
        "before-hard-run": lambda: _before_hard_run(plan),
        "race": lambda: _race(plan, before, after),
        "after-break": lambda: _after_break(plan, strength, lost, back),
        "ramp": lambda: _ramp(plan, strength, asked, ramp, away, bool(cut)),
        "allocation": lambda: _allocation(plan, off, away),
        "coverage": lambda: _coverage(plan),
        "above-band": lambda: bands["above"],
        "no-deload": lambda: _no_deload(plan, strength, asked, deload, longest),
        "too-short": lambda: _too_short(plan, shortest),
        "race-taper": lambda: _race_taper(plan, taper),
        "frequency": lambda: _frequency(plan, days, away | cut),
    }
    rows: list[Row] = []
    for check in CHECKS:
        if check in left_out or (check in NEED_STRENGTH and not strength.any()):
            continue
        found = [{"check": check, "severity": SEVERITIES[check], **one} for one in asks[check]()]
        rows += [{"reference_id": REFERENCES.get(check, "custom"), **one} for one in found]
    names = [*COLUMNS, "value_min", "value_max", "limit", "message", "reference_id"]
    return pd.DataFrame(
        {
            name: pd.DatetimeIndex([one.get(name, pd.NaT) for one in rows]).astype("datetime64[s]")
            if name == "date"
            else pd.array([one.get(name, np.nan) for one in rows], dtype="float64")
            if name in FIGURES
            else pd.array([one.get(name, "") for one in rows], dtype="str")
            for name in names
        }
    )


DAYS_APART = {2: "two", 3: "three"}
"""Spelled out, so that no figure follows the sets."""


ENDS = ("min", "max")


FIGURES = ("value_min", "value_max", "limit")


NEED_STRENGTH = ("below-band", "coverage", "no-deload", "too-short", "race-taper", "frequency")
"""Checks that are about strength work: a block of warm-ups alone has nothing to deload, taper or complete."""


def _counting_sessions(plan: BlockPlan) -> npt.NDArray[np.bool_]:
    """Say which sessions a check looks at: all but those without strength sets on the day of a run, the warm-ups."""
    rows = plan.prescriptions
    strong = rows[(rows["phase"] == "strength").to_numpy()]
    keys = set(zip(strong["date"].tolist(), strong["session"].tolist(), strict=True))
    names = ("date", "session", "run")
    sessions = zip(*(plan.sessions[name].tolist() for name in names), strict=True)
    return np.array([not run or (date, number) in keys for date, number, run in sessions], dtype=bool)


def _equipment(plan: BlockPlan) -> list[Row]:
    if plan.spec.equipment is None:
        return []
    fit = equipment_fit(plan.source, plan.spec.equipment or ["none"])
    fit = fit[fit["effect"] == "lost"]
    items = labels(plan.source, "equipment_id")
    says = {}
    names = ["routine_id", "position", "exercise", "routine", "missing", "basis"]
    for routine_id, position, exercise, routine, missing, basis in zip(
        *(fit[name].tolist() for name in names), strict=True
    ):
        needs = listing([inline(items[one]) for one in missing.split(" + ")])
        why = " (inferred)" if basis == "inferred" else ""
        says[routine_id, position] = f"{exercise} in {routine} needs {needs}{why}, which the athlete does not have"
    if not says:
        return []
    looked_at = _counting_sessions(plan)
    names = ["date", "session"]
    left_out = set(zip(*(plan.sessions[name].to_numpy()[~looked_at].tolist() for name in names), strict=True))
    rows = plan.prescriptions
    names = ["week", "routine_id", "position", "exercise_id", "date", "session"]
    done: dict[tuple[str, str, int, str], None] = {}
    for week, routine, position, exercise, *session in zip(*(rows[name].tolist() for name in names), strict=True):
        if (routine, position) in says and tuple(session) not in left_out:
            done[week, routine, position, exercise] = None
    return [
        {"week": week, "routine_id": routine, "exercise_id": exercise, "message": says[routine, position]}
        for week, routine, position, exercise in done
    ]


def _minutes(plan: BlockPlan) -> list[Row]:
    limit = plan.spec.minutes
    if limit is None:
        return []
    days: dict[tuple[Any, ...], list[float]] = {}
    names = ["week", "date", "weekday", "minutes_min", "minutes_max"]
    sessions = plan.sessions[_counting_sessions(plan)]
    for week, date, weekday, *ends in zip(*(sessions[name].tolist() for name in names), strict=True):
        sums = days.setdefault((week, date, weekday), [0.0, 0.0])
        sums[:] = [one + more for one, more in zip(sums, ends, strict=True)]
    found = []
    for (week, date, weekday), (low, high) in days.items():
        if printed(high) <= printed(limit):
            continue
        took = f"{weekday.capitalize()} takes {span(low, high)} min by our estimate"
        message = f"{took}; the longest day may take {limit:g}"
        found.append(
            {"week": week, "date": date, "value_min": low, "value_max": high, "limit": limit, "message": message}
        )
    return found


def _bands(plan: BlockPlan, away: set[str], cut: set[str]) -> dict[str, list[Row]]:
    """Hold strength sets against bands, week by week: what is, or in a range may be, below and above."""
    spec = plan.spec
    found: dict[str, list[Row]] = {"below": [], "above": []}
    if spec.goal is None and not spec.bands:
        return found
    bands = dose_bands(plan.source, goal=spec.goal, bands=spec.bands)
    names = ["muscle_group", "band_low", "band_high", "reference_id", "seen"]
    held = {group: band for group, *band in zip(*(bands[name].tolist() for name in names), strict=True)}
    reasons: dict[tuple[str, str], str] = {}
    # A band of a muscle among those of groups is held against a row of its own.
    volume = plan.volume_by(by="group", also=beside(read_bands(plan.source, spec.bands), "group"))
    volume = volume[(volume["phase"] == "strength").to_numpy()]
    names = ["week", "muscle_group", "label", "sets_min", "sets_max"]
    for week, group, label, low, high in zip(*(volume[name].tolist() for name in names), strict=True):
        if group not in held or week in away:
            continue
        bottom, top, reference, seen = held[group]
        status = band_status(low, high, bottom, top)
        for side, end, limit in (("below", low, bottom), ("above", high, top)):
            if band_status(end, end, bottom, top) == side and not (side == "below" and week in cut):
                perhaps = "" if status == side else "perhaps "
                if (side, group) not in reasons:
                    reasons[side, group] = band_reason(side, bottom, top, reference, seen)
                why = reasons[side, group]
                row = {"week": week, "muscle_group": group, "message": f"{label}: {_sets(low, high)}, {perhaps}{why}"}
                found[side].append(
                    {**row, "value_min": low, "value_max": high, "limit": limit, "reference_id": reference}
                )
    return found


def _weeks_away(plan: BlockPlan) -> set[str]:
    """Return weeks of which skipped days leave nothing."""
    rows = plan.allocation
    return set(rows.loc[(rows["planned_max"] == 0) & (rows["lost_max"] > 0), "week"])


def _lost_strength(plan: BlockPlan) -> pd.DataFrame:
    """Return sessions with strength work that are skipped, or planned before the block starts."""
    strong = plan.units.loc[plan.units["phase"] == "strength", "routine_id"]
    return plan.lost[plan.lost["routine_id"].isin(strong) & (plan.lost["sets_max"] > 0)]


def _sets(low: float, high: float, word: str = "set") -> str:
    return plural(low, word) if number(low) == number(high) else f"{span(low, high)} {word}s"


def _before_hard_run(plan: BlockPlan) -> list[Row]:
    spec, rows = plan.spec, plan.prescriptions
    legs = plan.source.muscles.loc[plan.source.muscles["region"].isin(LEG_REGIONS), "muscle_id"]
    roles = plan.source.exercise_muscles
    roles = roles[roles["muscle_id"].isin(legs) & (roles["role"] == "primary")]
    own = (rows["phase"] == "strength") & rows["exercise_id"].isin(roles["exercise_id"].unique())
    found = []
    sums: dict[tuple[str, pd.Timestamp], list[int]] = {}
    own_rows = rows[own]
    for week, date, *ends in zip(
        *(own_rows[name].tolist() for name in ("week", "date", "sets_min", "sets_max")), strict=True
    ):
        sums[week, date] = [one + more for one, more in zip(sums.get((week, date), (0, 0)), ends, strict=True)]
    for (week, date), (low, high) in sums.items():
        after = date.date() + datetime.timedelta(days=1)
        run = spec.run_on(after)
        if run not in HARD_RUNS or run == "race" or spec.skip_on(after) or after >= spec.end:
            continue  # a race has a check of its own
        day = WEEKDAYS[after.weekday()].capitalize()
        message = f"{_sets(low, high)} for the legs in strength sections on the day before a {run} run ({day})"
        message += "; in one study of 14 men a hard run ended sooner on the day after strength work"
        found.append(
            {"week": week, "date": date, "value_min": low, "value_max": high, "limit": 0.0, "message": message}
        )
    return found


def _race(plan: BlockPlan, before: int, after: int) -> list[Row]:
    """Find strength sets on the days around a race; warm-ups have none."""
    race, rows = plan.spec.race, plan.prescriptions
    if race is None:
        return []
    found = []
    names = ["sets_min", "sets_max"]
    sums = rows[(rows["phase"] == "strength").to_numpy()].groupby(["week", "date"])[names].sum()
    for week, date, low, high in sums.reset_index().itertuples(index=False):
        day = date.date()
        apart = (day - race).days
        if not -before <= apart <= after:
            continue
        count = "on the day" if abs(apart) == 1 else f"{DAYS_APART.get(abs(apart), abs(apart))} days"
        when = f"{count} {'before' if apart < 0 else 'after'} the race" if apart else "on race day"
        weekday = WEEKDAYS[day.weekday()].capitalize()
        message = f"{_sets(low, high, 'strength set')} {when} ({weekday}): move or skip the session"
        figures = {"value_min": low, "value_max": high, "limit": 0.0}
        found.append({"week": week, "date": date, **figures, "message": message})
    return found


def _after_break(plan: BlockPlan, strength: Floats, lost: pd.DataFrame, part: float) -> list[Row]:
    """Hold the first week back against the fullest of the weeks before time off, counted in days between sessions."""
    rows = plan.prescriptions
    rows = rows[(rows["phase"] == "strength") & (rows["sets_max"] > 0)]
    trained = rows[["date", "week"]].drop_duplicates().sort_values("date")
    # What was skipped in the week that the time off begins in belongs to the usual week.
    usual = np.where(strength[1] > 0, np.maximum(strength, _units_of(plan, "given")), 0.0)
    found = []
    for (last, last_week), (first, week) in itertools.pairwise(trained.itertuples(index=False, name=None)):
        days = (first - last).days
        off = (days - 1) // 7
        if not off or not lost["date"].between(last, first).any():
            continue
        place, end = plan.weeks.index(week), plan.weeks.index(last_week) + 1
        base, now = usual[:, max(0, end - RECENT) : end].max(axis=1), strength[:, place]
        limit = part if off > 1 else 1.0
        share = np.divide(now, base, out=np.ones(2), where=base > 0)
        if share.max() > limit + 1e-9:
            again = "start the phase again" if off >= AGAIN else "start"
            message = f"{_between(now)} strength sets in the first week back after {plural(off, 'week')} off, "
            message += f"{_between(base)} in a usual week before: {again} with {number(limit * base[1])} or fewer"
            figures = {"value_min": share.min(), "value_max": share.max(), "limit": limit}
            found.append({"week": week, **figures, "message": message})
    return found


def _ramp(plan: BlockPlan, strength: Floats, asked: Floats, most: float, away: set[str], cut: bool) -> list[Row]:
    """Hold every week against the highest of the weeks just before it, as asked and as planned."""
    found = []
    # A week 1 that is cut short shows no level, and nor do weeks away right after it.
    whole = [number for number, week in enumerate(plan.weeks) if not (cut and (number == 0 or week in away))]
    first = min(whole, default=len(plan.weeks))
    moved = (plan.allocation["moved_max"] > 0).tolist()
    for week in range(first + 1, len(plan.weeks)):
        before = slice(max(first, week - RECENT), week)
        base, base_asked = (sets[:, before].max(axis=1) for sets in (strength, asked))
        now = strength[:, week]
        if not base[1] and now[1]:
            message = f"Strength sets start from 0 in the weeks before, with {_between(now)}"
            found.append({"week": plan.weeks[week], "message": message, "limit": most})
            continue
        rise, rise_asked = (
            np.divide(sets, one, out=np.ones(2), where=one > 0) - 1
            for sets, one in ((now, base), (asked[:, week], base_asked))
        )
        if (rise.max() if moved[week] else min(rise.max(), rise_asked.max())) > most + 1e-9:
            more = span(*sorted(100 * rise), digits=0)
            before_it = f"{_between(base)}, the most of the {RECENT} weeks before,"
            message = f"Strength sets rise from {before_it} to {_between(now)}, by {more} %"
            figures = {"value_min": rise.min(), "value_max": rise.max(), "limit": most}
            found.append({"week": plan.weeks[week], **figures, "message": message})
    return found


def _units_of(plan: BlockPlan, name: str) -> Floats:
    """Return strength sets as asked or given in whole units, before any day is skipped or moved: 2 x weeks."""
    units = plan.units[plan.units["phase"] == "strength"]
    week = positions(plan.weeks, units["week"])
    return np.array([np.bincount(week, units[f"{name}_{end}"], len(plan.weeks)) for end in ENDS])


def _between(ends: Any) -> str:
    return span(float(ends[0]), float(ends[1]))


def _allocation(plan: BlockPlan, off: float, away: set[str]) -> list[Row]:
    found: list[Row] = []
    units = plan.units[plan.units["scaled"] & plan.units["phase"].isin(COUNTED)]
    names = [f"{part}_{end}" for part in ("asked", "given") for end in ("min", "max")]
    groups = plan.deviation(by="group")
    weeks = positions(plan.weeks, units["week"])
    whole = [np.bincount(weeks, units[name], len(plan.weeks)) for name in names]
    each = [groups[name].to_numpy().reshape(len(plan.weeks), -1).T for name in names]
    ends = np.concatenate([np.array(whole)[:, None], np.array(each)], axis=1)  # four ends x in all and groups x weeks
    asked, given = ends[:2], ends[2:]
    apart = (given - asked).round(9)
    part = np.divide(apart, asked, out=np.zeros_like(apart), where=asked > 0)
    least = np.ones((len(asked[0]), 1))
    least[0] = 0.0
    beyond = ((np.abs(part) > off + 1e-9) & (np.abs(apart) >= least)).any(axis=0)
    count = len(asked[0]) - 1
    ids, words = ["", *groups["muscle_group"][:count]], ["All that is scaled", *groups["label"][:count]]
    for label, week in np.argwhere(beyond).tolist():
        if plan.weeks[week] in away:
            continue
        least_most = part[:, label, week]
        worst = least_most[np.abs(least_most).argmax()]
        units_give = f"whole rounds and sets give {_between(given[:, label, week])}"
        message = (
            f"{words[label]}: {units_give} where {_between(asked[:, label, week])} were asked ({worst * 100:+.0f} %)"
        )
        figures = {"value_min": least_most.min(), "value_max": least_most.max(), "limit": off}
        found.append({"week": plan.weeks[week], "muscle_group": ids[label], **figures, "message": message})
    exercises, routines = (labels(plan.source, name) for name in ("exercise_id", "routine_id"))
    names = ["week", "routine_id", "exercise_id"]
    left: dict[tuple[str, str, str], list[str]] = {}
    for *key, day in zip(*(plan.dropped[name].tolist() for name in (*names, "weekday")), strict=True):
        left.setdefault((key[0], key[1], key[2]), []).append(day)
    for (name, routine, one), days in left.items():
        message = f"{exercises[one]} in {routines[routine]} is left without a set ({', '.join(dict.fromkeys(days))})"
        found.append({"week": name, "routine_id": routine, "exercise_id": one, "message": message})
    return found


def _coverage(plan: BlockPlan) -> list[Row]:
    rows = plan.prescriptions
    done = rows.loc[rows["phase"].isin(COUNTED), "exercise_id"].unique()
    covering = plan.source.coverage_exercises
    covered = covering.loc[covering["exercise_id"].isin(done), "line_id"]
    lines = plan.source.coverage_lines
    return [
        {"message": f"{name}: nothing in the block covers it"}
        for name in lines.loc[~lines["line_id"].isin(covered), "name"]
    ]


def _no_deload(plan: BlockPlan, strength: Floats, asked: Floats, part: float, longest: int) -> list[Row]:
    """Count weeks on end without a lighter one, by what is asked or what is planned."""
    lighter_asked, lighter_planned = (lighter_weeks(sets.tolist(), part) for sets in (asked[1], strength[1]))
    runs: list[list[int]] = [[]]
    for week in range(len(plan.weeks)):
        if lighter_asked[week] or lighter_planned[week]:
            runs.append([])
        else:
            runs[-1].append(week)
    found = []
    for run in runs:
        if len(run) > longest:
            message = f"{plural(len(run), 'week')} on end without a lighter one ({100 * part:g} % or less)"
            message += "; strength athletes deload every few weeks, by custom"
            figures = {"value_min": float(len(run)), "value_max": float(len(run)), "limit": float(longest)}
            found.append({"week": plan.weeks[run[0]], **figures, "message": f"From here {message}"})
    return found


def _too_short(plan: BlockPlan, shortest: int) -> list[Row]:
    weeks = len(plan.weeks)
    if weeks >= shortest:
        return []
    message = f"The block has {plural(weeks, 'week')}; studies of strength work for runners mostly ran longer"
    figures = {"value_min": float(weeks), "value_max": float(weeks), "limit": float(shortest)}
    return [{**figures, "message": message}]


def _race_taper(plan: BlockPlan, part: float) -> list[Row]:
    race = plan.spec.race
    if race is None:
        return []
    rows = plan.prescriptions[plan.prescriptions["phase"] == "strength"]
    before = (pd.Timestamp(race) - rows["date"]).dt.days
    back = np.array(before, dtype=np.intp) // 7  # weeks back from the race, whose own seven days end with it
    last = back.max(initial=0) + 1
    kept = back >= 0
    sums = np.array([np.bincount(back[kept], rows[f"sets_{end}"].to_numpy(dtype=float)[kept], last) for end in ENDS])
    peak = sums[:, 2:].max(axis=1, initial=0.0)
    found = []
    for week in (1, 0):
        if not peak[1] or week >= last:
            continue
        share = np.divide(sums[:, week], peak, out=np.zeros(2), where=peak > 0)
        if share.max() >= part - 1e-9:
            when = (
                "the last seven days to the race" if week == 0 else "the seven days before the last seven to the race"
            )
            message = f"{_between(sums[:, week])} strength sets in {when}, where the highest seven days before hold "
            message += f"{_between(peak)}; a taper cuts more (from endurance training, extrapolated)"
            figures = {"value_min": share.min(), "value_max": share.max(), "limit": part}
            day = race - datetime.timedelta(days=7 * week)
            found.append({"week": week_of(day), **figures, "message": message})
    return found


def _frequency(plan: BlockPlan, days: int, away: set[str]) -> list[Row]:
    if plan.spec.goal != "strength":
        return []
    found = []
    for week, count in plan.summary[["week", "strength_days"]].itertuples(index=False):
        if count < days and week not in away:
            message = (
                f"Strength sets on {plural(count, 'day')} of the week; guidelines for health ask for {days} or more"
            )
            figures = {"value_min": float(count), "value_max": float(count), "limit": float(days)}
            found.append({"week": week, **figures, "message": message})
    return found
