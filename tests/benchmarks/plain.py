"""The same questions answered as anyone would in plain pandas: read the tables, merge, group, add up."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pandas as pd

from analysis.library.schema import data_folder
from analysis.library.terms import COUNTED

ROLE = {"primary": 1.0, "secondary": 0.5}
"""Weight of a role; others count nothing."""
PARTS = [f"{quantity}_{end}" for quantity in ("sets", "reps") for end in ("min", "max")]


def read() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read prescriptions and the muscles of exercises, with weights."""
    rows = pd.read_csv(data_folder() / "tidy/prescriptions.csv")
    roles = pd.read_csv(data_folder() / "coding/exercise_muscles.csv")
    muscles = pd.read_csv(data_folder() / "coding/muscles.csv")
    roles = roles.merge(muscles[["muscle_id", "muscle_group"]], on="muscle_id")
    return rows, roles.assign(weight=roles["role"].map(ROLE).fillna(0.0))


def weighted(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Give every prescription one row per muscle, its sets and repetitions weighted."""
    joined = rows[rows["phase"].isin(COUNTED)].merge(roles, on="exercise_id")
    joined[["reps_min", "reps_max"]] = joined[["reps_min", "reps_max"]].astype(float).fillna(0.0)
    for end in ("min", "max"):
        joined[f"reps_{end}"] *= joined[f"sets_{end}"] * joined["weight"]
        joined[f"sets_{end}"] = joined[f"sets_{end}"] * joined["weight"]
    return joined


def volume(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Add up routine x muscle x phase."""
    return weighted(rows, roles).groupby(["routine_id", "muscle_id", "phase"], as_index=False)[PARTS].sum()


def week(rows: pd.DataFrame, roles: pd.DataFrame, sessions: Mapping[str, int]) -> pd.DataFrame:
    """Add up a week, muscle x phase."""
    joined = weighted(rows[rows["routine_id"].isin(list(sessions))], roles)
    joined[PARTS] = joined[PARTS].mul(joined["routine_id"].map(sessions), axis=0)
    return joined.groupby(["muscle_id", "phase"], as_index=False)[PARTS].sum()


def comparison(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Compare by muscle group, where a group counts its most-worked muscle exercise by exercise."""
    joined = weighted(rows, roles)
    keys = ["routine_id", "position", "muscle_group", "phase"]
    most = joined.groupby(keys, as_index=False)[PARTS].max()
    table = most.groupby(["routine_id", "muscle_group", "phase"], as_index=False)[PARTS].sum()
    return table.pivot(index=["routine_id", "muscle_group"], columns="phase", values=PARTS).fillna(0.0)


def block(
    rows: pd.DataFrame, roles: pd.DataFrame, factors: Mapping[int, float], days: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Plan weeks of the same days: strength sets times a factor, rounded one by one, and what each week adds up to."""
    weeks = pd.DataFrame({"number": list(factors), "factor": list(factors.values())})
    template = pd.DataFrame({"weekday": list(days), "routine_id": list(days.values())})
    plan = weeks.merge(template, how="cross").merge(rows, on="routine_id")
    monday = pd.Timestamp("2027-01-04") + pd.to_timedelta(7 * plan["number"], unit="D")
    plan["date"] = monday + pd.to_timedelta(plan["weekday"].map({"mon": 0, "wed": 2, "fri": 4}), unit="D")
    calendar = plan["date"].dt.isocalendar()
    plan["week"] = calendar["year"].astype(str) + "-W" + calendar["week"].astype(str).str.zfill(2)
    scaled = plan["phase"] == "strength"
    for end in ("min", "max"):
        sets = (plan[f"sets_{end}"] * plan["factor"]).round()
        plan[f"sets_{end}"] = plan[f"sets_{end}"].where(~scaled, sets)
    return plan, weighted(plan, roles).groupby(["week", "muscle_id", "phase"], as_index=False)[PARTS].sum()


def mix(
    rows: pd.DataFrame, roles: pd.DataFrame, minutes: pd.DataFrame, lows: Mapping[str, float], sessions: int
) -> pd.DataFrame:
    """Rank every mix of routines by the strength sets that groups lack, then by minutes."""
    strength = weighted(rows[rows["kind"] == "strength"], roles)
    strength = strength[strength["muscle_group"].isin(list(lows))]
    keys = ["routine_id", "position", "muscle_group"]
    most = strength.groupby(keys, as_index=False)["sets_min"].max()
    table = most.pivot_table(index="routine_id", columns="muscle_group", values="sets_min", aggfunc="sum", fill_value=0)
    table = table.reindex(index=minutes["routine_id"], columns=list(lows), fill_value=0).reset_index()
    table = table.merge(minutes[["routine_id", "minutes_max"]], on="routine_id")
    some = [
        one
        for count in range(1, sessions + 1)
        for one in itertools.combinations_with_replacement(table["routine_id"].tolist(), count)
    ]
    mixes = pd.DataFrame({"mix": range(len(some)), "routine_id": some}).explode("routine_id")
    sums = mixes.merge(table, on="routine_id").groupby("mix")[[*lows, "minutes_max"]].sum()
    sums["missing"] = sum((low - sums[group]).clip(lower=0) for group, low in lows.items())
    return sums.sort_values(["missing", "minutes_max"]).head(10)
