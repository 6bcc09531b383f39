"""How a set counts by the role of a muscle: fractional, direct, total, or weights of one's own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.base.choices import check_choice
from analysis.base.errors import ArgumentError, Finding
from analysis.base.text import one_of

Counting = str | Mapping[str, float]


COUNTINGS: dict[str, dict[str, float]] = {
    "fractional": {"primary": 1.0, "secondary": 0.5, "stabilizer": 0.0, "stretched": 0.0},
    "direct": {"primary": 1.0, "secondary": 0.0, "stabilizer": 0.0, "stretched": 0.0},
    "total": {"primary": 1.0, "secondary": 1.0, "stabilizer": 0.0, "stretched": 0.0},
}
"""What a set counts for a muscle by its role. ``fractional`` as in pelland_2025."""


def counting_roles(counting: Counting) -> tuple[str, dict[str, float]]:
    """Read a counting: its name as stamped on results, and the weight of each role.

    Raises
    ------
    ArgumentError
        If the name or a role is unknown, or a weight is not between 0 and 1.

    Examples
    --------
    >>> counting_roles({"secondary": 0.25})[0]
    'primary 1, secondary 0.25, stabilizer 0, stretched 0'
    """
    if isinstance(counting, str):
        return counting, COUNTINGS[check_choice("counting", counting, COUNTINGS)]
    if not isinstance(counting, Mapping):
        raise ArgumentError(Finding("unknown counting", value=str(counting), allowed=one_of(COUNTINGS)))
    roles = dict(COUNTINGS["fractional"])
    for role, weight in counting.items():
        check_choice("role", role, roles)
        if isinstance(weight, bool) or not isinstance(weight, (int, float, np.number)) or not 0 <= weight <= 1:
            raise ArgumentError(Finding(f"weight of {role}", value=str(weight), allowed="a number from 0 to 1"))
        roles[role] = float(weight)
    return ", ".join(f"{role} {weight:g}" for role, weight in roles.items()), roles
