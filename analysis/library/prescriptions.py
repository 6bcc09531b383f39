"""Sheets and coding become prescriptions: names looked up, phases and equipment chosen, every choice reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analysis.base.errors import DoseError, Finding
from analysis.base.names import fold
from analysis.base.text import one_of
from analysis.library.coding import Coding
from analysis.library.demand import demand, kind
from analysis.library.dose import Dose
from analysis.library.dose_readings import HELD, beside_dose, settle_dose
from analysis.library.notation import parse_dose
from analysis.library.sheets import Entry
from analysis.library.table_checks import QUOTES
from analysis.library.terms import COUNTED

CHOICES = ["routine_id", "position", "row", "column", "chosen", "why"]
"""Columns of the frame that reports what was chosen where a sheet says nothing, or not plainly what it means."""


ASKED = ": did you mean "
"""In the reason of what is a question rather than a choice."""


@dataclass
class Prescribed:
    """What a sheet becomes: rows of the tidy tables, the choices made, and what is wrong."""

    prescriptions: list[dict[str, Any]] = field(default_factory=list)
    equipment: list[dict[str, Any]] = field(default_factory=list)
    choices: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def prescribe(
    entries: Sequence[Entry], coding: Coding, *, routine_id: str, source_id: str, locator_word: str, file: str
) -> Prescribed:
    """Turn the entries of one sheet into rows of tidy/prescriptions and tidy/prescription_equipment."""
    routine = Prescribed()
    in_section: dict[str, int] = {}
    for position, entry in enumerate(entries, 1):
        key = {"routine_id": routine_id, "position": position}

        def choose(column: str, chosen: str, why: str, key: dict[str, Any] = key, row: int = entry.row) -> None:
            routine.choices.append({**key, "row": row, "column": column, "chosen": chosen, "why": why})

        # Sources number their exercises through, section by section or not at all; the locator says it their way.
        in_section[entry.section] = in_section.get(entry.section, 0) + 1
        items, missing = _items(entry, coding, file)
        routine.findings += missing
        exercise_id = coding.names.find(entry.exercise)
        if entry.exercise and exercise_id is None:
            routine.findings.append(_unknown(entry, coding, file))
        if exercise_id is None or entry.dose is None:
            continue  # what is wrong is noted; the position counts on, so that findings and rows agree
        exercise = coding.exercises[exercise_id]
        phase, why = _phase(entry, exercise, coding, routine_id)
        if why:
            choose("phase", phase, why)
        try:
            dose, told = settle_dose(entry.dose, entry.typed, exercise)
        except DoseError as error:
            routine.findings.append(Finding(str(error), file, entry.row, "dose", entry.typed))
            continue
        dose, differ = beside_dose(dose, load=entry.load, effort=entry.effort)
        for why in told + differ:
            choose("dose", dose.core, why)
        if dose.sets_min is None:
            dose = replace(dose, sets_min=1, sets_max=1)
            choose("dose", "1 set", "neither rounds nor sets are given")
        # A source cannot be asked: its readings stand in coding/prescription_notes.
        if source_id == "own" and (why := _doubt(dose, entry, exercise)):
            choose("dose", entry.typed, why)
        if entry.equipment is None:
            items = coding.usual.get(exercise_id, [])
            words = " + ".join(item + ("" if required else "?") for item, required in items) or "none"
            choose("equipment", words, f"as coded for {exercise_id}")
        for item, required in items:
            need = "required" if required else "optional"
            basis = "inferred" if entry.equipment is None else "stated"
            routine.equipment.append({**key, "equipment_id": item, "need": need, "basis": basis})
        for column, text, why in entry.more:
            choose(column, text, why)
        numbered = f"{locator_word} {position}" if locator_word in ("exercise", "item") else f"row {entry.row}"
        if locator_word == "section":
            numbered = f"{entry.section}, exercise {in_section[entry.section]}"
        about = {"phase": phase, "exercise_id": exercise_id, "source_id": source_id, "locator": numbered}
        row = _row(entry, dose, items, coding, exercise, phase)
        if row["demand"] == "heavy" and not (row["load"] or row["effort"]):
            choose("demand", "heavy", "by exercise, no load given")
        routine.prescriptions.append({**key, **about, **row})
    return routine


def _row(
    entry: Entry,
    dose: Dose,
    items: Sequence[tuple[str, bool]],
    coding: Coding,
    exercise: Mapping[str, Any],
    phase: str,
) -> dict[str, Any]:
    """Return the columns of a prescription that an entry and its dose fill."""
    # Whatever can be heavier or lighter names the load; a mat beside it does not.
    kinds = {coding.items[item]["load_kind"] for item, _ in items}
    load_kind = next((load for load in ("external", "band") if load in kinds), "bodyweight")
    # A weight that the sheet itself names is lifted; one that is only coded for the exercise may stay on the floor.
    weighted = any(need and coding.items[item]["load_kind"] == "external" for item, need in items if entry.equipment)
    says: dict[str, Any] = {
        "phase": phase,
        "load": dose.load or "",
        "effort": dose.effort or "",
        "weighted": weighted,
    }
    reps = (dose.reps_min, dose.reps_max) if dose.reps_min and dose.reps_max else None
    needs = demand(exercise["demand"], load_kind=load_kind, reps=reps, **says)
    return {
        **vars(dose),
        "section": entry.section or None,
        "published_name": entry.exercise,
        "per": dose.per or "both",
        "load_kind": load_kind,
        "circuit": entry.circuit,
        "dose": dose.core,
        "notes": entry.notes or None,
        "demand": needs,
        "kind": kind(exercise["mode"], needs, **says),
    }


def _unknown(entry: Entry, coding: Coding, file: str) -> Finding:
    near = (coding.exercises[key]["name"] for key in coding.names.near(entry.exercise))
    allowed = (
        "a name in data/coding/exercises.csv or aliases.csv; for a new exercise add a row to exercises.csv "
        "and its muscles to exercise_muscles.csv, for another name a row to aliases.csv"
    )
    return Finding("unknown exercise", file, entry.row, "exercise", entry.exercise, allowed, tuple(near))


def _doubt(dose: Dose, entry: Entry, exercise: Mapping[str, Any]) -> str:
    """Ask where a dose hardly fits its exercise, with what to type instead; it is taken as typed."""
    # The likely dose is what was typed, with one thing after the other put as the exercise is usually done.
    sets = {} if parse_dose(entry.typed).sets_min else {"sets_min": None, "sets_max": None}
    likely = read = replace(dose, **sets, load=None, effort=None)
    single = exercise["laterality"] == "unilateral"
    usual = parse_dose(exercise["usual_dose"]).per if exercise["usual_dose"] else "side" if single else None
    if dose.per is None and dose.distance_m_min is None:  # a way is gone with both legs
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
    return f"{typed} of {entry.exercise}{ASKED}{meant}{in_all}? Then type {likely}"


def _swapped(dose: Dose, entry: Entry, exercise: Mapping[str, Any]) -> str:
    """Ask where sets and repetitions are the other way round than usual: 10 x 3 for 3 x 10."""
    usual = parse_dose(exercise["usual_dose"]) if exercise["usual_dose"] else None
    if not (usual and usual.sets_max and usual.reps_min and dose.sets_min and dose.reps_max):
        return ""
    fits = dose.reps_max <= usual.sets_max < dose.sets_min and dose.reps_max < usual.reps_min <= dose.sets_min
    if not fits or dose.every_s:
        return ""
    ends: Any = {
        "sets_min": dose.reps_min,
        "sets_max": dose.reps_max,
        "reps_min": dose.sets_min,
        "reps_max": dose.sets_max,
    }
    return f"{dose.core} of {entry.exercise}{ASKED}{replace(dose, **ends).core}? Then type {replace(dose, **ends)}"


def _phase(entry: Entry, exercise: Mapping[str, Any], coding: Coding, routine_id: str) -> tuple[str, str]:
    """Choose a phase; the second part says why, and is blank when the sheet says so itself."""
    if entry.phase:
        return entry.phase, ""
    phase, why = coding.section_phase(routine_id, entry.section)
    # A stretch within a strength section is a rest for the muscles: it must not count as sets.
    if phase in COUNTED and exercise["mode"] in ("mobility", "stretch"):
        return "mobility", f"{exercise['exercise_id']} is a {exercise['mode']} exercise"
    return phase, why


def _items(entry: Entry, coding: Coding, file: str) -> tuple[list[tuple[str, bool]], list[Finding]]:
    items: dict[str, bool] = {}
    findings = []
    for typed, required in entry.equipment or ():
        item = coding.item_names.find(typed)
        if item is None:
            near = coding.item_names.near(typed)
            allowed = QUOTES if fold(typed).startswith("hold") else one_of(coding.items)
            findings.append(Finding("unknown equipment", file, entry.row, "equipment", typed, allowed, near))
        elif item in items:
            findings.append(Finding("equipment named twice", file, entry.row, "equipment", typed))
        else:
            items[item] = required
    return list(items.items()), findings


def choices_brief(choices: pd.DataFrame) -> list[str]:
    """Put the choices made for sheets in lines of text, equipment only counted."""
    coded = choices["column"] == "equipment"
    lines = choices_text(choices[~coded])
    for routine, count in choices[coded].groupby("routine_id", sort=False).size().items():
        lines.append(f"chosen: {routine}: equipment of {count} exercises as coded; check shows it")
    return lines


def choices_text(choices: pd.DataFrame) -> list[str]:
    """Put what was chosen or is asked of sheets in a line per routine, column, choice and reason, with their rows."""
    lines = []
    ours = choices["column"].isin(["phase", "dose", "equipment", "demand"])
    chosen = choices["chosen"].where(ours, "")  # of a column that sheets do not have only its head is told
    keys = ["routine_id", "column", "chosen", "why"]
    for key, rows in choices.assign(chosen=chosen).groupby(keys, sort=False)["row"]:
        routine, column, text, why = map(str, key)
        where = f"{routine}, row{'s' * (len(rows) > 1)} {', '.join(map(str, rows))}"
        if column == "dose" and ASKED in why:
            lines.append(f"{where}: {why}")
        elif why.startswith(f"{column} "):  # it says itself which column it is about
            lines.append(f"chosen: {where}: {why}")
        else:
            lines.append(f"chosen: {where}: {column} {text}".rstrip() + f" ({why})")
    return lines
