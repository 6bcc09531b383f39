"""Shortening a routine when time is short, by a stated priority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.ask.numbers import read_minutes
from analysis.ask.rests import TypedRest, read_rests
from analysis.ask.routines import read_routine
from analysis.base.arguments import checked
from analysis.base.frames import positions
from analysis.base.said import Said
from analysis.base.text import listing, plural, spans
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.terms import COUNTED
from analysis.suggest.candidates import HARDEST_FIRST
from analysis.suggest.routine_rows import (
    MadeRoutine,
    Row,
    Sets,
    free_name,
    routine_rows,
    rows_text,
    session_time,
    work_of_routine,
)
from analysis.volume.rests import Work
from analysis.volume.weight_matrix import weights_of

PRIORITY = (
    "the cooldown",
    "sets above two, from the part with most sets",
    "mobility",
    "a second set of activation, then activation",
    "a second set of strength",
    "strength work whose muscles the rest works too",
)
"""Order of cuts when time is short (ours): sets before exercises, since one session with one set per exercise
maintained strength (spiering_2021, if load is kept)."""


MOST_MISSED = 0.5
"""Share of an exercise's work that no other does, below which the rest still works most of its muscles."""


@dataclass(frozen=True, eq=False)
class TrimmedRoutine(MadeRoutine):
    """A shortened routine.

    Attributes
    ----------
    routine_id : str
        Id of the shortened routine: ``runners_world_15_min``.
    fits : bool
        Whether the limit is met; otherwise one exercise with one set is left.
    sheet : str
        The shortened routine as a sheet.
    library : Library
        Library with the shortened routine.
    table : DataFrame
        One row per entry of the routine: position, exercise_id, exercise, phase, before_min, before_max, after_min,
        after_max (sets) and why (blank where nothing is cut).
    minutes : DataFrame
        Two rows, before and after: minutes_min, minutes_max.

    Examples
    --------
    >>> from analysis import load_library
    >>> short = trim(load_library(), "run_forever", minutes=12)
    >>> short
    TrimmedRoutine: run_forever_12_min, 7.2-11.6 min instead of 11.9-18.6; next: .say() .table .sheet .library
    >>> short.table[["exercise", "after_max"]].head(2).values.tolist()
    [['Lateral band walk', 2], ['Wall abs', 2]]
    """

    fits: bool
    minutes: pd.DataFrame

    def words(self) -> pd.DataFrame:
        """Return the table in words."""
        rows = self.table
        sets = {when: spans(rows, when) for when in ("before", "after")}
        return pd.DataFrame({"exercise": rows["exercise"], **sets, "why": rows["why"].fillna("")})

    def say(self) -> Said:
        """Return in sentences what stays and what is cut."""
        return say_trim(self)

    def __repr__(self) -> str:
        before, after = spans(self.minutes, "minutes")
        return (
            f"TrimmedRoutine: {self.routine_id}, {after} min instead of {before}; next: .say() .table .sheet .library"
        )

    def _repr_html_(self) -> str:
        return self.words().to_html(index=False) + self.say()._repr_html_()


@dataclass(frozen=True)
class _Cut:
    """A cut: entries, and their sets before and after."""

    before: dict[int, Sets]
    after: dict[int, Sets]
    why: str


@checked
def trim(library: Library, routine: str, minutes: float | str = 15, *, rest: TypedRest = None) -> TrimmedRoutine:
    """Shorten a routine to a time limit, least important work first, by `PRIORITY`.

    Cuts of the last kind are undone where they still fit; earlier kinds of cut stay while a later cut remains.

    Parameters
    ----------
    library : Library
    routine : str
        A routine_id or name.
    minutes : float
        Time limit, compared with the longest estimate.
    rest : seconds, range or mapping, optional
        See `session_minutes`.

    Returns
    -------
    TrimmedRoutine

    Raises
    ------
    ArgumentError
        If the routine is unknown or the minutes are not allowed.

    Examples
    --------
    >>> from analysis import load_library
    >>> short = trim(load_library(), "runners_world", minutes=15)
    >>> short.minutes.round(1).values.tolist()
    [['before', 26.4, 34.4], ['after', 8.5, 13.9]]
    """
    routine_id = read_routine(library, routine)
    limit = read_minutes(minutes)
    rows = routine_rows(library, routine_id)
    work = work_of_routine(library, routine_id, read_rests(rest))
    published = dict(enumerate(row.sets for row in rows))
    sets, cuts = dict(published), []
    # Cut until it fits. The last kind of cut may go further than needed, so try to undo its earlier steps.
    for cut in _cuts(library, rows):
        if _time(library, rows, sets, work)[1] <= limit:
            break
        sets |= cut.after
        cuts.append(cut)
    for cut in reversed(cuts[:-1]):
        if cut.why != cuts[-1].why:
            break  # undo no earlier kind of cut while a later kind remains
        back = sets | cut.before
        same = all(sets[entry] == after for entry, after in cut.after.items())
        if same and _time(library, rows, back, work)[1] <= limit:
            sets = back
    before, after = (_time(library, rows, each, work) for each in (published, sets))
    return TrimmedRoutine(
        routine_id=free_name(library, f"{routine_id}_{f'{limit:g}'.replace('.', '_')}_min"),
        sheet=rows_text(replace(rows[entry], sets=ends) for entry, ends in sets.items() if ends[1]),
        source=library,
        origin=routine_id,
        table=_table(library, rows, sets, cuts),
        fits=after[1] <= limit,
        minutes=pd.DataFrame([("before", *before), ("after", *after)], columns=["when", "minutes_min", "minutes_max"]),
    )


def _table(library: Library, rows: Sequence[Row], sets: Mapping[int, Sets], cuts: Iterable[_Cut]) -> pd.DataFrame:
    """Return the sets of each entry before and after, with the reason for each cut."""
    why = {entry: cut.why for cut in cuts for entry in cut.after if sets[entry] != rows[entry].sets}
    table = pd.DataFrame(
        [
            (row.position, row.exercise_id, row.phase, *row.sets, *sets[entry], why.get(entry))
            for entry, row in enumerate(rows)
        ],
        columns=["position", "exercise_id", "phase", "before_min", "before_max", "after_min", "after_max", "why"],
    ).astype({"why": "str"})
    return add_words(library, table, "exercise_id")


def _time(library: Library, rows: Sequence[Row], sets: Mapping[int, Sets], work: Work) -> tuple[float, float]:
    kept = [entry for entry, ends in sets.items() if ends[1]]
    return session_time(library, [replace(rows[entry], sets=sets[entry]) for entry in kept], work.take(kept))


def _cuts(library: Library, rows: Sequence[Row]) -> Iterator[_Cut]:
    """Yield cuts in the order of `PRIORITY`, down to one set of one exercise; warm-up-only routines like strength."""
    sets = dict(enumerate(row.sets for row in rows))
    phases = [row.phase for row in rows]
    # The main phase of the routine keeps its last exercise.
    main = next((phase for phase in ("strength", "activation") if phase in phases), phases[-1])

    def of(*wanted: str) -> list[int]:
        return [entry for entry, phase in enumerate(phases) if phase in wanted]

    def cut(after: dict[int, Sets], why: str) -> _Cut:
        before = {entry: sets[entry] for entry in after}
        sets.update(after)
        return _Cut(before, after, why)

    def drop(phase: str, why: str) -> Iterator[_Cut]:
        for entry in reversed(of(phase) if phase != main else []):
            yield cut({entry: (0, 0)}, why)

    def fewer(entries: Sequence[int], least: int, why: str) -> Iterator[_Cut]:
        # A circuit loses whole rounds, or it would fall apart; the one with most rounds first, the last of equals.
        while long := [entry for entry in entries if sets[entry][1] > least]:
            circuit = max((sets[entry][1], rows[entry].circuit) for entry in long)[1]
            tops = {entry: sets[entry][1] - 1 for entry in long if rows[entry].circuit == circuit}
            yield cut({entry: (min(sets[entry][0], top), top) for entry, top in tops.items()}, why)

    # In the order of `PRIORITY`: sets before exercises, and the main phase last.
    yield from drop("cooldown", "a cooldown goes first")
    yield from fewer(of("activation", "strength"), 2, "sets above two go before exercises")
    yield from drop("mobility", "mobility goes before work with sets")
    if main != "activation":
        yield from fewer(of("activation"), 1, "activation keeps one set")
    yield from drop("activation", "activation goes before strength")
    yield from fewer(of(main), 1, "second sets go before exercises")
    left = of(main)
    while len(left) > 1:
        entry, missed = _least_missed(library, rows, left)
        left.remove(entry)
        why = "the rest works most of its muscles" if missed < MOST_MISSED else "the rest misses least without it"
        yield cut({entry: (0, 0)}, why)


def _least_missed(library: Library, rows: Sequence[Row], left: Sequence[int]) -> tuple[int, float]:
    """Return the entry whose muscle groups the others work most; ties go to the lightest, then the last.

    Also return the share of its work that no other entry does, 0 to 1.
    """
    table = library.exercises
    row = positions(table["exercise_id"], [rows[entry].exercise_id for entry in left])
    every = weights_of(library, by="group", counting="fractional")
    weights = (every.active if rows[left[0]].phase in COUNTED else every.still)[0][row]
    demand = positions(HARDEST_FIRST, table["demand"].iloc[row]).clip(0)

    def missed(number: int) -> tuple[float, int, int]:
        # Part of a set, group by group, that this exercise adds beyond the best of the others.
        others = np.delete(weights, number, axis=0).max(axis=0)
        return float(np.maximum(0.0, weights[number] - others).sum()), -demand[number], -left[number]

    number = min(range(len(left)), key=missed)
    work = float(weights[number].sum())
    return left[number], missed(number)[0] / work if work else 0.0


@checked
def say_trim(short: TrimmedRoutine) -> Said:
    """Return sentences on what stays of a routine and what is cut.

    Examples
    --------
    >>> from analysis import load_library
    >>> say_trim(trim(load_library(), "run_forever", minutes=12))
    7.2-11.6 min instead of 11.9-18.6: every exercise stays; 4 sets fewer of 4 exercises that stay. What goes first
    (ours): the cooldown; sets above two, from the part with most sets; mobility; a second set of activation, then
    activation; a second set of strength; strength work whose muscles the rest works too.
    """
    table = short.table
    before, after = spans(short.minutes, "minutes")
    if (table["after_max"] == table["before_max"]).all():
        return Said(f"{after} min: nothing has to go.")
    gone = table.loc[table["after_max"] == 0, "exercise"].tolist()
    fewer = table[(table["after_max"] > 0) & (table["after_max"] < table["before_max"])]
    goes = f"{listing(gone)} {'goes' if len(gone) == 1 else 'go'}" if gone else "every exercise stays"
    parts = [f"{after} min instead of {before}: {goes}"]
    if len(fewer):
        sets = int(fewer["before_max"].sum() - fewer["after_max"].sum())
        stay = f"{plural(len(fewer), 'exercise')} that {'stays' if len(fewer) == 1 else 'stay'}"
        parts.append(f"{plural(sets, 'set')} fewer of {stay}")
    if not short.fits:
        parts.append("still longer than asked")
    return Said(f"{'; '.join(parts)}. What goes first (ours): {'; '.join(PRIORITY)}.")
