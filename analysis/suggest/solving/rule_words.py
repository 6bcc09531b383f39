"""The rules of a question in a coach's words, and the question with a rule dropped or relaxed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from analysis.ask.equipment import usable
from analysis.ask.numbers import LONGEST_DAY
from analysis.base.calendar import WEEKDAYS
from analysis.base.text import inline, listing, plural
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.training_days import days_of
from analysis.suggest.solving.problem import ANY_SETS
from analysis.week.around_runs import eve_of

Change = tuple[str, Question]
"""A change in words, and the changed question."""


FIXED = "fixed:"
"""Prefix of the ids of rules that keep a fixed session."""


@dataclass(frozen=True)
class Rule:
    """A rule of a question.

    Attributes
    ----------
    rule : str
        Its id, such as ``low:glute_med`` or ``minutes``.
    words : str
    without : callable
        Takes a question, which may lack other rules already, and returns it without this rule.
    steps : tuple of (words, Question)
        The question with the rule relaxed more and more; tried where no alternative is enough.
    alternatives : tuple of (words, Question)
        Relaxations that do not include each other, such as one more item of equipment.
    price : (words, Question) or None
        The smallest change a coach would think of.
    """

    rule: str
    words: str
    without: Callable[[Question], Question]
    steps: tuple[Change, ...] = ()
    alternatives: tuple[Change, ...] = ()
    price: Change | None = None


def rules_of(library: Library, question: Question) -> tuple[Rule, ...]:
    """Return the rules of a question in a fixed order, which picks among several smallest conflicts."""
    return (
        *_bands(question),
        *_minutes(question),
        *_days(question),
        *_equipment(library, question),
        *_wishes(library, question),
        *_athlete(question),
        *_fixed(library, question),
        *_customs(question),
    )


def _sets(count: Fraction) -> str:
    return plural(float(count), "set")


def _with_band(question: Question, number: int, **ends: Fraction | None) -> Question:
    targets: list[Any] = list(question.targets)
    targets[number] = replace(targets[number], **ends)
    return replace(question, targets=tuple(targets))


def _bands(question: Question) -> Iterator[Rule]:
    for number, target in enumerate(question.targets):
        name, low, high = target.name, target.low, target.high
        if low > 0:
            halves = [low - Fraction(step, 2) for step in range(1, int(low * 2) + 1)]
            fewer = [less for less in halves if less >= 2]  # below two sets the second day is dropped too
            steps = [(f"{_sets(less)} for {name} instead of {_sets(low)}", less) for less in fewer]
            steps.append((f"no target for {name}", Fraction(0)))
            yield Rule(
                f"low:{target.label}",
                f"at least {_sets(low)} a week for {name}",
                partial(_with_band, number=number, low=Fraction(0)),
                tuple((words, _with_band(question, number, low=less)) for words, less in steps),
                price=(f"one set less for {name}", _with_band(question, number, low=max(Fraction(0), low - 1))),
            )
        if high is not None:
            more = [high + Fraction(step, 2) for step in range(1, 41)]
            # Twenty sets more is far beyond any band; the first step that helps is found by bisection.
            steps = [(f"up to {_sets(most)} for {name} instead of {_sets(high)}", most) for most in more]
            yield Rule(
                f"high:{target.label}",
                f"at most {_sets(high)} a week for {name}",
                partial(_with_band, number=number, high=None),
                tuple((words, _with_band(question, number, high=most)) for words, most in steps),
            )


def with_minutes(question: Question, more: int | None) -> Question:
    """Return a question with every day longer by ``more`` minutes, or without limit (None)."""
    limits = [None if more is None or day.minutes is None else day.minutes + more for day in question.days]
    days = zip(question.days, limits, strict=True)
    return replace(question, days=tuple(replace(day, minutes=limit) for day, limit in days))


def _minutes(question: Question) -> Iterator[Rule]:
    limits = [day.minutes for day in question.days if day.minutes is not None]
    if limits:
        each = limits if len(set(limits)) > 1 else limits[:1]
        steps = []
        for more in range(1, LONGEST_DAY + 1):
            longest = listing([f"{float(limit + more):g}" for limit in each])
            steps.append((f"{longest} min a day", with_minutes(question, more)))
        yield Rule(
            "minutes",
            f"no day longer than {listing([f'{float(limit):g}' for limit in each])} min",
            partial(with_minutes, more=None),
            tuple(steps),
            price=("one minute more a day", with_minutes(question, 1)),
        )


def with_days(question: Question, weekdays: Sequence[str]) -> Question:
    """Return a question with more days, each as long as its longest day."""
    limits = {day.weekday: day.minutes for day in question.days}
    longest = None if None in limits.values() else max(limit for limit in limits.values() if limit is not None)
    limits |= dict.fromkeys(weekdays, longest)
    return replace(
        question, days=days_of(limits, dict(question.runs), question.strength, question.legs_on, dict(question.near))
    )


def _days(question: Question) -> Iterator[Rule]:
    runs = dict(question.runs)
    named = [day.weekday for day in question.days]
    free = [day for day in WEEKDAYS if day not in named and runs.get(day) != "race"]
    # Days that are not before a hard run come first.
    free.sort(key=lambda day: (bool(eve_of(day, runs)), WEEKDAYS.index(day)))

    def words(days: Iterable[str], word: str = "and") -> str:
        return listing([day.capitalize() for day in days], word)

    if free:
        # Days before the same run with the same fixed sessions are equally good: try one of each.
        alike: dict[object, list[str]] = {}
        for day in free:
            stays = tuple(routine for weekday, routine in question.fixed if weekday == day)
            alike.setdefault((eve_of(day, runs), stays), []).append(day)
        others = tuple((f"{words(days, 'or')} as well", with_days(question, days[:1])) for days in alike.values())
        several = [free[:count] for count in range(2, len(free) + 1)]
        steps = tuple((f"{words(days)} as well", with_days(question, days)) for days in several)
        yield Rule("days", f"sessions on {words(named)} only", partial(with_days, weekdays=free), steps, others)


def _equipment(library: Library, question: Question) -> Iterator[Rule]:
    equipment = question.equipment
    if equipment is None:
        return
    names = labels(library, "equipment_id")
    table = library.exercise_equipment
    # Only items that an exercise requires: an optional item adds no exercise, and nobody buys a leg press for one set.
    needed = set(table.loc[table["need"] == "required", "equipment_id"]) & usable(library, None)
    needed -= usable(library, equipment)
    missing = [item for item in library.equipment["equipment_id"] if item in needed]
    if missing:
        others = [
            (f"{inline(names[item])} as well", replace(question, equipment=(*equipment, item))) for item in missing
        ]
        owned = listing([inline(names[item]) for item in equipment])
        words = f"no equipment but {owned}" if owned else "no equipment"
        yield Rule("equipment", words, partial(replace, equipment=None), alternatives=tuple(others))


def _without(question: Question, field: str, value: object) -> Question:
    kept = tuple(each for each in getattr(question, field) if each != value)
    return replace(question, **{field: kept})  # type: ignore[arg-type]


def _wishes(library: Library, question: Question) -> Iterator[Rule]:
    exercises = labels(library, "exercise_id")
    lines = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    wishes = {
        "include": ("{} has to be in it", exercises),
        "exclude": ("{} is left out", exercises),
        "patterns": ("something of the movement '{}'", labels(library, "movement_pattern")),
        "cover": ("something for '{}' of the checklist", lines),
    }
    for field, (words, names) in wishes.items():
        for wish in getattr(question, field):
            rule = words.format(names[wish])
            step = (f"without asking that {rule}", _without(question, field, wish))
            yield Rule(f"{field}:{wish}", rule, partial(_without, field=field, value=wish), (step,))


def _athlete(question: Question) -> Iterator[Rule]:
    """Yield the rules on exercises an athlete should avoid, and on a race nearby."""
    if question.avoid:
        words = f"nothing with {listing([word.replace('_', ' ') for word in question.avoid], 'or')}"
        yield Rule("avoid", words, lambda old: replace(old, barred=frozenset(), avoid=()))
    if question.near:
        yield Rule("near", "a race is near", _far)


def _far(question: Question) -> Question:
    limits = {day.weekday: day.minutes for day in question.days}
    days = days_of(limits, dict(question.runs), question.strength, question.legs_on, {})
    return replace(question, near=(), days=days)


def _fixed(library: Library, question: Question) -> Iterator[Rule]:
    routines = labels(library, "routine_id")
    for day, routine in question.fixed:
        there = f"{routines[routine]} on {day.capitalize()}"
        without = partial(_without, field="fixed", value=(day, routine))
        yield Rule(f"{FIXED}{day}:{routine}", f"{there} stays", without, ((f"without {there}", without(question)),))


def _customs(question: Question) -> Iterator[Rule]:
    """Yield the custom rules that keep sessions sensible (ours)."""

    def custom(field: str, words: str, lifted: object, steps: Iterable[tuple[str, object]]) -> Rule:
        changes = tuple((step, replace(question, **{field: value})) for step, value in steps)  # type: ignore[arg-type]
        return Rule(field, words, partial(replace, **{field: lifted}), changes)

    if missing := [kind for kind in COUNTED_KINDS if kind not in question.count]:
        words = f"{listing(missing)} work counts too (count: {' and '.join(COUNTED_KINDS)})"
        yield custom("count", f"{listing(question.count)} work alone counts", COUNTED_KINDS, [(words, COUNTED_KINDS)])
    if days := question.least_days:
        fewer = range(days - 1, -1, -1)
        steps = [(f"targets on {plural(less, 'day') if less else 'any number of days'}", less) for less in fewer]
        yield custom("least_days", f"every target worked on {plural(days, 'day')} or more", 0, steps)
    if sets := question.most_sets:
        many = [sets + step for step in range(1, 13)]
        words = f"at most {_sets(sets)} of a muscle in a session"
        yield custom(
            "most_sets", words, None, [(f"up to {_sets(most)} of a muscle in a session", most) for most in many]
        )
    if exercises := question.most_exercises:
        words = f"at most {plural(exercises, 'exercise')} in a session"
        more = range(exercises + 1, exercises + 13)
        yield custom("most_exercises", words, None, [(f"up to {most} exercises in a session", most) for most in more])
    if question.usual:
        step = (f"{ANY_SETS[0]} to {ANY_SETS[1]} sets of an exercise, whatever is usual", False)
        yield custom("usual", "sets of an exercise within its usual range", False, [step])
    eves = sorted({day.eve for day in question.days if day.eve})
    if question.spare and eves:
        runs = " or ".join("a race" if eve == "race" else f"a {eve} run" for eve in eves)
        step = (f"more than light leg work on the day before {runs}", False)
        yield custom("spare", f"light leg work only on the day before {runs}", False, [step])
    if question.race:
        step = ("new exercises in the race week", False)
        yield custom("race", "no new heavy or moderate exercise in the race week", False, [step])
