"""A plan for the phone: the different sessions of a block, or routines, as a LiftLog plan file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis.base.arguments import checked
from analysis.base.text import listing, plural
from analysis.block.plan import BlockPlan
from analysis.files.calendar_file import STAMP
from analysis.files.destinations import PHONE, target_of, write_together
from analysis.files.device_sessions import Circuit, Ends, Move, Workout, workouts_of
from analysis.library.library import Library

PLAN_VERSION, SESSION_VERSION = 3, 6
"""Version of the format, as its maintainers document it."""


MANY: Ends = (1, 99)
"""Repetitions of an open set, for which the format requires numbers."""


RESISTANCE = {"external": "external", "band": "none", "bodyweight": "bodyweight"}
"""Source of the load, by our load kind: a band has no weight to log."""


TRACKED = ("Duration", "Distance", "Resistance", "Incline", "Weight", "Steps")
"""Figures that the app can ask for when timed or measured work is logged."""


@checked
def export_phone_plan(source: BlockPlan | Library, path: str | Path, *, routines: Iterable[str] | None = None) -> Path:
    """Write the different sessions of a block, or routines unchanged, as a LiftLog plan file.

    Repetitions, including ranges, are planned sets; timed and measured work has the least of its range; the exercises
    of a circuit are supersets. What the format has no field for goes into the notes: `about_phone` lists it.

    Parameters
    ----------
    source : BlockPlan or Library
        From `plan_block`, or `load_library`.
    path : path
        Ending in .liftlogplan; replaced, whole or not at all.
    routines : iterable of str, optional
        Routines of a library; default all.

    Returns
    -------
    Path

    Raises
    ------
    ArgumentError
        If a name is unknown.
    FileError
        If the suffix is not .liftlogplan, or the file cannot be written.

    Notes
    -----
    LiftLog is a separate program under the AGPL: this uses its documented format, and none of its code. Loads are left
    out, since the app asks for them and never increases a load that nobody typed: they are in the notes.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library
    >>> target = Path(tempfile.mkdtemp()) / "mine.liftlogplan"
    >>> plan = json.loads(export_phone_plan(load_library(), target, routines=["run_forever"]).read_text())
    >>> plan["sessions"][0]["name"], len(plan["sessions"][0]["exercises"])
    ('Run forever', 6)
    """
    target = target_of(path, "plan for the phone", [PHONE])
    library, workouts = workouts_of(source, routines)
    if isinstance(source, BlockPlan):
        content = block_plan_bytes(source, workouts)
    else:
        content = plan_bytes(listing([workout.name for workout in workouts]), f"{STAMP:%Y-%m-%d}", workouts)
    write_together({target: content}, target.parent, library)
    return target


def block_plan_bytes(plan: BlockPlan, workouts: Sequence[Workout]) -> bytes:
    """Return the bytes that `export_phone_plan` writes for a block, with its start as the date of editing."""
    return plan_bytes(plan.spec.name, f"{plan.spec.start:%Y-%m-%d}", workouts)


def plan_bytes(name: str, edited: str, workouts: Sequence[Workout]) -> bytes:
    """Return a plan file with a session for each workout."""
    sessions = [_session(workout) for workout in workouts]
    plan = {"version": PLAN_VERSION, "name": name, "lastEdited": edited, "sessions": sessions}
    return (json.dumps(plan, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


NOTED: dict[str, Callable[[Sequence[Move]], bool]] = {
    "sides": lambda sets: sets[0].per != "both",
    "holds": lambda sets: bool(sets[0].hold),
    "ranges of times and distances": lambda sets: (
        not _weighted(sets) and any(one.ends[0] != one.ends[1] for one in sets)
    ),
    "ranges of sets": lambda sets: sets[0].sets[0] != sets[0].sets[1],
    "sets of as many as possible": lambda sets: any(one.amount == "open" for one in sets),
    "sets on the minute": lambda sets: bool(sets[0].every_s),
}
"""Properties without a field in the format, so that only the notes have them."""


def about_phone(workouts: Sequence[Workout]) -> list[str]:
    """Return notes on what the format has no field for: what is in notes only, and what is not in the file.

    Examples
    --------
    >>> from analysis import load_library
    >>> from analysis.files.device_sessions import routine_workouts
    >>> about_phone(routine_workouts(load_library(), ["fit_and_well"]))
    ['on the phone only the notes say: sides (5 exercises), holds (2); LiftLog has no field for them']
    """
    circuits = [circuit for workout in workouts for circuit in workout.circuits]
    moves = [(circuit, sets) for circuit in circuits for sets in circuit.members]
    lost = [
        sets
        for circuit, sets in moves
        if _is_superset(circuit) and not _weighted(sets) and sets is not circuit.members[-1]
    ]
    words: list[str] = []
    for what, is_noted in NOTED.items():
        names = dict.fromkeys(sets[0].exercise_id for _, sets in moves if is_noted(sets))
        if names:
            words.append(f"{what} ({plural(len(names), 'exercise') if not words else len(names)})")
    told = [f"on the phone only the notes say: {', '.join(words)}; LiftLog has no field for them"] if words else []
    if names := dict.fromkeys(sets[0].name for sets in lost):
        told.append(f"LiftLog can't link timed exercises to the next one; do it back to back: {listing([*names])}")
    return told


def _is_superset(circuit: Circuit) -> bool:
    """Return whether exercises are done back to back for more than one round."""
    return len(circuit.members) > 1 and any(len(sets) > 1 for sets in circuit.members)


def _weighted(sets: Sequence[Move]) -> bool:
    """Return whether sets are measured in repetitions."""
    return all(one.amount in ("reps", "open") for one in sets)


def _session(workout: Workout) -> dict[str, Any]:
    """Return a session with its exercises, circuit after circuit."""
    exercises = []
    for circuit in workout.circuits:
        back_to_back = _is_superset(circuit)
        for number, sets in enumerate(circuit.members, 1):
            joined = back_to_back and number < len(circuit.members)
            rest = circuit.parts[0].between if joined else circuit.parts[0].after
            exercises.append(_exercise(sets, circuit, _rest(rest), joined=joined))
    dates = ", ".join(f"{date:%Y-%m-%d}" for date in workout.dates)
    notes = f"{workout.weeks[:1].upper()}{workout.weeks[1:]}: {dates}." if dates else ""
    return {"version": SESSION_VERSION, "name": workout.name, "notes": notes, "exercises": exercises}


def _exercise(sets: Sequence[Move], circuit: Circuit, rest: dict[str, str], *, joined: bool) -> dict[str, Any]:
    """Return an exercise: planned sets of repetitions, or sets of a time or a distance."""
    first = sets[0]
    turns = ", sides take turns" if first.alternates and first.per == "side" else ""
    in_circuit = ", back to back with the next one" if joined and not _weighted(sets) else ""
    section = f"{circuit.section}: " if circuit.section else ""
    about = {"name": first.name, "notes": f"{section}{first.said}{turns}{in_circuit}", "link": first.link}
    if not _weighted(sets):
        timed = [{"target": _target(of_set), **_tracked(of_set), "restBetweenSets": rest} for of_set in sets]
        return {"type": "CardioExerciseBlueprint", **about, "sets": timed}
    planned = [MANY if of_set.amount == "open" else of_set.ends for of_set in sets]
    return {
        "type": "WeightedExerciseBlueprint",
        **about,
        "plannedSets": [{"reps": {"min": low, "max": high}} for low, high in planned],
        "restBetweenSets": rest,
        "supersetWithNext": joined,
        "resistance": RESISTANCE[first.load_kind],
        "progression": [],  # nobody typed an increase, or its timing
    }


def _rest(seconds: Ends) -> dict[str, str]:
    """Return a rest; after a failed set it is the longest of the range."""
    least, most = (f"PT{end}S" for end in seconds)
    return {"minRest": least, "maxRest": most, "failureRest": most}


def _target(move: Move) -> dict[str, Any]:
    """Return the target of a timed or measured set: the least of its range."""
    if move.amount == "metres":
        return {"type": "distance", "value": {"value": str(move.ends[0]), "unit": "metre"}}
    return {"type": "time", "value": f"PT{move.ends[0]}S"}


def _tracked(move: Move) -> dict[str, bool]:
    """Return what the app asks for after such a set: time or distance, and the weight if one is lifted."""
    asked = {
        "Distance" if move.amount == "metres" else "Duration",
        *(["Weight"] if move.load_kind == "external" else []),
    }
    return {f"track{what}": what in asked for what in TRACKED}
