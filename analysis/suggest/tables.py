"""Suggestions in words: sessions, mixes, changes and what was cut."""

from __future__ import annotations

import pandas as pd

from analysis.base.text import number, span
from analysis.compare.tables import HEADS
from analysis.library.labels import id_column
from analysis.suggest.trim import TrimmedRoutine
from analysis.suggest.week import SuggestedWeek
from analysis.suggest.what_if import WeekChange


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
