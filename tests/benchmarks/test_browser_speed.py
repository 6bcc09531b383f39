"""How much longer the Python of a browser takes than this one: make bench."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pyodide import gather_wheels, run_script
from tests.shared import ROOT

SCRIPT = ROOT / "tests" / "anywhere.py"
GROUP = "start, compare, a picture, a block with its files, logs"


@pytest.mark.benchmark(group=GROUP)
def test_this_python(benchmark: Any, tmp_path: Path) -> None:
    def work() -> None:
        subprocess.run([sys.executable, str(SCRIPT), str(tmp_path / "answers")], check=True, cwd=ROOT)

    benchmark.pedantic(work, setup=lambda: shutil.rmtree(tmp_path / "answers", ignore_errors=True), rounds=3)


@pytest.mark.benchmark(group=GROUP)
def test_a_browser(benchmark: Any, site: Path, pyodide: Path, tmp_path: Path) -> None:
    gather_wheels(site, tmp_path / "wheels")

    def work() -> None:
        done = run_script(pyodide, tmp_path / "wheels", SCRIPT, tmp_path)
        assert done.returncode == 0, done.stderr[-2000:]

    benchmark.extra_info["rival"] = "in Pyodide"
    benchmark.pedantic(work, setup=lambda: shutil.rmtree(tmp_path / "answers", ignore_errors=True), rounds=3)
