"""The search for a week: least time first, proven, then what coaches would rather have among equals."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.suggest.model import Model, Terms, daily, useful, weekly
from analysis.suggest.problem import Problem
from analysis.suggest.solver import Program, Solution

Week = tuple[tuple[int, int], ...]
"""Number in the pool and sets of every exercise that a week has."""


Days = tuple[tuple[int, ...], ...]
"""Sets of every exercise of the pool, day by day."""


ROUNDS, SETTLING_ROUNDS, LAST_ROUNDS = 4, 3, 10
"""Weeks that are tried one by one before all days are searched at once, when choosing among equals, and after that."""


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

    @property
    def proven(self) -> bool:
        """Whether no week takes less."""
        return bool(self.fits) and self.bound >= self.time


class _EndedError(Exception):
    """A search ended before it was done."""


def search(problem: Problem, *, settle: bool = True) -> Answer:
    """Find a week of the least time.

    First the sets of the week are searched without days: their least time is a lower bound. Where these sets split into
    days at that time, the bound is reached and the answer proven. Where they do not fit or take longer, they are left
    out and the search repeats; after `ROUNDS` rounds, or when a search ends early, all days are searched at once.

    ``settle`` chooses among weeks of the same time: most preferred exercises, fewest different ones, those that come
    first in the library, the shortest longest day in whole minutes, most sets on early days.
    """
    answer, costs = _least(problem)
    # Among weeks of a time that is not proven there is nothing to settle: a better one may be there.
    if settle and answer.proven:
        with contextlib.suppress(_EndedError):
            return replace(answer, sets=_settled(problem, costs, answer.time))
    return answer


def fits(problem: Problem, *, sure: bool = True) -> tuple[bool | None, int]:
    """Return whether any week fits, which is quicker than the least one; and the time that none of them is below.

    Unless it has to be ``sure``, a week that does not split into days leaves it open.
    """
    whole = weekly(problem)
    solution = whole.program.least(whole.time)
    if solution.fits is False:
        return False, 0
    with contextlib.suppress(_EndedError):
        if solution.fits and _in_days(problem, _counts(whole, solution.values), settle=False):
            return True, solution.bound
    if not sure:
        return None, solution.bound
    days = daily(problem, only=_in_reach(problem, None))
    return days.program.least({}).fits, solution.bound


def _least(problem: Problem) -> tuple[Answer, dict[Week, int | None]]:
    """Find a week of the least time, and what the weeks that were tried take in days; None where they do not fit."""
    costs: dict[Week, int | None] = {}
    best = Answer()
    bound = 0
    only = None
    for _ in range(ROUNDS):
        whole = weekly(problem, without=map(dict, costs), only=only)
        solution = whole.program.least(whole.time)
        if solution.fits is False:
            return replace(best, bound=best.time), costs  # every week was tried
        if solution.fits is None:
            break
        bound = max(bound, solution.bound)  # of every week that was not tried yet
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
        week = _counts(whole, solution.values)
        split = daily(problem, week=dict(week))
        solution = split.program.least(split.time)
        if solution.fits and not (best.fits and best.time <= solution.value):
            best = Answer(_by_day(problem, split, solution.values), solution.value, 0, True)
            only = _in_reach(problem, best.time)  # whatever else is better has none of the other exercises
        if not solution.done:
            break  # the split is not decided, so this week cannot be left out
        costs[week] = solution.value if solution.fits else None
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
    return _least_of_all_days(problem, best, bound), costs


def _least_of_all_days(problem: Problem, best: Answer, bound: int) -> Answer:
    """Search all days at once for a week that is better than the best so far."""
    days = daily(problem, only=_in_reach(problem, best.time if best.fits else None))
    # Only what is better is of interest: a part of a second less than the best so far, and never below the bound.
    days.program.row(days.time, low=bound, high=best.time - 1 if best.fits else math.inf)
    solution = days.program.least(days.time)
    if solution.fits:
        return Answer(_by_day(problem, days, solution.values), solution.value, max(bound, solution.bound), True)
    if solution.fits is False:
        return replace(best, bound=best.time)
    return replace(best, bound=min(bound, best.time), fits=best.fits or None)


def _in_reach(problem: Problem, most: int | None) -> frozenset[int] | None:
    """Return the exercises that a week within the minutes, and within a time, can have; None for all."""
    # Fewer exercises make a smaller program. It is worth it where a time is known: from an answer, or from the limits.
    limits = [limit for limit in problem.limits if limit is not None]
    if len(limits) == len(problem.limits):
        within = sum(max(0, limit) for limit in limits)
        most = within if most is None else min(most, within)
    return None if most is None else useful(problem, weekly(problem), most)


def _counts(model: Model, values: tuple[int, ...]) -> Week:
    counts = ((exercise, sum(values[sets] for sets in total)) for exercise, total in model.sets.items())
    return tuple((exercise, count) for exercise, count in counts if count)


def _by_day(problem: Problem, days: Model, values: tuple[int, ...]) -> Days:
    exercises = range(len(problem.pool))
    return tuple(
        tuple(values[session.sets[exercise]] if exercise in session.sets else 0 for exercise in exercises)
        for session in days.sessions
    )


def _done(solution: Solution) -> Solution:
    if not solution.done:
        raise _EndedError
    return solution


def _in_days(problem: Problem, week: Week, *, settle: bool, most: int | None = None) -> Days:
    """Split the sets of a week into days, within a time; nothing when that cannot be."""
    split = daily(problem, week=dict(week))
    if most is not None:
        split.program.row(split.time, high=most)
    solution = _done(split.program.least({split.longest: 1} if settle else {}))
    if not solution.fits:
        return ()
    values = solution.values
    if settle:
        split.program.row({split.longest: 1}, high=solution.value)
        values = _early(split, values)
    return _by_day(problem, split, values)


# Choosing among weeks of the least time. Each wish is made as small as it goes and then kept as a limit, one after the
# other (a lexicographic order): so the answer is one and the same, whatever the solver comes upon first.


def _settled(problem: Problem, costs: Mapping[Week, int | None], time: int) -> Days:
    """Choose among the weeks of the least time."""
    sets = _settled_week(problem, costs, time, SETTLING_ROUNDS)
    if sets:
        return sets
    # The best weeks do not split into days. How good one is that does tells all days at once: start from there.
    days = daily(problem, only=_in_reach(problem, time))
    days.program.row(days.time, high=time)
    values, reached = _granted(days.program, _wishes(problem, days))
    sets = _settled_week(problem, costs, time, LAST_ROUNDS, reached)
    return sets or _in_days(problem, _counts(days, values), settle=True, most=time)


def _settled_week(
    problem: Problem, costs: Mapping[Week, int | None], time: int, rounds: int, reached: Sequence[int] = ()
) -> Days:
    """Try the weeks of the least time, best first, until one splits into days; nothing after so many rounds."""
    only = _in_reach(problem, time)
    out = {week for week, cost in costs.items() if cost is None or cost > time}
    for _ in range(rounds):
        whole = weekly(problem, without=map(dict, sorted(out)), only=only)
        whole.program.row(whole.time, high=time)
        wishes = _wishes(problem, whole)
        for wish, value in zip(wishes, reached, strict=False):
            whole.program.row(wish, low=value)
        values, _ = _granted(whole.program, wishes)
        # What is left open: the exercises that come last in the library have as few sets as can be.
        for total in reversed(whole.sets.values()):
            if any(values[sets] for sets in total):
                values = _granted(whole.program, [total])[0]
            whole.program.row(total, high=sum(values[sets] for sets in total))
        week = _counts(whole, values)
        days = _in_days(problem, week, settle=True, most=time)
        if days:
            return days
        out.add(week)
    return ()


def _wishes(problem: Problem, model: Model) -> list[Terms]:
    """Return what is made least among equals: first preferred exercises left out, then exercises, then late ones."""
    liked = {exercise for exercise, each in enumerate(problem.pool) if each.exercise_id in problem.question.prefer}
    # A preferred exercise outweighs all others together, so both wishes are one sum.
    many = len(problem.pool) + 1
    different = {flag: 1 - many * (exercise in liked) for exercise, flag in model.used.items()}
    late = {sets: exercise + 1 for exercise, total in model.sets.items() for sets in total}
    return [different, late]


def _granted(program: Program, wishes: Iterable[Terms]) -> tuple[tuple[int, ...], list[int]]:
    """Make one wish after the other as small as it goes."""
    values: tuple[int, ...] = ()
    reached = []
    for wish in wishes:
        solution = _done(program.least(wish))
        if not solution.fits:
            raise _EndedError  # weeks of this time are there, so this is a matter of tolerances
        values = solution.values
        reached.append(solution.value)
        program.row(wish, high=solution.value)
    return values, reached


def _early(days: Model, values: tuple[int, ...]) -> tuple[int, ...]:
    """Choose the days of sets: as few as can be on late days, and of late exercises."""
    for session in reversed(days.sessions):
        for _, sets in sorted(session.sets.items(), reverse=True):
            if values[sets]:
                values = _granted(days.program, [{sets: 1}])[0]
            # Fixed one by one, from the last day and the last exercise on: what follows cannot undo it.
            days.program.fix(sets, values[sets])
    return values
