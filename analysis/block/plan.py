"""A planned block: every dated session, its content, its sums, and how whole units differ from the target."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.muscles import Label
from analysis.ask.tempo import SECONDS_PER_REP, tempo_words
from analysis.base.calendar import WEEKDAYS, week_of
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError
from analysis.base.frames import LabelAxes, frames_when_asked, labelled_frame, positions, texts_or_missing
from analysis.base.said import Said
from analysis.base.text import plural
from analysis.block.card_grid import WRITTEN, CardGrid, card_grid
from analysis.block.specs.spec import BlockSpec
from analysis.library.labels import add_words, worded
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.amounts import ENDS, Ints, amounts_of
from analysis.volume.contacts import added_contacts, contacts_of
from analysis.volume.product import PARTS, add_up, label_frame
from analysis.volume.weight_matrix import Weights, weights_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from analysis.block.comparison import BlockComparison

NEXT = ".check() .say() .compare(other) .plot_grid() .plot_weeks() .plot_calendar() .export(folder)"
"""What you can do with a plan."""


KEYS = ("routine_id", "position", "exercise_id", "phase")


@frames_when_asked
@dataclass(frozen=True, eq=False)
class BlockPlan:
    """A planned block as tidy frames; what is unknown or doesn't apply is missing (NaN, NaT or NA), never ``""``.

    Attributes
    ----------
    spec : BlockSpec
    sessions : DataFrame
        One row per session that is done and has some work in it: date, week (``2027-W01``), block_phase, routine_id,
        minutes_min, minutes_max, weekday, run (of that day, if any), when (before or after that run),
        template_date (the day before any move), note (to start lower after more than a week off) and session
        (its number in the day, in the order in which the day's sessions are done: date and session identify a session,
        and so do template_date and routine_id).
    prescriptions : DataFrame
        One row per session x exercise: date, week, block_phase, routine_id, position, exercise_id, phase, demand and
        kind (with the block's changes to the row), sets_*, reps_*, work_s_*, hold_s_*, distance_m_*, per,
        beside (further details of the dose), load, effort, variation, next (the step after the top of a range),
        session (of the day).
    allocation : DataFrame
        One row per week: block_phase, factor, and counted sets: published_* (or overridden), asked_* (the target:
        published x factor), given_* (in whole units), deviation_* (given minus asked), lost_*, moved_* (in minus out)
        and planned_*; ``dropped`` names exercises that some session leaves without a set, ``number`` counts weeks.
    lost : DataFrame
        One row per session that is skipped or would be before the start: date, week, routine_id, why, sets_*.
    units : DataFrame
        One row per week x exercise of each routine of its template, over all of its sessions: week, routine_id,
        position, exercise_id, phase, kind, scaled, published_*, asked_*, given_*.
    dropped : DataFrame
        One row per day that isn't skipped x exercise that whole units leave without a set: date, week, weekday,
        routine_id, position, exercise_id.
    rows : DataFrame
        One row per session of the template, done or lost, x exercise: template_date, date, lost, routine_id, position,
        exercise_id, phase, per, published_*, asked_*, given_*, amounts, words, the sheet's details of the row, and the
        words of the session. The next export reads it, and leaves the days before ``today`` as they were.
    printed : DataFrame
        One row per row of ``prescriptions``, in their order, for printing: section, circuit, notes, and in words
        equipment, caution and link; session (its position in ``sessions``), and sheet: sessions of a routine with the
        same number have the same rows; sessions from before a change of its sheet have another number.
    source : Library
        The library that the block was planned from, followed by rows of the past that its sheets no longer have.
    library : Library
        The sessions as routines of a library of their own, for their volume and minutes; the sources' data about
        muscles and equipment is in ``source``.
    session_week : array
        Week number of each session, from 0.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "load": "20 kg", "effort": "3 in reserve", "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> plan.grid.loc[12, ["exercise", "week", "dose", "load", "effort"]].tolist()
    ['Hip thrust', '2027-W01', '3 x 10', '20 kg', '3 in reserve']
    >>> print(plan.say())
    Spring: 2 weeks from 2027-01-04, 2 sessions with 36 strength and 12 light sets, in 0.9-1.1 hours by our
    estimate.
    """

    spec: BlockSpec
    sessions: pd.DataFrame
    prescriptions: pd.DataFrame
    allocation: pd.DataFrame
    lost: pd.DataFrame
    units: pd.DataFrame
    dropped: pd.DataFrame
    rows: pd.DataFrame
    printed: pd.DataFrame
    source: Library
    library: Library
    session_week: Ints

    def __repr__(self) -> str:
        spec = self.spec
        weeks = f"{plural(spec.weeks, 'week')} from {spec.start}"
        return f"BlockPlan: {spec.name}, {weeks}, {plural(len(self.sessions), 'session')}; next: {NEXT}"

    def _repr_html_(self) -> str:
        """Return the block's summary and card grid as HTML for Jupyter."""
        from analysis.block.grid_words import plan_page

        return plan_page(self)

    def check(self, **limits: Any) -> pd.DataFrame:
        """Find what deserves a second thought, see `check_block` for the limits."""
        from analysis.block.checks import check_block

        return check_block(self, **limits)

    def say(self) -> Said:
        """Return a summary of the block in words, see `say_block`."""
        from analysis.block.sentences import say_block

        return say_block(self)

    def compare(self, other: BlockPlan, **how: Any) -> BlockComparison:
        """Compare the block with another, see `compare_blocks`."""
        from analysis.block.comparison import compare_blocks

        return compare_blocks(self, other, **how)

    def plot_grid(self, *, page: int = 1, ax: Axes | None = None) -> Axes:
        """Draw the card grid, see `plot_block_grid`."""
        from analysis.charts.block_grid import plot_block_grid

        return plot_block_grid(self, page=page, ax=ax)

    def plot_weeks(self, *, page: int = 1, ax: Axes | None = None) -> Axes:
        """Draw the sets of each week, see `plot_block_weeks`."""
        from analysis.charts.block_weeks import plot_block_weeks

        return plot_block_weeks(self, page=page, ax=ax)

    def plot_calendar(self, *, page: int = 1, ax: Axes | None = None) -> Axes:
        """Draw the days of the block, see `plot_block_calendar`."""
        from analysis.charts.block_calendar import plot_block_calendar

        return plot_block_calendar(self, page=page, ax=ax)

    def export(self, folder: str | Path, **how: Any) -> list[Path]:
        """Write all files of the block into a folder, see `export_block`."""
        from analysis.files.block_folder import export_block

        return export_block(self, self.check(), folder, **how)

    @cached_property
    def weeks(self) -> list[str]:
        """Weeks of the block, including weeks without a session."""
        return self.spec.iso_weeks

    @cached_property
    def grid(self) -> pd.DataFrame:
        """The card grid, as a coach writes it on the wall.

        One row per routine x exercise x week, done or not: routine_id, position, exercise_id, phase, week, block_phase,
        sessions (how many have it), dose (in the notation of sheets, missing where it is not done; with days where
        sessions differ), load, effort, variation and next (the step after the top of a range).
        """
        # Rows x weeks one below the other: the columns of the rows repeat, those of the weeks cycle.
        rows, weeks = self.card_grid.rows, self.allocation
        frame = pd.DataFrame({name: [getattr(row, name) for row in rows for _ in row.done] for name in KEYS})
        for name in ("week", "block_phase"):
            frame[name] = weeks[name].array.take(np.tile(np.arange(len(weeks)), len(rows)))
        frame["sessions"] = [len(done) for row in rows for done in row.done]
        for name in WRITTEN:
            frame[name] = texts_or_missing(text for row in rows for text in row.texts(name))
        texts = dict.fromkeys(("routine_id", "exercise_id", "phase"), "str")
        return add_words(self.source, frame.astype({**texts, "position": "int64"}), "routine_id", "exercise_id")

    @cached_property
    def card_grid(self) -> CardGrid:
        """Rows of the card grid, from which ``grid`` and all its other forms are made."""
        return card_grid(self.source, self.prescriptions, self.units, self.dropped, self.weeks, self.spec.scale)

    @cached_property
    def volume(self) -> pd.DataFrame:
        """Volume by week x muscle_id x phase, see `volume_by`."""
        return self.volume_by(by="muscle")

    def volume_by(
        self, *, by: str = "group", counting: Counting = "fractional", also: tuple[Label, ...] = ()
    ) -> pd.DataFrame:
        """Add up the sessions, by the same matrix product as all other volume.

        Parameters
        ----------
        by : {"muscle", "group", "pattern"}
        counting : {"fractional", "direct", "total"} or mapping of role to weight
        also : labels
            Muscles besides groups, or groups besides muscles, in rows of their own.

        Returns
        -------
        DataFrame
            One row per week x label x phase x kind, of the pairs that occur in the block, zeros included: week,
            muscle_id (muscle_group, ...), phase, kind, sets_*, reps_*, tension_s_* (seconds), counting, tempo.
        """
        weights = self._weights(by, counting, also)
        amounts = amounts_of(self.library, SECONDS_PER_REP)
        volume = add_up(amounts, weights, self.session_week[amounts.routine], len(self.weeks)) @ weights
        labels = worded(self.source, weights.column, weights.labels)
        axes: LabelAxes = {"week": self.weeks, (weights.column, "label"): labels, PARTS: weights.parts}
        # Quantity x end x part x week x label becomes the rows of the frame: by week, then label, then part.
        volume = volume.transpose(0, 1, 3, 4, 2)
        return label_frame(volume, axes, counting=weights.counting, tempo=tempo_words(SECONDS_PER_REP))

    def deviation(self, *, by: str = "group", counting: Counting = "fractional") -> pd.DataFrame:
        """Return how far whole units miss the target, label by label.

        Returns
        -------
        DataFrame
            One row per week x label: asked_*, given_*, deviation_* (given minus asked), in counted sets, before any day
            is skipped or moved.
        """
        weights = self._weights(by, counting)
        weeks, units = self.weeks, self.units
        row = positions(self.source.exercises["exercise_id"], units["exercise_id"])
        week = positions(weeks, units["week"])
        # Asked and given replace the quantities; sets of counted kinds all have the same weights, others count 0.
        values = np.array([[units[f"{name}_{end}"] for end in ENDS] for name in ("asked", "given")], dtype=float)
        values *= units["kind"].isin(COUNTED_KINDS).to_numpy()
        shape = (len(weeks), weights.active.shape[1])
        cell = np.ravel_multi_index((week, row), shape)
        sets = np.array([np.bincount(cell, end, math.prod(shape)) for end in values.reshape(4, -1)])
        volume = sets.reshape(2, len(ENDS), *shape) @ weights.active  # asked or given x end x week x label
        asked, given = volume.reshape(2, len(ENDS), -1)
        sums = {"asked": asked, "given": given, "deviation": (given - asked).round(9) + 0.0}
        axes: LabelAxes = {
            "week": weeks,
            (weights.column, "label"): worded(self.source, weights.column, weights.labels),
        }
        return labelled_frame(axes, both_ends(sums), counting=weights.counting)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The plan week by week.

        One row per week: number (from 1), week, block_phase, factor, asked_part (the target's part of the published
        sets that the factor scales; missing where it scales none), sessions, strength_sets_*, light_sets_* (by kind, in
        any section), jump_contacts_*, strength_days (days with strength sets), minutes_*, lost_sets_*, runs (weekday
        and kind) and race (weekday).
        """
        rows, weeks, sessions, allocation = self.prescriptions, self.weeks, self.sessions, self.allocation
        at = positions(weeks, rows["week"])
        in_week = self.session_week
        frame: dict[str, Any] = {"number": np.arange(1, len(weeks) + 1)}
        frame |= {name: allocation[name].array for name in ("week", "block_phase", "factor")}
        scaled = self.units["scaled"].to_numpy()
        where = positions(weeks, self.units["week"])
        # Upper ends of scaled work only: warm-ups, which stay as published, would hide a deload.
        asked, published = (
            np.bincount(where, self.units[f"{name}_max"].to_numpy() * scaled, len(weeks))
            for name in ("asked", "published")
        )
        frame["asked_part"] = np.divide(asked, published, out=np.full(len(weeks), np.nan), where=published > 0)
        frame["sessions"] = np.bincount(in_week, minlength=len(weeks))
        ends = {end: rows[f"sets_{end}"].to_numpy(dtype=float) for end in ("min", "max")}
        kinds = rows["kind"].to_numpy()
        for kind in COUNTED_KINDS:
            of_kind = kinds == kind
            frame |= {f"{kind}_sets_{end}": np.bincount(at, sets * of_kind, len(weeks)) for end, sets in ends.items()}
        frame |= both_ends({"jump_contacts": added_contacts(contacts_of(self.library), at, len(weeks))})
        strong = kinds == "strength"
        # Two sessions on a day are one day of training.
        days = set(zip(at[strong].tolist(), rows["date"].to_numpy()[strong].tolist(), strict=True))
        frame["strength_days"] = np.bincount([week for week, _ in days], minlength=len(weeks))
        frame |= {f"minutes_{end}": np.bincount(in_week, sessions[f"minutes_{end}"], len(weeks)) for end in ends}
        frame |= {f"lost_sets_{end}": allocation[f"lost_{end}"].array for end in ends}
        spec = self.spec
        runs = [spec.runs_of(phase) for phase in spec.phase]
        said = [", ".join(f"{day} {kinds[day]}" for day in WEEKDAYS if day in kinds) for kinds in runs]
        frame["runs"] = texts_or_missing(said[phase] for phase in spec.phase_of_week)
        races = [(week_of(race.date), WEEKDAYS[race.date.weekday()]) for race in spec.race]
        frame["race"] = texts_or_missing(", ".join(day for of, day in races if of == week) for week in weeks)
        return pd.DataFrame(frame)

    def _weights(self, by: str, counting: Counting, also: tuple[Label, ...] = ()) -> Weights:
        by = check_choice("by", by, ["muscle", "group", "pattern"])
        # The source's weights, kept with it; the exercise and part of each row are the block's.
        amounts = amounts_of(self.library, SECONDS_PER_REP)
        return weights_of(self.source, by=by, counting=counting, also=also).of_amounts(amounts)


def both_ends(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of intervals, with a lower and an upper end each.

    Examples
    --------
    >>> both_ends({"sets": [[1, 2], [3, 4]]})
    {'sets_min': [1, 2], 'sets_max': [3, 4]}
    """
    return {f"{name}_{end}": values for name, ends in columns.items() for end, values in zip(ENDS, ends, strict=True)}


def check_plan(plan: object, *, sessions: bool = False) -> None:
    """Refuse an object that isn't a plan, or with ``sessions`` a plan without a session.

    Raises
    ------
    ArgumentError

    Examples
    --------
    >>> check_plan("a week")
    Traceback (most recent call last):
        ...
    analysis.base.errors.ArgumentError: no plan of a block; give what plan_block returns
    """
    if not isinstance(plan, BlockPlan):
        raise ArgumentError("no plan of a block; give what plan_block returns")
    if sessions and plan.sessions.empty:
        raise ArgumentError("the block has no session")
