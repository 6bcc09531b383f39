"""Sentences that show themselves as text in Jupyter."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from html import escape
from itertools import groupby
from typing import Any, ParamSpec, Self

P = ParamSpec("P")


class Said(str):
    """Sentences, a paragraph to a line, or an item after "- ": a ``str``, shown without quotes in Jupyter.

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
        """Join paragraphs, leaving out the blank ones."""
        return cls("\n".join(filter(None, paragraphs)))

    def __repr__(self) -> str:
        return str(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_html_(self) -> str:
        # A line of more than about 70 characters is hard to read back to its start: no wider on a wide screen.
        wide = 'style="max-width: 42em"'
        parts = []
        for listed, lines in groupby(self.splitlines(), key=lambda line: line.startswith("- ")):
            if listed:
                parts.append(f"<ul {wide}>{''.join(f'<li>{escape(line[2:])}</li>' for line in lines)}</ul>")
            else:
                parts += [f"<p {wide}>{escape(line)}</p>" for line in lines]
        return "".join(parts)


def spoken(say: Callable[P, str]) -> Callable[P, Said]:
    """Return what a function says as `Said`, and let its signature and type hints show that.

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
