"""What stays of a routine when time is short, by a stated priority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.ask.routines import read_routines
from analysis.base.arguments import checked
from analysis.base.frames import positions
from analysis.base.text import listing, plural, span
from analysis.library.labels import add_words
from analysis.library.library import Library
from analysis.library.loading import add_sheet_texts
from analysis.suggest.candidates import DEMANDS
from analysis.suggest.request import LONGEST_DAY, read_number
from analysis.suggest.sheet_rows import Row, free_name, routine_rows, rows_text, seconds_of_a_set, session_time
from analysis.volume.amounts import Floats
from analysis.volume.weights import weights_of

PRIORITY = (
    "the cooldown",
    "sets above two, from the part with most sets",
    "mobility",
    "a second set of activation, then activation",
    "a second set of strength",
    "strength work whose muscles the rest works too",
)
"""What goes first when time is short (ours): sets before exercises, since one session with one set an exercise kept
strength (spiering_2021, if load is kept)."""


Sets = tuple[int, int]


MOST_MISSED = 0.5
"""Part of an exercise's work that no other may do when the rest is said to work most of its muscles."""


@dataclass(frozen=True, eq=False)
class TrimmedRoutine:
    """What stays of a routine.

    Attributes
    ----------
    routine_id : str
        Of what stays: ``runners_world_15_min``.
    fits : bool
        Whether the limit is met; else one exercise with one set is left.
    sheet : str
        What stays, as a sheet.
    library : Library
        With it in it.
    table : DataFrame
        One row per entry of the routine: position, exercise_id, exercise, phase, before_min, before_max, after_min,
        after_max (sets) and why (blank where nothing is cut).
    minutes : DataFrame
        Two rows, before and after: minutes_min, minutes_max.

    Examples
    --------
    >>> from analysis import load_library
    >>> trim(load_library(), "run_forever", minutes=12).table[["exercise", "after_max"]].head(2).values.tolist()
    [['Lateral band walk', 2], ['Wall abs', 2]]
    """

    routine_id: str
    fits: bool
    sheet: str
    library: Library
    table: pd.DataFrame
    minutes: pd.DataFrame


@dataclass(frozen=True)
class _Cut:
    """A step: entries, and their sets before and after."""

    before: dict[int, Sets]
    after: dict[int, Sets]
    why: str


@checked
def trim(library: Library, routine: str, *, minutes: float = 15) -> TrimmedRoutine:
    """Shorten a routine to a time, by `PRIORITY`: what matters least goes first.

    Of the last kind of cut, what fits again comes back; nothing that goes earlier does before it.

    Parameters
    ----------
    library : Library
    routine : str
        A routine_id or name.
    minutes : float
        Held against the longest estimate.

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
    (routine_id,) = read_routines(library, [routine])
    limit = read_number("minutes", minutes, 1, LONGEST_DAY)
    rows = routine_rows(library, routine_id)
    seconds = seconds_of_a_set(library, routine_id)
    sets = [row.sets for row in rows]
    done: list[_Cut] = []
    cuts = _cuts(library, rows)
    while _time(rows, sets, seconds)[1] > limit:
        cut = next(cuts, None)
        if cut is None:
            break
        _apply(sets, cut.after)
        done.append(cut)
    late = done[-1].why if done else ""
    for cut in reversed(done[:-1]):
        if cut.why != late:
            break  # of what goes earlier nothing comes back while something that goes later is missing
        if all(sets[place] == now for place, now in cut.after.items()):
            _apply(sets, cut.before)
            if _time(rows, sets, seconds)[1] > limit:
                _apply(sets, cut.after)
    return _trimmed(library, routine_id, limit, rows, sets, seconds, done)


def _trimmed(
    library: Library,
    routine: str,
    limit: float,
    rows: Sequence[Row],
    sets: list[Sets],
    seconds: Floats,
    done: list[_Cut],
) -> TrimmedRoutine:
    kept = [replace(row, sets=now) for row, now in zip(rows, sets, strict=True) if now[1]]
    name = free_name(library, f"{routine}_{f'{limit:g}'.replace('.', '_')}_min")
    before, after = _time(rows, [row.sets for row in rows], seconds), _time(rows, sets, seconds)
    why = {place: cut.why for cut in done for place in cut.after if sets[place] != rows[place].sets}
    table = pd.DataFrame(
        {
            "position": [row.position for row in rows],
            "exercise_id": [row.exercise_id for row in rows],
            "phase": [row.phase for row in rows],
            "before_min": [row.sets[0] for row in rows],
            "before_max": [row.sets[1] for row in rows],
            "after_min": [now[0] for now in sets],
            "after_max": [now[1] for now in sets],
            "why": [why.get(place, "") for place in range(len(rows))],
        }
    )
    ends = pd.DataFrame([("before", *before), ("after", *after)], columns=["when", "minutes_min", "minutes_max"])
    sheet = rows_text(kept)
    return TrimmedRoutine(
        routine_id=name,
        fits=after[1] <= limit,
        sheet=sheet,
        library=add_sheet_texts(library, {name: sheet}),
        table=add_words(library, table, "exercise_id"),
        minutes=ends,
    )


def _apply(sets: list[Sets], changed: dict[int, Sets]) -> None:
    for place, now in changed.items():
        sets[place] = now


def _time(rows: Sequence[Row], sets: Sequence[Sets], seconds: Floats) -> tuple[float, float]:
    kept = [place for place, now in enumerate(sets) if now[1]]
    return session_time([replace(rows[place], sets=sets[place]) for place in kept], seconds[:, kept])


def _cuts(library: Library, rows: Sequence[Row]) -> Iterator[_Cut]:
    """Yield cuts in the order of `PRIORITY`, down to one set of one exercise; a warm-up alone is cut like strength."""
    sets = [row.sets for row in rows]
    phases = [row.phase for row in rows]
    main = "strength" if "strength" in phases else "activation" if "activation" in phases else phases[-1]

    def of(*wanted: str) -> list[int]:
        return [place for place, phase in enumerate(phases) if phase in wanted]

    def cut(after: dict[int, Sets], why: str) -> _Cut:
        step = _Cut({place: sets[place] for place in after}, after, why)
        _apply(sets, after)
        return step

    def drop(places: Sequence[int], why: str) -> Iterator[_Cut]:
        for place in reversed(places):
            yield cut({place: (0, 0)}, why)

    def fewer(places: Sequence[int], least: int, why: str) -> Iterator[_Cut]:
        while True:
            circuits: dict[int, list[int]] = {}
            for place in places:
                if sets[place][1] > least:
                    circuits.setdefault(rows[place].circuit, []).append(place)
            if not circuits:
                return
            most = max(circuits, key=lambda one: (sets[circuits[one][0]][1], one))
            tops = {place: sets[place][1] - 1 for place in circuits[most]}
            yield cut({place: (min(sets[place][0], top), top) for place, top in tops.items()}, why)

    warm = of("activation") if main != "activation" else []
    if main != "cooldown":
        yield from drop(of("cooldown"), "a cooldown goes first")
    yield from fewer(of("activation", "strength"), 2, "sets above two go before exercises")
    if main != "mobility":
        yield from drop(of("mobility"), "mobility goes before work with sets")
    yield from fewer(warm, 1, "activation keeps one set")
    yield from drop(warm, "activation goes before strength")
    yield from fewer(of(main), 1, "second sets go before exercises")
    left = of(main)
    while len(left) > 1:
        place, missed = _least_missed(library, rows, left)
        left.remove(place)
        why = "the rest works most of its muscles" if missed < MOST_MISSED else "the rest misses least without it"
        yield cut({place: (0, 0)}, why)


def _least_missed(library: Library, rows: Sequence[Row], left: Sequence[int]) -> tuple[int, float]:
    """Return the entry whose muscle groups the others work most, of such the lightest, of such the last.

    With it, how much of its own work no other does: 0 to 1.
    """
    table = library.exercises
    row = positions(table["exercise_id"], [rows[place].exercise_id for place in left])
    found = weights_of(library, by="group", counting="fractional")
    weights = found.of(rows[left[0]].phase)[0][row]
    demand = [DEMANDS.index(one) if one in DEMANDS else 0 for one in table["demand"].iloc[row]]

    def missed(number: int) -> tuple[float, int, int]:
        others = np.delete(weights, number, axis=0).max(axis=0)
        return float(np.maximum(0.0, weights[number] - others).sum()), -demand[number], -left[number]

    number = min(range(len(left)), key=missed)
    own = float(weights[number].sum())
    return left[number], missed(number)[0] / own if own else 0.0


@checked
def say_trim(short: TrimmedRoutine) -> str:
    """Say what stays of a routine and what goes.

    Examples
    --------
    >>> from analysis import load_library
    >>> print(say_trim(trim(load_library(), "run_forever", minutes=12)))
    7.2-11.6 min instead of 11.9-18.6: every exercise stays; 4 sets fewer of 4 exercises that stay. What goes first
    (ours): the cooldown; sets above two, from the part with most sets; mobility; a second set of activation, then
    activation; a second set of strength; strength work whose muscles the rest works too.
    """
    table = short.table
    ends = zip(short.minutes["minutes_min"], short.minutes["minutes_max"], strict=True)
    before, after = (span(low, high) for low, high in ends)
    if (table["after_max"] == table["before_max"]).all():
        return f"{after} min: nothing has to go."
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
    return f"{'; '.join(parts)}. What goes first (ours): {'; '.join(PRIORITY)}."
