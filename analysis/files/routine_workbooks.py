"""A comparison or a week as a spreadsheet for a coach: figures with a chart, then tidy rows and conventions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.colors import WEEK_COLOR, WEEK_PALE, routine_colors
from analysis.base.text import printed
from analysis.compare.sentences import say_leader
from analysis.files.destinations import target_of
from analysis.files.table_files import INTERNAL, BarChart, write_workbook
from analysis.library.labels import id_column, worked
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import PROMISE, UNSAID, counting_words, minutes_words, said_minutes
from analysis.week.goal_work import LINES_NOTE, goal_table
from analysis.week.sentences import say_week
from analysis.week.tables import worth_showing


@checked
def export_comparison(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a comparison as a spreadsheet with a chart.

    Parameters
    ----------
    table : DataFrame
        The frame from `compare_routines`.
    path : path
        Ending in .xlsx.

    Returns
    -------
    Path
        The file: the comparison (lower ends of ranges) with a native chart, the tidy rows, the conventions.

    Raises
    ------
    FileError
        If the suffix is not .xlsx, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import compare_routines, load_library
    >>> export_comparison(compare_routines(load_library()), Path(tempfile.mkdtemp()) / "compare.xlsx").name
    'compare.xlsx'
    """
    target = target_of(path, "spreadsheet", [".xlsx"])
    shown = worked(table)
    names = list(dict.fromkeys(shown["routine"]))
    labels = list(dict.fromkeys(shown["label"]))
    wide = shown.pivot(index="label", columns="routine", values="sets_min").reindex(index=labels, columns=names)
    most = shown.pivot(index="label", columns="routine", values="sets_max").reindex(index=labels)
    for name in names:  # the upper ends come after it, if there are any
        if (most[name] > wide[name]).any():
            head = f"{name}, most"
            while head in wide:  # a routine may have this name
                head += " sets"
            wide[head] = most[name]
    # The header shows what was counted by: muscle, muscle group or movement pattern.
    wide = wide.rename_axis(id_column(table).removesuffix("_id").replace("_", " ")).reset_index()
    ranged = (table["sets_max"] > table["sets_min"]).any()
    title = f"Counted sets per session{' (lower ends)' if ranged else ''}"
    colors = routine_colors(list(dict.fromkeys(shown["routine_id"]))).values()
    chart = BarChart(title, "sets", dict(zip(names, colors, strict=True))) if names else None
    minutes = minutes_words(str(table["conventions"].iloc[0]))
    notes = [counting_words(table), minutes, UNSAID, PROMISE]
    # Each row repeats the figures of the whole routine.
    first = table.drop_duplicates("routine_id")
    took = [f"{row['routine']} {said_minutes(row, dash='–')}" for _, row in first.iterrows()]
    told = [f"{say_leader(table)}.", f"{title}. Minutes: {', '.join(took)}.", SOURCE]
    write_workbook(target, {"comparison": wide, "rows": in_words(table)}, chart=chart, title=told, notes=notes)
    return target


HEADS = {
    "label": "muscle",
    "strength_sets_min": "strength",
    "light_sets_min": "light",
    "strength_sets_max": "strength, most",
    "light_sets_max": "light, most",
    "days_min": "days",
    "days_max": "days, most",
    "band_low": "band from",
    "band_high": "band to",
    "band_aim": "aim",
    "status": "status",
    "reason": "reason",
}
"""Columns of a summary, in the order and words of the sheet."""


FIGURES = ("strength", "light", "band", "aim")
"""Header prefixes of figures that are written as printed."""


@checked
def export_week(
    summary: pd.DataFrame, volume: pd.DataFrame, path: str | Path, *, goal: pd.DataFrame | None = None
) -> Path:
    """Write a week as a spreadsheet with a chart.

    Parameters
    ----------
    summary : DataFrame
        The frame from `weekly_summary`.
    volume : DataFrame
        The frame from `weekly_volume` for the same week.
    path : path
        Ending in .xlsx.
    goal : DataFrame, optional
        The frame from `goal_lines` for the same week: gets its own sheet.

    Returns
    -------
    Path
        The file: the week muscle by muscle with a native chart by kind, the lines of a goal, the tidy rows, the
        conventions.

    Raises
    ------
    FileError
        If the suffix is not .xlsx, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, weekly_summary, weekly_volume
    >>> library, week = load_library(), {"run_forever": 3}
    >>> target = Path(tempfile.mkdtemp()) / "week.xlsx"
    >>> export_week(weekly_summary(library, week), weekly_volume(library, week), target).name
    'week.xlsx'
    """
    target = target_of(path, "spreadsheet", [".xlsx"])
    worth = worth_showing(summary)
    shown = _ranges_alone(summary if worth.empty else worth)
    heads = {name: head for name, head in HEADS.items() if name in shown}
    week = shown[list(heads)].rename(columns=heads)
    figures = [head for head in heads.values() if head.startswith(FIGURES)]
    week[figures] = printed(week[figures])  # as compared for the status; the rows have every digit
    ranged = any((summary[f"{kind}_sets_max"] > summary[f"{kind}_sets_min"]).any() for kind in COUNTED_KINDS)
    title = f"Counted sets{' (lower ends)' if ranged else ''}: {summary['week'].iloc[0]}"
    chart = BarChart(title, "sets a week", {"strength": WEEK_COLOR, "light": WEEK_PALE}, stacked=True)
    against = f"Bands are held against {summary['count'].iloc[0]} sets only, wherever they stand."
    notes = [counting_words(summary), against, UNSAID, PROMISE]
    lines = {} if goal is None else {"goal": goal_table(goal)}
    notes += [LINES_NOTE] * len(lines)
    told = [f"A week: {summary['week'].iloc[0]}", say_week(summary).partition(": ")[2], SOURCE]
    rows = volume[(volume[["sets_max", "tension_s_max"]] > 0).any(axis="columns")]
    sheets = {"week": week.dropna(axis="columns", how="all"), **lines, "rows": in_words(rows)}
    write_workbook(target, sheets, chart=chart, title=told, notes=notes)
    return target


SOURCE = "Source: the routines as published, counted as the sheet of conventions says."


def _ranges_alone(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame without the upper ends of figures that are not ranges: they have one column."""
    ends = [(name, f"{name[:-4]}_min") for name in map(str, frame) if name.endswith("_max")]
    return frame.drop(columns=[high for high, low in ends if low in frame and (frame[high] == frame[low]).all()])


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return tidy rows for a reader: headers in words, without ids and without columns that are constant.

    Examples
    --------
    >>> in_words(pd.DataFrame({"routine_id": ["mine"], "label": ["Quads"], "tension_s_max": [60.0]}))
       label  seconds of tension, most
    0  Quads                      60.0
    """
    shown = frame[[name for name in map(str, frame) if name not in INTERNAL]].dropna(axis="columns", how="all")
    shown = _ranges_alone(shown)
    heads = {}
    for name in map(str, shown):
        head, _, end = name.rpartition("_")
        single = end == "min" and f"{head}_max" not in shown
        words = {"min": "" if single else ", least", "max": ", most"}.get(end)
        head = name if words is None else head
        heads[name] = head.replace("tension_s", "seconds of tension").replace("_", " ") + (words or "")
    return shown.rename(columns=heads)
