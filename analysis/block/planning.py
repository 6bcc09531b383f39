"""How a block is planned: phases laid out week by week in whole units, dated, moved and skipped."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.errors import ArgumentError
from analysis.base.frames import positions, strings
from analysis.block.allocation import allocate
from analysis.block.card_grid import AMOUNTS
from analysis.block.plan import BlockPlan
from analysis.block.spec import BlockSpec, Phase, amounts_after, steps_taken
from analysis.library.library import Library
from analysis.library.loading import add_sheet_texts
from analysis.library.terms import COUNTED
from analysis.volume.amounts import Floats, Ints
from analysis.volume.minutes import seconds_with_rests

WORDS = ("load", "effort", "variation")


KINDS = ("regression", "progression")


DAYS_OFF = 7
"""After more days without a session, some having been skipped, the plan says to start lower (ours)."""


START_LOWER = "after more than a week off: start lower"


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
        Its frames carry dates as ISO text. Weeks are ISO weeks with their year.

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
    return _Planner(add_sheet_texts(library, spec.sheets) if spec.sheets else library, spec).plan()


@dataclass
class _Template:
    """The rows of a phase's week: which prescription, in which session, in which unit (-1: not scaled)."""

    days: list[tuple[int, str]]
    rows: Ints
    place: Ints
    unit: Ints
    sizes: list[int]
    least: list[int]
    width: list[int]
    sets: Ints
    amounts: dict[str, Floats]
    words: dict[str, list[npt.NDArray[np.object_]]]


class _Planner:
    """The prescriptions of a library as arrays, and the sessions made of them, week by week."""

    def __init__(self, library: Library, spec: BlockSpec) -> None:
        self.library = library
        self.spec = spec
        self.moved = {one.source: one.target for one in spec.move}
        rows = library.prescriptions
        self.published = {
            name: rows[name].to_numpy(dtype=float, na_value=np.nan)
            for part in ("sets", *AMOUNTS)
            for name in (f"{part}_min", f"{part}_max")
        }
        self.circuit = rows["circuit"].to_numpy()
        self.exercise = rows["exercise_id"].to_numpy(dtype=object)
        self.position = rows["position"].to_numpy()
        self.routine = rows["routine_id"].to_numpy(dtype=object)
        self.phase = rows["phase"].to_numpy(dtype=object)
        self.counted = np.isin(self.phase, COUNTED)
        circuits = list(zip(self.routine, self.circuit, strict=True))
        wanted = np.isin(self.phase, spec.scale)
        whole = {one for one, scaled in zip(circuits, wanted, strict=True) if scaled}
        self.scaled = np.array([one in whole for one in circuits], dtype=bool)  # partners keep the same rounds

    def template(self, phase: Phase) -> _Template:
        """Lay out the week of a phase: overridden sets and doses, and the units that its factor is given in."""
        days = [(day, name) for day, weekday in enumerate(WEEKDAYS) for name in phase.template.get(weekday, ())]
        each = [np.flatnonzero(self.routine == name) for _, name in days]
        rows = np.concatenate(each)
        place = np.repeat(np.arange(len(days)), [len(own) for own in each])
        sets = np.array([self.published[f"sets_{end}"][rows] for end in ("min", "max")]).astype(np.intp)
        circuit = self.circuit[rows]
        amounts = {name: self.published[name][rows] for part in AMOUNTS for name in (f"{part}_min", f"{part}_max")}
        # The coach's words are for what the factor scales, or in a phase without any for what counts as sets.
        meant = self.scaled[rows] if self.scaled[rows].any() else self.counted[rows]
        words = {name: [np.where(meant, one, "") for one in getattr(phase, name)] for name in WORDS}
        for exercise, own in phase.override.items():
            at = self.exercise[rows] == exercise
            for row in np.flatnonzero(at) if own.sets is not None else ():
                partners = (place == place[row]) & (circuit == circuit[row])
                sets[:, partners] = np.array(own.sets)[:, None]
            for name, pair in (("reps", own.reps), ("work_s", own.seconds), ("hold_s", own.hold)):
                filled = at & ~np.isnan(amounts["reps_min" if name == "hold_s" else f"{name}_min"])
                if pair is not None:
                    amounts[f"{name}_min"][filled], amounts[f"{name}_max"][filled] = pair
            for name in WORDS:
                for number, text in enumerate(getattr(own, name)):
                    words[name][number] = np.where(at, text, words[name][number])
        words["variation"] = [self.offered(rows, texts) for texts in words["variation"]]
        unit = np.full(len(rows), -1)
        members: dict[tuple[Any, ...], list[int]] = {}
        for row in np.flatnonzero(self.scaled[rows]):
            members.setdefault((place[row], circuit[row]), []).append(int(row))
        # Earlier units win ties: by position, then exercise, then weekday.
        units = sorted(
            members.values(),
            key=lambda own: (self.position[rows[own[0]]], self.exercise[rows[own[0]]], days[place[own[0]]]),
        )
        for number, own_rows in enumerate(units):
            unit[own_rows] = number
        first = [own_rows[0] for own_rows in units]
        least, most = sets[0][first], sets[1][first]
        counts = [len(own_rows) for own_rows in units], least.tolist(), (most - least).tolist()
        return _Template(days, rows, place, unit, *counts, sets, amounts, words)

    def offered(self, rows: Ints, texts: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
        """Put what the sources offer in the place of a kind of variation, blank where they offer none."""
        if not (texts != "").any():
            return texts
        table = self.library.variations
        known = {
            (exercise, kind): text
            for exercise, kind, text in zip(table["exercise_id"], table["kind"], table["variation"], strict=True)
        }
        pairs = zip(self.exercise[rows], texts, strict=True)
        return np.array([known.get(pair, "") if pair[1] in KINDS else pair[1] for pair in pairs], dtype=object)

    def sets(self, phase: Phase, own: _Template) -> Ints:
        """Return sets of every row of a phase's template, week by week: weeks x (least, most) x rows."""
        weeks = []
        for factor in phase.volume:
            sets = own.sets
            if factor != 1 and own.sizes:
                lows = np.array(allocate(own.sizes, own.least, factor))
                whole = np.array([lows, lows + np.array(allocate(own.sizes, own.width, factor))])
                sets = np.where(own.unit >= 0, whole[:, own.unit], sets)
            weeks.append(sets)
        return np.array(weeks)

    def steps(self, own: _Template, sets: Ints, stands: npt.NDArray[np.bool_]) -> Ints:
        """Return the steps that every row has taken by each week: weeks x rows.

        They go by the routine, so that all of its sessions of a week hold the same: it stands in a week if any of them
        does and something in it that steps has a set. A session that is moved stands in the week of its template.
        """
        done = stands[:, own.place] & (sets[:, 1] > 0) & (own.unit >= 0)
        taken = np.zeros(done.shape, dtype=np.intp)
        for routine in {name for _, name in own.days}:
            mine = self.routine[own.rows] == routine
            taken[:, mine] = np.array([steps_taken(bool(week.any()) for week in done[:, mine])], dtype=np.intp).T
        return taken

    def amounts(self, phase: Phase, own: _Template, steps: Ints) -> dict[str, Floats]:
        """Return repetitions, seconds and holds of every row of a phase's template, after so many steps of each."""
        amounts = own.amounts
        for name, step in (("reps", phase.reps_step), ("work_s", phase.seconds_step)):
            if step:
                ends = amounts[f"{name}_min"], amounts[f"{name}_max"]
                stepped = amounts_after(*ends, step, steps)
                amounts = amounts | {
                    f"{name}_{end}": np.where(own.unit >= 0, new, old)
                    for end, new, old in zip(("min", "max"), stepped, ends, strict=True)
                }
        return amounts

    def day_of(self, day: datetime.date) -> datetime.date:
        """Return the day on which the sessions of a day of the template are done."""
        return self.moved.get(day, day)

    def plan(self) -> BlockPlan:
        spec = self.spec
        weeks: list[tuple[str, str, float]] = []
        names: list[str] = []
        days: list[datetime.date] = []
        parts: list[dict[str, Any]] = []
        for phase in spec.phase:
            own = self.template(phase)
            mondays = [spec.monday + datetime.timedelta(weeks=len(weeks) + week) for week in range(phase.weeks)]
            dates = [[monday + datetime.timedelta(days=day) for day, _ in own.days] for monday in mondays]
            stands = np.array([[spec.skip_on(self.day_of(day)) is None for day in week] for week in dates], dtype=bool)
            sets = self.sets(phase, own)
            steps = self.steps(own, sets, stands)
            for number, monday in enumerate(mondays):
                amounts = self.amounts(phase, own, steps[number])
                factor = np.where(own.unit >= 0, float(phase.volume[number]), 1.0)
                words = {name: own.words[name][number] for name in WORDS}
                week = np.full(len(own.rows), len(weeks))
                part = {"row": own.rows, "session": own.place + len(days), "week": week, "sets": sets[number]}
                parts.append({**part, "asked": own.sets * factor, "base": own.sets, **amounts, **words})
                days += dates[number]
                names += [name for _, name in own.days]
                weeks.append((week_of(monday), phase.name, float(phase.volume[number])))
        entries = {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
        return self.frames(weeks, days, names, entries)

    def frames(
        self, weeks: list[tuple[str, str, float]], days: list[datetime.date], names: list[str], entries: dict[str, Any]
    ) -> BlockPlan:
        """Make the frames of a plan, its sessions in order of their dates and without those that are skipped."""
        dates = [self.day_of(day) for day in days]
        known = {name: place for place, (name, _, _) in enumerate(weeks)}
        why = [self.spec.skip_on(date) for date in dates]
        session, row = entries["session"], entries["row"]
        home = np.zeros(len(dates), dtype=np.intp)
        home[session] = entries["week"]
        at = np.array([known[week_of(date)] for date in dates], dtype=np.intp)
        gone = np.array([one is not None for one in why], dtype=bool)
        sets = np.array([np.bincount(session, one * self.counted[row], len(dates)) for one in entries["sets"]])
        works = np.bincount(session, entries["sets"][1] > 0, len(dates)) > 0  # without work it is no session
        order = sorted(np.flatnonzero(works).tolist(), key=lambda one: (dates[one], one))
        done = [one for one in order if not gone[one]]
        rank = np.full(len(dates), -1)
        rank[done] = np.arange(len(done))
        kept = np.flatnonzero((rank[session] >= 0) & (entries["sets"][1] > 0))
        kept = kept[np.argsort(rank[session[kept]], kind="stable")]

        sessions = pd.DataFrame(
            {
                "date": [dates[one].isoformat() for one in done],
                "week": [weeks[at[one]][0] for one in done],
                "block_phase": [weeks[at[one]][1] for one in done],
                "routine_id": [names[one] for one in done],
                "weekday": [WEEKDAYS[dates[one].weekday()] for one in done],
                "run": [self.spec.run_on(dates[one]) for one in done],
                "template_date": [days[one].isoformat() for one in done],
                "note": self.notes([dates[one] for one in done], [dates[one] for one in order if gone[one]]),
            },
            dtype="str",
        )
        sessions["session"] = _numbers_in_the_day(sessions["date"].tolist())
        which, source = rank[session[kept]], row[kept]
        columns: dict[str, Any] = {
            name: sessions[name].array.take(which) for name in ("date", "week", "block_phase", "routine_id")
        }
        taken = self.library.prescriptions.take(source).reset_index(drop=True)
        changed = {f"sets_{end}": entries["sets"][place][kept] for place, end in enumerate(("min", "max"))}
        changed |= {name: _whole(entries[name][kept]) for part in AMOUNTS for name in (f"{part}_min", f"{part}_max")}
        fixed = {name: taken[name].array for name in ("position", "exercise_id", "phase")}
        words = {name: pd.array(entries[name][kept], dtype="str") for name in WORDS}
        number = {"session": sessions["session"].to_numpy()[which]}
        prescriptions = pd.DataFrame(columns | fixed | changed | {"per": taken["per"].array} | words | number)
        library = self.sessions_library(taken, sessions, which, changed)
        seconds = seconds_with_rests(library)
        for place, end in enumerate(("min", "max")):
            minutes = np.bincount(which, seconds[place], len(done)) / 60
            sessions.insert(4 + place, f"minutes_{end}", minutes)
        # What a factor of 0 leaves out of no session at all is not dropped: nothing was asked.
        none = np.flatnonzero((entries["sets"][1] == 0) & (works[session] | (entries["asked"][1] > 0)))
        return BlockPlan(
            spec=self.spec,
            sessions=sessions,
            prescriptions=prescriptions,
            allocation=self.allocation(weeks, entries, sets, gone, home, at, none),
            dropped=self.dropped(dates, entries, none[~gone[session[none]]]),
            lost=_lost([(dates[one], names[one], why[one], sets[:, one]) for one in order if gone[one]]),
            units=self.units(weeks, entries),
            source=self.library,
            library=library,
        )

    def notes(self, done: list[datetime.date], skipped: list[datetime.date]) -> list[str]:
        """Say to start lower in the sessions of the first day after more than a week off."""
        back: set[datetime.date] = set()
        before = self.spec.start - datetime.timedelta(days=1)
        for date in done:
            off = (date - before).days > DAYS_OFF + 1 and any(
                max(before, self.spec.start) <= one < date for one in skipped
            )
            back |= {date} if off else set()
            before = date
        return [START_LOWER if date in back else "" for date in done]

    def sessions_library(
        self, taken: pd.DataFrame, sessions: pd.DataFrame, which: Ints, changed: Mapping[str, Any]
    ) -> Library:
        """Make a library whose routines are the sessions."""
        names = [f"{date} {routine}" for date, routine in zip(sessions["date"], sessions["routine_id"], strict=True)]
        ids = strings(_told_apart(names))
        routines = self.library.routines
        routines = routines.take(positions(routines["routine_id"], sessions["routine_id"])).reset_index(drop=True)
        return replace(
            self.library,
            routines=routines.assign(routine_id=ids.array),
            prescriptions=taken.assign(**changed, routine_id=ids.array.take(which)),
        )

    def allocation(
        self,
        weeks: list[tuple[str, str, float]],
        entries: Mapping[str, Any],
        sets: Floats,
        gone: npt.NDArray[np.bool_],
        home: Ints,
        at: Ints,
        none: Ints,
    ) -> pd.DataFrame:
        """Add up each week: sets asked, given, lost, moved and planned, and exercises that got none."""
        count = len(weeks)
        counts = self.counted[entries["row"]]

        def weekly(amounts: Any, where: Any) -> Floats:
            return np.array([np.bincount(where, one, count) for one in amounts])

        sums = {"published": entries["base"], "asked": entries["asked"], "given": entries["sets"]}
        sums = {name: weekly(one * counts, entries["week"]).round(9) for name, one in sums.items()}
        sums["deviation"] = (sums["given"] - sums["asked"]).round(9) + 0.0
        sums["lost"] = weekly(np.where(gone, sets, 0.0), at)
        sums["moved"] = weekly(sets, at) - weekly(sets, home)
        sums["planned"] = sums["given"] - sums["lost"] + sums["moved"]
        frame = pd.DataFrame(weeks, columns=["week", "block_phase", "factor"])
        for name, ends in sums.items():
            frame[f"{name}_min"], frame[f"{name}_max"] = ends
        left: list[dict[str, None]] = [{} for _ in weeks]
        for entry in none:
            left[entries["week"][entry]][self.exercise[entries["row"][entry]]] = None
        frame["dropped"] = strings([" + ".join(one) for one in left]).array
        return frame.assign(number=np.arange(1, count + 1))

    def dropped(self, dates: list[datetime.date], entries: Mapping[str, Any], none: Ints) -> pd.DataFrame:
        """List what is left without a set on a day that is not skipped."""
        row = entries["row"][none]
        days = [dates[one] for one in entries["session"][none]]
        return pd.DataFrame(
            {
                "date": [one.isoformat() for one in days],
                "week": [week_of(one) for one in days],
                "weekday": [WEEKDAYS[one.weekday()] for one in days],
                "routine_id": self.routine[row],
                "position": self.position[row],
                "exercise_id": self.exercise[row],
            }
        ).astype(dict.fromkeys(("date", "week", "weekday", "routine_id", "exercise_id"), "str"))

    def units(self, weeks: list[tuple[str, str, float]], entries: Mapping[str, Any]) -> pd.DataFrame:
        """Set each week's sets of every exercise side by side: published, asked and given."""
        count = len(self.exercise)
        cell = entries["week"] * count + entries["row"]
        cells = np.unique(cell)
        at = np.searchsorted(cells, cell)
        week, row = np.divmod(cells, count)
        labels = strings([name for name, _, _ in weeks]).array
        rows = self.library.prescriptions
        frame: dict[str, Any] = {"week": labels.take(week)}
        frame |= {name: rows[name].array.take(row) for name in ("routine_id", "position", "exercise_id", "phase")}
        frame["scaled"] = self.scaled[row]
        for name, part in (("published", "base"), ("asked", "asked"), ("given", "sets")):
            for place, end in enumerate(("min", "max")):
                frame[f"{name}_{end}"] = np.bincount(at, entries[part][place], len(cells)).round(9)
        return pd.DataFrame(frame)


def _lost(rows: list[tuple[datetime.date, str, Any, Floats]]) -> pd.DataFrame:
    columns = ["date", "week", "routine_id", "why", "sets_min", "sets_max"]
    found = [(date.isoformat(), week_of(date), name, skip.why, *sets.tolist()) for date, name, skip, sets in rows]
    frame = pd.DataFrame(found, columns=columns)
    return frame.astype({**dict.fromkeys(columns[:4], "str"), **dict.fromkeys(columns[4:], "float")})


def _numbers_in_the_day(dates: list[str]) -> Ints:
    """Return the number of each session in its day; sessions are in the order of their dates."""
    numbers = np.ones(len(dates), dtype=np.int64)
    for place in range(1, len(dates)):
        if dates[place] == dates[place - 1]:
            numbers[place] = numbers[place - 1] + 1
    return numbers


def _whole(values: Floats) -> pd.arrays.IntegerArray:
    blank = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(blank, 1, values).astype(np.int64), blank)


def _told_apart(names: list[str]) -> list[str]:
    """Put numbers to names that stand several times."""
    if len(set(names)) == len(names):
        return names
    counts: dict[str, int] = {}
    apart = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        apart.append(name if names.count(name) == 1 else f"{name} {counts[name]}")
    return apart
