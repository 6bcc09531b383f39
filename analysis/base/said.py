"""Sentences that Jupyter shows as text."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from html import escape
from itertools import groupby
from typing import Any, ParamSpec, Self

P = ParamSpec("P")


class Said(str):
    """A ``str`` of sentences, one paragraph or "- " item per line, shown without quotes in Jupyter.

    Examples
    --------
    >>> Said("Two sets more.")
    Two sets more.
    >>> Said.of(["First.", "", "Then."]).splitlines()
    ['First.', 'Then.']
    """

    __slots__ = ()

    @classmethod
    def of(cls, paragraphs: Iterable[str]) -> Self:
        """Join paragraphs, without blank ones."""
        return cls("\n".join(filter(None, paragraphs)))

    def __repr__(self) -> str:
        return str(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        # Limit the width on wide screens: lines of more than about 70 characters are hard to read.
        wide = 'style="max-width: 42em"'
        parts = []
        for listed, lines in groupby(self.splitlines(), key=lambda line: line.startswith("- ")):
            if listed:
                parts.append(f"<ul {wide}>{''.join(f'<li>{escape(line[2:])}</li>' for line in lines)}</ul>")
            else:
                parts += [f"<p {wide}>{escape(line)}</p>" for line in lines]
        return "".join(parts)


def spoken(say: Callable[P, str]) -> Callable[P, Said]:
    """Return a function that returns its text as `Said`, with a matching signature and type hints.

    Examples
    --------
    >>> spoken(lambda: "Two sets more.")()
    Two sets more.
    >>> inspect.signature(spoken(lambda: "")).return_annotation
    'Said'
    """

    @wraps(say)
    def said(*arguments: P.args, **named: P.kwargs) -> Said:
        return Said(say(*arguments, **named))

    said.__annotations__ = {**say.__annotations__, "return": Said}
    said.__signature__ = inspect.signature(say).replace(return_annotation="Said")  # type: ignore[attr-defined]
    return said
