"""What a coach can ask of a week, as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from analysis.ask.bands import Bands
from analysis.ask.counting import Counting
from analysis.ask.rests import TypedRest
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.choices import check_choice
from analysis.suggest.solver import NODES

MOST_SETS, MOST_EXERCISES, LEAST_DAYS = 8, 7, 2
"""Sets of a muscle and exercises in a session, at most; days of a muscle, at least (ours)."""


WEIGHTS = {
    # Work on a line that all the rest leaves out: hamstrings that bend the knee, the trunk held in another way.
    "new_line": 6,
    # Hamstrings that bend the knee: no main lift asks that of them, so it comes before a third set of one.
    "hamstrings": 9,
    # The same line on a second day, or one that is nobody's first, such as the shin; and on a third.
    "second_day": 4,
    "third_day": 2,
    # Another exercise on a line is a little better than the same one again.
    "variety": 1,
    # A further set of a main lift adds strength, though less than the one before (pelland_2025) ...
    "third_set": 8,
    # ... and beyond the hard leg sets of a runner's week it costs running, as a fourth one does.
    "set_beyond": 3,
    "further_set": 2,
}
"""What leftover minutes are worth, in points (custom)."""


LEAST = ("minutes",)
"""What a week can be asked to have least of."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SuggestRequest:
    """What a coach asks of a week, as typed; `suggest_week` reads and answers it.

    Attributes
    ----------
    bands : mapping of muscle or group to sets, optional
        Weekly sets of strength work, or of what ``count`` names: at least ``low``, or ``(low, high)``, of which None
        leaves the top open.
    goal : {"running", "strength", "size"}, optional
        Default running. The sessions hold the main lines of `goal_lines` (knee-dominant, hip-dominant, both calf
        raises) on two days where there are two, the same lift or its sibling; then, for running, jumps; then trunk,
        adductors, hip abduction and feet; then push and pull; then what leftover minutes are best for. For size, the
        least sets of every muscle group come after the main lines. Bands are kept before all that.
    least : {"minutes"}, optional
        Asks for the least estimated minutes that reach the bands, or the lines of a goal if one is named, instead.
    days : int or iterable of weekdays
        On how many days a session may stand, or on which. A number is spread over the week, never on the race's day
        and, where that can be, not on the day before a hard or long run.
    minutes : number, sequence or mapping of weekday to number
        Longest day, held against the longest estimate; one for all, or one for each day; None for no limit. Fixed
        sessions count.
    equipment : iterable of str, optional
        What the athlete has; default everything but what only a gym has.
    include, exclude, prefer : iterable of str
        Exercises that must be in the week, must not, or are taken where that costs no time.
    fixed : mapping of weekday to routine or routines, optional
        Sessions that stay: their strength sets, days and minutes count.
    warm_up : iterable of str, optional
        Light exercises that open every suggested session. Default, a stretch that moves and a set for the hips (a band
        walk where there is a band), one set each, and in sessions for running of 40 minutes and more one for the feet;
        in a short session the second alone; none for the least minutes, where what is named is done in its fewest
        usual sets.
    patterns, cover : iterable of str
        Movement patterns, and lines of the coverage checklist (or ``all``), that the week must hold. Hops and jumps
        open a session, as activation: they give no strength sets, and stand alone where nothing else is asked for.
    runs : mapping of weekday to {"easy", "long", "hard"}, optional
        The day before a long or hard run, or a race, has light leg work only.
    strength : {"auto", "separate", "stack", "own"}
        How leg work goes with the runs; see `spared_days`.
    level : {"new", "some", "trained"}, optional
        What the athlete is used to. New: nothing heavy, no jumps but the lowest, nothing that asks for balance on one
        leg, two legs before one, and light work is a main lift too; at most 3 sets of a lift and 16 hard sets in a
        session; trained: heavier, up to 5 and 24; between them 4 and 20 (ours). Default some; where the least time
        is asked for, nothing is left out.
    avoid : iterable of {"jumps", "deep_knee", "overhead", "balance"}
        What the athlete is to avoid.
    names : mapping of weekday to name, optional
        What sessions are called; default by what is in them, such as "Hinge and calves".
    weights : mapping of str to int, optional
        What leftover minutes are worth, in points, in place of some of `WEIGHTS`.
    race : weekday, optional
        Makes it a race week: no session that day, no heavy or moderate exercise that is not in ``known``, and before
        the race no leg work, no jumps and nothing but light work for as many days as ``coding/races.csv`` says.
    distance, priority : str or number, and {"A", "B", "C"}
        Of the race; default a half marathon, A, as in a block.
    weeks_to_race : int
        Weeks from this one to that of the race, fewer than none after it; default 0, the week of the race itself.
    known : iterable of str
        Exercises the athlete has done before.
    least_days : int, optional
        Days on which a target of two sets or more must have a set; default two, or as many as there are (ours).
    most_sets, most_exercises : number, optional
        Sets of a muscle, and strength and jump exercises, in a session, at most (8 and 7, ours); None for no limit.
    counting, seconds_per_rep
        See `routine_volume`.
    count : {"strength", "light"} or both, optional
        Kinds of work that targets count; default strength alone.
    rest : seconds, range or mapping, optional
        See `session_minutes`.
    nodes : int
        Nodes of the search tree after which each search ends; an answer that is not proven then has a gap. No clock
        decides, so the same question has the same answer.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from analysis import load_library, suggest_week
    >>> request = SuggestRequest(bands={"chest": 4}, days=2, minutes=10, equipment=[], least="minutes")
    >>> suggest_week(load_library(), replace(request, days=1))
    SuggestedWeek: 1 session, 7.7 min, proven least; next: .say() .plan .minutes .export(folder)
    """

    bands: Bands | None = None
    goal: str | None = None
    least: str | None = None
    days: int | Iterable[str] = 3
    minutes: float | str | Sequence[float] | Mapping[str, float] | None = 25
    equipment: Iterable[str] | None = None
    include: Iterable[str] = ()
    exclude: Iterable[str] = ()
    prefer: Iterable[str] = ()
    fixed: Mapping[str, str | Iterable[str]] | None = None
    warm_up: Iterable[str] | None = None
    patterns: Iterable[str] = ()
    cover: Iterable[str] = ()
    runs: Mapping[str, str] | None = None
    strength: str = "auto"
    level: str | None = None
    avoid: str | Iterable[str] = ()
    names: Mapping[str, str] | None = None
    weights: Mapping[str, int] | None = None
    race: str | None = None
    distance: str | float | None = None
    priority: str = "A"
    weeks_to_race: int = 0
    known: Iterable[str] = ()
    least_days: int | None = None
    most_sets: float | None = MOST_SETS
    most_exercises: int | None = MOST_EXERCISES
    counting: Counting = "fractional"
    count: str | Iterable[str] | None = None
    seconds_per_rep: float | Sequence[float] = SECONDS_PER_REP
    rest: TypedRest = None
    nodes: int = NODES

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> SuggestRequest:
        """Make a request of options by name.

        Raises
        ------
        ArgumentError
            If one is unknown.
        """
        # Held against the fields here: what Python itself says of an unknown argument names no near one.
        for name in options:
            check_choice("option of a suggested week", name, [field.name for field in fields(cls)])
        return cls(**options)
