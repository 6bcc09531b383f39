"""Phases of a session."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_names
from analysis.library.terms import PHASE_NAMES, PHASES


def read_phases(phases: Iterable[str] | None) -> list[str]:
    """Return the phases asked for, in their order; None means all.

    Examples
    --------
    >>> read_phases("Strength, activation"), read_phases(["cool-down"])
    (['activation', 'strength'], ['cooldown'])
    """
    # In the order of a session, however they were asked for: rows and columns run so everywhere.
    asked = PHASES if phases is None else read_names("phase", phases, PHASE_NAMES, PHASES)
    return [phase for phase in PHASES if phase in asked]
