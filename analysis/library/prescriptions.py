"""Sheets and coding become prescriptions: names looked up, phases and equipment chosen, every choice reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import pandas as pd

from analysis.base.errors import DoseError, Finding
from analysis.base.names import fold
from analysis.base.text import clip, listing, one_of, plural
from analysis.library.coding import Coding
from analysis.library.demand import demand, is_load, kind
from analysis.library.dose import Dose
from analysis.library.dose_readings import HELD, as_named, beside_dose, settle_dose
from analysis.library.dose_tokens import known_words, word_lists
from analysis.library.exercise_names import DOUBT
from analysis.library.links import link_findings
from analysis.library.name_words import words_of
from analysis.library.notation import parse_dose
from analysis.library.schema import TableSchema
from analysis.library.sheet_doses import SheetRow
from analysis.library.sheet_tables import KEPT
from analysis.library.table_checks import QUOTES
from analysis.library.terms import COUNTED, OWN


class Choice(NamedTuple):
    """What was chosen where a sheet says nothing or not plainly what it means; of the whole sheet the position is 0."""

    routine_id: str
    position: int
    row: int
    column: str
    chosen: str
    why: str


MOST_SETS = 5
"""Sets of an exercise that are nothing odd, whatever is usual (ours)."""
ASKED = ": did you mean "
"""In the reason of what is a question rather than a choice."""


AS_USUAL = "as usual for "
"""Why equipment was chosen, before the name of the exercise."""


ONE_SET = "1 set"
"""What is assumed where neither a dose nor rounds say how many."""


Items = Sequence[tuple[str, bool]]
"""Items of equipment, each with whether it is needed."""


@dataclass
class Prescribed:
    """What a sheet becomes: rows of the tidy tables, the choices made, the coach's links, and what is wrong."""

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
    """Turn the entries of one sheet into rows of tidy/prescriptions and tidy/prescription_equipment."""
    routine = Prescribed()
    in_section: dict[str, int] = {}
    if skip_unknown:
        entries = _known(entries, coding, routine, routine_id)
    for position, entry in enumerate(entries, 1):
        key = {"routine_id": routine_id, "position": position}

        def choose(column: str, chosen: str, why: str, position: int = position, row: int = entry.row) -> None:
            routine.choices.append(Choice(routine_id, position, row, column, chosen, why))

        # Sources number their exercises through, section by section or not at all; the locator says it their way.
        in_section[entry.section] = in_section.get(entry.section, 0) + 1
        items, missing, entry = _items(entry, coding, file)
        routine.findings += missing
        own = source_id == "own"
        exercise = _exercise(entry, coding, items if own else None, choose)
        if entry.exercise and exercise is None:
            routine.findings.append(_unknown(entry, coding, file))
        if exercise is None or entry.dose is None:
            continue  # what is wrong is noted; the position counts on, so that findings and rows agree
        phase, why = _phase(entry, exercise, coding, routine_id)
        if why:
            choose("phase", phase, why)
        try:
            dose = _settled(entry, entry.dose, exercise, choose)
        except DoseError as error:
            routine.findings.append(Finding(str(error), file, entry.row, "dose", entry.typed))
            continue
        # A source cannot be asked: its readings stand in coding/prescription_notes.
        if own and exercise["origin"] != OWN and (why := _doubt(dose, entry, exercise, coding)):
            choose("dose", entry.typed, why)
        if entry.equipment is None:
            items = _usual_items(entry, coding, exercise, choose, own=own)
        for item, required in items:
            need = "required" if required else "optional"
            basis = "inferred" if entry.equipment is None else "stated"
            routine.equipment.append({**key, "equipment_id": item, "need": need, "basis": basis})
        for column, text, why in entry.more:
            choose(column, text, why)
        numbers = {"section": f"{entry.section}, exercise {in_section[entry.section]}", "row": f"row {entry.row}"}
        locator = numbers.get(locator_word, f"{locator_word} {position}")
        about = {"phase": phase, "exercise_id": exercise["exercise_id"], "source_id": source_id, "locator": locator}
        row = _row(entry, dose, items, coding, exercise, phase)
        if row["demand"] == "heavy" and not (row["load"] or row["effort"]):
            choose("demand", "heavy", "by exercise, no load given")
        routine.prescriptions.append({**key, **about, **row})
        if link := entry.text("link"):
            routine.findings += link_findings(link, file, entry.row)
            routine.links.append((exercise["exercise_id"], routine_id, position, link))
    return routine


Choose = Callable[[str, str, str], None]
"""Reports what was chosen in a column of a row, and why."""


def _exercise(entry: SheetRow, coding: Coding, items: Items | None, choose: Choose) -> Mapping[str, Any] | None:
    """Return the exercise that the name of an entry means, none where it is not known.

    What sources call an exercise has a row of its own; of a coach's names load and equipment (``items``) tell some.
    """
    if not entry.exercise:
        return None
    reading = coding.names.read(entry.exercise, () if items is None else _beside(_load(entry), items))
    if reading is None:
        return None
    exercise: Mapping[str, Any] = coding.exercises[reading.exercise_id]
    if reading.doubt and reading.how == DOUBT:
        why = reading.doubt[0].lower() + reading.doubt[1:].rstrip(".")
        choose("exercise", exercise["name"], f"{clip(entry.exercise)} may mean something else: {why}")
    return exercise if items is None else as_named(exercise, entry.exercise)


def _load(entry: SheetRow) -> str:
    return entry.text("load") or (entry.dose and entry.dose.load) or ""


def _usual_items(
    entry: SheetRow, coding: Coding, exercise: Mapping[str, Any], choose: Choose, *, own: bool
) -> list[tuple[str, bool]]:
    """Return what an exercise is usually done with, where the sheet says nothing of it but in name and load."""
    said = f"{entry.exercise} {_load(entry)}" if own else ""
    items = coding.names.items_named(exercise["exercise_id"], said, loaded=bool(said) and is_load(_load(entry)))
    words = " + ".join(item + ("" if required else "?") for item, required in items) or "none"
    choose("equipment", words, f"{AS_USUAL}{exercise['name']}")
    return items


def _settled(entry: SheetRow, dose: Dose, exercise: Mapping[str, Any], choose: Choose) -> Dose:
    """Settle what a dose means for its exercise, with the columns beside it, and report what was assumed."""
    dose, told = settle_dose(dose, entry.typed, exercise)
    dose, differ = beside_dose(dose, load=entry.text("load"), effort=entry.text("effort"))
    for why in told + differ:
        choose("dose", dose.core, why)
    if dose.sets_min is None:
        dose = replace(dose, sets_min=1, sets_max=1)
        choose("dose", ONE_SET, "neither rounds nor sets are given")
    return dose


def _beside(load: str, items: Items) -> list[str]:
    """Return what is said beside a name that may tell which exercise it means: items, then the load."""
    loaded = "weighted" if is_load(load) else "bodyweight" if load else ""
    return [*(item for item, _ in items), *_items_of(load), *filter(None, [loaded])]


def _items_of(load: str) -> list[str]:
    """Return the free weights that a load is of, as far as it says so.

    Examples
    --------
    >>> _items_of("2 x 14 kg"), _items_of("12 kg kb"), _items_of("80 % 1RM"), _items_of("20 kg")
    (['dumbbell'], ['kettlebell'], ['barbell'], [])
    """
    named = sorted(words_of(load) & {"dumbbell", "kettlebell", "barbell"})
    pair = ["dumbbell"] * bool(re.match(r"2\s*[x×]|.*per hand", load))
    return named or pair or ["barbell"] * ("%" in load and "bodyweight" not in load)


def _row(
    entry: SheetRow,
    dose: Dose,
    items: Items,
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
    """Leave out the entries whose exercise is not known, and tell which part of the sheet they are."""
    known = [entry for entry in entries if not entry.exercise or coding.names.find(entry.exercise)]
    left = [entry for entry in entries if entry not in known]
    if left and known:
        sets, lost = (
            sum((entry.dose.sets_max or 1) for entry in part if entry.dose is not None) for part in (entries, left)
        )
        names = listing([clip(name) for name in dict.fromkeys(entry.exercise for entry in left)])
        why = f"left out, not known: {names}; {len(left)} of {len(entries)} rows, {lost} of {sets} sets"
        routine.choices.append(Choice(routine_id, 0, left[0].row, "sheet", "", why))
    return known if known else list(entries)  # with nothing known there is no routine: that stays an error


def _unknown(entry: SheetRow, coding: Coding, file: str) -> Finding:
    near = (coding.exercises[key]["name"] for key in coding.names.near(entry.exercise))
    name = f'"{entry.exercise}"' if re.search('[,;"]', entry.exercise) else entry.exercise
    allowed = (
        "a name that is known, or a line in your exercises.csv (--exercises exercises.csv) below exercise,also,works: "
        f"{clip(name)[1:-1]},,MUSCLES for a new one, KNOWN NAME,{clip(name)[1:-1]}, for another name"
    )
    return Finding("unknown exercise", file, entry.row, "exercise", entry.exercise, allowed, tuple(near))


def _doubt(dose: Dose, entry: SheetRow, exercise: Mapping[str, Any], coding: Coding) -> str:
    """Ask where a dose hardly fits its exercise, with what to type instead; it is taken as typed."""
    # The likely dose is what was typed, with one thing after the other put as the exercise is usually done.
    sets = {} if parse_dose(entry.typed).sets_min else {"sets_min": None, "sets_max": None}
    likely = read = replace(dose, **sets, load=None, effort=None)
    single = exercise["laterality"] == "unilateral"
    usual = parse_dose(exercise["usual_dose"]).per if exercise["usual_dose"] else "side" if single else None
    # A way is gone with both legs, and a time spent on one after the other is of both.
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
    """Ask where sets and repetitions are the other way round than usual: 10 x 3 for 3 x 10."""
    usual = parse_dose(exercise["usual_dose"]) if exercise["usual_dose"] else None
    if not (usual and usual.sets_max and usual.reps_min and dose.sets_min and dose.reps_max):
        return ""
    fits = dose.reps_max <= usual.sets_max < dose.sets_min and dose.reps_max < usual.reps_min <= dose.sets_min
    # Four sets of three box jumps are nothing odd: only more sets than anybody does of an exercise are asked about.
    if not fits or dose.sets_min <= MOST_SETS or dose.every_s:
        return ""
    ends: Any = {
        "sets_min": dose.reps_min,
        "sets_max": dose.reps_max,
        "reps_min": dose.sets_min,
        "reps_max": dose.sets_max,
    }
    return f"{dose.core} of {entry.exercise}{ASKED}{replace(dose, **ends).core}? Then type {replace(dose, **ends)}"


def _phase(entry: SheetRow, exercise: Mapping[str, Any], coding: Coding, routine_id: str) -> tuple[str, str]:
    """Choose a phase; the second part says why, and is blank when the sheet says so itself."""
    if entry.phase:
        return entry.phase, ""
    phase, why = coding.section_phase(routine_id, entry.section)
    # A stretch within a strength section is a rest for the muscles: it must not count as sets.
    if phase in COUNTED and exercise["mode"] in ("mobility", "stretch"):
        return "mobility", f"{exercise['name']} is a {exercise['mode']} exercise"
    return phase, why


def _items(entry: SheetRow, coding: Coding, file: str) -> tuple[list[tuple[str, bool]], list[Finding], SheetRow]:
    """Look up the equipment of an entry; a load that stands with it goes to the load, what nobody knows is told."""
    items: dict[str, bool] = {}
    findings = []
    loads = []
    for typed, required in entry.equipment or ():
        item, load = _item_and_load(typed, coding)
        if item in items:
            findings.append(Finding("equipment named twice", file, entry.row, "equipment", typed))
        elif item:
            items[item] = required
            loads += [load] * bool(load)
        else:
            near = coding.item_names.near(typed)
            if is_other_item(typed, near):
                entry = replace(entry, more=[*entry.more, ("sheet", typed, other_item(typed))])
                continue
            allowed = QUOTES if fold(typed).startswith("hold") else one_of(coding.items)
            findings.append(Finding("unknown equipment", file, entry.row, "equipment", typed, allowed, near))
    load = entry.text("load") or " + ".join(loads)
    return list(items.items()), findings, replace(entry, cells={**entry.cells, "load": load})


def is_other_item(typed: str, near: Sequence[str]) -> bool:
    """Tell whether a word is an item that nobody knows: not misspelt, no piece of a dose behind a comma unquoted."""
    words, items = fold(typed).split(), {**word_lists()["equipment"], **word_lists()["band"]}
    pieces = known_words() - items.keys()  # words of doses that are no equipment
    return not near and bool(words) and all(word.isalpha() and word not in pieces for word in words)


def other_item(typed: str) -> str:
    """Say what becomes of an item that nobody knows."""
    return f"I don't know the equipment {clip(typed)}: {KEPT}, not checked against what an athlete has"


def _item_and_load(typed: str, coding: Coding) -> tuple[str, str]:
    """Part an item from the load that stands before it, such as "2 x 10 kg DB" or "red band"; blank if unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> _item_and_load("2 x 10kg DBs", load_library().coding), _item_and_load("mini band", load_library().coding)
    (('dumbbell', '2 x 10 kg dbs'), ('mini_band', ''))
    """
    if item := coding.item_names.find(typed):
        return item, ""
    with suppress(DoseError):
        load = parse_dose(f"1, {typed}").load
        words = typed.split()
        found = (coding.item_names.find(" ".join(words[start:])) for start in range(1, len(words)))
        return (next(filter(None, found), ""), load) if load else ("", "")
    return "", ""


def choices_brief(choices: pd.DataFrame) -> list[str]:
    """Put the choices made for sheets in lines of text, equipment and notes on one's own exercises only counted."""
    coded = choices["column"] == "equipment"
    # What is told of a file of exercises is of no row of a routine.
    described = choices.groupby("routine_id")["position"].transform("max") == 0
    lines = [
        f"{file}: {plural(count, 'note')} on your own exercises; check --exercises shows them"
        for file, count in choices[described].groupby("routine_id", sort=False).size().items()
    ]
    lines += choices_text(choices[~coded & ~described])
    for routine, count in choices[coded].groupby("routine_id", sort=False).size().items():
        lines.append(f"{routine}: equipment as usual for {plural(count, 'exercise')}; check shows it")
    return lines


def is_question(choices: pd.DataFrame) -> pd.Series[bool]:
    """Say which choices are questions: what is taken as typed, and hardly meant."""
    return (choices["column"] == "dose") & choices["why"].str.contains(ASKED, regex=False)


def choices_text(choices: pd.DataFrame) -> list[str]:
    """Put what was assumed or is asked of sheets in a line per routine, column, choice and reason, with their rows."""
    lines = []
    shown = choices["column"].isin(["phase", "equipment", "exercise", "demand"]) | (choices["chosen"] == ONE_SET)
    chosen = choices["chosen"].where(shown, "")  # of a column that sheets do not have only its head is told
    keys = ["routine_id", "column", "chosen", "why"]
    for key, rows in choices.assign(chosen=chosen).groupby(keys, sort=False)["row"]:
        routine, column, text, why = map(str, key)
        where = f"{routine}, row{'s' * (len(rows) > 1)} {_runs(rows.tolist())}"
        if column == "equipment":
            lines.append(f"{where}: equipment {text}, {why}")
        elif text:
            lines.append(f"{where}: assumed {text}: {why}")
        elif column in ("dose", "sheet") or why.startswith(f"{column} "):  # it says itself what it is about
            lines.append(f"{where}: {why}")
        else:
            lines.append(f"{where}: {column}: {why}")
    return lines


def _runs(rows: Sequence[int]) -> str:
    """Write rows that follow one another by the first and the last.

    Examples
    --------
    >>> _runs([2, 3, 4, 6, 8, 9])
    '2-4, 6, 8, 9'
    """
    runs: list[list[int]] = []
    for row in dict.fromkeys(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def tidy_columns(made: Iterable[Prescribed], schema: TableSchema) -> dict[str, list[Any]]:
    """Return the columns of tidy/prescriptions or tidy/prescription_equipment, of any number of sheets."""
    equipment = schema.name == "prescription_equipment"
    rows = [row for routine in made for row in (routine.equipment if equipment else routine.prescriptions)]
    return {name: [row[name] for row in rows] for name in schema.columns}


def choices_frame(choices: Iterable[Choice]) -> pd.DataFrame:
    """Return choices as a frame."""
    return pd.DataFrame([*choices], columns=list(Choice._fields))
