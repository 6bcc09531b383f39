"""Equipment by id or name, and what it lets an athlete use."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold, nearest
from analysis.base.text import one_of
from analysis.library.library import Library
from analysis.library.sheets import NO_EQUIPMENT


def check_equipment(library: Library, items: Iterable[str]) -> list[str]:
    """Return equipment ids for ids or names; ``none`` is nothing.

    Raises
    ------
    ArgumentError
        If one is unknown, with the nearest match, or ``none`` stands beside items.
    """
    ids = []
    named = texts("equipment", items)
    for item in named:
        if fold(item) == NO_EQUIPMENT:
            if len({fold(one) for one in named}) > 1:
                allowed = f"{NO_EQUIPMENT} alone, or items"
                raise ArgumentError(Finding("equipment: none beside items", value=", ".join(named), allowed=allowed))
            continue
        known = library.coding.item_names.get(fold(item))
        if known is None:
            near = tuple(nearest(item, library.equipment["equipment_id"]))
            allowed = one_of(library.equipment["equipment_id"])
            raise ArgumentError(Finding("unknown equipment", value=item, allowed=allowed, near=near))
        ids.append(known)
    return ids


def usable(library: Library, equipment: tuple[str, ...] | None) -> frozenset[str]:
    """Return the items an athlete can use: those owned and what they stand in for; None is everything.

    Examples
    --------
    >>> from analysis import load_library
    >>> sorted(usable(load_library(), ("long_band",)))
    ['long_band', 'mini_band']
    """
    known = library.equipment
    if equipment is None:
        return frozenset(known["equipment_id"])
    stands = known.loc[known["equipment_id"].isin(equipment), "stands_in_for"].dropna()
    return frozenset(equipment) | frozenset(stands)
