"""Names of athletes as initials, with a number where initials repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count

from analysis.base.choices import texts


def initials(names: Iterable[str], taken: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return initials by name; repeated initials get a number, in alphabetical order of the names.

    Parameters
    ----------
    names : iterable of str
    taken : mapping of name to str, optional
        Initials that stay as they are, also of names not in ``names``.

    Returns
    -------
    dict of str

    Raises
    ------
    ArgumentError
        If a name is not text.

    Examples
    --------
    >>> initials(["Anna Berg", "ben_cole", "anders b"])
    {'anders b': 'AB', 'Anna Berg': 'AB2', 'ben_cole': 'BC'}
    >>> initials(["Anna Berg", "anders b"], taken={"Anna Berg": "AB"})
    {'Anna Berg': 'AB', 'anders b': 'AB2'}
    """
    short_names = dict(taken or {})
    asked = texts("names", names)
    for name in sorted({*asked} - {*short_names}, key=lambda name: (name.casefold(), name)):
        words = name.replace("_", " ").replace("-", " ").replace(".", " ").split()
        short = "".join(word[0] for word in words if word[0].isalnum()).upper()[:3]
        # A name that is only initials would be shown in full.
        short = "X" if not short or short == "".join(words).upper() else short
        numbered = (f"{short}{number}" for number in count(2))
        short_names[name] = next(free for free in chain([short], numbered) if free not in short_names.values())
    return {name: short_names[name] for name in short_names if name in {*asked}}
