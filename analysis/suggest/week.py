"""A week suggested: the least estimated minutes for the targets typed in, with what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.text import plural
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.loading import add_sheet_texts
from analysis.suggest.conflict import conflict, relaxations
from analysis.suggest.prices import prices, prices_of_rules
from analysis.suggest.problem import pose
from analysis.suggest.request import MOST_EXERCISES, MOST_SETS, Request, read_number, read_request
from analysis.suggest.search import Answer, search
from analysis.suggest.session_sheets import session_sheets, weekday_of
from analysis.suggest.solver import NODES
from analysis.volume.minutes import session_minutes
from analysis.volume.product import routine_volume
from analysis.week.bands import band_status


@dataclass(frozen=True, eq=False)
class SuggestedWeek:
    """A week that was asked for, or why there is none.

    Attributes
    ----------
    request : Request
        The question as it was read.
    fits : bool or None
        Whether a week fits; None when the search ended before it knew.
    seconds : float
        Longest estimated time of all suggested sessions; fixed sessions are not in it.
    bound_seconds : float
        No week for this question takes less.
    sheets : dict of str
        Sheet of each session as CSV text, by routine_id (``suggested_mon``); saved, it is a routine like any other.
    library : Library
        The library with the suggested sessions in it: every other function takes it.
    week : dict of int
        Sessions of each routine, fixed ones among them: what `weekly_volume` and others take.
    plan : DataFrame
        One row per session x exercise: weekday, routine_id, position, section, phase, exercise_id, exercise, dose,
        sets_min, sets_max.
    minutes : DataFrame
        One row per session, fixed ones among them: weekday, routine_id, routine, minutes_min, minutes_max, limit
        (minutes that day may take, blank where none).
    targets : DataFrame
        One row per target: by (muscle or group), target, label, low, high, sets_min, sets_max (strength sets of the
        week), days (with at least a strength set) and status.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = suggest_week(load_library(), bands={"chest": 4}, days=2, minutes=10, equipment=[])
    >>> week.plan[["weekday", "exercise", "dose"]].values.tolist()
    [['mon', 'Push-up', '2 x 6-12'], ['thu', 'Push-up', '2 x 6-12']]
    """

    request: Request
    fits: bool | None
    seconds: float
    bound_seconds: float
    sheets: dict[str, str]
    library: Library
    week: dict[str, int]
    plan: pd.DataFrame
    minutes: pd.DataFrame
    targets: pd.DataFrame
    source: Library
    nodes: int

    @property
    def proven(self) -> bool:
        """Whether no week for this question takes less time."""
        return bool(self.fits) and self.gap_seconds == 0

    @property
    def gap_seconds(self) -> float:
        """How much less time another week might take at the most."""
        return self.seconds - self.bound_seconds

    @cached_property
    def rules(self) -> pd.DataFrame:
        """What binds: one row per rule of the question, see `suggest_week`.

        Columns: rule, words, saves_minutes (how much shorter the week were without the rule; 0 where it costs
        nothing, blank where one of the two weeks is not proven) and binds.
        """
        return prices_of_rules(self.source, self.request, self.seconds if self.proven else None, self.nodes)

    @cached_property
    def prices(self) -> pd.DataFrame:
        """What a small change would buy: one row per change, such as a minute a day or an item of equipment.

        Columns: rule (that is changed), change (in words), saves_minutes (blank where one of the two weeks is not
        proven).
        """
        return prices(self.source, self.request, self.seconds if self.proven else None, self.nodes)

    @cached_property
    def conflict(self) -> pd.DataFrame:
        """Where nothing fits, a smallest set of rules that exclude each other: rule and words; else no row."""
        return conflict(self.source, self.request, self.fits, self.nodes)

    @cached_property
    def relaxations(self) -> pd.DataFrame:
        """Where nothing fits, the least change of a single rule that makes a week fit; else no row.

        One row per rule that can do it alone, and per alternative of it: rule, change (in words) and minutes that no
        week is below then, fewest first.
        """
        return relaxations(self.source, self.request, self.conflict, self.nodes)

    def __repr__(self) -> str:
        if not self.fits:
            return f"SuggestedWeek({'nothing fits' if self.fits is False else 'not decided'})"
        proven = "proven least" if self.proven else f"at most {self.gap_seconds / 60:.1f} min above the least"
        return f"SuggestedWeek({plural(len(self.sheets), 'session')}, {self.seconds / 60:.1f} min, {proven})"


@checked
def suggest_week(
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
    nodes: int = NODES,
) -> SuggestedWeek:
    """Find the sessions that reach weekly targets in the least estimated minutes, and prove it.

    The answer is arithmetic: the least minutes for the targets typed in, under these counting rules and usual doses. It
    is no proof that a week works for a body. Needs the optional solver HiGHS (extra ``suggest``).

    Parameters
    ----------
    library : Library
    bands : mapping of muscle or group to sets
        Weekly strength sets: at least ``low``, or ``(low, high)``, of which None leaves the top open.
    days : int or iterable of weekdays
        On how many days a session may stand, or on which. A number is spread over the week, never on the race's day
        and, where that can be, not on the day before a hard or long run.
    minutes : number, sequence or mapping of weekday to number
        Longest day, held against the longest estimate; one for all, or one for each day; None for no limit. Fixed
        sessions count.
    equipment : iterable of str, optional
        What the athlete has; default everything.
    include, exclude, prefer : iterable of str
        Exercises that must be in the week, must not, or are taken where that costs no time.
    fixed : mapping of weekday to routine or routines, optional
        Sessions that stay: their strength sets, days and minutes count.
    warm_up : iterable of str
        Light exercises that open every suggested session, in their fewest usual sets. They stand in it once, and beside
        all that the week must hold.
    patterns, cover : iterable of str
        Movement patterns, and lines of the coverage checklist (or ``all``), that the week must hold. Hops and jumps
        stand apart, as activation: they give no strength sets.
    runs : mapping of weekday to {"easy", "long", "hard"}, optional
        The day before a long or hard run, or a race, has light leg work only.
    race : weekday, optional
        Makes it a race week: no session that day, and no heavy or moderate exercise that is not in ``known``.
    known : iterable of str
        Exercises the athlete has done before.
    least_days : int, optional
        Days on which a target of two sets or more must have a set; default two, or as many as there are (ours).
    most_sets, most_exercises : number, optional
        Sets of a muscle, and strength and jump exercises, in a session, at most (8, ours); None for no limit.
    counting, seconds_per_rep
        See `routine_volume`.
    nodes : int
        Nodes of the search tree after which each search ends; an answer that is not proven then has a gap. No clock
        decides, so the same question has the same answer.

    Returns
    -------
    SuggestedWeek
        Whose ``fits`` is false where nothing does.

    Raises
    ------
    ArgumentError
        If something asked for is unknown or not allowed.
    SolverMissingError
        If the solver is not installed.

    Examples
    --------
    >>> from analysis import load_library
    >>> targets = {"glute_med": 8, "hamstrings": 4, "calves": 6}
    >>> suggest_week(load_library(), bands=targets, days=3, minutes=25, equipment=["mini_band", "mat"])
    SuggestedWeek(3 sessions, 21.3 min, proven least)
    """
    request = read_request(
        library,
        bands=bands,
        days=days,
        minutes=minutes,
        equipment=equipment,
        include=include,
        exclude=exclude,
        prefer=prefer,
        fixed=fixed,
        warm_up=warm_up,
        patterns=patterns,
        cover=cover,
        runs=runs,
        race=race,
        known=known,
        least_days=least_days,
        most_sets=most_sets,
        most_exercises=most_exercises,
        counting=counting,
        seconds_per_rep=seconds_per_rep,
    )
    return answer(library, request, nodes=int(read_number("nodes", nodes, 0, 10**9, whole=True)))


def answer(library: Library, request: Request, *, nodes: int = NODES) -> SuggestedWeek:
    """Answer a question that was read, see `suggest_week`."""
    problem = pose(library, request)
    found = search(problem, nodes=nodes)
    sheets = session_sheets(library, problem, found.sets) if found.fits else {}
    more = add_sheet_texts(library, sheets) if sheets else library
    week: dict[str, int] = {}
    for routine in [*sheets, *(routine for _, routine in request.fixed)]:
        week[routine] = week.get(routine, 0) + 1
    minutes = _minutes(more, request, sheets)
    return SuggestedWeek(
        request=request,
        fits=found.fits,
        seconds=found.time / problem.unit if found.fits else 0.0,
        bound_seconds=found.bound / problem.unit if found.fits else 0.0,
        sheets=sheets,
        library=more,
        week=week,
        plan=_plan(more, sheets),
        minutes=minutes.drop(columns="suggested"),
        targets=_targets(more, request, week, found, sheets),
        source=library,
        nodes=nodes,
    )


def _plan(library: Library, sheets: Mapping[str, str]) -> pd.DataFrame:
    rows = library.prescriptions
    columns = ["routine_id", "position", "section", "phase", "exercise_id", "dose", "sets_min", "sets_max"]
    rows = rows.loc[rows["routine_id"].isin(list(sheets)), columns].reset_index(drop=True)
    rows.insert(0, "weekday", rows["routine_id"].map(weekday_of))
    return add_words(library, rows, "exercise_id")


def _minutes(library: Library, request: Request, sheets: Mapping[str, str]) -> pd.DataFrame:
    stands = [(weekday_of(name), name, True) for name in sheets]
    stands += [(day, routine, False) for day, routine in request.fixed]
    stands.sort(key=lambda one: WEEKDAYS.index(one[0]))
    limits = {day.weekday: day.minutes for day in request.days}
    frame = pd.DataFrame(stands, columns=["weekday", "routine_id", "suggested"]).astype({"suggested": bool})
    taken = session_minutes(library, seconds_per_rep=request.seconds_per_rep)
    frame = frame.merge(taken[["routine_id", "routine", "minutes_min", "minutes_max"]], how="left", on="routine_id")
    kept = [limits.get(day) for day in frame["weekday"]]
    return frame.assign(limit=[float("nan") if limit is None else float(limit) for limit in kept])


def _targets(
    library: Library, request: Request, week: Mapping[str, int], found: Answer, sheets: Mapping[str, str]
) -> pd.DataFrame:
    """Hold the week against its targets, by the volume that every other function counts."""
    names = ["by", "target", "label", "low", "high", "sets_min", "sets_max", "days", "status"]
    if not found.fits or not week:
        return pd.DataFrame(columns=names)
    rows = []
    stands = [(weekday_of(name), name) for name in sheets] + list(request.fixed)
    sets = {by: _strength_sets(library, request, week, by) for by in {one.by for one in request.targets}}
    for one in request.targets:
        each = sets[one.by]
        low, high = (sum(week[name] * each[name, one.label][end] for name in week) for end in (0, 1))
        on = {day for day, name in stands if round(each[name, one.label][0], 9) >= 1}
        top = float("nan") if one.high is None else float(one.high)
        status = band_status(low, high, float(one.low), top)
        rows.append((one.by, one.label, one.name, float(one.low), top, low, high, len(on), status))
    return pd.DataFrame(rows, columns=names)


def _strength_sets(
    library: Library, request: Request, week: Iterable[str], by: str
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the strength sets of a session of each routine, by routine and label."""
    volume = routine_volume(library, by=by, counting=request.roles, routines=list(week), phases=["strength"])
    column = "muscle_id" if by == "muscle" else "muscle_group"
    ends = zip(volume["sets_min"].tolist(), volume["sets_max"].tolist(), strict=True)
    return dict(zip(zip(volume["routine_id"], volume[column], strict=True), ends, strict=True))
