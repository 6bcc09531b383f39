"""The sets of each week of a block, with phases, lighter weeks and the race; and those of each muscle group."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.colors import GREY, WEEK_COLOR
from analysis.base.text import inline, shortened, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.steps import LIGHTER, RECENT, lighter_weeks
from analysis.charts.bars import kind_keys
from analysis.charts.block_labels import EFFORT, period, phases_of
from analysis.charts.canvas import PHONE, Canvas, drawing
from analysis.charts.painted_table import PaintedTable
from analysis.charts.tints import letters_on, light
from analysis.charts.weekly_bars import band_sources
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.conventions import UNSAID, counting_words
from analysis.week.band_status import band_status, dose_bands

WIDE = 0.86
"""Part of the width of the axes that the figures over the bars may take, so that neighbours do not touch."""


@checked
def plot_block_weeks(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw the sets of each week, strength solid and light work hatched, with phases, lighter weeks and the race.

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
    # The first of several highest weeks is named.
    peak = int(strength["strength_sets_max"].argmax())
    flat = len(strength.drop_duplicates()) == 1
    when = "in every week" if flat else f"at most, in week {peak + 1}"
    most = f": {span(*strength.iloc[peak], dash='–')} strength sets {when}"
    counts = plan.summary["light_sets_max"].any()
    rest = ": light work alone" if counts else ": no counted set"
    return f"{plan.spec.name}{most if strength.to_numpy().any() else rest}"


def weeks_caption(plan: BlockPlan) -> str:
    """Say how the chart of weeks counts."""
    return f"{period(plan)}. {WEEKS_WORDS} {UNSAID}"


WEEKS_WORDS = (
    "Every set counts once; work per side is one set. "
    f"▾: strength sets at {100 * LIGHTER:g} % or less of the highest of the {RECENT} weeks before."
)


def draw_weeks(canvas: Canvas, plan: BlockPlan) -> list[Artist]:
    """Draw the sets of each week and return the entries of a legend."""
    axes, summary = canvas.ax, plan.summary
    across = np.arange(len(summary)) + 0.5  # week w is the stretch from w to w + 1
    # Bars show lower ends, the whisker reaches to the upper ones; of lost sets the upper end is the loss.
    (strength, lighter, lost), most = (
        [summary[f"{part}_sets_{end}"].to_numpy() for part in (*COUNTED_KINDS, "lost")] for end in ("min", "max")
    )
    low, high, lost = strength + lighter, most[0] + most[1], most[2]
    top = max(1.0, float((high + lost).max()))
    axes.grid(visible=False)
    axes.grid(visible=True, axis="y")
    axes.bar(across, strength, 0.7, color=WEEK_COLOR, edgecolor=WEEK_COLOR, linewidth=0.6)
    pale: dict[str, Any] = {"color": light(WEEK_COLOR), "edgecolor": WEEK_COLOR, "linewidth": 0.6}
    axes.bar(across, lighter, 0.58, strength, **pale)
    # On top of what is left, so that the outline is as high as the week would have been.
    skipped = lost > 0
    dashed: dict[str, Any] = {"fill": False, "edgecolor": GREY, "linestyle": (0, (3, 2))}
    axes.bar(across[skipped], lost[skipped], 0.58, high[skipped], **dashed)
    ranged = high > low
    axes.vlines(across[ranged], low[ranged], high[ranged], color="black", linewidth=1.2)
    points = WIDE * canvas.inches / len(summary) * 72  # of a week
    for week, least, greatest in zip(across, low, high, strict=True):
        text = span(least, greatest, dash="–") if greatest else ""
        look: dict[str, Any] = {"ha": "center", "va": "baseline", "annotation_clip": False}
        canvas.note(text, (week, greatest), (0, 2), fontsize=min(7.0, points / (0.66 * max(1, len(text)))), **look)
    easy = lighter_weeks(plan.summary["strength_sets_max"].tolist())
    names = [f"{week}\n{'▾' * light_week}".rstrip() for week, light_week in enumerate(easy, 1)]
    axes.set_xticks(across, names, fontsize=7 if len(names) < 17 else 6.2)
    axes.set_xlim(0, len(summary))
    # The phases stand above the bars, between 1.12 and 1.22 of the highest week.
    axes.set_ylim(0, top * 1.22)
    axes.set_ylabel("whole sets a week")
    for name, _, start, length in phases_of(plan):
        ends = [start + 0.06, start + length - 0.06]
        axes.plot(ends, [top * 1.12] * 2, color=GREY, linewidth=3, solid_capstyle="butt")
        # As many characters as the phase is wide, at 7.5 points and 0.6 of that for a letter.
        fits = shortened(name, max(1, int(length * canvas.inches * WIDE / len(summary) * 72 / (0.6 * 7.5))))
        axes.text(start + length / 2, top * 1.14, fits, ha="center", va="bottom", fontsize=7.5)
    races = [(week, day) for week, day in enumerate(summary["race"].fillna("")) if day]
    for week, day in races:
        axes.axvline(week + (WEEKDAYS.index(day) + 0.5) / 7, color="black", linewidth=1.6)  # at noon of its day
    keys = kind_keys(COUNTED_KINDS, WEEK_COLOR, light(WEEK_COLOR))
    keys += [Patch(fill=False, edgecolor=GREY, linestyle="--", label="lost")] * bool(lost.any())
    keys += [Line2D([], [], color="black", linewidth=1.6, label="race")] * bool(races)
    return keys


UNDER, OVER = "under the band", "over the band"


FEET = {"below": 0.86, "above": 0.06}
"""Where in a cell the mark of a week under or over its band stands: at its foot or at its top."""


Part = tuple[str, str, npt.NDArray[np.float64]]
"""A muscle group, its label, and both ends of its sets in each week."""


@checked
def plot_block_heatmap(plan: BlockPlan, *, ax: Axes | None = None) -> Axes:
    """Draw week by muscle group: strength sets with marks for under and over the band, light work below them.

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
    spec, volume = plan.spec, plan.volume_by(by="group")
    bands = pd.DataFrame()
    if spec.goal or spec.bands:
        bands = dose_bands(plan.source, goal=spec.goal, bands=spec.bands).set_index("muscle_group")
    shown: dict[str, list[Part]] = {}
    names = labels(plan.source, "muscle_group")
    every = volume[["muscle_group", "label"]].drop_duplicates()
    pages = pd.MultiIndex.from_product([plan.weeks, every["muscle_group"]], names=["week", "muscle_group"])
    for kind in COUNTED_KINDS:
        # A kind may stand in several phases, or nowhere in the block: then its sets are 0.
        of_kind = volume[volume["kind"] == kind].groupby(["week", "muscle_group"], sort=False)
        sums = of_kind[["sets_min", "sets_max"]].sum()
        groups = sums.reindex(pages, fill_value=0.0).groupby("muscle_group", sort=False)
        # Groups without a set are left out, unless a band asks for some: then their zeros are the news.
        shown[kind] = [
            (str(group), names[str(group)], part.to_numpy())
            for group, part in groups
            if part["sets_max"].any() or (kind in spec.count and group in bands.index)
        ]
    rows = sum(map(len, shown.values()))
    with drawing(ax, width=max(PHONE, 2.0 + 0.3 * len(plan.weeks)), height=2.6 + 0.2 * (rows + 6)) as canvas:
        # Names of groups take 1.35 inches; in given axes letters are smaller, since there is less room.
        table = PaintedTable(canvas, plan, (1.35,), 7.4 if canvas.alone else 6.2)
        table.head(runs=True)
        for kind in COUNTED_KINDS:
            ends = zip(plan.summary[f"{kind}_sets_min"], plan.summary[f"{kind}_sets_max"], strict=True)
            table.numbers(f"whole sets, {kind}", [span(*week, dash="–") for week in ends])
        marks = _strength(table, shown["strength"], bands)
        _shades(table, "light", shown["light"], GREY)
        table.close()
        canvas.title(_title(plan, shown["strength"]))
        below = ""
        if marks:
            limits = bands[["band_low", "band_high"]].drop_duplicates()
            # With one band for all its limits stand in the caption; with several there is no room for them.
            one_band = len(limits) == 1 and limits.notna().all(axis=None)
            low_high = f" {span(*limits.iloc[0], dash='–')}" if one_band else ""
            below = f" A bar at the foot of a cell: {UNDER}{low_high} ({band_sources(bands)}), at its top: {OVER}."
        canvas.caption(
            f"Sets a week; the darker the more. Light work has no verdict.{below} {counting_words(volume)} {EFFORT}"
        )
    return canvas.ax


def _strength(table: PaintedTable, parts: list[Part], bands: pd.DataFrame) -> int:
    """Paint the strength sets, mark the weeks outside their band, and count the marks."""
    # The marks come after the shades, since they lie on them.
    _shades(table, "strength", parts, WEEK_COLOR)
    marks = 0
    for row, (group, _, sets) in enumerate(parts, -len(parts)):  # the rows are painted: counted back from the last
        if group in bands.index:
            limits = bands.loc[group, ["band_low", "band_high"]]
            for week, ends in enumerate(sets):
                foot = FEET.get(band_status(*ends, *limits))
                if foot is not None:
                    table.box(week + 0.08, row + foot, 0.4, 0.09, "black", zorder=4)
                    marks += 1
    return marks


def _shades(table: PaintedTable, kind: str, parts: list[Part], color: str) -> None:
    """Paint the sets of a kind week by week; the darkest cell has the most sets of this kind."""
    if not parts:
        return
    table.row += 0.35
    table.text(table.left[0], kind, fontweight="bold")
    table.row += 1
    most = max(1.0, max(float(sets.max()) for _, _, sets in parts))
    for _, label, sets in parts:
        table.text(table.left[0], label)
        for week, (low, high) in enumerate(sets):
            # A range is shaded by its middle, and read by its text.
            share = (low + high) / 2 / most
            shade = light(color, 0.06 + 0.9 * share)
            table.box(week + 0.03, 0.04, 0.94, 0.92, shade)
            text = span(low, high, dash="–")
            ink = letters_on(shade)
            table.text(week + 0.5, text, ha="center", color=ink, fontsize=table.fitting(text))
        table.row += 1


def _title(plan: BlockPlan, parts: list[Part]) -> str:
    if not any(sets.any() for _, _, sets in parts):
        return f"{plan.spec.name}: no strength sets, light work alone"
    # By the upper ends over the whole block; the first group wins a tie.
    _, label, sets = max(parts, key=lambda part: float(part[2][:, 1].sum()))
    ends = span(float(sets[:, 0].min()), float(sets[:, 1].max()), dash="–")
    return f"{plan.spec.name}: most strength sets for {inline(label)}, {ends} a week"
