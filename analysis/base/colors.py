"""The colours of routines, weeks and bands, the same in charts and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

COLORS = {"fit_and_well": "#F0AE26", "runners_world": "#00497C", "run_forever": "#009E73"}
"""One colour per shipped routine, after Okabe and Ito: light, dark and medium in greyscale; others take the rest."""


MORE_COLORS = ("#CC79A7", "#56B4E9", "#D55E00", "#8C6D31", "#5B5B5B")


WEEK_COLOR = "#33658A"


WEEK_PALE = "#B9CBD9"


BAND_EDGE = "#C9A227"


GREY = "#6b6b6b"


PALE = "#dddddd"


INK = "#22303c"


QUIET = "#526170"


RULE = "#c9d1d8"


BAND = "#e3e7eb"


def routine_colors(routines: Sequence[str]) -> dict[str, str]:
    """Return a colour per routine; a shipped routine has the same colour everywhere.

    Examples
    --------
    >>> routine_colors(["run_forever", "mine"])
    {'run_forever': '#009E73', 'mine': '#CC79A7'}
    """
    # A coach's own routines take the other colours in order, and share them beyond five.
    others = [routine for routine in routines if routine not in COLORS]
    rest = {routine: MORE_COLORS[number % len(MORE_COLORS)] for number, routine in enumerate(others)}
    return {routine: COLORS.get(routine) or rest[routine] for routine in routines}
