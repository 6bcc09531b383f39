"""The table that make bench prints."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.benchmarks.conftest import medians


def measured(group: str, name: str, *data: float) -> Any:
    stats = SimpleNamespace(data=data, median=data[0], max=max(data), rounds=len(data)) if data else None
    return SimpleNamespace(group=group, name=name, extra_info={}, stats=stats or SimpleNamespace(data=[]))


def test_a_measurement_without_data_is_said_to_have_none() -> None:
    runs = [measured("a", "ours", 2.0), measured("a", "plain", 4.0), measured("a", "streprogen")]
    runs += [measured("b", "ours"), measured("b", "plain", 3.0), measured("c", "ours")]
    assert medians(runs)[1:] == [
        ("a", "2.00 s", "2.00 s", "", "1", "plain pandas", "4.00 s", "2.00"),
        ("b", "no data", "no data", "no data", "no data", "plain pandas", "3.00 s", ""),
        ("c", "no data", "no data", "no data", "no data", "", "", ""),
    ]
