"""What an athlete owns of an exercise's equipment, as the cell of a sheet says it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from analysis.library.library import Library


def equipment_text(library: Library, exercise: str, equipment: Iterable[str] | None) -> str:
    """Write what an exercise uses of what an athlete owns, as a sheet says it; blank, as coded, for everything.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> equipment_text(library, "split_squat", ["mat"]), equipment_text(library, "clamshell", ["long_band"])
    ('mat?', 'long_band?')
    """
    if equipment is None:
        return ""
    items = [item + ("" if required else "?") for item, required in library.coding.usual.get(exercise, ())]
    return usable_text(library, items, tuple(equipment))


def usable_text(library: Library, items: Iterable[str], equipment: Collection[str]) -> str:
    """Write the items of a sheet's cell that an athlete owns, or what stands in for them.

    Examples
    --------
    >>> from analysis import load_library
    >>> usable_text(load_library(), ["mini_band", "mat?"], ("long_band",))
    'long_band'
    """
    stand_ins: dict[str, str] = dict(
        zip(library.equipment["stands_in_for"], library.equipment["equipment_id"], strict=True)
    )
    kept: dict[str, bool] = {}
    for item in items:
        name, optional = item.rstrip("?"), item.endswith("?")
        # A long band does what a mini band does; an item that is optional stays so, unless another needs it.
        there = name if name in equipment else stand_ins.get(name, "")
        if there in equipment:
            kept[there] = kept.get(there, True) and optional
    return " + ".join(f"{item}?" if optional else item for item, optional in kept.items()) or "none"
