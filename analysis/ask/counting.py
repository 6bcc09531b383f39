"""How a set counts by the role of a muscle: 1 and 0.5, direct, total, or custom weights.

`volume/weight_matrix` makes these the weights of exercises for muscles.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.ask.numbers import as_number
from analysis.base.choices import check_choice, labelled, refused, split_names, unboxed
from analysis.base.text import one_of

Counting = str | Mapping[str, float]


COUNTINGS: dict[str, dict[str, float]] = {
    "fractional": {"primary": 1.0, "secondary": 0.5, "stabilizer": 0.0, "stretched": 0.0},
    "direct": {"primary": 1.0, "secondary": 0.0, "stabilizer": 0.0, "stretched": 0.0},
    "total": {"primary": 1.0, "secondary": 1.0, "stabilizer": 0.0, "stretched": 0.0},
}
"""Weight of a set for a muscle, by its role. ``fractional`` as in pelland_2025."""


def read_counting(counting: Counting) -> tuple[str, dict[str, float]]:
    """Return the name of a counting, as stamped on results, and the weight of each role.

    Raises
    ------
    ArgumentError
        If the name or a role is unknown, or a weight is not between 0 and 1.

    Examples
    --------
    >>> read_counting({"secondary": 0.25})[0], read_counting("secondary=0.25")[1]["secondary"]
    ('primary 1, secondary 0.25, stabilizer 0, stretched 0', 0.25)
    """
    counting = labelled(unboxed(counting))
    if isinstance(counting, str) and "=" not in counting:
        name = check_choice("counting", counting, COUNTINGS)
        return name, COUNTINGS[name]
    if isinstance(counting, str):
        pairs = [part.partition("=")[::2] for part in split_names(counting)]
    elif isinstance(counting, Mapping):
        pairs = list(counting.items())  # type: ignore[arg-type]
    else:
        raise refused("unknown counting", counting, one_of(COUNTINGS))
    roles: dict[str, float] = {}
    for typed, weight in pairs:
        role = check_choice("role", typed, COUNTINGS["fractional"])
        if role in roles:
            raise refused("a role named twice", role)
        roles[role] = as_number(weight)
        if not 0 <= roles[role] <= 1:
            raise refused(f"weight of {role}", weight, "a number from 0 to 1")
    roles = {**COUNTINGS["fractional"], **roles}  # a missing role has its usual weight
    return ", ".join(f"{role} {weight:g}" for role, weight in roles.items()), roles
