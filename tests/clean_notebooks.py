"""Take out of saved notebooks what differs from machine to machine: python clean_notebooks.py FILE ..."""

from __future__ import annotations

import base64
import io
import sys
from pathlib import Path

import nbformat
from PIL import Image

COLORS = 160
"""Colours that a chart is told with; half of the bytes of all shades between them."""


def smaller(picture: str) -> str:
    """Keep of a picture the colours that it needs."""
    image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
    drawing = io.BytesIO()
    image.quantize(COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(drawing, "png", optimize=True)
    return min(picture, base64.b64encode(drawing.getvalue()).decode() + "\n", key=len)


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
            data = output.get("data", {})
            data.pop("application/vnd.jupyter.widget-view+json", None)
            if "image/png" in data:
                data["image/png"] = smaller(data["image/png"])
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        clean(Path(name))
