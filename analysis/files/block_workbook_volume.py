"""Weekly volume of a block in its spreadsheet: muscle group x week, and a chart of a group to pick."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.base.colors import BAND_EDGE, WEEK_COLOR, WEEK_PALE
from analysis.base.text import printed
from analysis.files.block_workbook_look import LINE, Pages
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.sentences import counting_words
from analysis.week.band_status import band_lines, dose_bands

NAME = "weekly volume"


TOP = 26
"""Row of the first table, below the chart."""


LEFT = 4
"""Column of the first week, behind the group and its band."""


WEEKS_ON_A_PAGE = 26


BANDS = ("band from", "band to", "aim")
"""Headers of the marks of a band: its limits, and its target."""


NO_BAND = (float("nan"),) * len(BANDS)


MARKS = "Orange: under the band. Blue: over it. No colour is a verdict on a plan."


Part = tuple[str, str]
"""A kind of work, and which end of its range of sets."""


def write_volume(pages: Pages) -> None:
    """Write strength and light work in separate tables, the bands, and a chart that follows a drop-down."""
    sheet = _Volume(pages)
    sheet.picker()
    for part in sheet.parts:
        sheet.table(part)
    sheet.chart()
    sheet.notes()


class _Volume:
    """The sheet of weekly volume, from the top: picker and its figures, their chart, the tables, notes.

    The tables have the figures; the rows below the drop-down look the picked group up in them, and the chart draws
    those rows, so that it follows the drop-down without a macro.
    """

    def __init__(self, pages: Pages) -> None:
        plan = pages.plan
        self.pages, self.weeks = pages, pages.weeks
        self.volume = plan.volume_by(by="group")
        self.bands: dict[str, tuple[float, ...]] = {}
        self.lines: list[str] = []
        if plan.spec.goal or plan.spec.bands:
            bands = dose_bands(plan.source, goal=plan.spec.goal, bands=plan.spec.bands)
            limits = zip(
                *(printed(bands[name]).tolist() for name in ("band_low", "band_high", "band_aim")), strict=True
            )
            self.bands = dict(zip(bands["muscle_group"], limits, strict=True))
            self.lines = band_lines(bands, plan.spec.count)
        # A block without sessions has no volume: one empty group.
        order = (
            list(dict.fromkeys(self.volume["muscle_group"])) or plan.source.muscle_groups["muscle_group"].tolist()[:1]
        )
        self.wide = {
            (kind, end): self.volume[self.volume["kind"] == kind]
            .pivot_table(index="muscle_group", columns="week", values=f"sets_{end}", aggfunc="sum")
            .reindex(index=order, columns=plan.weeks, fill_value=0.0)
            for kind in COUNTED_KINDS
            for end in ("min", "max")
        }
        self.ranged = any((self.wide[kind, "max"] > self.wide[kind, "min"]).any(axis=None) for kind in COUNTED_KINDS)
        self.parts = [part for part in self.wide if self.ranged or part[1] == "min"]
        most = pd.DataFrame({kind: self.wide[kind, "max"].sum(axis="columns") for kind in COUNTED_KINDS})
        # Groups without sets are listed only if they have a band.
        self.groups = [group for group in order if group in self.bands or most.loc[group].any()] or order[:1]
        self.picked = max(self.groups, key=lambda group: tuple(most.loc[group].astype(float)))
        self.names = labels(plan.source, "muscle_group")
        self.tops = {part: TOP + number * (len(self.groups) + 3) for number, part in enumerate(self.parts)}
        self.rows = [_word(part, ranged=self.ranged) for part in self.parts]
        # Marks that no band has get no row and no line.
        typed = list(self.bands.values())
        self.marks = [mark for mark in range(len(BANDS)) if any(not pd.isna(each[mark]) for each in typed)]
        self.rows += [BANDS[mark] for mark in self.marks]
        self.sheet = pages.page(NAME, [26, *[10] * len(BANDS), *[7.5] * self.weeks], top=0, left=LEFT)
        self.sheet.fit_to_pages(-(-self.weeks // WEEKS_ON_A_PAGE), 1)

    def picker(self) -> None:
        """Write the drop-down, and the rows that look the picked group up."""
        from xlsxwriter.utility import xl_col_to_name, xl_range_abs

        pages, sheet = self.pages, self.sheet
        top, last = self.tops["strength", "min"] + 1, self.tops["strength", "min"] + len(self.groups)
        area = xl_range_abs(top, 0, last, 0)
        sheet.write(0, 0, "Pick a muscle group:", pages.look(bold=True, font_size=12))
        look = pages.look(bold=True, font_size=12, bg_color="#E3E8EC", border=1, border_color=BAND_EDGE)
        pages.across(sheet, 0, 1, 4, self.names[self.picked], look)
        sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": f"={area}"})
        match = f"MATCH($B$1,{area},0)"
        look = pages.quiet(align="center")
        sheet.write_row(2, LEFT, range(1, self.weeks + 1), look)
        sheet.write_column(2, 0, ["week", *self.rows], pages.quiet())
        # The result is stored beside each formula, for viewers that don't calculate.
        for row, part in enumerate(self.parts, 3):
            first = self.tops[part] + 1
            for week, value in enumerate(self.wide[part].loc[self.picked].tolist()):
                cells = xl_range_abs(first, LEFT + week, first + len(self.groups) - 1, LEFT + week)
                sheet.write_formula(row, LEFT + week, f"=INDEX({cells},{match})", look, value)
        for column, mark in enumerate(self.marks, 3 + len(self.parts)):
            value = self.bands.get(self.picked, NO_BAND)[mark]
            letter = xl_col_to_name(1 + mark)
            cell = f"INDEX(${letter}${top + 1}:${letter}${last + 1},{match})"
            cached: Any = "#N/A" if pd.isna(value) else value  # a line chart leaves #N/A out
            for week in range(self.weeks):
                sheet.write_formula(column, LEFT + week, f'=IF({cell}="",NA(),{cell})', look, cached)

    def table(self, part: Part) -> None:
        """Write a table of group x week; strength cells outside their band are marked."""
        pages, sheet, top = self.pages, self.sheet, self.tops[part]
        kind, end = part
        # If light work counts, the band applies to both kinds together, and no table here shows that sum.
        banded = (kind,) == self.pages.plan.spec.count and bool(self.bands)
        which = {"min": ", lower ends", "max": ", upper ends"}[end] if self.ranged else ""
        head = pages.look(bold=True, bottom=1, align="center")
        sheet.write(top, 0, f"{kind} sets{which}", pages.look(bold=True, bottom=1))
        sheet.write_row(top, 1, BANDS if banded else [""] * len(BANDS), head)
        sheet.write_row(top, LEFT, range(1, self.weeks + 1), head)
        look = pages.look(align="center", **LINE)
        for row, group in enumerate(self.groups, top + 1):
            sheet.write(row, 0, self.names[group], pages.look(**LINE))
            limits = self.bands.get(group, NO_BAND) if banded else NO_BAND
            sheet.write_row(row, 1, [None if pd.isna(limit) else limit for limit in limits], look)
            sheet.write_row(row, LEFT, self.wide[part].loc[group].tolist(), look)
        if banded:
            self._mark(top, end)

    def _mark(self, top: int, end: str) -> None:
        """Colour weeks wholly outside their band: the upper end is below it, or the lower end above it."""
        area = (top + 1, LEFT, top + len(self.groups), LEFT + self.weeks - 1)
        week = chr(ord("A") + LEFT)
        first = top + 2  # formulas count rows from 1; the rest of the area is relative to the first cell
        rules = [("max", "B", "<", {"bg_color": "#FBE0C3", "italic": True})]
        rules += [("min", "C", ">", {"bg_color": "#CFE2F0", "bold": True})]
        for which, column, sign, look in rules:
            if end == which or not self.ranged:
                rule = f'=AND(${column}{first}<>"",{week}{first}{sign}${column}{first})'
                marked = self.pages.book.add_format(look)
                self.sheet.conditional_format(*area, {"type": "formula", "criteria": rule, "format": marked})

    def chart(self) -> None:
        """Draw the picked group: columns of sets, lines for its band."""
        book = self.pages.book
        chart, band = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
        last = LEFT + self.weeks - 1
        for row, word in enumerate(self.rows, 3):
            weeks = {"categories": [NAME, 2, LEFT, 2, last], "values": [NAME, row, LEFT, row, last]}
            series: dict[str, Any] = {"name": [NAME, row, 0], **weeks}
            if word in BANDS:
                dashes = {"band to": "dash", "aim": "round_dot"}.get(word, "solid")
                line = {"color": BAND_EDGE, "width": 2, "dash_type": dashes}
                band.add_series({**series, "line": line, "marker": {"type": "none"}})
            else:
                color = WEEK_COLOR if word.startswith("strength") else WEEK_PALE
                stripes = {"pattern": "wide_upward_diagonal", "fg_color": color, "bg_color": "#FFFFFF"}
                fill = {"pattern": stripes} if word.endswith("most") else {"fill": {"color": color}}
                chart.add_series({**series, **fill, "border": {"color": color}, "gap": 60})
        if self.bands:
            # Lines over columns need their own chart, laid over the first.
            chart.combine(band)
        quiet = {"name_font": {"bold": False}}
        chart.set_title({"name": [NAME, 0, 1], "name_font": {"size": 13}, "overlay": False})
        chart.set_x_axis({"name": "week", **quiet})
        lines = {"visible": True, "line": {"color": "#DDDDDD"}}
        chart.set_y_axis({"name": "counted sets a week", "min": 0, "major_gridlines": lines, **quiet})
        chart.set_legend({"position": "bottom"})
        below = 4 + len(self.rows)
        chart.set_size({"width": 760, "height": 20 * (TOP - 1 - below)})  # rows of 20 pixels, down to the first table
        what = "Counted sets a week of the muscle group that is picked"
        self.sheet.insert_chart(below, 0, chart, {"description": what})

    def notes(self) -> None:
        """Write below the tables what is counted."""
        about = f"Counted sets a week. {counting_words(self.volume)}"
        below = max(self.tops.values()) + len(self.groups) + 2
        told = [about, *self.lines, *[MARKS] * bool(self.bands)]
        self.sheet.write_column(below, 0, told, self.pages.quiet(font_size=9))


def _word(part: Part, *, ranged: bool) -> str:
    return part[0] + ({"min": ", least", "max": ", most"}[part[1]] if ranged else "")
