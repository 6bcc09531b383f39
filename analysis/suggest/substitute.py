"""What to do instead: exercises ranked by the muscles they work and how they move, and whole routines rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.ask.equipment import read_equipment, usable
from analysis.ask.exercises import read_exercises
from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.frames import positions
from analysis.base.text import inline, listing, number, plural
from analysis.library.labels import add_words, labels
from analysis.library.library import Library
from analysis.library.loading import add_sheet_texts
from analysis.library.sheets import NO_EQUIPMENT
from analysis.suggest.candidates import amount_of, candidates, phase_of
from analysis.suggest.request import read_number
from analysis.suggest.session_sheets import equipment_text, usable_text
from analysis.suggest.sheet_rows import Row, free_name, routine_rows, rows_text
from analysis.volume.amounts import Floats
from analysis.volume.weights import weights_of

PROFILE_PART = 0.75
"""How much the muscles count in a rank, the rest being the movement pattern (ours)."""


LOADS_SAID = {"external": "the weight", "band": "the band's pull"}


LIKE = 0.25
"""Rank below which an exercise is no substitute (ours)."""


COLUMNS = ["rank", "exercise_id", "likeness", "profile", "same_pattern", "lost", "gained", "equipment", "usual_dose"]


@checked
def substitute(
    library: Library, exercise: str, *, equipment: Iterable[str] | None = None, best: int = 5
) -> pd.DataFrame:
    """Rank what can be done instead of an exercise, without what the athlete does not have.

    Parameters
    ----------
    library : Library
    exercise : str
        Id or name.
    equipment : iterable of str, optional
        What the athlete has; default everything.
    best : int
        How many are returned, at most.

    Returns
    -------
    DataFrame
        One row per exercise, the likest first: rank, exercise_id, exercise, likeness (0 to 1: 0.75 of it the profile,
        0.25 the pattern, ours), profile (what both give the same muscles, as part of what either gives), same_pattern,
        lost and gained (in words: a kind of load, and parts of a set that muscles get less or more), equipment (needed,
        in words) and usual_dose. Stretches stand for stretches, strength for strength, hops and jumps for their like.

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
    (wanted,) = read_exercises(library, [exercise], "substitute")
    shown = int(read_number("best", best, 1, 100, whole=True))
    have = usable(library, None if equipment is None else tuple(read_equipment(library, equipment)))
    return _ranked(library, wanted, have).head(shown)


def _ranked(library: Library, wanted: str, have: frozenset[str]) -> pd.DataFrame:
    table = library.exercises
    place = int(positions(table["exercise_id"], [wanted])[0])
    kind = phase_of(str(table["mode"].iloc[place]))
    weights = weights_of(library, by="muscle", counting="fractional")
    matrix = weights.of("mobility" if kind == "mobility" else "strength")[0]
    own = matrix[place]
    pattern = table["movement_pattern"].iloc[place]
    names = labels(library, "muscle_id")
    words = [inline(names[one]) for one in weights.labels]
    items = labels(library, "equipment_id")
    loaded = _loads(library, wanted, usable(library, None))
    rows = []
    for one in candidates(library, SECONDS_PER_REP):
        if one.exercise_id == wanted or one.phase != kind or not one.needs <= have:
            continue
        other = matrix[one.row]
        either = float(np.maximum(own, other).sum())
        profile = float(np.minimum(own, other).sum()) / either if either else 0.0
        same = one.pattern == pattern
        likeness = PROFILE_PART * profile + (1 - PROFILE_PART) * same
        if profile > 0 and likeness >= LIKE:
            needs = listing([inline(items[item]) for item in items if item in one.needs]) or "none"
            lost, gained = _less(own, other, words), _less(other, own, words)
            loads = _loads(library, one.exercise_id, have)
            gone = [LOADS_SAID[load] for load in LOADS_SAID if load in loaded - loads]
            lost = "; ".join([*gone, *([lost] if lost else [])])
            rows.append((one.exercise_id, likeness, profile, same, lost, gained, needs, str(one.dose)))
    frame = pd.DataFrame(rows, columns=COLUMNS[1:])
    frame = frame.round({"likeness": 4, "profile": 4})
    frame = frame.sort_values("likeness", ascending=False, kind="stable", ignore_index=True)
    frame.insert(0, "rank", np.arange(1, len(frame) + 1))
    return add_words(library, frame, "exercise_id")


def _less(own: Floats, other: Floats, words: list[str]) -> str:
    """Say of which muscles a set of another gives less, and how much of a set."""
    less = own - other
    return listing([f"{word} {number(part)}" for word, part in zip(words, less, strict=True) if part > 0])


def _loads(library: Library, exercise: str, have: frozenset[str]) -> set[str]:
    """Return the kinds of load an exercise can have with what there is."""
    coding = library.coding
    items = [item for item, _ in coding.usual.get(exercise, ()) if item in have]
    return {kind for item in items if (kind := coding.items[item]["load_kind"])}


@dataclass(frozen=True, eq=False)
class RewrittenRoutine:
    """A routine for what an athlete owns.

    Attributes
    ----------
    routine_id : str
        Of the rewritten routine: ``runners_world_rewritten``.
    sheet : str
        As a sheet.
    library : Library
        With it in it.
    table : DataFrame
        One row per entry that needs something the athlete does not have: position, exercise_id, exercise, missing (in
        words), instead_id, instead (blank where nothing is like it: the entry is left out), lost, gained.

    Examples
    --------
    >>> from analysis import load_library
    >>> new = substitute_routine(load_library(), "runners_world", equipment=["mini_band", "mat"])
    >>> new.table[["exercise", "instead"]].values.tolist()[0]
    ['Hip thrust', 'Glute bridge']
    """

    routine_id: str
    sheet: str
    library: Library
    table: pd.DataFrame


@checked
def substitute_routine(library: Library, routine: str, *, equipment: Iterable[str]) -> RewrittenRoutine:
    """Rewrite a routine for what an athlete owns: what needs more is replaced by what is likest, set for set.

    A substitute keeps the sets and rounds, has its own usual repetitions or seconds, and is not one that the routine
    already has.

    Parameters
    ----------
    library : Library
    routine : str
        A routine_id or name.
    equipment : iterable of str
        What the athlete has, or ``none``.

    Returns
    -------
    RewrittenRoutine

    Raises
    ------
    ArgumentError
        If a name is unknown, or nothing of the routine can be done or replaced.

    Examples
    --------
    >>> from analysis import load_library
    >>> substitute_routine(load_library(), "run_forever", equipment=["long_band", "step", "wall"]).table.empty
    True
    """
    (routine_id,) = read_routines(library, [routine])
    own = tuple(read_equipment(library, equipment))
    have = usable(library, own)
    items = labels(library, "equipment_id")
    doses = {one.exercise_id: one.dose for one in candidates(library, SECONDS_PER_REP)}
    rows = routine_rows(library, routine_id)
    taken = {row.exercise_id for row in rows}
    kept: list[Row] = []
    found = []
    for row in rows:
        needs = [item for item in row.equipment.split(" + ") if item != NO_EQUIPMENT and not item.endswith("?")]
        missing = [item for item in needs if item not in have]
        if not missing:
            kept.append(replace(row, equipment=usable_text(library, row.equipment.split(" + "), own)))
            continue
        ranked = _ranked(library, row.exercise_id, have)
        ranked = ranked[~ranked["exercise_id"].isin(taken)].reset_index(drop=True)
        gone = listing([inline(items[item]) for item in missing])
        if ranked.empty:
            found.append((row.position, row.exercise_id, gone, "", "", "all of it", ""))
            continue
        first = ranked.iloc[0]
        instead = str(first["exercise_id"])
        taken.add(instead)
        amount = amount_of(doses[instead])
        text = equipment_text(library, instead, own)
        words = str(first["exercise"])
        kept.append(replace(row, notes="", exercise_id=instead, name=words, amount=amount, equipment=text))
        found.append((row.position, row.exercise_id, gone, instead, first["exercise"], first["lost"], first["gained"]))
    names = ["position", "exercise_id", "missing", "instead_id", "instead", "lost", "gained"]
    name = free_name(library, f"{routine_id}_rewritten")
    sheet = rows_text(kept)
    return RewrittenRoutine(
        routine_id=name,
        sheet=sheet,
        library=add_sheet_texts(library, {name: sheet}),
        table=add_words(library, pd.DataFrame(found, columns=names), "exercise_id"),
    )


@checked
def say_substitutes(library: Library, exercise: str, ranked: pd.DataFrame) -> str:
    """Say what can be done instead of an exercise, best first, and what is lost.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> print(say_substitutes(library, "hip_thrust", substitute(library, "hip_thrust", equipment=["mat"], best=1)))
    Instead of hip thrust: glute bridge (loses the weight).
    """
    (wanted,) = read_exercises(library, [exercise], "substitute")
    name = inline(labels(library, "exercise_id")[wanted])
    if ranked.empty:
        return f"Nothing in the library with that equipment is like {name}."
    said = [
        f"{inline(other)} ({f'loses {lost}' if lost else 'nothing lost'})"
        for other, lost in zip(ranked["exercise"], ranked["lost"], strict=True)
    ]
    return f"Instead of {name}: {'; '.join(said)}."


@checked
def say_rewritten(new: RewrittenRoutine) -> str:
    """Say what is replaced in a routine, and what is left out.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_rewritten(substitute_routine(load_library(), "run_forever", equipment=["long_band", "wall"])))
    1 exercise replaced: slow eccentric heel tap (needs step or kerb) by reverse lunge to knee drive.
    """
    table = new.table
    swapped = table[table["instead"] != ""]
    out = table[table["instead"] == ""]
    if table.empty:
        return "Everything can be done with what is there."
    parts = []
    if len(swapped):
        columns = (swapped[name].tolist() for name in ("exercise", "missing", "instead", "lost"))
        said = [
            f"{inline(one)} (needs {needs}) by {inline(instead)}{f', which loses {lost}' if lost else ''}"
            for one, needs, instead, lost in zip(*columns, strict=True)
        ]
        parts.append(f"{plural(len(said), 'exercise')} replaced: {'; '.join(said)}.")
    if len(out):
        parts.append(f"Nothing is like {listing([inline(one) for one in out['exercise']])}: left out.")
    return " ".join(parts)
