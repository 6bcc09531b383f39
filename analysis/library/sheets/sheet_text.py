"""Write sheets as text that can be read like any other sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from analysis.base.csv_text import harmless

SHEET = ("section", "phase", "rounds", "exercise", "dose", "equipment", "load", "effort", "rest", "notes")
"""Columns of a sheet; ``link`` is added if a row has one."""


def sheet_text(rows: Iterable[dict[str, str]]) -> str:
    r"""Return the CSV text of a sheet from rows with some of its columns.

    Examples
    --------
    >>> sheet_text([{"exercise": "Push-up", "dose": "2 x 10"}])
    'section,phase,rounds,exercise,dose,equipment,load,effort,rest,notes\n,,,Push-up,2 x 10,,,,,\n'
    """
    given = list(rows)
    heads = (*SHEET, "link") if any(row.get("link") for row in given) else SHEET
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([harmless(row.get(name, "")) for name in heads] for row in given)
    return text.getvalue()
