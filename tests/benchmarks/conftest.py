"""Libraries of any size to measure with, and the table that make bench prints."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis import Library, load_library
from tests.shared import HEADER

BIG = 1000
"""Routines of the largest library."""


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], list[Path]]:
    """Write as many sheets of as many exercises each as asked for, always the same ones."""

    @cache
    def write(routines: int, exercises: int) -> list[Path]:
        folder = tmp_path_factory.mktemp("sheets")
        names = list(load_library().exercises["name"])
        paths = []
        for number in range(routines):
            rows = [HEADER]
            for place in range(exercises):
                turn = number * 7 + place * 5
                phase = ("strength", "activation")[turn % 3 == 0]
                rows.append(f"Main,{phase},,{names[turn % len(names)]},{1 + turn % 4} x {6 + turn % 9}-15,,")
            paths.append(folder / f"routine {number}.csv")
            paths[-1].write_text("\n".join(rows) + "\n", encoding="utf-8")
        return paths

    return write


@pytest.fixture(scope="session")
def many(sheets: Callable[[int, int], list[Path]]) -> Callable[[int, int], Library]:
    """Make a library of as many added routines of as many exercises each as asked for."""
    return cache(lambda routines, exercises: load_library(extra=sheets(routines, exercises)))


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print a line per question and rival: our median, worst and peak of memory, the rival's median, and the ratio."""
    session = getattr(config, "_benchmarksession", None)
    lines = medians(session.benchmarks if session else [])
    if len(lines) == 1:
        return
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    terminalreporter.section("medians")
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        terminalreporter.write_line("  ".join(cells))


def medians(benchmarks: list[Any]) -> list[tuple[str, ...]]:
    """Return the head of the table and its lines; what has no data, because it failed, is said to have none."""
    lines = [("", "ours", "worst", "peak MiB", "rounds", "against", "takes", "times ours")]
    for group in dict.fromkeys(one.group for one in benchmarks):
        medians: dict[str, float] = {}
        ours = (group, *["no data"] * 4)
        for one in (one for one in benchmarks if one.group == group and one.stats.data):
            name = rival(one.name, one.extra_info)
            medians[name] = one.stats.median
            if not name:
                memory = str(one.extra_info.get("peak MiB", ""))
                ours = (group, _time(one.stats.median), _time(one.stats.max), memory, str(one.stats.rounds))
        own = medians.pop("", None)
        against = [(name, _time(takes), f"{takes / own:.2f}" if own else "") for name, takes in medians.items()]
        for number, other in enumerate(against or [("", "", "")]):
            lines.append((*(ours if number == 0 else ("", "", "", "", "")), *other))
    return lines


def rival(name: str, extra: dict[str, Any]) -> str:
    """Say whose work a measurement is, blank for ours."""
    named: str = extra.get("rival", "")
    return named or ("plain pandas" if "plain" in name else "streprogen" if "streprogen" in name else "")
