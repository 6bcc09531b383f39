"""Whole routines rewritten for an athlete's equipment: what is replaced, by what, and what is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.ask.athlete import barred
from analysis.ask.equipment import read_equipment, usable
from analysis.ask.routines import read_routine
from analysis.ask.tempo import SECONDS_PER_REP
from analysis.base.arguments import checked
from analysis.base.said import Said
from analysis.base.text import inline, listing, plural
from analysis.library.equipment_words import NO_EQUIPMENT
from analysis.library.labels import add_words, labels
from analysis.library.library import Library
from analysis.suggest.candidates import amount_of, candidates
from analysis.suggest.owned_equipment import equipment_text, usable_text
from analysis.suggest.routine_rows import MadeRoutine, Row, free_name, routine_rows, rows_text
from analysis.suggest.small_questions.substitute import ranked_substitutes

NOT_FOR_THEM = "not for this athlete"
"""Reason for an exercise that the level or ``avoid`` rules out."""


@dataclass(frozen=True, eq=False)
class RewrittenRoutine(MadeRoutine):
    """A routine rewritten for an athlete's equipment.

    Attributes
    ----------
    routine_id : str
        Id of the rewritten routine: ``runners_world_rewritten``.
    sheet : str
        The rewritten routine as a sheet.
    library : Library
        Library with the rewritten routine.
    table : DataFrame
        One row per entry that needs equipment the athlete does not have: position, exercise_id, exercise, missing (in
        words), instead_id, instead (missing value without a substitute: the entry is left out), lost, gained.

    Examples
    --------
    >>> from analysis import load_library
    >>> new = substitute_routine(load_library(), "runners_world", equipment=["mini_band", "mat"])
    >>> new
    RewrittenRoutine: runners_world_rewritten, 3 entries changed; next: .say() .table .sheet .library
    >>> new.table[["exercise", "instead"]].values.tolist()[0]
    ['Hip thrust', 'Glute bridge']
    """

    def say(self) -> Said:
        """Return in sentences the exercises replaced and left out."""
        return say_rewritten(self)

    def __repr__(self) -> str:
        entries = f"{len(self.table)} {'entry' if len(self.table) == 1 else 'entries'}"
        return f"RewrittenRoutine: {self.routine_id}, {entries} changed; next: .say() .table .sheet .library"

    def _repr_html_(self) -> str:
        shown = self.table[["exercise", "missing", "instead", "lost", "gained"]]
        return shown.to_html(index=False, na_rep="") + self.say()._repr_html_()


@checked
def substitute_routine(
    library: Library,
    routine: str,
    *,
    equipment: Iterable[str],
    level: str | None = None,
    avoid: str | Iterable[str] = (),
) -> RewrittenRoutine:
    """Rewrite a routine for an athlete: replace exercises they lack equipment for or should not do, set for set.

    A substitute keeps the sets and rounds, has its own usual repetitions or seconds, and is not already in the routine.

    Parameters
    ----------
    library : Library
    routine : str
        A routine_id or name.
    equipment : iterable of str
        Equipment the athlete has, or ``none``.
    level, avoid
        See `substitute`.

    Returns
    -------
    RewrittenRoutine

    Raises
    ------
    ArgumentError
        If a name is unknown, or no exercise of the routine can be done or replaced.

    Examples
    --------
    >>> from analysis import load_library
    >>> substitute_routine(load_library(), "run_forever", equipment=["long_band", "step", "wall"]).table.empty
    True
    """
    routine_id = read_routine(library, routine)
    owned = tuple(read_equipment(library, equipment))
    have = usable(library, owned)
    out = barred(library, level, avoid)
    rows = routine_rows(library, routine_id)
    taken = {row.exercise_id for row in rows}
    kept: list[Row] = []
    changes = []
    for row in rows:
        missing = _missing(library, row, have)
        if not missing and row.exercise_id not in out:
            kept.append(_with_own_equipment(library, row, owned))
            continue
        instead, told = _instead(library, row, missing, taken, owned, out)
        changes.append(told)
        if instead is not None:
            taken.add(instead.exercise_id)  # use no substitute twice
            kept.append(instead)
    columns = ["position", "exercise_id", "missing", "instead_id", "instead", "lost", "gained"]
    return RewrittenRoutine(
        routine_id=free_name(library, f"{routine_id}_rewritten"),
        sheet=rows_text(kept),
        source=library,
        origin=routine_id,
        table=add_words(library, pd.DataFrame(changes, columns=columns).astype({"instead": "str"}), "exercise_id"),
    )


def _missing(library: Library, row: Row, have: frozenset[str]) -> list[str]:
    """Return the missing equipment of an entry, as its sheet says, else as the exercise is coded."""
    items = [item for item in row.equipment.split(" + ") if item != NO_EQUIPMENT and not item.endswith("?")]
    return [item for item in items if item not in have] or _needed(library, row, have)


def _with_own_equipment(library: Library, row: Row, owned: tuple[str, ...]) -> Row:
    """Return an entry with only owned items or their stand-ins; optional items may be missing."""
    text = usable_text(library, row.equipment.split(" + "), owned)
    if row.load and text == NO_EQUIPMENT:  # loaded with another item than the sheet's
        text = equipment_text(library, row.exercise_id, owned)
    return replace(row, equipment=text, coded=row.coded and text == row.equipment)


def _instead(
    library: Library, row: Row, missing: list[str], taken: set[str], owned: tuple[str, ...], out: frozenset[str]
) -> tuple[Row | None, tuple[Any, ...]]:
    """Return the substitute of an entry, if there is one, and the change as a row of the table."""
    names = labels(library, "equipment_id")
    change = row.position, row.exercise_id, listing([inline(names[item]) for item in missing]) or NOT_FOR_THEM
    ranked = ranked_substitutes(library, row.exercise_id, usable(library, owned), out)
    ranked = ranked[~ranked["exercise_id"].isin(taken)]
    if ranked.empty:
        return None, (*change, None, None, "all of it", None)
    instead, shown, lost, gained = ranked[["exercise_id", "exercise", "lost", "gained"]].iloc[0]
    new = replace(
        row,
        notes="",
        link="",
        load="",
        effort="",
        coded=False,
        exercise_id=instead,
        name=shown,
        amount=amount_of(candidates(library, SECONDS_PER_REP)[instead].dose),
        equipment=equipment_text(library, instead, owned),
    )
    return new, (*change, instead, shown, lost, gained)


def _needed(library: Library, row: Row, have: frozenset[str]) -> list[str]:
    """Return the missing items an exercise requires even though the entry calls them optional, such as a band.

    An entry without a load that does not name the item is done without it, as its sheet says.
    """
    coded = [item for item, required in library.coding.usual.get(row.exercise_id, ()) if required]
    # Items in the sheet can replace coded ones, such as a long band for a mini band.
    named = usable(library, tuple(item.rstrip("?") for item in row.equipment.split(" + ") if item != NO_EQUIPMENT))
    gone = [item for item in coded if item not in have]
    return gone if row.load or set(gone) & named else []


@checked
def say_rewritten(new: RewrittenRoutine) -> Said:
    """Return sentences on the exercises replaced in a routine, and those left out.

    Examples
    --------
    >>> from analysis import load_library
    >>> say_rewritten(substitute_routine(load_library(), "run_forever", equipment=["long_band", "wall"]))
    1 exercise replaced: slow eccentric heel tap (needs step or kerb) by reverse lunge to knee drive, which loses glute
    med 0.5.
    """
    if new.table.empty:
        return Said("Everything can be done with what is there.")
    columns = ("exercise", "missing", "instead", "lost")
    swapped, out = [], []
    for exercise, needs, instead, lost in zip(*(new.table[name] for name in columns), strict=True):
        if pd.notna(instead):
            loses = f", which loses {lost}" if pd.notna(lost) else ""
            why = needs if needs == NOT_FOR_THEM else f"needs {needs}"
            swapped.append(f"{inline(exercise)} ({why}) by {inline(instead)}{loses}")
        else:
            out.append(inline(exercise))
    parts = [f"{plural(len(swapped), 'exercise')} replaced: {'; '.join(swapped)}."] if swapped else []
    parts += [f"Nothing is like {listing(out)}: left out."] if out else []
    return Said(" ".join(parts))
