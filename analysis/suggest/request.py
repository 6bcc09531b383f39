"""What a coach asks of a week: targets, days, minutes, equipment and wishes, read and checked."""

from __future__ import annotations

import itertools
import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analysis.ask import bands as ask_bands
from analysis.ask.counting import Counting, read_counting
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.exercises import read_exercises
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice, check_named, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.base.text import one_of
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import HARD_RUNS, RUNS
from analysis.suggest.candidates import MOBILE
from analysis.suggest.exact_numbers import exact
from analysis.volume.minutes import session_minutes

LONGEST_DAY = 240
"""Minutes that a day may have."""


MOST_SETS, MOST_EXERCISES, LEAST_DAYS = 8, 8, 2
"""Sets of a muscle and exercises in a session, at most; days of a muscle, at least (ours)."""


@dataclass(frozen=True)
class Target:
    """Weekly strength sets of a muscle or group: at least ``low``, at most ``high``, which None leaves open."""

    by: str
    label: str
    name: str
    low: Fraction
    high: Fraction | None


@dataclass(frozen=True)
class Day:
    """A day that a session may stand on; ``eve`` names the run of the day after when that is hard, long or a race."""

    weekday: str
    minutes: Fraction | None
    eve: str


@dataclass(frozen=True)
class Request:
    """A question about a week, as `read_request` makes it of what a coach types; see `suggest_week`."""

    targets: tuple[Target, ...]
    days: tuple[Day, ...]
    equipment: tuple[str, ...] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    warm_up: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    race: bool = False
    known: tuple[str, ...] = ()
    spare: bool = True
    least_days: int = LEAST_DAYS
    most_sets: Fraction | None = Fraction(MOST_SETS)
    most_exercises: int | None = MOST_EXERCISES
    usual: bool = True
    counting: tuple[tuple[str, float], ...] = ()
    counting_name: str = "fractional"
    seconds_per_rep: tuple[float, float] = SECONDS_PER_REP
    runs: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> Counting:
        """How a set counts, as functions of volume take it."""
        return dict(self.counting) if self.counting else self.counting_name


def read_request(
    library: Library,
    *,
    bands: Mapping[str, Any],
    days: int | Iterable[str] = 3,
    minutes: float | Sequence[float] | Mapping[str, float] | None = 25,
    equipment: Iterable[str] | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    prefer: Iterable[str] = (),
    fixed: Mapping[str, str | Iterable[str]] | None = None,
    warm_up: Iterable[str] = (),
    patterns: Iterable[str] = (),
    cover: Iterable[str] = (),
    runs: Mapping[str, str] | None = None,
    race: str | None = None,
    known: Iterable[str] = (),
    least_days: int | None = None,
    most_sets: float | None = MOST_SETS,
    most_exercises: int | None = MOST_EXERCISES,
    counting: Counting = "fractional",
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP,
) -> Request:
    """Read a question about a week.

    Raises
    ------
    ArgumentError
        If something asked for is unknown or not allowed, or two wishes contradict each other in so many words.
    """
    name, roles = read_counting(counting)
    stays = _fixed(library, fixed)
    around = {_weekday("runs", day): check_choice("run", str(kind), RUNS) for day, kind in _pairs("runs", runs)}
    if race is not None:
        around[_weekday("race", race)] = "race"
    week = _days(days, minutes, around, stays)
    wished: dict[str, Any] = {
        "include": read_exercises(library, include, "include"),
        "exclude": read_exercises(library, exclude, "exclude"),
        "prefer": read_exercises(library, prefer, "prefer"),
        "warm_up": read_exercises(library, warm_up, "warm_up"),
        "known": read_exercises(library, known, "known"),
    }
    _check_wishes(library, wished)
    own = None if equipment is None else tuple(dict.fromkeys(read_equipment(library, equipment)))
    _check_warm_up(library, wished["warm_up"], own)
    _check_fixed(library, stays, week, read_tempo(seconds_per_rep))
    movements = {key: word for key, word in labels(library, "movement_pattern").items() if key != "mobility"}
    lines = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    asked = list(lines) if "all" in (typed := texts("cover", cover)) else _names("cover", typed, lines)
    targets = read_bands(library, bands)
    possible = len(week) + len({day for day, _ in stays} - {day.weekday for day in week})
    return Request(
        targets=targets,
        days=week,
        equipment=own,
        fixed=stays,
        patterns=tuple(_names("pattern", patterns, movements)),
        cover=tuple(asked),
        race=race is not None,
        least_days=min(LEAST_DAYS, possible) if least_days is None else _whole("least_days", least_days, 0, 7),
        most_sets=None if most_sets is None else exact(read_number("most_sets", most_sets, 0.5, 100)),
        most_exercises=None if most_exercises is None else _whole("most_exercises", most_exercises, 1, 30),
        counting=tuple(roles.items()) if not isinstance(counting, str) else (),
        counting_name=name,
        seconds_per_rep=read_tempo(seconds_per_rep),
        runs=tuple((day, around[day]) for day in WEEKDAYS if day in around),
        **wished,
    )


def read_bands(library: Library, bands: Mapping[str, Any]) -> tuple[Target, ...]:
    """Read targets: a muscle or group and its sets, or ``(low, high)``.

    Raises
    ------
    ArgumentError
        If a label is unknown or given twice, or a band is not allowed.
    """
    if not bands:
        raise ArgumentError(
            Finding("bands are a mapping of muscle or group to sets a week", value=str(bands), allowed="at least one")
        )
    muscles, groups = labels(library, "muscle_id"), labels(library, "muscle_group")
    targets = []
    for label, (low, high) in ask_bands.read_bands(library, bands).items():
        by = "muscle" if label.key in muscles else "group"
        top = None if high is None else exact(high)
        targets.append(Target(by, label.key, {**groups, **muscles}[label.key], exact(low), top))
    return tuple(targets)


def _days(
    days: int | Iterable[str] | None,
    minutes: float | Iterable[float] | Mapping[str, float] | None,
    runs: Mapping[str, str],
    fixed: tuple[tuple[str, str], ...],
) -> tuple[Day, ...]:
    if isinstance(days, (int, numbers.Real)):
        chosen = choose_days(_whole("days", days, 1, 7), runs, {day for day, _ in fixed})
    else:
        named = [_weekday("days", day) for day in texts("days", days)]
        if not named or len(set(named)) < len(named):
            allowed = f"each weekday once: {one_of(WEEKDAYS)}"
            raise ArgumentError(Finding("days", value=", ".join(named) or None, allowed=allowed))
        for day in named:
            if runs.get(day) == "race":
                free = one_of([other for other in WEEKDAYS if runs.get(other) != "race"])
                raise ArgumentError(Finding("days: the race is on this day", value=day, allowed=free))
        chosen = tuple(day for day in WEEKDAYS if day in named)
    if isinstance(minutes, Mapping):
        limits: dict[str, Fraction | None] = {
            _weekday("minutes", day): _minutes(limit) for day, limit in minutes.items()
        }
        if set(limits) != set(chosen):
            raise ArgumentError(
                Finding("minutes", value=", ".join(limits), allowed=f"one for each of {one_of(chosen)}")
            )
    else:
        each = list(minutes) if isinstance(minutes, Iterable) and not isinstance(minutes, str) else [minutes]
        if len(each) not in (1, len(chosen)):
            allowed = f"one number, or one for each of {one_of(chosen)}"
            raise ArgumentError(Finding("minutes", value=", ".join(map(str, each)) or None, allowed=allowed))
        whole = [None if one is None else _minutes(one) for one in each]
        limits = dict(zip(chosen, whole * (len(chosen) // len(each)), strict=True))
    return tuple(Day(day, limits[day], eve_of(day, runs)) for day in chosen)


def eve_of(day: str, runs: Mapping[str, str]) -> str:
    """Name the run of the day after when that is hard, long or a race; the week is a circle.

    Examples
    --------
    >>> eve_of("mon", {"tue": "hard"}), eve_of("sun", {"tue": "hard"})
    ('hard', '')
    """
    after = runs.get(WEEKDAYS[(WEEKDAYS.index(day) + 1) % 7], "")
    return after if after in HARD_RUNS else ""


def choose_days(count: int, runs: Mapping[str, str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Choose weekdays for so many sessions: never the race's, no eve of a hard run if it can be helped, spread evenly.

    Days of a long run are left free too, if that can be.

    Examples
    --------
    >>> choose_days(3, {}), choose_days(2, {"tue": "hard", "sun": "long"})
    (('mon', 'wed', 'fri'), ('tue', 'fri'))
    """
    free = [day for day in WEEKDAYS if runs.get(day) != "race"]
    busy = set(taken)

    def cost(chosen: tuple[str, ...]) -> tuple[int, int, int, int, tuple[int, ...]]:
        places = tuple(WEEKDAYS.index(day) for day in chosen)
        gaps = [(after - before - 1) % 7 + 1 for before, after in zip(places, places[1:] + places[:1], strict=True)]
        eves = sum(bool(eve_of(day, runs)) for day in chosen)
        long_runs = sum(runs.get(day) == "long" for day in chosen)
        return eves, long_runs, sum(day in busy for day in chosen), sum(gap * gap for gap in gaps), places

    return min(itertools.combinations(free, min(count, len(free))), key=cost)


def _fixed(library: Library, fixed: Mapping[str, str | Iterable[str]] | None) -> tuple[tuple[str, str], ...]:
    found = []
    for day, named in _pairs("fixed", fixed):
        if named is None:
            raise ArgumentError(Finding("fixed: no routine", value=day, allowed=one_of(library.routines["routine_id"])))
        routines = read_routines(library, texts(f"fixed on {day}", named))
        found += [(_weekday("fixed", day), routine) for routine in routines]
    if len(set(found)) < len(found):
        raise ArgumentError(Finding("fixed", value="a routine twice on one day", allowed="once a day"))
    return tuple(sorted(found, key=lambda one: WEEKDAYS.index(one[0])))


def _check_wishes(library: Library, wished: Mapping[str, tuple[str, ...]]) -> None:
    table = library.exercises.set_index("exercise_id")
    for name in ("include", "prefer", "warm_up"):
        for exercise in wished[name]:
            for other in ("exclude", "warm_up"):
                if name != other and exercise in wished[other]:
                    what = f"{name} and {other} both name it"
                    raise ArgumentError(Finding(what, value=exercise, allowed="one of the two"))
            if not isinstance(table.loc[exercise, "usual_dose"], str):
                allowed = "an exercise with a usual dose in coding/exercises.csv"
                raise ArgumentError(Finding(f"{name}: no usual dose", value=exercise, allowed=allowed))
            if name != "warm_up" and table.loc[exercise, "mode"] in MOBILE:
                allowed = "strength work; mobility opens a session as warm_up"
                raise ArgumentError(Finding(f"{name}: gives no sets", value=exercise, allowed=allowed))


def _check_warm_up(library: Library, names: Iterable[str], own: tuple[str, ...] | None) -> None:
    """Refuse a warm-up that the athlete has not the equipment for, or that is no light one."""
    have = usable(library, own)
    for exercise in names:
        missing = [item for item, required in library.coding.usual.get(exercise, ()) if required and item not in have]
        if missing:
            what = f"warm_up: needs {', '.join(missing)}, which is not there"
            raise ArgumentError(Finding(what, value=exercise, allowed="an exercise for the equipment"))
        demand = library.coding.exercises[exercise]["demand"]
        if demand != "light":
            raise ArgumentError(Finding(f"warm_up: {demand}", value=exercise, allowed="a light exercise"))


def _check_fixed(
    library: Library, stays: tuple[tuple[str, str], ...], week: tuple[Day, ...], seconds_per_rep: tuple[float, float]
) -> None:
    """Refuse fixed sessions that are longer than their day."""
    if not stays:
        return
    taken = session_minutes(library, seconds_per_rep=seconds_per_rep).set_index("routine_id")["minutes_max"]
    for day in week:
        longest = sum(float(taken[routine]) for weekday, routine in stays if weekday == day.weekday)
        if day.minutes is not None and longest > day.minutes:
            what = f"minutes: what is fixed on {day.weekday} takes {longest:.1f} min"
            raise ArgumentError(Finding(what, value=f"{float(day.minutes):g}", allowed="a longer day, or another one"))


def _pairs(name: str, given: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    if given is not None and not isinstance(given, Mapping):
        raise ArgumentError(Finding(name, value=str(given), allowed="a mapping of weekday to what stands there"))
    return list((given or {}).items())


def _names(what: str, typed: Iterable[str], known: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(check_named(what, one, known) for one in texts(what, typed)))


def _weekday(what: str, typed: object) -> str:
    day = fold(str(typed))[:3]
    return check_choice(f"weekday in {what}", day if fold(str(typed)) in _LONG else str(typed), WEEKDAYS)


_LONG = {
    form
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for form in (day, day[:3])
}


def _minutes(typed: object) -> Fraction:
    return exact(read_number("minutes", typed, 1, LONGEST_DAY))


def read_number(name: str, typed: Any, low: float, high: float, *, whole: bool = False) -> float:
    """Return a number within limits.

    Raises
    ------
    ArgumentError
        With what is allowed.

    Examples
    --------
    >>> read_number("minutes", 25, 1, 240)
    25.0
    """
    try:
        value = float("nan") if isinstance(typed, (bool, str)) else float(typed)
    except (TypeError, ValueError):
        value = float("nan")
    if not low <= value <= high or (whole and value != int(value)):
        kind = "whole number" if whole else "number"
        raise ArgumentError(Finding(name, value=str(typed), allowed=f"a {kind} from {low:g} to {high:g}"))
    return value


def _whole(name: str, typed: Any, low: int, high: int) -> int:
    return int(read_number(name, typed, low, high, whole=True))
