"""Look-ups made once from the coding tables: exercises, names, phases and equipment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.base.errors import Finding
from analysis.base.names import Names, fold
from analysis.library.equipment_words import says_nothing_needed
from analysis.library.exercise_names import ExerciseNames
from analysis.library.table_checks import Table
from analysis.library.terms import OWN


@dataclass
class Coding:
    """Look-ups made once from the coding tables, for reading any number of sheets."""

    tables: Mapping[str, Table]
    exercises: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: ExerciseNames = field(init=False)
    phases: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    item_names: Names = field(default_factory=lambda: Names(()))
    usual: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    clashes: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The name that is shown comes first, then the id, then what the sources and coaches call it.
        self.exercises = {str(row["exercise_id"]): row for row in self.tables["exercises"].records()}
        self.names = ExerciseNames(self.exercises, self.usual, self.items)
        for key, row in self.exercises.items():
            self._name(self.names, row["name"], key, "exercises")
            self._name(self.names, key, key, "exercises")
            if row["origin"] == OWN:
                self.names[fold(row["name"])] = key  # the coach's goes before the library's of that name
        # There are thousands: column by column is quicker.
        columns: dict[str, list[Any]] = self.tables["aliases"].columns
        for name, key, doubt in zip(*(columns[part] for part in ("alias", "exercise_id", "doubt")), strict=True):
            self._name(self.names, name, key, "aliases")
            if doubt:
                self.names.doubts[fold(name)] = doubt
        for row in self.tables["sections"].records():
            self.phases[row["routine_id"], fold(row["section"])] = row["phase"]
        # Words by which a section of any sheet tells its phase, such as "warm up".
        self.words = {fold(row["words"]): row["phase"] for row in self.tables["section_words"].records()}
        for row in self.tables["equipment"].records():
            self.items[row["equipment_id"]] = row
            also = filter(None, map(str.strip, (row["also"] or "").split(";")))
            for name in (row["equipment_id"], row["name"], *also):
                if says_nothing_needed(name):
                    self.clashes.append(
                        Finding("the name says no equipment", self.tables["equipment"].file, value=name)
                    )
                self._name(self.item_names, name, row["equipment_id"], "equipment")
        for row in self.tables["exercise_equipment"].records():
            self.usual.setdefault(row["exercise_id"], []).append((row["equipment_id"], row["need"] == "required"))

    def section_phase(self, routine_id: str, section: str) -> tuple[str, str]:
        """Return the phase of a section and why: as coded for the routine, or by the last usual word in its name."""
        named = fold(section)
        if (routine_id, named) in self.phases:
            return self.phases[routine_id, named], f"phase of the section '{section}'"
        if word := self.section_word(section):
            return self.words[word], f"section '{section}' has the word {word}"
        return "strength", f"I don't know the section '{section}'" if section[2:] else "no phase given"

    def section_word(self, section: str) -> str:
        """Return the word that tells the phase of a section, blank for none."""
        # The last word of a name is what the section is: a strength warm-up is a warm-up. Brackets are remarks. Of
        # words that end together the longest says most.
        bare = f" {fold(re.sub(r'[(].*?[)]', ' ', section))} "
        matches = [(bare.rfind(f" {word} ") + len(word), len(word), word) for word in self.words if f" {word} " in bare]
        return max(matches)[2] if matches else ""

    def _name(self, names: Names, name: str, key: str, table: str) -> None:
        if (other := names.add(name, key)) != key:
            self.clashes.append(Finding(f"the name already means {other}", self.tables[table].file, value=name))
