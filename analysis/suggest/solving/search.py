"""The search for a week: the proven least time first, then a coach's preferences among equals."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.suggest.integer_program import Program, Solution
from analysis.suggest.solving.model import Model, Terms, daily, useful, weekly
from analysis.suggest.solving.problem import Problem

Week = tuple[tuple[int, int], ...]
"""Index in the pool and sets of every exercise of a week."""


Days = tuple[tuple[int, ...], ...]
"""Sets of every exercise of the pool, day by day."""


ROUNDS, SETTLING_ROUNDS, LAST_ROUNDS = 4, 3, 10
"""Weeks tried one by one: before all days are searched at once, when choosing among equals, and after that."""


@dataclass(frozen=True)
class Answer:
    """The result of a search.

    Attributes
    ----------
    sets : tuple of tuple of int
        Sets by day x exercise of the pool; empty if nothing fits.
    time : int
        Time of all sessions, in parts of a second.
    bound : int
        Lower bound on the time of any week; equal to ``time`` if that is proven least.
    fits : bool or None
        None if the search ended undecided.
    """

    sets: Days = ()
    time: int = 0
    bound: int = 0
    fits: bool | None = False

    @property
    def proven(self) -> bool:
        """Whether the time is proven least."""
        return bool(self.fits) and self.bound >= self.time


class _EndedError(Exception):
    """A search ended before it was done."""


def search(problem: Problem, *, settle: bool = True) -> Answer:
    """Find a week with the least time.

    First search the sets of the week without days: their least time is a lower bound. If these sets split into days at
    that time, the bound is reached and the answer proven. If they do not fit or take longer, rule them out and repeat
    the search; after `ROUNDS` rounds, or when a search ends early, search all days at once.

    ``settle`` chooses among weeks of the same time: most preferred exercises, fewest different exercises, those first
    in the library, the shortest longest day in whole minutes, most sets on early days.
    """
    answer, costs = _least(problem)
    # Without a proven time there is nothing to settle: a better week may exist.
    if settle and answer.proven:
        with contextlib.suppress(_EndedError):
            return replace(answer, sets=_settled(problem, costs, answer.time))
    return answer


def fits(problem: Problem, *, sure: bool = True) -> tuple[bool | None, int]:
    """Return whether any week fits, and a lower bound on its time; quicker than finding the least time.

    Unless ``sure``, return None if the sets found do not split into days.
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
    """Find a week with the least time, and the time of each tried week in days (None if it does not fit)."""
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
        bound = max(bound, solution.bound)  # lower bound on all untried weeks
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
        week = _counts(whole, solution.values)
        split = daily(problem, week=dict(week))
        solution = split.program.least(split.time)
        if solution.fits and not (best.fits and best.time <= solution.value):
            best = Answer(_by_day(problem, split, solution.values), solution.value, 0, True)
            only = _in_reach(problem, best.time)  # no better week has any other exercise
        if not solution.done:
            break  # the split is undecided, so this week cannot be ruled out
        costs[week] = solution.value if solution.fits else None
        if best.fits and bound >= best.time:
            return replace(best, bound=best.time), costs
    return _least_of_all_days(problem, best, bound), costs


def _least_of_all_days(problem: Problem, best: Answer, bound: int) -> Answer:
    """Search all days at once for a better week than the best so far."""
    days = daily(problem, only=_in_reach(problem, best.time if best.fits else None))
    # Only a better week counts: at least a part of a second less than the best so far, and never below the bound.
    days.program.row(days.time, low=bound, high=best.time - 1 if best.fits else math.inf)
    solution = days.program.least(days.time)
    if solution.fits:
        return Answer(_by_day(problem, days, solution.values), solution.value, max(bound, solution.bound), True)
    if solution.fits is False:
        return replace(best, bound=best.time)
    return replace(best, bound=min(bound, best.time), fits=best.fits or None)


def _in_reach(problem: Problem, most: int | None) -> frozenset[int] | None:
    """Return the exercises that a week within the day limits and ``most`` time can have; None for all."""
    # Fewer exercises make a smaller program. This pays off if a time is known, from an answer or from the limits.
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
    """Split the sets of a week into days, within ``most`` time; return () if they do not fit."""
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


# Choosing among weeks of the least time. Each wish is minimized and then kept as a limit, in lexicographic order, so
# the answer does not depend on what the solver finds first.


def _settled(problem: Problem, costs: Mapping[Week, int | None], time: int) -> Days:
    """Choose among the weeks with the least time."""
    sets = _settled_week(problem, costs, time, SETTLING_ROUNDS)
    if sets:
        return sets
    # The best weeks do not split into days. Search all days at once to see how good a week can be, and start there.
    days = daily(problem, only=_in_reach(problem, time))
    days.program.row(days.time, high=time)
    values, reached = _granted(days.program, _wishes(problem, days))
    sets = _settled_week(problem, costs, time, LAST_ROUNDS, reached)
    return sets or _in_days(problem, _counts(days, values), settle=True, most=time)


def _settled_week(
    problem: Problem, costs: Mapping[Week, int | None], time: int, rounds: int, reached: Sequence[int] = ()
) -> Days:
    """Try the weeks with the least time, best first, until one splits into days; return () after ``rounds`` tries."""
    only = _in_reach(problem, time)
    out = {week for week, cost in costs.items() if cost is None or cost > time}
    for _ in range(rounds):
        whole = weekly(problem, without=map(dict, sorted(out)), only=only)
        whole.program.row(whole.time, high=time)
        wishes = _wishes(problem, whole)
        for wish, value in zip(wishes, reached, strict=False):
            whole.program.row(wish, low=value)
        values, _ = _granted(whole.program, wishes)
        # Break remaining ties: exercises last in the library get as few sets as possible.
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
    """Return the sums to minimize: preferred exercises left out, then different exercises, then late ones."""
    liked = {exercise for exercise, each in enumerate(problem.pool) if each.exercise_id in problem.question.prefer}
    # A preferred exercise outweighs all others together, so one sum covers both wishes.
    many = len(problem.pool) + 1
    different = {flag: 1 - many * (exercise in liked) for exercise, flag in model.used.items()}
    late = {sets: exercise + 1 for exercise, total in model.sets.items() for sets in total}
    return [different, late]


def _granted(program: Program, wishes: Iterable[Terms]) -> tuple[tuple[int, ...], list[int]]:
    """Minimize one wish after the other; return the variables' values and the value of each wish."""
    values: tuple[int, ...] = ()
    reached = []
    for wish in wishes:
        solution = _done(program.least(wish))
        if not solution.fits:
            raise _EndedError  # weeks of this time exist, so this comes from the solver's tolerances
        values = solution.values
        reached.append(solution.value)
        program.row(wish, high=solution.value)
    return values, reached


def _early(days: Model, values: tuple[int, ...]) -> tuple[int, ...]:
    """Choose the days of sets: as few as possible on late days, and of late exercises."""
    for session in reversed(days.sessions):
        for _, sets in sorted(session.sets.items(), reverse=True):
            if values[sets]:
                values = _granted(days.program, [{sets: 1}])[0]
            # Fixed one by one from the last day and exercise back, so later steps cannot undo it.
            days.program.fix(sets, values[sets])
    return values
