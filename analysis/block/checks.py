"""What deserves a second thought in a block: a linter that finds and explains, and never calls a plan safe."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.athlete import barred
from analysis.ask.bands import beside, read_bands
from analysis.ask.loads import share_of
from analysis.ask.numbers import as_number
from analysis.base.arguments import checked
from analysis.base.choices import check_choice, once, split_names, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import inline, listing, number, plural, printed, span
from analysis.block import exercise_checks, timing_checks
from analysis.block.check_facts import SETS_ENDS, Facts, Limits, Row, figures, sets_words, sums
from analysis.block.goal_studies import goal_weeks
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.specs.spec import CHECKS, FIX, GOOD_TO_KNOW, LOOK_AT
from analysis.compare.equipment import equipment_fit
from analysis.library.labels import add_words, labels
from analysis.week.band_status import band_reason, band_status, dose_bands
from analysis.week.checklist import ticked_by
from analysis.week.goal_work import LINE_GOALS, lines_of

SEVERITIES = {
    **dict.fromkeys(FIX, "error"),
    **dict.fromkeys(LOOK_AT, "warning"),
    **dict.fromkeys(GOOD_TO_KNOW, "info"),
}
"""Severity of each check."""


REFERENCES = {
    "before-hard-run": "doma_2017",
    "run-day": "schumann_2022",
    "no-deload": "rogerson_2024",
    "too-short": "eihara_2022",
    "race-taper": "bosquet_2007",
    "progress": "acsm_2009",
}
"""Reference of each check; bands and lines of a goal bring their own, all others are custom."""


NEED_STRENGTH = ("coverage", "no-deload", "too-short", "race-taper")
"""Checks of strength work: a block of warm-ups alone has nothing to deload, taper or complete."""


TYPES = {
    **dict.fromkeys(("check", "severity", "week"), "str"),
    "date": "datetime64[s]",
    **dict.fromkeys(("routine_id", "exercise_id", "muscle_group", "line"), "str"),
    **dict.fromkeys(("value_min", "value_max", "limit"), "float64"),
    **dict.fromkeys(("message", "reference_id"), "str"),
}
"""Columns of the findings."""


@checked
def check_block(plan: BlockPlan, *, ignore: Iterable[str] = (), **limits: float) -> pd.DataFrame:
    """Find what deserves a second thought in a block.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`.
    ignore : iterable of str
        Ids of checks to leave out, on top of those that the block itself ignores.
    before, after : int, optional
        ``race``: days before a race with only warm-ups, and days after it without leg work; default as in
        ``coding/races.csv`` for its distance and priority (custom), which also ends leg work and jumps earlier.
    new : int
        ``race``: last days (14) before an A race in which no exercise may start except light work (custom).
    back : float
        ``after-break``: after two or more weeks off, the first week back may have this part (0.5) of the strength sets
        of the highest of the three weeks before, including skipped sessions; after one week off, as many (custom).
        Weeks off are seven days each between two sessions. Exercises that come back with more load than before are
        found too.
    ramp : float
        ``ramp``: by what part (0.30) strength sets, and landings, may rise from one week to the next, in the target
        as well as in whole sets (custom). The base is the highest of the three weeks before: a deload makes no ramp.
    off : float
        ``allocation``: by what part (0.10) whole units may miss the target, in total or, by a set or more, for
        a muscle group (custom).
    deload, longest
        ``no-deload``: a week at this part (0.70) or less of the highest of the three before it is a deload; more than
        ``longest`` (8) weeks in a row without one are a finding (lifters' custom, rogerson_2024).
    shortest : int
        ``too-short``: shortest block in weeks (10; eihara_2022, heavy work helped economy more from then on).
    taper : float
        ``race-taper``: the last seven-day periods before an A race, as many as in ``coding/races.csv``, are a finding
        above this part (0.59, a cut by 41 %) of the highest before (extrapolated from bosquet_2007).
    least_step, most_step : float
        ``progress``: a step of load is a finding when it is less or more than this part of the load (0.02 to 0.10,
        acsm_2009).
    days : int
        ``frequency``: days a week (2) with strength work, for goals running (blagrove_2018) and strength (acsm_2026).

    Returns
    -------
    DataFrame
        One row per finding: check, severity (error, warning, info), week, date, routine_id, exercise_id, muscle_group
        and line of the goal (missing where they do not apply), value_min, value_max and limit (in the check's own unit:
        minutes, sets, days, weeks, or parts of 1), message, and reference_id, ``custom`` where there is no reference.
        Errors first, then in the order of checks and weeks. A clean list doesn't mean that the plan is safe.

    Raises
    ------
    ArgumentError
        If a check or a limit is unknown, or a limit is not a number of at least 0.

    Notes
    -----
    ``load`` finds loads over 100 % of a maximum, and repetitions that by our estimate nobody can do at such a share;
    ``level`` finds work beyond the athlete's level.

    Checks go by the kind of work and not by its section: light work in a warm-up raises nothing, loaded work in it
    does. ``goal`` compares weeks with the lines of `goal_lines`, except lighter weeks, race weeks and the weeks just
    before them. A week 1 that loses sessions because the block starts after them isn't checked against the low end of
    a band or ``frequency``, and is no base for ``ramp``.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [1, 1.5, 1, 1], "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "minutes": 40, "phase": [phase]})
    >>> found = check_block(plan, ignore=["coverage"])
    >>> found[["check", "severity", "week"]].values.tolist()
    [['minutes', 'error', '2027-W02'], ['ramp', 'warning', '2027-W02'], ['too-short', 'info', nan]]
    """
    check_plan(plan)
    named = [check for text in texts("check", ignore) for check in split_names(text)]
    left_out = {check_choice("check", check, CHECKS) for check in named} | set(plan.spec.ignore)
    facts, held = Facts(plan), _limits(limits)
    if not facts.strength.any():
        left_out |= set(NEED_STRENGTH)
    rows = [
        {"reference_id": REFERENCES.get(check, "custom"), "severity": SEVERITIES[check], **row, "check": check}
        for check in CHECKS
        if check not in left_out
        for row in LOOKS[check](facts, held)
    ]
    rows.sort(key=lambda row: list(dict.fromkeys(SEVERITIES.values())).index(row["severity"]))
    blank = {"str": None, "float64": np.nan, "datetime64[s]": pd.NaT}
    columns = {
        name: pd.Series([row.get(name, blank[kind]) for row in rows], dtype=kind) for name, kind in TYPES.items()
    }
    return pd.DataFrame(columns)


def _limits(given: dict[str, float]) -> Limits:
    known = [limit.name for limit in fields(Limits)]
    named = once("limit", ((check_choice("limit", name, known), limit) for name, limit in given.items()))
    limits: dict[str, Any] = {}
    for name, typed in named.items():
        limit = as_number(typed)
        if not limit >= 0:
            raise ArgumentError(Finding(f"limit {name}", value=str(typed), allowed="a number of at least 0"))
        limits[name] = int(limit) if limit.is_integer() else limit  # whole days and weeks are written without decimals
    return Limits(**limits)


def _equipment(facts: Facts, limits: Limits) -> Iterator[Row]:
    plan = facts.plan
    if plan.spec.equipment is None:
        return
    fit = equipment_fit(plan.source, plan.spec.equipment or ["none"])
    fit = fit[fit["effect"] == "lost"]
    items = labels(plan.source, "equipment_id")
    says = {}
    names = ["routine_id", "position", "exercise_id", "exercise", "routine", "missing", "basis"]
    for *key, exercise, routine, missing, basis in zip(*(fit[name].tolist() for name in names), strict=True):
        needs = listing([inline(items[item]) for item in missing.split(" + ")])
        why = " (inferred)" if basis == "inferred" else ""
        says[tuple(key)] = f"{exercise} in {routine}: can't be done without {needs}{why}"
    rows = facts.looked_at
    names = ["week", "routine_id", "position", "exercise_id"]
    # Once a week, in however many sessions it is needed.
    for week, *key in dict.fromkeys(zip(*(rows[name].tolist() for name in names), strict=True)):
        if tuple(key) in says:
            yield {"week": week, "routine_id": key[0], "exercise_id": key[2], "message": says[tuple(key)]}


def _avoid(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find exercises on the athlete's list to avoid, once a week each."""
    plan = facts.plan
    exercises, routines = (labels(plan.source, name) for name in ("exercise_id", "routine_id"))
    rows = plan.prescriptions[["week", "routine_id", "exercise_id"]].drop_duplicates()
    for word in plan.spec.avoid:
        out = barred(plan.source, None, [word])
        for week, routine, exercise in rows[rows["exercise_id"].isin(out)].itertuples(index=False):
            what = word.replace("_", " ")
            message = f"{exercises[exercise]} in {routines[routine]} is on the list to avoid ({what})"
            yield {"week": week, "routine_id": routine, "exercise_id": exercise, "message": message}


def _minutes(facts: Facts, limits: Limits) -> Iterator[Row]:
    limit = facts.plan.spec.minutes
    if limit is None:
        return
    sessions = facts.plan.sessions[facts.counting]
    days = sums(sessions, ("week", "date", "weekday"), ("minutes_min", "minutes_max"))
    for (week, date, weekday), (low, high) in days.items():
        if printed(high) > printed(limit):
            took = f"{weekday.capitalize()} takes {span(low, high)} min by our estimate"
            message = f"{took}, over your limit of {limit:g}"
            yield {"week": week, "date": date, **figures((low, high), limit), "message": message}


def _bands(side: str, facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find weeks whose strength sets are, or in a range may be, on one side of a band."""
    plan, spec = facts.plan, facts.plan.spec
    if spec.goal is None and not spec.bands:
        return
    bands = add_words(plan.source, dose_bands(plan.source, goal=spec.goal, bands=spec.bands), "muscle_group")
    names = ["muscle_group", "label", "band_low", "band_high", "reference_id", "band_aim"]
    held = list(zip(*(bands[name].tolist() for name in names), strict=True))
    not_held = facts.away | facts.cut if side == "below" else facts.away
    # Bands of a muscle among bands of groups need rows of their own. Kinds of work that don't count are left out.
    volume = plan.volume_by(by="group", also=beside(read_bands(plan.source, spec.bands), "group"))
    volume = volume[volume["kind"].isin(spec.count).to_numpy()]
    added = sums(volume, ("week", "muscle_group"), SETS_ENDS)
    weeks = [week for week in facts.weeks if week not in not_held]
    for week, (group, label, bottom, top, reference, aim) in itertools.product(weeks, held):
        low, high = added.get((week, group), (0.0, 0.0))
        end, limit = (low, bottom) if side == "below" else (high, top)
        if band_status(end, end, bottom, top) != side:
            continue
        perhaps = "" if band_status(low, high, bottom, top) == side else "perhaps "
        why = band_reason(side, bottom, top, aim, spec.count)
        about = {"week": week, "muscle_group": group, "reference_id": reference}
        message = f"{label}: {sets_words((low, high))}, {perhaps}{why}"
        yield {**about, **figures((low, high), limit), "message": message}


def _coverage(facts: Facts, limits: Limits) -> Iterator[Row]:
    rows, source = facts.plan.prescriptions, facts.plan.source
    done = rows[["exercise_id", "kind", "demand"]].drop_duplicates().merge(source.coverage_exercises, on="exercise_id")
    covered = done.loc[ticked_by(source, done), "line_id"]
    lines = source.coverage_lines
    for name in lines.loc[~lines["line_id"].isin(covered), "name"]:
        yield {"message": f"{name}: not in the block"}


def _too_short(facts: Facts, limits: Limits) -> Iterator[Row]:
    weeks = len(facts.weeks)
    if weeks < limits.shortest:
        message = f"The block is {plural(weeks, 'week')} long; heavy work helped runners more over 10 weeks or more"
        yield {**figures((weeks, weeks), limits.shortest), "message": message}


def _frequency(facts: Facts, limits: Limits) -> Iterator[Row]:
    goal, days = facts.plan.spec.goal, limits.days
    if goal not in LINE_GOALS:
        return
    asked = lines_of(facts.plan.source, goal).set_index("line").loc["sessions"]
    for week, count in zip(facts.weeks, facts.days.tolist(), strict=True):
        if count < days and week not in facts.away | facts.cut | facts.before_race:
            message = f"Strength work on {plural(count, 'day')} a week; gains take {days} or more, one day maintains"
            about = {"week": week, "reference_id": asked["reference_id"]}
            yield {**about, **figures((count, count), days), "message": message}


def _progress(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find steps of load that are small or large relative to the load."""
    names = labels(facts.plan.source, "exercise_id")
    for exercise, progress in [pair for phase in facts.plan.spec.phase for pair in phase.progress.items()]:
        share = share_of(progress.step, progress.load)
        if share is not None and not limits.least_step <= share <= limits.most_step:
            ends = f"{100 * limits.least_step:g}-{100 * limits.most_step:g} %"
            message = f"{names[exercise]}: a step of {progress.step} is {number(100 * share)} % of {progress.load}; "
            message += f"{ends} is usual"
            limit = limits.most_step if share > limits.most_step else limits.least_step
            yield {"exercise_id": exercise, **figures([share], limit), "message": message}


def _goal(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find lines of the goal that a week falls short of; sessions and weeks have checks of their own."""
    plan, goal = facts.plan, facts.plan.spec.goal
    if goal not in LINE_GOALS:
        return
    for week, lines in goal_weeks(plan).groupby("week", sort=False):
        if week in facts.away | facts.cut | facts.lighter | facts.before_race:
            continue
        short = lines[(lines["status"] == "below") & ~lines["line"].isin(["sessions", "weeks"])]
        names = ["line", "name", "has_min", "has_max", "asked", "asked_min", "reference_id"]
        for line, name, low, high, asked, limit, reference in short[names].itertuples(index=False):
            message = f"{name}: {span(low, high)} a week; aim for {asked}"
            about = {"week": week, "line": line, "reference_id": reference}
            yield {**about, **figures((low, high), limit), "message": message}


LOOKS: dict[str, Callable[[Facts, Limits], Iterable[Row]]] = {
    "equipment": _equipment,
    "minutes": _minutes,
    "avoid": _avoid,
    "below-band": partial(_bands, "below"),
    "goal": _goal,
    "before-hard-run": timing_checks.before_hard_run,
    "run-day": timing_checks.run_day,
    "leg-days": timing_checks.leg_days,
    "load": exercise_checks.load,
    "level": exercise_checks.level,
    "race": timing_checks.race,
    "after-break": timing_checks.after_break,
    "ramp": timing_checks.ramp,
    "allocation": timing_checks.allocation,
    "coverage": _coverage,
    "above-band": partial(_bands, "above"),
    "no-deload": timing_checks.no_deload,
    "too-short": _too_short,
    "race-taper": timing_checks.race_taper,
    "frequency": _frequency,
    "progress": _progress,
}
"""Function of each check."""
