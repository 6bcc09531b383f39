"""Weeks of a block that are suggested: a phase says so, and gets sessions for its targets, days and equipment."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError
from analysis.library.library import Library
from analysis.library.loading import add_sheet_texts
from analysis.suggest.request import Request, read_request
from analysis.suggest.sentences import say_suggestion
from analysis.suggest.session_sheets import weekday_of
from analysis.suggest.week import SuggestedWeek, answer
from analysis.week.bands import dose_bands

Template = dict[str, tuple[str, ...]]


@lru_cache(maxsize=32)
def _answer(library: Library, request: Request) -> SuggestedWeek:
    return answer(library, request)


@dataclass
class Filler:
    """What a block says about its weeks, and the sheets that were suggested for them so far.

    ``more`` is the library with these sheets in it.
    """

    library: Library
    bands: Mapping[str, tuple[float, float | None]]
    goal: str | None
    equipment: tuple[str, ...] | None
    minutes: float | None
    runs: Mapping[str, str]
    race: datetime.date | None
    monday: datetime.date | None
    good: bool
    sheets: dict[str, str] = field(default_factory=dict)

    @property
    def more(self) -> Library:
        """The library with the suggested sessions in it."""
        return add_sheet_texts(self.library, self.sheets) if self.sheets else self.library

    def fill(
        self, days: Template, suggest: int | tuple[str, ...], before: int, weeks: int, done: Iterable[str]
    ) -> Template:
        """Add suggested sessions to the days of a phase of so many weeks, after so many ``before``.

        Sessions that the phase names stay. A race in the first week of the phase lets nothing heavy be new: what the
        phases before have ``done`` is known. For a race in a later week its day has no session in any week, and the
        day before is light; by then the sessions are known themselves.

        Raises
        ------
        ArgumentError
            If there is no target to suggest for, or nothing fits.
        """
        if not self.good or self.monday is None:
            return days  # what is wrong is said where it stands
        bands = dose_bands(self.library, goal=self.goal, bands=self.bands)
        if bands.empty:
            raise ArgumentError("a suggested week needs targets: [bands] or a goal")
        first = self.monday + datetime.timedelta(weeks=before)
        race, in_first_week = None, True
        if self.race is not None and first <= self.race < first + datetime.timedelta(weeks=weeks):
            race = WEEKDAYS[self.race.weekday()]
            in_first_week = self.race < first + datetime.timedelta(weeks=1)
        rows = self.more.prescriptions
        known = rows.loc[rows["routine_id"].isin(list(done)), "exercise_id"].unique().tolist()
        if not in_first_week:
            known = self.library.exercises["exercise_id"].tolist()
        columns = (bands[name].tolist() for name in ("muscle_group", "band_low", "band_high"))
        targets = {group: (low, None if pd.isna(high) else high) for group, low, high in zip(*columns, strict=True)}
        request = read_request(
            self.library,
            bands=targets,
            days=suggest,
            minutes=self.minutes,
            equipment=self.equipment,
            fixed={day: names for day, names in days.items() if names},
            runs=self.runs,
            race=race,
            known=known,
        )
        week = _answer(self.library, request)
        if not week.fits:
            raise ArgumentError(say_suggestion(week))
        found: Template = {}
        for day in WEEKDAYS:
            names = list(days.get(day, ()))
            for routine, text in week.sheets.items():
                if weekday_of(routine) == day:
                    names.append(self._named(routine, text))
            if names or day in days:
                found[day] = tuple(names)
        return found

    def _named(self, routine: str, text: str) -> str:
        """Keep a sheet under a name of its own; sheets that are alike share one."""
        name, number = routine, 1
        while self.sheets.get(name, text) != text:
            number += 1
            name = f"{routine}_{number}"
        self.sheets[name] = text
        return name
