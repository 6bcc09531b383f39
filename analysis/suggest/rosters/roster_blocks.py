"""A block for each athlete of a squad: on their days, with their equipment, without their days off."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.ask.days import read_date
from analysis.base.arguments import checked
from analysis.base.errors import AnalysisError, ArgumentError, Finding, raise_all
from analysis.base.text import inline, listing
from analysis.block.checks import check_block
from analysis.block.planning.past import Past, read_past
from analysis.block.planning.schedule import plan_spec
from analysis.block.specs.athlete_spec import AthleteSpec, spec_of
from analysis.block.specs.roster import Athlete, mark_of, read_roster
from analysis.block.specs.spec import BlockSpec, Phase
from analysis.block.specs.spec_reading import read_block
from analysis.library.additions import add_sheet_texts
from analysis.library.equipment_words import NO_EQUIPMENT
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.suggest.filled_blocks import fill_suggested
from analysis.suggest.rosters.roster_plan import REPLACED, AthletePlan, SquadPlan
from analysis.suggest.small_questions.rewritten_routine import substitute_routine

BY_EXERCISE = ("override", "progress")
"""Parts of a phase that name exercises: they are dropped for a replaced exercise."""


@checked
def plan_roster(
    library: Library,
    block: BlockSpec | str | Path | Mapping[str, Any],
    roster: str | Path | pd.DataFrame,
    *,
    taken: Mapping[str, str] | None = None,
    today: str | datetime.date | None = None,
    earlier: Mapping[str, Path] | None = None,
) -> SquadPlan:
    """Plan a block for each athlete of a roster.

    A row of the roster overrides the block; a blank cell keeps the block's value. On other days the nth day of a week
    becomes the athlete's nth, warm-ups stay before their runs, and sessions without a day are left out and reported.
    Exercises that need equipment the row does not name are replaced as `substitute` ranks them, set for set, and
    reported; exercises without a substitute are left out and named.

    Parameters
    ----------
    library : Library
    block : path, mapping or BlockSpec
        Anything `read_block` reads.
    roster : path or DataFrame
        Anything `read_roster` reads: name, equipment, days, minutes, skip.
    taken : mapping of name to str, optional
        Initials that athletes keep, by their `mark_of`; see `read_roster`.
    today : date, optional
        See `plan_block`.
    earlier : mapping of str to path, optional
        Folders of an earlier export by the `mark_of` of their athletes: its plan before ``today`` stays.

    Returns
    -------
    SquadPlan

    Raises
    ------
    FileError
        If a file cannot be read at all.
    DataError
        With all errors in the block, then in the roster: file, row, column, value, allowed values, nearest match; also
        if an athlete's block cannot be planned.
    """
    spec = read_block(library, block)
    read = read_roster(library, roster, taken=taken)
    known = add_sheet_texts(library, spec.sheets) if spec.sheets else library
    rows = known.prescriptions
    works = set(rows.loc[rows["kind"].isin(["strength", "jumps"]), "routine_id"])
    warm_ups = set(rows["routine_id"]) - works
    file = "roster" if isinstance(roster, pd.DataFrame) else Path(roster).name
    day = spec.today if today is None else read_date(today, what="today")
    planned: list[tuple[BlockSpec, AthletePlan]] = []
    athletes: list[AthletePlan] = []
    findings = []
    for athlete in read.athletes:
        adapted = spec_of(spec, athlete, warm_ups)
        folder = (earlier or {}).get(mark_of(athlete.name))
        try:
            past = None if day is None or folder is None else read_past(folder, day)
            # Most athletes of a squad train alike: equal blocks are planned and drawn once.
            same = (other for before, other in planned if past is None and before == adapted.spec)
            each = next(same, None) or _planned(library, known, adapted, athlete, past)
        except AnalysisError as error:
            what = f"the block of {athlete.initials} cannot be planned: {error}"
            findings.append(Finding(what, file, athlete.row))
            continue
        planned += [(adapted.spec, each)] if past is None else []
        athletes.append(replace(each, athlete=athlete, days=adapted.days, told=(*adapted.told, *each.told)))
    raise_all(findings)
    return SquadPlan(spec, library, tuple(athletes), read.unread)


def _planned(library: Library, known: Library, made: AthleteSpec, athlete: Athlete, past: Past | None) -> AthletePlan:
    """Plan the block of an athlete, with replaced exercises, after the past part of an earlier plan."""
    told: list[str] = []
    names = dict.fromkeys(name for phase in made.spec.phase for each in phase.template.values() for name in each)
    rewritten: dict[str, str] = {}
    sheets: dict[str, str] = {}
    replaced = [pd.DataFrame(columns=REPLACED)]
    more = known
    for name in names if athlete.equipment is not None else ():
        try:
            new = substitute_routine(more, name, equipment=athlete.equipment or (NO_EQUIPMENT,))
        except ArgumentError:
            continue  # nothing in it can be done: it stays, and a finding names the missing equipment
        if new.table.empty:
            continue
        replaced.append(new.table.assign(routine_id=name)[REPLACED])
        rewritten[name], sheets[new.routine_id] = new.routine_id, new.sheet
        more = _called(new.library, new.routine_id, name)
    if not rewritten:
        spec = made.spec
        plan = plan_spec(library, fill_suggested(library, spec), past)
        return AthletePlan(athlete, spec, plan, check_block(plan), replaced[0], [], ())
    phases = tuple(_rewritten(more, phase, rewritten, told) for phase in made.spec.phase)
    spec = replace(made.spec, phase=phases)
    # The library already has all sheets: rewritten routines of a magazine keep its pace.
    plain = read_block(more, replace(spec, sheets={}))
    plan = plan_spec(more, fill_suggested(more, plain), past)
    whole = replace(spec, sheets={**spec.sheets, **sheets})
    table = pd.concat(replaced[1:], ignore_index=True)
    return AthletePlan(athlete, whole, plan, check_block(plan), table, [], tuple(dict.fromkeys(told)))


def _called(library: Library, routine: str, origin: str) -> Library:
    """Return a library that calls a rewritten routine by the name of its original."""
    rows = library.routines
    of_origin = rows[rows["routine_id"] == origin].iloc[0]
    names = {name: f"{of_origin[name]}, adapted" for name in ("name", "short_name")}
    here = rows["routine_id"] == routine
    return replace(library, routines=rows.assign(**{name: rows[name].mask(here, text) for name, text in names.items()}))


def _rewritten(library: Library, phase: Phase, names: Mapping[str, str], told: list[str]) -> Phase:
    """Return a phase with rewritten routines, without settings for exercises that are no longer there."""
    template = {day: tuple(names.get(name, name) for name in each) for day, each in phase.template.items()}
    changed: dict[str, Any] = {"template": template}
    if phase.cycle is not None:
        routines = tuple(names.get(name, name) for name in phase.cycle.routines)
        changed["cycle"] = replace(phase.cycle, routines=routines)
    rows = library.prescriptions
    done = set(rows.loc[rows["routine_id"].isin({name for each in template.values() for name in each}), "exercise_id"])
    words = labels(library, "exercise_id")
    for part in BY_EXERCISE if not phase.suggest else ():
        typed: Mapping[str, Any] = getattr(phase, part, {})
        if gone := [name for name in typed if name not in done]:
            changed[part] = {name: value for name, value in typed.items() if name in done}
            told.append(f"what you typed for {listing([inline(words[name]) for name in gone])} is dropped with it")
    return replace(phase, **changed)
