"""A block and what was done of it: by muscle and week, session by session, a squad, and load over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.choices import check_choice
from analysis.base.colors import GREY, INK, PALE, QUIET, WEEK_COLOR
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import number, one_of, percent, plural, shortened, span
from analysis.charts.canvas import PHONE, Canvas, dark, drawing, light, needs

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


def plot_planned_done(volume: pd.DataFrame, *, athlete: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw for each muscle and week which part of the planned sets was done.

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
    needs(
        volume, ["athlete", "week", "label", "planned_min", "planned_max", "done", "due", "status"], "compare_to_block"
    )
    names = list(dict.fromkeys(volume["athlete"]))
    who = names[0] if athlete is None else check_choice("athlete", athlete, names)
    own = volume[volume["athlete"] == who]
    used = own.groupby("label", sort=False)[["planned_max", "done"]].max().max(axis=1)
    labels = used.index[used > 0].tolist()
    weeks = list(dict.fromkeys(own["week"]))
    cells = own[own["label"].isin(labels)].set_index(["label", "week"])
    part = np.full((len(labels), len(weeks)), np.nan)
    texts = [["" for _ in weeks] for _ in labels]
    stacked = "/" if len(weeks) <= NARROW else "\nof "
    columns = zip(*(cells[name].tolist() for name in ("planned_min", "planned_max", "done", "due")), strict=True)
    for (label, week), (low, high, done, due) in zip(cells.index.tolist(), columns, strict=True):
        row, column = labels.index(label), weeks.index(week)
        if due and (high or done):
            texts[row][column] = f"{number(done)}{stacked}{span(low, high, dash='–')}"
            part[row, column] = 1.0 if done >= low else done / low
        elif high:
            texts[row][column] = f"–{stacked}{span(low, high, dash='–')}"
    with drawing(
        ax,
        width=max(PHONE, 1.9 + 0.62 * len(weeks)),
        height=1.9 + (0.31 if len(weeks) <= NARROW else 0.4) * len(labels),
    ) as canvas:
        _cells(canvas, part, texts, labels, [week[-3:] for week in weeks])
        over = own[own["due"]]
        short = over.loc[over["status"] == "below", "label"].nunique()
        many = plural(over["week"].nunique(), "week")
        how = own["counting"].iloc[0] if "counting" in own else "fractional"
        kind = "muscle" if "muscle_id" in own else "muscle group"
        canvas.title(f"{who}: sets done of those planned, {many} over; {plural(short, kind)} short in some week")
        canvas.caption(
            f"Done/planned counted sets a week ({how} counting), warm-ups left out; the darker, the nearer to the "
            "least that was planned. –: the week is not over. What was missed is not made up."
        )
    return canvas.ax


def _cells(
    canvas: Canvas,
    part: npt.NDArray[np.float64],
    texts: Sequence[Sequence[str]],
    rows: Sequence[str],
    columns: Sequence[str],
) -> None:
    """Draw a grid of parts from 0 to 1 with a text in each cell; what has no part stays white."""
    axes = canvas.ax
    axes.grid(visible=False)
    colors = np.ones((*part.shape, 3))
    for place in np.ndindex(*part.shape):
        if not np.isnan(part[place]):
            colors[place] = light(WEEK_COLOR, 0.08 + 0.92 * min(1.0, float(part[place])))
    axes.imshow(colors, aspect="auto")
    room = canvas.inches * 0.72 / max(1, len(columns)) * 72
    longest = max((len(part) for row in texts for text in row for part in text.split("\n")), default=1)
    size = min(8.0, room / (0.6 * max(1, longest)))
    for row, column in np.ndindex(*part.shape):
        own = tuple(colors[row, column])
        shade = "white" if dark("#" + "".join(f"{round(255 * one):02x}" for one in own)) else INK
        axes.text(column, row, texts[row][column], ha="center", va="center", fontsize=size, color=shade)
    axes.set_xticks(range(len(columns)), columns, fontsize=8)
    axes.set_yticks(range(len(rows)), [shortened(one, 22) for one in rows], fontsize=8)
    axes.set_xticks(np.arange(len(columns) - 1) + 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) - 1) + 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="both", length=0)


def plot_squad(weeks: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each athlete and week which part of the planned sets was done.

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
    part = np.full((len(athletes), len(columns)), np.nan)
    texts = [["" for _ in columns] for _ in athletes]
    for athlete, week, value, due in zip(*(weeks[name] for name in ("athlete", "week", "part", "due")), strict=True):
        row, column = athletes.index(athlete), columns.index(week)
        if due and not pd.isna(value):
            part[row, column], texts[row][column] = value, percent(value)
        else:
            texts[row][column] = "–" if not due else ""
    with drawing(ax, width=max(PHONE, 1.2 + 0.55 * len(columns)), height=1.8 + 0.34 * len(athletes)) as canvas:
        _cells(canvas, part, texts, athletes, [week[-3:] for week in columns])
        over = weeks[weeks["due"].astype(bool)]
        how = weeks["counting"].iloc[0] if "counting" in weeks else "fractional"
        canvas.title(f"{plural(len(athletes), 'athlete')}: part of the planned sets done, by week")
        canvas.caption(
            f"Counted sets ({how} counting), label by label; "
            "more than planned of one makes up for no other. "
            f"{plural(over['week'].nunique(), 'week')} over; –: not over yet."
        )
    return canvas.ax


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
    place = (days - first).dt.days / 7
    weeks = int(place.max()) + 1
    with drawing(ax, width=max(PHONE, 1.3 + 0.5 * weeks), height=1.9 + 0.36 * len(athletes)) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        rows = np.array([athletes.index(one) for one in sessions["athlete"]], dtype=float)
        again = sessions.groupby(["athlete", "date"]).cumcount().to_numpy()
        many = sessions.groupby(["athlete", "date"])["state"].transform("size").to_numpy()
        rows += np.where(many > 1, (again - (many - 1) / 2) * 0.34, 0.0)  # sessions of one day stand above each other
        size = 7 if weeks <= NARROW + 1 else 5
        keys = []
        for state, look in MARKS.items():
            own = (sessions["state"] == state).to_numpy()
            axes.plot(place[own], rows[own], linestyle="none", markersize=size, markeredgewidth=1.4, **look)
            keys += [Line2D([], [], linestyle="none", markersize=7, label=state, **look)] * bool(own.any())
        for week in range(weeks + 1):
            axes.axvline(week - 0.08, color=PALE, linewidth=0.8, zorder=0)
        counts = []
        for athlete in athletes:
            states = sessions.loc[sessions["athlete"] == athlete, "state"]
            done, due = int(states.isin(["done", "moved"]).sum()), int((states != "to come").sum())
            counts.append(f"{shortened(athlete, 16)}  {done}/{due}")
        axes.set_yticks(range(len(athletes)), counts, fontsize=8)
        axes.set_ylim(len(athletes) - 0.4, -0.6)
        axes.set_xlim(-0.15, weeks)
        axes.set_xticks(np.arange(weeks) + 0.42, [str(week + 1) for week in range(weeks)], fontsize=8)
        axes.set_xlabel("week of the block", fontsize=8, color=QUIET)
        axes.tick_params(length=0)
        canvas.legend(keys, ncols=5)
        over = sessions.loc[sessions["state"] != "to come", "state"]
        of = plural(len(over), "session")
        moved = int((over == "moved").sum())
        rest = f", {moved} of them moved" if moved else ""
        canvas.title(f"{int(over.isin(['done', 'moved']).sum())} of {of} that were due are done{rest}")
        canvas.caption(
            "A session is done when at least half of its exercises are in the log on its day, moved when they are on "
            "another day of its week, begun when fewer are (ours). Behind each name: done or moved, of those due."
        )
    return canvas.ax


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
    known = dict.fromkeys([*progress["exercise_name"], *(one for one in progress["exercise_id"] if one)])
    check_choice("exercise", exercise, list(known))
    own = progress[(progress["exercise_name"] == exercise) | (progress["exercise_id"] == exercise)]
    names = list(dict.fromkeys(own["athlete"]))
    who = names[0] if athlete is None else check_choice("athlete", athlete, names)
    own = own[own["athlete"] == who]
    several = list(dict.fromkeys(own["exercise_name"]))
    if len(several) > 1:
        raise ArgumentError(
            Finding("several exercises of the log are this one", value=exercise, allowed=one_of(several))
        )
    own = own.sort_values("week")
    measures = [("best_weight_kg", "kg"), ("best_reps", "repetitions"), ("best_work_s", "seconds")]
    column, unit = next(((name, unit) for name, unit in measures if own[name].notna().any()), measures[0])
    monday = pd.to_datetime(own["week"] + "-1", format="%G-W%V-%u")
    place = ((monday - monday.min()).dt.days // 7).to_numpy()
    with drawing(ax, height=4.2) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        axes.grid(visible=True, axis="y")
        keys = []
        if unit == "kg" and own["e1rm_kg"].notna().any():
            keys += axes.plot(place, own["e1rm_kg"], color=WEEK_COLOR, marker="o", label="estimated maximum (1RM)")
        keys += axes.plot(place, own[column], color=GREY, marker="s", linestyle="--", label="best set")
        best = own[["best_weight_kg", "best_reps", "best_work_s"]].astype(float).to_numpy()
        for at, (kilograms, reps, seconds), low, high in zip(
            place, best, own["rpe_min"].astype(float), own["rpe_max"].astype(float), strict=True
        ):
            text = "" if np.isnan(reps) else f"x {number(reps)}"
            text += "" if np.isnan(low) else f"\nRPE {span(low, high, dash='–')}"
            height = {"kg": kilograms, "repetitions": reps, "seconds": seconds}[unit]
            if not np.isnan(height):
                axes.annotate(
                    text,
                    (at, height),
                    (0, -6),
                    textcoords="offset points",
                    ha="center",
                    va="top",
                    fontsize=7,
                    color=QUIET,
                )
        span_of = range(int(place.max()) + 1)
        shown = monday.min() + pd.to_timedelta([7 * one for one in span_of], unit="D")
        axes.set_xticks(list(span_of), [f"{one:%d %b}" for one in shown], fontsize=7.5)
        axes.set_xlim(-0.5, len(span_of) - 0.5)
        axes.margins(y=0.25)
        axes.set_ylabel(unit)
        canvas.legend(keys, ncols=2)
        first, last = own[column].iloc[0], own[column].iloc[-1]
        name = str(own["exercise_name"].iloc[0])
        change = (
            f"best set {number(first)} to {number(last)} {unit}" if len(own) > 1 else f"best set {number(first)} {unit}"
        )
        canvas.title(f"{who}, {shortened(name, 40)}: {change} in {plural(len(span_of), 'week')}")
        canvas.caption(f"Weeks from their Mondays. {own['formula'].iloc[0]}. Loads and efforts are the athlete's own.")
    return canvas.ax
