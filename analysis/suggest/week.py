"""A week suggested: sessions worth doing, or the least estimated minutes for targets, with what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked, with_fields_of
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError, Finding
from analysis.base.said import Said
from analysis.base.text import plural
from analysis.library.additions import add_sheet_texts
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.suggest.conflict import conflict, conflict_frame, relaxations
from analysis.suggest.prices import prices, prices_of_rules
from analysis.suggest.problem import pose
from analysis.suggest.question import Question
from analysis.suggest.request import SuggestRequest
from analysis.suggest.request_reading import read_request
from analysis.suggest.search import search
from analysis.suggest.session_search import Wish, search_sessions
from analysis.suggest.session_sheets import WARM_UP, session_sheets
from analysis.suggest.targets import counted_sets
from analysis.suggest.week_lines import days_given, lines_frame, lines_frame_of, missing_lines
from analysis.volume.minutes import session_minutes
from analysis.week.band_status import band_status

TARGETS = ["by", "target", "label", "low", "high", "sets_min", "sets_max", "days", "status"]
"""Columns of the targets of a suggested week."""


NEXT, NEXT_UNFIT = ".say() .plan .minutes .export(folder)", ".say() .conflict .relaxations"
"""What a suggested week is for, and what says why there is none."""


@dataclass(frozen=True, eq=False)
class SuggestedWeek:
    """A week that was asked for, or why there is none.

    Attributes
    ----------
    source : Library
        What the sessions were made from.
    question : Question
        The request as it was read.
    fits : bool or None
        Whether a week fits; None when the search ended before it knew.
    seconds : float
        Longest estimated time of all suggested sessions; fixed sessions are not in it.
    bound_seconds : float
        Where the least minutes are asked for, no week for this question takes less.
    sheets : dict of str
        Sheet of each session as CSV text, by routine_id (``hinge_and_calves``); saved, it is a routine like any other,
        and a file by another name gives it another name.
    wishes : tuple of Wish
        What the sessions have as much of as there can be, the most important first; none for the least minutes.

    Examples
    --------
    >>> from analysis import load_library
    >>> week = suggest_week(load_library(), days=1, minutes=15, equipment=[])
    >>> week.plan.loc[week.plan["section"] == "Strength", ["exercise", "dose"]].values.tolist()
    [['Single-leg RDL to march', '2 x 6-10 per side'], ['Reverse lunge to knee drive', '2 x 8-12 per side'],
    ['Single-leg calf raise', '2 x 8-15 per side']]
    """

    source: Library
    question: Question
    fits: bool | None
    seconds: float
    bound_seconds: float
    sheets: dict[str, str]
    wishes: tuple[Wish, ...] = ()
    _weekdays: dict[str, str] = field(default_factory=dict)
    """Weekday of each session, by routine_id."""
    _crowded: bool = False
    """Whether what is typed leaves no room for sessions worth doing, so that this is the least minutes for it."""

    @property
    def proven(self) -> bool:
        """Whether no week does better: takes less time, or has more of a wish without less of one before it."""
        return bool(self.fits) and self.gap_seconds == 0 and all(wish.value == wish.bound for wish in self.wishes)

    @property
    def gap_seconds(self) -> float:
        """How much less time another week might take at the most."""
        return self.seconds - self.bound_seconds

    @cached_property
    def library(self) -> Library:
        """The library with the suggested sessions in it: every other function takes it."""
        return add_sheet_texts(self.source, self.sheets) if self.sheets else self.source

    @cached_property
    def sessions(self) -> list[tuple[str, str]]:
        """Weekday and routine_id of every session: those that are suggested, then those that are fixed."""
        return [(self._weekdays[name], name) for name in self.sheets] + list(self.question.fixed)

    @cached_property
    def week(self) -> dict[str, int]:
        """Sessions of each routine, fixed ones among them: what `weekly_volume` and others take."""
        routines = [routine for _, routine in self.sessions]
        return {routine: routines.count(routine) for routine in routines}

    @cached_property
    def plan(self) -> pd.DataFrame:
        """What is suggested, exercise by exercise.

        One row per session x exercise: weekday, routine_id, position, section, phase, exercise_id, exercise, dose,
        sets_min, sets_max, effort, superset (A1 and A2 are done in turns).
        """
        rows = self.library.prescriptions
        columns = ["routine_id", "position", "section", "phase", "exercise_id", "dose", "sets_min", "sets_max"]
        more = ["circuit", "published_name"]
        rows = rows.loc[rows["routine_id"].isin(list(self.sheets)), [*columns, "effort", *more]].reset_index(drop=True)
        # Neighbours of one circuit are done in turns; what stands alone has no letter.
        circuit = rows.groupby(["routine_id", "circuit"], sort=False)
        several, place = circuit["position"].transform("size") > 1, circuit.cumcount() + 1
        number = (several & (place == 1)).groupby(rows["routine_id"]).cumsum()
        letters = [f"{'ABCDEFGHIJ'[at - 1]}{count}" for at, count in zip(number.clip(1, 10), place, strict=True)]
        rows["superset"] = pd.Series(letters, dtype="str").where(several & (rows["section"] != WARM_UP))
        names = rows["published_name"]
        rows = rows.drop(columns=more)
        rows.insert(0, "weekday", rows["routine_id"].map(self._weekdays))
        # As its sheet calls it: a press of who has a kettlebell alone is no dumbbell's.
        return add_words(self.library, rows, "exercise_id").assign(exercise=names)

    @cached_property
    def minutes(self) -> pd.DataFrame:
        """How long each session takes.

        One row per session, fixed ones among them: weekday, routine_id, routine, minutes_min, minutes_max, limit
        (minutes that day may take, blank where none).
        """
        # Stable: on one day what is suggested comes before what is fixed.
        in_order = sorted(self.sessions, key=lambda session: WEEKDAYS.index(session[0]))
        frame = pd.DataFrame(in_order, columns=["weekday", "routine_id"])
        taken = session_minutes(self.library, **self.question.times)
        frame = frame.merge(taken[["routine_id", "routine", "minutes_min", "minutes_max"]], how="left", on="routine_id")
        limits = {day.weekday: day.minutes for day in self.question.days}
        return frame.assign(limit=frame["weekday"].map(limits).astype(float))

    @cached_property
    def targets(self) -> pd.DataFrame:
        """What the week adds up to, held against what was asked, by the volume that every other function counts.

        One row per target: by (muscle or group), target, label, low, high, sets_min, sets_max (strength sets of the
        week), days (with at least a strength set) and status; no row where nothing fits.
        """
        if not self.fits or not self.sessions:
            return pd.DataFrame(columns=TARGETS)
        asked = self.question.targets
        sets = counted_sets(self.library, list(self.week), asked, self.question.roles, self.question.count)
        # Sessions of a routine times how often it is done, as any week is counted.
        weeks = (sets * [[[count] for count in self.week.values()]]).sum(axis=1)  # end x target
        rows = []
        for number, target in enumerate(asked):
            at_least = dict(zip(self.week, sets[0, :, number].round(9), strict=True))
            # A day counts with a whole set at the least end; a rounding error is no set.
            days = {day for day, routine in self.sessions if at_least[routine] >= 1}
            low, high = float(target.low), float("nan") if target.high is None else float(target.high)
            least, most = weeks[:, number].tolist()
            status = band_status(least, most, low, high)
            rows.append((target.by, target.label, target.name, low, high, least, most, len(days), status))
        return pd.DataFrame(rows, columns=TARGETS)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """What the sessions hold, line by line: the main lifts, jumps, small lines and the upper body.

        One row per line: line, name, exercises (in words, fixed sessions aside), sets and days of the week; blank and 0
        where nothing does. No row for the least minutes.
        """
        return lines_frame(self.source, self.question, self.plan) if self.wishes else lines_frame_of([])

    @cached_property
    def missing(self) -> pd.DataFrame:
        """What the sessions leave out, with the cheapest change that would bring it: line, name and change (in words).

        An item of equipment where nothing can be used for the line, else 5, 10 or 15 minutes more a day, else a day
        more; blank where none of them does.
        """
        return missing_lines(self.source, self.question, self.lines)

    @cached_property
    def rules(self) -> pd.DataFrame:
        """What binds: one row per rule of the question.

        Columns: rule, words, saves_minutes (how much shorter the week were without the rule; 0 where it costs
        nothing, blank where one of the two weeks is not proven) and binds.
        """
        return prices_of_rules(self.source, self.question, self._least)

    @cached_property
    def prices(self) -> pd.DataFrame:
        """What a small change would buy: one row per change, such as a minute a day or an item of equipment.

        Columns: rule (that is changed), change (in words), saves_minutes (blank where one of the two weeks is not
        proven).
        """
        return prices(self.source, self.question, self._least)

    @property
    def _least(self) -> float | None:
        # What a rule costs in minutes is asked of the least minutes alone: sessions worth doing use what there is.
        return 0.0 if self.wishes else self.seconds if self.proven else None

    @cached_property
    def conflict(self) -> pd.DataFrame:
        """Where nothing fits, a smallest set of rules that exclude each other: rule and words; else no row."""
        return conflict(self.source, self.question) if self.fits is False else conflict_frame([])

    @cached_property
    def relaxations(self) -> pd.DataFrame:
        """Where nothing fits, the least change of a single rule that makes a week fit; else no row.

        One row per rule that can do it alone, and per alternative of it: rule, change (in words) and minutes that no
        week is below then, fewest first.
        """
        return relaxations(self.source, self.question, self.conflict)

    def _words(self) -> list[pd.DataFrame]:
        from analysis.suggest.sentences import week_words

        return week_words(self)

    def say(self, *, prices: bool = True) -> Said:
        """Say what the week takes and what proves it, or why nothing fits; see `say_suggestion`."""
        from analysis.suggest.sentences import say_suggestion

        return say_suggestion(self, prices=prices)

    def export(self, folder: str | Path, *, keep: Iterable[str | Path] = ()) -> list[Path]:
        """Write a sheet for each session and what stands behind them; see `export_suggestion`."""
        from analysis.files.suggestion_folder import export_suggestion

        return export_suggestion(self, folder, keep=keep)

    def __repr__(self) -> str:
        if not self.fits:
            return f"SuggestedWeek: {'nothing fits' if self.fits is False else 'not decided'}; next: {NEXT_UNFIT}"
        sessions = plural(len(self.sheets), "session")
        if self.wishes:
            return f"SuggestedWeek: {sessions}, {'proven' if self.proven else 'not proven'}; next: {NEXT}"
        proven = "proven least" if self.proven else f"at most {self.gap_seconds / 60:.1f} min above the least"
        return f"SuggestedWeek: {sessions}, {self.seconds / 60:.1f} min, {proven}; next: {NEXT}"

    def _repr_html_(self) -> str:
        # What binds and what changes would buy takes many searches, so it is said only when asked for.
        tables = self._words() if self.fits else []
        return "".join([table.to_html(index=False) for table in tables] + [self.say(prices=False)._repr_html_()])


@with_fields_of(SuggestRequest)
@checked
def suggest_week(library: Library, request: SuggestRequest | None = None, /, **options: Any) -> SuggestedWeek:
    """Suggest sessions worth doing for the days, minutes and equipment an athlete has, and prove them.

    A week is filled in the order in which a coach would: typed bands; the main lifts on two days; jumps; trunk,
    adductors, abduction and feet; push and pull; then what leftover minutes are best for. The answer is proven for that
    order and for the weights of leftover minutes, which are ours; it is no proof that a week works for a body. With
    ``least="minutes"`` it is the least estimated minutes that reach the bands instead. Needs the optional solver HiGHS
    (extra ``suggest``).

    Parameters
    ----------
    library : Library
    request : SuggestRequest, optional
        What is asked; or its fields by name.
    **options
        The fields of `SuggestRequest`, which says what each of them means: days, minutes, equipment, goal, bands, runs,
        strength, include, exclude, prefer, level, avoid, fixed, warm_up, names, patterns, cover, race, known, weights,
        least and limits. None is needed.

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
    >>> suggest_week(load_library(), days=2, minutes=20, equipment=["mini_band"])
    SuggestedWeek: 2 sessions, proven; next: .say() .plan .minutes .export(folder)
    >>> targets = {"glute_med": 8, "hamstrings": 4, "calves": 6}
    >>> suggest_week(load_library(), bands=targets, equipment=["mini_band", "mat"], least="minutes")
    SuggestedWeek: 3 sessions, 29.0 min, proven least; next: .say() .plan .minutes .export(folder)
    """
    # A request and options at once would leave open which of the two holds.
    if request is None:
        request = SuggestRequest.of(options)
    elif not isinstance(request, SuggestRequest) or options:
        allowed = 'a SuggestRequest, or options such as bands={"calves": 4}'
        raise ArgumentError(Finding("a suggested week", value=str(request), allowed=allowed))
    return answer(library, read_request(library, request))


def answer(library: Library, question: Question) -> SuggestedWeek:
    """Answer a question that was read, see `suggest_week`."""
    crowded = not question.least
    if crowded:
        problem = pose(library, question)
        sessions = search_sessions(library, problem, days_given(library, problem))
        if sessions.fits:
            sheets = session_sheets(library, problem, sessions.sets, sessions.turns, sessions.words, sessions.main)
            return _week(library, question, sheets, wishes=sessions.wishes)
        # What is typed leaves no room for whole sessions, or cannot be kept at all: the least minutes say which.
        typed = tuple(target for target in question.targets if not target.soft)
        question = replace(question, least=True, targets=typed, warm_up=())
    problem = pose(library, question)
    best = search(problem)
    sheets = session_sheets(library, problem, best.sets) if best.fits else {}
    least, bound = best.time / problem.unit, best.bound / problem.unit
    week = _week(library, question, sheets, fits=best.fits, least=(least, bound) if best.fits else (0.0, 0.0))
    return replace(week, _crowded=crowded)


def _week(
    library: Library,
    question: Question,
    sheets: Mapping[str, tuple[str, str]],
    *,
    fits: bool | None = True,
    least: tuple[float, float] = (0.0, 0.0),
    wishes: tuple[Wish, ...] = (),
) -> SuggestedWeek:
    """Put the answer to a question together."""
    week = SuggestedWeek(
        source=library,
        question=question,
        fits=fits if sheets or not wishes else False,
        seconds=least[0],
        bound_seconds=least[1],
        sheets={name: text for name, (_, text) in sheets.items()},
        wishes=wishes,
        _weekdays={name: day for name, (day, _) in sheets.items()},
    )
    if not wishes:
        return week
    minutes = week.minutes
    seconds = float(minutes.loc[minutes["routine_id"].isin(list(sheets)), "minutes_max"].sum() * 60)
    return replace(week, seconds=seconds, bound_seconds=seconds)
