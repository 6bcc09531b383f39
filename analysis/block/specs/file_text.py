"""Update the text of a block's file to a spec: whatever didn't change stays as typed, comments included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.ask.days import read_weekday
from analysis.base.arguments import checked
from analysis.base.errors import AnalysisError, ArgumentError
from analysis.base.names import fold
from analysis.block.specs.spec import BlockSpec
from analysis.block.specs.spec_reading import parse_block
from analysis.block.specs.spec_writing import block_mapping, block_toml
from analysis.library.library import Library


@checked
def kept_text(library: Library, text: str, spec: BlockSpec, *, before: BlockSpec | None = None) -> str:
    """Return the text of a block's file, updated to a spec.

    Parameters
    ----------
    library : Library
    text : str
        The file's text, typed or written.
    spec : BlockSpec
        The block that the file should describe.
    before : BlockSpec, optional
        The block that the text describes now, if known: it needn't be read again.

    Returns
    -------
    str
        The text, with changes only on lines whose values changed: comments, order and spelling stay. Where that fails
        (the text is not TOML, or would read differently), the text that `block_toml` writes.

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
        # Rewritten tables gain a blank line between them each time.
        for written in (re.sub("\n{3,}", "\n\n", kept), kept) if "\n\n\n" not in text else (kept,):
            if parse_block(library, written) == spec:
                return written
    except (AnalysisError, TOMLKitError, ValueError, KeyError, TypeError, IndexError):
        pass  # the right values matter more than how they were typed
    return block_toml(spec)


def _patch(table: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Apply the difference between two mappings to the table that the first was read from."""
    typed = {_key(str(name)): str(name) for name in table}
    for name in [*before, *(name for name in after if name not in before)]:
        here = typed.get(_key(name), name)
        if name in before and name in after and before[name] == after[name]:
            continue  # also a default that isn't typed
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
    """Update a list of tables: each new table starts from the old one with its name or day, or its position."""
    import tomlkit

    old = list(table[key])
    same = {str(_named(part)): place for place, part in reversed(list(enumerate(before)))}
    places = [same.get(str(_named(part))) for part in after]
    if len(before) == len(after) and not any(place not in (None, number) for number, place in enumerate(places)):
        places = list(range(len(after)))  # same number: a table with a new name is the old one in its position
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
    """Return what identifies a table: its name or day."""
    return part.get("name", part.get("date", part.get("from")))


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _item(value: Any, old: Any = None) -> Any:
    """Return a value as a TOML item, with the comment that followed the old one."""
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
    """Return a key in the spelling of the block reader, however it is typed."""
    try:
        return read_weekday(name)
    except ArgumentError:
        return fold(name)
