"""A comparison of routines as a spreadsheet for a coach: figures with a chart, then tidy rows and conventions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.colors import routine_colors
from analysis.files.destinations import target_of
from analysis.files.table_files import BarChart, write_workbook
from analysis.library.labels import id_column, worked
from analysis.volume.conventions import PROMISE, counting_words, minutes_words


@checked
def export_comparison(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a comparison as a spreadsheet with a chart.

    Parameters
    ----------
    table : DataFrame
        What `compare_routines` returns.
    path : path
        Ending in .xlsx.

    Returns
    -------
    Path
        The file: the comparison (lower ends of ranges) with a native chart, the tidy rows, the conventions.

    Raises
    ------
    FileError
        If the suffix is another one, or the file cannot be written.

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
    for name in names:  # the upper ends stand behind, where there are any
        if (most[name] > wide[name]).any():
            head = f"{name}, most"
            while head in wide:  # a routine may be called so
                head += " sets"
            wide[head] = most[name]
    # The head says what was counted by: muscle, muscle group or movement pattern.
    wide = wide.rename_axis(id_column(table).removesuffix("_id").replace("_", " ")).reset_index()
    ranged = (table["sets_max"] > table["sets_min"]).any()
    title = f"Counted sets per session{' (lower ends)' if ranged else ''}"
    colors = routine_colors(list(dict.fromkeys(shown["routine_id"]))).values()
    chart = BarChart(title, "sets", dict(zip(names, colors, strict=True))) if names else None
    minutes = minutes_words(str(table["conventions"].iloc[0]))
    notes = [counting_words(table), minutes, "No source states load or effort.", PROMISE]
    write_workbook(target, {"comparison": wide, "rows": table}, chart=chart, notes=notes)
    return target
