"""A week, muscle by muscle, with dose bands."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.charts.base import (
    BAND_COLOR,
    HATCH,
    INK,
    QUIET,
    WEEK_COLOR,
    beside,
    counting_words,
    drawing,
    light,
    needs,
    stacked,
    whiskers,
)
from analysis.errors import ArgumentError
from analysis.words import inline, listing, number, span


def plot_weekly_volume(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a week: sets per muscle, strength solid, activation hatched, the dose band behind, status in words.

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
    needs(frame, ["label", "phase", "sets_min", "sets_max", "week"], "weekly_volume")
    rows = list(dict.fromkeys(frame["label"]))
    sets = pd.DataFrame(
        {
            f"{phase}_{end}": frame[frame["phase"] == phase].set_index("label")[f"sets_{end}"].reindex(rows)
            for phase in ("strength", "activation")
            for end in ("min", "max")
        }
    ).fillna(0.0)
    held = pd.DataFrame(index=sets.index, columns=["band_low", "band_high", "status"], dtype=object)
    if "status" in frame:
        held = frame[frame["phase"] == "strength"].set_index("label")[list(held)].reindex(rows)
    shown = (sets.max(axis="columns") > 0) | held["status"].notna()
    if not shown.any():
        raise ArgumentError("the week has no counted set to draw")
    sets, held = sets[shown], held[shown]
    low, high = sets["strength_min"] + sets["activation_min"], sets["strength_max"] + sets["activation_max"]
    place = np.arange(len(sets))
    with drawing(ax, height=max(6.75, 2.2 + 0.28 * len(sets))) as canvas:
        axes = canvas.ax
        most = max(1.0, float(high.max()))
        for at, bottom, top in zip(place, held["band_low"], held["band_high"], strict=True):
            if pd.notna(bottom):
                end = most * 1.05 if pd.isna(top) else top
                axes.barh(at, end - bottom, 1.0, left=bottom, color=BAND_COLOR, zorder=0.5)
        stacked(axes, place, sets["strength_min"], sets["activation_min"], WEEK_COLOR, 0.62)
        whiskers(axes, place, low, high, 0.6)
        axes.set_yticks(place, list(sets.index))
        axes.set_ylim(len(sets) - 0.4, -1.2)
        axes.set_xlim(0, most * 1.05)
        axes.set_xlabel("sets a week")
        for phase, right, color in (("strength", 46, INK), ("activation", 96, QUIET)):
            ends = zip(sets[f"{phase}_min"], sets[f"{phase}_max"], strict=True)
            beside(axes, phase, [span(*pair, dash="–") for pair in ends], right, "right", color)
        banded = bool(held["status"].notna().any())
        if banded:
            beside(axes, "band", [one if isinstance(one, str) else "" for one in held["status"]], 103, "left", INK)
        keys = [Patch(facecolor=WEEK_COLOR, label="strength")]
        keys += [Patch(facecolor=light(WEEK_COLOR), edgecolor=WEEK_COLOR, hatch=HATCH, label="activation")]
        if banded:
            keys += [Patch(facecolor=BAND_COLOR, label=_band_words(held))]
        canvas.legend(keys, ncols=3)
        canvas.title(_week_title(sets, str(frame["week"].iloc[0])))
        band = f" The band ({_references(frame)}) is held against strength sets only." if banded else ""
        caption = f"Week: {frame['week'].iloc[0]}. {counting_words(frame)}{band} No source states load or effort."
        canvas.caption(caption)
    return axes


def _band_words(held: pd.DataFrame) -> str:
    bands = held.dropna(subset=["band_low"])[["band_low", "band_high"]].drop_duplicates()
    if len(bands) > 1:
        return "band for strength sets"
    low, high = bands.iloc[0]
    limits = f"{number(low)} or more" if pd.isna(high) else span(low, high, dash="–")
    return f"band {limits}"


def _references(frame: pd.DataFrame) -> str:
    quoted = {"pelland_2025": "Pelland et al. 2025, as quoted by others", "custom": "typed in"}
    return listing([quoted.get(one, one) for one in dict.fromkeys(frame["reference_id"].dropna())])


def _week_title(sets: pd.DataFrame, week: str) -> str:
    parts = []
    for phase, words in (("strength", "strength sets go most to"), ("activation", "activation to")):
        top = sets.sort_values([f"{phase}_max", f"{phase}_min"], ascending=False, kind="stable").iloc[0]
        if top[f"{phase}_max"] > 0:
            parts.append(
                f"{words} {inline(str(top.name))} ({span(top[f'{phase}_min'], top[f'{phase}_max'], dash='–')})"
            )
    text = ", ".join(parts).replace(
        "activation to", "activation sets go most to" if len(parts) == 1 else "activation to"
    )
    return text[:1].upper() + text[1:] if text else week
