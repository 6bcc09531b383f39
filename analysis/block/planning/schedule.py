"""Plan a block: phases laid out week by week in whole units, dated, moved and skipped."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.ask.loads import lowered
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.block.edits import with_weeks
from analysis.block.plan import BlockPlan
from analysis.block.planning.dated_entries import DECIDED, Days, Entries, Sessions, joined
from analysis.block.planning.past import Past, with_past
from analysis.block.planning.plan_frames import Frames
from analysis.block.planning.progression import Going, light_weeks, weeks_back
from analysis.block.planning.repetition_steps import AGAIN, RECENT
from analysis.block.planning.template_week import Published, TemplateWeek, published_rows, template_week
from analysis.block.planning.time_off import HALF_FROM, START_LOWER, Day, WayBack, done_on, routine_work, ways_back
from analysis.block.specs.spec import BlockSpec, Phase
from analysis.library.additions import add_sheet_texts
from analysis.library.library import Library
from analysis.volume.amounts import Floats, Ints


@checked
def plan_spec(library: Library, spec: BlockSpec, past: Past | None = None) -> BlockPlan:
    """Plan a block that has been read and filled: every dated session with its whole sets, and their sums.

    `plan_block` reads, fills and plans in one call.

    Parameters
    ----------
    library : Library
    spec : BlockSpec
        From `read_block`, or from `fill_suggested` where sessions are to be suggested.
    past : Past, optional
        From `read_past`: days before its date stay as they were planned then.

    Returns
    -------
    BlockPlan

    Raises
    ------
    ArgumentError
        If the spec needs suggested sessions and hasn't been filled, or isn't a spec.

    Notes
    -----
    A phase's factor scales the sets of the routine phases named in ``scale``; the others stay as published. Units are
    rounds of a circuit and sets of a straight exercise, allocated over the whole week to bring its sets as near factor
    x published as possible: the minima first, then the widths. Units that come earlier (by position, then exercise_id,
    then weekday) win ties. Then days are moved and skipped, and days before the start left out: planned + lost =
    given, except for moves between weeks. After a week off or more there is less to do, see `WayBack`; asked and given
    sets are what remains. `steps_taken` decides which weeks take a step of repetitions or seconds.

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
    sessions, entries, factors = _laid_out(spec, source, published)
    if past is not None:
        spec = replace(spec, today=past.today)
        source, sessions, entries = with_past(spec, source, sessions, entries, past)
        published = published_rows(source, spec.scale)
    return Frames(spec, source, published, sessions, entries, factors).plan()


def _laid_out(spec: BlockSpec, source: Library, published: Published) -> tuple[Sessions, Entries, Sequence[Fraction]]:
    """Lay out the phases: their sessions with their days, every exercise of each with its sets, and weekly factors."""
    done = done_on(spec, source, _work_of_days(spec, source))
    lessened = _lessened(spec, source, published)
    backs = _ways_back(spec, published, done, lessened)
    parts: list[tuple[Sessions, Entries]] = []
    pieces = list(_pieces(spec, backs))
    back = weeks_back(spec, backs)
    going = Going(source, spec, light_weeks(spec, pieces, back), back)
    factors: list[Fraction] = []  # one per week
    first = 0  # number of the phase's first session in the block
    for phase in pieces:
        week = len(factors)
        template = template_week(published, phase, 0 if week else spec.start.weekday())
        count, entries = len(template.sessions), len(template.row)
        sessions = _sessions(spec, range(week, week + phase.weeks), template.sessions, done)
        of_days = zip(sessions.date.tolist(), sessions.routine.tolist(), strict=True)
        sessions.note[:] = [_note(spec, date, lessened.get(routine, ""), backs) for date, routine in of_days]
        # A session counts as held if the plan has it; what the athlete really did is unknown here.
        held = ~sessions.gone.reshape(phase.weeks, count) & template.stands
        given = template.given(phase.volume)
        amounts = going.phase(published, phase, template, given, held, week)
        factor: Floats = np.where(template.unit >= 0, np.array(phase.volume, dtype=float)[:, None], 1.0)
        asked: Floats = template.published * factor
        _ease(template, given, asked, sessions.date.reshape(phase.weeks, count), _shares(spec, phase, backs))
        # Sessions are numbered through the block, so an entry finds its own among all weeks.
        number = np.arange(phase.weeks)[:, None]
        # Weeks x entries become one row of entries, week after week; the ends of sets stay an axis in front.
        of_phase = Entries(
            row=np.tile(template.row, phase.weeks),
            session=(first + template.session + number * count).ravel(),
            week=np.repeat(np.arange(week, week + phase.weeks), entries),
            published=template.published.reshape(2, -1),
            asked=asked.reshape(2, -1),
            given=given.swapaxes(0, 1).reshape(2, -1),
            amounts={part: ends.reshape(2, -1) for part, ends in amounts.items()},
            words={name: values.ravel() for name, values in template.words.items()}
            | {name: np.tile(texts[template.row], phase.weeks) for name, texts in published.beside.items()}
            | {name: np.full(phase.weeks * entries, "", dtype=object) for name in DECIDED},
        )
        parts.append((sessions, of_phase))
        factors += phase.volume
        first += phase.weeks * count
    every_session, every_entry = zip(*parts, strict=True)
    return joined(every_session), joined(every_entry), factors


def _sessions(spec: BlockSpec, weeks: range, template: list[tuple[int, str]], done: Mapping[Day, Day]) -> Sessions:
    """List the sessions of some weeks of a block that have the same template."""
    mondays = [spec.monday + datetime.timedelta(weeks=week) for week in weeks]
    days = [monday + datetime.timedelta(days=weekday) for monday in mondays for weekday, _ in template]
    dates = [done.get(day, day) for day in days]
    blank = np.full(len(dates), "", dtype=object)
    return Sessions(
        day=np.array(days, dtype="datetime64[D]"),
        date=np.array(dates, dtype="datetime64[D]"),
        routine=np.array([routine for _, routine in template] * len(weeks), dtype=object),
        skip=np.array([spec.skip_on(date) for date in dates], dtype=object),
        note=blank.copy(),
        run=np.array([spec.run_on(date) for date in dates], dtype=object),
        past=np.zeros(len(dates), dtype=bool),
        block_phase=blank,
        when=blank,
        minutes=np.full((2, len(dates)), np.nan),
    )


def _template_days(spec: BlockSpec) -> Iterator[tuple[Day, str, Fraction]]:
    """Yield the day, the routine and the factor of every session of the template."""
    week = 0
    for phase in spec.phase:
        sessions = phase.sessions(0 if week else spec.start.weekday())
        for factor, of_week in zip(phase.volume, sessions, strict=True):
            monday = spec.monday + datetime.timedelta(weeks=week)
            for number, routine in of_week:
                yield monday + datetime.timedelta(days=number), routine, factor
            week += 1


def _work_of_days(spec: BlockSpec, source: Library) -> dict[Day, str]:
    """Return the heaviest work of every training day: for the legs, other strength work, or light."""
    work = routine_work(source)
    days: dict[Day, str] = {}
    for day, routine, _ in _template_days(spec):
        days[day] = min(work[routine], days.get(day, "light"), key=("legs", "strength", "light").index)
    return days


def _lessened(spec: BlockSpec, source: Library, published: Published) -> dict[str, str]:
    """Return what the way back lowers, by routine: strength sets, or only landings.

    Warm-ups stay. A block with nothing heavier lowers its light scaled work.
    """
    work = routine_work(source)
    scaled = set(published.routine[published.scaled])
    strong = {routine for _, routine, _ in _template_days(spec) if routine in scaled and work[routine] != "light"}
    jumps = dict.fromkeys({*published.routine[published.jumps], *scaled}, "landings")
    return jumps | dict.fromkeys(strong or scaled, "sets")


def _ways_back(
    spec: BlockSpec, published: Published, done: Mapping[Day, Day], lessened: Mapping[str, str]
) -> list[WayBack]:
    """Find the ways back from the sessions done and skipped; at a factor of 0 only warm-ups remain."""
    rest = {routine for routine, scaled in zip(published.routine, published.scaled, strict=True) if not scaled}
    works = [(done[day], routine) for day, routine, factor in _template_days(spec) if factor or routine in rest]
    lost = [date for date, _ in works if spec.skip_on(date)]
    held = [(date, lessened.get(routine)) for date, routine in works if not spec.skip_on(date)]
    strong, jumps = ({date for date, less in held if less == kind} for kind in ("sets", "landings"))
    return ways_back(spec.start, [date for date, _ in held], lost, strong, jumps)


def _pieces(spec: BlockSpec, backs: Sequence[WayBack]) -> Iterator[Phase]:
    """Yield the phases, in two pieces where one restarts after long time off: the second like its first weeks."""
    again = {(back.first - spec.monday).days // 7 for back in backs if back.weeks >= AGAIN and spec.way_back == "lower"}
    week = 0
    for phase in spec.phase:
        cuts = [0, *sorted(start - week for start in again if week < start < week + phase.weeks), phase.weeks]
        for first, end in itertools.pairwise(cuts):
            alone = replace(spec, phase=(phase,))
            yield phase if end - first == phase.weeks else with_weeks(alone, 0, end - first).phase[0]
        week += phase.weeks


def _ease(template: TemplateWeek, given: Ints, asked: Floats, dates: Days, shares: Mapping[WayBack, Any]) -> None:
    """Lower a phase's sessions on the way back: ``given`` (week first), ``asked`` (ends first), loads."""
    for back, shares_of_weeks in shares.items():
        near = (dates >= np.datetime64(back.first)) & (dates <= np.datetime64(back.last))
        for week in np.flatnonzero(near.any(axis=1)):
            share = shares_of_weeks[week]
            before = given[week].copy()
            given[week] = template.eased(before, near[week], share)
            changed = given[week] != before
            less = asked[:, week] - (before - given[week]) if share is None else asked[:, week] * float(share)
            asked[:, week] = np.where(changed, less, asked[:, week])
            if share is not None:
                loads, there = template.words["load"][week], near[week][template.session]
                loads[there] = [lowered(text) for text in loads[there].tolist()]


def _shares(spec: BlockSpec, phase: Phase, backs: Sequence[WayBack]) -> dict[WayBack, list[Fraction | None]]:
    """Return the share of sets for the sessions of each week of a phase on the way back, None for one set less.

    Half, but of no more than the target of the weeks before the time off: the block's growth since doesn't count.
    """
    if spec.way_back == "own":
        return {}
    factors = [factor for phase in spec.phase for factor in phase.volume]
    shares: dict[WayBack, list[Fraction | None]] = {}
    for back in backs:
        last = max(0, (back.last_before - spec.monday).days // 7)
        usual = max(factors[max(0, last - RECENT + 1) : last + 1])
        half = [Fraction(1, 2) * min(Fraction(1), usual / factor if factor else Fraction(1)) for factor in phase.volume]
        shares[back] = list(half) if back.weeks >= HALF_FROM else [None] * phase.weeks
    return shares


def _note(spec: BlockSpec, date: Day, less: str, backs: Sequence[WayBack]) -> str:
    """Return the note of a session on the way back: what is less, or to start lower; blank for a warm-up."""
    for back in backs:
        if not less or (back.weeks < HALF_FROM and less != "sets"):
            continue
        if spec.way_back == "own" and date == back.first:
            return START_LOWER
        if spec.way_back == "lower" and back.first <= date <= back.last:
            return back.say()
    return ""
