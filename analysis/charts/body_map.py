"""A body, front and back, each muscle tinted by its sets: once for strength, once for light work."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from analysis.base.arguments import checked
from analysis.base.colors import QUIET, RULE, WEEK_COLOR
from analysis.base.errors import ArgumentError
from analysis.base.text import few, inline, listing, span
from analysis.charts.bars import kind_sums
from analysis.charts.canvas import INSIDE, Canvas, drawing, needs
from analysis.charts.letters import LABEL, NOTE, wrapped
from analysis.charts.tints import light
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import counted_shortly

OUTLINES = Path(__file__).with_name("body.csv")
"""Our own outlines: right halves of front and back, alternating x and y, of a body a hundred units high."""


SKIN = "#eef1f4"


WIDE = 42.0
"""Width of a body in units, including its margin."""


HEADS = {"strength": "Strength sets", "light": "Light work"}


LINE = 0.2
"""Inches of a line of figures."""


@lru_cache(maxsize=1)
def outlines() -> list[tuple[str, str, np.ndarray]]:
    """Return view, muscle_id (blank for the body itself) and points of each outline, both halves of it."""
    with OUTLINES.open(encoding="utf-8", newline="") as file:
        rows = [(row["view"], row["muscle_id"], row["outline"]) for row in csv.DictReader(file)]
    halves = [(view, muscle, np.array(text.split(), dtype=float).reshape(-1, 2)) for view, muscle, text in rows]
    return [(view, muscle, points * side) for view, muscle, points in halves for side in ((1, 1), (-1, 1))]


@checked
def plot_body(frame: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a body with each muscle tinted by its sets, strength and light work apart, with the figures below.

    Parameters
    ----------
    frame : DataFrame
        The frame from `weekly_volume` by muscle, or `routine_volume` of one routine. Lower ends set the tints.
    ax : Axes, optional
        Where to draw the body alone, beside its figures elsewhere; default a new figure with the figures below.

    Returns
    -------
    Axes

    Raises
    ------
    ArgumentError
        If the frame is another one, not by muscle, or no set counts.

    Examples
    --------
    >>> from analysis import load_library, weekly_volume
    >>> ax = plot_body(weekly_volume(load_library(), {"runners_world": 1}, by="muscle"))
    >>> [text.get_text() for text in ax.texts][:2]
    ['Strength sets', 'Light work']
    """
    needs(frame, ["muscle_id", "label", "kind", "sets_min", "sets_max"], 'weekly_volume(by="muscle")')
    sets = _sets(frame)
    if not sets.to_numpy().any():
        raise ArgumentError("no counted set to draw")
    words = [f"{label} {_figures(row)}" for label, row in sets.iterrows()]
    ids = dict(zip(frame["label"], frame["muscle_id"], strict=True))
    seen = {muscle for _, muscle, _ in outlines()}
    hidden = [word for word, label in zip(words, sets.index, strict=True) if ids[label] not in seen]
    shown = [word for word in words if word not in hidden]
    scale = INSIDE / (4 * WIDE)  # inches per unit, four bodies side by side
    unseen = wrapped(f"Not seen from outside: {', '.join(hidden)}", INSIDE, NOTE) if hidden else []
    lines = LINE * (-(-len(shown) // 2) + len(unseen) + 0.4) if ax is None else 0.0
    inches = 0.45 + 100 * scale + lines
    with drawing(ax, height=1.7 + inches) as canvas:
        canvas.blank(INSIDE, inches)
        canvas.ax.set_aspect("equal")
        most = float(sets[[f"{kind}_min" for kind in COUNTED_KINDS]].to_numpy().max())
        for pair, kind in enumerate(COUNTED_KINDS):
            bold: dict[str, Any] = {"fontsize": LABEL, "fontweight": "bold", "va": "top"}
            canvas.ax.text(2 * pair * WIDE * scale, 0, HEADS[kind], **bold)
            tints = {ids[label]: low / most if most else 0.0 for label, low in sets[f"{kind}_min"].items()}
            for side, view in enumerate(("front", "back")):
                left = (2 * pair + side + 0.5) * WIDE * scale
                paint_body(canvas.ax, view, tints, (left, 0.3), scale)
        if canvas.alone:
            _write(canvas, shown, [line.text for line in unseen], 0.45 + 100 * scale)
        per = "a week" if "week" in frame else "per session"
        counted = f"Sets {per}{counted_shortly(frame)}: strength + light work"
        canvas.title(_title(sets), counted)
        canvas.caption("The stronger the colour, the more sets, on one scale.")
    return canvas.ax


def _sets(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the sets of each muscle by kind of work, the muscles with most sets first."""
    sets = kind_sums(frame)
    order = sets[["strength_max", "light_max"]].sum(axis="columns").sort_values(ascending=False, kind="stable").index
    return sets.loc[order][sets.loc[order].max(axis="columns") > 0]


def _figures(row: pd.Series) -> str:
    return " + ".join(span(row[f"{kind}_min"], row[f"{kind}_max"], dash="–") for kind in COUNTED_KINDS)


def paint_body(
    ax: Axes, view: str, tints: Mapping[str, float], at: tuple[float, float], scale: float, color: str = WEEK_COLOR
) -> None:
    """Paint a view of the body at a top center position, each muscle in a tint of a colour, from 0 to 1."""
    for side, muscle, points in outlines():
        if side != view:
            continue
        part = tints.get(muscle, 0.0)
        fill = light(color, 0.2 + 0.8 * part) if part else "white"
        look: dict[str, Any] = {"facecolor": fill if muscle else SKIN, "edgecolor": RULE if muscle else "none"}
        # Not ax.fill, which measures every outline for limits that are fixed already.
        ax.add_artist(Polygon(points * scale + at, linewidth=0.6, **look))


def _write(canvas: Canvas, shown: list[str], unseen: list[str], down: float) -> None:
    """Write the figures in two columns, and below them those of muscles without an outline."""
    half = -(-len(shown) // 2)
    for number, word in enumerate(shown):
        place = INSIDE / 2 * (number // half), down + LINE * (number % half)
        canvas.ax.text(*place, word, va="top", fontsize=NOTE)
    for number, line in enumerate(unseen):
        canvas.ax.text(0, down + LINE * (half + number + 0.4), line, va="top", fontsize=NOTE, color=QUIET)


def _title(sets: pd.DataFrame) -> str:
    """Return the title: which muscles get the strength sets, and which get light work only."""
    strength = sets[sets["strength_max"] > 0].sort_values("strength_max", ascending=False, kind="stable").index
    only = [inline(str(label)) for label in sets.index if label not in strength]
    if not len(strength):
        return f"Light work only, most for {inline(str(sets.index[0]))}"
    top = listing([inline(str(label)) for label in strength[:2]])
    return f"Most strength sets: {top}" + (f"; light work only: {few(only, 2)}" if only else "")
