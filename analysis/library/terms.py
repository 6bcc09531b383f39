"""The field's own words: phases of a session, and kinds of runs around it."""

from __future__ import annotations

COUNTED = ("activation", "strength")
"""Phases whose sets are counted."""


PHASES = ("mobility", "activation", "strength", "cooldown")


RUNS = ("easy", "long", "hard")


HARD_RUNS = ("hard", "long", "race")
"""Runs that the day before spares the legs for."""


MOBILE = ("mobility", "stretch")
"""Modes of exercises that give no sets: they can open a session."""
