"""Sheets and coding become prescriptions: names looked up, phases and equipment chosen, every choice reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from analysis.errors import Finding, one_of
from analysis.names import fold, nearest
from analysis.notation import Dose, parse_dose
from analysis.sheets import Entry
from analysis.tables import QUOTES, Table

COUNTED = ("activation", "strength")
"""Phases whose sets are counted."""
PHASES = ("mobility", "activation", "strength", "cooldown")
CHOICES = ["routine_id", "position", "row", "column", "chosen", "why"]
"""Columns of the frame that reports what was chosen where a sheet says nothing, or not plainly what it means."""
ASKED = ": did you mean "
"""In the reason of what is a question rather than a choice."""
HELD = ("isometric", "stretch")
"""Modes of exercises that are held: a bare number is hardly of repetitions."""


def _records(table: Table) -> Iterator[dict[str, Any]]:
    for values in zip(*table.columns.values(), strict=True):
        yield dict(zip(table.columns, values, strict=True))


@dataclass
class Coding:
    """Look-ups made once from the coding tables, for reading any number of sheets."""

    tables: Mapping[str, Table]
    exercises: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    phases: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    item_names: dict[str, str] = field(default_factory=dict)
    usual: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    clashes: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.exercises = {str(row["exercise_id"]): row for row in _records(self.tables["exercises"])}
        for key, row in self.exercises.items():
            self._name(row["name"], key, "exercises")
            self._name(key, key, "exercises")
        for row in _records(self.tables["aliases"]):
            self._name(row["alias"], row["exercise_id"], "aliases")
        for row in _records(self.tables["sections"]):
            self.phases[row["routine_id"], fold(row["section"])] = row["phase"]
        self.words = {fold(row["words"]): row["phase"] for row in _records(self.tables["section_words"])}
        for row in _records(self.tables["equipment"]):
            self.items[row["equipment_id"]] = row
            for name in (row["equipment_id"], row["name"]):
                if fold(name) in ("none", "no equipment"):
                    self.clashes.append(
                        Finding("the name says no equipment", self.tables["equipment"].file, value=name)
                    )
                if self.item_names.setdefault(fold(name), row["equipment_id"]) != row["equipment_id"]:
                    what = f"the name stands for {self.item_names[fold(name)]} already"
                    self.clashes.append(Finding(what, self.tables["equipment"].file, value=name))
        for row in _records(self.tables["exercise_equipment"]):
            self.usual.setdefault(row["exercise_id"], []).append((row["equipment_id"], row["need"] == "required"))

    def section_phase(self, routine_id: str, section: str) -> tuple[str, str]:
        """Return the phase of a section and why: as coded for the routine, or by the last usual word in its name."""
        named = fold(section)
        if (routine_id, named) in self.phases:
            return self.phases[routine_id, named], f"phase of the section '{section}'"
        # The last word of a name is what the section is: a strength warm-up is a warm-up. Brackets are remarks. Of
        # words that end together the longest says most.
        bare = f" {fold(re.sub(r'[(].*?[)]', ' ', section))} "
        found = [(bare.rfind(f" {word} ") + len(word), len(word), word) for word in self.words if f" {word} " in bare]
        if found:
            word = max(found)[2]
            return self.words[word], f"section '{section}' has the word {word}"
        return "strength", f"section '{section}' is not known" if section else "no phase given"

    def _name(self, name: str, exercise_id: str, table: str) -> None:
        folded = fold(name)
        if self.names.setdefault(folded, exercise_id) != exercise_id:
            what = f"the name stands for {self.names[folded]} already"
            self.clashes.append(Finding(what, self.tables[table].file, value=name))
        self.shown.setdefault(folded, name)


@dataclass
class Routine:
    """What a sheet becomes: rows of the tidy tables, the choices made, and what is wrong."""

    prescriptions: list[dict[str, Any]] = field(default_factory=list)
    equipment: list[dict[str, Any]] = field(default_factory=list)
    choices: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def prescribe(
    entries: Sequence[Entry], coding: Coding, *, routine_id: str, source_id: str, locator_word: str, file: str
) -> Routine:
    """Turn the entries of one sheet into rows of tidy/prescriptions and tidy/prescription_equipment."""
    routine = Routine()
    in_section: dict[str, int] = {}
    for position, entry in enumerate(entries, 1):
        key = {"routine_id": routine_id, "position": position}

        def choose(column: str, chosen: str, why: str, key: dict[str, Any] = key, row: int = entry.row) -> None:
            routine.choices.append({**key, "row": row, "column": column, "chosen": chosen, "why": why})

        in_section[entry.section] = in_section.get(entry.section, 0) + 1
        items, missing = _items(entry, coding, file)
        routine.findings += missing
        exercise_id = coding.names.get(fold(entry.exercise))
        if entry.exercise and exercise_id is None:
            routine.findings.append(_unknown(entry, coding, file))
        if exercise_id is None or entry.dose is None:
            continue
        exercise = coding.exercises[exercise_id]
        phase, why = _phase(entry, exercise, coding, routine_id)
        if why:
            choose("phase", phase, why)
        dose = entry.dose
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
        kinds = {coding.items[item]["load_kind"] for item, _ in items}
        numbered = f"{locator_word} {position}" if locator_word in ("exercise", "item") else f"row {entry.row}"
        if locator_word == "section":
            numbered = f"{entry.section}, exercise {in_section[entry.section]}"
        parts = {name: value for name, value in vars(dose).items() if name != "per"}
        routine.prescriptions.append(
            {
                **key,
                "section": entry.section or None,
                "phase": phase,
                "exercise_id": exercise_id,
                "published_name": entry.exercise,
                **parts,
                "per": dose.per or "both",
                "load_kind": next((kind for kind in ("external", "band") if kind in kinds), "bodyweight"),
                "source_id": source_id,
                "locator": numbered,
                "circuit": entry.circuit,
                "dose": str(dose),
                "notes": entry.notes or None,
            }
        )
    return routine


def _unknown(entry: Entry, coding: Coding, file: str) -> Finding:
    near = dict.fromkeys(
        coding.exercises[coding.names[fold(name)]]["name"]
        for name in nearest(entry.exercise, coding.shown.values(), cutoff=0.3)
    )
    allowed = (
        "a name in data/coding/exercises.csv or aliases.csv; for a new exercise add a row to exercises.csv "
        "and its muscles to exercise_muscles.csv, for another name a row to aliases.csv"
    )
    return Finding("unknown exercise", file, entry.row, "exercise", entry.exercise, allowed, tuple(near))


def _doubt(dose: Dose, entry: Entry, exercise: Mapping[str, Any]) -> str:
    """Ask where a dose hardly fits its exercise, with what to type instead; it is taken as typed."""
    likely = parse_dose(entry.typed)
    single = exercise["laterality"] == "unilateral"
    usual = parse_dose(exercise["usual_dose"]).per if exercise["usual_dose"] else "side" if single else None
    if dose.per is None:
        likely = replace(likely, per=usual if single or usual == "direction" else None)
    elif not single:
        likely = replace(likely, per=usual)
    if exercise["mode"] in HELD and dose.reps_min and not dose.hold_s_min and "rep" not in entry.typed.casefold():
        likely = replace(likely, reps_min=None, reps_max=None, work_s_min=dose.reps_min, work_s_max=dose.reps_max)
    if likely == parse_dose(entry.typed):
        return ""
    typed, meant = (
        f"{replace(part, sets_min=None, sets_max=None, hold_s_min=None, hold_s_max=None, per=None)}"
        + " reps" * (part.reps_min is not None)
        + f" per {part.per}" * (part.per is not None)
        for part in (dose, likely)
    )
    in_all = " in all" if dose.per and not likely.per else ""
    return f"{typed} of {entry.exercise}{ASKED}{meant}{in_all}? Then type {likely}"


def _phase(entry: Entry, exercise: Mapping[str, Any], coding: Coding, routine_id: str) -> tuple[str, str]:
    """Choose a phase; the second part says why, and is blank when the sheet says so itself."""
    if entry.phase:
        return entry.phase, ""
    phase, why = coding.section_phase(routine_id, entry.section)
    if phase in COUNTED and exercise["mode"] in ("mobility", "stretch"):
        return "mobility", f"{exercise['exercise_id']} is a {exercise['mode']} exercise"
    return phase, why


def _items(entry: Entry, coding: Coding, file: str) -> tuple[list[tuple[str, bool]], list[Finding]]:
    items: dict[str, bool] = {}
    findings = []
    for typed, required in entry.equipment or ():
        item = coding.item_names.get(fold(typed))
        if item is None:
            near = tuple(nearest(typed, coding.items))
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
    ours = choices["column"].isin(["phase", "dose", "equipment"])
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
