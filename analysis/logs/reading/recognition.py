"""Which app wrote a log, or whether it is a plain table: recognized by its headers or cells, never by its file name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.base.names import fold
from analysis.logs.reading.columns import KNOWN, fits
from analysis.logs.reading.dialects import FIGURES, PLAIN, Dialect, apps
from analysis.logs.reading.heads import OF_A_SET, Head, in_two_rows, meant, unit_of

MEASURES = {"weight": ("kg", "lb"), "distance": ("km", "m", "mi")}
"""Quantities with units, and the units that may be the whole header."""


STRONG = {"start", "workout", "exercise", "order", "workout note"}
"""Columns that identify Strong in any language."""


OURS = {"routine id", "exercise id"}
"""Headers of tables that this project writes, which are not logs."""


SINGLE = (
    *("start", "clock", "session", "workout", "exercise", "order", "kind", "type", "warmup"),
    *("superset", "sets", "dose", "done", "skipped"),
)
"""Columns that a row has once: the surest header counts. Figures may have several columns, such as kg beside lb."""


NUMBERS = ("reps", "seconds", "rpe")


UNREAD = "not read"


WEIGHT_FIRST = {"logs", "weight", "load", "kg", "lb", "lbs", "gewicht"}
"""How the header of set cells begins where the weight comes first; ``logs`` is Jefit's."""


def recognized(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Dialect | None:
    """Return the dialect by the header, or by some rows, which are checked only if the header names no app."""
    below = next(rows := iter(rows), [])
    two = in_two_rows(header, below)
    if two and (dialect := dialect_of(two)):
        return replace(dialect, head_rows=2)
    dialect, rows = dialect_of(header), itertools.chain([below], rows)
    return (strong_by_place(header, rows) or dialect) if dialect is None or dialect.name == PLAIN else dialect


def dialect_of(header: Sequence[str]) -> Dialect | None:
    """Return the dialect of a header; None if it is unknown.

    Examples
    --------
    >>> dialect_of(["Date", "Exercise", "Category", "Weight (kgs)", "Reps", "Distance", "Distance Unit", "Time"]).name
    'fitnotes'
    >>> dialect_of(["Übung", "Datum", "Wdh.", "Gewicht (kg)", "Laune"]).unknown
    ['Laune']
    """
    heads = [meant(cell) for cell in header]
    parts = {part for head in heads for part in ((head.part, "order") if head.part == "set" else (head.part,))}
    parts |= {"start"} if "clock" in parts else set()
    if not {"start", "exercise"} <= parts or "activity" in parts:
        return None
    folded = [fold(cell) for cell in header]
    if OURS & set(folded):
        return None
    app = next((app for app, telling in apps("heads").items() if set(telling) <= set(folded)), "")
    if not app and parts >= STRONG:
        app = "strong"
    if sum(head.nth > 0 for head in heads) > 1:
        app = "stronglifts" if "sets x reps" in folded or "setsxreps" in folded or "sets reps" in folded else PLAIN
    if (
        not app
        and not ({*FIGURES} | ({"set"} if "" not in parts else set())) & parts
        and not any(unit_of(cell) in MEASURES["weight"] for cell in header)
    ):
        return None
    return _layout(_release(heads) if app == "strong" else app or PLAIN, header, heads)


def strong_by_place(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Dialect | None:
    """Return the dialect of a Strong export by its cells, if its header is in an unknown language.

    Examples
    --------
    >>> header = "Päivä,Nimi,Liike,Sarja,Paino,Toistot,Matka,Sekunnit,Muistiin,Muuta".split(",")
    >>> row = "2026-05-20 18:05:00,A,Squat,1,60,8,0,0,,".split(",")
    >>> strong_by_place(header, [row]).name, strong_by_place(header, [row[::-1]])
    ('strong S0', None)
    """
    parts_of = {name: parts for name, parts in apps("places").items() if len(parts) == len(header)}
    looked_at = [row for row in rows if row] if parts_of else []
    alike = [
        name
        for name, parts in parts_of.items()
        if looked_at
        and all(
            meant(head).part in ("", part) or meant(head).part not in parts
            for head, part in zip(header, parts, strict=True)
        )
        and all(len(row) == len(parts) and all(map(_belongs, parts, row)) for row in looked_at)
    ]
    return of_places(alike[0], parts_of[alike[0]], header) if len(alike) == 1 else None


def _belongs(part: str, text: str) -> bool:
    """Return whether a cell fits a column of Strong."""
    plain = text.strip()
    if part in ("workout", "exercise"):
        return part == "workout" or (plain != "" and not fits("weight", plain))
    if part == "order":
        return 0 < len(plain) < 20
    if part == "workout duration":
        return len(plain) < 20 and (not plain or plain[:2].strip("-")[:1].isdigit())
    return fits(part, text) if part in KNOWN or part.endswith("unit") else True


def of_places(name: str, parts: Sequence[str], header: Sequence[str]) -> Dialect:
    """Return the layout of a log whose columns are known by position, whatever their headers except for units."""
    heads = [
        Head(part, next((unit for word in fold(text).split()[1:] if (unit := unit_of(word))), ""), language="?")
        for part, text in zip(parts, header, strict=True)
    ]
    return _layout(name, header, heads)


def _numbered(what: str, positions: Iterable[int]) -> dict[str, int]:
    """Name the columns of one quantity: the first by the quantity alone, the others with a number."""
    return {what if number == 1 else f"{what} {number}": position for number, position in enumerate(positions, 1)}


def _layout(name: str, header: Sequence[str], heads: Sequence[Head]) -> Dialect:
    """Return the layout, with columns found by the meaning of their headers."""
    bare = [place for place, head in enumerate(heads) if head.part == "set"]
    heads = _settled(heads)
    if name == PLAIN:
        heads = _names_of_people(header, heads)
    at: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        if not head.nth:
            at.setdefault(head.part, []).append(place)
    surest = {part: min(places, key=lambda place: heads[place].rank) for part, places in at.items()}
    columns = {part: surest[part] for part in SINGLE if part in at}
    of_athlete = ["athlete"] if "athlete" in at else ["first name", "last name"]
    columns |= _numbered("athlete", [surest[part] for part in of_athlete if part in at])
    of_sets = _of_sets(heads)
    # In a row of several sets, the figures of each set come after its own columns; the row's own figures are sums then.
    of_each = sorted({part for one in of_sets for part in one})
    measured, units = _measured(header, heads, at, of_each)
    columns |= measured
    columns |= {part: len(header) + number for number, part in enumerate(of_each)}
    units |= {part: next((heads[one[part]].unit for one in of_sets if part in one), "") for part in of_each}
    dose = columns.pop("dose", None)
    typed_at = of_sets[0].get("reps") if of_sets else dose
    typed = [] if typed_at is None else re.sub(r"^\D*\d+ ", "", fold(header[typed_at])).split()
    if not of_sets and dose is not None:
        columns.setdefault("reps", dose)
    if "order" in columns:
        columns.setdefault("kind", columns["order"])
    if name == PLAIN:
        more = _typed_in_sets(columns, len(header) + len(of_each), whole=dose is not None or bool(of_sets))
        columns |= more
        units |= dict.fromkeys(more, "")
        if typed and "weight" in more:
            units["weight"] = next((unit for word in typed if (unit := unit_of(word))), "")
        if columns.get("order") in bare:
            # The cells show whether it is a set number or a number of sets; see `sets_of_rows`.
            columns.setdefault("sets", columns["order"])
    known = {*columns.values()}
    heads_of = list(enumerate(zip(header, heads, strict=True)))
    return Dialect(
        name,
        {part: place for part, place in columns.items() if part != "clock"},
        units,
        len(header),
        columns.get("clock"),
        of_sets,
        next((head.language for head in heads if head.language), ""),
        typed[:1] != [] and typed[0] in WEIGHT_FIRST,
        1,
        [cell for place, (cell, head) in heads_of if cell.strip() and not head.part and place not in known],
    )


def _measured(
    header: Sequence[str], heads: Sequence[Head], at: Mapping[str, list[int]], of_each: Sequence[str]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return the columns of numbers and measures, the columns of their units, and the units in headers.

    ``of_each`` are the fields that a row has for each of its sets: they get no column of their own.
    """
    columns: dict[str, int] = {}
    units: dict[str, str] = {}
    for part in (*NUMBERS, *MEASURES):
        # A unit is in the header, in its own column, or is the whole header.
        alone = [place for place, cell in enumerate(header) if unit_of(cell) in MEASURES.get(part, ())]
        named = _numbered(part, () if part in of_each else at.get(part) or alone)
        columns |= named
        units |= {column: heads[place].unit or unit_of(header[place]) for column, place in named.items()}
        if beside := at.get(f"{part} unit"):
            # Of several unit columns, the one behind the figures counts; another may turn repetitions into seconds.
            columns[f"{part} unit"] = next((place for place in beside if place - 1 == columns.get(part)), beside[0])
            if columns.get("reps", -2) + 1 in beside[: len(beside) - 1]:
                columns["reps unit"] = columns["reps"] + 1
    return columns, units


def _typed_in_sets(columns: Mapping[str, int], behind: int, *, whole: bool) -> dict[str, int]:
    """Return columns appended to a table for the contents of set cells: ``3x8 60 kg``, ``30 s``.

    ``whole`` means cells of whole sets, not of repetitions beside a load.
    """
    if not {"reps", "sets"} & columns.keys():
        return {}
    parts = ("reps", "seconds", "weight", *(["rpe", "distance"] if whole or "reps" not in columns else []))
    return {part: behind + number for number, part in enumerate(part for part in parts if part not in columns)}


def _settled(heads: Sequence[Head]) -> list[Head]:
    """Resolve ambiguous headers by the others: start of the workout, or duration of a set or workout."""
    parts = [head.part for head in heads]
    settled = list(heads)
    for at, head in enumerate(heads):
        part = head.part
        if part == "time":
            # A time right behind the day is the time of day.
            behind_day = at > 0 and parts[at - 1] == "start" and "clock" not in parts
            part = "clock" if behind_day else UNREAD if "seconds" in parts else "seconds"
        if part == "duration":
            # Beside the time of each set, a duration is that of the workout, and so is a duration in hours.
            part = UNREAD if {"seconds", "time"} & set(parts) or head.unit == "h" else "seconds"
        if part == "clock" and "start" not in parts:
            part = "start"
        if part == "set":
            # If no other column has the work done, whole sets are typed there.
            part = "order" if {*FIGURES} & {*parts} - {"weight"} else "sets"
        if part == "result":
            # Beside repetitions it is the load.
            part = "dose" if not {"reps", "dose"} & set(parts) else UNREAD if "weight" in parts else "weight"
        settled[at] = head._replace(part=part)
    return settled


def _names_of_people(header: Sequence[str], heads: Sequence[Head]) -> list[Head]:
    """Read a name beside an exercise as the athlete's, if no other column names the athlete."""
    parts = [head.part for head in heads]
    if parts.count("exercise") < 2 or {"athlete", "first name", "last name"} & set(parts):
        return list(heads)
    named = [fold(cell) == "name" and head.part == "exercise" for cell, head in zip(header, heads, strict=True)]
    return [head._replace(part="athlete") if name else head for name, head in zip(named, heads, strict=True)]


def _of_sets(heads: Sequence[Head]) -> list[dict[str, int]]:
    """Return the positions of the figures of each set in a row; empty if a row is one set."""
    each: dict[int, dict[str, int]] = {}
    for column, head in enumerate(heads):
        if head.nth and head.part in OF_A_SET:
            each.setdefault(head.nth, {})[head.part] = column
    return [each[nth] for nth in sorted(each)]


def _release(heads: Sequence[Head]) -> str:
    """Return the release of Strong: no file states its version, but columns came and went."""
    # The unit columns came and went with them.
    parts = [head.part for head in heads]
    if "weight" not in parts:
        return "strong 2018"
    if parts.count("workout") > 1:  # workout number beside its name
        return "strong S3"
    if "weight unit" in parts:
        return "strong S2" if "duration" in parts or "workout duration" in parts else "strong S4"
    return "strong S1" if "duration" in parts else "strong S0"
