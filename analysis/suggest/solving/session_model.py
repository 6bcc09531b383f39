"""The variables of sessions worth doing: which exercise is on which day, its sets, and its superset partner.

The sets of an exercise on a day are its fewest sets, if it is there, plus each further set as its own variable, which
lets a further set be worth less than the set before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from analysis.ask.athlete import HARD_SETS
from analysis.library.library import Library
from analysis.suggest.integer_program import Program
from analysis.suggest.solving.model import Terms, add
from analysis.suggest.solving.problem import Problem, Sum, least_days
from analysis.suggest.solving.session_lines import TINY, UPPER, Lines, siblings
from analysis.suggest.targets import MAIN_LINES
from analysis.volume.rests import USUAL_RESTS

MAIN_SETS = {"new": (2, 3), "some": (2, 4), "trained": (2, 5)}
"""Fewest and most sets of a main lift in a session, by the athlete's level (custom)."""


SMALL_SETS, TARGET_SETS = (2, 3), (2, 5)
"""Fewest and most sets in a session of other exercises, and of exercises that a typed target counts (custom)."""


SMALL_DAYS, UPPER_LIFTS = 2, 2
"""Most days a week with the same small exercise, and most presses or rows on a day without leg work."""


SHORT_SESSION, LEAST_EXERCISES, SHORT_EXERCISES = 15, 3, (2, 3)
"""Minutes up to which a session is short; fewest exercises of a session; fewest and most of a short session."""


RACE_SESSIONS, RACE_EXERCISES = 2, 4
"""Most sessions in race week, and most exercises in each: at two sets about half a usual week (custom)."""


MAIN_DAYS = 2
"""Days a week with a main line."""


@dataclass
class SessionModel:
    """The variables of some days of a week.

    Attributes
    ----------
    turns : dict
        Time that a round of each possible superset saves, by its two exercises.
    days : tuple of int
        Days of the problem, by index.
    chosen : tuple of int
        Exercises of the pool that the sessions may use.
    base : dict
        Fewest sets of each exercise on a day that has it.
    sessions : dict
        Whether there is a session on each day.
    used : dict
        Whether an exercise is in the week.
    uses, extras : dict
        Whether a day has an exercise, and its further sets that day, one variable each.
    pairs, rounds : dict
        Whether two exercises are a superset on a day, and how many rounds; by both exercises and the day.
    longest : int
        Most exercises on any day.
    further : bool
        Whether supersets include further sets; a week that needs none is searched quicker without.
    """

    problem: Problem
    program: Program
    lines: Lines
    turns: Mapping[tuple[int, int], int]
    days: tuple[int, ...]
    chosen: tuple[int, ...]
    base: dict[int, int] = field(default_factory=dict)
    sessions: dict[int, int] = field(default_factory=dict)
    used: dict[int, int] = field(default_factory=dict)
    uses: dict[tuple[int, int], int] = field(default_factory=dict)
    extras: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    pairs: dict[tuple[int, int, int], int] = field(default_factory=dict)
    rounds: dict[tuple[int, int, int], int] = field(default_factory=dict)
    longest: int = -1
    further: bool = True

    def sets(self, exercise: int, day: int, weight: int = 1) -> Terms:
        """Return the sets of an exercise on a day, as a sum."""
        if (exercise, day) not in self.uses:
            return {}
        further = dict.fromkeys(self.extras[exercise, day], weight)
        return {self.uses[exercise, day]: self.base[exercise] * weight, **further}

    def stand(self, exercises: Iterable[int], days: Iterable[int]) -> Terms:
        """Return the number of uses of some exercises on some days, as a sum."""
        days = list(days)
        return {self.uses[each, day]: 1 for each in exercises for day in days if (each, day) in self.uses}

    def weighted(self, target: Sum, day: int) -> Terms:
        """Return the sets of a day that count for a target, as a sum."""
        return add(*(self.sets(each, day, weight) for each, weight in target.weights.items()))


def session_model(
    problem: Problem,
    lines: Lines,
    turns: Mapping[tuple[int, int], int],
    days: Sequence[int],
    chosen: Sequence[int],
    *,
    further: bool = True,
) -> SessionModel:
    """Return the program for sessions of the chosen exercises on some days, each session within its rules."""
    program = Program(nodes=problem.question.nodes)
    model = SessionModel(problem, program, lines, turns, tuple(days), tuple(chosen), further=further)
    for exercise in chosen:
        _add_exercise(model, exercise)
    model.longest = model.program.variable(0, len(chosen))
    for day in days:
        model.sessions[day] = model.program.variable(0, 1)
        _keep_numbers(model, day)
        _pair(model, day)
        _keep_time(model, day)
    return model


def sets_of(problem: Problem, lines: Lines, exercise: int) -> tuple[int, int]:
    """Return the fewest and the most sets of an exercise in a session."""
    level, candidate = problem.question.level, problem.pool[exercise]
    if candidate.kind == "jumps":
        return candidate.sets
    if exercise in for_targets(problem):
        return TARGET_SETS
    if not problem.question.build:  # strength is maintained, not built
        return SMALL_SETS[0], SMALL_SETS[0]
    if exercise in tiny(lines):
        return SMALL_SETS[0], SMALL_SETS[0]
    return MAIN_SETS[level] if exercise in lines.main else SMALL_SETS


def tiny(lines: Lines) -> frozenset[int]:
    """Return the exercises for small muscles that train no larger muscles."""
    return frozenset().union(*(lines.members[line] for line in TINY)) - lines.main - _greater(lines)


def _greater(lines: Lines) -> frozenset[int]:
    return lines.members["trunk"].union(*(lines.members[line] for line in UPPER))


def for_targets(problem: Problem) -> set[int]:
    """Return the exercises that count for a typed target."""
    typed = [target for target in problem.targets if target.low > 0 and not target.soft]
    return {exercise for target in typed for exercise in target.weights}


def _add_exercise(model: SessionModel, exercise: int) -> None:
    """Add an exercise to every day that allows it."""
    program, problem = model.program, model.problem
    least, most = sets_of(problem, model.lines, exercise)
    model.base[exercise] = least
    model.used[exercise] = program.variable(0, 1)
    for day in model.days:
        if not problem.allowed[exercise][day]:
            continue
        use = model.uses[exercise, day] = program.variable(0, 1)
        further = model.extras[exercise, day] = [program.variable(0, 1) for _ in range(most - least)]
        for before, after in pairwise([use, *further]):
            program.row({before: 1, after: -1}, low=0)
        program.row({use: 1, model.used[exercise]: -1}, high=0)
    program.row({**model.stand([exercise], model.days), model.used[exercise]: -1}, low=0)


def _keep_numbers(model: SessionModel, day: int) -> None:
    """Limit the exercises and sets of a session, and rule out similar exercises in it."""
    program, problem, session = model.program, model.problem, model.sessions[day]
    here = [exercise for exercise in model.chosen if (exercise, day) in model.uses]
    least, most = LEAST_EXERCISES, problem.question.most_exercises or len(here)
    if not problem.question.build:
        most = min(most, RACE_EXERCISES)
    limit = problem.question.days[day].minutes
    if limit is not None and limit <= SHORT_SESSION:
        least, most = SHORT_EXERCISES[0], min(most, SHORT_EXERCISES[1])
    standing = model.stand(here, [day])
    program.row({**standing, session: -least}, low=0)
    program.row({**standing, session: -most}, high=0)
    program.row({**standing, model.longest: -1}, high=0)
    hard = [model.sets(each, day) for each in here if problem.pool[each].kind == "strength"]
    program.row({**add(*hard), session: -HARD_SETS[problem.question.level]}, high=0)
    for cap in problem.caps:
        program.row(model.weighted(cap, day), high=max(0, (cap.high or 0) - cap.days[day][1]))
    # In a session one lift of a main line, and one exercise of any other movement; more for a typed target.
    for line in MAIN_LINES:
        program.row(model.stand(model.lines.members[line], [day]), high=1)
    typed = for_targets(problem)
    for one, other in (UPPER, UPPER[::-1]):  # no second press without a row, and vice versa
        presses, rows = (model.stand(model.lines.members[line] - typed, [day]) for line in (one, other))
        if rows:
            program.row({**presses, **dict.fromkeys(rows, -1)}, high=1)
    small, greater = (
        add(*(model.sets(each, day) for each in sorted(some & {*here} - typed)))
        for some in (tiny(model.lines), _greater(model.lines))
    )
    if small and greater:
        program.row({**small, **{term: -sets for term, sets in greater.items()}}, high=0)
    for near in model.lines.alike:
        program.row(model.stand(near - typed, [day]), high=1)
    others = [exercise for exercise in here if exercise not in model.lines.main]
    for pattern in dict.fromkeys(problem.pool[exercise].pattern for exercise in others):
        alike = [exercise for exercise in others if problem.pool[exercise].pattern == pattern]
        upper = pattern in UPPER and problem.question.days[day].spared  # a horizontal and an overhead press
        program.row(model.stand(alike, [day]), high=UPPER_LIFTS if upper or typed & {*alike} else 1)


def _pair(model: SessionModel, day: int) -> None:
    """Allow supersets on a day, each exercise with at most one partner."""
    program = model.program
    here = [each for each in model.chosen if (each, day) in model.uses]
    partners: dict[int, Terms] = {each: {} for each in here}
    together: dict[int, Terms] = {each: {} for each in here}
    for both in combinations(here, 2):
        if both not in model.turns:
            continue
        pair = model.pairs[(*both, day)] = program.variable(0, 1)
        if not model.further:
            for each in both:
                partners[each][pair] = 1
            continue
        most = min(model.base[each] + len(model.extras[each, day]) for each in both)
        rounds = model.rounds[(*both, day)] = program.variable(0, most)
        program.row({rounds: 1, pair: -most}, high=0)
        for each in both:
            partners[each][pair] = together[each][rounds] = 1
    for each in here:
        program.row({**partners[each], model.uses[each, day]: -1}, high=0)
        if model.further:
            program.row({**together[each], **model.sets(each, day, -1)}, high=0)


def _keep_time(model: SessionModel, day: int) -> None:
    """Limit a session to its minutes; the rest after its last set is reduced only by the shortest rest."""
    program, problem = model.program, model.problem
    strength = [int(problem.pool[each].rest * problem.unit) for each in model.chosen if problem.pool[each].strength]
    shortest = min([*strength, int(USUAL_RESTS.between_rounds_s * problem.unit)])
    time: Terms = {model.sessions[day]: problem.opening - shortest}
    for each in model.chosen:
        time |= {term: sets * problem.set_time[each] for term, sets in model.sets(each, day).items()}
        if (each, day) in model.uses and not problem.pool[each].strength:  # its last rest is the rest between sections
            time[model.uses[each, day]] += problem.section - int(problem.pool[each].rest * problem.unit)
    time |= {rounds: -model.turns[one, other] for (one, other, on), rounds in model.rounds.items() if on == day}
    if not model.further:  # count only the fewest sets of each exercise
        fewest = {(one, other): min(model.base[one], model.base[other]) for one, other, on in model.pairs if on == day}
        time |= {
            pair: -model.turns[one, other] * fewest[one, other]
            for (one, other, on), pair in model.pairs.items()
            if on == day
        }
    if lifts := model.stand([each for each in model.chosen if problem.pool[each].barbell], [day]):
        lifted = program.variable(0, 1)
        time[lifted] = problem.lifted
        for use in lifts:
            program.row({lifted: 1, use: -1}, low=0)
    if (limit := problem.limits[day]) is not None:
        program.row({**time, model.sessions[day]: time[model.sessions[day]] - max(0, limit)}, high=0)


def keep_week(library: Library, model: SessionModel, given: Mapping[str, int]) -> dict[str, list[int]]:
    """Add the rules of a week; ``given`` is the number of days on which fixed sessions have each line.

    Returns
    -------
    dict
        For each line, variables for whether it is in the week and whether it is on a second day.
    """
    program, problem = model.program, model.problem
    covered: dict[str, list[int]] = {}
    for name, members in model.lines.members.items():
        flags = covered[name] = [program.variable(0, 1) for _ in range(2)]
        standing = model.stand(members, model.days)
        program.row({**standing, **dict.fromkeys(flags, -1)}, low=-given.get(name, 0))
        program.row({flags[0]: 1, flags[1]: -1}, low=0)
        if name in MAIN_LINES:
            program.row(standing, high=max(0, MAIN_DAYS - given.get(name, 0)))
            _keep_lifts(library, model, [each for each in model.chosen if each in members])
    if not problem.question.build:
        _keep_small(model)
    typed = for_targets(problem)
    for each in model.chosen:
        if each not in model.lines.main | typed:
            program.row(model.stand([each], model.days), high=SMALL_DAYS)
    for target in problem.targets:
        if not target.soft:
            _keep_target(model, target)
    for group in problem.groups:
        program.row({model.used[each]: 1 for each in group if each in model.used}, low=1)
    # Interchangeable days: the first has the most exercises.
    for kind in problem.kinds:
        for one, other in pairwise(kind):
            fewer = dict.fromkeys(model.stand(model.chosen, [other]), -1)
            program.row({**model.stand(model.chosen, [one]), **fewer}, low=0)
    return covered


def _keep_small(model: SessionModel) -> None:
    """Keep race week small: few sessions, none on the last days before the race if there are other days."""
    program, days = model.program, model.problem.question.days
    program.row(dict.fromkeys(model.sessions.values(), 1), high=RACE_SESSIONS)
    last = [session for day, session in model.sessions.items() if "strength" in days[day].near]
    if len(last) < len(model.sessions):
        program.row(dict.fromkeys(last, 1), high=0)


def _keep_lifts(library: Library, model: SessionModel, lifts: Sequence[int]) -> None:
    """Allow one lift of a line, or two siblings."""
    program, problem = model.program, model.problem
    program.row({model.used[each]: 1 for each in lifts}, high=2)
    for one, other in combinations(lifts, 2):
        if not siblings(library, problem.pool, one, other):
            program.row({model.used[one]: 1, model.used[other]: 1}, high=1)


def _keep_target(model: SessionModel, target: Sum) -> None:
    """Keep a typed target, on as many days as it needs."""
    program = model.program
    on = [model.weighted(target, day) for day in model.days]
    if target.low > 0:
        program.row(add(*on), low=target.low)
    if target.high is not None:
        program.row(add(*on), high=target.high)
    if wanted := least_days(model.problem, target):
        flags = [program.variable(0, 1) for _ in on]
        program.row(dict.fromkeys(flags, 1), low=wanted)
        for terms, flag, (least, _) in zip(on, flags, target.days, strict=True):
            program.row({**terms, flag: -target.parts}, low=-least)
