"""The days of a week open to sessions: named or spread out, their time limits, and nearby runs and races."""

from __future__ import annotations

import numbers
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.ask.days import ONCE, read_weekday, read_weekdays
from analysis.ask.numbers import read_minutes, read_number
from analysis.ask.races import race_rule, race_windows
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import once, unboxed
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import one_of
from analysis.library.library import Library
from analysis.suggest.exact_numbers import exact
from analysis.week.around_runs import choose_days, eve_of, spared_days


@dataclass(frozen=True)
class Day:
    """A day open to a session.

    ``eve`` names the next day's run if it is hard, long or a race; ``spared`` is the reason for light leg work only, by
    `spared_days`; ``near`` is the work that a nearby race rules out, by `race_windows`: strength (all except light
    work), legs, jumps.
    """

    weekday: str
    minutes: Fraction | None
    eve: str
    spared: str = ""
    near: frozenset[str] = frozenset()


def read_days(
    days: int | Iterable[str],
    minutes: float | str | Iterable[float] | Mapping[str, float] | None,
    runs: Mapping[str, str],
    fixed: Iterable[tuple[str, str]],
    strength: str = "auto",
    legs_on: Collection[str] = (),
    near: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Day, ...]:
    """Read the number of training days, or the weekdays, and the time limit of each.

    ``legs_on`` are days with fixed leg work, ``near`` is the work that a nearby race rules out.

    Raises
    ------
    ArgumentError
        If a day is unknown, named twice or race day, or the minutes are not one for all or one for each.
    """
    days, near = unboxed(days), near or {}
    if isinstance(days, (int, numbers.Real)) or (isinstance(days, str) and days.strip().isdecimal()):
        count = int(read_number("days", days, 1, 7, whole=True))
        quiet = [day for day, out in near.items() if "strength" in out]
        chosen = choose_days(count, runs, {day for day, _ in fixed}, strength, legs_on, _shut(near), quiet)
    else:
        chosen = _named_days(days, runs)
    return days_of(_limits(minutes, chosen), runs, strength, legs_on, near)


def days_of(
    limits: Mapping[str, Fraction | None],
    runs: Mapping[str, str],
    strength: str,
    legs_on: Collection[str],
    near: Mapping[str, frozenset[str]],
) -> tuple[Day, ...]:
    """Return the days of a week with their minutes and the limits from runs, races and fixed leg work."""
    chosen = sorted(limits, key=WEEKDAYS.index)
    spared = spared_days(chosen, runs, strength, legs_on, _shut(near))
    return tuple(Day(day, limits[day], eve_of(day, runs), spared[day], near.get(day, frozenset())) for day in chosen)


def _shut(near: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return the days on which a nearby race rules out leg work, with the reason."""
    return {day: "a race is near" for day, out in near.items() if "legs" in out}


def near_races(library: Library, races: Iterable[tuple[int, float, str]]) -> dict[str, frozenset[str]]:
    """Return the work that nearby races rule out on each day of a week; see `race_windows`.

    Parameters
    ----------
    library : Library
    races : iterable of (day, kilometres, priority)
        Days counted from the Monday of the week: 6 is its Sunday, 13 the Sunday after.

    Examples
    --------
    >>> from analysis import load_library
    >>> near = near_races(load_library(), [(6, 42.2, "A")])  # a marathon on Sunday
    >>> [sorted(near[day]) for day in ("mon", "wed", "thu")]
    [['legs'], ['jumps', 'legs'], ['jumps', 'legs', 'strength']]
    """
    near: dict[str, set[str]] = {}
    for day, km, priority in races:
        for work, (first, last) in race_windows(race_rule(library.races, km, priority)).items():
            out = {"recovery": {"legs", "jumps"}, "strength": {"strength", "legs", "jumps"}}.get(work, {work})
            for number, weekday in enumerate(WEEKDAYS):
                if first <= number - day <= last:
                    near.setdefault(weekday, set()).update(out)
    return {day: frozenset(near[day]) for day in WEEKDAYS if day in near}


def _named_days(days: Iterable[str], runs: Mapping[str, str]) -> tuple[str, ...]:
    named = read_weekdays(days, "days")
    if not named:
        raise ArgumentError(Finding("days", value="none", allowed=f"{ONCE}: {one_of(WEEKDAYS)}"))
    for day in named:
        if runs.get(day) == "race":
            free = one_of([other for other in WEEKDAYS if runs.get(other) != "race"])
            raise ArgumentError(Finding("days: the race is on this day", value=day, allowed=free))
    return tuple(named)


def _limits(
    minutes: float | str | Iterable[float] | Mapping[str, float] | None, days: tuple[str, ...]
) -> Mapping[str, Fraction | None]:
    """Return the minutes allowed on each day."""
    minutes = unboxed(minutes)
    if isinstance(minutes, Mapping):
        limits = once("minutes", [(read_weekday(day, "minutes"), _minutes(limit)) for day, limit in minutes.items()])
        if set(limits) != set(days):
            value, allowed = ", ".join(limits) or "none", f"one for each of {one_of(days)}"
            raise ArgumentError(Finding("minutes", value=value, allowed=allowed))
        return limits
    # One number applies to all days; otherwise minutes are in the order of the week, like the days.
    each = list(minutes) if isinstance(minutes, Iterable) and not isinstance(minutes, (str, bytes)) else [minutes]
    if len(each) not in (1, len(days)):
        allowed = f"one number, or one for each of {one_of(days)}"
        raise ArgumentError(Finding("minutes", value=", ".join(map(str, each)) or "none", allowed=allowed))
    return dict(zip(days, [_minutes(limit) for limit in each] * (len(days) // len(each)), strict=True))


def _minutes(typed: object) -> Fraction | None:
    return None if typed is None else exact(read_minutes(typed))
