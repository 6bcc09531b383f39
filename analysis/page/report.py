"""The main job: the comparison of all routines and one week, as text, tables and charts in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis import compare
from analysis.ask.week import MOST_SESSIONS
from analysis.base.errors import FileError
from analysis.base.files import make_folder, real
from analysis.files.table_files import export_table
from analysis.library.library import Library
from analysis.page.render import sentences, table_words, write_page
from analysis.tidy.build import at_a_glance
from analysis.volume import routine_volume, session_minutes
from analysis.volume.sentences import conventions
from analysis.week.checklist import coverage
from analysis.week.goal_work import goal_lines
from analysis.week.weekly import weekly_minutes, weekly_summary, weekly_volume

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GOAL = "running"
"""Goal whose lines are compared with the report's week."""


def report_tables(library: Library, week: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """Return every table of the report, by file name.

    Examples
    --------
    >>> from analysis import load_library
    >>> sorted(report_tables(load_library(), {"run_forever": 3}))[:3]
    ['at_a_glance', 'comparison', 'coverage']
    """
    # Every pair once, in the order of the library: the first one is to the right of zero.
    routines = list(library.routines["routine_id"])
    pairs = [compare.explain_difference(library, *pair) for pair in combinations(routines, 2)]
    return {
        "at_a_glance": at_a_glance(library),
        "comparison": compare.compare_routines(library),
        "differences": pd.concat(pairs, ignore_index=True) if pairs else pd.DataFrame(),
        "shared_exercises": compare.shared_exercises(library),
        "similarity": compare.routine_similarity(library, by="muscle"),
        "sensitivity": compare.sensitivity(library),
        "session_minutes": session_minutes(library, by="section"),
        "routine_volume": routine_volume(library, by="muscle"),
        "weekly_volume": weekly_volume(library, week),
        "weekly_summary": weekly_summary(library, week),
        "weekly_minutes": weekly_minutes(library, week),
        "goal_lines": goal_lines(library, week, GOAL),
        "coverage": coverage(library, week),
        "weeks": pd.concat([weekly_volume(library, mix) for mix in week_mixes(week)], ignore_index=True),
    }


def write_report(
    library: Library, week: Mapping[str, int], folder: Path, *, keep: Iterable[Path] = ()
) -> tuple[list[pd.DataFrame | str], list[Path]]:
    """Write every table and chart, and return what the command line prints.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
    folder : Path
        Created if missing; files with the same names are replaced, each whole or not at all.
    keep : iterable of Path
        Files that must not be replaced, such as the sheets that were read.

    Returns
    -------
    list of DataFrame and str
        The comparison and the week, in parts to lay out.
    list of Path
        The files: tables, charts and the page.

    Raises
    ------
    ArgumentError
        If the week is not allowed.
    FileError
        If a file cannot be written, or one in ``keep`` has the name of a table.
    """
    tables = report_tables(library, week)
    for path in {real(folder / f"{name}.csv") for name in tables} & {real(sheet) for sheet in keep}:
        raise FileError(f"{path.as_posix()}: a sheet that a table would replace; allowed: another folder to write to")
    os.environ["MPLBACKEND"] = "agg"  # whatever the caller set: no window opens
    # Drawn before any file is written: a chart that cannot be drawn leaves no half-written report.
    drawn = report_charts(library, tables, week)
    make_folder(folder)
    written = [export_table(table, folder / f"{name}.csv") for name, table in tables.items()]
    written += _write_charts(library, tables, drawn, folder)
    words, said = table_words(tables), sentences(tables)
    counted = conventions(tables["comparison"], library.prescriptions)
    parts: list[pd.DataFrame | str] = [
        "Counted sets per session (in brackets: of strength sections)",
        words["comparison"],
        "\n".join([said["comparison"], said["sensitivity"], counted]),
        "The week",
        words["weekly"],
        said["week"],
        "What studies did for runners, beside the week",
        words["goal"],
        f"{said['goal']} {said['lines']}",
        "What the week covers",
        words["coverage"],
        f"{said['coverage']} {said['checklist']}",
    ]
    return parts, written


def report_charts(library: Library, tables: Mapping[str, pd.DataFrame], week: Mapping[str, int]) -> dict[str, Axes]:
    """Draw every chart of the report, by file name."""
    from analysis import charts

    routines = list(library.routines["routine_id"])
    order, comparison = tables["sensitivity"], tables["comparison"]
    drawn = {
        "panels": charts.plot_routine_panels(comparison, sensitivity=order),
        "weekly": charts.plot_weekly_volume(tables["weekly_volume"]),
        "body": charts.plot_body(weekly_volume(library, week, by="muscle")),
        "coverage": charts.plot_coverage(tables["coverage"]),
        "matrix": charts.plot_matrix(compare.exercise_matrix(library)),
    }
    for first, second in combinations(routines[:MOST_PAIRED], 2):
        rows = tables["differences"].query("first_id == @first and second_id == @second")
        if len(rows):
            drawn[f"difference_{first}_{second}"] = charts.plot_difference(rows)
    return drawn


MOST_PAIRED = 4
"""Maximum routines for which every pair gets a chart of its difference."""


def week_mixes(week: Mapping[str, int]) -> list[dict[str, int]]:
    """Return the week and variations, each once: its first routine alone, the week itself, one session more of each.

    Examples
    --------
    >>> week_mixes({"runners_world": 1, "run_forever": 3})
    [{'runners_world': 1}, {'runners_world': 1, 'run_forever': 3}, {'runners_world': 2, 'run_forever': 4}]
    """
    # A week may name a routine with no session at all.
    first = next(routine for routine, count in week.items() if count)
    done = {routine: count for routine, count in week.items() if count}
    mixes = [{first: week[first]}, done, {routine: min(MOST_SESSIONS, count + 1) for routine, count in done.items()}]
    return [mix for number, mix in enumerate(mixes) if mix not in mixes[:number]]


def _write_charts(
    library: Library, tables: Mapping[str, pd.DataFrame], drawn: Mapping[str, Axes], folder: Path
) -> list[Path]:
    """Write every chart and the page that shows them."""
    from analysis.files.figure_files import close, export_figure, laid_out
    from analysis.page.pictures import picture

    written, pictures = [], {}
    for name, ax in drawn.items():
        with laid_out(ax):  # once for the file and for the page
            written.append(export_figure(ax, folder / f"{name}.png", size="as drawn"))
            pictures[name] = picture(ax, name)
        close(ax)
    return [*written, write_page(library, tables, pictures, folder / "index.html")]
