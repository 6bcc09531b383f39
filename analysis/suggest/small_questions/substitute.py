"""Substitutes: exercises ranked by muscles and movement pattern."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.ask.athlete import barred
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.exercises import read_exercise
from analysis.ask.numbers import read_number
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.frames import needs_columns, positions, texts_or_missing
from analysis.base.said import Said
from analysis.base.text import inline, listing, number
from analysis.library.labels import add_words, labels
from analysis.library.library import Library
from analysis.library.terms import DEMANDS
from analysis.suggest.candidates import candidates, phase_of
from analysis.volume.amounts import Floats
from analysis.volume.weight_matrix import weights_of

PROFILE_PART = 0.75
"""Share of the muscles in the likeness; the rest is the movement pattern (ours)."""


UNLIKE = 0.75
"""Factor on the likeness of a hold in place of a movement, and of a more demanding exercise (ours)."""


LIGHTER = 0.8
"""Factor on the likeness of light work in place of strength work: a drill of a lift trains no strength (ours)."""


LOADS_SAID = {"external": "the weight", "band": "the band's pull"}


LIKE = 0.25
"""Likeness below which an exercise is no substitute (ours)."""


COLUMNS = ["rank", "exercise_id", "likeness", "profile", "same_pattern", "lost", "gained", "equipment", "usual_dose"]


@checked
def substitute(
    library: Library,
    exercise: str,
    *,
    equipment: Iterable[str] | None = None,
    best: int = 5,
    level: str | None = None,
    avoid: str | Iterable[str] = (),
) -> pd.DataFrame:
    """Rank the substitutes for an exercise that an athlete has the equipment for.

    Parameters
    ----------
    library : Library
    exercise : str
        Id or name.
    equipment : iterable of str, optional
        Equipment the athlete has; default everything except gym-only items.
    best : int
        Most substitutes to return.
    level : {"new", "some", "trained"}, optional
        Training experience of the athlete: unsuitable exercises are left out, as in a suggested week.
    avoid : iterable of {"jumps", "deep_knee", "overhead", "balance"}
        Demands the athlete should avoid.

    Returns
    -------
    DataFrame
        One row per exercise, most alike first: rank, exercise_id, exercise, likeness (0 to 1: 0.75 profile and 0.25
        pattern, reduced for a hold in place of a movement, for a more demanding exercise, and for light work in place
        of strength work; ours), profile (work for the same muscles as a share of the work of either), same_pattern,
        lost and gained (in words: a kind of load, and parts of a set that muscles get less or more), equipment (needed,
        in words) and usual_dose.
        Stretches replace stretches, strength work strength work, jumps jumps and drills drills.

    Raises
    ------
    ArgumentError
        If a name is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> substitute(load_library(), "hip_thrust", equipment=["mat"])[["exercise", "lost"]].head(1).values.tolist()
    [['Glute bridge', 'the weight']]
    """
    wanted = read_exercise(library, exercise, "substitute")
    shown = int(read_number("best", best, 1, 100, whole=True))
    # Without a list of equipment, assume everything except gym-only items.
    have = usable(library, None if equipment is None else tuple(read_equipment(library, equipment)))
    return ranked_substitutes(library, wanted, have, barred(library, level, avoid)).head(shown)


def ranked_substitutes(library: Library, exercise: str, have: frozenset[str], out: frozenset[str]) -> pd.DataFrame:
    """Rank all exercises like one, without exercises that need missing equipment or do not suit the athlete."""
    table = library.exercises
    row = int(positions(table["exercise_id"], [exercise])[0])
    mode, demand = str(table["mode"].iloc[row]), DEMANDS.index(table["demand"].fillna("moderate").iloc[row])
    kind = phase_of(mode)
    weights = weights_of(library, by="muscle", counting="fractional")
    # Compare stretches by the muscles they stretch, strength work by the muscles it trains.
    matrix = weights.of("mobility" if kind == "mobility" else "strength")[0]
    work, pattern = matrix[row], table["movement_pattern"].iloc[row]
    names, items = labels(library, "muscle_id"), labels(library, "equipment_id")
    muscles = [inline(names[muscle]) for muscle in weights.labels]
    # The loads an exercise can have with all equipment; those a substitute cannot have are listed as lost.
    loads = _loads(library, exercise, frozenset(library.equipment["equipment_id"]))
    rows = []
    for other in candidates(library, SECONDS_PER_REP).values():
        if other.exercise_id in (exercise, *out) or _like(other.mode) != _like(mode) or not other.needs <= have:
            continue
        others = matrix[other.row]
        # Shared work as a share of the work of either: 1 for the same muscles in the same parts, 0 for none in common.
        either = float(np.maximum(work, others).sum())
        profile = float(np.minimum(work, others).sum()) / either if either else 0.0
        same = other.pattern == pattern
        likeness = PROFILE_PART * profile + (1 - PROFILE_PART) * same
        likeness *= UNLIKE ** ((other.mode == "isometric") != (mode == "isometric"))
        likeness *= UNLIKE ** (DEMANDS.index(other.demand) > demand)
        likeness *= LIGHTER ** (other.demand == DEMANDS[0] and demand > 0)
        if profile > 0 and likeness >= LIKE:
            gone = loads - _loads(library, other.exercise_id, have)
            lost = [*(words for load, words in LOADS_SAID.items() if load in gone), _less(work, others, muscles)]
            needs = listing([inline(items[item]) for item in items if item in other.needs]) or "none"
            figures = likeness, profile, same, "; ".join(filter(None, lost)), _less(others, work, muscles)
            apart = abs(DEMANDS.index(other.demand) - demand)
            rows.append((other.exercise_id, *figures, needs, str(other.dose), apart))
    frame = pd.DataFrame(rows, columns=[*COLUMNS[1:], "apart"]).round({"likeness": 4, "profile": 4})
    # Round before sorting: among exercises that read as equal, the nearest in demand comes first, then library order.
    frame = frame.sort_values(["likeness", "apart"], ascending=[False, True], kind="stable", ignore_index=True)
    frame = frame.drop(columns="apart")
    for name in ("lost", "gained"):  # blank becomes a missing value
        frame[name] = texts_or_missing(frame[name])
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return add_words(library, frame, "exercise_id")


def _like(mode: str) -> str:
    """Return the kind of exercise a mode can replace: strength, mobility, or else the mode itself."""
    phase = phase_of(mode)
    return mode if phase == "activation" else phase


def _less(work: Floats, other: Floats, muscles: list[str]) -> str:
    """Return in words which muscles get less from a set of another exercise, and how much of a set."""
    less = zip(muscles, work - other, strict=True)
    return listing([f"{muscle} {number(part)}" for muscle, part in less if part > 0])


def _loads(library: Library, exercise: str, have: frozenset[str]) -> set[str]:
    """Return the kinds of load an exercise can have with the equipment there is."""
    coding = library.coding
    items = [item for item, _ in coding.usual.get(exercise, ()) if item in have]
    return {kind for item in items if (kind := coding.items[item]["load_kind"])}


@checked
def say_substitutes(library: Library, exercise: str, ranked: pd.DataFrame) -> Said:
    """Return a sentence on the substitutes for an exercise, best first, and what each loses.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> say_substitutes(library, "hip_thrust", substitute(library, "hip_thrust", equipment=["mat"], best=1))
    Instead of hip thrust: glute bridge (loses the weight).
    """
    needs_columns(ranked, ["exercise", "lost"], "substitute")
    wanted = read_exercise(library, exercise, "substitute")
    name = inline(labels(library, "exercise_id")[wanted])
    if ranked.empty:
        return Said(f"Nothing in the library with that equipment is like {name}.")
    words = [
        f"{inline(other)} ({f'loses {lost}' if pd.notna(lost) else 'nothing lost'})"
        for other, lost in zip(ranked["exercise"], ranked["lost"], strict=True)
    ]
    return Said(f"Instead of {name}: {'; '.join(words)}.")
