"""Checks of how the work is spread: around runs, races and breaks, from week to week, and in whole units."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.loads import find_load
from analysis.ask.races import PRIORITIES, race_rule, race_windows
from analysis.base.calendar import week_of
from analysis.base.frames import positions, with_blanks
from analysis.base.text import number, plural, span
from analysis.block.check_facts import (
    CONTACTS_ENDS,
    SETS_ENDS,
    Facts,
    Limits,
    Row,
    between,
    by_day,
    figures,
    sets_words,
    weekday,
)
from analysis.block.planning.repetition_steps import AGAIN, RECENT, lighter_weeks
from analysis.block.specs.spec import Race
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS, HARD_RUNS
from analysis.volume.amounts import Floats
from analysis.week.around_runs import HOURS, a_run

CLOSE = 1e-9
"""Parts that differ by less are equal: they come from sums of fractions."""


SLOW = 4.0
"""Seconds of a repetition from which its lowering is slow (custom): it causes soreness a day longer than other work."""


def before_hard_run(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find leg work on the day before a hard or long run, and slow lowering two days before; `race` covers races."""
    spec, exercises = facts.plan.spec, facts.plan.source.exercises
    if spec.strength == "own":
        return
    slow = exercises.loc[exercises["seconds_per_rep_min"] >= SLOW, "exercise_id"]
    lowered = facts.legs[facts.legs["exercise_id"].isin(slow)]
    info = {"severity": "info"}
    # Athletes new to lifting get sore from any leg work, others from slow lowering.
    sore = (facts.legs, "for the legs") if spec.level == "new" else (lowered, "of slow lowering for the legs")
    looks: tuple[tuple[int, pd.DataFrame, Row, str, str], ...] = (
        (1, facts.legs, {}, "for the legs", "lifting tires legs for hours to days"),
        (2, sore[0], info, sore[1], "soreness peaks a day or two later"),
    )
    for ahead, rows, severity, what, why in looks:
        for row, day, ends in by_day(rows):
            after = day + datetime.timedelta(days=ahead)
            run = spec.run_on(after)
            if run in HARD_RUNS and run != "race" and not spec.skip_on(after):
                when = "on the day before" if ahead == 1 else "two days before"
                message = f"{sets_words(ends)} {what} {when} {a_run(run)} ({weekday(after)}); {why}"
                yield {**row, "message": message, **severity}


def run_day(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find strength work on a day off, and leg work on the day of a hard or long run."""
    spec = facts.plan.spec
    if spec.strength == "own":
        return
    for row, day, ends in by_day(facts.strong):
        if spec.run_on(day) == "off":
            message = f"{sets_words(ends, 'strength set')} on {weekday(day)}, which is a day off"
            yield {**row, "reference_id": "custom", "message": message}
    if spec.strength == "stack":
        return
    hours = f"{HOURS['after_run']} h or more after the run ({HOURS['after_run_better']} is better), never in the "
    hours += f"{HOURS['lift_before_hard_run']} h before"
    for row, day, ends in by_day(facts.legs):
        run = spec.run_on(day)
        if run not in HARD_RUNS or run == "race":
            continue
        message = f"{sets_words(ends)} for the legs on the day of {a_run(run)} ({weekday(day)}): "
        if spec.strength == "separate":
            yield {**row, "message": f"{message}keep them on another day", "reference_id": "custom"}
        else:
            yield {**row, "message": f"{message}{hours}", "severity": "info"}


def leg_days(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find heavy leg work on two days in a row; for someone new to lifting moderate work counts as heavy."""
    spec = facts.plan.spec
    if spec.strength == "own":
        return
    demands = ["heavy", "moderate"] if spec.level == "new" else ["heavy"]
    heavy = facts.legs[facts.legs["demand"].isin(demands) & (facts.legs["sets_max"] > 0)]
    days = heavy[["week", "date"]].drop_duplicates().sort_values("date")
    for (_, before), (week, date) in itertools.pairwise(days.itertuples(index=False, name=None)):
        if (date - before).days == 1:
            first, second = weekday(before), weekday(date)
            what, who = ("Leg work", ", for someone new to lifting") if spec.level == "new" else ("Heavy leg work", "")
            message = f"{what} on {first} and on {second}: {HOURS['legs_apart']} h between them are better{who}"
            yield {"week": week, "date": date, "message": message, "limit": float(HOURS["legs_apart"])}


def race(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find work too near a race: anything but warm-ups, then leg work and jumps, and leg work too soon after."""
    yield from _race_days(facts)
    for each in (*facts.plan.spec.race, *facts.weekly_races):
        rule = race_rule(facts.plan.source.races, each.km, each.priority)
        if limits.before is not None:  # a limit of the caller replaces all windows before the race
            rule |= {"warm_ups": limits.before, "heavy_legs_min": 0, "jumps_min": 0}
        if limits.after is not None:
            rule |= {"recovery_min": limits.after}
        warm_ups, windows = rule["warm_ups"], race_windows(rule)
        usual = [span(rule[f"{part}_min"], rule[f"{part}_max"]) for part in ("heavy_legs", "jumps", "recovery")]
        legs, jumps, recovery = usual
        the_race = f"the {rule['name']}"
        last_days = f"in the last {warm_ups} days" if warm_ups > 1 else "that day and the day before"
        only = f"only warm-ups {last_days}" if warm_ups else "no strength work on the day"
        until = -warm_ups - 1
        looks = (
            (facts.strong, *windows["strength"], f"of strength work {{}}: {only}"),
            (facts.jumps, *windows["strength"], f"{{}}: {only}"),
            (facts.legs, windows["legs"][0], until, f"for the legs {{}}: leg work ends {legs} days before"),
            (facts.jumps, windows["jumps"][0], until, f"{{}}: jumps end {jumps} days before"),
            (facts.legs, *windows["recovery"], f"for the legs {{}}: none for {recovery} days after"),
        )
        for rows, first, last, says in looks:
            amounts, word = (CONTACTS_ENDS, "landing") if rows is facts.jumps else (SETS_ENDS, "set")
            for row, day, ends in by_day(rows, amounts):
                apart = (day - each.date).days
                if not first <= apart <= last:
                    continue
                side = f"{plural(abs(apart), 'day')} {'before' if apart < 0 else 'after'} {the_race}"
                when = f"{side if apart else f'on the day of {the_race}'} ({weekday(day)})"
                yield {**row, "message": f"{sets_words(ends, word)} {says.format(when)}"}
        if each.priority == PRIORITIES[0]:
            yield from _new(facts, each, limits.new)


def _race_days(facts: Facts) -> Iterator[Row]:
    """Find races on skipped days, sessions moved onto race day, and strength work on it."""
    spec = facts.plan.spec
    for each in spec.race:
        name = race_rule(facts.plan.source.races, each.km, each.priority)["name"]
        if spec.skip_on(each.date) and spec.start <= each.date:
            message = f"The {name} ({each.date}) is on a day that is skipped: move one of the two"
            yield {"week": week_of(each.date), "date": pd.Timestamp(each.date), "message": message}
    strong, done = (set(frame["date"].dt.date) for frame in (facts.strong, facts.plan.sessions))
    for move in spec.move:
        if spec.run_on(move.target) == "race" and move.target in done - strong:
            message = f"The session of {move.source} is moved onto the day of a race ({move.target})"
            yield {"week": week_of(move.target), "date": pd.Timestamp(move.target), "message": message}


def _new(facts: Facts, race: Race, last: int) -> Iterator[Row]:
    """Find exercises that start in the last days before a race; those of the first week count as known."""
    rows = facts.plan.prescriptions
    done = rows[rows["kind"].isin(["strength", "jumps"]) & (rows["sets_max"] > 0)].drop_duplicates("exercise_id")
    names = labels(facts.plan.source, "exercise_id")
    for exercise, week, date in done[["exercise_id", "week", "date"]].itertuples(index=False):
        ahead = (race.date - date.date()).days
        if 0 < ahead <= last and week != facts.weeks[0]:
            message = f"{names[exercise]} starts {plural(ahead, 'day')} before the race: nothing new in the last {last}"
            yield {"week": week, "date": date, "exercise_id": exercise, **figures([ahead], last), "message": message}


def after_break(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Compare the first week back with the highest week before time off, counted in days between sessions."""
    rows = facts.strong[facts.strong["sets_max"] > 0]
    trained = rows[["date", "week"]].drop_duplicates().sort_values("date")
    # Sessions skipped in the week in which the time off begins belong to the usual week.
    usual = np.where(facts.strength[1] > 0, np.maximum(facts.strength, facts.given), 0.0)
    for (last, last_week), (first, week) in itertools.pairwise(trained.itertuples(index=False, name=None)):
        off = ((first - last).days - 1) // 7
        if not off or not facts.lost["date"].between(last, first).any():
            continue
        yield from _heavier(facts, last, first, week)
        start, end = facts.weeks.index(week), facts.weeks.index(last_week) + 1
        base, now = usual[:, max(0, end - RECENT) : end].max(axis=1), facts.strength[:, start]
        limit = limits.back if off > 1 else 1.0
        share = np.divide(now, base, out=np.ones(2), where=base > 0)
        # On the way back, rounding may leave up to a set more than half of the sets that are lowered.
        least = 1.0 if facts.plan.spec.way_back == "lower" else 0.0
        if share.max() > limit + CLOSE and (now - limit * base).max() > least:
            again = "start the phase again" if off >= AGAIN else "start"
            message = f"{between(now)} strength sets in the first week back after {plural(off, 'week')} off, "
            message += f"{between(base)} in a usual week before: {again} with {number(limit * base[1])} or fewer"
            yield {"week": week, **figures(share, limit), "message": message}


def _heavier(facts: Facts, last: pd.Timestamp, first: pd.Timestamp, week: str) -> Iterator[Row]:
    """Find exercises with more load in the first week back than before the time off."""
    # Blank where no load is given: of several rows the last counts, even without a load.
    rows = with_blanks(facts.plan.prescriptions)
    done: Any = rows[rows["sets_max"] > 0]
    before = done[done["date"] <= last].groupby("exercise_id")["load"].last()
    after = done[(done["date"] >= first) & (done["date"] < first + pd.Timedelta(days=7))]
    names, days = labels(facts.plan.source, "exercise_id"), plural((first - last).days - 1, "day")
    for exercise, load in after.groupby("exercise_id", sort=False)["load"].first().items():
        was, now = (find_load(text) for text in (before.get(exercise) or "", load or ""))
        if was and now and was.unit == now.unit and now.high > was.high:
            message = f"{names[exercise]} comes back with {load} after {days} off; last {before[exercise]}"
            yield {"week": week, "exercise_id": exercise, **figures([now.high], was.high), "message": message}


def ramp(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find weeks that rise too far above the highest of the weeks before, in target or plan: sets and landings."""
    yield from set_jumps(facts, limits)
    if facts.contacts.any():
        yield from _ramp(facts, limits, facts.contacts, facts.contacts, "landings")


def set_jumps(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find weeks whose strength sets jump."""
    return _ramp(facts, limits, facts.strength, facts.asked, "strength sets")


def _ramp(facts: Facts, limits: Limits, planned: Floats, asked: Floats, what: str) -> Iterator[Row]:
    weeks = facts.weeks
    # A cut-short week 1 is no base, nor are weeks away right after it.
    whole = [index for index, week in enumerate(weeks) if not (facts.cut and (index == 0 or week in facts.away))]
    first = min(whole, default=len(weeks))
    moved = (facts.plan.allocation["moved_max"] > 0).tolist()
    for week in range(first + 1, len(weeks)):
        before = slice(max(first, week - RECENT), week)
        base, base_asked = (amounts[:, before].max(axis=1) for amounts in (planned, asked))
        now = planned[:, week]
        if week in facts.on_the_way_back:  # fewer by the block's own rule: a return to the level before is no jump
            usual = facts.on_the_way_back[week]
            base, base_asked = (
                np.maximum(least, amounts[:, usual].max(axis=1, initial=0.0))
                for least, amounts in ((base, planned), (base_asked, asked))
            )
            if usual.stop == 0:  # the block begins with it, and the level before is unknown
                continue
        if not base[1] and now[1]:
            message = f"{between(now)} {what} after none in the weeks before"
            yield {"week": weeks[week], "message": message, "limit": limits.ramp}
            continue
        rise, rise_asked = (
            np.divide(amounts, most, out=np.ones(2), where=most > 0) - 1
            for amounts, most in ((now, base), (asked[:, week], base_asked))
        )
        # Rounding alone is no ramp; a session moved into the week is, although its target didn't rise.
        if (rise.max() if moved[week] else min(rise.max(), rise_asked.max())) > limits.ramp + CLOSE:
            more = span(*sorted(100 * rise), digits=0)
            before_it = f"{between(base)} (the most in the {RECENT} weeks before)"
            message = f"{what.capitalize()} jump by {more} %: from {before_it} to {between(now)}"
            yield {"week": weeks[week], **figures(rise, limits.ramp), "message": message}


def allocation(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Find where whole units miss the target: in total, by muscle group, and exercises left without a set."""
    plan, weeks = facts.plan, facts.weeks
    units = plan.units[plan.units["scaled"] & plan.units["kind"].isin(COUNTED_KINDS)]
    names = [f"{part}_{end}" for part in ("asked", "given") for end in ("min", "max")]
    groups = plan.deviation(by="group")
    week_of_unit = positions(weeks, units["week"])
    in_all = [np.bincount(week_of_unit, units[name], len(weeks)) for name in names]
    each = [groups[name].to_numpy().reshape(len(weeks), -1).T for name in names]
    # Target or whole units x end x (total, then groups) x week.
    ends = np.concatenate([np.array(in_all)[:, None], np.array(each)], axis=1).reshape(2, 2, -1, len(weeks))
    asked, given = ends
    apart = (given - asked).round(9)
    part = np.divide(apart, asked, out=np.zeros_like(apart), where=asked > 0)
    least = np.ones((asked.shape[1], 1))  # sets by which a group must miss the target to be a finding
    least[0] = 0.0
    beyond = ((np.abs(part) > limits.off + CLOSE) & (np.abs(apart) >= least)).any(axis=0)
    count = asked.shape[1] - 1
    ids, words = [None, *groups["muscle_group"][:count]], ["All that is scaled", *groups["label"][:count]]
    for label, week in np.argwhere(beyond).tolist():
        if weeks[week] in facts.away:
            continue
        parts = part[:, label, week]
        message = f"{words[label]}: rounded to {sets_words(given[:, label, week].tolist())} (target "
        message += f"{between(asked[:, label, week])})"
        yield {"week": weeks[week], "muscle_group": ids[label], **figures(parts, limits.off), "message": message}
    exercises, routines = (labels(plan.source, name) for name in ("exercise_id", "routine_id"))
    left: dict[tuple[str, ...], list[str]] = {}
    columns = (plan.dropped[name].tolist() for name in ("week", "routine_id", "exercise_id", "weekday"))
    for *key, day in zip(*columns, strict=True):
        left.setdefault(tuple(key), []).append(day)
    for (name, routine, exercise), days in left.items():
        where = f"{exercises[exercise]} in {routines[routine]}"
        message = f"{where} ({' '.join(dict.fromkeys(days)).title()}): left without a set"
        yield {"week": name, "routine_id": routine, "exercise_id": exercise, "message": message}


def no_deload(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Count weeks in a row without a lighter one, by target or by plan."""
    asked, planned = (lighter_weeks(sets[1].tolist(), limits.deload) for sets in (facts.asked, facts.strength))
    runs: list[list[int]] = [[]]
    for week, lighter in enumerate(zip(asked, planned, strict=True)):
        if any(lighter) or not facts.strength[1, week]:
            runs.append([])
        else:
            runs[-1].append(week)
    for run in runs:
        if len(run) > limits.longest:
            message = f"{plural(len(run), 'week')} in a row without a lighter one ({100 * limits.deload:g} % or less), "
            message += f"weeks {run[0] + 1}-{run[-1] + 1}; lifters deload about every 5-6 weeks: fewer sets, same load"
            yield {"week": facts.weeks[run[0]], **figures([len(run)], limits.longest), "message": message}


def race_taper(facts: Facts, limits: Limits) -> Iterator[Row]:
    """Compare each of the last seven-day periods before a race with the highest seven days before them."""
    for each in facts.plan.spec.race:
        rule = race_rule(facts.plan.source.races, each.km, each.priority)
        least, most = rule["taper_weeks_min"], rule["taper_weeks_max"]
        days = np.datetime64(each.date) - facts.strong["date"].to_numpy().astype("datetime64[D]")
        back = days.astype(np.intp) // 7  # weeks back from the race, whose own seven days end with it
        last = max(back.max(initial=0) + 1, least)
        kept = back >= 0
        amounts = (facts.strong[name].to_numpy(dtype=float)[kept] for name in SETS_ENDS)
        sets = np.array([np.bincount(back[kept], end, last) for end in amounts])
        peak = sets[:, most:].max(axis=1, initial=0.0)
        for week in range(least)[::-1]:
            share = np.divide(sets[:, week], peak, out=np.zeros(2), where=peak > 0)
            if share.max() > limits.taper + CLOSE:
                when = "in the last seven days" if not week else f"{7 * week}-{7 * week + 6} days"
                message = f"{between(sets[:, week])} strength sets {when} before the {rule['name']}, "
                message += f"{between(peak)} in the fullest week before that: a taper cuts 41-60 % and keeps the load "
                message += "(extrapolated from endurance training)"
                day = each.date - datetime.timedelta(days=7 * week)
                yield {"week": week_of(day), **figures(share, limits.taper), "message": message}
