"""Supersets, A1 and A2: one exercise is rest for the other, so a session fits more exercises.

Which exercises may be one; `session_search` chooses among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from analysis.ask.equipment import usable
from analysis.library.library import Library
from analysis.suggest.candidates import TRUNK_PATTERNS
from analysis.suggest.solving.problem import Problem
from analysis.suggest.solving.session_lines import Lines, loaded_by
from analysis.suggest.targets import MAIN_LINES
from analysis.volume.rests import USUAL_RESTS
from analysis.volume.weight_matrix import weights_of
from analysis.week.around_runs import LEG_REGIONS

LEAST_SAVED = 20
"""Seconds a superset must save per round to be worth doing (custom)."""


def in_turns(library: Library, problem: Problem, lines: Lines, chosen: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return pairs of exercises for different parts of the body that may be a superset, with the time a round saves.

    Neither exercise works a muscle that the other trains, and no heavy lift is done on a tired trunk.
    """
    weights = weights_of(library, by="muscle", counting="fractional")
    regions = library.muscles.set_index("muscle_id")["region"].to_dict()
    places = ["legs" if regions[muscle] in LEG_REGIONS[:2] else regions[muscle] for muscle in weights.labels]
    strength = [each for each in chosen if problem.pool[each].strength]
    works = {each: weights.active[0][problem.pool[each].row] for each in strength}
    trains = {each: {place for place, work in zip(places, works[each], strict=True) if work == 1} for each in strength}
    savings = {}
    loaded = loaded_by(library, problem.pool, usable(library, problem.question.equipment))
    # A tired trunk is no base for a squat, a hinge or any heavy exercise.
    lifts = {each for line in MAIN_LINES[:2] for each in lines.members[line]}
    lifts |= {each for each in strength if problem.pool[each].demand == "heavy"}
    for first, other in combinations(strength, 2):
        pair = problem.pool[first], problem.pool[other]
        common = np.minimum(works[first], works[other]) * (np.maximum(works[first], works[other]) == 1)
        # Nobody loads two barbells at once, or takes their shoes off between sets of a weighted lift.
        trunk = any(each.pattern in TRUNK_PATTERNS for each in pair) and bool({first, other} & lifts)
        bars = all(each.barbell for each in pair)
        barefoot = bool({first, other} & lines.members["foot"]) and bool({first, other} & lifts & loaded)
        spares = saved(problem, first, other)
        apart = trains[first] & trains[other] or common.any() or trunk or bars or barefoot
        if not apart and spares >= LEAST_SAVED * problem.unit:
            savings[first, other] = spares
    return savings


def saved(problem: Problem, one: int, other: int) -> int:
    """Return the time a round of a superset saves, compared with a set of each exercise with its own rest."""
    # As supersets are timed: the rest that the more demanding exercise needs, minus its partner's set.
    unit, pair = problem.unit, (problem.pool[one], problem.pool[other])
    asked = max(each.asked for each in pair)
    rests = [int(each.asked - partner.seconds) for each, partner in (pair, pair[::-1]) if each.asked == asked]
    round_s = int((USUAL_RESTS.between_exercises_s + max(int(USUAL_RESTS.between_rounds_s), *rests)) * unit)
    return int((pair[0].rest + pair[1].rest) * unit) - round_s
