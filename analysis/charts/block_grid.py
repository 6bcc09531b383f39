"""The card grid of a block: every exercise with its sets week by week, as a coach writes it on the wall."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import INK, QUIET, routine_colors
from analysis.block.card_grid import WRITTEN
from analysis.block.grid_cells import Cell, common_words, week_cells
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.canvas import PHONE, Canvas, drawing
from analysis.charts.week_columns import EFFORT, Sheet, fitting, period


def plot_block_grid(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw the card grid: every exercise with its sets week by week, and the coach's load and effort.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`. What a set holds stands behind the exercise where it stays the same, else in the cells. Sets
        that differ between the days of a week stand as ``3/2``, in the order of the days.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is no plan, or has no session.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.2, 0.6], "mon": "runners_world"}
    >>> ax = plot_block_grid(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> [text.get_text() for text in ax.texts if text.get_text().startswith("Hip")]
    ['Hip thrust']
    """
    check_plan(plan, sessions=True)
    rows = grid_rows(plan)
    with drawing(ax, width=max(PHONE, 3.1 + 0.3 * len(plan.weeks)), height=1.5 + 0.205 * rows) as canvas:
        draw_grid(canvas, plan, 7.0 if canvas.own else 6.2)
        canvas.title(f"{plan.spec.name}: what to do in {period(plan)}")
        canvas.caption(f"{GRID_WORDS} {EFFORT}")
    return canvas.ax


GRID_WORDS = (
    "Numbers are sets (rounds of a circuit) in a session; what one set holds stands behind the exercise, or under the "
    "sets where it changes; 2/1: the days of the week in order. An empty cell: not done in that week."
)


def grid_rows(plan: BlockPlan, phases: Sequence[str] | None = None) -> float:
    """Return how many rows high the card grid is, of all or some phases of routines."""
    grid = plan.grid if phases is None else plan.grid[plan.grid["phase"].isin(list(phases))]
    kept = set(zip(grid["routine_id"], grid["position"], strict=True))
    changing = sum(
        len({dose[1:] for cell in one for dose in cell}) > 1 for key, one in week_cells(plan).items() if key in kept
    )
    own_words = sum(bool((grid[name] != "").any()) for name in WRITTEN[1:])
    exercises = grid.drop_duplicates(["routine_id", "position"])
    return len(exercises) + 0.7 * changing + 1.3 * exercises["routine_id"].nunique() + 6 + own_words


def draw_grid(canvas: Canvas, plan: BlockPlan, size: float, phases: Sequence[str] | None = None) -> None:
    """Draw the card grid in letters of a size, of all or some phases of routines."""
    grid = plan.grid if phases is None else plan.grid[plan.grid["phase"].isin(list(phases))]
    exercises = grid.drop_duplicates(["routine_id", "position"])
    cells = week_cells(plan)
    common = {name: common_words(plan, name) for name in WRITTEN[1:]}
    sheet = Sheet(canvas, plan, (1.85 * size / 7, 1.15 * size / 7), size)
    sheet.head(runs=False)
    asked = plan.summary["asked_part"]
    sheet.numbers("sets asked, % of published", ["" if np.isnan(one) else f"{100 * one:.3g}" for one in asked])
    for name in WRITTEN[1:]:
        sheet.merged(common[name], name)
    colors = routine_colors(list(dict.fromkeys(exercises["routine_id"])))
    for routine, own in exercises.groupby("routine_id", sort=False):
        sheet.row += 0.3
        mark = Rectangle(
            (sheet.left[0], sheet.row + 0.2), 0.09 * sheet.inch, 0.6, color=colors[str(routine)], linewidth=0
        )
        sheet.ax.add_patch(mark)
        name, size = sheet.fitted(str(own["routine"].iloc[0]), -sheet.left[0] - 0.2 * sheet.inch)
        sheet.text(sheet.left[0] + 0.13 * sheet.inch, name, fontweight="bold", fontsize=size)
        before = sheet.row
        sheet.merged(_days_of(plan, str(routine)))
        sheet.row = max(sheet.row, before + 1)
        sheet.line(width=1.0)
        for position, exercise, phase in own[["position", "exercise", "phase"]].itertuples(index=False):
            _exercise(sheet, cells.get((str(routine), int(position)), []), str(exercise), str(phase))
            at = grid[(grid["routine_id"] == routine) & (grid["position"] == position)]
            for name in WRITTEN[1:]:
                texts = [text if text != other else "" for text, other in zip(at[name], common[name], strict=True)]
                sheet.merged(texts, f"    {name}")
            sheet.line("#eef1f4")
    sheet.close()


def _days_of(plan: BlockPlan, routine: str) -> list[str]:
    """Return on which days a routine is done in each week."""
    own = plan.sessions[plan.sessions["routine_id"] == routine]
    days = [set(own.loc[own["week"] == week, "weekday"]) for week in plan.weeks]
    return ["+".join(day for day in WEEKDAYS if day in one) for one in days]


def _exercise(sheet: Sheet, cells: list[list[Cell]], exercise: str, phase: str) -> None:
    """Draw a row: the exercise, what a set holds where it stays the same, and the sets of each week."""
    doses = {(amount, rest) for cell in cells for _, amount, rest in cell}
    rests = {rest for _, rest in doses}
    strong = phase == "strength"
    color = INK if strong else QUIET
    name, size = sheet.fitted(exercise, sheet.left[1] - sheet.left[0])
    sheet.text(sheet.left[0], name, color=color, fontsize=size)
    same = "".join(next(iter(doses))) if len(doses) == 1 else next(iter(rests)) if len(rests) == 1 else ""
    if same:
        size = min(0.93 * sheet.size, -sheet.left[1] / sheet.inch * 72 / (0.56 * len(same)))
        sheet.text(-0.1, same, ha="right", color=QUIET, fontsize=size)
    weight = "bold" if strong else "normal"
    for week, cell in enumerate(cells):
        if not cell:
            continue
        each_day = [sets for sets, _, _ in cell]
        sets = each_day[0] if len(set(each_day)) == 1 else "/".join(each_day)
        sheet.text(week + 0.5, sets, ha="center", color=color, fontweight=weight, fontsize=fitting(sheet, sets))
        if len(doses) > 1:
            holds = dict.fromkeys(amount + ("" if len(rests) == 1 else rest) for _, amount, rest in cell)
            each = "/".join(holds)
            sheet.ax.text(
                week + 0.5,
                sheet.row + 1.2,
                each,
                ha="center",
                va="center_baseline",
                fontsize=0.93 * fitting(sheet, each),
                color=QUIET,
            )
    sheet.row += 1.7 if len(doses) > 1 else 1
