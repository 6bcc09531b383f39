"""Reading a request for a week: days and runs, the athlete, wishes, and targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from analysis.ask.athlete import barred, read_avoid, read_level
from analysis.ask.counting import COUNTINGS, read_counting
from analysis.ask.days import read_weekday
from analysis.ask.equipment import read_equipment
from analysis.ask.exercises import read_exercises
from analysis.ask.kinds import read_count
from analysis.ask.numbers import read_number
from analysis.ask.races import DISTANCES, PRIORITIES, read_distance
from analysis.ask.rests import read_rests
from analysis.ask.routines import read_routines
from analysis.ask.runs import read_run
from analysis.ask.tempo import SECONDS_PER_REP, read_tempo
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice, labelled, names_of, once, read_names, refused, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import snake
from analysis.base.text import one_of
from analysis.library.additions import LONGEST_NAME
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.terms import POLICIES
from analysis.suggest.candidates import Candidate, candidates
from analysis.suggest.exact_numbers import exact
from analysis.suggest.requests.goals import least_landings, possible, read_goal
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.request import LEAST, LEAST_DAYS, WEIGHTS, SuggestRequest
from analysis.suggest.requests.request_checks import check_fixed, check_warm_up, check_wishes
from analysis.suggest.requests.training_days import Day, near_races, read_days
from analysis.suggest.requests.warm_up import usual_warm_up
from analysis.suggest.targets import Target, read_targets
from analysis.week.band_status import GOALS

WEEKS_TO_RACE = -3, 3
"""Range of weeks to the race: from 3 weeks after it (negative) to 3 weeks before it."""


def read_request(
    library: Library,
    request: SuggestRequest,
    *,
    races: Iterable[tuple[int, float, str]] | None = None,
    nothing_new: bool | None = None,
) -> Question:
    """Return a request as a question; a block sets which ``races`` are near (`near_races`), and ``nothing_new``.

    Raises
    ------
    ArgumentError
        If a field has an unknown or forbidden value, or two wishes directly contradict each other.
    """
    least = request.least is not None and bool(check_choice("least", request.least, LEAST))
    # Read the fields of the question in groups: later groups depend on earlier ones.
    read: dict[str, Any] = {"least": least, **_read_counting(request), **_read_week(library, request, races)}
    read |= _read_athlete(library, request, least)
    read |= _read_wishes(library, request, read["equipment"], read["days"], least)
    check_fixed(library, read["fixed"], read["days"], read["seconds_per_rep"], read["rest"])
    read["race"] = not read["build"] if nothing_new is None else nothing_new
    read |= _read_aims(library, request, read)
    return Question(
        **read,
        most_sets=None if request.most_sets is None else exact(read_number("most_sets", request.most_sets, 0.5, 100)),
        most_exercises=None if request.most_exercises is None else _whole(request, "most_exercises", 1, 30),
        nodes=_whole(request, "nodes", 0, 10**9),
        names=_read_names_of_days(request, read["days"]),
        weights=_read_weights(request),
    )


def _read_counting(request: SuggestRequest) -> dict[str, Any]:
    """Read how a set counts and how long it takes."""
    name, roles = read_counting(request.counting)
    return {
        # Custom weights are stored with their roles; a name stands for all of them.
        "counting": () if name in COUNTINGS else tuple(roles.items()),
        "counting_name": name,
        "count": read_count(request.count),
        "seconds_per_rep": read_tempo(request.seconds_per_rep),
        "rest": read_rests(request.rest),
    }


def _read_week(
    library: Library, request: SuggestRequest, races: Iterable[tuple[int, float, str]] | None
) -> dict[str, Any]:
    """Read the days of the week: runs, fixed sessions, work a race rules out, and the days open to a session."""
    fixed = _read_fixed(library, request.fixed)
    # Days come after runs and fixed sessions: both decide which days are free and which spare the legs.
    runs = _read_runs(request)
    policy = check_choice("strength", request.strength, POLICIES)
    legs_on = {day for day, routine in fixed if _works_legs(library, routine)}
    near = near_races(library, _read_race(request) if races is None else races)
    days = read_days(request.days, request.minutes, runs, fixed, policy, legs_on, near)
    # Two days if there are two; with a single day the rule would forbid every week.
    least_days = min(LEAST_DAYS, len({day.weekday for day in days} | {day for day, _ in fixed}))
    if near:  # near a race, as many as are left for leg work
        least_days = min(least_days, max(1, sum("legs" not in day.near for day in days)))
    return {
        "days": days,
        "fixed": fixed,
        "runs": tuple((day, runs[day]) for day in WEEKDAYS if day in runs),
        "strength": policy,
        "legs_on": tuple(day for day in WEEKDAYS if day in legs_on),
        "near": tuple(near.items()),
        "build": "race" not in runs.values(),
        "least_days": least_days if request.least_days is None else _whole(request, "least_days", 0, 7),
    }


def _read_athlete(library: Library, request: SuggestRequest, least: bool) -> dict[str, Any]:
    """Read the athlete's equipment, level and exercises to avoid."""
    level = read_level(request.level) or ("trained" if least else "some")
    return {
        "equipment": None if request.equipment is None else tuple(read_equipment(library, request.equipment)),
        "level": level,
        "avoid": read_avoid(request.avoid),
        "barred": barred(library, level, request.avoid),
    }


def _read_wishes(
    library: Library, request: SuggestRequest, equipment: tuple[str, ...] | None, days: tuple[Day, ...], least: bool
) -> dict[str, Any]:
    """Read the wished exercises, movements and lines of the checklist."""
    wishes = {
        wish: read_exercises(library, getattr(request, wish), wish)
        for wish in ("include", "exclude", "prefer", "known")
    }
    named = {name for wish in ("include", "exclude", "prefer") for name in wishes[wish]}
    running = request.goal is None or (isinstance(request.goal, str) and request.goal == "running")
    usual = () if least else usual_warm_up(library, equipment, days, named, running=running)
    wishes["warm_up"] = read_exercises(library, usual if request.warm_up is None else request.warm_up, "warm_up")
    check_wishes(library, wishes)
    check_warm_up(library, wishes["warm_up"], equipment)
    # Mobility and cardio count no sets, so a week cannot be asked for them as a pattern.
    movements = {
        key: word for key, word in labels(library, "movement_pattern").items() if key not in ("mobility", "cardio")
    }
    checklist = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    covered = _read_names("cover", request.cover, {**checklist, "all": "all"})
    patterns = _read_names("pattern", request.patterns, movements)
    return {**wishes, "patterns": patterns, "cover": tuple(checklist) if "all" in covered else covered}


def _allowed(library: Library, question: Mapping[str, Any]) -> list[Candidate]:
    """Return the exercises that the week may use."""
    known = None
    if question["race"]:
        rows = library.prescriptions
        routines = [routine for _, routine in question["fixed"]]
        known = {*question["known"], *rows.loc[rows["routine_id"].isin(routines), "exercise_id"]}
    return possible(
        library,
        question["equipment"],
        {*question["exclude"], *question["warm_up"]},
        known,
        (question["seconds_per_rep"], question["rest"], question["equipment"]),
        {*question["include"], *question["prefer"], *question["patterns"]},
        question["barred"],
    )


def _read_aims(library: Library, request: SuggestRequest, question: Mapping[str, Any]) -> dict[str, Any]:
    """Read the targets of the week, the goal's lines without an exercise, and the landings of its jumps."""
    request = replace(request, bands=labelled(request.bands))
    least, allowed = question["least"], _allowed(library, question)
    how = question["counting_name"] if question["counting_name"] in COUNTINGS else dict(question["counting"])
    goal = request.goal if least else check_choice("goal", "running" if request.goal is None else request.goal, GOALS)
    # No bands, or an empty mapping, count as none; other types are refused where they are read.
    banded = request.bands is not None and not (isinstance(request.bands, Mapping) and not request.bands)
    targets: tuple[Target, ...] = ()
    open_lines: tuple[str, ...] = ()
    if least or goal == "size":
        targets, open_lines = read_goal(library, goal, request.bands, allowed, how, question["count"])
    elif banded:
        targets = read_targets(library, request.bands)
    if goal == "size" and not least:
        typed = {target.label for target in (read_targets(library, request.bands) if banded else ())}
        targets = tuple(replace(target, soft=target.label not in typed) for target in targets)
    aims: dict[str, Any] = {"goal": goal, "targets": targets, "open_lines": open_lines}
    # The goal includes jumps if the week may use any, but not in race week.
    if goal == "running" and question["build"] and any(candidate.kind == "jumps" for candidate in allowed):
        aims["landings"] = least_landings(library)
        if least:
            aims["cover"] = tuple(dict.fromkeys([*question["cover"], "plyometric"]))
    return aims


def _works_legs(library: Library, routine: str) -> bool:
    """Return whether a routine has strength work for the legs."""
    rows = library.prescriptions
    done = set(rows.loc[(rows["routine_id"] == routine) & (rows["kind"] == "strength"), "exercise_id"])
    return any(each.legs for name, each in candidates(library, SECONDS_PER_REP).items() if name in done)


def _whole(request: SuggestRequest, name: str, low: int, high: int) -> int:
    return int(read_number(name, getattr(request, name), low, high, whole=True))


def _read_runs(request: SuggestRequest) -> dict[str, str]:
    """Read the runs of the week, including the race."""
    pairs = [(read_weekday(day, "runs"), read_run(kind)) for day, kind in _pairs("runs", request.runs)]
    runs = once("runs", pairs)
    # The race replaces any run typed for its day.
    if request.race is None or _whole(request, "weeks_to_race", *WEEKS_TO_RACE):
        return runs
    return {**runs, read_weekday(request.race, "race"): "race"}


def _read_race(request: SuggestRequest) -> tuple[tuple[int, float, str], ...]:
    """Read the race: its day counted from the Monday of the week, kilometres and priority."""
    km = DISTANCES["half"] if request.distance is None else read_distance(request.distance)
    priority = check_choice("priority", str(request.priority).upper(), PRIORITIES)
    weeks = _whole(request, "weeks_to_race", *WEEKS_TO_RACE)
    if request.race is None:
        if weeks or request.distance is not None:
            raise ArgumentError(Finding("race", value="none", allowed="the weekday of the race, beside what it is"))
        return ()
    return ((WEEKDAYS.index(read_weekday(request.race, "race")) + 7 * weeks, km, priority),)


def _read_names_of_days(request: SuggestRequest, days: Iterable[Day]) -> tuple[tuple[str, str], ...]:
    """Read the names of sessions by weekday; each weekday must have a session."""
    names = once("names", [(read_weekday(day, "names"), str(name)) for day, name in _pairs("names", request.names)])
    own = [day.weekday for day in days]
    for day, name in names.items():
        if day not in own:
            raise ArgumentError(Finding("names: a day without a suggested session", value=day, allowed=one_of(own)))
        if not snake(name) or len(name) > LONGEST_NAME:
            raise ArgumentError(Finding("names", value=name, allowed=f"1 to {LONGEST_NAME} letters and digits"))
    return tuple(names.items())


def _read_weights(request: SuggestRequest) -> tuple[tuple[str, int], ...]:
    """Read the points for leftover minutes that differ from the default."""
    return tuple(
        (check_choice("weights", name, WEIGHTS), int(read_number(f"weights: {name}", value, 0, 100, whole=True)))
        for name, value in _pairs("weights", request.weights)
    )


def _read_fixed(library: Library, fixed: Mapping[str, str | Iterable[str]] | None) -> tuple[tuple[str, str], ...]:
    """Read the fixed sessions: weekday and routine of each, in the order of the week."""
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
    given = labelled(given)
    if given is not None and not isinstance(given, Mapping):
        raise refused(name, given, "a mapping of weekday to what is on it")
    return list((given or {}).items())


def _read_names(what: str, typed: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(read_names(what, typed, names_of(known), known))
