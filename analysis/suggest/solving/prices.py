"""The cost of each rule and the saving of small changes, in minutes a week."""

from __future__ import annotations

import math

import pandas as pd

from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.solving.problem import pose
from analysis.suggest.solving.rule_words import rules_of
from analysis.suggest.solving.search import search


def prices_of_rules(library: Library, question: Question, least: float | None) -> pd.DataFrame:
    """Return the minutes the week would save without each rule; ``least`` are the proven seconds, or None."""
    # A week that takes no time cannot get shorter.
    rules = rules_of(library, question) if least != 0 else ()
    rows = [(rule.rule, rule.words, _saved(library, rule.without(question), least)) for rule in rules]
    frame = pd.DataFrame(rows, columns=["rule", "words", "saves_minutes"]).astype({"saves_minutes": float})
    saves = frame["saves_minutes"]
    return frame.assign(binds=(saves > 0).astype("boolean").mask(saves.isna()))


def prices(library: Library, question: Question, least: float | None) -> pd.DataFrame:
    """Return the minutes the week would save with each small change, most first."""
    rows = []
    for rule in rules_of(library, question) if least != 0 else ():
        for words, changed in [*([rule.price] if rule.price else []), *rule.alternatives]:
            rows.append((rule.rule, words, _saved(library, changed, least)))
    frame = pd.DataFrame(rows, columns=["rule", "change", "saves_minutes"]).astype({"saves_minutes": float})
    return frame.sort_values("saves_minutes", ascending=False, kind="stable", ignore_index=True)


def _saved(library: Library, question: Question, least: float | None) -> float:
    """Return the minutes that the shortest week for an easier question saves; NaN where a time is not proven."""
    if least is None:
        return math.nan
    problem = pose(library, question)
    answer = search(problem, settle=False)
    # Unreached bounds say nothing about the difference between the two weeks.
    return max(0.0, round((least - answer.time / problem.unit) / 60, 6)) if answer.proven else math.nan
