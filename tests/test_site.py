"""The site of make site: its files, its links, and Pyodide, which has what the project asks and answers the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.jupyter import run_all
from tests.pyodide import BROWSER, gather_wheels, run_script, served, site_with_pyodide
from tests.shared import ROOT

pytestmark = pytest.mark.slow
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def distribution(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the Pyodide that the site fetches ships, by name: its lock file, from the package of its kernel."""
    if not shutil.which("npm"):
        pytest.skip("no npm on this machine to fetch the lock file of Pyodide with")
    schema = next((site / "jupyter").rglob("kernel.v0.schema.json")).read_text(encoding="utf-8")
    release = re.search(r"pyodide/v([\d.]+)/", schema)
    assert release
    folder = tmp_path_factory.mktemp("npm")
    packed = subprocess.run(["npm", "pack", f"pyodide@{release[1]}"], cwd=folder, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip("the registry of npm cannot be reached for the lock file of Pyodide")
    with tarfile.open(next(folder.glob("*.tgz"))) as files:
        lock = files.extractfile("package/pyodide-lock.json")
        assert lock
        packages: dict[str, Any] = json.load(lock)["packages"]
    return {canonicalize_name(name): package for name, package in packages.items()}


@pytest.mark.parametrize("name", ["index.html", "gallery.html"])
def test_every_link_of_a_page_leads_somewhere(site: Path, name: str) -> None:
    page = (site / name).read_text(encoding="utf-8")
    links = [urlsplit(link) for link in re.findall(r'(?:href|src)="(?!data:|#)([^"]+)"', page)]
    opened = [parse_qs(link.query)["path"][0] for link in links if link.query]
    assert opened == NOTEBOOKS if name == "index.html" else set(opened) < set(NOTEBOOKS)
    for link in links:
        assert not link.scheme or link.scheme == "https"
        assert link.scheme or (site / link.path).is_file(), link.path


def test_the_file_browser_shows_notebooks_a_block_and_logs(site: Path) -> None:
    files = site / "jupyter" / "files"
    assert {path.name for path in files.iterdir()} == {*NOTEBOOKS, "block.toml", "pictures", "squad"}
    assert len(list((files / "squad").iterdir())) >= 3
    for name in NOTEBOOKS:
        cells = json.loads((files / name).read_text(encoding="utf-8"))["cells"]
        assert "".join(cells[1]["source"]).startswith("%pip install -q runner-strength-routines")
        own = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
        assert [cell["source"] for cell in cells[2:]] == [cell["source"] for cell in own]


def test_the_site_is_small_and_needs_no_index(site: Path, distribution: dict[str, Any]) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 45_000_000
    shipped = {canonicalize_name(name): package["version"] for name, package in distribution.items()}
    needed, wheels = [Requirement("runner-strength-routines[suggest]"), Requirement("ipywidgets")], {}
    for wheel in (site / "jupyter").rglob("*.whl"):
        with zipfile.ZipFile(wheel) as files:
            name = next(name for name in files.namelist() if name.endswith(".dist-info/METADATA"))
            head = Parser().parsestr(files.read(name).decode())
            assert not [file for file in files.namelist() if file.endswith((".so", ".pyd"))]
        wheels.setdefault(canonicalize_name(head["Name"]), []).append(head)
    seen = set()
    while needed:
        wanted = needed.pop()
        name = canonicalize_name(wanted.name)
        if str(wanted) in seen or (name in shipped and wanted.specifier.contains(shipped[name])):
            continue
        seen.add(str(wanted))
        head = next((head for head in wheels.get(name, ()) if wanted.specifier.contains(head["Version"])), None)
        assert head is not None, f"neither the site nor Pyodide has {wanted}"
        for text in head.get_all("Requires-Dist", []):
            more = Requirement(text)
            extras = [{**BROWSER, "extra": extra} for extra in (*wanted.extras, "")]
            if more.marker is None or any(more.marker.evaluate(extra) for extra in extras):
                needed.append(more)


def test_no_lower_bound_is_above_what_pyodide_ships(distribution: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for text in [*project["dependencies"], *extras["suggest"], *extras["engines"]]:
        wanted = Requirement(text)
        if package := distribution.get(canonicalize_name(wanted.name)):
            assert wanted.specifier.contains(package["version"]), f"{wanted}: Pyodide ships {package['version']}"


def test_what_is_compiled_stays_out_and_the_rest_answers_the_same(site: Path, tmp_path: Path) -> None:
    wheel = next((site / "jupyter" / "pypi").glob(f"rapidfuzz-{version('rapidfuzz')}-*.whl"))
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path)
    code = (
        "import rapidfuzz; from analysis.base.nearest_names import nearest; "
        "print(rapidfuzz.__file__, nearest('glute medd', ['glute_med', 'quads']))"
    )
    told = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; {code}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    ).stdout
    assert told.split(maxsplit=1) == [str(tmp_path / "rapidfuzz" / "__init__.py"), "['glute_med']\n"]


def test_pyodide_gives_every_table_and_file_that_this_python_gives(site: Path, pyodide: Path, tmp_path: Path) -> None:
    wheels, there, here = (tmp_path / name for name in ("wheels", "there", "here"))
    gather_wheels(site, wheels)
    there.mkdir()
    script = ROOT / "tests" / "anywhere.py"
    done = run_script(pyodide, wheels, script, there)
    assert done.returncode == 0, done.stderr[-2000:]
    print(done.stdout)  # the seconds of each step
    subprocess.run([sys.executable, str(script), str(here / "answers")], check=True, cwd=ROOT)
    files = []
    for folder in (there / "answers", here / "answers"):
        every = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        # Workouts for a watch need Garmin's kit, which is not the site's to give.
        files.append({name: path for name, path in every.items() if "/watch/" not in name})
    of_pyodide, of_python = files
    assert of_pyodide.keys() == of_python.keys()
    drawn = {".png", ".pdf", ".xlsx"}  # by other versions of matplotlib and XlsxWriter
    for name, path in of_python.items():
        assert path.suffix in drawn or path.read_bytes() == of_pyodide[name].read_bytes(), name


@pytest.mark.parametrize(("width", "name"), [(390, "02_compare_routines"), (1280, "00_my_athlete")])
def test_a_notebook_runs_in_a_browser(
    site: Path, pyodide: Path, browser: Any, tmp_path: Path, width: int, name: str
) -> None:
    site_with_pyodide(site, pyodide, tmp_path / "served")
    with served(tmp_path / "served") as address:
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/index.html")
        page.locator(f'a[href$="path={name}.ipynb"]').click()
        run_all(page, seconds=120)
        wrong = page.locator('[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type$=".error"]')
        assert wrong.all_inner_texts() == []
        assert page.locator(".jp-OutputArea-output img").count() >= 2
        if name == "00_my_athlete":
            assert "out/my_athlete/block.xlsx" in page.locator(".jp-OutputArea-output").last.inner_text()
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        context.close()
