"""Checks that refuse impossible wishes for a week, by name, before a search begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.ask.equipment import usable
from analysis.ask.rests import Rest
from analysis.base.errors import ArgumentError, Finding
from analysis.library.library import Library
from analysis.library.terms import MOBILE
from analysis.suggest.requests.training_days import Day
from analysis.volume.minutes import session_minutes


def check_wishes(library: Library, wishes: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse wishes that contradict each other, or that no week can fulfil."""
    # A warm-up exercise is in a session once, so it cannot be strength work of the same week as well.
    table = library.exercises.set_index("exercise_id")
    for wish in ("include", "prefer", "warm_up"):
        for exercise in wishes[wish]:
            for other in ("exclude", "warm_up"):
                if wish != other and exercise in wishes[other]:
                    what = f"{wish} and {other} both name it"
                    raise ArgumentError(Finding(what, value=exercise, allowed="one of the two"))
            if not isinstance(table.loc[exercise, "usual_dose"], str):
                allowed = "an exercise with a usual dose in coding/exercises.csv"
                raise ArgumentError(Finding(f"{wish}: no usual dose", value=exercise, allowed=allowed))
            if wish != "warm_up" and table.loc[exercise, "mode"] in MOBILE:
                allowed = "strength work; mobility opens a session as warm_up"
                raise ArgumentError(Finding(f"{wish}: gives no sets", value=exercise, allowed=allowed))


def check_warm_up(library: Library, exercises: Iterable[str], equipment: tuple[str, ...] | None) -> None:
    """Refuse a warm-up exercise that needs missing equipment or is not light."""
    have = usable(library, equipment)
    for exercise in exercises:
        missing = [item for item, required in library.coding.usual.get(exercise, ()) if required and item not in have]
        if missing:
            what = f"warm_up: needs {', '.join(missing)}, which is not there"
            raise ArgumentError(Finding(what, value=exercise, allowed="an exercise for the equipment"))
        demand = library.coding.exercises[exercise]["demand"]
        if demand != "light":
            raise ArgumentError(Finding(f"warm_up: {demand}", value=exercise, allowed="a light exercise"))


def check_fixed(
    library: Library,
    fixed: tuple[tuple[str, str], ...],
    days: tuple[Day, ...],
    seconds_per_rep: tuple[float, float],
    rest: Rest,
) -> None:
    """Refuse fixed sessions that are longer than their day."""
    times = session_minutes(library, seconds_per_rep=seconds_per_rep, rest=dict(rest) or None)
    taken = times.set_index("routine_id")["minutes_max"]
    # Refused here by name: as a conflict of rules it would read as if the suggested session were too long.
    for day in days:
        longest = sum(float(taken[routine]) for weekday, routine in fixed if weekday == day.weekday)
        if day.minutes is not None and longest > day.minutes:
            what = f"minutes: what is fixed on {day.weekday} takes {longest:.1f} min"
            raise ArgumentError(Finding(what, value=f"{float(day.minutes):g}", allowed="a longer day, or another one"))
