"""What was done of a block: muscle by week, session by session, and a squad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import INK, PALE, QUIET, WEEK_COLOR
from analysis.base.text import number, percent, plural, shortened, span
from analysis.charts.canvas import PHONE, Canvas, drawing, needs
from analysis.charts.tints import letters_on, light

MARKS: dict[str, dict[str, Any]] = {
    "done": {"marker": "o", "color": WEEK_COLOR},
    "moved": {"marker": "D", "color": WEEK_COLOR, "fillstyle": "none"},
    "begun": {"marker": "o", "color": WEEK_COLOR, "fillstyle": "left", "markerfacecoloralt": "white"},
    "missed": {"marker": "x", "color": INK},
    "to come": {"marker": ".", "color": "#9aa5ae"},
}
"""How a session is drawn by its state: told apart by its shape, not by its colour alone."""


NARROW = 7
"""Weeks up to which done and planned sets stand on one line of a cell."""


@checked
def plot_planned_done(volume: pd.DataFrame, *, athlete: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw for each muscle and week which share of the planned sets was done.

    Parameters
    ----------
    volume : DataFrame
        ``PlannedAndDone.volume`` of `compare_to_block`.
    athlete : str, optional
        Whose; default the first one.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame, or the athlete is unknown.

    Examples
    --------
    >>> rows = [["2027-W01", "Calves", 4.0, 6.0, 3.0, "below"], ["2027-W02", "Calves", 4.0, 6.0, 6.0, "in"]]
    >>> names = ["week", "label", "planned_min", "planned_max", "done", "status"]
    >>> ax = plot_planned_done(pd.DataFrame(rows, columns=names).assign(athlete="A", due=True))
    >>> [text.get_text() for text in ax.texts[:2]]
    ['3/4–6', '6/4–6']
    """
    columns = ["athlete", "week", "label", "planned_min", "planned_max", "done", "due", "status"]
    needs(volume, columns, "compare_to_block")
    names = list(dict.fromkeys(volume["athlete"]))
    who = names[0] if athlete is None else check_choice("athlete", athlete, names)
    planned = volume[volume["athlete"] == who]
    # Rows that were neither planned nor done in any week say nothing.
    used = planned.groupby("label", sort=False)[["planned_max", "done"]].transform("max").max(axis="columns") > 0
    cells = planned[used]
    weeks = list(dict.fromkeys(planned["week"]))
    wide = len(weeks) > NARROW
    ends = zip(*(cells[name] for name in ("planned_min", "planned_max", "done", "due")), strict=True)
    written = [_done_words("\nof " if wide else "/", *cell) for cell in ends]
    labels = list(dict.fromkeys(cells["label"]))
    size = {"width": max(PHONE, 1.9 + 0.62 * len(weeks)), "height": 1.9 + (0.4 if wide else 0.31) * len(labels)}
    with drawing(ax, **size) as canvas:
        _cells(canvas, cells["label"], cells["week"], written, weeks)
        over = planned[planned["due"]]
        short = over.loc[over["status"] == "below", "label"].nunique()
        every = "all " if 1 < short == over["label"].nunique() else ""
        weeks_in = f"{plural(over['week'].nunique(), 'week')} in"
        kind = "muscle" if "muscle_id" in planned else "muscle group"
        canvas.title(f"{who}: {weeks_in}; {every}{plural(short, kind)} fell short at least once")
        canvas.caption(
            f"Done/planned counted sets a week ({_counting(planned)} counting), warm-ups left out; the darker, the "
            "nearer to the least that was planned. –: the week is not over. What was missed is not made up."
        )
    return canvas.ax


def _done_words(of: str, low: float, high: float, done: float, due: bool) -> tuple[str, float]:
    """Say for a cell what was done of what was planned, and which part of the least that was planned that is."""
    planned = span(low, high, dash="–")
    # More than planned is no better than all of it: the shade ends there.
    if due and (high or done):
        return f"{number(done)}{of}{planned}", 1.0 if done >= low else done / low
    return (f"–{of}{planned}" if high else ""), np.nan


def _counting(frame: pd.DataFrame) -> str:
    return str(frame["counting"].iloc[0]) if "counting" in frame else "fractional"


def _cells(
    canvas: Canvas, rows: pd.Series, columns: pd.Series, written: Sequence[tuple[str, float]], weeks: Sequence[str]
) -> None:
    """Draw a grid of texts, each on a shade for its part from 0 to 1; what has no part stays white."""
    axes, names = canvas.ax, list(dict.fromkeys(rows))
    axes.grid(visible=False)
    colors, texts = np.ones((len(names), len(weeks), 3)), [[""] * len(weeks) for _ in names]
    for name, week, (text, part) in zip(rows, columns, written, strict=True):
        cell = names.index(name), weeks.index(week)
        texts[cell[0]][cell[1]] = text
        if not np.isnan(part):
            colors[cell] = light(WEEK_COLOR, 0.08 + 0.92 * min(1.0, part))
    axes.imshow(colors, aspect="auto")
    # The longest line fits into a column: about 72 % of the width is columns, and a letter is 0.6 of its size wide.
    longest = max((len(line) for row in texts for text in row for line in text.split("\n")), default=1)
    size = min(8.0, canvas.inches * 0.72 / max(1, len(weeks)) * 72 / (0.6 * max(1, longest)))
    for row, column in np.ndindex(*colors.shape[:2]):
        shade = letters_on(tuple(colors[row, column]))
        axes.text(column, row, texts[row][column], ha="center", va="center", fontsize=size, color=shade)
    axes.set_xticks(range(len(weeks)), [week[-3:] for week in weeks], fontsize=8)  # W01: the year is in the block
    axes.set_yticks(range(len(names)), [shortened(name, 22) for name in names], fontsize=8)
    # White lines between the cells are the grid of the minor ticks, half way between the others.
    axes.set_xticks(np.arange(len(weeks) - 1) + 0.5, minor=True)
    axes.set_yticks(np.arange(len(names) - 1) + 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="both", length=0)


@checked
def plot_squad(weeks: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each athlete and week which share of the planned sets was done.

    Parameters
    ----------
    weeks : DataFrame
        Of `squad_weeks`.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame.

    Examples
    --------
    >>> weeks = pd.DataFrame({"athlete": ["A"], "week": ["2027-W01"], "part": [0.75], "due": [True]})
    >>> plot_squad(weeks).texts[0].get_text()
    '75 %'
    """
    needs(weeks, ["athlete", "week", "part", "due"], "squad_weeks")
    athletes, columns = (list(dict.fromkeys(weeks[name])) for name in ("athlete", "week"))
    # A week that is not over has no verdict yet, however much of it is done.
    parts = weeks["part"].where(weeks["due"].astype(bool)).astype(float)
    texts = [
        "–" if not due else "" if np.isnan(part) else percent(part)
        for part, due in zip(parts, weeks["due"], strict=True)
    ]
    with drawing(ax, width=max(PHONE, 1.2 + 0.55 * len(columns)), height=1.8 + 0.34 * len(athletes)) as canvas:
        _cells(canvas, weeks["athlete"], weeks["week"], list(zip(texts, parts, strict=True)), columns)
        over = weeks[weeks["due"].astype(bool)]
        canvas.title(f"{plural(len(athletes), 'athlete')}: share of planned sets done, by week")
        canvas.caption(
            f"Counted sets ({_counting(weeks)} counting), label by label; "
            "more than planned of one makes up for no other. "
            f"{plural(over['week'].nunique(), 'week')} over; –: not over yet."
        )
    return canvas.ax


@checked
def plot_sessions_done(sessions: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw every session of a block for each athlete: done, moved, missed or to come.

    Parameters
    ----------
    sessions : DataFrame
        ``PlannedAndDone.sessions`` of `compare_to_block`.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame.

    Examples
    --------
    >>> sessions = pd.DataFrame({"athlete": ["A"], "date": ["2027-01-04"], "week": ["2027-W01"], "state": ["done"]})
    >>> [text.get_text() for text in plot_sessions_done(sessions).get_yticklabels()]
    ['A  1/1']
    """
    needs(sessions, ["athlete", "date", "week", "state"], "compare_to_block")
    athletes = list(dict.fromkeys(sessions["athlete"]))
    days = pd.to_datetime(sessions["date"])
    first = days.min() - pd.Timedelta(days=days.min().weekday())
    across = (days - first).dt.days / 7  # in weeks from the first Monday
    weeks = int(across.max()) + 1
    with drawing(ax, width=max(PHONE, 1.3 + 0.5 * weeks), height=1.9 + 0.36 * len(athletes)) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        same_day = sessions.groupby(["athlete", "date"])
        many = same_day["state"].transform("size").to_numpy()
        rows = np.array([athletes.index(name) for name in sessions["athlete"]], dtype=float)
        # Sessions of one day stand above each other, around the row of their athlete.
        rows += np.where(many > 1, (same_day.cumcount().to_numpy() - (many - 1) / 2) * 0.34, 0.0)
        size = 7 if weeks <= NARROW + 1 else 5
        keys = []
        for state, look in MARKS.items():
            marked = (sessions["state"] == state).to_numpy()
            axes.plot(across[marked], rows[marked], linestyle="none", markersize=size, markeredgewidth=1.4, **look)
            keys += [Line2D([], [], linestyle="none", markersize=7, label=state, **look)] * bool(marked.any())
        # Lines between Sunday and Monday, a little before the marks of Monday.
        for week in range(weeks + 1):
            axes.axvline(week - 0.08, color=PALE, linewidth=0.8, zorder=0)
        due = sessions[sessions["state"] != "to come"]
        done = due[due["state"].isin(["done", "moved"])]
        counts = [[int((part["athlete"] == name).sum()) for part in (done, due)] for name in athletes]
        names = [f"{shortened(name, 16)}  {had}/{of}" for name, (had, of) in zip(athletes, counts, strict=True)]
        canvas.rows(names, fontsize=8)
        axes.set_xlim(-0.15, weeks)
        # In the middle of the seven days, which are 0/7 to 6/7 of a week.
        axes.set_xticks(np.arange(weeks) + 0.42, [str(week + 1) for week in range(weeks)], fontsize=8)
        axes.set_xlabel("week of the block", fontsize=8, color=QUIET)
        axes.tick_params(length=0)
        canvas.legend(keys, ncols=5)
        moved = int((due["state"] == "moved").sum())
        rest = f", {moved} of them moved" if moved else ""
        canvas.title(f"{len(done)} of {plural(len(due), 'session')} that were due are done{rest}")
        canvas.caption(
            "A session is done when at least half of its exercises are in the log on its day, moved when they are on "
            "another day of its week, begun when fewer are (ours). Behind each name: done or moved, of those due."
        )
    return canvas.ax
