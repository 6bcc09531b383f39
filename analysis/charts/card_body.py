"""The small body on a session card: what the session works, darkest where most sets are."""

from __future__ import annotations

import pandas as pd

from analysis.base.colors import QUIET, routine_colors
from analysis.base.text import span
from analysis.charts.body_map import WIDE, paint_body
from analysis.charts.letters import NOTE, Line, wrapped
from analysis.charts.painted_table import Painter, Row, tall

HIGH, BODY_WIDE, MOST = 1.2, 2.6, 5
"""Inches of a body's height, and of its width with the muscles beside it, of which so many are named."""


def body_row(worked: pd.DataFrame, routine: str) -> Row | None:
    """Make a body, back and front, in tints of a session's sets, with the muscles beside it that get the most."""
    if worked.empty:
        return None
    most = worked.head(MOST)
    figures = zip(most["label"], most["sets_min"], most["sets_max"], strict=True)
    bodies = 2 * WIDE * HIGH / 100 + 0.1
    texts = [f"{label} {span(low, high, dash='–')}" for label, low, high in figures]
    lines = [line for text in texts for line in wrapped(text, BODY_WIDE - bodies, NOTE)]
    lines = [Line("Most sets", NOTE, QUIET, "bold"), *lines]
    tints = dict(zip(worked["muscle_id"], worked["sets_max"] / worked["sets_max"].max(), strict=True))

    def paint(painter: Painter, top: float) -> None:
        for number, view in enumerate(("front", "back")):
            at = painter.left + (number + 0.5) * WIDE * HIGH / 100, top
            paint_body(painter.ax, view, tints, at, HIGH / 100, routine_colors([routine])[routine])
        painter.write(painter.left + bodies, top, lines)

    return Row(max(HIGH, tall(lines)) + 0.12, paint)
