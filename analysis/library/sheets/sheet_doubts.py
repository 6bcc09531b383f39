"""Query doses that don't seem to fit their exercise; they are used as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.library.coding import Coding
from analysis.library.doses.dose import Dose
from analysis.library.doses.notation import parse_dose
from analysis.library.doses.settled_dose import HELD
from analysis.library.sheets.sheet_choices import ASKED
from analysis.library.sheets.sheet_doses import SheetRow

MOST_SETS = 5
"""Number of sets that never raises a query, whatever is usual (ours)."""


def doubt(dose: Dose, entry: SheetRow, exercise: Mapping[str, Any], coding: Coding) -> str:
    """Return a query with a suggested dose if the typed dose doesn't seem to fit its exercise, or a blank."""
    # The likely dose is the typed dose, changed step by step to how the exercise is usually done.
    sets = {} if parse_dose(entry.typed).sets_min else {"sets_min": None, "sets_max": None}
    likely = read = replace(dose, **sets, load=None, effort=None)
    single = exercise["laterality"] == "unilateral"
    usual = parse_dose(exercise["usual_dose"]).per if exercise["usual_dose"] else "side" if single else None
    # A distance uses both legs, and a time that alternates between sides covers both.
    if dose.per is None and dose.distance_m_min is None and not (exercise["alternates"] and dose.work_s_min):
        likely = replace(likely, per=usual if single or usual == "direction" else None)
    elif dose.per is not None and not single:
        likely = replace(likely, per=usual)
    if exercise["mode"] in HELD and dose.reps_min and not dose.hold_s_min and "rep" not in entry.typed.casefold():
        likely = replace(likely, reps_min=None, reps_max=None, work_s_min=dose.reps_min, work_s_max=dose.reps_max)
    if likely == read:
        return _swapped(read, entry, exercise)
    typed, meant = (
        replace(part, sets_min=None, sets_max=None, hold_s_min=None, hold_s_max=None, per=None).core
        + " reps" * (part.reps_min is not None)
        + f" per {part.per}" * (part.per is not None)
        for part in (dose, likely)
    )
    in_all = " in all" if dose.per and not likely.per else ""
    if in_all and (other := coding.names.find(f"single leg {exercise['name'].removeprefix('Standing ')}")):
        in_all += f", or {coding.exercises[other]['name']}"
    return f"{typed} of {entry.exercise}{ASKED}{meant}{in_all}? Then type {likely}"


def _swapped(dose: Dose, entry: SheetRow, exercise: Mapping[str, Any]) -> str:
    """Return a query if sets and repetitions seem to be swapped, such as 10 x 3 for 3 x 10, or a blank."""
    usual = parse_dose(exercise["usual_dose"]) if exercise["usual_dose"] else None
    if not (usual and usual.sets_max and usual.reps_min and dose.sets_min and dose.reps_max):
        return ""
    fits = dose.reps_max <= usual.sets_max < dose.sets_min and dose.reps_max < usual.reps_min <= dose.sets_min
    # Four sets of three box jumps are normal: query only more than MOST_SETS sets.
    if not fits or dose.sets_min <= MOST_SETS or dose.every_s:
        return ""
    ends: Any = {
        "sets_min": dose.reps_min,
        "sets_max": dose.reps_max,
        "reps_min": dose.sets_min,
        "reps_max": dose.sets_max,
    }
    return f"{dose.core} of {entry.exercise}{ASKED}{replace(dose, **ends).core}? Then type {replace(dose, **ends)}"
