"""Sentences are strings that show themselves."""

from __future__ import annotations

from IPython.core.formatters import DisplayFormatter

from analysis.base.said import Said


def test_sentences_are_strings_shown_without_quotes() -> None:
    """Jupyter shows the sentences, each a paragraph, with no quotes and nothing read as HTML."""
    said = Said("3 < 4 sets.\nNo more.")
    shown, _ = DisplayFormatter().format(said)
    assert said == "3 < 4 sets.\nNo more."
    assert shown["text/plain"] == said
    assert "3 &lt; 4 sets." in shown["text/html"]
    assert shown["text/html"].count("<p ") == 2


def test_lines_after_a_dash_are_a_list() -> None:
    """What was found is listed below its heading."""
    html = Said("Fix\n- One <day>.\n- Two.\nDone.")._repr_html_()
    assert "</p><ul" in html
    assert "<li>One &lt;day&gt;.</li><li>Two.</li></ul><p" in html
