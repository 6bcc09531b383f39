"""How a block is planned: phases laid out week by week in whole units, dated, moved and skipped."""

from __future__ import annotations

import datetime

import numpy as np

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.block.plan import BlockPlan
from analysis.block.plan_frames import Entries, Sessions, block_plan
from analysis.block.progress import Going
from analysis.block.spec import BlockSpec, Skip
from analysis.block.steps import lighter_weeks
from analysis.block.template_week import published_rows, template_week
from analysis.library.additions import add_sheet_texts
from analysis.library.library import Library
from analysis.volume.amounts import Floats


@checked
def plan_spec(library: Library, spec: BlockSpec) -> BlockPlan:
    """Plan a block that has been read and filled: every dated session with its whole sets, and what they add up to.

    `plan_block` reads, fills and plans in one.

    Parameters
    ----------
    library : Library
    spec : BlockSpec
        Of `read_block`, or of `fill_suggested` where sessions are to be suggested.

    Returns
    -------
    BlockPlan

    Raises
    ------
    ArgumentError
        If the spec asks for suggested sessions and has not been filled, or is none.

    Notes
    -----
    A phase's factor scales the sets of the routine phases named in ``scale``; the others stay as published. Units are
    rounds of a circuit and sets of a straight exercise, given over the whole week so that its sets come as near factor
    x published as they can: the minima first, then the widths. Units that come earlier (by position, then exercise_id,
    then weekday) win ties. Then days are moved and skipped, and those before the start left out: planned + lost =
    given, but for what moved between weeks. `steps_taken` says which weeks take a step of repetitions or seconds.

    Examples
    --------
    >>> from analysis import load_library, read_block
    >>> library = load_library()
    >>> phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1.2], "mon": "runners_world", "thu": "run_forever"}
    >>> spec = read_block(library, {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> plan = plan_spec(library, spec)
    >>> plan.allocation[["week", "asked_min", "given_min", "deviation_min"]].round(1).values.tolist()
    [['2027-W01', 32.4, 32.0, -0.4], ['2027-W02', 36.0, 36.0, 0.0], ['2027-W03', 39.6, 40.0, 0.4]]
    """
    if not isinstance(spec, BlockSpec):
        raise ArgumentError("no spec of a block; give what read_block returns")
    if any(len(phase.volume) != phase.weeks for phase in spec.phase):
        raise ArgumentError("a spec that is not read yet; give what read_block returns")
    if waiting := next((phase.name for phase in spec.phase if phase.suggest), None):
        raise ArgumentError(f"phase {waiting!r} waits for suggested sessions; give what fill_suggested returns")
    source = add_sheet_texts(library, spec.sheets) if spec.sheets else library
    published = published_rows(source, spec.scale)
    # A move is of a day, not of a session: all of the day's sessions go along.
    moved = {move.source: move.target for move in spec.move}
    days: list[datetime.date] = []  # of the template, session by session
    dates: list[datetime.date] = []  # on which they are done
    routines: list[str] = []
    skips: list[Skip | None] = []
    parts: list[Entries] = []
    going = Going(source, spec, lighter_weeks([float(factor) for phase in spec.phase for factor in phase.volume]))
    week = 0
    for phase in spec.phase:
        template = template_week(published, phase)
        first, count, entries = len(days), len(template.sessions), len(template.row)
        for monday in (spec.monday + datetime.timedelta(weeks=week + number) for number in range(phase.weeks)):
            days += [monday + datetime.timedelta(days=weekday) for weekday, _ in template.sessions]
        dates += [moved.get(day, day) for day in days[first:]]
        routines += [routine for _, routine in template.sessions] * phase.weeks
        skips += [spec.skip_on(date) for date in dates[first:]]
        # A session counts as held where it stands in the plan; what the athlete did of it is not known here.
        held = np.array([skip is None for skip in skips[first:]], dtype=bool)
        given = template.given(phase.volume)
        amounts = going.phase(published, phase, template, given, held.reshape(phase.weeks, count), week)
        factor: Floats = np.where(template.unit >= 0, np.array(phase.volume, dtype=float)[:, None], 1.0)
        # Sessions are counted through the block, so that an entry knows its own among all weeks'.
        number = np.arange(phase.weeks)[:, None]
        parts.append(
            # Weeks x entries become one row of entries, week after week; the ends of sets stay an axis in front.
            Entries(
                row=np.tile(template.row, phase.weeks),
                session=(first + template.session + number * count).ravel(),
                week=np.repeat(np.arange(week, week + phase.weeks), entries),
                published=np.tile(template.sets, phase.weeks),
                asked=(template.sets[:, None] * factor).reshape(2, -1),
                given=given.swapaxes(0, 1).reshape(2, -1),
                amounts={name: values.ravel() for name, values in amounts.items()},
                words={name: values.ravel() for name, values in template.words.items()},
            )
        )
        week += phase.weeks
    sessions = Sessions(spec, days, dates, routines, skips)
    return block_plan(spec, source, published, sessions, Entries.joined(parts))
