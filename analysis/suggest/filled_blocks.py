"""Blocks whose phases ask for suggested sessions: read, filled with them, and planned."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from analysis.ask.days import read_date
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError
from analysis.block.past import read_past
from analysis.block.plan import BlockPlan
from analysis.block.reading import read_block
from analysis.block.schedule import plan_spec
from analysis.block.spec import BlockSpec, Phase
from analysis.block.typed_table import Notes
from analysis.library.additions import add_sheet_texts
from analysis.library.library import Library, kept_on_library
from analysis.suggest.request import Question, SuggestRequest, read_request
from analysis.suggest.training_days import LONGEST_DAY
from analysis.suggest.week import SuggestedWeek, answer

ROUNDING = 2
"""Minutes that whole sets may come to above a factor (custom)."""


@checked
def plan_block(
    library: Library,
    block: BlockSpec | str | Path | Mapping[str, Any],
    *,
    today: str | datetime.date | None = None,
    earlier: str | Path | None = None,
) -> BlockPlan:
    """Plan a block: read it, fill it with the sessions that it asks to be suggested, and lay it out day by day.

    Parameters
    ----------
    library : Library
    block : path, mapping or BlockSpec
        What `read_block` reads.
    today : date, optional
        The day from which on the block is planned as it says now; default the key of the block, else none. The clock is
        never read.
    earlier : path, optional
        Folder of an earlier export: what it planned before ``today`` stays as it was.

    Returns
    -------
    BlockPlan
        `plan_spec` says how it is planned.

    Raises
    ------
    FileError, DataError
        See `read_block` and `fill_suggested`.

    Examples
    --------
    >>> from analysis import load_library
    >>> phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1.2], "mon": "runners_world", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> plan.allocation["given_min"].tolist()
    [32.0, 36.0, 40.0]
    """
    spec = read_block(library, block)
    day = spec.today if today is None else read_date(today, what="today")
    past = None if day is None or earlier is None else read_past(earlier, day)
    return plan_spec(library, fill_suggested(library, spec), past)


@checked
def fill_suggested(library: Library, spec: BlockSpec) -> BlockSpec:
    """Put suggested sessions where the phases of a block ask for them.

    Sessions that a phase names stay. A race in the first week of a phase lets nothing heavy be new: only what the
    phases before have done is known. For a race in a later week its day has no session in any week, and the day before
    is light; by then the sessions are known themselves.

    Parameters
    ----------
    library : Library
    spec : BlockSpec
        Of `read_block`.

    Returns
    -------
    BlockSpec
        One that asks for nothing: the suggested sessions stand in the templates by their names, and their sheets in
        ``sheets``. It is read again with them, so that what it overrides and moves is there.

    Raises
    ------
    DataError
        If nothing fits, or something names what is not in the suggested sessions.

    Examples
    --------
    >>> from analysis import load_library, read_block
    >>> library = load_library()
    >>> block = {"name": "Spring", "start": "2027-01-04", "minutes": 15, "equipment": ["mat"]}
    >>> spec = read_block(library, {**block, "phase": [{"name": "base", "weeks": 2, "suggest": ["mon"]}]})
    >>> fill_suggested(library, spec).phase[0].template
    {'mon': ('lunge_and_hinge',)}
    """
    if not any(phase.suggest for phase in spec.phase):
        return spec
    sheets: dict[str, str] = dict(spec.sheets)
    known = add_sheet_texts(library, spec.sheets) if spec.sheets else library
    phases: list[Phase] = []
    for place, phase in enumerate(spec.phase):
        template = phase.template
        if phase.suggest and phase.keeps and phases:
            template = phases[-1].template
        elif phase.suggest:
            notes = Notes(spec.origin)
            try:
                week = _suggested(known, spec, phase, phases, sheets)
            except ArgumentError as error:
                notes.wrong(("phase", place, "suggest"), str(error))
                notes.check()
            template = _with_sessions(phase.template, week, sheets)
        phases.append(replace(phase, template=template, suggest=0))
    return read_block(library, replace(spec, phase=tuple(phases), sheets=sheets))


def _suggested(
    library: Library, spec: BlockSpec, phase: Phase, before: list[Phase], sheets: Mapping[str, str]
) -> SuggestedWeek:
    """Suggest the week of a phase, after the phases before it and with their sheets so far."""
    first = spec.monday + datetime.timedelta(weeks=sum(phase.weeks for phase in before))
    # A race before the start is over.
    last = first + datetime.timedelta(weeks=phase.weeks)
    race = next((race.date for race in spec.race if max(first, spec.start) <= race.date < last), None)
    if race and race >= first + datetime.timedelta(weeks=1):
        known = library.exercises["exercise_id"].tolist()
    else:
        more = {name: text for name, text in sheets.items() if name not in spec.sheets}
        rows = (add_sheet_texts(library, more) if more else library).prescriptions
        done = {name for phase in before for names in phase.template.values() for name in names}
        known = rows.loc[rows["routine_id"].isin(done), "exercise_id"].unique().tolist()
    # The week of factor 1 leaves room for weeks that do more, of this phase and of those that keep its week; whole sets
    # come to a little more than the factor says.
    keeping = takewhile(lambda each: each.keeps, spec.phase[len(before) + 1 :])
    most = max([1.0, *map(float, phase.volume), *(float(factor) for each in keeping for factor in each.volume)])
    longest = None if spec.minutes is None else min(spec.minutes, LONGEST_DAY)
    if longest is not None and most > 1:
        longest = max(1, math.floor(longest / most) - ROUNDING)
    request = SuggestRequest(
        bands=spec.bands,
        goal=spec.goal,
        days=phase.suggest,
        minutes=longest,
        equipment=spec.equipment,
        fixed={day: names for day, names in phase.template.items() if names},
        count=spec.count,
        runs=spec.runs_of(phase),
        strength=spec.strength,
        level=spec.level,
        avoid=spec.avoid,
        rest=dict(spec.rest) or None,
        race=WEEKDAYS[race.weekday()] if race else None,
        known=known,
    )
    week = _answer(library, read_request(library, request))
    if not week.fits:
        raise ArgumentError(week.say())
    return week


@kept_on_library
def _answer(library: Library, question: Question) -> SuggestedWeek:
    """Answer a question once: a panel asks again with every move of a slider."""
    return answer(library, question)


def _with_sessions(
    template: Mapping[str, Iterable[str]], week: SuggestedWeek, sheets: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """Put suggested sessions behind those that are named, and add their sheets to those of the block."""
    names = {day: list(template.get(day, ())) for day in WEEKDAYS}
    for routine, text in week.sheets.items():
        names[week.on[routine]].append(_name_of(routine, text, sheets))
    return {day: tuple(routines) for day, routines in names.items() if routines or day in template}


def _name_of(routine: str, text: str, sheets: dict[str, str]) -> str:
    """Keep a sheet under a name of its own; sheets that are alike share one."""
    name, number = routine, 1
    while sheets.setdefault(name, text) != text:
        number += 1
        name = f"{routine}_{number}"
    return name
