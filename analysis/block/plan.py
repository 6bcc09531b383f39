"""A block planned: every dated session, what is in it, what it adds up to, and what whole units made of the target."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.block.allocation import allocate
from analysis.block.read import read_block
from analysis.block.spec import WEEKDAYS, BlockSpec, Override, Phase, Skip
from analysis.counting import SECONDS_PER_REP, Counting, Floats, tempo_words, weighting
from analysis.duration import session_minutes
from analysis.frames import strings
from analysis.library import Library
from analysis.notation import LIMITS
from analysis.prescriptions import COUNTED, PHASES
from analysis.volume import label_frame, multiply, session_amounts
from analysis.words import add_words

Ints = npt.NDArray[np.int64]
Key = tuple[str, str]
AMOUNTS = ("reps", "work_s", "hold_s")


@dataclass(frozen=True)
class BlockPlan:
    """A planned block as tidy frames.

    Attributes
    ----------
    spec : BlockSpec
    sessions : DataFrame
        One row per session that is done: date, week (``2027-W01``), block_phase, routine_id, minutes_min, minutes_max,
        weekday, run (of that day, or blank).
    prescriptions : DataFrame
        One row per session x exercise: date, week, block_phase, routine_id, position, exercise_id, phase, sets_*,
        reps_*, work_s_*, hold_s_*, per, load, effort, variation.
    allocation : DataFrame
        One row per week: block_phase, factor, published_*, asked_*, allocated_*, deviation_* (allocated less asked),
        lost_*, moved_* (in less out) and planned_* counted sets; ``dropped`` names exercises left without a set.
    lost : DataFrame
        One row per session that is skipped: date, week, routine_id, why, sets_*.
    library : Library
        The sessions as routines of a library of their own, on which every other function works.
    """

    spec: BlockSpec
    sessions: pd.DataFrame
    prescriptions: pd.DataFrame
    allocation: pd.DataFrame
    lost: pd.DataFrame
    library: Library

    @property
    def weeks(self) -> list[str]:
        """Weeks of the block, also those without a session."""
        return [week_of(self.spec.start + datetime.timedelta(weeks=number)) for number in range(self.spec.weeks)]

    def volume(self, *, by: str = "group", counting: Counting = "fractional") -> pd.DataFrame:
        """Add the sessions up: one row per week x label x phase, by the same matrix product as everything else.

        Returns
        -------
        DataFrame
            week, muscle_group (muscle_id, ...), phase, sets_*, reps_*, tension_s_* (seconds), counting, tempo.
        """
        found = weighting(self.library, by=by, counting=counting)
        each = session_amounts(self.library, found, SECONDS_PER_REP)
        in_week = (self.sessions["week"].to_numpy()[None] == np.array(self.weeks)[:, None]).astype(float)
        amounts: Floats = np.einsum("ws,qspx->qwpx", in_week, each)
        volume = multiply(amounts, found).swapaxes(2, 3)
        frame = label_frame(
            volume,
            {"week": strings(self.weeks), found.column: found.labels, "phase": strings(PHASES)},
            counting=found.counting,
            tempo=tempo_words(SECONDS_PER_REP),
        )
        return add_words(self.library, frame, found.column)


def week_of(day: datetime.date) -> str:
    """Name the ISO week of a day, with its year.

    Examples
    --------
    >>> week_of(datetime.date(2027, 1, 3)), week_of(datetime.date(2027, 1, 4))
    ('2026-W53', '2027-W01')
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def plan_block(library: Library, spec: BlockSpec | str | Path | Mapping[str, Any]) -> BlockPlan:
    """Plan a block: every dated session with its whole sets, and what they add up to.

    Parameters
    ----------
    library : Library
    spec : BlockSpec, path or mapping
        What `read_block` reads.

    Returns
    -------
    BlockPlan
        Its frames carry dates as ISO text. Weeks are ISO weeks with their year.

    Raises
    ------
    FileError, DataError
        See `read_block`.

    Notes
    -----
    A phase's factor scales the sets of the routine phases named in ``scale``; the others stay as published. Units are
    rounds of a circuit and sets of a straight exercise, given over the whole week so that its sets come as near factor
    x published as they can (`allocate`): the minima first, then the widths of ranges. Then days are moved and skipped:
    planned + lost = allocated.

    Examples
    --------
    >>> from analysis import load_library
    >>> phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1.2], "mon": "runners_world", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> plan.allocation[["week", "asked_min", "allocated_min", "deviation_min"]].round(1).values.tolist()
    [['2027-W01', 32.4, 32.0, -0.4], ['2027-W02', 36.0, 36.0, 0.0], ['2027-W03', 39.6, 40.0, 0.4]]
    """
    return _Planner(library, read_block(library, spec)).plan()


class _Planner:
    """The prescriptions of a library as arrays, and the sessions made of them, week by week."""

    def __init__(self, library: Library, spec: BlockSpec) -> None:
        self.library = library
        self.spec = spec
        rows = library.prescriptions
        self.published = {
            name: rows[name].to_numpy(dtype=float, na_value=np.nan)
            for part in ("sets", *AMOUNTS)
            for name in (f"{part}_min", f"{part}_max")
        }
        self.circuit = rows["circuit"].to_numpy()
        self.exercise = rows["exercise_id"].to_numpy()
        self.position = rows["position"].to_numpy()
        self.counted = rows["phase"].isin(COUNTED).to_numpy()
        self.scaled = rows["phase"].isin(spec.scale).to_numpy()
        self.of = {routine: np.flatnonzero(rows["routine_id"] == routine) for routine in library.routines["routine_id"]}
        self.cache: dict[Any, list[Ints]] = {}

    def sets(self, phase: Phase, rows: Ints) -> tuple[Ints, Ints]:
        """Return sets before the factor, as published or overridden; a circuit keeps one number of rounds."""
        low, high = (self.published[f"sets_{end}"][rows].astype(int) for end in ("min", "max"))
        for exercise, own in phase.override.items():
            if own.sets is not None:
                for row in np.flatnonzero(self.exercise[rows] == exercise):
                    partners = self.circuit[rows] == self.circuit[rows][row]
                    low[partners], high[partners] = own.sets
        return low, high

    def week(self, phase: Phase, factor: Fraction) -> list[tuple[Ints, Ints]]:
        """Return the whole sets (least, most) of each session of the template, as near the factor as can be."""
        sessions = [(day, routine) for day in WEEKDAYS for routine in phase.template.get(day, ())]
        before = [self.sets(phase, self.of[routine]) for _, routine in sessions]
        units = []
        for place, (day, routine) in enumerate(sessions):
            rows = self.of[routine]
            for circuit in dict.fromkeys(self.circuit[rows[self.scaled[rows]]]):
                own = np.flatnonzero((self.circuit[rows] == circuit) & self.scaled[rows])
                first = rows[own[0]]
                units.append((self.position[first], self.exercise[first], WEEKDAYS.index(day), routine, place, own))
        units.sort(key=lambda unit: unit[:4])
        sizes = [len(unit[5]) for unit in units]
        least = [int(before[unit[4]][0][unit[5][0]]) for unit in units]
        width = [int(before[unit[4]][1][unit[5][0]]) - one for unit, one in zip(units, least, strict=True)]
        after = [(low.copy(), high.copy()) for low, high in before]
        if factor != 1:
            lows, widths = allocate(sizes, least, factor), allocate(sizes, width, factor)
            for unit, low, more in zip(units, lows, widths, strict=True):
                after[unit[4]][0][unit[5]] = low
                after[unit[4]][1][unit[5]] = low + more
        return after

    def amounts(self, phase: Phase, number: int, rows: Ints) -> dict[str, npt.NDArray[np.float64]]:
        """Repetitions, seconds and holds of some rows in a week of a phase: overridden, then stepped."""
        found = {name: values[rows].copy() for name, values in self.published.items() if not name.startswith("sets")}
        for exercise, own in phase.override.items():
            at = self.exercise[rows] == exercise
            for name, pair in (("reps", own.reps), ("work_s", own.seconds), ("hold_s", own.hold)):
                if pair is not None:
                    found[f"{name}_min"][at], found[f"{name}_max"][at] = pair
        for name, step in (("reps", phase.reps_step), ("work_s", phase.seconds_step)):
            low, high = found[f"{name}_min"], found[f"{name}_max"]
            if step and number:
                at = self.scaled[rows] & ~np.isnan(low)
                closing = np.ceil((high - low) / step)  # week in which the range has closed
                rise = np.maximum(0, number - closing) * step
                most = LIMITS[name][1]
                found[f"{name}_min"] = np.where(at, np.minimum(most, np.minimum(low + number * step, high) + rise), low)
                found[f"{name}_max"] = np.where(at, np.minimum(most, high + rise), high)
        return found

    def plan(self) -> BlockPlan:
        spec, rows_in_all = self.spec, len(self.exercise)
        moved = {one.source: one.target for one in spec.move}
        parts: list[_Session] = []
        names: list[tuple[str, str, Fraction]] = []
        published, asked, given = [], [], []
        monday = spec.start
        for phase in spec.phase:
            template = [(day, routine) for day in WEEKDAYS for routine in phase.template.get(day, ())]
            for number, factor in enumerate(phase.volume):
                name = week_of(monday)
                names.append((name, phase.name, factor))
                published.append(np.zeros((2, rows_in_all)))
                asked.append(np.zeros((2, rows_in_all)))
                given.append(np.zeros((2, rows_in_all)))
                for (day, routine), sets in zip(template, self.week(phase, factor), strict=True):
                    rows = self.of[routine]
                    part = np.where(self.scaled[rows], float(factor), 1.0)
                    before = np.array(self.sets(phase, rows))
                    published[-1][:, rows] += before
                    asked[-1][:, rows] += before * part
                    given[-1][:, rows] += np.array(sets)
                    date = monday + datetime.timedelta(days=WEEKDAYS.index(day))
                    date = moved.get(date, date)
                    skip = next((one for one in spec.skip if one.first <= date <= one.last), None)
                    parts.append(_Session(date, name, routine, phase, number, rows, np.array(sets), skip))
                monday += datetime.timedelta(weeks=1)
        parts.sort(key=lambda part: part.date)
        done = [part for part in parts if part.skip is None]
        allocation = self.allocation(names, np.array(published), np.array(asked), np.array(given), parts)
        sessions, prescriptions, library = self.frames(done, {name: phase for name, phase, _ in names})
        lost = pd.DataFrame(
            [
                {
                    "date": part.date.isoformat(),
                    "week": week_of(part.date),
                    "routine_id": part.routine,
                    "why": part.skip.why,
                    **dict(zip(("sets_min", "sets_max"), self.counted_sets(part).tolist(), strict=True)),
                }
                for part in parts
                if part.skip is not None
            ],
            columns=["date", "week", "routine_id", "why", "sets_min", "sets_max"],
        )
        return BlockPlan(self.spec, sessions, prescriptions, allocation, lost, library)

    def counted_sets(self, part: _Session) -> Ints:
        """Return least and most counted sets of a session."""
        return np.asarray(part.sets[:, self.counted[part.rows]].sum(axis=1), dtype=np.int64)

    def allocation(
        self,
        names: Sequence[tuple[str, str, Fraction]],
        published: Floats,
        asked: Floats,
        given: Floats,
        parts: Sequence[_Session],
    ) -> pd.DataFrame:
        """Add up each week: sets asked, allocated, lost, moved and planned, and exercises that got none."""
        weeks = {name: place for place, (name, _, _) in enumerate(names)}
        lost, moved = np.zeros((len(names), 2)), np.zeros((len(names), 2))
        for part in parts:
            sets = self.counted_sets(part)
            if part.skip is not None:
                lost[weeks[part.week]] += sets
            elif week_of(part.date) != part.week:
                moved[weeks[part.week]] -= sets
                moved[weeks[week_of(part.date)]] += sets
        whole = {"published": published, "asked": asked, "allocated": given}
        sums = {name: sets[:, :, self.counted].sum(axis=2) for name, sets in whole.items()}
        sums["deviation"] = (sums["allocated"] - sums["asked"]).round(9) + 0.0
        sums |= {"lost": lost, "moved": moved, "planned": sums["allocated"] - lost + moved}
        frame = pd.DataFrame(names, columns=["week", "block_phase", "factor"]).astype({"factor": float})
        for name, ends in sums.items():
            frame[[f"{name}_min", f"{name}_max"]] = ends
        dropped = (published[:, 1] > 0) & (given[:, 1] == 0)
        return frame.assign(dropped=[" + ".join(dict.fromkeys(self.exercise[one])) for one in dropped])

    def frames(
        self, parts: Sequence[_Session], block_phases: Mapping[str, str]
    ) -> tuple[pd.DataFrame, pd.DataFrame, Library]:
        """Make the sessions, their prescriptions, and a library whose routines the sessions are."""
        kept = [part.sets[1] > 0 for part in parts]
        source = _joined([part.rows[one] for part, one in zip(parts, kept, strict=True)])
        place = np.repeat(np.arange(len(parts)), [int(one.sum()) for one in kept])
        sets = [_joined([part.sets[end][one] for part, one in zip(parts, kept, strict=True)]) for end in (0, 1)]
        amounts = {(id(part.phase), part.number, part.routine): part for part in parts}
        made = {key: self.amounts(part.phase, part.number, part.rows) for key, part in amounts.items()}
        ids = _unique([f"{part.date.isoformat()} {part.routine}" for part in parts])
        rows = self.library.prescriptions.take(source).reset_index(drop=True)
        changed: dict[str, Any] = {"sets_min": sets[0], "sets_max": sets[1]}
        for name in (f"{part}_{end}" for part in AMOUNTS for end in ("min", "max")):
            each = [
                made[id(part.phase), part.number, part.routine][name][one]
                for part, one in zip(parts, kept, strict=True)
            ]
            changed[name] = pd.array(_joined(each, float), dtype="Int64")
        days = pd.DataFrame(
            {
                "date": [part.date.isoformat() for part in parts],
                "week": [week_of(part.date) for part in parts],
                "routine_id": [part.routine for part in parts],
                "weekday": [WEEKDAYS[part.date.weekday()] for part in parts],
            },
            dtype="str",
        )
        days.insert(2, "block_phase", days["week"].map(block_phases))
        days["run"] = [
            "race" if part.date == self.spec.race else self.spec.runs.get(WEEKDAYS[part.date.weekday()], "")
            for part in parts
        ]
        words = [self.said(parts[which], row) for which, row in zip(place.tolist(), source.tolist(), strict=True)]
        prescriptions = pd.concat(
            [
                days[["date", "week", "block_phase", "routine_id"]].take(place).reset_index(drop=True),
                rows.assign(**changed)[SHOWN],
                pd.DataFrame(words, columns=["load", "effort", "variation"], dtype="str"),
            ],
            axis="columns",
        )
        routines = self.library.routines.set_index("routine_id").loc[days["routine_id"]].assign(routine_id=ids)
        library = replace(
            self.library,
            routines=routines.reset_index(drop=True)[list(self.library.routines)],
            prescriptions=rows.assign(**changed, routine_id=strings(ids).take(place)),
        )
        minutes = session_minutes(library).set_index("routine_id").reindex(ids)
        for end in ("min", "max"):
            days.insert(4 + (end == "max"), f"minutes_{end}", minutes[f"minutes_{end}"].fillna(0.0).to_numpy())
        return days, prescriptions, library

    def said(self, part: _Session, row: int) -> tuple[str, str, str]:
        """Return load, effort and variation of a row as the coach wrote them for the week; its own words come first."""
        own = part.phase.override.get(self.exercise[row], Override())
        scaled = bool(self.scaled[row])
        told = []
        for name in ("load", "effort", "variation"):
            weekly = getattr(own, name) or (getattr(part.phase, name) if scaled else ())
            told.append(weekly[part.number] if weekly else "")
        return told[0], told[1], told[2]


SHOWN = ["position", "exercise_id", "phase", "sets_min", "sets_max", "reps_min", "reps_max", "work_s_min", "work_s_max"]
SHOWN += ["hold_s_min", "hold_s_max", "per"]
"""Columns of a prescription that a block carries over."""


@dataclass(frozen=True)
class _Session:
    """A session of the template in its week: when it is done, with which sets, or why it is skipped."""

    date: datetime.date
    week: str
    routine: str
    phase: Phase
    number: int
    rows: Ints
    sets: Ints
    skip: Skip | None


def _joined(arrays: Sequence[Any], kind: type = np.int64) -> Any:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)


def _unique(names: Sequence[str]) -> list[str]:
    """Tell names apart that stand several times."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    counts = dict.fromkeys(seen, 0)
    unique = []
    for name in names:
        counts[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} {counts[name]}")
    return unique
