"""The rules of a question in words a coach uses, and what the question is without one of them or with less of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from analysis.ask.equipment import usable
from analysis.base.calendar import WEEKDAYS
from analysis.base.text import inline, listing, plural
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.suggest.problem import ANY_SETS
from analysis.suggest.request import LONGEST_DAY, Day, Request, eve_of

Change = tuple[str, Request]


FIXED = "fixed:"
"""What ids of rules that a session stays begin with."""


@dataclass(frozen=True)
class Rule:
    """A rule of a question.

    Attributes
    ----------
    rule : str
        Its id, such as ``low:glute_med`` or ``minutes``.
    words : str
    without : callable
        Takes a request and returns it without the rule.
    steps : tuple of (words, Request)
        The question with the rule relaxed by more and more; tried where no alternative is enough.
    alternatives : tuple of (words, Request)
        Relaxations of which none includes another, such as one more item of equipment.
    price : (words, Request) or None
        The smallest change a coach would think of.
    """

    rule: str
    words: str
    without: Callable[[Request], Request]
    steps: tuple[Change, ...] = ()
    alternatives: tuple[Change, ...] = ()
    price: Change | None = None


def rules_of(library: Library, request: Request) -> tuple[Rule, ...]:
    """List the rules of a question."""
    return (
        *_bands(request),
        *_minutes(request),
        *_days(request),
        *_equipment(library, request),
        *_wishes(library, request),
        *_customs(request),
    )


def _set(**values: Any) -> Callable[[Request], Request]:
    return lambda asked: replace(asked, **values)


def _target(place: int, **ends: Fraction | None) -> Callable[[Request], Request]:
    def changed(asked: Request) -> Request:
        targets = list(asked.targets)
        targets[place] = replace(targets[place], **ends)  # type: ignore[arg-type]
        return replace(asked, targets=tuple(targets))

    return changed


def _sets(count: Fraction) -> str:
    return plural(float(count), "set")


def _bands(request: Request) -> Iterator[Rule]:
    for place, target in enumerate(request.targets):
        name = target.name
        if target.low > 0:
            halves = (target.low - Fraction(step, 2) for step in range(1, int(target.low * 2) + 1))
            fewer = [low for low in halves if low >= 2]  # below two sets no second day is asked for either
            asked = [f"{_sets(low)} for {name} instead of {_sets(target.low)}" for low in fewer]
            steps = list(zip([*asked, f"no target for {name}"], [*fewer, Fraction(0)], strict=True))
            yield Rule(
                f"low:{target.label}",
                f"at least {_sets(target.low)} a week for {name}",
                _target(place, low=Fraction(0)),
                tuple((words, _target(place, low=low)(request)) for words, low in steps),
                price=(f"one set less for {name}", _target(place, low=max(Fraction(0), target.low - 1))(request)),
            )
        if target.high is not None:
            more = [target.high + Fraction(step, 2) for step in range(1, 41)]
            steps = [(f"up to {_sets(high)} for {name} instead of {_sets(target.high)}", high) for high in more]
            yield Rule(
                f"high:{target.label}",
                f"at most {_sets(target.high)} a week for {name}",
                _target(place, high=None),
                tuple((words, _target(place, high=high)(request)) for words, high in steps),
            )


def _longer(more: int | None) -> Callable[[Request], Request]:
    def changed(asked: Request) -> Request:
        def limit(day: Day) -> Fraction | None:
            return None if more is None or day.minutes is None else day.minutes + more

        return replace(asked, days=tuple(replace(day, minutes=limit(day)) for day in asked.days))

    return changed


def _minutes(request: Request) -> Iterator[Rule]:
    limits = [day.minutes for day in request.days if day.minutes is not None]
    if limits:
        each = list(dict.fromkeys(limits)) if len(set(limits)) == 1 else limits
        steps = []
        for more in range(1, LONGEST_DAY + 1):
            longest = listing([f"{float(limit + more):g}" for limit in each])
            steps.append((f"{longest} min a day", _longer(more)(request)))
        yield Rule(
            "minutes",
            f"no day longer than {listing([f'{float(limit):g}' for limit in each])} min",
            _longer(None),
            tuple(steps),
            price=("one minute more a day", _longer(1)(request)),
        )


def _days(request: Request) -> Iterator[Rule]:
    runs = dict(request.runs)
    named = [day.weekday for day in request.days]
    free = [day for day in WEEKDAYS if day not in named and runs.get(day) != "race"]
    free.sort(key=lambda day: (bool(eve_of(day, runs)), WEEKDAYS.index(day)))

    def more(days: list[str]) -> Callable[[Request], Request]:
        def changed(asked: Request) -> Request:
            limits = [day.minutes for day in asked.days]
            longest = None if None in limits else max(limit for limit in limits if limit is not None)
            added = [*asked.days, *(Day(day, longest, eve_of(day, runs)) for day in days)]
            return replace(asked, days=tuple(sorted(added, key=lambda day: WEEKDAYS.index(day.weekday))))

        return changed

    def said(days: Iterable[str], word: str = "and") -> str:
        return listing([day.capitalize() for day in days], word)

    if free:
        alike: dict[object, list[str]] = {}
        for day in free:
            stays = tuple(routine for weekday, routine in request.fixed if weekday == day)
            alike.setdefault((eve_of(day, runs), stays), []).append(day)
        others = tuple((f"{said(days, 'or')} as well", more(days[:1])(request)) for days in alike.values())
        counts = range(2, len(free) + 1)
        steps = tuple((f"{said(free[:count])} as well", more(free[:count])(request)) for count in counts)
        yield Rule("days", f"sessions on {said(named)} only", more(free), steps, others)


def _equipment(library: Library, request: Request) -> Iterator[Rule]:
    own = request.equipment
    if own is None:
        return
    names = labels(library, "equipment_id")
    table = library.exercise_equipment
    needed = set(table.loc[table["need"] == "required", "equipment_id"]) - usable(library, own)
    missing = [item for item in library.equipment["equipment_id"] if item in needed]
    if missing:
        others = tuple((f"{inline(names[item])} as well", replace(request, equipment=(*own, item))) for item in missing)
        words = f"no equipment but {listing([inline(names[item]) for item in own])}" if own else "no equipment"
        yield Rule("equipment", words, _set(equipment=None), alternatives=others)


def _wishes(library: Library, request: Request) -> Iterator[Rule]:
    exercises, patterns = labels(library, "exercise_id"), labels(library, "movement_pattern")
    lines = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    said = {
        "include": ("{} has to be in it", exercises),
        "exclude": ("{} is left out", exercises),
        "patterns": ("something of the movement '{}'", patterns),
        "cover": ("something for '{}' of the checklist", lines),
    }
    for field, (words, names) in said.items():
        for one in getattr(request, field):

            def without(asked: Request, field: str = field, one: str = one) -> Request:
                return _set(**{field: tuple(name for name in getattr(asked, field) if name != one)})(asked)

            rule = words.format(names[one])
            yield Rule(f"{field}:{one}", rule, without, ((f"without asking that {rule}", without(request)),))
    routines = labels(library, "routine_id")
    for stays in request.fixed:

        def dropped(asked: Request, stays: tuple[str, str] = stays) -> Request:
            return replace(asked, fixed=tuple(one for one in asked.fixed if one != stays))

        there = f"{routines[stays[1]]} on {stays[0].capitalize()}"
        yield Rule(
            f"{FIXED}{stays[0]}:{stays[1]}", f"{there} stays", dropped, ((f"without {there}", dropped(request)),)
        )


def _customs(request: Request) -> Iterator[Rule]:
    """List what holds by custom, because it makes sessions that make sense (ours)."""
    if request.least_days > 0:
        fewer = range(request.least_days - 1, -1, -1)
        yield Rule(
            "least_days",
            f"every target worked on {plural(request.least_days, 'day')} or more",
            _set(least_days=0),
            tuple(
                (
                    f"targets on {plural(days, 'day') if days else 'any number of days'}",
                    replace(request, least_days=days),
                )
                for days in fewer
            ),
        )
    if request.most_sets is not None:
        more = [request.most_sets + step for step in range(1, 13)]
        yield Rule(
            "most_sets",
            f"at most {_sets(request.most_sets)} of a muscle in a session",
            _set(most_sets=None),
            tuple((f"up to {_sets(most)} of a muscle in a session", replace(request, most_sets=most)) for most in more),
        )
    if request.most_exercises is not None:
        many = [request.most_exercises + step for step in range(1, 13)]
        yield Rule(
            "most_exercises",
            f"at most {plural(request.most_exercises, 'exercise')} in a session",
            _set(most_exercises=None),
            tuple((f"up to {most} exercises in a session", replace(request, most_exercises=most)) for most in many),
        )
    if request.usual:
        step = (f"{ANY_SETS[0]} to {ANY_SETS[1]} sets of an exercise, whatever is usual", replace(request, usual=False))
        yield Rule("usual", "sets of an exercise within its usual range", _set(usual=False), (step,))
    eves = sorted({day.eve for day in request.days if day.eve})
    if request.spare and eves:
        runs = " or ".join("a race" if eve == "race" else f"a {eve} run" for eve in eves)
        step = (f"more than light leg work on the day before {runs}", replace(request, spare=False))
        yield Rule("spare", f"light leg work only on the day before {runs}", _set(spare=False), (step,))
    if request.race:
        step = ("new exercises in the race week", replace(request, race=False))
        yield Rule("race", "no new heavy or moderate exercise in the race week", _set(race=False), (step,))
