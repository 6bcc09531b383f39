"""What was done of a block in tables: sets week by week and muscle by muscle, and what each athlete kept to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.text import printed
from analysis.block.plan import BlockPlan
from analysis.library.labels import add_words
from analysis.library.terms import COUNTED
from analysis.logs.muscle_volume import log_volume
from analysis.logs.sessions_done import DONE, MOVED, STATES, TO_COME

DATE = "datetime64[s]"
"""Days in frames, to the second as those of logs are."""


def done_volume(
    block: BlockPlan,
    log: pd.DataFrame,
    sessions: pd.DataFrame,
    last: Mapping[str, pd.Timestamp],
    how: dict[str, Any],
) -> pd.DataFrame:
    """Put planned and logged sets side by side, athlete x week x label."""
    column = "muscle_id" if how["by"] == "muscle" else "muscle_group"
    keys, logged = ["week", column], ["sets_matched", "sets_logged"]
    planned = block.volume_by(by=how["by"], counting=how["counting"])
    planned = planned[planned["phase"].isin(COUNTED)]
    sums = planned.groupby(keys, sort=False)[["sets_min", "sets_max"]].sum().reset_index()
    sums = sums.rename(columns={"sets_min": "planned_min", "sets_max": "planned_max"})
    whole = pd.DataFrame({"athlete": pd.Series(list(last), dtype="str")}).merge(sums, how="cross")
    done = log_volume(log, block.source, **how, quantities=["sets"])
    done = done.astype(dict.fromkeys(["athlete", *keys], "str")).rename(columns={"sets": "done"})
    # A week with sets has its counts of sets in every row, also of labels that got none.
    weeks = done[["athlete", "week", *logged]].drop_duplicates(["athlete", "week"])
    whole = whole.merge(done[["athlete", *keys, "done"]], how="left", on=["athlete", *keys])
    whole = whole.merge(weeks, how="left", on=["athlete", "week"]).fillna(dict.fromkeys(["done", *logged], 0))
    # The least difference is that to the most that was planned.
    whole["difference_min"] = whole["done"] - whole["planned_max"]
    whole["difference_max"] = whole["done"] - whole["planned_min"]
    # Held against each other as they are printed: what is read as 4 of 4 is not below.
    sets, least, most = (printed(whole[name]) for name in ("done", "planned_min", "planned_max"))
    status = np.select([sets < least, sets > most], ["below", "above"], "in")
    whole["status"] = pd.Series(status, index=whole.index, dtype="str")
    whole["due"] = _due(block, whole, sessions, last)
    whole["status"] = whole["status"].where(whole["due"])
    whole["counting"] = planned["counting"].iloc[0] if len(planned) else str(how["counting"])
    return add_words(block.source, whole.astype(dict.fromkeys(logged, int)), column)


def _due(block: BlockPlan, rows: pd.DataFrame, sessions: pd.DataFrame, last: Mapping[str, pd.Timestamp]) -> list[bool]:
    """Say which weeks of whom are over: no session is to come, or its Sunday is past where it has none."""
    open_weeks = sessions.loc[sessions["state"] == TO_COME, ["athlete", "week"]]
    to_come = set(open_weeks.itertuples(index=False, name=None))
    sundays = {week: pd.Timestamp.fromisocalendar(int(week[:4]), int(week[6:]), 7) for week in block.weeks}
    held = set(sessions["week"])
    return [
        (athlete, week) not in to_come if week in held else sundays[week] <= last[athlete]
        for athlete, week in zip(rows["athlete"], rows["week"], strict=True)
    ]


def adherence(
    sessions: pd.DataFrame, unplanned: pd.DataFrame, volume: pd.DataFrame, last: Mapping[str, pd.Timestamp]
) -> pd.DataFrame:
    """Add up for each athlete what was due, what was done of it, and what came on top."""
    table = pd.DataFrame({"until": pd.Series(last, dtype=DATE)}).rename_axis("athlete")
    due = sessions[sessions["state"] != TO_COME].groupby("athlete")
    table["due"] = due.size()
    states = pd.crosstab(sessions["athlete"], sessions["state"]).reindex(columns=list(STATES))
    table = table.join(states.rename(columns=lambda state: state.replace(" ", "_")))
    weeks = volume.drop_duplicates(["athlete", "week"]).groupby("athlete")[["sets_matched", "sets_logged"]].sum()
    table = table.join(due[["sets_planned_min", "sets_planned_max", "sets_done"]].sum())
    table = table.join(unplanned.groupby("athlete")["sets"].sum().rename("sets_unplanned")).join(weeks)
    counts = [name for name in table.columns if name != "until"]
    table = table.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, int))
    # Nothing of nothing is no adherence, neither none nor full.
    part = (table[DONE] + table[MOVED]) / table["due"].where(table["due"] > 0)
    table.insert(list(table.columns).index("sets_planned_min"), "adherence", part)
    return table.reset_index()
