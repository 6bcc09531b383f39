"""What the sessions of a runner hold, line by line, in the order in which a coach fills a week (ours)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.ask.equipment import banded, usable
from analysis.library.library import Library, kept_on_library
from analysis.suggest.candidates import TRUNK_PATTERNS, Candidate
from analysis.suggest.problem import Problem
from analysis.suggest.targets import MAIN_LINES, line_targets, on_line
from analysis.week.checklist import ticked_by

FIRST = ("trunk", "adductor", "hip_abduction", "foot")
"""Small lines that a week holds after the main lifts and the jumps, in this order."""


UPPER = ("push", "pull")
"""Lines of the upper body, which come after them."""


TRUNK = ("trunk_front", "trunk_side", "trunk_rotation")
"""Lines of the checklist that are the trunk: any of them will do first, the others vary it."""


HAMSTRINGS = "knee_flexion_hamstring"
"""The line of hamstrings that bend the knee."""


SMALL = (*FIRST[1:], *UPPER, *TRUNK, HAMSTRINGS, "shin", "hip_flexors")
"""Lines that leftover minutes go to as well, jumps aside."""


TINY = ("foot", "shin", "hip_flexors")
"""Lines of small muscles: two sets are enough, and never more than push, pull and trunk have in the session."""


BANDED = "hip_abduction"
"""The small line that a mini band is for."""


JUMPS = "plyometric"


LOADS = {"external": 3, "band": 1}
"""What a load that the athlete has adds to how much an exercise is liked: a main lift is loaded where it can be."""


PREFERRED = 100
"""What a preferred exercise is liked more than any other."""


@dataclass(frozen=True)
class Lines:
    """The lines of a week.

    Attributes
    ----------
    members : dict of frozenset
        Exercises of each line, as numbers in the pool; none where nothing may be used for it.
    names : dict
        What each line is called.
    liked : tuple of int
        How much each exercise of the pool is liked for the athlete.
    main : frozenset
        Exercises of the main lines.
    held : frozenset of int
        Presses and rows that the trunk has to hold as well.
    alike : tuple of frozenset
        Small exercises of which a session has one at most.
    banded : bool
        Whether bands are the only loads there are.
    """

    members: Mapping[str, frozenset[int]]
    names: Mapping[str, str]
    liked: tuple[int, ...]
    main: frozenset[int]
    held: frozenset[int] = frozenset()
    alike: tuple[frozenset[int], ...] = ()
    banded: bool = False


def lines_of_week(library: Library, problem: Problem) -> Lines:
    """Return the lines of a week.

    A main line for which nothing heavier may be used has light work on it, as what there is; for who is new to it light
    work is always one, since everything asks a class more of them.
    """
    question, pool = problem.question, problem.pool
    members: dict[str, frozenset[int]] = {}
    for target in line_targets(library, "running" if question.goal == "running" else "strength"):
        if target.label in MAIN_LINES:
            on = [number for number, each in enumerate(pool) if on_line(each, target)]
            light = [
                number for number, each in enumerate(pool) if each.strength and each.exercise_id in target.exercises
            ]
            members[target.label] = frozenset([*on, *light] if question.level == "new" else on or light)
    names = {target.label: target.name for target in line_targets(library, "running")}
    kinds = [(each.exercise_id, each.kind, each.demand, number) for number, each in enumerate(pool)]
    done = pd.DataFrame(kinds, columns=["exercise_id", "kind", "demand", "number"])
    done = done.merge(library.coverage_exercises, on="exercise_id")
    done = done[ticked_by(library, done)]
    ticking = done.groupby("line_id")["number"].agg(frozenset).to_dict()
    names |= dict(zip(library.coverage_lines["line_id"], library.coverage_lines["name"], strict=True))
    members |= {line: ticking.get(line, frozenset()) for line in (*SMALL, "single_leg", JUMPS)}
    if question.goal != "running":  # feet and shins are trained for running
        members |= dict.fromkeys(("foot", "shin"), frozenset())
    # A press or a row is work for the upper body, though the trunk has to hold as well: it is no trunk work of a week.
    upper = members[UPPER[0]] | members[UPPER[1]]
    held = upper & (members[TRUNK[0]] | members[TRUNK[1]] | members[TRUNK[2]])
    members |= {line: members[line] - upper or members[line] for line in TRUNK}
    members["trunk"] = members[TRUNK[0]] | members[TRUNK[1]] | members[TRUNK[2]]
    # Of the jumps, those whose fewest sets have the landings that a week asks for, where there are any.
    enough = frozenset(each for each in members[JUMPS] if pool[each].landings >= question.landings)
    members[JUMPS] = enough or members[JUMPS]
    have = usable(library, question.equipment)
    liked = tuple(
        liking(library, each, have, question.level) + PREFERRED * (each.exercise_id in question.prefer) for each in pool
    )
    main = frozenset().union(*(members[line] for line in MAIN_LINES))
    # Small lines are for everyone: what is heavy there, such as a full Copenhagen, is for who is trained; a bar is
    # pressed or rowed, and one to hang from used, by whoever has no other weight for it.
    if question.level != "trained":
        loaded = loaded_by(library, pool, have)
        hung = frozenset(each for each in range(len(pool)) if pool[each].needs)
        for line in SMALL:
            easier = frozenset(
                each for each in members[line] if pool[each].demand != "heavy" or liked[each] >= PREFERRED
            )
            bar = frozenset() if line not in UPPER or easier & loaded else members[line] & (loaded | hung)
            members[line] = easier | bar or members[line]
    only_bands = banded(library, question.equipment)
    if only_bands:  # the one load there is goes into the work
        pulled = frozenset(each for each in members[BANDED] if "mini_band" in pool[each].needs)
        members[BANDED] = pulled or members[BANDED]
    alike = _alike(library, pool, [each for line in SMALL for each in members[line] - main])
    return Lines(members, {**names, "trunk": "Trunk", JUMPS: "Jumps"}, liked, main, held, alike, only_bands)


def loaded_by(library: Library, pool: Sequence[Candidate], have: Collection[str]) -> frozenset[int]:
    """Return the exercises that a weight of the athlete loads."""
    items = library.coding.items
    return frozenset(
        number
        for number, each in enumerate(pool)
        if any(
            items[item]["load_kind"] == "external" and item in have
            for item, _ in library.coding.usual.get(each.exercise_id, ())
        )
    )


FEW_REPS = 8
"""Repetitions of a lift on two legs up to which it needs a load to be worth its place (custom)."""


NEAR_STEPS = 3
"""Steps on the ladders up to which two small exercises are near the same, such as two side planks (custom)."""


def _alike(library: Library, pool: Sequence[Candidate], exercises: Iterable[int]) -> tuple[frozenset[int], ...]:
    """Return sets of small exercises that are all a few steps apart: nobody does two planks in a session."""
    places = {pool[each].exercise_id: each for each in sorted(set(exercises))}
    next_to = _next_to(library)
    near: dict[int, set[int]] = {}
    for name, each in places.items():
        reached = {name}
        for _ in range(NEAR_STEPS):
            reached = reached.union(*(next_to.get(other, {other}) for other in reached))
        near[each] = {places[other] for other in reached & places.keys()} - {each}
    # Each pair once, with all that is near to every one of its set: sets are told from one another quicker than pairs.
    groups: list[frozenset[int]] = []
    for one, others in near.items():
        for other in sorted(others):
            if one < other and not any({one, other} <= some for some in groups):
                together = [one, other]
                together += [each for each in sorted(near) if all(each in near[known] for known in together)]
                groups.append(frozenset(_all_near(together, near)))
    return tuple(groups)


def _all_near(exercises: Sequence[int], near: Mapping[int, set[int]]) -> list[int]:
    """Keep of some exercises, from the first on, those that are near all that are kept before them."""
    kept: list[int] = []
    for each in exercises:
        if all(each in near[known] for known in kept):
            kept.append(each)
    return kept


def liking(library: Library, candidate: Candidate, have: Iterable[str], level: str) -> int:
    """Score how well an exercise suits the athlete: loaded before unloaded, and as demanding as they are used to.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.suggest.candidates import candidates
    >>> library = load_library()
    >>> known = candidates(library, (2.0, 4.0))
    >>> [liking(library, known[name], {"dumbbell"}, "some") for name in ("split_squat", "single_leg_rdl_to_march")]
    [5, 3]
    """
    items = [item for item, _ in library.coding.usual.get(candidate.exercise_id, ()) if item in have]
    load = max((LOADS.get(library.coding.items[item]["load_kind"], 0) for item in items), default=0)
    if not load:
        load = _without_load(library, candidate)
    if candidate.kind == "jumps":  # low ones first; high ones are for who is trained
        return {"light": 2, "moderate": 1, "heavy": 3}[candidate.demand]
    # Of the lifts for the hip a hinge comes first: it lengthens the hamstrings, which a bridge does not.
    load += candidate.pattern == "hinge"
    if level == "new":
        return load + _for_who_is_new(library, candidate, loaded=load > 1)
    heavy = 3 if level == "trained" or load else 1
    return load + {"light": 0, "moderate": 2, "heavy": heavy}[candidate.demand]


def _without_load(library: Library, candidate: Candidate) -> int:
    """Return how much more or less an exercise is liked that nothing of the athlete's loads.

    A knee lift on a step or a bench gets harder with a higher one. Few repetitions on two legs of what is usually done
    with a weight, such as a hip thrust, are next to nothing without. Light work that needs nothing comes before what
    needs a wall or a towel.
    """
    usual = library.coding.usual.get(candidate.exercise_id, ())
    weights = any(library.coding.items[item]["load_kind"] == "external" for item, _ in usual)
    two_legs = library.exercises["laterality"].iloc[candidate.row] == "bilateral"
    if (
        weights
        and two_legs
        and candidate.demand == "moderate"
        and (candidate.dose.reps_max or FEW_REPS + 1) <= FEW_REPS
    ):
        return -2
    if candidate.demand == "light" and candidate.pattern not in UPPER:
        return -int(bool(candidate.needs))
    return int(candidate.pattern in KNEE_LIFTS and candidate.demand == "moderate" and bool(candidate.needs))


def _for_who_is_new(library: Library, candidate: Candidate, *, loaded: bool) -> int:
    """Return how much an exercise is liked for who is new to strength work.

    Legs work on two before one. The arms start with what is light where nothing loads them, such as hands on a bench.
    The trunk is moved, as in a dead bug, before it is held: who is new counts repetitions before holding a plank.
    """
    demanding = candidate.demand != "light"
    if candidate.pattern in TRUNK_PATTERNS:
        ladder, held = library.progressions, library.exercises["mode"] == "isometric"
        easier = ladder.loc[ladder["harder_id"] == candidate.exercise_id, "exercise_id"]
        holds = set(library.exercises.loc[held, "exercise_id"])
        return demanding - int(bool(holds & {candidate.exercise_id, *easier}))
    if candidate.pattern in UPPER:
        return demanding if loaded else -demanding
    two_legs = library.exercises["laterality"].iloc[candidate.row] != "unilateral"
    return demanding + 2 * int(two_legs)


def liked_most(problem: Problem, lines: Lines, exercises: Iterable[int], count: int) -> list[int]:
    """Return so many exercises: those that are liked most, of these the quickest, of these the first in the library."""
    return sorted(exercises, key=lambda each: (-lines.liked[each], problem.pool[each].seconds, each))[:count]


def best_of_line(problem: Problem, lines: Lines, line: str, count: int) -> list[int]:
    """Return so many exercises of a small line, no two of them near the same: those for this line alone come first.

    A row on the hands is work for the trunk first: who has a bench or a band rows heavier without.
    """

    def order(each: int) -> tuple[object, ...]:
        return -lines.liked[each], each in lines.held, problem.pool[each].seconds, each

    chosen: list[int] = []
    for each in sorted(lines.members[line] - lines.main, key=order):
        if len(chosen) < count and not any({each, one} <= some for one in chosen for some in lines.alike):
            chosen.append(each)
    return chosen


KNEE_LIFTS = ("squat", "lunge", "step")
"""Movements that ask the same of the knee, on two legs or on one: a squat and a split squat are siblings."""


def siblings(library: Library, pool: Sequence[Candidate], one: int, other: int) -> bool:
    """Return whether two lifts are one and the same movement, or a step or two apart on a ladder."""
    patterns = {pool[one].pattern, pool[other].pattern}
    if len(patterns) == 1 or patterns <= {*KNEE_LIFTS}:
        return True
    names, next_to = (pool[one].exercise_id, pool[other].exercise_id), _next_to(library)
    here, there = ({name, *next_to.get(name, ())} for name in names)
    return bool(here & there)


@kept_on_library
def _next_to(library: Library) -> dict[str, frozenset[str]]:
    """Return each exercise of a ladder with those one step easier and one step harder."""
    next_to: dict[str, set[str]] = {}
    for easier, harder in library.progressions[["exercise_id", "harder_id"]].itertuples(index=False):
        next_to.setdefault(easier, {easier}).add(harder)
        next_to.setdefault(harder, {harder}).add(easier)
    return {name: frozenset(others) for name, others in next_to.items()}


LIFTS = {"squat": "squat", "lunge": "lunge", "step": "step", "hinge": "hinge", "bridge": "bridge"}
"""What a session is named by for a lift of a movement."""


WORDS = {
    "calves": ("calf_straight", "calf_bent"),
    "upper body": UPPER,
    "trunk": ("trunk",),
    "hips": ("adductor", "hip_abduction"),
    "feet": ("foot", "shin"),
    "hops": (JUMPS,),
    "hamstrings": (HAMSTRINGS,),
}
"""What a session is named by for other lines, in this order."""


def words_of(problem: Problem, lines: Lines, exercises: Iterable[int]) -> list[str]:
    """Return what the session of some exercises is named by, the most important first."""
    there = set(exercises)
    mains = [line for line in MAIN_LINES[:2] if there & lines.members[line]]
    lifts = [problem.pool[min(there & lines.members[line])].pattern for line in mains]
    others = [word for word, names in WORDS.items() if any(there & lines.members[name] for name in names)]
    return [*(LIFTS.get(pattern, pattern) for pattern in lifts), *others]
