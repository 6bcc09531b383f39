"""Workouts for a Garmin watch: one FIT file for each different session, written with Garmin's own kit."""

from __future__ import annotations

import binascii
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.csv_text import csv_text, marked
from analysis.base.errors import ArgumentError
from analysis.base.names import snake
from analysis.base.text import listing, plural, span
from analysis.block.plan import BlockPlan
from analysis.files.calendar_file import STAMP
from analysis.files.destinations import WATCH, target_of, write_together
from analysis.files.device_sessions import Ends, Move, Part, Workout, routine_workouts, workouts_of
from analysis.library.library import Library

FOLDER, LIST = "watch", "workouts.csv"
"""Folder of a block's workouts, and the list of their days."""


HOW = 'python -m pip install "runner-strength-routines[watch]", in a checkout: python -m pip install ".[watch]"'


UNKNOWN = 65534
"""Category of an exercise missing from the coding: a coach's own."""


LONGEST_NAME = 40
"""Maximum letters of a workout's name in its file name."""


Message = dict[str, Any]


def has_kit() -> bool:
    """Return whether Garmin's kit is installed."""
    return find_spec("garmin_fit_sdk") is not None


def _check_kit() -> None:
    if not has_kit():
        raise ArgumentError(f"workouts for a watch need Garmin's kit (garmin-fit-sdk): {HOW}")


@checked
def export_watch_workouts(
    source: BlockPlan | Library, folder: str | Path, *, routines: Iterable[str] | None = None
) -> list[Path]:
    """Write the different sessions of a block, or routines unchanged, as workouts for a Garmin watch (FIT).

    A set is a step of so many repetitions, seconds or metres; for a range the step has the least, and its note the
    whole dose. Timed work on one side is a step for each side. Rounds and sets are repeats, with the rests of the
    session estimate between them; the rest after the last one is the watch's own, as between sets.

    Parameters
    ----------
    source : BlockPlan or Library
        From `plan_block`, or `load_library`.
    folder : path
        Created if missing; files with the same names are replaced, each whole or not at all.
    routines : iterable of str, optional
        Routines of a library; default all.

    Returns
    -------
    list of Path
        A .fit file for each workout, and ``workouts.csv`` with the days of each.

    Raises
    ------
    ArgumentError
        If Garmin's kit is not installed (extra ``watch``), or a name is unknown.
    FileError
        If a file cannot be written.

    Notes
    -----
    These files have not been tried on a watch: Garmin's kit decodes them again, and they match the block.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library
    >>> written = export_watch_workouts(load_library(), tempfile.mkdtemp(), routines=["run_forever"])
    >>> [path.name for path in written]
    ['01-run_forever.fit', 'workouts.csv']
    """
    _check_kit()
    library, workouts = workouts_of(source, routines)
    home = Path(folder)
    files = {home / name: content for name, content in watch_files(library, workouts).items()}
    write_together(files, home, library)
    return list(files)


@checked
def export_watch_workout(library: Library, routine: str, path: str | Path) -> Path:
    """Write one routine unchanged as a workout for a Garmin watch, see `export_watch_workouts`.

    Parameters
    ----------
    library : Library
    routine : str
    path : path
        Ending in .fit; replaced, whole or not at all.

    Returns
    -------
    Path

    Raises
    ------
    ArgumentError
        If Garmin's kit is not installed, or the name is unknown.
    FileError
        If the suffix is not .fit, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import load_library
    >>> target = Path(tempfile.mkdtemp()) / "forever.fit"
    >>> export_watch_workout(load_library(), "run_forever", target).read_bytes()[8:12]
    b'.FIT'
    """
    _check_kit()
    target = target_of(path, "workout for a watch", [WATCH])
    (workout,) = routine_workouts(library, [routine])
    write_together({target: fit_bytes(workout, watch_exercises(library))}, target.parent, library)
    return target


def watch_files(library: Library, workouts: Iterable[Workout]) -> dict[str, bytes]:
    """Return what `export_watch_workouts` writes, by name."""
    coding = watch_exercises(library)
    files: dict[str, bytes] = {}
    rows = []
    for number, workout in enumerate(workouts, 1):
        name = f"{number:02d}-{snake(workout.routine_id).encode('ascii', 'ignore').decode()[:LONGEST_NAME]}.fit"
        files[name] = fit_bytes(workout, coding)
        dates = ", ".join(f"{date:%Y-%m-%d}" for date in workout.dates)
        rows.append({"file": name, "workout": workout.name, "weeks": workout.weeks, "dates": dates})
    return files | {LIST: marked(csv_text(pd.DataFrame(rows))).encode("utf-8")} if files else {}


def about_watch(library: Library, workouts: Iterable[Workout]) -> list[str]:
    """Return notes on what the watch doesn't get: exercises without a category in its vocabulary."""
    coding = watch_exercises(library)
    moves = (move for workout in workouts for part in workout.parts for move in part.moves)
    own = dict.fromkeys(move.name for move in moves if move.exercise_id not in coding)
    told = f"the watch shows {plural(len(own), 'exercise')} by name alone, in none of its categories: {listing([*own])}"
    return [told] if own else []


def watch_exercises(library: Library) -> dict[str, tuple[str, str]]:
    """Return each exercise's category and name in the FIT vocabulary; a blank name means the category alone."""
    table = library.watch_exercises
    pairs = zip(table["category"], table["name"].fillna(""), strict=True)
    return dict(zip(table["exercise_id"], pairs, strict=True))


def fit_bytes(workout: Workout, coding: Mapping[str, tuple[str, str]]) -> bytes:
    """Return a workout as FIT; the same workout has the same bytes, and a different one another serial number."""
    from garmin_fit_sdk import Encoder, Profile

    numbers = Profile["mesg_num"]
    steps = [step for part in workout.parts for step in _steps(part, coding)]
    _count(steps)
    about = {"sport": "training", "sub_sport": "strength_training", "wkt_name": workout.name}
    # A watch identifies workouts by serial number and creation time, and the time here is constant.
    serial = binascii.crc32(repr(workout).encode()) or 1
    made = {"type": "workout", "manufacturer": "development", "product": 0, "serial_number": serial}
    encoder = Encoder()
    encoder.write_mesg({"mesg_num": numbers["FILE_ID"], **made, "time_created": STAMP})
    encoder.write_mesg({"mesg_num": numbers["WORKOUT"], **about, "num_valid_steps": len(steps)})
    for step in steps:
        encoder.write_mesg({"mesg_num": numbers["WORKOUT_STEP"], **step})
    for title in _titles(steps):
        encoder.write_mesg({"mesg_num": numbers["EXERCISE_TITLE"], **title})
    return bytes(encoder.close())


def _count(steps: list[Message]) -> None:
    """Assign numbers to the steps, and point each repeat to the step that many before it."""
    for index, step in enumerate(steps):
        step["message_index"] = index
        if step["duration_type"] == "repeat_until_steps_cmplt":
            step["duration_value"] = index - step["duration_value"]


def _titles(steps: Iterable[Message]) -> list[Message]:
    """Return our names for exercises of the vocabulary, where only one exercise of ours uses the code."""
    names: dict[tuple[int, int], dict[str, None]] = {}
    for step in steps:
        if "exercise_name" in step:
            key = (step["exercise_category"], step["exercise_name"])
            names.setdefault(key, {})[step["wkt_step_name"].split(": ")[0]] = None
    alone = [(key, *own) for key, own in names.items() if len(own) == 1]
    return [
        {"message_index": index, "exercise_category": category, "exercise_name": name, "wkt_step_name": own}
        for index, ((category, name), own) in enumerate(alone)
    ]


def _steps(part: Part, coding: Mapping[str, tuple[str, str]]) -> list[Message]:
    """Return the steps of a part: a round, its repeat, and the rest before the next part."""
    steps: list[Message] = []
    for number, move in enumerate(part.moves):
        steps += [*(_rest(part.between) if number else []), *_sets(move, part.section, coding)]
    if part.rounds == 1:
        return [*steps, *_rest(part.then)]
    steps += _rest(part.after)
    # The first step to repeat is this many before the repeat, and is numbered once all steps are known.
    repeat = {"duration_type": "repeat_until_steps_cmplt", "duration_value": len(steps), "target_value": part.rounds}
    more = (max(0, part.then[0] - part.after[0]), max(0, part.then[1] - part.after[1]))
    return [*steps, {**repeat, "target_type": "open"}, *_rest(more)]


def _rest(seconds: Ends) -> list[Message]:
    """Return a step of rest, the least of its range; none without a rest."""
    if not seconds[0]:
        return []
    note = {"notes": f"{span(*seconds)} s"} if seconds[0] != seconds[1] else {}
    return [{**_timed(seconds[0]), "wkt_step_name": "Rest", "intensity": "rest", **note}]


def _timed(seconds: float) -> Message:
    return {"duration_type": "time", "duration_value": round(1000 * seconds), "target_type": "open"}


def _sets(move: Move, section: str, coding: Mapping[str, tuple[str, str]]) -> list[Message]:
    """Return the steps of a set: one, or one for each side of work that is timed or measured side after side."""
    least = move.ends[0]
    sides: tuple[str, ...] = ("",)
    if move.every_s:
        amount = _timed(move.every_s)  # the remaining time until the next set is the rest
    elif move.amount == "reps":
        amount = {"duration_type": "reps", "duration_value": least, "target_type": "open"}
    elif move.amount == "open":
        amount = {"duration_type": "open", "target_type": "open"}
    else:
        apart = move.per != "both" and not move.alternates
        both = 2 if move.per != "both" and move.alternates else 1
        sides = _sides(move) if apart else ("",)
        metres = {"duration_type": "distance", "duration_value": 100 * least * both, "target_type": "open"}
        amount = metres if move.amount == "metres" else _timed(least * both)
    turns = "; sides take turns" if move.alternates and move.per == "side" else ""
    notes = f"{move.said}{turns}{f' ({section})' if section else ''}"
    named = _exercise(move.exercise_id, coding)
    return [
        {
            **amount,
            **named,
            "wkt_step_name": ": ".join(filter(None, (move.name, side))),
            "intensity": "active",
            "notes": notes,
        }
        for side in sides
    ]


def _sides(move: Move) -> tuple[str, ...]:
    """Return the names of a set's two sides; of two-legged work printed per side, its halves."""
    if move.per == "direction":
        return "one way", "other way"
    return ("first half", "second half") if move.two_legged else ("one side", "other side")


def _exercise(exercise: str, coding: Mapping[str, tuple[str, str]]) -> Message:
    """Return category and name of an exercise as FIT numbers."""
    from garmin_fit_sdk import Profile

    category, name = coding.get(exercise, ("", ""))
    numbers = {word: number for number, word in Profile["types"]["exercise_category"].items()}
    if not category:
        return {"exercise_category": UNKNOWN}
    known = Profile["types"].get(f"{category}_exercise_name", {})
    of_name = {word: number for number, word in known.items()}
    return {"exercise_category": numbers[category], **({"exercise_name": of_name[name]} if name else {})}
