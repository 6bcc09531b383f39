"""When nothing fits: a smallest set of rules that exclude each other, and the least change of one that helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count

import pandas as pd

from analysis.library.library import Library
from analysis.suggest.problem import pose
from analysis.suggest.request import Request
from analysis.suggest.rules import FIXED, Change, Rule, rules_of
from analysis.suggest.search import fits


def conflict(library: Library, request: Request, does: bool | None, nodes: int) -> pd.DataFrame:
    """Find a smallest set of rules that no week can keep all of.

    Sets of rules whose removal makes a week fit are collected; a smallest set that touches each of them is tried, until
    one cannot be kept (implicit hitting sets). Nothing smaller excludes itself then.
    """
    if does is not False:
        return _frame([])
    # Sessions that stay are no rule here: without one its sets are gone too, and another week can be out of reach.
    rules = [rule for rule in rules_of(library, request) if not rule.rule.startswith(FIXED)]
    helps: list[set[int]] = []
    while rules:
        kept = _touching(helps)
        fit = _fits(library, _without(request, rules, set(range(len(rules))) - kept), nodes)
        if fit is None:
            break  # not decided, so nothing is claimed
        if not fit:
            return _frame([rules[one] for one in sorted(kept)])
        # Keep more rules as long as a week fits: what is left out then is as small as can be seen.
        for one in range(len(rules)):
            if one not in kept:
                more = kept | {one}
                if _fits(library, _without(request, rules, set(range(len(rules))) - more), nodes):
                    kept = more
        out = set(range(len(rules))) - kept
        if not out:
            break
        helps.append(out)
    return _frame([])


def _frame(rules: Sequence[Rule]) -> pd.DataFrame:
    rows = [(rule.rule, rule.words) for rule in rules]
    return pd.DataFrame(rows, columns=["rule", "words"]).astype("str")


def _touching(sets: Sequence[set[int]]) -> set[int]:
    """Return a smallest set of numbers that has one in common with each set, the same one every time.

    Examples
    --------
    >>> _touching([{1, 2}, {0, 2}, {0, 3}])
    {0, 1}
    """
    return next(numbers for size in count() if (numbers := _touching_within(sets, set(), size)) is not None)


def _touching_within(sets: Sequence[set[int]], numbers: set[int], size: int) -> set[int] | None:
    # One of the numbers of the first set not touched has to be taken: they are tried in order, so no solver's choice
    # decides which of several smallest sets is told.
    untouched = next((each for each in sets if not each & numbers), None)
    if untouched is None:
        return numbers
    if len(numbers) == size:
        return None
    tries = (_touching_within(sets, numbers | {number}, size) for number in sorted(untouched))
    return next((found for found in tries if found is not None), None)


def _without(request: Request, rules: Sequence[Rule], out: set[int]) -> Request:
    for one in sorted(out):
        request = rules[one].without(request)
    return request


@lru_cache(maxsize=256)
def _fits(library: Library, request: Request, nodes: int) -> bool | None:
    return fits(pose(library, request), nodes=nodes)[0]


def relaxations(library: Library, request: Request, excluding: pd.DataFrame, nodes: int) -> pd.DataFrame:
    """Find, for every rule of the conflict, the least change of it alone that makes a week fit."""
    rows = []
    for rule in rules_of(library, request):
        if rule.rule not in set(excluding["rule"]) and not rule.rule.startswith(FIXED):
            continue
        found = _fitting(library, rule.alternatives, nodes)
        found = found or _fitting(library, _least(library, rule.steps, nodes), nodes)
        rows += [(rule.rule, *one) for one in found]
    frame = pd.DataFrame(rows, columns=["rule", "change", "minutes"]).astype({"minutes": float})
    return frame.sort_values("minutes", kind="stable", ignore_index=True)


def _fitting(library: Library, changes: Iterable[Change], nodes: int) -> list[tuple[str, float]]:
    """Return the changes that make a week fit, with the minutes that no week is below then."""
    found = []
    for words, asked in changes:
        problem = pose(library, asked)
        does, time = fits(problem, nodes=nodes)
        if does:
            found.append((words, time / problem.unit / 60))
    return found


def _least(library: Library, steps: Sequence[Change], nodes: int) -> Sequence[Change]:
    """Return the first of ever larger changes that makes a week fit."""
    if not steps or not _fits(library, steps[-1][1], nodes):
        return ()
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        if _fits(library, steps[middle][1], nodes):
            high = middle
        else:
            low = middle + 1
    return (steps[low],)
