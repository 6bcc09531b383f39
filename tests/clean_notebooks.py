"""Take out of saved notebooks what differs from machine to machine: python clean_notebooks.py FILE ..."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat


def clean(path: Path) -> None:
    """Keep the name of the language only, and drop timings, widgets (whose ids are random) and traces of a run."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata.tags} if cell.metadata.get("tags") else {})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        clean(Path(name))
