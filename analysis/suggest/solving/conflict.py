"""When nothing fits: a smallest set of conflicting rules, and the least change to one rule that helps."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count

import pandas as pd

from analysis.library.library import Library
from analysis.suggest.integer_program import Effort
from analysis.suggest.requests.question import Question
from analysis.suggest.solving.problem import pose
from analysis.suggest.solving.rule_words import FIXED, Change, Rule, rules_of
from analysis.suggest.solving.search import fits


def conflict(library: Library, question: Question) -> pd.DataFrame:
    """Find a smallest set of rules that no week can keep together, for a question that no week fits.

    Collects sets of rules whose removal makes a week fit, and tries a smallest set that meets each of them, until one
    cannot be kept (implicit hitting sets). No smaller set of rules is in conflict then.
    """
    # Fixed sessions are no rule here: without one its sets are gone too, which can put another week out of reach.
    rules = [rule for rule in rules_of(library, question) if not rule.rule.startswith(FIXED)]
    everything = set(range(len(rules)))
    searches = _Searches(library, question.nodes, CONFLICT)
    helps: list[set[int]] = []

    def fit(kept: set[int], *, sure: bool = False) -> bool | None:
        return searches.fits(_without(question, rules, everything - kept), sure=sure)[0]

    while rules:
        kept = _touching(helps)
        fitting = fit(kept, sure=True)
        if fitting is None:
            break  # undecided, so no conflict is claimed
        if not fitting:
            return conflict_frame([rules[number] for number in sorted(kept)])
        kept = _grown(kept, everything, fit)
        if kept == everything:
            break
        helps.append(everything - kept)
    return conflict_frame([])


def _grown(kept: set[int], everything: set[int], fit: Callable[[set[int]], bool | None]) -> set[int]:
    """Keep more rules, in order, as long as a week fits, to leave out as few as possible.

    Examples
    --------
    >>> _grown({2}, set(range(6)), lambda kept: not kept & {0, 4})
    {1, 2, 3, 5}
    """
    left = sorted(everything - kept)
    while left and not fit(kept | set(left)):
        # Bisect for the first rule with which no week fits; a week that keeps some rules keeps fewer of them too.
        first = bisect_left(
            range(len(left)), True, hi=len(left) - 1, key=lambda last: not fit(kept | {*left[: last + 1]})
        )
        kept, left = kept | {*left[:first]}, left[first + 1 :]
    return kept | set(left)


def conflict_frame(rules: Sequence[Rule]) -> pd.DataFrame:
    """Return rules and their words as a frame."""
    rows = [(rule.rule, rule.words) for rule in rules]
    return pd.DataFrame(rows, columns=["rule", "words"]).astype("str")


def _touching(sets: Sequence[set[int]]) -> set[int]:
    """Return the smallest set of numbers that meets every given set, always the same one.

    Examples
    --------
    >>> _touching([{1, 2}, {0, 2}, {0, 3}])
    {0, 1}
    """
    return next(numbers for size in count() if (numbers := _touching_within(sets, set(), size)) is not None)


def _touching_within(sets: Sequence[set[int]], numbers: set[int], size: int) -> set[int] | None:
    # One number of the first unmet set has to be taken. Trying them in order keeps the solver from choosing among
    # several smallest sets.
    untouched = next((each for each in sets if not each & numbers), None)
    if untouched is None:
        return numbers
    if len(numbers) == size:
        return None
    tries = (_touching_within(sets, numbers | {number}, size) for number in sorted(untouched))
    return next((touching for touching in tries if touching is not None), None)


def _without(question: Question, rules: Sequence[Rule], out: set[int]) -> Question:
    for number in sorted(out):
        question = rules[number].without(question)
    return question


class _Searches:
    """Searches that share an effort limit: answers are cached, and all searches end when the effort is spent."""

    def __init__(self, library: Library, nodes: int, steps: int) -> None:
        self.library, self.nodes = library, nodes // 4
        self.effort = Effort(steps * nodes)
        self.found: dict[Question, tuple[bool | None, float]] = {}

    def fits(self, question: Question, *, sure: bool = True) -> tuple[bool | None, float]:
        """Return whether any week fits (None: undecided), and a lower bound on its minutes."""
        if question not in self.found or (sure and self.found[question][0] is None):
            problem = pose(self.library, replace(question, nodes=self.nodes))
            fit, time = fits(replace(problem, effort=self.effort), sure=sure)
            self.found[question] = fit, time / problem.unit / 60
        return self.found[question]


CONFLICT, CHANGES = 12, 8
"""Simplex steps for each node that a question may have: together they take some ten seconds at most."""


def relaxations(library: Library, question: Question, excluding: pd.DataFrame) -> pd.DataFrame:
    """Find, for each rule of the conflict, the least change to that rule alone that makes a week fit.

    Where no conflict was found, every rule is tried. A rule with undecided changes has a row of its words without
    minutes.
    """
    rows: list[tuple[str, str, float]] = []
    named = set(excluding["rule"])
    searches = _Searches(library, question.nodes, CHANGES)
    rules = [
        rule for rule in rules_of(library, question) if not named or rule.rule in named or rule.rule.startswith(FIXED)
    ]
    # First find which rules help at all; finding how small a change helps takes most of the effort.
    for _, changed in (change for rule in rules for change in (*rule.alternatives, *rule.steps[-1:])):
        searches.fits(changed)
    for rule in rules:
        changes = _fitting(searches, rule.alternatives) or _fitting(searches, _least(searches, rule.steps))
        rows += [(rule.rule, *change) for change in changes]
        tried = [searches.found.get(changed) for _, changed in (*rule.alternatives, *rule.steps)]
        if any(trial and trial[0] is None for trial in tried):
            rows.append((rule.rule, rule.words, math.nan))
    frame = pd.DataFrame(rows, columns=["rule", "change", "minutes"]).astype({"minutes": float})
    return frame.sort_values("minutes", kind="stable", ignore_index=True)


def _fitting(searches: _Searches, changes: Iterable[Change]) -> list[tuple[str, float]]:
    """Return the changes that make a week fit, each with a lower bound on its minutes."""
    answers = [(words, *searches.fits(question)) for words, question in changes]
    return [(words, minutes) for words, fit, minutes in answers if fit]


def _least(searches: _Searches, steps: Sequence[Change]) -> Sequence[Change]:
    """Return the first of ever larger changes that makes a week fit; a week that fits one step fits all later ones."""
    if not steps or not searches.fits(steps[-1][1])[0]:
        return ()
    first = bisect_left(steps, True, hi=len(steps) - 1, key=lambda step: bool(searches.fits(step[1])[0]))
    return steps[first : first + 1]
