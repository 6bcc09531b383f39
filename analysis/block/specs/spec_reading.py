"""Read the spec of a block from a TOML file or a mapping with the same keys, with every finding at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from analysis.ask.athlete import read_avoid, read_level
from analysis.ask.bands import Band, read_bands
from analysis.ask.equipment import read_equipment
from analysis.ask.exercises import read_exercise
from analysis.ask.loads import read_load
from analysis.ask.rests import read_rests
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, FileError, Finding
from analysis.base.files import read_text
from analysis.base.text import clip
from analysis.block.specs.dated_keys import FIRST, LAST, days_of_block, read_moves, read_races, read_skips
from analysis.block.specs.phase_reading import read_phases, read_runs
from analysis.block.specs.spec import CHECKS, BlockSpec, Origin
from analysis.block.specs.spec_writing import block_mapping
from analysis.block.specs.toml_lines import DEEPEST, deep_key
from analysis.block.specs.typed_table import Notes, Table, shown
from analysis.library.additions import OwnSheet, with_sheets
from analysis.library.library import Library
from analysis.library.sheets.sheet_reading import file_as_text, parse_sheet
from analysis.library.terms import COUNTED, COUNTED_KINDS, POLICIES
from analysis.week.band_status import GOALS

KEYS = (
    *("name", "start", "race", "goal", "bands", "equipment", "minutes", "rest", "scale", "count", "runs", "strength"),
    *("missed", "way_back", "today", "level", "avoid", "maxima", "sheets", "phase", "skip", "move", "ignore"),
)
"""Keys of a block."""


MISSED = ("drop", "shift")
"""Options for skipped sessions: they are lost, or made up for where there is room."""


WAYS_BACK = ("lower", "own")
"""Options for the return from time off: with less, by `way_back`, or as the coach typed it."""


LONGEST_BLOCK = 500_000
"""Largest file of a block in bytes; a usual one has some thousands, or some ten thousands with sheets in it."""


@checked
def read_block(library: Library, source: str | Path | Mapping[str, Any] | BlockSpec) -> BlockSpec:
    """Read the spec of a block.

    Parameters
    ----------
    library : Library
        Its routines, exercises, muscle groups and equipment are the names that the spec can use.
    source : path, mapping or BlockSpec
        A TOML file, or a mapping or `BlockSpec` with the same keys.

    Returns
    -------
    BlockSpec
        As typed: a phase with suggested sessions gets them from `fill_suggested`.

    Raises
    ------
    FileError
        If the file cannot be read, or isn't TOML.
    DataError
        With every mistake: file, line, key, value, what is allowed, the nearest match.

    Examples
    --------
    >>> from analysis import load_library
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 0.9, 1, 0.6], "mon": "runners_world"}
    >>> spec = read_block(load_library(), {"name": "Spring", "start": "2027-01-06", "phase": [phase]})
    >>> spec.start.isoformat(), spec.monday.isoformat(), spec.weeks, float(spec.phase[0].volume[3])
    ('2027-01-06', '2027-01-04', 4, 0.6)
    """
    if isinstance(source, BlockSpec):
        return _read(library, block_mapping(source), source.origin)
    if isinstance(source, Mapping):
        return _read(library, source, Origin())
    if not isinstance(source, (str, Path)):
        allowed = "a TOML file, a mapping with the same keys, or a BlockSpec"
        raise ArgumentError(Finding("not a block", value=str(source), allowed=allowed))
    path = Path(source)
    text = read_text(path, instead="a block is a text file in TOML", most=LONGEST_BLOCK)
    return _parse(library, text, Origin(path.name, text), path)


@checked
def parse_block(library: Library, text: str, *, name: str = "block.toml") -> BlockSpec:
    """Read the spec of a block from the text of a TOML file.

    Parameters
    ----------
    library : Library
        Its routines, exercises, muscle groups and equipment are the names that the spec can use.
    text : str
        TOML, written by `block_toml` or typed by a coach.
    name : str
        Name of the file, for error messages.

    Returns
    -------
    BlockSpec

    Raises
    ------
    FileError
        If it isn't TOML.
    DataError
        With every mistake: file, line, key, value, what is allowed, the nearest match.

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
    return _parse(library, text, Origin(PurePath(name).name, text), Path(name))


def _parse(library: Library, text: str, origin: Origin, path: Path) -> BlockSpec:
    """Read the text of a file; sheets that it names are in the same folder."""
    name = path.as_posix()
    if len(text) > LONGEST_BLOCK:
        raise FileError(f"{name}: too large: {len(text)} characters; allowed: up to {LONGEST_BLOCK}")
    # Checked before the text is parsed: a hostile file would keep the parser busy for minutes.
    if line := deep_key(text):
        what = f"a key of more than {DEEPEST} parts joined by dots"
        raise FileError(f"{name}, line {line}: {what}; allowed: keys such as phase.override.hip_thrust")
    try:
        typed = tomllib.loads(text)
    except ValueError as error:  # also for whole numbers with thousands of digits
        raise FileError(f"{name}: not TOML: {error}{_line_of(text, str(error))}") from None
    except RecursionError:
        raise FileError(f"{name}: not TOML: brackets within brackets, too deep") from None
    return _read(library, typed, origin, path.parent)


def _line_of(text: str, error: str) -> str:
    """Return the line that an error names, and what is allowed in it."""
    number = re.search(r"at line (\d+)", error)
    lines = text.split("\n")
    if number is None or int(number[1]) > len(lines):
        return ""
    twice = re.match("Cannot (overwrite|declare|mutate)", error)
    allowed = "each key once" if twice else 'texts in straight double quotes ("), days such as 2027-01-04'
    return f": {clip(lines[int(number[1]) - 1].strip())}; allowed: {allowed}"


def _read(library: Library, typed: Mapping[str, Any], origin: Origin, folder: Path = Path()) -> BlockSpec:
    """Read a block, key by key; mistakes are raised together at the end."""
    # All mistakes are reported at once: a coach fixes a file in one go, not in ten.
    notes = Notes(origin)
    block = Table(notes, (), typed, KEYS)
    block.need(("name", "start", "phase"), "a block has a name, a start and phases")
    start = block.one(block.date, "start")
    if start and not FIRST <= start <= LAST:
        block.wrong("start", "not allowed", start, "a day from 1970 to 2999")
    scale = block.one(block.choices, "scale", "phase", COUNTED) if "scale" in block else BlockSpec.scale
    count = block.one(block.choices, "count", "kind", COUNTED_KINDS) if "count" in block else None
    library, sheets, unread = _sheets(library, block, folder)
    phases = read_phases(library, block, scale or (), unread)
    days = days_of_block(block, start, phases)
    minutes = block.one(block.minutes, "minutes")
    read: dict[str, Any] = {
        "name": block.one(block.title, "name"),
        "race": read_races(library, block, days),
        "goal": block.one(block.choice, "goal", "goal", GOALS),
        "bands": _bands(library, block),
        "maxima": _maxima(library, block),
        "equipment": _equipment(library, block),
        "minutes": minutes,
        "count": tuple(kind for kind in COUNTED_KINDS if kind in (count or BlockSpec.count)),
        "rest": block.ask("rest", read_rests, block.cells.get("rest")) or (),
        "runs": read_runs(block) or {},
        "strength": block.one(block.choice, "strength", "policy", POLICIES) or "auto",
        "missed": block.one(block.choice, "missed", "word", MISSED) or "drop",
        "way_back": block.one(block.choice, "way_back", "word", WAYS_BACK) or "lower",
        "today": block.one(block.date, "today"),
        "level": block.ask("level", read_level, block.cells.get("level")),
        "avoid": block.ask("avoid", read_avoid, block.cells.get("avoid")) or (),
        "ignore": block.one(block.choices, "ignore", "check", CHECKS) or (),
        "skip": read_skips(block, days),
        "move": read_moves(block, days, phases),
    }
    notes.check()
    assert start is not None  # else noted as missing or wrong
    return BlockSpec(start=start, phase=phases, scale=scale or (), sheets=sheets, origin=origin, **read)


def _sheets(library: Library, block: Table, folder: Path) -> tuple[Library, dict[str, str], set[str]]:
    """Read the sheets that a block contains, or names by their files, and add their routines to the library.

    Return the library, the texts of the sheets, and the names of the sheets with mistakes.
    """
    typed = block.cells.get("sheets", {})
    table = block.table("sheets", typed if isinstance(typed, Mapping) else (), named=True)
    texts: dict[str, str] = {}
    unread: set[str] = set()
    for name, text in table.cells.items():
        findings: list[Finding] = []
        try:
            if not isinstance(text, str) or not text.strip():
                allowed = "a text with a header and a row per exercise, or the name of a file"
                findings = [Finding("not a sheet", value=shown(text), allowed=allowed)]
            else:
                texts[name] = text if "\n" in text else file_as_text(folder / text)
                sheet = OwnSheet(name, name, parse_sheet(texts[name], library.coding, file=name))
                library, findings = with_sheets(library, [sheet])
        except FileError as error:
            findings = [Finding(str(error).removeprefix(f"{name}, "))]
        for finding in findings:
            block.notes.found(finding, ("sheets", name))
            unread.add(name)
    return library, texts, unread


def _equipment(library: Library, block: Table) -> tuple[str, ...] | None:
    """Read the athlete's equipment, None where the block has none typed."""
    if "equipment" not in block:
        return None
    return tuple(block.ask("equipment", read_equipment, library, block.cells["equipment"]) or ())


def _maxima(library: Library, block: Table) -> dict[str, str]:
    """Read the maxima that the coach knows, exercise by exercise, as typed."""
    known = library.exercises["exercise_id"]
    table = block.table("maxima", known, lambda name: read_exercise(library, name), named=True)
    maxima = {
        exercise: table.ask(exercise, read_load, "maximum", typed, shares=False)
        for exercise, typed in table.cells.items()
    }
    return {exercise: load.text for exercise, load in maxima.items() if load}


def _bands(library: Library, block: Table) -> dict[str, Band]:
    """Read the coach's own bands, muscle by muscle; an ambiguous name is reported with the other mistakes."""
    typed = block.cells.get("bands", {})
    bands: dict[str, Band] = {}
    if not isinstance(typed, Mapping):
        block.ask("bands", read_bands, library, typed)
        return bands
    table = block.table("bands", typed, named=True)
    for name, band in table.cells.items():
        for label, ends in (table.ask(name, read_bands, library, {name: band}) or {}).items():
            if label.key in bands:
                table.wrong(name, "a band given twice", label.key, "each label once")
            bands[label.key] = ends
    return bands
