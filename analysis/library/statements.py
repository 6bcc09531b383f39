"""Derive the sources' statements on muscles from their words, by one rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.base.errors import Finding
from analysis.library.schema import TableSchema
from analysis.library.table_checks import Table

NEAREST = ["exercise", "section", "routine"]
"""What a word refers to, the most specific first."""


def make_statements(
    tables: Mapping[str, Table], prescriptions: Table, schema: TableSchema
) -> tuple[Table, list[Finding]]:
    """Return the sources' words as one statement per prescription and muscle, and the findings.

    A word applies to every row in its scope (an exercise, a section, the whole routine) that works one of its muscles,
    in any role; a muscle that is only stretched counts only if the scope is that exercise. Of several words, the one
    with the narrowest scope wins, then a muscle's own name, then the first. A word that fits no row is a finding.
    """
    # Loops over a few hundred cells: merging frames would take ten times as long, at every start.
    file = tables["source_words"].file
    words, means, works = tables["source_words"].records(), _meanings(tables), _roles(tables)
    prescribed = ["routine_id", "position", "section", "exercise_id"]
    rows = list(zip(*(prescriptions.columns[name] for name in prescribed), strict=True))
    nearest: dict[tuple[int, int], tuple[tuple[int, bool, int], dict[str, Any]]] = {}
    reached = set()
    for number, word in enumerate(words):
        of_exercise, of_section = (word["said_of"] == said_of for said_of in NEAREST[:2])
        for row, (routine, position, section, exercise) in enumerate(rows):
            if (
                routine != word["routine_id"]
                or (of_exercise and position != word["position"])
                or (of_section and section != word["section"])
            ):
                continue
            for muscle, own_name in means.get(word["word_id"], {}).items():
                order, role = works.get((exercise, muscle), (0, ""))
                if not role or (role == "stretched" and not of_exercise):
                    continue
                reached.add(number)
                rank = NEAREST.index(word["said_of"]), not own_name, number
                level = "named" if own_name and of_exercise else "group_word"
                about = {"position": position, "exercise_id": exercise, "muscle_id": muscle, "level": level}
                if (row, order) not in nearest or rank < nearest[row, order][0]:
                    nearest[row, order] = rank, {**word, **about}
    findings = [
        Finding("no muscle that the word means is worked there", file, row, "source_word", str(word["source_word"]))
        for number, (row, word) in enumerate(zip(tables["source_words"].rows, words, strict=True))
        if number not in reached
    ]
    made = [nearest[key][1] for key in sorted(nearest)]  # by row, then in the order of the exercise's muscles
    columns = {name: [row[name] for row in made] for name in schema.columns}
    return Table(schema, schema.path, list(range(2, len(made) + 2)), columns), findings


def _meanings(tables: Mapping[str, Table]) -> dict[str, dict[str, bool]]:
    """Return the muscles that each word means, each with whether the word is its own name."""
    means: dict[str, dict[str, bool]] = {}
    levels = ("muscle_id", "muscle_group", "region")  # a word means a muscle, a group or a part of the body
    muscles = tables["muscles"].records()
    for meaning in tables["word_muscles"].records():
        for muscle in muscles:
            if any(meaning[level] is not None and meaning[level] == muscle[level] for level in levels):
                of_word = means.setdefault(meaning["word_id"], {})
                of_word[muscle["muscle_id"]] = meaning["own_name"] or of_word.get(muscle["muscle_id"], False)
    return means


def _roles(tables: Mapping[str, Table]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return the role of each muscle of each exercise, and its position in the table."""
    columns: Mapping[str, list[Any]] = tables["exercise_muscles"].columns
    exercises, muscles, roles = (columns[name] for name in ("exercise_id", "muscle_id", "role"))
    return dict(zip(zip(exercises, muscles, strict=True), enumerate(roles), strict=True))
