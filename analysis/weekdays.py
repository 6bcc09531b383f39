"""Days of a week, and the kinds of runs on them."""

from __future__ import annotations

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RUNS = ("easy", "long", "hard")
HARD_RUNS = ("hard", "long", "race")
"""Runs that the day before spares the legs for."""
