"""The spec of a block read from a TOML file or a mapping with the same keys, with every finding at once."""

from __future__ import annotations

import datetime
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from analysis.base.calendar import WEEKDAYS
from analysis.base.errors import ArgumentError, DataError, FileError, Finding
from analysis.base.files import read_text
from analysis.base.names import fold, nearest, snake
from analysis.base.text import clip, one_of
from analysis.block.spec import CHECKS, MOST_WEEKS, BlockSpec, Move, Override, Phase, Skip, amounts_after, monday_of
from analysis.block.toml_values import DEEPEST, Reader, deep_key, plain, shown
from analysis.block.writing import block_mapping
from analysis.library.library import Library
from analysis.library.notation import LIMITS
from analysis.library.terms import COUNTED, RUNS
from analysis.suggest.fill import Filler
from analysis.suggest.request import LONGEST_DAY
from analysis.week.bands import GOALS

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


LONGEST_BLOCK = 500_000
"""Bytes of the file of a block, which has some thousands, or some ten thousands with sheets in it."""


FIRST, LAST = datetime.date(1969, 12, 29), datetime.date(2999, 12, 31)
"""Days that a block may start on; the first one is the Monday of the week that 1970 begins in."""


_WORDS = ("effort", "load", "variation")


_PHASE = ("name", "weeks", "volume", *_WORDS, "reps_step", "seconds_step", "override", "suggest", *WEEKDAYS)


_AMOUNTS = {"sets": "sets", "reps": "reps", "seconds": "work_s", "hold": "hold_s"}


def read_block(library: Library, source: str | Path | Mapping[str, Any] | BlockSpec) -> BlockSpec:
    """Read the spec of a block.

    Parameters
    ----------
    library : Library
        Whose routines, exercises, muscle groups and equipment the spec names.
    source : path, mapping or BlockSpec
        A TOML file, or a mapping or `BlockSpec` with the same keys.

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
    >>> spec.start.isoformat(), spec.monday.isoformat(), spec.weeks, float(spec.phase[0].volume[3])
    ('2027-01-06', '2027-01-04', 4, 0.6)
    """
    if isinstance(source, BlockSpec):
        return _read(library, block_mapping(source), "", "")
    if isinstance(source, Mapping):
        return _read(library, source, "", "")
    if not isinstance(source, (str, Path)):
        allowed = "a TOML file, a mapping with the same keys, or a BlockSpec"
        raise ArgumentError(Finding("not a block", value=str(source), allowed=allowed))
    path = Path(source)
    text = read_text(path, instead="a block is a text file in TOML", most=LONGEST_BLOCK)
    return parse_block(library, text, name=path.as_posix())


def parse_block(library: Library, text: str, *, name: str = "block.toml") -> BlockSpec:
    """Read the spec of a block from the text of a TOML file.

    Parameters
    ----------
    library : Library
        Whose routines, exercises, muscle groups and equipment the spec names.
    text : str
        TOML, as `block_toml` writes it and a coach types it.
    name : str
        Of the file, for what is said of it.

    Returns
    -------
    BlockSpec

    Raises
    ------
    FileError
        If it is not TOML.
    DataError
        With everything wrong: file, line, key, value, what is allowed, the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> lines = [
    ...     "name = 'Spring'",
    ...     "start = 2027-01-04",
    ...     "[[phase]]",
    ...     "name = 'base'",
    ...     "weeks = 4",
    ...     "mon = 'run_forever'",
    ... ]
    >>> text = "\\n".join(lines)
    >>> parse_block(load_library(), text).weeks
    4
    """
    if not isinstance(text, str):
        raise ArgumentError(Finding("not the text of a block", value=str(text), allowed="TOML"))
    if len(text) > LONGEST_BLOCK:
        raise FileError(f"{name}: too large: {len(text)} characters; allowed: up to {LONGEST_BLOCK}")
    if line := deep_key(text):
        what = f"a key of more than {DEEPEST} parts joined by dots"
        raise FileError(f"{name}, line {line}: {what}; allowed: keys such as phase.override.hip_thrust")
    try:
        data = tomllib.loads(text)
    except ValueError as error:  # also of whole numbers of thousands of digits
        raise FileError(f"{name}: not TOML: {error}{_line_of(text, str(error))}") from None
    except RecursionError:
        raise FileError(f"{name}: not TOML: brackets within brackets, too deep") from None
    return _read(library, data, PurePath(name).name, text)


def _line_of(text: str, error: str) -> str:
    """Show the line that an error names, and what may stand there."""
    number = re.search(r"at line (\d+)", error)
    lines = text.split("\n")
    if number is None or int(number[1]) > len(lines):
        return ""
    return f": {clip(lines[int(number[1]) - 1].strip())}; allowed: texts in double quotes, days such as 2027-01-04"


def _read(library: Library, data: Mapping[str, Any], file: str, text: str) -> BlockSpec:
    reader = Reader(library, file, text)
    keys = reader.keys(data, (), _SPEC)
    for name in ("name", "start", "phase"):
        if name not in keys:
            reader.wrong((name,), "missing", allowed="a block has a name, a start and phases")
    start = reader.date(keys["start"], ("start",)) if "start" in keys else None
    if start and not FIRST <= start <= LAST:
        reader.wrong(("start",), "not allowed", start, "a day from 1970 to 2999")
    scale = _names(reader, keys.get("scale", ["strength"]), ("scale",), "phase", COUNTED)
    monday = monday_of(start) if start else None
    filler = _filler(library, keys, start)
    phases = _phases(reader, keys["phase"], scale, filler) if "phase" in keys else []
    weeks = sum(one.weeks for one in phases)
    if weeks > MOST_WEEKS:
        reader.wrong(("phase",), "too many weeks", weeks, f"up to {MOST_WEEKS}")
        weeks = 0
    if any(finding.key.endswith(".weeks") for finding in reader.findings):
        weeks = 0  # where the block ends is open
    end = monday + datetime.timedelta(days=7 * weeks - 1) if monday and weeks else None

    # The two days after a race are no days for strength work, so that a race may come so shortly before.
    eve = max(start, FIRST) - datetime.timedelta(days=2) if start else None

    def day(value: object, path: Sequence[str | int], first: datetime.date | None = start) -> datetime.date | None:
        found = reader.date(value, path)
        if found and first and end and not first <= found <= end:
            reader.wrong(path, "outside the block", found, f"{first} to {end}")
            return None
        return found

    spec: dict[str, Any] = {
        "name": _title(reader, keys, ()),
        "race": day(keys["race"], ("race",), eve) if "race" in keys else None,
        "goal": reader.choice(keys["goal"], ("goal",), "goal", GOALS) if "goal" in keys else None,
        "bands": _bands(reader, keys.get("bands", {})),
        "equipment": _equipment(reader, keys["equipment"]) if "equipment" in keys else None,
        "scale": scale,
        "runs": _runs(reader, keys),
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
        first = day(cells["from"], (*path, "from"), monday)
        last = day(cells["to"], (*path, "to"), monday) if "to" in cells else first
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
        source, target = (
            day(cells[name], (*path, name), earliest) if name in cells else None
            for name, earliest in (("from", monday), ("to", start))
        )
        if source and target:
            if any(source == other.source for other in moves):
                reader.wrong((*path, "from"), "moved twice", source)
            bad = any(finding.key.startswith("phase") for finding in reader.findings)
            if monday and weeks and not bad and not _planned(phases, monday, source):
                reader.wrong((*path, "from"), "no session on that day", source, "a day of the week with a routine")
            moves.append(Move(source, target))
    if reader.findings or start is None:
        raise DataError(sorted(reader.findings, key=lambda finding: finding.line or 0))
    sheets = filler.sheets
    return BlockSpec(start=start, phase=tuple(phases), skip=tuple(skips), move=tuple(moves), sheets=sheets, **spec)


def _filler(library: Library, keys: Mapping[str, Any], start: datetime.date | None) -> Filler:
    """Read what a suggested week is asked with; what is wrong with it is found where it is read."""
    quiet = Reader(library, "", "")
    limit = quiet.number(keys["minutes"], ("minutes",), 1, 600) if "minutes" in keys else None
    runs = _runs(quiet, keys)
    race = quiet.date(keys["race"], ("race",)) if "race" in keys else None
    return Filler(
        library=library,
        bands=_bands(quiet, keys.get("bands", {})),
        goal=quiet.choice(keys["goal"], ("goal",), "goal", GOALS) if "goal" in keys else None,
        equipment=_equipment(quiet, keys["equipment"]) if "equipment" in keys else None,
        minutes=None if limit is None else min(float(limit), LONGEST_DAY),
        runs=runs,
        race=race if race and start and race >= start else None,  # one before the start is over
        monday=monday_of(start) if start else None,
        good=not quiet.findings,
    )


def _runs(reader: Reader, keys: Mapping[str, Any]) -> dict[str, str]:
    return {
        weekday: kind
        for weekday, value in reader.keys(keys.get("runs", {}), ("runs",), WEEKDAYS).items()
        if (kind := reader.choice(value, ("runs", weekday), "kind of run", RUNS))
    }


def _planned(phases: Sequence[Phase], monday: datetime.date, day: datetime.date) -> bool:
    """Say whether the template of a day's week has a session on that day."""
    weeks = [phase for phase in phases for _ in range(phase.weeks)]
    return bool(weeks[(day - monday).days // 7].template.get(WEEKDAYS[day.weekday()]))


def _phases(reader: Reader, value: object, scale: Sequence[str], filler: Filler) -> list[Phase]:
    phases: list[Phase] = []
    template: dict[str, tuple[str, ...]] = {}
    suggest: int | tuple[str, ...] = 0
    tables = reader.items(value, ("phase",))
    if not tables and isinstance(plain(value), (list, tuple)):
        reader.wrong(("phase",), "no phase", allowed="at least one, with its weeks")
    for place, table in enumerate(tables):
        path = ("phase", place)
        keys = reader.keys(table, path, _PHASE)
        if not isinstance(table, Mapping):
            continue
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
        if "suggest" in keys:
            suggest = _suggest(reader, keys["suggest"], (*path, "suggest"))
            if suggest and not reader.findings:
                weeks_before = sum(phase.weeks for phase in phases)
                done = {name for phase in phases for names in phase.template.values() for name in names}
                try:
                    own = filler.fill(own, suggest, weeks_before, weeks or 1, done)
                except ArgumentError as error:
                    reader.wrong((*path, "suggest"), str(error))
                    raise DataError(reader.findings) from None  # what follows from it is not told as well
                reader.library = filler.more
        elif own:
            suggest = 0
        template = own or template
        given = any(template.values()) or keys.get(
            "suggest", suggest
        )  # a week that is not suggested yet has a mistake elsewhere
        if not given and not any(name not in _PHASE for name in table):
            reader.wrong(path, "no weekday has a routine", allowed=f"{', '.join(WEEKDAYS)}, each with its routines")
        lists = [len(value) for value in map(plain, keys.values()) if isinstance(value, (list, tuple))]
        count = weeks or max([1, *lists])
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
        name = _title(reader, keys, path)
        _steps(reader, path, template, steps, overrides, volume, scale)
        made = {**words, **steps, "suggest": suggest}
        phases.append(Phase(name, count, template, tuple(volume), override=overrides, **made))
    return phases


def _suggest(reader: Reader, value: object, path: Sequence[str | int]) -> int | tuple[str, ...]:
    """Read on how many days sessions are suggested (true: 3), or on which."""
    if isinstance(value, bool):
        return 3 * value
    if isinstance(plain(value), (list, tuple)):
        return _names(reader, value, path, "weekday", WEEKDAYS)
    if isinstance(value, int) and 1 <= value <= 7:
        return value
    allowed = "true, on how many days (1 to 7), or a list of weekdays"
    reader.wrong(path, "not a number of days", value, allowed)
    return 0


def _steps(
    reader: Reader,
    path: Sequence[str | int],
    template: Mapping[str, tuple[str, ...]],
    steps: Mapping[str, int],
    overrides: Mapping[str, Override],
    volume: Sequence[Fraction],
    scale: Sequence[str],
) -> None:
    """Find factors and steps that lead out of the limits of a dose by the end of a phase."""
    factor = max(volume, default=Fraction(1))
    rows = reader.library.prescriptions
    typed = [own.sets[1] for own in overrides.values() if own.sets is not None]
    most = LIMITS["sets"][1]
    if not any(steps.values()) and factor * max([int(rows["sets_max"].max()), *typed]) <= most:
        return
    used = {routine for day in template.values() for routine in day}
    rows = rows[rows["routine_id"].isin(used) & rows["phase"].isin(scale)]
    for exercise, published in zip(rows["exercise_id"], rows["sets_max"], strict=True):
        instead = overrides.get(str(exercise), Override()).sets
        sets = math.ceil(factor * int(instead[1] if instead else published))
        if factor > 1 and sets > most:
            what = f"{exercise} would come to {sets} sets"
            reader.wrong((*path, "volume"), what, float(factor), f"a factor that stays within {most} sets")
            break
    for name, part in (("reps_step", "reps"), ("seconds_step", "work_s")):
        most = LIMITS[part][1]
        for exercise, *published in (
            rows[["exercise_id", f"{part}_min", f"{part}_max"]].dropna().itertuples(index=False)
        ):
            own = overrides.get(str(exercise), Override())
            ends = (own.reps if part == "reps" else own.seconds) or published
            low, high = (np.array([float(end)]) for end in ends)
            if steps[name] and (last := int(amounts_after(low, high, steps[name], len(volume) - 1)[1][0])) > most:
                what = f"{exercise} would come to {last} in week {len(volume)} of the phase"
                reader.wrong((*path, name), what, steps[name], f"a step that stays within {most}")
                break


def _title(reader: Reader, keys: Mapping[str, Any], path: Sequence[str | int]) -> str:
    """Read the name of a block or phase, which is not blank."""
    if "name" not in keys:
        return ""
    name = reader.text(keys["name"], (*path, "name"))
    if not name and isinstance(keys["name"], str):
        reader.wrong((*path, "name"), "blank", allowed="a name")
    return name


def _said(reader: Reader, value: object, path: Sequence[str | int], weeks: int) -> tuple[str, ...]:
    return tuple(reader.text(one, path) for one in reader.weekly(value, path, weeks))


def _names(
    reader: Reader, value: object, path: Sequence[str | int], what: str, known: Iterable[str]
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


def _equipment(reader: Reader, value: object) -> tuple[str, ...]:
    known = reader.library.coding.item_names
    items = []
    for one in reader.items(value, ("equipment",)):
        item = known.get(fold(shown(one)))
        if item is None:
            options = list(reader.library.equipment["equipment_id"])
            reader.wrong(
                ("equipment",), "unknown equipment", one, one_of(options), nearest(shown(one), options, most=1)
            )
        else:
            items.append(item)
    return tuple(dict.fromkeys(items))


def _bands(reader: Reader, value: object) -> dict[str, tuple[float, float | None]]:
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
    reader: Reader, value: object, path: Sequence[str | int], template: Mapping[str, tuple[str, ...]], weeks: int
) -> dict[str, Override]:
    if isinstance(value, Mapping) and not value:
        return {}
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
            if name in amounts and own[f"{_AMOUNTS[name]}_min"].isna().all():
                reader.wrong((*here, name), f"the exercise is given in {other}", allowed=other)
        if "hold" in amounts and own["reps_min"].isna().all():
            reader.wrong((*here, "hold"), "a hold is of a repetition, and the exercise is timed", allowed="seconds")
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
    sets = {name: own.sets for name, own in overrides.items() if own.sets is not None}
    for _, circuit in rows[rows["exercise_id"].isin(sets)].groupby(["routine_id", "circuit"], sort=False):
        first, *others = dict.fromkeys(circuit["exercise_id"])
        for other in others:
            if sets[other] != sets[first]:
                what = f"a partner of {first} in its superset, which has other sets"
                reader.wrong((*path, other, "sets"), what, sets[other], "the same rounds for both, or in one of them")
    return overrides
