"""Words around items of equipment as they are typed in a sheet, a roster, a block, Python or on the command line."""

from __future__ import annotations

import re

NO_EQUIPMENT = "none"
"""What is said when an exercise needs nothing, or an athlete has nothing."""


GYM = ("gym", "full gym", "a gym", "commercial gym")
"""Words for all equipment that there is."""


_NOTHING = re.compile(
    r"none|no(thing)?|no (equipment|kit|gear)|[-–—]+|n/?a|nil|bw|body\s?-?weight(?: only)?", re.IGNORECASE
)
# A comma or slash between figures is of a number, as in "2 x 12,5 kg dumbbells".
_BETWEEN = re.compile(r"\s*(?:[+;&]|(?<!\d)[,/]|[,/](?!\d)|\band\b)\s*", re.IGNORECASE)


def says_nothing_needed(text: str) -> bool:
    """Return whether a text says that there is no equipment.

    Examples
    --------
    >>> says_nothing_needed("none"), says_nothing_needed("no kit"), says_nothing_needed("-"), says_nothing_needed("mat")
    (True, True, True, False)
    """
    return bool(_NOTHING.fullmatch(text.strip()))


def item_parts(text: str) -> list[str]:
    """Split a text that holds several items, however they are parted.

    Examples
    --------
    >>> item_parts("mat/step"), item_parts("mat & mini band"), item_parts("2 x 12,5 kg DB + mat?, step and box")
    (['mat', 'step'], ['mat', 'mini band'], ['2 x 12,5 kg DB', 'mat?', 'step', 'box'])
    """
    # A comma at the end is no item that is missing; a plus too many may be.
    return _BETWEEN.split(text.strip(" ,;"))
