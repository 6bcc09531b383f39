"""Loads proposed from a log for the next sessions of a block, each with its reason: only on request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.ask.days import read_date
from analysis.ask.loads import POUND_KG, find_load, in_plates, unit_lifted, with_steps
from analysis.base.arguments import checked
from analysis.base.calendar import week_of
from analysis.base.frames import with_blanks
from analysis.base.text import number, plural, span
from analysis.block.card_grid import dose_text
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.planning.progression import TWICE
from analysis.block.specs.spec import Progress
from analysis.library.demand import in_reserve
from analysis.library.labels import labels
from analysis.logs.confirmed_matches import Matches
from analysis.logs.log_arrays import check_log
from analysis.logs.matching import working_sets
from analysis.logs.maxima import ESTIMATE, NUMBERS, estimated_maxima, once_words, set_words

LEAST_RESERVE = 1.0
"""Repetitions in reserve at which load is added if the block sets no reserve (custom)."""


COLUMNS = ["athlete", "exercise_id", "exercise", "date", "planned", "proposed", "why"]


@checked
def propose_loads(
    log: pd.DataFrame, plan: BlockPlan, *, on: Any = None, matches: Matches | None = None
) -> pd.DataFrame:
    """Propose loads for the next sessions of a block, from what athletes have logged.

    Parameters
    ----------
    log : DataFrame
        From `read_log` or `read_logs`.
    plan : BlockPlan
    on : day, optional
        The last day that is over; default each athlete's last logged day.
    matches
        See `match_exercises`.

    Returns
    -------
    DataFrame
        One row per athlete x exercise of the next sessions that the log covers: date (of the session),
        planned (dose, load and effort), proposed (blank if no load is) and why.

    Raises
    ------
    ArgumentError
        If the log is not a log or the plan not a plan.

    Notes
    -----
    An exercise with a progression and a step gets the step if every set of its last two sessions reached the top of
    the range with the repetitions in reserve that the block sets, or 1 if it sets none; else the load stays. Any
    other gets a range: the share of the estimated maximum that the block sets, or the share that its repetitions and
    reserve leave (Epley's formula backwards). No estimate, no proposal: see `estimated_maxima`. Loads are
    in half kilograms or whole pounds: in the unit of the step with the lifted unit beside it, or in the lifted
    unit.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world", "effort": "2 in reserve"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> log = pd.DataFrame({"athlete": "anna", "date": pd.Timestamp("2027-01-04"), "exercise_name": ["Hip thrust"]})
    >>> propose_loads(log.assign(weight_kg=60.0, reps=8, rpe=8.0), plan)["proposed"].tolist()
    ['51.5-63 kg']
    """
    check_log(log)
    check_plan(plan)
    done = working_sets(log, plan.source, matches, NUMBERS)
    found = estimated_maxima(log, plan.source, on=on, matches=matches).to_dict("records")
    maxima = {(row["athlete"], row["exercise_id"]): row for row in found}
    shown = labels(plan.source, "exercise_id")
    rows = []
    for athlete, own in done.groupby("athlete"):
        last = own["date"].max() if on is None else pd.Timestamp(read_date(on, what="day"))
        own = own[own["date"] <= last]
        for planned in _next_rows(plan, last):
            key = (str(athlete), planned.exercise_id)
            estimate = maxima.get(key)
            sets = own[own["exercise_id"] == planned.exercise_id]
            if len(sets):
                answer = _stepped(plan, planned, sets) if planned.progress else _of_maximum(planned, estimate)
                if answer:
                    rows.append((*key, shown[planned.exercise_id], planned.date, planned.said, *answer))
    return pd.DataFrame(rows, columns=COLUMNS)


@dataclass(frozen=True)
class _Planned:
    """A row of the next session: day, sets and repetitions, the words, and its progression if it has a step.

    ``since`` is the first week of the progression, blank without one.
    """

    exercise_id: str
    date: pd.Timestamp
    sets: int
    reps: tuple[int, int]
    load: str
    effort: str
    progress: Progress | None
    since: str

    @property
    def said(self) -> str:
        dose = dose_text(self.sets, self.sets, *self.reps, *[None] * 6, "both", "")
        return ", ".join(filter(None, (dose, self.load, self.effort)))


def _next_rows(plan: BlockPlan, last: pd.Timestamp) -> Iterator[_Planned]:
    """Yield the strength work of each exercise's next session after a day."""
    rows = with_blanks(plan.prescriptions)
    rows = rows[(rows["date"] > last) & (rows["kind"] == "strength") & rows["reps_min"].notna()]
    for row in rows.drop_duplicates("exercise_id").to_dict("records"):
        phase = plan.spec.phase_of_week[plan.weeks.index(row["week"])]
        reps = (int(row["reps_min"]), int(row["reps_max"]))
        sets = int(row["sets_min"])
        words = row["load"], row["effort"]
        yield _Planned(
            row["exercise_id"], row["date"], sets, reps, *words, *_progress_at(plan, row["exercise_id"], phase)
        )


def _progress_at(plan: BlockPlan, exercise: str, phase: int) -> tuple[Progress | None, str]:
    """Return an exercise's progression with a step in a phase, and the first week of the progression."""
    going, since = None, ""
    for index, each in enumerate(plan.spec.phase[: phase + 1]):
        fixed = each.override.get(exercise)
        if fixed and (fixed.reps or fixed.load):
            going = None
        if exercise in each.progress:
            going, since = each.progress[exercise], plan.weeks[plan.spec.phase_of_week.index(index)]
    return (going, since) if going and going.step and "%" not in going.step else (None, "")


def _stepped(plan: BlockPlan, planned: _Planned, sets: pd.DataFrame) -> tuple[str, str] | None:
    """Return the load with its step if due, else the same load, and why; lighter weeks never count."""
    rows = with_blanks(plan.prescriptions[plan.prescriptions["exercise_id"] == planned.exercise_id])
    asked = rows.groupby("week")["sets_min"].max()
    weeks = sets["date"].map(week_of)
    counts = (weeks >= planned.since) & (weeks.map(asked).fillna(planned.sets) >= planned.sets)
    # Lighter weeks prescribe fewer sets, so they neither earn a step nor break a run of two.
    sessions = [own for _, own in sets[counts].groupby("date")][-TWICE:]
    weight = sessions[-1]["weight_kg"].max() if sessions else 0
    if not weight > 0 or planned.progress is None:
        return None
    goal, step, lifted = f"{planned.sets} x {planned.reps[1]}", planned.progress.step, unit_lifted(weight)
    load = _pair(planned.load) + in_plates(weight, weight, getattr(find_load(step), "unit", "kg"))
    stays = _beside(load, lifted)
    reps = [own["reps"].fillna(0) for own in sessions]
    short = [
        own for own, done in zip(sessions, reps, strict=True) if len(own) < planned.sets or done.min() < planned.reps[1]
    ]
    if short:
        done = short[-1]["reps"]
        had = f"{plural(len(done), 'set')} of {span(done.min(), done.max())} on {short[-1]['date'].iloc[0].date()}"
        return stays, f"not yet: {had}; add {step} once {goal} is reached in two sessions running"
    if len(sessions) < TWICE:
        return stays, f"not yet: {goal} reached once, on {sessions[-1]['date'].iloc[0].date()}"
    if any(own["rpe"].isna().any() for own in sessions):
        return stays, f"{goal} reached twice, but nobody says how hard it was"
    efforts = rows.groupby("week")["effort"].first()
    least = max(_least_reserve(efforts.get(week_of(own["date"].iloc[0]), planned.effort)) for own in sessions)
    hardest = max(own["rpe"].max() for own in sessions)
    if 10 - hardest < least:
        had = f"{number(max(0, 10 - hardest))} in reserve (RPE {number(hardest)})"
        return stays, f"{goal} reached twice, but with {had}, not the {number(least)} asked for: no step"
    return _beside(
        with_steps(load, step, 1), lifted
    ), f"{goal} reached twice with {number(least)} or more in reserve: add {step}"


def _least_reserve(effort: str) -> float:
    """Return the repetitions in reserve that a step of load needs: the prescribed reserve, else 1."""
    asked = in_reserve(effort)
    return asked[0] if asked else LEAST_RESERVE


def _pair(load: str) -> str:
    """Return the ``2 x`` of a load with one weight per hand; logs write it the same way."""
    amount = find_load(load)
    before = amount.text[: amount.place[0]] if amount else ""
    return before if re.fullmatch(r"2\s*[x×]\s*", before) else ""


def _beside(load: str, lifted: str) -> str:
    """Return a load with the lifted unit beside it, if that is another unit."""
    amount = find_load(load)
    if amount is None or amount.unit == lifted:
        return load
    kg = amount.low * (POUND_KG if amount.unit == "lb" else 1)
    return f"{load} ({in_plates(kg, kg, lifted)})"


def _of_maximum(planned: _Planned, estimate: Any) -> tuple[str, str] | None:
    """Return a range from an estimated maximum, by the prescribed share or repetitions and reserve."""
    if estimate is None:
        return None
    if estimate["kind"] != ESTIMATE:
        return "", f"{once_words(estimate)}, no estimate: {estimate['why']}"
    low, high, unit = estimate["max_kg_min"], estimate["max_kg_max"], unit_lifted(estimate["weight_kg"])
    why = f"{set_words(estimate)}: {once_words(estimate)}"
    share = find_load(planned.load)
    if share is not None and share.unit == "%":
        ends = low * share.low / 100, high * share.high / 100
        return in_plates(*ends, unit), f"{why}; {span(share.low, share.high)} % of it"
    reserve = in_reserve(planned.effort)
    if reserve is None:
        return "", f"{why}; the block asks for no effort in figures and no per cent"
    # Epley inverted: load = maximum / (1 + repetitions / 30), with repetitions in reserve counted as done.
    # The lowest load: low maximum with the most repetitions; the highest: high maximum with the fewest.
    ends = low / (1 + (planned.reps[1] + reserve[1]) / 30), high / (1 + (planned.reps[0] + reserve[0]) / 30)
    return in_plates(*ends, unit), f"{why}; {span(*planned.reps)} repetitions with {span(*reserve)} in reserve"
