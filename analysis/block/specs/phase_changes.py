"""Read what a phase changes about its exercises: figures and words instead of the published ones, and progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.ask.exercises import read_exercise
from analysis.ask.loads import read_load
from analysis.base.nearest_names import nearest
from analysis.base.text import one_of
from analysis.block.specs.spec import Override, Progress
from analysis.block.specs.typed_table import Table
from analysis.library.library import Library

WORDS = ("effort", "load", "variation")


KINDS = ("regression", "progression")
"""Kinds of variation that a phase may ask for."""


GIVEN = {"reps": "reps_min", "seconds": "work_s_min", "metres": "distance_m_min"}
"""Units of an amount, and the column of each."""


AMOUNTS = {"sets": "sets", "reps": "reps", "seconds": "work_s", "hold": "hold_s"}
"""Keys of an override, and the tables' names for them."""


Template = Mapping[str, tuple[str, ...]]


def read_words(table: Table, weeks: int, *, all_of_them: bool = True) -> dict[str, Any]:
    """Read the coach's words, week by week; in an override only those that are typed replace the phase's words."""
    names = WORDS if all_of_them else [name for name in WORDS if name in table]
    return {name: table.weekly(name, table.cells.get(name, ""), weeks, table.text) for name in names}


def read_overrides(
    library: Library, phase: Table, template: Template, weeks: int, *, sure: bool
) -> dict[str, Override]:
    """Read overrides of the published figures of exercises.

    Unless it is ``sure`` which exercises the phase has, any exercise may be named: whether the suggested sessions have
    it is checked when the block is read again with them.
    """
    rows = week_rows(library, template)
    table = _by_exercise(library, phase, "override", rows, sure=sure)
    overrides = {}
    for exercise in table.cells:
        own = table.table(exercise, (*AMOUNTS, *WORDS))
        amounts: dict[str, Any] = {name: own.one(own.span, name, part) for name, part in AMOUNTS.items()}
        overrides[exercise] = Override(**amounts, **read_words(own, weeks, all_of_them=False))
        if sure:
            _check_override(library, own, exercise, rows[rows["exercise_id"] == exercise], overrides[exercise])
    sets = {exercise: override.sets for exercise, override in overrides.items() if override.sets is not None}
    for _, circuit in rows[rows["exercise_id"].isin(sets)].groupby(["routine_id", "circuit"], sort=False):
        first, *others = dict.fromkeys(circuit["exercise_id"])
        for other in others:
            if sets[other] != sets[first]:
                what = f"a partner of {first} in its superset, which has other sets"
                partner = Table(table.notes, (*table.path, other), {}, ())
                partner.wrong("sets", what, sets[other], "the same rounds for both, or in one of them")
    return overrides


def read_progress(
    library: Library, phase: Table, template: Template, overrides: Mapping[str, Override], *, sure: bool
) -> dict[str, Progress]:
    """Read how exercises progress; figures that an override of the same phase fixes cannot progress as well."""
    rows = week_rows(library, template)
    table = _by_exercise(library, phase, "progress", rows, sure=sure)
    made = {}
    for exercise in table.cells:
        own = table.table(exercise, ("reps", "seconds", "load", "step"))
        reps, seconds = (own.one(own.span, name, AMOUNTS[name]) for name in ("reps", "seconds"))
        load, step = (own.one(own.text, name) or "" for name in ("load", "step"))
        if reps and seconds:
            own.wrong("seconds", "repetitions and seconds of one exercise", allowed="one of the two")
        if step and (more := own.ask("step", read_load, "step", step)):
            start = own.ask("load", read_load, "load", load) if load else more
            if start and start.unit != more.unit:
                own.wrong("step", f"a step in {more.unit}, of a load in {start.unit}", step, f"a step in {start.unit}")
        if sure:
            _check_override(library, own, exercise, rows[rows["exercise_id"] == exercise], Override())
        fixed = overrides.get(exercise, Override())
        for name, twice in (("reps", fixed.reps), ("seconds", fixed.seconds), ("load", fixed.load)):
            if twice:
                key = name if name in own else ""
                own.wrong(key, f"{name} in override and in progress", allowed="one of the two")
        made[exercise] = Progress(reps, seconds, load, step)
    return made


def _by_exercise(library: Library, phase: Table, key: str, rows: pd.DataFrame, *, sure: bool) -> Table:
    """Return a table with a key for each exercise, by its id or name."""
    known = dict.fromkeys(rows["exercise_id"] if sure else library.exercises["exercise_id"])
    return phase.table(key, known, lambda name: read_exercise(library, name), named=True)


def _check_override(library: Library, own: Table, exercise: str, rows: pd.DataFrame, override: Override) -> None:
    """Note amounts that an exercise doesn't have, and variations that no source offers."""
    for name, other in (("reps", "seconds"), ("seconds", "reps")):
        if name in own and rows[f"{AMOUNTS[name]}_min"].isna().all():
            given = next((word for word, part in GIVEN.items() if rows[part].notna().any()), "as many as possible")
            own.wrong(name, f"the exercise is given in {given}", allowed=other if given == other else "other sets")
    if "hold" in own and rows["reps_min"].isna().all():
        timed = rows["work_s_min"].notna().any()
        what = "the exercise is timed" if timed else "the exercise has none"
        own.wrong("hold", f"a hold is of a repetition, and {what}", allowed="seconds" if timed else "other sets")
    offered = library.variations[library.variations["exercise_id"] == exercise]
    for text in override.variation:
        if text and text not in [*offered["variation"], *offered["kind"]]:
            options = [*dict.fromkeys(offered["kind"]), *offered["variation"]] or ["none is known of this exercise"]
            own.wrong("variation", "unknown variation", text, one_of(options), nearest(text, options, most=1))


def week_rows(library: Library, template: Template) -> pd.DataFrame:
    """Return the prescriptions of the routines of a week."""
    rows = library.prescriptions
    return rows[rows["routine_id"].isin({routine for names in template.values() for routine in names})]
