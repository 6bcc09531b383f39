"""Tables as csv, json, markdown and xlsx."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text
from analysis.base.errors import FileError
from analysis.base.files import write_text
from analysis.files.spreadsheets import write_workbook

SUFFIXES = (".csv", ".json", ".md", ".xlsx")


def json_text(frame: pd.DataFrame) -> str:
    """Write a frame as a JSON list of records, null where a value is missing.

    Examples
    --------
    >>> json_text(pd.DataFrame({"a": [1.5, None]}))
    '[\\n {"a": 1.5},\\n {"a": null}\\n]\\n'
    """
    records = json.loads(frame.to_json(orient="records", double_precision=10))
    lines = ",\n ".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f"[\n {lines}\n]\n" if records else "[]\n"


def markdown_text(frame: pd.DataFrame) -> str:
    """Write a frame as a Markdown table.

    Examples
    --------
    >>> print(markdown_text(pd.DataFrame({"a|b": ["x"]})), end="")
    | a\\|b   |
    |:-------|
    | x      |
    """
    from tabulate import tabulate

    escaped = (
        frame.astype(object).where(frame.notna(), "").map(lambda cell: " ".join(str(cell).split()).replace("|", "\\|"))
    )
    heads = [str(name).replace("|", "\\|") for name in frame]
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
        If the suffix is another one, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library, routine_volume
    >>> export_table(routine_volume(load_library()), Path(tempfile.mkdtemp()) / "volume.csv").name
    'volume.csv'
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise FileError(f"{target.as_posix()}: unknown kind of table; allowed: {', '.join(SUFFIXES)}")
    if suffix == ".xlsx":
        write_workbook(target, {"table": frame})
    else:
        write_text(target, {".csv": csv_text, ".json": json_text, ".md": markdown_text}[suffix](frame))
    return target
