"""Rules of the coding tables that a schema cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from analysis.base.errors import DoseError, Finding
from analysis.library.notation import parse_dose
from analysis.library.tables import Table


def check_coding(tables: Mapping[str, Table]) -> list[Finding]:
    """Find exercises that work nothing, doses that cannot be read, and harder forms that go in circles."""
    roles = tables["exercise_muscles"]
    worked = {
        exercise
        for exercise, role in zip(roles.columns["exercise_id"], roles.columns["role"], strict=True)
        if role in ("primary", "stretched")
    }
    exercises = tables["exercises"]
    missing = "no primary or stretched muscle in coding/exercise_muscles.csv"
    findings = [
        Finding(missing, exercises.file, row, "exercise_id", str(exercise))
        for row, exercise in zip(exercises.rows, exercises.columns["exercise_id"], strict=True)
        if exercise not in worked
    ]
    return findings + _check_usual_doses(exercises) + _check_progressions(tables["progressions"])


def _check_usual_doses(exercises: Table) -> list[Finding]:
    findings = []
    columns = (exercises.columns[name] for name in ("usual_dose", "demand"))
    for row, text, demand in zip(exercises.rows, *columns, strict=True):
        if (text is None) != (demand is None):
            blank = "demand" if demand is None else "usual_dose"
            what = "usual_dose and demand are given together or not at all"
            findings.append(Finding(what, exercises.file, row, blank))
        if text is None:
            continue
        try:
            if parse_dose(str(text)).sets_min is None:
                findings.append(
                    Finding("no sets in it", exercises.file, row, "usual_dose", str(text), "such as 2-4 x 8-12")
                )
        except DoseError as error:
            findings.append(Finding(str(error), exercises.file, row, "usual_dose"))
    return findings


def _check_progressions(table: Table) -> list[Finding]:
    """Refuse harder forms that lead back to where they began."""
    links = list(zip(table.columns["exercise_id"], table.columns["harder_id"], strict=True))
    order = TopologicalSorter[Any]()
    for easier, harder in links:
        order.add(harder, easier)
    try:
        order.prepare()
    except CycleError as error:
        circle = error.args[1]
        row = table.rows[next(place for place, link in enumerate(links) if link in set(pairwise(circle)))]
        text = " > ".join(str(one) for one in circle)
        return [Finding("leads back to itself", table.file, row, "harder_id", text, "no circle of harder forms")]
    return []
