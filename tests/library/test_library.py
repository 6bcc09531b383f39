"""What is made of a library is kept on it: once for the same arguments, read-only, and gone with it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest

from analysis import Library, load_library, plan_block, routine_volume, session_minutes
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.block.planning.template_week import published_rows
from analysis.library.library import kept_on_library, kept_with_tables
from analysis.volume.amounts import amounts_of
from analysis.volume.rests import prescribed_places
from analysis.volume.weight_matrix import weights_of


def test_the_same_is_kept_once(library: Library) -> None:
    asked = []

    @kept_on_library
    def made(library: Library, first: int = 1, second: int = 2) -> tuple[int, int]:
        asked.append((first, second))
        return first, second

    assert made(library) == made(library, 1) == made(library, second=2) == made(library, 1, second=2) == (1, 2)
    assert made(library, second=3) == made(library, 1, 3) == (1, 3)
    assert asked == [(1, 2), (1, 3)]
    assert amounts_of(library) is amounts_of(library, SECONDS_PER_REP)


def test_what_is_made_of_tables_is_kept_for_libraries_that_share_them(library: Library) -> None:
    asked = []

    @kept_with_tables("muscles", "contacts")
    def made(library: Library, more: int) -> int:
        asked.append(more)
        return len(library.muscles) + len(library.contacts) + more

    fewer = replace(library, contacts=library.contacts.iloc[1:])
    of_all = made(library, 1)
    assert made(replace(library, routines=library.routines.copy()), 1) == of_all == made(fewer, 1) + 1 == made(fewer, 2)
    assert asked == [1, 1, 2]


def test_what_is_kept_is_read_only(library: Library) -> None:
    weights = weights_of(library, by="group", counting="fractional")
    ends, published = prescribed_places(library), published_rows(library, ("strength",))
    for array in (amounts_of(library).values, weights.matrix, weights.row, ends.session, published.amounts["reps"]):
        assert isinstance(array, np.ndarray)
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_library_goes_with_what_is_kept_on_it() -> None:
    library = load_library()
    routine_volume(library)
    session_minutes(library)
    phase = {"name": "base", "weeks": 1, "suggest": ["mon"]}
    block = {"name": "Spring", "start": "2027-01-04", "bands": {"calves": 3}, "equipment": ["mat"], "phase": [phase]}
    plan_block(library, block)
    there = weakref.ref(library)
    del library
    gc.collect()
    assert there() is None
