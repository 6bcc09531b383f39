"""Write the spec of a block back: as a mapping, and as the text of a TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.ask.rests import ALL
from analysis.base.arguments import checked
from analysis.base.errors import ArgumentError, Finding
from analysis.block.specs.spec import BlockSpec, Move, Phase, Race, Skip

PARTS: dict[str, type] = {
    "phase": Phase,
    "race": Race,
    "skip": Skip,
    "move": Move,
    **dict.fromkeys(("scale", "equipment", "ignore"), str),
}
MAY_BE_NONE = ("equipment", "ignore")
"""Parts of a spec with several values, the type of each, and which of them may be missing."""


DEFAULTS = ("strength", "missed", "way_back")
"""Words of a block that are left out when they are the default."""


TABLES = ("phase", "bands", "rest", "runs", "skip", "move", "race", "scale", "count", "maxima", "sheets", "origin")
"""Parts of a block that aren't single values, or aren't typed."""


PER_WEEK = ("volume", "effort", "load", "variation")
"""Values of a phase or an override that are typed once for all weeks, or one per week."""


@checked
def block_mapping(spec: BlockSpec) -> dict[str, Any]:
    """Return a spec as the mapping that makes it, without what isn't set.

    Parameters
    ----------
    spec : BlockSpec

    Returns
    -------
    dict
        The keys of a block's file: `read_block` turns it into the same spec.

    Raises
    ------
    ArgumentError
        If it is not a spec, or one with a part of the wrong type.

    Examples
    --------
    >>> from analysis import load_library, read_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 0.9, 1, 0.6], "mon": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> block_mapping(read_block(load_library(), block))["phase"] == block["phase"]
    True
    """
    for name, kind in PARTS.items():
        parts = getattr(spec, name)
        several = isinstance(parts, (list, tuple)) and all(isinstance(part, kind) for part in parts)
        if not several and not (parts is None and name in MAY_BE_NONE):
            what = f"a BlockSpec with a part of another kind: {name}"
            raise ArgumentError(Finding(what, value=str(parts), allowed=f"a tuple of {kind.__name__}"))
    for name in ("bands", "runs"):
        if not isinstance(parts := getattr(spec, name), Mapping):
            what = f"a BlockSpec with a part of another kind: {name}"
            raise ArgumentError(Finding(what, value=str(parts), allowed="a mapping"))
    try:
        return _mapping(spec)
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise ArgumentError(f"a BlockSpec with a part of another kind: {error}") from None


@checked
def block_toml(spec: BlockSpec) -> str:
    """Return a spec as the text of a block's file.

    Parameters
    ----------
    spec : BlockSpec

    Returns
    -------
    str
        TOML that `read_block` reads back as the same spec; a factor that is no decimal, such as a third, is rounded to
        a double's digits.

    Raises
    ------
    ArgumentError
        If it is not a spec, or one with a part of the wrong type.

    Examples
    --------
    >>> from analysis import load_library, read_block
    >>> phase = {"name": "base", "weeks": 2, "volume": [0.8, 1], "mon": "runners_world", "effort": "easy"}
    >>> spec = read_block(load_library(), {"name": "Spring", "start": "2027-01-04", "phase": [phase]})
    >>> print(block_toml(spec), end="")
    name = "Spring"
    start = 2027-01-04
    <BLANKLINE>
    [[phase]]
    name = "base"
    weeks = 2
    volume = [0.8, 1.0]
    effort = "easy"
    mon = "runners_world"
    """
    import tomlkit

    mapping = block_mapping(spec)
    for phase in mapping["phase"]:
        if "volume" in phase:
            phase["volume"] = np.asarray(phase["volume"], dtype=float).tolist()
    if "sheets" in mapping:
        mapping["sheets"] = {name: tomlkit.string(text, multiline=True) for name, text in mapping["sheets"].items()}
    return tomlkit.dumps(mapping)


def _mapping(spec: BlockSpec) -> dict[str, Any]:
    block = _given(spec, leave_out=TABLES)
    if spec.equipment is not None:
        block["equipment"] = list(spec.equipment)  # also an empty list, which means no equipment
    for name in ("scale", "count"):
        if getattr(spec, name) != getattr(BlockSpec, name):
            block[name] = list(getattr(spec, name))
    for name in DEFAULTS:
        if block[name] == getattr(BlockSpec, name):
            del block[name]
    races = [{"date": race.date} | {k: v for k, v in vars(race).items() if v and k != "date"} for race in spec.race]
    if len(spec.race) == 1 and spec.race[0] == Race(spec.race[0].date):
        block["race"] = races.pop()["date"]
    rests = {name: _number(ends) if ends[0] < ends[1] else _number(ends[0]) for name, ends in spec.rest}
    if ALL in rests:
        block["rest"] = rests.pop(ALL)
    bands = {
        name: _number(low) if high is None else [_number(low), _number(high)]
        for name, (low, high) in spec.bands.items()
    }
    # TOML needs tables behind values, and tables of tables last.
    behind = {
        "bands": bands,
        "rest": rests,
        **{name: dict(getattr(spec, name)) for name in ("runs", "maxima", "sheets")},
        "phase": [_phase(phase, before) for before, phase in zip((None, *spec.phase), spec.phase, strict=False)],
        "race": races,
        "skip": [{"from": skip.first, "to": skip.last} | ({"why": skip.why} if skip.why else {}) for skip in spec.skip],
        "move": [{"from": move.source, "to": move.target} for move in spec.move],
    }
    return block | {name: table for name, table in behind.items() if table or name == "phase"}


def _phase(phase: Phase, before: Phase | None) -> dict[str, Any]:
    cells = _given(phase, leave_out=("template", "override", "progress", "suggest", "keeps", "runs", "cycle"))
    # A phase without weekdays keeps those of the phase before; a phase that types the same ones has its own.
    if not phase.keeps or _days(phase) != _days(before or Phase("", 0)):
        cells |= {day: names[0] if len(names) == 1 else list(names) for day, names in phase.fixed.items()}
        if (cycle := phase.cycle) is not None:
            cells["cycle"] = list(cycle.routines)
            cells |= {"every": cycle.every} if cycle.every else {"days": list(cycle.days)}
        if phase.suggest:
            cells["suggest"] = list(phase.suggest) if isinstance(phase.suggest, tuple) else phase.suggest
    if phase.runs is not None:
        cells["runs"] = dict(phase.runs)  # also no runs at all, instead of the block's
    if phase.override:
        cells["override"] = {exercise: _given(override) for exercise, override in phase.override.items()}
    if phase.progress:
        given = {
            name: {key: _number(value) for key, value in vars(progress).items() if value}
            for name, progress in phase.progress.items()
        }
        cells["progress"] = given
    return cells


def _days(phase: Phase) -> tuple[Any, ...]:
    return phase.template, phase.suggest, phase.cycle


def _given(part: Any, leave_out: Sequence[str] = ()) -> dict[str, Any]:
    """Return the fields of a part that are set, as they are typed: a single value where all weeks have the same."""
    cells = {}
    for name in (field.name for field in fields(part) if field.name not in leave_out):
        value = getattr(part, name)
        if name in PER_WEEK:
            default = Fraction(1) if name == "volume" else ""
            typed = _per_week(value)
            # An override's blank word removes the phase's word, so it stays; a phase's own blank word means nothing.
            if typed is not None and (typed != default or not isinstance(part, Phase)):
                cells[name] = typed
        elif value is not None and value != () and value != {} and value != 0:
            cells[name] = _number(value)
    return cells


def _per_week(values: Any) -> Any:
    if not isinstance(values, (list, tuple)):
        return _number(values)
    typed = [_number(value) for value in values]
    return None if not typed else typed[0] if len(set(typed)) == 1 else typed


def _number(value: Any) -> Any:
    """Return numbers as they are typed, pairs as lists, or as a single number where both ends are the same."""
    if isinstance(value, (Fraction, float)):
        if not np.isfinite(float(value)):
            return value  # refused when it is read
        decimal = int(value) if value == int(value) else float(value)
        return decimal if Fraction(repr(decimal)) == value or isinstance(value, float) else value
    if isinstance(value, tuple):
        return value[0] if len(value) == 2 and value[0] == value[1] and isinstance(value[0], int) else list(value)
    return dict(value) if isinstance(value, Mapping) else value
