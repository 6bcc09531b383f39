"""Sheets of a spreadsheet in one look: heads that stay in sight and on paper, and cells that an athlete fills in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from analysis.block.plan import BlockPlan
from analysis.colors import QUIET

FONT = {"valign": "vcenter", "font_name": "Calibri", "font_size": 11}
LINE = {"bottom": 4, "bottom_color": "#C9D1D8"}
HEAD, HEAD_FILLED, FILL = "#E3E8EC", "#F6E7A8", "#FFF9E0"
FILL_BORDER = {"border": 4, "border_color": "#C9A227"}
HIGH = 15
"""Points that a line of a cell is high."""

EFFORT = {"validate": "list", "source": list(range(1, 11))}
DAY = {"validate": "date", "criteria": ">=", "value": datetime.date(1970, 1, 1)}
SHORT = {"validate": "length", "criteria": "<=", "value": 500}
WHOLE = {"validate": "integer", "criteria": "between", "minimum": 0}
REMARK = (SHORT, "Anything your coach should know, in up to 500 characters.")
FILLED: dict[str, dict[str, tuple[dict[str, Any], str]]] = {
    "sessions": {
        "done": ({"validate": "list", "source": ["yes", "partly", "no"]}, "yes, partly or no."),
        "done on": (DAY, "The day, such as 2027-01-04, when it was another one."),
        "effort, 1-10": (EFFORT, "The whole session: 1 is very easy, 10 the hardest there is."),
        "load": (SHORT, "What you used, in your words, in up to 500 characters."),
        "soreness, 0-10": ({"validate": "list", "source": list(range(11))}, "On the day after: 0 is none."),
        "remark": REMARK,
    },
    "prescriptions": {
        "sets done": ({**WHOLE, "maximum": 20}, "A whole number of sets, 0 to 20."),
        "reps or s done": ({**WHOLE, "maximum": 3600}, "Repetitions or seconds of a set, one side's."),
        "load used, kg": ({**WHOLE, "validate": "decimal", "maximum": 500}, "Kilograms, 0 to 500."),
        "effort, 1-10": (EFFORT, "1 is very easy, 10 the hardest there is."),
        "remark": REMARK,
    },
}
"""What an athlete fills in, sheet by sheet: what a cell takes, and what is said when it is picked."""
KEYS = ("date", "routine_id", "number")
"""Columns that tell the rows of a sheet apart."""
Entries = dict[str, dict[tuple[str, ...], dict[str, Any]]]
"""What was typed, by sheet, row and head."""


def row_key(named: Mapping[str, Any], counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """Return what tells a row from others: date, routine and number, and which of several that are alike."""
    cells = [named[head] for head in KEYS if head in named]
    dates = [cell.date() if isinstance(cell, datetime.datetime) else cell for cell in cells]
    key = tuple(str(cell) for cell in dates)
    counts[key] = counts.get(key, 0) + 1
    return (*key, str(counts[key]))


class Pages:
    """The sheets of a spreadsheet of a block, written one after the other."""

    def __init__(self, book: Any, plan: BlockPlan, entries: Entries | None = None) -> None:
        self.book = book
        self.plan = plan
        self.entries = entries or {}
        self.lost = 0
        self.weeks = len(plan.weeks)
        self.looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **what: Any) -> Any:
        """Return a format, made once."""
        key = tuple(sorted({**FONT, **what}.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(dict(key))
        return self.looks[key]

    def quiet(self, **what: Any) -> Any:
        """Return a format of grey words."""
        return self.look(font_color=QUIET, **what)

    def page(self, name: str, widths: Sequence[float], *, top: int, left: int, pages: int = 0) -> Any:
        """Add a sheet: frozen and repeated head, A4 across, one page wide, and so many pages high (0: as it takes)."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(top, left)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, pages)
        if top:
            sheet.repeat_rows(0, top - 1)
        block = self.plan.spec.name[:100].replace("&", "&&")
        sheet.set_header(f"&L{block}&R{name}")
        sheet.set_footer("&R&P of &N")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
        """Write a cell: a text as text, whatever it begins with."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, value, look)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, look)
        else:
            sheet.write_string(row, column, str(value), look)

    def across(self, sheet: Any, row: int, column: int, length: int, text: str, look: Any) -> None:
        """Write a text into cells that are merged."""
        if length > 1:
            sheet.merge_range(row, column, row, column + length - 1, "", look)
        self.write(sheet, row, column, text, look)

    def merged(self, sheet: Any, row: int, column: int, texts: Sequence[str], width: float, look: Any) -> None:
        """Write a row of texts, equal ones that follow one another as one, as high as the longest needs."""
        high = 1
        for text, run in groupby(texts):
            length = len(list(run))
            if text:
                self.across(sheet, row, column, length, text, look)
                high = max(high, lines(text, length * width))
            column += length
        sheet.set_row(row, HIGH * high + 1)

    def table(
        self, name: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Any]], *, left: int
    ) -> tuple[Any, list[str]]:
        """Write a table with a filter; columns without a word are left out unless the athlete fills them in.

        Returns
        -------
        sheet
        list of str
            The heads of the columns that were written.
        """
        filled = FILLED.get(name, {})
        rows = self._typed(name, [head for head, _ in columns], rows)
        kept = [at for at, (head, _) in enumerate(columns) if head in filled or any(row[at] != "" for row in rows)]
        kept = kept if rows else list(range(len(columns)))
        sheet = self.page(name, [columns[at][1] for at in kept], top=1, left=left)
        sheet.set_row(0, 36)
        for column, at in enumerate(kept):
            head = columns[at][0]
            color = HEAD_FILLED if head in filled else HEAD
            self.write(sheet, 0, column, head, self.look(bold=True, text_wrap=True, bottom=1, bg_color=color))
            for number, row in enumerate(rows, 1):
                self.write(sheet, number, column, row[at], self._cell(head, row[at], filled=head in filled))
            if head in filled and rows:
                takes, words = filled[head]
                said = {"input_title": head, "input_message": words, "error_title": head, "error_message": words}
                sheet.data_validation(1, column, len(rows), column, {**takes, "ignore_blank": True, **said})
        for number, row in enumerate(rows, 1):
            texts = [(row[at], columns[at]) for at in kept if isinstance(row[at], str)]
            high = max([1, *(lines(text, width) for text, (head, width) in texts if not head.endswith("_id"))])
            sheet.set_row(number, max(20, HIGH * high + 4))
        if rows:
            sheet.autofilter(0, 0, len(rows), len(kept) - 1)
        return sheet, [columns[at][0] for at in kept]

    def _typed(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Put what was typed before into the rows that it is of; what is of no row is remembered as lost."""
        typed = dict(self.entries.get(name, {}))
        if not typed:
            return rows
        counts: dict[tuple[str, ...], int] = {}
        made = []
        for row in rows:
            named = dict(zip(heads, row, strict=True))
            made.append(list({**named, **typed.pop(row_key(named, counts), {})}.values()))
        self.lost += len(typed)
        return made

    def _cell(self, head: str, value: Any, *, filled: bool) -> Any:
        dated = isinstance(value, datetime.date) or head == "done on"
        day = {"num_format": "yyyy-mm-dd", "align": "left"} if dated else {}
        if filled:
            return self.look(bg_color=FILL, text_wrap=True, **{"align": "left", **FILL_BORDER, **day})
        if head.endswith("_id"):
            return self.look(font_color="#8B959E", **{**LINE, "font_size": 9})
        center = {"align": "center"} if isinstance(value, int) else {}
        return self.look(text_wrap=True, **LINE, **day, **center)


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of a width in characters.

    Examples
    --------
    >>> lines("after more than a week off: start lower", 20), lines("activation", 11)
    (3, 1)
    """
    return sum(max(1, -(-len(one) * 21 // int(20 * width))) for one in text.split("\n"))
