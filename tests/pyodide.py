"""Pyodide under Node: the Python of a browser, with the wheels of the site."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from notebooks.build_site import write_wheel
from tests.shared import ROOT

BUNDLE = "open-webui==0.12.4"
"""A package whose wheel carries a whole Pyodide with pandas and matplotlib; nothing else of it is used."""


UNBUNDLED = ("jinja2", "lazy-loader", "markupsafe", "tqdm", "tzdata")
"""What Pyodide ships and the bundle leaves out."""


def fetch_pyodide(folder: Path) -> None:
    """Put Pyodide and its wheels into a folder, which stays empty where it cannot be had."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--ignore-requires-python",
        "-d",
        str(folder),
    ]
    if subprocess.run([*command, BUNDLE], check=False).returncode:
        return
    bundle = next(folder.glob("*.whl"))
    with zipfile.ZipFile(bundle) as files:
        for name in files.namelist():
            if "/frontend/pyodide/" in name and not name.endswith("/"):
                (folder / Path(name).name).write_bytes(files.read(name))
    bundle.unlink()


def gather_wheels(site: Path, folder: Path) -> None:
    """Copy the wheels that the site brings, and pack those that the bundle lacks."""
    shutil.copytree(site / "jupyter" / "pypi", folder, dirs_exist_ok=True)
    for name in UNBUNDLED:
        write_wheel(name, folder)


def run_script(pyodide: Path, wheels: Path, script: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in Pyodide; its first argument is the folder ``answers`` in the one given."""
    runner = ["node", str(ROOT / "tests" / "pyodide.mjs"), *map(str, (pyodide, wheels, script, folder))]
    return subprocess.run([*runner, "numpy", "pandas", "matplotlib"], capture_output=True, text=True, check=False)
