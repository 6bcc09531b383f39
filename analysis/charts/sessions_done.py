"""Which sessions of a block were done, a mark for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.arguments import checked
from analysis.base.colors import INK, PALE, QUIET, WEEK_COLOR
from analysis.base.text import plural
from analysis.charts.canvas import drawing, needs, page_of
from analysis.charts.letters import LABEL, NOTE, broken

MARKS: dict[str, dict[str, Any]] = {
    "done": {"marker": "o", "color": WEEK_COLOR},
    "moved": {"marker": "D", "color": WEEK_COLOR, "fillstyle": "none"},
    "begun": {"marker": "o", "color": WEEK_COLOR, "fillstyle": "left", "markerfacecoloralt": "white"},
    "missed": {"marker": "x", "color": INK},
    "to come": {"marker": ".", "color": "#9aa5ae"},
}
"""How a session is drawn by its state: told apart by its shape, not by its colour alone."""


MOST_WEEKS = 12
"""Weeks whose marks stand apart side by side; further weeks stand on further pages."""


@checked
def plot_sessions_done(sessions: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw every session of a block for each athlete: done, moved, missed or to come.

    Parameters
    ----------
    sessions : DataFrame
        ``PlannedAndDone.sessions`` of `compare_to_block`.
    page : int
        Twelve weeks stand on a page, which are counted from 1; the counts behind the names are of all weeks.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame, or there is no such page.

    Examples
    --------
    >>> sessions = pd.DataFrame({"athlete": ["A"], "date": ["2027-01-04"], "week": ["2027-W01"], "state": ["done"]})
    >>> [text.get_text() for text in plot_sessions_done(sessions).get_yticklabels()]
    ['A 1 of 1']
    """
    needs(sessions, ["athlete", "date", "week", "state"], "compare_to_block")
    athletes = list(dict.fromkeys(sessions["athlete"]))
    days = pd.to_datetime(sessions["date"])
    first = days.min() - pd.Timedelta(days=days.min().weekday())
    across = (days - first).dt.days / 7  # in weeks from the first Monday
    every = [str(week + 1) for week in range(int(across.max()) + 1)]
    numbers, left_out = page_of(every, MOST_WEEKS, page, "weeks")
    start, weeks = int(numbers[0]) - 1, len(numbers)
    due = sessions[sessions["state"] != "to come"]
    done = due[due["state"].isin(["done", "moved"])]
    counts = [[int((part["athlete"] == name).sum()) for part in (done, due)] for name in athletes]
    names = [broken(f"{name} {had} of {of}", 1.6, LABEL) for name, (had, of) in zip(athletes, counts, strict=True)]
    with drawing(ax, height=2.3 + len(names) * max(0.4, 0.2 * max(name.count("\n") + 1 for name in names))) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        same_day = sessions.groupby(["athlete", "date"])
        many = same_day["state"].transform("size").to_numpy()
        rows = np.array([athletes.index(name) for name in sessions["athlete"]], dtype=float)
        # Sessions of one day stand above each other, around the row of their athlete.
        rows += np.where(many > 1, (same_day.cumcount().to_numpy() - (many - 1) / 2) * 0.34, 0.0)
        keys = []
        for state, look in MARKS.items():
            marked = (sessions["state"] == state).to_numpy()
            axes.plot(across[marked] - start, rows[marked], linestyle="none", markersize=6, markeredgewidth=1.4, **look)
            keys += [Line2D([], [], linestyle="none", markersize=7, label=state, **look)] * bool(marked.any())
        # Lines between Sunday and Monday, a little before the marks of Monday.
        for week in range(weeks + 1):
            axes.axvline(week - 0.08, color=PALE, linewidth=0.8, zorder=0)
        canvas.rows(names)
        axes.set_xlim(-0.15, weeks)
        # In the middle of the seven days, which are 0/7 to 6/7 of a week.
        axes.set_xticks(np.arange(weeks) + 0.42, numbers, fontsize=NOTE)
        axes.set_xlabel("week of the block", fontsize=NOTE, color=QUIET)
        axes.tick_params(length=0)
        canvas.legend(keys, ncols=5)
        moved = int((due["state"] == "moved").sum())
        rest = f", {moved} of them moved" if moved else ""
        canvas.title(f"{len(done)} of {plural(len(due), 'session')} that were due are done{rest}")
        canvas.caption(f"Done: half of its exercises or more; moved: on another day.{left_out}")
    return canvas.ax
