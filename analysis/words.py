"""Numbers, ranges, doses and ids as a coach reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError
from analysis.frames import positions, strings
from analysis.library import Library
from analysis.prescriptions import PHASES

LABELS = {
    "muscle_id": ("muscles", "name"),
    "muscle_group": ("muscle_groups", "name"),
    "movement_pattern": ("movement_patterns", "name"),
    "equipment_id": ("equipment", "name"),
    "exercise_id": ("exercises", "name"),
    "routine_id": ("routines", "short_name"),
}
"""Where the words for an id column stand: table and column."""


def labels(library: Library, column: str) -> dict[str, str]:
    """Return the words for the ids of a column.

    Examples
    --------
    >>> from analysis import load_library
    >>> labels(load_library(), "muscle_group")["hip_abductors"]
    'Hip abductors'
    """
    table, name = LABELS[column]
    frame = getattr(library, table)
    words = dict(zip(frame[column], frame[name], strict=True))
    return {**words, "none": "No equipment"} if column == "equipment_id" else words


PROMISE = "A planning aid for healthy adults; no diagnosis, and no promise of performance or freedom from injury."


@lru_cache(maxsize=64)
def _worded(library: Library, column: str) -> tuple[pd.Index, Any]:
    known = labels(library, column)
    return pd.Index(known), strings(known.values()).array


WORDS = {"routine_id": "routine", "exercise_id": "exercise"}
"""Columns that hold the words for ids; those of muscles, groups, patterns and equipment stand in ``label``."""


def add_words(library: Library, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return a frame with the words for its ids, each beside its id; blank where the id is.

    Examples
    --------
    >>> from analysis import load_library
    >>> add_words(load_library(), pd.DataFrame({"routine_id": ["run_forever"]}), "routine_id").values.tolist()
    [['run_forever', 'Run forever']]
    """
    worded = frame.copy(deep=False)
    for column in columns:
        ids, known = _worded(library, column)
        words = known.take(positions(ids, frame[column]), allow_fill=True)
        worded.insert(
            list(worded.columns).index(column) + 1, WORDS.get(column, "label"), pd.Series(words, worded.index)
        )
    return worded


def id_column(frame: pd.DataFrame) -> str:
    """Return the column that volume was added up by: muscle_id, muscle_group, movement_pattern or equipment_id."""
    found = [name for name in ("muscle_id", "muscle_group", "movement_pattern", "equipment_id") if name in frame]
    if not found:
        raise ArgumentError("the frame has no column of muscles, groups, patterns or equipment")
    return found[0]


def worked(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of the muscles (groups, ...) that get a set anywhere in a frame of volume."""
    return frame[frame.groupby(id_column(frame))["sets_max"].transform("max") > 0]


def worth_showing(summary: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of a weekly summary with sets or minutes in them, or with a band to be held against."""
    done = summary["strength_sets_max"] + summary["activation_sets_max"] + summary["mobility_minutes_max"] > 0
    return summary[done | (summary["status"] != "")]


def number(value: float, digits: int = 1) -> str:
    """Write a number without needless digits, halves rounded away from zero.

    Examples
    --------
    >>> number(8.0), number(6.5), number(-1.25, 2)
    ('8', '6.5', '-1.25')
    """
    return _number(float(value), digits)


@lru_cache(maxsize=4096)
def _number(value: float, digits: int) -> str:
    text = f"{printed(value, digits):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def printed(figures: Any, digits: int = 1) -> Any:
    """Return figures as `number` writes them, so that what is held against a limit is what is read.

    Examples
    --------
    >>> printed(np.array([0.999, 3 * 0.1, 2.25, -0.25])).tolist()
    [1.0, 0.3, 2.3, -0.3]
    """
    scale = 10**digits
    rounded = np.round(np.round(np.abs(figures), 9) * scale, 8)  # whatever is beyond nine digits is no figure
    return np.copysign(np.floor(rounded + 0.5) / scale, figures)


def percent(part: float) -> str:
    """Write a part as whole percent: 100 is all of it, and 0 nothing.

    Examples
    --------
    >>> percent(0.125), percent(1623 / 1624), percent(0.001), percent(1)
    ('13 %', '99 %', '1 %', '100 %')
    """
    return f"{number(100 * part, 0) if part in (0, 1) else number(min(99, max(1, 100 * part)), 0)} %"


def span(low: float, high: float, *, digits: int = 1, dash: str = "-") -> str:
    """Write an interval: one number when both ends are the same.

    Examples
    --------
    >>> span(4, 4), span(26.35, 34.35), span(2, 3, dash="–")
    ('4', '26.4-34.4', '2–3')
    >>> span(-3, -1)
    '-3 to -1'
    """
    first, last = number(low, digits), number(high, digits)
    if first == last:
        return first
    return f"{first} to {last}" if first.startswith("-") else f"{first}{dash}{last}"


def minutes_of(row: pd.Series[Any], *, dash: str = "-") -> str:
    """Write the minutes of a row of `compare_routines`; they are those of the whole session, whatever phases count."""
    whole = row["phases"] == " + ".join(PHASES)
    return f"{span(row['minutes_min'], row['minutes_max'], dash=dash)} min{'' if whole else ', all phases'}"


def covered_by(lines: pd.DataFrame, *, dash: str = "-") -> dict[str, str]:
    """Say what covers each line of `coverage`: exercises with kind of load, sets a week and phase, or ``nothing``."""
    found = lines[lines["covered"]]
    keys = ["name", "exercise", "load_kind", "phase"]
    sums = found.groupby(keys, sort=False)[["sets_min", "sets_max"]].sum().reset_index()
    words: dict[str, list[str]] = {name: [] for name in lines["name"]}
    for name, exercise, load, phase, low, high in sums.itertuples(index=False):
        words[str(name)].append(f"{exercise} ({load}, {span(low, high, dash=dash)} {phase})")
    return {name: ", ".join(parts) or "nothing" for name, parts in words.items()}


def listing(words: Sequence[str], last: str = "and") -> str:
    """Join words with commas and a last ``and``, or another word.

    Examples
    --------
    >>> listing(["quads", "calves", "adductors"]), listing(["quads", "calves"], "or")
    ('quads, calves and adductors', 'quads or calves')
    """
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def inline(name: str) -> str:
    """Write a name as it stands within a sentence: small first letter unless it is an abbreviation, no comma.

    Examples
    --------
    >>> inline("Trunk, side"), inline("TFL")
    ('trunk side', 'TFL')
    """
    plain = name.replace(",", "")
    return plain if plain[1:2].isupper() else plain[:1].lower() + plain[1:]


def shortened(text: str, width: int) -> str:
    """Cut a text to a width, between words where there are any, and mark that it was cut.

    Examples
    --------
    >>> shortened("Reverse lunge to knee drive", 24), shortened("x" * 9, 6)
    ('Reverse lunge to knee…', 'xxxxx…')
    """
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head and text[width - 1] != ' ' else head.rstrip()}…"


def plural(count: float, word: str) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "set"), plural(2.5, "set")
    ('1 set', '2.5 sets')
    """
    text = number(count)
    return f"{text} {word}{'' if text == '1' else 's'}"


def dose_words(row: Mapping[str, Any] | pd.Series[Any]) -> str:
    """Write a row of tidy/prescriptions as a coach says it.

    Examples
    --------
    >>> from analysis import load_library
    >>> rows = load_library().prescriptions
    >>> dose_words(rows.iloc[1]), dose_words(rows.iloc[3]), dose_words(rows.iloc[7])
    ('2 sets of 10-12 each side, hold 3-5 s', '3 sets of 5 each direction', '1 set of 30 s each side')
    """
    names = (f"{part}_{end}" for part in ("sets", "reps", "work_s", "hold_s") for end in ("min", "max"))
    return dose_said(*(None if pd.isna(row[name]) else row[name] for name in names), row["per"])


def dose_said(low: Any, high: Any, *rest: Any) -> str:
    """Say a dose: the ends of sets, of repetitions, of seconds and of a hold, and what they are per.

    Examples
    --------
    >>> dose_said(2, 3, 10, 12, None, None, 3, 5, "side")
    '2-3 sets of 10-12 each side, hold 3-5 s'
    """
    *ends, hold, held, per = rest
    reps, most, seconds, longest = ends
    sets = span(low, high)
    amount = f"{span(seconds, longest)} s" if reps is None else span(reps, most)
    each = "" if per == "both" else f" each {per}"
    holds = "" if hold is None else f", hold {span(hold, held)} s"
    return f"{sets} set{'' if sets == '1' else 's'} of {amount}{each}{holds}"


def needed_items(library: Library) -> dict[tuple[str, int], str]:
    """Name the equipment of each prescription that needs any, by routine and position.

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


def week_words(library: Library, sessions: Mapping[str, float]) -> str:
    """Name the sessions of a week.

    Examples
    --------
    >>> from analysis import load_library
    >>> week_words(load_library(), {"runners_world": 1, "run_forever": 3})
    "Runner's World once and Run forever three times"
    """
    times = {
        1: "once",
        2: "twice",
        3: "three times",
        4: "four times",
        5: "five times",
        6: "six times",
        7: "seven times",
    }
    names = labels(library, "routine_id")
    return listing(
        [f"{names[one]} {times.get(int(count), f'{count} times')}" for one, count in sessions.items() if count]
    )


COUNTS = {
    "fractional": "A set counts 1 for a primary muscle and 0.5 for a secondary one",
    "direct": "A set counts 1 for a primary muscle and 0 for a secondary one",
    "total": "A set counts 1 for a primary and for a secondary muscle",
    "every set once": "Every set counts once",
}


def counting_words(frame: pd.DataFrame) -> str:
    """Say how a frame counts, from the conventions that it carries.

    Examples
    --------
    >>> counting_words(pd.DataFrame({"muscle_group": ["quads"], "counting": ["direct"]}))
    'A set counts 1 for a primary muscle and 0 for a secondary one; a group counts its most-worked muscle, set by
    set. Work per side is one set.'
    """
    counting = str(frame["counting"].iloc[0])
    how = COUNTS.get(counting, f"A set counts by role: {counting}")
    group = "; a group counts its most-worked muscle, set by set" if "muscle_group" in frame else ""
    return f"{how}{group}. Work per side is one set."


def minutes_words(conventions: str) -> str:
    """Say how minutes were estimated, from the ``conventions`` that `session_minutes` stamps.

    Examples
    --------
    >>> minutes_words("2-4 s a repetition, rests 3/10/20/30 s")
    'Minutes: 2-4 s a repetition unless an exercise has its own; rests of 3 s to switch sides, 10 s between
    exercises, 20 s between rounds or sets, 30 s between sections.'
    """
    pace, _, rests = conventions.partition(", rests ")
    times, _, more = rests.partition(" s")
    switch, exercises, rounds, sections = times.split("/")
    return (
        f"Minutes: {pace} unless an exercise has its own; rests of {switch} s to switch sides, {exercises} s between "
        f"exercises, {rounds} s between rounds or sets{' (some sections their own)' if more else ''}, {sections} s "
        "between sections."
    )
