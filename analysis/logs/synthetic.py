"""An invented squad: example logs of invented athletes, made from a block with a seeded random generator."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.base.arguments import checked
from analysis.base.files import write_text
from analysis.block.plan import BlockPlan
from analysis.library.labels import labels
from analysis.library.terms import COUNTED_KINDS
from analysis.logs.reading.month_names import ENGLISH


class Done(NamedTuple):
    """A completed set; 0 if a field doesn't apply."""

    start: datetime.datetime
    workout: str
    exercise: str
    number: int
    warm_up: bool
    kilograms: float
    reps: int
    seconds: int
    rpe: float


class Athlete(NamedTuple):
    """An invented athlete: how often sessions are skipped and moved, the start load, its increase, and the app."""

    name: str
    app: str
    skips: float
    moves: float
    kilograms: float
    step: float


SQUAD = (
    Athlete("anna_example", "hevy", 0.05, 0.1, 40.0, 2.5),
    Athlete("ben_example", "strong", 0.3, 0.2, 60.0, 0.0),
    Athlete("cleo_sample", "fitnotes", 0.12, 0.0, 30.0, 1.25),
)


@checked
def write_synthetic_logs(
    folder: str | Path, block: BlockPlan, *, weeks: int | None = None, seed: int = 1
) -> list[Path]:
    """Write logs of three invented athletes who do a block, each as an app would export it.

    Parameters
    ----------
    folder : str or Path
    block : BlockPlan
    weeks : int, optional
        Number of weeks that are over; default all.
    seed : int
        The same seed writes the same bytes.

    Returns
    -------
    list of Path

    Raises
    ------
    FileError
        If the folder cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 2, "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> with TemporaryDirectory() as made:
    ...     print(*(path.name for path in write_synthetic_logs(made, plan)), sep=", ")
    anna_example.csv, ben_example.csv, cleo_sample.csv
    """
    writers: dict[str, Callable[[Sequence[Done]], str]] = {"hevy": _hevy, "strong": _strong, "fitnotes": _fitnotes}
    paths = []
    for athlete in SQUAD:
        chance = random.Random(f"{seed} {athlete.name}")
        path = Path(folder) / f"{athlete.name}.csv"
        write_text(path, writers[athlete.app](_sets(block, athlete, chance, weeks)))
        paths.append(path)
    return paths


def _sets(block: BlockPlan, athlete: Athlete, chance: random.Random, weeks: int | None) -> list[Done]:
    """Return the sets of an athlete; chance decides which sessions are done, when, and with how many repetitions."""
    routines = labels(block.source, "routine_id")
    over = block.weeks if weeks is None else block.weeks[:weeks]
    done: list[Done] = []
    sessions = block.sessions[["date", "week", "routine_id", "session"]]
    for date, week, routine, number in sessions.itertuples(index=False, name=None):
        # Drawn for every session, even if it is not over: a longer log begins like a shorter one.
        skipped, moved = chance.random() < athlete.skips, chance.random() < athlete.moves
        if week not in over or skipped:
            continue
        day = date.date() + datetime.timedelta(days=int(moved))
        start = datetime.datetime.combine(day, datetime.time(18, int(chance.random() * 30)))
        kilograms = athlete.kilograms + athlete.step * over.index(week)
        rows = block.prescriptions
        of_session = rows[(rows["date"] == date) & (rows["session"] == number)]
        done += _session(block, of_session, start, routines[routine], kilograms, chance)
        # An unplanned exercise that no library has, as in every real log.
        if chance.random() < 0.3:
            title = routines[routine]
            done += [Done(start, title, "Green Thing by Porch", nth, False, 35.0, 10, 0, 8.0) for nth in (1, 2)]
    return done


def _session(
    block: BlockPlan, rows: pd.DataFrame, start: datetime.datetime, title: str, kilograms: float, chance: random.Random
) -> Iterator[Done]:
    names = labels(block.source, "exercise_id")
    coded = block.source.coding
    rows = rows[["exercise_id", "kind", "sets_min", "reps_min", "reps_max", "work_s_min"]]
    for exercise, kind, sets, low, high, seconds in rows.itertuples(index=False, name=None):
        if kind not in COUNTED_KINDS:
            continue
        items = [coded.items[item]["load_kind"] for item, _ in coded.usual.get(exercise, ())]
        loaded = kind == "strength" and "external" in items
        shown = names[exercise] + (" (Dumbbell)" if loaded else "")
        if loaded:
            yield Done(start, title, shown, 1, True, kilograms / 2, 8, 0, 0.0)
        # Now and then the last set is left out.
        for number in range(1, int(sets) + 1 - (chance.random() < 0.1)):
            reps = 0 if pd.isna(low) else int(low) + int(chance.random() * (int(high) - int(low) + 1))
            rpe = 6.5 + 0.5 * int(chance.random() * 5) if loaded else 0.0
            time = 0 if pd.isna(seconds) else int(seconds)
            yield Done(start, title, shown, number, False, kilograms * loaded, reps, time, rpe)


def _text(header: str, rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header.split(","), *rows])
    return text.getvalue()


def _hevy(sets: Sequence[Done]) -> str:
    """Return an export of Hevy, with the newest workout first."""

    def when(day: datetime.datetime) -> str:
        return f"{day.day} {ENGLISH[day.month - 1].title()} {day.year}, {day:%H:%M}"

    rows: list[list[object]] = []
    for each in sorted(sets, key=lambda done: done.start, reverse=True):
        times = [when(each.start), when(each.start + datetime.timedelta(minutes=40))]
        kind = "warmup" if each.warm_up else "normal"
        amounts = [each.kilograms or "", each.reps or "", "", each.seconds or "", each.rpe or ""]
        rows.append([each.workout, *times, "", each.exercise, "", "", each.number - 1, kind, *amounts])
    header = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,"
    return _text(f"{header}weight_kg,reps,distance_km,duration_seconds,rpe", rows)


def _strong(sets: Sequence[Done]) -> str:
    """Return an export of Strong: semicolons, decimal commas, and a rest timer after each set."""
    rows: list[list[object]] = []
    for each in sets:
        start = [f"{each.start:%Y-%m-%d %H:%M:%S}", each.workout, each.exercise]
        weight = [f"{each.kilograms:g}".replace(".", ","), "kg" if each.kilograms else ""]
        rpe = f"{each.rpe:g}".replace(".", ",") if each.rpe else ""
        # This layout of Strong marks sets that are not plain in the order column.
        order = "W" if each.warm_up else each.number
        rows.append([*start, order, *weight, each.reps, rpe, "", "", each.seconds, "", "", "41m"])
        rows.append([*start, "Rest Timer", 0, "", 0, "", "", "", 60, "", "", "41m"])
    header = "Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,Distance Unit,Seconds,"
    return _text(f"{header}Notes,Workout Notes,Workout Duration", rows, ";")


def _fitnotes(sets: Sequence[Done]) -> str:
    """Return an export of FitNotes, which has no warm-ups and no effort."""
    rows = []
    for each in (done for done in sets if not done.warm_up):
        weight = [each.kilograms or "", "kg" if each.kilograms else ""]
        time = f"0:{each.seconds // 60:02d}:{each.seconds % 60:02d}" if each.seconds else ""
        rows.append([f"{each.start:%Y-%m-%d}", each.exercise, "Legs", *weight, each.reps or "", "", "", time, ""])
    return _text("Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment", rows)
