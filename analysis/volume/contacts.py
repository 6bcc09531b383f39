"""Landings of jumps: a landing is a contact, on one foot or on both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.base.frames import positions
from analysis.library.labels import add_words
from analysis.library.library import Library, kept_on_library
from analysis.library.terms import DEMANDS, KINDS, PHASES
from analysis.volume.amounts import ENDS, PER, Floats, Ints, amounts_of, rows_of

LEVELS = dict(zip(DEMANDS, ("low", "medium", "high"), strict=True))
"""What the demand of a jump is called."""


@kept_on_library
def contacts_of(library: Library) -> Floats:
    """Count the landings of each prescription in one session, of both sides: end x prescription.

    A repetition is one landing; where a set is timed or a distance, ``coding/contacts`` says how many there are in a
    second or a metre. What it does not know is NaN, never 0, and so are open sets; what is no jump has none.

    Examples
    --------
    >>> from analysis.library.additions import add_sheet_texts
    >>> from analysis.library.loading import load_library
    >>> sheet = "exercise,dose\\nPogo hop,3 x 20 s\\nSingle-leg hop,2-3 x 6 per side\\nPush-up,10\\n"
    >>> contacts_of(add_sheet_texts(load_library(), {"mine": sheet}))[:, -3:].tolist()
    [[108.0, 24.0, 0.0], [144.0, 36.0, 0.0]]
    """
    rows = rows_of(library)
    jumps = np.flatnonzero(rows.kind == KINDS.index("jumps"))
    contacts = np.zeros(rows.sets.shape)
    a_second, a_metre = _coded(library)[..., rows.exercise[jumps]]
    sides = np.where(rows.per[jumps] == PER.index("both"), 1.0, 2.0)  # each side, or each direction, lands as often
    sets, reps, work_s, way_m = (ends[:, jumps] for ends in (rows.sets, rows.reps, rows.work_s, rows.distance_m))
    by_unit = np.where(np.isnan(way_m), work_s * a_second, way_m * a_metre)
    contacts[:, jumps] = sets * sides * np.where(np.isnan(reps), by_unit, reps)
    return contacts


def _coded(library: Library) -> Floats:
    """Return the landings of a second and a metre of each exercise, NaN where none are coded: unit x end x exercise."""
    table = library.contacts
    coded = np.full((2, len(ENDS), len(library.exercises)), np.nan)
    unit = positions(("second", "metre"), table["per"])
    exercise = positions(library.exercises["exercise_id"], table["exercise_id"])
    for place, end in enumerate(ENDS):
        coded[unit, place, exercise] = table[f"contacts_{end}"].to_numpy(dtype=float, na_value=np.nan)
    return coded


def added_contacts(contacts: Floats, anything: Ints, count: int) -> Floats:
    """Add landings up by anything, such as a week: what is known is the least, and what is not leaves the most open."""
    unknown = np.bincount(anything, np.isnan(contacts[1]), count) > 0
    low, high = (np.bincount(anything, np.nan_to_num(ends), count) for ends in contacts)
    return np.array([np.where(unknown & (low == 0), np.nan, low), np.where(unknown, np.nan, high)])


def routine_contacts(library: Library, phases: Iterable[str] = PHASES) -> Floats:
    """Count the landings of a session of each routine: end x routine."""
    amounts = amounts_of(library)
    wanted = set(phases)
    asked = np.array([phase in wanted for phase, _ in amounts.parts], dtype=bool)[amounts.part]
    return added_contacts(contacts_of(library)[:, asked], amounts.routine[asked], len(library.routines))


def week_contacts(library: Library, week: Mapping[str, int], phases: Iterable[str] = PHASES) -> tuple[float, float]:
    """Count the landings of a week, least and most."""
    done = positions(library.routines["routine_id"], [routine for routine, count in week.items() if count])
    times = np.array([count for count in week.values() if count], dtype=float)
    each = routine_contacts(library, phases)[:, done] * times
    low, high = added_contacts(each, np.zeros(len(done), dtype=np.intp), 1)[:, 0].tolist()
    return low, high


def jump_contacts(library: Library) -> pd.DataFrame:
    """List the jumps of all routines with their landings.

    Returns
    -------
    DataFrame
        One row per prescription of kind jumps: routine_id, position, exercise_id, ``level`` (low, medium, high), dose,
        contacts_* (of a session, both sides; blank where a timed set has no coded contacts a second).

    Examples
    --------
    >>> from analysis.library.additions import add_sheet_texts
    >>> from analysis.library.loading import load_library
    >>> library = add_sheet_texts(load_library(), {"mine": "exercise,dose\\nSingle-leg hop,3 x 6 per side\\n"})
    >>> jump_contacts(library)[["exercise", "level", "contacts_min", "contacts_max"]].values.tolist()
    [['Single-leg hop', 'high', 36.0, 36.0]]
    """
    rows = library.prescriptions
    jumps = (rows["kind"] == "jumps").to_numpy()
    frame = rows.loc[jumps, ["routine_id", "position", "exercise_id", "dose"]].reset_index(drop=True)
    frame.insert(3, "level", [LEVELS[demand] for demand in rows.loc[jumps, "demand"]])
    low, high = contacts_of(library)[:, jumps]
    return add_words(library, frame.assign(contacts_min=low, contacts_max=high), "exercise_id", "routine_id")
