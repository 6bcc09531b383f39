"""Two blocks side by side: sets week by week, totals, minutes, the sessions that differ, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.ask.counting import Counting
from analysis.ask.phases import read_phases
from analysis.base.arguments import checked
from analysis.base.calendar import WEEKDAYS
from analysis.base.choices import check_choice
from analysis.base.frames import positions
from analysis.base.said import Said
from analysis.block.plan import BlockPlan, check_plan
from analysis.compare.difference import set_against
from analysis.library.terms import COUNTED_KINDS
from analysis.volume.product import contributions
from analysis.volume.weight_matrix import weights_of

SHOWN = [
    *("sessions", "strength_sets_min", "strength_sets_max", "light_sets_min", "light_sets_max"),
    *("minutes_min", "minutes_max", "lost_sets_min", "lost_sets_max"),
]


@dataclass(frozen=True, eq=False)
class BlockComparison:
    """Two blocks side by side, compared week 1 to week 1 and so on.

    Attributes
    ----------
    volume : DataFrame
        One row per week number x label: first_sets_*, second_sets_*, difference_* (first minus second).
    weeks : DataFrame
        One row per week number: first_week, second_week (blank after the end of a block) and, of each block,
        sessions, strength_sets_*, light_sets_*, minutes_* and lost_sets_*.
    totals : DataFrame
        One row per block: block, weeks, and the sums of the same columns.
    sessions : DataFrame
        One row per session that only one block has on that weekday of that week, or that differs: number, weekday,
        routine_id, session (which of the day's sessions of that routine), first_sets_*, second_sets_* (blank in the
        block without it).
    explanation : DataFrame
        One row per label x exercise x phase x kind that differs, the columns of `explain_difference`, over the whole
        blocks: sets_* are first block minus second, ``routine_id`` names the block with more sets, and the sets of a
        label's rows add up to its difference exactly.

    Examples
    --------
    >>> from analysis import compare_blocks, load_library, plan_block
    >>> library = load_library()
    >>> days = {"mon": "runners_world"}, {"mon": "runners_world", "thu": "run_forever"}
    >>> phases = [[{"name": "base", "weeks": 2, **one}] for one in days]
    >>> blocks = [{"name": "A", "start": "2027-01-04", "phase": one} for one in phases]
    >>> compared = compare_blocks(*(plan_block(library, one) for one in blocks))
    >>> compared.sessions[["number", "weekday", "routine_id"]].values.tolist()
    [[1, 'thu', 'run_forever'], [2, 'thu', 'run_forever']]
    """

    volume: pd.DataFrame
    weeks: pd.DataFrame
    totals: pd.DataFrame
    sessions: pd.DataFrame
    explanation: pd.DataFrame

    def __repr__(self) -> str:
        names = " against ".join(self.totals["block"])
        return f"BlockComparison: {names}; next: .say() .totals .weeks .sessions .explanation"

    def _repr_html_(self) -> str:
        """Return the differences of the blocks and their totals as HTML for Jupyter."""
        return f"{self.say()._repr_html_()}{self.totals.to_html(index=False)}"

    def say(self) -> Said:
        """Return a summary of the differences in words, see `say_blocks`."""
        from analysis.block.sentences import say_blocks

        return say_blocks(self)


@checked
def compare_blocks(
    first: BlockPlan,
    second: BlockPlan,
    *,
    by: str = "group",
    counting: Counting = "fractional",
    phases: Iterable[str] | None = None,
) -> BlockComparison:
    """Compare two blocks and explain their difference, exercise by exercise.

    Parameters
    ----------
    first, second : BlockPlan
        From `plan_block`, over the same exercises.
    by : {"muscle", "group", "pattern"}
    counting : {"fractional", "direct", "total"} or mapping of role to weight
    phases : iterable of str, optional
        Phases whose sets count; default all.

    Returns
    -------
    BlockComparison

    Raises
    ------
    ArgumentError
        If a name is unknown.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> library = load_library()
    >>> phase = {"name": "base", "weeks": 6, "mon": "runners_world", "thu": "run_forever"}
    >>> spec = {"name": "Flat", "start": "2027-01-04", "phase": [phase]}
    >>> wave = {**spec, "name": "Wave", "phase": [{**phase, "volume": [1, 1.2, 0.6, 1, 1.2, 0.6]}]}
    >>> compared = compare_blocks(plan_block(library, spec), plan_block(library, wave))
    >>> compared.totals[["block", "sessions", "strength_sets_min"]].values.tolist()
    [['Flat', 12, 72.0], ['Wave', 12, 68.0]]
    """
    check_plan(first)
    check_plan(second)
    by = check_choice("by", by, ["muscle", "group", "pattern"])
    kept = read_phases(phases)
    names = [first.spec.name, second.spec.name]
    if names[0] == names[1]:
        names[1] += " (2)"
    pair = {"first_id": names[0], "first": names[0], "second_id": names[1], "second": names[1]}
    parts = [_given(plan, name, by, counting, kept) for plan, name in zip((first, second), names, strict=True)]
    explanation = _net(pd.concat(parts, ignore_index=True), *names)
    stamp = str(first.volume_by(by=by, counting=counting)["counting"].iloc[0])
    return BlockComparison(
        volume=_volume(first, second, by, counting, kept),
        weeks=_weeks(first, second),
        totals=_totals((first, second), names),
        sessions=_sessions(first, second),
        explanation=explanation.assign(**pair, counting=stamp, of="block"),
    )


def _given(plan: BlockPlan, name: str, by: str, counting: Counting, phases: Iterable[str]) -> pd.DataFrame:
    """Add up the sets that every exercise of a block adds to each label."""
    weights = weights_of(plan.library, by=by, counting=counting)
    rows = np.flatnonzero(plan.library.prescriptions["phase"].isin(list(phases)))
    frame = contributions(plan.library, weights, rows)
    names = [weights.column, "label", "exercise_id", "exercise", "phase", "kind", "label_order"]
    frame = frame.groupby(names, sort=False, as_index=False).agg(
        {"position": "min", "sets_min": "sum", "sets_max": "sum"}
    )
    return frame.assign(routine_id=name, routine=name)


def _net(frame: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Subtract the second block's sets from the first's per exercise and label, and drop what cancels out."""
    frame = _turned(frame, (frame["routine_id"] == second).to_numpy())  # the second block counts negative
    keys = [name for name in frame if name not in ("position", "sets_min", "sets_max", "routine_id", "routine")]
    sums = {"position": "min", "sets_min": "sum", "sets_max": "sum"}
    frame = frame.groupby(keys, sort=False, as_index=False).agg(sums)
    frame = frame[(frame["sets_min"] != 0) | (frame["sets_max"] != 0)]
    # Negative rows belong to the second block, and are shown as its own positive sets.
    fewer = (frame["sets_min"] + frame["sets_max"] < 0).to_numpy()
    of = np.where(fewer, second, first)
    return set_against(_turned(frame, fewer).assign(routine_id=of, routine=of), fewer)


def _turned(frame: pd.DataFrame, rows: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Flip the sign of rows, and swap their ends: subtracting the most leaves the least."""
    low, high = frame["sets_min"], frame["sets_max"]
    return frame.assign(sets_min=low.where(~rows, -high), sets_max=high.where(~rows, -low))


def _volume(first: BlockPlan, second: BlockPlan, by: str, counting: Counting, phases: Iterable[str]) -> pd.DataFrame:
    sides = []
    for side, plan in (("first", first), ("second", second)):
        frame = plan.volume_by(by=by, counting=counting)
        column = frame.columns[1]
        frame = frame[frame["phase"].isin(list(phases))]
        keys = ["week", column, "label"]
        frame = frame.groupby(keys, sort=False)[["sets_min", "sets_max"]].sum().add_prefix(f"{side}_").reset_index()
        frame.insert(0, "number", positions(plan.weeks, frame["week"]) + 1)
        sides.append(frame.drop(columns="week"))
    # The shorter block has no rows after its end: 0 sets there.
    longer, shorter = sides if len(sides[0]) >= len(sides[1]) else sides[::-1]
    keys = list(longer.columns[:3])
    frame = longer.merge(shorter, how="left", on=keys)
    ends = [f"{side}_sets_{end}" for side in ("first", "second") for end in ("min", "max")]
    frame = frame[[*keys, *ends]].fillna(dict.fromkeys(ends, 0.0))
    frame["difference_min"] = frame["first_sets_min"] - frame["second_sets_max"]
    frame["difference_max"] = frame["first_sets_max"] - frame["second_sets_min"]
    return frame


def _weeks(first: BlockPlan, second: BlockPlan) -> pd.DataFrame:
    sides = [
        plan.summary.set_index("number")[["week", *SHOWN]].add_prefix(f"{side}_")
        for side, plan in (("first", first), ("second", second))
    ]
    frame = sides[0].join(sides[1], how="outer").reset_index()
    figures = frame.columns.drop(["first_week", "second_week"])
    return frame.fillna(dict.fromkeys(figures, 0.0))  # after its end a block has no sessions and no week


def _totals(plans: Iterable[BlockPlan], names: Iterable[str]) -> pd.DataFrame:
    rows = [
        {"block": name, "weeks": len(plan.weeks), **plan.summary[SHOWN].sum().to_dict()}
        for plan, name in zip(plans, names, strict=True)
    ]
    return pd.DataFrame(rows).astype({"sessions": "int64"})


def _sessions(first: BlockPlan, second: BlockPlan) -> pd.DataFrame:
    keys = ["number", "weekday", "routine_id", "session"]
    sides = []
    for side, plan in (("first", first), ("second", second)):
        rows = plan.prescriptions
        content: dict[tuple[str, int], list[Any]] = {}
        at = zip(rows["date"], rows["session"], strict=True)
        what = rows.drop(columns=["date", "week", "block_phase", "session"]).astype(object)
        for session, row in zip(at, what.itertuples(index=False), strict=True):
            content.setdefault(session, []).append([None if cell is pd.NA else cell for cell in row])
        counted = rows[rows["kind"].isin(COUNTED_KINDS)]
        sets = counted.groupby(["date", "session"])[["sets_min", "sets_max"]].sum().reset_index()
        frame = plan.sessions[["date", "week", "weekday", "routine_id", "session"]]
        frame = frame.merge(sets, how="left", on=["date", "session"])
        frame.insert(0, "number", positions(plan.weeks, frame["week"]) + 1)
        pairs = zip(frame["date"], frame["session"], strict=True)
        # A session's content as one text: two sessions are the same when all of their rows are.
        frame["content"] = [repr(content.get(pair, [])) for pair in pairs]
        # Number among the day's sessions of the same routine: other work on that day doesn't matter.
        frame["session"] = frame.groupby(["date", "routine_id"]).cumcount() + 1
        frame = frame[[*keys, "sets_min", "sets_max", "content"]].fillna({"sets_min": 0, "sets_max": 0})
        sides.append(frame.set_index(keys).add_prefix(f"{side}_").reset_index())
    both = sides[0].merge(sides[1], how="outer", on=keys)
    # In the order of the calendar; a merge would sort by the alphabet, Friday first.
    day = positions(WEEKDAYS, both["weekday"])
    order = np.lexsort((both["routine_id"].astype(object), day, both["number"]))
    both = both.iloc[order]
    differs = both["first_content"].fillna("") != both["second_content"].fillna("")
    return both[differs].drop(columns=["first_content", "second_content"]).reset_index(drop=True)
