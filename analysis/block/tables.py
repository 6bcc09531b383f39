"""The card grid in words: a row per exercise, a column per week or run of equal weeks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


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
