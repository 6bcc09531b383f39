"""When no session worth doing fits: a minimal set of conflicting rules, and changes to one rule that help."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analysis.library.library import Library
from analysis.suggest.requests.question import Question
from analysis.suggest.solving.problem import pose
from analysis.suggest.solving.rule_words import Change, Rule, rules_of
from analysis.suggest.solving.session_search import has_sessions
from analysis.suggest.solving.week_lines import days_given


@dataclass(frozen=True)
class NoRoom:
    """Why no session fits: a minimal set of conflicting rules, and changes that each help alone."""

    rules: tuple[str, ...]
    changes: tuple[Change, ...]


def no_room(library: Library, question: Question) -> NoRoom:
    """Find why no session worth doing fits a question, and the least change to each rule that alone makes one fit."""
    tried: dict[Question, bool] = {}

    def fits(changed: Question) -> bool:
        if changed not in tried:
            problem = pose(library, changed)
            tried[changed] = has_sessions(library, problem, days_given(library, problem))
        return tried[changed]

    kept = list(rules_of(library, question))
    rules = list(kept)
    # Drop rules that make no difference: the rest cannot all be kept, but dropping any one of them makes a session fit.
    for rule in kept:
        fewer = [each for each in rules if each is not rule]
        if not fits(_without(question, [each for each in kept if each not in fewer])):
            rules = fewer
    changes = [change for rule in kept for change in _helping(rule, fits)]
    return NoRoom(tuple(rule.words for rule in rules), tuple(changes))


def _without(question: Question, out: Iterable[Rule]) -> Question:
    for rule in out:
        question = rule.without(question)
    return question


def _helping(rule: Rule, fits: Callable[[Question], bool]) -> Sequence[Change]:
    """Return the alternatives of a rule that make a session fit, or else its first step that does."""
    changes = [change for change in rule.alternatives if fits(change[1])]
    if changes or not rule.steps or not fits(rule.steps[-1][1]):
        return changes[:2]
    first = bisect_left(rule.steps, True, hi=len(rule.steps) - 1, key=lambda step: fits(step[1]))
    return rule.steps[first : first + 1]
