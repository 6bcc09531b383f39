"""Check rules of the coding tables that a schema cannot express."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.base.errors import DoseError, Finding
from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose
from analysis.library.table_checks import Table, check_circles
from analysis.library.terms import RESTED

UNCODED_MODES = ("cardio", "mobility")
"""Modes whose exercises need no muscle: running works too many to list, and every yoga class is different."""


NEEDED = {
    "targets": ("size_least", "size_aim", "running_sessions", "running_jumps", "strength_sessions"),
    "conventions": (
        *(f"rest_{work}_{end}" for work in RESTED for end in ("min", "max")),
        *("rest_side_least", "set_up", "ramp_up_min", "ramp_up_max"),
    ),
    "races": ("short_a", "any_b", "any_c"),
}
"""Rows that the code looks up, by table: values of the first column."""


def check_coding(tables: Mapping[str, Table]) -> list[Finding]:
    """Find exercises without a worked muscle, unreadable doses, circular progressions and missing rows."""
    roles = tables["exercise_muscles"]
    worked = {
        exercise
        for exercise, role in zip(roles.columns["exercise_id"], roles.columns["role"], strict=True)
        if role in ("primary", "stretched")
    }
    exercises = tables["exercises"]
    missing = "no primary or stretched muscle in coding/exercise_muscles.csv"
    columns = (exercises.columns[name] for name in ("exercise_id", "mode"))
    findings = [
        Finding(missing, exercises.file, row, "exercise_id", str(exercise))
        for row, exercise, mode in zip(exercises.rows, *columns, strict=True)
        if exercise not in worked and mode not in UNCODED_MODES
    ]
    # In a circle, harder forms lead back to the start, and a search for the next step never ends.
    harder = tables["progressions"]
    links = list(zip(harder.columns["exercise_id"], harder.columns["harder_id"], strict=True))
    circles = check_circles(harder, "harder_id", links, "no circle of harder forms")
    return findings + _check_usual_doses(exercises) + circles + _check_needed(tables)


def _check_needed(tables: Mapping[str, Table]) -> list[Finding]:
    findings = []
    for name, keys in NEEDED.items():
        column, there = next(iter(tables[name].columns.items()))  # the first column is the key
        for key in keys:
            if key not in there:
                findings.append(Finding("a row that is needed is missing", tables[name].file, None, column, key))
    return findings


def _check_usual_doses(exercises: Table) -> list[Finding]:
    findings = []
    columns = (exercises.columns[name] for name in ("usual_dose", "demand"))
    for row, text, demand in zip(exercises.rows, *columns, strict=True):
        if (text is None) != (demand is None):
            blank = "demand" if demand is None else "usual_dose"
            what = "usual_dose and demand are given together or not at all"
            findings.append(Finding(what, exercises.file, row, blank))
        if text is not None:
            findings += read_usual_dose(str(text), exercises.file, row)[1]
    return findings


def read_usual_dose(text: str, file: str, row: int) -> tuple[Dose | None, list[Finding]]:
    """Return the usual dose of an exercise, which must have sets, and the findings about it."""
    try:
        dose = parse_dose(text)
    except DoseError as error:
        return None, [Finding(str(error), file, row, "usual_dose")]
    no_sets = Finding("no sets in it", file, row, "usual_dose", text, "such as 2-4 x 8-12")
    return dose, [no_sets] if dose.sets_min is None else []
