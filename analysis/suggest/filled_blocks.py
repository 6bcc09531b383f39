"""Blocks whose phases ask for suggested sessions: reading, filling and planning them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from analysis.ask.days import read_date
from analysis.ask.races import PRIORITIES
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError
from analysis.block.check_facts import Limits
from analysis.block.plan import BlockPlan
from analysis.block.planning.past import read_past
from analysis.block.planning.schedule import plan_spec
from analysis.block.planning.time_off import routine_work
from analysis.block.specs.phase_changes import WORDS
from analysis.block.specs.spec import BlockSpec, Phase
from analysis.block.specs.spec_reading import read_block
from analysis.block.specs.typed_table import Notes
from analysis.library.additions import add_sheet_texts
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import MOBILE
from analysis.suggest.requests.question import Question
from analysis.suggest.requests.request import SuggestRequest
from analysis.suggest.requests.request_reading import read_request
from analysis.suggest.requests.training_days import Day, near_races
from analysis.suggest.requests.warm_up import FEET, HIPS, OPENER
from analysis.suggest.suggested_week import SuggestedWeek
from analysis.suggest.week_answer import answer
from analysis.week.around_runs import HOURS, why_spared

ROUNDING = 2
"""Minutes by which whole sets may exceed a volume factor (custom)."""


CLOSE = 1e-6
"""Minutes by which a sum may exceed a limit and still count as within it."""


@checked
def plan_block(
    library: Library,
    block: BlockSpec | str | Path | Mapping[str, Any],
    *,
    today: str | datetime.date | None = None,
    earlier: str | Path | None = None,
) -> BlockPlan:
    """Plan a block: read it, suggest the sessions its phases ask for, and lay it out day by day.

    Parameters
    ----------
    library : Library
    block : path, mapping or BlockSpec
        Anything `read_block` reads.
    today : date, optional
        From this day on the plan follows the block as it is now; default the block's own key, else none. The clock is
        never read.
    earlier : path, optional
        Folder of an earlier export: its plan before ``today`` stays as it was.

    Returns
    -------
    BlockPlan
        See `plan_spec`.

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
    """Return a block with suggested sessions where its phases ask for them.

    Sessions that a phase names stay. Where a race rules out different work in different weeks of a phase, the phase is
    split into parts with their own sessions: no leg work, jumps or any strength work for as many days before the race
    as the checks say, and no leg work for as many days after it. In a race week, in the last two weeks before an A race
    and in a lighter phase, such as a deload, only light work may be new; all other exercises come from earlier phases.

    Parameters
    ----------
    library : Library
    spec : BlockSpec
        From `read_block`.

    Returns
    -------
    BlockSpec
        Without open requests: the templates name the suggested sessions, and ``sheets`` has their sheets. It is read
        again with them, so its overrides and moves can refer to them.

    Raises
    ------
    DataError
        If nothing fits, or the block names an exercise that is not in the suggested sessions.

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
    filling = _Filling(library, spec)
    for number, phase in enumerate(spec.phase):
        try:
            filling.add(number, phase)
        except ArgumentError as error:
            notes = Notes(spec.origin)
            notes.wrong(("phase", number, "suggest"), str(error))
            notes.check()
    return read_block(library, replace(spec, phase=tuple(filling.phases), sheets=filling.sheets))


NOTHING_NEW = Limits().new
"""Days before an A race in which no exercise is new, as in the check."""


class _Filling:
    """The phases of a block so far, with their sessions and sheets."""

    def __init__(self, library: Library, spec: BlockSpec) -> None:
        self.spec, self.plain = spec, library
        self.library = add_sheet_texts(library, spec.sheets) if spec.sheets else library
        self.phases: list[Phase] = []
        self.sheets: dict[str, str] = dict(spec.sheets)
        # The runs and the week of the last phase with no race near, for phases that keep that week.
        self.usual: tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]] | None = None

    def add(self, place: int, phase: Phase) -> None:
        """Add a phase, split into parts where a race rules out different work in its weeks."""
        if not phase.suggest:
            self.phases.append(phase)
            return
        first = sum(each.weeks for each in self.phases)
        weeks = [_Week.of(self.library, self.spec, first + number) for number in range(phase.weeks)]
        for _, group in groupby(range(phase.weeks), key=lambda number: (weeks[number].near, weeks[number].race)):
            numbers = list(group)
            part = _part(phase, numbers[0], len(numbers))
            week, runs = weeks[numbers[0]], self.spec.runs_of(phase)
            if phase.keeps and not week.near and self.usual and self.usual[0] == runs:
                template = self.usual[1]
            else:
                typed = template = self._typed(place)
                if part.suggest != (week.race,):
                    template = self._fitting(place, part, week, typed)
            if not week.near:
                self.usual = runs, template
            self.phases.append(replace(part, template=template, suggest=0, keeps=False))

    def _typed(self, place: int) -> Mapping[str, tuple[str, ...]]:
        """Return the typed sessions of a phase, or of the phase whose week it carries on."""
        return next(phase.template for phase in self.spec.phase[place::-1] if not phase.keeps)

    def _fitting(
        self, place: int, part: Phase, week: _Week, typed: Mapping[str, tuple[str, ...]]
    ) -> Mapping[str, tuple[str, ...]]:
        """Suggest a week whose sessions fit the minutes in every phase that uses it.

        Load, effort and progression steps make rests and sets longer than in the sheet; any excess is taken off the
        minutes asked for.
        """
        before, less = dict(self.sheets), 0
        week_found = self._suggested(place, part, week, typed, less)
        while True:
            self.sheets = dict(before)
            template = _with_sessions(typed, week_found, self.sheets)
            less += (over := self._over(place, part, template, week_found))
            try:
                week_found = self._suggested(place, part, week, typed, less) if over else week_found
            except ArgumentError:  # nothing fits in fewer minutes; a check reports the excess
                over = 0
            if not over:
                return template

    def _over(self, place: int, part: Phase, template: Mapping[str, tuple[str, ...]], found: SuggestedWeek) -> int:
        """Return by how many minutes a week's longest suggested day exceeds its limit, in the phases that use it."""
        spec = self.spec
        if spec.minutes is None:
            return 0
        users = (part, *self._keeping(place))
        phases = tuple(replace(each, template=template, suggest=0, keeps=False) for each in users)
        alone = BlockSpec(spec.name, spec.start, phases, rest=spec.rest, scale=spec.scale, sheets=self.sheets)
        sessions = plan_spec(self.plain, alone).sessions
        days = sessions[sessions["weekday"].isin(found.plan["weekday"])].groupby("date")["minutes_max"].sum()
        return max(0, math.ceil(days.max() - spec.minutes - CLOSE)) if len(days) else 0

    def _keeping(self, place: int) -> Iterator[Phase]:
        """Yield the later phases that keep the week of a phase."""
        return takewhile(lambda each: each.keeps, self.spec.phase[place + 1 :])

    def _suggested(
        self, place: int, part: Phase, week: _Week, typed: Mapping[str, tuple[str, ...]], less: int
    ) -> SuggestedWeek:
        """Suggest the week of a part of a phase, given the phases before it, in ``less`` fewer minutes."""
        spec, done = self.spec, self._done()
        days = part.suggest
        if isinstance(days, tuple):  # in a race week, no session on race day
            days = tuple(day for day in days if day != week.race)
        # The week at factor 1 leaves room for weeks with more volume, in this phase and those that keep its week; whole
        # sets slightly exceed the factor.
        most = max([1.0, *(float(factor) for each in (part, *self._keeping(place)) for factor in each.volume)])
        lighter = bool(part.volume) and max(part.volume) < 1
        longest = spec.minutes
        if longest is not None and most > 1:
            longest = math.floor(longest / most) - ROUNDING
        longest = None if longest is None else max(1, longest - less)
        # A lighter phase, such as a deload or a taper, and the last days before a race have fewer sets of the same
        # exercises.
        same = (lighter and bool(done)) or week.race or (week.new_out and bool(done))
        request = SuggestRequest(
            bands=None if week.near else spec.bands,
            goal=spec.goal,
            days=days,
            minutes=longest,
            equipment=spec.equipment,
            fixed={day: names for day, names in typed.items() if names},
            count=spec.count,
            runs={**spec.runs_of(part), **({week.race: "race"} if week.race else {})},
            strength=spec.strength,
            level=spec.level,
            avoid=spec.avoid,
            rest=dict(spec.rest) or None,
            known=done,
            prefer=self._preferred(done) if same else (),
        )
        question = read_request(self.library, request, races=week.races, nothing_new=bool(same))
        question = replace(question, days=self._beside_others(place, question.days))
        answer = _answer(self.library, replace(question, build=not week.race or lighter))
        if not answer.fits:
            raise ArgumentError(answer.say())
        return answer

    def _beside_others(self, place: int, days: tuple[Day, ...]) -> tuple[Day, ...]:
        """Spare the Sunday before another phase's hard Monday, and the Monday after another phase's Sunday leg work.

        If no other day is left for leg work, the day keeps it: it is one week of many, and a check reports it.
        """
        spec, users = self.spec, 1 + len(list(self._keeping(place)))
        mondays = [spec.runs_of(phase).get("mon", "") for phase in spec.phase[place : place + users + 1]]
        why = {"sun": next(filter(None, (why_spared("", run, spec.strength) for run in mondays)), "")}
        before = self.phases[-1].template.get("sun", ()) if self.phases and spec.strength != "own" else ()
        if any(routine_work(self._with_sheets())[name] == "legs" for name in before):
            why["mon"] = f"less than {HOURS['legs_apart']} h after leg work on Sun"
        left = [day for day in days if not day.spared and not why.get(day.weekday)]
        return tuple(replace(day, spared=day.spared or why.get(day.weekday, "")) for day in days) if left else days

    def _with_sheets(self) -> Library:
        """Return the library with the sheets of the phases so far."""
        more = {name: text for name, text in self.sheets.items() if name not in self.spec.sheets}
        return add_sheet_texts(self.library, more) if more else self.library

    def _done(self) -> list[str]:
        """Return the exercises of the phases so far."""
        rows = self._with_sheets().prescriptions
        done = {name for phase in self.phases for names in phase.template.values() for name in names}
        return list(rows.loc[rows["routine_id"].isin(done), "exercise_id"].unique().tolist())

    def _preferred(self, done: Sequence[str]) -> list[str]:
        """Return the done exercises that can be requested: not those that open sessions or have no usual dose."""
        table = self.library.exercises.set_index("exercise_id")
        strong = table["usual_dose"].notna() & ~table["mode"].isin(MOBILE)
        return [name for name in done if strong[name] and name not in (OPENER, *HIPS, FEET)]


@dataclass(frozen=True)
class _Week:
    """What races rule out in a week: work by day, the day of its own race, and whether nothing may be new."""

    near: tuple[tuple[str, frozenset[str]], ...]
    races: tuple[tuple[int, float, str], ...]
    race: str
    new_out: bool

    @classmethod
    def of(cls, library: Library, spec: BlockSpec, number: int) -> _Week:
        monday = spec.monday + datetime.timedelta(weeks=number)
        # A race before the start is over.
        far = [((race.date - monday).days, race.km, race.priority) for race in spec.race if race.date >= spec.start]
        around = tuple(race for race in far if near_races(library, [race]))
        race = next((WEEKDAYS[day] for day, _, _ in far if 0 <= day < len(WEEKDAYS)), "")
        last = len(WEEKDAYS) - 1
        new_out = any(priority == PRIORITIES[0] and day > 0 and day - last <= NOTHING_NEW for day, _, priority in far)
        return cls(tuple(near_races(library, around).items()), around, race, new_out)


def _part(phase: Phase, first: int, weeks: int) -> Phase:
    """Return some weeks of a phase, with the settings for those weeks."""
    if weeks == phase.weeks:
        return phase

    def some(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return values[first : first + weeks]

    words: dict[str, Any] = {name: some(getattr(phase, name)) for name in ("volume", *WORDS)}
    override = {
        exercise: replace(own, **{name: some(getattr(own, name)) for name in WORDS})
        for exercise, own in phase.override.items()
    }
    return replace(phase, weeks=weeks, override=override, **words)


@kept_on_library
def _answer(library: Library, question: Question) -> SuggestedWeek:
    """Answer a question and cache the answer: a panel asks again with every move of a slider."""
    return answer(library, question)


def _with_sessions(
    template: Mapping[str, Iterable[str]], week: SuggestedWeek, sheets: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return a template with suggested sessions after the named ones, and add their sheets to those of the block."""
    names = {day: list(template.get(day, ())) for day in WEEKDAYS}
    # The sessions of a week start with the suggested ones, in the order of their sheets.
    for (day, routine), text in zip(week.sessions, week.sheets.values(), strict=False):
        names[day].append(_name_of(routine, text, sheets))
    return {day: tuple(routines) for day, routines in names.items() if routines or day in template}


def _name_of(routine: str, text: str, sheets: dict[str, str]) -> str:
    """Store a sheet and return its name; identical sheets share a name."""
    name, number = routine, 1
    while sheets.setdefault(name, text) != text:
        number += 1
        name = f"{routine}_{number}"
    return name
