"""Tables as a person reads them: words for ids, ranges in one cell, and no wider than the terminal."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.library import Library
from analysis.prescriptions import PHASES
from analysis.sentences import signed
from analysis.words import id_column, labels, number, span

WIDTH = 80
NARROWEST = 16
"""Characters below which a column is not wrapped further; then the table goes on in another panel."""
HEADS = {
    "muscle_id": "muscle",
    "muscle_group": "muscle group",
    "movement_pattern": "movement",
    "equipment_id": "equipment",
}


def text_table(frame: pd.DataFrame, *, width: int = WIDTH) -> str:
    """Write a frame of words as a plain table, in as many panels as the width needs; the first column leads each.

    Examples
    --------
    >>> print(text_table(pd.DataFrame({"muscle": ["Quads", "Calves"], "sets": ["8", "3"]})))
    muscle    sets
    --------  ------
    Quads     8
    Calves    3
    """
    from tabulate import tabulate

    cells = frame.astype("str").map(lambda text: " ".join(text.split()))
    natural = [max([len(str(name)) + 2, *cells[name].str.len()]) for name in frame]
    cap = next(
        (cap for cap in range(max(natural, default=0), NARROWEST, -1) if _total(natural, cap) <= width), NARROWEST
    )
    widths = [min(cap, one) for one in natural]
    panels: list[list[int]] = []
    room = 0
    for place in range(1, len(widths)):
        if not panels or widths[place] + 2 > room:
            panels.append([0])
            room = width - widths[0]
        panels[-1].append(place)
        room -= widths[place] + 2
    parts = []
    for panel in panels or [[0]]:
        part = cells.iloc[:, panel]
        table = tabulate(
            part.values.tolist(), list(part.columns), tablefmt="simple", disable_numparse=True, maxcolwidths=cap
        )
        parts.append("\n".join(line.rstrip() for line in table.splitlines()))
    return "\n\n".join(parts)


def _total(widths: list[int], cap: int) -> int:
    return sum(min(cap, one) for one in widths) + 2 * (len(widths) - 1)


def comparison_words(library: Library, table: pd.DataFrame) -> pd.DataFrame:
    """Put what `compare_routines` returns in words: one row per label, one column per routine, totals below.

    Cells read ``all sets (strength sets)``; without brackets there are no strength sets.
    """
    column = id_column(table)
    words, names = labels(library, column), labels(library, "routine_id")

    def cell(row: pd.Series) -> str:
        sets = span(row["sets_min"], row["sets_max"])
        strength = span(row["strength_sets_min"], row["strength_sets_max"])
        return sets if row["strength_sets_max"] == 0 else f"{sets} ({strength})"

    cells = table.apply(cell, axis=1)
    shown = table[table.groupby(column)["sets_max"].transform("max") > 0]
    rows = list(dict.fromkeys(shown[column]))
    whole = "minutes" if table["phases"].iloc[0] == " + ".join(PHASES) else "minutes, all phases"
    frame = pd.DataFrame({HEADS[column]: [words[one] for one in rows] + ["counted sets", whole]})
    for routine in dict.fromkeys(table["routine_id"]):
        own = table["routine_id"] == routine
        by_label = dict(zip(table.loc[own, column], cells[own], strict=True))
        first = table[own].iloc[0]
        totals = [span(first[f"{name}_min"], first[f"{name}_max"]) for name in ("routine_sets", "minutes")]
        frame[names[routine]] = [by_label[one] for one in rows] + totals
    return frame


def difference_words(library: Library, rows: pd.DataFrame) -> pd.DataFrame:
    """Put what `explain_difference` returns in words: the difference stands beside its first exercise."""
    column = id_column(rows)
    words, names, exercises = (labels(library, one) for one in (column, "routine_id", "exercise_id"))
    first = ~rows.duplicated(column)
    ends = zip(rows["difference_min"], rows["difference_max"], strict=True)
    return pd.DataFrame(
        {
            HEADS[column]: [words[one] if lead else "" for one, lead in zip(rows[column], first, strict=True)],
            "differs": [signed(*pair) if lead else "" for pair, lead in zip(ends, first, strict=True)],
            "sets": [signed(*pair) for pair in zip(rows["sets_min"], rows["sets_max"], strict=True)],
            "exercise": [exercises[one] for one in rows["exercise_id"]],
            "of": [names[one] for one in rows["routine_id"]],
        }
    )


def week_table(library: Library, summary: pd.DataFrame, *, phases: Iterable[str] | None = None) -> pd.DataFrame:
    """Put what `weekly_summary` returns in words; rows with nothing in them go unless a band asks for them.

    With ``phases`` only the columns of these phases are shown.
    """
    column = id_column(summary)
    words = labels(library, column)
    counted = summary["strength_sets_max"] + summary["activation_sets_max"] + summary["mobility_minutes_max"] > 0
    shown = summary[counted | (summary["status"] != "")]
    frame = pd.DataFrame({HEADS[column]: [words[one] for one in shown[column]]})
    asked = set(PHASES if phases is None else phases)
    for part, head, of in PARTS:
        if not asked & of:
            continue
        frame[head] = [span(*ends) for ends in zip(shown[f"{part}_min"], shown[f"{part}_max"], strict=True)]
    if (shown["status"] != "").any() and "strength" in asked:
        frame["band"] = [
            "" if pd.isna(low) else (f"{number(low)} or more" if pd.isna(high) else span(low, high))
            for low, high in zip(shown["band_low"], shown["band_high"], strict=True)
        ]
        frame["status"] = list(shown["status"])
    return frame


PARTS = (
    ("strength_sets", "strength", {"strength"}),
    ("activation_sets", "activation", {"activation"}),
    ("days", "days", set(PHASES)),
    ("mobility_minutes", "mobility min", {"mobility", "cooldown"}),
)
"""Parts of a weekly summary, their heads, and the phases they belong to."""


def coverage_words(lines: pd.DataFrame) -> pd.DataFrame:
    """Put what `coverage` returns in words: one row per line of the checklist, with the exercises that cover it."""
    rows = []
    for name, group in lines.groupby("name", sort=False):
        found = group[group["covered"]]
        columns = (found[name] for name in ("exercise", "load_kind", "sets_min", "sets_max"))
        by = [f"{exercise} ({load}, {span(*sets)})" for exercise, load, *sets in zip(*columns, strict=True)]
        rows.append((name, ", ".join(by) or "nothing"))
    return pd.DataFrame(rows, columns=["checklist", "covered by (load, sets a week)"])
