"""Line numbers of the keys of a TOML text, which TOML readers don't report."""

from __future__ import annotations

import re

DEEPEST = 10
"""Most parts of a dotted key: the time to read one grows with the square of their number."""


def deep_key(text: str) -> int | None:
    """Return the line of the first key of a TOML text that has too many parts, None if there is none.

    Examples
    --------
    >>> text = "effort = 'Brace. Hinge. Drive. Squeeze. Lower. Pause. Breathe. Reset. Repeat. Rest. Done. Go.'"
    >>> deep_key(text), deep_key(f"{text}\\n{'.'.join('a' * 20)} = 1")
    (None, 2)
    """
    bare = _TEXTS.sub(lambda text: "_" + "\n" * text[0].count("\n"), text)
    deep = _DEEP.search(bare)
    return None if deep is None else bare.count("\n", 0, deep.start()) + 1


_TEXTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\'|\Z)'
    r'|"(?:[^"\\\n]|\\[^\n])*+"?|\'[^\'\n]*+\'?|#[^\n]*+',
    re.DOTALL,
)
"""Texts and comments; unclosed ones run to the end, so nothing is read twice."""


_DEEP = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{DEEPEST}}}")


FIRST = "first line"
"""Key below a text, for the line of its first line."""


def toml_lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Return the line of every key of a TOML text, by its path; a table has the line of its header.

    A text of several lines also has, at its path plus `FIRST`, the number of its own first line.

    Examples
    --------
    >>> toml_lines("[sheets]\\nmine = '''\\nexercise,dose\\n'''")["sheets", "mine", FIRST]
    3
    >>> toml_lines("name = 'x'\\n[[phase]]\\nweeks = 3\\n")
    {('name',): 1, ('phase',): 2, ('phase', 0): 2, ('phase', 0, 'weeks'): 3}
    """
    lines: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    open_, quotes = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        # Line by line, as an editor counts them; texts and lists have no keys inside.
        if quotes:  # within a text of several lines
            _, closed, line = line.partition(quotes)
            quotes = "" if closed else quotes
            continue
        bare = _QUOTED.sub(lambda text: text[0] if text[0] in ('"' * 3, "'" * 3) else "_" * len(text[0]), line)
        if started := re.search("\"{3}|'{3}", bare.partition("#")[0]):
            quotes = started[0]
        bare = re.split("\"{3}|'{3}|#", bare)[0]
        if open_ > 0:
            open_ += _opened(bare)
        elif header := _HEADER.match(line):
            here = ()
            parts = _parts(header[2])
            for depth, part in enumerate(parts):
                here = (*here, part)
                if header[1] and depth == len(parts) - 1:
                    counts[here] = counts.get(here, -1) + 1
                    lines.setdefault(here, number)
                if here in counts:
                    here = (*here, counts[here])
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            path = here
            for part in _parts(key[1]):
                path = (*path, part)
                lines.setdefault(path, number)
            if quotes:  # a line break right behind the quotes is not part of the text
                lines.setdefault((*path, FIRST), number + line.rstrip().endswith(quotes))
            open_ = _opened(bare.partition("=")[2])
    return lines


_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"


_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"


_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")


_HEADER = re.compile(rf"[ \t]*\[(\[?)[ \t]*({_NAME})[ \t]*\]")


_QUOTED = re.compile(r"\"{3}(?:\\.|[^\\])*?\"{3}|'{3}.*?'{3}|\"{3}|'{3}|\"(?:\\.|[^\"\\])*\"|'[^']*'")
"""Texts on one line, and the beginning of a text of several lines."""


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, name)]


def _opened(text: str) -> int:
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")
