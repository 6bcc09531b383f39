"""The integer programs of a week: over the whole week (quick, a lower bound), and day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise

from analysis.suggest.integer_program import Program
from analysis.suggest.solving.problem import Problem, Sum, least_days

Terms = dict[int, int]
"""A sum of variables: the factor of each variable."""


Sets = Mapping[int, int]
"""Sets of a week, by index in the pool, of the exercises that have any."""


MARGIN = 0.5
"""Tolerance of a bound in parts: half of the smallest step."""


LONGEST = 24 * 60
"""Minutes of a day."""


@dataclass(frozen=True)
class Session:
    """The variables of the session of a day, or of all days of a kind together.

    Attributes
    ----------
    days : tuple of int
        The days it represents; a sum over them is at most their number times the limit of one day.
    sets : dict of int
        Variable for the sets of each exercise of the pool that is allowed on these days.
    uses : dict of int
        Variable for the number of days with each of these exercises.
    time : dict of int
        Its time, as a sum.
    """

    days: tuple[int, ...]
    sets: Terms
    uses: Terms
    time: Terms


@dataclass
class Model:
    """The variables of a week: its sessions, whether each exercise is used, and the longest day's whole minutes.

    Built from kinds of days, it leaves open which day has which sets: every week that splits into days satisfies it,
    so its least time is a lower bound. Built from single days, it is the week itself.
    """

    program: Program
    sessions: list[Session]
    used: Terms
    longest: int = -1

    @cached_property
    def sets(self) -> dict[int, Terms]:
        """Weekly sets of each exercise, as sums."""
        return {
            exercise: {session.sets[exercise]: 1 for session in self.sessions if exercise in session.sets}
            for exercise in self.used
        }

    @cached_property
    def time(self) -> Terms:
        """Time of the whole week, as a sum."""
        return add(*(session.time for session in self.sessions))


def add(*sums: Mapping[int, int]) -> Terms:
    """Return the total of sums of variables."""
    total: Counter[int] = Counter()
    for terms in sums:
        total.update(terms)
    return dict(total)


def weekly(problem: Problem, *, without: Iterable[Sets] = (), only: frozenset[int] | None = None) -> Model:
    """Return the program over the whole week, by kinds of days.

    Parameters
    ----------
    problem : Problem
    without : iterable of Sets
        Weeks to rule out.
    only : set of int, optional
        Exercises of the pool that may be used; default all.
    """
    model = _model(problem, problem.kinds, _pool(problem, only))
    for target in problem.targets:
        _keep_band(model, target)
        if wanted := least_days(problem, target):
            # Here a day with any exercise of the target counts as worked, even below a whole set: a lower bound.
            _stand_on_days(model, target, _work_days(model, wanted))
    _keep_groups(model, problem)
    _leave_out(model, [week for week in without if set(week) <= set(model.used)])
    return model


def daily(problem: Problem, *, week: Sets | None = None, only: frozenset[int] | None = None) -> Model:
    """Return the program day by day.

    Parameters
    ----------
    problem : Problem
    week : Sets, optional
        Sets of the exercises used; no others are.
    only : set of int, optional
        Exercises of the pool that may be used; default all.
    """
    exercises = _pool(problem, only) if week is None else sorted(week)
    model = _model(problem, [(day,) for day in range(len(problem.limits))], exercises)
    for exercise, count in (week or {}).items():
        model.program.row(model.sets[exercise], low=count, high=count)
    for target in problem.targets:
        _keep_band(model, target)
        if wanted := least_days(problem, target):
            flags = _work_days(model, wanted)
            for session, flag, (given, _) in zip(model.sessions, flags, target.days, strict=True):
                # A day counts when its sets, with those of fixed sessions that day, come to a whole set.
                model.program.row({**_weighted(session, target), flag: -target.parts}, low=-given)
            # Implied for whole numbers but not in the relaxation: it rules out weeks that take too long sooner.
            _stand_on_days(model, target, flags)
    _keep_groups(model, problem)
    _order_days(model, problem)
    return model


def useful(problem: Problem, whole: Model, most: int) -> frozenset[int]:
    """Return the exercises a week within ``most`` time can have, by the least time their sets add."""
    # The linear relaxation is a lower bound, and each set of an unused exercise adds its reduced cost to it: where even
    # the fewest sets lift the bound above the time, no week within that time has the exercise.
    least, costs = whole.program.reduced(whole.time)
    return frozenset(
        exercise
        for exercise, total in whole.sets.items()
        if any(least + costs[sets] * problem.sets[exercise][0] <= most + MARGIN for sets in total)
    )


def _pool(problem: Problem, only: frozenset[int] | None) -> Sequence[int]:
    return range(len(problem.pool)) if only is None else sorted(only)


def _model(problem: Problem, kinds: Iterable[tuple[int, ...]], exercises: Iterable[int]) -> Model:
    """Return the part both programs share: sessions within their limits, made of used exercises."""
    # Variables and rows are made in a fixed order. It does not change a proven answer, but it does change what a
    # search that ends early has found by then.
    program = Program(nodes=problem.question.nodes, effort=problem.effort)
    used = {exercise: program.variable(0, 1) for exercise in exercises}
    model = Model(program, [_session(program, problem, used, days) for days in kinds], used)
    for exercise, flag in used.items():
        # An exercise on no day is not used; each session has the row that an exercise on its days is used.
        uses = {session.uses[exercise]: 1 for session in model.sessions if exercise in session.uses}
        program.row({**uses, flag: -1}, low=0)
    return model


def _session(program: Program, problem: Problem, used: Terms, days: tuple[int, ...]) -> Session:
    """Add the session of one day, or of interchangeable days, within a day's limits times their number."""
    pool, day, count = problem.pool, days[0], len(days)
    with_session, springy, strong = (program.variable(0, count) for _ in range(3))
    # Each rest between sections and exercises is added to the variable that causes it, to keep the time one sum: both
    # sections less the session leave one rest between them.
    time = {strong: problem.section, springy: problem.section, with_session: problem.opening - problem.section}
    sets: Terms = {}
    uses: Terms = {}
    for exercise, flag in used.items():
        if not problem.allowed[exercise][day]:
            continue
        # Either no sets, or a number in the usual range: the flag switches the range on and off.
        least, most = problem.sets[exercise]
        chosen, use = sets[exercise], uses[exercise] = program.variable(0, most * count), program.variable(0, count)
        program.row({chosen: 1, use: -least}, low=0)
        program.row({chosen: 1, use: -most}, high=0)
        program.row({use: 1, flag: -count}, high=0)
        program.row({use: 1, strong if pool[exercise].strength else springy: -1}, high=0)
        time |= {chosen: problem.set_time[exercise], use: -problem.spared[exercise]}
    for strength, section in ((False, springy), (True, strong)):
        _end_section(
            program,
            problem,
            time,
            {e: uses[e] for e in problem.order if e in uses and pool[e].strength == strength},
            section,
            count,
        )
    _lift(program, problem, time, uses, count)
    # To save that rest, hops would get days of their own; they may when the week asks for nothing else.
    program.row({with_session: 1, strong: -1} | ({springy: -1} if problem.jumps_alone else {}), high=0)
    program.row({strong: 1, with_session: -1}, high=0)
    program.row({springy: 1, with_session: -1}, high=0)
    program.row({**{use: 1 for exercise, use in uses.items() if pool[exercise].strength}, strong: -1}, low=0)
    limit = problem.limits[day]
    if limit is not None:
        program.row({**time, with_session: time[with_session] - max(0, limit)}, high=0)
    # Where days are summed, a day without a session must not lend its exercises to the others.
    fitting = _most_exercises(problem, day, used)
    if fitting < len(uses):
        program.row({**dict.fromkeys(uses.values(), 1), with_session: -fitting}, high=0)
    session = Session(days, sets, uses, time)
    for cap in problem.caps:
        program.row(_weighted(session, cap), high=count * max(0, (cap.high or 0) - cap.days[day][1]))
    return session


def _end_section(
    program: Program, problem: Problem, time: Terms, uses: Mapping[int, int], section: int, count: int
) -> None:
    """Subtract the rest after a section's last exercise from the time; ``uses`` are in session order."""
    # Group neighbours with the same rest: which of them ends the section does not matter.
    alike = [list(run) for _, run in groupby(uses, key=lambda exercise: problem.last_rest[exercise])]
    ends = [program.variable(0, count) for _ in alike] if len(alike) > 1 else [section] * len(alike)
    for number, (exercises, end) in enumerate(zip(alike, ends, strict=True)):
        time[end] = time.get(end, 0) - problem.last_rest[exercises[0]]
        program.row({**{uses[exercise]: 1 for exercise in exercises}, end: -1}, low=0)
        for exercise in exercises if len(alike) > 1 else ():  # a used exercise ends the section or comes before the end
            program.row({**dict.fromkeys(ends[number:], 1), uses[exercise]: -1}, low=0)
    if len(alike) > 1:
        program.row({**dict.fromkeys(ends, 1), section: -1}, low=0, high=0)


def _lift(program: Program, problem: Problem, time: Terms, uses: Mapping[int, int], count: int) -> None:
    """Add the ramp-up sets before the first barbell lift of a session to the time."""
    lifts = [use for exercise, use in uses.items() if problem.pool[exercise].barbell]
    if lifts:
        lifted = program.variable(0, count)
        time[lifted] = problem.lifted
        for use in lifts:
            program.row({lifted: 1, use: -1}, low=0)


def _most_exercises(problem: Problem, day: int, exercises: Iterable[int]) -> int:
    """Return how many exercises fit in a day: at most the allowed number, and as many of the shortest as fit."""
    possible = [exercise for exercise in exercises if problem.allowed[exercise][day]]
    most = len(possible) if problem.question.most_exercises is None else problem.question.most_exercises
    limit = problem.limits[day]
    if limit is None:
        return most
    # One exercise ends the strength section, and perhaps one the jumps: only their rest is subtracted.
    ends = [
        max(
            (problem.last_rest[exercise] for exercise in possible if problem.pool[exercise].strength == kind), default=0
        )
        for kind in (True, False)
    ]
    left = limit - problem.opening + max(ends[0] + max(0, ends[1] - problem.section), ends[1] * problem.jumps_alone)
    shortest = sorted(
        problem.sets[exercise][0] * problem.set_time[exercise] - problem.spared[exercise] for exercise in possible
    )
    return min(most, sum(total <= left for total in accumulate(shortest)))


def _weighted(session: Session, target: Sum) -> Terms:
    """Return the sets of a session that count for a target, in its parts of a set, as a sum."""
    return {session.sets[exercise]: weight for exercise, weight in target.weights.items() if exercise in session.sets}


def _keep_band(model: Model, target: Sum) -> None:
    terms = add(*(_weighted(session, target) for session in model.sessions))
    # Sets of fixed sessions are already subtracted, so ``low`` can be below zero: then no more are needed.
    if target.low > 0:
        model.program.row(terms, low=target.low)
    if target.high is not None:
        model.program.row(terms, high=target.high)


def _work_days(model: Model, wanted: int) -> list[int]:
    """Return for each session a variable for its days that work a target, with at least ``wanted`` days in total."""
    flags = [model.program.variable(0, len(session.days)) for session in model.sessions]
    model.program.row(dict.fromkeys(flags, 1), low=wanted)
    return flags


def _stand_on_days(model: Model, target: Sum, flags: Sequence[int]) -> None:
    """Require an exercise of a target on each day that works it, unless fixed sessions are enough."""
    for session, flag in zip(model.sessions, flags, strict=True):
        uses = {use: 1 for exercise, use in session.uses.items() if exercise in target.weights}
        given = sum(target.days[day][0] >= target.parts for day in session.days)
        model.program.row({**uses, flag: -1}, low=-given)


def _keep_groups(model: Model, problem: Problem) -> None:
    for group in problem.groups:
        model.program.row({model.used[exercise]: 1 for exercise in group if exercise in model.used}, low=1)


def _leave_out(model: Model, weeks: Iterable[Sets]) -> None:
    """Rule these weeks out: require another exercise, or more or fewer sets of one of theirs."""
    flags: dict[tuple[int, int, int], int] = {}
    for week in weeks:
        others = {flag: 1 for exercise, flag in model.used.items() if exercise not in week}
        # A different week differs in at least one of these; all weeks ruled out share the flags.
        for exercise, count in week.items():
            for way in (1, -1):
                others[_beyond(model, flags, (exercise, count, way))] = 1
        model.program.row(others, low=1)


def _beyond(model: Model, flags: dict[tuple[int, int, int], int], key: tuple[int, int, int]) -> int:
    """Return a variable that can be 1 only if the sets of an exercise are above (1) or below (-1) a count."""
    if key not in flags:
        exercise, count, way = key
        program, total = model.program, model.sets[exercise]
        flag = flags[key] = program.variable(0, 1)
        if way == 1:
            program.row({**total, flag: -(count + 1)}, low=0)
        else:
            # With the flag the sum is at most count - 1, without it at most its upper bound.
            most = sum(program.upper[sets] for sets in total)
            program.row({**total, flag: most - count + 1}, high=most)
    return flags[key]


def _order_days(model: Model, problem: Problem) -> None:
    """Put the longest of interchangeable days first, to search each week once; measure the longest day."""
    times = [session.time for session in model.sessions]
    for days in problem.kinds:
        for first, second in pairwise(days):
            model.program.row(add(times[first], {term: -factor for term, factor in times[second].items()}), low=0)
    model.longest = model.program.variable(0, LONGEST)
    for time in times:
        minutes = {model.longest: 60 * problem.unit}  # whole minutes, rounded up
        model.program.row({**minutes, **{term: -factor for term, factor in time.items()}}, low=0)
