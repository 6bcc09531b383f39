"""Dose bands: the fewest weekly sets of a muscle or group, or the fewest and the most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from analysis.ask.muscles import Label, read_label
from analysis.ask.numbers import ends_of
from analysis.base.choices import labelled, refused
from analysis.library.library import Library

Bands = Mapping[str, Any]
"""Muscle or group, by id or name, and its band in any form that `read_band` reads."""


Band = tuple[float, float | None]
"""Fewest and most sets a week; None as most means no upper limit."""


MOST_SETS = 200
"""Most sets a week in a band."""


def read_bands(library: Library, bands: Bands | None, *, by: str = "group") -> dict[Label, Band]:
    """Return bands by muscle or group, each with its ends.

    Parameters
    ----------
    library : Library
    bands : mapping of muscle or group to band, or None for none
        By id or name; a band is ``4`` or ``(4, None)`` (at least), or ``"4-8"`` or ``[4, 8]``.
    by : {"group", "muscle"}
        How volume is counted, which also decides a name that a muscle shares with a group. Labels of the other kind
        get bands of their own.

    Raises
    ------
    ArgumentError
        If a name is unknown or given twice, or a band is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> for label, band in read_bands(load_library(), {"Glute max": 4, "glute_med": "4-8"}).items():
    ...     print(label.by, label.key, band)
    group glute_max (4.0, None)
    muscle glute_med (4.0, 8.0)
    """
    bands = labelled(bands)
    if bands is not None and not isinstance(bands, Mapping):
        raise refused("bands: no mapping of muscle to sets", bands, 'such as {"glute_max": [4, 10]}')
    # By label instead of name: "quads" and "Quad" are the same band given twice.
    read: dict[Label, Band] = {}
    for name, typed in (bands or {}).items():
        label = read_label(library, name, by=by)
        if label in read:
            raise refused("a band given twice", label.key, "each label once")
        read[label] = read_band(str(name), typed)
    return read


def beside(bands: Iterable[Label], by: str) -> tuple[Label, ...]:
    """Return the labels of bands without a row of volume: muscles where groups are counted, or the other way round.

    Examples
    --------
    >>> beside([Label("group", "quads"), Label("muscle", "soleus")], "group")
    (Label(by='muscle', key='soleus'),)
    """
    return tuple(label for label in bands if label.by != by)


def read_band(label: str, typed: Any) -> Band:
    """Return a band: ``4``, ``"4"`` and ``(4, None)`` mean at least 4; ``"4-8"`` and ``[4, 8]`` have both ends.

    Raises
    ------
    ArgumentError
        If it is none of these, or the larger number comes first.

    Examples
    --------
    >>> read_band("calves", 4), read_band("calves", "4-10"), read_band("calves", (4, None))
    ((4.0, None), (4.0, 10.0), (4.0, None))
    """
    low, high = (*ends_of(typed), None, None)[:2]  # a number alone is the lower end
    ends = [end for end in (low, high) if end is not None]
    if low is None or len(ends_of(typed)) > 2 or not all(0 <= end <= MOST_SETS for end in ends) or ends != sorted(ends):
        allowed = f"4 (at least 4) or 4-10, sets a week from 0 to {MOST_SETS}, the smaller first"
        raise refused(f"band of {label}", _typed(typed), allowed)
    return low, high


def _typed(band: Any) -> Any:
    """Return a list of numbers as a range in text; other values as they are."""
    ends = ends_of(band)
    listed = isinstance(band, (list, tuple, np.ndarray)) and not any(end is None or np.isnan(end) for end in ends)
    return "-".join(f"{end:g}" for end in ends) if listed else band


def band_text(band: Band) -> str:
    """Return a band as text that `read_band` reads.

    Examples
    --------
    >>> band_text((4.0, 10.0)), band_text((4.0, None))
    ('4-10', '4')
    """
    return "-".join(f"{end:.10g}" for end in band if end is not None)
