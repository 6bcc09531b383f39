"""What was missed of a block: sets by muscle and week for an athlete, and by athlete and week for a squad."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.colors import BAND, QUIET
from analysis.base.text import inline, number, percent
from analysis.charts.canvas import Canvas, drawing, needs, page_of
from analysis.charts.letters import LABEL, NOTE, joined, wrapped
from analysis.charts.tints import letters_on, light
from analysis.volume.conventions import counted_shortly

MISSED_COLOR = "#b84f14"
"""Colour of all of it missed; a part is a paler tint."""


MOST_WEEKS = 8
"""Weeks whose figures can be read side by side; further weeks stand on further pages."""


ROW, NAMES_WIDE = 0.36, 1.5
"""Inches of a row, and of the names before it."""


@checked
def plot_planned_done(
    volume: pd.DataFrame, *, athlete: str | None = None, page: int = 1, ax: Axes | None = None
) -> Axes:
    """Draw what an athlete missed: for each muscle and week the sets missed, on a tint of their share of the plan.

    Parameters
    ----------
    volume : DataFrame
        ``PlannedAndDone.volume`` of `compare_to_block`.
    athlete : str, optional
        Whose; default the first one.
    page : int
        Eight weeks stand on a page, which are counted from 1; the sums beside them are of all weeks.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is another frame, the athlete is unknown, or there is no such page.

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
    title = f"{who} {_found(own, 'label')}"
    return _draw(own, "label", title, page, ax)


@checked
def plot_squad(weeks: pd.DataFrame, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw what a squad missed: for each athlete and week the sets missed, on a tint of their share of the plan.

    Parameters
    ----------
    weeks : DataFrame
        Of `squad_weeks`.
    page : int
        Eight weeks stand on a page, which are counted from 1; the sums beside them are of all weeks.
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
    >>> weeks = pd.DataFrame({"athlete": ["A"], "week": ["2027-W01"], "planned_min": [8.0], "part": [0.75]})
    >>> plot_squad(weeks.assign(due=True)).texts[0].get_text()
    '2'
    """
    needs(weeks, ["athlete", "week", "planned_min", "part", "due"], "squad_weeks")
    own = _with_missed(weeks.assign(done=weeks["planned_min"] * weeks["part"].fillna(1.0)))
    return _draw(own, "athlete", f"The squad {_found(own, 'athlete')}", page, ax)


def _with_missed(cells: pd.DataFrame) -> pd.DataFrame:
    """Add the sets missed in weeks that are over: what the least that was planned has more than what was done."""
    due = cells["due"].astype(bool)
    missed = (cells["planned_min"] - cells["done"]).clip(lower=0).where(due, 0.0)
    return cells.assign(missed=missed, planned=cells["planned_min"].where(due, 0.0), due=due)


def _found(cells: pd.DataFrame, row: str) -> str:
    """Say which share was done, and where most was missed."""
    missed, planned = cells["missed"].sum(), cells["planned"].sum()
    if not planned:
        return "has no week of the plan behind them yet"
    if not missed:
        return "did all that was planned"
    each = cells[cells["planned"] > 0]
    top = each.groupby(row, sort=False)["missed"].sum().idxmax()
    weeks = each.groupby("week", sort=False)["missed"].sum()
    number_of = list(dict.fromkeys(cells["week"])).index(weeks.idxmax()) + 1
    most = inline(str(top)) if row == "label" else str(top)
    where = f" in week {number_of} and" if weeks.size > 1 else ""
    verb = f"for {most}" if row == "label" else f"by {most}"
    several = f"; most was missed{where} {verb}" if len(set(each[row])) > 1 else ""
    return f"did {percent(1 - missed / planned)} of the planned sets{several}"


def _draw(cells: pd.DataFrame, row: str, title: str, page: int, ax: Axes | None) -> Axes:
    """Draw rows by what was missed in them, the most on top, and beside each what was missed of what was planned."""
    # What was never planned cannot be missed.
    sums = cells.groupby(row, sort=False)[["missed", "planned", "planned_min"]].sum().query("planned_min > 0")
    sums = sums.sort_values(["missed", "planned"], ascending=False, kind="stable")
    all_weeks = list(dict.fromkeys(cells["week"]))
    weeks, left_out = page_of(all_weeks, MOST_WEEKS, page, "weeks")
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
        canvas.title(title, f"Sets missed by week of the block{counted_shortly(cells) if 'counting' in cells else ''}")
        canvas.caption(f"Grey: nothing missed; darker: a larger share missed; blank: nothing due.{left_out}")
    return canvas.ax


def _cell(canvas: Canvas, across: int, down: int, missed: float, planned: float) -> None:
    """Fill a cell: grey where all was done, a tint with a figure where some was missed, blank where nothing is due."""
    if not planned:
        return
    color: Any = light(MISSED_COLOR, 0.25 + 0.75 * missed / planned) if missed else BAND
    canvas.ax.barh(down, 0.96, 0.94, left=across - 0.48, color=[color])
    if missed:
        look: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": NOTE}
        canvas.ax.text(across, down, number(missed, 0 if missed >= 20 else 1), color=letters_on(color), **look)
