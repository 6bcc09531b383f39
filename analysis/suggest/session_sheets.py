"""Sets found become sheets: sessions in an order a coach would do them in, as routines like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.library.library import Library
from analysis.library.sheet_text import sheet_text
from analysis.suggest.candidates import DEMANDS, TRUNK_PATTERNS, Candidate, candidates, one_set
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
    request = problem.request
    by_id = {one.exercise_id: one for one in candidates(library, request.seconds_per_rep)}
    opening = [_row(library, by_id[name], by_id[name].sets[0], request.equipment, WARM_UP) for name in request.warm_up]
    found = {}
    for day, counts in zip(request.days, sets, strict=True):
        chosen = [(one, count) for one, count in zip(problem.pool, counts, strict=True) if count]
        if not chosen:
            continue
        chosen.sort(key=lambda pair: in_session(pair[0]))
        rows = [
            _row(library, one, count, request.equipment, STRENGTH if one.strength else SPRINGY) for one, count in chosen
        ]
        found[free_name(library, f"{PREFIX}_{day.weekday}")] = sheet_text([*opening, *rows])
    return found


def weekday_of(name: str) -> str:
    """Return the weekday of a suggested session by its id.

    Examples
    --------
    >>> weekday_of("suggested_mon_2")
    'mon'
    """
    return name.removeprefix(f"{PREFIX}_")[:3]


def in_session(one: Candidate) -> tuple[bool, bool, int, float, str]:
    """Return what exercises of a session are ordered by.

    Examples
    --------
    >>> from analysis import load_library
    >>> known = {one.exercise_id: one for one in candidates(load_library(), (2.0, 4.0))}
    >>> sorted(["dead_bug", "clamshell", "hip_thrust", "pogo_hop"], key=lambda name: in_session(known[name]))
    ['pogo_hop', 'hip_thrust', 'clamshell', 'dead_bug']
    """
    trunk = one.pattern in TRUNK_PATTERNS
    return one.strength, trunk, DEMANDS.index(one.demand), -one.size, one.exercise_id


def _row(
    library: Library, one: Candidate, count: int, equipment: tuple[str, ...] | None, section: str
) -> dict[str, str]:
    phase = "activation" if section == WARM_UP and one.strength else one.phase
    return {
        "section": section,
        "phase": phase,
        "exercise": library.exercises["name"].iloc[one.row],
        "dose": one_set(one.dose, count),
        "equipment": equipment_text(library, one.exercise_id, equipment),
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


def usable_text(library: Library, items: Iterable[str], own: tuple[str, ...]) -> str:
    """Write the items of a sheet's cell that an athlete owns, or what stands in for them.

    Examples
    --------
    >>> from analysis import load_library
    >>> usable_text(load_library(), ["mini_band", "mat?"], ("long_band",))
    'long_band'
    """
    stand_ins = dict(zip(library.equipment["stands_in_for"], library.equipment["equipment_id"], strict=True))
    kept: dict[str, bool] = {}
    for item in items:
        name, optional = item.rstrip("?"), item.endswith("?")
        there = name if name in own else stand_ins.get(name)
        if there in own:
            kept[there] = kept.get(there, True) and optional
    return " + ".join(f"{item}?" if optional else item for item, optional in kept.items()) or "none"
