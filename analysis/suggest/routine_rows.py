"""A routine as rows of a sheet, to change and read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.ask.rests import Rest
from analysis.ask.routines import read_routine
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.csv_text import marked
from analysis.base.files import write_text
from analysis.library.additions import LONGEST_NAME, add_sheet_texts
from analysis.library.doses.dose_words import beside_words
from analysis.library.equipment_words import NO_EQUIPMENT
from analysis.library.library import Library, kept_on_library
from analysis.library.sheets.sheet_text import sheet_text
from analysis.volume.rests import Rests, Work, places_of, rest_seconds, work_of

Sets = tuple[int, int]
"""Fewest and most sets."""


@dataclass(frozen=True)
class Row:
    """An entry of a routine as a row of a sheet.

    Attributes
    ----------
    position : int
        Position in the original routine; 0 for a new entry.
    circuit : int
        Entries with the same number are done back to back, round after round.
    sets : (int, int)
        Sets, or rounds of the circuit.
    amount : str
        The dose without its sets, and the text beside it except load and effort.
    equipment : str
        Items, ``none``, or blank for the equipment as coded.
    coded : bool
        Whether the items are those coded for the exercise, to leave the cell blank again: naming a weight in a sheet
        makes a row another kind of work.
    link : str
        The coach's link for this row; an exercise's own link goes wherever it is done.
    """

    position: int
    section: str
    phase: str
    circuit: int
    exercise_id: str
    name: str
    sets: Sets
    amount: str
    equipment: str
    notes: str = ""
    load: str = ""
    effort: str = ""
    coded: bool = False
    link: str = ""


@dataclass(frozen=True, eq=False)
class MadeRoutine:
    """A routine made from another routine, as a sheet.

    Attributes
    ----------
    routine_id : str
        Id of the new routine.
    sheet : str
        Its sheet as CSV text; once saved, it is a routine like any other.
    source : Library
        Library it was made from.
    table : DataFrame
        The changes to the entries of the original routine.
    origin : str
        The routine it was made from.
    """

    routine_id: str
    sheet: str
    source: Library
    table: pd.DataFrame
    origin: str

    @cached_property
    def library(self) -> Library:
        """The library with the new routine added, ready for every other function."""
        return with_sheets(self.source, {self.routine_id: self.sheet}, {self.routine_id: self.origin})

    @checked
    def export(self, path: str | Path) -> Path:
        """Write the sheet (.csv)."""
        write_text(Path(path), marked(self.sheet))
        return Path(path)


@kept_on_library
def routine_rows(library: Library, routine: str) -> tuple[Row, ...]:
    """Return the entries of a routine.

    Raises
    ------
    ArgumentError
        If the routine is unknown.

    Examples
    --------
    >>> from analysis import load_library
    >>> routine_rows(load_library(), "run_forever")[0].amount
    '10 per side'
    """
    routine_id = read_routine(library, routine)
    rows, table = library.prescriptions, library.prescription_equipment
    table = table[(table["routine_id"] == routine_id).to_numpy()]
    coded = set(table.loc[table["basis"] == "inferred", "position"])
    items: dict[int, list[str]] = {}
    for position, item, need in zip(table["position"], table["equipment_id"], table["need"], strict=True):
        items.setdefault(int(position), []).append(item + ("?" if need == "optional" else ""))
    entries = rows[(rows["routine_id"] == routine_id).to_numpy()].fillna(
        dict.fromkeys(["section", "notes", "load", "effort"], "")
    )
    own = library.links[(library.links["routine_id"] == routine_id).to_numpy(bool)]
    links = dict(zip(own["position"], own["link"], strict=True))
    return tuple(
        Row(
            position=int(entry["position"]),
            section=entry["section"],
            phase=entry["phase"],
            circuit=int(entry["circuit"]),
            exercise_id=entry["exercise_id"],
            name=entry["published_name"],
            sets=(int(entry["sets_min"]), int(entry["sets_max"])),
            amount=", ".join(filter(None, [str(entry["dose"]).partition(" x ")[2], beside_words(entry)])),
            equipment=" + ".join(items.get(int(entry["position"]), [NO_EQUIPMENT])),
            notes=entry["notes"],
            load=entry["load"],
            effort=entry["effort"],
            coded=entry["position"] in coded,
            link=links.get(int(entry["position"]), ""),
        )
        for entry in entries.to_dict("records")
    )


def rows_text(rows: Iterable[Row]) -> str:
    """Return rows as the text of a sheet; circuits of several exercises have their sets as rounds."""
    kept = list(rows)
    members = Counter(row.circuit for row in kept)
    written = []
    for row in kept:
        sets = "-".join(str(end) for end in dict.fromkeys(row.sets))
        # In a circuit the sheet has a separate column for rounds; straight sets are part of the dose.
        together = members[row.circuit] > 1
        written.append(
            {
                "section": row.section,
                "phase": row.phase,
                "rounds": sets if together else "",
                "exercise": row.name,
                "dose": row.amount if together else f"{sets} x {row.amount}",
                "equipment": "" if row.coded else row.equipment,
                "load": row.load,
                "effort": row.effort,
                "notes": row.notes,
                "link": row.link,
            }
        )
    return sheet_text(written)


def free_name(library: Library, name: str, taken: Iterable[str] = ()) -> str:
    """Return a routine_id that is not in the library and not taken: the name, with a number after it if needed.

    Examples
    --------
    >>> from analysis import load_library
    >>> free_name(load_library(), "run_forever"), free_name(load_library(), "mine")
    ('run_forever_2', 'mine')
    """
    known = {*library.routines["routine_id"], *taken}
    short = name[: LONGEST_NAME - 4].rstrip("_")  # leaves room for a number
    free, number = short if len(name) > LONGEST_NAME else name, 1
    while free in known:
        number += 1
        free = f"{short}_{number}"
    return free


def with_rows(library: Library, routines: Mapping[str, Sequence[Row]], origins: Mapping[str, str]) -> Library:
    """Return a library with added routines, as rows by routine_id; routines without rows are left out."""
    return with_sheets(library, {name: rows_text(rows) for name, rows in routines.items() if rows}, origins)


def with_sheets(library: Library, sheets: Mapping[str, str], origins: Mapping[str, str]) -> Library:
    """Return a library with added sheets made from other routines, credited to the same source."""
    more = add_sheet_texts(library, sheets)
    # The source of a circuit sets its pace: a shortened routine of a magazine is not a coach's superset.
    sources = dict(zip(library.routines["routine_id"], library.routines["source_id"], strict=True))
    made = {name: sources[origin] for name, origin in origins.items()}
    columns = (more.prescriptions[name].tolist() for name in ("routine_id", "source_id"))
    source = pd.array([made.get(routine, source) for routine, source in zip(*columns, strict=True)], dtype="str")
    return replace(more, prescriptions=more.prescriptions.assign(source_id=source))


def work_of_routine(library: Library, routine: str, typed: Rest = ()) -> Work:
    """Return the time of one set of each entry of a routine, and its rest, as the work needs it or as typed.

    Examples
    --------
    >>> from analysis import load_library
    >>> work_of_routine(load_library(), "run_forever").set_s[:, 1].tolist()
    [40.0, 80.0]
    """
    work = work_of(library, SECONDS_PER_REP, Rests(typed=typed))
    return work.take((library.prescriptions["routine_id"] == routine).to_numpy())


def session_time(library: Library, rows: Sequence[Row], work: Work) -> tuple[float, float]:
    """Return the estimated minutes of a session with these entries of a routine.

    Examples
    --------
    >>> from analysis import load_library
    >>> library = load_library()
    >>> rows = routine_rows(library, "runners_world")
    >>> [round(end, 1) for end in session_time(library, rows, work_of_routine(library, "runners_world"))]
    [26.4, 34.4]
    """
    sets = np.array([row.sets for row in rows], dtype=float).reshape(-1, 2).T  # least and most x rows
    session, section = np.array([("", row.section) for row in rows], dtype=object).reshape(-1, 2).T
    places = places_of(session, section, np.array(_circuits(rows), dtype=object))
    low, high = ((work.set_s * sets + rest_seconds(library, places, sets, work)).sum(axis=1) / 60).tolist()
    return low, high


def _circuits(rows: Sequence[Row]) -> list[int]:
    """Return the circuit numbers in the sheet of these rows: neighbours with equal rounds are one circuit."""
    members = Counter(row.circuit for row in rows)
    numbers: list[int] = []
    before = None
    for row in rows:
        # Two neighbouring circuits with the same rounds are read back as one circuit, with its rests.
        rounds = (row.section, row.sets) if members[row.circuit] > 1 else None
        numbers.append((numbers[-1] if numbers else 0) + (rounds is None or rounds != before))
        before = rounds
    return numbers
