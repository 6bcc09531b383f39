"""The loads of exercises over the weeks of a log, as small charts below each other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import QUIET, RULE, WEEK_COLOR
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import listing, number, one_of, plural, span
from analysis.charts.canvas import Canvas, drawing, needs, page_of
from analysis.charts.letters import LABEL, NOTE, wrapped

MEASURES = {"best_weight_kg": "kg", "best_reps": "repetitions", "best_work_s": "s"}
"""Columns for a best set, the first that any week has, and its unit."""


MOST_EXERCISES = 6
"""Small charts per page."""


LANE = 1.15
"""Inches of a small chart with its header."""


@checked
def plot_progress(
    progress: pd.DataFrame,
    exercise: str | Iterable[str] | None = None,
    *,
    athlete: str | None = None,
    page: int = 1,
    ax: Axes | None = None,
) -> Axes:
    """Draw the best set of exercises over the weeks, a small chart each, with the first and the last figure.

    Parameters
    ----------
    progress : DataFrame
        From `exercise_progress`.
    exercise : str or iterable of str, optional
        Names as in the log, or exercise_ids; default all exercises logged in two weeks or more.
    athlete : str, optional
        Name of the athlete; default the first one with these exercises.
    page : int
        Page to draw, from 1; six exercises a page.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is any other frame, the exercise or athlete is not in it, there is no such page, or several exercises of
        the log have this exercise_id.

    Examples
    --------
    >>> columns = ["athlete", "week", "exercise_name", "exercise_id", "best_weight_kg", "best_reps", "best_work_s"]
    >>> rows = [["A", f"2027-W0{week}", "Hip Thrust", "hip_thrust", 50.0 + 5 * week, 10.0, None] for week in (1, 2)]
    >>> more = {"e1rm_kg": 80.0, "rpe_min": 7.0, "rpe_max": 8.0, "formula": "Epley"}
    >>> ax = plot_progress(pd.DataFrame(rows, columns=columns).assign(**more), "hip_thrust")
    >>> [text.get_text() for text in ax.texts if text.get_text()][:3]
    ['Hip Thrust', '55 kg × 10, RPE 7–8', '60 kg × 10, RPE 7–8']
    """
    needs(progress, ["athlete", "week", "exercise_name", "exercise_id", "e1rm_kg", "formula"], "exercise_progress")
    asked = [exercise] if isinstance(exercise, str) else None if exercise is None else list(exercise)
    if athlete is None:
        has = progress if asked is None else _rows_of(progress, asked[0], None)
        athlete = str(has["athlete"].iloc[0])
    who = check_choice("athlete", athlete, list(dict.fromkeys(progress["athlete"])))
    names = _often(progress[progress["athlete"] == who]) if asked is None else asked
    shown, left_out = page_of(names, MOST_EXERCISES, page, "exercise")
    lines = [_rows_of(progress, name, who).sort_values("week") for name in shown]
    mondays = [pd.to_datetime(rows["week"] + "-1", format="%G-W%V-%u") for rows in lines]
    first, last = min(each.min() for each in mondays), max(each.max() for each in mondays)
    count = (last - first).days // 7 + 1
    with drawing(ax, height=1.9 + LANE * len(lines)) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        axes.set_xlim(-0.4, max(count, 2) - 0.6)
        axes.set_ylim(len(lines), 0)
        axes.set_yticks([])
        # As many dates as fit beside each other.
        step = -(-count // 6)
        days = [first + pd.Timedelta(days=7 * week) for week in range(0, count, step)]
        axes.set_xticks(range(0, count, step), [f"{day.day} {day:%b}" for day in days], fontsize=NOTE)
        changes = [
            _lane(canvas, row, rows, ((monday - first).dt.days // 7).to_numpy())
            for row, (rows, monday) in enumerate(zip(lines, mondays, strict=True))
        ]
        canvas.title(_title(who, changes), f"Best set of each week, in {plural(count, 'week')}")
        canvas.caption(f"Weeks from their Mondays; loads and efforts are the athlete's own.{left_out}")
    return canvas.ax


def _often(progress: pd.DataFrame) -> list[str]:
    """Return the exercises with a figure in two weeks or more, those with most weeks first."""
    figures = progress[progress[list(MEASURES)].notna().any(axis="columns")]
    weeks = figures.groupby("exercise_name", sort=False)["week"].nunique()
    names = weeks[weeks > 1].sort_values(ascending=False, kind="stable").index.tolist() or weeks.index.tolist()[:1]
    if not names:
        raise ArgumentError("no exercise has a load, repetitions or seconds to draw")
    return names


def _lane(canvas: Canvas, row: int, rows: pd.DataFrame, weeks: np.ndarray) -> tuple[str, float, float, str]:
    """Draw an exercise in its row; return its name, its first and last figure, and their unit."""
    best = rows[list(MEASURES)].astype(float)
    column = next((name for name in MEASURES if best[name].notna().any()), "best_weight_kg")
    unit, name = MEASURES[column], str(rows["exercise_name"].iloc[0])
    given = best[column].notna().to_numpy()
    values, weeks = best.loc[given, column].to_numpy(), weeks[given]
    bold = {"fontsize": LABEL, "fontweight": "bold", "va": "top"}
    head = wrapped(name, canvas.inches * 0.9, LABEL, weight="bold")[0].text
    canvas.note(head, (canvas.ax.get_xlim()[0], row), (0, -4), **bold)
    if not len(values):
        return name, 0.0, 0.0, unit
    # In the lower half of the row; a constant line is in the middle of it.
    spread = np.ptp(values) or 1.0
    heights = row + 0.72 - 0.22 * ((values - values.min()) / spread if np.ptp(values) else np.full(len(values), 0.5))
    canvas.ax.axhline(row + 0.99, color=RULE, linewidth=0.8)
    # Weeks without the exercise keep their space, so that the line doesn't hide a break.
    canvas.ax.plot(weeks, heights, color=WEEK_COLOR, marker="o", markersize=4, linewidth=1.6)
    kept = rows.loc[given]
    for at in sorted({0, len(values) - 1}):
        words = f"{number(values[at])} {unit}"
        if column == "best_weight_kg" and not np.isnan(reps := float(kept["best_reps"].iloc[at] or np.nan)):
            words += f" × {number(reps)}"
        effort = [float(kept[f"rpe_{end}"].iloc[at]) for end in ("min", "max")]
        words += "" if np.isnan(effort[0]) else f", RPE {span(*effort, dash='–')}"
        middle = weeks[at] < canvas.ax.get_xlim()[1] / 2
        look = {"va": "top", "ha": "left" if middle else "right", "fontsize": NOTE, "color": QUIET}
        canvas.note(words, (weeks[at], row + 0.76), (-4 if middle else 4, -3), **look)
    return name, float(values[0]), float(values[-1]), unit


def _title(who: str, changes: list[tuple[str, float, float, str]]) -> str:
    """Return the title: how an exercise changed, or which of several rose and which fell."""
    if len(changes) == 1:
        name, first, last, unit = changes[0]
        if first == last:
            return f"{who}, {name}: {number(first)} {unit}, unchanged"
        return f"{who}, {name}: {number(first)} to {number(last)} {unit}"
    risen = [name for name, first, last, _ in changes if last > first]
    fallen = [name for name, first, last, _ in changes if last < first]
    if len(risen) == len(changes):
        return f"{who} went up in all {len(changes)} exercises"
    down = f"; down in {listing(fallen)}" if fallen else ""
    return f"{who} went up in {len(risen)} of {len(changes)} exercises{down}"


def _rows_of(progress: pd.DataFrame, exercise: str, athlete: str | None) -> pd.DataFrame:
    """Return the weeks of an athlete's exercise; refuse one that the log has under several names."""
    ids = progress["exercise_id"]
    known = dict.fromkeys([*progress["exercise_name"], *filter(None, ids.dropna())])
    exercise = check_choice("exercise", exercise, known)
    weekly = progress[(progress["exercise_name"] == exercise) | (ids == exercise)]
    athletes = list(dict.fromkeys(weekly["athlete"]))
    who = athletes[0] if athlete is None else check_choice("athlete", athlete, athletes)
    weekly = weekly[weekly["athlete"] == who]
    names = list(dict.fromkeys(weekly["exercise_name"]))
    if len(names) > 1:
        raise ArgumentError(Finding("several exercises of the log are this one", value=exercise, allowed=one_of(names)))
    return weekly
