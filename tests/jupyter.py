"""Notebooks run in JupyterLab in a browser."""

from __future__ import annotations

import re
from typing import Any


def run_all(page: Any, seconds: int = 60) -> None:
    """Restart the kernel and run all cells, by the menu, and wait until the last code cell has its number.

    It is tried three times, ``seconds`` long, the last time twice as long.
    """
    from playwright.sync_api import TimeoutError as NotInTime  # with this, the package is needed in a browser only

    for tries_left in (2, 1, 0):  # a kernel that is still starting, and idle for a moment, may lose what it is told
        try:
            page.wait_for_function(IDLE, timeout=1500 * seconds)
            page.wait_for_timeout(1500)
            page.get_by_role("menuitem", name="Kernel", exact=True).click()
            page.get_by_role("menuitem", name=re.compile("^Restart Kernel and Run All Cells")).click()
            page.locator(".jp-Dialog .jp-mod-accept").click()
            page.wait_for_function(f"!({NUMBERED})")
            page.wait_for_function(f"{NUMBERED} && {IDLE}", timeout=1000 * seconds * (1 if tries_left else 2))
        except NotInTime:
            if tries_left == 0:
                raise
            page.reload()
        else:
            return


NUMBERED = """[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
  .every((one) => /^\\[\\d+\\]:$/.test(one.textContent.trim()))"""


IDLE = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"


def opened_panel(page: Any, lab: str) -> Any:
    """Open notebook 04, run all of it, and return the output that holds the panel."""
    page.goto(f"{lab}/tree/04_plan_a_block.ipynb?reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=90_000)
    run_all(page)
    panel = page.locator(".jp-OutputArea-output", has=page.locator(".widget-hslider"))
    panel.wait_for(timeout=60_000)
    return panel
