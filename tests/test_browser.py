"""In a real browser: the page on a phone and a desk, in the dark and on paper; JupyterLab with a coach at the keys."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


@pytest.fixture(scope="module")
def page_file(report: Path) -> Path:
    return report / "index.html"


@contextlib.contextmanager
def opened(browser: Any, address: str, size: str, scheme: str) -> Iterator[tuple[Any, list[str]]]:
    """Open an address, and collect what goes wrong: console errors, page errors, requests to anywhere else."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith(("data:", address)) else None
    )
    page.goto(address)
    yield page, wrong
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page(browser: Any, page_file: Path, size: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, page_file.as_uri(), size, scheme) as (page, wrong):
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        pictures = page.evaluate("[...document.images].map((one) => one.complete && one.naturalWidth > 0)")
        assert len(pictures) == 11
        assert all(pictures)
        results = Axe().run(page)
        serious = [one for one in results.response["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
        assert wrong == []


def test_tables_sort_and_copy(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file.as_uri(), "desk", "light") as (page, wrong):
        head = page.locator("#table-comparison thead th").nth(2)
        cells = page.locator("#table-comparison tbody td:nth-child(3)")
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert cells.all_inner_texts()[0] == "0"
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert cells.all_inner_texts()[0] == "12 (9)"
        assert page.locator("#table-comparison tfoot td").all_inner_texts()[0] == "counted sets"
        page.locator("button[data-copies=table-comparison]").click()
        status = page.locator("button[data-copies=table-comparison] + [role=status]")
        status.filter(has_text="Copied.").wait_for(timeout=5000)
        assert wrong == []


def test_printed_on_a4(browser: Any, page_file: Path, tmp_path: Path) -> None:
    with opened(browser, page_file.as_uri(), "desk", "dark") as (page, wrong):
        page.emulate_media(media="print", color_scheme="light")
        wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert wide
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        printed = (tmp_path / "page.pdf").read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 6
        sizes = {
            tuple(sorted((int(w), int(h)))) for w, h in re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)
        }
        assert all(abs(short - 595) <= 1 and abs(long - 842) <= 1 for short, long in sizes)
        assert wrong == []


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


def test_a_coach_changes_the_week_in_jupyterlab(browser: Any, lab: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab}/tree/03_weekly_volume.ipynb?reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    run_all(page)
    assert "Runner's World once and Run forever three times" in outputs(page)
    exported = tmp_path / "notebooks" / "out" / "weekly.png"
    assert exported.exists()
    before = exported.read_bytes()
    # The parameter cell, changed as a person does: click into it, select all, type.
    editor = page.locator(".jp-CodeCell", has_text="my_sheets = []").first.locator(".cm-content")
    source = editor.inner_text()
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(
        re.sub(r"week = \{[^}]*\}", 'week = {"runners_world": 2, "fit_and_well": 1}', source, count=1)
    )
    run_all(page)
    assert "Runner's World twice and Fit&Well once" in outputs(page)
    assert exported.read_bytes() != before
    context.close()


def run_all(page: Any) -> None:
    """Restart the kernel and run all cells, by the menu, and wait until the last code cell has its number."""
    page.wait_for_function(IDLE, timeout=90_000)  # a kernel that is still starting loses what it is told to run
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel and Run All Cells")).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function(f"!({NUMBERED})")
    page.wait_for_function(f"{NUMBERED} && {IDLE}", timeout=120_000)


NUMBERED = """[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
  .every((one) => /^\\[\\d+\\]:$/.test(one.textContent.trim()))"""
IDLE = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"


def outputs(page: Any) -> str:
    """The text of all code cells and their outputs."""
    return " ".join(" ".join(page.locator(".jp-CodeCell").all_text_contents()).split())
