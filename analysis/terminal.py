"""Tables as a person reads them: words for ids, ranges in one cell, and no wider than the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import ArgumentError
from analysis.prescriptions import COUNTED, PHASES
from analysis.sentences import signed
from analysis.suggest.change import WeekChange
from analysis.suggest.trim import TrimmedRoutine
from analysis.suggest.week import SuggestedWeek
from analysis.words import covered_by, id_column, number, span, worked, worth_showing

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
            part.values.tolist(),
            list(part.columns),
            tablefmt="simple",
            disable_numparse=True,
            maxcolwidths=cap,
            maxheadercolwidths=cap - 2,
        )
        parts.append("\n".join(line.rstrip() for line in table.splitlines()))
    return "\n\n".join(parts)


def filled(paragraphs: Iterable[str], *, width: int = WIDTH) -> str:
    """Break paragraphs into lines; a blank paragraph is a blank line.

    Examples
    --------
    >>> print(filled(["one two three", "", "four"], width=9))
    one two
    three
    <BLANKLINE>
    four
    """
    lines = [line for text in paragraphs for line in (textwrap.wrap(text, width, break_on_hyphens=False) or [""])]
    return "\n".join(lines)


def _total(widths: list[int], cap: int) -> int:
    return sum(min(cap, one) for one in widths) + 2 * (len(widths) - 1)


def comparison_words(table: pd.DataFrame) -> pd.DataFrame:
    """Put what `compare_routines` returns in words: one row per label, one column per routine, totals below.

    Parameters
    ----------
    table : DataFrame
        Of `compare_routines`.

    Returns
    -------
    DataFrame
        One row per label with a set, then the counted sets and the minutes; one column of text per routine. Cells read
        ``all sets (strength sets)``; without brackets there are no strength sets.

    Raises
    ------
    ArgumentError
        If the frame is another one.

    Examples
    --------
    >>> from analysis import compare_routines, load_library
    >>> comparison_words(compare_routines(load_library())).iloc[1].to_list()
    ['Hip abductors', '8', '6.5 (1.5)', '8']
    """
    column = id_column(table)
    if not {"routine_id", "strength_sets_min", "minutes_min"} <= set(table):
        raise ArgumentError("the frame is another one; give what compare_routines returns")
    shown = worked(table)
    rows = list(dict.fromkeys(shown["label"]))
    whole = "minutes" if table["phases"].iloc[0] == " + ".join(PHASES) else "minutes, all phases"
    frame = pd.DataFrame({HEADS[column]: [*rows, "counted sets", whole]})
    for _, own in table.groupby("routine_id", sort=False):
        cells = {}
        for _, row in own.iterrows():
            strength = span(row["strength_sets_min"], row["strength_sets_max"])
            brackets = f" ({strength})" if row["strength_sets_max"] > 0 else ""
            cells[row["label"]] = span(row["sets_min"], row["sets_max"]) + brackets
        first = own.iloc[0]
        totals = [span(first[f"{name}_min"], first[f"{name}_max"]) for name in ("routine_sets", "minutes")]
        frame[first["routine"]] = [cells[label] for label in rows] + totals
    return frame


def difference_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Put what `explain_difference` returns in words: the difference stands beside its first exercise."""
    column = id_column(rows)
    lead = ~rows.duplicated(column)
    differs = [signed(*pair) for pair in zip(rows["difference_min"], rows["difference_max"], strict=True)]
    return pd.DataFrame(
        {
            HEADS[column]: rows["label"].where(lead, ""),
            "differs": pd.Series(differs, rows.index, dtype="str").where(lead, ""),
            "sets": [signed(*pair) for pair in zip(rows["sets_min"], rows["sets_max"], strict=True)],
            "exercise": rows["exercise"],
            "of": rows["routine"],
        }
    )


def equipment_words(fit: pd.DataFrame) -> pd.DataFrame:
    """Put what `equipment_fit` returns in words: every exercise, what it comes to, and what is missing."""
    return pd.DataFrame(
        {
            "routine": fit["routine"].where(~fit.duplicated("routine_id"), ""),
            "exercise": fit["exercise"],
            "sets": [span(*pair) for pair in zip(fit["sets_min"], fit["sets_max"], strict=True)],
            "can be done": fit["effect"].map(
                {"done": "yes", "without optional": "yes, without", "lost": "no, without"}
            ),
            "missing": fit["missing"].str.replace("_", " ") + fit["basis"].map({"inferred": " (inferred)"}).fillna(""),
        }
    )


def week_table(summary: pd.DataFrame) -> pd.DataFrame:
    """Put what `weekly_summary` returns in words; rows with nothing in them go unless a band asks for them."""
    shown = worth_showing(summary)
    frame = pd.DataFrame({HEADS[id_column(summary)]: shown["label"]})
    asked = set(str(summary["phases"].iloc[0]).split(" + "))
    for part, head, of in PARTS:
        if asked & of:
            frame[head] = [span(*ends) for ends in zip(shown[f"{part}_min"], shown[f"{part}_max"], strict=True)]
    if (shown["status"] != "").any():
        bands = zip(shown["band_low"], shown["band_high"], strict=True)
        frame["band"] = [
            "" if pd.isna(low) else f"{number(low)}+" if pd.isna(high) else span(low, high) for low, high in bands
        ]
        frame["status"] = shown["status"]
    return frame


PARTS = (
    ("strength_sets", "strength", {"strength"}),
    ("activation_sets", "activation", {"activation"}),
    ("days", "days", set(PHASES)),
    ("mobility_minutes", "mobility", {"mobility", "cooldown"}),
)
"""Parts of a weekly summary, their heads, and the phases they belong to."""


def weeks_words(volume: pd.DataFrame) -> pd.DataFrame:
    """Put several weeks of `weekly_volume` in words: a row per label, a column per week, strength sets in brackets."""
    column = id_column(volume)
    counted = volume[volume["phase"].isin(COUNTED)]
    frame: dict[str, list[str]] = {HEADS[column]: []}
    shown = worked(counted)
    frame[HEADS[column]] = list(dict.fromkeys(shown["label"]))
    for week, rows in shown.groupby("week", sort=False):
        cells = []
        for label in frame[HEADS[column]]:
            own = rows[rows["label"] == label]
            strength = own[own["phase"] == "strength"]
            brackets = (
                f" ({span(strength['sets_min'].sum(), strength['sets_max'].sum())})"
                if strength["sets_max"].sum()
                else ""
            )
            cells.append(span(own["sets_min"].sum(), own["sets_max"].sum()) + brackets)
        frame[str(week)] = cells
    return pd.DataFrame(frame)


def coverage_words(lines: pd.DataFrame) -> pd.DataFrame:
    """Put what `coverage` returns in words: one row per line of the checklist, with the exercises that cover it."""
    rows = list(covered_by(lines).items())
    return pd.DataFrame(rows, columns=["checklist", "covered by (load, sets a week and phase)"])


def suggestion_words(week: SuggestedWeek) -> list[pd.DataFrame]:
    """Put a suggested week in words: a table for each session with its minutes, then the targets."""
    ends = zip(week.minutes["minutes_min"].tolist(), week.minutes["minutes_max"].tolist(), strict=True)
    minutes = dict(zip(week.minutes["routine_id"], ends, strict=True))
    tables = []
    for routine, rows in week.plan.groupby("routine_id", sort=False):
        head = f"{rows['weekday'].iloc[0].capitalize()}, {span(*minutes[str(routine)])} min"
        sections = rows["section"].where(~rows.duplicated("section"), "")
        tables.append(pd.DataFrame({head: rows["exercise"], "dose": rows["dose"], "section": sections}))
    held = week.targets
    asked = [
        f"{number(low)}+" if pd.isna(high) else span(low, high)
        for low, high in zip(held["low"], held["high"], strict=True)
    ]
    sets = [span(*ends) for ends in zip(held["sets_min"], held["sets_max"], strict=True)]
    columns = {"target": held["label"], "asked": asked, "strength sets": sets, "days": held["days"].astype("str")}
    return [*tables, pd.DataFrame(columns)]


def mix_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Put what `suggest_mix` returns in words."""
    minutes = [span(*ends) for ends in zip(frame["minutes_min"], frame["minutes_max"], strict=True)]
    lacks = frame["lacks"].where(frame["lacks"] != "", "nothing")
    return pd.DataFrame({"week": frame["mix"], "minutes": minutes, "lacks": lacks, "not covered": frame["uncovered"]})


def change_words(change: WeekChange) -> pd.DataFrame:
    """Put the volume of what `what_if` returns in words."""
    rows = change.volume
    spans = {
        name: [span(*ends) for ends in zip(rows[f"{name}_min"], rows[f"{name}_max"], strict=True)]
        for name in ("before", "after")
    }
    return pd.DataFrame({HEADS[id_column(rows)]: rows["label"], "sets": rows["phase"], **spans})


def trim_words(short: TrimmedRoutine) -> pd.DataFrame:
    """Put what `trim` returns in words."""
    rows = short.table
    sets = {
        head: [span(*ends) for ends in zip(rows[f"{head}_min"], rows[f"{head}_max"], strict=True)]
        for head in ("before", "after")
    }
    return pd.DataFrame({"exercise": rows["exercise"], **sets, "why": rows["why"]})


def grid_words(grid: pd.DataFrame) -> list[pd.DataFrame]:
    """Put the card grid of a block in words: a row per exercise, a column per week, what changes apart from the rest.

    A cell reads dose, load, effort and variation; weeks that follow one another with the same words share a column.
    """
    weeks = list(dict.fromkeys(grid["week"]))
    parts = zip(*(grid[name] for name in ("dose", "load", "effort", "variation")), strict=True)
    texts = [", ".join(one for one in words if one) or "-" for words in parts]
    tables = []
    for routine, own in grid.assign(text=texts).groupby("routine", sort=False):
        wide = own.pivot(index="position", columns="week", values="text")[weeks]
        names = own.drop_duplicates("position").set_index("position")["exercise"]
        changes = np.array([len(set(row) - {"-"}) > 1 for row in wide.to_numpy()])
        for rows in (changes, ~changes):
            if rows.any():
                tables.append(_weeks_shared(str(routine), names[rows], wide[rows]))
    return tables


def _weeks_shared(head: str, names: pd.Series[Any], wide: pd.DataFrame) -> pd.DataFrame:
    """Make one column of weeks that follow one another and hold the same."""
    runs: list[list[int]] = []
    for place in range(len(wide.columns)):
        if runs and wide.iloc[:, place].equals(wide.iloc[:, runs[-1][-1]].rename(wide.columns[place])):
            runs[-1].append(place)
        else:
            runs.append([place])
    table = pd.DataFrame({head: names})
    for run in runs:
        words = f"week {run[0] + 1}" if len(run) == 1 else f"weeks {run[0] + 1}-{run[-1] + 1}"
        table[words] = wide.iloc[:, run[0]]
    return table


def log_words(volume: pd.DataFrame) -> list[tuple[pd.DataFrame, int]]:
    """Put the last weeks of a log in words, athlete by athlete: labels x weeks, and how many weeks there are."""
    tables = []
    for athlete, own in volume.groupby("athlete", observed=True):
        weeks = sorted(own["week"].astype("str").unique())
        last = weeks[-LAST_WEEKS:]
        shown = own[own["week"].isin(last) & (own["sets"] > 0)].astype({"week": "str", "label": "str"})
        cells = dict(zip(zip(shown["label"], shown["week"], strict=True), shown["sets"].tolist(), strict=True))
        labels = [label for label in dict.fromkeys(own["label"].astype("str")) if label in set(shown["label"])]
        counts = own.astype({"week": "str"}).drop_duplicates("week").set_index("week")
        table = {str(athlete): [*labels, "sets counted"]}
        for week in last:
            covered = f"{counts['sets_matched'][week]} of {counts['sets_logged'][week]}"
            table[week] = [*(number(cells.get((label, week), 0.0)) for label in labels), covered]
        tables.append((pd.DataFrame(table), len(weeks)))
    return tables


LAST_WEEKS = 8
"""Weeks of a log that fit a terminal."""
