"""The work of a plan: which sessions are done, when and for how long, and the library of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.frames import positions, strings
from analysis.block.plan import both_ends
from analysis.block.planning.dated_entries import DECIDED, Entries, Sessions
from analysis.block.planning.row_demands import row_demands
from analysis.block.planning.template_week import STATED, Published, Texts
from analysis.block.specs.spec import BlockSpec
from analysis.library.library import Library, keep_on_library
from analysis.library.terms import DEMANDS, KINDS, RUNS
from analysis.volume.amounts import Floats, Ints, Rows, rows_of
from analysis.volume.minutes import minutes_of
from analysis.volume.rests import Rests
from analysis.week.around_runs import beside_run

RAN = tuple(run for run in RUNS if run != "off")
"""Kinds of run, without days off."""


@dataclass
class PlannedWork:
    """All sessions and their entries, with each week's factor: what is done, what is lost, and the library of it.

    The sessions that are done are in the order of their dates, without sessions that are skipped or empty.
    """

    spec: BlockSpec
    source: Library
    published: Published
    all: Sessions
    entries: Entries
    factors: Sequence[Fraction]

    def __post_init__(self) -> None:
        sessions, entries = self.all, self.entries
        monday, count = np.datetime64(self.spec.monday), len(sessions.day)
        self.home, self.week = ((days - monday).astype(np.intp) // 7 for days in (sessions.day, sessions.date))
        self.counted = self.published.counted[entries.row]
        self.sets = np.array([np.bincount(entries.session, ends * self.counted, count) for ends in entries.given])
        self.works = np.bincount(entries.session, entries.given[1] > 0, count) > 0  # no session without work
        # A day begins with its warm-ups, then comes the run; otherwise sessions keep the order of the template.
        by_date = np.lexsort((self.strong & np.isin(sessions.run, RAN), sessions.date))
        order = by_date[self.works[by_date]]
        self.gone = sessions.gone
        self.done, self.lost = order[~self.gone[order]], order[self.gone[order]]
        # A factor of 0 with a target of 0 drops nothing: no sets were wanted.
        nothing = entries.given[1] == 0
        self.dropped = np.flatnonzero(nothing & (self.works[entries.session] | (entries.asked[1] > 0)))

    @cached_property
    def demands(self) -> Texts:
        """Demand and kind x entries: from the block's load, effort and repetitions, else from the sheet."""
        entries, answer = self.entries, row_demands(self.source)
        # NaN differs from itself and would make every row a new key: timed rows have 0 repetitions here.
        reps = np.nan_to_num(entries.amounts["reps"])
        columns = entries.row, *(entries.words[name] for name in STATED), *reps
        made = [answer(*key) for key in zip(*(values.tolist() for values in columns), strict=True)]
        past = np.array([entries.words[name] for name in DECIDED], dtype=object)
        return np.where(past != "", past, np.array(made, dtype=object).reshape(-1, len(DECIDED)).T)

    @cached_property
    def strong(self) -> npt.NDArray[np.bool_]:
        """Whether each session has strength work; computed only if there are runs."""
        count = len(self.all.day)
        if not np.isin(self.all.run, RAN).any():
            return np.zeros(count, dtype=bool)
        works = (self.demands[1] == "strength") & (self.entries.given[1] > 0)
        return np.bincount(self.entries.session, works, count) > 0

    @cached_property
    def when(self) -> Texts:
        """Whether each session comes before or after the run of its day."""
        every, policy = self.all, self.spec.strength
        runs = zip(every.run.tolist(), self.strong.tolist(), strict=True)
        now = np.array([beside_run(run, works, policy) for run, works in runs], dtype=object)
        return np.where(every.past, every.when, now)

    @cached_property
    def block_phase(self) -> Texts:
        """Name of each session's phase."""
        names = np.array([self.spec.phase[phase].name for phase in self.spec.phase_of_week], dtype=object)
        return np.where(self.all.past, self.all.block_phase, names[self.week])

    @cached_property
    def minutes(self) -> Floats:
        """Least and most minutes x sessions, for those that are done."""
        rests, minutes = Rests(typed=self.spec.rest), self.all.minutes.copy()
        now = minutes_of(self.library, SECONDS_PER_REP, rests)
        minutes[:, self.done] = np.where(self.all.past[self.done], minutes[:, self.done], now)
        return minutes

    @cached_property
    def rank(self) -> Ints:
        """Position of each session among those that are done, -1 where it is not done."""
        rank = np.full(len(self.all.day), -1)
        rank[self.done] = np.arange(len(self.done))
        return rank

    @cached_property
    def kept(self) -> Ints:
        """Entries that are done: by session, and in each by position, the order in which the work is done."""
        session = self.rank[self.entries.session]
        kept = np.flatnonzero((session >= 0) & (self.entries.given[1] > 0))
        return kept[np.argsort(session[kept], kind="stable")]

    @cached_property
    def which(self) -> Ints:
        """Session of each kept entry."""
        return self.rank[self.entries.session[self.kept]]

    @cached_property
    def library(self) -> Library:
        """Library whose routines are the sessions, named by their dates."""
        frames: dict[str, Any] = {"routines": self.routines_frame, "prescriptions": self.routine_rows_frame}
        library = replace(self.source, **frames)
        keep_on_library(library, rows_of, self.rows())
        return library

    def rows(self) -> Rows:
        """Return the sessions' rows as arrays: those of the source, with the block's changes."""
        entries, kept = self.entries, self.kept
        demand, kind = self.demands[:, kept]
        amounts = {part: ends[:, kept] for part, ends in entries.amounts.items()}
        sets = entries.given[:, kept].astype(float)
        changed = {"demand": positions(DEMANDS, demand), "kind": positions(KINDS, kind), "sets": sets, **amounts}
        return rows_of(self.source).take(entries.row[kept], routine=self.which, **changed)

    @cached_property
    def changed(self) -> dict[str, Any]:
        """Columns of the sessions' rows that the block changes."""
        entries, kept = self.entries, self.kept
        columns: dict[str, Any] = both_ends({"sets": entries.given[:, kept]})
        columns |= {name: whole(values[kept]) for name, values in both_ends(entries.amounts).items()}
        for name, values in zip(("demand", "kind"), self.demands, strict=True):
            columns[name] = strings(values[kept].tolist()).array
        return columns

    def column(self, name: str) -> Any:
        """Return a column of the sessions' rows, without taking the whole frame first."""
        if name in self.changed:
            return self.changed[name]
        return self.source.prescriptions[name].array.take(self.entries.row[self.kept])

    @cached_property
    def names(self) -> pd.Series[str]:
        """Names of the sessions as routines: by their dates."""
        days, routines = self.all.date[self.done].astype(str), self.all.routine[self.done]
        names = pd.Series([f"{day} {routine}" for day, routine in zip(days, routines, strict=True)], dtype="str")
        # The same routine twice on a day would otherwise merge into one routine, and its sessions into one.
        if not names.is_unique:
            alike = names.duplicated(keep=False)
            names = names.where(~alike, names + " " + (names.groupby(names).cumcount() + 1).astype("str"))
        return names

    def routines_frame(self) -> pd.DataFrame:
        """List the sessions as routines."""
        routines = self.source.routines
        rows = routines.take(positions(routines["routine_id"], self.all.routine[self.done]))
        return rows.reset_index(drop=True).assign(routine_id=self.names.array)

    def routine_rows_frame(self) -> pd.DataFrame:
        """List the sessions' rows as rows of routines."""
        columns = {name: self.column(name) for name in map(str, self.source.prescriptions)}
        return pd.DataFrame(columns | {"routine_id": self.names.array.take(self.which)})


def whole(values: Floats) -> pd.arrays.IntegerArray:
    """Return whole numbers, blank where an amount doesn't apply."""
    blank = np.isnan(values)
    # Made directly: pandas would first check every value for blanks.
    return pd.arrays.IntegerArray(np.where(blank, 1, values).astype(np.int64), blank)
