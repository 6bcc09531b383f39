"""The search for a week: least time first, proven, then what coaches would rather have among equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.suggest.model import Daily, Terms, Weekly, daily, useful, weekly
from analysis.suggest.problem import Problem
from analysis.suggest.program import NODES, Program

Week = tuple[tuple[int, int], ...]
"""Place in the pool and sets of every exercise that a week has."""
ROUNDS, SETTLING_ROUNDS = 10, 3
"""Weeks that are tried one by one before all days are searched at once, and when choosing among equals."""
NEVER = 10**9
"""Time of a week that cannot be split into days."""


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
        No week takes less.
    fits : bool or None
        None when the search ended before it knew.
    """

    sets: tuple[tuple[int, ...], ...] = ()
    time: int = 0
    bound: int = 0
    fits: bool | None = False


def search(problem: Problem, *, nodes: int = NODES, settle: bool = True) -> Answer:
    """Find a week of the least time.

    First the sets of the week are searched without days: their least time is a lower bound. Where these sets split into
    days at that time, the bound is reached and the answer proven. Where they do not fit or take longer, they are left
    out and the search repeats; after `ROUNDS` rounds all days are searched at once.

    ``settle`` chooses among weeks of the same time: most preferred exercises, fewest different ones, those that come
    first in the library, the shortest longest day in whole minutes, most sets on early days.
    """
    costs: dict[Week, int] = {}
    best, bound = NEVER, 0
    for _ in range(ROUNDS):
        whole = weekly(problem, nodes=nodes, without=map(dict, costs))
        found = whole.program.least(whole.time)
        if found.fits is None:
            break
        bound = min(max(bound, found.bound), best) if found.fits else best
        if bound < best:
            week = _week(whole, found.values)
            costs[week] = _split_time(problem, week, nodes)
            best = min(best, costs[week])
        if bound == best:
            break
    proven = bound == best
    if not proven:
        days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, best))
        days.program.row(days.time, low=bound, high=min(best, NEVER) - 1)
        found = days.program.least(days.time)
        if found.fits:
            best, bound = found.value, max(bound, found.bound)
        elif found.fits is False:
            bound = best
        proven = bound == best
        if found.fits and not (settle and proven):
            return Answer(_sets(problem, days, found.values), best, bound, True)
    if best == NEVER:
        return Answer(fits=False if proven else None)
    if settle and proven:
        return Answer(_settle(problem, costs, best, nodes), best, bound, True)
    week = min(costs, key=lambda one: costs[one])
    return Answer(_in_days(problem, week, best, nodes, settle=False), best, bound, True)


def fits(problem: Problem, *, nodes: int = NODES) -> tuple[bool | None, int]:
    """Say whether any week fits, which is quicker than the least one; and the time that none of them is below."""
    whole = weekly(problem, nodes=nodes)
    found = whole.program.least(whole.time)
    if found.fits is False:
        return False, 0
    if found.fits and _in_days(problem, _week(whole, found.values), NEVER, nodes, settle=False):
        return True, found.bound
    days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, NEVER))
    return days.program.least({}).fits, found.bound


def _in_reach(problem: Problem, nodes: int, most: int) -> frozenset[int]:
    """Return the exercises that a week within the minutes, and within a time, can have."""
    limits = [limit for limit in problem.limits if limit is not None]
    if len(limits) == len(problem.limits):
        most = min(most, sum(max(0, limit) for limit in limits))
    return useful(problem, weekly(problem, nodes=nodes), most)


def _week(whole: Weekly, values: tuple[int, ...]) -> Week:
    return _counts(whole.sets, values)


def _counts(sets: Mapping[int, Terms], values: tuple[int, ...]) -> Week:
    counts = ((place, sum(values[one] for one in total)) for place, total in sets.items())
    return tuple((place, count) for place, count in counts if count)


def _split_time(problem: Problem, week: Week, nodes: int) -> int:
    """Return the least time that the sets of a week take when they are split into days."""
    split = daily(problem, nodes=nodes, week=dict(week))
    found = split.program.least(split.time)
    return found.value if found.fits else NEVER


def _in_days(problem: Problem, week: Week, time: int, nodes: int, *, settle: bool) -> tuple[tuple[int, ...], ...]:
    """Split the sets of a week into days, within a time; nothing when that cannot be."""
    split = daily(problem, nodes=nodes, week=dict(week))
    split.program.row(split.time, high=time)
    found = split.program.least({split.longest: 1} if settle else {})
    if not found.fits:
        return ()
    values = found.values
    if settle:
        split.program.row({split.longest: 1}, high=found.value)
        values = _early(split, values)
    return _sets(problem, split, values)


def _settle(problem: Problem, costs: dict[Week, int], time: int, nodes: int) -> tuple[tuple[int, ...], ...]:
    """Choose among the weeks of the least time."""
    found = _settled_week(problem, costs, time, nodes, SETTLING_ROUNDS)
    if found:
        return found
    days = daily(problem, nodes=nodes, only=_in_reach(problem, nodes, time))
    days.program.row(days.time, high=time)
    totals = {place: {day[place]: 1 for day in days.sets if place in day} for place in days.used}
    values, reached = _grant(days.program, _wishes(problem, days.used, totals))
    found = _settled_week(problem, costs, time, nodes, ROUNDS, reached)
    return found or _in_days(problem, _counts(totals, values), time, nodes, settle=True)


def _settled_week(
    problem: Problem, costs: dict[Week, int], time: int, nodes: int, rounds: int, reached: Sequence[int] = ()
) -> tuple[tuple[int, ...], ...]:
    """Try the weeks of the least time, best first, until one splits into days; nothing after so many rounds."""
    only = _in_reach(problem, nodes, time)
    for _ in range(rounds):
        worse = (dict(week) for week, cost in costs.items() if cost > time)
        whole = weekly(problem, nodes=nodes, without=worse, only=only)
        whole.program.row(whole.time, high=time)
        wishes = _wishes(problem, whole.used, whole.sets)
        for wish, value in zip(wishes, reached, strict=False):
            whole.program.row(wish, low=value)
        values, _ = _grant(whole.program, wishes)
        for total in reversed(whole.sets.values()):
            if any(values[one] for one in total):
                values = whole.program.least(total).values
            whole.program.row(total, high=sum(values[one] for one in total))
        week = _week(whole, values)
        sets = _in_days(problem, week, time, nodes, settle=True)
        if sets:
            return sets
        costs[week] = NEVER
    return ()


def _wishes(problem: Problem, used: Mapping[int, int], sets: Mapping[int, Terms]) -> list[Terms]:
    """Return what is made least among equals: first preferred exercises left out, then exercises, then late ones."""
    liked = {place for place, one in enumerate(problem.pool) if one.exercise_id in problem.request.prefer}
    many = len(problem.pool) + 1
    different = {one: 1 - many * (place in liked) for place, one in used.items()}
    late = {one: place + 1 for place, total in sets.items() for one in total}
    return [different, late]


def _grant(program: Program, wishes: Iterable[Terms]) -> tuple[tuple[int, ...], list[int]]:
    """Make one wish after the other as small as it goes."""
    values: tuple[int, ...] = ()
    reached = []
    for wish in wishes:
        found = program.least(wish)
        values = found.values
        reached.append(found.value)
        program.row(wish, high=found.value)
    return values, reached


def _early(days: Daily, values: tuple[int, ...]) -> tuple[int, ...]:
    """Choose the days of sets: as few as can be on late days, and of late exercises."""
    for day in reversed(days.sets):
        for _, one in sorted(day.items(), reverse=True):
            if values[one]:
                values = days.program.least({one: 1}).values
            days.program.fix(one, values[one])
    return values


def _sets(problem: Problem, days: Daily, values: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(values[day[place]] if place in day else 0 for place in range(len(problem.pool))) for day in days.sets
    )
