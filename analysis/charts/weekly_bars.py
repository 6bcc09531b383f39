"""A week by muscle, with dose bands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.base.arguments import checked
from analysis.base.colors import BAND, QUIET, RULE, WEEK_COLOR
from analysis.base.errors import ArgumentError
from analysis.base.text import few, inline, listing, number, span
from analysis.charts.bars import bars_of, kind_sums, set_bars
from analysis.charts.canvas import Canvas, drawing, needs
from analysis.charts.letters import NOTE
from analysis.library.labels import id_column
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import TINTS, counted_shortly

REGIONS = {
    "hip": ("glute_max", "hip_abductors", "hip_rotators", "adductors", "hip_flexors"),
    "leg": ("quads", "hamstrings", "calves", "ankle", "shin", "foot"),
    "trunk": ("trunk_front", "trunk_side", "lower_back"),
    "upper body": ("back", "shoulders", "shoulder_blades", "chest", "arms"),
}
"""Regions of muscle groups, with a thin rule between one region and the next."""


ROW = 0.4
"""Inches of a row: of a thick bar and a thin one below it, each with its figure."""


THICK, THIN, DOWN = 0.34, 0.16, 0.4
"""Shares of a row: the height of either bar, and the distance of the thin one below the thick one."""


@checked
def plot_weekly_volume(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a week: a thick bar of strength sets, a thin one of light work, the band behind as a grey block.

    Parameters
    ----------
    frame : DataFrame
        The frame from `weekly_volume`. Labels without sets are drawn only if they have a band.
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
    >>> [label.get_text() for label in ax.get_yticklabels()][:2]
    ['Glute max', 'Hip abductors']
    """
    needs(frame, ["label", "phase", "kind", "sets_min", "sets_max", "week"], "weekly_volume")
    if frame.duplicated([id_column(frame), "phase", "kind"]).any():
        raise ArgumentError("the frame holds several weeks; draw them with plot_week_mixes, or one of them")
    kinds = [kind for kind in COUNTED_KINDS if (frame["kind"] == kind).any()]
    sets, bands = _drawn(frame)
    # Rows with a status are of kinds that count: they share the thick bar that is compared with the band.
    against = dict.fromkeys(frame.loc[frame["status"].notna(), "kind"]) if "status" in frame else {}
    count = list(against) or ["strength"]
    banded = bool(bands["status"].notna().any())
    thick, thin = (bars_of(sets, [kind for kind in kinds if (kind in count) is held]) for held in (True, False))
    rows = np.arange(len(sets))
    most = max(1.0, float(thick["high"].max()), float(thin["high"].max()))
    with drawing(ax, height=2.0 + ROW * len(sets)) as canvas:
        end = most * 1.3  # room for the figures behind the longest bar
        canvas.rows(list(sets.index))
        canvas.ax.set_xlim(0, end)
        canvas.ax.set_xticks([])
        canvas.ax.spines["bottom"].set_visible(False)
        _blocks(canvas, bands, end)
        _rules(canvas, frame, list(sets.index))
        set_bars(canvas, rows - DOWN / 2, thick, WEEK_COLOR, (THICK, THICK), points=NOTE)
        for row, status in enumerate(bands["status"]):
            if isinstance(status, str) and status != "in":
                canvas.beside(status, row, 4, fontsize=NOTE, color=QUIET)
        given = thin["high"] > 0
        set_bars(canvas, (rows + DOWN / 2)[given], thin[given], WEEK_COLOR, (THIN, THIN), points=NOTE)
        counted = f"Sets a week{counted_shortly(frame)}, {frame['week'].iloc[0]}; {TINTS}"
        canvas.title(_title(sets, bands, kinds, frame), counted)
        if banded:
            words = _band_words(bands, str(frame["goal"].iloc[0]), count)
            canvas.caption(f"Grey: {words}, {band_sources(frame)}.")
    return canvas.ax


def _rules(canvas: Canvas, frame: pd.DataFrame, labels: list[str]) -> None:
    """Draw a thin rule above each new region of the body."""
    if "muscle_group" not in frame:
        return
    of_label = dict(zip(frame["label"], frame["muscle_group"], strict=True))
    regions = [next((name for name, groups in REGIONS.items() if of_label[label] in groups), "") for label in labels]
    for row, (above, below) in enumerate(pairwise(regions)):
        if above != below:
            canvas.ax.axhline(row + 0.5, color=RULE, linewidth=0.8, zorder=0.5)


def _drawn(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sets of each drawn label, by kind of work, and its band."""
    sets = kind_sums(frame)
    bands = pd.DataFrame(index=sets.index, columns=["band_low", "band_high", "band_aim", "status"], dtype=object)
    if "status" in frame:  # rows of the kinds that count share their label's band
        bands = (
            frame[frame["status"].notna()].drop_duplicates("label").set_index("label")[list(bands)].reindex(sets.index)
        )
    shown = (sets.max(axis="columns") > 0) | bands["status"].notna()
    if not shown.any():
        raise ArgumentError("the week has no counted set to draw")
    return sets[shown], bands[shown]


def _blocks(canvas: Canvas, bands: pd.DataFrame, end: float) -> None:
    """Draw each band as a grey block behind its row, with a line at its target."""
    for row, (low, high, aim) in enumerate(
        zip(*(bands[f"band_{mark}"] for mark in ("low", "high", "aim")), strict=True)
    ):
        if pd.isna(low):
            continue
        width = (end if pd.isna(high) else high) - low  # a band without an upper end extends to the edge
        canvas.ax.barh(row, width, 0.84, left=low, color=BAND, zorder=0.6)
        if aim < end:  # beyond the edge only the note has it
            for edge in (-0.42, 0.3):  # short, so that no line crosses a figure
                canvas.ax.vlines(aim, row + edge, row + edge + 0.12, color=QUIET, linewidth=1.6, zorder=0.7)


def _band_words(bands: pd.DataFrame, goal: str, count: list[str]) -> str:
    # If all labels share one band, its limits are in the legend.
    bands = bands.dropna(subset=["band_low"])[["band_low", "band_high", "band_aim"]].drop_duplicates()
    if len(bands) > 1:
        return f"band for {listing(count)} sets"
    low, high, aim = bands.iloc[0]
    limits = f"{number(low)} or more" if pd.isna(high) else span(low, high, dash="–")
    limits += "" if pd.isna(aim) else f", aim {number(aim)}"
    return f"band for {goal}, {limits}" if goal != "custom" else f"band {limits}"


def band_sources(frame: pd.DataFrame) -> str:
    """Return the publications of the bands, such as Pelland et al. 2025, with how far the number was checked."""
    words = []
    bands = frame[["reference_id", "seen"]].dropna(subset="reference_id")
    for reference, seen in bands.drop_duplicates().itertuples(index=False):
        name, _, year = str(reference).rpartition("_")
        quoted = ", quoted by others" if seen == "quoted by others" else ""
        words.append("typed in" if reference == "custom" else f"{name.replace('_', ' ').title()} et al. {year}{quoted}")
    return listing(words)


def _title(sets: pd.DataFrame, bands: pd.DataFrame, kinds: list[str], frame: pd.DataFrame) -> str:
    if bands["status"].notna().any():
        return _band_title(bands["status"].dropna())
    parts: list[str] = []
    for kind in kinds:
        top = sets.sort_values([f"{kind}_max", f"{kind}_min"], ascending=False, kind="stable").iloc[0]
        if top[f"{kind}_max"] > 0:
            start = f"most {kind} sets for" if parts else f"Most {kind} sets for"
            count = span(top[f"{kind}_min"], top[f"{kind}_max"], dash="–")
            parts.append(f"{start} {inline(str(top.name))} ({count})")
    return ", ".join(parts) or str(frame["week"].iloc[0])


def _band_title(status: pd.Series) -> str:
    """Return the title: what is below its band, else what is above it, else that all is well."""
    starts = {"below": "Below the band:", "above": "Above the band:", "depends": "Ranges leave it open for"}
    for word, start in starts.items():
        named = [inline(label) for label in status.index[status == word]]
        if named:
            return f"{start} {few(named, 3)}"
    return "All of it is in the band" if len(status) > 1 else f"{status.index[0]} is in the band"
