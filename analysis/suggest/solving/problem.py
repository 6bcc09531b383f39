"""A question about a week in whole numbers: which exercises are allowed when, their time and their sets."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import pandas as pd

from analysis.base.frames import positions
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.suggest.candidates import Candidate, candidates, in_session
from analysis.suggest.exact_numbers import exact, exact_seconds
from analysis.suggest.integer_program import Effort
from analysis.suggest.requests.goals import possible
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.training_days import Day
from analysis.suggest.targets import Target, counted_sets, on_line
from analysis.volume.amounts import Floats
from analysis.volume.minutes import session_minutes
from analysis.volume.rests import USUAL_RESTS, barbell_seconds
from analysis.volume.weight_matrix import weights_of
from analysis.week.checklist import ticked_by

ANY_SETS = (1, 10)
"""Sets of an exercise in a session when its usual range does not apply."""


@dataclass(frozen=True)
class Sum:
    """A weighted sum of the sets of exercises, in parts of a set, with its weekly limits in the same parts."""

    weights: Mapping[int, int]
    parts: int
    low: int
    high: int | None
    days: tuple[tuple[int, int], ...]
    """Fewest and most parts from fixed sessions on each day that may have a session."""
    other_days: int
    """Days without a suggested session whose fixed sessions have at least a set."""
    asked: int
    """Weekly target including fixed sessions; 0 where it may all be on one day."""
    soft: bool = False
    """Whether it is reached only where possible."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A question with everything looked up. Times are in parts of a second, ``unit`` to the second.

    Attributes
    ----------
    pool : tuple of Candidate
        Exercises that may be used, those of the sources first, then in library order.
    sets : tuple of (int, int)
        Fewest and most sets of each exercise in a session.
    allowed : tuple of tuple of bool
        Exercise x day.
    set_time : tuple of int
        Time of a set of each exercise with the rest after it.
    last_rest : tuple of int
        Rest after the last set of each exercise when another exercise follows.
    lifted : int
        Extra time of a session's first barbell lift, besides its sets.
    limits : tuple of int or None
        Longest session of each day.
    """

    question: Question
    unit: int
    pool: tuple[Candidate, ...]
    sets: tuple[tuple[int, int], ...]
    allowed: tuple[tuple[bool, ...], ...]
    set_time: tuple[int, ...]
    last_rest: tuple[int, ...]
    lifted: int
    limits: tuple[int | None, ...]
    warm_up_time: int
    targets: tuple[Sum, ...]
    caps: tuple[Sum, ...]
    groups: tuple[tuple[int, ...], ...]
    """For each pattern and line to cover and each exercise to include, the exercises of which the week needs one."""
    effort: Effort | None = None
    """Effort shared by all searches for this and other problems; None: each search has its own nodes."""

    @cached_property
    def kinds(self) -> tuple[tuple[int, ...], ...]:
        """Days grouped by kind; days of a kind differ only in name."""
        # Days with the same limit, allowed exercises and fixed sets are interchangeable. Grouped as one kind they make
        # the program of the week smaller; day by day, the longest of them comes first.
        kinds: dict[object, list[int]] = {}
        for day, limit in enumerate(self.limits):
            given = tuple(each.days[day] for each in (*self.targets, *self.caps))
            kinds.setdefault((limit, tuple(days[day] for days in self.allowed), given), []).append(day)
        return tuple(map(tuple, kinds.values()))

    # The time of a session is a sum: every set counts with the rest after it. Different rests, after the last set of an
    # exercise or of a section, are corrected on the variable that causes them.

    @cached_property
    def spared(self) -> tuple[int, ...]:
        """Time saved after the last set of each exercise: the rest between its sets minus the rest after the last."""
        return tuple(
            int(each.rest * self.unit) - closing for each, closing in zip(self.pool, self.last_rest, strict=True)
        )

    @property
    def section(self) -> int:
        """Rest between two sections."""
        return int(USUAL_RESTS.between_sections_s * self.unit)

    @property
    def opening(self) -> int:
        """Time of a session besides its sections: its warm-up and the rest after it."""
        return self.warm_up_time + self.section if self.question.warm_up else 0

    @cached_property
    def jumps_alone(self) -> bool:
        """Whether hops and jumps alone can fill all open requests, without strength work."""
        springy = {each for each, days in enumerate(self.allowed) if any(days) and not self.pool[each].strength}
        return all(springy.intersection(group) for group in self.groups) and not any(
            each.low > 0 or least_days(self, each) > sum(given >= each.parts for given, _ in each.days)
            for each in self.targets
        )

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Exercises of the pool in the order of a session."""
        return tuple(sorted(range(len(self.pool)), key=lambda number: in_session(self.pool[number])))


def least_days(problem: Problem, target: Sum) -> int:
    """Return on how many of the possible days a target must be worked; 0 for a target below two sets."""
    # A single set can only be done on one day, so a target below two sets is not spread.
    wanted = problem.question.least_days - target.other_days
    return wanted if wanted > 0 and target.asked >= 2 * target.parts else 0


def pose(library: Library, question: Question) -> Problem:
    """Return a question as a problem, with everything it needs looked up."""
    pool = _pool(library, question)
    known = candidates(library, *question.pace)
    warm_up = [known[name] for name in question.warm_up]
    # The solver works in whole numbers, so all times use the smallest part of a second that any of them needs.
    lifted = exact_seconds(barbell_seconds(library)[1])
    times = [time for each in [*pool, *warm_up] for time in (each.seconds, each.rest, each.closing)]
    unit = math.lcm(*(time.denominator for time in [*times, lifted]))
    rounds, exercises = (
        exact_seconds(rest) for rest in (USUAL_RESTS.between_rounds_s, USUAL_RESTS.between_exercises_s)
    )
    # A warm-up runs at the usual pace; after its last set comes the rest between sections.
    opening = sum(question.opener_sets(each) * (each.seconds + rounds) - rounds + exercises for each in warm_up)
    targets, caps = _sums(library, question, pool)
    return Problem(
        question=question,
        unit=unit,
        pool=pool,
        sets=tuple(candidate.sets if question.usual else ANY_SETS for candidate in pool),
        allowed=tuple(tuple(_may_stand(question, candidate, day) for day in question.days) for candidate in pool),
        set_time=tuple(int((candidate.seconds + candidate.rest) * unit) for candidate in pool),
        last_rest=tuple(int(candidate.closing * unit) for candidate in pool),
        lifted=int(lifted * unit),
        limits=_limits(library, question, unit),
        warm_up_time=int((opening - exercises) * unit) if warm_up else 0,
        targets=targets,
        caps=caps,
        groups=_groups(library, question, pool),
    )


def _pool(library: Library, question: Question) -> tuple[Candidate, ...]:
    """Return the exercises that equipment, wishes and a race allow."""
    rows = library.prescriptions
    fixed = rows["routine_id"].isin([routine for _, routine in question.fixed])
    # Exercises of a fixed session count as known, even if they are new.
    known = {*question.known, *rows.loc[fixed, "exercise_id"]} if question.race else None
    out, named = {*question.warm_up, *question.exclude}, {*question.include, *question.prefer, *question.patterns}
    # Whole sessions leave out exercises of the sources that coaches seldom prescribe; a typed target may need them.
    if question.least:
        named |= set(library.exercises.loc[library.exercises["origin"] == "sources", "exercise_id"])
    pool = possible(library, question.equipment, out, known, question.pace, named, question.barred)
    return tuple(candidate for candidate in pool if not candidate.still)


def _may_stand(question: Question, candidate: Candidate, day: Day) -> bool:
    """Return whether a day allows an exercise: light leg work before a hard or long run, less work near a race."""
    spared = (day.eve if question.least else day.spared) and question.spare
    hard = candidate.demand != "light" or (candidate.kind == "jumps" and not question.least)
    if candidate.demand != "light" and "strength" in day.near:
        return False
    if candidate.kind == "jumps" and "jumps" in day.near:
        return False
    return not ((spared or "legs" in day.near) and candidate.legs and hard)


def _limits(library: Library, question: Question, unit: int) -> tuple[int | None, ...]:
    """Return the time each day has left beside its fixed sessions."""
    taken: dict[str, Fraction] = {}
    if question.fixed:
        minutes = session_minutes(library, **question.times)
        most = minutes.set_index("routine_id")["minutes_max"]
        for day, routine in question.fixed:
            taken[day] = taken.get(day, Fraction(0)) + exact_seconds(float(most[routine]) * 60)
    # Rounded down: not even a part of a second may exceed the limit.
    return tuple(
        None if day.minutes is None else math.floor((day.minutes * 60 - taken.get(day.weekday, 0)) * unit)
        for day in question.days
    )


def _sums(library: Library, question: Question, pool: Sequence[Candidate]) -> tuple[tuple[Sum, ...], tuple[Sum, ...]]:
    """Return the week's targets and each muscle's limit in a session, in whole parts of a set."""
    most = question.most_sets
    muscles = library.muscles["muscle_id"] if most is not None else ()
    limits = [Target("muscle", muscle, "", Fraction(0), most) for muscle in muscles]
    everything = [*question.targets, *limits]
    fixed = counted_sets(
        library, [routine for _, routine in question.fixed], everything, question.roles, question.count
    )
    sums = []
    for target, sets in zip(everything, fixed.transpose(2, 1, 0), strict=True):  # session x end
        given: dict[str, Floats] = {}
        for (day, _), ends in zip(question.fixed, sets, strict=True):
            given[day] = given.get(day, 0.0) + ends
        sums.append(_sum(library, question, pool, given, target))
    count = len(question.targets)
    # A limit applies to a session, not to the week; only muscles that an exercise in the pool works need one.
    caps = [replace(cap, high=int(most * cap.parts)) for cap in sums[count:] if most is not None and cap.weights]
    return tuple(sums[:count]), tuple(caps)


def _sum(
    library: Library, question: Question, pool: Sequence[Candidate], fixed: Mapping[str, Floats], target: Target
) -> Sum:
    each = _weights(library, question, pool, target)
    given = {day: (exact(float(low)), exact(float(high))) for day, (low, high) in fixed.items()}
    high = target.high
    ends = [target.low, *([] if high is None else [high]), *(end for both in given.values() for end in both)]
    # The largest part of a set in which weights, limits and fixed sessions are all whole: usually a half.
    parts = math.lcm(*(fraction.denominator for fraction in [*each.values(), *ends]), 1)
    in_week = [day.weekday for day in question.days]
    on_days = [given.get(day, (Fraction(0), Fraction(0))) for day in in_week]
    # Subtract fixed sessions: their fewest sets from the lower limit, their most sets from the upper limit.
    return Sum(
        weights={number: int(weight * parts) for number, weight in each.items()},
        parts=parts,
        low=int((target.low - sum(low for low, _ in given.values())) * parts),
        high=None if high is None else int((high - sum(most for _, most in given.values())) * parts),
        days=tuple((int(low * parts), int(most * parts)) for low, most in on_days),
        other_days=sum(low >= 1 for day, (low, _) in given.items() if day not in in_week),
        asked=int(target.low * parts) if target.spread else 0,
        soft=target.soft,
    )


def _weights(library: Library, question: Question, pool: Sequence[Candidate], target: Target) -> dict[int, Fraction]:
    """Return how much a set of each exercise counts for a target: its weight for a muscle, a whole set on its line."""
    if target.by == "line":
        return {number: Fraction(1) for number, candidate in enumerate(pool) if on_line(candidate, target)}
    weights = weights_of(library, by=target.by, counting=question.roles)
    column = weights.active[0][:, int(positions(weights.labels, [target.label])[0])]
    return {
        number: exact(float(column[candidate.row]))
        for number, candidate in enumerate(pool)
        if candidate.kind in question.count and column[candidate.row] > 0
    }


def only_light(library: Library, question: Question) -> list[str]:
    """Return the names of targets that only light work can train, where light work does not count."""
    pool, names = _pool(library, question), []
    for target in question.targets:
        if target.low > 0 and not _weights(library, question, pool, target):
            both = _weights(library, replace(question, count=COUNTED_KINDS), pool, target)
            names += [target.name] * bool(both)
    return names


def _groups(library: Library, question: Question, pool: Sequence[Candidate]) -> tuple[tuple[int, ...], ...]:
    """Return groups of exercises, each of which needs one in the week and has none in the fixed sessions."""
    # Mobility and cooldown cover no line: a wish that only they fulfil is still open.
    ids = [candidate.exercise_id for candidate in pool]
    rows, table = library.prescriptions, library.coverage_exercises
    stays = rows["routine_id"].isin([routine for _, routine in question.fixed]) & (rows["kind"] != "mobility")
    fixed = set(rows.loc[stays, "exercise_id"])
    # A line counts certain kinds of work: in the pool by the usual dose, in fixed sessions by the prescribed one.
    kinds = [*((candidate.exercise_id, candidate.kind, candidate.demand) for candidate in pool)]
    kinds += rows.loc[stays, ["exercise_id", "kind", "demand"]].itertuples(index=False, name=None)
    done = pd.DataFrame(kinds, columns=["exercise_id", "kind", "demand"]).merge(table, on="exercise_id")
    ticks = done[ticked_by(library, done)]
    patterns = library.exercises.set_index("exercise_id")["movement_pattern"]
    wanted = [set(patterns.index[patterns == name]) for name in question.patterns]
    # For a goal, prefer jumps whose fewest sets reach the landings it asks for.
    enough = {each.exercise_id for each in pool if question.landings and each.landings >= question.landings}
    for line in question.cover:
        ticking = set(ticks.loc[ticks["line_id"] == line, "exercise_id"])
        wanted.append((ticking & enough or ticking) if line == "plyometric" else ticking)
    wanted += [{name} for name in question.include]
    return tuple(
        tuple(number for number, name in enumerate(ids) if name in some) for some in wanted if not some & fixed
    )
