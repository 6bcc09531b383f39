"""How long the panel takes to show a change, in JupyterLab in a real browser: make bench."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from tests.jupyter import opened_panel

CHANGES = 50
PRESS = """async (key) => {
  const shown = () => [...document.querySelectorAll('figure img[alt^="Sets a week"]')].pop();
  const before = shown().src;
  await new Promise((done, failed) => {
    const look = () => {
      if (shown() && shown().src !== before && shown().complete) {
        watch.disconnect();
        requestAnimationFrame(() => done());
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    document.addEventListener('load', look, true);
    setTimeout(() => failed('nothing changed'), 10000);
    const slider = document.querySelector('.widget-hslider .noUi-handle');
    slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
}"""
"""Move the slider of weeks by a key, and wait until the chart of the new plan is on the screen."""


@pytest.fixture
def page(browser: Any, lab: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1500, "height": 1200})
    page = context.new_page()
    opened_panel(page, lab)
    yield page
    context.close()


@pytest.mark.benchmark(group="panel: a slider moved until grid, chart and findings are shown")
def test_a_change_is_shown(benchmark: Any, page: Any) -> None:
    keys = cycle(["ArrowRight"] * 4 + ["ArrowLeft"] * 4)

    def change() -> None:
        page.wait_for_timeout(150)  # as a hand rests between two moves; it is no part of what is measured

    def pressed() -> None:
        page.evaluate(PRESS, next(keys))

    benchmark.pedantic(pressed, setup=change, rounds=CHANGES, warmup_rounds=3)
