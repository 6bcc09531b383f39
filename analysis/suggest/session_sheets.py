"""Sets found become sheets: sessions in an order a coach would do them in, as routines like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from analysis.library.library import Library
from analysis.library.sheet_text import sheet_text
from analysis.suggest.candidates import HARDEST_FIRST, TRUNK_PATTERNS, Candidate, candidates, one_set
from analysis.suggest.problem import Problem
from analysis.suggest.sheet_rows import free_name

WARM_UP, SPRINGY, STRENGTH = "Warm-up", "Hops and jumps", "Strength"
"""Sections of a session, in their order."""


PREFIX = "suggested"
"""What ids of suggested sessions begin with; the weekday follows."""


def session_sheets(library: Library, problem: Problem, sets: Sequence[Sequence[int]]) -> dict[str, str]:
    """Write a sheet for every day that has a set, by routine_id.

    A session opens with its warm-up, then come hops and jumps while the legs are fresh, then strength: heavy before
    moderate before light, work that moves much of the body before work for one muscle, the trunk last.
    """
    question = problem.question
    warm_up = [candidates(library, question.seconds_per_rep)[name] for name in question.warm_up]
    opening = [_row(library, opener, opener.sets[0], question.equipment, WARM_UP) for opener in warm_up]
    sheets = {}
    for day, counts in zip(question.days, sets, strict=True):
        chosen = {candidate: count for candidate, count in zip(problem.pool, counts, strict=True) if count}
        rows = [
            _row(library, candidate, chosen[candidate], question.equipment, STRENGTH if candidate.strength else SPRINGY)
            for candidate in sorted(chosen, key=in_session)
        ]
        if rows:
            sheets[free_name(library, f"{PREFIX}_{day.weekday}")] = sheet_text([*opening, *rows])
    return sheets


def weekday_of(name: str) -> str:
    """Return the weekday of a suggested session by its id.

    Examples
    --------
    >>> weekday_of("suggested_mon_2")
    'mon'
    """
    return name.removeprefix(f"{PREFIX}_")[:3]


def in_session(candidate: Candidate) -> tuple[bool, bool, int, float, str]:
    """Return what exercises of a session are ordered by.

    Examples
    --------
    >>> from analysis import load_library
    >>> known = candidates(load_library(), (2.0, 4.0))
    >>> sorted(["dead_bug", "clamshell", "hip_thrust", "pogo_hop"], key=lambda name: in_session(known[name]))
    ['pogo_hop', 'hip_thrust', 'clamshell', 'dead_bug']
    """
    # False before True: hops before strength, limbs before trunk. The id makes the order one and the same.
    trunk = candidate.pattern in TRUNK_PATTERNS
    return candidate.strength, trunk, HARDEST_FIRST.index(candidate.demand), -candidate.size, candidate.exercise_id


def _row(
    library: Library, candidate: Candidate, count: int, equipment: tuple[str, ...] | None, section: str
) -> dict[str, str]:
    # Whatever opens a session gives no strength sets, though it may be strength work elsewhere.
    phase = "activation" if section == WARM_UP and candidate.strength else candidate.phase
    return {
        "section": section,
        "phase": phase,
        "exercise": library.exercises["name"].iloc[candidate.row],
        "dose": one_set(candidate.dose, count),
        "equipment": equipment_text(library, candidate.exercise_id, equipment),
    }


def equipment_text(library: Library, exercise: str, equipment: Iterable[str] | None) -> str:
    """Write what an exercise uses of what an athlete owns, as a sheet says it; blank, as coded, for everything.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> equipment_text(library, "split_squat", ["mat"]), equipment_text(library, "clamshell", ["long_band"])
    ('mat?', 'long_band?')
    """
    if equipment is None:
        return ""
    items = [item + ("" if required else "?") for item, required in library.coding.usual.get(exercise, ())]
    return usable_text(library, items, tuple(equipment))


def usable_text(library: Library, items: Iterable[str], equipment: Collection[str]) -> str:
    """Write the items of a sheet's cell that an athlete owns, or what stands in for them.

    Examples
    --------
    >>> from analysis import load_library
    >>> usable_text(load_library(), ["mini_band", "mat?"], ("long_band",))
    'long_band'
    """
    stand_ins: dict[str, str] = dict(
        zip(library.equipment["stands_in_for"], library.equipment["equipment_id"], strict=True)
    )
    kept: dict[str, bool] = {}
    for item in items:
        name, optional = item.rstrip("?"), item.endswith("?")
        # A long band does what a mini band does; an item that is optional stays so, unless another needs it.
        there = name if name in equipment else stand_ins.get(name, "")
        if there in equipment:
            kept[there] = kept.get(there, True) and optional
    return " + ".join(f"{item}?" if optional else item for item, optional in kept.items()) or "none"
