"""Resolve what a dose leaves open by the laterality and mode of its exercise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.base.errors import DoseError
from analysis.library.doses.dose import Dose
from analysis.library.doses.dose_beside import PER_CENT
from analysis.library.doses.dose_sides import EACH, PLUS
from analysis.library.doses.notation import FEWEST_HOLDS, LONGEST_HOLD, parse_dose
from analysis.library.exercise_names import STILL
from analysis.library.name_words import words_of

RUN = ("drill", "cardio")
"""Modes in which percentages refer to speed."""


HELD = ("isometric", "stretch")
"""Modes of held exercises: a bare number is probably not repetitions, and m means minutes."""


ONE_SIDED = frozenset({"1leg", "1arm"})
"""Words in names of exercises done on one leg or with one arm."""


_STEPS = re.compile(r"\b(?:steps?|strides?)\b", re.IGNORECASE)
_BARE_M = re.compile(r"\d\s*m\b", re.IGNORECASE)


def as_named(exercise: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an exercise adjusted to its name: one leg, one arm or held.

    Examples
    --------
    >>> curl = {"laterality": "bilateral", "mode": "dynamic", "usual_dose": "3 x 8-12"}
    >>> as_named(curl, "Single-leg curl")
    {'laterality': 'unilateral', 'mode': 'dynamic', 'usual_dose': '3 x 8-12 per side'}
    """
    words, usual = words_of(name), exercise["usual_dose"]
    if words & ONE_SIDED and exercise["laterality"] == "bilateral":
        exercise = {**exercise, "laterality": "unilateral", "usual_dose": usual and f"{usual} per side"}
    if words & STILL and exercise["mode"] == "dynamic":
        exercise = {**exercise, "mode": "isometric"}
    return exercise


def settle_dose(dose: Dose, typed: str, exercise: Mapping[str, Any]) -> tuple[Dose, list[str]]:
    """Return the dose resolved for its exercise, and the assumptions made.

    Parameters
    ----------
    dose : Dose
        As read from the text alone.
    typed : str
        The text.
    exercise : mapping
        A row of ``coding/exercises``.

    Raises
    ------
    DoseError
        If two numbers with a plus, one per side, belong to an exercise that works both sides at once.

    Examples
    --------
    >>> squat = {"name": "Squat", "laterality": "bilateral", "mode": "dynamic", "usual_dose": None}
    >>> settle_dose(parse_dose("3 x 10 each"), "3 x 10 each", squat)
    (Dose(sets_min=3, sets_max=3, reps_min=10, reps_max=10, remark='each is left out: Squat works both sides at once'),
    ['each is left out: Squat works both sides at once'])
    """
    remarks = (dose.remark or "").split("; ") if dose.remark else []
    single, name = exercise["laterality"] == "unilateral", exercise["name"]
    usual = parse_dose(exercise["usual_dose"]).per if exercise["usual_dose"] else None
    if EACH in remarks and not single:
        # A band walk goes both ways, so each means each direction; a squat has no sides.
        dose = replace(dose, per="direction" if usual == "direction" else None)
        why = "each means each direction" if dose.per else f"each is left out: {name} works both sides at once"
        remarks[remarks.index(EACH)] = why
    if PLUS in remarks and not single:
        raise DoseError(f"two numbers with a plus: {name} works both sides at once; for example: 3 x 10, or two rows")
    if dose.distance_m_min and dose.distance_m_max and exercise["mode"] in HELD and _BARE_M.search(typed):
        seconds: Any = {"work_s_min": 60 * dose.distance_m_min, "work_s_max": 60 * dose.distance_m_max}
        dose = replace(dose, distance_m_min=None, distance_m_max=None, **seconds)
        remarks.append(f"m is minutes: {name} is held")
    if exercise["mode"] in HELD and dose.work_s_max and not dose.every_s and dose.rest_s_min is None:
        count = dose.sets_max or 1
        if count >= FEWEST_HOLDS and dose.work_s_max <= LONGEST_HOLD:  # 10 x 10 s
            holds: Any = {"reps_min": dose.sets_min, "reps_max": count, "work_s_min": None, "work_s_max": None}
            holds |= {"hold_s_min": dose.work_s_min, "hold_s_max": dose.work_s_max, "sets_min": 1, "sets_max": 1}
            dose = replace(dose, **holds)
            remarks.append(f"one set of {count} holds")
    if exercise["mode"] in RUN and dose.load and dose.load.endswith("% 1RM"):
        dose = replace(dose, load=None, effort=f"{dose.load.removesuffix('1RM')}effort")
        remarks[:] = [why for why in remarks if why != PER_CENT]
    low, high = dose.reps_min or 1, dose.reps_max or 1
    if single and dose.per is None and low % 2 == high % 2 == 0 and _STEPS.search(typed):
        remarks.append(f"{high} steps are {high // 2} a side")
        dose = replace(dose, reps_min=low // 2, reps_max=high // 2, per="side")
    if single and dose.open == "all" and dose.per is None and not exercise["alternates"]:
        dose = replace(dose, per=usual or "side")
    if dose.open == "all":
        remarks.append(f"as many as possible: minutes as for {exercise['usual_dose'] or 'a usual set'}")
    return replace(dose, remark="; ".join(remarks) or None), remarks


def beside_dose(dose: Dose, **columns: str) -> tuple[Dose, list[str]]:
    """Add load and effort from the sheet's columns; if they differ from the dose's own, the dose wins.

    Examples
    --------
    >>> beside_dose(parse_dose("3 x 8 @ 20 kg"), load="20kg", effort="RPE 8")
    (Dose(sets_min=3, sets_max=3, reps_min=8, reps_max=8, load='20 kg', effort='RPE 8'), [])
    >>> beside_dose(parse_dose("3 x 8 @ 20 kg"), load="25 kg")[1]
    ['load: the dose says 20 kg, the column 25 kg; the dose is taken']
    """
    told = []
    for name, typed in columns.items():
        said = getattr(dose, name)
        if typed and (said is None or (name == "effort" and dose.open)):
            text = typed if said is None or _canonical(name, typed) == said else f"{said}, {typed}"
            said_there: Any = {name: text}
            dose = replace(dose, **said_there)
        elif typed and _canonical(name, typed) != said:
            told.append(f"{name}: the dose says {said}, the column {typed}; the dose is taken")
    return dose, told


def _canonical(name: str, typed: str) -> str:
    try:
        return getattr(parse_dose(f"1, {typed}"), name) or typed
    except DoseError:
        return typed
