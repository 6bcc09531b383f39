"""Words around equipment items as typed in a sheet, a roster, a block, Python or on the command line."""

from __future__ import annotations

import re

NO_EQUIPMENT = "none"
"""Word for an exercise that needs no equipment, or an athlete without any."""


GYM = ("gym", "full gym", "a gym", "commercial gym")
"""Words for all available equipment."""


_NOTHING = re.compile(
    r"none|no(thing)?|no (equipment|kit|gear)|[-–—]+|n/?a|nil|bw|body\s?-?weight(?: only)?", re.IGNORECASE
)
# A comma or slash between digits belongs to a number, as in "2 x 12,5 kg dumbbells".
_BETWEEN = re.compile(r"\s*(?:[+;&]|(?<!\d)[,/]|[,/](?!\d)|\band\b)\s*", re.IGNORECASE)


def says_nothing_needed(text: str) -> bool:
    """Return whether a text means no equipment.

    Examples
    --------
    >>> says_nothing_needed("none"), says_nothing_needed("no kit"), says_nothing_needed("-"), says_nothing_needed("mat")
    (True, True, True, False)
    """
    return bool(_NOTHING.fullmatch(text.strip()))


def item_parts(text: str) -> list[str]:
    """Split a text into its items at any separator.

    Examples
    --------
    >>> item_parts("mat/step"), item_parts("mat & mini band"), item_parts("2 x 12,5 kg DB + mat?, step and box")
    (['mat', 'step'], ['mat', 'mini band'], ['2 x 12,5 kg DB', 'mat?', 'step', 'box'])
    """
    # A trailing comma doesn't mean a missing item; an extra plus may.
    return _BETWEEN.split(text.strip(" ,;"))
