"""The text of a block's file brought up to date with a spec: what did not change stays as it was typed, remarks too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.ask.days import read_weekday
from analysis.base.arguments import checked
from analysis.base.errors import AnalysisError, ArgumentError
from analysis.base.names import fold
from analysis.block.reading import parse_block
from analysis.block.spec import BlockSpec
from analysis.block.writing import block_mapping, block_toml
from analysis.library.library import Library


@checked
def kept_text(library: Library, text: str, spec: BlockSpec, *, before: BlockSpec | None = None) -> str:
    """Bring the text of a block's file up to date with a spec.

    Parameters
    ----------
    library : Library
    text : str
        As it was typed, or written.
    spec : BlockSpec
        What the file is to say.
    before : BlockSpec, optional
        What it says now, where that is known: it need not be read again.

    Returns
    -------
    str
        The text, in which only the lines differ whose values changed: remarks, order and spelling stay. Where that
        cannot be (it is no TOML, or would say something else), it is what `block_toml` writes.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from analysis import load_library
    >>> library = load_library()
    >>> text = '''name = "Spring"
    ... start = 2027-01-04  # after her exams
    ... [[phase]]
    ... Name = "base"   # easy
    ... weeks = 4
    ... monday = "runners_world"
    ... '''
    >>> spec = parse_block(library, text)
    >>> print(
    ...     kept_text(library, text, replace(spec, minutes=40, phase=(replace(spec.phase[0], name="build"),))), end=""
    ... )
    name = "Spring"
    start = 2027-01-04  # after her exams
    minutes = 40
    [[phase]]
    Name = "build"   # easy
    weeks = 4
    monday = "runners_world"
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        said = parse_block(library, text) if before is None else before
        if said == spec:
            return text
        document = tomlkit.parse(text)
        _patch(document, block_mapping(said), block_mapping(spec))
        kept = tomlkit.dumps(document)
        # Tables that are put together anew have a blank line more between them each time.
        for written in (re.sub("\n{3,}", "\n\n", kept), kept) if "\n\n\n" not in text else (kept,):
            if parse_block(library, written) == spec:
                return written
    except (AnalysisError, TOMLKitError, ValueError, KeyError, TypeError, IndexError):
        pass  # how it was typed is worth less than what it says
    return block_toml(spec)


def _patch(table: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Change what differs between two mappings in the table that the first was read from."""
    typed = {_key(str(name)): str(name) for name in table}
    for name in [*before, *(name for name in after if name not in before)]:
        here = typed.get(_key(name), name)
        if name in before and name in after and before[name] == after[name]:
            continue  # also where it is not typed, and says what holds anyway
        if name not in after:
            table.pop(here, None)
        elif name not in before or here not in table:
            table[here] = _item(after[name])
        else:
            _change(table, here, before[name], after[name])


def _change(table: Any, key: str, before: Any, after: Any) -> None:
    """Change the value of a key: a table key by key, tables in a list one by one, anything else as a whole."""
    if isinstance(before, Mapping) and isinstance(after, Mapping) and hasattr(table[key], "items"):
        _patch(table[key], before, after)
    elif _tables(before) and _tables(after) and len(table[key]) == len(before):
        _patch_list(table, key, before, after)
    else:
        table[key] = _item(after, table[key])


def _patch_list(table: Any, key: str, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Change a list of tables: each new one is made of the old one of its name or day, or of its place."""
    import tomlkit

    old = list(table[key])
    same = {str(_named(part)): place for place, part in reversed(list(enumerate(before)))}
    places = [same.get(str(_named(part))) for part in after]
    if len(before) == len(after) and not any(place not in (None, number) for number, place in enumerate(places)):
        places = list(range(len(after)))  # as many as there were: one that has another name is the one in its place
    if places == list(range(len(before))):
        for item, was, new in zip(old, before, after, strict=True):
            _patch(item, was, new)
        return
    tables = tomlkit.aot()
    for place, new in zip(places, after, strict=True):
        item = tomlkit.table() if place is None else old[place]
        _patch(item, {} if place is None else before[place], new)
        tables.append(item)
    table[key] = tables


def _named(part: Mapping[str, Any]) -> Any:
    """Return what a table of a list is told by."""
    return part.get("name", part.get("date", part.get("from")))


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _item(value: Any, old: Any = None) -> Any:
    """Make an item of TOML, with the remark that stood behind the old one."""
    import tomlkit

    if _tables(value):
        made = tomlkit.aot()
        for part in value:
            made.append(tomlkit.item(dict(part)))
        return made
    lines = isinstance(value, str) and "\n" in value
    item: Any = tomlkit.string(value, multiline=True) if lines else tomlkit.item(value)
    if old is not None and hasattr(old, "trivia") and hasattr(item, "trivia"):
        for part in ("comment_ws", "comment", "trail"):
            setattr(item.trivia, part, getattr(old.trivia, part))
    return item


def _key(name: str) -> str:
    """Return a key as the reader of blocks takes it, however it is typed."""
    try:
        return read_weekday(name)
    except ArgumentError:
        return fold(name)
