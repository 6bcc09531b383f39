"""Exercises of a log matched to the library: by their names, or as a coach has confirmed; never by a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.base.names import fold
from analysis.library.exercise_names import DOUBT, SIDE
from analysis.library.library import Library
from analysis.logs.confirmed_matches import LEFT_OUT, NOT_OURS, Confirmed, Matches, read_matches
from analysis.logs.counts import count, count_names, loaded_names
from analysis.logs.log_arrays import check_log, codes_of, days_of, warm_ups, without_undone
from analysis.logs.tally import Counts

SUGGESTED = 3


@checked
def match_exercises(log: Any, library: Library, matches: Matches | None = None) -> pd.DataFrame:
    """Match the exercises of a log to the library, as far as their names are known.

    A name is known if it is a library name or an alias, whatever its spelling, abbreviations and word order, also with
    equipment that doesn't make it another exercise: ``Hip Thrust (Smith Machine)``. If a name means several exercises,
    the loads of its sets may settle which: a loaded ``Squat`` is the back squat. One-sided exercises may name their
    side, ``Step Up (L)``: every two of these sets count as one. Unknown names are listed with suggestions, for a coach
    to confirm in a file or mapping; a guess never counts.

    Parameters
    ----------
    log : DataFrame
        From `read_log`, or a frame of another engine, see `log_volume`.
    library : Library
    matches : path, DataFrame or mapping of exercise_name to exercise_id, optional
        Matches a coach has confirmed: columns exercise_name and exercise_id; blank leaves a name open, ``none`` drops
        it. A column ``sides`` with ``apart`` means that left and right are logged as separate sets, and every
        two count as one, with the repetitions and seconds of one side; a column ``athlete`` limits that to an athlete,
        blank for all.

    Returns
    -------
    DataFrame
        One row per exercise_name, most sets first: sets (including warm-ups; one side alone is a set), share (of all
        sets), exercise_id (missing where unknown), how (``name``, ``equipment in the name``, ``side in the name``,
        ``what is beside the name``: its loads, ``confirmed``, ``left out``, missing), and suggestion_1 to suggestion_3
        (exercise_ids, for unknown ones).

    Raises
    ------
    FileError
        If a file of matches cannot be read.
    DataError
        If they name an unknown exercise, with the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8}, index=range(3))
    >>> log["exercise_name"] = ["Hip Thrust (Barbell)", "Hip Thrust (Barbell)", "Windshield Wipers"]
    >>> match_exercises(log, load_library())[["exercise_name", "sets", "exercise_id"]].values.tolist()
    [['Hip Thrust (Barbell)', 2, 'hip_thrust'], ['Windshield Wipers', 1, nan]]
    """
    names, sets = count_names(log)
    confirmed = read_log_matches(library, log, names, matches)
    known = {name: known_exercise(library, name, confirmed) for name in names}
    if confirmed.sides or any(how == SIDE for _, how in known.values()):
        counts = sides_joined(count(log), library, confirmed)
        sums = dict(zip(counts.exercises, np.ceil(counts.of_exercises().sum(axis=0)), strict=True))
        sets = np.array([sums[name] for name in names], dtype=int)
    rows = []
    for row in np.lexsort((np.array(names, dtype=object), -sets)) if len(names) else ():
        exercise, how = known[names[row]]
        near = [] if how else suggestions(library, names[row])
        more = [*near, *[None] * SUGGESTED][:SUGGESTED]
        rows.append((names[row], int(sets[row]), exercise or None, how or None, *more))
    columns = [f"suggestion_{number}" for number in range(1, SUGGESTED + 1)]
    columns = ["exercise_name", "sets", "exercise_id", "how", *columns]
    frame = pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "str"), "sets": int})
    frame.insert(2, "share", frame["sets"] / max(1, int(frame["sets"].sum())))
    return frame


def known_exercise(library: Library, name: str, confirmed: Confirmed) -> tuple[str, str]:
    """Return the exercise_id of a name in a log and how it is known; both blank if unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> library, nothing = load_library(), read_matches(load_library(), None)
    >>> known_exercise(library, "HIP THRUST (Smith Machine)", nothing)
    ('hip_thrust', 'equipment in the name')
    >>> known_exercise(library, "Step Up - Left", nothing)
    ('step_up', 'side in the name')
    >>> known_exercise(library, "Windshield Wipers", nothing)
    ('', '')
    """
    if exercise := confirmed.exercises.get(fold(name)):
        return ("", LEFT_OUT) if exercise == NOT_OURS else (exercise, "confirmed")
    loaded = confirmed.loaded.get(fold(name))
    beside = () if loaded is None else ("weighted",) if loaded else ("bodyweight",)
    reading = library.coding.names.read(name, beside)
    return ("", "") if reading is None or reading.how == DOUBT else (reading.exercise_id, reading.how)


def read_log_matches(library: Library, log: Any, names: Iterable[str], matches: Matches | None) -> Confirmed:
    """Return a coach's confirmed matches, with what the log's loads show about names of several exercises.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": "anna", "date": "2026-11-16", "exercise_name": ["Squat"], "weight_kg": [60]})
    >>> read_log_matches(load_library(), log, ["Squat", "Plank"], None).loaded
    {'squat': True}
    """
    confirmed = read_matches(library, matches)
    known = library.coding.names
    doubtful = [name for name in names if (reading := known.read(name)) is not None and reading.how == DOUBT]
    return replace(confirmed, loaded=loaded_names(log, doubtful)) if doubtful and not confirmed.loaded else confirmed


def one_sided(library: Library) -> set[str]:
    """Return the exercises that are done one side at a time."""
    frame = library.exercises
    return set(frame.loc[frame["laterality"] == "unilateral", "exercise_id"])


def exercise_ids(library: Library, names: Iterable[str], matches: Matches | None) -> dict[str, str]:
    """Return the exercise_id of each name of a log, blank if it is unknown or left out.

    Examples
    --------
    >>> from analysis import load_library
    >>> exercise_ids(load_library(), ["Hip Thrust (Barbell)", "Curl"], {"Curl": "none"})
    {'Hip Thrust (Barbell)': 'hip_thrust', 'Curl': ''}
    """
    confirmed = read_matches(library, matches)
    return {name: known_exercise(library, name, confirmed)[0] for name in names}


def working_sets(log: pd.DataFrame, library: Library, matches: Matches | None, numbers: Sequence[str]) -> pd.DataFrame:
    """Return the working sets of a log, without warm-ups: athlete, exercise_name, date, ``numbers`` and exercise_id.

    Raises
    ------
    ArgumentError
        If it is not a log, or a row has no athlete, exercise or day.

    Examples
    --------
    >>> from analysis import load_library
    >>> log = pd.DataFrame({"athlete": ["anna"], "date": ["2026-11-16"], "exercise_name": ["Hip Thrust"], "reps": [8]})
    >>> working_sets(log, load_library(), None, ["reps", "rpe"])[["exercise_id", "reps", "rpe"]].values.tolist()
    [['hip_thrust', 8.0, nan]]
    """
    check_log(log)
    log = without_undone(log)
    work = log[~warm_ups(log)]
    for name in ("athlete", "exercise_name"):
        codes_of(work[name], name)  # raises if a row has none
    frame = pd.DataFrame({name: work[name].astype("str") for name in ("athlete", "exercise_name")})
    frame["date"] = days_of(work["date"]).astype("datetime64[s]")
    for name in numbers:
        frame[name] = work[name].astype(float) if name in work.columns else np.nan
    names = frame["exercise_name"].unique()
    ids = exercise_ids(library, names, read_log_matches(library, log, names, matches))
    return frame.assign(exercise_id=frame["exercise_name"].map(ids).astype("str"))


def suggestions(library: Library, name: str) -> list[str]:
    """Return exercises with similar names, to choose from."""
    return list(library.coding.names.near(name, most=SUGGESTED))


def sides_joined(counts: Counts, library: Library, confirmed: Confirmed) -> Counts:
    """Return counts with left and right as one set, as confirmed by athlete and exercise, or if a name has the side."""
    folded = [fold(name) for name in counts.exercises]
    of_all = [
        ("", key) in confirmed.sides or known_exercise(library, name, confirmed)[1] == SIDE
        for name, key in zip(counts.exercises, folded, strict=True)
    ]
    # One row for all athletes; only athletes named in the matches get a row that differs.
    apart = np.tile(np.array(of_all, dtype=bool), (len(counts.athletes), 1))
    named = {athlete for athlete, _ in confirmed.sides}
    for row in [row for row, athlete in enumerate(counts.athletes) if athlete in named]:
        apart[row] |= [(counts.athletes[row], key) in confirmed.sides for key in folded]
    return counts.halved(apart)
