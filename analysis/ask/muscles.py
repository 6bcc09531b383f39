"""Muscles and muscle groups by id, name or anatomical name."""

from __future__ import annotations

from typing import NamedTuple

from analysis.base.choices import refused, split_names, texts
from analysis.base.nearest_names import Names
from analysis.base.text import listing, one_of
from analysis.library.library import Library, kept_on_library

SEVERAL = {
    "glutes": ("glute_max", "hip_abductors"),
    "hips": ("hip_abductors", "hip_rotators", "hip_flexors", "adductors"),
    "core": ("trunk_front", "trunk_side", "lower_back"),
    "trunk": ("trunk_front", "trunk_side", "lower_back"),
}
"""Words that coaches use for several groups at once: an error asks which group is meant, never a guess."""


class Label(NamedTuple):
    """A muscle or muscle group that volume is summed for."""

    by: str
    key: str


@kept_on_library
def muscle_names(library: Library, by: str) -> Names:
    """Return the names of muscles or groups."""
    if by == "group":
        table, columns = library.muscle_groups, ("muscle_group", "name")
    else:
        table, columns = library.muscles, ("muscle_id", "name", "anatomical_name")  # type: ignore[assignment]
    # Ids before names: if an id is also another label's name, the id counts.
    known = [(name, key) for column in columns for name, key in zip(table[column], table[columns[0]], strict=True)]
    # "Glute medius" is half the Latin name, and "abductors" the end of "hip abductors": both are unambiguous.
    halves = (("Gluteus ", "Glute "), ("Hip ", ""))
    return Names([*known, *((name.replace(*half), key) for name, key in known for half in halves)])


def read_label(library: Library, typed: object, *, by: str = "group") -> Label:
    """Return the muscle or group of a name.

    Parameters
    ----------
    library : Library
    typed : str
        Id or name, in any case, singular or plural.
    by : {"group", "muscle"}
        Which to return if a muscle and a group share the name.

    Raises
    ------
    ArgumentError
        If the name is unknown, with the nearest match, or is a word for several groups, with their names.

    Examples
    --------
    >>> from analysis import load_library
    >>> read_label(load_library(), "calf"), read_label(load_library(), "glute medius")
    (Label(by='group', key='calves'), Label(by='muscle', key='glute_med'))
    """
    own = muscle_names(library, by)
    for kind in (by, "muscle" if by == "group" else "group"):
        if isinstance(typed, str) and (key := muscle_names(library, kind).find(typed)):
            # A muscle that is its own group shares the group's id, and is read as the group where groups are counted.
            return Label(by if key in own.values() else kind, key)
    word = Names((word, word) for word in SEVERAL).find(typed) if isinstance(typed, str) else None
    groups = [group for group in SEVERAL.get(word or "", ()) if group in muscle_names(library, "group").values()]
    if groups:
        what = "a word for several muscle groups"
        raise refused(what, typed, listing(groups, "or"))
    # The error is the same whichever of the two is counted.
    names = (muscle_names(library, "group"), muscle_names(library, "muscle"))
    known = Names((shown, each[folded]) for each in names for folded, shown in each.shown.items())
    allowed = one_of(dict.fromkeys(known.values()))
    raise refused("unknown muscle or group", typed, allowed, known.near(typed) if isinstance(typed, str) else ())


def read_labels(library: Library, typed: object, *, by: str = "group") -> list[Label]:
    """Return the muscles and groups of names, each once; see `read_label`.

    Raises
    ------
    ArgumentError
        If a name is unknown, with the nearest match, or is a word for several groups, with their names.

    Examples
    --------
    >>> from analysis import load_library
    >>> [label.key for label in read_labels(load_library(), "quads, calf")]
    ['quads', 'calves']
    """
    groups, muscles = (muscle_names(library, kind) for kind in ("group", "muscle"))
    parts = (
        part
        for text in texts("muscle or group", typed)
        for part in split_names(text, lambda name: groups.find(name) or muscles.find(name))
    )
    return list(dict.fromkeys(read_label(library, part, by=by) for part in parts))
