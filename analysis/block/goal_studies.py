"""The weeks of a block compared with what studies did for its goal, or we suggest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError
from analysis.base.frames import positions, strings
from analysis.base.text import span
from analysis.block.plan import BlockPlan, check_plan
from analysis.volume.contacts import contacts_of
from analysis.week.goal_work import LINE_GOALS, held_lines, line_amounts


@checked
def goal_weeks(plan: BlockPlan) -> pd.DataFrame:
    """Compare every week of a block with what studies did for its goal, or we suggest.

    Parameters
    ----------
    plan : BlockPlan
        A plan whose goal is running or strength.

    Returns
    -------
    DataFrame
        One row per week x line of the goal: week, then the columns of `goal_lines`.

    Raises
    ------
    ArgumentError
        If it is not a plan, or its goal has no lines.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> block = {"name": "x", "start": "2027-01-04", "goal": "running"}
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> lines = goal_weeks(plan_block(load_library(), {**block, "phase": [phase]}))
    >>> lines.loc[lines["line"] == "weeks", ["week", "has_min", "status"]].values.tolist()
    [['2027-W01', 2.0, 'below'], ['2027-W02', 2.0, 'below']]
    """
    check_plan(plan)
    goal, weeks = plan.spec.goal, plan.weeks
    if goal not in LINE_GOALS:
        raise ArgumentError("the block's goal has no lines; running and strength do")
    rows = plan.prescriptions
    at = positions(weeks, rows["week"])
    done = rows["kind"].isin(plan.spec.count) & (rows["sets_max"] > 0)
    days = np.bincount(at[done & ~rows["date"].where(done).duplicated()], minlength=len(weeks))
    contacts = contacts_of(plan.library)
    has = line_amounts(plan.source, goal, rows, contacts, at, days, len(weeks), count=plan.spec.count)
    lines = held_lines(plan.source, goal, has)
    lines.insert(0, "week", strings(np.repeat(weeks, len(has)).tolist()))
    return lines


def goal_weeks_table(plan: BlockPlan) -> pd.DataFrame:
    """Return the goal's lines in words: the target, the least and most of any week, and the weeks that fall short."""
    lines = goal_weeks(plan)
    rows = []
    for (name, asked, reference), weeks in lines.groupby(["name", "asked", "reference"], sort=False):
        has = weeks[["has_min", "has_max"]]
        ends = span(float(np.nanmin(has)), float(np.nanmax(has))) if has.notna().any(axis=None) else ""
        short = int((weeks["status"] == "below").sum())
        rows.append((name, asked, ends, str(short or ""), reference))
    heads = [f"goal {plan.spec.goal}", "asked", "in a week", "weeks short", "source"]
    return pd.DataFrame(rows, columns=heads)
