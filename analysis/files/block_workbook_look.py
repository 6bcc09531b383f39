"""The common look of spreadsheet sheets: headers frozen and repeated in print, and cells that an athlete fills in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.base.colors import QUIET
from analysis.block.athlete_form import FILLED, TEMPLATE
from analysis.block.plan import BlockPlan
from analysis.charts.block_labels import stretches
from analysis.files.table_files import A4, FONT, ON_A_PAGE, lines

LOOK = {"valign": "vcenter", **FONT}


LINE = {"bottom": 4, "bottom_color": "#C9D1D8"}


HEAD, HEAD_FILLED, FILL = "#E3E8EC", "#F6E7A8", "#FFF9E0"


FILL_BORDER = {"border": 4, "border_color": "#C9A227"}


HIGH = 15
"""Height of a line of text in points."""


Cells = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""Typed entries, by sheet, row index, and header."""


class Pages:
    """The sheets of a spreadsheet of a block, written one after the other."""

    def __init__(self, book: Any, plan: BlockPlan, typed: Cells) -> None:
        self.book = book
        self.plan = plan
        self.typed = typed
        self.weeks = len(plan.weeks)
        self.looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **what: Any) -> Any:
        """Return a cell format, created once."""
        # A spreadsheet has a limit on formats; equal ones are shared.
        key = tuple(sorted({**LOOK, **what}.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(dict(key))
        return self.looks[key]

    def quiet(self, **what: Any) -> Any:
        """Return a format of grey text."""
        return self.look(font_color=QUIET, **what)

    def page(self, name: str, widths: Sequence[float], *, top: int, left: int) -> Any:
        """Add a sheet: frozen and repeated header, A4 landscape, one page wide."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width or None, None, {"hidden": not width})
        sheet.freeze_panes(top, left)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        if top:
            sheet.repeat_rows(0, top - 1)
        # In a page header & begins a code; two of them print the sign itself.
        block = self.plan.spec.name[:100].replace("&", "&&")
        sheet.set_header(f"&L{block}&R{name}")
        sheet.set_footer("&R&P of &N")
        return sheet

    def across(self, sheet: Any, row: int, column: int, length: int, text: str, look: Any) -> None:
        """Write a text into merged cells."""
        if length > 1:
            sheet.merge_range(row, column, row, column + length - 1, "", look)
        sheet.write(row, column, text, look)

    def merged(self, sheet: Any, row: int, column: int, texts: Sequence[str], width: float, look: Any) -> None:
        """Write a row of texts, merging equal consecutive ones, as high as the longest needs."""
        high = 1
        for text, start, length in stretches(texts):
            if text:
                self.across(sheet, row, column + start, length, text, look)
                high = max(high, lines(text, length * width))
        sheet.set_row(row, HIGH * high + 1)

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[Any]],
        *,
        left: int,
        page_by: int | None = None,
    ) -> tuple[Any, list[str]]:
        """Write a table with a filter; empty columns are left out unless the athlete fills them in.

        In print, each value of the column ``page_by`` starts a new page.

        Returns
        -------
        sheet
        list of str
            Headers of the columns that were written.
        """
        filled = FILLED.get(name, {})
        rows = self._typed(name, [head for head, _ in columns], rows)
        # An empty column is left out, unless the athlete fills it in.
        used = [head in filled or any(row[k] != "" for row in rows) for k, (head, _) in enumerate(columns)]
        kept = [(k, *column) for k, column in enumerate(columns) if used[k] or not rows]
        widths = [0 if _hidden(head) else width for _, head, width in kept]
        sheet = self.page(name, widths, top=1, left=left)
        sheet.set_row(0, 36)
        for column, (k, head, _) in enumerate(kept):
            color = HEAD_FILLED if head in filled else HEAD
            sheet.write(0, column, head, self.look(bold=True, text_wrap=True, bottom=1, bg_color=color))
            for number, row in enumerate(rows, 1):
                write = sheet.write_url if head == "link" and row[k] else sheet.write
                write(number, column, row[k], self._cell(head, row[k], filled=head in filled))
            if head in filled and rows:
                hint = filled[head].hint
                prompt = {"input_title": head, "input_message": hint, "error_title": head, "error_message": hint}
                rule = {**filled[head].takes, "ignore_blank": True, **prompt}
                sheet.data_validation(1, column, len(rows), column, rule)
        # Hidden columns don't make a row higher.
        read = [(k, width) for k, head, width in kept if not _hidden(head)]
        heights = []
        for number, row in enumerate(rows, 1):
            high = max([1, *(lines(row[k], width) for k, width in read if isinstance(row[k], str))])
            heights.append(max(20, HIGH * high + 4))
            sheet.set_row(number, heights[-1])
        if page_by is None or not rows:
            sheet.fit_to_pages(1, int(len(rows) <= ON_A_PAGE))
        else:
            _pages(sheet, [row[page_by] for row in rows], heights, widths)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(kept) - 1)
        return sheet, [head for _, head, _ in kept]

    def _typed(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Return the rows with the entries typed into them before."""
        typed = self.typed.get(name, {})
        return [
            list({**dict(zip(heads, row, strict=True)), **typed[number]}.values()) if number in typed else row
            for number, row in enumerate(rows)
        ]

    def _cell(self, head: str, value: Any, *, filled: bool) -> Any:
        dated = isinstance(value, datetime.date) or head == "done on"
        day = {"num_format": "yyyy-mm-dd", "align": "left"} if dated else {}
        if filled:
            return self.look(bg_color=FILL, text_wrap=True, **{"align": "left", **FILL_BORDER, **day})
        if _hidden(head):
            return self.look(font_color="#8B959E", **{**LINE, "font_size": 9, **day})
        center = {"align": "center"} if isinstance(value, int) else {}
        return self.look(text_wrap=True, **LINE, **day, **center)


def _pages(sheet: Any, keys: Sequence[Any], heights: Sequence[float], widths: Sequence[float]) -> None:
    """Print the rows of a key on one page, all at one scale: the largest at which they fit, at least half size."""
    first = [row for row, key in enumerate(keys) if row == 0 or key != keys[row - 1]]
    tallest = max((sum(heights[a:b]) for a, b in zip(first, [*first[1:], len(keys)], strict=True)), default=1.0)
    # In points: A4 landscape minus margins is 784 x 509, and the header takes 36; a character is 7 pixels wide, and a
    # column has 5 more; LibreOffice makes everything a twentieth wider.
    across = sum(7 * width + 5 for width in widths if width) * 0.75 * 1.06
    scale = min(1.0, 784 / across, max(0.5, 509 / (tallest + 40)))
    sheet.set_print_scale(max(10, int(100 * scale)))
    sheet.set_h_pagebreaks([row + 1 for row in first[1:]])


def _hidden(head: str) -> bool:
    """Return whether a column only tells rows apart, and needs no reader."""
    return head == TEMPLATE or head.endswith("_id")
