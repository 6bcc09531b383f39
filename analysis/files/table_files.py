"""Tables as csv, json, markdown and xlsx, with one or several sheets and a native chart."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text, marked
from analysis.base.files import write_bytes, write_text
from analysis.files.destinations import target_of

SUFFIXES = (".csv", ".json", ".md", ".xlsx")


CREATED = datetime.datetime(2026, 1, 1)  # a fixed date: the same tables give the same bytes


FONT = {"font_name": "Arial", "font_size": 10}
"""Fonts that every office program has, or equally wide ones: text that fits on one machine fits on the next."""


def safe() -> dict[str, Any]:
    """Return safe options for a spreadsheet: no text becomes a formula or link, and no temporary files are written.

    Examples
    --------
    >>> safe()["strings_to_formulas"]
    False
    """
    named = ("strings_to_formulas", "strings_to_urls")
    # A new dict each time: the writer adds entries, which the next spreadsheet would start with.
    kept = {"nan_inf_to_errors": True, "in_memory": True, "default_format_properties": {**FONT}}
    return {**dict.fromkeys(named, False), **kept}


A4 = 9
"""Spreadsheet code of this paper size."""


WIDE, LINE, ON_A_PAGE = 90.0, 14, 45
"""Characters across an A4 page, points of a line of text, and rows printed on one page."""


HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}


LOOKS = {0: "0", 1: "0.0", 2: "0.00"}
"""Number formats by decimal places."""


INTERNAL = (
    *("muscle_id", "muscle_group", "movement_pattern", "routine_id", "exercise_id", "reference_id", "line"),
    *("counting", "tempo", "conventions", "phases", "goal", "week", "seen", "locator", "first_id", "second_id"),
)
"""Columns of tidy rows that only code reads: hidden, since their words are beside them or on the conventions sheet."""


@dataclass(frozen=True)
class BarChart:
    """A native chart of a sheet: columns to draw, each with its colour, against the first column."""

    title: str
    axis: str
    series: Mapping[str, str]
    stacked: bool = False


def write_workbook(target: Path, sheets: Mapping[str, pd.DataFrame], **how: Any) -> None:
    """Write frames as sheets, whole or not at all, see `workbook_of_tables`.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    write_bytes(target, workbook_of_tables(sheets, **how))


def workbook_of_tables(
    sheets: Mapping[str, pd.DataFrame],
    *,
    chart: BarChart | None = None,
    title: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> bytes:
    """Return frames as the sheets of a spreadsheet, with the same bytes for the same frames.

    Every sheet has a bold frozen header over its figures, a filter, columns as wide as their text, one number format
    per column, its header repeated on every printed page, and prints one page across; columns that only code reads
    are hidden, and text never becomes a formula.

    Parameters
    ----------
    sheets : mapping of sheet name to DataFrame
    chart : BarChart, optional
        Chart on the first sheet.
    title : sequence of str
        Lines above the table of the first sheet, the first in large type.
    notes : sequence of str
        Lines of a last sheet named conventions.
    """
    written = io.BytesIO()
    with pd.ExcelWriter(written, engine="xlsxwriter", engine_kwargs={"options": safe()}) as writer:
        book = writer.book
        book.set_properties({"created": CREATED})
        formats: dict[Any, Any] = {
            "head": book.add_format({**HEAD, "align": "left", "indent": 1}),
            "number head": book.add_format({**HEAD, "align": "right"}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "align": "left", "indent": 1}),
            "line": book.add_format({"text_wrap": True, "valign": "top"}),
            "title": book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"}),
            **{digits: book.add_format({"valign": "top", "num_format": look}) for digits, look in LOOKS.items()},
        }
        for number, (name, frame) in enumerate(sheets.items()):
            above = title if number == 0 else ()
            frame.round(4).to_excel(writer, sheet_name=name, index=False, startrow=len(above))
            widths = _finish(writer.sheets[name], frame, formats, len(above))
            if above:
                columns = _title(writer.sheets[name], above, widths, formats)
                bottom = len(above) + len(frame)
                if chart is not None:
                    bottom = _draw(book, writer.sheets[name], frame, chart, len(above), sum(widths))
                writer.sheets[name].set_portrait()
                writer.sheets[name].fit_to_pages(1, 1)
                writer.sheets[name].print_area(0, 0, bottom, columns - 1)
        if notes:
            page = book.add_worksheet("conventions")
            page.set_column(0, 0, WIDE)
            for row, note in enumerate(notes):
                page.set_row(row, LINE * lines(note, WIDE) + 4)
                page.write_string(row, 0, note, formats["line"])
            page.set_paper(A4)
            page.fit_to_pages(1, 0)
    return written.getvalue()


def _title(sheet: Any, above: Sequence[str], widths: list[float], formats: Mapping[Any, Any]) -> int:
    """Write the lines above a table across it, or wider if it is narrow; return how many columns that takes."""
    while sum(widths) < WIDE:
        sheet.set_column(len(widths), len(widths), 10)
        widths.append(10)
    for row, line in enumerate(above):
        look = formats["line" if row else "title"]
        sheet.merge_range(row, 0, row, len(widths) - 1, "", look)
        sheet.write_string(row, 0, line, look)
        high = lines(line, sum(widths) / (1 if row else 1.5))  # bold 14-point letters are half as wide again
        sheet.set_row(row, (LINE if row else 19) * high + 2)
    return len(widths)


def _finish(sheet: Any, frame: pd.DataFrame, formats: Mapping[Any, Any], top: int) -> list[float]:
    """Set a sheet's row heights, header (in row ``top``), filter and page setup; return its column widths."""
    widths: list[float] = []
    for column, name in enumerate(frame.columns):
        # The first rows determine the width of a column; the filter arrow takes three characters of its header.
        widest = max([len(str(name)) + 3, *(len(str(cell)) for cell in frame[name].head(500))])
        numeric = pd.api.types.is_numeric_dtype(frame[name].dtype) and not pd.api.types.is_bool_dtype(frame[name].dtype)
        look = formats[_digits(frame[name]) if numeric else "text"]
        hidden = name in INTERNAL
        widths.append(0 if hidden else min(50, widest + 3))
        sheet.set_column(column, column, widths[-1] or None, look, {"hidden": hidden})
        sheet.write_string(top, column, str(name), formats["number head" if numeric else "head"])
    sheet.set_row(top, 30)
    # Hidden columns don't make a row higher.
    for row, cells in enumerate(frame.itertuples(index=False, name=None), top + 1):
        texts = [
            lines(cell, width) for cell, width in zip(cells, widths, strict=True) if width and isinstance(cell, str)
        ]
        if max(texts, default=1) > 1:
            sheet.set_row(row, LINE * max(texts) + 2)
    sheet.freeze_panes(top + 1, 1)
    if len(frame.columns):
        sheet.autofilter(top, 0, top + len(frame), len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, int(len(frame) <= ON_A_PAGE))  # one page across, and as many down as needed
    sheet.repeat_rows(top)
    return widths


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a given width in characters.

    Examples
    --------
    >>> lines("after more than a week off: start lower", 20), lines("activation", 11)
    (3, 1)
    """
    # A letter counts as a twentieth wider than the column unit, so that no line is cut off.
    return sum(max(1, -(-len(line) * 21 // int(20 * width))) for line in text.split("\n"))


def _digits(column: pd.Series) -> int:
    """Return how many decimals all figures of a column are shown with: none, one or two."""
    figures = column.dropna().astype(float)
    return next((digits for digits in LOOKS if (figures.round(digits) == figures.round(4)).all()), max(LOOKS))


def _draw(book: Any, sheet: Any, frame: pd.DataFrame, chart: BarChart, top: int, width: float) -> int:
    """Draw a chart linked to the cells, below them, as wide as so many characters; return the row where it ends.

    The header of the table is in row ``top``.
    """
    picture = book.add_chart({"type": "bar", "subtype": "stacked"} if chart.stacked else {"type": "bar"})
    columns, name, last = list(frame.columns), sheet.get_name(), top + len(frame)
    for title, color in chart.series.items():
        column = columns.index(title)
        cells = {"categories": [name, top + 1, 0, last, 0], "values": [name, top + 1, column, last, column]}
        picture.add_series({"name": [name, top, column], **cells, "fill": {"color": color}, "gap": 40})
    picture.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
    picture.set_x_axis({"name": chart.axis, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    picture.set_y_axis({"reverse": True})  # bars start at the bottom: reversed, the first row is on top
    picture.set_legend({"position": "bottom"})
    bars = 1 if chart.stacked else len(chart.series) // 2 + 1
    pixels = min(760, 160 + 26 * max(1, len(frame)) * bars)
    picture.set_size({"width": 7 * width, "height": pixels})
    sheet.insert_chart(last + 2, 0, picture)
    return last + 3 + -(-pixels // 20)  # a row of 15 points is 20 pixels high


def json_text(frame: pd.DataFrame) -> str:
    """Return a frame as a JSON list of records, null for missing values.

    Examples
    --------
    >>> json_text(pd.DataFrame({"a": [1.5, None]}))
    '[\\n {"a": 1.5},\\n {"a": null}\\n]\\n'
    """
    # pandas recognizes missing values, and json writes text unchanged.
    records = json.loads(frame.to_json(orient="records", double_precision=10))
    lines = ",\n ".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f"[\n {lines}\n]\n" if records else "[]\n"


def markdown_text(frame: pd.DataFrame) -> str:
    """Return a frame as a Markdown table.

    Examples
    --------
    >>> print(markdown_text(pd.DataFrame({"a|b": ["x"]})), end="")
    | a\\|b   |
    |:-------|
    | x      |
    """
    from tabulate import tabulate

    filled = frame.astype(object).where(frame.notna(), "")
    escaped = filled.map(lambda cell: " ".join(str(cell).split()).replace("|", "\\|"))
    heads = [str(name).replace("|", "\\|") for name in frame]
    # Figures line up only if they are right-aligned.
    aligned = ["right" if pd.api.types.is_numeric_dtype(kind) else "left" for kind in frame.dtypes]
    return tabulate(escaped.values.tolist(), heads, tablefmt="pipe", colalign=aligned, disable_numparse=True) + "\n"


@checked
def export_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write a frame, whole or not at all, in the format of the file's suffix.

    Parameters
    ----------
    frame : DataFrame
    path : path
        Ending in .csv, .json, .md or .xlsx.

    Returns
    -------
    Path

    Raises
    ------
    FileError
        If the suffix is not allowed, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, routine_volume
    >>> export_table(routine_volume(load_library()), Path(tempfile.mkdtemp()) / "volume.csv").name
    'volume.csv'
    """
    target = target_of(path, "table", SUFFIXES)
    write = {".csv": csv_text, ".json": json_text, ".md": markdown_text}.get(target.suffix.lower())
    if write is None:
        write_workbook(target, {"table": frame})
    else:
        text = write(frame)
        write_text(target, marked(text) if write is csv_text else text)
    return target
