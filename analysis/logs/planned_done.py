"""A block compared with a log: planned and completed work, session by session, and unplanned work."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.days import read_date
from analysis.ask.loads import find_load
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import with_blanks
from analysis.base.names import fold
from analysis.base.said import Said
from analysis.base.text import number, plural
from analysis.block.plan import BlockPlan, check_plan
from analysis.library.exercise_names import SIDE
from analysis.library.labels import add_words, labels
from analysis.logs.confirmed_matches import Confirmed, Matches
from analysis.logs.log_arrays import check_log, days_of, without_undone
from analysis.logs.matching import known_exercise, read_log_matches, working_sets
from analysis.logs.sessions_done import Sets, adherence, assign, done_volume, planned_sessions, session_table
from analysis.logs.sides import logged_twice, sided_exercises, whole_sets

if TYPE_CHECKING:
    from matplotlib.axes import Axes


NEXT = ".say() .plot() .plot_sessions() .plot_squad() .adherence .unplanned"
"""Kinds of planned and completed work."""


@dataclass(frozen=True, eq=False)
class PlannedAndDone:
    """A block and what was done of it.

    Attributes
    ----------
    volume : DataFrame
        One row per athlete x week of the block x muscle_id or muscle_group: planned_min, planned_max (counted sets of
        strength and light work), done (sets logged, by the same weights, planned or not), difference_min,
        difference_max (done minus planned), ``status`` (below, in or above the planned range; missing until the week is
        over), due (whether it is over: none of its sessions is to come), sets_matched, sets_logged and counting. An
        exercise prescribed as mobility or cooldown counts as done, but not as planned, even if it adds sets.
    sessions : DataFrame
        One row per athlete x session of the block: date, week, session (its number in the day), routine_id, routine,
        state (done, moved, begun, missed, to come), done_on (missing if it was not done), exercises_planned,
        exercises_done, sets_planned_min, sets_planned_max and sets_done (of its exercises, up to the planned number).
    unplanned : DataFrame
        One row per athlete x day x exercise_name logged in the weeks of the block outside any session:
        exercise_id (blank if unknown), sets (including those beyond the planned number).
    adherence : DataFrame
        One row per athlete: until (the last day that is over; later sessions are to come), sessions due, done,
        moved, begun, missed and to_come, ``adherence`` (share of due sessions done or moved; blank if none was
        due), sets_planned_min, sets_planned_max and sets_done of due sessions, sets_unplanned, sets_matched and
        sets_logged.
    span : (date, date)
        The first day of the block, and the day after its last.
    notes : tuple of str
        Points to check: left and right that seem to be logged as separate sets.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever", "thu": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-05")}, index=range(4))
    >>> log["exercise_name"] = ["Lateral band walk", "Wall abs", "Band monster walk", "Bench press"]
    >>> done = compare_to_block(plan, log, until="2027-01-10")
    >>> done  # doctest: +ELLIPSIS
    PlannedAndDone: 1 athlete, 1 of 2 sessions that were due done, 2027-01-04 to 2027-01-10; next: .say() .plot() ...
    >>> done.sessions[["week", "state", "exercises_done"]].values.tolist()
    [['2027-W01', 'moved', 3], ['2027-W01', 'missed', 0]]
    """

    volume: pd.DataFrame
    sessions: pd.DataFrame
    unplanned: pd.DataFrame
    adherence: pd.DataFrame
    span: tuple[datetime.date, datetime.date]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        athletes = self.adherence
        due, done, moved = (int(athletes[state].sum()) for state in ("due", "done", "moved"))
        first, last = self.span[0], self.span[1] - datetime.timedelta(days=1)
        of = f"{done + moved} of {plural(due, 'session')} that were due done"
        return f"PlannedAndDone: {plural(len(athletes), 'athlete')}, {of}, {first} to {last}; next: {NEXT}"

    def _repr_html_(self) -> str:
        """Show the text of `say`, and a row for each athlete."""
        shown = ["athlete", "until", "due", "done", "moved", "begun", "missed", "sets_done", "sets_unplanned"]
        table = self.adherence[shown].rename(columns=lambda name: name.replace("_", " "))
        return self.say()._repr_html_() + str(table.to_html(index=False, border=0))

    def say(self) -> Said:
        """Return what each athlete did, in words, see `analysis.logs.say_planned_done`."""
        from analysis.logs.sentences import say_planned_done

        return say_planned_done(self)

    def plot(self, athlete: str | None = None, *, ax: Axes | None = None) -> Axes:
        """Draw planned and done sets week by week, see `analysis.charts.plot_planned_done`."""
        from analysis.charts.done_work import plot_planned_done

        return plot_planned_done(self.volume, athlete=athlete, sessions=self.sessions, ax=ax)

    def plot_sessions(self, *, ax: Axes | None = None) -> Axes:
        """Draw which sessions were done, see `analysis.charts.plot_sessions_done`."""
        from analysis.charts.done_work import plot_sessions_done

        return plot_sessions_done(self.sessions, ax=ax)

    def plot_squad(self, *, ax: Axes | None = None) -> Axes:
        """Draw how many of the planned sets each athlete missed, see `analysis.charts.plot_squad`."""
        from analysis.charts.done_work import plot_squad

        return plot_squad(self.squad_weeks(), ax=ax)

    def squad_weeks(self) -> pd.DataFrame:
        """Return how many of the planned sets were done, athlete by week, see `analysis.logs.squad_weeks`."""
        from analysis.logs.weeks import squad_weeks

        return squad_weeks(self.sessions)


@checked
def compare_to_block(
    block: BlockPlan,
    log: pd.DataFrame,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    matches: Matches | None = None,
    until: str | datetime.date | None = None,
) -> PlannedAndDone:
    """Compare a log with a block, athlete by athlete.

    A session is done when at least half of its exercises (those with counted sets) were logged on its day, moved if
    on another day of the same ISO week, begun if fewer were logged. Logged work belongs to one session only, the one
    it matches best; sets beyond the planned number are extra. Missed work is reported, never made up.

    Parameters
    ----------
    block : BlockPlan
        From `plan_block`.
    log : DataFrame
        From `read_log` or `read_logs`; warm-ups are left out.
    by : {"muscle", "group"}
    counting, matches
        See `log_volume`.
    until : date, optional
        The last day that is over; later sets don't count anywhere. Default each athlete's last logged
        day.

    Returns
    -------
    PlannedAndDone

    Raises
    ------
    ArgumentError
        If the block is not a plan or the log not a log.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 1, "mon": "run_forever"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": [], "date": pd.to_datetime([]), "exercise_name": []})
    >>> compare_to_block(plan, log).adherence.empty
    True
    """
    check_plan(block)
    check_log(log)
    owner = log["athlete"]
    # Includes athletes in the categories who logged nothing.
    known = owner.cat.categories if isinstance(owner.dtype, pd.CategoricalDtype) else owner.unique()
    athletes = sorted(map(str, known))
    by = check_choice("by", by, ["muscle", "group"])
    log = without_undone(log)
    day = None if until is None else pd.Timestamp(read_date(until, what="until"))
    if day is not None:
        log = log[days_of(log["date"]) <= np.datetime64(day, "D")]
    confirmed = read_log_matches(block.source, log, log["exercise_name"].astype("str").unique(), matches)
    sets = _working_sets(block, log, confirmed)
    in_pounds = _in_pounds(block, log, confirmed) if "weight_kg" in log.columns else []
    first, end = pd.Timestamp(block.spec.start), pd.Timestamp(block.spec.end)
    inside = sets[(sets["date"] >= first) & (sets["date"] < end)]
    logged = sets.groupby("athlete")["date"].max().to_dict()
    last = {athlete: day or logged.get(athlete, NEVER) for athlete in athletes}
    planned, sided = planned_sessions(block), sided_exercises(block)
    rows: list[tuple[Any, ...]] = []
    unplanned, notes = [inside[:0]], []
    for athlete in athletes:
        of_athlete = inside[inside["athlete"] == athlete]
        outcomes, left = assign(planned, _by_day(of_athlete), last[athlete], sided)
        pairs = list(zip(planned, outcomes, strict=True))
        notes += logged_twice(block, athlete, pairs, _by_day(of_athlete), sided)
        rows += [(athlete, *pair) for pair in pairs]
        unplanned.append(_left_over(of_athlete, left))
    sessions = add_words(block.source, session_table(rows), "routine_id")
    more = pd.concat(unplanned, ignore_index=True)[["athlete", "date", "exercise_name", "exercise_id", "sets"]]
    since = log[days_of(log["date"]) >= np.datetime64(first, "D")]  # week 1 of a block may start in mid-week
    volume = done_volume(block, since, sessions, last, {"by": by, "counting": counting, "matches": confirmed})
    athletes_done = adherence(sessions, more, volume, last)
    return PlannedAndDone(
        volume, sessions, more, athletes_done, (block.spec.start, block.spec.end), (*notes, *in_pounds)
    )


def _in_pounds(block: BlockPlan, log: pd.DataFrame, confirmed: Confirmed) -> list[str]:
    """Return notes on athletes whose loads are about 2.2 times the planned ones, like pounds read as kilograms."""
    planned = with_blanks(block.prescriptions[["exercise_id", "load"]].drop_duplicates("exercise_id"))
    loads = {exercise: find_load(load) for exercise, load in planned.itertuples(index=False, name=None)}
    kilograms = {exercise: load.high for exercise, load in loads.items() if load is not None and load.unit == "kg"}
    done = working_sets(log, block.source, confirmed, ("weight_kg",))
    done = done[done["exercise_id"].isin(list(kilograms)) & (done["weight_kg"] > 0)]
    times = (done["weight_kg"] / done["exercise_id"].map(kilograms).astype(float)).groupby(done["athlete"]).median()
    low, high = POUNDS
    return [
        f"{athlete} logs loads about {number(part, 1)} times those planned: check that they are kilograms, not pounds."
        for athlete, part in times.items()
        if low <= part <= high
    ]


POUNDS = (2.1, 2.5)
"""Ratios to the planned loads that suggest pounds, with a step or two on top (custom)."""


NEVER = pd.Timestamp(1, 1, 1)
"""The last day of athletes who logged nothing: every session is to come."""


def _left_over(days: pd.DataFrame, left: Sets) -> pd.DataFrame:
    """Return the sets outside any session, row by row; of unknown exercises all sets."""
    sets = []
    for day, exercise, count in zip(days["date"], days["exercise_id"], days["sets"], strict=True):
        rest = left.get(day, {})
        more = int(count) if not exercise else min(int(count), rest.get(exercise, 0))
        # Two names of one exercise share its remaining sets.
        if exercise in rest:
            rest[exercise] -= more
        sets.append(more)
    more_sets = days.assign(sets=sets)
    return more_sets[more_sets["sets"] > 0]


def _by_day(days: pd.DataFrame) -> Sets:
    """Return the sets of matched exercises by day."""
    known = days[days["exercise_id"] != ""]
    by_day: Any = known.groupby("date")
    return {day: sets.groupby("exercise_id")["sets"].sum().to_dict() for day, sets in by_day}


def _working_sets(block: BlockPlan, log: pd.DataFrame, confirmed: Confirmed) -> pd.DataFrame:
    """Count working sets by athlete, day and exercise, with the exercise's library name."""
    frame = working_sets(log, block.source, confirmed, ())
    known = {name: known_exercise(block.source, name, confirmed) for name in frame["exercise_name"].unique()}
    shown = labels(block.source, "exercise_id")
    # Left and right named in the exercise become one exercise before every two of their sets count as one.
    both = {name: f"{shown[exercise]}, left and right" for name, (exercise, how) in known.items() if how == SIDE}
    frame["exercise_name"] = frame["exercise_name"].map(lambda name: both.get(name, name))
    keys = ["athlete", "date", "exercise_name", "exercise_id"]
    counted: pd.DataFrame = frame.groupby(keys).size().rename("sets").reset_index()
    counted["sets"] = whole_sets(counted, confirmed.sides | {("", fold(name)) for name in both.values()})
    return counted
