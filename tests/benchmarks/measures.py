"""How long work takes and how much memory it holds."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any


def peak(work: Callable[[], object]) -> float:
    """Return the most memory in MiB that Python's objects take while some work is done."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(most / 2**20, 2)


def resident(*command: str) -> float:
    """Return the most memory in MiB that a process of its own holds."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return round(float(done.stdout))


def measure(benchmark: Any, work: Callable[[], object]) -> None:
    benchmark.extra_info["peak MiB"] = peak(work)
    benchmark(work)


def measure_process(benchmark: Any, *arguments: str, cwd: Path | None = None) -> None:
    command = [sys.executable, *arguments]
    benchmark.extra_info["peak MiB"] = resident(*command)
    benchmark.pedantic(
        lambda: subprocess.run(command, check=True, capture_output=True, cwd=cwd), rounds=7, warmup_rounds=1
    )
