"""Render the report as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import compare
from analysis.base.files import write_text
from analysis.base.text import inline, listing, number, span
from analysis.compare.tables import comparison_words
from analysis.library.labels import LABELS, labels
from analysis.library.library import Library
from analysis.page.pictures import Picture
from analysis.volume.sentences import counting_words, minutes_words
from analysis.week.goal_work import LINES_NOTE, goal_table, say_goal_lines
from analysis.week.sentences import CHECKLIST, say_coverage, say_week
from analysis.week.tables import coverage_words, week_table, weeks_words

FOLDER = Path(__file__).parent


_HIDDEN = {"counting", "tempo", "conventions", "goal", "week", "seen", "phases"}
"""Columns that repeat a convention on every row; the page states them once."""


@dataclass(frozen=True)
class Grid:
    """A table of the page: cells as text, each with whether it is a number."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[tuple[str, bool]]]
    totals: list[list[tuple[str, bool]]]


def grid(name: str, title: str, frame: pd.DataFrame, *, totals: int = 0) -> Grid:
    """Return a frame as cells: numbers without needless digits, blanks for missing values; totals are at the foot."""
    # A convention that is the same in all rows is below the table once, not in each row.
    said_once = {column for column in _HIDDEN & set(frame.columns) if len(set(frame[column])) <= 1}
    shown = frame[[column for column in frame.columns if column not in said_once and column not in LABELS]]
    rows = [[_cell(value) for value in row] for row in shown.itertuples(index=False, name=None)]
    heads = [str(column).replace("_", " ") for column in shown.columns]
    # Totals are not sorted with the rows: they stay at the foot.
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


def write_page(library: Library, tables: Frames, pictures: Mapping[str, Picture], path: Path) -> Path:
    """Write the page, whole or not at all, with the same bytes for the same report.

    Parameters
    ----------
    library : Library
    tables : mapping of name to DataFrame
        The tables from ``report_tables``.
    pictures : mapping of name to Picture
        The charts from ``report_charts``, split into drawing and words.
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

    how: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(loader=FileSystemLoader(FOLDER), **how)
    text = environment.get_template("page.html.j2").render(
        said=sentences(tables),
        grids={table.name: table for table in _grids(library, tables)},
        pictures=pictures,
        differences=_differences(library, pictures),
        tiles=_tiles(library, tables["comparison"]),
        routines=library.routines.to_dict("records"),
        week=str(tables["weekly_summary"]["week"].iloc[0]),
        style=(FOLDER / "page.css").read_text(encoding="utf-8"),
        script=(FOLDER / "page.js").read_text(encoding="utf-8"),
    )
    write_text(path, text)
    return path


def _differences(library: Library, pictures: Mapping[str, Picture]) -> list[tuple[str, Picture]]:
    """Return each picture of a difference with the names of its pair."""
    short = labels(library, "routine_id")
    pairs = combinations(short, 2)
    return [
        (f"{short[first]} and {short[second]}", pictures[name])
        for first, second in pairs
        if (name := f"difference_{first}_{second}") in pictures
    ]


def _tiles(library: Library, comparison: pd.DataFrame) -> list[dict[str, str]]:
    """Return a coach's first questions about each routine: how long, how many sets, with what equipment."""
    use = compare.equipment_use(library)
    tiles = []
    for row in comparison.drop_duplicates("routine_id").to_dict("records"):
        needed = use[(use["routine_id"] == row["routine_id"]) & (use["required"] > 0)]["label"]
        tiles.append(
            {
                "name": str(row["routine"]),
                "minutes": span(row["minutes_min"], row["minutes_max"], digits=0, dash="–"),
                "sets": span(row["routine_sets_min"], row["routine_sets_max"], dash="–"),
                "gear": listing([inline(str(item)) for item in needed]) or "nothing",
            }
        )
    return tiles


Frames = Mapping[str, pd.DataFrame]
"""Frames by name: the tidy tables of the report, or those in words for a reader."""


def sentences(tables: Frames) -> dict[str, str]:
    """Return the sentences of the page by their names in its template."""
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


def table_words(tables: Frames) -> dict[str, pd.DataFrame]:
    """Return the tables for a reader, in words."""
    return {
        "comparison": comparison_words(tables["comparison"]),
        "weekly": week_table(tables["weekly_summary"]),
        "weeks": weeks_words(tables["weeks"]),
        "goal": goal_table(tables["goal_lines"]),
        "coverage": coverage_words(tables["coverage"]),
    }


def _grids(library: Library, tables: Frames) -> list[Grid]:
    """Return the tables of the page: those for a reader first, then the whole frames behind them."""
    words = table_words(tables)
    rests = tables["goal_lines"][["name", "asked", "status", "reference_id", "seen", "locator", "finding"]]
    sources = library.sources.query("source_id != 'own'").drop(columns=["source_id", "text_sha256"])
    differences = tables["differences"].drop(columns=["first_id", "second_id"])
    around = "Several weeks, chosen by us around this one; in brackets sets of strength sections"
    brackets = "Counted sets per session; in brackets those of strength sections"
    return [
        grid("comparison", brackets, words["comparison"], totals=2),  # total sets and minutes are at the foot
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
