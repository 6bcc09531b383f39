"""Kinds of runs as typed. Which of them are hard says `library/terms`; work around them is in `week/around_runs`."""

from __future__ import annotations

import re

from analysis.base.choices import check_choice
from analysis.library.terms import RUNS


def read_run(kind: object) -> str:
    """Return the kind of a run: ``Long run``, ``LONG`` and ``long`` are ``long``.

    Raises
    ------
    ArgumentError
        If it is not a kind of run, with the nearest match.

    Examples
    --------
    >>> read_run("Long run"), read_run("tempo"), read_run("Easy runs")
    ('long', 'tempo', 'easy')
    """
    if isinstance(kind, str):
        kind = re.sub(r"(?<=\w)\s+runs?$", "", kind.strip(), flags=re.IGNORECASE)
    return check_choice("kind of run", kind, RUNS)
