"""Sentences and tables as a person reads them: ranges joined, blanks for what is missing, words to the left."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import Library, compare_routines, say_comparison, show


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Glute max", "<b>Quads</b>"],
            "sets_min": [2.0, 4.0],
            "sets_max": [3.5, 4.0],
            "held_min": [1.25, None],
            "covered": [True, False],
            "why": [None, "ours"],
        }
    )


def test_a_table_as_text(frame: pd.DataFrame) -> None:
    heads, *rows = (line.split() for line in repr(show(frame)).splitlines())
    assert " ".join(heads) == "label sets held, at least covered why"
    assert rows == [["Glute", "max", "2–3.5", "1.3", "yes"], ["<b>Quads</b>", "4", "no", "ours"]]


def test_a_table_as_html(frame: pd.DataFrame) -> None:
    html = show(frame, digits=2)._repr_html_()
    assert '<td style="text-align: right; vertical-align: top">2–3.5</td>' in html
    assert '<td style="text-align: left; vertical-align: top">Glute max</td>' in html
    assert "&lt;b&gt;Quads&lt;/b&gt;" in html
    assert ">1.25<" in html


def test_an_index_of_names_is_a_column_and_of_numbers_none(frame: pd.DataFrame) -> None:
    assert (
        repr(show(frame.set_index("label")[["sets_min"]])).split() == repr(show(frame[["label", "sets_min"]])).split()
    )
    counts = frame["covered"].value_counts()
    assert "count" in repr(show(counts))
    assert repr(show(frame.iloc[:0])) == "none"


def test_sentences_stand_over_their_table(library: Library) -> None:
    table = compare_routines(library)
    shown = show(say_comparison(table), table[["routine", "label", "sets_min", "sets_max"]])
    assert repr(shown).startswith(say_comparison(table))
    assert shown._repr_html_().index("<p ") < shown._repr_html_().index("<table>")
