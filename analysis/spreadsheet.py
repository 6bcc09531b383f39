"""Rows of a spreadsheet by the heads of their columns, wherever the heads stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

HEAD_ROWS = 20
"""Rows among which the heads of a sheet are looked for: somebody may have put a line above them."""


def named_rows(rows: Sequence[Sequence[Any]], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows below the heads, each with its number and its cells by head, folded; none without the ``needed``.

    Examples
    --------
    >>> list(named_rows([["My block"], ["Date", "routine_id"], [1, "a"]], ["date", "routine_id"]))
    [(3, {'date': 1, 'routine_id': 'a'})]
    """
    heads: list[str] | None = None
    for number, cells in enumerate(rows, 1):
        if heads is not None:
            yield number, dict(zip(heads, cells, strict=False))
        elif number <= HEAD_ROWS:
            folded = [str(cell).strip().casefold() if cell is not None else "" for cell in cells]
            heads = folded if set(needed) <= set(folded) else None
