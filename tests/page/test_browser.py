"""In a real browser: the page on a phone and a desk, in the dark and on paper; JupyterLab with a coach at the keys."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jupyter import opened_panel, run_all
from tests.shared import HEADER

pytestmark = pytest.mark.slow


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
        # Letters of pictures, as they stand on the screen.
        sizes = page.evaluate(
            "[...document.querySelectorAll('figure svg')].filter((one) => one.getBoundingClientRect().width)"
            ".map((one) => 10 * one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
        )
        assert len(sizes) == 6  # of three differences one is chosen
        assert min(sizes) >= 10
        results = Axe().run(page)
        serious = [one for one in results.response["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
        assert wrong == []


def test_tables_sort_and_copy(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file.as_uri(), "desk", "light") as (page, wrong):
        page.locator("details.table-comparison summary").click()
        head = page.locator("#table-comparison thead th").nth(2)
        cells = page.locator("#table-comparison tbody tr > :nth-child(3)")
        head.locator("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert cells.all_inner_texts()[0] == "0"
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        sets = [float(text.split(" ")[0]) for text in cells.all_inner_texts()]
        assert sets == sorted(sets, reverse=True)
        assert sets[0] > 0
        assert page.locator("#table-comparison tfoot th").all_inner_texts()[0] == "counted sets"
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
        assert 6 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 8
        sizes = {
            tuple(sorted((int(w), int(h)))) for w, h in re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)
        }
        assert all(abs(short - 595) <= 1 and abs(long - 842) <= 1 for short, long in sizes)
        assert wrong == []


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


def outputs(page: Any) -> str:
    """The text of all code cells and their outputs."""
    return " ".join(" ".join(page.locator(".jp-CodeCell").all_text_contents()).split())


OWN = f"{HEADER}\nMain,strength,,Hip thrust,5 x 6,,\n"


WRONG = f"{HEADER}\nMain,strength,,Hip thrusst,5 x 6,,\n"


SESSION = re.compile("^[A-Z][a-z ]+ and [a-z]+")
"""What suggested sessions are called, such as Hinge and calves."""


SUGGESTED = """name = "Base"
start = 2027-01-04
equipment = ["mini_band", "mat"]

[bands]
hamstrings = [4, 10]
calves = [6, 12]

[[phase]]
name = "build"
weeks = 4
suggest = 2
"""


def test_a_coach_plans_a_block_with_the_panel(browser: Any, lab: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1500, "height": 1200})
    page = context.new_page()
    wrong: list[str] = []
    # The debugger of JupyterLab complains of every restart of a kernel.
    page.on(
        "console", lambda one: wrong.append(one.text) if one.type == "error" and "debugger" not in one.text else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{lab}/tree/04_plan_a_block.ipynb?reset")
    # Before anything is run, the saved notebook shows charts and, in the place of the controls, the card grid.
    page.locator("table.block-grid").wait_for(timeout=90_000)
    assert page.locator(".jp-OutputArea-output img").count() >= 5
    panel = opened_panel(page, lab)
    grid, chart, said = panel.locator("table.block-grid"), panel.locator("figure img"), panel.get_by_role("status")
    weeks = grid.locator("tr", has_text="week").first.locator("td")
    assert weeks.all_inner_texts()[-1] == "12"

    # The plan stays in sight of the last control, and nothing of it is cut.
    for name in ("controls", "plan"):
        panel.locator(f".block-{name}").evaluate("(one) => one.scrollTop = one.scrollHeight")
    top, plan = (panel.locator(f".block-{name}").bounding_box() for name in ("chart", "plan"))
    assert abs(top["y"] - plan["y"]) < 2
    assert plan["height"] < page.viewport_size["height"]
    assert panel.locator(".block-plan").evaluate("(one) => one.scrollWidth <= one.clientWidth + 6")
    panel.locator(".block-controls").evaluate("(one) => one.scrollTop = 0")

    # A slider is moved: one week more, in the table and in the chart.
    before = chart.get_attribute("alt")
    panel.locator(".widget-hslider .noUi-handle").first.press("ArrowRight")
    weeks.nth(13).wait_for()
    assert weeks.all_inner_texts()[-1] == "13"
    assert chart.get_attribute("alt") != before
    assert chart.evaluate("(one) => one.complete && one.naturalWidth > 500")

    # A routine is picked for a day.
    assert "Tue" in panel.get_by_label("Tue", exact=True).first.evaluate("(one) => one.labels[0].textContent")
    panel.get_by_label("Tue", exact=True).first.select_option("Fit&Well")
    panel.get_by_text("39 sessions with", exact=False).wait_for()

    # A sheet is uploaded; a wrong one says what is wrong with it, and nothing is lost.
    def upload(name: str, text: str) -> None:
        with page.expect_file_chooser() as chooser:
            panel.get_by_role("button", name="Own sheet").click()
        chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})

    upload("My own.csv", OWN)
    said.filter(has_text="my_own is in the lists of routines now").wait_for()
    panel.get_by_label("Sat", exact=True).first.select_option("My own")
    grid.locator("tr", has_text="My own").wait_for()
    table = grid.inner_text()
    upload("other.csv", WRONG)
    said.filter(has_text="Hip thrusst").wait_for()
    assert "Hip thrust" in said.inner_text()  # the nearest name
    assert grid.inner_text() == table

    # The files are written, listed, and there.
    panel.get_by_role("button", name="Write the files").click()
    said.filter(has_text="Wrote ").wait_for(timeout=60_000)
    out = tmp_path / "notebooks" / "out" / "panel"
    for name in ("block.toml", "sheets/my_own.csv", "block.xlsx", "block.ics", "cards.pdf", "weeks.png", "summary.pdf"):
        assert (out / name).stat().st_size > 0
        link = panel.get_by_role("link", name=name, exact=True)
        address = link.evaluate("(one) => one.href")
        assert "/files/" in address
        assert page.request.get(address).body() == (out / name).read_bytes()
    text = (out / "block.toml").read_text(encoding="utf-8")
    assert 'sat = "my_own"' in text
    shown = panel.locator("textarea").input_value()
    assert text.endswith(shown.replace('why = "skiing"\n', ""))

    # A block typed by hand is planned, and written back.
    panel.locator("textarea").fill(shown.replace("weeks = 6", "weeks = 5").replace("skiing", "a trip"))
    panel.get_by_role("button", name="Plan this text").click()
    panel.get_by_text("(a trip)", exact=False).wait_for()
    assert weeks.all_inner_texts()[-1] == "12"

    # Sessions are found for a phase: asked for in the text, and more of them in the list.
    panel.locator("textarea").fill(SUGGESTED)
    panel.get_by_role("button", name="Plan this text").click()
    grid.locator("tr", has_text=SESSION).nth(1).wait_for(timeout=60_000)
    assert (
        panel.get_by_label("Suggest", exact=True).evaluate("(one) => one.selectedOptions[0].text.split(/\\s/)[0]")
        == "2"
    )
    panel.get_by_label("Suggest", exact=True).select_option("3 sessions")
    grid.locator("tr", has_text=SESSION).nth(2).wait_for(timeout=60_000)
    assert wrong == []
    context.close()


FOCUS = """(document.activeElement.closest('.widget-inline-hbox, .widget-inline-vbox, button') || document.body)
  .innerText.trim()"""
"""The words of the control that has the focus."""


def test_the_panel_by_keyboard_alone(browser: Any, lab: str) -> None:
    context = browser.new_context(viewport={"width": 1500, "height": 1200})
    page = context.new_page()
    panel = opened_panel(page, lab)
    page.locator(".jp-CodeCell", has_text="BlockPanel(library").last.locator(".cm-content").click()
    page.keyboard.press("Escape")

    def tab_to(what: str) -> None:
        """Press the tab key until a control has the focus."""
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate(FOCUS).startswith(what):
                return
        pytest.fail(f"{what} cannot be reached by the tab key")

    tab_to("Name")
    page.keyboard.press("Control+A")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    panel.get_by_text("By keyboard: 12 weeks", exact=False).wait_for()
    tab_to("Weeks")
    page.keyboard.press("ArrowRight")
    panel.get_by_text("By keyboard: 13 weeks", exact=False).wait_for()
    tab_to("Tue")
    for _ in range(3):  # to the third routine of the list
        page.keyboard.press("ArrowDown")
    panel.get_by_text("39 sessions with", exact=False).wait_for()
    tab_to("Limits and targets")
    page.keyboard.press("Enter")
    panel.get_by_label("Goal").wait_for()
    tab_to("Write the files")
    page.keyboard.press("Enter")
    panel.get_by_role("status").filter(has_text="Wrote ").wait_for(timeout=60_000)
    context.close()
