"""Look-ups built once from the coding tables: exercises, names, phases and equipment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.base.errors import Finding
from analysis.base.names import fold
from analysis.base.nearest_names import Names
from analysis.library.equipment_words import says_nothing_needed
from analysis.library.exercise_names import ExerciseNames
from analysis.library.table_checks import Table
from analysis.library.terms import OWN


@dataclass
class Coding:
    """Look-ups built once from the coding tables, for reading any number of sheets."""

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
        # The displayed name comes first, then the id, then the names that sources and coaches use.
        self.exercises = {str(row["exercise_id"]): row for row in self.tables["exercises"].records()}
        self.names = ExerciseNames(self.exercises, self.usual, self.items)
        for key, row in self.exercises.items():
            self._name(self.names, row["name"], key, "exercises")
            self._name(self.names, key, key, "exercises")
            if row["origin"] == OWN:
                self.names[fold(row["name"])] = key  # the coach's exercise wins over the library's of the same name
        # There are thousands of aliases: reading by column is faster.
        columns: dict[str, list[Any]] = self.tables["aliases"].columns
        for name, key, doubt in zip(*(columns[part] for part in ("alias", "exercise_id", "doubt")), strict=True):
            self._name(self.names, name, key, "aliases")
            if doubt:
                self.names.doubts[fold(name)] = doubt
        for row in self.tables["sections"].records():
            self.phases[row["routine_id"], fold(row["section"])] = row["phase"]
        # Words that give the phase of a section in any sheet, such as "warm up".
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
        """Return a section's phase and the reason: coded for the routine, or the last phase word in its name."""
        named = fold(section)
        if (routine_id, named) in self.phases:
            return self.phases[routine_id, named], f"phase of the section '{section}'"
        if word := self.section_word(section):
            return self.words[word], f"section '{section}' has the word {word}"
        return "strength", f"I don't know the section '{section}'" if section[2:] else "no phase given"

    def section_word(self, section: str) -> str:
        """Return the word in a section's name that gives its phase, or a blank."""
        # The last word decides: a strength warm-up is a warm-up. Brackets are remarks. Of words with the same end,
        # the longest is the most specific.
        bare = f" {fold(re.sub(r'[(].*?[)]', ' ', section))} "
        matches = [(bare.rfind(f" {word} ") + len(word), len(word), word) for word in self.words if f" {word} " in bare]
        return max(matches)[2] if matches else ""

    def _name(self, names: Names, name: str, key: str, table: str) -> None:
        if (other := names.add(name, key)) != key:
            self.clashes.append(Finding(f"the name already means {other}", self.tables[table].file, value=name))
