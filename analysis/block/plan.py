"""A block planned: every dated session, what is in it, what it adds up to, and what whole units made of the target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.block.grid import card_grid
from analysis.block.spec import BlockSpec, week_of
from analysis.counting import SECONDS_PER_REP, Counting, Weighting, counted, tempo_words, weighting
from analysis.errors import ArgumentError, check_choice
from analysis.frames import positions, strings
from analysis.library import Library
from analysis.prescriptions import COUNTED, PHASES
from analysis.volume import add_amounts, label_frame, multiply
from analysis.weekdays import WEEKDAYS
from analysis.words import add_words


@dataclass(frozen=True, eq=False)
class BlockPlan:
    """A planned block as tidy frames.

    Attributes
    ----------
    spec : BlockSpec
    sessions : DataFrame
        One row per session that is done and has some work in it: date, week (``2027-W01``), block_phase, routine_id,
        minutes_min, minutes_max, weekday, run (of that day: easy, long, hard, race, or blank), template_date (the day
        before any move), note (blank, or to start lower after more than a week off) and session (its number in the
        day: date and session tell sessions apart, and so do template_date and routine_id).
    prescriptions : DataFrame
        One row per session x exercise: date, week, block_phase, routine_id, position, exercise_id, phase, sets_*,
        reps_*, work_s_*, hold_s_*, per, load, effort, variation, session (of the day).
    allocation : DataFrame
        One row per week: block_phase, factor, and counted sets: published_* (or overridden), asked_* (what the factor
        makes of them), given_* (in whole units), deviation_* (given less asked), lost_*, moved_* (in less out) and
        planned_*; ``dropped`` names exercises that some session leaves without a set, ``number`` counts weeks.
    lost : DataFrame
        One row per session that is skipped or would be before the start: date, week, routine_id, why, sets_*.
    units : DataFrame
        One row per week x exercise of each routine of its template, over all of its sessions: week, routine_id,
        position, exercise_id, phase, scaled, published_*, asked_*, given_*.
    dropped : DataFrame
        One row per day that is not skipped x exercise that whole units leave without a set: date, week, weekday,
        routine_id, position, exercise_id.
    source : Library
        What the block was planned from.
    library : Library
        The sessions as routines of a library of their own, for their volume and minutes; what the sources say of
        muscles and equipment stands in ``source``.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "load": "20 kg", "effort": "3 in reserve", "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> plan.grid.loc[12, ["exercise", "week", "dose", "load", "effort"]].tolist()
    ['Hip thrust', '2027-W01', '3 x 10', '20 kg', '3 in reserve']
    """

    spec: BlockSpec
    sessions: pd.DataFrame
    prescriptions: pd.DataFrame
    allocation: pd.DataFrame
    lost: pd.DataFrame
    units: pd.DataFrame
    dropped: pd.DataFrame
    source: Library
    library: Library

    @cached_property
    def weeks(self) -> list[str]:
        """Weeks of the block, also those without a session."""
        return self.allocation["week"].tolist()

    @cached_property
    def grid(self) -> pd.DataFrame:
        """The card grid, what a coach writes on the wall.

        One row per routine x exercise x week, done or not: routine_id, position, exercise_id, phase, week, block_phase,
        sessions (how many hold it), dose (in the notation of sheets, blank where it is not done; with days where
        sessions differ), load, effort and variation.
        """
        return card_grid(
            self.source, self.prescriptions, self.units, self.dropped, self.allocation[["week", "block_phase"]]
        )

    @cached_property
    def volume(self) -> pd.DataFrame:
        """Volume by week x muscle_id x phase, see `volume_by`."""
        return self.volume_by(by="muscle")

    def volume_by(self, *, by: str = "group", counting: Counting = "fractional") -> pd.DataFrame:
        """Add the sessions up, by the same matrix product as everything else.

        Parameters
        ----------
        by : {"muscle", "group", "pattern"}
        counting : {"fractional", "direct", "total"} or mapping of role to weight

        Returns
        -------
        DataFrame
            One row per week x label x phase, zeros included: week, muscle_id (muscle_group, ...), phase, sets_*,
            reps_*, tension_s_* (seconds), counting, tempo.
        """
        found = self._weighting(by, counting)
        numbers = counted(self.library)
        week = positions(self.weeks, self.sessions["week"])[numbers.routine]
        volume = multiply(add_amounts(numbers, found, (week,), (len(self.weeks),)), found).swapaxes(2, 3)
        frame = label_frame(
            volume,
            {"week": strings(self.weeks), found.column: found.labels, "phase": strings(PHASES)},
            counting=found.counting,
            tempo=tempo_words(SECONDS_PER_REP),
        )
        return add_words(self.source, frame, found.column)

    def deviation(self, *, by: str = "group", counting: Counting = "fractional") -> pd.DataFrame:
        """Say how far whole units are off what was asked, label by label.

        Returns
        -------
        DataFrame
            One row per week x label: asked_*, given_*, deviation_* (given less asked), in counted sets, before any day
            is skipped or moved.
        """
        found = self._weighting(by, counting)
        weeks, units = self.weeks, self.units
        row = positions(self.source.exercises["exercise_id"], units["exercise_id"])
        counts = units["phase"].isin(COUNTED).to_numpy()
        place = positions(weeks, units["week"]) * len(found.active[0]) + row
        frame: dict[str, Any] = {
            "week": strings(weeks).array.take(np.repeat(np.arange(len(weeks)), len(found.labels))),
            found.column: found.labels.array.take(np.tile(np.arange(len(found.labels)), len(weeks))),
        }
        for name in ("asked", "given"):
            for matrix, end in zip(found.active, ("min", "max"), strict=True):
                sets = np.bincount(place, units[f"{name}_{end}"].to_numpy() * counts, len(weeks) * len(matrix))
                frame[f"{name}_{end}"] = (sets.reshape(len(weeks), -1) @ matrix).ravel()
        for end in ("min", "max"):
            frame[f"deviation_{end}"] = (frame[f"given_{end}"] - frame[f"asked_{end}"]).round(9) + 0.0
        return add_words(self.source, pd.DataFrame(frame), found.column).assign(counting=found.counting)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """What is planned, week by week.

        One row per week: number (from 1), week, block_phase, factor, asked_part (of the published sets of what the
        factor scales; blank where it scales nothing), sessions, strength_sets_*, activation_sets_*,
        strength_days (days with strength sets), minutes_*, lost_sets_*, runs (weekday and kind) and race (weekday).
        """
        rows, weeks, sessions, allocation = self.prescriptions, self.weeks, self.sessions, self.allocation
        at = positions(weeks, rows["week"])
        in_week = positions(weeks, sessions["week"])
        frame: dict[str, Any] = {"number": np.arange(1, len(weeks) + 1)}
        frame |= {name: allocation[name].array for name in ("week", "block_phase", "factor")}
        scaled = self.units["scaled"].to_numpy()
        where = positions(weeks, self.units["week"])
        asked, published = (
            np.bincount(where, self.units[f"{name}_max"].to_numpy() * scaled, len(weeks))
            for name in ("asked", "published")
        )
        frame["asked_part"] = np.divide(asked, published, out=np.full(len(weeks), np.nan), where=published > 0)
        frame["sessions"] = np.bincount(in_week, minlength=len(weeks))
        ends = {end: rows[f"sets_{end}"].to_numpy(dtype=float) for end in ("min", "max")}
        phases = rows["phase"].to_numpy()
        for phase in COUNTED[::-1]:
            own = phases == phase
            frame |= {f"{phase}_sets_{end}": np.bincount(at, sets * own, len(weeks)) for end, sets in ends.items()}
        strong = phases == "strength"
        days = set(zip(at[strong].tolist(), rows["date"].to_numpy()[strong].tolist(), strict=True))
        frame["strength_days"] = np.bincount([week for week, _ in days], minlength=len(weeks))
        frame |= {f"minutes_{end}": np.bincount(in_week, sessions[f"minutes_{end}"], len(weeks)) for end in ends}
        frame |= {f"lost_sets_{end}": allocation[f"lost_{end}"].array for end in ends}
        spec = self.spec
        frame["runs"] = ", ".join(f"{day} {spec.runs[day]}" for day in WEEKDAYS if day in spec.runs)
        race = spec.race
        frame["race"] = [WEEKDAYS[race.weekday()] if race and week_of(race) == week else "" for week in weeks]
        return pd.DataFrame(frame)

    def _weighting(self, by: str, counting: Counting) -> Weighting:
        check_choice("by", by, ["muscle", "group", "pattern"])
        # The weights are those of the source, which keeps them; only which exercise a row is of is the sessions' own.
        return replace(weighting(self.source, by=by, counting=counting), row=counted(self.library).exercise)


def check_plan(plan: object, *, sessions: bool = False) -> None:
    """Refuse what is no plan, or where it matters one without a session.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> check_plan("a week")
    Traceback (most recent call last):
        ...
    analysis.errors.ArgumentError: no plan of a block; give what plan_block returns
    """
    if not isinstance(plan, BlockPlan):
        raise ArgumentError("no plan of a block; give what plan_block returns")
    if sessions and plan.sessions.empty:
        raise ArgumentError("the block has no session")
