"""Turn sheets and coding into prescriptions: look up names, choose phases and equipment, report every choice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.base.errors import DoseError, Finding
from analysis.base.text import clip, listing
from analysis.library.coding import Coding
from analysis.library.demand import demand, is_load, kind
from analysis.library.doses.dose import Dose
from analysis.library.doses.settled_dose import as_named, beside_dose, settle_dose
from analysis.library.exercise_names import DOUBT
from analysis.library.links import link_findings
from analysis.library.schema import TableSchema
from analysis.library.sheets.sheet_choices import AS_USUAL, ONE_SET, Choice
from analysis.library.sheets.sheet_doses import SheetRow
from analysis.library.sheets.sheet_doubts import doubt
from analysis.library.sheets.sheet_equipment import Items, load_of, read_items, said_beside
from analysis.library.terms import COUNTED, OWN


@dataclass
class Prescribed:
    """The result of a sheet: rows of the tidy tables, the choices made, the coach's links and the findings."""

    prescriptions: list[dict[str, Any]] = field(default_factory=list)
    equipment: list[dict[str, Any]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    links: list[tuple[str, str, int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def prescribe(
    entries: Sequence[SheetRow],
    coding: Coding,
    *,
    routine_id: str,
    source_id: str,
    locator_word: str,
    file: str,
    skip_unknown: bool = False,
) -> Prescribed:
    """Return the entries of one sheet as rows of tidy/prescriptions and tidy/prescription_equipment."""
    routine = Prescribed()
    own = source_id == "own"
    in_section: Counter[str] = Counter()
    if skip_unknown:
        entries = _known(entries, coding, routine, routine_id)
    for position, entry in enumerate(entries, 1):
        key: dict[str, Any] = {"routine_id": routine_id, "position": position}

        def choose(column: str, chosen: str, why: str, position: int = position, row: int = entry.row) -> None:
            routine.choices.append(Choice(routine_id, position, row, column, chosen, why))

        in_section[entry.section] += 1
        items, missing, entry = read_items(entry, coding, file)
        exercise, unknown = _exercise(entry, coding, file, items if own else None, choose)
        routine.findings += missing + unknown
        if exercise is None or entry.dose is None:
            continue  # already a finding; the position still counts, to keep findings and rows aligned
        phase = _phase(entry, exercise, coding, routine_id, choose)
        try:
            dose = _settled(entry, entry.dose, exercise, choose)
        except DoseError as error:
            routine.findings.append(Finding(str(error), file, entry.row, "dose", entry.typed))
            continue
        # Only a coach can answer a query: readings of sources are in coding/prescription_notes.
        if own and exercise["origin"] != OWN and (why := doubt(dose, entry, exercise, coding)):
            choose("dose", entry.typed, why)
        if entry.equipment is None:
            items = _usual_items(entry, coding, exercise, choose, own=own)
        routine.equipment += [key | need for need in _needs(items, stated=entry.equipment is not None)]
        for column, text, why in entry.more:
            choose(column, text, why)
        locator = _locator(locator_word, entry, position, in_section[entry.section])
        about = {"phase": phase, "exercise_id": exercise["exercise_id"], "source_id": source_id, "locator": locator}
        row = _row(entry, dose, items, coding, exercise, phase)
        if row["demand"] == "heavy" and not (row["load"] or row["effort"]):
            choose("demand", "heavy", "by exercise, no load given")
        routine.prescriptions.append(key | about | row)
        if link := entry.text("link"):
            routine.findings += link_findings(link, file, entry.row)
            routine.links.append((exercise["exercise_id"], routine_id, position, link))
    return routine


Choose = Callable[[str, str, str], None]
"""Reports the choice for a column of a row: column, choice and reason."""


def _locator(word: str, entry: SheetRow, position: int, in_section: int) -> str:
    """Return an exercise's location as its source numbers it: throughout, per section, or by row if not at all."""
    numbers = {"section": f"{entry.section}, exercise {in_section}", "row": f"row {entry.row}"}
    return numbers.get(word, f"{word} {position}")


def _exercise(
    entry: SheetRow, coding: Coding, file: str, items: Items | None, choose: Choose
) -> tuple[Mapping[str, Any] | None, list[Finding]]:
    """Return the exercise an entry names; None and a finding if it is unknown.

    Names used by sources have their own alias rows; some of a coach's names need load and equipment (``items``).
    """
    if not entry.exercise:
        return None, []
    reading = coding.names.read(entry.exercise, () if items is None else said_beside(load_of(entry), items))
    if reading is None:
        return None, [_unknown(entry, coding, file)]
    exercise: Mapping[str, Any] = coding.exercises[reading.exercise_id]
    if reading.doubt and reading.how == DOUBT:
        why = reading.doubt[0].lower() + reading.doubt[1:].rstrip(".")
        choose("exercise", exercise["name"], f"{clip(entry.exercise)} may mean something else: {why}")
    return (exercise if items is None else as_named(exercise, entry.exercise)), []


def _usual_items(
    entry: SheetRow, coding: Coding, exercise: Mapping[str, Any], choose: Choose, *, own: bool
) -> list[tuple[str, bool]]:
    """Return the usual equipment of an exercise, adjusted to name and load, if the sheet's cell is blank."""
    said = f"{entry.exercise} {load_of(entry)}" if own else ""
    items = coding.names.items_named(exercise["exercise_id"], said, loaded=bool(said) and is_load(load_of(entry)))
    words = " + ".join(item + ("" if required else "?") for item, required in items) or "none"
    choose("equipment", words, f"{AS_USUAL}{exercise['name']}")
    return items


def _needs(items: Items, *, stated: bool) -> list[dict[str, str]]:
    """Return the equipment rows of a prescription, one per item."""
    basis = "stated" if stated else "inferred"
    return [
        {"equipment_id": item, "need": "required" if required else "optional", "basis": basis}
        for item, required in items
    ]


def _settled(entry: SheetRow, dose: Dose, exercise: Mapping[str, Any], choose: Choose) -> Dose:
    """Return a dose resolved for its exercise and the columns beside it, and report the assumptions."""
    dose, told = settle_dose(dose, entry.typed, exercise)
    dose, differ = beside_dose(dose, load=entry.text("load"), effort=entry.text("effort"))
    for why in told + differ:
        choose("dose", dose.core, why)
    if dose.sets_min is None:
        dose = replace(dose, sets_min=1, sets_max=1)
        choose("dose", ONE_SET, "neither rounds nor sets are given")
    return dose


def _row(
    entry: SheetRow,
    dose: Dose,
    items: Items,
    coding: Coding,
    exercise: Mapping[str, Any],
    phase: str,
) -> dict[str, Any]:
    """Return the prescription columns that come from an entry and its dose."""
    # Only equipment that can be heavier or lighter sets the kind of load, not a mat.
    kinds = {coding.items[item]["load_kind"] for item, _ in items}
    load_kind = next((load for load in ("external", "band") if load in kinds), "bodyweight")
    # A weight named in the sheet is used; a weight that is only coded for the exercise may not be.
    weighted = any(need and coding.items[item]["load_kind"] == "external" for item, need in items if entry.equipment)
    says: dict[str, Any] = {"phase": phase, "load": dose.load or "", "effort": dose.effort or "", "weighted": weighted}
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
        "notes": entry.text("notes") or None,
        "demand": needs,
        "kind": kind(exercise["mode"], needs, **says),
    }


def _known(entries: Sequence[SheetRow], coding: Coding, routine: Prescribed, routine_id: str) -> list[SheetRow]:
    """Return the entries with a known exercise, and report the share of the sheet left out."""
    known = [entry for entry in entries if not entry.exercise or coding.names.find(entry.exercise)]
    left = [entry for entry in entries if entry not in known]
    if left and known:
        sets, lost = (
            sum((entry.dose.sets_max or 1) for entry in part if entry.dose is not None) for part in (entries, left)
        )
        names = listing([clip(name) for name in dict.fromkeys(entry.exercise for entry in left)])
        why = f"left out, not known: {names}; {len(left)} of {len(entries)} rows, {lost} of {sets} sets"
        routine.choices.append(Choice(routine_id, 0, left[0].row, "sheet", "", why))
    return known if known else list(entries)  # with no known exercise there is no routine: still an error


def _unknown(entry: SheetRow, coding: Coding, file: str) -> Finding:
    near = (coding.exercises[key]["name"] for key in coding.names.near(entry.exercise))
    name = f'"{entry.exercise}"' if re.search('[,;"]', entry.exercise) else entry.exercise
    allowed = (
        "a name that is known, or a line in your exercises.csv (--exercises exercises.csv) below exercise,also,works: "
        f"{clip(name)[1:-1]},,MUSCLES for a new one, KNOWN NAME,{clip(name)[1:-1]}, for another name"
    )
    return Finding("unknown exercise", file, entry.row, "exercise", entry.exercise, allowed, tuple(near))


def _phase(entry: SheetRow, exercise: Mapping[str, Any], coding: Coding, routine_id: str, choose: Choose) -> str:
    """Return the phase of a row, chosen if the sheet doesn't give it."""
    if entry.phase:
        return entry.phase
    phase, why = coding.section_phase(routine_id, entry.section)
    # A stretch in a strength section rests the muscles: it must not count as sets.
    if phase in COUNTED and exercise["mode"] in ("mobility", "stretch"):
        phase, why = "mobility", f"{exercise['name']} is a {exercise['mode']} exercise"
    if why:
        choose("phase", phase, why)
    return phase


def tidy_columns(made: Iterable[Prescribed], schema: TableSchema) -> dict[str, list[Any]]:
    """Return the columns of tidy/prescriptions or tidy/prescription_equipment for any number of sheets."""
    equipment = schema.name == "prescription_equipment"
    rows = [row for routine in made for row in (routine.equipment if equipment else routine.prescriptions)]
    return {name: [row[name] for row in rows] for name in schema.columns}
