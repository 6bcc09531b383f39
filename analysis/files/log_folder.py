"""A log as files: its sets, weekly volume, unmatched exercises, the reading report, and a comparison with a block."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.counting import Counting
from analysis.base.arguments import checked
from analysis.base.choices import check_choice
from analysis.base.csv_text import csv_text, marked
from analysis.base.errors import AnalysisError, FileError
from analysis.files.destinations import left_over, write_together
from analysis.files.figure_files import finished
from analysis.library.library import Library
from analysis.logs.confirmed_matches import Matches, read_matches
from analysis.logs.lift_progress import exercise_progress
from analysis.logs.matching import match_exercises
from analysis.logs.muscle_volume import log_volume
from analysis.logs.planned_done import PlannedAndDone
from analysis.logs.weeks import fill_weeks, log_frequency, squad_weeks

PICTURE = "planned_versus_done_"
"""File name prefix of pictures of athletes."""


MOST_ROWS_FILLED = 200_000
"""Maximum rows of weekly volume with weeks without a set written as zeros."""


@checked
def export_log(
    log: pd.DataFrame,
    library: Library,
    folder: str | Path,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    matches: Matches | None = None,
    planned: PlannedAndDone | None = None,
    keep: Iterable[str | Path] = (),
) -> list[Path]:
    """Write a log: ``sets.csv``, ``weekly_volume.csv``, ``unmatched.csv`` and ``report.json``.

    With a block, also ``planned_versus_done.csv``, ``sessions_done.csv``, ``unplanned.csv``, ``adherence.csv``,
    ``progress.csv`` and charts of the sessions, the squad and each athlete.

    Parameters
    ----------
    log : DataFrame
        From `read_logs`, or `read_log`. Athletes keep their names in the log.
    library : Library
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all.
    by, counting, matches
        See `log_volume`.
    planned : PlannedAndDone, optional
        From `compare_to_block`.
    keep : iterable of path
        Files that must not be replaced, such as those that were read.

    Returns
    -------
    list of Path
        The files. The same log gives the same bytes.

    Raises
    ------
    FileError
        If a file cannot be written, or must not be replaced.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, read_log
    >>> home = Path(tempfile.mkdtemp())
    >>> text = "Date,Exercise,Category,Weight,Weight Unit,Reps\\n2026-05-20,Hip Thrust,Legs,100,kg,5\\n"
    >>> _ = (home / "anna.csv").write_text(text)
    >>> [path.name for path in export_log(read_log(home / "anna.csv"), load_library(), home / "out")]
    ['sets.csv', 'weekly_volume.csv', 'unmatched.csv', 'report.json']
    """
    home = Path(folder)
    matched = match_exercises(log, library, matches)
    known = dict(zip(matched["exercise_name"], matched["exercise_id"], strict=True))
    # The names of the files that were read are never written: they may be an athlete's full name.
    sets = log.drop(columns=["file", "exercise_id"], errors="ignore")
    ids = sets["exercise_name"].astype("str").map(known)
    sets.insert(list(sets.columns).index("exercise_name") + 1, "exercise_id", ids)
    if "start" in sets:
        sets["start"] = sets["start"].dt.strftime("%Y-%m-%dT%H:%M:%S")
    by = check_choice("by", by, ["muscle", "group"])
    how: dict[str, Any] = {"by": by, "counting": counting, "matches": matches}
    volume = log_volume(log, library, **how)
    tables = {
        "sets": sets,
        "weekly_volume": _weekly(log, library, volume, how),
        "unmatched": matched[matched["how"].isna()].drop(columns="how"),
    }
    if planned is not None:
        tables |= {
            "planned_versus_done": planned.volume,
            "sessions_done": planned.sessions,
            "unplanned": planned.unplanned,
            "adherence": planned.adherence,
            "progress": exercise_progress(log, library, matches=matches),
        }
    files = {f"{name}.csv": marked(csv_text(table)).encode("utf-8") for name, table in tables.items()}
    facts = _facts(log, matched)
    facts["weeks_without_a_set"] = "as zeros" if len(volume) <= MOST_ROWS_FILLED else "left out"
    facts["counting"] = str(volume["counting"].iloc[0]) if len(volume) else str(counting)
    if sides := sorted(read_matches(library, matches).sides):
        facts["sides_apart"] = [{"athlete": athlete, "exercise": name} for athlete, name in sides]
    if planned is not None and planned.notes:
        facts["notes"] = list(planned.notes)
    files["report.json"] = f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n".encode()
    if planned is not None and planned.adherence["due"].any():  # before the first week ends there are no data to draw
        files |= _pictures(planned)
    _keep_confirmed(home / "unmatched.csv", library, matches)
    write_together({home / name: content for name, content in files.items()}, home, library, keep=keep)
    return [home / name for name in files]


def _facts(log: pd.DataFrame, matched: pd.DataFrame) -> dict[str, Any]:
    """Return the reading reports, and how many sets have known exercises."""
    reports = log.attrs.get("reports") or [log.attrs[name] for name in ("report",) if name in log.attrs]
    known = matched["exercise_id"].notna().to_numpy()
    return {
        "files": reports,
        **{name: log.attrs[name] for name in ("unread", "passed_over") if log.attrs.get(name)},
        "sets": int(matched["sets"].sum()),
        "sets_matched": int(matched.loc[known, "sets"].sum()),
    }


def _keep_confirmed(path: Path, library: Library, matches: Matches | None) -> None:
    """Refuse to replace a file of matches that a coach has filled in and that was not read."""
    if not path.is_file():
        return
    try:
        there = read_matches(library, path)
    except AnalysisError:
        return  # no list of exercises, or never read before: none of it is in use
    if set(there.exercises.items()) - set(read_matches(library, matches).exercises.items()):
        what = f"{path.as_posix()}: has exercises filled in, and would be replaced"
        raise FileError(f"{what}; allowed: give it as matches (--matches) and write to another folder")


def left_of_others(written: Iterable[Path], home: Path) -> list[Path]:
    """Return the pictures of athletes in a folder that were not written now.

    Examples
    --------
    >>> left_of_others([], Path("no/such/folder"))
    []
    """
    return left_over(sorted(home.glob(f"{PICTURE}*.png")), written)


def _weekly(log: pd.DataFrame, library: Library, volume: pd.DataFrame, how: dict[str, Any]) -> pd.DataFrame:
    """Return weekly volume with weeks without a set as zeros, unless there are too many, and with days per week."""
    # Zeros for weeks off make correct charts, but the log of a whole club would be all zeros.
    frame = fill_weeks(volume) if len(volume) <= MOST_ROWS_FILLED else volume
    keys = ["athlete", "week", "muscle_id" if how["by"] == "muscle" else "muscle_group"]
    days = log_frequency(log, library, **how)[[*keys, "days"]]
    both = frame.astype(dict.fromkeys(keys, "str")).merge(days.astype(dict.fromkeys(keys, "str")), how="left", on=keys)
    before = list(both.columns).index("sets_matched")
    both.insert(before, "days", both.pop("days").fillna(0).astype(np.int64))
    return both


def _pictures(planned: PlannedAndDone) -> dict[str, bytes]:
    from analysis.charts.done_work import plot_planned_done, plot_sessions_done, plot_squad, sessions_done_pages

    axes = {
        f"sessions_done{f'-{page}' * (page > 1)}.png": plot_sessions_done(planned.sessions, page=page)
        for page in range(1, sessions_done_pages(planned.sessions) + 1)
    }
    axes["squad.png"] = plot_squad(squad_weeks(planned.sessions))
    for athlete in planned.adherence["athlete"]:
        safe = "".join(char if char.isalnum() or char in "-_" else "_" for char in str(athlete))
        # Two names may be the same in plain letters; the second file is numbered.
        ends = chain([""], (f"_{number}" for number in count(2)))
        name = next(name for end in ends if (name := f"{PICTURE}{safe}{end}.png") not in axes)
        axes[name] = plot_planned_done(planned.volume, athlete=athlete, sessions=planned.sessions)
    return {name: finished(ax, ".png") for name, ax in axes.items()}
