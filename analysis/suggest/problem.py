"""A question about a week in whole numbers: which exercises may stand where, what they take and what they give."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import astuple, dataclass, replace
from fractions import Fraction
from functools import cached_property

from analysis.ask.equipment import usable
from analysis.base.frames import positions
from analysis.library.library import Library
from analysis.library.terms import COUNTED, PHASES
from analysis.suggest.candidates import Candidate, candidates
from analysis.suggest.exact_numbers import exact, exact_seconds
from analysis.suggest.request import Request, Target
from analysis.volume.amounts import SETS, Floats
from analysis.volume.minutes import USUAL_RESTS, session_minutes
from analysis.volume.product import session_sets
from analysis.volume.weights import weights_of

_, EXERCISES_S, ROUNDS_S, SECTIONS_S = (int(seconds) for seconds in astuple(USUAL_RESTS))
"""Rests of the time model, in whole seconds."""

ANY_SETS = (1, 10)
"""Sets of an exercise in a session when its usual range does not hold."""


@dataclass(frozen=True)
class Sum:
    """A weighted sum of sets: of which exercises, in parts of a set, and the limits of a week in the same parts."""

    weights: Mapping[int, int]
    parts: int
    low: int | None = None
    high: int | None = None
    days: tuple[tuple[int, int], ...] = ()
    """What fixed sessions give, least and most, on each day that a session may stand on."""
    other_days: int = 0
    """Days without a suggested session on which fixed sessions give at least a set."""
    asked: int = 0
    """What is asked for in the week, fixed sessions among it."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A request with everything looked up. Times are in ``unit`` parts of a second.

    Attributes
    ----------
    pool : tuple of Candidate
        Exercises that may be used at all, those of the sources first, else in the order of the library.
    sets : tuple of (int, int)
        Least and most sets of each in a session.
    allowed : tuple of tuple of bool
        Exercise x day.
    set_time : tuple of int
        Of a set of each exercise with the rest after it.
    limits : tuple of int or None
        Longest session of each day.
    """

    request: Request
    unit: int
    pool: tuple[Candidate, ...]
    sets: tuple[tuple[int, int], ...]
    allowed: tuple[tuple[bool, ...], ...]
    set_time: tuple[int, ...]
    limits: tuple[int | None, ...]
    warm_up_time: int
    targets: tuple[Sum, ...]
    caps: tuple[Sum, ...]
    groups: tuple[tuple[int, ...], ...]
    """Of each pattern and line to cover and each exercise to include, the exercises that do: at least one of them."""

    @cached_property
    def kinds(self) -> tuple[tuple[int, ...], ...]:
        """Days that differ in nothing but their name, kind by kind."""
        found: dict[object, list[int]] = {}
        for day, limit in enumerate(self.limits):
            given = tuple(one.days[day] for one in (*self.targets, *self.caps))
            found.setdefault((limit, tuple(one[day] for one in self.allowed), given), []).append(day)
        return tuple(map(tuple, found.values()))

    @property
    def between(self) -> int:
        """Rest between sets less the rest between exercises: what an exercise's last set takes less."""
        return self.unit * (ROUNDS_S - EXERCISES_S)

    @property
    def section(self) -> int:
        """What a section takes more than the exercises in it."""
        return self.unit * (SECTIONS_S - EXERCISES_S)

    @property
    def last(self) -> int:
        """What the last section of a session takes less."""
        return self.unit * SECTIONS_S


def pose(library: Library, request: Request) -> Problem:
    """Look everything up that a request needs."""
    everything = candidates(library, request.seconds_per_rep)
    by_id = {one.exercise_id: one for one in everything}
    have = usable(library, request.equipment)
    rows = library.prescriptions
    stays = rows["routine_id"].isin([routine for _, routine in request.fixed])
    known = {*request.known, *rows.loc[stays, "exercise_id"]}
    kept = [one for one in everything if not one.still and one.exercise_id not in request.warm_up]
    pool = [one for one in kept if one.needs <= have and _may(request, one, known)]
    warm_up = [by_id[name] for name in request.warm_up]
    unit = math.lcm(*(one.seconds.denominator for one in [*pool, *warm_up]), 1)
    sets = [one.sets if request.usual else ANY_SETS for one in pool]
    set_time = [int((one.seconds + ROUNDS_S) * unit) for one in pool]
    fixed_time = _fixed_time(library, request)
    limits = [
        None if day.minutes is None else math.floor((day.minutes * 60 - fixed_time.get(day.weekday, 0)) * unit)
        for day in request.days
    ]
    between = unit * (ROUNDS_S - EXERCISES_S)
    warm_up_time = sum((one.sets[0] * int((one.seconds + ROUNDS_S) * unit) - between) for one in warm_up)
    allowed = [
        tuple(not (day.eve and request.spare and one.legs and one.demand != "light") for day in request.days)
        for one in pool
    ]
    volume = {by: _fixed_sets(library, request, by) for by in ("muscle", "group")}
    targets = [_sum(library, request, pool, volume, one) for one in request.targets]
    caps = []
    if request.most_sets is not None:
        for muscle in library.muscles["muscle_id"]:
            most = Target("muscle", muscle, "", Fraction(0), request.most_sets)
            cap = _sum(library, request, pool, volume, most)
            caps.append(replace(cap, high=int(request.most_sets * cap.parts)))  # of a session, not of the week
    return Problem(
        request=request,
        unit=unit,
        pool=tuple(pool),
        sets=tuple(sets),
        allowed=tuple(allowed),
        set_time=tuple(set_time),
        limits=tuple(limits),
        warm_up_time=warm_up_time,
        targets=tuple(targets),
        caps=tuple(one for one in caps if one.weights),
        groups=tuple(_groups(library, request, pool)),
    )


def _may(request: Request, one: Candidate, known: Container[str]) -> bool:
    """Say whether wishes and a race leave an exercise in."""
    new = request.race and one.demand != "light" and one.exercise_id not in known
    return not new and one.exercise_id not in request.exclude


def _fixed_time(library: Library, request: Request) -> dict[str, Fraction]:
    """Add up the longest seconds of fixed sessions by weekday."""
    if not request.fixed:
        return {}
    minutes = session_minutes(library, seconds_per_rep=request.seconds_per_rep).set_index("routine_id")["minutes_max"]
    found: dict[str, Fraction] = {}
    for day, routine in request.fixed:
        found[day] = found.get(day, Fraction(0)) + exact_seconds(float(minutes[routine]) * 60)
    return found


def _fixed_sets(library: Library, request: Request, by: str) -> dict[str, Floats]:
    """Add up the strength sets of fixed sessions by weekday: least and most x labels."""
    found: dict[str, Floats] = {}
    if request.fixed:
        weights = weights_of(library, by=by, counting=request.roles)
        volume = session_sets(library, weights) @ weights
        strength = volume[SETS][:, PHASES.index("strength")]  # end x routine x label
        rows = positions(library.routines["routine_id"], [routine for _, routine in request.fixed])
        for (day, _), row in zip(request.fixed, rows, strict=True):
            found[day] = found.get(day, 0.0) + strength[:, row]
    return found


def _sum(
    library: Library,
    request: Request,
    pool: list[Candidate],
    volume: Mapping[str, Mapping[str, Floats]],
    target: Target,
) -> Sum:
    """Put a target, or a limit of a session, in whole parts of a set."""
    weights = weights_of(library, by=target.by, counting=request.roles)
    column = int(positions(weights.labels, [target.label])[0])
    each = {
        place: exact(float(weights.active[0][one.row, column]))
        for place, one in enumerate(pool)
        if one.strength and weights.active[0][one.row, column] > 0
    }
    given = {day: [exact(float(end[column])) for end in ends] for day, ends in volume[target.by].items()}
    high = target.high
    numbers = [
        *each.values(),
        target.low,
        *([] if high is None else [high]),
        *(end for two in given.values() for end in two),
    ]
    parts = math.lcm(*(one.denominator for one in numbers), 1)
    in_week = [day.weekday for day in request.days]
    on_days = [given.get(day, [Fraction(0)] * 2) for day in in_week]
    return Sum(
        weights={place: int(weight * parts) for place, weight in each.items()},
        parts=parts,
        low=int((target.low - sum(low for low, _ in given.values())) * parts),
        high=None if high is None else int((high - sum(most for _, most in given.values())) * parts),
        days=tuple((int(low * parts), int(most * parts)) for low, most in on_days),
        asked=int(target.low * parts),
        other_days=sum(low >= 1 for day, (low, _) in given.items() if day not in in_week),
    )


def _groups(library: Library, request: Request, pool: list[Candidate]) -> list[tuple[int, ...]]:
    """List what must be in the week and is not in its fixed sessions: each time one of some exercises."""
    place = {one.exercise_id: number for number, one in enumerate(pool)}
    rows, table = library.prescriptions, library.coverage_exercises
    stays = rows["routine_id"].isin([routine for _, routine in request.fixed]) & rows["phase"].isin(COUNTED)
    fixed = set(rows.loc[stays, "exercise_id"])
    patterns = library.exercises.set_index("exercise_id")["movement_pattern"]
    wanted = [set(patterns.index[patterns == name]) for name in request.patterns]
    wanted += [set(table.loc[table["line_id"] == line, "exercise_id"]) for line in request.cover]
    wanted += [{name} for name in request.include]
    return [tuple(sorted(place[one] for one in some if one in place)) for some in wanted if not some & fixed]
