"""Fixtures for all tests."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import matplotlib as mpl
import pytest

from analysis import Library, load_library
from analysis.cli.blocks import EXAMPLE
from analysis.cli.main import main
from analysis.library.schema import data_folder
from tests.pyodide import fetch_pyodide
from tests.shared import HEADER, ROOT

mpl.use("Agg")


# The same cases on every run, on a busy machine too; make fuzz draws thousands of new ones.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)


hypothesis.settings.register_profile("fuzz", max_examples=5000, deadline=None, database=None)


hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data, to be spoilt."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write a sheet of rows below the usual header."""

    def write(*rows: str, name: str = "mine.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


Shared = Callable[[str, Callable[[Path], object]], Path]
"""Takes a name and what fills a folder; returns the folder."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Fill a folder once in a run, whichever process comes first; the others wait for it and read."""
    own = tmp_path_factory.getbasetemp()
    home = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        path, filled, failed = (home / f"{name}{end}" for end in ("", ".filled", ".failed"))
        try:
            path.mkdir()
        except FileExistsError:
            while not filled.exists():
                assert not failed.exists(), f"{name} could not be made in another process"
                time.sleep(0.05)
            return path
        try:
            fill(path)
        except BaseException:
            failed.touch()
            raise
        filled.touch()
        return path

    return folder


@pytest.fixture(scope="session")
def report(shared: Shared) -> Path:
    """The folder that the report of the shipped data writes; not to be changed. Its name and .txt: what it prints."""

    def fill(folder: Path) -> None:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            assert main(["report", "--out", str(folder)]) == 0
        folder.with_suffix(".txt").write_text(printed.getvalue(), encoding="utf-8")

    return shared("report", fill)


EXPORT = ["block", "block.toml", "--out", "block/"]
"""The command by which the README writes the shipped example of a block."""


@pytest.fixture(scope="session")
def example(shared: Shared) -> Path:
    """The folder of files of the shipped example of a block, as that command writes them; not to be changed."""

    def fill(folder: Path) -> None:
        shutil.copy(EXAMPLE, folder / EXPORT[1])
        with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
            assert main(EXPORT) == 0

    return shared("example", fill) / "block"


@pytest.fixture(scope="session")
def site(shared: Shared) -> Path:
    """The site that make site builds; not to be changed."""
    python = Path(sys.prefix, "site", "Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        pytest.skip("JupyterLite is not installed; make test-slow installs it beside")
    build = [str(python), str(ROOT / "notebooks" / "build_site.py")]
    return shared("site", lambda folder: subprocess.run([*build, str(folder)], check=True, cwd=ROOT))


@pytest.fixture(scope="session")
def pyodide(shared: Shared) -> Path:
    """A folder with Pyodide and its pandas and matplotlib."""
    if not shutil.which("node"):
        pytest.skip("no Node on this machine to run Pyodide in")
    folder = shared("pyodide", fetch_pyodide)
    if not any(folder.iterdir()):
        pytest.skip("the package that carries Pyodide cannot be fetched")
    return folder


BROWSERS = ("chromium", "chromium-browser", "google-chrome")


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own Chromium; skipped where there is none."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed; make test-slow installs it"
    )
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


SETTINGS = {
    "notebook-extension/tracker.jupyterlab-settings": '{"windowingMode": "none"}',
    "apputils-extension/notification.jupyterlab-settings": '{"fetchNews": "false", "checkForUpdates": false}',
}
"""All cells are in the document, and nothing is asked of the network."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """JupyterLab on a copy of the notebooks, on a port of this machine alone."""
    folder = Path(shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks"))
    settings = tmp_path / "config" / "lab" / "user-settings" / "@jupyterlab"
    for name, text in SETTINGS.items():
        (settings / name).parent.mkdir(parents=True)
        (settings / name).write_text(text)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/lab"
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
    ]
    command += [
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
    ]
    with (
        (tmp_path / "lab.log").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as server,
    ):
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/../api", timeout=1).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail((tmp_path / "lab.log").read_text()[-2000:])
        yield address
        server.terminate()
        server.wait(30)


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    import matplotlib.pyplot as plt

    plt.close("all")
