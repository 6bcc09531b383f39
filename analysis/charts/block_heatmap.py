"""A block week by muscle group: strength sets with marks for the band, activation below them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import GREY, INK, WEEK_COLOR
from analysis.base.text import inline, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.bars import PHASES, dark, light
from analysis.charts.block_labels import EFFORT
from analysis.charts.canvas import PHONE, drawing
from analysis.charts.painted_table import PaintedTable
from analysis.charts.weekly_bars import band_sources
from analysis.volume.conventions import counting_words
from analysis.week.band_status import band_status, dose_bands

UNDER, OVER = "under the band", "over the band"


FEET = {"below": 0.86, "above": 0.06}
"""Where in a cell the mark of a week under or over its band stands: at its foot or at its top."""


Part = tuple[str, str, npt.NDArray[np.float64]]
"""A muscle group, its label, and both ends of its sets in each week."""


@checked
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
    spec, volume = plan.spec, plan.volume_by(by="group")
    bands = pd.DataFrame()
    if spec.goal or spec.bands:
        bands = dose_bands(plan.source, goal=spec.goal, bands=spec.bands).set_index("muscle_group")
    shown: dict[str, list[Part]] = {}
    for phase in PHASES:
        groups = volume[volume["phase"] == phase].groupby(["muscle_group", "label"], sort=False)
        # Groups without a set are left out, unless a band asks for some: then their zeros are the news.
        shown[phase] = [
            (str(group), str(label), part[["sets_min", "sets_max"]].to_numpy())
            for (group, label), part in groups
            if part["sets_max"].any() or (phase == "strength" and group in bands.index)
        ]
    rows = sum(map(len, shown.values()))
    with drawing(ax, width=max(PHONE, 2.0 + 0.3 * len(plan.weeks)), height=2.6 + 0.2 * (rows + 6)) as canvas:
        # Names of groups take 1.35 inches; in given axes letters are smaller, since there is less room.
        table = PaintedTable(canvas, plan, (1.35,), 7.4 if canvas.own else 6.2)
        table.head(runs=True)
        for phase in PHASES:
            ends = zip(plan.summary[f"{phase}_sets_min"], plan.summary[f"{phase}_sets_max"], strict=True)
            table.numbers(f"whole sets, {phase}", [span(*week, dash="–") for week in ends])
        marks = _strength(table, shown["strength"], bands)
        _shades(table, "activation", shown["activation"], GREY)
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
            f"Sets a week; the darker the more. Activation has no verdict.{below} {counting_words(volume)} {EFFORT}"
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


def _shades(table: PaintedTable, phase: str, parts: list[Part], color: str) -> None:
    """Paint the sets of a phase week by week; the darkest cell has the most sets of this phase."""
    if not parts:
        return
    table.row += 0.35
    table.text(table.left[0], phase, fontweight="bold")
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
            ink = "white" if dark(shade) else INK
            table.text(week + 0.5, text, ha="center", color=ink, fontsize=table.fitting(text))
        table.row += 1


def _title(plan: BlockPlan, parts: list[Part]) -> str:
    if not any(sets.any() for _, _, sets in parts):
        return f"{plan.spec.name}: no strength sets, activation alone"
    # By the upper ends over the whole block; the first group wins a tie.
    _, label, sets = max(parts, key=lambda part: float(part[2][:, 1].sum()))
    ends = span(float(sets[:, 0].min()), float(sets[:, 1].max()), dash="–")
    return f"{plan.spec.name}: strength sets go most to {inline(label)}, {ends} a week"
