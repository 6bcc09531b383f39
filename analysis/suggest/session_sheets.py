"""Sets found become sheets: sessions in an order a coach would do them in, as routines like any other."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.library.library import Library
from analysis.library.sheet_text import sheet_text
from analysis.suggest.candidates import Candidate, candidates, in_session, one_set
from analysis.suggest.equipment_cells import equipment_text
from analysis.suggest.problem import Problem
from analysis.suggest.sheet_rows import free_name

WARM_UP, SPRINGY, STRENGTH = "Warm-up", "Hops and jumps", "Strength"
"""Sections of a session, in their order."""


PREFIX = "suggested"
"""What ids of suggested sessions begin with; the weekday follows."""


def session_sheets(library: Library, problem: Problem, sets: Sequence[Sequence[int]]) -> dict[str, str]:
    """Write a sheet for every day that has a set, by routine_id.

    A session opens with its warm-up, then come hops and jumps while the legs are fresh, then strength: heavy before
    moderate before light, of these what rests longest and then what moves most of the body, the trunk last.
    Jumps make a session of their own only where all that is asked for is jumps, as beside fixed sessions of strength
    work: jumps alone did little for economy (barrio_2023), though five minutes of hops a day helped (engeroff_2023).
    """
    question = problem.question
    warm_up = [candidates(library, *question.pace)[name] for name in question.warm_up]
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
