"""What coaches and apps type, and what it means, word by word: ``data/coding/typed_words.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from analysis.base.csv_text import read_rows
from analysis.base.files import read_text
from analysis.library.schema import data_folder


def typed_words(name: str) -> Mapping[str, str]:
    """Return a list of words, each with what it means; all lists are read when the first is asked for.

    Examples
    --------
    >>> typed_words("abbreviation")["rdl"], typed_words("head")["movement"]
    ('romanian deadlift', 'exercise')
    """
    return _lists()[name]


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, str]]:
    path = data_folder() / "coding" / "typed_words.csv"
    lists: dict[str, dict[str, str]] = {}
    for _, (name, word, means) in read_rows(read_text(path), path.name)[1:]:
        lists.setdefault(name, {})[word] = means
    return lists
