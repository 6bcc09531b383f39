"""Write constraints.txt anew: the newest versions that fit together of everything the extras need (``make pins``)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


HEAD = "# Exact versions that the Makefile installs, written by make pins; the ranges are in pyproject.toml.\n"


def constraints(report: dict[str, Any], project: str) -> str:
    """Names and versions of what pip would install, without the project: no address of an index is kept."""
    packages = [package["metadata"] for package in report["install"]]
    lines = [f"{package['name']}=={package['version']}\n" for package in packages if package["name"] != project]
    return HEAD + "".join(sorted(lines, key=lambda line: line.partition("==")[0].casefold().replace("_", "-")))


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ",".join(sorted(project["optional-dependencies"]))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        # One run over all extras together, so that every pin fits every other; nothing is installed.
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*pip, "--report", str(report), f".[{extras}]"], cwd=ROOT, check=True)
        text = constraints(json.loads(report.read_text(encoding="utf-8")), project["name"])
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
