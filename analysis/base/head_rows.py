"""Rows of a spreadsheet by the heads of their columns, even if the heads were moved or edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.base.names import fold
from analysis.base.text import clip, one_of
from analysis.base.xlsx_parts import Rows

HEAD_ROWS = 20
"""First rows searched for the heads of a sheet: somebody may have added lines above them."""


@dataclass(frozen=True)
class Form:
    """The heads of a sheet that a coach fills in and the program reads back.

    Attributes
    ----------
    title : str
    words : mapping of str to set of str
        Heads to read, each with words that identify an edited head.
    filled : collection of str
        Heads whose cells are filled in.
    planned : collection of str
        Other heads of the sheet, which may share words.
    """

    title: str
    words: Mapping[str, frozenset[str]]
    filled: Collection[str] = ()
    planned: Collection[str] = ()


@dataclass(frozen=True)
class Table:
    """The rows of a sheet below its heads.

    Attributes
    ----------
    form : Form
    title : str
        Title of the sheet as found; blank if there is no sheet.
    heads : mapping of str to str
        Heads of the form in the sheet, each with its text as found.
    rows : list of (int, dict)
        Number of each row, and its cells by the heads of the form.
    others : list of str
        Unknown heads.
    """

    form: Form
    title: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[tuple[int, dict[str, Any]]] = ()
    others: Sequence[str] = ()

    @property
    def missing(self) -> list[str]:
        """Heads of the form that the sheet lacks."""
        return [head for head in self.form.words if head not in self.heads]

    @property
    def notes(self) -> list[str]:
        """Notes on a sheet or columns that are missing, renamed or unknown."""
        title = self.form.title
        if not self.title:
            return [f"no sheet {title}"]
        changed = [f"{clip(now)} read as {head!r}" for head, now in self.heads.items() if fold(now) != fold(head)]
        notes = [f"sheet {title}: {', '.join(changed)}"] if changed else []
        notes += [f"sheet {title}: no column {one_of(map(repr, self.missing))}"] if self.missing else []
        notes += [f"sheet {title}: column {clip(head)} is not read" for head in self.others[:MOST_NAMED]]
        more = len(self.others) - MOST_NAMED
        notes += [f"sheet {title}: {more} more columns are not read"] if more > 0 else []
        return [f"sheet {clip(self.title)} read as {title}"] * (fold(self.title) != fold(title)) + notes


def find_tables(sheets: Mapping[str, Rows], forms: Sequence[Form]) -> dict[str, Table]:
    """Find the sheets of forms, by title or else by heads, and their columns.

    Examples
    --------
    >>> form = Form("done", {"date": frozenset(), "sets": frozenset(["set"]), "load, kg": frozenset(["load"])})
    >>> rows = [["My block"], ["Date", "Sets", "load (kg)"], [1, 3, 20]]
    >>> table = find_tables({"Sheet1": rows}, [form])["done"]
    >>> table.rows, table.notes
    ([(3, {'date': 1, 'sets': 3, 'load, kg': 20})], ["sheet 'Sheet1' read as done"])
    """
    tables: dict[str, Table] = {}
    named = {fold(title): title for title in list(sheets)[::-1]}  # of two equal titles the first wins
    free = [title for title in sheets if fold(title) not in {fold(form.title) for form in forms}]
    for form in forms:
        others = {head for other in forms if other is not form for head in other.words}
        title = named.get(fold(form.title), "")
        if not title:
            # Only heads that no other form has identify a sheet: "date" is in all of them.
            telling = [head for head in form.words if head not in others]
            counts = {name: _heads(sheets[name], telling)[1] for name in free}
            title = max(counts, key=lambda name: counts[name], default="")
            title = title if title and counts[title] >= min(FEWEST, len(telling)) else ""
        tables[form.title] = _table(form, title, sheets[title]) if title else Table(form)
        free = [name for name in free if name != title]
    return tables


MOST_NAMED = 5
"""Columns that notes name; the rest are only counted."""


FEWEST = 2
"""Fewest heads of a form that identify a sheet with another title."""


def _heads(rows: Rows, heads: Iterable[str]) -> tuple[int, int]:
    """Return the index of the first row with most of the heads, and their number."""
    wanted = {fold(head) for head in heads}
    counts = [len(wanted & {_folded(cell) for cell in cells}) for cells in rows[:HEAD_ROWS]] or [0]
    return counts.index(max(counts)), max(counts)


def _folded(cell: Any) -> str:
    return fold(cell) if isinstance(cell, str) else ""


def _table(form: Form, title: str, rows: Sequence[Sequence[Any]]) -> Table:
    at, count = _heads(rows, (*form.words, *form.planned))
    if not count:
        return Table(form, title)
    columns, others = _columns(form, [_folded(cell) for cell in rows[at]])
    below = [
        (number, {head: row[column] if column < len(row) else None for head, column in columns.items()})
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(cell not in (None, "") for cell in row)
    ]
    heads = {head: str(rows[at][column]) for head, column in columns.items()}
    return Table(form, title, heads, below, [str(rows[at][column]) for column in others])


def _columns(form: Form, folded: Sequence[str]) -> tuple[dict[str, int], list[int]]:
    """Return the columns of the heads of a form, and of unknown heads."""
    columns = {head: folded.index(fold(head)) for head in form.words if fold(head) in folded}
    planned = {fold(head): folded.index(fold(head)) for head in form.planned if fold(head) in folded}
    # Filled-in columns are right of planned ones: there, a planned head is a filled-in head that was shortened.
    first = min((column for head, column in columns.items() if head in form.filled), default=len(folded))
    taken = {*columns.values(), *(column for column in planned.values() if column < first)}
    others = []
    for column in sorted({column for column, head in enumerate(folded) if head} - taken):
        words = set(folded[column].split())
        shared = {head: len(words & form.words[head]) for head in form.words if head not in columns}
        most = max(shared.values(), default=0)
        best = [head for head, count in shared.items() if count == most]
        if most and len(best) == 1:  # a tie would be a guess
            columns[best[0]] = column
        elif column not in planned.values():
            others.append(column)
    return columns, others
