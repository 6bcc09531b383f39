"""The page, as text: self-contained, small, complete, and safe whatever a sheet holds.

Also of page/pictures.py, page/report.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis import Library, add_routine
from analysis.page.report import write_report

Write = Callable[..., Path]


class Reader(HTMLParser):
    """Collects the elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def page(report: Path) -> str:
    return (report / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_it_is_one_small_file_without_a_request(page: str) -> None:
    assert len(page.encode("utf-8")) < 800_000
    reader = Reader(page)
    assert reader.open == []
    for tag, attributes in reader.elements:
        for name in ("src", "href"):
            value = attributes.get(name) or "data:"
            assert value.startswith(("data:", "#")), (tag, value[:80])
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)|@import|fetch\(|XMLHttpRequest", page)


@pytest.mark.slow
def test_every_chart_has_its_finding_as_words_and_its_text_as_text(page: str) -> None:
    reader = Reader(page)
    labels = [attributes["aria-label"] or "" for tag, attributes in reader.elements if tag == "svg"]
    assert len(labels) == 8
    assert labels[0].startswith(
        "Runner's World has the most sets for 6 of these 9 muscle groups (tied on 1), but fewer"
    )
    texts = {" ".join(text.split()) for text in reader.texts}
    assert set(labels) <= texts  # the title above it, for everybody
    assert {"Glute max †", "Hip abductors †", "26–34 min", "Reverse lunge to knee drive"} <= texts
    identifiers = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.slow
def test_the_first_thing_said_of_each_routine(page: str) -> None:
    words = " ".join(" ".join(Reader(page).texts).split())
    for tile in (
        "Fit&Well Minutes 11–20 Sets 10 Needs mini band",
        "Run forever Minutes 12–19 Sets 12 Needs step or kerb",
    ):
        assert tile in words


@pytest.mark.slow
def test_tables_and_sentences_are_those_of_the_report(page: str) -> None:
    reader = Reader(page)
    tables = [attributes["id"] for tag, attributes in reader.elements if tag == "table"]
    names = "comparison sensitivity timeline differences weekly goal reasons weeks coverage at_a_glance"
    assert tables == [f"table-{name}" for name in [*names.split(), "sources", "references"]]
    text = " ".join(" ".join(reader.texts).split())
    for words in (
        "Only Runner's World trains hip flexors, back, shoulders, shoulder blades, chest and arms",
        "A week: Runner's World once and Run forever three times",
        "6.5 (1.5)",
        "For running the week meets",
        "2-3 sessions",
        "2 sets of 10-12 each side, hold 3-5 s",
        "not diagnosis or rehabilitation",
    ):
        assert words in text


@pytest.mark.slow
def test_text_of_a_sheet_is_text(library: Library, sheet: Write, tmp_path: Path) -> None:
    more = add_routine(
        library,
        sheet(
            "<b>Main</b>,strength,,Hip thrust,10,,<script>alert(1)</script> & more",
            '"""><img src=x onerror=alert(1)>",strength,,Floor press in 90-90,10,,=1+1',
            name="x & <i>.csv",
        ),
    )
    write_report(more, {"x_and_i": 1, "run_forever": 1}, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    reader = Reader(page)
    assert sum(tag == "script" for tag, _ in reader.elements) == 1
    assert not [1 for tag, attributes in reader.elements if tag in ("b", "i") or "onerror" in attributes]
    assert "<script>alert(1)</script> & more" in "".join(reader.texts)
