"""The search for sessions worth doing: one wish after the other, each as far as earlier wishes allow.

First the week: its required lines and their days. Then, day by day, the use of its leftover minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.library.library import Library
from analysis.suggest.requests.request import WEIGHTS
from analysis.suggest.solving.model import Terms, add
from analysis.suggest.solving.problem import Problem, Sum
from analysis.suggest.solving.search import Days
from analysis.suggest.solving.session_lines import (
    BANDED,
    FIRST,
    HAMSTRINGS,
    JUMPS,
    SMALL,
    UPPER,
    Lines,
    best_of_line,
    liked_most,
    lines_of_week,
    words_of,
)
from analysis.suggest.solving.session_model import SMALL_DAYS, SessionModel, for_targets, keep_week, session_model
from analysis.suggest.solving.superset_pairs import in_turns
from analysis.suggest.targets import MAIN_LINES

MOST_LEG_SETS = 16
"""Hard leg sets a week from which a further set is worth less: the upper limit of that line for the goal running."""


@dataclass(frozen=True)
class Wish:
    """A quantity that a week maximizes: its name in words, its value, and its upper bound."""

    words: str
    value: int
    bound: int


@dataclass(frozen=True)
class SessionAnswer:
    """The result of a search for sessions.

    Attributes
    ----------
    sets, turns, words : tuple
        Day by day: sets of every exercise of the pool, its supersets, and the words for the session's name.
    wishes : tuple of Wish
    fits : bool or None
        None if the search ended undecided.
    covered : frozenset of str
        Lines that are in the week.
    main : mapping of int to int
        Exercises of the pool that are main lifts: 0 for knee and hip, 1 for calves.
    """

    sets: Days = ()
    turns: tuple[tuple[tuple[int, int], ...], ...] = ()
    wishes: tuple[Wish, ...] = ()
    fits: bool | None = False
    covered: frozenset[str] = frozenset()
    words: tuple[tuple[str, ...], ...] = ()
    main: Mapping[int, int] = field(default_factory=dict)


QUICK = 10
"""Minutes of a day below which the shortlist includes the quickest exercise of every line."""


TOGETHER = 15
"""Yes-or-no variables settled at once: few enough for floating point to resolve their weights."""


class _Granting:
    """A model that grants wishes one after the other, and keeps them."""

    def __init__(self, model: SessionModel) -> None:
        self.model, self.program = model, model.program
        self.values: tuple[int, ...] = ()
        self.wishes: list[Wish] = []
        self.fits: bool | None = None

    def most(self, words: str, terms: Terms) -> bool:
        """Maximize a sum and keep its value; return whether anything fits."""
        less = {term: -factor for term, factor in terms.items()}
        solution = self.program.least(less)
        self.fits = solution.fits
        if solution.fits:
            self.values = solution.values
            self.wishes.append(Wish(words, -solution.value, -solution.bound))
            self.program.row(less, high=solution.value)
        return bool(solution.fits)

    def settle(self, terms: Sequence[int]) -> None:
        """Fix open variables in order, each at its highest possible value."""
        for start in range(0, len(terms), TOGETHER):
            part = terms[start : start + TOGETHER]
            solution = self.program.least({term: -(2 ** (len(part) - rank)) for rank, term in enumerate(part)})
            self.values = solution.values or self.values
            for term in part:
                self.program.fix(term, self.values[term])

    def settle_days(self) -> None:
        """Fix the exercises of the week, their days and sets, and the supersets."""
        model = self.model
        self.settle(list(model.used.values()))
        self.settle([use for (each, _), use in model.uses.items() if self.values[model.used[each]]])
        standing = [key for key, use in model.uses.items() if self.values[use]]
        self.settle([further for key in standing for further in model.extras[key]])
        both = [(one, other, day) for one, other, day in model.pairs if {(one, day), (other, day)} <= {*standing}]
        self.settle([model.pairs[key] for key in both])

    def sets(self, day: int) -> dict[int, int]:
        """Return the sets of each exercise on a day."""
        sums = {each: self.model.sets(each, day) for each in self.model.chosen}
        sets = {each: sum(factor * self.values[term] for term, factor in terms.items()) for each, terms in sums.items()}
        return {each: count for each, count in sets.items() if count}

    def turns(self, day: int) -> tuple[tuple[int, int], ...]:
        """Return the supersets of a day."""
        return tuple(
            (one, other) for (one, other, on), pair in self.model.pairs.items() if on == day and self.values[pair]
        )


def search_sessions(library: Library, problem: Problem, given: Mapping[str, int]) -> SessionAnswer:
    """Find sessions worth doing; ``given`` is the number of days on which fixed sessions have each line.

    For the week, in this order: most sessions; the main lines, then their second days; the best-liked lifts, with few
    different ones; jumps; the small lines; the upper body; nothing beyond that, and the fewest exercises on the fullest
    day. Then, day by day: most points for leftover minutes; the best-liked exercises; fewest supersets. Ties go to the
    first in the library, on the first day.
    """
    lines = lines_of_week(library, problem)
    first, more = _shortlist(problem, lines), _addable(problem, lines)
    turns = in_turns(library, problem, lines, sorted({*first, *more}))
    days = range(len(problem.limits))
    # Only a target needs further sets in the week; otherwise days get them later.
    model = session_model(problem, lines, turns, days, first, further=bool(problem.targets))
    week = _Granting(model)
    # Make all wishes before granting the first: after that the solver's model takes no more variables.
    for words, terms in [*_of_week(problem, model, keep_week(library, model, given))]:
        if not week.most(words, terms):
            return SessionAnswer(wishes=tuple(week.wishes), fits=week.fits)
    week.settle_days()
    sets, in_pairs, wishes = [week.sets(day) for day in days], [], list(week.wishes)
    for day in days:
        chosen = sorted({*sets[day], *more}) if sets[day] else []
        filled = _Granting(session_model(problem, lines, turns, [day], chosen))
        for words, terms in _of_day(problem, filled.model, sets, day, given):
            filled.most(words, terms)
        filled.settle_days()
        sets[day] = filled.sets(day)
        in_pairs.append(filled.turns(day))
        wishes += filled.wishes
    there = {each for on in sets for each in on}
    knee_and_hip = lines.members[MAIN_LINES[0]] | lines.members[MAIN_LINES[1]]
    return SessionAnswer(
        sets=tuple(tuple(on.get(each, 0) for each in range(len(problem.pool))) for on in sets),
        turns=tuple(in_pairs),
        wishes=tuple(wishes),
        fits=True,
        covered=frozenset(name for name, members in lines.members.items() if given.get(name) or there & members),
        words=tuple(tuple(words_of(problem, lines, on)) for on in sets),
        main={each: int(each not in knee_and_hip) for each in lines.main},
    )


def has_sessions(library: Library, problem: Problem, given: Mapping[str, int]) -> bool:
    """Return whether any day fits a session worth doing."""
    lines = lines_of_week(library, problem)
    first = _shortlist(problem, lines)
    turns = in_turns(library, problem, lines, first)
    model = session_model(problem, lines, turns, range(len(problem.limits)), first)
    keep_week(library, model, given)
    solution = model.program.least(dict.fromkeys(model.sessions.values(), -1))
    return bool(solution.fits) and solution.value < 0


def _shortlist(problem: Problem, lines: Lines) -> list[int]:
    """Return the exercises to build a week from: the best liked on its lines, and those for typed targets."""
    members = lines.members
    chosen: set[int] = set()
    for name in MAIN_LINES:
        chosen.update(liked_most(problem, lines, members[name], 2))
    chosen.update(liked_most(problem, lines, members["knee_dominant"] & members["single_leg"], 1))
    for name in (*SMALL, JUMPS):
        best = best_of_line(problem, lines, name, 1)
        # If the best is nearly the same as a chosen exercise, a session with that one needs a third choice.
        others = {each for each in chosen if any({each, one} <= some for one in best for some in lines.alike)} - {*best}
        if others:
            near = {each for some in lines.alike if some & others for each in some}
            best += liked_most(problem, lines, members[name] - lines.main - near, 1)
        chosen.update(best)
    limits = [day.minutes for day in problem.question.days if day.minutes is not None]
    if limits and min(limits) < QUICK:  # perhaps only the quickest exercises fit
        for name in (*MAIN_LINES, *SMALL):
            chosen.update(sorted(members[name], key=lambda each: (problem.set_time[each], each))[:1])
    for target in problem.targets:
        if target.low > 0:
            weights = target.weights
            best = sorted(weights, key=lambda each: (-weights[each], -lines.liked[each], each))
            chosen.update(best[: 1 if target.soft else 8])
    for group in problem.groups:
        chosen.update(liked_most(problem, lines, group, 3))
    return sorted(chosen)


def _addable(problem: Problem, lines: Lines) -> list[int]:
    """Return the exercises that leftover minutes may go to: no further lifts of the main lines."""
    names = (*SMALL, JUMPS) if problem.question.landings else SMALL
    return sorted({each for name in names for each in best_of_line(problem, lines, name, 2)})


def _of_week(
    problem: Problem, model: SessionModel, covered: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, Terms]]:
    """Yield what a week maximizes, the most important first: words and a sum."""
    lines = model.lines
    yield "sessions", dict.fromkeys(model.sessions.values(), 1)
    # Every line gets a first day before any gets a second; knee and hip come before calves. If only one of the two
    # lifts fits, it is the knee lift: a lunge works the hip as well.
    first = {covered[line][0]: 10 + (rank < 1) for rank, line in enumerate(MAIN_LINES)}
    second = {covered[line][1]: 3 - (rank > 1) for rank, line in enumerate(MAIN_LINES)}
    yield "main lifts on two days", {**first, **second, covered["single_leg"][0]: 1}
    yield (
        "lifts that are liked",
        {use: lines.liked[each] for (each, _), use in model.uses.items() if each in lines.main},
    )
    yield "the same lift again", {used: -1 for each, used in model.used.items() if each in lines.main}
    if marks := [target for target in problem.targets if target.soft]:
        yield "muscle groups with their least sets", _reached(model, marks)
    if problem.question.landings:
        yield "jumps", {covered[JUMPS][0]: 1}
    # If a band is the only load, band work comes right after the trunk.
    small = {covered[line][0]: 12 - 2 * rank for rank, line in enumerate(FIRST)}
    yield "trunk, adductors, abduction, feet", small | {covered[BANDED][0]: 11} if lines.banded else small
    yield "push and pull", {covered[line][0]: 1 for line in UPPER}
    yield "no further set", {term: -1 for further in model.extras.values() for term in further}
    yield "no further exercise", dict.fromkeys(model.uses.values(), -1)
    yield "even days", {model.longest: -1}


def _reached(model: SessionModel, marks: Iterable[Sum]) -> Terms:
    """Return the number of targets reached, as a sum of flags."""
    flags: Terms = {}
    for mark in marks:
        flag = model.program.variable(0, 1)
        sets = add(*(model.weighted(mark, day) for day in model.days))
        model.program.row({**sets, flag: -mark.low}, low=0)
        flags[flag] = 1
    return flags


def _of_day(
    problem: Problem, model: SessionModel, sets: Sequence[Mapping[int, int]], day: int, given: Mapping[str, int]
) -> Iterator[tuple[str, Terms]]:
    """Yield what the leftover minutes of a day maximize, beside the sets the week already has: words and a sum."""
    weights, lines = {**WEIGHTS, **dict(problem.question.weights)}, model.lines
    for each, count in sets[day].items():
        model.program.row(model.sets(each, day), low=count)
    for target in problem.targets:
        if target.high is not None:
            others = (on for other, on in enumerate(sets) if other != day)
            rest = sum(target.weights.get(each, 0) * count for on in others for each, count in on.items())
            model.program.row(model.weighted(target, day), high=target.high - rest)
    _keep_balance(model, sets, day)
    leg_sets = sum(count for on in sets for each, count in on.items() if each in lines.main)
    third = "set_beyond" if leg_sets >= MOST_LEG_SETS else "third_set"
    days_on = {name: sum(bool(on.keys() & lines.members[name]) for on in sets) for name in (*SMALL, JUMPS)}
    times = {name: given.get(name, 0) + count for name, count in days_on.items()}
    worth: Terms = {}
    for (each, _), use in model.uses.items():
        if each not in sets[day]:
            before = sum(each in others for others in sets)
            on = [name for name in times if each in lines.members[name]]
            values = sorted((_worth_of_line(weights, name, times[name]) for name in on), reverse=True)
            # Each further line it trains is worth a point; from a third day on there is no bonus for variety.
            value = sum(values[:1]) + sum(other > 0 for other in values[1:])
            worth[use] = value + weights["variety"] * (not before) if value and before < SMALL_DAYS else -1
        if each in lines.main and _once(lines, sets, given, each):
            # A lift on a single day gets the goal's weekly sets before small lines get a third set.
            values = [weights["third_set"]] * 2
        elif each in lines.main:
            values = [weights[third], *[weights["set_beyond"]] * (problem.question.level == "trained")]
        else:
            values = [weights["further_set"]] * (problem.pool[each].kind != "jumps")
        further = model.extras[each, day]
        worth |= dict(zip(further, [*values, *[-1] * len(further)], strict=False))
    # One sum in which each criterion outweighs all later ones: points, then liking, then few supersets.
    liked = {use: lines.liked[each] for (each, _), use in model.uses.items()}
    scale = 1 + sum(sorted(liked.values())[-(problem.question.most_exercises or len(liked)) :])
    turns = 1 + len(model.chosen) // 2
    sums = {term: value * scale * turns for term, value in worth.items()}
    for term, value in liked.items():
        sums[term] = sums.get(term, 0) + value * turns
    yield f"leftover minutes on {problem.question.days[day].weekday}", sums | dict.fromkeys(model.pairs.values(), -1)


def _keep_balance(model: SessionModel, sets: Sequence[Mapping[int, int]], day: int) -> None:
    """Keep the number of presses and rows in a week within one of each other, except those for a typed target."""
    typed = for_targets(model.problem)
    push, pull = (model.lines.members[line] - typed for line in UPPER)
    if not (push and pull):
        return
    more = [sum(len(on.keys() & push) - len(on.keys() & pull) for on in some) for some in (sets, [sets[day]])]
    elsewhere, here = more[0] - more[1], more[1]
    for one, other, sign in ((push, pull, 1), (pull, push, -1)):
        terms = {**model.stand(one, [day]), **dict.fromkeys(model.stand(other, [day]), -1)}
        model.program.row(terms, high=max(1 - sign * elsewhere, sign * here))


def _once(lines: Lines, sets: Sequence[Mapping[int, int]], given: Mapping[str, int], lift: int) -> bool:
    """Return whether the line of a main lift is on a single day."""
    on = [name for name in MAIN_LINES if lift in lines.members[name]]
    return all(sum(bool(day.keys() & lines.members[name]) for day in sets) + given.get(name, 0) < 2 for name in on)


def _worth_of_line(weights: Mapping[str, int], line: str, times: int) -> int:
    """Return the points of an exercise of a line that is on ``times`` days already."""
    new = weights["second_day" if line in ("shin", "hip_flexors") else "new_line"]
    if line == HAMSTRINGS:
        new = weights["hamstrings"]
    return [new, weights["second_day"], weights["third_day"], 0][min(times, 3)]
