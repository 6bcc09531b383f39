"""The main job: the comparison of all routines and one week, as text, tables and charts in a folder."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis import sentences, terminal
from analysis.bands import band_lines, dose_bands
from analysis.build import at_a_glance
from analysis.checklist import coverage
from analysis.compare import compare_routines, routine_similarity, shared_exercises
from analysis.duration import session_minutes
from analysis.errors import FileError
from analysis.explain import explain_difference, sensitivity
from analysis.export.tables import export_table
from analysis.library import Library
from analysis.volume import routine_volume
from analysis.weekly import weekly_minutes, weekly_summary, weekly_volume

CHECKLIST = "A kind of work is coded by exercise (ours): a muscle may have sets while a line about it is open."
GOAL = "strength"
"""Goal whose band the report's week is held against."""


def report_tables(library: Library, week: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """Make every table of the report, by file name.

    Examples
    --------
    >>> from analysis import load_library
    >>> sorted(report_tables(load_library(), {"run_forever": 3}))[:3]
    ['at_a_glance', 'comparison', 'coverage']
    """
    routines = list(library.routines["routine_id"])
    pairs = [
        explain_difference(library, *pair).assign(first=pair[0], second=pair[1]) for pair in combinations(routines, 2)
    ]
    return {
        "at_a_glance": at_a_glance(library),
        "comparison": compare_routines(library),
        "differences": pd.concat(pairs, ignore_index=True),
        "shared_exercises": shared_exercises(library),
        "similarity": routine_similarity(library),
        "sensitivity": sensitivity(library),
        "session_minutes": session_minutes(library, by="section"),
        "routine_volume": routine_volume(library),
        "weekly_volume": weekly_volume(library, week, goal=GOAL),
        "weekly_summary": weekly_summary(library, week, goal=GOAL),
        "weekly_minutes": weekly_minutes(library, week),
        "coverage": coverage(library, week),
    }


def write_report(library: Library, week: Mapping[str, int], folder: Path) -> Iterator[str]:
    """Write every table and chart, and give the lines that the command line prints.

    Parameters
    ----------
    library : Library
    week : mapping of routine_id to number of sessions
    folder : Path
        Made when it is missing; files of the same names are replaced, each whole or not at all.

    Yields
    ------
    str
        Lines of the comparison, the week, and what was written.

    Raises
    ------
    ArgumentError
        If the week is not allowed.
    FileError
        If a file cannot be written.
    """
    tables = report_tables(library, week)
    if folder.exists() and not folder.is_dir():
        raise FileError(f"{folder.as_posix()}: cannot be written to: it is a file, not a folder")
    yield "Counted sets per session (in brackets: of strength sections)"
    yield from ["", terminal.text_table(terminal.comparison_words(tables["comparison"])), ""]
    yield from textwrap.wrap(sentences.say_comparison(tables["comparison"]), terminal.WIDTH)
    yield from textwrap.wrap(sentences.say_sensitivity(tables["sensitivity"]), terminal.WIDTH)
    yield from ["", "The week", "", terminal.text_table(terminal.week_table(tables["weekly_summary"])), ""]
    yield from textwrap.wrap(" ".join(band_lines(dose_bands(library, goal=GOAL))), terminal.WIDTH)
    yield ""
    yield from textwrap.wrap(sentences.say_week(tables["weekly_summary"]), terminal.WIDTH)
    yield from ["", "What the week covers", "", terminal.text_table(terminal.coverage_words(tables["coverage"])), ""]
    yield from textwrap.wrap(f"{sentences.say_coverage(tables['coverage'])} {CHECKLIST}", terminal.WIDTH)
    for name, table in tables.items():
        export_table(table, folder / f"{name}.csv")
    charts = _draw(tables, folder)
    yield from ["", f"wrote {len(tables)} tables and {charts} charts to {folder.as_posix()}/"]


def _draw(tables: Mapping[str, pd.DataFrame], folder: Path) -> int:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    from analysis.charts import plot_comparison, plot_weekly_volume
    from analysis.export.figures import export_figure

    drawn = {"comparison": plot_comparison(tables["comparison"]), "weekly": plot_weekly_volume(tables["weekly_volume"])}
    for name, ax in drawn.items():
        for suffix in (".png", ".svg"):
            export_figure(ax, folder / f"{name}{suffix}")
        plt.close(ax.get_figure(root=True))
    return len(drawn)
