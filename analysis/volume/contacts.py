"""Landings of jumps: a landing is a contact, on one foot or on both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from analysis.base.frames import positions
from analysis.library.labels import id_rows
from analysis.library.library import Library, kept_on_library, kept_with_tables
from analysis.library.terms import KINDS, PHASES
from analysis.volume.amounts import ENDS, PER, Floats, Ints, amounts_of, rows_of


@kept_on_library
def contacts_of(library: Library) -> Floats:
    """Count the landings of each prescription in one session, on both sides: end x prescription.

    A repetition is one landing; for timed sets and distances ``coding/contacts`` has the landings per second or metre.
    Uncoded landings are NaN, never 0, and so are open sets; exercises that aren't jumps have 0.

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


@kept_with_tables("contacts", "exercises")
def _coded(library: Library) -> Floats:
    """Return each exercise's landings per second and metre, NaN where none are coded: unit x end x exercise."""
    table = library.contacts
    coded = np.full((2, len(ENDS), len(library.exercises)), np.nan)
    unit = positions(("second", "metre"), table["per"])
    exercise = id_rows(library, "exercise_id", table["exercise_id"])
    for end_index, end in enumerate(ENDS):
        coded[unit, end_index, exercise] = table[f"contacts_{end}"].to_numpy(dtype=float, na_value=np.nan)
    return coded


def added_contacts(contacts: Floats, anything: Ints, count: int) -> Floats:
    """Add up landings by anything, such as a week: known ones are the least; unknown ones leave the most open."""
    unknown = np.bincount(anything, np.isnan(contacts[1]), count) > 0
    low, high = (np.bincount(anything, np.nan_to_num(ends), count) for ends in contacts)
    return np.array([np.where(unknown & (low == 0), np.nan, low), np.where(unknown, np.nan, high)])


@kept_on_library
def routine_contacts(library: Library, phases: tuple[str, ...] = PHASES) -> Floats:
    """Count the landings of a session of each routine: end x routine."""
    amounts = amounts_of(library)
    asked = amounts.stand_in(phases)
    return added_contacts(contacts_of(library)[:, asked], amounts.routine[asked], len(library.routines))


def week_contacts(library: Library, week: Mapping[str, int], phases: Iterable[str] = PHASES) -> tuple[float, float]:
    """Return the landings of a week, least and most."""
    done = id_rows(library, "routine_id", [routine for routine, count in week.items() if count])
    times = np.array([count for count in week.values() if count], dtype=float)
    each = routine_contacts(library, tuple(phases))[:, done] * times
    low, high = added_contacts(each, np.zeros(len(done), dtype=np.intp), 1)[:, 0].tolist()
    return low, high
