"""The spec of a block read from a TOML file or a mapping with the same keys, with every finding at once."""

from __future__ import annotations

import contextlib
import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from analysis.bands import GOALS
from analysis.block.spec import CHECKS, MOST_WEEKS, RUNS, WEEKDAYS, BlockSpec, Move, Override, Phase, Range, Skip
from analysis.errors import DataError, FileError, Finding, one_of
from analysis.files import read_text
from analysis.library import Library
from analysis.names import fold, nearest, snake
from analysis.notation import LIMITS
from analysis.prescriptions import COUNTED


def toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line of every key of a TOML text, by its path; a table has the line of its header.

    Examples
    --------
    >>> toml_lines("name = 'x'\\n[[phase]]\\nweeks = 3\\n")
    {('name',): 1, ('phase',): 2, ('phase', 0): 2, ('phase', 0, 'weeks'): 3}
    """
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    open_ = 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'", lambda quoted: "_" * len(quoted[0]), line).partition("#")[0]
        if open_ > 0:
            open_ += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
            continue
        if header := re.match(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]", line):
            here = ()
            parts = [part.strip().strip("\"'") for part in header[2].split(".")]
            for place, part in enumerate(parts):
                here = (*here, part)
                if header[1] and place == len(parts) - 1:
                    counts[here] = counts.get(here, -1) + 1
                    found.setdefault(here, number)
                if here in counts:
                    here = (*here, counts[here])
            found.setdefault(here, number)
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            path = here
            for part in key[1].split("."):
                path = (*path, part.strip("\"'"))
                found.setdefault(path, number)
            value = bare.partition("=")[2]
            open_ = value.count("[") + value.count("{") - value.count("]") - value.count("}")
    return found


class _Reader:
    """Values of a mapping checked one by one; everything wrong with them is collected."""

    def __init__(self, library: Library, file: str, text: str) -> None:
        self.library = library
        self.file = file
        self.lines = toml_lines(text)
        self.findings: list[Finding] = []

    def wrong(
        self, path: Sequence[str | int], what: str, value: object = None, allowed: str = "", near: Iterable[str] = ()
    ) -> None:
        line = next(
            (self.lines[tuple(path[:end])] for end in range(len(path), 0, -1) if tuple(path[:end]) in self.lines), None
        )
        words = ".".join(f"{part}" if isinstance(part, str) else f"{part + 1}" for part in path)
        text = None if value is None else str(value)
        self.findings.append(
            Finding(what, self.file, value=text, allowed=allowed, near=tuple(near), line=line, key=words)
        )

    def keys(self, mapping: object, path: Sequence[str | int], allowed: Iterable[str]) -> dict[str, Any]:
        """Return a table with string keys; unknown keys are wrong."""
        known = list(allowed)
        if not isinstance(mapping, Mapping):
            self.wrong(path, "not a table of keys", mapping, one_of(known, most=30))
            return {}
        kept = {}
        for key, value in mapping.items():
            if key in known:
                kept[str(key)] = value
            else:
                self.wrong(
                    [*path, str(key)], "unknown key", key, one_of(known, most=30), nearest(str(key), known, most=1)
                )
        return kept

    def choice(self, value: object, path: Sequence[str | int], what: str, known: Iterable[str]) -> str | None:
        options = list(known)
        if isinstance(value, str) and value in options:
            return value
        near = nearest(str(value), options, most=1)
        self.wrong(path, f"unknown {what}" if isinstance(value, str) else f"not a {what}", value, one_of(options), near)
        return None

    def text(self, value: object, path: Sequence[str | int]) -> str:
        if isinstance(value, str):
            return " ".join(value.split())
        self.wrong(path, "not a text", value, "words in double quotes")
        return ""

    def date(self, value: object, path: Sequence[str | int]) -> datetime.date | None:
        if isinstance(value, datetime.datetime):
            value = value.date()
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                value = datetime.date.fromisoformat(value)
        if isinstance(value, datetime.date) and 1970 <= value.year <= 2999:
            return value
        self.wrong(path, "not a date", value, "a day such as 2027-01-04")
        return None

    def whole(self, value: object, path: Sequence[str | int], low: int, high: int) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}")
        return None

    def number(self, value: object, path: Sequence[str | int], low: float, high: float) -> Fraction | None:
        if isinstance(value, (int, float, Fraction)) and not isinstance(value, bool) and low <= value <= high:
            return value if isinstance(value, Fraction) else Fraction(repr(value))
        self.wrong(path, "not allowed", value, f"a number from {low:g} to {high:g}")
        return None

    def span(self, value: object, path: Sequence[str | int], part: str) -> Range | None:
        """Read a whole number or a pair of them, within the limits of a dose."""
        low, high = LIMITS[part]
        ends: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value, value]
        whole = all(isinstance(end, int) and not isinstance(end, bool) and low <= end <= high for end in ends)
        if len(ends) == 2 and whole and ends[0] <= ends[1]:
            return ends[0], ends[1]
        self.wrong(path, "not allowed", value, f"a whole number from {low} to {high}, or [least, most]")
        return None

    def items(self, value: object, path: Sequence[str | int]) -> list[Any]:
        if isinstance(value, (list, tuple)):
            return list(value)
        self.wrong(path, "not a list", value, "values in square brackets")
        return []

    def weekly(self, value: object, path: Sequence[str | int], weeks: int) -> list[Any]:
        """Return one value per week of one value, or of a list of one per week."""
        if not isinstance(value, (list, tuple)):
            return [value] * weeks
        if len(value) != weeks:
            self.wrong(path, f"{len(value)} entries for {weeks} weeks", list(value), f"one entry, or {weeks}")
            return [value[0] if value else None] * weeks if value else []
        return list(value)


_SPEC = (
    "name",
    "start",
    "race",
    "goal",
    "bands",
    "equipment",
    "minutes",
    "scale",
    "runs",
    "phase",
    "skip",
    "move",
    "ignore",
)
_WORDS = ("effort", "load", "variation")
_PHASE = ("name", "weeks", "volume", *_WORDS, "reps_step", "seconds_step", "override", *WEEKDAYS)
_AMOUNTS = {"sets": "sets", "reps": "reps", "seconds": "work_s", "hold": "hold_s"}


def read_block(library: Library, source: str | Path | Mapping[str, Any] | BlockSpec) -> BlockSpec:
    """Read the spec of a block.

    Parameters
    ----------
    library : Library
        Whose routines, exercises, muscle groups and equipment the spec names.
    source : path, mapping or BlockSpec
        A TOML file, or a mapping with the same keys.

    Returns
    -------
    BlockSpec

    Raises
    ------
    FileError
        If the file cannot be read, or is not TOML.
    DataError
        With everything wrong: file, line, key, value, what is allowed, the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 0.9, 1, 0.6], "mon": "runners_world"}
    >>> spec = read_block(load_library(), {"name": "Spring", "start": "2027-01-06", "phase": [phase]})
    >>> spec.start.isoformat(), spec.weeks, float(spec.phase[0].volume[3])
    ('2027-01-04', 4, 0.6)
    """
    if isinstance(source, BlockSpec):
        return source
    if isinstance(source, Mapping):
        return _read(library, source, "", "")
    path = Path(source)
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"{path.as_posix()}: not TOML: {error}") from None
    return _read(library, data, path.name, text)


def _read(library: Library, data: Mapping[str, Any], file: str, text: str) -> BlockSpec:
    reader = _Reader(library, file, text)
    keys = reader.keys(data, (), _SPEC)
    for name in ("name", "start", "phase"):
        if name not in keys:
            reader.wrong((name,), "missing", allowed="a block has a name, a start and phases")
    start = reader.date(keys["start"], ("start",)) if "start" in keys else None
    start = start and start - datetime.timedelta(days=start.weekday())
    phases = _phases(reader, keys.get("phase", []))
    weeks = sum(one.weeks for one in phases)
    if weeks > MOST_WEEKS:
        reader.wrong(("phase",), "too many weeks", weeks, f"up to {MOST_WEEKS}")
    end = start + datetime.timedelta(days=7 * weeks - 1) if start and weeks else None

    def day(value: object, path: Sequence[str | int]) -> datetime.date | None:
        found = reader.date(value, path)
        if found and start and end and not start <= found <= end:
            reader.wrong(path, "outside the block", found, f"{start} to {end}")
            return None
        return found

    spec: dict[str, Any] = {
        "name": reader.text(keys.get("name", ""), ("name",)),
        "race": day(keys["race"], ("race",)) if "race" in keys else None,
        "goal": reader.choice(keys["goal"], ("goal",), "goal", GOALS) if "goal" in keys else None,
        "bands": _bands(reader, keys.get("bands", {})),
        "equipment": _equipment(reader, keys["equipment"]) if "equipment" in keys else None,
        "scale": _names(reader, keys.get("scale", ["strength"]), ("scale",), "phase", COUNTED),
        "runs": {
            weekday: kind
            for weekday, value in reader.keys(keys.get("runs", {}), ("runs",), WEEKDAYS).items()
            if (kind := reader.choice(value, ("runs", weekday), "kind of run", RUNS))
        },
        "ignore": _names(reader, keys.get("ignore", []), ("ignore",), "check", CHECKS),
    }
    if "minutes" in keys:
        limit = reader.number(keys["minutes"], ("minutes",), 1, 600)
        spec["minutes"] = None if limit is None else float(limit)
    skips: list[Skip] = []
    moves: list[Move] = []
    for place, one in enumerate(reader.items(keys.get("skip", []), ("skip",))):
        path = ("skip", place)
        cells = reader.keys(one, path, ("from", "to", "why"))
        if "from" not in cells:
            reader.wrong((*path, "from"), "missing", allowed="the first day that is skipped")
            continue
        first = day(cells["from"], (*path, "from"))
        last = day(cells.get("to", cells["from"]), (*path, "to"))
        why = reader.text(cells.get("why", ""), (*path, "why"))
        if first and last and first > last:
            reader.wrong((*path, "to"), "before the first day", last, f"{first} or later")
        elif first and last:
            skips.append(Skip(first, last, why))
    for place, one in enumerate(reader.items(keys.get("move", []), ("move",))):
        path = ("move", place)
        cells = reader.keys(one, path, ("from", "to"))
        for name in ("from", "to"):
            if name not in cells:
                reader.wrong((*path, name), "missing", allowed="a move has a day from which and a day to which")
        source, target = (day(cells[name], (*path, name)) if name in cells else None for name in ("from", "to"))
        if source and target:
            if any(source == other.source for other in moves):
                reader.wrong((*path, "from"), "moved twice", source)
            moves.append(Move(source, target))
    if reader.findings or start is None:
        raise DataError(sorted(reader.findings, key=lambda finding: finding.line or 0))
    return BlockSpec(start=start, phase=tuple(phases), skip=tuple(skips), move=tuple(moves), **spec)


def _phases(reader: _Reader, value: object) -> list[Phase]:
    phases: list[Phase] = []
    template: dict[str, tuple[str, ...]] = {}
    tables = reader.items(value, ("phase",))
    if not tables:
        reader.wrong(("phase",), "no phase", allowed="at least one, with its weeks")
    for place, table in enumerate(tables):
        path = ("phase", place)
        keys = reader.keys(table, path, _PHASE)
        for name in ("name", "weeks"):
            if name not in keys:
                reader.wrong((*path, name), "missing", allowed="a phase has a name and weeks")
        weeks = reader.whole(keys["weeks"], (*path, "weeks"), 1, MOST_WEEKS) if "weeks" in keys else None
        own = {
            weekday: _names(
                reader,
                [keys[weekday]] if isinstance(keys[weekday], str) else keys[weekday],
                (*path, weekday),
                "routine",
                reader.library.routines["routine_id"],
            )
            for weekday in WEEKDAYS
            if weekday in keys
        }
        template = own or template
        if not template:
            reader.wrong(path, "no weekday has a routine", allowed=f"{', '.join(WEEKDAYS)}, each with its routines")
        count = weeks or 1
        volume = [
            reader.number(one, (*path, "volume"), 0, 5) or Fraction(0)
            for one in reader.weekly(keys.get("volume", 1), (*path, "volume"), count)
        ]
        words: dict[str, Any] = {name: _said(reader, keys.get(name, ""), (*path, name), count) for name in _WORDS}
        for text in words["variation"]:
            if text:
                reader.choice(text, (*path, "variation"), "kind of variation", ("regression", "progression"))
        steps: dict[str, Any] = {
            name: reader.whole(keys.get(name, 0), (*path, name), 0, 60) or 0 for name in ("reps_step", "seconds_step")
        }
        overrides = _overrides(reader, keys.get("override", {}), (*path, "override"), template, count)
        name = reader.text(keys.get("name", ""), (*path, "name"))
        phases.append(Phase(name, count, tuple(volume), template, override=overrides, **words, **steps))
    return phases


def _said(reader: _Reader, value: object, path: Sequence[str | int], weeks: int) -> tuple[str, ...]:
    return tuple(reader.text(one, path) for one in reader.weekly(value, path, weeks))


def _names(
    reader: _Reader, value: object, path: Sequence[str | int], what: str, known: Iterable[str]
) -> tuple[str, ...]:
    options = list(known)
    names = []
    for one in reader.items(value, path):
        folded = snake(one) if what == "routine" and isinstance(one, str) else one
        name = reader.choice(folded if folded in options else one, path, what, options)
        if name in names:
            reader.wrong(path, f"{what} named twice", name)
        elif name is not None:
            names.append(name)
    return tuple(names)


def _equipment(reader: _Reader, value: object) -> tuple[str, ...]:
    known = reader.library.coding.item_names
    items = []
    for one in reader.items(value, ("equipment",)):
        item = known.get(fold(str(one)))
        if item is None:
            options = list(reader.library.equipment["equipment_id"])
            reader.wrong(("equipment",), "unknown equipment", one, one_of(options), nearest(str(one), options, most=1))
        else:
            items.append(item)
    return tuple(dict.fromkeys(items))


def _bands(reader: _Reader, value: object) -> dict[str, tuple[float, float | None]]:
    groups = list(reader.library.muscle_groups["muscle_group"])
    bands = {}
    for name, own in reader.keys(value, ("bands",), groups).items():
        ends = list(own) if isinstance(own, (list, tuple)) else [own]
        good = all(isinstance(end, (int, float)) and not isinstance(end, bool) and 0 <= end <= 200 for end in ends)
        if not good or len(ends) not in (1, 2) or ends != sorted(ends):
            reader.wrong(
                ("bands", name), "not a band", own, "[least, most] sets a week, from 0 to 200, or the least alone"
            )
        else:
            bands[name] = (float(ends[0]), float(ends[1]) if len(ends) == 2 else None)
    return bands


def _overrides(
    reader: _Reader, value: object, path: Sequence[str | int], template: Mapping[str, tuple[str, ...]], weeks: int
) -> dict[str, Override]:
    rows = reader.library.prescriptions
    rows = rows[rows["routine_id"].isin({routine for day in template.values() for routine in day})]
    overrides = {}
    for exercise, table in reader.keys(value, path, dict.fromkeys(rows["exercise_id"])).items():
        here = (*path, exercise)
        keys = reader.keys(table, here, (*_AMOUNTS, *_WORDS))
        own = rows[rows["exercise_id"] == exercise]
        amounts: dict[str, Any] = {
            name: reader.span(keys[name], (*here, name), part) for name, part in _AMOUNTS.items() if name in keys
        }
        for name, other in (("reps", "seconds"), ("seconds", "reps")):
            if name in amounts and own[f"{_AMOUNTS[name]}_min"].isna().any():
                reader.wrong((*here, name), f"the exercise is given in {other}", allowed=other)
        typed = [name for name in _WORDS if name in keys]
        said: dict[str, Any] = {name: _said(reader, keys[name], (*here, name), weeks) for name in typed}
        table = reader.library.variations
        offered = table[table["exercise_id"] == exercise]
        for text in said.get("variation", ()):
            if text and text not in [*offered["variation"], *offered["kind"]]:
                options = [*dict.fromkeys(offered["kind"]), *offered["variation"]] or ["none is known of this exercise"]
                reader.wrong(
                    (*here, "variation"), "unknown variation", text, one_of(options), nearest(text, options, most=1)
                )
        overrides[exercise] = Override(**amounts, **said)
    return overrides
