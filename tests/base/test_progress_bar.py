"""A bar on a terminal, while work takes long, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from analysis.base import progress_bar
from analysis.base.progress_bar import counted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "items", "after", "shown"),
    [
        (Terminal(), "abc", 0.0, True),
        (Terminal(), "abc", 2.0, False),
        (Terminal(), "a", 0.0, False),
        (io.StringIO(), "abc", 0.0, False),
        (None, "abc", 0.0, False),
    ],
)
def test_where_a_bar_is_shown(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, items: str, after: float, shown: bool
) -> None:
    monkeypatch.setattr(sys, "__stderr__", stream)
    monkeypatch.setattr(progress_bar, "AFTER", after)
    assert list(counted(list(items), "card")) == list(items)
    assert ("card/s" in (stream.getvalue() if stream else "")) == shown
