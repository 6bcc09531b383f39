"""A suggested week: sessions worth doing, or the least estimated minutes for targets, with a proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.base.arguments import checked, with_fields_of
from analysis.base.errors import ArgumentError, Finding
from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.request import SuggestRequest
from analysis.suggest.requests.request_reading import read_request
from analysis.suggest.session_sheets import session_sheets
from analysis.suggest.solving.problem import pose
from analysis.suggest.solving.search import search
from analysis.suggest.solving.session_search import Wish, search_sessions
from analysis.suggest.solving.week_lines import days_given
from analysis.suggest.suggested_week import SuggestedWeek


@with_fields_of(SuggestRequest)
@checked
def suggest_week(library: Library, request: SuggestRequest | None = None, /, **options: Any) -> SuggestedWeek:
    """Suggest sessions worth doing for an athlete's days, minutes and equipment, with a proof.

    A week is filled in a coach's order: typed bands; the main lifts on two days; jumps; trunk, adductors, abduction and
    feet; push and pull; then the best use of leftover minutes. The proof covers that order and the weights of leftover
    minutes, which are ours; it does not prove that a week works for a body. With ``least="minutes"`` the answer is the
    least estimated minutes that reach the bands instead. Needs the optional solver HiGHS (extra ``suggest``).

    Parameters
    ----------
    library : Library
    request : SuggestRequest, optional
        The request; or give its fields by name.
    **options
        The fields of `SuggestRequest`, which documents them: days, minutes, equipment, goal, bands, runs, strength,
        include, exclude, prefer, level, avoid, fixed, warm_up, names, patterns, cover, race, known, weights, least and
        limits. All are optional.

    Returns
    -------
    SuggestedWeek
        With ``fits`` false if no week fits.

    Raises
    ------
    ArgumentError
        If a field has an unknown or forbidden value.
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
    # With both a request and options it would be unclear which applies.
    if request is None:
        request = SuggestRequest.of(options)
    elif not isinstance(request, SuggestRequest) or options:
        allowed = 'a SuggestRequest, or options such as bands={"calves": 4}'
        raise ArgumentError(Finding("a suggested week", value=str(request), allowed=allowed))
    return answer(library, read_request(library, request))


def answer(library: Library, question: Question) -> SuggestedWeek:
    """Return the suggested week for a question; see `suggest_week`."""
    crowded = not question.least
    if crowded:
        problem = pose(library, question)
        sessions = search_sessions(library, problem, days_given(library, problem))
        if sessions.fits:
            sheets = session_sheets(library, problem, sessions.sets, sessions.turns, sessions.words, sessions.main)
            return _week(library, question, sheets, wishes=sessions.wishes)
        # The typed targets leave no room for whole sessions, or cannot be kept at all: the least minutes show which.
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
    """Return the suggested week from the parts of an answer."""
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
