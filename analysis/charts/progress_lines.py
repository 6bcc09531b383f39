"""The load of an exercise over the weeks of a log."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import GREY, QUIET, WEEK_COLOR
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import number, one_of, plural, shortened, span
from analysis.charts.canvas import drawing, needs

MEASURES = {"best_weight_kg": "kg", "best_reps": "repetitions", "best_work_s": "seconds"}
"""What a best set is drawn by, the first that any week has, and its unit."""


@checked
def plot_progress(progress: pd.DataFrame, exercise: str, *, athlete: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw load and effort of an exercise over the weeks: estimated maximum, best set, and RPE where it was logged.

    Parameters
    ----------
    progress : DataFrame
        Of `exercise_progress`.
    exercise : str
        As the log calls it, or an exercise_id.
    athlete : str, optional
        Whose; default the first one who has it.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame, the exercise or athlete is not in it, or several exercises of the log have
        this exercise_id.

    Examples
    --------
    >>> columns = ["athlete", "week", "exercise_name", "exercise_id", "best_weight_kg", "best_reps", "best_work_s"]
    >>> rows = [["A", "2027-W01", "Hip Thrust", "hip_thrust", 60.0, 10.0, None]]
    >>> more = {"e1rm_kg": 80.0, "rpe_min": 7.0, "rpe_max": 8.0, "formula": "Epley"}
    >>> plot_progress(pd.DataFrame(rows, columns=columns).assign(**more), "hip_thrust").get_ylabel()
    'kg'
    """
    needs(progress, ["athlete", "week", "exercise_name", "exercise_id", "e1rm_kg", "formula"], "exercise_progress")
    weekly = _rows_of(progress, exercise, athlete).sort_values("week")
    best = weekly[list(MEASURES)].astype(float)
    column = next((name for name in MEASURES if best[name].notna().any()), "best_weight_kg")
    unit = MEASURES[column]
    # Weeks without the exercise keep their room, so that the line does not hide a break.
    monday = pd.to_datetime(weekly["week"] + "-1", format="%G-W%V-%u")
    weeks = ((monday - monday.min()).dt.days // 7).to_numpy()
    with drawing(ax, height=4.2) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        axes.grid(visible=True, axis="y")
        # The estimated maximum needs a weight; a plank has only its seconds.
        keys = []
        if unit == "kg" and weekly["e1rm_kg"].notna().any():
            keys += axes.plot(weeks, weekly["e1rm_kg"], color=WEEK_COLOR, marker="o", label="estimated maximum (1RM)")
        keys += axes.plot(weeks, weekly[column], color=GREY, marker="s", linestyle="--", label="best set")
        below = {"ha": "center", "va": "top", "fontsize": 7, "color": QUIET}
        efforts = weekly[["rpe_min", "rpe_max"]].astype(float).to_numpy()
        for week, height, reps, effort in zip(weeks, best[column], best["best_reps"], efforts, strict=True):
            text = "" if np.isnan(reps) else f"x {number(reps)}"
            text += "" if np.isnan(effort[0]) else f"\nRPE {span(*effort, dash='–')}"
            if not np.isnan(height):
                canvas.note(text, (week, height), (0, -6), **below)
        count = int(weeks.max()) + 1
        shown = monday.min() + pd.to_timedelta(7 * np.arange(count), unit="D")
        axes.set_xticks(range(count), [f"{day:%d %b}" for day in shown], fontsize=7.5)
        axes.set_xlim(-0.5, count - 0.5)
        axes.margins(y=0.25)  # for the words below the points
        axes.set_ylabel(unit)
        canvas.legend(keys, ncols=2)
        change = f"best set {number(weekly[column].iloc[0])}"
        change += f" to {number(weekly[column].iloc[-1])}" if len(weekly) > 1 else ""
        name = shortened(str(weekly["exercise_name"].iloc[0]), 40)
        canvas.title(f"{weekly['athlete'].iloc[0]}, {name}: {change} {unit} in {plural(count, 'week')}")
        canvas.caption(
            f"Weeks from their Mondays. {weekly['formula'].iloc[0]}. Loads and efforts are the athlete's own."
        )
    return canvas.ax


def _rows_of(progress: pd.DataFrame, exercise: str, athlete: str | None) -> pd.DataFrame:
    """Return the weeks of an exercise of an athlete; one that the log calls by several names is refused."""
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
