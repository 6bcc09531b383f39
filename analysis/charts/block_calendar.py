"""Sessions and runs of a block on a calendar."""

from __future__ import annotations

import datetime

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import INK, PALE, QUIET, routine_colors
from analysis.base.text import plural, shortened, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.canvas import PHONE, dark, drawing
from analysis.charts.week_columns import day_words, period
from analysis.library.labels import labels

BOX = 0.22
"""Inches that a session of a calendar is high."""


def plot_block_calendar(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw sessions and runs on a calendar, a row per week.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`. Skipped days are hatched; runs and the race stand at the foot of a day.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If it is no plan.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "mon": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "runs": {"sun": "long"}, "phase": [phase]}
    >>> ax = plot_block_calendar(plan_block(load_library(), block))
    >>> [text.get_text() for text in ax.texts].count("long run")
    4
    """
    check_plan(plan)
    spec, weeks = plan.spec, len(plan.weeks)
    words = labels(plan.source, "routine_id")
    used = [name for phase in spec.phase for day in phase.template.values() for name in day]
    colors = routine_colors(list(dict.fromkeys(used)))
    by_date: dict[datetime.date, list[tuple[str, float, float]]] = {}
    columns = ("date", "routine_id", "minutes_min", "minutes_max")
    for date, *session in zip(*(plan.sessions[name].tolist() for name in columns), strict=True):
        by_date.setdefault(date.date(), []).append(tuple(session))
    tallest = max([1, *map(len, by_date.values())])
    unit = 0.36 + BOX * tallest
    with drawing(ax, width=max(PHONE, 6.2), height=1.6 + unit * weeks) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        phase_of = plan.spec.phase_of_week
        for week in range(weeks):
            first = not week or phase_of[week] != phase_of[week - 1]
            name = shortened(spec.phase[phase_of[week]].name, 12) if first else ""
            axes.text(-0.08, week + 0.35, f"{week + 1}", ha="right", va="center", fontsize=8, fontweight="bold")
            axes.text(-0.08, week + 0.75, name, ha="right", va="center", fontsize=6.5, color=QUIET)
            axes.plot([-0.05, 7], [week] * 2, color="#44505a" if first else PALE, linewidth=1.3 if first else 0.7)
            for day in range(7):
                date = spec.monday + datetime.timedelta(days=7 * week + day)
                _day(axes, plan, date, (day, week), by_date.get(date, []), tallest, words, colors)
        axes.plot([-0.05, 7], [weeks] * 2, color=PALE, linewidth=0.7)
        axes.set_xlim(-0.75, 7)
        axes.set_ylim(weeks, 0)
        axes.set_yticks([])
        axes.set_xticks(np.arange(7) + 0.5, [day.capitalize() for day in WEEKDAYS])
        axes.xaxis.tick_top()
        axes.spines["bottom"].set_visible(False)
        canvas.title(f"{spec.name}: {plural(len(plan.sessions), 'session')} in {period(plan)}")
        canvas.caption(
            "Minutes of a session are our estimate, as a range. Hatched days are skipped: their sets are lost and not "
            "made up. On a day with a run, warm up before it and do strength work after it (doma_2013: 14 men); on the "
            "day before a race, on its day and on the two days after it, do no strength work."
        )
    return canvas.ax


def _day(
    axes: Axes,
    plan: BlockPlan,
    date: datetime.date,
    at: tuple[int, int],
    sessions: list[tuple[str, float, float]],
    tallest: int,
    words: dict[str, str],
    colors: dict[str, str],
) -> None:
    day, week = at
    spec = plan.spec
    skip = spec.skip_on(date)
    if skip is not None:
        box = Rectangle((day + 0.02, week + 0.04), 0.96, 0.92, fill=False, edgecolor=PALE, hatch="///", linewidth=0)
        axes.add_patch(box)
    height = BOX / (0.36 + BOX * tallest)
    head = day_words(date) if not day or date.day == 1 else str(date.day)
    axes.text(day + 0.04, week + 0.04, head, va="top", fontsize=5.6, color=QUIET)
    for place, (routine, low, high) in enumerate(sessions):
        top = week + 0.16 / (0.36 + BOX * tallest) + place * height
        color = colors[routine]
        axes.add_patch(Rectangle((day + 0.03, top), 0.94, height * 0.9, facecolor=color, linewidth=0))
        text = f"{shortened(words[routine], 15)}\n{span(low, high, digits=0, dash='–')} min"
        axes.text(
            day + 0.5,
            top + height * 0.45,
            text,
            ha="center",
            va="center",
            fontsize=5.4,
            color="white" if dark(color) else INK,
            linespacing=1.05,
        )
    kind = spec.run_on(date)
    run = "RACE" if kind == "race" else kind and f"{kind} run"
    text = run
    if skip is not None:
        text = skip.why if date < spec.start else f"off: {skip.why}" if skip.why else "off"
    if text:
        weight = "bold" if run in ("RACE", "hard run", "long run") and skip is None else "normal"
        axes.text(
            day + 0.5,
            week + 0.95,
            shortened(text, 17),
            ha="center",
            va="bottom",
            fontsize=min(6.0, 80 / len(text)),
            fontweight=weight,
        )
