"""A coach's request for a week, as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from analysis.ask.bands import Bands
from analysis.ask.counting import Counting
from analysis.ask.rests import TypedRest
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.choices import check_choice
from analysis.suggest.integer_program import NODES

MOST_SETS, MOST_EXERCISES, LEAST_DAYS = 8, 7, 2
"""Most sets of a muscle and most exercises in a session; fewest days of a muscle (ours)."""


WEIGHTS = {
    # Work on a line that the rest of the week leaves out: knee flexion for the hamstrings, another kind of trunk hold.
    "new_line": 6,
    # Knee flexion for the hamstrings: no main lift trains it, so it comes before a third set of a main lift.
    "hamstrings": 9,
    # The same line on a second day, or a line that is never first choice, such as the shin; and on a third day.
    "second_day": 4,
    "third_day": 2,
    # Another exercise on a line is slightly better than the same exercise again.
    "variety": 1,
    # A further set of a main lift adds strength, though less than the set before (pelland_2025) ...
    "third_set": 8,
    # ... and beyond the hard leg sets of a runner's week it costs running, as a fourth set does.
    "set_beyond": 3,
    "further_set": 2,
}
"""Points for the ways to use leftover minutes (custom)."""


LEAST = ("minutes",)
"""What a week can minimize."""


@dataclass(frozen=True, eq=False, kw_only=True)
class SuggestRequest:
    """A coach's request for a week, as typed; `suggest_week` reads and answers it.

    Attributes
    ----------
    bands : mapping of muscle or group to sets, optional
        Weekly sets of strength work, or of the kinds in ``count``: at least ``low``, or ``(low, high)``; None as
        ``high`` sets no upper limit.
    goal : {"running", "strength", "size"}, optional
        Default running. The sessions cover the main lines of `goal_lines` (knee-dominant, hip-dominant, both calf
        raises) on two days if there are two, with the same lift or its sibling; then, for running, jumps; then trunk,
        adductors, hip abduction and feet; then push and pull; then the best use of leftover minutes. For size, the
        least sets of every muscle group come after the main lines. Bands come before all of these.
    least : {"minutes"}, optional
        Instead find the least estimated minutes that reach the bands, or the lines of a goal if one is named.
    days : int or iterable of weekdays
        Number of days with a session, or the weekdays. A number is spread over the week, never on race day and, if
        possible, not on the day before a hard or long run.
    minutes : number, sequence or mapping of weekday to number
        Longest day, compared with the longest estimate; one limit for all days, or one for each; None for no limit.
        Fixed sessions count.
    equipment : iterable of str, optional
        Equipment the athlete has; default everything except gym-only items.
    include, exclude, prefer : iterable of str
        Exercises that the week must have, must not have, or prefers where that costs no time.
    fixed : mapping of weekday to routine or routines, optional
        Sessions that stay in the week: their strength sets, days and minutes count.
    warm_up : iterable of str, optional
        Light exercises that open every suggested session. Default a dynamic stretch and a hip exercise (a band walk if
        there is a band), one set each, and in running sessions of 40 minutes and more a foot exercise; in a short
        session only the hip exercise; none for the least minutes, where named exercises have their fewest usual sets.
    patterns, cover : iterable of str
        Movement patterns, and lines of the coverage checklist (or ``all``), that the week must have. Hops and jumps
        open a session as activation: they count no strength sets, and make up a session alone if nothing else is
        asked for.
    runs : mapping of weekday to {"easy", "long", "hard"}, optional
        The day before a long or hard run, or a race, has light leg work only.
    strength : {"auto", "separate", "stack", "own"}
        How leg work goes with the runs; see `spared_days`.
    level : {"new", "some", "trained"}, optional
        Training experience of the athlete. New: no heavy exercises, only the lowest jumps, no balance on one leg, two
        legs before one, and light work counts as a main lift; at most 3 sets of a lift and 16 hard sets in a session.
        Trained: heavier, up to 5 and 24. Some: up to 4 and 20 (ours). Default some; for the least minutes, nothing is
        left out.
    avoid : iterable of {"jumps", "deep_knee", "overhead", "balance"}
        Demands the athlete should avoid.
    names : mapping of weekday to name, optional
        Names of the sessions; default by their main work, such as "Hinge and calves".
    weights : mapping of str to int, optional
        Points for leftover minutes, to replace some of `WEIGHTS`.
    race : weekday, optional
        Makes it a race week: no session that day, no heavy or moderate exercise outside ``known``, and before the race
        no leg work, no jumps and only light work for as many days each as ``coding/races.csv`` says.
    distance, priority : str or number, and {"A", "B", "C"}
        Distance and priority of the race; default a half marathon, A, as in a block.
    weeks_to_race : int
        Weeks from this week to race week, negative after the race; default 0, race week itself.
    known : iterable of str
        Exercises the athlete has done before.
    least_days : int, optional
        Fewest days with a set for a target of two sets or more; default two, or all days if there are fewer (ours).
    most_sets, most_exercises : number, optional
        Most sets of a muscle, and most strength and jump exercises, in a session (8 and 7, ours); None for no limit.
    counting, seconds_per_rep
        See `routine_volume`.
    count : {"strength", "light"} or both, optional
        Kinds of work that targets count; default strength only.
    rest : seconds, range or mapping, optional
        See `session_minutes`.
    nodes : int
        Nodes of the search tree after which each search ends; an unproven answer then has a gap. No search depends on
        a clock, so the same question always has the same answer.

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
        """Return a request from options by name.

        Raises
        ------
        ArgumentError
            If an option is unknown.
        """
        # Checked against the fields here, as Python's own message for an unknown argument suggests no close match.
        for name in options:
            check_choice("option of a suggested week", name, [field.name for field in fields(cls)])
        return cls(**options)
