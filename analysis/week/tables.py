"""A week in words: a row per muscle, ranges in one cell."""

from __future__ import annotations

import pandas as pd

from analysis.base.text import number, span, spans
from analysis.compare.tables import HEADS
from analysis.library.labels import id_column, worked
from analysis.library.terms import COUNTED_KINDS


def week_table(summary: pd.DataFrame) -> pd.DataFrame:
    """Return `weekly_summary` in words; empty rows are dropped unless they have a band."""
    shown = worth_showing(summary)
    frame = pd.DataFrame({HEADS[id_column(summary)]: shown["label"]})
    for part, head in PARTS:
        if part in ALWAYS or shown[f"{part}_max"].any():
            frame[head] = spans(shown, part)
    if shown["status"].notna().any():
        frame["band"] = [
            ("" if pd.isna(low) else f"{number(low)}+" if pd.isna(high) else span(low, high))
            + ("" if pd.isna(aim) else f", aim {number(aim)}")
            for low, high, aim in zip(*(shown[f"band_{mark}"] for mark in ("low", "high", "aim")), strict=True)
        ]
        frame["status"] = shown["status"].fillna("")
    return frame


PARTS = (("strength_sets", "strength"), ("light_sets", "light"), ("days", "days"), ("mobility_minutes", "mobility"))
"""Parts of a weekly summary, and their heads."""


ALWAYS = ("strength_sets", "days")
"""Parts that are shown even if they are empty."""


def weeks_words(volume: pd.DataFrame) -> pd.DataFrame:
    """Return weeks of `weekly_volume` in words: a row per label, a column per week, strength sets in brackets."""
    column = id_column(volume)
    counted = volume[volume["kind"].isin(COUNTED_KINDS)]
    frame: dict[str, list[str]] = {HEADS[column]: []}
    shown = worked(counted)
    frame[HEADS[column]] = list(dict.fromkeys(shown["label"]))
    for week, rows in shown.groupby("week", sort=False):
        cells = []
        for label in frame[HEADS[column]]:
            of_label = rows[rows["label"] == label]
            low, high = of_label[ENDS].sum()
            strong_low, strong_high = of_label.loc[of_label["kind"] == "strength", ENDS].sum()
            cells.append(span(low, high) + (f" ({span(strong_low, strong_high)})" if strong_high else ""))
        frame[str(week)] = cells
    return pd.DataFrame(frame)


ENDS = ["sets_min", "sets_max"]


def coverage_words(lines: pd.DataFrame) -> pd.DataFrame:
    """Return `coverage` in words: one row per line of the checklist, with the exercises that cover it."""
    rows = list(covered_by(lines).items())
    return pd.DataFrame(rows, columns=["checklist", "covered by (load, sets a week and kind)"])


def worth_showing(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a weekly summary with sets, minutes or a band."""
    done = summary["strength_sets_max"] + summary["light_sets_max"] + summary["mobility_minutes_max"] > 0
    return summary[done | summary["status"].notna()]


NOTHING = "nothing"
"""Text for a line that no exercise covers."""


def covered_by(lines: pd.DataFrame, *, dash: str = "-") -> dict[str, str]:
    """Return what covers each line of `coverage`: exercises with load, sets a week and kind of work, or ``nothing``."""
    covering = lines[lines["covered"]]
    keys = ["name", "exercise", "load_kind", "kind"]
    # An exercise may occur twice in the week: its sets are added up.
    sums = covering.groupby(keys, sort=False)[ENDS].sum().reset_index()
    words: dict[str, list[str]] = {name: [] for name in lines["name"]}
    for name, exercise, load, kind, low, high in sums.itertuples(index=False):
        held = "weight" if load == "external" else load
        words[str(name)].append(f"{exercise} ({held}, {span(low, high, dash=dash)} {kind})")
    return {name: ", ".join(parts) or NOTHING for name, parts in words.items()}
