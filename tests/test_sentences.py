"""Every kind of sentence is printed once in tests/sentences.md, as it is said now."""

from __future__ import annotations

import pytest

from tests.sentences import SENTENCES, text


@pytest.mark.slow
def test_the_file_of_sentences_is_what_is_said() -> None:
    assert SENTENCES.read_text(encoding="utf-8") == text(), "python -m tests.sentences writes it anew"
