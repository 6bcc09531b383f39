"""Sessions for a watch or a phone: rounds of sets with the rests between them, each different session once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.ask.routines import read_routines
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.calendar import DAY_NAMES
from analysis.base.text import listing, span
from analysis.block.card_grid import doses_said
from analysis.block.plan import BlockPlan, check_plan
from analysis.block.sentences import weeks_said
from analysis.library.doses.dose_words import beside_words
from analysis.library.labels import labels
from analysis.library.library import Library
from analysis.library.links import row_links
from analysis.volume.amounts import OPEN, rows_of
from analysis.volume.rests import USUAL_RESTS, after_round, paced_by_work, prescribed_places, work_of
from analysis.volume.set_seconds import listed_amounts

Ends = tuple[int, int]
"""Least and most."""


@dataclass(frozen=True)
class Move:
    """One set of an exercise.

    Attributes
    ----------
    exercise_id, name : str
    amount : {"reps", "seconds", "metres", "open"}
        Measure of the set; open: as many repetitions as possible.
    ends : (int, int)
        Least and most of that measure, for one side; 0 if open.
    per : {"both", "side", "direction"}
    alternates : bool
        Whether sides alternate, repetition by repetition.
    every_s : int
        Seconds from the start of one set to the start of the next; 0 if not prescribed.
    said : str
        The whole dose in a coach's words, with load and effort.
    hold : str
        Seconds of a hold in each repetition; blank for none.
    sets : (int, int)
        Least and most sets of the exercise; this is one of them.
    load_kind : {"external", "band", "bodyweight"}
    two_legged : bool
        Whether both legs work at once.
    link : str
        The coach's own link; blank for none.
    """

    exercise_id: str
    name: str
    amount: str
    ends: Ends
    per: str
    alternates: bool
    every_s: int
    said: str
    hold: str
    sets: Ends
    load_kind: str
    two_legged: bool
    link: str


@dataclass(frozen=True)
class Part:
    """Identical rounds of a workout: sets of one exercise, or of several back to back.

    Attributes
    ----------
    section : str
    rounds : int
    moves : tuple of Move
    between : (int, int)
        Seconds of rest between the exercises of a round.
    after : (int, int)
        Seconds of rest after a round.
    then : (int, int)
        Seconds of rest before the next part; 0 at the end of the workout.
    """

    section: str
    rounds: int
    moves: tuple[Move, ...]
    between: Ends
    after: Ends
    then: Ends


@dataclass(frozen=True)
class Circuit:
    """Exercises done back to back, or a single one: the sets of each, and the rounds that they make."""

    section: str
    members: tuple[tuple[Move, ...], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Workout:
    """A session, with its days in a block.

    Attributes
    ----------
    name : str
        The routine, with the weeks if it differs between them.
    routine_id : str
    circuits : tuple of Circuit
    weeks : str
        In words; blank for a routine outside a block.
    dates : tuple of Timestamp
    """

    name: str
    routine_id: str
    circuits: tuple[Circuit, ...]
    weeks: str = ""
    dates: tuple[pd.Timestamp, ...] = ()

    @property
    def parts(self) -> list[Part]:
        """The rounds of the workout, circuit after circuit."""
        return [part for circuit in self.circuits for part in circuit.parts]


def workouts_of(source: BlockPlan | Library, routines: Iterable[str] | None = None) -> tuple[Library, list[Workout]]:
    """Return the library and a block's different sessions, or a library's routines unchanged."""
    if isinstance(source, BlockPlan):
        check_plan(source)
        return source.source, block_workouts(source)
    return source, routine_workouts(source, routines)


def routine_workouts(library: Library, routines: Iterable[str] | None = None) -> list[Workout]:
    """Return routines as workouts, as prescribed.

    Examples
    --------
    >>> from analysis import load_library
    >>> (forever,) = routine_workouts(load_library(), ["run_forever"])
    >>> [(part.rounds, part.moves[0].said, part.after) for part in forever.parts[:2]]
    [(2, '2 sets of 10 each side, blue or black band, or any', (20, 20)), (2, '2 sets of 10 each side', (20, 20))]
    """
    names, rows = labels(library, "routine_id"), library.prescriptions
    rows = rows.assign(beside=[beside_words(row) for row in rows.to_dict("records")])
    made = _circuits(library, _said(rows, "load", "effort"), row_links(library, rows))
    return [Workout(names[routine], routine, made[routine]) for routine in read_routines(library, routines)]


def _said(rows: pd.DataFrame, *words: str) -> list[str]:
    """Return each row in a coach's words: the dose, and the contents of some columns."""
    columns = (rows[name].fillna("") for name in words)
    return [", ".join(filter(None, parts)) for parts in zip(doses_said(rows), *columns, strict=True)]


def block_workouts(plan: BlockPlan) -> list[Workout]:
    """Return the different sessions of a block, each once, in order of their first days.

    Examples
    --------
    >>> from analysis import load_library, plan_block
    >>> phase = {"name": "base", "weeks": 3, "volume": [0.8, 1, 1], "mon": "runners_world"}
    >>> plan = plan_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> [(workout.name, len(workout.dates)) for workout in block_workouts(plan)]
    [("Runner's World, week 1", 1), ("Runner's World, weeks 2-3", 2)]
    """
    rows = plan.prescriptions
    circuits = _circuits(
        plan.library, _said(rows, "load", "effort", "variation"), plan.printed["link"].fillna("").tolist()
    )
    names, week = labels(plan.source, "routine_id"), {name: number for number, name in enumerate(plan.weeks, 1)}
    sessions = plan.sessions[["date", "week", "routine_id"]].to_dict("records")
    alike: dict[tuple[str, tuple[Circuit, ...]], list[dict[Any, Any]]] = {}
    for session, made in zip(sessions, plan.library.routines["routine_id"], strict=True):
        alike.setdefault((session["routine_id"], circuits[made]), []).append(session)
    several = [routine for routine, _ in alike]
    workouts = []
    for (routine, made), days in alike.items():
        weeks = weeks_said(plan.weeks, sorted({week[day["week"]] for day in days}))
        name = f"{names[routine]}, {weeks}" if several.count(routine) > 1 else names[routine]
        workouts.append(Workout(name, routine, made, weeks, tuple(day["date"] for day in days)))
    return _told_apart(workouts)


def _told_apart(workouts: Sequence[Workout]) -> list[Workout]:
    """Return workouts with unique names: two different sessions of a routine in the same weeks get their days."""
    names = [workout.name for workout in workouts]
    apart: list[Workout] = []
    for workout in workouts:
        days = listing([*dict.fromkeys(DAY_NAMES[date.weekday()] for date in sorted(workout.dates))])
        name = f"{workout.name}, {days}" if names.count(workout.name) > 1 else workout.name
        same = sum(other.name.rpartition(" #")[0] == name or other.name == name for other in apart)
        apart.append(replace(workout, name=f"{name} #{same + 1}" if same else name))
    return apart


def _circuits(library: Library, said: Sequence[str], links: Sequence[str]) -> dict[str, tuple[Circuit, ...]]:
    """Return the circuits of each routine of a library, given the words and the link of each row."""
    places = prescribed_places(library)
    moves = _moves(library, said, links)
    # A row without sets is in no workout; of a range of sets the least are done, and the words include the range.
    there = [row for row in range(len(said)) if rows_of(library).sets[1, row] > 0]
    routines = library.prescriptions["routine_id"].tolist()
    sections = library.prescriptions["section"].fillna("").tolist()
    made: dict[str, list[Circuit]] = {routine: [] for routine in library.routines["routine_id"]}
    circuits: dict[int, list[int]] = {}
    for row in there:
        circuits.setdefault(int(places.circuit[row]), []).append(row)
    rows = list(circuits.values())
    first = [row[0] for row in rows]
    for members, following in zip(rows, [*first[1:], *[-1] * bool(first)], strict=True):
        last = following < 0 or places.session[following] != places.session[members[0]]
        ends_section = not last and places.section[following] != places.section[members[0]]
        rounds = _rounds(library, sections[members[0]], members, moves)
        if last or ends_section:
            seconds = 0 if last else round(USUAL_RESTS.between_sections_s)
            rounds[-1] = replace(rounds[-1], then=(seconds, seconds))
        sets = tuple(tuple(moves[row]) for row in members)
        made[routines[members[0]]].append(Circuit(rounds[0].section, sets, tuple(rounds)))
    return {routine: tuple(circuits) for routine, circuits in made.items()}


def _moves(library: Library, said: Sequence[str], links: Sequence[str]) -> list[list[Move]]:
    """Return the sets of each row, in order."""
    rows, table = rows_of(library), library.prescriptions
    names, alternates = labels(library, "exercise_id"), library.exercises["alternates"].to_numpy(dtype=bool)
    two_legged = (library.exercises["laterality"] == "bilateral").to_numpy()
    per, load_kind = table["per"].tolist(), table["load_kind"].tolist()
    moves: list[list[Move]] = []
    for row, exercise in enumerate(table["exercise_id"].tolist()):
        amounts = {"reps": rows.reps[:, row], "seconds": rows.work_s[:, row], "metres": rows.distance_m[:, row]}
        amount = next((name for name, ends in amounts.items() if not np.isnan(ends[0])), "open")
        low, high = (0, 0) if amount == "open" else (int(end) for end in amounts[amount])
        every = rows.every_s[row]
        one = Move(
            exercise,
            names[exercise],
            amount,
            (low, high),
            per[row],
            bool(alternates[rows.exercise[row]]),
            0 if np.isnan(every) else int(every),
            said[row],
            "" if np.isnan(rows.hold_s[0, row]) else span(*(int(end) for end in rows.hold_s[:, row])),
            (int(rows.sets[0, row]), int(rows.sets[1, row])),
            load_kind[row],
            bool(two_legged[rows.exercise[row]]),
            links[row],
        )
        sets = max(1, int(rows.sets[0, row]))
        each = listed_amounts(rows.each_set[row]) if rows.each_set[row] else ()
        made = (
            [replace(one, ends=(int(least), int(most))) for least, most in each] if len(each) == sets else [one] * sets
        )
        if rows.open[row] == OPEN.index("last"):
            made[-1] = replace(made[-1], amount="open", ends=(0, 0))
        moves.append(made)
    return moves


def _rounds(library: Library, section: str, members: Sequence[int], moves: Sequence[list[Move]]) -> list[Part]:
    """Return the rounds of a circuit, identical ones as one part; an exercise that is out of sets drops out."""
    rests = USUAL_RESTS
    work, places = work_of(library, SECONDS_PER_REP), prescribed_places(library)
    follows = paced_by_work(places.circuit, work)[list(members)]
    here, one = work.take(np.array(members)), np.zeros(len(members), dtype=np.intp)
    between = (round(rests.between_exercises_s),) * 2
    parts: list[Part] = []
    for nth in range(max(len(moves[row]) for row in members)):
        present = np.array([len(moves[row]) > nth for row in members])
        asked = [float(after_round(one, present, follows, here, end, rests)[0]) for end in range(2)]
        usual = np.isnan(asked[0])
        after = (round(rests.between_rounds_s),) * 2 if usual else (round(asked[0]), round(max(asked)))
        then = between if usual else after
        done = tuple(moves[row][nth] for row in members if len(moves[row]) > nth)
        part = Part(section, 1, done, between, after, then)
        if parts and parts[-1] == replace(part, rounds=parts[-1].rounds):
            parts[-1] = replace(part, rounds=parts[-1].rounds + 1)
        else:
            if parts:
                parts[-1] = replace(parts[-1], then=parts[-1].after)
            parts.append(part)
    return parts
