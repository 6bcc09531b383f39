"""Pyodide under Node: the Python of a browser, with the wheels of the site."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "python_version": "3.14", "extra": ""}
"""What requirements ask of the Python of a browser."""


KERNEL = ["ipython", "nbformat", "narwhals", *UNBUNDLED]
"""What the kernel of a notebook and the project need beside the bundle and the wheels of the site."""


def site_with_pyodide(site: Path, pyodide: Path, folder: Path) -> None:
    """Copy the site with a Pyodide of its own in place of that of the network; the solver there has no code."""
    shutil.copytree(site, folder)
    home = folder / "jupyter" / "pyodide"
    shutil.copytree(pyodide, home)
    lock = json.loads((home / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages: dict[str, dict[str, Any]] = lock["packages"]
    there = {canonicalize_name(name) for name, each in packages.items() if (home / each["file_name"]).exists()}
    there |= {canonicalize_name(wheel.name.split("-")[0]) for wheel in site.rglob("pypi/*.whl")}
    wanted = list(KERNEL)
    for name in map(canonicalize_name, wanted):  # which grows by what they need themselves
        if name not in there:
            there.add(name)
            needs = [Requirement(text) for text in distribution(name).requires or ()]
            needs = [need for need in needs if need.marker is None or need.marker.evaluate(BROWSER)]
            wanted += [need.name for need in needs]
            write_wheel(name, home)
            wheel = next(home.glob(f"{re.sub('[-.]+', '_', name)}-*.whl"))
            packages[name] = locked(name, wheel, [canonicalize_name(need.name) for need in needs])
    solver = home / "highspy-1.13.1-py3-none-any.whl"
    with zipfile.ZipFile(solver, "w") as files:
        for file, text in (
            ("METADATA", "Name: highspy\nVersion: 1.13.1"),
            ("WHEEL", "Tag: py3-none-any"),
            ("RECORD", ""),
        ):
            files.writestr(f"highspy-1.13.1.dist-info/{file}", f"Metadata-Version: 2.1\n{text}\n" if text else "")
    packages["highspy"] = locked("highspy", solver, [])
    for each in packages.values():
        each["depends"] = [name for name in each["depends"] if name in packages]
    (home / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    config = folder / "jupyter" / "jupyter-lite.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    plugins = settings["jupyter-config-data"]["litePluginSettings"]
    plugins["@jupyterlite/pyodide-kernel-extension:kernel"]["pyodideUrl"] = "./pyodide/pyodide.mjs"
    config.write_text(json.dumps(settings), encoding="utf-8")


def locked(name: str, wheel: Path, depends: list[str]) -> dict[str, Any]:
    """Return what the lock file of Pyodide says of a wheel."""
    with zipfile.ZipFile(wheel) as files:
        imports = {file.split("/")[0].removesuffix(".py") for file in files.namelist() if file.endswith(".py")}
    says = {"name": name, "version": wheel.name.split("-")[1], "file_name": wheel.name, "install_dir": "site"}
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    more = {"sha256": digest, "package_type": "package", "imports": sorted(imports), "depends": depends}
    return {**says, **more, "unvendored_tests": False}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of this machine alone."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {  # noqa: RUF012
            **http.server.SimpleHTTPRequestHandler.extensions_map,
            ".wasm": "application/wasm",
            ".mjs": "text/javascript",
        }

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
