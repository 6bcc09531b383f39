"""The words coaches and apps type and their meanings: ``data/coding/typed_words.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from analysis.base.csv_text import read_rows
from analysis.base.files import read_text
from analysis.library.schema import data_folder


@lru_cache(maxsize=1)
def typed_words() -> Mapping[str, Mapping[str, str]]:
    """Return the word lists, each word with its meaning; the file is read on the first call.

    Examples
    --------
    >>> typed_words()["abbreviation"]["rdl"], typed_words()["head"]["movement"]
    ('romanian deadlift', 'exercise')
    """
    path = data_folder() / "coding" / "typed_words.csv"
    lists: dict[str, dict[str, str]] = {}
    for _, (name, word, means) in read_rows(read_text(path), path.name)[1:]:
        lists.setdefault(name, {})[word] = means
    return lists
