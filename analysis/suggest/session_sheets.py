"""Sheets from found sets: sessions in a coach's order, as routines like any other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from analysis.base.names import snake
from analysis.base.text import listing
from analysis.library.additions import LONGEST_NAME
from analysis.library.demand import demand
from analysis.library.library import Library
from analysis.library.sheets.sheet_text import sheet_text
from analysis.suggest.candidates import Candidate, candidates, in_session, one_set
from analysis.suggest.owned_equipment import equipment_text
from analysis.suggest.requests.question import Question
from analysis.suggest.routine_rows import free_name
from analysis.suggest.solving.problem import Problem

WARM_UP, SPRINGY, STRENGTH = "Warm-up", "Hops and jumps", "Strength"
"""Sections of a session, in their order."""


PREFIX = "suggested"
"""Prefix of the ids of least-minutes sessions; the weekday follows."""


def session_sheets(
    library: Library,
    problem: Problem,
    sets: Sequence[Sequence[int]],
    turns: Sequence[Iterable[tuple[int, int]]] = (),
    words: Sequence[Sequence[str]] = (),
    main: Mapping[int, int] | None = None,
) -> dict[str, tuple[str, str]]:
    """Return a sheet for every day with a set: weekday and text, by routine_id.

    A session opens with its warm-up, then hops and jumps while the legs are fresh, then strength: the main lifts, then
    heavy before moderate before light, longest rests first, then big movements, and the trunk last. Exercises in
    ``turns`` are supersets, A1 and A2; ``words`` name the session of each day, and ``main`` lifts, by their rank, come
    before all other strength work. Jumps make up a session of their own only if jumps are all that is asked for, such
    as beside fixed strength sessions: jumps alone did little for economy (barrio_2023), though five minutes of hops a
    day helped (engeroff_2023).
    """
    question = problem.question
    warm_up = [candidates(library, *question.pace)[name] for name in question.warm_up]
    opening = [
        _row(library, question, opener, question.opener_sets(opener), WARM_UP, weights=False) for opener in warm_up
    ]
    sheets: dict[str, tuple[str, str]] = {}
    for number, (day, counts) in enumerate(zip(question.days, sets, strict=True)):
        blocks = _blocks(problem, counts, turns[number] if turns else (), main or {})
        letters = iter("ABCDEFGHIJ")
        rows = []
        for block in blocks:
            letter = next(letters) if len(block) > 1 else ""
            for place, each in enumerate(block, start=1):
                section = STRENGTH if problem.pool[each].strength else SPRINGY
                # Light work stays light: a weight would make it harder and need longer rests.
                weights = section == STRENGTH and not question.least and problem.pool[each].demand != "light"
                row = _row(library, question, problem.pool[each], counts[each], section, weights=weights)
                row["effort"] = _effort(question, problem.pool[each])
                rows.append({**row, "exercise": f"{letter}{place} {row['exercise']}"} if letter else row)
        if rows:
            named = dict(question.names).get(day.weekday)
            name = _free_words(library, words[number], sheets) if words else f"{PREFIX}_{day.weekday}"
            name = snake(named) if named else name
            sheets[free_name(library, name, sheets)] = day.weekday, sheet_text([*opening, *rows])
    return sheets


def _blocks(
    problem: Problem, counts: Sequence[int], turns: Iterable[tuple[int, int]], main: Mapping[int, int]
) -> list[tuple[int, ...]]:
    """Return the exercises of a session in order, supersets together at the position of their first exercise."""

    def place(each: int) -> tuple[object, ...]:
        strength, trunk, *others = in_session(problem.pool[each])
        return strength, trunk, main.get(each, len(main)), *others

    standing = sorted((each for each, count in enumerate(counts) if count), key=place)
    partner = {each: other for pair in turns for each, other in (pair, pair[::-1])}
    blocks: list[tuple[int, ...]] = []
    for each in standing:
        if any(each in block for block in blocks):
            continue
        blocks.append((each, partner[each]) if each in partner else (each,))
    return blocks


def _free_words(library: Library, words: Sequence[str], taken: Iterable[str]) -> str:
    """Return a session's name from its first two words, or from two others if that name is taken."""
    known = {*library.routines["routine_id"], *taken}
    names = [snake(listing(pair)) for pair in itertools.combinations(words, min(2, len(words)))]
    return next((name for name in names if name not in known and len(name) <= LONGEST_NAME), names[0])


def _row(
    library: Library, question: Question, candidate: Candidate, count: int, section: str, *, weights: bool
) -> dict[str, str]:
    # A warm-up exercise counts no strength sets, though it may be strength work elsewhere.
    phase = "activation" if section == WARM_UP and candidate.strength else candidate.phase
    items = _of_exercise(library, candidate, equipment_text(library, candidate.exercise_id, question.equipment))
    if weights:
        items = _with_weights(library, items)
    return {
        "section": section,
        "phase": phase,
        "exercise": _name(library, question, candidate),
        "dose": one_set(candidate.dose, count),
        "equipment": items,
    }


def _name(library: Library, question: Question, candidate: Candidate) -> str:
    """Return the name of an exercise for the athlete's equipment: no "dumbbell" if they only have a kettlebell."""
    name = str(library.exercises["name"].iloc[candidate.row])
    owned = question.equipment or ()
    for item in owned:
        other = library.coding.items[item]["stands_in_for"]
        if not other or other in owned:
            continue
        own = name.replace(other, item).replace(other.capitalize(), item.capitalize())
        reading = library.coding.names.read(own, [item])
        if own != name and reading is not None and reading.exercise_id == candidate.exercise_id:
            return own
    return name


IN_RESERVE = {"new": 4, "some": 3, "trained": 2}
"""Repetitions in reserve of a set, by the athlete's level (custom)."""


HEAVY_RESERVE, RACE_RESERVE = 2, 4
"""Repetitions in reserve of a heavy set, and of any set that maintains strength, as in race week (custom)."""


def _effort(question: Question, candidate: Candidate) -> str:
    """Return the effort of an exercise's sets as repetitions in reserve; blank for light work, holds and jumps.

    Few repetitions near failure are heavy work by the rules of demand: moderate work keeps enough in reserve to stay
    moderate.
    """
    dose = candidate.dose
    if question.least or candidate.kind != "strength" or not dose.reps_max:
        return ""
    left = HEAVY_RESERVE if candidate.demand == "heavy" else IN_RESERVE[question.level]
    reps = float(dose.reps_min or 0), float(dose.reps_max)
    for reserve in range(left if question.build else RACE_RESERVE, RACE_RESERVE + 1):
        effort = f"{reserve} in reserve"
        if demand(candidate.demand, effort=effort, load_kind="external", reps=reps) == candidate.demand:
            return effort
    return ""


def _with_weights(library: Library, items: str) -> str:
    """Return the items of a cell with weights as required instead of optional."""
    weights = {item for item, about in library.coding.items.items() if about["load_kind"] == "external"}
    return " + ".join(item.rstrip("?") if item.rstrip("?") in weights else item for item in items.split(" + "))


def _of_exercise(library: Library, candidate: Candidate, items: str) -> str:
    """Return the items of a cell without those that would turn the name into another exercise, as a kettlebell may."""
    name = library.exercises["name"].iloc[candidate.row]
    kept = []
    for item in items.split(" + "):
        reading = library.coding.names.read(name, [item.rstrip("?")])
        if reading is None or reading.exercise_id == candidate.exercise_id:
            kept.append(item)
    return " + ".join(kept) or "none"
