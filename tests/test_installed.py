"""The wheel, in an environment of its own with no checkout beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_wheel_carries_the_data_and_works_from_any_folder(tmp_path: Path) -> None:
    home = tmp_path / "a folder with é"
    home.mkdir()
    environment = home / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
    code = "import analysis; print(analysis.load_library().folder)"
    where = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=home
    )
    assert Path(where.stdout.strip()).is_relative_to(environment)
    done = subprocess.run(
        [str(python), "-m", "analysis", "report", "--out", "out"], capture_output=True, cwd=home, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (home / "out" / "comparison.png").stat().st_size > 10_000
