"""The proof of a suggested week as plain values: the question, the answer, its bound, and the binding rules."""

from __future__ import annotations

from dataclasses import astuple
from fractions import Fraction
from typing import Any

import pandas as pd

from analysis.ask.rests import ALL
from analysis.base.arguments import checked
from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.request import WEIGHTS
from analysis.suggest.suggested_week import SuggestedWeek
from analysis.volume.rests import USUAL_RESTS, asked_rests

OBJECTIVE = "least sum of the sessions' longest estimated seconds"


SESSIONS = "most of each wish without less of one before it"


@checked
def certificate(week: SuggestedWeek) -> dict[str, Any]:
    """Return the proof of a suggested week as plain values, or why no week fits.

    Parameters
    ----------
    week : SuggestedWeek
        From `suggest_week`.

    Returns
    -------
    dict
        ``question``; ``fits``; for sessions worth doing ``answer``, ``objective``, ``wishes`` (each with its value and
        upper bound), ``weights`` and ``proven``; for the least minutes ``answer``, ``objective``, ``seconds``,
        ``bound_seconds``, ``gap_seconds``, ``proven``, ``rules`` (with the minutes saved without each; rules that
        cost time ``bind``) and ``prices`` of small changes; where nothing fits ``conflict`` and ``relaxations``. The
        result is the same in every run.

    Raises
    ------
    SolverMissingError
        If the solver is not installed.

    Examples
    --------
    >>> from analysis import load_library, suggest_week
    >>> proof = certificate(suggest_week(load_library(), bands={"chest": 2}, days=1, equipment=[], least="minutes"))
    >>> proof["proven"], proof["seconds"] == proof["bound_seconds"]
    (True, True)
    """
    values: dict[str, Any] = {"question": _question(week.source, week.question), "fits": week.fits}
    if week.wishes:
        return {**values, **_sessions(week)}
    if week.fits is None:
        return {**values, "undecided": f"the search ended after {week.question.nodes} nodes"}
    if not week.fits:
        return {**values, "conflict": _records(week.conflict), "relaxations": _records(week.relaxations)}
    return {
        **values,
        "answer": {"sessions": _records(week.minutes), "targets": _records(week.targets)},
        "objective": OBJECTIVE,
        **{name: getattr(week, name) for name in ("seconds", "bound_seconds", "gap_seconds", "proven")},
        "rules": _records(week.rules),
        "prices": _records(week.prices),
    }


def _sessions(week: SuggestedWeek) -> dict[str, Any]:
    """Return the proof of sessions worth doing as plain values."""
    frames = {"sessions": week.minutes, "targets": week.targets, "lines": week.lines, "missing": week.missing}
    wishes = [dict(zip(("wish", "value", "bound"), astuple(wish), strict=True)) for wish in week.wishes]
    return {
        "answer": {name: _records(frame) for name, frame in frames.items()},
        "objective": SESSIONS,
        "wishes": wishes,
        "weights": WEIGHTS | dict(week.question.weights),
        "proven": week.proven,
    }


def _question(library: Library, question: Question) -> dict[str, Any]:
    # The keys keep this order in the file, to keep its bytes the same.
    wishes = ("equipment", "include", "exclude", "prefer", "warm_up", "patterns", "cover", "race", "known")
    limits = ("goal", "level", "strength", "least_days", "most_sets", "most_exercises")
    usual = zip(("switch", "exercises", "sets", "sections"), astuple(USUAL_RESTS), strict=False)
    typed = dict(question.rest)
    by_work = {
        name: list(ends) for name, ends in (typed if ALL in typed else asked_rests(library, question.rest)).items()
    }
    return {
        "targets": {target.label: [_plain(target.low), _plain(target.high)] for target in question.targets},
        "days": {day.weekday: _plain(day.minutes) for day in question.days},
        **{name: _plain(getattr(question, name)) for name in wishes},
        "fixed": [list(stay) for stay in question.fixed],
        "runs": dict(question.runs),
        **{name: _plain(getattr(question, name)) for name in limits},
        "counting": question.counting_name,
        "seconds_per_rep": list(question.seconds_per_rep),
        "rests_s": {**dict(usual), "after_sets": by_work},
    }


# JSON has no fractions and no tuples; whole numbers stay integers, so a file reads 25 and not 25.0.
def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return list(value) if isinstance(value, tuple) else value


# Six digits are finer than any of these figures, and keep the bytes the same on every machine.
def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.round(6).astype("object").to_dict("records")
    return [{str(name): None if pd.isna(value) else value for name, value in row.items()} for row in rows]
