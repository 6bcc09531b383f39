"""Checks of how the work is spread: around runs, races and breaks, from week to week, and in whole units."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

import numpy as np

from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.frames import positions
from analysis.base.text import number, plural, span
from analysis.block.check_facts import SETS_ENDS, Facts, Limits, Row, between, figures, sets_words, sums
from analysis.block.steps import RECENT, lighter_weeks
from analysis.library.labels import labels
from analysis.library.terms import COUNTED, HARD_RUNS

LEG_REGIONS = ("hip", "thigh", "lower leg")


DAYS_APART = {2: "two", 3: "three"}
"""Spelled out, so that no figure follows the sets."""


AGAIN = 4
"""After so many weeks off a phase starts again (custom)."""


CLOSE = 1e-9
"""Parts that differ by less are the same: they are of sums of fractions."""


def before_hard_run(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find sets for the legs on the day before a hard run; a race has a check of its own."""
    spec, source = facts.plan.spec, facts.plan.source
    legs = source.muscles.loc[source.muscles["region"].isin(LEG_REGIONS), "muscle_id"]
    roles = source.exercise_muscles
    roles = roles[roles["muscle_id"].isin(legs) & (roles["role"] == "primary")]
    rows = facts.strong[facts.strong["exercise_id"].isin(roles["exercise_id"].unique())]
    for (week, date), ends in sums(rows, ("week", "date"), SETS_ENDS).items():
        after = date.date() + datetime.timedelta(days=1)
        run = spec.run_on(after)
        if run not in HARD_RUNS or run == "race" or spec.skip_on(after) or after >= spec.end:
            continue
        day = WEEKDAYS[after.weekday()].capitalize()
        message = f"{sets_words(ends)} for the legs in strength sections on the day before a {run} run ({day})"
        message += "; in one study of 14 men a hard run ended sooner on the day after strength work"
        yield {"week": week, "date": date, **figures(ends, 0), "message": message}


def race(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find strength sets on the days around a race; warm-ups have none."""
    day_of_race = facts.plan.spec.race
    if day_of_race is None:
        return
    for (week, date), ends in sums(facts.strong, ("week", "date"), SETS_ENDS).items():
        apart = (date.date() - day_of_race).days
        if not -limits.before <= apart <= limits.after:
            continue
        count = "on the day" if abs(apart) == 1 else f"{DAYS_APART.get(abs(apart), abs(apart))} days"
        when = f"{count} {'before' if apart < 0 else 'after'} the race" if apart else "on race day"
        weekday = WEEKDAYS[date.weekday()].capitalize()
        message = f"{sets_words(ends, 'strength set')} {when} ({weekday}): move or skip the session"
        yield {"week": week, "date": date, **figures(ends, 0), "message": message}


def after_break(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Hold the first week back against the fullest of the weeks before time off, counted in days between sessions."""
    rows = facts.strong[facts.strong["sets_max"] > 0]
    trained = rows[["date", "week"]].drop_duplicates().sort_values("date")
    # What was skipped in the week that the time off begins in belongs to the usual week.
    usual = np.where(facts.strength[1] > 0, np.maximum(facts.strength, facts.given), 0.0)
    for (last, last_week), (first, week) in itertools.pairwise(trained.itertuples(index=False, name=None)):
        off = ((first - last).days - 1) // 7
        if not off or not facts.lost["date"].between(last, first).any():
            continue
        place, end = facts.weeks.index(week), facts.weeks.index(last_week) + 1
        base, now = usual[:, max(0, end - RECENT) : end].max(axis=1), facts.strength[:, place]
        limit = limits.back if off > 1 else 1.0
        share = np.divide(now, base, out=np.ones(2), where=base > 0)
        if share.max() > limit + CLOSE:
            again = "start the phase again" if off >= AGAIN else "start"
            message = f"{between(now)} strength sets in the first week back after {plural(off, 'week')} off, "
            message += f"{between(base)} in a usual week before: {again} with {number(limit * base[1])} or fewer"
            yield {"week": week, **figures(share, limit), "message": message}


def ramp(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Hold every week against the highest of the weeks just before it, as asked and as planned."""
    weeks, strength, asked = facts.weeks, facts.strength, facts.asked
    # A week 1 that is cut short shows no level, and nor do weeks away right after it.
    whole = [place for place, week in enumerate(weeks) if not (facts.cut and (place == 0 or week in facts.away))]
    first = min(whole, default=len(weeks))
    moved = (facts.plan.allocation["moved_max"] > 0).tolist()
    for week in range(first + 1, len(weeks)):
        before = slice(max(first, week - RECENT), week)
        base, base_asked = (sets[:, before].max(axis=1) for sets in (strength, asked))
        now = strength[:, week]
        if not base[1] and now[1]:
            message = f"Strength sets start from 0 in the weeks before, with {between(now)}"
            yield {"week": weeks[week], "message": message, "limit": limits.ramp}
            continue
        rise, rise_asked = (
            np.divide(sets, most, out=np.ones(2), where=most > 0) - 1
            for sets, most in ((now, base), (asked[:, week], base_asked))
        )
        # Rounding alone is no ramp; a session that is moved here is one, though nobody asked for more sets.
        if (rise.max() if moved[week] else min(rise.max(), rise_asked.max())) > limits.ramp + CLOSE:
            more = span(*sorted(100 * rise), digits=0)
            before_it = f"{between(base)}, the most of the {RECENT} weeks before,"
            message = f"Strength sets rise from {before_it} to {between(now)}, by {more} %"
            yield {"week": weeks[week], **figures(rise, limits.ramp), "message": message}


def allocation(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find what whole units are off by: all that is scaled, every muscle group, and exercises left without a set."""
    plan, weeks = facts.plan, facts.weeks
    units = plan.units[plan.units["scaled"] & plan.units["phase"].isin(COUNTED)]
    names = [f"{part}_{end}" for part in ("asked", "given") for end in ("min", "max")]
    groups = plan.deviation(by="group")
    week_of_unit = positions(weeks, units["week"])
    in_all = [np.bincount(week_of_unit, units[name], len(weeks)) for name in names]
    each = [groups[name].to_numpy().reshape(len(weeks), -1).T for name in names]
    # Asked or given x end x (in all, then groups) x week.
    ends = np.concatenate([np.array(in_all)[:, None], np.array(each)], axis=1).reshape(2, 2, -1, len(weeks))
    asked, given = ends
    apart = (given - asked).round(9)
    part = np.divide(apart, asked, out=np.zeros_like(apart), where=asked > 0)
    least = np.ones((asked.shape[1], 1))  # sets that a group is off by before it is told
    least[0] = 0.0
    beyond = ((np.abs(part) > limits.off + CLOSE) & (np.abs(apart) >= least)).any(axis=0)
    count = asked.shape[1] - 1
    ids, words = ["", *groups["muscle_group"][:count]], ["All that is scaled", *groups["label"][:count]]
    for label, week in np.argwhere(beyond).tolist():
        if weeks[week] in facts.away:
            continue
        parts = part[:, label, week]
        worst = parts[np.abs(parts).argmax()]
        units_give = f"whole rounds and sets give {between(given[:, label, week])}"
        asked_for = f"where {between(asked[:, label, week])} were asked ({worst * 100:+.0f} %)"
        message = f"{words[label]}: {units_give} {asked_for}"
        yield {"week": weeks[week], "muscle_group": ids[label], **figures(parts, limits.off), "message": message}
    exercises, routines = (labels(plan.source, name) for name in ("exercise_id", "routine_id"))
    left: dict[tuple[str, ...], list[str]] = {}
    columns = (plan.dropped[name].tolist() for name in ("week", "routine_id", "exercise_id", "weekday"))
    for *key, day in zip(*columns, strict=True):
        left.setdefault(tuple(key), []).append(day)
    for (name, routine, exercise), days in left.items():
        where = f"{exercises[exercise]} in {routines[routine]}"
        message = f"{where} is left without a set ({', '.join(dict.fromkeys(days))})"
        yield {"week": name, "routine_id": routine, "exercise_id": exercise, "message": message}


def no_deload(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Count weeks on end without a lighter one, by what is asked or what is planned."""
    asked, planned = (lighter_weeks(sets[1].tolist(), limits.deload) for sets in (facts.asked, facts.strength))
    runs: list[list[int]] = [[]]
    for week, lighter in enumerate(zip(asked, planned, strict=True)):
        if any(lighter):
            runs.append([])
        else:
            runs[-1].append(week)
    for run in runs:
        if len(run) > limits.longest:
            lighter_one = f"without a lighter one ({100 * limits.deload:g} % or less)"
            message = f"From here {plural(len(run), 'week')} on end {lighter_one}"
            message += "; strength athletes deload every few weeks, by custom"
            yield {"week": facts.weeks[run[0]], **figures([len(run)], limits.longest), "message": message}


def race_taper(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Hold each of the last two times seven days to a race against the highest seven days before them."""
    day_of_race = facts.plan.spec.race
    if day_of_race is None:
        return
    rows = facts.strong
    days = np.datetime64(day_of_race) - rows["date"].to_numpy().astype("datetime64[D]")
    back = days.astype(np.intp) // 7  # weeks back from the race, whose own seven days end with it
    last = back.max(initial=0) + 1
    kept = back >= 0
    sets = np.array([np.bincount(back[kept], rows[name].to_numpy(dtype=float)[kept], last) for name in SETS_ENDS])
    peak = sets[:, 2:].max(axis=1, initial=0.0)
    for week, when in (
        (1, "the seven days before the last seven to the race"),
        (0, "the last seven days to the race"),
    ):
        if not peak[1] or week >= last:
            continue
        share = np.divide(sets[:, week], peak, out=np.zeros(2), where=peak > 0)
        if share.max() >= limits.taper - CLOSE:
            message = f"{between(sets[:, week])} strength sets in {when}, where the highest seven days before hold "
            message += f"{between(peak)}; a taper cuts more (from endurance training, extrapolated)"
            day = day_of_race - datetime.timedelta(days=7 * week)
            yield {"week": week_of(day), **figures(share, limits.taper), "message": message}
