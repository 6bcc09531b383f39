"""Render the report as one self-contained HTML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import compare
from analysis.base.files import write_text
from analysis.base.text import number
from analysis.compare.tables import comparison_words, difference_words
from analysis.library.labels import LABELS
from analysis.library.library import Library
from analysis.volume.conventions import counting_words, minutes_words
from analysis.week.goal_lines import LINES_NOTE, goal_table, say_goal_lines
from analysis.week.sentences import CHECKLIST, say_coverage, say_week
from analysis.week.tables import coverage_words, week_table, weeks_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FOLDER = Path(__file__).parent


_LONG = re.compile(r"(\d{2,}\.\d{2})\d+")


_HIDDEN = {"counting", "tempo", "conventions", "goal", "week", "seen", "phases"}
"""Columns that repeat a convention on every row; the page says them once."""


@dataclass(frozen=True)
class Picture:
    """A chart of the page: its drawing as a data address, what it shows in words, and its size in pixels."""

    source: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Grid:
    """A table of the page: cells as text, each with whether it is a number."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[tuple[str, bool]]]
    totals: list[list[tuple[str, bool]]]


def picture(svg: str, alt: str) -> Picture:
    """Put an SVG drawing into an address that needs no request; digits that no screen shows are cut."""
    body = _LONG.sub(r"\1", svg[svg.index("<svg") :])
    # Four pixels of a screen are three points.
    width, height = (round(float(size) * 4 / 3) for size in re.findall(r'(?:width|height)="([\d.]+)pt"', body)[:2])
    escaped = " ".join(body.split())
    # Only what an address cannot hold is written as a code, the sign of a code first: it is a third of base64's growth.
    for plain, code in (("%", "%25"), ("#", "%23"), ('"', "'"), ("<", "%3C"), (">", "%3E"), ("&", "%26")):
        escaped = escaped.replace(plain, code)
    return Picture(f"data:image/svg+xml;charset=utf-8,{escaped}", alt, width, height)


def grid(name: str, title: str, frame: pd.DataFrame, *, totals: int = 0) -> Grid:
    """Put a frame into cells: numbers without needless digits, blanks for what is missing; totals stand at the foot."""
    # A convention that is the same in all rows stands once below the table, not in each row.
    said_once = {column for column in _HIDDEN & set(frame.columns) if len(set(frame[column])) <= 1}
    shown = frame[[column for column in frame.columns if column not in said_once and column not in LABELS]]
    rows = [[_cell(value) for value in row] for row in shown.itertuples(index=False, name=None)]
    heads = [str(column).replace("_", " ") for column in shown.columns]
    # Totals are no rows to sort: they stay at the foot.
    body = len(rows) - totals
    return Grid(name, title, heads, rows[:body], rows[body:])


def _cell(value: Any) -> tuple[str, bool]:
    if value is None or value is pd.NA or value != value:  # NaN alone is not equal to itself
        return "", False
    if isinstance(value, bool):
        return ("yes" if value else "no"), False
    if isinstance(value, (int, float)):
        return number(float(value), 2), True
    return str(value), False


def write_page(library: Library, tables: Frames, charts: Mapping[str, tuple[Axes, str]], path: Path) -> Path:
    """Write the page, whole or not at all, the same bytes for the same report.

    Parameters
    ----------
    library : Library
    tables : mapping of name to DataFrame
        What ``report_tables`` makes.
    charts : mapping of name to Axes and SVG text
        What ``report_charts`` draws.
    path : Path

    Returns
    -------
    Path

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    words = {
        "comparison": comparison_words(tables["comparison"]),
        "weekly": week_table(tables["weekly_summary"]),
        "weeks": weeks_words(tables["weeks"]),
        "goal": goal_table(tables["goal_lines"]),
        "coverage": coverage_words(tables["coverage"]),
    }
    figures = _figures(library, tables, words)
    pictures = {name: picture(svg, _alt(ax, figures[name])) for name, (ax, svg) in charts.items()}
    how: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(loader=FileSystemLoader(FOLDER), **how)
    text = environment.get_template("page.html.j2").render(
        said=_sentences(tables),
        grids={table.name: table for table in _grids(library, tables, words)},
        pictures=pictures,
        differences=[drawing for name, drawing in pictures.items() if name.startswith("difference_")],
        routines=library.routines.to_dict("records"),
        week=str(tables["weekly_summary"]["week"].iloc[0]),
        style=(FOLDER / "page.css").read_text(encoding="utf-8"),
        script=(FOLDER / "page.js").read_text(encoding="utf-8"),
    )
    write_text(path, text)
    return path


Frames = Mapping[str, pd.DataFrame]
"""Frames by name: the tidy tables of the report, or those that are written out for a reader."""


def _sentences(tables: Frames) -> dict[str, str]:
    """Return the sentences of the page by the names that its template has for them."""
    comparison = tables["comparison"]
    return {
        "comparison": compare.say_comparison(comparison),
        "sensitivity": compare.say_sensitivity(tables["sensitivity"]),
        "shared": compare.say_shared(tables["shared_exercises"]),
        "similarity": compare.say_similarity(tables["similarity"]),
        "week": say_week(tables["weekly_summary"]),
        "coverage": say_coverage(tables["coverage"]),
        "checklist": CHECKLIST,
        "goal": say_goal_lines(tables["goal_lines"]),
        "lines": LINES_NOTE,
        "counting": counting_words(comparison),
        "minutes": minutes_words(str(comparison["conventions"].iloc[0])),
    }


def _grids(library: Library, tables: Frames, words: Frames) -> list[Grid]:
    """Return the tables of the page: for a reader first, then the whole frames behind them."""
    rests = tables["goal_lines"][["name", "asked", "status", "reference_id", "seen", "locator", "finding"]]
    sources = library.sources.query("source_id != 'own'").drop(columns=["source_id", "text_sha256"])
    differences = tables["differences"].drop(columns=["first_id", "second_id"])
    around = "Several weeks, chosen by us around this one; in brackets sets of strength sections"
    brackets = "Counted sets per session; in brackets those of strength sections"
    return [
        grid("comparison", brackets, words["comparison"], totals=2),  # whole sets and minutes stand at the foot
        grid("differences", "Every difference, exercise by exercise", differences),
        grid("weekly", "The week", words["weekly"]),
        grid("goal", "What studies did for runners, beside the week", words["goal"]),
        grid("reasons", "What each line rests on, and what was read of it", rests),
        grid("weeks", around, words["weeks"]),
        grid("coverage", "What covers each kind of work", words["coverage"]),
        grid("at_a_glance", "Every exercise", tables["at_a_glance"]),
        grid("timeline", "Minutes by section", tables["session_minutes"]),
        grid("sensitivity", "Sets and ranks under other counting", tables["sensitivity"]),
        grid("sources", "Sources, and what they say; blank: not said", sources),
        grid("references", "Publications that figures rest on", library.references),
    ]


def _figures(library: Library, tables: Frames, words: Frames) -> dict[str, pd.DataFrame]:
    """Return the figures that each chart draws, for the words that stand in its place."""
    equipment = compare.equipment_use(library)[["routine", "label", "required", "optional"]]
    figures = {
        **words,
        "panels": words["comparison"],
        "timeline": tables["session_minutes"][["routine", "section", "minutes_min", "minutes_max"]],
        "matrix": tables["at_a_glance"][["routine", "exercise", "dose", "works", "assists", "stretches"]],
        "equipment": equipment.query("required + optional > 0"),
    }
    if len(tables["differences"]):  # none with a single routine
        for (first, second), rows in tables["differences"].groupby(["first_id", "second_id"], sort=False):
            figures[f"difference_{first}_{second}"] = difference_words(rows)
    return figures


def _alt(ax: Axes, figures: pd.DataFrame) -> str:
    """Say what a chart shows: its title, the figures it draws row by row, and its caption."""
    figure: Any = ax.get_figure(root=True)
    title, caption = (" ".join(text.split()) for text in (figure.get_suptitle(), figure.get_supxlabel()))
    rows = []
    for row in figures.astype("str").to_dict("records"):
        # The first column names the row; blanks are not read out.
        first, *rest = row.items()
        filled = [f"{str(name).replace('_', ' ')} {text}" for name, text in rest if text not in ("", "nan", "<NA>")]
        rows.append(f"{first[1]}: {', '.join(filled)}".removeprefix(": "))
    return f"{title}. {'; '.join(rows)}. {caption}"
