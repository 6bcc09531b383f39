"""Labels for ids: muscles, exercises, routines and equipment as a coach calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.errors import ArgumentError
from analysis.base.frames import looked_up, positions, strings
from analysis.base.text import listing
from analysis.library.library import Library, kept_on_library

Ints = npt.NDArray[np.intp]
LABELS = {
    "muscle_id": ("muscles", "name"),
    "muscle_group": ("muscle_groups", "name"),
    "movement_pattern": ("movement_patterns", "name"),
    "equipment_id": ("equipment", "name"),
    "exercise_id": ("exercises", "name"),
    "routine_id": ("routines", "short_name"),
    "reference_id": ("references", "short_name"),
}
"""Table and column with the words for each id column."""


def labels(library: Library, column: str) -> dict[str, str]:
    """Return the label of each id of a column.

    Examples
    --------
    >>> from analysis import load_library
    >>> labels(load_library(), "muscle_group")["hip_abductors"]
    'Hip abductors'
    """
    table, name = LABELS[column]
    frame = getattr(library, table)
    words = dict(zip(id_places(library, column), frame[name].tolist(), strict=True))
    return {**words, "none": "No equipment"} if column == "equipment_id" else words


@kept_on_library
def _known(library: Library, column: str) -> dict[str, str]:
    known = labels(library, column)
    # In a count by groups a muscle may have its own row, and the other way round.
    other = {"muscle_group": "muscle_id", "muscle_id": "muscle_group"}.get(column)
    return {**(labels(library, other) if other else {}), **known}


@kept_on_library
def id_places(library: Library, column: str) -> dict[str, int]:
    """Return the row of each id of a column in its own table."""
    ids = getattr(library, LABELS[column][0])[column].tolist()
    return {key: row for row, key in enumerate(ids)}


def id_rows(library: Library, column: str, ids: Iterable[str]) -> Ints:
    """Return the row of each id in the table of its column, -1 if it isn't there.

    Examples
    --------
    >>> from analysis import load_library
    >>> id_rows(load_library(), "routine_id", ["run_forever", "fit_and_well"]).tolist()
    [2, 0]
    """
    return looked_up(id_places(library, column), ids)


def worded(library: Library, column: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return ids paired with their labels.

    Examples
    --------
    >>> from analysis import load_library
    >>> worded(load_library(), "routine_id", ["run_forever"])
    [('run_forever', 'Run forever')]
    """
    known = _known(library, column)
    return [(key, known[key]) for key in ids]


WORDS = {"routine_id": "routine", "exercise_id": "exercise"}
"""Columns with the labels of ids; labels of muscles, groups, patterns and equipment are in ``label``."""


def add_words(library: Library, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return a frame with a label column after each id column; blank for a blank id.

    Examples
    --------
    >>> from analysis import load_library
    >>> add_words(load_library(), pd.DataFrame({"routine_id": ["run_forever"]}), "routine_id").values.tolist()
    [['run_forever', 'Run forever']]
    """
    with_words = frame.copy(deep=False)  # columns are added, none is changed
    for column in columns:
        # Taking words by position is many times faster than a look-up per row.
        known = _known(library, column)
        words = strings(known.values()).array.take(positions(known, frame[column]), allow_fill=True)
        after = list(with_words.columns).index(column) + 1
        with_words.insert(after, WORDS.get(column, "label"), pd.Series(words, with_words.index))
    return with_words


def id_column(frame: pd.DataFrame) -> str:
    """Return the column that volume is grouped by: muscle_id, muscle_group, movement_pattern or equipment_id."""
    columns = ("muscle_id", "muscle_group", "movement_pattern", "equipment_id")
    for column in columns:
        if column in frame:
            return column
    raise ArgumentError("the frame has no column of muscles, groups, patterns or equipment")


def worked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the muscles (groups, ...) with at least some sets in a frame of volume."""
    ids = frame[id_column(frame)]
    return frame[ids.isin(ids[frame["sets_max"] > 0])]


def needed_items(library: Library) -> dict[tuple[str, int], str]:
    """Return the equipment of each prescription that needs any, as text by routine and position.

    Examples
    --------
    >>> from analysis import load_library
    >>> needed_items(load_library())["fit_and_well", 5]
    'Mat (optional), Towel (optional)'
    """
    items = labels(library, "equipment_id")
    needed: dict[tuple[str, int], list[str]] = {}
    table = library.prescription_equipment
    columns = (table[name] for name in ("routine_id", "position", "equipment_id", "need"))
    for routine, position, item, need in zip(*columns, strict=True):
        needed.setdefault((routine, position), []).append(items[item] + (" (optional)" if need == "optional" else ""))
    return {key: ", ".join(words) for key, words in needed.items()}


def cautions_of(library: Library) -> dict[tuple[str, int], str]:
    """Return the source's cautions and easier forms for each prescription, as text by routine and position.

    Examples
    --------
    >>> from analysis import load_library
    >>> cautions_of(load_library())["fit_and_well", 2]
    "Don't arch or tuck; keep the hips square."
    """
    easier = library.variations[library.variations["kind"] == "regression"]
    sentences: dict[tuple[str, int], list[str]] = {}
    for table, name, lead in ((library.cautions, "caution", ""), (easier, "variation", "Easier: ")):
        for routine, position, text in zip(table["routine_id"], table["position"], table[name], strict=True):
            sentence = f"{lead}{text[0].lower() + text[1:] if lead else text}".removesuffix(".")
            sentences.setdefault((routine, int(position)), []).append(f"{sentence}.")
    return {key: " ".join(texts) for key, texts in sentences.items()}


def week_words(library: Library, sessions: Mapping[str, float]) -> str:
    """Return the sessions of a week in words.

    Examples
    --------
    >>> from analysis import load_library
    >>> week_words(load_library(), {"runners_world": 1, "run_forever": 3})
    "Runner's World once and Run forever three times"
    """
    times = {1: "once", 2: "twice"}
    times |= {count: f"{word} times" for count, word in enumerate(("three", "four", "five", "six", "seven"), 3)}
    names = labels(library, "routine_id")
    return listing(
        [f"{names[one]} {times.get(int(count), f'{count} times')}" for one, count in sessions.items() if count]
    )
