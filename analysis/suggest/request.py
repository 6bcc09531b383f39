"""What a coach asks of a week: targets, days, minutes, equipment and wishes, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

from analysis.ask.athlete import barred, read_avoid, read_level
from analysis.ask.bands import Bands
from analysis.ask.counting import COUNTINGS, Counting, read_counting
from analysis.ask.days import read_weekday
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.exercises import read_exercises
from analysis.ask.kinds import read_count
from analysis.ask.numbers import read_number
from analysis.ask.races import DISTANCES, PRIORITIES, read_distance
from analysis.ask.rests import Rest, TypedRest, read_rests
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice, names_of, once, read_names, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import snake
from analysis.base.text import one_of
from analysis.library.additions import LONGEST_NAME
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import MOBILE, POLICIES, RUNS
from analysis.suggest.athlete import usual_warm_up
from analysis.suggest.candidates import Candidate, candidates
from analysis.suggest.exact_numbers import exact
from analysis.suggest.goals import least_landings, possible, read_goal
from analysis.suggest.solver import NODES
from analysis.suggest.targets import Target, read_targets
from analysis.suggest.training_days import Day, near_races, read_days
from analysis.volume.minutes import session_minutes
from analysis.week.band_status import GOALS

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


WEEKS_TO_RACE = -3, 3
"""From how many weeks after a race to how many before it a week can be said to be near it."""


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
        walk where there is a band), one set each, and in a short session the second alone; none for the least minutes,
        where what is named is done in its fewest usual sets.
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
    SuggestedWeek(1 session, 7.7 min, proven least)
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


@dataclass(frozen=True)
class Question:
    """A request as it was read: ids, and numbers that are exact. A value, so that an answer can be kept under it.

    Beside what was typed it has what holds by custom and can be taken away: ``spare`` (light leg work only on the day
    before a hard run) and ``usual`` (the usual sets of an exercise). ``open_lines`` are those of the goal that nothing
    which may be used is on, ``landings`` what a week's jumps are to come to at the least. With ``race`` nothing heavy
    or moderate is new; where it does not ``build``, no exercise has a further set. ``legs_on`` are the days on which
    fixed sessions have leg work, ``near`` what a race leaves out of the days of the week.
    """

    targets: tuple[Target, ...]
    days: tuple[Day, ...]
    equipment: tuple[str, ...] | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    prefer: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]
    warm_up: tuple[str, ...]
    patterns: tuple[str, ...]
    cover: tuple[str, ...]
    race: bool
    known: tuple[str, ...]
    least_days: int
    most_sets: Fraction | None
    most_exercises: int | None
    counting: tuple[tuple[str, float], ...]
    counting_name: str
    count: tuple[str, ...]
    seconds_per_rep: tuple[float, float]
    rest: Rest
    runs: tuple[tuple[str, str], ...]
    nodes: int
    open_lines: tuple[str, ...] = ()
    landings: int = 0
    goal: str | None = None
    least: bool = True
    strength: str = "auto"
    level: str = "some"
    barred: frozenset[str] = frozenset()
    avoid: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    spare: bool = True
    usual: bool = True
    build: bool = True
    legs_on: tuple[str, ...] = ()
    near: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def pace(self) -> tuple[tuple[float, float], Rest, tuple[str, ...] | None]:
        """What the times of its exercises hang on, as `candidates` takes it."""
        return self.seconds_per_rep, self.rest, self.equipment

    def opener_sets(self, candidate: Candidate) -> int:
        """Return the sets of an exercise that opens a session."""
        return candidate.sets[0] if self.least else 1

    @property
    def times(self) -> dict[str, Any]:
        """Tempo and rests, as `session_minutes` takes them."""
        return {"seconds_per_rep": self.seconds_per_rep, "rest": dict(self.rest) or None}

    @property
    def roles(self) -> Counting:
        """How a set counts, as functions of volume take it."""
        return dict(self.counting) if self.counting else self.counting_name


def read_request(
    library: Library,
    request: SuggestRequest,
    *,
    races: Iterable[tuple[int, float, str]] | None = None,
    nothing_new: bool | None = None,
) -> Question:
    """Read what is asked of a week; a block says which ``races`` are near (`near_races`), and whether nothing is new.

    Raises
    ------
    ArgumentError
        If something asked for is unknown or not allowed, or two wishes contradict each other in so many words.
    """
    name, roles = read_counting(request.counting)
    pace, rest = read_tempo(request.seconds_per_rep), read_rests(request.rest)
    fixed = _read_fixed(library, request.fixed)
    # Days come after runs and fixed sessions: which days are free, and what each of them spares, hangs on both.
    runs = _read_runs(request)
    least = request.least is not None and bool(check_choice("least", request.least, LEAST))
    policy = check_choice("strength", request.strength, POLICIES)
    rows = library.prescriptions
    legs_on = {day for day, routine in fixed if _works_legs(library, routine)}
    near = near_races(library, _read_race(request) if races is None else races)
    days = read_days(request.days, request.minutes, runs, fixed, policy, legs_on, near)
    level = read_level(request.level) or ("trained" if least else "some")
    out = barred(library, level, request.avoid)
    equipment = None if request.equipment is None else tuple(read_equipment(library, request.equipment))
    wishes: dict[str, Any] = {
        wish: read_exercises(library, getattr(request, wish), wish)
        for wish in ("include", "exclude", "prefer", "known")
    }
    typed = () if least else usual_warm_up(library, equipment, days, {*wishes["include"], *wishes["exclude"]})
    wishes["warm_up"] = read_exercises(library, typed if request.warm_up is None else request.warm_up, "warm_up")
    _check_wishes(library, wishes)
    _check_warm_up(library, wishes["warm_up"], equipment)
    _check_fixed(library, fixed, days, {"seconds_per_rep": pace, "rest": dict(rest) or None})
    # Mobility and cardio work nothing that is counted, so no week can be asked to hold it as a pattern.
    movements = {
        key: word for key, word in labels(library, "movement_pattern").items() if key not in ("mobility", "cardio")
    }
    checklist = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    covered = _read_names("cover", request.cover, {**checklist, "all": "all"})
    # Two days where there are two; with one day alone the rule would forbid every week.
    least_days = min(LEAST_DAYS, len({day.weekday for day in days} | {day for day, _ in fixed}))
    if near:  # near a race so many as it leaves to leg work
        least_days = min(least_days, max(1, sum("legs" not in day.near for day in days)))
    stays = rows.loc[rows["routine_id"].isin([routine for _, routine in fixed]), "exercise_id"]
    race_week = "race" in runs.values()
    nothing_new = race_week if nothing_new is None else nothing_new
    known = {*wishes["known"], *stays} if nothing_new else None
    patterns = _read_names("pattern", request.patterns, movements)
    named = {*wishes["include"], *wishes["prefer"], *patterns}
    pool = possible(library, equipment, {*wishes["exclude"], *wishes["warm_up"]}, known, (pace,), named, out)
    how, count = name if name in COUNTINGS else roles, read_count(request.count)
    goal = request.goal if least else check_choice("goal", request.goal or "running", GOALS)
    targets: tuple[Target, ...] = ()
    open_lines: tuple[str, ...] = ()
    if least:
        targets, open_lines = read_goal(library, goal, request.bands, pool, how, count)
    elif goal == "size":
        typed_bands = {target.label for target in (read_targets(library, request.bands) if request.bands else ())}
        marks, open_lines = read_goal(library, goal, request.bands, pool, how, count)
        targets = tuple(replace(mark, soft=mark.label not in typed_bands) for mark in marks)
    elif request.bands:
        targets = read_targets(library, request.bands)
    landings = 0
    # Jumps come with the goal where something springy may be used, but not in the week of a race.
    if goal == "running" and not race_week and any(candidate.kind == "jumps" for candidate in pool):
        covered = tuple(dict.fromkeys([*covered, "plyometric"])) if least else covered
        landings = least_landings(library)
    return Question(
        targets=targets,
        open_lines=open_lines,
        landings=landings,
        days=days,
        equipment=equipment,
        fixed=fixed,
        patterns=patterns,
        cover=tuple(checklist) if "all" in covered else covered,
        race=nothing_new,
        build=not race_week,
        legs_on=tuple(day for day in WEEKDAYS if day in legs_on),
        near=tuple(near.items()),
        least_days=least_days if request.least_days is None else _whole(request, "least_days", 0, 7),
        most_sets=None if request.most_sets is None else exact(read_number("most_sets", request.most_sets, 0.5, 100)),
        most_exercises=None if request.most_exercises is None else _whole(request, "most_exercises", 1, 30),
        # Weights of one's own are kept with their roles; a name says them all.
        counting=tuple(roles.items()) if name not in COUNTINGS else (),
        counting_name=name,
        count=count,
        seconds_per_rep=pace,
        rest=rest,
        runs=tuple((day, runs[day]) for day in WEEKDAYS if day in runs),
        nodes=_whole(request, "nodes", 0, 10**9),
        goal=goal,
        least=least,
        strength=policy,
        level=level,
        barred=out,
        avoid=read_avoid(request.avoid),
        names=_read_names_of_days(request, days),
        weights=_read_weights(request),
        **wishes,
    )


def _works_legs(library: Library, routine: str) -> bool:
    """Say whether a routine has strength work for the legs in it."""
    rows = library.prescriptions
    done = set(rows.loc[(rows["routine_id"] == routine) & (rows["kind"] == "strength"), "exercise_id"])
    return any(each.legs for name, each in candidates(library, SECONDS_PER_REP).items() if name in done)


def _whole(request: SuggestRequest, name: str, low: int, high: int) -> int:
    return int(read_number(name, getattr(request, name), low, high, whole=True))


def _read_runs(request: SuggestRequest) -> dict[str, str]:
    """Read the runs of the week, the race among them."""
    pairs = [(read_weekday(day, "runs"), check_choice("run", kind, RUNS)) for day, kind in _pairs("runs", request.runs)]
    runs = once("runs", pairs)
    # The race takes the place of any run typed for its day.
    if request.race is None or _whole(request, "weeks_to_race", *WEEKS_TO_RACE):
        return runs
    return {**runs, read_weekday(request.race, "race"): "race"}


def _read_race(request: SuggestRequest) -> tuple[tuple[int, float, str], ...]:
    """Read the race: its day from the Monday of the week, kilometres and priority."""
    km = DISTANCES["half"] if request.distance is None else read_distance(request.distance)
    priority = check_choice("priority", str(request.priority).upper(), PRIORITIES)
    weeks = _whole(request, "weeks_to_race", *WEEKS_TO_RACE)
    if request.race is None:
        if weeks or request.distance is not None:
            raise ArgumentError(Finding("race", value="none", allowed="the weekday of the race, beside what it is"))
        return ()
    return ((WEEKDAYS.index(read_weekday(request.race, "race")) + 7 * weeks, km, priority),)


def _read_names_of_days(request: SuggestRequest, days: Iterable[Day]) -> tuple[tuple[str, str], ...]:
    """Read what sessions are called, by weekday, of which each must have one."""
    names = once("names", [(read_weekday(day, "names"), str(name)) for day, name in _pairs("names", request.names)])
    own = [day.weekday for day in days]
    for day, name in names.items():
        if day not in own:
            raise ArgumentError(Finding("names: a day without a suggested session", value=day, allowed=one_of(own)))
        if not snake(name) or len(name) > LONGEST_NAME:
            raise ArgumentError(Finding("names", value=name, allowed=f"1 to {LONGEST_NAME} letters and digits"))
    return tuple(names.items())


def _read_weights(request: SuggestRequest) -> tuple[tuple[str, int], ...]:
    """Read what leftover minutes are worth, where it is not as usual."""
    return tuple(
        (check_choice("weights", name, WEIGHTS), int(read_number(f"weights: {name}", value, 0, 100, whole=True)))
        for name, value in _pairs("weights", request.weights)
    )


def _read_fixed(library: Library, fixed: Mapping[str, str | Iterable[str]] | None) -> tuple[tuple[str, str], ...]:
    """Read the sessions that stay: weekday and routine of each, in the order of the week."""
    stays = []
    for day, named in _pairs("fixed", fixed):
        if named is None:
            raise ArgumentError(Finding("fixed: no routine", value=day, allowed=one_of(library.routines["routine_id"])))
        typed = texts(f"fixed on {day}", named)
        routines = read_routines(library, typed)
        stays += [(read_weekday(day, "fixed"), routine) for routine in routines]
    if len(set(stays)) < len(stays):
        raise ArgumentError(Finding("fixed", value="a routine twice on one day", allowed="once a day"))
    return tuple(sorted(stays, key=lambda stay: WEEKDAYS.index(stay[0])))


def _pairs(name: str, given: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    if given is not None and not isinstance(given, Mapping):
        raise ArgumentError(Finding(name, value=str(given), allowed="a mapping of weekday to what stands there"))
    return list((given or {}).items())


def _read_names(what: str, typed: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(read_names(what, typed, names_of(known), known))


def _check_wishes(library: Library, wishes: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse wishes that contradict each other, or for what no week can hold."""
    # What opens a session stands in it once, so it cannot be strength work of the same week as well.
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


def _check_warm_up(library: Library, exercises: Iterable[str], equipment: tuple[str, ...] | None) -> None:
    """Refuse a warm-up that the athlete has not the equipment for, or that is no light one."""
    have = usable(library, equipment)
    for exercise in exercises:
        missing = [item for item, required in library.coding.usual.get(exercise, ()) if required and item not in have]
        if missing:
            what = f"warm_up: needs {', '.join(missing)}, which is not there"
            raise ArgumentError(Finding(what, value=exercise, allowed="an exercise for the equipment"))
        demand = library.coding.exercises[exercise]["demand"]
        if demand != "light":
            raise ArgumentError(Finding(f"warm_up: {demand}", value=exercise, allowed="a light exercise"))


def _check_fixed(
    library: Library, fixed: tuple[tuple[str, str], ...], days: tuple[Day, ...], times: Mapping[str, Any]
) -> None:
    """Refuse fixed sessions that are longer than their day."""
    taken = session_minutes(library, **times).set_index("routine_id")["minutes_max"]
    # Said here and by name: as a conflict of rules it would read as if the suggested session were too long.
    for day in days:
        longest = sum(float(taken[routine]) for weekday, routine in fixed if weekday == day.weekday)
        if day.minutes is not None and longest > day.minutes:
            what = f"minutes: what is fixed on {day.weekday} takes {longest:.1f} min"
            raise ArgumentError(Finding(what, value=f"{float(day.minutes):g}", allowed="a longer day, or another one"))
