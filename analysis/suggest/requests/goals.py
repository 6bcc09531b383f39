"""What a goal asks of a suggested week: its lines, or for size two marks, as far as an exercise can fill them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set as AbstractSet
from typing import Any

import numpy as np

from analysis.ask.bands import Bands, read_bands
from analysis.ask.counting import Counting
from analysis.ask.equipment import usable
from analysis.base.choices import check_choice
from analysis.library.library import Library
from analysis.suggest.candidates import Candidate, candidates
from analysis.suggest.targets import Target, line_targets, on_line, read_targets
from analysis.volume.weight_matrix import weights_of
from analysis.week.band_status import GOALS, dose_bands
from analysis.week.goal_work import lines_of


def possible(
    library: Library,
    equipment: tuple[str, ...] | None,
    out: Collection[str],
    known: Collection[str] | None,
    pace: tuple[Any, ...],
    named: AbstractSet[str] = frozenset(),
    barred: AbstractSet[str] = frozenset(),
) -> list[Candidate]:
    """Return the exercises a week may use: equipment there, not excluded, in a race week (``known``) nothing hard new.

    ``barred`` are exercises the athlete should avoid, or is not ready for.

    Variants, and exercises that need teaching first, are only used where they or their movement are named.
    """
    have = usable(library, equipment)
    return [
        candidate
        for candidate in candidates(library, *pace).values()
        if candidate.needs <= have
        and candidate.exercise_id not in out
        and candidate.exercise_id not in barred
        and (candidate.suggested or named & {candidate.exercise_id, candidate.pattern})
        and (known is None or _is_easy(candidate) or candidate.exercise_id in known)
    ]


def _is_easy(candidate: Candidate) -> bool:
    """Return whether an exercise may be new near a race: light work except jumps."""
    return candidate.demand == "light" and candidate.kind != "jumps"


def read_goal(
    library: Library,
    goal: str | None,
    bands: Bands | None,
    pool: Iterable[Candidate],
    counting: Counting,
    count: Collection[str],
) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return the targets of a goal and the bands, and the lines of the goal that no exercise in the pool can fill.

    Raises
    ------
    ArgumentError
        If the goal or a band is unknown or not allowed, or there is no target at all.
    """
    if goal is None:
        return read_targets(library, bands), ()
    if check_choice("goal", goal, GOALS) != "size":
        lines = line_targets(library, goal)
        held = [line for line in lines if any(on_line(candidate, line) for candidate in pool)]
        more = read_targets(library, bands) if bands else ()
        return (*held, *more), tuple(line.name for line in lines if line not in held)
    # The least sets of every muscle group, replaced by a coach's own bands.
    marks = dose_bands(library, goal=goal, bands=bands)
    columns = (marks[name].tolist() for name in ("muscle_group", "band_low", "band_high"))
    ends = {group: (low, None if np.isnan(high) else high) for group, low, high in zip(*columns, strict=True)}
    asked = read_targets(library, ends)
    weights = weights_of(library, by="group", counting=counting)
    rows = [candidate.row for candidate in pool if candidate.kind in count]
    worked = set(weights.labels[weights.active[0][rows].max(axis=0, initial=0.0) > 0])
    typed = {label.key for label in read_bands(library, bands)}
    held = [each for each in asked if each.label in worked | typed]
    return tuple(held), tuple(each.name for each in asked if each not in held)


def least_landings(library: Library) -> int:
    """Return the fewest landings of a week for running."""
    return int(max(row["low"] for row in lines_of(library, "running").to_dict("records") if row["line"] == "jumps"))
