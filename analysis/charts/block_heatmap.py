"""Weekly sets of a block by muscle group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import GREY, INK, WEEK_COLOR
from analysis.base.text import inline, plural, span
from analysis.block.plan import BlockPlan, check_plan
from analysis.charts.letters import LABEL, NOTE, Line, wrapped
from analysis.charts.painted_table import (
    Page,
    Painter,
    Row,
    columns_of,
    height_of,
    paged,
    plot_page,
    room_of,
    tall,
    weeks_rows,
    words_row,
)
from analysis.charts.tints import letters_on, light
from analysis.charts.weekly_bars import band_sources
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import counted_shortly
from analysis.week.band_status import band_status, dose_bands

NAMES = 1.1
"""Inches of the muscle group names."""


FEET = {"below": 1.0, "above": 0.0}
"""Vertical extent of the mark for under or over the band within a cell, from top to foot."""


Part = tuple[str, str, npt.NDArray[np.float64]]
"""A muscle group, its label, and both ends of its sets in each week."""


@checked
def plot_block_heatmap(plan: BlockPlan, *, page: int = 1, ax: Axes | None = None) -> Axes:
    """Draw muscle groups by week: strength sets with marks for under and over the band, light work below them.

    Parameters
    ----------
    plan : BlockPlan
        From `plan_block`; the bands are those of its goal and its own.
    page : int
        Number of the page among `block_heatmap_pages`, from 1.
    ax : Axes, optional
        Where to draw; default a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the plan is not a plan, or has no session or no such page.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 1, 1.2, 0.6], "mon": "runners_world"}
    >>> ax = plot_block_heatmap(plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]}))
    >>> "Glute max" in [text.get_text() for text in ax.texts]
    True
    """
    check_plan(plan, sessions=True)
    bands, shown = _bands(plan), _parts(plan)
    counted = f"Sets a week{counted_shortly(plan.volume_by(by='group'))}"
    title, pages = _title(plan, shown["strength"], bands), _pages(plan, bands, shown, *room_of(ax))
    return plot_page(pages, page, ax, title=title, counted=counted, caption=_note(bands), names=NAMES)


@checked
def block_heatmap_pages(plan: BlockPlan, *, ax: Axes | None = None) -> int:
    """Return the number of pages of `plot_block_heatmap`."""
    check_plan(plan, sessions=True)
    return len(_pages(plan, _bands(plan), _parts(plan), *room_of(ax)))


def _bands(plan: BlockPlan) -> pd.DataFrame:
    """Return the bands by muscle group; empty if the block has no goal and no bands of its own."""
    spec = plan.spec
    if not (spec.goal or spec.bands):
        return pd.DataFrame()
    return dose_bands(plan.source, goal=spec.goal, bands=spec.bands).set_index("muscle_group")


def _parts(plan: BlockPlan) -> dict[str, list[Part]]:
    """Return the sets of both kinds of work by muscle group and week."""
    volume, bands = plan.volume_by(by="group"), _bands(plan)
    shown: dict[str, list[Part]] = {}
    names = labels(plan.source, "muscle_group")
    every = volume[["muscle_group", "label"]].drop_duplicates()
    cells = pd.MultiIndex.from_product([plan.weeks, every["muscle_group"]], names=["week", "muscle_group"])
    for kind in COUNTED_KINDS:
        # A kind may occur in several phases, or nowhere in the block: then it has 0 sets.
        of_kind = volume[volume["kind"] == kind].groupby(["week", "muscle_group"], sort=False)
        sums = of_kind[["sets_min", "sets_max"]].sum()
        groups = sums.reindex(cells, fill_value=0.0).groupby("muscle_group", sort=False)
        # Groups without sets are left out, unless they have a band: then their zeros are the news.
        shown[kind] = [
            (str(group), names[str(group)], part.to_numpy())
            for group, part in groups
            if part["sets_max"].any() or (kind in plan.spec.count and group in bands.index)
        ]
    return shown


def _pages(plan: BlockPlan, bands: pd.DataFrame, shown: dict[str, list[Part]], width: float, room: float) -> list[Page]:
    """Return the pages for a width and height in inches."""
    texts = [span(*ends, dash="–") for parts in shown.values() for _, _, sets in parts for ends in sets]
    pages: list[Page] = []
    for weeks in columns_of(len(plan.weeks), width - NAMES, texts, "normal"):
        head = weeks_rows(plan, weeks, (width - NAMES) / len(weeks))
        groups = []
        for kind, color in zip(COUNTED_KINDS, (WEEK_COLOR, GREY), strict=True):
            most = max([1.0, *(float(sets.max()) for _, _, sets in shown[kind])])
            held = bands if kind == "strength" else pd.DataFrame()
            title = words_row([Line(f"{kind.capitalize()} sets", LABEL, weight="bold")], 0.12)
            groups.append((title, [_sets_row(part, weeks, most, color, held) for part in shown[kind]]))
        for rows in paged(groups, room - height_of(head)):
            pages.append((len(weeks), [*head, *rows]))
    return pages


def _sets_row(part: Part, weeks: range, most: float, color: str, bands: pd.DataFrame) -> Row:
    """Return the row of a muscle group: its sets in cells, darker for more sets, with a mark if outside the band."""
    group, label, sets = part
    lines = wrapped(label, NAMES - 0.05, NOTE)
    height = max(0.26, tall(lines) + 0.04)
    limits = bands.loc[group, ["band_low", "band_high"]] if group in bands.index else None

    def paint(painter: Painter, top: float) -> None:
        painter.write(painter.left, top + (height - tall(lines)) / 2, lines)
        for column, week in enumerate(weeks):
            low, high = sets[week]
            # A range is shaded by its midpoint, and written in full; white letters only on dark shades.
            shade = light(color, 0.05 + 0.9 * (low + high) / 2 / most)
            painter.box(column + 0.02, top, 0.96, height - 0.02, shade)
            figure = Line(span(low, high, dash="–"), NOTE, letters_on(shade))
            painter.write(column + 0.5, top + (height - tall([figure])) / 2, [figure], ha="center")
            foot = FEET.get(band_status(low, high, *limits)) if limits is not None else None
            if foot is not None:
                painter.box(column + 0.08, top + foot * (height - 0.05), 0.4, 0.03, INK, zorder=4)

    return Row(height, paint)


def _off(parts: Sequence[Part], bands: pd.DataFrame, side: str) -> list[str]:
    """Return the muscle groups on one ``side`` of their band, below or above, in at least one week."""
    return [
        label
        for group, label, sets in parts
        if group in bands.index
        and any(band_status(*ends, *bands.loc[group, ["band_low", "band_high"]]) == side for ends in sets)
    ]


def _title(plan: BlockPlan, parts: list[Part], bands: pd.DataFrame) -> str:
    if not any(sets.any() for _, _, sets in parts):
        return f"{plan.spec.name}: no strength sets, light work alone"
    # By the upper ends over the whole block; the first group wins a tie.
    _, label, sets = max(parts, key=lambda part: float(part[2][:, 1].sum()))
    ends = span(float(sets[:, 0].min()), float(sets[:, 1].max()), dash="–")
    below = len(_off(parts, bands, "below"))
    short = f"; {plural(below, 'muscle group')} fall{'s' * (below == 1)} short in some week" if below else ""
    return f"{plan.spec.name}: most strength sets for {inline(label)}, {ends} a week{short}"


def _note(bands: pd.DataFrame) -> str:
    if bands.empty:
        return "The darker, the more sets."
    return f"Bar at the foot: below the band ({band_sources(bands)}); at the top: above."
