"""Sessions and runs of a block on a calendar."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import PALE, QUIET, routine_colors
from analysis.base.text import plural, shortened, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.block_labels import day_words, period, phases_of
from analysis.charts.canvas import PHONE, drawing
from analysis.charts.tints import letters_on
from analysis.library.labels import labels

BOX, AROUND = 0.22, 0.36
"""Inches that a session is high, and that the day and its run take above and below the sessions."""


@checked
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
    # Colours by the templates, not by the sessions: a routine whose days are all skipped keeps its own.
    templates = [day for phase in spec.phase for day in phase.template.values()]
    colors = routine_colors(list(dict.fromkeys(name for day in templates for name in day)))
    words = labels(plan.source, "routine_id")
    sessions = plan.sessions.assign(day=plan.sessions["date"].dt.date)
    by_day: dict[Any, list[Any]] = {day: rows.to_dict("records") for day, rows in sessions.groupby("day", sort=False)}
    # All weeks are as high as the fullest day needs, so that a month looks like a month.
    tallest = max([1, *map(len, by_day.values())])
    unit = AROUND + BOX * tallest  # inches of a week, which is one unit high
    with drawing(ax, width=max(PHONE, 6.2), height=1.6 + unit * weeks) as canvas:
        axes = canvas.ax
        axes.grid(visible=False)
        # A phase is named beside its first week, under a darker line.
        first = {start: name for name, _, start, _ in phases_of(plan)}
        for week in range(weeks):
            name = shortened(first.get(week, ""), 12)
            axes.text(-0.08, week + 0.35, f"{week + 1}", ha="right", va="center", fontsize=8, fontweight="bold")
            axes.text(-0.08, week + 0.75, name, ha="right", va="center", fontsize=6.5, color=QUIET)
            edge: dict[str, Any] = {"color": PALE, "linewidth": 0.7}
            axes.plot([-0.05, 7], [week] * 2, **({"color": "#44505a", "linewidth": 1.3} if week in first else edge))
            for day in range(7):
                date = spec.monday + datetime.timedelta(days=7 * week + day)
                _day(axes, plan, date, (day, week))
                _sessions(axes, by_day.get(date, []), (day, week), unit, words, colors)
                _foot(axes, plan, date, (day, week))
        axes.plot([-0.05, 7], [weeks] * 2, color=PALE, linewidth=0.7)
        canvas.heads([day.capitalize() for day in WEEKDAYS], shift=0.5)
        # To the left of Monday stand the numbers of the weeks; week 1 is on top.
        axes.set_xlim(-0.75, 7)
        axes.set_ylim(weeks, 0)
        axes.set_yticks([])
        canvas.title(f"{spec.name}: {plural(len(plan.sessions), 'session')} in {period(plan)}")
        canvas.caption(
            "Minutes of a session are our estimate, as a range. Hatched days are skipped: their sets are lost and not "
            "made up. On a day with a run, warm up before it and do strength work after it (Doma et al. 2013, 14 "
            "men; Doma et al. 2019), explosive work 3 h apart if you can (Schumann et al. 2022). Near a race, do no "
            "strength work: the checks say from which day on."
        )
    return canvas.ax


def _day(axes: Axes, plan: BlockPlan, date: datetime.date, at: tuple[int, int]) -> None:
    """Write the number of a day, with its month where a row or a month begins; a skipped day is hatched."""
    day, week = at
    if plan.spec.skip_on(date) is not None:
        box = Rectangle((day + 0.02, week + 0.04), 0.96, 0.92, fill=False, edgecolor=PALE, hatch="///", linewidth=0)
        axes.add_patch(box)
    number = day_words(date) if not day or date.day == 1 else str(date.day)
    axes.text(day + 0.04, week + 0.04, number, va="top", fontsize=5.6, color=QUIET)


def _sessions(
    axes: Axes,
    sessions: Sequence[Mapping[str, Any]],
    at: tuple[int, int],
    unit: float,
    words: Mapping[str, str],
    colors: Mapping[str, str],
) -> None:
    """Draw the sessions of a day, one below the other."""
    day, week = at
    for number, session in enumerate(sessions):
        # Sessions stand below the number of the day, which takes 0.16 of an inch.
        height, color = BOX / unit, colors[session["routine_id"]]
        top = week + 0.16 / unit + number * height
        # A tenth of the height stays white between sessions.
        axes.add_patch(Rectangle((day + 0.03, top), 0.94, height * 0.9, facecolor=color, linewidth=0))
        minutes = span(session["minutes_min"], session["minutes_max"], digits=0, dash="–")
        text = f"{shortened(words[session['routine_id']], 15)}\n{minutes} min"
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 5.4, "linespacing": 1.05}
        axes.text(day + 0.5, top + height * 0.45, text, color=letters_on(color), **look)


def _foot(axes: Axes, plan: BlockPlan, date: datetime.date, at: tuple[int, int]) -> None:
    """Write the run of a day at its foot, or why the day is skipped."""
    kind, skip = plan.spec.run_on(date), plan.spec.skip_on(date)
    # What a strength session must keep clear of is bold.
    run = "RACE" if kind == "race" else kind and f"{kind} run"
    text, weight = run, "bold" if run in ("RACE", "hard run", "long run") else "normal"
    if skip is not None:
        # Days before the start count as skipped too, and say so in their own words.
        text, weight = (skip.why if date < plan.spec.start else f"off: {skip.why}" if skip.why else "off"), "normal"
    if text:
        look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontweight": weight}
        axes.text(at[0] + 0.5, at[1] + 0.95, shortened(text, 17), fontsize=min(6.0, 80 / len(text)), **look)
