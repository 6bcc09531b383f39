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
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nbformat

import analysis as a

NOTEBOOKS = Path(__file__).resolve().parent
PROJECT = "runner-strength-routines"
LACKING = (
    *("babel", "comm", "et-xmlfile", "icalendar", "ipywidgets", "jupyterlab-widgets", "openpyxl", "rapidfuzz"),
    *("tabulate", "tomlkit", "xlsxwriter"),
)
"""What the project and its panel need and Pyodide lacks; of rapidfuzz only the Python part, which answers the same."""

INSTALL = f"%pip install -q {PROJECT}[suggest] ipywidgets"
WAIT = "**In the browser** this first cell fetches Python and the project, which takes about a minute the first time."
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
        f'<li><a href="jupyter/lab/index.html?path={name}">{source.splitlines()[0].lstrip("# ")}</a></li>'
        for name, source in titles.items()
    ]
    ways = (
        "<nav><p>Nothing to install: these notebooks run in this browser, and your files stay on your machine. "
        f"The first start takes about a minute.</p><ul>{''.join(links)}</ul></nav>\n<main>"
    )
    page = report.read_text(encoding="utf-8")
    (folder / "index.html").write_text(page.replace("<main>", ways, 1), encoding="utf-8", newline="\n")


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
