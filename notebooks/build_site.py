"""The site: the report as its front page, and the notebooks that run in a browser (``make site``).

JupyterLite brings the notebooks and Pyodide their Python, which the browser fetches once. What Pyodide lacks goes with
the site as wheels, so nothing is looked up in an index.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nbformat

import analysis as a
from notebooks import build_gallery as gallery

NOTEBOOKS = Path(__file__).resolve().parent
PROJECT = "runner-strength-routines"
LACKING = (
    *("babel", "comm", "et-xmlfile", "icalendar", "ipywidgets", "jupyterlab-widgets", "openpyxl", "rapidfuzz"),
    *("tabulate", "tomlkit", "xlsxwriter"),
)
"""What the project and its panel need and Pyodide lacks; of rapidfuzz only the Python part, which answers the same."""

INSTALL = f"%pip install -q {PROJECT}[suggest] ipywidgets"
WAIT = (
    "**In the browser** this first cell fetches Python and the project, which takes about a minute the first time. "
    "Then *Run*, *Run All Cells*. *File*, *Open...* shows the files: what a notebook writes is in `out`, where "
    "*Download* takes it to your machine; a sheet of your own comes in by *Upload*."
)
APP = "jupyter/notebooks/index.html?path="
"""What opens a notebook alone on the page: on a phone there is no room for more."""

COMPILED = (".so", ".pyd", ".dylib")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip: the same files give the same bytes


def write_wheel(name: str, folder: Path) -> None:
    """Pack what is installed of a distribution into a wheel for any machine, without what is compiled."""
    installed = distribution(name)
    wheel = folder / f"{re.sub('[-.]+', '_', name)}-{installed.version}-py3-none-any.whl"
    inside = [path for path in installed.files or () if ".." not in path.parts and path.suffix not in COMPILED]
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(inside):
            if path.suffix == ".pyc" or path.name in {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}:
                continue
            data = path.read_binary()
            if path.name == "WHEEL":
                data = b"Wheel-Version: 1.0\nGenerator: site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            packed.writestr(zipfile.ZipInfo(path.as_posix(), EARLIEST), data, zipfile.ZIP_DEFLATED)
        record = next(path.with_name("RECORD") for path in inside if path.name == "METADATA")
        lines = "".join(f"{path},,\n" for path in [*packed.namelist(), record.as_posix()])
        packed.writestr(zipfile.ZipInfo(record.as_posix(), EARLIEST), lines)


def write_contents(folder: Path) -> None:
    """Write what the file browser shows: the notebooks, each with a cell that installs, an example block and logs."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook: Any = nbformat.read(path, as_version=4)
        notebook.cells[0:0] = [
            nbformat.v4.new_markdown_cell(WAIT, id="site-0"),
            nbformat.v4.new_code_cell(INSTALL, id="site-1"),
        ]
        nbformat.write(notebook, folder / path.name)
    shutil.copytree(NOTEBOOKS / "pictures", folder / "pictures")
    block = folder / "block.toml"
    block.write_bytes(subprocess.check_output([sys.executable, "-m", "analysis", "block", "--example"]))
    a.logs.write_synthetic_logs(folder / "squad", a.plan_block(a.load_library(), block))


def write_front_page(report: Path, folder: Path) -> None:
    """Put the way to each notebook on top of the report."""
    titles = {
        path.name: nbformat.read(path, as_version=4).cells[0].source for path in sorted(NOTEBOOKS.glob("*.ipynb"))
    }
    links = [
        f'<li><a href="{APP}{name}">{source.splitlines()[0].lstrip("# ")}</a></li>' for name, source in titles.items()
    ]
    ways = (
        "<nav><p>Nothing to install: these notebooks run in this browser, and your files stay on your machine. "
        "The first start takes about a minute. "
        '<a href="gallery.html">Every picture with the lines that draw it</a>.</p>'
        f"<ul>{''.join(links)}</ul></nav>\n<main>"
    )
    page = report.read_text(encoding="utf-8")
    (folder / "index.html").write_text(page.replace("<main>", ways, 1), encoding="utf-8", newline="\n")


def write_gallery(folder: Path) -> None:
    """Write the gallery as a page: each picture, the lines that draw it, and the way to its notebook."""
    shutil.copytree(NOTEBOOKS / "gallery", folder / "gallery")
    style = (NOTEBOOKS.parent / "analysis" / "page" / "page.css").read_text(encoding="utf-8")
    parts = [
        f"<p>Every picture is drawn by the lines under it, which follow these:</p>\n<pre>{escape(gallery.START)}</pre>"
    ]
    for number, (question, code) in enumerate(gallery.PICTURES.items(), 1):
        picture = f'<img src="gallery/{number}.png" alt="{escape(question)}" loading="lazy">'
        link = f'<a href="{APP}{gallery.NOTEBOOKS[question]}.ipynb">At length, in this browser</a>'
        parts.append(
            f"<section><h2>{escape(question)}</h2>\n{picture}\n<pre>{escape(code)}</pre>\n<p>{link}</p></section>"
        )
    (folder / "gallery.html").write_text(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Gallery</title>\n'
        f"<style>\n{style}{PICTURES_AND_LINES}</style>\n</head>\n<body>\n"
        '<header><h1>Gallery</h1></header>\n<nav><p><a href="index.html">The routines compared</a></p></nav>\n'
        f"<main>\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n",
        encoding="utf-8",
        newline="\n",
    )


PICTURES_AND_LINES = """
main img { display: block; width: 24rem; max-width: 100%; height: auto; background: white; }
main pre { white-space: pre-wrap; font-size: .85rem; padding: .7rem; border: 1px solid; border-radius: .3rem; }
"""


def main(site: Path) -> None:
    """Build the site beside its folder, then put it there."""
    with tempfile.TemporaryDirectory(dir=site.parent) as temporary:
        work = Path(temporary)
        wheels, contents, report, made = (work / name for name in ("wheels", "contents", "report", "site"))
        for folder in (wheels, contents, made):
            folder.mkdir()
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(NOTEBOOKS.parent)],
            check=True,
        )
        for name in LACKING:
            write_wheel(name, wheels)
        write_contents(contents)
        subprocess.run([sys.executable, "-m", "analysis", "report", "--out", str(report)], check=True)
        write_front_page(report / "index.html", made)
        write_gallery(made)
        lite = [sys.executable, "-m", "jupyterlite_core", "build", "--contents", str(contents)]
        lite += ["--no-sourcemaps"]
        lite += [f"--piplite-wheels={wheel}" for wheel in sorted(wheels.iterdir())]
        subprocess.run([*lite, "--output-dir", str(made / "jupyter")], cwd=work, check=True)
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(made, site)


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    main(target)
