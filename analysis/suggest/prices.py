"""What a rule costs and what a small change would buy, in minutes of the week."""

from __future__ import annotations

import pandas as pd

from analysis.library import Library
from analysis.suggest.problem import pose
from analysis.suggest.request import Request
from analysis.suggest.rules import rules_of
from analysis.suggest.search import search


def prices_of_rules(library: Library, request: Request, seconds: float, nodes: int) -> pd.DataFrame:
    """Say how many minutes shorter the week were without each rule."""
    rows = []
    for rule in rules_of(library, request) if seconds else ():
        saved = _saved(library, rule.without(request), seconds, nodes)
        rows.append((rule.rule, rule.words, saved, saved > 0))
    frame = pd.DataFrame(rows, columns=["rule", "words", "saves_minutes", "binds"])
    return frame.astype({"saves_minutes": float, "binds": bool})


def prices(library: Library, request: Request, seconds: float, nodes: int) -> pd.DataFrame:
    """Say how many minutes shorter the week were after each small change, most first."""
    rows = []
    for rule in rules_of(library, request) if seconds else ():
        for words, asked in [*([rule.price] if rule.price else []), *rule.others]:
            rows.append((rule.rule, words, _saved(library, asked, seconds, nodes)))
    frame = pd.DataFrame(rows, columns=["rule", "change", "saves_minutes"]).astype({"saves_minutes": float})
    return frame.sort_values("saves_minutes", ascending=False, kind="stable", ignore_index=True)


def _saved(library: Library, request: Request, seconds: float, nodes: int) -> float:
    """Return the minutes that the week found for another question is shorter; 0 where it is not."""
    problem = pose(library, request)
    found = search(problem, nodes=nodes, settle=False)
    return max(0.0, round((seconds - found.time / problem.unit) / 60, 6)) if found.fits else 0.0
