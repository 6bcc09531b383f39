"""What if: the effect of a change on the sets, minutes and coverage of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.rests import TypedRest
from analysis.ask.week import Week, read_week
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError
from analysis.base.said import Said
from analysis.base.text import listing, signed, spans
from analysis.compare.tables import HEADS
from analysis.library.labels import id_column
from analysis.library.library import Library
from analysis.library.terms import COUNTED_KINDS
from analysis.suggest.routine_rows import routine_rows
from analysis.suggest.small_questions.week_edits import Wanted, add_to, as_week, drop_from, read_wanted, split_circuits
from analysis.volume.amounts import ENDS
from analysis.volume.minutes import session_minutes
from analysis.week.checklist import ticked_by
from analysis.week.weekly import weekly_volume


@dataclass(frozen=True, eq=False)
class WeekChange:
    """A week before and after a change.

    Attributes
    ----------
    change : str
        The change in words.
    volume : DataFrame
        One row per muscle_id or muscle_group x phase x kind with changed sets: before_min, before_max, after_min,
        after_max, difference_min, difference_max (sets a week), counting.
    minutes : DataFrame
        Two rows, before and after: minutes_min, minutes_max, sets_min, sets_max (counted sets a week).
    coverage : DataFrame
        One row per line of the checklist covered only before or only after: line_id, name, before, after.
    library : Library
        Library with the changed sessions.
    week : dict of int
        The changed week: sessions by routine of that library.

    Examples
    --------
    >>> from analysis import load_library
    >>> change = what_if(load_library(), {"runners_world": 1}, add={"standing_calf_raise": 3})
    >>> change
    WeekChange: 3 sets of Standing calf raise more; next: .say() .volume .minutes .library
    >>> change.volume[["muscle_group", "difference_max"]].values.tolist()
    [['calves', 3.0]]
    """

    change: str
    volume: pd.DataFrame
    minutes: pd.DataFrame
    coverage: pd.DataFrame
    library: Library
    week: dict[str, int]

    def words(self) -> pd.DataFrame:
        """Return the volume in words."""
        rows = self.volume
        sets = {when: spans(rows, when) for when in ("before", "after")}
        return pd.DataFrame({HEADS[id_column(rows)]: rows["label"], "sets": rows["kind"], **sets})

    def say(self) -> Said:
        """Return sentences on the effect of the change."""
        return say_change(self)

    def __repr__(self) -> str:
        return f"WeekChange: {self.change}; next: .say() .volume .minutes .library"

    def _repr_html_(self) -> str:
        return self.words().to_html(index=False) + self.say()._repr_html_()


@checked
def what_if(
    library: Library,
    week: Week,
    *,
    add: Wanted = (),
    drop: Wanted = (),
    to: str | None = None,
    by: str = "group",
    counting: Counting = "fractional",
    rest: TypedRest = None,
) -> WeekChange:
    """Return the effect of adding or dropping exercises or routines in a week.

    Parameters
    ----------
    library : Library
    week : mapping of routine to number of sessions
    add : name, names, or mapping of name to a number or dose
        Routines, with the number of extra sessions (default 1), and exercises, with the number of extra sets a week
        (default as usual) in their usual dose, or with a dose such as ``"3 x 10"``; they go at the end of one session.
    drop : name, names, or mapping of name to number
        Routines, with the number of sessions to drop, and exercises, with the number of sets a week to drop, last sets
        first (default all).
    to : str, optional
        The routine of the week to add exercises to; default the first with strength sets, else the first.
    by : {"muscle", "group"}
    counting
        See `routine_volume`.
    rest : seconds, range or mapping, optional
        See `session_minutes`.

    Returns
    -------
    WeekChange

    Raises
    ------
    ArgumentError
        If a name is unknown, a dropped routine or exercise is not in the week, or nothing is left.

    Examples
    --------
    >>> from analysis import load_library
    >>> what_if(load_library(), {"runners_world": 1}, add={"standing_calf_raise": 3}).say()
    3 sets of Standing calf raise more: +3 sets and +2 to +4.2 min a week (26.4-34.4 before, 28.4-38.5 after). Sets by
    muscle: Calves +3 light.
    """
    before = read_week(library, week)
    sessions = [(routine, routine_rows(library, routine)) for routine, count in before.items() for _ in range(count)]
    # Drop first, so a new session can take the place of a dropped one.
    changes = []
    for name, amount in read_wanted(library, "drop", drop).items():
        sessions, words = drop_from(library, sessions, name, amount)
        changes.append(words)
    for name, amount in read_wanted(library, "add", add).items():
        sessions, words = add_to(library, sessions, name, amount, to)
        changes.append(words)
    if not changes:
        raise ArgumentError("nothing is changed; name what to add or to drop")
    sessions = [(routine, rows) for routine, rows in sessions if rows]
    if not sessions:
        raise ArgumentError("nothing is left of the week")
    if split := split_circuits(sessions):
        changes[-1] += f" ({'; '.join(split)})"
    changed, after = as_week(library, sessions)
    return WeekChange(
        change=listing(changes),
        volume=_difference(changed, before, after, by, counting),
        minutes=_totals(changed, before, after, rest),
        coverage=_covered(changed, before, after),
        library=changed,
        week=after,
    )


def _totals(library: Library, before: Mapping[str, int], after: Mapping[str, int], rest: TypedRest) -> pd.DataFrame:
    """Return the total minutes and counted sets of both weeks."""
    taken = session_minutes(library, rest=rest)
    rows = library.prescriptions
    counted = rows[rows["kind"].isin(COUNTED_KINDS).to_numpy()]
    totals = []
    for when, week in (("before", before), ("after", after)):
        total: dict[str, object] = {"when": when}
        for name, frame in (("minutes", taken), ("sets", counted)):
            # Sessions of each routine in the week; routines of other weeks count 0.
            times = frame["routine_id"].map(week).fillna(0)
            total |= {f"{name}_{end}": float((frame[f"{name}_{end}"] * times).sum()) for end in ENDS}
        totals.append(total)
    return pd.DataFrame(totals)


def _difference(
    library: Library, before: Mapping[str, int], after: Mapping[str, int], by: str, counting: Counting
) -> pd.DataFrame:
    """Return the volume of both weeks side by side, where it differs."""
    kind = check_choice("by", by, ["muscle", "group"])
    # Counting both weeks in the changed library gives the same rows in the same order.
    volumes = [weekly_volume(library, week, by=kind, counting=counting) for week in (before, after)]
    frame = volumes[0][[id_column(volumes[0]), "label", "phase", "kind", "counting"]].copy()
    for when, volume in zip(("before", "after"), volumes, strict=True):
        frame[f"{when}_min"], frame[f"{when}_max"] = volume["sets_min"], volume["sets_max"]
    for end in ENDS:
        frame[f"difference_{end}"] = frame[f"after_{end}"] - frame[f"before_{end}"]
    differs = np.abs(frame[["difference_min", "difference_max"]].to_numpy()).max(axis=1) > 0
    changed: pd.DataFrame = frame[differs].reset_index(drop=True)
    return changed


def _covered(library: Library, before: Mapping[str, int], after: Mapping[str, int]) -> pd.DataFrame:
    """Return the lines of the checklist that only one of the weeks covers."""
    rows, table = library.prescriptions, library.coverage_exercises
    frame = library.coverage_lines[["line_id", "name"]].copy()
    for when, week in (("before", before), ("after", after)):
        done = rows.loc[rows["routine_id"].isin(list(week)), ["exercise_id", "kind", "demand"]].merge(
            table, on="exercise_id"
        )
        ticked = done.loc[ticked_by(library, done), "line_id"]
        frame[when] = frame["line_id"].isin(ticked)
    differs: pd.DataFrame = frame[(frame["before"] != frame["after"]).to_numpy()]
    return differs.reset_index(drop=True)


@checked
def say_change(change: WeekChange) -> Said:
    """Return sentences on the effect of a change to a week.

    Examples
    --------
    >>> from analysis import load_library
    >>> say_change(what_if(load_library(), {"runners_world": 1}, drop="Hip thrust"))  # doctest: +ELLIPSIS
    Hip thrust left out: -3 sets...
    """
    before, after = change.minutes.to_dict("records")
    # The upper end can change by less than the lower end, or the other way round.
    sets, minutes = (
        signed(*sorted(after[f"{name}_{end}"] - before[f"{name}_{end}"] for end in ENDS))
        for name in ("sets", "minutes")
    )
    took, takes = spans(change.minutes, "minutes")
    parts = [f"{change.change}: {sets} sets and {minutes} min a week ({took} before, {takes} after)."]
    columns = (change.volume[name].tolist() for name in ("label", "kind", "difference_min", "difference_max"))
    muscles = [f"{label} {signed(low, high)} {kind}" for label, kind, low, high in zip(*columns, strict=True)]
    parts.append(f"Sets by muscle: {'; '.join(muscles)}." if muscles else "No muscle has more or fewer sets.")
    for words, lines in (("Now covered", change.coverage["after"]), ("No longer covered", change.coverage["before"])):
        names = change.coverage.loc[lines.astype(bool), "name"]
        parts += [f"{words}: {'; '.join(names)}."] if len(names) else []
    return Said(" ".join(parts))
