"""A block week by muscle group: strength sets with marks for the band, activation below them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.base.colors import GREY, INK, WEEK_COLOR
from analysis.base.text import inline, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.canvas import PHONE, dark, drawing, light
from analysis.charts.week_columns import EFFORT, Sheet, fitting
from analysis.charts.weekly import band_sources
from analysis.volume.conventions import counting_words
from analysis.week.bands import band_status, dose_bands

UNDER, OVER = "under the band", "over the band"


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
        sheet = Sheet(canvas, plan, (1.35,), 7.4 if canvas.own else 6.2)
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


def _map(sheet: Sheet, shown: dict[str, list[tuple[str, str, Any]]], bands: pd.DataFrame) -> bool:
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
                sheet.text(week + 0.5, text, ha="center", color=ink, fontsize=fitting(sheet, text))
                if phase != "strength" or low is None or high is None:
                    continue
                for side, foot in (("below", 0.86), ("above", 0.06)):
                    if band_status(least, greatest, low, high) == side:
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
