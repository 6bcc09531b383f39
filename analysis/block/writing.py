"""The spec of a block written back: as a mapping, and as the text of a TOML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

import numpy as np

from analysis.base.errors import ArgumentError
from analysis.block.spec import BlockSpec, Phase

PER_WEEK = ("volume", "effort", "load", "variation")
"""Values of a phase or an override that stand once for all weeks, or once a week."""


def block_mapping(spec: BlockSpec) -> dict[str, Any]:
    """Return a spec as the mapping that makes it; what is not given is left out.

    Parameters
    ----------
    spec : BlockSpec

    Returns
    -------
    dict
        The keys of a block's file: `read_block` makes the same spec of it.

    Raises
    ------
    ArgumentError
        If it is no spec, or one with a part of another kind.

    Examples
    --------
    >>> from analysis import load_library, read_block
    >>> phase = {"name": "base", "weeks": 4, "volume": [0.8, 0.9, 1, 0.6], "mon": "runners_world"}
    >>> block = {"name": "Spring", "start": "2027-01-04", "phase": [phase]}
    >>> block_mapping(read_block(load_library(), block))["phase"] == block["phase"]
    True
    """
    if not isinstance(spec, BlockSpec):
        raise ArgumentError("no spec of a block; give what read_block returns")
    try:
        return _mapping(spec)
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise ArgumentError(f"a BlockSpec with a part of another kind: {error}") from None


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
        If it is no spec, or one with a part of another kind.

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
    return tomlkit.dumps(mapping)


def _mapping(spec: BlockSpec) -> dict[str, Any]:
    phases: list[dict[str, Any]] = []
    before: tuple[Mapping[str, Sequence[str]], int | tuple[str, ...]] = ({}, 0)
    for phase in spec.phase:
        own = _given(phase)
        template, overrides = own.pop("template", {}), own.pop("override", {})
        for name in ("suggest", "keeps"):
            own.pop(name, None)
        # A phase without weekdays keeps those of the phase before; one that asks again has sessions of its own.
        if (phase.template, phase.suggest) != before or (phase.suggest and not phase.keeps):
            own |= {day: names[0] if len(names) == 1 else list(names) for day, names in template.items()}
            if phase.suggest:
                own["suggest"] = list(phase.suggest) if isinstance(phase.suggest, tuple) else phase.suggest
        if overrides:
            own["override"] = {name: _given(one) for name, one in overrides.items()}
        phases.append(own)
        before = phase.template, phase.suggest
    mapping = _given(spec)
    mapping |= {"equipment": list(spec.equipment)} if spec.equipment is not None else {}
    if "bands" in mapping:
        mapping["bands"] = {
            name: _number(low) if high is None else [_number(low), _number(high)]
            for name, (low, high) in spec.bands.items()
        }
    for name in ("scale", "sheets", "origin"):
        mapping.pop(name, None)
    if spec.scale != BlockSpec.scale:
        mapping["scale"] = list(spec.scale)
    mapping.pop("phase", None)
    off = {
        "skip": [
            {"from": one.first, "to": one.last, "why": one.why} if one.why else {"from": one.first, "to": one.last}
            for one in spec.skip
        ],
        "move": [{"from": one.source, "to": one.target} for one in spec.move],
    }
    tables: dict[str, Any] = {name: mapping.pop(name) for name in ("bands", "runs") if name in mapping}
    return {
        **{name: value for name, value in mapping.items() if name not in off},
        **tables,
        "phase": phases,
        **{name: rows for name, rows in off.items() if rows},
    }


def _given(part: Any) -> dict[str, Any]:
    """Return the fields of a part that say something, as they are typed: one value where all weeks have the same."""
    cells = {}
    for one in fields(part):
        value = getattr(part, one.name)
        if one.name in PER_WEEK:
            default = Fraction(1) if one.name == "volume" else ""
            typed = _per_week(value)
            # An override's blank word takes the phase's away, so it stands; a phase's own says nothing.
            if typed is not None and (typed != default or not isinstance(part, Phase)):
                cells[one.name] = typed
        elif value is not None and value != () and value != {} and value != 0:
            cells[one.name] = _number(value)
    return cells


def _per_week(values: Any) -> Any:
    if not isinstance(values, (list, tuple)):
        return _number(values)
    typed = [_number(value) for value in values]
    return None if not typed else typed[0] if len(set(typed)) == 1 else typed


def _number(value: Any) -> Any:
    """Return numbers as they are typed, pairs as lists of them, or as one where both ends are the same."""
    if isinstance(value, (Fraction, float)):
        if not np.isfinite(float(value)):
            return value  # it is refused where it is read
        decimal = int(value) if value == int(value) else float(value)
        return decimal if Fraction(repr(decimal)) == value or isinstance(value, float) else value
    if isinstance(value, tuple):
        return value[0] if len(value) == 2 and value[0] == value[1] and isinstance(value[0], int) else list(value)
    return dict(value) if isinstance(value, Mapping) else value
