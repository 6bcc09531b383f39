"""The last weeks of a log in words, athlete by athlete."""

from __future__ import annotations

import pandas as pd

from analysis.base.text import number


def log_words(volume: pd.DataFrame) -> list[tuple[pd.DataFrame, int]]:
    """Put the last weeks of a log in words, athlete by athlete: labels x weeks, and how many weeks there are."""
    tables = []
    for athlete, rows in volume.groupby("athlete", observed=True):
        weeks = sorted(rows["week"].astype("str").unique())
        last = weeks[-LAST_WEEKS:]
        # Rows of zeros are left out, also those of a muscle that was worked only in an earlier week.
        shown = rows[rows["week"].isin(last) & (rows["sets"] > 0)].astype({"week": "str", "label": "str"})
        cells = dict(zip(zip(shown["label"], shown["week"], strict=True), shown["sets"].tolist(), strict=True))
        labels = [label for label in dict.fromkeys(rows["label"].astype("str")) if label in set(shown["label"])]
        counts = rows.astype({"week": "str"}).drop_duplicates("week").set_index("week")
        table = {str(athlete): [*labels, "sets counted"]}
        for week in last:
            covered = f"{counts['sets_matched'][week]} of {counts['sets_logged'][week]}"
            table[week] = [*(number(cells.get((label, week), 0.0)) for label in labels), covered]
        tables.append((pd.DataFrame(table), len(weeks)))
    return tables


LAST_WEEKS = 8
"""Weeks of a log that fit a terminal."""
