"""The frames of a plan, made from every exercise of every session of its template weeks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.calendar import WEEKDAYS
from analysis.base.frames import strings, texts_or_missing
from analysis.block.card_grid import AMOUNTS, WORDS
from analysis.block.plan import KEYS, BlockPlan, both_ends
from analysis.block.planning.dated_entries import DECIDED, OF_SESSION, OF_SHEET, Days
from analysis.block.planning.planned_work import PlannedWork, whole
from analysis.block.planning.template_week import BESIDE
from analysis.library.doses.dose_words import beside_words
from analysis.library.labels import labels
from analysis.library.library import Library, kept_on_library
from analysis.volume.amounts import ENDS, Floats, Ints


@dataclass
class Frames(PlannedWork):
    """The frames of a plan, each made on first use."""

    @cached_property
    def week_names(self) -> Any:
        """ISO weeks as an array of texts, from which every frame takes its own."""
        return strings(self.spec.iso_weeks).array

    def plan(self) -> BlockPlan:
        """Make the plan; each frame is made on first use."""
        frames: dict[str, Any] = {
            "sessions": self.sessions_frame,
            "prescriptions": self.prescriptions_frame,
            "allocation": self.allocation_frame,
            "dropped": self.dropped_frame,
            "lost": self.lost_frame,
            "units": self.units_frame,
            "rows": self.rows_frame,
            "printed": self.printed_frame,
        }
        week = self.week[self.done]
        return BlockPlan(spec=self.spec, source=self.source, library=self.library, session_week=week, **frames)

    def prescriptions_frame(self) -> pd.DataFrame:
        """List the sessions' rows with their days, and with the coach's words."""
        of_session = {name: column.take(self.which) for name, column in self.session_columns.items()}
        columns = {name: of_session[name] for name in ("date", "week", "block_phase", "routine_id")}
        names = ("position", "exercise_id", "phase", "demand", "kind", *CHANGED, "per")
        columns |= {name: self.column(name) for name in names}
        columns["beside"] = texts_or_missing(self.beside())
        columns |= {name: texts_or_missing(self.entries.words[name][self.kept]) for name in WORDS}
        return pd.DataFrame(columns | {"session": of_session["session"]})

    def beside(self) -> list[str]:
        """Return the further details of each dose; numbers set by set only with as many sets as published."""
        said, row = _beside(self.source), self.entries.row[self.kept]
        same = self.changed["sets_max"] == self.source.prescriptions["sets_max"].to_numpy()[row]
        return [said[place][kept] for place, kept in zip(row.tolist(), same.tolist(), strict=True)]

    @cached_property
    def session_columns(self) -> dict[str, Any]:
        """Columns of the sessions that are done, in the order of their dates, without their minutes."""
        every, done = self.all, self.done
        date = every.date[done]
        return {
            "date": _days(date),
            "week": self.week_names.take(self.week[done]),
            "block_phase": pd.array(self.block_phase[done], dtype="str"),
            "routine_id": pd.array(every.routine[done], dtype="str"),
            "weekday": _weekdays(date),
            "run": texts_or_missing(every.run[done]),
            "when": texts_or_missing(self.when[done]),
            "template_date": _days(every.day[done]),
            "note": texts_or_missing(every.note[done]),
            # Number in the day: the position among all sessions, less that of the day's first.
            "session": np.arange(len(done)) - np.searchsorted(date, date) + 1,
        }

    def sessions_frame(self) -> pd.DataFrame:
        """List the sessions that are done, in the order of their dates."""
        sessions = pd.DataFrame(self.session_columns)
        for end, (name, of_end) in enumerate(both_ends({"minutes": self.minutes[:, self.done]}).items()):
            sessions.insert(4 + end, name, of_end)
        return sessions

    def allocation_frame(self) -> pd.DataFrame:
        """Add up each week: sets asked, given, lost, moved and planned, and exercises left without a set."""
        spec, entries = self.spec, self.entries

        def weekly(ends: Any, week: Ints) -> Floats:
            return np.array([np.bincount(week, sets, spec.weeks) for sets in ends])

        sums = {name: weekly(getattr(entries, name) * self.counted, entries.week).round(9) for name in SUMS}
        # Rounded, because a factor such as 0.1 is no sum of halves; + 0.0 makes -0.0 a plain 0.
        sums["deviation"] = (sums["given"] - sums["asked"]).round(9) + 0.0
        # Sets are lost in the week of their planned date; moved in minus moved out. So planned + lost = given + moved.
        sums["lost"] = weekly(self.sets * self.gone, self.week)
        sums["moved"] = weekly(self.sets, self.week) - weekly(self.sets, self.home)
        sums["planned"] = sums["given"] - sums["lost"] + sums["moved"]
        left: list[dict[str, None]] = [{} for _ in self.week_names]
        exercises = self.published.exercise[entries.row[self.dropped]]
        for week, exercise in zip(entries.week[self.dropped], exercises, strict=True):
            left[week][exercise] = None
        columns: dict[str, Any] = {
            "week": self.week_names,
            "block_phase": strings([phase.name for phase in spec.phase for _ in phase.volume]).array,
            "factor": np.array(self.factors, dtype=float),
            **both_ends(sums),
        }
        columns["dropped"] = texts_or_missing(" + ".join(names) for names in left)
        columns["number"] = np.arange(1, spec.weeks + 1)
        return pd.DataFrame(columns)

    def dropped_frame(self) -> pd.DataFrame:
        """List exercises left without a set on a day that is not skipped."""
        entries = self.dropped[~self.gone[self.entries.session[self.dropped]]]
        row, session = self.entries.row[entries], self.entries.session[entries]
        date = self.all.date[session]
        columns = {
            "date": _days(date),
            "week": self.week_names.take(self.week[session]),
            "weekday": _weekdays(date),
            "routine_id": pd.array(self.published.routine[row], dtype="str"),
            "position": self.published.position[row],
            "exercise_id": pd.array(self.published.exercise[row], dtype="str"),
        }
        return pd.DataFrame(columns)

    def lost_frame(self) -> pd.DataFrame:
        """List the skipped sessions, and why they are skipped."""
        lost = self.lost
        columns: dict[str, Any] = {
            "date": _days(self.all.date[lost]),
            "week": self.week_names.take(self.week[lost]),
            "routine_id": pd.array(self.all.routine[lost], dtype="str"),
            "why": texts_or_missing(skip.why for skip in self.all.skip[lost]),
        }
        return pd.DataFrame(columns | both_ends({"sets": self.sets[:, lost]}))

    def rows_frame(self) -> pd.DataFrame:
        """List the rows of all sessions of the template, done or lost, in the order of their days."""
        every, entries = self.all, self.entries
        at, rows = entries.session, self.source.prescriptions
        frame: dict[str, Any] = {"template_date": _days(every.day[at]), "date": _days(every.date[at])}
        frame["lost"] = texts_or_missing(np.where(self.gone[at], "lost", "").tolist())
        frame |= {name: rows[name].array.take(entries.row) for name in (*KEYS, "per")}
        frame |= both_ends({name: getattr(entries, name).astype(float).round(9) for name in SUMS})
        frame |= {name: whole(values) for name, values in both_ends(entries.amounts).items()}
        frame |= {name: texts_or_missing(values) for name, values in entries.words.items()}
        frame |= {name: strings(values.tolist()).array for name, values in zip(DECIDED, self.demands, strict=True)}
        frame |= {name: rows[name].array.take(entries.row) for name in OF_SHEET}
        of_session = (every.note, every.run, self.block_phase, self.when)
        frame |= {name: texts_or_missing(values[at]) for name, values in zip(OF_SESSION, of_session, strict=True)}
        frame |= both_ends({"minutes": self.minutes[:, at]})
        names = labels(self.source, "routine_id")
        frame["routine"] = strings([names[routine] for routine in every.routine[at].tolist()]).array
        # Routines that take turns each occur in some weeks only.
        stands = (entries.published[1] > 0) | (entries.given[1] > 0)
        listed: pd.DataFrame = pd.DataFrame(frame)[stands].sort_values(["date", "template_date"], ignore_index=True)
        return listed

    def printed_frame(self) -> pd.DataFrame:
        """List the printed details of the sessions' rows, and which sessions have the same rows."""
        columns: dict[str, Any] = {"session": self.which, "sheet": self.sheet[self.done][self.which]}
        columns |= {name: self.column(name) for name in ("section", "circuit", "notes")}
        return pd.DataFrame(columns | {name: texts_or_missing(self.entries.words[name][self.kept]) for name in BESIDE})

    @property
    def sheet(self) -> Ints:
        """Number the row set of each session, including rows that whole units leave out of it."""
        entries = self.entries
        sessions: list[list[tuple[Any, ...]]] = [[] for _ in self.all.day]
        rows = zip(entries.row.tolist(), *(entries.words[name].tolist() for name in BESIDE), strict=True)
        for session, row in zip(entries.session.tolist(), rows, strict=True):
            sessions[session].append(row)
        numbers: dict[tuple[Any, ...], int] = {}
        return np.array([numbers.setdefault(tuple(rows), len(numbers)) for rows in sessions], dtype=np.intp)

    def units_frame(self) -> pd.DataFrame:
        """List each week's sets of every exercise side by side: published, asked and given."""
        entries, count = self.entries, len(self.published.exercise)
        # A cell is a week x prescription; a routine done twice a week has two entries in a cell.
        cells, cell = np.unique(entries.week * count + entries.row, return_inverse=True)
        week, row = np.divmod(cells, count)
        rows = self.source.prescriptions
        columns: dict[str, Any] = {"week": self.week_names.take(week)}
        columns |= {name: rows[name].array.take(row) for name in KEYS}
        kinds = np.empty(len(cells), dtype=object)
        kinds[cell] = self.demands[1]
        columns["kind"] = strings(kinds.tolist()).array
        columns["scaled"] = self.published.scaled[row]
        for name, sets in both_ends({name: getattr(entries, name) for name in SUMS}).items():
            columns[name] = np.bincount(cell, sets, len(cells)).round(9)
        return pd.DataFrame(columns)


@kept_on_library
def _beside(library: Library) -> list[tuple[str, str]]:
    """Return each prescription's details besides its amount: without a number per set, and with it."""
    said = ("open", "each_set", "every_s", "tempo", "rest_s_min", "rest_s_max")
    columns = (library.prescriptions[name].tolist() for name in said)
    rows = [dict(zip(said, values, strict=True)) for values in zip(*columns, strict=True)]
    return [(beside_words(row, each_set=False), beside_words(row)) for row in rows]


CHANGED = [f"{part}_{end}" for part in ("sets", *AMOUNTS) for end in ENDS]
SUMS = ("published", "asked", "given")


def _days(days: Days) -> Days:
    return days.astype("datetime64[s]")  # pandas has no unit of days, and converts to seconds anyway, only slower


def _weekdays(days: Days) -> Any:
    """Return the weekdays of days; day 0 of numpy, the first of 1970, was a Thursday."""
    return _WEEKDAY_NAMES.take((days.astype(np.intp) + WEEKDAYS.index("thu")) % 7)


_WEEKDAY_NAMES = strings(WEEKDAYS).array
