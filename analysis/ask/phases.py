"""Phases of a session."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_names
from analysis.library.terms import PHASE_NAMES, PHASES


def read_phases(phases: Iterable[str] | None) -> list[str]:
    """Return phases in session order; None means all.

    Examples
    --------
    >>> read_phases("Strength, activation"), read_phases(["cool-down"])
    (['activation', 'strength'], ['cooldown'])
    """
    # Session order, whatever the order typed: rows and columns follow it everywhere.
    asked = PHASES if phases is None else read_names("phase", phases, PHASE_NAMES, PHASES)
    return [phase for phase in PHASES if phase in asked]
