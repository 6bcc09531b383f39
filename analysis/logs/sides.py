"""Left and right logged as separate sets: pointed out where likely, and counted as one set if confirmed.

Volume joins them in `matching.sides_joined`, by the halves of `tally.Counts`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Set

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.base.names import fold
from analysis.base.text import listing, plural
from analysis.block.plan import BlockPlan
from analysis.library.exercise_names import SIDE
from analysis.library.library import Library
from analysis.logs.confirmed_matches import APART, COLUMNS, Matches
from analysis.logs.matching import known_exercise, one_sided, read_log_matches
from analysis.logs.sessions_done import Outcome, Session, Sets, is_twice, planned_sets


def sides_apart(
    log: pd.DataFrame, library: Library, matches: Matches | None = None, *, athletes: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return matches that mark a log's one-sided exercises as logged left and right apart: every two sets count as one.

    Parameters
    ----------
    log : DataFrame
        From `read_log` or `read_logs`.
    library : Library
    matches
        See `match_exercises`; these matches stay.
    athletes : iterable of str, optional
        Athletes whose exercises to mark; default all.

    Returns
    -------
    DataFrame
        Matches, with an extra row per athlete x exercise_name that is known and one-sided.

    Examples
    --------
    >>> from analysis import load_library, log_volume
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2026-11-16"), "reps": 8}, index=range(4))
    >>> log["exercise_name"] = ["Step Up", "Step Up", "Hip Thrust", "Hip Thrust"]
    >>> matches = sides_apart(log, load_library())
    >>> matches.values.tolist()
    [['Step Up', '', 'apart', 'anna']]
    >>> log_volume(log, load_library(), matches=matches, by="muscle").query("muscle_id == 'glute_max'")["sets"].tolist()
    [3.0]
    """
    pairs = log[["athlete", "exercise_name"]].astype("str").drop_duplicates().sort_values(["athlete", "exercise_name"])
    if athletes is not None:
        pairs = pairs[pairs["athlete"].isin(list(athletes))]
    confirmed = read_log_matches(library, log, pairs["exercise_name"].unique(), matches)
    rows = [(line.name, line.exercise, line.sides, line.athlete) for line in confirmed.lines]
    settled = {(fold(name), athlete) for name, _, sides, athlete in rows if sides}
    sided = one_sided(library)
    for athlete, name in pairs.itertuples(index=False, name=None):
        exercise, how = known_exercise(library, name, confirmed)
        # A name that includes its side already counts that way.
        if exercise in sided and how != SIDE and not {(fold(name), athlete), (fold(name), "")} & settled:
            rows.append((name, "", APART, athlete))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def whole_sets(frame: pd.DataFrame, sides: Container[tuple[str, str]]) -> npt.NDArray[np.int64]:
    """Return the sets of each row of athlete and exercise_name, two as one if left and right are logged apart."""
    names = zip(frame["athlete"].astype("str"), frame["exercise_name"].astype("str").map(fold), strict=True)
    halves = np.array([("", name) in sides or (athlete, name) in sides for athlete, name in names], dtype=bool)
    return np.where(halves, (frame["sets"].to_numpy() + 1) // 2, frame["sets"].to_numpy()).astype(np.int64)


def sided_exercises(block: BlockPlan) -> set[str]:
    """Return the exercises of a block that are one-sided, or planned per side."""
    rows = block.prescriptions
    return one_sided(block.source) | set(rows.loc[rows["per"] != "both", "exercise_id"])


def logged_twice(
    block: BlockPlan, athlete: str, sessions: Iterable[tuple[Session, Outcome]], logged: Sets, sided: Set[str]
) -> list[str]:
    """Return notes on exercises planned per side with twice the sets logged, on at least half of their days."""
    done_on: dict[pd.Timestamp, list[Session]] = {}
    for session, outcome in sessions:
        if outcome.done_on is not None:
            done_on.setdefault(outcome.done_on, []).append(session)
    days: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    for day, of_day in done_on.items():
        for exercise in sided & {exercise for session in of_day for exercise in session.exercises}:
            if sets := logged.get(day, {}).get(exercise, 0):
                days.setdefault(exercise, []).append((sets, planned_sets(of_day, exercise)))
    names = dict(zip(block.source.exercises["exercise_id"], block.source.exercises["name"], strict=True))
    doubled = []
    for exercise, each in sorted(days.items()):
        twice = [(sets, planned[1]) for sets, planned in each if is_twice(sets, planned)]
        if twice and 2 * len(twice) >= len(each):
            sets, most = (sum(part) for part in zip(*twice, strict=True))
            doubled.append(f"{names[exercise]} ({plural(sets, 'set')} where {most} per side were planned)")
    how = "--sides, or sides 'apart' in the matches, counts each two as one"
    what = f"{athlete} seems to log left and right as sets of their own"
    return [f"{what}: {listing(doubled)}; {how}."] if doubled else []
