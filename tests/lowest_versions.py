"""Print constraints: of each dependency the lowest version in pyproject.toml, of the rest what constraints.txt says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print a line per package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ranges = sum(project["optional-dependencies"].values(), project["dependencies"])
    lowest = dict(match.groups() for text in ranges if (match := re.match(r"([\w.-]+)>=([\w.]+)", text)))
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line.partition("==")[0].lower() not in lowest:
            print(line)
    for name, version in lowest.items():
        print(f"{name}=={version}")


if __name__ == "__main__":
    main()
