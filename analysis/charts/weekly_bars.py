"""A week, muscle by muscle, with dose bands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.base.arguments import checked
from analysis.base.colors import BAND_COLOR, BAND_EDGE, INK, QUIET, WEEK_COLOR
from analysis.base.errors import ArgumentError
from analysis.base.text import inline, listing, number, span
from analysis.charts.bars import kind_keys, set_bars
from analysis.charts.canvas import Canvas, drawing, needs
from analysis.charts.tints import light
from analysis.library.labels import id_column
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.conventions import UNSAID, counting_words

BAR_ENDS = ["strength_min", "strength_max", "light_min", "light_max"]


COLUMNS = {"strength": 46, "light": 50}
"""Points that the figures of a kind take beside the bars."""


@checked
def plot_weekly_volume(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a week: sets per muscle, strength solid, light work hatched, the dose band behind, status in words.

    Parameters
    ----------
    frame : DataFrame
        What `weekly_volume` returns. Labels without a set are drawn only when a band is held against them.
    ax : Axes, optional
        Where to draw; default a new figure in phone portrait size.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, or empty.

    Examples
    --------
    >>> from analysis import load_library, weekly_volume
    >>> ax = plot_weekly_volume(weekly_volume(load_library(), {"run_forever": 3}, goal="strength"))
    >>> ax.get_xlabel()
    'sets a week'
    """
    needs(frame, ["label", "phase", "kind", "sets_min", "sets_max", "week"], "weekly_volume")
    if frame.duplicated([id_column(frame), "phase", "kind"]).any():
        raise ArgumentError("the frame holds several weeks; draw them with plot_week_mixes, or one of them")
    kinds = [kind for kind in COUNTED_KINDS if (frame["kind"] == kind).any()]
    sets, bands = _drawn(frame, kinds)
    # Bars show lower ends, of both kinds one behind the other.
    bars = sets.assign(strength=sets["strength_min"], light=sets["light_min"])
    bars = bars.assign(low=bars["strength"] + bars["light"], high=sets["strength_max"] + sets["light_max"])
    # Rows with a status are of what counts.
    count = list(dict.fromkeys(frame.loc[frame["status"].notna(), "kind"])) if "status" in frame else []
    banded = bool(bands["status"].notna().any())
    rows = np.arange(len(sets)) + (0.1 if banded else 0.0)  # a bar makes way for the strip above it
    with drawing(ax, height=max(6.75, 2.2 + 0.28 * len(sets))) as canvas:
        axes = canvas.ax
        most = max(1.0, float(bars["high"].max()))
        _strips(axes, sets, bands, most * 1.05, count)
        set_bars(canvas, rows, bars, WEEK_COLOR, (0.5 if banded else 0.62, 0.5))
        axes.set_yticks(rows, list(sets.index))
        axes.set_ylim(len(sets) - 0.4, -1.2)  # above the first row stand the heads of the figures beside the bars
        axes.set_xlim(0, most * 1.05)
        axes.set_xlabel("sets a week")
        # Figures beside the bars are set in columns from left to right: strength, light, band.
        points = 0
        for kind in kinds:
            points += COLUMNS[kind]
            texts = [span(*ends, dash="–") for ends in zip(sets[f"{kind}_min"], sets[f"{kind}_max"], strict=True)]
            _column(canvas, kind, texts, points, "right", INK if kind == "strength" else QUIET)
        drawn = [kind for kind in kinds if sets[f"{kind}_max"].any()]
        keys = kind_keys(drawn, WEEK_COLOR, light(WEEK_COLOR))
        band = ""
        if banded:
            _column(canvas, "band", bands["status"].fillna("").tolist(), points + 7, "left", INK)
            keys += _band_keys(_band_words(bands, str(frame["goal"].iloc[0]), count), count)
            mark = f"the mark on it the {listing(count)} sets"
            band = f" The strip above a bar is the band ({band_sources(frame)}), {mark}."
        canvas.legend(keys, ncols=2)
        ranges = " A range is drawn as a whisker." if (bars["high"] > bars["low"]).any() else ""
        week = str(frame["week"].iloc[0])
        canvas.title(_title(sets, kinds, week))
        canvas.caption(f"Week: {week}. {counting_words(frame)}{band}{ranges} {UNSAID}")
    return axes


def _drawn(frame: pd.DataFrame, kinds: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sets of each label that is drawn, by kind of work, and the band that is held against it."""
    labels = list(dict.fromkeys(frame["label"]))
    sets = pd.DataFrame(0.0, index=pd.Index(labels), columns=BAR_ENDS)
    for kind in kinds:
        # A kind of work may stand in several phases: what it comes to is drawn.
        added = frame[frame["kind"] == kind].groupby("label", sort=False)[["sets_min", "sets_max"]].sum()
        sets[[f"{kind}_min", f"{kind}_max"]] = added.reindex(labels).to_numpy()
    bands = pd.DataFrame(index=sets.index, columns=["band_low", "band_high", "band_aim", "status"], dtype=object)
    if "status" in frame:  # rows of the kinds that count share what their label is held against
        bands = frame[frame["status"].notna()].drop_duplicates("label").set_index("label")[list(bands)].reindex(labels)
    shown = (sets.max(axis="columns") > 0) | bands["status"].notna()
    if not shown.any():
        raise ArgumentError("the week has no counted set to draw")
    return sets[shown], bands[shown]


def _column(canvas: Canvas, head: str, texts: list[str], points: float, align: str, color: str) -> None:
    """Write figures beside the rows, below their head."""
    canvas.beside(head, -0.9, points, ha=align, fontsize=7.5, color=QUIET)
    for row, text in enumerate(texts):
        canvas.beside(text, row, points, ha=align, fontsize=8, color=color)


def _strips(ax: Axes, sets: pd.DataFrame, bands: pd.DataFrame, end: float, count: list[str]) -> None:
    """Draw each band as a strip above its bar, with a mark at the sets that are held against it."""
    stroke: dict[str, Any] = {"color": "black", "marker": "|", "markersize": 7, "markeredgewidth": 2, "linewidth": 2}
    ends = [sets[[f"{kind}_{end}" for kind in count]].sum(axis="columns") for end in ("min", "max")]
    limits = zip(*ends, *(bands[f"band_{mark}"] for mark in ("low", "high", "aim")), strict=True)
    for row, (low, high, bottom, top, aim) in enumerate(limits):
        if pd.isna(bottom):
            continue
        width = (end if pd.isna(top) else top) - bottom  # a band without an upper end goes on to the edge
        ax.barh(row - 0.32, width, 0.2, left=bottom, color=BAND_COLOR, edgecolor=BAND_EDGE, linewidth=0.6)
        if aim < end:  # beyond the edge there is no place for it; the legend says it
            ax.plot([aim, aim], [row - 0.42, row - 0.22], color=BAND_EDGE, linewidth=2)
        ax.plot([low, high], [row - 0.32] * 2, clip_on=False, **stroke)


def _band_keys(words: str, count: list[str]) -> list[Artist]:
    stroke: dict[str, Any] = {"marker": "|", "linestyle": "", "markeredgewidth": 2}
    mark = Line2D([], [], color="black", label=f"your {listing(count)} sets", **stroke)
    return [Patch(facecolor=BAND_COLOR, edgecolor=BAND_EDGE, label=words), mark]


def _band_words(bands: pd.DataFrame, goal: str, count: list[str]) -> str:
    # With one band for all its limits stand in the legend.
    bands = bands.dropna(subset=["band_low"])[["band_low", "band_high", "band_aim"]].drop_duplicates()
    if len(bands) > 1:
        return f"band for {listing(count)} sets"
    low, high, aim = bands.iloc[0]
    limits = f"{number(low)} or more" if pd.isna(high) else span(low, high, dash="–")
    limits += "" if pd.isna(aim) else f", aim {number(aim)}"
    return f"band for {goal}, {limits}" if goal != "custom" else f"band {limits}"


def band_sources(frame: pd.DataFrame) -> str:
    """Name the publications of the bands, such as Pelland et al. 2025, with how far the number was checked."""
    words = []
    bands = frame[["reference_id", "seen"]].dropna(subset="reference_id")
    for reference, seen in bands.drop_duplicates().itertuples(index=False):
        name, _, year = str(reference).rpartition("_")
        quoted = ", quoted by others" if seen == "quoted by others" else ""
        words.append("typed in" if reference == "custom" else f"{name.replace('_', ' ').title()} et al. {year}{quoted}")
    return listing(words)


def _title(sets: pd.DataFrame, kinds: list[str], week: str) -> str:
    parts: list[str] = []
    for kind in kinds:
        top = sets.sort_values([f"{kind}_max", f"{kind}_min"], ascending=False, kind="stable").iloc[0]
        if top[f"{kind}_max"] > 0:
            start = f"most {kind} sets for" if parts else f"Most {kind} sets for"
            count = span(top[f"{kind}_min"], top[f"{kind}_max"], dash="–")
            parts.append(f"{start} {inline(str(top.name))} ({count})")
    return ", ".join(parts) or week
