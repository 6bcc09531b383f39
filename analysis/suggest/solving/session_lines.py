"""The lines of a runner's sessions, in the order in which a coach fills a week (ours)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.ask.equipment import banded, usable
from analysis.library.library import Library, kept_on_library
from analysis.suggest.candidates import TRUNK_PATTERNS, Candidate
from analysis.suggest.solving.problem import Problem
from analysis.suggest.targets import MAIN_LINES, line_targets, on_line
from analysis.week.checklist import ticked_by

FIRST = ("trunk", "adductor", "hip_abduction", "foot")
"""Small lines that a week fills after the main lifts and the jumps, in this order."""


UPPER = ("push", "pull")
"""Lines of the upper body, which come after them."""


TRUNK = ("trunk_front", "trunk_side", "trunk_rotation")
"""Lines of the checklist for the trunk: any of them can come first, the others add variety."""


HAMSTRINGS = "knee_flexion_hamstring"
"""The line of knee flexion for the hamstrings."""


SMALL = (*FIRST[1:], *UPPER, *TRUNK, HAMSTRINGS, "shin", "hip_flexors")
"""Lines that leftover minutes can go to as well, except jumps."""


TINY = ("foot", "shin", "hip_flexors")
"""Lines of small muscles: two sets are enough, never more than push, pull and trunk get in the session."""


BANDED = "hip_abduction"
"""The small line trained with a mini band."""


JUMPS = "plyometric"


LOADS = {"external": 3, "band": 1}
"""Points that an available load adds to an exercise's liking, to load main lifts where possible."""


PREFERRED = 100
"""Points added to the liking of a preferred exercise, to put it above all others."""


@dataclass(frozen=True)
class Lines:
    """The lines of a week.

    Attributes
    ----------
    members : dict of frozenset
        Exercises of each line, as indices in the pool; empty if the week may use none.
    names : dict
        Name of each line.
    liked : tuple of int
        Liking of each exercise of the pool: how well it suits the athlete.
    main : frozenset
        Exercises of the main lines.
    held : frozenset of int
        Presses and rows that also work the trunk.
    alike : tuple of frozenset
        Sets of small exercises, each with at most one in a session.
    banded : bool
        Whether bands are the athlete's only loads.
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

    A main line without usable heavier work gets light work. For athletes new to strength work, light work always counts
    on a main line, since every exercise is one class harder for them.
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
    # A press or a row is upper-body work, though it works the trunk too: it does not count as trunk work in the week.
    upper = members[UPPER[0]] | members[UPPER[1]]
    held = upper & (members[TRUNK[0]] | members[TRUNK[1]] | members[TRUNK[2]])
    members |= {line: members[line] - upper or members[line] for line in TRUNK}
    members["trunk"] = members[TRUNK[0]] | members[TRUNK[1]] | members[TRUNK[2]]
    # Prefer jumps whose fewest sets reach the landings that a week asks for.
    enough = frozenset(each for each in members[JUMPS] if pool[each].landings >= question.landings)
    members[JUMPS] = enough or members[JUMPS]
    have = usable(library, question.equipment)
    liked = tuple(
        liking(library, each, have, question.level) + PREFERRED * (each.exercise_id in question.prefer) for each in pool
    )
    main = frozenset().union(*(members[line] for line in MAIN_LINES))
    # Small lines are for everyone, but heavy exercises there, such as a full Copenhagen, are for trained athletes.
    # Barbell presses and rows, and work on a pull-up bar, are for athletes without another weight for that line.
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
    if only_bands:  # use the only load there is for the work
        pulled = frozenset(each for each in members[BANDED] if "mini_band" in pool[each].needs)
        members[BANDED] = pulled or members[BANDED]
    alike = _alike(library, pool, [each for line in SMALL for each in members[line] - main])
    return Lines(members, {**names, "trunk": "Trunk", JUMPS: "Jumps"}, liked, main, held, alike, only_bands)


def loaded_by(library: Library, pool: Sequence[Candidate], have: Collection[str]) -> frozenset[int]:
    """Return the exercises that can be loaded with a weight the athlete has."""
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
"""Up to this many repetitions, a lift on two legs needs a load to be worth doing (custom)."""


NEAR_STEPS = 3
"""Up to this many ladder steps apart, two small exercises are nearly the same, such as two side planks (custom)."""


def _alike(library: Library, pool: Sequence[Candidate], exercises: Iterable[int]) -> tuple[frozenset[int], ...]:
    """Return groups of small exercises a few steps apart on a ladder: nobody does two planks in a session."""
    places = {pool[each].exercise_id: each for each in sorted(set(exercises))}
    next_to = _next_to(library)
    near: dict[int, set[int]] = {}
    for name, each in places.items():
        reached = {name}
        for _ in range(NEAR_STEPS):
            reached = reached.union(*(next_to.get(other, {other}) for other in reached))
        near[each] = {places[other] for other in reached & places.keys()} - {each}
    # Cover each pair once, in a group with all exercises near every member: groups are quicker to check than pairs.
    groups: list[frozenset[int]] = []
    for one, others in near.items():
        for other in sorted(others):
            if one < other and not any({one, other} <= some for some in groups):
                together = [one, other]
                together += [each for each in sorted(near) if all(each in near[known] for known in together)]
                groups.append(frozenset(_all_near(together, near)))
    return tuple(groups)


def _all_near(exercises: Sequence[int], near: Mapping[int, set[int]]) -> list[int]:
    """Return the exercises, from the first on, that are near all exercises kept before them."""
    kept: list[int] = []
    for each in exercises:
        if all(each in near[known] for known in kept):
            kept.append(each)
    return kept


def liking(library: Library, candidate: Candidate, have: Iterable[str], level: str) -> int:
    """Return a score of how well an exercise suits the athlete: loaded first, and as demanding as they are used to.

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
    if candidate.kind == "jumps":  # low jumps first; high jumps are for trained athletes
        return {"light": 2, "moderate": 1, "heavy": 3}[candidate.demand]
    # Among hip lifts a hinge comes first: it lengthens the hamstrings, a bridge does not.
    load += candidate.pattern == "hinge"
    if level == "new":
        return load + _for_who_is_new(library, candidate, loaded=load > 1)
    heavy = 3 if level == "trained" or load else 1
    return load + {"light": 0, "moderate": 2, "heavy": heavy}[candidate.demand]


def _without_load(library: Library, candidate: Candidate) -> int:
    """Return the points, positive or negative, for an exercise that the athlete cannot load.

    A knee lift on a step or bench gets harder with a higher step. A few repetitions on two legs of a usually weighted
    exercise, such as a hip thrust, are next to nothing without the weight. Light work without equipment comes before
    light work with a wall or a towel.
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
    """Return the points of an exercise for an athlete new to strength work.

    Two legs come before one. Without a load, arms start with light work, such as hands on a bench. Trunk movements,
    such as a dead bug, come before holds: newcomers count repetitions before holding a plank.
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
    """Return the ``count`` most liked exercises; ties go to the quickest, then the first in the library."""
    return sorted(exercises, key=lambda each: (-lines.liked[each], problem.pool[each].seconds, each))[:count]


def best_of_line(problem: Problem, lines: Lines, line: str, count: int) -> list[int]:
    """Return the best ``count`` exercises of a small line, no two nearly the same, those for this line alone first.

    A row in a plank is mainly trunk work: with a bench or a band, athletes row heavier without it.
    """

    def order(each: int) -> tuple[object, ...]:
        return -lines.liked[each], each in lines.held, problem.pool[each].seconds, each

    chosen: list[int] = []
    for each in sorted(lines.members[line] - lines.main, key=order):
        if len(chosen) < count and not any({each, one} <= some for one in chosen for some in lines.alike):
            chosen.append(each)
    return chosen


KNEE_LIFTS = ("squat", "lunge", "step")
"""Movements that load the knee alike, on two legs or one: a squat and a split squat are siblings."""


def siblings(library: Library, pool: Sequence[Candidate], one: int, other: int) -> bool:
    """Return whether two lifts are the same movement, or a step or two apart on a ladder."""
    patterns = {pool[one].pattern, pool[other].pattern}
    if len(patterns) == 1 or patterns <= {*KNEE_LIFTS}:
        return True
    names, next_to = (pool[one].exercise_id, pool[other].exercise_id), _next_to(library)
    here, there = ({name, *next_to.get(name, ())} for name in names)
    return bool(here & there)


@kept_on_library
def _next_to(library: Library) -> dict[str, frozenset[str]]:
    """Return for each exercise of a ladder itself and the exercises one step easier and one step harder."""
    next_to: dict[str, set[str]] = {}
    for easier, harder in library.progressions[["exercise_id", "harder_id"]].itertuples(index=False):
        next_to.setdefault(easier, {easier}).add(harder)
        next_to.setdefault(harder, {harder}).add(easier)
    return {name: frozenset(others) for name, others in next_to.items()}


LIFTS = {"squat": "squat", "lunge": "lunge", "step": "step", "hinge": "hinge", "bridge": "bridge"}
"""Word in a session's name for a lift of each movement."""


WORDS = {
    "calves": ("calf_straight", "calf_bent"),
    "upper body": UPPER,
    "trunk": ("trunk",),
    "hips": ("adductor", "hip_abduction"),
    "feet": ("foot", "shin"),
    "hops": (JUMPS,),
    "hamstrings": (HAMSTRINGS,),
}
"""Words in a session's name for other lines, in this order."""


def words_of(problem: Problem, lines: Lines, exercises: Iterable[int]) -> list[str]:
    """Return the words for the name of a session with these exercises, the most important first."""
    there = set(exercises)
    mains = [line for line in MAIN_LINES[:2] if there & lines.members[line]]
    lifts = [problem.pool[min(there & lines.members[line])].pattern for line in mains]
    others = [word for word, names in WORDS.items() if any(there & lines.members[name] for name in names)]
    return [*(LIFTS.get(pattern, pattern) for pattern in lifts), *others]
