"""The sets of each week of a block, with phases, lighter weeks and the race."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import GREY, WEEK_COLOR
from analysis.base.text import shortened, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.spec import LIGHTER, RECENT, lighter_weeks
from analysis.charts.canvas import HATCH, PHONE, Canvas, drawing, light
from analysis.charts.week_columns import period


def plot_block_weeks(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw the sets of each week, strength solid and activation hatched, with phases, lighter weeks and the race.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`. A range is drawn as a whisker, sets that skipped days lose as a dashed outline.
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
    >>> ax = plot_block_weeks(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> ax.get_ylabel()
    'whole sets a week'
    """
    check_plan(plan, sessions=True)
    with drawing(ax, width=max(PHONE, 1.2 + 0.3 * len(plan.weeks)), height=4.6) as canvas:
        canvas.legend(draw_weeks(canvas, plan), ncols=4)
        canvas.title(weeks_title(plan))
        canvas.caption(weeks_caption(plan))
    return canvas.ax


def weeks_title(plan: BlockPlan) -> str:
    """Say what the chart of weeks shows, with the highest week."""
    strength = plan.summary[["strength_sets_min", "strength_sets_max"]]
    peak = int(strength["strength_sets_max"].argmax())
    flat = len(strength.drop_duplicates()) == 1
    when = "in every week" if flat else f"at most, in week {peak + 1}"
    most = f": {span(*strength.iloc[peak], dash='–')} strength sets {when}"
    counts = plan.summary["activation_sets_max"].any()
    rest = ": activation alone" if counts else ": no counted set"
    return f"{plan.spec.name}{most if strength.to_numpy().any() else rest}"


def weeks_caption(plan: BlockPlan) -> str:
    """Say how the chart of weeks counts."""
    return f"{period(plan)}. {WEEKS_WORDS} No source states load or effort."


WEEKS_WORDS = (
    "Every set counts once; work per side is one set. "
    f"▾: strength sets at {100 * LIGHTER:g} % or less of the highest of the {RECENT} weeks before."
)


def draw_weeks(canvas: Canvas, plan: BlockPlan) -> list[Any]:
    """Draw the sets of each week and return the entries of a legend."""
    summary = plan.summary
    place = np.arange(len(summary)) + 0.5
    ends = {part: summary[[f"{part}_sets_min", f"{part}_sets_max"]].to_numpy().T for part in ("strength", "activation")}
    ends["lost"] = summary[["lost_sets_min", "lost_sets_max"]].to_numpy().T
    low, high = (ends["strength"][end] + ends["activation"][end] for end in (0, 1))
    top = max(1.0, float((high + ends["lost"][1]).max()))
    axes = canvas.ax
    axes.grid(visible=False)
    axes.grid(visible=True, axis="y")
    strength, activation = ends["strength"][0], ends["activation"][0]
    axes.bar(place, strength, 0.7, color=WEEK_COLOR, edgecolor=WEEK_COLOR, linewidth=0.6)
    axes.bar(
        place, activation, 0.58, strength, color=light(WEEK_COLOR), edgecolor=WEEK_COLOR, hatch=HATCH, linewidth=0.6
    )
    lost = ends["lost"][1]
    axes.bar(place[lost > 0], lost[lost > 0], 0.58, high[lost > 0], fill=False, edgecolor=GREY, linestyle=(0, (3, 2)))
    wide = high > low
    axes.vlines(place[wide], low[wide], high[wide], color="black", linewidth=1.2)
    for at, week in enumerate(zip(low, high, lost, strict=True)):
        text = span(*week[:2], dash="–") if week[1] else ""
        size = min(7.0, 0.86 * canvas.inches / len(summary) * 72 / (0.66 * max(1, len(text))))
        top_of = (place[at], week[1])
        look: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "annotation_clip": False}
        axes.annotate(text, top_of, (0, 2), fontsize=size, **look)
    notes = _under(plan)
    names = [f"{week + 1}\n{note}".rstrip() for week, note in enumerate(notes)]
    axes.set_xticks(place, names, fontsize=7 if len(names) < 17 else 6.2)
    axes.set_xlim(0, len(summary))
    axes.set_ylim(0, top * 1.22)
    axes.set_ylabel("whole sets a week")
    at = 0
    for name, run in groupby(zip(summary["block_phase"], plan.spec.phase_of_week, strict=True)):
        length = len(list(run))
        axes.plot([at + 0.06, at + length - 0.06], [top * 1.12] * 2, color=GREY, linewidth=3, solid_capstyle="butt")
        room = max(1, int(length * canvas.inches * 0.86 / len(summary) * 72 / (0.6 * 7.5)))
        axes.text(at + length / 2, top * 1.14, shortened(name[0], room), ha="center", va="bottom", fontsize=7.5)
        at += length
    race = summary.index[summary["race"] != ""]
    for week in race:
        axes.axvline(week + (WEEKDAYS.index(str(summary["race"][week])) + 0.5) / 7, color="black", linewidth=1.6)
    keys: list[Any] = [Patch(facecolor=WEEK_COLOR, label="strength")]
    keys += [Patch(facecolor=light(WEEK_COLOR), edgecolor=WEEK_COLOR, hatch=HATCH, label="activation")]
    keys += [Patch(fill=False, edgecolor=GREY, linestyle="--", label="lost")] * bool(lost.any())
    keys += [Line2D([], [], color="black", linewidth=1.6, label="race")] * bool(len(race))
    return keys


def _under(plan: BlockPlan) -> list[str]:
    """Mark weeks that are lighter than those before them."""
    return ["▾" if one else "" for one in lighter_weeks(plan.summary["strength_sets_max"].tolist())]
