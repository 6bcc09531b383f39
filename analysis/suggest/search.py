"""The search for a week: least time first, proven, then what coaches would rather have among equals."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.suggest.model import Daily, Terms, Weekly, daily, useful, weekly
from analysis.suggest.problem import Problem
from analysis.suggest.solver import NODES, Found, Program

Week = tuple[tuple[int, int], ...]
"""Place in the pool and sets of every exercise that a week has."""


Days = tuple[tuple[int, ...], ...]
"""Sets of every exercise of the pool, day by day."""


ROUNDS, SETTLING_ROUNDS = 10, 3
"""Weeks that are tried one by one before all days are searched at once, and when choosing among equals."""


@dataclass(frozen=True)
class Answer:
    """What a search ended with.

    Attributes
    ----------
    sets : tuple of tuple of int
        Day x exercise of the pool; none when nothing fits.
    time : int
        Of all sessions, in parts of a second.
    bound : int
        No week takes less; equal to ``time`` when that is proven least.
    fits : bool or None
        None when the search ended before it knew.
    """

    sets: Days = ()
    time: int = 0
    bound: int = 0
    fits: bool | None = False


class _EndedError(Exception):
    """A search ended before it was done."""


def search(problem: Problem, *, nodes: int = NODES, settle: bool = True) -> Answer:
    """Find a week of the least time.

    First the sets of the week are searched without days: their least time is a lower bound. Where these sets split into
    days at that time, the bound is reached and the answer proven. Where they do not fit or take longer, they are left
    out and the search repeats; after `ROUNDS` rounds, or when a search ends early, all days are searched at once.

    ``settle`` chooses among weeks of the same time: most preferred exercises, fewest different ones, those that come
    first in the library, the shortest longest day in whole minutes, most sets on early days.
    """
    answer, costs = _least(problem, nodes)
    if settle and answer.fits and answer.bound == answer.time:
        with contextlib.suppress(_EndedError):
            return replace(answer, sets=_settled(problem, costs, answer.time, nodes))
    return answer


def _least(problem: Problem, nodes: int) -> tuple[Answer, dict[Week, int | None]]:
    """Find a week of the least time, and what the weeks that were tried take in days; None where they do not fit."""
    costs: dict[Week, int | None] = {}
    best = Answer()
    bound = 0
    for _ in range(ROUNDS):
        whole = weekly(problem, nodes=nodes, without=map(dict, costs))
        found = whole.program.least(whole.time)
        if found.fits is False:
            return replace(best, bound=best.time), costs
        if found.fits is None:
            break
        bound = max(bound, found.bound)  # of every week that was not tried yet
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
        week = _week(whole, found.values)
        split = daily(problem, nodes=nodes, week=dict(week))
        found = split.program.least(split.time)
        if found.fits and not (best.fits and best.time <= found.value):
            best = Answer(_sets(problem, split, found.values), found.value, 0, True)
        if not _sure(found):
            break
        costs[week] = found.value if found.fits else None
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
    days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, best.time if best.fits else None))
    days.program.row(days.time, low=bound, high=best.time - 1 if best.fits else math.inf)
    found = days.program.least(days.time)
    if found.fits:
        return Answer(_sets(problem, days, found.values), found.value, max(bound, found.bound), True), costs
    if found.fits is False:
        return replace(best, bound=best.time), costs
    return replace(best, bound=min(bound, best.time), fits=best.fits or None), costs


def _sure(found: Found) -> bool:
    """Say whether a search was done: nothing fits, or the least was found."""
    return found.fits is False or (found.fits is True and found.bound == found.value)


def fits(problem: Problem, *, nodes: int = NODES) -> tuple[bool | None, int]:
    """Say whether any week fits, which is quicker than the least one; and the time that none of them is below."""
    whole = weekly(problem, nodes=nodes)
    found = whole.program.least(whole.time)
    if found.fits is False:
        return False, 0
    with contextlib.suppress(_EndedError):
        if found.fits and _in_days(problem, _week(whole, found.values), nodes, settle=False):
            return True, found.bound
    days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, None))
    return days.program.least({}).fits, found.bound


def _in_reach(problem: Problem, nodes: int, most: int | None) -> frozenset[int] | None:
    """Return the exercises that a week within the minutes, and within a time, can have; None for all."""
    limits = [limit for limit in problem.limits if limit is not None]
    if len(limits) == len(problem.limits):
        within = sum(max(0, limit) for limit in limits)
        most = within if most is None else min(most, within)
    return None if most is None else useful(problem, weekly(problem, nodes=nodes), most)


def _week(whole: Weekly, values: tuple[int, ...]) -> Week:
    return _counts(whole.sets, values)


def _counts(sets: Mapping[int, Terms], values: tuple[int, ...]) -> Week:
    counts = ((place, sum(values[one] for one in total)) for place, total in sets.items())
    return tuple((place, count) for place, count in counts if count)


def _done(found: Found) -> Found:
    if not _sure(found):
        raise _EndedError
    return found


def _in_days(problem: Problem, week: Week, nodes: int, *, settle: bool, most: int | None = None) -> Days:
    """Split the sets of a week into days, within a time; nothing when that cannot be."""
    split = daily(problem, nodes=nodes, week=dict(week))
    if most is not None:
        split.program.row(split.time, high=most)
    found = _done(split.program.least({split.longest: 1} if settle else {}))
    if not found.fits:
        return ()
    values = found.values
    if settle:
        split.program.row({split.longest: 1}, high=found.value)
        values = _early(split, values)
    return _sets(problem, split, values)


def _settled(problem: Problem, costs: Mapping[Week, int | None], time: int, nodes: int) -> Days:
    """Choose among the weeks of the least time."""
    found = _settled_week(problem, costs, time, nodes, SETTLING_ROUNDS)
    if found:
        return found
    days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, time))
    days.program.row(days.time, high=time)
    totals = {place: {day[place]: 1 for day in days.sets if place in day} for place in days.used}
    values, reached = _granted(days.program, _wishes(problem, days.used, totals))
    found = _settled_week(problem, costs, time, nodes, ROUNDS, reached)
    return found or _in_days(problem, _counts(totals, values), nodes, settle=True, most=time)


def _settled_week(
    problem: Problem,
    costs: Mapping[Week, int | None],
    time: int,
    nodes: int,
    rounds: int,
    reached: Sequence[int] = (),
) -> Days:
    """Try the weeks of the least time, best first, until one splits into days; nothing after so many rounds."""
    only = _in_reach(problem, nodes, time)
    out = {week for week, cost in costs.items() if cost is None or cost > time}
    for _ in range(rounds):
        whole = weekly(problem, nodes=nodes, without=map(dict, sorted(out)), only=only)
        whole.program.row(whole.time, high=time)
        wishes = _wishes(problem, whole.used, whole.sets)
        for wish, value in zip(wishes, reached, strict=False):
            whole.program.row(wish, low=value)
        values, _ = _granted(whole.program, wishes)
        for total in reversed(whole.sets.values()):
            if any(values[one] for one in total):
                values = _granted(whole.program, [total])[0]
            whole.program.row(total, high=sum(values[one] for one in total))
        week = _week(whole, values)
        sets = _in_days(problem, week, nodes, settle=True, most=time)
        if sets:
            return sets
        out.add(week)
    return ()


def _wishes(problem: Problem, used: Mapping[int, int], sets: Mapping[int, Terms]) -> list[Terms]:
    """Return what is made least among equals: first preferred exercises left out, then exercises, then late ones."""
    liked = {place for place, one in enumerate(problem.pool) if one.exercise_id in problem.request.prefer}
    many = len(problem.pool) + 1
    different = {one: 1 - many * (place in liked) for place, one in used.items()}
    late = {one: place + 1 for place, total in sets.items() for one in total}
    return [different, late]


def _granted(program: Program, wishes: Iterable[Terms]) -> tuple[tuple[int, ...], list[int]]:
    """Make one wish after the other as small as it goes."""
    values: tuple[int, ...] = ()
    reached = []
    for wish in wishes:
        found = _done(program.least(wish))
        if not found.fits:
            raise _EndedError  # weeks of this time are there, so this is a matter of tolerances
        values = found.values
        reached.append(found.value)
        program.row(wish, high=found.value)
    return values, reached


def _early(days: Daily, values: tuple[int, ...]) -> tuple[int, ...]:
    """Choose the days of sets: as few as can be on late days, and of late exercises."""
    for day in reversed(days.sets):
        for _, one in sorted(day.items(), reverse=True):
            if values[one]:
                values = _granted(days.program, [{one: 1}])[0]
            days.program.fix(one, values[one])
    return values


def _sets(problem: Problem, days: Daily, values: tuple[int, ...]) -> Days:
    return tuple(
        tuple(values[day[place]] if place in day else 0 for place in range(len(problem.pool))) for day in days.sets
    )
