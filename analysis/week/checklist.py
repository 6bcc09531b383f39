"""What a week leaves out: a checklist of strength work for a runner."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.ask.week import Week, read_week
from analysis.base.arguments import checked
from analysis.base.frames import positions
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.terms import DEMANDS


def ticked_by(library: Library, done: pd.DataFrame) -> np.ndarray:
    """Return whether the work of each row (line_id, kind, demand) meets its line's minimum."""
    needs = dict(zip(library.coverage_lines["line_id"], library.coverage_lines["least_demand"], strict=True))
    least = np.array([needs[line] for line in done["line_id"]], dtype=object)
    enough = positions(DEMANDS, done["demand"]) >= positions(DEMANDS, least)
    # Drills and mobility tick nothing; light work and jumps tick only lines that need no more.
    kinds = done["kind"].to_numpy()
    kept = (kinds == "strength") | ((least == "light") & np.isin(kinds, ("light", "jumps")))
    return np.asarray(enough & kept)


@checked
def coverage(library: Library, week: Week) -> pd.DataFrame:
    """Compare a week with the checklist of strength work for a runner (ours).

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions

    Returns
    -------
    DataFrame
        One row per line of the checklist x prescription of the week that covers it, or one row with blanks when nothing
        does: line_id, name, covered, exercise_id, routine_id, phase, kind, demand, load_kind, sets_min, sets_max (a
        week), reason (why the exercise covers the line, or why the line matters). The minimum of each line
        is in ``coding/coverage_lines``; mobility and drills cover nothing.

    Raises
    ------
    ArgumentError
        If a routine or number is not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> lines = coverage(load_library(), {"fit_and_well": 1, "runners_world": 1, "run_forever": 1})
    >>> lines.loc[~lines["covered"], "name"].tolist()
    ['Calf raise, straight knee', 'Calf raise, bent knee', 'Hip hinge', 'Hamstrings, knee bending', 'Adductors',
    'Hip flexors', 'Shin', 'Foot', 'Plyometric', 'Heavy work']
    """
    times = {routine: count for routine, count in read_week(library, week).items() if count}
    rows = library.prescriptions
    rows = rows[rows["routine_id"].isin(list(times))]
    counts = rows["routine_id"].map(times)
    rows = rows.assign(sets_min=rows["sets_min"] * counts, sets_max=rows["sets_max"] * counts)
    # An exercise may cover several lines and is listed on each; a line that nothing covers keeps one blank row.
    rows = rows.merge(library.coverage_exercises, on="exercise_id")
    rows = rows[ticked_by(library, rows)]
    frame = library.coverage_lines.merge(rows, how="left", on="line_id", suffixes=("_line", ""))
    frame["covered"] = frame["exercise_id"].notna()
    # Why an exercise covers the line, if one does; else why the line matters.
    frame["reason"] = frame["reason"].fillna(frame["reason_line"])
    frame = add_words(library, frame, "exercise_id", "routine_id")
    columns = ["line_id", "name", "covered", "exercise_id", "exercise", "routine_id", "routine"]
    columns += ["phase", "kind", "demand", "load_kind", "sets_min", "sets_max", "reason"]
    return frame[columns]
