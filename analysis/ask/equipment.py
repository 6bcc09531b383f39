"""Equipment by id or name, and the items it lets an athlete use."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.choices import read_name, refused, texts
from analysis.base.names import fold
from analysis.library.equipment_words import GYM, NO_EQUIPMENT, item_parts, says_nothing_needed
from analysis.library.library import Library


def read_equipment(library: Library, equipment: Iterable[str]) -> list[str]:
    """Return equipment ids for ids or names, each once; ``none`` means no equipment, ``gym`` all of it.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match, or ``none`` is combined with items.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_equipment(load_library(), "Mini bands + mat"), read_equipment(load_library(), {"mat"})
    (['mini_band', 'mat'], ['mat'])
    >>> read_equipment(load_library(), ["none"]), len(read_equipment(load_library(), "full gym, mat")) > 20
    ([], True)
    """
    known, ids = library.coding.item_names, library.equipment["equipment_id"].tolist()
    # A name may contain a separator. Look for "none" first: it means no equipment at all.
    typed = texts("equipment", equipment)
    named = [part for text in typed for part in ([text] if known.find(text) else item_parts(text))]
    items = [item for item in named if not says_nothing_needed(item)]
    if items and len(items) < len(named):
        raise refused("equipment: none beside items", ", ".join(named), f"{NO_EQUIPMENT} alone, or items")
    found = [read_name("equipment", item, known, ids) for item in items if fold(item) not in GYM]
    return list(dict.fromkeys(found)) if len(found) == len(items) else ids


def usable(library: Library, equipment: tuple[str, ...] | None) -> frozenset[str]:
    """Return the items an athlete can use: owned ones and those they replace; None means all except gym-only items.

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
    # A long band can be tied into a loop, but a loop cannot be cut open: stand-ins go one way, and one step.
    stands = known.loc[known["equipment_id"].isin(equipment), "stands_in_for"].dropna()
    return frozenset(equipment) | frozenset(stands)


def banded(library: Library, equipment: tuple[str, ...] | None) -> bool:
    """Return whether bands are an athlete's only loads.

    Examples
    --------
    >>> from analysis import load_library
    >>> banded(load_library(), ("mini_band", "mat")), banded(load_library(), ("mini_band", "dumbbell"))
    (True, False)
    """
    loads = library.equipment.set_index("equipment_id")["load_kind"]
    return set(loads[list(usable(library, equipment))].dropna()) == {"band"}
