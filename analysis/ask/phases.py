"""Phases of a session."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import check_choice, texts
from analysis.library.terms import PHASES


def check_phases(phases: Iterable[str] | None) -> list[str]:
    """Return the phases asked for, in their order; None means all."""
    if phases is None:
        return list(PHASES)
    asked = texts("phases", phases)
    for phase in asked:
        check_choice("phase", phase, PHASES)
    return [phase for phase in PHASES if phase in asked]
