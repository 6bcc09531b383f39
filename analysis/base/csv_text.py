"""CSV text: split into numbered rows, and written to open unchanged in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pandas as pd

from analysis.base.errors import FileError

LONGEST_CELL = 10_000
"""Most characters in a cell to read."""


def read_rows(text: str, name: str, *, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    """Split CSV text into rows with their spreadsheet row numbers (the first is 1), without blank rows.

    Raises
    ------
    FileError
        If the quotes do not close or a cell is longer than ``LONGEST_CELL``.

    Examples
    --------
    >>> read_rows("a,b\\n,\\n1,2\\n", "x.csv")
    [(1, ['a', 'b']), (3, ['1', '2'])]
    """
    # Strict, since an open quote would swallow the rest of the file into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            whole = "".join(cells)
            if whole and not whole.isspace():
                rows.append((number, cells))
            if len(whole) > LONGEST_CELL and (longest := max(map(len, cells))) > LONGEST_CELL:
                raise FileError(f"{name}, row {number}: a cell of {longest} characters; allowed: up to {LONGEST_CELL}")
    except csv.Error as error:
        why = "a quotation mark that is not closed" if "end of data" in str(error) else str(error)
        raise FileError(f"{name}, row {number + 1}: not readable as CSV: {why}") from None
    return rows


def harmless(cell: Any) -> Any:
    """Return a text in a form that a spreadsheet neither runs as a formula nor turns into a date.

    Examples
    --------
    >>> harmless("=1+1"), harmless("-3"), harmless("+ two"), harmless("Hip thrust"), harmless("8-12")
    ("'=1+1", '-3', "'+ two", 'Hip thrust', '8 to 12')
    """
    if isinstance(cell, str) and (bare := re.fullmatch(r"([0-9.]+)[-–]([0-9.]+)", cell)):
        return f"{bare[1]} to {bare[2]}"
    if not isinstance(cell, str) or not cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell
    # A range of negative numbers is no formula, and an apostrophe would turn it into text.
    return cell if re.fullmatch(r"[+-]?[0-9.]+( to [+-]?[0-9.]+)?", cell) else f"'{cell}"


def marked(text: str) -> str:
    r"""Return a text with a BOM if it has accents, to let Excel read them.

    Examples
    --------
    >>> marked("a,b\n"), marked("é\n")
    ('a,b\n', '\ufeffé\n')
    """
    return text if text.isascii() else f"\ufeff{text}"


def csv_text(frame: pd.DataFrame) -> str:
    r"""Return a frame as CSV text: line feeds, no index, blanks for missing values, no needless digits.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"a": [1.0, 0.5, None], "b": [True, False, True]}))
    'a,b\n1,true\n0.5,false\n,true\n'
    """
    worded = frame.copy(deep=False)
    # Ten digits print every half and quarter as typed, without rounding noise: the same bytes on every machine.
    for name in frame.columns:
        if pd.api.types.is_bool_dtype(frame[name].dtype):
            worded[name] = frame[name].map({True: "true", False: "false"})
        elif not pd.api.types.is_numeric_dtype(frame[name].dtype):
            worded[name] = frame[name].map(harmless, na_action="ignore")
    text: str = worded.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return text
