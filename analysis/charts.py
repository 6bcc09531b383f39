"""Charts: a tidy frame in, an Axes out; nothing is saved or shown, and titles are computed from the figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch
from matplotlib.transforms import blended_transform_factory

from analysis.errors import ArgumentError
from analysis.sentences import say_leader
from analysis.words import id_column, inline, listing, number, span

STYLE = Path(__file__).with_name("style.mplstyle")
COLORS = {"fit_and_well": "#E69F00", "runners_world": "#0072B2", "run_forever": "#009E73"}
"""One colour per shipped routine, colour-blind-safe (Okabe and Ito); others take the rest of the set in turn."""
MORE_COLORS = ("#CC79A7", "#56B4E9", "#D55E00", "#8C6D31", "#5B5B5B")
WEEK_COLOR = "#33658A"
BAND_COLOR = "#F3E3B3"
HATCH = "/////"
"""Activation is hatched and strength is solid, everywhere."""
LEGEND_WIDTH = 48
"""Characters of a legend entry that fit beside the phases at phone width."""
INK = "#22303c"
QUIET = "#5f6f7d"


@contextmanager
def styled(ax: Axes | None, *, height: float | None = None) -> Iterator[Axes]:
    """Give axes to draw on in the project's style; a new figure only when ``ax`` is None."""
    with plt.style.context(STYLE):
        if ax is None:
            width, usual = plt.rcParams["figure.figsize"]
            _, ax = plt.subplots(figsize=(width, max(usual, height or usual)))
        yield ax


def routine_colors(routines: Sequence[str]) -> dict[str, str]:
    """Return a colour per routine, the same for a shipped routine everywhere.

    Examples
    --------
    >>> routine_colors(["run_forever", "mine"])
    {'run_forever': '#009E73', 'mine': '#CC79A7'}
    """
    own = [routine for routine in routines if routine not in COLORS]
    rest = {routine: MORE_COLORS[place % len(MORE_COLORS)] for place, routine in enumerate(own)}
    return {routine: COLORS.get(routine) or rest[routine] for routine in routines}


def _light(color: str) -> tuple[float, float, float]:
    red, green, blue = (1 - 0.35 * (1 - part) for part in to_rgb(color))
    return red, green, blue


def _stacked(ax: Axes, place: Any, strength: Any, activation: Any, color: str, height: float) -> None:
    """Draw bars of the lower ends: strength solid, activation hatched beside it."""
    ax.barh(place, strength, height, color=color, edgecolor=color, linewidth=0.6)
    ax.barh(place, activation, height, left=strength, color=_light(color), edgecolor=color, hatch=HATCH, linewidth=0.6)


def _whiskers(ax: Axes, place: Any, low: Any, high: Any, height: float) -> None:
    """Draw each interval that is wider than a point as a line with end marks."""
    wide = np.asarray(high) > np.asarray(low)
    place, low, high = (np.asarray(one, dtype=float)[wide] for one in (place, low, high))
    ax.hlines(place, low, high, color="black", linewidth=1.2)
    for ends in (low, high):
        ax.vlines(ends, place - height / 3, place + height / 3, color="black", linewidth=1.2)


def _beside(ax: Axes, head: str, texts: Sequence[str], points: float, align: str, color: str) -> None:
    """Write a column of text, one per row, at a distance in points to the right of the axes."""
    for row, text in enumerate([head, *texts], -1):
        ax.annotate(
            text,
            (1, row if row >= 0 else -0.9),
            (points, 0),
            xycoords=ax.get_yaxis_transform(),
            textcoords="offset points",
            ha=align,
            va="center_baseline",
            fontsize=8 if row >= 0 else 7.5,
            color=color if row >= 0 else QUIET,
            annotation_clip=False,
        )


def _columns(ax: Axes, size: float) -> int:
    """Characters of a text size that fit between the left edge of the figure and the right edge of the axes."""
    figure = ax.get_figure(root=True)
    inches = (figure.get_figwidth() if figure else 5.4) * ax.get_position().x1
    return max(24, int(inches * 72 / (0.56 * size)))


def _title(ax: Axes, text: str) -> None:
    size = plt.rcParams["axes.titlesize"]
    figure = ax.get_figure(root=True)
    if figure is not None:  # at the left edge of the figure, above the row labels
        figure.suptitle(textwrap.fill(text, _columns(ax, size)), x=0.02, ha="left", fontsize=size, fontweight="bold")


def _legend(ax: Axes, keys: list[Patch], *, ncols: int) -> None:
    figure = ax.get_figure(root=True)
    if figure is not None:  # from the left edge of the figure, just above the axes
        place = blended_transform_factory(figure.transFigure, ax.transAxes)
        ax.legend(
            handles=keys,
            loc="lower left",
            bbox_to_anchor=(0.01, 1.0),
            bbox_transform=place,
            ncols=ncols,
            columnspacing=1.4,
            handlelength=1.4,
        )


def _caption(ax: Axes, text: str) -> None:
    size = 7.0
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.supxlabel(textwrap.fill(text, _columns(ax, size)), x=0.02, ha="left", fontsize=size, color=QUIET)


def _needs(frame: pd.DataFrame, columns: Sequence[str], maker: str) -> None:
    missing = [name for name in columns if name not in frame]
    if missing:
        raise ArgumentError(f"the frame has no column {', '.join(missing)}; draw what {maker} returns")
    if frame.empty:
        raise ArgumentError(f"the frame has no rows; draw what {maker} returns")


def plot_comparison(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw routines side by side: counted sets per session, strength solid, activation hatched, ranges as whiskers.

    Parameters
    ----------
    frame : DataFrame
        What `compare_routines` returns. Labels that no routine works are left out; zeros of the others are written.
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
    >>> from analysis import compare_routines, load_library
    >>> ax = plot_comparison(compare_routines(load_library()))
    >>> ax.get_xlabel()
    'sets per session'
    """
    _needs(frame, ["routine_id", "routine", "label", "strength_sets_min", "activation_sets_min"], "compare_routines")
    column = id_column(frame)
    routines = list(dict.fromkeys(frame["routine_id"]))
    names = dict(zip(frame["routine_id"], frame["routine"], strict=True))
    colors = routine_colors(routines)
    worked = frame[frame.groupby(column)["sets_max"].transform("max") > 0]
    rows = list(dict.fromkeys(worked["label"]))
    height = 0.8 / len(routines)
    legend = {one: textwrap.fill(f"{names[one]}, {_of(frame, one)}", LEGEND_WIDTH) for one in routines}
    tall = len(routines) > 3 or any("\n" in text for text in legend.values())
    legend_rows = sum(text.count("\n") + 1 for text in legend.values()) + 2 if tall else 3
    inches = 1.8 + 0.2 * legend_rows + len(rows) * max(0.26, 0.09 * len(routines))
    with styled(ax, height=inches) as axes:
        for turn, routine in enumerate(routines):
            part = worked[worked["routine_id"] == routine]
            place = np.arange(len(rows)) + (turn - (len(routines) - 1) / 2) * height
            _stacked(
                axes, place, part["strength_sets_min"], part["activation_sets_min"], colors[routine], height * 0.82
            )
            _whiskers(axes, place, part["sets_min"], part["sets_max"], height)
            for at, low, high in zip(place, part["sets_min"], part["sets_max"], strict=True):
                text = span(low, high, dash="–")
                axes.annotate(
                    text,
                    (high, at),
                    (3, 0),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=6.8,
                    color=QUIET,
                )
        axes.set_yticks(range(len(rows)), rows)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(0, max(1.0, float(worked["sets_max"].max())) * 1.12)
        axes.set_xlabel("sets per session")
        keys = [Patch(color=colors[one], label=text) for one, text in legend.items()]
        keys += [Patch(facecolor="#6b6b6b", label="strength")]
        keys += [Patch(facecolor="#dddddd", edgecolor="#6b6b6b", hatch=HATCH, label="activation")]
        _legend(axes, keys, ncols=1 if tall else 2)
        _title(axes, say_leader(frame))
        caption = f"Counted sets of activation and strength. {_counting_words(frame)} A range is drawn as a whisker."
        _caption(axes, f"{caption} No source states load or effort. Roles of muscles are partly ours.")
    return axes


def _of(frame: pd.DataFrame, routine: str) -> str:
    row = frame[frame["routine_id"] == routine].iloc[0]
    sets = span(row["routine_sets_min"], row["routine_sets_max"], dash="–")
    return f"{sets} sets, {span(row['minutes_min'], row['minutes_max'], dash='–')} min"


def _counting_words(frame: pd.DataFrame) -> str:
    counting = str(frame["counting"].iloc[0])
    known = {
        "fractional": "Primary muscle 1 set, secondary ½.",
        "direct": "Primary muscles only.",
        "total": "Primary and secondary muscles 1 set each.",
        "every set once": "Every set counts once.",
    }
    text = known.get(counting, f"A set counts: {counting}.")
    grouped = " A group counts its most-worked muscle, set by set." if "muscle_group" in frame else ""
    return f"{text}{grouped} Work per side is one set."


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
    _needs(frame, ["label", "phase", "sets_min", "sets_max", "week"], "weekly_volume")
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
    with styled(ax, height=2.2 + 0.28 * len(sets)) as axes:
        most = max(1.0, float(high.max()))
        for at, bottom, top in zip(place, held["band_low"], held["band_high"], strict=True):
            if pd.notna(bottom):
                end = most * 1.05 if pd.isna(top) else top
                axes.barh(at, end - bottom, 1.0, left=bottom, color=BAND_COLOR, zorder=0.5)
        _stacked(axes, place, sets["strength_min"], sets["activation_min"], WEEK_COLOR, 0.62)
        _whiskers(axes, place, low, high, 0.6)
        axes.set_yticks(place, list(sets.index))
        axes.set_ylim(len(sets) - 0.4, -1.2)
        axes.set_xlim(0, most * 1.05)
        axes.set_xlabel("sets a week")
        for phase, right, color in (("strength", 46, INK), ("activation", 96, QUIET)):
            ends = zip(sets[f"{phase}_min"], sets[f"{phase}_max"], strict=True)
            _beside(axes, phase, [span(*pair, dash="–") for pair in ends], right, "right", color)
        banded = bool(held["status"].notna().any())
        if banded:
            _beside(axes, "band", [one if isinstance(one, str) else "" for one in held["status"]], 103, "left", INK)
        keys = [Patch(facecolor=WEEK_COLOR, label="strength")]
        keys += [Patch(facecolor=_light(WEEK_COLOR), edgecolor=WEEK_COLOR, hatch=HATCH, label="activation")]
        if banded:
            keys += [Patch(facecolor=BAND_COLOR, label=_band_words(held))]
        _legend(axes, keys, ncols=3)
        _title(axes, _week_title(sets, str(frame["week"].iloc[0])))
        band = f" The band ({_references(frame)}) is held against strength sets only." if banded else ""
        caption = f"Week: {frame['week'].iloc[0]}. {_counting_words(frame)}{band} No source states load or effort."
        _caption(axes, caption)
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
