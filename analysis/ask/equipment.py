"""Equipment by id or name, and what it lets an athlete use."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_names, split_names, texts
from analysis.base.errors import ArgumentError, Finding
from analysis.base.names import fold
from analysis.library.library import Library
from analysis.library.sheets import NO_EQUIPMENT

GYM = ("gym", "full gym", "a gym", "commercial gym")
"""Words for all equipment that there is."""


def read_equipment(library: Library, equipment: Iterable[str]) -> list[str]:
    """Return equipment ids for ids or names, each once; ``none`` is nothing, ``gym`` everything.

    Raises
    ------
    ArgumentError
        If one is unknown, with the nearest match, or ``none`` stands beside items.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_equipment(load_library(), "Mini bands + mat"), read_equipment(load_library(), {"mat"})
    (['mini_band', 'mat'], ['mat'])
    >>> read_equipment(load_library(), ["none"]), len(read_equipment(load_library(), "full gym, mat")) > 20
    ([], True)
    """
    known, typed = library.coding.item_names, texts("equipment", equipment)
    # "none" is looked for first: it says that there is nothing, and so cannot stand beside an item.
    named = [part for text in typed for part in split_names(text, known.find)]
    items = [item for item in named if fold(item) not in (NO_EQUIPMENT, "no equipment")]
    if items and len(items) < len(named):
        allowed = f"{NO_EQUIPMENT} alone, or items"
        raise ArgumentError(Finding("equipment: none beside items", value=", ".join(named), allowed=allowed))
    rest = [item for item in items if fold(item) not in GYM]
    found = read_names("equipment", rest, known, library.equipment["equipment_id"])
    return found if len(rest) == len(items) else library.equipment["equipment_id"].tolist()


def usable(library: Library, equipment: tuple[str, ...] | None) -> frozenset[str]:
    """Return the items an athlete can use: those owned and what they stand in for; None is everything but a gym's.

    Examples
    --------
    >>> from analysis import load_library
    >>> sorted(usable(load_library(), ("long_band",)))
    ['long_band', 'mini_band']
    >>> have = usable(load_library(), None)
    >>> "kettlebell" in have, "machine" in have
    (True, False)
    """
    known = library.equipment
    if equipment is None:
        return frozenset(known.loc[known["place"] == "home", "equipment_id"])
    # A long band can be tied to a loop, but a loop cannot be cut open: it goes one way, and one step far.
    stands = known.loc[known["equipment_id"].isin(equipment), "stands_in_for"].dropna()
    return frozenset(equipment) | frozenset(stands)


def banded(library: Library, equipment: tuple[str, ...] | None) -> bool:
    """Say whether bands are the only loads that an athlete has.

    Examples
    --------
    >>> from analysis import load_library
    >>> banded(load_library(), ("mini_band", "mat")), banded(load_library(), ("mini_band", "dumbbell"))
    (True, False)
    """
    loads = library.equipment.set_index("equipment_id")["load_kind"]
    return set(loads[list(usable(library, equipment))].dropna()) == {"band"}
