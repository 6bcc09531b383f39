"""Spreadsheets for a coach: what a person reads first, with a native chart; tidy rows and conventions behind."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.colors import WEEK_COLOR, WEEK_PALE, routine_colors
from analysis.base.errors import FileError
from analysis.base.files import write_bytes
from analysis.base.text import printed
from analysis.library.labels import id_column, worked
from analysis.volume.conventions import PROMISE, counting_words, minutes_words
from analysis.week.tables import worth_showing

CREATED = datetime.datetime(2026, 1, 1)  # a fixed date: the same tables give the same bytes


SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True, "in_memory": True}
"""No text is run as a formula or made a link, and nothing is written anywhere else on the way."""


def write_workbook(
    target: Path,
    sheets: Mapping[str, pd.DataFrame],
    *,
    chart: Mapping[str, Any] | None = None,
    notes: list[str] | None = None,
) -> None:
    """Write frames as sheets, whole or not at all, the same bytes for the same frames.

    Every sheet has a bold frozen head, a filter, columns as wide as their text, numbers of up to four decimals, its
    head repeated on every printed page and one page across; text is never run as a formula.

    Parameters
    ----------
    target : Path
    sheets : mapping of sheet name to DataFrame
    chart : mapping, optional
        Of the first sheet: ``title``, ``axis``, ``stacked`` and ``series``, a list of (column name, colour).
    notes : list of str, optional
        Lines of a last sheet named conventions.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    written = io.BytesIO()
    with pd.ExcelWriter(written, engine="xlsxwriter", engine_kwargs={"options": SAFE}) as writer:
        book = writer.book
        book.set_properties({"created": CREATED})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            "number": book.add_format({"valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for name, frame in sheets.items():
            frame.round(4).to_excel(writer, sheet_name=name, index=False)
            _finish(writer.sheets[name], frame, formats)
        if chart is not None:
            name, frame = next(iter(sheets.items()))
            _chart(book, writer.sheets[name], name, frame, chart)
            writer.sheets[name].fit_to_pages(1, 1)
        if notes:
            page = book.add_worksheet("conventions")
            page.set_column(0, 0, 80)
            for row, note in enumerate(notes):
                page.set_row(row, 16 * (1 + len(note) // 75))
                page.write_string(row, 0, note, formats["text"])
            page.set_paper(9)
            page.fit_to_pages(1, 0)
    write_bytes(target, written.getvalue())


def _finish(sheet: Any, frame: pd.DataFrame, formats: Mapping[str, Any]) -> None:
    for place, name in enumerate(frame.columns):
        widest = max([len(str(name)) + 3, *(len(str(cell)) for cell in frame[name].head(500))])
        numeric = pd.api.types.is_numeric_dtype(frame[name].dtype)
        sheet.set_column(place, place, min(48, widest + 1), formats["number" if numeric else "text"])
        sheet.write_string(0, place, str(name), formats["head"])
    sheet.set_row(0, 30)
    longest = frame.map(lambda cell: len(cell) if isinstance(cell, str) else 0).max(axis="columns")
    for row, length in enumerate(longest, 1):
        if length > 46:
            sheet.set_row(row, 15 * (1 + length // 42))
    sheet.freeze_panes(1, 1)
    if len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _chart(book: Any, sheet: Any, name: str, frame: pd.DataFrame, chart: Mapping[str, Any]) -> None:
    picture = book.add_chart({"type": "bar", "subtype": "stacked"} if chart["stacked"] else {"type": "bar"})
    columns = list(frame.columns)
    for title, color in chart["series"]:
        place = columns.index(title)
        picture.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, len(frame), 0],
                "values": [name, 1, place, len(frame), place],
                "fill": {"color": color},
                "gap": 40,
            }
        )
    picture.set_title({"name": chart["title"], "overlay": False, "name_font": {"size": 12}})
    picture.set_x_axis({"name": chart["axis"], "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    picture.set_y_axis({"reverse": True})
    picture.set_legend({"position": "bottom"})
    picture.set_size(
        {
            "width": 720,
            "height": 160 + 26 * max(1, len(frame)) * (1 if chart["stacked"] else len(chart["series"]) // 2 + 1),
        }
    )
    sheet.insert_chart(len(frame) + 2, 0, picture)


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
    target = xlsx_path(path)
    shown = worked(table)
    names = list(dict.fromkeys(shown["routine"]))
    wide = shown.pivot(index="label", columns="routine", values="sets_min")
    wide = wide.reindex(index=list(dict.fromkeys(shown["label"])), columns=names)
    most = shown.pivot(index="label", columns="routine", values="sets_max").reindex(wide.index)
    for name in names:  # the upper ends stand behind, where there are any
        if (most[name] > wide[name]).any():
            head = f"{name}, most"
            while head in wide:
                head += " sets"
            wide[head] = most[name]
    wide = wide.rename_axis(id_column(table).removesuffix("_id").replace("_", " ")).reset_index()
    chart = {
        "title": "Counted sets per session"
        + (" (lower ends)" if (table["sets_max"] > table["sets_min"]).any() else ""),
        "axis": "sets",
        "stacked": False,
        "series": list(zip(names, routine_colors(list(dict.fromkeys(shown["routine_id"]))).values(), strict=True)),
    }
    minutes = minutes_words(str(table["conventions"].iloc[0]))
    notes = [counting_words(table), minutes, "No source states load or effort.", PROMISE]
    write_workbook(target, {"comparison": wide, "rows": table}, chart=chart if names else None, notes=notes)
    return target


@checked
def export_week(summary: pd.DataFrame, volume: pd.DataFrame, path: str | Path) -> Path:
    """Write a week as a spreadsheet with a chart.

    Parameters
    ----------
    summary : DataFrame
        What `weekly_summary` returns.
    volume : DataFrame
        What `weekly_volume` returns for the same week.
    path : path
        Ending in .xlsx.

    Returns
    -------
    Path
        The file: the week muscle by muscle with a native chart by phase, the tidy rows, the conventions.

    Raises
    ------
    FileError
        If the suffix is another one, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, weekly_summary, weekly_volume
    >>> library, week = load_library(), {"run_forever": 3}
    >>> target = Path(tempfile.mkdtemp()) / "week.xlsx"
    >>> export_week(weekly_summary(library, week), weekly_volume(library, week), target).name
    'week.xlsx'
    """
    target = xlsx_path(path)
    columns = {
        "label": "muscle",
        "strength_sets_min": "strength",
        "activation_sets_min": "activation",
        "strength_sets_max": "strength, most",
        "activation_sets_max": "activation, most",
        "days_min": "days",
        "days_max": "days, most",
        "band_low": "band from",
        "band_high": "band to",
        "status": "status",
        "reason": "reason",
    }
    shown = worth_showing(summary)
    if shown.empty:
        shown = summary
    for name in ("strength_sets", "activation_sets", "days"):  # the upper ends stand there where there are any
        if (shown[f"{name}_max"] == shown[f"{name}_min"]).all():
            columns.pop(f"{name}_max")
    week = shown[list(columns)].rename(columns=columns)
    figures = [name for name in columns.values() if name.startswith(("strength", "activation", "band"))]
    week[figures] = printed(week[figures])  # as the status beside them was found; the rows have every digit
    ranged = (summary["strength_sets_max"] > summary["strength_sets_min"]).any()
    ranged = ranged or (summary["activation_sets_max"] > summary["activation_sets_min"]).any()
    title = f"Counted sets{' (lower ends)' if ranged else ''}: {summary['week'].iloc[0]}"
    series = [("strength", WEEK_COLOR), ("activation", WEEK_PALE)]
    chart = {"title": title, "axis": "sets a week", "stacked": True, "series": series}
    notes = [
        counting_words(summary),
        "Bands are held against strength sets only.",
        "No source states load or effort.",
        PROMISE,
    ]
    write_workbook(target, {"week": week, "rows": volume}, chart=chart, notes=notes)
    return target


def xlsx_path(path: str | Path) -> Path:
    """Return a path that ends in .xlsx, or refuse it."""
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise FileError(f"{target.as_posix()}: unknown kind of spreadsheet; allowed: .xlsx")
    return target
