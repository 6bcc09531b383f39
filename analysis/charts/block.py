"""A block of weeks: the card grid, week by muscle group, sets week by week, and the calendar."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis.bands import dose_bands
from analysis.block.cells import Cell, common_words, week_cells
from analysis.block.grid import WRITTEN
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.spec import LIGHTER, RECENT, WEEKDAYS, lighter_weeks
from analysis.charts.base import HATCH, PHONE, Canvas, dark, drawing, light
from analysis.charts.weekly import band_sources
from analysis.colors import GREY, INK, PALE, QUIET, WEEK_COLOR, routine_colors
from analysis.words import counting_words, inline, labels, plural, shortened, span

MOST_LINES = 3
"""Lines that the words of a coach are broken into."""
UNDER, OVER = "under the band", "over the band"
EFFORT = "Load and effort are the coach's own words; no source states them."


class _Sheet:
    """Columns of weeks to the right of columns of words, row below row; a week is one unit wide."""

    def __init__(self, canvas: Canvas, plan: BlockPlan, words: Sequence[float], size: float) -> None:
        self.ax = canvas.ax
        self.plan = plan
        self.size = size
        self.weeks = len(plan.weeks)
        self.inch = self.weeks / max(0.5, canvas.inches * (0.96 if canvas.own else 1.0) - sum(words))
        self.left = [-sum(words[place:]) * self.inch for place in range(len(words))]
        self.row = 0.0
        self.ax.grid(visible=False)
        self.ax.set_xlim(self.left[0], self.weeks)
        self.ax.set_xticks([])
        self.ax.set_yticks([])
        self.ax.spines["bottom"].set_visible(False)

    def text(self, x: float, text: str, **look: Any) -> None:
        """Write into the row that is being drawn."""
        look = {"ha": "left", "va": "center_baseline", "fontsize": self.size, **look}
        self.ax.text(x, self.row + 0.5, text, **look)

    def characters(self, units: float, size: float | None = None) -> int:
        """Return how many characters fit into a width."""
        return max(1, int(units / self.inch * 72 / (0.58 * (size or self.size))))

    def fitted(self, text: str, units: float) -> tuple[str, float]:
        """Return a text and its size that fit into a width: first smaller, then shortened."""
        text = shortened(text, self.characters(units, 0.68 * self.size))
        return text, min(0.93 * self.size, units / self.inch * 72 / (0.58 * max(1, len(text))))

    def merged(self, texts: Sequence[str], name: str = "", **look: Any) -> None:
        """Draw a row of one text a week, equal ones that follow one another as one."""
        if not any(texts):
            return
        if name:
            self.text(self.left[0], name, color=QUIET, fontsize=self.size * 0.93)
        runs = [(text, len(list(run))) for text, run in groupby(texts)]
        lines = [self.broken(text, length - 0.12) if text else [] for text, length in runs]
        high = 0.25 + 0.75 * max(map(len, lines))
        at = 0
        for (text, length), parts in zip(runs, lines, strict=True):
            if text:
                box = Rectangle((at + 0.04, self.row + 0.08), length - 0.08, high - 0.16, color="#eef1f4", linewidth=0)
                self.ax.add_patch(box)
                for line, part in enumerate(parts):
                    fits, size = self.fitted(part, length - 0.12)
                    down = (line - (len(parts) - 1) / 2) * 0.75 + high / 2
                    words = {"ha": "center", "va": "center_baseline", "fontsize": size, "color": INK, **look}
                    self.ax.text(at + length / 2, self.row + down, fits, **words)
            at += length
        self.row += high

    def broken(self, text: str, units: float) -> list[str]:
        """Break a text into up to three lines for a width."""
        lines = textwrap.wrap(text, max(4, self.characters(units, 0.8 * self.size)), break_long_words=False)
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]

    def head(self, *, runs: bool) -> None:
        """Draw phases, runs, weeks and what stands in the way of them."""
        plan = self.plan
        at = 0
        for name, run in groupby(zip(plan.summary["block_phase"], plan.spec.phase_of_week, strict=True)):
            length = len(list(run))
            shade = "#44505a" if name[1] % 2 else "#8b959e"
            self.ax.add_patch(Rectangle((at + 0.06, self.row + 0.86), length - 0.12, 0.14, color=shade, linewidth=0))
            fits = shortened(name[0], self.characters(length, 0.72 * self.size))
            size = min(self.size, 0.96 * length / self.inch * 72 / (0.66 * len(fits)))
            self.text(at + length / 2, fits, ha="center", fontweight="bold", color=shade, fontsize=size)
            at += length
        self.row += 1.15
        if runs:
            self.merged(_runs(plan), "runs a week")
        for what, texts in _events(plan).items():
            self.merged(texts, what, fontweight="bold")
        self.text(self.left[0], "week", color=QUIET, fontsize=self.size * 0.93)
        thin = 1 + (self.weeks > 30)
        for week in range(0, self.weeks, thin):
            self.text(week + 0.5, str(week + 1), ha="center", fontweight="bold")
        self.row += 1
        mondays = [plan.spec.start + datetime.timedelta(weeks=week) for week in range(self.weeks)]
        texts = [day_words(day) for day in mondays]
        room = min(_fitting(self, text) for text in texts) / (0.68 * self.size)
        step = 1 if room > 1 else int(np.ceil(1 / room)) + 1
        texts = [text if week % step == 0 else "" for week, text in enumerate(texts)]
        size = 0.85 * self.size if step > 1 else min(_fitting(self, text) for text in texts)
        self.numbers("from Monday", texts, fontsize=size)

    def numbers(self, name: str, texts: Sequence[str], **look: Any) -> None:
        """Draw a row of short texts, one a week."""
        self.text(self.left[0], name, color=QUIET, fontsize=self.size * 0.93)
        for week, text in enumerate(texts):
            self.text(week + 0.5, text, ha="center", **{"color": QUIET, "fontsize": _fitting(self, text), **look})
        self.row += 1

    def line(self, color: str = "#c9d1d8", width: float = 0.7) -> None:
        """Draw a line under the last row."""
        self.ax.plot([self.left[0], self.weeks], [self.row] * 2, color=color, linewidth=width, zorder=0.5)

    def close(self) -> None:
        """Take as much height as was drawn."""
        self.ax.set_ylim(self.row + 0.1, 0)


def _fitting(sheet: _Sheet, text: str) -> float:
    """Return a size of words at which a text stays within a week."""
    lines = text.split("\n")
    return min(sheet.size, 0.86 / sheet.inch * 72 / (0.62 * max(1, *map(len, lines))))


def _runs(plan: BlockPlan) -> list[str]:
    kinds = list(plan.spec.runs.values())
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds)))
    return [counts] * len(plan.weeks)


def _events(plan: BlockPlan) -> dict[str, list[str]]:
    """Name what stands beside the plan of each week: days off, the way back, the race."""
    off: list[list[str]] = [[] for _ in plan.weeks]
    for week, why in plan.lost[["week", "why"]].drop_duplicates().itertuples(index=False):
        off[plan.weeks.index(week)].append(why or "off")
    back = set(plan.sessions.loc[plan.sessions["note"] != "", "week"])
    return {
        "sessions skipped": [", ".join(one) for one in off],
        "after a break: start lower": ["●" if week in back else "" for week in plan.weeks],
        "race": [str(day) for day in plan.summary["race"]],
    }


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: datetime.date) -> str:
    """Write a day of a year that is known.

    Examples
    --------
    >>> day_words(datetime.date(2027, 1, 4))
    '4 Jan'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def _period(plan: BlockPlan) -> str:
    start = plan.spec.start
    end = start + datetime.timedelta(days=7 * len(plan.weeks) - 1)
    first = day_words(start) if start.year == end.year else f"{day_words(start)} {start.year}"
    return f"{plural(len(plan.weeks), 'week')}, {first} to {day_words(end)} {end.year}"


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
        canvas.title(f"{plan.spec.name}: what to do in {_period(plan)}")
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
    sheet = _Sheet(canvas, plan, (1.85 * size / 7, 1.15 * size / 7), size)
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


def _exercise(sheet: _Sheet, cells: list[list[Cell]], exercise: str, phase: str) -> None:
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
        sheet.text(week + 0.5, sets, ha="center", color=color, fontweight=weight, fontsize=_fitting(sheet, sets))
        if len(doses) > 1:
            holds = dict.fromkeys(amount + ("" if len(rests) == 1 else rest) for _, amount, rest in cell)
            each = "/".join(holds)
            sheet.ax.text(
                week + 0.5,
                sheet.row + 1.2,
                each,
                ha="center",
                va="center_baseline",
                fontsize=0.93 * _fitting(sheet, each),
                color=QUIET,
            )
    sheet.row += 1.7 if len(doses) > 1 else 1


def plot_block_heatmap(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw week by muscle group: strength sets with marks for under and over the band, activation below them.

    Parameters
    ----------
    plan : BlockPlan
        Of `plan_block`; the bands are those of its goal and its own. Phases, runs and the whole sets of each week stand
        above.
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
    >>> ax = plot_block_heatmap(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> "Glute max" in [text.get_text() for text in ax.texts]
    True
    """
    check_plan(plan, sessions=True)
    spec, volume, summary = plan.spec, plan.volume_by(by="group"), plan.summary
    bands = pd.DataFrame()
    if spec.goal or spec.bands:
        bands = dose_bands(plan.source, goal=spec.goal, bands=spec.bands).set_index("muscle_group")
    shown: dict[str, list[tuple[str, str, Any]]] = {}
    for phase in ("strength", "activation"):
        own = volume[volume["phase"] == phase]
        parts = own.groupby(["muscle_group", "label"], sort=False)
        shown[phase] = [
            (str(group), str(label), part[["sets_min", "sets_max"]].to_numpy())
            for (group, label), part in parts
            if part["sets_max"].any() or (phase == "strength" and group in bands.index)
        ]
    rows = sum(len(part) for part in shown.values())
    with drawing(ax, width=max(PHONE, 2.0 + 0.3 * len(plan.weeks)), height=2.6 + 0.2 * (rows + 6)) as canvas:
        sheet = _Sheet(canvas, plan, (1.35,), 7.4 if canvas.own else 6.2)
        sheet.head(runs=True)
        for phase in shown:
            ends = zip(summary[f"{phase}_sets_min"], summary[f"{phase}_sets_max"], strict=True)
            sheet.numbers(f"whole sets, {phase}", [span(*one, dash="–") for one in ends])
        marks = _map(sheet, shown, bands)
        sheet.close()
        canvas.title(_map_title(plan, shown["strength"]))
        below = ""
        if marks:
            limits = bands[["band_low", "band_high"]].drop_duplicates()
            low_high = (
                f" {span(*limits.iloc[0], dash='–')}" if len(limits) == 1 and limits.notna().all(axis=None) else ""
            )
            below = f" A bar at the foot of a cell: {UNDER}{low_high} ({band_sources(bands)}), at its top: {OVER}."
        canvas.caption(
            f"Sets a week; the darker the more. Activation has no verdict.{below} {counting_words(volume)} {EFFORT}"
        )
    return canvas.ax


def _map(sheet: _Sheet, shown: dict[str, list[tuple[str, str, Any]]], bands: pd.DataFrame) -> bool:
    """Draw the cells of each phase; say whether any is marked."""
    marked = False
    limits: dict[str, tuple[float, float]] = {}
    if len(bands):
        limits = dict(zip(bands.index, zip(bands["band_low"], bands["band_high"], strict=True), strict=True))
    for phase, parts in shown.items():
        if not parts:
            continue
        sheet.row += 0.35
        sheet.text(sheet.left[0], phase, fontweight="bold")
        sheet.row += 1
        most = max(1.0, max(float(sets.max()) for _, _, sets in parts))
        for group, label, sets in parts:
            sheet.text(sheet.left[0], label)
            low, high = limits.get(group, (None, None))
            for week, (least, greatest) in enumerate(sets):
                share = (least + greatest) / 2 / most
                color = light(WEEK_COLOR if phase == "strength" else GREY, 0.06 + 0.9 * share)
                box = Rectangle((week + 0.03, sheet.row + 0.04), 0.94, 0.92, facecolor=color, linewidth=0)
                sheet.ax.add_patch(box)
                text = span(least, greatest, dash="–")
                ink = "white" if _dark(color) else INK
                sheet.text(week + 0.5, text, ha="center", color=ink, fontsize=_fitting(sheet, text))
                if phase != "strength" or low is None or high is None:
                    continue
                for beyond, foot in ((greatest < low, 0.86), (least > (np.inf if pd.isna(high) else high), 0.06)):
                    if beyond:
                        marked = True
                        bar = Rectangle((week + 0.08, sheet.row + foot), 0.4, 0.09, color="black", linewidth=0)
                        bar.set_zorder(4)
                        sheet.ax.add_patch(bar)
            sheet.row += 1
    return marked


def _dark(color: tuple[float, float, float]) -> bool:
    return dark(to_hex(color))


def _map_title(plan: BlockPlan, parts: list[tuple[str, str, Any]]) -> str:
    if not any(sets.any() for _, _, sets in parts):
        return f"{plan.spec.name}: no strength sets, activation alone"
    label, sets = max(((label, sets) for _, label, sets in parts), key=lambda one: float(one[1][:, 1].sum()))
    ends = span(float(sets[:, 0].min()), float(sets[:, 1].max()), dash="–")
    return f"{plan.spec.name}: strength sets go most to {inline(label)}, {ends} a week"


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
    return f"{_period(plan)}. {WEEKS_WORDS} No source states load or effort."


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
    by_date: dict[str, list[tuple[str, float, float]]] = {}
    columns = ("date", "routine_id", "minutes_min", "minutes_max")
    for date, *session in zip(*(plan.sessions[name].tolist() for name in columns), strict=True):
        by_date.setdefault(date, []).append(tuple(session))
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
                date = spec.start + datetime.timedelta(days=7 * week + day)
                _day(axes, plan, date, (day, week), by_date.get(date.isoformat(), []), tallest, words, colors)
        axes.plot([-0.05, 7], [weeks] * 2, color=PALE, linewidth=0.7)
        axes.set_xlim(-0.75, 7)
        axes.set_ylim(weeks, 0)
        axes.set_yticks([])
        axes.set_xticks(np.arange(7) + 0.5, [day.capitalize() for day in WEEKDAYS])
        axes.xaxis.tick_top()
        axes.spines["bottom"].set_visible(False)
        canvas.title(f"{spec.name}: {plural(len(plan.sessions), 'session')} in {_period(plan)}")
        canvas.caption(
            "Minutes of a session are our estimate, as a range. Hatched days are skipped: their sets are lost and not "
            "made up. On a day with a run, a warm-up comes before it, strength work after it (doma_2013: 14 men)."
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
    text = f"off: {skip.why}" if skip is not None and skip.why else "off" if skip is not None else run
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
