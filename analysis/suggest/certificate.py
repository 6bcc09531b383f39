"""What stands behind a suggested week, as plain values: the question, the answer, its proof, and what binds."""

from __future__ import annotations

from dataclasses import astuple
from fractions import Fraction
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.suggest.request import Request
from analysis.suggest.week import SuggestedWeek
from analysis.volume.minutes import USUAL_RESTS

OBJECTIVE = "least sum of the sessions' longest estimated seconds"


@checked
def certificate(week: SuggestedWeek) -> dict[str, Any]:
    """Put in plain values what stands behind a suggested week, or why there is none.

    Parameters
    ----------
    week : SuggestedWeek
        Of `suggest_week`.

    Returns
    -------
    dict
        ``question``; ``fits``; where a week fits ``answer``, ``objective``, ``seconds``, ``bound_seconds``,
        ``gap_seconds``, ``proven``, ``rules`` (with what the week saves without each; those that save ``bind``) and
        ``prices`` of small changes; where none does ``conflict`` and ``relaxations``. Nothing in it changes from run to
        run.

    Raises
    ------
    SolverMissingError
        If the solver is not installed.

    Examples
    --------
    >>> from analysis import load_library, suggest_week
    >>> found = certificate(suggest_week(load_library(), bands={"chest": 4}, days=2, minutes=10, equipment=[]))
    >>> found["proven"], found["seconds"], found["bound_seconds"]
    (True, 232.0, 232.0)
    """
    found: dict[str, Any] = {"question": _question(week.request), "fits": week.fits}
    if not week.fits:
        if week.fits is None:
            return {**found, "undecided": f"the search ended after {week.nodes} nodes"}
        return {**found, "conflict": _records(week.conflict), "relaxations": _records(week.relaxations)}
    found |= {
        "answer": {"sessions": _records(week.minutes), "targets": _records(week.targets)},
        "objective": OBJECTIVE,
        "seconds": week.seconds,
        "bound_seconds": week.bound_seconds,
        "gap_seconds": week.gap_seconds,
        "proven": week.proven,
        "rules": _records(week.rules),
        "prices": _records(week.prices),
    }
    return found


def _question(request: Request) -> dict[str, Any]:
    targets = {one.label: [_plain(one.low), _plain(one.high)] for one in request.targets}
    names = ("equipment", "include", "exclude", "prefer", "warm_up", "patterns", "cover", "race", "known")
    asked: dict[str, Any] = {"targets": targets}
    asked["days"] = {day.weekday: _plain(day.minutes) for day in request.days}
    asked |= {name: _plain(getattr(request, name)) for name in names}
    asked |= {"fixed": [list(one) for one in request.fixed], "runs": dict(request.runs)}
    asked |= {name: _plain(getattr(request, name)) for name in ("least_days", "most_sets", "most_exercises")}
    asked |= {"counting": request.counting_name, "seconds_per_rep": list(request.seconds_per_rep)}
    rests = astuple(USUAL_RESTS)
    asked["rests_s"] = dict(zip(("switch", "exercises", "sets", "sections"), rests, strict=True))
    return asked


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return list(value) if isinstance(value, tuple) else value


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.round(6).astype("object").to_dict("records")
    return [{str(name): None if pd.isna(value) else value for name, value in row.items()} for row in rows]
