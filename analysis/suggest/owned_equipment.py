"""The equipment of an exercise that an athlete owns, as written in the cell of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from analysis.library.library import Library


def equipment_text(library: Library, exercise: str, equipment: Iterable[str] | None) -> str:
    """Return the owned equipment an exercise uses, as a sheet's cell; blank (as coded) if the athlete has everything.

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
    """Return the items of a sheet's cell that an athlete owns, or their stand-ins, as text.

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
        # A long band can replace a mini band; an optional item stays optional, unless it also replaces a required one.
        there = name if name in equipment else stand_ins.get(name, "")
        if there in equipment:
            kept[there] = kept.get(there, True) and optional
    return " + ".join(f"{item}?" if optional else item for item, optional in kept.items()) or "none"
