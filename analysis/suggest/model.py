"""The integer programs of a week: over the whole week, which is quick and a lower bound, and day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from analysis.suggest.problem import Problem, Sum
from analysis.suggest.solver import Program

Terms = dict[int, int]


MARGIN = 0.5
"""What a bound of parts may be off by: half of the smallest step."""


LONGEST = 24 * 60
"""Minutes of a day."""


Sets = Mapping[int, int]
"""Sets of a week by place of the exercise in the pool, of those that have any."""


@dataclass
class Weekly:
    """A week without its days: sets of each exercise, as sums over kinds of days, and whether it is used at all.

    Every week that can be split into days fulfils it, so its least time is a lower bound.
    """

    program: Program
    sets: dict[int, Terms]
    used: dict[int, int]
    time: Terms


@dataclass
class Daily:
    """A week day by day: sets of each exercise in each session, and whole minutes of the longest one."""

    program: Program
    sets: list[dict[int, int]]
    used: dict[int, int]
    times: list[Terms]
    longest: int

    @property
    def time(self) -> Terms:
        """Time of the whole week."""
        return add(*self.times)


def add(*sums: Mapping[int, int]) -> Terms:
    """Add sums of variables up."""
    total: Counter[int] = Counter()
    for terms in sums:
        total.update(terms)
    return dict(total)


def least_days(problem: Problem, target: Sum) -> int:
    """Return on how many of the possible days a target must be worked; none that asks for less than two sets."""
    if target.low is None or problem.request.least_days <= target.other_days:
        return 0
    wanted = problem.request.least_days - target.other_days
    return wanted if target.asked >= 2 * target.parts else 0


def weekly(problem: Problem, *, nodes: int, without: Iterable[Sets] = (), only: frozenset[int] | None = None) -> Weekly:
    """Make the program over the whole week; weeks ``without`` which it is are left out, as are all but ``only`` some.

    ``only`` names exercises of the pool.
    """
    pool, kinds = problem.pool, problem.kinds
    program = Program(nodes=nodes)
    sets: dict[tuple[int, int], int] = {}
    sessions: dict[tuple[int, int], int] = {}
    time: Terms = {}
    used = {place: program.variable(0, 1) for place in range(len(pool)) if only is None or place in only}
    for kind, days in enumerate(kinds):
        days_used, springy, strong = (program.variable(0, len(days)) for _ in range(3))
        own = {strong: problem.section, springy: problem.section, days_used: _opening(problem)}
        here = []
        for place, (least, most) in enumerate(problem.sets):
            if place not in used or not problem.allowed[place][days[0]]:
                continue
            one = sets[place, kind] = program.variable(0, most * len(days))
            stands = sessions[place, kind] = program.variable(0, len(days))
            here.append(stands)
            program.row({one: 1, stands: -least}, low=0)
            program.row({one: 1, stands: -most}, high=0)
            program.row({stands: 1, used[place]: -len(days)}, high=0)
            program.row({stands: 1, strong if pool[place].strength else springy: -1}, high=0)
            own |= {one: problem.set_time[place], stands: -problem.between}
        program.row({strong: 1, days_used: -1}, low=0, high=0)  # hops and jumps never make a session of their own
        program.row({springy: 1, strong: -1}, high=0)
        lifts = {one: 1 for (place, day), one in sessions.items() if day == kind and pool[place].strength}
        program.row({**lifts, strong: -1}, low=0)
        limit = problem.limits[days[0]]
        if limit is not None:
            program.row({**own, days_used: own[days_used] - max(0, limit)}, high=0)
        most_here = _most_exercises(problem, days[0], used)
        if most_here < len(here):
            program.row({**dict.fromkeys(here, 1), days_used: -most_here}, high=0)
        for cap in problem.caps:
            terms = {sets[place, kind]: weight for place, weight in cap.weights.items() if (place, kind) in sets}
            program.row(terms, high=len(days) * max(0, (cap.high or 0) - cap.days[days[0]][1]))
        time |= own
    for place, one in used.items():
        program.row({**{sessions[key]: 1 for key in sessions if key[0] == place}, one: -1}, low=0)
    for target in problem.targets:
        _band(program, {sets[key]: target.weights[key[0]] for key in sets if key[0] in target.weights}, target)
        wanted = least_days(problem, target)
        if wanted:
            worked = [program.variable(0, len(days)) for days in kinds]
            for kind, days in enumerate(kinds):
                given = sum(target.days[day][0] >= target.parts for day in days)
                own = {sessions[key]: 1 for key in sessions if key[0] in target.weights and key[1] == kind}
                program.row({**own, worked[kind]: -1}, low=-given)
            program.row(dict.fromkeys(worked, 1), low=wanted)
    for group in problem.groups:
        program.row({used[place]: 1 for place in group if place in used}, low=1)
    totals = {place: {one: 1 for key, one in sets.items() if key[0] == place} for place in used}
    flags: dict[tuple[int, int, int], int] = {}
    for week in (week for week in without if set(week) <= set(used)):
        others: Terms = {one: 1 for place, one in used.items() if place not in week}
        for place, count in week.items():
            for way in (1, -1):
                others[_beyond(program, flags, totals[place], (place, count, way))] = 1
        program.row(others, low=1)
    return Weekly(program, totals, used, time)


def useful(problem: Problem, whole: Weekly, most: int) -> frozenset[int]:
    """Return the exercises that a week of no more time than this can have, by what their sets add at the least."""
    least, costs = whole.program.reduced(whole.time)
    return frozenset(
        place
        for place, total in whole.sets.items()
        if any(least + costs[one] * problem.sets[place][0] <= most + MARGIN for one in total)
    )


def _beyond(program: Program, flags: dict[tuple[int, int, int], int], total: Terms, key: tuple[int, int, int]) -> int:
    """Return a variable that can be 1 only where a total is above (1) or below (-1) a count."""
    if key not in flags:
        _, count, way = key
        flag = flags[key] = program.variable(0, 1)
        if way == 1:
            program.row({**total, flag: -(count + 1)}, low=0)
        else:
            most = sum(program.upper[one] for one in total)
            program.row({**total, flag: most - count + 1}, high=most)
    return flags[key]


def daily(problem: Problem, *, nodes: int, week: Sets | None = None, only: frozenset[int] | None = None) -> Daily:
    """Make the program day by day; ``week`` gives the sets of the exercises that are used, and no others are.

    ``only`` names the exercises of the pool that may be used.

    Days that are alike are told apart by their time, the longest first.
    """
    request, pool = problem.request, problem.pool
    program = Program(nodes=nodes)
    some = range(len(pool)) if only is None else sorted(only)
    places = some if week is None else sorted(week)
    used = {place: program.variable(0, 1) for place in places}
    sets: list[dict[int, int]] = []
    sessions: list[dict[int, int]] = []
    times = []
    for day, limit in enumerate(problem.limits):
        day_used, springy, strong = (program.variable(0, 1) for _ in range(3))
        time = {strong: problem.section, springy: problem.section, day_used: _opening(problem)}
        here: dict[int, int] = {}
        stands: dict[int, int] = {}
        for place in places:
            if not problem.allowed[place][day]:
                continue
            least, most = problem.sets[place]
            here[place], stands[place] = program.variable(0, most), program.variable(0, 1)
            program.row({here[place]: 1, stands[place]: -least}, low=0)
            program.row({here[place]: 1, stands[place]: -most}, high=0)
            program.row({stands[place]: 1, used[place]: -1}, high=0)
            program.row({stands[place]: 1, strong if pool[place].strength else springy: -1}, high=0)
            time |= {here[place]: problem.set_time[place], stands[place]: -problem.between}
        program.row({strong: 1, day_used: -1}, low=0, high=0)
        program.row({springy: 1, strong: -1}, high=0)
        program.row({**{one: 1 for place, one in stands.items() if pool[place].strength}, strong: -1}, low=0)
        if limit is not None:
            program.row({**time, day_used: time[day_used] - max(0, limit)}, high=0)
        if request.most_exercises is not None:
            program.row(dict.fromkeys(stands.values(), 1), high=request.most_exercises)
        for cap in problem.caps:
            terms = {here[place]: weight for place, weight in cap.weights.items() if place in here}
            program.row(terms, high=max(0, (cap.high or 0) - cap.days[day][1]))
        sets.append(here)
        sessions.append(stands)
        times.append(time)
    for place, one in used.items():
        program.row({**{day[place]: 1 for day in sessions if place in day}, one: -1}, low=0)
    for place, count in (week or {}).items():
        program.row({day[place]: 1 for day in sets if place in day}, low=count, high=count)
    for target in problem.targets:
        own = [{day[place]: weight for place, weight in target.weights.items() if place in day} for day in sets]
        _band(program, add(*own), target)
        wanted = least_days(problem, target)
        if wanted:
            worked = [program.variable(0, 1) for _ in own]
            for terms, flag, (low, _) in zip(own, worked, target.days, strict=True):
                program.row({**terms, flag: -target.parts}, low=-low)
            program.row(dict.fromkeys(worked, 1), low=wanted)
    for group in problem.groups:
        program.row({used[place]: 1 for place in group if place in used}, low=1)
    for days in problem.kinds:
        for first, second in pairwise(days):
            program.row(add(times[first], {one: -factor for one, factor in times[second].items()}), low=0)
    longest = program.variable(0, LONGEST)
    for time in times:
        program.row({longest: 60 * problem.unit, **{one: -factor for one, factor in time.items()}}, low=0)
    return Daily(program, sets, used, times, longest)


def _most_exercises(problem: Problem, day: int, places: Iterable[int]) -> int:
    """Return how many exercises a day can hold: as many as are allowed, and as the shortest ones that fit its limit."""
    possible = [place for place in places if problem.allowed[place][day]]
    most = len(possible) if problem.request.most_exercises is None else problem.request.most_exercises
    limit = problem.limits[day]
    if limit is None:
        return most
    left = limit - problem.section - _opening(problem)
    shortest = sorted(problem.sets[place][0] * problem.set_time[place] - problem.between for place in possible)
    fitting = sum(1 for total in accumulate(shortest) if total <= left)
    return min(most, fitting)


def _opening(problem: Problem) -> int:
    """Return what a session takes beside its strength and springy sections."""
    return (problem.warm_up_time + problem.section if problem.request.warm_up else 0) - problem.last


def _band(program: Program, terms: Terms, target: Sum) -> None:
    if target.low is not None and target.low > 0:
        program.row(terms, low=target.low)
    if target.high is not None:
        program.row(terms, high=target.high)
