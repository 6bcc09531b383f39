"""Completed and missed work of a block: sessions, and sets by muscle and week, or by athlete and week for a squad."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import BAND, INK, PALE, QUIET, WEEK_COLOR
from analysis.base.text import inline, number, plural, span
from analysis.charts.canvas import Canvas, drawing, needs, page_of
from analysis.charts.letters import LABEL, NOTE, broken, joined, wrapped
from analysis.charts.tints import letters_on, light
from analysis.volume.sentences import counted_shortly

MARKS: dict[str, dict[str, Any]] = {
    "done": {"marker": "o", "color": WEEK_COLOR},
    "moved": {"marker": "D", "color": WEEK_COLOR, "fillstyle": "none"},
    "begun": {"marker": "o", "color": WEEK_COLOR, "fillstyle": "left", "markerfacecoloralt": "white"},
    "missed": {"marker": "x", "color": INK},
    "to come": {"marker": ".", "color": "#9aa5ae"},
}
"""Marks of sessions by state: told apart by shape, not by colour alone."""


MOST_MARKS = 12
"""Maximum weeks whose marks stay apart side by side; further weeks go on further pages."""


@checked
def plot_sessions_done(sessions: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw every session of a block for each athlete: done, moved, missed or to come.

    Parameters
    ----------
    sessions : DataFrame
        ``PlannedAndDone.sessions`` of `compare_to_block`.
    page : int
        Page to draw, from 1; twelve weeks a page; the counts behind the names cover all weeks.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is any other frame, or there is no such page.

    Examples
    --------
    >>> sessions = pd.DataFrame({"athlete": ["A"], "date": ["2027-01-04"], "week": ["2027-W01"], "state": ["done"]})
    >>> [text.get_text() for text in plot_sessions_done(sessions).get_yticklabels()]
    ['A 1 of 1']
    """
    needs(sessions, ["athlete", "date", "week", "state"], "compare_to_block")
    athletes = list(dict.fromkeys(sessions["athlete"]))
    days = _days_of(sessions)
    across = days / 7
    every = [str(week + 1) for week in range(int(across.max()) + 1)]
    numbers, left_out = page_of(every, MOST_MARKS, page, "week")
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
        # Sessions of one day are stacked around the row of their athlete.
        rows += np.where(many > 1, (same_day.cumcount().to_numpy() - (many - 1) / 2) * 0.34, 0.0)
        rows += _up_and_down(days.to_numpy())
        keys = []
        for state, look in MARKS.items():
            marked = ((sessions["state"] == state) & across.between(start, start + weeks, inclusive="left")).to_numpy()
            axes.plot(across[marked] - start, rows[marked], linestyle="none", markersize=6, markeredgewidth=1.4, **look)
            keys += [Line2D([], [], linestyle="none", markersize=7, label=state, **look)] * bool(marked.any())
        # Lines between Sunday and Monday, a little before the marks of Monday.
        for week in range(weeks + 1):
            axes.axvline(week - 0.08, color=PALE, linewidth=0.8, zorder=0)
        canvas.rows(names)
        axes.set_xlim(-0.15, weeks)
        # Centered on the seven days, which are 0/7 to 6/7 of a week.
        axes.set_xticks(np.arange(weeks) + 0.42, numbers, fontsize=NOTE)
        axes.set_xlabel("week of the block", fontsize=NOTE, color=QUIET)
        axes.tick_params(length=0)
        canvas.legend(keys, ncols=5)
        moved = int((due["state"] == "moved").sum())
        rest = f", {moved} of them moved" if moved else ""
        canvas.title(f"{len(done)} of {plural(len(due), 'session')} that were due are done{rest}")
        canvas.caption(f"Done: half of its exercises or more; moved: on another day.{left_out}")
    return canvas.ax


def _days_of(sessions: pd.DataFrame) -> pd.Series:
    """Return the days of sessions, counted from the Monday of the first week."""
    days = pd.to_datetime(sessions["date"])
    return (days - days.min()).dt.days + days.min().weekday()


@checked
def sessions_done_pages(sessions: pd.DataFrame) -> int:
    """Return the number of pages of `plot_sessions_done`."""
    needs(sessions, ["date"], "compare_to_block")
    return int(_days_of(sessions).max()) // (7 * MOST_MARKS) + 1


def _up_and_down(days: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return alternating up and down shifts for marks on consecutive days, since marks are wider than a day.

    Examples
    --------
    >>> _up_and_down(np.array([0, 1, 3])).tolist(), _up_and_down(np.array([0, 2])).tolist()
    ([-0.17, 0.17, 0.17], [0.0, 0.0])
    """
    near = bool((np.diff(np.unique(days)) == 1).any())
    return np.where(near, np.where(days % 2, 0.17, -0.17), 0.0)


MISSED_COLOR = "#b84f14"
"""Colour for everything missed; a part is a paler tint."""


MOST_WEEKS = 12
"""Maximum weeks with legible figures side by side; further weeks go on further pages."""


ROW, NAMES_WIDE = 0.36, 1.5
"""Inches of a row, and of the names before it."""


@checked
def plot_planned_done(
    volume: pd.DataFrame,
    *,
    athlete: str | None = None,
    sessions: pd.DataFrame | None = None,
    page: int = 1,
    ax: Axes | None = None,
) -> Axes:
    """Draw what an athlete missed: the sets missed by muscle and week, on a tint of their share of the plan.

    A set counts for every muscle it works, and so does work beyond the plan: these figures are not the number of
    planned sets done, which the title states if ``sessions`` is given.

    Parameters
    ----------
    volume : DataFrame
        ``PlannedAndDone.volume`` of `compare_to_block`.
    athlete : str, optional
        Name of the athlete; default the first one.
    sessions : DataFrame, optional
        ``PlannedAndDone.sessions`` of the same comparison.
    page : int
        Page to draw, from 1; twelve past weeks a page, the latest on page 1; the sums beside them cover all weeks.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is any other frame, the athlete is unknown, or there is no such page.

    Examples
    --------
    >>> rows = [["2027-W01", "Calves", 4.0, 6.0, 3.0, "below"], ["2027-W02", "Calves", 4.0, 6.0, 6.0, "in"]]
    >>> names = ["week", "label", "planned_min", "planned_max", "done", "status"]
    >>> ax = plot_planned_done(pd.DataFrame(rows, columns=names).assign(athlete="A", due=True))
    >>> [text.get_text() for text in ax.texts][:3]
    ['1', 'missed', '1 of 8']
    """
    columns = ["athlete", "week", "label", "planned_min", "planned_max", "done", "due", "status"]
    needs(volume, columns, "compare_to_block")
    names = list(dict.fromkeys(volume["athlete"]))
    who = names[0] if athlete is None else check_choice("athlete", athlete, names)
    own = _with_missed(volume[volume["athlete"] == who])
    sets = None
    if sessions is not None:
        needs(sessions, ["athlete", *DUE_SETS, "sets_done", "state"], "compare_to_block")
        due = sessions[(sessions["athlete"] == who) & (sessions["state"] != "to come")]
        sets = due[["sets_done", *DUE_SETS]].sum().tolist()
    subtitle = f"Sets missed of each muscle; work on top counts too{counted_shortly(own) if 'counting' in own else ''}"
    return _draw(own, "label", _found(who, own, "label", sets), subtitle, page, ax)


DUE_SETS = ("sets_planned_min", "sets_planned_max")


@checked
def plot_squad(weeks: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw what a squad missed: the sets missed by athlete and week, on a tint of their share of the plan.

    Parameters
    ----------
    weeks : DataFrame
        From `squad_weeks`.
    page : int
        Page to draw, from 1; twelve past weeks a page, the latest on page 1; the sums beside them cover all weeks.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is any other frame, or there is no such page.

    Examples
    --------
    >>> weeks = pd.DataFrame({"athlete": ["A"], "week": ["2027-W01"], "planned_min": [8], "planned_max": [8]})
    >>> plot_squad(weeks.assign(done=6, missed=2, due=True)).texts[0].get_text()
    '2'
    """
    needs(weeks, ["athlete", "week", "planned_min", "planned_max", "done", "missed", "due"], "squad_weeks")
    own = weeks.assign(planned=weeks["planned_min"])
    sets = own[["done", "planned_min", "planned_max"]].sum().tolist()
    title = _found("The squad", own, "athlete", sets)
    return _draw(own, "athlete", title, "Sets missed by week of the block", page, ax)


def _with_missed(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with the sets missed in weeks that are over: the least planned minus the sets done."""
    due = cells["due"].astype(bool)
    missed = (cells["planned_min"] - cells["done"]).clip(lower=0).where(due, 0.0)
    return cells.assign(missed=missed, planned=cells["planned_min"].where(due, 0.0), due=due)


def _found(who: str, cells: pd.DataFrame, row: str, sets: list[float] | None) -> str:
    """Return how many of the planned sets were done, if known, and where most were missed."""
    missed, planned = cells["missed"].sum(), cells["planned"].sum()
    if not planned:
        return f"{who} has nothing of the plan behind them yet"
    did = f"{who} did {number(sets[0])} of {span(*sets[1:])} planned sets" if sets else who
    if not missed:
        return f"{did}: nothing missed"
    each = cells[cells["planned"] > 0]
    top = each.groupby(row, sort=False)["missed"].sum().idxmax()
    weeks = each.groupby("week", sort=False)["missed"].sum()
    number_of = list(dict.fromkeys(cells["week"])).index(weeks.idxmax()) + 1
    most = f"for {inline(str(top))}" if row == "label" else f"by {top}"
    where = f"in week {number_of} and {most}" if weeks.size > 1 else most
    joint = ";" if sets else ":"
    return did if len(set(each[row])) == 1 and sets else f"{did}{joint} most was missed {where}"


def _draw(cells: pd.DataFrame, row: str, title: str, subtitle: str, page: int, ax: Axes | None) -> Axes:
    """Draw rows by missed sets, the most on top, with the missed share of the planned sets beside each."""
    # Work that was never planned cannot be missed.
    sums = cells.groupby(row, sort=False)[["missed", "planned", "planned_min"]].sum()
    sums = sums[sums["planned_min"] > 0] if row == "label" else sums
    sums = sums.sort_values(["missed", "planned"], ascending=False, kind="stable")
    all_weeks = list(dict.fromkeys(cells["week"]))
    # Weeks before the first and after the last with due work are blank, and not drawn.
    due = [index for index, week in enumerate(all_weeks) if (cells.loc[cells["week"] == week, "planned"] > 0).any()]
    over = all_weeks[due[0] : due[-1] + 1] if due else all_weeks
    latest, left_out = page_of(over[::-1], MOST_WEEKS, page, "week")
    weeks = latest[::-1]
    names = [wrapped(str(name), NAMES_WIDE, LABEL) for name in sums.index]
    row_inches = max(ROW, 0.2 * max(map(len, names), default=1))
    with drawing(ax, height=1.9 + row_inches * len(names)) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        table = cells.set_index([row, "week"])[["missed", "planned"]]
        for down, name in enumerate(sums.index):
            for across, week in enumerate(weeks):
                if (name, week) in table.index:
                    _cell(canvas, across, down, *table.loc[(name, week)])
        canvas.beside("missed", -0.75, 6, color=QUIET)
        for down, (missed, planned) in enumerate(zip(sums["missed"], sums["planned"], strict=True)):
            canvas.beside(f"{number(missed)} of {number(planned)}", down, 6, fontsize=NOTE, color=QUIET)
        canvas.rows([*map(joined, names)])
        canvas.heads([str(all_weeks.index(week) + 1) for week in weeks])
        axes.tick_params(axis="x", labelsize=NOTE, length=0, pad=1)
        axes.set_xlim(-0.5, max(len(weeks), 3) - 0.5)
        canvas.above += 22
        canvas.title(title, subtitle)
        canvas.caption(f"Grey: nothing missed; darker: a larger share missed; blank: nothing due.{left_out}")
    return canvas.ax


def _cell(canvas: Canvas, across: int, down: int, missed: float, planned: float) -> None:
    """Fill a cell: grey if all was done, a tint with a figure if some was missed, blank if none was due."""
    if not planned:
        return
    color: Any = light(MISSED_COLOR, 0.25 + 0.75 * missed / planned) if missed else BAND
    canvas.ax.barh(down, 0.96, 0.94, left=across - 0.48, color=[color])
    if missed:
        look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": NOTE}
        canvas.ax.text(across, down, number(missed, 0 if missed >= 10 else 1), color=letters_on(color), **look)
