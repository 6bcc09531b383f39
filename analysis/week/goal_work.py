"""A week's work for a goal, line by line, compared with what studies did or we suggest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.week import Week, read_week
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.frames import needs_columns
from analysis.base.said import spoken
from analysis.base.text import inline, listing, number, plural, span
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.volume.amounts import ENDS, Floats
from analysis.volume.contacts import added_contacts, contacts_of
from analysis.week.band_status import band_status

LINE_GOALS = ("running", "strength")
"""Goals with evidence per lift and per week: they have lines, and no band of a muscle."""


UNITS = {
    **dict.fromkeys(("strength_sets_per_week", "sets_per_week"), "set"),
    "sessions_per_week": "session",
    "contacts_per_week": "landing",
    "weeks": "week",
}
"""Unit of a line's limits, in words."""


COLUMNS = ["line", "name", "asked", "has_min", "has_max", "status", "reference_id", "reference"]


@checked
def goal_lines(
    library: Library, week: Week, goal: str, *, weeks: int | None = None, count: Iterable[str] = ("strength",)
) -> pd.DataFrame:
    """Compare a week with what studies did for a goal, or we suggest, line by line.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
    goal : {"running", "strength"}
    weeks : int, optional
        How many weeks the work goes on; without it the line of weeks has no status.
    count : iterable of str
        Kinds of work that count as strength work; light work always counts on the line of the trunk.

    Returns
    -------
    DataFrame
        One row per line of ``coding/targets.csv``: line, name, asked (in words), has_min, has_max (of the week),
        status (below, in, above, depends; blank without a target or if unknown), reference_id (custom: ours),
        reference (in words), then unit, asked_min, asked_max, seen, locator and finding. A lift counts on every line
        that it belongs to.

    Raises
    ------
    ArgumentError
        If a routine, number or goal is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> lines = goal_lines(load_library(), {"runners_world": 1, "run_forever": 3}, "running")
    >>> lines.loc[lines["line"] == "hip_dominant", ["asked", "has_min", "has_max", "status"]].values.tolist()
    [['4 or more sets', 3.0, 3.0, 'below']]
    """
    goal = check_choice("goal", goal, LINE_GOALS)
    sessions = {routine: times for routine, times in read_week(library, week).items() if times}
    done = library.prescriptions["routine_id"].isin(list(sessions)).to_numpy()
    rows, contacts = library.prescriptions[done], contacts_of(library)[:, done]
    times = np.array([sessions[routine] for routine in rows["routine_id"]], dtype=float)
    strong = rows["kind"].isin(list(count)) & (rows["sets_max"] > 0)
    days = min(7, sum(sessions[routine] for routine in rows.loc[strong, "routine_id"].unique()))
    position = np.zeros(len(rows), dtype=np.intp)
    has = line_amounts(library, goal, rows, contacts, position, np.array([days]), weeks, times=times, count=count)
    return held_lines(library, goal, has)


def lines_of(library: Library, goal: str) -> pd.DataFrame:
    """Return the targets of a goal in their order."""
    return library.targets[(library.targets["goal"] == goal).to_numpy()]


def exercises_of(library: Library, target: Mapping[Any, Any]) -> set[str]:
    """Return the exercises that count on a line of ``targets``, by their movement or by lines of the checklist."""
    by_pattern = library.exercises["movement_pattern"].isin(_split(target["patterns"]))
    by_line = library.coverage_exercises["line_id"].isin(_split(target["cover"]))
    return {*library.exercises.loc[by_pattern, "exercise_id"], *library.coverage_exercises.loc[by_line, "exercise_id"]}


def _split(joined: object) -> list[str]:
    return joined.split("+") if isinstance(joined, str) else []


def line_amounts(
    library: Library,
    goal: str,
    rows: pd.DataFrame,
    contacts: Floats,
    week: npt.NDArray[np.intp],
    days: npt.NDArray[Any],
    weeks: int | None,
    *,
    times: Floats | None = None,
    count: Iterable[str] = ("strength",),
) -> Floats:
    """Add up prescriptions and their landings for each line: line x end x week; ``week`` numbers each row's week."""
    has = []
    for target in lines_of(library, goal).to_dict("records"):
        if target["line"] in ("sessions", "weeks"):
            known = days if target["line"] == "sessions" else np.full(len(days), np.nan if weeks is None else weeks)
            has.append([known, known])
            continue
        kinds = _split(target["kinds"])
        # Lines that count strength also count the kinds that the coach counts as strength.
        kinds += list(count) if "strength" in kinds else []
        chosen = rows["kind"].isin(kinds) & rows["exercise_id"].isin(exercises_of(library, target))
        each = chosen.to_numpy() * (1.0 if times is None else times)  # times a week, 0 if it doesn't count on this line
        if target["unit"] == "contacts_per_week":
            has.append([*added_contacts(np.where(chosen, contacts, 0.0) * each, week, len(days))])
            continue
        ends = [rows[f"sets_{end}"] for end in ENDS]
        has.append([np.bincount(week, np.asarray(end, dtype=float) * each, len(days)) for end in ends])
    return np.array(has, dtype=float)


def held_lines(library: Library, goal: str, has: Floats) -> pd.DataFrame:
    """Compare amounts of weeks (line x end x week) with a goal's targets, with the columns of `goal_lines`."""
    lines, _, weeks = has.shape
    targets = lines_of(library, goal).take(np.tile(np.arange(lines), weeks))
    frame = targets[["line", "name", "unit", "seen", "locator", "finding"]].reset_index(drop=True)
    frame["asked_min"], frame["asked_max"] = (targets[end].to_numpy(dtype=float) for end in ("low", "high"))
    frame["has_min"], frame["has_max"] = has.transpose(1, 2, 0).reshape(2, -1)  # all lines of a week, week by week
    columns = (frame[name].tolist() for name in ("asked_min", "asked_max", "unit"))
    frame["asked"] = pd.array([asked_words(*limits) for limits in zip(*columns, strict=True)], dtype="str")
    held = (frame[name].tolist() for name in ("has_min", "has_max", "asked_min", "asked_max"))
    frame["status"] = pd.array([_status(*ends) for ends in zip(*held, strict=True)], dtype="str")
    frame["reference_id"] = targets["reference_id"].fillna("custom").array
    frame["reference"] = frame["reference_id"].map(labels(library, "reference_id")).fillna("ours")
    return frame[[*COLUMNS, "unit", "asked_min", "asked_max", "seen", "locator", "finding"]].assign(goal=goal)


def _status(least: float, most: float, low: float, high: float) -> str | None:
    return None if np.isnan([least, most, low]).any() else band_status(least, most, low, high)


def asked_words(low: float, high: float, unit: str) -> str:
    """Return the target of a line in words; blank where it has none.

    Examples
    --------
    >>> asked_words(2, 3, "sessions_per_week"), asked_words(10, np.nan, "weeks")
    ('2-3 sessions', '10 or more weeks')
    """
    if np.isnan(low):
        return ""
    return f"{f'{number(low)} or more' if np.isnan(high) else span(low, high)} {UNITS[unit]}s"


def goal_table(lines: pd.DataFrame) -> pd.DataFrame:
    """Return `goal_lines` in words: the target, the week's amount, the status and the source of each line."""
    needs_columns(lines, [*COLUMNS, "goal"], "goal_lines")
    ends = zip(lines["has_min"], lines["has_max"], strict=True)
    has = ["" if np.isnan(low) else span(low, high) for low, high in ends]
    columns = {"asked": lines["asked"], "the week": has, "status": lines["status"].fillna("")}
    return pd.DataFrame({f"goal {lines['goal'].iloc[0]}": lines["name"], **columns, "source": lines["reference"]})


@checked
@spoken
def say_goal_lines(lines: pd.DataFrame) -> str:
    """Return where a week falls short of what studies did for a goal, or we suggest, in words.

    Examples
    --------
    >>> from analysis import goal_lines, load_library
    >>> print(say_goal_lines(goal_lines(load_library(), {"runners_world": 2}, "strength")))
    For strength the week meets 6 of 8 lines: it is short of straight-knee calf raises (0 of 2 or more sets) and
    bent-knee calf raises (0 of 2 or more sets).
    """
    needs_columns(lines, [*COLUMNS, "goal"], "goal_lines")
    parts = []
    for status, start in (("below", "short of"), ("depends", "perhaps short of or over"), ("above", "over on")):
        rows = lines[lines["status"] == status]
        columns = (rows[name].tolist() for name in ("name", "has_min", "has_max", "asked"))
        if names := [
            f"{inline(name)} ({span(low, high)} of {asked})" for name, low, high, asked in zip(*columns, strict=True)
        ]:
            parts.append(f"{start} {listing(names)}")
    met = int((lines["status"] == "in").sum())
    held = plural(int(lines["status"].notna().sum()), "line")
    return f"For {lines['goal'].iloc[0]} the week meets {met} of {held}{': it is ' * bool(parts)}{'; '.join(parts)}."


LINES_NOTE = "What studies did, or what we suggest (ours); no verdict. A lift counts on every line that it belongs to."
"""Note for the lines of a goal."""
