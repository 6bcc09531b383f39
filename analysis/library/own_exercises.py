"""Turn a coach's own exercises, from exercises.csv or a sheet, into coding rows like those of shipped exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from analysis.base.errors import Finding
from analysis.base.names import fold, singular, snake
from analysis.base.nearest_names import Names, nearest
from analysis.base.text import clip, listing, one_of
from analysis.library.coding import Coding
from analysis.library.coding_rules import read_usual_dose
from analysis.library.equipment_words import item_parts, says_nothing_needed
from analysis.library.links import link_findings
from analysis.library.own_exercise_files import Described
from analysis.library.sheets.sheet_equipment import is_other_item, other_item
from analysis.library.table_checks import Table
from analysis.library.terms import DEMANDS, KINDS, MOBILE, OWN

ROLES = {"works": "primary", "assists": "secondary", "steadies": "stabilizer"}
"""Role of the muscles in each column."""


MODES = {"jumps": "plyometric", "drill": "drill", "mobility": "mobility", "cardio": "cardio"}
"""Mode of an exercise by its kind; strength and light work are dynamic."""


_LIST = re.compile(r"\s*[+;,]\s*")
_SIDES = {"one": "unilateral", "single": "unilateral", "unilateral": "unilateral", "1": "unilateral"}
_SIDES |= {"both": "bilateral", "two": "bilateral", "bilateral": "bilateral", "2": "bilateral"}


@dataclass
class Additions:
    """Rows that a coach's own exercises add to the coding tables, with links, assumptions and findings."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, int, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, table: str, **row: Any) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)

    def tell(self, one: Described, what: str) -> None:
        """Note an assumption about an exercise."""
        self.told.append((one.file, one.row, what))

    def refuse(
        self, one: Described, what: str, column: str, value: str, allowed: str = "", near: Iterable[str] = ()
    ) -> None:
        """Note a finding about a cell."""
        self.findings.append(Finding(what, one.file, one.row, column, value, allowed, tuple(near)))


def muscles_named(coding: Coding) -> tuple[Names, Names]:
    """Return the names of muscles, and the names of groups and wider words, which mean their first muscle."""
    muscles = coding.tables["muscles"].columns
    wide, first = Names(()), dict[str, str]()
    for key, group in zip(muscles["muscle_id"], muscles["muscle_group"], strict=True):
        first.setdefault(str(group), str(key))
    for name, group in _named(coding, "muscle_groups", "muscle_group", "name"):
        if group in first:
            wide.add(name, first[group])
    words = coding.tables["word_muscles"].columns
    for word, muscle, group in zip(words["word_id"], words["muscle_id"], words["muscle_group"], strict=True):
        if key := str(muscle or first.get(str(group), "")):
            wide.add(str(word), key)
    return Names(_named(coding, "muscles", "muscle_id", "name", "anatomical_name")), wide


def additions_of(coding: Coding, described: Sequence[Described]) -> Additions:
    """Return descriptions as rows of the coding tables; known exercises get more names instead of a new exercise."""
    additions = Additions()
    known = Names((name, key) for name, key in coding.names.items())
    for exercise in described:
        if not exercise.text("exercise"):
            additions.refuse(exercise, "blank", "exercise", "", "the name of an exercise")
            continue
        stands = {name: coding.names.find(name) or known.find(name) for name in exercise.names()}
        # For an ambiguous name, the coach's meaning counts.
        open_names = [name for name in stands if (reading := coding.names.read(name)) and reading.doubt]
        new = [name for name, key in stands.items() if not key or name in open_names]
        ids = {key for name, key in stands.items() if key and name not in open_names}
        ids = ids or {key for key in stands.values() if key}
        described_before = [key for key in ids if key not in coding.exercises or coding.exercises[key]["origin"] == OWN]
        if exercise.text("works") and not described_before:
            # A coach's description wins over the library's exercise of the same name.
            if stands[exercise.text("exercise")]:
                additions.tell(exercise, f"{exercise.text('exercise')}: your own muscles, not the library's")
            key = _new_exercise(coding, exercise, additions, known)
            new = [name for name in new if name != exercise.text("exercise")]
        elif len(ids) > 1:
            names = listing([coding.exercises[key]["name"] if key in coding.exercises else key for key in sorted(ids)])
            additions.refuse(exercise, f"names of several exercises: {names}", "also", exercise.text("also"))
            continue
        elif ids:
            (key,) = ids
        else:
            allowed = "its muscles in works, or in also a name that is known"
            near = [coding.exercises[key]["name"] for key in coding.names.near(exercise.text("exercise"))]
            additions.refuse(exercise, "nothing about it", "works", exercise.text("exercise"), allowed, near)
            continue
        if link := exercise.text("link"):
            additions.findings += link_findings(link, exercise.file, exercise.row)
            additions.links[key] = link
        for name in exercise.names():
            known.add(name, key)
            if name != exercise.text("exercise") and name not in new:
                stays = coding.exercises.get(stands[name] or "", {"name": exercise.text("exercise")})["name"]
                additions.tell(exercise, f"{clip(name)} is known already and stays {stays}")
        for name in new:
            additions.add("aliases", alias=name, exercise_id=key)
    return additions


def with_additions(coding: Coding, made: Additions) -> Coding:
    """Return the coding with rows added to its tables."""
    tables = dict(coding.tables)
    for name, rows in made.rows.items():
        table = tables[name]
        if name == "aliases":
            table = _without_doubtful(table, {singular(fold(row["alias"])) for row in rows})
        columns = {column: [*values, *(row.get(column) for row in rows)] for column, values in table.columns.items()}
        last = max(table.rows, default=1)
        tables[name] = Table(table.schema, table.file, [*table.rows, *range(last + 1, last + 1 + len(rows))], columns)
    return Coding(tables)


def _without_doubtful(table: Table, names: set[str]) -> Table:
    """Return the table without ambiguous aliases whose meaning the coach gives."""
    pairs = zip(table.columns["alias"], table.columns["doubt"], strict=True)
    stay = [not (doubt and singular(fold(str(alias))) in names) for alias, doubt in pairs]
    columns = {column: list(compress(values, stay)) for column, values in table.columns.items()}
    return Table(table.schema, table.file, list(compress(table.rows, stay)), columns)


def _new_exercise(coding: Coding, one: Described, made: Additions, known: Names) -> str:
    """Add the rows of a new exercise and return its id."""
    name = one.text("exercise")
    key = snake(name)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key) or key in coding.exercises or key in known.values():
        key = f"own_{key}".rstrip("_")
    sides = one.text("sides").casefold()
    if sides and sides not in _SIDES:
        made.refuse(one, "not allowed", "sides", one.text("sides"), "one, both", nearest(sides, _SIDES)[:1])
    usual = one.text("usual_dose")
    dose, wrong = read_usual_dose(usual, one.file, one.row) if usual else (None, [])
    made.findings += wrong
    per_side = one.sides or (dose.per if dose else None)
    kind = _word(one, "kind", KINDS, made)
    demand = _word(one, "demand", DEMANDS, made) or ("light" if kind == "light" else "")
    if not demand and kind != "light":
        made.tell(one, f"{name}: demand moderate, as none is given")
    least, most = _seconds(one, made)
    made.add(
        "exercises",
        exercise_id=key,
        name=name,
        movement_pattern=_pattern(coding, one, key, made),
        laterality=_SIDES.get(sides) or ("unilateral" if per_side in ("side", "direction") else "bilateral"),
        alternates=False,
        mode=MODES.get(kind, "dynamic"),
        seconds_per_rep_min=least,
        seconds_per_rep_max=most,
        identity="clear",
        basis=OWN_REASON,
        cue="",
        usual_dose=usual or None,
        demand=demand or "moderate",
        origin=OWN,
    )
    _muscles(coding, one, key, made)
    _equipment(coding, one, key, made)
    return key


def _equipment(coding: Coding, one: Described, key: str, made: Additions) -> None:
    """Add the equipment of an exercise; note unknown items."""
    for text in filter(None, item_parts(one.text("equipment"))):
        item = coding.item_names.find(text.rstrip("? "))
        if item:
            need = "optional" if text.endswith("?") else "required"
            made.add("exercise_equipment", exercise_id=key, equipment_id=item, need=need, reason=OWN_REASON)
        elif not says_nothing_needed(text):
            near = coding.item_names.near(text)
            if is_other_item(text, near):
                made.tell(one, other_item(text))
                continue
            made.refuse(one, "unknown equipment", "equipment", text, one_of(coding.items), near)


def _muscles(coding: Coding, one: Described, key: str, made: Additions) -> None:
    """Add the muscles of an exercise, each in the first role that names it."""
    single, wide = muscles_named(coding)
    muscles = coding.tables["muscles"].columns
    called = dict(zip(muscles["muscle_id"], muscles["name"], strict=True))
    seen = set()
    for column, role in ROLES.items():
        for text in filter(None, _LIST.split(one.text(column))):
            muscle = single.find(text) or wide.find(text)
            if muscle is None:
                near = dict.fromkeys([*single.near(text, most=2), *wide.near(text, most=1)])
                allowed = one_of(single.values(), most=6)
                made.refuse(one, "unknown muscle", column, text, allowed, [*near][:2])
                continue
            if muscle in seen:
                continue
            seen.add(muscle)
            reason = OWN_REASON
            if not single.find(text):
                reason = f"{GROUP_WORD} {text}."
                made.tell(one, f"{one.text('exercise')}: {text} is several muscles, counted as {called[muscle]}")
            made.add("exercise_muscles", exercise_id=key, muscle_id=muscle, role=role, reason=reason)


OWN_REASON = "The coach's own."
"""Reason for muscles and items of a coach's own exercise."""


GROUP_WORD = "The coach's own, by a word for several muscles:"
"""Start of the reason for a muscle that a wider word stands for."""


def _pattern(coding: Coding, one: Described, key: str, made: Additions) -> str:
    """Return the movement pattern, new ones as typed; tick the checklist lines that all its exercises tick."""
    text = one.text("pattern")
    table = coding.tables["movement_patterns"].columns
    pattern = Names(_named(coding, "movement_patterns", "movement_pattern", "name")).find(text)
    line = Names(_named(coding, "coverage_lines", "line_id", "name")).find(text)
    covered = {line} if line else set()
    if pattern is None:
        pattern = snake(text) or "own"
        new = {row["movement_pattern"] for row in made.rows.get("movement_patterns", ())}
        if pattern not in {*table["movement_pattern"], *new}:
            made.add("movement_patterns", movement_pattern=pattern, name=text[:1].upper() + text[1:] or "Not said")
        if text and not line:
            made.tell(one, f"{one.text('exercise')}: pattern {clip(text)} is new: it ticks no line of the checklist")
    elif not line:
        alike = [
            exercise
            for exercise, row in coding.exercises.items()
            if row["movement_pattern"] == pattern and row["mode"] not in MOBILE
        ]
        columns = coding.tables["coverage_exercises"].columns
        ticks = set(zip(columns["line_id"], columns["exercise_id"], strict=True))
        covered = {str(line) for line, _ in ticks if alike and all((line, other) in ticks for other in alike)}
    for each in sorted(covered):
        made.add("coverage_exercises", line_id=each, exercise_id=key, reason="By its pattern, as the coach gave it.")
    return pattern


def _named(coding: Coding, table: str, key: str, *names: str) -> list[tuple[str, str]]:
    """Return pairs of name and key for the rows of a table; the key is also a name and comes first."""
    columns = coding.tables[table].columns
    pairs = (pair for column in (key, *names) for pair in zip(columns[column], columns[key], strict=True))
    return [(str(name), str(one)) for name, one in pairs]


def _word(one: Described, column: str, allowed: Sequence[str], made: Additions) -> str:
    text = one.text(column)
    word = Names((name, name) for name in allowed).find(text) if text else ""
    if word is None:
        near = nearest(text, allowed, most=1)
        made.refuse(one, "not allowed", column, text, one_of(allowed), near)
    return word or ""


def _seconds(one: Described, made: Additions) -> tuple[float | None, float | None]:
    text = one.text("seconds_per_rep")
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s*(?:[-–]|to)\s*(\d+(?:\.\d+)?))?\s*s?", text)
    low, high = (float(match[1]), float(match[2] or match[1])) if match else (0.0, 0.0)
    if 0.1 <= low <= high <= 60:
        return low, high
    if text:
        made.refuse(one, "not allowed", "seconds_per_rep", text, "seconds such as 3 or 2-4, up to 60")
    return None, None
